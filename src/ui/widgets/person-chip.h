/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A person: an avatar with initials, the name, and under it what they are.
 * Properties: `name`, `detail`, `size` (of the avatar in pixels). */
#define AXLE_TYPE_PERSON_CHIP (axle_person_chip_get_type ())
G_DECLARE_FINAL_TYPE (AxlePersonChip, axle_person_chip, AXLE, PERSON_CHIP, GtkWidget)

GtkWidget  *axle_person_chip_new    (const char     *name,
                                     const char     *detail);
void        axle_person_chip_set    (AxlePersonChip *self,
                                     const char     *name,
                                     const char     *detail);

G_END_DECLS
