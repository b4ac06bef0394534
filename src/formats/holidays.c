/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/holidays.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <yyjson.h>

#include "base/date.h"
#include "base/problem.h"
#include "core/appointment/holiday.h"
#include "formats/calendar.h"
#include "formats/encoding.h"
#include "formats/error.h"

/* A hundred years of lists are shorter. */
#define MAX_BYTES (4 * 1024 * 1024)

/* No holiday is longer, in days. */
#define MAX_SPAN 31

/* As long as its record may have it, in characters. */
#define MAX_NAME 80

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)

static void
day_free (gpointer data)
{
  AxleHolidayDay *self = data;

  g_free (self->name);
  g_free (self);
}

void
axle_holiday_list_free (AxleHolidayList *self)
{
  g_ptr_array_unref (self->days);
  g_free (self);
}

static int
compare_lists (gconstpointer a,
               gconstpointer b)
{
  return (*(AxleHolidayList * const *) a)->year - (*(AxleHolidayList * const *) b)->year;
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  return strcmp ((*(AxleHolidayDay * const *) a)->date, (*(AxleHolidayDay * const *) b)->date);
}

static gboolean G_GNUC_PRINTF (2, 3)
refuse (GError     **error,
        const char  *format,
        ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_DAMAGED, format, args));
  va_end (args);
  return FALSE;
}

static AxleHolidayList *
get_list (GPtrArray *lists,
          int        year)
{
  AxleHolidayList *list;

  for (guint i = 0; i < lists->len; i++)
    if (((AxleHolidayList *) lists->pdata[i])->year == year)
      return lists->pdata[i];
  list = g_new0 (AxleHolidayList, 1);
  list->year = year;
  list->days = g_ptr_array_new_with_free_func (day_free);
  g_ptr_array_add (lists, list);
  return list;
}

/* What is said last of a day counts. */
static void
add_day (AxleHolidayList *list,
         const char      *date,
         const char      *name,
         gboolean         working)
{
  AxleHolidayDay *day = NULL;

  for (guint i = 0; i < list->days->len && day == NULL; i++)
    if (g_str_equal (((AxleHolidayDay *) list->days->pdata[i])->date, date))
      day = list->days->pdata[i];
  if (day == NULL)
    {
      day = g_new0 (AxleHolidayDay, 1);
      g_strlcpy (day->date, date, sizeof day->date);
      g_ptr_array_add (list->days, day);
    }
  g_set_str (&day->name, name);
  day->working = working;
  list->announced = TRUE;
}

/* JSON. */

static gboolean
read_day (yyjson_val  *object,
          GPtrArray   *lists,
          int          year,
          GError     **error)
{
  const char *date = yyjson_get_str (yyjson_obj_get (object, "date"));
  const char *name = yyjson_get_str (yyjson_obj_get (object, "name"));
  yyjson_val *off = yyjson_obj_get (object, "isOffDay");
  AxleDate day;

  if (date == NULL || strlen (date) != 10 || !axle_date_parse (date, &day, NULL) || day.year == 0)
    return refuse (error, _("The list has a day without a date (“%.20s”). Nothing was taken from it."), date != NULL ? date : "");
  if (name == NULL || *name == '\0' || g_utf8_strlen (name, -1) > MAX_NAME || !yyjson_is_bool (off))
    return refuse (error, _("The list does not say what %s is. Nothing was taken from it."), date);
  add_day (get_list (lists, year != 0 ? year : axle_holiday_get_year (date, name)), date, name, !yyjson_get_bool (off));
  return TRUE;
}

static gboolean
read_year (yyjson_val  *object,
           GPtrArray   *lists,
           GError     **error)
{
  yyjson_val *days = yyjson_obj_get (object, "days");
  yyjson_val *said = yyjson_obj_get (object, "year");
  int year = yyjson_is_int (said) ? (int) CLAMP (yyjson_get_sint (said), 0, 9999) : 0;
  gsize i, n;
  yyjson_val *day;

  if (!yyjson_is_arr (days))
    return refuse (error, _("The file has no list of days. It should be one of holiday-cn, or a calendar."));
  if (year > 0)
    get_list (lists, year);
  yyjson_arr_foreach (days, i, n, day)
    if (!read_day (day, lists, year, error))
      return FALSE;
  return TRUE;
}

