/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/screen-check.h"

#include <adwaita.h>

static gboolean
has_own_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  return (tooltip != NULL && tooltip[0] != '\0') ||
         gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY) ||
         (ADW_IS_PREFERENCES_ROW (widget) &&
          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget))[0] != '\0');
}

/* Buttons, rows and cells are named by the words in them. */
static gboolean
has_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_label_get_text (GTK_LABEL (widget))[0] != '\0')
    return TRUE;
  if (GTK_IS_INSCRIPTION (widget) && gtk_inscription_get_text (GTK_INSCRIPTION (widget)) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_own_name (child) || has_words (child))
      return TRUE;
  return FALSE;
}

/* The text inside an entry and the button inside a menu button go by the name of the whole. */
static gboolean
has_named_whole (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (GTK_IS_MENU_BUTTON (parent))
    return has_own_name (parent);
  /* The buttons of a number do what its arrow keys do. */
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_ancestor (widget, GTK_TYPE_SPIN_BUTTON) != NULL)
    return TRUE;
  for (guint i = 0; GTK_IS_TEXT (widget) && parent != NULL && i < 6; i++)
    {
      if (GTK_IS_EDITABLE (parent) || ADW_IS_PREFERENCES_ROW (parent))
        if (has_own_name (parent))
          return TRUE;
      parent = gtk_widget_get_parent (parent);
    }
  return FALSE;
}

/* These hand the keyboard on to what they hold, and are never spoken of themselves. */
static gboolean
is_holder (GtkWidget *widget)
{
  return GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_POPOVER (widget) || GTK_IS_WINDOW (widget) ||
         gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_GENERIC;
}

static char *
describe (GtkWidget *widget)
{
  g_autoptr (GString) text = g_string_new (G_OBJECT_TYPE_NAME (widget));

  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL; parent = gtk_widget_get_parent (parent))
    if (g_str_has_prefix (G_OBJECT_TYPE_NAME (parent), "Axle"))
      g_string_append_printf (text, " in %s", G_OBJECT_TYPE_NAME (parent));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check_name (GtkWidget *widget,
            GPtrArray *nameless)
{
  if (gtk_widget_get_focusable (widget) && !is_holder (widget) &&
      !has_own_name (widget) && !has_words (widget) && !has_named_whole (widget))
    g_ptr_array_add (nameless, describe (widget));
}

static void
check_icon (GtkWidget *widget,
            GPtrArray *lost)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  const char *name = GTK_IS_IMAGE (widget) ? gtk_image_get_icon_name (GTK_IMAGE (widget)) : NULL;

  if (name != NULL && !gtk_icon_theme_has_icon (theme, name))
    g_ptr_array_add (lost, g_strdup (name));
}

static GPtrArray *
walk (GtkWidget *widget,
      void     (*check) (GtkWidget *widget, GPtrArray *found),
      GPtrArray *found)
{
  if (!gtk_widget_get_mapped (widget))
    return found;
  check (widget, found);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    walk (child, check, found);
  return found;
}

GPtrArray *
axle_screen_check_list_nameless (GtkWidget *widget)
{
  return walk (widget, check_name, g_ptr_array_new_with_free_func (g_free));
}

GPtrArray *
axle_screen_check_list_lost_icons (GtkWidget *widget)
{
  return walk (widget, check_icon, g_ptr_array_new_with_free_func (g_free));
}
