/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/policy-rows.h"

#include <glib/gi18n-lib.h>

#include "app/policies.h"

#define FEN 100

static gint64
unit_of (const AxlePolicyInfo *info)
{
  return info->type == AXLE_FIELD_MONEY ? FEN : 1;
}

static void
changed_cb (AxleSettingsPage *page,
            GParamSpec       *property,
            AdwSpinRow       *row)
{
  const AxlePolicyInfo *info = axle_policy_find (gtk_widget_get_name (GTK_WIDGET (row)));

  if (!axle_settings_page_is_filling (page))
    axle_policy_set_async (axle_settings_page_get_workstation (page), info->name,
                           (gint64) adw_spin_row_get_value (row) * unit_of (info), NULL, axle_settings_page_saved_cb,
                           g_object_ref (page));
}

static char *
describe (const AxlePolicyInfo *info)
{
  if (info->type == AXLE_FIELD_MONEY)
    return g_strdup (_("yuan"));
  return g_strdup (info->unit != NULL ? _(info->unit) : "");
}

/* Saved as soon as the number stands, so that each step of the button is one undo. */
static GtkWidget *
new_row (AxleSettingsPage     *page,
         const AxlePolicyInfo *info)
{
  double unit = (double) unit_of (info);
  GtkWidget *row = adw_spin_row_new_with_range ((double) info->lowest / unit, (double) info->highest / unit,
                                                info->type == AXLE_FIELD_MONEY ? 100 : 1);
  g_autofree char *unit_text = describe (info);

  gtk_widget_set_name (row, info->name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(info->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), unit_text);
  adw_spin_row_set_numeric (ADW_SPIN_ROW (row), TRUE);
  g_signal_connect_object (row, "notify::value", G_CALLBACK (changed_cb), page, G_CONNECT_SWAPPED);
  return row;
}

void
axle_policy_rows_add (AxleSettingsPage    *page,
                      AdwPreferencesGroup *group,
                      const char          *prefix,
                      GHashTable          *rows)
{
  guint n_policies;
  const AxlePolicyInfo *policies = axle_policy_list (&n_policies);

  for (guint i = 0; i < n_policies; i++)
    {
      GtkWidget *row = g_str_has_prefix (policies[i].name, prefix) ? new_row (page, &policies[i]) : NULL;

      if (row == NULL)
        continue;
      adw_preferences_group_add (group, row);
      g_hash_table_insert (rows, (gpointer) policies[i].name, row);
    }
}

void
axle_policy_rows_fill (AxleSettingsPage *page,
                       GHashTable       *rows)
{
  AxlePolicies *policies = axle_workstation_get_policies (axle_settings_page_get_workstation (page));
  GHashTableIter iter;
  gpointer name, row;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &name, &row))
    adw_spin_row_set_value (row, (double) (axle_policies_get (policies, name) / unit_of (axle_policy_find (name))));
}
