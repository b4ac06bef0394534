/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/clock-row.h"

#include <glib/gi18n-lib.h>

#include "app/booking-words.h"
#include "app/typed.h"
#include "core/appointment/words.h"
#include "ui/widgets/day-popover.h"

/* An arrow moves a time by so many minutes. */
#define STEP 15

struct _AxleClockRow
{
  AdwActionRow  parent_instance;

  GTimeZone    *zone;
  gint64        time;    /* 0 for none */
  gint64        day_of;
  GtkWidget    *day_button;
  GtkWidget    *popover;
  GtkWidget    *clock;
  gboolean      showing;
};

G_DEFINE_FINAL_TYPE (AxleClockRow, axle_clock_row, ADW_TYPE_ACTION_ROW)

static guint changed_signal;

static gint64
get_now (void)
{
  return axle_host_now (axle_host_get_default ());
}

static AxleDate
get_day (AxleClockRow *self)
{
  gint64 at = self->time != 0 ? self->time : self->day_of;

  return axle_date_from_time (at != 0 ? at : get_now (), self->zone);
}

/* Below 0 for none. */
static int
get_minute (AxleClockRow *self)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (self->time);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, self->zone);

  return self->time != 0 ? g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local) : -1;
}

static gboolean
is_typing (AxleClockRow *self)
{
  return gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->clock))));
}

static void
show_clock (AxleClockRow *self,
            int           minute)
{
  g_autofree char *text = minute >= 0 ? g_strdup_printf ("%02d:%02d", minute / 60, minute % 60) : g_strdup ("");

  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->clock), text);
  gtk_widget_remove_css_class (self->clock, "error");
  self->showing = FALSE;
}

static void
show (AxleClockRow *self)
{
  AxleDate day = get_day (self);
  AxleDate today = axle_date_from_time (get_now (), self->zone);
  g_autofree char *words = self->time != 0 || self->day_of != 0 ? axle_booking_day_dup_words (&day, &today)
                                                                : g_strdup (_("Choose a Day"));

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->day_button), words);
  axle_day_popover_set_day (AXLE_DAY_POPOVER (self->popover), &day);
  if (!is_typing (self))
    show_clock (self, get_minute (self));
}

static void
set_time (AxleClockRow   *self,
          const AxleDate *day,
          int             minute)
{
  self->day_of = axle_date_get_time (day, 0, self->zone);
  self->time = minute >= 0 ? axle_date_get_time (day, minute, self->zone) : 0;
  show (self);
  g_signal_emit (self, changed_signal, 0);
}

/* A day without a time waits for one. */
static void
day_chosen_cb (AxleClockRow *self)
{
  AxleDate day = axle_day_popover_get_day (AXLE_DAY_POPOVER (self->popover));
  int minute = get_minute (self);

  if (minute < 0)
    axle_typed_parse_clock (gtk_editable_get_text (GTK_EDITABLE (self->clock)), &minute);
  set_time (self, &day, minute >= 0 ? minute : 0);
}

static void
typed_cb (AxleClockRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->clock));
  AxleDate day = get_day (self);
  int minute = -1;

  if (self->showing)
    return;
  if (axle_typed_parse_clock (text, &minute) || *text == '\0')
    {
      gtk_widget_remove_css_class (self->clock, "error");
      set_time (self, &day, minute);
    }
  else
    gtk_widget_add_css_class (self->clock, "error");
}

static gboolean
key_cb (AxleClockRow *self,
        guint         keyval)
{
  int by = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up ? STEP : keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? -STEP : 0;
  int minute = get_minute (self);
  AxleDate day = get_day (self);

  if (by == 0)
    return GDK_EVENT_PROPAGATE;
  if (minute >= 0 && minute + by >= 0 && minute + by < AXLE_DAY_MINUTES)
    {
      set_time (self, &day, minute + by);
      show_clock (self, minute + by);
    }
  return GDK_EVENT_STOP;
}

/* However it was typed, it stands there as it is meant. */
static void
left_cb (AxleClockRow *self)
{
  if (self->zone != NULL)
    show_clock (self, get_minute (self));
}

static void
entered_cb (AxleClockRow *self)
{
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), GTK_DIR_TAB_FORWARD);
}

static gboolean
axle_clock_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (AXLE_CLOCK_ROW (widget)->clock);
}

static void
axle_clock_row_dispose (GObject *object)
{
  AxleClockRow *self = AXLE_CLOCK_ROW (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (axle_clock_row_parent_class)->dispose (object);
}

static void
axle_clock_row_class_init (AxleClockRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_clock_row_dispose;
  GTK_WIDGET_CLASS (class)->grab_focus = axle_clock_row_grab_focus;
  changed_signal = g_signal_new ("changed", AXLE_TYPE_CLOCK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_clock (AxleClockRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->clock = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->clock), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->clock), 6);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->clock), "--:--");
  gtk_entry_set_input_purpose (GTK_ENTRY (self->clock), GTK_INPUT_PURPOSE_DIGITS);
  gtk_widget_set_tooltip_text (self->clock, _("Time of day, such as 9, 930 or 9:30; the arrows move it"));
  gtk_widget_set_valign (self->clock, GTK_ALIGN_CENTER);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (self->clock, keys);
  gtk_widget_add_controller (self->clock, focus);
  g_signal_connect_swapped (self->clock, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->clock, "activate", G_CALLBACK (entered_cb), self);
}

static void
axle_clock_row_init (AxleClockRow *self)
{
  self->day_button = gtk_menu_button_new ();
  self->popover = axle_day_popover_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->day_button), self->popover);
  gtk_widget_set_valign (self->day_button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->day_button, _("Choose a Day"));
  g_signal_connect_swapped (self->popover, "chosen", G_CALLBACK (day_chosen_cb), self);
  add_clock (self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->day_button);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->clock);
}

GtkWidget *
axle_clock_row_new (const char *title,
                    GTimeZone  *zone)
{
  AxleClockRow *self = g_object_new (AXLE_TYPE_CLOCK_ROW, "title", title, "use-markup", FALSE, NULL);

  self->zone = g_time_zone_ref (zone);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clock), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  show (self);
  return GTK_WIDGET (self);
}

gint64
axle_clock_row_get_time (AxleClockRow *self)
{
  return self->time;
}

void
axle_clock_row_set_time (AxleClockRow *self,
                         gint64        time,
                         gint64        day_of)
{
  if (self->time == time && (self->day_of == day_of || day_of == 0))
    return;
  self->time = time;
  /* Who takes a time out to type another means the same day. */
  if (day_of != 0)
    self->day_of = day_of;
  show (self);
}
