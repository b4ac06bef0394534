/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "app/import.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"

typedef struct
{
  AxleImportKind kind;
  gboolean json;
  gboolean dry_run;
  gboolean header;
  gboolean no_header;
  char    *encoding;
  char    *delimiter;
  char    *columns;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->encoding);
  g_free (self->delimiter);
  g_free (self->columns);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
add_problem (AxleJsonLine            *line,
             const AxleImportProblem *problem)
{
  axle_json_line_add_integer (line, "row", (gint64) problem->row);
  axle_json_line_add_text (line, "column", problem->column);
  axle_json_line_add_text (line, "code", problem->code);
  axle_json_line_add_text (line, "message", problem->message);
}

/* The first problem of a row speaks for it; those that follow stand in `more`. */
static guint
print_refused_json (GPtrArray *problems,
                    guint      first)
{
  const AxleImportProblem *problem = problems->pdata[first];
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  guint next = first + 1;

  add_problem (line, problem);
  axle_json_line_begin_array (line, "more");
  for (; next < problems->len; next++)
    {
      const AxleImportProblem *other = problems->pdata[next];

      if (other->row != problem->row || !other->refused)
        break;
      axle_json_line_begin_object (line, NULL);
      add_problem (line, other);
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
  axle_command_print_json (line);
  return next;
}

static void
print_counts_json (AxleImport    *import,
                   const Options *options,
                   const char    *rejects)
{
  const AxleImportCounts *counts = axle_import_get_counts (import);
  GPtrArray *problems = axle_import_get_problems (import);
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  axle_json_line_add_integer (line, "rows", (gint64) counts->rows);
  axle_json_line_add_integer (line, "new", (gint64) counts->fresh);
  axle_json_line_add_integer (line, "matched", (gint64) counts->matched);
  axle_json_line_add_integer (line, "unchanged", (gint64) counts->unchanged);
  axle_json_line_add_integer (line, "wrong", (gint64) counts->wrong);
  axle_json_line_add_text (line, "encoding", axle_import_get_encoding (import));
  axle_json_line_add_text (line, "format", axle_import_get_format (import));
  axle_json_line_add_boolean (line, "dry_run", options->dry_run);
  axle_json_line_add_text (line, "rejects", rejects);
  axle_json_line_begin_array (line, "remarks");
  for (guint i = 0; i < problems->len; i++)
    if (!((AxleImportProblem *) problems->pdata[i])->refused)
      {
        axle_json_line_begin_object (line, NULL);
        add_problem (line, problems->pdata[i]);
        axle_json_line_end (line);
      }
  axle_json_line_end (line);
  axle_command_print_json (line);
}

static void
report_json (AxleImport    *import,
             const Options *options,
             const char    *rejects)
{
  GPtrArray *problems = axle_import_get_problems (import);

  for (guint i = 0; i < problems->len;)
    i = ((AxleImportProblem *) problems->pdata[i])->refused ? print_refused_json (problems, i) : i + 1;
  print_counts_json (import, options, rejects);
}

static void
report_text (AxleImport    *import,
             const Options *options,
             const char    *rejects)
{
  const AxleImportCounts *counts = axle_import_get_counts (import);
  GPtrArray *problems = axle_import_get_problems (import);

  for (guint i = 0; i < problems->len; i++)
    {
      const AxleImportProblem *problem = problems->pdata[i];

      axle_command_print (_("row %" PRIu64 ", %s: %s\n"), problem->row, problem->column, problem->message);
    }
  if (options->dry_run)
    axle_command_print ("%s\n", _("Nothing was saved: this was a dry run."));
  axle_command_print (_("%" PRIu64 " rows (%s, %s): %" PRIu64 " new, %" PRIu64 " matched, %"
                        PRIu64 " unchanged, %" PRIu64 " wrong\n"),
                      counts->rows, axle_import_get_format (import), axle_import_get_encoding (import), counts->fresh,
                      counts->matched, counts->unchanged, counts->wrong);
  if (rejects != NULL)
    axle_command_print (_("The wrong rows are kept in %s. Correct them there and import that file.\n"), rejects);
}

static int
report (AxleImport    *import,
        const Options *options)
{
  GFile *kept = axle_import_get_rejects (import);
  g_autofree char *rejects = kept != NULL ? g_file_get_path (kept) : NULL;

  if (options->json)
    report_json (import, options, rejects);
  else
    report_text (import, options, rejects);
  return axle_import_get_counts (import)->wrong > 0 ? AXLE_EXIT_PARTLY : AXLE_EXIT_DONE;
}

static gboolean
set_columns (AxleImport     *import,
             AxleImportKind  kind,
             const char     *columns,
             GError        **error)
{
  g_auto (GStrv) roles = g_strsplit (columns, ",", 0);
  guint n_roles = 0;
  const AxleImportRole *known = axle_import_list_roles_of (kind, &n_roles);

  for (guint i = 0; roles[i] != NULL; i++)
    {
      const char *name = *g_strstrip (roles[i]) == '\0' ? "ignore" : roles[i];
      g_autoptr (GString) names = g_string_new (NULL);
      gboolean found = FALSE;

      for (guint k = 0; k < n_roles; k++)
        {
          found = found || g_str_equal (known[k].name, name);
          g_string_append_printf (names, "%s%s", k > 0 ? ", " : "", known[k].name);
        }
      if (!found)
        {
          g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FORMAT, _("“%s” is no kind of column. There are: %s."), name,
                       names->str);
          return FALSE;
        }
      if (i < axle_import_get_n_columns (import))
        axle_import_set_role (import, i, name);
    }
  for (guint i = g_strv_length (roles); i < axle_import_get_n_columns (import); i++)
    axle_import_set_role (import, i, "ignore");
  return TRUE;
}

