/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/list-heading.h"

typedef struct
{
  AxleListHeadingFunc  dup_text;
  GStrv                classes; /* NULL for none */
} Heading;

static void
heading_free (gpointer data)
{
  Heading *self = data;

  g_strfreev (self->classes);
  g_free (self);
}

static void
set_up_cb (GtkListItemFactory *factory,
           GtkListHeader      *header,
           const Heading      *heading)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (heading->classes != NULL)
    gtk_widget_set_css_classes (label, (const char **) heading->classes);
  gtk_list_header_set_child (header, label);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListHeader      *header,
         const Heading      *heading)
{
  g_autofree char *text = heading->dup_text (gtk_list_header_get_item (header), gtk_list_header_get_n_items (header));

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), text);
}

GtkListItemFactory *
axle_list_heading_factory_new (AxleListHeadingFunc  dup_text,
                               const char * const  *classes)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Heading *heading = g_new0 (Heading, 1);

  heading->dup_text = dup_text;
  heading->classes = g_strdupv ((GStrv) classes);
  g_object_set_data_full (G_OBJECT (factory), "heading", heading, heading_free);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), heading);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), heading);
  return factory;
}

GtkSingleSelection *
axle_list_show_sections (GtkListView         *view,
                         GListModel          *items,
                         GCompareDataFunc     compare,
                         AxleListHeadingFunc  dup_text,
                         GtkListItemFactory  *rows)
{
  g_autoptr(GtkListItemFactory) headers = axle_list_heading_factory_new (dup_text, NULL);
  GtkSortListModel *sections = gtk_sort_list_model_new (g_object_ref (items), NULL);
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));
  GtkSingleSelection *selection;

  gtk_sort_list_model_set_section_sorter (sections, sorter);
  selection = gtk_single_selection_new (G_LIST_MODEL (sections));
  gtk_list_view_set_factory (view, rows);
  gtk_list_view_set_header_factory (view, headers);
  gtk_list_view_set_model (view, GTK_SELECTION_MODEL (selection));
  return selection;
}

gpointer
axle_list_find_row (GtkWidget       *list,
                    GType            type,
                    AxleListRowFunc  get_item,
                    gpointer         item)
{
  if (g_type_is_a (G_OBJECT_TYPE (list), type))
    return get_item (list) == item ? list : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer row = axle_list_find_row (child, type, get_item, item);

      if (row != NULL)
        return row;
    }
  return NULL;
}
