/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/zone.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

/* Longer than any name of the tz database or of Windows. */
#define NAME_LIMIT 64

/* Names that the tz database gave up, such as `US/Eastern`; ICU still knows them. */
static char *
dup_canonical (const char *name)
{
  UChar old[NAME_LIMIT + 1], found[NAME_LIMIT + 1];
  UErrorCode status = U_ZERO_ERROR;
  UBool known = FALSE;
  int32_t length = 0;

  u_strFromUTF8 (old, G_N_ELEMENTS (old), &length, name, -1, &status);
  if (U_FAILURE (status))
    return NULL;
  length = ucal_getCanonicalTimeZoneID (old, length, found, G_N_ELEMENTS (found), &known, &status);
  if (U_FAILURE (status) || !known || length <= 0 || length > NAME_LIMIT)
    return NULL;
  return g_utf16_to_utf8 ((const gunichar2 *) found, length, NULL, NULL, NULL);
}

/* GLib opens a file of the name, and takes rules and offsets for names too. */
static gboolean
is_name (const char *name)
{
  if (strlen (name) > NAME_LIMIT || !g_ascii_isalpha (*name) || strstr (name, "..") != NULL)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("/_+-", *p) == NULL)
      return FALSE;
  return strpbrk (name, "0123456789") == NULL || strchr (name, '/') != NULL;
}

/**
 * axle_zone_find:
 * @name: a name of the tz database, such as `Asia/Shanghai`, perhaps from a stranger
 *
 * Returns: (transfer full) (nullable): the zone; %NULL where there is none of the name
 */
GTimeZone *
axle_zone_find (const char *name)
{
  GTimeZone *zone = is_name (name) ? g_time_zone_new_identifier (name) : NULL;
  g_autofree char *canonical = zone == NULL && is_name (name) ? dup_canonical (name) : NULL;

  return zone != NULL || canonical == NULL ? zone : g_time_zone_new_identifier (canonical);
}

/**
 * axle_zone_from_windows:
 * @name: what Windows calls a time zone, such as `China Standard Time`
 *
 * By the table of Unicode (CLDR, windowsZones).
 *
 * Returns: (transfer full) (nullable): its name in the tz database
 */
char *
axle_zone_from_windows (const char *name)
{
  UChar windows[NAME_LIMIT + 1], found[NAME_LIMIT + 1];
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;

  u_strFromUTF8 (windows, G_N_ELEMENTS (windows), &length, name, -1, &status);
  if (U_FAILURE (status) || length > NAME_LIMIT)
    return NULL;
  length = ucal_getTimeZoneIDForWindowsID (windows, length, NULL, found, G_N_ELEMENTS (found), &status);
  if (U_FAILURE (status) || length <= 0 || length > NAME_LIMIT)
    return NULL;
  return g_utf16_to_utf8 ((const gunichar2 *) found, length, NULL, NULL, NULL);
}
