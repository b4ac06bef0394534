/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/appointment.h"

#include <glib/gi18n-lib.h>

#include "base/problem.h"
#include "core/appointment/busy.h"
#include "core/appointment/words.h"
#include "core/checks.h"

static const AxleChoice modes[] = {
  { "waiting", N_("Waits here") },
  { "leaving", N_("Leaves the car") },
  { "pick-up", N_("Picked up and returned") },
  { "on-site", N_("At the customer’s") },
  { NULL, NULL },
};

static const AxleChoice states[] = {
  { "booked", N_("Booked") },
  { "confirmed", N_("Confirmed") },
  { "arrived", N_("Arrived") },
  { "done", N_("Done") },
  { "no-show", N_("No-show") },
  { "cancelled", N_("Cancelled") },
  { NULL, NULL },
};

static const AxleField appointment_fields[] = {
  [AXLE_APPOINTMENT_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "customer",
  },
  [AXLE_APPOINTMENT_VEHICLE] = {
    .name = "vehicle", .label = N_("Vehicle"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "vehicle",
  },
  [AXLE_APPOINTMENT_TITLE] = {
    .name = "title", .label = N_("Title"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 200,
  },
  [AXLE_APPOINTMENT_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_DAILY,
  },
  [AXLE_APPOINTMENT_MINUTES] = {
    .name = "minutes", .label = N_("Length"), .type = AXLE_FIELD_MINUTES,
    .flags = AXLE_FIELD_REQUIRED,
    .check = axle_check_length,
  },
  [AXLE_APPOINTMENT_ALL_DAY] = {
    .name = "all_day", .label = N_("All day"), .type = AXLE_FIELD_BOOLEAN,
  },
  [AXLE_APPOINTMENT_STATE] = {
    .name = "state", .label = N_("State"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = states,
  },
  [AXLE_APPOINTMENT_SERVICES] = {
    .name = "services", .label = N_("Services"), .type = AXLE_FIELD_SET,
    .merge = AXLE_MERGE_UNION,
  },
  [AXLE_APPOINTMENT_BAY] = {
    .name = "bay", .label = N_("Bay"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "resource",
  },
  [AXLE_APPOINTMENT_EQUIPMENT] = {
    .name = "equipment", .label = N_("Equipment"), .type = AXLE_FIELD_REFERENCE,
    .target = "resource",
  },
  [AXLE_APPOINTMENT_TECHNICIAN] = {
    .name = "technician", .label = N_("Technician"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "staff",
  },
  [AXLE_APPOINTMENT_ADVISOR] = {
    .name = "advisor", .label = N_("Service advisor"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "staff",
  },
  [AXLE_APPOINTMENT_MODE] = {
    .name = "mode", .label = N_("Mode"), .type = AXLE_FIELD_CHOICE,
    .choices = modes,
  },
  [AXLE_APPOINTMENT_LOAN_CAR] = {
    .name = "loan_car", .label = N_("Loan car"), .type = AXLE_FIELD_REFERENCE,
    .target = "resource",
  },
  [AXLE_APPOINTMENT_SERVICE_CAR] = {
    .name = "service_car", .label = N_("Service car"), .type = AXLE_FIELD_REFERENCE,
    .target = "resource",
  },
  [AXLE_APPOINTMENT_DRIVER] = {
    .name = "driver", .label = N_("Driver"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
  [AXLE_APPOINTMENT_ADDRESS] = {
    .name = "address", .label = N_("Address"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 300,
  },
  [AXLE_APPOINTMENT_CHANNEL] = {
    .name = "channel", .label = N_("Channel"), .type = AXLE_FIELD_CHOICE,
    .choices = axle_booking_channels,
  },
  [AXLE_APPOINTMENT_PROMISED] = {
    .name = "promised", .label = N_("Promised for"), .type = AXLE_FIELD_TIME,
  },
  [AXLE_APPOINTMENT_PARTS_ON] = {
    .name = "parts_on", .label = N_("Parts expected"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_APPOINTMENT_EARLIER] = {
    .name = "earlier", .label = N_("Wants an earlier time"), .type = AXLE_FIELD_BOOLEAN,
  },
  [AXLE_APPOINTMENT_PRIORITY] = {
    .name = "priority", .label = N_("Priority"), .type = AXLE_FIELD_BOOLEAN,
  },
  [AXLE_APPOINTMENT_OVERRIDE] = {
    .name = "override", .label = N_("Reason for overbooking"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 300,
  },
  [AXLE_APPOINTMENT_ARRIVED_AT] = {
    .name = "arrived_at", .label = N_("Arrived at"), .type = AXLE_FIELD_TIME,
  },
  [AXLE_APPOINTMENT_REQUEST] = {
    .name = "request", .label = N_("Request"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "request",
  },
  [AXLE_APPOINTMENT_BATCH] = {
    .name = "batch", .label = N_("Batch"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_INDEXED,
    .limit = 40,
  },
  [AXLE_APPOINTMENT_SOURCE] = {
    .name = "source", .label = N_("Origin"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 300,
  },
  [AXLE_APPOINTMENT_REMARKS] = {
    .name = "remarks", .label = N_("Remarks"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE,
    .limit = 2000,
  },
  [AXLE_APPOINTMENT_REASON] = {
    .name = "reason", .label = N_("Reason for not coming"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 300,
  },
};

static void
check_whole (const AxleRecord *record,
             GPtrArray        *problems)
{
  const char *too_long = axle_appointment_find_too_long (record);

  if (too_long != NULL)
    axle_problems_add (problems, AXLE_APPOINTMENT_TOO_LONG, "minutes", TRUE, "%s", too_long);
}

static char *
appointment_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_APPOINTMENT_TITLE));
}

static const AxleGuard * const guards[] = { &axle_appointment_busy_guard, NULL };

const AxleEntity axle_appointment_entity = {
  .kind = "appointment",
  .label = N_("Appointment"),
  .fields = appointment_fields,
  .n_fields = G_N_ELEMENTS (appointment_fields),
  .check = check_whole,
  .dup_title = appointment_title,
  .dated_by = "at",
  .guards = guards,
};

/**
 * axle_appointment_is_on:
 * @appointment: an appointment
 *
 * Returns: whether the car is still expected, is here, or was; not once it was cancelled or
 *   did not come
 */
gboolean
axle_appointment_is_on (const AxleRecord *appointment)
{
  const char *state = axle_record_get_text (appointment, AXLE_APPOINTMENT_STATE);

  return !appointment->deleted && g_strcmp0 (state, "cancelled") != 0 && g_strcmp0 (state, "no-show") != 0;
}

/**
 * axle_appointment_get_end:
 * @appointment: an appointment
 *
 * Returns: when it ends, in microseconds since 1970 UTC
 */
gint64
axle_appointment_get_end (const AxleRecord *appointment)
{
  return axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT) +
         axle_record_get_integer (appointment, AXLE_APPOINTMENT_MINUTES) * G_TIME_SPAN_MINUTE;
}

/**
 * axle_appointment_is_late:
 * @appointment: an appointment
 * @before: what was to come before then is late, in microseconds since 1970 UTC
 *
 * Returns: whether the car is still expected, and should have been here
 */
gboolean
axle_appointment_is_late (const AxleRecord *appointment,
                          gint64            before)
{
  const char *state = axle_record_get_text (appointment, AXLE_APPOINTMENT_STATE);

  return (g_strcmp0 (state, "booked") == 0 || g_strcmp0 (state, "confirmed") == 0) &&
         !axle_record_get_boolean (appointment, AXLE_APPOINTMENT_ALL_DAY) &&
         axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT) < before;
}
