/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/booking-private.h"

#include <string.h>

#include "app/plan-records.h"
#include "app/suggestions.h"
#include "app/workstation-private.h"
#include "base/text.h"
#include "core/appointment/appointment.h"
#include "core/insight/needs.h"
#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/customers.h"

G_DEFINE_FINAL_TYPE (AxleBooking, axle_booking, G_TYPE_OBJECT)

static guint changed_signal;

void
axle_booking_tell (AxleBooking *self,
                   guint        parts)
{
  g_signal_emit (self, changed_signal, 0, parts);
}

static const AxleRecord *
get_record (AxleBooking *self)
{
  return axle_form_get_record (self->form);
}

AxleForm *
axle_booking_get_form (AxleBooking *self)
{
  return self->form;
}

gboolean
axle_booking_is_held (AxleBooking *self,
                      guint        field)
{
  const AxleValue *value = axle_record_get (get_record (self), field);

  return value->kind != AXLE_VALUE_NONE && !axle_value_equal (value, axle_record_get (self->put, field));
}

void
axle_booking_put (AxleBooking      *self,
                  const AxleRecord *record,
                  const guint      *fields,
                  guint             n_fields)
{
  g_autoptr(AxleRecord) edited = axle_record_copy (get_record (self));

  for (guint i = 0; i < n_fields; i++)
    {
      axle_record_set (edited, fields[i], axle_record_get (record, fields[i]));
      axle_record_set (self->put, fields[i], axle_record_get (record, fields[i]));
    }
  axle_form_lay_over (self->form, edited);
}

/* The customer. */

static void
list_cars (AxleBooking *self)
{
  GPtrArray *ownerships = axle_dossier_list (self->dossier, &axle_ownership_entity);

  for (guint i = 0; i < ownerships->len; i++)
    {
      AxleId id = axle_record_get_id (ownerships->pdata[i], AXLE_OWNERSHIP_VEHICLE);
      AxleRecord *vehicle = axle_dossier_find (self->dossier, &axle_vehicle_entity, &id);

      if (vehicle != NULL && axle_record_get_text (ownerships->pdata[i], AXLE_OWNERSHIP_UNTIL) == NULL &&
          !g_ptr_array_find (self->cars, vehicle, NULL))
        g_ptr_array_add (self->cars, axle_record_ref (vehicle));
    }
}

static AxleRecord *
find_car (AxleBooking *self)
{
  AxleId id = axle_record_get_id (get_record (self), AXLE_APPOINTMENT_VEHICLE);

  return self->dossier != NULL && !axle_id_is_none (&id) ? axle_dossier_find (self->dossier, &axle_vehicle_entity, &id) : NULL;
}

static void
predict (AxleBooking *self)
{
  AxleRecord *car = find_car (self);

  g_ptr_array_set_size (self->needs, 0);
  if (car != NULL)
    {
      g_autoptr(GPtrArray) needs =
        axle_needs_predict (self->dossier, car, axle_workstation_get_policies (self->workstation),
                            axle_service_choice_get_menu (self->services));

      g_ptr_array_extend_and_steal (self->needs, g_steal_pointer (&needs));
    }
}

static void
read_customer (AxleBooking *self)
{
  AxleStore *reader = axle_workstation_get_reader (self->workstation);
  AxleId id = axle_record_get_id (get_record (self), AXLE_APPOINTMENT_CUSTOMER);

  g_clear_pointer (&self->dossier, axle_dossier_unref);
  g_ptr_array_set_size (self->cars, 0);
  self->class_a = FALSE;
  if (reader != NULL && !axle_id_is_none (&id))
    self->dossier = axle_store_load_dossier (reader, &id, axle_host_now (axle_host_get_default ()), NULL);
  if (self->dossier != NULL)
    {
      self->class_a = axle_suggestions_is_class_a (reader, &id);
      list_cars (self);
    }
  predict (self);
}

/* A car that is somebody else's goes with them; the only one that they have comes. */
static void
put_car (AxleBooking *self)
{
  static const guint fields[] = { AXLE_APPOINTMENT_VEHICLE };
  static const AxleValue none = AXLE_VALUE_INIT;
  g_autoptr(AxleRecord) record = axle_record_copy (get_record (self));

  if (find_car (self) != NULL)
    return;
  axle_record_set (record, AXLE_APPOINTMENT_VEHICLE, &none);
  if (self->cars->len == 1)
    axle_record_set_id (record, AXLE_APPOINTMENT_VEHICLE, &((AxleRecord *) self->cars->pdata[0])->id);
  axle_booking_put (self, record, fields, G_N_ELEMENTS (fields));
}

