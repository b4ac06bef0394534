/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/booking-times.h"

#include <glib/gi18n-lib.h>

#include "app/booking-words.h"
#include "app/other-times.h"
#include "base/problem.h"
#include "core/appointment/appointment.h"
#include "ui/calendar/booking-rows.h"

/* More is said when it is saved. */
#define N_PROBLEMS 4

struct _AxleBookingTimes
{
  AdwPreferencesGroup  parent_instance;

  AxleWorkstation     *workstation;
  AxleBooking         *booking;
  GtkWidget           *rows[AXLE_BOOKING_N_SLOTS];
  GtkWidget           *checks[AXLE_BOOKING_N_SLOTS];
  GtkWidget           *trouble;
  GtkWidget           *later;
  GtkWidget           *clock;
  GtkWidget           *problems[N_PROBLEMS];
  gboolean             showing;
};

G_DEFINE_FINAL_TYPE (AxleBookingTimes, axle_booking_times, ADW_TYPE_PREFERENCES_GROUP)

static gint64
get_now (void)
{
  return axle_host_now (axle_host_get_default ());
}

static GTimeZone *
get_zone (AxleBookingTimes *self)
{
  return axle_working_days_get_zone (axle_workstation_get_working_days (self->workstation));
}

/* The times that are suggested. */

static void
slot_toggled_cb (GtkCheckButton   *check,
                 AxleBookingTimes *self)
{
  for (guint i = 0; i < AXLE_BOOKING_N_SLOTS && !self->showing; i++)
    if (self->checks[i] == GTK_WIDGET (check) && gtk_check_button_get_active (check) &&
        i < axle_booking_get_slots (self->booking)->len)
      axle_booking_choose_slot (self->booking, i);
}

static void
add_slot (AxleBookingTimes *self,
          guint             i)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  if (i > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (self->checks[0]));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_set_visible (row, FALSE);
  gtk_widget_add_css_class (row, "slot");
  g_signal_connect (check, "toggled", G_CALLBACK (slot_toggled_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  self->rows[i] = row;
  self->checks[i] = check;
}

static void
show_slot (AxleBookingTimes *self,
           guint             i,
           const AxleSlot   *slot)
{
  g_autofree char *title = axle_slot_dup_title (slot, get_now (), get_zone (self));
  g_autofree char *reasons = axle_slot_dup_reasons (slot);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[i]), reasons);
  gtk_widget_set_tooltip_text (self->rows[i], reasons);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->checks[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
show_slots (AxleBookingTimes *self)
{
  GPtrArray *slots = axle_booking_get_slots (self->booking);
  const char *trouble = axle_booking_get_trouble (self->booking);
  int chosen = axle_booking_get_slot (self->booking);

  self->showing = TRUE;
  for (guint i = 0; i < AXLE_BOOKING_N_SLOTS; i++)
    {
      if (i < slots->len)
        show_slot (self, i, slots->pdata[i]);
      gtk_widget_set_visible (self->rows[i], i < slots->len);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), (int) i == chosen);
    }
  self->showing = FALSE;
  gtk_widget_set_visible (self->trouble, trouble != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->trouble), trouble != NULL ? trouble : "");
  gtk_widget_set_visible (self->later, slots->len > 0 || trouble != NULL);
}

static void
later_cb (AxleBookingTimes *self)
{
  axle_booking_look_later (self->booking);
}

/* What is in the way. */

static void
add_problem (AxleBookingTimes *self,
             guint             i)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("axle-attention-symbolic"));
  gtk_widget_set_visible (row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  self->problems[i] = row;
}

static void
show_problem (GtkWidget         *row,
              const AxleProblem *problem)
{
  gtk_widget_set_visible (row, problem != NULL);
  gtk_widget_remove_css_class (row, "error");
  gtk_widget_remove_css_class (row, "warning");
  if (problem == NULL)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), problem->message);
  gtk_widget_add_css_class (row, problem->blocking ? "error" : "warning");
}

static void
show_problems (AxleBookingTimes *self)
{
  g_autoptr(GPtrArray) problems = axle_booking_dup_problems (self->booking);

  for (guint i = 0; i < N_PROBLEMS; i++)
    show_problem (self->problems[i], i < problems->len ? problems->pdata[i] : NULL);
}

static void
changed_cb (AxleBookingTimes *self,
            guint             parts)
{
  if ((parts & AXLE_BOOKING_PART_SLOTS) != 0)
    show_slots (self);
  if ((parts & (AXLE_BOOKING_PART_DAY | AXLE_BOOKING_PART_SLOTS)) != 0)
    show_problems (self);
}

/* The widget. */

static void
axle_booking_times_dispose (GObject *object)
{
  AxleBookingTimes *self = AXLE_BOOKING_TIMES (object);

  g_clear_object (&self->booking);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_booking_times_parent_class)->dispose (object);
}

static gboolean
axle_booking_times_grab_focus (GtkWidget *widget)
{
  AxleBookingTimes *self = AXLE_BOOKING_TIMES (widget);
  int chosen = axle_booking_get_slot (self->booking);

  return gtk_widget_grab_focus (chosen >= 0 ? self->rows[chosen] : gtk_widget_get_visible (self->rows[0]) ? self->rows[0] : self->clock);
}

static void
axle_booking_times_class_init (AxleBookingTimesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_booking_times_dispose;
  GTK_WIDGET_CLASS (class)->grab_focus = axle_booking_times_grab_focus;
}

static void
axle_booking_times_init (AxleBookingTimes *self)
{
}

GtkWidget *
axle_booking_times_new (AxleWorkstation *workstation,
                        AxleBooking     *booking)
{
  AxleBookingTimes *self = g_object_new (AXLE_TYPE_BOOKING_TIMES, "title", _("When"), NULL);

  self->workstation = g_object_ref (workstation);
  self->booking = g_object_ref (booking);
  for (guint i = 0; i < AXLE_BOOKING_N_SLOTS; i++)
    add_slot (self, i);
  self->trouble = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->trouble), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->trouble);
  self->later = adw_button_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->later), _("Later Times"));
  g_signal_connect_swapped (self->later, "activated", G_CALLBACK (later_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->later);
  self->clock = axle_booking_clock_row_new (workstation, booking, AXLE_APPOINTMENT_AT);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->clock);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), axle_booking_length_row_new (booking));
  for (guint i = 0; i < N_PROBLEMS; i++)
    add_problem (self, i);
  show_slots (self);
  show_problems (self);
  g_signal_connect_object (booking, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
