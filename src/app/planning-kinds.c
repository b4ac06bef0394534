/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/planning.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/format.h"
#include "app/holidays.h"
#include "app/workstation-private.h"
#include "base/clock.h"
#include "core/appointment/holiday.h"
#include "core/appointment/leave.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/roster.h"
#include "core/appointment/service-item.h"
#include "core/appointment/words.h"
#include "core/appointment/working-days.h"
#include "core/organisation/organisation.h"
#include "core/repair/job.h"

/* Leave that ended so many days ago is history. */
#define DAYS_OF_PAST_LEAVE 30

#define FIELDS(array) (array), G_N_ELEMENTS (array)

static const guint bay_fields[] = { AXLE_RESOURCE_NAME, AXLE_RESOURCE_SKILLS, AXLE_RESOURCE_PROVIDES };
static const guint equipment_fields[] = { AXLE_RESOURCE_NAME, AXLE_RESOURCE_PROVIDES };
static const guint car_fields[] = { AXLE_RESOURCE_NAME, AXLE_RESOURCE_PLATE, AXLE_RESOURCE_ELECTRIC };
static const guint resource_words[] = { AXLE_RESOURCE_SKILLS, AXLE_RESOURCE_PROVIDES, AXLE_RESOURCE_PLATE, AXLE_RESOURCE_ELECTRIC };
static const guint service_fields[] = {
  AXLE_SERVICE_ITEM_CODE, AXLE_SERVICE_ITEM_NAME, AXLE_SERVICE_ITEM_AREA, AXLE_SERVICE_ITEM_MINUTES, AXLE_SERVICE_ITEM_SKILL,
  AXLE_SERVICE_ITEM_EQUIPMENT, AXLE_SERVICE_ITEM_PRICE, AXLE_SERVICE_ITEM_REMARKS,
};
static const guint service_words[] = {
  AXLE_SERVICE_ITEM_CODE, AXLE_SERVICE_ITEM_MINUTES, AXLE_SERVICE_ITEM_PRICE, AXLE_SERVICE_ITEM_SKILL,
  AXLE_SERVICE_ITEM_EQUIPMENT, AXLE_SERVICE_ITEM_REMARKS,
};
static const guint opening_fields[] = {
  AXLE_OPENING_HOURS_DAYS, AXLE_OPENING_HOURS_OPENS, AXLE_OPENING_HOURS_CLOSES, AXLE_OPENING_HOURS_SINCE, AXLE_OPENING_HOURS_UNTIL,
};
static const guint opening_words[] = { AXLE_OPENING_HOURS_SINCE, AXLE_OPENING_HOURS_UNTIL };
static const guint holiday_fields[] = { AXLE_HOLIDAY_DATE, AXLE_HOLIDAY_NAME, AXLE_HOLIDAY_WORKING };
static const guint holiday_words[] = { AXLE_HOLIDAY_NAME, AXLE_HOLIDAY_WORKING };
static const guint roster_fields[] = { AXLE_ROSTER_DAYS, AXLE_ROSTER_STARTS, AXLE_ROSTER_ENDS, AXLE_ROSTER_SINCE, AXLE_ROSTER_UNTIL };
static const guint roster_words[] = { AXLE_ROSTER_SINCE, AXLE_ROSTER_UNTIL };
static const guint person_leave_fields[] = {
  AXLE_LEAVE_STAFF, AXLE_LEAVE_KIND, AXLE_LEAVE_SINCE, AXLE_LEAVE_UNTIL, AXLE_LEAVE_REMARKS,
};
static const guint thing_leave_fields[] = {
  AXLE_LEAVE_RESOURCE, AXLE_LEAVE_KIND, AXLE_LEAVE_SINCE, AXLE_LEAVE_UNTIL, AXLE_LEAVE_REMARKS,
};
static const guint leave_words[] = { AXLE_LEAVE_KIND, AXLE_LEAVE_REMARKS };
static const guint staff_fields[] = { AXLE_STAFF_SKILLS, AXLE_STAFF_TEAM };
static const guint staff_words[] = { AXLE_STAFF_TITLE, AXLE_STAFF_TEAM, AXLE_STAFF_SKILLS };

