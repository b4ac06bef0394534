/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AxleListHeadingFunc:
 * @first: the first item of a section
 * @n_items: how many the section has
 *
 * Returns: (transfer full): what stands above the section
 */
typedef char *(*AxleListHeadingFunc) (gpointer first,
                                      guint    n_items);

/* Headings for the sections of a list, a line of text each. @classes: (nullable)
 * (array zero-terminated=1): style classes of the text. */
GtkListItemFactory *axle_list_heading_factory_new (AxleListHeadingFunc  dup_text,
                                                   const char * const  *classes);

/* Shows @items in @view, in the sections that @compare makes, with @rows for each. Returns:
 * (transfer full): what is selected in it. */
GtkSingleSelection *axle_list_show_sections       (GtkListView         *view,
                                                   GListModel          *items,
                                                   GCompareDataFunc     compare,
                                                   AxleListHeadingFunc  dup_text,
                                                   GtkListItemFactory  *rows);

/**
 * AxleListRowFunc:
 * @row: a row of a list
 *
 * Returns: (transfer none) (nullable): what it shows
 */
typedef gpointer (*AxleListRowFunc) (gpointer row);

/* Returns: (transfer none) (nullable): the row below @list, of a type of its own, that shows
 * @item. */
gpointer            axle_list_find_row            (GtkWidget           *list,
                                                   GType                type,
                                                   AxleListRowFunc      get_item,
                                                   gpointer             item);

G_END_DECLS
