/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-private.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "core/appointment/words.h"
#include "core/organisation/rights.h"
#include "ui/calendar/calendar-actions.h"

/* Blocks so near to what is in sight are there already when it is scrolled to. */
#define MARGIN 240

/* Between blocks that lie side by side, and after the last. */
#define BLOCK_GAP  1
#define COLUMN_GAP 5

/* A block that is shorter can still be hit. */
#define LOWEST_BLOCK 9

/* Who is expected is late from one moment to the next. */
#define CLOCK_SECONDS 20

/* What a block stands for: an appointment may be in two columns. */
typedef struct
{
  AxleId id;
  guint  column;
} Key;

typedef struct
{
  Key                      key;
  AxleGridBlock           *block;   /* NULL until one was found for it */
  const AxleCalendarPlace *place;
} Entry;

G_DEFINE_FINAL_TYPE (AxleGridCanvas, axle_grid_canvas, GTK_TYPE_WIDGET)

enum { RESTED, N_SIGNALS };
static guint signals[N_SIGNALS];

static guint
key_hash (gconstpointer key)
{
  const Key *self = key;

  return axle_id_hash (&self->id) ^ self->column;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const Key *one = a;
  const Key *other = b;

  return one->column == other->column && axle_id_equal (&one->id, &other->id);
}

gboolean
axle_grid_canvas_is_ready (AxleGridCanvas *self)
{
  return self->vertical != NULL && axle_grid_model_get_n_columns (self->model) > 0;
}

gboolean
axle_grid_canvas_is_busy (AxleGridCanvas *self)
{
  return self->ghost != NULL;
}

gboolean
axle_grid_canvas_may_write (AxleGridCanvas *self)
{
  AxleWorkstation *workstation = axle_calendar_get_workstation (axle_grid_model_get_calendar (self->model));

  return axle_workstation_may (workstation, AXLE_RIGHT_APPOINTMENTS_WRITE) && !axle_workstation_is_read_only (workstation);
}

/* Where something is, at the width that the canvas has. */
GdkRectangle
axle_grid_canvas_find_area (AxleGridCanvas          *self,
                            guint                    column,
                            const AxleCalendarPlace *place)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  double x = axle_grid_model_get_x (self->model, column, width);
  double lane = (axle_grid_model_get_width (self->model, column, width) - COLUMN_GAP) / MAX (place->n_lanes, 1);
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint first = mirrored ? place->n_lanes - place->lane - place->width : place->lane;
  int y = (int) axle_grid_model_get_y (self->model, place->from);
  GdkRectangle area = {
    .x = (int) (x + first * lane) + 1,
    .y = y + 1,
    .width = (int) (place->width * lane) - BLOCK_GAP,
    .height = (int) axle_grid_model_get_y (self->model, place->until) - y - BLOCK_GAP,
  };

  area.width = MAX (area.width, 1);
  area.height = MAX (area.height, LOWEST_BLOCK);
  return area;
}

void
axle_grid_canvas_show_area (AxleGridCanvas     *self,
                            const GdkRectangle *area)
{
  gtk_adjustment_clamp_page (self->vertical, area->y - 24, area->y + area->height + 24);
  gtk_adjustment_clamp_page (self->horizontal, area->x - 12, area->x + area->width + 12);
}

/* Filling with blocks what is in sight. */

static GdkRectangle
find_sight (AxleGridCanvas *self)
{
  return (GdkRectangle) {
    (int) gtk_adjustment_get_value (self->horizontal) - MARGIN, (int) gtk_adjustment_get_value (self->vertical) - MARGIN,
    (int) gtk_adjustment_get_page_size (self->horizontal) + 2 * MARGIN,
    (int) gtk_adjustment_get_page_size (self->vertical) + 2 * MARGIN,
  };
}

static AxleGridBlock *
take_block (AxleGridCanvas *self)
{
  GtkWidget *block;

  if (self->spare->len > 0)
    {
      block = g_ptr_array_steal_index (self->spare, self->spare->len - 1);
      gtk_widget_set_visible (block, TRUE);
      return AXLE_GRID_BLOCK (block);
    }
  block = axle_grid_block_new ();
  gtk_widget_set_parent (block, GTK_WIDGET (self));
  return AXLE_GRID_BLOCK (block);
}

