/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>
#include <string.h>

#include "core/appointment/appointment.h"
#include "core/appointment/service-item.h"
#include "core/vehicle/vehicle.h"
#include "server/auth.h"
#include "server/dealership.h"
#include "server/subscription.h"

/* A calendar on somebody's phone: what it is told, and when it is told nothing. */

#define NOON (12 * G_TIME_SPAN_HOUR)

typedef struct
{
  Dealership dealership;
  AxleId     vehicle;
} Fixture;

static void
set_store (Fixture      *self,
           const AxleId *store,
           gboolean      active)
{
  Dealership *d = &self->dealership;
  g_autoptr(AxleRecord) before = NULL;
  AxleRecord *person;

  g_assert_true (axle_hub_begin (d->hub, NULL, 0, NULL));
  g_assert_true (axle_hub_get (d->hub, &d->advisor, &before, NULL));
  person = axle_record_copy (before);
  axle_record_set_id (person, AXLE_STAFF_STORE, store);
  axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, active);
  dealership_put (d, person, d->group);
  g_assert_true (axle_hub_commit (d->hub, NULL));
}

static void
add_appointment (Fixture      *self,
                 const AxleId *advisor,
                 gint64        at,
                 const char   *state,
                 const char   *service)
{
  Dealership *d = &self->dealership;
  const char * const services[] = { service, NULL };
  AxleId id = dealership_id (), customer = dealership_id ();
  AxleRecord *record = axle_record_new (&axle_appointment_entity, &id);

  axle_record_set_id (record, AXLE_APPOINTMENT_CUSTOMER, &customer);
  axle_record_set_id (record, AXLE_APPOINTMENT_VEHICLE, &self->vehicle);
  axle_record_set_id (record, AXLE_APPOINTMENT_ADVISOR, advisor);
  axle_record_set_integer (record, AXLE_APPOINTMENT_AT, at);
  axle_record_set_integer (record, AXLE_APPOINTMENT_MINUTES, 90);
  axle_record_set_text (record, AXLE_APPOINTMENT_STATE, state);
  axle_record_set_text (record, AXLE_APPOINTMENT_TITLE, "李明朗");
  axle_record_set_text (record, AXLE_APPOINTMENT_REMARKS, "电话13800138000");
  axle_record_set_text (record, AXLE_APPOINTMENT_ADDRESS, "星湖街328号");
  axle_record_set_members (record, AXLE_APPOINTMENT_SERVICES, services);
  dealership_put (d, record, d->store);
}

static gint64
day_from_now (int days)
{
  return g_get_real_time () / G_TIME_SPAN_DAY * G_TIME_SPAN_DAY + days * G_TIME_SPAN_DAY + NOON;
}

static void
fill (Fixture *self)
{
  Dealership *d = &self->dealership;
  AxleId service_id = dealership_id ();
  AxleRecord *vehicle, *service = axle_record_new (&axle_service_item_entity, &service_id);

  self->vehicle = dealership_id ();
  vehicle = axle_record_new (&axle_vehicle_entity, &self->vehicle);
  axle_record_set_text (vehicle, AXLE_VEHICLE_PLATE, "沪A12345");
  axle_record_set_text (service, AXLE_SERVICE_ITEM_CODE, "oil");
  axle_record_set_integer (service, AXLE_SERVICE_ITEM_MINUTES, 60);
  axle_record_set_text (service, AXLE_SERVICE_ITEM_NAME, "换机油; 换机滤，检查全车油液和灯光，检查轮胎气压与花纹深度");
  g_assert_true (axle_hub_begin (d->hub, NULL, 0, NULL));
  dealership_put (d, vehicle, d->group);
  dealership_put (d, service, d->group);
  add_appointment (self, &d->advisor, day_from_now (1), "booked", "oil");
  add_appointment (self, &d->advisor, day_from_now (-AXLE_SUBSCRIPTION_BACK), "done", "retired-code");
  add_appointment (self, &d->advisor, day_from_now (2), "cancelled", "oil");
  add_appointment (self, &d->manager, day_from_now (3), "booked", "oil");
  add_appointment (self, &d->advisor, day_from_now (AXLE_SUBSCRIPTION_AHEAD + 2), "booked", "oil");
  g_assert_true (axle_hub_commit (d->hub, NULL));
  set_store (self, &d->store, TRUE);
}

static void
set_up (gpointer      fixture,
        gconstpointer place)
{
  g_assert_cmpint (sodium_init (), >=, 0);
  dealership_open (&((Fixture *) fixture)->dealership, place);
  fill (fixture);
}

static void
tear_down (gpointer      fixture,
           gconstpointer place)
{
  dealership_close (&((Fixture *) fixture)->dealership);
}

static char *
make (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  char *secret = axle_subscription_make (self->dealership.hub, &self->dealership.advisor, &error);

  g_assert_no_error (error);
  return secret;
}

