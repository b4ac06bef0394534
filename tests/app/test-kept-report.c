/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/kept-report.h"

#include "app/appointments.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/resource.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "desk.h"
#include "store/key.h"
#include "store/outbox.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define DAY G_TIME_SPAN_DAY

/* A desk with a bay, a manager who may all and somebody who may nothing. */
typedef struct
{
  TestDesk      *desk;
  AxleEnrolment  enrolment;
  AxleId         bay;
  AxleId         manager;
  AxleId         guest;
  AxleId         customers[2];
  gint64         noon;  /* of yesterday */
} Fixture;

static void
save (Fixture          *self,
      const AxleRecord *before,
      const AxleRecord *after,
      const char       *reason)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_appointment_save_async (self->desk->workstation, before, after, reason, NULL, test_take_result, &result);
  axle_workstation_save_finish (self->desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
}

static AxleRecord *
add (GPtrArray        *records,
     const AxleEntity *entity,
     const AxleId     *scope)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = *scope;
  record->revision = 1;
  g_ptr_array_add (records, record);
  return record;
}

static AxleId
add_person (Fixture            *self,
            GPtrArray          *records,
            const char         *name,
            const char * const *rights)
{
  AxleRecord *role = add (records, &axle_role_entity, &self->enrolment.group);
  AxleRecord *staff = add (records, &axle_staff_entity, &self->enrolment.group);

  axle_record_set_text (role, AXLE_ROLE_NAME, name);
  axle_record_set_members (role, AXLE_ROLE_RIGHTS, rights);
  axle_record_set_text (staff, AXLE_STAFF_NAME, name);
  axle_record_set_id (staff, AXLE_STAFF_ROLE, &role->id);
  axle_record_set_boolean (staff, AXLE_STAFF_ACTIVE, TRUE);
  return staff->id;
}

static void
fill (Fixture   *self,
      AxleStore *store)
{
  static const char * const all[] = {
    AXLE_RIGHT_CUSTOMERS_READ, AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_MERGE, AXLE_RIGHT_CUSTOMERS_EXPORT,
    AXLE_RIGHT_APPOINTMENTS_WRITE, AXLE_RIGHT_APPOINTMENTS_OVERBOOK, NULL,
  };
  static const char * const none[] = { NULL };
  const AxleCursor cursor = { 1, 9 };
  g_autoptr(GPtrArray) shared = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) own = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleRecord *bay = add (own, &axle_resource_entity, &self->enrolment.store);

  self->manager = add_person (self, shared, "周经理", all);
  self->guest = add_person (self, shared, "新人", none);
  axle_record_set_text (bay, AXLE_RESOURCE_NAME, "1号");
  axle_record_set_text (bay, AXLE_RESOURCE_KIND, "bay");
  self->bay = bay->id;
  g_assert_true (axle_store_set_enrolment (store, &self->enrolment, NULL));
  g_assert_true (axle_store_apply_feed (store, &self->enrolment.group, shared, &cursor, NULL));
  g_assert_true (axle_store_apply_feed (store, &self->enrolment.store, own, &cursor, NULL));
}

static void
sit_down (Fixture      *self,
          const AxleId *staff)
{
  g_autoptr(AxleRecord) record = axle_workstation_get_record (self->desk->workstation, &axle_staff_entity, staff);

  axle_workstation_set_staff (self->desk->workstation, record);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  AxleHost *host = axle_host_get_default ();
  g_autofree char *path = NULL;
  g_autoptr(GBytes) key = NULL;
  g_autoptr(AxleStore) store = NULL;
  AxleStoreOptions options = { NULL };
  AxleDate date;

  self->desk = test_desk_new ();
  self->enrolment = (AxleEnrolment) {
    .desk = axle_id_new (host), .store = axle_id_new (host), .group = axle_id_new (host),
    .install = axle_id_new (host), .audience = AXLE_AUDIENCE_OFFICE,
    .server = (char *) "https://127.0.0.1:1", .token = (char *) "token",
  };
  path = g_build_filename (self->desk->profile, "cache.db", NULL);
  key = axle_key_load (self->desk->profile, FALSE, NULL);
  options.path = path;
  options.key = key;
  axle_workstation_close (self->desk->workstation);
  store = axle_store_open (&options, NULL);
  fill (self, store);
  g_clear_pointer (&store, axle_store_close);
  test_desk_reopen (self->desk);
  sit_down (self, &self->manager);
  self->customers[0] = test_add_customer (self->desk, "李明朗", "+8613800138000");
  self->customers[1] = test_add_customer (self->desk, "王小双", "+8613800138001");
  date = axle_date_from_time (axle_host_now (host), axle_workstation_get_zone (self->desk->workstation));
  date = axle_date_add_days (&date, -1);
  self->noon = axle_date_get_time (&date, 12 * 60, axle_workstation_get_zone (self->desk->workstation));
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  test_desk_free (self->desk);
}

