/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/fit-private.h"

#include "core/appointment/resource.h"

/**
 * axle_wish_init:
 * @self: a wish; what it had is not cleared
 * @appointment: an appointment
 *
 * Wishes for what the appointment has, where it is: to see whether it still fits, or, with
 * another time or place, whether it can be moved there.
 */
void
axle_wish_init (AxleWish         *self,
                const AxleRecord *appointment)
{
  const char *parts_on = axle_record_get_text (appointment, AXLE_APPOINTMENT_PARTS_ON);

  *self = (AxleWish) {
    .at = axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT),
    .minutes = (int) axle_record_get_integer (appointment, AXLE_APPOINTMENT_MINUTES),
    .services = axle_record_dup_members (appointment, AXLE_APPOINTMENT_SERVICES),
    .bay = axle_record_get_id (appointment, AXLE_APPOINTMENT_BAY),
    .equipment = axle_record_get_id (appointment, AXLE_APPOINTMENT_EQUIPMENT),
    .technician = axle_record_get_id (appointment, AXLE_APPOINTMENT_TECHNICIAN),
    .advisor = axle_record_get_id (appointment, AXLE_APPOINTMENT_ADVISOR),
    .driver = axle_record_get_id (appointment, AXLE_APPOINTMENT_DRIVER),
    .loan_car = axle_record_get_id (appointment, AXLE_APPOINTMENT_LOAN_CAR),
    .service_car = axle_record_get_id (appointment, AXLE_APPOINTMENT_SERVICE_CAR),
    .vehicle = axle_record_get_id (appointment, AXLE_APPOINTMENT_VEHICLE),
    .except = appointment->id,
    .on_site = g_strcmp0 (axle_record_get_text (appointment, AXLE_APPOINTMENT_MODE), "on-site") == 0,
  };
  if (parts_on == NULL || !axle_date_parse (parts_on, &self->parts_on, NULL))
    self->parts_on = (AxleDate) { 0 };
}

void
axle_wish_clear (AxleWish *self)
{
  g_clear_pointer (&self->services, g_strfreev);
}

static guint
find_booking (const AxleDayPlan *plan,
              const AxleId      *id)
{
  for (guint i = 0; !axle_id_is_none (id) && i < plan->bookings->len; i++)
    if (axle_id_equal (&g_array_index (plan->bookings, AxlePlanBooking, i).record->id, id))
      return i;
  return AXLE_PLAN_NO_BOOKING;
}

/* Whom the moved booking held is free for the others. */
static void
free_held (AxleFitFrame *frame)
{
  const AxleDayPlan *plan = frame->plan;
  const AxlePlanBooking *moved = &g_array_index (plan->bookings, AxlePlanBooking, frame->except);

  axle_placing_remove (frame->bays, frame->except);
  axle_placing_remove (frame->technicians, frame->except);
  for (guint i = 0; i < plan->bookings->len; i++)
    {
      const AxlePlanBooking *other = &g_array_index (plan->bookings, AxlePlanBooking, i);
      AxlePlanExcept except = { i, frame->except };

      if (other->from >= moved->until || moved->from >= other->until)
        continue;
      axle_placing_widen (frame->bays, i,
                          axle_plan_who_can_house (plan, &other->needs, other->from, other->until, except));
      axle_placing_widen (frame->technicians, i,
                          axle_plan_who_can_work (plan, other->needs.skills, other->from,
                                                  axle_plan_work_end (plan, other->from, other->until), except));
    }
}

void
axle_fit_frame_init (AxleFitFrame      *self,
                     const AxleDayPlan *plan,
                     const AxleWish    *wish)
{
  const AxlePlanUnit *piece = axle_plan_find_unit (plan, &wish->equipment);

  self->plan = plan;
  self->needs = axle_day_plan_sum_needs (plan, (const char * const *) wish->services);
  if (piece != NULL)
    self->needs.equipment &= ~piece->provides;
  self->except = find_booking (plan, &wish->except);
  self->bays = axle_placing_copy (plan->bay_placing);
  self->technicians = axle_placing_copy (plan->technician_placing);
  self->reception = axle_policies_get (plan->policies, "appointment.reception") * G_TIME_SPAN_MINUTE;
  self->open_for = 0;
  for (guint i = 0; i < plan->open->len; i++)
    {
      const AxlePlanSpan *open = &g_array_index (plan->open, AxlePlanSpan, i);

      self->open_for += open->until - open->from;
    }
  if (self->except != AXLE_PLAN_NO_BOOKING)
    free_held (self);
}

