/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A word that customers are marked with: how it looks and what it means. */

typedef enum
{
  AXLE_TAG_NAME,
  AXLE_TAG_COLOUR,
  AXLE_TAG_MEANING,
  AXLE_TAG_N_FIELDS,
} AxleTagField;

extern const AxleEntity axle_tag_entity;

G_END_DECLS
