/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/media/photo.h"
#include "core/party/customer.h"
#include "core/party/erasing.h"
#include "core/party/erasure.h"
#include "store/customers.h"
#include "store/private.h"

/*
 * A person's data were deleted on request. The feed brings what is left of the records;
 * what only this desk has goes here: what they were before changes that lie on top, the
 * journal, conflicts, drafts. What waits for the server is sent first, and refused.
 */

/* Of one request that is carried out. */
typedef struct
{
  AxleErasing  erasing;
  AxleId       customer;
  GPtrArray   *records;   /* of the person */
  GHashTable  *ids;       /* AxleId: those, and @customer */
  GHashTable  *merges;    /* (element-type gint64): operations that merged them or took it back */
  gboolean     waits;     /* something must be answered first */
} Erasing;

/* Where records are looked for. */
typedef struct
{
  AxleErasingSource  source;
  GPtrArray         *confirmed;   /* of those with changes on top */
} Source;

/* As the server sees it, where it has seen it. */
static gboolean
source_get (const AxleErasingSource  *source,
            const AxleEntity         *entity,
            const AxleId             *id,
            AxleRecord              **record,
            GError                  **error)
{
  return axle_overlay_find_confirmed (source->data, entity, id, record, error) &&
         (*record != NULL || axle_row_find (source->data, entity, id, record, NULL, error));
}

static gboolean
names (const AxleRecord *record,
       guint             field,
       const AxleId     *id)
{
  AxleId named = axle_record_get_id (record, field);

  return axle_id_equal (&named, id);
}

/* Rows without changes on top, and those that the server does not know. */
static gboolean
add_rows (AxleStore         *self,
          const AxleEntity  *entity,
          guint              field,
          const AxleId      *id,
          GPtrArray         *records,
          GError           **error)
{
  g_autofree char *tail = g_strdup_printf ("WHERE \"%s\" = ?1 AND (pending = 0 OR NOT EXISTS "
                                           "(SELECT 1 FROM confirmed c WHERE c.record = id))", entity->fields[field].name);
  g_autoptr(AxleStatement) statement = axle_row_select (self, entity, tail, error);
  GPtrArray *found;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, id);
  found = axle_row_list (entity, statement, error);
  if (found != NULL)
    g_ptr_array_extend_and_steal (records, found);
  return found != NULL;
}

/* As the server sees it: a change that still waits makes nothing part of a person. */
static GPtrArray *
source_find (const AxleErasingSource  *source,
             const AxleEntity         *entity,
             guint                     field,
             const AxleId             *id,
             GError                  **error)
{
  const Source *self = (const Source *) source;
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  if (!add_rows (source->data, entity, field, id, records, error))
    return NULL;
  for (guint i = 0; i < self->confirmed->len; i++)
    {
      AxleRecord *record = self->confirmed->pdata[i];

      if (record->entity == entity && names (record, field, id))
        g_ptr_array_add (records, axle_record_ref (record));
    }
  return g_steal_pointer (&records);
}

/* What the server has not emptied is not theirs: a car that others had too when the
 * request came, and not any more. */
static gboolean
was_left (const Erasing    *erasing,
          const AxleRecord *record)
{
  g_autoptr(AxleRecord) emptied = NULL;

  if (record->revision == 0 || record->deleted)
    return FALSE;
  emptied = axle_record_copy (record);
  return axle_erasing_apply (erasing->erasing, emptied);
}

static gboolean
collect (AxleStore         *self,
         const AxleRecord  *request,
         Erasing           *erasing,
         GError           **error)
{
  g_autoptr(GPtrArray) confirmed = axle_overlay_list_confirmed (self, &request->scope, error);
  Source source = { { source_get, source_find, self, erasing->erasing == AXLE_ERASING_NONE }, confirmed };
  g_autoptr(AxleRecord) customer = NULL;

  erasing->customer = axle_record_get_id (request, AXLE_ERASURE_CUSTOMER);
  if (confirmed == NULL || !source_get (&source.source, &axle_customer_entity, &erasing->customer, &customer, error))
    return FALSE;
  /* Something may have been said of a customer who is not here any more. */
  if (customer == NULL)
    customer = axle_erasing_stand_in (&erasing->customer, &request->scope);
  erasing->records = axle_erasing_collect (&source.source, customer, error);
  if (erasing->records == NULL)
    return FALSE;
  for (guint i = erasing->records->len; i > 0; i--)
    if (was_left (erasing, erasing->records->pdata[i - 1]))
      g_ptr_array_remove_index (erasing->records, i - 1);
  g_hash_table_add (erasing->ids, &erasing->customer);
  for (guint i = 0; i < erasing->records->len; i++)
    g_hash_table_add (erasing->ids, &((AxleRecord *) erasing->records->pdata[i])->id);
  return TRUE;
}

