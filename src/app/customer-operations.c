/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-operations.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/workstation-private.h"
#include "base/problem.h"
#include "core/change-list.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/party/tag.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"
#include "core/vehicle/vin.h"
#include "store/customers.h"

AxleRecord *
axle_customer_draft_new (AxleWorkstation  *workstation,
                         const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->created_by = axle_workstation_get_staff_id (workstation);
  if (workstation->enrolment != NULL)
    {
      record->scope = entity->flags & AXLE_ENTITY_GROUP ? workstation->enrolment->group : workstation->enrolment->store;
      record->created_on = workstation->enrolment->desk;
    }
  if (entity == &axle_customer_entity)
    axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
  return record;
}

AxleRecord *
axle_ownership_draft_new (AxleWorkstation *workstation,
                          const AxleId    *customer,
                          const AxleId    *vehicle)
{
  AxleRecord *ownership = axle_customer_draft_new (workstation, &axle_ownership_entity);

  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, customer);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, vehicle);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
  return ownership;
}

void
axle_customer_place_typed (AxleForm   *customer,
                           AxleForm   *vehicle,
                           const char *typed)
{
  g_autofree char *vin = axle_vin_normalise (typed);
  g_autoptr(AxlePlate) plate = axle_plate_judge (typed);
  gsize n_digits = 0;
  gboolean is_number = TRUE;

  for (const char *sign = typed; *sign != '\0'; sign++)
    {
      n_digits += g_ascii_isdigit (*sign) ? 1 : 0;
      is_number = is_number && (g_ascii_isdigit (*sign) || strchr ("+-() ", *sign) != NULL);
    }
  if (plate->ok)
    axle_form_set_typed (vehicle, AXLE_VEHICLE_PLATE, typed);
  else if (strlen (vin) == 17 && n_digits > 0 && !is_number)
    axle_form_set_typed (vehicle, AXLE_VEHICLE_VIN, vin);
  else if (is_number && n_digits > 0)
    axle_form_set_typed (customer, AXLE_CUSTOMER_PHONES, typed);
  else
    axle_form_set_typed (customer, AXLE_CUSTOMER_NAME, typed);
}

void
axle_customer_save_async (AxleWorkstation     *workstation,
                          const AxleRecord    *before,
                          const AxleRecord    *after,
                          GPtrArray           *more,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  axle_change_list_add_between (changes, before, after);
  for (guint i = 0; more != NULL && i + 1 < more->len; i += 2)
    axle_change_list_add_between (changes, more->pdata[i], more->pdata[i + 1]);
  axle_workstation_save_async (workstation, before == NULL ? _("Customer created") : _("Customer changed"), changes,
                               cancellable, callback, user_data);
}

static void
add_delete_record (AxleWorkstation  *workstation,
                   GPtrArray        *changes,
                   const AxleRecord *customer)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_autoptr(GPtrArray) ownerships = NULL;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  axle_value_set_id (&value, &customer->id);
  ownerships = axle_store_list_where (reader, &axle_ownership_entity, AXLE_OWNERSHIP_CUSTOMER, &value, NULL);
  for (guint i = 0; ownerships != NULL && i < ownerships->len; i++)
    axle_change_list_add_action (changes, ownerships->pdata[i], AXLE_CHANGE_DELETE);
  axle_change_list_add_action (changes, customer, AXLE_CHANGE_DELETE);
}

/* With those who were merged into them: they would be shown again. */
static void
add_delete_customer (AxleWorkstation *workstation,
                     GPtrArray       *changes,
                     const AxleId    *id)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_autoptr(AxleRecord) customer = axle_workstation_get_record (workstation, &axle_customer_entity, id);
  g_autoptr(GPtrArray) merged = reader != NULL ? axle_store_list_merged (reader, id, NULL) : NULL;

  if (customer == NULL || customer->deleted)
    return;
  for (guint i = 0; merged != NULL && i < merged->len; i++)
    add_delete_record (workstation, changes, merged->pdata[i]);
  add_delete_record (workstation, changes, customer);
}

void
axle_customers_delete_async (AxleWorkstation     *workstation,
                             const AxleId        *customers,
                             gsize                n_customers,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autofree char *title = n_customers == 1
    ? g_strdup (_("Customer deleted"))
    : g_strdup_printf (ngettext ("%zu customer deleted", "%zu customers deleted",
                                 n_customers), n_customers);

  for (gsize i = 0; i < n_customers; i++)
    add_delete_customer (workstation, changes, &customers[i]);
  axle_workstation_save_async (workstation, title, changes, cancellable, callback, user_data);
}

