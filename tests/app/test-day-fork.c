/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/day-fork.h"

#include "app/appointments.h"
#include "app/day-plans.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/leave.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/service-item.h"
#include "core/change-list.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "desk.h"
#include "store/appointments.h"
#include "workshop.h"

/* What would be, if: a day of a workshop with two bays and two technicians. */

#define MINUTE G_TIME_SPAN_MINUTE

typedef struct
{
  TestDesk    *desk;
  AxleId       manager;
  AxleId       bays[2];
  AxleId       technicians[2];
  AxleDate     date;
  AxleDayFork *fork;
} Fixture;

static void
tell_workshop (Fixture *self)
{
  AxleRecord *hours = test_desk_tell (self->desk, &axle_opening_hours_entity);
  AxleRecord *oil = test_desk_tell (self->desk, &axle_service_item_entity);

  test_set_words (hours, AXLE_OPENING_HOURS_DAYS, "mon tue wed thu fri sat sun");
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_OPENS, 8 * 60);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_CLOSES, 18 * 60);
  axle_record_set_text (oil, AXLE_SERVICE_ITEM_CODE, "oil");
  axle_record_set_text (oil, AXLE_SERVICE_ITEM_NAME, "Oil");
  axle_record_set_text (oil, AXLE_SERVICE_ITEM_AREA, "oil");
  axle_record_set_text (oil, AXLE_SERVICE_ITEM_SKILL, "maintenance");
  axle_record_set_integer (oil, AXLE_SERVICE_ITEM_MINUTES, 60);
  axle_record_set_boolean (oil, AXLE_SERVICE_ITEM_ACTIVE, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (self->bays); i++)
    {
      AxleRecord *bay = test_desk_tell (self->desk, &axle_resource_entity);

      axle_record_set_text (bay, AXLE_RESOURCE_NAME, i == 0 ? "Bay 1" : "Bay 2");
      axle_record_set_text (bay, AXLE_RESOURCE_KIND, "bay");
      axle_record_add_member (bay, AXLE_RESOURCE_SKILLS, "maintenance");
      axle_record_set_boolean (bay, AXLE_RESOURCE_ACTIVE, TRUE);
      self->bays[i] = bay->id;
    }
}

static AxleId
tell_person (Fixture    *self,
             const char *name,
             const char *rights,
             const char *skills)
{
  AxleRecord *person = test_desk_tell_person (self->desk, name, rights, skills);

  axle_record_set_id (person, AXLE_STAFF_STORE, &self->desk->enrolment.store);
  return person->id;
}

#define MANAGING AXLE_RIGHT_CUSTOMERS_READ " " AXLE_RIGHT_CUSTOMERS_WRITE " " AXLE_RIGHT_APPOINTMENTS_WRITE " " \
                 AXLE_RIGHT_APPOINTMENTS_OVERBOOK " " AXLE_RIGHT_APPOINTMENTS_PLAN

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->desk = test_desk_new ();
  test_desk_enrol (self->desk, "Shanghai", "Asia/Shanghai");
  self->manager = tell_person (self, "manager", MANAGING, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->technicians); i++)
    self->technicians[i] = tell_person (self, i == 0 ? "Zhao" : "Sun", AXLE_RIGHT_CUSTOMERS_READ, "maintenance");
  tell_workshop (self);
  test_desk_hear (self->desk);
  test_desk_sit_down (self->desk, &self->manager);
  self->date = axle_date_from_time (axle_host_now (axle_host_get_default ()), axle_workstation_get_zone (self->desk->workstation));
  self->date = axle_date_add_days (&self->date, 3);
  self->fork = axle_day_fork_new (self->desk->workstation);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  g_clear_object (&self->fork);
  test_desk_free (self->desk);
}

static gint64
at (Fixture *self,
    int      hour)
{
  return axle_date_get_time (&self->date, hour * 60, axle_workstation_get_zone (self->desk->workstation));
}

static AxleRecord *
load (Fixture      *self,
      const AxleId *id)
{
  return axle_workstation_get_record (self->desk->workstation, &axle_appointment_entity, id);
}

static void
save (Fixture          *self,
      const AxleRecord *before,
      const AxleRecord *after)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_appointment_save_async (self->desk->workstation, before, after, NULL, NULL, test_take_result, &result);
  axle_workstation_save_finish (self->desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
}

