/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/registry.h"
#include "store/desk.h"

/* An older program is played by what it would have kept: fields of which it knows
 * nothing in `unknown`, records of other kinds as strangers, and the version of what
 * it knew. */

#define REFERENCE "0192f0c4-0000-7000-8000-00000000000a"

static const char later[] =
  "{\"wechat\":\"wx-tan\",\"emails\":[\"a@example.com\",\"b@example.com\"],\"consultant\":\"" REFERENCE "\","
  "\"consent_contact\":false,\"glow\":[7],\"city\":12}";

/* The program is replaced by the one that runs here. */
static void
upgrade (TestDesk *self)
{
  g_assert_true (axle_store_set_note (self->store, "schema", "1", NULL));
  test_desk_reopen (self);
}

static void
feed (TestDesk   *self,
      AxleRecord *record,
      gint64      sequence)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  AxleCursor cursor = { self->server->epoch, sequence };

  record->scope = self->server->scope;
  record->revision = 1;
  g_ptr_array_add (records, record);
  g_assert_true (axle_store_apply_feed (self->store, &record->scope, records, &cursor, &error));
  g_assert_no_error (error);
}

static AxleRecord *
feed_customer (TestDesk *self)
{
  AxleRecord *customer = test_customer ("谭小明", "+8613800138000");

  customer->unknown = g_strdup (later);
  feed (self, customer, 1);
  return customer;
}

static AxleRecord *
feed_stranger (TestDesk   *self,
               const char *kind,
               const char *unknown,
               gboolean    deleted)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *stranger = axle_record_new (axle_registry_get_stranger (kind), &id);

  stranger->unknown = g_strdup (unknown);
  stranger->deleted = deleted;
  feed (self, stranger, 2);
  return stranger;
}

static void
assert_adopted (const AxleRecord *record)
{
  AxleId consultant = axle_record_get_id (record, AXLE_CUSTOMER_CONSULTANT);
  g_auto(GStrv) emails = axle_record_dup_members (record, AXLE_CUSTOMER_EMAILS);

  g_assert_cmpstr (axle_record_get_text (record, AXLE_CUSTOMER_WECHAT), ==, "wx-tan");
  g_assert_cmpstrv (emails, ((const char *[]) { "a@example.com", "b@example.com", NULL }));
  g_assert_cmpstr (AXLE_ID_TEXT (&consultant), ==, REFERENCE);
  g_assert_cmpint (axle_record_get (record, AXLE_CUSTOMER_CONSENT_CONTACT)->kind, ==, AXLE_VALUE_BOOLEAN);
  g_assert_false (axle_record_get_boolean (record, AXLE_CUSTOMER_CONSENT_CONTACT));
  /* What is still unknown, and what is no value of its field, stays as it came. */
  g_assert_cmpstr (record->unknown, ==, "{\"glow\":[7],\"city\":12}");
}

static void
test_fields (TestDesk      *self,
             gconstpointer  data)
{
  g_autoptr(AxleRecord) customer = feed_customer (self);
  g_autoptr(AxleRecord) before = axle_store_get (self->store, &axle_customer_entity, &customer->id, NULL);
  g_autoptr(AxleRecord) after = NULL;

  g_assert_cmpstr (before->unknown, ==, later);
  upgrade (self);
  after = axle_store_get (self->store, &axle_customer_entity, &customer->id, NULL);
  assert_adopted (after);
  g_assert_cmpint (after->revision, ==, 1);
  g_assert_cmpint (axle_store_get_cursor (self->store, &self->server->scope).sequence, ==, 1);
}

