/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/timeline-entry.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "app/timeline-words.h"
#include "base/date.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/repair/visit.h"
#include "core/vehicle/vehicle.h"

struct _AxleTimelineEntry
{
  GObject                 parent_instance;
  AxleWorkstation        *workstation;
  const AxleTimelineKind *kind;
  AxleRecord             *record;
  AxleRecord             *vehicle;
  GPtrArray              *parts;
  GTimeZone              *zone;
  gint64                  at;
  int                     month;
  gboolean                pending;
  gboolean                whole_day; /* of what happened, only the day is known */
  gboolean                elsewhere; /* the car was another customer's then */
  char                   *title;
  char                   *body;
  char                   *facts;
  char                   *day;
};

G_DEFINE_FINAL_TYPE (AxleTimelineEntry, axle_timeline_entry, G_TYPE_OBJECT)

static void
axle_timeline_entry_finalize (GObject *object)
{
  AxleTimelineEntry *self = AXLE_TIMELINE_ENTRY (object);

  g_object_unref (self->workstation);
  axle_record_unref (self->record);
  g_clear_pointer (&self->vehicle, axle_record_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_time_zone_unref (self->zone);
  g_free (self->title);
  g_free (self->body);
  g_free (self->facts);
  g_free (self->day);
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

/* Words. */

static char *
dup_known (char *text)
{
  return text != NULL ? text : g_strdup ("");
}

const char *
axle_timeline_entry_get_icon (AxleTimelineEntry *self)
{
  return axle_timeline_kind_get_icon (self->kind, self->record);
}

const char *
axle_timeline_entry_get_title (AxleTimelineEntry *self)
{
  if (self->title == NULL)
    self->title = dup_known (self->kind->dup_title (self->record, self->workstation));
  return self->title;
}

const char *
axle_timeline_entry_get_body (AxleTimelineEntry *self)
{
  if (self->body == NULL)
    self->body = dup_known (self->kind->dup_body != NULL
                              ? self->kind->dup_body (self->record, self->parts, self->workstation) : NULL);
  return self->body;
}

static void
add_fact (GString    *facts,
          const char *fact)
{
  if (fact != NULL && *fact != '\0')
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", fact);
}

static void
add_value (AxleTimelineEntry *self,
           GString           *facts,
           const AxleRecord  *record,
           int                field)
{
  g_autofree char *text = NULL;

  if (record == NULL || field == AXLE_TIMELINE_NO_FIELD)
    return;
  text = axle_workstation_format_value (self->workstation, &record->entity->fields[field],
                                        axle_record_get (record, (guint) field));
  add_fact (facts, text);
}

const char *
axle_timeline_entry_get_facts (AxleTimelineEntry *self)
{
  g_autoptr(GString) facts = NULL;
  AxleId staff = AXLE_ID_NONE;

  if (self->facts != NULL)
    return self->facts;
  facts = g_string_new (NULL);
  add_value (self, facts, self->record, self->kind->amount);
  if (self->record->entity == &axle_visit_entity)
    add_value (self, facts, self->record, AXLE_VISIT_ODOMETER);
  add_value (self, facts, self->vehicle, AXLE_VEHICLE_PLATE);
  if (self->kind->staff != AXLE_TIMELINE_NO_FIELD)
    staff = axle_record_get_id (self->record, (guint) self->kind->staff);
  if (axle_id_is_none (&staff))
    staff = self->record->created_by;
  add_fact (facts, axle_workstation_get_staff_name (self->workstation, &staff));
  if (self->elsewhere)
    add_fact (facts, _("before this customer"));
  self->facts = g_string_free (g_steal_pointer (&facts), FALSE);
  return self->facts;
}

const char *
axle_timeline_entry_get_day (AxleTimelineEntry *self)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) time = NULL;

  if (self->day != NULL)
    return self->day;
  utc = g_date_time_new_from_unix_utc_usec (self->at);
  time = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;
  self->day = time != NULL ? g_date_time_format (time, self->whole_day ? "%m-%d" : "%m-%d %H:%M") : g_strdup ("");
  return self->day;
}

