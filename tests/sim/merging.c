/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/merging.h"

#include "core/party/customer.h"
#include "core/party/merge.h"
#include "core/registry.h"
#include "sim/typing.h"
#include "store/customers.h"
#include "store/private.h"
#include "store/search.h"

/* Two desks often come to the same two. */
#define FAVOURITES 3

static gboolean
may_merge (SimDesk *desk)
{
  return desk->who.audience == AXLE_AUDIENCE_OFFICE && !desk->is_older;
}

/* @from: who was merged into somebody, or is not any more. */
static gboolean
save (SimDesk      *desk,
      const AxleId *from,
      GPtrArray    *changes)
{
  gint64 operation = 0;
  gboolean saved;

  g_ptr_array_extend (desk->draft, changes, (GCopyFunc) (GCallback) axle_change_copy, NULL);
  desk->merging_from = *from;
  saved = sim_desk_save (desk, &operation);
  desk->merging_from = AXLE_ID_NONE;
  if (saved)
    axle_engine_poke (desk->engine);
  return saved;
}

/* Who stands for any customer that is shown. */
static AxleRecord *
pick_survivor (SimDesk *desk)
{
  g_autoptr(GPtrArray) customers = axle_store_list (desk->store, &axle_customer_entity, NULL);
  guint n = customers != NULL ? customers->len : 0;
  AxleId id;

  if (n == 0)
    return NULL;
  if (chance_is (&desk->act, 70))
    n = MIN (n, FAVOURITES);
  if (!axle_store_find_survivor (desk->store, &((AxleRecord *) customers->pdata[chance_below (&desk->act, n)])->id, &id, NULL))
    return NULL;
  return axle_store_get (desk->store, &axle_customer_entity, &id, NULL);
}

void
sim_merge (SimDesk *desk)
{
  g_autoptr(AxleRecord) survivor = may_merge (desk) ? pick_survivor (desk) : NULL;
  g_autoptr(AxleRecord) absorbed = survivor != NULL ? pick_survivor (desk) : NULL;
  g_autoptr(AxleRecord) after = NULL;
  g_autoptr(AxleRecord) merging = NULL;
  g_autoptr(GPtrArray) changes = NULL;

  if (absorbed == NULL || axle_id_equal (&survivor->id, &absorbed->id))
    return;
  after = axle_merge_propose_all (survivor, absorbed);
  for (guint i = 0; i < axle_customer_entity.n_fields; i++)
    if (axle_merge_differs (survivor, absorbed, i) && axle_merge_may_choose (i) &&
        axle_customer_entity.fields[i].type != AXLE_FIELD_SET && !(axle_customer_entity.fields[i].flags & AXLE_FIELD_REQUIRED) &&
        chance_is (&desk->act, 30))
      axle_merge_choose (survivor, absorbed, i, AXLE_SIDE_ABSORBED, after);
  merging = sim_type_record (desk, &axle_merging_entity);
  axle_record_set (merging, AXLE_MERGING_UNDONE_AT, &(AxleValue) AXLE_VALUE_INIT);
  changes = axle_merge_plan (survivor, absorbed, after, merging);
  if (save (desk, &absorbed->id, changes))
    g_array_append_val (desk->mergings, merging->id);
}

static gboolean
unmerge (SimDesk          *desk,
         const AxleRecord *absorbed)
{
  AxleId into = axle_record_get_id (absorbed, AXLE_CUSTOMER_MERGED_INTO);
  g_autoptr(AxleRecord) survivor = axle_store_get (desk->store, &axle_customer_entity, &into, NULL);
  g_autoptr(GPtrArray) all = axle_store_list_where (desk->store, &axle_merging_entity, AXLE_MERGING_SURVIVOR,
                                                    axle_record_get (absorbed, AXLE_CUSTOMER_MERGED_INTO), NULL);
  g_autoptr(GPtrArray) open = g_ptr_array_new ();
  g_autoptr(GPtrArray) changes = NULL;
  guint n_kept = 0;

  if (survivor == NULL || all == NULL)
    return FALSE;
  for (guint i = all->len; i > 0; i--)
    {
      AxleId id = axle_record_get_id (all->pdata[i - 1], AXLE_MERGING_ABSORBED);

      if (axle_merge_is_open (all->pdata[i - 1]) && axle_id_equal (&id, &absorbed->id))
        g_ptr_array_add (open, all->pdata[i - 1]);
    }
  changes = axle_merge_plan_undo (open, survivor, absorbed, all, axle_host_now (&desk->machine->host), &desk->staff, &n_kept);
  if (desk->spoil_unmerge != NULL)
    desk->spoil_unmerge (changes);
  return changes->len > 0 && save (desk, &absorbed->id, changes);
}

void
sim_unmerge (SimDesk *desk)
{
  g_autoptr(GPtrArray) customers = may_merge (desk) ? axle_store_list (desk->store, &axle_customer_entity, NULL) : NULL;
  guint first = customers != NULL && customers->len > 0 ? chance_below (&desk->act, customers->len) : 0;

  for (guint i = 0; customers != NULL && i < customers->len; i++)
    {
      const AxleRecord *customer = customers->pdata[(first + i) % customers->len];

      if (axle_record_get (customer, AXLE_CUSTOMER_MERGED_INTO)->kind == AXLE_VALUE_NONE)
        continue;
      unmerge (desk, customer);
      return;
    }
}

