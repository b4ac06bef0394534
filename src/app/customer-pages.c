/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-pages.h"

#include "app/change-set.h"
#include "core/organisation/organisation.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/* Items made at once, rows read at once, about what a screen shows, and items kept that
 * nobody holds: a few screens full. */
#define PAGE 100
#define READ 32
#define KEPT 1000

struct _AxleCustomerPages
{
  AxleWorkstation *workstation;
  GHashTable      *live;     /* gint64 → AxleCustomerItem, not owned */
  GHashTable      *matches;  /* gint64 → markup */
  GQueue           kept;     /* AxleCustomerItem, owned, the latest last */
  GQueue           unread;   /* Mark, in the order of the list as far as they were made at once */
};

typedef struct
{
  AxleCustomerPages *pages;
  gint64             row;
  GList              unread; /* its place there; without data once it is read */
} Mark;

static void
set_read (Mark *mark)
{
  if (mark->unread.data == NULL)
    return;
  g_queue_unlink (&mark->pages->unread, &mark->unread);
  mark->unread.data = NULL;
}

static void
set_unread (Mark *mark)
{
  if (mark->unread.data != NULL)
    return;
  mark->unread.data = mark;
  g_queue_push_tail_link (&mark->pages->unread, &mark->unread);
}

static void
forget_item (gpointer  data,
             GObject  *item)
{
  Mark *mark = data;

  set_read (mark);
  g_hash_table_remove (mark->pages->live, &mark->row);
  g_free (mark);
}

AxleCustomerPages *
axle_customer_pages_new (AxleWorkstation *workstation)
{
  AxleCustomerPages *self = g_new0 (AxleCustomerPages, 1);

  self->workstation = workstation;
  self->live = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->kept);
  g_queue_init (&self->unread);
  return self;
}

static Mark *
mark_of (AxleCustomerItem *item)
{
  return g_object_get_data (G_OBJECT (item), "axle-mark");
}

/* What stands for a customer that went between two reads; the list follows in a moment. */
static void
take_nobody (AxleCustomerPages *self,
             AxleCustomerItem  *item)
{
  g_autoptr(AxleRecord) nobody = axle_record_new (&axle_customer_entity, &AXLE_ID_NONE);
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new ();
  AxleCustomerSummary summary = { .customer = nobody, .vehicles = vehicles };

  axle_customer_item_take (item, self->workstation, &summary);
}

void
axle_customer_pages_free (AxleCustomerPages *self)
{
  GHashTableIter iter;
  gpointer item;

  g_queue_clear_full (&self->kept, g_object_unref);
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      Mark *mark = mark_of (item);

      g_object_weak_unref (item, forget_item, mark);
      g_free (mark);
      if (!axle_customer_item_is_loaded (item))
        take_nobody (self, item);
    }
  g_hash_table_unref (self->live);
  g_clear_pointer (&self->matches, g_hash_table_unref);
  g_free (self);
}

static const char *
match_of (AxleCustomerPages *self,
          gint64             row)
{
  return self->matches != NULL ? g_hash_table_lookup (self->matches, &row) : NULL;
}

static void
keep (AxleCustomerPages *self,
      AxleCustomerItem  *item)
{
  g_queue_push_tail (&self->kept, g_object_ref (item));
  while (self->kept.length > KEPT)
    g_object_unref (g_queue_pop_head (&self->kept));
}

static void
take_rows (AxleCustomerPages *self,
           const gint64      *rows,
           GPtrArray         *summaries)
{
  for (guint i = 0; i < summaries->len; i++)
    {
      const AxleCustomerSummary *summary = summaries->pdata[i];
      AxleCustomerItem *item = g_hash_table_lookup (self->live, &rows[i]);

      if (item == NULL)
        continue;
      set_read (mark_of (item));
      if (summary != NULL)
        axle_customer_item_take (item, self->workstation, summary);
    }
}

/* What cannot be read is tried again when it is asked for, and when anything changes. */
static gboolean
load_rows (AxleCustomerPages *self,
           const gint64      *rows,
           gsize              n_rows)
{
  AxleStore *reader = axle_workstation_get_reader (self->workstation);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) summaries = NULL;

  if (reader == NULL)
    return FALSE;
  summaries = axle_store_load_customers (reader, rows, n_rows, &error);
  if (summaries != NULL)
    {
      take_rows (self, rows, summaries);
      return TRUE;
    }
  g_warning ("Customers cannot be read: %s", error->message);
  for (gsize i = 0; i < n_rows; i++)
    set_unread (mark_of (g_hash_table_lookup (self->live, &rows[i])));
  return FALSE;
}

static gboolean
could_not_be_read (AxleCustomerItem *item)
{
  return axle_customer_item_is_loaded (item) && mark_of (item)->unread.data != NULL;
}

static void
forget_gone (AxleCustomerItem *item)
{
  g_object_weak_unref (G_OBJECT (item), forget_item, mark_of (item));
  forget_item (mark_of (item), G_OBJECT (item));
}

