/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rearrange.h"

#include "core/appointment/appointment.h"
#include "core/appointment/busy.h"
#include "core/change-list.h"

AxleRearranged *
axle_rearranged_new (const AxleRecord *before,
                     const AxleRecord *after)
{
  AxleRearranged *self = g_new0 (AxleRearranged, 1);

  self->before = before != NULL ? axle_record_copy (before) : NULL;
  self->after = axle_record_copy (after);
  return self;
}

void
axle_rearranged_free (AxleRearranged *self)
{
  g_clear_pointer (&self->before, axle_record_unref);
  axle_record_unref (self->after);
  g_free (self);
}

/**
 * axle_rearranged_clash:
 * @a: an appointment
 * @b: another
 *
 * Returns: whether both hold the same thing at the same time
 */
gboolean
axle_rearranged_clash (const AxleRecord *a,
                       const AxleRecord *b)
{
  if (axle_id_equal (&a->id, &b->id) || !axle_appointment_overlaps (a, b))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (axle_appointment_held); i++)
    {
      AxleId one = axle_record_get_id (a, axle_appointment_held[i].field);
      AxleId other = axle_record_get_id (b, axle_appointment_held[i].field);

      if (!axle_id_is_none (&one) && axle_id_equal (&one, &other))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_appointment (const AxleRecord *record)
{
  return record != NULL && record->entity == &axle_appointment_entity;
}

/* Whether one that waits is still where @self goes. */
static gboolean
is_blocked (GPtrArray            *waiting,
            const AxleRearranged *self)
{
  if (!is_appointment (self->after))
    return FALSE;
  for (guint i = 0; i < waiting->len; i++)
    {
      const AxleRearranged *other = waiting->pdata[i];

      if (other != self && is_appointment (other->before) && axle_rearranged_clash (self->after, other->before))
        return TRUE;
    }
  return FALSE;
}

static void
add_change (GPtrArray            *changes,
            const AxleRearranged *self)
{
  if (!self->after->deleted)
    axle_appointment_add_change (changes, self->before, self->after);
  else if (self->before != NULL)
    axle_change_list_add_action (changes, self->before, AXLE_CHANGE_DELETE);
}

/* It lets go of all that it holds, and takes its new place later. */
static void
let_go (GPtrArray      *changes,
        AxleRearranged *self)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  AxleRecord *free_of_all = axle_record_copy (self->before);

  for (guint i = 0; i < G_N_ELEMENTS (axle_appointment_held); i++)
    axle_record_set (free_of_all, axle_appointment_held[i].field, &none);
  axle_change_list_add_between (changes, self->before, free_of_all);
  axle_record_unref (self->before);
  self->before = free_of_all;
}

static AxleRearranged *
find_held (GPtrArray *waiting)
{
  for (guint i = 0; i < waiting->len; i++)
    if (((AxleRearranged *) waiting->pdata[i])->before != NULL)
      return waiting->pdata[i];
  g_return_val_if_reached (waiting->pdata[0]);
}

/**
 * axle_rearrange:
 * @rearranged: (element-type AxleRearranged): what is put elsewhere
 *
 * Nothing may be held twice, not even between two changes of one save: what makes room
 * comes first, and where some take each other's places, one lets go before.
 *
 * Returns: (transfer full) (element-type AxleChange): the changes in that order
 */
GPtrArray *
axle_rearrange (GPtrArray *rearranged)
{
  g_autoptr(GPtrArray) waiting = g_ptr_array_copy (rearranged, NULL, NULL);
  GPtrArray *changes = axle_change_list_new ();

  g_ptr_array_set_free_func (waiting, NULL);
  while (waiting->len > 0)
    {
      guint left = waiting->len;

      for (guint i = 0; i < waiting->len; i++)
        if (!is_blocked (waiting, waiting->pdata[i]))
          {
            add_change (changes, waiting->pdata[i]);
            g_ptr_array_remove_index (waiting, i--);
          }
      if (waiting->len == left)
        let_go (changes, find_held (waiting));
    }
  return changes;
}