/* An hour in a bay, by whom @who names. */
static AxleRecord *
book (Fixture *self,
      int      hour,
      guint    bay,
      guint    who)
{
  g_autoptr(AxleRecord) made = axle_appointment_draft_new (self->desk->workstation, at (self, hour), 60);

  axle_record_set_id (made, AXLE_APPOINTMENT_BAY, &self->bays[bay]);
  axle_record_set_id (made, AXLE_APPOINTMENT_TECHNICIAN, &self->technicians[who]);
  axle_record_add_member (made, AXLE_APPOINTMENT_SERVICES, "oil");
  save (self, NULL, made);
  return load (self, &made->id);
}

static void
move (Fixture          *self,
      const AxleRecord *appointment,
      int               hour,
      guint             bay,
      guint             who)
{
  g_autoptr(AxleRecord) after = axle_record_copy (appointment);

  axle_record_set_integer (after, AXLE_APPOINTMENT_AT, at (self, hour));
  axle_record_set_id (after, AXLE_APPOINTMENT_BAY, &self->bays[bay]);
  axle_record_set_id (after, AXLE_APPOINTMENT_TECHNICIAN, &self->technicians[who]);
  axle_day_fork_put (self->fork, appointment, after);
}

static AxleDayPlan *
plan (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleDayPlans) plans =
    axle_day_plans_read (axle_workstation_get_reader (self->desk->workstation), &self->desk->enrolment.store,
                         axle_workstation_get_zone (self->desk->workstation), at (self, 0), 1, &error);

  g_assert_no_error (error);
  return axle_day_plan_ref (plans->plans->pdata[0]);
}

static gboolean
commit (Fixture     *self,
        const char  *reason,
        GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  axle_day_fork_commit_async (self->fork, reason, NULL, test_take_result, &result);
  return axle_workstation_save_finish (self->desk->workstation, test_wait (&result), error) > 0;
}

static int
hour_of (Fixture          *self,
         const AxleRecord *appointment)
{
  return (int) ((axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT) - at (self, 0)) / G_TIME_SPAN_HOUR);
}

/* Nothing is saved until it is, and a step back takes one thing back. */
static void
test_steps (Fixture       *self,
            gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = book (self, 9, 0, 0);
  g_autoptr(AxleRecord) there = NULL;
  g_autoptr(GPtrArray) list = NULL, again = NULL;
  g_autoptr(GPtrArray) once = NULL;

  move (self, first, 10, 0, 0);
  once = axle_day_fork_list (self->fork);
  move (self, once->pdata[0], 11, 1, 0);
  list = axle_day_fork_list (self->fork);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (hour_of (self, list->pdata[0]), ==, 11);
  there = load (self, &first->id);
  g_assert_cmpint (hour_of (self, there), ==, 9);
  axle_day_fork_undo (self->fork);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = axle_day_fork_list (self->fork);
  g_assert_cmpint (hour_of (self, list->pdata[0]), ==, 10);
  axle_day_fork_redo (self->fork);
  axle_day_fork_undo (self->fork);
  axle_day_fork_undo (self->fork);
  g_assert_false (axle_day_fork_can_undo (self->fork));
  again = axle_day_fork_list (self->fork);
  g_assert_cmpuint (again->len, ==, 0);
  /* Another step forgets those that were taken back. */
  move (self, first, 12, 0, 0);
  g_assert_false (axle_day_fork_can_redo (self->fork));
}

static const AxlePromise *
find_promise (GPtrArray        *promises,
              const AxleRecord *appointment)
{
  for (guint i = 0; i < promises->len; i++)
    if (axle_id_equal (&((AxlePromise *) promises->pdata[i])->appointment->id, &appointment->id))
      return promises->pdata[i];
  g_assert_not_reached ();
}

/* Somebody is ill: what they were to do is broken, the best other place mends it, and all of
 * it becomes real in one step that is one step back. */
