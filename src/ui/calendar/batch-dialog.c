/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/batch-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/batch-booking.h"
#include "app/booking.h"
#include "core/appointment/appointment.h"
#include "core/vehicle/vehicle.h"
#include "ui/calendar/service-menu.h"
#include "ui/widgets/clock-row.h"
#include "ui/widgets/plate-badge.h"

/* What one asks for without a thought. */
#define PER_DAY 3

/* One car, with the time that was suggested for it. */
typedef struct
{
  AxleRecord *vehicle;
  AxleRecord *draft;    /* NULL until one was suggested */
  GtkWidget  *row;
  GtkWidget  *check;
} Car;

struct _AxleBatchDialog
{
  AxleRecordDialog  parent_instance;

  AxleId            company;
  AxleForm         *form;     /* what is the same for all */
  AxleBooking      *booking;
  GArray           *cars;
  GtkWidget        *from;
  GtkWidget        *per_day;
  guint             find_id;
  GCancellable     *finding;
};

G_DEFINE_FINAL_TYPE (AxleBatchDialog, axle_batch_dialog, AXLE_TYPE_RECORD_DIALOG)

static const guint same_fields[] = { AXLE_APPOINTMENT_MODE, AXLE_APPOINTMENT_REMARKS };
static const AxleFieldGroup same_groups[] = { { N_("For All of Them"), NULL, same_fields, G_N_ELEMENTS (same_fields) } };

static AxleWorkstation *
get_workstation (AxleBatchDialog *self)
{
  return axle_record_dialog_get_workstation (AXLE_RECORD_DIALOG (self));
}

static void
clear_car (gpointer data)
{
  Car *car = data;

  axle_record_unref (car->vehicle);
  g_clear_pointer (&car->draft, axle_record_unref);
}

static gboolean
is_chosen (const Car *car)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (car->check));
}

/* Suggesting. */

static void
stop_finding (AxleBatchDialog *self)
{
  g_clear_handle_id (&self->find_id, g_source_remove);
  if (self->finding != NULL)
    g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
}

static char *
dup_chosen (AxleBatchDialog  *self,
            const AxleRecord *draft,
            guint             field)
{
  g_autoptr(GPtrArray) choices = axle_booking_list_choices (self->booking, field);
  AxleId id = axle_record_get_id (draft, field);

  for (guint i = 0; i < choices->len; i++)
    if (axle_id_equal (&((AxleRecord *) choices->pdata[i])->id, &id))
      return axle_record_dup_title (choices->pdata[i]);
  return NULL;
}

static void
show_suggestion (AxleBatchDialog *self,
                 Car             *car)
{
  g_autofree char *bay = dup_chosen (self, car->draft, AXLE_APPOINTMENT_BAY);
  g_autofree char *person = dup_chosen (self, car->draft, AXLE_APPOINTMENT_TECHNICIAN);
  g_autofree char *words = NULL;
  gint64 at = axle_record_get_integer (car->draft, AXLE_APPOINTMENT_AT);

  if (at == 0)
    words = g_strdup (_("No time is left; choose one, or fewer a day"));
  else if (bay != NULL && person != NULL)
    words = g_strdup_printf ("%s · %s", bay, person);
  else
    words = g_strdup (bay != NULL ? bay : person != NULL ? person : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (car->row), words);
  axle_clock_row_set_time (AXLE_CLOCK_ROW (car->row), at, 0);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleBatchDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) drafts = axle_batch_find_finish (result, &error);
  guint n = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->finding);
  for (guint i = 0; drafts != NULL && i < self->cars->len && n < drafts->len; i++)
    {
      Car *car = &g_array_index (self->cars, Car, i);

      if (!is_chosen (car))
        continue;
      g_clear_pointer (&car->draft, axle_record_unref);
      car->draft = axle_record_ref (drafts->pdata[n++]);
      show_suggestion (self, car);
    }
}

static GPtrArray *
list_chosen (AxleBatchDialog *self)
{
  GPtrArray *vehicles = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < self->cars->len; i++)
    if (is_chosen (&g_array_index (self->cars, Car, i)))
      g_ptr_array_add (vehicles, axle_record_ref (g_array_index (self->cars, Car, i).vehicle));
  return vehicles;
}

static void
find (gpointer data)
{
  AxleBatchDialog *self = data;
  g_auto(GStrv) services = axle_record_dup_members (axle_form_get_record (self->form), AXLE_APPOINTMENT_SERVICES);
  g_autoptr(GPtrArray) vehicles = list_chosen (self);
  const AxleBatchWish wish = {
    .customer = self->company, .vehicles = vehicles, .services = (const char * const *) services,
    .not_before = axle_clock_row_get_time (AXLE_CLOCK_ROW (self->from)),
    .per_day = (guint) adw_spin_row_get_value (ADW_SPIN_ROW (self->per_day)),
  };

  self->find_id = 0;
  if (services[0] == NULL || vehicles->len == 0)
    return;
  self->finding = g_cancellable_new ();
  axle_batch_find_async (get_workstation (self), &wish, self->finding, found_cb, g_object_ref (self));
}

