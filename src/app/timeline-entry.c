/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/timeline-entry.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"

/* A vehicle of a customer. */

struct _AxleProfileVehicle
{
  GObject     parent_instance;
  AxleRecord *vehicle;
  AxleRecord *ownership;
  gboolean    pending;
};

G_DEFINE_FINAL_TYPE (AxleProfileVehicle, axle_profile_vehicle, G_TYPE_OBJECT)

static void
axle_profile_vehicle_finalize (GObject *object)
{
  AxleProfileVehicle *self = AXLE_PROFILE_VEHICLE (object);

  axle_record_unref (self->vehicle);
  axle_record_unref (self->ownership);
  G_OBJECT_CLASS (axle_profile_vehicle_parent_class)->finalize (object);
}

static void
axle_profile_vehicle_class_init (AxleProfileVehicleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_profile_vehicle_finalize;
}

static void
axle_profile_vehicle_init (AxleProfileVehicle *self)
{
}

AxleProfileVehicle *
axle_profile_vehicle_new (AxleRecord *vehicle,
                          AxleRecord *ownership,
                          gboolean    pending)
{
  AxleProfileVehicle *self = g_object_new (AXLE_TYPE_PROFILE_VEHICLE, NULL);

  self->vehicle = axle_record_ref (vehicle);
  self->ownership = axle_record_ref (ownership);
  self->pending = pending;
  return self;
}

gboolean
axle_profile_vehicle_same (AxleProfileVehicle *a,
                           AxleProfileVehicle *b)
{
  return a->pending == b->pending && axle_record_equal (a->vehicle, b->vehicle) &&
         axle_record_equal (a->ownership, b->ownership);
}

AxleRecord *
axle_profile_vehicle_get_vehicle (AxleProfileVehicle *self)
{
  return self->vehicle;
}

AxleRecord *
axle_profile_vehicle_get_ownership (AxleProfileVehicle *self)
{
  return self->ownership;
}

gboolean
axle_profile_vehicle_is_current (AxleProfileVehicle *self)
{
  const char *until = axle_record_get_text (self->ownership, AXLE_OWNERSHIP_UNTIL);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  return until == NULL || g_strcmp0 (until, today) > 0;
}

gboolean
axle_profile_vehicle_is_pending (AxleProfileVehicle *self)
{
  return self->pending;
}

/* An entry of the timeline. */

struct _AxleTimelineEntry
{
  GObject     parent_instance;
  AxleRecord *record;
  gint64      at;
  const char *icon;
  char       *title;
  char       *body;
  char       *by;
  gboolean    pending;
};

G_DEFINE_FINAL_TYPE (AxleTimelineEntry, axle_timeline_entry, G_TYPE_OBJECT)

static void
axle_timeline_entry_finalize (GObject *object)
{
  AxleTimelineEntry *self = AXLE_TIMELINE_ENTRY (object);

  axle_record_unref (self->record);
  g_free (self->title);
  g_free (self->body);
  g_free (self->by);
  G_OBJECT_CLASS (axle_timeline_entry_parent_class)->finalize (object);
}

static void
axle_timeline_entry_class_init (AxleTimelineEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_timeline_entry_finalize;
}

static void
axle_timeline_entry_init (AxleTimelineEntry *self)
{
}

/* A sentence for each channel and direction: languages do not put them together alike. */
static const struct
{
  const char *channel;
  const char *direction;
  const char *title;
  const char *icon;
} contacts[] = {
  { "call", "in", N_("Call from the customer"), "call-incoming-symbolic" },
  { "call", "out", N_("Call to the customer"), "call-outgoing-symbolic" },
  { "wechat", "in", N_("WeChat message from the customer"), "chat-symbolic" },
  { "wechat", "out", N_("WeChat message to the customer"), "chat-symbolic" },
  { "sms", "in", N_("SMS from the customer"), "chat-message-symbolic" },
  { "sms", "out", N_("SMS to the customer"), "chat-message-symbolic" },
  { "visit", "in", N_("The customer came by"), "person-symbolic" },
  { "visit", "out", N_("Visit to the customer"), "person-symbolic" },
  { "email", "in", N_("Email from the customer"), "mail-symbolic" },
  { "email", "out", N_("Email to the customer"), "mail-symbolic" },
};

static void
fill_contact (AxleTimelineEntry *self,
              AxleWorkstation   *workstation)
{
  const char *channel = axle_record_get_text (self->record, AXLE_CONTACT_CHANNEL);
  const char *direction = axle_record_get_text (self->record, AXLE_CONTACT_DIRECTION);
  AxleId staff = axle_record_get_id (self->record, AXLE_CONTACT_STAFF);

  self->at = axle_record_get_integer (self->record, AXLE_CONTACT_AT);
  self->icon = "call-incoming-symbolic";
  self->title = g_strdup (_("Contact"));
  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    if (g_strcmp0 (contacts[i].channel, channel) == 0 && g_strcmp0 (contacts[i].direction, direction) == 0)
      {
        g_set_str (&self->title, _(contacts[i].title));
        self->icon = contacts[i].icon;
      }
  self->body = g_strdup (axle_record_get_text (self->record, AXLE_CONTACT_SUMMARY));
  if (axle_id_is_none (&staff))
    staff = self->record->created_by;
  self->by = g_strdup (axle_workstation_get_staff_name (workstation, &staff));
}

static void
fill_odometer (AxleTimelineEntry *self,
               AxleWorkstation   *workstation)
{
  self->at = axle_record_get_integer (self->record, AXLE_ODOMETER_AT);
  self->icon = "speedometer-symbolic";
  self->title = g_strdup (_("Odometer"));
  self->body = axle_workstation_format_value (workstation, &axle_odometer_entity.fields[AXLE_ODOMETER_READING],
                                              axle_record_get (self->record, AXLE_ODOMETER_READING));
}

