/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/tray-private.h"

#include "app/appointments.h"
#include "app/customer-operations.h"
#include "app/inbox.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/service-item.h"
#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "desk.h"
#include "store/outbox.h"
#include "store/settle.h"

#define MINUTE G_TIME_SPAN_MINUTE

/* A workshop that never closes, with a bay and somebody who can change oil. */
typedef struct
{
  TestDesk *desk;
  AxleTray *tray;
  AxleId    customer;
  AxleId    bay;
  gint64    now;
} Shop;

static void
save (Shop             *s,
      const AxleRecord *before,
      const AxleRecord *after)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (changes, axle_change_new_between (before, after));
  axle_workstation_save_async (s->desk->workstation, NULL, changes, NULL, test_take_result, &result);
  axle_workstation_save_finish (s->desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
}

static AxleRecord *
draft (Shop             *s,
       const AxleEntity *entity)
{
  return axle_customer_draft_new (s->desk->workstation, entity);
}

static void
set_words (AxleRecord *record,
           guint       field,
           const char *words)
{
  g_auto(GStrv) members = g_strsplit (words, " ", -1);

  axle_record_set_members (record, field, (const char * const *) members);
}

static void
add_workshop (Shop *s)
{
  g_autoptr(AxleRecord) hours = draft (s, &axle_opening_hours_entity), bay = draft (s, &axle_resource_entity);
  g_autoptr(AxleRecord) service = draft (s, &axle_service_item_entity), role = draft (s, &axle_role_entity);
  g_autoptr(AxleRecord) person = draft (s, &axle_staff_entity);

  set_words (hours, AXLE_OPENING_HOURS_DAYS, "mon tue wed thu fri sat sun");
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_OPENS, 0);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_CLOSES, 24 * 60);
  save (s, NULL, hours);
  axle_record_set_text (bay, AXLE_RESOURCE_NAME, "1号");
  axle_record_set_text (bay, AXLE_RESOURCE_KIND, "bay");
  set_words (bay, AXLE_RESOURCE_SKILLS, "maintenance");
  axle_record_set_boolean (bay, AXLE_RESOURCE_ACTIVE, TRUE);
  save (s, NULL, bay);
  s->bay = bay->id;
  axle_record_set_text (service, AXLE_SERVICE_ITEM_CODE, "oil");
  axle_record_set_text (service, AXLE_SERVICE_ITEM_NAME, "换机油");
  axle_record_set_text (service, AXLE_SERVICE_ITEM_AREA, "oil");
  axle_record_set_text (service, AXLE_SERVICE_ITEM_SKILL, "maintenance");
  axle_record_set_integer (service, AXLE_SERVICE_ITEM_MINUTES, 60);
  axle_record_set_boolean (service, AXLE_SERVICE_ITEM_ACTIVE, TRUE);
  save (s, NULL, service);
  axle_record_set_text (role, AXLE_ROLE_NAME, "Technician");
  set_words (role, AXLE_ROLE_RIGHTS, "customers.read");
  save (s, NULL, role);
  axle_record_set_text (person, AXLE_STAFF_NAME, "赵强");
  axle_record_set_id (person, AXLE_STAFF_ROLE, &role->id);
  axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, TRUE);
  set_words (person, AXLE_STAFF_SKILLS, "maintenance");
  save (s, NULL, person);
}

static gboolean
is_ready (gpointer data)
{
  return axle_tray_is_ready (data);
}

static void
settle (Shop *s)
{
  axle_test_wait_for (is_ready, s->tray);
}

static void
set_up (Shop          *s,
        gconstpointer  unused)
{
  s->desk = test_desk_new ();
  s->now = axle_host_now (axle_host_get_default ());
  s->customer = test_add_customer (s->desk, "李明朗", "+8613800138000");
  add_workshop (s);
  s->tray = axle_tray_new (s->desk->workstation);
  settle (s);
}

