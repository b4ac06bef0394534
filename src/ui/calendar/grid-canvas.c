/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-private.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/words.h"
#include "core/organisation/rights.h"
#include "ui/calendar/calendar-actions.h"

/* Between blocks that lie side by side, and after the last. */
#define BLOCK_GAP  1
#define COLUMN_GAP 5

/* A block that is shorter can still be hit. */
#define LOWEST_BLOCK 9

/* Frames. */
#define MAX_STAYED 2

G_DEFINE_FINAL_TYPE (AxleGridCanvas, axle_grid_canvas, GTK_TYPE_WIDGET)

enum { RESTED, N_SIGNALS };
static guint signals[N_SIGNALS];

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

/* What is shown is about to go: nothing may look at it any more. */
static void
changed_cb (AxleGridCanvas *self)
{
  axle_grid_drag_cancel (self);
  axle_grid_ghost_cancel (self);
  axle_grid_blocks_renew (self);
  axle_grid_keys_tell_cursor (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
zoomed_cb (AxleGridCanvas *self)
{
  axle_grid_blocks_queue (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* The widget. */

static gboolean
draw_again_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       data)
{
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

/* Texts of very many at once are laid out in several frames, so that none is late; until they
 * are there, the picture before them stays. But not for long: who zooms always wants others. */
static gboolean
stays (AxleGridCanvas *self)
{
  if (self->picture == NULL || self->n_stayed == MAX_STAYED || axle_grid_blocks_prepare (self))
    {
      self->n_stayed = 0;
      return FALSE;
    }
  self->n_stayed++;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), draw_again_cb, NULL, NULL);
  return TRUE;
}

static GskRenderNode *
draw (AxleGridCanvas *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  axle_grid_draw_under (self, snapshot);
  axle_grid_blocks_snapshot (self, snapshot);
  axle_grid_ghost_snapshot (self, snapshot);
  axle_grid_draw_over (self, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
axle_grid_canvas_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  AxleGridCanvas *self = AXLE_GRID_CANVAS (widget);

  if (!axle_grid_canvas_is_ready (self))
    return;
  if (!stays (self))
    {
      g_clear_pointer (&self->picture, gsk_render_node_unref);
      self->picture = draw (self);
    }
  if (self->picture != NULL)
    gtk_snapshot_append_node (snapshot, self->picture);
}

static void
axle_grid_canvas_unmap (GtkWidget *widget)
{
  /* It is seen again when it is of another time. */
  g_clear_pointer (&AXLE_GRID_CANVAS (widget)->picture, gsk_render_node_unref);
  GTK_WIDGET_CLASS (axle_grid_canvas_parent_class)->unmap (widget);
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

  axle_grid_blocks_allocate (self);
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

  axle_grid_drag_cancel (self);
  axle_grid_ghost_cancel (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->ghost_block = self->hint = NULL;
  axle_grid_blocks_clear (self);
  g_clear_object (&self->horizontal);
  g_clear_object (&self->vertical);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (axle_grid_canvas_parent_class)->dispose (object);
}

static void
axle_grid_canvas_finalize (GObject *object)
{
  axle_grid_blocks_free (AXLE_GRID_CANVAS (object));
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
  widget_class->unmap = axle_grid_canvas_unmap;
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
  axle_grid_blocks_set_up (self);
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

/* Only what is in sight is drawn. */
static void
scrolled_cb (AxleGridCanvas *self)
{
  axle_grid_blocks_queue (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
watch (AxleGridCanvas *self,
       GtkAdjustment  *adjustment)
{
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
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
