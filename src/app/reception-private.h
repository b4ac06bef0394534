/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/reception.h"
#include "core/dossier.h"

G_BEGIN_DECLS

/* @dossier: (nullable): where it is nobody's appointment. */
typedef struct
{
  AxleWorkstation *workstation;
  AxleReception   *self;
  AxleDossier     *dossier;
} AxleReceptionBuilder;

char *axle_reception_dup_field (const AxleReceptionBuilder *builder,
                                const AxleRecord           *record,
                                guint                       field);
/* reception-parts.c: what only the dealership knows. */
void  axle_reception_add_parts (const AxleReceptionBuilder *builder);

G_END_DECLS
