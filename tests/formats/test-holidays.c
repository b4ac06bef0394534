/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <yyjson.h>

#include "formats/error.h"
#include "formats/holidays.h"
#include "support/corpus.h"

/* `YEAR+OFF-WORKED` of each list, as text. */
static char *
format_lists (GPtrArray *lists)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lists->len; i++)
    {
      const AxleHolidayList *list = lists->pdata[i];
      guint worked = 0;

      for (guint k = 0; k < list->days->len; k++)
        worked += ((AxleHolidayDay *) list->days->pdata[k])->working;
      g_string_append_printf (text, "%s%d%s+%u-%u", i > 0 ? " " : "", list->year, list->announced ? "" : "?",
                              list->days->len - worked, worked);
    }
  return g_string_free (text, FALSE);
}

static GPtrArray *
read_text (const char  *text,
           GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return axle_holidays_read (bytes, error);
}

#define DAY(date, name, off) "{\"name\":\"" name "\",\"date\":\"" date "\",\"isOffDay\":" off "}"
#define EVENT(date, summary) "BEGIN:VEVENT\nDTSTART;VALUE=DATE:" date "\nSUMMARY:" summary "\nEND:VEVENT\n"

static void
test_lists (void)
{
  static const struct { const char *text, *lists; int code; } files[] = {
    { "{\"year\":2008,\"days\":[" DAY ("2007-12-30", "元旦", "true") "," DAY ("2008-02-02", "春节", "false") "]}", "2008+1-1", 0 },
    { "\xef\xbb\xbf{\"year\":2027,\"papers\":[],\"days\":[]}", "2027?+0-0", 0 },
    { "[{\"year\":2025,\"days\":[" DAY ("2025-01-01", "元旦", "true") "]},{\"year\":2024,\"days\":[]}]", "2024?+0-0 2025+1-0", 0 },
    { "{\"year\":2025,\"days\":[" DAY ("2025-01-01", "元旦", "true") "]}\n{\"year\":2026,\"days\":[" DAY ("2026-01-01", "元旦", "true") "]}\n", "2025+1-0 2026+1-0", 0 },
    { "{\"days\":[" DAY ("2022-12-31", "元旦", "true") "," DAY ("2022-10-01", "国庆节", "true") "]}", "2022+1-0 2023+1-0", 0 },
    { "{\"year\":2025,\"days\":[" DAY ("2025-01-01", "元旦", "true") "," DAY ("2025-01-01", "元旦", "false") "]}", "2025+0-1", 0 },
    { "BEGIN:VCALENDAR\n" EVENT ("20261001", "国庆节（休）") EVENT ("20260927", "国庆节（班）") EVENT ("20260510", "母亲节") "END:VCALENDAR\n", "2026+1-1", 0 },
    { "BEGIN:VCALENDAR\n" EVENT ("20260510", "母亲节") "END:VCALENDAR\n", NULL, AXLE_FORMATS_ERROR_DAMAGED },
    { "{\"year\":2025}", NULL, AXLE_FORMATS_ERROR_DAMAGED },
    { "{\"year\":2025,\"days\":[{\"date\":\"soon\",\"name\":\"x\",\"isOffDay\":true}]}", NULL, AXLE_FORMATS_ERROR_DAMAGED },
    { "{\"year\":2025,\"days\":[{\"date\":\"2025-02-30\",\"name\":\"x\",\"isOffDay\":true}]}", NULL, AXLE_FORMATS_ERROR_DAMAGED },
    { "{\"year\":2025,\"days\":[{\"date\":\"2025-01-01\",\"name\":\"x\"}]}", NULL, AXLE_FORMATS_ERROR_DAMAGED },
    { "{\"year\":2025,\"days\":[", NULL, AXLE_FORMATS_ERROR_DAMAGED },
    { "[]", NULL, AXLE_FORMATS_ERROR_DAMAGED },
    { "姓名,手机\n", NULL, AXLE_FORMATS_ERROR_NOT_CALENDAR },
    { "", NULL, AXLE_FORMATS_ERROR_NOT_CALENDAR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) lists = read_text (files[i].text, &error);
      g_autofree char *text = lists != NULL ? format_lists (lists) : NULL;

      g_test_message ("%s", files[i].text);
      g_assert_cmpstr (text, ==, files[i].lists);
      if (lists == NULL)
        g_assert_error (error, AXLE_FORMATS_ERROR, files[i].code);
    }
}

static char *
format_days (const AxleHolidayList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->days->len; i++)
    {
      const AxleHolidayDay *day = list->days->pdata[i];

      g_string_append_printf (text, "%s %s %d\n", day->date, day->name, day->working);
    }
  return g_string_free (text, FALSE);
}

/* As the library of JSON alone counts them. */
static void
assert_counted (GBytes                *bytes,
                const AxleHolidayList *list)
{
  yyjson_doc *doc = yyjson_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 0);
  yyjson_val *root = yyjson_doc_get_root (doc);
  yyjson_val *days = yyjson_obj_get (root, "days"), *day;
  gsize i, n;

  g_assert_cmpint (list->year, ==, yyjson_get_int (yyjson_obj_get (root, "year")));
  g_assert_cmpuint (list->days->len, ==, yyjson_arr_size (days));
  yyjson_arr_foreach (days, i, n, day)
    {
      const AxleHolidayDay *read = list->days->pdata[i];

      g_assert_cmpstr (read->date, ==, yyjson_get_str (yyjson_obj_get (day, "date")));
      g_assert_cmpstr (read->name, ==, yyjson_get_str (yyjson_obj_get (day, "name")));
      g_assert_cmpint (read->working, ==, !yyjson_get_bool (yyjson_obj_get (day, "isOffDay")));
    }
  yyjson_doc_free (doc);
}

static void
test_official (void)
{
  guint n = 0;

  for (int year = 2007; year <= 2025; year++)
    {
      g_autofree char *json_name = g_strdup_printf ("calendar/holiday-cn/%d.json", year);
      g_autofree char *ics_name = g_strdup_printf ("calendar/holiday-cn/%d.ics", year);
      g_autoptr (GBytes) json = corpus_load (json_name);
      g_autoptr (GBytes) ics = corpus_load (ics_name);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) lists = json != NULL ? axle_holidays_read (json, &error) : NULL;
      g_autoptr (GPtrArray) others = ics != NULL ? axle_holidays_read (ics, &error) : NULL;

      g_assert_no_error (error);
      if (lists == NULL)
        continue;
      n++;
      g_assert_cmpuint (lists->len, ==, 1);
      assert_counted (json, lists->pdata[0]);
      if (others != NULL)
        {
          g_autofree char *days = format_days (lists->pdata[0]), *same = format_days (others->pdata[0]);

          g_assert_cmpuint (others->len, ==, 1);
          g_assert_cmpstr (same, ==, days);
        }
    }
  if (n == 0)
    g_test_skip ("no shared data");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/holidays/lists", test_lists);
  g_test_add_func ("/holidays/official", test_official);
  return g_test_run ();
}
