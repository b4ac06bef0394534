/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/quality.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/vehicle.h"
#include "support/support.h"

/* 22 November 2026, 04:00 UTC */
#define NOW (G_GINT64_CONSTANT (1795320000) * G_USEC_PER_SEC)

typedef struct
{
  AxleDossier *dossier;
  AxleRecord  *customer;
} Fixture;

static AxleRecord *
new_record (const AxleEntity *entity,
            gint64            created_at)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->created_at = created_at;
  return record;
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");

  self->customer = new_record (&axle_customer_entity, NOW - 10 * G_TIME_SPAN_DAY);
  axle_record_set_text (self->customer, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (self->customer, AXLE_CUSTOMER_NAME, "王小明");
  self->dossier = axle_dossier_new (&self->customer->id, NOW, zone);
  axle_dossier_add (self->dossier, self->customer, FALSE);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  axle_record_unref (self->customer);
  axle_dossier_unref (self->dossier);
}

/* Takes @record. */
static AxleRecord *
add (Fixture    *self,
     AxleRecord *record)
{
  axle_dossier_add (self->dossier, record, FALSE);
  axle_record_unref (record);
  return record;
}

static AxleRecord *
add_reading (Fixture          *self,
             const AxleRecord *vehicle,
             gint64            at,
             gint64            metres)
{
  AxleRecord *reading = new_record (&axle_odometer_entity, at);

  axle_record_set_id (reading, AXLE_ODOMETER_VEHICLE, &vehicle->id);
  axle_record_set_integer (reading, AXLE_ODOMETER_AT, at);
  axle_record_set_integer (reading, AXLE_ODOMETER_READING, metres);
  return add (self, reading);
}

static const AxleQualityGap *
find_gap (const AxleQuality *quality,
          AxleQualityAspect  aspect,
          const AxleEntity  *entity,
          int                field)
{
  for (guint i = 0; i < quality->gaps->len; i++)
    {
      const AxleQualityGap *gap = quality->gaps->pdata[i];

      if (gap->aspect == aspect && gap->entity == entity && gap->field == field)
        return gap;
    }
  return NULL;
}

static void
test_missing (Fixture       *self,
              gconstpointer  unused)
{
  g_autoptr(AxleQuality) bare = axle_quality_judge (self->dossier);
  g_autoptr(AxleQuality) better = NULL;
  const AxleQualityGap *first = bare->gaps->pdata[0];

  g_assert_cmpuint (bare->percent[AXLE_QUALITY_COMPLETENESS], ==, 0);
  g_assert_cmpuint (bare->percent[AXLE_QUALITY_ACCURACY], ==, 100);
  g_assert_cmpuint (bare->percent[AXLE_QUALITY_TIMELINESS], ==, 100);
  g_assert_cmpuint (bare->overall, ==, 50);
  g_assert_cmpint (first->field, ==, AXLE_CUSTOMER_PHONES);
  g_assert_cmpstr (first->message, ==, "Phone numbers is missing");
  axle_record_add_member (self->customer, AXLE_CUSTOMER_PHONES, "+8613800138000");
  axle_record_set_text (self->customer, AXLE_CUSTOMER_BIRTHDAY, "1990-03-05");
  better = axle_quality_judge (self->dossier);
  g_assert_cmpuint (better->percent[AXLE_QUALITY_COMPLETENESS], ==, 2800 / 90);
  g_assert_null (find_gap (better, AXLE_QUALITY_COMPLETENESS, &axle_customer_entity, AXLE_CUSTOMER_BIRTHDAY));
}

/* What a desk may not see is not called missing. */
static void
test_hidden (Fixture       *self,
             gconstpointer  unused)
{
  g_autoptr(AxleQuality) quality = NULL;

  axle_record_redact (self->customer, AXLE_AUDIENCE_WORKSHOP);
  quality = axle_quality_judge (self->dossier);
  g_assert_null (find_gap (quality, AXLE_QUALITY_COMPLETENESS, &axle_customer_entity, AXLE_CUSTOMER_PHONES));
  g_assert_nonnull (find_gap (quality, AXLE_QUALITY_COMPLETENESS, &axle_customer_entity, AXLE_CUSTOMER_ADVISOR));
}

