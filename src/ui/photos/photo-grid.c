/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/photos/photo-grid.h"

#include <glib/gi18n-lib.h>

#include "ui/photos/photo-tile.h"
#include "ui/photos/photo-viewer.h"
#include "ui/shell/window.h"

struct _AxlePhotoGrid
{
  AdwBin           parent_instance;

  AxleWorkstation *workstation;
  AxleId           subject;
  GListModel      *model;
  guint            n_adding;
  gboolean         may_write;

  GtkLabel        *title;
  GtkWidget       *busy;
  GtkWidget       *paste_button;
  GtkWidget       *add_button;
  GtkStack        *stack;
  GtkFlowBox      *photos;
};

G_DEFINE_FINAL_TYPE (AxlePhotoGrid, axle_photo_grid, ADW_TYPE_BIN)

/* Adding; the grid may be gone before it is done. */

typedef struct
{
  AxleWindow *window;
  GWeakRef    grid;
} Adding;

static Adding *
new_adding (GtkWidget     *parent,
            AxlePhotoGrid *grid)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->window = g_object_ref (axle_window_of (parent));
  g_weak_ref_init (&adding->grid, grid);
  if (grid != NULL)
    gtk_widget_set_visible (grid->busy, ++grid->n_adding > 0);
  return adding;
}

static void
free_adding (Adding *adding)
{
  g_autoptr(AxlePhotoGrid) grid = g_weak_ref_get (&adding->grid);

  if (grid != NULL)
    gtk_widget_set_visible (grid->busy, --grid->n_adding > 0);
  g_weak_ref_clear (&adding->grid);
  g_object_unref (adding->window);
  g_free (adding);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Adding, free_adding)

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Adding) adding = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *title = NULL;
  guint n_added;
  gint64 operation = axle_photos_add_finish (AXLE_WORKSTATION (source), result, &n_added, &reason, &error);

  if (error != NULL)
    {
      axle_window_toast_error (adding->window, error);
      return;
    }
  title = g_strdup_printf (ngettext ("%u photo added", "%u photos added", n_added), n_added);
  axle_window_toast_undo (adding->window, title, operation);
  if (reason != NULL)
    axle_window_toast (adding->window, reason);
}

static void
add_list (AxlePhotoGrid *self,
          GSList        *files)
{
  g_autoptr(GPtrArray) array = g_ptr_array_new_null_terminated (8, NULL, TRUE);

  for (GSList *l = files; l != NULL; l = l->next)
    g_ptr_array_add (array, l->data);
  axle_photos_add_files_async (self->workstation, &self->subject, (GFile **) array->pdata, NULL, added_cb,
                               new_adding (GTK_WIDGET (self), self));
}

static void
add_texture (AxlePhotoGrid *self,
             GdkTexture    *texture)
{
  g_autoptr(GBytes) bytes = gdk_texture_save_to_png_bytes (texture);

  axle_photos_add_bytes_async (self->workstation, &self->subject, bytes, NULL, added_cb, new_adding (GTK_WIDGET (self), self));
}

/* Choosing files. */

typedef struct
{
  GtkWidget       *parent;
  AxleWorkstation *workstation;
  AxleId           subject;
} Choosing;

static void
free_choosing (Choosing *choosing)
{
  g_object_unref (choosing->parent);
  g_object_unref (choosing->workstation);
  g_free (choosing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choosing, free_choosing)

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Choosing) choosing = data;
  g_autoptr(GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr(GPtrArray) array = g_ptr_array_new_null_terminated (8, g_object_unref, TRUE);

  if (files == NULL || axle_window_of (choosing->parent) == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (array, g_list_model_get_item (files, i));
  axle_photos_add_files_async (choosing->workstation, &choosing->subject, (GFile **) array->pdata, NULL, added_cb,
                               new_adding (choosing->parent,
                                           AXLE_IS_PHOTO_GRID (choosing->parent) ? AXLE_PHOTO_GRID (choosing->parent) : NULL));
}

void
axle_photos_choose (GtkWidget       *parent,
                    AxleWorkstation *workstation,
                    const AxleId    *subject)
{
  static const char * const types[] = { "image/jpeg", "image/png", "image/webp", "image/heic", "video/mp4", "video/webm", "video/quicktime" };
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->parent = g_object_ref (parent);
  choosing->workstation = g_object_ref (workstation);
  choosing->subject = *subject;
  gtk_file_filter_set_name (filter, _("Photos and Clips"));
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    gtk_file_filter_add_mime_type (filter, types[i]);
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _("Add Photos or Clips"));
  gtk_file_dialog_set_accept_label (dialog, _("_Add"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (axle_window_of (parent)), NULL, chosen_cb, choosing);
}

void
axle_photo_grid_choose (AxlePhotoGrid *self)
{
  axle_photos_choose (GTK_WIDGET (self), self->workstation, &self->subject);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  axle_photo_grid_choose (AXLE_PHOTO_GRID (widget));
}

/* Pasting. */

static void
pasted_files_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(AxlePhotoGrid) self = data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL && self->workstation != NULL && axle_window_of (GTK_WIDGET (self)) != NULL)
    add_list (self, g_value_get_boxed (value));
}

