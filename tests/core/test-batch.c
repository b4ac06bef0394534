/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/batch.h"

#include "core/appointment/appointment.h"
#include "core/day.h"

#define H 60

typedef struct
{
  const char *name;
  int         n_bays;
  int         minutes;
  guint       n_cars;
  guint       per_day;
  const char *times;    /* the day and the hour of each car */
} Case;

/* Open from 8 to 18 on three days, with one technician a bay; some hours are kept for who
 * just comes. */
static const Case cases[] = {
  { "one-after-another", 1, 240, 2, 9, "1-08 1-13" },
  { "side-by-side", 2, 480, 4, 9, "1-08 1-08 2-08 2-08" },
  { "next-day", 1, 240, 3, 9, "1-08 1-13 2-08" },
  { "so-many-a-day", 2, 240, 3, 1, "1-08 2-08 3-08" },
  { "none-left", 1, 480, 4, 9, "1-08 2-08 3-08 -" },
  { "none-a-day", 1, 60, 1, 0, "-" },
  { "nobody", 1, 60, 0, 9, "" },
};

static void
fill (AxleTestDay *day,
      const Case  *one)
{
  axle_test_day_add_hours (day, 8 * H, 18 * H);
  for (int i = 0; i < one->n_bays; i++)
    {
      g_autofree char *bay = g_strdup_printf ("Bay %d", i);
      g_autofree char *person = g_strdup_printf ("Han %d", i);

      axle_test_day_add_thing (day, "bay", bay, "maintenance", "lift");
      axle_test_day_add_person (day, person, "maintenance");
    }
  axle_test_day_add_person (day, "Mei", "");
  axle_test_day_add_service (day, "oil", "maintenance", "lift", one->minutes);
}

static GPtrArray *
plan_days (AxleTestDay *day)
{
  GPtrArray *plans = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_day_plan_unref);
  const AxleDate first = day->date;

  for (int i = 0; i < 3; i++)
    {
      day->date = axle_date_add_days (&first, i);
      g_ptr_array_add (plans, axle_test_day_plan (day));
    }
  day->date = first;
  return plans;
}

static void
free_wish (gpointer data)
{
  AxleSuggestWish *wish = data;

  axle_wish_clear (&wish->wish);
  g_free (wish);
}

static GPtrArray *
make_wishes (const Case *one)
{
  GPtrArray *wishes = g_ptr_array_new_with_free_func (free_wish);

  for (guint i = 0; i < one->n_cars; i++)
    {
      AxleSuggestWish *wish = g_new0 (AxleSuggestWish, 1);

      wish->wish.minutes = one->minutes;
      wish->wish.services = g_strsplit ("oil", " ", -1);
      wish->wish.vehicle = axle_id_new (axle_host_get_default ());
      g_ptr_array_add (wishes, wish);
    }
  return wishes;
}

static char *
tell (const AxleTestDay *day,
      GPtrArray         *slots)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < slots->len; i++)
    {
      const AxleSlot *slot = slots->pdata[i];
      gint64 minute = slot != NULL ? (slot->at - axle_test_day_at (day, 0)) / G_TIME_SPAN_MINUTE : 0;

      g_string_append (text, i > 0 ? " " : "");
      if (slot == NULL)
        g_string_append (text, "-");
      else
        g_string_append_printf (text, "%d-%02d", (int) (minute / 1440) + 1, (int) (minute % 1440 / 60));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
free_slot (gpointer data)
{
  if (data != NULL)
    axle_slot_free (data);
}

static GPtrArray *
suggest (GPtrArray *plans,
         GPtrArray *held,
         GPtrArray *wishes,
         guint      per_day)
{
  g_autoptr(AxleBatch) batch = axle_batch_new (plans, held, per_day);
  GPtrArray *slots = g_ptr_array_new_with_free_func (free_slot);

  for (guint i = 0; i < wishes->len; i++)
    g_ptr_array_add (slots, axle_batch_next (batch, wishes->pdata[i]));
  return slots;
}

static void
test_suggested (gconstpointer data)
{
  const Case *one = data;
  AxleTestDay day;
  g_autoptr(GPtrArray) plans = NULL;
  g_autoptr(GPtrArray) wishes = make_wishes (one);
  g_autoptr(GPtrArray) slots = NULL;
  g_autofree char *told = NULL;

  axle_test_day_open (&day, "2025-03-14", "Asia/Shanghai");
  fill (&day, one);
  plans = plan_days (&day);
  slots = suggest (plans, NULL, wishes, one->per_day);
  told = tell (&day, slots);
  g_assert_cmpstr (told, ==, one->times);
  axle_test_day_close (&day);
}

/* What stays where it is counts for its day, and is in the way of the others. */
static void
test_held (void)
{
  static const Case one = { "held", 2, 480, 1, 2, "1-08" };
  AxleTestDay day;
  g_autoptr(GPtrArray) plans = NULL;
  g_autoptr(GPtrArray) wishes = make_wishes (&one);
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  static const struct { guint per_day; const char *times; } asked[] = { { 2, "1-08" }, { 1, "2-08" } };

  axle_test_day_open (&day, "2025-03-14", "Asia/Shanghai");
  fill (&day, &one);
  plans = plan_days (&day);
  g_ptr_array_add (held, axle_record_ref (axle_test_day_add_booking (&day, 9 * H, 240, "oil")));
  g_ptr_array_remove (day.records, held->pdata[0]);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr(GPtrArray) found = suggest (plans, held, wishes, asked[i].per_day);
      g_autofree char *told = tell (&day, found);

      g_assert_cmpstr (told, ==, asked[i].times);
    }
  axle_test_day_close (&day);
}

