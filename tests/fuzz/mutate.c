/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mutate.h"

#include <stdlib.h>
#include <string.h>

#include "support/corpus.h"

#define MAX_SEED_FILE (8 * 1024)

static guint
setting (const char *name,
         guint       fallback)
{
  const char *value = g_getenv (name);

  return value != NULL ? (guint) strtoul (value, NULL, 10) : fallback;
}

GRand *
fuzz_random (void)
{
  guint seed = setting ("AXLE_FUZZ_SEED", 20250101);

  g_test_message ("seed %u", seed);
  return g_rand_new_with_seed (seed);
}

guint
fuzz_rounds (guint fallback)
{
  return setting ("AXLE_FUZZ_ROUNDS", fallback);
}

void
fuzz_load (GPtrArray          *seeds,
           const char * const *folders)
{
  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) files = corpus_list (folders[i]);

      for (guint j = 0; j < files->len; j++)
        {
          g_autoptr(GBytes) bytes = corpus_load (files->pdata[j]);

          g_ptr_array_add (seeds, g_bytes_new_from_bytes (bytes, 0, MIN (g_bytes_get_size (bytes), MAX_SEED_FILE)));
        }
    }
}

GBytes *
fuzz_mutate (GRand      *random,
             GPtrArray  *seeds,
             const char *signs)
{
  static const guint8 odd[] = { 0, 0xff, 0xfe, 0x81, 0x1b, 0x1f };
  GBytes *whole = seeds->pdata[g_rand_int_range (random, 0, (gint32) seeds->len)];
  gsize size;
  const guint8 *data = g_bytes_get_data (whole, &size);
  GByteArray *bytes = g_byte_array_new ();
  guint times = (guint) g_rand_int_range (random, 0, 12);

  if (size > 0)
    g_byte_array_append (bytes, data, (guint) size);
  for (guint i = 0; i < times && bytes->len > 1; i++)
    {
      guint at = (guint) g_rand_int_range (random, 0, (gint32) bytes->len);
      guint wanted = (guint) g_rand_int_range (random, 1, 64);
      guint length = MIN (wanted, bytes->len - at);

      switch (g_rand_int_range (random, 0, 5))
        {
        case 0:
          bytes->data[at] = (guint8) g_rand_int (random);
          break;
        case 1:
          bytes->data[at] = (guint8) signs[g_rand_int_range (random, 0, (gint32) strlen (signs))];
          break;
        case 2:
          bytes->data[at] = odd[g_rand_int_range (random, 0, G_N_ELEMENTS (odd))];
          break;
        case 3:
          g_byte_array_remove_range (bytes, at, length);
          break;
        default:
          {
            g_autofree guint8 *copy = g_memdup2 (bytes->data + at, length);
            g_byte_array_append (bytes, copy, length);
          }
        }
    }
  return g_byte_array_free_to_bytes (bytes);
}
