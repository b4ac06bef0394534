/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/timeline-entry.h"

G_BEGIN_DECLS

#define AXLE_TIMELINE_NO_FIELD (-1)

/**
 * AxleTimelineKind:
 * @entity: the kind of record
 * @group: what it is filtered by
 * @icon: the name of an icon
 * @at: the field that dates it, a time or a date; none for when it was made
 * @vehicle: the field that names the car, or anything that may be one
 * @staff: the field that names who did it; none for who made the record
 * @amount: the field with the money
 * @part_of: the field of the greater record that it tells of the same as; it is no
 *   entry of its own then
 * @belongs: (nullable): whether a record of the kind has happened at all
 * @dup_title: what happened, in a few words
 * @dup_body: (nullable): what was said or done
 *
 * How a kind of record stands in a timeline.
 */
typedef struct
{
  const AxleEntity  *entity;
  AxleTimelineGroup  group;
  const char        *icon;
  int                at;
  int                vehicle;
  int                staff;
  int                amount;
  int                part_of;
  gboolean         (*belongs)   (const AxleRecord *record);
  char            *(*dup_title) (const AxleRecord *record,
                                 AxleWorkstation  *workstation);
  char            *(*dup_body)  (const AxleRecord *record,
                                 GPtrArray        *parts,
                                 AxleWorkstation  *workstation);
} AxleTimelineKind;

const AxleTimelineKind *axle_timeline_kinds_list    (guint            *n_kinds);
const char             *axle_timeline_kind_get_icon (const AxleTimelineKind *self,
                                                     const AxleRecord       *record);

G_END_DECLS
