/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/handbook.h"
#include "axlectl/command.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "base/date.h"
#include "core/calendar.h"
#include "core/organisation/organisation.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"
#include "core/vehicle/vin.h"
#include "store/customers.h"

/* A car as a person names it: its id, its VIN or its plate. */
static gboolean
find_vehicle (AxleWorkstation  *desk,
              const char       *text,
              AxleId           *id,
              GError          **error)
{
  g_autoptr (AxleVin) vin = NULL;
  g_autoptr (AxlePlate) plate = NULL;
  g_autoptr (AxleRecord) vehicle = NULL;

  if (axle_id_parse (text, id))
    return TRUE;
  vin = axle_vin_judge (text, 0);
  plate = axle_plate_judge (text);
  vehicle = axle_store_find_vehicle (axle_workstation_get_reader (desk), vin->vin, plate->plate, error);
  if (vehicle != NULL)
    *id = vehicle->id;
  else if (error == NULL || *error == NULL)
    g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("No car here has the VIN, the plate or the id “%s”."), text);
  return vehicle != NULL;
}

/* The end of a day of the store; now without one. */
static gboolean
read_moment (AxleWorkstation *desk,
             const char      *text,
             gint64          *at)
{
  g_autoptr (AxleRecord) store = axle_workstation_dup_store (desk);
  g_autoptr (GTimeZone) zone = store != NULL ? axle_store_dup_zone (store) : g_time_zone_new_local ();
  AxleDate date;

  *at = g_get_real_time ();
  if (text == NULL)
    return TRUE;
  if (!axle_date_parse (text, &date, NULL) || date.year == 0)
    return FALSE;
  *at = axle_calendar_from_date (text, zone);
  *at += G_TIME_SPAN_DAY - G_TIME_SPAN_SECOND;
  return TRUE;
}

static AxleHandbook *
make (AxleWorkstation  *desk,
      const AxleId     *vehicle,
      gint64            at,
      GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  axle_handbook_make_async (desk, vehicle, at, NULL, axle_desk_wait_cb, &result);
  return axle_handbook_make_finish (axle_desk_wait (&result), error);
}

static gboolean
write_file (AxleHandbook  *handbook,
            const char    *path,
            GError       **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GBytes) bytes = axle_paper_write (axle_handbook_get_paper (handbook), error);

  return bytes != NULL && g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                                                   G_FILE_CREATE_NONE, NULL, NULL, error);
}

static void
print_made (AxleHandbook *handbook,
            const char   *path,
            gboolean      json)
{
  g_autofree char *code = axle_handbook_code_format (axle_handbook_get_code (handbook));
  AxlePaper *paper = axle_handbook_get_paper (handbook);
  guint n_pages = axle_paper_get_n_pages (paper);
  g_autoptr (AxleJsonLine) line = NULL;

  if (!json)
    {
      axle_command_print (ngettext ("%s: %u page written to %s\n", "%s: %u pages written to %s\n", n_pages),
                          axle_paper_get_subject (paper), n_pages, path);
      return;
    }
  line = axle_json_line_new ();
  axle_json_line_add_text (line, "number", axle_paper_get_subject (paper));
  axle_json_line_add_text (line, "code", code);
  axle_json_line_add_integer (line, "pages", n_pages);
  axle_json_line_add_text (line, "output", path);
  axle_command_print_json (line);
}

