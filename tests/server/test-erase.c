/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/history/history.h"
#include "core/party/contact.h"
#include "core/party/erasure.h"
#include "core/party/merge.h"
#include "core/party/note.h"
#include "core/repair/visit.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "server/dealership.h"
#include "server/private.h"

#define NOW G_GINT64_CONSTANT (1793464200000000)

/* Words that nobody may find any more. */
#define NAME "欧阳秘密"
#define OLD_NAME "欧阳旧名"
#define PHONE "+8613800138000"
#define OWN_PHONE "+8613900139000"
#define SAID "对价格有秘密的意见"
#define NOTED "家里的秘密"
#define TOLD "底盘有秘密的异响"
#define PLATE "京A54321"

typedef struct
{
  Dealership  dealership;
  gint64      next[2];    /* numbers of the office desk and of the second */
  GPtrArray  *batch;
  AxleRecord *customer;
  AxleRecord *contact;
  AxleRecord *note;
  AxleRecord *gone_note;
  AxleRecord *visit;
  AxleRecord *car;
  AxleRecord *ownership;
} Fixture;

static void
add (Fixture          *self,
     const AxleRecord *before,
     const AxleRecord *after)
{
  g_ptr_array_add (self->batch, axle_change_new_between (before, after));
}

static void
add_action (Fixture          *self,
            const AxleRecord *record,
            AxleChangeAction  action)
{
  AxleChange *change = axle_change_new (record->entity, &record->id, action);

  change->scope = record->scope;
  g_ptr_array_add (self->batch, change);
}

/* Sends the batch; @codes: a refusal's code a change, NULL for one that is done. */
static void
send_expecting (Fixture            *self,
                guint               desk,
                const char * const *codes)
{
  guint n = self->batch->len;
  g_autoptr(AxlePushReply) reply =
    dealership_push (&self->dealership, desk == 0 ? &self->dealership.office : &self->dealership.second,
                     &self->next[desk], self->batch, NOW);

  for (guint i = 0; i < n; i++)
    {
      const AxleVerdict *verdict = reply->verdicts->pdata[i];

      g_test_message ("change %u: %s", i, verdict->message);
      g_assert_cmpstr (verdict->code, ==, codes[i]);
    }
}

#define SEND(self, desk, ...) send_expecting ((self), (desk), (const char * const[]) { __VA_ARGS__ })

static AxleRecord *
new_of_customer (Fixture          *self,
                 const AxleEntity *entity,
                 guint             customer,
                 guint             at)
{
  AxleRecord *record = dealership_new_record (&self->dealership, entity);

  axle_record_set_id (record, customer, &self->customer->id);
  if (at != 0)
    axle_record_set_integer (record, at, NOW);
  return record;
}

static AxleRecord *
new_note (Fixture    *self,
          const char *text)
{
  AxleRecord *note = new_of_customer (self, &axle_note_entity, AXLE_NOTE_SUBJECT, 0);

  axle_record_set_text (note, AXLE_NOTE_TEXT, text);
  return note;
}

