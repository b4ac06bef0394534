/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/gestures.h"

#include "support/support.h"

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
test_hold (GtkWidget *widget,
           double     x,
           double     y)
{
  g_signal_emit_by_name (find_controller (widget, GTK_TYPE_GESTURE_DRAG), "drag-begin", x, y);
  g_signal_emit_by_name (find_controller (widget, GTK_TYPE_GESTURE_LONG_PRESS), "pressed", x, y);
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

static GtkWidget *
find_menu (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child) && gtk_widget_get_mapped (child))
      return child;
  return NULL;
}

static gboolean
has_menu (gpointer data)
{
  return find_menu (data) != NULL;
}

static gboolean
has_no_menu (gpointer data)
{
  return find_menu (data) == NULL;
}

static gboolean
choose (GtkWidget  *menu,
        GMenuModel *model,
        const char *action)
{
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    {
      g_autoptr(GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SECTION);
      g_autoptr(GVariant) target = g_menu_model_get_item_attribute_value (model, i, G_MENU_ATTRIBUTE_TARGET, NULL);
      g_autofree char *name = NULL;

      if (section != NULL && choose (menu, section, action))
        return TRUE;
      if (g_menu_model_get_item_attribute (model, i, G_MENU_ATTRIBUTE_ACTION, "s", &name) && g_str_equal (name, action))
        return gtk_widget_activate_action_variant (menu, name, target);
    }
  return FALSE;
}

void
test_choose (GtkWidget  *widget,
             const char *action)
{
  GtkWidget *menu;

  axle_test_wait_for (has_menu, widget);
  menu = find_menu (widget);
  if (!choose (menu, gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (menu)), action))
    g_error ("the menu has no “%s”", action);
  gtk_popover_popdown (GTK_POPOVER (menu));
  axle_test_wait_for (has_no_menu, widget);
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