static AxleRecord *
book (Fixture    *self,
      gint64      at,
      guint       customer,
      const char *state,
      const char *reason)
{
  AxleRecord *record = axle_appointment_draft_new (self->desk->workstation, at, 60);

  axle_record_set_id (record, AXLE_APPOINTMENT_BAY, &self->bay);
  axle_record_set_id (record, AXLE_APPOINTMENT_CUSTOMER, &self->customers[customer]);
  axle_record_set_text (record, AXLE_APPOINTMENT_CHANNEL, "phone");
  axle_record_set_text (record, AXLE_APPOINTMENT_STATE, state);
  axle_record_set_integer (record, AXLE_APPOINTMENT_PROMISED, at + 60 * MINUTE);
  save (self, NULL, record, reason);
  return record;
}

static void
set_state (Fixture    *self,
           AxleRecord *appointment,
           const char *state)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (self->desk->workstation, &axle_appointment_entity, &appointment->id);
  g_autoptr(AxleRecord) after = axle_appointment_with_state_new (before, state, NULL);

  save (self, before, after, NULL);
}

static AxleKeptReport *
load (Fixture       *self,
      gint64         from,
      gint64         until,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  axle_kept_report_load_async (self->desk->workstation, from, until, cancellable, test_take_result, &result);
  return axle_kept_report_load_finish (test_wait (&result), error);
}

/* An overbooking of yesterday is told with who allowed it, whom it made wait and what came of
 * the promise; what begins later is not there yet. */
static void
test_overbooked (Fixture       *self,
                 gconstpointer  unused)
{
  g_autoptr(AxleRecord) over = book (self, self->noon, 0, "booked", NULL);
  g_autoptr(AxleRecord) other = book (self, self->noon, 1, "arrived", "车间主任同意");
  g_autoptr(AxleRecord) missed = book (self, self->noon + 120 * MINUTE, 1, "no-show", NULL);
  g_autoptr(AxleRecord) later = book (self, self->noon + 30 * DAY, 0, "booked", NULL);
  g_autoptr(AxleRecord) later_over = book (self, self->noon + 30 * DAY, 1, "booked", "老客户");
  g_autoptr(AxleKeptReport) report = NULL;
  g_autoptr(GBytes) table = NULL;
  g_autoptr(GError) error = NULL;
  const AxleOverbooked *overbooked;
  const AxleHandover *wait;

  set_state (self, over, "arrived");
  set_state (self, over, "done");
  report = load (self, self->noon - DAY, self->noon + 40 * DAY, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->overbooked->len, ==, 1);
  overbooked = report->overbooked->pdata[0];
  g_assert_true (axle_id_equal (&overbooked->own->appointment->id, &other->id));
  g_assert_true (axle_id_equal (&overbooked->allowed_by, &self->manager));
  g_assert_cmpstr (axle_kept_report_get_name (report, &other->id), ==, "王小双");
  g_assert_cmpint (overbooked->own->done, ==, 0);
  /* Both began at noon, and ids are in the order in which they were made. */
  g_assert_cmpuint (overbooked->waits->len, ==, 0);
  g_assert_cmpint (overbooked->own->minutes, ==, 60);
  g_assert_cmpuint (report->attendance->all.n_expected, ==, 3);
  g_assert_cmpuint (report->attendance->all.n_missed, ==, 1);
  g_assert_cmpuint (report->attendance->all.n_late, ==, 1);
  table = axle_kept_report_write (report, self->desk->workstation, TRUE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (g_bytes_get_data (table, NULL), "车间主任同意"));
  /* The other way round: who had the time waits for the overbooking before it. */
  {
    g_autoptr(AxleRecord) before = axle_workstation_get_record (self->desk->workstation, &axle_appointment_entity, &other->id);
    g_autoptr(AxleRecord) after = axle_record_copy (before);

    axle_record_set_integer (after, AXLE_APPOINTMENT_AT, self->noon - 30 * MINUTE);
    save (self, before, after, "还是老客户");
  }
  g_clear_pointer (&report, axle_kept_report_free);
  report = load (self, self->noon - DAY, self->noon + 40 * DAY, NULL, &error);
  g_assert_no_error (error);
  overbooked = report->overbooked->pdata[0];
  wait = overbooked->waits->pdata[0];
  g_assert_true (axle_id_equal (&wait->appointment->id, &over->id));
  g_assert_cmpstr (axle_kept_report_get_name (report, &over->id), ==, "李明朗");
  g_assert_cmpint (wait->minutes, ==, 30);
  /* Noted as done today, and promised for yesterday. */
  g_assert_true (axle_handover_is_known (wait));
  g_assert_cmpint (axle_handover_get_over (wait), >, 0);
  g_assert_cmpint (report->sum.n_waits, ==, 1);
  g_assert_cmpint (report->sum.n_broken, ==, 1);
}

