/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/private.h"

#include "core/followup/task.h"
#include "core/loyalty/points.h"
#include "core/party/complaint.h"
#include "core/party/consent.h"
#include "core/party/customer.h"
#include "core/party/relation.h"

/* The notice that was on the counter. */
#define NOTICE "2025-01"

/* A complaint is answered within so many days. */
#define DAYS_TO_ANSWER 3

/* What is spent at once. */
#define POINTS_OF_A_WASH 300

/* What one party is to another. */
void
axle_demo_add_relation (AxleDemo            *self,
                        const AxleDemoParty *of,
                        const AxleDemoParty *other,
                        const char          *role,
                        int                  since)
{
  AxleRecord *record = axle_demo_add_record (self, &axle_relation_entity, MAX (since, of->since), &of->seller);
  char buffer[16];

  axle_record_set_id (record, AXLE_RELATION_CUSTOMER, &of->record->id);
  axle_record_set_id (record, AXLE_RELATION_OTHER, &other->record->id);
  axle_record_set_text (record, AXLE_RELATION_ROLE, role);
  axle_record_set_text (record, AXLE_RELATION_SINCE, axle_demo_date_text (since, buffer));
}

static void
add_consent (AxleDemo            *self,
             const AxleDemoParty *party,
             const char          *purpose,
             gboolean             given,
             int                  day)
{
  static const char *const forms[] = { "paper", "paper", "spoken", "wechat", "app" };
  AxleRecord *record = axle_demo_add_record (self, &axle_consent_entity, day, &party->seller);

  axle_record_set_id (record, AXLE_CONSENT_CUSTOMER, &party->record->id);
  axle_record_set_text (record, AXLE_CONSENT_PURPOSE, purpose);
  axle_record_set_boolean (record, AXLE_CONSENT_GIVEN, given);
  axle_record_set_integer (record, AXLE_CONSENT_AT, record->created_at);
  axle_record_set_text (record, AXLE_CONSENT_VERSION, NOTICE);
  axle_record_set_text (record, AXLE_CONSENT_FORM, forms[axle_demo_random_below (&self->random, G_N_ELEMENTS (forms))]);
  if (!axle_id_is_none (&party->seller))
    axle_record_set_id (record, AXLE_CONSENT_STAFF, &party->seller);
}

/* How what holds now came to be: some who say no had said yes before. */
void
axle_demo_add_consents (AxleDemo            *self,
                        const AxleDemoParty *party)
{
  static const struct { guint field; const char *purpose; } consents[] = {
    { AXLE_CUSTOMER_CONSENT_CONTACT, "contact" },
    { AXLE_CUSTOMER_CONSENT_MARKETING, "marketing" },
    { AXLE_CUSTOMER_CONSENT_DRIVING, "driving" },
  };
  int since = MIN (party->since, self->today - 1);

  for (gsize i = 0; i < G_N_ELEMENTS (consents); i++)
    {
      gboolean given = axle_record_get_boolean (party->record, consents[i].field);
      gboolean withdrawn = !given && since < self->today - 30 && axle_demo_random_chance (&self->random, 500);

      if (axle_record_get (party->record, consents[i].field)->kind == AXLE_VALUE_NONE)
        continue;
      add_consent (self, party, consents[i].purpose, given || withdrawn, since);
      if (withdrawn)
        add_consent (self, party, consents[i].purpose, FALSE,
                     axle_demo_random_between (&self->random, since + 10, self->today - 1));
    }
}

/* Something that was said and is not done yet; some of it is late. */
void
axle_demo_add_promise (AxleDemo            *self,
                       const AxleDemoParty *party)
{
  const char * const *row = axle_demo_table_pick (self->promises, &self->random);
  const AxleId *staff = g_str_equal (row[0], "sales") ? &party->seller : &party->advisor;
  int due = self->today + axle_demo_random_between (&self->random, -4, 9);
  AxleRecord *record = axle_demo_add_record (self, &axle_task_entity, MAX (due - 10, MIN (party->since, due)), staff);

  axle_record_set_id (record, AXLE_TASK_CUSTOMER, &party->record->id);
  axle_record_set_text (record, AXLE_TASK_KIND, "promise");
  axle_record_set_text (record, AXLE_TASK_TITLE, row[1]);
  axle_record_set_integer (record, AXLE_TASK_DUE, axle_demo_time (self, due, 16, 18));
  axle_record_set_text (record, AXLE_TASK_STATE, "open");
  if (!axle_id_is_none (staff))
    axle_record_set_id (record, AXLE_TASK_STAFF, staff);
}

