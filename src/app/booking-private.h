/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/booking.h"
#include "app/day-plans.h"

G_BEGIN_DECLS

struct _AxleBooking
{
  GObject          parent_instance;
  AxleWorkstation *workstation;
  AxleForm        *form;
  AxleDayFork     *fork;       /* NULL where nothing is tried out */
  AxleRecord      *seen;       /* the form's record when it was looked at last */
  AxleRecord      *put;        /* what was put into it without being asked for */
  gboolean         first;      /* whether the first time that is found is taken */

  AxleDossier     *dossier;    /* NULL until somebody was chosen */
  gboolean         class_a;
  GPtrArray       *cars;
  GPtrArray       *needs;
  AxleServiceChoice *services;
  AxleLengths     *lengths;

  AxleDate         day;        /* that @plans is of */
  AxleDayPlans    *plans;      /* NULL until it was read */
  GCancellable    *reading;    /* NULL while nothing is read */
  guint            look_id;
  GCancellable    *looking;    /* NULL while nothing is looked for */
  gint64           not_before; /* 0 for from now on */
  AxleRecord      *request;    /* NULL where nobody asked */
  gboolean         beyond;     /* whether times are looked for after the last day that it wishes for */
  GPtrArray       *slots;
  char            *trouble;
};

/* booking.c */
void     axle_booking_tell      (AxleBooking      *self,
                                 guint             parts);
/* Whether a person put a value there. */
gboolean axle_booking_is_held   (AxleBooking      *self,
                                 guint             field);
/* Puts the @fields of @record into the form; a person may still change them. */
void     axle_booking_put       (AxleBooking      *self,
                                 const AxleRecord *record,
                                 const guint      *fields,
                                 guint             n_fields);
/* As long as it takes, unless a person said how long. */
void     axle_booking_put_length (AxleBooking     *self);

/* booking-times.c */
void     axle_booking_look_soon (AxleBooking      *self);
void     axle_booking_read_day  (AxleBooking      *self);

G_END_DECLS
