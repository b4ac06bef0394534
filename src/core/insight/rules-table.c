/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/rules-private.h"

#include <glib/gi18n-lib.h>

#define DAY_HOURS 24

/* One complaint is enough. */
#define NOT_DISSATISFIED " and (not known (satisfied) or satisfied > 2) and (not known (fixed) or fixed)"

/* In the order in which they are said. Of the qualities and of the subjects the first that
 * holds is taken; MISSION 21, 23, 92, 95, 114 to 117 and 130 ask for what is here. Tasks are
 * asked for by MISSION 41 (test drive), 68 (delivery), 76 (reminders), 108 and 109 (after
 * service) and 113 (care calendar), what follows from answers by 110 and 112: customers
 * answer in either language. */
static const AxleRulePreset presets[] = {
  { "young", "portrait", N_("Young"), "age < 35", N_("young"), N_("Young"), "quality" },
  { "senior", "portrait", N_("Senior"), "age >= 60", N_("senior"), N_("Senior"), "quality" },

  { "company", "portrait", N_("Company"), "company", N_("company customer"), N_("Company"), "subject" },
  { "ride-hailing", "portrait", N_("Ride-hailing driver"), "car_use = \"ride-hailing\"", N_("ride-hailing driver"), N_("Ride-hailing"), "subject" },
  { "goods", "portrait", N_("Goods driver"), "car_use = \"goods\"", N_("goods driver"), N_("Goods"), "subject" },
  { "business", "portrait", N_("Business driver"), "car_use = \"business\"", N_("business driver"), N_("Business"), "subject" },
  { "commuter", "portrait", N_("Commuter"), "car_use = \"commute\"", N_("commuter"), N_("Commuter"), "subject" },
  { "family", "portrait", N_("Family driver"), "car_use = \"family\"", N_("family driver"), N_("Family"), "subject" },
  { "long-distance", "portrait", N_("Long-distance driver"), "car_use = \"motorway\"", N_("long-distance driver"), N_("Long distance"), "subject" },
  { "leisure", "portrait", N_("Leisure driver"), "car_use = \"leisure\"", N_("leisure driver"), N_("Leisure"), "subject" },
  { "owner", "portrait", N_("Car owner"), "cars > 0", N_("car owner"), NULL, "subject" },
  { "prospect", "portrait", N_("Prospect"), "cars = 0", N_("prospect"), N_("Prospect"), "subject" },

  { "occupation", "portrait", N_("Occupation"), "known (occupation)", N_("{occupation}"), NULL, NULL },
  { "fleet", "portrait", N_("Several cars"), "cars > 1", N_("has {cars} cars"), NULL, NULL },
  { "child", "portrait", N_("One child"), "children = 1", N_("with a child"), N_("Child"), NULL },
  { "children", "portrait", N_("Children"), "children > 1", N_("with {children} children"), N_("Children"), NULL },
  { "electric", "portrait", N_("Drives electric"), "powertrain = \"battery\"", N_("drives electric"), N_("Electric"), NULL },
  { "much", "portrait", N_("Drives a lot"), "km_per_year >= 30000 km", N_("drives a lot, about {km_per_year} a year"), N_("Drives a lot"), NULL },
  { "little", "portrait", N_("Drives little"), "km_per_year < 6000 km", N_("drives little, about {km_per_year} a year"), N_("Drives little"), NULL },
  { "rhythm", "portrait", N_("Comes by distance"), "services >= 3 and known (service_interval)", N_("comes every {service_interval}"), N_("Regular"), NULL },
  { "months", "portrait", N_("Comes by time"), "services >= 3 and not known (service_interval) and service_months >= 2", N_("comes every {service_months} months"), N_("Regular"), NULL },
  { "weekend", "portrait", N_("Comes at weekends"), "weekend_visits >= 70", N_("comes at weekends"), N_("Weekend"), NULL },
  { "tyres-fast", "portrait", N_("Wears tyres fast"), "tyre_distance < 30000 km", N_("wears tyres fast"), N_("Tyre wear"), NULL },
  { "brakes-fast", "portrait", N_("Wears brakes fast"), "brake_distance < 30000 km", N_("wears brakes fast"), N_("Brake wear"), NULL },
  { "best", "portrait", N_("Class A"), "class = \"A\"", N_("one of our best customers"), N_("Class A"), NULL },
  { "loyal", "portrait", N_("Long with us"), "years_with_us >= 5", N_("with us for {years_with_us} years"), N_("Loyal"), NULL },
  { "price", "portrait", N_("Weighs prices"), "declined_jobs >= 3", N_("often declines extra work"), N_("Price-sensitive"), NULL },
  { "deferred", "portrait", N_("Work put off"), "deferred_jobs > 0", N_("has work put off"), NULL, NULL },
  { "complaint", "portrait", N_("Open complaint"), "complaints_open > 0", N_("has an open complaint"), N_("Complaint"), NULL },
  { "overdue", "portrait", N_("Service overdue"), "service_overdue", N_("overdue for service"), N_("Service overdue"), NULL },
  { "lapsed", "portrait", N_("Not seen for long"), "days_since_visit > 365", N_("not seen for over a year"), N_("Not seen for long"), NULL },

  { "advise-battery", "recommendation", N_("Battery renewal plan"), "battery_capacity < 80",
    N_("The drive battery has {battery_capacity} per cent of its capacity left, below 80"), NULL, NULL },
  { "advise-service", "recommendation", N_("Book the next service"), "service_soon",
    N_("Due {service_due}: {service_reason}"), NULL, NULL },
  { "advise-deferred", "recommendation", N_("Take up work that was put off"), "deferred_jobs > 0",
    N_("Put off so far: {deferred_work}"), NULL, NULL },
  { "advise-warranty", "recommendation", N_("Extended warranty"),
    "warranty_days_left > 0 and warranty_days_left <= 90 and not extended_warranty",
    N_("The warranty ends in {warranty_days_left} days, by time or by distance"), NULL, NULL },
  { "advise-gearbox", "recommendation", N_("Gearbox service"),
    "car_age >= 3 and powertrain not in (\"battery\", \"fuel-cell\") and (not known (gearbox_days) or gearbox_days > 1095)",
    N_("The car is {car_age} years old, and its gearbox had no service in the last three"), NULL, NULL },
  { "advise-engine", "recommendation", N_("Engine deep clean"),
    "(car_use = \"motorway\" or km_per_year >= 30000 km) and powertrain not in (\"battery\", \"fuel-cell\")"
    " and (not known (engine_days) or engine_days > 365)",
    N_("Mostly long trips, and no work on the engine in the last year"), NULL, NULL },
  { "advise-tyres", "recommendation", N_("Wheel alignment and tyre rotation"), "tyre_distance < 30000 km",
    N_("A set of tyres lasts only {tyre_distance}"), NULL, NULL },
  { "advise-idle", "recommendation", N_("12 V battery check"),
    "km_per_year < 5000 km and (not known (battery_days) or battery_days > 730)",
    N_("Driven only about {km_per_year} a year"), NULL, NULL },
  { "advise-child-seat", "recommendation", N_("Child seat fitting and check"), "children > 0",
    N_("Children in the household"), NULL, NULL },
  { "advise-pick-up", "recommendation", N_("Pick-up and return"), "car_use = \"business\" or company",
    N_("Business use: saves the way to the workshop"), NULL, NULL },
  { "advise-account", "recommendation", N_("Account services"), "company and cars > 1",
    N_("A company with {cars} cars: booking together, one bill"), NULL, NULL },
  { "advise-infotainment", "recommendation", N_("Infotainment upgrade"), "age < 35 and car_age >= 2",
    N_("Young driver, and the car is {car_age} years old"), NULL, NULL },
  { "advise-family", "recommendation", N_("Family convenience package"), "car_use = \"family\"",
    N_("Family use: evening hand-over, play corner"), NULL, NULL },
  { "advise-touring", "recommendation", N_("Touring modifications and routes"), "car_use = \"leisure\"",
    N_("Drives for leisure"), NULL, NULL },
  { "advise-interior", "recommendation", N_("Interior fragrance and manicure corner"), "gender = \"female\" and not company",
    N_("Offered to women drivers"), NULL, NULL },
  { "advise-trade-in", "recommendation", N_("Trade-in valuation"), "car_age >= 6 and cars_bought > 0",
    N_("The car is {car_age} years old, and the customer bought here before"), NULL, NULL },
  { "advise-class-a", "recommendation", N_("Dedicated advisor and priority"), "class = \"A\"",
    N_("Class A: {spend_year} in the last year, {average_ticket} a visit"), NULL, NULL },
  { "advise-class-b", "recommendation", N_("Return coupon and care tips"), "class = \"B\"",
    N_("Class B: {spend_year} in the last year, {average_ticket} a visit"), NULL, NULL },
  { "advise-class-c", "recommendation", N_("Wake-up offer with a time limit"), "class = \"C\" and known (days_since_visit)",
    N_("Class C: last seen {days_since_visit} days ago"), NULL, NULL },

  { "after-service", "task", NULL, NULL, N_("Ask how the service was"), NULL, "visit", DAY_HOURS },
  { "deep-call", "task", NULL, NULL, N_("Ask how the car drives; offer a free cabin filter check"), NULL, "visit", 7 * DAY_HOURS },
  { "after-test-drive", "task", NULL, NULL, N_("Ask how the test drive was"), NULL, "test-drive", DAY_HOURS },
  { "after-delivery", "task", NULL, NULL, N_("Ask how the first days with the car were"), NULL, "delivery", 3 * DAY_HOURS },
  { "month-after-delivery", "task", NULL, NULL, N_("Introduce the service advisor and the first service"), NULL,
    "delivery", 30 * DAY_HOURS },
  { "after-no-show", "task", NULL, NULL, N_("Ask what happened; offer another time"), NULL, "no-show", 2 },
  { "birthday", "task", NULL, NULL, N_("Wish a happy birthday"), NULL, "birthday" },
  { "spring-festival", "task", NULL, NULL, N_("Greet for the Spring Festival"), NULL, "season lunar 01-01", -2 * DAY_HOURS },
  { "mid-autumn", "task", NULL, NULL, N_("Greet for the Mid-Autumn Festival"), NULL, "season lunar 08-15", -DAY_HOURS },
  { "rainy-season", "task", NULL, NULL, N_("Offer a check of wipers and battery seals before the rains"), NULL, "season 05-10" },
  { "inspection", "task", NULL, NULL, N_("Remind of the annual inspection"), NULL, "inspection request", -30 * DAY_HOURS },
  { "insurance", "task", NULL, NULL, N_("Offer to renew the insurance"), NULL, "insurance request", -30 * DAY_HOURS },
  { "warranty", "task", NULL, NULL, N_("Offer a check and an extended warranty before the warranty ends"), NULL,
    "warranty", -60 * DAY_HOURS },
  { "service-due", "task", NULL, NULL, N_("Remind of the next service"), NULL, "service request", -14 * DAY_HOURS },

  { "soft-brakes", "answer", NULL,
    "brakes contains \"soft\" or brakes contains \"软\" or words contains \"soft brake\" or "
    "(words contains \"刹车\" or words contains \"制动\" or words contains \"brake\") and "
    "(words contains \"软\" or words contains \"soft\" or words contains \"spongy\")",
    N_("Invite to a free check of the brakes"), NULL, "task offer", 4 },
  { "noise", "answer", NULL,
    "brakes contains \"noisy\" or brakes contains \"响\" or words contains \"noise\" or words contains \"异响\"",
    N_("Invite to a free check of the noise"), NULL, "task offer", 8 },
  { "odd", "answer", NULL, "drives contains \"odd\" or drives contains \"不对劲\"",
    N_("Call about what is odd with the car"), NULL, "task call", 4 },
  { "dissatisfied", "answer", NULL, "satisfied <= 2 or fixed = false", N_("Answer the complaint"), NULL, "complaint quality", 8 },
  { "too-long", "answer", NULL, "on_time = false" NOT_DISSATISFIED,
    N_("Apologise for the wait and say what was the cause"), NULL, "complaint wait", 8 },
  { "price-unclear", "answer", NULL, "price_clear = false" NOT_DISSATISFIED, N_("Explain the price"), NULL, "complaint price", 8 },
  { "cabin-filter", "answer", NULL, "filter = true", N_("Book the free check of the cabin filter"), NULL, "task offer", 8 },
  { "explain-again", "answer", NULL, "explained = false", N_("Explain the car once more"), NULL, "task call", 8 },
  { "charging-worry", "answer", NULL, "concern contains \"charging\" or concern contains \"充电\"",
    N_("Show how the car is charged at home and on the road"), NULL, "task offer", 8 },
  { "decides-soon", "answer", NULL, "when contains \"month\" and not (when contains \"three\") or when contains \"一个月\"",
    N_("Send an offer"), NULL, "task offer", 4 },
};

/* Returns: (array length=n_presets): the rules that the program comes with. */
const AxleRulePreset *
axle_rule_presets (guint *n_presets)
{
  *n_presets = G_N_ELEMENTS (presets);
  return presets;
}
