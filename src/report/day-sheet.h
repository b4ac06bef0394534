/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/working-days.h"
#include "core/record.h"
#include "report/paper.h"

G_BEGIN_DECLS

/* A store has fewer in a week, and fewer promises that are open. */
#define AXLE_DAY_SHEET_MAX_ENTRIES 5000

/**
 * AxleDaySheetKind:
 * @AXLE_DAY_SHEET_PLAN: who comes when for what, to hang on a wall: no phone numbers
 * @AXLE_DAY_SHEET_PACK: the day pack: all that is needed to go on while nothing else works
 *
 * What a sheet is for.
 */
typedef enum
{
  AXLE_DAY_SHEET_PLAN,
  AXLE_DAY_SHEET_PACK,
} AxleDaySheetKind;

/**
 * AxleDaySheetBy:
 * @AXLE_DAY_SHEET_BY_TIME: one after the other
 * @AXLE_DAY_SHEET_BY_BAY: those of each bay together
 * @AXLE_DAY_SHEET_BY_TECHNICIAN: those of each technician together
 *
 * In what order the appointments of a day stand.
 */
typedef enum
{
  AXLE_DAY_SHEET_BY_TIME,
  AXLE_DAY_SHEET_BY_BAY,
  AXLE_DAY_SHEET_BY_TECHNICIAN,
} AxleDaySheetBy;

/**
 * AxleDaySheetEntry:
 * @appointment: an appointment
 * @who: (nullable): whose it is, or its title
 * @phone: (nullable): their number, in E.164
 * @plate: (nullable): of the car, as it is read
 * @car: (nullable): make and model
 * @what: (nullable): its services, by their names
 * @advisor: (nullable): who takes care of it
 * @technician: (nullable): who does it
 * @bay: (nullable): where
 *
 * What is told of an appointment. Texts belong to who made it.
 */
typedef struct
{
  const AxleRecord *appointment;
  const char       *who;
  const char       *phone;
  const char       *plate;
  const char       *car;
  const char       *what;
  const char       *advisor;
  const char       *technician;
  const char       *bay;
} AxleDaySheetEntry;

/**
 * AxleDaySheetPromise:
 * @task: what was promised
 * @who: (nullable): to whom
 * @phone: (nullable): their number, in E.164
 * @responsible: (nullable): who keeps it
 *
 * What is told of a promise. Texts belong to who made it.
 */
typedef struct
{
  const AxleRecord *task;
  const char       *who;
  const char       *phone;
  const char       *responsible;
} AxleDaySheetPromise;

/**
 * AxleDaySheetSource:
 * @kind: what it is for
 * @by: in what order
 * @first: the first day
 * @n_days: how many days
 * @store: (nullable): the dealership, as its record of core/organisation
 * @days: (nullable): the calendar of holidays, with its zone
 * @entries: (array length=n_entries): in the order of their times
 * @n_entries: how many
 * @promises: (array length=n_promises): the one that is due first first; of a pack only
 * @n_promises: how many
 * @at: when it is made, in microseconds since 1970 UTC
 *
 * What a sheet is made from.
 */
typedef struct
{
  AxleDaySheetKind           kind;
  AxleDaySheetBy             by;
  AxleDate                   first;
  guint                      n_days;
  const AxleRecord          *store;
  const AxleWorkingDays     *days;
  const AxleDaySheetEntry   *entries;
  guint                      n_entries;
  const AxleDaySheetPromise *promises;
  guint                      n_promises;
  gint64                     at;
} AxleDaySheetSource;

AxlePaper *axle_day_sheet_new (const AxleDaySheetSource  *source,
                               GError                   **error);

G_END_DECLS
