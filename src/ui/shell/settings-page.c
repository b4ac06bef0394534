/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/settings-page.h"

#include "ui/widgets/plain-words.h"

typedef struct
{
  AxleWorkstation *workstation;
  gboolean         filling;
} AxleSettingsPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AxleSettingsPage, axle_settings_page, ADW_TYPE_PREFERENCES_PAGE)

#define PRIVATE(self) ((AxleSettingsPagePrivate *) axle_settings_page_get_instance_private (AXLE_SETTINGS_PAGE (self)))

static void
fill (AxleSettingsPage *self)
{
  AxleSettingsPagePrivate *priv = PRIVATE (self);

  priv->filling = TRUE;
  AXLE_SETTINGS_PAGE_GET_CLASS (self)->fill (self);
  priv->filling = FALSE;
}

void
axle_settings_page_saved_cb (GObject      *workstation,
                             GAsyncResult *result,
                             gpointer      page)
{
  g_autoptr (AxleSettingsPage) self = page;
  g_autoptr (GError) error = NULL;
  AdwPreferencesDialog *dialog = axle_settings_page_get_dialog (self);
  AdwToast *toast;

  axle_workstation_save_finish (AXLE_WORKSTATION (workstation), result, &error);
  if (error == NULL || PRIVATE (self)->workstation == NULL)
    return;
  fill (self);
  if (dialog == NULL)
    return;
  toast = axle_toast_new (error->message);
  adw_preferences_dialog_add_toast (dialog, toast);
}

static gboolean
has_entity (AxleSettingsPage    *self,
            const AxleChangeSet *changes)
{
  return axle_change_set_has_kind (changes, AXLE_SETTINGS_PAGE_GET_CLASS (self)->entity);
}

static void
changed_cb (AxleSettingsPage    *self,
            const AxleChangeSet *changes)
{
  if (AXLE_SETTINGS_PAGE_GET_CLASS (self)->concerns (self, changes) &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
}

static void
axle_settings_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (axle_settings_page_parent_class)->map (widget);
  fill (AXLE_SETTINGS_PAGE (widget));
}

static void
axle_settings_page_dispose (GObject *object)
{
  g_clear_object (&PRIVATE (object)->workstation);
  G_OBJECT_CLASS (axle_settings_page_parent_class)->dispose (object);
}

static void
axle_settings_page_class_init (AxleSettingsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_settings_page_dispose;
  GTK_WIDGET_CLASS (class)->map = axle_settings_page_map;
  class->concerns = has_entity;
}

static void
axle_settings_page_init (AxleSettingsPage *self)
{
}

/**
 * axle_settings_page_construct:
 * @self: a page that was just made
 * @workstation: the desk
 */
void
axle_settings_page_construct (AxleSettingsPage *self,
                              AxleWorkstation  *workstation)
{
  PRIVATE (self)->workstation = g_object_ref (workstation);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

AxleWorkstation *
axle_settings_page_get_workstation (AxleSettingsPage *self)
{
  return PRIVATE (self)->workstation;
}

gboolean
axle_settings_page_is_filling (AxleSettingsPage *self)
{
  return PRIVATE (self)->filling;
}

AdwPreferencesDialog *
axle_settings_page_get_dialog (AxleSettingsPage *self)
{
  return (AdwPreferencesDialog *) gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);
}