/* One object a year: alone, in an array, or one behind the other. */
static gboolean
read_json (char       *text,
           gsize       length,
           GPtrArray  *lists,
           GError    **error)
{
  for (gsize at = strspn (text, " \t\r\n"); at < length; at += strspn (text + at, " \t\r\n"))
    {
      yyjson_read_err problem;
      g_autoptr(yyjson_doc) doc = yyjson_read_opts (text + at, length - at, YYJSON_READ_STOP_WHEN_DONE, NULL, &problem);
      yyjson_val *root = yyjson_doc_get_root (doc), *one;
      gsize i, n;

      if (doc == NULL)
        return refuse (error, _("The file is no JSON: %s."), problem.msg);
      yyjson_arr_foreach (root, i, n, one)
        if (!read_year (one, lists, error))
          return FALSE;
      if (!yyjson_is_arr (root) && !read_year (root, lists, error))
        return FALSE;
      at += yyjson_doc_get_read_size (doc);
    }
  return TRUE;
}

/* iCalendar. */

/* “春节假期”, “上班(补春节假期)”, “春节（休）”, “春节（班）”: what is left is the name. */
static char *
dup_name (const char *summary)
{
  static const char * const around[] = { "上班", "补班", "调休", "补", "假期", "放假", "休息", "休", "班", "(", ")", "（", "）", " ", NULL };
  g_autofree char *name = g_strdup (summary);

  for (guint i = 0; around[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (name, around[i], -1);

      g_free (name);
      name = g_strjoinv ("", parts);
    }
  return *name != '\0' ? g_steal_pointer (&name) : g_strdup (summary);
}

/* An event is meant where it says that it is off or worked on; a calendar has others too. */
static gboolean
is_meant (const AxleCalendarEvent *event,
          gboolean                *working)
{
  if (axle_problems_block (event->problems) || event->status == AXLE_CALENDAR_CANCELLED || !event->all_day || event->summary == NULL ||
      g_utf8_strlen (event->summary, -1) > MAX_NAME)
    return FALSE;
  *working = strstr (event->summary, "班") != NULL;
  return *working || strstr (event->summary, "假") != NULL || strstr (event->summary, "休") != NULL;
}

static void
add_span (GPtrArray              *lists,
          const AxleCalendarTime *time,
          const char             *name,
          gboolean                working)
{
  gint64 end = MIN (time->end, time->start + MAX_SPAN * G_TIME_SPAN_DAY);

  for (gint64 at = time->start; at < end; at += G_TIME_SPAN_DAY)
    {
      g_autoptr(GDateTime) day = g_date_time_new_from_unix_utc_usec (at);
      g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");

      add_day (get_list (lists, axle_holiday_get_year (date, name)), date, name, working);
    }
}

static gboolean
read_calendar (const char  *text,
               gsize        length,
               GPtrArray   *lists,
               GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length);
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  const AxleCalendarOptions options = { .zone = utc };
  g_autoptr(GPtrArray) events = axle_calendar_read (bytes, &options, error);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const AxleCalendarEvent *event = events->pdata[i];
      gboolean working;

      if (is_meant (event, &working))
        {
          g_autofree char *name = dup_name (event->summary);

          for (guint k = 0; k < event->times->len; k++)
            add_span (lists, event->times->pdata[k], name, working);
        }
    }
  return events != NULL;
}

/**
 * axle_holidays_read:
 * @bytes: a file
 * @error: that it is no list, or one with a fault; then nothing of it is taken
 *
 * Returns: (transfer full) (element-type AxleHolidayList) (nullable): a list for each year, in
 *   their order
 */
GPtrArray *
axle_holidays_read (GBytes  *bytes,
                    GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  AxleTextEncoding encoding = axle_text_encoding_guess ((const guint8 *) data, MIN (length, MAX_BYTES), TRUE);
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_holiday_list_free);
  gboolean json;

  if (length > MAX_BYTES)
    {
      g_set_error_literal (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_TOO_LARGE,
                           _("The file is too large for a list of holidays."));
      return NULL;
    }
  text = axle_text_decode (data + encoding.bom_length, length - encoding.bom_length, encoding.charset, NULL);
  json = text[strspn (text, " \t\r\n")] == '{' || text[strspn (text, " \t\r\n")] == '[';
  if (!(json ? read_json (text, strlen (text), lists, error) : read_calendar (text, strlen (text), lists, error)))
    return NULL;
  if (lists->len == 0)
    {
      refuse (error, _("The file has no holidays in it."));
      return NULL;
    }
  g_ptr_array_sort (lists, compare_lists);
  for (guint i = 0; i < lists->len; i++)
    g_ptr_array_sort (((AxleHolidayList *) lists->pdata[i])->days, compare_days);
  return g_steal_pointer (&lists);
}