/* Building. */

typedef struct
{
  AxleWorkstation *workstation;
  AxleDossier     *dossier;
  GHashTable      *vehicles; /* AxleId → AxleRecord, not owned */
  GHashTable      *parts;    /* AxleId of the greater record → GPtrArray of AxleRecord */
  GPtrArray       *entries;
} Builder;

static gint64
read_day (const char *text,
          GTimeZone  *zone)
{
  AxleDate date;
  g_autoptr(GDateTime) day = NULL;

  if (!axle_date_parse (text, &date, NULL) || date.year == 0)
    return 0;
  day = g_date_time_new (zone, date.year, date.month, date.day, 0, 0, 0);
  return day != NULL ? g_date_time_to_unix_usec (day) : 0;
}

static gint64
read_at (AxleTimelineEntry *self)
{
  const AxleValue *value =
    self->kind->at != AXLE_TIMELINE_NO_FIELD ? axle_record_get (self->record, (guint) self->kind->at) : NULL;

  if (value == NULL || value->kind == AXLE_VALUE_NONE)
    return self->record->created_at;
  if (value->kind == AXLE_VALUE_INTEGER)
    return value->as.integer;
  self->whole_day = TRUE;
  return read_day (axle_value_get_text (value), self->zone);
}

static AxleTimelineEntry *
new_entry (Builder                *builder,
           const AxleTimelineKind *kind,
           AxleRecord             *record)
{
  AxleTimelineEntry *self = g_object_new (AXLE_TYPE_TIMELINE_ENTRY, NULL);
  GPtrArray *parts = g_hash_table_lookup (builder->parts, &record->id);

  self->workstation = g_object_ref (builder->workstation);
  self->kind = kind;
  self->record = axle_record_ref (record);
  self->zone = g_time_zone_ref (axle_dossier_get_zone (builder->dossier));
  self->parts = parts != NULL ? g_ptr_array_ref (parts) : NULL;
  self->at = read_at (self);
  self->pending = axle_dossier_is_pending (builder->dossier, &record->id);
  self->elsewhere = !axle_dossier_is_of_customer (builder->dossier, record);
  if (kind->vehicle != AXLE_TIMELINE_NO_FIELD)
    {
      AxleId id = axle_record_get_id (record, (guint) kind->vehicle);
      AxleRecord *vehicle = g_hash_table_lookup (builder->vehicles, &id);

      self->vehicle = vehicle != NULL ? axle_record_ref (vehicle) : NULL;
    }
  return self;
}

static void
add_part (Builder    *builder,
          AxleRecord *record,
          guint       field)
{
  AxleId of = axle_record_get_id (record, field);
  GPtrArray *parts = g_hash_table_lookup (builder->parts, &of);

  if (parts == NULL)
    {
      parts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
      g_hash_table_insert (builder->parts, g_memdup2 (&of, sizeof of), parts);
    }
  g_ptr_array_add (parts, axle_record_ref (record));
}

static void
add_parts (Builder                *builder,
           const AxleTimelineKind *kind)
{
  GPtrArray *records = axle_dossier_list (builder->dossier, kind->entity);

  for (guint i = 0; i < records->len && kind->part_of != AXLE_TIMELINE_NO_FIELD; i++)
    add_part (builder, records->pdata[i], (guint) kind->part_of);
}

static void
add_entries (Builder                *builder,
             const AxleTimelineKind *kind)
{
  GPtrArray *records = axle_dossier_list (builder->dossier, kind->entity);

  for (guint i = 0; i < records->len && kind->part_of == AXLE_TIMELINE_NO_FIELD; i++)
    if (kind->belongs == NULL || kind->belongs (records->pdata[i]))
      g_ptr_array_add (builder->entries, new_entry (builder, kind, records->pdata[i]));
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const AxleTimelineEntry *one = *(AxleTimelineEntry * const *) a;
  const AxleTimelineEntry *other = *(AxleTimelineEntry * const *) b;

  if (one->at != other->at)
    return one->at > other->at ? -1 : 1;
  return axle_id_compare (&other->record->id, &one->record->id);
}

