/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/duplicates.h"

#include <glib/gi18n-lib.h>

#include "app/change-set.h"
#include "app/duplicate-item.h"
#include "app/renew-list.h"
#include "app/workstation-private.h"
#include "core/change-list.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/party/distinction.h"
#include "core/party/match.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/* Customers compared in one transaction: a person's save waits no longer than that. */
#define SLICE 50

/* The list is read again at most so often while much is found. */
#define REFRESH_MILLISECONDS 500

/* Who may be the one that is being typed. */
#define SIMILAR_LIMIT 5

struct _AxleDuplicates
{
  GObject          parent_instance;
  AxleWorkstation *workstation;
  GListStore      *list;
  GCancellable    *cancellable;
  guint            n_pairs;
  guint            n_left;
  guint            n_due;        /* how many there were when this began */
  gboolean         comparing;
  gboolean         reading;
  gboolean         read_again;
  guint            refreshing;
};

enum { PROP_PROGRESS = 1, PROP_N_PAIRS, N_PROPS };

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (AxleDuplicates, axle_duplicates, G_TYPE_OBJECT)

static void refresh      (AxleDuplicates *self);
static void refresh_soon (AxleDuplicates *self);

/* A store's error as app's own. */
static void
return_error (GTask  *task,
              GError *cause)
{
  GError *error = NULL;

  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
}

/* Comparing. */

static gboolean
compare_job (AxleStore     *store,
             GTask         *task,
             gpointer       data,
             GCancellable  *cancellable)
{
  GError *error = NULL;
  guint n_left;

  if (axle_store_next_duplicates (store, SLICE, &n_left, &error))
    g_task_return_int (task, n_left);
  else
    return_error (task, error);
  return FALSE;
}

void
axle_duplicates_compare_async (AxleWorkstation     *workstation,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);

  axle_workstation_run (workstation, AXLE_JOB_LONG, task, compare_job, NULL);
}

gint64
axle_duplicates_compare_finish (AxleWorkstation  *workstation,
                                GAsyncResult     *result,
                                GError          **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
compare (AxleDuplicates *self);

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(AxleDuplicates) self = data;
  g_autoptr(GError) error = NULL;
  gint64 n_left = axle_duplicates_compare_finish (AXLE_WORKSTATION (source), result, &error);

  self->comparing = FALSE;
  if (error != NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Customers cannot be compared: %s", error->message);
      return;
    }
  self->n_left = (guint) n_left;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
  refresh_soon (self);
  if (n_left > 0)
    compare (self);
}

static void
compare (AxleDuplicates *self)
{
  if (self->comparing || axle_workstation_is_read_only (self->workstation) || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->comparing = TRUE;
  axle_duplicates_compare_async (self->workstation, self->cancellable, compared_cb, g_object_ref (self));
}

/* Reading the list. */

typedef struct
{
  guint      n_pairs;
  guint      n_left;
  GPtrArray *list;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->list, g_ptr_array_unref);
  g_free (reading);
}

static gboolean
read_job (AxleStore     *store,
          GTask         *task,
          gpointer       data,
          GCancellable  *cancellable)
{
  Reading *reading = g_new0 (Reading, 1);
  GError *error = NULL;

  reading->list = axle_store_list_duplicates (store, AXLE_MATCH_PROPOSED, AXLE_DUPLICATES_LIMIT, &error);
  if (reading->list != NULL &&
      axle_store_count_duplicates (store, AXLE_MATCH_PROPOSED, &reading->n_pairs, &reading->n_left, &error))
    {
      g_task_return_pointer (task, reading, free_reading);
      return FALSE;
    }
  free_reading (reading);
  return_error (task, error);
  return FALSE;
}

static GPtrArray *
make_items (GPtrArray *duplicates)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < duplicates->len; i++)
    g_ptr_array_add (items, axle_duplicate_item_new (g_steal_pointer (&duplicates->pdata[i])));
  g_ptr_array_set_free_func (duplicates, NULL);
  return items;
}

