/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include "core/history/history.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "store/settle.h"

/* What a person decides about what lost or was refused, and taking that back. */

typedef struct
{
  AxleTestFolder *folder;
  TestServer     *server;
  AxleStore      *store;
  AxleId          staff;
} Desk;

static void
set_up (Desk          *desk,
        gconstpointer  unused)
{
  desk->folder = axle_test_folder_new ();
  desk->server = test_server_new ();
  desk->store = test_desk_open (desk->folder, "a");
  desk->staff = axle_id_new (axle_host_get_default ());
  test_desk_enrol (desk->store, desk->server);
}

static void
tear_down (Desk          *desk,
           gconstpointer  unused)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (axle_store_check (desk->store, problems, NULL));
  g_assert_cmpuint (problems->len, ==, 0);
  axle_store_close (desk->store);
  test_server_free (desk->server);
  axle_test_folder_free (desk->folder);
}

static void
refuse_all (Desk *desk)
{
  g_autoptr(GPtrArray) waiting = axle_store_list_outbox (desk->store, 0, 100, G_MAXSIZE, NULL);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();

  axle_verdict_refuse (verdict, "no", "No.");
  for (guint i = 0; i < waiting->len; i++)
    g_assert_true (axle_test_settle (desk->store, ((AxleChange *) waiting->pdata[i])->number, verdict, NULL));
}

static AxleRecord *
get (Desk         *desk,
     const AxleId *id)
{
  return axle_store_get (desk->store, &axle_customer_entity, id, NULL);
}

static void
assert_city (Desk         *desk,
             const AxleId *id,
             const char   *city)
{
  g_autoptr(AxleRecord) record = get (desk, id);

  g_assert_nonnull (record);
  g_assert_cmpstr (axle_record_get_text (record, AXLE_CUSTOMER_CITY), ==, city);
}

static gint64
edit (Desk         *desk,
      const AxleId *id,
      const char   *city)
{
  g_autoptr(AxleRecord) before = get (desk, id);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  axle_record_set_text (after, AXLE_CUSTOMER_CITY, city);
  return test_desk_save_record (desk->store, before, after);
}

static gint64
decide (Desk         *desk,
        AxleDecision  decision,
        GPtrArray    *changes)
{
  g_autoptr(GPtrArray) conflicts = axle_store_list_conflicts (desk->store, 100, NULL);
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  axle_store_decide (desk->store, conflicts, decision, &desk->staff, changes, &operation, &error);
  g_assert_no_error (error);
  g_assert_cmpint (operation, !=, 0);
  return operation;
}

static gint64
undo (Desk   *desk,
      gint64  operation)
{
  g_autoptr(GError) error = NULL;
  guint n_left = 0, n_kept = 0;
  gint64 undoing = 0;

  axle_store_undo (desk->store, operation, &desk->staff, 100, &undoing, &n_left, &n_kept, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_left, ==, 0);
  g_assert_cmpint (undoing, !=, 0);
  return undoing;
}

static void
assert_counts (Desk *desk,
               guint n_open,
               guint n_decided)
{
  g_autoptr(GPtrArray) open = axle_store_list_conflicts (desk->store, 100, NULL);
  g_autoptr(GPtrArray) decided = axle_store_list_decided (desk->store, 100, NULL);

  g_assert_cmpuint (open->len, ==, n_open);
  g_assert_cmpint (axle_store_count_conflicts (desk->store), ==, n_open);
  g_assert_cmpuint (decided->len, ==, n_decided);
}

/* A customer that the server knows; of the next edit it says that it met another. */
static AxleId
lose (Desk       *desk,
      const char *mine,
      const char *theirs)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", "+8613800138000");
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(GPtrArray) waiting = NULL;
  g_auto(AxleValue) lost = AXLE_VALUE_INIT;
  g_auto(AxleValue) standing = AXLE_VALUE_INIT;

  test_desk_save_record (desk->store, NULL, customer);
  test_desk_push (desk->store, desk->server, 100);
  test_desk_pull (desk->store, desk->server);
  edit (desk, &customer->id, mine);
  waiting = axle_store_list_outbox (desk->store, 0, 1, G_MAXSIZE, NULL);
  axle_value_set_text (&lost, theirs);
  axle_value_set_text (&standing, mine);
  axle_verdict_add_lost (verdict, &axle_customer_entity, AXLE_CUSTOMER_CITY, &lost, &standing);
  verdict->sequence = 2;
  g_assert_true (axle_test_settle (desk->store, ((AxleChange *) waiting->pdata[0])->number, verdict, NULL));
  return customer->id;
}

