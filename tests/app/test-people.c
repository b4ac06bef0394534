/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>
#include <string.h>

#include "app/customer-operations.h"
#include "app/format.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "desk.h"
#include "store/outbox.h"

/* A desk that was enrolled once and does not reach its server now. */

typedef struct
{
  AxleId advisor;
  AxleId trainee;
} Dealership;

static void
add_verifier (AxleStore    *store,
              const AxleId *staff,
              const char   *secret)
{
  char verifier[crypto_pwhash_STRBYTES];
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (sodium_init (), >=, 0);
  g_assert_cmpint (crypto_pwhash_str (verifier, secret, strlen (secret), crypto_pwhash_OPSLIMIT_MIN,
                                      crypto_pwhash_MEMLIMIT_MIN), ==, 0);
  g_assert_true (axle_store_set_verifier (store, staff, verifier, &error));
  g_assert_no_error (error);
}

static TestDesk *
new_enrolled_desk (Dealership *dealership)
{
  TestDesk *desk = test_desk_new ();
  g_autoptr(AxleStore) store = NULL;

  test_desk_enrol (desk, "Ürümqi", "Asia/Urumqi");
  dealership->advisor = test_desk_tell_person (desk, "阿依古丽", AXLE_RIGHT_CUSTOMERS_READ " " AXLE_RIGHT_CUSTOMERS_WRITE " "
                                               AXLE_RIGHT_CUSTOMERS_DELETE, NULL)->id;
  dealership->trainee = test_desk_tell_person (desk, "小王", AXLE_RIGHT_CUSTOMERS_READ, NULL)->id;
  test_desk_hear (desk);
  store = test_desk_open_store (desk);
  add_verifier (store, &dealership->advisor, "1234");
  add_verifier (store, &dealership->trainee, "5678");
  return desk;
}

static gboolean
sign_in (TestDesk      *desk,
         const AxleId  *staff,
         const char    *secret,
         GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  axle_workstation_sign_in_async (desk->workstation, staff, secret, NULL, test_take_result, &result);
  return axle_workstation_sign_in_finish (desk->workstation, test_wait (&result), error);
}

static gint64
try_to_add (TestDesk  *desk,
            GError   **error)
{
  g_autoptr(AxleRecord) customer = axle_customer_draft_new (desk->workstation, &axle_customer_entity);
  g_autoptr(GAsyncResult) result = NULL;

  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, "王芳");
  axle_customer_save_async (desk->workstation, NULL, customer, NULL, NULL, test_take_result, &result);
  return axle_workstation_save_finish (desk->workstation, test_wait (&result), error);
}

