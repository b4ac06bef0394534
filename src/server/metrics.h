/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counts for Prometheus; none of them says anything about a person. */
typedef struct
{
  gint64 requests[6];      /* by the first digit of the status */
  gint64 changes[3];       /* by outcome */
  gint64 rows;
  gint64 nudges;
  gint64 digests;
  gint64 refetched;
  gint64 limited;
  gint64 connections;      /* now */
  gint64 listeners;        /* now, WebSockets and long polls */
  gint64 push_microseconds;
  gint64 pushes;
  gint64 blob_bytes;       /* of photos and clips, received */
} AxleMetrics;

char *axle_metrics_dup_text (const AxleMetrics *self);

G_END_DECLS
