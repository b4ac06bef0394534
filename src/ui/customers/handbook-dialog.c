/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/handbook-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/customer-profile.h"
#include "app/handbook.h"
#include "core/vehicle/vehicle.h"
#include "ui/shell/window.h"
#include "ui/widgets/plain-words.h"
#include "ui/widgets/plate-badge.h"

/* A4 (ISO 216), in points. */
#define PAPER_WIDTH  595.276
#define PAPER_HEIGHT 841.890

/* How large a page is shown at most, and what lies between two. */
#define SHOWN_WIDTH 680
#define GAP 12

struct _AxleHandbookDialog
{
  AdwDialog        parent_instance;

  AxleWorkstation *workstation;
  GListModel      *vehicles;
  AxleHandbook    *handbook;
  GCancellable    *cancellable;

  AdwToastOverlay *toasts;
  GtkDropDown     *cars;
  GtkStack        *stack;
  AdwStatusPage   *failure;
  GtkListView     *pages;
};

G_DEFINE_FINAL_TYPE (AxleHandbookDialog, axle_handbook_dialog, ADW_TYPE_DIALOG)

static void
set_able (AxleHandbookDialog *self,
          gboolean            able)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handbook.print", able);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handbook.save", able);
}

/* Pages. */

static void
draw_page (GtkDrawingArea *area,
           cairo_t        *cr,
           int             width,
           int             height,
           gpointer        data)
{
  AxleHandbookDialog *self = AXLE_HANDBOOK_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (area), AXLE_TYPE_HANDBOOK_DIALOG));
  guint page = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (area), "page"));
  double scale = MIN (width / PAPER_WIDTH, (height - GAP) / PAPER_HEIGHT);

  if (self == NULL || self->handbook == NULL || page >= axle_handbook_get_n_pages (self->handbook))
    return;
  cairo_translate (cr, (width - PAPER_WIDTH * scale) / 2, 0);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, PAPER_WIDTH, PAPER_HEIGHT);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, 0.82, 0.82, 0.84);
  cairo_set_line_width (cr, 1 / scale);
  cairo_stroke (cr);
  axle_handbook_draw (self->handbook, page, cr);
}

static void
page_resized_cb (GtkDrawingArea *area,
                 int             width)
{
  gtk_drawing_area_set_content_height (area, (int) (MIN (width, SHOWN_WIDTH) * PAPER_HEIGHT / PAPER_WIDTH) + GAP);
}

static void
set_up_page_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), (int) (SHOWN_WIDTH * PAPER_HEIGHT / PAPER_WIDTH) + GAP);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_page, NULL, NULL);
  g_signal_connect (area, "resize", G_CALLBACK (page_resized_cb), NULL);
  gtk_list_item_set_child (item, area);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_page_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              AxleHandbookDialog       *self)
{
  GtkWidget *area = gtk_list_item_get_child (item);
  guint page = gtk_list_item_get_position (item);
  g_autofree char *label = g_strdup_printf (_("Page %u of %u"), page + 1, axle_handbook_get_n_pages (self->handbook));

  g_object_set_data (G_OBJECT (area), "page", GUINT_TO_POINTER (page));
  gtk_list_item_set_accessible_label (item, label);
  gtk_widget_queue_draw (area);
}

