/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/booking-customer.h"

#include <glib/gi18n-lib.h>

#include "app/command-search.h"
#include "core/appointment/appointment.h"
#include "core/party/customer.h"
#include "core/party/phone.h"
#include "core/vehicle/vehicle.h"
#include "ui/widgets/person-chip.h"
#include "ui/widgets/plate-badge.h"
#include "ui/widgets/search-escape.h"
#include "ui/widgets/status-pill.h"

/* More are better found by another letter than by scrolling. */
#define FOUND_LIMIT 6

struct _AxleBookingCustomer
{
  GtkWidget        parent_instance;
  AxleWorkstation *workstation;
  AxleBooking     *booking;
  gboolean         newcomer;
  gboolean         showing;

  GtkWidget       *search;   /* while nobody is chosen */
  GtkWidget       *entry;
  GtkWidget       *list;
  GtkWidget       *card;     /* once somebody is */
  GtkWidget       *person;
  GtkWidget       *class_a;
  GtkWidget       *cars;
};

G_DEFINE_FINAL_TYPE (AxleBookingCustomer, axle_booking_customer, GTK_TYPE_WIDGET)

enum { NEWCOMER, NEW_CAR, DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Looking for somebody. */

static char *
dup_typed (AxleBookingCustomer *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static char *
dup_phone (const AxleRecord *customer)
{
  g_autofree char *phone = axle_record_dup_first_member (customer, AXLE_CUSTOMER_PHONES);

  return phone != NULL ? axle_phone_format (phone) : g_strdup ("");
}

/* The name is the title already: of namesakes it says nothing, but the phone does. */
static char *
dup_match (AxleBookingCustomer *self,
           AxleFoundItem       *found)
{
  const char *by_name = axle_field_get_label (&axle_customer_entity.fields[AXLE_CUSTOMER_NAME]);
  g_autoptr(AxleRecord) customer = NULL;
  g_autofree char *phone = NULL;

  if (g_str_equal (axle_found_item_get_detail (found), by_name))
    customer = axle_workstation_get_record (self->workstation, &axle_customer_entity, axle_found_item_get_customer (found));
  phone = customer != NULL ? dup_phone (customer) : NULL;
  return phone != NULL ? g_markup_escape_text (phone, -1)
                       : g_strdup_printf ("%s · %s", axle_found_item_get_detail (found), axle_found_item_get_markup (found));
}

static void
add_found (AxleBookingCustomer *self,
           AxleFoundItem       *found)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = dup_match (self, found);
  g_autofree char *title = g_markup_escape_text (axle_found_item_get_title (found), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "found", g_object_ref (found), g_object_unref);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
add_newcomer (AxleBookingCustomer *self,
              const char          *typed)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (_("New Customer “%s”"), typed);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

/* The entry waits a moment after the last key, so that an input method never waits. */
static void
typed_cb (AxleBookingCustomer *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autoptr(GListModel) found = *typed != '\0' ? axle_workstation_search (self->workstation, typed, FOUND_LIMIT) : NULL;

  gtk_list_box_remove_all (GTK_LIST_BOX (self->list));
  for (guint i = 0; found != NULL && i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr(AxleFoundItem) item = g_list_model_get_item (found, i);

      add_found (self, item);
    }
  if (*typed != '\0')
    add_newcomer (self, typed);
  gtk_widget_set_visible (self->list, *typed != '\0');
}

/* Of several cars one is asked for first. */
static void
go_on (AxleBookingCustomer *self)
{
  const AxleRecord *record = axle_form_get_record (axle_booking_get_form (self->booking));

  if (axle_booking_get_cars (self->booking)->len > 1 && axle_record_get (record, AXLE_APPOINTMENT_VEHICLE)->kind == AXLE_VALUE_NONE)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  else
    g_signal_emit (self, signals[DONE], 0);
}

static void
activated_cb (AxleBookingCustomer *self,
              GtkListBoxRow       *row)
{
  AxleFoundItem *found = g_object_get_data (G_OBJECT (row), "found");
  g_autofree char *typed = dup_typed (self);
  AxleId customer = found != NULL ? *axle_found_item_get_customer (found) : AXLE_ID_NONE;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  typed_cb (self);
  if (found == NULL)
    g_signal_emit (self, signals[NEWCOMER], 0, typed);
  else
    {
      axle_booking_set_customer (self->booking, &customer);
      axle_booking_choose_car_by (self->booking, typed);
      go_on (self);
    }
}

/* The first that is found; somebody new where nobody is. */
static void
entered_cb (AxleBookingCustomer *self)
{
  GtkListBoxRow *first;

  typed_cb (self);
  first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  if (first != NULL)
    activated_cb (self, first);
}

static gboolean
key_cb (AxleBookingCustomer *self,
        guint                keyval)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (keyval != GDK_KEY_Down || first == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (first));
  return GDK_EVENT_STOP;
}

/* Who was chosen. */

static void
car_toggled_cb (GtkToggleButton     *button,
                AxleBookingCustomer *self)
{
  const AxleRecord *car = g_object_get_data (G_OBJECT (button), "car");

  if (self->showing || !gtk_toggle_button_get_active (button))
    return;
  axle_booking_set_car (self->booking, &car->id);
  g_signal_emit (self, signals[DONE], 0);
}

static void
new_car_cb (AxleBookingCustomer *self)
{
  g_signal_emit (self, signals[NEW_CAR], 0);
}

static GtkWidget *
new_car_button (AxleBookingCustomer *self,
                AxleRecord          *car,
                GtkWidget           *group)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *plate = axle_record_get_text (car, AXLE_VEHICLE_PLATE);
  const char *model = axle_record_get_text (car, AXLE_VEHICLE_MODEL);
  g_autofree char *name = axle_plate_dup_name (car);

