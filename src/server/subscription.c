/* SPDX-License-Identifier: GPL-3.0-or-later */

/* iCalendar is written by hand here: all of it is a few properties in UTC, and a server
 * needs no parser for it. */
#include "server/subscription.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "core/appointment/appointment.h"
#include "core/appointment/service-item.h"
#include "core/calendar.h"
#include "core/organisation/organisation.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"
#include "server/auth.h"
#include "server/private.h"

#define SPACE_SUBSCRIPTION "subscription"      /* hash of the secret → advisor */
#define SPACE_SUBSCRIBER   "subscriber"        /* advisor → hash of the secret */

/* 128 bits cannot be guessed. */
#define SECRET_BYTES 16
#define SECRET_LENGTH 22 /* in base64url */

/* A store that has more in a day has a fault. */
#define DAY_LIMIT 5000

/* A line is folded so that it has no more bytes (RFC 5545 §3.1). */
#define LINE_BYTES 75

/* Links. */

static gboolean
drop_link (AxleHub       *hub,
           GBytes        *subscriber,
           gboolean      *was,
           GError       **error)
{
  g_autoptr(GBytes) key = NULL;

  if (!axle_storage_get_entry (hub->storage, SPACE_SUBSCRIBER, subscriber, &key, error))
    return FALSE;
  *was = key != NULL;
  return key == NULL || (axle_storage_drop_entry (hub->storage, SPACE_SUBSCRIPTION, key, error) &&
                         axle_storage_drop_entry (hub->storage, SPACE_SUBSCRIBER, subscriber, error));
}

/* Who works at a store; %NULL for anybody else. */
static gboolean
find_advisor (AxleHub       *hub,
              const AxleId  *staff,
              AxleRecord   **advisor,
              GError       **error)
{
  *advisor = NULL;
  if (!axle_hub_get (hub, staff, advisor, error))
    return FALSE;
  if (*advisor != NULL && ((*advisor)->entity != &axle_staff_entity || (*advisor)->deleted ||
                           !axle_record_get_boolean (*advisor, AXLE_STAFF_ACTIVE) ||
                           axle_record_get (*advisor, AXLE_STAFF_STORE)->kind == AXLE_VALUE_NONE))
    g_clear_pointer (advisor, axle_record_unref);
  return TRUE;
}

/**
 * axle_subscription_make:
 * @hub: a hub
 * @staff: an advisor of a store
 * @error: return location
 *
 * Makes a secret, and the one before it worthless.
 *
 * Returns: (transfer full) (nullable): the secret; nobody can read it again
 */
