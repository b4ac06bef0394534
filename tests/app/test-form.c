/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-operations.h"
#include "app/form.h"
#include "core/party/customer.h"
#include "desk.h"

static AxleForm *
new_customer_form (TestDesk *desk)
{
  g_autoptr(AxleRecord) initial = axle_customer_draft_new (desk->workstation, &axle_customer_entity);

  return axle_form_new (desk->workstation, "customer/new", NULL, initial);
}

static AxleForm *
edit_form (TestDesk     *desk,
           const AxleId *id)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (desk->workstation, &axle_customer_entity, id);
  g_autofree char *name = g_strdup_printf ("customer/%s", AXLE_ID_TEXT (id));

  return axle_form_new (desk->workstation, name, before, NULL);
}

static void
save_elsewhere (TestDesk     *desk,
                const AxleId *id,
                guint         field,
                const char   *text)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (desk->workstation, &axle_customer_entity, id);
  g_autoptr(AxleRecord) after = axle_record_copy (before);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_record_set_text (after, field, text);
  axle_customer_save_async (desk->workstation, before, after, NULL, NULL, test_take_result, &result);
  axle_workstation_save_finish (desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
test_rules (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleForm) form = new_customer_form (desk);
  gboolean blocking;

  g_assert_false (axle_form_is_dirty (form));
  g_assert_false (axle_form_is_valid (form));
  g_assert_null (axle_form_get_problem (form, AXLE_CUSTOMER_NAME, NULL));

  axle_form_set_typed (form, AXLE_CUSTOMER_NAME, "王芳");
  g_assert_true (axle_form_is_dirty (form));
  g_assert_true (axle_form_is_valid (form));

  axle_form_set_typed (form, AXLE_CUSTOMER_PHONES, "138 0013 8000, 12");
  g_assert_nonnull (axle_form_get_problem (form, AXLE_CUSTOMER_PHONES, &blocking));
  g_assert_true (blocking);
  g_assert_false (axle_form_is_valid (form));
  g_assert_cmpstr (axle_form_get_typed (form, AXLE_CUSTOMER_PHONES), ==, "138 0013 8000, 12");

  axle_form_set_typed (form, AXLE_CUSTOMER_PHONES, "138 0013 8000");
  g_assert_true (axle_form_is_valid (form));
  g_assert_cmpstr (axle_record_get_text (axle_form_get_record (form), AXLE_CUSTOMER_PHONES), ==, "+8613800138000");

  axle_form_set_typed (form, AXLE_CUSTOMER_BIRTHDAY, "soon");
  g_assert_false (axle_form_is_valid (form));
  g_assert_cmpstr (axle_form_get_typed (form, AXLE_CUSTOMER_BIRTHDAY), ==, "soon");
  axle_form_set_typed (form, AXLE_CUSTOMER_BIRTHDAY, "");
  g_assert_true (axle_form_is_valid (form));

  axle_form_set_typed (form, AXLE_CUSTOMER_NAME, "");
  g_assert_nonnull (axle_form_get_problem (form, AXLE_CUSTOMER_NAME, &blocking));
  axle_form_drop (form);
}

/* Touched and put back is not dirty. */
static void
test_put_back (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "王芳", NULL);
  g_autoptr(AxleForm) form = edit_form (desk, &id);

  axle_form_set_typed (form, AXLE_CUSTOMER_NAME, "王方");
  g_assert_true (axle_form_is_dirty (form));
  axle_form_set_typed (form, AXLE_CUSTOMER_NAME, "王芳");
  g_assert_false (axle_form_is_dirty (form));
}

