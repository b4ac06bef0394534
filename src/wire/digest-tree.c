/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/digest-tree.h"

#include <string.h>

#include "wire/json.h"

/* One for each kind: those that are sorted, each id once, and those that came since. */
typedef struct
{
  GArray *settled;   /* (element-type AxleDigestEntry) */
  GArray *fresh;
} Kind;

struct _AxleDigestTree
{
  GHashTable *kinds;   /* AxleEntity → Kind */
};

/* What a value is, apart from its bytes. */
enum
{
  SEED_RECORD,
  SEED_FIELD,
};

enum
{
  IS_TEXT = 1,
  IS_INTEGER,
  IS_BOOLEAN,
  IS_REAL,
  IS_LIST,
  IS_OBJECT,
  IS_NULL,
};

static void
put_text (AxleDigest *digest,
          const char *text,
          gsize       length)
{
  axle_digest_put_number (digest, IS_TEXT);
  axle_digest_put (digest, text, length);
}

static void
put_integer (AxleDigest *digest,
             gint64      integer)
{
  axle_digest_put_number (digest, IS_INTEGER);
  axle_digest_put_number (digest, (guint64) integer);
}

static void
put_boolean (AxleDigest *digest,
             gboolean    boolean)
{
  axle_digest_put_number (digest, IS_BOOLEAN);
  axle_digest_put_number (digest, boolean ? 1 : 0);
}

static guint
count_members (const char *packed)
{
  guint n_members = 1;

  for (; *packed != '\0'; packed++)
    n_members += *packed == *AXLE_SET_SEPARATOR;
  return n_members;
}

static void
put_set (AxleDigest *digest,
         const char *packed)
{
  axle_digest_put_number (digest, IS_LIST);
  axle_digest_put_number (digest, count_members (packed));
  for (;;)
    {
      const char *end = strchrnul (packed, *AXLE_SET_SEPARATOR);

      put_text (digest, packed, end - packed);
      if (*end == '\0')
        return;
      packed = end + 1;
    }
}

/* As JSON would have it: one side may know the field, and the other not. */
static void
put_value (AxleDigest      *digest,
           const AxleValue *value)
{
  switch (value->kind)
    {
    case AXLE_VALUE_TEXT:
      put_text (digest, value->as.text, strlen (value->as.text));
      break;
    case AXLE_VALUE_SET:
      put_set (digest, value->as.text);
      break;
    case AXLE_VALUE_INTEGER:
      put_integer (digest, value->as.integer);
      break;
    case AXLE_VALUE_BOOLEAN:
      put_boolean (digest, value->as.boolean);
      break;
    case AXLE_VALUE_ID:
      put_text (digest, AXLE_ID_TEXT (&value->as.id), AXLE_ID_TEXT_SIZE - 1);
      break;
    case AXLE_VALUE_NONE:
    default:
      axle_digest_put_number (digest, IS_NULL);
      break;
    }
}

static void
put_real (AxleDigest *digest,
          double      real)
{
  guint64 bits;

  memcpy (&bits, &real, sizeof bits);
  axle_digest_put_number (digest, IS_REAL);
  axle_digest_put_number (digest, bits);
}

/* What was read is no deeper than a message may be. */
static void
put_json (AxleDigest *digest,
          yyjson_val *val)
{
  yyjson_arr_iter items = yyjson_arr_iter_with (val);
  yyjson_obj_iter members = yyjson_obj_iter_with (val);
  yyjson_val *child;

  if (yyjson_is_str (val))
    {
      put_text (digest, yyjson_get_str (val), yyjson_get_len (val));
    }
  else if (yyjson_is_int (val))
    {
      put_integer (digest, (gint64) yyjson_get_uint (val));
    }
  else if (yyjson_is_bool (val))
    {
      put_boolean (digest, yyjson_get_bool (val));
    }
  else if (yyjson_is_real (val))
    {
      put_real (digest, yyjson_get_real (val));
    }
  else if (yyjson_is_ctn (val))
    {
      axle_digest_put_number (digest, yyjson_is_arr (val) ? IS_LIST : IS_OBJECT);
      axle_digest_put_number (digest, yyjson_get_len (val));
      while ((child = yyjson_arr_iter_next (&items)) != NULL)
        put_json (digest, child);
      while ((child = yyjson_obj_iter_next (&members)) != NULL)
        {
          put_text (digest, yyjson_get_str (child), yyjson_get_len (child));
          put_json (digest, yyjson_obj_iter_get_val (child));
        }
    }
  else
    {
      axle_digest_put_number (digest, IS_NULL);
    }
}

static AxleDigest
start_field (const char *name)
{
  AxleDigest digest = axle_digest_start (SEED_FIELD);

  axle_digest_put_text (&digest, name);
  return digest;
}

