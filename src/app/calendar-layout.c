/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-layout.h"

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const AxleCalendarSpan *one = *(AxleCalendarSpan * const *) a;
  const AxleCalendarSpan *other = *(AxleCalendarSpan * const *) b;

  if (one->from != other->from)
    return one->from < other->from ? -1 : 1;
  /* What is on for long is further left, so that it is not pushed about. */
  if (one->until != other->until)
    return one->until > other->until ? -1 : 1;
  return (one > other) - (one < other);
}

static gboolean
overlaps (const AxleCalendarSpan *a,
          const AxleCalendarSpan *b)
{
  return a->from < b->until && b->from < a->until;
}

/* The first lane that is free again, or a new one. @ends: when the last block of each lane
 * ends. */
static guint
find_lane (GArray                 *ends,
           const AxleCalendarSpan *span)
{
  guint lane = 0;

  while (lane < ends->len && g_array_index (ends, gint64, lane) > span->from)
    lane++;
  if (lane == ends->len)
    g_array_append_val (ends, span->until);
  else
    g_array_index (ends, gint64, lane) = span->until;
  return lane;
}

/* A block takes what is free right of it for as long as it lasts. */
static guint
find_width (AxleCalendarSpan       **group,
            guint                    n_group,
            const AxleCalendarSpan  *span)
{
  guint next = span->n_lanes;

  for (guint i = 0; i < n_group; i++)
    if (group[i]->lane > span->lane && group[i]->lane < next && overlaps (group[i], span))
      next = group[i]->lane;
  return next - span->lane;
}

static void
share (AxleCalendarSpan **group,
       guint              n_group,
       guint              n_lanes)
{
  for (guint i = 0; i < n_group; i++)
    group[i]->n_lanes = n_lanes;
  for (guint i = 0; i < n_group; i++)
    group[i]->width = find_width (group, n_group, group[i]);
}

/**
 * axle_calendar_layout:
 * @spans: (inout) (array length=n_spans): the blocks of one column, in any order; where
 *   they lie is set. One that does not last is taken to last a moment
 * @n_spans: how many
 */
void
axle_calendar_layout (AxleCalendarSpan *spans,
                      guint             n_spans)
{
  g_autoptr(GPtrArray) order = g_ptr_array_sized_new (n_spans);
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 end = G_MININT64;
  guint first = 0;

  for (guint i = 0; i < n_spans; i++)
    {
      spans[i].until = MAX (spans[i].until, spans[i].from + 1);
      g_ptr_array_add (order, &spans[i]);
    }
  g_ptr_array_sort (order, compare_spans);
  for (guint i = 0; i < n_spans; i++)
    {
      AxleCalendarSpan *span = order->pdata[i];

      /* Nothing before is on any more: what follows shares the column anew. */
      if (span->from >= end)
        {
          share ((AxleCalendarSpan **) order->pdata + first, i - first, ends->len);
          g_array_set_size (ends, 0);
          first = i;
        }
      span->lane = find_lane (ends, span);
      end = MAX (end, span->until);
    }
  share ((AxleCalendarSpan **) order->pdata + first, n_spans - first, ends->len);
}