void
axle_fit_frame_clear (AxleFitFrame *self)
{
  axle_placing_free (self->bays);
  axle_placing_free (self->technicians);
}

static void
find (AxleFitLook        *self,
      AxleFindingKind     kind,
      guint               field,
      const AxlePlanUnit *unit,
      gint64              from,
      gint64              until,
      guint64             bits)
{
  AxleFinding finding = { kind, field, unit, { from, until }, bits };

  self->worst = MAX (self->worst, axle_finding_is_blocking (&finding) ? AXLE_FIT_NO : AXLE_FIT_WARNING);
  if (self->n_findings < G_N_ELEMENTS (self->findings))
    self->findings[self->n_findings++] = finding;
}

static AxlePlanExcept
get_except (const AxleFitLook *self)
{
  return (AxlePlanExcept) { self->frame->except, AXLE_PLAN_NO_BOOKING };
}

static void
look_at_time (AxleFitLook *self)
{
  GArray *open = self->frame->plan->open;
  gint64 closes;

  if (open->len == 0)
    {
      find (self, AXLE_FINDING_CLOSED_DAY, AXLE_APPOINTMENT_AT, NULL, 0, 0, 0);
      return;
    }
  closes = g_array_index (open, AxlePlanSpan, open->len - 1).until;
  if (!axle_plan_overlaps_any (open, self->from, self->from + 1, NULL))
    find (self, AXLE_FINDING_CLOSED_THEN, AXLE_APPOINTMENT_AT, NULL, g_array_index (open, AxlePlanSpan, 0).from, closes, 0);
  else if (self->until > closes)
    find (self, self->until - self->from > self->frame->open_for ? AXLE_FINDING_OVERNIGHT : AXLE_FINDING_AFTER_CLOSING,
          AXLE_APPOINTMENT_MINUTES, NULL, self->until, closes, 0);
}

static void
look_at_parts (AxleFitLook *self)
{
  int order = axle_date_compare (&self->wish->parts_on, &self->frame->plan->date);

  if (self->wish->parts_on.year != 0 && order >= 0)
    find (self, order > 0 ? AXLE_FINDING_PARTS_LATER : AXLE_FINDING_PARTS_SAME_DAY, AXLE_APPOINTMENT_PARTS_ON, NULL, 0, 0, 0);
}

static void
look_at_vehicle (AxleFitLook *self)
{
  GArray *bookings = self->frame->plan->bookings;

  for (guint i = 0; !axle_id_is_none (&self->wish->vehicle) && i < bookings->len; i++)
    {
      const AxlePlanBooking *other = &g_array_index (bookings, AxlePlanBooking, i);
      AxleId vehicle = axle_record_get_id (other->record, AXLE_APPOINTMENT_VEHICLE);

      if (i == self->frame->except || other->from >= self->until || self->from >= other->until ||
          !axle_id_equal (&vehicle, &self->wish->vehicle))
        continue;
      find (self, AXLE_FINDING_TAKEN, AXLE_APPOINTMENT_VEHICLE, NULL, other->from, other->until, 0);
      return;
    }
}

/* Leave, and whoever has it then. */
static gboolean
look_at_use (AxleFitLook        *self,
             guint               field,
             const AxlePlanUnit *unit,
             gint64              until)
{
  AxlePlanSpan away;
  AxlePlanUse use;

  if (axle_plan_overlaps_any (unit->away, self->from, until, &away))
    find (self, AXLE_FINDING_AWAY, field, unit, away.from, away.until, 0);
  else if (axle_plan_is_held (unit, self->from, until, get_except (self), &use))
    find (self, AXLE_FINDING_TAKEN, field, unit, use.from, use.until, 0);
  else
    return TRUE;
  return FALSE;
}

/* People at work. */
static gboolean
look_at_shift (AxleFitLook        *self,
               guint               field,
               const AxlePlanUnit *unit,
               gint64              until)
{
  gboolean pauses;

  if (!axle_plan_is_on_shift (unit, self->from, until, &pauses))
    {
      find (self, AXLE_FINDING_OFF, field, unit, self->from, until, 0);
      return FALSE;
    }
  if (pauses)
    find (self, AXLE_FINDING_BREAK, field, unit, self->from, until, 0);
  return TRUE;
}

