/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "app/workstation-private.h"
#include "base/clock.h"
#include "base/distance.h"
#include "base/money.h"
#include "core/party/customer.h"
#include "core/party/phone.h"
#include "core/registry.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"

/* Values and times as a person reads them. */

char *
axle_workstation_format_time (AxleWorkstation *self,
                              gint64           at)
{
  GTimeZone *zone = axle_workstation_get_zone (self);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) time = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now (zone);
  g_autoptr(GDateTime) yesterday = g_date_time_add_days (now, -1);
  gint64 minutes;

  if (at == 0 || time == NULL)
    return g_strdup ("");
  minutes = g_date_time_difference (now, time) / G_TIME_SPAN_MINUTE;
  if (minutes == 0 && g_date_time_compare (time, now) <= 0)
    return g_strdup (_("just now"));
  if (minutes > 0 && minutes < 60)
    return g_strdup_printf (ngettext ("%d min ago", "%d min ago", (gulong) minutes), (int) minutes);
  if (g_date_time_get_year (time) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (now))
    return g_date_time_format (time, "%H:%M");
  if (g_date_time_get_year (time) == g_date_time_get_year (yesterday) &&
      g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (yesterday))
    /* Translators: a pattern of g_date_time_format(): yesterday and the time. */
    return g_date_time_format (time, _("yesterday %H:%M"));
  return g_date_time_format (time, "%Y-%m-%d");
}

static char *
format_moment (AxleWorkstation *self,
               gint64           at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) time = utc != NULL ? g_date_time_to_timezone (utc, axle_workstation_get_zone (self)) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}

static char *
format_text (const AxleField *field,
             const char      *text)
{
  const char *label;

  if (field == &axle_customer_entity.fields[AXLE_CUSTOMER_PHONES])
    return axle_phone_format (text);
  if (field == &axle_vehicle_entity.fields[AXLE_VEHICLE_PLATE])
    return axle_plate_format (text);
  label = field->choices != NULL ? axle_field_choice_label (field, text) : NULL;
  return g_strdup (label != NULL ? label : text);
}

static char *
format_set (const AxleField *field,
            const AxleValue *value)
{
  g_auto(GStrv) members = axle_value_dup_members (value);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; members != NULL && members[i] != NULL; i++)
    {
      g_autofree char *member = format_text (field, members[i]);

      if (i > 0)
        /* Translators: between the members of a list in one line. */
        g_string_append (text, _(", "));
      g_string_append (text, member);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
format_reference (AxleWorkstation *self,
                  const AxleField *field,
                  const AxleId    *id)
{
  const AxleEntity *target = field->target != NULL ? axle_registry_find (field->target) : NULL;
  g_autoptr(AxleRecord) record = target != NULL ? axle_workstation_get_record (self, target, id) : NULL;

  return record != NULL ? axle_record_dup_title (record) : g_strdup ("");
}

char *
axle_workstation_format_value (AxleWorkstation *self,
                               const AxleField *field,
                               const AxleValue *value)
{
  if (value->kind == AXLE_VALUE_NONE)
    return g_strdup ("");
  switch (field->type)
    {
    case AXLE_FIELD_TIME:
      return format_moment (self, value->as.integer);
    case AXLE_FIELD_MONEY:
      return axle_money_format (value->as.integer);
    case AXLE_FIELD_DISTANCE:
      return axle_distance_format (value->as.integer);
    case AXLE_FIELD_CLOCK:
      return axle_clock_format (value->as.integer);
    case AXLE_FIELD_MINUTES:
      return axle_minutes_format (value->as.integer);
    case AXLE_FIELD_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->as.integer);
    case AXLE_FIELD_BOOLEAN:
      return g_strdup (value->as.boolean ? _("Yes") : _("No"));
    case AXLE_FIELD_REFERENCE:
      return format_reference (self, field, &value->as.id);
    case AXLE_FIELD_SET:
      return format_set (field, value);
    case AXLE_FIELD_TEXT:
    case AXLE_FIELD_CHOICE:
    case AXLE_FIELD_DATE:
    case AXLE_FIELD_BLOB:
    default:
      return format_text (field, value->as.text);
    }
}
