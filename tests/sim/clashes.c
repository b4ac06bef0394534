/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/clashes.h"

#include "core/appointment/appointment.h"
#include "core/party/erasure.h"
#include "sim/booking.h"
#include "store/appointments.h"
#include "store/conflict.h"

static const AxleAppointmentField held[] = {
  AXLE_APPOINTMENT_BAY, AXLE_APPOINTMENT_EQUIPMENT, AXLE_APPOINTMENT_TECHNICIAN, AXLE_APPOINTMENT_LOAN_CAR,
  AXLE_APPOINTMENT_SERVICE_CAR, AXLE_APPOINTMENT_DRIVER, AXLE_APPOINTMENT_VEHICLE,
};

static gboolean
is_on (const AxleRecord *record)
{
  const char *state = axle_record_get_text (record, AXLE_APPOINTMENT_STATE);

  return !record->deleted && !axle_record_get_boolean (record, AXLE_APPOINTMENT_ALL_DAY) &&
         !g_str_equal (state, "cancelled") && !g_str_equal (state, "no-show");
}

static gint64
begins (const AxleRecord *record)
{
  return axle_record_get_integer (record, AXLE_APPOINTMENT_AT);
}

static gint64
ends (const AxleRecord *record)
{
  return begins (record) + axle_record_get_integer (record, AXLE_APPOINTMENT_MINUTES) * G_TIME_SPAN_MINUTE;
}

static gboolean
clash (const AxleRecord *a,
       const AxleRecord *b)
{
  if (axle_id_equal (&a->id, &b->id) || !is_on (a) || !is_on (b) || MAX (begins (a), begins (b)) >= MIN (ends (a), ends (b)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    {
      AxleId one = axle_record_get_id (a, held[i]);
      AxleId other = axle_record_get_id (b, held[i]);

      if (!axle_id_is_none (&one) && axle_id_equal (&one, &other))
        return TRUE;
    }
  return FALSE;
}

/* All of the server, one store. */
static GPtrArray *
list_appointments (SimWorld     *self,
                   const AxleId *scope)
{
  GPtrArray *appointments = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) documents =
    axle_storage_list_documents (axle_hub_get_storage (self->server->hub), scope, 0, G_MAXUINT32 / 2, G_MAXSIZE / 2, NULL);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];

      if (g_str_equal (document->kind, axle_appointment_entity.kind))
        g_ptr_array_add (appointments,
                         axle_record_decode (&axle_appointment_entity, &document->id, document->body, NULL));
    }
  return appointments;
}

static char *
dup_key (const AxleRecord *a,
         const AxleRecord *b)
{
  gboolean ordered = axle_id_compare (&a->id, &b->id) < 0;

  return g_strconcat (AXLE_ID_TEXT (ordered ? &a->id : &b->id), " ", AXLE_ID_TEXT (ordered ? &b->id : &a->id), NULL);
}

/* Whether a change of these that was taken says why for one of the two. */
static gboolean
is_explained (SimWorld              *self,
              const AxlePushRequest *request,
              const AxlePushReply   *answer,
              const AxleRecord      *a,
              const AxleRecord      *b)
{
  for (guint i = 0; i < request->changes->len; i++)
    {
      const AxleChange *change = request->changes->pdata[i];
      const AxleVerdict *verdict = answer->verdicts->pdata[i];
      const AxleFieldChange *reason = change->entity == &axle_appointment_entity
                                        ? axle_change_find_field (change, AXLE_APPOINTMENT_OVERRIDE)
                                        : NULL;

      if (reason != NULL && reason->after.kind == AXLE_VALUE_TEXT && verdict->outcome != AXLE_OUTCOME_REFUSED &&
          (axle_id_equal (&change->record, &a->id) || axle_id_equal (&change->record, &b->id)) &&
          sim_may_overbook (self->server->dealership, &change->staff))
        return TRUE;
    }
  return FALSE;
}

/* What is held twice was so before, or is explained by what was pushed just now. */
static void
look (SimWorld              *self,
      guint                  store,
      const AxlePushRequest *request,
      const AxlePushReply   *answer)
{
  g_autoptr(GPtrArray) all = list_appointments (self, &self->server->dealership->stores[store]);
  g_autoptr(GHashTable) before = self->clashes[store];
  GHashTable *now = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < all->len; i++)
    for (guint j = i + 1; j < all->len; j++)
      {
        const AxleRecord *a = all->pdata[i];
        const AxleRecord *b = all->pdata[j];
        g_autofree char *key = NULL;

        if (!clash (a, b))
          continue;
        key = dup_key (a, b);
        self->report->n_overbooked += before != NULL && !g_hash_table_contains (before, key);
        if (before != NULL && !g_hash_table_contains (before, key) && !is_explained (self, request, answer, a, b))
          sim_world_violate (self, "something is held twice at a time, by the appointments %s and %s",
                             AXLE_ID_TEXT (&a->id), AXLE_ID_TEXT (&b->id));
        g_hash_table_add (now, g_steal_pointer (&key));
      }
  self->clashes[store] = now;
}

