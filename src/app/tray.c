/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/tray.h"

#include <glib/gi18n-lib.h>

#include "app/change-set.h"
#include "app/followup.h"
#include "app/look.h"
#include "app/other-times.h"
#include "app/plan-records.h"
#include "app/renew-list.h"
#include "app/tray-private.h"
#include "core/appointment/service-item.h"
#include "core/insight/rule.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "store/appointments.h"

/* Whose turn comes later, and days that are further off, are not looked at for what became
 * free: that is work for a thread that others wait for. */
#define OFFER_LIMIT 40
#define OFFER_DAYS 14

/* How soon a clock is seen to have gone on. */
#define TICK_S 60

static const char * const titles[AXLE_TRAY_N_LISTS] = {
  [AXLE_TRAY_REQUESTS] = N_("Requests"),
  [AXLE_TRAY_WAITING] = N_("Waiting List"),
};

/* What was read. */
typedef struct
{
  GPtrArray *items[AXLE_TRAY_N_LISTS];
  GArray    *figures;
} Picture;

struct _AxleTray
{
  GObject          parent_instance;
  AxleWorkstation *workstation;
  GListStore      *items;
  Picture         *picture;   /* NULL until something was read */
  GHashTable      *offers;    /* AxleId of an appointment → AxleSlot */
  GCancellable    *reading;   /* NULL while nothing is read */
  GCancellable    *offering;  /* NULL while nothing is looked for */
  gboolean         again;     /* something changed since reading began */
  gboolean         freed;     /* something may have become free since it was looked for */
  guint            tick;
  guint            due;       /* for when the next answer is overdue; 0 where none is to come */
};

G_DEFINE_FINAL_TYPE (AxleTray, axle_tray, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* What an item tells of. */
static const AxleEntity * const shown[] = {
  &axle_request_entity, &axle_customer_entity, &axle_vehicle_entity, &axle_contact_entity, &axle_rule_entity,
};

const char *
axle_tray_list_get_title (AxleTrayList self)
{
  return _(titles[self]);
}

static void
picture_free (gpointer data)
{
  Picture *self = data;

  for (guint i = 0; i < AXLE_TRAY_N_LISTS; i++)
    g_clear_pointer (&self->items[i], g_ptr_array_unref);
  g_clear_pointer (&self->figures, g_array_unref);
  g_free (self);
}

/* Reading, on the browser's thread. */

static void
reading_free (gpointer data)
{
  AxleTrayReading *self = data;

  axle_working_days_unref (self->days);
  axle_plan_unref (self->plan);
  axle_policies_unref (self->policies);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_free (self);
}

static gboolean
make_items (Picture                *picture,
            const AxleTrayReading  *reading,
            AxleTrayList            list,
            GPtrArray              *records,
            AxleTrayItem         *(*make) (const AxleTrayReading *reading,
                                           AxleRecord            *record))
{
  picture->items[list] = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; records != NULL && i < records->len; i++)
    g_ptr_array_add (picture->items[list], make (reading, records->pdata[i]));
  return records != NULL;
}

static gboolean
read_lists (Picture          *picture,
            AxleTrayReading  *reading,
            GError          **error)
{
  g_autoptr(GPtrArray) requests = NULL;
  g_autoptr(GPtrArray) waiting = NULL;

  reading->services = axle_store_list (reading->store, &axle_service_item_entity, error);
  requests = reading->services != NULL ? axle_store_list_requests (reading->store, AXLE_TRAY_LIMIT, error) : NULL;
  if (!make_items (picture, reading, AXLE_TRAY_REQUESTS, requests, axle_tray_item_new_request))
    return FALSE;
  g_ptr_array_sort (picture->items[AXLE_TRAY_REQUESTS], axle_tray_item_compare);
  waiting = axle_store_list_waiting_list (reading->store, reading->now, AXLE_TRAY_LIMIT, error);
  if (!make_items (picture, reading, AXLE_TRAY_WAITING, waiting, axle_tray_item_new_waiting))
    return FALSE;
  picture->figures = axle_tray_read_figures (reading, AXLE_TRAY_FIGURE_DAYS, error);
  return picture->figures != NULL;
}

static gpointer
read_picture (AxleStore  *store,
              gpointer    asked,
              GError    **error)
{
  AxleTrayReading *reading = asked;
  Picture *picture = g_new0 (Picture, 1);

  reading->store = store;
  if (read_lists (picture, reading, error))
    return picture;
  picture_free (picture);
  return NULL;
}

/* What became free, on the same thread, one after the other. */

typedef struct
{
  GPtrArray    *appointments;
  AxleId        place;
  GTimeZone    *zone;
  gint64        not_before;
  AxleDayPlans *days;   /* NULL until they were read */
  guint         next;
  GHashTable   *found;
} Offering;