static void
test_dates (Fixture       *self,
            gconstpointer  unused)
{
  static const struct
  {
    const char *birthday;
    gboolean    plausible;
  } cases[] = {
    { "1990-03-05", TRUE },
    { "--03-05", TRUE },
    { "2026-11-22", TRUE },
    { "2026-11-23", FALSE },
    { "1900-01-01", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleQuality) quality = NULL;

      axle_record_set_text (self->customer, AXLE_CUSTOMER_BIRTHDAY, cases[i].birthday);
      quality = axle_quality_judge (self->dossier);
      g_test_message ("%s", cases[i].birthday);
      g_assert_cmpint (find_gap (quality, AXLE_QUALITY_ACCURACY, &axle_customer_entity, AXLE_CUSTOMER_BIRTHDAY) == NULL,
                       ==, cases[i].plausible);
    }
}

static void
test_vehicle (Fixture       *self,
              gconstpointer  unused)
{
  AxleRecord *vehicle = add (self, new_record (&axle_vehicle_entity, NOW));
  g_autoptr(AxleQuality) quality = NULL;
  const AxleQualityGap *gap;
  AxleRecord *fallen;

  axle_record_set_text (vehicle, AXLE_VEHICLE_VIN, "LVSHCAMB1CE054240");
  add_reading (self, vehicle, NOW - 3 * G_TIME_SPAN_DAY, 20000000);
  fallen = add_reading (self, vehicle, NOW - 2 * G_TIME_SPAN_DAY, 19000000);
  add_reading (self, vehicle, NOW - 1 * G_TIME_SPAN_DAY, 21000000);
  axle_dossier_sort (self->dossier);
  quality = axle_quality_judge (self->dossier);
  gap = find_gap (quality, AXLE_QUALITY_ACCURACY, &axle_odometer_entity, AXLE_ODOMETER_READING);
  g_assert_nonnull (gap);
  g_assert_true (axle_id_equal (&gap->record, &fallen->id));
  g_assert_nonnull (find_gap (quality, AXLE_QUALITY_ACCURACY, &axle_vehicle_entity, AXLE_VEHICLE_VIN));
}

/* What was entered on the next day but one is late; after a year of silence somebody should ask. */
static void
test_time (Fixture       *self,
           gconstpointer  unused)
{
  static const struct
  {
    gint64 ago;
    gint64 delay;
    guint  percent;
  } cases[] = {
    { G_TIME_SPAN_DAY, G_TIME_SPAN_HOUR, 100 },
    { 5 * G_TIME_SPAN_DAY, 2 * G_TIME_SPAN_DAY, 72 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleQuality) quality = NULL;
      Fixture one;
      AxleRecord *contact;

      set_up (&one, NULL);
      contact = add (&one, new_record (&axle_contact_entity, NOW - cases[i].ago + cases[i].delay));
      axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, &one.customer->id);
      axle_record_set_integer (contact, AXLE_CONTACT_AT, NOW - cases[i].ago);
      quality = axle_quality_judge (one.dossier);
      g_assert_cmpuint (quality->percent[AXLE_QUALITY_TIMELINESS], ==, cases[i].percent);
      g_assert_cmpint (find_gap (quality, AXLE_QUALITY_TIMELINESS, &axle_contact_entity, -1) != NULL, ==, cases[i].percent < 100);
      tear_down (&one, NULL);
    }
  self->customer->created_at = NOW - 400 * G_TIME_SPAN_DAY;
  {
    g_autoptr(AxleQuality) quality = axle_quality_judge (self->dossier);

    g_assert_cmpuint (quality->percent[AXLE_QUALITY_TIMELINESS], ==, 0);
    g_assert_nonnull (find_gap (quality, AXLE_QUALITY_TIMELINESS, &axle_customer_entity, -1));
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/quality/missing", Fixture, NULL, set_up, test_missing, tear_down);
  g_test_add ("/quality/hidden", Fixture, NULL, set_up, test_hidden, tear_down);
  g_test_add ("/quality/dates", Fixture, NULL, set_up, test_dates, tear_down);
  g_test_add ("/quality/vehicle", Fixture, NULL, set_up, test_vehicle, tear_down);
  g_test_add ("/quality/time", Fixture, NULL, set_up, test_time, tear_down);
  return g_test_run ();
}
