/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "app/inbox.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"

static const char *
reason_word (AxleInboxReason reason)
{
  static const char *const words[] = {
    [AXLE_INBOX_LOST] = "lost",
    [AXLE_INBOX_OVERTOOK] = "overtook",
    [AXLE_INBOX_REFUSED] = "refused",
    [AXLE_INBOX_NOT_MADE] = "not-made",
  };

  return words[reason];
}

static const char *
decision_word (AxleDecision decision)
{
  static const char *const words[] = {
    [AXLE_DECISION_NONE] = "open",
    [AXLE_DECISION_KEPT] = "kept",
    [AXLE_DECISION_RESTORED] = "restored",
    [AXLE_DECISION_EDITED] = "edited",
  };

  return words[decision];
}

/* List. */

static void
print_json (AxleInboxItem *item)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  axle_json_line_add_text (line, "conflict", axle_inbox_item_get_name (item));
  axle_json_line_add_text (line, "state", decision_word (axle_inbox_item_get_decision (item)));
  axle_json_line_add_text (line, "reason", reason_word (axle_inbox_item_get_reason (item)));
  axle_json_line_add_text (line, "code", axle_inbox_item_get_code (item));
  axle_json_line_add_text (line, "why", axle_inbox_item_get_why (item));
  axle_json_line_add_text (line, "kind", axle_inbox_item_get_entity (item)->kind);
  axle_json_line_add_text (line, "record", AXLE_ID_TEXT (axle_inbox_item_get_record (item)));
  axle_json_line_add_text (line, "title", axle_inbox_item_get_title (item));
  axle_json_line_add_text (line, "stands", axle_inbox_item_mine_stands (item) ? "mine" : "theirs");
  axle_json_line_add_text (line, "mine_by", axle_inbox_item_get_mine_by (item));
  axle_json_line_add_text (line, "theirs_by", axle_inbox_item_get_theirs_by (item));
  axle_json_line_add_integer (line, "at", axle_inbox_item_get_at (item));
  axle_json_line_begin_array (line, "fields");
  for (guint i = 0; i < axle_inbox_item_get_n_lines (item); i++)
    {
      axle_json_line_begin_object (line, NULL);
      axle_json_line_add_text (line, "label", axle_inbox_item_get_label (item, i));
      axle_json_line_add_text (line, "mine", axle_inbox_item_get_mine (item, i));
      axle_json_line_add_text (line, "theirs", axle_inbox_item_get_theirs (item, i));
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
  axle_command_print_json (line);
}

static void
print_item (AxleInboxItem *item)
{
  gboolean mine_stands = axle_inbox_item_mine_stands (item);

  axle_command_print ("%s  %s  %s\n", axle_inbox_item_get_name (item), axle_inbox_item_get_title (item),
                      decision_word (axle_inbox_item_get_decision (item)));
  axle_command_print ("    %s\n", axle_inbox_item_get_why (item));
  for (guint i = 0; i < axle_inbox_item_get_n_lines (item); i++)
    {
      axle_command_print ("    %s\n", axle_inbox_item_get_label (item, i));
      axle_command_print ("      %s %s: %s  (%s)\n", mine_stands ? "*" : " ", _("typed here"),
                          axle_inbox_item_get_mine (item, i), axle_inbox_item_get_mine_by (item));
      axle_command_print ("      %s %s: %s  (%s)\n", mine_stands ? " " : "*", _("on the server"),
                          axle_inbox_item_get_theirs (item, i), axle_inbox_item_get_theirs_by (item));
    }
}

static void
print_all (GListModel *items,
           gboolean    json)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (AxleInboxItem) item = g_list_model_get_item (items, i);

      if (json)
        print_json (item);
      else
        print_item (item);
    }
}

static int
run_list (const AxleCommand *self,
          GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (AxleInbox) inbox = NULL;
  gboolean json = FALSE, decided = FALSE;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    { "decided", 0, 0, G_OPTION_ARG_NONE, &decided, N_("Those that were decided, the latest first"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  inbox = axle_inbox_new (desk);
  print_all (decided ? axle_inbox_get_decided (inbox) : axle_inbox_get_open (inbox), json);
  return AXLE_EXIT_DONE;
}

/* Deciding. */

static AxleInboxItem *
find_item (GListModel *items,
           const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (AxleInboxItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (axle_inbox_item_get_name (item), name))
        return g_steal_pointer (&item);
    }
  return NULL;
}

/* All that are named, or all there are; %NULL after saying which is not there. */
static GPtrArray *
collect (AxleInbox *inbox,
         GStrv      names)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *open = axle_inbox_get_open (inbox);

  for (guint i = 0; *names == NULL && i < g_list_model_get_n_items (open); i++)
    g_ptr_array_add (items, g_list_model_get_item (open, i));
  for (; *names != NULL; names++)
    {
      AxleInboxItem *item = find_item (open, *names);

      if (item == NULL)
        {
          axle_command_refused (_("There is no conflict “%s” to decide. “axlectl conflicts list” shows them."), *names);
          return NULL;
        }
      g_ptr_array_add (items, item);
    }
  return g_steal_pointer (&items);
}

static int
decide (AxleInbox *inbox,
        GPtrArray *items,
        gboolean   keeps,
        gboolean   json)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 operation = 0;

  if (keeps)
    axle_inbox_keep_async (inbox, items, NULL, axle_desk_wait_cb, &result);
  else
    axle_inbox_restore_async (inbox, items, NULL, axle_desk_wait_cb, &result);
  if (!axle_inbox_decide_finish (inbox, axle_desk_wait (&result), &operation, &error))
    return axle_command_failed (error);
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (AxleJsonLine) line = axle_json_line_new ();
      const char *state = keeps ? "kept" : "restored";

      if (!json)
        {
          axle_command_print ("%s  %s\n", axle_inbox_item_get_name (items->pdata[i]), state);
          continue;
        }
      axle_json_line_add_text (line, "conflict", axle_inbox_item_get_name (items->pdata[i]));
      axle_json_line_add_text (line, "state", state);
      axle_command_print_json (line);
    }
  return AXLE_EXIT_DONE;
}

static int
run_deciding (const AxleCommand *self,
              GStrv              arguments,
              gboolean           keeps)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (AxleInbox) inbox = NULL;
  g_autoptr (GPtrArray) items = NULL;
  gboolean json = FALSE, all = FALSE;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_("All that are open"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, -1))
    return AXLE_EXIT_USAGE;
  if (all != (left[0] == NULL))
    return axle_command_misused (self, _("Name the conflicts, or say --all"));
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  inbox = axle_inbox_new (desk);
  items = collect (inbox, left);
  if (items == NULL)
    return AXLE_EXIT_REFUSED;
  return items->len > 0 ? decide (inbox, items, keeps, json) : AXLE_EXIT_DONE;
}

static int
run_keep (const AxleCommand *self,
          GStrv              arguments)
{
  return run_deciding (self, arguments, TRUE);
}

static int
run_restore (const AxleCommand *self,
             GStrv              arguments)
{
  return run_deciding (self, arguments, FALSE);
}

const AxleCommand axle_conflict_commands[] = {
  { "conflicts list", NULL, N_("What was not taken over as it was typed at this desk"), run_list },
  { "conflicts keep", "CONFLICT…", N_("Leave what stands; a record that the server refused goes"), run_keep },
  { "conflicts restore", "CONFLICT…", N_("Put back what was lost, send again what was refused"), run_restore },
  { NULL }
};
