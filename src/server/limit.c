/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/limit.h"

/* More names than this are nobody's honest use: the full buckets among them go. */
#define NAMES_LIMIT 10000

struct _AxleLimit
{
  double      rate;
  double      burst;
  GHashTable *buckets;
};

typedef struct
{
  double tokens;
  gint64 at;
} Bucket;

/**
 * axle_limit_new:
 * @rate: how many a second; 0 for no limit
 * @burst: how many at once
 *
 * Returns: (transfer full): a limit
 */
AxleLimit *
axle_limit_new (double rate,
                double burst)
{
  AxleLimit *self = g_new0 (AxleLimit, 1);

  self->rate = rate;
  self->burst = burst;
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
axle_limit_free (AxleLimit *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

static void
refill (AxleLimit *self,
        Bucket    *bucket,
        gint64     now)
{
  double seconds = MAX (now - bucket->at, 0) / (double) G_TIME_SPAN_SECOND;

  bucket->tokens = MIN (self->burst, bucket->tokens + seconds * self->rate);
  bucket->at = now;
}

static gboolean
is_full (gpointer name,
         gpointer data,
         gpointer user_data)
{
  gpointer *args = user_data;
  AxleLimit *self = args[0];
  Bucket *bucket = data;

  refill (self, bucket, *(gint64 *) args[1]);
  return bucket->tokens >= self->burst;
}

/**
 * axle_limit_take:
 * @self: a limit
 * @name: who
 * @now: monotonic time in microseconds
 *
 * Returns: 0 when @name may, else after how many seconds to ask again
 */
gint64
axle_limit_take (AxleLimit  *self,
                 const char *name,
                 gint64      now)
{
  Bucket *bucket;

  if (self->rate <= 0)
    return 0;
  bucket = g_hash_table_lookup (self->buckets, name);
  if (bucket == NULL)
    {
      if (g_hash_table_size (self->buckets) >= NAMES_LIMIT)
        g_hash_table_foreach_remove (self->buckets, is_full, (gpointer[]) { self, &now });
      if (g_hash_table_size (self->buckets) >= NAMES_LIMIT)
        return 1;
      bucket = g_new (Bucket, 1);
      *bucket = (Bucket) { self->burst, now };
      g_hash_table_insert (self->buckets, g_strdup (name), bucket);
    }
  refill (self, bucket, now);
  if (bucket->tokens < 1)
    return 1 + (gint64) ((1 - bucket->tokens) / self->rate);
  bucket->tokens -= 1;
  return 0;
}
