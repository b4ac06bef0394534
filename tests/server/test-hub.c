/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/followup/task.h"
#include "core/history/history.h"
#include "core/registry.h"
#include "core/vehicle/odometer.h"
#include "server/dealership.h"

typedef struct
{
  Dealership  dealership;
  gint64      next;       /* number of the office desk */
  gint64      next_second;
  gint64      next_workshop;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  dealership_open (&self->dealership, data);
  self->next = self->next_second = self->next_workshop = 1;
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  dealership_close (&self->dealership);
}

static AxlePushRequest *
new_request (Fixture           *self,
             const AxleHubDesk *desk)
{
  AxlePushRequest *request = axle_push_request_new ();

  request->install = desk->install;
  request->epoch = axle_hub_get_epoch (self->dealership.hub);
  request->clock = 1000;
  return request;
}

static gint64 *
counter (Fixture           *self,
         const AxleHubDesk *desk)
{
  if (desk == &self->dealership.office)
    return &self->next;
  return desk == &self->dealership.second ? &self->next_second : &self->next_workshop;
}

/* Pushes one change and gives back its verdict; %NULL with @error. Takes @change. */
static AxleVerdict *
try_push (Fixture           *self,
          const AxleHubDesk *desk,
          AxleChange        *change,
          GError           **error)
{
  g_autoptr(AxlePushRequest) request = new_request (self, desk);
  g_autoptr(AxlePushReply) reply = NULL;

  change->number = (*counter (self, desk))++;
  if (axle_id_is_none (&change->scope))
    change->scope = self->dealership.store;
  if (axle_id_is_none (&change->staff))
    change->staff = self->dealership.manager;
  change->at = 1234567;
  g_ptr_array_add (request->changes, change);
  reply = axle_hub_push (self->dealership.hub, desk, request, error);
  if (reply == NULL)
    return NULL;
  g_assert_cmpuint (reply->verdicts->len, ==, 1);
  return g_ptr_array_steal_index (reply->verdicts, 0);
}

static AxleVerdict *
push (Fixture           *self,
      const AxleHubDesk *desk,
      AxleChange        *change)
{
  g_autoptr(GError) error = NULL;
  AxleVerdict *verdict = try_push (self, desk, change, &error);

  g_assert_no_error (error);
  return verdict;
}

static AxleChange *
set_text (const AxleId *id,
          guint         field,
          const char   *before,
          const char   *after)
{
  AxleChange *change = axle_change_new (&axle_customer_entity, id, AXLE_CHANGE_SET);
  g_auto(AxleValue) old = AXLE_VALUE_INIT;
  g_auto(AxleValue) new = AXLE_VALUE_INIT;

  axle_value_set_text (&old, before);
  axle_value_set_text (&new, after);
  axle_change_add_field (change, field, &old, &new);
  return change;
}

static AxleChange *
new_customer (const AxleId *id,
              const char   *name)
{
  AxleChange *change = set_text (id, AXLE_CUSTOMER_NAME, NULL, name);
  g_auto(AxleValue) none = AXLE_VALUE_INIT;
  g_auto(AxleValue) type = AXLE_VALUE_INIT;

  axle_value_set_text (&type, "person");
  axle_change_add_field (change, AXLE_CUSTOMER_TYPE, &none, &type);
  return change;
}

static AxleRecord *
get (Fixture      *self,
     const AxleId *id)
{
  AxleRecord *record;

  g_assert_true (axle_hub_get (self->dealership.hub, id, &record, NULL));
  return record;
}

static AxleFeedPage *
pull (Fixture           *self,
      const AxleHubDesk *desk,
      gint64             after)
{
  g_autoptr(GError) error = NULL;
  AxleFeedPage *page = axle_hub_read_feed (self->dealership.hub, desk, &self->dealership.store,
                                           axle_hub_get_epoch (self->dealership.hub), 0, after, 1 << 20, &error);

  g_assert_no_error (error);
  return page;
}

static void
test_accepted (Fixture       *self,
               gconstpointer  data)
{
  AxleId id = dealership_id ();
  g_autoptr(AxleVerdict) verdict = push (self, &self->dealership.office, new_customer (&id, "王小明"));
  g_autoptr(AxleRecord) record = get (self, &id);
  g_autoptr(AxleFeedPage) page = pull (self, &self->dealership.second, 0);

  g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_cmpint (verdict->sequence, ==, 1);
  g_assert_cmpstr (axle_record_get_text (record, AXLE_CUSTOMER_NAME), ==, "王小明");
  g_assert_cmpint (record->revision, ==, 1);
  g_assert_true (axle_id_equal (&record->created_by, &self->dealership.manager));
  g_assert_true (axle_id_equal (&record->created_on, &self->dealership.office.desk));
  g_assert_cmpuint (page->records->len, ==, 1);
  g_assert_true (axle_record_equal (page->records->pdata[0], record));
  g_assert_cmpint (page->next, ==, 1);
  g_assert_false (page->more);
}

