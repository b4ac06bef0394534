/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"
#include "ui/calendar/calendar-view.h"
#include "ui/profile.h"
#include "ui/shell/actions.h"
#include "ui/shell/shortcuts-dialog.h"
#include "ui/shell/view-registry.h"
#include "ui/widgets/plain-words.h"

/* No key means two things. */
static void
test_keys_unique (void)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_actions, n_views;
  const AxleActionInfo *actions = axle_actions_list (&n_actions);

  axle_view_registry_list (&n_views);
  for (guint i = 0; i < n_actions; i++)
    for (guint k = 0; actions[i].accels[k] != NULL; k++)
      {
        GdkModifierType mask;
        guint keyval;

        g_assert_true (gtk_accelerator_parse (actions[i].accels[k], &keyval, &mask));
        g_assert_true (g_hash_table_add (keys, gtk_accelerator_name (keyval, mask)));
      }
  for (guint i = 0; i < n_views; i++)
    {
      g_auto (GStrv) accels = axle_actions_view_accels (i);

      g_assert_nonnull (accels[0]);
      for (guint k = 0; accels[k] != NULL; k++)
        {
          GdkModifierType mask;
          guint keyval;

          g_assert_true (gtk_accelerator_parse (accels[k], &keyval, &mask));
          g_assert_true (g_hash_table_add (keys, gtk_accelerator_name (keyval, mask)));
        }
    }
}

static gboolean
has_action (GType       type,
            const char *detailed)
{
  g_autoptr (GTypeClass) class = g_type_class_ref (type);
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;
  const GVariantType *parameter;
  const char *found, *property;
  GType owner;

  g_assert_true (g_action_parse_detailed_name (detailed, &name, &target, NULL));
  for (guint i = 0; gtk_widget_class_query_action ((GtkWidgetClass *) class, i, &owner, &found, &parameter, &property); i++)
    if (g_str_equal (found, name))
      return TRUE;
  return FALSE;
}

/* What the table lists can be done, and every key is set. */
static void
check_complete (TestApp *app)
{
  guint n_actions;
  const AxleActionInfo *actions = axle_actions_list (&n_actions);

  for (guint i = 0; i < n_actions; i++)
    {
      g_auto (GStrv) accels =
        gtk_application_get_accels_for_action (GTK_APPLICATION (app->application), actions[i].name);

      g_test_message ("%s", actions[i].name);
      g_assert_cmpuint (g_strv_length (accels), ==, g_strv_length ((char **) actions[i].accels));
      g_assert_cmpstr (actions[i].title, !=, "");
      if (g_str_has_prefix (actions[i].name, "app."))
        g_assert_true (g_action_map_lookup_action (G_ACTION_MAP (app->application), actions[i].name + 4) != NULL);
      else if (g_str_has_prefix (actions[i].name, "win."))
        g_assert_true (has_action (AXLE_TYPE_WINDOW, actions[i].name));
      else if (g_str_has_prefix (actions[i].name, "calendar."))
        g_assert_true (has_action (AXLE_TYPE_CALENDAR_VIEW, actions[i].name));
    }
}

static void
test_complete (void)
{
  test_app_run (TRUE, check_complete);
}

static guint
count_rows (GtkWidget *widget)
{
  guint n_rows = ADW_IS_ACTION_ROW (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n_rows += count_rows (child);
  return n_rows;
}

/* Every action that has a key, and every view, has a row. */
static void
check_listed (TestApp *app)
{
  guint n_actions, n_views;
  const AxleActionInfo *actions = axle_actions_list (&n_actions);
  AdwDialog *dialog = axle_shortcuts_dialog_new ();
  guint n_keyed = 0;

  axle_view_registry_list (&n_views);
  for (guint i = 0; i < n_actions; i++)
    n_keyed += actions[i].accels[0] != NULL ? 1 : 0;
  adw_dialog_present (dialog, GTK_WIDGET (app->window));
  g_assert_cmpuint (count_rows (GTK_WIDGET (dialog)), >=, n_keyed + n_views);
  adw_dialog_force_close (dialog);
}

static void
test_listed (void)
{
  test_app_run (TRUE, check_listed);
}

/* In the list of a view each key means one thing, and each thing is said once. */
static void
test_view_keys_unique (void)
{
  guint n_views;
  const AxleViewInfo *views = axle_view_registry_list (&n_views);

  for (guint i = 0; i < n_views; i++)
    {
      g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);

      for (const AxleViewKey *key = views[i].keys; key != NULL && key->title != NULL; key++)
        {
          g_assert_true (g_hash_table_add (said, (gpointer) key->title));
          for (guint k = 0; key->accels[k] != NULL; k++)
            {
              guint value;

              g_assert_true (g_hash_table_add (said, (gpointer) key->accels[k]));
              g_assert_true (gtk_accelerator_parse (key->accels[k], &value, NULL));
              g_assert_cmpuint (value, !=, 0);
            }
        }
    }
}

/* Before anybody is signed in nothing of the store can be reached by a key. */
static void
check_signed_out (TestApp *app)
{
  guint n_actions;
  const AxleActionInfo *actions = axle_actions_list (&n_actions);

  for (guint i = 0; i < n_actions; i++)
    if ((actions[i].flags & AXLE_ACTION_SIGNED_IN) != 0)
      g_assert_false (axle_window_can (app->window, &actions[i]));
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.command-search", NULL);
  g_assert_null (test_app_get_dialog (app));
}

static void
test_signed_out (void)
{
  test_app_run (TRUE, check_signed_out);
}

/* What looks like markup is words. */
static void
test_plain_words (void)
{
  g_autoptr (AdwToast) toast = NULL;
  GtkWidget *page, *group;

  if (!gtk_init_check ())
    {
      g_test_skip ("there is no display");
      return;
    }
  adw_init ();
  toast = axle_toast_new ("a < b & c");
  g_assert_cmpstr (adw_toast_get_title (toast), ==, "a < b & c");
  g_assert_false (adw_toast_get_use_markup (toast));
  page = g_object_ref_sink (adw_status_page_new ());
  axle_status_page_set_words (ADW_STATUS_PAGE (page), "a < b & c");
  g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (page)), ==, "a &lt; b &amp; c");
  g_object_unref (page);
  group = g_object_ref_sink (adw_preferences_group_new ());
  axle_preferences_group_set_words (ADW_PREFERENCES_GROUP (group), "a < b & c");
  axle_preferences_group_set_words (ADW_PREFERENCES_GROUP (group), NULL);
  g_object_unref (group);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/actions/keys-unique", test_keys_unique);
  g_test_add_func ("/actions/view-keys-unique", test_view_keys_unique);
  g_test_add_func ("/actions/complete", test_complete);
  g_test_add_func ("/actions/listed", test_listed);
  g_test_add_func ("/actions/signed-out", test_signed_out);
  g_test_add_func ("/actions/plain-words", test_plain_words);
  return g_test_run ();
}