/* What it says, with folded lines put together; NULL for nothing. */
static char *
read_calendar (Fixture    *self,
               const char *secret)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) parts = NULL, lines = NULL;

  g_assert_true (axle_subscription_read (self->dealership.hub, secret, &bytes, &error));
  g_assert_no_error (error);
  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint (strlen (lines[i]), <=, 75);
  parts = g_strsplit (text, "\r\n ", -1);
  return g_strjoinv ("", parts);
}

static guint
count (const char *text,
       const char *what)
{
  g_auto(GStrv) parts = g_strsplit (text, what, -1);

  return g_strv_length (parts) - 1;
}

static void
test_told (gpointer      fixture,
           gconstpointer place)
{
  Fixture *self = fixture;
  static const char * const hidden[] = { "李明朗", "138", "星湖街", "CUSTOMER", NULL };
  g_autofree char *secret = NULL, *text = NULL, *start = NULL;
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_utc_usec (day_from_now (1));

  secret = make (self);
  text = read_calendar (self, secret);
  start = g_date_time_format (at, "DTSTART:%Y%m%dT120000Z\r\n");
  g_assert_cmpuint (count (text, "BEGIN:VEVENT"), ==, 2);
  g_assert_nonnull (strstr (text, start));
  g_assert_nonnull (strstr (text, "T133000Z\r\nSUMMARY:沪A·12345 · 换机油\\; 换机滤，检查全车油液和灯光，检查轮胎气压与花纹深度\r\n"));
  g_assert_nonnull (strstr (text, "SUMMARY:沪A·12345 · retired-code\r\n"));
  for (guint i = 0; hidden[i] != NULL; i++)
    g_assert_null (strstr (text, hidden[i]));
}

static void
assert_nothing (Fixture    *self,
                const char *secret)
{
  g_autofree char *text = read_calendar (self, secret);

  g_assert_null (text);
}

static void
test_revoked (gpointer      fixture,
              gconstpointer place)
{
  Fixture *self = fixture;
  Dealership *d = &self->dealership;
  g_autofree char *first = NULL, *second = NULL, *text = NULL, *altered = NULL;
  gboolean was = FALSE;

  first = make (self);
  second = make (self);
  g_assert_cmpuint (strlen (second), ==, 22);
  assert_nothing (self, first);
  assert_nothing (self, "");
  altered = g_strdup (second);
  altered[5] = altered[5] == 'x' ? 'y' : 'x';
  assert_nothing (self, altered);
  text = read_calendar (self, second);
  g_assert_nonnull (text);
  /* Who leaves tells nothing more; who comes back does. */
  set_store (self, &d->store, FALSE);
  assert_nothing (self, second);
  set_store (self, &d->store, TRUE);
  g_assert_true (axle_subscription_revoke (d->hub, &d->advisor, &was, NULL));
  g_assert_true (was);
  assert_nothing (self, second);
  g_assert_true (axle_subscription_revoke (d->hub, &d->advisor, &was, NULL));
  g_assert_false (was);
}

static void
assert_without (const AxleEntry *entry,
                const char      *secret)
{
  g_assert_null (g_strstr_len (g_bytes_get_data (entry->key, NULL), (gssize) g_bytes_get_size (entry->key), secret));
  g_assert_null (g_strstr_len (g_bytes_get_data (entry->value, NULL), (gssize) g_bytes_get_size (entry->value), secret));
}

/* Nothing of the secret is in what is kept. */
static void
test_kept (gpointer      fixture,
           gconstpointer place)
{
  Fixture *self = fixture;
  static const char * const spaces[] = { "subscription", "subscriber" };
  Dealership *d = &self->dealership;
  g_autofree char *secret = NULL;
  g_autoptr(GBytes) all = g_bytes_new_static ("", 0);

  secret = make (self);
  for (guint i = 0; i < G_N_ELEMENTS (spaces); i++)
    {
      g_autoptr(GPtrArray) entries = axle_storage_list_entries (d->storage, spaces[i], all, 100, NULL);

      g_assert_cmpuint (entries->len, >=, 1);
      for (guint k = 0; k < entries->len; k++)
        assert_without (entries->pdata[k], secret);
    }
}

static void
test_refused (gpointer      fixture,
              gconstpointer place)
{
  Fixture *self = fixture;
  Dealership *d = &self->dealership;
  g_autoptr(GError) nowhere = NULL, nobody = NULL;

  g_assert_null (axle_subscription_make (d->hub, &d->manager, &nowhere));
  g_assert_error (nowhere, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_INVALID);
  g_assert_null (axle_subscription_make (d->hub, &d->store, &nobody));
  g_assert_error (nobody, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) dealership_add_test ("subscription", name, sizeof (Fixture), set_up, function, tear_down)
  ADD ("told", test_told);
  ADD ("revoked", test_revoked);
  ADD ("kept", test_kept);
  ADD ("refused", test_refused);
#undef ADD
  return g_test_run ();
}