static void
test_exactly_once (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(AxlePushRequest) request = new_request (self, &self->dealership.office);
  g_autoptr(AxlePushReply) first = NULL;
  g_autoptr(AxlePushReply) again = NULL;
  g_autoptr(GError) error = NULL;
  AxleId id = dealership_id ();
  gint64 before;
  gint64 after;

  g_ptr_array_add (request->changes, new_customer (&id, "一"));
  g_ptr_array_add (request->changes, set_text (&id, AXLE_CUSTOMER_NAME, "一", "二"));
  g_ptr_array_add (request->changes, set_text (&id, AXLE_CUSTOMER_CITY, NULL, NULL));
  g_ptr_array_add (request->changes, set_text (&id, AXLE_CUSTOMER_STAGE, NULL, "no such stage"));
  for (guint i = 0; i < request->changes->len; i++)
    {
      AxleChange *change = request->changes->pdata[i];

      change->number = i + 1;
      change->scope = self->dealership.store;
      change->staff = self->dealership.advisor;
    }
  first = axle_hub_push (self->dealership.hub, &self->dealership.office, request, &error);
  g_assert_no_error (error);
  axle_hub_get_head (self->dealership.hub, &self->dealership.store, &before, NULL);
  again = axle_hub_push (self->dealership.hub, &self->dealership.office, request, &error);
  g_assert_no_error (error);
  axle_hub_get_head (self->dealership.hub, &self->dealership.store, &after, NULL);

  g_assert_cmpint (before, ==, after);
  for (guint i = 0; i < 4; i++)
    {
      const AxleVerdict *a = first->verdicts->pdata[i];
      const AxleVerdict *b = again->verdicts->pdata[i];

      g_assert_cmpint (a->outcome, ==, i < 3 ? AXLE_OUTCOME_ACCEPTED : AXLE_OUTCOME_REFUSED);
      g_assert_cmpint (a->outcome, ==, b->outcome);
      g_assert_cmpint (a->sequence, ==, b->sequence);
      g_assert_cmpstr (a->code, ==, b->code);
      g_assert_cmpstr (a->message, ==, b->message);
      g_assert_true ((a->current == NULL) == (b->current == NULL));
    }
  g_assert_cmpstr (((AxleVerdict *) first->verdicts->pdata[3])->code, ==, "not-a-choice");
}

static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  static const struct
  {
    gint64 number;
    gint64 epoch;
    int    code;
  } cases[] = {
    { 2, 0, AXLE_HUB_ERROR_GAP },
    { 0, 0, AXLE_HUB_ERROR_INVALID },
    { -1, 0, AXLE_HUB_ERROR_INVALID },
    { G_MAXINT64, 0, AXLE_HUB_ERROR_INVALID },
    { 1, 1, AXLE_HUB_ERROR_EPOCH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxlePushRequest) request = new_request (self, &self->dealership.office);
      g_autoptr(AxlePushReply) reply = NULL;
      g_autoptr(GError) error = NULL;
      AxleId id = dealership_id ();
      AxleChange *change = new_customer (&id, "一");

      change->number = cases[i].number;
      request->epoch += cases[i].epoch;
      g_ptr_array_add (request->changes, change);
      reply = axle_hub_push (self->dealership.hub, &self->dealership.office, request, &error);
      g_assert_null (reply);
      g_assert_error (error, AXLE_HUB_ERROR, cases[i].code);
      g_assert_null (get (self, &id));
    }
}

static void
test_restored (Fixture       *self,
               gconstpointer  data)
{
  AxleId id = dealership_id ();
  g_autoptr(AxleVerdict) verdict = push (self, &self->dealership.office, new_customer (&id, "一"));
  g_autoptr(AxleVerdict) later = NULL;
  g_autoptr(AxleFeedPage) page = NULL;
  gint64 epoch = axle_hub_get_epoch (self->dealership.hub);

  g_assert_true (axle_hub_renew_epoch (self->dealership.hub, NULL));
  g_assert_cmpint (axle_hub_get_epoch (self->dealership.hub), !=, epoch);
  page = axle_hub_read_feed (self->dealership.hub, &self->dealership.office, &self->dealership.store, epoch, 0, 1, 1 << 20, NULL);
  g_assert_cmpuint (page->records->len, ==, 1);
  g_assert_cmpint (page->epoch, !=, epoch);
  self->next = 50;
  later = push (self, &self->dealership.office, set_text (&id, AXLE_CUSTOMER_CITY, NULL, "沈阳"));
  g_assert_cmpint (later->outcome, ==, AXLE_OUTCOME_ACCEPTED);
}

/* A copy that nobody said is one: the desk must not go on as if nothing were. */
static void
test_older_copy (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleFeedPage) page = axle_hub_read_feed (self->dealership.hub, &self->dealership.office, &self->dealership.store,
                                                     axle_hub_get_epoch (self->dealership.hub), 0, 7, 1 << 20, &error);

  g_assert_null (page);
  g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_DAMAGED);
}

/* Pushes @n_changes from @number on without looking at the verdicts. */
static void
push_many (Fixture      *self,
           const AxleId *id,
           gint64        number,
           guint         n_changes)
{
  while (n_changes > 0)
    {
      g_autoptr(AxlePushRequest) request = new_request (self, &self->dealership.office);
      g_autoptr(AxlePushReply) reply = NULL;
      g_autoptr(GError) error = NULL;

      for (guint i = 0; i < AXLE_WIRE_BATCH_LIMIT && n_changes > 0; i++, n_changes--)
        {
          AxleChange *change = axle_change_new (&axle_customer_entity, id, AXLE_CHANGE_SET);

          change->number = number++;
          change->scope = self->dealership.store;
          change->staff = self->dealership.manager;
          g_ptr_array_add (request->changes, change);
        }
      reply = axle_hub_push (self->dealership.hub, &self->dealership.office, request, &error);
      g_assert_no_error (error);
    }
}

/* Long after it was told, a refusal is told again as one; whoever asks for an acceptance is a copy. */
static void
test_long_ago (Fixture       *self,
               gconstpointer  data)
{
  AxleId id = dealership_id ();
  AxleId nobody = dealership_id ();
  g_autoptr(AxleVerdict) made = push (self, &self->dealership.office, new_customer (&id, "一"));
  g_autoptr(AxleVerdict) refused = push (self, &self->dealership.office, axle_change_new (&axle_customer_entity, &nobody, AXLE_CHANGE_DELETE));
  g_autoptr(AxleVerdict) refused_again = NULL;
  g_autoptr(GError) error = NULL;

  push_many (self, &id, 3, 11000);
  self->next = 1;
  g_assert_null (try_push (self, &self->dealership.office, new_customer (&id, "一"), &error));
  g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INSTALL);
  refused_again = push (self, &self->dealership.office, axle_change_new (&axle_customer_entity, &nobody, AXLE_CHANGE_DELETE));
  g_assert_cmpint (refused_again->outcome, ==, AXLE_OUTCOME_REFUSED);
  g_assert_cmpstr (refused_again->code, ==, refused->code);
  g_assert_null (get (self, &nobody));
}

