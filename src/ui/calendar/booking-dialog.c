/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/booking-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/booking.h"
#include "app/booking-words.h"
#include "core/appointment/appointment.h"
#include "core/appointment/overbooked.h"
#include "core/appointment/request.h"
#include "ui/calendar/booking-aside.h"
#include "ui/calendar/booking-customer.h"
#include "ui/calendar/booking-newcomer.h"
#include "ui/calendar/booking-price.h"
#include "ui/calendar/booking-rows.h"
#include "ui/calendar/booking-times.h"
#include "ui/calendar/overbooking.h"
#include "ui/calendar/service-menu.h"
#include "ui/customers/field-rows.h"

/* What comes first, and the first times, without scrolling. */
#define HEIGHT 800

struct _AxleBookingDialog
{
  AxleRecordDialog     parent_instance;

  AxleRecord          *before;    /* NULL for a new one */
  AxleRecord          *record;    /* what a new one begins with */
  AxleRecord          *request;   /* NULL where none is booked */
  AxleDayFork         *fork;      /* NULL where nothing is tried out */
  AxleForm            *form;
  AxleBooking         *booking;
  GtkWidget           *who;
  AxleBookingNewcomer *newcomer;  /* NULL where something is tried out */
  GtkWidget           *services;
  GtkWidget           *times;
  GtkWidget           *fetching;  /* what only a car that is fetched or seen to elsewhere needs */
  GtkWidget           *priority;
};

G_DEFINE_FINAL_TYPE (AxleBookingDialog, axle_booking_dialog, AXLE_TYPE_RECORD_DIALOG)

static const guint more_fields[] = {
  AXLE_APPOINTMENT_PARTS_ON, AXLE_APPOINTMENT_CHANNEL, AXLE_APPOINTMENT_REMARKS,
};

static const AxleFieldGroup more_groups[] = { { N_("More"), NULL, more_fields, G_N_ELEMENTS (more_fields) } };

static AxleWorkstation *
get_workstation (AxleBookingDialog *self)
{
  return axle_record_dialog_get_workstation (AXLE_RECORD_DIALOG (self));
}

static char *
dup_draft_name (AxleBookingDialog *self)
{
  AxleId customer = self->record != NULL ? axle_record_get_id (self->record, AXLE_APPOINTMENT_CUSTOMER) : AXLE_ID_NONE;

  if (self->fork != NULL)
    return g_strdup_printf ("appointment/fork/%s", self->before != NULL ? AXLE_ID_TEXT (&self->before->id) : "new");
  if (self->before != NULL)
    return g_strdup_printf ("appointment/edit/%s", AXLE_ID_TEXT (&self->before->id));
  if (self->request != NULL)
    return g_strdup_printf ("appointment/request/%s", AXLE_ID_TEXT (&self->request->id));
  return axle_id_is_none (&customer) ? g_strdup ("appointment/new")
                                     : g_strdup_printf ("appointment/customer/%s", AXLE_ID_TEXT (&customer));
}

/* Only appointments and who is away are tried out. */
static void
refuse_newcomer (AxleBookingDialog *self)
{
  g_autoptr(GError) error = g_error_new_literal (AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID,
                                                 _("Somebody new, or a new car, cannot be tried out. Choose what is known."));

  axle_record_dialog_failed (AXLE_RECORD_DIALOG (self), error);
}

static void
go_on_cb (AxleBookingDialog *self)
{
  gtk_widget_grab_focus (self->services);
}

static void
add_newcomer (AxleBookingDialog *self,
              const char        *draft)
{
  if (self->fork != NULL)
    {
      g_signal_connect_object (self->who, "newcomer", G_CALLBACK (refuse_newcomer), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->who, "new-car", G_CALLBACK (refuse_newcomer), self, G_CONNECT_SWAPPED);
      return;
    }
  self->newcomer = axle_booking_newcomer_new (AXLE_RECORD_DIALOG (self), self->booking, self->who, draft);
  g_signal_connect_object (self->newcomer, "done", G_CALLBACK (go_on_cb), self, G_CONNECT_SWAPPED);
  axle_booking_newcomer_resume (self->newcomer, self->request);
}

static void
services_done_cb (AxleBookingDialog *self)
{
  gtk_widget_grab_focus (self->times);
}

/* The rest of the form. */

