/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/repair/job.h"

#include <glib/gi18n-lib.h>

#include "core/checks.h"

const AxleChoice axle_job_areas[] = {
  { "oil", N_("Engine oil") },
  { "filters", N_("Filters") },
  { "brakes", N_("Brakes") },
  { "tyres", N_("Tyres") },
  { "battery", N_("12 V battery") },
  { "gearbox", N_("Gearbox") },
  { "engine", N_("Engine") },
  { "cooling", N_("Cooling") },
  { "air-conditioning", N_("Air conditioning") },
  { "electrics", N_("Electrics") },
  { "chassis", N_("Chassis") },
  { "body", N_("Body and paint") },
  { "interior", N_("Interior") },
  { "drive-battery", N_("Drive battery") },
  { "inspection", N_("Inspection") },
  { "wash", N_("Car wash") },
  { "accessories", N_("Accessories") },
  { "other", N_("Other") },
  { NULL, NULL },
};

static const AxleChoice states[] = {
  { "done", N_("Done") },
  { "deferred", N_("Deferred") },
  { "declined", N_("Declined") },
  { NULL, NULL },
};

static const AxleField job_fields[] = {
  [AXLE_JOB_VISIT] = {
    .name = "visit", .label = N_("Service visit"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "visit",
  },
  [AXLE_JOB_TITLE] = {
    .name = "title", .label = N_("Job"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_JOB_AREA] = {
    .name = "area", .label = N_("Part of the car"), .type = AXLE_FIELD_CHOICE,
    .choices = axle_job_areas,
  },
  [AXLE_JOB_STATE] = {
    .name = "state", .label = N_("State"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = states,
  },
  [AXLE_JOB_AMOUNT] = {
    .name = "amount", .label = N_("Amount"), .type = AXLE_FIELD_MONEY,
  },
  [AXLE_JOB_REASON] = {
    .name = "reason", .label = N_("Reason"), .type = AXLE_FIELD_TEXT,
  },
  [AXLE_JOB_DUE] = {
    .name = "due", .label = N_("Due"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_JOB_DUE_ODOMETER] = {
    .name = "due_odometer", .label = N_("Due at"), .type = AXLE_FIELD_DISTANCE,
    .check = axle_check_distance,
  },
};

static char *
job_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_JOB_TITLE));
}

const AxleEntity axle_job_entity = {
  .kind = "job",
  .label = N_("Job"),
  .fields = job_fields,
  .n_fields = G_N_ELEMENTS (job_fields),
  .dup_title = job_title,
};
