/* SPDX-License-Identifier: GPL-3.0-or-later */
/* memfd_create() is of Linux. */
#define _GNU_SOURCE
#include "ui/photos/photo-viewer.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/media/photo.h"
#include "ui/photos/photo-texture.h"
#include "ui/photos/photo-tile.h"

/* No screen shows more pixels. */
#define LONGEST_SIDE 8192

#define ZOOM_STEP 1.25
#define ZOOM_MIN 0.1
#define ZOOM_MAX 8.0

struct _AxlePhotoViewer
{
  AdwDialog          parent_instance;

  AxleWorkstation   *workstation;
  GListModel        *photos;
  guint              position;
  AxlePhotoItem     *item;
  GCancellable      *loading;
  double             zoom;       /* 0 while it fits */
  int                clip_file;  /* a file in memory; -1 for none */

  AdwWindowTitle    *heading;
  AdwBanner         *banner;
  GtkStack          *stack;
  GtkScrolledWindow *scroller;
  GtkPicture        *picture;
  GtkVideo          *video;
  AdwStatusPage     *status;
  GtkProgressBar    *progress;
  GtkLabel          *caption;
};

G_DEFINE_FINAL_TYPE (AxlePhotoViewer, axle_photo_viewer, ADW_TYPE_DIALOG)

static void
close_clip (AxlePhotoViewer *self)
{
  if (self->video != NULL)
    gtk_video_set_media_stream (self->video, NULL);
  if (self->clip_file >= 0)
    close (self->clip_file);
  self->clip_file = -1;
}

/* Zoom. */

static void
apply_zoom (AxlePhotoViewer *self)
{
  GdkPaintable *paintable = gtk_picture_get_paintable (self->picture);
  int width = -1, height = -1;

  if (paintable != NULL && self->zoom > 0)
    {
      width = MAX (1, (int) (gdk_paintable_get_intrinsic_width (paintable) * self->zoom));
      height = MAX (1, (int) (gdk_paintable_get_intrinsic_height (paintable) * self->zoom));
    }
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), width, height);
  gtk_widget_set_halign (GTK_WIDGET (self->picture), self->zoom > 0 ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  gtk_widget_set_valign (GTK_WIDGET (self->picture), self->zoom > 0 ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
}

/* How large it is drawn now. */
static double
get_scale (AxlePhotoViewer *self)
{
  GdkPaintable *paintable = gtk_picture_get_paintable (self->picture);
  double across, down;

  if (self->zoom > 0 || paintable == NULL)
    return self->zoom > 0 ? self->zoom : 1;
  across = (double) gtk_widget_get_width (GTK_WIDGET (self->scroller)) / MAX (1, gdk_paintable_get_intrinsic_width (paintable));
  down = (double) gtk_widget_get_height (GTK_WIDGET (self->scroller)) / MAX (1, gdk_paintable_get_intrinsic_height (paintable));
  return MIN (across, down);
}

static void
set_zoom (AxlePhotoViewer *self,
          double           zoom)
{
  self->zoom = zoom > 0 ? CLAMP (zoom, ZOOM_MIN, ZOOM_MAX) : 0;
  apply_zoom (self);
}

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxlePhotoViewer *self = AXLE_PHOTO_VIEWER (widget);

  if (g_str_equal (name, "viewer.zoom-in"))
    set_zoom (self, get_scale (self) * ZOOM_STEP);
  else if (g_str_equal (name, "viewer.zoom-out"))
    set_zoom (self, get_scale (self) / ZOOM_STEP);
  else
    set_zoom (self, g_str_equal (name, "viewer.zoom-original") ? 1 : 0);
}