static void
offering_free (gpointer data)
{
  Offering *self = data;

  g_ptr_array_unref (self->appointments);
  g_time_zone_unref (self->zone);
  g_clear_pointer (&self->days, axle_day_plans_free);
  g_hash_table_unref (self->found);
  g_free (self);
}

static GHashTable *
offers_new (void)
{
  return g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, (GDestroyNotify) axle_slot_free);
}

static void
offer_next (Offering  *offering,
            AxleStore *store)
{
  const AxleRecord *appointment = offering->appointments->pdata[offering->next++];
  AxleSlot *slot = axle_other_times_find_earlier (store, offering->days, appointment, offering->not_before);

  if (slot != NULL)
    g_hash_table_insert (offering->found, g_memdup2 (&appointment->id, sizeof appointment->id), slot);
}

static gboolean
offer_job (AxleStore    *store,
           GTask        *task,
           gpointer      data,
           GCancellable *cancellable)
{
  Offering *offering = data;
  GError *cause = NULL;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (offering->days == NULL)
    offering->days = axle_day_plans_read (store, &offering->place, offering->zone, offering->not_before, OFFER_DAYS, &cause);
  if (offering->days == NULL)
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  if (offering->next < offering->appointments->len)
    {
      offer_next (offering, store);
      return G_SOURCE_CONTINUE;
    }
  g_task_return_pointer (task, g_hash_table_ref (offering->found), (GDestroyNotify) g_hash_table_unref);
  return G_SOURCE_REMOVE;
}

/* Showing. */

static AxleTrayItem *
with_offer (AxleTray     *self,
            AxleTrayItem *item)
{
  const AxleSlot *slot = g_hash_table_lookup (self->offers, &axle_tray_item_get_record (item)->id);
  AxleSlot *copy;

  if (slot == NULL)
    return g_object_ref (item);
  copy = g_memdup2 (slot, sizeof *slot);
  copy->reasons = g_ptr_array_ref (slot->reasons);
  return axle_tray_item_new_offered (item, copy, axle_host_now (axle_host_get_default ()),
                                     axle_workstation_get_zone (self->workstation));
}

/* Rows stay what they are while time goes by, so that nobody loses their place. */
static void
tell_time (AxleTray *self)
{
  AxleWorkingDays *days = axle_workstation_get_working_days (self->workstation);
  int promise = (int) axle_policies_get (axle_workstation_get_policies (self->workstation), "appointment.answer");
  gint64 now = axle_host_now (axle_host_get_default ());

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(AxleTrayItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      axle_tray_item_tell_time (item, days, promise, now);
    }
}

static void read_soon (AxleTray *self);

static void
due_cb (gpointer data)
{
  AxleTray *self = data;

  self->due = 0;
  read_soon (self);
}

/* A promise that is missed is told at once. */
static void
wait_for_due (AxleTray *self)
{
  gint64 due = 0;

  for (guint i = 0; i < axle_tray_count (self, AXLE_TRAY_REQUESTS); i++)
    due = axle_tray_find_due (due, axle_tray_item_get_clock (self->picture->items[AXLE_TRAY_REQUESTS]->pdata[i]));
  g_clear_handle_id (&self->due, g_source_remove);
  if (due != 0)
    self->due = axle_tray_call_after (due, due_cb, self);
}

static void
show (AxleTray *self)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint list = 0; list < AXLE_TRAY_N_LISTS; list++)
    for (guint i = 0; i < self->picture->items[list]->len; i++)
      g_ptr_array_add (items, with_offer (self, self->picture->items[list]->pdata[i]));
  axle_renew_list (self->items, items, axle_tray_item_same);
  tell_time (self);
  wait_for_due (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
offered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  AxleTray *self = AXLE_TRAY (source);
  g_autoptr(GError) error = NULL;
  GHashTable *offers = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->offering);
  if (offers == NULL)
    return;
  g_hash_table_unref (self->offers);
  self->offers = offers;
  show (self);
}

static Offering *
offering_new (AxleTray *self)
{
  const GPtrArray *waiting = self->picture->items[AXLE_TRAY_WAITING];
  Offering *offering = g_new0 (Offering, 1);

  offering->appointments = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = 0; i < waiting->len && i < OFFER_LIMIT; i++)
    g_ptr_array_add (offering->appointments, axle_record_ref (axle_tray_item_get_record (waiting->pdata[i])));
  offering->place = self->workstation->enrolment != NULL ? self->workstation->enrolment->store : AXLE_ID_NONE;
  offering->zone = g_time_zone_ref (axle_workstation_get_zone (self->workstation));
  offering->not_before = axle_host_now (axle_host_get_default ()) + AXLE_OTHER_TIMES_NOTICE * G_TIME_SPAN_MINUTE;
  offering->found = offers_new ();
  return offering;
}

