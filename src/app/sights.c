/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sights.h"

#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "store/appointments.h"

#define DAYS_AHEAD 14

static GPtrArray *
list_day (AxleWorkstation *workstation,
          const AxleDate  *date)
{
  GTimeZone *zone = axle_workstation_get_zone (workstation);
  GPtrArray *found = axle_store_list_appointments (axle_workstation_get_reader (workstation), axle_date_get_time (date, 0, zone),
                                                   axle_date_get_end (date, zone), NULL);

  return found != NULL ? found : g_ptr_array_new ();
}

static AxleDate
get_today (AxleWorkstation *workstation)
{
  return axle_date_from_time (g_get_real_time (), axle_workstation_get_zone (workstation));
}

char *
axle_sights_find_busy_day (AxleWorkstation *workstation)
{
  AxleDate today = get_today (workstation);
  AxleDate busiest = today;
  guint most = 0;

  for (int i = 0; i < DAYS_AHEAD; i++)
    {
      AxleDate date = axle_date_add_days (&today, i);
      g_autoptr (GPtrArray) appointments = list_day (workstation, &date);

      if (appointments->len > most)
        busiest = date;
      most = MAX (most, appointments->len);
    }
  return most > 0 ? axle_date_format_iso (&busiest) : NULL;
}

AxleRecord *
axle_sights_find_arrival (AxleWorkstation *workstation)
{
  static const char * const states[] = { "arrived", "confirmed", "booked" };
  AxleDate today = get_today (workstation);
  g_autoptr (GPtrArray) appointments = list_day (workstation, &today);

  for (gsize s = 0; s < G_N_ELEMENTS (states); s++)
    for (guint i = 0; i < appointments->len; i++)
      if (g_strcmp0 (axle_record_get_text (appointments->pdata[i], AXLE_APPOINTMENT_STATE), states[s]) == 0)
        return axle_record_ref (appointments->pdata[i]);
  return NULL;
}
