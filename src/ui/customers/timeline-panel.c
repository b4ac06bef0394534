/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/timeline-panel.h"

#include "ui/customers/contact-composer.h"
#include "ui/customers/timeline-row.h"

/* Rows that are made at once: a screen or two. */
#define ROWS_AT_ONCE 40

struct _AxleTimelinePanel
{
  AdwBin               parent_instance;

  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GtkSliceListModel   *model;

  AxleContactComposer *composer;
  GtkListBox          *list;
  GtkWidget           *earlier_button;
};

G_DEFINE_FINAL_TYPE (AxleTimelinePanel, axle_timeline_panel, ADW_TYPE_BIN)

static GtkWidget *
new_row (gpointer item,
         gpointer data)
{
  AxleTimelinePanel *self = data;

  return axle_timeline_row_new (self->workstation, item);
}

static void
show_earlier_button (AxleTimelinePanel *self)
{
  GListModel *all = gtk_slice_list_model_get_model (self->model);

  gtk_widget_set_visible (self->earlier_button,
                          g_list_model_get_n_items (all) > gtk_slice_list_model_get_size (self->model));
}

/* The focus goes to the first row that is new, not away with the button. */
static void
show_earlier_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AxleTimelinePanel *self = AXLE_TIMELINE_PANEL (widget);
  guint n_rows = gtk_slice_list_model_get_size (self->model);
  GtkListBoxRow *row;

  gtk_slice_list_model_set_size (self->model, n_rows + ROWS_AT_ONCE);
  row = gtk_list_box_get_row_at_index (self->list, (int) n_rows);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  show_earlier_button (self);
}

static void
log_contact_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  axle_contact_composer_begin (AXLE_TIMELINE_PANEL (widget)->composer, NULL);
}

static void
show_rights (AxleTimelinePanel *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->composer), axle_customer_profile_may (self->profile, "customers.write"));
}

static void
axle_timeline_panel_dispose (GObject *object)
{
  AxleTimelinePanel *self = AXLE_TIMELINE_PANEL (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_TIMELINE_PANEL);
  G_OBJECT_CLASS (axle_timeline_panel_parent_class)->dispose (object);
}

static void
axle_timeline_panel_class_init (AxleTimelinePanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_timeline_panel_dispose;
  g_type_ensure (AXLE_TYPE_CONTACT_COMPOSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/timeline-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleTimelinePanel, composer);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelinePanel, list);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelinePanel, earlier_button);
  gtk_widget_class_install_action (widget_class, "timeline.show-earlier", NULL, show_earlier_action);
  gtk_widget_class_install_action (widget_class, "timeline.log-contact", NULL, log_contact_action);
}

static void
axle_timeline_panel_init (AxleTimelinePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
axle_timeline_panel_new (AxleWorkstation     *workstation,
                         AxleCustomerProfile *profile)
{
  AxleTimelinePanel *self = g_object_new (AXLE_TYPE_TIMELINE_PANEL, NULL);
  GListModel *timeline = axle_customer_profile_get_timeline (profile);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  self->model = gtk_slice_list_model_new (g_object_ref (timeline), 0, ROWS_AT_ONCE);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->model), new_row, self, NULL);
  g_signal_connect_object (timeline, "items-changed", G_CALLBACK (show_earlier_button), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (show_rights), self, G_CONNECT_SWAPPED);
  axle_contact_composer_set_customer (self->composer, workstation, axle_customer_profile_get_id (profile));
  show_earlier_button (self);
  show_rights (self);
  return GTK_WIDGET (self);
}
