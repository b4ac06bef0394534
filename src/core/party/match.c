/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/match.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/party/match-model.h"

static const struct
{
  const char *name;
  const char *label;
} kinds[AXLE_MATCH_N_KINDS] = {
  [AXLE_MATCH_KIND_NAME] = { "name", N_("Name") },
  [AXLE_MATCH_KIND_PHONE] = { "phone", N_("Phone") },
  [AXLE_MATCH_KIND_VIN] = { "vin", N_("VIN") },
  [AXLE_MATCH_KIND_PLATE] = { "plate", N_("Plate") },
  [AXLE_MATCH_KIND_CREDIT_CODE] = { "credit_code", N_("Credit code") },
  [AXLE_MATCH_KIND_EMAIL] = { "email", N_("Email") },
  [AXLE_MATCH_KIND_WECHAT] = { "wechat", N_("WeChat") },
  [AXLE_MATCH_KIND_BIRTHDAY] = { "birthday", N_("Birthday") },
  [AXLE_MATCH_KIND_COMPANY] = { "company", N_("Company") },
  [AXLE_MATCH_KIND_ADDRESS] = { "address", N_("Address") },
  [AXLE_MATCH_KIND_CITY] = { "city", N_("City") },
  [AXLE_MATCH_KIND_GENDER] = { "gender", N_("Gender") },
  [AXLE_MATCH_KIND_NUMBER] = { "number", N_("Number") },
  [AXLE_MATCH_KIND_CATEGORY] = { "category", N_("Category") },
  [AXLE_MATCH_KIND_TEXT] = { "text", N_("Text") },
};

static const char *const levels[AXLE_MATCH_N_LEVELS] = { "same", "close", "near", "loose", "different", "missing" };

const char *
axle_match_kind_get_name (AxleMatchKind kind)
{
  return kinds[kind].name;
}

/**
 * axle_match_kind_get_label:
 * @kind: a kind
 *
 * Returns: what a person calls such a field, translated
 */
const char *
axle_match_kind_get_label (AxleMatchKind kind)
{
  return _(kinds[kind].label);
}

const char *
axle_match_level_get_name (AxleMatchLevel level)
{
  return levels[level];
}

/* Comparing two records. */

/* What one household has in common proves little when the names differ. */
static gboolean
is_shared_by_household (AxleMatchKind kind)
{
  return kind == AXLE_MATCH_KIND_PHONE || kind == AXLE_MATCH_KIND_VIN || kind == AXLE_MATCH_KIND_PLATE ||
         kind == AXLE_MATCH_KIND_ADDRESS || kind == AXLE_MATCH_KIND_EMAIL;
}

static AxleMatchFinding
find_best (const AxleMatchField   *field,
           const AxleMatchSubject *a,
           guint                   of_a,
           const AxleMatchSubject *b,
           guint                   of_b)
{
  AxleMatchFinding best = { AXLE_MATCH_LEVEL_MISSING, FALSE, 0 };

  for (guint i = 0; i < a->n_values[of_a]; i++)
    for (guint j = 0; j < b->n_values[of_b]; j++)
      {
        const AxleMatchValue *first = &a->values[of_a][i];
        const AxleMatchValue *second = &b->values[of_b][j];
        guint8 level = (guint8) axle_match_compare (field->kind, first, second, field->words);
        float share = (float) MAX (first->share, second->share);

        if (level < best.level || (level == best.level && share < best.share))
          best = (AxleMatchFinding) { level, FALSE, share };
      }
  return best;
}

/* Two fields that people confuse are read crosswise where that fits better. */
static void
try_crossed (const AxleMatchModel   *model,
             guint                   i,
             const AxleMatchSubject *a,
             const AxleMatchSubject *b,
             AxleMatchFinding       *findings)
{
  guint j = (guint) model->fields[i].sibling;
  AxleMatchFinding first, second;

  if (MIN (findings[i].level, findings[j].level) < AXLE_MATCH_LEVEL_LOOSE)
    return;
  first = find_best (&model->fields[i], a, i, b, j);
  second = find_best (&model->fields[j], a, j, b, i);
  if (MIN (first.level, second.level) > AXLE_MATCH_LEVEL_CLOSE ||
      MIN (first.level, second.level) >= MIN (findings[i].level, findings[j].level) ||
      MAX (first.level, second.level) == AXLE_MATCH_LEVEL_DIFFERENT)
    return;
  first.crossed = second.crossed = TRUE;
  findings[i] = first;
  findings[j] = second;
}

/**
 * axle_match_find:
 * @model: a model
 * @a: a record
 * @b: another
 * @findings: (out caller-allocates) (array): one for each field of @model
 *
 * Compares two records field by field.
 */
void
axle_match_find (const AxleMatchModel   *model,
                 const AxleMatchSubject *a,
                 const AxleMatchSubject *b,
                 AxleMatchFinding       *findings)
{
  for (guint i = 0; i < model->n_fields; i++)
    findings[i] = find_best (&model->fields[i], a, i, b, i);
  for (guint i = 0; i < model->n_fields; i++)
    if (model->fields[i].sibling > (int) i)
      try_crossed (model, i, a, b, findings);
}

static double
weigh_one (const AxleMatchField   *field,
           const AxleMatchFinding *finding)
{
  guint level = finding->level;
  double weight;

  if (level == AXLE_MATCH_LEVEL_MISSING)
    return 0;
  /* Words in the wrong field are a slip too. */
  if (finding->crossed && level == AXLE_MATCH_LEVEL_SAME)
    level = AXLE_MATCH_LEVEL_CLOSE;
  weight = log2 (field->same[level] / field->chance[level]);
  if (level <= AXLE_MATCH_LEVEL_NEAR && finding->share > 0 && field->usual_share > 0)
    weight += CLAMP (log2 (field->usual_share / finding->share), -5, 5) * (level == AXLE_MATCH_LEVEL_NEAR ? 0.5 : 1);
  return level == AXLE_MATCH_LEVEL_DIFFERENT ? MIN (weight, 0) : weight;
}