/* Merges of those who were merged into somebody else since have values of their own. */
static gboolean
unmerge_rest (SimDesk *desk)
{
  g_autoptr(GPtrArray) mergings = axle_store_list (desk->store, &axle_merging_entity, NULL);
  gboolean any = FALSE;

  for (guint i = 0; mergings != NULL && i < mergings->len; i++)
    {
      g_autoptr(AxleRecord) merging = axle_store_get (desk->store, &axle_merging_entity,
                                                      &((AxleRecord *) mergings->pdata[i])->id, NULL);
      AxleId ids[] = { axle_record_get_id (merging, AXLE_MERGING_SURVIVOR), axle_record_get_id (merging, AXLE_MERGING_ABSORBED) };
      g_autoptr(AxleRecord) survivor = axle_store_get (desk->store, &axle_customer_entity, &ids[0], NULL);
      g_autoptr(AxleRecord) absorbed = axle_store_get (desk->store, &axle_customer_entity, &ids[1], NULL);
      g_autoptr(GPtrArray) open = g_ptr_array_new ();
      g_autoptr(GPtrArray) changes = NULL;
      guint n_kept = 0;

      if (!axle_merge_is_open (merging) || survivor == NULL)
        continue;
      g_ptr_array_add (open, merging);
      changes = axle_merge_plan_undo (open, survivor, absorbed, mergings, axle_host_now (&desk->machine->host),
                                      &desk->staff, &n_kept);
      if (desk->spoil_unmerge != NULL)
        desk->spoil_unmerge (changes);
      any |= save (desk, &ids[1], changes);
    }
  return any;
}

static gboolean
unmerge_all_of (SimDesk *desk)
{
  g_autoptr(GPtrArray) customers = axle_store_list (desk->store, &axle_customer_entity, NULL);
  gboolean any = FALSE;

  for (guint i = 0; customers != NULL && i < customers->len; i++)
    {
      const AxleId *id = &((AxleRecord *) customers->pdata[i])->id;
      g_autoptr(AxleRecord) customer = axle_store_get (desk->store, &axle_customer_entity, id, NULL);

      if (axle_record_get (customer, AXLE_CUSTOMER_MERGED_INTO)->kind != AXLE_VALUE_NONE)
        any |= unmerge (desk, customer);
    }
  return unmerge_rest (desk) || any;
}

gboolean
sim_unmerge_all (SimWorld *self)
{
  g_autoptr(GHashTable) done = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  gboolean any = FALSE;

  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL && self->desks[i]->store != NULL && may_merge (self->desks[i]) &&
        g_hash_table_add (done, &self->desks[i]->who.store))
      any |= unmerge_all_of (self->desks[i]);
  return any;
}

/* The customers of the server. */
static GHashTable *
read_customers (SimWorld *self)
{
  GHashTable *customers = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, NULL,
                                                 (GDestroyNotify) axle_record_unref);
  AxleStorage *storage = axle_hub_get_storage (self->server->hub);

  for (guint i = 0; i < SIM_N_STORES; i++)
    {
      g_autoptr(GPtrArray) documents = axle_storage_list_documents (storage, &self->server->dealership->stores[i], 0,
                                                                    G_MAXUINT32 / 2, G_MAXSIZE / 2, NULL);

      for (guint d = 0; d < documents->len; d++)
        {
          const AxleDocument *document = documents->pdata[d];
          AxleRecord *record;

          if (!g_str_equal (document->kind, axle_customer_entity.kind))
            continue;
          record = axle_record_decode (&axle_customer_entity, &document->id, document->body, NULL);
          if (record->deleted)
            axle_record_unref (record);
          else
            g_hash_table_insert (customers, &record->id, record);
        }
    }
  return customers;
}

/* No customer comes back to themselves by the pointers. */
static void
check_circles (SimWorld   *self,
               GHashTable *customers)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, customers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const AxleRecord *first = value;
      const AxleRecord *next = first;

      for (guint i = 0; next != NULL && i <= g_hash_table_size (customers); i++)
        {
          AxleId id = axle_record_get_id (next, AXLE_CUSTOMER_MERGED_INTO);

          next = g_hash_table_lookup (customers, &id);
          if (next == first)
            {
              sim_world_violate (self, "the customer %s was merged in a circle", AXLE_ID_TEXT (&first->id));
              return;
            }
        }
    }
}

