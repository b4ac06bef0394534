/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/followup/task.h"
#include "core/history/history.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/erasing.h"
#include "core/party/erasure.h"
#include "core/party/merge.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/conflict.h"
#include "store/outbox.h"
#include "store/search.h"
#include "store/settle.h"
#include "support/support.h"

/* Words that nobody may find any more, and one that everybody may. */
#define NAME "欧阳秘密"
#define TYPED "欧阳刚打"
#define PHONE "+8613912345678"
#define OTHER "王芳"

static const AxleId group = { { 1 } };
static const AxleId east = { { 2 } };
static const AxleId staff = { { 9 } };

typedef struct
{
  AxleTestFolder *folder;
  char           *path;
  AxleStore      *store;
  gint64          sequence;
  AxleRecord     *customer;
  AxleRecord     *request;
} Desk;

/* Without a key, so that what is left in the file can be looked for. */
static void
open_store (Desk *self)
{
  g_autoptr(GError) error = NULL;

  self->store = axle_store_open (&(AxleStoreOptions) { .path = self->path }, &error);
  g_assert_no_error (error);
}

static AxleRecord *
new_record (const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = east;
  record->revision = 1;
  return record;
}

static AxleRecord *
new_customer (const char *name)
{
  AxleRecord *record = new_record (&axle_customer_entity);

  axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (record, AXLE_CUSTOMER_NAME, name);
  axle_record_add_member (record, AXLE_CUSTOMER_PHONES, PHONE);
  return record;
}

static AxleRecord *
new_contact (Desk *self)
{
  AxleRecord *record = new_record (&axle_contact_entity);

  axle_record_set_id (record, AXLE_CONTACT_CUSTOMER, &self->customer->id);
  axle_record_set_text (record, AXLE_CONTACT_CHANNEL, "call");
  axle_record_set_text (record, AXLE_CONTACT_DIRECTION, "in");
  axle_record_set_integer (record, AXLE_CONTACT_AT, 1);
  axle_record_set_text (record, AXLE_CONTACT_SUMMARY, TYPED);
  return record;
}

/* As a rule makes it. */
static AxleRecord *
new_task (Desk *self)
{
  static const char rule[] = "rule-birthday";
  AxleId id = axle_task_id (&east, rule, AXLE_ID_TEXT (&self->customer->id));
  AxleRecord *task = axle_record_new (&axle_task_entity, &id);

  task->scope = east;
  axle_record_set_id (task, AXLE_TASK_CUSTOMER, &self->customer->id);
  axle_record_set_text (task, AXLE_TASK_KIND, axle_task_entity.fields[AXLE_TASK_KIND].choices[0].name);
  axle_record_set_text (task, AXLE_TASK_TITLE, "Birthday");
  axle_record_set_integer (task, AXLE_TASK_DUE, 1);
  axle_record_set_text (task, AXLE_TASK_STATE, "open");
  axle_record_set_text (task, AXLE_TASK_RULE, rule);
  axle_record_set_text (task, AXLE_TASK_OCCASION, AXLE_ID_TEXT (&self->customer->id));
  return task;
}

static void
feed_all (Desk       *self,
          GPtrArray  *records)
{
  AxleCursor cursor = { .epoch = 7, .sequence = self->sequence += records->len };
  g_autoptr(GError) error = NULL;

  g_assert_true (axle_store_apply_feed (self->store, &east, records, &cursor, &error));
  g_assert_no_error (error);
}

static void
feed (Desk       *self,
      AxleRecord *record)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new ();

  g_ptr_array_add (records, record);
  feed_all (self, records);
}

/* Takes @change. Returns: its number */
static gint64
save (Desk       *self,
      AxleChange *change)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  change->staff = staff;
  g_ptr_array_add (changes, change);
  g_assert_true (axle_store_save (self->store, changes, &operation, &error));
  g_assert_no_error (error);
  return change->number;
}

