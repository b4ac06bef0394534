/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include <signal.h>

#include "app/customer-list.h"
#include "app/customer-operations.h"
#include "core/party/customer.h"
#include "ui/customers/customer-dialog.h"
#include "ui/customers/customer-page.h"
#include "ui/customers/customer-table.h"
#include "ui/customers/tag-dialog.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"

/* What is on the screen. */

static GtkWidget *
find (TestApp *app,
      GType    type)
{
  return test_app_find (GTK_WIDGET (app->window), type);
}

static GtkColumnView *
get_view (TestApp *app)
{
  return GTK_COLUMN_VIEW (find (app, GTK_TYPE_COLUMN_VIEW));
}

static GtkSelectionModel *
get_rows (TestApp *app)
{
  return gtk_column_view_get_model (get_view (app));
}

static guint
count_rows (TestApp *app)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_rows (app)));
}

static const AxleId *
get_shown (TestApp *app)
{
  return axle_customer_page_get_customer (AXLE_CUSTOMER_PAGE (find (app, AXLE_TYPE_CUSTOMER_PAGE)));
}

static AxleRecord *
get_customer (TestApp      *app,
              const AxleId *id)
{
  return axle_workstation_get_record (app->workstation, &axle_customer_entity, id);
}

static gboolean
has_all_rows (gpointer data)
{
  return count_rows (data) == TEST_N_CUSTOMERS;
}

static gboolean
has_one_more (gpointer data)
{
  return count_rows (data) == TEST_N_CUSTOMERS + 1;
}

static gboolean
has_dialog (gpointer data)
{
  return test_app_get_dialog (data) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return test_app_get_dialog (data) == NULL;
}

typedef struct
{
  TestApp *app;
  char    *title;
} Step;

static gboolean
is_next_step (gpointer data)
{
  Step *step = data;

  return g_strcmp0 (axle_workstation_get_undo_title (step->app->workstation), step->title) != 0;
}

static void
activate_step (TestApp    *app,
               GtkWidget  *widget,
               const char *action)
{
  Step step = { app, g_strdup (axle_workstation_get_undo_title (app->workstation)) };

  g_assert_true (gtk_widget_activate_action (widget, action, NULL));
  axle_test_wait_for (is_next_step, &step);
  g_free (step.title);
}

static gboolean
can_undo (gpointer data)
{
  return test_app_can (data, "win.undo");
}

static gboolean
can_redo (gpointer data)
{
  return test_app_can (data, "win.redo");
}

static void
undo (TestApp *app)
{
  axle_test_wait_for (can_undo, app);
  activate_step (app, GTK_WIDGET (app->window), "win.undo");
}

static void
redo (TestApp *app)
{
  axle_test_wait_for (can_redo, app);
  activate_step (app, GTK_WIDGET (app->window), "win.redo");
}

static void
begin (TestApp *app)
{
  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  axle_test_wait_for (has_all_rows, app);
}

static void
activate (TestApp    *app,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (axle_window_get_view (app->window)), action, NULL));
}

/* Does what can be undone, and waits until it can. */
static void
take_step (TestApp    *app,
           const char *action)
{
  activate_step (app, GTK_WIDGET (axle_window_get_view (app->window)), action);
}

static void
take_step_in_dialog (TestApp    *app,
                     const char *action)
{
  activate_step (app, GTK_WIDGET (test_app_get_dialog (app)), action);
}

static void
activate_in_dialog (TestApp    *app,
                    const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), action, NULL));
}

static GtkEditable *
get_row (TestApp *app,
         guint    index)
{
  GtkWidget *row = test_app_find (GTK_WIDGET (test_app_get_dialog (app)), ADW_TYPE_ENTRY_ROW);

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (ADW_IS_ENTRY_ROW (row) && index-- == 0)
      return GTK_EDITABLE (row);
  g_assert_not_reached ();
}

static gboolean
is_width (TestApp *app,
          int      width)
{
  return gtk_widget_get_width (gtk_window_get_child (GTK_WINDOW (app->window))) == width;
}

static gboolean
is_narrow (gpointer data)
{
  return is_width (data, 400);
}

static gboolean
is_wide (gpointer data)
{
  return is_width (data, 1200);
}

static void
make (TestApp           *app,
      int                width,
      AxleTestCondition  is_made)
{
  gtk_window_unmaximize (GTK_WINDOW (app->window));
  gtk_window_set_default_size (GTK_WINDOW (app->window), width, 800);
  axle_test_wait_for (is_made, app);
}

/* Columns. */

