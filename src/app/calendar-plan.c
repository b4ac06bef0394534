/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-plan.h"

#include <glib/gi18n-lib.h>

#include "app/calendar-match.h"
#include "app/calendar-source.h"
#include "app/named-record.h"
#include "base/problem.h"
#include "core/appointment/appointment.h"
#include "core/appointment/busy.h"
#include "core/appointment/words.h"
#include "core/organisation/closing.h"
#include "store/appointments.h"

/* More appointments than this are a fault of the file. */
#define MAX_APPOINTMENTS 20000

/* What has a beginning and no end takes as long. */
#define DEFAULT_MINUTES 30

/* What fits into the fields, in characters. */
#define MAX_TITLE   200
#define MAX_ADDRESS 300
#define MAX_REMARKS 2000

typedef struct
{
  AxleStore                 *store;
  const AxleId              *scope;
  const AxleCalendarOptions *options;
  AxleCalendarPlan          *plan;
  GHashTable                *told;  /* ids of all appointments that the file tells of */
  GPtrArray                 *cars;  /* appointments with a car that are going to be made */
} Planner;

void
axle_calendar_plan_free (AxleCalendarPlan *self)
{
  g_ptr_array_unref (self->changes);
  g_clear_pointer (&self->imported, axle_calendar_imported_free);
  g_ptr_array_unref (self->events);
  g_hash_table_unref (self->told);
  g_ptr_array_unref (self->cars);
  g_free (self);
}