static void
show_fetching (AxleBookingDialog *self)
{
  const char *mode = axle_record_get_text (axle_form_get_record (self->form), AXLE_APPOINTMENT_MODE);

  gtk_widget_set_visible (self->fetching, g_strcmp0 (mode, "pick-up") == 0 || g_strcmp0 (mode, "on-site") == 0);
}

static void
add_mode (AxleBookingDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("How the Car Comes"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), axle_booking_option_row_new (self->booking, AXLE_APPOINTMENT_MODE));
  axle_record_dialog_add_widget (AXLE_RECORD_DIALOG (self), group);
  self->fetching = adw_preferences_group_new ();
  axle_field_rows_add (ADW_PREFERENCES_GROUP (self->fetching), get_workstation (self), self->form, AXLE_APPOINTMENT_ADDRESS);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->fetching),
                             axle_booking_choice_row_new (self->booking, AXLE_APPOINTMENT_DRIVER, C_("choice", "None")));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->fetching),
                             axle_booking_choice_row_new (self->booking, AXLE_APPOINTMENT_SERVICE_CAR, C_("choice", "None")));
  axle_record_dialog_add_widget (AXLE_RECORD_DIALOG (self), self->fetching);
  g_signal_connect_object (self->form, "notify::record", G_CALLBACK (show_fetching), self, G_CONNECT_SWAPPED);
  show_fetching (self);
}

static void
show_priority (AxleBookingDialog *self)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->priority),
                               axle_booking_is_class_a (self->booking) ? _("Class A comes first without it")
                                                                       : _("Points were redeemed for being served first"));
}

static void
booking_changed_cb (AxleBookingDialog *self,
                    guint              parts)
{
  if ((parts & AXLE_BOOKING_PART_CUSTOMER) != 0)
    show_priority (self);
}

static void
add_more (AxleBookingDialog *self)
{
  AxleRecordDialog *dialog = AXLE_RECORD_DIALOG (self);
  GtkWidget *group = adw_preferences_group_new ();

  self->priority = axle_booking_switch_row_new (self->booking, AXLE_APPOINTMENT_PRIORITY, "");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             axle_booking_clock_row_new (get_workstation (self), self->booking, AXLE_APPOINTMENT_PROMISED));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             axle_booking_switch_row_new (self->booking, AXLE_APPOINTMENT_EARLIER,
                                                          _("Is told when one is free before")));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->priority);
  axle_record_dialog_add_widget (dialog, group);
  show_priority (self);
  g_signal_connect_object (self->booking, "changed", G_CALLBACK (booking_changed_cb), self, G_CONNECT_SWAPPED);
}

