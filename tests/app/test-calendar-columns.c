/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/column-choice.h"

#include "core/appointment/appointment.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"

/* A Thursday. */
static const AxleDate thursday = { 2026, 7, 16 };

/* Two bays, two technicians of a team and one of another, an advisor. */
enum { BAY_1, BAY_2, LI, WANG, ZHAO, CHEN, GONE, NOBODY };

static const char * const names[] = { "Bay 1", "Bay 2", "Li", "Wang", "Zhao", "Chen", "Gone", NULL };
static const char * const teams[] = { NULL, NULL, "East", "West", "East", NULL, NULL, NULL };

typedef struct
{
  GTimeZone       *zone;
  AxleWorkingDays *days;
  GPtrArray       *records;
  GPtrArray       *items;
} Fixture;

/* The same in each run. */
static AxleId
id_of (guint n)
{
  AxleId id = AXLE_ID_NONE;

  id.bytes[0] = 1;
  id.bytes[15] = (guint8) (n + 1);
  return id;
}

static AxleRecord *
add (Fixture          *self,
     const AxleEntity *entity,
     guint             n)
{
  AxleId id = id_of (n);
  AxleRecord *record = axle_record_new (entity, &id);

  g_ptr_array_add (self->records, record);
  return record;
}

static void
add_people (Fixture *self)
{
  AxleRecord *role = add (self, &axle_role_entity, 90);

  axle_record_set_members (role, AXLE_ROLE_RIGHTS, (const char *[]) { AXLE_RIGHT_APPOINTMENTS_WRITE, NULL });
  for (guint i = LI; i <= CHEN; i++)
    {
      AxleRecord *person = add (self, &axle_staff_entity, i);

      axle_record_set_text (person, AXLE_STAFF_NAME, names[i]);
      axle_record_set_text (person, AXLE_STAFF_TEAM, teams[i]);
      axle_record_set_id (person, AXLE_STAFF_ROLE, &role->id);
      if (i != CHEN)
        axle_record_set_members (person, AXLE_STAFF_SKILLS, (const char *[]) { "maintenance", NULL });
    }
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autoptr(GPtrArray) opening = g_ptr_array_new ();
  AxleRecord *hours;

  self->zone = g_time_zone_new_identifier ("Europe/Berlin");
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  self->items = g_ptr_array_new ();
  hours = add (self, &axle_opening_hours_entity, 91);
  axle_record_set_members (hours, AXLE_OPENING_HOURS_DAYS, (const char *[]) { "thu", "fri", NULL });
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_OPENS, 8 * 60);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_CLOSES, 18 * 60);
  g_ptr_array_add (opening, hours);
  for (guint i = BAY_1; i <= BAY_2; i++)
    {
      AxleRecord *bay = add (self, &axle_resource_entity, i);

      axle_record_set_text (bay, AXLE_RESOURCE_NAME, names[i]);
      axle_record_set_text (bay, AXLE_RESOURCE_KIND, "bay");
    }
  add_people (self);
  self->days = axle_working_days_new (NULL, opening, self->zone);
}

static void
free_item (gpointer data)
{
  AxleCalendarItem *item = data;

  axle_record_unref (item->appointment);
  g_free (item->bay);
  g_free (item->technician);
  g_free (item->advisor);
  g_free (item);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  g_ptr_array_set_free_func (self->items, free_item);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->records);
  axle_working_days_unref (self->days);
  g_time_zone_unref (self->zone);
}

/* An appointment: when by the clock, counted from Thursday’s midnight, and who has it. */
typedef struct
{
  int      minute;
  int      minutes;
  int      bay;
  int      technician;
  int      advisor;
  gboolean all_day;
  gboolean cancelled;
} Booked;

static void
set_who (AxleRecord *appointment,
         guint       field,
         int         who)
{
  AxleId id = id_of ((guint) who);

  if (who != NOBODY)
    axle_record_set_id (appointment, field, &id);
}

