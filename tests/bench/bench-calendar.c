/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "app/calendar-days.h"
#include "core/appointment/appointment.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/service-item.h"
#include "core/organisation/organisation.h"
#include "core/vehicle/ownership.h"
#include "desk.h"
#include "frames.h"
#include "support/support.h"
#include "ui/calendar/calendar-agenda.h"
#include "ui/calendar/calendar-month.h"
#include "ui/calendar/calendar-view.h"
#include "ui/profile.h"
#include "ui/shell/application.h"
#include "ui/shell/locale.h"

/* The calendar of the whole app with many appointments in each of three months: what a frame
 * costs while the month is first shown, turned back and forth and scrolled in a low window,
 * and while the agenda is scrolled; and how long it takes until the month is all there.
 *
 *     bench-calendar [APPOINTMENTS A MONTH]
 *
 * A frame ends where painting begins. */

#define N_BAYS 12
#define N_MONTHS 3
#define N_TURNS 24
#define N_SCROLLS 200
#define WARM 60           /* frames before the month is asked for */
#define SCROLLED 30.0     /* pixels a frame */
#define LOW_HEIGHT 420
#define WIDTH 1280
#define HEIGHT 900

/* A child: the program itself. */

typedef enum
{
  WARMING,
  FIRST,
  TURNING,
  SETTLING,
  SCROLLING,
  ROLLING,
  N_PHASES,
} Phase;

static const char * const names[N_PHASES] = { NULL, "first", "turn", NULL, "scroll", "agenda" };

typedef struct
{
  GtkWindow        *window;
  AxleCalendarView *view;
  GtkAdjustment    *place;
  GArray           *frames[N_PHASES];  /* (element-type double): milliseconds */
  GArray           *turns;             /* (element-type double): milliseconds until all is there */
  Phase             phase;
  guint             n_done;            /* of a phase */
  BenchFrames       timed;
  gint64            asked;             /* when a page was asked for */
} Child;

static void
end (Child *self)
{
  for (guint i = 0; i < N_PHASES; i++)
    {
      GArray *frames = self->frames[i];

      if (names[i] == NULL)
        continue;
      g_print ("%s.p50 %.2f ms\n", names[i], bench_get_quantile (frames, 0.5));
      g_print ("%s.longest %.2f ms %.1f\n", names[i], bench_get_quantile (frames, 1), BENCH_FRAME_MS);
    }
  g_print ("turned.p50 %.1f ms\n", bench_get_quantile (self->turns, 0.5));
  /* Not exit(): that takes the ciphers away from the worker, which may still be writing. */
  g_application_quit (g_application_get_default ());
}

static void
begin (Child *self,
       Phase  phase)
{
  self->phase = phase;
  self->n_done = 0;
  self->asked = g_get_monotonic_time ();
}

static gboolean
is_there (Child *self)
{
  AxleCalendarPage *page = axle_calendar_view_get_page (self->view);

  return axle_calendar_is_ready (axle_calendar_view_get_calendar (self->view)) &&
         axle_calendar_month_is_filled (AXLE_CALENDAR_MONTH (page));
}