static GtkColumnViewColumn *
get_column (TestApp *app,
            guint    position)
{
  g_autoptr (GtkColumnViewColumn) column =
    g_list_model_get_item (gtk_column_view_get_columns (get_view (app)), position);

  return column;
}

static guint
count_shown_columns (TestApp *app)
{
  guint n_shown = 0;

  for (guint i = 0; i < g_list_model_get_n_items (gtk_column_view_get_columns (get_view (app))); i++)
    n_shown += gtk_column_view_column_get_visible (get_column (app, i)) ? 1 : 0;
  return n_shown;
}

static gboolean
columns_fit (gpointer data)
{
  TestApp *app = data;
  GtkAdjustment *across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (get_view (app)));

  return count_shown_columns (app) >= 3 &&
         gtk_adjustment_get_upper (across) <= gtk_adjustment_get_page_size (across);
}

static gboolean
is_kept (gpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.axledesk.Axle");
  g_auto (GStrv) columns = g_settings_get_strv (settings, "customer-columns");

  return columns[0] != NULL && !g_strv_contains ((const char * const *) columns, "phone") &&
         g_strv_contains ((const char * const *) columns, "tags");
}

static void
check_columns (TestApp *app)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.axledesk.Axle");
  g_auto (GStrv) before = NULL;
  GtkWidget *table;

  begin (app);
  make (app, 1200, is_wide);
  axle_test_wait_for (columns_fit, app);
  test_app_look (app, "list-wide");
  make (app, 400, is_narrow);
  axle_test_wait_for (columns_fit, app);
  g_assert_cmpuint (count_shown_columns (app), ==, 3);
  test_app_look (app, "list-narrow");
  before = g_settings_get_strv (settings, "customer-columns");
  g_assert_cmpuint (g_strv_length (before), ==, 0);

  make (app, 1200, is_wide);
  table = find (app, AXLE_TYPE_CUSTOMER_TABLE);
  gtk_widget_activate_action (table, "table.column-phone", NULL);
  gtk_widget_activate_action (table, "table.column-tags", NULL);
  axle_test_wait_for (is_kept, app);

  test_app_activate (app, "win.sign-out");
  begin (app);
  for (guint i = 0; i < g_list_model_get_n_items (gtk_column_view_get_columns (get_view (app))); i++)
    {
      const char *title = gtk_column_view_column_get_title (get_column (app, i));

      if (g_str_equal (title, g_dgettext ("axle", "Phone")))
        g_assert_false (gtk_column_view_column_get_visible (get_column (app, i)));
      if (g_str_equal (title, g_dgettext ("axle", "Tags")))
        g_assert_true (gtk_column_view_column_get_visible (get_column (app, i)));
    }
  g_settings_reset (settings, "customer-columns");
}

static void
test_columns (void)
{
  test_app_run (TRUE, check_columns);
}

static const char *
get_first_name (TestApp *app)
{
  g_autoptr (AxleCustomerItem) item = g_list_model_get_item (G_LIST_MODEL (get_rows (app)), 0);

  return item != NULL ? axle_customer_item_get_name (item) : NULL;
}

static gboolean
is_upside_down (gpointer data)
{
  return g_strcmp0 (get_first_name (data), "Zhang Wei (James)") == 0;
}

static void
check_sort (TestApp *app)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.axledesk.Axle");

  begin (app);
  g_assert_false (is_upside_down (app));
  gtk_column_view_sort_by_column (get_view (app), get_column (app, 0), GTK_SORT_DESCENDING);
  axle_test_wait_for (is_upside_down, app);
  test_app_activate (app, "win.sign-out");
  begin (app);
  axle_test_wait_for (is_upside_down, app);
  g_settings_reset (settings, "customer-sort");
}

static void
test_sort (void)
{
  test_app_run (TRUE, check_sort);
}

/* Search. */

static GtkEditable *
get_search (TestApp *app)
{
  return GTK_EDITABLE (test_app_find (GTK_WIDGET (axle_window_get_view (app->window)), GTK_TYPE_SEARCH_ENTRY));
}

static gboolean
shows_bai (gpointer data)
{
  TestApp *app = data;
  const AxleId *id = get_shown (app);
  g_autoptr (AxleRecord) customer = id != NULL ? get_customer (app, id) : NULL;
  g_autofree char *title = customer != NULL ? axle_record_dup_title (customer) : NULL;

  return g_strcmp0 (title, "白建国") == 0;
}

/* Enter opens the best match, also while it is still being looked for; Esc leads
 * back to the table, then to all customers. */
