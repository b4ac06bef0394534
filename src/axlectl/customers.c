/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "app/access-log.h"
#include "app/customer-profile.h"
#include "app/format.h"
#include "app/export.h"
#include "axlectl/command.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "core/followup/answer.h"
#include "core/followup/task.h"
#include "core/insight/advice.h"
#include "core/loyalty/points.h"
#include "core/party/complaint.h"
#include "core/party/consent.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/party/relation.h"
#include "core/registry.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/customers.h"
#include "store/search.h"

#define DEFAULT_HITS 50
#define MAX_HITS     100000

/* Search. */

static void
print_hit (const AxleHit *hit,
           gboolean       json)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  if (!json)
    {
      axle_command_print ("%s  %s  %s\n", AXLE_ID_TEXT (&hit->customer), hit->title, hit->matched);
      return;
    }
  axle_json_line_add_text (line, "id", AXLE_ID_TEXT (&hit->customer));
  axle_json_line_add_text (line, "kind", axle_customer_entity.kind);
  axle_json_line_add_text (line, "title", hit->title);
  axle_json_line_add_text (line, "matched", hit->matched);
  axle_json_line_add_text (line, "field", hit->field);
  axle_json_line_add_text (line, "record", AXLE_ID_TEXT (&hit->record));
  axle_json_line_add_text (line, "record_kind", hit->kind);
  axle_command_print_json (line);
}

static int
run_search (const AxleCommand *self,
            GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *text = NULL;
  gboolean json = FALSE;
  int limit = DEFAULT_HITS;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_("How many are shown at most (50)"), N_("NUMBER") },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 1, -1))
    return AXLE_EXIT_USAGE;
  if (limit < 1 || limit > MAX_HITS)
    return axle_command_misused (self, _("--limit takes a number from 1 to %d"), MAX_HITS);
  text = g_strjoinv (" ", left);
  if (!g_utf8_validate (text, -1, NULL))
    return axle_command_refused (_("The text is not UTF-8."));
  desk = axle_desk_open (&error);
  if (desk != NULL && axle_desk_index (desk, &error))
    hits = axle_store_search (axle_workstation_get_reader (desk), text, (guint) limit, NULL, &error);
  if (hits == NULL)
    return axle_command_failed (error);
  if (hits->len > 0)
    axle_access_note (desk, AXLE_ACCESS_LISTED, &axle_customer_entity, NULL, hits->len);
  for (guint i = 0; i < hits->len; i++)
    print_hit (hits->pdata[i], json);
  return AXLE_EXIT_DONE;
}

/* Show. */

static void
add_records (AxleJsonLine *line,
             const char   *name,
             GPtrArray    *records)
{
  axle_json_line_begin_array (line, name);
  for (guint i = 0; i < records->len; i++)
    axle_json_line_add_record (line, NULL, records->pdata[i]);
  axle_json_line_end (line);
}

static void
add_history (AxleJsonLine *line,
             GPtrArray    *history)
{
  axle_json_line_begin_array (line, "history");
  for (guint i = 0; i < history->len; i++)
    {
      const AxleHistoryEntry *entry = history->pdata[i];

      axle_json_line_begin_object (line, NULL);
      axle_json_line_add_text (line, "field", entry->field != NULL ? entry->field->name : NULL);
      axle_json_line_add_text (line, "before", entry->before);
      axle_json_line_add_text (line, "after", entry->after);
      axle_json_line_add_integer (line, "at", entry->at);
      axle_json_line_add_text (line, "staff", entry->staff);
      axle_json_line_add_text (line, "desk", entry->desk);
      axle_json_line_add_boolean (line, "pending", entry->pending);
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
}

/* Under which name JSON has the records of a kind, and whether a person reads them. */
static const struct
{
  const AxleEntity *entity;
  const char       *name;
  gboolean          printed;
} kinds[] = {
  { &axle_vehicle_entity, "vehicles", TRUE },
  { &axle_ownership_entity, "ownerships", FALSE },
  { &axle_visit_entity, "visits", TRUE },
  { &axle_job_entity, "jobs", TRUE },
  { &axle_deal_entity, "deals", TRUE },
  { &axle_points_entity, "points", TRUE },
  { &axle_complaint_entity, "complaints", TRUE },
  { &axle_contact_entity, "contacts", TRUE },
  { &axle_note_entity, "notes", TRUE },
  { &axle_task_entity, "tasks", TRUE },
  { &axle_answer_entity, "answers", FALSE },
  { &axle_advice_entity, "advice", FALSE },
  { &axle_relation_entity, "relations", FALSE },
  { &axle_consent_entity, "consents", FALSE },
  { &axle_odometer_entity, "odometers", FALSE },
};

static guint
count_pending (const AxleDossier *dossier)
{
  guint n = 0;

  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    {
      GPtrArray *records = axle_dossier_list (dossier, *entity);

      for (guint i = 0; i < records->len; i++)
        n += axle_dossier_is_pending (dossier, &((AxleRecord *) records->pdata[i])->id);
    }
  return n;
}

static void
print_dossier_json (const AxleDossier *dossier,
                    GPtrArray         *history)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  AxleRecord *customer = axle_dossier_get_customer (dossier);

  axle_json_line_add_text (line, "id", AXLE_ID_TEXT (&customer->id));
  axle_json_line_add_record (line, "customer", customer);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_records (line, kinds[i].name, axle_dossier_list (dossier, kinds[i].entity));
  axle_json_line_add_integer (line, "pending", count_pending (dossier));
  if (history != NULL)
    add_history (line, history);
  axle_command_print_json (line);
}

