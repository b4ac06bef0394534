/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/reception-private.h"

#include <glib/gi18n-lib.h>

#include "app/access-log.h"
#include "app/customer-operations.h"
#include "app/format.h"
#include "app/workstation-private.h"
#include "base/distance.h"
#include "core/appointment/appointment.h"
#include "core/appointment/resource.h"
#include "core/appointment/service-item.h"
#include "core/change-list.h"
#include "core/followup/task.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/complaint.h"
#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/vehicle.h"
#include "store/customers.h"

char *
axle_reception_dup_field (const AxleReceptionBuilder *builder,
                          const AxleRecord           *record,
                          guint                       field)
{
  return axle_workstation_format_value (builder->workstation, &record->entity->fields[field], axle_record_get (record, field));
}

static void
add_field (const AxleReceptionBuilder *builder,
           const AxleRecord           *record,
           guint                       field)
{
  axle_reception_add_fact (builder->self, axle_field_get_label (&record->entity->fields[field]),
                           axle_reception_dup_field (builder, record, field));
}

/* Facts. */

static char *
dup_services (const AxleReceptionBuilder *builder)
{
  AxleStore *reader = axle_workstation_get_reader (builder->workstation);
  g_auto(GStrv) codes = axle_record_dup_members (builder->self->appointment, AXLE_APPOINTMENT_SERVICES);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      const AxleValue value = { .kind = AXLE_VALUE_TEXT, .as.text = codes[i] };
      g_autoptr(GPtrArray) found = axle_store_list_where (reader, &axle_service_item_entity, AXLE_SERVICE_ITEM_CODE, &value, NULL);
      const char *name = found != NULL && found->len > 0 ? axle_record_get_text (found->pdata[0], AXLE_SERVICE_ITEM_NAME) : NULL;

      g_string_append_printf (names, "%s%s", i > 0 ? " · " : "", name != NULL ? name : codes[i]);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
add_car_facts (const AxleReceptionBuilder *builder)
{
  static const guint fields[] = { AXLE_VEHICLE_VIN, AXLE_VEHICLE_ODOMETER, AXLE_VEHICLE_WARRANTY_UNTIL };
  const AxleRecord *vehicle = builder->self->vehicle;
  g_autofree char *make = vehicle != NULL ? axle_reception_dup_field (builder, vehicle, AXLE_VEHICLE_MAKE) : NULL;
  g_autofree char *model = vehicle != NULL ? axle_reception_dup_field (builder, vehicle, AXLE_VEHICLE_MODEL) : NULL;

  if (vehicle == NULL)
    return;
  axle_reception_add_fact (builder->self, _("Car"), g_strstrip (g_strdup_printf ("%s %s", make, model)));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    add_field (builder, vehicle, fields[i]);
}

static void
add_facts (const AxleReceptionBuilder *builder)
{
  static const guint fields[] = {
    AXLE_APPOINTMENT_PROMISED, AXLE_APPOINTMENT_MODE, AXLE_APPOINTMENT_ADVISOR, AXLE_APPOINTMENT_TECHNICIAN,
    AXLE_APPOINTMENT_BAY, AXLE_APPOINTMENT_LOAN_CAR, AXLE_APPOINTMENT_ADDRESS, AXLE_APPOINTMENT_PARTS_ON,
    AXLE_APPOINTMENT_ARRIVED_AT,
  };
  AxleReception *self = builder->self;

  if (self->customer != NULL)
    add_field (builder, self->customer, AXLE_CUSTOMER_PHONES);
  add_car_facts (builder);
  add_field (builder, self->appointment, AXLE_APPOINTMENT_AT);
  axle_reception_add_fact (self, _("What for"), dup_services (builder));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    add_field (builder, self->appointment, fields[i]);
}

static AxleRecord *
find (AxleWorkstation  *workstation,
      const AxleRecord *appointment,
      guint             field,
      const AxleEntity *entity)
{
  AxleId id = axle_record_get_id (appointment, field);
  AxleRecord *record = axle_id_is_none (&id) ? NULL : axle_workstation_get_record (workstation, entity, &id);

  if (record == NULL || !record->deleted)
    return record;
  axle_record_unref (record);
  return NULL;
}

static AxleDossier *
load_dossier (AxleWorkstation *workstation,
              AxleReception   *self)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);

  if (self->customer == NULL || reader == NULL)
    return NULL;
  axle_access_note (workstation, AXLE_ACCESS_OPENED, &axle_customer_entity, &self->customer->id, 1);
  return axle_store_load_dossier (reader, &self->customer->id, self->at, NULL);
}