static void
result_free (gpointer data)
{
  AxleCalendarResult *self = data;

  g_free (self->component);
  g_free (self->uid);
  g_free (self->summary);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static AxleCalendarResult *
result_new (const AxleCalendarEvent *event)
{
  AxleCalendarResult *self = g_new0 (AxleCalendarResult, 1);

  self->number = event->number;
  self->line = event->line;
  self->component = g_strdup (event->component);
  self->uid = g_strdup (event->uid);
  self->summary = g_strdup (event->summary);
  self->at = event->times->len > 0 ? ((AxleCalendarTime *) event->times->pdata[0])->start : 0;
  self->all_day = event->all_day;
  self->times = event->times->len;
  self->problems = g_ptr_array_ref (event->problems);
  self->outcome = AXLE_CALENDAR_UNCHANGED;
  return self;
}

/* The first thing that happens to one of its appointments is what happens to an event. */
static void
set_outcome (AxleCalendarResult  *result,
             AxleCalendarOutcome  outcome)
{
  if (result->outcome == AXLE_CALENDAR_UNCHANGED || outcome < result->outcome)
    result->outcome = outcome;
}

static AxleRecord *
get_known (Planner      *self,
           const AxleId *id)
{
  return axle_store_get (self->store, &axle_appointment_entity, id, NULL);
}

static GPtrArray *
list_batch (Planner    *self,
            const char *uid)
{
  g_autofree char *batch = axle_calendar_dup_batch (self->scope, uid);
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  axle_value_set_text (&value, batch);
  return axle_store_list_where (self->store, &axle_appointment_entity, AXLE_APPOINTMENT_BATCH, &value, NULL);
}

static void
add_change (Planner          *self,
            AxleRecord       *known,
            const AxleRecord *after)
{
  guint before = self->plan->changes->len;

  axle_named_record_add_between (self->plan->changes, known, after);
  self->plan->imported->n_appointments += self->plan->changes->len > before;
}

/* Whether somebody already dealt with it here, so that a file changes nothing more. */
static gboolean
is_settled (const AxleRecord *appointment)
{
  static const char * const settled[] = { "arrived", "done", "no-show", NULL };
  const char *state = axle_record_get_text (appointment, AXLE_APPOINTMENT_STATE);

  return state != NULL && g_strv_contains (settled, state);
}

static gboolean
is_cancelled (const AxleRecord *appointment)
{
  return g_strcmp0 (axle_record_get_text (appointment, AXLE_APPOINTMENT_STATE), "cancelled") == 0;
}

static char *
dup_cut (const char *text,
         glong       limit)
{
  return text != NULL && g_utf8_strlen (text, -1) > limit ? g_utf8_substring (text, 0, limit) : g_strdup (text);
}

static void
remark (AxleCalendarResult *result,
        const char         *code,
        gboolean            blocking,
        const char         *message)
{
  if (!axle_problems_contain (result->problems, code))
    axle_problems_add (result->problems, code, NULL, blocking, "%s", message);
}

/* Cancelling. */

static void
set_cancelled (Planner                 *self,
               const AxleCalendarEvent *event,
               const char              *digest,
               AxleRecord              *known)
{
  g_auto(AxleCalendarSource) source = axle_calendar_source_read (known);
  g_autofree char *text = axle_calendar_source_write (event, source.occurrence, digest);
  g_autoptr(AxleRecord) after = axle_record_copy (known);

  axle_record_set_text (after, AXLE_APPOINTMENT_STATE, "cancelled");
  axle_record_set_text (after, AXLE_APPOINTMENT_SOURCE, text);
  add_change (self, known, after);
}

static gboolean
is_later_here (const AxleCalendarEvent *event,
               const AxleRecord        *known)
{
  g_auto(AxleCalendarSource) source = axle_calendar_source_read (known);

  return event->sequence < source.sequence;
}

static void
cancel (Planner                 *self,
        const AxleCalendarEvent *event,
        AxleCalendarResult      *result,
        AxleRecord              *known)
{
  if (known->deleted || is_cancelled (known))
    return;
  if (is_later_here (event, known))
    remark (result, "older", FALSE, _("A later version of it is here."));
  else if (is_settled (known))
    remark (result, "settled", FALSE, _("The car was here already; that stays as it is."));
  else
    set_cancelled (self, event, AXLE_CALENDAR_CALLED_OFF, known);
}

/* The one of an occurrence, or all there are of an event. */
static void
cancel_event (Planner                 *self,
              const AxleCalendarEvent *event,
              AxleCalendarResult      *result)
{
  AxleId id = axle_calendar_derive_id (self->scope, event->uid, event->occurrence);
  g_autoptr(AxleRecord) one = get_known (self, &id);
  g_autoptr(GPtrArray) batch = event->occurrence == NULL ? list_batch (self, event->uid) : NULL;

  result->outcome = AXLE_CALENDAR_TAKEN_BACK;
  if (one != NULL)
    cancel (self, event, result, one);
  for (guint i = 0; batch != NULL && i < batch->len; i++)
    cancel (self, event, result, batch->pdata[i]);
}

/* Times that a later version of an event has no longer. */
static gboolean
is_stale (Planner                 *self,
          const AxleCalendarEvent *event,
          const AxleRecord        *appointment)
{
  gint64 at = axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT);

  return !appointment->deleted && !is_cancelled (appointment) && !is_settled (appointment) &&
         !is_later_here (event, appointment) && !g_hash_table_contains (self->told, &appointment->id) &&
         (!event->endless || (at >= self->options->from && at < self->options->until));
}

static void
cancel_stale (Planner                 *self,
              const AxleCalendarEvent *event,
              AxleCalendarResult      *result)
{
  AxleId id = axle_calendar_derive_id (self->scope, event->uid, NULL);
  g_autoptr(AxleRecord) one = get_known (self, &id);
  g_autoptr(GPtrArray) batch = list_batch (self, event->uid);

  if (one != NULL)
    g_ptr_array_add (batch, g_steal_pointer (&one));
  for (guint i = 0; i < batch->len; i++)
    if (is_stale (self, event, batch->pdata[i]))
      {
        set_cancelled (self, event, AXLE_CALENDAR_LEFT_OUT, batch->pdata[i]);
        set_outcome (result, AXLE_CALENDAR_UPDATED);
      }
}

/* Making. */

