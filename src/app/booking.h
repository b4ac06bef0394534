/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/day-fork.h"
#include "app/service-choice.h"
#include "core/appointment/lengths.h"
#include "core/appointment/suggest.h"
#include "core/dossier.h"

G_BEGIN_DECLS

/* More times at once than can be taken in help nobody. */
#define AXLE_BOOKING_N_SLOTS 4

/**
 * AxleBookingPart:
 * @AXLE_BOOKING_PART_CUSTOMER: who, with which car, and what is known of both
 * @AXLE_BOOKING_PART_SERVICES: the menu and what was chosen of it
 * @AXLE_BOOKING_PART_LENGTH: how long it takes
 * @AXLE_BOOKING_PART_SLOTS: the times that are suggested
 * @AXLE_BOOKING_PART_DAY: the day of the appointment, and whether it fits there
 *
 * What of a booking changed.
 */
typedef enum
{
  AXLE_BOOKING_PART_CUSTOMER = 1 << 0,
  AXLE_BOOKING_PART_SERVICES = 1 << 1,
  AXLE_BOOKING_PART_LENGTH = 1 << 2,
  AXLE_BOOKING_PART_SLOTS = 1 << 3,
  AXLE_BOOKING_PART_DAY = 1 << 4,
} AxleBookingPart;

/**
 * AxleBooking:
 *
 * What is thought along while an appointment is booked: it follows the form over the
 * appointment, finds out what the customer has and the car needs, how long it takes, and
 * suggests times. What it puts into the form by itself gives way to what a person puts
 * there, and is held to nothing. Known without a display.
 *
 * Signals: `changed` (guint parts, see #AxleBookingPart).
 */
#define AXLE_TYPE_BOOKING (axle_booking_get_type ())
G_DECLARE_FINAL_TYPE (AxleBooking, axle_booking, AXLE, BOOKING, GObject)

AxleBooking  *axle_booking_new            (AxleWorkstation *workstation,
                                           AxleForm        *form);
AxleForm     *axle_booking_get_form       (AxleBooking     *self);
/* With the only car that the customer of @record has, where it names none. */
void          axle_booking_complete       (AxleWorkstation *workstation,
                                           AxleRecord      *record);

/* Times are suggested as @request wishes for: on its days first, and between its first and
 * its last where there is one. Once, before the first are there. */
void          axle_booking_set_request    (AxleBooking      *self,
                                           const AxleRecord *request);
/* Days are thought of as they would be. Once, before the first times are there. */
void          axle_booking_set_fork       (AxleBooking      *self,
                                           AxleDayFork      *fork);
/* Looks for nothing more and puts nothing more into the form. */
void          axle_booking_stop           (AxleBooking     *self);

/* %NULL until somebody was chosen. */
AxleDossier  *axle_booking_get_dossier    (AxleBooking     *self);
gboolean      axle_booking_is_class_a     (AxleBooking     *self);
void          axle_booking_set_customer   (AxleBooking     *self,
                                           const AxleId    *customer);
/* (element-type AxleRecord): the customer's cars of today. */
GPtrArray    *axle_booking_get_cars       (AxleBooking     *self);
void          axle_booking_set_car        (AxleBooking     *self,
                                           const AxleId    *vehicle);
/* The car whose plate or VIN has @typed in it, if one does. */
void          axle_booking_choose_car_by  (AxleBooking     *self,
                                           const char      *typed);
/* (element-type AxleNeed): of the car that was chosen. */
GPtrArray    *axle_booking_get_needs      (AxleBooking     *self);
/* (element-type AxleRecord): the visits of that car, or of all, the latest first. */
GPtrArray    *axle_booking_dup_visits     (AxleBooking     *self);

/* What it is for. */
AxleServiceChoice *axle_booking_get_services (AxleBooking   *self);

/* %FALSE where the menu does not say. */
gboolean      axle_booking_get_length     (AxleBooking     *self,
                                           AxleLength      *length);
/* How likely it is done when it was promised, or within its length; below 0 where that
 * cannot be said. */
double        axle_booking_get_chance     (AxleBooking     *self);

/* (element-type AxleSlot), the best first. */
GPtrArray    *axle_booking_get_slots      (AxleBooking     *self);
gboolean      axle_booking_is_looking     (AxleBooking     *self);
/* Why there are none; %NULL where there are. */
const char   *axle_booking_get_trouble    (AxleBooking     *self);
/* Which of them the appointment is at; -1 for none. */
int           axle_booking_get_slot       (AxleBooking     *self);
void          axle_booking_choose_slot    (AxleBooking     *self,
                                           guint            slot);
/* Suggests times from the day after the last one on; where there are no more, those after the
 * last day that was wished for, and then the first ones. */
void          axle_booking_look_later     (AxleBooking     *self);

/* %NULL until it was read; without a time that of today. */
AxleDayPlan  *axle_booking_get_plan       (AxleBooking     *self);
/* (element-type AxleProblem): what is in the way where it is now. */
GPtrArray    *axle_booking_dup_problems   (AxleBooking     *self);
/* (element-type AxleRecord): what a reference of the appointment can be set to. */
GPtrArray    *axle_booking_list_choices   (AxleBooking     *self,
                                           guint            field);

G_END_DECLS