static const AxlePlanningForm bay_form = { N_("Add Bay"), FIELDS (bay_fields) };
static const AxlePlanningForm equipment_form = { N_("Add Equipment"), FIELDS (equipment_fields) };
static const AxlePlanningForm loan_car_form = { N_("Add Loan Car"), FIELDS (car_fields) };
static const AxlePlanningForm service_car_form = { N_("Add Service Car"), FIELDS (car_fields) };
static const AxlePlanningForm service_form = { N_("Add Service"), FIELDS (service_fields) };
static const AxlePlanningForm opening_form = { N_("Add Opening Hours"), FIELDS (opening_fields) };
static const AxlePlanningForm holiday_form = { N_("Add Holiday"), FIELDS (holiday_fields), N_("A day off, or a working day in the place of one."), 1 };
static const AxlePlanningForm roster_form = { N_("Add Working Hours"), FIELDS (roster_fields) };
static const AxlePlanningForm person_leave_form = {
  N_("Add Leave"), FIELDS (person_leave_fields),
  N_("A day without a time begins at midnight: the end is the first day back."),
};
static const AxlePlanningForm thing_leave_form = {
  N_("Take Out of Service"), FIELDS (thing_leave_fields),
  N_("A day without a time begins at midnight: the end is the first day back."),
};
static const AxlePlanningForm staff_form = { NULL, FIELDS (staff_fields) };

static AxlePlanningGroup *
add_group (GPtrArray              *groups,
           const char             *key,
           const char             *title,
           const AxlePlanningForm *form)
{
  AxlePlanningGroup *group = g_new0 (AxlePlanningGroup, 1);

  group->key = g_strdup (key);
  group->title = g_strdup (title);
  group->form = form;
  group->records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_ptr_array_add (groups, group);
  return group;
}

static void
take (AxlePlanningGroup *group,
      AxleRecord        *record)
{
  g_ptr_array_add (group->records, axle_record_ref (record));
}

static void
split_resources (AxleWorkstation        *workstation,
                 const AxlePlanningKind *kind,
                 GPtrArray              *records,
                 GPtrArray              *groups)
{
  static const struct { const char *kind; const char *title; const AxlePlanningForm *form; } parts[] = {
    { "bay", N_("Bays"), &bay_form },
    { "equipment", N_("Movable Equipment"), &equipment_form },
    { "loan-car", N_("Loan Cars"), &loan_car_form },
    { "service-car", N_("Service Cars"), &service_car_form },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      AxlePlanningGroup *group = add_group (groups, parts[i].kind, _(parts[i].title), parts[i].form);

      group->preset = axle_customer_draft_new (workstation, kind->entity);
      axle_record_set_text (group->preset, AXLE_RESOURCE_KIND, parts[i].kind);
      axle_record_set_integer (group->preset, AXLE_RESOURCE_POSITION, records->len + 1);
      axle_record_set_boolean (group->preset, AXLE_RESOURCE_ACTIVE, TRUE);
      for (guint k = 0; k < records->len; k++)
        if (g_strcmp0 (axle_record_get_text (records->pdata[k], AXLE_RESOURCE_KIND), parts[i].kind) == 0)
          take (group, records->pdata[k]);
    }
}

/* What says of no area, or of one that only a newer program knows, is of the last. */
static void
split_services (AxleWorkstation        *workstation,
                const AxlePlanningKind *kind,
                GPtrArray              *records,
                GPtrArray              *groups)
{
  const AxleField *field = &kind->entity->fields[AXLE_SERVICE_ITEM_AREA];

  for (const AxleChoice *area = field->choices; area->name != NULL; area++)
    {
      AxlePlanningGroup *group = add_group (groups, area->name, _(area->label), &service_form);
      gboolean last = area[1].name == NULL;

      for (guint i = 0; i < records->len; i++)
        {
          const char *name = axle_record_get_text (records->pdata[i], AXLE_SERVICE_ITEM_AREA);

          if (g_strcmp0 (name, area->name) == 0 || (last && (name == NULL || !axle_field_has_choice (field, name))))
            take (group, records->pdata[i]);
        }
      if (group->records->len == 0)
        g_ptr_array_remove_index (groups, groups->len - 1);
    }
}

static void
split_openings (AxleWorkstation        *workstation,
                const AxlePlanningKind *kind,
                GPtrArray              *records,
                GPtrArray              *groups)
{
  AxlePlanningGroup *group = add_group (groups, "", "", &opening_form);

  group->preset = axle_customer_draft_new (workstation, kind->entity);
  for (guint i = 0; i < records->len; i++)
    take (group, records->pdata[i]);
}

static int
year_of (const AxleRecord *holiday)
{
  return axle_holiday_get_year (axle_record_get_text (holiday, AXLE_HOLIDAY_DATE),
                                axle_record_get_text (holiday, AXLE_HOLIDAY_NAME));
}

