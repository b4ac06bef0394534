/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"
#include "workshop.h"

#include "app/customer-profile.h"
#include "app/inbox.h"
#include "core/party/customer.h"
#include "store/outbox.h"
#include "store/settle.h"

/* What of a customer the server said: the texts that lost and stand in a field, or a
 * refusal with neither. */
typedef struct
{
  guint       field;
  const char *lost;
  const char *standing;
  gint64      number;
} Said;

static gboolean
say_job (AxleStore    *store,
         GTask        *task,
         gpointer      data,
         GCancellable *cancellable)
{
  Said *said = data;
  g_autoptr(GPtrArray) waiting = axle_store_list_outbox (store, 0, 1, G_MAXSIZE, NULL);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  AxleChange *change = waiting->pdata[0];

  if (said->lost != NULL)
    {
      g_auto(AxleValue) lost = AXLE_VALUE_INIT;
      g_auto(AxleValue) standing = AXLE_VALUE_INIT;

      axle_value_set_text (&lost, said->lost);
      axle_value_set_text (&standing, said->standing);
      axle_verdict_add_lost (verdict, change->entity, said->field, &lost, &standing);
      verdict->sequence = 1;
    }
  else
    {
      axle_verdict_refuse (verdict, "month-closed", "The month is closed.");
    }
  g_assert_true (axle_test_settle (store, change->number, verdict, NULL));
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

/* The server speaks to the change that waits longest. */
static void
hear (TestDesk   *desk,
      guint       field,
      const char *lost,
      const char *standing)
{
  Said said = { field, lost, standing, 0 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GTask) task = g_task_new (desk->workstation, NULL, test_take_result, &result);

  axle_workstation_run (desk->workstation, AXLE_JOB_NORMAL, task, say_job, &said);
  g_assert_true (g_task_propagate_boolean (G_TASK (test_wait (&result)), NULL));
}

static void
type (TestDesk     *desk,
      const AxleId *id,
      guint         field,
      const char   *text)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (desk->workstation, &axle_customer_entity, id);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  axle_record_set_text (after, field, text);
  test_save (desk->workstation, before, after);
}

static void
assert_text (TestDesk     *desk,
             const AxleId *id,
             guint         field,
             const char   *text)
{
  g_autoptr(AxleRecord) record = axle_workstation_get_record (desk->workstation, &axle_customer_entity, id);

  g_assert_nonnull (record);
  g_assert_cmpstr (axle_record_get_text (record, field), ==, text);
}

static AxleInboxItem *
get (AxleInbox *inbox,
     guint      position)
{
  g_autoptr(AxleInboxItem) item = g_list_model_get_item (axle_inbox_get_open (inbox), position);

  g_assert_nonnull (item);
  return item; /* the list keeps it */
}

static void
assert_counts (AxleInbox *inbox,
               guint      n_open,
               guint      n_decided)
{
  axle_inbox_refresh (inbox);
  g_assert_cmpuint (g_list_model_get_n_items (axle_inbox_get_open (inbox)), ==, n_open);
  g_assert_cmpuint (g_list_model_get_n_items (axle_inbox_get_decided (inbox)), ==, n_decided);
}

typedef void (*Decide) (AxleInbox           *inbox,
                        GPtrArray           *items,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data);

static gint64
decide_all (AxleInbox *inbox,
            Decide     decide)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  for (guint i = 0; i < g_list_model_get_n_items (axle_inbox_get_open (inbox)); i++)
    g_ptr_array_add (items, g_list_model_get_item (axle_inbox_get_open (inbox), i));
  decide (inbox, items, NULL, test_take_result, &result);
  axle_inbox_decide_finish (inbox, test_wait (&result), &operation, &error);
  g_assert_no_error (error);
  return operation;
}

/* A customer that the server knows, with two fields that met others. */
static AxleId
contest (TestDesk *desk)
{
  AxleId id = test_add_customer (desk, "李明朗", "13800138000");

  hear (desk, AXLE_CUSTOMER_NAME, "别人", "李明朗");
  type (desk, &id, AXLE_CUSTOMER_CITY, "上海市浦东");
  hear (desk, AXLE_CUSTOMER_CITY, "上海市徐汇", "上海市浦东");
  return id;
}

static void
test_words (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = contest (desk);
  g_autoptr(AxleInbox) inbox = axle_inbox_new (desk->workstation);
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  AxleInboxItem *item;

  assert_counts (inbox, 2, 0);
  item = get (inbox, 0);
  g_assert_true (axle_id_equal (axle_inbox_item_get_record (item), &id));
  g_assert_cmpint (axle_inbox_item_get_reason (item), ==, AXLE_INBOX_OVERTOOK);
  g_assert_true (axle_inbox_item_mine_stands (item));
  g_assert_cmpuint (axle_inbox_item_get_n_lines (item), ==, 1);
  g_assert_cmpstr (axle_inbox_item_get_mine (item, 0), ==, "上海市浦东");
  g_assert_cmpstr (axle_inbox_item_get_theirs (item, 0), ==, "上海市徐汇");
  /* What differs is bold, in whole characters. */
  axle_inbox_item_dup_markup (item, 0, &mine, &theirs);
  g_assert_cmpstr (mine, ==, "上海市<b>浦东</b>");
  g_assert_cmpstr (theirs, ==, "上海市<b>徐汇</b>");
}

