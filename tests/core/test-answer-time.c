/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/answer-time.h"

#include "core/appointment/holiday.h"
#include "core/appointment/opening-hours.h"

#define PROMISE 30

/* National Day of 2025, and the Saturday after it that is worked on. */
static const struct { const char *date; gboolean working; } calendar[] = {
  { "2025-09-28", TRUE }, { "2025-10-01", FALSE }, { "2025-10-02", FALSE }, { "2025-10-03", FALSE },
  { "2025-10-04", FALSE }, { "2025-10-05", FALSE }, { "2025-10-06", FALSE }, { "2025-10-07", FALSE },
  { "2025-10-08", FALSE }, { "2025-10-11", TRUE },
};

static AxleRecord *
add (GPtrArray        *list,
     const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  g_ptr_array_add (list, record);
  return record;
}

static void
add_hours (GPtrArray  *list,
           const char *days,
           int         opens,
           int         closes)
{
  AxleRecord *record = add (list, &axle_opening_hours_entity);
  g_auto(GStrv) members = g_strsplit (days, " ", -1);

  axle_record_set_members (record, AXLE_OPENING_HOURS_DAYS, (const char * const *) members);
  axle_record_set_integer (record, AXLE_OPENING_HOURS_OPENS, opens);
  axle_record_set_integer (record, AXLE_OPENING_HOURS_CLOSES, closes);
}

/* Monday to Friday from 9 to 12 and from 13 to 18, Saturday from 9 to 12. */
static AxleWorkingDays *
new_days (void)
{
  g_autoptr(GPtrArray) holidays = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) opening = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");

  for (guint i = 0; i < G_N_ELEMENTS (calendar); i++)
    {
      AxleRecord *record = add (holidays, &axle_holiday_entity);

      axle_record_set_text (record, AXLE_HOLIDAY_DATE, calendar[i].date);
      axle_record_set_text (record, AXLE_HOLIDAY_NAME, "国庆节");
      axle_record_set_boolean (record, AXLE_HOLIDAY_WORKING, calendar[i].working);
    }
  add_hours (opening, "mon tue wed thu fri sat", 9 * 60, 12 * 60);
  add_hours (opening, "mon tue wed thu fri", 13 * 60, 18 * 60);
  return axle_working_days_new (holidays, opening, zone);
}

static gint64
time_of (const char *text)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autofree char *whole = g_strconcat (text, ":00", NULL);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (whole, zone);

  g_assert_nonnull (time);
  return g_date_time_to_unix_usec (time);
}

static const struct
{
  const char *from;
  int         minutes;
  const char *until;
} spans[] = {
  /* A Tuesday: within the morning, up to the break, over it, over the night. */
  { "2025-09-23T10:00", 30, "2025-09-23T10:30" },
  { "2025-09-23T11:30", 30, "2025-09-23T12:00" },
  { "2025-09-23T11:50", 30, "2025-09-23T13:20" },
  { "2025-09-23T12:15", 30, "2025-09-23T13:30" },
  { "2025-09-23T17:45", 30, "2025-09-24T09:15" },
  { "2025-09-23T22:00", 30, "2025-09-24T09:30" },
  { "2025-09-24T03:00", 30, "2025-09-24T09:30" },
  /* A whole day and a half. */
  { "2025-09-23T09:00", 12 * 60, "2025-09-24T14:00" },
  /* Over the weekend: Saturday's afternoon and Sunday do not count. */
  { "2025-09-20T11:45", 30, "2025-09-22T09:15" },
  { "2025-09-21T10:00", 30, "2025-09-22T09:30" },
  /* A Sunday that is worked on, with the hours of the Saturday before it. */
  { "2025-09-27T11:45", 30, "2025-09-28T09:15" },
  { "2025-09-28T11:45", 30, "2025-09-29T09:15" },
  /* Over the holiday. */
  { "2025-09-30T17:50", 30, "2025-10-09T09:20" },
  { "2025-10-05T10:00", 30, "2025-10-09T09:30" },
  /* The Saturday that is worked on after it. */
  { "2025-10-10T17:50", 30, "2025-10-11T09:20" },
};

static void
test_spans (void)
{
  g_autoptr(AxleWorkingDays) days = new_days ();

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      gint64 from = time_of (spans[i].from), until = time_of (spans[i].until);

      g_test_message ("%s + %d", spans[i].from, spans[i].minutes);
      g_assert_cmpint (axle_open_time_add (days, from, spans[i].minutes * G_TIME_SPAN_MINUTE), ==, until);
      g_assert_cmpint (axle_open_time_count (days, from, until), ==, spans[i].minutes * G_TIME_SPAN_MINUTE);
    }
  g_assert_cmpint (axle_open_time_count (days, time_of ("2025-09-23T10:00"), time_of ("2025-09-23T09:00")), ==, 0);
}

