/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-operations.h"
#include "app/customer-profile.h"
#include "core/change-list.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "desk.h"
#include "store/search.h"

static gboolean
is_there (gpointer place)
{
  return *(gpointer *) place != NULL;
}

static char *
name_of (TestDesk     *desk,
         const AxleId *id)
{
  g_autoptr(AxleRecord) record = axle_workstation_get_record (desk->workstation, &axle_customer_entity, id);

  if (record == NULL || record->deleted)
    return NULL;
  return g_strdup (axle_record_get_text (record, AXLE_CUSTOMER_NAME));
}

static gint64
rename_customer (TestDesk     *desk,
                 const AxleId *id,
                 const char   *name)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (desk->workstation, &axle_customer_entity, id);
  g_autoptr(AxleRecord) after = axle_record_copy (before);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 operation;

  axle_record_set_text (after, AXLE_CUSTOMER_NAME, name);
  axle_customer_save_async (desk->workstation, before, after, NULL, NULL, test_take_result, &result);
  operation = axle_workstation_save_finish (desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
  return operation;
}

static void
test_save (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "王芳", "13800138000");
  g_autofree char *name = name_of (desk, &id);

  g_assert_cmpstr (name, ==, "王芳");
}

static void
changed_cb (AxleWorkstation  *workstation,
            AxleChangeSet    *changes,
            AxleChangeSet   **place)
{
  if (*place == NULL)
    *place = g_boxed_copy (AXLE_TYPE_CHANGE_SET, changes);
}

static void
test_changed (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleChangeSet *changes = NULL;
  AxleId other = axle_id_new (axle_host_get_default ());
  AxleId id;

  g_signal_connect (desk->workstation, "changed", G_CALLBACK (changed_cb), &changes);
  id = test_add_customer (desk, "王芳", NULL);
  axle_test_wait_for (is_there, &changes);
  g_assert_true (axle_change_set_has_kind (changes, &axle_customer_entity));
  g_assert_true (axle_change_set_has_record (changes, &axle_customer_entity, &id));
  g_assert_false (axle_change_set_has_record (changes, &axle_customer_entity, &other));
  g_assert_false (axle_change_set_has_kind (changes, &axle_vehicle_entity));
  g_boxed_free (AXLE_TYPE_CHANGE_SET, changes);
}

static void
test_reopen (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "欧阳娜娜", "13800138000");
  g_autofree char *name = NULL;

  test_desk_reopen (desk);
  name = name_of (desk, &id);
  g_assert_cmpstr (name, ==, "欧阳娜娜");
}

static void
test_refused (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleRecord) customer = axle_customer_draft_new (desk->workstation, &axle_customer_entity);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_customer_save_async (desk->workstation, NULL, customer, NULL, NULL, test_take_result, &result);
  g_assert_cmpint (axle_workstation_save_finish (desk->workstation, test_wait (&result), &error), ==, -1);
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID);
  g_assert_false (axle_workstation_can_undo (desk->workstation));
}

static void
redo (TestDesk *desk)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_workstation_redo_async (desk->workstation, NULL, test_take_result, &result);
  axle_workstation_undo_finish (desk->workstation, test_wait (&result), NULL, &error);
  g_assert_no_error (error);
}

#define ASSERT_NAME(desk, id, expected) \
  G_STMT_START { g_autofree char *name_ = name_of (desk, id); g_assert_cmpstr (name_, ==, expected); } G_STMT_END

static void
test_undo_and_redo (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "甲", NULL);

  g_assert_cmpstr (axle_workstation_get_undo_title (desk->workstation), ==, "Customer created");
  rename_customer (desk, &id, "乙");
  g_assert_cmpstr (axle_workstation_get_undo_title (desk->workstation), ==, "Customer changed");
  test_undo (desk, 0);
  ASSERT_NAME (desk, &id, "甲");
  g_assert_cmpstr (axle_workstation_get_redo_title (desk->workstation), ==, "Customer changed");
  test_undo (desk, 0);
  ASSERT_NAME (desk, &id, NULL);
  g_assert_false (axle_workstation_can_undo (desk->workstation));
  redo (desk);
  ASSERT_NAME (desk, &id, "甲");
  redo (desk);
  ASSERT_NAME (desk, &id, "乙");
  g_assert_false (axle_workstation_can_redo (desk->workstation));
  test_undo (desk, 0);
  ASSERT_NAME (desk, &id, "甲");
  rename_customer (desk, &id, "丙");
  g_assert_false (axle_workstation_can_redo (desk->workstation));
}

