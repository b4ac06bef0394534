/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/appointments.h"

#include "core/appointment/appointment.h"
#include "core/appointment/leave.h"
#include "core/appointment/request.h"
#include "store/desk.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY

/* 2026-10-08 00:00 in Shanghai. */
#define MIDNIGHT G_GINT64_CONSTANT (1791388800000000)

static AxleRecord *
new_record (const TestDesk   *self,
            const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = self->server->scope;
  return record;
}

static AxleRecord *
new_appointment (const TestDesk *self,
                 const char     *title,
                 gint64          at,
                 gint64          minutes,
                 const char     *state)
{
  AxleRecord *record = new_record (self, &axle_appointment_entity);

  axle_record_set_text (record, AXLE_APPOINTMENT_TITLE, title);
  axle_record_set_integer (record, AXLE_APPOINTMENT_AT, at);
  axle_record_set_integer (record, AXLE_APPOINTMENT_MINUTES, minutes);
  axle_record_set_text (record, AXLE_APPOINTMENT_STATE, state);
  return record;
}

static void
book (const TestDesk *self,
      const char     *title,
      gint64          at,
      gint64          minutes,
      const char     *state)
{
  g_autoptr(AxleRecord) record = new_appointment (self, title, at, minutes, state);

  test_desk_save_record (self->store, NULL, record);
}

static char *
join_titles (GPtrArray *records)
{
  g_autoptr(GString) titles = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? " " : "", axle_record_get_text (records->pdata[i], AXLE_APPOINTMENT_TITLE));
  return g_string_free_and_steal (g_steal_pointer (&titles));
}

static void
assert_day (const TestDesk *self,
            gint64          from,
            gint64          until,
            const char     *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = axle_store_list_appointments (self->store, from, until, &error);
  g_autofree char *titles = NULL;

  g_assert_no_error (error);
  titles = join_titles (records);
  g_assert_cmpstr (titles, ==, expected);
}

/* Of a day is whatever is on at one of its moments, however long ago it began. */
static void
test_day (TestDesk      *self,
          gconstpointer  unused)
{
  book (self, "later", MIDNIGHT + 10 * HOUR, 60, "booked");
  book (self, "early", MIDNIGHT + 9 * HOUR, 60, "cancelled");
  book (self, "over-night", MIDNIGHT - 1 * HOUR, 61, "booked");
  book (self, "before", MIDNIGHT - 1 * HOUR, 60, "booked");
  book (self, "month", MIDNIGHT - 31 * DAY + MINUTE, 31 * 24 * 60, "booked");
  book (self, "after", MIDNIGHT + DAY, 30, "booked");
  assert_day (self, MIDNIGHT, MIDNIGHT + DAY, "month over-night early later");
  assert_day (self, MIDNIGHT + DAY, MIDNIGHT + 2 * DAY, "after");
  assert_day (self, MIDNIGHT + 5 * DAY, MIDNIGHT + 6 * DAY, "");
}

static void
test_waiting_list (TestDesk      *self,
                   gconstpointer  unused)
{
  static const char * const states[] = { "booked", "confirmed", "arrived", "cancelled" };
  g_autoptr(GPtrArray) waiting = NULL;
  g_autofree char *titles = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    for (int day = -1; day <= 1; day += 2)
      {
        g_autofree char *title = g_strdup_printf ("%s%+d", states[i], day);
        g_autoptr(AxleRecord) record = new_appointment (self, title, MIDNIGHT + day * DAY + (int) i * HOUR, 30, states[i]);

        axle_record_set_boolean (record, AXLE_APPOINTMENT_EARLIER, TRUE);
        test_desk_save_record (self->store, NULL, record);
      }
  book (self, "content", MIDNIGHT + DAY, 30, "booked");
  waiting = axle_store_list_waiting_list (self->store, MIDNIGHT, 10, NULL);
  titles = join_titles (waiting);
  g_assert_cmpstr (titles, ==, "booked+1 confirmed+1");
}