/* What a restored copy may never have seen is not said to be accepted. */
static void
test_skipped (Fixture       *self,
              gconstpointer  data)
{
  AxleId id = dealership_id ();
  g_autoptr(AxleVerdict) made = push (self, &self->dealership.office, new_customer (&id, "一"));
  static const struct
  {
    gint64      number;
    AxleOutcome outcome;
  } cases[] = {
    { 2, AXLE_OUTCOME_REFUSED }, { 49, AXLE_OUTCOME_REFUSED }, { 52, AXLE_OUTCOME_ACCEPTED },
  };

  g_assert_true (axle_hub_renew_epoch (self->dealership.hub, NULL));
  push_many (self, &id, 50, 2);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleVerdict) verdict = NULL;

      self->next = cases[i].number;
      verdict = push (self, &self->dealership.office, set_text (&id, AXLE_CUSTOMER_CITY, NULL, "沈阳"));
      g_assert_cmpint (verdict->outcome, ==, cases[i].outcome);
      if (cases[i].outcome == AXLE_OUTCOME_REFUSED)
        g_assert_cmpstr (verdict->code, ==, "forgotten");
    }
}

/* A document that cannot be read is the server's fault: a desk that meets it keeps
 * what it has and tries again. */
static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  AxleId id = dealership_id ();
  g_autoptr(AxleVerdict) made = push (self, &self->dealership.office, new_customer (&id, "一"));
  g_autoptr(AxlePushRequest) request = new_request (self, &self->dealership.office);
  g_autoptr(AxlePushReply) reply = NULL;
  g_autoptr(AxleFeedPage) page = NULL;
  g_autoptr(AxleDocument) document = NULL;
  g_autoptr(GError) pushed = NULL;
  g_autoptr(GError) pulled = NULL;
  AxleChange *change = set_text (&id, AXLE_CUSTOMER_CITY, NULL, "沈阳");

  g_assert_true (axle_hub_begin (self->dealership.hub, NULL, 0, NULL));
  g_assert_true (axle_storage_get_document (self->dealership.storage, &id, &document, NULL));
  g_bytes_unref (document->body);
  document->body = g_bytes_new_static ("{", 1);
  g_assert_true (axle_storage_put_document (self->dealership.storage, document, NULL));
  g_assert_true (axle_hub_commit (self->dealership.hub, NULL));

  change->number = self->next;
  change->scope = self->dealership.store;
  change->staff = self->dealership.manager;
  g_ptr_array_add (request->changes, change);
  reply = axle_hub_push (self->dealership.hub, &self->dealership.office, request, &pushed);
  g_assert_null (reply);
  g_assert_error (pushed, AXLE_HUB_ERROR, AXLE_HUB_ERROR_DAMAGED);
  page = axle_hub_read_feed (self->dealership.hub, &self->dealership.office, &self->dealership.store, request->epoch, 0, 0, 1 << 20, &pulled);
  g_assert_null (page);
  g_assert_error (pulled, AXLE_HUB_ERROR, AXLE_HUB_ERROR_DAMAGED);
}

static void
assert_known_desks (AxleStorage  *storage,
                    const AxleId *group,
                    const AxleId *store,
                    guint         expected)
{
  g_autofree char *key = g_strconcat ("store=", AXLE_ID_TEXT (store), NULL);
  g_autoptr(GPtrArray) found = axle_storage_find_documents (storage, group, key, 100, NULL);

  g_assert_cmpuint (found->len, ==, expected);
}

/* A program that is newer finds what an older one wrote, and no desk hears of it. */
static void
test_keys (Fixture       *self,
           gconstpointer  data)
{
  AxleStorage *storage = self->dealership.storage;
  AxleId *group = &self->dealership.group;
  AxleId id = dealership_id ();
  AxleRecord *desk = axle_record_new (&axle_desk_entity, &id);
  g_autoptr(GBytes) key = g_bytes_new_static ("keys", 4);
  g_autoptr(AxleDocument) before = NULL;
  g_autoptr(AxleDocument) after = NULL;
  g_autoptr(AxleHub) hub = NULL;
  char **keys;

  axle_record_set_text (desk, AXLE_DESK_NAME, "Counter");
  axle_record_set_text (desk, AXLE_DESK_AUDIENCE, "office");
  axle_record_set_id (desk, AXLE_DESK_STORE, &self->dealership.store);
  g_assert_true (axle_hub_begin (self->dealership.hub, NULL, 0, NULL));
  dealership_put (&self->dealership, desk, *group);
  assert_known_desks (storage, group, &self->dealership.store, 1);
  g_assert_true (axle_storage_get_document (storage, &id, &before, NULL));
  keys = g_steal_pointer (&before->keys);
  g_assert_true (axle_storage_put_document (storage, before, NULL));
  before->keys = keys;
  g_assert_true (axle_storage_drop_entry (storage, "server", key, NULL));
  g_assert_true (axle_hub_commit (self->dealership.hub, NULL));
  assert_known_desks (storage, group, &self->dealership.store, 0);

  hub = axle_hub_new (storage, NULL, NULL);
  assert_known_desks (storage, group, &self->dealership.store, 1);
  g_assert_true (axle_storage_get_document (storage, &id, &after, NULL));
  g_assert_cmpint (after->sequence, ==, before->sequence);
  g_assert_cmpint (after->written_at, ==, before->written_at);
  g_assert_true (g_strv_equal ((const char * const *) after->keys, (const char * const *) before->keys));
}

