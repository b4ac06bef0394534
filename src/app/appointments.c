/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appointments.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/other-times.h"
#include "app/workstation-private.h"
#include "core/appointment/busy.h"
#include "core/appointment/request.h"
#include "core/appointment/service-item.h"
#include "core/change-list.h"

/* What nothing is known of takes an hour. */
#define USUAL_MINUTES 60

static gint64
get_now (void)
{
  return axle_host_now (axle_host_get_default ());
}

AxleRecord *
axle_appointment_draft_new (AxleWorkstation *workstation,
                            gint64           at,
                            int              minutes)
{
  AxleRecord *appointment = axle_customer_draft_new (workstation, &axle_appointment_entity);
  AxleId staff = axle_workstation_get_staff_id (workstation);

  axle_record_set_integer (appointment, AXLE_APPOINTMENT_AT, at);
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_MINUTES, minutes);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_STATE, "booked");
  axle_record_set_text (appointment, AXLE_APPOINTMENT_MODE, "waiting");
  axle_record_set_text (appointment, AXLE_APPOINTMENT_CHANNEL, "desk");
  if (!axle_id_is_none (&staff))
    axle_record_set_id (appointment, AXLE_APPOINTMENT_ADVISOR, &staff);
  return appointment;
}

AxleRecord *
axle_appointment_copy_new (AxleWorkstation  *workstation,
                           const AxleRecord *appointment,
                           gint64            at)
{
  /* What became of the first, and how it came about, says nothing of the second. */
  static const AxleAppointmentField own[] = {
    AXLE_APPOINTMENT_PROMISED, AXLE_APPOINTMENT_OVERRIDE, AXLE_APPOINTMENT_ARRIVED_AT, AXLE_APPOINTMENT_REQUEST,
    AXLE_APPOINTMENT_SOURCE, AXLE_APPOINTMENT_REASON,
  };
  static const AxleValue none = AXLE_VALUE_INIT;
  AxleRecord *copy = axle_customer_draft_new (workstation, &axle_appointment_entity);

  for (guint i = 0; i < AXLE_APPOINTMENT_N_FIELDS; i++)
    axle_record_set (copy, i, axle_record_get (appointment, i));
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    axle_record_set (copy, own[i], &none);
  axle_record_set_integer (copy, AXLE_APPOINTMENT_AT, at);
  axle_record_set_text (copy, AXLE_APPOINTMENT_STATE, "booked");
  return copy;
}

char *
axle_services_dup_names (AxleWorkstation  *workstation,
                         const AxleRecord *record)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  guint field = record->entity == &axle_request_entity ? (guint) AXLE_REQUEST_SERVICES : (guint) AXLE_APPOINTMENT_SERVICES;
  g_auto(GStrv) codes = axle_record_dup_members (record, field);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_auto(AxleValue) code = AXLE_VALUE_INIT;
      g_autoptr(GPtrArray) found = NULL;
      const char *name;

      axle_value_set_text (&code, codes[i]);
      found = reader != NULL ? axle_store_list_where (reader, &axle_service_item_entity, AXLE_SERVICE_ITEM_CODE, &code, NULL) : NULL;
      name = found != NULL && found->len > 0 ? axle_record_get_text (found->pdata[0], AXLE_SERVICE_ITEM_NAME) : NULL;
      g_string_append_printf (names, "%s%s", i > 0 ? _(", ") : "", name != NULL ? name : codes[i]);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

gint64
axle_appointment_get_late_before (AxleWorkstation *workstation)
{
  return get_now () - axle_policies_get (axle_workstation_get_policies (workstation), "appointment.late") * G_TIME_SPAN_MINUTE;
}

/* Saving. */

static gboolean
has_changed (const AxleRecord     *before,
             const AxleRecord     *after,
             AxleAppointmentField  field)
{
  return !axle_value_equal (axle_record_get (before, field), axle_record_get (after, field));
}

static const char *
title_of (const AxleRecord *before,
          const AxleRecord *after)
{
  if (before == NULL)
    return _("Appointment booked");
  if (has_changed (before, after, AXLE_APPOINTMENT_AT) || has_changed (before, after, AXLE_APPOINTMENT_BAY) ||
      has_changed (before, after, AXLE_APPOINTMENT_TECHNICIAN))
    return _("Appointment moved");
  if (has_changed (before, after, AXLE_APPOINTMENT_MINUTES))
    return _("Length of appointment changed");
  return _("Appointment changed");
}

/* Leave to overbook is given for one place: elsewhere it has to be asked for again. What
 * holds nothing any more keeps none, so that undoing gives it anew. */
static void
add_appointment (GPtrArray        *changes,
                 const AxleRecord *before,
                 const AxleRecord *after,
                 const char       *reason)
{
  g_autoptr(AxleRecord) whole = axle_record_copy (after);

  if (reason != NULL || !axle_appointment_is_on (after) || axle_appointment_holds_more (before, after))
    axle_record_set_text (whole, AXLE_APPOINTMENT_OVERRIDE, reason);
  axle_appointment_add_change (changes, before, whole);
}