/* Work of the days before goes on when the store opens. */
static void
look_at_carried (AxleFitLook        *self,
                 guint               field,
                 const AxlePlanUnit *unit)
{
  const AxleDayPlan *plan = self->frame->plan;
  gint64 opens = plan->open->len > 0 ? g_array_index (plan->open, AxlePlanSpan, 0).from : plan->midnight;

  for (guint i = 0; i < plan->bookings->len; i++)
    {
      const AxlePlanBooking *booking = &g_array_index (plan->bookings, AxlePlanBooking, i);
      AxleId held = axle_record_get_id (booking->record, field);

      if (booking->from >= plan->midnight)
        return;
      if (booking->left == 0 || i == self->frame->except || !axle_id_equal (&held, &unit->record->id) ||
          self->from >= opens + booking->left * G_TIME_SPAN_MINUTE)
        continue;
      find (self, AXLE_FINDING_CARRIED, field, unit, opens, opens + booking->left * G_TIME_SPAN_MINUTE, 0);
    }
}

/* Whether those that name nobody still find somebody, and this one with them. */
static void
look_at_others (AxleFitLook        *self,
                guint               field,
                const AxlePlanUnit *unit,
                const AxlePlacing  *placing,
                gint64              until,
                guint64             who)
{
  AxlePlacingWork work = { self->from, until, who, 0 };

  switch (axle_placing_try (placing, &work, NULL))
    {
    case AXLE_PLACING_NO:
      find (self, unit != NULL ? AXLE_FINDING_NEEDED : AXLE_FINDING_NONE_LEFT, field, unit, self->from, until,
            self->frame->needs.skills);
      break;
    case AXLE_PLACING_UNSURE:
      find (self, AXLE_FINDING_UNSURE, field, unit, self->from, until, 0);
      break;
    case AXLE_PLACING_YES:
    default:
      break;
    }
}

static void
look_at_bay (AxleFitLook  *self,
             const AxleId *id)
{
  const AxleFitFrame *frame = self->frame;
  const AxlePlanUnit *bay = axle_plan_find_unit (frame->plan, id);
  const guint field = AXLE_APPOINTMENT_BAY;
  guint64 lacking;

  if (axle_id_is_none (id))
    {
      if (frame->needs.known && !self->wish->on_site)
        look_at_others (self, field, NULL, frame->bays, self->until,
                        axle_plan_who_can_house (frame->plan, &frame->needs, self->from, self->until, get_except (self)));
      return;
    }
  if (bay == NULL || !bay->bay)
    {
      find (self, AXLE_FINDING_UNKNOWN, field, NULL, 0, 0, 0);
      return;
    }
  if (bay->skills != 0 && (frame->needs.skills & ~bay->skills) != 0)
    find (self, AXLE_FINDING_UNSKILLED, field, bay, 0, 0, frame->needs.skills & ~bay->skills);
  lacking = axle_plan_lacking (frame->plan, bay, frame->needs.equipment, self->from, self->until, get_except (self));
  if (lacking != 0)
    find (self, AXLE_FINDING_UNEQUIPPED, field, bay, 0, 0, lacking);
  look_at_carried (self, field, bay);
  if (look_at_use (self, field, bay, self->until) && bay->bit >= 0)
    look_at_others (self, field, bay, frame->bays, self->until, G_GUINT64_CONSTANT (1) << bay->bit);
}

static void
look_at_technician (AxleFitLook  *self,
                    const AxleId *id)
{
  const AxleFitFrame *frame = self->frame;
  const AxlePlanUnit *person = axle_plan_find_unit (frame->plan, id);
  const guint field = AXLE_APPOINTMENT_TECHNICIAN;

  if (axle_id_is_none (id))
    {
      if (frame->needs.known)
        look_at_others (self, field, NULL, frame->technicians, self->work_end,
                        axle_plan_who_can_work (frame->plan, frame->needs.skills, self->from, self->work_end,
                                                get_except (self)));
      return;
    }
  if (person == NULL || person->record->entity == &axle_resource_entity)
    {
      find (self, AXLE_FINDING_UNKNOWN, field, NULL, 0, 0, 0);
      return;
    }
  if ((frame->needs.skills & ~person->skills) != 0)
    find (self, AXLE_FINDING_UNSKILLED, field, person, 0, 0, frame->needs.skills & ~person->skills);
  look_at_carried (self, field, person);
  if (look_at_shift (self, field, person, self->work_end) && look_at_use (self, field, person, self->work_end) &&
      person->bit >= 0)
    look_at_others (self, field, person, frame->technicians, self->work_end, G_GUINT64_CONSTANT (1) << person->bit);
}

