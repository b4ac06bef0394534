/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/wait-words.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/appointment.h"
#include "core/party/customer.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"

char *
axle_appointment_dup_who (AxleStore        *store,
                          const AxleRecord *appointment)
{
  AxleId customer_id = axle_record_get_id (appointment, AXLE_APPOINTMENT_CUSTOMER);
  AxleId vehicle_id = axle_record_get_id (appointment, AXLE_APPOINTMENT_VEHICLE);
  g_autoptr(AxleRecord) customer = axle_store_get (store, &axle_customer_entity, &customer_id, NULL);
  g_autoptr(AxleRecord) vehicle = axle_store_get (store, &axle_vehicle_entity, &vehicle_id, NULL);
  const char *plate = vehicle != NULL ? axle_record_get_text (vehicle, AXLE_VEHICLE_PLATE) : NULL;
  char *title = customer != NULL ? axle_record_dup_title (customer) : NULL;

  if (title == NULL && plate != NULL)
    return axle_plate_format (plate);
  if (title == NULL)
    title = axle_record_dup_title (appointment);
  return title != NULL ? title : g_strdup (_("Another appointment"));
}

char *
axle_wait_dup_words (const AxleWait *wait,
                     const char     *who)
{
  if (who == NULL)
    return g_strdup_printf (ngettext ("This appointment itself would begin %d minute later.",
                                      "This appointment itself would begin %d minutes later.", wait->minutes),
                            wait->minutes);
  return g_strdup_printf (ngettext ("%s would wait %d minute longer.", "%s would wait %d minutes longer.", wait->minutes),
                          who, wait->minutes);
}