static gboolean
correct (AxleImport     *import,
         const Options  *options,
         GError        **error)
{
  const char *delimiter = options->delimiter;

  if (g_strcmp0 (delimiter, "\\t") == 0 || g_strcmp0 (delimiter, "tab") == 0)
    delimiter = "\t";
  return (options->encoding == NULL || axle_import_set_encoding (import, options->encoding, error))
         && (delimiter == NULL || axle_import_set_delimiter (import, delimiter, error))
         && (options->header == options->no_header || axle_import_set_has_header (import, options->header, error))
         && (options->columns == NULL || set_columns (import, options->kind, options->columns, error));
}

static gboolean
stop_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static void
progress_cb (AxleImport             *import,
             double                  share,
             const AxleImportCounts *counts,
             gpointer                user_data)
{
  fprintf (stderr, "\r%3.0f %%  %" G_GUINT64_FORMAT, share * 100, counts->rows);
}

/* Ctrl+C stops between rows; what was saved until then is said and stays. */
static gboolean
run_import (AxleImport     *import,
            const Options  *options,
            GError        **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  gboolean shown = isatty (STDERR_FILENO);
  guint signal = g_unix_signal_add (SIGINT, stop_cb, cancellable);

  axle_import_run_async (import, options->dry_run, shown ? progress_cb : NULL, NULL, cancellable, axle_desk_wait_cb, &result);
  axle_desk_wait (&result);
  g_source_remove (signal);
  if (shown)
    fputs ("\r\033[K", stderr);
  return axle_import_run_finish (import, result, error);
}

static int
import_file (AxleWorkstation *desk,
             const char      *path,
             const Options   *options)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AxleImport) import = NULL;
  g_autoptr (GError) error = NULL;

  axle_import_open_async (desk, file, NULL, axle_desk_wait_cb, &result);
  import = axle_import_open_finish (axle_desk_wait (&result), &error);
  if (import != NULL)
    axle_import_set_kind (import, options->kind);
  if (import == NULL || !correct (import, options, &error))
    return axle_command_failed (error);
  axle_import_set_problem_limit (import, G_MAXUINT);
  if (!run_import (import, options, &error) || !axle_desk_index (desk, &error))
    {
      if (axle_import_get_counts (import)->rows > 0)
        report (import, options);
      return axle_command_failed (error);
    }
  return report (import, options);
}

static int
run (const AxleCommand *self,
     GStrv              arguments,
     AxleImportKind     kind)
{
  g_auto (Options) o = { .kind = kind };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &o.json, N_("Print one JSON object a line"), NULL },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &o.dry_run, N_("Only say what would happen"), NULL },
    { "encoding", 'e', 0, G_OPTION_ARG_STRING, &o.encoding, N_("How the text is encoded, such as GB18030"), N_("NAME") },
    { "delimiter", 'd', 0, G_OPTION_ARG_STRING, &o.delimiter, N_("What stands between columns: a sign, or tab"), N_("SIGN") },
    { "header", 0, 0, G_OPTION_ARG_NONE, &o.header, N_("The first row names the columns"), NULL },
    { "no-header", 0, 0, G_OPTION_ARG_NONE, &o.no_header, N_("The first row is one of the table"), NULL },
    { "columns", 'c', 0, G_OPTION_ARG_STRING, &o.columns, N_("What each column is, such as name,phone,ignore,vin"), N_("NAMES") },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, entries, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  return import_file (desk, left[0], &o);
}

static int
run_import_customers (const AxleCommand *self,
                      GStrv              arguments)
{
  return run (self, arguments, AXLE_IMPORT_CUSTOMERS);
}

static int
run_import_visits (const AxleCommand *self,
                   GStrv              arguments)
{
  return run (self, arguments, AXLE_IMPORT_VISITS);
}

const AxleCommand axle_import_commands[] = {
  { "import customers", "FILE", N_("Take customers and cars from a CSV or vCard file"), run_import_customers },
  { "import visits", "FILE", N_("Take visits to the workshop from a CSV file"), run_import_visits },
  { NULL }
};