static void
test_sign_in (void)
{
  Dealership dealership;
  g_autoptr(TestDesk) desk = new_enrolled_desk (&dealership);
  g_autoptr(GPtrArray) staff = axle_workstation_list_staff (desk->workstation);
  g_autoptr(GError) error = NULL;

  g_assert_true (axle_workstation_is_enrolled (desk->workstation));
  g_assert_cmpuint (staff->len, ==, 2);
  g_assert_false (sign_in (desk, &dealership.advisor, "4321", &error));
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_SIGN_IN);
  g_assert_null (axle_workstation_get_staff (desk->workstation));
  g_clear_error (&error);
  g_assert_true (sign_in (desk, &dealership.advisor, "1234", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (axle_workstation_get_staff_name (desk->workstation, &dealership.advisor), ==, "阿依古丽");
  g_assert_true (axle_id_equal (&axle_workstation_get_staff (desk->workstation)->id, &dealership.advisor));
  axle_workstation_sign_out (desk->workstation);
  g_assert_null (axle_workstation_get_staff (desk->workstation));
}

static void
test_rights (void)
{
  Dealership dealership;
  g_autoptr(TestDesk) desk = new_enrolled_desk (&dealership);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (try_to_add (desk, &error), ==, -1);
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  g_assert_true (sign_in (desk, &dealership.trainee, "5678", NULL));
  g_assert_true (axle_workstation_may (desk->workstation, AXLE_RIGHT_CUSTOMERS_READ));
  g_assert_false (axle_workstation_may (desk->workstation, AXLE_RIGHT_CUSTOMERS_WRITE));
  g_assert_cmpint (try_to_add (desk, &error), ==, -1);
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  g_assert_true (sign_in (desk, &dealership.advisor, "1234", NULL));
  g_assert_cmpint (try_to_add (desk, &error), >, 0);
  g_assert_no_error (error);
}

static gboolean
one_waits (gpointer workstation)
{
  return axle_workstation_get_waiting (workstation) == 1;
}

/* What was done without the server waits, under the name of who did it; what one
 * did the next person does not undo. */
static void
test_offline (void)
{
  Dealership dealership;
  g_autoptr(TestDesk) desk = new_enrolled_desk (&dealership);
  g_autoptr(GListModel) waiting = NULL;
  g_autoptr(AxleWaitingItem) item = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (sign_in (desk, &dealership.advisor, "1234", NULL));
  g_assert_cmpint (try_to_add (desk, &error), >, 0);
  axle_test_wait_for (one_waits, desk->workstation);
  waiting = axle_workstation_dup_waiting (desk->workstation);
  g_assert_cmpuint (g_list_model_get_n_items (waiting), ==, 1);
  item = g_list_model_get_item (waiting, 0);
  g_assert_cmpstr (axle_waiting_item_get_title (item), ==, "Customer: 王芳");
  g_assert_false (axle_waiting_item_needs_attention (item));
  g_assert_cmpint (axle_workstation_get_sync_state (desk->workstation), !=, AXLE_SYNC_ONLINE);

  g_assert_true (axle_workstation_can_undo (desk->workstation));
  g_assert_true (sign_in (desk, &dealership.trainee, "5678", NULL));
  g_assert_false (axle_workstation_can_undo (desk->workstation));
  g_assert_true (sign_in (desk, &dealership.advisor, "1234", NULL));
  g_assert_true (axle_workstation_can_undo (desk->workstation));
}

/* Times are shown as the clock in the store shows them, two hours behind Shanghai. */
static void
test_zone (void)
{
  Dealership dealership;
  g_autoptr(TestDesk) desk = new_enrolled_desk (&dealership);
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  const AxleField at = { .name = "at", .label = "at", .type = AXLE_FIELD_TIME };
  g_autofree char *shown = NULL;

  axle_value_set_integer (&value, G_GINT64_CONSTANT (1772690700000000)); /* 2026-03-05 14:05 in Shanghai */
  shown = axle_workstation_format_value (desk->workstation, &at, &value);
  g_assert_cmpstr (shown, ==, "2026-03-05 12:05");
}

static void
reopen_after (TestDesk *desk,
              gint64    since_contact)
{
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () - since_contact);
  g_autoptr(AxleStore) store = NULL;
  g_autoptr(GError) error = NULL;

  axle_workstation_close (desk->workstation);
  store = test_desk_open_store (desk);
  g_assert_true (axle_store_set_start (store, "run", 30, &error));
  g_assert_true (axle_store_set_note (store, "last-sync", last, &error));
  g_clear_pointer (&store, axle_store_close);
  test_desk_reopen (desk);
}

/* A desk that was away for longer than the server allows shows nothing, whatever its
 * clock says. */
static void
test_lease (void)
{
  static const struct { gint64 days; AxleDeskLock lock; } cases[] = {
    { 1, AXLE_DESK_OPEN }, { 29, AXLE_DESK_OPEN }, { 31, AXLE_DESK_LEASE }, { -3, AXLE_DESK_LEASE }, { 0, AXLE_DESK_OPEN },
  };
  Dealership dealership;
  g_autoptr(TestDesk) desk = new_enrolled_desk (&dealership);

  g_assert_cmpint (axle_workstation_get_lock (desk->workstation), ==, AXLE_DESK_OPEN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      reopen_after (desk, cases[i].days * G_TIME_SPAN_DAY);
      g_assert_cmpint (axle_workstation_get_lock (desk->workstation), ==, cases[i].lock);
      g_assert_true ((axle_workstation_get_lock_message (desk->workstation) != NULL) == (cases[i].lock != AXLE_DESK_OPEN));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/people/sign-in", test_sign_in);
  g_test_add_func ("/people/rights", test_rights);
  g_test_add_func ("/people/lease", test_lease);
  g_test_add_func ("/people/offline", test_offline);
  g_test_add_func ("/people/zone", test_zone);
  return g_test_run ();
}
