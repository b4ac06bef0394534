/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/booking.h"

#include "core/appointment/busy.h"
#include "core/appointment/request.h"
#include "core/appointment/resource.h"
#include "core/organisation/organisation.h"
#include "core/vehicle/vehicle.h"
#include "sim/typing.h"

/* Of each kind of thing there are so few that desks often want the same. */
#define N_BAYS 2
#define N_PEOPLE 2
#define N_CARS 2
#define N_OCCASIONS 3

/* When a rule asks for an appointment: the same on every desk. */
#define RECEIVED G_GINT64_CONSTANT (1792800000000000)

static gboolean
may_book (SimDesk *desk)
{
  return desk->who.audience != AXLE_AUDIENCE_KIOSK;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return axle_id_compare (&(*(AxleRecord * const *) a)->id, &(*(AxleRecord * const *) b)->id);
}

/* One of the first @n; rows have another order on every desk. */
static gboolean
pick (SimDesk          *desk,
      const AxleEntity *entity,
      guint             n,
      AxleId           *id)
{
  g_autoptr(GPtrArray) records = axle_store_list (desk->store, entity, NULL);

  if (records == NULL || records->len == 0)
    return FALSE;
  g_ptr_array_sort (records, compare_ids);
  *id = ((AxleRecord *) records->pdata[chance_below (&desk->act, MIN (n, records->len))])->id;
  return TRUE;
}

static void
hold (SimDesk          *desk,
      AxleRecord       *appointment,
      guint             field,
      const AxleEntity *entity,
      guint             n,
      guint             percent)
{
  AxleId id = AXLE_ID_NONE;

  if (chance_is (&desk->act, percent))
    pick (desk, entity, n, &id);
  axle_record_set_id (appointment, field, &id);
}

static void
choose_time (SimDesk    *desk,
             AxleRecord *appointment)
{
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_AT,
                           SIM_BOOKING_FIRST + chance_below (&desk->act, SIM_BOOKING_N_SLOTS) * SIM_BOOKING_SLOT);
}

static void
choose_length (SimDesk    *desk,
               AxleRecord *appointment)
{
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_MINUTES,
                           chance_is (&desk->act, 4) ? 20 * 60 : 30 * (1 + chance_below (&desk->act, 4)));
}

static void
choose_place (SimDesk    *desk,
              AxleRecord *appointment)
{
  hold (desk, appointment, AXLE_APPOINTMENT_BAY, &axle_resource_entity, N_BAYS, 80);
  hold (desk, appointment, AXLE_APPOINTMENT_TECHNICIAN, &axle_staff_entity, N_PEOPLE, 30);
  hold (desk, appointment, AXLE_APPOINTMENT_VEHICLE, &axle_vehicle_entity, N_CARS, 20);
}

static void
add (SimDesk    *desk,
     AxleChange *change)
{
  if (change != NULL)
    g_ptr_array_add (desk->draft, change);
}

static gboolean
save (SimDesk *desk)
{
  gint64 operation = 0;
  gboolean saved = sim_desk_save (desk, &operation);

  if (saved)
    axle_engine_poke (desk->engine);
  return saved;
}

/* As the app does: what is elsewhere, or nowhere, keeps no reason but a new one. */
static gboolean
save_appointment (SimDesk          *desk,
                  const AxleRecord *before,
                  const AxleRecord *after,
                  const char       *reason)
{
  g_autoptr(AxleRecord) whole = axle_record_copy (after);

  if (!axle_record_is_hidden (after, AXLE_APPOINTMENT_OVERRIDE) &&
      (reason != NULL || !axle_appointment_is_on (after) || axle_appointment_holds_more (before, after)))
    axle_record_set_text (whole, AXLE_APPOINTMENT_OVERRIDE, reason);
  axle_appointment_add_change (desk->draft, before, whole);
  return save (desk);
}

/* Where it is taken, as far as this desk knows, somebody may say why it has to be: whoever
 * may, and now and then by another program somebody who may not. */