static void
find_soon (AxleBatchDialog *self)
{
  stop_finding (self);
  /* What was suggested for something else is not booked meanwhile. */
  for (guint i = 0; i < self->cars->len; i++)
    g_clear_pointer (&g_array_index (self->cars, Car, i).draft, axle_record_unref);
  self->find_id = g_idle_add_once (find, self);
}

static void
booking_changed_cb (AxleBatchDialog *self,
                    guint            parts)
{
  if ((parts & AXLE_BOOKING_PART_SERVICES) != 0)
    find_soon (self);
}

/* Rows. */

static void
add_car (AxleBatchDialog *self,
         GtkWidget       *group,
         AxleRecord      *vehicle)
{
  GTimeZone *zone = axle_working_days_get_zone (axle_workstation_get_working_days (get_workstation (self)));
  g_autofree char *name = axle_plate_dup_name (vehicle);
  const char *model = axle_record_get_text (vehicle, AXLE_VEHICLE_MODEL);
  g_autofree char *title = model != NULL ? g_strdup_printf ("%s · %s", name, model) : g_strdup (name);
  Car car = { axle_record_ref (vehicle), NULL, axle_clock_row_new (title, zone), gtk_check_button_new () };

  gtk_check_button_set_active (GTK_CHECK_BUTTON (car.check), TRUE);
  gtk_widget_set_valign (car.check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (car.check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (car.row), car.check);
  g_signal_connect_object (car.check, "toggled", G_CALLBACK (find_soon), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), car.row);
  g_array_append_val (self->cars, car);
}

static void
add_cars (AxleBatchDialog *self)
{
  GPtrArray *cars = axle_booking_get_cars (self->booking);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Cars"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Times are suggested once it is said what for; each can be changed."));
  for (guint i = 0; i < MIN (cars->len, AXLE_BATCH_LIMIT); i++)
    add_car (self, group, cars->pdata[i]);
  axle_record_dialog_add_widget (AXLE_RECORD_DIALOG (self), group);
}

/* From the next morning on, as a rule. */
static void
add_pace (AxleBatchDialog *self)
{
  GTimeZone *zone = axle_working_days_get_zone (axle_workstation_get_working_days (get_workstation (self)));
  AxleDate day = axle_date_from_time (axle_host_now (axle_host_get_default ()), zone);
  GtkWidget *group = adw_preferences_group_new ();

  day = axle_date_add_days (&day, 1);
  self->from = axle_clock_row_new (_("Not Before"), zone);
  axle_clock_row_set_time (AXLE_CLOCK_ROW (self->from), axle_date_get_time (&day, 0, zone), 0);
  self->per_day = adw_spin_row_new_with_range (1, AXLE_BATCH_LIMIT, 1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->per_day), _("Cars a Day at Most"));
  adw_spin_row_set_value (ADW_SPIN_ROW (self->per_day), PER_DAY);
  g_signal_connect_object (self->from, "changed", G_CALLBACK (find_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->per_day, "notify::value", G_CALLBACK (find_soon), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->from);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->per_day);
  axle_record_dialog_add_widget (AXLE_RECORD_DIALOG (self), group);
}

static AxleRecord *
new_template (AxleBatchDialog *self)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  AxleRecord *record = axle_appointment_draft_new (get_workstation (self), axle_host_now (axle_host_get_default ()), 60);

  axle_record_set (record, AXLE_APPOINTMENT_VEHICLE, &none);
  axle_record_set_id (record, AXLE_APPOINTMENT_CUSTOMER, &self->company);
  axle_record_set_text (record, AXLE_APPOINTMENT_MODE, "leaving");
  return record;
}

static void
services_done_cb (AxleBatchDialog *self)
{
  gtk_widget_grab_focus (self->from);
}