char *
axle_subscription_make (AxleHub       *hub,
                        const AxleId  *staff,
                        GError       **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(AxleRecord) advisor = NULL;
  g_autoptr(GBytes) subscriber = axle_hub_id_key (staff), key = NULL, value = NULL;
  guint8 random[SECRET_BYTES];
  g_autofree char *secret = g_malloc0 (sodium_base64_encoded_len (sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING));
  gboolean was;

  if (!axle_hub_begin (hub, NULL, 0, error))
    return NULL;
  transaction = hub;
  if (!find_advisor (hub, staff, &advisor, error))
    return NULL;
  if (advisor == NULL)
    {
      g_set_error_literal (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_INVALID,
                           _("Only who works at a store has a calendar to subscribe to. Say which store is theirs."));
      return NULL;
    }
  axle_host_fill (hub->host, random, sizeof random);
  sodium_bin2base64 (secret, sodium_base64_encoded_len (sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING), random,
                     sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  key = axle_auth_hash_text (secret);
  value = g_bytes_new (staff->bytes, sizeof staff->bytes);
  if (!drop_link (hub, subscriber, &was, error) ||
      !axle_storage_put_entry (hub->storage, SPACE_SUBSCRIPTION, key, value, 0, error) ||
      !axle_storage_put_entry (hub->storage, SPACE_SUBSCRIBER, subscriber, key, 0, error) ||
      !axle_hub_commit (g_steal_pointer (&transaction), error))
    return NULL;
  return g_steal_pointer (&secret);
}

/* @there: (out): whether somebody can subscribe to it */
gboolean
axle_subscription_find (AxleHub       *hub,
                        const AxleId  *staff,
                        gboolean      *there,
                        GError       **error)
{
  g_autoptr(GBytes) subscriber = axle_hub_id_key (staff), key = NULL;

  if (!axle_storage_get_entry (hub->storage, SPACE_SUBSCRIBER, subscriber, &key, error))
    return FALSE;
  *there = key != NULL;
  return TRUE;
}

/* @was: (out): whether there was one */
gboolean
axle_subscription_revoke (AxleHub       *hub,
                          const AxleId  *staff,
                          gboolean      *was,
                          GError       **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(GBytes) subscriber = axle_hub_id_key (staff);

  if (!axle_hub_begin (hub, NULL, 0, error))
    return FALSE;
  transaction = hub;
  return drop_link (hub, subscriber, was, error) && axle_hub_commit (g_steal_pointer (&transaction), error);
}

/* Writing. */

static void
append_line (GString    *text,
             const char *name,
             const char *value)
{
  gsize left = LINE_BYTES - strlen (name) - 1;

  g_string_append_printf (text, "%s:", name);
  for (const char *p = value; *p != '\0';)
    {
      gsize length = (gsize) (g_utf8_next_char (p) - p);

      if (length > left)
        {
          g_string_append (text, "\r\n ");
          left = LINE_BYTES - 1;
        }
      g_string_append_len (text, p, (gssize) length);
      left -= length;
      p += length;
    }
  g_string_append (text, "\r\n");
}

static void
append_text (GString    *text,
             const char *name,
             const char *value)
{
  g_autoptr(GString) escaped = g_string_new (NULL);

  for (const char *p = value; *p != '\0'; p++)
    if (*p == '\n')
      g_string_append (escaped, "\\n");
    else if (g_ascii_iscntrl (*p))
      continue;
    else
      g_string_append_printf (escaped, "%s%c", strchr ("\\;,", *p) != NULL ? "\\" : "", *p);
  append_line (text, name, escaped->str);
}

static void
append_time (GString    *text,
             const char *name,
             gint64      at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autofree char *value = utc != NULL ? g_date_time_format (utc, "%Y%m%dT%H%M%SZ") : NULL;

  if (value != NULL)
    append_line (text, name, value);
}

/* Reading, in a transaction. */

static GPtrArray *
find_by (AxleHub           *hub,
         const AxleId      *scope,
         const AxleEntity  *entity,
         guint              field,
         const AxleValue   *value,
         GError           **error)
{
  g_autofree char *key = axle_hub_key (&entity->fields[field], value);
  g_autoptr(GPtrArray) documents = axle_storage_find_documents (hub->storage, scope, key, DAY_LIMIT, error);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      AxleRecord *record = axle_hub_read_document (documents->pdata[i], error);

      if (record == NULL)
        return NULL;
      if (record->entity == entity)
        g_ptr_array_add (records, record);
      else
        axle_record_unref (record);
    }
  return documents != NULL ? g_steal_pointer (&records) : NULL;
}

static gboolean
append_services (AxleHub           *hub,
                 const AxleRecord  *advisor,
                 const AxleRecord  *appointment,
                 GString           *summary,
                 GError           **error)
{
  g_auto(GStrv) codes = axle_record_dup_members (appointment, AXLE_APPOINTMENT_SERVICES);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_auto(AxleValue) value = AXLE_VALUE_INIT;
      g_autoptr(GPtrArray) services = NULL;

      axle_value_set_text (&value, codes[i]);
      services = find_by (hub, &advisor->scope, &axle_service_item_entity, AXLE_SERVICE_ITEM_CODE, &value, error);
      if (services == NULL)
        return FALSE;
      g_string_append_printf (summary, "%s%s", summary->len > 0 ? " · " : "",
                              services->len > 0 ? axle_record_get_text (services->pdata[0], AXLE_SERVICE_ITEM_NAME) : codes[i]);
    }
  return TRUE;
}

