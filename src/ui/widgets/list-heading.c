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