static void
show_pages (AxleHandbookDialog *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < axle_handbook_get_n_pages (self->handbook); i++)
    gtk_string_list_append (names, "");
  gtk_list_view_set_model (self->pages, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (names))));
  gtk_stack_set_visible_child_name (self->stack, "pages");
  set_able (self, TRUE);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(AxleHandbookDialog) self = data;
  g_autoptr(GError) error = NULL;
  AxleHandbook *handbook = axle_handbook_make_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (handbook == NULL)
    {
      axle_status_page_set_words (self->failure, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  self->handbook = handbook;
  show_pages (self);
}

static AxleRecord *
get_car (AxleHandbookDialog *self)
{
  g_autoptr(AxleProfileVehicle) item = g_list_model_get_item (self->vehicles, gtk_drop_down_get_selected (self->cars));

  return item != NULL ? axle_profile_vehicle_get_vehicle (item) : NULL;
}

static void
show_car_cb (AxleHandbookDialog *self)
{
  const AxleRecord *car = self->vehicles != NULL ? get_car (self) : NULL;

  if (car == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_list_view_set_model (self->pages, NULL);
  g_clear_pointer (&self->handbook, axle_handbook_free);
  set_able (self, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "working");
  axle_handbook_make_async (self->workstation, &car->id, g_get_real_time (), self->cancellable, made_cb, g_object_ref (self));
}

/* Print. */

static void
begin_print_cb (GtkPrintOperation  *operation,
                GtkPrintContext    *context,
                AxleHandbookDialog *self)
{
  gtk_print_operation_set_n_pages (operation, (int) axle_handbook_get_n_pages (self->handbook));
}

/* The paper may be another than A4: then the page is made to fit. */
static void
print_page_cb (GtkPrintOperation  *operation,
               GtkPrintContext    *context,
               int                 page,
               AxleHandbookDialog *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double scale = MIN (gtk_print_context_get_width (context) / PAPER_WIDTH, gtk_print_context_get_height (context) / PAPER_HEIGHT);

  cairo_scale (cr, scale, scale);
  axle_handbook_draw (self->handbook, (guint) page, cr);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AxleHandbookDialog *self = AXLE_HANDBOOK_DIALOG (widget);
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr(GtkPageSetup) paper = gtk_page_setup_new ();
  g_autoptr(GtkPaperSize) size = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  g_autoptr(GError) error = NULL;

  gtk_page_setup_set_paper_size_and_default_margins (paper, size);
  gtk_print_operation_set_default_page_setup (operation, paper);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_job_name (operation, axle_handbook_get_number (self->handbook));
  g_signal_connect_object (operation, "begin-print", G_CALLBACK (begin_print_cb), self, 0);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (print_page_cb), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (gtk_widget_get_root (widget)), &error);
  if (error != NULL)
    adw_toast_overlay_add_toast (self->toasts, axle_toast_new (error->message));
}

/* Save. */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(AxleHandbookDialog) self = data;
  g_autoptr(GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  adw_toast_overlay_add_toast (self->toasts, axle_toast_new (error != NULL ? error->message : _("Care handbook saved")));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleHandbookDialog) self = data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (file == NULL || self->handbook == NULL)
    return;
  bytes = axle_handbook_write (self->handbook, &error);
  if (bytes == NULL)
    adw_toast_overlay_add_toast (self->toasts, axle_toast_new (error->message));
  else
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb, g_object_ref (self));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleHandbookDialog *self = AXLE_HANDBOOK_DIALOG (widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *title = axle_record_dup_title (get_car (self));
  g_autofree char *file = g_strdup_printf ("%s-%s.pdf", axle_handbook_get_number (self->handbook), title);

  gtk_file_dialog_set_title (dialog, _("Save Care Handbook"));
  gtk_file_dialog_set_initial_name (dialog, g_strdelimit (file, "/\\", '-'));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb, g_object_ref (self));
}

static void
axle_handbook_dialog_dispose (GObject *object)
{
  AxleHandbookDialog *self = AXLE_HANDBOOK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->vehicles);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_HANDBOOK_DIALOG);
  g_clear_pointer (&self->handbook, axle_handbook_free);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_handbook_dialog_parent_class)->dispose (object);
}

static void
axle_handbook_dialog_class_init (AxleHandbookDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_handbook_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/handbook-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleHandbookDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, AxleHandbookDialog, cars);
  gtk_widget_class_bind_template_child (widget_class, AxleHandbookDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleHandbookDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, AxleHandbookDialog, pages);
  gtk_widget_class_bind_template_callback (widget_class, show_car_cb);
  gtk_widget_class_install_action (widget_class, "handbook.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "handbook.save", NULL, save_action);
}

static void
axle_handbook_dialog_init (AxleHandbookDialog *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_page_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_page_cb), self, 0);
  gtk_list_view_set_factory (self->pages, factory);
  set_able (self, FALSE);
}

static guint
list_cars (AxleHandbookDialog *self,
           const AxleId       *first)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->vehicles); i++)
    {
      g_autoptr(AxleProfileVehicle) item = g_list_model_get_item (self->vehicles, i);
      const AxleRecord *car = axle_profile_vehicle_get_vehicle (item);
      g_autofree char *title = axle_plate_dup_name (car);

      gtk_string_list_append (titles, title != NULL ? title : _("Vehicle"));
      if (first != NULL && axle_id_equal (first, &car->id))
        selected = i;
    }
  gtk_drop_down_set_model (self->cars, G_LIST_MODEL (titles));
  gtk_widget_set_visible (GTK_WIDGET (self->cars), g_list_model_get_n_items (self->vehicles) > 1);
  return selected;
}

AdwDialog *
axle_handbook_dialog_new (AxleWorkstation *workstation,
                          GListModel      *vehicles,
                          const AxleId    *first)
{
  AxleHandbookDialog *self = g_object_new (AXLE_TYPE_HANDBOOK_DIALOG, NULL);
  g_autoptr(GListStore) kept = g_list_store_new (AXLE_TYPE_PROFILE_VEHICLE);
  guint selected;

  self->workstation = g_object_ref (workstation);
  /* The customer may go on being edited below: what is shown here stays. */
  for (guint i = 0; i < g_list_model_get_n_items (vehicles); i++)
    {
      g_autoptr(AxleProfileVehicle) item = g_list_model_get_item (vehicles, i);

      g_list_store_append (kept, item);
    }
  self->vehicles = G_LIST_MODEL (g_steal_pointer (&kept));
  selected = list_cars (self, first);
  if (selected > 0)
    gtk_drop_down_set_selected (self->cars, selected);
  else
    show_car_cb (self);
  return ADW_DIALOG (self);
}
