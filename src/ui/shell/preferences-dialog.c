/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/preferences-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/photos.h"
#include "axle-config.h"
#include "core/organisation/rights.h"
#include "ui/shell/classes-page.h"
#include "ui/shell/day-pack-group.h"
#include "ui/shell/followup-page.h"
#include "ui/shell/months-page.h"
#include "ui/shell/planning-page.h"
#include "ui/shell/quality-page.h"
#include "ui/shell/rules-page.h"
#include "ui/shell/sync-page.h"

struct _AxlePreferencesDialog
{
  AdwPreferencesDialog parent_instance;
  AxleWorkstation     *workstation;
  GSettings           *settings;

  AdwPreferencesPage  *general;
  AdwComboRow         *lock_row;
  AdwComboRow         *language_row;
  AdwActionRow        *profile_row;
  AdwSpinRow          *photos_row;
};

G_DEFINE_FINAL_TYPE (AxlePreferencesDialog, axle_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static const guint lock_minutes[] = { 1, 2, 5, 10, 15, 30, 60, 0 };

static void
fill_lock_row (AxlePreferencesDialog *self)
{
  guint minutes = g_settings_get_int (self->settings, "idle-lock-minutes");
  g_autoptr (GtkStringList) texts = gtk_string_list_new (NULL);
  guint selected = G_N_ELEMENTS (lock_minutes) - 1;

  for (guint i = 0; i < G_N_ELEMENTS (lock_minutes); i++)
    {
      if (lock_minutes[i] == 0)
        gtk_string_list_append (texts, _("Never"));
      else
        gtk_string_list_take (texts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "After %u Minute", "After %u Minutes", lock_minutes[i]),
                                                      lock_minutes[i]));
    }
  /* A value from elsewhere shows as the next shorter one. */
  for (guint i = 0; minutes != 0 && i < G_N_ELEMENTS (lock_minutes) - 1; i++)
    if (i == 0 || lock_minutes[i] <= minutes)
      selected = i;
  adw_combo_row_set_model (self->lock_row, G_LIST_MODEL (texts));
  adw_combo_row_set_selected (self->lock_row, selected);
}

static void
lock_selected_cb (AxlePreferencesDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->lock_row);

  if (self->workstation != NULL && selected < G_N_ELEMENTS (lock_minutes))
    g_settings_set_int (self->settings, "idle-lock-minutes", lock_minutes[selected]);
}

/* Each language is called by its own name, so that whoever reads only that finds it. */
static const struct
{
  const char *id;
  const char *name;
} languages[] = {
  { "system", N_("As the System") },
  { "zh_CN", "简体中文" },
  { "en", "English" },
};

static void
fill_language_row (AxlePreferencesDialog *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "language");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      gtk_string_list_append (names, i == 0 ? _(languages[i].name) : languages[i].name);
      if (g_str_equal (languages[i].id, id))
        selected = i;
    }
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language_row, selected);
}

static void
language_selected_cb (AxlePreferencesDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->language_row);

  if (self->workstation != NULL && selected < G_N_ELEMENTS (languages))
    g_settings_set_string (self->settings, "language", languages[selected].id);
}

/* Also before the settings are there, while the template is built. */
static void
photos_changed_cb (AxlePreferencesDialog *self)
{
  int gigabytes = (int) adw_spin_row_get_value (self->photos_row);

  if (self->workstation == NULL)
    return;
  g_settings_set_int (self->settings, "photo-gigabytes", gigabytes);
  axle_workstation_set_photo_limit (self->workstation, gigabytes * AXLE_GIGABYTE);
}

static void
axle_preferences_dialog_dispose (GObject *object)
{
  AxlePreferencesDialog *self = AXLE_PREFERENCES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->settings);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_preferences_dialog_parent_class)->dispose (object);
}

static void
axle_preferences_dialog_class_init (AxlePreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_preferences_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/axledesk/Axle/ui/shell/preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxlePreferencesDialog, general);
  gtk_widget_class_bind_template_child (widget_class, AxlePreferencesDialog, lock_row);
  gtk_widget_class_bind_template_child (widget_class, AxlePreferencesDialog, language_row);
  gtk_widget_class_bind_template_child (widget_class, AxlePreferencesDialog, profile_row);
  gtk_widget_class_bind_template_child (widget_class, AxlePreferencesDialog, photos_row);
  gtk_widget_class_bind_template_callback (widget_class, lock_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, photos_changed_cb);
}

static void
axle_preferences_dialog_init (AxlePreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (AXLE_APP_ID);
  fill_lock_row (self);
  fill_language_row (self);
}

/* In their order; those with a right are for who has it. */
static const struct
{
  const char *right;
  GtkWidget *(*new) (AxleWorkstation *workstation);
} pages[] = {
  { NULL, axle_sync_page_new },
  { AXLE_RIGHT_SETTINGS, axle_classes_page_new },
  { AXLE_RIGHT_SETTINGS, axle_rules_page_new },
  { AXLE_RIGHT_SETTINGS, axle_followup_page_new },
  { AXLE_RIGHT_SETTINGS, axle_quality_page_new },
  { AXLE_RIGHT_APPOINTMENTS_PLAN, axle_planning_page_new },
  { AXLE_RIGHT_MONTHS_CLOSE, axle_months_page_new },
};

static void
add_pages (AxlePreferencesDialog *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (pages[i].right == NULL || axle_workstation_may (self->workstation, pages[i].right))
      adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (self), ADW_PREFERENCES_PAGE (pages[i].new (self->workstation)));
}

AdwDialog *
axle_preferences_dialog_new (AxleWorkstation *workstation,
                             const char      *profile)
{
  AxlePreferencesDialog *self = g_object_new (AXLE_TYPE_PREFERENCES_DIALOG, NULL);

  self->workstation = g_object_ref (workstation);
  adw_action_row_set_subtitle (self->profile_row, profile);
  adw_spin_row_set_value (self->photos_row, g_settings_get_int (self->settings, "photo-gigabytes"));
  adw_preferences_page_add (self->general, ADW_PREFERENCES_GROUP (axle_day_pack_group_new (self->settings)));
  add_pages (self);
  return ADW_DIALOG (self);
}
