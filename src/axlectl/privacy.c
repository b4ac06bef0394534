/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/person-export.h"
#include "app/privacy.h"
#include "axlectl/command.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "core/insight/quality.h"
#include "core/party/consent.h"
#include "core/party/customer.h"
#include "core/party/erasure.h"
#include "store/customers.h"

static int
open_desk (const char   *customer,
           AxleDesk    **desk,
           AxleId       *id)
{
  g_autoptr(GError) error = NULL;

  if (!axle_id_parse (customer, id))
    return axle_command_refused (_("“%s” is no id of a customer."), customer);
  *desk = axle_desk_open (&error);
  return *desk != NULL ? -1 : axle_command_failed (error);
}

static int
finish_save (AxleWorkstation *desk,
             GAsyncResult   **result)
{
  g_autoptr(GError) error = NULL;

  return axle_workstation_save_finish (desk, axle_desk_wait (result), &error) >= 0 ? AXLE_EXIT_DONE
                                                                                    : axle_command_failed (error);
}

/* Everything about a person. */

static int
run_export (const AxleCommand *self,
            GStrv              arguments)
{
  g_auto(GStrv) left = arguments;
  g_autoptr(AxleDesk) desk = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AxleJsonLine) line = axle_json_line_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "out", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("Write to FILE, a ZIP archive"), N_("FILE") },
    { "output", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &path, NULL, NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };
  guint n_missing;
  gint64 n_records;
  AxleId id;
  int status;

  if (!axle_command_parse (self, options, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  if (path == NULL)
    return axle_command_refused (_("Say with --out where the archive goes."));
  status = open_desk (left[0], &desk, &id);
  if (status >= 0)
    return status;
  file = g_file_new_for_commandline_arg (path);
  axle_person_export_async (desk, &id, file, NULL, axle_desk_wait_cb, &result);
  n_records = axle_person_export_finish (desk, axle_desk_wait (&result), &n_missing, &error);
  if (n_records < 0)
    return axle_command_failed (error);
  axle_json_line_add_integer (line, "records", n_records);
  axle_json_line_add_integer (line, "photos_missing", n_missing);
  if (json)
    axle_command_print_json (line);
  else
    axle_command_print (g_dngettext (GETTEXT_PACKAGE, "%d record written to %s\n", "%d records written to %s\n", (gulong) n_records),
                        (int) n_records, path);
  return AXLE_EXIT_DONE;
}

/* Consent. */

static int
run_consent (const AxleCommand *self,
             GStrv              arguments)
{
  g_auto(GStrv) left = arguments;
  g_autoptr(AxleDesk) desk = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AxleRecord) customer = NULL;
  g_autofree char *form = NULL;
  g_autofree char *evidence = NULL;
  const GOptionEntry options[] = {
    { "form", 0, 0, G_OPTION_ARG_STRING, &form, N_("How it was said: paper, spoken, wechat or app"), N_("FORM") },
    { "evidence", 0, 0, G_OPTION_ARG_STRING, &evidence, N_("Where that can be looked up"), N_("TEXT") },
    G_OPTION_ENTRY_NULL
  };
  AxleId id;
  int status;

  if (!axle_command_parse (self, options, &left, 3, 3))
    return AXLE_EXIT_USAGE;
  if (axle_consent_find_field (left[1]) < 0)
    return axle_command_refused (_("“%s” is no purpose. There are contact, marketing and driving."), left[1]);
  if (!g_str_equal (left[2], "yes") && !g_str_equal (left[2], "no"))
    return axle_command_refused (_("The answer is “yes” or “no”, not “%s”."), left[2]);
  status = open_desk (left[0], &desk, &id);
  if (status >= 0)
    return status;
  customer = axle_workstation_get_record (desk, &axle_customer_entity, &id);
  if (customer == NULL)
    return axle_command_refused (_("There is no such customer."));
  axle_consent_set_async (desk, customer, left[1], g_str_equal (left[2], "yes"), form != NULL ? form : "spoken", evidence, NULL,
                          axle_desk_wait_cb, &result);
  return finish_save (desk, &result);
}

/* Deletion. */

static int
run_requests (const AxleCommand *self,
              GStrv              arguments)
{
  g_auto(GStrv) left = arguments;
  g_autoptr(AxleDesk) desk = NULL;
  g_autoptr(GPtrArray) open = NULL;
  g_autoptr(GError) error = NULL;
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  open = axle_erasure_list_open (desk, &error);
  if (open == NULL)
    return axle_command_failed (error);
  for (guint i = 0; i < open->len; i++)
    {
      AxleRecord *erasure = open->pdata[i];
      AxleId customer = axle_record_get_id (erasure, AXLE_ERASURE_CUSTOMER);
      g_autoptr(AxleJsonLine) line = axle_json_line_new ();

      axle_json_line_add_text (line, "id", AXLE_ID_TEXT (&erasure->id));
      axle_json_line_add_text (line, "customer", AXLE_ID_TEXT (&customer));
      axle_json_line_add_text (line, "due", axle_record_get_text (erasure, AXLE_ERASURE_DUE));
      axle_json_line_add_integer (line, "working_days_left", axle_erasure_get_days_left (desk, erasure));
      if (json)
        axle_command_print_json (line);
      else
        axle_command_print ("%s  %s  %d\n", AXLE_ID_TEXT (&customer), axle_record_get_text (erasure, AXLE_ERASURE_DUE),
                            axle_erasure_get_days_left (desk, erasure));
    }
  return AXLE_EXIT_DONE;
}

