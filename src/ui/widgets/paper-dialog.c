/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/paper-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/plain-words.h"

/* How large a page is shown at most, and what lies between two. */
#define SHOWN_WIDTH 680
#define GAP 12

typedef struct
{
  AxlePaper       *paper;
  char            *file;
  const char      *saved;

  AdwToastOverlay *toasts;
  GtkBox          *choice;
  GtkStack        *stack;
  AdwStatusPage   *failure;
  GtkListView     *pages;
} AxlePaperDialogPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (AxlePaperDialog, axle_paper_dialog, ADW_TYPE_DIALOG)

static AxlePaperDialogPrivate *
get_private (gpointer self)
{
  return axle_paper_dialog_get_instance_private (self);
}

static void
set_able (AxlePaperDialog *self,
          gboolean         able)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.print", able);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.save", able);
}

/* Pages. */

static void
draw_page (GtkDrawingArea *area,
           cairo_t        *cr,
           int             width,
           int             height,
           gpointer        data)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (area), AXLE_TYPE_PAPER_DIALOG);
  AxlePaper *paper = dialog != NULL ? get_private (dialog)->paper : NULL;
  guint page = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (area), "page"));
  double scale = MIN (width / AXLE_SHEET_WIDTH, (height - GAP) / AXLE_SHEET_HEIGHT);

  if (paper == NULL || page >= axle_paper_get_n_pages (paper))
    return;
  cairo_translate (cr, (width - AXLE_SHEET_WIDTH * scale) / 2, 0);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, AXLE_SHEET_WIDTH, AXLE_SHEET_HEIGHT);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, 0.82, 0.82, 0.84);
  cairo_set_line_width (cr, 1 / scale);
  cairo_stroke (cr);
  axle_paper_draw (paper, page, cr);
}

static void
page_resized_cb (GtkDrawingArea *area,
                 int             width)
{
  gtk_drawing_area_set_content_height (area, (int) (MIN (width, SHOWN_WIDTH) * AXLE_SHEET_HEIGHT / AXLE_SHEET_WIDTH) + GAP);
}

static void
set_up_page_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), (int) (SHOWN_WIDTH * AXLE_SHEET_HEIGHT / AXLE_SHEET_WIDTH) + GAP);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_page, NULL, NULL);
  g_signal_connect (area, "resize", G_CALLBACK (page_resized_cb), NULL);
  gtk_list_item_set_child (item, area);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_page_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              AxlePaperDialog          *self)
{
  GtkWidget *area = gtk_list_item_get_child (item);
  guint page = gtk_list_item_get_position (item);
  g_autofree char *label = g_strdup_printf (_("Page %u of %u"), page + 1, axle_paper_get_n_pages (get_private (self)->paper));

  g_object_set_data (G_OBJECT (area), "page", GUINT_TO_POINTER (page));
  gtk_list_item_set_accessible_label (item, label);
  gtk_widget_queue_draw (area);
}

/* Print. */

static void
begin_print_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                AxlePaperDialog   *self)
{
  gtk_print_operation_set_n_pages (operation, (int) axle_paper_get_n_pages (get_private (self)->paper));
}

/* The paper may be another than A4: then the page is made to fit. */
static void
print_page_cb (GtkPrintOperation *operation,
               GtkPrintContext   *context,
               int                page,
               AxlePaperDialog   *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double scale = MIN (gtk_print_context_get_width (context) / AXLE_SHEET_WIDTH,
                      gtk_print_context_get_height (context) / AXLE_SHEET_HEIGHT);

  cairo_scale (cr, scale, scale);
  axle_paper_draw (get_private (self)->paper, (guint) page, cr);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AxlePaperDialogPrivate *self = get_private (widget);
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr(GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr(GtkPaperSize) size = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  g_autoptr(GError) error = NULL;

  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_job_name (operation, axle_paper_get_subject (self->paper));
  g_signal_connect_object (operation, "begin-print", G_CALLBACK (begin_print_cb), widget, 0);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (print_page_cb), widget, 0);
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
  g_autoptr(AxlePaperDialog) dialog = data;
  AxlePaperDialogPrivate *self = get_private (dialog);
  g_autoptr(GError) error = NULL;

  axle_paper_save_finish (result, &error);
  adw_toast_overlay_add_toast (self->toasts, axle_toast_new (error != NULL ? error->message : self->saved));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxlePaperDialog) dialog = data;
  AxlePaperDialogPrivate *self = get_private (dialog);
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->paper != NULL)
    axle_paper_save_async (self->paper, file, NULL, written_cb, g_object_ref (dialog));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxlePaperDialogPrivate *self = get_private (widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Save as PDF"));
  gtk_file_dialog_set_initial_name (dialog, self->file);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb, g_object_ref (widget));
}

