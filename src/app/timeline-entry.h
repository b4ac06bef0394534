/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/dossier.h"

G_BEGIN_DECLS

/**
 * AxleTimelineGroup:
 *
 * What a timeline is filtered by; each kind of entry is in one.
 */
typedef enum
{
  AXLE_TIMELINE_SERVICE,
  AXLE_TIMELINE_SALES,
  AXLE_TIMELINE_CONTACTS,
  AXLE_TIMELINE_NOTES,
  AXLE_TIMELINE_VEHICLES,
  AXLE_TIMELINE_POINTS,
  AXLE_TIMELINE_COMPLAINTS,
  AXLE_TIMELINE_TASKS,
  AXLE_TIMELINE_PHOTOS,
  AXLE_TIMELINE_RECORD,
  AXLE_TIMELINE_N_GROUPS,
} AxleTimelineGroup;

const char        *axle_timeline_group_get_label (AxleTimelineGroup self);
const char        *axle_timeline_group_get_name  (AxleTimelineGroup self); /* a word for style sheets */

/**
 * AxleTimelineEntry:
 *
 * Something that happened with a customer: a record, with the smaller records that
 * tell of the same (the jobs of a visit, the answers in a call). Its words are made
 * when they are first asked for: of thousands of entries a screen shows a dozen.
 */
#define AXLE_TYPE_TIMELINE_ENTRY (axle_timeline_entry_get_type ())
G_DECLARE_FINAL_TYPE (AxleTimelineEntry, axle_timeline_entry, AXLE, TIMELINE_ENTRY, GObject)

AxleRecord        *axle_timeline_entry_get_record  (AxleTimelineEntry *self);
GPtrArray         *axle_timeline_entry_get_parts   (AxleTimelineEntry *self); /* of AxleRecord; %NULL for none */
AxleRecord        *axle_timeline_entry_get_vehicle (AxleTimelineEntry *self); /* %NULL for none */
AxleTimelineGroup  axle_timeline_entry_get_group   (AxleTimelineEntry *self);
gint64             axle_timeline_entry_get_at      (AxleTimelineEntry *self);
/* Of the store's calendar: twelve times the year, plus the month from 0. */
int                axle_timeline_entry_get_month   (AxleTimelineEntry *self);
const char        *axle_timeline_entry_get_icon    (AxleTimelineEntry *self); /* icon name */
const char        *axle_timeline_entry_get_title   (AxleTimelineEntry *self); /* "WeChat message from the customer" */
const char        *axle_timeline_entry_get_body    (AxleTimelineEntry *self);
const char        *axle_timeline_entry_get_facts   (AxleTimelineEntry *self); /* amount, mileage, plate, who */
const char        *axle_timeline_entry_get_day     (AxleTimelineEntry *self); /* "03-11 14:05" */
gboolean           axle_timeline_entry_is_pending  (AxleTimelineEntry *self);
gboolean           axle_timeline_entry_is_pinned   (AxleTimelineEntry *self);

/* (transfer full) (element-type AxleTimelineEntry): what happened, the latest first. */
GPtrArray         *axle_timeline_build             (AxleWorkstation   *workstation,
                                                    AxleDossier       *dossier);
gboolean           axle_timeline_entry_same        (AxleTimelineEntry *a,
                                                    AxleTimelineEntry *b);

G_END_DECLS
