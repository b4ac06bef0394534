/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/digest.h"
#include "core/party/customer.h"
#include "core/party/tag.h"
#include "support/support.h"
#include "wire/message.h"

#define N_RECORDS 3000

static AxleRecord *
new_customer (const char *name)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (&axle_customer_entity, &id);

  record->revision = 1;
  axle_record_set_text (record, AXLE_CUSTOMER_NAME, name);
  return record;
}

static void
assert_same (const AxleRecord *a,
             const AxleRecord *b,
             gboolean          same)
{
  AxleDigest one = axle_record_digest (a);
  AxleDigest other = axle_record_digest (b);

  g_assert_true (axle_digest_equal (&one, &other) == same);
}

static void
test_record (void)
{
  g_autoptr(AxleRecord) record = new_customer ("王小明");
  static const struct
  {
    const char *unknown;
    const char *other;
    gboolean    same;
  } cases[] = {
    { "{\"a\":1,\"b\":[\"x\"]}", "{\"b\":[\"x\"],\"a\":1}", TRUE },
    { "{\"a\":1}", "{\"a\":2}", FALSE },
    { "{\"a\":1}", "{\"a\":\"1\"}", FALSE },
    { "{\"a\":1}", "{\"b\":1}", FALSE },
    { "{\"a\":[\"x\",\"y\"]}", "{\"a\":[\"y\",\"x\"]}", FALSE },
    { "{\"a\":[\"xy\"]}", "{\"a\":[\"x\",\"y\"]}", FALSE },
    { "{\"a\":{\"b\":true}}", "{\"a\":{\"b\":false}}", FALSE },
    { "{\"a\":1.5}", "{\"a\":1.25}", FALSE },
    { "{\"a\":null,\"b\":\"\",\"c\":[]}", NULL, TRUE },
    /* What this program knows has its own value. */
    { "{\"name\":\"x\"}", NULL, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleRecord) one = axle_record_copy (record);
      g_autoptr(AxleRecord) other = axle_record_copy (record);

      g_test_message ("%s %s", cases[i].unknown, cases[i].other);
      one->unknown = g_strdup (cases[i].unknown);
      other->unknown = g_strdup (cases[i].other);
      assert_same (one, other, cases[i].same);
    }
}

/* A field that one side knows and the other does not says the same on both. */
static void
test_skew (void)
{
  AxleEntity older = axle_customer_entity;
  g_autoptr(AxleRecord) record = new_customer ("王小明");
  g_autoptr(AxleRecord) known = axle_record_copy (record);
  g_autoptr(AxleRecord) unknown = NULL;
  AxleId advisor = axle_id_new (axle_host_get_default ());
  g_autofree char *text = axle_id_dup_text (&advisor);

  older.n_fields = AXLE_CUSTOMER_ADVISOR;
  unknown = axle_record_new (&older, &record->id);
  unknown->revision = 1;
  axle_record_set_text (unknown, AXLE_CUSTOMER_NAME, "王小明");
  axle_record_set_id (known, AXLE_CUSTOMER_ADVISOR, &advisor);
  axle_record_add_member (known, AXLE_CUSTOMER_TAGS, "老客户");
  axle_record_add_member (known, AXLE_CUSTOMER_TAGS, "b");
  axle_record_set_boolean (known, AXLE_CUSTOMER_CONSENT_CONTACT, TRUE);
  unknown->unknown = g_strdup_printf ("{\"tags\":[\"老客户\",\"b\"],\"advisor\":\"%s\",\"consent_contact\":true}", text);
  assert_same (known, unknown, TRUE);
  axle_record_set_boolean (known, AXLE_CUSTOMER_CONSENT_CONTACT, FALSE);
  assert_same (known, unknown, FALSE);
}

static void
settle (AxleDigestTree *tree)
{
  while (axle_digest_tree_settle (tree))
    ;
}

static gsize
sum_parts (AxleDigestTree *tree,
           const char     *prefix,
           AxleDigest     *sum)
{
  gsize n_records = 0;

  *sum = (AxleDigest) { { 0, 0 } };
  for (guint i = 0; i < 256; i++)
    {
      g_autofree char *part = g_strdup_printf ("%s%02x", prefix, i);
      g_autoptr(GArray) entries = axle_digest_tree_list (tree, &axle_customer_entity, part);
      AxleDigest digest;

      g_assert_cmpuint (axle_digest_tree_sum (tree, &axle_customer_entity, part, &digest), ==, entries->len);
      n_records += entries->len;
      axle_digest_add (sum, &digest);
    }
  return n_records;
}

