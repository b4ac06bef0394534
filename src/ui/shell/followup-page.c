/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/followup-page.h"

#include <glib/gi18n-lib.h>

#include "app/followup.h"
#include "app/rules.h"
#include "core/followup/task.h"
#include "core/insight/rule.h"

/* The rows of the hours, and of what it makes, in that of a rule. */
#define SPIN "axle-hours"
#define OUTCOME "axle-outcome"

/* Hours: a year to either side. */
#define HOURS_LIMIT (366 * 24)

struct _AxleFollowupPage
{
  AxleSettingsPage     parent_instance;
  AdwPreferencesGroup *group;
  GHashTable          *rows;   /* code → AdwExpanderRow */
};

G_DEFINE_FINAL_TYPE (AxleFollowupPage, axle_followup_page, AXLE_TYPE_SETTINGS_PAGE)

static void
changed_cb (AxleSettingsPage *page,
            GParamSpec       *property,
            AdwExpanderRow   *row)
{
  AxleWorkstation *workstation = axle_settings_page_get_workstation (page);
  AdwSpinRow *hours = g_object_get_data (G_OBJECT (row), SPIN);
  AdwComboRow *outcome = g_object_get_data (G_OBJECT (row), OUTCOME);
  g_autoptr (AxlePlan) plan = NULL;
  const AxlePlanRule *rule;

  if (axle_settings_page_is_filling (page))
    return;
  plan = axle_workstation_load_plan (workstation);
  rule = axle_plan_find (plan, gtk_widget_get_name (GTK_WIDGET (row)));
  if (rule != NULL)
    axle_plan_rule_set_async (workstation, rule, adw_expander_row_get_enable_expansion (row),
                              (int) adw_spin_row_get_value (hours), (AxlePlanOutcome) adw_combo_row_get_selected (outcome), NULL, axle_settings_page_saved_cb, g_object_ref (page));
}

static void
changed_within_cb (AdwExpanderRow *row)
{
  g_object_notify (G_OBJECT (row), "enable-expansion");
}

/* In the order of AxlePlanOutcome. */
static GtkWidget *
new_outcome_row (void)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr(GtkStringList) outcomes = gtk_string_list_new (NULL);

  gtk_string_list_append (outcomes, _("A task"));
  gtk_string_list_append (outcomes, _("A request in the calendar"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Makes"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (outcomes));
  return row;
}

static GtkWidget *
new_row (AxleFollowupPage   *self,
         const AxlePlanRule *rule)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *hours = adw_spin_row_new_with_range (-HOURS_LIMIT, HOURS_LIMIT, 1);
  GtkWidget *outcome = new_outcome_row ();

  gtk_widget_set_name (row, rule->code);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (hours), _("Hours After"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (hours), _("Below 0: before the day"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), hours);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), outcome);
  adw_expander_row_set_show_enable_switch (ADW_EXPANDER_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), SPIN, hours);
  g_object_set_data (G_OBJECT (row), OUTCOME, outcome);
  g_signal_connect_object (row, "notify::enable-expansion", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hours, "notify::value", G_CALLBACK (changed_within_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (outcome, "notify::selected", G_CALLBACK (changed_within_cb), row, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->rows, g_strdup (rule->code), row);
  adw_preferences_group_add (self->group, row);
  return row;
}

static void
show_rule (AxleFollowupPage   *self,
           const AxlePlanRule *plan,
           const AxleRule     *rule)
{
  GtkWidget *row = g_hash_table_lookup (self->rows, plan->code);
  g_autofree char *problem =
    axle_rule_dup_problem (axle_settings_page_get_workstation (AXLE_SETTINGS_PAGE (self)), rule);
  const char *what = plan->outcome == AXLE_PLAN_REQUEST
                       ? _("Booking request") : axle_field_choice_label (&axle_task_entity.fields[AXLE_TASK_KIND], plan->kind);
  gboolean expanded;

  if (row == NULL)
    row = new_row (self, plan);
  expanded = adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), plan->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), problem != NULL ? problem : what);
  if (problem != NULL)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  adw_spin_row_set_value (g_object_get_data (G_OBJECT (row), SPIN), plan->hours);
  adw_combo_row_set_selected (g_object_get_data (G_OBJECT (row), OUTCOME), plan->outcome);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), OUTCOME), axle_plan_rule_is_of_car (plan));
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), rule->active);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), expanded && rule->active);
}

static gboolean
is_gone (gpointer code,
         gpointer row,
         gpointer plan)
{
  if (axle_plan_find (plan, code) != NULL)
    return FALSE;
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)), row);
  return TRUE;
}

static void
axle_followup_page_fill (AxleSettingsPage *page)
{
  AxleFollowupPage *self = AXLE_FOLLOWUP_PAGE (page);
  AxleWorkstation *workstation = axle_settings_page_get_workstation (page);
  g_autoptr (AxlePlan) plan = axle_workstation_load_plan (workstation);
  const AxlePlanRule *rules;
  guint n_rules;

  g_hash_table_foreach_remove (self->rows, is_gone, plan);
  rules = axle_plan_list (plan, &n_rules);
  for (guint i = 0; i < n_rules; i++)
    show_rule (self, &rules[i], axle_rules_find (axle_workstation_get_rules (workstation), rules[i].code));
}

static void
axle_followup_page_dispose (GObject *object)
{
  g_clear_pointer (&AXLE_FOLLOWUP_PAGE (object)->rows, g_hash_table_unref);
  G_OBJECT_CLASS (axle_followup_page_parent_class)->dispose (object);
}

static void
axle_followup_page_class_init (AxleFollowupPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_followup_page_dispose;
  AXLE_SETTINGS_PAGE_CLASS (klass)->entity = &axle_rule_entity;
  AXLE_SETTINGS_PAGE_CLASS (klass)->fill = axle_followup_page_fill;
}

static void
axle_followup_page_init (AxleFollowupPage *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "followup");
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _("Tasks"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "axle-day-symbolic");
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("Tasks and Requests That Come up by Themselves"));
  adw_preferences_group_set_description (self->group, _("For all desks of the group"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->group);
}

GtkWidget *
axle_followup_page_new (AxleWorkstation *workstation)
{
  AxleFollowupPage *self = g_object_new (AXLE_TYPE_FOLLOWUP_PAGE, NULL);

  axle_settings_page_construct (AXLE_SETTINGS_PAGE (self), workstation);
  return GTK_WIDGET (self);
}
