/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/waits.h"

#include "core/appointment/appointment.h"
#include "core/day.h"

#define H 60

/* One work: where and by whom (0 for any), when and how long. */
typedef struct
{
  int         bay;
  int         technician;
  int         minute;
  int         minutes;
  const char *state;
} Work;

typedef struct
{
  const char *name;
  Work        others[4];
  Work        asked;
  const char *waits;    /* by the numbers of the works, the one that is asked about as 0 */
} Case;

static const Case cases[] = {
  { "nothing in the way", { { 1, 0, 9 * H, 60, NULL } }, { 1, 0, 10 * H, 60, NULL }, "" },
  { "later in the same bay", { { 1, 0, 9 * H, 60, NULL } }, { 1, 0, 9 * H + 30, 60, NULL }, "0:30" },
  { "earlier in the same bay", { { 1, 0, 9 * H, 60, NULL } }, { 1, 0, 8 * H + 45, 60, NULL }, "1:45" },
  { "passed on to the next", { { 1, 0, 10 * H, 60, NULL }, { 1, 0, 11 * H, 60, NULL } }, { 1, 0, 9 * H + 30, 60, NULL }, "1:30 2:30" },
  { "a gap takes it up", { { 1, 0, 10 * H, 60, NULL }, { 1, 0, 11 * H + 20, 60, NULL } }, { 1, 0, 9 * H + 30, 60, NULL }, "1:30 2:10" },
  { "waited already", { { 1, 0, 9 * H, 60, NULL }, { 1, 0, 9 * H + 30, 60, NULL } }, { 1, 0, 9 * H + 40, 10, NULL }, "0:80" },
  { "another bay", { { 2, 0, 9 * H, 60, NULL } }, { 1, 0, 9 * H, 60, NULL }, "" },
  { "the same technician", { { 2, 1, 9 * H, 60, NULL } }, { 1, 1, 9 * H + 15, 30, NULL }, "0:45" },
  { "bay and technician", { { 1, 0, 9 * H, 60, NULL }, { 2, 1, 9 * H, 90, NULL } }, { 1, 1, 9 * H + 30, 30, NULL }, "0:60" },
  { "not on any more", { { 1, 0, 9 * H, 60, "cancelled" }, { 1, 0, 9 * H, 60, "done" } }, { 1, 0, 9 * H, 60, NULL }, "" },
  { "nowhere", { { 1, 0, 9 * H, 60, NULL } }, { 0, 0, 9 * H, 60, NULL }, "" },
};

static AxleRecord *
add_work (AxleTestDay *day,
          AxleRecord  *bays[],
          AxleRecord  *people[],
          const Work  *work)
{
  AxleRecord *booking = axle_test_day_add_booking (day, work->minute, work->minutes, "");

  if (work->bay > 0)
    axle_record_set_id (booking, AXLE_APPOINTMENT_BAY, &bays[work->bay - 1]->id);
  if (work->technician > 0)
    axle_record_set_id (booking, AXLE_APPOINTMENT_TECHNICIAN, &people[work->technician - 1]->id);
  if (work->state != NULL)
    axle_record_set_text (booking, AXLE_APPOINTMENT_STATE, work->state);
  return booking;
}

static int
find (AxleRecord       *works[],
      const AxleRecord *appointment)
{
  for (int i = 0; i < 5; i++)
    if (works[i] != NULL && axle_id_equal (&works[i]->id, &appointment->id))
      return i;
  g_assert_not_reached ();
}

/* The one that is asked about may be in the plan, as when it is moved, or not yet. */
static void
check (const Case *one,
       gboolean    planned)
{
  AxleTestDay day;
  AxleRecord *bays[2], *people[1], *works[5] = { NULL };
  g_autoptr(AxleRecord) asked = NULL;
  g_autoptr(AxleDayPlan) plan = NULL;
  g_autoptr(GPtrArray) waits = NULL;
  g_autoptr(GString) told = g_string_new (NULL);

  axle_test_day_open (&day, "2025-03-14", "Asia/Shanghai");
  axle_test_day_add_hours (&day, 8 * H, 18 * H);
  bays[0] = axle_test_day_add_thing (&day, "bay", "Bay 1", "", "");
  bays[1] = axle_test_day_add_thing (&day, "bay", "Bay 2", "", "");
  people[0] = axle_test_day_add_person (&day, "Han", "maintenance");
  for (guint i = 0; i < 4 && one->others[i].minutes > 0; i++)
    works[i + 1] = add_work (&day, bays, people, &one->others[i]);
  works[0] = add_work (&day, bays, people, &one->asked);
  asked = axle_record_copy (works[0]);
  if (planned)
    axle_record_set_integer (works[0], AXLE_APPOINTMENT_AT, axle_test_day_at (&day, 8 * H));
  else
    g_ptr_array_set_size (day.records, (int) day.records->len - 1);
  works[0] = asked;
  plan = axle_test_day_plan (&day);
  waits = axle_waits_measure (plan, asked);
  for (guint i = 0; i < waits->len; i++)
    {
      const AxleWait *wait = waits->pdata[i];

      g_string_append_printf (told, "%s%d:%d", i > 0 ? " " : "", find (works, wait->appointment), wait->minutes);
    }
  g_assert_cmpstr (told->str, ==, one->waits);
  axle_test_day_close (&day);
}

static void
test_measured (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      check (&cases[i], FALSE);
      check (&cases[i], TRUE);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/waits/measured", test_measured);
  return g_test_run ();
}