/* What was asked for in the calendar stands above what was typed earlier. */
static void
take_place (AxleBookingDialog *self)
{
  static const guint fields[] = {
    AXLE_APPOINTMENT_AT, AXLE_APPOINTMENT_MINUTES, AXLE_APPOINTMENT_BAY, AXLE_APPOINTMENT_TECHNICIAN,
  };
  g_autoptr(AxleRecord) edited = axle_record_copy (axle_form_get_record (self->form));

  if (!axle_form_is_resumed (self->form) || self->before != NULL || self->record == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (axle_record_get (self->record, fields[i])->kind != AXLE_VALUE_NONE)
      axle_record_set (edited, fields[i], axle_record_get (self->record, fields[i]));
  axle_form_lay_over (self->form, edited);
}

static void
axle_booking_dialog_fill (AxleRecordDialog *dialog)
{
  AxleBookingDialog *self = AXLE_BOOKING_DIALOG (dialog);
  AxleWorkstation *workstation = get_workstation (self);
  g_autofree char *name = dup_draft_name (self);
  GtkWidget *more;

  if (self->booking != NULL)
    axle_booking_stop (self->booking);
  g_clear_object (&self->booking);
  g_clear_object (&self->form);
  g_clear_object (&self->newcomer);
  self->form = axle_form_new (workstation, name, self->before, self->record);
  take_place (self);
  self->booking = axle_booking_new (workstation, self->form);
  if (self->request != NULL)
    axle_booking_set_request (self->booking, self->request);
  if (self->fork != NULL)
    axle_booking_set_fork (self->booking, self->fork);
  self->who = axle_booking_customer_new (workstation, self->booking);
  self->services = axle_service_menu_new (axle_booking_get_services (self->booking));
  self->times = axle_booking_times_new (workstation, self->booking);
  /* The first form that is added is the one that is saved. */
  more = axle_record_dialog_add_groups (dialog, self->form, more_groups, 1);
  if (self->before != NULL && axle_appointment_is_overbooked (self->before))
    axle_record_dialog_add_widget (dialog, axle_booking_price_new (workstation, self->before));
  axle_record_dialog_add_widget (dialog, self->who);
  axle_record_dialog_add_widget (dialog, axle_service_menu_group_new (self->services));
  axle_record_dialog_add_widget (dialog, self->times);
  axle_record_dialog_add_widget (dialog, axle_booking_choices_group_new (self->booking));
  add_mode (self);
  add_more (self);
  axle_record_dialog_stand_below (more, gtk_widget_get_last_child (gtk_widget_get_parent (more)));
  axle_record_dialog_set_aside (dialog, axle_booking_aside_new (workstation, self->booking));
  add_newcomer (self, name);
  g_signal_connect_object (self->who, "done", G_CALLBACK (go_on_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->services, "done", G_CALLBACK (services_done_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_set_focus (ADW_DIALOG (self), axle_booking_get_dossier (self->booking) != NULL ? self->services : self->who);
}

/* Saving. */

/* It may be on a day that is not looked at: it says which. */
static char *
dup_saved_title (AxleBookingDialog *self)
{
  AxleWorkstation *workstation = get_workstation (self);
  GTimeZone *zone = axle_working_days_get_zone (axle_workstation_get_working_days (workstation));
  const AxleRecord *saved = axle_form_get_record (axle_booking_get_form (self->booking));
  g_autofree char *when = axle_booking_time_dup_words (axle_record_get_integer (saved, AXLE_APPOINTMENT_AT),
                                                       axle_host_now (axle_host_get_default ()), zone);

  return g_strdup_printf ("%s · %s", self->before != NULL ? _("Appointment changed") : _("Appointment booked"), when);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleBookingDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    {
      axle_record_dialog_failed (AXLE_RECORD_DIALOG (self), error);
      return;
    }
  axle_booking_stop (self->booking);
  title = dup_saved_title (self);
  axle_record_dialog_saved (AXLE_RECORD_DIALOG (self), title, operation);
}

/* What was typed, over what is tried out. */
static void
try_out (AxleBookingDialog *self,
         const AxleRecord  *appointment)
{
  const AxleRecord *from = axle_form_get_before (self->form);
  g_autoptr(AxleRecord) after = axle_record_copy (self->before != NULL ? self->before : appointment);

  for (guint i = 0; from != NULL && i < after->entity->n_fields; i++)
    if (!axle_value_equal (axle_record_get (from, i), axle_record_get (appointment, i)))
      axle_record_set (after, i, axle_record_get (appointment, i));
  axle_booking_stop (self->booking);
  axle_day_fork_put (self->fork, self->before, after);
  axle_record_dialog_saved (AXLE_RECORD_DIALOG (self), NULL, 0);
}

static void
axle_booking_dialog_save (AxleRecordDialog *dialog)
{
  AxleBookingDialog *self = AXLE_BOOKING_DIALOG (dialog);
  g_autoptr(AxleRecord) appointment = axle_record_copy (axle_form_get_record (self->form));
  g_autoptr(GPtrArray) more = self->newcomer != NULL ? axle_booking_newcomer_complete (self->newcomer, appointment) : NULL;
  g_autoptr(GError) error = NULL;

  if (axle_record_get (appointment, AXLE_APPOINTMENT_CUSTOMER)->kind == AXLE_VALUE_NONE &&
      axle_record_get_text (appointment, AXLE_APPOINTMENT_TITLE) == NULL)
    {
      error = g_error_new_literal (AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("Choose who comes first."));
      gtk_widget_grab_focus (self->who);
      axle_record_dialog_failed (dialog, error);
      return;
    }
  if (self->fork != NULL)
    try_out (self, appointment);
  else
    axle_overbooking_book (GTK_WIDGET (self), get_workstation (self), self->request, axle_form_get_before (self->form), appointment,
                           more, NULL, saved_cb, g_object_ref (self));
}

static void
axle_booking_dialog_closed (AdwDialog *dialog)
{
  axle_booking_stop (AXLE_BOOKING_DIALOG (dialog)->booking);
  ADW_DIALOG_CLASS (axle_booking_dialog_parent_class)->closed (dialog);
}

static void
axle_booking_dialog_dispose (GObject *object)
{
  AxleBookingDialog *self = AXLE_BOOKING_DIALOG (object);

  g_clear_object (&self->booking);
  g_clear_object (&self->form);
  g_clear_object (&self->newcomer);
  g_clear_object (&self->fork);
  g_clear_pointer (&self->before, axle_record_unref);
  g_clear_pointer (&self->record, axle_record_unref);
  g_clear_pointer (&self->request, axle_record_unref);
  G_OBJECT_CLASS (axle_booking_dialog_parent_class)->dispose (object);
}

static void
axle_booking_dialog_class_init (AxleBookingDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_booking_dialog_dispose;
  ADW_DIALOG_CLASS (class)->closed = axle_booking_dialog_closed;
  AXLE_RECORD_DIALOG_CLASS (class)->fill = axle_booking_dialog_fill;
  AXLE_RECORD_DIALOG_CLASS (class)->save = axle_booking_dialog_save;
}

static void
axle_booking_dialog_init (AxleBookingDialog *self)
{
}

/* A time and a length of nothing are none. */
static void
take_record (AxleBookingDialog *self,
             AxleWorkstation   *workstation,
             AxleRecord        *record)
{
  static const guint fields[] = { AXLE_APPOINTMENT_AT, AXLE_APPOINTMENT_MINUTES };
  static const AxleValue none = AXLE_VALUE_INIT;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (axle_record_get_integer (record, fields[i]) == 0)
      axle_record_set (record, fields[i], &none);
  if (self->request != NULL && axle_record_get (record, AXLE_APPOINTMENT_CUSTOMER)->kind == AXLE_VALUE_NONE)
    axle_record_set (record, AXLE_APPOINTMENT_CUSTOMER, axle_record_get (self->request, AXLE_REQUEST_CUSTOMER));
  if (self->request != NULL && axle_record_get (record, AXLE_APPOINTMENT_VEHICLE)->kind == AXLE_VALUE_NONE)
    axle_record_set (record, AXLE_APPOINTMENT_VEHICLE, axle_record_get (self->request, AXLE_REQUEST_VEHICLE));
  if (self->request != NULL && axle_record_get (record, AXLE_APPOINTMENT_SERVICES)->kind == AXLE_VALUE_NONE)
    axle_record_set (record, AXLE_APPOINTMENT_SERVICES, axle_record_get (self->request, AXLE_REQUEST_SERVICES));
  axle_booking_complete (workstation, record);
  self->record = record;
}

static AdwDialog *
new_dialog (AxleWorkstation  *workstation,
            AxleDayFork      *fork,
            const AxleRecord *before,
            const AxleRecord *record,
            const AxleRecord *request)
{
  AxleBookingDialog *self = g_object_new (AXLE_TYPE_BOOKING_DIALOG, "content-height", HEIGHT, NULL);

  self->fork = fork != NULL ? g_object_ref (fork) : NULL;
  self->before = before != NULL ? axle_record_copy (before) : NULL;
  self->request = request != NULL ? axle_record_copy (request) : NULL;
  if (record != NULL)
    take_record (self, workstation, axle_record_copy (record));
  else if (before == NULL)
    take_record (self, workstation, axle_appointment_draft_new (workstation, 0, 0));
  axle_record_dialog_construct (AXLE_RECORD_DIALOG (self), workstation,
                                fork != NULL     ? _("Trying out: nothing is saved yet")
                                : before != NULL ? _("Appointment")
                                                 : _("Book an Appointment"));
  return ADW_DIALOG (self);
}

AdwDialog *
axle_booking_dialog_new (AxleWorkstation  *workstation,
                         const AxleRecord *before,
                         const AxleRecord *record,
                         const AxleRecord *request)
{
  return new_dialog (workstation, NULL, before, record, request);
}

AdwDialog *
axle_booking_dialog_new_in_fork (AxleWorkstation  *workstation,
                                 AxleDayFork      *fork,
                                 const AxleRecord *before,
                                 const AxleRecord *record)
{
  return new_dialog (workstation, fork, before, record, NULL);
}

AdwDialog *
axle_booking_dialog_new_for (AxleWorkstation *workstation,
                             const AxleId    *customer,
                             const AxleId    *vehicle)
{
  g_autoptr(AxleRecord) record = axle_appointment_draft_new (workstation, 0, 0);

  axle_record_set_id (record, AXLE_APPOINTMENT_CUSTOMER, customer);
  if (vehicle != NULL)
    axle_record_set_id (record, AXLE_APPOINTMENT_VEHICLE, vehicle);
  return axle_booking_dialog_new (workstation, NULL, record, NULL);
}

AxleForm *
axle_booking_dialog_get_form (AxleBookingDialog *self)
{
  return self->form;
}