static void
add_request (const TestDesk *self,
             const char     *wish,
             gint64          received,
             const char     *state)
{
  g_autoptr(AxleRecord) request = new_record (self, &axle_request_entity);

  axle_record_set_text (request, AXLE_REQUEST_WISH, wish);
  axle_record_set_text (request, AXLE_REQUEST_CHANNEL, "wechat");
  axle_record_set_integer (request, AXLE_REQUEST_RECEIVED_AT, received);
  axle_record_set_text (request, AXLE_REQUEST_STATE, state);
  test_desk_save_record (self->store, NULL, request);
}

static void
test_requests (TestDesk      *self,
               gconstpointer  unused)
{
  g_autoptr(GPtrArray) requests = NULL;

  add_request (self, "second", MIDNIGHT + HOUR, "open");
  add_request (self, "first", MIDNIGHT, "open");
  add_request (self, "done", MIDNIGHT - HOUR, "booked");
  requests = axle_store_list_requests (self->store, 10, NULL);
  g_assert_cmpuint (requests->len, ==, 2);
  g_assert_cmpstr (axle_record_get_text (requests->pdata[0], AXLE_REQUEST_WISH), ==, "first");
  g_assert_true (axle_request_is_open (requests->pdata[0]));
}

static void
test_leave (TestDesk      *self,
            gconstpointer  unused)
{
  static const struct
  {
    gint64   since;
    gint64   until;
    gboolean listed;
  } cases[] = {
    { MIDNIGHT - DAY, MIDNIGHT, FALSE }, { MIDNIGHT - DAY, MIDNIGHT + MINUTE, TRUE },
    { MIDNIGHT - DAY, MIDNIGHT + 9 * DAY, TRUE }, { MIDNIGHT + DAY, MIDNIGHT + 2 * DAY, FALSE },
  };
  AxleId staff = axle_id_new (axle_host_get_default ());
  g_autoptr(GPtrArray) leave = NULL;
  guint n_listed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleRecord) record = new_record (self, &axle_leave_entity);

      axle_record_set_id (record, AXLE_LEAVE_STAFF, &staff);
      axle_record_set_integer (record, AXLE_LEAVE_SINCE, cases[i].since);
      axle_record_set_integer (record, AXLE_LEAVE_UNTIL, cases[i].until);
      test_desk_save_record (self->store, NULL, record);
      n_listed += (guint) cases[i].listed;
    }
  leave = axle_store_list_leave (self->store, MIDNIGHT, MIDNIGHT + DAY, NULL);
  g_assert_cmpuint (leave->len, ==, n_listed);
}

static gboolean
clashes (const TestDesk   *self,
         const AxleRecord *appointment)
{
  g_autoptr(AxleVerdict) clash = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (axle_store_find_clash (self->store, appointment, &clash, &error));
  g_assert_no_error (error);
  return clash != NULL;
}

static void
test_clash (TestDesk      *self,
            gconstpointer  unused)
{
  AxleId bay = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) first = new_appointment (self, "first", MIDNIGHT + 7 * HOUR + 30 * MINUTE, 60, "booked");
  /* Another day in UTC begins between them. */
  g_autoptr(AxleRecord) second = new_appointment (self, "second", MIDNIGHT + 8 * HOUR, 60, "booked");
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  axle_record_set_id (first, AXLE_APPOINTMENT_BAY, &bay);
  axle_record_set_id (second, AXLE_APPOINTMENT_BAY, &bay);
  g_assert_false (clashes (self, second));
  test_desk_save_record (self->store, NULL, first);
  g_assert_true (clashes (self, second));
  g_assert_false (clashes (self, first));

  g_ptr_array_add (changes, axle_change_new_between (NULL, second));
  g_assert_false (axle_store_save (self->store, changes, &operation, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "07:30–08:30"));
  /* A reason lets it in, and says nothing of whether there is room. */
  axle_record_set_text (second, AXLE_APPOINTMENT_OVERRIDE, "Urgent");
  test_desk_save_record (self->store, NULL, second);
  g_assert_true (clashes (self, second));
}

#define TEST(name, function) g_test_add (name, TestDesk, NULL, test_desk_set_up, function, test_desk_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/appointments/day", test_day);
  TEST ("/appointments/waiting-list", test_waiting_list);
  TEST ("/appointments/requests", test_requests);
  TEST ("/appointments/leave", test_leave);
  TEST ("/appointments/clash", test_clash);
  return g_test_run ();
}