static void
test_ill (Fixture       *self,
          gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = book (self, 9, 0, 0);
  g_autoptr(AxleRecord) second = book (self, 9, 1, 1);
  g_autoptr(AxleRecord) zhao = axle_workstation_get_record (self->desk->workstation, &axle_staff_entity, &self->technicians[0]);
  g_autoptr(AxleDayPlan) before = plan (self);
  g_autoptr(GPtrArray) broken = NULL, mended = NULL, leave = NULL, none = NULL;
  g_autoptr(AxleSlot) slot = NULL;
  g_autoptr(AxleRecord) moved = NULL, back = NULL;
  g_autoptr(GError) error = NULL;

  axle_day_fork_set_away (self->fork, zhao, &self->date, TRUE);
  g_assert_true (axle_day_fork_is_away (self->fork, &zhao->id, &self->date));
  broken = axle_day_fork_compare (self->fork, before);
  g_assert_true (find_promise (broken, first)->before);
  g_assert_false (find_promise (broken, first)->after);
  g_assert_cmpuint (find_promise (broken, first)->problems->len, >, 0);
  g_assert_true (find_promise (broken, second)->after);

  slot = axle_day_fork_find_best (self->fork, before, first);
  g_assert_nonnull (slot);
  g_assert_true (axle_id_equal (&slot->technician, &self->technicians[1]));
  axle_day_fork_move_to (self->fork, first, slot);
  mended = axle_day_fork_compare (self->fork, before);
  g_assert_true (find_promise (mended, first)->after);

  g_assert_true (commit (self, NULL, &error));
  g_assert_no_error (error);
  moved = load (self, &first->id);
  /* Sun is busy at nine. Before that is as near as behind it. */
  g_assert_cmpint (ABS (hour_of (self, moved) - 9), ==, 1);
  leave = axle_store_list_leave (axle_workstation_get_reader (self->desk->workstation), at (self, 0), at (self, 0) + G_TIME_SPAN_DAY, NULL);
  g_assert_cmpuint (leave->len, ==, 1);
  test_undo (self->desk, 0);
  back = load (self, &first->id);
  g_assert_cmpint (hour_of (self, back), ==, 9);
  none = axle_store_list_leave (axle_workstation_get_reader (self->desk->workstation), at (self, 0), at (self, 0) + G_TIME_SPAN_DAY, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Who is ill on a day is there on the next, unless that is said too. */
static void
test_ill_for_days (Fixture       *self,
                   gconstpointer  unused)
{
  g_autoptr(AxleRecord) zhao = axle_workstation_get_record (self->desk->workstation, &axle_staff_entity, &self->technicians[0]);
  const AxleDate next = axle_date_add_days (&self->date, 1);
  g_autoptr(GPtrArray) both = NULL, left = NULL;

  axle_day_fork_set_away (self->fork, zhao, &self->date, TRUE);
  g_assert_false (axle_day_fork_is_away (self->fork, &zhao->id, &next));
  axle_day_fork_set_away (self->fork, zhao, &next, TRUE);
  g_assert_true (axle_day_fork_is_away (self->fork, &zhao->id, &self->date));
  g_assert_true (axle_day_fork_is_away (self->fork, &zhao->id, &next));
  both = axle_day_fork_list (self->fork);
  g_assert_cmpuint (both->len, ==, 2);
  axle_day_fork_set_away (self->fork, zhao, &next, FALSE);
  g_assert_true (axle_day_fork_is_away (self->fork, &zhao->id, &self->date));
  left = axle_day_fork_list (self->fork);
  g_assert_cmpuint (left->len, ==, 1);
}

/* The same time elsewhere is better than another time. */
static void
test_closed (Fixture       *self,
             gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = book (self, 9, 0, 0);
  g_autoptr(AxleRecord) bay = axle_workstation_get_record (self->desk->workstation, &axle_resource_entity, &self->bays[0]);
  g_autoptr(AxleDayPlan) before = plan (self);
  g_autoptr(AxleSlot) slot = NULL;

  axle_day_fork_set_away (self->fork, bay, &self->date, TRUE);
  slot = axle_day_fork_find_best (self->fork, before, first);
  g_assert_nonnull (slot);
  g_assert_cmpint (slot->at, ==, at (self, 9));
  g_assert_true (axle_id_equal (&slot->bay, &self->bays[1]));
  axle_day_fork_set_away (self->fork, bay, &self->date, FALSE);
  g_assert_false (axle_day_fork_is_away (self->fork, &bay->id, &self->date));
}

/* Two that take each other's place: at no moment is anything held twice. */
static void
test_swap (Fixture       *self,
           gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = book (self, 9, 0, 0);
  g_autoptr(AxleRecord) second = book (self, 9, 1, 1);
  g_autoptr(AxleRecord) third = book (self, 10, 0, 0);
  g_autoptr(AxleRecord) one = NULL, other = NULL, back = NULL;
  g_autoptr(GError) error = NULL;

  move (self, first, 9, 1, 1);
  move (self, second, 9, 0, 0);
  /* One that waits for nobody. */
  move (self, third, 11, 0, 0);
  g_assert_true (commit (self, NULL, &error));
  g_assert_no_error (error);
  one = load (self, &first->id);
  other = load (self, &second->id);
  g_assert_true (axle_id_equal (&axle_record_get (one, AXLE_APPOINTMENT_BAY)->as.id, &self->bays[1]));
  g_assert_true (axle_id_equal (&axle_record_get (other, AXLE_APPOINTMENT_BAY)->as.id, &self->bays[0]));
  g_assert_null (axle_record_get_text (one, AXLE_APPOINTMENT_OVERRIDE));
  test_undo (self->desk, 0);
  back = load (self, &first->id);
  g_assert_true (axle_id_equal (&axle_record_get (back, AXLE_APPOINTMENT_BAY)->as.id, &self->bays[0]));
}

/* What a colleague saves meanwhile shows; what both changed is told, and what was deleted
 * stays so. */
static void
test_meanwhile (Fixture       *self,
                gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = book (self, 9, 0, 0);
  g_autoptr(AxleRecord) theirs = axle_record_copy (first);
  g_autoptr(AxleRecord) remarked = NULL, deleted = NULL;
  g_autoptr(GPtrArray) none = NULL, clashes = NULL, list = NULL, gone = NULL, all = g_ptr_array_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  move (self, first, 10, 0, 0);
  /* Another field goes side by side. */
  axle_record_set_text (theirs, AXLE_APPOINTMENT_REMARKS, "Rattles");
  save (self, first, theirs);
  none = axle_day_fork_list_clashes (self->fork);
  g_assert_cmpuint (none->len, ==, 0);
  list = axle_day_fork_list (self->fork);
  g_assert_cmpstr (axle_record_get_text (list->pdata[0], AXLE_APPOINTMENT_REMARKS), ==, "Rattles");
  g_assert_cmpint (hour_of (self, list->pdata[0]), ==, 10);

  remarked = load (self, &first->id);
  axle_record_set_integer (theirs, AXLE_APPOINTMENT_AT, at (self, 14));
  save (self, remarked, theirs);
  clashes = axle_day_fork_list_clashes (self->fork);
  g_assert_cmpuint (clashes->len, ==, 1);
  g_assert_nonnull (strstr (((AxleDayForkClash *) clashes->pdata[0])->text, "14:00"));

  g_ptr_array_add (all, theirs);
  axle_appointments_delete_async (self->desk->workstation, all, NULL, test_take_result, &result);
  axle_workstation_save_finish (self->desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
  gone = axle_day_fork_list_clashes (self->fork);
  g_assert_true (((AxleDayForkClash *) gone->pdata[0])->gone);
  commit (self, NULL, &error);
  g_assert_no_error (error);
  deleted = load (self, &first->id);
  g_assert_true (deleted == NULL || deleted->deleted);
}

/* Too much for the day: refused without a reason, and none of it is done. */
static void
test_overbooked (Fixture       *self,
                 gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = book (self, 9, 0, 0);
  g_autoptr(AxleRecord) second = book (self, 10, 0, 0);
  g_autoptr(AxleRecord) third = book (self, 12, 1, 1);
  g_autoptr(AxleRecord) there = NULL, over = NULL, moved = NULL;
  g_autoptr(GError) error = NULL;

  move (self, third, 13, 1, 1);
  move (self, second, 9, 0, 0);
  g_assert_false (commit (self, NULL, &error));
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID);
  g_clear_error (&error);
  there = load (self, &third->id);
  g_assert_cmpint (hour_of (self, there), ==, 12);
  g_assert_true (commit (self, "They wait together", &error));
  g_assert_no_error (error);
  over = load (self, &second->id);
  moved = load (self, &third->id);
  g_assert_cmpstr (axle_record_get_text (over, AXLE_APPOINTMENT_OVERRIDE), ==, "They wait together");
  g_assert_null (axle_record_get_text (moved, AXLE_APPOINTMENT_OVERRIDE));
  /* Squeezed in elsewhere, in the same words. */
  g_object_unref (self->fork);
  self->fork = axle_day_fork_new (self->desk->workstation);
  move (self, over, 13, 1, 1);
  commit (self, "They wait together", &error);
  g_assert_no_error (error);
}

#define TEST(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/day-fork/steps", test_steps);
  TEST ("/day-fork/ill", test_ill);
  TEST ("/day-fork/ill-for-days", test_ill_for_days);
  TEST ("/day-fork/closed", test_closed);
  TEST ("/day-fork/swap", test_swap);
  TEST ("/day-fork/meanwhile", test_meanwhile);
  TEST ("/day-fork/overbooked", test_overbooked);
  return g_test_run ();
}
