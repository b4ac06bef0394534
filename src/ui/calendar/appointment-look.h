/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar-tints.h"
#include "core/appointment/appointment.h"
#include "ui/widgets/status-pill.h"

G_BEGIN_DECLS

/**
 * AxleAppointmentLook:
 * @state: the state, or `late`
 * @icon: an icon name
 * @css: a style class
 * @title: the word for it; marked with N_()
 * @status: of a pill that says it
 *
 * How an appointment looks wherever it is shown: icon, word and colour.
 */
typedef struct
{
  const char *state;
  const char *icon;
  const char *css;
  const char *title;
  AxleStatus  status;
} AxleAppointmentLook;

/* @late_before: what was to come before then and did not is late, see
 * axle_appointment_get_late_before(). */
const AxleAppointmentLook *axle_appointment_look      (const AxleRecord *appointment,
                                                       gint64            late_before);
const AxleAppointmentLook *axle_appointment_look_list (guint            *n_looks);

/* What the colour tells besides, see axle_tints_find(): puts the class of a tint on what shows
 * an appointment, in the place of the one that it wore. */
void                       axle_tint_wear             (GtkWidget        *widget,
                                                       guint            *worn,
                                                       guint             tint);
/* What its colour is called, from 1 on. */
const char                *axle_tint_get_name         (guint             tint);

G_END_DECLS
