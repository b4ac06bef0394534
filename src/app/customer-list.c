/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-list.h"

#include <string.h>

#include "app/customer-pages.h"
#include "app/hit-markup.h"
#include "app/recent.h"
#include "app/row-diff.h"
#include "app/workstation-private.h"
#include "core/organisation/organisation.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/search.h"
#include "store/segments.h"

/* Nobody reads further down; they type another letter. */
#define SEARCH_LIMIT 500

typedef enum
{
  PROP_N_TOTAL = 1,
  PROP_BUSY,
  PROP_SEARCH,
  N_PROPS,
} Prop;

struct _AxleCustomerList
{
  GObject            parent_instance;
  AxleWorkstation   *workstation;
  AxleCustomerPages *pages;
  GArray            *rows;
  AxleRecent        *recent;
  AxleCustomerOrder  order;
  gboolean           descending;
  gboolean           opened_first;
  GArray            *opened;    /* the rows of those opened last */
  char              *search;
  char              *condition; /* NULL for everybody */
  guint              n_total;
  GCancellable      *reading;   /* while an order or a search is being read */
  gboolean           again;
};

static void axle_customer_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleCustomerList, axle_customer_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, axle_customer_list_model_init))

static GParamSpec *properties[N_PROPS];

/* Reading, away from the frame. */

typedef struct
{
  AxleCustomerOrder  order;
  gboolean           descending;
  GArray            *opened;    /* NULL where they do not come first */
  char              *search;
  char              *condition;
  GArray            *before;
  GArray            *after;
  GArray            *edits;
  GHashTable        *matches;
  gint64             n_total;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_free (reading->search);
  g_free (reading->condition);
  g_array_unref (reading->before);
  g_clear_pointer (&reading->opened, g_array_unref);
  g_clear_pointer (&reading->after, g_array_unref);
  g_clear_pointer (&reading->edits, g_array_unref);
  g_clear_pointer (&reading->matches, g_hash_table_unref);
  g_free (reading);
}

static gboolean
read_search (Reading       *reading,
             AxleStore     *store,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(GPtrArray) hits = axle_store_search (store, reading->search, SEARCH_LIMIT, cancellable, error);

  if (hits == NULL)
    return FALSE;
  reading->after = g_array_new (FALSE, FALSE, sizeof (gint64));
  reading->matches = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < hits->len; i++)
    {
      const AxleHit *hit = hits->pdata[i];
      gint64 row = axle_store_find_customer_row (store, &hit->customer);

      if (row <= 0 || g_hash_table_contains (reading->matches, &row))
        continue;
      g_hash_table_insert (reading->matches, g_memdup2 (&row, sizeof row), axle_hit_dup_markup (hit));
      g_array_append_val (reading->after, row);
    }
  return TRUE;
}

static int
find_opened (const GArray *opened,
             gint64        row)
{
  for (guint i = 0; i < opened->len; i++)
    if (g_array_index (opened, gint64, i) == row)
      return (int) i;
  return -1;
}

/* Those of @opened that are in the list, and after them the others as they stood. */
static void
bring_forward (const GArray *opened,
               GArray       *rows)
{
  g_autofree gboolean *there = g_new0 (gboolean, opened->len);
  guint n_there = 0, to = rows->len;

  for (guint i = rows->len; i-- > 0;)
    {
      gint64 row = g_array_index (rows, gint64, i);
      int at = find_opened (opened, row);

      if (at >= 0)
        there[at] = TRUE;
      else
        g_array_index (rows, gint64, --to) = row;
    }
  for (guint i = 0; i < opened->len; i++)
    if (there[i])
      g_array_index (rows, gint64, n_there++) = g_array_index (opened, gint64, i);
}

static gboolean
read_all (Reading       *reading,
          AxleStore     *store,
          GCancellable  *cancellable,
          GError       **error)
{
  if (reading->search != NULL)
    {
      reading->n_total = axle_store_count_customers (store, error);
      return reading->n_total >= 0 && read_search (reading, store, cancellable, error);
    }
  reading->after = axle_store_order_customers (store, reading->order, reading->descending, cancellable, error);
  if (reading->after != NULL && reading->opened != NULL)
    bring_forward (reading->opened, reading->after);
  if (reading->after != NULL)
    reading->n_total = reading->after->len;
  return reading->after != NULL;
}

static gboolean
read_rows (Reading       *reading,
           AxleStore     *store,
           GCancellable  *cancellable,
           GError       **error)
{
  return read_all (reading, store, cancellable, error) &&
         (reading->condition == NULL ||
          axle_store_restrict_customers (store, reading->condition, reading->after, cancellable, error));
}

