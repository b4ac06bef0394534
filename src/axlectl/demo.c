/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axlectl/demo.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/problem.h"

#define MAX_CUSTOMERS G_GINT64_CONSTANT (10000000)
#define DEFAULT_CUSTOMERS 2000
#define EXIT_USAGE 2

typedef struct
{
  gint64    customers;
  gint64    seed;
  char     *today;
  char     *output;
  char     *server;
  char     *profile;
  gboolean  json;
  gint64    begun;
} Arguments;

static void
clear_arguments (Arguments *self)
{
  g_free (self->today);
  g_free (self->output);
  g_free (self->server);
  g_free (self->profile);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, clear_arguments)

static gboolean
parse (Arguments   *self,
       int         *argc,
       char      ***argv,
       GError     **error)
{
  const GOptionEntry entries[] = {
    { "customers", 'n', 0, G_OPTION_ARG_INT64, &self->customers, N_("How many customers (2000)"), N_("NUMBER") },
    { "seed", 's', 0, G_OPTION_ARG_INT64, &self->seed, N_("The same number makes the same dealership (1)"), N_("NUMBER") },
    { "today", 0, 0, G_OPTION_ARG_STRING, &self->today, N_("The day on which its story ends, such as 2026-06-15"), N_("DATE") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output, N_("Write customers and cars to FILE as CSV"), N_("FILE") },
    { "server", 0, 0, G_OPTION_ARG_FILENAME, &self->server, N_("Put it into the data folder of a server"), N_("FOLDER") },
    { "profile", 'p', 0, G_OPTION_ARG_FILENAME, &self->profile, N_("Put it into the profile of a desk"), N_("FOLDER") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Print results as JSON, one object a line"), NULL },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (_("generate | staff — a dealership that nobody owns"));
  int n_places;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  n_places = (self->output != NULL) + (self->server != NULL) + (self->profile != NULL);
  if (*argc == 2 && g_str_equal ((*argv)[1], "staff"))
    return TRUE;
  if (*argc != 2 || !g_str_equal ((*argv)[1], "generate"))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("Say what to do: generate or staff."));
  else if (n_places != 1)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _("Say where it goes: one of --output, --server and --profile."));
  else if (self->customers < 1 || self->customers > MAX_CUSTOMERS)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _("The number of customers is from 1 to %" G_GINT64_FORMAT "."), MAX_CUSTOMERS);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_today (const Arguments  *self,
            AxleDate         *today,
            GError          **error)
{
  if (self->today == NULL)
    {
      g_autoptr(GDateTime) now = g_date_time_new_now_local ();

      *today = (AxleDate) { g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now) };
      return TRUE;
    }
  if (axle_date_parse (self->today, today, NULL) && today->year >= 2020 && today->year < 2040)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” is no day from 2020 to 2039. Write it as 2026-06-15."), self->today);
  return FALSE;
}

static void
print_progress (const AxleDemoProgress *progress,
                gpointer                user_data)
{
  const Arguments *self = user_data;

  if (!self->json && isatty (STDERR_FILENO))
    g_printerr ("\r%" G_GINT64_FORMAT " / %" G_GINT64_FORMAT, progress->customers, self->customers);
}

static void
print_result (const Arguments        *self,
              const AxleDemoProgress *done)
{
  double seconds = (double) (g_get_monotonic_time () - self->begun) / G_USEC_PER_SEC;
  double rate = (double) done->records / MAX (seconds, 0.001);

  if (!self->json && isatty (STDERR_FILENO))
    g_printerr ("\r");
  if (self->json)
    g_print ("{\"customers\":%" G_GINT64_FORMAT ",\"records\":%" G_GINT64_FORMAT ",\"seconds\":%.3f,\"records_per_second\":%.0f}\n",
             done->customers, done->records, seconds, rate);
  else
    g_print (_("%" G_GINT64_FORMAT " customers, %" G_GINT64_FORMAT " records in %.1f s: %.0f records a second\n"),
             done->customers, done->records, seconds, rate);
}

typedef struct
{
  Arguments        *arguments;
  AxleDemoProgress  done;
} Run;

static void
progress_cb (const AxleDemoProgress *progress,
             gpointer                user_data)
{
  Run *run = user_data;

  run->done = *progress;
  print_progress (progress, run->arguments);
}

static gboolean
generate (Arguments  *self,
          GError    **error)
{
  AxleDemoOptions options = { .n_customers = self->customers, .seed = (guint64) self->seed };
  Run run = { .arguments = self };
  gboolean done;

  if (!read_today (self, &options.today, error))
    return FALSE;
  self->begun = g_get_monotonic_time ();
  if (self->output != NULL)
    done = axle_demo_into_file (self->output, &options, progress_cb, &run, error);
  else if (self->server != NULL)
    done = axle_demo_into_server (self->server, &options, progress_cb, &run, error);
  else
    done = axle_demo_into_profile (self->profile, &options, progress_cb, &run, error);
  if (done)
    print_result (self, &run.done);
  return done;
}

static void
print_staff (const Arguments *self)
{
  g_autoptr(GArray) staff = axle_demo_list_staff ();

  for (guint i = 0; i < staff->len; i++)
    {
      const AxleDemoStaff *one = &g_array_index (staff, AxleDemoStaff, i);

      if (self->json)
        g_print ("{\"name\":\"%s\",\"title\":\"%s\",\"role\":\"%s\",\"pin\":\"%s\"}\n", one->name, one->title, one->role,
                 one->pin);
      else
        g_print ("%s\t%s\t%s\n", one->name, one->title, one->pin);
    }
}

/**
 * axle_demo_command:
 * @argc: how many arguments
 * @argv: (array length=argc): the arguments; the first one is the command's name
 *
 * `axlectl demo generate` and `axlectl demo staff`.
 *
 * Returns: what the program exits with
 */
int
axle_demo_command (int   argc,
                   char *argv[])
{
  g_auto(Arguments) self = { .customers = DEFAULT_CUSTOMERS, .seed = 1 };
  g_autoptr(GError) error = NULL;

  if (!parse (&self, &argc, &argv, &error))
    {
      g_printerr ("axlectl demo: %s\n", error->message);
      return EXIT_USAGE;
    }
  if (g_str_equal (argv[1], "staff"))
    {
      print_staff (&self);
      return EXIT_SUCCESS;
    }
  if (generate (&self, &error))
    return EXIT_SUCCESS;
  g_printerr ("axlectl demo: %s\n", error->message);
  return EXIT_FAILURE;
}
