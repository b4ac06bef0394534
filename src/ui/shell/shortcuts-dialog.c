/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/shortcuts-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/shell/actions.h"
#include "ui/shell/view-registry.h"
#include "ui/widgets/shortcut-label.h"

struct _AxleShortcutsDialog
{
  AdwDialog           parent_instance;
  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (AxleShortcutsDialog, axle_shortcuts_dialog, ADW_TYPE_DIALOG)

static AdwPreferencesGroup *
add_group (AxleShortcutsDialog *self,
           const char          *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (self->page, group);
  return group;
}

static void
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char * const  *accels)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  for (guint i = 0; accels[i] != NULL; i++)
    {
      if (i > 0)
        {
          GtkWidget *between = gtk_label_new (C_("between two shortcuts", "or"));

          gtk_widget_add_css_class (between, "dimmed");
          gtk_widget_add_css_class (between, "caption");
          adw_action_row_add_suffix (ADW_ACTION_ROW (row), between);
        }
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), axle_shortcut_label_new (accels[i]));
    }
  adw_preferences_group_add (group, row);
}

static void
add_actions (AxleShortcutsDialog *self)
{
  guint n_actions;
  const AxleActionInfo *actions = axle_actions_list (&n_actions);
  AdwPreferencesGroup *group = NULL;
  const char *section = NULL;

  for (guint i = 0; i < n_actions; i++)
    {
      if (actions[i].accels[0] == NULL)
        continue;
      if (g_strcmp0 (section, actions[i].section) != 0)
        {
          section = actions[i].section;
          group = add_group (self, _(section));
        }
      add_row (group, _(actions[i].title), actions[i].accels);
    }
}

static void
add_views (AxleShortcutsDialog *self)
{
  AdwPreferencesGroup *group = add_group (self, _("Views"));
  guint n_views;
  const AxleViewInfo *views = axle_view_registry_list (&n_views);

  for (guint i = 0; i < n_views; i++)
    {
      g_auto (GStrv) accels = axle_actions_view_accels (i);

      add_row (group, _(views[i].title), (const char * const *) accels);
    }
  for (guint i = 0; i < n_views; i++)
    {
      if (views[i].keys == NULL)
        continue;
      group = add_group (self, _(views[i].title));
      for (const AxleViewKey *key = views[i].keys; key->title != NULL; key++)
        add_row (group, _(key->title), key->accels);
    }
}

/* Keys that are no actions: they mean the same wherever they make sense. */
static void
add_everywhere (AxleShortcutsDialog *self)
{
  static const struct
  {
    const char *title;
    const char *accels[3];
  } keys[] = {
    { N_("Search and Commands, where nothing is being typed"), { "slash" } },
    { N_("Leave One Level"), { "Escape" } },
    { N_("Context Menu"), { "<Shift>F10", "Menu" } },
    { N_("Move Up or Down in an Order of the Preferences"), { "<Alt>Up", "<Alt>Down" } },
  };
  AdwPreferencesGroup *group = add_group (self, _("Everywhere"));

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    add_row (group, _(keys[i].title), keys[i].accels);
}

static void
axle_shortcuts_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AXLE_TYPE_SHORTCUTS_DIALOG);
  G_OBJECT_CLASS (axle_shortcuts_dialog_parent_class)->dispose (object);
}

static void
axle_shortcuts_dialog_class_init (AxleShortcutsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_shortcuts_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/axledesk/Axle/ui/shell/shortcuts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleShortcutsDialog, page);
}

static void
axle_shortcuts_dialog_init (AxleShortcutsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_actions (self);
  add_views (self);
  add_everywhere (self);
}

AdwDialog *
axle_shortcuts_dialog_new (void)
{
  return g_object_new (AXLE_TYPE_SHORTCUTS_DIALOG, NULL);
}
