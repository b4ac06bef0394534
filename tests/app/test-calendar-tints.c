/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-tints.h"

#include "core/appointment/appointment.h"
#include "core/appointment/service-item.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"

/* Which colour is whom. */

#define HERE 200
#define ELSEWHERE 201
#define BOOKING_ROLE 210
#define READING_ROLE 211
#define MAX_PEOPLE 20

/* As of time: who has a greater number came later. */
static AxleId
id_of (guint n)
{
  AxleId id = AXLE_ID_NONE;

  id.bytes[0] = 1;
  id.bytes[15] = (guint8) (n + 1);
  return id;
}

static AxleRecord *
add (GPtrArray        *records,
     const AxleEntity *entity,
     guint             n)
{
  AxleId id = id_of (n);
  AxleRecord *record = axle_record_new (entity, &id);

  g_ptr_array_add (records, record);
  return record;
}

static void
add_role (GPtrArray  *records,
          guint       n,
          const char *right)
{
  axle_record_set_members (add (records, &axle_role_entity, n), AXLE_ROLE_RIGHTS, (const char *[]) { right, NULL });
}

/* A letter each: advisor, technician, reader, advisor elsewhere, one who left. */
static void
add_person (GPtrArray *records,
            guint      n,
            char       kind)
{
  AxleRecord *person = add (records, &axle_staff_entity, n);
  AxleId store = id_of (kind == 'e' ? ELSEWHERE : HERE);
  AxleId role = id_of (kind == 'r' ? READING_ROLE : BOOKING_ROLE);
  g_autofree char *name = g_strdup_printf ("P%u", n);

  axle_record_set_text (person, AXLE_STAFF_NAME, name);
  axle_record_set_id (person, AXLE_STAFF_STORE, &store);
  axle_record_set_id (person, AXLE_STAFF_ROLE, &role);
  if (kind == 't')
    axle_record_set_members (person, AXLE_STAFF_SKILLS, (const char *[]) { "maintenance", NULL });
  if (kind == 'l')
    axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, FALSE);
}

static GPtrArray *
create_records (const char *staff)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  add_role (records, BOOKING_ROLE, AXLE_RIGHT_APPOINTMENTS_WRITE);
  add_role (records, READING_ROLE, "customers.read");
  /* The order of the records says nothing. */
  for (guint i = (guint) strlen (staff); i > 0; i--)
    add_person (records, i - 1, staff[i - 1]);
  return records;
}

static AxleRecord *
create_appointment (int         advisor,
                    const char *services)
{
  AxleId id = id_of (250);
  AxleRecord *appointment = axle_record_new (&axle_appointment_entity, &id);
  AxleId person = id_of ((guint) MAX (advisor, 0));

  if (advisor >= 0)
    axle_record_set_id (appointment, AXLE_APPOINTMENT_ADVISOR, &person);
  if (services != NULL)
    {
      g_auto(GStrv) codes = g_strsplit (services, " ", -1);

      axle_record_set_members (appointment, AXLE_APPOINTMENT_SERVICES, (const char * const *) codes);
    }
  return appointment;
}

static guint
find_tint (AxleCalendarColour  colour,
           GPtrArray          *records,
           int                 advisor,
           const char         *services)
{
  AxleId store = id_of (HERE);
  g_autoptr(AxleTints) tints = axle_tints_new (colour, &store, records);
  g_autoptr(AxleRecord) appointment = create_appointment (advisor, services);

  return axle_tints_find (tints, appointment);
}

/* The tint of each of the staff, a digit each. */
static const struct
{
  const char *staff;
  const char *tints;
} people[] = {
  { "aaa", "123" },
  { "aaaaaaaa", "12345678" },
  { "tatat", "31425" },
  { "taet", "2134" },
  { "lra", "231" },
  /* Nobody shares with an advisor while there is a free one. */
  { "aaaaaaattt", "1234567888" },
  { "atttttttt", "123456782" },
  { "aaaaaaaaaa", "1234567812" },
  { "aaaaaaaaat", "1234567811" },
};

static void
test_people (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr(GPtrArray) records = create_records (people[i].staff);
      char tints[MAX_PEOPLE] = "";

      for (guint n = 0; people[i].staff[n] != '\0'; n++)
        tints[n] = (char) ('0' + find_tint (AXLE_CALENDAR_COLOUR_PERSON, records, (int) n, NULL));
      g_assert_cmpstr (tints, ==, people[i].tints);
      g_assert_cmpuint (find_tint (AXLE_CALENDAR_COLOUR_PERSON, records, -1, NULL), ==, AXLE_TINT_NONE);
      g_assert_cmpuint (find_tint (AXLE_CALENDAR_COLOUR_PERSON, records, MAX_PEOPLE, NULL), ==, AXLE_TINT_NONE);
      g_assert_cmpuint (find_tint (AXLE_CALENDAR_COLOUR_STATE, records, 0, "oil"), ==, 0);
    }
}