static void
give_back (AxleGridCanvas *self,
           Entry          *entry)
{
  gtk_widget_set_visible (GTK_WIDGET (entry->block), FALSE);
  axle_grid_block_set_item (entry->block, NULL, NULL, 0);
  g_ptr_array_add (self->spare, entry->block);
}

static void
tell_block (AxleGridCanvas *self,
            Entry          *entry)
{
  AxleCalendar *calendar = axle_grid_model_get_calendar (self->model);

  axle_grid_block_set_item (entry->block, entry->place->item, axle_calendar_get_zone (calendar),
                            axle_appointment_get_late_before (axle_calendar_get_workstation (calendar)));
}

static void
want_place (AxleGridCanvas          *self,
            GHashTable              *wanted,
            guint                    column,
            const AxleCalendarPlace *place)
{
  const Key key = { place->item->appointment->id, column };
  Entry *entry = NULL;

  if (!g_hash_table_steal_extended (self->shown, &key, NULL, (gpointer *) &entry))
    {
      entry = g_new0 (Entry, 1);
      entry->key = key;
    }
  entry->place = place;
  g_hash_table_insert (wanted, &entry->key, entry);
}

/* What has the focus keeps it, wherever it is scrolled or moved to. */
static void
want_column (AxleGridCanvas     *self,
             GHashTable         *wanted,
             guint               column,
             const GdkRectangle *sight,
             const AxleId       *focused)
{
  AxleCalendarColumn *shown = axle_grid_model_get_column (self->model, column);

  for (guint i = 0; i < shown->places->len; i++)
    {
      const AxleCalendarPlace *place = &g_array_index (shown->places, AxleCalendarPlace, i);
      GdkRectangle area = axle_grid_canvas_find_area (self, column, place);

      if (gdk_rectangle_intersect (&area, sight, NULL) || axle_id_equal (&place->item->appointment->id, focused))
        want_place (self, wanted, column, place);
    }
}

static Entry *
find_entry (GHashTable   *entries,
            const AxleId *id)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (axle_id_equal (&((Entry *) value)->key.id, id))
      return value;
  return NULL;
}

/* An appointment that was moved to another column takes its block, and the focus, with it.
 * Where one with the focus is gone, its slot has the focus. */
static void
keep_focus (AxleGridCanvas *self,
            GHashTable     *wanted,
            const AxleId   *focused)
{
  Entry *before = find_entry (self->shown, focused);
  Entry *after = find_entry (wanted, focused);

  if (before == NULL)
    return;
  if (after == NULL)
    {
      int minute = (int) axle_grid_model_get_minute (self->model, gtk_adjustment_get_value (self->vertical));
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (GTK_WIDGET (before->block), GTK_WIDGET (self), &bounds))
        minute = (int) axle_grid_model_get_minute (self->model, bounds.origin.y);
      axle_grid_keys_set_cursor (self, before->key.column, minute);
      gtk_widget_grab_focus (GTK_WIDGET (self));
    }
  else if (after->block == NULL)
    {
      after->block = g_steal_pointer (&before->block);
    }
}

/* @renew: whether what is there may tell something else now. */
static void
fill (AxleGridCanvas *self,
      gboolean        renew)
{
  g_autoptr(GHashTable) wanted = g_hash_table_new_full (key_hash, key_equal, NULL, g_free);
  AxleGridBlock *block = axle_grid_canvas_get_focused (self, NULL, NULL);
  AxleId focused = block != NULL ? *axle_grid_block_get_id (block) : AXLE_ID_NONE;
  GdkRectangle sight = find_sight (self);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    want_column (self, wanted, i, &sight, &focused);
  if (!axle_id_is_none (&focused))
    keep_focus (self, wanted, &focused);
  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Entry *) value)->block != NULL)
      give_back (self, value);
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      if (entry->block != NULL && !renew && axle_grid_block_get_item (entry->block) == entry->place->item)
        continue;
      if (entry->block == NULL)
        entry->block = take_block (self);
      tell_block (self, entry);
    }
  g_hash_table_unref (self->shown);
  self->shown = g_steal_pointer (&wanted);
  axle_grid_canvas_mark_moved (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
fill_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  AxleGridCanvas *self = AXLE_GRID_CANVAS (widget);

  self->fill_id = 0;
  if (axle_grid_canvas_is_ready (self))
    fill (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* In the next frame, before it is laid out. */
static void
queue_fill (AxleGridCanvas *self)
{
  if (self->fill_id == 0)
    self->fill_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), fill_cb, NULL, NULL);
}

