/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/import-table.h"

#include <glib/gi18n-lib.h>

/* A field may be a megabyte; nobody reads more of it than this in a table. */
#define SHOWN_CHARACTERS 160

typedef struct
{
  guint                column;
  AxleImportTableBind  bind;
  AxleImportTableBind  unbind;
  gpointer             data;
} Column;

static void
column_free (gpointer  data,
             GClosure *closure)
{
  g_free (data);
}

GListModel *
axle_import_table_new_rows (guint n_rows)
{
  GtkStringList *rows = gtk_string_list_new (NULL);

  for (guint i = 1; i <= n_rows; i++)
    gtk_string_list_take (rows, g_strdup_printf ("%u", i));
  return G_LIST_MODEL (rows);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkColumnViewCell        *cell,
          gpointer                  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_visible (icon, FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_column_view_cell_set_child (cell, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkColumnViewCell        *cell,
         gpointer                  data)
{
  Column *column = data;
  column->bind (cell, column->column, column->data);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkColumnViewCell        *cell,
           gpointer                  data)
{
  Column *column = data;

  if (column->unbind != NULL)
    column->unbind (cell, column->column, column->data);
}

/**
 * axle_import_table_add_column:
 * @view: a table
 * @title: above the column
 * @column: given to @bind and @unbind
 * @bind: shows a cell, with axle_import_table_show_cell()
 * @unbind: (nullable): forgets a cell
 * @data: given to both; lives as long as @view
 *
 * Returns: (transfer none): the column
 */
GtkColumnViewColumn *
axle_import_table_add_column (GtkColumnView       *view,
                              const char          *title,
                              guint                column,
                              AxleImportTableBind  bind,
                              AxleImportTableBind  unbind,
                              gpointer             data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) added = gtk_column_view_column_new (title, factory);
  Column *info = g_new (Column, 1);

  *info = (Column) { column, bind, unbind, data };
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), info);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb), info, column_free, 0);
  gtk_column_view_append_column (view, added);
  return added;
}

typedef struct
{
  AxleImportTableLabel  label;
  gpointer              data;
} Labels;

static void
labels_free (gpointer  data,
             GClosure *closure)
{
  g_free (data);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkColumnViewRow         *row,
             gpointer                  data)
{
  Labels *labels = data;
  g_autofree char *label = labels->label (gtk_column_view_row_get_position (row), labels->data);

  gtk_column_view_row_set_accessible_label (row, label);
}

void
axle_import_table_label_rows (GtkColumnView        *view,
                              AxleImportTableLabel  label,
                              gpointer              data)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  Labels *labels = g_new (Labels, 1);

  *labels = (Labels) { label, data };
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_row_cb), labels, labels_free, 0);
  gtk_column_view_set_row_factory (view, factory);
}

void
axle_import_table_show_cell (GtkColumnViewCell *cell,
                             const char        *text,
                             const char        *problem,
                             gboolean           dimmed)
{
  GtkWidget *box = gtk_column_view_cell_get_child (cell);
  GtkWidget *icon = gtk_widget_get_first_child (box);
  GtkWidget *label = gtk_widget_get_last_child (box);
  g_autofree char *shown = g_utf8_truncate_middle (text != NULL ? text : "", SHOWN_CHARACTERS);

  gtk_label_set_label (GTK_LABEL (label), shown);
  gtk_widget_set_visible (icon, problem != NULL);
  gtk_widget_set_tooltip_text (box, problem);
  if (problem != NULL)
    {
      gtk_widget_add_css_class (box, "error");
      gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, problem, -1);
    }
  else
    gtk_widget_remove_css_class (box, "error");
  if (dimmed)
    gtk_widget_add_css_class (label, "dimmed");
  else
    gtk_widget_remove_css_class (label, "dimmed");
}