/* The list has who stands for somebody, and nobody else: nobody is out of reach. */
static void
check_list (SimWorld *self,
            SimDesk  *desk)
{
  g_autoptr(GArray) rows = NULL;
  g_autoptr(GPtrArray) customers = NULL;
  guint n_standing = 0;
  guint n_left = 1;

  while (n_left > 0)
    if (!axle_store_index_slice (desk->store, 500, &n_left, NULL))
      return;
  rows = axle_store_order_customers (desk->store, AXLE_CUSTOMER_ORDER_NAME, FALSE, NULL, NULL);
  customers = axle_store_list (desk->store, &axle_customer_entity, NULL);
  for (guint i = 0; customers != NULL && i < customers->len; i++)
    {
      const AxleId *id = &((AxleRecord *) customers->pdata[i])->id;
      g_autoptr(AxleRecord) survivor = NULL;
      AxleId stands = AXLE_ID_NONE;

      axle_store_find_survivor (desk->store, id, &stands, NULL);
      n_standing += axle_id_equal (id, &stands);
      survivor = axle_store_get (desk->store, &axle_customer_entity, &stands, NULL);
      if (survivor == NULL || survivor->deleted)
        sim_world_violate (self, "desk %u shows nobody for the customer %s", desk->index, AXLE_ID_TEXT (id));
    }
  if (rows != NULL && rows->len != n_standing)
    sim_world_violate (self, "desk %u lists %u customers of %u", desk->index, rows->len, n_standing);
}

void
sim_check_merged (SimWorld *self)
{
  g_autoptr(GHashTable) customers = read_customers (self);

  check_circles (self, customers);
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL && self->desks[i]->store != NULL)
      check_list (self, self->desks[i]);
}

gboolean
sim_was_merged (SimWorld     *self,
                const AxleId *customer,
                guint         field,
                const char   *text,
                GHashTable   *erased)
{
  gboolean merged = FALSE;

  for (guint i = 0; i < SIM_N_DESKS; i++)
    for (guint j = 0; self->desks[i] != NULL && j < self->desks[i]->typed->len; j++)
      {
        const Typed *typed = &g_array_index (self->desks[i]->typed, Typed, j);

        if (typed->field != field || !axle_id_equal (&typed->record, customer) || !g_str_equal (typed->text, text))
          continue;
        if (axle_id_is_none (&typed->from) || (erased != NULL && !g_hash_table_contains (erased, &typed->from)))
          return FALSE;
        merged = TRUE;
      }
  return merged;
}

gboolean
sim_is_half_undone (SimWorld *self)
{
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL && self->desks[i]->is_half_undone)
      return TRUE;
  return FALSE;
}

/* Into whom a merge came of which nothing tells any more: its record was deleted. */
static GHashTable *
list_doubtful (SimWorld *self)
{
  GHashTable *doubtful = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);

  for (guint i = 0; i < SIM_N_DESKS; i++)
    for (guint j = 0; self->desks[i] != NULL && j < self->desks[i]->mergings->len; j++)
      {
        const AxleId *id = &g_array_index (self->desks[i]->mergings, AxleId, j);
        g_autoptr(AxleRecord) merging = NULL;
        AxleId survivor;

        axle_hub_get (self->server->hub, id, &merging, NULL);
        if (merging == NULL || !merging->deleted)
          continue;
        g_clear_pointer (&merging, axle_record_unref);
        merging = axle_store_get (self->desks[i]->store, &axle_merging_entity, id, NULL);
        if (merging == NULL)
          continue;
        survivor = axle_record_get_id (merging, AXLE_MERGING_SURVIVOR);
        g_hash_table_add (doubtful, g_memdup2 (&survivor, sizeof survivor));
      }
  return doubtful;
}

static void
check_members (SimWorld         *self,
               const AxleRecord *customer)
{
  for (guint f = 0; f < axle_customer_entity.n_fields; f++)
    {
      g_auto(GStrv) members = NULL;

      if (axle_customer_entity.fields[f].type != AXLE_FIELD_SET || axle_customer_entity.fields[f].choices != NULL)
        continue;
      members = axle_record_dup_members (customer, f);
      for (guint m = 0; members != NULL && members[m] != NULL; m++)
        if (sim_was_merged (self, &customer->id, f, members[m], NULL))
          sim_world_violate (self, "“%s” of somebody else stayed in the customer %s when the merge was taken back",
                             members[m], AXLE_ID_TEXT (&customer->id));
    }
}

/* Whether a desk is left in the store that can take merges back. */
static gboolean
is_attended (SimWorld     *self,
             const AxleId *store)
{
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL && may_merge (self->desks[i]) && axle_id_equal (&self->desks[i]->who.store, store))
      return TRUE;
  return FALSE;
}

/* Each has what it had, and what was added since, and nothing of the other. */
void
sim_check_unmerged (SimWorld *self)
{
  g_autoptr(GHashTable) customers = read_customers (self);
  g_autoptr(GHashTable) doubtful = list_doubtful (self);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, customers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const AxleRecord *customer = value;
      AxleId into = axle_record_get_id (customer, AXLE_CUSTOMER_MERGED_INTO);

      /* What is left of people who were deleted on request stays as it is. */
      if (!is_attended (self, &customer->scope) || g_hash_table_contains (self->erased, &customer->id))
        continue;
      if (g_hash_table_contains (customers, &into))
        sim_world_violate (self, "the customer %s is merged after all merges were taken back", AXLE_ID_TEXT (&customer->id));
      if (!sim_is_half_undone (self) && !g_hash_table_contains (doubtful, &customer->id))
        check_members (self, customer);
    }
}
