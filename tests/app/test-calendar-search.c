/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appointments.h"
#include "app/calendar-agenda.h"
#include "app/calendar-search.h"
#include "core/appointment/appointment.h"
#include "desk.h"

#define FRIDAY (G_GINT64_CONSTANT (1781193600) * G_USEC_PER_SEC) /* 2026-06-12, midnight in Shanghai */
#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY

/* What one looks for in the calendar, and what its list of days tells. */

static void
test_matches (void)
{
  static const struct
  {
    const char *text;
    gboolean    found;
  } cases[] = {
    { "李明朗", TRUE }, { "明朗", TRUE }, { "limingl", TRUE }, { "lml", TRUE }, { "lmx", FALSE },
    { "a12345", TRUE }, { "京A12345", TRUE }, { "12345", TRUE }, { "12346", FALSE },
    { "8000", TRUE }, { "13800138000", TRUE }, { "8001", TRUE }, { "9999", FALSE },
    { "机油", TRUE }, { "jiyou", TRUE }, { "刹车", FALSE },
    { "李 机油", TRUE }, { "lml 12345", TRUE }, { "lml 刹车", FALSE }, { "  朗逸 ", TRUE },
  };
  const AxleCalendarItem item = {
    .who = (char *) "李明朗", .phone = (char *) "+8613800138000", .plate = (char *) "京A·12345", .car = (char *) "大众 朗逸",
    .what = (char *) "机油保养 · 四轮定位",
  };
  const AxleCalendarItem empty = { .who = NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (axle_calendar_item_matches (&item, cases[i].text) != cases[i].found)
        g_error ("%s should %sbe found", cases[i].text, cases[i].found ? "" : "not ");
      g_assert_false (axle_calendar_item_matches (&empty, cases[i].text));
    }
}

typedef struct
{
  TestDesk     *desk;
  AxleCalendar *calendar;
  AxleId        customer;
} Shop;

static void
set_up (Shop          *s,
        gconstpointer  data)
{
  s->desk = test_desk_new ();
  s->calendar = axle_calendar_new (s->desk->workstation);
  s->customer = test_add_customer (s->desk, "李明朗", "+8613800138000");
}

static void
tear_down (Shop          *s,
           gconstpointer  data)
{
  g_clear_object (&s->calendar);
  test_desk_free (s->desk);
}

static AxleId
book (Shop         *s,
      gint64        at,
      const AxleId *customer,
      const char   *title)
{
  g_autoptr(AxleRecord) appointment = axle_appointment_draft_new (s->desk->workstation, at, 30);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (customer != NULL)
    axle_record_set_id (appointment, AXLE_APPOINTMENT_CUSTOMER, customer);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_TITLE, title);
  axle_appointment_save_async (s->desk->workstation, NULL, appointment, NULL, NULL, test_take_result, &result);
  axle_workstation_save_finish (s->desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
  return appointment->id;
}

static gboolean
is_ready (gpointer data)
{
  return axle_calendar_is_ready (((Shop *) data)->calendar);
}

static GPtrArray *
find (Shop       *s,
      const char *text)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *hits;

  axle_calendar_search_async (s->calendar, text, NULL, test_take_result, &result);
  hits = axle_calendar_search_finish (test_wait (&result), NULL, &error);
  g_assert_no_error (error);
  return hits;
}

static void
assert_hit (GPtrArray    *hits,
            guint         i,
            const AxleId *appointment)
{
  g_assert_cmpuint (i, <, hits->len);
  g_assert_true (axle_id_equal (&((AxleCalendarHit *) hits->pdata[i])->appointment, appointment));
}

/* Each once, the earliest first: those that are shown, and those of a customer on any day. */
static void
test_beyond (Shop          *s,
             gconstpointer  data)
{
  AxleId shown = book (s, FRIDAY + 9 * HOUR, &s->customer, NULL);
  AxleId later = book (s, FRIDAY + 90 * DAY, &s->customer, NULL);
  AxleId before = book (s, FRIDAY - 90 * DAY, &s->customer, NULL);
  AxleId meeting = book (s, FRIDAY + 10 * HOUR, NULL, "例会");
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) one = NULL;
  g_autoptr(GPtrArray) none = NULL;

  axle_calendar_set_range (s->calendar, FRIDAY, FRIDAY + DAY);
  axle_test_wait_for (is_ready, s);
  all = find (s, "lml");
  g_assert_cmpuint (all->len, ==, 3);
  assert_hit (all, 0, &before);
  assert_hit (all, 1, &shown);
  assert_hit (all, 2, &later);
  g_assert_cmpstr (((AxleCalendarHit *) all->pdata[0])->who, ==, "李明朗");
  one = find (s, "lihui");
  g_assert_cmpuint (one->len, ==, 1);
  assert_hit (one, 0, &meeting);
  none = find (s, "没有");
  g_assert_cmpuint (none->len, ==, 0);
}

/* Many of one name, who have one appointment each. */
static void
fill (Shop       *s,
      const char *name,
      guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *phone = g_strdup_printf ("+8613900%06u", g_str_hash (name) % 10000 * 100 + i);
      AxleId customer = test_add_customer (s->desk, name, phone);

      book (s, FRIDAY + 90 * DAY + i * HOUR, &customer, NULL);
    }
}

