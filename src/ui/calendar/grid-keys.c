/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-private.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/appointment.h"
#include "core/appointment/words.h"
#include "ui/calendar/calendar-menu.h"
#include "ui/calendar/page-actions.h"

/* The cursor: a block, or an empty slot. */

static int
snap_to_slot (int minute)
{
  return CLAMP (minute / AXLE_GRID_SLOT * AXLE_GRID_SLOT, 0, AXLE_DAY_MINUTES - AXLE_GRID_SLOT);
}

void
axle_grid_keys_set_cursor (AxleGridCanvas *self,
                           guint           column,
                           int             minute)
{
  self->cursor_column = column;
  self->cursor_minute = snap_to_slot (minute);
  axle_grid_keys_tell_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* For who hears it only. */
void
axle_grid_keys_tell_cursor (AxleGridCanvas *self)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  const AxleCalendarColumn *column;

  if (self->cursor_column >= axle_grid_model_get_n_columns (self->model))
    return;
  column = axle_grid_model_get_column (self->model, self->cursor_column);
  title = axle_grid_model_dup_title (self->model, self->cursor_column);
  /* Translators: a time, a column of the calendar, and whether somebody is there then. */
  text = g_strdup_printf (_("%02d:%02d, %s, %s"), self->cursor_minute / 60, self->cursor_minute % 60, title,
                          axle_calendar_column_is_open (column, self->cursor_minute) ? _("free") : C_("opening hours", "closed"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static const AxleCalendarPlace *
get_place (const AxleCalendarColumn *column,
           guint                     position)
{
  return &g_array_index (column->places, AxleCalendarPlace, position);
}

/* What comes first at or after @from and before @until; the leftmost of those. */
static const AxleCalendarPlace *
find_beginning (const AxleCalendarColumn *column,
                int                       from,
                int                       until)
{
  const AxleCalendarPlace *found = NULL;

  for (guint i = 0; i < column->places->len; i++)
    {
      const AxleCalendarPlace *place = get_place (column, i);

      if (place->from < from || place->from >= until)
        continue;
      if (found == NULL || place->from < found->from || (place->from == found->from && place->lane < found->lane))
        found = place;
    }
  return found;
}

/* What is on in a slot. */
static const AxleCalendarPlace *
find_on (const AxleCalendarColumn *column,
         int                       from,
         int                       until)
{
  const AxleCalendarPlace *found = NULL;

  for (guint i = 0; i < column->places->len; i++)
    {
      const AxleCalendarPlace *place = get_place (column, i);

      if (place->from < until && place->until > from &&
          (found == NULL || place->from > found->from || (place->from == found->from && place->lane < found->lane)))
        found = place;
    }
  return found;
}

/* The one after @place in its column, by time and lane; the one before it where not @after. */
static const AxleCalendarPlace *
find_next (const AxleCalendarColumn *column,
           const AxleCalendarPlace  *place,
           gboolean                  after)
{
  const AxleCalendarPlace *found = NULL;

  for (guint i = 0; i < column->places->len; i++)
    {
      const AxleCalendarPlace *other = get_place (column, i);
      int order = other->from != place->from ? other->from - place->from : (int) other->lane - (int) place->lane;
      int nearer = found == NULL ? -1 : other->from != found->from ? other->from - found->from : (int) other->lane - (int) found->lane;

      if (after ? order > 0 && nearer < 0 : order < 0 && (found == NULL || nearer > 0))
        found = other;
    }
  return found;
}

static GdkRectangle
find_slot (AxleGridCanvas *self,
           guint           column,
           int             minute)
{
  const AxleCalendarPlace place = { .from = snap_to_slot (minute), .until = snap_to_slot (minute) + AXLE_GRID_SLOT, .width = 1, .n_lanes = 1 };

  return axle_grid_canvas_find_area (self, column, &place);
}

static void
focus_slot (AxleGridCanvas *self,
            guint           column,
            int             minute)
{
  GdkRectangle area = find_slot (self, column, minute);

  axle_grid_keys_set_cursor (self, column, minute);
  axle_grid_canvas_show_area (self, &area);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* To what is there: a block, else the slot. */
static void
focus_time (AxleGridCanvas *self,
            guint           column,
            int             minute)
{
  int slot = snap_to_slot (minute);
  const AxleCalendarPlace *place = find_on (axle_grid_model_get_column (self->model, column), slot, slot + AXLE_GRID_SLOT);

  if (place != NULL)
    axle_grid_canvas_focus_place (self, column, place);
  else
    focus_slot (self, column, slot);
}

static void
step_from_block (AxleGridCanvas          *self,
                 guint                    column,
                 const AxleCalendarPlace *place,
                 gboolean                 down)
{
  const AxleCalendarColumn *shown = axle_grid_model_get_column (self->model, column);
  const AxleCalendarPlace *next = find_next (shown, place, down);
  int slot = down ? (place->until + AXLE_GRID_SLOT - 1) / AXLE_GRID_SLOT * AXLE_GRID_SLOT : snap_to_slot (place->from - 1);

  if (next != NULL && (down ? next->from < slot + AXLE_GRID_SLOT : next->until > slot))
    axle_grid_canvas_focus_place (self, column, next);
  else if (down ? slot < AXLE_DAY_MINUTES : place->from > 0)
    focus_slot (self, column, slot);
}

static void
step_from_slot (AxleGridCanvas *self,
                gboolean        down)
{
  const AxleCalendarColumn *shown = axle_grid_model_get_column (self->model, self->cursor_column);
  int slot = self->cursor_minute + (down ? AXLE_GRID_SLOT : -AXLE_GRID_SLOT);
  const AxleCalendarPlace *next = down ? find_beginning (shown, self->cursor_minute, slot + AXLE_GRID_SLOT)
                                       : find_on (shown, slot, self->cursor_minute);

  if (slot < 0 || slot >= AXLE_DAY_MINUTES)
    return;
  if (next != NULL)
    axle_grid_canvas_focus_place (self, self->cursor_column, next);
  else
    focus_slot (self, self->cursor_column, slot);
}

/* To the left or right: first to what lies beside it, then to the next column. */
static void
step_aside (AxleGridCanvas          *self,
            guint                    column,
            const AxleCalendarPlace *place,
            int                      by)
{
  const AxleCalendarColumn *shown = axle_grid_model_get_column (self->model, column);
  int minute = place != NULL ? place->from : self->cursor_minute;

  for (guint i = 0; place != NULL && i < shown->places->len; i++)
    {
      const AxleCalendarPlace *other = get_place (shown, i);

      if (other->from < place->until && other->until > place->from &&
          (by > 0 ? other->lane == place->lane + place->width : other->lane + other->width == place->lane))
        {
          axle_grid_canvas_focus_place (self, column, other);
          return;
        }
    }
  if ((int) column + by >= 0 && column + (guint) by < axle_grid_model_get_n_columns (self->model))
    focus_time (self, column + (guint) by, minute);
}

static void
step (AxleGridCanvas *self,
      guint           key)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const AxleCalendarPlace *place = NULL;
  guint column = MIN (self->cursor_column, axle_grid_model_get_n_columns (self->model) - 1);

  axle_grid_canvas_get_focused (self, &column, &place);
  self->cursor_column = column;
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    step_aside (self, column, place, (key == GDK_KEY_Right) != mirrored ? 1 : -1);
  else if (place != NULL)
    step_from_block (self, column, place, key == GDK_KEY_Down);
  else
    step_from_slot (self, key == GDK_KEY_Down);
}

/* The name of what the column that @self has its cursor in is of; empty where it is of a day. */
static const char *
get_by (const AxleCalendarColumn *column)
{
  return column->by == AXLE_CALENDAR_BY_DAY ? "" : axle_calendar_by_get_name (column->by);
}

static const AxleCalendarColumn *
get_cursor (AxleGridCanvas *self,
            gint64         *at)
{
  const AxleCalendarColumn *column;

  if (self->cursor_column >= axle_grid_model_get_n_columns (self->model))
    return NULL;
  column = axle_grid_model_get_column (self->model, self->cursor_column);
  *at = axle_day_plan_get_time (column->plan, self->cursor_minute);
  return column;
}

void
axle_grid_keys_book (AxleGridCanvas *self)
{
  gint64 at;
  const AxleCalendarColumn *column = get_cursor (self, &at);

  if (column != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.book", "(xiss)", at, 0, get_by (column), column->key);
}

void
axle_grid_keys_popup_menu (AxleGridCanvas *self)
{
  gint64 at;
  const AxleCalendarColumn *column = get_cursor (self, &at);
  GdkRectangle area;

  if (column == NULL)
    return;
  area = find_slot (self, self->cursor_column, self->cursor_minute);
  axle_calendar_free_menu_popup (GTK_WIDGET (self), &area, at, get_by (column), column->key, NULL);
}

static gboolean
show_capacity (AxleGridCanvas *self)
{
  guint column = self->cursor_column;
  AxleDate date;

  axle_grid_canvas_get_focused (self, &column, NULL);
  if (column >= axle_grid_model_get_n_columns (self->model))
    return FALSE;
  date = axle_grid_model_get_date (self->model, column);
  return axle_page_activate_day (GTK_WIDGET (self), "calendar.capacity", &date);
}

/* A copy of what was copied, where the cursor is. */
static gboolean
paste (AxleGridCanvas *self)
{
  const AxleCalendarPlace *place = NULL;
  guint column = self->cursor_column;
  const AxleCalendarColumn *there;

  axle_grid_canvas_get_focused (self, &column, &place);
  if (column >= axle_grid_model_get_n_columns (self->model))
    return FALSE;
  there = axle_grid_model_get_column (self->model, column);
  return gtk_widget_activate_action (GTK_WIDGET (self), "calendar.paste", "(xss)",
                                     axle_day_plan_get_time (there->plan, place != NULL ? place->from : self->cursor_minute),
                                     get_by (there), there->key);
}

/* Moving and making longer or shorter. */

/* Begins where the block is. */
static gboolean
begin_ghost (AxleGridCanvas *self)
{
  const AxleCalendarPlace *place = NULL;
  const AxleRecord *record;
  guint column;

  if (self->ghost != NULL)
    return self->keyed;
  if (axle_grid_canvas_get_focused (self, &column, &place) == NULL || !axle_grid_canvas_may_write (self))
    return FALSE;
  record = place->item->appointment;
  axle_grid_ghost_begin (self, record, FALSE, NULL);
  self->keyed = TRUE;
  self->ghost->column = column;
  self->ghost->minutes = (int) axle_record_get_integer (record, AXLE_APPOINTMENT_MINUTES);
  self->ghost->from = axle_day_plan_get_minute (axle_grid_model_get_column (self->model, column)->plan,
                                                axle_record_get_integer (record, AXLE_APPOINTMENT_AT));
  return TRUE;
}

static void
show_ghost (AxleGridCanvas *self)
{
  const AxleGridGhost *ghost = self->ghost;
  const AxleCalendarPlace place = { .from = ghost->from, .until = MIN (ghost->from + ghost->minutes, AXLE_DAY_MINUTES), .width = 1, .n_lanes = 1 };
  GdkRectangle area = axle_grid_canvas_find_area (self, ghost->column, &place);

  axle_grid_canvas_show_area (self, &area);
}

static gboolean
move_by (AxleGridCanvas *self,
         guint           key,
         gboolean        copy)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int columns = key == GDK_KEY_Left ? -1 : key == GDK_KEY_Right ? 1 : 0;
  int minutes = key == GDK_KEY_Up ? -AXLE_GRID_SNAP : key == GDK_KEY_Down ? AXLE_GRID_SNAP : 0;
  AxleGridGhost *ghost;

  if (!begin_ghost (self))
    return FALSE;
  ghost = self->ghost;
  axle_grid_ghost_move (self, (guint) MAX ((int) ghost->column + (mirrored ? -columns : columns), 0), ghost->from + minutes,
                        ghost->minutes, copy);
  show_ghost (self);
  return TRUE;
}

static gboolean
resize_by (AxleGridCanvas *self,
           int             minutes)
{
  if (!begin_ghost (self))
    return FALSE;
  axle_grid_ghost_move (self, self->ghost->column, self->ghost->from, MAX (self->ghost->minutes + minutes, AXLE_GRID_SNAP),
                        self->ghost->copy);
  show_ghost (self);
  return TRUE;
}

static gboolean
is_arrow (guint key)
{
  return key == GDK_KEY_Left || key == GDK_KEY_Right || key == GDK_KEY_Up || key == GDK_KEY_Down;
}

/* The keys of the numeric pad mean the same. */
static guint
plain_key (guint key)
{
  switch (key)
    {
    case GDK_KEY_KP_Left: return GDK_KEY_Left;
    case GDK_KEY_KP_Right: return GDK_KEY_Right;
    case GDK_KEY_KP_Up: return GDK_KEY_Up;
    case GDK_KEY_KP_Down: return GDK_KEY_Down;
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter: return GDK_KEY_Return;
    case GDK_KEY_KP_Delete: return GDK_KEY_Delete;
    default: return key;
    }
}

static gboolean
leave_ghost (AxleGridCanvas *self)
{
  if (self->ghost == NULL)
    return FALSE;
  axle_grid_drag_cancel (self);
  axle_grid_ghost_cancel (self);
  return TRUE;
}

/* On the block that has the focus. */
static gboolean
act_on_block (AxleGridCanvas *self,
              guint           key)
{
  AxleGridBlock *block = axle_grid_canvas_get_focused (self, NULL, NULL);
  const char *id = block != NULL ? AXLE_ID_TEXT (axle_grid_block_get_id (block)) : NULL;
  GtkWidget *widget = GTK_WIDGET (self);

  if (id == NULL)
    return FALSE;
  if (key == GDK_KEY_Return)
    return gtk_widget_activate_action (widget, "calendar.open", "s", id);
  if (key == GDK_KEY_c)
    return gtk_widget_activate_action (widget, "calendar.copy", "s", id);
  if (key == GDK_KEY_Delete)
    return gtk_widget_activate_action (widget, "calendar.cancel", "s", id);
  return gtk_widget_activate_action (widget, "calendar.menu", "s", id);
}

/* The menu is there for a free slot, too. */
static gboolean
act (AxleGridCanvas *self,
     guint           key)
{
  if (key != GDK_KEY_Menu || !gtk_widget_has_focus (GTK_WIDGET (self)))
    return act_on_block (self, key);
  axle_grid_keys_popup_menu (self);
  return TRUE;
}

static gboolean
plain_pressed (AxleGridCanvas *self,
               guint           key)
{
  if (key == GDK_KEY_Escape)
    return leave_ghost (self);
  if (key == GDK_KEY_Return && self->keyed)
    {
      axle_grid_ghost_drop (self);
      return TRUE;
    }
  if (is_arrow (key))
    {
      step (self, key);
      return TRUE;
    }
  if (key == GDK_KEY_Return && gtk_widget_has_focus (GTK_WIDGET (self)))
    {
      axle_grid_keys_book (self);
      return TRUE;
    }
  return key == GDK_KEY_Return || key == GDK_KEY_Delete || key == GDK_KEY_Menu ? act (self, key) : FALSE;
}

static gboolean
pressed_cb (AxleGridCanvas  *self,
            guint            key,
            guint            code,
            GdkModifierType  state)
{
  GdkModifierType held = state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);

  if (!axle_grid_canvas_is_ready (self))
    return GDK_EVENT_PROPAGATE;
  key = plain_key (key);
  if (held == 0)
    return plain_pressed (self, key);
  if (is_arrow (key) && (held == GDK_ALT_MASK || held == (GDK_ALT_MASK | GDK_SHIFT_MASK)))
    return move_by (self, key, (held & GDK_SHIFT_MASK) != 0);
  if ((key == GDK_KEY_Up || key == GDK_KEY_Down) && held == (GDK_ALT_MASK | GDK_CONTROL_MASK))
    return resize_by (self, key == GDK_KEY_Down ? AXLE_GRID_SNAP : -AXLE_GRID_SNAP);
  if (held == GDK_CONTROL_MASK && (key == GDK_KEY_c || key == GDK_KEY_v))
    return key == GDK_KEY_c ? act_on_block (self, key) : paste (self);
  if (held == GDK_CONTROL_MASK && key == GDK_KEY_i)
    return show_capacity (self);
  if (key == GDK_KEY_F10 && held == GDK_SHIFT_MASK)
    return act (self, GDK_KEY_Menu);
  return GDK_EVENT_PROPAGATE;
}

/* What was moved with Alt held down is let go of with it: however many steps, it is one
 * change. */
static void
released_cb (AxleGridCanvas *self,
             guint           key)
{
  if (self->keyed && (key == GDK_KEY_Alt_L || key == GDK_KEY_Alt_R || key == GDK_KEY_Meta_L || key == GDK_KEY_Meta_R))
    axle_grid_ghost_drop (self);
}

static gboolean
modifiers_cb (AxleGridCanvas  *self,
              GdkModifierType  state)
{
  self->modifiers = state;
  axle_grid_drag_modified (self);
  return GDK_EVENT_PROPAGATE;
}

/* Who goes elsewhere means what was done so far. */
static void
left_cb (AxleGridCanvas *self)
{
  if (self->keyed)
    axle_grid_ghost_drop (self);
}

void
axle_grid_keys_set_up (AxleGridCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (released_cb), self);
  g_signal_connect_swapped (keys, "modifiers", G_CALLBACK (modifiers_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