static void
test_merge_last (Fixture       *self,
                 gconstpointer  data)
{
  AxleId id = dealership_id ();
  g_autoptr(AxleVerdict) made = push (self, &self->dealership.office, new_customer (&id, "一"));
  g_autoptr(AxleVerdict) one = push (self, &self->dealership.office, set_text (&id, AXLE_CUSTOMER_CITY, NULL, "大连"));
  g_autoptr(AxleVerdict) two = push (self, &self->dealership.second, set_text (&id, AXLE_CUSTOMER_CITY, NULL, "沈阳"));
  g_autoptr(AxleVerdict) other = push (self, &self->dealership.second, set_text (&id, AXLE_CUSTOMER_SOURCE, NULL, "展会"));
  g_autoptr(AxleRecord) record = get (self, &id);
  const AxleFieldChange *lost;

  g_assert_cmpint (one->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_cmpint (two->outcome, ==, AXLE_OUTCOME_MERGED);
  g_assert_cmpint (other->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_cmpuint (two->lost->len, ==, 1);
  lost = &g_array_index (two->lost, AxleFieldChange, 0);
  g_assert_cmpstr (axle_value_get_text (&lost->before), ==, "大连");
  g_assert_cmpstr (axle_value_get_text (&lost->after), ==, "沈阳");
  g_assert_cmpstr (axle_record_get_text (record, AXLE_CUSTOMER_CITY), ==, "沈阳");
  g_assert_cmpstr (axle_record_get_text (record, AXLE_CUSTOMER_SOURCE), ==, "展会");
}

static void
test_merge_restrict (Fixture       *self,
                     gconstpointer  data)
{
  AxleId id = dealership_id ();
  g_autoptr(AxleVerdict) made = push (self, &self->dealership.office, new_customer (&id, "一"));
  g_autoptr(AxleVerdict) no = NULL;
  g_autoptr(AxleVerdict) yes = NULL;
  g_autoptr(AxleRecord) record = NULL;
  g_auto(AxleValue) none = AXLE_VALUE_INIT;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  AxleChange *change = axle_change_new (&axle_customer_entity, &id, AXLE_CHANGE_SET);

  axle_value_set_boolean (&value, FALSE);
  axle_change_add_field (change, AXLE_CUSTOMER_CONSENT_MARKETING, &none, &value);
  no = push (self, &self->dealership.office, change);
  axle_value_set_boolean (&value, TRUE);
  change = axle_change_new (&axle_customer_entity, &id, AXLE_CHANGE_SET);
  axle_change_add_field (change, AXLE_CUSTOMER_CONSENT_MARKETING, &none, &value);
  yes = push (self, &self->dealership.second, change);
  record = get (self, &id);
  g_assert_cmpint (yes->outcome, ==, AXLE_OUTCOME_MERGED);
  g_assert_cmpint (record->values[AXLE_CUSTOMER_CONSENT_MARKETING].kind, ==, AXLE_VALUE_BOOLEAN);
  g_assert_false (axle_record_get_boolean (record, AXLE_CUSTOMER_CONSENT_MARKETING));
}

static void
test_merge_union (Fixture       *self,
                  gconstpointer  data)
{
  static const char * const first[] = { "vip", NULL };
  static const char * const second[] = { "group", NULL };
  AxleId id = dealership_id ();
  g_autoptr(AxleVerdict) made = push (self, &self->dealership.office, new_customer (&id, "一"));
  g_autoptr(AxleVerdict) one = NULL;
  g_autoptr(AxleVerdict) two = NULL;
  g_autoptr(AxleRecord) record = NULL;
  g_auto(AxleValue) none = AXLE_VALUE_INIT;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  AxleChange *change = axle_change_new (&axle_customer_entity, &id, AXLE_CHANGE_SET);

  axle_value_set_members (&value, first);
  axle_change_add_field (change, AXLE_CUSTOMER_TAGS, &none, &value);
  one = push (self, &self->dealership.office, change);
  change = axle_change_new (&axle_customer_entity, &id, AXLE_CHANGE_SET);
  axle_value_set_members (&value, second);
  axle_change_add_field (change, AXLE_CUSTOMER_TAGS, &none, &value);
  two = push (self, &self->dealership.second, change);
  record = get (self, &id);
  g_assert_cmpint (two->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_cmpstr (axle_record_get_text (record, AXLE_CUSTOMER_TAGS), ==, "group" AXLE_SET_SEPARATOR "vip");
}

static void
test_tombstone (Fixture       *self,
                gconstpointer  data)
{
  AxleId id = dealership_id ();
  g_autoptr(AxleVerdict) made = push (self, &self->dealership.office, new_customer (&id, "一"));
  g_autoptr(AxleVerdict) gone = push (self, &self->dealership.office, axle_change_new (&axle_customer_entity, &id, AXLE_CHANGE_DELETE));
  g_autoptr(AxleVerdict) late = push (self, &self->dealership.second, set_text (&id, AXLE_CUSTOMER_CITY, NULL, "沈阳"));
  g_autoptr(AxleFeedPage) page = pull (self, &self->dealership.second, 1);
  g_autoptr(AxleFeedPage) decoded = NULL;
  g_autoptr(AxleVerdict) back = NULL;
  g_autoptr(AxleRecord) record = NULL;
  g_autoptr(GBytes) body = axle_feed_page_encode (page);
  const AxleRecord *tombstone;

  g_assert_cmpint (gone->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_cmpint (late->outcome, ==, AXLE_OUTCOME_REFUSED);
  g_assert_cmpstr (late->code, ==, "deleted");
  g_assert_nonnull (late->current);
  decoded = axle_feed_page_decode (body, NULL);
  tombstone = decoded->records->pdata[decoded->records->len - 1];
  g_assert_true (tombstone->deleted);
  g_assert_null (axle_record_get_text (tombstone, AXLE_CUSTOMER_NAME));
  back = push (self, &self->dealership.office, axle_change_new (&axle_customer_entity, &id, AXLE_CHANGE_RESTORE));
  record = get (self, &id);
  g_assert_cmpint (back->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_false (record->deleted);
  g_assert_cmpstr (axle_record_get_text (record, AXLE_CUSTOMER_NAME), ==, "一");
}

static void
test_redaction (Fixture       *self,
                gconstpointer  data)
{
  AxleId id = dealership_id ();
  g_autoptr(AxleVerdict) made = push (self, &self->dealership.office, new_customer (&id, "王小明"));
  g_autoptr(AxleVerdict) named = push (self, &self->dealership.office, set_text (&id, AXLE_CUSTOMER_NAME, "王小明", "王大明"));
  g_autoptr(AxleFeedPage) workshop = pull (self, &self->dealership.workshop, 0);
  g_autoptr(AxleFeedPage) kiosk = pull (self, &self->dealership.kiosk, 0);
  g_autoptr(GBytes) body = axle_feed_page_encode (workshop);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr(AxleVerdict) seen = push (self, &self->dealership.workshop, set_text (&id, AXLE_CUSTOMER_CITY, NULL, "沈阳"));
  g_autoptr(AxleVerdict) hidden = push (self, &self->dealership.workshop, set_text (&id, AXLE_CUSTOMER_NAME, NULL, "赵"));

  g_assert_cmpuint (workshop->records->len, ==, 2);
  g_assert_null (strstr (text, "小明"));
  g_assert_null (strstr (text, "大明"));
  for (guint i = 0; i < workshop->records->len; i++)
    g_assert_cmpuint (((AxleRecord *) workshop->records->pdata[i])->hidden, !=, 0);
  g_assert_cmpuint (kiosk->records->len, ==, 0);
  g_assert_cmpint (kiosk->next, ==, kiosk->head);
  g_assert_cmpint (kiosk->head, ==, 3);
  g_assert_cmpint (seen->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_cmpint (hidden->outcome, ==, AXLE_OUTCOME_REFUSED);
  g_assert_cmpstr (hidden->code, ==, "hidden-field");
}

static void
test_rights (Fixture       *self,
             gconstpointer  data)
{
  AxleId id = dealership_id ();
  AxleId own = dealership_id ();
  AxleId stranger = dealership_id ();
  AxleId role_id = dealership_id ();
  g_autoptr(AxleVerdict) made = push (self, &self->dealership.office, new_customer (&id, "一"));
  struct
  {
    AxleChange *change;
    AxleId      staff;
    AxleId      scope;
    const char *code;
  } cases[] = {
    { axle_change_new (&axle_customer_entity, &id, AXLE_CHANGE_DELETE), self->dealership.advisor, self->dealership.store, "no-right" },
    { set_text (&id, AXLE_CUSTOMER_CITY, NULL, "沈阳"), self->dealership.advisor, self->dealership.store, NULL },
    { set_text (&id, AXLE_CUSTOMER_CITY, "沈阳", "大连"), stranger, self->dealership.store, "not-signed-in" },
    { set_text (&id, AXLE_CUSTOMER_CITY, "沈阳", "大连"), self->dealership.advisor, self->dealership.group, "wrong-scope" },
    { set_text (&id, AXLE_CUSTOMER_CITY, "沈阳", "大连"), self->dealership.advisor, stranger, "wrong-scope" },
    { set_text (&stranger, AXLE_CUSTOMER_CITY, "沈阳", "大连"), self->dealership.advisor, self->dealership.store, "unknown-record" },
    { axle_change_new (&axle_customer_entity, &stranger, AXLE_CHANGE_DELETE), self->dealership.manager, self->dealership.store, "unknown-record" },
    { axle_change_new (&axle_role_entity, &role_id, AXLE_CHANGE_SET), self->dealership.advisor, self->dealership.group, "no-right" },
    { axle_change_new (&axle_customer_entity, &self->dealership.manager, AXLE_CHANGE_DELETE), self->dealership.manager, self->dealership.store, "wrong-kind" },
    { axle_change_new (&axle_history_entity, &role_id, AXLE_CHANGE_SET), self->dealership.manager, self->dealership.store, "server-only" },
    { axle_change_new (NULL, &role_id, AXLE_CHANGE_SET), self->dealership.manager, self->dealership.store, "newer-desk" },
    { new_customer (&own, "自己"), self->dealership.advisor, self->dealership.store, NULL },
    { axle_change_new (&axle_customer_entity, &own, AXLE_CHANGE_DELETE), self->dealership.advisor, self->dealership.store, NULL },
    { axle_change_new (&axle_customer_entity, &own, AXLE_CHANGE_RESTORE), self->dealership.advisor, self->dealership.store, NULL },
    { set_text (&own, AXLE_CUSTOMER_CITY, NULL, "沈阳"), self->dealership.manager, self->dealership.store, NULL },
    { axle_change_new (&axle_customer_entity, &own, AXLE_CHANGE_DELETE), self->dealership.advisor, self->dealership.store, "no-right" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleVerdict) verdict = NULL;

      cases[i].change->staff = cases[i].staff;
      cases[i].change->scope = cases[i].scope;
      verdict = push (self, &self->dealership.office, cases[i].change);
      g_test_message ("case %u", i);
      g_assert_cmpstr (verdict->code, ==, cases[i].code);
    }
}

static void
test_history (Fixture       *self,
              gconstpointer  data)
{
  AxleId id = dealership_id ();
  g_autoptr(AxleVerdict) made = push (self, &self->dealership.office, new_customer (&id, "一"));
  g_autoptr(AxleVerdict) changed = push (self, &self->dealership.second, set_text (&id, AXLE_CUSTOMER_NAME, "一", "二"));
  g_autoptr(AxleVerdict) gone = push (self, &self->dealership.office, axle_change_new (&axle_customer_entity, &id, AXLE_CHANGE_DELETE));
  g_autoptr(GPtrArray) history = axle_hub_list (self->dealership.hub, &self->dealership.store, &axle_history_entity, NULL);
  const AxleRecord *name;
  const AxleRecord *deletion;
  AxleId staff;
  AxleId desk;

  g_assert_cmpuint (history->len, ==, 2);
  name = history->pdata[0];
  deletion = history->pdata[1];
  g_assert_cmpstr (axle_record_get_text (name, AXLE_HISTORY_FIELD), ==, "name");
  g_assert_cmpstr (axle_record_get_text (name, AXLE_HISTORY_BEFORE), ==, "一");
  g_assert_cmpstr (axle_record_get_text (name, AXLE_HISTORY_AFTER), ==, "二");
  g_assert_cmpint (axle_record_get_integer (name, AXLE_HISTORY_AT), ==, 1234567);
  staff = axle_record_get_id (name, AXLE_HISTORY_STAFF);
  desk = axle_record_get_id (name, AXLE_HISTORY_DESK);
  g_assert_true (axle_id_equal (&staff, &self->dealership.manager));
  g_assert_true (axle_id_equal (&desk, &self->dealership.second.desk));
  g_assert_cmpint (changed->sequence, ==, 3);
  g_assert_cmpstr (axle_record_get_text (deletion, AXLE_HISTORY_FIELD), ==, AXLE_HISTORY_DELETED);
  g_assert_cmpstr (axle_record_get_text (deletion, AXLE_HISTORY_AFTER), ==, "true");
}

static void
test_pages (Fixture       *self,
            gconstpointer  data)
{
  gint64 cursor = 0;
  guint n_rows = 0;
  guint n_pages = 0;

  for (guint i = 0; i < 50; i++)
    {
      AxleId id = dealership_id ();
      g_autoptr(AxleVerdict) verdict = push (self, &self->dealership.office, new_customer (&id, "一"));
    }
  for (gboolean more = TRUE; more; n_pages++)
    {
      g_autoptr(AxleFeedPage) page = axle_hub_read_feed (self->dealership.hub, &self->dealership.second, &self->dealership.store,
                                                         axle_hub_get_epoch (self->dealership.hub), 0, cursor, 2000, NULL);

      g_assert_cmpint (page->next, >, cursor);
      cursor = page->next;
      n_rows += page->records->len;
      more = page->more;
    }
  g_assert_cmpuint (n_rows, ==, 50);
  g_assert_cmpuint (n_pages, >, 3);
  g_assert_cmpint (cursor, ==, 50);
}

static void
test_foreign_scope (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  AxleId other = dealership_id ();

  g_assert_null (axle_hub_read_feed (self->dealership.hub, &self->dealership.office, &other, 0, 0, 0, 1000, &error));
  g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_SCOPE);
}

static AxleChange *
new_task (const AxleId *id,
          const AxleId *scope,
          const AxleId *customer)
{
  g_autoptr(AxleRecord) record = axle_record_new (&axle_task_entity, id);

  record->scope = *scope;
  axle_record_set_id (record, AXLE_TASK_CUSTOMER, customer);
  axle_record_set_text (record, AXLE_TASK_KIND, axle_task_entity.fields[AXLE_TASK_KIND].choices[0].name);
  axle_record_set_text (record, AXLE_TASK_TITLE, "生日");
  axle_record_set_integer (record, AXLE_TASK_DUE, 1);
  axle_record_set_text (record, AXLE_TASK_STATE, "open");
  axle_record_set_text (record, AXLE_TASK_RULE, "rule");
  axle_record_set_text (record, AXLE_TASK_OCCASION, "occasion");
  return axle_change_new_between (NULL, record);
}

/* What every desk makes alike stays deleted, and whoever makes it again hears so by the
 * feed: a desk that began with a copy has no tombstones. */
static void
test_alike_deleted (Fixture       *self,
                    gconstpointer  data)
{
  const AxleId *scope = &self->dealership.store;
  AxleId id = axle_task_id (scope, "rule", "occasion");
  AxleId customer = dealership_id ();
  g_autoptr(AxleVerdict) known_customer = push (self, &self->dealership.office, new_customer (&customer, "一"));
  g_autoptr(AxleVerdict) made = NULL;
  g_autoptr(AxleVerdict) alike = NULL;
  g_autoptr(AxleVerdict) deleted = NULL;
  g_autoptr(AxleVerdict) again = NULL;
  g_autoptr(AxleRecord) known = NULL;
  g_autoptr(AxleFeedPage) page = NULL;

  made = push (self, &self->dealership.office, new_task (&id, scope, &customer));
  alike = push (self, &self->dealership.second, new_task (&id, scope, &customer));
  g_assert_null (made->code);
  g_assert_cmpint (alike->sequence, ==, made->sequence);
  deleted = push (self, &self->dealership.office, axle_change_new (&axle_task_entity, &id, AXLE_CHANGE_DELETE));
  again = push (self, &self->dealership.second, new_task (&id, scope, &customer));
  g_assert_cmpstr (again->code, ==, NULL);
  g_assert_cmpint (again->sequence, >, deleted->sequence);
  known = get (self, &id);
  g_assert_true (known->deleted);
  page = axle_hub_read_feed (self->dealership.hub, &self->dealership.second, scope,
                             axle_hub_get_epoch (self->dealership.hub), 0, deleted->sequence, 1 << 20, NULL);
  g_assert_cmpuint (page->records->len, ==, 1);
  g_assert_true (((AxleRecord *) page->records->pdata[0])->deleted);
}

/* A copy of a desk counts on from the same number. What it did is told from what the
 * desk did, and neither is taken for the other. */
static void
test_copied (Fixture       *self,
             gconstpointer  data)
{
  AxleId id = dealership_id ();
  AxleId other = dealership_id ();
  g_autoptr(AxleVerdict) made = push (self, &self->dealership.office, new_customer (&id, "一"));
  g_autoptr(AxleVerdict) again = NULL;
  g_autoptr(GError) error = NULL;

  self->next = 1;
  g_assert_null (try_push (self, &self->dealership.office, new_customer (&other, "二"), &error));
  g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INSTALL);
  g_assert_null (get (self, &other));
  self->next = 1;
  again = push (self, &self->dealership.office, new_customer (&id, "一"));
  g_assert_cmpint (again->sequence, ==, made->sequence);
}

/* A desk that enrolled again goes on behind its own numbers. */
static void
test_enrolled_again (Fixture       *self,
                     gconstpointer  data)
{
  AxleHub *hub = self->dealership.hub;
  AxleHubDesk desk = self->dealership.office;
  AxleId id = dealership_id ();
  g_autoptr(AxleVerdict) verdict = NULL;
  g_autoptr(GError) error = NULL;

  desk.install = dealership_id ();
  g_assert_true (axle_hub_begin (hub, NULL, 0, NULL));
  g_assert_true (axle_hub_add_install (hub, &desk, 70, NULL));
  g_assert_true (axle_hub_commit (hub, NULL));
  self->next_workshop = 70;
  g_assert_null (try_push (self, &desk, new_customer (&id, "一"), &error));
  g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INSTALL);
  g_clear_error (&error);
  self->next_workshop = 72;
  g_assert_null (try_push (self, &desk, new_customer (&id, "一"), &error));
  g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_GAP);
  self->next_workshop = 71;
  verdict = push (self, &desk, new_customer (&id, "一"));
  g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_ACCEPTED);
}

/* What was deleted long ago does not come back with an edit that waited as long. */
static void
test_gone_record (Fixture       *self,
                  gconstpointer  data)
{
  AxleId id = dealership_id ();
  AxleChange *change = new_customer (&id, "一");
  g_autoptr(AxleVerdict) verdict = NULL;

  change->base = 3;
  verdict = push (self, &self->dealership.office, change);
  g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_REFUSED);
  g_assert_cmpstr (verdict->code, ==, "gone");
  g_assert_null (get (self, &id));
}

