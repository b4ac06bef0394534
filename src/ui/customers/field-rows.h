/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form.h"

G_BEGIN_DECLS

/* Adds the rows that edit one field of a form to a group, of the kind that the
 * field's type asks for: an entry, a choice, a set of choices, lines of text. What
 * is wrong with the field stands below its row. Enter goes to the next row. */
GtkWidget *axle_field_rows_add (AdwPreferencesGroup *group,
                                AxleWorkstation     *workstation,
                                AxleForm            *form,
                                guint                field);

G_END_DECLS
