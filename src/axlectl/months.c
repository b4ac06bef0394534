/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/months.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "core/organisation/closing.h"

static void
print_month (const char *month,
             gboolean    closed,
             gboolean    json)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  if (!json)
    {
      axle_command_print ("%s  %s\n", month, closed ? _("closed") : _("open"));
      return;
    }
  axle_json_line_add_text (line, "month", month);
  axle_json_line_add_boolean (line, "closed", closed);
  axle_command_print_json (line);
}

/* Returns an exit status, or -1 to go on with @desk. */
static int
begin (const AxleCommand  *self,
       GStrv              *arguments,
       int                 n_operands,
       gboolean           *json,
       AxleWorkstation   **desk)
{
  g_autoptr (GError) error = NULL;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, arguments, n_operands, n_operands))
    return AXLE_EXIT_USAGE;
  *desk = axle_desk_open (&error);
  if (*desk == NULL)
    return axle_command_failed (error);
  if (!axle_workstation_is_enrolled (*desk))
    return axle_command_refused (_("This desk is not enrolled with a server. “axlectl enrol” does that."));
  return -1;
}

static int
set_closed (const AxleCommand *self,
            GStrv              arguments,
            gboolean           closed)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean json = FALSE;
  int status = begin (self, &left, 1, &json, &desk);

  if (status >= 0)
    return status;
  axle_month_set_closed_async (desk, left[0], closed, NULL, axle_desk_wait_cb, &result);
  if (axle_workstation_save_finish (desk, axle_desk_wait (&result), &error) < 0)
    return axle_command_failed (error);
  print_month (left[0], closed, json);
  return AXLE_EXIT_DONE;
}

static int
run_close (const AxleCommand *self,
           GStrv              arguments)
{
  return set_closed (self, arguments, TRUE);
}

static int
run_open (const AxleCommand *self,
          GStrv              arguments)
{
  return set_closed (self, arguments, FALSE);
}

static int
run_list (const AxleCommand *self,
          GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (GPtrArray) months = NULL;
  gboolean json = FALSE;
  int status = begin (self, &left, 0, &json, &desk);

  if (status >= 0)
    return status;
  months = axle_workstation_list_months (desk);
  for (guint i = 0; i < months->len; i++)
    print_month (axle_record_get_text (months->pdata[i], AXLE_CLOSING_MONTH),
                 axle_record_get_boolean (months->pdata[i], AXLE_CLOSING_CLOSED), json);
  return AXLE_EXIT_DONE;
}

const AxleCommand axle_month_commands[] = {
  { "month close", "MONTH", N_("Close a month of the books: what is dated in it stays as it is"), run_close },
  { "month open", "MONTH", N_("Open a closed month again"), run_open },
  { "month list", NULL, N_("List the months that were closed"), run_list },
  { NULL }
};
