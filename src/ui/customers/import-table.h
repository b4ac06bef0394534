/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AxleImportTableBind:
 * @cell: a cell that shows @column of the row at its position
 * @column: the number that the column was added with
 * @data: what it was added with
 */
typedef void (*AxleImportTableBind) (GtkColumnViewCell *cell,
                                     guint              column,
                                     gpointer           data);

typedef char *(*AxleImportTableLabel) (guint position, gpointer data);

/* A row is only its position: what is in it is asked for when it is seen. */
GListModel          *axle_import_table_new_rows   (guint                n_rows);
GtkColumnViewColumn *axle_import_table_add_column (GtkColumnView       *view,
                                                   const char          *title,
                                                   guint                column,
                                                   AxleImportTableBind  bind,
                                                   AxleImportTableBind  unbind,
                                                   gpointer             data);
/* What a row says to a screen reader; @data lives as long as @view. */
void                 axle_import_table_label_rows (GtkColumnView        *view,
                                                   AxleImportTableLabel  label,
                                                   gpointer              data);
/* What a cell shows: a text, and a problem to mark it with. */
void                 axle_import_table_show_cell  (GtkColumnViewCell   *cell,
                                                   const char          *text,
                                                   const char          *problem,
                                                   gboolean             dimmed);

G_END_DECLS
