/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/appointments.h"
#include "app/calendar-export.h"
#include "app/calendar-import.h"
#include "app/holidays.h"
#include "core/appointment/appointment.h"
#include "core/appointment/holiday.h"
#include "desk.h"

#define DAY G_TIME_SPAN_DAY
#define FIRST (G_GINT64_CONSTANT (1767225600) * G_USEC_PER_SEC) /* 2026-01-01, UTC */

static GFile *
write_file (TestDesk   *desk,
            const char *text,
            gssize      length)
{
  g_autofree char *path = g_build_filename (desk->profile, "exchanged", NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static AxleCalendarImported *
import (TestDesk   *desk,
        const char *text,
        gssize      length)
{
  g_autoptr(GFile) file = write_file (desk, text, length);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AxleCalendarImported *imported;

  axle_calendar_import_async (desk->workstation, file, FIRST, FIRST + 365 * DAY, FALSE, NULL, NULL, NULL, test_take_result, &result);
  imported = axle_calendar_import_finish (test_wait (&result), &error);
  g_assert_no_error (error);
  return imported;
}

static AxleCalendarOutcome
import_one (TestDesk   *desk,
            const char *text)
{
  g_autoptr(AxleCalendarImported) imported = import (desk, text, -1);

  g_assert_cmpuint (imported->results->len, ==, 1);
  return ((AxleCalendarResult *) imported->results->pdata[0])->outcome;
}

static GPtrArray *
list (TestDesk         *desk,
      const AxleEntity *entity)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *records = axle_store_list (axle_workstation_get_reader (desk->workstation), entity, &error);

  g_assert_no_error (error);
  return records;
}

static AxleRecord *
get_only (TestDesk *desk)
{
  g_autoptr(GPtrArray) appointments = list (desk, &axle_appointment_entity);

  g_assert_cmpuint (appointments->len, ==, 1);
  return axle_record_ref (appointments->pdata[0]);
}

static void
save (TestDesk         *desk,
      const AxleRecord *before,
      const AxleRecord *after)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_appointment_save_async (desk->workstation, before, after, NULL, NULL, test_take_result, &result);
  axle_workstation_save_finish (desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
undo (TestDesk *desk)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_workstation_undo_async (desk->workstation, 0, NULL, test_take_result, &result);
  axle_workstation_undo_finish (desk->workstation, test_wait (&result), NULL, &error);
  g_assert_no_error (error);
}

#define EVENT(body) "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n" body "END:VEVENT\nEND:VCALENDAR\n"
#define WEEK EVENT ("DTSTART:20260105T090000\nRRULE:FREQ=DAILY;COUNT=7\n")

static void
test_undo_import (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(GPtrArray) made = NULL, none = NULL, again = NULL;

  g_assert_cmpint (import_one (desk, WEEK), ==, AXLE_CALENDAR_NEW);
  made = list (desk, &axle_appointment_entity);
  g_assert_cmpuint (made->len, ==, 7);
  g_assert_cmpstr (axle_workstation_get_undo_title (desk->workstation), ==, "Calendar imported");
  undo (desk);
  none = list (desk, &axle_appointment_entity);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (import_one (desk, WEEK), ==, AXLE_CALENDAR_NEW);
  again = list (desk, &axle_appointment_entity);
  g_assert_cmpuint (again->len, ==, 7);
}

/* What a person did with an imported appointment stays until the file says something else. */
static void
test_changed_here (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleRecord) imported = NULL, moved = NULL, kept = NULL, here = NULL, stays = NULL;

  import_one (desk, EVENT ("DTSTART:20260105T090000\n"));
  imported = get_only (desk);
  moved = axle_record_copy (imported);
  axle_record_set_integer (moved, AXLE_APPOINTMENT_AT, FIRST);
  save (desk, imported, moved);
  g_assert_cmpint (import_one (desk, EVENT ("DTSTART:20260105T090000\n")), ==, AXLE_CALENDAR_UNCHANGED);
  kept = get_only (desk);
  g_assert_cmpint (axle_record_get_integer (kept, AXLE_APPOINTMENT_AT), ==, FIRST);

  here = axle_record_copy (kept);
  axle_record_set_text (here, AXLE_APPOINTMENT_STATE, "arrived");
  save (desk, kept, here);
  g_assert_cmpint (import_one (desk, EVENT ("DTSTART:20260106T090000\nSEQUENCE:5\n")), ==, AXLE_CALENDAR_REFUSED);
  g_assert_cmpint (import_one (desk, EVENT ("STATUS:CANCELLED\nSEQUENCE:6\n")), ==, AXLE_CALENDAR_TAKEN_BACK);
  stays = get_only (desk);
  g_assert_true (axle_record_equal (stays, here));
}

