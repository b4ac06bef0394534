/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/day-sheet.h"

#include "core/appointment/appointment.h"
#include "core/appointment/holiday.h"
#include "core/followup/task.h"
#include "core/organisation/organisation.h"
#include "poppler.h"
#include "report/error.h"

#define NINE (G_GINT64_CONSTANT (1780966800) * G_USEC_PER_SEC) /* 2026-06-09, 09:00 in Shanghai */

typedef struct
{
  AxleDaySheetSource source;
  AxleRecord        *store;
  GPtrArray         *records;
  GArray            *entries;
  GArray            *promises;
  AxleWorkingDays   *days;
} Fixture;

static AxleRecord *
add_record (Fixture          *f,
            const AxleEntity *entity)
{
  AxleId id = { { 1, (guint8) (f->records->len >> 8), (guint8) f->records->len } };
  AxleRecord *record = axle_record_new (entity, &id);

  g_ptr_array_add (f->records, record);
  return record;
}

static AxleRecord *
add_entry (Fixture    *f,
           gint64      at,
           const char *who,
           const char *plate)
{
  AxleRecord *appointment = add_record (f, &axle_appointment_entity);
  const AxleDaySheetEntry entry = {
    .appointment = appointment, .who = who, .phone = "+8613800138000", .plate = plate, .car = "大众 途观L",
    .what = "首保 · 更换机油", .advisor = "林静", .technician = "赵强", .bay = "3号工位",
  };

  axle_record_set_integer (appointment, AXLE_APPOINTMENT_AT, at);
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_MINUTES, 90);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_STATE, "confirmed");
  axle_record_set_text (appointment, AXLE_APPOINTMENT_MODE, "waiting");
  g_array_append_val (f->entries, entry);
  return appointment;
}

static void
add_promise (Fixture    *f,
             gint64      due,
             const char *title)
{
  AxleRecord *task = add_record (f, &axle_task_entity);
  const AxleDaySheetPromise promise = { .task = task, .who = "王小双", .phone = "+8613800138001", .responsible = "林静" };

  axle_record_set_integer (task, AXLE_TASK_DUE, due);
  axle_record_set_text (task, AXLE_TASK_TITLE, title);
  g_array_append_val (f->promises, promise);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr(GPtrArray) holidays = g_ptr_array_new (), opening = g_ptr_array_new ();
  AxleRecord *holiday, *makeup;

  f->records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  f->entries = g_array_new (FALSE, FALSE, sizeof (AxleDaySheetEntry));
  f->promises = g_array_new (FALSE, FALSE, sizeof (AxleDaySheetPromise));
  f->store = add_record (f, &axle_store_entity);
  axle_record_set_text (f->store, AXLE_STORE_NAME, "同轴苏州园区店");
  holiday = add_record (f, &axle_holiday_entity);
  axle_record_set_text (holiday, AXLE_HOLIDAY_DATE, "2026-06-12");
  axle_record_set_text (holiday, AXLE_HOLIDAY_NAME, "端午节");
  makeup = add_record (f, &axle_holiday_entity);
  axle_record_set_text (makeup, AXLE_HOLIDAY_DATE, "2026-06-14");
  axle_record_set_text (makeup, AXLE_HOLIDAY_NAME, "端午节");
  axle_record_set_boolean (makeup, AXLE_HOLIDAY_WORKING, TRUE);
  g_ptr_array_add (holidays, holiday);
  g_ptr_array_add (holidays, makeup);
  f->days = axle_working_days_new (holidays, opening, zone);
  f->source = (AxleDaySheetSource) {
    .first = { 2026, 6, 9 }, .n_days = 1, .store = f->store, .days = f->days, .at = NINE - G_TIME_SPAN_HOUR,
  };
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  axle_working_days_unref (f->days);
  g_array_unref (f->entries);
  g_array_unref (f->promises);
  g_ptr_array_unref (f->records);
}

