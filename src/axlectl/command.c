/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axlectl/command.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "base/problem.h"

char *axle_command_profile;
char *axle_command_staff;

static GOptionContext *
make_context (const AxleCommand  *self,
              const GOptionEntry *options)
{
  static const GOptionEntry common[] = {
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &axle_command_profile,
      N_("Where this desk keeps its data (also AXLE_PROFILE)"), N_("FOLDER") },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &axle_command_staff,
      N_("Who works at an enrolled desk (also AXLE_STAFF); the PIN comes from AXLE_PIN or standard input"), N_("NAME") },
    G_OPTION_ENTRY_NULL
  };
  g_autofree char *name = g_strdup_printf ("axlectl %s", self->name);
  GOptionContext *context = g_option_context_new (self->operands);

  g_set_prgname (name);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, self->summary);
  if (options != NULL)
    g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  return context;
}

/**
 * axle_command_parse:
 * @self: the command
 * @options: (nullable): its own options
 * @arguments: (inout): what was typed; afterwards what is left of it, without the name
 * @at_least: how many operands there have to be
 * @at_most: how many there may be; -1 for any number
 *
 * Takes the options out of what was typed, and says what is wrong with it.
 *
 * Returns: whether the command can go on
 */
gboolean
axle_command_parse (const AxleCommand  *self,
                    const GOptionEntry *options,
                    GStrv              *arguments,
                    int                 at_least,
                    int                 at_most)
{
  g_autoptr (GOptionContext) context = make_context (self, options);
  g_autoptr (GError) error = NULL;
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();
  gboolean bare = FALSE;
  int n = 0;

  /* Unlike g_option_context_parse() this takes what is typed as UTF-8, whatever the locale. */
  if (!g_option_context_parse_strv (context, arguments, &error))
    {
      axle_command_misused (self, "%s", error->message);
      return FALSE;
    }
  for (guint i = 1; (*arguments)[i] != NULL; i++)
    if (bare || !(bare = g_str_equal ((*arguments)[i], "--")))
      {
        g_strv_builder_add (left, (*arguments)[i]);
        n++;
      }
  g_strfreev (*arguments);
  *arguments = g_strv_builder_end (left);
  if (n < at_least)
    axle_command_misused (self, _("Something is missing after the options: %s"), self->operands);
  else if (at_most >= 0 && n > at_most)
    axle_command_misused (self, _("“%s” is one word too many"), (*arguments)[at_most]);
  return n >= at_least && (at_most < 0 || n <= at_most);
}

static void
complain (const char *format,
          va_list     args)
{
  g_autofree char *message = g_strdup_vprintf (format, args);
  g_autofree char *line = g_strdup_printf ("axlectl: %s\n", message);

  fflush (stdout);
  fputs (line, stderr);
}

int
axle_command_misused (const AxleCommand *self,
                      const char        *format,
                      ...)
{
  va_list args;

  va_start (args, format);
  complain (format, args);
  va_end (args);
  fprintf (stderr, _("Type “axlectl %s --help” to see how it is used.\n"), self->name);
  return AXLE_EXIT_USAGE;
}

/**
 * axle_command_refused:
 * @format: the reason, translated, for the person
 *
 * Says on standard error why nothing was done.
 *
 * Returns: the exit status for that
 */
int
axle_command_refused (const char *format,
                      ...)
{
  va_list args;

  va_start (args, format);
  complain (format, args);
  va_end (args);
  return AXLE_EXIT_REFUSED;
}

int
axle_command_failed (GError *error)
{
  return axle_command_refused ("%s", error->message);
}

/* Always UTF-8, unlike g_print(): programs read it, whatever the locale. */
void
axle_command_print (const char *format,
                    ...)
{
  va_list args;

  va_start (args, format);
  vfprintf (stdout, format, args);
  va_end (args);
}

void
axle_command_print_json (AxleJsonLine *line)
{
  g_autofree char *text = axle_json_line_to_text (line);

  fputs (text, stdout);
  fputc ('\n', stdout);
}

/**
 * axle_command_add_problems:
 * @line: a line
 * @problems: (element-type AxleProblem): what a rule found
 *
 * Adds the member `problems`; `warning` tells what does not forbid the value.
 */
void
axle_command_add_problems (AxleJsonLine *line,
                           GPtrArray    *problems)
{
  axle_json_line_begin_array (line, "problems");
  for (guint i = 0; i < problems->len; i++)
    {
      const AxleProblem *problem = problems->pdata[i];

      axle_json_line_begin_object (line, NULL);
      axle_json_line_add_text (line, "code", problem->code);
      axle_json_line_add_text (line, "message", problem->message);
      axle_json_line_add_boolean (line, "warning", !problem->blocking);
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
}
