/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/followup.h"
#include "app/my-day.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "core/followup/task.h"

static void
print_task (AxleTaskItem *item,
            gboolean      json)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  AxleRecord *task = axle_task_item_get_task (item);

  if (!json)
    {
      axle_command_print ("%s  %s  %s  %s  %s\n", axle_task_item_get_when (item), axle_task_item_get_name (item),
                          axle_task_item_get_title (item), axle_task_item_get_responsible (item),
                          axle_task_item_get_held (item));
      return;
    }
  axle_json_line_add_text (line, "id", AXLE_ID_TEXT (&task->id));
  axle_json_line_add_text (line, "customer", AXLE_ID_TEXT (axle_task_item_get_customer (item)));
  axle_json_line_add_text (line, "name", axle_task_item_get_name (item));
  axle_json_line_add_text (line, "kind", axle_record_get_text (task, AXLE_TASK_KIND));
  axle_json_line_add_text (line, "title", axle_task_item_get_title (item));
  axle_json_line_add_integer (line, "due", axle_task_item_get_due (item));
  axle_json_line_add_boolean (line, "late", axle_task_item_is_late (item));
  axle_json_line_add_integer (line, "escalation", axle_task_item_get_reached (item));
  if (*axle_task_item_get_held (item) != '\0')
    axle_json_line_add_text (line, "held", axle_task_item_get_held (item));
  if (*axle_task_item_get_responsible (item) != '\0')
    axle_json_line_add_text (line, "responsible", axle_task_item_get_responsible (item));
  if (axle_record_get_text (task, AXLE_TASK_RULE) != NULL)
    axle_json_line_add_text (line, "rule", axle_record_get_text (task, AXLE_TASK_RULE));
  axle_command_print_json (line);
}

/* Returns an exit status, or -1 to go on with @desk. */
static int
begin (const AxleCommand  *self,
       GStrv              *arguments,
       gboolean           *json,
       AxleWorkstation   **desk)
{
  g_autoptr (GError) error = NULL;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, arguments, 0, 0))
    return AXLE_EXIT_USAGE;
  *desk = axle_desk_open (&error);
  if (*desk == NULL)
    return axle_command_failed (error);
  return -1;
}

/* Of who is signed in what concerns them; of nobody all that is open. */
static int
run_list (const AxleCommand *self,
          GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (AxleDesk) desk = NULL;
  gboolean json = FALSE;
  int status = begin (self, &left, &json, &desk);

  if (status >= 0)
    return status;
  if (axle_workstation_get_staff (desk) != NULL)
    {
      g_autoptr (AxleMyDay) day = axle_my_day_new (desk);
      GListModel *items = axle_my_day_get_items (day);

      for (guint i = 0; i < g_list_model_get_n_items (items); i++)
        {
          g_autoptr (AxleTaskItem) item = g_list_model_get_item (items, i);
          print_task (item, json);
        }
    }
  else
    {
      g_autoptr (GPtrArray) tasks = axle_store_list (axle_workstation_get_reader (desk), &axle_task_entity, NULL);
      g_autoptr (GPtrArray) items = tasks != NULL ? axle_workstation_list_tasks_in (desk, tasks) : NULL;

      for (guint i = 0; items != NULL && i < items->len; i++)
        print_task (items->pdata[i], json);
    }
  return AXLE_EXIT_DONE;
}

static int
run_run (const AxleCommand *self,
         GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  gboolean json = FALSE;
  gint64 n_made;
  int status = begin (self, &left, &json, &desk);

  if (status >= 0)
    return status;
  if (!axle_workstation_is_enrolled (desk) || axle_workstation_get_staff (desk) == NULL)
    return axle_command_refused (_("Tasks are made by who is signed in on a desk of a dealership. Say who with --staff."));
  axle_followup_run_async (desk, NULL, axle_desk_wait_cb, &result);
  n_made = axle_followup_run_finish (desk, axle_desk_wait (&result), &error);
  if (error != NULL)
    return axle_command_failed (error);
  axle_json_line_add_integer (line, "made", n_made);
  if (json)
    axle_command_print_json (line);
  else
    axle_command_print (g_dngettext (GETTEXT_PACKAGE, "%lu task made\n", "%lu tasks made\n",
                                     (gulong) n_made), (gulong) n_made);
  return AXLE_EXIT_DONE;
}

const AxleCommand axle_task_commands[] = {
  { "tasks list", NULL, N_("List what is to do: of who is signed in, or all that is open"), run_list },
  { "tasks run", NULL, N_("Make the tasks that the follow-up rules ask for now"), run_run },
  { NULL }
};
