/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/quality-panel.h"

#include <glib/gi18n-lib.h>

#include "core/insight/quality.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "ui/customers/customer-dialog.h"
#include "ui/customers/vehicle-dialog.h"

/* A person does three things at most while the customer waits. */
#define N_NUDGES 3

struct _AxleQualityPanel
{
  AdwBin               parent_instance;

  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  AxleQuality         *quality;

  GtkListBox          *list;
};

G_DEFINE_FINAL_TYPE (AxleQualityPanel, axle_quality_panel, ADW_TYPE_BIN)

static AxleRecord *
find_ownership (AxleDossier  *dossier,
                const AxleId *vehicle)
{
  GPtrArray *ownerships = axle_dossier_list (dossier, &axle_ownership_entity);

  for (guint i = 0; i < ownerships->len; i++)
    {
      AxleId of = axle_record_get_id (ownerships->pdata[i], AXLE_OWNERSHIP_VEHICLE);

      if (axle_id_equal (&of, vehicle))
        return ownerships->pdata[i];
    }
  return NULL;
}

/* The dialog of the record with the focus where it is wanted. */
static void
open_gap (AxleQualityPanel     *self,
          const AxleQualityGap *gap)
{
  AxleDossier *dossier = axle_customer_profile_get_dossier (self->profile);
  AxleRecord *record = axle_dossier_find (dossier, gap->entity, &gap->record);

  if (record != NULL && gap->entity == &axle_customer_entity)
    {
      AdwDialog *dialog = axle_customer_dialog_new (self->workstation, record, NULL);

      adw_dialog_present (dialog, GTK_WIDGET (self));
      if (gap->field >= 0)
        axle_customer_dialog_focus_field (AXLE_CUSTOMER_DIALOG (dialog), (guint) gap->field);
    }
  else if (record != NULL && gap->entity == &axle_vehicle_entity)
    {
      AdwDialog *dialog = axle_vehicle_dialog_new (self->workstation, axle_customer_profile_get_id (self->profile), record,
                                                   find_ownership (dossier, &gap->record));

      adw_dialog_present (dialog, GTK_WIDGET (self));
      if (gap->field >= 0)
        axle_vehicle_dialog_focus_field (AXLE_VEHICLE_DIALOG (dialog), (guint) gap->field);
    }
  else
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "customer.show-tab", "s", "timeline");
    }
}

static void
row_activated_cb (AxleQualityPanel *self,
                  GtkListBoxRow    *row)
{
  int index = gtk_list_box_row_get_index (row) - 1;

  if (self->quality != NULL && index >= 0 && (guint) index < self->quality->gaps->len)
    open_gap (self, self->quality->gaps->pdata[index]);
}

static GtkWidget *
new_summary (AxleQualityPanel *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *level = gtk_level_bar_new_for_interval (0, 100);
  g_autoptr(GString) detail = g_string_new (NULL);
  g_autofree char *title = NULL;

  for (guint i = 0; i < AXLE_QUALITY_N_ASPECTS; i++)
    g_string_append_printf (detail, "%s%s %u %%", i > 0 ? " · " : "", axle_quality_get_aspect_label (i), self->quality->percent[i]);
  title = g_strdup_printf (_("Known and right: %u %%"), self->quality->overall);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail->str);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (level), self->quality->overall);
  gtk_widget_set_size_request (level, 80, -1);
  gtk_widget_set_valign (level, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (level), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), level);
  return row;
}

static GtkWidget *
new_nudge (AxleQualityPanel     *self,
           const AxleQualityGap *gap)
{
  GtkWidget *row = adw_action_row_new ();
  AxleDossier *dossier = axle_customer_profile_get_dossier (self->profile);
  AxleRecord *record = gap->entity == &axle_vehicle_entity ? axle_dossier_find (dossier, gap->entity, &gap->record) : NULL;
  g_autofree char *name = record != NULL ? axle_record_dup_title (record) : NULL;
  g_autofree char *title = name != NULL ? g_strdup_printf ("%s: %s", name, gap->message) : g_strdup (gap->message);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), gap->reason);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

/* Of who was deleted on request nothing is asked any more. */
static void
show (AxleQualityPanel *self)
{
  AxleDossier *dossier = axle_customer_profile_get_dossier (self->profile);
  AxleRecord *customer = axle_customer_profile_get_customer (self->profile);
  gboolean shown = dossier != NULL && customer != NULL &&
                   axle_record_get (customer, AXLE_CUSTOMER_ERASED_AT)->kind == AXLE_VALUE_NONE &&
                   axle_customer_profile_may (self->profile, AXLE_RIGHT_CUSTOMERS_WRITE);

  gtk_list_box_remove_all (self->list);
  g_clear_pointer (&self->quality, axle_quality_free);
  if (shown)
    {
      self->quality = axle_quality_judge (dossier);
      gtk_list_box_append (self->list, new_summary (self));
      for (guint i = 0; i < MIN (self->quality->gaps->len, N_NUDGES); i++)
        gtk_list_box_append (self->list, new_nudge (self, self->quality->gaps->pdata[i]));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), shown);
}

static void
axle_quality_panel_dispose (GObject *object)
{
  AxleQualityPanel *self = AXLE_QUALITY_PANEL (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  g_clear_pointer (&self->quality, axle_quality_free);
  G_OBJECT_CLASS (axle_quality_panel_parent_class)->dispose (object);
}

static void
axle_quality_panel_class_init (AxleQualityPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_quality_panel_dispose;
}

static void
axle_quality_panel_init (AxleQualityPanel *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

GtkWidget *
axle_quality_panel_new (AxleWorkstation     *workstation,
                        AxleCustomerProfile *profile)
{
  AxleQualityPanel *self = g_object_new (AXLE_TYPE_QUALITY_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
