/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-item.h"

#include "core/appointment/appointment.h"
#include "core/appointment/service-item.h"
#include "core/party/customer.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"
#include "store/appointments.h"

static void
item_free (gpointer data)
{
  AxleCalendarItem *self = data;

  axle_record_unref (self->appointment);
  g_free (self->who);
  g_free (self->phone);
  g_free (self->plate);
  g_free (self->car);
  g_free (self->what);
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

/**
 * axle_calendar_items_read:
 * @store: what the desk knows
 * @from: the first moment, in microseconds since 1970 UTC
 * @until: the moment after the last
 * @records: (element-type AxleRecord): the service items among them name what is to be done
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
  items = g_ptr_array_new_with_free_func (item_free);
  for (guint i = 0; i < appointments->len; i++)
    {
      AxleCalendarItem *item = g_new0 (AxleCalendarItem, 1);

      item->appointment = axle_record_ref (appointments->pdata[i]);
      item->pending = axle_store_is_pending (store, &item->appointment->id);
      tell_customer (item, store);
      tell_car (item, store);
      tell_services (item, records);
      g_ptr_array_add (items, item);
    }
  return items;
}