static int
run_handbook (const AxleCommand *self,
              GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (AxleHandbook) handbook = NULL;
  g_autofree char *vehicle = NULL, *output = NULL, *date = NULL;
  gboolean json = FALSE;
  AxleId id;
  gint64 at;
  const GOptionEntry options[] = {
    { "vehicle", 0, 0, G_OPTION_ARG_STRING, &vehicle, N_("The car: its VIN, plate or id"), N_("VEHICLE") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where the PDF goes"), N_("FILE") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_("As it was known at the end of that day, such as 2026-06-15"), N_("DATE") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  if (vehicle == NULL || output == NULL)
    return axle_command_misused (self, _("Say which car with --vehicle and where to with --output"));
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  if (!read_moment (desk, date, &at))
    return axle_command_misused (self, _("“%s” is no day. Write it as 2026-06-15"), date);
  if (find_vehicle (desk, vehicle, &id, &error))
    handbook = make (desk, &id, at, &error);
  if (handbook == NULL || !write_file (handbook, output, &error))
    return axle_command_failed (error);
  print_made (handbook, output, json);
  return AXLE_EXIT_DONE;
}

/* Verify. */

/* A file that is there, or a code. */
static gboolean
read_code (const char        *text,
           AxleHandbookCode  *code,
           AxleHandbookSeal  *seal,
           GError           **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (text);
  g_autoptr (GBytes) bytes = NULL;

  *seal = AXLE_HANDBOOK_UNSEALED;
  if (!g_file_query_exists (file, NULL))
    return axle_handbook_code_parse (text, code, error);
  bytes = g_file_load_bytes (file, NULL, NULL, error);
  if (bytes == NULL)
    return FALSE;
  *seal = axle_handbook_code_read (bytes, code);
  if (*seal == AXLE_HANDBOOK_UNSEALED)
    g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FORMAT,
                 _("%s is no care handbook, or somebody took its seal off. The code in its QR code can still be checked."),
                 text);
  return *seal != AXLE_HANDBOOK_UNSEALED;
}

static const char *
file_word (const AxleHandbookVerdict *verdict)
{
  return verdict->seal == AXLE_HANDBOOK_INTACT ? "intact" : verdict->seal == AXLE_HANDBOOK_CHANGED ? "changed" : NULL;
}

static void
print_verdict (const AxleHandbookVerdict *verdict,
               gboolean                   json)
{
  const char *records = verdict->vehicle == NULL ? "unknown" : verdict->same ? "same" : "different";
  g_autoptr (AxleJsonLine) line = NULL;

  if (json)
    {
      line = axle_json_line_new ();
      axle_json_line_add_text (line, "vehicle", AXLE_ID_TEXT (&verdict->code.vehicle));
      axle_json_line_add_integer (line, "at", verdict->code.at);
      axle_json_line_add_text (line, "digest", verdict->code.digest);
      axle_json_line_add_text (line, "file", file_word (verdict));
      axle_json_line_add_text (line, "records", records);
      axle_command_print_json (line);
      return;
    }
  if (verdict->seal == AXLE_HANDBOOK_CHANGED)
    axle_command_print (_("The file was changed after it was made.\n"));
  if (verdict->vehicle == NULL)
    axle_command_print (_("This desk does not know the car: it cannot say whether the handbook is right.\n"));
  else if (verdict->same)
    axle_command_print (_("The records say the same as the handbook.\n"));
  else
    axle_command_print (_("The records say something else: the handbook was altered, or the records were corrected since.\n"));
}

static AxleHandbookVerdict *
verify (AxleWorkstation         *desk,
        const AxleHandbookCode  *code,
        GError                 **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  axle_handbook_verify_async (desk, code, NULL, axle_desk_wait_cb, &result);
  return axle_handbook_verify_finish (axle_desk_wait (&result), error);
}

static int
run_verify (const AxleCommand *self,
            GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (AxleHandbookVerdict) verdict = NULL;
  gboolean json = FALSE;
  AxleHandbookSeal seal;
  AxleHandbookCode code;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  if (!read_code (left[0], &code, &seal, &error))
    return axle_command_failed (error);
  desk = axle_desk_open (&error);
  if (desk != NULL)
    verdict = verify (desk, &code, &error);
  if (verdict == NULL)
    return axle_command_failed (error);
  verdict->seal = seal;
  print_verdict (verdict, json);
  return verdict->same && seal != AXLE_HANDBOOK_CHANGED ? AXLE_EXIT_DONE : AXLE_EXIT_REFUSED;
}

const AxleCommand axle_report_commands[] = {
  { "report handbook", NULL, N_("Write the whole history of a car as PDF"), run_handbook },
  { "report verify", "FILE|CODE", N_("Check a care handbook against the records"), run_verify },
  { NULL }
};