/* The window closes, or the program ends: what was typed is there again. */
static void
test_draft (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleForm) form = new_customer_form (desk);
  g_auto(GStrv) drafts = NULL;
  g_auto(GStrv) left = NULL;
  AxleId id = axle_form_get_record (form)->id;

  axle_form_set_typed (form, AXLE_CUSTOMER_NAME, "王芳");
  axle_form_set_typed (form, AXLE_CUSTOMER_PHONES, "not yet a number");
  g_clear_object (&form);
  test_desk_reopen (desk);

  drafts = axle_workstation_list_drafts (desk->workstation);
  g_assert_cmpuint (g_strv_length (drafts), ==, 1);
  g_assert_cmpstr (drafts[0], ==, "customer/new");
  form = new_customer_form (desk);
  g_assert_true (axle_form_is_resumed (form));
  g_assert_true (axle_form_is_dirty (form));
  g_assert_true (axle_id_equal (&axle_form_get_record (form)->id, &id));
  g_assert_cmpstr (axle_record_get_text (axle_form_get_record (form), AXLE_CUSTOMER_NAME), ==, "王芳");
  g_assert_cmpstr (axle_form_get_typed (form, AXLE_CUSTOMER_PHONES), ==, "not yet a number");
  g_assert_false (axle_form_is_valid (form));

  axle_form_saved (form);
  g_clear_object (&form);
  left = axle_workstation_list_drafts (desk->workstation);
  g_assert_cmpuint (g_strv_length (left), ==, 0);
  test_desk_reopen (desk);
  form = new_customer_form (desk);
  g_assert_false (axle_form_is_resumed (form));
}

static gboolean
is_kept (gpointer data)
{
  AxleWorkstation *workstation = data;
  AxleId nobody = AXLE_ID_NONE;
  g_autoptr(GBytes) draft = axle_store_get_draft (axle_workstation_get_reader (workstation), &nobody, "customer/new");

  return draft != NULL;
}

/* A crash: the form never hears of it. */
static void
test_kept_while_typing (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleForm) form = new_customer_form (desk);

  axle_form_set_typed (form, AXLE_CUSTOMER_NAME, "王");
  axle_test_wait_for (is_kept, desk->workstation);
}

/* The program closes with the form open, a moment after the last key. */
static void
test_kept_at_close (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleForm) form = new_customer_form (desk);
  g_autoptr(AxleForm) again = NULL;

  axle_form_set_typed (form, AXLE_CUSTOMER_NAME, "王");
  axle_workstation_close (desk->workstation);
  g_clear_object (&form);
  test_desk_reopen (desk);
  again = new_customer_form (desk);
  g_assert_true (axle_form_is_resumed (again));
}

static gboolean
has_moved (gpointer form)
{
  return g_strcmp0 (axle_record_get_text (axle_form_get_before (form), AXLE_CUSTOMER_CITY), "上海") == 0 &&
         g_strcmp0 (axle_record_get_text (axle_form_get_before (form), AXLE_CUSTOMER_NAME), "王方") == 0;
}

static gboolean
is_overtaken (gpointer form)
{
  return axle_form_is_overtaken (form, AXLE_CUSTOMER_CITY);
}

/* Another desk changes the same record: what the person did not touch follows. */
static void
test_overtaken (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "王芳", NULL);
  g_autoptr(AxleForm) form = edit_form (desk, &id);

  axle_form_set_typed (form, AXLE_CUSTOMER_NAME, "王小芳");
  save_elsewhere (desk, &id, AXLE_CUSTOMER_NAME, "王方");
  save_elsewhere (desk, &id, AXLE_CUSTOMER_CITY, "上海");
  axle_test_wait_for (has_moved, form);
  g_assert_cmpstr (axle_record_get_text (axle_form_get_record (form), AXLE_CUSTOMER_CITY), ==, "上海");
  g_assert_false (axle_form_is_overtaken (form, AXLE_CUSTOMER_CITY));
  g_assert_cmpstr (axle_record_get_text (axle_form_get_record (form), AXLE_CUSTOMER_NAME), ==, "王小芳");
  g_assert_true (axle_form_is_overtaken (form, AXLE_CUSTOMER_NAME));

  g_clear_object (&form);
  form = edit_form (desk, &id);
  g_assert_true (axle_form_is_resumed (form));
  g_assert_true (axle_form_is_overtaken (form, AXLE_CUSTOMER_NAME));
  axle_form_set_typed (form, AXLE_CUSTOMER_NAME, "王方");
  g_assert_false (axle_form_is_overtaken (form, AXLE_CUSTOMER_NAME));
  g_assert_false (axle_form_is_dirty (form));
  axle_form_drop (form);
}

