/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/calendar.h"

#include "core/appointment/holiday.h"
#include "core/appointment/leave.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/roster.h"
#include "core/appointment/service-item.h"
#include "core/appointment/words.h"

/* What the workshop has, what it offers, and when who is there. */

/* The cells of resources.tsv. */
enum { NAME, KIND, SKILLS, PROVIDES, PLATE, ELECTRIC };

/* The cells of holidays.tsv. */
enum { DATE, HOLIDAY, WORKED_ON };

/* So many days before today all of it was set up. */
#define DAYS_AGO 400

#define BREAK_MINUTES 60

/* People go to eat in two turns. */
static const int breaks[] = { 11 * 60 + 30, 12 * 60 + 30 };

/* Nobody is away on a Saturday. */
static const guint days_off[] = { 6, 0, 1, 2, 3, 4 };

/**
 * axle_demo_bits:
 * @choices: words
 * @names: some of them, with spaces between
 *
 * Returns: a bit for each of them, by the order of @choices
 */
guint64
axle_demo_bits (const AxleChoice *choices,
                const char       *names)
{
  g_auto(GStrv) words = g_strsplit (names, " ", -1);
  guint64 bits = 0;

  for (guint i = 0; choices[i].name != NULL; i++)
    if (g_strv_contains ((const char *const *) words, choices[i].name))
      bits |= G_GUINT64_CONSTANT (1) << i;
  return bits;
}

static void
set_words (AxleRecord *record,
           guint       field,
           const char *text)
{
  g_auto(GStrv) words = *text != '\0' ? g_strsplit (text, " ", -1) : NULL;

  if (words != NULL)
    axle_record_set_members (record, field, (const char *const *) words);
}

static AxleRecord *
add_record (AxleDemo         *demo,
            const AxleEntity *entity)
{
  AxleRecord *record = axle_demo_add_record (demo, entity, demo->today - DAYS_AGO, &AXLE_ID_NONE);

  if ((entity->flags & AXLE_ENTITY_GROUP) != 0)
    record->scope = demo->calendar->group;
  return record;
}

static AxleDemoUnit *
add_unit (AxleDemo         *demo,
          const AxleId     *id,
          AxleDemoUnitKind  kind)
{
  AxleDemoUnit unit = { .id = *id, .kind = kind, .day_off = -1 };
  GArray *units = demo->calendar->units;

  g_array_append_val (units, unit);
  return &g_array_index (units, AxleDemoUnit, units->len - 1);
}

static void
add_resource (AxleDemo           *demo,
              const char * const *row,
              int                 position)
{
  static const char *const kinds[] = { "bay", "equipment", "loan-car", "service-car" };
  AxleRecord *record = add_record (demo, &axle_resource_entity);
  AxleDemoUnit *unit;
  int kind = 0;

  while (!g_str_equal (kinds[kind], row[KIND]))
    kind++;
  axle_record_set_text (record, AXLE_RESOURCE_NAME, row[NAME]);
  axle_record_set_text (record, AXLE_RESOURCE_KIND, row[KIND]);
  set_words (record, AXLE_RESOURCE_SKILLS, row[SKILLS]);
  set_words (record, AXLE_RESOURCE_PROVIDES, row[PROVIDES]);
  if (*row[PLATE] != '\0')
    {
      axle_record_set_text (record, AXLE_RESOURCE_PLATE, row[PLATE]);
      axle_record_set_boolean (record, AXLE_RESOURCE_ELECTRIC, g_str_equal (row[ELECTRIC], "yes"));
    }
  axle_record_set_integer (record, AXLE_RESOURCE_POSITION, position);
  axle_record_set_boolean (record, AXLE_RESOURCE_ACTIVE, TRUE);
  unit = add_unit (demo, &record->id, AXLE_DEMO_BAY + kind);
  unit->skills = axle_demo_bits (axle_skills, row[SKILLS]);
  unit->provides = axle_demo_bits (axle_equipment, row[PROVIDES]);
}

