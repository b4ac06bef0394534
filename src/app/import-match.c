/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-match.h"

#include <glib/gi18n-lib.h>

#include "base/problem.h"
#include "core/change-list.h"
#include "core/party/customer.h"
#include "core/party/match-customer.h"
#include "core/party/note.h"
#include "core/repair/visit.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/*
 * An import completes and never overwrites: it fills fields that are empty, adds to
 * sets, lets an odometer rise. A field that says something else than the row stays as
 * it is and is remarked on (`differs`). So the same file twice changes nothing.
 */

static AxleRecord *
new_record (const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  return axle_record_new (entity, &id);
}

static GPtrArray *
new_records (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
}

static gboolean
contains (GPtrArray        *records,
          const AxleRecord *record)
{
  for (guint i = 0; i < records->len; i++)
    if (axle_id_equal (&((AxleRecord *) records->pdata[i])->id, &record->id))
      return TRUE;
  return FALSE;
}

static gboolean
same_text (const AxleRecord *a,
           const AxleRecord *b,
           guint             field)
{
  return g_strcmp0 (axle_record_get_text (a, field), axle_record_get_text (b, field)) == 0;
}

/* Finding the customer. */

static gboolean
match_phones (AxleImportBase       *base,
              const AxleImportRow  *row,
              GPtrArray            *found,
              GError              **error)
{
  g_auto(GStrv) phones = axle_record_dup_members (row->customer, AXLE_CUSTOMER_PHONES);

  for (guint i = 0; phones[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) matches = axle_import_base_match (base, phones[i], NULL, error);

      if (matches == NULL)
        return FALSE;
      for (guint j = 0; j < matches->len; j++)
        if (!contains (found, matches->pdata[j]))
          g_ptr_array_add (found, axle_record_ref (matches->pdata[j]));
    }
  return TRUE;
}

/* Whoever has most in common with the row by the rules by which duplicates are found; of
 * equals whoever was known first. */
static AxleRecord *
choose_likeliest (const AxleImportRow *row,
                  GPtrArray           *candidates)
{
  g_autoptr(GPtrArray) cars = g_ptr_array_new ();
  g_autoptr(AxleMatchCustomer) told = NULL;
  AxleRecord *likeliest = NULL;
  guint highest = 0;

  g_ptr_array_add (cars, row->vehicle);
  told = axle_match_customer_new (row->customer, cars);
  for (guint i = 0; i < candidates->len; i++)
    {
      g_autoptr(AxleMatchCustomer) known = axle_match_customer_new (candidates->pdata[i], NULL);
      guint score = axle_match_customer_compare (told, known, NULL);

      if (likeliest == NULL || score > highest)
        {
          likeliest = candidates->pdata[i];
          highest = score;
        }
    }
  return likeliest != NULL ? axle_record_ref (likeliest) : NULL;
}

static AxleRecord *
choose (const AxleImportRow *row,
        GPtrArray           *candidates,
        GPtrArray           *preferred)
{
  /* Both keys come before the rest. */
  for (guint i = 0; preferred != NULL && i < candidates->len; i++)
    if (contains (preferred, candidates->pdata[i]))
      return axle_record_ref (candidates->pdata[i]);
  return choose_likeliest (row, candidates);
}

/* Two people may have the same car: its owner and its driver, or one after the other.
 * So a car finds only who has the same name, or no name of their own. */
static AxleRecord *
choose_by_car (const AxleImportRow *row,
               GPtrArray           *candidates)
{
  const char *name = axle_record_get_text (row->customer, AXLE_CUSTOMER_NAME);

  for (guint i = 0; i < candidates->len; i++)
    {
      const char *known = axle_record_get_text (candidates->pdata[i], AXLE_CUSTOMER_NAME);

      if (name == NULL || known == NULL || g_str_equal (name, known) ||
          g_strcmp0 (known, axle_record_get_text (row->vehicle, AXLE_VEHICLE_VIN)) == 0 ||
          g_strcmp0 (known, axle_record_get_text (row->vehicle, AXLE_VEHICLE_PLATE)) == 0)
        return axle_record_ref (candidates->pdata[i]);
    }
  return NULL;
}

