/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/lengths.h"

#include "core/appointment/duration.h"
#include "core/appointment/service-item.h"
#include "core/appointment/words.h"

#define N_MINUTES (AXLE_DAY_MINUTES + 1)

/* One measurement. */
typedef struct
{
  gint64 at;
  int    minutes;
} Sample;

struct _AxleLengths
{
  gatomicrefcount n_refs;
  GHashTable *samples; /* code, or code and model, to a GArray of Sample, the last first */
  GHashTable *labour;  /* code to minutes */
};

G_DEFINE_BOXED_TYPE (AxleLengths, axle_lengths, axle_lengths_ref, axle_lengths_unref)

static char *
key_of (const char *service,
        const char *model)
{
  return model != NULL ? g_strconcat (service, "\x1f", model, NULL) : g_strdup (service);
}

static void
add_sample (AxleLengths  *self,
            char         *key,
            const Sample *sample)
{
  g_autofree char *name = key;
  GArray *list = g_hash_table_lookup (self->samples, name);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (Sample));
      g_hash_table_insert (self->samples, g_steal_pointer (&name), list);
    }
  g_array_append_val (list, *sample);
}

static void
take_duration (AxleLengths      *self,
               const AxleRecord *record)
{
  const char *service = axle_record_get_text (record, AXLE_DURATION_SERVICE);
  const char *model = axle_record_get_text (record, AXLE_DURATION_MODEL);
  gint64 minutes = axle_record_get_integer (record, AXLE_DURATION_MINUTES);
  Sample sample = { axle_record_get_integer (record, AXLE_DURATION_AT), (int) CLAMP (minutes, 1, AXLE_DAY_MINUTES) };

  if (record->deleted || service == NULL)
    return;
  add_sample (self, key_of (service, NULL), &sample);
  if (model != NULL)
    add_sample (self, key_of (service, model), &sample);
}

static int
compare_samples (gconstpointer a,
                 gconstpointer b)
{
  const Sample *one = a;
  const Sample *other = b;

  return one->at != other->at ? (one->at > other->at ? -1 : 1) : one->minutes - other->minutes;
}

/* Work changes: what was measured long ago makes room. */
static void
keep_last (gpointer key,
           gpointer value,
           gpointer data)
{
  GArray *list = value;

  g_array_sort (list, compare_samples);
  g_array_set_size (list, MIN (list->len, AXLE_LENGTHS_MOST));
}

/**
 * axle_lengths_new:
 * @durations: (nullable) (element-type AxleRecord): what was measured
 * @services: (nullable) (element-type AxleRecord): the menu
 *
 * Returns: (transfer full): what lengths follow from
 */
AxleLengths *
axle_lengths_new (GPtrArray *durations,
                  GPtrArray *services)
{
  AxleLengths *self = g_new0 (AxleLengths, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->samples = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->labour = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; durations != NULL && i < durations->len; i++)
    take_duration (self, durations->pdata[i]);
  g_hash_table_foreach (self->samples, keep_last, NULL);
  for (guint i = 0; services != NULL && i < services->len; i++)
    {
      const AxleRecord *item = services->pdata[i];
      const char *code = axle_record_get_text (item, AXLE_SERVICE_ITEM_CODE);
      gint64 minutes = axle_record_get_integer (item, AXLE_SERVICE_ITEM_MINUTES);

      if (!item->deleted && code != NULL)
        g_hash_table_replace (self->labour, g_strdup (code), GINT_TO_POINTER ((int) CLAMP (minutes, 1, AXLE_DAY_MINUTES)));
    }
  return self;
}

