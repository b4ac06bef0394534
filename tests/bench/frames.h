/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the benchmarks of the window measure alike. A time is that of the main thread's
 * processor, in milliseconds: others who work on the machine do not count. */

/* A frame at 60 Hz. */
#define BENCH_FRAME_MS (1000.0 / 60)

double     bench_get_time     (void);

/* (element-type double): sorts them. @quantile: from 0 to 1, which is the longest. */
double     bench_get_quantile (GArray    *times,
                               double     quantile);

/* The first of @type in @widget that is on the screen; %NULL for none. */
GtkWidget *bench_find_mapped  (GtkWidget *widget,
                               GType      type);

/**
 * BenchFrames:
 * @begun: when the last frame ended, from which this one counts
 * @ours: (element-type double) (nullable): gets what each frame took until all was laid out;
 *   after that it is painted, which in a place without a graphics card is mostly the renderer's
 * @painted: (element-type double) (nullable): gets what each took to its end
 *
 * Frames with all that the main loop does between them. Where there is no array, nothing is
 * kept.
 */
typedef struct
{
  double  begun;
  GArray *ours;
  GArray *painted;
} BenchFrames;

GArray *bench_times_new      (void);

void    bench_frames_watch   (BenchFrames   *self,
                              GdkFrameClock *clock);
void    bench_frames_unwatch (BenchFrames   *self,
                              GdkFrameClock *clock);
/* Forgets what was painted: the next frame counts from now. */
void    bench_frames_begin   (BenchFrames   *self);
/* Until so many were painted. @drawn: (nullable): is drawn in each. */
void    bench_frames_run     (BenchFrames   *self,
                              guint          n_frames,
                              GtkWidget     *drawn);

G_END_DECLS