static void
test_keep (Desk          *desk,
           gconstpointer  unused)
{
  AxleId id = lose (desk, "上海", "北京");
  g_autoptr(GPtrArray) decided = NULL;
  gint64 operation, undoing;
  const AxleConflict *conflict;

  assert_counts (desk, 1, 0);
  operation = decide (desk, AXLE_DECISION_KEPT, NULL);
  assert_counts (desk, 0, 1);
  decided = axle_store_list_decided (desk->store, 100, NULL);
  conflict = decided->pdata[0];
  g_assert_cmpint (conflict->decision, ==, AXLE_DECISION_KEPT);
  g_assert_cmpint (conflict->operation, ==, operation);
  g_assert_true (axle_id_equal (&conflict->decided_by, &desk->staff));
  g_assert_cmpint (conflict->decided_at, >, 0);
  assert_city (desk, &id, "上海");

  undoing = undo (desk, operation);
  assert_counts (desk, 1, 0);
  undo (desk, undoing);
  assert_counts (desk, 0, 1);
}

static void
test_put_back (Desk          *desk,
               gconstpointer  unused)
{
  AxleId id = lose (desk, "上海", "北京");
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(AxleRecord) before = get (desk, &id);
  g_autoptr(AxleRecord) after = axle_record_copy (before);
  gint64 operation, undoing;

  axle_record_set_text (after, AXLE_CUSTOMER_CITY, "北京");
  g_ptr_array_add (changes, axle_change_new_between (before, after));
  operation = decide (desk, AXLE_DECISION_RESTORED, changes);
  assert_city (desk, &id, "北京");
  assert_counts (desk, 0, 1);
  undoing = undo (desk, operation);
  assert_city (desk, &id, "上海");
  assert_counts (desk, 1, 0);
  undo (desk, undoing);
  assert_city (desk, &id, "北京");
  assert_counts (desk, 0, 1);
}

/* What the server refused to make stays, can be edited, and is then sent as a whole. */
static void
test_refused_making (Desk          *desk,
                     gconstpointer  unused)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", "+8613800138000");
  g_autoptr(GPtrArray) waiting = NULL;
  g_autoptr(AxleRecord) shown = NULL;
  const AxleChange *change;

  test_desk_save_record (desk->store, NULL, customer);
  edit (desk, &customer->id, "上海");
  refuse_all (desk);
  assert_counts (desk, 2, 0);
  g_assert_true (axle_store_is_refused (desk->store, &customer->id));

  edit (desk, &customer->id, "北京");
  assert_counts (desk, 0, 2);
  g_assert_false (axle_store_is_refused (desk->store, &customer->id));
  waiting = axle_store_list_outbox (desk->store, 0, 100, G_MAXSIZE, NULL);
  g_assert_cmpuint (waiting->len, ==, 1);
  change = waiting->pdata[0];
  g_assert_cmpstr (axle_value_get_text (&axle_change_find_field (change, AXLE_CUSTOMER_NAME)->after), ==, "李明朗");
  g_assert_cmpint (axle_change_find_field (change, AXLE_CUSTOMER_CITY)->before.kind, ==, AXLE_VALUE_NONE);

  test_desk_push (desk->store, desk->server, 100);
  test_desk_pull (desk->store, desk->server);
  shown = get (desk, &customer->id);
  g_assert_cmpint (shown->revision, ==, 1);
  g_assert_false (shown->deleted);
  assert_city (desk, &customer->id, "北京");
}

/* Refused once more, it is shown once more. */
static void
test_refused_again (Desk          *desk,
                    gconstpointer  unused)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);

  test_desk_save_record (desk->store, NULL, customer);
  refuse_all (desk);
  edit (desk, &customer->id, "北京");
  refuse_all (desk);
  assert_city (desk, &customer->id, "北京");
  assert_counts (desk, 1, 1);
}

static void
delete_it (Desk         *desk,
           const AxleId *id,
           gint64       *operation)
{
  g_autoptr(AxleChange) change = axle_change_new (&axle_customer_entity, id, AXLE_CHANGE_DELETE);

  *operation = test_desk_save (desk->store, change);
}