static void
show (AxleDuplicates *self,
      Reading        *reading)
{
  g_autoptr(GPtrArray) items = make_items (reading->list);

  self->n_left = reading->n_left;
  self->n_due = MAX (self->n_due, self->n_left);
  if (self->n_left == 0)
    self->n_due = 0;
  axle_renew_list (self->list, items, axle_duplicate_item_same);
  if (self->n_pairs != reading->n_pairs)
    {
      self->n_pairs = reading->n_pairs;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_PAIRS]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
  if (self->n_left > 0)
    compare (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  AxleDuplicates *self = AXLE_DUPLICATES (source);
  g_autoptr(GError) error = NULL;
  Reading *reading = g_task_propagate_pointer (G_TASK (result), &error);

  self->reading = FALSE;
  if (reading != NULL && !g_cancellable_is_cancelled (self->cancellable))
    show (self, reading);
  else if (reading == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Duplicates cannot be listed: %s", error->message);
  g_clear_pointer (&reading, free_reading);
  if (self->read_again && !g_cancellable_is_cancelled (self->cancellable))
    refresh (self);
}

static void
refresh (AxleDuplicates *self)
{
  g_autoptr(GTask) task = NULL;

  self->read_again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  axle_workstation_browse (self->workstation, AXLE_JOB_NORMAL, task, read_job, NULL);
}

static gboolean
refresh_cb (gpointer data)
{
  AxleDuplicates *self = data;

  self->refreshing = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (AxleDuplicates *self)
{
  if (self->refreshing == 0)
    self->refreshing = g_timeout_add (self->n_left > 0 ? REFRESH_MILLISECONDS : 0, refresh_cb, self);
}

static void
changed_cb (AxleDuplicates *self,
            AxleChangeSet  *changes)
{
  static const AxleEntity *const entities[] = {
    &axle_customer_entity, &axle_vehicle_entity, &axle_ownership_entity, &axle_distinction_entity,
  };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (axle_change_set_has_kind (changes, entities[i]))
      {
        refresh_soon (self);
        return;
      }
}

/* The object. */

static void
axle_duplicates_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *spec)
{
  AxleDuplicates *self = AXLE_DUPLICATES (object);

  switch (id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, axle_duplicates_get_progress (self));
      break;
    case PROP_N_PAIRS:
      g_value_set_uint (value, self->n_pairs);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
axle_duplicates_dispose (GObject *object)
{
  AxleDuplicates *self = AXLE_DUPLICATES (object);

  g_clear_handle_id (&self->refreshing, g_source_remove);
  g_clear_object (&self->list);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_duplicates_parent_class)->dispose (object);
}

static void
axle_duplicates_class_init (AxleDuplicatesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = axle_duplicates_get_property;
  object_class->dispose = axle_duplicates_dispose;
  props[PROP_PROGRESS] =
    g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_N_PAIRS] =
    g_param_spec_uint ("n-pairs", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
axle_duplicates_init (AxleDuplicates *self)
{
  self->list = g_list_store_new (AXLE_TYPE_DUPLICATE_ITEM);
  self->cancellable = g_cancellable_new ();
}

/**
 * axle_duplicates_new:
 * @workstation: the desk
 *
 * Begins to compare whoever changed. Whoever made it ends it with axle_duplicates_stop().
 */
AxleDuplicates *
axle_duplicates_new (AxleWorkstation *workstation)
{
  AxleDuplicates *self = g_object_new (AXLE_TYPE_DUPLICATES, NULL);

  self->workstation = g_object_ref (workstation);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return self;
}

void
axle_duplicates_stop (AxleDuplicates *self)
{
  g_clear_handle_id (&self->refreshing, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

GListModel *
axle_duplicates_get_list (AxleDuplicates *self)
{
  return G_LIST_MODEL (self->list);
}

guint
axle_duplicates_get_n_pairs (AxleDuplicates *self)
{
  return self->n_pairs;
}

double
axle_duplicates_get_progress (AxleDuplicates *self)
{
  return self->n_due > 0 ? 1 - (double) self->n_left / self->n_due : 1;
}

gboolean
axle_duplicates_may_decide (AxleDuplicates *self)
{
  return !axle_workstation_is_read_only (self->workstation) &&
         axle_workstation_may (self->workstation, AXLE_RIGHT_CUSTOMERS_MERGE);
}

/* Telling apart. */

/* One that was taken back is there, deleted. */
static void
tell_apart (AxleWorkstation  *workstation,
            const AxleRecord *distinction,
            GPtrArray        *changes)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (workstation, &axle_distinction_entity, &distinction->id);

  if (before == NULL)
    axle_change_list_add_between (changes, NULL, distinction);
  else
    axle_change_list_add_action (changes, before, AXLE_CHANGE_RESTORE);
}

void
axle_duplicates_tell_apart_async (AxleWorkstation     *workstation,
                                  const AxleId        *customer,
                                  const AxleId        *other,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(AxleRecord) distinction = axle_distinction_new (customer, other);
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  tell_apart (workstation, distinction, changes);
  axle_workstation_save_async (workstation, _("Told apart"), changes, cancellable, callback, user_data);
}

/* While typing. */

typedef struct
{
  AxleRecord *customer;
  GPtrArray  *vehicles;
} Typed;

static void
free_typed (gpointer data)
{
  Typed *typed = data;

  axle_record_unref (typed->customer);
  g_ptr_array_unref (typed->vehicles);
  g_free (typed);
}

static gboolean
similar_job (AxleStore     *store,
             GTask         *task,
             gpointer       data,
             GCancellable  *cancellable)
{
  Typed *typed = data;
  GError *error = NULL;
  g_autoptr(GPtrArray) found = axle_store_find_similar (store, typed->customer, typed->vehicles, SIMILAR_LIMIT, &error);

  if (found != NULL)
    g_task_return_pointer (task, make_items (found), (GDestroyNotify) g_ptr_array_unref);
  else
    return_error (task, error);
  return FALSE;
}

void
axle_duplicates_find_similar_async (AxleWorkstation     *workstation,
                                    const AxleRecord    *customer,
                                    GPtrArray           *vehicles,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Typed *typed = g_new0 (Typed, 1);

  /* What is typed goes on changing; this is how it was. */
  typed->customer = axle_record_copy (customer);
  typed->vehicles = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = 0; vehicles != NULL && i < vehicles->len; i++)
    g_ptr_array_add (typed->vehicles, axle_record_copy (vehicles->pdata[i]));
  g_task_set_task_data (task, typed, free_typed);
  axle_workstation_browse (workstation, AXLE_JOB_NORMAL, task, similar_job, typed);
}

static gboolean
find_of_job (AxleStore     *store,
             GTask         *task,
             gpointer       data,
             GCancellable  *cancellable)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) found = axle_store_list_duplicates_of (store, data, AXLE_MATCH_PROPOSED, SIMILAR_LIMIT, &error);

  if (found != NULL)
    g_task_return_pointer (task, make_items (found), (GDestroyNotify) g_ptr_array_unref);
  else
    return_error (task, error);
  return FALSE;
}

void
axle_duplicates_find_of_async (AxleWorkstation     *workstation,
                               const AxleId        *customer,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  AxleId *asked = g_memdup2 (customer, sizeof *customer);

  g_task_set_task_data (task, asked, g_free);
  axle_workstation_browse (workstation, AXLE_JOB_NORMAL, task, find_of_job, asked);
}

GPtrArray *
axle_duplicates_find_similar_finish (AxleWorkstation  *workstation,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