/* What is shown is about to go: nothing may look at it any more. */
static void
changed_cb (AxleGridCanvas *self)
{
  axle_grid_drag_cancel (self);
  axle_grid_ghost_cancel (self);
  if (self->vertical != NULL)
    fill (self, TRUE);
  axle_grid_keys_tell_cursor (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
zoomed_cb (AxleGridCanvas *self)
{
  queue_fill (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
clock_cb (gpointer data)
{
  AxleGridCanvas *self = data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && axle_grid_canvas_is_ready (self))
    {
      fill (self, TRUE);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  return G_SOURCE_CONTINUE;
}

/* Finding blocks. */

static Entry *
find_entry_of (AxleGridCanvas *self,
               GtkWidget      *block)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->shown);
  while (block != NULL && g_hash_table_iter_next (&iter, NULL, &value))
    if ((GtkWidget *) ((Entry *) value)->block == block)
      return value;
  return NULL;
}

static AxleGridBlock *
tell_entry (const Entry              *entry,
            guint                    *column,
            const AxleCalendarPlace **place)
{
  if (entry == NULL)
    return NULL;
  if (column != NULL)
    *column = entry->key.column;
  if (place != NULL)
    *place = entry->place;
  return entry->block;
}

AxleGridBlock *
axle_grid_canvas_pick (AxleGridCanvas           *self,
                       double                    x,
                       double                    y,
                       guint                    *column,
                       const AxleCalendarPlace **place)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return tell_entry (picked != NULL ? find_entry_of (self, picked) : NULL, column, place);
}

AxleGridBlock *
axle_grid_canvas_get_focused (AxleGridCanvas           *self,
                              guint                    *column,
                              const AxleCalendarPlace **place)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return tell_entry (child != NULL && gtk_widget_has_focus (child) ? find_entry_of (self, child) : NULL, column, place);
}

void
axle_grid_canvas_focus_place (AxleGridCanvas          *self,
                              guint                    column,
                              const AxleCalendarPlace *place)
{
  GdkRectangle area = axle_grid_canvas_find_area (self, column, place);
  Key key = { place->item->appointment->id, column };
  Entry *entry;

  axle_grid_canvas_show_area (self, &area);
  fill (self, FALSE);
  entry = g_hash_table_lookup (self->shown, &key);
  if (entry == NULL)
    return;
  axle_grid_keys_set_cursor (self, column, place->from);
  gtk_widget_grab_focus (GTK_WIDGET (entry->block));
}

gboolean
axle_grid_canvas_select (AxleGridCanvas *self,
                         const AxleId   *appointment)
{
  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    {
      AxleCalendarColumn *column = axle_grid_model_get_column (self->model, i);

      for (guint j = 0; j < column->places->len; j++)
        {
          const AxleCalendarPlace *place = &g_array_index (column->places, AxleCalendarPlace, j);

          if (!axle_id_equal (&place->item->appointment->id, appointment))
            continue;
          axle_grid_canvas_focus_place (self, i, place);
          return TRUE;
        }
    }
  return FALSE;
}

void
axle_grid_canvas_mark_moved (AxleGridCanvas *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      if (self->ghost != NULL && !self->ghost->is_new && !self->ghost->copy &&
          axle_id_equal (&entry->key.id, &self->ghost->record->id))
        gtk_widget_add_css_class (GTK_WIDGET (entry->block), "moved");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (entry->block), "moved");
    }
}