static void
add_item (Fixture      *self,
          const Booked *booked)
{
  AxleCalendarItem *item = g_new0 (AxleCalendarItem, 1);
  AxleId id = id_of (100 + self->items->len);

  item->appointment = axle_record_new (&axle_appointment_entity, &id);
  axle_record_set_integer (item->appointment, AXLE_APPOINTMENT_AT, axle_date_get_time (&thursday, 0, self->zone) + booked->minute * G_TIME_SPAN_MINUTE);
  axle_record_set_integer (item->appointment, AXLE_APPOINTMENT_MINUTES, booked->minutes);
  axle_record_set_boolean (item->appointment, AXLE_APPOINTMENT_ALL_DAY, booked->all_day);
  axle_record_set_text (item->appointment, AXLE_APPOINTMENT_STATE, booked->cancelled ? "cancelled" : "booked");
  set_who (item->appointment, AXLE_APPOINTMENT_BAY, booked->bay);
  set_who (item->appointment, AXLE_APPOINTMENT_TECHNICIAN, booked->technician);
  set_who (item->appointment, AXLE_APPOINTMENT_ADVISOR, booked->advisor);
  item->bay = g_strdup (names[booked->bay]);
  item->technician = g_strdup (names[booked->technician]);
  item->advisor = g_strdup (names[booked->advisor]);
  g_ptr_array_add (self->items, item);
}

static GPtrArray *
make_columns (Fixture        *self,
              AxleCalendarBy  by,
              guint           n_days)
{
  g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_day_plan_unref);

  for (guint i = 0; i < n_days; i++)
    {
      AxleDate date = axle_date_add_days (&thursday, (int) i);

      g_ptr_array_add (plans, axle_day_plan_new (&date, NULL, self->days, self->records));
    }
  return axle_calendar_columns_new (plans, self->items, by);
}

/* “Bay 1: 0 2; -: 1”: what lies in which column, by its place in the list; an asterisk where
 * it is on all day. */
static char *
tell (Fixture   *self,
      GPtrArray *columns)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const AxleCalendarColumn *column = columns->pdata[i];

      g_string_append_printf (text, "%s%s:", i > 0 ? "; " : "", column->title != NULL ? column->title : "-");
      for (guint j = 0; j < column->all_day->len; j++)
        g_string_append_printf (text, " %u*", ((AxleCalendarItem *) column->all_day->pdata[j])->appointment->id.bytes[15] - 101);
      for (guint j = 0; j < column->places->len; j++)
        g_string_append_printf (text, " %u", g_array_index (column->places, AxleCalendarPlace, j).item->appointment->id.bytes[15] - 101);
    }
  return g_string_free (text, FALSE);
}

#define NINE (9 * 60)

static const struct
{
  const char     *name;
  AxleCalendarBy  by;
  guint           n_days;
  Booked          booked[4];
  guint           n_booked;
  const char     *expected;
} cases[] = {
  { "an empty day has its bays", AXLE_CALENDAR_BY_BAY, 1, { { 0 } }, 0, "Bay 1:; Bay 2:" },
  { "each in its bay", AXLE_CALENDAR_BY_BAY, 1,
    { { NINE, 60, BAY_2, NOBODY, NOBODY }, { NINE, 60, BAY_1, NOBODY, NOBODY } }, 2, "Bay 1: 1; Bay 2: 0" },
  { "without a bay first", AXLE_CALENDAR_BY_BAY, 1,
    { { NINE, 60, BAY_2, NOBODY, NOBODY }, { NINE, 60, NOBODY, LI, CHEN } }, 2, "-: 1; Bay 1:; Bay 2: 0" },
  { "a bay that is not there any more", AXLE_CALENDAR_BY_BAY, 1,
    { { NINE, 60, GONE, NOBODY, NOBODY }, { NINE, 60, GONE, NOBODY, NOBODY } }, 2, "Bay 1:; Bay 2:; Gone: 0 1" },
  { "by technician", AXLE_CALENDAR_BY_TECHNICIAN, 1,
    { { NINE, 60, BAY_1, WANG, CHEN }, { NINE, 60, BAY_2, NOBODY, CHEN } }, 2, "-: 1; Li:; Wang: 0; Zhao:" },
  { "by advisor", AXLE_CALENDAR_BY_ADVISOR, 1, { { NINE, 60, BAY_1, WANG, CHEN } }, 1, "Chen: 0" },
  { "by team, as the technician has it", AXLE_CALENDAR_BY_TEAM, 1,
    { { NINE, 60, BAY_1, WANG, CHEN }, { NINE, 60, BAY_1, LI, CHEN }, { NINE, 60, BAY_1, ZHAO, CHEN }, { NINE, 60, BAY_1, NOBODY, CHEN } }, 4,
    "-: 3; East: 1 2; West: 0" },
  { "by day, over midnight", AXLE_CALENDAR_BY_DAY, 2,
    { { NINE, 60, BAY_1, WANG, CHEN }, { 23 * 60, 120, BAY_1, LI, CHEN }, { 33 * 60, 30, BAY_1, LI, CHEN } }, 3, "-: 0 1; -: 1 2" },
  { "all day", AXLE_CALENDAR_BY_DAY, 2, { { 0, 24 * 60, NOBODY, NOBODY, NOBODY, TRUE } }, 1, "-: 0*; -:" },
  { "what was called off gives way", AXLE_CALENDAR_BY_BAY, 1,
    { { NINE, 60, BAY_1, LI, CHEN, FALSE, TRUE }, { NINE + 45, 60, BAY_1, LI, CHEN }, { NINE, 60, BAY_2, LI, CHEN, FALSE, TRUE } }, 3,
    "Bay 1: 1; Bay 2: 2" },
  { "days have their columns", AXLE_CALENDAR_BY_BAY, 2,
    { { 33 * 60, 60, NOBODY, NOBODY, NOBODY } }, 1, "Bay 1:; Bay 2:; -: 0; Bay 1:; Bay 2:" },
};