/* An advisor is there to receive the car, and receives one at a time. */
static void
look_at_advisor (AxleFitLook  *self,
                 const AxleId *id)
{
  const AxlePlanUnit *advisor = axle_plan_find_unit (self->frame->plan, id);
  const guint field = AXLE_APPOINTMENT_ADVISOR;
  gint64 until = axle_plan_work_end (self->frame->plan, self->from, self->from + self->frame->reception);
  AxlePlanSpan away;

  if (axle_id_is_none (id))
    return;
  if (advisor == NULL || advisor->record->entity == &axle_resource_entity)
    {
      find (self, AXLE_FINDING_UNKNOWN, field, NULL, 0, 0, 0);
      return;
    }
  look_at_shift (self, field, advisor, until);
  if (axle_plan_overlaps_any (advisor->away, self->from, until, &away))
    find (self, AXLE_FINDING_AWAY, field, advisor, away.from, away.until, 0);
  for (guint i = 0; i < advisor->received->len; i++)
    {
      const AxlePlanUse *use = &g_array_index (advisor->received, AxlePlanUse, i);

      if (use->booking != self->frame->except && ABS (use->from - self->from) < self->frame->reception)
        {
          find (self, AXLE_FINDING_RECEIVING, field, advisor, use->from, use->from + self->frame->reception, 0);
          return;
        }
    }
}

static void
look_at_driver (AxleFitLook *self)
{
  const AxlePlanUnit *driver = axle_plan_find_unit (self->frame->plan, &self->wish->driver);
  const guint field = AXLE_APPOINTMENT_DRIVER;

  if (axle_id_is_none (&self->wish->driver))
    return;
  if (driver == NULL || driver->record->entity == &axle_resource_entity)
    find (self, AXLE_FINDING_UNKNOWN, field, NULL, 0, 0, 0);
  else if (look_at_shift (self, field, driver, self->work_end))
    look_at_use (self, field, driver, self->work_end);
}

static gboolean
is_thing (const AxlePlanUnit *unit,
          const char         *kind)
{
  return unit->record->entity == &axle_resource_entity &&
         g_strcmp0 (axle_record_get_text (unit->record, AXLE_RESOURCE_KIND), kind) == 0;
}

static void
look_at_thing (AxleFitLook  *self,
               guint         field,
               const AxleId *id,
               const char   *kind)
{
  const AxlePlanUnit *unit = axle_plan_find_unit (self->frame->plan, id);

  if (axle_id_is_none (id))
    return;
  if (unit == NULL || !is_thing (unit, kind))
    find (self, AXLE_FINDING_UNKNOWN, field, NULL, 0, 0, 0);
  else
    look_at_use (self, field, unit, self->until);
}

static void
look_for_loan_car (AxleFitLook *self)
{
  GPtrArray *units = self->frame->plan->units;

  if (!self->wish->wants_loan_car || !axle_id_is_none (&self->wish->loan_car))
    return;
  for (guint i = 0; i < units->len; i++)
    {
      const AxlePlanUnit *unit = units->pdata[i];

      if (is_thing (unit, "loan-car") && !axle_plan_overlaps_any (unit->away, self->from, self->until, NULL) &&
          !axle_plan_is_held (unit, self->from, self->until, get_except (self), NULL))
        return;
    }
  find (self, AXLE_FINDING_NONE_LEFT, AXLE_APPOINTMENT_LOAN_CAR, NULL, self->from, self->until, 0);
}

static void
look_at_rest (AxleFitLook *self)
{
  look_at_time (self);
  look_at_parts (self);
  look_at_vehicle (self);
  look_at_thing (self, AXLE_APPOINTMENT_EQUIPMENT, &self->wish->equipment, "equipment");
  look_at_thing (self, AXLE_APPOINTMENT_LOAN_CAR, &self->wish->loan_car, "loan-car");
  look_at_thing (self, AXLE_APPOINTMENT_SERVICE_CAR, &self->wish->service_car, "service-car");
  look_for_loan_car (self);
  look_at_driver (self);
}

/* What @parts of the wish meet at @at; nothing that was found before is kept. */
void
axle_fit_look (AxleFitLook        *self,
               const AxleFitFrame *frame,
               const AxleWish     *wish,
               gint64              at,
               AxleFitParts        parts)
{
  self->frame = frame;
  self->wish = wish;
  self->from = at;
  self->until = at + wish->minutes * G_TIME_SPAN_MINUTE;
  self->work_end = axle_plan_work_end (frame->plan, self->from, self->until);
  self->n_findings = 0;
  self->worst = AXLE_FIT_YES;
  if ((parts & AXLE_FIT_PART_REST) != 0)
    look_at_rest (self);
  if ((parts & AXLE_FIT_PART_BAY) != 0)
    look_at_bay (self, &wish->bay);
  if ((parts & AXLE_FIT_PART_TECHNICIAN) != 0)
    look_at_technician (self, &wish->technician);
  if ((parts & AXLE_FIT_PART_ADVISOR) != 0)
    look_at_advisor (self, &wish->advisor);
}

