/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/settings-page.h"

G_BEGIN_DECLS

/* Rows of a page of the preferences for the figures that the dealership sets for itself,
 * see core/organisation/policy.h. @rows: name → AdwSpinRow. */

/* A row for each figure whose name begins with @prefix. */
void axle_policy_rows_add  (AxleSettingsPage    *page,
                            AdwPreferencesGroup *group,
                            const char          *prefix,
                            GHashTable          *rows);
/* Shows what holds. */
void axle_policy_rows_fill (AxleSettingsPage    *page,
                            GHashTable          *rows);

G_END_DECLS
