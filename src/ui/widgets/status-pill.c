/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/status-pill.h"

struct _AxleStatusPill
{
  GtkWidget   parent_instance;
  GtkWidget  *icon;
  GtkWidget  *label;
  AxleStatus  status;
};

G_DEFINE_FINAL_TYPE (AxleStatusPill, axle_status_pill, GTK_TYPE_WIDGET)

static const struct
{
  const char *css_class;
  const char *icon;
} looks[] = {
  [AXLE_STATUS_NEUTRAL] = { "neutral", "media-record-symbolic" },
  [AXLE_STATUS_WAITING] = { "waiting", "axle-waiting-symbolic" },
  [AXLE_STATUS_WORKING] = { "working", "axle-syncing-symbolic" },
  [AXLE_STATUS_BLOCKED] = { "blocked", "action-unavailable-symbolic" },
  [AXLE_STATUS_DONE] = { "done", "axle-online-symbolic" },
  [AXLE_STATUS_LATE] = { "late", "axle-attention-symbolic" },
};

const char *
axle_status_get_icon (AxleStatus status)
{
  return looks[status].icon;
}

const char *
axle_status_get_css_class (AxleStatus status)
{
  return looks[status].css_class;
}

static void
axle_status_pill_dispose (GObject *object)
{
  AxleStatusPill *self = AXLE_STATUS_PILL (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (axle_status_pill_parent_class)->dispose (object);
}

static void
axle_status_pill_class_init (AxleStatusPillClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_status_pill_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
axle_status_pill_init (AxleStatusPill *self)
{
  self->icon = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), 12);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->label = gtk_label_new ("");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "status-pill");
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
axle_status_pill_new (AxleStatus  status,
                      const char *word)
{
  AxleStatusPill *self = g_object_new (AXLE_TYPE_STATUS_PILL, NULL);

  axle_status_pill_set (self, status, word);
  return GTK_WIDGET (self);
}

/**
 * axle_status_pill_set:
 * @word: the translated word for it
 */
void
axle_status_pill_set (AxleStatusPill *self,
                      AxleStatus      status,
                      const char     *word)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), looks[self->status].css_class);
  self->status = status;
  gtk_widget_add_css_class (GTK_WIDGET (self), looks[status].css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), looks[status].icon);
  gtk_label_set_label (GTK_LABEL (self->label), word);
}
