/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/customer-glance.h"

#include <glib/gi18n-lib.h>

#include "app/customer-chips.h"
#include "core/vehicle/vehicle.h"
#include "ui/widgets/plate-badge.h"

/* Of a fleet, the first cars; the others are among the details. */
#define CARS 4

typedef struct
{
  GtkWidget *child;    /* of the flow box */
  GtkWidget *button;
  GtkWidget *plate;
  GtkWidget *model;
  GtkWidget *odometer;
  GtkWidget *due;      /* when the next service is */
} Car;

struct _AxleCustomerGlance
{
  AdwBin               parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  AdwWrapBox          *chips;
  GtkFlowBox          *cars;
  Car                  places[CARS];
  GtkWidget           *rest;
  guint                n_columns;
  guint                n_cars;
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

/* Where the pointer is, is asked for with every tooltip that is set; most stay as they are. */
static void
describe (GtkWidget  *widget,
          const char *text,
          const char *hint)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), hint) != 0)
    gtk_widget_set_tooltip_text (widget, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint != NULL ? hint : "", -1);
}

/* What tells of one customer is kept to tell of the next. */
static void
show_tone (GtkWidget    *widget,
           AxleChipTone  tone)
{
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    if (i != tone)
      gtk_widget_remove_css_class (widget, tones[i]);
  gtk_widget_add_css_class (widget, tones[tone]);
}

/* Chips. */

static GtkWidget *
new_chip (void)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), new_label (NULL, NULL));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "glance-chip");
  return button;
}

static void
fill_chip (GtkWidget              *button,
           const AxleCustomerChip *chip)
{
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (button));

  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (box)), chip->icon);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), chip->text);
  show_tone (button, chip->tone);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", chip->target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), chip->action);
  describe (button, chip->text, chip->hint);
}

static void
show_chips (AxleCustomerGlance *self)
{
  g_autoptr(GPtrArray) chips =
    axle_customer_chips_build (self->workstation, axle_customer_profile_get_dossier (self->profile));
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->chips));

  for (guint i = 0; i < chips->len; i++, button = gtk_widget_get_next_sibling (button))
    {
      if (button == NULL)
        adw_wrap_box_append (self->chips, button = new_chip ());
      fill_chip (button, chips->pdata[i]);
      gtk_widget_set_visible (button, TRUE);
    }
  for (; button != NULL; button = gtk_widget_get_next_sibling (button))
    gtk_widget_set_visible (button, FALSE);
}

/* Cars. */

static GtkWidget *
new_car_head (Car *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->plate = axle_plate_badge_new (NULL);
  self->model = new_label (NULL, NULL);
  gtk_widget_set_hexpand (self->model, TRUE);
  gtk_box_append (GTK_BOX (head), self->plate);
  gtk_box_append (GTK_BOX (head), self->model);
  return head;
}

static GtkWidget *
new_car_foot (Car *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->odometer = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->odometer, "caption");
  gtk_widget_add_css_class (self->odometer, "dimmed");
  gtk_widget_set_valign (self->odometer, GTK_ALIGN_START);
  self->due = new_label (NULL, "caption");
  gtk_widget_add_css_class (self->due, "car-due");
  gtk_box_append (GTK_BOX (foot), self->odometer);
  gtk_box_append (GTK_BOX (foot), self->due);
  return foot;
}

static GtkWidget *
new_place (GtkWidget *button)
{
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  return child;
}

static void
add_car (AxleCustomerGlance *self,
         Car                *car)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (box), new_car_head (car));
  gtk_box_append (GTK_BOX (box), new_car_foot (car));
  car->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (car->button), box);
  gtk_widget_add_css_class (car->button, "card");
  gtk_widget_add_css_class (car->button, "glance-car");
  car->child = new_place (car->button);
  gtk_flow_box_append (self->cars, car->child);
}

static void
fill_car (const Car             *self,
          const AxleCustomerCar *car)
{
  g_autofree char *title = axle_record_dup_title (car->vehicle);

  axle_plate_badge_set_plate (AXLE_PLATE_BADGE (self->plate), axle_record_get_text (car->vehicle, AXLE_VEHICLE_PLATE));
  gtk_label_set_label (GTK_LABEL (self->model), car->model);
  gtk_label_set_label (GTK_LABEL (self->odometer), car->odometer);
  gtk_widget_set_visible (self->odometer, *car->odometer != '\0');
  gtk_label_set_label (GTK_LABEL (self->due), car->due != NULL ? car->due : "");
  show_tone (self->due, car->tone);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", AXLE_ID_TEXT (&car->vehicle->id));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "customer.show-car");
  describe (self->button, title, car->reason != NULL ? car->reason : _("Show what happened with this car"));
}

static void
add_rest (AxleCustomerGlance *self)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "details");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "customer.show-tab");
  self->rest = new_place (button);
  gtk_flow_box_append (self->cars, self->rest);
}

static void
show_rest (AxleCustomerGlance *self,
           guint               n_more)
{
  g_autofree char *text =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u more vehicle", "%u more vehicles", n_more), n_more);

  gtk_button_set_label (GTK_BUTTON (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (self->rest))), text);
  gtk_widget_set_visible (self->rest, n_more > 0);
}

/* A lone car takes the room that it needs, and leaves none for another beside it. */
static void
arrange_cars (AxleCustomerGlance *self)
{
  guint n_columns = MIN (self->n_columns, MAX (self->n_cars, 1));

  gtk_flow_box_set_min_children_per_line (self->cars, n_columns);
  gtk_flow_box_set_max_children_per_line (self->cars, n_columns);
  gtk_widget_set_halign (GTK_WIDGET (self->cars), n_columns < self->n_columns ? GTK_ALIGN_START : GTK_ALIGN_FILL);
}

static void
show_cars (AxleCustomerGlance *self)
{
  g_autoptr(GPtrArray) cars = axle_customer_cars_build (self->workstation, self->profile);

  for (guint i = 0; i < CARS; i++)
    {
      if (i < cars->len)
        fill_car (&self->places[i], cars->pdata[i]);
      gtk_widget_set_visible (self->places[i].child, i < cars->len);
    }
  show_rest (self, cars->len > CARS ? cars->len - CARS : 0);
  self->n_cars = cars->len;
  arrange_cars (self);
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
  for (guint i = 0; i < CARS; i++)
    add_car (self, &self->places[i]);
  add_rest (self);
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
  self->n_columns = n_columns;
  arrange_cars (self);
}
