/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/holiday.h"
#include "core/party/consent.h"
#include "core/party/contact-budget.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/erasure.h"
#include "core/vehicle/odometer.h"
#include "support/support.h"

static AxleRecord *
new_record (const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());

  return axle_record_new (entity, &id);
}

static void
test_holds (void)
{
  static const struct
  {
    int      contact;    /* -1 for never asked */
    int      marketing;
    gboolean holds;      /* offers */
  } cases[] = {
    { -1, -1, FALSE },
    { 1, -1, FALSE },
    { 1, 0, FALSE },
    { 1, 1, TRUE },
    { 0, 1, FALSE },
    { -1, 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleRecord) customer = new_record (&axle_customer_entity);

      if (cases[i].contact >= 0)
        axle_record_set_boolean (customer, AXLE_CUSTOMER_CONSENT_CONTACT, cases[i].contact);
      if (cases[i].marketing >= 0)
        axle_record_set_boolean (customer, AXLE_CUSTOMER_CONSENT_MARKETING, cases[i].marketing);
      g_test_message ("case %u", i);
      g_assert_cmpint (axle_consent_holds (customer, AXLE_CONSENT_TO_CONTACT), ==, cases[i].contact == 1);
      g_assert_cmpint (axle_consent_holds (customer, AXLE_CONSENT_TO_MARKETING), ==, cases[i].holds);
      g_assert_false (axle_consent_holds (customer, AXLE_CONSENT_TO_DRIVING));
      g_assert_false (axle_consent_holds (customer, "another"));
    }
}

static void
add_line (GPtrArray  *log,
          const char *purpose,
          gboolean    given,
          gint64      at)
{
  AxleRecord *line = new_record (&axle_consent_entity);

  axle_record_set_text (line, AXLE_CONSENT_PURPOSE, purpose);
  axle_record_set_boolean (line, AXLE_CONSENT_GIVEN, given);
  axle_record_set_integer (line, AXLE_CONSENT_AT, at);
  g_ptr_array_add (log, line);
}

/* Given, withdrawn, and given again. */
static void
test_log (void)
{
  g_autoptr(GPtrArray) log = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  g_assert_null (axle_consent_find_last (log, AXLE_CONSENT_TO_DRIVING));
  add_line (log, AXLE_CONSENT_TO_DRIVING, FALSE, 20);
  add_line (log, AXLE_CONSENT_TO_DRIVING, TRUE, 30);
  add_line (log, AXLE_CONSENT_TO_DRIVING, TRUE, 10);
  add_line (log, AXLE_CONSENT_TO_MARKETING, FALSE, 40);
  g_assert_cmpint (axle_record_get_integer (axle_consent_find_last (log, AXLE_CONSENT_TO_DRIVING), AXLE_CONSENT_AT), ==, 30);
}

static void
test_needed (void)
{
  static const struct
  {
    const char *source;
    const char *purpose;
  } cases[] = {
    { "vehicle", AXLE_CONSENT_TO_DRIVING },
    { "visit", NULL },
    { NULL, NULL },
  };
  g_autoptr(AxleRecord) contact = new_record (&axle_contact_entity);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleRecord) reading = new_record (&axle_odometer_entity);

      axle_record_set_text (reading, AXLE_ODOMETER_SOURCE, cases[i].source);
      g_assert_cmpstr (axle_consent_needed (reading), ==, cases[i].purpose);
    }
  g_assert_null (axle_consent_needed (contact));
}

