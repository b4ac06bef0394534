/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/wait-words.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/appointment.h"
#include "core/appointment/overbooked.h"
#include "core/party/customer.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"

char *
axle_appointment_dup_plate (AxleStore        *store,
                            const AxleRecord *appointment)
{
  AxleId id = axle_record_get_id (appointment, AXLE_APPOINTMENT_VEHICLE);
  g_autoptr(AxleRecord) vehicle = axle_store_get (store, &axle_vehicle_entity, &id, NULL);
  const char *plate = vehicle != NULL ? axle_record_get_text (vehicle, AXLE_VEHICLE_PLATE) : NULL;

  return plate != NULL ? axle_plate_format (plate) : NULL;
}

char *
axle_appointment_dup_who (AxleStore        *store,
                          const AxleRecord *appointment)
{
  AxleId id = axle_record_get_id (appointment, AXLE_APPOINTMENT_CUSTOMER);
  g_autoptr(AxleRecord) customer = axle_store_get (store, &axle_customer_entity, &id, NULL);
  char *title = customer != NULL ? axle_record_dup_title (customer) : NULL;

  if (title == NULL)
    title = axle_appointment_dup_plate (store, appointment);
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

char *
axle_price_dup_words (AxleWorkstation   *workstation,
                      const AxleDayPlan *plan,
                      const AxleRecord  *appointment)
{
  AxleStore *store = axle_workstation_get_reader (workstation);
  gboolean begun = axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT) < axle_host_now (axle_host_get_default ());
  g_autoptr(GPtrArray) waits = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  if (store == NULL || !axle_appointment_is_overbooked (appointment))
    return NULL;
  waits = begun ? axle_waits_recall (plan, appointment) : axle_waits_measure (plan, appointment);
  for (guint i = 0; i < waits->len; i++)
    {
      const AxleWait *wait = waits->pdata[i];
      gboolean itself = axle_id_equal (&wait->appointment->id, &appointment->id);
      g_autofree char *who = itself ? NULL : axle_appointment_dup_who (store, wait->appointment);
      g_autofree char *line = axle_wait_dup_words (wait, who);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
