/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-private.h"

#include "app/appointments.h"
#include "core/appointment/appointment.h"
#include "core/appointment/words.h"
#include "ui/calendar/dragged.h"

/* A hand that only presses moves the pointer so far too. */
#define THRESHOLD 5

/* So near to an edge of a block it is made longer or shorter, unless it is too low. */
#define EDGE        6
#define LOWEST_EDGE 24

/* So near to an edge of what is in sight it is scrolled, so many pixels in a frame. */
#define SCROLL_EDGE 28
#define SCROLL_STEP 9

static int
snap (double minute)
{
  return (int) (minute / AXLE_GRID_SNAP + 0.5) * AXLE_GRID_SNAP;
}

static int
snap_down (double minute)
{
  return (int) (minute / AXLE_GRID_SNAP) * AXLE_GRID_SNAP;
}

/* Which part of a block is there. */
static AxleGridDragKind
find_kind (AxleGridBlock *block,
           GtkWidget     *canvas,
           double         x,
           double         y)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (GTK_WIDGET (block), canvas, &bounds) || bounds.size.height < LOWEST_EDGE)
    return AXLE_GRID_DRAG_MOVE;
  if (y < bounds.origin.y + EDGE)
    return AXLE_GRID_DRAG_START;
  return y > bounds.origin.y + bounds.size.height - EDGE ? AXLE_GRID_DRAG_END : AXLE_GRID_DRAG_MOVE;
}

/* Dragging. */

static void
forget (AxleGridCanvas *self)
{
  AxleGridDrag *drag = &self->drag;

  if (drag->scroll_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), drag->scroll_id);
  g_clear_pointer (&drag->record, axle_record_unref);
  *drag = (AxleGridDrag) { 0 };
}

void
axle_grid_drag_cancel (AxleGridCanvas *self)
{
  if (self->drag.kind == AXLE_GRID_DRAG_NONE)
    return;
  forget (self);
  axle_grid_ghost_cancel (self);
}

static gboolean
is_touch (GtkGesture *gesture)
{
  return gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (gesture)) != NULL;
}

static void
drag_begin_cb (AxleGridCanvas *self,
               double          x,
               double          y,
               GtkGesture     *gesture)
{
  AxleGridDrag *drag = &self->drag;
  const AxleCalendarPlace *place = NULL;
  AxleGridBlock *block;
  double minute;

  forget (self);
  if (!axle_grid_canvas_is_ready (self) || !axle_grid_canvas_may_write (self))
    return;
  block = axle_grid_canvas_pick (self, x, y, &drag->column, &place);
  minute = axle_grid_model_get_minute (self->model, y);
  drag->touch = is_touch (gesture);
  drag->start_x = x;
  drag->start_y = y;
  if (block == NULL)
    {
      drag->kind = AXLE_GRID_DRAG_CREATE;
      drag->column = axle_grid_model_find_column (self->model, x, gtk_widget_get_width (GTK_WIDGET (self)));
      drag->from = snap_down (minute);
      drag->until = drag->from + AXLE_GRID_SNAP;
      return;
    }
  drag->kind = find_kind (block, GTK_WIDGET (self), x, y);
  drag->record = axle_record_ref (place->item->appointment);
  drag->from = axle_day_plan_get_minute (axle_grid_model_get_column (self->model, drag->column)->plan,
                                         axle_record_get_integer (drag->record, AXLE_APPOINTMENT_AT));
  drag->until = drag->from + (int) axle_record_get_integer (drag->record, AXLE_APPOINTMENT_MINUTES);
  drag->held = (int) minute - drag->from;
}

static void
begin_ghost (AxleGridCanvas *self)
{
  AxleGridDrag *drag = &self->drag;
  AxleCalendar *calendar = axle_grid_model_get_calendar (self->model);
  g_autoptr(AxleRecord) draft = NULL;

  drag->begun = TRUE;
  if (drag->record == NULL)
    draft = axle_appointment_draft_new (axle_calendar_get_workstation (calendar), 0, AXLE_GRID_SNAP);
  axle_grid_ghost_begin (self, drag->record != NULL ? drag->record : draft, drag->record == NULL, NULL);
}