/* A letter more: what was looked for before ends at once, and nobody waits for it. */
static void
test_letter (Shop          *s,
             gconstpointer  data)
{
  g_autoptr(GCancellable) old = g_cancellable_new ();
  g_autoptr(GAsyncResult) before = NULL;
  g_autoptr(GPtrArray) hits = NULL;
  g_autoptr(GError) error = NULL;

  fill (s, "赵敏", 40);
  fill (s, "孙悟", 1);
  axle_calendar_search_async (s->calendar, "赵敏", old, test_take_result, &before);
  g_cancellable_cancel (old);
  hits = find (s, "孙悟");
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_null (axle_calendar_search_finish (test_wait (&before), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Whether there may be others is said. */
static void
test_limits (Shop          *s,
             gconstpointer  data)
{
  static const struct { const char *text; guint n; gboolean more; } cases[] = {
    { "钱多", 11, FALSE }, { "赵敏", 50, TRUE }, { "lml", AXLE_CALENDAR_HITS, TRUE },
  };

  fill (s, "赵敏", 60);
  fill (s, "钱多", 11);
  for (guint i = 0; i < AXLE_CALENDAR_HITS + 1; i++)
    book (s, FRIDAY + i * DAY, &s->customer, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GPtrArray) hits = NULL;
      gboolean more;

      g_test_message ("%s", cases[i].text);
      axle_calendar_search_async (s->calendar, cases[i].text, NULL, test_take_result, &result);
      hits = axle_calendar_search_finish (test_wait (&result), &more, NULL);
      g_assert_cmpuint (hits->len, ==, cases[i].n);
      g_assert_cmpint (more, ==, cases[i].more);
    }
}

typedef struct
{
  guint position, removed, added;
  guint n_changes;
} Change;

static void
changed_cb (GListModel *model,
            guint       position,
            guint       removed,
            guint       added,
            Change     *change)
{
  *change = (Change) { position, removed, added, change->n_changes + 1 };
}

static void
show (Shop       *s,
      GListStore *store,
      guint       n_days)
{
  const AxleDate first = { 2026, 6, 11 };

  axle_calendar_set_range (s->calendar, FRIDAY - DAY, FRIDAY + (n_days - 1) * DAY);
  axle_test_wait_for (is_ready, s);
  axle_agenda_show (store, axle_calendar_get_items (s->calendar), axle_calendar_get_zone (s->calendar), &first, n_days, 0);
}

/* Days without anything are there; what is the same stays, for who reads the list. */
static void
test_agenda (Shop          *s,
             gconstpointer  data)
{
  g_autoptr(GListStore) store = g_list_store_new (AXLE_TYPE_AGENDA_ENTRY);
  g_autoptr(AxleAgendaEntry) entry = NULL;
  const AxleDate saturday = { 2026, 6, 13 }, far = { 2026, 7, 1 };
  AxleId first = book (s, FRIDAY + 9 * HOUR, &s->customer, NULL), second;
  AxleDate date;
  Change change = { 0 };

  g_signal_connect (store, "items-changed", G_CALLBACK (changed_cb), &change);
  show (s, store, 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 3);
  g_assert_cmpuint (axle_agenda_find_item (G_LIST_MODEL (store), &first), ==, 1);
  g_assert_cmpuint (axle_agenda_find_day (G_LIST_MODEL (store), &saturday), ==, 2);
  g_assert_cmpuint (axle_agenda_find_day (G_LIST_MODEL (store), &far), ==, 3);
  entry = g_list_model_get_item (G_LIST_MODEL (store), 2);
  g_assert_null (axle_agenda_entry_get_item (entry));
  change.n_changes = 0;
  show (s, store, 3);
  g_assert_cmpuint (change.n_changes, ==, 0);
  second = book (s, FRIDAY + DAY + 9 * HOUR, &s->customer, NULL);
  show (s, store, 3);
  g_assert_cmpuint (change.n_changes, ==, 1);
  g_assert_cmpuint (change.position, ==, 2);
  g_assert_cmpuint (change.removed, ==, 1);
  g_assert_cmpuint (change.added, ==, 1);
  g_assert_cmpuint (axle_agenda_find_item (G_LIST_MODEL (store), &second), ==, 2);
  show (s, store, 5);
  g_assert_cmpuint (change.position, ==, 3);
  g_assert_cmpuint (change.removed, ==, 0);
  g_assert_cmpuint (change.added, ==, 2);
  book (s, FRIDAY + 11 * HOUR, &s->customer, NULL);
  show (s, store, 5);
  g_assert_cmpuint (change.position, ==, 1);
  g_assert_cmpuint (change.removed, ==, 1);
  g_assert_cmpuint (change.added, ==, 2);
  g_clear_object (&entry);
  entry = g_list_model_get_item (G_LIST_MODEL (store), 5);
  date = axle_agenda_entry_get_date (entry);
  g_assert_cmpint (date.day, ==, 15);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-search/matches", test_matches);
  g_test_add ("/calendar-search/beyond", Shop, NULL, set_up, test_beyond, tear_down);
  g_test_add ("/calendar-search/letter", Shop, NULL, set_up, test_letter, tear_down);
  g_test_add ("/calendar-search/limits", Shop, NULL, set_up, test_limits, tear_down);
  g_test_add ("/calendar-search/agenda", Shop, NULL, set_up, test_agenda, tear_down);
  return g_test_run ();
}
