/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/dossier.h"
#include "core/insight/condition.h"
#include "core/organisation/policy.h"

G_BEGIN_DECLS

/**
 * AxleFactInfo:
 * @field: its name in conditions, its label for a person and its type; the choices of a
 *   choice are those of @like
 * @of_car: whether it is told of each car, not of the customer
 * @like: (nullable): the kind of record whose field it repeats
 * @like_field: that field
 * @step: of a distance: to what it is rounded where a person reads it, in metres
 *
 * Something that can be known of a customer or a car. All of them are in one table, see
 * facts-table.c.
 */
typedef struct
{
  AxleField         field;
  gboolean          of_car;
  const AxleEntity *like;
  guint             like_field;
  gint64            step;
} AxleFactInfo;

/**
 * AxleFact:
 * @info: what it is
 * @value: in the unit of its type; never none
 * @sources: (element-type AxleRecord): the records that say so
 *
 * Something that is known of one customer or car.
 */
typedef struct
{
  const AxleFactInfo *info;
  AxleValue           value;
  GPtrArray          *sources;
} AxleFact;

const AxleFactInfo *axle_fact_list     (guint          *n_facts);
const AxleFactInfo *axle_fact_find     (const char     *name);
char               *axle_fact_dup_text (const AxleFact *self);

/* For axle_condition_check(): the words that rules are written with. */
const AxleField    *axle_fact_word     (const char     *name,
                                        gpointer        data);

/* Stands for the customer where a car is asked for. */
#define AXLE_FACTS_NO_CAR G_MAXUINT

/**
 * AxleFacts:
 *
 * What is known of one customer and each of their present cars, worked out from their
 * dossier. What the dossier does not tell is not there.
 */
typedef struct _AxleFacts AxleFacts;

AxleFacts      *axle_facts_new        (AxleDossier         *dossier,
                                       AxlePolicies        *policies);
void            axle_facts_free       (AxleFacts           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleFacts, axle_facts_free)

AxleDossier    *axle_facts_get_dossier (const AxleFacts    *self);
guint           axle_facts_get_n_cars (const AxleFacts     *self);
AxleRecord     *axle_facts_get_car    (const AxleFacts     *self,
                                       guint                car);
char           *axle_facts_dup_car_name (const AxleFacts   *self,
                                         guint              car);
const AxleFact *axle_facts_find       (const AxleFacts     *self,
                                       guint                car,
                                       const char          *name);
AxleTruth       axle_facts_judge      (const AxleFacts     *self,
                                       const AxleCondition *condition,
                                       guint                car);
AxleTruth       axle_facts_judge_cars (const AxleFacts     *self,
                                       const AxleCondition *condition,
                                       guint               *car);
GPtrArray      *axle_facts_explain    (const AxleFacts     *self,
                                       const AxleCondition *condition,
                                       guint                car);
gboolean        axle_condition_is_of_car (const AxleCondition *condition);

G_END_DECLS