/* An empty text or list is none, as in a field that this program knows. */
static gboolean
is_none (yyjson_val *val)
{
  return yyjson_is_null (val) || ((yyjson_is_str (val) || yyjson_is_arr (val)) && yyjson_get_len (val) == 0);
}

static void
add_unknown (const AxleRecord *record,
             AxleDigest       *sum)
{
  g_autoptr(yyjson_doc) unknown = NULL;
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (record->unknown == NULL)
    return;
  unknown = yyjson_read (record->unknown, strlen (record->unknown), YYJSON_READ_NOFLAG);
  iter = yyjson_obj_iter_with (yyjson_doc_get_root (unknown));
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      yyjson_val *val = yyjson_obj_iter_get_val (key);
      AxleDigest field = start_field (yyjson_get_str (key));

      if (is_none (val) || axle_entity_find_field (record->entity, yyjson_get_str (key)) >= 0)
        continue;
      put_json (&field, val);
      axle_digest_add (sum, &field);
    }
}

static void
put_id (AxleDigest   *digest,
        const AxleId *id)
{
  axle_digest_put (digest, id->bytes, sizeof id->bytes);
}

/**
 * axle_record_digest:
 * @record: a record as the server has it, with what its reader may see
 *
 * Takes in all that the server decides, fields that this program does not know
 * included: programs of different age find the same of the same record. What is hidden
 * counts as absent.
 *
 * Returns: its digest
 */
AxleDigest
axle_record_digest (const AxleRecord *record)
{
  AxleDigest digest = axle_digest_start (SEED_RECORD);
  AxleDigest fields = { { 0, 0 } };

  for (guint i = 0; i < record->entity->n_fields; i++)
    {
      AxleDigest field;

      if (record->values[i].kind == AXLE_VALUE_NONE || axle_record_is_hidden (record, i))
        continue;
      field = start_field (record->entity->fields[i].name);
      put_value (&field, &record->values[i]);
      axle_digest_add (&fields, &field);
    }
  add_unknown (record, &fields);
  axle_digest_put_text (&digest, record->entity->kind);
  put_id (&digest, &record->id);
  put_id (&digest, &record->scope);
  put_id (&digest, &record->created_by);
  put_id (&digest, &record->created_on);
  put_integer (&digest, record->created_at);
  put_integer (&digest, record->revision);
  put_boolean (&digest, record->deleted);
  axle_digest_put_number (&digest, fields.lanes[0]);
  axle_digest_put_number (&digest, fields.lanes[1]);
  return digest;
}

static guint64
place_of (const AxleId *id)
{
  guint64 halves[2];

  memcpy (halves, id->bytes, sizeof halves);
  return axle_digest_scatter (GUINT64_FROM_BE (halves[0]) ^ axle_digest_scatter (GUINT64_FROM_BE (halves[1])));
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const AxleDigestEntry *first = a;
  const AxleDigestEntry *second = b;
  guint64 place = place_of (&first->id);
  guint64 other = place_of (&second->id);

  if (place != other)
    return place > other ? 1 : -1;
  return axle_id_compare (&first->id, &second->id);
}

static void
kind_free (gpointer data)
{
  Kind *kind = data;

  g_array_unref (kind->settled);
  g_array_unref (kind->fresh);
  g_free (kind);
}

AxleDigestTree *
axle_digest_tree_new (void)
{
  AxleDigestTree *self = g_new0 (AxleDigestTree, 1);

  self->kinds = g_hash_table_new_full (NULL, NULL, NULL, kind_free);
  return self;
}

void
axle_digest_tree_free (AxleDigestTree *self)
{
  g_hash_table_unref (self->kinds);
  g_free (self);
}

static GArray *
new_entries (gsize n_entries)
{
  return g_array_sized_new (FALSE, FALSE, sizeof (AxleDigestEntry), (guint) n_entries);
}

/**
 * axle_digest_tree_add:
 * @self: a tree
 * @record: a record; takes the place of one with its id, and one that is deleted only
 *   takes that away
 *
 * Counts from [method@Axle.DigestTree.settle] on.
 */
void
axle_digest_tree_add (AxleDigestTree   *self,
                      const AxleRecord *record)
{
  Kind *kind = g_hash_table_lookup (self->kinds, record->entity);
  AxleDigestEntry entry = { .id = record->id };

  if (kind == NULL)
    {
      kind = g_new (Kind, 1);
      *kind = (Kind) { new_entries (0), new_entries (0) };
      g_hash_table_insert (self->kinds, (gpointer) record->entity, kind);
    }
  /* No digest stands for a deleted one. */
  if (!record->deleted)
    entry.digest = axle_record_digest (record);
  g_array_append_val (kind->fresh, entry);
}

