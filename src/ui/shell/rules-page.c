/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/rules-page.h"

#include <glib/gi18n-lib.h>

#include "app/rules.h"
#include "core/insight/rule.h"
#include "ui/shell/rule-editor.h"

/* The areas whose rules are conditions over facts. */
static const struct
{
  const char *area;
  const char *title;
  const char *description;
} areas[] = {
  { "portrait", N_("Portrait"), N_("What is said of a customer in a sentence and in tags") },
  { "recommendation", N_("Recommendations"), N_("What is offered to a customer, and why") },
};

struct _AxleRulesPage
{
  AdwPreferencesPage   parent_instance;
  AxleWorkstation     *workstation;
  GHashTable          *rows; /* code → AdwActionRow */
  gboolean             filling;

  AdwPreferencesGroup *groups[G_N_ELEMENTS (areas)];
};

G_DEFINE_FINAL_TYPE (AxleRulesPage, axle_rules_page, ADW_TYPE_PREFERENCES_PAGE)

static void fill (AxleRulesPage *self);

static const AxleRule *
rule_of (AxleRulesPage *self,
         GtkWidget     *row)
{
  return axle_rules_find (axle_workstation_get_rules (self->workstation), gtk_widget_get_name (row));
}

static AdwPreferencesDialog *
get_dialog (AxleRulesPage *self)
{
  return ADW_PREFERENCES_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (AxleRulesPage) self = data;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);
  if (error == NULL || self->workstation == NULL || get_dialog (self) == NULL)
    return;
  fill (self);
  toast = adw_toast_new (error->message);
  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (get_dialog (self), toast);
}

static void
switched_cb (AxleRulesPage *self,
             GParamSpec    *property,
             GtkSwitch     *toggle)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (toggle), ADW_TYPE_ACTION_ROW);
  const AxleRule *rule = rule_of (self, row);

  if (!self->filling && rule != NULL)
    axle_rule_set_active_async (self->workstation, rule, gtk_switch_get_active (toggle), NULL, saved_cb, g_object_ref (self));
}

static void
edit_cb (AxleRulesPage *self,
         GtkWidget     *row)
{
  const AxleRule *rule = rule_of (self, row);

  if (rule != NULL)
    adw_preferences_dialog_push_subpage (get_dialog (self), axle_rule_editor_new (self->workstation, rule, NULL));
}

static void
add_cb (GtkButton     *button,
        AxleRulesPage *self)
{
  adw_preferences_dialog_push_subpage (get_dialog (self),
                                       axle_rule_editor_new (self->workstation, NULL, gtk_widget_get_name (GTK_WIDGET (button))));
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

  if (row == NULL)
    {
      row = new_row (self, rule);
      adw_preferences_group_add (group, row);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rule->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), rule->problem != NULL ? rule->problem : rule->words);
  if (rule->problem != NULL)
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

  if (axle_rules_find (axle_workstation_get_rules (self->workstation), code) != NULL)
    return FALSE;
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
  return TRUE;
}

static void
fill (AxleRulesPage *self)
{
  AxleRules *rules = axle_workstation_get_rules (self->workstation);

  self->filling = TRUE;
  g_hash_table_foreach_remove (self->rows, is_gone, self);
  for (guint i = 0; i < axle_rules_get_n_rules (rules); i++)
    for (guint a = 0; a < G_N_ELEMENTS (areas); a++)
      if (g_str_equal (axle_rules_get (rules, i)->area, areas[a].area))
        show_rule (self, self->groups[a], axle_rules_get (rules, i));
  self->filling = FALSE;
}

static void
changed_cb (AxleRulesPage       *self,
            const AxleChangeSet *changes)
{
  if (axle_change_set_has_kind (changes, &axle_rule_entity) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
}

static void
axle_rules_page_dispose (GObject *object)
{
  AxleRulesPage *self = AXLE_RULES_PAGE (object);

  g_clear_object (&self->workstation);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (axle_rules_page_parent_class)->dispose (object);
}

static void
axle_rules_page_class_init (AxleRulesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_rules_page_dispose;
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
axle_rules_page_init (AxleRulesPage *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "rules");
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _("Rules"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "starred-symbolic");
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      self->groups[i] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (self->groups[i], _(areas[i].title));
      adw_preferences_group_set_description (self->groups[i], _(areas[i].description));
      adw_preferences_group_set_header_suffix (self->groups[i], new_add_button (self, areas[i].area));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->groups[i]);
    }
}

/* The rows are made when somebody looks, not whenever the preferences open. */
GtkWidget *
axle_rules_page_new (AxleWorkstation *workstation)
{
  AxleRulesPage *self = g_object_new (AXLE_TYPE_RULES_PAGE, NULL);

  self->workstation = g_object_ref (workstation);
  g_signal_connect (self, "map", G_CALLBACK (fill), NULL);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
