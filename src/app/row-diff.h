/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @n_removed rows went at @position, and @n_added of the new rows, from
 * @first_added on, came in their place. */
typedef struct
{
  guint position;
  guint n_removed;
  guint first_added;
  guint n_added;
} AxleRowEdit;

/* With more edits than this one that replaces all of what differs is cheaper. */
#define AXLE_ROW_EDIT_LIMIT 64

GArray *axle_row_diff (GArray *before,
                       GArray *after);

G_END_DECLS