/* What moved is marked until somebody is in it, and theirs is one call away. */
static void
test_theirs (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "王芳", NULL);
  g_autoptr(AxleForm) form = edit_form (desk, &id);
  g_autofree char *theirs = NULL;

  axle_form_set_typed (form, AXLE_CUSTOMER_NAME, "王小芳");
  save_elsewhere (desk, &id, AXLE_CUSTOMER_NAME, "王方");
  save_elsewhere (desk, &id, AXLE_CUSTOMER_CITY, "上海");
  axle_test_wait_for (has_moved, form);
  g_assert_true (axle_form_is_followed (form, AXLE_CUSTOMER_CITY));
  g_assert_false (axle_form_is_followed (form, AXLE_CUSTOMER_NAME));
  theirs = axle_form_dup_theirs (form, AXLE_CUSTOMER_NAME);
  g_assert_cmpstr (theirs, ==, "王方");
  axle_form_set_typed (form, AXLE_CUSTOMER_CITY, "上海市");
  g_assert_false (axle_form_is_followed (form, AXLE_CUSTOMER_CITY));
  axle_form_take_theirs (form, AXLE_CUSTOMER_NAME);
  g_assert_cmpstr (axle_form_get_typed (form, AXLE_CUSTOMER_NAME), ==, "王方");
  g_assert_false (axle_form_is_overtaken (form, AXLE_CUSTOMER_NAME));
  axle_form_drop (form);
}

/* While a word is being composed the field does not move, and what comes of it counts
 * against what was seen. */
static void
test_held (gconstpointer typed)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "王芳", NULL);
  g_autoptr(AxleForm) form = edit_form (desk, &id);

  axle_form_hold (form, AXLE_CUSTOMER_CITY, TRUE);
  save_elsewhere (desk, &id, AXLE_CUSTOMER_CITY, "上海");
  axle_test_wait_for (is_overtaken, form);
  g_assert_cmpstr (axle_form_get_typed (form, AXLE_CUSTOMER_CITY), ==, "");
  if (typed != NULL)
    axle_form_set_typed (form, AXLE_CUSTOMER_CITY, typed);
  axle_form_hold (form, AXLE_CUSTOMER_CITY, FALSE);
  g_assert_cmpstr (axle_form_get_typed (form, AXLE_CUSTOMER_CITY), ==, typed != NULL ? typed : "上海");
  g_assert_cmpint (axle_form_is_overtaken (form, AXLE_CUSTOMER_CITY), ==, typed != NULL);
  g_assert_cmpint (axle_form_is_dirty (form), ==, typed != NULL);
  axle_form_drop (form);
}

/* What was typed before is laid over what is there now. */
static void
test_lay_over (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "王芳", NULL);
  g_autoptr(AxleForm) form = edit_form (desk, &id);
  g_autoptr(AxleRecord) edited = axle_record_copy (axle_form_get_record (form));

  axle_form_lay_over (form, edited);
  g_assert_false (axle_form_is_dirty (form));
  axle_record_set_text (edited, AXLE_CUSTOMER_CITY, "上海");
  axle_form_lay_over (form, edited);
  g_assert_true (axle_form_is_dirty (form));
  g_assert_cmpstr (axle_form_get_typed (form, AXLE_CUSTOMER_CITY), ==, "上海");
  axle_form_drop (form);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form/rules", test_rules);
  g_test_add_func ("/form/put-back", test_put_back);
  g_test_add_func ("/form/draft", test_draft);
  g_test_add_func ("/form/kept-while-typing", test_kept_while_typing);
  g_test_add_func ("/form/kept-at-close", test_kept_at_close);
  g_test_add_func ("/form/overtaken", test_overtaken);
  g_test_add_func ("/form/theirs", test_theirs);
  g_test_add_data_func ("/form/held", NULL, test_held);
  g_test_add_data_func ("/form/held-and-typed", "广州", test_held);
  g_test_add_func ("/form/lay-over", test_lay_over);
  return g_test_run ();
}
