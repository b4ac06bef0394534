/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/walk.h"

#include <string.h>

/* What is in memory at once. */
#define SLICE 2000
#define SLICE_BYTES (8 * 1024 * 1024)

static gboolean
walk_scopes (AxleStorage        *self,
             GPtrArray          *scopes,
             const AxleVisitor  *visitor,
             gpointer            data,
             GError            **error)
{
  for (guint i = 0; visitor->scope != NULL && i < scopes->len; i++)
    {
      const AxleId *scope = g_bytes_get_data (scopes->pdata[i], NULL);
      gint64 head, floor;

      if (!axle_storage_get_head (self, scope, &head, error) ||
          !axle_storage_get_floor (self, scope, &floor, error) ||
          !visitor->scope (data, scope, head, floor, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
walk_entries (AxleStorage        *self,
              const AxleVisitor  *visitor,
              gpointer            data,
              GError            **error)
{
  g_autoptr(GPtrArray) spaces = axle_storage_list_spaces (self, error);
  g_autoptr(GBytes) all = g_bytes_new_static ("", 0);

  if (spaces == NULL)
    return FALSE;
  for (guint i = 0; visitor->entry != NULL && i < spaces->len; i++)
    {
      const char *space = spaces->pdata[i];
      g_autoptr(GPtrArray) entries = axle_storage_list_entries (self, space, all, G_MAXINT32, error);

      if (entries == NULL)
        return FALSE;
      for (guint j = 0; !g_str_equal (space, AXLE_SPACE_UNFINISHED) && j < entries->len; j++)
        if (!visitor->entry (data, space, entries->pdata[j], error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
walk_documents (AxleStorage        *self,
                const AxleId       *scope,
                const AxleVisitor  *visitor,
                gpointer            data,
                GError            **error)
{
  gboolean more = visitor->document != NULL;
  /* Below every number, also below one that should not be. */
  gint64 after = G_MININT64;

  while (more)
    {
      g_autoptr(GPtrArray) documents = axle_storage_list_documents (self, scope, after, SLICE, SLICE_BYTES, error);

      if (documents == NULL)
        return FALSE;
      more = documents->len > 0;
      for (guint i = 0; i < documents->len; i++)
        {
          const AxleDocument *document = documents->pdata[i];

          after = document->sequence;
          if (!visitor->document (data, document, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
walk_verdicts (AxleStorage        *self,
               const AxleVisitor  *visitor,
               gpointer            data,
               GError            **error)
{
  gboolean more = visitor->verdict != NULL;
  AxleId install = AXLE_ID_NONE;
  gint64 number = G_MININT64;

  while (more)
    {
      g_autoptr(GPtrArray) verdicts = axle_storage_list_verdicts (self, &install, number, SLICE, error);

      if (verdicts == NULL)
        return FALSE;
      more = verdicts->len > 0;
      for (guint i = 0; i < verdicts->len; i++)
        {
          const AxleStoredVerdict *verdict = verdicts->pdata[i];

          install = verdict->install;
          number = verdict->number;
          if (!visitor->verdict (data, verdict, error))
            return FALSE;
        }
    }
  return TRUE;
}

/**
 * axle_storage_walk:
 * @self: a storage, in a transaction
 * @visitor: who looks
 * @data: for @visitor
 * @error: return location
 *
 * Shows everything in one order, a slice at a time.
 *
 * Returns: whether the walk came to its end
 */
gboolean
axle_storage_walk (AxleStorage        *self,
                   const AxleVisitor  *visitor,
                   gpointer            data,
                   GError            **error)
{
  g_autoptr(GPtrArray) scopes = axle_storage_list_scopes (self, error);

  if (scopes == NULL ||
      !walk_scopes (self, scopes, visitor, data, error) ||
      !walk_entries (self, visitor, data, error))
    return FALSE;
  for (guint i = 0; i < scopes->len; i++)
    if (!walk_documents (self, g_bytes_get_data (scopes->pdata[i], NULL), visitor, data, error))
      return FALSE;
  return walk_verdicts (self, visitor, data, error);
}

/* The sum. Every part of an item has its length before it, so that none of them
 * can be taken for another. */

static void
add_number (GChecksum *item,
            gint64     number)
{
  guint64 bytes = GUINT64_TO_LE ((guint64) number);

  g_checksum_update (item, (const guint8 *) &bytes, sizeof bytes);
}

static void
add_data (GChecksum    *item,
          gconstpointer data,
          gsize         size)
{
  add_number (item, (gint64) size);
  g_checksum_update (item, data, (gssize) size);
}

static void
add_bytes (GChecksum *item,
           GBytes    *bytes)
{
  if (bytes == NULL)
    add_number (item, -1);
  else
    add_data (item, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static GChecksum *
new_item (char tag)
{
  GChecksum *item = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (item, (const guint8 *) &tag, 1);
  return item;
}

/* Takes @item. */
static void
add_item (AxleStorageSum *self,
          GChecksum      *item)
{
  guint64 words[4];
  gsize size = sizeof words;
  guint64 carry = 0;

  g_checksum_get_digest (item, (guint8 *) words, &size);
  g_checksum_free (item);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      guint64 word = GUINT64_FROM_LE (words[i]);
      guint64 sum = self->words[i] + word;
      guint64 with = sum + carry;

      carry = (sum < word) + (with < sum);
      self->words[i] = with;
    }
}

static gboolean
sum_scope (gpointer       data,
           const AxleId  *scope,
           gint64         head,
           gint64         floor,
           GError       **error)
{
  AxleStorageSum *self = data;
  GChecksum *item = new_item ('s');

  add_data (item, scope->bytes, sizeof scope->bytes);
  add_number (item, head);
  add_number (item, floor);
  add_item (self, item);
  self->n_scopes++;
  return TRUE;
}

static gboolean
sum_entry (gpointer          data,
           const char       *space,
           const AxleEntry  *entry,
           GError          **error)
{
  AxleStorageSum *self = data;
  GChecksum *item = new_item ('e');

  add_data (item, space, strlen (space));
  add_bytes (item, entry->key);
  add_bytes (item, entry->value);
  add_number (item, entry->expires);
  add_item (self, item);
  self->n_entries++;
  return TRUE;
}

static gboolean
sum_document (gpointer             data,
              const AxleDocument  *document,
              GError             **error)
{
  AxleStorageSum *self = data;
  GChecksum *item = new_item ('d');

  add_data (item, document->id.bytes, sizeof document->id.bytes);
  add_data (item, document->scope.bytes, sizeof document->scope.bytes);
  add_data (item, document->kind, strlen (document->kind));
  add_number (item, document->revision);
  add_number (item, document->sequence);
  add_number (item, document->deleted);
  add_number (item, document->written_at);
  for (guint i = 0; document->keys != NULL && document->keys[i] != NULL; i++)
    add_data (item, document->keys[i], strlen (document->keys[i]));
  add_number (item, -1);
  add_bytes (item, document->body);
  add_item (self, item);
  self->n_documents++;
  self->n_tombstones += document->deleted;
  return TRUE;
}

static gboolean
sum_verdict (gpointer                  data,
             const AxleStoredVerdict  *verdict,
             GError                  **error)
{
  AxleStorageSum *self = data;
  GChecksum *item = new_item ('v');

  add_data (item, verdict->install.bytes, sizeof verdict->install.bytes);
  add_number (item, verdict->number);
  add_number (item, verdict->sequence);
  add_number (item, (gint64) verdict->digest);
  add_bytes (item, verdict->body);
  add_item (self, item);
  self->n_verdicts++;
  return TRUE;
}

/* Its data is the sum, all zero at first. */
const AxleVisitor axle_sum_visitor = { sum_scope, sum_entry, sum_document, sum_verdict };

/**
 * axle_storage_sum:
 * @self: a storage
 * @sum: (out): what it holds
 * @error: return location
 *
 * Returns: whether everything could be read
 */
gboolean
axle_storage_sum (AxleStorage     *self,
                  AxleStorageSum  *sum,
                  GError         **error)
{
  g_autoptr(AxleStorageGuard) guard = NULL;

  *sum = (AxleStorageSum) { 0 };
  if (!axle_storage_begin_read (self, error))
    return FALSE;
  guard = self;
  return axle_storage_walk (self, &axle_sum_visitor, sum, error);
}

gboolean
axle_sum_equal (const AxleStorageSum *a,
                const AxleStorageSum *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

/**
 * axle_sum_dup_text:
 * @self: a sum
 *
 * Returns: (transfer full): it as 64 hexadecimal digits
 */
char *
axle_sum_dup_text (const AxleStorageSum *self)
{
  GString *text = g_string_new (NULL);

  for (int i = G_N_ELEMENTS (self->words) - 1; i >= 0; i--)
    g_string_append_printf (text, "%016" G_GINT64_MODIFIER "x", self->words[i]);
  return g_string_free (text, FALSE);
}
