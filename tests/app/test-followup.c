/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appointments.h"
#include "app/customer-operations.h"
#include "app/followup.h"
#include "app/my-day.h"
#include "app/task-operations.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/request.h"
#include "core/followup/answer.h"
#include "core/followup/task.h"
#include "core/insight/rule.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "desk.h"
#include "store/outbox.h"

/* A desk that was enrolled once and does not reach its server now, with three people. */

typedef struct
{
  TestDesk *desk;
  AxleId    advisor;
  AxleId    peer;
  AxleId    manager;
  AxleId    trainee;
  AxleId    customer;
} Fixture;

#define READING AXLE_RIGHT_CUSTOMERS_READ
#define WRITING READING " " AXLE_RIGHT_CUSTOMERS_WRITE

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  TestDesk *desk = fixture->desk = test_desk_new ();
  AxleRecord *advisor, *peer;

  test_desk_enrol (desk, "Shanghai", "Asia/Shanghai");
  advisor = test_desk_tell_person (desk, "陈思远", WRITING " " AXLE_RIGHT_APPOINTMENTS_WRITE, NULL);
  peer = test_desk_tell_person (desk, "单婷婷", "", NULL);
  /* A peer is of the same role. */
  axle_record_set (peer, AXLE_STAFF_ROLE, axle_record_get (advisor, AXLE_STAFF_ROLE));
  fixture->advisor = advisor->id;
  fixture->peer = peer->id;
  fixture->manager = test_desk_tell_person (desk, "店长", WRITING " " AXLE_RIGHT_SETTINGS, NULL)->id;
  fixture->trainee = test_desk_tell_person (desk, "小王", READING, NULL)->id;
  test_desk_hear (desk);
  test_desk_sit_down (desk, &fixture->advisor);
  fixture->customer = test_add_customer (desk, "李明朗", "+8613000000003");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  test_desk_free (fixture->desk);
}