static void
find_place (Child *self)
{
  GtkWidget *scrolled = bench_find_mapped (GTK_WIDGET (axle_calendar_view_get_page (self->view)), GTK_TYPE_SCROLLED_WINDOW);

  self->place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

static double
get_room (Child *self)
{
  return gtk_adjustment_get_upper (self->place) - gtk_adjustment_get_page_size (self->place);
}

static void
step_turning (Child *self)
{
  double took = (double) (g_get_monotonic_time () - self->asked) / 1e3;

  if (!is_there (self))
    return;
  g_array_append_val (self->turns, took);
  if (self->n_done++ == N_TURNS)
    {
      gtk_window_set_default_size (self->window, WIDTH, LOW_HEIGHT);
      begin (self, SETTLING);
      return;
    }
  self->asked = g_get_monotonic_time ();
  axle_calendar_view_step (self->view, self->n_done % 2 == 0 ? 1 : -1);
}

/* What a window costs that is made smaller is no scrolling. */
static void
step_settling (Child *self)
{
  if (self->n_done++ < WARM || !is_there (self))
    return;
  find_place (self);
  begin (self, SCROLLING);
}

static void
roll (Child *self)
{
  double at = gtk_adjustment_get_value (self->place) + SCROLLED;

  gtk_adjustment_set_value (self->place, at > get_room (self) ? 0 : at);
}

static void
step_scrolling (Child *self)
{
  roll (self);
  if (self->n_done++ < N_SCROLLS)
    return;
  axle_calendar_view_set_page (self->view, "agenda");
  find_place (self);
  begin (self, ROLLING);
}

static void
step (Child *self)
{
  switch (self->phase)
    {
    case WARMING:
      if (self->n_done++ < WARM)
        break;
      begin (self, FIRST);
      axle_calendar_view_set_page (self->view, "month");
      break;
    case FIRST:
      if (!is_there (self))
        break;
      g_print ("shown %.1f ms\n", (double) (g_get_monotonic_time () - self->asked) / 1e3);
      begin (self, TURNING);
      break;
    case TURNING:
      step_turning (self);
      break;
    case SCROLLING:
      step_scrolling (self);
      break;
    case SETTLING:
      step_settling (self);
      break;
    case ROLLING:
    default:
      /* Until the list is there, it is no scrolling. */
      if (self->n_done > WARM)
        roll (self);
      if (self->n_done++ == WARM + N_SCROLLS)
        end (self);
      break;
    }
}

static gboolean
step_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  Child *self = data;
  gboolean counts;

  step (self);
  counts = names[self->phase] != NULL && (self->phase != ROLLING || self->n_done > WARM + 1);
  self->timed.ours = counts ? self->frames[self->phase] : NULL;
  return G_SOURCE_CONTINUE;
}

static gboolean
wait_cb (gpointer data)
{
  Child *self = data;
  GtkWidget *view;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.view", "s", "calendar");
  view = bench_find_mapped (GTK_WIDGET (self->window), AXLE_TYPE_CALENDAR_VIEW);
  if (view == NULL)
    return G_SOURCE_CONTINUE;
  self->view = AXLE_CALENDAR_VIEW (view);
  bench_frames_watch (&self->timed, gtk_widget_get_frame_clock (view));
  gtk_widget_add_tick_callback (view, step_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window,
                 Child          *self)
{
  if (self->window != NULL)
    return;
  self->window = window;
  gtk_window_set_default_size (window, WIDTH, HEIGHT);
  g_timeout_add (200, wait_cb, self);
}

static int
run_axle (char *name,
          char *profile)
{
  char *arguments[] = { name, (char *) "--profile", profile, (char *) "--sign-in", (char *) TEST_MANAGER, NULL };
  g_autoptr(AxleApplication) application = NULL;
  Child self = { .turns = bench_times_new () };

  for (guint i = 0; i < N_PHASES; i++)
    self.frames[i] = bench_times_new ();
  axle_locale_set_up ();
  application = axle_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &self);
  return g_application_run (G_APPLICATION (application), 5, arguments);
}

/* The parent. */

static void
set_words (AxleRecord *record,
           guint       field,
           const char *words)
{
  g_auto(GStrv) members = g_strsplit (words, " ", -1);

  axle_record_set_members (record, field, (const char * const *) members);
}

static void
add_workshop (GPtrArray    *records,
              const AxleId *scope,
              const AxleId *role,
              AxleId       *bays)
{
  AxleRecord *hours = bench_desk_add (records, scope, &axle_opening_hours_entity);
  AxleRecord *service = bench_desk_add (records, scope, &axle_service_item_entity);

  set_words (hours, AXLE_OPENING_HOURS_DAYS, "mon tue wed thu fri sat sun");
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_OPENS, 8 * 60);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_CLOSES, 18 * 60);
  axle_record_set_text (service, AXLE_SERVICE_ITEM_CODE, "oil");
  axle_record_set_text (service, AXLE_SERVICE_ITEM_NAME, "机油保养");
  axle_record_set_text (service, AXLE_SERVICE_ITEM_AREA, "oil");
  axle_record_set_text (service, AXLE_SERVICE_ITEM_SKILL, "maintenance");
  axle_record_set_integer (service, AXLE_SERVICE_ITEM_MINUTES, 60);
  axle_record_set_boolean (service, AXLE_SERVICE_ITEM_ACTIVE, TRUE);
  for (guint i = 0; i < N_BAYS; i++)
    {
      AxleRecord *bay = bench_desk_add (records, scope, &axle_resource_entity), *person = bench_desk_add (records, scope, &axle_staff_entity);
      g_autofree char *name = g_strdup_printf ("%u 号工位", i + 1), *who = g_strdup_printf ("技师%u", i + 1);

      axle_record_set_text (bay, AXLE_RESOURCE_NAME, name);
      axle_record_set_text (bay, AXLE_RESOURCE_KIND, "bay");
      set_words (bay, AXLE_RESOURCE_SKILLS, "maintenance");
      axle_record_set_boolean (bay, AXLE_RESOURCE_ACTIVE, TRUE);
      axle_record_set_text (person, AXLE_STAFF_NAME, who);
      axle_record_set_id (person, AXLE_STAFF_ROLE, role);
      axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, TRUE);
      set_words (person, AXLE_STAFF_SKILLS, "maintenance");
      bays[i] = bay->id;
    }
}

