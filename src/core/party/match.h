/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Whether two records are of one person, with the reasons.
 *
 * After I. Fellegi and A. Sunter, "A Theory for Record Linkage", Journal of the American
 * Statistical Association 64 (1969): what two records have in common speaks for one person
 * by how much oftener it is found with one person than with two. Each field is compared
 * and put on one of a few levels; each level has a weight, the logarithm to the base of
 * two of m/u, where m is how often the records of one person are on it and u how often
 * those of two are; weights add up. A value that many have weighs less (W. Winkler's
 * adjustment by frequency). core/party/match-model.h learns m and u from a table.
 *
 * A score is the probability, in thousandths, that it is one person.
 */

/* Below it nothing is proposed to be merged. */
#define AXLE_MATCH_PROPOSED 700

/* From here on it may be taken as one without a person looking; nothing merges below it. */
#define AXLE_MATCH_SURE 950

#define AXLE_MATCH_MAX_FIELDS 32

/**
 * AxleMatchKind:
 *
 * What a field holds: it decides how two values are compared.
 */
typedef enum
{
  AXLE_MATCH_KIND_NAME,
  AXLE_MATCH_KIND_PHONE,
  AXLE_MATCH_KIND_VIN,
  AXLE_MATCH_KIND_PLATE,
  AXLE_MATCH_KIND_CREDIT_CODE,
  AXLE_MATCH_KIND_EMAIL,
  AXLE_MATCH_KIND_WECHAT,
  AXLE_MATCH_KIND_BIRTHDAY,
  AXLE_MATCH_KIND_COMPANY,
  AXLE_MATCH_KIND_ADDRESS,
  AXLE_MATCH_KIND_CITY,
  AXLE_MATCH_KIND_GENDER,
  AXLE_MATCH_KIND_NUMBER,
  AXLE_MATCH_KIND_CATEGORY,
  AXLE_MATCH_KIND_TEXT,
  AXLE_MATCH_N_KINDS,
} AxleMatchKind;

/**
 * AxleMatchLevel:
 * @AXLE_MATCH_LEVEL_SAME: the same
 * @AXLE_MATCH_LEVEL_CLOSE: a slip of the finger, or another way to write the same
 * @AXLE_MATCH_LEVEL_NEAR: alike
 * @AXLE_MATCH_LEVEL_LOOSE: something in common
 * @AXLE_MATCH_LEVEL_DIFFERENT: nothing
 * @AXLE_MATCH_LEVEL_MISSING: one of them says nothing, so neither does this
 */
typedef enum
{
  AXLE_MATCH_LEVEL_SAME,
  AXLE_MATCH_LEVEL_CLOSE,
  AXLE_MATCH_LEVEL_NEAR,
  AXLE_MATCH_LEVEL_LOOSE,
  AXLE_MATCH_LEVEL_DIFFERENT,
  AXLE_MATCH_LEVEL_MISSING,
  AXLE_MATCH_N_LEVELS,
} AxleMatchLevel;

/**
 * AxleMatchValue:
 * @text: as it is compared, see axle_match_fold()
 * @sound: (nullable): how it sounds where that is not @text, see axle_match_sound()
 * @share: the share of all records that have it, 0 where that is not known
 *
 * One value, made ready to be compared often.
 */
typedef struct
{
  const char *text;
  const char *sound;
  double      share;
} AxleMatchValue;

/**
 * AxleMatchSubject:
 * @values: for each field of the model its values, of which the best pair counts
 * @n_values: how many each has
 *
 * One record as it is compared. Borrows all it points at.
 */
typedef struct
{
  const AxleMatchValue *values[AXLE_MATCH_MAX_FIELDS];
  guint8                n_values[AXLE_MATCH_MAX_FIELDS];
} AxleMatchSubject;

/**
 * AxleMatchFinding:
 * @level: how alike the values are
 * @share: how common the commoner of the two values is: a slip makes a rare one of it
 * @crossed: whether the value stands in the other's sibling field: names in wrong order
 *
 * What the comparison of one field came to.
 */
typedef struct
{
  guint8 level;
  guint8 crossed;
  float  share;
} AxleMatchFinding;

/**
 * AxleMatchReason:
 * @code: the field's name
 * @level: how alike it is
 * @weight: by how many doublings it makes one person likelier, less than 0 for less likely
 * @label: a sentence for a person, translated
 */
typedef struct
{
  char           *code;
  AxleMatchLevel  level;
  double          weight;
  char           *label;
} AxleMatchReason;

typedef struct _AxleMatchModel AxleMatchModel;

const char     *axle_match_kind_get_name  (AxleMatchKind           kind);
const char     *axle_match_kind_get_label (AxleMatchKind           kind);
const char     *axle_match_level_get_name (AxleMatchLevel          level);
char           *axle_match_fold           (AxleMatchKind           kind,
                                           const char             *text);
char           *axle_match_sound          (AxleMatchKind           kind,
                                           const char             *folded);
AxleMatchLevel  axle_match_compare        (AxleMatchKind           kind,
                                           const AxleMatchValue   *a,
                                           const AxleMatchValue   *b,
                                           GHashTable             *words);
void            axle_match_find           (const AxleMatchModel   *model,
                                           const AxleMatchSubject *a,
                                           const AxleMatchSubject *b,
                                           AxleMatchFinding       *findings);
double          axle_match_weigh          (const AxleMatchModel   *model,
                                           const AxleMatchFinding *findings,
                                           double                 *weights);
guint           axle_match_score          (double                  weight);
GPtrArray      *axle_match_explain        (const AxleMatchModel   *model,
                                           const AxleMatchFinding *findings);
void            axle_match_reason_free    (AxleMatchReason        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleMatchReason, axle_match_reason_free)

G_END_DECLS
