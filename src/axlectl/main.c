/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "axle-config.h"
#include "axlectl/groups.h"

static const AxleCommand *const groups[] = {
  axle_value_commands,
  axle_import_commands,
  axle_customer_commands,
  axle_insight_commands,
  axle_calendar_commands,
  axle_database_commands,
  axle_dedupe_commands,
  axle_desk_commands,
  axle_month_commands,
  axle_photo_commands,
  axle_rfm_commands,
  axle_task_commands,
  axle_conflict_commands,
  axle_access_commands,
  axle_privacy_commands,
  axle_report_commands,
  axle_day_sheet_commands,
  axle_answer_commands,
  axle_server_commands,
  axle_server_data_commands,
  axle_demo_commands,
};

static void
start_locale (void)
{
  const char *folder = g_getenv ("AXLE_BUILD_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : AXLE_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static void
print_raw (const char *text)
{
  fputs (text, stdout);
}

/* A line each; of @group alone, where it is not NULL. Returns how many there are. */
static guint
list_commands (GString    *text,
               const char *group)
{
  g_autofree char *prefix = group != NULL ? g_strconcat (group, " ", NULL) : g_strdup ("");
  guint n = 0;

  for (gsize g = 0; g < G_N_ELEMENTS (groups); g++)
    for (const AxleCommand *command = groups[g]; command->name != NULL; command++)
      if (g_str_has_prefix (command->name, prefix))
        {
          g_string_append_printf (text, "  %-26s %s\n", command->name, _(command->summary));
          n++;
        }
  return n;
}

static void
print_help (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append (text, _("Usage:\n  axlectl [--profile FOLDER] [--staff NAME] COMMAND [OPTION…] …\n\n"));
  g_string_append (text, _("What a dealership’s workstation does, without a display.\n\nCommands:\n"));
  list_commands (text, NULL);
  g_string_append (text, _("\n“axlectl COMMAND --help” tells more about one of them.\n"));
  g_string_append (text, _("Exit status: 0 all done, 3 done but some rows refused, other: refused as a whole.\n"));
  print_raw (text->str);
}

static gboolean
asks_for_help (const char *word)
{
  return g_str_equal (word, "--help") || g_str_equal (word, "-h");
}

/* The first word of several commands, alone or with a question. */
static gboolean
print_help_of_group (char **words)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if ((words[1] != NULL && !asks_for_help (words[1])) || list_commands (text, words[0]) == 0)
    return FALSE;
  print_raw (text->str);
  return TRUE;
}

/* How many of the words are the command's name; 0 when they are not. */
static int
match_name (const AxleCommand *command,
            char             **words)
{
  g_auto (GStrv) name = g_strsplit (command->name, " ", 0);
  int n = 0;

  for (; name[n] != NULL; n++)
    if (words[n] == NULL || !g_str_equal (words[n], name[n]))
      return 0;
  return n;
}

static const AxleCommand *
find_command (char **words,
              int   *n_words)
{
  for (gsize g = 0; g < G_N_ELEMENTS (groups); g++)
    for (const AxleCommand *command = groups[g]; command->name != NULL; command++)
      if ((*n_words = match_name (command, words)) > 0)
        return command;
  return NULL;
}

static int
unknown_command (char **words)
{
  g_autoptr (GString) near = g_string_new (NULL);

  for (gsize g = 0; g < G_N_ELEMENTS (groups); g++)
    for (const AxleCommand *command = groups[g]; command->name != NULL; command++)
      if (g_str_has_prefix (command->name, words[0]))
        g_string_append_printf (near, "%s“%s”", near->len > 0 ? ", " : "", command->name);
  if (near->len > 0)
    axle_command_refused (_("There is no command “%s”. Did you mean %s?"), words[0], near->str);
  else
    axle_command_refused (_("There is no command “%s”. Type “axlectl --help” to see them all."), words[0]);
  return AXLE_EXIT_USAGE;
}

static int
run_command (char **words)
{
  int n_words = 0;
  const AxleCommand *command = find_command (words, &n_words);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (command == NULL)
    {
      if (print_help_of_group (words))
        return words[1] != NULL ? AXLE_EXIT_DONE : AXLE_EXIT_USAGE;
      return unknown_command (words);
    }
  g_strv_builder_add (builder, "axlectl");
  g_strv_builder_addv (builder, (const char **) words + n_words);
  return command->run (command, g_strv_builder_end (builder));
}

/* Takes `--name value` or `--name=value`; @words then stands at the last word taken. */
static gboolean
take_option (char       ***words,
             const char   *name,
             char        **value)
{
  gsize length = strlen (name);

  if (!g_str_has_prefix (**words, name))
    return FALSE;
  if ((**words)[length] == '=')
    g_set_str (value, **words + length + 1);
  else if ((**words)[length] == '\0' && (*words)[1] != NULL)
    g_set_str (value, *++*words);
  else
    return FALSE;
  return TRUE;
}

/* Options in front of the command; what comes after it is the command's. */
static int
run (char **words)
{
  for (; *words != NULL && **words == '-'; words++)
    {
      if (asks_for_help (*words))
        return print_help (), AXLE_EXIT_DONE;
      if (g_str_equal (*words, "--version"))
        return axle_command_print ("axlectl %s\n", AXLE_VERSION), AXLE_EXIT_DONE;
      if (!take_option (&words, "--profile", &axle_command_profile) && !take_option (&words, "--staff", &axle_command_staff))
        return axle_command_refused (_("There is no option “%s” in front of the command. Type “axlectl --help”."), *words),
               AXLE_EXIT_USAGE;
    }
  if (*words == NULL)
    return print_help (), AXLE_EXIT_USAGE;
  return run_command (words);
}

int
main (int    argc,
      char **argv)
{
  int status;

  start_locale ();
  g_set_print_handler (print_raw);
  status = run (argv + 1);
  g_clear_pointer (&axle_command_profile, g_free);
  g_clear_pointer (&axle_command_staff, g_free);
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      fputs (_("axlectl: the output could not be written.\n"), stderr);
      return AXLE_EXIT_REFUSED;
    }
  return status;
}