/* At another time it stays where it is as long as it can; then another bay is taken before
 * another person, and where nothing is left it stays. */
static void
test_place (void)
{
  static const struct { const char *name; int minute; gboolean bay, technician, fits; } moves[] = {
    { "free", 14 * H, TRUE, TRUE, TRUE },
    { "bay-taken", 9 * H, FALSE, TRUE, TRUE },
    { "both-taken", 11 * H, FALSE, FALSE, TRUE },
    { "full", 16 * H, TRUE, TRUE, FALSE },
    { "closed", 6 * H, TRUE, TRUE, FALSE },
  };
  static const Case workshop = { "place", 2, 60, 0, 9, "" };
  AxleTestDay day;
  g_autoptr(AxleDayPlan) plan = NULL;
  g_autoptr(GPtrArray) bays = NULL, people = NULL;
  static const struct { int minute; int bay; int person; } taken[] = {
    { 9 * H, 0, -1 }, { 11 * H, 0, 0 }, { 16 * H, 0, 0 }, { 16 * H, 1, 1 },
  };

  axle_test_day_open (&day, "2025-03-14", "Asia/Shanghai");
  fill (&day, &workshop);
  plan = axle_test_day_plan (&day);
  bays = axle_day_plan_list_bays (plan);
  people = axle_day_plan_list_technicians (plan);
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      AxleRecord *booking = axle_test_day_add_booking (&day, taken[i].minute, 60, "oil");

      axle_record_set_id (booking, AXLE_APPOINTMENT_BAY, &((AxleRecord *) bays->pdata[taken[i].bay])->id);
      if (taken[i].person >= 0)
        axle_record_set_id (booking, AXLE_APPOINTMENT_TECHNICIAN, &((AxleRecord *) people->pdata[taken[i].person])->id);
    }
  g_clear_pointer (&plan, axle_day_plan_unref);
  plan = axle_test_day_plan (&day);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      AxleRecord *asked = axle_test_day_add_booking (&day, moves[i].minute, 60, "oil");
      g_autoptr(AxleRecord) placed = NULL;
      g_autoptr(GPtrArray) problems = NULL;
      g_auto(AxleWish) wish = { 0 };

      g_test_message ("%s", moves[i].name);
      axle_record_set_id (asked, AXLE_APPOINTMENT_BAY, &((AxleRecord *) bays->pdata[0])->id);
      axle_record_set_id (asked, AXLE_APPOINTMENT_TECHNICIAN, &((AxleRecord *) people->pdata[0])->id);
      placed = axle_batch_place (plan, asked);
      g_assert_cmpint (axle_value_equal (axle_record_get (placed, AXLE_APPOINTMENT_BAY), axle_record_get (asked, AXLE_APPOINTMENT_BAY)),
                       ==, moves[i].bay);
      g_assert_cmpint (axle_value_equal (axle_record_get (placed, AXLE_APPOINTMENT_TECHNICIAN),
                                         axle_record_get (asked, AXLE_APPOINTMENT_TECHNICIAN)), ==, moves[i].technician);
      axle_wish_init (&wish, placed);
      problems = axle_fit_judge (plan, &wish);
      g_assert_cmpint (!axle_problems_block (problems), ==, moves[i].fits);
    }
  axle_test_day_close (&day);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/batch/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_suggested);
    }
  g_test_add_func ("/batch/held", test_held);
  g_test_add_func ("/batch/place", test_place);
  return g_test_run ();
}
