/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/time-label.h"

#include "app/format.h"
#include "core/organisation/organisation.h"

#define REFRESH_SECONDS 30

struct _AxleTimeLabel
{
  GtkWidget        parent_instance;
  AxleWorkstation *workstation;
  GtkWidget       *label;
  gint64           at;
  guint            refresh_id;
};

G_DEFINE_FINAL_TYPE (AxleTimeLabel, axle_time_label, GTK_TYPE_WIDGET)

char *
axle_time_dup_exact (AxleWorkstation *workstation,
                     gint64           at)
{
  g_autoptr (AxleRecord) store = axle_workstation_dup_store (workstation);
  const char *name = store != NULL ? axle_record_get_text (store, AXLE_STORE_TIME_ZONE) : NULL;
  g_autoptr (GTimeZone) zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr (GDateTime) local = NULL;

  if (utc == NULL)
    return g_strdup ("");
  local = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
  return g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
}

static gboolean
refresh (gpointer user_data)
{
  AxleTimeLabel *self = user_data;
  g_autofree char *text = self->at != 0 ? axle_workstation_format_time (self->workstation, self->at) : NULL;

  gtk_label_set_label (GTK_LABEL (self->label), text != NULL ? text : "");
  return G_SOURCE_CONTINUE;
}

static gboolean
query_tooltip (GtkWidget  *widget,
               int         x,
               int         y,
               gboolean    keyboard_mode,
               GtkTooltip *tooltip)
{
  AxleTimeLabel *self = AXLE_TIME_LABEL (widget);
  g_autofree char *exact = NULL;

  if (self->at == 0)
    return FALSE;
  exact = axle_time_dup_exact (self->workstation, self->at);
  gtk_tooltip_set_text (tooltip, exact);
  return TRUE;
}

static void
axle_time_label_map (GtkWidget *widget)
{
  AxleTimeLabel *self = AXLE_TIME_LABEL (widget);

  refresh (self);
  self->refresh_id = g_timeout_add_seconds (REFRESH_SECONDS, refresh, self);
  GTK_WIDGET_CLASS (axle_time_label_parent_class)->map (widget);
}

static void
axle_time_label_unmap (GtkWidget *widget)
{
  AxleTimeLabel *self = AXLE_TIME_LABEL (widget);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  GTK_WIDGET_CLASS (axle_time_label_parent_class)->unmap (widget);
}

static void
axle_time_label_dispose (GObject *object)
{
  AxleTimeLabel *self = AXLE_TIME_LABEL (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_time_label_parent_class)->dispose (object);
}

static void
axle_time_label_class_init (AxleTimeLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_time_label_dispose;
  widget_class->map = axle_time_label_map;
  widget_class->unmap = axle_time_label_unmap;
  widget_class->query_tooltip = query_tooltip;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
axle_time_label_init (AxleTimeLabel *self)
{
  self->label = gtk_label_new ("");
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
axle_time_label_new (AxleWorkstation *workstation,
                     gint64           at)
{
  AxleTimeLabel *self = g_object_new (AXLE_TYPE_TIME_LABEL, NULL);

  self->workstation = g_object_ref (workstation);
  axle_time_label_set_at (self, at);
  return GTK_WIDGET (self);
}

void
axle_time_label_set_at (AxleTimeLabel *self,
                        gint64         at)
{
  self->at = at;
  refresh (self);
}