static void
test_merged (Fixture       *self,
             gconstpointer  unused)
{
  g_autoptr(AxleRecord) one = book (self, self->noon, 0, "no-show", NULL);
  g_autoptr(AxleRecord) two = book (self, self->noon - 3 * DAY, 1, "no-show", NULL);
  g_autoptr(AxleRecord) customer = axle_workstation_get_record (self->desk->workstation, &axle_customer_entity, &self->customers[1]);
  g_autoptr(AxleRecord) merged = axle_record_copy (customer);
  g_autoptr(AxleKeptReport) report = load (self, self->noon - 7 * DAY, self->noon + DAY, NULL, NULL);

  g_assert_cmpuint (report->attendance->customers->len, ==, 0);
  g_clear_pointer (&report, axle_kept_report_free);
  axle_record_set_id (merged, AXLE_CUSTOMER_MERGED_INTO, &self->customers[0]);
  save (self, customer, merged, NULL);
  report = load (self, self->noon - 7 * DAY, self->noon + DAY, NULL, NULL);
  g_assert_cmpuint (report->attendance->customers->len, ==, 1);
  g_assert_cmpstr (axle_kept_report_get_title (report, self->desk->workstation, AXLE_KEPT_CUSTOMERS, 0), ==, "李明朗");
}

static void
test_refused (Fixture       *self,
              gconstpointer  unused)
{
  static const struct { gint64 from, until; } ranges[] = { { 0, 0 }, { 0, -DAY }, { -400 * DAY, 0 } };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(AxleKeptReport) report = load (self, self->noon - 366 * DAY, self->noon, NULL, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (report);
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_assert_null (load (self, self->noon + ranges[i].from, self->noon + ranges[i].until, NULL, &error));
      g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_cancellable_cancel (cancellable);
  g_assert_null (load (self, self->noon - DAY, self->noon, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  sit_down (self, &self->guest);
  g_assert_null (load (self, self->noon - DAY, self->noon, NULL, &error));
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  g_assert_null (axle_kept_report_write (report, self->desk->workstation, FALSE, &error));
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_NOT_ALLOWED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/kept-report/overbooked", Fixture, NULL, set_up, test_overbooked, tear_down);
  g_test_add ("/kept-report/merged", Fixture, NULL, set_up, test_merged, tear_down);
  g_test_add ("/kept-report/refused", Fixture, NULL, set_up, test_refused, tear_down);
  return g_test_run ();
}
