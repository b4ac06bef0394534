/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/match-model.h"

#include <math.h>
#include <string.h>

#define ROUNDS 30

/* Enough was learned when the odds change by less. */
#define STEADY 0.001

/* Odds from which no round brings a pair back. */
#define HOPELESS -14

/* One person's name is another one now and then (a marriage, a company's new name), not as
 * a rule: a table in which that seems so has taught what a place has in common. */
#define NAMES_DIFFER 0.06

/* What is believed before a table is seen weighs as much as so many pairs of it. */
#define BELIEF 8.0

/* Of a kind, before anything is learned: how often the records of one person are on a
 * level, and those of two. The latter are of a town's people: of a phone number there is
 * one in a million, of 王伟 some dozens, of women every second. */
static const struct
{
  double same[AXLE_MATCH_LEVEL_MISSING];
  double chance[AXLE_MATCH_LEVEL_DIFFERENT];
} beliefs[AXLE_MATCH_N_KINDS] = {
  [AXLE_MATCH_KIND_NAME] = { { 0.75, 0.10, 0.05, 0.04, 0.06 }, { 3e-5, 2e-4, 1e-3, 8e-3 } },
  [AXLE_MATCH_KIND_PHONE] = { { 0.70, 0.04, 0.01, 0.01, 0.24 }, { 1e-6, 2e-5, 1e-4, 1e-3 } },
  [AXLE_MATCH_KIND_VIN] = { { 0.55, 0.03, 0.01, 0.01, 0.40 }, { 3e-6, 2e-5, 1e-4, 1e-3 } },
  [AXLE_MATCH_KIND_PLATE] = { { 0.55, 0.03, 0.01, 0.01, 0.40 }, { 3e-6, 1e-4, 2e-3, 8e-3 } },
  [AXLE_MATCH_KIND_CREDIT_CODE] = { { 0.90, 0.05, 0.01, 0.01, 0.03 }, { 1e-6, 2e-5, 1e-4, 1e-3 } },
  [AXLE_MATCH_KIND_EMAIL] = { { 0.70, 0.06, 0.04, 0.04, 0.16 }, { 1e-6, 1e-5, 1e-4, 2e-3 } },
  [AXLE_MATCH_KIND_WECHAT] = { { 0.80, 0.04, 0.01, 0.01, 0.14 }, { 1e-6, 1e-5, 1e-4, 2e-3 } },
  [AXLE_MATCH_KIND_BIRTHDAY] = { { 0.85, 0.06, 0.03, 0.02, 0.04 }, { 5e-5, 8e-4, 2e-3, 8e-3 } },
  [AXLE_MATCH_KIND_COMPANY] = { { 0.60, 0.12, 0.08, 0.05, 0.15 }, { 2e-4, 4e-4, 4e-3, 5e-2 } },
  [AXLE_MATCH_KIND_ADDRESS] = { { 0.60, 0.12, 0.08, 0.06, 0.14 }, { 1e-5, 1e-4, 4e-3, 6e-2 } },
  [AXLE_MATCH_KIND_CITY] = { { 0.85, 0.04, 0.02, 0.02, 0.07 }, { 2e-1, 1e-2, 1e-2, 2e-2 } },
  [AXLE_MATCH_KIND_GENDER] = { { 0.97, 0.01, 0.005, 0.005, 0.01 }, { 0.5, 1e-3, 1e-3, 1e-3 } },
  [AXLE_MATCH_KIND_NUMBER] = { { 0.80, 0.07, 0.03, 0.02, 0.08 }, { 1e-3, 1e-3, 5e-3, 2e-2 } },
  [AXLE_MATCH_KIND_CATEGORY] = { { 0.85, 0.03, 0.01, 0.01, 0.10 }, { 2e-1, 1e-2, 1e-2, 2e-2 } },
  [AXLE_MATCH_KIND_TEXT] = { { 0.65, 0.12, 0.07, 0.04, 0.12 }, { 1e-2, 1e-2, 1e-2, 5e-2 } },
};

/* One pair of records in so many is of one person: a tenth of a hundred thousand
 * customers are there twice. */
#define PRIOR_ODDS (1.0 / 1e6)

/**
 * axle_match_model_new:
 *
 * Returns: (transfer full): a model without fields
 */
AxleMatchModel *
axle_match_model_new (void)
{
  AxleMatchModel *self = g_new0 (AxleMatchModel, 1);

  self->prior = log2 (PRIOR_ODDS);
  return self;
}

void
axle_match_model_free (AxleMatchModel *self)
{
  for (guint i = 0; i < self->n_fields; i++)
    g_clear_pointer (&self->fields[i].words, g_hash_table_unref);
  g_free (self);
}

/**
 * axle_match_model_add:
 * @self: a model with fewer than %AXLE_MATCH_MAX_FIELDS fields
 * @code: the field's name
 * @label: (nullable): what a person calls it; %NULL for what its kind is called
 * @kind: how it is compared
 *
 * Returns: the field's index; what is believed of its kind is believed of it
 */
guint
axle_match_model_add (AxleMatchModel *self,
                      const char     *code,
                      const char     *label,
                      AxleMatchKind   kind)
{
  AxleMatchField *field = &self->fields[self->n_fields];
  double rest = 1;

  g_return_val_if_fail (self->n_fields < AXLE_MATCH_MAX_FIELDS, 0);
  *field = (AxleMatchField) { .code = g_intern_string (code), .label = g_intern_string (label), .kind = kind, .sibling = -1 };
  memcpy (field->same, beliefs[kind].same, sizeof beliefs[kind].same);
  for (guint i = 0; i < AXLE_MATCH_LEVEL_DIFFERENT; i++)
    rest -= field->chance[i] = beliefs[kind].chance[i];
  field->chance[AXLE_MATCH_LEVEL_DIFFERENT] = rest;
  return self->n_fields++;
}

