/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/day-pack-group.h"

#include <glib/gi18n-lib.h>

/* Where packs go; %NULL for nowhere. */
static char *
dup_folder (GSettings *settings)
{
  g_autofree char *folder = g_settings_get_string (settings, "day-pack-folder");

  return *folder != '\0' ? g_steal_pointer (&folder) : axle_day_pack_dup_default_folder ();
}

static void
set_pack (AxleDayPack *pack,
          const char  *key,
          GSettings   *settings)
{
  g_autofree char *folder = g_settings_get_boolean (settings, "day-pack") ? dup_folder (settings) : NULL;

  axle_day_pack_set (pack, folder, g_settings_get_int (settings, "day-pack-hour") * 60,
                     (guint) g_settings_get_int (settings, "day-pack-days"));
}

void
axle_day_pack_bind (AxleDayPack *pack,
                    GSettings   *settings)
{
  g_signal_connect_object (settings, "changed", G_CALLBACK (set_pack), pack, G_CONNECT_SWAPPED);
  set_pack (pack, NULL, settings);
}

/* The folder. */

static void
show_folder (AdwActionRow *row,
             const char   *key,
             GSettings    *settings)
{
  g_autofree char *folder = dup_folder (settings);

  adw_action_row_set_subtitle (row, folder != NULL ? folder : _("None yet: choose one, or no pack is made"));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GSettings) settings = data;
  g_autoptr(GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (folder != NULL && g_file_peek_path (folder) != NULL)
    g_settings_set_string (settings, "day-pack-folder", g_file_peek_path (folder));
}

static void
choose_cb (GtkWidget *row,
           GSettings *settings)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Folder of the Day Pack"));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (row)), NULL, chosen_cb, g_object_ref (settings));
}

static GtkWidget *
new_folder_row (GSettings *settings)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Folder"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("folder-open-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (choose_cb), settings, 0);
  g_signal_connect_object (settings, "changed::day-pack-folder", G_CALLBACK (show_folder), row, G_CONNECT_SWAPPED);
  show_folder (ADW_ACTION_ROW (row), NULL, settings);
  return row;
}

static GtkWidget *
new_number_row (GSettings  *settings,
                const char *key,
                const char *title,
                const char *subtitle,
                double      least,
                double      most)
{
  GtkWidget *row = adw_spin_row_new_with_range (least, most, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  g_settings_bind (settings, key, row, "value", G_SETTINGS_BIND_DEFAULT);
  return row;
}

GtkWidget *
axle_day_pack_group_new (GSettings *settings)
{
  GtkWidget *group = adw_preferences_group_new (), *wanted = adw_switch_row_new ();
  AdwPreferencesGroup *self = ADW_PREFERENCES_GROUP (group);
  GtkWidget *rows[] = {
    new_folder_row (settings),
    new_number_row (settings, "day-pack-hour", _("Not Before"), _("The hour from which on it is made"), 0, 23),
    new_number_row (settings, "day-pack-days", _("Kept For"), _("Days until an old pack is deleted"), 1, 90),
  };

  adw_preferences_group_set_title (self, _("Day Pack"));
  adw_preferences_group_set_description (self, _("The appointments of the day with phone numbers and promises, as a file to print when nothing else works. Whoever can open the folder can read it."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (wanted), _("Make One Every Morning"));
  g_settings_bind (settings, "day-pack", wanted, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (self, wanted);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_settings_bind (settings, "day-pack", rows[i], "sensitive", G_SETTINGS_BIND_GET);
      adw_preferences_group_add (self, rows[i]);
    }
  return group;
}
