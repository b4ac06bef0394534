/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/history/as-of.h"

#include "base/host.h"
#include "core/history/history.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

static AxleRecord *
new_record (const AxleEntity *entity,
            gint64            created_at)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->created_at = created_at;
  return record;
}

static AxleRecord *
new_change (const char *field,
            const char *before,
            gint64      at)
{
  AxleRecord *change = new_record (&axle_history_entity, at);

  axle_record_set_text (change, AXLE_HISTORY_FIELD, field);
  axle_record_set_text (change, AXLE_HISTORY_BEFORE, before);
  axle_record_set_integer (change, AXLE_HISTORY_AT, at);
  return change;
}

/* A customer who was made at 10 as 王小明 and stands as 王晓明 now. */

typedef struct
{
  const char *field;
  const char *before;
  gint64      at;
} Change;

static const struct
{
  const char *name;
  Change      changes[4];
  gint64      at;
  const char *known; /* NULL: nothing */
  const char *city;
} cases[] = {
  { "before it was made", { { NULL } }, 9, NULL, NULL },
  { "as it was made", { { "name", "王小明", 20 } }, 10, "王小明", "上海" },
  { "nothing changed", { { NULL } }, 10, "王晓明", "上海" },
  { "at the very time of the change", { { "name", "王小明", 20 } }, 20, "王晓明", "上海" },
  { "just before the change", { { "name", "王小明", 20 } }, 19, "王小明", "上海" },
  { "between two changes", { { "name", "王小明", 20 }, { "name", "王明", 30 } }, 25, "王明", "上海" },
  { "before two changes", { { "name", "王小明", 20 }, { "name", "王明", 30 } }, 15, "王小明", "上海" },
  { "two fields", { { "name", "王小明", 20 }, { "city", NULL, 30 } }, 25, "王晓明", NULL },
  { "clocks apart: the earlier change is told later", { { "name", "王小明", 30 }, { "name", "王明", 20 } }, 25, "王小明", "上海" },
  { "deleted since", { { "deleted", "false", 20 } }, 15, "王晓明", "上海" },
  { "deleted then, restored since", { { "deleted", "false", 20 }, { "deleted", "true", 30 } }, 25, NULL, NULL },
  { "a field of a newer program", { { "shoe_size", "42", 20 } }, 15, "王晓明", "上海" },
  { "a value that is none of its field", { { "gender", "male", 20 }, { "children", "x", 20 } }, 15, "王晓明", "上海" },
};

static void
test_record (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleRecord) now = new_record (&axle_customer_entity, 10);
      g_autoptr(GPtrArray) history = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
      g_autoptr(AxleRecord) known = NULL;

      g_test_message ("%s", cases[i].name);
      axle_record_set_text (now, AXLE_CUSTOMER_NAME, "王晓明");
      axle_record_set_text (now, AXLE_CUSTOMER_CITY, "上海");
      for (const Change *change = cases[i].changes; change->field != NULL; change++)
        g_ptr_array_add (history, new_change (change->field, change->before, change->at));
      known = axle_record_as_of (now, history, cases[i].at);
      if (cases[i].known == NULL)
        {
          g_assert_null (known);
          continue;
        }
      g_assert_nonnull (known);
      g_assert_cmpstr (axle_record_get_text (known, AXLE_CUSTOMER_NAME), ==, cases[i].known);
      g_assert_cmpstr (axle_record_get_text (known, AXLE_CUSTOMER_CITY), ==, cases[i].city);
      g_assert_cmpstr (axle_record_get_text (now, AXLE_CUSTOMER_NAME), ==, "王晓明");
    }
}

/* Who may not see a field now does not see it in the past. */
static void
test_hidden (void)
{
  g_autoptr(AxleRecord) now = new_record (&axle_customer_entity, 10);
  g_autoptr(GPtrArray) history = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(AxleRecord) known = NULL;
  AxleRecord *change = new_change ("name", "王小明", 20);

  axle_record_redact (change, AXLE_AUDIENCE_WORKSHOP);
  g_ptr_array_add (history, change);
  known = axle_record_as_of (now, history, 15);
  g_assert_true (axle_record_is_hidden (known, AXLE_CUSTOMER_NAME));
  g_assert_null (axle_record_get_text (known, AXLE_CUSTOMER_NAME));
}

