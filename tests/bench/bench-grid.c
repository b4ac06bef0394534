/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/appointment/appointment.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/service-item.h"
#include "core/organisation/organisation.h"
#include "core/vehicle/ownership.h"
#include "desk.h"
#include "frames.h"
#include "support/support.h"
#include "ui/app.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/grid-canvas.h"
#include "ui/gestures.h"
#include "ui/profile.h"
#include "ui/shell/locale.h"
#include "ui/shell/picture.h"

/* The grid of the calendar in the real window: a busy Saturday of 120 appointments in 12 bays
 * and a week of 700. From an empty day to the full one, through which it is scrolled and in
 * which one is dragged. The worst of each is told, and a frame at 60 Hz is the limit. */

#define N_BAYS 12
#define PER_BAY 10
#define WEEK_EXTRA 580 /* on the days before the Saturday */
#define ROUNDS 12
#define SETTLING 8
#define SCROLL_FRAMES 200

/* That Saturday; the day after it and the week after that are empty. */
static const AxleDate saturday = { 2031, 10, 11 };
static const AxleDate empty = { 2031, 11, 12 };

/* What there is. */

typedef struct
{
  GPtrArray *records;
  GPtrArray *shared;
  GPtrArray *ownerships;
  AxleId     scope;
  AxleId     bays[N_BAYS];
} Maker;

static void
add_workshop (Maker *maker)
{
  static const char * const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL };
  AxleRecord *hours = bench_desk_add (maker->records, &maker->scope, &axle_opening_hours_entity);
  AxleRecord *service = bench_desk_add (maker->records, &maker->scope, &axle_service_item_entity);

  axle_record_set_members (hours, AXLE_OPENING_HOURS_DAYS, days);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_OPENS, 8 * 60);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_CLOSES, 20 * 60);
  axle_record_set_text (service, AXLE_SERVICE_ITEM_CODE, "oil");
  axle_record_set_text (service, AXLE_SERVICE_ITEM_NAME, "机油保养");
  axle_record_set_text (service, AXLE_SERVICE_ITEM_SKILL, "maintenance");
  axle_record_set_integer (service, AXLE_SERVICE_ITEM_MINUTES, 60);
  for (guint i = 0; i < N_BAYS; i++)
    {
      AxleRecord *bay = bench_desk_add (maker->records, &maker->scope, &axle_resource_entity);
      g_autofree char *name = g_strdup_printf ("%u 号工位", i + 1);

      axle_record_set_text (bay, AXLE_RESOURCE_NAME, name);
      axle_record_set_text (bay, AXLE_RESOURCE_KIND, "bay");
      axle_record_set_integer (bay, AXLE_RESOURCE_POSITION, i);
      maker->bays[i] = bay->id;
    }
}

/* As many work there as there are bays. */
static void
add_technicians (Maker        *maker,
                 const AxleId *store)
{
  for (guint i = 0; i < N_BAYS; i++)
    {
      AxleRecord *person = bench_desk_add (maker->records, &maker->scope, &axle_staff_entity);
      g_autofree char *name = g_strdup_printf ("技师 %u", i + 1);

      axle_record_set_text (person, AXLE_STAFF_NAME, name);
      axle_record_set_id (person, AXLE_STAFF_STORE, store);
      axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, TRUE);
      axle_record_set_members (person, AXLE_STAFF_SKILLS, (const char *[]) { "maintenance", NULL });
    }
}

static void
add_appointment (Maker          *maker,
                 const AxleDate *date,
                 guint           n)
{
  static const char * const states[] = { "booked", "confirmed", "arrived", "done" };
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  AxleRecord *record = bench_desk_add (maker->records, &maker->scope, &axle_appointment_entity);
  const AxleRecord *ownership = maker->ownerships->pdata[n % maker->ownerships->len];
  int minute = 8 * 60 + (int) (n / N_BAYS % PER_BAY) * 70;

  axle_record_set_integer (record, AXLE_APPOINTMENT_AT, axle_date_get_time (date, minute, zone));
  axle_record_set_integer (record, AXLE_APPOINTMENT_MINUTES, 60);
  axle_record_set_text (record, AXLE_APPOINTMENT_STATE, states[n % G_N_ELEMENTS (states)]);
  axle_record_set (record, AXLE_APPOINTMENT_CUSTOMER, axle_record_get (ownership, AXLE_OWNERSHIP_CUSTOMER));
  axle_record_set (record, AXLE_APPOINTMENT_VEHICLE, axle_record_get (ownership, AXLE_OWNERSHIP_VEHICLE));
  axle_record_set_members (record, AXLE_APPOINTMENT_SERVICES, (const char *[]) { "oil", NULL });
  axle_record_set_id (record, AXLE_APPOINTMENT_BAY, &maker->bays[n % N_BAYS]);
}

static void
fill_profile (const char *profile)
{
  AxleStore *store = bench_desk_open (profile);
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (store);
  g_autoptr(GPtrArray) ownerships = axle_store_list (store, &axle_ownership_entity, NULL);
  g_autoptr(GPtrArray) own = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) shared = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  Maker maker = { own, shared, ownerships, enrolment->store, { { { 0 } } } };

  add_workshop (&maker);
  for (guint i = 0; i < N_BAYS * PER_BAY; i++)
    add_appointment (&maker, &saturday, i);
  for (guint i = 0; i < WEEK_EXTRA; i++)
    {
      AxleDate date = axle_date_add_days (&saturday, -1 - (int) (i % 5));

      add_appointment (&maker, &date, i / 5);
    }
  bench_desk_apply (store, &enrolment->store, own);
  maker.records = shared;
  maker.scope = enrolment->group;
  add_technicians (&maker, &enrolment->store);
  bench_desk_apply (store, &enrolment->group, shared);
  axle_store_close (store);
}