/* A person with a past: a name and a note that were there before. */
static void
make_person (Fixture *self)
{
  g_autoptr(AxleRecord) renamed = NULL;

  self->customer = dealership_new_record (&self->dealership, &axle_customer_entity);
  axle_record_set_text (self->customer, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (self->customer, AXLE_CUSTOMER_NAME, OLD_NAME);
  axle_record_set_text (self->customer, AXLE_CUSTOMER_STAGE, "loyal");
  axle_record_add_member (self->customer, AXLE_CUSTOMER_PHONES, PHONE);
  renamed = axle_record_copy (self->customer);
  axle_record_set_text (renamed, AXLE_CUSTOMER_NAME, NAME);
  self->contact = new_of_customer (self, &axle_contact_entity, AXLE_CONTACT_CUSTOMER, AXLE_CONTACT_AT);
  axle_record_set_text (self->contact, AXLE_CONTACT_CHANNEL, "call");
  axle_record_set_text (self->contact, AXLE_CONTACT_DIRECTION, "in");
  axle_record_set_text (self->contact, AXLE_CONTACT_SUMMARY, SAID);
  self->note = new_note (self, NOTED);
  self->gone_note = new_note (self, NOTED);
  self->visit = new_of_customer (self, &axle_visit_entity, AXLE_VISIT_CUSTOMER, AXLE_VISIT_AT);
  axle_record_set_text (self->visit, AXLE_VISIT_NUMBER, "WX2026103100001");
  axle_record_set_text (self->visit, AXLE_VISIT_CONCERN, TOLD);
  axle_record_set_integer (self->visit, AXLE_VISIT_AMOUNT, 88800);
  self->car = dealership_new_record (&self->dealership, &axle_vehicle_entity);
  axle_record_set_text (self->car, AXLE_VEHICLE_PLATE, PLATE);
  self->ownership = new_of_customer (self, &axle_ownership_entity, AXLE_OWNERSHIP_CUSTOMER, 0);
  axle_record_set_id (self->ownership, AXLE_OWNERSHIP_VEHICLE, &self->car->id);
  axle_record_set_text (self->ownership, AXLE_OWNERSHIP_ROLE, "owner");
  add (self, NULL, self->customer);
  add (self, self->customer, renamed);
  add (self, NULL, self->contact);
  add (self, NULL, self->note);
  add (self, NULL, self->gone_note);
  add_action (self, self->gone_note, AXLE_CHANGE_DELETE);
  add (self, NULL, self->visit);
  add (self, NULL, self->car);
  add (self, NULL, self->ownership);
  SEND (self, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  dealership_open (&self->dealership, data);
  self->next[0] = self->next[1] = 1;
  self->batch = g_ptr_array_new ();
  make_person (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_cmpuint (self->batch->len, ==, 0);
  g_ptr_array_unref (self->batch);
  axle_record_unref (self->customer);
  axle_record_unref (self->contact);
  axle_record_unref (self->note);
  axle_record_unref (self->gone_note);
  axle_record_unref (self->visit);
  axle_record_unref (self->car);
  axle_record_unref (self->ownership);
  dealership_close (&self->dealership);
}

static AxleRecord *
new_request (Fixture    *self,
             const char *state)
{
  AxleRecord *request = new_of_customer (self, &axle_erasure_entity, AXLE_ERASURE_CUSTOMER, AXLE_ERASURE_REQUESTED_AT);

  axle_record_set_text (request, AXLE_ERASURE_DUE, "2026-11-13");
  axle_record_set_text (request, AXLE_ERASURE_STATE, state);
  axle_record_set_text (request, AXLE_ERASURE_HOLD_REASON, "维修档案");
  return request;
}

static AxleRecord *
get (Fixture          *self,
     const AxleRecord *record)
{
  g_autoptr(GError) error = NULL;
  AxleRecord *found;

  g_assert_true (axle_hub_get (self->dealership.hub, &record->id, &found, &error));
  g_assert_no_error (error);
  return found;
}

/* How many documents of the store have @word anywhere. */
static guint
count_word (Fixture    *self,
            const char *word)
{
  g_autoptr(GPtrArray) documents =
    axle_storage_list_documents (self->dealership.storage, &self->dealership.store, 0, 10000, 100000000, NULL);
  guint n = 0;

  for (guint i = 0; i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];
      gsize size;
      const char *body = g_bytes_get_data (document->body, &size);

      n += g_strstr_len (body, (gssize) size, word) != NULL;
    }
  return n;
}

static void
test_held (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(AxleRecord) request = new_request (self, "requested");
  g_autoptr(AxleRecord) held = axle_record_copy (request);
  g_autoptr(AxleRecord) customer = NULL;
  g_autoptr(AxleRecord) visit = NULL;
  g_autoptr(AxleRecord) note = NULL;
  g_autoptr(AxleRecord) car = NULL;

  add (self, NULL, request);
  SEND (self, 0, NULL);
  g_assert_cmpuint (count_word (self, NAME), >, 0);
  axle_record_set_text (held, AXLE_ERASURE_STATE, "held");
  add (self, request, held);
  SEND (self, 0, NULL);

  g_assert_cmpuint (count_word (self, NAME), ==, 0);
  g_assert_cmpuint (count_word (self, OLD_NAME), ==, 0);
  g_assert_cmpuint (count_word (self, PHONE), ==, 0);
  g_assert_cmpuint (count_word (self, SAID), ==, 0);
  g_assert_cmpuint (count_word (self, NOTED), ==, 0);
  g_assert_cmpuint (count_word (self, TOLD), ==, 0);
  customer = get (self, self->customer);
  g_assert_cmpstr (axle_record_get_text (customer, AXLE_CUSTOMER_NAME), ==, "欧阳**");
  g_assert_cmpstr (axle_record_get_text (customer, AXLE_CUSTOMER_STAGE), ==, "loyal");
  g_assert_cmpint (axle_record_get_integer (customer, AXLE_CUSTOMER_ERASED_AT), >, 0);
  g_assert_false (customer->deleted);
  visit = get (self, self->visit);
  g_assert_cmpint (axle_record_get_integer (visit, AXLE_VISIT_AMOUNT), ==, 88800);
  g_assert_cmpstr (axle_record_get_text (visit, AXLE_VISIT_NUMBER), ==, "WX2026103100001");
  note = get (self, self->note);
  g_assert_true (note->deleted);
  car = get (self, self->car);
  g_assert_cmpstr (axle_record_get_text (car, AXLE_VEHICLE_PLATE), ==, PLATE);
}

static void
test_whole (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(AxleRecord) request = new_request (self, "done");
  g_autoptr(AxleRecord) back = axle_record_copy (request);
  g_autoptr(AxleRecord) customer = NULL;
  g_autoptr(AxleRecord) visit = NULL;

  add (self, NULL, request);
  SEND (self, 0, NULL);
  g_assert_cmpuint (count_word (self, "欧阳"), ==, 0);
  g_assert_cmpuint (count_word (self, PLATE), ==, 0);
  customer = get (self, self->customer);
  g_assert_true (customer->deleted);
  visit = get (self, self->visit);
  g_assert_false (visit->deleted);
  axle_record_set_text (back, AXLE_ERASURE_STATE, "requested");
  add (self, request, back);
  add_action (self, request, AXLE_CHANGE_DELETE);
  SEND (self, 0, "erased", "erased");
}

/* Another desk did not hear of it yet, or puts back what its inbox has. */
static void
test_late (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(AxleRecord) request = new_request (self, "held");
  g_autoptr(AxleRecord) renamed = axle_record_copy (self->customer);
  g_autoptr(AxleRecord) noted = axle_record_copy (self->note);
  g_autoptr(AxleRecord) another = new_note (self, NOTED);
  g_autoptr(AxleRecord) contact = axle_record_copy (self->contact);
  AxleId id = dealership_id ();

  add (self, NULL, request);
  SEND (self, 0, NULL);
  axle_record_set_text (renamed, AXLE_CUSTOMER_NAME, NAME);
  axle_record_set_text (noted, AXLE_NOTE_TEXT, NOTED "!");
  contact->id = id;
  add (self, self->customer, renamed);
  add (self, self->note, noted);
  add (self, NULL, another);
  add (self, NULL, contact);
  add_action (self, self->gone_note, AXLE_CHANGE_RESTORE);
  add_action (self, self->customer, AXLE_CHANGE_DELETE);
  SEND (self, 1, "erased", "deleted", "erased", "erased", "erased", "erased");
  g_assert_cmpuint (count_word (self, NAME), ==, 0);
  g_assert_cmpuint (count_word (self, NOTED), ==, 0);
}

/* In one batch with what comes behind it, and once more. */
static void
test_batch (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(AxleRecord) request = new_request (self, "held");
  g_autoptr(AxleRecord) done = axle_record_copy (request);
  g_autoptr(AxleRecord) another = new_note (self, NOTED);
  g_autoptr(AxleRecord) customer = NULL;
  g_autoptr(AxleRecord) again = NULL;

  add (self, NULL, request);
  add (self, NULL, another);
  SEND (self, 0, NULL, "erased");
  customer = get (self, self->customer);
  axle_record_set_text (done, AXLE_ERASURE_STATE, "done");
  add (self, request, done);
  SEND (self, 0, NULL);
  again = get (self, self->customer);
  g_assert_true (again->deleted);
  g_assert_cmpstr (axle_record_get_text (again, AXLE_CUSTOMER_NAME), ==, "***");
  g_assert_cmpint (axle_record_get_integer (again, AXLE_CUSTOMER_ERASED_AT), ==,
                   axle_record_get_integer (customer, AXLE_CUSTOMER_ERASED_AT));
}

/* Who may write customers may not do this. */
static void
test_right (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(AxleRecord) request = new_request (self, "done");

  add (self, NULL, request);
  ((AxleChange *) self->batch->pdata[0])->staff = self->dealership.advisor;
  SEND (self, 0, "no-right");
  g_assert_cmpuint (count_word (self, NAME), >, 0);
}

/* What others have is theirs. */
static void
test_shared_car (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(AxleRecord) request = new_request (self, "done");
  g_autoptr(AxleRecord) spouse = dealership_new_record (&self->dealership, &axle_customer_entity);
  g_autoptr(AxleRecord) ownership = dealership_new_record (&self->dealership, &axle_ownership_entity);
  g_autoptr(AxleRecord) note = new_note (self, "轮胎已换");
  g_autoptr(AxleRecord) car = NULL;
  g_autoptr(AxleRecord) kept = NULL;

  axle_record_set_text (spouse, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (spouse, AXLE_CUSTOMER_NAME, "李四");
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &spouse->id);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &self->car->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "driver");
  axle_record_set_id (note, AXLE_NOTE_SUBJECT, &self->car->id);
  add (self, NULL, spouse);
  add (self, NULL, ownership);
  add (self, NULL, note);
  add (self, NULL, request);
  SEND (self, 0, NULL, NULL, NULL, NULL);
  car = get (self, self->car);
  kept = get (self, note);
  g_assert_cmpstr (axle_record_get_text (car, AXLE_VEHICLE_PLATE), ==, PLATE);
  g_assert_false (kept->deleted);
  g_assert_cmpuint (count_word (self, "李四"), ==, 1);
}

/* Somebody else, and the merge of the customer into them. */

static AxleRecord *
new_survivor (Fixture *self)
{
  AxleRecord *survivor = dealership_new_record (&self->dealership, &axle_customer_entity);

  axle_record_set_text (survivor, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (survivor, AXLE_CUSTOMER_NAME, "李四");
  axle_record_add_member (survivor, AXLE_CUSTOMER_PHONES, OWN_PHONE);
  return survivor;
}

static void
add_all (Fixture   *self,
         GPtrArray *changes)
{
  g_ptr_array_extend (self->batch, changes, (GCopyFunc) (GCallback) axle_change_copy, NULL);
}

static void
add_merge (Fixture    *self,
           AxleRecord *survivor,
           AxleRecord *merging)
{
  g_autoptr(AxleRecord) absorbed = get (self, self->customer);
  g_autoptr(AxleRecord) after = axle_merge_propose_all (survivor, absorbed);
  g_autoptr(GPtrArray) changes = NULL;

  axle_merge_choose (survivor, absorbed, AXLE_CUSTOMER_NAME, AXLE_SIDE_ABSORBED, after);
  axle_record_set_integer (merging, AXLE_MERGING_AT, NOW);
  changes = axle_merge_plan (survivor, absorbed, after, merging);
  add_all (self, changes);
}

static void
add_unmerge (Fixture    *self,
             AxleRecord *survivor,
             AxleRecord *merging)
{
  g_autoptr(AxleRecord) stayed = get (self, survivor);
  g_autoptr(AxleRecord) went = get (self, self->customer);
  g_autoptr(AxleRecord) told = get (self, merging);
  g_autoptr(GPtrArray) mergings = g_ptr_array_new ();
  g_autoptr(GPtrArray) changes = NULL;
  guint n_kept = 0;

  g_ptr_array_add (mergings, told);
  changes = axle_merge_plan_undo (mergings, stayed, went, mergings, NOW, &AXLE_ID_NONE, &n_kept);
  g_assert_cmpuint (n_kept, ==, 0);
  add_all (self, changes);
}

/* What the merge had brought into somebody else is in their past no more; what is theirs is. */
static void
test_unmerged (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(AxleRecord) request = new_request (self, "held");
  g_autoptr(AxleRecord) survivor = new_survivor (self);
  g_autoptr(AxleRecord) merging = dealership_new_record (&self->dealership, &axle_merging_entity);
  g_autoptr(AxleRecord) kept = NULL;
  guint n;

  add (self, NULL, survivor);
  SEND (self, 0, NULL);
  add_merge (self, survivor, merging);
  SEND (self, 0, NULL, NULL, NULL);
  add_unmerge (self, survivor, merging);
  SEND (self, 0, NULL, NULL, NULL);
  n = count_word (self, OWN_PHONE);
  g_assert_cmpuint (n, >, 1);
  add (self, NULL, request);
  SEND (self, 0, NULL);
  g_assert_cmpuint (count_word (self, PHONE), ==, 0);
  g_assert_cmpuint (count_word (self, NAME), ==, 0);
  g_assert_cmpuint (count_word (self, OWN_PHONE), ==, n);
  kept = get (self, survivor);
  g_assert_cmpstr (axle_record_get_text (kept, AXLE_CUSTOMER_NAME), ==, "李四");
  g_assert_cmpint (axle_record_get (kept, AXLE_CUSTOMER_ERASED_AT)->kind, ==, AXLE_VALUE_NONE);
}

/* Taken back of somebody who was deleted, a merge leaves what it had brought: it goes with the
 * one whose it was. */
static void
test_deleted_survivor (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr(AxleRecord) request = new_request (self, "held");
  g_autoptr(AxleRecord) survivor = new_survivor (self);
  g_autoptr(AxleRecord) merging = dealership_new_record (&self->dealership, &axle_merging_entity);
  g_autoptr(AxleRecord) merged = NULL;

  add (self, NULL, survivor);
  SEND (self, 0, NULL);
  add_merge (self, survivor, merging);
  SEND (self, 0, NULL, NULL, NULL);
  merged = get (self, survivor);
  add_action (self, merged, AXLE_CHANGE_DELETE);
  SEND (self, 0, NULL);
  add_unmerge (self, survivor, merging);
  SEND (self, 0, NULL, NULL);
  g_assert_cmpuint (count_word (self, PHONE), >, 0);
  add (self, NULL, request);
  SEND (self, 0, NULL);
  g_assert_cmpuint (count_word (self, PHONE), ==, 0);
  g_assert_cmpuint (count_word (self, NAME), ==, 0);
}

/* Whoever was merged was merged into somebody else since: who stood for them before has
 * its own again. */
static void
test_merged_on (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(AxleRecord) request = new_request (self, "held");
  g_autoptr(AxleRecord) survivor = new_survivor (self);
  g_autoptr(AxleRecord) another = new_survivor (self);
  g_autoptr(AxleRecord) merging = dealership_new_record (&self->dealership, &axle_merging_entity);
  g_autoptr(AxleRecord) later = dealership_new_record (&self->dealership, &axle_merging_entity);
  g_autoptr(AxleRecord) kept = NULL;
  g_auto(GStrv) phones = NULL;

  add (self, NULL, survivor);
  add (self, NULL, another);
  SEND (self, 0, NULL, NULL);
  add_merge (self, survivor, merging);
  add_merge (self, another, later);
  SEND (self, 0, NULL, NULL, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (count_word (self, PHONE), >, 0);
  add (self, NULL, request);
  SEND (self, 0, NULL);
  g_assert_cmpuint (count_word (self, PHONE), ==, 0);
  kept = get (self, survivor);
  phones = axle_record_dup_members (kept, AXLE_CUSTOMER_PHONES);
  g_assert_cmpuint (g_strv_length (phones), ==, 1);
  g_assert_cmpstr (phones[0], ==, OWN_PHONE);
  g_assert_cmpstr (axle_record_get_text (kept, AXLE_CUSTOMER_NAME), ==, "李四");
}

/* A merge that was on its way brings nothing of them to anybody. */
static void
test_merged_late (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(AxleRecord) request = new_request (self, "held");
  g_autoptr(AxleRecord) survivor = new_survivor (self);
  g_autoptr(AxleRecord) merging = dealership_new_record (&self->dealership, &axle_merging_entity);
  g_autoptr(GPtrArray) batch = NULL;

  add (self, NULL, survivor);
  SEND (self, 0, NULL);
  add_merge (self, survivor, merging);
  batch = g_steal_pointer (&self->batch);
  self->batch = g_ptr_array_new ();
  add (self, NULL, request);
  SEND (self, 0, NULL);
  g_ptr_array_unref (self->batch);
  self->batch = g_steal_pointer (&batch);
  SEND (self, 1, "erased", "erased", "part");
  g_assert_cmpuint (count_word (self, PHONE), ==, 0);
  g_assert_cmpuint (count_word (self, NAME), ==, 0);
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
    { "held", test_held },
    { "whole", test_whole },
    { "late", test_late },
    { "batch", test_batch },
    { "right", test_right },
    { "shared-car", test_shared_car },
    { "unmerged", test_unmerged },
    { "deleted-survivor", test_deleted_survivor },
    { "merged-on", test_merged_on },
    { "merged-late", test_merged_late },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    dealership_add_test ("erase", tests[i].name, sizeof (Fixture), (GTestFixtureFunc) set_up,
                         (GTestFixtureFunc) tests[i].test, (GTestFixtureFunc) tear_down);
  return g_test_run ();
}