static void
save (Fixture          *fixture,
      const AxleRecord *before,
      const AxleRecord *after)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_task_save_async (fixture->desk->workstation, before, after, NULL, test_take_result, &result);
  axle_workstation_save_finish (fixture->desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
add_visit (Fixture *fixture)
{
  g_autoptr(AxleRecord) visit = axle_customer_draft_new (fixture->desk->workstation, &axle_visit_entity);

  axle_record_set_id (visit, AXLE_VISIT_CUSTOMER, &fixture->customer);
  axle_record_set_id (visit, AXLE_VISIT_ADVISOR, &fixture->advisor);
  axle_record_set_integer (visit, AXLE_VISIT_AT, axle_host_now (axle_host_get_default ()) - 2 * G_TIME_SPAN_HOUR);
  save (fixture, NULL, visit);
}

static gint64
run (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n_made;

  axle_followup_run_async (fixture->desk->workstation, NULL, test_take_result, &result);
  n_made = axle_followup_run_finish (fixture->desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
  return n_made;
}

static void
test_run (Fixture       *fixture,
          gconstpointer  unused)
{
  add_visit (fixture);
  test_desk_sit_down (fixture->desk, &fixture->trainee);
  g_assert_cmpint (run (fixture), ==, 0);
  test_desk_sit_down (fixture->desk, &fixture->advisor);
  g_assert_cmpint (run (fixture), ==, 1);
  g_assert_cmpint (run (fixture), ==, 0);
  /* Nobody did it: what is undone is the visit. */
  g_assert_cmpstr (axle_workstation_get_undo_title (fixture->desk->workstation), ==, "Task added");
}

/* What a rule asked for is cancelled when its reason is gone, and made no second time. */
static void
test_over (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(AxleRecord) car = axle_customer_draft_new (fixture->desk->workstation, &axle_vehicle_entity);
  g_autoptr(AxleRecord) task = axle_task_draft_new (fixture->desk->workstation, &fixture->customer, "insurance");
  g_autofree char *occasion = g_strdup_printf ("%s/2020-01", AXLE_ID_TEXT (&car->id));
  g_autoptr(AxleRecord) now = NULL;

  axle_record_set_text (car, AXLE_VEHICLE_INSURANCE_UNTIL, "2099-01-31");
  save (fixture, NULL, car);
  task->scope = fixture->desk->enrolment.store;
  task->id = axle_task_id (&task->scope, "insurance", occasion);
  axle_record_set_text (task, AXLE_TASK_TITLE, "Offer to renew the insurance");
  axle_record_set_id (task, AXLE_TASK_VEHICLE, &car->id);
  axle_record_set_text (task, AXLE_TASK_RULE, "insurance");
  axle_record_set_text (task, AXLE_TASK_OCCASION, occasion);
  save (fixture, NULL, task);
  g_assert_cmpint (run (fixture), ==, 0);
  now = axle_workstation_get_record (fixture->desk->workstation, &axle_task_entity, &task->id);
  g_assert_cmpstr (axle_record_get_text (now, AXLE_TASK_STATE), ==, "cancelled");
  g_assert_cmpstr (axle_record_get_text (now, AXLE_TASK_OUTCOME), ==, "not-needed");
}

/* A car of the customer that must be inspected within the month. */
static AxleRecord *
add_car (Fixture *fixture)
{
  GTimeZone *zone = axle_workstation_get_zone (fixture->desk->workstation);
  AxleDate day = axle_date_from_time (axle_host_now (axle_host_get_default ()), zone);
  AxleRecord *car = axle_customer_draft_new (fixture->desk->workstation, &axle_vehicle_entity);
  g_autoptr(AxleRecord) ownership = axle_customer_draft_new (fixture->desk->workstation, &axle_ownership_entity);
  g_autofree char *until = NULL;

  day = axle_date_add_days (&day, 20);
  until = axle_date_format_iso (&day);
  axle_record_set_text (car, AXLE_VEHICLE_PLATE, "京A12345");
  axle_record_set_text (car, AXLE_VEHICLE_INSPECTION_UNTIL, until);
  save (fixture, NULL, car);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &fixture->customer);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &car->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
  save (fixture, NULL, ownership);
  return car;
}

static void
agree (Fixture *fixture,
       gboolean contact,
       gboolean offers)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (fixture->desk->workstation, &axle_customer_entity, &fixture->customer);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  axle_record_set_boolean (after, AXLE_CUSTOMER_CONSENT_CONTACT, contact);
  axle_record_set_boolean (after, AXLE_CUSTOMER_CONSENT_MARKETING, offers);
  save (fixture, before, after);
}

static AxleRecord *
find_request (Fixture *fixture)
{
  g_autoptr(GPtrArray) requests =
    axle_store_list (axle_workstation_get_reader (fixture->desk->workstation), &axle_request_entity, NULL);

  g_assert_cmpuint (requests->len, ==, 1);
  return axle_record_ref (requests->pdata[0]);
}

/* Who agreed is invited, once, by who may plan; and by nobody once the car is booked. */
static void
test_invite (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr(AxleRecord) car = add_car (fixture);
  g_autoptr(AxleRecord) appointment = NULL;
  g_autoptr(AxleRecord) request = NULL;
  g_autoptr(AxleRecord) closed = NULL;

  g_assert_cmpint (run (fixture), ==, 0);
  agree (fixture, TRUE, FALSE);
  test_desk_sit_down (fixture->desk, &fixture->manager);
  g_assert_cmpint (run (fixture), ==, 0);
  test_desk_sit_down (fixture->desk, &fixture->advisor);
  g_assert_cmpint (run (fixture), ==, 1);
  g_assert_cmpint (run (fixture), ==, 0);
  request = find_request (fixture);
  g_assert_true (axle_request_is_open (request));
  g_assert_cmpstr (axle_record_get_text (request, AXLE_REQUEST_RULE), ==, "inspection");

  appointment = axle_appointment_draft_new (fixture->desk->workstation,
                                            axle_host_now (axle_host_get_default ()) + G_TIME_SPAN_DAY, 60);
  axle_record_set_id (appointment, AXLE_APPOINTMENT_VEHICLE, &car->id);
  save (fixture, NULL, appointment);
  g_assert_cmpint (run (fixture), ==, 0);
  closed = find_request (fixture);
  g_assert_cmpstr (axle_record_get_text (closed, AXLE_REQUEST_STATE), ==, "booked");
}

