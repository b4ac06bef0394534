/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entity.h"

G_BEGIN_DECLS

/*
 * The little language of rules and segments, as in
 *
 *     car_age >= 3 and powertrain in ("battery", "plug-in") and not (use = "goods")
 *
 *     condition  = part { "or" part }            "and" binds tighter than "or", "not" tighter than both
 *     part       = term { "and" term }
 *     term       = "not" term | "(" condition ")" | "known" "(" name ")"
 *                | name                          short for: name = true
 *                | name ("=" | "!=" | "<" | "<=" | ">" | ">=") value
 *                | name ["not"] "in" "(" value { "," value } ")"
 *                | name ["not"] "contains" text          a part of a text, a member of a set
 *     value      = number ["km" | "m" | "yuan" | "fen"] | text in quotes | "true" | "false"
 *
 * What is not known is neither true nor false: a comparison with it is unknown, and so is
 * all that hangs on it (Kleene's logic, and SQL's with NULL). A rule holds when it is true.
 */

/* A longer text, a deeper nest, more parts and a longer list are refused. */
#define AXLE_CONDITION_LENGTH_LIMIT 2000
#define AXLE_CONDITION_DEPTH_LIMIT  32
#define AXLE_CONDITION_PART_LIMIT   200
#define AXLE_CONDITION_LIST_LIMIT   100

/**
 * AxleConditionError:
 * @AXLE_CONDITION_ERROR_SYNTAX: something else was expected at a place
 * @AXLE_CONDITION_ERROR_LIMIT: it is too long, too deep or has too many parts
 * @AXLE_CONDITION_ERROR_NAME: a name that stands for nothing
 * @AXLE_CONDITION_ERROR_TYPE: a name is compared with what it can never be
 *
 * What is wrong with a condition. The message names the place by the number of its
 * sign, the first being 1.
 */
typedef enum
{
  AXLE_CONDITION_ERROR_SYNTAX,
  AXLE_CONDITION_ERROR_LIMIT,
  AXLE_CONDITION_ERROR_NAME,
  AXLE_CONDITION_ERROR_TYPE,
} AxleConditionError;

#define AXLE_CONDITION_ERROR (axle_condition_error_quark ())
GQuark axle_condition_error_quark (void);

/**
 * AxleTruth:
 * @AXLE_TRUTH_FALSE: it does not hold
 * @AXLE_TRUTH_UNKNOWN: what it hangs on is not known
 * @AXLE_TRUTH_TRUE: it holds
 */
typedef enum
{
  AXLE_TRUTH_FALSE,
  AXLE_TRUTH_UNKNOWN,
  AXLE_TRUTH_TRUE,
} AxleTruth;

/**
 * AxleConditionType:
 * @AXLE_CONDITION_ALL: all children hold
 * @AXLE_CONDITION_ANY: one of the children holds
 * @AXLE_CONDITION_NOT: the one child does not hold
 * @AXLE_CONDITION_KNOWN: the name has a value; never unknown
 * @AXLE_CONDITION_COMPARE: the name's value stands so to the operands
 */
typedef enum
{
  AXLE_CONDITION_ALL,
  AXLE_CONDITION_ANY,
  AXLE_CONDITION_NOT,
  AXLE_CONDITION_KNOWN,
  AXLE_CONDITION_COMPARE,
} AxleConditionType;

/**
 * AxleComparison:
 * @AXLE_COMPARISON_EQUAL: is the operand
 * @AXLE_COMPARISON_DIFFERENT: is something else
 * @AXLE_COMPARISON_LESS: of numbers
 * @AXLE_COMPARISON_AT_MOST: of numbers
 * @AXLE_COMPARISON_MORE: of numbers
 * @AXLE_COMPARISON_AT_LEAST: of numbers
 * @AXLE_COMPARISON_AMONG: is one of the operands
 * @AXLE_COMPARISON_CONTAINS: a text has the operand in it, without regard to case and
 *   width; a set has it as a member
 */
