/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ready.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In kilobytes, with what is shared: it does not depend on who else shares it now. */
static gint64
read_rss (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  line = strstr (text, "\nRss:");
  return line == NULL ? 0 : g_ascii_strtoll (line + strlen ("\nRss:"), NULL, 10);
}

static void
drawn_cb (GdkFrameClock *clock,
          gpointer       user_data)
{
  gint64 at = g_get_monotonic_time ();

  printf ("ready %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", at, read_rss ());
  fflush (stdout);
  _exit (EXIT_SUCCESS);
}

static gboolean
tick_cb (GtkWidget     *window,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  ReadyFunc *is_ready = user_data;

  if (!gtk_widget_get_mapped (window) || !(*is_ready) (window))
    return G_SOURCE_CONTINUE;
  g_signal_connect (clock, "after-paint", G_CALLBACK (drawn_cb), NULL);
  gtk_widget_queue_draw (window);
  return G_SOURCE_REMOVE;
}

void
ready_watch (GtkWindow *window,
             ReadyFunc  is_ready)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (window), tick_cb, g_memdup2 (&is_ready, sizeof is_ready), g_free);
}
