/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/my-day-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "app/workstation-private.h"
#include "core/followup/task.h"
#include "core/party/customer.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"
#include "store/customers.h"

struct _AxleTaskItem
{
  GObject          parent_instance;
  AxleWorkstation *workstation;
  AxleRecord      *task;
  AxleDayGroup     group;
  AxleEscalation   reached;
  AxleContactHold  hold;
  gboolean         late;
  gboolean         read;      /* what follows */
  gboolean         stale;     /* the customer or car changed since */
  AxleId           customer;
  AxleId           vehicle;
  char            *name;
  char            *car;
  char            *tried;
  char            *when;
};

G_DEFINE_FINAL_TYPE (AxleTaskItem, axle_task_item, G_TYPE_OBJECT)

static const struct
{
  const char *kind;
  const char *icon;
} icons[] = {
  { "call", "call-start-symbolic" },
  { "after-service", "call-start-symbolic" },
  { "deep-call", "call-start-symbolic" },
  { "after-delivery", "call-start-symbolic" },
  { "after-test-drive", "call-start-symbolic" },
  { "birthday", "chat-symbolic" },
  { "holiday", "chat-symbolic" },
  { "rainy-season", "axle-car-symbolic" },
  { "inspection", "axle-car-symbolic" },
  { "insurance", "axle-car-symbolic" },
  { "service-due", "axle-car-symbolic" },
  { "warranty", "axle-car-symbolic" },
  { "complaint", "axle-attention-symbolic" },
  { "offer", "axle-tag-symbolic" },
  { "nudge", "person-symbolic" },
};

static void
axle_task_item_finalize (GObject *object)
{
  AxleTaskItem *self = AXLE_TASK_ITEM (object);

  g_object_unref (self->workstation);
  axle_record_unref (self->task);
  g_free (self->name);
  g_free (self->car);
  g_free (self->tried);
  g_free (self->when);
  G_OBJECT_CLASS (axle_task_item_parent_class)->finalize (object);
}

static void
axle_task_item_class_init (AxleTaskItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_task_item_finalize;
}

static void
axle_task_item_init (AxleTaskItem *self)
{
}

AxleTaskItem *
axle_task_item_new (AxleWorkstation *workstation,
                    AxleRecord      *task,
                    AxleDayGroup     group,
                    AxleEscalation   reached,
                    AxleContactHold  hold)
{
  AxleTaskItem *self = g_object_new (AXLE_TYPE_TASK_ITEM, NULL);

  self->workstation = g_object_ref (workstation);
  self->task = axle_record_ref (task);
  self->group = group;
  self->reached = reached;
  self->hold = hold;
  self->late = axle_task_is_open (task) && axle_task_item_get_due (self) < axle_host_now (axle_host_get_default ());
  return self;
}

static char *
dup_car (const AxleRecord *vehicle)
{
  const char *number = vehicle != NULL ? axle_record_get_text (vehicle, AXLE_VEHICLE_PLATE) : NULL;
  g_autofree char *plate = number != NULL ? axle_plate_format (number) : NULL;
  const char *model = vehicle != NULL ? axle_record_get_text (vehicle, AXLE_VEHICLE_MODEL) : NULL;

  if (plate != NULL && model != NULL)
    return g_strdup_printf ("%s · %s", plate, model);
  return g_strdup (plate != NULL ? plate : model != NULL ? model : "");
}

static void
read_more (AxleTaskItem *self)
{
  AxleStore *reader = axle_workstation_get_reader (self->workstation);
  AxleId customer = axle_record_get_id (self->task, AXLE_TASK_CUSTOMER);
  g_autoptr(AxleRecord) person = NULL;
  g_autoptr(AxleRecord) vehicle = NULL;

  if (self->read)
    return;
  self->read = TRUE;
  self->customer = customer;
  if (reader != NULL)
    axle_store_find_survivor (reader, &customer, &self->customer, NULL);
  self->vehicle = axle_record_get_id (self->task, AXLE_TASK_VEHICLE);
  person = axle_workstation_get_record (self->workstation, &axle_customer_entity, &self->customer);
  vehicle = axle_workstation_get_record (self->workstation, &axle_vehicle_entity, &self->vehicle);
  self->name = person != NULL ? axle_record_dup_title (person) : g_strdup ("");
  self->car = dup_car (vehicle);
}

AxleRecord *
axle_task_item_get_task (AxleTaskItem *self)
{
  return self->task;
}

