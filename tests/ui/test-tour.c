/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include "app/customer-list.h"
#include "app/photos.h"
#include "report/car-sketch.h"
#include "ui/profile.h"
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

static gboolean
is_listed (gpointer data)
{
  return g_list_model_get_n_items (data) > 0;
}

/* One to look at, of the first customer. */
static void
add_photo (TestApp *app)
{
  g_autoptr (AxleCustomerList) customers = axle_customer_list_new (app->workstation);
  g_autoptr (AxleCustomerItem) first = NULL;
  g_autoptr (GBytes) png = axle_car_sketch_draw (&(AxleCarSketch) { 640, 480, 0x27496d, FALSE });
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;
  guint n_added;

  axle_test_wait_for (is_listed, customers);
  first = g_list_model_get_item (G_LIST_MODEL (customers), 0);
  axle_photos_add_bytes_async (app->workstation, axle_customer_item_get_id (first), png, NULL, test_take_result, &result);
  axle_photos_add_finish (app->workstation, test_wait (&result), &n_added, &reason, &error);
  g_assert_no_error (error);
}

static void
check_tour (TestApp *app)
{
  g_autofree char *folder = dup_folder (app);
  g_autoptr (AxleTour) tour = NULL;
  int result = -1;

  test_app_sign_in (app, TEST_MANAGER);
  add_photo (app);
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
  test_app_init (&argc, &argv);
  g_test_add_func ("/tour", test_tour);
  return g_test_run ();
}