static void
look_for_offers (AxleTray *self)
{
  g_autoptr(GTask) task = NULL;

  self->freed = FALSE;
  if (self->offering != NULL)
    g_cancellable_cancel (self->offering);
  g_clear_object (&self->offering);
  g_hash_table_remove_all (self->offers);
  if (self->picture->items[AXLE_TRAY_WAITING]->len == 0)
    return;
  self->offering = g_cancellable_new ();
  task = g_task_new (self, self->offering, offered_cb, NULL);
  g_task_set_source_tag (task, look_for_offers);
  g_task_set_task_data (task, offering_new (self), offering_free);
  axle_workstation_browse (self->workstation, AXLE_JOB_LONG, task, offer_job, g_task_get_task_data (task));
}

static void read_all (AxleTray *self);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  AxleTray *self = AXLE_TRAY (source);
  g_autoptr(GError) error = NULL;
  Picture *picture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  if (self->again)
    read_all (self);
  /* The cache says elsewhere what is wrong with it; what is shown stays. */
  if (picture == NULL)
    return;
  g_clear_pointer (&self->picture, picture_free);
  self->picture = picture;
  if (self->freed)
    look_for_offers (self);
  show (self);
}

static AxleTrayReading *
reading_new (AxleTray *self)
{
  AxleTrayReading *reading = g_new0 (AxleTrayReading, 1);

  reading->days = axle_working_days_ref (axle_workstation_get_working_days (self->workstation));
  reading->plan = axle_workstation_load_plan (self->workstation);
  reading->policies = axle_policies_ref (axle_workstation_get_policies (self->workstation));
  reading->now = axle_host_now (axle_host_get_default ());
  return reading;
}

static void
read_all (AxleTray *self)
{
  g_autoptr(GTask) task = NULL;

  self->again = FALSE;
  if (axle_workstation_get_reader (self->workstation) == NULL)
    return;
  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, read_cb, NULL);
  g_task_set_source_tag (task, read_all);
  g_task_set_task_data (task, reading_new (self), reading_free);
  axle_look_aside (self->workstation, AXLE_JOB_NORMAL, task, read_picture, picture_free);
}

static void
read_soon (AxleTray *self)
{
  if (self->reading != NULL)
    self->again = TRUE;
  else
    read_all (self);
}

/* What the plans are made from may free a time; an appointment may wait for an earlier one. */
static void
changed_cb (AxleTray      *self,
            AxleChangeSet *changes)
{
  gboolean freed = axle_plan_records_are_touched (changes);

  self->freed |= freed;
  if (freed || axle_change_set_has_any (changes, shown, G_N_ELEMENTS (shown)))
    read_soon (self);
}

static gboolean
tick_cb (gpointer data)
{
  read_soon (data);
  return G_SOURCE_CONTINUE;
}

/* The object. */

static void
axle_tray_dispose (GObject *object)
{
  AxleTray *self = AXLE_TRAY (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  if (self->offering != NULL)
    g_cancellable_cancel (self->offering);
  g_clear_object (&self->reading);
  g_clear_object (&self->offering);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->due, g_source_remove);
  g_clear_pointer (&self->picture, picture_free);
  g_clear_pointer (&self->offers, g_hash_table_unref);
  g_clear_object (&self->items);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_tray_parent_class)->dispose (object);
}

static void
axle_tray_class_init (AxleTrayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_tray_dispose;
  signals[CHANGED] = g_signal_new ("changed", AXLE_TYPE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
axle_tray_init (AxleTray *self)
{
  self->items = g_list_store_new (AXLE_TYPE_TRAY_ITEM);
  self->offers = offers_new ();
  self->freed = TRUE;
}

AxleTray *
axle_tray_new (AxleWorkstation *workstation)
{
  AxleTray *self = g_object_new (AXLE_TYPE_TRAY, NULL);

  self->workstation = g_object_ref (workstation);
  self->tick = g_timeout_add_seconds_full (G_PRIORITY_LOW, TICK_S, tick_cb, self, NULL);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  read_all (self);
  return self;
}

GListModel *
axle_tray_get_items (AxleTray *self)
{
  return G_LIST_MODEL (self->items);
}

guint
axle_tray_count (AxleTray     *self,
                 AxleTrayList  list)
{
  return self->picture != NULL ? self->picture->items[list]->len : 0;
}

guint
axle_tray_count_overdue (AxleTray *self)
{
  guint n = 0;

  for (guint i = 0; i < axle_tray_count (self, AXLE_TRAY_REQUESTS); i++)
    n += axle_tray_item_get_clock (self->picture->items[AXLE_TRAY_REQUESTS]->pdata[i])->state == AXLE_ANSWER_OVERDUE;
  return n;
}

GArray *
axle_tray_get_figures (AxleTray *self)
{
  return self->picture != NULL ? self->picture->figures : NULL;
}

gboolean
axle_tray_is_ready (AxleTray *self)
{
  return self->picture != NULL && self->reading == NULL && self->offering == NULL;
}
