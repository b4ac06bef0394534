/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/fleet-panel.h"

#include <glib/gi18n-lib.h>

#include "app/relations.h"
#include "base/money.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "ui/shell/window.h"
#include "ui/widgets/plate-badge.h"
#include "ui/widgets/status-pill.h"

/* Who has more opens the list of vehicles. */
#define SHOWN_CARS 30

struct _AxleFleetPanel
{
  AdwBin               parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GCancellable        *loading;
  GtkBox              *box;
  AdwWrapBox          *figures;
  GtkListBox          *cars;
};

G_DEFINE_FINAL_TYPE (AxleFleetPanel, axle_fleet_panel, ADW_TYPE_BIN)

static void
add_figure (AxleFleetPanel *self,
            const char     *caption,
            const char     *value)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *number = gtk_label_new (value);
  GtkWidget *label = gtk_label_new (caption);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "figure");
  gtk_widget_add_css_class (number, "title-4");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (card), number);
  gtk_box_append (GTK_BOX (card), label);
  adw_wrap_box_append (self->figures, card);
}

static void
add_number (AxleFleetPanel *self,
            const char     *caption,
            guint           number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  add_figure (self, caption, text);
}

static void
show_figures (AxleFleetPanel  *self,
              const AxleFleet *fleet)
{
  g_autofree char *spent = axle_money_format (fleet->spent);
  g_autofree char *money = axle_money_format (fleet->deferred);
  g_autofree char *deferred = fleet->deferred > 0 ? g_strdup_printf ("%u · %s", fleet->n_deferred, money)
                                                  : g_strdup_printf ("%u", fleet->n_deferred);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->figures))) != NULL)
    adw_wrap_box_remove (self->figures, child);
  add_number (self, _("Cars"), fleet->cars->len);
  add_number (self, _("Visits in a year"), fleet->n_visits);
  add_figure (self, _("Spent in a year"), spent);
  add_figure (self, _("Deferred work"), deferred);
  add_number (self, _("Service due"), fleet->n_due);
}

static void
open_car_cb (AxleFleetPanel *self,
             AdwActionRow   *row)
{
  AxleRecord *keeper = g_object_get_data (G_OBJECT (row), "keeper");

  axle_window_show_record (axle_window_of (GTK_WIDGET (self)), keeper->entity, &keeper->id);
}

/* On a narrow screen there is no room for a pill: its icon beside, its words below. */
static GtkWidget *
new_mark (const AxleServiceDue *due)
{
  AxleStatus status = due->overdue ? AXLE_STATUS_LATE : AXLE_STATUS_WAITING;
  GtkWidget *mark = gtk_image_new_from_icon_name (axle_status_get_icon (status));

  gtk_widget_add_css_class (mark, due->overdue ? "error" : "warning");
  gtk_widget_set_tooltip_text (mark, due->reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  due->overdue ? _("Service overdue") : _("Service soon"), -1);
  return mark;
}

/* Whose it is, and its next service. */
static char *
describe (AxleFleetPanel     *self,
          const AxleFleetCar *car)
{
  g_autofree char *keeper = axle_record_dup_title (car->keeper);
  g_autofree char *when = NULL;
  g_autofree char *next = NULL;

  if (car->due == NULL)
    return g_steal_pointer (&keeper);
  when = axle_service_due_dup_text (car->due, axle_dossier_get_zone (axle_customer_profile_get_dossier (self->profile)));
  next = g_strdup_printf (car->due->overdue ? _("Service overdue: %s") : _("Next service: %s"), when);
  return g_strdup_printf ("%s\n%s", keeper, next);
}

static void
add_car (AxleFleetPanel     *self,
         const AxleFleetCar *car)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *plate = axle_plate_badge_new (axle_record_get_text (car->vehicle, AXLE_VEHICLE_PLATE));
  const char *model = axle_record_get_text (car->vehicle, AXLE_VEHICLE_MODEL);
  g_autofree char *title = model != NULL ? g_strdup (model) : axle_record_dup_title (car->vehicle);
  g_autofree char *subtitle = describe (self, car);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (plate, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), plate);
  if (car->due != NULL && (car->due->overdue || car->due->soon))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_mark (car->due));
  g_object_set_data_full (G_OBJECT (row), "keeper", axle_record_ref (car->keeper), (GDestroyNotify) axle_record_unref);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_car_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->cars, row);
}

static void
show_cars (AxleFleetPanel  *self,
           const AxleFleet *fleet)
{
  gtk_list_box_remove_all (self->cars);
  for (guint i = 0; i < MIN (fleet->cars->len, SHOWN_CARS); i++)
    add_car (self, fleet->cars->pdata[i]);
  if (fleet->cars->len > SHOWN_CARS)
    {
      guint n = fleet->cars->len - SHOWN_CARS;
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *title = g_strdup_printf (ngettext ("%u more car, due later", "%u more cars, due later", n), n);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      gtk_list_box_append (self->cars, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->cars), fleet->cars->len > 0);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleFleetPanel) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleFleet) fleet = axle_fleet_load_finish (AXLE_WORKSTATION (source), result, &error);

  if (fleet == NULL || axle_customer_profile_get_dossier (self->profile) == NULL)
    return;
  show_figures (self, fleet);
  show_cars (self, fleet);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
load (AxleFleetPanel *self)
{
  AxleRecord *customer = axle_customer_profile_get_customer (self->profile);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (customer == NULL || g_strcmp0 (axle_record_get_text (customer, AXLE_CUSTOMER_TYPE), "company") != 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }
  self->loading = g_cancellable_new ();
  axle_fleet_load_async (self->workstation, &customer->id, self->loading, loaded_cb, g_object_ref (self));
}

static void
axle_fleet_panel_dispose (GObject *object)
{
  AxleFleetPanel *self = AXLE_FLEET_PANEL (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_fleet_panel_parent_class)->dispose (object);
}

static void
axle_fleet_panel_class_init (AxleFleetPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_fleet_panel_dispose;
}

static void
axle_fleet_panel_init (AxleFleetPanel *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  self->figures = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->figures, 9);
  adw_wrap_box_set_line_spacing (self->figures, 9);
  self->cars = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->cars, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->cars), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cars), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Fleet"), -1);
  gtk_box_append (self->box, GTK_WIDGET (self->figures));
  gtk_box_append (self->box, GTK_WIDGET (self->cars));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
axle_fleet_panel_new (AxleWorkstation     *workstation,
                      AxleCustomerProfile *profile)
{
  AxleFleetPanel *self = g_object_new (AXLE_TYPE_FLEET_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