static void
print_record (AxleWorkstation  *desk,
              const AxleRecord *record)
{
  g_autofree char *title = axle_record_dup_title (record);

  axle_command_print ("%s: %s\n", _(record->entity->label), title != NULL ? title : "");
  for (guint i = 0; i < record->entity->n_fields; i++)
    {
      const AxleField *field = &record->entity->fields[i];
      g_autofree char *text = axle_workstation_format_value (desk, field, axle_record_get (record, i));

      if (*text != '\0')
        axle_command_print ("    %s: %s\n", _(field->label), text);
    }
}

static void
print_dossier (AxleWorkstation   *desk,
               const AxleDossier *dossier)
{
  print_record (desk, axle_dossier_get_customer (dossier));
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      GPtrArray *records = axle_dossier_list (dossier, kinds[k].entity);

      for (guint i = 0; i < records->len && kinds[k].printed; i++)
        print_record (desk, records->pdata[i]);
    }
}

static int
run_show (const AxleCommand *self,
          GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (AxleDossier) dossier = NULL;
  g_autoptr (GPtrArray) history = NULL;
  gboolean json = FALSE, with_history = FALSE;
  AxleId id;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object"), NULL },
    { "history", 0, 0, G_OPTION_ARG_NONE, &with_history, N_("With who changed what and when (in JSON)"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  if (!axle_id_parse (left[0], &id))
    return axle_command_refused (_("“%s” is not the id of a customer. “axlectl search” finds it."), left[0]);
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  dossier = axle_store_load_dossier (axle_workstation_get_reader (desk), &id, g_get_real_time (), &error);
  if (dossier == NULL)
    return g_error_matches (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND)
             ? axle_command_refused (_("There is no such customer here."))
             : axle_command_failed (error);
  if (with_history)
    history = axle_store_list_history (axle_workstation_get_reader (desk), &axle_customer_entity, &id, &error);
  if (error != NULL)
    return axle_command_failed (error);
  axle_access_note (desk, AXLE_ACCESS_OPENED, &axle_customer_entity, &id, 1);
  if (json)
    print_dossier_json (dossier, history);
  else
    print_dossier (desk, dossier);
  return AXLE_EXIT_DONE;
}

/* Export. */

static gboolean
copy_to_output (GFile   *file,
                GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  char piece[64 * 1024];
  gssize n;

  if (stream == NULL)
    return FALSE;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), piece, sizeof piece, NULL, error)) > 0)
    fwrite (piece, 1, (gsize) n, stdout);
  return n == 0;
}

static gint64
export_to (AxleWorkstation  *desk,
           AxleExportFormat  format,
           const char       *condition,
           GFile            *file,
           GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  axle_export_async (desk, format, NULL, 0, condition, file, NULL, NULL, NULL, axle_desk_wait_cb, &result);
  return axle_export_finish (axle_desk_wait (&result), error);
}

/* An export is written as a whole or not at all, also to a pipe. */
static gboolean
export_to_output (AxleWorkstation  *desk,
                  AxleExportFormat  format,
                  const char       *condition,
                  GError          **error)
{
  g_autofree char *folder = g_dir_make_tmp ("axle-export-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "customers", NULL) : NULL;
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  gboolean done;

  if (file == NULL)
    return FALSE;
  done = export_to (desk, format, condition, file, error) >= 0 && copy_to_output (file, error);
  g_unlink (path);
  g_rmdir (folder);
  return done;
}

static int
export_customers (AxleWorkstation  *desk,
                  AxleExportFormat  format,
                  const char       *condition,
                  const char       *output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  gint64 n;

  if (output == NULL || g_str_equal (output, "-"))
    return export_to_output (desk, format, condition, &error) ? AXLE_EXIT_DONE : axle_command_failed (error);
  file = g_file_new_for_commandline_arg (output);
  n = export_to (desk, format, condition, file, &error);
  if (n < 0)
    return axle_command_failed (error);
  axle_command_print (g_dngettext (GETTEXT_PACKAGE, "%d customer written to %s\n", "%d customers written to %s\n", (gulong) n),
                      (int) n, output);
  return AXLE_EXIT_DONE;
}

static int
run_export (const AxleCommand *self,
            GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autofree char *format = NULL;
  g_autofree char *output = NULL;
  g_autofree char *condition = NULL;
  const GOptionEntry options[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format, N_("csv or vcard"), N_("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to; standard output without it"), N_("FILE") },
    { "where", 'w', 0, G_OPTION_ARG_STRING, &condition, N_("Only those for whom it holds, such as: class = \"A\""),
      N_("CONDITION") },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  if (format != NULL && !g_str_equal (format, "csv") && !g_str_equal (format, "vcard"))
    return axle_command_misused (self, _("“%s” is no format: csv or vcard"), format);
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  return export_customers (desk, g_strcmp0 (format, "vcard") == 0 ? AXLE_EXPORT_VCARD : AXLE_EXPORT_CSV, condition, output);
}

const AxleCommand axle_customer_commands[] = {
  { "search", "TEXT…", N_("Find customers by name, pinyin, initials, phone, plate or VIN"), run_search },
  { "show customer", "ID", N_("Everything about one customer"), run_show },
  { "export customers", NULL, N_("Write all customers to a file"), run_export },
  { NULL }
};
