/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/day-plan-private.h"
#include "core/appointment/fit.h"

G_BEGIN_DECLS

/* What is found is kept apart from its words: a shade asks for thousands of the one and
 * none of the other. */

typedef enum
{
  AXLE_FINDING_CLOSED_DAY,
  AXLE_FINDING_CLOSED_THEN,
  AXLE_FINDING_AFTER_CLOSING,
  AXLE_FINDING_OVERNIGHT,
  AXLE_FINDING_PARTS_LATER,
  AXLE_FINDING_PARTS_SAME_DAY,
  AXLE_FINDING_UNKNOWN,
  AXLE_FINDING_UNSKILLED,
  AXLE_FINDING_UNEQUIPPED,
  AXLE_FINDING_AWAY,
  AXLE_FINDING_OFF,
  AXLE_FINDING_BREAK,
  AXLE_FINDING_TAKEN,
  AXLE_FINDING_NEEDED,
  AXLE_FINDING_NONE_LEFT,
  AXLE_FINDING_UNSURE,
  AXLE_FINDING_CARRIED,
  AXLE_FINDING_RECEIVING,
} AxleFindingKind;

/**
 * AxleFinding:
 * @kind: what
 * @field: of an appointment, what it is about
 * @unit: (nullable): who or what
 * @span: when
 * @bits: skills or equipment
 */
typedef struct
{
  AxleFindingKind         kind;
  AxleAppointmentField    field;
  const AxlePlanUnit     *unit;
  AxlePlanSpan            span;
  guint64                 bits;
} AxleFinding;

/**
 * AxleFitFrame:
 * @plan: the day
 * @needs: what the services need, less what a named piece of equipment has
 * @except: the booking that is moved
 * @bays: who is in some bay without the moved one
 * @technicians: who is with somebody without the moved one
 * @reception: how long an advisor receives
 * @open_for: how long the store is open in all
 *
 * What of a wish does not depend on its time and place.
 */
typedef struct
{
  const AxleDayPlan *plan;
  AxlePlanNeeds      needs;
  guint              except;
  AxlePlacing       *bays;
  AxlePlacing       *technicians;
  gint64             reception;
  gint64             open_for;
} AxleFitFrame;

typedef enum
{
  AXLE_FIT_PART_REST       = 1 << 0,
  AXLE_FIT_PART_BAY        = 1 << 1,
  AXLE_FIT_PART_TECHNICIAN = 1 << 2,
  AXLE_FIT_PART_ADVISOR    = 1 << 3,
} AxleFitParts;

#define AXLE_FIT_PART_ALL \
  (AXLE_FIT_PART_REST | AXLE_FIT_PART_BAY | AXLE_FIT_PART_TECHNICIAN | AXLE_FIT_PART_ADVISOR)

/**
 * AxleFitLook:
 * @findings: what speaks against it
 * @n_findings: how many
 * @worst: of all that was found
 *
 * What one look at a wish found; the rest is its own.
 */
typedef struct
{
  const AxleFitFrame *frame;
  const AxleWish     *wish;
  gint64              from;
  gint64              until;
  gint64              work_end;
  AxleFinding         findings[48];
  guint               n_findings;
  AxleFit             worst;
} AxleFitLook;

void     axle_fit_frame_init  (AxleFitFrame       *self,
                               const AxleDayPlan  *plan,
                               const AxleWish     *wish);
void     axle_fit_frame_clear (AxleFitFrame       *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AxleFitFrame, axle_fit_frame_clear)
void     axle_fit_look        (AxleFitLook        *self,
                               const AxleFitFrame *frame,
                               const AxleWish     *wish,
                               gint64              at,
                               AxleFitParts        parts);

gboolean axle_finding_is_blocking (const AxleFinding *self);
void     axle_finding_tell        (const AxleFinding *self,
                                   const AxleDayPlan *plan,
                                   const AxleDate    *parts_on,
                                   GPtrArray         *problems);

G_END_DECLS