static void
check_search (TestApp *app)
{
  g_autoptr (GtkBitset) selected = NULL;
  AxleView *view;
  GtkWidget *focus;

  begin (app);
  make (app, 1200, is_wide);
  view = axle_window_get_view (app->window);
  test_app_activate (app, "win.search");
  gtk_editable_set_text (get_search (app), "bjg");
  g_signal_emit_by_name (get_search (app), "activate");
  axle_test_wait_for (shows_bai, app);
  g_assert_cmpuint (count_rows (app), ==, 1);
  test_app_look (app, "found");
  focus = gtk_root_get_focus (GTK_ROOT (app->window));
  g_assert_true (gtk_widget_is_ancestor (focus, find (app, AXLE_TYPE_CUSTOMER_PAGE)));
  g_assert_true (axle_view_leave (view));
  focus = gtk_root_get_focus (GTK_ROOT (app->window));
  g_assert_true (gtk_widget_is_ancestor (focus, find (app, AXLE_TYPE_CUSTOMER_TABLE)) ||
                 focus == find (app, AXLE_TYPE_CUSTOMER_TABLE));
  g_assert_true (axle_view_leave (view));
  axle_test_wait_for (has_all_rows, app);
  selected = gtk_selection_model_get_selection (get_rows (app));
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 1);
  g_assert_false (axle_view_leave (view));
}

static gboolean
has_last_opened_first (gpointer data)
{
  return g_strcmp0 (get_first_name (data), "李明朗") == 0;
}

/* Who was opened comes first once the empty box is entered, and not before; after a sort by a
 * column the menu brings that back. */
static void
check_opened (TestApp *app)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.axledesk.Axle");
  g_autoptr (GPtrArray) customers = NULL;

  begin (app);
  make (app, 1200, is_wide);
  customers = axle_store_list (axle_workstation_get_reader (app->workstation), &axle_customer_entity, NULL);
  for (guint i = 0; i < customers->len; i++)
    if (g_strcmp0 (axle_record_get_text (customers->pdata[i], AXLE_CUSTOMER_NAME), "李明朗") == 0)
      axle_window_show_record (app->window, &axle_customer_entity, &((AxleRecord *) customers->pdata[i])->id);
  g_assert_false (has_last_opened_first (app));
  test_app_activate (app, "win.search");
  axle_test_wait_for (has_last_opened_first, app);
  test_app_look (app, "opened-first");
  gtk_column_view_sort_by_column (get_view (app), get_column (app, 0), GTK_SORT_DESCENDING);
  axle_test_wait_for (is_upside_down, app);
  gtk_widget_activate_action (GTK_WIDGET (axle_window_get_view (app->window)), "customers.sort-opened", NULL);
  axle_test_wait_for (has_last_opened_first, app);
  g_settings_reset (settings, "customer-sort");
}

static void
test_opened (void)
{
  test_app_run (TRUE, check_opened);
}

static void
test_search (void)
{
  test_app_run (TRUE, check_search);
}

typedef struct
{
  const char *name;
  const char *typed;
  guint       row;
} Wanted;

static const Wanted wanted[] = {
  { "name", "慕容雪", 0 },
  { "phone", "13800138000", 1 },
};

static gboolean
offers_to_create (gpointer data)
{
  TestApp *app = data;
  GtkWidget *page = test_app_find (GTK_WIDGET (axle_window_get_view (app->window)), ADW_TYPE_STATUS_PAGE);
  GtkWidget *button = test_app_find (page, GTK_TYPE_BUTTON);

  return g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "customers.create-typed") == 0;
}

static void
check_nobody (TestApp *app)
{
  begin (app);
  make (app, 400, is_narrow);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      gtk_editable_set_text (get_search (app), wanted[i].typed);
      axle_test_wait_for (offers_to_create, app);
      test_app_look (app, "nobody");
      activate (app, "customers.create-typed");
      axle_test_wait_for (has_dialog, app);
      g_assert_cmpstr (gtk_editable_get_text (get_row (app, wanted[i].row)), ==, wanted[i].typed);
      activate_in_dialog (app, "dialog.drop");
      g_assert_cmpstr (gtk_editable_get_text (get_row (app, wanted[i].row)), ==, "");
      activate_in_dialog (app, "dialog.leave");
      axle_test_wait_for (has_no_dialog, app);
    }
}

static void
test_nobody (void)
{
  test_app_run (TRUE, check_nobody);
}

/* Making, changing, deleting. */

static gboolean
is_invalid (gpointer data)
{
  return test_app_find_css (GTK_WIDGET (test_app_get_dialog (data)), "error") != NULL;
}