static gboolean
needs_address (const AxleRecord *appointment)
{
  const char *mode = axle_record_get_text (appointment, AXLE_APPOINTMENT_MODE);

  return g_strcmp0 (mode, "pick-up") == 0 || g_strcmp0 (mode, "on-site") == 0;
}

static void
put_address (AxleBooking *self)
{
  static const guint fields[] = { AXLE_APPOINTMENT_ADDRESS };
  g_autoptr(AxleRecord) record = NULL;

  if (self->dossier == NULL || !needs_address (get_record (self)) || axle_booking_is_held (self, AXLE_APPOINTMENT_ADDRESS))
    return;
  record = axle_record_copy (get_record (self));
  axle_record_set (record, AXLE_APPOINTMENT_ADDRESS, axle_record_get (axle_dossier_get_customer (self->dossier), AXLE_CUSTOMER_ADDRESS));
  axle_booking_put (self, record, fields, G_N_ELEMENTS (fields));
}

void
axle_booking_set_customer (AxleBooking  *self,
                           const AxleId *customer)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (!axle_id_is_none (customer))
    axle_value_set_id (&value, customer);
  axle_form_set (self->form, AXLE_APPOINTMENT_CUSTOMER, &value);
}

void
axle_booking_set_car (AxleBooking  *self,
                      const AxleId *vehicle)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  axle_value_set_id (&value, vehicle);
  axle_form_set (self->form, AXLE_APPOINTMENT_VEHICLE, &value);
}

/* Shorter ones are in too many. */
#define TYPED_AT_LEAST 3

static gboolean
has_in_it (const AxleRecord *car,
           guint             field,
           const char       *typed)
{
  const char *text = axle_record_get_text (car, field);
  g_autofree char *known = text != NULL ? axle_text_identifier (text) : NULL;

  return known != NULL && strstr (known, typed) != NULL;
}

void
axle_booking_choose_car_by (AxleBooking *self,
                            const char  *typed)
{
  g_autofree char *wanted = axle_text_identifier (typed);

  for (guint i = 0; i < self->cars->len && g_utf8_strlen (wanted, -1) >= TYPED_AT_LEAST; i++)
    {
      const AxleRecord *car = self->cars->pdata[i];

      if (has_in_it (car, AXLE_VEHICLE_PLATE, wanted) || has_in_it (car, AXLE_VEHICLE_VIN, wanted))
        {
          axle_booking_set_car (self, &car->id);
          return;
        }
    }
}

AxleDossier *
axle_booking_get_dossier (AxleBooking *self)
{
  return self->dossier;
}

gboolean
axle_booking_is_class_a (AxleBooking *self)
{
  return self->class_a;
}

GPtrArray *
axle_booking_get_cars (AxleBooking *self)
{
  return self->cars;
}

GPtrArray *
axle_booking_get_needs (AxleBooking *self)
{
  return self->needs;
}

GPtrArray *
axle_booking_dup_visits (AxleBooking *self)
{
  GPtrArray *visits = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  GPtrArray *all = self->dossier != NULL ? axle_dossier_list (self->dossier, &axle_visit_entity) : NULL;
  const AxleRecord *car = find_car (self);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      AxleId of = axle_record_get_id (all->pdata[i], AXLE_VISIT_VEHICLE);

      if (car == NULL || axle_id_equal (&of, &car->id))
        g_ptr_array_add (visits, axle_record_ref (all->pdata[i]));
    }
  return visits;
}

/* Services. */

AxleServiceChoice *
axle_booking_get_services (AxleBooking *self)
{
  return self->services;
}

/* The length. */

static const char *
get_model (AxleBooking *self)
{
  const AxleRecord *car = find_car (self);

  return car != NULL ? axle_record_get_text (car, AXLE_VEHICLE_MODEL) : NULL;
}

gboolean
axle_booking_get_length (AxleBooking *self,
                         AxleLength  *length)
{
  g_auto(GStrv) codes = axle_record_dup_members (get_record (self), AXLE_APPOINTMENT_SERVICES);

  return self->lengths != NULL && axle_lengths_estimate (self->lengths, (const char * const *) codes, get_model (self), length);
}

double
axle_booking_get_chance (AxleBooking *self)
{
  g_auto(GStrv) codes = axle_record_dup_members (get_record (self), AXLE_APPOINTMENT_SERVICES);
  const AxleValue *promised = axle_record_get (get_record (self), AXLE_APPOINTMENT_PROMISED);
  gint64 at = axle_record_get_integer (get_record (self), AXLE_APPOINTMENT_AT);
  gint64 minutes = axle_record_get_integer (get_record (self), AXLE_APPOINTMENT_MINUTES);

  if (promised->kind == AXLE_VALUE_INTEGER && at != 0)
    minutes = (axle_value_get_integer (promised) - at) / G_TIME_SPAN_MINUTE;
  return self->lengths != NULL ? axle_lengths_get_chance (self->lengths, (const char * const *) codes, get_model (self),
                                                          (int) CLAMP (minutes, 0, G_MAXINT)) : -1;
}