static int
run_request (const AxleCommand *self,
             GStrv              arguments)
{
  g_auto(GStrv) left = arguments;
  g_autoptr(AxleDesk) desk = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  const GOptionEntry options[] = { G_OPTION_ENTRY_NULL };
  AxleId id;
  int status;

  if (!axle_command_parse (self, options, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  status = open_desk (left[0], &desk, &id);
  if (status >= 0)
    return status;
  axle_erasure_request_async (desk, &id, "spoken", NULL, NULL, axle_desk_wait_cb, &result);
  return finish_save (desk, &result);
}

static AxleRecord *
find_request (AxleWorkstation *desk,
              const AxleId    *customer)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) requests = NULL;
  AxleRecord *request;

  axle_value_set_id (&value, customer);
  requests = axle_store_list_where (axle_workstation_get_reader (desk), &axle_erasure_entity, AXLE_ERASURE_CUSTOMER, &value, NULL);
  request = requests != NULL ? axle_erasure_find_current (requests) : NULL;
  return request != NULL ? axle_record_ref (request) : NULL;
}

static int
run_erase (const AxleCommand *self,
           GStrv              arguments)
{
  g_auto(GStrv) left = arguments;
  g_autoptr(AxleDesk) desk = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AxleRecord) request = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *until = NULL;
  gboolean yes = FALSE;
  const GOptionEntry options[] = {
    { "keep", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why repairs and sales are kept, under a masked name"), N_("REASON") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &until, N_("Until when, such as 2028-12-31"), N_("DATE") },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_("It cannot be taken back, and I want it"), NULL },
    G_OPTION_ENTRY_NULL
  };
  AxleId id;
  int status;

  if (!axle_command_parse (self, options, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  if (!yes)
    return axle_command_refused (_("This cannot be taken back. Say --yes if you want it."));
  status = open_desk (left[0], &desk, &id);
  if (status >= 0)
    return status;
  request = find_request (desk, &id);
  if (request == NULL)
    return axle_command_refused (_("This customer has not asked for it. See “axlectl privacy request”."));
  axle_erasure_carry_out_async (desk, request, reason, until, NULL, axle_desk_wait_cb, &result);
  return finish_save (desk, &result);
}

/* Quality. */

static int
run_quality (const AxleCommand *self,
             GStrv              arguments)
{
  static const char * const names[] = { "completeness", "accuracy", "timeliness" };
  g_auto(GStrv) left = arguments;
  g_autoptr(AxleDesk) desk = NULL;
  g_autoptr(AxleDossier) dossier = NULL;
  g_autoptr(AxleQuality) quality = NULL;
  g_autoptr(AxleJsonLine) line = axle_json_line_new ();
  g_autoptr(GError) error = NULL;
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };
  AxleId id;
  int status;

  if (!axle_command_parse (self, options, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  status = open_desk (left[0], &desk, &id);
  if (status >= 0)
    return status;
  dossier = axle_store_load_dossier (axle_workstation_get_reader (desk), &id, axle_host_now (axle_host_get_default ()), &error);
  if (dossier == NULL)
    return axle_command_failed (error);
  quality = axle_quality_judge (dossier);
  axle_json_line_add_integer (line, "overall", quality->overall);
  for (guint i = 0; i < AXLE_QUALITY_N_ASPECTS; i++)
    axle_json_line_add_integer (line, names[i], quality->percent[i]);
  if (json)
    axle_command_print_json (line);
  else
    axle_command_print ("%u %% (%u, %u, %u)\n", quality->overall, quality->percent[AXLE_QUALITY_COMPLETENESS],
                        quality->percent[AXLE_QUALITY_ACCURACY], quality->percent[AXLE_QUALITY_TIMELINESS]);
  for (guint i = 0; i < quality->gaps->len; i++)
    {
      const AxleQualityGap *gap = quality->gaps->pdata[i];
      g_autoptr(AxleJsonLine) one = axle_json_line_new ();

      axle_json_line_add_text (one, "aspect", names[gap->aspect]);
      axle_json_line_add_text (one, "kind", gap->entity->kind);
      axle_json_line_add_text (one, "id", AXLE_ID_TEXT (&gap->record));
      axle_json_line_add_text (one, "field", gap->field >= 0 ? gap->entity->fields[gap->field].name : NULL);
      axle_json_line_add_text (one, "message", gap->message);
      axle_json_line_add_text (one, "reason", gap->reason);
      if (json)
        axle_command_print_json (one);
      else
        axle_command_print ("%s: %s\n", gap->message, gap->reason);
    }
  return AXLE_EXIT_DONE;
}

const AxleCommand axle_privacy_commands[] = {
  { "export person", "ID", N_("Write everything about one person into an archive"), run_export },
  { "privacy consent", "ID PURPOSE yes|no", N_("Note what a customer agreed to or withdrew"), run_consent },
  { "privacy requests", NULL, N_("List open requests for deletion, those due first"), run_requests },
  { "privacy request", "ID", N_("Note that a customer wants to be deleted"), run_request },
  { "privacy erase", "ID", N_("Delete what is personal of a customer who asked for it"), run_erase },
  { "quality customer", "ID", N_("How complete, plausible and timely what is known of a customer is"), run_quality },
  { NULL }
};
