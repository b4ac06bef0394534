/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-run.h"

#include <glib/gi18n-lib.h>

#include "app/import-match.h"
#include "app/import-rejects.h"
#include "base/problem.h"
#include "core/change-list.h"
#include "core/change.h"

/* A row of a slice that waits to be saved. */
typedef struct
{
  guint64            number;
  GPtrArray         *cells;
  GPtrArray         *changes;
  AxleImportOutcome  outcome;
} Pending;

/* A row that is looked up by a key of the slice: it has its turn in the next one. */
typedef struct
{
  guint64        number;
  GPtrArray     *cells;
  AxleImportRow *row;
} Waiting;

struct _AxleImportRun
{
  AxleImportPlan    *plan;
  AxleImportSource  *source;
  AxleImportBase    *base;
  AxleImportRejects *rejects;
  GPtrArray         *waiting;        /* (element-type Waiting): first of the next slice */
  GPtrArray         *slice;          /* (element-type Pending) */
  GHashTable        *keys;           /* of the slice, and of those that wait */
  gboolean           ended;          /* nothing more is read */
  GError            *broken;         /* why, before the end of the file */
  AxleImportCounts   counts;
  GPtrArray         *problems;
  guint              problem_limit;
  gint64             operation;
  gboolean           indexing;       /* the next rows wait until what was saved can be found */
};

AxleImportProblem *
axle_import_problem_new (guint64     row,
                         const char *column,
                         const char *code,
                         const char *message,
                         gboolean    refused)
{
  AxleImportProblem *self = g_new0 (AxleImportProblem, 1);

  self->row = row;
  self->column = g_strdup (column);
  self->code = g_strdup (code);
  self->message = g_strdup (message);
  self->refused = refused;
  return self;
}

void
axle_import_problem_free (gpointer data)
{
  AxleImportProblem *self = data;

  g_free (self->column);
  g_free (self->code);
  g_free (self->message);
  g_free (self);
}

void
axle_import_plan_free (AxleImportPlan *self)
{
  g_clear_object (&self->file);
  g_clear_pointer (&self->roles, g_ptr_array_unref);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_clear_pointer (&self->staff, g_hash_table_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->folder);
  g_free (self);
}

static void
free_pending (gpointer data)
{
  Pending *pending = data;

  g_ptr_array_unref (pending->cells);
  g_ptr_array_unref (pending->changes);
  g_free (pending);
}

static void
free_waiting (gpointer data)
{
  Waiting *waiting = data;

  g_clear_pointer (&waiting->row, axle_import_row_free);
  g_ptr_array_unref (waiting->cells);
  g_free (waiting);
}

static GPtrArray *
new_queue (void)
{
  return g_ptr_array_new_with_free_func (free_waiting);
}

/* @plan: (transfer full): what to do */
AxleImportRun *
axle_import_run_new (AxleImportPlan *plan)
{
  AxleImportRun *self = g_new0 (AxleImportRun, 1);

  self->plan = plan;
  self->slice = g_ptr_array_new_with_free_func (free_pending);
  self->waiting = new_queue ();
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->problems = g_ptr_array_new_with_free_func (axle_import_problem_free);
  self->problem_limit = AXLE_IMPORT_PROBLEM_LIMIT;
  return self;
}

void
axle_import_run_set_problem_limit (AxleImportRun *self,
                                   guint          limit)
{
  self->problem_limit = limit;
}

static void
close_base (AxleImportRun *self)
{
  g_clear_pointer (&self->base, axle_import_base_free);
  g_clear_pointer (&self->source, axle_import_source_free);
}

void
axle_import_run_free (AxleImportRun *self)
{
  close_base (self);
  g_clear_pointer (&self->rejects, axle_import_rejects_free);
  g_clear_error (&self->broken);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->slice);
  g_hash_table_unref (self->keys);
  g_ptr_array_unref (self->problems);
  axle_import_plan_free (self->plan);
  g_free (self);
}

