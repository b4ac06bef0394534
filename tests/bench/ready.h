/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What a program under test tells the benchmark that started it: when the window
 * was drawn as it should be, and how much memory was resident by then. */

/* Whether @window shows what the benchmark waits for. */
typedef gboolean (*ReadyFunc) (GtkWidget *window);

/* Prints `ready MICROSECONDS KILOBYTES` after the first frame that @is_ready is true
 * of, and ends the program. */
void ready_watch (GtkWindow *window,
                  ReadyFunc  is_ready);
