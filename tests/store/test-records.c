/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include <string.h>
#include <yyjson.h>

#include "core/party/customer.h"
#include "core/registry.h"

static char *
random_text (GRand      *rand,
             GPtrArray  *naughty)
{
  GString *out;

  if (naughty->len > 0 && g_rand_boolean (rand))
    return g_strdup (naughty->pdata[g_rand_int_range (rand, 0, (gint32) naughty->len)]);
  out = g_string_new (NULL);
  for (int n = g_rand_int_range (rand, 1, 30); n > 0; n--)
    {
      gunichar sign = (gunichar) g_rand_int_range (rand, 1, 0x10ffff);

      if (g_unichar_validate (sign) && sign != (gunichar) AXLE_SET_SEPARATOR[0])
        g_string_append_unichar (out, sign);
    }
  return g_string_free (out, FALSE);
}

static void
fill (GRand           *rand,
      GPtrArray       *naughty,
      const AxleField *field,
      AxleValue       *value)
{
  if (g_rand_int_range (rand, 0, 5) == 0)
    return;
  switch (axle_field_value_kind (field))
    {
    case AXLE_VALUE_INTEGER:
      axle_value_set_integer (value, (gint64) (((guint64) g_rand_int (rand) << 32) | g_rand_int (rand)));
      break;
    case AXLE_VALUE_BOOLEAN:
      axle_value_set_boolean (value, g_rand_boolean (rand));
      break;
    case AXLE_VALUE_ID:
      {
        AxleId id = axle_id_new (axle_host_get_default ());
        axle_value_set_id (value, &id);
        break;
      }
    case AXLE_VALUE_SET:
      {
        g_autofree char *a = random_text (rand, naughty);
        g_autofree char *b = random_text (rand, naughty);
        g_strdelimit (a, AXLE_SET_SEPARATOR, '-');
        g_strdelimit (b, AXLE_SET_SEPARATOR, '-');
        axle_value_set_members (value, (const char *[]) { a, b, NULL });
        break;
      }
    case AXLE_VALUE_TEXT:
    case AXLE_VALUE_NONE:
    default:
      {
        g_autofree char *text = random_text (rand, naughty);
        axle_value_set_text (value, text);
        break;
      }
    }
}

static GPtrArray *
load_naughty (void)
{
  GPtrArray *strings = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = axle_test_shared_data ("text/naughty-strings.json");
  g_autofree char *content = NULL;
  gsize size;
  yyjson_doc *document;
  yyjson_arr_iter iter;
  yyjson_val *string;

  if (path == NULL || !g_file_get_contents (path, &content, &size, NULL))
    return strings;
  document = yyjson_read (content, size, 0);
  g_assert_nonnull (document);
  iter = yyjson_arr_iter_with (yyjson_doc_get_root (document));
  while ((string = yyjson_arr_iter_next (&iter)) != NULL)
    if (strlen (yyjson_get_str (string)) == yyjson_get_len (string))
      g_ptr_array_add (strings, g_strdup (yyjson_get_str (string)));
  yyjson_doc_free (document);
  g_assert_cmpuint (strings->len, >, 200);
  return strings;
}

/* What the feed gives is read back as it was, of every kind, whatever it holds. */
static void
test_round_trip (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autoptr(GPtrArray) naughty = load_naughty ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260101);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  const AxleEntity * const *entities = axle_registry_list ();
  AxleId scope = axle_id_new (axle_host_get_default ());
  AxleCursor cursor = { 1, 1 };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; entities[i] != NULL; i++)
    for (guint n = 0; n < 200; n++)
      {
        AxleId id = axle_id_new (axle_host_get_default ());
        AxleRecord *record = axle_record_new (entities[i], &id);

        record->scope = scope;
        record->revision = n + 1;
        record->hidden = (guint64) g_rand_int (rand) & ((G_GUINT64_CONSTANT (1) << entities[i]->n_fields) - 1);
        record->created_at = n * 1000;
        record->created_by = axle_id_new (axle_host_get_default ());
        record->unknown = g_strdup (n % 2 ? "{\"later\":1}" : NULL);
        for (guint f = 0; f < entities[i]->n_fields; f++)
          fill (rand, naughty, &entities[i]->fields[f], &record->values[f]);
        g_ptr_array_add (records, record);
      }
  axle_store_apply_feed (store, &scope, records, &cursor, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];
      g_autoptr(GBytes) packed = axle_record_to_bytes (record);
      g_autoptr(AxleRecord) unpacked = axle_record_from_bytes (record->entity, &record->id, packed);
      g_autoptr(AxleRecord) found = axle_store_get (store, record->entity, &record->id, &error);

      g_assert_no_error (error);
      g_assert_true (axle_record_equal (record, found));
      g_assert_true (axle_record_equal (record, unpacked));
      g_assert_cmpint (found->revision, ==, record->revision);
      g_assert_cmpuint (found->hidden, ==, record->hidden);
      g_assert_cmpuint (unpacked->hidden, ==, record->hidden);
      g_assert_true (axle_id_equal (&found->scope, &scope));
      g_assert_true (axle_id_equal (&unpacked->created_by, &record->created_by));
      g_assert_cmpstr (found->unknown, ==, record->unknown);
      g_assert_cmpstr (unpacked->unknown, ==, record->unknown);
      g_assert_cmpint (found->created_at, ==, record->created_at);
    }
  for (guint i = 0; entities[i] != NULL; i++)
    g_assert_cmpint (axle_store_count (store, entities[i], &error), ==, 200);
}

