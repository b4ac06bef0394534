/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleConsequence:
 * @kind: of the task that is made
 * @theme: (nullable): of the complaint that is made with it; %NULL for none
 *
 * What a rule of the area `answer` asks for: its `effect`, `task KIND` or `complaint THEME`.
 */
typedef struct
{
  const char *kind;
  const char *theme;
} AxleConsequence;

gboolean axle_consequence_read      (AxleConsequence       *self,
                                     const char            *effect);
char    *axle_consequence_dup_label (const AxleConsequence *self);

G_END_DECLS