static void
test_install (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(AxlePushRequest) request = new_request (self, &self->dealership.second);
  g_autoptr(GError) error = NULL;

  g_assert_null (axle_hub_push (self->dealership.hub, &self->dealership.office, request, &error));
  g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INSTALL);
}

static void
count_cb (AxleHub      *hub,
          const AxleId *scope,
          gint64        head,
          gpointer      user_data)
{
  *(gint64 *) user_data += head;
}

static void
test_observer (Fixture       *self,
               gconstpointer  data)
{
  AxleId id = dealership_id ();
  g_autoptr(AxleVerdict) made = NULL;
  g_autoptr(AxleVerdict) same = NULL;
  gint64 sum = 0;

  axle_hub_set_observer (self->dealership.hub, count_cb, &sum);
  made = push (self, &self->dealership.office, new_customer (&id, "一"));
  g_assert_cmpint (sum, ==, 1);
  same = push (self, &self->dealership.second, set_text (&id, AXLE_CUSTOMER_NAME, "一", "一"));
  g_assert_cmpint (same->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_cmpint (sum, ==, 1);
}

/* A server that was put back to an older program keeps what it does not know, and
 * gives it to those who may see everything. */
static void
put_raw (Fixture      *self,
         const AxleId *id,
         const char   *kind,
         const char   *fields)
{
  g_autofree char *json =
    g_strdup_printf ("{\"kind\":\"%s\",\"id\":\"%s\",\"scope\":\"%s\",\"revision\":1,\"created_at\":5,"
                     "\"created_by\":null,\"created_on\":null,\"fields\":%s}",
                     kind, AXLE_ID_TEXT (id), AXLE_ID_TEXT (&self->dealership.store), fields);
  g_autoptr(GBytes) body = g_bytes_new (json, strlen (json));
  AxleStorage *storage = self->dealership.storage;
  AxleDocument document = { .id = *id, .scope = self->dealership.store, .kind = (char *) kind, .revision = 1, .body = body };

  g_assert_true (axle_storage_begin (storage, NULL, 0, NULL));
  g_assert_true (axle_storage_next_sequence (storage, &document.scope, &document.sequence, NULL));
  g_assert_true (axle_storage_put_document (storage, &document, NULL));
  g_assert_true (axle_storage_commit (storage, NULL));
}

static const AxleRecord *
find_row (const AxleFeedPage *page,
          const AxleId       *id)
{
  for (guint i = 0; i < page->records->len; i++)
    if (axle_id_equal (&((AxleRecord *) page->records->pdata[i])->id, id))
      return page->records->pdata[i];
  return NULL;
}

static AxleFeedPage *
read_all (Fixture           *self,
          const AxleHubDesk *desk)
{
  return axle_hub_read_feed (self->dealership.hub, desk, &self->dealership.store, 0, 0, 0, 100000, NULL);
}

static void
test_unknown (Fixture       *self,
              gconstpointer  data)
{
  AxleId customer = dealership_id ();
  AxleId ship = dealership_id ();
  g_autoptr(AxleVerdict) verdict = NULL;
  g_autoptr(AxleVerdict) refused = NULL;
  g_autoptr(AxleFeedPage) page = NULL;
  g_autoptr(AxleFeedPage) narrow = NULL;

  put_raw (self, &customer, "customer", "{\"type\":\"person\",\"name\":\"一\",\"glow\":[7]}");
  put_raw (self, &ship, "spaceship", "{\"warp\":9}");
  verdict = push (self, &self->dealership.office, set_text (&customer, AXLE_CUSTOMER_NAME, "一", "二"));
  g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_ACCEPTED);

  page = read_all (self, &self->dealership.office);
  g_assert_cmpuint (page->schema, ==, axle_registry_get_schema ());
  g_assert_cmpstr (axle_record_get_text (find_row (page, &customer), AXLE_CUSTOMER_NAME), ==, "二");
  g_assert_cmpstr (find_row (page, &customer)->unknown, ==, "{\"glow\":[7]}");
  g_assert_cmpstr (find_row (page, &ship)->unknown, ==, "{\"warp\":9}");
  g_assert_cmpstr (find_row (page, &ship)->entity->kind, ==, "spaceship");

  /* It cannot tell what of it is personal. */
  narrow = read_all (self, &self->dealership.workshop);
  g_assert_null (find_row (narrow, &customer)->unknown);
  g_assert_null (find_row (narrow, &ship));

  refused = push (self, &self->dealership.office, set_text (&ship, AXLE_CUSTOMER_NAME, NULL, "三"));
  g_assert_cmpstr (refused->code, ==, "wrong-kind");
}