static void
test_cases (Fixture       *self,
            gconstpointer  unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) columns = NULL;
      g_autofree char *told = NULL;

      g_ptr_array_set_free_func (self->items, free_item);
      g_ptr_array_set_size (self->items, 0);
      for (guint j = 0; j < cases[i].n_booked; j++)
        add_item (self, &cases[i].booked[j]);
      columns = make_columns (self, cases[i].by, cases[i].n_days);
      told = tell (self, columns);
      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (told, ==, cases[i].expected);
    }
}

/* Where a block lies: cut off at midnight, side by side with what is on at the same time. */
static void
test_places (Fixture       *self,
             gconstpointer  unused)
{
  static const Booked booked[] = {
    { -60, 120, BAY_1, LI, CHEN }, { NINE, 60, BAY_1, LI, CHEN }, { NINE + 30, 60, BAY_1, LI, CHEN }, { 23 * 60, 120, BAY_1, LI, CHEN },
  };
  static const struct { int from, until; guint lane, n_lanes; } expected[] = {
    { 0, 60, 0, 1 }, { NINE, NINE + 60, 0, 2 }, { NINE + 30, NINE + 90, 1, 2 }, { 23 * 60, 24 * 60, 0, 1 },
  };
  g_autoptr(GPtrArray) columns = NULL;
  const AxleCalendarColumn *bay;

  for (guint i = 0; i < G_N_ELEMENTS (booked); i++)
    add_item (self, &booked[i]);
  columns = make_columns (self, AXLE_CALENDAR_BY_BAY, 1);
  bay = columns->pdata[0];
  g_assert_cmpuint (bay->places->len, ==, G_N_ELEMENTS (expected));
  g_assert_cmpuint (bay->n_lanes, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const AxleCalendarPlace *place = &g_array_index (bay->places, AxleCalendarPlace, i);

      g_assert_cmpint (place->from, ==, expected[i].from);
      g_assert_cmpint (place->until, ==, expected[i].until);
      g_assert_cmpuint (place->lane, ==, expected[i].lane);
      g_assert_cmpuint (place->n_lanes, ==, expected[i].n_lanes);
    }
}

