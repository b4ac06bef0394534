/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "core/organisation/organisation.h"

/* Enrol. */

static int
enrol (const char *server,
       const char *code,
       const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = axle_desk_open (&error);
  g_autoptr (GAsyncResult) result = NULL;

  if (desk == NULL)
    return axle_command_failed (error);
  axle_workstation_enrol_async (desk, server, code, name, NULL, axle_desk_wait_cb, &result);
  if (!axle_workstation_enrol_finish (desk, axle_desk_wait (&result), &error))
    return axle_command_failed (error);
  axle_command_print (_("This desk is enrolled as “%s”.\n"), name);
  /* Who works here and everything else comes with the first sync; it can be had later too. */
  if (!axle_desk_sync (desk, &error) || !axle_desk_index (desk, &error))
    axle_command_refused ("%s", error->message);
  return AXLE_EXIT_DONE;
}

static int
run_enrol (const AxleCommand *self,
           GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autofree char *server = NULL;
  g_autofree char *code = NULL;
  g_autofree char *name = NULL;
  const GOptionEntry options[] = {
    { "server", 's', 0, G_OPTION_ARG_STRING, &server, N_("The server’s address, such as https://axle.example:8443"), N_("URL") },
    { "code", 'c', 0, G_OPTION_ARG_STRING, &code, N_("The code that “axlectl server admin code” printed"), N_("CODE") },
    { "name", 'n', 0, G_OPTION_ARG_STRING, &name, N_("What this desk is called"), N_("NAME") },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  if (server == NULL || code == NULL || name == NULL)
    return axle_command_misused (self, _("--server, --code and --name are all needed"));
  return enrol (server, code, name);
}

/* Sign in. */

static int
run_sign_in (const AxleCommand *self,
             GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;

  if (!axle_command_parse (self, NULL, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  g_set_str (&axle_command_staff, left[0]);
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  if (!axle_workstation_is_enrolled (desk))
    return axle_command_refused (_("This desk is not enrolled, so nobody needs to sign in."));
  axle_command_print (_("%s can sign in at this desk, also while the server is away.\n"),
                      axle_record_get_text (axle_workstation_get_staff (desk), AXLE_STAFF_NAME));
  return AXLE_EXIT_DONE;
}

/* Sync. */

static void
print_sync_json (AxleWorkstation *desk)
{
  const AxleSyncFigures *figures = axle_workstation_get_sync_figures (desk);
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  axle_json_line_add_integer (line, "waiting", axle_workstation_get_waiting (desk));
  axle_json_line_add_integer (line, "photosWaiting", axle_workstation_get_photos_waiting (desk));
  axle_json_line_add_integer (line, "serverSchema", figures->schema);
  axle_json_line_begin_array (line, "scopes");
  for (guint i = 0; i < figures->n_scopes; i++)
    {
      axle_json_line_begin_object (line, NULL);
      axle_json_line_add_text (line, "scope", AXLE_ID_TEXT (&figures->scopes[i].scope));
      axle_json_line_add_integer (line, "sequence", figures->scopes[i].sequence);
      axle_json_line_add_integer (line, "head", figures->scopes[i].head);
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
  axle_json_line_add_text (line, "notice", axle_workstation_get_notice (desk));
  axle_command_print_json (line);
}

static void
print_sync (AxleWorkstation *desk)
{
  axle_command_print ("%s\n", _("This desk and the server have the same."));
  if (axle_workstation_get_notice (desk) != NULL)
    axle_command_print ("%s\n", axle_workstation_get_notice (desk));
}

static int
run_sync (const AxleCommand *self,
          GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  gboolean once = FALSE;
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, N_("Until both have the same, then stop"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print a line of JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  if (!once)
    return axle_command_misused (self, _("--once is needed; what syncs all the time is the app"));
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  if (!axle_workstation_is_enrolled (desk))
    return axle_command_refused (_("This desk is not enrolled with a server. “axlectl enrol” does that."));
  if (!axle_desk_sync (desk, &error) || !axle_desk_index (desk, &error))
    return axle_command_failed (error);
  if (json)
    print_sync_json (desk);
  else
    print_sync (desk);
  axle_workstation_dismiss_notice (desk);
  return AXLE_EXIT_DONE;
}

/* Compare. */

static void
print_check_json (const AxleCheckReport *report)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  axle_json_line_add_integer (line, "compared", report->n_records);
  axle_json_line_add_integer (line, "different", report->n_different);
  axle_json_line_add_integer (line, "repaired", report->n_repaired);
  axle_json_line_add_integer (line, "keys", report->n_keys);
  axle_json_line_begin_array (line, "records");
  for (guint i = 0; i < report->differing->len; i++)
    {
      const AxleRecord *record = report->differing->pdata[i];

      axle_json_line_begin_object (line, NULL);
      axle_json_line_add_text (line, "kind", record->entity->kind);
      axle_json_line_add_text (line, "id", AXLE_ID_TEXT (&record->id));
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
  axle_command_print_json (line);
}

static void
print_check (const AxleCheckReport *report)
{
  if (report->n_different == 0 && report->n_keys == 0)
    axle_command_print (_("%" PRId64 " records are what the server has.\n"), report->n_records);
  else
    axle_command_print (_("%" PRId64 " records compared: %u were not what the server has, %u of them are now; %u customers could not be found and can be now.\n"),
                        report->n_records, report->n_different, report->n_repaired, report->n_keys);
}

static int
check_all (gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = axle_desk_open (&error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AxleCheckReport) report = NULL;

  if (desk == NULL)
    return axle_command_failed (error);
  if (!axle_workstation_is_enrolled (desk))
    return axle_command_refused (_("This desk is not enrolled with a server. “axlectl enrol” does that."));
  if (!axle_desk_sync (desk, &error))
    return axle_command_failed (error);
  axle_workstation_check_all_async (desk, NULL, NULL, NULL, axle_desk_wait_cb, &result);
  report = axle_workstation_check_all_finish (desk, axle_desk_wait (&result), &error);
  if (report == NULL)
    return axle_command_failed (error);
  if (json)
    print_check_json (report);
  else
    print_check (report);
  return AXLE_EXIT_DONE;
}

static int
run_sync_check (const AxleCommand *self,
                GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print a line of JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  return check_all (json);
}

const AxleCommand axle_desk_commands[] = {
  { "enrol", NULL, N_("Make this profile a desk of a server"), run_enrol },
  { "sign-in", "STAFF", N_("Check a PIN with the server, and remember it for when it is away"), run_sign_in },
  { "sync check", NULL, N_("Compare every record with the server, and mend those that differ"), run_sync_check },
  { "sync", "--once", N_("Send what waits and fetch what others did"), run_sync },
  { NULL }
};