static gboolean
shows_new (gpointer data)
{
  TestApp *app = data;
  const AxleId *id = get_shown (app);
  g_autoptr (AxleRecord) customer = id != NULL ? get_customer (app, id) : NULL;

  return customer != NULL && g_strcmp0 (axle_record_get_text (customer, AXLE_CUSTOMER_NAME), "慕容雪") == 0;
}

static gboolean
shows_changed (gpointer data)
{
  TestApp *app = data;
  const AxleId *id = get_shown (app);
  g_autoptr (AxleRecord) customer = id != NULL ? get_customer (app, id) : NULL;

  return customer != NULL && g_strcmp0 (axle_record_get_text (customer, AXLE_CUSTOMER_NAME), "慕容晴") == 0;
}

static gboolean
is_gone (gpointer data)
{
  return *(GObject **) data == NULL;
}

static void
check_life (TestApp *app)
{
  GObject *page;

  begin (app);
  make (app, 1200, is_wide);
  test_app_activate (app, "win.new");
  axle_test_wait_for (has_dialog, app);
  gtk_editable_set_text (get_row (app, 0), "慕容雪");
  gtk_editable_set_text (get_row (app, 1), "12");
  test_app_look (app, "dialog-wrong");
  activate_in_dialog (app, "dialog.save");
  axle_test_wait_for (is_invalid, app);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (app->window)), GTK_WIDGET (get_row (app, 1))));

  gtk_editable_set_text (get_row (app, 1), "13800138000");
  take_step_in_dialog (app, "dialog.save");
  axle_test_wait_for (has_no_dialog, app);
  axle_test_wait_for (has_one_more, app);
  axle_test_wait_for (shows_new, app);
  test_app_look (app, "created");

  activate (app, "customers.edit");
  axle_test_wait_for (has_dialog, app);
  gtk_editable_set_text (get_row (app, 0), "慕容晴");
  take_step_in_dialog (app, "dialog.save");
  axle_test_wait_for (shows_changed, app);
  undo (app);
  axle_test_wait_for (shows_new, app);
  redo (app);
  axle_test_wait_for (shows_changed, app);

  page = G_OBJECT (find (app, AXLE_TYPE_CUSTOMER_PAGE));
  g_object_add_weak_pointer (page, (gpointer *) &page);
  take_step (app, "customers.delete");
  axle_test_wait_for (has_all_rows, app);
  /* Of who was deleted nothing stays, not even out of sight. */
  axle_test_wait_for (is_gone, &page);
  undo (app);
  axle_test_wait_for (has_one_more, app);
  redo (app);
  axle_test_wait_for (has_all_rows, app);
}

static void
test_life (void)
{
  test_app_run (TRUE, check_life);
}

/* Several at once. */

static gboolean
is_tagged (gpointer data)
{
  TestApp *app = data;
  guint n_tagged = 0;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (AxleCustomerItem) item = g_list_model_get_item (G_LIST_MODEL (get_rows (app)), i);
      g_autoptr (AxleRecord) customer = get_customer (app, axle_customer_item_get_id (item));
      g_auto (GStrv) tags = axle_record_dup_members (customer, AXLE_CUSTOMER_TAGS);

      n_tagged += g_strv_contains ((const char * const *) tags, "VIP") ? 1 : 0;
    }
  return n_tagged == 3;
}

static gboolean
is_untagged (gpointer data)
{
  g_auto (GStrv) tags = axle_workstation_list_tags (((TestApp *) data)->workstation);

  return !g_strv_contains ((const char * const *) tags, "VIP");
}

/* What was put there by this program: the display may be shared with other tests. */
static char *
dup_copied (TestApp *app)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (app->window));
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL));
  return g_value_dup_string (&value);
}

static void
check_several (TestApp *app)
{
  g_autofree char *copied = NULL;
  g_auto (GStrv) lines = NULL;
  GtkEditable *entry;

  begin (app);
  make (app, 1200, is_wide);
  axle_test_wait_for (columns_fit, app);
  gtk_selection_model_select_range (get_rows (app), 0, 3, TRUE);
  test_app_look (app, "several");
  activate (app, "customers.edit");
  g_assert_null (test_app_get_dialog (app));

  activate (app, "customers.copy");
  copied = dup_copied (app);
  lines = g_strsplit (copied, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[1], "白建国\t"));

  activate (app, "customers.tag");
  axle_test_wait_for (has_dialog, app);
  test_app_look (app, "tags");
  entry = GTK_EDITABLE (test_app_find (GTK_WIDGET (test_app_get_dialog (app)), GTK_TYPE_SEARCH_ENTRY));
  gtk_editable_set_text (entry, "VIP");
  g_signal_emit_by_name (entry, "activate");
  take_step_in_dialog (app, "tags.apply");
  axle_test_wait_for (has_no_dialog, app);
  axle_test_wait_for (is_tagged, app);
  undo (app);
  axle_test_wait_for (is_untagged, app);

  take_step (app, "customers.delete");
  undo (app);
  axle_test_wait_for (has_all_rows, app);
}

