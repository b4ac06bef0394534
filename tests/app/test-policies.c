/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/policies.h"
#include "core/appointment/holiday.h"
#include "desk.h"
#include "workshop.h"

static gint64
set (TestDesk   *desk,
     const char *name,
     gint64      value)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 operation;

  axle_policy_set_async (desk->workstation, name, value, NULL, test_take_result, &result);
  operation = axle_workstation_save_finish (desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
  return operation;
}

static gint64
get (TestDesk   *desk,
     const char *name)
{
  return axle_policies_get (axle_workstation_get_policies (desk->workstation), name);
}

static void
test_set (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  gint64 operation;

  g_assert_cmpint (get (desk, "rfm.a.visits"), ==, 5);
  operation = set (desk, "rfm.a.visits", 7);
  g_assert_cmpint (operation, >, 0);
  g_assert_cmpint (get (desk, "rfm.a.visits"), ==, 7);
  g_assert_cmpint (set (desk, "rfm.a.visits", 7), ==, 0);
  g_assert_cmpint (set (desk, "rfm.b.visits", 2), ==, 0);

  test_undo (desk, operation);
  g_assert_cmpint (get (desk, "rfm.a.visits"), ==, 5);
  set (desk, "rfm.a.visits", 6);
  test_desk_reopen (desk);
  g_assert_cmpint (get (desk, "rfm.a.visits"), ==, 6);
  set (desk, "rfm.a.visits", 5);
  g_assert_cmpint (get (desk, "rfm.a.visits"), ==, 5);
}

static void
test_refused (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_policy_set_async (desk->workstation, "rfm.a.days", 0, NULL, test_take_result, &result);
  g_assert_cmpint (axle_workstation_save_finish (desk->workstation, test_wait (&result), &error), <, 0);
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID);
  g_assert_cmpint (get (desk, "rfm.a.days"), ==, 90);
}

/* What is asked for between two changes is the same; after a holiday was read in, another. */
static void
test_working_days (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleWorkingDays *days = axle_workstation_get_working_days (desk->workstation);
  AxleDate date = { 2026, 10, 1 };
  AxleId id = axle_holiday_id (&AXLE_ID_NONE, "2026-10-01");
  g_autoptr(AxleRecord) holiday = axle_record_new (&axle_holiday_entity, &id);

  g_assert_true (axle_working_days_is_working (days, &date));
  g_assert_true (axle_workstation_get_working_days (desk->workstation) == days);
  axle_record_set_text (holiday, AXLE_HOLIDAY_DATE, "2026-10-01");
  axle_record_set_text (holiday, AXLE_HOLIDAY_NAME, "国庆节");
  test_save (desk->workstation, NULL, holiday);
  days = axle_workstation_get_working_days (desk->workstation);
  g_assert_false (axle_working_days_is_working (days, &date));
  g_assert_true (axle_working_days_is_announced (days, 2026));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policies/set", test_set);
  g_test_add_func ("/policies/refused", test_refused);
  g_test_add_func ("/policies/working-days", test_working_days);
  return g_test_run ();
}