static void
test_damaged_bytes (void)
{
  g_autoptr(AxleRecord) record = test_customer ("李明朗", "+8613800138000");
  g_autoptr(GBytes) packed = axle_record_to_bytes (record);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (packed, &size);

  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, size);
      g_autoptr(GBytes) damaged = NULL;
      g_autoptr(AxleRecord) unpacked = NULL;
      g_autoptr(GBytes) cut = g_bytes_new_from_bytes (packed, 0, i);
      g_autoptr(AxleRecord) none = axle_record_from_bytes (record->entity, &record->id, cut);

      copy[i] ^= 0x5a;
      damaged = g_bytes_new (copy, size);
      unpacked = axle_record_from_bytes (record->entity, &record->id, damaged);
      g_assert_false (none != NULL && axle_record_equal (none, record) && i + 1 < size / 2);
    }
}

static void
test_save (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", "+8613800138000");
  g_autoptr(AxleRecord) changed = NULL;
  g_autoptr(GPtrArray) waiting = NULL;
  g_autoptr(AxleRecord) found = NULL;
  g_autoptr(GError) error = NULL;
  const AxleChange *first, *second;

  g_assert_cmpint (test_desk_save_record (store, NULL, customer), ==, 1);
  changed = axle_record_copy (customer);
  axle_record_set_text (changed, AXLE_CUSTOMER_CITY, "上海");
  g_assert_cmpint (test_desk_save_record (store, customer, changed), ==, 2);

  found = axle_store_get (store, &axle_customer_entity, &customer->id, &error);
  g_assert_no_error (error);
  g_assert_true (axle_record_equal (found, changed));
  g_assert_cmpint (found->created_at, >, 0);
  g_assert_true (axle_store_is_pending (store, &customer->id));

  waiting = axle_store_list_outbox (store, 0, 100, G_MAXSIZE, &error);
  g_assert_cmpuint (waiting->len, ==, 2);
  first = waiting->pdata[0];
  second = waiting->pdata[1];
  g_assert_cmpint (first->number, ==, 1);
  g_assert_cmpint (second->operation, ==, 2);
  g_assert_cmpuint (second->fields->len, ==, 1);
  g_assert_cmpint (axle_store_count_outbox (store), ==, 2);
  g_ptr_array_unref (g_steal_pointer (&waiting));
  waiting = axle_store_list_outbox (store, 1, 100, 1, &error);
  g_assert_cmpuint (waiting->len, ==, 1);
}

