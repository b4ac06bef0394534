/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/calendar-export.h"
#include "app/calendar-import.h"
#include "app/holidays.h"
#include "app/suggestions.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "base/date.h"
#include "core/appointment/resource.h"
#include "core/calendar.h"
#include "core/organisation/organisation.h"

/* Suggestions look so many days ahead and are so many, unless something else is asked for. */
#define SUGGEST_DAYS  14
#define SUGGEST_LIMIT 8
#define SUGGEST_MOST  60

static GTimeZone *
dup_zone (AxleWorkstation *desk)
{
  g_autoptr (AxleRecord) store = axle_workstation_dup_store (desk);

  return store != NULL ? axle_store_dup_zone (store) : g_time_zone_new_local ();
}

/* The first moment of a day of the store, or the one after its last. */
static gboolean
read_day (const char *text,
          GTimeZone  *zone,
          gboolean    after,
          gint64     *at)
{
  AxleDate date;
  g_autofree char *day = NULL;

  if (!axle_date_parse (text, &date, NULL) || date.year == 0)
    return FALSE;
  day = axle_date_format_iso (&date);
  *at = after ? axle_date_get_end (&date, zone) : axle_calendar_from_date (day, zone);
  return TRUE;
}

/* Returns an exit status, or -1 to go on. @from and @until keep what they are where nothing is said. */
static int
read_range (const AxleCommand *self,
            AxleWorkstation   *desk,
            const char        *first,
            const char        *last,
            gint64            *from,
            gint64            *until)
{
  g_autoptr (GTimeZone) zone = dup_zone (desk);

  if (first != NULL && !read_day (first, zone, FALSE, from))
    return axle_command_misused (self, _("“%s” is no day. Write it as 2026-06-15"), first);
  if (last != NULL && !read_day (last, zone, TRUE, until))
    return axle_command_misused (self, _("“%s” is no day. Write it as 2026-06-15"), last);
  if (*until <= *from)
    return axle_command_misused (self, _("The last day is before the first"));
  return -1;
}

static char *
format_time (gint64     at,
             gboolean   day,
             GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = at != 0 ? g_date_time_new_from_unix_utc_usec (at) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  if (local == NULL)
    return NULL;
  return day ? g_date_time_format (local, "%Y-%m-%d") : g_date_time_format_iso8601 (local);
}

/* Import. */

static const char * const outcomes[AXLE_CALENDAR_N_OUTCOMES] = {
  [AXLE_CALENDAR_NEW] = "new",
  [AXLE_CALENDAR_UPDATED] = "updated",
  [AXLE_CALENDAR_UNCHANGED] = "unchanged",
  [AXLE_CALENDAR_TAKEN_BACK] = "cancelled",
  [AXLE_CALENDAR_REFUSED] = "refused",
};

static const AxleProblem *
find_reason (const AxleCalendarResult *result)
{
  for (guint i = 0; i < result->problems->len; i++)
    if (((AxleProblem *) result->problems->pdata[i])->blocking)
      return result->problems->pdata[i];
  return NULL;
}

static void
print_result_json (const AxleCalendarResult *result,
                   GTimeZone                *zone)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_autofree char *at = format_time (result->at, result->all_day, zone);
  const AxleProblem *reason = find_reason (result);

  axle_json_line_add_integer (line, "event", result->number);
  axle_json_line_add_integer (line, "line", (gint64) result->line);
  axle_json_line_add_text (line, "component", result->component);
  axle_json_line_add_text (line, "uid", result->uid);
  axle_json_line_add_text (line, "summary", result->summary);
  axle_json_line_add_text (line, "start", at);
  axle_json_line_add_integer (line, "times", result->times);
  axle_json_line_add_text (line, "outcome", outcomes[result->outcome]);
  axle_json_line_add_text (line, "code", reason != NULL ? reason->code : NULL);
  axle_json_line_add_text (line, "reason", reason != NULL ? reason->message : NULL);
  axle_json_line_add_text (line, "customer", axle_id_is_none (&result->customer) ? NULL : AXLE_ID_TEXT (&result->customer));
  axle_json_line_add_text (line, "matched", result->matched);
  axle_command_add_problems (line, result->problems);
  axle_command_print_json (line);
}

