/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleDigest:
 *
 * 128 bits that tell two pieces of data apart, for finding damage and drift: quick, the
 * same on every machine, and no protection against whoever wants two to look the same.
 * Digests add up: a sum says the same of a set in whatever order it is read.
 */
typedef struct
{
  guint64 lanes[2];
} AxleDigest;

/* "0123…" with its terminating zero. */
#define AXLE_DIGEST_TEXT_SIZE 33

AxleDigest axle_digest_start      (guint64           seed);
void       axle_digest_put        (AxleDigest       *self,
                                   gconstpointer     bytes,
                                   gsize             n_bytes);
void       axle_digest_put_number (AxleDigest       *self,
                                   guint64           number);
void       axle_digest_put_text   (AxleDigest       *self,
                                   const char       *text);
void       axle_digest_add        (AxleDigest       *sum,
                                   const AxleDigest *part);
gboolean   axle_digest_equal      (const AxleDigest *a,
                                   const AxleDigest *b);
gboolean   axle_digest_is_zero    (const AxleDigest *self);
char      *axle_digest_write      (const AxleDigest *self,
                                   char              buffer[AXLE_DIGEST_TEXT_SIZE]);
gboolean   axle_digest_parse      (const char       *text,
                                   AxleDigest       *digest);
guint64    axle_digest_scatter    (guint64           number);

G_END_DECLS