static gboolean
refuse (AxleCalendarResult *result,
        const char         *code,
        const char         *message)
{
  remark (result, code, TRUE, message);
  set_outcome (result, AXLE_CALENDAR_REFUSED);
  return FALSE;
}

static void
set_words (AxleRecord              *appointment,
           const AxleCalendarEvent *event,
           const AxleCalendarTime  *time)
{
  gint64 minutes = (time->end - time->start) / G_TIME_SPAN_MINUTE;
  g_autofree char *title = dup_cut (event->summary, MAX_TITLE);
  g_autofree char *address = dup_cut (event->location, MAX_ADDRESS);
  g_autofree char *remarks = dup_cut (event->description, MAX_REMARKS);
  g_autofree char *digest = axle_calendar_dup_digest (event, time);
  g_autofree char *source = axle_calendar_source_write (event, time->occurrence, digest);

  axle_record_set_integer (appointment, AXLE_APPOINTMENT_AT, time->start);
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_MINUTES, time->end == time->start ? DEFAULT_MINUTES : MAX (minutes, 1));
  axle_record_set_boolean (appointment, AXLE_APPOINTMENT_ALL_DAY, event->all_day);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_TITLE, title);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_ADDRESS, address);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_REMARKS, remarks);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_SOURCE, source);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_STATE, event->status == AXLE_CALENDAR_CONFIRMED ? "confirmed" : "booked");
}

static gboolean
is_car_free (Planner          *self,
             const AxleRecord *appointment)
{
  g_autoptr(AxleVerdict) clash = NULL;
  AxleId car = axle_record_get_id (appointment, AXLE_APPOINTMENT_VEHICLE);

  for (guint i = 0; i < self->cars->len; i++)
    {
      AxleId other = axle_record_get_id (self->cars->pdata[i], AXLE_APPOINTMENT_VEHICLE);

      if (axle_id_equal (&car, &other) && axle_appointment_overlaps (appointment, self->cars->pdata[i]))
        return FALSE;
    }
  return axle_store_find_clash (self->store, appointment, &clash, NULL) && clash == NULL;
}

/* A car that is expected already is not expected twice; the customer is told all the same. */
static void
set_match (Planner                 *self,
           AxleRecord              *appointment,
           AxleCalendarResult      *result,
           const AxleCalendarMatch *match)
{
  static const AxleValue none = AXLE_VALUE_INIT;

  if (!axle_id_is_none (&match->customer))
    axle_record_set_id (appointment, AXLE_APPOINTMENT_CUSTOMER, &match->customer);
  if (axle_id_is_none (&match->vehicle) || axle_record_get_integer (appointment, AXLE_APPOINTMENT_MINUTES) > AXLE_DAY_MINUTES)
    return;
  axle_record_set_id (appointment, AXLE_APPOINTMENT_VEHICLE, &match->vehicle);
  if (is_car_free (self, appointment))
    {
      g_ptr_array_add (self->cars, axle_record_ref (appointment));
      return;
    }
  axle_record_set (appointment, AXLE_APPOINTMENT_VEHICLE, &none);
  remark (result, "car-expected", FALSE, _("The car already has an appointment then; this one is without it."));
}

static gboolean
is_month_open (Planner          *self,
               const AxleRecord *appointment)
{
  char month[AXLE_MONTH_SIZE];
  g_autoptr(AxleRecord) closing = NULL;
  AxleId id;

  axle_closing_find_month (axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT), self->options->zone, month);
  id = axle_closing_id (self->scope, month);
  closing = axle_store_get (self->store, &axle_closing_entity, &id, NULL);
  return closing == NULL || closing->deleted || !axle_record_get_boolean (closing, AXLE_CLOSING_CLOSED);
}

static gboolean
holds_something (const AxleRecord *appointment)
{
  for (guint i = 0; i < AXLE_APPOINTMENT_N_HELD; i++)
    if (axle_record_get (appointment, axle_appointment_held[i].field)->kind != AXLE_VALUE_NONE)
      return TRUE;
  return FALSE;
}

