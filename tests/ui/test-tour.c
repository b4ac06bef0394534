/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"
#include "ui/profile.h"
#include "ui/shell/locale.h"
#include "ui/shell/tour.h"

static void
done_cb (AxleTour *tour,
         gboolean  passed,
         int      *result)
{
  *result = passed;
}


/* Kept as an artefact where AXLE_TEST_TOUR names a folder. */
static char *
dup_folder (TestApp *app)
{
  const char *folder = g_getenv ("AXLE_TEST_TOUR");

  return folder != NULL ? g_strdup (folder) : axle_test_folder_build (app->folder, "tour");
}

static void
check_tour (TestApp *app)
{
  g_autofree char *folder = dup_folder (app);
  g_autoptr (AxleTour) tour = NULL;
  int result = -1;

  test_app_sign_in (app, TEST_MANAGER);
  tour = axle_tour_new (app->window, folder);
  g_signal_connect (tour, "done", G_CALLBACK (done_cb), &result);
  axle_tour_begin (tour);
  while (result < 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (result);
  g_assert_cmpuint (axle_tour_get_n_pictures (tour), >=, 40);
}

static void
test_tour (void)
{
  test_app_run_contested (check_tour);
}

int
main (int    argc,
      char **argv)
{
  axle_locale_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tour", test_tour);
  return g_test_run ();
}
