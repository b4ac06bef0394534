/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/busy.h"

#include "base/problem.h"
#include "core/appointment/holiday.h"
#include "core/appointment/leave.h"
#include "core/appointment/roster.h"
#include "core/appointment/words.h"
#include "core/calendar.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"

#define MINUTE G_TIME_SPAN_MINUTE

/* 2026-10-08 09:00 in Shanghai. */
#define MORNING G_GINT64_CONSTANT (1791421200000000)

/* Appointments of one store: what guards are shown of it. */
typedef struct
{
  AxleLookup lookup;
  GPtrArray *records;
  AxleId     scope;
  AxleId     bays[2];
} Day;

static gboolean
day_get (const AxleLookup  *lookup,
         const AxleEntity  *entity,
         const AxleId      *id,
         AxleRecord       **record,
         GError           **error)
{
  *record = NULL;
  return TRUE;
}

static GPtrArray *
day_find (const AxleLookup  *lookup,
          const AxleEntity  *entity,
          const AxleId      *scope,
          guint              field,
          const AxleValue   *value,
          guint              limit,
          GError           **error)
{
  const Day *self = lookup->data;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  g_assert_true (entity->fields[field].flags & AXLE_FIELD_DAILY);
  for (guint i = 0; i < self->records->len; i++)
    {
      AxleRecord *record = self->records->pdata[i];

      if (!record->deleted && axle_calendar_get_utc_day (axle_record_get_integer (record, field)) ==
                                axle_calendar_get_utc_day (axle_value_get_integer (value)))
        g_ptr_array_add (found, axle_record_ref (record));
    }
  return found;
}

static void
day_open (Day *self)
{
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  self->lookup = (AxleLookup) { .get = day_get, .find = day_find, .data = self, .whole_since = G_MAXINT64 };
  self->scope = axle_id_new (axle_host_get_default ());
  for (guint i = 0; i < G_N_ELEMENTS (self->bays); i++)
    self->bays[i] = axle_id_new (axle_host_get_default ());
}

static void
day_close (Day *self)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
}

static AxleRecord *
new_appointment (const Day    *self,
                 gint64        at,
                 gint64        minutes,
                 const AxleId *bay)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (&axle_appointment_entity, &id);

  record->scope = self->scope;
  axle_record_set_integer (record, AXLE_APPOINTMENT_AT, at);
  axle_record_set_integer (record, AXLE_APPOINTMENT_MINUTES, minutes);
  axle_record_set_text (record, AXLE_APPOINTMENT_STATE, "booked");
  axle_record_set_id (record, AXLE_APPOINTMENT_BAY, bay);
  return record;
}

/* Gives the code of the refusal; %NULL when it is let in. */
static char *
judge (Day              *self,
       const AxleChange *change,
       const AxleRecord *current,
       const AxleRecord *result)
{
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (axle_appointment_busy_guard.judge (&axle_appointment_busy_guard, change, current, result, &self->lookup,
                                                    verdict, &error));
  g_assert_no_error (error);
  return verdict->outcome == AXLE_OUTCOME_REFUSED ? g_strdup (verdict->code) : NULL;
}

static gboolean
is_let_in (Day              *self,
           const AxleRecord *current,
           const AxleRecord *result)
{
  g_autofree char *code = judge (self, NULL, current, result);

  if (code != NULL)
    g_assert_cmpstr (code, ==, "busy");
  return code == NULL;
}

