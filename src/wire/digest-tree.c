/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/digest-tree.h"

#include <string.h>

#include "wire/json.h"

/* By the first byte of their places, so that they are sorted little by little. */
#define N_BUCKETS 256

/* This many are sorted at once, or one bucket if that has more. */
#define SLICE 4096

/* Those that are sorted, each id once, and those that came since; %NULL while there are none. */
typedef struct
{
  GArray *settled;   /* (element-type AxleDigestEntry) */
  GArray *fresh;
} Bucket;

typedef struct
{
  Bucket buckets[N_BUCKETS];
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

  for (guint i = 0; i < N_BUCKETS; i++)
    {
      g_clear_pointer (&kind->buckets[i].settled, g_array_unref);
      g_clear_pointer (&kind->buckets[i].fresh, g_array_unref);
    }
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
  Bucket *bucket;

  if (kind == NULL)
    {
      kind = g_new0 (Kind, 1);
      g_hash_table_insert (self->kinds, (gpointer) record->entity, kind);
    }
  /* No digest stands for a deleted one. */
  if (!record->deleted)
    entry.digest = axle_record_digest (record);
  bucket = &kind->buckets[place_of (&record->id) >> 56];
  if (bucket->fresh == NULL)
    bucket->fresh = new_entries (0);
  g_array_append_val (bucket->fresh, entry);
}

static gboolean
is_followed_by_same (GArray *entries,
                     guint   index)
{
  return index + 1 < entries->len &&
         axle_id_equal (&g_array_index (entries, AxleDigestEntry, index).id,
                        &g_array_index (entries, AxleDigestEntry, index + 1).id);
}

/* Sorting keeps the order of equal ones: of those with one id the last added stays. */
static GArray *
merge (GArray *settled,
       GArray *fresh)
{
  guint n_settled = settled != NULL ? settled->len : 0;
  GArray *merged = new_entries (n_settled + fresh->len);
  guint next = 0;

  g_array_sort (fresh, compare);
  for (guint i = 0; i < fresh->len; i++)
    {
      const AxleDigestEntry *entry = &g_array_index (fresh, AxleDigestEntry, i);

      if (is_followed_by_same (fresh, i))
        continue;
      for (; next < n_settled && compare (&g_array_index (settled, AxleDigestEntry, next), entry) < 0; next++)
        g_array_append_val (merged, g_array_index (settled, AxleDigestEntry, next));
      if (next < n_settled && axle_id_equal (&g_array_index (settled, AxleDigestEntry, next).id, &entry->id))
        next++;
      if (!axle_digest_is_zero (&entry->digest))
        g_array_append_val (merged, *entry);
    }
  for (; next < n_settled; next++)
    g_array_append_val (merged, g_array_index (settled, AxleDigestEntry, next));
  return merged;
}

static guint
settle (Bucket *bucket)
{
  guint n_fresh = bucket->fresh->len;
  GArray *merged = merge (bucket->settled, bucket->fresh);

  g_clear_pointer (&bucket->settled, g_array_unref);
  g_clear_pointer (&bucket->fresh, g_array_unref);
  bucket->settled = merged;
  return n_fresh;
}

/**
 * axle_digest_tree_settle:
 * @self: a tree
 *
 * Takes in some of what was added; to be called until it is done.
 *
 * Returns: whether more is left
 */
gboolean
axle_digest_tree_settle (AxleDigestTree *self)
{
  GHashTableIter iter;
  gpointer value;
  guint n_settled = 0;

  g_hash_table_iter_init (&iter, self->kinds);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; i < N_BUCKETS; i++)
      {
        Bucket *bucket = &((Kind *) value)->buckets[i];

        if (bucket->fresh == NULL)
          continue;
        if (n_settled >= SLICE)
          return TRUE;
        n_settled += settle (bucket);
      }
  return FALSE;
}

gsize
axle_digest_tree_get_size (AxleDigestTree *self)
{
  GHashTableIter iter;
  gpointer entity;
  gsize size = 0;

  g_hash_table_iter_init (&iter, self->kinds);
  while (g_hash_table_iter_next (&iter, &entity, NULL))
    {
      AxleDigest sum;

      size += axle_digest_tree_sum (self, entity, "", &sum);
    }
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

typedef void (*EntryFunc) (const AxleDigestEntry *entry,
                           gpointer               user_data);

/* The places that begin with @prefix are those from the first to the last, both included. */
static void
for_each (AxleDigestTree   *self,
          const AxleEntity *entity,
          const char       *prefix,
          EntryFunc         func,
          gpointer          user_data)
{
  Kind *kind = g_hash_table_lookup (self->kinds, entity);
  guint n_free = 64 - 4 * (guint) strlen (prefix);
  guint64 first = n_free < 64 ? g_ascii_strtoull (prefix, NULL, 16) << n_free : 0;
  guint64 last = first | (n_free > 0 ? G_MAXUINT64 >> (64 - n_free) : 0);

  for (guint i = (guint) (first >> 56); kind != NULL && i <= last >> 56; i++)
    {
      GArray *entries = kind->buckets[i].settled;

      for (guint j = entries != NULL ? find_place (entries, first) : 0; entries != NULL && j < entries->len; j++)
        {
          const AxleDigestEntry *entry = &g_array_index (entries, AxleDigestEntry, j);

          if (place_of (&entry->id) > last)
            break;
          func (entry, user_data);
        }
    }
}

static void
append_cb (const AxleDigestEntry *entry,
           gpointer               user_data)
{
  g_array_append_vals (user_data, entry, 1);
}

/**
 * axle_digest_tree_list:
 * @self: a tree
 * @entity: a kind of record
 * @prefix: of their places, see [func@Axle.digest_is_prefix]
 *
 * Returns: (transfer full) (element-type AxleDigestEntry): the records there, in the
 *   order of their places
 */
GArray *
axle_digest_tree_list (AxleDigestTree   *self,
                       const AxleEntity *entity,
                       const char       *prefix)
{
  GArray *entries = new_entries (0);

  for_each (self, entity, prefix, append_cb, entries);
  return entries;
}

typedef struct
{
  gsize      n_entries;
  AxleDigest sum;
} Total;

static void
sum_cb (const AxleDigestEntry *entry,
        gpointer               user_data)
{
  Total *total = user_data;

  total->n_entries++;
  axle_digest_add (&total->sum, &entry->digest);
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
  Total total = { 0 };

  for_each (self, entity, prefix, sum_cb, &total);
  *sum = total.sum;
  return total.n_entries;
}
