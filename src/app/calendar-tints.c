/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-tints.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/appointment.h"
#include "core/appointment/service-item.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/repair/job.h"

static const char * const names[] = {
  [AXLE_CALENDAR_COLOUR_STATE] = "state",
  [AXLE_CALENDAR_COLOUR_SERVICE] = "service",
  [AXLE_CALENDAR_COLOUR_PERSON] = "person",
};

/* What one does in one place of the workshop has one tint: there are more areas than colours. */
static const struct
{
  const char *area;
  guint       tint;
} areas[] = {
  { "oil", 1 }, { "filters", 1 },
  { "brakes", 2 }, { "tyres", 2 }, { "chassis", 2 },
  { "engine", 3 }, { "gearbox", 3 },
  { "battery", 4 }, { "electrics", 4 }, { "drive-battery", 4 },
  { "cooling", 5 }, { "air-conditioning", 5 },
  { "body", 6 }, { "interior", 6 }, { "wash", 6 },
  { "inspection", 7 },
  { "accessories", 8 },
};

/* Somebody, and their tint. */
typedef struct
{
  AxleRecord *person;
  gboolean    receives;   /* is one of the store's advisors */
  guint       tint;
} Person;

struct _AxleTints
{
  AxleCalendarColour  colour;
  GHashTable         *areas;    /* code of a service to its area */
  guint64             on_menu;  /* a bit for each of axle_job_areas[] */
  GPtrArray          *people;   /* Person: advisors first, in the order in which they came */
  GHashTable         *by_id;    /* AxleId to its Person */
};

/**
 * axle_calendar_colour_get_name:
 * @self: what the colour tells
 *
 * Returns: its name, as actions and settings have it
 */
const char *
axle_calendar_colour_get_name (AxleCalendarColour self)
{
  return names[self];
}

/**
 * axle_calendar_colour_from_name:
 * @name: (nullable): such as `person`
 *
 * Returns: what is meant; the state where it is nothing else
 */
AxleCalendarColour
axle_calendar_colour_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return AXLE_CALENDAR_COLOUR_STATE;
}

static void
person_free (gpointer data)
{
  Person *self = data;

  axle_record_unref (self->person);
  g_free (self);
}

/* What nobody said is out of use is in use. */
static gboolean
is_active (const AxleRecord *record,
           guint             field)
{
  return !record->deleted &&
         (axle_record_get (record, field)->kind == AXLE_VALUE_NONE || axle_record_get_boolean (record, field));
}

/* Services. */

static void
take_service (AxleTints  *self,
              AxleRecord *item)
{
  const char *code = axle_record_get_text (item, AXLE_SERVICE_ITEM_CODE);
  const char *area = axle_record_get_text (item, AXLE_SERVICE_ITEM_AREA);

  if (code == NULL || area == NULL)
    return;
  g_hash_table_insert (self->areas, g_strdup (code), g_strdup (area));
  if (!is_active (item, AXLE_SERVICE_ITEM_ACTIVE))
    return;
  for (guint i = 0; axle_job_areas[i].name != NULL; i++)
    if (g_str_equal (axle_job_areas[i].name, area))
      self->on_menu |= G_GUINT64_CONSTANT (1) << i;
}

static guint
find_area_tint (const char *area)
{
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    if (g_strcmp0 (areas[i].area, area) == 0)
      return areas[i].tint;
  return AXLE_TINT_NONE;
}

static guint
find_service_tint (const AxleTints  *self,
                   const AxleRecord *appointment)
{
  g_auto(GStrv) codes = axle_record_dup_members (appointment, AXLE_APPOINTMENT_SERVICES);
  guint tint = AXLE_TINT_NONE;

  for (guint i = 0; codes[i] != NULL && tint == AXLE_TINT_NONE; i++)
    tint = find_area_tint (g_hash_table_lookup (self->areas, codes[i]));
  return tint;
}

/* People. */