/* Whoever of a team has time; the one who has it already keeps it. */
static void
test_put_into (Fixture       *self,
               gconstpointer  unused)
{
  static const struct { AxleCalendarBy by; int column; const char *team; guint field; int expected; } puts[] = {
    { AXLE_CALENDAR_BY_BAY, BAY_2, NULL, AXLE_APPOINTMENT_BAY, BAY_2 },
    { AXLE_CALENDAR_BY_BAY, NOBODY, NULL, AXLE_APPOINTMENT_BAY, NOBODY },
    { AXLE_CALENDAR_BY_TECHNICIAN, WANG, NULL, AXLE_APPOINTMENT_TECHNICIAN, WANG },
    { AXLE_CALENDAR_BY_ADVISOR, CHEN, NULL, AXLE_APPOINTMENT_ADVISOR, CHEN },
    { AXLE_CALENDAR_BY_DAY, NOBODY, NULL, AXLE_APPOINTMENT_BAY, BAY_1 },
    { AXLE_CALENDAR_BY_TEAM, NOBODY, "West", AXLE_APPOINTMENT_TECHNICIAN, WANG },
    { AXLE_CALENDAR_BY_TEAM, NOBODY, "East", AXLE_APPOINTMENT_TECHNICIAN, ZHAO },
    { AXLE_CALENDAR_BY_TEAM, NOBODY, "", AXLE_APPOINTMENT_TECHNICIAN, NOBODY },
  };
  const Booked booked = { NINE, 60, BAY_1, ZHAO, NOBODY };
  g_autoptr(AxleDayPlan) plan = axle_day_plan_new (&thursday, NULL, self->days, self->records);

  for (guint i = 0; i < G_N_ELEMENTS (puts); i++)
    {
      AxleId column = id_of ((guint) puts[i].column);
      const char *key = puts[i].team != NULL ? puts[i].team : puts[i].column != NOBODY ? AXLE_ID_TEXT (&column) : "";
      AxleId expected = puts[i].expected != NOBODY ? id_of ((guint) puts[i].expected) : AXLE_ID_NONE;
      AxleRecord *appointment;
      AxleId id;

      add_item (self, &booked);
      appointment = ((AxleCalendarItem *) self->items->pdata[i])->appointment;
      axle_calendar_put_into (appointment, plan, puts[i].by, key);
      id = axle_record_get_id (appointment, puts[i].field);
      g_test_message ("%u", i);
      g_assert_true (axle_id_equal (&id, &expected));
    }
}

static void
test_hours (Fixture       *self,
            gconstpointer  unused)
{
  g_autoptr(GPtrArray) columns = make_columns (self, AXLE_CALENDAR_BY_BAY, 3);

  g_assert_false (axle_calendar_column_is_open (columns->pdata[0], 8 * 60 - 1));
  g_assert_true (axle_calendar_column_is_open (columns->pdata[0], 8 * 60));
  g_assert_true (axle_calendar_column_is_open (columns->pdata[2], 18 * 60 - 1));
  g_assert_false (axle_calendar_column_is_open (columns->pdata[2], 18 * 60));
  /* On Saturday nobody is there. */
  g_assert_false (axle_calendar_column_is_open (columns->pdata[4], 12 * 60));
}

/* What is hidden, as the keys of whom; who is shown nevertheless; what is left, and what is missing. */
static const struct
{
  AxleCalendarBy  by;
  int             hidden[3];
  int             revealed;
  const char     *expected;
  guint           n_hidden;
  guint           n_items;
} hidings[] = {
  { AXLE_CALENDAR_BY_BAY, { NOBODY, NOBODY, NOBODY }, NOBODY, "Bay 1: 0; Bay 2: 1; Bay 1: 2; Bay 2: 1", 0, 0 },
  { AXLE_CALENDAR_BY_BAY, { BAY_1, NOBODY, NOBODY }, NOBODY, "Bay 2: 1; Bay 2: 1", 1, 2 },
  /* What is on over midnight is one appointment. */
  { AXLE_CALENDAR_BY_BAY, { BAY_2, GONE, NOBODY }, NOBODY, "Bay 1: 0; Bay 1: 2", 1, 1 },
  { AXLE_CALENDAR_BY_BAY, { BAY_1, BAY_2, NOBODY }, NOBODY, "", 2, 3 },
  { AXLE_CALENDAR_BY_BAY, { BAY_1, BAY_2, NOBODY }, BAY_2, "Bay 2: 1; Bay 2: 1", 1, 2 },
  { AXLE_CALENDAR_BY_TECHNICIAN, { WANG, ZHAO, NOBODY }, NOBODY, "Li: 0 1; -: 2; Li: 1", 2, 0 },
  { AXLE_CALENDAR_BY_DAY, { BAY_1, LI, NOBODY }, NOBODY, "-: 0 1; -: 1 2", 0, 0 },
};

static void
add_key (GStrvBuilder *keys,
         int           who)
{
  AxleId id = id_of ((guint) who);

  if (who != NOBODY)
    g_strv_builder_add (keys, AXLE_ID_TEXT (&id));
}

