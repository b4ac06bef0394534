/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/day-sheet.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/appointment.h"
#include "core/appointment/words.h"
#include "core/calendar.h"
#include "core/followup/task.h"
#include "core/organisation/organisation.h"
#include "core/party/phone.h"
#include "report/error.h"

/* Columns, from the left margin. */
#define TIME_WIDTH   62.0
#define WHO_WIDTH    98.0
#define CAR_WIDTH    98.0
#define STAFF_WIDTH  84.0
#define BLANK_WIDTH  38.0

typedef struct
{
  const AxleDaySheetSource *source;
  AxleSheet                *sheet;
  char                     *title;
  const char               *author;
  GTimeZone                *zone;
} Writing;

/* Words. */

static GDateTime *
to_local (const Writing *writing,
          gint64         at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);

  return g_date_time_to_timezone (utc, writing->zone);
}

static char *
format_time (const Writing *writing,
             gint64         at,
             const char    *format)
{
  g_autoptr(GDateTime) local = to_local (writing, at);

  return g_date_time_format (local, format);
}

/* Such as “2026-06-15 Monday”. */
static char *
format_date (const AxleDate *date)
{
  g_autofree char *iso = axle_date_format_iso (date);

  return g_strdup_printf ("%s %s", iso, _(axle_weekdays[axle_date_get_weekday (date)].label));
}

static char *
dup_title (const AxleDaySheetSource *source)
{
  AxleDate last = axle_date_add_days (&source->first, (int) source->n_days - 1);
  g_autofree char *day = format_date (&source->first);
  g_autofree char *from = axle_date_format_iso (&source->first), *to = axle_date_format_iso (&last);

  if (source->kind == AXLE_DAY_SHEET_PACK)
    /* Translators: a paper for when computers are down; then its day. */
    return g_strdup_printf (_("Day pack %s"), day);
  if (source->n_days == 1)
    return g_strdup_printf (_("Appointments %s"), day);
  /* Translators: appointments from a day to a day. */
  return g_strdup_printf (_("Appointments %s to %s"), from, to);
}

static void
add_line (GString    *text,
          const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static const char *
label_of (const AxleRecord *record,
          guint             field)
{
  const char *value = axle_record_get_text (record, field);

  return value != NULL ? axle_field_choice_label (&record->entity->fields[field], value) : NULL;
}

/* Rows. */

static void
write_heading (const Writing *writing,
               const char    *text)
{
  AxleSheet *sheet = writing->sheet;

  axle_sheet_add_space (sheet, 10);
  axle_sheet_add_row (sheet, AXLE_SHEET_KEEP | AXLE_SHEET_RULED);
  axle_sheet_add_cell (sheet, AXLE_SHEET_HEADING, 0, AXLE_SHEET_SPAN, text);
}

static void
write_nothing (const Writing *writing,
               const char    *text)
{
  axle_sheet_add_row (writing->sheet, 0);
  axle_sheet_add_cell (writing->sheet, AXLE_SHEET_PLAIN, 0, AXLE_SHEET_SPAN, text);
}

/* @cells: when, who, which car, what for, with whom, and on a pack what is to be written down */
static void
write_cells (const Writing        *writing,
             AxleSheetStyle        first,
             AxleSheetStyle        rest,
             const char * const    cells[6])
{
  AxleSheet *sheet = writing->sheet;
  double blank = writing->source->kind == AXLE_DAY_SHEET_PACK ? BLANK_WIDTH : 0;
  double what = AXLE_SHEET_SPAN - TIME_WIDTH - WHO_WIDTH - CAR_WIDTH - STAFF_WIDTH - blank;
  const double widths[] = { TIME_WIDTH, WHO_WIDTH, CAR_WIDTH, what, STAFF_WIDTH, blank };
  double x = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      if (widths[i] > 0)
        axle_sheet_add_cell (sheet, i == 0 ? first : rest, x, widths[i] - 6, cells[i] != NULL ? cells[i] : "");
      x += widths[i];
    }
}

