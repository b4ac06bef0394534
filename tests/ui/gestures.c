/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/gestures.h"

static GtkEventController *
find_controller (GtkWidget *widget,
                 GType      type)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_OBJECT_TYPE (controller) == type)
        return controller;
    }
  g_assert_not_reached ();
}

static void
hold (GtkWidget       *widget,
      GdkModifierType  held)
{
  gboolean taken;

  g_signal_emit_by_name (find_controller (widget, GTK_TYPE_EVENT_CONTROLLER_KEY), "modifiers", held, &taken);
}

void
test_drag_begin (GtkWidget *widget,
                 double     x,
                 double     y,
                 double     dx,
                 double     dy)
{
  GtkEventController *drag = find_controller (widget, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (drag, "drag-begin", x, y);
  /* A hand does not jump. */
  g_signal_emit_by_name (drag, "drag-update", dx / 2, dy / 2);
  g_signal_emit_by_name (drag, "drag-update", dx, dy);
}

void
test_drag_move (GtkWidget *widget,
                double     dx,
                double     dy)
{
  g_signal_emit_by_name (find_controller (widget, GTK_TYPE_GESTURE_DRAG), "drag-update", dx, dy);
}

void
test_drag_end (GtkWidget *widget,
               double     dx,
               double     dy)
{
  g_signal_emit_by_name (find_controller (widget, GTK_TYPE_GESTURE_DRAG), "drag-end", dx, dy);
}

void
test_drag (GtkWidget       *widget,
           double           x,
           double           y,
           double           dx,
           double           dy,
           GdkModifierType  held)
{
  hold (widget, held);
  test_drag_begin (widget, x, y, dx, dy);
  test_drag_end (widget, dx, dy);
  hold (widget, 0);
}

void
test_click (GtkWidget *widget,
            int        n_press,
            double     x,
            double     y)
{
  for (int i = 1; i <= n_press; i++)
    g_signal_emit_by_name (find_controller (widget, GTK_TYPE_GESTURE_CLICK), "pressed", i, x, y);
}

gboolean
test_press_key (GtkWidget       *widget,
                guint            key,
                GdkModifierType  held)
{
  gboolean taken = FALSE;

  g_signal_emit_by_name (find_controller (widget, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed", key, 0, held, &taken);
  return taken;
}

void
test_release_key (GtkWidget *widget,
                  guint      key)
{
  g_signal_emit_by_name (find_controller (widget, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-released", key, 0, 0);
}

gboolean
test_drop_text (GtkWidget  *widget,
                const char *text,
                double      x,
                double      y)
{
  g_auto(GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  g_signal_emit_by_name (find_controller (widget, GTK_TYPE_DROP_TARGET), "drop", &value, x, y, &taken);
  return taken;
}
