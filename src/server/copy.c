/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/copy.h"

#include <glib/gi18n-lib.h>

/* Rows of one transaction: few commits, and never more in memory than this. */
#define SLICE 5000
#define SLICE_BYTES (16 * 1024 * 1024)

typedef struct
{
  AxleStorage      *to;
  AxleStorageSum   *sum;
  AxleCopyProgress  progress;
  gpointer          user_data;
  guint             n_rows;   /* of the open transaction */
  gsize             n_bytes;
} Copy;

/**
 * axle_storage_is_empty:
 * @self: a storage
 * @empty: (out): whether it has no records
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_storage_is_empty (AxleStorage  *self,
                       gboolean     *empty,
                       GError      **error)
{
  g_autoptr(GPtrArray) scopes = axle_storage_list_scopes (self, error);

  *empty = scopes != NULL && scopes->len == 0;
  return scopes != NULL;
}

/**
 * axle_storage_is_unfinished:
 * @self: a storage
 * @unfinished: (out): whether it is a copy that broke off
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_storage_is_unfinished (AxleStorage  *self,
                            gboolean     *unfinished,
                            GError      **error)
{
  g_autoptr(GBytes) all = g_bytes_new_static ("", 0);
  g_autoptr(GPtrArray) entries = axle_storage_list_entries (self, AXLE_SPACE_UNFINISHED, all, 1, error);

  *unfinished = entries != NULL && entries->len > 0;
  return entries != NULL;
}

/* The mark stands first and goes last. */
static gboolean
begin_copy (AxleStorage  *to,
            GError      **error)
{
  g_autoptr(AxleStorageGuard) guard = NULL;
  g_autoptr(GBytes) key = g_bytes_new_static ("", 0);

  if (!axle_storage_begin (to, NULL, 0, error))
    return FALSE;
  guard = to;
  return axle_storage_clear (to, error) &&
         axle_storage_put_entry (to, AXLE_SPACE_UNFINISHED, key, key, 0, error) &&
         axle_storage_commit (g_steal_pointer (&guard), error);
}

static gboolean
end_copy (AxleStorage  *to,
          GError      **error)
{
  g_autoptr(AxleStorageGuard) guard = NULL;
  g_autoptr(GBytes) key = g_bytes_new_static ("", 0);

  if (!axle_storage_begin (to, NULL, 0, error))
    return FALSE;
  guard = to;
  return axle_storage_drop_entry (to, AXLE_SPACE_UNFINISHED, key, error) &&
         axle_storage_commit (g_steal_pointer (&guard), error);
}

static gboolean
flush (Copy    *self,
       GError **error)
{
  if (self->n_rows == 0)
    return TRUE;
  self->n_rows = 0;
  self->n_bytes = 0;
  if (!axle_storage_commit (self->to, error))
    return FALSE;
  if (self->progress != NULL)
    self->progress (self->sum, self->user_data);
  return TRUE;
}

static gboolean
make_room (Copy    *self,
           gsize    n_bytes,
           GError **error)
{
  if ((self->n_rows >= SLICE || self->n_bytes >= SLICE_BYTES) && !flush (self, error))
    return FALSE;
  if (self->n_rows == 0 && !axle_storage_begin (self->to, NULL, 0, error))
    return FALSE;
  self->n_rows++;
  self->n_bytes += n_bytes;
  return TRUE;
}

static gboolean
copy_scope (gpointer       data,
            const AxleId  *scope,
            gint64         head,
            gint64         floor,
            GError       **error)
{
  Copy *self = data;

  return axle_sum_visitor.scope (self->sum, scope, head, floor, error) &&
         make_room (self, sizeof *scope, error) &&
         axle_storage_put_scope (self->to, scope, head, floor, error);
}