static void
save_one (AxleWorkstation     *workstation,
          const char          *title,
          const AxleRecord    *before,
          const AxleRecord    *after,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  axle_change_list_add_between (changes, before, after);
  axle_workstation_save_async (workstation, title, changes, cancellable, callback, user_data);
}

void
axle_contact_add_async (AxleWorkstation     *workstation,
                        const AxleRecord    *contact,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  save_one (workstation, _("Contact added"), NULL, contact, cancellable, callback, user_data);
}

void
axle_note_save_async (AxleWorkstation     *workstation,
                      const AxleRecord    *before,
                      const AxleRecord    *after,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  save_one (workstation, before == NULL ? _("Note added") : _("Note changed"), before, after,
            cancellable, callback, user_data);
}

/* The known vehicle with what was typed of it: an empty field takes nothing away. */
static AxleRecord *
complete_vehicle (const AxleRecord *known,
                  const AxleRecord *typed)
{
  AxleRecord *after = axle_record_copy (known);

  for (guint i = 0; i < typed->entity->n_fields; i++)
    if (axle_record_get (typed, i)->kind != AXLE_VALUE_NONE)
      axle_record_set (after, i, axle_record_get (typed, i));
  return after;
}

/* A car that is known by its VIN, when @typed is about to become a second one. */
static AxleRecord *
find_known_vehicle (AxleWorkstation  *workstation,
                    const AxleRecord *typed)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_autoptr(AxleRecord) normal = axle_record_copy (typed);
  g_autoptr(GPtrArray) problems = axle_problems_new ();
  const char *vin;

  axle_record_check (normal, problems);
  vin = axle_record_get_text (normal, AXLE_VEHICLE_VIN);
  return vin != NULL && reader != NULL ? axle_store_find_vehicle (reader, vin, NULL, NULL) : NULL;
}

void
axle_vehicle_save_async (AxleWorkstation     *workstation,
                         const AxleRecord    *vehicle_before,
                         const AxleRecord    *vehicle_after,
                         const AxleRecord    *ownership_before,
                         const AxleRecord    *ownership_after,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(AxleRecord) known = vehicle_before == NULL ? find_known_vehicle (workstation, vehicle_after) : NULL;

  if (known != NULL)
    {
      g_autoptr(AxleRecord) completed = complete_vehicle (known, vehicle_after);

      axle_change_list_add_between (changes, known, completed);
      if (ownership_after != NULL)
        {
          g_autoptr(AxleRecord) ownership = axle_record_copy (ownership_after);

          axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &known->id);
          axle_change_list_add_between (changes, ownership_before, ownership);
        }
    }
  else
    {
      axle_change_list_add_between (changes, vehicle_before, vehicle_after);
      if (ownership_after != NULL)
        axle_change_list_add_between (changes, ownership_before, ownership_after);
    }
  axle_workstation_save_async (workstation, vehicle_before == NULL ? _("Vehicle added") : _("Vehicle changed"), changes,
                               cancellable, callback, user_data);
}

void
axle_record_delete_async (AxleWorkstation     *workstation,
                          const AxleRecord    *record,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  /* Translators: a kind of record, such as “Note deleted”. */
  g_autofree char *title = g_strdup_printf (_("%s deleted"), _(record->entity->label));

  axle_change_list_add_action (changes, record, AXLE_CHANGE_DELETE);
  axle_workstation_save_async (workstation, title, changes, cancellable, callback, user_data);
}

static void
add_retag (AxleWorkstation    *workstation,
           GPtrArray          *changes,
           const AxleId       *id,
           const char * const *add,
           const char * const *take_out)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (workstation, &axle_customer_entity, id);
  g_autoptr(AxleRecord) after = before != NULL ? axle_record_copy (before) : NULL;
  g_auto(GStrv) tags = before != NULL ? axle_record_dup_members (before, AXLE_CUSTOMER_TAGS) : NULL;
  g_autoptr(GStrvBuilder) left = g_strv_builder_new ();
  g_auto(GStrv) members = NULL;

  if (before == NULL || before->deleted)
    return;
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    if (take_out == NULL || !g_strv_contains (take_out, tags[i]))
      g_strv_builder_add (left, tags[i]);
  members = g_strv_builder_end (left);
  axle_record_set_members (after, AXLE_CUSTOMER_TAGS, (const char * const *) members);
  for (guint i = 0; add != NULL && add[i] != NULL; i++)
    axle_record_add_member (after, AXLE_CUSTOMER_TAGS, add[i]);
  axle_change_list_add_between (changes, before, after);
}

