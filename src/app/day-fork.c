/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/day-fork-private.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/busy.h"
#include "core/appointment/leave.h"
#include "core/appointment/resource.h"
#include "store/appointments.h"

/* One thing that was done, and what it did it to. */
typedef struct
{
  AxleId          id;
  AxleRearranged *was;  /* NULL where nothing was different */
  AxleRearranged *is;   /* NULL where nothing is any more */
} Step;

G_DEFINE_FINAL_TYPE (AxleDayFork, axle_day_fork, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
step_free (gpointer data)
{
  Step *self = data;

  g_clear_pointer (&self->was, axle_rearranged_free);
  g_clear_pointer (&self->is, axle_rearranged_free);
  g_free (self);
}

/* Steps. */

static AxleRearranged *
copy_entry (const AxleRearranged *entry)
{
  return entry != NULL ? axle_rearranged_new (entry->before, entry->after) : NULL;
}

static void
set_entry (AxleDayFork          *self,
           const AxleId         *id,
           const AxleRearranged *entry)
{
  if (entry != NULL)
    g_hash_table_insert (self->entries, g_memdup2 (id, sizeof *id), copy_entry (entry));
  else
    g_hash_table_remove (self->entries, id);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Takes @is. */
static void
take_step (AxleDayFork    *self,
           const AxleId   *id,
           AxleRearranged *is)
{
  Step *step = g_new0 (Step, 1);

  step->id = *id;
  step->was = copy_entry (g_hash_table_lookup (self->entries, id));
  step->is = is;
  g_ptr_array_set_size (self->steps, (int) self->n_done);
  g_ptr_array_add (self->steps, step);
  self->n_done = self->steps->len;
  set_entry (self, id, is);
}

gboolean
axle_day_fork_can_undo (AxleDayFork *self)
{
  return self->n_done > 0;
}

gboolean
axle_day_fork_can_redo (AxleDayFork *self)
{
  return self->n_done < self->steps->len;
}

void
axle_day_fork_undo (AxleDayFork *self)
{
  const Step *step;

  if (!axle_day_fork_can_undo (self))
    return;
  step = self->steps->pdata[--self->n_done];
  set_entry (self, &step->id, step->was);
}

void
axle_day_fork_redo (AxleDayFork *self)
{
  const Step *step;

  if (!axle_day_fork_can_redo (self))
    return;
  step = self->steps->pdata[self->n_done++];
  set_entry (self, &step->id, step->is);
}

/* The object. */

static void
changed_cb (AxleDayFork   *self,
            AxleChangeSet *changes)
{
  if (g_hash_table_size (self->entries) > 0 && axle_change_set_has_kind (changes, &axle_appointment_entity))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
axle_day_fork_finalize (GObject *object)
{
  AxleDayFork *self = AXLE_DAY_FORK (object);

  g_hash_table_unref (self->entries);
  g_ptr_array_unref (self->steps);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_day_fork_parent_class)->finalize (object);
}

static void
axle_day_fork_class_init (AxleDayForkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_day_fork_finalize;
  signals[CHANGED] = g_signal_new ("changed", AXLE_TYPE_DAY_FORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
axle_day_fork_init (AxleDayFork *self)
{
  self->entries = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free,
                                         (GDestroyNotify) axle_rearranged_free);
  self->steps = g_ptr_array_new_with_free_func (step_free);
}

AxleDayFork *
axle_day_fork_new (AxleWorkstation *workstation)
{
  AxleDayFork *self = g_object_new (AXLE_TYPE_DAY_FORK, NULL);

  self->workstation = g_object_ref (workstation);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* What is done. */

void
axle_day_fork_put (AxleDayFork      *self,
                   const AxleRecord *before,
                   const AxleRecord *after)
{
  const AxleRearranged *known = g_hash_table_lookup (self->entries, &after->id);

  /* What it was when it was touched first: @before may come from here. */
  take_step (self, &after->id, axle_rearranged_new (known != NULL ? known->before : before, after));
}

static gboolean
is_leave_of (AxleDayFork      *self,
             const AxleRecord *record,
             const AxleId     *who,
             const AxleDate   *date)
{
  AxleId staff, resource;
  AxleDate since;

  if (record->entity != &axle_leave_entity)
    return FALSE;
  staff = axle_record_get_id (record, AXLE_LEAVE_STAFF);
  resource = axle_record_get_id (record, AXLE_LEAVE_RESOURCE);
  since = axle_date_from_time (axle_record_get_integer (record, AXLE_LEAVE_SINCE), axle_workstation_get_zone (self->workstation));
  return (axle_id_equal (&staff, who) || axle_id_equal (&resource, who)) && axle_date_compare (&since, date) == 0;
}

static const AxleRearranged *
find_away (AxleDayFork    *self,
           const AxleId   *who,
           const AxleDate *date)
{
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    if (is_leave_of (self, ((AxleRearranged *) entry)->after, who, date))
      return entry;
  return NULL;
}

gboolean
axle_day_fork_is_away (AxleDayFork    *self,
                       const AxleId   *who,
                       const AxleDate *date)
{
  return find_away (self, who, date) != NULL;
}

static AxleRecord *
new_leave (AxleDayFork      *self,
           const AxleRecord *who,
           const AxleDate   *date)
{
  GTimeZone *zone = axle_workstation_get_zone (self->workstation);
  AxleDate next = axle_date_add_days (date, 1);
  AxleRecord *leave = axle_customer_draft_new (self->workstation, &axle_leave_entity);
  gboolean thing = who->entity == &axle_resource_entity;

  axle_record_set_id (leave, thing ? AXLE_LEAVE_RESOURCE : AXLE_LEAVE_STAFF, &who->id);
  axle_record_set_text (leave, AXLE_LEAVE_KIND, thing ? "maintenance" : "ill");
  axle_record_set_integer (leave, AXLE_LEAVE_SINCE, axle_date_get_time (date, 0, zone));
  axle_record_set_integer (leave, AXLE_LEAVE_UNTIL, axle_date_get_time (&next, 0, zone));
  return leave;
}

void
axle_day_fork_set_away (AxleDayFork      *self,
                        const AxleRecord *who,
                        const AxleDate   *date,
                        gboolean          away)
{
  const AxleRearranged *known = find_away (self, &who->id, date);
  g_autoptr(AxleRecord) leave = NULL;

  if ((known != NULL) == away)
    return;
  if (!away)
    {
      AxleId id = known->after->id;

      take_step (self, &id, NULL);
      return;
    }
  leave = new_leave (self, who, date);
  take_step (self, &leave->id, axle_rearranged_new (NULL, leave));
}

GPtrArray *
axle_day_fork_list (AxleDayFork *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_autoptr(AxleRecord) now = axle_day_fork_load_now (self, value);

      g_ptr_array_add (list, axle_day_fork_lay_over (value, now));
    }
  return list;
}

/* Promises. */

AxleDayPlan *
axle_day_fork_plan (AxleDayFork       *self,
                    const AxleDayPlan *plan)
{
  g_autoptr(GPtrArray) list = axle_day_fork_list (self);

  return axle_day_plan_fork (plan, list);
}

GPtrArray *
axle_day_fork_compare (AxleDayFork       *self,
                       const AxleDayPlan *plan)
{
  g_autoptr(AxleDayPlan) after = axle_day_fork_plan (self, plan);

  return axle_promises_compare (plan, after);
}

/* Committing. */

/* Where there is no room for all, that is said of those who came later. */
static void
set_reason (GPtrArray  *rearranged,
            GPtrArray  *others,
            const char *reason)
{
  for (guint i = 0; i < rearranged->len; i++)
    {
      AxleRearranged *entry = rearranged->pdata[i];
      gboolean over = FALSE;

      if (entry->after->entity != &axle_appointment_entity || !axle_appointment_holds_more (entry->before, entry->after))
        continue;
      for (guint k = 0; reason != NULL && k < others->len && !over; k++)
        over = axle_rearranged_clash (entry->after, others->pdata[k]);
      axle_record_set_text (entry->after, AXLE_APPOINTMENT_OVERRIDE, over ? reason : NULL);
    }
}

/* What is there when all of it is done, as far as it matters here. */
static GPtrArray *
list_others (AxleDayFork *self,
             GPtrArray   *rearranged)
{
  AxleStore *reader = axle_workstation_get_reader (self->workstation);
  GPtrArray *others = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < rearranged->len; i++)
    {
      const AxleRecord *after = ((AxleRearranged *) rearranged->pdata[i])->after;
      g_autoptr(GPtrArray) there = after->entity == &axle_appointment_entity && reader != NULL
        ? axle_store_list_appointments (reader, axle_record_get_integer (after, AXLE_APPOINTMENT_AT), axle_appointment_get_end (after), NULL)
        : NULL;

      if (after->entity == &axle_appointment_entity)
        g_ptr_array_add (others, axle_record_copy (after));
      for (guint k = 0; there != NULL && k < there->len; k++)
        if (!g_hash_table_contains (self->entries, &((AxleRecord *) there->pdata[k])->id))
          g_ptr_array_add (others, axle_record_ref (there->pdata[k]));
    }
  return others;
}

void
axle_day_fork_commit_async (AxleDayFork         *self,
                            const char          *reason,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GPtrArray) rearranged = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_rearranged_free);
  g_autoptr(GPtrArray) others = NULL;
  g_autoptr(GPtrArray) changes = NULL;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_autoptr(AxleRecord) now = axle_day_fork_load_now (self, value);
      g_autoptr(AxleRecord) after = axle_day_fork_lay_over (value, now);

      if (now == NULL || !(now->deleted || axle_record_equal (now, after)))
        g_ptr_array_add (rearranged, axle_rearranged_new (now, after));
    }
  others = list_others (self, rearranged);
  set_reason (rearranged, others, reason);
  changes = axle_rearrange (rearranged);
  axle_workstation_save_async (self->workstation, _("Day rearranged"), changes, cancellable, callback, user_data);
}
