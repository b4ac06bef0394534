/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/party/match.h"

G_BEGIN_DECLS

/**
 * AxleMatchField:
 * @code: its name, an interned string
 * @label: (nullable): what a person calls it; %NULL for what its kind is called
 * @kind: how it is compared
 * @sibling: the field that people confuse with it (family and given name), or -1
 * @same: m: how often the records of one person are on each level, given both say something
 * @chance: u: how often the records of two are
 * @usual_share: how often two records happen to have the same value, by the shares of the
 *   values alone; 0 where that is not known
 * @words: (nullable): how many values hold a word, of texts; GUINT_TO_POINTER
 */
typedef struct
{
  const char    *code;
  const char    *label;
  AxleMatchKind  kind;
  int            sibling;
  double         same[AXLE_MATCH_N_LEVELS];
  double         chance[AXLE_MATCH_N_LEVELS];
  double         usual_share;
  GHashTable    *words;
} AxleMatchField;

/**
 * AxleMatchModel:
 * @n_fields: how many fields
 * @fields: the fields
 * @prior: the logarithm to the base of two of the odds that any two records are of one
 *
 * What is known of the fields of a table before two of its records are compared.
 */
struct _AxleMatchModel
{
  guint          n_fields;
  AxleMatchField fields[AXLE_MATCH_MAX_FIELDS];
  double         prior;
};

/**
 * AxleMatchSample:
 * @n: how many pairs
 * @findings: for each pair those of all fields, one after the other
 * @scale: how many pairs each of them stands for
 */
typedef struct
{
  gsize             n;
  AxleMatchFinding *findings;
  double            scale;
} AxleMatchSample;

AxleMatchModel *axle_match_model_new   (void);
void            axle_match_model_free  (AxleMatchModel        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleMatchModel, axle_match_model_free)

guint           axle_match_model_add   (AxleMatchModel        *self,
                                        const char            *code,
                                        const char            *label,
                                        AxleMatchKind          kind);
void            axle_match_model_learn (AxleMatchModel        *self,
                                        const AxleMatchSample *likely,
                                        const AxleMatchSample *random,
                                        double                 n_records);

G_END_DECLS
