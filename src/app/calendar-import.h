/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleCalendarOutcome:
 * @AXLE_CALENDAR_NEW: appointments were made
 * @AXLE_CALENDAR_UPDATED: appointments that were here were changed
 * @AXLE_CALENDAR_UNCHANGED: all of it is here
 * @AXLE_CALENDAR_TAKEN_BACK: appointments that were here are cancelled, or it never was here
 * @AXLE_CALENDAR_REFUSED: nothing was taken
 *
 * What becomes of an event.
 */
typedef enum
{
  AXLE_CALENDAR_NEW,
  AXLE_CALENDAR_UPDATED,
  AXLE_CALENDAR_UNCHANGED,
  AXLE_CALENDAR_TAKEN_BACK,
  AXLE_CALENDAR_REFUSED,
} AxleCalendarOutcome;
#define AXLE_CALENDAR_N_OUTCOMES (AXLE_CALENDAR_REFUSED + 1)

/**
 * AxleCalendarResult:
 * @number: counts the entries of the file from 1
 * @line: where it begins in the file
 * @component: what the file calls it
 * @uid: (nullable): its name there
 * @summary: (nullable): what it says
 * @at: when it is first, in microseconds since 1970 UTC; 0 where it does not say
 * @all_day: whether that is a day
 * @times: how many appointments it is
 * @customer: whose it is, where that is certain
 * @matched: (nullable): what told the customer; static
 * @outcome: what becomes of it
 * @problems: (element-type AxleProblem): what is wrong with it; a blocking one refuses it
 *
 * What an import does with one event.
 */
typedef struct
{
  guint               number;
  guint64             line;
  char               *component;
  char               *uid;
  char               *summary;
  gint64              at;
  gboolean            all_day;
  guint               times;
  AxleId              customer;
  const char         *matched;
  AxleCalendarOutcome outcome;
  GPtrArray          *problems;
} AxleCalendarResult;

/**
 * AxleCalendarImported:
 * @results: (element-type AxleCalendarResult): of each entry of the file, in its order
 * @counts: events by what became of them
 * @n_appointments: how many appointments were made or changed
 * @operation: what undoes it; 0 where nothing was saved
 */
typedef struct
{
  GPtrArray *results;
  guint      counts[AXLE_CALENDAR_N_OUTCOMES];
  guint      n_appointments;
  gint64     operation;
} AxleCalendarImported;

/* So much of the past, and of what is to come, is taken where nobody says. */
#define AXLE_CALENDAR_USUAL_BACK  (31 * G_TIME_SPAN_DAY)
#define AXLE_CALENDAR_USUAL_AHEAD (366 * G_TIME_SPAN_DAY)

/**
 * AxleCalendarStage:
 * @AXLE_CALENDAR_READING: entries of the file are read
 * @AXLE_CALENDAR_COMPARING: they are compared with what is here
 * @AXLE_CALENDAR_SAVING: appointments are saved, all or none: this is not stopped any more
 *
 * How far an import is.
 */
typedef enum
{
  AXLE_CALENDAR_READING,
  AXLE_CALENDAR_COMPARING,
  AXLE_CALENDAR_SAVING,
} AxleCalendarStage;

/* Hears, on the main thread, that @n_done of @n_total went through @stage. */
typedef void (*AxleCalendarProgressFunc) (AxleCalendarStage  stage,
                                          guint              n_done,
                                          guint              n_total,
                                          gpointer           data);

void                  axle_calendar_imported_free (AxleCalendarImported *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleCalendarImported, axle_calendar_imported_free)

/* Appointments from an iCalendar file: one transaction and one undo. Ids follow from the
 * events' names, so that the same file changes nothing when it comes again, a later version
 * changes what it changes, and a cancellation cancels. What repeats without an end is taken
 * between @from and @until. One that is cancelled took nothing; one that was not stopped in
 * time says what it took. @progress: (nullable): it hears nothing after @callback. */
void                  axle_calendar_import_async  (AxleWorkstation          *workstation,
                                                   GFile                    *file,
                                                   gint64                    from,
                                                   gint64                    until,
                                                   gboolean                  dry_run,
                                                   AxleCalendarProgressFunc  progress,
                                                   gpointer                  progress_data,
                                                   GCancellable             *cancellable,
                                                   GAsyncReadyCallback       callback,
                                                   gpointer                  user_data);
AxleCalendarImported *axle_calendar_import_finish (GAsyncResult             *result,
                                                   GError                  **error);

G_END_DECLS
