/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/access-log.h"
#include "app/format.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"

static void
print_access (AxleWorkstation  *desk,
              const AxleRecord *access,
              gboolean          json)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_autofree char *when = NULL;
  const char *record = axle_record_get_text (access, AXLE_ACCESS_RECORD);

  if (!json)
    {
      when = axle_workstation_format_time (desk, axle_record_get_integer (access, AXLE_ACCESS_AT));
      axle_command_print ("%s  %s  %s  %s  %s\n", when, axle_workstation_get_staff_name (desk, &access->created_by),
                          axle_record_get_text (access, AXLE_ACCESS_WHAT), axle_record_get_text (access, AXLE_ACCESS_KIND),
                          record != NULL ? record : "");
      return;
    }
  axle_json_line_add_integer (line, "at", axle_record_get_integer (access, AXLE_ACCESS_AT));
  axle_json_line_add_text (line, "staff", AXLE_ID_TEXT (&access->created_by));
  axle_json_line_add_text (line, "name", axle_workstation_get_staff_name (desk, &access->created_by));
  axle_json_line_add_text (line, "desk", AXLE_ID_TEXT (&access->created_on));
  axle_json_line_add_text (line, "what", axle_record_get_text (access, AXLE_ACCESS_WHAT));
  axle_json_line_add_text (line, "kind", axle_record_get_text (access, AXLE_ACCESS_KIND));
  if (record != NULL)
    axle_json_line_add_text (line, "record", record);
  axle_json_line_add_integer (line, "count", axle_record_get_integer (access, AXLE_ACCESS_COUNT));
  axle_command_print_json (line);
}

static int
run_list (const AxleCommand *self,
          GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  gboolean json = FALSE;
  gint64 next = 0;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  do
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) page = NULL;

      axle_access_list_async (desk, next, NULL, axle_desk_wait_cb, &result);
      page = axle_access_list_finish (desk, axle_desk_wait (&result), &next, &error);
      if (page == NULL)
        return axle_command_failed (error);
      for (guint i = 0; i < page->len; i++)
        print_access (desk, page->pdata[i], json);
    }
  while (next > 0);
  return AXLE_EXIT_DONE;
}

const AxleCommand axle_access_commands[] = {
  { "access list", NULL, N_("List who read personal data, as far as your role may know"), run_list },
  { NULL }
};
