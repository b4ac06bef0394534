/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/my-day.h"

#include <glib/gi18n-lib.h>

#include "app/change-set.h"
#include "app/contact-budget.h"
#include "app/followup.h"
#include "app/my-day-private.h"
#include "app/renew-list.h"
#include "app/workstation-private.h"
#include "core/followup/task.h"
#include "core/insight/rule.h"
#include "core/organisation/organisation.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "store/tasks.h"

/* Nobody works through more in a day; when these are done the rest come. */
#define LIMIT 300

/* How many days ahead one looks. */
#define COMING_DAYS 8

/* How soon a task that becomes late is shown so. */
#define TICK_S 60

static const char * const titles[AXLE_DAY_N_GROUPS] = {
  [AXLE_DAY_OVERDUE] = N_("Overdue"),
  [AXLE_DAY_TODAY] = N_("Today"),
  [AXLE_DAY_ESCALATED] = N_("Late at Others"),
  [AXLE_DAY_NOBODY] = N_("Nobody’s Yet"),
  [AXLE_DAY_COMING] = N_("Coming"),
  [AXLE_DAY_HELD] = N_("Held Back"),
};

struct _AxleMyDay
{
  GObject          parent_instance;
  AxleWorkstation *workstation;
  GListStore      *items;
  guint            counts[AXLE_DAY_N_GROUPS];
  guint            refreshing;
  guint            tick;
};

G_DEFINE_FINAL_TYPE (AxleMyDay, axle_my_day, G_TYPE_OBJECT)

const char *
axle_day_group_get_title (AxleDayGroup self)
{
  return _(titles[self]);
}

/* Listing. */

typedef struct
{
  AxleWorkstation *workstation;
  AxleLadder       ladder;
  gint64           now;
  gint64           tomorrow;
  GHashTable      *owners;  /* AxleId → AxleRecord of staff, or nothing */
  AxleRecord      *role;    /* of who is signed in; NULL for none */
  GPtrArray       *groups[AXLE_DAY_N_GROUPS];
} Listing;

static void
free_record (gpointer record)
{
  if (record != NULL)
    axle_record_unref (record);
}

static void
begin (Listing         *listing,
       AxleWorkstation *workstation)
{
  AxleId role = workstation->staff != NULL ? axle_record_get_id (workstation->staff, AXLE_STAFF_ROLE) : AXLE_ID_NONE;

  listing->workstation = workstation;
  axle_workstation_init_ladder (workstation, &listing->ladder);
  listing->now = axle_host_now (axle_host_get_default ());
  listing->tomorrow = axle_opening_midnight (&listing->ladder.opening, listing->now, 1);
  listing->owners = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, free_record);
  listing->role = axle_workstation_get_record (workstation, &axle_role_entity, &role);
  for (guint i = 0; i < AXLE_DAY_N_GROUPS; i++)
    listing->groups[i] = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Returns: (transfer full) (element-type AxleTaskItem): all groups after each other */
static GPtrArray *
end (Listing *listing,
     guint    counts[AXLE_DAY_N_GROUPS])
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < AXLE_DAY_N_GROUPS; i++)
    {
      counts[i] = listing->groups[i]->len;
      g_ptr_array_extend_and_steal (items, listing->groups[i]);
    }
  g_hash_table_unref (listing->owners);
  g_clear_pointer (&listing->role, axle_record_unref);
  return items;
}

static AxleRecord *
find_owner (Listing      *listing,
            const AxleId *staff)
{
  gpointer owner;

  if (g_hash_table_lookup_extended (listing->owners, staff, NULL, &owner))
    return owner;
  owner = axle_workstation_get_record (listing->workstation, &axle_staff_entity, staff);
  g_hash_table_insert (listing->owners, g_memdup2 (staff, sizeof *staff), owner);
  return owner;
}

static gboolean
is_there (Listing          *listing,
          const AxleRecord *task)
{
  AxleId id = axle_record_get_id (task, AXLE_TASK_CUSTOMER);
  g_autoptr(AxleRecord) customer = axle_workstation_get_record (listing->workstation, &axle_customer_entity, &id);

  return customer != NULL && !customer->deleted;
}

static void
add (Listing    *listing,
     AxleRecord *task)
{
  AxleRecord *viewer = listing->workstation->staff;
  AxleId staff = axle_record_get_id (task, AXLE_TASK_STAFF);
  AxleRecord *owner = find_owner (listing, &staff);
  gint64 due = axle_record_get_integer (task, AXLE_TASK_DUE);
  AxleEscalation reached = axle_ladder_find (&listing->ladder, due, listing->now);
  AxleContactHold hold;
  AxleDayGroup group;

  if (!is_there (listing, task))
    return;
  hold = axle_contact_budget_judge_task (listing->workstation, task);
  if (axle_id_is_none (&staff) || owner == NULL)
    group = AXLE_DAY_NOBODY;
  else if (viewer == NULL || !axle_id_equal (&staff, &viewer->id))
    group = AXLE_DAY_ESCALATED;
  else
    group = due < listing->now ? AXLE_DAY_OVERDUE : due < listing->tomorrow ? AXLE_DAY_TODAY : AXLE_DAY_COMING;
  if (group == AXLE_DAY_ESCALATED && (viewer == NULL || !axle_ladder_concerns (reached, owner, viewer, listing->role)))
    return;
  /* It is late because it waits: that is nobody else's business. */
  if (hold != AXLE_CONTACT_FREE && group == AXLE_DAY_ESCALATED)
    return;
  if (hold != AXLE_CONTACT_FREE)
    group = AXLE_DAY_HELD;
  g_ptr_array_add (listing->groups[group], axle_task_item_new (listing->workstation, task, group, reached, hold));
}