/* A store that never opens answers as if it never closed. */
static void
test_closed (void)
{
  g_autoptr(GPtrArray) opening = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr(AxleWorkingDays) days = NULL;
  gint64 from = time_of ("2025-09-23T10:00");

  add_hours (opening, "", 9 * 60, 12 * 60);
  days = axle_working_days_new (NULL, opening, zone);
  g_assert_cmpint (axle_open_time_add (days, from, G_TIME_SPAN_HOUR), ==, from + G_TIME_SPAN_HOUR);
  g_assert_cmpint (axle_open_time_count (days, from, from + G_TIME_SPAN_DAY), ==, 0);
}

/* Whoever is open day and night has no midnight, and the night before a holiday ends at it. */
static void
test_midnight (void)
{
  g_autoptr(GPtrArray) holidays = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) opening = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr(AxleWorkingDays) days = NULL;
  AxleRecord *holiday = add (holidays, &axle_holiday_entity);

  axle_record_set_text (holiday, AXLE_HOLIDAY_DATE, "2025-10-01");
  axle_record_set_boolean (holiday, AXLE_HOLIDAY_WORKING, FALSE);
  add_hours (opening, "mon tue wed thu fri sat sun", 0, 24 * 60);
  days = axle_working_days_new (holidays, opening, zone);
  g_assert_cmpint (axle_open_time_add (days, time_of ("2025-09-23T23:50"), 30 * G_TIME_SPAN_MINUTE), ==,
                   time_of ("2025-09-24T00:20"));
  g_assert_cmpint (axle_open_time_add (days, time_of ("2025-12-31T23:50"), 30 * G_TIME_SPAN_MINUTE), ==,
                   time_of ("2026-01-01T00:20"));
  g_assert_cmpint (axle_open_time_add (days, time_of ("2025-09-30T23:50"), 30 * G_TIME_SPAN_MINUTE), ==,
                   time_of ("2025-10-02T00:20"));
  g_assert_cmpint (axle_open_time_count (days, time_of ("2025-09-23T23:50"), time_of ("2025-09-24T00:20")), ==,
                   30 * G_TIME_SPAN_MINUTE);
}

static AxleRecord *
add_request (GPtrArray  *list,
             const char *channel,
             const char *received,
             const char *answered)
{
  AxleRecord *request = add (list, &axle_request_entity);

  axle_record_set_text (request, AXLE_REQUEST_CHANNEL, channel);
  axle_record_set_text (request, AXLE_REQUEST_STATE, answered != NULL ? "booked" : "open");
  axle_record_set_integer (request, AXLE_REQUEST_RECEIVED_AT, time_of (received));
  if (answered != NULL)
    axle_record_set_integer (request, AXLE_REQUEST_ANSWERED_AT, time_of (answered));
  return request;
}

static const struct
{
  const char      *channel;
  const char      *received;
  const char      *answered;
  const char      *now;
  AxleAnswerState  state;
  int              minutes;
} clocks[] = {
  { "wechat", "2025-09-23T10:00", NULL, "2025-09-23T10:00", AXLE_ANSWER_WAITING, 30 },
  { "wechat", "2025-09-23T10:00", NULL, "2025-09-23T10:20", AXLE_ANSWER_WAITING, 10 },
  { "wechat", "2025-09-23T10:00", NULL, "2025-09-23T10:21", AXLE_ANSWER_SOON, 9 },
  { "wechat", "2025-09-23T10:00", NULL, "2025-09-23T10:30", AXLE_ANSWER_SOON, 0 },
  { "wechat", "2025-09-23T10:00", NULL, "2025-09-23T10:31", AXLE_ANSWER_OVERDUE, 1 },
  /* What is overdue gets later only while somebody could answer. */
  { "phone", "2025-09-23T17:20", NULL, "2025-09-24T08:00", AXLE_ANSWER_OVERDUE, 10 },
  { "phone", "2025-09-23T23:00", NULL, "2025-09-24T08:00", AXLE_ANSWER_WAITING, 30 },
  { "app", "2025-09-23T23:00", "2025-09-24T09:10", "2025-10-01T08:00", AXLE_ANSWER_IN_TIME, 10 },
  { "app", "2025-09-23T10:00", "2025-09-23T10:30", "2025-10-01T08:00", AXLE_ANSWER_IN_TIME, 30 },
  { "app", "2025-09-23T10:00", "2025-09-23T11:00", "2025-10-01T08:00", AXLE_ANSWER_LATE, 60 },
  /* Answered in the night already. */
  { "app", "2025-09-23T23:00", "2025-09-23T23:10", "2025-10-01T08:00", AXLE_ANSWER_IN_TIME, 0 },
  /* Over a holiday nobody waits; over a Sunday that is worked on they do, while it is open. */
  { "wechat", "2025-09-30T17:50", NULL, "2025-10-05T12:00", AXLE_ANSWER_WAITING, 20 },
  { "wechat", "2025-09-30T17:50", NULL, "2025-10-09T09:20", AXLE_ANSWER_SOON, 0 },
  { "wechat", "2025-09-30T17:50", NULL, "2025-10-09T09:21", AXLE_ANSWER_OVERDUE, 1 },
  { "phone", "2025-09-28T11:50", NULL, "2025-09-28T11:59", AXLE_ANSWER_WAITING, 21 },
  { "phone", "2025-09-28T11:50", NULL, "2025-09-28T23:00", AXLE_ANSWER_WAITING, 20 },
  { "phone", "2025-09-28T11:50", NULL, "2025-09-29T09:30", AXLE_ANSWER_OVERDUE, 10 },
  /* A desk whose clock is behind. */
  { "app", "2025-09-23T10:00", NULL, "2025-09-23T09:00", AXLE_ANSWER_WAITING, 30 },
  { "proactive", "2025-09-23T10:00", NULL, "2025-10-23T10:00", AXLE_ANSWER_NONE, 0 },
};

