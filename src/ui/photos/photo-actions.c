/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "core/media/photo.h"
#include "ui/photos/photo-provider.h"
#include "ui/photos/photo-tile.h"
#include "ui/shell/window.h"

/* Saving a copy. */

typedef struct
{
  AxleWindow    *window;
  AxlePhotoItem *item;
  GFile         *file;
} Saving;

static void
free_saving (Saving *saving)
{
  g_clear_object (&saving->window);
  g_clear_object (&saving->item);
  g_clear_object (&saving->file);
  g_free (saving);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, free_saving)

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Saving) saving = data;
  g_autoptr(GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    axle_window_toast (saving->window, _("Copy saved"));
  else
    axle_window_toast_error (saving->window, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Saving) saving = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = axle_photo_item_load_finish (AXLE_PHOTO_ITEM (source), result, &error);
  GFile *file = saving->file;

  if (bytes == NULL)
    axle_window_toast_error (saving->window, error);
  else
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb,
                                         g_steal_pointer (&saving));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Saving) saving = data;
  AxlePhotoItem *item = saving->item;

  saving->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (saving->file != NULL)
    axle_photo_item_load_async (item, NULL, loaded_cb, g_steal_pointer (&saving));
}

void
axle_photo_save_as (GtkWidget     *parent,
                    AxlePhotoItem *item)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = axle_photo_item_dup_file_name (item);
  Saving *saving = g_new0 (Saving, 1);

  saving->window = g_object_ref (axle_window_of (parent));
  saving->item = g_object_ref (item);
  gtk_file_dialog_set_title (dialog, _("Save a Copy"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (saving->window), NULL, chosen_cb, saving);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Photo deleted"));
}

void
axle_photo_delete (GtkWidget       *parent,
                   AxleWorkstation *workstation,
                   AxlePhotoItem   *item)
{
  axle_record_delete_async (workstation, axle_photo_item_get_record (item), NULL, deleted_cb,
                            g_object_ref (axle_window_of (parent)));
}

void
axle_photo_copy (GtkWidget     *parent,
                 AxlePhotoItem *item)
{
  g_autoptr(GdkContentProvider) provider = axle_photo_provider_new (item);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (parent), provider);
  axle_window_toast (axle_window_of (parent), _("Photo copied"));
}

/* The caption. */

typedef struct
{
  AxleWindow      *window;
  AxleWorkstation *workstation;
  AxleRecord      *photo;
  GtkEditable     *entry;
} Captioning;

static void
free_captioning (Captioning *captioning)
{
  g_object_unref (captioning->window);
  g_object_unref (captioning->workstation);
  g_object_unref (captioning->entry);
  axle_record_unref (captioning->photo);
  g_free (captioning);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Captioning, free_captioning)

static void
captioned_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Caption changed"));
}

static void
caption_chosen_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(Captioning) captioning = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "save"))
    axle_photo_set_caption_async (captioning->workstation, captioning->photo, gtk_editable_get_text (captioning->entry), NULL,
                                  captioned_cb, g_object_ref (captioning->window));
}

void
axle_photo_edit_caption (GtkWidget       *parent,
                         AxleWorkstation *workstation,
                         AxlePhotoItem   *item)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Caption"), NULL);
  GtkWidget *entry = gtk_entry_new ();
  Captioning *captioning = g_new0 (Captioning, 1);
  const char *caption;

  captioning->window = g_object_ref (axle_window_of (parent));
  captioning->workstation = g_object_ref (workstation);
  captioning->photo = axle_record_ref (axle_photo_item_get_record (item));
  captioning->entry = g_object_ref (GTK_EDITABLE (entry));
  caption = axle_record_get_text (captioning->photo, AXLE_PHOTO_CAPTION);
  gtk_editable_set_text (GTK_EDITABLE (entry), caption != NULL ? caption : "");
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (entry), AXLE_FIELD_DEFAULT_LIMIT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Caption"), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "save", _("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_dialog_set_focus (dialog, entry);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), parent, NULL, caption_chosen_cb, captioning);
}

/* How it stands with a photo, in words; "" when all is well. */
const char *
axle_photo_state_text (AxlePhotoItem *item)
{
  switch (axle_photo_item_get_state (item))
    {
    case AXLE_PHOTO_WAITING:
      return _("Waits to be sent");
    case AXLE_PHOTO_COMING:
      return _("Is coming");
    case AXLE_PHOTO_FAILED:
      return _("Could not be sent");
    case AXLE_PHOTO_HERE:
    default:
      return "";
    }
}
