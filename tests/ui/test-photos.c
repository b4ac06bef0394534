/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include "app/customer-list.h"
#include "core/party/customer.h"
#include "report/car-sketch.h"
#include "ui/customers/customer-page.h"
#include "ui/photos/photo-grid.h"
#include "ui/photos/photo-tile.h"
#include "ui/photos/photo-viewer.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"

#define N_PHOTOS 5

static GtkWidget *
find (TestApp *app,
      GType    type)
{
  return test_app_find (GTK_WIDGET (app->window), type);
}

static AxlePhotoGrid *
get_grid (TestApp *app)
{
  return AXLE_PHOTO_GRID (find (app, AXLE_TYPE_PHOTO_GRID));
}

static gboolean
has_rows (gpointer data)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (find (data, GTK_TYPE_COLUMN_VIEW));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view))) == TEST_N_CUSTOMERS;
}

static void
activate_on_page (TestApp    *app,
                  const char *action)
{
  g_assert_true (gtk_widget_activate_action (find (app, AXLE_TYPE_CUSTOMER_PAGE), action, NULL));
}

static gboolean
is_wide (gpointer data)
{
  TestApp *app = data;

  return gtk_widget_get_width (gtk_window_get_child (GTK_WINDOW (app->window))) == 1200;
}

static void
make_wide (TestApp *app)
{
  gtk_window_unmaximize (GTK_WINDOW (app->window));
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1200, 800);
  axle_test_wait_for (is_wide, app);
}

static void
open_row (TestApp *app,
          guint    position)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (find (app, GTK_TYPE_COLUMN_VIEW));
  g_autoptr(AxleCustomerItem) item = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), position);

  axle_window_show_record (app->window, &axle_customer_entity, axle_customer_item_get_id (item));
}

static void
begin (TestApp *app)
{
  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  axle_test_wait_for (has_rows, app);
  make_wide (app);
  open_row (app, 1);
  activate_on_page (app, "customer.show-photos");
}

static void
add_pictures (TestApp      *app,
              const AxleId *subject,
              guint         n)
{
  static const guint32 paints[] = { 0xb3282d, 0x27496d, 0x3f4245, 0xe8e6e1, 0x2f7d4f };

  for (guint i = 0; i < n; i++)
    {
      AxleCarSketch sketch = { 640, 480, paints[i % G_N_ELEMENTS (paints)], i % 2 == 1 };
      g_autoptr(GBytes) png = axle_car_sketch_draw (&sketch);
      g_autoptr(GAsyncResult) result = NULL;
      g_autofree char *reason = NULL;
      g_autoptr(GError) error = NULL;
      guint n_added;

      axle_photos_add_bytes_async (app->workstation, subject, png, NULL, test_take_result, &result);
      axle_photos_add_finish (app->workstation, test_wait (&result), &n_added, &reason, &error);
      g_assert_no_error (error);
    }
}

static const AxleId *
get_customer (TestApp *app)
{
  return axle_customer_page_get_customer (AXLE_CUSTOMER_PAGE (find (app, AXLE_TYPE_CUSTOMER_PAGE)));
}

static guint
count (TestApp *app)
{
  return g_list_model_get_n_items (axle_photo_grid_get_photos (get_grid (app)));
}

static gboolean
has_all (gpointer data)
{
  return count (data) == N_PHOTOS;
}

static gboolean
has_one_less (gpointer data)
{
  return count (data) == N_PHOTOS - 1;
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

/* The picture of the tile or the viewer is there, not what stands for it. */
static gboolean
is_drawn (gpointer data)
{
  GtkWidget *picture = test_app_find (data, GTK_TYPE_PICTURE);

  return gtk_picture_get_paintable (GTK_PICTURE (picture)) != NULL;
}

static void
press (TestApp *app,
       guint    key)
{
  static const struct { guint key; const char *action; } keys[] = {
    { GDK_KEY_Right, "viewer.next" }, { GDK_KEY_Left, "viewer.previous" }, { GDK_KEY_plus, "viewer.zoom-in" },
    { GDK_KEY_0, "viewer.zoom-fit" }, { GDK_KEY_Delete, "viewer.delete" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key)
      gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), keys[i].action, NULL);
}