static gint64
at (GTimeZone *zone,
    int        month,
    int        day,
    int        hour)
{
  g_autoptr(GDateTime) time = g_date_time_new (zone, 2026, month, day, hour, 0, 0);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

/* The month is the store's: what was said in its last evening there counts in it. */
static void
test_budget (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  const struct
  {
    const char *channel;
    const char *direction;
    gint64      at;
  } contacts[] = {
    { "call", "out", at (zone, 11, 1, 0) },
    { "wechat", "out", at (zone, 11, 20, 9) },
    { "call", "out", at (zone, 10, 31, 23) },
    { "call", "in", at (zone, 11, 3, 9) },
    { "visit", "out", at (zone, 11, 4, 9) },
    { "sms", "out", at (zone, 11, 25, 9) },
  };
  static const struct
  {
    gint64   total;
    gboolean contact;
    gboolean market;
    AxleContactPurpose purpose;
    guint    left;
    AxleContactHold hold;
  } cases[] = {
    { 4, TRUE, FALSE, AXLE_CONTACT_TO_REMIND, 2, AXLE_CONTACT_FREE },
    { 4, TRUE, FALSE, AXLE_CONTACT_TO_OFFER, 2, AXLE_CONTACT_NO_OFFERS },
    { 4, TRUE, TRUE, AXLE_CONTACT_TO_OFFER, 2, AXLE_CONTACT_FREE },
    { 2, TRUE, TRUE, AXLE_CONTACT_TO_OFFER, 0, AXLE_CONTACT_ENOUGH },
    { 2, TRUE, FALSE, AXLE_CONTACT_TO_REMIND, 0, AXLE_CONTACT_ENOUGH },
    { 2, TRUE, FALSE, AXLE_CONTACT_PROMISED, 0, AXLE_CONTACT_FREE },
    { 0, TRUE, FALSE, AXLE_CONTACT_TO_REMIND, 0, AXLE_CONTACT_ENOUGH },
    { 4, FALSE, FALSE, AXLE_CONTACT_TO_REMIND, 2, AXLE_CONTACT_NOT_AGREED },
    { 4, FALSE, TRUE, AXLE_CONTACT_TO_OFFER, 2, AXLE_CONTACT_NOT_AGREED },
    { 4, FALSE, FALSE, AXLE_CONTACT_PROMISED, 2, AXLE_CONTACT_FREE },
  };
  g_autoptr(GPtrArray) log = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    {
      AxleRecord *contact = new_record (&axle_contact_entity);

      axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, contacts[i].channel);
      axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, contacts[i].direction);
      axle_record_set_integer (contact, AXLE_CONTACT_AT, contacts[i].at);
      g_ptr_array_add (log, contact);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleRecord) customer = new_record (&axle_customer_entity);
      AxleContactBudget budget;
      g_autofree char *warning = NULL;

      axle_record_set_boolean (customer, AXLE_CUSTOMER_CONSENT_CONTACT, cases[i].contact);
      axle_record_set_boolean (customer, AXLE_CUSTOMER_CONSENT_MARKETING, cases[i].market);
      budget = axle_contact_budget_measure (customer, log, cases[i].total, at (zone, 11, 22, 12), zone);
      warning = axle_contact_budget_dup_warning (&budget, cases[i].purpose);
      g_test_message ("case %u: %s", i, warning);
      g_assert_cmpuint (budget.used, ==, 2);
      g_assert_cmpuint (axle_contact_budget_get_left (&budget), ==, cases[i].left);
      g_assert_cmpint (axle_contact_budget_judge (&budget, cases[i].purpose), ==, cases[i].hold);
      g_assert_cmpint (warning != NULL, ==, cases[i].hold != AXLE_CONTACT_FREE);
      g_assert_cmpint (*axle_contact_hold_get_label (cases[i].hold) != '\0', ==, warning != NULL);
    }
}

/* New Year of 2027, with a Monday before it that is free and a Saturday worked for it. */
static AxleWorkingDays *
new_working_days (void)
{
  static const struct { const char *date; gboolean working; } known[] = {
    { "2026-12-26", TRUE }, { "2026-12-28", FALSE }, { "2027-01-01", FALSE },
  };
  g_autoptr(GPtrArray) holidays = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_ptr_array_add (holidays, new_record (&axle_holiday_entity));
      axle_record_set_text (holidays->pdata[i], AXLE_HOLIDAY_DATE, known[i].date);
      axle_record_set_boolean (holidays->pdata[i], AXLE_HOLIDAY_WORKING, known[i].working);
    }
  return axle_working_days_new (holidays, NULL, zone);
}

/* Ten working days, around weekends, holidays and the end of a year. */
static void
test_due (void)
{
  static const struct
  {
    AxleDate    requested;
    const char *due;
    AxleDate    today;
    int         left;
  } cases[] = {
    { { 2026, 11, 20 }, "2026-12-04", { 2026, 11, 20 }, 10 }, /* a Friday */
    { { 2026, 11, 21 }, "2026-12-04", { 2026, 11, 22 }, 10 }, /* a Saturday */
    { { 2026, 11, 22 }, "2026-12-04", { 2026, 12, 4 }, 0 },
    { { 2026, 11, 23 }, "2026-12-07", { 2026, 12, 8 }, -1 },
    { { 2026, 12, 28 }, "2027-01-12", { 2027, 1, 8 }, 2 },
    { { 2026, 12, 25 }, "2027-01-11", { 2026, 12, 27 }, 9 },
    { { 2026, 11, 20 }, "2026-12-04", { 2026, 12, 6 }, 0 },   /* the weekend after it */
    { { 2026, 11, 20 }, "2026-12-04", { 2026, 12, 7 }, -1 },
  };

  g_autoptr(AxleWorkingDays) days = new_working_days ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleDate due = axle_working_days_add (days, &cases[i].requested, AXLE_ERASURE_WORKING_DAYS);
      g_autofree char *text = axle_date_format_iso (&due);
      g_autoptr(AxleRecord) erasure = new_record (&axle_erasure_entity);

      g_test_message ("case %u", i);
      g_assert_cmpstr (text, ==, cases[i].due);
      axle_record_set_text (erasure, AXLE_ERASURE_DUE, text);
      g_assert_cmpint (axle_erasure_days_left (erasure, days, &cases[i].today), ==, cases[i].left);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/consent/holds", test_holds);
  g_test_add_func ("/consent/log", test_log);
  g_test_add_func ("/consent/needed", test_needed);
  g_test_add_func ("/consent/budget", test_budget);
  g_test_add_func ("/consent/due", test_due);
  return g_test_run ();
}
