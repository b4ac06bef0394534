/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/hover-card.h"

#include "ui/calendar/appointment-card.h"
#include "ui/calendar/appointment-holder.h"

/* The pointer rests when it stays for so long; it may be away for so long on its way to the
 * card. In milliseconds. */
#define REST 500
#define AWAY 300

struct _AxleHoverCard
{
  GtkPopover          parent_instance;
  GtkWidget          *host;      /* not owned: the parent */
  AxleCalendar       *calendar;
  AxleAppointmentCard *card;
  AxleId              pointed;   /* where the pointer is; no id for none */
  GdkRectangle        place;
  AxleId              shown;     /* no id while none is */
  gboolean            inside;    /* whether the pointer is in the card */
  guint               timer;
};

G_DEFINE_FINAL_TYPE (AxleHoverCard, axle_hover_card, GTK_TYPE_POPOVER)

static void
stop (AxleHoverCard *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
hide (AxleHoverCard *self)
{
  stop (self);
  self->shown = AXLE_ID_NONE;
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
show (AxleHoverCard *self,
      const AxleId  *appointment,
      gboolean       by_key)
{
  const AxleCalendarItem *item = axle_calendar_find_item (self->calendar, appointment);

  stop (self);
  if (item == NULL)
    return FALSE;
  self->shown = *appointment;
  axle_appointment_card_show (self->card, self->calendar, item);
  gtk_popover_set_autohide (GTK_POPOVER (self), by_key);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &self->place);
  gtk_popover_popup (GTK_POPOVER (self));
  return TRUE;
}

static void
rested_cb (gpointer data)
{
  AxleHoverCard *self = data;
  const AxleId pointed = self->pointed;

  self->timer = 0;
  if (!axle_id_is_none (&pointed))
    show (self, &pointed, FALSE);
}

static void
away_cb (gpointer data)
{
  AxleHoverCard *self = data;

  self->timer = 0;
  if (!self->inside && !gtk_popover_get_autohide (GTK_POPOVER (self)))
    hide (self);
}

static void
wait (AxleHoverCard   *self,
      guint            milliseconds,
      GSourceOnceFunc  func)
{
  stop (self);
  self->timer = g_timeout_add_once (milliseconds, func, self);
}

/* Where the card points: at the pointer along the row, for a row may be as wide as the
 * window. */
static void
find_place (AxleHoverCard *self,
            GtkWidget     *holder,
            double         x,
            GdkRectangle  *place)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (holder, self->host, &bounds))
    bounds = GRAPHENE_RECT_INIT ((float) x, 0, 1, 1);
  *place = (GdkRectangle) {
    (int) (x >= 0 ? x : bounds.origin.x + bounds.size.width / 2), (int) bounds.origin.y, 1, (int) bounds.size.height,
  };
}

void
axle_hover_card_point (AxleHoverCard *self,
                       double         x,
                       double         y)
{
  AxleAppointmentHolder *holder = axle_appointment_holder_find (gtk_widget_pick (self->host, x, y, GTK_PICK_DEFAULT));
  const AxleId *appointment = holder != NULL ? axle_appointment_holder_get_appointment (holder) : NULL;
  gboolean same = appointment != NULL && axle_id_equal (appointment, &self->pointed);

  if (gtk_popover_get_autohide (GTK_POPOVER (self)) && gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  if (same && (self->timer != 0 || axle_id_equal (&self->shown, &self->pointed)))
    return;
  self->pointed = appointment != NULL ? *appointment : AXLE_ID_NONE;
  if (appointment == NULL)
    {
      if (!axle_id_is_none (&self->shown))
        wait (self, AWAY, away_cb);
      else
        stop (self);
      return;
    }
  find_place (self, GTK_WIDGET (holder), x, &self->place);
  wait (self, REST, rested_cb);
}

gboolean
axle_hover_card_show_focused (AxleHoverCard *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (self->host));
  AxleAppointmentHolder *holder = focus != NULL && gtk_widget_is_ancestor (focus, self->host) ? axle_appointment_holder_find (focus) : NULL;

  if (holder == NULL)
    return FALSE;
  hide (self);
  find_place (self, GTK_WIDGET (holder), -1, &self->place);
  return show (self, axle_appointment_holder_get_appointment (holder), TRUE);
}

/* The pointer. */

static void
motion_cb (AxleHoverCard *self,
           double         x,
           double         y)
{
  axle_hover_card_point (self, x, y);
}

static void
leave_cb (AxleHoverCard *self)
{
  self->pointed = AXLE_ID_NONE;
  if (!axle_id_is_none (&self->shown))
    wait (self, AWAY, away_cb);
  else
    stop (self);
}

static void
enter_card_cb (AxleHoverCard *self)
{
  self->inside = TRUE;
  stop (self);
}

static void
leave_card_cb (AxleHoverCard *self)
{
  self->inside = FALSE;
  wait (self, AWAY, away_cb);
}

/* A press begins something else; a card would be in its way. */
static void
pressed_cb (AxleHoverCard *self)
{
  self->pointed = AXLE_ID_NONE;
  hide (self);
}

/* So does a key, and the wheel; the card that came by a key has both to itself. */
static gboolean
moved_on_cb (AxleHoverCard *self)
{
  if (!gtk_popover_get_autohide (GTK_POPOVER (self)))
    pressed_cb (self);
  return GDK_EVENT_PROPAGATE;
}

static void
changed_cb (AxleHoverCard *self)
{
  const AxleCalendarItem *item;

  if (axle_id_is_none (&self->shown))
    return;
  item = axle_calendar_find_item (self->calendar, &self->shown);
  if (item != NULL)
    axle_appointment_card_show (self->card, self->calendar, item);
  else
    hide (self);
}

static void
closed_cb (AxleHoverCard *self)
{
  self->shown = AXLE_ID_NONE;
}

static void
axle_hover_card_dispose (GObject *object)
{
  AxleHoverCard *self = AXLE_HOVER_CARD (object);

  stop (self);
  g_clear_object (&self->calendar);
  G_OBJECT_CLASS (axle_hover_card_parent_class)->dispose (object);
}

static void
axle_hover_card_class_init (AxleHoverCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_hover_card_dispose;
}

static void
axle_hover_card_init (AxleHoverCard *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->card = AXLE_APPOINTMENT_CARD (axle_appointment_card_new ());
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->card));
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  g_signal_connect_object (motion, "enter", G_CALLBACK (enter_card_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_card_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "done", G_CALLBACK (hide), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

static void
watch (AxleHoverCard *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (moved_on_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (moved_on_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (press, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->host, motion);
  gtk_widget_add_controller (self->host, scroll);
  gtk_widget_add_controller (self->host, key);
  gtk_widget_add_controller (self->host, GTK_EVENT_CONTROLLER (press));
}

AxleHoverCard *
axle_hover_card_new (GtkWidget    *host,
                     AxleCalendar *calendar)
{
  AxleHoverCard *self = g_object_new (AXLE_TYPE_HOVER_CARD, NULL);

  self->host = host;
  self->calendar = g_object_ref (calendar);
  gtk_widget_set_parent (GTK_WIDGET (self), host);
  g_signal_connect_object (calendar, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (calendar, "measured", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  watch (self);
  return self;
}
