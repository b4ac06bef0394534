/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/waits.h"

#include "core/appointment/appointment.h"

void
axle_wait_free (AxleWait *self)
{
  axle_record_unref (self->appointment);
  g_free (self);
}

/* What one appointment after the other is done in, or by. */
static const AxleAppointmentField queues[] = { AXLE_APPOINTMENT_BAY, AXLE_APPOINTMENT_TECHNICIAN };

static gboolean
takes_part (const AxleRecord *appointment,
            gboolean          over)
{
  const char *state = axle_record_get_text (appointment, AXLE_APPOINTMENT_STATE);

  return axle_appointment_is_on (appointment) && (over || g_strcmp0 (state, "done") != 0) &&
         !axle_record_get_boolean (appointment, AXLE_APPOINTMENT_ALL_DAY);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const AxleRecord *one = *(const AxleRecord * const *) a;
  const AxleRecord *other = *(const AxleRecord * const *) b;
  gint64 at = axle_record_get_integer (one, AXLE_APPOINTMENT_AT);
  gint64 other_at = axle_record_get_integer (other, AXLE_APPOINTMENT_AT);

  return at != other_at ? (at < other_at ? -1 : 1) : axle_id_compare (&one->id, &other->id);
}

/* Those of a column without the one that is asked about. */
static GPtrArray *
list_others (const AxleDayPlan *plan,
             const AxleId      *column,
             const AxleRecord  *appointment,
             gboolean           over)
{
  GPtrArray *list = axle_day_plan_list (plan, column);

  for (guint i = list->len; i-- > 0;)
    if (!takes_part (list->pdata[i], over) || axle_id_equal (&((AxleRecord *) list->pdata[i])->id, &appointment->id))
      g_ptr_array_remove_index (list, i);
  return list;
}

/* When each of @list begins, where nobody begins before who came earlier is done. */
static gint64 *
work_off (GPtrArray *list)
{
  gint64 *begins = g_new (gint64, list->len + 1);
  gint64 free_at = G_MININT64;

  for (guint i = 0; i < list->len; i++)
    {
      begins[i] = MAX (free_at, axle_record_get_integer (list->pdata[i], AXLE_APPOINTMENT_AT));
      free_at = begins[i] + axle_record_get_integer (list->pdata[i], AXLE_APPOINTMENT_MINUTES) * G_TIME_SPAN_MINUTE;
    }
  return begins;
}

/* Who waits in two queues waits for the longer one. */
static void
add_wait (GPtrArray  *waits,
          AxleRecord *appointment,
          gint64      time)
{
  int minutes = (int) (time / G_TIME_SPAN_MINUTE);
  AxleWait *wait = NULL;

  if (minutes <= 0)
    return;
  for (guint i = 0; i < waits->len && wait == NULL; i++)
    if (axle_id_equal (&((AxleWait *) waits->pdata[i])->appointment->id, &appointment->id))
      wait = waits->pdata[i];
  if (wait == NULL)
    {
      wait = g_new0 (AxleWait, 1);
      wait->appointment = axle_record_ref (appointment);
      g_ptr_array_add (waits, wait);
    }
  wait->minutes = MAX (wait->minutes, minutes);
}

static void
add_queue (GPtrArray         *waits,
           const AxleDayPlan *plan,
           const AxleId      *column,
           AxleRecord        *appointment,
           gboolean           over)
{
  g_autoptr(GPtrArray) without = list_others (plan, column, appointment, over);
  g_autoptr(GPtrArray) with = g_ptr_array_copy (without, NULL, NULL);
  g_autofree gint64 *before = work_off (without);
  g_autofree gint64 *after = NULL;

  g_ptr_array_set_free_func (with, NULL);
  g_ptr_array_add (with, appointment);
  g_ptr_array_sort (with, compare_times);
  after = work_off (with);
  for (guint i = 0, other = 0; i < with->len; i++)
    add_wait (waits, with->pdata[i],
              after[i] - (with->pdata[i] == appointment ? axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT)
                                                        : before[other++]));
}

static int
compare_waits (gconstpointer a,
               gconstpointer b)
{
  const AxleWait *one = *(const AxleWait * const *) a;
  const AxleWait *other = *(const AxleWait * const *) b;

  return compare_times (&one->appointment, &other->appointment);
}

/* @over: whether what is done takes part as well. */
static GPtrArray *
list_waits (const AxleDayPlan *plan,
            const AxleRecord  *appointment,
            gboolean           over)
{
  GPtrArray *waits = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_wait_free);

  for (guint i = 0; i < G_N_ELEMENTS (queues) && takes_part (appointment, over); i++)
    {
      AxleId column = axle_record_get_id (appointment, queues[i]);

      if (!axle_id_is_none (&column))
        add_queue (waits, plan, &column, (AxleRecord *) appointment, over);
    }
  g_ptr_array_sort (waits, compare_waits);
  return waits;
}

/**
 * axle_waits_measure:
 * @plan: a day
 * @appointment: an appointment of that day, with a bay or a technician who may be taken
 *
 * In a bay, and of a technician, one work is done after the other, in the order of their
 * times: what begins while another lasts waits for its end, and may make the next wait.
 * What is done waits for nothing, and nothing waits for it.
 *
 * Returns: (transfer full) (element-type AxleWait): who would wait, @appointment too, by
 *   time; empty where nobody would, or where it names neither
 */
GPtrArray *
axle_waits_measure (const AxleDayPlan *plan,
                    const AxleRecord  *appointment)
{
  return list_waits (plan, appointment, FALSE);
}

/**
 * axle_waits_recall:
 * @plan: a day that has begun
 * @appointment: an appointment of that day
 *
 * The same of a day that is over or goes on: by its plan, with what is done meanwhile as it
 * was planned.
 *
 * Returns: (transfer full) (element-type AxleWait): who was to wait, @appointment too, by
 *   time
 */
GPtrArray *
axle_waits_recall (const AxleDayPlan *plan,
                   const AxleRecord  *appointment)
{
  return list_waits (plan, appointment, TRUE);
}
