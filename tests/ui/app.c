/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "ui/profile.h"
#include "ui/shell/locale.h"
#include "ui/shell/picture.h"
#include "ui/shell/screen-check.h"

typedef struct
{
  TestApp      app;
  TestAppBody  body;
  gboolean     ran;
} Run;

#ifdef __SANITIZE_ADDRESS__
static void (*allocate_bin) (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline);

/* A breakpoint bin of libadwaita 1.7 that switches twice in a frame, or goes before the next,
 * leaves behind the picture that it shows until then. That one is no leak of ours. */
static void
allocate_and_forgive (GtkWidget *widget,
                      int        width,
                      int        height,
                      int        baseline)
{
  GtkWidget *child;
  GtkSnapshot *snapshot;
  GskRenderNode *picture;

  allocate_bin (widget, width, height, baseline);
  child = adw_breakpoint_bin_get_child (ADW_BREAKPOINT_BIN (widget));
  if (child == NULL || gtk_widget_get_child_visible (child))
    return;
  snapshot = gtk_snapshot_new ();
  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  picture = gtk_snapshot_free_to_node (snapshot);
  if (picture == NULL)
    return;
  __lsan_ignore_object (picture);
  gsk_render_node_unref (picture);
}

static void
forgive_bins (void)
{
  GtkWidgetClass *class = g_type_class_ref (ADW_TYPE_BREAKPOINT_BIN);

  if (allocate_bin != NULL)
    return;
  allocate_bin = class->size_allocate;
  class->size_allocate = allocate_and_forgive;
}
#else
static void
forgive_bins (void)
{
}
#endif

/* Stands before that of GTK, whose accessibility for tests cannot speak and falls over what
 * has the focus and would. */
void
gtk_accessible_announce (GtkAccessible                     *self,
                         const char                        *message,
                         GtkAccessibleAnnouncementPriority  priority)
{
  g_assert_true (GTK_IS_ACCESSIBLE (self));
  g_assert_cmpstr (message, !=, "");
}

void
test_app_init (int    *argc,
               char ***argv)
{
  axle_locale_set_up ();
  g_test_init (argc, argv, NULL);
}

static gboolean
is_open (gpointer data)
{
  return ((TestApp *) data)->window->opened;
}

static void
run_body (gpointer user_data)
{
  Run *run = user_data;

  run->app.workstation = axle_application_get_workstation (run->app.application);
  axle_test_wait_for (is_open, &run->app);
  run->body (&run->app);
  run->ran = TRUE;
  g_application_quit (G_APPLICATION (run->app.application));
}

