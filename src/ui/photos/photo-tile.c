/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/photos/photo-tile.h"

#include <glib/gi18n-lib.h>

#include "core/media/photo.h"
#include "ui/photos/photo-provider.h"
#include "ui/photos/photo-texture.h"

struct _AxlePhotoTile
{
  GtkFlowBoxChild  parent_instance;

  AxleWorkstation *workstation;
  AxlePhotoItem   *item;
  GCancellable    *loading;

  GtkPicture      *picture;
  GtkWidget       *empty;
  GtkImage        *kind;
  GtkLabel        *size;
  GtkWidget       *play;
  GtkImage        *badge;
  GtkLabel        *caption;
  GtkProgressBar  *progress;
  GMenuModel      *tile_menu;
  GtkPopover      *menu;
};

G_DEFINE_FINAL_TYPE (AxlePhotoTile, axle_photo_tile, GTK_TYPE_FLOW_BOX_CHILD)

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(AxlePhotoTile) self = data;
  g_autoptr(GdkTexture) texture = axle_photo_texture_finish (AXLE_PHOTO_ITEM (source), result, NULL);

  if (texture == NULL || self->item != AXLE_PHOTO_ITEM (source))
    return;
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (self->empty, FALSE);
  gtk_widget_set_visible (self->play, axle_photo_item_is_clip (self->item));
}

static void
show_preview (AxlePhotoTile *self)
{
  if (axle_photo_item_has_preview (self->item) && gtk_picture_get_paintable (self->picture) == NULL)
    axle_photo_item_decode_async (self->item, TRUE, 0, self->loading, decoded_cb, g_object_ref (self));
}

/* Seen small, and fetched whole when it is opened: nothing to tell of. */
static gboolean
is_quiet (AxlePhotoTile *self)
{
  AxlePhotoState state = axle_photo_item_get_state (self->item);

  return state == AXLE_PHOTO_HERE ||
         (state == AXLE_PHOTO_COMING && axle_photo_item_has_preview (self->item) && axle_photo_item_get_progress (self->item) <= 0);
}

static void
show_names (AxlePhotoTile *self)
{
  const char *caption = axle_record_get_text (axle_photo_item_get_record (self->item), AXLE_PHOTO_CAPTION);
  const char *state = is_quiet (self) ? "" : axle_photo_state_text (self->item);
  const char *message = axle_photo_item_get_message (self->item);
  g_autofree char *title = axle_photo_item_dup_title (self->item);
  g_autofree char *name = *state != '\0' ? g_strdup_printf ("%s, %s", title, state) : g_strdup (title);

  gtk_label_set_label (self->caption, caption != NULL ? caption : "");
  gtk_widget_set_visible (GTK_WIDGET (self->caption), caption != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), message != NULL ? message : name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_state (AxlePhotoTile *self)
{
  static const char * const icons[] = {
    [AXLE_PHOTO_HERE] = NULL,
    [AXLE_PHOTO_WAITING] = "axle-waiting-symbolic",
    [AXLE_PHOTO_COMING] = "axle-syncing-symbolic",
    [AXLE_PHOTO_FAILED] = "axle-attention-symbolic",
  };
  AxlePhotoState state = axle_photo_item_get_state (self->item);
  double progress = axle_photo_item_get_progress (self->item);
  gboolean moves = (state == AXLE_PHOTO_COMING || state == AXLE_PHOTO_WAITING) && progress > 0 && progress < 1;

  gtk_widget_set_visible (GTK_WIDGET (self->badge), !is_quiet (self));
  if (icons[state] != NULL)
    gtk_image_set_from_icon_name (self->badge, icons[state]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->badge), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  axle_photo_state_text (self->item), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), moves);
  gtk_progress_bar_set_fraction (self->progress, progress);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tile.retry", state == AXLE_PHOTO_FAILED || state == AXLE_PHOTO_COMING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tile.save", state == AXLE_PHOTO_HERE || state == AXLE_PHOTO_WAITING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tile.copy", state == AXLE_PHOTO_HERE || state == AXLE_PHOTO_WAITING);
  show_names (self);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_widget_activate (widget);
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  axle_photo_item_fetch (AXLE_PHOTO_TILE (widget)->item);
}

