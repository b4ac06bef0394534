/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <time.h>

#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "store/key.h"
#include "store/outbox.h"
#include "support/support.h"
#include "ui/app.h"
#include "ui/customers/customer-page.h"
#include "ui/profile.h"
#include "ui/shell/locale.h"
#include "ui/shell/picture.h"

/* The page of a customer in the real window: from being asked for to its first frame, with
 * 500 entries in the timeline; the frames after it, in which what stands further down comes;
 * and frames of scrolling through 5,000. The time is the program's own, of its main thread: what happens until the page is there, and
 * then layout and drawing of a frame, without waiting for the next. A frame at 60 Hz is the limit. */

#define FRAME_MS (1000.0 / 60)
#define MANY 500
#define VERY_MANY 5000
#define ROUNDS 15
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

static AxleRecord *
new_record (GPtrArray        *records,
            const AxleEntity *entity,
            const AxleId     *scope)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = *scope;
  record->revision = 1;
  record->created_at = g_get_real_time ();
  g_ptr_array_add (records, record);
  return record;
}

static void
add_visit (GPtrArray    *records,
           const AxleId *scope,
           const AxleId *customer,
           gint64        at)
{
  AxleRecord *visit = new_record (records, &axle_visit_entity, scope);
  AxleRecord *job = new_record (records, &axle_job_entity, scope);

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
  AxleRecord *contact = new_record (records, &axle_contact_entity, scope);

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
  g_autofree char *path = g_build_filename (profile, "cache.db", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) key = axle_key_load (profile, FALSE, &error);
  AxleStore *store = axle_store_open (&(AxleStoreOptions) { .path = path, .key = key }, &error);
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (store);
  g_autoptr(GPtrArray) customers = axle_store_list (store, &axle_customer_entity, NULL);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleCursor cursor = axle_store_get_cursor (store, &enrolment->store);

  people.plain = ((AxleRecord *) customers->pdata[1])->id;
  people.many = ((AxleRecord *) customers->pdata[2])->id;
  people.very_many = ((AxleRecord *) customers->pdata[3])->id;
  add_life (records, &enrolment->store, &people.many, MANY);
  add_life (records, &enrolment->store, &people.very_many, VERY_MANY);
  cursor.sequence += records->len;
  axle_store_apply_feed (store, &enrolment->store, records, &cursor, &error);
  g_assert_no_error (error);
  axle_store_close (store);
}

/* Of this thread alone, in microseconds: others who work on the machine do not count. */
static gint64
get_own_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Frames. */

typedef struct
{
  gint64  began;
  GArray *times; /* double, milliseconds */
} Frames;

static void
begin_frame_cb (GdkFrameClock *clock,
                Frames        *frames)
{
  frames->began = get_own_time ();
}

static void
end_frame_cb (GdkFrameClock *clock,
              Frames        *frames)
{
  double ms = (double) (get_own_time () - frames->began) / 1000;

  g_array_append_val (frames->times, ms);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

static double
take_quantile (GArray *times,
               double  quantile)
{
  g_array_sort (times, compare_times);
  return g_array_index (times, double, MIN (times->len - 1, (guint) (quantile * times->len)));
}

static void
run_until (Frames *frames,
           guint   n_frames)
{
  while (frames->times->len < n_frames)
    g_main_context_iteration (NULL, TRUE);
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
        Frames       *frames,
        const AxleId *customer)
{
  open_customer (app, customer);
  g_array_set_size (frames->times, 0);
  for (guint i = 0; i < 16; i++)
    {
      gtk_widget_queue_draw (GTK_WIDGET (app->window));
      run_until (frames, i + 1);
    }
}

static void
measure_opening (TestApp    *app,
                 Frames     *frames,
                 const char *tab)
{
  g_autoptr(GArray) opened = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) after = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ROUNDS; i++)
    {
      double ms;
      gint64 began;

      settle (app, frames, &people.plain);
      axle_customer_page_show_tab (get_page (app), tab);
      settle (app, frames, &people.plain);
      g_array_set_size (frames->times, 0);
      began = get_own_time ();
      open_customer (app, &people.many);
      ms = (double) (get_own_time () - began) / 1000;
      run_until (frames, 1);
      ms += g_array_index (frames->times, double, 0);
      g_array_append_val (opened, ms);
      for (guint f = 1; f <= FILLING; f++)
        {
          gtk_widget_queue_draw (GTK_WIDGET (app->window));
          run_until (frames, f + 1);
          g_array_append_val (after, g_array_index (frames->times, double, f));
        }
    }
  printf ("open-500-%s-p50 %.2f ms\n", tab, take_quantile (opened, 0.5));
  printf ("open-500-%s-p95 %.2f ms\n", tab, take_quantile (opened, 0.95));
  printf ("open-500-%s %.2f frames 1.0\n", tab, take_quantile (opened, 0.5) / FRAME_MS);
  printf ("open-500-%s-then-p99 %.2f frames 1.0\n", tab, take_quantile (after, 0.99) / FRAME_MS);
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
measure_scrolling (TestApp *app,
                   Frames  *frames)
{
  GtkAdjustment *place;

  axle_customer_page_show_tab (get_page (app), "timeline");
  settle (app, frames, &people.very_many);
  place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find_timeline (GTK_WIDGET (get_page (app)))));
  g_array_set_size (frames->times, 0);
  for (guint i = 0; i < SCROLL_FRAMES; i++)
    {
      gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) + SCROLL_STEP);
      run_until (frames, i + 1);
    }
  printf ("scroll-5000-p50 %.2f ms\n", take_quantile (frames->times, 0.5));
  printf ("scroll-5000-p99 %.2f ms\n", take_quantile (frames->times, 0.99));
  printf ("scroll-5000 %.2f frames 1.0\n", take_quantile (frames->times, 0.99) / FRAME_MS);
}

static gboolean
has_width (gpointer data)
{
  return gtk_widget_get_width (GTK_WIDGET (((TestApp *) data)->window)) == 1280;
}

static void
measure (TestApp *app)
{
  GdkFrameClock *clock;
  Frames frames = { .times = g_array_new (FALSE, FALSE, sizeof (double)) };

  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  gtk_window_unmaximize (GTK_WINDOW (app->window));
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1280, 800);
  axle_test_wait_for (has_width, app);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (app->window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (begin_frame_cb), &frames);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (end_frame_cb), &frames);
  open_customer (app, &people.plain);
  measure_opening (app, &frames, "overview");
  measure_opening (app, &frames, "timeline");
  measure_scrolling (app, &frames);
  g_signal_handlers_disconnect_by_data (clock, &frames);
  g_array_unref (frames.times);
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