/* A new colleague takes nobody’s. */
static void
test_stable (void)
{
  static const char staff[] = "aatat";
  g_autoptr(GPtrArray) before = create_records (staff);
  g_autoptr(GPtrArray) after = create_records ("aatataa");

  for (int n = 0; staff[n] != '\0'; n++)
    if (staff[n] == 'a')
      g_assert_cmpuint (find_tint (AXLE_CALENDAR_COLOUR_PERSON, before, n, NULL), ==,
                        find_tint (AXLE_CALENDAR_COLOUR_PERSON, after, n, NULL));
}

static void
add_service (GPtrArray  *records,
             const char *code,
             const char *area,
             gboolean    active)
{
  AxleRecord *item = add (records, &axle_service_item_entity, 100 + records->len);

  axle_record_set_text (item, AXLE_SERVICE_ITEM_CODE, code);
  axle_record_set_text (item, AXLE_SERVICE_ITEM_AREA, area);
  if (!active)
    axle_record_set_boolean (item, AXLE_SERVICE_ITEM_ACTIVE, FALSE);
}

static GPtrArray *
create_menu (void)
{
  GPtrArray *records = create_records ("ta");

  add_service (records, "brakes", "brakes", TRUE);
  add_service (records, "oil", "oil", TRUE);
  add_service (records, "filter", "filters", TRUE);
  add_service (records, "flash", "electrics", FALSE);
  add_service (records, "more", "other", TRUE);
  add_service (records, "odd", NULL, TRUE);
  return records;
}

/* The first service that has one decides. */
static const struct
{
  const char *services;
  guint       tint;
} services[] = {
  { "oil", 1 },
  { "filter", 1 },
  { "brakes oil", 2 },
  { "more brakes", 2 },
  { "flash", 4 },
  { "more", AXLE_TINT_NONE },
  { "odd", AXLE_TINT_NONE },
  { "unheard-of", AXLE_TINT_NONE },
  { NULL, AXLE_TINT_NONE },
};

static void
test_services (void)
{
  g_autoptr(GPtrArray) records = create_menu ();

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    g_assert_cmpuint (find_tint (AXLE_CALENDAR_COLOUR_SERVICE, records, 0, services[i].services), ==, services[i].tint);
}

static char *
dup_legend (AxleCalendarColour  colour,
            int                 advisor,
            const char         *code)
{
  g_autoptr(GPtrArray) records = create_menu ();
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  g_autoptr(AxleRecord) appointment = create_appointment (advisor, code);
  AxleCalendarItem item = { .appointment = appointment };
  AxleId store = id_of (HERE);
  g_autoptr(AxleTints) tints = axle_tints_new (colour, &store, records);
  g_autoptr(GPtrArray) lines = NULL;
  GString *text = g_string_new (NULL);

  g_ptr_array_add (items, &item);
  lines = axle_tints_list (tints, items);
  for (guint i = 0; i < lines->len; i++)
    {
      const AxleTint *line = lines->pdata[i];

      g_string_append_printf (text, "%u %s;", line->tint, line->title);
    }
  return g_string_free (text, FALSE);
}

/* Who has a colour: the advisors and the menu, whatever is on, and what else is on. */
static const struct
{
  AxleCalendarColour  colour;
  int                 advisor;
  const char         *services;
  const char         *legend;
} legends[] = {
  { AXLE_CALENDAR_COLOUR_STATE, 1, "oil", "" },
  { AXLE_CALENDAR_COLOUR_PERSON, 1, NULL, "1 P1;" },
  { AXLE_CALENDAR_COLOUR_PERSON, 0, NULL, "1 P1;2 P0;" },
  { AXLE_CALENDAR_COLOUR_PERSON, -1, NULL, "1 P1;9 Not assigned;" },
  { AXLE_CALENDAR_COLOUR_SERVICE, 1, "oil", "1 Engine oil, Filters;2 Brakes;" },
  { AXLE_CALENDAR_COLOUR_SERVICE, 1, "more", "1 Engine oil, Filters;2 Brakes;9 Other;" },
};

static void
test_legend (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (legends); i++)
    {
      g_autofree char *legend = dup_legend (legends[i].colour, legends[i].advisor, legends[i].services);

      g_assert_cmpstr (legend, ==, legends[i].legend);
    }
}

static void
test_names (void)
{
  for (guint i = AXLE_CALENDAR_COLOUR_STATE; i <= AXLE_CALENDAR_COLOUR_PERSON; i++)
    g_assert_cmpint (axle_calendar_colour_from_name (axle_calendar_colour_get_name (i)), ==, i);
  g_assert_cmpint (axle_calendar_colour_from_name ("moon"), ==, AXLE_CALENDAR_COLOUR_STATE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-tints/people", test_people);
  g_test_add_func ("/calendar-tints/stable", test_stable);
  g_test_add_func ("/calendar-tints/services", test_services);
  g_test_add_func ("/calendar-tints/legend", test_legend);
  g_test_add_func ("/calendar-tints/names", test_names);
  return g_test_run ();
}