static gboolean
conflicts (const AxleRecord *known,
           const AxleRecord *told)
{
  for (guint i = 0; i < known->entity->n_fields; i++)
    {
      const AxleValue *is = axle_record_get (known, i);
      const AxleValue *says = axle_record_get (told, i);

      if (is->kind != AXLE_VALUE_NONE && is->kind != AXLE_VALUE_SET && says->kind != AXLE_VALUE_NONE &&
          !axle_value_equal (is, says))
        return TRUE;
    }
  return FALSE;
}

/* Without phone and VIN there is only the name: a namesake is the same one where
 * nothing speaks against it. */
static gboolean
match_name (AxleImportBase       *base,
            const AxleImportRow  *row,
            AxleRecord          **customer,
            GError              **error)
{
  g_autoptr(GPtrArray) namesakes = NULL;

  if (axle_record_get_text (row->customer, AXLE_CUSTOMER_NAME) == NULL)
    return TRUE;
  namesakes = axle_import_base_list_where (base, &axle_customer_entity, AXLE_CUSTOMER_NAME,
                                           axle_record_get (row->customer, AXLE_CUSTOMER_NAME), error);
  if (namesakes == NULL)
    return FALSE;
  for (guint i = 0; i < namesakes->len && *customer == NULL; i++)
    if (!conflicts (namesakes->pdata[i], row->customer))
      *customer = axle_record_ref (namesakes->pdata[i]);
  return TRUE;
}

static gboolean
match_plate (AxleImportBase       *base,
             const AxleImportRow  *row,
             AxleRecord          **customer,
             GError              **error)
{
  const char *plate = axle_record_get_text (row->vehicle, AXLE_VEHICLE_PLATE);
  g_autoptr(GError) local = NULL;
  g_autoptr(AxleRecord) vehicle = NULL;
  g_autoptr(GPtrArray) ownerships = NULL;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (plate == NULL)
    return TRUE;
  vehicle = axle_import_base_find_vehicle (base, NULL, plate, &local);
  if (vehicle == NULL)
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  axle_value_set_id (&value, &vehicle->id);
  ownerships = axle_import_base_list_where (base, &axle_ownership_entity, AXLE_OWNERSHIP_VEHICLE, &value, error);
  if (ownerships == NULL)
    return FALSE;
  for (guint i = 0; i < ownerships->len && *customer == NULL; i++)
    {
      AxleId id = axle_record_get_id (ownerships->pdata[i], AXLE_OWNERSHIP_CUSTOMER);
      g_autoptr(AxleRecord) owner = axle_import_base_get (base, &axle_customer_entity, &id, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (owner != NULL && !owner->deleted &&
          (axle_record_get_text (row->customer, AXLE_CUSTOMER_NAME) == NULL ||
           same_text (owner, row->customer, AXLE_CUSTOMER_NAME)))
        *customer = g_steal_pointer (&owner);
    }
  return TRUE;
}

static gboolean
find_customer (AxleImportBase       *base,
               const AxleImportRow  *row,
               AxleRecord          **customer,
               GError              **error)
{
  const char *vin = axle_record_get_text (row->vehicle, AXLE_VEHICLE_VIN);
  gboolean has_phone = axle_record_get_text (row->customer, AXLE_CUSTOMER_PHONES) != NULL;
  g_autoptr(GPtrArray) by_phone = new_records ();
  g_autoptr(GPtrArray) by_vin = NULL;

  if (!match_phones (base, row, by_phone, error))
    return FALSE;
  if (vin != NULL)
    {
      by_vin = axle_import_base_match (base, NULL, vin, error);
      if (by_vin == NULL)
        return FALSE;
    }
  *customer = choose (row, by_phone, by_vin);
  if (*customer == NULL && by_vin != NULL)
    *customer = choose_by_car (row, by_vin);
  if (*customer != NULL || has_phone || vin != NULL)
    return TRUE;
  return match_plate (base, row, customer, error) &&
         (*customer != NULL || match_name (base, row, customer, error));
}

/* Completing a record. */

static char *
show (const AxleField *field,
      const AxleValue *value)
{
  switch (value->kind)
    {
    case AXLE_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->as.integer);
    case AXLE_VALUE_BOOLEAN:
      return g_strdup (value->as.boolean ? _("Yes") : _("No"));
    case AXLE_VALUE_TEXT:
      return g_strdup (field->choices != NULL ? axle_field_choice_label (field, value->as.text) : value->as.text);
    case AXLE_VALUE_ID:
    case AXLE_VALUE_SET:
    case AXLE_VALUE_NONE:
    default:
      return g_strdup ("");
    }
}