/* A toast's operation may be taken back when others came after it. */
static void
test_undo_out_of_order (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId one = test_add_customer (desk, "甲", NULL);
  AxleId other = test_add_customer (desk, "乙", NULL);
  gint64 first = rename_customer (desk, &one, "丙");

  rename_customer (desk, &other, "丁");
  test_undo (desk, first);
  ASSERT_NAME (desk, &one, "甲");
  ASSERT_NAME (desk, &other, "丁");
  test_undo (desk, 0);
  ASSERT_NAME (desk, &other, "乙");
}

static void
add_car (TestDesk     *desk,
         const AxleId *customer,
         const char   *plate)
{
  g_autoptr(AxleRecord) vehicle = axle_customer_draft_new (desk->workstation, &axle_vehicle_entity);
  g_autoptr(AxleRecord) ownership = axle_customer_draft_new (desk->workstation, &axle_ownership_entity);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_record_set_text (vehicle, AXLE_VEHICLE_VIN, "WVWZZZ1JZ3W386752");
  axle_record_set_text (vehicle, AXLE_VEHICLE_PLATE, plate);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, customer);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &vehicle->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
  axle_vehicle_save_async (desk->workstation, NULL, vehicle, NULL, ownership, NULL, test_take_result, &result);
  axle_workstation_save_finish (desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
}

static gboolean
has_vehicle (gpointer profile)
{
  return g_list_model_get_n_items (axle_customer_profile_get_vehicles (profile)) == 1;
}

static gboolean
has_contact (gpointer profile)
{
  return g_list_model_get_n_items (axle_customer_profile_get_timeline (profile)) == 2;
}

static gboolean
is_gone (gpointer profile)
{
  return axle_customer_profile_get_customer (profile) == NULL;
}

static void
test_profile (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "甲", "13800138000");
  g_autoptr(AxleCustomerProfile) profile = axle_customer_profile_new (desk->workstation, &id);
  g_autoptr(AxleRecord) contact = axle_customer_draft_new (desk->workstation, &axle_contact_entity);
  g_autoptr(AxleTimelineEntry) latest = NULL;
  g_autoptr(GListModel) history = NULL;
  g_autoptr(GAsyncResult) added = NULL;
  g_autoptr(GAsyncResult) deleted = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (axle_customer_profile_get_customer (profile));
  add_car (desk, &id, "沪A12345");
  axle_test_wait_for (has_vehicle, profile);

  axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, &id);
  axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, "wechat");
  axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "in");
  axle_record_set_integer (contact, AXLE_CONTACT_AT, g_get_real_time ());
  axle_record_set_text (contact, AXLE_CONTACT_SUMMARY, "想试驾");
  axle_contact_add_async (desk->workstation, contact, NULL, test_take_result, &added);
  axle_workstation_save_finish (desk->workstation, test_wait (&added), &error);
  g_assert_no_error (error);
  axle_test_wait_for (has_contact, profile);
  latest = g_list_model_get_item (axle_customer_profile_get_timeline (profile), 0);
  g_assert_cmpstr (axle_timeline_entry_get_title (latest), ==, "WeChat message from the customer");
  g_assert_cmpstr (axle_timeline_entry_get_body (latest), ==, "想试驾");

  rename_customer (desk, &id, "乙");
  history = axle_customer_profile_dup_history (profile);
  g_assert_cmpuint (g_list_model_get_n_items (history), >=, 2);

  axle_customers_delete_async (desk->workstation, &id, 1, NULL, test_take_result, &deleted);
  axle_workstation_save_finish (desk->workstation, test_wait (&deleted), &error);
  g_assert_no_error (error);
  axle_test_wait_for (is_gone, profile);
}

/* The same car typed a second time, for another customer, stays one car. */
static void
test_known_vehicle (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId one = test_add_customer (desk, "甲", NULL);
  AxleId other = test_add_customer (desk, "乙", NULL);
  g_autoptr(GPtrArray) vehicles = NULL;

  add_car (desk, &one, "沪A12345");
  add_car (desk, &other, "沪B12345");
  vehicles = axle_store_list (axle_workstation_get_reader (desk->workstation), &axle_vehicle_entity, NULL);
  g_assert_cmpuint (vehicles->len, ==, 1);
  g_assert_cmpstr (axle_record_get_text (vehicles->pdata[0], AXLE_VEHICLE_PLATE), ==, "沪B12345");
}