static gboolean
read_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (read_rows (reading, store, cancellable, &error))
    {
      reading->edits = axle_row_diff (reading->before, reading->after);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

static void
apply_edits (AxleCustomerList *self,
             Reading          *reading)
{
  for (guint i = 0; i < reading->edits->len; i++)
    {
      const AxleRowEdit *edit = &g_array_index (reading->edits, AxleRowEdit, i);

      if (edit->n_removed > 0)
        g_array_remove_range (self->rows, edit->position, edit->n_removed);
      if (edit->n_added > 0)
        g_array_insert_vals (self->rows, edit->position,
                             &g_array_index (reading->after, gint64, edit->first_added), edit->n_added);
      g_list_model_items_changed (G_LIST_MODEL (self), edit->position, edit->n_removed, edit->n_added);
    }
}

static void start_reading (AxleCustomerList *self);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  AxleCustomerList *self = AXLE_CUSTOMER_LIST (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->reading)
    return;
  g_clear_object (&self->reading);
  if (done)
    {
      axle_customer_pages_mark (self->pages, reading->matches);
      apply_edits (self, reading);
      if (self->n_total != reading->n_total)
        {
          self->n_total = (guint) reading->n_total;
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TOTAL]);
        }
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Customers cannot be listed: %s", error->message);
  if (self->again)
    start_reading (self);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
start_reading (AxleCustomerList *self)
{
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr(GTask) task = NULL;
  gboolean was_busy = self->reading != NULL;

  self->again = FALSE;
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  reading->order = self->order;
  reading->descending = self->descending;
  reading->opened = self->opened_first ? g_array_copy (self->opened) : NULL;
  reading->search = g_strdup (self->search);
  reading->condition = g_strdup (self->condition);
  reading->before = g_array_copy (self->rows);
  task = g_task_new (self, self->reading, read_cb, NULL);
  g_task_set_task_data (task, reading, free_reading);
  axle_workstation_browse (self->workstation, AXLE_JOB_NORMAL, task, read_job, reading);
  if (!was_busy)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* One reading at a time, so that a busy feed does not starve the list. */
static void
read_again (AxleCustomerList *self)
{
  if (self->reading != NULL)
    self->again = TRUE;
  else
    start_reading (self);
}

static gboolean
touches_order (AxleCustomerList    *self,
               const AxleChangeSet *changes)
{
  static const AxleEntity * const for_search[] = { &axle_vehicle_entity, &axle_ownership_entity };

  if (axle_change_set_has_kind (changes, &axle_customer_entity))
    return TRUE;
  if (self->condition != NULL && (axle_change_set_has_kind (changes, &axle_contact_entity) ||
                                  axle_change_set_has_kind (changes, &axle_vehicle_entity) ||
                                  axle_change_set_has_kind (changes, &axle_ownership_entity)))
    return TRUE;
  if (self->search == NULL && self->order == AXLE_CUSTOMER_ORDER_CONTACT)
    return axle_change_set_has_kind (changes, &axle_contact_entity);
  if (self->search == NULL && self->order == AXLE_CUSTOMER_ORDER_ADVISOR)
    return axle_change_set_has_kind (changes, &axle_staff_entity);
  if (self->search == NULL && self->order != AXLE_CUSTOMER_ORDER_PLATE)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (for_search); i++)
    if (axle_change_set_has_kind (changes, for_search[i]))
      return TRUE;
  return FALSE;
}

static void
changed_cb (AxleCustomerList *self,
            AxleChangeSet    *changes)
{
  axle_customer_pages_refresh (self->pages, changes);
  if (touches_order (self, changes))
    read_again (self);
}

/* The model. */

static GType
get_item_type (GListModel *model)
{
  return AXLE_TYPE_CUSTOMER_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return AXLE_CUSTOMER_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  AxleCustomerList *self = AXLE_CUSTOMER_LIST (model);

  return position < self->rows->len ? axle_customer_pages_get (self->pages, self->rows, position) : NULL;
}

static void
axle_customer_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* The object. */

