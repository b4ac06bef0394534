/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/booking-price.h"

#include <glib/gi18n-lib.h>

#include "app/day-plans.h"
#include "app/wait-words.h"
#include "core/appointment/appointment.h"

struct _AxleBookingPrice
{
  AdwBin        parent_instance;
  AxleRecord   *appointment;
  GCancellable *cancellable;
  GtkWidget    *price;
};

G_DEFINE_FINAL_TYPE (AxleBookingPrice, axle_booking_price, ADW_TYPE_BIN)

static void
axle_booking_price_dispose (GObject *object)
{
  AxleBookingPrice *self = AXLE_BOOKING_PRICE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->appointment, axle_record_unref);
  G_OBJECT_CLASS (axle_booking_price_parent_class)->dispose (object);
}

static void
axle_booking_price_class_init (AxleBookingPriceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_booking_price_dispose;
}

static void
axle_booking_price_init (AxleBookingPrice *self)
{
  self->cancellable = g_cancellable_new ();
}

static GtkWidget *
add_row (GtkWidget  *group,
         const char *title,
         const char *words)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

/* Where it cannot be said, the reason is there all the same. */
static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleBookingPrice) self = data;
  g_autoptr(AxleDayPlans) plans = axle_day_plans_load_finish (result, NULL);
  g_autofree char *words = plans != NULL && self->appointment != NULL
                             ? axle_price_dup_words (AXLE_WORKSTATION (source), plans->plans->pdata[0], self->appointment) : NULL;

  if (words == NULL)
    return;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->price), words);
  gtk_widget_set_visible (self->price, TRUE);
}

GtkWidget *
axle_booking_price_new (AxleWorkstation  *workstation,
                        const AxleRecord *appointment)
{
  AxleBookingPrice *self = g_object_new (AXLE_TYPE_BOOKING_PRICE, NULL);
  GtkWidget *group = adw_preferences_group_new ();

  self->appointment = axle_record_copy (appointment);
  add_row (group, _("Reason for overbooking"), axle_record_get_text (appointment, AXLE_APPOINTMENT_OVERRIDE));
  self->price = add_row (group, _("Who waits for it"), NULL);
  gtk_widget_set_visible (self->price, FALSE);
  adw_bin_set_child (ADW_BIN (self), group);
  axle_day_plans_load_async (workstation, axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT), 1, self->cancellable, loaded_cb,
                             g_object_ref (self));
  return GTK_WIDGET (self);
}
