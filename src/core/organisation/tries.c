/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/organisation/tries.h"

#define FIRST_WAIT (2 * G_TIME_SPAN_SECOND)
#define LONGEST_WAIT (15 * G_TIME_SPAN_MINUTE)
#define MOST_DOUBLINGS 20

/**
 * axle_tries_get_wait:
 * @n_tries: wrong tries so far
 * @n_free: how many cost nothing
 * @last: when the last was, in microseconds since 1970 UTC
 * @now: the time
 *
 * A clock that was set back lets nobody wait for longer than the wait.
 *
 * Returns: how long to wait before the next try, in microseconds; 0 for not at all
 */
gint64
axle_tries_get_wait (int    n_tries,
                     int    n_free,
                     gint64 last,
                     gint64 now)
{
  gint64 wait;

  if (n_tries < n_free)
    return 0;
  wait = MIN (FIRST_WAIT << MIN (n_tries - n_free, MOST_DOUBLINGS), LONGEST_WAIT);
  return CLAMP (last + wait - now, 0, wait);
}