/* To let go of it and to delete it are the same, and both can be taken back. */
static void
test_let_go (Desk          *desk,
             gconstpointer  by_deleting)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  gint64 operation, undoing;

  test_desk_save_record (desk->store, NULL, customer);
  refuse_all (desk);
  if (by_deleting)
    delete_it (desk, &customer->id, &operation);
  else
    operation = decide (desk, AXLE_DECISION_KEPT, NULL);
  g_assert_null (get (desk, &customer->id));
  assert_counts (desk, 0, 1);
  g_assert_cmpint (axle_store_count_outbox (desk->store), ==, 0);

  undoing = undo (desk, operation);
  g_assert_true (axle_store_is_refused (desk->store, &customer->id));
  assert_counts (desk, 1, 0);
  undo (desk, undoing);
  g_assert_null (get (desk, &customer->id));
}

/* Taking back what the server refused sends nothing, and takes nothing else back: a making
 * is let go of, an edit is not there any more and stays in the inbox. */
static void
test_undo_refused (Desk          *desk,
                   gconstpointer  unused)
{
  g_autoptr(AxleRecord) made = test_customer ("李明朗", NULL);
  g_autoptr(AxleRecord) edited = test_customer ("王芳", NULL);
  gint64 making, editing, undoing;
  guint n_left = 0, n_kept = 0;

  test_desk_save_record (desk->store, NULL, edited);
  edit (desk, &edited->id, "北京");
  test_desk_push (desk->store, desk->server, 100);
  test_desk_pull (desk->store, desk->server);
  making = test_desk_save_record (desk->store, NULL, made);
  editing = edit (desk, &edited->id, "上海");
  refuse_all (desk);
  assert_city (desk, &edited->id, "北京");
  assert_counts (desk, 2, 0);

  undoing = 0;
  g_assert_true (axle_store_undo (desk->store, editing, &desk->staff, 100, &undoing, &n_left, &n_kept, NULL));
  g_assert_cmpint (undoing, ==, 0);
  assert_city (desk, &edited->id, "北京");
  assert_counts (desk, 2, 0);

  undoing = undo (desk, making);
  g_assert_null (get (desk, &made->id));
  assert_counts (desk, 1, 1);
  g_assert_cmpint (axle_store_count_outbox (desk->store), ==, 0);
  undo (desk, undoing);
  g_assert_true (axle_store_is_refused (desk->store, &made->id));
  assert_counts (desk, 2, 0);
  g_assert_cmpint (axle_store_count_outbox (desk->store), ==, 0);
}

static void
edit_elsewhere (Desk         *desk,
                const AxleId *id,
                const char   *city)
{
  g_autoptr(AxleRecord) before = get (desk, id);
  g_autoptr(AxleRecord) after = axle_record_copy (before);
  g_autoptr(AxleChange) change = NULL;
  g_autoptr(AxleVerdict) verdict = NULL;

  axle_record_set_text (after, AXLE_CUSTOMER_CITY, city);
  change = axle_change_new_between (before, after);
  verdict = test_server_judge (desk->server, change);
  g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  test_desk_pull (desk->store, desk->server);
}

/* What was refused, then sent anew and taken, is the server's, whatever is undone or decided
 * of the refusal: it is shown as the server has it. */
static void
test_taken_after_all (Desk          *desk,
                      gconstpointer  unused)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(AxleRecord) shown = NULL;
  gint64 operation;

  test_desk_save_record (desk->store, NULL, customer);
  refuse_all (desk);
  operation = edit (desk, &customer->id, "北京");
  test_desk_push (desk->store, desk->server, 100);
  test_desk_pull (desk->store, desk->server);
  edit_elsewhere (desk, &customer->id, "上海");

  undo (desk, operation);
  g_assert_false (axle_store_is_refused (desk->store, &customer->id));
  assert_city (desk, &customer->id, "上海");
  assert_counts (desk, 1, 0);
  operation = decide (desk, AXLE_DECISION_KEPT, NULL);
  assert_city (desk, &customer->id, "上海");
  assert_counts (desk, 0, 1);
  undo (desk, undo (desk, operation));
  shown = get (desk, &customer->id);
  g_assert_nonnull (shown);
  g_assert_cmpint (shown->revision, ==, 2);
  assert_city (desk, &customer->id, "上海");
}

/* An entry that is never changed can be sent again all the same. */
static void
test_append_only (Desk          *desk,
                  gconstpointer  unused)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) contact = axle_record_new (&axle_contact_entity, &id);
  g_autoptr(AxleChange) again = axle_change_new (&axle_contact_entity, &id, AXLE_CHANGE_SET);

  axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, &customer->id);
  axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, "call");
  axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "in");
  axle_record_set_integer (contact, AXLE_CONTACT_AT, 1);
  test_desk_save_record (desk->store, NULL, contact);
  refuse_all (desk);
  test_desk_save (desk->store, again);
  assert_counts (desk, 0, 1);
  g_assert_cmpuint (again->fields->len, >=, 4);
}