static void
print_result_text (const AxleCalendarResult *result,
                   GTimeZone                *zone)
{
  const char *summary = result->summary != NULL ? result->summary : result->uid != NULL ? result->uid : result->component;
  g_autofree char *at = format_time (result->at, result->all_day, zone);

  axle_command_print ("%s  %s  %s\n", outcomes[result->outcome], at != NULL ? at : "-", summary);
  for (guint i = 0; i < result->problems->len; i++)
    axle_command_print ("    %s\n", ((AxleProblem *) result->problems->pdata[i])->message);
}

static void
print_counts (const AxleCalendarImported *imported,
              gboolean                    dry_run,
              gboolean                    json)
{
  const guint *counts = imported->counts;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  if (!json)
    {
      if (dry_run)
        axle_command_print ("%s\n", _("Nothing was saved: this was a dry run."));
      axle_command_print (_("%u events: %u new, %u updated, %u unchanged, %u cancelled, %u refused; %u appointments\n"),
                          imported->results->len, counts[AXLE_CALENDAR_NEW], counts[AXLE_CALENDAR_UPDATED],
                          counts[AXLE_CALENDAR_UNCHANGED], counts[AXLE_CALENDAR_TAKEN_BACK], counts[AXLE_CALENDAR_REFUSED],
                          imported->n_appointments);
      return;
    }
  axle_json_line_add_integer (line, "events", imported->results->len);
  axle_json_line_add_integer (line, "kept", imported->results->len - counts[AXLE_CALENDAR_REFUSED]);
  for (guint i = 0; i < AXLE_CALENDAR_N_OUTCOMES; i++)
    axle_json_line_add_integer (line, outcomes[i], counts[i]);
  axle_json_line_add_integer (line, "appointments", imported->n_appointments);
  axle_json_line_add_boolean (line, "dry_run", dry_run);
  axle_command_print_json (line);
}

static int
import_file (AxleWorkstation *desk,
             const char      *path,
             gint64           from,
             gint64           until,
             gboolean         dry_run,
             gboolean         json)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AxleCalendarImported) imported = NULL;
  g_autoptr (GTimeZone) zone = dup_zone (desk);
  g_autoptr (GError) error = NULL;

  axle_calendar_import_async (desk, file, from, until, dry_run, NULL, NULL, NULL, axle_desk_wait_cb, &result);
  imported = axle_calendar_import_finish (axle_desk_wait (&result), &error);
  if (imported == NULL)
    return axle_command_failed (error);
  for (guint i = 0; i < imported->results->len; i++)
    if (json)
      print_result_json (imported->results->pdata[i], zone);
    else
      print_result_text (imported->results->pdata[i], zone);
  print_counts (imported, dry_run, json);
  return imported->counts[AXLE_CALENDAR_REFUSED] > 0 ? AXLE_EXIT_PARTLY : AXLE_EXIT_DONE;
}

static int
run_import (const AxleCommand *self,
            GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autofree char *first = NULL, *last = NULL;
  gboolean json = FALSE, dry_run = FALSE;
  gint64 now = g_get_real_time (), from = now - AXLE_CALENDAR_USUAL_BACK, until = now + AXLE_CALENDAR_USUAL_AHEAD;
  int status;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_("Only say what would happen"), NULL },
    { "from", 0, 0, G_OPTION_ARG_STRING, &first, N_("What repeats without an end is taken from this day"), N_("DAY") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &last, N_("…and up to this one"), N_("DAY") },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  status = read_range (self, desk, first, last, &from, &until);
  return status >= 0 ? status : import_file (desk, left[0], from, until, dry_run, json);
}

/* Export. */

static int
write_calendar (GBytes     *bytes,
                const char *path,
                guint       n_events,
                gboolean    json)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_commandline_arg (path) : NULL;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    {
      axle_command_print ("%.*s", (int) g_bytes_get_size (bytes), (const char *) g_bytes_get_data (bytes, NULL));
      return AXLE_EXIT_DONE;
    }
  if (!g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                                G_FILE_CREATE_NONE, NULL, NULL, &error))
    return axle_command_failed (error);
  axle_json_line_add_integer (line, "events", n_events);
  axle_json_line_add_text (line, "output", path);
  if (json)
    axle_command_print_json (line);
  else
    axle_command_print (ngettext ("%u event written to %s\n", "%u events written to %s\n", n_events), n_events, path);
  return AXLE_EXIT_DONE;
}