/* What it began to read is over. */
static gboolean
is_alone (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

static void
tear_down (Shop          *s,
           gconstpointer  unused)
{
  axle_test_wait_for (is_alone, s->tray);
  g_assert_finalize_object (s->tray);
  test_desk_free (s->desk);
}

static AxleRecord *
request (Shop       *s,
         const char *channel,
         const char *name,
         int         minutes_ago)
{
  AxleRecord *record = axle_request_draft_new (s->desk->workstation, channel);

  axle_record_set_text (record, AXLE_REQUEST_NAME, name);
  axle_record_set_integer (record, AXLE_REQUEST_RECEIVED_AT, s->now - minutes_ago * MINUTE - 30 * G_TIME_SPAN_SECOND);
  return record;
}

static AxleTrayItem *
peek (Shop  *s,
      guint  position)
{
  g_autoptr(AxleTrayItem) item = g_list_model_get_item (axle_tray_get_items (s->tray), position);

  g_assert_nonnull (item);
  return item;
}

typedef struct
{
  Shop  *shop;
  guint  n_items;
} Count;

static gboolean
has_items (gpointer data)
{
  Count *count = data;

  return axle_tray_is_ready (count->shop->tray) &&
         g_list_model_get_n_items (axle_tray_get_items (count->shop->tray)) == count->n_items;
}

static void
wait_for (Shop  *s,
          guint  n_items)
{
  Count count = { s, n_items };

  axle_test_wait_for (has_items, &count);
}

/* The one whose answer is due first comes first; whom we invited comes last. */
static void
test_order (Shop          *s,
            gconstpointer  unused)
{
  static const struct { const char *channel, *name; int minutes_ago; } asked[] = {
    { "phone", "new", 2 }, { "proactive", "invited", 400 }, { "wechat", "late", 40 }, { "app", "soon", 12 },
  };
  static const struct { const char *name, *words; AxleAnswerState state; } expected[] = {
    { "late", "25 min overdue", AXLE_ANSWER_OVERDUE }, { "soon", "2 min left", AXLE_ANSWER_SOON },
    { "new", "12 min left", AXLE_ANSWER_WAITING }, { "invited", "", AXLE_ANSWER_NONE },
  };

  g_assert_cmpuint (g_list_model_get_n_items (axle_tray_get_items (s->tray)), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr(AxleRecord) record = request (s, asked[i].channel, asked[i].name, asked[i].minutes_ago);

      save (s, NULL, record);
    }
  wait_for (s, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpstr (axle_tray_item_get_who (peek (s, i)), ==, expected[i].name);
      g_assert_cmpint (axle_tray_item_get_clock (peek (s, i))->state, ==, expected[i].state);
      g_assert_cmpstr (axle_tray_item_get_clock_words (peek (s, i)), ==, expected[i].words);
    }
  g_assert_cmpuint (axle_tray_count_overdue (s->tray), ==, 1);
  g_assert_cmpuint (g_array_index (axle_tray_get_figures (s->tray), AxleAnswerFigure, 0).n_requests, ==, 1);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* The row stays what it is while its clock goes on. */
static void
test_clock (Shop          *s,
            gconstpointer  unused)
{
  g_autoptr(AxleRecord) record = request (s, "phone", "new", 2);
  AxleWorkingDays *days = axle_workstation_get_working_days (s->desk->workstation);
  AxleTrayItem *item;
  guint n_changes = 0;

  save (s, NULL, record);
  wait_for (s, 1);
  item = peek (s, 0);
  g_signal_connect_swapped (item, "clock-changed", G_CALLBACK (count_cb), &n_changes);
  axle_tray_item_tell_time (item, days, 15, s->now);
  g_assert_cmpuint (n_changes, ==, 0);
  axle_tray_item_tell_time (item, days, 15, s->now + 20 * MINUTE);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpstr (axle_tray_item_get_clock_words (item), ==, "7 min overdue");
  g_assert_true (item == peek (s, 0));
}

/* The clock stands still at this moment, or goes its way. */
static gint64 stopped_at;

static gint64
stopped_now (AxleHost *host)
{
  return stopped_at;
}

static gboolean
is_missed (gpointer data)
{
  Shop *s = data;
  guint due;

  g_object_get (s->desk->workstation, "requests-due", &due, NULL);
  return due == 1 && axle_tray_count_overdue (s->tray) == 1 &&
         axle_tray_item_get_clock (peek (s, 0))->state == AXLE_ANSWER_OVERDUE;
}

static void
sit_down (Shop *s)
{
  g_autoptr(AxleRecord) role = draft (s, &axle_role_entity), person = draft (s, &axle_staff_entity);

  axle_record_set_text (role, AXLE_ROLE_NAME, "Advisor");
  set_words (role, AXLE_ROLE_RIGHTS, "customers.read appointments.write");
  save (s, NULL, role);
  axle_record_set_text (person, AXLE_STAFF_NAME, "何云");
  axle_record_set_id (person, AXLE_STAFF_ROLE, &role->id);
  axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, TRUE);
  save (s, NULL, person);
  axle_workstation_set_staff (s->desk->workstation, person);
}

/* A promise is missed the moment that it is, though nothing else happens. */
static void
test_missed (Shop          *s,
             gconstpointer  unused)
{
  AxleHost *host = axle_host_get_default ();
  gint64 (*now) (AxleHost *self) = host->now;
  g_autoptr(AxleRecord) record = request (s, "phone", "new", 0);
  gint64 due = axle_record_get_integer (record, AXLE_REQUEST_RECEIVED_AT) + 15 * MINUTE;

  sit_down (s);
  stopped_at = due - 2000;
  host->now = stopped_now;
  save (s, NULL, record);
  wait_for (s, 1);
  axle_workstation_count_requests (s->desk->workstation);
  g_assert_false (is_missed (s));
  g_assert_cmpint (axle_tray_item_get_clock (peek (s, 0))->due, ==, due);
  stopped_at = due + 1;
  axle_test_wait_for (is_missed, s);
  host->now = now;
}

/* A customer is known by their record, somebody new by what was written down. */
static void
test_words (Shop          *s,
            gconstpointer  unused)
{
  g_autoptr(AxleRecord) record = request (s, "wechat", "小李", 1);
  g_autoptr(AxleRecord) stranger = request (s, "phone", "陈先生", 0);
  g_autoptr(AxleRecord) car = draft (s, &axle_vehicle_entity);
  g_autofree char *spoken = NULL;

  axle_record_set_text (car, AXLE_VEHICLE_PLATE, "京A12345");
  axle_record_set_text (car, AXLE_VEHICLE_MODEL, "Model Y");
  save (s, NULL, car);
  axle_record_set_id (record, AXLE_REQUEST_CUSTOMER, &s->customer);
  axle_record_set_id (record, AXLE_REQUEST_VEHICLE, &car->id);
  axle_record_set_text (record, AXLE_REQUEST_WISH, "异响");
  set_words (record, AXLE_REQUEST_SERVICES, "oil polish");
  set_words (record, AXLE_REQUEST_DAYS, "sat mon");
  axle_record_set_text (record, AXLE_REQUEST_UNTIL, "2030-12-01");
  save (s, NULL, record);
  axle_record_set_text (stranger, AXLE_REQUEST_PHONE, "+8613900139000");
  save (s, NULL, stranger);
  wait_for (s, 2);

  g_assert_cmpstr (axle_tray_item_get_who (peek (s, 0)), ==, "李明朗");
  g_assert_true (axle_id_equal (axle_tray_item_get_customer (peek (s, 0)), &s->customer));
  g_assert_cmpstr (axle_tray_item_get_car (peek (s, 0)), ==, "京A·12345 · Model Y");
  g_assert_cmpstr (axle_tray_item_get_wish (peek (s, 0)), ==, "异响");
  g_assert_cmpstr (axle_tray_item_get_services (peek (s, 0)), ==, "换机油 · polish");
  g_assert_cmpstr (axle_tray_item_get_when (peek (s, 0)), ==, "Monday, Saturday · until 2030-12-01");
  g_assert_cmpstr (axle_tray_item_get_channel (peek (s, 0)), ==, "WeChat");
  g_assert_cmpstr (axle_tray_item_get_who (peek (s, 1)), ==, "陈先生");
  g_assert_cmpstr (axle_tray_item_get_phone (peek (s, 1)), ==, "139 0013 9000");
  spoken = axle_tray_item_dup_spoken (peek (s, 1));
  g_assert_cmpstr (spoken, ==, "陈先生, Phone, 14 min left");
}

static void
test_answer (Shop          *s,
             gconstpointer  unused)
{
  g_autoptr(AxleRecord) record = request (s, "wechat", "小李", 1);
  g_autoptr(AxleRecord) appointment = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const AxleAnswerFigure *all;

  axle_record_set_id (record, AXLE_REQUEST_CUSTOMER, &s->customer);
  axle_record_set_text (record, AXLE_REQUEST_WISH, "异响");
  save (s, NULL, record);
  wait_for (s, 1);
  axle_request_close_async (s->desk->workstation, record, "declined", "满", NULL, test_take_result, &result);
  g_assert_cmpint (axle_workstation_save_finish (s->desk->workstation, test_wait (&result), &error), >, 0);
  wait_for (s, 0);
  all = &g_array_index (axle_tray_get_figures (s->tray), AxleAnswerFigure, 0);
  g_assert_cmpint (axle_answer_figure_get_share (all), ==, 100);
  g_assert_cmpint (all->median, ==, 1);
  test_undo (s->desk, 0);
  wait_for (s, 1);

  appointment = axle_request_draft_appointment (s->desk->workstation, record, 0, 0);
  g_assert_true (axle_id_equal (&axle_record_get (appointment, AXLE_APPOINTMENT_CUSTOMER)->as.id, &s->customer));
  g_assert_true (axle_id_equal (&axle_record_get (appointment, AXLE_APPOINTMENT_REQUEST)->as.id, &record->id));
  g_assert_cmpstr (axle_record_get_text (appointment, AXLE_APPOINTMENT_REMARKS), ==, "异响");
  g_assert_cmpstr (axle_record_get_text (appointment, AXLE_APPOINTMENT_CHANNEL), ==, "wechat");
  g_assert_cmpint (axle_record_get (appointment, AXLE_APPOINTMENT_AT)->kind, ==, AXLE_VALUE_NONE);
}

/* Those we invite wait until they may be contacted, and stand last meanwhile. */
static void
test_held (Shop          *s,
           gconstpointer  unused)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (s->desk->workstation, &axle_customer_entity, &s->customer);
  g_autoptr(AxleRecord) after = axle_record_copy (before);
  g_autoptr(AxleRecord) held = request (s, "proactive", NULL, 500);
  g_autoptr(AxleRecord) invited = request (s, "proactive", "other", 10);

  axle_record_set_boolean (after, AXLE_CUSTOMER_CONSENT_CONTACT, FALSE);
  save (s, before, after);
  axle_record_set_id (held, AXLE_REQUEST_CUSTOMER, &s->customer);
  save (s, NULL, held);
  save (s, NULL, invited);
  wait_for (s, 2);
  g_assert_cmpstr (axle_tray_item_get_who (peek (s, 0)), ==, "other");
  g_assert_cmpstr (axle_tray_item_get_held (peek (s, 0)), ==, "");
  g_assert_cmpstr (axle_tray_item_get_held (peek (s, 1)), ==, "not agreed to being contacted");
}