static AxlePlanningGroup *
add_year (AxleWorkstation *workstation,
          GPtrArray       *groups,
          GPtrArray       *records,
          int              year)
{
  g_autofree char *title = g_strdup_printf ("%d", year);
  AxlePlanningGroup *group = add_group (groups, title, title, &holiday_form);
  gboolean announced = axle_working_days_is_announced (axle_workstation_get_working_days (workstation), year);
  g_autofree char *words = NULL;
  guint workdays = 0;

  /* Its id, and so its scope, follow from its date. */
  group->preset = axle_record_new (&axle_holiday_entity, &AXLE_ID_NONE);
  axle_record_set_boolean (group->preset, AXLE_HOLIDAY_WORKING, FALSE);
  for (guint i = 0; i < records->len; i++)
    if (year_of (records->pdata[i]) == year)
      {
        take (group, records->pdata[i]);
        workdays += axle_record_get_boolean (records->pdata[i], AXLE_HOLIDAY_WORKING);
      }
  words = group->records->len > 0 ? axle_holidays_dup_words (group->records->len - workdays, workdays) : NULL;
  if (announced)
    group->about = g_steal_pointer (&words);
  else
    group->about = g_strjoin (words != NULL ? "\n" : "",
                              _("Not announced, or not imported yet: Saturdays and Sundays are off, all other days are worked on."),
                              words, NULL);
  return group;
}

/* This year and the next first, then those before. */
static void
split_holidays (AxleWorkstation        *workstation,
                const AxlePlanningKind *kind,
                GPtrArray              *records,
                GPtrArray              *groups)
{
  g_autoptr(GDateTime) now = g_date_time_new_now (axle_workstation_get_zone (workstation));
  int this_year = g_date_time_get_year (now);
  int first = this_year, last = this_year + 1;

  for (guint i = 0; i < records->len; i++)
    {
      first = MIN (first, year_of (records->pdata[i]));
      last = MAX (last, year_of (records->pdata[i]));
    }
  for (int year = this_year; year <= last; year++)
    if (add_year (workstation, groups, records, year)->records->len == 0 && year > this_year + 1)
      g_ptr_array_remove_index (groups, groups->len - 1);
  for (int year = this_year - 1; year >= first; year--)
    if (add_year (workstation, groups, records, year)->records->len == 0)
      g_ptr_array_remove_index (groups, groups->len - 1);
}

static gboolean
is_of (const AxleRecord *record,
       guint             field,
       const AxleRecord *whom)
{
  AxleId id = axle_record_get_id (record, field);

  return axle_id_equal (&id, &whom->id);
}

static void
split_rosters (AxleWorkstation        *workstation,
               const AxlePlanningKind *kind,
               GPtrArray              *records,
               GPtrArray              *groups)
{
  g_autoptr(GPtrArray) staff = axle_workstation_list_staff (workstation);

  for (guint i = 0; i < staff->len; i++)
    {
      const AxleRecord *person = staff->pdata[i];
      AxlePlanningGroup *group = add_group (groups, AXLE_ID_TEXT (&person->id), axle_record_get_text (person, AXLE_STAFF_NAME),
                                            &roster_form);

      group->preset = axle_customer_draft_new (workstation, kind->entity);
      axle_record_set_id (group->preset, AXLE_ROSTER_STAFF, &person->id);
      for (guint k = 0; k < records->len; k++)
        if (is_of (records->pdata[k], AXLE_ROSTER_STAFF, person))
          take (group, records->pdata[k]);
      group->about = g_strdup (group->records->len > 0 ? axle_record_get_text (person, AXLE_STAFF_TITLE)
                                                       : _("There whenever the store is open"));
    }
}

static void
split_leaves (AxleWorkstation        *workstation,
              const AxlePlanningKind *kind,
              GPtrArray              *records,
              GPtrArray              *groups)
{
  gint64 since = g_get_real_time () - DAYS_OF_PAST_LEAVE * G_TIME_SPAN_DAY;
  AxlePlanningGroup *people = add_group (groups, "people", _("People"), &person_leave_form);
  AxlePlanningGroup *things = add_group (groups, "things", _("Bays, Equipment and Cars"), &thing_leave_form);

  people->preset = axle_customer_draft_new (workstation, kind->entity);
  axle_record_set_text (people->preset, AXLE_LEAVE_KIND, "leave");
  things->preset = axle_customer_draft_new (workstation, kind->entity);
  axle_record_set_text (things->preset, AXLE_LEAVE_KIND, "maintenance");
  for (guint i = 0; i < records->len; i++)
    if (axle_record_get_integer (records->pdata[i], AXLE_LEAVE_UNTIL) >= since)
      take (axle_record_get (records->pdata[i], AXLE_LEAVE_STAFF)->kind != AXLE_VALUE_NONE ? people : things, records->pdata[i]);
}