static AxlePaper *
make (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  AxlePaper *sheet;

  f->source.entries = (const AxleDaySheetEntry *) f->entries->data;
  f->source.n_entries = f->entries->len;
  f->source.promises = (const AxleDaySheetPromise *) f->promises->data;
  f->source.n_promises = f->promises->len;
  sheet = axle_day_sheet_new (&f->source, &error);
  g_assert_no_error (error);
  return sheet;
}

static GBytes *
write_out (AxlePaper *sheet)
{
  g_autoptr(GError) error = NULL;
  GBytes *bytes = axle_paper_write (sheet, &error);

  g_assert_no_error (error);
  return bytes;
}

static char *
read_text (Fixture *f)
{
  g_autoptr(AxlePaper) sheet = make (f);
  g_autoptr(GBytes) pdf = write_out (sheet);

  return poppler_read_text (pdf);
}

static void
test_pack (Fixture       *f,
           gconstpointer  data)
{
  static const char *const words[] = { "Day pack 2026-06-09 Tuesday", "同轴苏州园区店", "1 appointment, as of 2026-06-09 08:00", "09:00–10:30",
                                       "Confirmed", "李明朗", "138 0013 8000", "苏E·12345", "大众 途观L", "首保 · 更换机油", "老客户介绍", "听异响",
                                       "Promised for 06-09 16:30", "Waits here", "林静", "赵强", "3号工位", "Open promises",
                                       "06-08 18:00", "王小双", "138 0013 8001", "送还备用钥匙", "Page 1 of 1" };
  AxleRecord *appointment = add_entry (f, NINE, "李明朗", "苏E·12345");
  g_autofree char *text = NULL;

  axle_record_set_text (appointment, AXLE_APPOINTMENT_TITLE, "老客户介绍");
  axle_record_set_text (appointment, AXLE_APPOINTMENT_REMARKS, "听异响");
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_PROMISED, NINE + 450 * G_TIME_SPAN_MINUTE);
  axle_record_set_text (add_entry (f, NINE, "不来的人", "苏E·99999"), AXLE_APPOINTMENT_STATE, "cancelled");
  add_promise (f, NINE - 15 * G_TIME_SPAN_HOUR, "送还备用钥匙");
  f->source.kind = AXLE_DAY_SHEET_PACK;
  text = read_text (f);
  if (text == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    assert_has (text, words[i]);
  g_assert_null (strstr (text, "不来的人"));
}

/* What hangs on a wall tells nobody's number, and no promises. */
static void
test_plan (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *text = NULL;

  add_entry (f, NINE, "李明朗", "苏E·12345");
  add_promise (f, NINE, "送还备用钥匙");
  text = read_text (f);
  if (text == NULL)
    return;
  assert_has (text, "Appointments 2026-06-09 Tuesday");
  assert_has (text, "李明朗");
  g_assert_null (strstr (text, "138"));
  g_assert_null (strstr (text, "送还备用钥匙"));
}

