/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/digest.h"

#include <string.h>

/**
 * axle_digest_scatter:
 * @number: a number
 *
 * The last step of MurmurHash3 (public domain): each bit of @number changes about half
 * of the bits of what it gives, and no two numbers give the same.
 *
 * Returns: a number that looks like chance
 */
guint64
axle_digest_scatter (guint64 number)
{
  number ^= number >> 33;
  number *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  number ^= number >> 33;
  number *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return number ^ (number >> 33);
}

/**
 * axle_digest_start:
 * @seed: what tells this digest from one of the same data for another purpose
 *
 * Returns: the digest of nothing yet
 */
AxleDigest
axle_digest_start (guint64 seed)
{
  return (AxleDigest) { { axle_digest_scatter (seed + 1), axle_digest_scatter (~seed) } };
}

void
axle_digest_put_number (AxleDigest *self,
                        guint64     number)
{
  self->lanes[0] = axle_digest_scatter (self->lanes[0] ^ number);
  /* Another way, so that the lanes do not meet the same numbers alike: the constant is 2⁶⁴ / φ. */
  self->lanes[1] = axle_digest_scatter (self->lanes[1] + number * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
}

/**
 * axle_digest_put:
 * @self: a digest
 * @bytes: (array length=n_bytes): what comes next
 * @n_bytes: how many, which counts too: parts do not run into each other
 */
void
axle_digest_put (AxleDigest    *self,
                 gconstpointer  bytes,
                 gsize          n_bytes)
{
  const guint8 *from = bytes;

  axle_digest_put_number (self, n_bytes);
  while (n_bytes > 0)
    {
      gsize taken = MIN (n_bytes, sizeof (guint64));
      guint64 word = 0;

      memcpy (&word, from, taken);
      axle_digest_put_number (self, GUINT64_FROM_LE (word));
      from += taken;
      n_bytes -= taken;
    }
}

void
axle_digest_put_text (AxleDigest *self,
                      const char *text)
{
  axle_digest_put (self, text, strlen (text));
}

void
axle_digest_add (AxleDigest       *sum,
                 const AxleDigest *part)
{
  sum->lanes[0] += part->lanes[0];
  sum->lanes[1] += part->lanes[1];
}

gboolean
axle_digest_equal (const AxleDigest *a,
                   const AxleDigest *b)
{
  return a->lanes[0] == b->lanes[0] && a->lanes[1] == b->lanes[1];
}

gboolean
axle_digest_is_zero (const AxleDigest *self)
{
  return self->lanes[0] == 0 && self->lanes[1] == 0;
}

/**
 * axle_digest_write:
 * @self: a digest
 * @buffer: where its text goes
 *
 * Returns: (transfer none): @buffer, in lower-case hexadecimal
 */
char *
axle_digest_write (const AxleDigest *self,
                   char              buffer[AXLE_DIGEST_TEXT_SIZE])
{
  g_snprintf (buffer, AXLE_DIGEST_TEXT_SIZE, "%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
              self->lanes[0], self->lanes[1]);
  return buffer;
}

/**
 * axle_digest_parse:
 * @text: what [method@Axle.Digest.write] wrote
 * @digest: (out): the digest
 *
 * Returns: whether @text is one
 */
gboolean
axle_digest_parse (const char *text,
                   AxleDigest *digest)
{
  char half[17] = "";

  if (strlen (text) != AXLE_DIGEST_TEXT_SIZE - 1 || strspn (text, "0123456789abcdef") != AXLE_DIGEST_TEXT_SIZE - 1)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (digest->lanes); i++)
    {
      memcpy (half, text + 16 * i, 16);
      digest->lanes[i] = g_ascii_strtoull (half, NULL, 16);
    }
  return TRUE;
}
