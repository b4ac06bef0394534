/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/import-figures.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *word;
  const char *tooltip;
  const char *icon;
  const char *class;
  gsize       offset;
} figures[] =
{
  { N_("New"), N_("Rows that make a new customer or visit"), "list-add-symbolic", "success", G_STRUCT_OFFSET (AxleImportCounts, fresh) },
  { N_("Matched"), N_("Rows that complete or change one that is already there"), "document-edit-symbolic", "accent",
    G_STRUCT_OFFSET (AxleImportCounts, matched) },
  { N_("Unchanged"), N_("Rows that tell nothing new"), "object-select-symbolic", "plain", G_STRUCT_OFFSET (AxleImportCounts, unchanged) },
  { N_("Wrong"), N_("Rows that are left out, each with its reason"), "dialog-warning-symbolic", "error", G_STRUCT_OFFSET (AxleImportCounts, wrong) },
};

struct _AxleImportFigures
{
  AdwBin     parent_instance;

  GtkLabel  *numbers[G_N_ELEMENTS (figures)];
  GtkWidget *captions[G_N_ELEMENTS (figures)];
};

G_DEFINE_FINAL_TYPE (AxleImportFigures, axle_import_figures, ADW_TYPE_BIN)

static void
axle_import_figures_class_init (AxleImportFiguresClass *class)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
new_caption (guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_(figures[i].word));

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (figures[i].icon));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
new_card (AxleImportFigures *self,
          guint              i)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *number = gtk_label_new ("0");
  GtkWidget *caption = new_caption (i);

  gtk_widget_add_css_class (number, "title-1");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_set_margin_top (number, 12);
  gtk_box_append (GTK_BOX (card), number);
  gtk_box_append (GTK_BOX (card), caption);
  gtk_widget_set_margin_bottom (caption, 12);
  gtk_widget_set_size_request (card, 130, -1);
  gtk_widget_set_tooltip_text (card, _(figures[i].tooltip));
  gtk_widget_add_css_class (card, "card");
  self->numbers[i] = GTK_LABEL (number);
  self->captions[i] = caption;
  return card;
}

static void
axle_import_figures_init (AxleImportFigures *self)
{
  AdwWrapBox *box = ADW_WRAP_BOX (adw_wrap_box_new ());

  adw_wrap_box_set_child_spacing (box, 12);
  adw_wrap_box_set_line_spacing (box, 12);
  adw_wrap_box_set_justify (box, ADW_JUSTIFY_FILL);
  adw_wrap_box_set_justify_last_line (box, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    adw_wrap_box_append (box, new_card (self, i));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rows"), -1);
}

static void
set_class (GtkWidget  *widget,
           const char *class,
           gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, class);
  else
    gtk_widget_remove_css_class (widget, class);
}

void
axle_import_figures_set_counts (AxleImportFigures      *self,
                                const AxleImportCounts *counts)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      guint64 n = counts != NULL ? G_STRUCT_MEMBER (guint64, counts, figures[i].offset) : 0;
      g_autofree char *text = g_strdup_printf ("%'" G_GUINT64_FORMAT, n);

      gtk_label_set_label (self->numbers[i], text);
      set_class (GTK_WIDGET (self->numbers[i]), figures[i].class, n > 0);
      set_class (GTK_WIDGET (self->numbers[i]), "dimmed", n == 0);
      set_class (self->captions[i], figures[i].class, n > 0);
      set_class (self->captions[i], "dimmed", n == 0);
    }
}