static gboolean
may_book (GPtrArray    *records,
          const AxleId *role)
{
  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];

      if (record->entity == &axle_role_entity && axle_id_equal (&record->id, role))
        return axle_rights_contain (axle_record_get (record, AXLE_ROLE_RIGHTS), AXLE_RIGHT_APPOINTMENTS_WRITE);
    }
  return FALSE;
}

/* As axle_day_plan_list_advisors() has it, on any day. */
static gboolean
receives (AxleRecord   *person,
          const AxleId *store,
          GPtrArray    *records)
{
  g_auto(GStrv) skills = axle_record_dup_members (person, AXLE_STAFF_SKILLS);
  AxleId role = axle_record_get_id (person, AXLE_STAFF_ROLE);
  AxleId place = axle_record_get_id (person, AXLE_STAFF_STORE);
  gboolean is_here = axle_id_is_none (store) || axle_id_equal (&place, store);

  return is_here && skills[0] == NULL && is_active (person, AXLE_STAFF_ACTIVE) && may_book (records, &role);
}

static int
compare_people (gconstpointer a,
                gconstpointer b)
{
  const Person *one = *(const Person * const *) a;
  const Person *other = *(const Person * const *) b;

  return one->receives != other->receives ? other->receives - one->receives
                                          : axle_id_compare (&one->person->id, &other->person->id);
}

/* Who is no advisor and received somebody nevertheless has what the advisors leave. */
static void
give_tints (AxleTints *self)
{
  guint n_advisors = 0;

  g_ptr_array_sort (self->people, compare_people);
  for (guint i = 0; i < self->people->len; i++)
    {
      Person *person = self->people->pdata[i];
      guint taken = n_advisors < AXLE_N_TINTS ? n_advisors : 0;

      if (person->receives)
        person->tint = 1 + n_advisors++ % AXLE_N_TINTS;
      else
        person->tint = 1 + taken + (i - n_advisors) % (AXLE_N_TINTS - taken);
    }
}

static void
take_person (AxleTints    *self,
             AxleRecord   *record,
             const AxleId *store,
             GPtrArray    *records)
{
  Person *person = g_new0 (Person, 1);

  person->person = axle_record_ref (record);
  person->receives = receives (record, store, records);
  g_ptr_array_add (self->people, person);
  g_hash_table_insert (self->by_id, &person->person->id, person);
}

/**
 * axle_tints_new:
 * @colour: what is told
 * @store: whose advisors come first; none for those of all
 * @records: (element-type AxleRecord): service items, staff and roles are among them
 *
 * Returns: (transfer full): which tint belongs to whom
 */
AxleTints *
axle_tints_new (AxleCalendarColour  colour,
                const AxleId       *store,
                GPtrArray          *records)
{
  AxleTints *self = g_new0 (AxleTints, 1);

  self->colour = colour;
  self->areas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->people = g_ptr_array_new_with_free_func (person_free);
  self->by_id = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  for (guint i = 0; i < records->len; i++)
    {
      AxleRecord *record = records->pdata[i];

      if (colour == AXLE_CALENDAR_COLOUR_SERVICE && record->entity == &axle_service_item_entity)
        take_service (self, record);
      else if (colour == AXLE_CALENDAR_COLOUR_PERSON && record->entity == &axle_staff_entity)
        take_person (self, record, store, records);
    }
  give_tints (self);
  return self;
}

void
axle_tints_free (AxleTints *self)
{
  g_hash_table_unref (self->areas);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->people);
  g_free (self);
}

/**
 * axle_tints_find:
 * @self: which tint belongs to whom
 * @appointment: an appointment
 *
 * Returns: its tint, 1 to %AXLE_TINT_NONE; 0 where the state colours it
 */
