/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"

#include <string.h>

/**
 * axle_hash_is_valid:
 * @text: any text
 *
 * Returns: whether @text has the form of a hash
 */
gboolean
axle_hash_is_valid (const char *text)
{
  return strspn (text, "0123456789abcdef") == AXLE_HASH_LENGTH && text[AXLE_HASH_LENGTH] == '\0';
}