/* Reads the item, and those that come after it and are likely to be asked for next. */
static void
load_item (AxleCustomerItem *item,
           gpointer          data)
{
  AxleCustomerPages *self = data;
  GList *place = &mark_of (item)->unread;
  gint64 rows[READ] = { 0 };
  gsize n_rows = 0;

  for (; place != NULL && place->data != NULL && n_rows < READ; place = place->next)
    rows[n_rows++] = ((Mark *) place->data)->row;
  if ((n_rows == 0 || load_rows (self, rows, n_rows)) && !axle_customer_item_is_loaded (item))
    forget_gone (item);
  if (!axle_customer_item_is_loaded (item))
    take_nobody (self, item);
}

static void
add_item (AxleCustomerPages *self,
          gint64             row)
{
  g_autoptr(AxleCustomerItem) item = axle_customer_item_new (load_item, self);
  Mark *mark = g_new0 (Mark, 1);

  mark->pages = self;
  mark->row = row;
  set_unread (mark);
  g_object_weak_ref (G_OBJECT (item), forget_item, mark);
  g_object_set_data (G_OBJECT (item), "axle-mark", mark);
  axle_customer_item_set_match (item, match_of (self, row));
  g_hash_table_insert (self->live, g_memdup2 (&row, sizeof row), item);
  keep (self, item);
}

/* Makes the items around @position that are not here yet. */
static void
add_page (AxleCustomerPages *self,
          GArray            *rows,
          guint              position)
{
  guint first = position / PAGE * PAGE;
  guint end = MIN (first + PAGE, rows->len);

  for (guint i = first; i < end; i++)
    if (!g_hash_table_contains (self->live, &g_array_index (rows, gint64, i)))
      add_item (self, g_array_index (rows, gint64, i));
}

/* Returns: (transfer full): the item at @position */
AxleCustomerItem *
axle_customer_pages_get (AxleCustomerPages *self,
                         GArray            *rows,
                         guint              position)
{
  const gint64 *row = &g_array_index (rows, gint64, position);
  AxleCustomerItem *item = g_hash_table_lookup (self->live, row);

  if (item == NULL)
    {
      add_page (self, rows, position);
      item = g_hash_table_lookup (self->live, row);
    }
  g_object_ref (item);
  if (could_not_be_read (item))
    load_rows (self, row, 1);
  return item;
}

/* Keeping up to date. */

static void
add_touched (GHashTable   *touched,
             const AxleId *customer)
{
  g_hash_table_add (touched, g_memdup2 (customer, sizeof *customer));
}

static void
add_customers_of (AxleCustomerPages   *self,
                  const AxleChangeSet *changes,
                  const AxleEntity    *entity,
                  guint                field,
                  GHashTable          *touched)
{
  GHashTable *records = axle_change_set_get_records (changes, entity);
  GHashTableIter iter;
  gpointer id;

  if (records == NULL)
    return;
  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autoptr(AxleRecord) record = axle_workstation_get_record (self->workstation, entity, id);

      if (record != NULL)
        {
          AxleId customer = axle_record_get_id (record, field);
          add_touched (touched, &customer);
        }
    }
}

static gboolean
shows_touched_vehicle (AxleCustomerItem *item,
                       GHashTable       *vehicles)
{
  GHashTableIter iter;
  gpointer id;

  if (vehicles == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, vehicles);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (axle_customer_item_has_vehicle (item, id))
      return TRUE;
  return FALSE;
}

static gboolean
all_may_have_changed (const AxleChangeSet *changes)
{
  static const AxleEntity * const shown[] = {
    &axle_customer_entity, &axle_vehicle_entity, &axle_ownership_entity, &axle_contact_entity,
  };

  if (axle_change_set_has_kind (changes, &axle_staff_entity))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (axle_change_set_has_kind (changes, shown[i]) && axle_change_set_get_records (changes, shown[i]) == NULL)
      return TRUE;
  return FALSE;
}

void
axle_customer_pages_refresh (AxleCustomerPages   *self,
                             const AxleChangeSet *changes)
{
  g_autoptr(GHashTable) touched = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTable *customers = axle_change_set_get_records (changes, &axle_customer_entity);
  GHashTable *vehicles = axle_change_set_get_records (changes, &axle_vehicle_entity);
  gboolean all = all_may_have_changed (changes);
  GHashTableIter iter;
  gpointer row, item;

  if (all)
    g_queue_clear_full (&self->kept, g_object_unref);
  add_customers_of (self, changes, &axle_ownership_entity, AXLE_OWNERSHIP_CUSTOMER, touched);
  add_customers_of (self, changes, &axle_contact_entity, AXLE_CONTACT_CUSTOMER, touched);
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &row, &item))
    {
      const AxleId *id;

      if (!axle_customer_item_is_loaded (item))
        continue;
      id = axle_customer_item_get_id (item);
      if (all || could_not_be_read (item) || g_hash_table_contains (touched, id) ||
          (customers != NULL && g_hash_table_contains (customers, id)) || shows_touched_vehicle (item, vehicles))
        g_array_append_vals (rows, row, 1);
    }
  if (rows->len > 0)
    load_rows (self, (const gint64 *) rows->data, rows->len);
}

/* @matches: (nullable): what of each row a search found, as markup */
void
axle_customer_pages_mark (AxleCustomerPages *self,
                          GHashTable        *matches)
{
  GHashTableIter iter;
  gpointer row, item;

  g_clear_pointer (&self->matches, g_hash_table_unref);
  self->matches = matches != NULL ? g_hash_table_ref (matches) : NULL;
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &row, &item))
    axle_customer_item_set_match (item, match_of (self, *(gint64 *) row));
}