static gboolean
is_closed (gpointer data)
{
  g_autoptr(AxleRecord) request = find_request (data);

  return !axle_request_is_open (request);
}

/* The car was inspected elsewhere; what waits goes by itself. */
static void
test_inspected (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr(AxleRecord) car = add_car (fixture);
  g_autoptr(AxleRecord) inspected = axle_record_copy (car);
  AxleFollowup *followup;

  agree (fixture, TRUE, FALSE);
  g_assert_cmpint (run (fixture), ==, 1);
  followup = axle_followup_new (fixture->desk->workstation);
  axle_record_set_text (inspected, AXLE_VEHICLE_INSPECTION_UNTIL, "2099-01-31");
  save (fixture, car, inspected);
  axle_test_wait_for (is_closed, fixture);
  g_object_unref (followup);
}

static gboolean
has_task (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr(GPtrArray) tasks = axle_store_list (axle_workstation_get_reader (fixture->desk->workstation), &axle_task_entity, NULL);

  return tasks->len > 0;
}

/* The dealership may rather have a task of it, or nothing. */
static void
test_outcome (Fixture       *fixture,
              gconstpointer  unused)
{
  AxleWorkstation *workstation = fixture->desk->workstation;
  g_autoptr(AxleRecord) car = add_car (fixture);
  g_autoptr(AxlePlan) plan = axle_workstation_load_plan (workstation);
  g_autoptr(AxlePlan) changed = NULL;
  g_autoptr(GAsyncResult) off = NULL;
  g_autoptr(GAsyncResult) task = NULL;
  g_autoptr(GError) error = NULL;

  agree (fixture, TRUE, FALSE);
  test_desk_sit_down (fixture->desk, &fixture->manager);
  axle_plan_rule_set_async (workstation, axle_plan_find (plan, "inspection"), FALSE, -48, AXLE_PLAN_REQUEST, NULL,
                            test_take_result, &off);
  g_assert_cmpint (axle_workstation_save_finish (workstation, test_wait (&off), &error), >, 0);
  test_desk_sit_down (fixture->desk, &fixture->advisor);
  g_assert_cmpint (run (fixture), ==, 0);
  test_desk_sit_down (fixture->desk, &fixture->manager);
  axle_plan_rule_set_async (workstation, axle_plan_find (plan, "inspection"), TRUE, -30 * 24, AXLE_PLAN_TASK, NULL,
                            test_take_result, &task);
  g_assert_cmpint (axle_workstation_save_finish (workstation, test_wait (&task), &error), >, 0);
  changed = axle_workstation_load_plan (workstation);
  g_assert_cmpint (axle_plan_find (changed, "inspection")->outcome, ==, AXLE_PLAN_TASK);
  g_assert_cmpint (run (fixture), ==, 1);
  g_assert_true (has_task (fixture));
}

/* A rule that is made for some customers only. */
static void
test_condition (Fixture       *fixture,
                gconstpointer  unused)
{
  static const struct
  {
    const char *condition;
    gint64      n_made;
  } cases[] = {
    { "stage = \"loyal\"", 0 },
    { "stage = ", 0 },
    { "not known (stage)", 1 },
  };
  g_autoptr(AxleRecord) rule = axle_customer_draft_new (fixture->desk->workstation, &axle_rule_entity);

  test_desk_sit_down (fixture->desk, &fixture->manager);
  add_visit (fixture);
  axle_record_set_text (rule, AXLE_RULE_CODE, "after-service");
  axle_record_set_text (rule, AXLE_RULE_AREA, "task");
  axle_record_set_text (rule, AXLE_RULE_NAME, "after-service");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleRecord) after = axle_record_copy (rule);

      axle_record_set_text (after, AXLE_RULE_CONDITION, cases[i].condition);
      save (fixture, i == 0 ? NULL : rule, after);
      g_assert_cmpint (run (fixture), ==, cases[i].n_made);
      axle_record_unref (rule);
      rule = g_steal_pointer (&after);
    }
}

