/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* Who came, who came late and who did not come at all (UX.md §3.2: the no-show report).
 *
 * Counted is every appointment whose time has come, once, on the day on which it begins: one
 * that goes on over midnight belongs to the day before, so that days can be added up. Each
 * car of a batch is one. One that was moved counts where it stands now.
 *
 * Not counted are those that are deleted or were cancelled, and those still to come, also
 * where the customer is here before the time. One whose time is over and of which nobody
 * noted anything is neither kept nor missed: it is told apart, and is no part of a share.
 *
 * Late is who arrived more than the policy `appointment.late` after the time. Whose car we
 * fetch, or whom we go to, cannot be late; nor can who has no time but a day, or whose
 * arrival was not noted: they count as having come. */

/**
 * AxleAttendanceKind:
 * @AXLE_ATTENDANCE_NONE: not counted
 * @AXLE_ATTENDANCE_UNNOTED: nobody noted whether they came
 * @AXLE_ATTENDANCE_KEPT: came
 * @AXLE_ATTENDANCE_LATE: came late
 * @AXLE_ATTENDANCE_MISSED: did not come
 *
 * What became of an appointment.
 */
typedef enum
{
  AXLE_ATTENDANCE_NONE,
  AXLE_ATTENDANCE_UNNOTED,
  AXLE_ATTENDANCE_KEPT,
  AXLE_ATTENDANCE_LATE,
  AXLE_ATTENDANCE_MISSED,
} AxleAttendanceKind;

/**
 * AxleAttendanceFigure:
 * @channel: (nullable): of a channel, one of [const@Axle.booking_channels], "" for none that
 *   is known; else %NULL
 * @who: of a service advisor or a customer, no id for nobody; else no id
 * @n_expected: how many were to come
 * @n_missed: how many of these did not
 * @n_late: how many of these came late
 *
 * How appointments were kept.
 */
typedef struct
{
  const char *channel;
  AxleId      who;
  guint       n_expected;
  guint       n_missed;
  guint       n_late;
} AxleAttendanceFigure;

/**
 * AxleAttendance:
 * @all: all together
 * @n_unnoted: those besides of which nobody noted anything
 * @channels: (element-type AxleAttendanceFigure): by the way by which they were made, in the
 *   order of [const@Axle.booking_channels]
 * @advisors: (element-type AxleAttendanceFigure): by the service advisor, where most was
 *   missed first
 * @customers: (element-type AxleAttendanceFigure): the customers who missed, or were late
 *   for, more than one; who missed most first
 *
 * How the appointments of some days were kept.
 */
typedef struct
{
  AxleAttendanceFigure  all;
  guint                 n_unnoted;
  GArray               *channels;
  GArray               *advisors;
  GArray               *customers;
} AxleAttendance;

AxleAttendanceKind axle_attendance_judge (const AxleRecord *appointment,
                                          int               late,
                                          gint64            now);

AxleAttendance *axle_attendance_new       (GPtrArray        *appointments,
                                           gint64            from,
                                           gint64            until,
                                           int               late,
                                           gint64            now,
                                           GHashTable       *survivors);
void            axle_attendance_free      (AxleAttendance   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleAttendance, axle_attendance_free)

int             axle_attendance_get_share (guint             n,
                                           guint             n_all);

G_END_DECLS