/* Where the pointer leads it to. */
static void
follow (AxleGridCanvas *self)
{
  AxleGridDrag *drag = &self->drag;
  double x = gtk_adjustment_get_value (self->horizontal) + drag->x;
  double minute = axle_grid_model_get_minute (self->model, gtk_adjustment_get_value (self->vertical) + drag->y);
  int length = drag->until - drag->from;
  gboolean copy = (self->modifiers & GDK_CONTROL_MASK) != 0;
  int at;

  switch (drag->kind)
    {
    case AXLE_GRID_DRAG_CREATE:
      at = CLAMP (minute < drag->from ? snap_down (minute) : snap (minute), 0, AXLE_DAY_MINUTES);
      axle_grid_ghost_move (self, drag->column, MIN (at, drag->from),
                            at < drag->from ? drag->until - at : MAX (at - drag->from, AXLE_GRID_SNAP), FALSE);
      break;
    case AXLE_GRID_DRAG_MOVE:
      axle_grid_ghost_move (self, axle_grid_model_find_column (self->model, x, gtk_widget_get_width (GTK_WIDGET (self))),
                            snap (minute - drag->held), length, copy);
      break;
    case AXLE_GRID_DRAG_START:
      at = CLAMP (snap (minute), 0, drag->until - AXLE_GRID_SNAP);
      axle_grid_ghost_move (self, drag->column, at, drag->until - at, FALSE);
      break;
    case AXLE_GRID_DRAG_END:
      axle_grid_ghost_move (self, drag->column, drag->from, MAX (snap (minute) - drag->from, AXLE_GRID_SNAP), FALSE);
      break;
    case AXLE_GRID_DRAG_NONE:
    default:
      break;
    }
}

static double
scroll_by (double at,
           double size)
{
  if (at < SCROLL_EDGE)
    return -SCROLL_STEP;
  return at > size - SCROLL_EDGE ? SCROLL_STEP : 0;
}

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  AxleGridCanvas *self = AXLE_GRID_CANVAS (widget);
  double dx = scroll_by (self->drag.x, gtk_adjustment_get_page_size (self->horizontal));
  double dy = scroll_by (self->drag.y, gtk_adjustment_get_page_size (self->vertical));

  if (dx == 0 && dy == 0)
    return G_SOURCE_CONTINUE;
  gtk_adjustment_set_value (self->horizontal, gtk_adjustment_get_value (self->horizontal) + dx);
  gtk_adjustment_set_value (self->vertical, gtk_adjustment_get_value (self->vertical) + dy);
  follow (self);
  return G_SOURCE_CONTINUE;
}

/* So far from where it was pressed. */
static void
go_to (AxleGridCanvas *self,
       double          dx,
       double          dy)
{
  AxleGridDrag *drag = &self->drag;

  drag->x = drag->start_x + dx - gtk_adjustment_get_value (self->horizontal);
  drag->y = drag->start_y + dy - gtk_adjustment_get_value (self->vertical);
  if (!drag->begun)
    {
      begin_ghost (self);
      drag->scroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
    }
  follow (self);
}

static void
drag_update_cb (AxleGridCanvas *self,
                double          dx,
                double          dy,
                GtkGesture     *gesture)
{
  AxleGridDrag *drag = &self->drag;

  if (drag->kind == AXLE_GRID_DRAG_NONE || (!drag->moved && ABS (dx) < THRESHOLD && ABS (dy) < THRESHOLD))
    return;
  if (drag->touch && !drag->lifted)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      forget (self);
      return;
    }
  self->modifiers |= gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_CONTROL_MASK;
  if (!drag->moved)
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  drag->moved = TRUE;
  go_to (self, dx, dy);
}

static void press (AxleGridCanvas *self,
                   int             n_press,
                   guint           button,
                   double          x,
                   double          y);

/* What was only held down and let go of where it was is asked what can be done with it. */
static void
drag_end_cb (AxleGridCanvas *self)
{
  const AxleGridDrag drag = self->drag;

  forget (self);
  if (drag.moved)
    {
      axle_grid_ghost_drop (self);
    }
  else if (drag.lifted)
    {
      axle_grid_ghost_cancel (self);
      press (self, 1, GDK_BUTTON_SECONDARY, drag.start_x, drag.start_y);
    }
}

/* A finger lifts what it is held down on. Where nothing may be moved there is the menu. */
static void
held_down_cb (AxleGridCanvas *self,
              double          x,
              double          y,
              GtkGesture     *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->drag.kind == AXLE_GRID_DRAG_NONE)
    {
      press (self, 1, GDK_BUTTON_SECONDARY, x, y);
      return;
    }
  self->drag.lifted = TRUE;
  go_to (self, 0, 0);
}

