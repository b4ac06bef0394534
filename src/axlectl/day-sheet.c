/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/day-sheets.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "core/organisation/organisation.h"

/* Without a day, the store's own today is meant. */
static gboolean
read_date (AxleWorkstation *desk,
           const char      *text,
           AxleDate        *date)
{
  g_autoptr (AxleRecord) store = axle_workstation_dup_store (desk);
  g_autoptr (GTimeZone) zone = store != NULL ? axle_store_dup_zone (store) : g_time_zone_new_local ();
  g_autoptr (GDateTime) now = g_date_time_new_now (zone);

  if (text != NULL)
    return axle_date_parse (text, date, NULL) && date->year > 0;
  *date = (AxleDate) { g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now) };
  return TRUE;
}

static int
write_sheet (AxleWorkstation  *desk,
             AxleDaySheetKind  kind,
             const AxleDate   *date,
             guint             n_days,
             const char       *path,
             gboolean          json)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AxlePaper) sheet = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  guint n_pages;

  axle_day_sheet_make_async (desk, kind, AXLE_DAY_SHEET_BY_TIME, date, n_days, NULL, axle_desk_wait_cb, &result);
  sheet = axle_day_sheet_make_finish (axle_desk_wait (&result), &error);
  bytes = sheet != NULL ? axle_paper_write (sheet, &error) : NULL;
  if (bytes == NULL || !g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                                                 G_FILE_CREATE_NONE, NULL, NULL, &error))
    return axle_command_failed (error);
  n_pages = axle_paper_get_n_pages (sheet);
  axle_json_line_add_text (line, "title", axle_paper_get_title (sheet));
  axle_json_line_add_integer (line, "pages", n_pages);
  axle_json_line_add_text (line, "output", path);
  if (json)
    axle_command_print_json (line);
  else
    axle_command_print (ngettext ("%s: %u page written to %s\n", "%s: %u pages written to %s\n", n_pages),
                        axle_paper_get_title (sheet), n_pages, path);
  return AXLE_EXIT_DONE;
}

static int
run (const AxleCommand *self,
     GStrv              arguments,
     AxleDaySheetKind   kind)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autofree char *output = NULL, *day = NULL;
  gboolean json = FALSE, week = FALSE;
  AxleDate date;
  const GOptionEntry options[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &day, N_("The day, such as 2026-06-15; today without it"), N_("DAY") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where the PDF goes"), N_("FILE") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object"), NULL },
    { "week", 0, kind == AXLE_DAY_SHEET_PACK ? G_OPTION_FLAG_HIDDEN : 0, G_OPTION_ARG_NONE, &week,
      N_("Seven days, from that day"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  if (output == NULL)
    return axle_command_misused (self, _("Say where to with --output"));
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  if (!read_date (desk, day, &date))
    return axle_command_misused (self, _("“%s” is no day. Write it as 2026-06-15"), day);
  return write_sheet (desk, kind, &date, week ? 7 : 1, output, json);
}

static int
run_pack (const AxleCommand *self,
          GStrv              arguments)
{
  return run (self, arguments, AXLE_DAY_SHEET_PACK);
}

static int
run_plan (const AxleCommand *self,
          GStrv              arguments)
{
  return run (self, arguments, AXLE_DAY_SHEET_PLAN);
}

const AxleCommand axle_day_sheet_commands[] = {
  { "report day-pack", NULL, N_("Write what a day needs when nothing else works, as PDF"), run_pack },
  { "report appointments", NULL, N_("Write the appointments of a day or a week as PDF"), run_plan },
  { NULL }
};