static AxleRecord *
wait_in (Shop *s,
         int   days)
{
  AxleRecord *appointment =
    axle_appointment_draft_new (s->desk->workstation, s->now / G_TIME_SPAN_HOUR * G_TIME_SPAN_HOUR + days * G_TIME_SPAN_DAY, 60);

  axle_record_set_id (appointment, AXLE_APPOINTMENT_CUSTOMER, &s->customer);
  axle_record_set_id (appointment, AXLE_APPOINTMENT_BAY, &s->bay);
  set_words (appointment, AXLE_APPOINTMENT_SERVICES, "oil");
  axle_record_set_boolean (appointment, AXLE_APPOINTMENT_EARLIER, TRUE);
  return appointment;
}

static gboolean
has_offer (gpointer data)
{
  Shop *s = data;

  return axle_tray_is_ready (s->tray) && axle_tray_count (s->tray, AXLE_TRAY_WAITING) == 1 &&
         axle_tray_item_get_offer (peek (s, 0)) != NULL;
}

/* An earlier time that is free is taken in one step, and undone in one. */
static void
test_earlier (Shop          *s,
              gconstpointer  unused)
{
  g_autoptr(AxleRecord) appointment = wait_in (s, 3);
  g_autoptr(AxleRecord) moved = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const AxleSlot *offer;
  gint64 at;

  save (s, NULL, appointment);
  axle_test_wait_for (has_offer, s);
  offer = axle_tray_item_get_offer (peek (s, 0));
  at = offer->at;
  g_assert_cmpint (at, >, s->now);
  g_assert_cmpint (at, <=, axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT) - G_TIME_SPAN_HOUR);
  g_assert_true (g_str_has_suffix (axle_tray_item_get_offer_words (peek (s, 0)), " is free"));
  axle_appointment_take_earlier_async (s->desk->workstation, axle_tray_item_get_record (peek (s, 0)), offer, NULL,
                                       test_take_result, &result);
  g_assert_cmpint (axle_workstation_save_finish (s->desk->workstation, test_wait (&result), &error), >, 0);
  g_assert_no_error (error);
  wait_for (s, 0);
  moved = axle_workstation_get_record (s->desk->workstation, &axle_appointment_entity, &appointment->id);
  g_assert_cmpint (axle_record_get_integer (moved, AXLE_APPOINTMENT_AT), ==, at);
  g_assert_false (axle_record_get_boolean (moved, AXLE_APPOINTMENT_EARLIER));
  test_undo (s->desk, 0);
  axle_test_wait_for (has_offer, s);
}

