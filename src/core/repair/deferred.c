/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/repair/deferred.h"

#include "core/repair/job.h"
#include "core/repair/visit.h"

/* A job and the visit on which it was done or put off. */
typedef struct
{
  AxleRecord       *job;
  const AxleRecord *visit;
} Line;

static GHashTable *
index_visits (GPtrArray    *visits,
              const AxleId *vehicle)
{
  GHashTable *known = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);

  for (guint i = 0; i < visits->len; i++)
    {
      AxleRecord *visit = visits->pdata[i];
      AxleId of = axle_record_get_id (visit, AXLE_VISIT_VEHICLE);

      if (vehicle == NULL || axle_id_equal (&of, vehicle))
        g_hash_table_insert (known, &visit->id, visit);
    }
  return known;
}

/* The same work on the same car, however it was typed. */
static char *
dup_key (const Line *line)
{
  const char *title = axle_record_get_text (line->job, AXLE_JOB_TITLE);
  g_autofree char *folded = g_utf8_casefold (title != NULL ? title : "", -1);
  AxleId vehicle = axle_record_get_id (line->visit, AXLE_VISIT_VEHICLE);

  g_strstrip (folded);
  return g_strconcat (AXLE_ID_TEXT (&vehicle), " ", folded, NULL);
}

static gboolean
is_later (const Line *one,
          const Line *other)
{
  gint64 at = axle_record_get_integer (one->visit, AXLE_VISIT_AT);
  gint64 other_at = axle_record_get_integer (other->visit, AXLE_VISIT_AT);

  /* Done and put off at once: two of a kind, of which one is left. */
  if (at == other_at)
    return g_strcmp0 (axle_record_get_text (one->job, AXLE_JOB_STATE), "deferred") == 0;
  return at > other_at;
}

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  const AxleRecord *one = *(AxleRecord * const *) a, *other = *(AxleRecord * const *) b;
  const char *due = axle_record_get_text (one, AXLE_JOB_DUE), *other_due = axle_record_get_text (other, AXLE_JOB_DUE);

  if (due == NULL || other_due == NULL)
    return due == other_due ? axle_id_compare (&one->id, &other->id) : due == NULL ? 1 : -1;
  return g_strcmp0 (due, other_due) != 0 ? g_strcmp0 (due, other_due) : axle_id_compare (&one->id, &other->id);
}

/**
 * axle_jobs_list_deferred:
 * @visits: (element-type AxleRecord): visits to the workshop
 * @jobs: (element-type AxleRecord): what was done on them
 * @vehicle: (nullable): only of this car
 *
 * What was put off on a visit is done with when the same work was done, or turned down,
 * on a later one.
 *
 * Returns: (transfer full) (element-type AxleRecord): the jobs that are still put
 *   off, what is due first comes first, and what has no day last
 */
GPtrArray *
axle_jobs_list_deferred (GPtrArray    *visits,
                         GPtrArray    *jobs,
                         const AxleId *vehicle)
{
  g_autoptr(GHashTable) known = index_visits (visits, vehicle);
  g_autoptr(GHashTable) latest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GPtrArray *left = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < jobs->len; i++)
    {
      AxleRecord *job = jobs->pdata[i];
      AxleId visit = axle_record_get_id (job, AXLE_JOB_VISIT);
      Line line = { job, g_hash_table_lookup (known, &visit) };
      g_autofree char *key = line.visit != NULL ? dup_key (&line) : NULL;
      const Line *before = key != NULL ? g_hash_table_lookup (latest, key) : NULL;

      if (key != NULL && (before == NULL || is_later (&line, before)))
        g_hash_table_replace (latest, g_steal_pointer (&key), g_memdup2 (&line, sizeof line));
    }
  g_hash_table_iter_init (&iter, latest);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (g_strcmp0 (axle_record_get_text (((const Line *) value)->job, AXLE_JOB_STATE), "deferred") == 0)
      g_ptr_array_add (left, axle_record_ref (((const Line *) value)->job));
  g_ptr_array_sort (left, compare_due);
  return left;
}