static void
test_overlap (void)
{
  static const struct
  {
    gint64      after; /* minutes after MORNING */
    gint64      minutes;
    guint       bay;
    const char *state;
    gboolean    all_day;
    const char *override;
    gboolean    let_in;
  } cases[] = {
    { 0, 60, 0, "booked", FALSE, NULL, FALSE },
    { -60, 60, 0, "booked", FALSE, NULL, TRUE },
    { -60, 61, 0, "booked", FALSE, NULL, FALSE },
    { 90, 30, 0, "booked", FALSE, NULL, TRUE },
    { 89, 30, 0, "booked", FALSE, NULL, FALSE },
    { 30, 10, 0, "confirmed", FALSE, NULL, FALSE },
    { 30, 10, 1, "booked", FALSE, NULL, TRUE },
    { 30, 10, 0, "cancelled", FALSE, NULL, TRUE },
    { 30, 10, 0, "no-show", FALSE, NULL, TRUE },
    { 30, 10, 0, "booked", TRUE, NULL, TRUE },
    { 30, 10, 0, "booked", FALSE, "He waits for his wife", TRUE },
    /* From the UTC day before, which ends at 08:00 here. */
    { -120, 150, 0, "booked", FALSE, NULL, FALSE },
    { -1400, 1440, 0, "booked", FALSE, NULL, FALSE },
    { -1440, 1440, 0, "booked", FALSE, NULL, TRUE },
  };
  Day day;

  day_open (&day);
  g_ptr_array_add (day.records, new_appointment (&day, MORNING, 90, &day.bays[0]));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleRecord) other = new_appointment (&day, MORNING + cases[i].after * MINUTE, cases[i].minutes,
                                                     &day.bays[cases[i].bay]);

      axle_record_set_text (other, AXLE_APPOINTMENT_STATE, cases[i].state);
      axle_record_set_boolean (other, AXLE_APPOINTMENT_ALL_DAY, cases[i].all_day);
      axle_record_set_text (other, AXLE_APPOINTMENT_OVERRIDE, cases[i].override);
      g_test_message ("case %u", i);
      g_assert_cmpint (is_let_in (&day, NULL, other), ==, cases[i].let_in);
    }
  day_close (&day);
}

/* Whatever it holds, it is held once. */
static void
test_held (void)
{
  Day day;

  day_open (&day);
  for (guint i = 0; i < AXLE_APPOINTMENT_N_HELD; i++)
    {
      AxleId id = axle_id_new (axle_host_get_default ());
      AxleRecord *first = new_appointment (&day, MORNING, 60, NULL);
      g_autoptr(AxleRecord) second = new_appointment (&day, MORNING, 60, NULL);

      axle_record_set_id (first, axle_appointment_held[i].field, &id);
      g_ptr_array_add (day.records, first);
      g_assert_true (is_let_in (&day, NULL, second));
      axle_record_set_id (second, axle_appointment_held[i].field, &id);
      g_assert_false (is_let_in (&day, NULL, second));
    }
  day_close (&day);
}

/* What was let in can go on: it is only kept from holding more. */
static void
test_later (void)
{
  g_autoptr(AxleRecord) result = NULL;
  g_autoptr(AxleRecord) moved = NULL;
  g_autoptr(AxleRecord) without = NULL;
  g_autoptr(AxleRecord) cancelled = NULL;
  AxleRecord *current;
  Day day;

  day_open (&day);
  g_ptr_array_add (day.records, new_appointment (&day, MORNING, 90, &day.bays[0]));
  current = new_appointment (&day, MORNING, 60, &day.bays[0]);
  axle_record_set_text (current, AXLE_APPOINTMENT_OVERRIDE, "Urgent");
  g_ptr_array_add (day.records, current);

  result = axle_record_copy (current);
  axle_record_set_text (result, AXLE_APPOINTMENT_STATE, "arrived");
  g_assert_true (is_let_in (&day, current, result));
  without = axle_record_copy (current);
  axle_record_set_text (without, AXLE_APPOINTMENT_OVERRIDE, NULL);
  g_assert_false (is_let_in (&day, current, without));
  moved = axle_record_copy (without);
  axle_record_set_integer (moved, AXLE_APPOINTMENT_AT, MORNING + 90 * MINUTE);
  g_assert_true (is_let_in (&day, current, moved));
  cancelled = axle_record_copy (without);
  axle_record_set_text (cancelled, AXLE_APPOINTMENT_STATE, "cancelled");
  g_assert_true (is_let_in (&day, current, cancelled));
  g_assert_false (is_let_in (&day, cancelled, without));
  day_close (&day);
}

