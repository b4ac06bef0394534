/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/screen-check.h"

#include <adwaita.h>
#include <string.h>

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

/* Access keys. */

static void
take_key (GHashTable *taken,
          guint       key,
          const char *text,
          GPtrArray  *clashes)
{
  gpointer lower = GUINT_TO_POINTER (gdk_keyval_to_lower (key));
  const char *other = g_hash_table_lookup (taken, lower);

  if (other != NULL)
    g_ptr_array_add (clashes, g_strdup_printf ("%s: %s, %s", gdk_keyval_name (gdk_keyval_to_lower (key)), other, text));
  else
    g_hash_table_insert (taken, lower, g_strdup (text));
}

static GHashTable *
new_keys (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/* What stands before the sign is not shown; twice, it is the sign itself. */
static guint
find_key (const char *label)
{
  for (const char *sign = label; (sign = strchr (sign, '_')) != NULL && sign[1] != '\0'; sign += 2)
    if (sign[1] != '_')
      return gdk_unicode_to_keyval (g_utf8_get_char (sign + 1));
  return GDK_KEY_VoidSymbol;
}

/* Sections of a menu are open together; a menu in it is another. */
static void
check_menu (GMenuModel *menu,
            GHashTable *taken,
            GPtrArray  *clashes)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr(GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autoptr(GMenuModel) submenu = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SUBMENU);
      g_autoptr(GHashTable) inside = new_keys ();
      g_autofree char *label = NULL;

      if (section != NULL)
        {
          check_menu (section, taken, clashes);
          continue;
        }
      if (submenu != NULL)
        check_menu (submenu, inside, clashes);
      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label) && find_key (label) != GDK_KEY_VoidSymbol)
        take_key (taken, find_key (label), label, clashes);
    }
}

static void
check_menu_of (GtkMenuButton *button,
               GPtrArray     *clashes)
{
  g_autoptr(GHashTable) taken = new_keys ();

  if (gtk_menu_button_get_menu_model (button) != NULL)
    check_menu (gtk_menu_button_get_menu_model (button), taken, clashes);
}

static void
check_keys (GtkWidget  *widget,
            GHashTable *taken,
            GPtrArray  *clashes)
{
  g_autoptr(GHashTable) own = GTK_IS_POPOVER (widget) ? new_keys () : NULL;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget) && gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) != GDK_KEY_VoidSymbol)
    take_key (taken, gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)), gtk_label_get_label (GTK_LABEL (widget)), clashes);
  if (GTK_IS_MENU_BUTTON (widget))
    check_menu_of (GTK_MENU_BUTTON (widget), clashes);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_keys (child, own != NULL ? own : taken, clashes);
}

GPtrArray *
axle_screen_check_list_clashes (GtkWidget *widget)
{
  g_autoptr(GHashTable) taken = new_keys ();
  GPtrArray *clashes = g_ptr_array_new_with_free_func (g_free);

  check_keys (widget, taken, clashes);
  return clashes;
}
