/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "app/customer-operations.h"
#include "core/party/customer.h"
#include "store/key.h"
#include "store/private.h"

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
  g_free (self->profile);
  g_clear_pointer (&self->folder, axle_test_folder_free);
  g_free (self);
}

void
test_take_result (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  GAsyncResult **place = data;
  *place = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  GAsyncResult **result = data;
  return *result != NULL;
}

GAsyncResult *
test_wait (GAsyncResult **result)
{
  axle_test_wait_for (has_result, result);
  return *result;
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
