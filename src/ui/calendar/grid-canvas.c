/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-canvas.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "core/appointment/words.h"
#include "ui/calendar/grid-block.h"

/* Blocks so near to what is in sight are there already when it is scrolled to. */
#define MARGIN 240

/* Between blocks that lie side by side, and after the last. */
#define BLOCK_GAP    1
#define COLUMN_GAP   5

/* A block that is shorter can still be hit. */
#define LOWEST_BLOCK 9

/* What a block stands for: an appointment may be in two columns. */
typedef struct
{
  AxleId id;
  guint  column;
} Key;

typedef struct
{
  Key                      key;
  AxleGridBlock           *block;
  const AxleCalendarPlace *place;
} Entry;

struct _AxleGridCanvas
{
  GtkWidget      parent_instance;
  AxleGridModel *model;
  GtkAdjustment *horizontal;
  GtkAdjustment *vertical;
  GHashTable    *shown;      /* Entry by its key */
  GPtrArray     *spare;      /* blocks that show nothing now */
  guint          fill_id;
  guint          clock_id;
};

G_DEFINE_FINAL_TYPE (AxleGridCanvas, axle_grid_canvas, GTK_TYPE_WIDGET)

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

/* Where a block is, at the width that the canvas has. */
static GdkRectangle
find_area (AxleGridCanvas          *self,
           guint                    column,
           const AxleCalendarPlace *place)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  double x = axle_grid_model_get_x (self->model, column, width);
  double room = axle_grid_model_get_width (self->model, column, width) - COLUMN_GAP;
  double lane = room / MAX (place->n_lanes, 1);
  guint first = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? place->n_lanes - place->lane - place->width
                                                                                   : place->lane;
  double y = axle_grid_model_get_y (self->model, place->from);
  GdkRectangle area = {
    .x = (int) (x + first * lane) + 1,
    .y = (int) y + 1,
    .width = (int) (place->width * lane) - BLOCK_GAP,
    .height = (int) axle_grid_model_get_y (self->model, place->until) - (int) y - BLOCK_GAP,
  };

  area.width = MAX (area.width, 1);
  area.height = MAX (area.height, LOWEST_BLOCK);
  return area;
}

/* Filling with blocks what is in sight. */

