/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appointments.h"

#include "app/calendar.h"
#include "app/customer-operations.h"
#include "app/reception.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/request.h"
#include "core/appointment/resource.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "desk.h"
#include "store/appointments.h"
#include "store/outbox.h"

#define MINUTE G_TIME_SPAN_MINUTE

/* 2026-10-08 09:00 in Shanghai. */
#define MORNING G_GINT64_CONSTANT (1791421200000000)

#define ADVISING AXLE_RIGHT_CUSTOMERS_WRITE " " AXLE_RIGHT_APPOINTMENTS_WRITE

/* A desk that does not reach its server now, with an advisor, a manager and two bays. */
typedef struct
{
  TestDesk *desk;
  AxleId    advisor;
  AxleId    manager;
  AxleId    receptionist;
  AxleId    bays[2];
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->desk = test_desk_new ();
  test_desk_enrol (self->desk, "Shanghai", "Asia/Shanghai");
  self->advisor = test_desk_tell_person (self->desk, "advisor", ADVISING, NULL)->id;
  self->manager = test_desk_tell_person (self->desk, "manager", ADVISING " " AXLE_RIGHT_APPOINTMENTS_OVERBOOK, NULL)->id;
  self->receptionist = test_desk_tell_person (self->desk, "receptionist", AXLE_RIGHT_CUSTOMERS_READ, NULL)->id;
  for (guint i = 0; i < G_N_ELEMENTS (self->bays); i++)
    {
      AxleRecord *bay = test_desk_tell (self->desk, &axle_resource_entity);

      axle_record_set_text (bay, AXLE_RESOURCE_NAME, "Bay");
      axle_record_set_text (bay, AXLE_RESOURCE_KIND, "bay");
      self->bays[i] = bay->id;
    }
  test_desk_hear (self->desk);
  test_desk_sit_down (self->desk, &self->advisor);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  test_desk_free (self->desk);
}

static AxleRecord *
draft (Fixture *self,
       gint64   at,
       guint    bay)
{
  AxleRecord *appointment = axle_appointment_draft_new (self->desk->workstation, at, 60);

  axle_record_set_id (appointment, AXLE_APPOINTMENT_BAY, &self->bays[bay]);
  return appointment;
}

static AxleRecord *
load (Fixture          *self,
      const AxleRecord *record)
{
  return axle_workstation_get_record (self->desk->workstation, record->entity, &record->id);
}

static gint64
finish (Fixture       *self,
        GAsyncResult **result,
        GError       **error)
{
  return axle_workstation_save_finish (self->desk->workstation, test_wait (result), error);
}

static gboolean
save (Fixture          *self,
      const AxleRecord *before,
      const AxleRecord *after,
      const char       *reason,
      GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  axle_appointment_save_async (self->desk->workstation, before, after, reason, NULL, test_take_result, &result);
  return finish (self, &result, error) > 0;
}