void
axle_appointment_save_async (AxleWorkstation     *workstation,
                             const AxleRecord    *before,
                             const AxleRecord    *after,
                             const char          *reason,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  axle_appointment_book_async (workstation, NULL, before, after, NULL, reason, cancellable, callback, user_data);
}

static gboolean
has_record (GPtrArray        *records,
            const AxleRecord *record)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (axle_id_equal (&((AxleRecord *) records->pdata[i])->id, &record->id))
      return TRUE;
  return FALSE;
}

void
axle_appointments_book_async (AxleWorkstation     *workstation,
                              GPtrArray           *appointments,
                              GPtrArray           *over,
                              const char          *reason,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autofree char *title = g_strdup_printf (ngettext ("%u appointment booked", "%u appointments booked", appointments->len),
                                            appointments->len);

  for (guint i = 0; i < appointments->len; i++)
    add_appointment (changes, NULL, appointments->pdata[i], has_record (over, appointments->pdata[i]) ? reason : NULL);
  axle_workstation_save_async (workstation, title, changes, cancellable, callback, user_data);
}

static const char *
title_of_state (const char *state)
{
  static const struct
  {
    const char *state;
    const char *title;
  } titles[] = {
    { "booked", N_("Appointment opened again") },
    { "confirmed", N_("Appointment confirmed") },
    { "arrived", N_("Arrival noted") },
    { "done", N_("Appointment done") },
    { "no-show", N_("No-show noted") },
    { "cancelled", N_("Appointment cancelled") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].state, state))
      return _(titles[i].title);
  g_return_val_if_reached (NULL);
}

/* Who comes after all, comes for no reason that was given for not coming; and is no longer
 * here who was noted as here by mistake. */
AxleRecord *
axle_appointment_with_state_new (const AxleRecord *appointment,
                                 const char       *state,
                                 const char       *reason)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  AxleRecord *after = axle_record_copy (appointment);

  axle_record_set_text (after, AXLE_APPOINTMENT_STATE, state);
  axle_record_set_text (after, AXLE_APPOINTMENT_REASON, reason);
  if (g_str_equal (state, "booked") || g_str_equal (state, "confirmed"))
    axle_record_set (after, AXLE_APPOINTMENT_ARRIVED_AT, &none);
  else if (g_str_equal (state, "arrived") && axle_record_get (after, AXLE_APPOINTMENT_ARRIVED_AT)->kind == AXLE_VALUE_NONE)
    axle_record_set_integer (after, AXLE_APPOINTMENT_ARRIVED_AT, get_now ());
  return after;
}

static void
set_state (AxleWorkstation     *workstation,
           GPtrArray           *appointments,
           const char          *state,
           const char          *reason,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  for (guint i = 0; i < appointments->len; i++)
    {
      g_autoptr(AxleRecord) after = axle_appointment_with_state_new (appointments->pdata[i], state, reason);

      add_appointment (changes, appointments->pdata[i], after, NULL);
    }
  axle_workstation_save_async (workstation, title_of_state (state), changes, cancellable, callback, user_data);
}

void
axle_appointments_set_state_async (AxleWorkstation     *workstation,
                                   GPtrArray           *appointments,
                                   const char          *state,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  set_state (workstation, appointments, state, NULL, cancellable, callback, user_data);
}

void
axle_appointments_call_off_async (AxleWorkstation     *workstation,
                                  GPtrArray           *appointments,
                                  const char          *state,
                                  const char          *reason,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  set_state (workstation, appointments, state, reason, cancellable, callback, user_data);
}

void
axle_appointment_take_earlier_async (AxleWorkstation     *workstation,
                                     const AxleRecord    *appointment,
                                     const AxleSlot      *slot,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(AxleRecord) after = axle_record_copy (appointment);

  axle_record_set_boolean (after, AXLE_APPOINTMENT_EARLIER, FALSE);
  if (slot != NULL)
    axle_other_times_take (after, slot);
  add_appointment (changes, appointment, after, NULL);
  axle_workstation_save_async (workstation, slot != NULL ? _("Earlier time taken") : _("Taken off the waiting list"), changes,
                               cancellable, callback, user_data);
}

void
axle_appointments_delete_async (AxleWorkstation     *workstation,
                                GPtrArray           *appointments,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  for (guint i = 0; i < appointments->len; i++)
    axle_change_list_add_action (changes, appointments->pdata[i], AXLE_CHANGE_DELETE);
  axle_workstation_save_async (workstation, _("Appointment deleted"), changes, cancellable, callback, user_data);
}

/* Requests. */