/* What the store would refuse is refused here, so that it does not take the rest with it. */
static gboolean
may_be_saved (Planner            *self,
              AxleRecord         *appointment,
              AxleCalendarResult *result)
{
  g_autoptr(GPtrArray) problems = axle_problems_new ();
  g_autoptr(AxleVerdict) clash = NULL;

  axle_record_check (appointment, problems);
  for (guint i = 0; i < problems->len; i++)
    if (((AxleProblem *) problems->pdata[i])->blocking)
      return refuse (result, ((AxleProblem *) problems->pdata[i])->code, ((AxleProblem *) problems->pdata[i])->message);
  if (!is_month_open (self, appointment))
    return refuse (result, "month-closed", _("The books of its month are closed."));
  if (holds_something (appointment) && axle_store_find_clash (self->store, appointment, &clash, NULL) && clash != NULL)
    return refuse (result, clash->code, clash->message);
  if (self->plan->imported->n_appointments >= MAX_APPOINTMENTS)
    return refuse (result, "limit", _("The file makes too many appointments; this one was not made."));
  return TRUE;
}

static AxleRecord *
new_appointment (Planner                 *self,
                 const AxleId            *id,
                 const AxleCalendarEvent *event,
                 const AxleRecord        *known)
{
  AxleRecord *appointment = axle_record_new (&axle_appointment_entity, id);

  appointment->scope = *self->scope;
  appointment->revision = known != NULL ? known->revision : 0;
  axle_record_set_text (appointment, AXLE_APPOINTMENT_CHANNEL, "import");
  if (event->repeats || event->occurrence != NULL)
    {
      g_autofree char *batch = axle_calendar_dup_batch (self->scope, event->uid);

      axle_record_set_text (appointment, AXLE_APPOINTMENT_BATCH, batch);
    }
  return appointment;
}

static void
make (Planner                 *self,
      const AxleCalendarEvent *event,
      const AxleCalendarTime  *time,
      const AxleCalendarMatch *match,
      const AxleId            *id,
      AxleRecord              *deleted,
      AxleCalendarResult      *result)
{
  g_autoptr(AxleRecord) appointment = new_appointment (self, id, event, deleted);

  set_words (appointment, event, time);
  set_match (self, appointment, result, match);
  if (!may_be_saved (self, appointment, result))
    return;
  add_change (self, deleted, appointment);
  set_outcome (result, AXLE_CALENDAR_NEW);
}

/* What somebody found out or decided here stays; what the event says of itself changes. */
static void
update (Planner                 *self,
        const AxleCalendarEvent *event,
        const AxleCalendarTime  *time,
        const AxleCalendarMatch *match,
        AxleRecord              *known,
        AxleCalendarResult      *result)
{
  g_auto(AxleCalendarSource) source = axle_calendar_source_read (known);
  g_autofree char *digest = axle_calendar_dup_digest (event, time);
  g_autoptr(AxleRecord) after = axle_record_copy (known);
  gboolean called_off = g_strcmp0 (source.digest, AXLE_CALENDAR_CALLED_OFF) == 0;

  if (event->sequence < source.sequence || (called_off && event->sequence == source.sequence))
    {
      refuse (result, "older", called_off ? _("It was called off afterwards.") : _("A later version of it is here."));
      return;
    }
  if (event->sequence == source.sequence && g_strcmp0 (digest, source.digest) == 0)
    return;
  if (is_settled (known))
    {
      refuse (result, "settled", _("The car was here already; that stays as it is."));
      return;
    }
  set_words (after, event, time);
  if (axle_record_get (known, AXLE_APPOINTMENT_CUSTOMER)->kind == AXLE_VALUE_NONE &&
      axle_record_get (known, AXLE_APPOINTMENT_VEHICLE)->kind == AXLE_VALUE_NONE)
    set_match (self, after, result, match);
  if (!may_be_saved (self, after, result))
    return;
  add_change (self, known, after);
  set_outcome (result, AXLE_CALENDAR_UPDATED);
}