void
axle_booking_put_length (AxleBooking *self)
{
  static const guint fields[] = { AXLE_APPOINTMENT_MINUTES };
  g_autoptr(AxleRecord) record = NULL;
  AxleLength length;

  if (axle_booking_is_held (self, AXLE_APPOINTMENT_MINUTES) || !axle_booking_get_length (self, &length))
    return;
  record = axle_record_copy (get_record (self));
  axle_record_set_integer (record, AXLE_APPOINTMENT_MINUTES, length.booked);
  axle_booking_put (self, record, fields, G_N_ELEMENTS (fields));
}

/* Following the form. */

/* What a change of a field makes different. */
static const struct
{
  AxleAppointmentField field;
  guint                parts;
  gboolean             look;   /* whether other times may be better */
} followed[] = {
  { AXLE_APPOINTMENT_CUSTOMER, AXLE_BOOKING_PART_CUSTOMER, TRUE },
  { AXLE_APPOINTMENT_VEHICLE, AXLE_BOOKING_PART_CUSTOMER | AXLE_BOOKING_PART_LENGTH | AXLE_BOOKING_PART_DAY, TRUE },
  { AXLE_APPOINTMENT_SERVICES, AXLE_BOOKING_PART_SERVICES | AXLE_BOOKING_PART_LENGTH | AXLE_BOOKING_PART_DAY, TRUE },
  { AXLE_APPOINTMENT_MINUTES, AXLE_BOOKING_PART_LENGTH | AXLE_BOOKING_PART_DAY, TRUE },
  { AXLE_APPOINTMENT_PROMISED, AXLE_BOOKING_PART_LENGTH, FALSE },
  { AXLE_APPOINTMENT_AT, AXLE_BOOKING_PART_LENGTH | AXLE_BOOKING_PART_SLOTS | AXLE_BOOKING_PART_DAY, FALSE },
  { AXLE_APPOINTMENT_BAY, AXLE_BOOKING_PART_SLOTS | AXLE_BOOKING_PART_DAY, TRUE },
  { AXLE_APPOINTMENT_EQUIPMENT, AXLE_BOOKING_PART_DAY, TRUE },
  { AXLE_APPOINTMENT_TECHNICIAN, AXLE_BOOKING_PART_SLOTS | AXLE_BOOKING_PART_DAY, TRUE },
  { AXLE_APPOINTMENT_ADVISOR, AXLE_BOOKING_PART_SLOTS | AXLE_BOOKING_PART_DAY, TRUE },
  { AXLE_APPOINTMENT_MODE, AXLE_BOOKING_PART_DAY, TRUE },
  { AXLE_APPOINTMENT_LOAN_CAR, AXLE_BOOKING_PART_DAY, TRUE },
  { AXLE_APPOINTMENT_SERVICE_CAR, AXLE_BOOKING_PART_DAY, TRUE },
  { AXLE_APPOINTMENT_DRIVER, AXLE_BOOKING_PART_DAY, TRUE },
  { AXLE_APPOINTMENT_PARTS_ON, AXLE_BOOKING_PART_DAY, TRUE },
  { AXLE_APPOINTMENT_PRIORITY, 0, TRUE },
};

static gboolean
has_changed (const AxleRecord *before,
             const AxleRecord *after,
             guint             field)
{
  return !axle_value_equal (axle_record_get (before, field), axle_record_get (after, field));
}

/* What was suggested needs no other suggestions; which car it is and how long it takes do. */
static gboolean
asks_again (AxleBooking *self,
            guint        field)
{
  return field == AXLE_APPOINTMENT_VEHICLE || field == AXLE_APPOINTMENT_MINUTES || axle_booking_is_held (self, field) ||
         axle_record_get (self->seen, field)->kind == AXLE_VALUE_NONE;
}

static void
follow_customer (AxleBooking      *self,
                 const AxleRecord *before)
{
  if (has_changed (before, self->seen, AXLE_APPOINTMENT_CUSTOMER))
    {
      read_customer (self);
      put_car (self);
    }
  else if (has_changed (before, self->seen, AXLE_APPOINTMENT_VEHICLE))
    predict (self);
  put_address (self);
}

