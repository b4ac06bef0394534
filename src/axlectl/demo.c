/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axlectl/demo.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <unistd.h>

#include "axlectl/groups.h"

#define MAX_CUSTOMERS G_GINT64_CONSTANT (10000000)
#define DEFAULT_CUSTOMERS 2000
#define FIRST_YEAR 2020
#define LAST_YEAR 2039

typedef struct
{
  gint64            customers;
  gint64            seed;
  char             *today;
  char             *output;
  char             *server;
  gboolean          busy;
  gboolean          json;
  gint64            begun;
  AxleDemoProgress  done;
} Generation;

static void
clear_generation (Generation *self)
{
  g_free (self->today);
  g_free (self->output);
  g_free (self->server);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Generation, clear_generation)

/* The workshop is shown at work, whenever the demo is made. */
#define FIRST_MINUTE (9 * 60 + 30)
#define LAST_MINUTE (16 * 60 + 30)

/* Where the dealership is. China has no summer time. */
static GDateTime *
dup_now (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_offset (8 * 3600);

  return g_date_time_new_now (zone);
}

static int
read_now (const Generation *self)
{
  g_autoptr(GDateTime) now = dup_now ();

  if (self->today != NULL)
    return 0;
  return CLAMP (g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now), FIRST_MINUTE, LAST_MINUTE);
}

static gboolean
read_today (const Generation *self,
            AxleDate         *today)
{
  if (self->today == NULL)
    {
      g_autoptr(GDateTime) now = dup_now ();

      *today = (AxleDate) { g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now) };
      return today->year >= FIRST_YEAR && today->year <= LAST_YEAR;
    }
  return axle_date_parse (self->today, today, NULL) && today->year >= FIRST_YEAR && today->year <= LAST_YEAR;
}

static void
progress_cb (const AxleDemoProgress *progress,
             gpointer                user_data)
{
  Generation *self = user_data;

  self->done = *progress;
  if (!self->json && isatty (STDERR_FILENO))
    g_printerr ("\r%" G_GINT64_FORMAT " / %" G_GINT64_FORMAT, progress->customers, self->customers);
}

static void
print_result (const Generation *self)
{
  gint64 milliseconds = (g_get_monotonic_time () - self->begun) / 1000;
  gint64 rate = self->done.records * 1000 / MAX (milliseconds, 1);

  if (self->json)
    {
      g_autoptr(AxleJsonLine) line = axle_json_line_new ();

      axle_json_line_add_integer (line, "customers", self->done.customers);
      axle_json_line_add_integer (line, "records", self->done.records);
      axle_json_line_add_integer (line, "milliseconds", milliseconds);
      axle_json_line_add_integer (line, "records_per_second", rate);
      axle_command_print_json (line);
      return;
    }
  if (isatty (STDERR_FILENO))
    g_printerr ("\r");
  axle_command_print (_("%" PRId64 " customers, %" PRId64 " records in %.1f s: %" PRId64 " records a second\n"),
                      self->done.customers, self->done.records, (double) milliseconds / 1000, rate);
}

static gboolean
generate (Generation  *self,
          const char  *profile,
          AxleDate     today,
          GError     **error)
{
  AxleDemoOptions options = {
    .n_customers = self->customers, .seed = (guint64) self->seed, .today = today, .now = read_now (self), .busy_month = self->busy,
  };

  self->begun = g_get_monotonic_time ();
  if (self->output != NULL)
    return axle_demo_into_file (self->output, &options, progress_cb, self, error);
  if (self->server != NULL)
    return axle_demo_into_server (self->server, &options, progress_cb, self, error);
  return axle_demo_into_profile (profile, &options, progress_cb, self, error);
}

static int
run_generate (const AxleCommand *command,
              GStrv              arguments)
{
  g_auto(Generation) self = { .customers = DEFAULT_CUSTOMERS, .seed = 1 };
  const GOptionEntry entries[] = {
    { "customers", 'n', 0, G_OPTION_ARG_INT64, &self.customers, N_("How many customers (2000)"), N_("NUMBER") },
    { "seed", 's', 0, G_OPTION_ARG_INT64, &self.seed, N_("The same number makes the same dealership (1)"), N_("NUMBER") },
    { "today", 0, 0, G_OPTION_ARG_STRING, &self.today, N_("The day on which its story ends, such as 2026-06-15"), N_("DATE") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self.output, N_("Write customers and their cars to FILE, as CSV"), N_("FILE") },
    { "server", 0, 0, G_OPTION_ARG_FILENAME, &self.server, N_("Put it into the data folder of a server"), N_("FOLDER") },
    { "busy", 0, 0, G_OPTION_ARG_NONE, &self.busy, N_("Fill every day of the month with appointments"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self.json, N_("Print JSON, one object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto(GStrv) words = arguments;
  g_autoptr(GError) error = NULL;
  const char *profile;
  AxleDate today;

  if (!axle_command_parse (command, entries, &words, 0, 0))
    return AXLE_EXIT_USAGE;
  profile = axle_command_profile != NULL ? axle_command_profile : g_getenv ("AXLE_PROFILE");
  if ((self.output != NULL && self.server != NULL) || (self.output == NULL && self.server == NULL && profile == NULL))
    return axle_command_misused (command, _("Say where it goes: one of --output, --server and --profile"));
  if (self.customers < 1 || self.customers > MAX_CUSTOMERS)
    return axle_command_misused (command, _("The number of customers is from 1 to %d"), (int) MAX_CUSTOMERS);
  if (!read_today (&self, &today))
    return axle_command_misused (command, _("The day is from 2020 to 2039. Write it as 2026-06-15"));
  if (!generate (&self, profile, today, &error))
    return axle_command_failed (error);
  print_result (&self);
  return AXLE_EXIT_DONE;
}

static void
print_member (const AxleDemoStaff *one,
              gboolean             json)
{
  g_autoptr(AxleJsonLine) line = NULL;

  if (!json)
    {
      axle_command_print ("%s\t%s\t%s\n", one->name, one->title, one->pin);
      return;
    }
  line = axle_json_line_new ();
  axle_json_line_add_text (line, "name", one->name);
  axle_json_line_add_text (line, "title", one->title);
  axle_json_line_add_text (line, "role", one->role);
  axle_json_line_add_text (line, "pin", one->pin);
  axle_command_print_json (line);
}

static int
run_staff (const AxleCommand *command,
           GStrv              arguments)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, one object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto(GStrv) words = arguments;
  g_autoptr(GArray) staff = axle_demo_list_staff ();

  if (!axle_command_parse (command, entries, &words, 0, 0))
    return AXLE_EXIT_USAGE;
  for (guint i = 0; i < staff->len; i++)
    print_member (&g_array_index (staff, AxleDemoStaff, i), json);
  return AXLE_EXIT_DONE;
}

const AxleCommand axle_demo_commands[] = {
  { "demo generate", NULL, N_("Make up a dealership with customers, cars and what was said"), run_generate },
  { "demo staff", NULL, N_("List who works at the made-up dealership, and their PINs"), run_staff },
  { NULL, NULL, NULL, NULL },
};
