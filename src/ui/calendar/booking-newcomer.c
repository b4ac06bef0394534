/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/booking-newcomer.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "core/appointment/appointment.h"
#include "core/appointment/request.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "ui/calendar/booking-customer.h"
#include "ui/customers/alike-group.h"

struct _AxleBookingNewcomer
{
  GObject           parent_instance;

  AxleRecordDialog *dialog;    /* not owned */
  AxleBooking      *booking;
  GtkWidget        *who;       /* the dialog's */
  char             *draft;
  AxleForm         *customer;  /* NULL unless somebody new is typed */
  AxleForm         *vehicle;   /* NULL unless a new car is */
  GtkWidget        *alike;     /* NULL likewise; the dialog's */
};

G_DEFINE_FINAL_TYPE (AxleBookingNewcomer, axle_booking_newcomer, G_TYPE_OBJECT)

enum { DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

static const guint newcomer_fields[] = { AXLE_CUSTOMER_NAME, AXLE_CUSTOMER_PHONES };
static const guint car_fields[] = { AXLE_VEHICLE_PLATE, AXLE_VEHICLE_VIN, AXLE_VEHICLE_MODEL };

static const AxleFieldGroup newcomer_groups[] = {
  { N_("New Customer"), NULL, newcomer_fields, G_N_ELEMENTS (newcomer_fields) },
};
static const AxleFieldGroup car_groups[] = { { N_("New Car"), NULL, car_fields, G_N_ELEMENTS (car_fields) } };

static AxleWorkstation *
get_workstation (AxleBookingNewcomer *self)
{
  return axle_record_dialog_get_workstation (self->dialog);
}

static char *
dup_draft_name (AxleBookingNewcomer *self,
                const char          *part)
{
  return g_strconcat (self->draft, part, NULL);
}

/* Leaving them out. */

static void
leave_out (AxleBookingNewcomer *self)
{
  if (self->alike != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->alike)), self->alike);
  self->alike = NULL;
  if (self->vehicle != NULL)
    axle_record_dialog_remove_form (self->dialog, self->vehicle);
  if (self->customer != NULL)
    axle_record_dialog_remove_form (self->dialog, self->customer);
  g_clear_object (&self->vehicle);
  g_clear_object (&self->customer);
  axle_booking_customer_set_newcomer (AXLE_BOOKING_CUSTOMER (self->who), FALSE);
}

static void
drop_cb (AxleBookingNewcomer *self)
{
  leave_out (self);
  gtk_widget_grab_focus (self->who);
}

static void
drop_car_cb (AxleBookingNewcomer *self)
{
  axle_record_dialog_remove_form (self->dialog, self->vehicle);
  g_clear_object (&self->vehicle);
  g_signal_emit (self, signals[DONE], 0);
}

static void
alike_chosen_cb (AxleBookingNewcomer *self)
{
  const AxleId chosen = *axle_alike_group_get_chosen (AXLE_ALIKE_GROUP (self->alike));

  leave_out (self);
  axle_booking_set_customer (self->booking, &chosen);
  g_signal_emit (self, signals[DONE], 0);
}

/* The forms. */

static AxleForm *
new_form (AxleBookingNewcomer *self,
          const AxleEntity    *entity,
          const char          *part)
{
  g_autoptr(AxleRecord) record = axle_customer_draft_new (get_workstation (self), entity);
  g_autofree char *name = dup_draft_name (self, part);

  return axle_form_new (get_workstation (self), name, NULL, record);
}

static GtkWidget *
add_form (AxleBookingNewcomer  *self,
          AxleForm             *form,
          const AxleFieldGroup *groups,
          const char           *tip,
          GCallback             drop)
{
  GtkWidget *group = axle_record_dialog_add_groups (self->dialog, form, groups, 1);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tip);
  g_signal_connect_object (button, "clicked", drop, self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  axle_record_dialog_stand_below (group, self->who);
  return group;
}

static void
add_car (AxleBookingNewcomer *self)
{
  if (self->vehicle != NULL)
    return;
  self->vehicle = new_form (self, &axle_vehicle_entity, "/vehicle");
  add_form (self, self->vehicle, car_groups, _("Leave Out the New Car"), G_CALLBACK (drop_car_cb));
  axle_record_dialog_focus_field (self->dialog, self->vehicle, AXLE_VEHICLE_PLATE);
}

