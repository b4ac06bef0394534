/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/followup-page.h"

#include <glib/gi18n-lib.h>

#include "app/followup.h"
#include "core/followup/task.h"

#define CODE "axle-rule"
#define SPIN "axle-hours"

/* Hours: a year to either side. */
#define HOURS_LIMIT (366 * 24)

struct _AxleFollowupPage
{
  AdwPreferencesPage   parent_instance;
  AxleWorkstation     *workstation;
  AxlePlan            *plan;
};

G_DEFINE_FINAL_TYPE (AxleFollowupPage, axle_followup_page, ADW_TYPE_PREFERENCES_PAGE)

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GtkWidget) page = data;
  GtkWidget *dialog = gtk_widget_get_ancestor (page, ADW_TYPE_PREFERENCES_DIALOG);
  g_autoptr(GError) error = NULL;

  axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);
  if (error != NULL && dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), adw_toast_new (error->message));
}

static void
changed_cb (AxleFollowupPage *self,
            GParamSpec       *property,
            AdwExpanderRow   *row)
{
  const AxlePlanRule *rule = axle_plan_find (self->plan, g_object_get_data (G_OBJECT (row), CODE));
  AdwSpinRow *hours = g_object_get_data (G_OBJECT (row), SPIN);

  axle_plan_rule_set_async (self->workstation, rule, adw_expander_row_get_enable_expansion (row),
                            (int) adw_spin_row_get_value (hours), NULL, saved_cb, g_object_ref (self));
}

static void
hours_cb (AdwExpanderRow *row)
{
  g_object_notify (G_OBJECT (row), "enable-expansion");
}

static GtkWidget *
new_row (AxleFollowupPage   *self,
         const AxlePlanRule *rule)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *hours = adw_spin_row_new_with_range (-HOURS_LIMIT, HOURS_LIMIT, 1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rule->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row),
                                 axle_field_choice_label (&axle_task_entity.fields[AXLE_TASK_KIND], rule->kind));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (hours), _("Hours After"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (hours), _("Below 0: before the day"));
  adw_spin_row_set_value (ADW_SPIN_ROW (hours), rule->hours);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), hours);
  adw_expander_row_set_show_enable_switch (ADW_EXPANDER_ROW (row), TRUE);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), rule->active);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
  g_object_set_data_full (G_OBJECT (row), CODE, g_strdup (rule->code), g_free);
  g_object_set_data (G_OBJECT (row), SPIN, hours);
  g_signal_connect_object (row, "notify::enable-expansion", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hours, "notify::value", G_CALLBACK (hours_cb), row, G_CONNECT_SWAPPED);
  return row;
}

static void
axle_followup_page_dispose (GObject *object)
{
  AxleFollowupPage *self = AXLE_FOLLOWUP_PAGE (object);

  g_clear_pointer (&self->plan, axle_plan_unref);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_followup_page_parent_class)->dispose (object);
}

static void
axle_followup_page_class_init (AxleFollowupPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_followup_page_dispose;
}

static void
axle_followup_page_init (AxleFollowupPage *self)
{
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "followup");
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _("Follow-up"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "axle-day-symbolic");
}

GtkWidget *
axle_followup_page_new (AxleWorkstation *workstation)
{
  AxleFollowupPage *self = g_object_new (AXLE_TYPE_FOLLOWUP_PAGE, NULL);
  GtkWidget *group = adw_preferences_group_new ();
  const AxlePlanRule *rules;
  guint n_rules;

  self->workstation = g_object_ref (workstation);
  self->plan = axle_workstation_load_plan (workstation);
  rules = axle_plan_list (self->plan, &n_rules);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Tasks That Come up by Themselves"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _("For all desks of the group"));
  for (guint i = 0; i < n_rules; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (self, &rules[i]));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (group));
  return GTK_WIDGET (self);
}
