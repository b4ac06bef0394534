/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/answer-figures.h"

#include <glib/gi18n-lib.h>

struct _AxleAnswerFigures
{
  AdwBin    parent_instance;

  GtkLabel *line;
  GtkGrid  *grid;
};

G_DEFINE_FINAL_TYPE (AxleAnswerFigures, axle_answer_figures, ADW_TYPE_BIN)

static char *
dup_median (const AxleAnswerFigure *figure)
{
  if (figure->median < 0)
    return g_strdup ("–");
  return g_strdup_printf (_("%d min"), figure->median);
}

static void
add_cell (AxleAnswerFigures *self,
          int                column,
          int                row,
          const char        *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_add_css_class (label, row == 0 ? "caption-heading" : "numeric");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static void
add_row (AxleAnswerFigures      *self,
         int                     row,
         const AxleAnswerFigure *figure)
{
  g_autofree char *median = dup_median (figure);
  g_autofree char *share = g_strdup_printf ("%d %%", axle_answer_figure_get_share (figure));
  g_autofree char *number = g_strdup_printf ("%u", figure->n_requests);

  add_cell (self, 0, row, figure->channel != NULL
                            ? axle_field_choice_label (&axle_request_entity.fields[AXLE_REQUEST_CHANNEL], figure->channel)
                            : _("All"));
  add_cell (self, 1, row, number);
  add_cell (self, 2, row, share);
  add_cell (self, 3, row, median);
}

static void
fill (AxleAnswerFigures *self,
      GArray            *figures)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  add_cell (self, 0, 0, _("Channel"));
  add_cell (self, 1, 0, _("Requests"));
  add_cell (self, 2, 0, _("In Time"));
  add_cell (self, 3, 0, _("Median"));
  for (guint i = 0; i < figures->len; i++)
    add_row (self, (int) i + 1, &g_array_index (figures, AxleAnswerFigure, i));
}

void
axle_answer_figures_show (AxleAnswerFigures *self,
                          GArray            *figures)
{
  const AxleAnswerFigure *all = figures != NULL ? &g_array_index (figures, AxleAnswerFigure, 0) : NULL;
  g_autofree char *median = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), all != NULL && all->n_requests > 0);
  if (all == NULL || all->n_requests == 0)
    return;
  median = dup_median (all);
  /* Translators: how many per cent, the median in minutes, and the days that it is of. */
  text = g_strdup_printf (_("%d %% in time · median %s · %d days"), axle_answer_figure_get_share (all), median,
                          AXLE_TRAY_FIGURE_DAYS);
  gtk_label_set_label (self->line, text);
  fill (self, figures);
}

static void
axle_answer_figures_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AXLE_TYPE_ANSWER_FIGURES);
  G_OBJECT_CLASS (axle_answer_figures_parent_class)->dispose (object);
}

static void
axle_answer_figures_class_init (AxleAnswerFiguresClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_answer_figures_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/calendar/answer-figures.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleAnswerFigures, line);
  gtk_widget_class_bind_template_child (widget_class, AxleAnswerFigures, grid);
}

static void
axle_answer_figures_init (AxleAnswerFigures *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