/* A refusal that was given just now, and that no other change of the push may have outlived. */
static gboolean
is_fresh (SimWorld              *self,
          const AxlePushRequest *request,
          const AxlePushReply   *answer,
          const AxleChange      *change)
{
  if (change->number <= self->server->heard_before)
    return FALSE;
  for (guint i = 0; i < request->changes->len; i++)
    {
      const AxleChange *other = request->changes->pdata[i];
      const AxleVerdict *verdict = answer->verdicts->pdata[i];

      if (verdict->outcome != AXLE_OUTCOME_REFUSED &&
          (other->entity == &axle_appointment_entity || other->entity == &axle_erasure_entity))
        return FALSE;
    }
  return TRUE;
}

static void
check_refusal (SimWorld         *self,
               SimDesk          *desk,
               const AxleChange *change)
{
  g_autoptr(GPtrArray) all = list_appointments (self, &change->scope);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(AxleRecord) current = NULL;
  g_autoptr(AxleRecord) result = NULL;

  if (!axle_hub_get (self->server->hub, &change->record, &current, NULL))
    return;
  result = axle_change_merge (change, current, verdict);
  for (guint i = 0; result != NULL && i < all->len; i++)
    if (clash (result, all->pdata[i]))
      return;
  sim_world_violate (self, "desk %u is told that something is taken for the appointment %s, and nothing is", desk->index,
                     AXLE_ID_TEXT (&change->record));
}

void
sim_clashes_hear (SimWorld              *self,
                  SimDesk               *desk,
                  const AxlePushRequest *request,
                  const AxlePushReply   *answer)
{
  gboolean touched = FALSE;

  for (guint i = 0; i < request->changes->len; i++)
    {
      const AxleChange *change = request->changes->pdata[i];
      const AxleVerdict *verdict = answer->verdicts->pdata[i];

      touched |= change->entity == &axle_appointment_entity;
      if (change->entity == &axle_appointment_entity && g_strcmp0 (verdict->code, "busy") == 0 &&
          is_fresh (self, request, answer, change))
        {
          self->report->n_taken++;
          check_refusal (self, desk, change);
        }
    }
  for (guint i = 0; touched && i < SIM_N_STORES; i++)
    look (self, i, request, answer);
}

void
sim_clashes_forget (SimWorld *self)
{
  for (guint i = 0; i < SIM_N_STORES; i++)
    g_clear_pointer (&self->clashes[i], g_hash_table_unref);
}

/* What the calendar of a desk shows for each hour is what is on then. */
static void
check_hours (SimWorld *self,
             SimDesk  *desk)
{
  g_autoptr(GPtrArray) all = axle_store_list (desk->store, &axle_appointment_entity, NULL);

  for (guint hour = 0; all != NULL && hour < SIM_BOOKING_N_SLOTS / 2; hour++)
    {
      gint64 from = SIM_BOOKING_FIRST + hour * G_TIME_SPAN_HOUR;
      gint64 until = from + G_TIME_SPAN_HOUR;
      g_autoptr(GPtrArray) listed = axle_store_list_appointments (desk->store, from, until, NULL);
      guint n_on = 0;

      for (guint i = 0; i < all->len; i++)
        n_on += begins (all->pdata[i]) < until && ends (all->pdata[i]) > from;
      if (listed == NULL || listed->len != n_on)
        sim_world_violate (self, "desk %u lists %d of %u appointments of an hour", desk->index,
                           listed != NULL ? (int) listed->len : -1, n_on);
    }
}

/* On a desk nothing is held twice that is not on the server; what was refused there is only
 * on that desk, and in its inbox. */
static void
check_desk (SimWorld *self,
            SimDesk  *desk)
{
  g_autoptr(GPtrArray) all = axle_store_list (desk->store, &axle_appointment_entity, NULL);
  GHashTable *known = NULL;

  for (guint i = 0; i < SIM_N_STORES; i++)
    if (axle_id_equal (&self->server->dealership->stores[i], &desk->who.store))
      known = self->clashes[i];
  for (guint i = 0; all != NULL && i < all->len; i++)
    for (guint j = i + 1; j < all->len; j++)
      {
        const AxleRecord *a = all->pdata[i];
        const AxleRecord *b = all->pdata[j];
        g_autofree char *key = clash (a, b) ? dup_key (a, b) : NULL;

        if (key != NULL && !g_hash_table_contains (known, key) && !axle_store_is_refused (desk->store, &a->id) &&
            !axle_store_is_refused (desk->store, &b->id))
          sim_world_violate (self, "desk %u shows something held twice at a time, by the appointments %s and %s",
                             desk->index, AXLE_ID_TEXT (&a->id), AXLE_ID_TEXT (&b->id));
      }
}

void
sim_check_clashes (SimWorld *self)
{
  g_autoptr(AxlePushRequest) nothing = axle_push_request_new ();
  g_autoptr(AxlePushReply) no_answer = axle_push_reply_new ();

  for (guint i = 0; i < SIM_N_STORES; i++)
    look (self, i, nothing, no_answer);
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL && self->desks[i]->store != NULL)
      {
        check_desk (self, self->desks[i]);
        check_hours (self, self->desks[i]);
      }
}