static gboolean
begin (AxleImportRun  *self,
       AxleStore      *store,
       GCancellable   *cancellable,
       GError        **error)
{
  const AxleImportPlan *plan = self->plan;

  if (self->source != NULL)
    return TRUE;
  self->source = axle_import_source_open (plan->file, plan->format, &plan->dialect, cancellable, error);
  if (self->source == NULL)
    return FALSE;
  self->base = axle_import_base_new (store, plan->dry_run ? plan->folder : NULL, error);
  if (self->base == NULL)
    return FALSE;
  if (!plan->dry_run)
    self->rejects = axle_import_rejects_new (plan->folder, plan->file, plan->headers);
  return TRUE;
}

/* What is wrong. */

static const char *
name_column (AxleImportRun *self,
             guint          column)
{
  return column < self->plan->headers->len ? self->plan->headers->pdata[column] : "";
}

static void
note_problem (AxleImportRun *self,
              guint64        row,
              const char    *column,
              const char    *code,
              const char    *message,
              gboolean       refused)
{
  if (self->problems->len < self->problem_limit)
    g_ptr_array_add (self->problems, axle_import_problem_new (row, column, code, message, refused));
}

static gboolean
reject (AxleImportRun  *self,
        GPtrArray      *cells,
        const char     *reason,
        GError        **error)
{
  self->counts.wrong++;
  return self->rejects == NULL || axle_import_rejects_add (self->rejects, cells, reason, error);
}

static gboolean
reject_row (AxleImportRun        *self,
            guint64               number,
            GPtrArray            *cells,
            const AxleImportRow  *row,
            GError              **error)
{
  g_autoptr(GString) reason = g_string_new (NULL);

  for (guint i = 0; i < row->problems->len; i++)
    {
      const AxleProblem *problem = row->problems->pdata[i];
      const char *column = name_column (self, g_array_index (row->columns, guint, i));

      if (!problem->blocking)
        continue;
      note_problem (self, number, column, problem->code, problem->message, TRUE);
      if (reason->len > 0)
        g_string_append_c (reason, ' ');
      g_string_append (reason, problem->message);
    }
  return reject (self, cells, reason->str, error);
}

/* What a row that was kept gives reason to say. */
static void
note_remarks (AxleImportRun       *self,
              guint64              number,
              const AxleImportRow *row)
{
  for (guint i = 0; i < row->problems->len; i++)
    {
      const AxleProblem *problem = row->problems->pdata[i];

      if (g_str_equal (problem->code, "differs") || g_str_equal (problem->code, "taken") ||
          g_str_equal (problem->code, "unknown-staff"))
        note_problem (self, number, problem->field, problem->code, problem->message, FALSE);
    }
}

/* Saving a slice. */

static void
count (AxleImportRun     *self,
       AxleImportOutcome  outcome)
{
  if (outcome == AXLE_IMPORT_FRESH)
    self->counts.fresh++;
  else if (outcome == AXLE_IMPORT_MATCHED)
    self->counts.matched++;
  else
    self->counts.unchanged++;
}

