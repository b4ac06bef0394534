/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "desk.h"
#include "frames.h"
#include "support/support.h"
#include "ui/app.h"
#include "ui/customers/customer-page.h"
#include "ui/profile.h"
#include "ui/shell/locale.h"
#include "ui/shell/picture.h"

/* The page of a customer in the real window: from being asked for to its first frame, with
 * 500 entries in the timeline; the frames after it, in which what stands further down comes;
 * and frames of scrolling through 5,000. A frame at 60 Hz is the limit. */

#define MANY 500
#define VERY_MANY 5000
#define ROUNDS 15
#define SETTLING 16 /* frames until all rows are there */
#define FILLING 12 /* frames until all of the page is there */
#define SCROLL_FRAMES 400
#define SCROLL_STEP 130

typedef struct
{
  AxleId plain;
  AxleId many;
  AxleId very_many;
} People;

static People people;

/* What happened. */

static void
add_visit (GPtrArray    *records,
           const AxleId *scope,
           const AxleId *customer,
           gint64        at)
{
  AxleRecord *visit = bench_desk_add (records, scope, &axle_visit_entity);
  AxleRecord *job = bench_desk_add (records, scope, &axle_job_entity);

  axle_record_set_id (visit, AXLE_VISIT_CUSTOMER, customer);
  axle_record_set_integer (visit, AXLE_VISIT_AT, at);
  axle_record_set_text (visit, AXLE_VISIT_REASON, "maintenance");
  axle_record_set_integer (visit, AXLE_VISIT_AMOUNT, 88000);
  axle_record_set_id (job, AXLE_JOB_VISIT, &visit->id);
  axle_record_set_text (job, AXLE_JOB_TITLE, "更换机油机滤");
  axle_record_set_text (job, AXLE_JOB_STATE, "done");
}

static void
add_contact (GPtrArray    *records,
             const AxleId *scope,
             const AxleId *customer,
             gint64        at)
{
  AxleRecord *contact = bench_desk_add (records, scope, &axle_contact_entity);

  axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, customer);
  axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, "call");
  axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "in");
  axle_record_set_integer (contact, AXLE_CONTACT_AT, at);
  axle_record_set_text (contact, AXLE_CONTACT_SUMMARY, "询问首保时间，希望周六上午到店；顺便看看轮胎，右后轮最近有点漏气。");
}

static void
add_life (GPtrArray    *records,
          const AxleId *scope,
          const AxleId *customer,
          guint         n_entries)
{
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < n_entries; i++)
    if (i % 4 == 0)
      add_visit (records, scope, customer, now - i * G_TIME_SPAN_DAY / 2);
    else
      add_contact (records, scope, customer, now - i * G_TIME_SPAN_DAY / 2);
}

static void
fill_profile (const char *profile)
{
  AxleStore *store = bench_desk_open (profile);
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (store);
  g_autoptr(GPtrArray) customers = axle_store_list (store, &axle_customer_entity, NULL);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  people.plain = ((AxleRecord *) customers->pdata[1])->id;
  people.many = ((AxleRecord *) customers->pdata[2])->id;
  people.very_many = ((AxleRecord *) customers->pdata[3])->id;
  add_life (records, &enrolment->store, &people.many, MANY);
  add_life (records, &enrolment->store, &people.very_many, VERY_MANY);
  bench_desk_apply (store, &enrolment->store, records);
  axle_store_close (store);
}

static AxleCustomerPage *
get_page (TestApp *app)
{
  return AXLE_CUSTOMER_PAGE (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CUSTOMER_PAGE));
}

static void
open_customer (TestApp      *app,
               const AxleId *customer)
{
  axle_window_show_record (app->window, &axle_customer_entity, customer);
}

/* Opens somebody and waits until all rows are there. */
static void
settle (TestApp      *app,
        BenchFrames  *frames,
        const AxleId *customer)
{
  open_customer (app, customer);
  bench_frames_begin (frames);
  bench_frames_run (frames, SETTLING, GTK_WIDGET (app->window));
}

static void
measure_opening (TestApp     *app,
                 BenchFrames *frames,
                 const char  *tab)
{
  g_autoptr(GArray) opened = bench_times_new ();
  g_autoptr(GArray) after = bench_times_new ();

  for (guint i = 0; i < ROUNDS; i++)
    {
      settle (app, frames, &people.plain);
      axle_customer_page_show_tab (get_page (app), tab);
      settle (app, frames, &people.plain);
      bench_frames_begin (frames);
      open_customer (app, &people.many);
      bench_frames_run (frames, 1, NULL);
      g_array_append_val (opened, g_array_index (frames->painted, double, 0));
      bench_frames_run (frames, 1 + FILLING, GTK_WIDGET (app->window));
      g_array_append_vals (after, &g_array_index (frames->painted, double, 1), FILLING);
    }
  printf ("open-500-%s-p50 %.2f ms\n", tab, bench_get_quantile (opened, 0.5));
  printf ("open-500-%s-p95 %.2f ms\n", tab, bench_get_quantile (opened, 0.95));
  printf ("open-500-%s %.2f frames 1.0\n", tab, bench_get_quantile (opened, 0.5) / BENCH_FRAME_MS);
  printf ("open-500-%s-then-p99 %.2f frames 1.0\n", tab, bench_get_quantile (after, 0.99) / BENCH_FRAME_MS);
}

static GtkWidget *
find_timeline (GtkWidget *root)
{
  GtkWidget *found = gtk_widget_has_css_class (root, "timeline") ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_timeline (child);
  return found;
}

static void
measure_scrolling (TestApp     *app,
                   BenchFrames *frames)
{
  GtkAdjustment *place;

  axle_customer_page_show_tab (get_page (app), "timeline");
  settle (app, frames, &people.very_many);
  place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find_timeline (GTK_WIDGET (get_page (app)))));
  bench_frames_begin (frames);
  for (guint i = 0; i < SCROLL_FRAMES; i++)
    {
      gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) + SCROLL_STEP);
      bench_frames_run (frames, i + 1, NULL);
    }
  printf ("scroll-5000-p50 %.2f ms\n", bench_get_quantile (frames->painted, 0.5));
  printf ("scroll-5000-p99 %.2f ms\n", bench_get_quantile (frames->painted, 0.99));
  printf ("scroll-5000 %.2f frames 1.0\n", bench_get_quantile (frames->painted, 0.99) / BENCH_FRAME_MS);
}

static gboolean
has_width (gpointer data)
{
  return gtk_widget_get_width (GTK_WIDGET (((TestApp *) data)->window)) == 1280;
}

static void
measure (TestApp *app)
{
  g_autoptr(GArray) times = bench_times_new ();
  BenchFrames frames = { .painted = times };

  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  gtk_window_unmaximize (GTK_WINDOW (app->window));
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1280, 800);
  axle_test_wait_for (has_width, app);
  bench_frames_watch (&frames, gtk_widget_get_frame_clock (GTK_WIDGET (app->window)));
  open_customer (app, &people.plain);
  measure_opening (app, &frames, "overview");
  measure_opening (app, &frames, "timeline");
  measure_scrolling (app, &frames);
  bench_frames_unwatch (&frames, gtk_widget_get_frame_clock (GTK_WIDGET (app->window)));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AxleTestFolder) folder = NULL;
  g_autofree char *profile = NULL;

  axle_locale_set_up ();
  if (!gtk_init_check ())
    return 77;
  folder = axle_test_folder_new ();
  profile = axle_test_folder_build (folder, "profile");
  test_profile_make (profile);
  fill_profile (profile);
  test_app_run_on (profile, measure);
  return 0;
}