static void
write_captions (const Writing *writing)
{
  const char * const cells[6] = { _("Time"), _("Customer"), _("Car"), _("What for"), _("With whom"), _("Arrived") };
  AxleSheet *sheet = writing->sheet;
  guint caption;

  axle_sheet_add_row (sheet, AXLE_SHEET_KEEP);
  write_cells (writing, AXLE_SHEET_FAINT, AXLE_SHEET_FAINT, cells);
  caption = axle_sheet_add_row (sheet, AXLE_SHEET_CAPTION);
  write_cells (writing, AXLE_SHEET_FAINT, AXLE_SHEET_FAINT, cells);
  axle_sheet_set_caption (sheet, caption);
}

static char *
dup_time (const Writing    *writing,
          const AxleRecord *appointment)
{
  g_autofree char *from = format_time (writing, axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT), "%H:%M");
  g_autofree char *to = format_time (writing, axle_appointment_get_end (appointment), "%H:%M");

  if (axle_record_get_boolean (appointment, AXLE_APPOINTMENT_ALL_DAY))
    return g_strdup (_("All day"));
  return g_strdup_printf ("%s–%s", from, to);
}

static char *
dup_who (const Writing           *writing,
         const AxleDaySheetEntry *entry)
{
  g_autofree char *phone = entry->phone != NULL ? axle_phone_format (entry->phone) : NULL;
  GString *text = g_string_new (NULL);

  add_line (text, entry->who);
  if (writing->source->kind == AXLE_DAY_SHEET_PACK)
    add_line (text, phone);
  return g_string_free (text, FALSE);
}

/* What it is for, what was said, when it was promised, and how the car comes. */
static char *
dup_what (const Writing           *writing,
          const AxleDaySheetEntry *entry)
{
  const AxleRecord *appointment = entry->appointment;
  const char *title = axle_record_get_text (appointment, AXLE_APPOINTMENT_TITLE);
  gboolean promised = axle_record_get (appointment, AXLE_APPOINTMENT_PROMISED)->kind != AXLE_VALUE_NONE;
  g_autofree char *time = promised ? format_time (writing, axle_record_get_integer (appointment, AXLE_APPOINTMENT_PROMISED), "%m-%d %H:%M")
                                   : NULL;
  g_autofree char *ready = promised ? g_strdup_printf (_("Promised for %s"), time) : NULL;
  GString *text = g_string_new (NULL);

  add_line (text, entry->what);
  if (g_strcmp0 (title, entry->who) != 0)
    add_line (text, title);
  add_line (text, axle_record_get_text (appointment, AXLE_APPOINTMENT_REMARKS));
  add_line (text, ready);
  add_line (text, label_of (appointment, AXLE_APPOINTMENT_MODE));
  if (writing->source->kind == AXLE_DAY_SHEET_PACK)
    add_line (text, axle_record_get_text (appointment, AXLE_APPOINTMENT_ADDRESS));
  return g_string_free (text, FALSE);
}

static void
write_entry (const Writing           *writing,
             const AxleDaySheetEntry *entry)
{
  g_autofree char *time = dup_time (writing, entry->appointment);
  g_autofree char *who = dup_who (writing, entry), *what = dup_what (writing, entry);
  g_autoptr(GString) when = g_string_new (time), car = g_string_new (NULL), staff = g_string_new (NULL);

  add_line (when, label_of (entry->appointment, AXLE_APPOINTMENT_STATE));
  add_line (car, entry->plate);
  add_line (car, entry->car);
  add_line (staff, entry->advisor);
  add_line (staff, entry->technician);
  add_line (staff, entry->bay);
  axle_sheet_add_row (writing->sheet, AXLE_SHEET_RULED);
  write_cells (writing, AXLE_SHEET_STRONG, AXLE_SHEET_PLAIN,
               (const char * const[6]) { when->str, who, car->str, what, staff->str, NULL });
}

/* Days. */

/* Who is still there from the day before stands where the days begin. */
static guint
day_of (const Writing           *writing,
        const AxleDaySheetEntry *entry)
{
  g_autoptr(GDateTime) at = to_local (writing, axle_record_get_integer (entry->appointment, AXLE_APPOINTMENT_AT));
  const AxleDate date = { g_date_time_get_year (at), g_date_time_get_month (at), g_date_time_get_day_of_month (at) };

  for (guint i = writing->source->n_days; i-- > 1;)
    {
      AxleDate day = axle_date_add_days (&writing->source->first, (int) i);

      if (axle_date_compare (&date, &day) >= 0)
        return i;
    }
  return 0;
}