static void
add_all (Listing   *listing,
         GPtrArray *tasks)
{
  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    add (listing, tasks->pdata[i]);
}

void
axle_my_day_refresh (AxleMyDay *self)
{
  AxleStore *reader = axle_workstation_get_reader (self->workstation);
  AxleRecord *viewer = axle_workstation_get_staff (self->workstation);
  g_autoptr(GPtrArray) items = NULL;
  Listing listing;

  g_clear_handle_id (&self->refreshing, g_source_remove);
  begin (&listing, self->workstation);
  if (reader != NULL && viewer != NULL)
    {
      gint64 until = axle_opening_midnight (&listing.ladder.opening, listing.now, COMING_DAYS);
      g_autoptr(GPtrArray) own = axle_store_list_tasks_of (reader, &viewer->id, until, LIMIT, NULL);
      g_autoptr(GPtrArray) late = axle_store_list_late_tasks (reader, &viewer->id, listing.now, LIMIT, NULL);
      g_autoptr(GPtrArray) nobodys = axle_store_list_tasks_of (reader, &AXLE_ID_NONE, listing.tomorrow, LIMIT, NULL);

      add_all (&listing, own);
      add_all (&listing, late);
      add_all (&listing, nobodys);
    }
  items = end (&listing, self->counts);
  axle_renew_list (self->items, items, axle_task_item_same);
}

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  gint64 one = axle_task_item_get_due (*(AxleTaskItem * const *) a);
  gint64 other = axle_task_item_get_due (*(AxleTaskItem * const *) b);

  return (one > other) - (one < other);
}

/**
 * axle_workstation_list_tasks_in:
 * @workstation: a workstation
 * @tasks: (element-type AxleRecord): tasks
 *
 * Returns: (transfer full) (element-type AxleTaskItem): the open ones of @tasks, whoever
 *   is responsible for them, the one that is due first first
 */
GPtrArray *
axle_workstation_list_tasks_in (AxleWorkstation *workstation,
                                GPtrArray       *tasks)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 now = axle_host_now (axle_host_get_default ());
  AxleLadder ladder;

  axle_workstation_init_ladder (workstation, &ladder);
  for (guint i = 0; i < tasks->len; i++)
    if (axle_task_is_open (tasks->pdata[i]))
      {
        gint64 due = axle_record_get_integer (tasks->pdata[i], AXLE_TASK_DUE);
        AxleDayGroup group = due < now ? AXLE_DAY_OVERDUE
                             : due < axle_opening_midnight (&ladder.opening, now, 1) ? AXLE_DAY_TODAY : AXLE_DAY_COMING;

        g_ptr_array_add (items, axle_task_item_new (workstation, tasks->pdata[i], group, axle_ladder_find (&ladder, due, now),
                                                    axle_contact_budget_judge_task (workstation, tasks->pdata[i])));
      }
  g_ptr_array_sort (items, compare_due);
  return items;
}

static gboolean
refresh_cb (gpointer data)
{
  AxleMyDay *self = data;

  self->refreshing = 0;
  axle_my_day_refresh (self);
  return G_SOURCE_REMOVE;
}

/* After what the screen has to do. */
static void
refresh_soon (AxleMyDay *self)
{
  if (self->refreshing == 0)
    self->refreshing = g_idle_add_full (G_PRIORITY_LOW, refresh_cb, self, NULL);
}

static void
changed_cb (AxleMyDay     *self,
            AxleChangeSet *changes)
{
  static const AxleEntity * const shown[] = {
    &axle_task_entity, &axle_contact_entity, &axle_customer_entity, &axle_vehicle_entity, &axle_staff_entity, &axle_role_entity, &axle_policy_entity,
  };

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(AxleTaskItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      axle_task_item_note_changes (item, changes);
    }
  if (axle_change_set_has_any (changes, shown, G_N_ELEMENTS (shown)))
    refresh_soon (self);
}

static gboolean
tick_cb (gpointer data)
{
  axle_my_day_refresh (data);
  return G_SOURCE_CONTINUE;
}

/* The object. */

static void
axle_my_day_dispose (GObject *object)
{
  AxleMyDay *self = AXLE_MY_DAY (object);

  g_clear_handle_id (&self->refreshing, g_source_remove);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->items);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_my_day_parent_class)->dispose (object);
}

static void
axle_my_day_class_init (AxleMyDayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_my_day_dispose;
}

static void
axle_my_day_init (AxleMyDay *self)
{
  self->items = g_list_store_new (AXLE_TYPE_TASK_ITEM);
}

AxleMyDay *
axle_my_day_new (AxleWorkstation *workstation)
{
  AxleMyDay *self = g_object_new (AXLE_TYPE_MY_DAY, NULL);

  self->workstation = g_object_ref (workstation);
  self->tick = g_timeout_add_seconds_full (G_PRIORITY_LOW, TICK_S, tick_cb, self, NULL);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "notify::staff", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  axle_my_day_refresh (self);
  return self;
}

GListModel *
axle_my_day_get_items (AxleMyDay *self)
{
  return G_LIST_MODEL (self->items);
}

guint
axle_my_day_count (AxleMyDay    *self,
                   AxleDayGroup  group)
{
  return self->counts[group];
}