static void
settle (Desk       *self,
        gint64      number,
        const char *code)
{
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();

  if (code != NULL)
    axle_verdict_refuse (verdict, code, "Not so.");
  else
    verdict->sequence = self->sequence + 1;
  g_assert_true (axle_test_settle (self->store, number, verdict, NULL));
}

static gint64
rename_customer (Desk       *self,
                 const char *name)
{
  g_autoptr(AxleRecord) before = axle_store_get (self->store, &axle_customer_entity, &self->customer->id, NULL);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  axle_record_set_text (after, AXLE_CUSTOMER_NAME, name);
  return save (self, axle_change_new_between (before, after));
}

static void
set_up (Desk          *self,
        gconstpointer  unused)
{
  g_autoptr(GBytes) draft = g_bytes_new_static (TYPED, strlen (TYPED));
  g_autofree char *name = NULL;
  g_autoptr(AxleRecord) other = new_customer (OTHER);
  AxleEnrolment enrolment = {
    .desk = { { 4 } }, .store = east, .group = group, .install = { { 5 } },
    .server = (char *) "https://server.test", .token = (char *) "token",
  };

  self->folder = axle_test_folder_new ();
  self->path = axle_test_folder_build (self->folder, "cache.db");
  open_store (self);
  g_assert_true (axle_store_set_enrolment (self->store, &enrolment, NULL));
  self->customer = new_customer (NAME);
  feed (self, self->customer);
  feed (self, other);
  /* A line of the journal that can be undone, and a conflict that was not decided. */
  settle (self, rename_customer (self, TYPED), NULL);
  feed (self, self->customer);
  settle (self, rename_customer (self, NAME "!"), "no-right");
  name = g_strdup_printf ("contact/%s", AXLE_ID_TEXT (&self->customer->id));
  g_assert_true (axle_store_put_draft (self->store, &staff, name, draft, NULL));
  self->request = new_record (&axle_erasure_entity);
  axle_record_set_id (self->request, AXLE_ERASURE_CUSTOMER, &self->customer->id);
  axle_record_set_integer (self->request, AXLE_ERASURE_REQUESTED_AT, 1);
  axle_record_set_text (self->request, AXLE_ERASURE_DUE, "2026-11-13");
  axle_record_set_text (self->request, AXLE_ERASURE_STATE, "held");
  axle_record_set_text (self->request, AXLE_ERASURE_HOLD_REASON, "维修档案");
}

static void
tear_down (Desk          *self,
           gconstpointer  unused)
{
  axle_record_unref (self->customer);
  axle_record_unref (self->request);
  axle_store_close (self->store);
  g_free (self->path);
  axle_test_folder_free (self->folder);
}

/* What the server makes of it, as one page of the feed. */
static void
feed_erasure (Desk *self)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new ();
  g_autoptr(AxleRecord) left = axle_record_copy (self->customer);

  axle_erasing_apply (AXLE_ERASING_HELD, left);
  axle_record_set_integer (left, AXLE_CUSTOMER_ERASED_AT, 5);
  left->revision = 3;
  g_ptr_array_add (records, left);
  g_ptr_array_add (records, self->request);
  feed_all (self, records);
}

static gboolean
file_has (Desk       *self,
          const char *suffix,
          const char *text)
{
  g_autofree char *name = g_strconcat (self->path, suffix, NULL);
  g_autofree char *content = NULL;
  gsize size;

  return g_file_get_contents (name, &content, &size, NULL) && memmem (content, size, text, strlen (text)) != NULL;
}

static gboolean
is_in_file (Desk       *self,
            const char *text)
{
  return file_has (self, "", text) || file_has (self, "-wal", text);
}

static void
index_all (Desk *self)
{
  guint n_left = 1;

  while (n_left > 0)
    g_assert_true (axle_store_index_slice (self->store, 100, &n_left, NULL));
}