/* By itself, when what a rule waits for comes. */
static void
test_by_itself (Fixture       *fixture,
                gconstpointer  unused)
{
  AxleFollowup *followup = axle_followup_new (fixture->desk->workstation);

  add_visit (fixture);
  axle_test_wait_for (has_task, fixture);
  g_object_unref (followup);
}

static AxleRecord *
add_task (Fixture      *fixture,
          const AxleId *staff,
          const char   *title,
          gint64        late)
{
  AxleRecord *task = axle_task_draft_new (fixture->desk->workstation, &fixture->customer, "call");

  axle_record_set_text (task, AXLE_TASK_TITLE, title);
  axle_record_set_integer (task, AXLE_TASK_DUE, axle_host_now (axle_host_get_default ()) - late);
  axle_record_set_id (task, AXLE_TASK_STAFF, staff);
  if (axle_id_is_none (staff))
    {
      static const AxleValue nobody = AXLE_VALUE_INIT;
      axle_record_set (task, AXLE_TASK_STAFF, &nobody);
    }
  save (fixture, NULL, task);
  return task;
}

static void
assert_day (Fixture    *fixture,
            const char *expected)
{
  g_autoptr(AxleMyDay) day = axle_my_day_new (fixture->desk->workstation);
  GListModel *items = axle_my_day_get_items (day);
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(AxleTaskItem) item = g_list_model_get_item (items, i);

      g_assert_cmpstr (axle_task_item_get_name (item), ==, "李明朗");
      g_string_append_printf (found, "%s%d:%s", i > 0 ? " " : "", axle_task_item_get_group (item), axle_task_item_get_title (item));
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_day (Fixture       *fixture,
          gconstpointer  unused)
{
  g_autoptr(AxleRecord) coming = add_task (fixture, &fixture->advisor, "coming", -3 * G_TIME_SPAN_DAY);
  g_autoptr(AxleRecord) far = add_task (fixture, &fixture->advisor, "far", -30 * G_TIME_SPAN_DAY);
  g_autoptr(AxleRecord) late = add_task (fixture, &fixture->advisor, "late", 10 * G_TIME_SPAN_DAY);
  g_autoptr(AxleRecord) free_one = add_task (fixture, &AXLE_ID_NONE, "free", 1);

  assert_day (fixture, "0:late 3:free 4:coming");
  test_desk_sit_down (fixture->desk, &fixture->peer);
  assert_day (fixture, "2:late 3:free");
  test_desk_sit_down (fixture->desk, &fixture->manager);
  assert_day (fixture, "2:late 3:free");
}

static void
log_contact (Fixture *fixture)
{
  g_autoptr(AxleRecord) contact = axle_customer_draft_new (fixture->desk->workstation, &axle_contact_entity);

  axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, &fixture->customer);
  axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, "call");
  axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "out");
  axle_record_set_integer (contact, AXLE_CONTACT_AT, axle_host_now (axle_host_get_default ()));
  save (fixture, NULL, contact);
}

/* What the customer does not want to hear waits, and says why; what is owed does not. It is
 * neither late at others nor among what is to do today. */
