/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/insight/rules.h"

G_BEGIN_DECLS

/**
 * AxleClause:
 * @rule: (transfer none): the rule that says it
 * @text: what it says, as it stands in the sentence
 * @start: where in the sentence, in bytes
 * @length: how long there, in bytes; 0 when the sentence has no room for it
 * @car: which car it is about, or %AXLE_FACTS_NO_CAR
 * @sources: (element-type AxleRecord): the records behind it
 *
 * One thing that a portrait says.
 */
typedef struct
{
  const AxleRule *rule;
  char           *text;
  gsize           start;
  gsize           length;
  guint           car;
  GPtrArray      *sources;
} AxleClause;

/**
 * AxlePortrait:
 * @sentence: who they are in one sentence, translated
 * @clauses: (element-type AxleClause): what it says, each with what is behind it
 * @tags: (array zero-terminated=1): the same in catchwords, each once
 * @problems: (element-type utf8): rules that are broken and so said nothing
 *
 * Who a customer is, as the rules have it (MISSION 21).
 */
typedef struct
{
  AxleRules *rules;
  char      *sentence;
  GPtrArray *clauses;
  char     **tags;
  GPtrArray *problems;
} AxlePortrait;

AxlePortrait *axle_portrait_new  (const AxleFacts *facts,
                                  AxleRules       *rules);
void          axle_portrait_free (AxlePortrait    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePortrait, axle_portrait_free)

G_END_DECLS
