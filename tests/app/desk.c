/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "app/customer-operations.h"
#include "app/workstation-private.h"
#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "store/key.h"
#include "store/private.h"
#include "workshop.h"

static void
open_workstation (TestDesk *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  self->workstation = axle_workstation_new ();
  axle_workstation_open_async (self->workstation, self->profile, NULL, test_take_result, &result);
  axle_workstation_open_finish (self->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
close_workstation (TestDesk *self)
{
  axle_workstation_close (self->workstation);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->workstation);
}

TestDesk *
test_desk_new (void)
{
  TestDesk *self = g_new0 (TestDesk, 1);

  self->folder = axle_test_folder_new ();
  self->profile = axle_test_folder_build (self->folder, "profile");
  open_workstation (self);
  return self;
}

TestDesk *
test_desk_open (const char *profile)
{
  TestDesk *self = g_new0 (TestDesk, 1);

  self->profile = g_strdup (profile);
  open_workstation (self);
  return self;
}

void
test_desk_reopen (TestDesk *self)
{
  close_workstation (self);
  open_workstation (self);
}

AxleStore *
test_desk_open_store (TestDesk *self)
{
  g_autofree char *path = g_build_filename (self->profile, "cache.db", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) key = axle_key_load (self->profile, FALSE, &error);
  AxleStore *store = axle_store_open (&(AxleStoreOptions) { .path = path, .key = key }, &error);

  g_assert_no_error (error);
  return store;
}

AxleRecord *
test_desk_tell (TestDesk         *self,
                const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = entity->flags & AXLE_ENTITY_GROUP ? self->enrolment.group : self->enrolment.store;
  record->revision = 1;
  g_ptr_array_add (self->told, record);
  return record;
}

void
test_desk_enrol (TestDesk   *self,
                 const char *place,
                 const char *zone)
{
  AxleHost *host = axle_host_get_default ();
  AxleRecord *store;

  self->told = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  self->enrolment = (AxleEnrolment) {
    .desk = axle_id_new (host), .store = axle_id_new (host), .group = axle_id_new (host),
    .install = axle_id_new (host), .audience = AXLE_AUDIENCE_OFFICE,
    .server = (char *) "https://127.0.0.1:1", .token = (char *) "token",
  };
  store = test_desk_tell (self, &axle_store_entity);
  store->id = self->enrolment.store;
  axle_record_set_text (store, AXLE_STORE_NAME, place);
  axle_record_set_text (store, AXLE_STORE_TIME_ZONE, zone);
}

AxleRecord *
test_desk_tell_person (TestDesk   *self,
                       const char *name,
                       const char *rights,
                       const char *skills)
{
  AxleRecord *role = test_desk_tell (self, &axle_role_entity);
  AxleRecord *person = test_desk_tell (self, &axle_staff_entity);

  axle_record_set_text (role, AXLE_ROLE_NAME, name);
  test_set_words (role, AXLE_ROLE_RIGHTS, rights);
  axle_record_set_text (person, AXLE_STAFF_NAME, name);
  axle_record_set_id (person, AXLE_STAFF_ROLE, &role->id);
  axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, TRUE);
  if (skills != NULL)
    test_set_words (person, AXLE_STAFF_SKILLS, skills);
  return person;
}

static void
apply (AxleStore    *store,
       const AxleId *scope,
       GPtrArray    *told)
{
  const AxleCursor cursor = { 1, 9 };
  g_autoptr(GPtrArray) records = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < told->len; i++)
    if (axle_id_equal (&((AxleRecord *) told->pdata[i])->scope, scope))
      g_ptr_array_add (records, told->pdata[i]);
  axle_store_apply_feed (store, scope, records, &cursor, &error);
  g_assert_no_error (error);
}

void
test_desk_hear (TestDesk *self)
{
  g_autoptr(AxleStore) store = NULL;

  axle_workstation_close (self->workstation);
  store = test_desk_open_store (self);
  g_assert_true (axle_store_set_enrolment (store, &self->enrolment, NULL));
  apply (store, &self->enrolment.group, self->told);
  apply (store, &self->enrolment.store, self->told);
  g_clear_pointer (&store, axle_store_close);
  g_ptr_array_set_size (self->told, 0);
  test_desk_reopen (self);
}

void
test_desk_sit_down (TestDesk     *self,
                    const AxleId *staff)
{
  g_autoptr(AxleRecord) person = axle_workstation_get_record (self->workstation, &axle_staff_entity, staff);

  g_assert_nonnull (person);
  axle_workstation_set_staff (self->workstation, person);
}

static void
rename_table (TestDesk   *self,
              const char *from,
              const char *to)
{
  g_autoptr(AxleStore) store = test_desk_open_store (self);
  g_autofree char *sql = g_strdup_printf ("ALTER TABLE \"%s\" RENAME TO \"%s\"", from, to);
  g_autoptr(GError) error = NULL;

  axle_connection_exec (store->connection, sql, &error);
  g_assert_no_error (error);
}

#define LOST "lost"

void
test_desk_break (TestDesk         *self,
                 const AxleEntity *entity)
{
  self->fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  rename_table (self, entity->kind, LOST);
}

void
test_desk_mend (TestDesk         *self,
                const AxleEntity *entity)
{
  rename_table (self, LOST, entity->kind);
  g_log_set_always_fatal (self->fatal);
}

void
test_desk_free (TestDesk *self)
{
  close_workstation (self);
  g_clear_pointer (&self->told, g_ptr_array_unref);
  g_free (self->profile);
  g_clear_pointer (&self->folder, axle_test_folder_free);
  g_free (self);
}

AxleId
test_add_customer (TestDesk   *self,
                   const char *name,
                   const char *phone)
{
  g_autoptr(AxleRecord) customer = axle_customer_draft_new (self->workstation, &axle_customer_entity);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, name);
  if (phone != NULL)
    axle_record_add_member (customer, AXLE_CUSTOMER_PHONES, phone);
  axle_customer_save_async (self->workstation, NULL, customer, NULL, NULL, test_take_result, &result);
  axle_workstation_save_finish (self->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
  return customer->id;
}

void
test_undo (TestDesk *self,
           gint64    operation)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_workstation_undo_async (self->workstation, operation, NULL, test_take_result, &result);
  axle_workstation_undo_finish (self->workstation, test_wait (&result), NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_settled (gpointer list)
{
  return !axle_customer_list_get_busy (list) && !g_main_context_pending (NULL);
}

void
test_settle (AxleCustomerList *list)
{
  axle_test_wait_for (is_settled, list);
}

char *
test_list_names (AxleCustomerList *list)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(AxleCustomerItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", axle_customer_item_get_name (item));
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}