/* After the next start nothing is left in the file either. */
static void
test_file (Desk          *self,
           gconstpointer  unused)
{
  index_all (self);
  g_assert_true (is_in_file (self, NAME));
  g_assert_true (is_in_file (self, TYPED));
  feed_erasure (self);
  index_all (self);
  axle_store_close (self->store);
  open_store (self);
  g_assert_false (is_in_file (self, NAME));
  g_assert_false (is_in_file (self, TYPED));
  g_assert_true (is_in_file (self, OTHER));
}

static void
test_journal (Desk          *self,
              gconstpointer  unused)
{
  g_autofree char *name = g_strdup_printf ("contact/%s", AXLE_ID_TEXT (&self->customer->id));
  g_autoptr(AxleRecord) left = NULL;
  gint64 undoing = 0;
  guint n_left = 0;
  guint n_kept = 0;

  g_assert_cmpint (axle_store_count_conflicts (self->store), ==, 1);
  feed_erasure (self);
  g_assert_cmpint (axle_store_count_conflicts (self->store), ==, 0);
  g_assert_null (axle_store_get_draft (self->store, &staff, name));
  g_assert_true (axle_store_undo (self->store, 1, &staff, 10, &undoing, &n_left, &n_kept, NULL));
  g_assert_cmpint (undoing, ==, 0);
  left = axle_store_get (self->store, &axle_customer_entity, &self->customer->id, NULL);
  g_assert_cmpstr (axle_record_get_text (left, AXLE_CUSTOMER_NAME), ==, "欧阳**");
  g_assert_null (axle_record_get_text (left, AXLE_CUSTOMER_PHONES));
}

/* It is sent all the same, for its number must be answered, and is gone after that. */
static void
test_waiting (Desk          *self,
              gconstpointer  unused)
{
  g_autoptr(AxleRecord) contact = new_contact (self);
  gint64 renamed = rename_customer (self, TYPED);
  gint64 added = save (self, axle_change_new_between (NULL, contact));
  g_autoptr(AxleRecord) left = NULL;
  g_autoptr(AxleRecord) gone = NULL;

  feed_erasure (self);
  g_assert_cmpint (axle_store_count_outbox (self->store), ==, 2);
  settle (self, renamed, "erased");
  settle (self, added, "erased");
  g_assert_cmpint (axle_store_count_outbox (self->store), ==, 0);
  g_assert_cmpint (axle_store_count_conflicts (self->store), ==, 0);
  left = axle_store_get (self->store, &axle_customer_entity, &self->customer->id, NULL);
  g_assert_cmpstr (axle_record_get_text (left, AXLE_CUSTOMER_NAME), ==, "欧阳**");
  gone = axle_store_get (self->store, &axle_contact_entity, &contact->id, NULL);
  g_assert_null (gone);
  index_all (self);
  axle_store_close (self->store);
  open_store (self);
  g_assert_false (is_in_file (self, TYPED));
}

/* What the desk made was gone before it came back: that it is theirs only the making tells,
 * whether its answer is @heard first, after the tombstone or last. */
static void
test_never_heard (Desk          *self,
                  gconstpointer  heard)
{
  g_autoptr(AxleRecord) task = new_task (self);
  g_autoptr(AxleRecord) done = axle_record_copy (task);
  g_autoptr(AxleRecord) tombstone = axle_record_new (&axle_task_entity, &task->id);
  gint64 added, changed;

  axle_record_set_text (done, AXLE_TASK_RESULT, TYPED);
  added = save (self, axle_change_new_between (NULL, task));
  changed = save (self, axle_change_new_between (task, done));
  tombstone->scope = east;
  tombstone->revision = 2;
  tombstone->deleted = TRUE;
  if (GPOINTER_TO_INT (heard) == 0)
    settle (self, added, NULL);
  feed (self, tombstone);
  if (GPOINTER_TO_INT (heard) == 1)
    settle (self, added, NULL);
  feed_erasure (self);
  if (GPOINTER_TO_INT (heard) == 2)
    settle (self, added, "erased");
  settle (self, changed, "deleted");
  g_assert_cmpint (axle_store_count_outbox (self->store), ==, 0);
  g_assert_cmpint (axle_store_count_conflicts (self->store), ==, 0);
  index_all (self);
  axle_store_close (self->store);
  open_store (self);
  g_assert_false (is_in_file (self, TYPED));
}