static void
test_clocks (void)
{
  g_autoptr(AxleWorkingDays) days = new_days ();
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      const AxleRecord *request = add_request (list, clocks[i].channel, clocks[i].received, clocks[i].answered);
      AxleAnswerClock clock = axle_answer_clock_read (request, days, PROMISE, time_of (clocks[i].now));

      g_test_message ("%s %s at %s", clocks[i].channel, clocks[i].received, clocks[i].now);
      g_assert_cmpint (clock.state, ==, clocks[i].state);
      g_assert_cmpint (clock.minutes, ==, clocks[i].minutes);
    }
}

static void
test_order (void)
{
  const AxleAnswerClock first = { AXLE_ANSWER_OVERDUE, 10, 5 }, second = { AXLE_ANSWER_WAITING, 20, 5 };
  const AxleAnswerClock last = { AXLE_ANSWER_NONE, 0, 0 };

  g_assert_cmpint (axle_answer_clock_compare (&first, &second), <, 0);
  g_assert_cmpint (axle_answer_clock_compare (&second, &first), >, 0);
  g_assert_cmpint (axle_answer_clock_compare (&last, &first), >, 0);
  g_assert_cmpint (axle_answer_clock_compare (&second, &last), <, 0);
  g_assert_cmpint (axle_answer_clock_compare (&last, &last), ==, 0);
}

static void
test_figures (void)
{
  g_autoptr(AxleWorkingDays) days = new_days ();
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GArray) figures = NULL;
  const AxleAnswerFigure *all, *phone, *wechat;

  add_request (list, "phone", "2025-09-23T10:00", "2025-09-23T10:05");
  add_request (list, "phone", "2025-09-23T10:00", "2025-09-23T10:20");
  add_request (list, "wechat", "2025-09-23T10:00", "2025-09-23T10:45");
  add_request (list, "wechat", "2025-09-23T14:00", NULL);
  /* Not yet due, deleted, and not asked for. */
  add_request (list, "app", "2025-09-23T17:50", NULL);
  add_request (list, "app", "2025-09-23T10:00", NULL)->deleted = TRUE;
  add_request (list, "proactive", "2025-09-23T10:00", "2025-09-23T10:01");
  figures = axle_answer_figures_new (list, days, PROMISE, time_of ("2025-09-23T18:00"));

  g_assert_cmpuint (figures->len, ==, 3);
  all = &g_array_index (figures, AxleAnswerFigure, 0);
  wechat = &g_array_index (figures, AxleAnswerFigure, 1);
  phone = &g_array_index (figures, AxleAnswerFigure, 2);
  g_assert_null (all->channel);
  g_assert_cmpuint (all->n_requests, ==, 4);
  g_assert_cmpuint (all->n_in_time, ==, 2);
  g_assert_cmpint (all->median, ==, 20);
  g_assert_cmpint (axle_answer_figure_get_share (all), ==, 50);
  g_assert_cmpstr (wechat->channel, ==, "wechat");
  g_assert_cmpint (axle_answer_figure_get_share (wechat), ==, 0);
  g_assert_cmpint (wechat->median, ==, 45);
  g_assert_cmpstr (phone->channel, ==, "phone");
  g_assert_cmpint (phone->median, ==, 5);
  g_assert_cmpint (axle_answer_figure_get_share (phone), ==, 100);
}

static void
test_nothing (void)
{
  g_autoptr(AxleWorkingDays) days = new_days ();
  g_autoptr(GPtrArray) list = g_ptr_array_new ();
  g_autoptr(GArray) figures = axle_answer_figures_new (list, days, PROMISE, time_of ("2025-09-23T18:00"));

  g_assert_cmpuint (figures->len, ==, 1);
  g_assert_cmpint (g_array_index (figures, AxleAnswerFigure, 0).median, <, 0);
  g_assert_cmpint (axle_answer_figure_get_share (&g_array_index (figures, AxleAnswerFigure, 0)), <, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer-time/spans", test_spans);
  g_test_add_func ("/answer-time/closed", test_closed);
  g_test_add_func ("/answer-time/midnight", test_midnight);
  g_test_add_func ("/answer-time/clocks", test_clocks);
  g_test_add_func ("/answer-time/order", test_order);
  g_test_add_func ("/answer-time/figures", test_figures);
  g_test_add_func ("/answer-time/nothing", test_nothing);
  return g_test_run ();
}
