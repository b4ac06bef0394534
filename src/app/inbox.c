/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/inbox.h"

#include <glib/gi18n-lib.h>

#include "app/change-set.h"
#include "app/inbox-private.h"
#include "app/other-times.h"
#include "app/renew-list.h"
#include "app/workstation-private.h"
#include "core/appointment/busy.h"
#include "core/change-list.h"
#include "core/history/history.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"

/* How many decisions are listed. */
#define DECIDED_LIMIT 100

struct _AxleInbox
{
  GObject          parent_instance;
  AxleWorkstation *workstation;
  GListStore      *open;
  GListStore      *decided;
  guint            refreshing;
};

G_DEFINE_FINAL_TYPE (AxleInbox, axle_inbox, G_TYPE_OBJECT)

/* Listing. */

static gboolean
same_item (gpointer a,
           gpointer b)
{
  return axle_inbox_item_same (a, b);
}

/* A record that the server refused to make is one entry, however often it was edited
 * since: the one of its making, which is its first. */
static gboolean
is_told_by_making (GPtrArray          *conflicts,
                   const AxleConflict *conflict)
{
  for (guint i = 0; conflict->held && i < conflicts->len; i++)
    {
      const AxleConflict *other = conflicts->pdata[i]; /* NULL once it is taken */

      if (other != NULL && other->held && other->number < conflict->number && other->operation == conflict->operation &&
          axle_id_equal (&other->change->record, &conflict->change->record))
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
make_items (AxleWorkstation *workstation,
            GPtrArray       *conflicts)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    if (is_told_by_making (conflicts, conflicts->pdata[i]))
      axle_conflict_free (g_steal_pointer (&conflicts->pdata[i]));
    else
      g_ptr_array_add (items, axle_inbox_item_new (workstation, g_steal_pointer (&conflicts->pdata[i])));
  if (conflicts != NULL)
    g_ptr_array_set_free_func (conflicts, NULL);
  return items;
}

/* Those of a record stand together, where its latest stands. */
static void
put_together (GPtrArray *items)
{
  for (guint i = 0; i + 1 < items->len; i++)
    {
      guint next = i + 1;

      for (guint j = i + 1; j < items->len; j++)
        if (axle_id_equal (axle_inbox_item_get_record (items->pdata[i]), axle_inbox_item_get_record (items->pdata[j])))
          {
            gpointer item = g_ptr_array_steal_index (items, j);

            g_ptr_array_insert (items, (int) next++, item);
          }
      i = next - 1;
    }
}

void
axle_inbox_refresh (AxleInbox *self)
{
  AxleStore *reader = axle_workstation_get_reader (self->workstation);
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GPtrArray) decided = NULL;
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GPtrArray) past = NULL;

  g_clear_handle_id (&self->refreshing, g_source_remove);
  if (reader == NULL)
    return;
  conflicts = axle_store_list_conflicts (reader, AXLE_INBOX_LIMIT, NULL);
  decided = axle_store_list_decided (reader, DECIDED_LIMIT, NULL);
  items = make_items (self->workstation, conflicts);
  past = make_items (self->workstation, decided);
  put_together (items);
  axle_renew_list (self->open, items, same_item);
  axle_renew_list (self->decided, past, same_item);
}

static gboolean
refresh_cb (gpointer data)
{
  AxleInbox *self = data;

  self->refreshing = 0;
  axle_inbox_refresh (self);
  return G_SOURCE_REMOVE;
}

/* After what the screen has to do: a feed that brings much is not read again and again. */
static void
refresh_soon (AxleInbox *self)
{
  if (self->refreshing == 0)
    self->refreshing = g_idle_add_full (G_PRIORITY_LOW, refresh_cb, self, NULL);
}

static gboolean
is_touched (GListModel    *items,
            AxleChangeSet *changes)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(AxleInboxItem) item = g_list_model_get_item (items, i);

      if (axle_change_set_has_record (changes, axle_inbox_item_get_entity (item), axle_inbox_item_get_record (item)))
        return TRUE;
    }
  return FALSE;
}

static void
changed_cb (AxleInbox     *self,
            AxleChangeSet *changes)
{
  if (axle_change_set_has_kind (changes, &axle_history_entity) || axle_change_set_has_kind (changes, &axle_staff_entity) ||
      is_touched (G_LIST_MODEL (self->open), changes) || is_touched (G_LIST_MODEL (self->decided), changes))
    refresh_soon (self);
}

