/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/window-private.h"

#include <glib/gi18n-lib.h>

#include "core/organisation/organisation.h"
#include "ui/shell/actions.h"
#include "ui/shell/view-registry.h"
#include "ui/widgets/person-chip.h"

#define VIEW_ID "axle-view-id"
#define VIEW_INFO "axle-view-info"

/* The number behind a title, and what it means for who hears it only. */
static void
show_badge (GtkLabel        *badge,
            GParamSpec      *property,
            AxleWorkstation *workstation)
{
  const AxleViewInfo *view = g_object_get_data (G_OBJECT (badge), VIEW_INFO);
  g_autofree char *number = NULL;
  g_autofree char *spoken = NULL;
  guint n = 0;

  g_object_get (workstation, view->badge->property, &n, NULL);
  number = g_strdup_printf ("%'u", n);
  /* Translators: what is counted, and how many. */
  spoken = g_strdup_printf (_("%s: %s"), _(view->badge->title), number);
  gtk_label_set_label (badge, number);
  gtk_widget_set_tooltip_text (GTK_WIDGET (badge), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (badge), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_visible (GTK_WIDGET (badge), n > 0);
}

static GtkWidget *
new_badge (AxleWorkstation    *workstation,
           const AxleViewInfo *view)
{
  GtkWidget *badge = gtk_label_new (NULL);
  g_autofree char *signal = g_strconcat ("notify::", view->badge->property, NULL);

  gtk_widget_add_css_class (badge, view->badge->wrong ? "view-badge" : "view-count");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (badge), VIEW_INFO, (gpointer) view);
  g_signal_connect_object (workstation, signal, G_CALLBACK (show_badge), badge, G_CONNECT_SWAPPED);
  show_badge (GTK_LABEL (badge), NULL, workstation);
  return badge;
}

static GtkWidget *
new_row (AxleWorkstation    *workstation,
         const AxleViewInfo *view,
         guint               position)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_(view->title));
  g_auto (GStrv) accels = axle_actions_view_accels (position);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (view->icon));
  gtk_box_append (GTK_BOX (box), label);
  if (view->badge != NULL)
    gtk_box_append (GTK_BOX (box), new_badge (workstation, view));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), VIEW_ID, (gpointer) view->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(view->title), -1);
  if (accels[0] != NULL)
    {
      g_autofree char *keys = NULL;
      g_autofree char *tooltip = NULL;
      GdkModifierType mask;
      guint keyval;

      gtk_accelerator_parse (accels[0], &keyval, &mask);
      keys = gtk_accelerator_get_label (keyval, mask);
      tooltip = g_strdup_printf ("%s (%s)", _(view->title), keys);
      gtk_widget_set_tooltip_text (row, tooltip);
    }
  return row;
}

static GtkListBoxRow *
find_row (AxleWindow *self,
          const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->view_list, i)) != NULL; i++)
    if (id == NULL || g_str_equal (g_object_get_data (G_OBJECT (row), VIEW_ID), id))
      return row;
  return NULL;
}

void
axle_window_clear_workspace (AxleWindow *self)
{
  GtkWidget *child;

  gtk_list_box_remove_all (self->view_list);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->views))) != NULL)
    gtk_stack_remove (self->views, child);
}

/* The views of who is signed in; each is made when it is first shown. */
void
axle_window_build_workspace (AxleWindow *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-view");
  guint n_views;
  const AxleViewInfo *views = axle_view_registry_list (&n_views);

  for (guint i = 0; i < n_views; i++)
    if (axle_view_info_is_allowed (&views[i], self->workstation))
      gtk_list_box_append (self->view_list, new_row (self->workstation, &views[i], i));
  axle_window_show_view (self, find_row (self, last) != NULL ? last : NULL);
}

static char *
dup_role_name (AxleWindow *self,
               AxleRecord *staff)
{
  const char *title = axle_record_get_text (staff, AXLE_STAFF_TITLE);
  AxleId role_id = axle_record_get_id (staff, AXLE_STAFF_ROLE);
  g_autoptr (AxleRecord) role = NULL;

  if (title != NULL && title[0] != '\0')
    return g_strdup (title);
  if (axle_id_is_none (&role_id))
    return NULL;
  role = axle_workstation_get_record (self->workstation, &axle_role_entity, &role_id);
  return role != NULL ? axle_record_dup_title (role) : NULL;
}

