/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/print-dialog.h"

#include <glib/gi18n-lib.h>

struct _AxlePrintDialog
{
  AxlePaperDialog  parent_instance;

  AxleWorkstation *workstation;
  AxleDate         first;
  guint            n_days;
  GCancellable    *cancellable;
  GtkDropDown     *order;
};

G_DEFINE_FINAL_TYPE (AxlePrintDialog, axle_print_dialog, AXLE_TYPE_PAPER_DIALOG)

static const struct
{
  const char       *title;
  AxleDaySheetKind  kind;
  AxleDaySheetBy    by;
} orders[] = {
  { N_("By Time"), AXLE_DAY_SHEET_PLAN, AXLE_DAY_SHEET_BY_TIME },
  { N_("By Bay"), AXLE_DAY_SHEET_PLAN, AXLE_DAY_SHEET_BY_BAY },
  { N_("By Technician"), AXLE_DAY_SHEET_PLAN, AXLE_DAY_SHEET_BY_TECHNICIAN },
  { N_("Day Pack"), AXLE_DAY_SHEET_PACK, AXLE_DAY_SHEET_BY_TIME },
};

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(AxlePrintDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxlePaper) paper = axle_day_sheet_make_finish (result, &error);
  g_autofree char *file = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (paper == NULL)
    {
      axle_paper_dialog_fail (AXLE_PAPER_DIALOG (self), error);
      return;
    }
  file = g_strconcat (axle_paper_get_title (paper), ".pdf", NULL);
  axle_paper_dialog_show (AXLE_PAPER_DIALOG (self), paper, file);
}

static void
make (AxlePrintDialog *self)
{
  guint order = gtk_drop_down_get_selected (self->order);

  if (order >= G_N_ELEMENTS (orders))
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  axle_paper_dialog_begin (AXLE_PAPER_DIALOG (self));
  /* Who needs the pack needs it of one day. */
  axle_day_sheet_make_async (self->workstation, orders[order].kind, orders[order].by, &self->first,
                             orders[order].kind == AXLE_DAY_SHEET_PACK ? 1 : self->n_days, self->cancellable, made_cb,
                             g_object_ref (self));
}

static void
axle_print_dialog_dispose (GObject *object)
{
  AxlePrintDialog *self = AXLE_PRINT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_print_dialog_parent_class)->dispose (object);
}

static void
axle_print_dialog_class_init (AxlePrintDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_print_dialog_dispose;
}

static void
axle_print_dialog_init (AxlePrintDialog *self)
{
  GtkStringList *titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    gtk_string_list_append (titles, _(orders[i].title));
  self->order = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (titles), NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->order), _("What is Printed"));
  axle_paper_dialog_construct (AXLE_PAPER_DIALOG (self), _("Print Appointments"), _("Appointments saved"));
  axle_paper_dialog_add_choice (AXLE_PAPER_DIALOG (self), GTK_WIDGET (self->order));
}

AdwDialog *
axle_print_dialog_new (AxleWorkstation *workstation,
                       const AxleDate  *first,
                       guint            n_days,
                       gboolean         pack)
{
  AxlePrintDialog *self = g_object_new (AXLE_TYPE_PRINT_DIALOG, NULL);

  self->workstation = g_object_ref (workstation);
  self->first = *first;
  self->n_days = n_days;
  gtk_drop_down_set_selected (self->order, pack ? G_N_ELEMENTS (orders) - 1 : 0);
  g_signal_connect_object (self->order, "notify::selected", G_CALLBACK (make), self, G_CONNECT_SWAPPED);
  make (self);
  return ADW_DIALOG (self);
}