static char *
dup_day_heading (const Writing  *writing,
                 const AxleDate *date)
{
  const AxleWorkingDays *days = writing->source->days;
  const char *name = days != NULL ? axle_working_days_get_name (days, date) : NULL;
  g_autofree char *text = format_date (date);

  /* Which day it is stands in the title already. */
  if (name == NULL)
    return writing->source->n_days > 1 ? g_steal_pointer (&text) : g_strdup (_("Appointments"));
  if (axle_working_days_is_makeup (days, date))
    /* Translators: a day, and the holiday for which it is worked on. */
    return g_strdup_printf (_("%s, worked on for %s"), text, name);
  return g_strdup_printf ("%s, %s", text, name);
}

/* What its appointments are put together by; %NULL where it has none. */
static const char *
group_of (const Writing           *writing,
          const AxleDaySheetEntry *entry)
{
  if (writing->source->by == AXLE_DAY_SHEET_BY_TIME)
    return NULL;
  return writing->source->by == AXLE_DAY_SHEET_BY_BAY ? entry->bay : entry->technician;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const char *one = *(const char * const *) a, *other = *(const char * const *) b;

  /* What nobody was given to comes last. */
  if (one == NULL || other == NULL)
    return (one == NULL) - (other == NULL);
  return g_utf8_collate (one, other);
}

/* (element-type utf8): each name once, and %NULL where somebody has none. */
static GPtrArray *
list_groups (const Writing *writing,
             GPtrArray     *entries)
{
  GPtrArray *groups = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      const char *name = group_of (writing, entries->pdata[i]);
      gboolean known = FALSE;

      for (guint k = 0; k < groups->len && !known; k++)
        known = g_strcmp0 (groups->pdata[k], name) == 0;
      if (!known)
        g_ptr_array_add (groups, (gpointer) name);
    }
  g_ptr_array_sort (groups, compare_names);
  return groups;
}

static void
write_group (const Writing *writing,
             GPtrArray     *entries,
             const char    *name)
{
  if (writing->source->by != AXLE_DAY_SHEET_BY_TIME)
    {
      axle_sheet_add_space (writing->sheet, 4);
      axle_sheet_add_row (writing->sheet, AXLE_SHEET_KEEP | AXLE_SHEET_SHADED);
      axle_sheet_add_cell (writing->sheet, AXLE_SHEET_STRONG, 0, AXLE_SHEET_SPAN, name != NULL ? name : _("Not assigned"));
    }
  for (guint i = 0; i < entries->len; i++)
    if (g_strcmp0 (group_of (writing, entries->pdata[i]), name) == 0)
      write_entry (writing, entries->pdata[i]);
}

static void
write_day (const Writing *writing,
           guint          day)
{
  const AxleDaySheetSource *source = writing->source;
  AxleDate date = axle_date_add_days (&source->first, (int) day);
  g_autofree char *heading = dup_day_heading (writing, &date);
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();
  g_autoptr(GPtrArray) groups = NULL;

  write_heading (writing, heading);
  for (guint i = 0; i < source->n_entries; i++)
    if (axle_appointment_is_on (source->entries[i].appointment) && day_of (writing, &source->entries[i]) == day)
      g_ptr_array_add (entries, (gpointer) &source->entries[i]);
  groups = list_groups (writing, entries);
  if (entries->len > 0)
    write_captions (writing);
  for (guint i = 0; i < groups->len; i++)
    write_group (writing, entries, groups->pdata[i]);
  axle_sheet_set_caption (writing->sheet, G_MAXUINT);
  if (entries->len == 0)
    write_nothing (writing, _("No appointments."));
}

/* Promises. */

static void
write_promise (const Writing             *writing,
               const AxleDaySheetPromise *promise)
{
  gint64 due = axle_record_get_integer (promise->task, AXLE_TASK_DUE);
  g_autofree char *time = format_time (writing, due, "%m-%d %H:%M");
  g_autofree char *phone = promise->phone != NULL ? axle_phone_format (promise->phone) : NULL;
  g_autoptr(GString) who = g_string_new (promise->who);
  AxleSheet *sheet = writing->sheet;
  const double staff = AXLE_SHEET_SPAN - STAFF_WIDTH, what = TIME_WIDTH + WHO_WIDTH;

  add_line (who, phone);
  axle_sheet_add_row (sheet, AXLE_SHEET_RULED);
  axle_sheet_add_cell (sheet, due < writing->source->at ? AXLE_SHEET_STRONG : AXLE_SHEET_PLAIN, 0, TIME_WIDTH - 6, time);
  axle_sheet_add_cell (sheet, AXLE_SHEET_PLAIN, TIME_WIDTH, WHO_WIDTH - 6, who->str);
  axle_sheet_add_cell (sheet, AXLE_SHEET_PLAIN, what, staff - what - 6, axle_record_get_text (promise->task, AXLE_TASK_TITLE));
  axle_sheet_add_cell (sheet, AXLE_SHEET_PLAIN, staff, STAFF_WIDTH, promise->responsible != NULL ? promise->responsible : "");
}