static GBytes *
export (TestDesk *desk,
        guint    *n_events)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *bytes;

  axle_calendar_export_async (desk->workstation, FIRST, FIRST + 365 * DAY, NULL, test_take_result, &result);
  bytes = axle_calendar_export_finish (test_wait (&result), n_events, &error);
  g_assert_no_error (error);
  return bytes;
}

/* What was booked here is known when it comes back from somebody else's calendar. */
static void
test_own (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleRecord) booked = axle_appointment_draft_new (desk->workstation, FIRST + DAY, 60);
  g_autoptr(AxleRecord) after = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(AxleCalendarImported) imported = NULL;
  guint n_events = 0;

  axle_record_set_text (booked, AXLE_APPOINTMENT_TITLE, "李明朗 保养");
  save (desk, NULL, booked);
  bytes = export (desk, &n_events);
  g_assert_cmpuint (n_events, ==, 1);
  imported = import (desk, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_assert_cmpuint (imported->counts[AXLE_CALENDAR_UNCHANGED], ==, 1);
  g_assert_cmpuint (imported->n_appointments, ==, 0);
  after = get_only (desk);
  g_assert_true (axle_id_equal (&after->id, &booked->id));
}

static GArray *
take_holidays (TestDesk   *desk,
               const char *text)
{
  g_autoptr(GFile) file = write_file (desk, text, -1);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GArray *years;

  axle_holidays_import_async (desk->workstation, file, FALSE, NULL, test_take_result, &result);
  years = axle_holidays_import_finish (test_wait (&result), NULL, &error);
  g_assert_no_error (error);
  return years;
}

#define HOLIDAY(date) "{\"name\":\"春节\",\"date\":\"" date "\",\"isOffDay\":true}"

static void
test_undo_holidays (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(GArray) two = take_holidays (desk, "{\"year\":2026,\"days\":[" HOLIDAY ("2026-02-16") "," HOLIDAY ("2026-02-17") "]}");
  g_autoptr(GArray) one = take_holidays (desk, "{\"year\":2026,\"days\":[" HOLIDAY ("2026-02-17") "]}");
  g_autoptr(GPtrArray) shorter = list (desk, &axle_holiday_entity), back = NULL, none = NULL;

  g_assert_cmpuint (g_array_index (two, AxleHolidayYear, 0).n_new, ==, 2);
  g_assert_cmpuint (g_array_index (one, AxleHolidayYear, 0).n_taken_back, ==, 1);
  g_assert_cmpuint (shorter->len, ==, 1);
  g_assert_cmpstr (axle_workstation_get_undo_title (desk->workstation), ==, "Holidays of 2026 imported");
  undo (desk);
  back = list (desk, &axle_holiday_entity);
  g_assert_cmpuint (back->len, ==, 2);
  undo (desk);
  none = list (desk, &axle_holiday_entity);
  g_assert_cmpuint (none->len, ==, 0);
}

/* By hand. */

static AxleRecord *
save_day (TestDesk          *desk,
          const AxleRecord  *before,
          const char        *date,
          const char        *name,
          gboolean           working,
          GError           **error)
{
  AxleRecord *day = before != NULL ? axle_record_copy (before) : axle_record_new (&axle_holiday_entity, &AXLE_ID_NONE);
  g_autoptr(GAsyncResult) result = NULL;

  axle_record_set_text (day, AXLE_HOLIDAY_DATE, date);
  axle_record_set_text (day, AXLE_HOLIDAY_NAME, name);
  axle_record_set_boolean (day, AXLE_HOLIDAY_WORKING, working);
  axle_holiday_save_async (desk->workstation, before, day, NULL, test_take_result, &result);
  axle_workstation_save_finish (desk->workstation, test_wait (&result), error);
  return day;
}