/* A customer with a car of their own, one that came later, and somebody merged into them
 * at 50. */
typedef struct
{
  AxleDossier *ever;
  GHashTable  *history;
  AxleRecord  *customer;
  AxleRecord  *absorbed;
  AxleRecord  *first;
  AxleRecord  *second;
} Fixture;

static AxleRecord *
add (Fixture          *self,
     const AxleEntity *entity,
     gint64            created_at)
{
  AxleRecord *record = new_record (entity, created_at);

  axle_dossier_add (self->ever, record, FALSE);
  axle_record_unref (record);
  return record;
}

static void
add_change (Fixture          *self,
            const AxleRecord *record,
            const char       *field,
            const char       *before,
            gint64            at)
{
  GPtrArray *changes = g_hash_table_lookup (self->history, &record->id);

  if (changes == NULL)
    {
      changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
      g_hash_table_insert (self->history, g_memdup2 (&record->id, sizeof record->id), changes);
    }
  g_ptr_array_add (changes, new_change (field, before, at));
}

static AxleRecord *
add_car (Fixture          *self,
         const AxleRecord *customer,
         gint64            made,
         gint64            owned)
{
  AxleRecord *car = add (self, &axle_vehicle_entity, made);
  AxleRecord *ownership = add (self, &axle_ownership_entity, owned);

  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &customer->id);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &car->id);
  return car;
}

static void
add_contact (Fixture          *self,
             const AxleRecord *customer,
             gint64            made)
{
  AxleRecord *contact = add (self, &axle_contact_entity, made);

  axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, &customer->id);
  axle_record_set_integer (contact, AXLE_CONTACT_AT, made);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  AxleRecord *customer = new_record (&axle_customer_entity, 10);

  self->ever = axle_dossier_new (&customer->id, 1000, zone);
  self->history = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  self->customer = customer;
  axle_dossier_add (self->ever, customer, FALSE);
  axle_record_unref (customer);
  self->absorbed = add (self, &axle_customer_entity, 20);
  axle_record_set_id (self->absorbed, AXLE_CUSTOMER_MERGED_INTO, &customer->id);
  add_change (self, self->absorbed, "merged_into", NULL, 50);
  self->first = add_car (self, customer, 10, 10);
  self->second = add_car (self, customer, 5, 40);
  add_contact (self, customer, 15);
  add_contact (self, self->absorbed, 25);
  add_contact (self, customer, 60);
  axle_dossier_sort (self->ever);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  axle_dossier_unref (self->ever);
  g_hash_table_unref (self->history);
}

static void
test_dossier (Fixture       *self,
              gconstpointer  unused)
{
  static const struct
  {
    gint64 at;
    guint  n_customers;
    guint  n_vehicles;
    guint  n_contacts;
  } times[] = {
    { 10, 1, 1, 0 },
    { 30, 1, 1, 1 },
    { 45, 1, 2, 1 },
    { 50, 2, 2, 2 },
    { 99, 2, 2, 3 },
  };

  g_assert_null (axle_dossier_as_of (self->ever, self->history, 9));
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr(AxleDossier) then = axle_dossier_as_of (self->ever, self->history, times[i].at);

      g_test_message ("at %d", (int) times[i].at);
      g_assert_cmpint (axle_dossier_get_now (then), ==, times[i].at);
      g_assert_true (axle_id_equal (&axle_dossier_get_customer (then)->id, &self->customer->id));
      g_assert_cmpuint (axle_dossier_list (then, &axle_customer_entity)->len, ==, times[i].n_customers);
      g_assert_cmpuint (axle_dossier_list (then, &axle_vehicle_entity)->len, ==, times[i].n_vehicles);
      g_assert_cmpuint (axle_dossier_list (then, &axle_ownership_entity)->len, ==, times[i].n_vehicles);
      g_assert_cmpuint (axle_dossier_list (then, &axle_contact_entity)->len, ==, times[i].n_contacts);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/as-of/record", test_record);
  g_test_add_func ("/as-of/hidden", test_hidden);
  g_test_add ("/as-of/dossier", Fixture, NULL, set_up, test_dossier, tear_down);
  return g_test_run ();
}