AxleDayGroup
axle_task_item_get_group (AxleTaskItem *self)
{
  return self->group;
}

AxleEscalation
axle_task_item_get_reached (AxleTaskItem *self)
{
  return self->reached;
}

const char *
axle_task_item_get_title (AxleTaskItem *self)
{
  return axle_task_get_title (self->task);
}

const char *
axle_task_item_get_kind (AxleTaskItem *self)
{
  return axle_field_choice_label (&axle_task_entity.fields[AXLE_TASK_KIND], axle_record_get_text (self->task, AXLE_TASK_KIND));
}

const char *
axle_task_item_get_icon (AxleTaskItem *self)
{
  const char *kind = axle_record_get_text (self->task, AXLE_TASK_KIND);

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (icons[i].kind, kind) == 0)
      return icons[i].icon;
  return "note-symbolic";
}

gint64
axle_task_item_get_due (AxleTaskItem *self)
{
  return axle_record_get_integer (self->task, AXLE_TASK_DUE);
}

static char *
dup_late (gint64 late)
{
  gulong minutes = (gulong) (late / G_TIME_SPAN_MINUTE), hours = minutes / 60, days = hours / 24;

  if (days > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu day late", "%lu days late", days), days);
  if (hours > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu hour late", "%lu hours late", hours), hours);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu minute late", "%lu minutes late", minutes), minutes);
}

static char *
dup_coming (AxleTaskItem *self,
            gint64        now)
{
  GTimeZone *zone = axle_workstation_get_zone (self->workstation);
  AxleOpening calendar = { zone, 0, 24 * 60, AXLE_OPENING_EVERY_DAY };
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (axle_task_item_get_due (self));
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *hour = local != NULL ? g_date_time_format (local, "%H:%M") : NULL;

  if (local == NULL)
    return g_strdup ("");
  if (axle_task_item_get_due (self) < axle_opening_midnight (&calendar, now, 1))
    return g_strdup (hour);
  if (axle_task_item_get_due (self) < axle_opening_midnight (&calendar, now, 2))
    /* Translators: a time of tomorrow. */
    return g_strdup_printf (_("tomorrow %s"), hour);
  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}

const char *
axle_task_item_get_when (AxleTaskItem *self)
{
  gint64 now = axle_host_now (axle_host_get_default ());

  /* It goes on: what is late gets later. */
  g_free (self->when);
  self->when = self->late ? dup_late (now - axle_task_item_get_due (self)) : dup_coming (self, now);
  return self->when;
}

gboolean
axle_task_item_is_late (AxleTaskItem *self)
{
  return self->late;
}

const char *
axle_task_item_get_held (AxleTaskItem *self)
{
  return axle_contact_hold_get_label (self->hold);
}

const AxleId *
axle_task_item_get_customer (AxleTaskItem *self)
{
  read_more (self);
  return &self->customer;
}

const char *
axle_task_item_get_name (AxleTaskItem *self)
{
  read_more (self);
  return self->name;
}

const char *
axle_task_item_get_car (AxleTaskItem *self)
{
  read_more (self);
  return self->car;
}

const char *
axle_task_item_get_responsible (AxleTaskItem *self)
{
  AxleId staff = axle_record_get_id (self->task, AXLE_TASK_STAFF);

  return axle_workstation_get_staff_name (self->workstation, &staff);
}

const char *
axle_task_item_get_tried (AxleTaskItem *self)
{
  gint64 tries = axle_record_get_integer (self->task, AXLE_TASK_TRIES);

  if (self->tried == NULL && tries > 0)
    self->tried = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Tried %u time", "Tried %u times", (gulong) tries),
                                   (guint) MIN (tries, G_MAXUINT));
  return self->tried != NULL ? self->tried : "";
}

/* Whether what it says of others is old now. */
void
axle_task_item_note_changes (AxleTaskItem        *self,
                             const AxleChangeSet *changes)
{
  self->stale = self->stale ||
    (self->read && (axle_change_set_has_record (changes, &axle_customer_entity, &self->customer) ||
                    axle_change_set_has_record (changes, &axle_vehicle_entity, &self->vehicle)));
}

gboolean
axle_task_item_same (gpointer a,
                     gpointer b)
{
  AxleTaskItem *one = a, *other = b;

  return !one->stale && one->group == other->group && one->reached == other->reached && one->hold == other->hold && one->late == other->late &&
         axle_record_equal (one->task, other->task);
}