typedef struct
{
  AxleCalendarView *view;
  GtkWidget        *canvas;
  BenchFrames       timed;
} Frames;

static void
draw (Frames *frames,
      guint   n_frames)
{
  bench_frames_run (&frames->timed, n_frames, frames->canvas);
}

static gboolean
is_ready (gpointer data)
{
  return axle_calendar_is_ready (axle_calendar_view_get_calendar (data));
}

static void
go_to (Frames         *frames,
       const AxleDate *date)
{
  axle_calendar_view_go_to (frames->view, date);
  axle_test_wait_for (is_ready, frames->view);
}

/* From an empty day to the full one: the worst of its frames, once for each round. */
static void
measure_showing (Frames     *frames,
                 const char *page)
{
  g_autoptr(GArray) worst = bench_times_new ();

  axle_calendar_view_set_page (frames->view, page);
  for (guint i = 0; i < ROUNDS; i++)
    {
      double ms;

      go_to (frames, &empty);
      bench_frames_begin (&frames->timed);
      draw (frames, SETTLING);
      bench_frames_begin (&frames->timed);
      go_to (frames, &saturday);
      draw (frames, frames->timed.painted->len + SETTLING);
      ms = bench_get_quantile (frames->timed.painted, 1);
      g_array_append_val (worst, ms);
    }
  printf ("grid.%s.show-p50 %.2f ms\n", page, bench_get_quantile (worst, 0.5));
  printf ("grid.%s.show-worst %.2f frames 1.0\n", page, bench_get_quantile (worst, 1) / BENCH_FRAME_MS);
}

static void
measure_scrolling (Frames     *frames,
                   const char *page)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (frames->canvas, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *vertical = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  GtkAdjustment *horizontal = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));

  go_to (frames, &saturday);
  bench_frames_begin (&frames->timed);
  draw (frames, SETTLING);
  bench_frames_begin (&frames->timed);
  for (guint i = 0; i < SCROLL_FRAMES; i++)
    {
      gtk_adjustment_set_value (vertical, 400 + 3 * (i < SCROLL_FRAMES / 2 ? i : SCROLL_FRAMES - i));
      gtk_adjustment_set_value (horizontal, 12 * (i < SCROLL_FRAMES / 2 ? i : SCROLL_FRAMES - i));
      draw (frames, i + 1);
    }
  printf ("grid.%s.scroll-p50 %.2f ms\n", page, bench_get_quantile (frames->timed.painted, 0.5));
  printf ("grid.%s.scroll-p99 %.2f frames 1.0\n", page, bench_get_quantile (frames->timed.painted, 0.99) / BENCH_FRAME_MS);
}

/* The first movement works out where it would fit. */
static void
measure_dragging (Frames *frames)
{
  g_autoptr(GArray) first = bench_times_new ();
  g_autoptr(GArray) rest = bench_times_new ();

  for (guint i = 0; i < ROUNDS; i++)
    {
      bench_frames_begin (&frames->timed);
      draw (frames, SETTLING);
      bench_frames_begin (&frames->timed);
      test_drag_begin (frames->canvas, 60, 9.2 * 72, 40, 40);
      draw (frames, 1);
      g_array_append_val (first, g_array_index (frames->timed.painted, double, 0));
      for (guint step = 1; step <= 12; step++)
        {
          test_drag_move (frames->canvas, 40 + 30 * step, 40 + 20 * step);
          draw (frames, 1 + step);
          g_array_append_val (rest, g_array_index (frames->timed.painted, double, step));
        }
      g_assert_true (test_press_key (frames->canvas, GDK_KEY_Escape, 0));
      test_drag_end (frames->canvas, 0, 0);
    }
  printf ("grid.day.drag-begin-p50 %.2f ms\n", bench_get_quantile (first, 0.5));
  printf ("grid.day.drag-begin-worst %.2f frames 1.0\n", bench_get_quantile (first, 1) / BENCH_FRAME_MS);
  printf ("grid.day.drag-p99 %.2f frames 1.0\n", bench_get_quantile (rest, 0.99) / BENCH_FRAME_MS);
}

static GtkWidget *
find_canvas (Frames *frames)
{
  return test_app_find (GTK_WIDGET (axle_calendar_view_get_page (frames->view)), AXLE_TYPE_GRID_CANVAS);
}

static void
measure (TestApp *app)
{
  g_autoptr(GArray) times = bench_times_new ();
  Frames frames = { .timed.painted = times };

  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1280, 900);
  test_app_sign_in (app, TEST_MANAGER);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "calendar");
  frames.view = AXLE_CALENDAR_VIEW (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CALENDAR_VIEW));
  axle_calendar_view_set_page (frames.view, "day");
  bench_frames_watch (&frames.timed, gtk_widget_get_frame_clock (GTK_WIDGET (app->window)));
  frames.canvas = find_canvas (&frames);
  measure_showing (&frames, "day");
  measure_scrolling (&frames, "day");
  measure_dragging (&frames);
  axle_calendar_view_set_page (frames.view, "week");
  frames.canvas = find_canvas (&frames);
  measure_showing (&frames, "week");
  measure_scrolling (&frames, "week");
  bench_frames_unwatch (&frames.timed, gtk_widget_get_frame_clock (GTK_WIDGET (app->window)));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(AxleTestFolder) folder = NULL;
  g_autofree char *profile = NULL;

  axle_locale_set_up ();
  g_test_init (&argc, &argv, NULL);
  folder = axle_test_folder_new ();
  profile = axle_test_folder_build (folder, "profile");
  test_profile_make (profile);
  fill_profile (profile);
  test_app_run_on (profile, measure);
  return 0;
}