static void
window_added (GtkApplication *application,
              GtkWindow      *window,
              gpointer        user_data)
{
  Run *run = user_data;

  if (run->app.window != NULL || !AXLE_IS_WINDOW (window))
    return;
  g_set_weak_pointer (&run->app.window, AXLE_WINDOW (window));
  /* Of two pages that fade into each other, both are on the screen; and an entry row of
   * libadwaita 1.7 that goes while its title moves keeps what moves it. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_idle_add_once (run_body, run);
}

static void
run_on (const char     *profile,
        AxleTestFolder *folder,
        TestAppBody     body)
{
  char *arguments[] = { (char *) "axle", (char *) "--profile", (char *) profile, NULL };
  Run run = { .body = body };

  forgive_bins ();
  run.app.folder = folder;
  run.app.application = axle_application_new ();
  g_application_set_flags (G_APPLICATION (run.app.application),
                           G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_signal_connect (run.app.application, "window-added", G_CALLBACK (window_added), &run);
  g_object_add_weak_pointer (G_OBJECT (run.app.application), (gpointer *) &run.app.application);
  g_assert_cmpint (g_application_run (G_APPLICATION (run.app.application), 3, arguments), ==, 0);
  g_assert_true (run.ran);
  g_object_unref (run.app.application);
  g_assert_null (run.app.window);
  g_assert_null (run.app.application);
}

static void
run_made (void        (*make) (const char *folder),
          TestAppBody   body)
{
  g_autoptr (AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *profile = axle_test_folder_build (folder, "profile");

  if (!gtk_init_check ())
    {
      g_test_skip ("there is no display");
      return;
    }
  if (make != NULL)
    make (profile);
  run_on (profile, folder, body);
}

void
test_app_run (gboolean    filled,
              TestAppBody body)
{
  run_made (filled ? test_profile_make : NULL, body);
}

void
test_app_run_contested (TestAppBody body)
{
  run_made (test_profile_make_contested, body);
}

void
test_app_run_told (TestAppBody body)
{
  run_made (test_profile_make_told, body);
}

void
test_app_run_on (const char  *profile,
                 TestAppBody  body)
{
  run_on (profile, NULL, body);
}

static GtkWidget *
find (GtkWidget   *root,
      GType        type,
      const char  *css_class)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (css_class != NULL ? gtk_widget_has_css_class (root, css_class) : g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  GtkWidget *root;
  GType      type;
  GtkWidget *found;
} Search;

static gboolean
is_there (gpointer data)
{
  Search *search = data;

  search->found = find (search->root, search->type, NULL);
  return search->found != NULL;
}

GtkWidget *
test_app_find (GtkWidget *root,
               GType      type)
{
  Search search = { root, type, NULL };

  axle_test_wait_for (is_there, &search);
  return search.found;
}

GtkWidget *
test_app_find_css (GtkWidget  *root,
                   const char *css_class)
{
  return find (root, G_TYPE_NONE, css_class);
}

const char *
test_app_get_page (TestApp *app)
{
  return gtk_stack_get_visible_child_name (app->window->pages);
}

AdwDialog *
test_app_get_dialog (TestApp *app)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (app->window));
}

static gboolean
has_focus (gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (((TestApp *) data)->window));
  AdwDialog *dialog = test_app_get_dialog (data);

  return dialog != NULL && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (dialog));
}

AdwDialog *
test_app_wait_for_dialog (TestApp *app)
{
  axle_test_wait_for (has_focus, app);
  for (guint i = 0; i < 3; i++)
    gtk_test_widget_wait_for_draw (GTK_WIDGET (app->window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  return test_app_get_dialog (app);
}

gboolean
test_app_can (TestApp    *app,
              const char *action)
{
  guint n_actions;
  const AxleActionInfo *actions = axle_actions_list (&n_actions);

  for (guint i = 0; i < n_actions; i++)
    if (g_str_equal (actions[i].name, action))
      return axle_window_can (app->window, &actions[i]);
  g_assert_not_reached ();
}

typedef struct
{
  TestApp    *app;
  const char *action;
} Wanted;

static gboolean
is_possible (gpointer data)
{
  const Wanted *wanted = data;

  return test_app_can (wanted->app, wanted->action);
}

void
test_app_activate (TestApp    *app,
                   const char *action)
{
  Wanted wanted = { app, action };

  axle_test_wait_for (is_possible, &wanted);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (app->window), action, NULL));
}

void
test_app_type_pin (TestApp    *app,
                   const char *pin)
{
  GtkWidget *entry = test_app_find (GTK_WIDGET (app->window), GTK_TYPE_PASSWORD_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), pin);
  g_signal_emit_by_name (entry, "activate");
}

static gboolean
is_signed_in (gpointer data)
{
  return axle_window_is_working (((TestApp *) data)->window);
}

void
test_app_sign_in (TestApp    *app,
                  const char *name)
{
  GtkWidget *pane = test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_SIGN_IN_PANE);
  GtkWidget *entry = test_app_find (pane, GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  g_signal_emit_by_name (entry, "activate");
  test_app_type_pin (app, TEST_PIN);
  axle_test_wait_for (is_signed_in, app);
}

/* Of a dialog, what is behind it is not reached. */
static GPtrArray *
list_clashes (TestApp *app)
{
  AdwDialog *dialog = test_app_get_dialog (app);

  return axle_screen_check_list_clashes (dialog != NULL ? GTK_WIDGET (dialog) : GTK_WIDGET (app->window));
}

/* Writes what is on the screen where AXLE_TEST_PICTURES names a folder, and finds
 * that a screen reader has a name for everything. */
void
test_app_look (TestApp    *app,
               const char *name)
{
  GtkWidget *inside = gtk_window_get_child (GTK_WINDOW (app->window));
  g_autoptr (GPtrArray) nameless = axle_screen_check_list_nameless (GTK_WIDGET (app->window));
  g_autoptr (GPtrArray) lost = axle_screen_check_list_lost_icons (GTK_WIDGET (app->window));
  g_autoptr (GPtrArray) clashes = list_clashes (app);
  const char *folder = g_getenv ("AXLE_TEST_PICTURES");

  for (guint i = 0; i < clashes->len; i++)
    g_test_message ("one access key for two: %s", (char *) clashes->pdata[i]);
  for (guint i = 0; i < nameless->len; i++)
    g_test_message ("no name: %s", (char *) nameless->pdata[i]);
  for (guint i = 0; i < lost->len; i++)
    g_test_message ("no icon: %s", (char *) lost->pdata[i]);
  g_assert_cmpuint (clashes->len, ==, 0);
  g_assert_cmpuint (nameless->len, ==, 0);
  g_assert_cmpuint (lost->len, ==, 0);
  if (folder != NULL)
    {
      g_autofree char *file = g_strdup_printf ("%s-%s.png", name, g_getenv ("LC_ALL"));
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_autoptr (GdkTexture) texture = NULL;

      for (guint i = 0; i < 60; i++)
        {
          gtk_widget_queue_draw (inside);
          gtk_test_widget_wait_for_draw (inside);
        }
      texture = axle_picture_take (inside);
      gdk_texture_save_to_png (texture, path);
    }
}