/* The names of the store and of who is signed in. */
void
axle_window_update_people (AxleWindow *self)
{
  AxleRecord *staff = axle_workstation_get_staff (self->workstation);
  g_autoptr (AxleRecord) store = axle_workstation_dup_store (self->workstation);
  g_autoptr (AxleRecord) desk = axle_workstation_dup_desk (self->workstation);
  g_autofree char *store_name = store != NULL ? axle_record_dup_title (store) : g_strdup (_("Axle"));
  g_autofree char *desk_name = desk != NULL ? axle_record_dup_title (desk) : g_strdup ("");
  g_autofree char *name = NULL;
  g_autofree char *role = NULL;

  adw_window_title_set_title (self->sidebar_title, store_name);
  adw_window_title_set_subtitle (self->sidebar_title, desk_name);
  adw_navigation_page_set_title (self->sidebar_page, store_name);
  if (staff == NULL)
    return;
  name = axle_record_dup_title (staff);
  role = dup_role_name (self, staff);
  axle_person_chip_set (AXLE_PERSON_CHIP (self->user_chip), name, role);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->user_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

AxleView *
axle_window_get_view (AxleWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->views);

  return child != NULL ? AXLE_VIEW (child) : NULL;
}

/* Made when it is first needed. */
static AxleView *
ensure_view (AxleWindow         *self,
             const AxleViewInfo *view)
{
  GtkWidget *child = gtk_stack_get_child_by_name (self->views, view->id);

  if (child == NULL)
    {
      child = view->create (self->workstation);
      gtk_stack_add_named (self->views, child, view->id);
    }
  return AXLE_VIEW (child);
}

/* The arrow keys select: what is selected is what is shown. */
void
axle_window_row_selected (AxleWindow    *self,
                          GtkListBoxRow *row)
{
  const AxleViewInfo *view;

  if (row == NULL)
    return;
  view = axle_view_registry_find (g_object_get_data (G_OBJECT (row), VIEW_ID));
  ensure_view (self, view);
  gtk_stack_set_visible_child_name (self->views, view->id);
  adw_navigation_page_set_title (self->content_page, _(view->title));
  g_settings_set_string (self->settings, "last-view", view->id);
  axle_window_update_actions (self);
}

void
axle_window_show_view (AxleWindow *self,
                       const char *id)
{
  GtkListBoxRow *row = find_row (self, id);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->view_list, row);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* Whoever goes to a view means to work there. */
void
axle_window_enter_view (AxleWindow *self,
                        const char *id)
{
  AxleView *view;

  axle_window_show_view (self, id);
  view = axle_window_get_view (self);
  if (view != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (view));
}

void
axle_window_row_activated (AxleWindow    *self,
                           GtkListBoxRow *row)
{
  axle_window_enter_view (self, g_object_get_data (G_OBJECT (row), VIEW_ID));
}

AdwDialog *
axle_window_edit_record (AxleWindow       *self,
                         const AxleRecord *edited)
{
  const AxleViewInfo *view = axle_view_registry_find_editor (edited->entity);

  if (view == NULL || !axle_view_info_is_allowed (view, self->workstation))
    return NULL;
  return axle_view_edit_record (ensure_view (self, view), edited);
}

void
axle_window_show_conflicts (AxleWindow       *self,
                            const AxleEntity *entity,
                            const AxleId     *id)
{
  axle_window_show_view (self, "inbox");
  axle_view_show_record (axle_window_get_view (self), entity, id);
}

void
axle_window_show_record (AxleWindow       *self,
                         const AxleEntity *entity,
                         const AxleId     *id)
{
  const AxleViewInfo *view = axle_view_registry_find_for_kind (entity);

  if (view == NULL || !axle_view_info_is_allowed (view, self->workstation))
    return;
  if (g_str_equal (entity->kind, view->kinds[0]))
    axle_recent_add (self->recent, entity, id);
  axle_window_show_view (self, view->id);
  axle_view_show_record (axle_window_get_view (self), entity, id);
}