void
axle_customers_tag_async (AxleWorkstation     *workstation,
                          const AxleId        *customers,
                          gsize                n_customers,
                          const char * const  *add,
                          const char * const  *take_out,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  for (gsize i = 0; i < n_customers; i++)
    add_retag (workstation, changes, &customers[i], add, take_out);
  axle_workstation_save_async (workstation, _("Tags changed"), changes, cancellable, callback, user_data);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(const char * const *) a, *(const char * const *) b);
}

char **
axle_workstation_list_tags (AxleWorkstation *workstation)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_autoptr(GPtrArray) catalogue = reader != NULL ? axle_store_list (reader, &axle_tag_entity, NULL) : NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) used = reader != NULL ? axle_store_list_members (reader, &axle_customer_entity, AXLE_CUSTOMER_TAGS) : NULL;
  g_autoptr(GPtrArray) tags = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer tag;

  for (guint i = 0; catalogue != NULL && i < catalogue->len; i++)
    {
      const char *name = axle_record_get_text (catalogue->pdata[i], AXLE_TAG_NAME);

      if (name != NULL)
        g_hash_table_add (seen, g_strdup (name));
    }
  for (guint i = 0; used != NULL && used[i] != NULL; i++)
    g_hash_table_add (seen, g_strdup (used[i]));
  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &tag, NULL))
    g_ptr_array_add (tags, g_strdup (tag));
  g_ptr_array_sort (tags, compare_texts);
  g_ptr_array_add (tags, NULL);
  return (char **) g_ptr_array_steal (tags, NULL);
}

AxleRecord *
axle_workstation_find_ownership (AxleWorkstation *workstation,
                                 const AxleId    *vehicle)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_autoptr(GPtrArray) ownerships = NULL;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  axle_value_set_id (&value, vehicle);
  if (reader != NULL)
    ownerships = axle_store_list_where (reader, &axle_ownership_entity, AXLE_OWNERSHIP_VEHICLE, &value, NULL);
  return ownerships != NULL && ownerships->len > 0 ? axle_record_ref (ownerships->pdata[ownerships->len - 1]) : NULL;
}

static AxleId
owner_of (AxleWorkstation *workstation,
          const AxleId    *vehicle)
{
  g_autoptr(AxleRecord) ownership = axle_workstation_find_ownership (workstation, vehicle);

  return ownership != NULL ? axle_record_get_id (ownership, AXLE_OWNERSHIP_CUSTOMER) : AXLE_ID_NONE;
}

gboolean
axle_workstation_find_customer_of (AxleWorkstation  *workstation,
                                   const AxleEntity *entity,
                                   const AxleId     *id,
                                   AxleId           *customer)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_autoptr(AxleRecord) record = NULL;

  *customer = AXLE_ID_NONE;
  if (entity == &axle_customer_entity)
    *customer = *id;
  else if (entity == &axle_vehicle_entity)
    *customer = owner_of (workstation, id);
  else
    record = axle_workstation_get_record (workstation, entity, id);
  if (record != NULL && entity == &axle_ownership_entity)
    *customer = axle_record_get_id (record, AXLE_OWNERSHIP_CUSTOMER);
  else if (record != NULL && entity == &axle_contact_entity)
    *customer = axle_record_get_id (record, AXLE_CONTACT_CUSTOMER);
  else if (record != NULL && entity == &axle_note_entity)
    *customer = axle_record_get_id (record, AXLE_NOTE_SUBJECT);
  else if (record != NULL && entity == &axle_odometer_entity)
    {
      AxleId vehicle = axle_record_get_id (record, AXLE_ODOMETER_VEHICLE);
      *customer = owner_of (workstation, &vehicle);
    }
  if (axle_id_is_none (customer))
    return FALSE;
  if (reader != NULL)
    axle_store_find_survivor (reader, customer, customer, NULL);
  return TRUE;
}