/* The plate and the work, and nothing of the customer. */
static gboolean
append_event (AxleHub           *hub,
              const AxleRecord  *advisor,
              const AxleRecord  *appointment,
              GString           *text,
              GError           **error)
{
  AxleId car = axle_record_get_id (appointment, AXLE_APPOINTMENT_VEHICLE);
  g_autoptr(AxleRecord) vehicle = NULL;
  g_autoptr(GString) summary = g_string_new (NULL);
  g_autofree char *uid = g_strconcat (AXLE_ID_TEXT (&appointment->id), "@axle", NULL);
  g_autofree char *sequence = g_strdup_printf ("%d", (int) MIN (appointment->revision, G_MAXINT32));

  if (!axle_id_is_none (&car) && !axle_hub_get (hub, &car, &vehicle, error))
    return FALSE;
  if (vehicle != NULL && axle_record_get_text (vehicle, AXLE_VEHICLE_PLATE) != NULL)
    {
      g_autofree char *plate = axle_plate_format (axle_record_get_text (vehicle, AXLE_VEHICLE_PLATE));

      g_string_append (summary, plate);
    }
  if (!append_services (hub, advisor, appointment, summary, error))
    return FALSE;
  append_line (text, "BEGIN", "VEVENT");
  append_line (text, "UID", uid);
  append_line (text, "SEQUENCE", sequence);
  append_time (text, "DTSTAMP", appointment->created_at);
  append_time (text, "DTSTART", axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT));
  append_time (text, "DTEND", axle_appointment_get_end (appointment));
  append_text (text, "SUMMARY", summary->len > 0 ? summary->str : _("Appointment"));
  append_line (text, "END", "VEVENT");
  return TRUE;
}

static gboolean
append_day (AxleHub           *hub,
            const AxleRecord  *advisor,
            gint64             day,
            GString           *text,
            GError           **error)
{
  AxleId store = axle_record_get_id (advisor, AXLE_STAFF_STORE);
  g_auto(AxleValue) at = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) appointments = NULL;

  axle_value_set_integer (&at, day * G_TIME_SPAN_DAY);
  appointments = find_by (hub, &store, &axle_appointment_entity, AXLE_APPOINTMENT_AT, &at, error);
  for (guint i = 0; appointments != NULL && i < appointments->len; i++)
    {
      AxleId whose = axle_record_get_id (appointments->pdata[i], AXLE_APPOINTMENT_ADVISOR);

      if (axle_id_equal (&whose, &advisor->id) && axle_appointment_is_on (appointments->pdata[i]) &&
          !append_event (hub, advisor, appointments->pdata[i], text, error))
        return FALSE;
    }
  return appointments != NULL;
}

static gboolean
write_calendar (AxleHub           *hub,
                const AxleRecord  *advisor,
                GString           *text,
                GError           **error)
{
  gint64 today = axle_calendar_get_utc_day (axle_host_now (hub->host));

  append_line (text, "BEGIN", "VCALENDAR");
  append_line (text, "VERSION", "2.0");
  append_line (text, "PRODID", "-//axledesk//Axle//ZH");
  append_text (text, "X-WR-CALNAME", axle_record_get_text (advisor, AXLE_STAFF_NAME));
  for (gint64 day = today - AXLE_SUBSCRIPTION_BACK; day <= today + AXLE_SUBSCRIPTION_AHEAD; day++)
    if (!append_day (hub, advisor, day, text, error))
      return FALSE;
  append_line (text, "END", "VCALENDAR");
  return TRUE;
}

static gboolean
find_subscriber (AxleHub       *hub,
                 const char    *secret,
                 AxleRecord   **advisor,
                 GError       **error)
{
  g_autoptr(GBytes) key = NULL, value = NULL;
  AxleId staff;

  *advisor = NULL;
  if (strlen (secret) != SECRET_LENGTH)
    return TRUE;
  key = axle_auth_hash_text (secret);
  if (!axle_storage_get_entry (hub->storage, SPACE_SUBSCRIPTION, key, &value, error))
    return FALSE;
  if (value == NULL || g_bytes_get_size (value) != sizeof staff.bytes)
    return TRUE;
  memcpy (staff.bytes, g_bytes_get_data (value, NULL), sizeof staff.bytes);
  return find_advisor (hub, &staff, advisor, error);
}

/**
 * axle_subscription_read:
 * @hub: a hub
 * @secret: what somebody asks with
 * @calendar: (out) (nullable): iCalendar (RFC 5545); %NULL where the secret is none, or whose it
 *   was works here no more
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_subscription_read (AxleHub       *hub,
                        const char    *secret,
                        GBytes       **calendar,
                        GError       **error)
{
  g_autoptr(AxleStorageGuard) guard = NULL;
  g_autoptr(AxleRecord) advisor = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  *calendar = NULL;
  if (!axle_storage_begin_read (hub->storage, error))
    return FALSE;
  guard = hub->storage;
  if (!find_subscriber (hub, secret, &advisor, error))
    return FALSE;
  if (advisor == NULL)
    return TRUE;
  if (!write_calendar (hub, advisor, text, error))
    return FALSE;
  *calendar = g_string_free_to_bytes (g_steal_pointer (&text));
  return TRUE;
}
