/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-item.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/appointment.h"
#include "core/appointment/service-item.h"
#include "core/party/customer.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"
#include "store/appointments.h"

void
axle_calendar_item_free (AxleCalendarItem *self)
{
  axle_record_unref (self->appointment);
  g_free (self->who);
  g_free (self->phone);
  g_free (self->plate);
  g_free (self->car);
  g_free (self->what);
  g_free (self->bay);
  g_free (self->technician);
  g_free (self->advisor);
  g_free (self);
}

static AxleRecord *
find (AxleStore        *store,
      const AxleRecord *appointment,
      guint             field,
      const AxleEntity *entity)
{
  AxleId id = axle_record_get_id (appointment, field);

  return axle_id_is_none (&id) ? NULL : axle_store_get (store, entity, &id, NULL);
}

static void
tell_customer (AxleCalendarItem *item,
               AxleStore        *store)
{
  g_autoptr(AxleRecord) customer = find (store, item->appointment, AXLE_APPOINTMENT_CUSTOMER, &axle_customer_entity);

  item->who = customer != NULL ? axle_record_dup_title (customer)
                               : g_strdup (axle_record_get_text (item->appointment, AXLE_APPOINTMENT_TITLE));
  item->phone = customer != NULL ? axle_record_dup_first_member (customer, AXLE_CUSTOMER_PHONES) : NULL;
}

static void
tell_car (AxleCalendarItem *item,
          AxleStore        *store)
{
  g_autoptr(AxleRecord) vehicle = find (store, item->appointment, AXLE_APPOINTMENT_VEHICLE, &axle_vehicle_entity);
  const char *make, *model, *plate;

  if (vehicle == NULL)
    return;
  make = axle_record_get_text (vehicle, AXLE_VEHICLE_MAKE);
  model = axle_record_get_text (vehicle, AXLE_VEHICLE_MODEL);
  plate = axle_record_get_text (vehicle, AXLE_VEHICLE_PLATE);
  item->plate = plate != NULL ? axle_plate_format (plate) : NULL;
  if (make != NULL && model != NULL)
    item->car = g_strconcat (make, " ", model, NULL);
  else
    item->car = g_strdup (model != NULL ? model : make);
}

static const char *
find_service_name (GPtrArray  *records,
                   const char *code)
{
  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];

      if (record->entity == &axle_service_item_entity &&
          g_strcmp0 (axle_record_get_text (record, AXLE_SERVICE_ITEM_CODE), code) == 0)
        return axle_record_get_text (record, AXLE_SERVICE_ITEM_NAME);
    }
  return NULL;
}

static void
tell_services (AxleCalendarItem *item,
               GPtrArray        *records)
{
  g_auto(GStrv) codes = axle_record_dup_members (item->appointment, AXLE_APPOINTMENT_SERVICES);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      const char *name = find_service_name (records, codes[i]);

      /* One that is on the menu no more is known by its code. */
      g_string_append_printf (names, "%s%s", i > 0 ? " · " : "", name != NULL ? name : codes[i]);
    }
  if (names->len > 0)
    item->what = g_strdup (names->str);
}

static char *
dup_name (const AxleCalendarItem *item,
          guint                   field,
          GPtrArray              *records)
{
  AxleId id = axle_record_get_id (item->appointment, field);

  for (guint i = 0; !axle_id_is_none (&id) && i < records->len; i++)
    if (axle_id_equal (&((AxleRecord *) records->pdata[i])->id, &id))
      return axle_record_dup_title (records->pdata[i]);
  return NULL;
}

static void
tell_place (AxleCalendarItem *item,
            GPtrArray        *records)
{
  item->bay = dup_name (item, AXLE_APPOINTMENT_BAY, records);
  item->technician = dup_name (item, AXLE_APPOINTMENT_TECHNICIAN, records);
  item->advisor = dup_name (item, AXLE_APPOINTMENT_ADVISOR, records);
}

/**
 * axle_calendar_item_new:
 * @store: what the desk knows
 * @appointment: what is shown
 * @records: (element-type AxleRecord): as for axle_calendar_items_read()
 *
 * Returns: (transfer full): what a block tells of it; free with axle_calendar_item_free()
 */