/* Also below a change that waits. */
static void
test_confirmed (TestDesk      *self,
                gconstpointer  data)
{
  g_autoptr(AxleRecord) customer = feed_customer (self);
  g_autoptr(AxleRecord) before = axle_store_get (self->store, &axle_customer_entity, &customer->id, NULL);
  g_autoptr(AxleRecord) edited = axle_record_copy (before);
  g_autoptr(AxleRecord) shown = NULL;
  g_autoptr(AxleRecord) confirmed = NULL;
  g_autoptr(GPtrArray) waiting = NULL;

  axle_record_set_text (edited, AXLE_CUSTOMER_ADDRESS, "人民路 1 号");
  test_desk_save_record (self->store, before, edited);
  upgrade (self);

  shown = axle_store_get (self->store, &axle_customer_entity, &customer->id, NULL);
  assert_adopted (shown);
  g_assert_cmpstr (axle_record_get_text (shown, AXLE_CUSTOMER_ADDRESS), ==, "人民路 1 号");
  g_assert_true (axle_store_find_confirmed (self->store, &axle_customer_entity, &customer->id, &confirmed, NULL));
  assert_adopted (confirmed);
  g_assert_null (axle_record_get_text (confirmed, AXLE_CUSTOMER_ADDRESS));
  waiting = axle_store_list_outbox (self->store, 0, 10, G_MAXSIZE, NULL);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_cmpuint (((AxleChange *) waiting->pdata[0])->schema, ==, axle_registry_get_schema ());
}

static void
test_kinds (TestDesk      *self,
            gconstpointer  data)
{
  g_autoptr(AxleRecord) note = feed_stranger (self, "note", "{\"text\":\"call back\",\"pinned\":true,\"glow\":1}", FALSE);
  g_autoptr(AxleRecord) gone = feed_stranger (self, "note", NULL, TRUE);
  g_autoptr(AxleRecord) stranger = feed_stranger (self, "spaceship", "{\"warp\":9}", FALSE);
  g_autoptr(AxleRecord) adopted = NULL;
  g_autoptr(AxleRecord) buried = NULL;

  g_assert_cmpint (axle_store_count (self->store, &axle_note_entity, NULL), ==, 0);
  upgrade (self);
  adopted = axle_store_get (self->store, &axle_note_entity, &note->id, NULL);
  g_assert_nonnull (adopted);
  g_assert_cmpstr (axle_record_get_text (adopted, AXLE_NOTE_TEXT), ==, "call back");
  g_assert_true (axle_record_get_boolean (adopted, AXLE_NOTE_PINNED));
  g_assert_cmpstr (adopted->unknown, ==, "{\"glow\":1}");
  g_assert_true (axle_id_equal (&adopted->scope, &self->server->scope));
  buried = axle_store_get (self->store, &axle_note_entity, &gone->id, NULL);
  g_assert_true (buried->deleted);
  g_assert_cmpint (axle_store_count (self->store, &axle_note_entity, NULL), ==, 1);
}

/* A server that was restored tells of its strangers again. */
static void
test_new_epoch (TestDesk      *self,
                gconstpointer  data)
{
  g_autoptr(AxleRecord) note = feed_stranger (self, "note", "{\"text\":\"old\"}", FALSE);
  g_autoptr(AxleRecord) again = NULL;

  self->server->epoch++;
  again = feed_stranger (self, "note", "{\"text\":\"new\"}", FALSE);
  upgrade (self);
  g_assert_null (axle_store_get (self->store, &axle_note_entity, &note->id, NULL));
  g_assert_cmpint (axle_store_count (self->store, &axle_note_entity, NULL), ==, 1);
}

/* Fields that were added have moved what is hidden from such a desk. */
static void
test_hidden (TestDesk      *self,
             gconstpointer  data)
{
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (self->store);
  g_autoptr(AxleRecord) customer = test_customer ("谭小明", NULL);
  g_autoptr(AxleRecord) after = NULL;

  enrolment->audience = AXLE_AUDIENCE_WORKSHOP;
  g_assert_true (axle_store_set_enrolment (self->store, enrolment, NULL));
  customer->hidden = 1;
  feed (self, customer, 1);
  upgrade (self);
  after = axle_store_get (self->store, &axle_customer_entity, &customer->id, NULL);
  g_assert_cmphex (after->hidden, ==, axle_entity_hidden (&axle_customer_entity, AXLE_AUDIENCE_WORKSHOP));
}

int
main (int    argc,
      char **argv)
{
#define ADD(path, func) g_test_add ("/upgrade/" path, TestDesk, NULL, test_desk_set_up, func, test_desk_tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("fields", test_fields);
  ADD ("confirmed", test_confirmed);
  ADD ("kinds", test_kinds);
  ADD ("new-epoch", test_new_epoch);
  ADD ("hidden", test_hidden);
  return g_test_run ();
}
