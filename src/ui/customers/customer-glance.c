/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/customer-glance.h"

#include <glib/gi18n-lib.h>

#include "app/customer-chips.h"
#include "core/vehicle/vehicle.h"
#include "ui/widgets/plate-badge.h"

/* Of a fleet, the first cars; the others are among the details. */
#define CARS 4

struct _AxleCustomerGlance
{
  AdwBin               parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  AdwWrapBox          *chips;
  GtkFlowBox          *cars;
};

G_DEFINE_FINAL_TYPE (AxleCustomerGlance, axle_customer_glance, ADW_TYPE_BIN)

static const char * const tones[] = {
  [AXLE_CHIP_PLAIN] = "plain",
  [AXLE_CHIP_GOOD] = "good",
  [AXLE_CHIP_SOON] = "soon",
  [AXLE_CHIP_LATE] = "late",
};

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
describe (GtkWidget  *widget,
          const char *text,
          const char *hint)
{
  gtk_widget_set_tooltip_text (widget, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (hint != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint, -1);
}

/* Chips. */

static GtkWidget *
new_chip (const AxleCustomerChip *chip)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (chip->icon));
  gtk_box_append (GTK_BOX (box), new_label (chip->text, NULL));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "glance-chip");
  gtk_widget_add_css_class (button, tones[chip->tone]);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), chip->action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", chip->target);
  describe (button, chip->text, chip->hint);
  return button;
}

static void
show_chips (AxleCustomerGlance *self)
{
  g_autoptr(GPtrArray) chips =
    axle_customer_chips_build (self->workstation, axle_customer_profile_get_dossier (self->profile));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, child);
  for (guint i = 0; i < chips->len; i++)
    adw_wrap_box_append (self->chips, new_chip (chips->pdata[i]));
}

/* Cars. */

static GtkWidget *
new_car_head (const AxleCustomerCar *car)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  const char *plate = axle_record_get_text (car->vehicle, AXLE_VEHICLE_PLATE);
  GtkWidget *model = new_label (car->model, NULL);

  if (plate != NULL)
    gtk_box_append (GTK_BOX (head), axle_plate_badge_new (plate));
  gtk_widget_set_hexpand (model, TRUE);
  gtk_box_append (GTK_BOX (head), model);
  return head;
}

/* What it has run, and when the next service is due. */
static GtkWidget *
new_car_foot (const AxleCustomerCar *car)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *due = new_label (car->due, "caption");

  if (*car->odometer != '\0')
    {
      GtkWidget *odometer = gtk_label_new (car->odometer);

      gtk_widget_add_css_class (odometer, "caption");
      gtk_widget_add_css_class (odometer, "dimmed");
      gtk_widget_set_valign (odometer, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (foot), odometer);
    }
  gtk_widget_add_css_class (due, "car-due");
  gtk_widget_add_css_class (due, tones[car->tone]);
  gtk_box_append (GTK_BOX (foot), due);
  return foot;
}

static GtkWidget *
new_car (const AxleCustomerCar *car)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *title = axle_record_dup_title (car->vehicle);

  gtk_box_append (GTK_BOX (box), new_car_head (car));
  gtk_box_append (GTK_BOX (box), new_car_foot (car));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "glance-car");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "customer.show-car");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", AXLE_ID_TEXT (&car->vehicle->id));
  describe (button, title, car->reason != NULL ? car->reason : _("Show what happened with this car"));
  return button;
}

static void
add_car (AxleCustomerGlance *self,
         GtkWidget          *button)
{
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (self->cars, child);
}

static GtkWidget *
new_rest (guint n_more)
{
  g_autofree char *text =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u more vehicle", "%u more vehicles", n_more), n_more);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "customer.show-tab");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "details");
  return button;
}

static void
show_cars (AxleCustomerGlance *self)
{
  g_autoptr(GPtrArray) cars = axle_customer_cars_build (self->workstation, self->profile);

  gtk_flow_box_remove_all (self->cars);
  for (guint i = 0; i < MIN (cars->len, CARS); i++)
    add_car (self, new_car (cars->pdata[i]));
  if (cars->len > CARS)
    add_car (self, new_rest (cars->len - CARS));
  gtk_widget_set_visible (GTK_WIDGET (self->cars), cars->len > 0);
}

static void
show_glance (AxleCustomerGlance *self)
{
  if (axle_customer_profile_get_dossier (self->profile) == NULL)
    return;
  show_chips (self);
  show_cars (self);
}

static void
axle_customer_glance_dispose (GObject *object)
{
  AxleCustomerGlance *self = AXLE_CUSTOMER_GLANCE (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_customer_glance_parent_class)->dispose (object);
}

static void
axle_customer_glance_class_init (AxleCustomerGlanceClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_customer_glance_dispose;
}

static void
axle_customer_glance_init (AxleCustomerGlance *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->chips = ADW_WRAP_BOX (adw_wrap_box_new ());
  self->cars = GTK_FLOW_BOX (gtk_flow_box_new ());
  adw_wrap_box_set_child_spacing (self->chips, 6);
  adw_wrap_box_set_line_spacing (self->chips, 6);
  gtk_flow_box_set_selection_mode (self->cars, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (self->cars, TRUE);
  gtk_flow_box_set_column_spacing (self->cars, 9);
  gtk_flow_box_set_row_spacing (self->cars, 9);
  gtk_widget_add_css_class (GTK_WIDGET (self->cars), "vehicle-cards");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cars), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Vehicles"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chips));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->cars));
  adw_bin_set_child (ADW_BIN (self), box);
  axle_customer_glance_set_columns (self, 2);
}

void
axle_customer_glance_set_profile (AxleCustomerGlance  *self,
                                  AxleWorkstation     *workstation,
                                  AxleCustomerProfile *profile)
{
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (self->profile, self);
  g_set_object (&self->workstation, workstation);
  g_set_object (&self->profile, profile);
  if (profile == NULL)
    return;
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (show_glance), self, G_CONNECT_SWAPPED);
  show_glance (self);
}

void
axle_customer_glance_set_columns (AxleCustomerGlance *self,
                                  guint               n_columns)
{
  gtk_flow_box_set_min_children_per_line (self->cars, n_columns);
  gtk_flow_box_set_max_children_per_line (self->cars, n_columns);
}
