/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/photos.h"
#include "axlectl/command.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "core/media/photo.h"

/* How long a photo may take to come, in seconds, when nobody says. */
#define PATIENCE_S 30

static int
open_desk (const char   *record,
           AxleDesk    **desk,
           AxleId       *id)
{
  g_autoptr (GError) error = NULL;

  if (!axle_id_parse (record, id))
    return axle_command_refused (_("“%s” is no id of a record."), record);
  *desk = axle_desk_open (&error);
  return *desk != NULL ? -1 : axle_command_failed (error);
}

/* Add. */

static int
run_add (const AxleCommand *self,
         GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_null_terminated (8, g_object_unref, TRUE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };
  AxleId subject;
  guint n_added;
  int status;

  if (!axle_command_parse (self, options, &left, 2, -1))
    return AXLE_EXIT_USAGE;
  status = open_desk (left[0], &desk, &subject);
  if (status >= 0)
    return status;
  for (guint i = 1; left[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_commandline_arg (left[i]));
  axle_photos_add_files_async (desk, &subject, (GFile **) files->pdata, NULL, axle_desk_wait_cb, &result);
  if (axle_photos_add_finish (desk, axle_desk_wait (&result), &n_added, &reason, &error) < 0)
    return axle_command_failed (error);
  axle_json_line_add_integer (line, "added", n_added);
  axle_json_line_add_integer (line, "refused", files->len - n_added);
  axle_json_line_add_text (line, "reason", reason);
  if (json)
    axle_command_print_json (line);
  else
    axle_command_print (ngettext ("%u photo added\n", "%u photos added\n", n_added), n_added);
  if (reason != NULL)
    g_printerr ("axlectl: %s\n", reason);
  return reason != NULL ? AXLE_EXIT_PARTLY : AXLE_EXIT_DONE;
}

/* List. */

static const char *
state_name (AxlePhotoItem *item)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (AXLE_TYPE_PHOTO_STATE);

  return g_enum_get_value (states, (int) axle_photo_item_get_state (item))->value_nick;
}

static void
print_photo (AxlePhotoItem *item,
             gboolean       json)
{
  const AxleRecord *record = axle_photo_item_get_record (item);
  g_autofree char *title = axle_photo_item_dup_title (item);
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  if (!json)
    {
      axle_command_print ("%s  %s  %s\n", AXLE_ID_TEXT (&record->id), state_name (item), title);
      return;
    }
  axle_json_line_add_text (line, "id", AXLE_ID_TEXT (&record->id));
  axle_json_line_add_text (line, "kind", record->entity->kind);
  axle_json_line_add_text (line, "title", title);
  axle_json_line_add_text (line, "state", state_name (item));
  axle_json_line_add_text (line, "message", axle_photo_item_get_message (item));
  axle_json_line_add_record (line, "record", record);
  axle_command_print_json (line);
}

/* What is here is looked at aside: a task behind that look is done after it. */
static void
let_look (AxlePhotoItem *item)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;

  axle_photo_item_load_async (item, NULL, axle_desk_wait_cb, &result);
  bytes = axle_photo_item_load_finish (item, axle_desk_wait (&result), NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static int
run_list (const AxleCommand *self,
          GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (GListModel) photos = NULL;
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };
  AxleId subject;
  int status;

  if (!axle_command_parse (self, options, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  status = open_desk (left[0], &desk, &subject);
  if (status >= 0)
    return status;
  photos = axle_photos_list (desk, &subject);
  for (guint i = 0; i < g_list_model_get_n_items (photos); i++)
    {
      g_autoptr (AxlePhotoItem) item = g_list_model_get_item (photos, i);

      let_look (item);
      print_photo (item, json);
    }
  return AXLE_EXIT_DONE;
}

/* Get. */

static gboolean
give_up_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static AxlePhotoItem *
find_photo (AxleWorkstation *desk,
            const AxleId    *id,
            GListModel     **photos)
{
  g_autoptr (AxleRecord) record = axle_workstation_get_record (desk, &axle_photo_entity, id);
  AxleId subject;

  if (record == NULL || record->deleted)
    return NULL;
  subject = axle_record_get_id (record, AXLE_PHOTO_SUBJECT);
  *photos = axle_photos_list (desk, &subject);
  for (guint i = 0; i < g_list_model_get_n_items (*photos); i++)
    {
      g_autoptr (AxlePhotoItem) item = g_list_model_get_item (*photos, i);

      if (axle_id_equal (&axle_photo_item_get_record (item)->id, id))
        return g_steal_pointer (&item);
    }
  return NULL;
}

/* Until it is here, or patience is at its end. */
static void
wait_for (AxlePhotoItem *item,
          int            seconds)
{
  gboolean given_up = FALSE;
  guint patience = g_timeout_add_seconds ((guint) seconds, give_up_cb, &given_up);

  let_look (item);
  if (axle_photo_item_get_state (item) == AXLE_PHOTO_COMING)
    axle_photo_item_fetch (item);
  while (!given_up && axle_photo_item_get_state (item) == AXLE_PHOTO_COMING)
    g_main_context_iteration (NULL, TRUE);
  if (!given_up)
    g_source_remove (patience);
}

static int
run_get (const AxleCommand *self,
         GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (GListModel) photos = NULL;
  g_autoptr (AxlePhotoItem) item = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_autoptr (GError) error = NULL;
  gboolean json = FALSE;
  int seconds = PATIENCE_S;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    { "wait", 'w', 0, G_OPTION_ARG_INT, &seconds, N_("How long it may take to come (30)"), N_("SECONDS") },
    G_OPTION_ENTRY_NULL
  };
  AxleId id;
  int status;

  if (!axle_command_parse (self, options, &left, 2, 2))
    return AXLE_EXIT_USAGE;
  if (seconds < 0)
    return axle_command_misused (self, _("--wait takes a number that is not negative"));
  status = open_desk (left[0], &desk, &id);
  if (status >= 0)
    return status;
  item = find_photo (desk, &id, &photos);
  if (item == NULL)
    return axle_command_refused (_("There is no photo %s."), left[0]);
  wait_for (item, seconds);
  axle_photo_item_load_async (item, NULL, axle_desk_wait_cb, &result);
  bytes = axle_photo_item_load_finish (item, axle_desk_wait (&result), &error);
  if (bytes == NULL ||
      !g_file_set_contents_full (left[1], g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return axle_command_failed (error);
  axle_json_line_add_text (line, "id", AXLE_ID_TEXT (&id));
  axle_json_line_add_text (line, "file", left[1]);
  axle_json_line_add_integer (line, "size", (gint64) g_bytes_get_size (bytes));
  if (json)
    axle_command_print_json (line);
  return AXLE_EXIT_DONE;
}

const AxleCommand axle_photo_commands[] = {
  { "photos add", "RECORD FILE…", N_("Add photos or clips to a customer or a car"), run_add },
  { "photos list", "RECORD", N_("List the photos of a record"), run_list },
  { "photos get", "PHOTO FILE", N_("Write a photo into a file"), run_get },
  { NULL }
};
