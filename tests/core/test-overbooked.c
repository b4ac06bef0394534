/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/overbooked.h"

#include "core/appointment/appointment.h"
#include "core/day.h"
#include "core/history/history.h"

#define H 60

/* What was planned in the one bay. @promised: a minute of the day, 0 for none. @done: a
 * minute of the day at which it was noted as done, 0 for never. */
typedef struct
{
  int         minute;
  int         minutes;
  const char *reason;
  const char *state;
  int         promised;
  int         done;
} Work;

typedef struct
{
  const char *name;
  Work        works[4];
  const char *price;   /* by the overbookings, whom they made wait, and what came of the promise */
  const char *sum;     /* overbooked, costly, waits, minutes, promised, broken */
} Case;

static const Case cases[] = {
  { "nobody waits",
    { { 9 * H, 60, NULL, "done", 0, 0 }, { 10 * H, 60, "old friend", "done", 0, 0 } },
    "1+0:", "1 0 0 0 0 0" },
  { "the next one waits, though all is done",
    { { 9 * H, 60, "old friend", "done", 0, 0 }, { 9 * H, 60, NULL, "done", 0, 0 } },
    "0+0: 1+60", "1 1 1 60 0 0" },
  { "promised, and kept",
    { { 9 * H, 60, "old friend", "done", 11 * H, 10 * H }, { 9 * H, 60, NULL, "done", 12 * H, 12 * H } },
    "0+0=0: 1+60=0", "1 1 1 60 2 0" },
  { "promised, and late",
    { { 9 * H, 60, "old friend", "done", 0, 10 * H }, { 9 * H, 60, NULL, "done", 10 * H, 11 * H + 5 } },
    "0+0: 1+60=65", "1 1 1 60 1 1" },
  { "promised, and nobody noted when",
    { { 9 * H, 60, "old friend", "done", 0, 0 }, { 9 * H, 60, NULL, "done", 10 * H, 0 } },
    "0+0: 1+60", "1 1 1 60 0 0" },
  { "noted as done by mistake",
    { { 9 * H, 60, "old friend", "done", 0, 0 }, { 9 * H, 60, NULL, "arrived", 10 * H, 11 * H } },
    "0+0: 1+60", "1 1 1 60 0 0" },
  { "it waits itself",
    { { 9 * H, 60, NULL, "done", 0, 0 }, { 9 * H + 30, 60, "old friend", "done", 10 * H, 10 * H + 30 } },
    "1+30=30:", "1 0 0 0 1 1" },
  { "two make one wait",
    { { 9 * H, 30, "old friend", "done", 0, 0 }, { 9 * H, 30, "chief's car", "done", 0, 0 }, { 9 * H, 60, NULL, "done", 10 * H, 11 * H } },
    "0+0: 1+30 2+30=60; 1+30: 2+30=60", "2 2 2 60 1 1" },
  { "who did not come made nobody wait",
    { { 9 * H, 60, "old friend", "no-show", 0, 0 }, { 9 * H, 60, NULL, "done", 0, 0 } }, "", "0 0 0 0 0 0" },
  { "nor who called it off",
    { { 9 * H, 60, "old friend", "cancelled", 0, 0 }, { 9 * H, 60, NULL, "done", 0, 0 } }, "", "0 0 0 0 0 0" },
  { "who did not come waits for nothing",
    { { 9 * H, 60, "old friend", "done", 0, 0 }, { 9 * H, 60, NULL, "no-show", 0, 0 } }, "0+0:", "1 0 0 0 0 0" },
  { "what begins after midnight is of another day",
    { { 23 * H, 90, "old friend", "done", 0, 0 }, { 23 * H + 15, 30, NULL, "done", 0, 0 }, { 24 * H, 60, NULL, "done", 0, 0 } },
    "0+0: 1+75", "1 1 1 75 0 0" },
};

static void
add_change (GPtrArray    *history,
            guint         field,
            const char   *after,
            gint64        at,
            guint8        staff)
{
  AxleRecord *change = axle_record_new (&axle_history_entity, &AXLE_ID_NONE);
  const AxleId who = { { 7, staff } };

  axle_record_set_text (change, AXLE_HISTORY_FIELD, axle_appointment_entity.fields[field].name);
  axle_record_set_text (change, AXLE_HISTORY_AFTER, after);
  axle_record_set_integer (change, AXLE_HISTORY_AT, at);
  axle_record_set_id (change, AXLE_HISTORY_STAFF, &who);
  g_ptr_array_add (history, change);
}

static GPtrArray *
new_history (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
}

static int
find (AxleRecord         *works[],
      const AxleHandover *handover)
{
  for (int i = 0; i < 4; i++)
    if (works[i] != NULL && axle_id_equal (&works[i]->id, &handover->appointment->id))
      return i;
  g_assert_not_reached ();
}