AxleReception *
axle_reception_load (AxleWorkstation  *workstation,
                     const AxleId     *appointment,
                     GError          **error)
{
  g_autoptr(AxleRecord) record = NULL;
  g_autoptr(AxleDossier) dossier = NULL;
  AxleReceptionBuilder builder;
  AxleReception *self;

  if (!axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, error))
    return NULL;
  record = axle_workstation_get_record (workstation, &axle_appointment_entity, appointment);
  if (record == NULL || record->deleted)
    {
      g_set_error_literal (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("It was deleted meanwhile."));
      return NULL;
    }
  self = axle_reception_new (record, axle_host_now (axle_host_get_default ()), axle_workstation_get_zone (workstation));
  self->customer = find (workstation, record, AXLE_APPOINTMENT_CUSTOMER, &axle_customer_entity);
  self->vehicle = find (workstation, record, AXLE_APPOINTMENT_VEHICLE, &axle_vehicle_entity);
  self->store = axle_workstation_dup_store (workstation);
  self->who = self->customer != NULL ? axle_record_dup_title (self->customer) : axle_record_dup_title (record);
  if (self->who == NULL)
    self->who = g_strdup (_("Appointment"));
  if (self->vehicle != NULL)
    self->plate = axle_workstation_format_value (workstation, &axle_vehicle_entity.fields[AXLE_VEHICLE_PLATE],
                                                 axle_record_get (self->vehicle, AXLE_VEHICLE_PLATE));
  self->wish = g_strdup (axle_record_get_text (record, AXLE_APPOINTMENT_REMARKS));
  dossier = load_dossier (workstation, self);
  builder = (AxleReceptionBuilder) { workstation, self, dossier };
  add_facts (&builder);
  axle_reception_add_parts (&builder);
  return self;
}

gboolean
axle_reception_is_touched (AxleChangeSet *changes)
{
  static const AxleEntity * const told[] = {
    &axle_appointment_entity, &axle_customer_entity, &axle_vehicle_entity, &axle_task_entity, &axle_visit_entity,
    &axle_job_entity, &axle_odometer_entity, &axle_complaint_entity, &axle_staff_entity, &axle_resource_entity,
  };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (axle_change_set_has_kind (changes, told[i]))
      return TRUE;
  return FALSE;
}

gboolean
axle_reception_is_expected (const AxleReception *self)
{
  const char *state = axle_record_get_text (self->appointment, AXLE_APPOINTMENT_STATE);

  return g_strcmp0 (state, "booked") == 0 || g_strcmp0 (state, "confirmed") == 0;
}

AxlePaper *
axle_reception_print (AxleWorkstation     *workstation,
                      const AxleReception *self)
{
  axle_access_note (workstation, AXLE_ACCESS_EXPORTED, &axle_appointment_entity, &self->appointment->id, 1);
  return axle_reception_sheet_new (self);
}

/* The odometer. */

static gboolean
check_reading (const AxleRecord *vehicle,
               gint64            reading,
               GError          **error)
{
  gint64 known = axle_record_get_integer (vehicle, AXLE_VEHICLE_ODOMETER);
  g_autofree char *before = axle_distance_format (known);

  if (reading >= known)
    return TRUE;
  g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID,
               _("The odometer showed %s before. Read it again; where an earlier reading was wrong, correct it in the car’s form."),
               before);
  return FALSE;
}

static void
refuse (AxleWorkstation    *workstation,
        GAsyncReadyCallback callback,
        gpointer            user_data,
        GError             *error)
{
  g_autoptr(GTask) task = g_task_new (workstation, NULL, callback, user_data);

  g_task_return_error (task, error);
}

void
axle_reception_set_odometer_async (AxleWorkstation    *workstation,
                                   const AxleId       *vehicle,
                                   gint64              reading,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (workstation, &axle_vehicle_entity, vehicle);
  g_autoptr(AxleRecord) after = axle_record_copy (before);
  g_autoptr(AxleRecord) odometer = axle_customer_draft_new (workstation, &axle_odometer_entity);
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  GError *error = NULL;

  if (!check_reading (before, reading, &error))
    {
      refuse (workstation, callback, user_data, error);
      return;
    }
  axle_record_set_integer (after, AXLE_VEHICLE_ODOMETER, reading);
  axle_record_set_id (odometer, AXLE_ODOMETER_VEHICLE, vehicle);
  axle_record_set_integer (odometer, AXLE_ODOMETER_READING, reading);
  axle_record_set_integer (odometer, AXLE_ODOMETER_AT, axle_host_now (axle_host_get_default ()));
  axle_record_set_text (odometer, AXLE_ODOMETER_SOURCE, "service");
  axle_change_list_add_between (changes, before, after);
  axle_change_list_add_between (changes, NULL, odometer);
  axle_workstation_save_async (workstation, _("Odometer reading kept"), changes, cancellable, callback, user_data);
}