/* Learning. */

typedef double Counts[AXLE_MATCH_MAX_FIELDS][AXLE_MATCH_N_LEVELS];

/* A sample while it is learned from: pairs that are two at the first look stay so. */
typedef struct
{
  const AxleMatchSample *sample;
  guint                  n_fields;
  gboolean               same;      /* whether pairs of one are counted, or those of two */
  gsize                  n_open;
  gsize                 *open;      /* the pairs that are weighed again */
  Counts                 settled;   /* of the others */
} Lesson;

static void
count_levels (const Lesson           *self,
              const AxleMatchFinding *findings,
              double                  times,
              Counts                  counts)
{
  for (guint i = 0; i < self->n_fields; i++)
    {
      gboolean slip = findings[i].crossed && findings[i].level == AXLE_MATCH_LEVEL_SAME;

      counts[i][slip ? AXLE_MATCH_LEVEL_CLOSE : findings[i].level] += times;
    }
}

static void
lesson_begin (Lesson                *self,
              const AxleMatchModel  *model,
              const AxleMatchSample *sample,
              gboolean               same)
{
  *self = (Lesson) { .sample = sample, .n_fields = model->n_fields, .same = same };
  self->open = g_new (gsize, MAX (1, sample->n));
  for (gsize i = 0; i < sample->n; i++)
    {
      const AxleMatchFinding *findings = sample->findings + i * model->n_fields;

      if (axle_match_weigh (model, findings, NULL) > HOPELESS)
        self->open[self->n_open++] = i;
      else if (!same)
        count_levels (self, findings, 1, self->settled);
    }
}

/* Returns how many pairs of one there are. */
static double
lesson_count (const Lesson         *self,
              const AxleMatchModel *model,
              Counts                counts)
{
  double found = 0;

  memcpy (counts, self->settled, sizeof self->settled);
  for (gsize i = 0; i < self->n_open; i++)
    {
      const AxleMatchFinding *findings = self->sample->findings + self->open[i] * self->n_fields;
      double one = 1 / (1 + exp2 (-CLAMP (axle_match_weigh (model, findings, NULL), -60, 60)));

      found += one;
      count_levels (self, findings, self->same ? one : 1 - one, counts);
    }
  return found;
}

static void
settle (const double *counts,
        const double *belief,
        double        strength,
        double       *out)
{
  double total = strength;

  for (guint i = 0; i < AXLE_MATCH_LEVEL_MISSING; i++)
    total += counts[i];
  for (guint i = 0; i < AXLE_MATCH_LEVEL_MISSING; i++)
    out[i] = (counts[i] + strength * belief[i]) / total;
}

static void
limit_difference (AxleMatchField *field)
{
  double *same = field->same;
  double rest = 1 - same[AXLE_MATCH_LEVEL_DIFFERENT];

  if (field->kind != AXLE_MATCH_KIND_NAME || same[AXLE_MATCH_LEVEL_DIFFERENT] <= NAMES_DIFFER)
    return;
  for (guint i = 0; i < AXLE_MATCH_LEVEL_DIFFERENT; i++)
    same[i] *= (1 - NAMES_DIFFER) / rest;
  same[AXLE_MATCH_LEVEL_DIFFERENT] = NAMES_DIFFER;
}

/**
 * axle_match_model_learn:
 * @self: a model; @usual_share and @words of its fields are set
 * @likely: pairs of records that have something in common: all or some of them
 * @random: pairs of records taken by chance
 * @n_records: how many records there are
 *
 * Learns from a table itself what agreement in each field is worth, by expectation and
 * maximisation (Winkler 1988): the pairs are weighed, the levels are counted by these
 * weights, and again. Nothing has to be known of which records are of one person.
 */
void
axle_match_model_learn (AxleMatchModel        *self,
                        const AxleMatchSample *likely,
                        const AxleMatchSample *random,
                        double                 n_records)
{
  static const double even[AXLE_MATCH_N_LEVELS] = { 0.05, 0.05, 0.1, 0.2, 0.6 };
  double n_pairs = MAX (1, n_records * (n_records - 1) / 2);
  Lesson of_one, of_two;

  self->prior = log2 (MIN (0.5, 0.1 * n_records / n_pairs));
  lesson_begin (&of_one, self, likely, TRUE);
  lesson_begin (&of_two, self, random, FALSE);
  for (guint round = 0; round < ROUNDS; round++)
    {
      Counts same, chance;
      double before = self->prior, found;

      found = lesson_count (&of_one, self, same);
      lesson_count (&of_two, self, chance);
      for (guint i = 0; i < self->n_fields; i++)
        {
          settle (same[i], beliefs[self->fields[i].kind].same, BELIEF, self->fields[i].same);
          limit_difference (&self->fields[i]);
          settle (chance[i], even, 1, self->fields[i].chance);
        }
      found = (found * likely->scale + 0.5) / n_pairs;
      self->prior = log2 (MIN (found, 0.5)) - log2 (1 - MIN (found, 0.5));
      if (fabs (self->prior - before) < STEADY)
        break;
    }
  g_free (of_one.open);
  g_free (of_two.open);
}
