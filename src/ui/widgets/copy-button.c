/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/copy-button.h"

#include <glib/gi18n-lib.h>

#define SHOWN_MS 1500

struct _AxleCopyButton
{
  GtkWidget  parent_instance;
  GtkWidget *button;
  char      *text;
  guint      back_id;
};

G_DEFINE_FINAL_TYPE (AxleCopyButton, axle_copy_button, GTK_TYPE_WIDGET)

static void
show_icon_again (gpointer user_data)
{
  AxleCopyButton *self = user_data;

  self->back_id = 0;
  gtk_button_set_icon_name (GTK_BUTTON (self->button), "edit-copy-symbolic");
}

static void
copy (AxleCopyButton *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  gtk_button_set_icon_name (GTK_BUTTON (self->button), "object-select-symbolic");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Copied"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
  g_clear_handle_id (&self->back_id, g_source_remove);
  self->back_id = g_timeout_add_once (SHOWN_MS, show_icon_again, self);
}

static void
axle_copy_button_dispose (GObject *object)
{
  AxleCopyButton *self = AXLE_COPY_BUTTON (object);

  g_clear_handle_id (&self->back_id, g_source_remove);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (axle_copy_button_parent_class)->dispose (object);
}

static void
axle_copy_button_class_init (AxleCopyButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_copy_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
axle_copy_button_init (AxleCopyButton *self)
{
  self->button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "circular");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (copy), self);
}

GtkWidget *
axle_copy_button_new (void)
{
  return g_object_new (AXLE_TYPE_COPY_BUTTON, NULL);
}

/**
 * axle_copy_button_set_text:
 * @text: what is copied
 * @tooltip: what the button is called, such as “Copy VIN”
 */
void
axle_copy_button_set_text (AxleCopyButton *self,
                           const char     *text,
                           const char     *tooltip)
{
  g_set_str (&self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL && text[0] != '\0');
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->button), tooltip) == 0)
    return;
  gtk_widget_set_tooltip_text (self->button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
}