/* The months of entries in their order: the calendar is asked once a month, not once
 * an entry. */
static void
set_months (GPtrArray *entries,
            GTimeZone *zone)
{
  gint64 begin = G_MAXINT64;
  int month = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      AxleTimelineEntry *entry = entries->pdata[i];
      g_autoptr(GDateTime) utc = entry->at < begin ? g_date_time_new_from_unix_utc_usec (entry->at) : NULL;
      g_autoptr(GDateTime) time = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

      if (time != NULL)
        {
          int year = g_date_time_get_year (time), of_year = g_date_time_get_month (time);
          g_autoptr(GDateTime) first = g_date_time_new (zone, year, of_year, 1, 0, 0, 0);

          begin = g_date_time_to_unix_usec (first);
          month = year * 12 + of_year - 1;
        }
      entry->month = month;
    }
}

GPtrArray *
axle_timeline_build (AxleWorkstation *workstation,
                     AxleDossier     *dossier)
{
  guint n_kinds;
  const AxleTimelineKind *kinds = axle_timeline_kinds_list (&n_kinds);
  GPtrArray *vehicles = axle_dossier_list (dossier, &axle_vehicle_entity);
  Builder builder = { .workstation = workstation, .dossier = dossier };

  builder.vehicles = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  builder.parts = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  builder.entries = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < vehicles->len; i++)
    g_hash_table_insert (builder.vehicles, &((AxleRecord *) vehicles->pdata[i])->id, vehicles->pdata[i]);
  for (guint i = 0; i < n_kinds; i++)
    add_parts (&builder, &kinds[i]);
  for (guint i = 0; i < n_kinds; i++)
    add_entries (&builder, &kinds[i]);
  g_ptr_array_sort (builder.entries, compare_entries);
  set_months (builder.entries, axle_dossier_get_zone (dossier));
  g_hash_table_unref (builder.vehicles);
  g_hash_table_unref (builder.parts);
  return builder.entries;
}

static gboolean
same_record (AxleRecord *a,
             AxleRecord *b)
{
  return a == b || (a != NULL && b != NULL && axle_record_equal (a, b));
}

static gboolean
same_parts (GPtrArray *a,
            GPtrArray *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  for (guint i = 0; i < MIN (a->len, b->len); i++)
    if (!axle_record_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return a->len == b->len;
}

/* What is on the screen names colleagues, who may have another name since. */
static gboolean
same_facts (AxleTimelineEntry *shown,
            AxleTimelineEntry *other)
{
  return shown->facts == NULL || g_str_equal (shown->facts, axle_timeline_entry_get_facts (other));
}

/* The making of a customer shows nothing of the fields of one who is there. */
gboolean
axle_timeline_entry_same (AxleTimelineEntry *a,
                          AxleTimelineEntry *b)
{
  if (a->kind != b->kind || a->pending != b->pending || !same_facts (a, b))
    return FALSE;
  if (a->kind->entity == &axle_customer_entity)
    return axle_id_equal (&a->record->id, &b->record->id);
  return same_record (a->record, b->record) && same_record (a->vehicle, b->vehicle) && same_parts (a->parts, b->parts);
}

AxleRecord *
axle_timeline_entry_get_record (AxleTimelineEntry *self)
{
  return self->record;
}

GPtrArray *
axle_timeline_entry_get_parts (AxleTimelineEntry *self)
{
  return self->parts;
}

AxleRecord *
axle_timeline_entry_get_vehicle (AxleTimelineEntry *self)
{
  return self->vehicle;
}

AxleTimelineGroup
axle_timeline_entry_get_group (AxleTimelineEntry *self)
{
  return self->kind->group;
}

gint64
axle_timeline_entry_get_at (AxleTimelineEntry *self)
{
  return self->at;
}

int
axle_timeline_entry_get_month (AxleTimelineEntry *self)
{
  return self->month;
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