/* The only bay is closed all the time before. */
static void
test_nothing_free (Shop          *s,
                   gconstpointer  unused)
{
  g_autoptr(AxleRecord) appointment = wait_in (s, 2);
  g_autoptr(AxleRecord) bay = axle_workstation_get_record (s->desk->workstation, &axle_resource_entity, &s->bay);
  g_autoptr(AxleRecord) closed = axle_record_copy (bay);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_record_set_boolean (closed, AXLE_RESOURCE_ACTIVE, FALSE);
  save (s, bay, closed);
  save (s, NULL, appointment);
  wait_for (s, 1);
  g_assert_null (axle_tray_item_get_offer (peek (s, 0)));
  g_assert_cmpstr (axle_tray_item_get_offer_words (peek (s, 0)), ==, "");

  axle_appointment_take_earlier_async (s->desk->workstation, axle_tray_item_get_record (peek (s, 0)), NULL, NULL,
                                       test_take_result, &result);
  g_assert_cmpint (axle_workstation_save_finish (s->desk->workstation, test_wait (&result), &error), >, 0);
  wait_for (s, 0);
}

/* What the server says to the change that waits longest. */
static gboolean
accept_or_refuse (AxleStore    *store,
                  GTask        *task,
                  gpointer      data,
                  GCancellable *cancellable)
{
  g_autoptr(GPtrArray) waiting = axle_store_list_outbox (store, 0, 100, G_MAXSIZE, NULL);

  for (guint i = 0; i < waiting->len; i++)
    {
      const AxleChange *change = waiting->pdata[i];
      g_autoptr(AxleVerdict) verdict = axle_verdict_new ();

      verdict->sequence = i + 1;
      if (change->entity == &axle_appointment_entity)
        axle_verdict_refuse (verdict, "busy", "The bay is taken.");
      g_assert_true (axle_test_settle (store, change->number, verdict, NULL));
    }
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
hear (Shop *s)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GTask) task = g_task_new (s->desk->workstation, NULL, test_take_result, &result);

  axle_workstation_run (s->desk->workstation, AXLE_JOB_NORMAL, task, accept_or_refuse, NULL);
  g_assert_true (g_task_propagate_boolean (G_TASK (test_wait (&result)), NULL));
}