/* A reason that was given for one place is none for another, nor for coming back. */
static void
test_reason (void)
{
  g_autoptr(AxleRecord) moved = NULL;
  g_autoptr(AxleRecord) cancelled = NULL;
  g_autoptr(AxleRecord) deleted = NULL;
  g_autoptr(AxleChange) again = NULL;
  g_autofree char *code = NULL;
  AxleRecord *current;
  Day day;

  day_open (&day);
  g_ptr_array_add (day.records, new_appointment (&day, MORNING, 90, &day.bays[0]));
  current = new_appointment (&day, MORNING, 60, &day.bays[0]);
  axle_record_set_text (current, AXLE_APPOINTMENT_OVERRIDE, "Urgent");
  g_ptr_array_add (day.records, current);

  moved = axle_record_copy (current);
  axle_record_set_integer (moved, AXLE_APPOINTMENT_AT, MORNING + 30 * MINUTE);
  g_assert_false (is_let_in (&day, current, moved));
  again = axle_change_new_between (current, moved);
  axle_change_add_field (again, AXLE_APPOINTMENT_OVERRIDE, axle_record_get (current, AXLE_APPOINTMENT_OVERRIDE),
                         axle_record_get (moved, AXLE_APPOINTMENT_OVERRIDE));
  code = judge (&day, again, current, moved);
  g_assert_null (code);
  axle_record_set_integer (moved, AXLE_APPOINTMENT_AT, MORNING + 90 * MINUTE);
  g_assert_true (is_let_in (&day, current, moved));

  cancelled = axle_record_copy (current);
  axle_record_set_text (cancelled, AXLE_APPOINTMENT_STATE, "cancelled");
  g_assert_true (is_let_in (&day, current, cancelled));
  g_assert_false (is_let_in (&day, cancelled, current));
  deleted = axle_record_copy (current);
  deleted->deleted = TRUE;
  g_assert_true (is_let_in (&day, current, deleted));
  g_assert_false (is_let_in (&day, deleted, current));
  day_close (&day);
}

/* One desk made it longer, another gave it a bay: together that is too long, though neither
 * was. */
static void
test_too_long (void)
{
  g_autoptr(AxleRecord) current = NULL;
  g_autoptr(AxleRecord) result = NULL;
  g_autofree char *code = NULL;
  Day day;

  day_open (&day);
  current = new_appointment (&day, MORNING, 2000, NULL);
  result = axle_record_copy (current);
  axle_record_set_id (result, AXLE_APPOINTMENT_BAY, &day.bays[0]);
  code = judge (&day, NULL, current, result);
  g_assert_cmpstr (code, ==, "too-long");
  day_close (&day);
}

/* To say why takes a right; to make room for others takes none. */
static void
test_rights (void)
{
  g_auto(AxleValue) rights = AXLE_VALUE_INIT;
  g_autoptr(AxleRecord) without = NULL;
  g_autoptr(AxleRecord) with = NULL;
  g_autoptr(AxleChange) give = NULL;
  g_autoptr(AxleChange) give_up = NULL;
  Day day;

  day_open (&day);
  axle_value_set_members (&rights, (const char * const[]) { AXLE_RIGHT_APPOINTMENTS_WRITE, NULL });
  without = new_appointment (&day, MORNING, 60, &day.bays[0]);
  with = axle_record_copy (without);
  axle_record_set_text (with, AXLE_APPOINTMENT_OVERRIDE, "Urgent");
  give = axle_change_new_between (without, with);
  give_up = axle_change_new_between (with, without);
  g_assert_cmpstr (axle_rights_find_missing (&rights, give, without), ==, AXLE_RIGHT_APPOINTMENTS_OVERBOOK);
  g_assert_null (axle_rights_find_missing (&rights, give_up, with));
  day_close (&day);
}

static const char *
find_missing (const AxleRecord *before,
              const AxleRecord *after)
{
  g_autoptr(AxleChange) change = axle_change_new_between (before, after);
  g_auto(AxleValue) rights = AXLE_VALUE_INIT;

  axle_value_set_members (&rights, (const char * const[]) { AXLE_RIGHT_APPOINTMENTS_PLAN, NULL });
  return axle_rights_find_missing (&rights, change, before);
}

/* Who plans the workshop says what people can do, and nothing else of them. */
static void
test_rights_of_planner (void)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleId role = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) person = axle_record_new (&axle_staff_entity, &id);
  g_autoptr(AxleRecord) skilled = NULL;
  g_autoptr(AxleRecord) raised = NULL;

  axle_record_set_text (person, AXLE_STAFF_NAME, "Sun");
  skilled = axle_record_copy (person);
  axle_record_set_text (skilled, AXLE_STAFF_TEAM, "Paint");
  axle_record_add_member (skilled, AXLE_STAFF_SKILLS, "paint");
  raised = axle_record_copy (skilled);
  axle_record_set_id (raised, AXLE_STAFF_ROLE, &role);
  g_assert_null (find_missing (person, skilled));
  g_assert_cmpstr (find_missing (person, raised), ==, AXLE_RIGHT_SETTINGS);
  g_assert_cmpstr (find_missing (NULL, skilled), ==, AXLE_RIGHT_SETTINGS);
}