static void
append_live (GArray                *entries,
             const AxleDigestEntry *entry)
{
  if (!axle_digest_is_zero (&entry->digest))
    g_array_append_val (entries, *entry);
}

/* Sorting keeps the order of equal ones, so that the last added is the last. */
static void
settle (Kind *kind)
{
  const AxleDigestEntry *old = (const AxleDigestEntry *) (gpointer) kind->settled->data;
  const AxleDigestEntry *end = old + kind->settled->len;
  GArray *merged;

  if (kind->fresh->len == 0)
    return;
  g_array_sort (kind->fresh, compare);
  merged = new_entries (kind->settled->len + kind->fresh->len);
  for (guint i = 0; i < kind->fresh->len; i++)
    {
      const AxleDigestEntry *entry = &g_array_index (kind->fresh, AxleDigestEntry, i);

      if (i + 1 < kind->fresh->len && axle_id_equal (&entry[0].id, &entry[1].id))
        continue;
      for (; old < end && compare (old, entry) < 0; old++)
        g_array_append_val (merged, *old);
      if (old < end && axle_id_equal (&old->id, &entry->id))
        old++;
      append_live (merged, entry);
    }
  g_array_append_vals (merged, old, (guint) (end - old));
  g_array_unref (kind->settled);
  g_array_unref (kind->fresh);
  *kind = (Kind) { merged, new_entries (0) };
}

/**
 * axle_digest_tree_settle:
 * @self: a tree
 *
 * Takes in what was added.
 */
void
axle_digest_tree_settle (AxleDigestTree *self)
{
  GHashTableIter iter;
  gpointer kind;

  g_hash_table_iter_init (&iter, self->kinds);
  while (g_hash_table_iter_next (&iter, NULL, &kind))
    settle (kind);
}

gsize
axle_digest_tree_get_size (AxleDigestTree *self)
{
  GHashTableIter iter;
  gpointer kind;
  gsize size = 0;

  g_hash_table_iter_init (&iter, self->kinds);
  while (g_hash_table_iter_next (&iter, NULL, &kind))
    size += ((Kind *) kind)->settled->len;
  return size;
}

gboolean
axle_digest_is_prefix (const char *text)
{
  gsize length = strlen (text);

  return length <= AXLE_DIGEST_PREFIX_LIMIT && length % 2 == 0 && strspn (text, "0123456789abcdef") == length;
}

/* The index of the first entry whose place is not below @place. */
static guint
find_place (GArray  *entries,
            guint64  place)
{
  guint low = 0;
  guint high = entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (place_of (&g_array_index (entries, AxleDigestEntry, middle).id) < place)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * axle_digest_tree_list:
 * @self: a tree
 * @entity: a kind of record
 * @prefix: of their places, see [func@Axle.digest_is_prefix]
 * @n_entries: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_entries): the records there, in the order
 *   of their places; valid until the tree changes
 */
const AxleDigestEntry *
axle_digest_tree_list (AxleDigestTree   *self,
                       const AxleEntity *entity,
                       const char       *prefix,
                       gsize            *n_entries)
{
  const Kind *kind = g_hash_table_lookup (self->kinds, entity);
  guint free_bits = 64 - 4 * (guint) strlen (prefix);
  guint64 first;
  guint64 last;
  guint from;
  guint to;

  *n_entries = 0;
  if (kind == NULL)
    return NULL;
  first = free_bits < 64 ? g_ascii_strtoull (prefix, NULL, 16) << free_bits : 0;
  last = first | (free_bits > 0 ? G_MAXUINT64 >> (64 - free_bits) : 0);
  from = find_place (kind->settled, first);
  to = last == G_MAXUINT64 ? kind->settled->len : find_place (kind->settled, last + 1);
  *n_entries = to - from;
  return (const AxleDigestEntry *) (gpointer) kind->settled->data + from;
}

/**
 * axle_digest_tree_sum:
 * @self: a tree
 * @entity: a kind of record
 * @prefix: of their places
 * @sum: (out): their digests, added up
 *
 * Returns: how many there are
 */
gsize
axle_digest_tree_sum (AxleDigestTree   *self,
                      const AxleEntity *entity,
                      const char       *prefix,
                      AxleDigest       *sum)
{
  gsize n_entries;
  const AxleDigestEntry *entries = axle_digest_tree_list (self, entity, prefix, &n_entries);

  *sum = (AxleDigest) { { 0, 0 } };
  for (gsize i = 0; i < n_entries; i++)
    axle_digest_add (sum, &entries[i].digest);
  return n_entries;
}
