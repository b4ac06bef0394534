/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/planning-page.h"

#include <glib/gi18n-lib.h>

#include "app/planning.h"
#include "core/organisation/policy.h"
#include "core/organisation/rights.h"
#include "ui/shell/planning-list.h"
#include "ui/shell/policy-rows.h"

struct _AxlePlanningPage
{
  AxleSettingsPage     parent_instance;
  AdwPreferencesGroup *kinds;
  AdwPreferencesGroup *figures;
  GHashTable          *rows;      /* name → AdwActionRow */
  GHashTable          *policies;  /* name → AdwSpinRow */
};

G_DEFINE_FINAL_TYPE (AxlePlanningPage, axle_planning_page, AXLE_TYPE_SETTINGS_PAGE)

static void
axle_planning_page_fill (AxleSettingsPage *page)
{
  AxlePlanningPage *self = AXLE_PLANNING_PAGE (page);
  guint n_kinds;
  const AxlePlanningKind *kinds = axle_planning_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autofree char *summary = axle_planning_dup_summary (axle_settings_page_get_workstation (page), &kinds[i]);

      adw_action_row_set_subtitle (g_hash_table_lookup (self->rows, kinds[i].name), summary);
    }
  axle_policy_rows_fill (page, self->policies);
}

static gboolean
axle_planning_page_concerns (AxleSettingsPage    *page,
                             const AxleChangeSet *changes)
{
  guint n_kinds;
  const AxlePlanningKind *kinds = axle_planning_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    if (axle_change_set_has_kind (changes, kinds[i].entity))
      return TRUE;
  return axle_change_set_has_kind (changes, &axle_policy_entity);
}

void
axle_planning_page_open (AxlePlanningPage *self,
                         const char       *name)
{
  adw_action_row_activate (g_hash_table_lookup (self->rows, name));
}

static void
open_cb (AxlePlanningPage *self,
         GtkWidget        *row)
{
  AdwPreferencesDialog *dialog = axle_settings_page_get_dialog (AXLE_SETTINGS_PAGE (self));
  AxleWorkstation *workstation = axle_settings_page_get_workstation (AXLE_SETTINGS_PAGE (self));

  adw_preferences_dialog_push_subpage (dialog, axle_planning_list_new (workstation,
                                                                      axle_planning_find (gtk_widget_get_name (row))));
}

static void
add_kind (AxlePlanningPage       *self,
          const AxlePlanningKind *kind)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_name (row, kind->name);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(kind->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->kinds, row);
  g_hash_table_insert (self->rows, (gpointer) kind->name, row);
}

static void
axle_planning_page_dispose (GObject *object)
{
  AxlePlanningPage *self = AXLE_PLANNING_PAGE (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->policies, g_hash_table_unref);
  G_OBJECT_CLASS (axle_planning_page_parent_class)->dispose (object);
}

static void
axle_planning_page_class_init (AxlePlanningPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_planning_page_dispose;
  AXLE_SETTINGS_PAGE_CLASS (class)->fill = axle_planning_page_fill;
  AXLE_SETTINGS_PAGE_CLASS (class)->concerns = axle_planning_page_concerns;
}

static AdwPreferencesGroup *
add_group (AxlePlanningPage *self,
           const char       *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);
  return group;
}

static void
axle_planning_page_init (AxlePlanningPage *self)
{
  guint n_kinds;
  const AxlePlanningKind *kinds = axle_planning_kinds (&n_kinds);

  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->policies = g_hash_table_new (g_str_hash, g_str_equal);
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "workshop");
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _("Workshop"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "axle-wrench-symbolic");
  self->kinds = add_group (self, _("What the Calendar Plans With"));
  for (guint i = 0; i < n_kinds; i++)
    add_kind (self, &kinds[i]);
}

GtkWidget *
axle_planning_page_new (AxleWorkstation *workstation)
{
  AxlePlanningPage *self = g_object_new (AXLE_TYPE_PLANNING_PAGE, NULL);

  if (axle_workstation_may (workstation, AXLE_RIGHT_SETTINGS))
    {
      self->figures = add_group (self, _("Figures"));
      axle_policy_rows_add (AXLE_SETTINGS_PAGE (self), self->figures, "appointment.", self->policies);
    }
  axle_settings_page_construct (AXLE_SETTINGS_PAGE (self), workstation);
  return GTK_WIDGET (self);
}