static gboolean
scroll_cb (AxlePhotoViewer          *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (!(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  set_zoom (self, dy < 0 ? get_scale (self) * ZOOM_STEP : get_scale (self) / ZOOM_STEP);
  return GDK_EVENT_STOP;
}

/* What is shown. */

static void
show_waiting (AxlePhotoViewer *self)
{
  AxlePhotoState state = axle_photo_item_get_state (self->item);
  const char *message = axle_photo_item_get_message (self->item);
  double progress = axle_photo_item_get_progress (self->item);

  adw_banner_set_title (self->banner, message != NULL ? message : "");
  adw_banner_set_revealed (self->banner, message != NULL);
  adw_status_page_set_title (self->status, axle_photo_item_is_clip (self->item) ? _("The clip is coming") : _("The photo is coming"));
  adw_status_page_set_description (self->status, _("It was added on another desk and comes as soon as that desk has sent it."));
  gtk_progress_bar_set_fraction (self->progress, progress);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), state == AXLE_PHOTO_COMING && progress > 0);
}

static void
fail (AxlePhotoViewer *self,
      const GError    *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!g_error_matches (error, AXLE_APP_ERROR, AXLE_APP_ERROR_OFFLINE))
    {
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_revealed (self->banner, TRUE);
    }
  if (gtk_picture_get_paintable (self->picture) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "waiting");
}

static void
show_texture (AxlePhotoViewer *self,
              GdkTexture      *texture)
{
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (self->stack, "picture");
  apply_zoom (self);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(AxlePhotoViewer) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = axle_photo_texture_finish (AXLE_PHOTO_ITEM (source), result, &error);

  if (self->item != AXLE_PHOTO_ITEM (source))
    return;
  if (texture != NULL)
    show_texture (self, texture);
  else
    fail (self, error);
}

/* The small one until the large one is there. */
static void
preview_decoded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(AxlePhotoViewer) self = data;
  g_autoptr(GdkTexture) texture = axle_photo_texture_finish (AXLE_PHOTO_ITEM (source), result, NULL);

  if (texture != NULL && self->item == AXLE_PHOTO_ITEM (source) && gtk_picture_get_paintable (self->picture) == NULL)
    show_texture (self, texture);
}

/* A player wants a file; this one lies in memory alone. */
static gboolean
play (AxlePhotoViewer  *self,
      GBytes           *bytes,
      GError          **error)
{
  g_autofree char *path = NULL;
  g_autoptr(GFile) file = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize done = 0;

  close_clip (self);
  self->clip_file = memfd_create ("axle-clip", MFD_CLOEXEC);
  while (self->clip_file >= 0 && done < size)
    {
      gssize n = write (self->clip_file, data + done, size - done);

      if (n <= 0)
        break;
      done += (gsize) n;
    }
  if (self->clip_file < 0 || done < size)
    {
      g_set_error_literal (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED,
                           _("The clip cannot be played here. Save a copy and open that."));
      return FALSE;
    }
  path = g_strdup_printf ("/proc/self/fd/%d", self->clip_file);
  file = g_file_new_for_path (path);
  gtk_video_set_file (self->video, file);
  gtk_stack_set_visible_child_name (self->stack, "clip");
  return TRUE;
}

static void
clip_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(AxlePhotoViewer) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = axle_photo_item_load_finish (AXLE_PHOTO_ITEM (source), result, &error);

  if (self->item != AXLE_PHOTO_ITEM (source))
    return;
  if (bytes == NULL || !play (self, bytes, &error))
    fail (self, error);
}

static void
load (AxlePhotoViewer *self)
{
  if (axle_photo_item_is_clip (self->item))
    {
      axle_photo_item_load_async (self->item, self->loading, clip_loaded_cb, g_object_ref (self));
      return;
    }
  if (axle_photo_item_has_preview (self->item))
    axle_photo_item_decode_async (self->item, TRUE, 0, self->loading, preview_decoded_cb, g_object_ref (self));
  axle_photo_item_decode_async (self->item, FALSE, LONGEST_SIDE, self->loading, decoded_cb, g_object_ref (self));
}