static void
remark (AxleImportRow   *row,
        const AxleField *field,
        const AxleValue *is,
        const AxleValue *says)
{
  const guint whole_row = AXLE_IMPORT_WHOLE_ROW;
  g_autofree char *known = show (field, is);
  g_autofree char *told = show (field, says);

  axle_problems_add (row->problems, "differs", field->name, FALSE,
                     _("%s is “%s” here and “%s” in the file; it was left as it is."), axle_field_get_label (field), known, told);
  g_array_append_val (row->columns, whole_row);
}

static void
complete_field (AxleImportRow    *row,
                AxleRecord       *record,
                const AxleRecord *told,
                guint             i)
{
  const AxleField *field = &record->entity->fields[i];
  const AxleValue *is = axle_record_get (record, i);
  const AxleValue *says = axle_record_get (told, i);

  if (says->kind == AXLE_VALUE_NONE || axle_value_equal (is, says) || axle_record_is_hidden (record, i))
    return;
  if (is->kind == AXLE_VALUE_NONE)
    axle_record_set (record, i, says);
  else if (field->type == AXLE_FIELD_SET)
    {
      g_auto(GStrv) members = axle_value_dup_members (says);

      for (guint j = 0; members[j] != NULL; j++)
        axle_record_add_member (record, i, members[j]);
    }
  else if (field->merge == AXLE_MERGE_MAXIMUM)
    {
      if (axle_value_compare (says, is) > 0)
        axle_record_set (record, i, says);
    }
  else
    remark (row, field, is, says);
}

/* Adds what makes @before into what @told says too; returns whether there was anything. */
gboolean
axle_import_complete (AxleImportRow    *row,
                      const AxleRecord *before,
                      const AxleRecord *told,
                      GPtrArray        *changes)
{
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  for (guint i = 0; i < after->entity->n_fields; i++)
    {
      /* What a table does not say of the type is only guessed. */
      if (after->entity != &axle_customer_entity || i != AXLE_CUSTOMER_TYPE)
        complete_field (row, after, told, i);
    }
  return axle_change_list_add_between (changes, before, after) != NULL;
}

AxleRecord *
axle_import_make (const AxleRecord *told)
{
  AxleRecord *record = new_record (told->entity);

  for (guint i = 0; i < told->entity->n_fields; i++)
    axle_record_set (record, i, axle_record_get (told, i));
  return record;
}

/* The car. */

static gboolean
list_cars (AxleImportBase  *base,
           const AxleId    *customer,
           GPtrArray       *ownerships,
           GPtrArray       *cars,
           GError         **error)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) list = NULL;

  axle_value_set_id (&value, customer);
  list = axle_import_base_list_where (base, &axle_ownership_entity, AXLE_OWNERSHIP_CUSTOMER, &value, error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      AxleId id = axle_record_get_id (list->pdata[i], AXLE_OWNERSHIP_VEHICLE);
      AxleRecord *car = axle_import_base_get (base, &axle_vehicle_entity, &id, error);

      if (car == NULL)
        continue;
      g_ptr_array_add (ownerships, axle_record_ref (list->pdata[i]));
      g_ptr_array_add (cars, car);
    }
  return TRUE;
}

/* A car without VIN and plate is known by what is said of it, among those of the customer. */
static AxleRecord *
find_nameless_car (const AxleImportRow *row,
                   GPtrArray           *cars)
{
  for (guint i = 0; i < cars->len; i++)
    if (!conflicts (cars->pdata[i], row->vehicle))
      return axle_record_ref (cars->pdata[i]);
  return NULL;
}