static void
test_held (Fixture       *fixture,
           gconstpointer  unused)
{
  AxleWorkstation *workstation = fixture->desk->workstation;
  g_autoptr(AxleRecord) call = add_task (fixture, &fixture->advisor, "call", 2 * G_TIME_SPAN_DAY);
  g_autoptr(AxleRecord) offer = axle_record_copy (call);
  g_autoptr(AxleRecord) ask = axle_record_copy (call);
  AxleFollowup *followup = axle_followup_new (workstation);

  offer->id = axle_id_new (axle_host_get_default ());
  axle_record_set_text (offer, AXLE_TASK_KIND, "offer");
  axle_record_set_text (offer, AXLE_TASK_TITLE, "offer");
  ask->id = axle_id_new (axle_host_get_default ());
  axle_record_set_text (ask, AXLE_TASK_KIND, "deep-call");
  axle_record_set_text (ask, AXLE_TASK_TITLE, "ask");
  save (fixture, NULL, offer);
  save (fixture, NULL, ask);
  assert_day (fixture, "0:call 5:offer 5:ask");
  agree (fixture, TRUE, FALSE);
  assert_day (fixture, "0:call 0:ask 5:offer");
  g_assert_cmpuint (axle_workstation_get_tasks_due (workstation), ==, 2);
  agree (fixture, TRUE, TRUE);
  assert_day (fixture, "0:call 0:offer 0:ask");
  for (guint i = 0; i < 4; i++)
    log_contact (fixture);
  assert_day (fixture, "0:call 5:offer 5:ask");
  g_assert_cmpuint (axle_workstation_get_tasks_due (workstation), ==, 1);
  test_desk_sit_down (fixture->desk, &fixture->manager);
  assert_day (fixture, "2:call");
  g_object_unref (followup);
}

/* The answers ask for a task that may not be done now: it is said before, and made all the same. */
static void
test_held_consequence (Fixture       *fixture,
                       gconstpointer  unused)
{
  static const struct
  {
    gboolean    offers;
    guint       n_contacts;
    const char *said;
  } cases[] = {
    { FALSE, 0, "Invite to a free check of the brakes (held back: not agreed to offers)" },
    { TRUE, 2, "Invite to a free check of the brakes" },
    /* The call itself is the fourth. */
    { TRUE, 1, "Invite to a free check of the brakes (held back: contacted often enough this month)" },
  };
  g_autoptr(AxleRecord) task = add_task (fixture, &fixture->advisor, "late", G_TIME_SPAN_DAY);
  g_autoptr(AxleRecord) asking = axle_record_copy (task);
  g_autoptr(GHashTable) answers = g_hash_table_new (g_str_hash, g_str_equal);

  axle_record_set_text (asking, AXLE_TASK_QUESTIONNAIRE, "deep-call");
  save (fixture, task, asking);
  g_hash_table_insert (answers, (gpointer) "deep-call.brakes", (gpointer) "Soft");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) titles = NULL;

      agree (fixture, TRUE, cases[i].offers);
      for (guint n = 0; n < cases[i].n_contacts; n++)
        log_contact (fixture);
      titles = axle_task_list_consequences (fixture->desk->workstation, asking, "reached", "call", NULL, answers);
      g_assert_cmpuint (g_strv_length (titles), ==, 1);
      g_assert_cmpstr (titles[0], ==, cases[i].said);
    }
}

static void
test_operations (Fixture       *fixture,
                 gconstpointer  unused)
{
  AxleWorkstation *workstation = fixture->desk->workstation;
  g_autoptr(AxleRecord) task = add_task (fixture, &fixture->advisor, "late", G_TIME_SPAN_DAY);
  g_autoptr(GPtrArray) tasks = g_ptr_array_new ();
  gint64 operation;

  g_ptr_array_add (tasks, task);
  assert_day (fixture, "0:late");
  {
    g_autoptr(GAsyncResult) result = NULL;

    axle_tasks_put_off_async (workstation, tasks, axle_workstation_find_put_off (workstation, "week"), NULL, test_take_result, &result);
    operation = axle_workstation_save_finish (workstation, test_wait (&result), NULL);
  }
  assert_day (fixture, "4:late");
  test_undo (fixture->desk, operation);
  assert_day (fixture, "0:late");
  {
    g_autoptr(GAsyncResult) result = NULL;

    axle_tasks_assign_async (workstation, tasks, &fixture->peer, NULL, test_take_result, &result);
    operation = axle_workstation_save_finish (workstation, test_wait (&result), NULL);
  }
  test_undo (fixture->desk, operation);
  {
    g_autoptr(GAsyncResult) result = NULL;

    axle_tasks_cancel_async (workstation, tasks, NULL, test_take_result, &result);
    operation = axle_workstation_save_finish (workstation, test_wait (&result), NULL);
  }
  assert_day (fixture, "");
  test_undo (fixture->desk, operation);
  assert_day (fixture, "0:late");
}

