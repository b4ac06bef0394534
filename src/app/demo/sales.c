/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/private.h"

#include <string.h>

#include "core/party/customer.h"
#include "core/sales/deal.h"
#include "core/vehicle/vehicle.h"

const char *const axle_demo_deal_names[AXLE_DEMO_N_DEALS] = {
  [AXLE_DEMO_DEAL_TEST_DRIVE] = "test-drive",
  [AXLE_DEMO_DEAL_QUOTATION] = "quotation",
  [AXLE_DEMO_DEAL_ORDER] = "order",
  [AXLE_DEMO_DEAL_DELIVERY] = "delivery",
  [AXLE_DEMO_DEAL_ACCESSORY] = "accessory",
  [AXLE_DEMO_DEAL_WARRANTY] = "extended-warranty",
  [AXLE_DEMO_DEAL_INSURANCE] = "insurance",
  [AXLE_DEMO_DEAL_FINANCE] = "finance",
  [AXLE_DEMO_DEAL_TRADE_IN] = "trade-in",
};

/* In fen; 0 where nothing is paid. */
static gint64
pick_amount (AxleDemo            *self,
             AxleDemoDeal         deal,
             const char * const  *model)
{
  gint64 car = g_ascii_strtoll (model[AXLE_DEMO_MODEL_PRICE], NULL, 10) * 1000;
  AxleDemoRandom *random = &self->random;

  switch (deal)
    {
    case AXLE_DEMO_DEAL_QUOTATION:
    case AXLE_DEMO_DEAL_ORDER:
      return car * axle_demo_random_between (random, 940, 1060) / 100000 * 10000;
    case AXLE_DEMO_DEAL_ACCESSORY:
      return (gint64) axle_demo_random_between (random, 8, 68) * 10000;
    case AXLE_DEMO_DEAL_WARRANTY:
      return car * axle_demo_random_between (random, 12, 20) / 100000 * 10000;
    case AXLE_DEMO_DEAL_INSURANCE:
      return (2200 + car * axle_demo_random_between (random, 7, 12) / 1000) / 10 * 1000;
    case AXLE_DEMO_DEAL_FINANCE:
      return car * axle_demo_random_between (random, 40, 70) / 100000 * 10000000;
    case AXLE_DEMO_DEAL_TRADE_IN:
      return (gint64) axle_demo_random_between (random, 20, 120) * 100000;
    case AXLE_DEMO_DEAL_TEST_DRIVE:
    case AXLE_DEMO_DEAL_DELIVERY:
    case AXLE_DEMO_N_DEALS:
    default:
      return 0;
    }
}

static int
valid_until (AxleDemo           *self,
             const AxleDemoEvent *event)
{
  if (event->which == AXLE_DEMO_DEAL_QUOTATION)
    return event->day + axle_demo_random_between (&self->random, 7, 21);
  if (event->which == AXLE_DEMO_DEAL_INSURANCE)
    return event->day + 365;
  if (event->which == AXLE_DEMO_DEAL_WARRANTY)
    return event->day + 365 * axle_demo_random_between (&self->random, 1, 2);
  return 0;
}

static gboolean
has_number (AxleDemoDeal deal)
{
  return deal != AXLE_DEMO_DEAL_TEST_DRIVE && deal != AXLE_DEMO_DEAL_DELIVERY;
}

/**
 * axle_demo_tell_deal:
 * @self: what makes the dealership
 * @party: whose
 * @car: (nullable): the car, where there is one by now
 * @model: the row of models.tsv that it is about
 * @event: which, and when
 */
void
axle_demo_tell_deal (AxleDemo            *self,
                     const AxleDemoParty *party,
                     AxleDemoCar         *car,
                     const char * const  *model,
                     const AxleDemoEvent *event)
{
  AxleRecord *record = axle_demo_add_record (self, &axle_deal_entity, event->day, &party->seller);
  g_autofree char *number = has_number (event->which) ? axle_demo_dup_number (self, "XS", event->day) : NULL;
  g_autofree char *name = axle_demo_dup_model (model);
  g_autofree char *remarks = g_strconcat (name, "，", axle_demo_table_pick (self->deals[event->which], &self->random)[1], NULL);
  gint64 amount = pick_amount (self, event->which, model), at = axle_demo_time (self, event->day, 9, 18);
  int until = valid_until (self, event);
  char buffer[16];

  record->created_at = at + 10 * G_TIME_SPAN_MINUTE;
  axle_record_set_id (record, AXLE_DEAL_CUSTOMER, &party->record->id);
  if (car != NULL)
    axle_record_set_id (record, AXLE_DEAL_VEHICLE, &car->record->id);
  axle_record_set_text (record, AXLE_DEAL_KIND, axle_demo_deal_names[event->which]);
  axle_record_set_text (record, AXLE_DEAL_NUMBER, number);
  axle_record_set_integer (record, AXLE_DEAL_AT, at);
  if (!axle_id_is_none (&party->seller))
    axle_record_set_id (record, AXLE_DEAL_CONSULTANT, &party->seller);
  if (amount > 0)
    axle_record_set_integer (record, AXLE_DEAL_AMOUNT, amount);
  if (until != 0)
    axle_record_set_text (record, AXLE_DEAL_VALID_UNTIL, axle_demo_date_text (until, buffer));
  axle_record_set_text (record, AXLE_DEAL_REMARKS, remarks);
}

