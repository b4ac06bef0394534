/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AxleHost AxleHost;

/**
 * AxleHost:
 * @now: the time, in microseconds since 1970 UTC
 * @fill: fills a buffer with random bytes
 *
 * What a program takes from its machine: a clock and chance. Whatever makes ids
 * or notes times is given a host, so that the simulator can give its own.
 */
struct _AxleHost
{
  gint64 (*now)  (AxleHost *self);
  void   (*fill) (AxleHost *self,
                  guint8   *bytes,
                  gsize     n_bytes);

  /*< private >*/
  GMutex  lock;
  gint64  last_millisecond;
  guint16 count_in_millisecond;
};

AxleHost *axle_host_get_default (void);
gint64    axle_host_now         (AxleHost *self);
void      axle_host_fill        (AxleHost *self,
                                 guint8   *bytes,
                                 gsize     n_bytes);

G_END_DECLS