static void
show_names (AxlePhotoViewer *self)
{
  g_autofree char *title = axle_photo_item_dup_title (self->item);
  g_autofree char *count = g_strdup_printf (_("%u of %u"), self->position + 1, g_list_model_get_n_items (self->photos));
  const char *caption = axle_record_get_text (axle_photo_item_get_record (self->item), AXLE_PHOTO_CAPTION);

  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading, count);
  gtk_label_set_label (self->caption, caption != NULL ? caption : "");
  gtk_widget_set_visible (GTK_WIDGET (self->caption), caption != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
update_actions (AxlePhotoViewer *self)
{
  static const char * const zooming[] = { "viewer.zoom-in", "viewer.zoom-out", "viewer.zoom-original", "viewer.zoom-fit" };
  gboolean may_write = axle_workstation_may (self->workstation, "customers.write");
  gboolean here = axle_photo_item_get_state (self->item) != AXLE_PHOTO_COMING;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.previous", self->position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.next", self->position + 1 < g_list_model_get_n_items (self->photos));
  for (gsize i = 0; i < G_N_ELEMENTS (zooming); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), zooming[i], !axle_photo_item_is_clip (self->item));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.caption", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.delete", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.copy", here);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.save", here);
}

/* It came, or what went wrong is another thing now. */
static void
state_changed_cb (AxlePhotoViewer *self)
{
  show_waiting (self);
  update_actions (self);
  if (axle_photo_item_get_state (self->item) != AXLE_PHOTO_COMING &&
      g_str_equal (gtk_stack_get_visible_child_name (self->stack), "waiting"))
    load (self);
}

static void
show_photo (AxlePhotoViewer *self,
            guint            position)
{
  g_autoptr(AxlePhotoItem) item = g_list_model_get_item (self->photos, position);

  self->position = position;
  if (item == self->item)
    {
      show_names (self);
      update_actions (self);
      return;
    }
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  close_clip (self);
  gtk_picture_set_paintable (self->picture, NULL);
  g_set_object (&self->item, item);
  set_zoom (self, 0);
  g_signal_connect_object (item, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::progress", G_CALLBACK (show_waiting), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::message", G_CALLBACK (show_waiting), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::record", G_CALLBACK (show_names), self, G_CONNECT_SWAPPED);
  show_names (self);
  show_waiting (self);
  update_actions (self);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  axle_photo_item_fetch (item);
  load (self);
}

/* After a deletion the next one is shown, after the last the dialog goes. */
static void
items_changed_cb (AxlePhotoViewer *self)
{
  guint n = g_list_model_get_n_items (self->photos);

  if (n == 0)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AxlePhotoItem) item = g_list_model_get_item (self->photos, i);

      if (item == self->item)
        {
          show_photo (self, i);
          return;
        }
    }
  show_photo (self, MIN (self->position, n - 1));
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxlePhotoViewer *self = AXLE_PHOTO_VIEWER (widget);
  guint n = g_list_model_get_n_items (self->photos);

  if (g_str_equal (name, "viewer.next") && self->position + 1 < n)
    show_photo (self, self->position + 1);
  else if (g_str_equal (name, "viewer.previous") && self->position > 0)
    show_photo (self, self->position - 1);
  else if (g_str_equal (name, "viewer.first"))
    show_photo (self, 0);
  else if (g_str_equal (name, "viewer.last"))
    show_photo (self, n - 1);
}

static void
photo_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AxlePhotoViewer *self = AXLE_PHOTO_VIEWER (widget);

  if (g_str_equal (name, "viewer.retry"))
    axle_photo_item_fetch (self->item);
  else if (g_str_equal (name, "viewer.caption"))
    axle_photo_edit_caption (widget, self->workstation, self->item);
  else if (g_str_equal (name, "viewer.copy"))
    axle_photo_copy (widget, self->item);
  else if (g_str_equal (name, "viewer.save"))
    axle_photo_save_as (widget, self->item);
  else if (g_str_equal (name, "viewer.delete"))
    axle_photo_delete (widget, self->workstation, self->item);
}