static void
follow (AxleBooking *self)
{
  g_autoptr(AxleRecord) before = g_steal_pointer (&self->seen);
  guint parts = 0;
  gboolean look = FALSE;

  self->seen = axle_record_copy (get_record (self));
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    if (has_changed (before, self->seen, followed[i].field))
      {
        parts |= followed[i].parts;
        look |= followed[i].look && asks_again (self, followed[i].field);
      }
  if (axle_booking_is_held (self, AXLE_APPOINTMENT_AT))
    self->first = FALSE;
  follow_customer (self, before);
  if ((parts & AXLE_BOOKING_PART_LENGTH) != 0)
    axle_booking_put_length (self);
  if ((parts & AXLE_BOOKING_PART_DAY) != 0)
    axle_booking_read_day (self);
  if (look)
    axle_booking_look_soon (self);
  if (parts != 0)
    axle_booking_tell (self, parts);
}

static void
changed_cb (AxleBooking   *self,
            AxleChangeSet *changes)
{
  AxleId id = axle_record_get_id (get_record (self), AXLE_APPOINTMENT_CUSTOMER);

  if (axle_change_set_has_kind (changes, &axle_vehicle_entity) || axle_change_set_has_kind (changes, &axle_ownership_entity) ||
      axle_change_set_has_record (changes, &axle_customer_entity, &id))
    {
      read_customer (self);
      axle_booking_tell (self, AXLE_BOOKING_PART_CUSTOMER);
    }
  if (axle_plan_records_are_touched (changes))
    {
      self->day = (AxleDate) { 0 };
      axle_booking_read_day (self);
      axle_booking_look_soon (self);
    }
}

/* The object. */

static void
axle_booking_dispose (GObject *object)
{
  AxleBooking *self = AXLE_BOOKING (object);

  axle_booking_stop (self);
  g_clear_object (&self->form);
  g_clear_object (&self->fork);
  g_clear_object (&self->services);
  g_clear_object (&self->workstation);
  g_clear_pointer (&self->request, axle_record_unref);
  g_clear_pointer (&self->seen, axle_record_unref);
  g_clear_pointer (&self->put, axle_record_unref);
  g_clear_pointer (&self->dossier, axle_dossier_unref);
  g_clear_pointer (&self->cars, g_ptr_array_unref);
  g_clear_pointer (&self->needs, g_ptr_array_unref);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_pointer (&self->lengths, axle_lengths_unref);
  g_clear_pointer (&self->plans, axle_day_plans_free);
  g_clear_pointer (&self->trouble, g_free);
  G_OBJECT_CLASS (axle_booking_parent_class)->dispose (object);
}

static void
axle_booking_class_init (AxleBookingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_booking_dispose;
  changed_signal = g_signal_new ("changed", AXLE_TYPE_BOOKING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
axle_booking_init (AxleBooking *self)
{
  self->cars = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  self->needs = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_need_free);
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_slot_free);
}

/* Who takes care of a new one is not asked for by that; where an old one is done can be
 * changed with its time. */
static void
set_put (AxleBooking *self)
{
  static const guint fields[] = { AXLE_APPOINTMENT_BAY, AXLE_APPOINTMENT_TECHNICIAN, AXLE_APPOINTMENT_ADVISOR };
  const AxleRecord *before = axle_form_get_before (self->form);

  self->put = axle_record_new (&axle_appointment_entity, &AXLE_ID_NONE);
  for (guint i = before != NULL ? 0 : G_N_ELEMENTS (fields) - 1; i < G_N_ELEMENTS (fields); i++)
    axle_record_set (self->put, fields[i], axle_record_get (get_record (self), fields[i]));
}

void
axle_booking_complete (AxleWorkstation *workstation,
                       AxleRecord      *record)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  AxleId customer = axle_record_get_id (record, AXLE_APPOINTMENT_CUSTOMER);
  AxleId car = axle_record_get_id (record, AXLE_APPOINTMENT_VEHICLE);

  if (reader == NULL || axle_id_is_none (&customer) || !axle_id_is_none (&car))
    return;
  car = axle_store_find_only_car (reader, &customer);
  if (!axle_id_is_none (&car))
    axle_record_set_id (record, AXLE_APPOINTMENT_VEHICLE, &car);
}

/**
 * axle_booking_new:
 * @workstation: the desk
 * @form: over the appointment
 *
 * Returns: (transfer full): what thinks along while it is filled
 */
AxleBooking *
axle_booking_new (AxleWorkstation *workstation,
                  AxleForm        *form)
{
  AxleBooking *self = g_object_new (AXLE_TYPE_BOOKING, NULL);

  self->workstation = g_object_ref (workstation);
  self->form = g_object_ref (form);
  self->seen = axle_record_copy (get_record (self));
  self->first = axle_record_get (self->seen, AXLE_APPOINTMENT_AT)->kind == AXLE_VALUE_NONE;
  set_put (self);
  self->services = axle_service_choice_new (workstation, form, AXLE_APPOINTMENT_SERVICES);
  read_customer (self);
  g_signal_connect_object (form, "notify::record", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  axle_booking_read_day (self);
  axle_booking_look_soon (self);
  return self;
}
