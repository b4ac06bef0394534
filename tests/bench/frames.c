/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frames.h"

#include <time.h>

double
bench_get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

double
bench_get_quantile (GArray *times,
                    double  quantile)
{
  g_assert_cmpuint (times->len, >, 0);
  g_array_sort (times, compare_times);
  return g_array_index (times, double, MIN (times->len - 1, (guint) (quantile * times->len)));
}

GtkWidget *
bench_find_mapped (GtkWidget *widget,
                   GType      type)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = bench_find_mapped (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GArray *
bench_times_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

static void
note (BenchFrames *self,
      GArray      *times)
{
  double took = bench_get_time () - self->begun;

  if (times != NULL)
    g_array_append_val (times, took);
}

/* Said by the clock when all is laid out; its own "paint" comes when it is painted. */
static void
laid_out_cb (BenchFrames *self)
{
  note (self, self->ours);
}

static void
after_paint_cb (BenchFrames *self)
{
  note (self, self->painted);
  self->begun = bench_get_time ();
}

void
bench_frames_watch (BenchFrames   *self,
                    GdkFrameClock *clock)
{
  g_signal_connect_data (clock, "layout", G_CALLBACK (laid_out_cb), self, NULL, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_data (clock, "after-paint", G_CALLBACK (after_paint_cb), self, NULL, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  self->begun = bench_get_time ();
}

void
bench_frames_unwatch (BenchFrames   *self,
                      GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_data (clock, self);
}

void
bench_frames_begin (BenchFrames *self)
{
  g_array_set_size (self->painted, 0);
  self->begun = bench_get_time ();
}

void
bench_frames_run (BenchFrames *self,
                  guint        n_frames,
                  GtkWidget   *drawn)
{
  while (self->painted->len < n_frames)
    {
      if (drawn != NULL)
        gtk_widget_queue_draw (drawn);
      g_main_context_iteration (NULL, TRUE);
    }
}