static void
axle_photo_viewer_dispose (GObject *object)
{
  AxlePhotoViewer *self = AXLE_PHOTO_VIEWER (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  close_clip (self);
  g_clear_object (&self->loading);
  g_clear_object (&self->item);
  g_clear_object (&self->photos);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_PHOTO_VIEWER);
  G_OBJECT_CLASS (axle_photo_viewer_parent_class)->dispose (object);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint            key;
    GdkModifierType  modifiers;
    const char      *action;
  } keys[] = {
    { GDK_KEY_Left, 0, "viewer.previous" }, { GDK_KEY_Page_Up, 0, "viewer.previous" },
    { GDK_KEY_Right, 0, "viewer.next" }, { GDK_KEY_Page_Down, 0, "viewer.next" }, { GDK_KEY_space, 0, "viewer.next" },
    { GDK_KEY_Home, 0, "viewer.first" }, { GDK_KEY_End, 0, "viewer.last" },
    { GDK_KEY_plus, 0, "viewer.zoom-in" }, { GDK_KEY_equal, 0, "viewer.zoom-in" }, { GDK_KEY_KP_Add, 0, "viewer.zoom-in" },
    { GDK_KEY_plus, GDK_CONTROL_MASK, "viewer.zoom-in" }, { GDK_KEY_equal, GDK_CONTROL_MASK, "viewer.zoom-in" },
    { GDK_KEY_minus, 0, "viewer.zoom-out" }, { GDK_KEY_KP_Subtract, 0, "viewer.zoom-out" },
    { GDK_KEY_minus, GDK_CONTROL_MASK, "viewer.zoom-out" },
    { GDK_KEY_1, 0, "viewer.zoom-original" }, { GDK_KEY_0, 0, "viewer.zoom-fit" }, { GDK_KEY_0, GDK_CONTROL_MASK, "viewer.zoom-fit" },
    { GDK_KEY_F2, 0, "viewer.caption" }, { GDK_KEY_Delete, 0, "viewer.delete" },
    { GDK_KEY_c, GDK_CONTROL_MASK, "viewer.copy" }, { GDK_KEY_s, GDK_CONTROL_MASK, "viewer.save" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
}

static void
axle_photo_viewer_class_init (AxlePhotoViewerClass *class)
{
  static const struct
  {
    const char                *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "viewer.previous", move_action }, { "viewer.next", move_action }, { "viewer.first", move_action }, { "viewer.last", move_action },
    { "viewer.zoom-in", zoom_action }, { "viewer.zoom-out", zoom_action }, { "viewer.zoom-original", zoom_action },
    { "viewer.zoom-fit", zoom_action }, { "viewer.retry", photo_action }, { "viewer.caption", photo_action },
    { "viewer.copy", photo_action }, { "viewer.save", photo_action }, { "viewer.delete", photo_action },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_photo_viewer_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/photos/photo-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoViewer, heading);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoViewer, banner);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoViewer, stack);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoViewer, scroller);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoViewer, picture);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoViewer, video);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoViewer, status);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoViewer, progress);
  gtk_widget_class_bind_template_child (widget_class, AxlePhotoViewer, caption);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  bind_keys (widget_class);
}

static void
axle_photo_viewer_init (AxlePhotoViewer *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  self->clip_file = -1;
  self->loading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), scroll);
}

AdwDialog *
axle_photo_viewer_new (AxleWorkstation *workstation,
                       GListModel      *photos,
                       guint            position)
{
  AxlePhotoViewer *self = g_object_new (AXLE_TYPE_PHOTO_VIEWER, NULL);

  self->workstation = g_object_ref (workstation);
  self->photos = g_object_ref (photos);
  g_signal_connect_object (photos, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  show_photo (self, position);
  return ADW_DIALOG (self);
}

guint
axle_photo_viewer_get_position (AxlePhotoViewer *self)
{
  return self->position;
}

double
axle_photo_viewer_get_zoom (AxlePhotoViewer *self)
{
  return self->zoom;
}
