/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/condition-row.h"

#include <glib/gi18n-lib.h>

#include "app/rules.h"

static const struct
{
  const char *icon;
  const char *css_class;
  const char *word;
} truths[] = {
  [AXLE_TRUTH_FALSE] = { "window-close-symbolic", "error", N_("No") },
  [AXLE_TRUTH_UNKNOWN] = { "dialog-question-symbolic", "warning", N_("Unknown") },
  [AXLE_TRUTH_TRUE] = { "object-select-symbolic", "success", N_("Yes") },
};

GtkWidget *
axle_condition_row_new (const AxleConditionPart *part,
                        const char              *title)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (truths[part->truth].icon);
  GtkWidget *word = gtk_label_new (_(truths[part->truth].word));
  g_autofree char *found = axle_rule_part_dup_found (part);
  g_autofree char *subtitle = g_strdup_printf (_("%s: %s"), axle_rule_part_get_label (part), found);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : part->text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (icon, truths[part->truth].css_class);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), word);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  return row;
}