/* The object. */

static void
axle_inbox_dispose (GObject *object)
{
  AxleInbox *self = AXLE_INBOX (object);

  g_clear_handle_id (&self->refreshing, g_source_remove);
  g_clear_object (&self->open);
  g_clear_object (&self->decided);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_inbox_parent_class)->dispose (object);
}

static void
axle_inbox_class_init (AxleInboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_inbox_dispose;
}

static void
axle_inbox_init (AxleInbox *self)
{
  self->open = g_list_store_new (AXLE_TYPE_INBOX_ITEM);
  self->decided = g_list_store_new (AXLE_TYPE_INBOX_ITEM);
}

AxleInbox *
axle_inbox_new (AxleWorkstation *workstation)
{
  AxleInbox *self = g_object_new (AXLE_TYPE_INBOX, NULL);

  self->workstation = g_object_ref (workstation);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "notify::attention", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  axle_inbox_refresh (self);
  return self;
}

AxleWorkstation *
axle_inbox_get_workstation (AxleInbox *self)
{
  return self->workstation;
}

GListModel *
axle_inbox_get_open (AxleInbox *self)
{
  return G_LIST_MODEL (self->open);
}

GListModel *
axle_inbox_get_decided (AxleInbox *self)
{
  return G_LIST_MODEL (self->decided);
}

/**
 * axle_workstation_list_conflicts:
 * @workstation: a workstation
 * @record: one record
 *
 * Returns: (transfer full) (element-type AxleInboxItem): its conflicts, also those
 *   that were decided; the latest first
 */
GPtrArray *
axle_workstation_list_conflicts (AxleWorkstation *workstation,
                                 const AxleId    *record)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_autoptr(GPtrArray) conflicts = reader != NULL ? axle_store_list_conflicts_of (reader, record, NULL) : NULL;

  return make_items (workstation, conflicts);
}

static const char *
needed_right (AxleInboxItem *item)
{
  return axle_rights_needed (axle_inbox_item_get_entity (item), AXLE_CHANGE_SET);
}

gboolean
axle_inbox_may_decide (AxleInbox     *self,
                       AxleInboxItem *item)
{
  return !axle_workstation_is_read_only (self->workstation) &&
         axle_workstation_may (self->workstation, needed_right (item));
}

/* What was typed here on top of what is there now. */

static void
lay_over (const AxleConflict *conflict,
          AxleRecord         *record)
{
  const AxleFieldChange *own;

  if (conflict->field < 0)
    {
      axle_change_overlay (conflict->change, record);
      return;
    }
  own = axle_change_find_field (conflict->change, (guint) conflict->field);
  if (own != NULL)
    axle_record_set (record, (guint) conflict->field, &own->after);
}

AxleRecord *
axle_inbox_dup_edited (AxleInbox     *self,
                       AxleInboxItem *item)
{
  const AxleConflict *conflict = axle_inbox_item_get_conflict (item);
  g_autoptr(AxleRecord) current =
    axle_workstation_get_record (self->workstation, conflict->change->entity, &conflict->change->record);
  AxleRecord *edited;

  if (current == NULL || current->deleted)
    return NULL;
  edited = axle_record_copy (current);
  lay_over (conflict, edited);
  return edited;
}

/* Putting back. */

typedef struct
{
  AxleRecord *before;
  AxleRecord *after;
} Pair;

static void
free_pair (gpointer data)
{
  Pair *pair = data;

  g_clear_pointer (&pair->before, axle_record_unref);
  axle_record_unref (pair->after);
  g_free (pair);
}

/* Several fields of one record go back in one change. */
static Pair *
find_pair (AxleInbox          *self,
           GPtrArray          *pairs,
           const AxleConflict *conflict)
{
  const AxleChange *change = conflict->change;
  Pair *pair;

  for (guint i = 0; i < pairs->len; i++)
    {
      pair = pairs->pdata[i];
      if (axle_id_equal (&pair->after->id, &change->record))
        return pair;
    }
  pair = g_new0 (Pair, 1);
  pair->before = axle_workstation_get_record (self->workstation, change->entity, &change->record);
  pair->after = pair->before != NULL ? axle_record_copy (pair->before) : axle_record_new (change->entity, &change->record);
  if (pair->before == NULL)
    pair->after->scope = change->scope;
  g_ptr_array_add (pairs, pair);
  return pair;
}

