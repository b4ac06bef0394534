/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/calendar.h"

#include "core/appointment/request.h"
#include "core/appointment/words.h"

/* Who asked for an appointment, and who got an answer. */

/* The cells of wishes.tsv. */
enum { CHANNEL, WISH, SERVICES };

#define N_ANSWERED 40

/* How long ago those came that nobody answered yet, in minutes. */
static const int waiting_since[] = { 4, 9, 16, 24, 41, 65, 95, 150, 16 * 60, 18 * 60, 26 * 60 };

static AxleRecord *
add_request (AxleDemo           *demo,
             const char * const *row,
             gint64              at)
{
  AxleRecord *record = axle_demo_add_record (demo, &axle_request_entity, demo->today, &AXLE_ID_NONE);
  g_auto(GStrv) services = g_strsplit (row[SERVICES], " ", -1);

  record->created_at = at;
  axle_record_set_text (record, AXLE_REQUEST_CHANNEL, row[CHANNEL]);
  axle_record_set_text (record, AXLE_REQUEST_WISH, row[WISH]);
  axle_record_set_members (record, AXLE_REQUEST_SERVICES, (const char *const *) services);
  axle_record_set_integer (record, AXLE_REQUEST_RECEIVED_AT, at);
  axle_record_set_text (record, AXLE_REQUEST_STATE, "open");
  return record;
}

/* One in five is somebody new. */
static void
set_asker (AxleDemo   *demo,
           AxleRecord *record)
{
  GArray *guests = demo->calendar->guests;
  const AxleDemoGuest *guest = &g_array_index (guests, AxleDemoGuest, axle_demo_random_below (&demo->random, guests->len));

  if (axle_demo_random_chance (&demo->random, 200))
    {
      g_autofree char *phone = axle_demo_dup_phone (demo);

      axle_record_set_text (record, AXLE_REQUEST_NAME, axle_demo_random_chance (&demo->random, 500) ? "郑女士" : "卢先生");
      axle_record_set_text (record, AXLE_REQUEST_PHONE, phone);
      return;
    }
  axle_record_set_id (record, AXLE_REQUEST_CUSTOMER, &guest->customer);
  axle_record_set_id (record, AXLE_REQUEST_VEHICLE, &guest->vehicle);
  axle_record_set_text (record, AXLE_REQUEST_NAME, guest->name);
  if (guest->phone != NULL)
    axle_record_set_text (record, AXLE_REQUEST_PHONE, guest->phone);
}

static void
set_preference (AxleDemo   *demo,
                AxleRecord *record)
{
  char buffer[16];

  if (axle_demo_random_chance (&demo->random, 500))
    axle_record_set_text (record, AXLE_REQUEST_UNTIL,
                          axle_demo_date_text (demo->today + axle_demo_random_between (&demo->random, 3, 20), buffer));
  if (axle_demo_random_chance (&demo->random, 300))
    {
      axle_record_add_member (record, AXLE_REQUEST_DAYS, "sat");
      axle_record_add_member (record, AXLE_REQUEST_DAYS, "sun");
    }
}

static void
answer (AxleDemo   *demo,
        AxleRecord *record,
        gint64      at)
{
  static const char *const states[] = { "booked", "booked", "booked", "booked", "declined", "withdrawn" };
  const char *state = states[axle_demo_random_below (&demo->random, G_N_ELEMENTS (states))];
  int minutes = axle_demo_random_chance (&demo->random, 850) ? axle_demo_random_between (&demo->random, 2, 14)
                                                             : axle_demo_random_between (&demo->random, 35, 240);

  axle_record_set_text (record, AXLE_REQUEST_STATE, state);
  axle_record_set_integer (record, AXLE_REQUEST_ANSWERED_AT, at + minutes * G_TIME_SPAN_MINUTE);
  if (demo->n_advisors > 0)
    axle_record_set_id (record, AXLE_REQUEST_ANSWERED_BY,
                        &demo->advisors[axle_demo_random_below (&demo->random, (guint) demo->n_advisors)]);
  if (g_str_equal (state, "declined"))
    axle_record_set_text (record, AXLE_REQUEST_REASON, "配件停产，建议外协");
  else if (g_str_equal (state, "withdrawn"))
    axle_record_set_text (record, AXLE_REQUEST_REASON, "客户说先不做了");
}

static const char * const *
find_wish (AxleDemo   *demo,
           const char *channel)
{
  const char * const *row;

  do
    row = axle_demo_table_pick (demo->calendar->wishes, &demo->random);
  while (channel != NULL && !g_str_equal (row[CHANNEL], channel));
  return row;
}

/* Of every way to ask; some have waited longer than was promised. */
void
axle_demo_add_requests (AxleDemo *demo)
{
  static const char *const channels[] = { "wechat", "app", "phone", "walk-in", "proactive" };
  gint64 now = demo->calendar->now;

  if (demo->calendar->guests->len == 0)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (waiting_since); i++)
    {
      AxleRecord *record = add_request (demo, find_wish (demo, channels[i % G_N_ELEMENTS (channels)]),
                                        now - waiting_since[i] * G_TIME_SPAN_MINUTE);

      set_asker (demo, record);
      set_preference (demo, record);
    }
  for (guint i = 0; i < N_ANSWERED; i++)
    {
      gint64 at = axle_demo_time (demo, demo->today - axle_demo_random_between (&demo->random, 1, 30), 8, 18);
      AxleRecord *record = add_request (demo, find_wish (demo, NULL), at);

      set_asker (demo, record);
      answer (demo, record, at);
    }
}
