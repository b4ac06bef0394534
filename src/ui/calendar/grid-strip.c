/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-strip.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "ui/calendar/calendar-actions.h"
#include "ui/calendar/grid-block.h"

#define LINE_HEIGHT 22
#define PADDING     3
#define COLUMN_GAP  5

struct _AxleGridStrip
{
  GtkWidget      parent_instance;
  AxleGridModel *model;
};

G_DEFINE_FINAL_TYPE (AxleGridStrip, axle_grid_strip, GTK_TYPE_WIDGET)

static guint
count_lines (AxleGridStrip *self)
{
  guint most = 0;

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    most = MAX (most, axle_grid_model_get_column (self->model, i)->all_day->len);
  return most;
}

/* One for each, column after column. */
static void
fill (AxleGridStrip *self)
{
  AxleCalendar *calendar = axle_grid_model_get_calendar (self->model);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    {
      const AxleCalendarColumn *column = axle_grid_model_get_column (self->model, i);

      for (guint j = 0; j < column->all_day->len; j++)
        {
          child = axle_grid_block_new ();
          axle_grid_block_set_item (AXLE_GRID_BLOCK (child), column->all_day->pdata[j], axle_calendar_get_zone (calendar),
                                    axle_appointment_get_late_before (axle_calendar_get_workstation (calendar)));
          gtk_widget_set_parent (child, GTK_WIDGET (self));
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self), count_lines (self) > 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
axle_grid_strip_select (AxleGridStrip *self,
                        const AxleId  *appointment)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (axle_id_equal (axle_grid_block_get_id (AXLE_GRID_BLOCK (child)), appointment))
      return gtk_widget_grab_focus (child);
  return FALSE;
}

/* Opening, and what else is done with one. */

static gboolean
act (AxleGridStrip *self,
     GtkWidget     *block,
     const char    *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), action, "s", AXLE_ID_TEXT (axle_grid_block_get_id (AXLE_GRID_BLOCK (block))));
}

static gboolean
key_cb (AxleGridStrip   *self,
        guint            key,
        guint            code,
        GdkModifierType  state)
{
  GtkWidget *block = gtk_widget_get_focus_child (GTK_WIDGET (self));

  if (block == NULL)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return act (self, block, "calendar.open");
    case GDK_KEY_Menu:
      return act (self, block, "calendar.menu");
    case GDK_KEY_F10:
      return (state & GDK_SHIFT_MASK) != 0 && act (self, block, "calendar.menu");
    case GDK_KEY_Delete:
      return act (self, block, "calendar.cancel");
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
pressed_cb (AxleGridStrip *self,
            int            n_press,
            double         x,
            double         y,
            GtkGesture    *gesture)
{
  GtkWidget *block = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (block == NULL || !AXLE_IS_GRID_BLOCK (block))
    return;
  gtk_widget_grab_focus (block);
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY)
    act (self, block, "calendar.menu");
  else if (n_press == 2)
    act (self, block, "calendar.open");
}

/* The widget. */

static void
axle_grid_strip_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  AxleGridStrip *self = AXLE_GRID_STRIP (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? axle_grid_model_get_min_width (self->model)
                                                                  : (int) count_lines (self) * LINE_HEIGHT + 2 * PADDING;
}

static void
axle_grid_strip_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  AxleGridStrip *self = AXLE_GRID_STRIP (widget);
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    for (guint j = 0; child != NULL && j < axle_grid_model_get_column (self->model, i)->all_day->len; j++)
      {
        GdkRectangle area = {
          (int) axle_grid_model_get_x (self->model, i, width) + 1, PADDING + (int) j * LINE_HEIGHT,
          MAX ((int) axle_grid_model_get_width (self->model, i, width) - COLUMN_GAP - 1, 1), LINE_HEIGHT - 1,
        };

        gtk_widget_size_allocate (child, &area, -1);
        child = gtk_widget_get_next_sibling (child);
      }
}

static void
axle_grid_strip_dispose (GObject *object)
{
  AxleGridStrip *self = AXLE_GRID_STRIP (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (axle_grid_strip_parent_class)->dispose (object);
}

static void
axle_grid_strip_class_init (AxleGridStripClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_grid_strip_dispose;
  widget_class->measure = axle_grid_strip_measure;
  widget_class->size_allocate = axle_grid_strip_size_allocate;
  axle_calendar_actions_bind (widget_class);
  gtk_widget_class_set_css_name (widget_class, "calendar-strip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
axle_grid_strip_init (AxleGridStrip *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("All day"), -1);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
axle_grid_strip_new (AxleGridModel *model)
{
  AxleGridStrip *self = g_object_new (AXLE_TYPE_GRID_STRIP, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
