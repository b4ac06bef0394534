/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/import.h"
#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "ui/profile.h"
#include "store/customers.h"
#include "support/support.h"
#include "ui/customers/import-dialog.h"
#include "ui/shell/screen-check.h"

/* Two new people, one of them with a car; a phone that is none. The column that
 * calls itself a remark holds the cars. */
static const char table[] =
  "客户姓名,手机号码,备注\n"
  "范晓东,13912345678,沪A12345\n"
  "Wei Jones,13712345678,\n"
  "许诺,12,\n";

typedef struct
{
  AxleTestFolder  *folder;
  AxleWorkstation *workstation;
  AxleWindow      *window;
  gboolean         done;
} Fixture;

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;

  axle_workstation_open_finish (AXLE_WORKSTATION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;

  axle_workstation_sign_in_finish (AXLE_WORKSTATION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
sign_in (Fixture *fixture)
{
  g_autoptr (GPtrArray) staff = axle_workstation_list_staff (fixture->workstation);

  for (guint i = 0; i < staff->len; i++)
    {
      AxleRecord *record = staff->pdata[i];

      if (g_strcmp0 (axle_record_get_text (record, AXLE_STAFF_NAME), TEST_MANAGER) == 0)
        axle_workstation_sign_in_async (fixture->workstation, &record->id, TEST_PIN, NULL, signed_in_cb, &fixture->done);
    }
  axle_test_wait_for (is_true, &fixture->done);
  fixture->done = FALSE;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *profile = NULL;

  fixture->folder = axle_test_folder_new ();
  profile = axle_test_folder_build (fixture->folder, "profile");
  test_profile_make (profile);
  fixture->workstation = axle_workstation_new ();
  axle_workstation_open_async (fixture->workstation, profile, NULL, opened_cb, &fixture->done);
  axle_test_wait_for (is_true, &fixture->done);
  fixture->done = FALSE;
  sign_in (fixture);
  fixture->window = axle_window_new (NULL, fixture->workstation);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  axle_workstation_close (fixture->workstation);
  g_clear_object (&fixture->workstation);
  axle_test_folder_free (fixture->folder);
}

static GtkWidget *
find_named (GtkWidget  *widget,
            const char *name)
{
  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_dialog (Fixture *fixture)
{
  return GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
}

static GtkWidget *
get_named (Fixture    *fixture,
           const char *name)
{
  GtkWidget *found = find_named (get_dialog (fixture), name);

  g_assert_nonnull (found);
  return found;
}

typedef struct
{
  Fixture    *fixture;
  const char *stack;
  const char *page;
} Shown;

static gboolean
is_shown (gpointer data)
{
  const Shown *shown = data;
  GtkWidget *dialog = get_dialog (shown->fixture);
  GtkWidget *stack = dialog != NULL ? find_named (dialog, shown->stack) : NULL;

  return stack != NULL && gtk_widget_get_mapped (stack)
         && g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), shown->page) == 0;
}

static void
wait_for_page (Fixture    *fixture,
               const char *stack,
               const char *page)
{
  Shown shown = { fixture, stack, page };

  axle_test_wait_for (is_shown, &shown);
}

static void
assert_accessible (Fixture *fixture)
{
  g_autoptr (GPtrArray) nameless = axle_screen_check_list_nameless (get_dialog (fixture));
  g_autoptr (GPtrArray) lost = axle_screen_check_list_lost_icons (get_dialog (fixture));

  for (guint i = 0; i < nameless->len; i++)
    g_test_message ("no name: %s", (const char *) nameless->pdata[i]);
  g_assert_cmpuint (nameless->len, ==, 0);
  for (guint i = 0; i < lost->len; i++)
    g_test_message ("no icon: %s", (const char *) lost->pdata[i]);
  g_assert_cmpuint (lost->len, ==, 0);
}

static guint64
count_customers (Fixture *fixture)
{
  g_autoptr (GPtrArray) all = axle_store_list (axle_workstation_get_reader (fixture->workstation), &axle_customer_entity, NULL);
  return all->len;
}

static void
open_table (Fixture    *fixture,
            const char *text)
{
  g_autofree char *path = axle_test_folder_build (fixture->folder, "table.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  axle_test_write (path, text, -1);
  axle_import_customers (fixture->window, file);
}

static void
press (Fixture    *fixture,
       const char *button)
{
  GtkWidget *widget = get_named (fixture, button);

  g_assert_true (gtk_widget_is_sensitive (widget));
  g_signal_emit_by_name (widget, "clicked");
}

static GtkDropDown *
find_role_drop_down (GtkWidget *widget,
                     guint     *skip)
{
  if (GTK_IS_DROP_DOWN (widget))
    return (*skip)-- == 0 ? GTK_DROP_DOWN (widget) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkDropDown *found = find_role_drop_down (child, skip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
choose_role (Fixture    *fixture,
             guint       column,
             const char *role)
{
  guint n_roles, skip = column;
  const AxleImportRole *roles = axle_import_list_roles (&n_roles);
  GtkDropDown *drop_down = find_role_drop_down (get_named (fixture, "preview"), &skip);

  g_assert_nonnull (drop_down);
  for (guint i = 0; i < n_roles; i++)
    if (g_str_equal (roles[i].name, role))
      gtk_drop_down_set_selected (drop_down, i);
}

static void
test_import_and_undo (Fixture      *fixture,
                      gconstpointer data)
{
  guint64 before = count_customers (fixture);

  open_table (fixture, table);
  wait_for_page (fixture, "preview_stack", "ready");
  choose_role (fixture, 2, "plate");
  assert_accessible (fixture);

  press (fixture, "check_button");
  wait_for_page (fixture, "check_stack", "problems");
  assert_accessible (fixture);
  g_assert_cmpuint (count_customers (fixture), ==, before);

  press (fixture, "import_button");
  wait_for_page (fixture, "run_stack", "done");
  assert_accessible (fixture);
  g_assert_cmpuint (count_customers (fixture), ==, before + 2);
  g_assert_true (gtk_widget_get_visible (get_named (fixture, "show_rejects_button")));

  press (fixture, "undo_button");
  axle_test_wait_for_at (G_STRLOC, "undone", (AxleTestCondition) axle_workstation_can_redo, fixture->workstation);
  g_assert_cmpuint (count_customers (fixture), ==, before);
  press (fixture, "close_button");
}

/* The same file twice changes nothing, and the dialog says so before. */
static void
test_again (Fixture      *fixture,
            gconstpointer data)
{
  open_table (fixture, "姓名,手机\n范晓东,13912345678\n");
  wait_for_page (fixture, "preview_stack", "ready");
  press (fixture, "check_button");
  wait_for_page (fixture, "check_stack", "message");
  press (fixture, "import_button");
  wait_for_page (fixture, "run_stack", "done");
  press (fixture, "close_button");

  open_table (fixture, "姓名,手机\n范晓东,13912345678\n");
  wait_for_page (fixture, "preview_stack", "ready");
  press (fixture, "check_button");
  wait_for_page (fixture, "check_stack", "message");
  g_assert_false (gtk_widget_is_sensitive (get_named (fixture, "import_button")));
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;

  axle_workstation_undo_finish (AXLE_WORKSTATION (source), result, NULL, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* What the window's Ctrl+Z does takes the import back too, and the dialog says so. */
static void
test_window_undo (Fixture      *fixture,
                  gconstpointer data)
{
  guint64 before = count_customers (fixture);

  open_table (fixture, "姓名,手机\n范晓东,13912345678\n");
  wait_for_page (fixture, "preview_stack", "ready");
  press (fixture, "check_button");
  wait_for_page (fixture, "check_stack", "message");
  press (fixture, "import_button");
  wait_for_page (fixture, "run_stack", "done");
  g_assert_cmpuint (count_customers (fixture), ==, before + 1);
  g_assert_true (gtk_widget_get_visible (get_named (fixture, "undo_button")));
  axle_workstation_undo_async (fixture->workstation, 0, NULL, undone_cb, &fixture->done);
  axle_test_wait_for (is_true, &fixture->done);
  g_assert_false (gtk_widget_get_visible (get_named (fixture, "undo_button")));
  g_assert_cmpuint (count_customers (fixture), ==, before);
}

/* An import goes on without its dialog; asking for another one shows it again. */
static void
test_closed (Fixture      *fixture,
             gconstpointer data)
{
  guint64 before = count_customers (fixture);
  GtkWidget *dialog;

  open_table (fixture, table);
  wait_for_page (fixture, "preview_stack", "ready");
  press (fixture, "check_button");
  wait_for_page (fixture, "check_stack", "problems");
  dialog = get_dialog (fixture);
  press (fixture, "import_button");
  adw_dialog_close (ADW_DIALOG (dialog));
  g_assert_null (get_dialog (fixture));
  axle_import_customers (fixture->window, NULL);
  g_assert_true (get_dialog (fixture) == dialog);
  wait_for_page (fixture, "run_stack", "done");
  g_assert_cmpuint (count_customers (fixture), ==, before + 2);
}

static guint64
count_visits (Fixture *fixture)
{
  g_autoptr (GPtrArray) all = axle_store_list (axle_workstation_get_reader (fixture->workstation), &axle_visit_entity, NULL);
  return all->len;
}

/* What the workshop exported is taken for what it is; said to be customers, it can be said back. */
static void
test_visits (Fixture      *fixture,
             gconstpointer data)
{
  GtkDropDown *kind;
  guint64 before = count_visits (fixture);

  open_table (fixture, "姓名,手机,车牌\n范晓东,13912345678,沪A12345\n");
  wait_for_page (fixture, "preview_stack", "ready");
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (get_named (fixture, "kind"))), ==, AXLE_IMPORT_CUSTOMERS);
  press (fixture, "check_button");
  wait_for_page (fixture, "check_stack", "message");
  press (fixture, "import_button");
  wait_for_page (fixture, "run_stack", "done");
  press (fixture, "close_button");

  open_table (fixture, "工单号,车牌号,进厂日期,维修项目,结算金额\nRO1,沪A12345,2025-03-05,更换机油 380,380\n");
  wait_for_page (fixture, "preview_stack", "ready");
  kind = GTK_DROP_DOWN (get_named (fixture, "kind"));
  g_assert_cmpuint (gtk_drop_down_get_selected (kind), ==, AXLE_IMPORT_VISITS);
  assert_accessible (fixture);
  gtk_drop_down_set_selected (kind, AXLE_IMPORT_CUSTOMERS);
  choose_role (fixture, 1, "ignore");
  g_assert_false (gtk_widget_is_sensitive (get_named (fixture, "check_button")));
  gtk_drop_down_set_selected (kind, AXLE_IMPORT_VISITS);
  g_assert_true (gtk_widget_is_sensitive (get_named (fixture, "check_button")));
  press (fixture, "check_button");
  wait_for_page (fixture, "check_stack", "message");
  press (fixture, "import_button");
  wait_for_page (fixture, "run_stack", "done");
  g_assert_cmpuint (count_visits (fixture), ==, before + 1);
  press (fixture, "undo_button");
  axle_test_wait_for_at (G_STRLOC, "undone", (AxleTestCondition) axle_workstation_can_redo, fixture->workstation);
  g_assert_cmpuint (count_visits (fixture), ==, before);
}

static void
test_nobody (Fixture      *fixture,
             gconstpointer data)
{
  open_table (fixture, "姓名,手机\n范晓东,13912345678\n");
  wait_for_page (fixture, "preview_stack", "ready");
  g_assert_true (gtk_widget_is_sensitive (get_named (fixture, "check_button")));
  choose_role (fixture, 0, "note");
  g_assert_true (gtk_widget_is_sensitive (get_named (fixture, "check_button")));
  choose_role (fixture, 1, "ignore");
  g_assert_false (gtk_widget_is_sensitive (get_named (fixture, "check_button")));
}

/* Any file leads to a preview or to a reason, never to nothing. */
static void
test_shared_tables (Fixture      *fixture,
                    gconstpointer data)
{
  static const char * const names[] = {
    "csv/csvlint/valid_many_rows.csv", "csv/csvlint/invalid-byte-sequence.csv", "csv/csvlint/title-row.csv",
    "csv/csvlint/spreadsheet.xlsx", "csv/csv-spectrum/newlines.csv", "contacts/ez-vcard/gmail-single.vcf",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = axle_test_shared_data (names[i]);
      g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

      if (file == NULL)
        {
          g_test_skip ("no shared data");
          return;
        }
      axle_import_customers (fixture->window, file);
      wait_for_page (fixture, "preview_stack", g_str_has_suffix (path, ".xlsx") ? "failed" : "ready");
      assert_accessible (fixture);
      adw_dialog_force_close (ADW_DIALOG (get_dialog (fixture)));
    }
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add ("/import-dialog/import-and-undo", Fixture, NULL, set_up, test_import_and_undo, tear_down);
  g_test_add ("/import-dialog/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/import-dialog/window-undo", Fixture, NULL, set_up, test_window_undo, tear_down);
  g_test_add ("/import-dialog/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add ("/import-dialog/visits", Fixture, NULL, set_up, test_visits, tear_down);
  g_test_add ("/import-dialog/nobody", Fixture, NULL, set_up, test_nobody, tear_down);
  g_test_add ("/import-dialog/shared-tables", Fixture, NULL, set_up, test_shared_tables, tear_down);
  return g_test_run ();
}
