/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/attendance.h"

#include "core/appointment/appointment.h"
#include "core/day.h"

#define H 60
#define LATE 15
#define DAY (24 * H)

/* The day that is asked about is the 14th, and it is 16:00 then. */
#define NOW (16 * H)

/* @arrived: minutes after the time; NONE for not noted. */
#define NONE G_MININT

typedef struct
{
  const char         *name;
  int                 minute;
  const char         *state;
  int                 arrived;
  const char         *mode;
  AxleAttendanceKind  kind;
} Case;

static const Case cases[] = {
  { "in time", 9 * H, "done", 0, "waiting", AXLE_ATTENDANCE_KEPT },
  { "before the time", 9 * H, "arrived", -30, "waiting", AXLE_ATTENDANCE_KEPT },
  { "just not late", 9 * H, "done", LATE, "waiting", AXLE_ATTENDANCE_KEPT },
  { "late", 9 * H, "done", LATE + 1, "waiting", AXLE_ATTENDANCE_LATE },
  { "late and still here", 9 * H, "arrived", 40, "leaving", AXLE_ATTENDANCE_LATE },
  { "nobody noted when", 9 * H, "done", NONE, "waiting", AXLE_ATTENDANCE_KEPT },
  { "fetched", 9 * H, "done", 60, "pick-up", AXLE_ATTENDANCE_KEPT },
  { "gone to", 9 * H, "done", 60, "on-site", AXLE_ATTENDANCE_KEPT },
  { "not fetched either", 9 * H, "no-show", NONE, "pick-up", AXLE_ATTENDANCE_MISSED },
  { "did not come", 9 * H, "no-show", NONE, "waiting", AXLE_ATTENDANCE_MISSED },
  { "called off", 9 * H, "cancelled", NONE, "waiting", AXLE_ATTENDANCE_NONE },
  { "nobody noted anything", 9 * H, "booked", NONE, "waiting", AXLE_ATTENDANCE_UNNOTED },
  { "confirmed and no more", 9 * H, "confirmed", NONE, "waiting", AXLE_ATTENDANCE_UNNOTED },
  { "still to come", 17 * H, "booked", NONE, "waiting", AXLE_ATTENDANCE_NONE },
  { "here before the time", 17 * H, "arrived", -90, "waiting", AXLE_ATTENDANCE_NONE },
  { "said before the time", 17 * H, "no-show", NONE, "waiting", AXLE_ATTENDANCE_NONE },
};

static AxleRecord *
add (AxleTestDay *day,
     int          minute,
     const char  *state,
     int          arrived,
     const char  *mode)
{
  AxleRecord *record = axle_test_day_add_booking (day, minute, 60, "");

  axle_record_set_text (record, AXLE_APPOINTMENT_STATE, state);
  axle_record_set_text (record, AXLE_APPOINTMENT_MODE, mode);
  if (arrived != NONE)
    axle_record_set_integer (record, AXLE_APPOINTMENT_ARRIVED_AT, axle_test_day_at (day, minute) + arrived * G_TIME_SPAN_MINUTE);
  return record;
}

static void
test_judged (void)
{
  AxleTestDay day;

  axle_test_day_open (&day, "2025-03-14", "Asia/Shanghai");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleRecord *record = add (&day, cases[i].minute, cases[i].state, cases[i].arrived, cases[i].mode);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (axle_attendance_judge (record, LATE, axle_test_day_at (&day, NOW)), ==, cases[i].kind);
      record->deleted = TRUE;
      g_assert_cmpint (axle_attendance_judge (record, LATE, axle_test_day_at (&day, NOW)), ==, AXLE_ATTENDANCE_NONE);
    }
  axle_test_day_close (&day);
}

/* A day has no time to be late for. */
static void
test_all_day (void)
{
  AxleTestDay day;
  AxleRecord *record;

  axle_test_day_open (&day, "2025-03-14", "Asia/Shanghai");
  record = add (&day, 0, "done", 11 * H, "leaving");
  g_assert_cmpint (axle_attendance_judge (record, LATE, axle_test_day_at (&day, NOW)), ==, AXLE_ATTENDANCE_LATE);
  axle_record_set_boolean (record, AXLE_APPOINTMENT_ALL_DAY, TRUE);
  g_assert_cmpint (axle_attendance_judge (record, LATE, axle_test_day_at (&day, NOW)), ==, AXLE_ATTENDANCE_KEPT);
  axle_test_day_close (&day);
}

/* Days from the 13th on, people by number. */
typedef struct
{
  int         day;
  int         minute;
  const char *state;
  int         arrived;
  const char *channel;
  guint8      advisor;
  guint8      customer;
} Kept;

static const Kept kept[] = {
  { 0, 10 * H, "no-show", NONE, "phone", 1, 1 },
  { 1, 10 * H, "no-show", NONE, "phone", 1, 2 },       /* customer 2 was merged into 1 */
  { 1, 11 * H, "done", 30, "wechat", 1, 1 },
  { 1, 12 * H, "done", 0, "wechat", 2, 3 },
  { 1, 13 * H, "no-show", NONE, NULL, 0, 4 },          /* once happens to anybody */
  { 1, 14 * H, "done", 20, "phone", 2, 5 },
  { 1, 14 * H + 30, "done", 45, "app", 2, 5 },
  { 1, 15 * H, "booked", NONE, "phone", 2, 1 },
  { 1, 15 * H, "cancelled", NONE, "phone", 2, 1 },
  { 1, 15 * H, "no-show", NONE, "proactive", 2, 0 },   /* not a customer yet */
  { 1, 17 * H, "no-show", NONE, "phone", 2, 1 },       /* to come */
};

