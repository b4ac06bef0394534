/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/rules-page.h"

#include <glib/gi18n-lib.h>

#include "app/rules.h"
#include "core/insight/rule.h"
#include "ui/shell/rule-editor.h"

#define N_AREAS 3

/* What is longer is read where it is edited. */
#define SUBTITLE_LINES 4

/**
 * AxleRulesArea:
 * @area: of the rules that stand together
 * @title: of their group, marked with N_()
 * @description: of their group, marked with N_()
 */
typedef struct
{
  const char *area;
  const char *title;
  const char *description;
} AxleRulesArea;

static const AxleRulesArea areas[N_AREAS] = {
  { "portrait", N_("Portrait"), N_("What is said of a customer in a sentence and in tags") },
  { "recommendation", N_("Recommendations"), N_("What is offered to a customer, and why") },
  { "answer", N_("What Follows from Answers"),
    N_("What a customer says when a follow-up is done makes a task, or a complaint, for who spoke with them") },
};

struct _AxleRulesPage
{
  AxleSettingsPage     parent_instance;
  GHashTable          *rows; /* code → AdwActionRow */
  AdwPreferencesGroup *groups[N_AREAS];
};

G_DEFINE_FINAL_TYPE (AxleRulesPage, axle_rules_page, AXLE_TYPE_SETTINGS_PAGE)

static AxleWorkstation *
get_workstation (AxleRulesPage *self)
{
  return axle_settings_page_get_workstation (AXLE_SETTINGS_PAGE (self));
}

static const AxleRule *
rule_of (AxleRulesPage *self,
         GtkWidget     *row)
{
  return axle_rules_find (axle_workstation_get_rules (get_workstation (self)), gtk_widget_get_name (row));
}

static void
switched_cb (AxleRulesPage *self,
             GParamSpec    *property,
             GtkSwitch     *toggle)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (toggle), ADW_TYPE_ACTION_ROW);
  const AxleRule *rule = rule_of (self, row);

  if (!axle_settings_page_is_filling (AXLE_SETTINGS_PAGE (self)) && rule != NULL)
    axle_rule_set_active_async (get_workstation (self), rule, gtk_switch_get_active (toggle), NULL,
                                axle_settings_page_saved_cb, g_object_ref (self));
}

static void
open_editor (AxleRulesPage  *self,
             const AxleRule *rule,
             const char     *area)
{
  adw_preferences_dialog_push_subpage (axle_settings_page_get_dialog (AXLE_SETTINGS_PAGE (self)),
                                       axle_rule_editor_new (get_workstation (self), rule, area));
}

static void
edit_cb (AxleRulesPage *self,
         GtkWidget     *row)
{
  const AxleRule *rule = rule_of (self, row);

  if (rule != NULL)
    open_editor (self, rule, rule->area);
}

static void
add_cb (GtkButton     *button,
        AxleRulesPage *self)
{
  open_editor (self, NULL, gtk_widget_get_name (GTK_WIDGET (button)));
}

static GtkWidget *
new_row (AxleRulesPage  *self,
         const AxleRule *rule)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();
  g_autofree char *label = g_strdup_printf (_("Use the rule “%s”"), rule->name);

  gtk_widget_set_name (row, rule->code);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), SUBTITLE_LINES);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data (G_OBJECT (row), "switch", toggle);
  g_signal_connect_object (row, "activated", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->rows, g_strdup (rule->code), row);
  return row;
}

static void
show_rule (AxleRulesPage       *self,
           AdwPreferencesGroup *group,
           const AxleRule      *rule)
{
  GtkWidget *row = g_hash_table_lookup (self->rows, rule->code);
  g_autofree char *problem = axle_rule_dup_problem (get_workstation (self), rule);
  g_autofree char *words = axle_rule_dup_words (get_workstation (self), rule);

  if (row == NULL)
    {
      row = new_row (self, rule);
      adw_preferences_group_add (group, row);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rule->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), problem != NULL ? problem : words);
  if (problem != NULL)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_switch_set_active (GTK_SWITCH (g_object_get_data (G_OBJECT (row), "switch")), rule->active);
}

static gboolean
is_gone (gpointer code,
         gpointer row,
         gpointer data)
{
  AxleRulesPage *self = data;
  GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

  if (axle_rules_find (axle_workstation_get_rules (get_workstation (self)), code) != NULL)
    return FALSE;
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
  return TRUE;
}

static void
axle_rules_page_fill (AxleSettingsPage *page)
{
  AxleRulesPage *self = AXLE_RULES_PAGE (page);
  AxleRules *rules = axle_workstation_get_rules (get_workstation (self));

  g_hash_table_foreach_remove (self->rows, is_gone, self);
  for (guint i = 0; i < axle_rules_get_n_rules (rules); i++)
    for (guint a = 0; a < N_AREAS; a++)
      if (axle_rule_is_of (axle_rules_get (rules, i), areas[a].area))
        show_rule (self, self->groups[a], axle_rules_get (rules, i));
}

static void
axle_rules_page_dispose (GObject *object)
{
  AxleRulesPage *self = AXLE_RULES_PAGE (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (axle_rules_page_parent_class)->dispose (object);
}

static void
axle_rules_page_class_init (AxleRulesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_rules_page_dispose;
  AXLE_SETTINGS_PAGE_CLASS (class)->entity = &axle_rule_entity;
  AXLE_SETTINGS_PAGE_CLASS (class)->fill = axle_rules_page_fill;
}

static GtkWidget *
new_add_button (AxleRulesPage *self,
                const char    *area)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  gtk_widget_set_name (button, area);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Add Rule"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add Rule"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), self, 0);
  return button;
}

static void
add_area (AxleRulesPage *self,
          guint          i)
{
  const AxleRulesArea *area = &areas[i];

  self->groups[i] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->groups[i], _(area->title));
  adw_preferences_group_set_description (self->groups[i], _(area->description));
  adw_preferences_group_set_header_suffix (self->groups[i], new_add_button (self, area->area));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->groups[i]);
}

static void
axle_rules_page_init (AxleRulesPage *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "rules");
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _("Rules"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "starred-symbolic");
  for (guint i = 0; i < N_AREAS; i++)
    add_area (self, i);
}

GtkWidget *
axle_rules_page_new (AxleWorkstation *workstation)
{
  AxleRulesPage *self = g_object_new (AXLE_TYPE_RULES_PAGE, NULL);

  axle_settings_page_construct (AXLE_SETTINGS_PAGE (self), workstation);
  return GTK_WIDGET (self);
}