static void
try_appointment (SimDesk          *desk,
                 const AxleRecord *before,
                 AxleRecord       *after)
{
  g_autoptr(AxleRecord) reasoned = NULL;

  if (save_appointment (desk, before, after, NULL) || sim_disk_has_crashed (desk->disk) || chance_is (&desk->act, 50) ||
      axle_record_is_hidden (after, AXLE_APPOINTMENT_OVERRIDE))
    return;
  reasoned = axle_record_copy (after);
  if (axle_record_get_text (after, AXLE_APPOINTMENT_OVERRIDE) == NULL || chance_is (&desk->act, 50))
    sim_type_value (desk, reasoned, AXLE_APPOINTMENT_OVERRIDE);
  save_appointment (desk, before, after, axle_record_get_text (reasoned, AXLE_APPOINTMENT_OVERRIDE));
}

void
sim_book (SimDesk *desk)
{
  g_autoptr(AxleRecord) appointment = NULL;
  AxleId id = axle_id_new (&desk->machine->host);

  if (!may_book (desk))
    return;
  appointment = axle_record_new (&axle_appointment_entity, &id);
  appointment->scope = desk->who.store;
  appointment->hidden = axle_entity_hidden (appointment->entity, desk->who.audience);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_STATE, "booked");
  choose_time (desk, appointment);
  choose_length (desk, appointment);
  choose_place (desk, appointment);
  sim_type_value (desk, appointment, AXLE_APPOINTMENT_TITLE);
  try_appointment (desk, NULL, appointment);
}

/* Any that is shown in those hours, whatever its state; often one that was squeezed in. */
static AxleRecord *
pick_appointment (SimDesk *desk)
{
  g_autoptr(GPtrArray) all = axle_store_list (desk->store, &axle_appointment_entity, NULL);
  g_autoptr(GPtrArray) picked = g_ptr_array_new ();
  gboolean overbooked = chance_is (&desk->act, 40);

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (axle_record_get_integer (all->pdata[i], AXLE_APPOINTMENT_AT) >= SIM_BOOKING_FIRST &&
        (!overbooked || axle_record_get_text (all->pdata[i], AXLE_APPOINTMENT_OVERRIDE) != NULL))
      g_ptr_array_add (picked, all->pdata[i]);
  if (picked->len == 0 || !may_book (desk))
    return NULL;
  g_ptr_array_sort (picked, compare_ids);
  return axle_record_ref (picked->pdata[chance_below (&desk->act, picked->len)]);
}

/* To another time, to another place, or both. */
void
sim_rebook (SimDesk *desk)
{
  g_autoptr(AxleRecord) before = pick_appointment (desk);
  g_autoptr(AxleRecord) after = before != NULL ? axle_record_copy (before) : NULL;
  guint how = chance_below (&desk->act, 3);

  if (after == NULL)
    return;
  if (how != 1)
    choose_time (desk, after);
  if (how != 0)
    choose_place (desk, after);
  /* A program that leaves the reason where it is. */
  if (axle_record_get_text (before, AXLE_APPOINTMENT_OVERRIDE) != NULL && chance_is (&desk->act, 60))
    {
      add (desk, axle_change_new_between (before, after));
      save (desk);
      return;
    }
  try_appointment (desk, before, after);
}

void
sim_resize (SimDesk *desk)
{
  g_autoptr(AxleRecord) before = pick_appointment (desk);
  g_autoptr(AxleRecord) after = before != NULL ? axle_record_copy (before) : NULL;

  if (after == NULL)
    return;
  choose_length (desk, after);
  try_appointment (desk, before, after);
}

/* Cancelled ones come back too. */
void
sim_set_state (SimDesk *desk)
{
  static const char * const states[] = { "cancelled", "booked", "no-show", "booked", "cancelled", "arrived" };
  g_autoptr(AxleRecord) before = pick_appointment (desk);
  g_autoptr(AxleRecord) after = before != NULL ? axle_record_copy (before) : NULL;

  if (after == NULL)
    return;
  axle_record_set_text (after, AXLE_APPOINTMENT_STATE, states[chance_below (&desk->act, G_N_ELEMENTS (states))]);
  try_appointment (desk, before, after);
}