static void
test_week (Fixture       *f,
           gconstpointer  data)
{
  static const char *const words[] = { "Appointments 2026-06-09 to 2026-06-15", "2026-06-09 Tuesday", "2026-06-12 Friday, 端午节",
                                       "2026-06-14 Sunday, worked on for 端午节", "2026-06-15 Monday", "No appointments.", "All day" };
  const char *before, *first, *second, *last;
  g_autofree char *text = NULL;

  add_entry (f, NINE - 20 * G_TIME_SPAN_HOUR, "昨天来的", "苏E·00001");
  add_entry (f, NINE + G_TIME_SPAN_DAY, "第二天的", "苏E·00002");
  axle_record_set_boolean (add_entry (f, NINE + 6 * G_TIME_SPAN_DAY, "最后一天", "苏E·00003"), AXLE_APPOINTMENT_ALL_DAY, TRUE);
  f->source.n_days = 7;
  text = read_text (f);
  if (text == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    assert_has (text, words[i]);
  before = strstr (text, "昨天来的");
  first = strstr (text, "2026-06-10 Wednesday");
  second = strstr (text, "第二天的");
  last = strstr (text, "最后一天");
  g_assert_true (before < first && first < second && second < strstr (text, "2026-06-11") && last > strstr (text, "2026-06-15 Monday"));
}

static int
count (const char *text,
       const char *word)
{
  g_auto(GStrv) parts = g_strsplit (text, word, -1);

  return (int) g_strv_length (parts) - 1;
}

/* By bay and by technician: those of each stand together, those of nobody last. */
static void
test_groups (Fixture       *f,
             gconstpointer  data)
{
  static const char * const order[] = { "1号", "甲乙", "3号", "李明朗", "王小双", "Not assigned", "无名" };
  g_autofree char *by_bay = NULL, *by_technician = NULL;
  const char *at;

  add_entry (f, NINE, "李明朗", "苏E·12345");
  add_entry (f, NINE + G_TIME_SPAN_HOUR, "无名", "苏E·12346");
  add_entry (f, NINE + 2 * G_TIME_SPAN_HOUR, "甲乙", "苏E·12347");
  add_entry (f, NINE + 3 * G_TIME_SPAN_HOUR, "王小双", "苏E·12348");
  g_array_index (f->entries, AxleDaySheetEntry, 0).bay = "3号";
  g_array_index (f->entries, AxleDaySheetEntry, 1).bay = NULL;
  g_array_index (f->entries, AxleDaySheetEntry, 2).bay = "1号";
  g_array_index (f->entries, AxleDaySheetEntry, 3).bay = "3号";
  f->source.by = AXLE_DAY_SHEET_BY_BAY;
  by_bay = read_text (f);
  if (by_bay == NULL)
    return;
  at = by_bay;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      at = strstr (at, order[i]);
      g_assert_nonnull (at);
    }
  g_assert_cmpint (count (by_bay, "With whom"), ==, 1);
  f->source.by = AXLE_DAY_SHEET_BY_TECHNICIAN;
  by_technician = read_text (f);
  /* A heading, and each of them names who does it. */
  g_assert_cmpint (count (by_technician, "赵强"), ==, 5);
  g_assert_null (strstr (by_technician, "Not assigned"));
}

/* A busy Saturday: the heads of the columns are on each page. */
static void
test_long (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(AxlePaper) sheet = NULL;
  g_autoptr(GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) parts = NULL;

  for (guint i = 0; i < 120; i++)
    add_entry (f, NINE + i * 5 * G_TIME_SPAN_MINUTE, "李明朗", "苏E·12345");
  sheet = make (f);
  pdf = write_out (sheet);
  text = poppler_read_text (pdf);
  if (text == NULL)
    return;
  parts = g_strsplit (text, "With whom", -1);
  g_assert_cmpuint (axle_paper_get_n_pages (sheet), >, 5);
  g_assert_cmpuint (g_strv_length (parts) - 1, ==, axle_paper_get_n_pages (sheet));
}

static void
test_same_bytes (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(AxlePaper) one = NULL, other = NULL;
  g_autoptr(GBytes) a = NULL, b = NULL;

  add_entry (f, NINE, "李明朗", "苏E·12345");
  one = make (f);
  other = make (f);
  a = write_out (one);
  b = write_out (other);
  g_assert_true (g_bytes_equal (a, b));
}

static void
test_too_large (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(AxlePaper) sheet = NULL;
  g_autoptr(GError) error = NULL;

  f->source.n_entries = AXLE_DAY_SHEET_MAX_ENTRIES + 1;
  sheet = axle_day_sheet_new (&f->source, &error);
  g_assert_null (sheet);
  g_assert_error (error, AXLE_REPORT_ERROR, AXLE_REPORT_ERROR_TOO_LARGE);
}

static void
add (const char *path,
     void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/day-sheet/pack", test_pack);
  add ("/day-sheet/plan", test_plan);
  add ("/day-sheet/week", test_week);
  add ("/day-sheet/groups", test_groups);
  add ("/day-sheet/long", test_long);
  add ("/day-sheet/same-bytes", test_same_bytes);
  add ("/day-sheet/too-large", test_too_large);
  return g_test_run ();
}
