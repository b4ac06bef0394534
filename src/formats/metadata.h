/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "formats/error.h"

G_BEGIN_DECLS

/**
 * AxleMediaFacts:
 * @orientation: how the camera was held: 1 to 8, as EXIF 2.32 §4.6.5.1.6 counts
 * @taken: (nullable): when, by the camera's clock and without a zone: `2026:03:05 14:30:00`
 *
 * What is worth keeping of what a camera writes beside a picture.
 */
typedef struct
{
  guint  orientation;
  char  *taken;
} AxleMediaFacts;

void    axle_media_facts_clear (AxleMediaFacts  *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AxleMediaFacts, axle_media_facts_clear)

GBytes *axle_media_strip       (GBytes          *file,
                                const char      *type,
                                AxleMediaFacts  *facts,
                                GError         **error);

G_END_DECLS