static gboolean
find_car (AxleImportBase       *base,
          const AxleImportRow  *row,
          GPtrArray            *cars,
          AxleRecord          **car,
          GError              **error)
{
  const char *vin = axle_record_get_text (row->vehicle, AXLE_VEHICLE_VIN);
  const char *plate = axle_record_get_text (row->vehicle, AXLE_VEHICLE_PLATE);
  g_autoptr(GError) local = NULL;

  if (vin != NULL)
    *car = axle_import_base_find_vehicle (base, vin, NULL, &local);
  if (*car == NULL && local == NULL && plate != NULL)
    {
      *car = axle_import_base_find_vehicle (base, NULL, plate, &local);
      /* A plate moves to the next car. */
      if (*car != NULL && vin != NULL && axle_record_get_text (*car, AXLE_VEHICLE_VIN) != NULL)
        g_clear_pointer (car, axle_record_unref);
    }
  if (*car == NULL && local == NULL && vin == NULL && plate == NULL)
    *car = find_nameless_car (row, cars);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
remark_taken (AxleImportRow    *row,
              guint             index,
              const AxleRecord *other)
{
  const guint whole_row = AXLE_IMPORT_WHOLE_ROW;
  const AxleField *field = &row->vehicle->entity->fields[index];
  const AxleValue *told = axle_record_get (row->vehicle, index);
  g_autofree char *name = axle_record_dup_title_beside (other, told);

  axle_problems_add (row->problems, "taken", field->name, FALSE,
                     _("%s “%s” is already on %s here; this vehicle was kept without it."), axle_field_get_label (field),
                     axle_value_get_text (told), name != NULL ? name : _(other->entity->label));
  g_array_append_val (row->columns, whole_row);
}

/* What another car has and only one can have: the row goes without it, and says so.
 * @car: NULL when the row makes one */
static gboolean
leave_taken (AxleImportBase    *base,
             AxleImportRow     *row,
             const AxleRecord  *car,
             GError           **error)
{
  for (guint i = 0; i < row->vehicle->entity->n_fields; i++)
    {
      g_autoptr(GPtrArray) others = NULL;

      if (!(row->vehicle->entity->fields[i].flags & AXLE_FIELD_UNIQUE) ||
          axle_record_get (row->vehicle, i)->kind == AXLE_VALUE_NONE ||
          (car != NULL && axle_record_get (car, i)->kind != AXLE_VALUE_NONE))
        continue;
      others = axle_import_base_list_where (base, row->vehicle->entity, i, axle_record_get (row->vehicle, i), error);
      if (others == NULL)
        return FALSE;
      if (others->len == 0)
        continue;
      remark_taken (row, i, others->pdata[0]);
      axle_record_set_text (row->vehicle, i, NULL);
    }
  return TRUE;
}

static const AxleRecord *
find_ownership (GPtrArray        *ownerships,
                const AxleRecord *car,
                const AxleRecord *told)
{
  const char *role = axle_record_get_text (told, AXLE_OWNERSHIP_ROLE);

  for (guint i = 0; i < ownerships->len; i++)
    {
      const AxleRecord *ownership = ownerships->pdata[i];
      AxleId id = axle_record_get_id (ownership, AXLE_OWNERSHIP_VEHICLE);

      if (axle_id_equal (&id, &car->id) &&
          (role == NULL || g_strcmp0 (role, axle_record_get_text (ownership, AXLE_OWNERSHIP_ROLE)) == 0))
        return ownership;
    }
  return NULL;
}

static gboolean
match_car (AxleImportBase    *base,
           AxleImportRow     *row,
           const AxleRecord  *customer,
           gboolean           fresh,
           GPtrArray         *changes,
           gboolean          *changed,
           GError           **error)
{
  g_autoptr(GPtrArray) ownerships = new_records ();
  g_autoptr(GPtrArray) cars = new_records ();
  g_autoptr(AxleRecord) car = NULL;
  const AxleRecord *known;

  if (!axle_import_row_has_car (row))
    return TRUE;
  if ((!fresh && !list_cars (base, &customer->id, ownerships, cars, error)) ||
      !find_car (base, row, cars, &car, error) || !leave_taken (base, row, car, error))
    return FALSE;
  if (car != NULL)
    *changed = axle_import_complete (row, car, row->vehicle, changes) || *changed;
  else
    {
      car = axle_import_make (row->vehicle);
      axle_change_list_add_between (changes, NULL, car);
      *changed = TRUE;
    }
  known = find_ownership (ownerships, car, row->ownership);
  if (known != NULL)
    *changed = axle_import_complete (row, known, row->ownership, changes) || *changed;
  else
    {
      g_autoptr(AxleRecord) ownership = axle_import_make (row->ownership);

      axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &customer->id);
      axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &car->id);
      if (axle_record_get_text (ownership, AXLE_OWNERSHIP_ROLE) == NULL)
        axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
      axle_change_list_add_between (changes, NULL, ownership);
      *changed = TRUE;
    }
  return TRUE;
}