static void
add_service (AxleDemo           *demo,
             const char * const *row,
             int                 position)
{
  AxleRecord *record = add_record (demo, &axle_service_item_entity);
  g_autofree char *name = g_strconcat (axle_service_item_entity.kind, "/", row[AXLE_DEMO_SERVICE_CODE], NULL);

  record->id = axle_id_new_derived (&demo->calendar->group, name);
  axle_record_set_text (record, AXLE_SERVICE_ITEM_CODE, row[AXLE_DEMO_SERVICE_CODE]);
  axle_record_set_text (record, AXLE_SERVICE_ITEM_NAME, row[AXLE_DEMO_SERVICE_NAME]);
  axle_record_set_text (record, AXLE_SERVICE_ITEM_AREA, row[AXLE_DEMO_SERVICE_AREA]);
  axle_record_set_integer (record, AXLE_SERVICE_ITEM_MINUTES, atoi (row[AXLE_DEMO_SERVICE_MINUTES]));
  axle_record_set_text (record, AXLE_SERVICE_ITEM_SKILL, row[AXLE_DEMO_SERVICE_SKILL]);
  set_words (record, AXLE_SERVICE_ITEM_EQUIPMENT, row[AXLE_DEMO_SERVICE_EQUIPMENT]);
  axle_record_set_integer (record, AXLE_SERVICE_ITEM_PRICE, atoi (row[AXLE_DEMO_SERVICE_PRICE]) * 100);
  if (*row[AXLE_DEMO_SERVICE_REMARKS] != '\0')
    axle_record_set_text (record, AXLE_SERVICE_ITEM_REMARKS, row[AXLE_DEMO_SERVICE_REMARKS]);
  axle_record_set_integer (record, AXLE_SERVICE_ITEM_POSITION, position);
  axle_record_set_boolean (record, AXLE_SERVICE_ITEM_ACTIVE, TRUE);
}

static void
add_opening_hours (AxleDemo *demo)
{
  static const char *const all[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL };
  AxleRecord *record = add_record (demo, &axle_opening_hours_entity);

  axle_record_set_members (record, AXLE_OPENING_HOURS_DAYS, all);
  axle_record_set_integer (record, AXLE_OPENING_HOURS_OPENS, AXLE_DEMO_OPENS);
  axle_record_set_integer (record, AXLE_OPENING_HOURS_CLOSES, AXLE_DEMO_CLOSES);
}

static void
add_holiday (AxleDemo           *demo,
             const char * const *row)
{
  AxleRecord *record = add_record (demo, &axle_holiday_entity);

  record->id = axle_holiday_id (&demo->calendar->group, row[DATE]);
  axle_record_set_text (record, AXLE_HOLIDAY_DATE, row[DATE]);
  axle_record_set_text (record, AXLE_HOLIDAY_NAME, row[HOLIDAY]);
  axle_record_set_boolean (record, AXLE_HOLIDAY_WORKING, g_str_equal (row[WORKED_ON], "yes"));
}

static void
add_roster_line (AxleDemo           *demo,
                 const AxleDemoUnit *unit,
                 int                 starts,
                 int                 ends)
{
  AxleRecord *record = add_record (demo, &axle_roster_entity);

  axle_record_set_id (record, AXLE_ROSTER_STAFF, &unit->id);
  for (int i = 0; axle_weekdays[i].name != NULL; i++)
    if (i != unit->day_off)
      axle_record_add_member (record, AXLE_ROSTER_DAYS, axle_weekdays[i].name);
  axle_record_set_integer (record, AXLE_ROSTER_STARTS, starts);
  axle_record_set_integer (record, AXLE_ROSTER_ENDS, ends);
}

static AxleDemoUnit *
add_person (AxleDemo         *demo,
            const AxleId     *id,
            AxleDemoUnitKind  kind,
            guint             i)
{
  AxleDemoUnit *unit = add_unit (demo, id, kind);

  unit->day_off = (int) days_off[i % G_N_ELEMENTS (days_off)];
  unit->breaks_at = breaks[i % G_N_ELEMENTS (breaks)];
  add_roster_line (demo, unit, AXLE_DEMO_OPENS, unit->breaks_at);
  add_roster_line (demo, unit, unit->breaks_at + BREAK_MINUTES, AXLE_DEMO_CLOSES);
  return unit;
}