static void
tell (GString            *told,
      const AxleTestDay  *day,
      const Case         *one,
      AxleRecord         *works[],
      AxleHandover       *handover)
{
  g_autoptr(GPtrArray) history = new_history ();
  int i = find (works, handover);

  if (one->works[i].done > 0)
    add_change (history, AXLE_APPOINTMENT_STATE, "done", axle_test_day_at (day, one->works[i].done), 1);
  add_change (history, AXLE_APPOINTMENT_REMARKS, "done", axle_test_day_at (day, 20 * H), 1);
  axle_handover_read (handover, history);
  g_string_append_printf (told, "%d+%d", i, handover->minutes);
  if (axle_handover_is_known (handover))
    g_string_append_printf (told, "=%d", axle_handover_get_over (handover));
}

static void
check (const Case *one)
{
  AxleTestDay day;
  AxleRecord *works[4] = { NULL }, *bay;
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_overbooked_free);
  g_autoptr(GString) told = g_string_new (NULL);
  g_autoptr(AxleDayPlan) plan = NULL;
  g_autofree char *told_sum = NULL;
  AxleOverbookedSum sum;

  axle_test_day_open (&day, "2025-03-14", "Asia/Shanghai");
  axle_test_day_add_hours (&day, 8 * H, 18 * H);
  bay = axle_test_day_add_thing (&day, "bay", "Bay 1", "", "");
  for (guint i = 0; i < 4 && one->works[i].minutes > 0; i++)
    {
      const Work *work = &one->works[i];

      works[i] = axle_test_day_add_booking (&day, work->minute, work->minutes, "");
      axle_record_set_id (works[i], AXLE_APPOINTMENT_BAY, &bay->id);
      axle_record_set_text (works[i], AXLE_APPOINTMENT_STATE, work->state);
      axle_record_set_text (works[i], AXLE_APPOINTMENT_OVERRIDE, work->reason);
      if (work->promised > 0)
        axle_record_set_integer (works[i], AXLE_APPOINTMENT_PROMISED, axle_test_day_at (&day, work->promised));
    }
  plan = axle_test_day_plan (&day);
  for (guint i = 0; i < 4; i++)
    if (works[i] != NULL && axle_appointment_is_overbooked (works[i]))
      {
        AxleOverbooked *overbooked = axle_overbooked_new (plan, works[i]);

        g_ptr_array_add (all, overbooked);
        g_string_append (told, told->len > 0 ? "; " : "");
        tell (told, &day, one, works, overbooked->own);
        g_string_append_c (told, ':');
        for (guint j = 0; j < overbooked->waits->len; j++)
          {
            g_string_append_c (told, ' ');
            tell (told, &day, one, works, overbooked->waits->pdata[j]);
          }
      }
  sum = axle_overbooked_sum (all);
  told_sum = g_strdup_printf ("%u %u %u %d %u %u", sum.n_overbooked, sum.n_costly, sum.n_waits, (int) sum.minutes, sum.n_promised,
                              sum.n_broken);
  g_assert_cmpstr (told->str, ==, one->price);
  g_assert_cmpstr (told_sum, ==, one->sum);
  axle_test_day_close (&day);
}

static void
test_priced (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      check (&cases[i]);
    }
}

/* Who made it with a reason, until somebody else writes one; a reason that was taken away
 * was not the last word. */
static void
test_leave (void)
{
  AxleTestDay day;
  AxleRecord *work;
  g_autoptr(GPtrArray) history = new_history ();
  g_autoptr(AxleDayPlan) plan = NULL;
  g_autoptr(AxleOverbooked) overbooked = NULL;

  axle_test_day_open (&day, "2025-03-14", "Asia/Shanghai");
  work = axle_test_day_add_booking (&day, 9 * H, 60, "");
  work->created_by = (AxleId) { { 7, 1 } };
  work->created_at = axle_test_day_at (&day, 7 * H);
  axle_record_set_text (work, AXLE_APPOINTMENT_OVERRIDE, "old friend");
  plan = axle_test_day_plan (&day);
  overbooked = axle_overbooked_new (plan, work);
  add_change (history, AXLE_APPOINTMENT_REMARKS, "hurry", axle_test_day_at (&day, 8 * H), 2);
  axle_overbooked_read_leave (overbooked, history);
  g_assert_cmpint (overbooked->allowed_by.bytes[1], ==, 1);
  g_assert_cmpint (overbooked->allowed_at, ==, axle_test_day_at (&day, 7 * H));
  add_change (history, AXLE_APPOINTMENT_OVERRIDE, "chief's car", axle_test_day_at (&day, 8 * H), 3);
  add_change (history, AXLE_APPOINTMENT_OVERRIDE, NULL, axle_test_day_at (&day, 9 * H), 4);
  axle_overbooked_read_leave (overbooked, history);
  g_assert_cmpint (overbooked->allowed_by.bytes[1], ==, 3);
  g_assert_cmpint (overbooked->allowed_at, ==, axle_test_day_at (&day, 8 * H));
  axle_test_day_close (&day);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/overbooked/priced", test_priced);
  g_test_add_func ("/overbooked/leave", test_leave);
  return g_test_run ();
}