/**
 * axle_fit_judge:
 * @plan: the day that the wish is on
 * @wish: what somebody would like
 *
 * What is in the way blocks: the store is closed, somebody or something named is not there,
 * not good for it or taken, nobody is left where nobody is named, somebody else who can have
 * no other would be left without, or the parts come later. Breaks, work left over from the
 * day before and two cars to be received at once are only warned of.
 *
 * Returns: (transfer full) (element-type AxleProblem): what speaks against it, each with the
 *   field of an appointment that it is about; empty when it fits
 */
GPtrArray *
axle_fit_judge (const AxleDayPlan *plan,
                const AxleWish    *wish)
{
  GPtrArray *problems = axle_problems_new ();
  g_auto(AxleFitFrame) frame = { 0 };
  AxleFitLook look;

  axle_fit_frame_init (&frame, plan, wish);
  axle_fit_look (&look, &frame, wish, wish->at, AXLE_FIT_PART_ALL);
  for (guint i = 0; i < look.n_findings; i++)
    axle_finding_tell (&look.findings[i], plan, &wish->parts_on, problems);
  return problems;
}

/* The part of a wish that a column stands for. */
static const AxleFitParts column_parts[] = {
  [AXLE_PLAN_COLUMN_DAY] = 0,
  [AXLE_PLAN_COLUMN_BAY] = AXLE_FIT_PART_BAY,
  [AXLE_PLAN_COLUMN_TECHNICIAN] = AXLE_FIT_PART_TECHNICIAN,
  [AXLE_PLAN_COLUMN_ADVISOR] = AXLE_FIT_PART_ADVISOR,
};

static void
set_column (AxleWish      *wish,
            AxlePlanColumn by,
            const AxleId  *column)
{
  if (by == AXLE_PLAN_COLUMN_BAY)
    wish->bay = *column;
  else if (by == AXLE_PLAN_COLUMN_TECHNICIAN)
    wish->technician = *column;
  else if (by == AXLE_PLAN_COLUMN_ADVISOR)
    wish->advisor = *column;
}

/**
 * axle_fit_shade:
 * @plan: a day
 * @wish: what is moved about; its time does not matter, nor what the columns stand for
 * @by: what the columns stand for
 * @columns: (array length=n_columns): bays, technicians or advisors; no id for the column
 *   of those that name none; of a day, whatever
 * @n_columns: how many
 * @first_minute: when the first slot begins, in minutes after midnight by the clock on the
 *   wall
 * @step: minutes from one slot to the next
 * @n_slots: how many
 * @shade: (out caller-allocates): an [enum@Axle.Fit] for each slot of the first column, then
 *   for each of the next
 *
 * Says of every place of a grid what [func@Axle.fit_judge] would: %AXLE_FIT_NO exactly where
 * that finds what blocks.
 */
void
axle_fit_shade (const AxleDayPlan *plan,
                const AxleWish    *wish,
                AxlePlanColumn     by,
                const AxleId      *columns,
                guint              n_columns,
                int                first_minute,
                int                step,
                guint              n_slots,
                guint8            *shade)
{
  const AxleFitParts part = column_parts[by];
  g_auto(AxleFitFrame) frame = { 0 };
  AxleWish there = *wish;

  axle_fit_frame_init (&frame, plan, wish);
  for (guint slot = 0; slot < n_slots; slot++)
    {
      gint64 at = axle_day_plan_get_time (plan, first_minute + (int) slot * step);
      AxleFitLook common, look;

      axle_fit_look (&common, &frame, wish, at, AXLE_FIT_PART_ALL & ~part);
      for (guint column = 0; column < n_columns; column++)
        {
          look.worst = AXLE_FIT_YES;
          if (common.worst != AXLE_FIT_NO && part != 0)
            {
              set_column (&there, by, &columns[column]);
              axle_fit_look (&look, &frame, &there, at, part);
            }
          shade[column * n_slots + slot] = (guint8) MAX (common.worst, look.worst);
        }
    }
}