AxleCalendarItem *
axle_calendar_item_new (AxleStore  *store,
                        AxleRecord *appointment,
                        GPtrArray  *records)
{
  AxleCalendarItem *item = g_new0 (AxleCalendarItem, 1);

  item->appointment = axle_record_ref (appointment);
  item->pending = axle_store_is_pending (store, &appointment->id);
  tell_customer (item, store);
  tell_car (item, store);
  tell_services (item, records);
  tell_place (item, records);
  return item;
}

AxleCalendarItem *
axle_calendar_item_copy (const AxleCalendarItem *self)
{
  AxleCalendarItem *item = g_new0 (AxleCalendarItem, 1);

  item->appointment = axle_record_ref (self->appointment);
  item->who = g_strdup (self->who);
  item->phone = g_strdup (self->phone);
  item->plate = g_strdup (self->plate);
  item->car = g_strdup (self->car);
  item->what = g_strdup (self->what);
  item->bay = g_strdup (self->bay);
  item->technician = g_strdup (self->technician);
  item->advisor = g_strdup (self->advisor);
  item->pending = self->pending;
  item->tint = self->tint;
  return item;
}

/**
 * axle_calendar_items_read:
 * @store: what the desk knows
 * @from: the first moment, in microseconds since 1970 UTC
 * @until: the moment after the last
 * @records: (element-type AxleRecord): the service items, resources and staff among them
 *   name what is to be done, where and by whom
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleCalendarItem): all appointments that
 *   are on at some moment between, cancelled ones too, the earliest first
 */
GPtrArray *
axle_calendar_items_read (AxleStore  *store,
                          gint64      from,
                          gint64      until,
                          GPtrArray  *records,
                          GError    **error)
{
  g_autoptr(GPtrArray) appointments = axle_store_list_appointments (store, from, until, error);
  GPtrArray *items;

  if (appointments == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_calendar_item_free);
  for (guint i = 0; i < appointments->len; i++)
    g_ptr_array_add (items, axle_calendar_item_new (store, appointments->pdata[i], records));
  return items;
}

/**
 * axle_calendar_item_dup_times:
 * @item: an item
 * @zone: in which times are read
 *
 * Returns: (transfer full): from when to when, such as “10:00–11:30”
 */
char *
axle_calendar_item_dup_times (const AxleCalendarItem *item,
                              GTimeZone              *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (axle_record_get_integer (item->appointment, AXLE_APPOINTMENT_AT));
  g_autoptr(GDateTime) last_utc = g_date_time_new_from_unix_utc_usec (axle_appointment_get_end (item->appointment));
  g_autoptr(GDateTime) from = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autoptr(GDateTime) until = last_utc != NULL ? g_date_time_to_timezone (last_utc, zone) : NULL;
  g_autofree char *begins = from != NULL ? g_date_time_format (from, "%H:%M") : NULL;
  g_autofree char *ends = until != NULL ? g_date_time_format (until, "%H:%M") : NULL;

  if (axle_record_get_boolean (item->appointment, AXLE_APPOINTMENT_ALL_DAY))
    return g_strdup (_("All day"));
  return g_strdup_printf ("%s–%s", begins != NULL ? begins : "", ends != NULL ? ends : "");
}

static void
add_part (GString    *text,
          const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    /* Translators: between the members of a list in one line. */
    g_string_append (text, _(", "));
  g_string_append (text, part);
}

/**
 * axle_calendar_item_dup_description:
 * @item: an item
 * @zone: in which times are read
 *
 * Returns: (transfer full): all of it in one line, for a card and for who hears it only:
 *   when, who, which car, what, where, by whom and its state
 */
char *
axle_calendar_item_dup_description (const AxleCalendarItem *item,
                                    GTimeZone              *zone)
{
  const AxleField *state = &axle_appointment_entity.fields[AXLE_APPOINTMENT_STATE];
  const char *name = axle_record_get_text (item->appointment, AXLE_APPOINTMENT_STATE);
  g_autofree char *times = axle_calendar_item_dup_times (item, zone);
  const char * const parts[] = {
    times, item->who, item->plate, item->car, item->what, item->bay, item->technician, item->advisor,
    name != NULL ? axle_field_choice_label (state, name) : NULL,
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    add_part (text, parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
