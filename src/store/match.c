/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/customers.h"

#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "store/private.h"
#include "store/search-keys.h"

/* More customers than this with one phone number are not told apart by an import. */
#define MAX_MATCHES 20

static gboolean
has_phone (const AxleRecord *customer,
           const char       *phone)
{
  g_auto(GStrv) phones = axle_record_dup_members (customer, AXLE_CUSTOMER_PHONES);

  return g_strv_contains ((const char * const *) phones, phone);
}

/* Adds who stands for @customer. */
static gboolean
add (AxleStore     *self,
     GPtrArray     *customers,
     const AxleId  *customer,
     GError       **error)
{
  AxleRecord *survivor = NULL;
  AxleId id;

  if (!axle_merged_find_root (self, customer, &id, error))
    return FALSE;
  for (guint i = 0; i < customers->len; i++)
    if (axle_id_equal (&((AxleRecord *) customers->pdata[i])->id, &id))
      return TRUE;
  if (!axle_row_find (self, &axle_customer_entity, &id, &survivor, NULL, error))
    return FALSE;
  if (survivor != NULL)
    g_ptr_array_add (customers, survivor);
  return TRUE;
}

static gboolean
add_selected (AxleStore   *self,
              const char  *tail,
              const char  *text,
              GPtrArray   *customers,
              GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_row_select (self, &axle_customer_entity, tail, error);
  g_autoptr(GPtrArray) found = NULL;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, text);
  axle_statement_bind_int64 (statement, 2, MAX_MATCHES);
  found = axle_row_list (&axle_customer_entity, statement, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!add (self, customers, &((AxleRecord *) found->pdata[i])->id, error))
      return FALSE;
  return found != NULL;
}

static gboolean
has_any_phone (GPtrArray  *customers,
               const char *phone)
{
  for (guint i = 0; i < customers->len; i++)
    if (has_phone (customers->pdata[i], phone))
      return TRUE;
  return FALSE;
}

/* @customer is one whom the search index names: who was merged into them counts. */
static gboolean
add_if_phone (AxleStore         *self,
              const AxleRecord  *customer,
              const char        *phone,
              GPtrArray         *customers,
              GError           **error)
{
  g_autoptr(GPtrArray) merged = NULL;

  if (has_phone (customer, phone))
    return add (self, customers, &customer->id, error);
  merged = axle_merged_list (self, &customer->id, error);
  if (merged == NULL)
    return FALSE;
  return !has_any_phone (merged, phone) || add (self, customers, &customer->id, error);
}

/* The first number of each customer has an index; others are among the keys of the search. */
static gboolean
add_by_phone (AxleStore   *self,
              const char  *phone,
              GPtrArray   *customers,
              GError     **error)
{
  g_autofree char *query = axle_search_phone_query (phone);
  g_autoptr(AxleStatement) statement = NULL;
  g_autoptr(GPtrArray) found = NULL;

  if (!add_selected (self, "WHERE phone_key = ?1 AND deleted = 0 LIMIT ?2", phone, customers, error))
    return FALSE;
  if (query == NULL)
    return TRUE;
  statement = axle_row_select (self, &axle_customer_entity, "WHERE deleted = 0 AND row IN "
                               "(SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2)", error);
  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, query);
  axle_statement_bind_int64 (statement, 2, MAX_MATCHES);
  found = axle_row_list (&axle_customer_entity, statement, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!add_if_phone (self, found->pdata[i], phone, customers, error))
      return FALSE;
  return found != NULL;
}

static gboolean
match (AxleStore   *self,
       const char  *phone,
       const char  *vin,
       GPtrArray   *customers,
       GError     **error)
{
  /* Who has the car now comes before who had it. */
  return (phone == NULL || add_by_phone (self, phone, customers, error)) &&
         (vin == NULL ||
          (add_selected (self,
                         "WHERE deleted = 0 AND id IN "
                         "(SELECT o.customer FROM vehicle v JOIN ownership o ON o.vehicle = v.id "
                         " WHERE v.vin = ?1 AND v.deleted = 0 AND o.deleted = 0 AND o.until IS NULL) LIMIT ?2",
                         vin, customers, error) &&
           add_selected (self,
                         "WHERE deleted = 0 AND id IN "
                         "(SELECT o.customer FROM vehicle v JOIN ownership o ON o.vehicle = v.id "
                         " WHERE v.vin = ?1 AND v.deleted = 0 AND o.deleted = 0 AND o.until IS NOT NULL) LIMIT ?2",
                         vin, customers, error)));
}

/**
 * axle_store_match_customers:
 * @self: a store
 * @phone: (nullable): in E.164
 * @vin: (nullable): in its normal form
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleRecord) (nullable): customers with that
 *   phone number or that vehicle
 */
GPtrArray *
axle_store_match_customers (AxleStore   *self,
                            const char  *phone,
                            const char  *vin,
                            GError     **error)
{
  g_autoptr(GPtrArray) customers = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GError) reason = NULL;

  if (match (self, phone, vin, customers, &reason))
    return g_steal_pointer (&customers);
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
}

static gboolean
find_by (AxleStore         *self,
         const char        *tail,
         const char        *text,
         AxleRecord       **vehicle,
         GError           **error)
{
  g_autoptr(AxleStatement) statement = NULL;
  AxleStep step;

  if (text == NULL || *vehicle != NULL)
    return TRUE;
  statement = axle_row_select (self, &axle_vehicle_entity, tail, error);
  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, text);
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    *vehicle = axle_row_read (&axle_vehicle_entity, statement);
  return step != AXLE_STEP_ERROR;
}

/**
 * axle_store_find_vehicle:
 * @self: a store
 * @vin: (nullable): in its normal form
 * @plate: (nullable): in its normal form
 * @error: return location
 *
 * A VIN names a car better than a plate, which changes hands.
 *
 * Returns: (transfer full) (nullable): the vehicle; %NULL without an error when
 *   there is none
 */
AxleRecord *
axle_store_find_vehicle (AxleStore   *self,
                         const char  *vin,
                         const char  *plate,
                         GError     **error)
{
  g_autoptr(AxleRecord) vehicle = NULL;
  g_autoptr(GError) reason = NULL;

  if (find_by (self, "WHERE vin = ?1 AND deleted = 0 LIMIT 1", vin, &vehicle, &reason) &&
      find_by (self, "WHERE plate = ?1 AND deleted = 0 ORDER BY row DESC LIMIT 1", plate, &vehicle, &reason))
    return g_steal_pointer (&vehicle);
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
}
