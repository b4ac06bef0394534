/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleRearranged:
 * @before: (nullable): as it is saved; %NULL for a new one
 * @after: as it is to be
 *
 * An appointment that is put elsewhere, or leave that is given.
 */
typedef struct
{
  AxleRecord *before;
  AxleRecord *after;
} AxleRearranged;

AxleRearranged *axle_rearranged_new   (const AxleRecord *before,
                                       const AxleRecord *after);
void            axle_rearranged_free  (AxleRearranged   *self);

GPtrArray      *axle_rearrange        (GPtrArray        *rearranged);

gboolean        axle_rearranged_clash (const AxleRecord *a,
                                       const AxleRecord *b);

G_END_DECLS