static void
axle_batch_dialog_fill (AxleRecordDialog *dialog)
{
  AxleBatchDialog *self = AXLE_BATCH_DIALOG (dialog);
  g_autofree char *name = g_strdup_printf ("appointment/batch/%s", AXLE_ID_TEXT (&self->company));
  g_autoptr(AxleRecord) record = new_template (self);
  GtkWidget *services, *same;

  stop_finding (self);
  if (self->booking != NULL)
    axle_booking_stop (self->booking);
  g_clear_object (&self->booking);
  g_clear_object (&self->form);
  g_array_set_size (self->cars, 0);
  self->form = axle_form_new (get_workstation (self), name, NULL, record);
  self->booking = axle_booking_new (get_workstation (self), self->form);
  services = axle_service_menu_new (axle_booking_get_services (self->booking));
  same = axle_record_dialog_add_groups (dialog, self->form, same_groups, 1);
  axle_record_dialog_add_widget (dialog, axle_service_menu_group_new (services));
  add_pace (self);
  add_cars (self);
  gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (same)), same, gtk_widget_get_last_child (gtk_widget_get_parent (same)));
  g_signal_connect_object (services, "done", G_CALLBACK (services_done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->booking, "changed", G_CALLBACK (booking_changed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_set_focus (ADW_DIALOG (self), services);
  find_soon (self);
}

/* Saving. */

/* What was put elsewhere by hand is done wherever there is room then. */
static AxleRecord *
make_appointment (AxleBatchDialog *self,
                  const Car       *car)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  static const guint where[] = { AXLE_APPOINTMENT_BAY, AXLE_APPOINTMENT_TECHNICIAN };
  AxleRecord *appointment = axle_record_copy (car->draft);
  gint64 at = axle_clock_row_get_time (AXLE_CLOCK_ROW (car->row));

  for (guint i = 0; i < G_N_ELEMENTS (where) && at != axle_record_get_integer (car->draft, AXLE_APPOINTMENT_AT); i++)
    axle_record_set (appointment, where[i], &none);
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_AT, at);
  for (guint i = 0; i < G_N_ELEMENTS (same_fields); i++)
    axle_record_set (appointment, same_fields[i], axle_record_get (axle_form_get_record (self->form), same_fields[i]));
  return appointment;
}

static GPtrArray *
list_appointments (AxleBatchDialog  *self,
                   GError          **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < self->cars->len; i++)
    {
      const Car *car = &g_array_index (self->cars, Car, i);
      g_autoptr(AxleVerdict) clash = NULL;

      if (!is_chosen (car) || car->draft == NULL || axle_clock_row_get_time (AXLE_CLOCK_ROW (car->row)) == 0)
        continue;
      g_ptr_array_add (list, make_appointment (self, car));
      clash = axle_appointment_find_clash (get_workstation (self), list->pdata[list->len - 1]);
      if (clash != NULL)
        {
          g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, "%s: %s",
                       adw_preferences_row_get_title (ADW_PREFERENCES_ROW (car->row)), clash->message);
          return NULL;
        }
    }
  if (list->len == 0)
    g_set_error_literal (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("Choose cars, and what is to be done."));
  return list->len > 0 ? g_steal_pointer (&list) : NULL;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleBatchDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    {
      axle_record_dialog_failed (AXLE_RECORD_DIALOG (self), error);
      return;
    }
  axle_booking_stop (self->booking);
  axle_record_dialog_saved (AXLE_RECORD_DIALOG (self), axle_workstation_get_undo_title (AXLE_WORKSTATION (source)), operation);
}

static void
axle_batch_dialog_save (AxleRecordDialog *dialog)
{
  AxleBatchDialog *self = AXLE_BATCH_DIALOG (dialog);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) appointments = list_appointments (self, &error);

  if (appointments == NULL)
    axle_record_dialog_failed (dialog, error);
  else
    axle_appointments_book_async (get_workstation (self), appointments, NULL, saved_cb, g_object_ref (self));
}

static void
axle_batch_dialog_closed (AdwDialog *dialog)
{
  AxleBatchDialog *self = AXLE_BATCH_DIALOG (dialog);

  stop_finding (self);
  axle_booking_stop (self->booking);
  ADW_DIALOG_CLASS (axle_batch_dialog_parent_class)->closed (dialog);
}

static void
axle_batch_dialog_dispose (GObject *object)
{
  AxleBatchDialog *self = AXLE_BATCH_DIALOG (object);

  stop_finding (self);
  g_clear_object (&self->booking);
  g_clear_object (&self->form);
  g_clear_pointer (&self->cars, g_array_unref);
  G_OBJECT_CLASS (axle_batch_dialog_parent_class)->dispose (object);
}

static void
axle_batch_dialog_class_init (AxleBatchDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_batch_dialog_dispose;
  ADW_DIALOG_CLASS (class)->closed = axle_batch_dialog_closed;
  AXLE_RECORD_DIALOG_CLASS (class)->fill = axle_batch_dialog_fill;
  AXLE_RECORD_DIALOG_CLASS (class)->save = axle_batch_dialog_save;
}

static void
axle_batch_dialog_init (AxleBatchDialog *self)
{
  self->cars = g_array_new (FALSE, FALSE, sizeof (Car));
  g_array_set_clear_func (self->cars, clear_car);
}

AdwDialog *
axle_batch_dialog_new (AxleWorkstation *workstation,
                       const AxleId    *company)
{
  AxleBatchDialog *self = g_object_new (AXLE_TYPE_BATCH_DIALOG, NULL);

  self->company = *company;
  axle_record_dialog_construct (AXLE_RECORD_DIALOG (self), workstation, _("Book Several Cars"));
  return ADW_DIALOG (self);
}
