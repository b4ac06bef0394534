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

G_END_DECLS