static void
take_time (Planner                 *self,
           const AxleCalendarEvent *event,
           const AxleCalendarTime  *time,
           const AxleCalendarMatch *match,
           AxleCalendarResult      *result)
{
  AxleId id = axle_calendar_derive_id (self->scope, event->uid, time->occurrence);
  g_autoptr(AxleRecord) known = get_known (self, &id);

  if (known == NULL || known->deleted)
    make (self, event, time, match, &id, known, result);
  else
    update (self, event, time, match, known, result);
}

/* What we told others of comes back from them: it is as it is here. */
static gboolean
is_own (Planner                 *self,
        const AxleCalendarEvent *event)
{
  AxleId id;
  g_autoptr(AxleRecord) known = axle_calendar_parse_own_uid (event->uid, &id) ? get_known (self, &id) : NULL;

  return known != NULL && !known->deleted;
}

static void
take_event (Planner                 *self,
            const AxleCalendarEvent *event,
            AxleCalendarResult      *result)
{
  AxleCalendarMatch match;

  if (axle_problems_block (event->problems))
    result->outcome = AXLE_CALENDAR_REFUSED;
  else if (is_own (self, event))
    remark (result, "own", FALSE, _("It is this store’s own appointment."));
  else if (event->status == AXLE_CALENDAR_CANCELLED)
    cancel_event (self, event, result);
  else
    {
      match = axle_calendar_match (self->store, event);
      result->customer = match.customer;
      result->matched = match.by;
      for (guint i = 0; i < event->times->len; i++)
        take_time (self, event, event->times->pdata[i], &match, result);
      if (event->occurrence == NULL)
        cancel_stale (self, event, result);
    }
}

static void
tell (AxleCalendarPlan        *self,
      const AxleCalendarEvent *event)
{
  for (guint i = 0; i < event->times->len && event->uid != NULL; i++)
    {
      AxleId id = axle_calendar_derive_id (&self->scope, event->uid, ((AxleCalendarTime *) event->times->pdata[i])->occurrence);

      g_hash_table_add (self->told, g_memdup2 (&id, sizeof id));
    }
}

/**
 * axle_calendar_plan_new:
 * @events: (transfer full) (element-type AxleCalendarEvent): what a file has
 * @scope: the store that the appointments are of
 * @options: what the file was read with
 *
 * Returns: (transfer full): what is to be done, of which nothing is worked out yet
 */
AxleCalendarPlan *
axle_calendar_plan_new (GPtrArray                 *events,
                        const AxleId              *scope,
                        const AxleCalendarOptions *options)
{
  AxleCalendarPlan *self = g_new0 (AxleCalendarPlan, 1);

  self->events = events;
  self->scope = *scope;
  self->options = *options;
  self->told = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  self->cars = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  self->imported = g_new0 (AxleCalendarImported, 1);
  self->imported->results = g_ptr_array_new_with_free_func (result_free);
  for (guint i = 0; i < events->len; i++)
    tell (self, events->pdata[i]);
  return self;
}

/**
 * axle_calendar_plan_step:
 * @self: what is to be done
 * @store: what the desk knows; it is only read
 *
 * Works out what becomes of the next event.
 *
 * Returns: whether there is another
 */
gboolean
axle_calendar_plan_step (AxleCalendarPlan *self,
                         AxleStore        *store)
{
  Planner planner = { .store = store, .scope = &self->scope, .options = &self->options, .plan = self, .told = self->told,
                      .cars = self->cars };
  AxleCalendarResult *result;

  if (self->n_planned >= self->events->len)
    return FALSE;
  result = result_new (self->events->pdata[self->n_planned]);
  take_event (&planner, self->events->pdata[self->n_planned++], result);
  self->imported->counts[result->outcome]++;
  g_ptr_array_add (self->imported->results, result);
  return self->n_planned < self->events->len;
}