static gboolean
run_numbered (AxleStore   *self,
              const char  *sql,
              gint64       number,
              GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, number);
  return axle_statement_run (statement, error);
}

/* What a merge had brought into somebody else is of the same operation as the merge. */
static gboolean
find_merges (AxleStore  *self,
             Erasing    *erasing,
             GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT operation, record FROM change WHERE kind = 'merging'", error);
  AxleStep step = AXLE_STEP_ERROR;

  while (statement != NULL && (step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      gint64 operation = axle_statement_get_int64 (statement, 0);
      AxleId record = axle_read_id (statement, 1);

      if (g_hash_table_contains (erasing->ids, &record))
        g_hash_table_add (erasing->merges, g_memdup2 (&operation, sizeof operation));
    }
  return step == AXLE_STEP_DONE;
}

/* The numbers of the rows of @sql that are about the person; its columns: number, record,
 * operation, whether it must stay for now. */
static GArray *
list_numbers (AxleStore   *self,
              const char  *sql,
              Erasing     *erasing,
              GError     **error)
{
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  AxleStep step = AXLE_STEP_ERROR;

  while (statement != NULL && (step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      gint64 number = axle_statement_get_int64 (statement, 0);
      AxleId record = axle_read_id (statement, 1);
      gint64 operation = axle_statement_get_int64 (statement, 2);

      if (!g_hash_table_contains (erasing->ids, &record) && !g_hash_table_contains (erasing->merges, &operation))
        continue;
      if (axle_statement_get_bool (statement, 3))
        erasing->waits = TRUE;
      else
        g_array_append_val (numbers, number);
    }
  return step == AXLE_STEP_DONE ? g_steal_pointer (&numbers) : NULL;
}

static gboolean
drop_numbered (AxleStore   *self,
               const char  *select,
               const char  *drop,
               Erasing     *erasing,
               GError     **error)
{
  g_autoptr(GArray) numbers = list_numbers (self, select, erasing, error);

  if (numbers == NULL)
    return FALSE;
  for (guint i = 0; i < numbers->len; i++)
    if (!run_numbered (self, drop, g_array_index (numbers, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* By what was done before what waits is known to be theirs: it goes with that. What is to be
 * told again to a server that was restored goes too: it knows of the deletion before it
 * takes that. */
static gboolean
drop_changes (AxleStore  *self,
              Erasing    *erasing,
              GError    **error)
{
  self->n_waiting = -1;
  return find_merges (self, erasing, error) &&
         drop_numbered (self, "SELECT number, record, (SELECT operation FROM change c WHERE c.number = conflict.number), 0 "
                        "FROM conflict",
                        "DELETE FROM conflict WHERE number = ?1", erasing, error) &&
         drop_numbered (self, "SELECT number, record, operation, EXISTS (SELECT 1 FROM change w "
                        "WHERE w.operation = change.operation AND w.state IN (0, 1)) OR EXISTS (SELECT 1 FROM change w "
                        "WHERE w.record = change.record AND w.state IN (0, 1)) FROM change",
                        "DELETE FROM change WHERE number = ?1", erasing, error);
}

/* A draft's name ends with what it is of. */
static gboolean
drop_drafts (AxleStore  *self,
             Erasing    *erasing,
             GError    **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AxleStatement) select = axle_connection_prepare (self->connection, "SELECT DISTINCT name FROM draft", error);
  g_autoptr(AxleStatement) drop = axle_connection_prepare (self->connection, "DELETE FROM draft WHERE name = ?1", error);
  AxleStep step = AXLE_STEP_ERROR;

  if (select == NULL || drop == NULL)
    return FALSE;
  while ((step = axle_statement_step (select, error)) == AXLE_STEP_ROW)
    {
      const char *name = axle_statement_get_text (select, 0);
      const char *slash = strrchr (name, '/');
      AxleId id;

      if (slash != NULL && axle_id_parse (slash + 1, &id) && g_hash_table_contains (erasing->ids, &id))
        g_ptr_array_add (names, g_strdup (name));
    }
  for (guint i = 0; step == AXLE_STEP_DONE && i < names->len; i++)
    {
      axle_statement_bind_text (drop, 1, names->pdata[i]);
      if (!axle_statement_run (drop, error))
        return FALSE;
    }
  return step == AXLE_STEP_DONE;
}

static gboolean
empty_confirmed (AxleStore         *self,
                 AxleErasing        erasing,
                 const AxleRecord  *record,
                 GError           **error)
{
  g_autoptr(AxleRecord) confirmed = NULL;

  if (!axle_overlay_find_confirmed (self, record->entity, &record->id, &confirmed, error))
    return FALSE;
  return confirmed == NULL || !axle_erasing_apply (erasing, confirmed) ||
         axle_overlay_keep_confirmed (self, confirmed, error);
}

/* What waits is shown on top until it is answered: the server refuses it. */
static gboolean
empty_record (AxleStore         *self,
              const Erasing     *erasing,
              const AxleRecord  *record,
              GError           **error)
{
  g_autoptr(AxleRecord) shown = NULL;
  gint64 pending;

  if (!empty_confirmed (self, erasing->erasing, record, error) ||
      !axle_row_find (self, record->entity, &record->id, &shown, &pending, error))
    return FALSE;
  if (pending != 0)
    return axle_overlay_rebuild (self, record->entity, &record->id, error);
  return shown == NULL || !axle_erasing_apply (erasing->erasing, shown) || axle_row_write (self, shown, 0, error);
}

static gboolean
has_photo (const Erasing *erasing)
{
  for (guint i = 0; i < erasing->records->len; i++)
    if (((AxleRecord *) erasing->records->pdata[i])->entity == &axle_photo_entity)
      return TRUE;
  return FALSE;
}

static gboolean
note_done (AxleStore         *self,
           const AxleRecord  *request,
           const Erasing     *erasing,
           GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "INSERT OR REPLACE INTO erased (request, state, waits) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, &request->id);
  axle_statement_bind_text (statement, 2, axle_record_get_text (request, AXLE_ERASURE_STATE));
  axle_statement_bind_bool (statement, 3, erasing->waits);
  return axle_statement_run (statement, error) && axle_place_note_erased (self, has_photo (erasing), error);
}

static gboolean
carry_out (AxleStore         *self,
           const AxleRecord  *request,
           GError           **error)
{
  g_autoptr(GHashTable) ids = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  g_autoptr(GHashTable) merges = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Erasing erasing = { .erasing = axle_erasing_of_request (request), .ids = ids, .merges = merges };
  g_autoptr(GPtrArray) records = NULL;

  if (!collect (self, request, &erasing, error))
    return FALSE;
  records = erasing.records;
  if (!drop_changes (self, &erasing, error) || !drop_drafts (self, &erasing, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!empty_record (self, &erasing, records->pdata[i], error))
      return FALSE;
  return note_done (self, request, &erasing, error);
}

/*
 * axle_erase_due:
 *
 * Inside a transaction: does here what the server has done of the requests for deletion
 * that have come, and what had to wait for an answer.
 */
gboolean
axle_erase_due (AxleStore  *self,
                GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_row_select (self, &axle_erasure_entity,
                     "WHERE state IN ('held', 'done') AND deleted = 0 AND pending = 0 AND NOT EXISTS "
                     "(SELECT 1 FROM erased e WHERE e.request = id AND e.state = \"erasure\".state AND e.waits = 0)",
                     error);
  g_autoptr(GPtrArray) requests = statement != NULL ? axle_row_list (&axle_erasure_entity, statement, error) : NULL;

  for (guint i = 0; requests != NULL && i < requests->len; i++)
    if (!carry_out (self, requests->pdata[i], error))
      return FALSE;
  return requests != NULL;
}

/* What is said of those who are gone, and was just refused, goes too. */
gboolean
axle_erase_again (AxleStore  *self,
                  GError    **error)
{
  return axle_connection_exec (self->connection, "UPDATE erased SET waits = 1", error);
}

/**
 * axle_store_list_person:
 * @self: a store
 * @customer: whose
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): what a deletion on request
 *   would reach, as the server has it
 */
GPtrArray *
axle_store_list_person (AxleStore     *self,
                        const AxleId  *customer,
                        GError       **error)
{
  g_autoptr(GHashTable) ids = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  Erasing person = { .ids = ids };
  g_autoptr(AxleRecord) record = NULL;
  g_autoptr(AxleRecord) request = axle_record_new (&axle_erasure_entity, customer);
  g_autoptr(GPtrArray) records = NULL;
  GError *reason = NULL;

  axle_record_set_id (request, AXLE_ERASURE_CUSTOMER, customer);
  if (axle_row_find (self, &axle_customer_entity, customer, &record, NULL, &reason) && record != NULL)
    request->scope = record->scope;
  if (reason != NULL || !collect (self, request, &person, &reason))
    {
      axle_store_fail (error, reason);
      return NULL;
    }
  records = person.records;
  for (guint i = records->len; i > 0; i--)
    if (((AxleRecord *) records->pdata[i - 1])->deleted)
      g_ptr_array_remove_index (records, i - 1);
  return g_steal_pointer (&records);
}