static void
add_month (GPtrArray      *records,
           const AxleId   *scope,
           GPtrArray      *ownerships,
           const AxleId   *bays,
           const AxleDate *month,
           guint           n_appointments)
{
  static const char * const states[] = { "booked", "confirmed", "arrived", "done", "no-show", "cancelled" };
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  guint n_days = (guint) axle_date_days_in_month (month->year, month->month);

  for (guint i = 0; i < n_appointments; i++)
    {
      const AxleDate date = { month->year, month->month, (int) (i % n_days) + 1 };
      const AxleRecord *ownership = ownerships->pdata[i % ownerships->len];
      AxleId customer = axle_record_get_id (ownership, AXLE_OWNERSHIP_CUSTOMER);
      AxleId vehicle = axle_record_get_id (ownership, AXLE_OWNERSHIP_VEHICLE);
      AxleRecord *appointment = bench_desk_add (records, scope, &axle_appointment_entity);
      int minute = 8 * 60 + (int) (i / n_days / N_BAYS) * 60 % 600;

      axle_record_set_id (appointment, AXLE_APPOINTMENT_CUSTOMER, &customer);
      axle_record_set_id (appointment, AXLE_APPOINTMENT_VEHICLE, &vehicle);
      axle_record_set_integer (appointment, AXLE_APPOINTMENT_AT, axle_calendar_days_find_start (&date, minute, zone));
      axle_record_set_integer (appointment, AXLE_APPOINTMENT_MINUTES, 45);
      axle_record_set_text (appointment, AXLE_APPOINTMENT_STATE, states[i % G_N_ELEMENTS (states)]);
      set_words (appointment, AXLE_APPOINTMENT_SERVICES, "oil");
      axle_record_set_id (appointment, AXLE_APPOINTMENT_BAY, &bays[i / n_days % N_BAYS]);
    }
}

static void
fill_profile (const char *profile,
              guint       n_appointments)
{
  g_autoptr(AxleEnrolment) enrolment = NULL;
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) ownerships = NULL;
  g_autoptr(GPtrArray) roles = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GError) error = NULL;
  const AxleDate today = { g_date_time_get_year (now), g_date_time_get_month (now), 1 };
  AxleId bays[N_BAYS];
  AxleStore *store;

  test_profile_make (profile);
  store = bench_desk_open (profile);
  enrolment = axle_store_dup_enrolment (store);
  ownerships = axle_store_list (store, &axle_ownership_entity, &error);
  g_assert_no_error (error);
  roles = axle_store_list (store, &axle_role_entity, &error);
  g_assert_no_error (error);
  add_workshop (records, &enrolment->store, &((AxleRecord *) roles->pdata[0])->id, bays);
  for (int i = 0; i < N_MONTHS; i++)
    {
      AxleDate month = axle_month_step (&today, i - N_MONTHS / 2);

      add_month (records, &enrolment->store, ownerships, bays, &month, n_appointments);
    }
  bench_desk_apply (store, &enrolment->store, records);
  axle_store_close (store);
}

static int
run_all (const char *name,
         guint       n_appointments)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  const char *profile = axle_test_folder_get_path (folder);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) child = NULL;

  fill_profile (profile, n_appointments);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, name, profile, "run", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  g_print ("%s", text);
  return g_subprocess_get_successful (child) ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("AXLE_KEY_STORE", "file", TRUE);
  g_setenv ("AXLE_PIN", TEST_PIN, TRUE);
  if (argc == 3)
    return run_axle (argv[0], argv[1]);
  return run_all (argv[0], argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 3000);
}