AxleTimelineEntry *
axle_timeline_entry_new (AxleWorkstation *workstation,
                         AxleRecord      *record,
                         gboolean         pending)
{
  AxleTimelineEntry *self = g_object_new (AXLE_TYPE_TIMELINE_ENTRY, NULL);

  self->record = axle_record_ref (record);
  self->at = record->created_at;
  self->pending = pending;
  if (record->entity == &axle_contact_entity)
    fill_contact (self, workstation);
  else if (record->entity == &axle_odometer_entity)
    fill_odometer (self, workstation);
  else if (record->entity == &axle_note_entity)
    {
      self->icon = "note-symbolic";
      self->title = g_strdup (_("Note"));
      self->body = g_strdup (axle_record_get_text (record, AXLE_NOTE_TEXT));
    }
  else
    {
      self->icon = "contact-new-symbolic";
      self->title = g_strdup (_("Customer created"));
    }
  if (self->body == NULL)
    self->body = g_strdup ("");
  if (self->by == NULL)
    self->by = g_strdup (axle_workstation_get_staff_name (workstation, &record->created_by));
  return self;
}

/* The making of a customer shows nothing of the customer's fields. */
gboolean
axle_timeline_entry_same (AxleTimelineEntry *a,
                          AxleTimelineEntry *b)
{
  if (a->record->entity == &axle_customer_entity && b->record->entity == &axle_customer_entity)
    return a->pending == b->pending && axle_id_equal (&a->record->id, &b->record->id) && g_str_equal (a->by, b->by);
  return a->pending == b->pending && axle_record_equal (a->record, b->record) && g_str_equal (a->by, b->by);
}

AxleRecord *
axle_timeline_entry_get_record (AxleTimelineEntry *self)
{
  return self->record;
}

gint64
axle_timeline_entry_get_at (AxleTimelineEntry *self)
{
  return self->at;
}

const char *
axle_timeline_entry_get_icon (AxleTimelineEntry *self)
{
  return self->icon;
}

const char *
axle_timeline_entry_get_title (AxleTimelineEntry *self)
{
  return self->title;
}

const char *
axle_timeline_entry_get_body (AxleTimelineEntry *self)
{
  return self->body;
}

const char *
axle_timeline_entry_get_by (AxleTimelineEntry *self)
{
  return self->by;
}

gboolean
axle_timeline_entry_is_pending (AxleTimelineEntry *self)
{
  return self->pending;
}

gboolean
axle_timeline_entry_is_pinned (AxleTimelineEntry *self)
{
  return self->record->entity == &axle_note_entity && axle_record_get_boolean (self->record, AXLE_NOTE_PINNED);
}

/* A line of the history. */

struct _AxleHistoryItem
{
  GObject     parent_instance;
  const char *field;
  char       *title;
  char       *before;
  char       *after;
  char       *staff;
  char       *desk;
  gint64      at;
  gboolean    pending;
};

G_DEFINE_FINAL_TYPE (AxleHistoryItem, axle_history_item, G_TYPE_OBJECT)

static void
axle_history_item_finalize (GObject *object)
{
  AxleHistoryItem *self = AXLE_HISTORY_ITEM (object);

  g_free (self->title);
  g_free (self->before);
  g_free (self->after);
  g_free (self->staff);
  g_free (self->desk);
  G_OBJECT_CLASS (axle_history_item_parent_class)->finalize (object);
}

static void
axle_history_item_class_init (AxleHistoryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_history_item_finalize;
}

static void
axle_history_item_init (AxleHistoryItem *self)
{
}

static char *
dup_text (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static char *
history_title (const AxleEntity       *entity,
               const AxleHistoryEntry *entry)
{
  /* Translators: a field, such as “Phone numbers changed”. */
  if (entry->field != NULL)
    return g_strdup_printf (_("%s changed"), _(entry->field->label));
  if (entry->action == AXLE_CHANGE_DELETE)
    return g_strdup_printf (_("%s deleted"), _(entity->label));
  /* Translators: a kind of record, such as “Customer restored”. */
  if (entry->action == AXLE_CHANGE_RESTORE)
    return g_strdup_printf (_("%s restored"), _(entity->label));
  /* Translators: a kind of record, such as “Customer created”. */
  return g_strdup_printf (_("%s created"), _(entity->label));
}

AxleHistoryItem *
axle_history_item_new (const AxleEntity       *entity,
                       const AxleHistoryEntry *entry)
{
  AxleHistoryItem *self = g_object_new (AXLE_TYPE_HISTORY_ITEM, NULL);

  self->field = entry->field != NULL ? _(entry->field->label) : "";
  self->title = history_title (entity, entry);
  self->before = dup_text (entry->before);
  self->after = dup_text (entry->after);
  self->staff = dup_text (entry->staff);
  self->desk = dup_text (entry->desk);
  self->at = entry->at;
  self->pending = entry->pending;
  return self;
}

const char *
axle_history_item_get_field (AxleHistoryItem *self)
{
  return self->field;
}

const char *
axle_history_item_get_title (AxleHistoryItem *self)
{
  return self->title;
}

const char *
axle_history_item_get_before (AxleHistoryItem *self)
{
  return self->before;
}

const char *
axle_history_item_get_after (AxleHistoryItem *self)
{
  return self->after;
}

const char *
axle_history_item_get_staff (AxleHistoryItem *self)
{
  return self->staff;
}

const char *
axle_history_item_get_desk (AxleHistoryItem *self)
{
  return self->desk;
}

gint64
axle_history_item_get_at (AxleHistoryItem *self)
{
  return self->at;
}

gboolean
axle_history_item_is_pending (AxleHistoryItem *self)
{
  return self->pending;
}
