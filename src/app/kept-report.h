/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/appointment/attendance.h"
#include "core/appointment/overbooked.h"

G_BEGIN_DECLS

/* Which appointments were kept and what overbookings cost, of some days. What is counted
 * stands in core/appointment/attendance.h and core/appointment/overbooked.h. */

/* More days than a year with its first and last are not looked at. */
#define AXLE_KEPT_REPORT_DAYS 367

/**
 * AxleKeptReport:
 * @attendance: who came, late or not at all
 * @overbooked: (element-type AxleOverbooked): the overbookings, the latest first
 * @sum: what they cost together
 * @names: (element-type AxleId utf8): of customers, and who comes to appointments
 */
typedef struct
{
  AxleAttendance    *attendance;
  GPtrArray         *overbooked;
  AxleOverbookedSum  sum;
  GHashTable        *names;
} AxleKeptReport;

/**
 * AxleKeptGroup:
 * @AXLE_KEPT_CHANNELS: by the way by which appointments were made
 * @AXLE_KEPT_ADVISORS: by the service advisor
 * @AXLE_KEPT_CUSTOMERS: by the customer, of those who missed, or were late for, more than one
 *
 * The figures of @attendance.
 */
typedef enum
{
  AXLE_KEPT_CHANNELS,
  AXLE_KEPT_ADVISORS,
  AXLE_KEPT_CUSTOMERS,
  AXLE_KEPT_N_GROUPS,
} AxleKeptGroup;

void            axle_kept_report_free        (AxleKeptReport      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleKeptReport, axle_kept_report_free)

/* The name of a customer of the report, or of who comes to one of its appointments. */
const char     *axle_kept_report_get_name    (const AxleKeptReport *self,
                                              const AxleId         *id);

const char     *axle_kept_group_get_title    (AxleKeptGroup         self);
/* (element-type AxleAttendanceFigure). */
GArray         *axle_kept_report_get_group   (const AxleKeptReport *self,
                                              AxleKeptGroup         group);
/* Whose or what a figure is; @index: in its group. */
const char     *axle_kept_report_get_title   (const AxleKeptReport *self,
                                              AxleWorkstation      *workstation,
                                              AxleKeptGroup         group,
                                              guint                 index);

/* A day and a time of the store, such as `2026-10-08 09:30`; "" for 0. */
char           *axle_kept_report_dup_time    (AxleWorkstation      *workstation,
                                              gint64                at);

/* Reads the days between two moments, in microseconds since 1970 UTC, a day after the other
 * and never in the way of anybody. Fails with AXLE_APP_ERROR_INVALID for too many, and with
 * AXLE_APP_ERROR_NOT_ALLOWED where customers may not be read. */
void            axle_kept_report_load_async  (AxleWorkstation     *workstation,
                                              gint64               from,
                                              gint64               until,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
AxleKeptReport *axle_kept_report_load_finish (GAsyncResult        *result,
                                              GError             **error);
/* The last days with today: until now. */
void            axle_kept_report_load_days_async (AxleWorkstation *workstation,
                                              guint                n_days,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);

/* A table for a spreadsheet: of who came, or of the overbookings. %NULL with an error where
 * customers may not be exported. */
GBytes         *axle_kept_report_write       (const AxleKeptReport *self,
                                              AxleWorkstation      *workstation,
                                              gboolean              overbookings,
                                              GError              **error);

G_END_DECLS