static void
test_several (void)
{
  test_app_run (TRUE, check_several);
}

static void
open_row (TestApp *app,
          guint    position)
{
  g_autoptr (AxleCustomerItem) item = g_list_model_get_item (G_LIST_MODEL (get_rows (app)), position);

  axle_window_show_record (app->window, &axle_customer_entity, axle_customer_item_get_id (item));
}

/* Drafts. */

static gboolean
is_draft_kept (gpointer data)
{
  TestApp *app = data;
  AxleStore *reader = axle_workstation_get_reader (app->workstation);
  g_autoptr (GBytes) draft =
    axle_store_get_draft (reader, &axle_workstation_get_staff (app->workstation)->id, "customer/new");

  return draft != NULL;
}

static void
type_and_crash (TestApp *app)
{
  begin (app);
  test_app_activate (app, "win.new");
  axle_test_wait_for (has_dialog, app);
  gtk_editable_set_text (get_row (app, 0), "慕容雪");
  axle_test_wait_for (is_draft_kept, app);
  kill (getpid (), SIGKILL);
}

static void
check_draft (TestApp *app)
{
  GtkWidget *banner;

  begin (app);
  make (app, 1200, is_wide);
  banner = find (app, ADW_TYPE_BANNER);
  g_assert_true (adw_banner_get_revealed (ADW_BANNER (banner)));
  test_app_look (app, "draft");
  activate (app, "customers.continue");
  axle_test_wait_for (has_dialog, app);
  g_assert_cmpstr (gtk_editable_get_text (get_row (app, 0)), ==, "慕容雪");
  test_app_look (app, "draft-dialog");
  activate_in_dialog (app, "dialog.drop");
  g_assert_cmpstr (gtk_editable_get_text (get_row (app, 0)), ==, "");
  activate_in_dialog (app, "dialog.leave");
  axle_test_wait_for (has_no_dialog, app);
  g_assert_false (adw_banner_get_revealed (ADW_BANNER (banner)));
}

static void
test_crash (void)
{
  g_autoptr (AxleTestFolder) folder = NULL;
  g_autofree char *profile = NULL;

  if (g_test_subprocess ())
    {
      test_app_run_on (g_getenv ("AXLE_TEST_PROFILE"), type_and_crash);
      return;
    }
  if (!gtk_init_check ())
    {
      g_test_skip ("there is no display");
      return;
    }
  folder = axle_test_folder_new ();
  profile = axle_test_folder_build (folder, "profile");
  test_profile_make (profile);
  g_setenv ("AXLE_TEST_PROFILE", profile, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_assert_false (g_test_trap_has_passed ());
  test_app_run_on (profile, check_draft);
}

/* Whoever reads from right to left or needs large text sees all of it. */
static void
check_mirrored (TestApp *app)
{
  begin (app);
  open_row (app, 0);
  make (app, 1200, is_wide);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  test_app_look (app, "mirrored");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_mirrored (void)
{
  test_app_run (TRUE, check_mirrored);
}

static void
check_large (TestApp *app)
{
  int least;

  begin (app);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  open_row (app, 0);
  make (app, 1200, is_wide);
  test_app_look (app, "large");
  make (app, 400, is_narrow);
  test_app_look (app, "large-narrow");
  gtk_widget_measure (gtk_window_get_child (GTK_WINDOW (app->window)), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 400);
}

/* GTK keeps least sizes of larger text for a moment when text shrinks, and warns of
 * them: nothing may be on the screen by then. */
static void
test_large (void)
{
  test_app_run (TRUE, check_large);
  if (gtk_settings_get_default () != NULL)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/customers/columns", test_columns);
  g_test_add_func ("/customers/sort", test_sort);
  g_test_add_func ("/customers/search", test_search);
  g_test_add_func ("/customers/opened", test_opened);
  g_test_add_func ("/customers/nobody", test_nobody);
  g_test_add_func ("/customers/life", test_life);
  g_test_add_func ("/customers/several", test_several);
  g_test_add_func ("/customers/crash", test_crash);
  g_test_add_func ("/customers/mirrored", test_mirrored);
  g_test_add_func ("/customers/large", test_large);
  return g_test_run ();
}
