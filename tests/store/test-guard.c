/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include "core/organisation/closing.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"

/* A desk does not keep what the server would refuse, where it can know. */

/* Takes @change. */
static void
assert_refused (TestDesk   *fixture,
                AxleChange *change,
                const char *word)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  gint64 waiting = axle_store_count_outbox (fixture->store);
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  g_ptr_array_add (changes, change);
  g_assert_false (axle_store_save (fixture->store, changes, &operation, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_cmpint (operation, ==, 0);
  g_assert_cmpint (axle_store_count_outbox (fixture->store), ==, waiting);
}

static gint64
delete (TestDesk         *fixture,
        const AxleRecord *record)
{
  g_autoptr(AxleChange) change = axle_change_new (record->entity, &record->id, AXLE_CHANGE_DELETE);

  return test_desk_save (fixture->store, change);
}

static void
test_plates (TestDesk      *fixture,
             gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = test_vehicle ("京A12345", "LSVAM4187C2184847");
  g_autoptr(AxleRecord) second = test_vehicle ("京A12345", NULL);
  g_autoptr(AxleRecord) other = test_vehicle ("京A54321", NULL);
  g_autoptr(AxleRecord) replated = axle_record_copy (other);
  g_autoptr(AxleRecord) cleared = NULL;
  g_autoptr(AxleRecord) known = NULL;

  test_desk_save_record (fixture->store, NULL, first);
  assert_refused (fixture, axle_change_new_between (NULL, second), "LSVAM4187C2184847");
  test_desk_save_record (fixture->store, NULL, other);
  axle_record_set_text (replated, AXLE_VEHICLE_PLATE, "京A12345");
  assert_refused (fixture, axle_change_new_between (other, replated), "京A12345");

  known = axle_store_get (fixture->store, &axle_vehicle_entity, &first->id, NULL);
  cleared = axle_record_copy (known);
  axle_record_set_text (cleared, AXLE_VEHICLE_PLATE, NULL);
  test_desk_save_record (fixture->store, known, cleared);
  test_desk_save_record (fixture->store, other, replated);
}

/* What is taken back meets what was done since: alone it says so, among others it
 * is left out and counted. */
static void
test_undo (TestDesk      *fixture,
           gconstpointer  unused)
{
  g_autoptr(AxleRecord) first = test_vehicle ("京A12345", NULL);
  g_autoptr(AxleRecord) plain = test_vehicle (NULL, "LSVAM4187C2184847");
  g_autoptr(AxleRecord) second = test_vehicle ("京A12345", NULL);
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(AxleRecord) back = NULL;
  g_autoptr(AxleRecord) gone = NULL;
  g_autoptr(GError) error = NULL;
  gint64 alone, both = 0, undoing = 0;
  guint n_left, n_kept = 0;

  test_desk_save_record (fixture->store, NULL, first);
  test_desk_save_record (fixture->store, NULL, plain);
  alone = delete (fixture, first);
  test_desk_save_record (fixture->store, NULL, second);
  g_assert_false (axle_store_undo (fixture->store, alone, &AXLE_ID_NONE, 100, &undoing, &n_left, &n_kept, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID);
  g_assert_cmpint (undoing, ==, 0);

  delete (fixture, second);
  g_assert_true (axle_store_undo (fixture->store, alone, &AXLE_ID_NONE, 100, &undoing, &n_left, &n_kept, NULL));
  g_ptr_array_add (changes, axle_change_new (&axle_vehicle_entity, &plain->id, AXLE_CHANGE_DELETE));
  g_ptr_array_add (changes, axle_change_new (&axle_vehicle_entity, &first->id, AXLE_CHANGE_DELETE));
  g_assert_true (axle_store_save (fixture->store, changes, &both, NULL));
  axle_record_unref (second);
  second = test_vehicle ("京A12345", NULL);
  test_desk_save_record (fixture->store, NULL, second);
  undoing = 0;
  g_assert_true (axle_store_undo (fixture->store, both, &AXLE_ID_NONE, 100, &undoing, &n_left, &n_kept, NULL));
  g_assert_cmpuint (n_left, ==, 0);
  g_assert_cmpuint (n_kept, ==, 1);
  back = axle_store_get (fixture->store, &axle_vehicle_entity, &plain->id, NULL);
  gone = axle_store_get (fixture->store, &axle_vehicle_entity, &first->id, NULL);
  g_assert_false (back->deleted);
  g_assert_true (gone->deleted);

  /* The undo that left one out can itself be taken back. */
  n_kept = 0;
  g_assert_true (axle_store_undo (fixture->store, undoing, &AXLE_ID_NONE, 100, &(gint64) { 0 }, &n_left, &n_kept, NULL));
  axle_record_unref (back);
  back = axle_store_get (fixture->store, &axle_vehicle_entity, &plain->id, NULL);
  g_assert_true (back->deleted);
}

static AxleRecord *
new_contact (const AxleId *customer)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *contact = axle_record_new (&axle_contact_entity, &id);

  axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, customer);
  axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, "call");
  axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "in");
  axle_record_set_integer (contact, AXLE_CONTACT_AT, g_get_real_time () - 100 * G_TIME_SPAN_DAY);
  return contact;
}

/* What is deleted here is; what is not here may be elsewhere. */
static void
test_targets (TestDesk      *fixture,
              gconstpointer  unused)
{
  AxleId elsewhere = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(AxleRecord) contact = new_contact (&customer->id);
  g_autoptr(AxleRecord) of_other = new_contact (&elsewhere);

  test_desk_save_record (fixture->store, NULL, customer);
  delete (fixture, customer);
  assert_refused (fixture, axle_change_new_between (NULL, contact), "李明朗");
  test_desk_save_record (fixture->store, NULL, of_other);
}

static void
test_closed_month (TestDesk      *fixture,
                   gconstpointer  unused)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(AxleRecord) before = new_contact (&customer->id);
  g_autoptr(AxleRecord) after = new_contact (&customer->id);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr(AxleRecord) closing = NULL;
  char month[AXLE_MONTH_SIZE];
  AxleId id;

  axle_closing_find_month (axle_record_get_integer (before, AXLE_CONTACT_AT), zone, month);
  id = axle_closing_id (&fixture->server->scope, month);
  closing = axle_record_new (&axle_closing_entity, &id);
  axle_record_set_text (closing, AXLE_CLOSING_MONTH, month);
  axle_record_set_boolean (closing, AXLE_CLOSING_CLOSED, TRUE);
  test_desk_save_record (fixture->store, NULL, customer);
  test_desk_save_record (fixture->store, NULL, before);
  test_desk_save_record (fixture->store, NULL, closing);
  assert_refused (fixture, axle_change_new_between (NULL, after), month);
  assert_refused (fixture, axle_change_new (&axle_contact_entity, &before->id, AXLE_CHANGE_DELETE), month);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/guard/plates", TestDesk, NULL, test_desk_set_up, test_plates, test_desk_tear_down);
  g_test_add ("/guard/undo", TestDesk, NULL, test_desk_set_up, test_undo, test_desk_tear_down);
  g_test_add ("/guard/targets", TestDesk, NULL, test_desk_set_up, test_targets, test_desk_tear_down);
  g_test_add ("/guard/closed-month", TestDesk, NULL, test_desk_set_up, test_closed_month, test_desk_tear_down);
  return g_test_run ();
}