guint
axle_tints_find (const AxleTints  *self,
                 const AxleRecord *appointment)
{
  AxleId advisor;
  const Person *person;

  switch (self->colour)
    {
    case AXLE_CALENDAR_COLOUR_SERVICE:
      return find_service_tint (self, appointment);
    case AXLE_CALENDAR_COLOUR_PERSON:
      advisor = axle_record_get_id (appointment, AXLE_APPOINTMENT_ADVISOR);
      person = g_hash_table_lookup (self->by_id, &advisor);
      return person != NULL ? person->tint : AXLE_TINT_NONE;
    case AXLE_CALENDAR_COLOUR_STATE:
    default:
      return 0;
    }
}

/* The legend. */

static void
tint_free (gpointer data)
{
  g_free (((AxleTint *) data)->title);
  g_free (data);
}

static void
add_title (GPtrArray  *lines,
           guint       tint,
           const char *title)
{
  AxleTint *line = NULL;

  for (guint i = 0; i < lines->len && line == NULL; i++)
    if (((AxleTint *) lines->pdata[i])->tint == tint)
      line = lines->pdata[i];
  if (line == NULL)
    {
      line = g_new0 (AxleTint, 1);
      line->tint = tint;
      g_ptr_array_add (lines, line);
    }
  if (line->title == NULL)
    line->title = g_strdup (title);
  else
    {
      /* Translators: between the members of a list in one line. */
      g_autofree char *both = g_strconcat (line->title, _(", "), title, NULL);

      g_set_str (&line->title, both);
    }
}

static void
list_areas (const AxleTints *self,
            GPtrArray       *lines)
{
  for (guint i = 0; axle_job_areas[i].name != NULL; i++)
    {
      guint tint = find_area_tint (axle_job_areas[i].name);

      if (tint != AXLE_TINT_NONE && (self->on_menu & G_GUINT64_CONSTANT (1) << i) != 0)
        add_title (lines, tint, _(axle_job_areas[i].label));
    }
}

static gboolean
has_anything_of (GPtrArray    *items,
                 const AxleId *advisor)
{
  for (guint i = 0; i < items->len; i++)
    {
      AxleId id = axle_record_get_id (((AxleCalendarItem *) items->pdata[i])->appointment, AXLE_APPOINTMENT_ADVISOR);

      if (axle_id_equal (&id, advisor))
        return TRUE;
    }
  return FALSE;
}

static void
list_people (const AxleTints *self,
             GPtrArray       *items,
             GPtrArray       *lines)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      const Person *person = self->people->pdata[i];
      g_autofree char *name = axle_record_dup_title (person->person);

      if (person->receives || has_anything_of (items, &person->person->id))
        add_title (lines, person->tint, name);
    }
}

static int
compare_tints (gconstpointer a,
               gconstpointer b)
{
  const AxleTint *one = *(const AxleTint * const *) a;
  const AxleTint *other = *(const AxleTint * const *) b;

  return (one->tint > other->tint) - (one->tint < other->tint);
}

/**
 * axle_tints_list:
 * @self: which tint belongs to whom
 * @items: (element-type AxleCalendarItem): what is shown
 *
 * Returns: (transfer full) (element-type AxleTint): the legend, in the order of the tints:
 *   the parts of the menu, or the store's advisors and who else receives one of @items; then
 *   a line without a tint where something is shown that has none. Empty where the state
 *   colours.
 */
GPtrArray *
axle_tints_list (const AxleTints *self,
                 GPtrArray       *items)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (tint_free);
  gboolean by_person = self->colour == AXLE_CALENDAR_COLOUR_PERSON;
  gboolean any_without = FALSE;

  if (self->colour == AXLE_CALENDAR_COLOUR_STATE)
    return lines;
  list_areas (self, lines);
  list_people (self, items, lines);
  g_ptr_array_sort (lines, compare_tints);
  for (guint i = 0; i < items->len && !any_without; i++)
    any_without = axle_tints_find (self, ((AxleCalendarItem *) items->pdata[i])->appointment) == AXLE_TINT_NONE;
  if (any_without)
    add_title (lines, AXLE_TINT_NONE, by_person ? _("Not assigned") : _("Other"));
  return lines;
}