/* What another desk had made was being changed here when it went with the person, and the scope
 * had to begin again: the tombstone does not tell whose it was, what the desk had of it does.
 * @told: whether a tombstone comes at all. */
static void
test_restarted (Desk          *self,
                gconstpointer  told)
{
  g_autoptr(AxleRecord) task = new_task (self);
  g_autoptr(AxleRecord) done = axle_record_copy (task);
  g_autoptr(AxleRecord) tombstone = axle_record_new (&axle_task_entity, &task->id);
  gint64 changed;

  feed (self, task);
  axle_record_set_text (done, AXLE_TASK_RESULT, TYPED);
  changed = save (self, axle_change_new_between (task, done));
  g_assert_true (axle_store_restart_scope (self->store, &east, NULL));
  tombstone->scope = east;
  tombstone->revision = 3;
  tombstone->deleted = TRUE;
  if (GPOINTER_TO_INT (told))
    feed (self, tombstone);
  feed_erasure (self);
  settle (self, changed, GPOINTER_TO_INT (told) ? "deleted" : "gone");
  g_assert_cmpint (axle_store_count_outbox (self->store), ==, 0);
  g_assert_cmpint (axle_store_count_conflicts (self->store), ==, 0);
  index_all (self);
  axle_store_close (self->store);
  open_store (self);
  g_assert_false (is_in_file (self, TYPED));
}

/* The desk says so itself, whether it has a network or not. */
static void
test_refused_here (Desk          *self,
                   gconstpointer  unused)
{
  g_autoptr(AxleRecord) contact = new_contact (self);
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  feed_erasure (self);
  g_ptr_array_add (changes, axle_change_new_between (NULL, contact));
  g_assert_false (axle_store_save (self->store, changes, &operation, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID);
}

/* Nothing goes before the server has said so. */
static void
test_not_confirmed (Desk          *self,
                    gconstpointer  unused)
{
  g_autoptr(AxleRecord) left = NULL;

  save (self, axle_change_new_between (NULL, self->request));
  feed (self, self->customer);
  left = axle_store_get (self->store, &axle_customer_entity, &self->customer->id, NULL);
  g_assert_cmpstr (axle_record_get_text (left, AXLE_CUSTOMER_NAME), ==, NAME);
  g_assert_cmpint (axle_store_count_conflicts (self->store), ==, 1);
}

/* A merge of the customer into somebody else, in one operation. Returns: its number */
static gint64
merge (Desk             *self,
       const AxleRecord *survivor)
{
  g_autoptr(AxleRecord) merging = new_record (&axle_merging_entity);
  g_autoptr(AxleRecord) after = axle_record_copy (survivor);
  g_autoptr(GPtrArray) changes = NULL;
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  axle_merge_choose (survivor, self->customer, AXLE_CUSTOMER_NAME, AXLE_SIDE_ABSORBED, after);
  axle_record_set_integer (merging, AXLE_MERGING_AT, 1);
  changes = axle_merge_plan (survivor, self->customer, after, merging);
  g_assert_cmpuint (changes->len, ==, 3);
  for (guint i = 0; i < changes->len; i++)
    ((AxleChange *) changes->pdata[i])->staff = staff;
  g_assert_true (axle_store_save (self->store, changes, &operation, &error));
  g_assert_no_error (error);
  return operation;
}

/* What was to come to somebody else from them stays neither in the inbox nor to be done again. */
static void
test_merged (Desk          *self,
             gconstpointer  unused)
{
  g_autoptr(AxleRecord) survivor = new_customer (OTHER);
  g_autoptr(AxleRecord) left = NULL;
  gint64 first;

  feed (self, survivor);
  first = merge (self, survivor);
  feed_erasure (self);
  settle (self, first, "erased");
  settle (self, first + 1, "erased");
  g_assert_cmpint (axle_store_count_outbox (self->store), ==, 1);
  settle (self, first + 2, "part");
  g_assert_cmpint (axle_store_count_conflicts (self->store), ==, 0);
  left = axle_store_get (self->store, &axle_customer_entity, &survivor->id, NULL);
  g_assert_cmpstr (axle_record_get_text (left, AXLE_CUSTOMER_NAME), ==, OTHER);
  index_all (self);
  axle_store_close (self->store);
  open_store (self);
  g_assert_false (is_in_file (self, NAME));
}

/* That a car is theirs was refused, or is not known to the server yet: it is left as it is. */
static void
test_claimed_car (Desk          *self,
                  gconstpointer  unused)
{
  g_autoptr(AxleRecord) car = new_record (&axle_vehicle_entity);
  g_autoptr(AxleRecord) ownership = new_record (&axle_ownership_entity);
  g_autoptr(AxleRecord) left = NULL;
  gint64 claimed;

  axle_record_set_text (car, AXLE_VEHICLE_PLATE, "京A54321");
  feed (self, car);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &self->customer->id);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &car->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
  claimed = save (self, axle_change_new_between (NULL, ownership));
  feed_erasure (self);
  settle (self, claimed, "erased");
  left = axle_store_get (self->store, &axle_vehicle_entity, &car->id, NULL);
  g_assert_cmpstr (axle_record_get_text (left, AXLE_VEHICLE_PLATE), ==, "京A54321");
}

