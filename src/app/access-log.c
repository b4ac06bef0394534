/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/access-log.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "app/workstation-private.h"
#include "core/change-list.h"
#include "sync/questions.h"

/* One who opens a record again within this time has not left it. */
#define SAME_LOOK (15 * G_TIME_SPAN_MINUTE)

/* A record that was looked at, and by whom. */
typedef struct
{
  AxleId staff;
  AxleId record;
} Look;

static guint
hash_look (gconstpointer key)
{
  const Look *look = key;

  return axle_id_hash (&look->staff) * 31 ^ axle_id_hash (&look->record);
}

static gboolean
equal_looks (gconstpointer a,
             gconstpointer b)
{
  const Look *one = a;
  const Look *other = b;

  return axle_id_equal (&one->staff, &other->staff) && axle_id_equal (&one->record, &other->record);
}

static gboolean
is_old (gpointer key,
        gpointer value,
        gpointer data)
{
  return *(gint64 *) value + SAME_LOOK < *(gint64 *) data;
}

/* Whether the person left the record since, and comes to it anew. */
static gboolean
is_new_look (AxleWorkstation *self,
             const AxleId    *record)
{
  Look look = { axle_workstation_get_staff_id (self), *record };
  gint64 now = g_get_monotonic_time ();

  if (self->looks == NULL)
    self->looks = g_hash_table_new_full (hash_look, equal_looks, g_free, g_free);
  g_hash_table_foreach_remove (self->looks, is_old, &now);
  if (g_hash_table_contains (self->looks, &look))
    return FALSE;
  g_hash_table_insert (self->looks, g_memdup2 (&look, sizeof look), g_memdup2 (&now, sizeof now));
  return TRUE;
}

typedef struct
{
  GPtrArray *changes;
} Noting;

static void
free_noting (gpointer data)
{
  Noting *noting = data;

  g_ptr_array_unref (noting->changes);
  g_free (noting);
}

static gboolean
note_job (AxleWorker *worker,
          gpointer    data)
{
  Noting *noting = data;
  AxleStore *store = axle_worker_get_store (worker);
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  if (store != NULL && !axle_store_save (store, noting->changes, &operation, &error))
    g_warning ("That personal data were read could not be noted: %s", error->message);
  return G_SOURCE_REMOVE;
}

/**
 * axle_access_note:
 * @workstation: a workstation
 * @what: one of AXLE_ACCESS_…
 * @entity: the kind of what was read
 * @record: (nullable): the record; %NULL for many
 * @count: how many records
 *
 * Who is signed in at an enrolled desk has read personal data. That the same record was
 * opened is noted once in a quarter of an hour. Waits for the server as every change does.
 */
void
axle_access_note (AxleWorkstation  *workstation,
                  const char       *what,
                  const AxleEntity *entity,
                  const AxleId     *record,
                  gint64            count)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) access = axle_record_new (&axle_access_entity, &id);
  Noting *noting;

  if (workstation->writer == NULL || workstation->read_only || workstation->enrolment == NULL || workstation->staff == NULL ||
      (g_str_equal (what, AXLE_ACCESS_OPENED) && record != NULL && !is_new_look (workstation, record)))
    return;
  axle_record_set_text (access, AXLE_ACCESS_WHAT, what);
  axle_record_set_text (access, AXLE_ACCESS_KIND, entity->kind);
  if (record != NULL)
    axle_record_set_text (access, AXLE_ACCESS_RECORD, AXLE_ID_TEXT (record));
  axle_record_set_integer (access, AXLE_ACCESS_COUNT, count);
  axle_record_set_integer (access, AXLE_ACCESS_AT, axle_host_now (axle_host_get_default ()));
  noting = g_new0 (Noting, 1);
  noting->changes = axle_change_list_new ();
  axle_change_list_add_between (noting->changes, NULL, access);
  axle_workstation_sign_changes (workstation, noting->changes);
  axle_worker_push (workstation->writer, G_PRIORITY_DEFAULT, note_job, noting, free_noting);
  axle_workstation_poke_sync (workstation);
}

static void
listed_cb (GBytes *body,
           GTask  *task)
{
  GError *error = NULL;
  GPtrArray *page = axle_answer_read_access (body, g_task_get_task_data (task), &error);

  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * axle_access_list_async:
 * @workstation: an enrolled workstation where somebody is signed in
 * @after: what the call before gave; 0 for the first
 * @cancellable: (nullable): a cancellable
 * @callback: called when the server has answered
 * @user_data: for @callback
 *
 * Asks the server who read personal data of this store.
 */
void
axle_access_list_async (AxleWorkstation     *workstation,
                        gint64               after,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (workstation, cancellable, callback, user_data);
  g_autofree char *path = g_strdup_printf ("/v1/access?after=%" PRId64, after);

  g_task_set_source_tag (task, axle_access_list_async);
  g_task_set_task_data (task, g_new0 (gint64, 1), g_free);
  axle_workstation_ask (workstation, "GET", path, listed_cb, task);
}

/**
 * axle_access_list_finish:
 * @workstation: the workstation
 * @result: from the callback
 * @next: (out): for the next call; 0 when there is no more
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): the next of them, the
 *   oldest first
 */
GPtrArray *
axle_access_list_finish (AxleWorkstation  *workstation,
                         GAsyncResult     *result,
                         gint64           *next,
                         GError          **error)
{
  *next = *(gint64 *) g_task_get_task_data (G_TASK (result));
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
axle_access_list_of_async (AxleWorkstation     *workstation,
                           const AxleId        *record,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (workstation, cancellable, callback, user_data);
  g_autofree char *path = g_strconcat ("/v1/access?record=", AXLE_ID_TEXT (record), NULL);

  g_task_set_source_tag (task, axle_access_list_of_async);
  g_task_set_task_data (task, g_new0 (gint64, 1), g_free);
  axle_workstation_ask (workstation, "GET", path, listed_cb, task);
}

GPtrArray *
axle_access_list_of_finish (AxleWorkstation  *workstation,
                            GAsyncResult     *result,
                            GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
