/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/distance.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/**
 * axle_distance_round:
 * @metres: a distance, not below 0
 * @step: such as 100000, above 0
 *
 * Returns: the multiple of @step that is nearest
 */
gint64
axle_distance_round (gint64 metres,
                     gint64 step)
{
  return (metres + step / 2) / step * step;
}

/**
 * axle_distance_format:
 * @metres: a distance
 *
 * Returns: (transfer full): whole kilometres as a person reads them, such as `12,300 km`
 */
char *
axle_distance_format (gint64 metres)
{
  /* Translators: a distance, such as the reading of an odometer; %' groups the digits. */
  return g_strdup_printf (_("%'" PRId64 " km"), metres / 1000);
}