static void
write_promises (const Writing *writing)
{
  write_heading (writing, _("Open promises"));
  for (guint i = 0; i < writing->source->n_promises; i++)
    write_promise (writing, &writing->source->promises[i]);
  if (writing->source->n_promises == 0)
    write_nothing (writing, _("None."));
}

/* The whole. */

static void
write_title (const Writing *writing)
{
  const AxleDaySheetSource *source = writing->source;
  AxleSheet *sheet = writing->sheet;
  g_autofree char *made = format_time (writing, source->at, "%Y-%m-%d %H:%M");
  g_autofree char *line = NULL;
  guint n = 0;

  for (guint i = 0; i < source->n_entries; i++)
    n += axle_appointment_is_on (source->entries[i].appointment);
  /* Translators: of a paper: how many appointments, and when it was made. */
  line = g_strdup_printf (ngettext ("%u appointment, as of %s", "%u appointments, as of %s", n), n, made);
  axle_sheet_add_row (sheet, 0);
  axle_sheet_add_cell (sheet, AXLE_SHEET_TITLE, 0, AXLE_SHEET_SPAN, writing->title);
  if (*writing->author != '\0')
    {
      axle_sheet_add_row (sheet, 0);
      axle_sheet_add_cell (sheet, AXLE_SHEET_STRONG, 0, AXLE_SHEET_SPAN, writing->author);
    }
  axle_sheet_add_row (sheet, 0);
  axle_sheet_add_cell (sheet, AXLE_SHEET_FAINT, 0, AXLE_SHEET_SPAN, line);
}

static gboolean
check_size (const AxleDaySheetSource  *source,
            GError                   **error)
{
  if (source->n_entries <= AXLE_DAY_SHEET_MAX_ENTRIES && source->n_promises <= AXLE_DAY_SHEET_MAX_ENTRIES)
    return TRUE;
  g_set_error (error, AXLE_REPORT_ERROR, AXLE_REPORT_ERROR_TOO_LARGE,
               _("There are %u appointments and %u promises. A sheet takes %d of each; nothing was written."), source->n_entries,
               source->n_promises, AXLE_DAY_SHEET_MAX_ENTRIES);
  return FALSE;
}

static GTimeZone *
dup_zone (const AxleDaySheetSource *source)
{
  if (source->days != NULL)
    return g_time_zone_ref (axle_working_days_get_zone (source->days));
  return source->store != NULL ? axle_store_dup_zone (source->store) : g_time_zone_new_local ();
}

/**
 * axle_day_sheet_new:
 * @source: what it is made from; not needed afterwards
 * @error: return location
 *
 * Returns: (transfer full): the appointments on A4, in the language of the program
 */
AxlePaper *
axle_day_sheet_new (const AxleDaySheetSource  *source,
                    GError                   **error)
{
  const char *store = source->store != NULL ? axle_record_get_text (source->store, AXLE_STORE_NAME) : NULL;
  g_autofree char *title = dup_title (source);
  g_autoptr(GTimeZone) zone = dup_zone (source);
  Writing writing = { .source = source, .title = title, .author = store != NULL ? store : "", .zone = zone };
  const AxlePaperInfo info = { .title = title, .author = writing.author, .subject = title, .at = source->at, .zone = zone };

  if (!check_size (source, error))
    return NULL;
  writing.sheet = axle_sheet_new ();
  write_title (&writing);
  for (guint i = 0; i < source->n_days; i++)
    write_day (&writing, i);
  if (source->kind == AXLE_DAY_SHEET_PACK)
    write_promises (&writing);
  axle_sheet_set_margins (writing.sheet, title, NULL, writing.author);
  return axle_paper_new (writing.sheet, &info);
}