static void
test_tags (void)
{
  static const char * const add[] = { "大客户", "试驾", NULL };
  static const char * const take_out[] = { "试驾", NULL };
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId ids[] = { test_add_customer (desk, "甲", NULL), test_add_customer (desk, "乙", NULL) };
  g_autoptr(GAsyncResult) added = NULL;
  g_autoptr(GAsyncResult) taken = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) both = NULL;
  g_auto(GStrv) left = NULL;

  axle_customers_tag_async (desk->workstation, ids, 2, add, NULL, NULL, test_take_result, &added);
  axle_workstation_save_finish (desk->workstation, test_wait (&added), &error);
  g_assert_no_error (error);
  both = axle_workstation_list_tags (desk->workstation);
  g_assert_cmpuint (g_strv_length (both), ==, 2);
  axle_customers_tag_async (desk->workstation, ids, 2, NULL, take_out, NULL, test_take_result, &taken);
  axle_workstation_save_finish (desk->workstation, test_wait (&taken), &error);
  left = axle_workstation_list_tags (desk->workstation);
  g_assert_cmpuint (g_strv_length (left), ==, 1);
  g_assert_cmpstr (left[0], ==, "大客户");
}

static gboolean
knows_of_two (gpointer data)
{
  AxleWorkstation *workstation = data;
  return axle_store_count (axle_workstation_get_reader (workstation), &axle_customer_entity, NULL) == 2;
}

static void
all_changed_cb (AxleWorkstation *workstation,
                AxleChangeSet   *changes,
                gboolean        *told)
{
  *told = *told || axle_change_set_has_kind (changes, &axle_note_entity);
}

static gboolean
is_told (gpointer told)
{
  return *(gboolean *) told;
}

/* axlectl beside the app: what one saves the other shows. */
static void
test_two_programs (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  TestDesk second = { .profile = desk->profile };
  g_autoptr(AxleWorkstation) workstation = axle_workstation_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gboolean told = FALSE;

  test_add_customer (desk, "甲", NULL);
  axle_workstation_open_async (workstation, desk->profile, NULL, test_take_result, &result);
  axle_workstation_open_finish (workstation, test_wait (&result), &error);
  g_assert_no_error (error);
  g_signal_connect (desk->workstation, "changed", G_CALLBACK (all_changed_cb), &told);
  second.workstation = workstation;
  test_add_customer (&second, "乙", NULL);
  axle_test_wait_for (knows_of_two, desk->workstation);
  axle_test_wait_for (is_told, &told);
  axle_workstation_close (workstation);
}

#define N_STALE 500

static void
save_many (AxleStore *store)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  for (guint i = 0; i < N_STALE; i++)
    {
      AxleId id = axle_id_new (axle_host_get_default ());
      g_autoptr(AxleRecord) customer = axle_record_new (&axle_customer_entity, &id);

      axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, "person");
      axle_record_set_text (customer, AXLE_CUSTOMER_NAME, "王芳");
      axle_change_list_add_between (changes, NULL, customer);
    }
  axle_store_save (store, changes, &operation, &error);
  g_assert_no_error (error);
}

/* What is being made findable when the program ends is left whole, and goes on next time:
 * a worker that outlived it would find no ciphers any more, and say that the file is
 * damaged. */
static void
test_close_while_indexing (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  AxleStore *store = test_desk_open_store (desk);
  guint n_left = 1;

  save_many (store);
  axle_store_close (store);
  for (guint i = 0; i < 5; i++)
    test_desk_reopen (desk);
  axle_workstation_close (desk->workstation);
  store = test_desk_open_store (desk);
  while (n_left > 0)
    g_assert_true (axle_store_index_slice (store, N_STALE, &n_left, NULL));
  g_assert_true (axle_store_check (store, problems, NULL));
  g_assert_cmpuint (problems->len, ==, 0);
  axle_store_close (store);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workstation/save", test_save);
  g_test_add_func ("/workstation/changed", test_changed);
  g_test_add_func ("/workstation/reopen", test_reopen);
  g_test_add_func ("/workstation/refused", test_refused);
  g_test_add_func ("/workstation/undo-redo", test_undo_and_redo);
  g_test_add_func ("/workstation/undo-out-of-order", test_undo_out_of_order);
  g_test_add_func ("/workstation/profile", test_profile);
  g_test_add_func ("/workstation/known-vehicle", test_known_vehicle);
  g_test_add_func ("/workstation/tags", test_tags);
  g_test_add_func ("/workstation/two-programs", test_two_programs);
  g_test_add_func ("/workstation/close-while-indexing", test_close_while_indexing);
  return g_test_run ();
}