  if (plate != NULL)
    gtk_box_append (GTK_BOX (box), axle_plate_badge_new (plate));
  if (model != NULL || plate == NULL)
    gtk_box_append (GTK_BOX (box), gtk_label_new (model != NULL ? model : name));
  gtk_button_set_child (GTK_BUTTON (button), box);
  if (group != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (group));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "car", axle_record_ref (car), (GDestroyNotify) axle_record_unref);
  g_signal_connect (button, "toggled", G_CALLBACK (car_toggled_cb), self);
  return button;
}

/* The buttons that are there tell of these cars: the one that is being pressed stays. */
static gboolean
has_buttons_of (AxleBookingCustomer *self,
                GPtrArray           *cars)
{
  GtkWidget *button = gtk_widget_get_first_child (self->cars);

  for (guint i = 0; i < cars->len && button != NULL; i++, button = gtk_widget_get_next_sibling (button))
    {
      const AxleRecord *car = g_object_get_data (G_OBJECT (button), "car");

      if (car == NULL || !axle_record_equal (car, cars->pdata[i]))
        return FALSE;
    }
  return button != NULL && g_object_get_data (G_OBJECT (button), "car") == NULL;
}

static void
add_buttons (AxleBookingCustomer *self,
             GPtrArray           *cars)
{
  GtkWidget *first = NULL, *button;

  while ((button = gtk_widget_get_first_child (self->cars)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->cars), button);
  for (guint i = 0; i < cars->len; i++)
    {
      button = new_car_button (self, cars->pdata[i], first);
      first = first != NULL ? first : button;
      adw_wrap_box_append (ADW_WRAP_BOX (self->cars), button);
    }
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", "axle-car-add-symbolic", "label", _("New Car"), NULL));
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (new_car_cb), self);
  adw_wrap_box_append (ADW_WRAP_BOX (self->cars), button);
}

static void
show_cars (AxleBookingCustomer *self)
{
  GPtrArray *cars = axle_booking_get_cars (self->booking);
  AxleId chosen = axle_record_get_id (axle_form_get_record (axle_booking_get_form (self->booking)), AXLE_APPOINTMENT_VEHICLE);
  GtkWidget *button;

  if (!has_buttons_of (self, cars))
    add_buttons (self, cars);
  self->showing = TRUE;
  button = gtk_widget_get_first_child (self->cars);
  for (guint i = 0; i < cars->len; i++, button = gtk_widget_get_next_sibling (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), axle_id_equal (&((AxleRecord *) cars->pdata[i])->id, &chosen));
  self->showing = FALSE;
}