/* The widget. */

static void
axle_grid_canvas_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  AxleGridCanvas *self = AXLE_GRID_CANVAS (widget);

  if (!axle_grid_canvas_is_ready (self))
    return;
  axle_grid_draw_under (self, snapshot);
  GTK_WIDGET_CLASS (axle_grid_canvas_parent_class)->snapshot (widget, snapshot);
  axle_grid_draw_over (self, snapshot);
}

static void
axle_grid_canvas_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  AxleGridCanvas *self = AXLE_GRID_CANVAS (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? axle_grid_model_get_min_width (self->model)
                                                                  : axle_grid_model_get_height (self->model);
}

static void
axle_grid_canvas_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  AxleGridCanvas *self = AXLE_GRID_CANVAS (widget);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;
      GdkRectangle area = axle_grid_canvas_find_area (self, entry->key.column, entry->place);

      gtk_widget_size_allocate (GTK_WIDGET (entry->block), &area, -1);
    }
  axle_grid_ghost_allocate (self);
}

/* The arrow keys go from block to block; Tab leaves. */
static gboolean
axle_grid_canvas_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  if (gtk_widget_get_focus_child (widget) != NULL || gtk_widget_has_focus (widget))
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

static void
axle_grid_canvas_dispose (GObject *object)
{
  AxleGridCanvas *self = AXLE_GRID_CANVAS (object);
  GtkWidget *child;

  g_clear_handle_id (&self->clock_id, g_source_remove);
  axle_grid_drag_cancel (self);
  axle_grid_ghost_cancel (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->ghost_block = self->hint = NULL;
  g_hash_table_remove_all (self->shown);
  g_ptr_array_set_size (self->spare, 0);
  g_clear_object (&self->horizontal);
  g_clear_object (&self->vertical);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (axle_grid_canvas_parent_class)->dispose (object);
}

static void
axle_grid_canvas_finalize (GObject *object)
{
  AxleGridCanvas *self = AXLE_GRID_CANVAS (object);

  g_hash_table_unref (self->shown);
  g_ptr_array_unref (self->spare);
  G_OBJECT_CLASS (axle_grid_canvas_parent_class)->finalize (object);
}

static void
axle_grid_canvas_class_init (AxleGridCanvasClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_grid_canvas_dispose;
  G_OBJECT_CLASS (class)->finalize = axle_grid_canvas_finalize;
  signals[RESTED] = g_signal_new ("rested", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  widget_class->snapshot = axle_grid_canvas_snapshot;
  widget_class->measure = axle_grid_canvas_measure;
  widget_class->size_allocate = axle_grid_canvas_size_allocate;
  widget_class->focus = axle_grid_canvas_focus;
  axle_calendar_actions_bind (widget_class);
  gtk_widget_class_set_css_name (widget_class, "calendar-canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
axle_grid_canvas_init (AxleGridCanvas *self)
{
  self->shown = g_hash_table_new_full (key_hash, key_equal, NULL, g_free);
  self->spare = g_ptr_array_new ();
  self->clock_id = g_timeout_add_seconds (CLOCK_SECONDS, clock_cb, self);
  self->cursor_minute = 9 * 60;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Appointments"), -1);
  axle_grid_drag_set_up (self);
  axle_grid_keys_set_up (self);
}

GtkWidget *
axle_grid_canvas_new (AxleGridModel *model)
{
  AxleGridCanvas *self = g_object_new (AXLE_TYPE_GRID_CANVAS, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "zoomed", G_CALLBACK (zoomed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

static void
watch (AxleGridCanvas *self,
       GtkAdjustment  *adjustment)
{
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (queue_fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (queue_fill), self, G_CONNECT_SWAPPED);
}

void
axle_grid_canvas_set_adjustments (AxleGridCanvas *self,
                                  GtkAdjustment  *horizontal,
                                  GtkAdjustment  *vertical)
{
  g_set_object (&self->horizontal, horizontal);
  g_set_object (&self->vertical, vertical);
  watch (self, horizontal);
  watch (self, vertical);
}