static GdkRectangle
find_sight (AxleGridCanvas *self)
{
  GdkRectangle sight = {
    (int) gtk_adjustment_get_value (self->horizontal) - MARGIN, (int) gtk_adjustment_get_value (self->vertical) - MARGIN,
    (int) gtk_adjustment_get_page_size (self->horizontal) + 2 * MARGIN,
    (int) gtk_adjustment_get_page_size (self->vertical) + 2 * MARGIN,
  };

  return sight;
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
show_place (AxleGridCanvas          *self,
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

static void
show_column (AxleGridCanvas     *self,
             GHashTable         *wanted,
             guint               column,
             const GdkRectangle *sight)
{
  AxleCalendarColumn *shown = axle_grid_model_get_column (self->model, column);

  for (guint i = 0; i < shown->places->len; i++)
    {
      const AxleCalendarPlace *place = &g_array_index (shown->places, AxleCalendarPlace, i);
      GdkRectangle area = find_area (self, column, place);
      Key key = { place->item->appointment->id, column };
      const Entry *entry = g_hash_table_lookup (self->shown, &key);

      /* What has the focus keeps it, wherever it is scrolled to. */
      if (gdk_rectangle_intersect (&area, sight, NULL) ||
          (entry != NULL && gtk_widget_has_focus (GTK_WIDGET (entry->block))))
        show_place (self, wanted, column, place);
    }
}

/* @renew: whether what is there may tell something else now. */
static void
fill (AxleGridCanvas *self,
      gboolean        renew)
{
  g_autoptr(GHashTable) wanted = g_hash_table_new_full (key_hash, key_equal, NULL, g_free);
  GdkRectangle sight = find_sight (self);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    show_column (self, wanted, i, &sight);
  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    give_back (self, value);
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      if (entry->block != NULL && !renew)
        continue;
      if (entry->block == NULL)
        entry->block = take_block (self);
      tell_block (self, entry);
    }
  g_hash_table_unref (self->shown);
  self->shown = g_steal_pointer (&wanted);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
fill_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  AxleGridCanvas *self = AXLE_GRID_CANVAS (widget);

  self->fill_id = 0;
  if (axle_grid_model_get_calendar (self->model) != NULL && self->vertical != NULL)
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
  if (axle_grid_model_get_calendar (self->model) != NULL && self->vertical != NULL)
    fill (self, TRUE);
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

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || axle_grid_model_get_calendar (self->model) == NULL)
    return G_SOURCE_CONTINUE;
  /* Who was expected may be late now. */
  fill (self, TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_CONTINUE;
}

/* Drawing. */

static void
fill_rect (GtkSnapshot   *snapshot,
           double         x,
           double         y,
           double         width,
           double         height,
           const GdkRGBA *colour)
{
  gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

static GdkRGBA
faint (AxleGridCanvas *self,
       float           alpha)
{
  GdkRGBA colour;

  gtk_widget_get_color (GTK_WIDGET (self), &colour);
  colour.alpha *= alpha;
  return colour;
}

static void
draw_closed (AxleGridCanvas *self,
             GtkSnapshot    *snapshot,
             guint           column,
             double          x,
             double          width)
{
  const AxleCalendarColumn *shown = axle_grid_model_get_column (self->model, column);
  GdkRGBA colour = faint (self, 0.06f);
  int since = 0;

  for (guint i = 0; i <= shown->hours->len; i++)
    {
      int until = i < shown->hours->len ? g_array_index (shown->hours, AxleDaySpan, i).from : AXLE_DAY_MINUTES;
      double y = axle_grid_model_get_y (self->model, since);

      if (until > since)
        fill_rect (snapshot, x, y, width, axle_grid_model_get_y (self->model, until) - y, &colour);
      if (i < shown->hours->len)
        since = g_array_index (shown->hours, AxleDaySpan, i).until;
    }
}

static void
draw_columns (AxleGridCanvas *self,
              GtkSnapshot    *snapshot,
              int             width,
              int             height)
{
  GdkRGBA thin = faint (self, 0.10f);
  GdkRGBA strong = faint (self, 0.28f);

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    {
      double x = axle_grid_model_get_x (self->model, i, width);
      double room = axle_grid_model_get_width (self->model, i, width);

      draw_closed (self, snapshot, i, x, room);
      fill_rect (snapshot, (int) x, 0, 1, height, axle_grid_model_begins_day (self->model, i) ? &strong : &thin);
    }
}

static void
draw_hours (AxleGridCanvas *self,
            GtkSnapshot    *snapshot,
            int             width)
{
  GdkRGBA whole = faint (self, 0.14f);
  GdkRGBA half = faint (self, 0.06f);

  for (int minute = 0; minute < AXLE_DAY_MINUTES; minute += 30)
    fill_rect (snapshot, 0, (int) axle_grid_model_get_y (self->model, minute), width, 1, minute % 60 == 0 ? &whole : &half);
}

/* Over the blocks, in the columns of today. */
static void
draw_now (AxleGridCanvas *self,
          GtkSnapshot    *snapshot,
          int             width)
{
  gint64 now = axle_host_now (axle_host_get_default ());
  const GdkRGBA red = { 0.88f, 0.11f, 0.14f, 1 };

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    {
      int minute = axle_day_plan_get_minute (axle_grid_model_get_column (self->model, i)->plan, now);

      if (minute >= 0 && minute < AXLE_DAY_MINUTES)
        fill_rect (snapshot, axle_grid_model_get_x (self->model, i, width), (int) axle_grid_model_get_y (self->model, minute),
                   axle_grid_model_get_width (self->model, i, width), 2, &red);
    }
}

static void
axle_grid_canvas_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  AxleGridCanvas *self = AXLE_GRID_CANVAS (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  draw_columns (self, snapshot, width, height);
  draw_hours (self, snapshot, width);
  GTK_WIDGET_CLASS (axle_grid_canvas_parent_class)->snapshot (widget, snapshot);
  draw_now (self, snapshot, width);
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
      GdkRectangle area = find_area (self, entry->key.column, entry->place);

      gtk_widget_size_allocate (GTK_WIDGET (entry->block), &area, -1);
    }
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
          GdkRectangle area = find_area (self, i, place);
          Key key = { place->item->appointment->id, i };
          Entry *entry;

          if (!axle_id_equal (&key.id, appointment))
            continue;
          gtk_adjustment_clamp_page (self->vertical, area.y - 24, area.y + area.height + 24);
          gtk_adjustment_clamp_page (self->horizontal, area.x - 12, area.x + area.width + 12);
          fill (self, FALSE);
          entry = g_hash_table_lookup (self->shown, &key);
          return entry != NULL && gtk_widget_grab_focus (GTK_WIDGET (entry->block));
        }
    }
  return FALSE;
}

static void
axle_grid_canvas_dispose (GObject *object)
{
  AxleGridCanvas *self = AXLE_GRID_CANVAS (object);
  GtkWidget *child;

  g_clear_handle_id (&self->clock_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  g_clear_object (&self->horizontal);
  g_clear_object (&self->vertical);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (axle_grid_canvas_parent_class)->dispose (object);
}

static void
axle_grid_canvas_class_init (AxleGridCanvasClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_grid_canvas_dispose;
  widget_class->snapshot = axle_grid_canvas_snapshot;
  widget_class->measure = axle_grid_canvas_measure;
  widget_class->size_allocate = axle_grid_canvas_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "calendar-canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
axle_grid_canvas_init (AxleGridCanvas *self)
{
  self->shown = g_hash_table_new_full (key_hash, key_equal, NULL, g_free);
  self->spare = g_ptr_array_new ();
  self->clock_id = g_timeout_add_seconds (20, clock_cb, self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Appointments"), -1);
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
