/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/block-lines.h"

/* A Han character is ten wide, a digit six. */
#define WIDE 10
#define NARROW 6

typedef struct
{
  const char *name;
  guint       n_lines;
  int         width;
  gboolean    moving;
  const char *lines;
} Case;

static const Case cases[] = {
  { "a line, with room for all", 1, 400, FALSE, "张紫玥 苏E·82Z35 09:15–10:30" },
  { "a line: the plate before the time", 1, 130, FALSE, "张紫玥 苏E·82Z35" },
  { "a line: the dot goes before the plate", 1, 84, FALSE, "张紫玥 苏E82Z35" },
  { "a line: half a plate is none", 1, 60, FALSE, "张紫玥" },
  { "a line that moves", 1, 60, TRUE, "09:15–10:30 张紫玥" },
  { "two lines: both in one", 2, 140, FALSE, "张紫玥\n09:15–10:30 苏E·82Z35" },
  { "two lines: the place tells the time", 2, 80, FALSE, "张紫玥\n苏E·82Z35" },
  { "two lines that move", 2, 80, TRUE, "张紫玥\n09:15–10:30" },
  { "three lines: the time whole", 3, 80, FALSE, "张紫玥\n09:15–10:30\n苏E·82Z35" },
  { "three lines: when it begins", 3, 54, FALSE, "张紫玥\n09:15\n苏E82Z35" },
  { "four lines: the work may be cut", 4, 54, FALSE, "张紫玥\n09:15\n苏E82Z35\n大保养：机油、三滤" },
  { "four lines: what still fits", 4, 160, FALSE, "张紫玥\n09:15–10:30 苏E·82Z35\n大保养：机油、三滤\n奥迪 Q5L 苗春生 8 号轮胎" },
  { "narrow: downwards", 5, 25, FALSE, "张\n紫\n玥" },
  { "narrow and low", 2, 12, FALSE, "张\n紫" },
  { "too narrow for anything", 5, 9, FALSE, "" },
  { "all of it", 8, 80, FALSE, "张紫玥\n09:15–10:30\n苏E·82Z35\n大保养：机油、三滤\n奥迪 Q5L\n苗春生\n8 号轮胎" },
};

static void
test_lines (gconstpointer data)
{
  const Case *expected = data;
  const AxleCalendarItem item = { .who = (char *) "张紫玥", .plate = (char *) "苏E·82Z35", .what = (char *) "大保养：机油、三滤",
                                  .car = (char *) "奥迪 Q5L", .technician = (char *) "苗春生", .bay = (char *) "8 号轮胎" };
  AxleBlockRoom room = { expected->n_lines, expected->width, expected->width, WIDE, NARROW };
  g_autofree char *lines = axle_calendar_item_dup_lines (&item, "09:15–10:30", expected->moving, &room);

  g_assert_cmpstr (lines, ==, expected->lines);
}

/* What is not known leaves no empty line. */
static void
test_unknown (void)
{
  const AxleCalendarItem nobody = { .who = (char *) "", .bay = (char *) "2 号快修" };
  const AxleCalendarItem nameless = { .bay = (char *) "2 号快修" };
  const AxleCalendarItem title = { .who = (char *) "早会" };
  AxleBlockRoom room = { 4, 100, 100, WIDE, NARROW };
  g_autofree char *first = axle_calendar_item_dup_lines (&nobody, NULL, FALSE, &room);
  g_autofree char *second = axle_calendar_item_dup_lines (&title, NULL, FALSE, &room);
  g_autofree char *third = NULL;
  g_autofree char *fourth = axle_calendar_item_dup_lines (&nameless, NULL, FALSE, &room);
  g_autofree char *fifth = NULL;

  g_assert_cmpstr (first, ==, "2 号快修");
  g_assert_cmpstr (second, ==, "早会");
  room.n_lines = 1;
  third = axle_calendar_item_dup_lines (&title, "08:00–08:15", FALSE, &room);
  g_assert_cmpstr (third, ==, "早会 08:00–08:15");
  g_assert_cmpstr (fourth, ==, "2 号快修");
  fifth = axle_calendar_item_dup_lines (&nameless, "08:00–08:15", FALSE, &room);
  g_assert_cmpstr (fifth, ==, "08:00–08:15");
}

/* Letters are not read downwards. */
static void
test_upright (void)
{
  const AxleCalendarItem bart = { .who = (char *) "Bart" };
  AxleBlockRoom room = { 4, 20, 20, WIDE, NARROW };
  g_autofree char *lines = axle_calendar_item_dup_lines (&bart, "08:00–08:15", FALSE, &room);

  g_assert_cmpstr (lines, ==, "B");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/app/block-lines/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_lines);
    }
  g_test_add_func ("/app/block-lines/unknown", test_unknown);
  g_test_add_func ("/app/block-lines/upright", test_upright);
  return g_test_run ();
}
