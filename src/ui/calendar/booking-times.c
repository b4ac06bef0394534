/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/booking-times.h"

#include <glib/gi18n-lib.h>

#include "app/booking-words.h"
#include "app/other-times.h"
#include "app/typed.h"
#include "base/problem.h"
#include "core/appointment/appointment.h"
#include "ui/calendar/booking-rows.h"
#include "ui/widgets/day-popover.h"

/* An arrow moves a time by so many minutes. */
#define STEP 15

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
  GtkWidget           *day_button;
  GtkWidget           *popover;
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

/* Zero for none. */
static gint64
get_at (AxleBookingTimes *self)
{
  return axle_record_get_integer (axle_form_get_record (axle_booking_get_form (self->booking)), AXLE_APPOINTMENT_AT);
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
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
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

/* One's own time. */

static void
set_time (AxleBookingTimes *self,
          const AxleDate   *day,
          int               minute)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  axle_value_set_integer (&value, axle_date_get_time (day, minute, get_zone (self)));
  axle_form_set (axle_booking_get_form (self->booking), AXLE_APPOINTMENT_AT, &value);
}

static AxleDate
get_day (AxleBookingTimes *self)
{
  return axle_date_from_time (get_at (self) != 0 ? get_at (self) : get_now (), get_zone (self));
}

static int
get_minute (AxleBookingTimes *self)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (get_at (self));
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, get_zone (self));

  return g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
}

static void
show_time (AxleBookingTimes *self)
{
  AxleDate day = get_day (self);
  AxleDate today = axle_date_from_time (get_now (), get_zone (self));
  int minute = get_minute (self);
  g_autofree char *words = get_at (self) != 0 ? axle_booking_day_dup_words (&day, &today) : g_strdup (_("Choose a Day"));
  g_autofree char *clock = get_at (self) != 0 ? g_strdup_printf ("%02d:%02d", minute / 60, minute % 60) : g_strdup ("");

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->day_button), words);
  self->showing = TRUE;
  axle_day_popover_set_day (AXLE_DAY_POPOVER (self->popover), &day);
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->clock)))))
    gtk_editable_set_text (GTK_EDITABLE (self->clock), clock);
  self->showing = FALSE;
}

/* A day without a time of its own keeps the one that is there. */
static void
day_chosen_cb (AxleBookingTimes *self)
{
  AxleDate day = axle_day_popover_get_day (AXLE_DAY_POPOVER (self->popover));
  int minute = get_minute (self);

  if (self->showing)
    return;
  if (get_at (self) == 0)
    axle_typed_parse_clock (gtk_editable_get_text (GTK_EDITABLE (self->clock)), &minute);
  set_time (self, &day, minute);
}

static void
clock_typed_cb (AxleBookingTimes *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->clock));
  AxleDate day = get_day (self);
  int minute;
  gboolean readable = axle_typed_parse_clock (text, &minute);

  if (self->showing)
    return;
  if (readable)
    set_time (self, &day, minute);
  if (readable || *text == '\0')
    gtk_widget_remove_css_class (self->clock, "error");
  else
    gtk_widget_add_css_class (self->clock, "error");
}

static gboolean
clock_key_cb (AxleBookingTimes *self,
              guint             keyval)
{
  int by = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up ? STEP : keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? -STEP : 0;
  AxleDate day = get_day (self);
  int minute = by != 0 && get_at (self) != 0 ? get_minute (self) + by : -1;
  g_autofree char *text = NULL;

  if (by == 0)
    return GDK_EVENT_PROPAGATE;
  if (minute < 0 || minute >= 24 * 60)
    return GDK_EVENT_STOP;
  text = g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
  gtk_editable_set_text (GTK_EDITABLE (self->clock), text);
  set_time (self, &day, minute);
  return GDK_EVENT_STOP;
}

static void
clock_entered_cb (AxleBookingTimes *self)
{
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), GTK_DIR_TAB_FORWARD);
}

static void
add_time (AxleBookingTimes *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Day and Time"));
  self->day_button = gtk_menu_button_new ();
  self->popover = axle_day_popover_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->day_button), self->popover);
  gtk_widget_set_valign (self->day_button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->day_button, _("Choose a Day"));
  self->clock = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->clock), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->clock), 6);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->clock), _("hh:mm"));
  gtk_entry_set_input_purpose (GTK_ENTRY (self->clock), GTK_INPUT_PURPOSE_DIGITS);
  gtk_widget_set_tooltip_text (self->clock, _("Time of day, such as 9, 930 or 9:30; the arrows move it"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clock), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Time of day"), -1);
  gtk_widget_set_valign (self->clock, GTK_ALIGN_CENTER);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (clock_key_cb), self);
  gtk_widget_add_controller (self->clock, keys);
  g_signal_connect_swapped (self->popover, "chosen", G_CALLBACK (day_chosen_cb), self);
  g_signal_connect_swapped (self->clock, "changed", G_CALLBACK (clock_typed_cb), self);
  g_signal_connect_swapped (self->clock, "activate", G_CALLBACK (clock_entered_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->day_button);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->clock);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
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
    {
      show_slots (self);
      show_time (self);
    }
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
  add_time (self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), axle_booking_length_row_new (booking));
  for (guint i = 0; i < N_PROBLEMS; i++)
    add_problem (self, i);
  show_slots (self);
  show_time (self);
  show_problems (self);
  g_signal_connect_object (booking, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