static void
add_pair (GPtrArray  *changes,
          const Pair *pair,
          AxleStore  *reader)
{
  gboolean was_deleted = pair->before != NULL && pair->before->deleted;

  if (was_deleted && !pair->after->deleted)
    axle_change_list_add_action (changes, pair->before, AXLE_CHANGE_RESTORE);
  if (axle_appointment_add_change (changes, pair->before, pair->after) == NULL &&
      axle_store_is_refused (reader, &pair->after->id))
    axle_change_list_add_action (changes, pair->after, AXLE_CHANGE_SET); /* what is shown is sent as it is */
  if (!was_deleted && pair->after->deleted)
    axle_change_list_add_action (changes, pair->after, AXLE_CHANGE_DELETE);
}

/* To send a change to a record that somebody deleted is to want the record back. */
static void
lay_refused (const AxleConflict *conflict,
             AxleRecord         *record)
{
  axle_change_overlay (conflict->change, record);
  if (conflict->change->action == AXLE_CHANGE_SET)
    record->deleted = FALSE;
}

static GPtrArray *
collect_changes (AxleInbox *self,
                 GPtrArray *items)
{
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func (free_pair);
  GPtrArray *changes = axle_change_list_new ();

  /* The latest stands first, and what was typed last is what is meant. */
  for (guint i = items->len; i-- > 0;)
    {
      const AxleConflict *conflict = axle_inbox_item_get_conflict (items->pdata[i]);
      Pair *pair = find_pair (self, pairs, conflict);

      if (conflict->field >= 0)
        axle_record_set (pair->after, (guint) conflict->field, &conflict->lost);
      else
        lay_refused (conflict, pair->after);
    }
  for (guint i = 0; i < pairs->len; i++)
    add_pair (changes, pairs->pdata[i], axle_workstation_get_reader (self->workstation));
  return changes;
}

/* Deciding. */

typedef struct
{
  AxleInbox    *inbox;
  GPtrArray    *items;
  GPtrArray    *conflicts;
  GPtrArray    *changes;
  AxleDecision  decision;
  AxleId        staff;
  gint64        operation;
  gboolean      continues;
  char         *title;
} Deciding;

static void
free_deciding (gpointer data)
{
  Deciding *deciding = data;

  g_object_unref (deciding->inbox);
  g_ptr_array_unref (deciding->conflicts);
  g_ptr_array_unref (deciding->items);
  g_clear_pointer (&deciding->changes, g_ptr_array_unref);
  g_free (deciding->title);
  g_free (deciding);
}

static gboolean
decide_job (AxleStore    *store,
            GTask        *task,
            gpointer      data,
            GCancellable *cancellable)
{
  Deciding *deciding = data;
  GError *cause = NULL;
  GError *error = NULL;

  if (axle_store_decide (store, deciding->conflicts, deciding->decision, &deciding->staff, deciding->changes,
                         &deciding->operation, &cause))
    g_task_return_boolean (task, TRUE);
  else
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
    }
  return G_SOURCE_REMOVE;
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Deciding *deciding = g_task_get_task_data (G_TASK (result));
  AxleInbox *self = deciding->inbox;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->workstation != NULL)
    {
      axle_workstation_remember (self->workstation, &deciding->staff, deciding->continues ? 0 : deciding->operation,
                                 deciding->title);
      axle_inbox_refresh (self);
    }
  g_task_set_task_data (task, g_memdup2 (&deciding->operation, sizeof deciding->operation), g_free);
  g_task_return_boolean (task, TRUE);
}