/* All or nothing, and the message says what is wrong. */
static void
test_invalid (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autoptr(AxleRecord) good = test_customer ("李明朗", NULL);
  g_autoptr(AxleRecord) bad = test_customer (NULL, NULL);
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  g_ptr_array_add (changes, axle_change_new_between (NULL, good));
  g_ptr_array_add (changes, axle_change_new_between (NULL, bad));
  g_assert_false (axle_store_save (store, changes, &operation, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID);
  g_assert_cmpint (operation, ==, 0);
  g_assert_cmpint (axle_store_count (store, &axle_customer_entity, NULL), ==, 0);
  g_assert_cmpint (axle_store_count_outbox (store), ==, 0);
}

static void
test_read_only (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "cache");
  g_autoptr(GError) error = NULL;
  AxleStore *store = axle_store_open (&(AxleStoreOptions) { .path = path }, &error);
  AxleStore *reader = axle_store_open (&(AxleStoreOptions) { .path = path, .read_only = TRUE }, &error);
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(AxleRecord) found = NULL;

  g_assert_no_error (error);
  g_assert_true (axle_store_is_read_only (reader));
  test_desk_save_record (store, NULL, customer);
  found = axle_store_get (reader, &axle_customer_entity, &customer->id, &error);
  g_assert_no_error (error);
  g_assert_true (axle_record_equal (found, customer));
  g_assert_false (axle_store_set_note (reader, "a", "b", &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_READ_ONLY);
  axle_store_close (reader);
  axle_store_close (store);
}

static void
test_small_things (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  AxleStore *store = test_desk_open (folder, "cache");
  AxleId staff = axle_id_new (axle_host_get_default ());
  g_autoptr(GBytes) draft = g_bytes_new_static ("typed", 5);
  g_autoptr(GBytes) kept = NULL;
  g_auto(GStrv) names = NULL;
  g_autofree char *note = NULL;
  g_autofree char *verifier = NULL;
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(AxleEnrolment) enrolment = NULL;

  test_desk_enrol (store, server);
  g_assert_true (axle_store_put_draft (store, &staff, "customer", draft, NULL));
  g_assert_true (axle_store_set_verifier (store, &staff, "$argon2id$", NULL));
  g_assert_true (axle_store_set_note (store, "last-sync", "1", NULL));
  axle_store_close (store);

  store = test_desk_open (folder, "cache");
  kept = axle_store_get_draft (store, &staff, "customer");
  g_assert_true (g_bytes_equal (kept, draft));
  names = axle_store_list_drafts (store, &staff);
  g_assert_cmpstr (names[0], ==, "customer");
  g_assert_null (names[1]);
  verifier = axle_store_dup_verifier (store, &staff);
  g_assert_cmpstr (verifier, ==, "$argon2id$");
  note = axle_store_dup_note (store, "last-sync");
  g_assert_cmpstr (note, ==, "1");
  enrolment = axle_store_dup_enrolment (store);
  g_assert_true (axle_id_equal (&enrolment->store, &server->scope));
  g_assert_cmpstr (enrolment->token, ==, "token");
  g_assert_null (enrolment->pin);
  g_assert_true (axle_store_put_draft (store, &staff, "customer", NULL, NULL));
  g_assert_null (axle_store_get_draft (store, &staff, "customer"));
  axle_store_close (store);
}

/* Wrong tries make the next wait for longer, also after the program was started again;
 * a right one ends that. */
static void
test_tries (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  AxleId staff = axle_id_new (axle_host_get_default ());
  AxleStore *store = test_desk_open (folder, "cache");
  gint64 wait = 0;

  for (guint i = 0; i < 5; i++)
    {
      g_assert_true (axle_store_count_try (store, &staff, &wait, NULL));
      g_assert_cmpint (wait, ==, 0);
    }
  g_assert_true (axle_store_count_try (store, &staff, &wait, NULL));
  g_assert_cmpint (wait, >, 0);
  axle_store_close (store);
  store = test_desk_open (folder, "cache");
  g_assert_true (axle_store_count_try (store, &staff, &wait, NULL));
  g_assert_cmpint (wait, >, 0);
  g_assert_true (axle_store_reset_tries (store, &staff, NULL));
  g_assert_true (axle_store_count_try (store, &staff, &wait, NULL));
  g_assert_cmpint (wait, ==, 0);
  axle_store_close (store);
}

static void
count_touched (AxleStore         *store,
               const AxleTouched *touched,
               gsize              n_touched,
               gpointer           user_data)
{
  *(gsize *) user_data += n_touched;
}

static void
test_observer (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(AxleRecord) bad = test_customer (NULL, NULL);
  g_autoptr(AxleChange) refused = axle_change_new_between (NULL, bad);
  g_autoptr(GPtrArray) changes = g_ptr_array_new ();
  gint64 operation = 0;
  gsize count = 0;

  axle_store_set_observer (store, count_touched, &count);
  test_desk_save_record (store, NULL, customer);
  g_assert_cmpuint (count, ==, 1);
  g_ptr_array_add (changes, refused);
  g_assert_false (axle_store_save (store, changes, &operation, NULL));
  g_assert_cmpuint (count, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/records/round-trip", test_round_trip);
  g_test_add_func ("/records/damaged-bytes", test_damaged_bytes);
  g_test_add_func ("/records/save", test_save);
  g_test_add_func ("/records/invalid", test_invalid);
  g_test_add_func ("/records/read-only", test_read_only);
  g_test_add_func ("/records/small-things", test_small_things);
  g_test_add_func ("/records/tries", test_tries);
  g_test_add_func ("/records/observer", test_observer);
  return g_test_run ();
}
