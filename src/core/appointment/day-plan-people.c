/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/day-plan-private.h"

#include <string.h>

#include "core/appointment/leave.h"
#include "core/appointment/resource.h"
#include "core/appointment/roster.h"
#include "core/appointment/words.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"

/* People, bays, equipment and cars, and when they are there. */

static gboolean
is_of_store (const AxleDayPlan *self,
             const AxleId      *store)
{
  return axle_id_is_none (&self->store) || axle_id_equal (&self->store, store);
}

/* What nobody said is out of use is in use. */
static gboolean
is_active (const AxleRecord *record,
           guint             field)
{
  return !record->deleted &&
         (axle_record_get (record, field)->kind == AXLE_VALUE_NONE || axle_record_get_boolean (record, field));
}

static AxlePlanUnit *
add_unit (AxleDayPlan *self,
          AxleRecord  *record)
{
  AxlePlanUnit *unit = g_new0 (AxlePlanUnit, 1);
  g_autofree char *name = axle_record_dup_title (record);

  unit->record = axle_record_ref (record);
  unit->name = g_utf8_collate_key (name != NULL ? name : "", -1);
  unit->bit = -1;
  unit->shifts = g_array_new (FALSE, FALSE, sizeof (AxlePlanSpan));
  unit->away = g_array_new (FALSE, FALSE, sizeof (AxlePlanSpan));
  unit->held = g_array_new (FALSE, FALSE, sizeof (AxlePlanUse));
  unit->received = g_array_new (FALSE, FALSE, sizeof (AxlePlanUse));
  g_ptr_array_add (self->units, unit);
  g_hash_table_replace (self->by_id, &unit->record->id, unit);
  return unit;
}

static void
take_resource (AxleDayPlan *self,
               AxleRecord  *record)
{
  const char *kind = axle_record_get_text (record, AXLE_RESOURCE_KIND);
  AxlePlanUnit *unit;

  if (!is_active (record, AXLE_RESOURCE_ACTIVE) || !is_of_store (self, &record->scope))
    return;
  unit = add_unit (self, record);
  unit->position = axle_record_get_integer (record, AXLE_RESOURCE_POSITION);
  unit->bay = g_strcmp0 (kind, "bay") == 0;
  unit->skills = axle_words_to_bits (axle_skills, axle_record_get (record, AXLE_RESOURCE_SKILLS));
  unit->provides = axle_words_to_bits (axle_equipment, axle_record_get (record, AXLE_RESOURCE_PROVIDES));
  g_array_append_vals (unit->shifts, self->open->data, self->open->len);
}

/* Role ids of those who may book. */
static GHashTable *
list_booking_roles (const AxleDayPlan *self)
{
  GHashTable *roles = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);

  for (guint i = 0; i < self->records->len; i++)
    {
      AxleRecord *record = self->records->pdata[i];

      if (record->entity == &axle_role_entity &&
          axle_rights_contain (axle_record_get (record, AXLE_ROLE_RIGHTS), AXLE_RIGHT_APPOINTMENTS_WRITE))
        g_hash_table_add (roles, &record->id);
    }
  return roles;
}

static void
take_person (AxleDayPlan *self,
             AxleRecord  *record,
             GHashTable  *booking_roles)
{
  AxleId store = axle_record_get_id (record, AXLE_STAFF_STORE);
  AxleId role = axle_record_get_id (record, AXLE_STAFF_ROLE);
  AxlePlanUnit *unit;

  if (!is_active (record, AXLE_STAFF_ACTIVE) || !is_of_store (self, &store))
    return;
  unit = add_unit (self, record);
  unit->skills = axle_words_to_bits (axle_skills, axle_record_get (record, AXLE_STAFF_SKILLS));
  unit->technician = unit->skills != 0;
  unit->advisor = unit->skills == 0 && g_hash_table_contains (booking_roles, &role);
}

static int
compare_units (gconstpointer a,
               gconstpointer b)
{
  const AxlePlanUnit *one = *(const AxlePlanUnit * const *) a;
  const AxlePlanUnit *other = *(const AxlePlanUnit * const *) b;
  int order = one->position != other->position ? (one->position < other->position ? -1 : 1) : strcmp (one->name, other->name);

  return order != 0 ? order : axle_id_compare (&one->record->id, &other->record->id);
}

/* Bits are given in the order that people see. */
static void
number_units (AxleDayPlan *self)
{
  int n_bays = 0;
  int n_technicians = 0;

  g_ptr_array_sort (self->units, compare_units);
  for (guint i = 0; i < self->units->len; i++)
    {
      AxlePlanUnit *unit = self->units->pdata[i];
      const char *kind = unit->record->entity == &axle_resource_entity
                           ? axle_record_get_text (unit->record, AXLE_RESOURCE_KIND) : NULL;

      if (unit->bay && n_bays < AXLE_PLACING_LIMIT)
        self->bays[unit->bit = n_bays++] = unit;
      else if (unit->technician && n_technicians < AXLE_PLACING_LIMIT)
        self->technicians[unit->bit = n_technicians++] = unit;
      if (g_strcmp0 (kind, "equipment") == 0)
        g_ptr_array_add (self->equipment, unit);
    }
}