static guint
count_open (AxleInbox *inbox)
{
  axle_inbox_refresh (inbox);
  return g_list_model_get_n_items (axle_inbox_get_open (inbox));
}

/* What was refused is offered three times, the nearest first; one step books it there, and
 * one undo takes that back, all without a server. */
static void
test_refused (Shop          *s,
              gconstpointer  unused)
{
  g_autoptr(AxleRecord) appointment = wait_in (s, 2);
  g_autoptr(AxleRecord) booked = NULL;
  g_autoptr(AxleInbox) inbox = NULL;
  g_autoptr(AxleInboxItem) item = NULL;
  g_autoptr(AxleInboxItem) again = NULL;
  g_autoptr(GAsyncResult) found = NULL;
  g_autoptr(GAsyncResult) decided = NULL;
  g_autoptr(GPtrArray) slots = NULL;
  g_autoptr(GError) error = NULL;
  gint64 operation = 0, at = axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT);

  save (s, NULL, appointment);
  hear (s);
  inbox = axle_inbox_new (s->desk->workstation);
  g_assert_cmpuint (count_open (inbox), ==, 1);
  item = g_list_model_get_item (axle_inbox_get_open (inbox), 0);
  g_assert_cmpstr (axle_inbox_item_get_title (item), ==, "Appointment: 李明朗");
  g_assert_true (axle_inbox_item_has_times (item));
  axle_inbox_find_times_async (inbox, item, NULL, test_take_result, &found);
  slots = axle_inbox_find_times_finish (inbox, test_wait (&found), &error);
  g_assert_cmpuint (slots->len, ==, AXLE_INBOX_N_TIMES);
  /* Nobody else is there, as far as this desk knows. */
  g_assert_cmpint (((AxleSlot *) slots->pdata[0])->at, ==, at);
  g_assert_cmpint (ABS (((AxleSlot *) slots->pdata[1])->at - at), <=, 2 * G_TIME_SPAN_HOUR);
  g_assert_cmpuint (((AxleSlot *) slots->pdata[1])->reasons->len, >, 0);

  axle_inbox_book_async (inbox, item, slots->pdata[1], NULL, test_take_result, &decided);
  g_assert_true (axle_inbox_decide_finish (inbox, test_wait (&decided), &operation, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_open (inbox), ==, 0);
  booked = axle_workstation_get_record (s->desk->workstation, &axle_appointment_entity, &appointment->id);
  g_assert_cmpint (axle_record_get_integer (booked, AXLE_APPOINTMENT_AT), ==, ((AxleSlot *) slots->pdata[1])->at);
  test_undo (s->desk, operation);
  g_assert_cmpuint (count_open (inbox), ==, 1);
  again = g_list_model_get_item (axle_inbox_get_open (inbox), 0);
  g_clear_object (&found);
  g_clear_pointer (&slots, g_ptr_array_unref);
  axle_inbox_find_times_async (inbox, again, NULL, test_take_result, &found);
  slots = axle_inbox_find_times_finish (inbox, test_wait (&found), &error);
  g_assert_cmpuint (slots->len, ==, AXLE_INBOX_N_TIMES);
}

#define TEST(name, function) g_test_add (name, Shop, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/tray/order", test_order);
  TEST ("/tray/clock", test_clock);
  TEST ("/tray/missed", test_missed);
  TEST ("/tray/words", test_words);
  TEST ("/tray/answer", test_answer);
  TEST ("/tray/held", test_held);
  TEST ("/tray/earlier", test_earlier);
  TEST ("/tray/nothing-free", test_nothing_free);
  TEST ("/tray/refused", test_refused);
  return g_test_run ();
}