/* Each decision over several is one operation, one undo and one redo. */
static void
test_decide (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = contest (desk);
  g_autoptr(AxleInbox) inbox = axle_inbox_new (desk->workstation);
  g_autoptr(GAsyncResult) result = NULL;
  gint64 operation;

  operation = decide_all (inbox, axle_inbox_keep_async);
  g_assert_cmpint (operation, <, -1);
  assert_counts (inbox, 0, 2);
  g_assert_true (axle_workstation_can_undo (desk->workstation));
  test_undo (desk, 0);
  assert_counts (inbox, 2, 0);
  assert_text (desk, &id, AXLE_CUSTOMER_CITY, "上海市浦东");

  operation = decide_all (inbox, axle_inbox_restore_async);
  g_assert_cmpint (operation, >, 0);
  assert_counts (inbox, 0, 2);
  assert_text (desk, &id, AXLE_CUSTOMER_CITY, "上海市徐汇");
  assert_text (desk, &id, AXLE_CUSTOMER_NAME, "别人");
  g_assert_cmpuint (axle_workstation_get_waiting (desk->workstation), <=, 1);
  test_undo (desk, operation);
  assert_counts (inbox, 2, 0);
  assert_text (desk, &id, AXLE_CUSTOMER_CITY, "上海市浦东");
  axle_workstation_redo_async (desk->workstation, NULL, test_take_result, &result);
  g_assert_true (axle_workstation_undo_finish (desk->workstation, test_wait (&result), NULL, NULL));
  assert_counts (inbox, 0, 2);
  assert_text (desk, &id, AXLE_CUSTOMER_CITY, "上海市徐汇");
}

/* A record that is refused is on the screen as such until it is sent again or let go. */
static void
test_not_made (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "李明朗", "13800138000");
  g_autoptr(AxleInbox) inbox = NULL;
  g_autoptr(AxleCustomerProfile) profile = NULL;
  g_autoptr(AxleRecord) gone = NULL;
  AxleId record;

  hear (desk, 0, NULL, NULL);
  inbox = axle_inbox_new (desk->workstation);
  profile = axle_customer_profile_new (desk->workstation, &id);
  g_assert_cmpint (axle_customer_profile_get_state (profile), ==, AXLE_PROFILE_NOT_MADE);
  g_assert_true (axle_customer_profile_get_contested (profile, &record) == &axle_customer_entity);
  g_assert_true (axle_id_equal (&record, &id));
  g_assert_cmpint (axle_inbox_item_get_reason (get (inbox, 0)), ==, AXLE_INBOX_NOT_MADE);
  g_assert_cmpstr (axle_inbox_item_get_code (get (inbox, 0)), ==, "month-closed");

  decide_all (inbox, axle_inbox_restore_async);
  g_assert_cmpint (axle_customer_profile_get_state (profile), ==, AXLE_PROFILE_DECIDED);
  hear (desk, 0, NULL, NULL);
  assert_counts (inbox, 1, 1);
  decide_all (inbox, axle_inbox_keep_async);
  gone = axle_workstation_get_record (desk->workstation, &axle_customer_entity, &id);
  g_assert_null (gone);
  test_undo (desk, 0);
  assert_text (desk, &id, AXLE_CUSTOMER_NAME, "李明朗");
}

/* To take back that it is sent again while the server is away: whatever the server
 * says to both then, nothing is left to decide that was decided. */
static void
test_not_made_after_all (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "李明朗", "13800138000");
  g_autoptr(AxleInbox) inbox = NULL;
  g_autoptr(AxleRecord) gone = NULL;

  hear (desk, 0, NULL, NULL);
  inbox = axle_inbox_new (desk->workstation);
  test_undo (desk, decide_all (inbox, axle_inbox_restore_async));
  hear (desk, 0, NULL, NULL);
  hear (desk, 0, NULL, NULL);
  gone = axle_workstation_get_record (desk->workstation, &axle_customer_entity, &id);
  g_assert_null (gone);
  axle_inbox_refresh (inbox);
  g_assert_cmpuint (g_list_model_get_n_items (axle_inbox_get_open (inbox)), ==, 0);
}

/* A refused change begins where it was typed, over what stands. */
static void
test_edit (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = contest (desk);
  g_autoptr(AxleInbox) inbox = NULL;
  g_autoptr(AxleRecord) edited = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  type (desk, &id, AXLE_CUSTOMER_OCCUPATION, "律师");
  hear (desk, 0, NULL, NULL);
  assert_text (desk, &id, AXLE_CUSTOMER_OCCUPATION, NULL);
  inbox = axle_inbox_new (desk->workstation);
  g_assert_cmpint (axle_inbox_item_get_reason (get (inbox, 0)), ==, AXLE_INBOX_REFUSED);
  edited = axle_inbox_dup_edited (inbox, get (inbox, 0));
  g_assert_cmpstr (axle_record_get_text (edited, AXLE_CUSTOMER_OCCUPATION), ==, "律师");
  g_assert_cmpstr (axle_record_get_text (edited, AXLE_CUSTOMER_CITY), ==, "上海市浦东");
  assert_counts (inbox, 3, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inbox/words", test_words);
  g_test_add_func ("/inbox/decide", test_decide);
  g_test_add_func ("/inbox/not-made", test_not_made);
  g_test_add_func ("/inbox/not-made-after-all", test_not_made_after_all);
  g_test_add_func ("/inbox/edit", test_edit);
  return g_test_run ();
}