static gboolean
holds_on (const AxleDayPlan *self,
          const AxleRecord  *roster)
{
  const char *since = axle_record_get_text (roster, AXLE_ROSTER_SINCE);
  const char *until = axle_record_get_text (roster, AXLE_ROSTER_UNTIL);
  g_autofree char *today = axle_date_format_iso (&self->date);

  return (since == NULL || g_strcmp0 (since, today) <= 0) && (until == NULL || g_strcmp0 (today, until) <= 0);
}

static void
add_shifts (const AxleDayPlan *self,
            AxlePlanUnit      *unit,
            GPtrArray         *rosters,
            guint              weekday)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (AxleDaySpan));

  for (guint i = 0; i < rosters->len; i++)
    {
      const AxleRecord *roster = rosters->pdata[i];

      if (holds_on (self, roster) &&
          (axle_weekdays_to_bits (axle_record_get (roster, AXLE_ROSTER_DAYS)) & (1u << weekday)) != 0)
        axle_day_spans_add (spans, (int) CLAMP (axle_record_get_integer (roster, AXLE_ROSTER_STARTS), 0, AXLE_DAY_MINUTES),
                            (int) CLAMP (axle_record_get_integer (roster, AXLE_ROSTER_ENDS), 0, AXLE_DAY_MINUTES));
    }
  for (guint i = 0; i < spans->len; i++)
    {
      const AxleDaySpan *span = &g_array_index (spans, AxleDaySpan, i);
      AxlePlanSpan shift = { axle_day_plan_get_time (self, span->from), axle_day_plan_get_time (self, span->until) };

      g_array_append_val (unit->shifts, shift);
    }
}

static void
set_shifts (const AxleDayPlan *self,
            AxlePlanUnit      *unit,
            GPtrArray         *rosters)
{
  guint weekday = axle_date_get_weekday (&self->date);

  if (self->open->len == 0)
    return;
  if (rosters == NULL)
    {
      g_array_append_vals (unit->shifts, self->open->data, self->open->len);
      return;
    }
  add_shifts (self, unit, rosters, weekday);
  while (unit->shifts->len == 0 && axle_working_days_is_makeup (self->days, &self->date) && weekday > 0)
    add_shifts (self, unit, rosters, --weekday);
}

static void
add_roster (AxleDayPlan *self,
            AxleRecord  *roster,
            GHashTable  *rosters)
{
  AxleId id = axle_record_get_id (roster, AXLE_ROSTER_STAFF);
  AxlePlanUnit *unit = axle_plan_find_unit (self, &id);
  GPtrArray *lines = unit != NULL ? g_hash_table_lookup (rosters, unit) : NULL;

  if (unit == NULL)
    return;
  if (lines == NULL)
    {
      lines = g_ptr_array_new ();
      g_hash_table_insert (rosters, unit, lines);
    }
  g_ptr_array_add (lines, roster);
}

static void
take_rosters (AxleDayPlan *self)
{
  g_autoptr(GHashTable) rosters = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->records->len; i++)
    {
      AxleRecord *record = self->records->pdata[i];

      if (record->entity == &axle_roster_entity && !record->deleted && is_of_store (self, &record->scope))
        add_roster (self, record, rosters);
    }
  for (guint i = 0; i < self->units->len; i++)
    {
      AxlePlanUnit *unit = self->units->pdata[i];

      if (unit->record->entity == &axle_staff_entity)
        set_shifts (self, unit, g_hash_table_lookup (rosters, unit));
    }
}

/* The day after counts too: work may reach into it. */
static void
take_leave (AxleDayPlan      *self,
            const AxleRecord *record)
{
  AxlePlanSpan span = { axle_record_get_integer (record, AXLE_LEAVE_SINCE), axle_record_get_integer (record, AXLE_LEAVE_UNTIL) };
  AxleId staff = axle_record_get_id (record, AXLE_LEAVE_STAFF);
  AxleId resource = axle_record_get_id (record, AXLE_LEAVE_RESOURCE);
  AxlePlanUnit *unit = axle_plan_find_unit (self, axle_id_is_none (&staff) ? &resource : &staff);

  if (unit != NULL && !record->deleted && span.from < self->next_midnight + G_TIME_SPAN_DAY && span.until > self->midnight &&
      span.from < span.until)
    g_array_append_val (unit->away, span);
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const AxlePlanSpan *one = a;
  const AxlePlanSpan *other = b;

  return one->from != other->from ? (one->from < other->from ? -1 : 1) : 0;
}

void
axle_plan_take_people (AxleDayPlan *self)
{
  g_autoptr(GHashTable) booking_roles = list_booking_roles (self);

  for (guint i = 0; i < self->records->len; i++)
    {
      AxleRecord *record = self->records->pdata[i];

      if (record->entity == &axle_resource_entity)
        take_resource (self, record);
      else if (record->entity == &axle_staff_entity)
        take_person (self, record, booking_roles);
    }
  number_units (self);
  take_rosters (self);
  for (guint i = 0; i < self->records->len; i++)
    if (((AxleRecord *) self->records->pdata[i])->entity == &axle_leave_entity)
      take_leave (self, self->records->pdata[i]);
  for (guint i = 0; i < self->units->len; i++)
    g_array_sort (((AxlePlanUnit *) self->units->pdata[i])->away, compare_spans);
}