AxleRecord *
axle_request_draft_new (AxleWorkstation *workstation,
                        const char      *channel)
{
  AxleRecord *request = axle_customer_draft_new (workstation, &axle_request_entity);

  axle_record_set_text (request, AXLE_REQUEST_CHANNEL, channel);
  axle_record_set_text (request, AXLE_REQUEST_STATE, "open");
  axle_record_set_integer (request, AXLE_REQUEST_RECEIVED_AT, get_now ());
  return request;
}

void
axle_request_save_async (AxleWorkstation     *workstation,
                         const AxleRecord    *before,
                         const AxleRecord    *after,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  axle_change_list_add_between (changes, before, after);
  axle_workstation_save_async (workstation, before == NULL ? _("Request noted") : _("Request changed"), changes, cancellable,
                               callback, user_data);
}

/* The first answer is the one that the promise was about. */
static void
add_answer (AxleWorkstation  *workstation,
            GPtrArray        *changes,
            const AxleRecord *request,
            const char       *state,
            const char       *reason)
{
  g_autoptr(AxleRecord) after = axle_record_copy (request);
  AxleId staff = axle_workstation_get_staff_id (workstation);

  axle_record_set_text (after, AXLE_REQUEST_STATE, state);
  if (reason != NULL)
    axle_record_set_text (after, AXLE_REQUEST_REASON, reason);
  if (axle_record_get (after, AXLE_REQUEST_ANSWERED_AT)->kind == AXLE_VALUE_NONE)
    {
      axle_record_set_integer (after, AXLE_REQUEST_ANSWERED_AT, get_now ());
      if (!axle_id_is_none (&staff))
        axle_record_set_id (after, AXLE_REQUEST_ANSWERED_BY, &staff);
    }
  axle_change_list_add_between (changes, request, after);
}

int
axle_request_guess_minutes (const AxleRecord  *request,
                            const AxleDayPlan *plan)
{
  g_auto(GStrv) services = axle_record_dup_members (request, AXLE_REQUEST_SERVICES);
  int minutes = axle_day_plan_sum_needs (plan, (const char * const *) services).minutes;

  return minutes > 0 ? minutes : USUAL_MINUTES;
}

AxleRecord *
axle_request_draft_appointment (AxleWorkstation  *workstation,
                                const AxleRecord *request,
                                gint64            at,
                                int               minutes)
{
  static const struct
  {
    AxleRequestField     from;
    AxleAppointmentField to;
  } same[] = {
    { AXLE_REQUEST_CUSTOMER, AXLE_APPOINTMENT_CUSTOMER }, { AXLE_REQUEST_VEHICLE, AXLE_APPOINTMENT_VEHICLE },
    { AXLE_REQUEST_NAME, AXLE_APPOINTMENT_TITLE }, { AXLE_REQUEST_SERVICES, AXLE_APPOINTMENT_SERVICES },
    { AXLE_REQUEST_CHANNEL, AXLE_APPOINTMENT_CHANNEL }, { AXLE_REQUEST_WISH, AXLE_APPOINTMENT_REMARKS },
  };
  static const AxleValue none = AXLE_VALUE_INIT;
  AxleRecord *appointment = axle_appointment_draft_new (workstation, at, minutes);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    axle_record_set (appointment, same[i].to, axle_record_get (request, same[i].from));
  axle_record_set_id (appointment, AXLE_APPOINTMENT_REQUEST, &request->id);
  if (at == 0)
    axle_record_set (appointment, AXLE_APPOINTMENT_AT, &none);
  if (minutes == 0)
    axle_record_set (appointment, AXLE_APPOINTMENT_MINUTES, &none);
  return appointment;
}

void
axle_appointment_book_async (AxleWorkstation     *workstation,
                             const AxleRecord    *request,
                             const AxleRecord    *before,
                             const AxleRecord    *after,
                             GPtrArray           *more,
                             const char          *reason,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(AxleRecord) booked = axle_record_copy (after);

  for (guint i = 0; more != NULL && i < more->len; i++)
    axle_change_list_add_between (changes, NULL, more->pdata[i]);
  if (request != NULL)
    {
      axle_record_set_id (booked, AXLE_APPOINTMENT_REQUEST, &request->id);
      axle_record_set (booked, AXLE_APPOINTMENT_CHANNEL, axle_record_get (request, AXLE_REQUEST_CHANNEL));
    }
  add_appointment (changes, before, booked, reason);
  if (request != NULL)
    add_answer (workstation, changes, request, "booked", NULL);
  axle_workstation_save_async (workstation, request != NULL ? _("Request booked") : title_of (before, after), changes,
                               cancellable, callback, user_data);
}

void
axle_request_close_async (AxleWorkstation     *workstation,
                          const AxleRecord    *request,
                          const char          *state,
                          const char          *reason,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  add_answer (workstation, changes, request, state, reason);
  axle_workstation_save_async (workstation, _("Request answered"), changes, cancellable, callback, user_data);
}