static void
test_move (Fixture       *self,
           gconstpointer  unused)
{
  g_autoptr(AxleRecord) made = draft (self, MORNING, 0);
  g_autoptr(AxleRecord) saved = NULL;
  g_autoptr(AxleRecord) moved = NULL;
  g_autoptr(AxleRecord) now = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (save (self, NULL, made, NULL, &error));
  saved = load (self, made);
  g_assert_true (axle_id_equal (&self->advisor, &axle_record_get (saved, AXLE_APPOINTMENT_ADVISOR)->as.id));
  g_assert_cmpstr (axle_workstation_get_undo_title (self->desk->workstation), ==, "Appointment booked");
  moved = axle_record_copy (saved);
  axle_record_set_integer (moved, AXLE_APPOINTMENT_AT, MORNING + 30 * MINUTE);
  g_assert_true (save (self, saved, moved, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (axle_workstation_get_undo_title (self->desk->workstation), ==, "Appointment moved");
  test_undo (self->desk, 0);
  now = load (self, made);
  g_assert_cmpint (axle_record_get_integer (now, AXLE_APPOINTMENT_AT), ==, MORNING);
}

/* Overbooking takes a reason and the right to, and is asked for again elsewhere. */
static void
test_overbook (Fixture       *self,
               gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = draft (self, MORNING, 0);
  g_autoptr(AxleRecord) second = draft (self, MORNING + 30 * MINUTE, 0);
  g_autoptr(AxleRecord) free_bay = NULL;
  g_autoptr(AxleRecord) saved = NULL;
  g_autoptr(AxleRecord) moved = NULL;
  g_autoptr(AxleVerdict) clash = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (save (self, NULL, first, NULL, &error));
  g_assert_true (axle_store_find_clash (axle_workstation_get_reader (self->desk->workstation), second, &clash, &error));
  g_assert_nonnull (clash);
  g_assert_true (axle_id_equal (&clash->blocker, &first->id));
  g_assert_false (save (self, NULL, second, NULL, &error));
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (save (self, NULL, second, "He waits", &error));
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  test_desk_sit_down (self->desk, &self->manager);
  g_assert_true (save (self, NULL, second, "He waits", &error));
  saved = load (self, second);
  g_assert_cmpstr (axle_record_get_text (saved, AXLE_APPOINTMENT_OVERRIDE), ==, "He waits");
  moved = axle_record_copy (saved);
  axle_record_set_integer (moved, AXLE_APPOINTMENT_AT, MORNING + 45 * MINUTE);
  g_assert_false (save (self, saved, moved, NULL, &error));
  g_clear_error (&error);
  axle_record_set_id (moved, AXLE_APPOINTMENT_BAY, &self->bays[1]);
  g_assert_true (save (self, saved, moved, NULL, &error));
  g_assert_no_error (error);
  free_bay = load (self, second);
  g_assert_null (axle_record_get_text (free_bay, AXLE_APPOINTMENT_OVERRIDE));
}

static void
set_state (Fixture    *self,
           AxleRecord *appointment,
           const char *state,
           GError    **error)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new ();
  g_autoptr(GAsyncResult) result = NULL;

  g_ptr_array_add (one, appointment);
  axle_appointments_set_state_async (self->desk->workstation, one, state, NULL, test_take_result, &result);
  finish (self, &result, error);
}

/* A reason is for one place: there it can be undone, elsewhere the same words have to be
 * said again. Whoever may not give one may still make room. */
static void
test_reason (Fixture       *self,
             gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = draft (self, MORNING, 0);
  g_autoptr(AxleRecord) second = draft (self, MORNING + 30 * MINUTE, 0);
  g_autoptr(AxleRecord) saved = NULL;
  g_autoptr(AxleRecord) moved = NULL;
  g_autoptr(AxleRecord) squeezed = NULL;
  g_autoptr(AxleRecord) cancelled = NULL;
  g_autoptr(AxleRecord) again = NULL;
  g_autoptr(AxleRecord) away = NULL;
  g_autoptr(GError) error = NULL;

  test_desk_sit_down (self->desk, &self->manager);
  g_assert_true (save (self, NULL, first, NULL, &error));
  g_assert_true (save (self, NULL, second, "He waits", &error));
  saved = load (self, second);
  moved = axle_record_copy (saved);
  axle_record_set_integer (moved, AXLE_APPOINTMENT_AT, MORNING + 45 * MINUTE);
  g_assert_true (save (self, saved, moved, "He waits", &error));
  g_assert_no_error (error);

  squeezed = load (self, second);
  set_state (self, squeezed, "cancelled", &error);
  g_assert_no_error (error);
  cancelled = load (self, second);
  g_assert_null (axle_record_get_text (cancelled, AXLE_APPOINTMENT_OVERRIDE));
  test_undo (self->desk, 0);
  again = load (self, second);
  g_assert_cmpstr (axle_record_get_text (again, AXLE_APPOINTMENT_STATE), ==, "booked");
  g_assert_cmpstr (axle_record_get_text (again, AXLE_APPOINTMENT_OVERRIDE), ==, "He waits");

  test_desk_sit_down (self->desk, &self->advisor);
  away = axle_record_copy (again);
  axle_record_set_id (away, AXLE_APPOINTMENT_BAY, &self->bays[1]);
  g_assert_true (save (self, again, away, NULL, &error));
  g_assert_no_error (error);
}

/* Who cancelled and comes after all finds the bay taken. */
static void
test_states (Fixture       *self,
             gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = draft (self, MORNING, 0);
  g_autoptr(AxleRecord) second = draft (self, MORNING, 0);
  g_autoptr(AxleRecord) saved = NULL;
  g_autoptr(AxleRecord) arrived = NULL;
  g_autoptr(AxleRecord) cancelled = NULL;
  g_autoptr(GError) error = NULL;

  save (self, NULL, first, NULL, &error);
  saved = load (self, first);
  set_state (self, saved, "arrived", &error);
  g_assert_no_error (error);
  arrived = load (self, first);
  g_assert_cmpint (axle_record_get_integer (arrived, AXLE_APPOINTMENT_ARRIVED_AT), >, 0);
  set_state (self, arrived, "cancelled", &error);
  g_assert_no_error (error);
  g_assert_true (save (self, NULL, second, NULL, &error));
  cancelled = load (self, first);
  set_state (self, cancelled, "booked", &error);
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID);
}