/* What a desk with a newer program did is refused with another reason than what no
 * program knows. */
static void
test_newer_desk (Fixture       *self,
                 gconstpointer  data)
{
  static const AxleEntity spaceship = { .kind = "spaceship" };
  AxleId id = dealership_id ();
  AxleChange *newer = axle_change_new (&spaceship, &id, AXLE_CHANGE_SET);
  AxleChange *nonsense = axle_change_new (&spaceship, &id, AXLE_CHANGE_SET);
  g_autoptr(AxleVerdict) first = NULL;
  g_autoptr(AxleVerdict) second = NULL;

  newer->scope = nonsense->scope = self->dealership.store;
  newer->schema = axle_registry_get_schema () + 1;
  nonsense->schema = axle_registry_get_schema ();
  newer->entity = nonsense->entity = NULL;
  first = push (self, &self->dealership.office, newer);
  g_assert_cmpstr (first->code, ==, "newer-desk");
  second = push (self, &self->dealership.office, nonsense);
  g_assert_cmpstr (second->code, ==, "unknown-kind");
}

/* Who reads from the beginning after deletions were dropped is not sent back at every
 * page: it has missed none of them. */
static void
test_begun_late (Fixture       *self,
                 gconstpointer  data)
{
  AxleHub *hub = self->dealership.hub;
  const AxleHubDesk *desk = &self->dealership.office;
  const AxleId *scope = &self->dealership.store;
  g_autoptr(AxleFeedPage) first = NULL;
  g_autoptr(AxleFeedPage) second = NULL;
  g_autoptr(AxleFeedPage) gone = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n_dropped;

  for (guint i = 0; i < 4; i++)
    {
      AxleId id = dealership_id ();
      g_autoptr(AxleVerdict) made = push (self, desk, new_customer (&id, "一"));
      g_autoptr(AxleVerdict) deleted = i == 3 ? push (self, desk, axle_change_new (&axle_customer_entity, &id, AXLE_CHANGE_DELETE)) : NULL;
    }
  g_assert_true (axle_storage_begin (self->dealership.storage, NULL, 0, NULL));
  g_assert_true (axle_storage_drop_tombstones (self->dealership.storage, scope, G_MAXINT64, 0, &n_dropped, NULL));
  g_assert_cmpint (n_dropped, ==, 1);
  g_assert_true (axle_storage_commit (self->dealership.storage, NULL));

  first = axle_hub_read_feed (hub, desk, scope, 0, 0, 0, 1, &error);
  g_assert_no_error (error);
  g_assert_true (first->more);
  second = axle_hub_read_feed (hub, desk, scope, first->epoch, first->head, first->next, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (second->next, >, first->next);
  gone = axle_hub_read_feed (hub, desk, scope, first->epoch, 1, first->next, 1, &error);
  g_assert_null (gone);
  g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_GONE);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void      (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "accepted", test_accepted },
    { "exactly-once", test_exactly_once },
    { "order", test_order },
    { "restored", test_restored },
    { "long-ago", test_long_ago },
    { "skipped", test_skipped },
    { "damaged", test_damaged },
    { "keys", test_keys },
    { "older-copy", test_older_copy },
    { "merge/last", test_merge_last },
    { "merge/restrict", test_merge_restrict },
    { "merge/union", test_merge_union },
    { "tombstone", test_tombstone },
    { "redaction", test_redaction },
    { "rights", test_rights },
    { "history", test_history },
    { "pages", test_pages },
    { "foreign-scope", test_foreign_scope },
    { "alike-deleted", test_alike_deleted },
    { "copied", test_copied },
    { "enrolled-again", test_enrolled_again },
    { "gone-record", test_gone_record },
    { "install", test_install },
    { "observer", test_observer },
    { "unknown", test_unknown },
    { "newer-desk", test_newer_desk },
    { "begun-late", test_begun_late },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    dealership_add_test ("hub", tests[i].name, sizeof (Fixture), (GTestFixtureFunc) set_up,
                         (GTestFixtureFunc) tests[i].test, (GTestFixtureFunc) tear_down);
  return g_test_run ();
}