static void
split_staff (AxleWorkstation        *workstation,
             const AxlePlanningKind *kind,
             GPtrArray              *records,
             GPtrArray              *groups)
{
  AxlePlanningGroup *group = add_group (groups, "", "", &staff_form);
  g_autoptr(GPtrArray) staff = axle_workstation_list_staff (workstation);

  for (guint i = 0; i < staff->len; i++)
    take (group, staff->pdata[i]);
}

/* Three days and more in a row are told by the first and the last. */
static char *
dup_days (const AxleRecord *record,
          guint             field)
{
  guint bits = axle_weekdays_to_bits (axle_record_get (record, field));
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint first = 0; axle_weekdays[first].name != NULL; first++)
    {
      guint last = first;

      if ((bits & (1u << first)) == 0)
        continue;
      while (axle_weekdays[last + 1].name != NULL && (bits & (1u << (last + 1))) != 0)
        last++;
      if (words->len > 0)
        g_string_append (words, _(", "));
      g_string_append (words, _(axle_weekdays[first].label));
      if (last < first + 2)
        continue;
      g_string_append_printf (words, "–%s", _(axle_weekdays[last].label));
      first = last;
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
dup_hours (const AxleRecord *record,
           guint             from,
           guint             until)
{
  g_autofree char *starts = axle_clock_format (axle_record_get_integer (record, from));
  g_autofree char *ends = axle_clock_format (axle_record_get_integer (record, until));

  return g_strdup_printf ("%s–%s", starts, ends);
}

static char *
dup_opening_title (AxleWorkstation  *workstation,
                   const AxleRecord *record)
{
  return dup_hours (record, AXLE_OPENING_HOURS_OPENS, AXLE_OPENING_HOURS_CLOSES);
}

static char *
dup_opening_days (AxleWorkstation  *workstation,
                  const AxleRecord *record)
{
  return dup_days (record, AXLE_OPENING_HOURS_DAYS);
}

static char *
dup_roster_title (AxleWorkstation  *workstation,
                  const AxleRecord *record)
{
  return dup_hours (record, AXLE_ROSTER_STARTS, AXLE_ROSTER_ENDS);
}

static char *
dup_roster_days (AxleWorkstation  *workstation,
                 const AxleRecord *record)
{
  return dup_days (record, AXLE_ROSTER_DAYS);
}

static char *
dup_holiday_title (AxleWorkstation  *workstation,
                   const AxleRecord *record)
{
  const char *text = axle_record_get_text (record, AXLE_HOLIDAY_DATE);
  AxleDate date;

  if (!axle_date_parse (text, &date, NULL))
    return g_strdup (text);
  return g_strdup_printf ("%s  %s", text, _(axle_weekdays[axle_date_get_weekday (&date)].label));
}

static char *
dup_leave_title (AxleWorkstation  *workstation,
                 const AxleRecord *record)
{
  guint field = axle_record_get (record, AXLE_LEAVE_STAFF)->kind != AXLE_VALUE_NONE ? AXLE_LEAVE_STAFF : AXLE_LEAVE_RESOURCE;

  return axle_workstation_format_value (workstation, &record->entity->fields[field], axle_record_get (record, field));
}

static gboolean
is_midnight (GDateTime *time)
{
  return g_date_time_get_hour (time) == 0 && g_date_time_get_minute (time) == 0;
}

/* Whole days are told by the first and the last. */
static char *
dup_leave_span (AxleWorkstation  *workstation,
                const AxleRecord *record)
{
  GTimeZone *zone = axle_workstation_get_zone (workstation);
  g_autoptr(GDateTime) since_utc = g_date_time_new_from_unix_utc_usec (axle_record_get_integer (record, AXLE_LEAVE_SINCE));
  g_autoptr(GDateTime) until_utc = g_date_time_new_from_unix_utc_usec (axle_record_get_integer (record, AXLE_LEAVE_UNTIL));
  g_autoptr(GDateTime) since = since_utc != NULL ? g_date_time_to_timezone (since_utc, zone) : NULL;
  g_autoptr(GDateTime) until = until_utc != NULL ? g_date_time_to_timezone (until_utc, zone) : NULL;
  gboolean whole = since != NULL && until != NULL && is_midnight (since) && is_midnight (until);
  g_autoptr(GDateTime) last = whole ? g_date_time_add_days (until, -1) : NULL;
  g_autofree char *from = since != NULL ? g_date_time_format (since, whole ? "%Y-%m-%d" : "%Y-%m-%d %H:%M") : NULL;
  g_autofree char *to = until != NULL ? g_date_time_format (whole ? last : until, whole ? "%Y-%m-%d" : "%Y-%m-%d %H:%M") : NULL;

  if (from == NULL || to == NULL)
    return g_strdup ("");
  return g_str_equal (from, to) ? g_strdup (from) : g_strdup_printf ("%s – %s", from, to);
}

static const AxlePlanningKind kinds[] = {
  {
    .name = "resources", .entity = &axle_resource_entity,
    .title = N_("Bays, Equipment and Cars"),
    .about = N_("What is out of use keeps its appointments, and gets no new ones."),
    .position = AXLE_RESOURCE_POSITION, .active = AXLE_RESOURCE_ACTIVE,
    .words = resource_words, .n_words = G_N_ELEMENTS (resource_words),
    .added = N_("Workshop resource added"), .changed = N_("Workshop resource changed"), .deleted = N_("Workshop resource deleted"),
    .split = split_resources,
  },
  {
    .name = "services", .entity = &axle_service_item_entity,
    .title = N_("Service Menu"),
    .about = N_("For all stores of the group. What is out of use can no longer be booked."),
    .empty = N_("Nothing is on the menu yet. Add what can be booked, with its labour and what it takes."),
    .position = AXLE_SERVICE_ITEM_POSITION, .active = AXLE_SERVICE_ITEM_ACTIVE,
    .words = service_words, .n_words = G_N_ELEMENTS (service_words),
    .added = N_("Service added"), .changed = N_("Service changed"), .deleted = N_("Service deleted"),
    .form = &service_form,
    .split = split_services,
  },
  {
    .name = "opening", .entity = &axle_opening_hours_entity,
    .title = N_("Opening Hours"),
    .about = N_("A break is the gap between two lines. A line for two weeks at most, with both ends, stands in the place of all others, on holidays too."),
    .empty = N_("No hours are written down yet: nothing can be suggested."),
    .position = -1, .active = -1,
    .words = opening_words, .n_words = G_N_ELEMENTS (opening_words),
    .added = N_("Opening hours added"), .changed = N_("Opening hours changed"), .deleted = N_("Opening hours deleted"),
    .split = split_openings,
    .dup_title = dup_opening_title,
    .dup_span = dup_opening_days,
  },
  {
    .name = "holidays", .entity = &axle_holiday_entity,
    .title = N_("Holidays"),
    .about = N_("The official list of a year is imported from a file, for all stores of the group. A day can also be added or changed by hand; an import says before what it changes of it."),
    .position = -1, .active = -1,
    .words = holiday_words, .n_words = G_N_ELEMENTS (holiday_words),
    .added = N_("Holiday added"), .changed = N_("Holiday changed"), .deleted = N_("Holiday deleted"),
    .split = split_holidays,
    .dup_title = dup_holiday_title,
    .save = axle_holiday_save_async,
  },
  {
    .name = "people", .entity = &axle_staff_entity,
    .title = N_("Skills and Teams"),
    .about = N_("Who can do something is a technician of the calendar; who can book without is an advisor."),
    .position = -1, .active = -1, .is_fixed = TRUE,
    .words = staff_words, .n_words = G_N_ELEMENTS (staff_words),
    .added = N_("Staff added"), .changed = N_("Staff changed"), .deleted = N_("Staff deleted"),
    .split = split_staff,
  },
  {
    .name = "rosters", .entity = &axle_roster_entity,
    .title = N_("Rosters"),
    .about = N_("When people work in a usual week. A break is the gap between two lines."),
    .position = -1, .active = -1, .is_of_somebody = TRUE,
    .words = roster_words, .n_words = G_N_ELEMENTS (roster_words),
    .added = N_("Working hours added"), .changed = N_("Working hours changed"), .deleted = N_("Working hours deleted"),
    .split = split_rosters,
    .dup_title = dup_roster_title,
    .dup_span = dup_roster_days,
  },
  {
    .name = "leave", .entity = &axle_leave_entity,
    .title = N_("Leave and Closures"),
    .about = N_("Who and what is not there for a while, although the roster says so. What ended more than 30 days ago is not listed."),
    .position = -1, .active = -1,
    .words = leave_words, .n_words = G_N_ELEMENTS (leave_words),
    .added = N_("Leave added"), .changed = N_("Leave changed"), .deleted = N_("Leave deleted"),
    .split = split_leaves,
    .dup_title = dup_leave_title,
    .dup_span = dup_leave_span,
  },
};

/**
 * axle_planning_kinds:
 * @n_kinds: (out): how many
 *
 * Returns: (transfer none) (array length=n_kinds): all kinds, in the order of their pages
 */
const AxlePlanningKind *
axle_planning_kinds (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}