static AxleRecord *
call_off (Fixture    *self,
          AxleRecord *appointment,
          const char *state,
          const char *reason)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (one, appointment);
  axle_appointments_call_off_async (self->desk->workstation, one, state, reason, NULL, test_take_result, &result);
  g_assert_cmpint (finish (self, &result, &error), >, 0);
  g_assert_no_error (error);
  return load (self, appointment);
}

/* Why somebody does not come is kept until they come after all; who did not arrive has no
 * time of arrival. Each is one step back. */
static void
test_call_off (Fixture       *self,
               gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = draft (self, MORNING, 0);
  g_autoptr(AxleRecord) saved = NULL, arrived = NULL, missed = NULL, cancelled = NULL, undone = NULL, again = NULL;
  g_autoptr(GError) error = NULL;

  save (self, NULL, first, NULL, &error);
  saved = load (self, first);
  set_state (self, saved, "arrived", &error);
  arrived = load (self, first);
  missed = call_off (self, arrived, "no-show", "Another car");
  g_assert_cmpstr (axle_workstation_get_undo_title (self->desk->workstation), ==, "No-show noted");
  cancelled = call_off (self, missed, "cancelled", NULL);
  g_assert_null (axle_record_get_text (cancelled, AXLE_APPOINTMENT_REASON));
  test_undo (self->desk, 0);
  undone = load (self, first);
  g_assert_cmpstr (axle_record_get_text (undone, AXLE_APPOINTMENT_REASON), ==, "Another car");
  set_state (self, undone, "booked", &error);
  g_assert_no_error (error);
  again = load (self, first);
  g_assert_null (axle_record_get_text (again, AXLE_APPOINTMENT_REASON));
  g_assert_true (axle_record_get (again, AXLE_APPOINTMENT_ARRIVED_AT)->kind == AXLE_VALUE_NONE);
}

static void
test_copy (Fixture       *self,
           gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = draft (self, MORNING, 0);
  g_autoptr(AxleRecord) copy = NULL;
  g_autoptr(GPtrArray) all = g_ptr_array_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_record_set_text (first, AXLE_APPOINTMENT_STATE, "no-show");
  axle_record_set_text (first, AXLE_APPOINTMENT_REMARKS, "Rattles");
  axle_record_set_text (first, AXLE_APPOINTMENT_SOURCE, "uid");
  copy = axle_appointment_copy_new (self->desk->workstation, first, MORNING + 60 * MINUTE);
  g_assert_false (axle_id_equal (&copy->id, &first->id));
  g_assert_cmpstr (axle_record_get_text (copy, AXLE_APPOINTMENT_STATE), ==, "booked");
  g_assert_cmpstr (axle_record_get_text (copy, AXLE_APPOINTMENT_REMARKS), ==, "Rattles");
  g_assert_null (axle_record_get_text (copy, AXLE_APPOINTMENT_SOURCE));

  /* A batch is one step; either all of it is booked or nothing. */
  g_ptr_array_add (all, copy);
  g_ptr_array_add (all, first);
  axle_record_set_text (first, AXLE_APPOINTMENT_STATE, "booked");
  axle_record_set_integer (first, AXLE_APPOINTMENT_AT, MORNING + 90 * MINUTE);
  axle_appointments_book_async (self->desk->workstation, all, NULL, NULL, NULL, test_take_result, &result);
  g_assert_cmpint (finish (self, &result, &error), <=, 0);
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (load (self, copy));
  g_clear_object (&result);
  axle_record_set_integer (first, AXLE_APPOINTMENT_AT, MORNING + 120 * MINUTE);
  axle_appointments_book_async (self->desk->workstation, all, NULL, NULL, NULL, test_take_result, &result);
  g_assert_cmpint (finish (self, &result, &error), >, 0);
  g_assert_no_error (error);
}