/* @typed: (nullable): what was looked for in vain. */
static void
add (AxleBookingNewcomer *self,
     const char          *typed)
{
  GtkWidget *group;

  if (self->customer != NULL)
    return;
  add_car (self);
  self->customer = new_form (self, &axle_customer_entity, "/newcomer");
  if (typed != NULL && !axle_form_is_resumed (self->customer) && !axle_form_is_resumed (self->vehicle))
    axle_customer_place_typed (self->customer, self->vehicle, typed);
  group = add_form (self, self->customer, newcomer_groups, _("Choose Somebody Known"), G_CALLBACK (drop_cb));
  self->alike = axle_alike_group_new (get_workstation (self), self->customer, self->vehicle);
  g_signal_connect_object (self->alike, "chosen", G_CALLBACK (alike_chosen_cb), self, G_CONNECT_SWAPPED);
  axle_record_dialog_add_widget (self->dialog, self->alike);
  axle_record_dialog_stand_below (self->alike, group);
  axle_booking_customer_set_newcomer (AXLE_BOOKING_CUSTOMER (self->who), TRUE);
  axle_record_dialog_focus_field (self->dialog, self->customer, AXLE_CUSTOMER_NAME);
}

static void
newcomer_cb (AxleBookingNewcomer *self,
             const char          *typed)
{
  add (self, typed);
}

static gboolean
has_draft (AxleBookingNewcomer *self,
           const char          *part)
{
  g_autofree char *name = dup_draft_name (self, part);
  g_autoptr(GBytes) draft = axle_workstation_get_draft (get_workstation (self), name);

  return draft != NULL;
}

void
axle_booking_newcomer_resume (AxleBookingNewcomer *self,
                              const AxleRecord    *request)
{
  const char *phone = request != NULL ? axle_record_get_text (request, AXLE_REQUEST_PHONE) : NULL;
  const char *name = request != NULL ? axle_record_get_text (request, AXLE_REQUEST_NAME) : NULL;
  gboolean unknown = name != NULL && axle_booking_get_dossier (self->booking) == NULL;

  if (has_draft (self, "/newcomer") || unknown)
    add (self, name);
  else if (has_draft (self, "/vehicle"))
    add_car (self);
  if (unknown && phone != NULL && axle_record_get (axle_form_get_record (self->customer), AXLE_CUSTOMER_PHONES)->kind == AXLE_VALUE_NONE)
    axle_form_set_typed (self->customer, AXLE_CUSTOMER_PHONES, phone);
}

GPtrArray *
axle_booking_newcomer_complete (AxleBookingNewcomer *self,
                                AxleRecord          *appointment)
{
  GPtrArray *made = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  gboolean newcomer = self->customer != NULL && axle_form_is_dirty (self->customer);
  gboolean car = self->vehicle != NULL && axle_form_is_dirty (self->vehicle);
  const AxleRecord *vehicle = car ? axle_form_get_record (self->vehicle) : NULL;
  AxleId customer;

  if (newcomer)
    {
      g_ptr_array_add (made, axle_record_copy (axle_form_get_record (self->customer)));
      axle_record_set_id (appointment, AXLE_APPOINTMENT_CUSTOMER, &axle_form_get_record (self->customer)->id);
    }
  customer = axle_record_get_id (appointment, AXLE_APPOINTMENT_CUSTOMER);
  if (car && !axle_id_is_none (&customer))
    {
      g_ptr_array_add (made, axle_record_copy (vehicle));
      g_ptr_array_add (made, axle_ownership_draft_new (get_workstation (self), &customer, &vehicle->id));
      axle_record_set_id (appointment, AXLE_APPOINTMENT_VEHICLE, &vehicle->id);
    }
  return made;
}

/* The object. */

static void
axle_booking_newcomer_finalize (GObject *object)
{
  AxleBookingNewcomer *self = AXLE_BOOKING_NEWCOMER (object);

  g_clear_object (&self->customer);
  g_clear_object (&self->vehicle);
  g_object_unref (self->booking);
  g_free (self->draft);
  G_OBJECT_CLASS (axle_booking_newcomer_parent_class)->finalize (object);
}

static void
axle_booking_newcomer_class_init (AxleBookingNewcomerClass *class)
{
  G_OBJECT_CLASS (class)->finalize = axle_booking_newcomer_finalize;
  signals[DONE] = g_signal_new ("done", AXLE_TYPE_BOOKING_NEWCOMER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
axle_booking_newcomer_init (AxleBookingNewcomer *self)
{
}

AxleBookingNewcomer *
axle_booking_newcomer_new (AxleRecordDialog *dialog,
                           AxleBooking      *booking,
                           GtkWidget        *who,
                           const char       *draft)
{
  AxleBookingNewcomer *self = g_object_new (AXLE_TYPE_BOOKING_NEWCOMER, NULL);

  self->dialog = dialog;
  self->booking = g_object_ref (booking);
  self->who = who;
  self->draft = g_strdup (draft);
  g_signal_connect_object (who, "newcomer", G_CALLBACK (newcomer_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (who, "new-car", G_CALLBACK (add_car), self, G_CONNECT_SWAPPED);
  return self;
}
