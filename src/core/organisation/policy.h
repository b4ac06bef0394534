/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A figure that the dealership set for itself, such as a threshold of a class. What is
 * not set has the value that the program comes with. */

typedef enum
{
  AXLE_POLICY_NAME,
  AXLE_POLICY_VALUE,
  AXLE_POLICY_N_FIELDS,
} AxlePolicyField;

extern const AxleEntity axle_policy_entity;

/**
 * AxlePolicyInfo:
 * @name: what it is called in records, such as `rfm.a.visits`; the part before the first
 *   dot says which page of the preferences has it
 * @label: what a person reads; marked with N_()
 * @type: %AXLE_FIELD_INTEGER, %AXLE_FIELD_MONEY (fen), %AXLE_FIELD_DISTANCE (metres) or
 *   %AXLE_FIELD_BOOLEAN (0 or 1)
 * @unit: (nullable): of an integer, what is counted; marked with N_()
 * @preset: the value that the program comes with
 * @lowest: the least that may be set
 * @highest: the most
 *
 * A figure that can be set. All of them are in one table, see policy.c.
 */
typedef struct
{
  const char    *name;
  const char    *label;
  AxleFieldType  type;
  const char    *unit;
  gint64         preset;
  gint64         lowest;
  gint64         highest;
} AxlePolicyInfo;

const AxlePolicyInfo *axle_policy_list     (guint            *n_policies);
const AxlePolicyInfo *axle_policy_find     (const char       *name);
AxleId                axle_policy_id       (const AxleId     *group,
                                            const char       *name);

/**
 * AxlePolicies:
 *
 * What holds at a dealership: what it set, and what the program comes with for the rest.
 * Counted by reference and never changed, so that it may be read on any thread.
 */
typedef struct _AxlePolicies AxlePolicies;

#define AXLE_TYPE_POLICIES (axle_policies_get_type ())
GType                 axle_policies_get_type (void) G_GNUC_CONST;
AxlePolicies         *axle_policies_new      (GPtrArray          *records);
AxlePolicies         *axle_policies_ref      (AxlePolicies       *self);
void                  axle_policies_unref    (AxlePolicies       *self);
gint64                axle_policies_get      (const AxlePolicies *self,
                                              const char         *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePolicies, axle_policies_unref)

G_END_DECLS