static void
add_action (SimDesk          *desk,
            const AxleRecord *record,
            AxleChangeAction  action)
{
  AxleChange *change = axle_change_new (record->entity, &record->id, action);

  change->scope = record->scope;
  change->base = record->revision;
  add (desk, change);
}

/* What was deleted here before comes back, or another goes. */
void
sim_unbook (SimDesk *desk)
{
  g_autoptr(AxleRecord) record = NULL;

  for (guint i = desk->typed->len; i > 0 && record == NULL && chance_is (&desk->act, 95); i--)
    {
      const Typed *typed = &g_array_index (desk->typed, Typed, i - 1);

      if (typed->entity == &axle_appointment_entity)
        record = axle_store_get (desk->store, typed->entity, &typed->record, NULL);
      if (record != NULL && !record->deleted)
        g_clear_pointer (&record, axle_record_unref);
    }
  if (record == NULL)
    record = pick_appointment (desk);
  if (record == NULL)
    return;
  add_action (desk, record, record->deleted ? AXLE_CHANGE_RESTORE : AXLE_CHANGE_DELETE);
  save (desk);
}

/* A bay is described anew, closed for good, or opened again, while others book it. */
void
sim_plan (SimDesk *desk)
{
  g_autoptr(AxleRecord) before = NULL;
  g_autoptr(AxleRecord) after = NULL;
  AxleId id;

  if (!may_book (desk) || !pick (desk, &axle_resource_entity, N_BAYS, &id))
    return;
  before = axle_store_get (desk->store, &axle_resource_entity, &id, NULL);
  if (before == NULL)
    return;
  if (chance_is (&desk->act, 25))
    {
      add_action (desk, before, AXLE_CHANGE_DELETE);
      save (desk);
      return;
    }
  after = axle_record_copy (before);
  sim_type_value (desk, after, AXLE_RESOURCE_SKILLS);
  axle_record_set_boolean (after, AXLE_RESOURCE_ACTIVE, chance_is (&desk->act, 50));
  add (desk, axle_change_new_between (before, after));
  save (desk);
}

/* As a rule makes it on every desk. */
static AxleRecord *
new_request (SimDesk *desk)
{
  static const char rule[] = "rule-service";
  g_autofree char *occasion = g_strdup_printf ("service/%u", chance_below (&desk->act, N_OCCASIONS));
  AxleId id = axle_request_id (&desk->who.store, rule, occasion);
  AxleRecord *request = axle_record_new (&axle_request_entity, &id);

  request->scope = desk->who.store;
  request->hidden = axle_entity_hidden (request->entity, desk->who.audience);
  axle_record_set_text (request, AXLE_REQUEST_CHANNEL, "proactive");
  axle_record_set_integer (request, AXLE_REQUEST_RECEIVED_AT, RECEIVED);
  axle_record_set_text (request, AXLE_REQUEST_STATE, "open");
  axle_record_set_text (request, AXLE_REQUEST_RULE, rule);
  axle_record_set_text (request, AXLE_REQUEST_OCCASION, occasion);
  return request;
}

static void
answer_request (SimDesk          *desk,
                const AxleRecord *request)
{
  g_autoptr(AxleRecord) answered = axle_record_copy (request);

  axle_record_set_text (answered, AXLE_REQUEST_STATE, chance_is (&desk->act, 50) ? "declined" : "withdrawn");
  sim_type_value (desk, answered, AXLE_REQUEST_REASON);
  add (desk, axle_change_new_between (request, answered));
  save (desk);
}

void
sim_ask (SimDesk *desk)
{
  g_autoptr(AxleRecord) request = may_book (desk) ? new_request (desk) : NULL;
  g_autoptr(AxleRecord) known = NULL;

  if (request == NULL)
    return;
  known = axle_store_get (desk->store, &axle_request_entity, &request->id, NULL);
  if (known != NULL && (known->deleted || !axle_request_is_open (known)))
    return;
  if (known == NULL)
    {
      add (desk, axle_change_new_between (NULL, request));
      if (!save (desk))
        return;
    }
  if (known != NULL || chance_is (&desk->act, 50))
    answer_request (desk, known != NULL ? known : request);
}