static void
test_hidden (Fixture       *self,
             gconstpointer  unused)
{
  static const Booked booked[] = {
    { NINE, 60, BAY_1, LI, CHEN }, { 23 * 60, 120, BAY_2, LI, CHEN }, { 33 * 60, 60, BAY_1, NOBODY, CHEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (booked); i++)
    add_item (self, &booked[i]);
  for (guint i = 0; i < G_N_ELEMENTS (hidings); i++)
    {
      g_autoptr(GPtrArray) columns = make_columns (self, hidings[i].by, 2);
      g_autoptr(GPtrArray) choices = NULL;
      g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
      g_auto(GStrv) hidden = NULL;
      g_autofree char *told = NULL;
      AxleId revealed = id_of ((guint) hidings[i].revealed);
      guint n_items;

      for (guint j = 0; j < G_N_ELEMENTS (hidings[i].hidden); j++)
        add_key (keys, hidings[i].hidden[j]);
      hidden = g_strv_builder_end (keys);
      choices = axle_column_choices_new (columns, (const char * const *) hidden,
                                         hidings[i].revealed != NOBODY ? AXLE_ID_TEXT (&revealed) : NULL);
      axle_column_choices_apply (choices, columns);
      told = tell (self, columns);
      g_assert_cmpstr (told, ==, hidings[i].expected);
      g_assert_cmpuint (axle_column_choices_count_hidden (choices, &n_items), ==, hidings[i].n_hidden);
      g_assert_cmpuint (n_items, ==, hidings[i].n_items);
    }
}

/* Each kind of columns has its own. */
static void
test_hidden_setting (void)
{
  g_autoptr(GVariant) none = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("{sas}"), NULL, 0));
  g_autoptr(GVariant) bays = g_variant_ref_sink (axle_hidden_columns_set (none, AXLE_CALENDAR_BY_BAY, (const char *[]) { "a", "", NULL }));
  g_autoptr(GVariant) both = g_variant_ref_sink (axle_hidden_columns_set (bays, AXLE_CALENDAR_BY_TEAM, (const char *[]) { "East", NULL }));
  g_autoptr(GVariant) rest = g_variant_ref_sink (axle_hidden_columns_set (both, AXLE_CALENDAR_BY_BAY, (const char *[]) { NULL }));
  g_auto(GStrv) first = axle_hidden_columns_get (both, AXLE_CALENDAR_BY_BAY);
  g_auto(GStrv) second = axle_hidden_columns_get (both, AXLE_CALENDAR_BY_TEAM);
  g_auto(GStrv) third = axle_hidden_columns_get (rest, AXLE_CALENDAR_BY_BAY);

  g_assert_true (g_variant_is_of_type (both, G_VARIANT_TYPE ("a{sas}")));
  g_assert_cmpstrv (first, ((const char *[]) { "a", "", NULL }));
  g_assert_cmpstrv (second, ((const char *[]) { "East", NULL }));
  g_assert_cmpuint (g_strv_length (third), ==, 0);
  g_assert_cmpuint (g_variant_n_children (rest), ==, 1);
}

static void
test_names (void)
{
  static const AxlePlanColumn plan[] = {
    AXLE_PLAN_COLUMN_DAY, AXLE_PLAN_COLUMN_BAY, AXLE_PLAN_COLUMN_TECHNICIAN, AXLE_PLAN_COLUMN_ADVISOR, AXLE_PLAN_COLUMN_DAY,
  };

  for (AxleCalendarBy by = AXLE_CALENDAR_BY_DAY; by <= AXLE_CALENDAR_BY_TEAM; by++)
    {
      g_assert_cmpint (axle_calendar_by_from_name (axle_calendar_by_get_name (by)), ==, by);
      g_assert_cmpint (axle_calendar_by_to_plan (by), ==, plan[by]);
    }
  g_assert_cmpint (axle_calendar_by_from_name ("moon"), ==, AXLE_CALENDAR_BY_DAY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/calendar-columns/cases", Fixture, NULL, set_up, test_cases, tear_down);
  g_test_add ("/calendar-columns/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/calendar-columns/put-into", Fixture, NULL, set_up, test_put_into, tear_down);
  g_test_add ("/calendar-columns/hours", Fixture, NULL, set_up, test_hours, tear_down);
  g_test_add ("/calendar-columns/hidden", Fixture, NULL, set_up, test_hidden, tear_down);
  g_test_add_func ("/calendar-columns/hidden-setting", test_hidden_setting);
  g_test_add_func ("/calendar-columns/names", test_names);
  return g_test_run ();
}
