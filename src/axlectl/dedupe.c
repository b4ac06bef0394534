/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "app/dedupe.h"
#include "app/duplicates.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "core/party/customer.h"
#include "core/party/match.h"

static void
add_reasons (AxleJsonLine *line,
             GPtrArray    *reasons)
{
  axle_json_line_begin_array (line, "reasons");
  for (guint i = 0; i < reasons->len; i++)
    {
      const AxleMatchReason *reason = reasons->pdata[i];

      axle_json_line_begin_object (line, NULL);
      axle_json_line_add_text (line, "field", reason->code);
      axle_json_line_add_text (line, "level", axle_match_level_get_name (reason->level));
      axle_json_line_add_integer (line, "centibits", lround (reason->weight * 100));
      axle_json_line_add_text (line, "label", reason->label);
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
}

static void
print_reasons (GPtrArray *reasons)
{
  for (guint i = 0; i < reasons->len; i++)
    {
      const AxleMatchReason *reason = reasons->pdata[i];

      axle_command_print ("      %+5.1f  %s\n", reason->weight, reason->label);
    }
}

/* The rows of a table. */

static void
print_pair_json (AxleDedupe *dedupe,
                 gsize       pair)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_autoptr (GPtrArray) reasons = axle_dedupe_explain (dedupe, pair);
  g_autofree char *a = axle_dedupe_dup_id (dedupe, pair, 0);
  g_autofree char *b = axle_dedupe_dup_id (dedupe, pair, 1);

  axle_json_line_add_text (line, "a", a);
  axle_json_line_add_text (line, "b", b);
  axle_json_line_add_integer (line, "score", axle_dedupe_get_score (dedupe, pair));
  add_reasons (line, reasons);
  axle_command_print_json (line);
}

static void
print_pair (AxleDedupe *dedupe,
            gsize       pair)
{
  g_autoptr (GPtrArray) reasons = axle_dedupe_explain (dedupe, pair);
  g_autofree char *a = axle_dedupe_dup_id (dedupe, pair, 0);
  g_autofree char *b = axle_dedupe_dup_id (dedupe, pair, 1);

  axle_command_print ("%4u  %s  %s\n", axle_dedupe_get_score (dedupe, pair), a, b);
  print_reasons (reasons);
}

static void
print_counts (AxleDedupe *dedupe,
              gboolean    json)
{
  AxleDedupeCounts counts = axle_dedupe_get_counts (dedupe);
  g_autoptr (AxleJsonLine) line = NULL;

  if (!json)
    {
      axle_command_print (_("%" PRIu64 " rows, %" PRIu64 " pairs compared, %" PRIu64 " proposed\n"), counts.rows, counts.compared,
                          counts.pairs);
      return;
    }
  line = axle_json_line_new ();
  axle_json_line_add_integer (line, "rows", (gint64) counts.rows);
  axle_json_line_add_integer (line, "compared", (gint64) counts.compared);
  axle_json_line_add_integer (line, "pairs", (gint64) counts.pairs);
  axle_command_print_json (line);
}

static void
progress_cb (double   share,
             gpointer data)
{
  fprintf (stderr, "\r%3.0f %%", share * 100);
}

static int
run_dedupe (const AxleCommand *self,
            GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (AxleDedupe) dedupe = NULL;
  g_autofree char *id = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    { "id", 0, 0, G_OPTION_ARG_STRING, &id, N_("The column that names the rows; otherwise their number does"), N_("COLUMN") },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, entries, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  file = g_file_new_for_commandline_arg (left[0]);
  dedupe = axle_dedupe_run (file, id, isatty (STDERR_FILENO) ? progress_cb : NULL, NULL, NULL, &error);
  if (dedupe == NULL)
    return axle_command_failed (error);
  for (gsize i = 0; i < axle_dedupe_get_counts (dedupe).pairs; i++)
    if (json)
      print_pair_json (dedupe, i);
    else
      print_pair (dedupe, i);
  print_counts (dedupe, json);
  return AXLE_EXIT_DONE;
}

/* The base itself. */

#define SLICE 200

static gboolean
compare_job (AxleStore    *store,
             GTask        *task,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *list = NULL;
  guint n_left = 0;

  if (axle_store_next_duplicates (store, SLICE, &n_left, &error))
    {
      if (n_left > 0)
        return G_SOURCE_CONTINUE;
      list = axle_store_list_duplicates (store, AXLE_MATCH_PROPOSED, G_MAXUINT, &error);
    }
  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

static void
print_duplicate (const AxleDuplicate *duplicate,
                 gboolean             json)
{
  g_autoptr (AxleJsonLine) line = NULL;

  if (!json)
    {
      axle_command_print ("%4u  %s  %s\n", duplicate->score, axle_record_get_text (duplicate->a, AXLE_CUSTOMER_NAME),
                          axle_record_get_text (duplicate->b, AXLE_CUSTOMER_NAME));
      print_reasons (duplicate->reasons);
      return;
    }
  line = axle_json_line_new ();
  axle_json_line_add_text (line, "a", AXLE_ID_TEXT (&duplicate->a->id));
  axle_json_line_add_text (line, "b", AXLE_ID_TEXT (&duplicate->b->id));
  axle_json_line_add_integer (line, "score", duplicate->score);
  add_reasons (line, duplicate->reasons);
  axle_command_print_json (line);
}

static int
run_list (const AxleCommand *self,
          GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) list = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, entries, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  desk = axle_desk_open (&error);
  if (desk == NULL || !axle_desk_index (desk, &error))
    return axle_command_failed (error);
  task = g_task_new (desk, NULL, axle_desk_wait_cb, &result);
  axle_workstation_run (desk, AXLE_JOB_NORMAL, task, compare_job, NULL);
  list = g_task_propagate_pointer (G_TASK (axle_desk_wait (&result)), &error);
  if (list == NULL)
    return axle_command_failed (error);
  for (guint i = 0; i < list->len; i++)
    print_duplicate (list->pdata[i], json);
  return AXLE_EXIT_DONE;
}

const AxleCommand axle_dedupe_commands[] = {
  { "duplicates", NULL, N_("List the customers who may be there twice, and why"), run_list },
  { "dedupe", "FILE", N_("Find the rows of a CSV file that are probably of the same person"), run_dedupe },
  { NULL }
};
