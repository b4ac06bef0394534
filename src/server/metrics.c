/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/metrics.h"

static void
add (GString    *text,
     const char *name,
     const char *type,
     const char *help)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/**
 * axle_metrics_dup_text:
 * @self: counts
 *
 * Returns: (transfer full): them in Prometheus' text format 0.0.4
 */
char *
axle_metrics_dup_text (const AxleMetrics *self)
{
  static const char * const outcomes[] = { "accepted", "merged", "refused" };
  GString *text = g_string_new (NULL);

  add (text, "axle_requests_total", "counter", "Answered requests by class of status.");
  for (guint i = 1; i < G_N_ELEMENTS (self->requests); i++)
    g_string_append_printf (text, "axle_requests_total{class=\"%uxx\"} %" G_GINT64_FORMAT "\n", i, self->requests[i]);
  add (text, "axle_changes_total", "counter", "Changes of desks by outcome.");
  for (guint i = 0; i < G_N_ELEMENTS (self->changes); i++)
    g_string_append_printf (text, "axle_changes_total{outcome=\"%s\"} %" G_GINT64_FORMAT "\n", outcomes[i], self->changes[i]);
  add (text, "axle_push_seconds", "summary", "Time to take a batch of changes.");
  g_string_append_printf (text, "axle_push_seconds_sum %.6f\naxle_push_seconds_count %" G_GINT64_FORMAT "\n",
                          self->push_microseconds / (double) G_TIME_SPAN_SECOND, self->pushes);
  add (text, "axle_feed_rows_total", "counter", "Rows given to desks.");
  g_string_append_printf (text, "axle_feed_rows_total %" G_GINT64_FORMAT "\n", self->rows);
  add (text, "axle_nudges_total", "counter", "Times that a desk was told of news.");
  g_string_append_printf (text, "axle_nudges_total %" G_GINT64_FORMAT "\n", self->nudges);
  add (text, "axle_digests_total", "counter", "Sums given to desks that compare their records.");
  g_string_append_printf (text, "axle_digests_total %" G_GINT64_FORMAT "\n", self->digests);
  add (text, "axle_refetched_rows_total", "counter", "Rows given to desks whose records did not add up.");
  g_string_append_printf (text, "axle_refetched_rows_total %" G_GINT64_FORMAT "\n", self->refetched);
  add (text, "axle_limited_total", "counter", "Requests refused for being too many.");
  g_string_append_printf (text, "axle_limited_total %" G_GINT64_FORMAT "\n", self->limited);
  add (text, "axle_blob_bytes_total", "counter", "Bytes of photos and clips that desks sent.");
  g_string_append_printf (text, "axle_blob_bytes_total %" G_GINT64_FORMAT "\n", self->blob_bytes);
  add (text, "axle_connections", "gauge", "Open connections.");
  g_string_append_printf (text, "axle_connections %" G_GINT64_FORMAT "\n", self->connections);
  add (text, "axle_listeners", "gauge", "Desks that listen for news.");
  g_string_append_printf (text, "axle_listeners %" G_GINT64_FORMAT "\n", self->listeners);
  return g_string_free (text, FALSE);
}