static gboolean
copy_entry (gpointer          data,
            const char       *space,
            const AxleEntry  *entry,
            GError          **error)
{
  Copy *self = data;

  return axle_sum_visitor.entry (self->sum, space, entry, error) &&
         make_room (self, g_bytes_get_size (entry->key) + g_bytes_get_size (entry->value), error) &&
         axle_storage_put_entry (self->to, space, entry->key, entry->value, entry->expires, error);
}

static gboolean
copy_document (gpointer             data,
               const AxleDocument  *document,
               GError             **error)
{
  Copy *self = data;

  return axle_sum_visitor.document (self->sum, document, error) &&
         make_room (self, g_bytes_get_size (document->body), error) &&
         axle_storage_put_document (self->to, document, error);
}

static gboolean
copy_verdict (gpointer                  data,
              const AxleStoredVerdict  *verdict,
              GError                  **error)
{
  Copy *self = data;

  return axle_sum_visitor.verdict (self->sum, verdict, error) &&
         make_room (self, verdict->body != NULL ? g_bytes_get_size (verdict->body) : 0, error) &&
         axle_storage_put_verdict (self->to, &verdict->install, verdict->number, verdict->sequence, verdict->digest,
                                   verdict->body, error);
}

static gboolean
copy_all (AxleStorage  *from,
          Copy         *copy,
          GError      **error)
{
  static const AxleVisitor visitor = { copy_scope, copy_entry, copy_document, copy_verdict };
  g_autoptr(AxleStorageGuard) guard = NULL;

  if (!axle_storage_begin_read (from, error))
    return FALSE;
  guard = from;
  if (axle_storage_walk (from, &visitor, copy, error) && flush (copy, error))
    return TRUE;
  if (copy->n_rows > 0)
    axle_storage_rollback (copy->to);
  return FALSE;
}

static gboolean
check_target (AxleStorage  *to,
              GError      **error)
{
  gboolean empty, unfinished;

  if (!axle_storage_is_empty (to, &empty, error) || !axle_storage_is_unfinished (to, &unfinished, error))
    return FALSE;
  if (empty || unfinished)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                       _("There are records in the target already. Nothing was changed."));
  return FALSE;
}

/**
 * axle_storage_replace:
 * @from: one storage
 * @to: another; what is in it goes
 * @progress: (nullable) (scope call): told now and then
 * @user_data: for @progress
 * @sum: (out): what both hold in the end
 * @error: return location
 *
 * Makes @to hold what @from holds at this moment, whatever kinds they are of, and
 * compares what it wrote with what it read. Until that is done no server opens @to.
 *
 * Returns: whether both are the same
 */
gboolean
axle_storage_replace (AxleStorage       *from,
                      AxleStorage       *to,
                      AxleCopyProgress   progress,
                      gpointer           user_data,
                      AxleStorageSum    *sum,
                      GError           **error)
{
  Copy copy = { .to = to, .sum = sum, .progress = progress, .user_data = user_data };
  AxleStorageSum written;

  *sum = (AxleStorageSum) { 0 };
  if (!begin_copy (to, error) || !copy_all (from, &copy, error) || !axle_storage_sum (to, &written, error))
    return FALSE;
  if (!axle_sum_equal (sum, &written))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("The copy is not the same as what it was made from. Look at the disks of both, then copy again."));
      return FALSE;
    }
  return end_copy (to, error);
}

/**
 * axle_storage_copy:
 * @from: one storage
 * @to: another, without records or with a copy that broke off
 * @progress: (nullable) (scope call): told now and then
 * @user_data: for @progress
 * @sum: (out): what both hold in the end
 * @error: return location
 *
 * As [method@Axle.Storage.replace], where nothing is lost by it.
 *
 * Returns: whether both are the same
 */
gboolean
axle_storage_copy (AxleStorage       *from,
                   AxleStorage       *to,
                   AxleCopyProgress   progress,
                   gpointer           user_data,
                   AxleStorageSum    *sum,
                   GError           **error)
{
  return check_target (to, error) && axle_storage_replace (from, to, progress, user_data, sum, error);
}