static int
run_export (const AxleCommand *self,
            GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *first = NULL, *last = NULL, *output = NULL;
  gboolean json = FALSE;
  gint64 from = 0, until = 0;
  guint n_events = 0;
  int status;
  const GOptionEntry options[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &first, N_("The first day, such as 2026-06-15"), N_("DAY") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &last, N_("The last day"), N_("DAY") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where it goes instead of standard output"), N_("FILE") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object about the file"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  if (first == NULL || last == NULL)
    return axle_command_misused (self, _("Say which days with --from and --to"));
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  status = read_range (self, desk, first, last, &from, &until);
  if (status >= 0)
    return status;
  axle_calendar_export_async (desk, from, until, NULL, axle_desk_wait_cb, &result);
  bytes = axle_calendar_export_finish (axle_desk_wait (&result), &n_events, &error);
  return bytes != NULL ? write_calendar (bytes, output, n_events, json) : axle_command_failed (error);
}

/* Holidays. */

static void
print_year (const AxleHolidayYear *year,
            gboolean               json)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  if (!json)
    {
      if (year->announced)
        axle_command_print (_("%d: %u days off, %u working days instead; %u new, %u changed, %u taken back\n"), year->year,
                            year->days_off, year->workdays, year->n_new, year->n_changed, year->n_taken_back);
      else
        axle_command_print (_("%d is not announced yet\n"), year->year);
      return;
    }
  axle_json_line_add_integer (line, "year", year->year);
  axle_json_line_add_integer (line, "days_off", year->days_off);
  axle_json_line_add_integer (line, "workdays", year->workdays);
  axle_json_line_add_boolean (line, "announced", year->announced);
  axle_json_line_add_integer (line, "new", year->n_new);
  axle_json_line_add_integer (line, "changed", year->n_changed);
  axle_json_line_add_integer (line, "taken_back", year->n_taken_back);
  axle_command_print_json (line);
}

static int
run_holidays (const AxleCommand *self,
              GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) years = NULL;
  gboolean json = FALSE, dry_run = FALSE;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_("Only say what would happen"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  file = g_file_new_for_commandline_arg (left[0]);
  axle_holidays_import_async (desk, file, dry_run, NULL, axle_desk_wait_cb, &result);
  years = axle_holidays_import_finish (axle_desk_wait (&result), NULL, &error);
  if (years == NULL)
    return axle_command_failed (error);
  if (dry_run && !json)
    axle_command_print ("%s\n", _("Nothing was saved: this was a dry run."));
  for (guint i = 0; i < years->len; i++)
    print_year (&g_array_index (years, AxleHolidayYear, i), json);
  return AXLE_EXIT_DONE;
}

/* Suggest. */

static const char *
name_of (AxleWorkstation  *desk,
         const AxleId     *id,
         AxleRecord      **record)
{
  if (axle_id_is_none (id))
    return NULL;
  *record = axle_workstation_get_record (desk, &axle_resource_entity, id);
  return *record != NULL ? axle_record_get_text (*record, AXLE_RESOURCE_NAME) : axle_workstation_get_staff_name (desk, id);
}

static void
add_whom (AxleJsonLine    *line,
          const char      *member,
          AxleWorkstation *desk,
          const AxleId    *id)
{
  g_autoptr (AxleRecord) record = NULL;

  axle_json_line_begin_object (line, member);
  axle_json_line_add_text (line, "id", axle_id_is_none (id) ? NULL : AXLE_ID_TEXT (id));
  axle_json_line_add_text (line, "name", name_of (desk, id, &record));
  axle_json_line_end (line);
}

static void
print_slot_json (AxleWorkstation *desk,
                 const AxleSlot  *slot,
                 const char      *at)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  axle_json_line_add_text (line, "at", at);
  axle_json_line_add_integer (line, "minutes", slot->minutes);
  add_whom (line, "bay", desk, &slot->bay);
  add_whom (line, "technician", desk, &slot->technician);
  add_whom (line, "advisor", desk, &slot->advisor);
  axle_json_line_add_integer (line, "score", slot->score);
  axle_json_line_begin_array (line, "reasons");
  for (guint i = 0; i < slot->reasons->len; i++)
    {
      const AxleProblem *reason = slot->reasons->pdata[i];

      axle_json_line_begin_object (line, NULL);
      axle_json_line_add_text (line, "code", reason->code);
      axle_json_line_add_text (line, "message", reason->message);
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
  axle_command_print_json (line);
}

