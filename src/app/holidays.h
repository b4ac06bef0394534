/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleHolidayYear:
 * @year: the year
 * @announced: whether its list is there yet; otherwise nothing is changed
 * @days_off: days that nobody works on
 * @workdays: days that are worked on for the sake of a holiday (调休)
 * @n_new: of those, how many were not known
 * @n_changed: how many were known as something else
 * @n_taken_back: how many days were known that the list has no longer
 * @details: (nullable) (element-type utf8): what becomes of each day that was known and changes
 *
 * What a list of holidays says of a year, and what it changes.
 */
typedef struct
{
  int        year;
  gboolean   announced;
  guint      days_off;
  guint      workdays;
  guint      n_new;
  guint      n_changed;
  guint      n_taken_back;
  GPtrArray *details;
} AxleHolidayYear;

/* A day by hand, @before (nullable) as it was: a day off, or one worked on instead. A date that
 * has one already is refused. One transaction and one undo; finishes with
 * axle_workstation_save_finish(). */
void    axle_holiday_save_async     (AxleWorkstation     *workstation,
                                     const AxleRecord    *before,
                                     const AxleRecord    *after,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);

/* The official list of holidays, see formats/holidays.h, becomes the group's: one
 * transaction and one undo. A list that is taken again changes nothing. */
void    axle_holidays_import_async  (AxleWorkstation     *workstation,
                                     GFile               *file,
                                     gboolean             dry_run,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
/* Returns: (transfer full) (element-type AxleHolidayYear): each year of the file, in their
 * order. @operation: (out) (nullable): what an undo takes back; 0 where nothing changed. */
GArray *axle_holidays_import_finish (GAsyncResult        *result,
                                     gint64              *operation,
                                     GError             **error);

/* How much there is, in words; and what an import would change, a line for a year. */
char   *axle_holidays_dup_words     (guint                days_off,
                                     guint                workdays);
char   *axle_holidays_dup_preview   (GArray              *years);

G_END_DECLS