/* Ctrl was pressed or let go of. */
void
axle_grid_drag_modified (AxleGridCanvas *self)
{
  if (self->drag.begun)
    follow (self);
}

/* Pressing. */

static void
press (AxleGridCanvas *self,
       int             n_press,
       guint           button,
       double          x,
       double          y)
{
  const AxleCalendarPlace *place = NULL;
  AxleGridBlock *block;
  guint column;

  if (!axle_grid_canvas_is_ready (self))
    return;
  block = axle_grid_canvas_pick (self, x, y, &column, &place);
  if (block == NULL)
    {
      column = axle_grid_model_find_column (self->model, x, gtk_widget_get_width (GTK_WIDGET (self)));
      axle_grid_keys_set_cursor (self, column, (int) axle_grid_model_get_minute (self->model, y));
      gtk_widget_grab_focus (GTK_WIDGET (self));
      if (button == GDK_BUTTON_SECONDARY)
        axle_grid_keys_popup_menu (self);
      else if (n_press == 2)
        axle_grid_keys_book (self);
      return;
    }
  axle_grid_canvas_focus_place (self, column, place);
  if (button == GDK_BUTTON_SECONDARY)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.menu", "s", AXLE_ID_TEXT (axle_grid_block_get_id (block)));
  else if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.open", "s", AXLE_ID_TEXT (axle_grid_block_get_id (block)));
}

static void
pressed_cb (AxleGridCanvas *self,
            int             n_press,
            double          x,
            double          y,
            GtkGesture     *gesture)
{
  if (!is_touch (gesture))
    press (self, n_press, gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)), x, y);
}

/* A finger that scrolls touches what is there, but does not let go of it. */
static void
released_cb (AxleGridCanvas *self,
             int             n_press,
             double          x,
             double          y,
             GtkGesture     *gesture)
{
  if (is_touch (gesture))
    press (self, n_press, GDK_BUTTON_PRIMARY, x, y);
}

/* The pointer says what a press would take hold of. */
static void
motion_cb (AxleGridCanvas *self,
           double          x,
           double          y)
{
  AxleGridBlock *block = NULL;
  const char *cursor = NULL;

  if (self->drag.begun || !axle_grid_canvas_is_ready (self))
    return;
  block = axle_grid_canvas_pick (self, x, y, NULL, NULL);
  if (block != NULL && axle_grid_canvas_may_write (self) && find_kind (block, GTK_WIDGET (self), x, y) != AXLE_GRID_DRAG_MOVE)
    cursor = "ns-resize";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor);
}

/* Requests of the tray. */

static gboolean
show_request (AxleGridCanvas *self,
              const GValue   *value,
              double          x,
              double          y)
{
  const char *text = value != NULL && G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value) : NULL;

  if (text == NULL || !g_str_has_prefix (text, AXLE_DRAGGED_REQUEST) || !axle_grid_canvas_is_ready (self) ||
      !axle_grid_canvas_may_write (self))
    return FALSE;
  if (self->ghost == NULL)
    axle_grid_ghost_begin_request (self, text + strlen (AXLE_DRAGGED_REQUEST));
  if (self->ghost == NULL)
    return FALSE;
  axle_grid_ghost_move (self, axle_grid_model_find_column (self->model, x, gtk_widget_get_width (GTK_WIDGET (self))),
                        snap_down (axle_grid_model_get_minute (self->model, y)),
                        (int) axle_record_get_integer (self->ghost->record, AXLE_APPOINTMENT_MINUTES), FALSE);
  return TRUE;
}

static GdkDragAction
drop_motion_cb (AxleGridCanvas *self,
                double          x,
                double          y,
                GtkDropTarget  *target)
{
  return show_request (self, gtk_drop_target_get_value (target), x, y) ? GDK_ACTION_COPY : 0;
}

static gboolean
drop_cb (AxleGridCanvas *self,
         const GValue   *value,
         double          x,
         double          y)
{
  if (!show_request (self, value, x, y))
    return FALSE;
  axle_grid_ghost_drop (self);
  return TRUE;
}

void
axle_grid_drag_set_up (AxleGridCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (axle_grid_drag_cancel), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect_swapped (hold, "pressed", G_CALLBACK (held_down_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (axle_grid_ghost_cancel), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (hold));
  gtk_gesture_group (hold, drag);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
