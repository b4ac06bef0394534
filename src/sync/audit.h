/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleAuditReport:
 * @n_records: how many records of this desk were looked at
 * @n_total: about how many there are
 * @n_different: how many were not what the server has; none that only came or
 *   changed while they were compared
 * @n_repaired: of these, how many are now
 * @n_keys: customers that were sorted or found wrongly, and are not any more
 * @differing: (element-type AxleRecord): the first of those that differed, as they are
 *   now, or as they were where the server does not have them
 *
 * What a comparison of everything with the server found.
 */
typedef struct
{
  gint64     n_records;
  gint64     n_total;
  guint      n_different;
  guint      n_repaired;
  guint      n_keys;
  GPtrArray *differing;
} AxleAuditReport;

/* More records than this are counted and not named. */
#define AXLE_AUDIT_NAMED_LIMIT 1000

AxleAuditReport *axle_audit_report_new  (void);
AxleAuditReport *axle_audit_report_copy (const AxleAuditReport *self);
void             axle_audit_report_free (AxleAuditReport       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleAuditReport, axle_audit_report_free)

G_END_DECLS