static gboolean
check_all (AxleInbox  *self,
           GPtrArray  *items,
           GPtrArray  *changes,
           GError    **error)
{
  if (!axle_workstation_check_writable (self->workstation, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (!axle_workstation_check_right (self->workstation, needed_right (items->pdata[i]), error))
      return FALSE;
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    if (!axle_workstation_check_change (self->workstation, changes->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Takes @changes and @title. */
static void
decide (AxleInbox           *self,
        GPtrArray           *items,
        AxleDecision         decision,
        GPtrArray           *changes,
        gint64               operation,
        char                *title,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Deciding *deciding = g_new0 (Deciding, 1);
  g_autoptr(GTask) inner = g_task_new (self->workstation, NULL, decided_cb, task);
  GError *error = NULL;

  g_task_set_check_cancellable (task, FALSE);
  deciding->inbox = g_object_ref (self);
  deciding->items = g_ptr_array_new_with_free_func (g_object_unref);
  deciding->conflicts = g_ptr_array_new ();
  deciding->changes = changes;
  deciding->decision = decision;
  deciding->staff = axle_workstation_get_staff_id (self->workstation);
  deciding->operation = operation;
  deciding->continues = operation != 0;
  deciding->title = title;
  for (guint i = 0; i < items->len; i++)
    {
      g_ptr_array_add (deciding->items, g_object_ref (items->pdata[i]));
      g_ptr_array_add (deciding->conflicts, (gpointer) axle_inbox_item_get_conflict (items->pdata[i]));
    }
  g_task_set_task_data (inner, deciding, free_deciding);
  if (!check_all (self, items, changes, &error))
    {
      g_task_return_error (inner, error);
      return;
    }
  if (changes != NULL)
    axle_workstation_sign_changes (self->workstation, changes);
  axle_workstation_run (self->workstation, AXLE_JOB_URGENT, inner, decide_job, deciding);
}

void
axle_inbox_keep_async (AxleInbox           *self,
                       GPtrArray           *items,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  char *title = g_strdup_printf (ngettext ("%u conflict left as it stands", "%u conflicts left as they stand", items->len),
                                 items->len);

  decide (self, items, AXLE_DECISION_KEPT, NULL, 0, title, cancellable, callback, user_data);
}

void
axle_inbox_restore_async (AxleInbox           *self,
                          GPtrArray           *items,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  char *title = g_strdup_printf (ngettext ("%u conflict put back", "%u conflicts put back", items->len), items->len);

  decide (self, items, AXLE_DECISION_RESTORED, collect_changes (self, items), 0, title, cancellable, callback, user_data);
}

AxleRecord *
axle_inbox_dup_refused (AxleInbox     *self,
                        AxleInboxItem *item)
{
  const AxleConflict *conflict = axle_inbox_item_get_conflict (item);
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func (free_pair);
  Pair *pair = find_pair (self, pairs, conflict);

  lay_refused (conflict, pair->after);
  return axle_record_ref (pair->after);
}

/* An appointment, at @slot or, where it was, with a reason. */
static void
send_elsewhere (AxleInbox           *self,
                AxleInboxItem       *item,
                const AxleSlot      *slot,
                const char          *reason,
                const char          *title,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  const AxleConflict *conflict = axle_inbox_item_get_conflict (item);
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func (free_pair);
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  GPtrArray *changes = axle_change_list_new ();
  Pair *pair = find_pair (self, pairs, conflict);

  lay_refused (conflict, pair->after);
  if (slot != NULL)
    axle_other_times_take (pair->after, slot);
  axle_record_set_text (pair->after, AXLE_APPOINTMENT_OVERRIDE, reason);
  add_pair (changes, pair, axle_workstation_get_reader (self->workstation));
  g_ptr_array_add (items, item);
  decide (self, items, AXLE_DECISION_EDITED, changes, 0, g_strdup (title), cancellable, callback, user_data);
}

void
axle_inbox_book_async (AxleInbox           *self,
                       AxleInboxItem       *item,
                       const AxleSlot      *slot,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  send_elsewhere (self, item, slot, NULL, _("Booked at another time"), cancellable, callback, user_data);
}

void
axle_inbox_overbook_async (AxleInbox           *self,
                           AxleInboxItem       *item,
                           const char          *reason,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  send_elsewhere (self, item, NULL, reason, _("Overbooked"), cancellable, callback, user_data);
}

void
axle_inbox_edited_async (AxleInbox           *self,
                         AxleInboxItem       *item,
                         gint64               operation,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new ();

  g_ptr_array_add (items, item);
  decide (self, items, AXLE_DECISION_EDITED, NULL, operation, NULL, cancellable, callback, user_data);
}

/**
 * axle_inbox_decide_finish:
 * @self: an inbox
 * @result: what the callback got
 * @operation: (out) (optional): what undo takes
 * @error: return location
 *
 * Returns: whether it is decided
 */
gboolean
axle_inbox_decide_finish (AxleInbox     *self,
                          GAsyncResult  *result,
                          gint64        *operation,
                          GError       **error)
{
  const gint64 *decided = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  if (operation != NULL)
    *operation = decided != NULL ? *decided : 0;
  return g_task_propagate_boolean (G_TASK (result), error);
}