/* Others had the car too when the server carried it out, and have not any more. */
static void
test_left_car (Desk          *self,
               gconstpointer  unused)
{
  g_autoptr(AxleRecord) car = new_record (&axle_vehicle_entity);
  g_autoptr(AxleRecord) ownership = new_record (&axle_ownership_entity);
  g_autoptr(AxleRecord) left = NULL;

  axle_record_set_text (car, AXLE_VEHICLE_PLATE, "京A54321");
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &self->customer->id);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &car->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
  feed (self, car);
  feed (self, ownership);
  axle_record_set_text (self->request, AXLE_ERASURE_STATE, "done");
  feed_erasure (self);
  left = axle_store_get (self->store, &axle_vehicle_entity, &car->id, NULL);
  g_assert_cmpstr (axle_record_get_text (left, AXLE_VEHICLE_PLATE), ==, "京A54321");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/erase/file", Desk, NULL, set_up, test_file, tear_down);
  g_test_add ("/erase/journal", Desk, NULL, set_up, test_journal, tear_down);
  g_test_add ("/erase/waiting", Desk, NULL, set_up, test_waiting, tear_down);
  g_test_add ("/erase/never-heard", Desk, GINT_TO_POINTER (0), set_up, test_never_heard, tear_down);
  g_test_add ("/erase/never-heard-late", Desk, GINT_TO_POINTER (1), set_up, test_never_heard, tear_down);
  g_test_add ("/erase/never-heard-last", Desk, GINT_TO_POINTER (2), set_up, test_never_heard, tear_down);
  g_test_add ("/erase/restarted", Desk, GINT_TO_POINTER (1), set_up, test_restarted, tear_down);
  g_test_add ("/erase/restarted-untold", Desk, GINT_TO_POINTER (0), set_up, test_restarted, tear_down);
  g_test_add ("/erase/refused-here", Desk, NULL, set_up, test_refused_here, tear_down);
  g_test_add ("/erase/merged", Desk, NULL, set_up, test_merged, tear_down);
  g_test_add ("/erase/claimed-car", Desk, NULL, set_up, test_claimed_car, tear_down);
  g_test_add ("/erase/left-car", Desk, NULL, set_up, test_left_car, tear_down);
  g_test_add ("/erase/not-confirmed", Desk, NULL, set_up, test_not_confirmed, tear_down);
  return g_test_run ();
}
