/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/attendance.h"

#include "core/appointment/appointment.h"
#include "core/appointment/words.h"

/* More than one: once happens to anybody. */
#define OFTEN 2

static gboolean
comes_by_itself (const AxleRecord *appointment)
{
  const char *mode = axle_record_get_text (appointment, AXLE_APPOINTMENT_MODE);

  return g_strcmp0 (mode, "pick-up") != 0 && g_strcmp0 (mode, "on-site") != 0 &&
         !axle_record_get_boolean (appointment, AXLE_APPOINTMENT_ALL_DAY);
}

/**
 * axle_attendance_judge:
 * @appointment: an appointment
 * @late: after how many minutes somebody is late
 * @now: the time, in microseconds since 1970 UTC
 *
 * Returns: what became of it
 */
AxleAttendanceKind
axle_attendance_judge (const AxleRecord *appointment,
                       int               late,
                       gint64            now)
{
  const char *state = axle_record_get_text (appointment, AXLE_APPOINTMENT_STATE);
  gint64 at = axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT);

  if (appointment->deleted || at >= now || g_strcmp0 (state, "cancelled") == 0)
    return AXLE_ATTENDANCE_NONE;
  if (g_strcmp0 (state, "no-show") == 0)
    return AXLE_ATTENDANCE_MISSED;
  if (g_strcmp0 (state, "arrived") != 0 && g_strcmp0 (state, "done") != 0)
    return AXLE_ATTENDANCE_UNNOTED;
  return comes_by_itself (appointment) &&
         axle_record_get_integer (appointment, AXLE_APPOINTMENT_ARRIVED_AT) > at + late * G_TIME_SPAN_MINUTE
           ? AXLE_ATTENDANCE_LATE : AXLE_ATTENDANCE_KEPT;
}

static void
count (AxleAttendanceFigure *figure,
       AxleAttendanceKind    kind)
{
  figure->n_expected++;
  figure->n_missed += kind == AXLE_ATTENDANCE_MISSED;
  figure->n_late += kind == AXLE_ATTENDANCE_LATE;
}

/* Of one of some people. */
static void
count_of (GHashTable         *figures,
          const AxleId       *who,
          AxleAttendanceKind  kind)
{
  AxleAttendanceFigure *figure = g_hash_table_lookup (figures, who);

  if (figure == NULL)
    {
      figure = g_new0 (AxleAttendanceFigure, 1);
      figure->who = *who;
      g_hash_table_insert (figures, &figure->who, figure);
    }
  count (figure, kind);
}

static guint
find_channel (const AxleRecord *appointment)
{
  const char *channel = axle_record_get_text (appointment, AXLE_APPOINTMENT_CHANNEL);
  guint i = 0;

  while (axle_booking_channels[i].name != NULL && g_strcmp0 (axle_booking_channels[i].name, channel) != 0)
    i++;
  return i;
}

static void
count_channel (GArray             *channels,
               const AxleRecord   *appointment,
               AxleAttendanceKind  kind)
{
  count (&g_array_index (channels, AxleAttendanceFigure, find_channel (appointment)), kind);
}

/* One for each channel, and one for none of them. */
static GArray *
list_channels (void)
{
  GArray *channels = g_array_new (FALSE, TRUE, sizeof (AxleAttendanceFigure));
  guint i = 0;

  do
    {
      AxleAttendanceFigure figure = { .channel = axle_booking_channels[i].name != NULL ? axle_booking_channels[i].name : "" };

      g_array_append_val (channels, figure);
    }
  while (axle_booking_channels[i++].name != NULL);
  return channels;
}

static void
drop_empty (GArray *figures)
{
  for (guint i = figures->len; i-- > 0;)
    if (g_array_index (figures, AxleAttendanceFigure, i).n_expected == 0)
      g_array_remove_index (figures, i);
}

static int
compare_counts (guint one,
                guint other)
{
  return (one < other) - (one > other);
}

static int
compare_figures (gconstpointer a,
                 gconstpointer b)
{
  const AxleAttendanceFigure *one = a, *other = b;
  int order = compare_counts (one->n_missed, other->n_missed);

  if (order == 0)
    order = compare_counts (one->n_late, other->n_late);
  if (order == 0)
    order = compare_counts (one->n_expected, other->n_expected);
  return order != 0 ? order : axle_id_compare (&one->who, &other->who);
}

static GArray *
list_people (GHashTable *people,
             guint       at_least)
{
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (AxleAttendanceFigure));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, people);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const AxleAttendanceFigure *figure = value;

      if (figure->n_missed + figure->n_late >= at_least)
        g_array_append_val (figures, *figure);
    }
  g_array_sort (figures, compare_figures);
  return figures;
}

static GHashTable *
new_people (void)
{
  return g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, NULL, g_free);
}

/**
 * axle_attendance_new:
 * @appointments: (element-type AxleRecord): those of some days, and others too
 * @from: the first moment of these days, in microseconds since 1970 UTC
 * @until: the moment after the last
 * @late: after how many minutes somebody is late
 * @now: the time
 * @survivors: (nullable) (element-type AxleId AxleId): who stands for customers that were
 *   merged into others
 *
 * Returns: (transfer full): how they were kept
 */
AxleAttendance *
axle_attendance_new (GPtrArray  *appointments,
                     gint64      from,
                     gint64      until,
                     int         late,
                     gint64      now,
                     GHashTable *survivors)
{
  g_autoptr(GHashTable) advisors = new_people ();
  g_autoptr(GHashTable) customers = new_people ();
  AxleAttendance *self = g_new0 (AxleAttendance, 1);

  self->channels = list_channels ();
  for (guint i = 0; i < appointments->len; i++)
    {
      const AxleRecord *appointment = appointments->pdata[i];
      gint64 at = axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT);
      AxleAttendanceKind kind = at >= from && at < until ? axle_attendance_judge (appointment, late, now) : AXLE_ATTENDANCE_NONE;
      AxleId advisor = axle_record_get_id (appointment, AXLE_APPOINTMENT_ADVISOR);
      AxleId customer = axle_record_get_id (appointment, AXLE_APPOINTMENT_CUSTOMER);
      const AxleId *survivor = survivors != NULL ? g_hash_table_lookup (survivors, &customer) : NULL;

      self->n_unnoted += kind == AXLE_ATTENDANCE_UNNOTED;
      if (kind <= AXLE_ATTENDANCE_UNNOTED)
        continue;
      count (&self->all, kind);
      count_channel (self->channels, appointment, kind);
      count_of (advisors, &advisor, kind);
      if (!axle_id_is_none (&customer))
        count_of (customers, survivor != NULL ? survivor : &customer, kind);
    }
  drop_empty (self->channels);
  self->advisors = list_people (advisors, 0);
  self->customers = list_people (customers, OFTEN);
  return self;
}

void
axle_attendance_free (AxleAttendance *self)
{
  g_array_unref (self->channels);
  g_array_unref (self->advisors);
  g_array_unref (self->customers);
  g_free (self);
}

/**
 * axle_attendance_get_share:
 * @n: some
 * @n_all: of all
 *
 * Returns: how many of a hundred, to the nearest; but 0 only for none, and 100 only for all;
 *   below 0 where there are none at all
 */
int
axle_attendance_get_share (guint n,
                           guint n_all)
{
  if (n_all == 0)
    return -1;
  if (n == 0 || n == n_all)
    return n == 0 ? 0 : 100;
  return CLAMP ((int) ((n * 200 + n_all) / (n_all * 2)), 1, 99);
}
