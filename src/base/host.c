/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/host.h"

#include <errno.h>
#include <sys/random.h>

static gint64
machine_now (AxleHost *self)
{
  return g_get_real_time ();
}

static void
machine_fill (AxleHost *self,
              guint8   *bytes,
              gsize     n_bytes)
{
  while (n_bytes > 0)
    {
      gssize got = getrandom (bytes, n_bytes, 0);

      if (got < 0 && errno != EINTR)
        g_error ("The system gives no random bytes: %s", g_strerror (errno));
      if (got > 0)
        {
          bytes += got;
          n_bytes -= got;
        }
    }
}

/**
 * axle_host_get_default:
 *
 * Returns: (transfer none): the machine's own clock and chance
 */
AxleHost *
axle_host_get_default (void)
{
  static AxleHost host = { .now = machine_now, .fill = machine_fill };
  return &host;
}

gint64
axle_host_now (AxleHost *self)
{
  return self->now (self);
}

void
axle_host_fill (AxleHost *self,
                guint8   *bytes,
                gsize     n_bytes)
{
  self->fill (self, bytes, n_bytes);
}