static void
axle_paper_dialog_dispose (GObject *object)
{
  AxlePaperDialogPrivate *self = get_private (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), AXLE_TYPE_PAPER_DIALOG);
  g_clear_pointer (&self->paper, axle_paper_unref);
  g_clear_pointer (&self->file, g_free);
  G_OBJECT_CLASS (axle_paper_dialog_parent_class)->dispose (object);
}

static void
axle_paper_dialog_class_init (AxlePaperDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_paper_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/widgets/paper-dialog.ui");
  gtk_widget_class_bind_template_child_private (widget_class, AxlePaperDialog, toasts);
  gtk_widget_class_bind_template_child_private (widget_class, AxlePaperDialog, choice);
  gtk_widget_class_bind_template_child_private (widget_class, AxlePaperDialog, stack);
  gtk_widget_class_bind_template_child_private (widget_class, AxlePaperDialog, failure);
  gtk_widget_class_bind_template_child_private (widget_class, AxlePaperDialog, pages);
  gtk_widget_class_install_action (widget_class, "paper.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "paper.save", NULL, save_action);
}

static void
axle_paper_dialog_init (AxlePaperDialog *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_page_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_page_cb), self, 0);
  gtk_list_view_set_factory (get_private (self)->pages, factory);
  set_able (self, FALSE);
}

/**
 * axle_paper_dialog_new:
 * @title: of the dialog, translated
 * @saved: said when it was written to a file, translated
 *
 * Returns: (transfer floating): a dialog without a paper yet
 */
AdwDialog *
axle_paper_dialog_new (const char *title,
                       const char *saved)
{
  AxlePaperDialog *self = g_object_new (AXLE_TYPE_PAPER_DIALOG, NULL);

  axle_paper_dialog_construct (self, title, saved);
  return ADW_DIALOG (self);
}

/* The same for one of a class below. */
void
axle_paper_dialog_construct (AxlePaperDialog *self,
                             const char      *title,
                             const char      *saved)
{
  adw_dialog_set_title (ADW_DIALOG (self), title);
  get_private (self)->saved = saved;
}

/* @choice: what chooses between papers */
void
axle_paper_dialog_add_choice (AxlePaperDialog *self,
                              GtkWidget       *choice)
{
  gtk_box_append (get_private (self)->choice, choice);
}

/* Another paper is being made. */
void
axle_paper_dialog_begin (AxlePaperDialog *self)
{
  AxlePaperDialogPrivate *priv = get_private (self);

  gtk_list_view_set_model (priv->pages, NULL);
  g_clear_pointer (&priv->paper, axle_paper_unref);
  set_able (self, FALSE);
  gtk_stack_set_visible_child_name (priv->stack, "working");
}

/**
 * axle_paper_dialog_show:
 * @self: a dialog
 * @paper: what is shown, printed and saved
 * @file: what its file is called at first
 */
void
axle_paper_dialog_show (AxlePaperDialog *self,
                        AxlePaper       *paper,
                        const char      *file)
{
  AxlePaperDialogPrivate *priv = get_private (self);
  GtkStringList *names = gtk_string_list_new (NULL);

  g_clear_pointer (&priv->paper, axle_paper_unref);
  priv->paper = axle_paper_ref (paper);
  g_set_str (&priv->file, file);
  g_strdelimit (priv->file, "/\\", '-');
  for (guint i = 0; i < axle_paper_get_n_pages (paper); i++)
    gtk_string_list_append (names, "");
  gtk_list_view_set_model (priv->pages, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (names))));
  gtk_stack_set_visible_child_name (priv->stack, "pages");
  set_able (self, TRUE);
}

/* Nothing is shown, because of @error. */
void
axle_paper_dialog_fail (AxlePaperDialog *self,
                        const GError    *error)
{
  AxlePaperDialogPrivate *priv = get_private (self);

  axle_status_page_set_words (priv->failure, error->message);
  gtk_stack_set_visible_child_name (priv->stack, "failed");
}
