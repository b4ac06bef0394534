/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/batch.h"

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
  { "side-by-side", 2, 480, 4, 9, "1-08 2-08 1-08 3-08" },
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
  slots = axle_suggest_batch (plans, wishes, one->per_day);
  told = tell (&day, slots);
  g_assert_cmpstr (told, ==, one->times);
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
  return g_test_run ();
}