static void
open_first (TestApp *app)
{
  GtkWidget *tile = find (app, AXLE_TYPE_PHOTO_TILE);

  g_assert_true (gtk_widget_activate (tile));
  axle_test_wait_for (has_dialog, app);
  axle_test_wait_for (is_drawn, test_app_get_dialog (app));
}

static void
look_at_all (TestApp *app)
{
  AxlePhotoViewer *viewer;

  begin (app);
  g_assert_nonnull (test_app_find_css (GTK_WIDGET (get_grid (app)), "photo-add"));
  test_app_look (app, "photos-none");
  add_pictures (app, get_customer (app), N_PHOTOS);
  axle_test_wait_for (has_all, app);
  axle_test_wait_for (is_drawn, find (app, AXLE_TYPE_PHOTO_TILE));
  test_app_look (app, "photos");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  test_app_look (app, "photos-dark");

  open_first (app);
  viewer = AXLE_PHOTO_VIEWER (test_app_get_dialog (app));
  test_app_look (app, "photo-large");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  press (app, GDK_KEY_Left);
  g_assert_cmpuint (axle_photo_viewer_get_position (viewer), ==, 0);
  press (app, GDK_KEY_Right);
  g_assert_cmpuint (axle_photo_viewer_get_position (viewer), ==, 1);
  g_assert_cmpfloat (axle_photo_viewer_get_zoom (viewer), ==, 0);
  axle_test_wait_for (is_drawn, viewer);
  press (app, GDK_KEY_plus);
  g_assert_cmpfloat (axle_photo_viewer_get_zoom (viewer), >, 0);
  press (app, GDK_KEY_0);
  g_assert_cmpfloat (axle_photo_viewer_get_zoom (viewer), ==, 0);

  press (app, GDK_KEY_Delete);
  axle_test_wait_for (has_one_less, app);
  g_assert_cmpuint (axle_photo_viewer_get_position (viewer), ==, 1);
  adw_dialog_close (ADW_DIALOG (viewer));
  axle_test_wait_for (has_no_dialog, app);
  test_app_activate (app, "win.undo");
  axle_test_wait_for (has_all, app);
}

static void
test_all (void)
{
  test_app_run (TRUE, look_at_all);
}

static gboolean
is_narrow (gpointer data)
{
  TestApp *app = data;

  return gtk_widget_get_width (gtk_window_get_child (GTK_WINDOW (app->window))) == 400;
}

static void
look_narrow (TestApp *app)
{
  begin (app);
  add_pictures (app, get_customer (app), N_PHOTOS);
  axle_test_wait_for (has_all, app);
  gtk_window_set_default_size (GTK_WINDOW (app->window), 400, 800);
  axle_test_wait_for (is_narrow, app);
  gtk_widget_activate_action (GTK_WIDGET (axle_window_get_view (app->window)), "customers.open", NULL);
  test_app_look (app, "photos-narrow");
}

static void
test_narrow (void)
{
  test_app_run (TRUE, look_narrow);
}

/* Who may not change customers sees photos and adds none. */
static void
look_only (TestApp *app)
{
  test_app_sign_in (app, TEST_TECHNICIAN);
  axle_test_wait_for (has_rows, app);
  make_wide (app);
  open_row (app, 1);
  activate_on_page (app, "customer.show-photos");
  g_assert_null (test_app_find_css (GTK_WIDGET (get_grid (app)), "photo-add"));
  test_app_look (app, "photos-read-only");
}

static void
test_read_only (void)
{
  test_app_run (TRUE, look_only);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/photos/all", test_all);
  g_test_add_func ("/photos/narrow", test_narrow);
  g_test_add_func ("/photos/read-only", test_read_only);
  return g_test_run ();
}