static gboolean
names_differ (const AxleMatchModel   *model,
              const AxleMatchFinding *findings)
{
  gboolean any = FALSE;

  for (guint i = 0; i < model->n_fields; i++)
    any = any || (model->fields[i].kind == AXLE_MATCH_KIND_NAME && findings[i].level == AXLE_MATCH_LEVEL_DIFFERENT);
  return any;
}

/* A car has one VIN and one plate: both say the same once. */
static double
count_car_once (const AxleMatchModel *model,
                double               *weights,
                double                total)
{
  double vin = 0;

  for (guint i = 0; i < model->n_fields; i++)
    if (model->fields[i].kind == AXLE_MATCH_KIND_VIN)
      vin = MAX (vin, weights[i]);
  for (guint i = 0; vin > 0 && i < model->n_fields; i++)
    if (model->fields[i].kind == AXLE_MATCH_KIND_PLATE && weights[i] > 0)
      {
        total -= weights[i];
        weights[i] = 0;
      }
  return total;
}

/* Of what a household shares the strongest counts whole, the others by a quarter. */
static double
lessen_shared (const AxleMatchModel *model,
               double               *weights,
               double                total)
{
  guint strongest = G_MAXUINT;

  for (guint i = 0; i < model->n_fields; i++)
    if (is_shared_by_household (model->fields[i].kind) && weights[i] > 0 &&
        (strongest == G_MAXUINT || weights[i] > weights[strongest]))
      strongest = i;
  for (guint i = 0; i < model->n_fields; i++)
    if (is_shared_by_household (model->fields[i].kind) && weights[i] > 0 && i != strongest)
      {
        total -= weights[i] * 0.75;
        weights[i] *= 0.25;
      }
  return total;
}

/**
 * axle_match_weigh:
 * @model: a model
 * @findings: of axle_match_find()
 * @weights: (out caller-allocates) (nullable) (array): that of each field
 *
 * Returns: the logarithm to the base of two of the odds that it is one person
 */
double
axle_match_weigh (const AxleMatchModel   *model,
                  const AxleMatchFinding *findings,
                  double                 *weights)
{
  double own[AXLE_MATCH_MAX_FIELDS];
  double total = model->prior;

  weights = weights != NULL ? weights : own;
  for (guint i = 0; i < model->n_fields; i++)
    total += weights[i] = weigh_one (&model->fields[i], &findings[i]);
  total = count_car_once (model, weights, total);
  return names_differ (model, findings) ? lessen_shared (model, weights, total) : total;
}

/**
 * axle_match_score:
 * @weight: of axle_match_weigh()
 *
 * Returns: the probability in thousandths, 0 to 1000
 */
guint
axle_match_score (double weight)
{
  return (guint) lround (1000 / (1 + exp2 (-CLAMP (weight, -60, 60))));
}

/* Explaining. */

static char *
label_for (const AxleMatchField   *field,
           const AxleMatchFinding *finding)
{
  const char *label = field->label != NULL ? field->label : axle_match_kind_get_label (field->kind);

  if (finding->crossed)
    return g_strdup_printf (_("%s: in the wrong field"), label);
  switch ((AxleMatchLevel) finding->level)
    {
    case AXLE_MATCH_LEVEL_SAME:
      return g_strdup_printf (_("%s: the same"), label);
    case AXLE_MATCH_LEVEL_CLOSE:
      return g_strdup_printf (_("%s: almost the same"), label);
    case AXLE_MATCH_LEVEL_NEAR:
      return g_strdup_printf (_("%s: alike"), label);
    case AXLE_MATCH_LEVEL_LOOSE:
      return g_strdup_printf (_("%s: partly alike"), label);
    case AXLE_MATCH_LEVEL_DIFFERENT:
    case AXLE_MATCH_LEVEL_MISSING:
    case AXLE_MATCH_N_LEVELS:
    default:
      return g_strdup_printf (_("%s: different"), label);
    }
}

static int
compare_reasons (gconstpointer a,
                 gconstpointer b)
{
  const AxleMatchReason *first = *(const AxleMatchReason *const *) a;
  const AxleMatchReason *second = *(const AxleMatchReason *const *) b;

  return (first->weight < second->weight) - (first->weight > second->weight);
}

/**
 * axle_match_explain:
 * @model: a model
 * @findings: of axle_match_find()
 *
 * Returns: (transfer full) (element-type AxleMatchReason): what speaks for one person, the
 *   strongest first, then what speaks against it
 */
GPtrArray *
axle_match_explain (const AxleMatchModel   *model,
                    const AxleMatchFinding *findings)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_match_reason_free);
  double weights[AXLE_MATCH_MAX_FIELDS];

  axle_match_weigh (model, findings, weights);
  for (guint i = 0; i < model->n_fields; i++)
    {
      AxleMatchReason *reason;

      if (findings[i].level == AXLE_MATCH_LEVEL_MISSING)
        continue;
      reason = g_new0 (AxleMatchReason, 1);
      reason->code = g_strdup (model->fields[i].code);
      reason->level = (AxleMatchLevel) findings[i].level;
      reason->weight = weights[i];
      reason->label = label_for (&model->fields[i], &findings[i]);
      g_ptr_array_add (reasons, reason);
    }
  g_ptr_array_sort (reasons, compare_reasons);
  return reasons;
}

void
axle_match_reason_free (AxleMatchReason *self)
{
  g_free (self->code);
  g_free (self->label);
  g_free (self);
}
