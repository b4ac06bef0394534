/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/appointment.h"
#include "core/calendar.h"
#include "sim/booking.h"
#include "sim/shim.h"
#include "sim/world.h"
#include "store/private.h"

/* The calendar: each of these lets something be held twice, or says that it is held when
 * it is not. */

static AxleStorage *
see_days (AxleStorage *storage,
          gboolean   (*sees) (AxleRecord *appointment))
{
  SimShim *shim = sim_shim_new (storage);

  shim->sees = sees;
  return AXLE_STORAGE (shim);
}

static AxleStorage *
tolerate (AxleStorage *storage,
          gboolean   (*tolerates) (const AxleRecord *appointment))
{
  SimShim *shim = sim_shim_new (storage);

  shim->tolerates = tolerates;
  return AXLE_STORAGE (shim);
}

static gboolean
is_any (const AxleRecord *appointment)
{
  return TRUE;
}

/* Only what is booked anew is judged. */
static AxleStorage *
trust_moves (AxleStorage *storage)
{
  return tolerate (storage, is_any);
}

static gboolean
has_reason (const AxleRecord *appointment)
{
  return axle_record_get_text (appointment, AXLE_APPOINTMENT_OVERRIDE) != NULL;
}

/* A reason that was given once is good for every place. */
static AxleStorage *
take_reason_along (AxleStorage *storage)
{
  return tolerate (storage, has_reason);
}

static AxleStorage *
let_anyone_overbook (AxleStorage *storage)
{
  SimShim *shim = sim_shim_new (storage);

  shim->is_generous = TRUE;
  return AXLE_STORAGE (shim);
}

static AxleStorage *
look_next_door (AxleStorage *storage)
{
  SimShim *shim = sim_shim_new (storage);

  shim->is_elsewhere = TRUE;
  return AXLE_STORAGE (shim);
}

static gint64
get_at (const AxleRecord *appointment)
{
  return axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT);
}

/* The end belongs to it: two in a row do not fit. */
static gboolean
see_longer (AxleRecord *appointment)
{
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_MINUTES,
                           axle_record_get_integer (appointment, AXLE_APPOINTMENT_MINUTES) + 1);
  return TRUE;
}

static AxleStorage *
count_the_end (AxleStorage *storage)
{
  return see_days (storage, see_longer);
}

static gboolean
see_cancelled (AxleRecord *appointment)
{
  axle_record_set_text (appointment, AXLE_APPOINTMENT_STATE, "booked");
  return TRUE;
}

static AxleStorage *
count_cancelled (AxleStorage *storage)
{
  return see_days (storage, see_cancelled);
}

/* Whether it ends on the day on which it begins, of a calendar so far from UTC. */
static gboolean
is_of_one_day (const AxleRecord *appointment,
               gint64            offset)
{
  return axle_calendar_get_utc_day (get_at (appointment) + offset) ==
         axle_calendar_get_utc_day (axle_appointment_get_end (appointment) + offset - 1);
}

static gboolean
see_utc_day (AxleRecord *appointment)
{
  return is_of_one_day (appointment, 0);
}

/* Looks on one day, and days end at midnight in Greenwich. */
static AxleStorage *
look_on_one_day (AxleStorage *storage)
{
  return see_days (storage, see_utc_day);
}

#define SUMMER_ENDS (SIM_BOOKING_FIRST + 4 * G_TIME_SPAN_HOUR)
#define SUMMER_OFFSET (2 * G_TIME_SPAN_HOUR)

static gboolean
see_local_day (AxleRecord *appointment)
{
  return is_of_one_day (appointment, SUMMER_OFFSET);
}

/* What goes on over the night of the store is not seen the next morning. */
static AxleStorage *
forget_the_night (AxleStorage *storage)
{
  return see_days (storage, see_local_day);
}

static gboolean
see_wall_clock (AxleRecord *appointment)
{
  if (get_at (appointment) >= SUMMER_ENDS)
    axle_record_set_integer (appointment, AXLE_APPOINTMENT_AT, get_at (appointment) - G_TIME_SPAN_HOUR);
  return TRUE;
}

/* Compares what the clock on the wall shows, which shows an hour twice. */
static AxleStorage *
read_the_wall (AxleStorage *storage)
{
  return see_days (storage, see_wall_clock);
}

/* The second desk that makes what a rule asks for is taken for a person who changes it. */
static AxleStorage *
forget_rules (AxleStorage *storage)
{
  SimShim *shim = sim_shim_new (storage);

  shim->is_original = TRUE;
  return AXLE_STORAGE (shim);
}

/* A refusal is not kept for whoever was refused. */
static void
forget_refusals (gpointer         world,
                 guint            index,
                 const char      *path,
                 GBytes          *request,
                 const AxleReply *reply)
{
  SimDesk *desk = sim_world_get_desk (world, index);

  if (g_str_equal (path, "/v1/push") && desk->store != NULL)
    axle_connection_exec (desk->store->connection, "DELETE FROM conflict WHERE kind = 'appointment' AND code = 'busy'", NULL);
}

const SimMutant sim_calendar_mutants[] = {
  { "alike-forgotten", "what a rule makes on two desks is taken for two people's edits", .wrap = forget_rules,
    .rule = "asked to decide" },
  { "moves-trusted", "an appointment that is moved is not judged", .wrap = trust_moves, .rule = "held twice" },
  { "reason-anywhere", "a reason for overbooking is good for every place", .wrap = take_reason_along, .rule = "held twice" },
  { "all-overbook", "who has no right to overbook may", .wrap = let_anyone_overbook, .rule = "held twice" },
  { "next-door", "the server looks in another store whether a bay is taken", .wrap = look_next_door, .rule = "held twice" },
  { "end-counts", "an appointment may not begin when another ends", .wrap = count_the_end, .rule = "nothing is" },
  { "cancelled-counts", "a cancelled appointment holds its bay", .wrap = count_cancelled, .rule = "nothing is" },
  { "utc-midnight", "an appointment over midnight UTC is not seen", .wrap = look_on_one_day, .rule = "held twice" },
  { "overnight", "an appointment over the store's midnight is not seen", .wrap = forget_the_night, .rule = "held twice" },
  { "summer-time", "times are compared by the clock on the wall", .wrap = read_the_wall },
  { "refusal-lost", "what was refused as taken is not in the inbox", .after = forget_refusals, .rule = "does not tell of conflict" },
  { NULL },
};