/* The note. */

static gboolean
match_note (AxleImportBase       *base,
            const AxleImportRow  *row,
            const AxleRecord     *customer,
            gboolean              fresh,
            GPtrArray            *changes,
            gboolean             *changed,
            GError              **error)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) notes = NULL;
  g_autoptr(AxleRecord) note = NULL;

  if (row->note == NULL)
    return TRUE;
  if (!fresh)
    {
      axle_value_set_id (&value, &customer->id);
      notes = axle_import_base_list_where (base, &axle_note_entity, AXLE_NOTE_SUBJECT, &value, error);
      if (notes == NULL)
        return FALSE;
      for (guint i = 0; i < notes->len; i++)
        if (g_strcmp0 (axle_record_get_text (notes->pdata[i], AXLE_NOTE_TEXT), row->note) == 0)
          return TRUE;
    }
  note = new_record (&axle_note_entity);
  axle_record_set_id (note, AXLE_NOTE_SUBJECT, &customer->id);
  axle_record_set_text (note, AXLE_NOTE_TEXT, row->note);
  axle_change_list_add_between (changes, NULL, note);
  *changed = TRUE;
  return TRUE;
}

/**
 * axle_import_match:
 * @base: what is known
 * @row: a row that is not wrong
 * @changes: (element-type AxleChange): what it does is added here
 * @outcome: (out): what becomes of it
 * @error: return location; must not be %NULL
 *
 * Returns: whether everything could be looked up
 */
gboolean
axle_import_match (AxleImportBase     *base,
                   AxleImportRow      *row,
                   GPtrArray          *changes,
                   AxleImportOutcome  *outcome,
                   GError            **error)
{
  g_autoptr(AxleRecord) customer = NULL;
  gboolean changed = FALSE;
  gboolean fresh;

  if (!find_customer (base, row, &customer, error))
    return FALSE;
  fresh = customer == NULL;
  if (fresh)
    {
      axle_import_row_name_customer (row);
      customer = axle_import_make (row->customer);
      axle_change_list_add_between (changes, NULL, customer);
    }
  else
    changed = axle_import_complete (row, customer, row->customer, changes);
  if (!match_car (base, row, customer, fresh, changes, &changed, error) ||
      !match_note (base, row, customer, fresh, changes, &changed, error))
    return FALSE;
  *outcome = fresh ? AXLE_IMPORT_FRESH : changed ? AXLE_IMPORT_MATCHED : AXLE_IMPORT_UNCHANGED;
  return TRUE;
}

static void
add_key (GPtrArray  *keys,
         const char *what,
         const char *text)
{
  if (text != NULL)
    g_ptr_array_add (keys, g_strconcat (what, text, NULL));
}

/**
 * axle_import_row_list_keys:
 * @row: a row
 * @looked_up: whether only those are wanted that the row is looked up by; otherwise
 *   all by which it may be found
 *
 * Returns: (transfer full) (element-type utf8): the keys
 */
GPtrArray *
axle_import_row_list_keys (const AxleImportRow *row,
                           gboolean             looked_up)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) phones = axle_record_dup_members (row->customer, AXLE_CUSTOMER_PHONES);
  const char *vin = axle_record_get_text (row->vehicle, AXLE_VEHICLE_VIN);

  /* Visits make no customers and no cars: only themselves are looked for. */
  if (row->visit != NULL && axle_record_get_text (row->visit, AXLE_VISIT_NUMBER) != NULL)
    {
      add_key (keys, "order:", axle_record_get_text (row->visit, AXLE_VISIT_NUMBER));
      return keys;
    }
  for (guint i = 0; phones[i] != NULL; i++)
    add_key (keys, "phone:", phones[i]);
  add_key (keys, "vin:", vin);
  add_key (keys, "plate:", axle_record_get_text (row->vehicle, AXLE_VEHICLE_PLATE));
  if (!looked_up || (*phones == NULL && vin == NULL))
    add_key (keys, "name:", axle_record_get_text (row->customer, AXLE_CUSTOMER_NAME));
  return keys;
}