static AxleId
number (guint8 n)
{
  return n == 0 ? AXLE_ID_NONE : (AxleId) { { 9, n } };
}

static GPtrArray *
add_kept (AxleTestDay *day)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      AxleId advisor = number (kept[i].advisor), customer = number (kept[i].customer);
      AxleRecord *record = add (day, kept[i].day * DAY + kept[i].minute, kept[i].state, kept[i].arrived, "waiting");

      if (kept[i].channel != NULL)
        axle_record_set_text (record, AXLE_APPOINTMENT_CHANNEL, kept[i].channel);
      if (kept[i].advisor > 0)
        axle_record_set_id (record, AXLE_APPOINTMENT_ADVISOR, &advisor);
      if (kept[i].customer > 0)
        axle_record_set_id (record, AXLE_APPOINTMENT_CUSTOMER, &customer);
      g_ptr_array_add (list, record);
    }
  return list;
}

static char *
tell (GArray *figures)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < figures->len; i++)
    {
      const AxleAttendanceFigure *figure = &g_array_index (figures, AxleAttendanceFigure, i);

      g_string_append_printf (text, "%s%s%u:%u/%u/%u", i > 0 ? " " : "", figure->channel != NULL ? figure->channel : "",
                              figure->who.bytes[1], figure->n_missed, figure->n_late, figure->n_expected);
    }
  return g_string_free (text, FALSE);
}

static void
check_counts (int         from,
              int         until,
              const char *all,
              const char *channels,
              const char *advisors,
              const char *customers)
{
  AxleTestDay day;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GHashTable) survivors = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  g_autoptr(AxleAttendance) attendance = NULL;
  AxleId one = number (1), two = number (2);
  g_autofree char *told_all = NULL, *told_channels = NULL, *told_advisors = NULL, *told_customers = NULL;

  axle_test_day_open (&day, "2025-03-13", "Asia/Shanghai");
  list = add_kept (&day);
  g_hash_table_insert (survivors, &two, &one);
  attendance = axle_attendance_new (list, axle_test_day_at (&day, from), axle_test_day_at (&day, until), LATE,
                                    axle_test_day_at (&day, DAY + NOW), survivors);
  told_all = g_strdup_printf ("%u/%u/%u %u", attendance->all.n_missed, attendance->all.n_late, attendance->all.n_expected,
                              attendance->n_unnoted);
  told_channels = tell (attendance->channels);
  told_advisors = tell (attendance->advisors);
  told_customers = tell (attendance->customers);
  g_assert_cmpstr (told_all, ==, all);
  g_assert_cmpstr (told_channels, ==, channels);
  g_assert_cmpstr (told_advisors, ==, advisors);
  g_assert_cmpstr (told_customers, ==, customers);
  axle_test_day_close (&day);
}

static void
test_counted (void)
{
  check_counts (0, 3 * DAY, "4/3/8 1", "app0:0/1/1 wechat0:0/1/2 phone0:2/1/3 proactive0:1/0/1 0:1/0/1",
                "1:2/1/3 2:1/2/4 0:1/0/1", "1:2/1/3 5:0/2/2");
  /* Two days that are counted for themselves make what they make together. */
  check_counts (0, DAY, "1/0/1 0", "phone0:1/0/1", "1:1/0/1", "");
  check_counts (DAY, 2 * DAY, "3/3/7 1", "app0:0/1/1 wechat0:0/1/2 phone0:1/1/2 proactive0:1/0/1 0:1/0/1",
                "2:1/2/4 1:1/1/2 0:1/0/1", "1:1/1/2 5:0/2/2");
  check_counts (2 * DAY, 3 * DAY, "0/0/0 0", "", "", "");
}

/* What begins before midnight and ends after it is of the first day, and of no other. */
static void
test_midnight (void)
{
  for (int i = 0; i < 2; i++)
    {
      AxleTestDay day;
      g_autoptr(GPtrArray) list = g_ptr_array_new ();
      g_autoptr(AxleAttendance) attendance = NULL;

      axle_test_day_open (&day, "2025-03-13", "Asia/Shanghai");
      g_ptr_array_add (list, add (&day, 23 * H + 30, "no-show", NONE, "waiting"));
      attendance = axle_attendance_new (list, axle_test_day_at (&day, i * DAY), axle_test_day_at (&day, (i + 1) * DAY), LATE,
                                        axle_test_day_at (&day, 2 * DAY), NULL);
      g_assert_cmpuint (attendance->all.n_missed, ==, 1 - i);
      axle_test_day_close (&day);
    }
}

static void
test_share (void)
{
  static const struct { guint n, n_all; int share; } shares[] = {
    { 0, 0, -1 }, { 0, 7, 0 }, { 7, 7, 100 }, { 1, 2, 50 }, { 1, 3, 33 }, { 2, 3, 67 }, { 1, 1000, 1 }, { 999, 1000, 99 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    g_assert_cmpint (axle_attendance_get_share (shares[i].n, shares[i].n_all), ==, shares[i].share);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attendance/judged", test_judged);
  g_test_add_func ("/attendance/all-day", test_all_day);
  g_test_add_func ("/attendance/counted", test_counted);
  g_test_add_func ("/attendance/midnight", test_midnight);
  g_test_add_func ("/attendance/share", test_share);
  return g_test_run ();
}