/* The server refuses to make each of @n customers. */
static void
refuse_many (Desk  *desk,
             guint  n)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(GPtrArray) verdicts = g_ptr_array_new ();
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  gint64 operation = 0;

  axle_verdict_refuse (verdict, "no", "No.");
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AxleRecord) customer = test_customer ("a", NULL);

      g_ptr_array_add (changes, axle_change_new_between (NULL, customer));
      g_ptr_array_add (verdicts, verdict);
    }
  g_assert_true (axle_store_save (desk->store, changes, &operation, NULL));
  g_assert_true (axle_store_settle (desk->store, ((AxleChange *) changes->pdata[0])->number, verdicts, NULL));
}

/* The last decisions stay to be read, the older ones go; nothing open ever does. */
static void
test_bound (Desk          *desk,
            gconstpointer  unused)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GPtrArray) decided = NULL;
  gint64 operation = 0;

  refuse_many (desk, 1020);
  conflicts = axle_store_list_conflicts (desk->store, 1010, NULL);
  g_assert_true (axle_store_decide (desk->store, conflicts, AXLE_DECISION_KEPT, &desk->staff, NULL, &operation, NULL));
  decided = axle_store_list_decided (desk->store, 5000, NULL);
  g_assert_cmpuint (decided->len, >=, 1000);
  g_assert_cmpuint (decided->len, <, 1010);
  g_assert_cmpint (axle_store_count_conflicts (desk->store), ==, 10);
}

/* Whose value stands is told by the history, and before any by the making. */
static void
test_author (Desk          *desk,
             gconstpointer  unused)
{
  AxleId id = lose (desk, "上海", "北京");
  AxleId history = axle_id_new (axle_host_get_default ());
  AxleId other = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) entry = axle_record_new (&axle_history_entity, &history);
  g_autoptr(AxleRecord) customer = get (desk, &id);
  g_autoptr(GPtrArray) page = g_ptr_array_new ();
  AxleCursor cursor = axle_store_get_cursor (desk->store, &desk->server->scope);
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  AxleAuthor author;

  entry->scope = desk->server->scope;
  entry->revision = 1;
  axle_record_set_id (entry, AXLE_HISTORY_RECORD, &id);
  axle_record_set_text (entry, AXLE_HISTORY_KIND, "customer");
  axle_record_set_text (entry, AXLE_HISTORY_FIELD, "city");
  axle_record_set_text (entry, AXLE_HISTORY_AFTER, "北京");
  axle_record_set_integer (entry, AXLE_HISTORY_AT, 77);
  axle_record_set_id (entry, AXLE_HISTORY_STAFF, &other);
  g_ptr_array_add (page, entry);
  cursor.sequence++;
  g_assert_true (axle_store_apply_feed (desk->store, &desk->server->scope, page, &cursor, NULL));

  axle_value_set_text (&value, "北京");
  author = axle_store_find_author (desk->store, customer, AXLE_CUSTOMER_CITY, &value);
  g_assert_true (axle_id_equal (&author.staff, &other));
  g_assert_cmpint (author.at, ==, 77);
  author = axle_store_find_author (desk->store, customer, AXLE_CUSTOMER_NAME,
                                   axle_record_get (customer, AXLE_CUSTOMER_NAME));
  g_assert_cmpint (author.at, ==, customer->created_at);
  axle_value_set_text (&value, "广州");
  g_assert_cmpint (axle_store_find_author (desk->store, customer, AXLE_CUSTOMER_CITY, &value).at, ==, 0);
}

#define ADD(name, data, func) g_test_add ("/conflict/" name, Desk, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("keep", NULL, test_keep);
  ADD ("put-back", NULL, test_put_back);
  ADD ("refused-making", NULL, test_refused_making);
  ADD ("refused-again", NULL, test_refused_again);
  ADD ("let-go", NULL, test_let_go);
  ADD ("delete-refused", GINT_TO_POINTER (1), test_let_go);
  ADD ("undo-refused", NULL, test_undo_refused);
  ADD ("taken-after-all", NULL, test_taken_after_all);
  ADD ("append-only", NULL, test_append_only);
  ADD ("bound", NULL, test_bound);
  ADD ("author", NULL, test_author);
  return g_test_run ();
}
