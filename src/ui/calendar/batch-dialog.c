/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/batch-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/batch-booking.h"
#include "app/booking.h"
#include "core/appointment/appointment.h"
#include "ui/calendar/batch-cars.h"
#include "ui/calendar/overbooking.h"
#include "ui/calendar/service-menu.h"
#include "ui/widgets/clock-row.h"

/* What one asks for without a thought, and the most that makes sense. */
#define PER_DAY 3
#define MOST_PER_DAY 60

struct _AxleBatchDialog
{
  AxleRecordDialog  parent_instance;

  AxleId            company;
  AxleForm         *form;     /* what is the same for all */
  AxleBooking      *booking;
  GtkWidget        *cars;
  GtkWidget        *from;
  GtkWidget        *per_day;
  guint             find_id;
  GCancellable     *finding;
  gboolean          wanted;   /* to be saved as soon as the times are found */
};

G_DEFINE_FINAL_TYPE (AxleBatchDialog, axle_batch_dialog, AXLE_TYPE_RECORD_DIALOG)

static const guint same_fields[] = { AXLE_APPOINTMENT_MODE, AXLE_APPOINTMENT_REMARKS };
static const AxleFieldGroup same_groups[] = { { N_("For All of Them"), NULL, same_fields, G_N_ELEMENTS (same_fields) } };

static void axle_batch_dialog_save (AxleRecordDialog *dialog);

static AxleWorkstation *
get_workstation (AxleBatchDialog *self)
{
  return axle_record_dialog_get_workstation (AXLE_RECORD_DIALOG (self));
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

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleBatchDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) drafts = axle_batch_find_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->finding);
  if (drafts != NULL)
    axle_batch_cars_suggest (AXLE_BATCH_CARS (self->cars), drafts);
  else
    axle_record_dialog_failed (AXLE_RECORD_DIALOG (self), error);
  if (self->wanted && drafts != NULL)
    axle_batch_dialog_save (AXLE_RECORD_DIALOG (self));
  self->wanted = FALSE;
}

static void
find (gpointer data)
{
  AxleBatchDialog *self = data;
  g_auto(GStrv) services = axle_record_dup_members (axle_form_get_record (self->form), AXLE_APPOINTMENT_SERVICES);
  g_autoptr(GPtrArray) vehicles = axle_batch_cars_list_open (AXLE_BATCH_CARS (self->cars));
  g_autoptr(GPtrArray) held = axle_batch_cars_list_held (AXLE_BATCH_CARS (self->cars));
  const AxleBatchWish wish = {
    .customer = self->company, .vehicles = vehicles, .held = held, .services = (const char * const *) services,
    .not_before = axle_clock_row_get_time (AXLE_CLOCK_ROW (self->from)),
    .per_day = (guint) adw_spin_row_get_value (ADW_SPIN_ROW (self->per_day)),
  };

  self->find_id = 0;
  if (services[0] == NULL || vehicles->len == 0)
    {
      if (self->wanted)
        axle_batch_dialog_save (AXLE_RECORD_DIALOG (self));
      return;
    }
  self->finding = g_cancellable_new ();
  axle_batch_find_async (get_workstation (self), &wish, self->finding, found_cb, g_object_ref (self));
}

/* What was suggested for something else is not booked meanwhile. */
static void
find_again (AxleBatchDialog *self,
            gboolean         all)
{
  stop_finding (self);
  axle_batch_cars_forget (AXLE_BATCH_CARS (self->cars), all);
  self->find_id = g_idle_add_once (find, self);
}

static void
find_soon (AxleBatchDialog *self)
{
  find_again (self, FALSE);
}

static void
booking_changed_cb (AxleBatchDialog *self,
                    guint            parts)
{
  /* Other work takes other bays, and as long as it does. */
  if ((parts & AXLE_BOOKING_PART_SERVICES) != 0)
    find_again (self, TRUE);
}

/* Rows. */

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
  self->per_day = adw_spin_row_new_with_range (1, MOST_PER_DAY, 1);
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
  self->form = axle_form_new (get_workstation (self), name, NULL, record);
  self->booking = axle_booking_new (get_workstation (self), self->form);
  services = axle_service_menu_new (axle_booking_get_services (self->booking));
  same = axle_record_dialog_add_groups (dialog, self->form, same_groups, 1);
  axle_record_dialog_add_widget (dialog, axle_service_menu_group_new (services));
  add_pace (self);
  self->cars = axle_batch_cars_new (get_workstation (self), self->booking);
  g_signal_connect_object (self->cars, "changed", G_CALLBACK (find_soon), self, G_CONNECT_SWAPPED);
  axle_record_dialog_add_widget (dialog, self->cars);
  gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (same)), same, gtk_widget_get_last_child (gtk_widget_get_parent (same)));
  g_signal_connect_object (services, "done", G_CALLBACK (services_done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->booking, "changed", G_CALLBACK (booking_changed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_set_focus (ADW_DIALOG (self), services);
  find_soon (self);
}

/* Saving. */

static GPtrArray *
list_appointments (AxleBatchDialog *self)
{
  g_autoptr(GPtrArray) drafts = axle_batch_cars_list_appointments (AXLE_BATCH_CARS (self->cars));
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < drafts->len; i++)
    {
      AxleRecord *appointment = axle_record_copy (drafts->pdata[i]);

      /* What is held was suggested with others before. */
      axle_record_set (appointment, AXLE_APPOINTMENT_BATCH, axle_record_get (drafts->pdata[0], AXLE_APPOINTMENT_BATCH));
      for (guint k = 0; k < G_N_ELEMENTS (same_fields); k++)
        axle_record_set (appointment, same_fields[k], axle_record_get (axle_form_get_record (self->form), same_fields[k]));
      g_ptr_array_add (list, appointment);
    }
  return list;
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
  g_autoptr(GPtrArray) appointments = list_appointments (self);
  g_autoptr(GError) error = NULL;

  self->wanted = self->finding != NULL || self->find_id != 0;
  if (self->wanted)
    return;
  if (appointments->len > 0)
    {
      axle_overbooking_book_all (GTK_WIDGET (self), get_workstation (self), appointments, NULL, saved_cb, g_object_ref (self));
      return;
    }
  error = g_error_new_literal (AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("Choose cars, and what is to be done."));
  axle_record_dialog_failed (dialog, error);
}

static void
axle_batch_dialog_closed (AdwDialog *dialog)
{
  AxleBatchDialog *self = AXLE_BATCH_DIALOG (dialog);

  stop_finding (self);
  axle_batch_cars_stop (AXLE_BATCH_CARS (self->cars));
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