static void
show (AxleBookingCustomer *self)
{
  AxleDossier *dossier = axle_booking_get_dossier (self->booking);

  gtk_widget_set_visible (GTK_WIDGET (self), dossier != NULL || !self->newcomer);
  gtk_widget_set_visible (self->search, dossier == NULL);
  gtk_widget_set_visible (self->card, dossier != NULL);
  if (dossier != NULL)
    {
      const AxleRecord *customer = axle_dossier_get_customer (dossier);
      g_autofree char *name = axle_record_dup_title (customer);
      g_autofree char *phone = dup_phone (customer);

      axle_person_chip_set (AXLE_PERSON_CHIP (self->person), name, phone);
      gtk_widget_set_visible (self->class_a, axle_booking_is_class_a (self->booking));
      show_cars (self);
    }
}

static void
changed_cb (AxleBookingCustomer *self,
            guint                parts)
{
  if ((parts & AXLE_BOOKING_PART_CUSTOMER) != 0)
    show (self);
}

static void
change_cb (AxleBookingCustomer *self)
{
  axle_booking_set_customer (self->booking, &AXLE_ID_NONE);
  gtk_widget_grab_focus (self->entry);
}

void
axle_booking_customer_set_newcomer (AxleBookingCustomer *self,
                                    gboolean             newcomer)
{
  self->newcomer = newcomer;
  show (self);
}

/* The widget. */

static void
build_search (AxleBookingCustomer *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->entry = gtk_search_entry_new ();
  self->list = gtk_list_box_new ();
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->entry), _("Name, pinyin, phone, plate, VIN"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a customer"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Customers"), -1);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_visible (self->list, FALSE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  axle_search_escape_add (self->entry);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_box_append (GTK_BOX (self->search), self->entry);
  gtk_box_append (GTK_BOX (self->search), self->list);
  gtk_widget_set_parent (self->search, GTK_WIDGET (self));
}

static void
build_card (AxleBookingCustomer *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *change = gtk_button_new_with_mnemonic (_("C_hange"));

  self->card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->person = axle_person_chip_new ("", "");
  self->class_a = axle_status_pill_new (AXLE_STATUS_WORKING, _("Class A"));
  self->cars = adw_wrap_box_new ();
  gtk_widget_set_hexpand (self->person, TRUE);
  gtk_widget_set_valign (self->class_a, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (change, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (change, _("Choose Somebody Else"));
  g_signal_connect_swapped (change, "clicked", G_CALLBACK (change_cb), self);
  gtk_box_append (GTK_BOX (line), self->person);
  gtk_box_append (GTK_BOX (line), self->class_a);
  gtk_box_append (GTK_BOX (line), change);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->cars), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->cars), 6);
  gtk_box_append (GTK_BOX (self->card), line);
  gtk_box_append (GTK_BOX (self->card), self->cars);
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
}

static gboolean
axle_booking_customer_grab_focus (GtkWidget *widget)
{
  AxleBookingCustomer *self = AXLE_BOOKING_CUSTOMER (widget);

  return gtk_widget_get_visible (self->search) ? gtk_widget_grab_focus (self->entry)
                                               : gtk_widget_child_focus (self->cars, GTK_DIR_TAB_FORWARD);
}

static void
axle_booking_customer_dispose (GObject *object)
{
  AxleBookingCustomer *self = AXLE_BOOKING_CUSTOMER (object);

  g_clear_pointer (&self->search, gtk_widget_unparent);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_object (&self->booking);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_booking_customer_parent_class)->dispose (object);
}

static void
axle_booking_customer_class_init (AxleBookingCustomerClass *class)
{
  GType type = G_OBJECT_CLASS_TYPE (class);

  G_OBJECT_CLASS (class)->dispose = axle_booking_customer_dispose;
  GTK_WIDGET_CLASS (class)->grab_focus = axle_booking_customer_grab_focus;
  signals[NEWCOMER] = g_signal_new ("newcomer", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[NEW_CAR] = g_signal_new ("new-car", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
axle_booking_customer_init (AxleBookingCustomer *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  build_search (self);
  build_card (self);
}

GtkWidget *
axle_booking_customer_new (AxleWorkstation *workstation,
                           AxleBooking     *booking)
{
  AxleBookingCustomer *self = g_object_new (AXLE_TYPE_BOOKING_CUSTOMER, NULL);

  self->workstation = g_object_ref (workstation);
  self->booking = g_object_ref (booking);
  show (self);
  g_signal_connect_object (booking, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
