/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleSettingsPage:
 *
 * A page of the preferences that shows the records of one kind and saves what is changed
 * on it at once. It is filled when somebody looks, and again when such a record changes
 * while it is on the screen or a save fails.
 */
#define AXLE_TYPE_SETTINGS_PAGE (axle_settings_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (AxleSettingsPage, axle_settings_page, AXLE, SETTINGS_PAGE, AdwPreferencesPage)

/**
 * AxleSettingsPageClass:
 * @entity: the kind that is followed; %NULL where @concerns says it
 * @fill: shows what holds now
 * @concerns: (nullable): whether changes concern the page
 */
struct _AxleSettingsPageClass
{
  AdwPreferencesPageClass parent_class;

  const AxleEntity *entity;
  void     (*fill)     (AxleSettingsPage    *self);
  gboolean (*concerns) (AxleSettingsPage    *self,
                        const AxleChangeSet *changes);
};

void                  axle_settings_page_construct       (AxleSettingsPage *self,
                                                          AxleWorkstation  *workstation);
/* %NULL once the page is gone. */
AxleWorkstation      *axle_settings_page_get_workstation (AxleSettingsPage *self);
/* Whether what changes on the page is the page's own doing. */
gboolean              axle_settings_page_is_filling      (AxleSettingsPage *self);
/* (nullable): the preferences that it stands in. */
AdwPreferencesDialog *axle_settings_page_get_dialog      (AxleSettingsPage *self);
/* A GAsyncReadyCallback of what saves and finishes with axle_workstation_save_finish():
 * says what went wrong. @page: (transfer full): the page. */
void                  axle_settings_page_saved_cb        (GObject          *workstation,
                                                          GAsyncResult     *result,
                                                          gpointer          page);

G_END_DECLS
