/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/id.h"

#include <string.h>

/* The 12 bits beside the time count the ids of one millisecond, so that ids made
 * in a row keep their order (RFC 9562, 6.2, method 1). */
#define COUNT_LIMIT 0x1000

/**
 * axle_id_new:
 * @host: whose clock and chance it is made from
 *
 * Returns: an id that no other desk will make, later than all before it on @host
 */
AxleId
axle_id_new (AxleHost *host)
{
  AxleId id;
  gint64 millisecond = axle_host_now (host) / 1000;
  guint16 count;

  axle_host_fill (host, id.bytes, sizeof id.bytes);

  g_mutex_lock (&host->lock);
  if (millisecond > host->last_millisecond)
    {
      host->last_millisecond = millisecond;
      host->count_in_millisecond = 0;
    }
  else if (++host->count_in_millisecond == COUNT_LIMIT)
    {
      host->last_millisecond++;
      host->count_in_millisecond = 0;
    }
  millisecond = host->last_millisecond;
  count = host->count_in_millisecond;
  g_mutex_unlock (&host->lock);

  for (int i = 0; i < 6; i++)
    id.bytes[i] = (guint8) (millisecond >> (40 - 8 * i));
  id.bytes[6] = (guint8) (0x70 | (count >> 8));
  id.bytes[7] = (guint8) count;
  id.bytes[8] = (guint8) (0x80 | (id.bytes[8] & 0x3f));
  return id;
}

/**
 * axle_id_new_derived:
 * @space: what the name is known in, such as a store
 * @name: a name
 *
 * Returns: the same id for the same two, whoever asks (RFC 9562, 5.8)
 */
AxleId
axle_id_new_derived (const AxleId *space,
                     const char   *name)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  AxleId id;

  g_checksum_update (checksum, space->bytes, sizeof space->bytes);
  g_checksum_update (checksum, (const guchar *) name, -1);
  g_checksum_get_digest (checksum, digest, &length);
  memcpy (id.bytes, digest, sizeof id.bytes);
  id.bytes[6] = (guint8) (0x80 | (id.bytes[6] & 0x0f));
  id.bytes[8] = (guint8) (0x80 | (id.bytes[8] & 0x3f));
  return id;
}

/**
 * axle_id_get_time:
 * @self: an id
 *
 * Returns: when it was made, by its maker's clock, in microseconds since 1970 UTC;
 *   0 for one that was derived, or not made by this program
 */
gint64
axle_id_get_time (const AxleId *self)
{
  gint64 millisecond = 0;

  if (self->bytes[6] >> 4 != 7)
    return 0;
  for (int i = 0; i < 6; i++)
    millisecond = millisecond << 8 | self->bytes[i];
  return millisecond * 1000;
}

gboolean
axle_id_is_none (const AxleId *self)
{
  return axle_id_equal (self, &AXLE_ID_NONE);
}

gboolean
axle_id_equal (const AxleId *a,
               const AxleId *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

int
axle_id_compare (const AxleId *a,
                 const AxleId *b)
{
  return memcmp (a, b, sizeof *a);
}

/* The last bytes are chance: as good as any hash of the whole. */
guint
axle_id_hash (const AxleId *self)
{
  guint hash;
  memcpy (&hash, self->bytes + 12, sizeof hash);
  return hash;
}

/**
 * axle_id_write:
 * @self: an id
 * @buffer: where its text goes, with the terminating zero
 *
 * Returns: @buffer
 */
char *
axle_id_write (const AxleId *self,
               char          buffer[AXLE_ID_TEXT_SIZE])
{
  static const char digits[] = "0123456789abcdef";
  char *out = buffer;

  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *out++ = '-';
      *out++ = digits[self->bytes[i] >> 4];
      *out++ = digits[self->bytes[i] & 15];
    }
  *out = '\0';
  return buffer;
}

char *
axle_id_dup_text (const AxleId *self)
{
  return axle_id_write (self, g_malloc (AXLE_ID_TEXT_SIZE));
}

/**
 * axle_id_parse:
 * @text: 32 hexadecimal digits with hyphens after the 8th, 12th, 16th and 20th
 * @id: (out): the id
 *
 * Returns: whether @text is an id; otherwise @id is unchanged
 */
gboolean
axle_id_parse (const char *text,
               AxleId     *id)
{
  AxleId parsed;

  for (int i = 0; i < 16; i++)
    {
      int high, low;

      if ((i == 4 || i == 6 || i == 8 || i == 10) && *text++ != '-')
        return FALSE;
      if ((high = g_ascii_xdigit_value (text[0])) < 0 || (low = g_ascii_xdigit_value (text[1])) < 0)
        return FALSE;
      parsed.bytes[i] = (guint8) (high << 4 | low);
      text += 2;
    }
  if (*text != '\0')
    return FALSE;
  *id = parsed;
  return TRUE;
}

/**
 * axle_id_to_variant:
 * @self: an id
 *
 * Returns: (transfer floating): its bytes, of type `ay`
 */
GVariant *
axle_id_to_variant (const AxleId *self)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, self->bytes, sizeof self->bytes, 1);
}

/**
 * axle_id_from_variant:
 * @variant: of type `ay`
 * @id: (out): the id
 *
 * Returns: whether @variant is an id; otherwise @id is unchanged
 */
gboolean
axle_id_from_variant (GVariant *variant,
                      AxleId   *id)
{
  gsize n_bytes;
  const void *bytes = g_variant_get_fixed_array (variant, &n_bytes, 1);

  if (n_bytes != sizeof id->bytes)
    return FALSE;
  memcpy (id->bytes, bytes, n_bytes);
  return TRUE;
}
