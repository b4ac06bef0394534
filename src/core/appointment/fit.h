/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/problem.h"
#include "core/appointment/day-plan.h"

G_BEGIN_DECLS

/* Whether something fits into a day, and why it does not. */

/**
 * AxleWish:
 * @at: when, in microseconds since 1970 UTC
 * @minutes: how long
 * @services: (nullable) (array zero-terminated=1): codes of the menu
 * @bay: where; no id for any that is good for it
 * @equipment: a piece that moves between bays; no id for any that is free
 * @technician: by whom; no id for anybody who can do it
 * @advisor: who receives; or no id
 * @driver: who drives; or no id
 * @loan_car: which; or no id
 * @service_car: which; or no id
 * @vehicle: the customer's; or no id
 * @except: the appointment that is moved: it is in nobody's way; or no id
 * @parts_on: the day that parts are expected; the year 0 for none
 * @on_site: whether it is at the customer's, and takes no bay
 * @wants_loan_car: whether any loan car will do where @loan_car names none
 *
 * An appointment that somebody would like. A zeroed one wishes nothing; clear with
 * [func@Axle.Wish.clear].
 */
typedef struct
{
  gint64    at;
  int       minutes;
  GStrv     services;
  AxleId    bay;
  AxleId    equipment;
  AxleId    technician;
  AxleId    advisor;
  AxleId    driver;
  AxleId    loan_car;
  AxleId    service_car;
  AxleId    vehicle;
  AxleId    except;
  AxleDate  parts_on;
  gboolean  on_site;
  gboolean  wants_loan_car;
} AxleWish;

void axle_wish_init  (AxleWish         *self,
                      const AxleRecord *appointment);
void axle_wish_clear (AxleWish         *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AxleWish, axle_wish_clear)

/**
 * AxlePlanColumn:
 * @AXLE_PLAN_COLUMN_DAY: of the whole day: the wish as it is
 * @AXLE_PLAN_COLUMN_BAY: of a bay
 * @AXLE_PLAN_COLUMN_TECHNICIAN: of a technician
 * @AXLE_PLAN_COLUMN_ADVISOR: of an advisor
 *
 * What a column of the calendar stands for.
 */
typedef enum
{
  AXLE_PLAN_COLUMN_DAY,
  AXLE_PLAN_COLUMN_BAY,
  AXLE_PLAN_COLUMN_TECHNICIAN,
  AXLE_PLAN_COLUMN_ADVISOR,
} AxlePlanColumn;

/**
 * AxleFit:
 * @AXLE_FIT_YES: it fits
 * @AXLE_FIT_WARNING: it fits, but
 * @AXLE_FIT_NO: it does not
 */
typedef enum
{
  AXLE_FIT_YES,
  AXLE_FIT_WARNING,
  AXLE_FIT_NO,
} AxleFit;

GPtrArray *axle_fit_judge (const AxleDayPlan *plan,
                           const AxleWish    *wish);
void       axle_fit_shade (const AxleDayPlan *plan,
                           const AxleWish    *wish,
                           AxlePlanColumn     by,
                           const AxleId      *columns,
                           guint              n_columns,
                           int                first_minute,
                           int                step,
                           guint              n_slots,
                           guint8            *shade);

G_END_DECLS