static void
axle_customer_list_dispose (GObject *object)
{
  AxleCustomerList *self = AXLE_CUSTOMER_LIST (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->again = FALSE;
  G_OBJECT_CLASS (axle_customer_list_parent_class)->dispose (object);
}

static void
axle_customer_list_finalize (GObject *object)
{
  AxleCustomerList *self = AXLE_CUSTOMER_LIST (object);

  g_clear_pointer (&self->pages, axle_customer_pages_free);
  g_clear_object (&self->recent);
  g_clear_object (&self->workstation);
  g_array_unref (self->opened);
  g_array_unref (self->rows);
  g_free (self->search);
  g_free (self->condition);
  G_OBJECT_CLASS (axle_customer_list_parent_class)->finalize (object);
}

static void
axle_customer_list_get_property (GObject    *object,
                                 guint       property,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  AxleCustomerList *self = AXLE_CUSTOMER_LIST (object);

  switch ((Prop) property)
    {
    case PROP_N_TOTAL:
      g_value_set_uint (value, self->n_total);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, axle_customer_list_get_busy (self));
      break;
    case PROP_SEARCH:
      g_value_set_string (value, self->search);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
axle_customer_list_class_init (AxleCustomerListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = axle_customer_list_dispose;
  object_class->finalize = axle_customer_list_finalize;
  object_class->get_property = axle_customer_list_get_property;
  properties[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
axle_customer_list_init (AxleCustomerList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->opened = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->order = AXLE_CUSTOMER_ORDER_NAME;
  self->opened_first = TRUE;
}

/* Returns: whether they are others, or in another order, than before */
static gboolean
take_opened (AxleCustomerList *self)
{
  AxleStore *reader = axle_workstation_get_reader (self->workstation);
  g_autoptr(GPtrArray) records = axle_recent_list (self->recent);
  g_autoptr(GArray) before = g_array_copy (self->opened);

  g_array_set_size (self->opened, 0);
  for (guint i = 0; reader != NULL && i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];
      AxleId survivor = record->id;
      gint64 row = 0;

      if (record->entity == &axle_customer_entity && axle_store_find_survivor (reader, &record->id, &survivor, NULL))
        row = axle_store_find_customer_row (reader, &survivor);
      if (row > 0 && find_opened (self->opened, row) < 0)
        g_array_append_val (self->opened, row);
    }
  return before->len != self->opened->len ||
         (before->len > 0 && memcmp (before->data, self->opened->data, before->len * sizeof (gint64)) != 0);
}

void
axle_customer_list_renew_opened (AxleCustomerList *self)
{
  if (take_opened (self) && self->opened_first && self->search == NULL)
    start_reading (self);
}

AxleCustomerList *
axle_customer_list_new (AxleWorkstation *workstation)
{
  AxleCustomerList *self = g_object_new (AXLE_TYPE_CUSTOMER_LIST, NULL);

  self->workstation = g_object_ref (workstation);
  self->pages = axle_customer_pages_new (workstation);
  self->recent = axle_recent_new (workstation);
  take_opened (self);
  g_signal_connect_object (workstation, "notify::staff", G_CALLBACK (axle_customer_list_renew_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  start_reading (self);
  return self;
}

static const AxleCustomerColumn *
find_sorting (const char *name)
{
  guint n_columns;
  const AxleCustomerColumn *columns = axle_customer_columns (&n_columns);

  for (guint i = 0; i < n_columns; i++)
    if (columns[i].order >= 0 && g_str_equal (columns[i].name, name))
      return &columns[i];
  return NULL;
}

void
axle_customer_list_sort (AxleCustomerList *self,
                         const char       *column,
                         gboolean          descending)
{
  gboolean opened_first = g_str_equal (column, AXLE_CUSTOMER_LIST_OPENED);
  const AxleCustomerColumn *found = find_sorting (opened_first ? "name" : column);

  if (found == NULL || (self->order == (AxleCustomerOrder) found->order && self->descending == descending &&
                        self->opened_first == opened_first))
    return;
  self->order = (AxleCustomerOrder) found->order;
  self->descending = descending;
  self->opened_first = opened_first;
  take_opened (self);
  if (self->search == NULL)
    start_reading (self);
}

void
axle_customer_list_set_search (AxleCustomerList *self,
                               const char       *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));

  if (!g_set_str (&self->search, *trimmed != '\0' ? trimmed : NULL))
    return;
  if (self->search == NULL)
    take_opened (self);
  start_reading (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH]);
}

void
axle_customer_list_set_condition (AxleCustomerList *self,
                                  const char       *condition)
{
  if (g_set_str (&self->condition, condition))
    start_reading (self);
}

const char *
axle_customer_list_get_condition (AxleCustomerList *self)
{
  return self->condition;
}

const char *
axle_customer_list_get_search (AxleCustomerList *self)
{
  return self->search != NULL ? self->search : "";
}

guint
axle_customer_list_get_n_total (AxleCustomerList *self)
{
  return self->n_total;
}

gboolean
axle_customer_list_get_busy (AxleCustomerList *self)
{
  return self->reading != NULL;
}

guint
axle_customer_list_find (AxleCustomerList *self,
                         const AxleId     *customer)
{
  AxleStore *reader = axle_workstation_get_reader (self->workstation);
  gint64 row = reader != NULL ? axle_store_find_customer_row (reader, customer) : 0;

  for (guint i = 0; row > 0 && i < self->rows->len; i++)
    if (g_array_index (self->rows, gint64, i) == row)
      return i;
  return G_MAXUINT;
}
