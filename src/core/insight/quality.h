/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/dossier.h"

G_BEGIN_DECLS

/*
 * How good what is known of a customer is: whether it is all there, whether it can be
 * true, whether it was written down in time and looked at since.
 */

/**
 * AxleQualityAspect:
 * @AXLE_QUALITY_COMPLETENESS: what of the wanted fields is there, each by its weight
 * @AXLE_QUALITY_ACCURACY: what of the values that can be judged is plausible
 * @AXLE_QUALITY_TIMELINESS: what of the last year's entries was made within a day, and
 *   whether somebody spoke with the customer in a year
 */
typedef enum
{
  AXLE_QUALITY_COMPLETENESS,
  AXLE_QUALITY_ACCURACY,
  AXLE_QUALITY_TIMELINESS,
  AXLE_QUALITY_N_ASPECTS,
} AxleQualityAspect;

/**
 * AxleQualityGap:
 * @aspect: what it takes away from
 * @entity: the kind of the record that it is about
 * @record: which
 * @field: the field's index; -1 for the record as a whole
 * @weight: how much it matters, to compare it with others
 * @message: what is wrong or missing, translated
 * @reason: why it matters, translated
 *
 * One thing that could be better, and that one press brings a person to.
 */
typedef struct
{
  AxleQualityAspect aspect;
  const AxleEntity *entity;
  AxleId            record;
  int               field;
  guint             weight;
  char             *message;
  char             *reason;
} AxleQualityGap;

/**
 * AxleQuality:
 * @percent: of each aspect, 0 to 100
 * @overall: of all, 0 to 100: completeness counts half, accuracy three tenths
 * @gaps: (element-type AxleQualityGap): those that matter most first
 */
typedef struct
{
  guint      percent[AXLE_QUALITY_N_ASPECTS];
  guint      overall;
  GPtrArray *gaps;
} AxleQuality;

AxleQuality *axle_quality_judge            (const AxleDossier *dossier);
guint        axle_quality_measure_completeness (const AxleDossier *dossier);
void         axle_quality_free             (AxleQuality       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleQuality, axle_quality_free)
const char  *axle_quality_get_aspect_label (AxleQualityAspect  aspect);

G_END_DECLS