typedef enum
{
  AXLE_COMPARISON_EQUAL,
  AXLE_COMPARISON_DIFFERENT,
  AXLE_COMPARISON_LESS,
  AXLE_COMPARISON_AT_MOST,
  AXLE_COMPARISON_MORE,
  AXLE_COMPARISON_AT_LEAST,
  AXLE_COMPARISON_AMONG,
  AXLE_COMPARISON_CONTAINS,
} AxleComparison;

/**
 * AxleOperand:
 * @value: a text, an integer or a boolean; with a unit in that of fields: metres, fen
 * @unit: %AXLE_FIELD_DISTANCE or %AXLE_FIELD_MONEY as its unit says, otherwise
 *   %AXLE_FIELD_INTEGER
 */
typedef struct
{
  AxleValue     value;
  AxleFieldType unit;
} AxleOperand;

/**
 * AxleConditionNode:
 * @type: what it says
 * @comparison: of %AXLE_CONDITION_COMPARE
 * @negated: of %AXLE_CONDITION_COMPARE: it says the contrary, as in `not in (…)`
 * @name: (nullable): of %AXLE_CONDITION_COMPARE and %AXLE_CONDITION_KNOWN
 * @operands: (nullable) (element-type AxleOperand): of %AXLE_CONDITION_COMPARE: several
 *   for %AXLE_COMPARISON_AMONG, otherwise one
 * @children: (nullable) (element-type AxleConditionNode): of the other types
 * @start: where it begins in the text, in bytes
 * @length: how long it is there, in bytes
 *
 * One part of a condition. Never changed once parsed.
 */
typedef struct
{
  AxleConditionType type;
  AxleComparison    comparison;
  gboolean          negated;
  char             *name;
  GArray           *operands;
  GPtrArray        *children;
  gsize             start;
  gsize             length;
} AxleConditionNode;

/**
 * AxleConditionPart:
 * @text: the comparison as it was written
 * @truth: what became of it
 * @name: what it looks at
 * @found: the value of @name; none where it is unknown
 *
 * One comparison of a condition that was tried.
 */
typedef struct
{
  char      *text;
  AxleTruth  truth;
  char      *name;
  AxleValue  found;
} AxleConditionPart;

/**
 * AxleConditionFunc:
 * @name: a name in the condition
 * @value: (out): its value
 * @data: what the caller gave
 *
 * Returns: whether it is known
 */
typedef gboolean (*AxleConditionFunc) (const char *name,
                                       AxleValue  *value,
                                       gpointer    data);

/**
 * AxleConditionWordFunc:
 * @name: a name in the condition
 * @data: what the caller gave
 *
 * Returns: (nullable): what the name stands for: of the field, its type and choices are
 *   read; %NULL when it stands for nothing
 */
typedef const AxleField *(*AxleConditionWordFunc) (const char *name,
                                                   gpointer    data);

typedef struct _AxleCondition AxleCondition;

AxleCondition           *axle_condition_parse      (const char             *text,
                                                    GError                **error);
void                     axle_condition_free       (AxleCondition          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleCondition, axle_condition_free)

const char              *axle_condition_get_text   (const AxleCondition    *self);
const AxleConditionNode *axle_condition_get_root   (const AxleCondition    *self);
gboolean                 axle_condition_names      (const AxleCondition    *self,
                                                    const char             *name);
gboolean                 axle_condition_check      (const AxleCondition    *self,
                                                    AxleConditionWordFunc   find,
                                                    gpointer                data,
                                                    GError                **error);
AxleTruth                axle_condition_judge      (const AxleCondition    *self,
                                                    AxleConditionFunc       get,
                                                    gpointer                data);
gboolean                 axle_condition_test       (const AxleCondition    *self,
                                                    AxleConditionFunc       get,
                                                    gpointer                data);
GPtrArray               *axle_condition_explain    (const AxleCondition    *self,
                                                    AxleConditionFunc       get,
                                                    gpointer                data);

const char              *axle_truth_get_name       (AxleTruth               self);

G_END_DECLS