/* Which row it was that the cache refused shows when each is saved by itself. */
static gboolean
save_one_by_one (AxleImportRun  *self,
                 GError        **error)
{
  for (guint i = 0; i < self->slice->len; i++)
    {
      const Pending *pending = self->slice->pdata[i];
      g_autoptr(GError) local = NULL;

      if (axle_import_base_save (self->base, pending->changes, &self->operation, &local))
        {
          count (self, pending->outcome);
          continue;
        }
      if (!g_error_matches (local, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      note_problem (self, pending->number, "", "refused", local->message, TRUE);
      if (!reject (self, pending->cells, local->message, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_slice (AxleImportRun  *self,
            GError        **error)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new ();
  g_autoptr(GError) local = NULL;
  gboolean saved;

  for (guint i = 0; i < self->slice->len; i++)
    {
      const Pending *pending = self->slice->pdata[i];

      for (guint j = 0; j < pending->changes->len; j++)
        g_ptr_array_add (changes, pending->changes->pdata[j]);
    }
  self->indexing = changes->len > 0;
  saved = axle_import_base_save (self->base, changes, &self->operation, &local);
  if (saved)
    for (guint i = 0; i < self->slice->len; i++)
      count (self, ((Pending *) self->slice->pdata[i])->outcome);
  else if (g_error_matches (local, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID))
    saved = save_one_by_one (self, error);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  g_ptr_array_set_size (self->slice, 0);
  g_hash_table_remove_all (self->keys);
  return saved;
}

static int
compare_problems (gconstpointer a,
                  gconstpointer b)
{
  const AxleImportProblem *first = *(AxleImportProblem * const *) a;
  const AxleImportProblem *second = *(AxleImportProblem * const *) b;

  return first->row != second->row ? (first->row > second->row ? 1 : -1) : 0;
}

/* Rows. */

/* So many rows wait at most before they have their turn. */
#define MAX_WAITING 100

static GPtrArray *
copy_cells (GPtrArray *cells)
{
  GPtrArray *copy = g_ptr_array_new_full (cells->len, g_free);

  for (guint i = 0; i < cells->len; i++)
    g_ptr_array_add (copy, g_strdup (cells->pdata[i]));
  return copy;
}

static gboolean
is_looked_up_in_slice (AxleImportRun       *self,
                       const AxleImportRow *row)
{
  g_autoptr(GPtrArray) keys = axle_import_row_list_keys (row, TRUE);

  for (guint i = 0; i < keys->len; i++)
    if (g_hash_table_contains (self->keys, keys->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
add_keys (AxleImportRun       *self,
          const AxleImportRow *row)
{
  g_autoptr(GPtrArray) keys = axle_import_row_list_keys (row, FALSE);

  for (guint i = 0; i < keys->len; i++)
    g_hash_table_add (self->keys, g_strdup (keys->pdata[i]));
}

static gboolean
match (AxleImportRun  *self,
       AxleImportRow  *row,
       Pending        *pending,
       GError        **error)
{
  if (self->plan->kind == AXLE_IMPORT_VISITS)
    return axle_import_match_visit (self->base, row, self->plan->zone, pending->changes, &pending->outcome, error);
  return axle_import_match (self->base, row, pending->changes, &pending->outcome, error);
}

static gboolean
take_row (AxleImportRun  *self,
          AxleImportRow  *row,
          guint64         number,
          GPtrArray      *cells,
          GError        **error)
{
  Pending *pending = g_new0 (Pending, 1);
  gint64 now = axle_host_now (axle_host_get_default ());

  pending->number = number;
  pending->cells = g_ptr_array_ref (cells);
  pending->changes = axle_change_list_new ();
  g_ptr_array_add (self->slice, pending);
  if (!match (self, row, pending, error))
    return FALSE;
  if (axle_import_row_is_wrong (row))
    {
      g_ptr_array_remove_index (self->slice, self->slice->len - 1);
      return reject_row (self, number, cells, row, error);
    }
  for (guint i = 0; i < pending->changes->len; i++)
    {
      AxleChange *change = pending->changes->pdata[i];

      change->staff = self->plan->signer;
      change->at = now;
    }
  note_remarks (self, number, row);
  add_keys (self, row);
  return TRUE;
}

static void
add_file_problems (AxleImportRow *row,
                   GPtrArray     *problems)
{
  const guint whole_row = AXLE_IMPORT_WHOLE_ROW;

  for (guint i = 0; i < problems->len; i++)
    if (((AxleProblem *) problems->pdata[i])->blocking)
      {
        g_ptr_array_add (row->problems, axle_problem_copy (problems->pdata[i]));
        g_array_append_val (row->columns, whole_row);
      }
}

/* Those that come after it and have a key in common with it wait behind it. */
static void
let_wait (AxleImportRun *self,
          AxleImportRow *row,
          guint64        number,
          GPtrArray     *cells)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->number = number;
  waiting->cells = g_ptr_array_ref (cells);
  waiting->row = row;
  g_ptr_array_add (self->waiting, waiting);
  add_keys (self, row);
}

/* The end of the file, or of what can be read of it: what waits still has its turn. */
static void
end (AxleImportRun *self,
     GError        *broken)
{
  self->ended = TRUE;
  self->broken = broken;
}

static gboolean
read_row (AxleImportRun  *self,
          GCancellable   *cancellable,
          GError        **error)
{
  g_autoptr(AxleImportRow) row = NULL;
  g_autoptr(GPtrArray) copy = NULL;
  GError *broken = NULL;
  GPtrArray *cells;
  GPtrArray *problems;
  guint64 number;

  if (!axle_import_source_next (self->source, &cells, &number, &problems, cancellable, &broken))
    {
      end (self, broken);
      return TRUE;
    }
  self->counts.rows++;
  row = axle_import_row_read (self->plan->kind, cells, (const AxleRole * const *) self->plan->roles->pdata,
                              self->plan->roles->len, self->plan->staff, self->plan->zone);
  add_file_problems (row, problems);
  if (axle_import_row_is_wrong (row))
    return reject_row (self, number, cells, row, error);
  copy = copy_cells (cells);
  if (!is_looked_up_in_slice (self, row))
    return take_row (self, row, number, copy, error);
  let_wait (self, g_steal_pointer (&row), number, copy);
  return TRUE;
}

static gboolean
take_waiting (AxleImportRun  *self,
              GError        **error)
{
  g_autoptr(GPtrArray) queue = g_steal_pointer (&self->waiting);

  self->waiting = new_queue ();
  for (guint i = 0; i < queue->len; i++)
    {
      Waiting *first = queue->pdata[i];

      if (is_looked_up_in_slice (self, first->row))
        let_wait (self, g_steal_pointer (&first->row), first->number, first->cells);
      else if (!take_row (self, first->row, first->number, first->cells, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_slice (AxleImportRun  *self,
            GCancellable   *cancellable,
            GError        **error)
{
  gint64 start = g_get_monotonic_time ();
  GError *cancelled = NULL;

  if (!take_waiting (self, error))
    return FALSE;
  while (!self->ended && self->slice->len < AXLE_IMPORT_SLICE && self->waiting->len < MAX_WAITING &&
         (self->slice->len < AXLE_IMPORT_SLICE_LEAST || g_get_monotonic_time () - start < AXLE_IMPORT_SLICE_US))
    if (g_cancellable_set_error_if_cancelled (cancellable, &cancelled))
      end (self, cancelled);
    else if (!read_row (self, cancellable, error))
      return FALSE;
  return TRUE;
}

/**
 * axle_import_run_step:
 * @self: an import
 * @store: the store it works on, the same for each step
 * @cancellable: (nullable): ends it after the rows that were read
 * @more: (out): whether to call it again
 * @error: return location; must not be %NULL
 *
 * Reads a slice of rows and saves it. What was saved stays, also after an error.
 *
 * Returns: whether it went well
 */
gboolean
axle_import_run_step (AxleImportRun  *self,
                      AxleStore      *store,
                      GCancellable   *cancellable,
                      gboolean       *more,
                      GError        **error)
{
  g_autoptr(GError) broken = NULL;
  gboolean read;

  *more = TRUE;
  if (!begin (self, store, cancellable, error))
    return FALSE;
  if (self->indexing && !g_cancellable_is_cancelled (cancellable))
    return axle_import_base_index (self->base, &self->indexing, error);
  read = read_slice (self, cancellable, &broken);
  if (broken != NULL && broken->domain == AXLE_STORE_ERROR)
    g_ptr_array_set_size (self->slice, 0);
  if (!save_slice (self, error))
    return FALSE;
  if (read && (!self->ended || self->waiting->len > 0))
    return TRUE;
  *more = FALSE;
  g_ptr_array_sort (self->problems, compare_problems);
  if (broken == NULL)
    broken = g_steal_pointer (&self->broken);
  if (broken != NULL)
    {
      if (self->rejects != NULL)
        axle_import_rejects_finish (self->rejects, NULL);
      g_propagate_error (error, g_steal_pointer (&broken));
      return FALSE;
    }
  if (self->rejects != NULL && !axle_import_rejects_finish (self->rejects, error))
    return FALSE;
  close_base (self);
  return TRUE;
}

double
axle_import_run_get_share (AxleImportRun *self)
{
  return self->source != NULL ? axle_import_source_get_share (self->source) : 1.0;
}

const AxleImportCounts *
axle_import_run_get_counts (AxleImportRun *self)
{
  return &self->counts;
}

/* Returns: the operation that takes everything back; 0 when nothing was saved */
gint64
axle_import_run_get_operation (AxleImportRun *self)
{
  return self->operation;
}

GPtrArray *
axle_import_run_get_problems (AxleImportRun *self)
{
  return self->problems;
}

/* Returns: (nullable): the file of wrong rows */
GFile *
axle_import_run_get_rejects (AxleImportRun *self)
{
  return self->rejects != NULL ? axle_import_rejects_get_file (self->rejects) : NULL;
}