static void
add_line (AxleDemo            *self,
          AxleDemoParty       *party,
          gint64               amount,
          const char          *reason,
          const AxleRecord    *visit,
          int                  day)
{
  AxleRecord *record = axle_demo_add_record (self, &axle_points_entity, day, &party->advisor);

  if (visit != NULL)
    {
      record->created_at = visit->created_at;
      axle_record_set_id (record, AXLE_POINTS_VISIT, &visit->id);
    }
  axle_record_set_id (record, AXLE_POINTS_CUSTOMER, &party->record->id);
  axle_record_set_integer (record, AXLE_POINTS_AT, record->created_at);
  axle_record_set_integer (record, AXLE_POINTS_AMOUNT, amount);
  axle_record_set_text (record, AXLE_POINTS_REASON, reason);
  party->points += amount;
}

/**
 * axle_demo_add_points:
 * @self: what makes the dealership
 * @party: who gets them, where they are a member
 * @amount: how many; none for 0
 * @reason: for what
 * @visit: (nullable): on which visit
 * @day: when
 *
 * Now and then some are spent at once.
 */
void
axle_demo_add_points (AxleDemo            *self,
                      AxleDemoParty       *party,
                      gint64               amount,
                      const char          *reason,
                      const AxleRecord    *visit,
                      int                  day)
{
  if (!party->member || amount == 0)
    return;
  add_line (self, party, amount, reason, visit, day);
  if (party->points > POINTS_OF_A_WASH * 2 && axle_demo_random_chance (&self->random, 250))
    add_line (self, party, -POINTS_OF_A_WASH, "积分兑换精洗一次", visit, day);
}

/* What is not closed yet is of the last days. */
void
axle_demo_tell_complaint (AxleDemo            *self,
                          const AxleDemoParty *party,
                          const AxleDemoCar   *car,
                          int                  day)
{
  const char * const *row = axle_demo_table_pick (self->complaints, &self->random);
  AxleRecord *record = axle_demo_add_record (self, &axle_complaint_entity, day, &party->advisor);
  int age = self->today - day;
  gboolean answered = age > DAYS_TO_ANSWER || axle_demo_random_chance (&self->random, 300);
  gboolean closed = age > 10 && axle_demo_random_chance (&self->random, 960);
  gint64 at = axle_demo_time (self, day, 8, 18);

  record->created_at = at + 5 * G_TIME_SPAN_MINUTE;
  axle_record_set_id (record, AXLE_COMPLAINT_CUSTOMER, &party->record->id);
  axle_record_set_id (record, AXLE_COMPLAINT_VEHICLE, &car->record->id);
  axle_record_set_integer (record, AXLE_COMPLAINT_AT, at);
  axle_record_set_text (record, AXLE_COMPLAINT_THEME, row[0]);
  axle_record_set_text (record, AXLE_COMPLAINT_TEXT, row[1]);
  axle_record_set_text (record, AXLE_COMPLAINT_STATE, closed ? "closed" : answered ? "answered" : "open");
  axle_record_set_integer (record, AXLE_COMPLAINT_DUE, at + DAYS_TO_ANSWER * G_TIME_SPAN_DAY);
  if (!axle_id_is_none (&party->advisor))
    axle_record_set_id (record, AXLE_COMPLAINT_OWNER, &party->advisor);
  if (closed || answered)
    axle_record_set_text (record, AXLE_COMPLAINT_ANSWER, row[2]);
  if (closed)
    axle_record_set_integer (record, AXLE_COMPLAINT_CLOSED_AT, at + 2 * G_TIME_SPAN_DAY);
  if (!closed)
    axle_record_add_member (party->record, AXLE_CUSTOMER_TAGS, "投诉处理中");
}
