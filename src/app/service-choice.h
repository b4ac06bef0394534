/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form.h"

G_BEGIN_DECLS

/**
 * AxleServiceChoice:
 *
 * What a form has chosen of the service menu. Known without a display.
 *
 * Signals: `changed` when something else is chosen.
 */
#define AXLE_TYPE_SERVICE_CHOICE (axle_service_choice_get_type ())
G_DECLARE_FINAL_TYPE (AxleServiceChoice, axle_service_choice, AXLE, SERVICE_CHOICE, GObject)

/* @field: of the record of @form, a set of codes of the menu. */
AxleServiceChoice *axle_service_choice_new      (AxleWorkstation   *workstation,
                                                 AxleForm          *form,
                                                 guint              field);
/* (element-type AxleRecord): the service menu, by area as jobs name them and position. */
GPtrArray         *axle_service_choice_get_menu (AxleServiceChoice *self);
gboolean           axle_service_choice_has      (AxleServiceChoice *self,
                                                 const char        *code);
void               axle_service_choice_set      (AxleServiceChoice *self,
                                                 const char        *code,
                                                 gboolean           chosen);

G_END_DECLS