AxleLengths *
axle_lengths_ref (AxleLengths *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
axle_lengths_unref (AxleLengths *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_hash_table_unref (self->samples);
  g_hash_table_unref (self->labour);
  g_free (self);
}

/* Those of the model where there are enough, otherwise those of all. */
static GArray *
find_samples (const AxleLengths *self,
              const char        *service,
              const char        *model,
              gboolean          *of_model)
{
  g_autofree char *key = key_of (service, model);
  GArray *list = g_hash_table_lookup (self->samples, key);

  *of_model = model != NULL && list != NULL && list->len >= AXLE_LENGTHS_FEWEST;
  if (!*of_model)
    list = g_hash_table_lookup (self->samples, service);
  return list != NULL && list->len >= AXLE_LENGTHS_FEWEST ? list : NULL;
}

/* One service after another: the chance of each sum is that of each pair that makes it. */
static void
add_samples (double       *chances,
             const GArray *samples)
{
  g_autofree double *sums = g_new0 (double, N_MINUTES);

  for (guint i = 0; i < samples->len; i++)
    for (int minutes = 0; minutes < N_MINUTES; minutes++)
      if (chances[minutes] > 0)
        sums[MIN (minutes + g_array_index (samples, Sample, i).minutes, AXLE_DAY_MINUTES)] += chances[minutes] / samples->len;
  for (int minutes = 0; minutes < N_MINUTES; minutes++)
    chances[minutes] = sums[minutes];
}

static void
add_labour (double *chances,
            int     labour)
{
  Sample sample = { 0, labour };
  g_autoptr(GArray) one = g_array_new (FALSE, FALSE, sizeof (Sample));

  g_array_append_val (one, sample);
  add_samples (chances, one);
}

/* How likely each length is; NULL where none of the services is known. */
static double *
dup_chances (const AxleLengths  *self,
             const char * const *services,
             const char         *model,
             AxleLength         *length)
{
  g_autofree double *chances = g_new0 (double, N_MINUTES);
  gboolean known = FALSE;

  *length = (AxleLength) { .n = G_MAXUINT, .of_model = TRUE };
  chances[0] = 1;
  for (guint i = 0; services != NULL && services[i] != NULL; i++)
    {
      gboolean of_model;
      const GArray *samples = find_samples (self, services[i], model, &of_model);
      int labour = GPOINTER_TO_INT (g_hash_table_lookup (self->labour, services[i]));

      if (samples != NULL)
        add_samples (chances, samples);
      else if (labour > 0)
        add_labour (chances, labour);
      else
        continue;
      known = TRUE;
      length->n = MIN (length->n, samples != NULL ? samples->len : 0);
      length->of_model = length->of_model && samples != NULL && of_model;
    }
  return known ? g_steal_pointer (&chances) : NULL;
}

/* The least length that so many of a hundred stay within; a hair off for rounding. */
static int
find_quantile (const double *chances,
               double        percent)
{
  double sum = 0;
  int minutes = 0;

  for (; minutes < N_MINUTES; minutes++)
    {
      sum += chances[minutes];
      if (sum >= percent / 100 - 1e-9)
        break;
    }
  return MIN (minutes, AXLE_DAY_MINUTES);
}

/**
 * axle_lengths_estimate:
 * @self: what lengths follow from
 * @services: (nullable) (array zero-terminated=1): codes, done one after another
 * @model: (nullable): of the car
 * @length: (out): how long they take together, a day at most
 *
 * Returns: whether any of @services is known
 */
gboolean
axle_lengths_estimate (const AxleLengths  *self,
                       const char * const *services,
                       const char         *model,
                       AxleLength         *length)
{
  g_autofree double *chances = dup_chances (self, services, model, length);

  if (chances == NULL)
    {
      *length = (AxleLength) { 0 };
      return FALSE;
    }
  length->low = find_quantile (chances, 20);
  length->median = find_quantile (chances, 50);
  length->high = find_quantile (chances, 80);
  length->booked = (length->high + AXLE_LENGTH_STEP - 1) / AXLE_LENGTH_STEP * AXLE_LENGTH_STEP;
  return TRUE;
}

/**
 * axle_lengths_get_chance:
 * @self: what lengths follow from
 * @services: (nullable) (array zero-terminated=1): codes, done one after another
 * @model: (nullable): of the car
 * @minutes: from the start of the work to what was promised
 *
 * Returns: how likely it is that they are done by then, from 0 to 1; below 0 where too
 *   little was measured to tell
 */
double
axle_lengths_get_chance (const AxleLengths  *self,
                         const char * const *services,
                         const char         *model,
                         int                 minutes)
{
  AxleLength length;
  g_autofree double *chances = dup_chances (self, services, model, &length);
  double sum = 0;

  if (chances == NULL || length.n == 0)
    return -1;
  for (int i = 0; i <= MIN (minutes, AXLE_DAY_MINUTES); i++)
    sum += chances[i];
  return MIN (sum, 1);
}