static void
add_people (AxleDemo *demo)
{
  AxleDemoCalendar *self = demo->calendar;

  for (guint i = 0; i < self->technicians->len; i++)
    {
      const AxleDemoTechnician *one = &g_array_index (self->technicians, AxleDemoTechnician, i);

      add_person (demo, &one->id, AXLE_DEMO_TECHNICIAN, i)->skills = one->skills;
    }
  for (guint i = 0; i < demo->n_advisors; i++)
    add_person (demo, &demo->advisors[i], AXLE_DEMO_ADVISOR, i + 1);
  for (guint i = 0; i < self->drivers->len; i++)
    add_person (demo, &g_array_index (self->drivers, AxleId, i), AXLE_DEMO_DRIVER, i + 3);
}

static AxleDemoUnit *
find_nth (AxleDemo         *demo,
          AxleDemoUnitKind  kind,
          guint             n)
{
  GArray *units = demo->calendar->units;

  for (guint i = 0; i < units->len; i++)
    {
      AxleDemoUnit *unit = &g_array_index (units, AxleDemoUnit, i);

      if (unit->kind == kind && n-- == 0)
        return unit;
    }
  return NULL;
}

static void
add_leaves (AxleDemo *demo)
{
  static const struct { AxleDemoUnitKind kind; guint n; const char *why; int from, until; const char *remarks; } leaves[] = {
    { AXLE_DEMO_TECHNICIAN, 6, "ill", 0, 0, "感冒发烧" },
    { AXLE_DEMO_TECHNICIAN, 2, "leave", 9, 11, "年假" },
    { AXLE_DEMO_TECHNICIAN, 10, "training", 15, 16, "厂家高压培训" },
    { AXLE_DEMO_ADVISOR, 1, "leave", 17, 18, "调休" },
    { AXLE_DEMO_BAY, 2, "maintenance", 10, 10, "举升机年检" },
    { AXLE_DEMO_LOAN_CAR, 0, "lent", 1, 3, "借给事故车客户" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (leaves); i++)
    {
      AxleDemoUnit *unit = find_nth (demo, leaves[i].kind, leaves[i].n);
      AxleRecord *record;

      if (unit == NULL)
        continue;
      record = axle_demo_add_record (demo, &axle_leave_entity, demo->today - 1, &AXLE_ID_NONE);
      unit->away_from = demo->today + leaves[i].from;
      unit->away_until = demo->today + leaves[i].until;
      axle_record_set_id (record, unit->kind < AXLE_DEMO_TECHNICIAN ? AXLE_LEAVE_RESOURCE : AXLE_LEAVE_STAFF, &unit->id);
      axle_record_set_text (record, AXLE_LEAVE_KIND, leaves[i].why);
      axle_record_set_integer (record, AXLE_LEAVE_SINCE, axle_demo_minute_time (unit->away_from, 0));
      axle_record_set_integer (record, AXLE_LEAVE_UNTIL, axle_demo_minute_time (unit->away_until + 1, 0));
      axle_record_set_text (record, AXLE_LEAVE_REMARKS, leaves[i].remarks);
    }
}

/* Bays and cars, the menu, opening hours and holidays, rosters and leave. */
void
axle_demo_add_fittings (AxleDemo *demo)
{
  AxleDemoCalendar *self = demo->calendar;

  for (guint i = 0; i < axle_demo_table_size (self->resources); i++)
    add_resource (demo, axle_demo_table_row (self->resources, i), (int) i + 1);
  for (guint i = 0; i < axle_demo_table_size (self->services); i++)
    add_service (demo, axle_demo_table_row (self->services, i), (int) i + 1);
  add_opening_hours (demo);
  for (guint i = 0; i < axle_demo_table_size (self->holidays); i++)
    add_holiday (demo, axle_demo_table_row (self->holidays, i));
  add_people (demo);
  add_leaves (demo);
}