static void
print_slot (AxleWorkstation *desk,
            const AxleSlot  *slot,
            GTimeZone       *zone,
            gboolean         json)
{
  g_autofree char *at = format_time (slot->at, FALSE, zone);

  if (json)
    {
      print_slot_json (desk, slot, at);
      return;
    }
  axle_command_print (_("%s, %d minutes\n"), at, slot->minutes);
  for (guint i = 0; i < slot->reasons->len; i++)
    axle_command_print ("    %s\n", ((AxleProblem *) slot->reasons->pdata[i])->message);
}

static int
suggest (AxleWorkstation           *desk,
         const AxleSuggestionsWish *wish,
         gboolean                   json)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) slots = NULL;
  g_autoptr (GTimeZone) zone = dup_zone (desk);
  g_autoptr (GError) error = NULL;

  axle_suggestions_find_async (desk, wish, NULL, axle_desk_wait_cb, &result);
  slots = axle_suggestions_find_finish (axle_desk_wait (&result), &error);
  if (slots == NULL)
    return axle_command_failed (error);
  for (guint i = 0; i < slots->len; i++)
    print_slot (desk, slots->pdata[i], zone, json);
  if (slots->len == 0)
    return axle_command_refused (_("Nothing is free in those days, or the store has no opening hours, bays or people yet."));
  return AXLE_EXIT_DONE;
}

static int
run_suggest (const AxleCommand *self,
             GStrv              arguments)
{
  g_auto (GStrv) left = arguments, services = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autofree char *customer = NULL, *vehicle = NULL, *first = NULL;
  gboolean json = FALSE;
  int n_days = SUGGEST_DAYS, limit = SUGGEST_LIMIT, status;
  gint64 until = G_MAXINT64;
  AxleSuggestionsWish wish = { .not_before = g_get_real_time () };
  const GOptionEntry options[] = {
    { "customer", 0, 0, G_OPTION_ARG_STRING, &customer, N_("Who wants to come"), N_("ID") },
    { "vehicle", 0, 0, G_OPTION_ARG_STRING, &vehicle, N_("With which car; without it, the only one they have"), N_("ID") },
    { "service", 's', 0, G_OPTION_ARG_STRING_ARRAY, &services, N_("What for, as the menu calls it; may be given again"), N_("CODE") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &first, N_("The first day; today without it"), N_("DAY") },
    { "days", 0, 0, G_OPTION_ARG_INT, &n_days, N_("How many days are looked at"), N_("NUMBER") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("How many times at most"), N_("NUMBER") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  if (customer == NULL || services == NULL)
    return axle_command_misused (self, _("Say who with --customer and what for with --service"));
  if (!axle_id_parse (customer, &wish.customer) || (vehicle != NULL && !axle_id_parse (vehicle, &wish.vehicle)))
    return axle_command_misused (self, _("“%s” is no id"), axle_id_is_none (&wish.customer) ? customer : vehicle);
  if (n_days < 1 || n_days > SUGGEST_MOST || limit < 1 || limit > SUGGEST_MOST)
    return axle_command_misused (self, _("Days and times are from 1 to %d"), SUGGEST_MOST);
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  status = read_range (self, desk, first, NULL, &wish.not_before, &until);
  if (status >= 0)
    return status;
  wish.services = (const char * const *) services;
  wish.n_days = (guint) n_days;
  wish.limit = (guint) limit;
  return suggest (desk, &wish, json);
}

const AxleCommand axle_calendar_commands[] = {
  { "calendar import", "FILE", N_("Take appointments from an iCalendar file"), run_import },
  { "calendar export", NULL, N_("Write the appointments of some days as iCalendar"), run_export },
  { "calendar suggest", NULL, N_("Suggest times for a customer, with reasons"), run_suggest },
  { "calendar holidays", "FILE", N_("Take the official holidays of a year"), run_holidays },
  { NULL }
};