static guint
count (Fixture          *fixture,
       const AxleEntity *entity)
{
  g_autoptr(GPtrArray) records = axle_store_list (axle_workstation_get_reader (fixture->desk->workstation), entity, NULL);

  return records->len;
}

/* Answers, contact log and what follows are one operation. */
static void
test_finish (Fixture       *fixture,
             gconstpointer  unused)
{
  AxleWorkstation *workstation = fixture->desk->workstation;
  g_autoptr(AxleRecord) task = add_task (fixture, &fixture->advisor, "late", G_TIME_SPAN_DAY);
  g_autoptr(AxleRecord) asking = axle_record_copy (task);
  g_autoptr(AxleRecord) done = NULL;
  g_autoptr(GHashTable) answers = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 operation;

  axle_record_set_text (asking, AXLE_TASK_QUESTIONNAIRE, "deep-call");
  save (fixture, task, asking);
  g_hash_table_insert (answers, (gpointer) "deep-call.brakes", (gpointer) "Soft");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      axle_task_finish_async (workstation, asking, "reached", "call", "Wants to come", answers, 0, NULL, test_take_result, &result);
      operation = axle_workstation_save_finish (workstation, test_wait (&result), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count (fixture, &axle_task_entity), ==, 2);
      g_assert_cmpuint (count (fixture, &axle_answer_entity), ==, 1);
      g_assert_cmpuint (count (fixture, &axle_contact_entity), ==, 1);
      done = axle_workstation_get_record (workstation, &axle_task_entity, &task->id);
      g_assert_false (axle_task_is_open (done));
      g_clear_pointer (&done, axle_record_unref);
      if (i > 0)
        break;
      /* Taken back as a whole, and done once more. */
      test_undo (fixture->desk, operation);
      g_assert_cmpuint (count (fixture, &axle_task_entity), ==, 1);
      g_assert_cmpuint (count (fixture, &axle_answer_entity), ==, 0);
      g_assert_cmpuint (count (fixture, &axle_contact_entity), ==, 0);
    }
}

static void
test_tries (Fixture       *fixture,
            gconstpointer  unused)
{
  AxleWorkstation *workstation = fixture->desk->workstation;
  g_autoptr(AxleRecord) task = add_task (fixture, &fixture->advisor, "late", G_TIME_SPAN_DAY);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(AxleRecord) now = axle_workstation_get_record (workstation, &axle_task_entity, &task->id);
      g_autoptr(GAsyncResult) result = NULL;
      gint64 again = axle_task_find_next_try (workstation, now);

      g_assert_true (axle_task_is_open (now));
      g_assert_true ((again == 0) == (i == 2));
      axle_task_finish_async (workstation, now, "not-reached", NULL, NULL, NULL, again, NULL, test_take_result, &result);
      axle_workstation_save_finish (workstation, test_wait (&result), NULL);
    }
  g_clear_pointer (&task, axle_record_unref);
  assert_day (fixture, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/followup/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("run", test_run);
  ADD ("over", test_over);
  ADD ("invite", test_invite);
  ADD ("inspected", test_inspected);
  ADD ("outcome", test_outcome);
  ADD ("condition", test_condition);
  ADD ("by-itself", test_by_itself);
  ADD ("day", test_day);
  ADD ("held", test_held);
  ADD ("held-consequence", test_held_consequence);
  ADD ("operations", test_operations);
  ADD ("finish", test_finish);
  ADD ("tries", test_tries);
#undef ADD
  return g_test_run ();
}