static void
add_deal (GArray       *events,
          int           day,
          AxleDemoDeal  deal)
{
  axle_demo_add_event (events, day, AXLE_DEMO_EVENT_DEAL, (int) deal);
}

static void
add_talk (GArray       *events,
          int           day,
          AxleDemoTalk  talk)
{
  axle_demo_add_event (events, day, AXLE_DEMO_EVENT_TALK, (int) talk);
}

/* From the first question to the week after the keys. */
void
axle_demo_plan_purchase (AxleDemo          *self,
                         const AxleDemoCar *car,
                         GArray            *events)
{
  AxleDemoRandom *random = &self->random;
  int ordered = car->registered - axle_demo_random_between (random, 4, 18);

  add_talk (events, car->registered - axle_demo_random_between (random, 25, 40), AXLE_DEMO_LEAD);
  if (axle_demo_random_chance (random, 700))
    add_deal (events, ordered - axle_demo_random_between (random, 3, 8), AXLE_DEMO_DEAL_TEST_DRIVE);
  if (axle_demo_random_chance (random, 400))
    add_talk (events, ordered - axle_demo_random_between (random, 1, 3), AXLE_DEMO_QUOTE);
  add_deal (events, ordered - axle_demo_random_between (random, 0, 3), AXLE_DEMO_DEAL_QUOTATION);
  add_deal (events, ordered, AXLE_DEMO_DEAL_ORDER);
  if (axle_demo_random_chance (random, 420))
    add_deal (events, ordered + 1, AXLE_DEMO_DEAL_FINANCE);
  if (axle_demo_random_chance (random, 140))
    add_deal (events, ordered, AXLE_DEMO_DEAL_TRADE_IN);
  if (axle_demo_random_chance (random, 380))
    add_deal (events, car->registered, AXLE_DEMO_DEAL_ACCESSORY);
  if (axle_demo_random_chance (random, 110))
    add_deal (events, car->registered, AXLE_DEMO_DEAL_WARRANTY);
  add_deal (events, car->registered, AXLE_DEMO_DEAL_DELIVERY);
  if (axle_demo_random_chance (random, 400))
    add_talk (events, car->registered, AXLE_DEMO_DELIVERY);
  add_talk (events, car->registered + axle_demo_random_between (random, 3, 7), AXLE_DEMO_FOLLOW_UP);
}

/* Year by year a policy ends: it is renewed here, or elsewhere and only noted. */
void
axle_demo_plan_insurance (AxleDemo            *self,
                          const AxleDemoParty *party,
                          AxleDemoCar         *car,
                          int                  until,
                          GArray              *events)
{
  AxleDemoRandom *random = &self->random;
  guint here = axle_demo_random_chance (random, 500) ? 750 : 120;
  gboolean known = axle_demo_random_chance (random, 700);
  int day = car->registered;

  while (day < until)
    {
      gboolean first = day == car->registered;

      if (axle_demo_random_chance (random, first && car->ours ? 850 : here))
        {
          add_deal (events, first ? day : day - axle_demo_random_between (random, 1, 20), AXLE_DEMO_DEAL_INSURANCE);
          known = TRUE;
        }
      if (!first && axle_demo_random_chance (random, 420))
        add_talk (events, day - axle_demo_random_between (random, 21, 40), AXLE_DEMO_INSURANCE);
      day += 365;
    }
  if (known && day > self->today - party->days_of_log)
    {
      char buffer[16];

      axle_record_set_text (car->record, AXLE_VEHICLE_INSURANCE_UNTIL, axle_demo_date_text (day, buffer));
      axle_record_set_text (car->record, AXLE_VEHICLE_INSURER, axle_demo_table_pick_first (self->insurers, random));
    }
}