/* One is made, changed and undone; a date has one day; what an import changes of it is said. */
static void
test_holiday_by_hand (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleRecord) made = save_day (desk, NULL, "2026-10-09", "店庆", FALSE, NULL);
  g_autoptr(AxleRecord) other = save_day (desk, NULL, "2026-10-10", "盘点", TRUE, NULL), twice = NULL, changed = NULL;
  g_autoptr(GPtrArray) days = list (desk, &axle_holiday_entity), after = NULL, back = NULL;
  g_autoptr(GArray) years = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *preview = NULL;

  g_assert_cmpuint (days->len, ==, 2);
  g_assert_false (axle_working_days_is_announced (axle_workstation_get_working_days (desk->workstation), 2026));
  twice = save_day (desk, NULL, "2026-10-09", "另一个", FALSE, &error);
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID);
  g_clear_error (&error);
  changed = save_day (desk, days->pdata[0], axle_record_get_text (days->pdata[0], AXLE_HOLIDAY_DATE), "改名", FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (axle_workstation_get_undo_title (desk->workstation), ==, "Holiday changed");
  undo (desk);
  years = take_holidays (desk, "{\"year\":2026,\"papers\":[\"x\"],\"days\":[{\"name\":\"国庆节\",\"date\":\"2026-10-10\","
                               "\"isOffDay\":true}]}");
  preview = axle_holidays_dup_preview (years);
  g_assert_nonnull (strstr (preview, "2026-10-09: 店庆 is taken back"));
  g_assert_nonnull (strstr (preview, "2026-10-10: 盘点 · Working day → 国庆节"));
  after = list (desk, &axle_holiday_entity);
  g_assert_cmpuint (after->len, ==, 1);
  undo (desk);
  back = list (desk, &axle_holiday_entity);
  g_assert_cmpuint (back->len, ==, 2);
  /* One that was taken away can come again. */
  undo (desk);
  undo (desk);
  g_clear_pointer (&twice, axle_record_unref);
  twice = save_day (desk, NULL, "2026-10-09", "又来", FALSE, &error);
  g_assert_no_error (error);
}

/* How far it is. */

#define N_EVENTS 200

typedef struct
{
  GCancellable *cancellable;
  int           stop_at;     /* the stage at which it is stopped; -1 for none */
  guint         n_told[3];
  guint         last[3];
} Watch;

static void
told_cb (AxleCalendarStage  stage,
         guint              n_done,
         guint              n_total,
         gpointer           data)
{
  Watch *watch = data;

  g_assert_cmpuint (n_done, >=, watch->last[stage]);
  g_assert_cmpuint (n_done, <=, n_total);
  g_assert_cmpuint (n_total, ==, N_EVENTS);
  watch->n_told[stage]++;
  watch->last[stage] = n_done;
  if ((int) stage == watch->stop_at)
    g_cancellable_cancel (watch->cancellable);
}

static char *
dup_long_file (void)
{
  g_autoptr(GString) text = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n");

  for (guint i = 0; i < N_EVENTS; i++)
    g_string_append_printf (text, "BEGIN:VEVENT\r\nUID:%u@test\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:202601%02uT0%u0000Z\r\n"
                                  "DURATION:PT1H\r\nSUMMARY:Oil\r\nEND:VEVENT\r\n", i, i % 28 + 1, i / 28);
  g_string_append (text, "END:VCALENDAR\r\n");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Each stage is told of; what is stopped took nothing, and what is being saved is saved whole,
 * and said. */
static void
test_progress (void)
{
  static const struct { int stop_at; guint n_kept; } cases[] = {
    { AXLE_CALENDAR_READING, 0 }, { AXLE_CALENDAR_COMPARING, 0 }, { AXLE_CALENDAR_SAVING, N_EVENTS }, { -1, N_EVENTS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestDesk) desk = test_desk_new ();
      g_autofree char *text = dup_long_file ();
      g_autoptr(GFile) file = write_file (desk, text, -1);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(AxleCalendarImported) imported = NULL;
      g_autoptr(GPtrArray) kept = NULL;
      Watch watch = { .cancellable = cancellable, .stop_at = cases[i].stop_at };

      axle_calendar_import_async (desk->workstation, file, FIRST, FIRST + 365 * DAY, FALSE, told_cb, &watch, cancellable,
                                  test_take_result, &result);
      imported = axle_calendar_import_finish (test_wait (&result), &error);
      kept = list (desk, &axle_appointment_entity);
      g_assert_cmpuint (kept->len, ==, cases[i].n_kept);
      for (int stage = 0; stage < (int) G_N_ELEMENTS (watch.n_told); stage++)
        g_assert_cmpint (watch.n_told[stage] > 0, ==, cases[i].stop_at < 0 || stage <= cases[i].stop_at);
      if (cases[i].n_kept > 0)
        g_assert_cmpuint (imported->n_appointments, ==, N_EVENTS);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-exchange/undo-import", test_undo_import);
  g_test_add_func ("/calendar-exchange/changed-here", test_changed_here);
  g_test_add_func ("/calendar-exchange/own", test_own);
  g_test_add_func ("/calendar-exchange/undo-holidays", test_undo_holidays);
  g_test_add_func ("/calendar-exchange/holiday-by-hand", test_holiday_by_hand);
  g_test_add_func ("/calendar-exchange/progress", test_progress);
  return g_test_run ();
}