static void
pasted_texture_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(AxlePhotoGrid) self = data;
  g_autoptr(GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);

  if (texture != NULL && self->workstation != NULL && axle_window_of (GTK_WIDGET (self)) != NULL)
    add_texture (self, texture);
}

static void
paste_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, pasted_files_cb, g_object_ref (widget));
  else if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) ||
           gdk_content_formats_contain_mime_type (formats, "image/png"))
    gdk_clipboard_read_texture_async (clipboard, NULL, pasted_texture_cb, g_object_ref (widget));
  else
    axle_window_toast (axle_window_of (widget), _("There is no picture to paste"));
}

/* Dropping. */

/* What comes from here is here already. */
static gboolean
accept_cb (AxlePhotoGrid *self,
           GdkDrop       *drop)
{
  return self->may_write && gdk_drop_get_drag (drop) == NULL &&
         (gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GDK_TYPE_FILE_LIST) ||
          gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GDK_TYPE_TEXTURE));
}

static gboolean
drop_cb (AxlePhotoGrid *self,
         const GValue  *value,
         double         x,
         double         y)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    add_list (self, g_value_get_boxed (value));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    add_texture (self, g_value_get_object (value));
  else
    return FALSE;
  return TRUE;
}

static void
open_photo (AxlePhotoGrid   *self,
            GtkFlowBoxChild *child)
{
  adw_dialog_present (axle_photo_viewer_new (self->workstation, self->model, (guint) gtk_flow_box_child_get_index (child)),
                      GTK_WIDGET (self));
}

static void
show_page (AxlePhotoGrid *self)
{
  guint n_photos = g_list_model_get_n_items (self->model);

  gtk_stack_set_visible_child_name (self->stack, n_photos > 0 ? "photos" : self->may_write ? "empty" : "none");
}

static GtkWidget *
new_tile (gpointer item,
          gpointer data)
{
  return axle_photo_tile_new (AXLE_PHOTO_GRID (data)->workstation, item);
}

static void
axle_photo_grid_dispose (GObject *object)
{
  AxlePhotoGrid *self = AXLE_PHOTO_GRID (object);

  if (self->photos != NULL)
    gtk_flow_box_bind_model (self->photos, NULL, NULL, NULL, NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_PHOTO_GRID);
  G_OBJECT_CLASS (axle_photo_grid_parent_class)->dispose (object);
}

static void
axle_photo_grid_class_init (AxlePhotoGridClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_photo_grid_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/photos/photo-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoGrid, title);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoGrid, busy);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoGrid, paste_button);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoGrid, add_button);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoGrid, stack);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoGrid, photos);
  gtk_widget_class_bind_template_callback (widget_class, open_photo);
  gtk_widget_class_install_action (widget_class, "photos.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "photos.paste", NULL, paste_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "photos.paste", NULL);
}

static void
axle_photo_grid_init (AxlePhotoGrid *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (target, "accept", G_CALLBACK (accept_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
axle_photo_grid_new (AxleWorkstation *workstation,
                     const AxleId    *subject,
                     const char      *title)
{
  AxlePhotoGrid *self = g_object_new (AXLE_TYPE_PHOTO_GRID, NULL);
  g_autofree char *name = g_strdup_printf (_("Photos: %s"), title);

  self->workstation = g_object_ref (workstation);
  self->subject = *subject;
  self->may_write = axle_workstation_may (workstation, "customers.write");
  self->model = axle_photos_list (workstation, subject);
  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->photos), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (self->add_button, self->may_write);
  gtk_widget_set_visible (self->paste_button, self->may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.add", self->may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.paste", self->may_write);
  gtk_flow_box_bind_model (self->photos, self->model, new_tile, self, NULL);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  show_page (self);
  return GTK_WIDGET (self);
}

GListModel *
axle_photo_grid_get_photos (AxlePhotoGrid *self)
{
  return self->model;
}