/* Whatever the order in which records come, and however they came to be what they are. */
static void
test_tree (void)
{
  g_autoptr(AxleDigestTree) one = axle_digest_tree_new ();
  g_autoptr(AxleDigestTree) other = axle_digest_tree_new ();
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleDigest sum;
  AxleDigest parts;

  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_autoptr(AxleRecord) earlier = new_customer ("earlier");
      AxleRecord *record = axle_record_copy (earlier);

      axle_record_set_text (record, AXLE_CUSTOMER_NAME, "later");
      g_ptr_array_add (records, record);
      axle_digest_tree_add (one, earlier);
      if (i % 3 == 0)
        settle (one);
      axle_digest_tree_add (one, record);
    }
  for (guint i = records->len; i-- > 0;)
    axle_digest_tree_add (other, records->pdata[i]);
  settle (one);
  settle (other);
  g_assert_cmpuint (axle_digest_tree_get_size (one), ==, N_RECORDS);
  g_assert_cmpuint (axle_digest_tree_sum (one, &axle_customer_entity, "", &sum), ==, N_RECORDS);
  g_assert_cmpuint (sum_parts (other, "", &parts), ==, N_RECORDS);
  g_assert_true (axle_digest_equal (&sum, &parts));
  g_assert_cmpuint (sum_parts (one, "a7", &parts), ==, axle_digest_tree_sum (other, &axle_customer_entity, "a7", &sum));
  g_assert_true (axle_digest_equal (&sum, &parts));
  g_assert_cmpuint (axle_digest_tree_sum (one, &axle_tag_entity, "", &sum), ==, 0);

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(AxleRecord) gone = axle_record_copy (records->pdata[i]);

      gone->deleted = TRUE;
      axle_digest_tree_add (one, gone);
    }
  settle (one);
  g_assert_cmpuint (axle_digest_tree_get_size (one), ==, 0);
}

static void
test_text (void)
{
  static const char * const wrong[] = { "", "0", "0123456789abcdef0123456789abcdeF", "0123456789abcdef0123456789abcdef0", "zz" };
  AxleDigest digest = axle_digest_start (7);
  AxleDigest read;
  char text[AXLE_DIGEST_TEXT_SIZE];

  axle_digest_put (&digest, "nine bytes", 10);
  g_assert_true (axle_digest_parse (axle_digest_write (&digest, text), &read));
  g_assert_true (axle_digest_equal (&digest, &read));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (axle_digest_parse (wrong[i], &read));
  g_assert_true (axle_digest_is_prefix (""));
  g_assert_true (axle_digest_is_prefix ("00ff"));
  g_assert_false (axle_digest_is_prefix ("0"));
  g_assert_false (axle_digest_is_prefix ("0G"));
  g_assert_false (axle_digest_is_prefix ("000000000000000000"));
}

static void
test_messages (void)
{
  g_autoptr(AxleDigestReply) nodes = axle_digest_reply_new (TRUE);
  g_autoptr(AxleDigestReply) entries = axle_digest_reply_new (FALSE);
  g_autoptr(AxleRecordsRequest) request = axle_records_request_new ();
  AxleDigestEntry entry = { { { 1 } }, { { 2, G_MAXUINT64 } } };
  g_autoptr(AxleDigestReply) read = NULL;
  g_autoptr(AxleDigestReply) listed = NULL;
  g_autoptr(AxleRecordsRequest) asked = NULL;
  g_autoptr(GBytes) first = NULL;
  g_autoptr(GBytes) second = NULL;
  g_autoptr(GBytes) third = NULL;
  const AxleDigestNode *node;

  nodes->sequence = 9;
  axle_digest_reply_add (nodes, "customer", 3, &entry.digest);
  first = axle_digest_reply_encode (nodes);
  read = axle_digest_reply_decode (first, NULL);
  g_assert_nonnull (read);
  g_assert_cmpint (read->sequence, ==, 9);
  node = read->nodes->pdata[0];
  g_assert_cmpstr (node->name, ==, "customer");
  g_assert_cmpint (node->n_records, ==, 3);
  g_assert_true (axle_digest_equal (&node->sum, &entry.digest));

  g_array_append_val (entries->entries, entry);
  second = axle_digest_reply_encode (entries);
  listed = axle_digest_reply_decode (second, NULL);
  g_assert_nonnull (listed);
  g_assert_null (listed->nodes);
  g_assert_cmpmem (listed->entries->data, sizeof entry, &entry, sizeof entry);

  g_array_append_val (request->ids, entry.id);
  third = axle_records_request_encode (request);
  asked = axle_records_request_decode (third, NULL);
  g_assert_nonnull (asked);
  g_assert_cmpmem (asked->ids->data, sizeof entry.id, &entry.id, sizeof entry.id);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/record", test_record);
  g_test_add_func ("/digest/skew", test_skew);
  g_test_add_func ("/digest/tree", test_tree);
  g_test_add_func ("/digest/text", test_text);
  g_test_add_func ("/digest/messages", test_messages);
  return g_test_run ();
}
