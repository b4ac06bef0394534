/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/insight/facts.h"

G_BEGIN_DECLS

/**
 * AxleRule:
 * @code: its name for ever, such as `tyres-fast`
 * @area: what it is for, as `rule` records have it: `portrait`, `recommendation`, …
 * @name: what a person calls it, translated
 * @words: when it holds
 * @text: what is said then, translated, with the names of facts in braces, such as
 *   “comes every {service_interval}”; of a recommendation, why
 * @tag: (nullable): the tag it gives, translated
 * @effect: (nullable): of a portrait's rule, the place in the sentence: `quality`,
 *   `subject` or none for a clause of its own; of one of tasks what it waits for, see
 *   core/followup/plan.h; of one of answers what follows, see
 *   core/followup/consequence.h
 * @delay: hours: of one of tasks after its event or day, of one of answers until what
 *   follows is due
 * @position: rules stand in this order
 * @active: whether it is used
 * @preset: whether the program comes with it
 * @record: (nullable): what the dealership made of it or added
 * @condition: (nullable): @words, understood; %NULL when they are broken
 * @problem: (nullable): what is wrong with it, translated
 *
 * One rule as it holds at a dealership.
 */
typedef struct
{
  char          *code;
  char          *area;
  char          *name;
  char          *words;
  char          *text;
  char          *tag;
  char          *effect;
  gint64         delay;
  gint64         position;
  gboolean       active;
  gboolean       preset;
  AxleRecord    *record;
  AxleCondition *condition;
  char          *problem;
} AxleRule;

/**
 * AxleRules:
 *
 * All rules that hold: those the program comes with, changed and added to by `rule`
 * records. Counted by reference and never changed. One that is broken stays in the list
 * and says so.
 */
typedef struct _AxleRules AxleRules;

#define AXLE_TYPE_RULES (axle_rules_get_type ())
GType           axle_rules_get_type    (void) G_GNUC_CONST;
AxleRules      *axle_rules_new         (GPtrArray        *records);
AxleRules      *axle_rules_ref         (AxleRules        *self);
void            axle_rules_unref       (AxleRules        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleRules, axle_rules_unref)

guint           axle_rules_get_n_rules (const AxleRules  *self);
const AxleRule *axle_rules_get         (const AxleRules  *self,
                                        guint             i);
const AxleRule *axle_rules_find        (const AxleRules  *self,
                                        const char       *code);
gboolean        axle_rule_is_of        (const AxleRule   *self,
                                        const char       *area);
const char     *axle_rule_get_title    (const AxleRule   *self);
AxleId          axle_rule_id           (const AxleId     *group,
                                        const char       *code);

/* What a rule says of somebody. */
char           *axle_rule_dup_text     (const AxleRule   *self,
                                        const AxleFacts  *facts,
                                        guint             car);
GPtrArray      *axle_rule_dup_sources  (const AxleRule   *self,
                                        const AxleFacts  *facts,
                                        guint             car);
gboolean        axle_rule_check_text   (const char       *text,
                                        GError          **error);

G_END_DECLS