static void
caption_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  AxlePhotoTile *self = AXLE_PHOTO_TILE (widget);

  axle_photo_edit_caption (widget, self->workstation, self->item);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  axle_photo_copy (widget, AXLE_PHOTO_TILE (widget)->item);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  axle_photo_save_as (widget, AXLE_PHOTO_TILE (widget)->item);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxlePhotoTile *self = AXLE_PHOTO_TILE (widget);

  axle_photo_delete (widget, self->workstation, self->item);
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxlePhotoTile *self = AXLE_PHOTO_TILE (widget);

  gtk_popover_set_pointing_to (self->menu, &(GdkRectangle) { gtk_widget_get_width (widget) / 2, gtk_widget_get_height (widget) / 2, 1, 1 });
  gtk_popover_popup (self->menu);
}

static void
pressed_cb (AxlePhotoTile *self,
            int            n_press,
            double         x,
            double         y)
{
  gtk_popover_set_pointing_to (self->menu, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (self->menu);
}

static GdkContentProvider *
prepare_drag_cb (AxlePhotoTile *self,
                 double         x,
                 double         y,
                 GtkDragSource *source)
{
  GdkPaintable *preview = gtk_picture_get_paintable (self->picture);

  if (axle_photo_item_get_state (self->item) == AXLE_PHOTO_COMING)
    return NULL;
  if (preview != NULL)
    {
      g_autoptr(GdkPaintable) icon = gtk_widget_paintable_new (GTK_WIDGET (self->picture));

      gtk_drag_source_set_icon (source, icon, (int) x, (int) y);
    }
  return axle_photo_provider_new (self->item);
}

static void
axle_photo_tile_dispose (GObject *object)
{
  AxlePhotoTile *self = AXLE_PHOTO_TILE (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->item);
  g_clear_object (&self->workstation);
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->menu));
  self->menu = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_PHOTO_TILE);
  G_OBJECT_CLASS (axle_photo_tile_parent_class)->dispose (object);
}

static void
axle_photo_tile_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  GTK_WIDGET_CLASS (axle_photo_tile_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (AXLE_PHOTO_TILE (widget)->menu);
}

static void
axle_photo_tile_class_init (AxlePhotoTileClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_photo_tile_dispose;
  widget_class->size_allocate = axle_photo_tile_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/photos/photo-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoTile, picture);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoTile, empty);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoTile, kind);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoTile, size);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoTile, play);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoTile, badge);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoTile, caption);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoTile, progress);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoTile, tile_menu);
  gtk_widget_class_install_action (widget_class, "tile.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "tile.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "tile.caption", NULL, caption_action);
  gtk_widget_class_install_action (widget_class, "tile.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "tile.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "tile.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "tile.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "tile.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "tile.caption", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "tile.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "tile.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "tile.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "tile.menu", NULL);
}

static void
axle_photo_tile_init (AxlePhotoTile *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDragSource *drag = gtk_drag_source_new ();

  self->loading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (self->tile_menu));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (drag, "prepare", G_CALLBACK (prepare_drag_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
axle_photo_tile_new (AxleWorkstation *workstation,
                     AxlePhotoItem   *item)
{
  AxlePhotoTile *self = g_object_new (AXLE_TYPE_PHOTO_TILE, NULL);
  gint64 size = axle_record_get_integer (axle_photo_item_get_record (item), AXLE_PHOTO_SIZE);
  g_autofree char *size_text = g_format_size ((guint64) MAX (size, 0));
  gboolean may_write = axle_workstation_may (workstation, "customers.write");

  self->workstation = g_object_ref (workstation);
  self->item = g_object_ref (item);
  gtk_image_set_from_icon_name (self->kind, axle_photo_item_is_clip (item) ? "video-x-generic-symbolic" : "image-x-generic-symbolic");
  gtk_label_set_label (self->size, size > 0 ? size_text : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tile.caption", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tile.delete", may_write);
  g_signal_connect_object (item, "notify::has-preview", G_CALLBACK (show_preview), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::has-preview", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::state", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::progress", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::message", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::record", G_CALLBACK (show_names), self, G_CONNECT_SWAPPED);
  show_preview (self);
  show_state (self);
  return GTK_WIDGET (self);
}

AxlePhotoItem *
axle_photo_tile_get_item (AxlePhotoTile *self)
{
  return self->item;
}