static void
test_request (Fixture       *self,
              gconstpointer  unused)
{
  g_autoptr(AxleRecord) request = axle_request_draft_new (self->desk->workstation, "wechat");
  g_autoptr(AxleRecord) appointment = draft (self, MORNING, 0);
  g_autoptr(AxleRecord) answered = NULL;
  g_autoptr(AxleRecord) booked = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_request_save_async (self->desk->workstation, NULL, request, NULL, test_take_result, &result);
  g_assert_cmpint (finish (self, &result, &error), >, 0);
  g_clear_object (&result);
  axle_appointment_book_async (self->desk->workstation, request, NULL, appointment, NULL, NULL, NULL, test_take_result, &result);
  g_assert_cmpint (finish (self, &result, &error), >, 0);
  g_assert_no_error (error);
  answered = load (self, request);
  booked = load (self, appointment);
  g_assert_false (axle_request_is_open (answered));
  g_assert_cmpint (axle_record_get_integer (answered, AXLE_REQUEST_ANSWERED_AT), >=,
                   axle_record_get_integer (request, AXLE_REQUEST_RECEIVED_AT));
  g_assert_cmpstr (axle_record_get_text (booked, AXLE_APPOINTMENT_CHANNEL), ==, "wechat");
  g_assert_true (axle_id_equal (&axle_record_get (booked, AXLE_APPOINTMENT_REQUEST)->as.id, &request->id));
}

typedef struct
{
  AxleCalendar *calendar;
  guint         n_items;
} Shown;

static gboolean
shows (gpointer data)
{
  Shown *shown = data;

  return axle_calendar_is_ready (shown->calendar) && axle_calendar_get_items (shown->calendar)->len == shown->n_items;
}

/* The calendar tells of its blocks in words, and follows what happens. */
static void
test_calendar (Fixture       *self,
               gconstpointer  unused)
{
  g_autoptr(AxleCalendar) calendar = axle_calendar_new (self->desk->workstation);
  g_autoptr(AxleRecord) first = draft (self, MORNING, 0);
  g_autoptr(AxleRecord) tomorrow = draft (self, MORNING + G_TIME_SPAN_DAY, 0);
  AxleId customer = test_add_customer (self->desk, "李明朗", "+8613000000003");
  const AxleCalendarItem *item;
  Shown shown = { calendar, 0 };
  g_autoptr(GError) error = NULL;

  g_assert_null (axle_calendar_get_items (calendar));
  axle_calendar_set_range (calendar, MORNING - 9 * 60 * MINUTE, MORNING + 15 * 60 * MINUTE);
  axle_test_wait_for (shows, &shown);
  axle_record_set_id (first, AXLE_APPOINTMENT_CUSTOMER, &customer);
  axle_record_add_member (first, AXLE_APPOINTMENT_SERVICES, "oil");
  g_assert_true (save (self, NULL, tomorrow, NULL, &error));
  g_assert_true (save (self, NULL, first, NULL, &error));
  g_assert_no_error (error);
  shown.n_items = 1;
  axle_test_wait_for (shows, &shown);
  item = axle_calendar_get_items (calendar)->pdata[0];
  g_assert_cmpstr (item->who, ==, "李明朗");
  g_assert_cmpstr (item->what, ==, "oil");
  g_assert_true (item->pending);
  g_assert_nonnull (axle_calendar_get_working_days (calendar));
  axle_calendar_set_range (calendar, MORNING - 9 * 60 * MINUTE, MORNING + 39 * 60 * MINUTE);
  g_assert_false (axle_calendar_is_ready (calendar));
  shown.n_items = 2;
  axle_test_wait_for (shows, &shown);
}

/* Who may not read customers reads none by way of an appointment, and nothing is noted as read. */
static void
test_reception (Fixture       *self,
                gconstpointer  unused)
{
  g_autoptr(AxleRecord) appointment = draft (self, MORNING, 0);
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleReception) sheet = NULL;

  axle_record_set_text (appointment, AXLE_APPOINTMENT_TITLE, "李明朗");
  g_assert_true (save (self, NULL, appointment, NULL, NULL));
  g_assert_null (axle_reception_load (self->desk->workstation, &appointment->id, &error));
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  test_desk_sit_down (self->desk, &self->receptionist);
  sheet = axle_reception_load (self->desk->workstation, &appointment->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sheet->who, ==, "李明朗");
  g_assert_null (axle_reception_load (self->desk->workstation, &self->bays[0], &error));
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED);
}

#define TEST(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/appointments/move", test_move);
  TEST ("/appointments/overbook", test_overbook);
  TEST ("/appointments/reason", test_reason);
  TEST ("/appointments/states", test_states);
  TEST ("/appointments/call-off", test_call_off);
  TEST ("/appointments/copy", test_copy);
  TEST ("/appointments/request", test_request);
  TEST ("/appointments/calendar", test_calendar);
  TEST ("/appointments/reception", test_reception);
  return g_test_run ();
}