static gboolean
has_problem (AxleRecord *record,
             const char *code)
{
  g_autoptr(GPtrArray) problems = axle_problems_new ();

  axle_record_check (record, problems);
  for (guint i = 0; i < problems->len; i++)
    if (g_str_equal (((AxleProblem *) problems->pdata[i])->code, code))
      return TRUE;
  return FALSE;
}

static void
test_checks (void)
{
  g_autoptr(AxleRecord) long_stay = NULL;
  g_autoptr(AxleRecord) leave = NULL;
  g_autoptr(AxleRecord) holiday = NULL;
  g_autoptr(AxleRecord) roster = NULL;
  AxleId id = axle_id_new (axle_host_get_default ());
  Day day;

  day_open (&day);
  long_stay = new_appointment (&day, MORNING, 1441, &day.bays[0]);
  g_assert_true (has_problem (long_stay, "too-long"));
  axle_record_set_id (long_stay, AXLE_APPOINTMENT_BAY, NULL);
  g_assert_false (has_problem (long_stay, "too-long"));
  axle_record_set_integer (long_stay, AXLE_APPOINTMENT_MINUTES, 0);
  g_assert_true (has_problem (long_stay, "length"));
  axle_record_set_integer (long_stay, AXLE_APPOINTMENT_AT, G_MAXINT64);
  g_assert_true (has_problem (long_stay, "not-a-time"));

  leave = axle_record_new (&axle_leave_entity, &id);
  axle_record_set_integer (leave, AXLE_LEAVE_SINCE, MORNING);
  axle_record_set_integer (leave, AXLE_LEAVE_UNTIL, MORNING);
  g_assert_true (has_problem (leave, "who"));
  g_assert_true (has_problem (leave, "order"));
  axle_record_set_id (leave, AXLE_LEAVE_STAFF, &id);
  g_assert_false (has_problem (leave, "who"));
  axle_record_set_id (leave, AXLE_LEAVE_RESOURCE, &id);
  g_assert_true (has_problem (leave, "who"));

  roster = axle_record_new (&axle_roster_entity, &id);
  axle_record_set_integer (roster, AXLE_ROSTER_STARTS, 18 * 60);
  axle_record_set_integer (roster, AXLE_ROSTER_ENDS, 25 * 60);
  g_assert_true (has_problem (roster, "time-of-day"));
  axle_record_set_integer (roster, AXLE_ROSTER_ENDS, 9 * 60);
  g_assert_true (has_problem (roster, "order"));

  holiday = axle_record_new (&axle_holiday_entity, &id);
  holiday->scope = day.scope;
  axle_record_set_text (holiday, AXLE_HOLIDAY_DATE, "2026-10-01");
  g_assert_true (has_problem (holiday, "wrong-id"));
  holiday->id = axle_holiday_id (&day.scope, "2026-10-01");
  g_assert_false (has_problem (holiday, "wrong-id"));
  day_close (&day);
}

static void
test_days (void)
{
  static const struct
  {
    gint64 at;
    gint64 day;
  } cases[] = {
    { 0, 0 }, { G_TIME_SPAN_DAY - 1, 0 }, { G_TIME_SPAN_DAY, 1 }, { -1, -1 }, { -G_TIME_SPAN_DAY, -1 },
    { -G_TIME_SPAN_DAY - 1, -2 }, { MORNING, 20734 },
  };
  const char * const weekend[] = { "sun", "sat", NULL };
  g_auto(AxleValue) days = AXLE_VALUE_INIT;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (axle_calendar_get_utc_day (cases[i].at), ==, cases[i].day);
  axle_value_set_members (&days, weekend);
  g_assert_cmphex (axle_weekdays_to_bits (&days), ==, 0x60);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/appointment/overlap", test_overlap);
  g_test_add_func ("/appointment/held", test_held);
  g_test_add_func ("/appointment/later", test_later);
  g_test_add_func ("/appointment/reason", test_reason);
  g_test_add_func ("/appointment/too-long", test_too_long);
  g_test_add_func ("/appointment/rights", test_rights);
  g_test_add_func ("/appointment/rights-of-planner", test_rights_of_planner);
  g_test_add_func ("/appointment/checks", test_checks);
  g_test_add_func ("/appointment/days", test_days);
  return g_test_run ();
}
