/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/condition-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"

G_DEFINE_QUARK (axle-condition-error-quark, axle_condition_error)

struct _AxleCondition
{
  char              *text;
  AxleConditionNode *root;
};

typedef struct
{
  AxleConditionFunc  get;
  gpointer           data;
  const char        *text;
  GPtrArray         *parts;
} Trial;

/**
 * axle_condition_parse:
 * @text: a condition
 * @error: [error@Axle.ConditionError]
 *
 * Returns: (transfer full) (nullable): the condition; %NULL when it says nothing that
 *   can be judged: the error names the place and what was expected there
 */
AxleCondition *
axle_condition_parse (const char  *text,
                      GError     **error)
{
  AxleConditionNode *root = axle_condition_parse_tree (text, error);
  AxleCondition *self;

  if (root == NULL)
    return NULL;
  self = g_new0 (AxleCondition, 1);
  self->text = g_strdup (text);
  self->root = root;
  return self;
}

void
axle_condition_free (AxleCondition *self)
{
  axle_condition_node_free (self->root);
  g_free (self->text);
  g_free (self);
}

const char *
axle_condition_get_text (const AxleCondition *self)
{
  return self->text;
}

const AxleConditionNode *
axle_condition_get_root (const AxleCondition *self)
{
  return self->root;
}

static gboolean
node_names (const AxleConditionNode *node,
            const char              *name)
{
  if (node->name != NULL)
    return g_str_equal (node->name, name);
  for (guint i = 0; i < node->children->len; i++)
    if (node_names (node->children->pdata[i], name))
      return TRUE;
  return FALSE;
}

/**
 * axle_condition_names:
 * @self: a condition
 * @name: a name
 *
 * Returns: whether @self looks at it
 */
gboolean
axle_condition_names (const AxleCondition *self,
                      const char          *name)
{
  return node_names (self->root, name);
}

static gboolean
is_order (AxleComparison comparison)
{
  return comparison >= AXLE_COMPARISON_LESS && comparison <= AXLE_COMPARISON_AT_LEAST;
}

/* Returns what was expected beside the name, or NULL when all is well. */
static const char *
judge_operand (const AxleField         *field,
               const AxleConditionNode *node,
               const AxleOperand       *operand)
{
  AxleValueKind kind = axle_field_value_kind (field);
  gboolean contains = node->comparison == AXLE_COMPARISON_CONTAINS;

  switch (kind)
    {
    case AXLE_VALUE_BOOLEAN:
      return operand->value.kind == kind && !is_order (node->comparison) ? NULL : _("true or false");
    case AXLE_VALUE_INTEGER:
      if (operand->value.kind == kind && operand->unit
          == (field->type == AXLE_FIELD_MONEY || field->type == AXLE_FIELD_DISTANCE ? field->type : AXLE_FIELD_INTEGER))
        return NULL;
      return field->type == AXLE_FIELD_MONEY      ? _("an amount, such as 2000 yuan")
             : field->type == AXLE_FIELD_DISTANCE ? _("a distance, such as 5000 km")
                                                  : _("a whole number without a unit");
    case AXLE_VALUE_TEXT:
      if (operand->value.kind != kind || is_order (node->comparison))
        return _("= or contains and a text in quotes");
      if (field->choices != NULL && !contains
          && !axle_field_has_choice (field, axle_value_get_text (&operand->value)))
        return _("one of the words that it can have");
      return NULL;
    case AXLE_VALUE_SET:
      return contains ? NULL : _("“contains” and a text in quotes");
    case AXLE_VALUE_NONE:
    case AXLE_VALUE_ID:
    default:
      return _("known (…)");
    }
}

static gboolean
check_comparison (const AxleCondition     *self,
                  const AxleConditionNode *node,
                  const AxleField         *field,
                  GError                 **error)
{
  for (guint i = 0; i < node->operands->len; i++)
    {
      const char *expected = judge_operand (field, node, &g_array_index (node->operands, AxleOperand, i));

      if (expected != NULL)
        {
          g_set_error (error, AXLE_CONDITION_ERROR, AXLE_CONDITION_ERROR_TYPE,
                       _("At sign %zu stands “%.*s”: with “%s” goes %s."), axle_condition_sign (self->text, node->start),
                       (int) node->length, self->text + node->start, node->name, expected);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_node (const AxleCondition      *self,
            const AxleConditionNode  *node,
            AxleConditionWordFunc     find,
            gpointer                  data,
            GError                  **error)
{
  if (node->name != NULL)
    {
      const AxleField *field = find (node->name, data);

      if (field != NULL)
        return node->type == AXLE_CONDITION_KNOWN || check_comparison (self, node, field, error);
      g_set_error (error, AXLE_CONDITION_ERROR, AXLE_CONDITION_ERROR_NAME,
                   _("At sign %zu stands “%s”, which is nothing that is known of customers and cars."),
                   axle_condition_sign (self->text, node->start), node->name);
      return FALSE;
    }
  for (guint i = 0; i < node->children->len; i++)
    if (!check_node (self, node->children->pdata[i], find, data, error))
      return FALSE;
  return TRUE;
}

/**
 * axle_condition_check:
 * @self: a condition
 * @find: (scope call): what a name stands for
 * @data: for @find
 * @error: [error@Axle.ConditionError]
 *
 * Returns: whether every name stands for something and is compared with what it can be:
 *   an amount with an amount, a choice with one of its words
 */
gboolean
axle_condition_check (const AxleCondition    *self,
                      AxleConditionWordFunc   find,
                      gpointer                data,
                      GError                **error)
{
  return check_node (self, self->root, find, data, error);
}

static AxleTruth
truth_of (gboolean holds)
{
  return holds ? AXLE_TRUTH_TRUE : AXLE_TRUTH_FALSE;
}

static AxleTruth
contains (const AxleValue *value,
          const char      *wanted)
{
  g_auto(GStrv) members = NULL;
  g_autofree char *text = NULL;
  g_autofree char *part = NULL;

  if (value->kind == AXLE_VALUE_SET)
    {
      members = axle_value_dup_members (value);
      return truth_of (g_strv_contains ((const char * const *) members, wanted));
    }
  if (value->kind != AXLE_VALUE_TEXT)
    return AXLE_TRUTH_UNKNOWN;
  text = axle_text_fold (axle_value_get_text (value));
  part = axle_text_fold (wanted);
  return truth_of (strstr (text, part) != NULL);
}

static AxleTruth
compare (const AxleValue *value,
         AxleComparison   comparison,
         const AxleValue *operand)
{
  int order;

  if (comparison == AXLE_COMPARISON_CONTAINS)
    return contains (value, axle_value_get_text (operand));
  if (value->kind != operand->kind || (is_order (comparison) && value->kind != AXLE_VALUE_INTEGER))
    return AXLE_TRUTH_UNKNOWN;
  order = axle_value_compare (value, operand);
  switch (comparison)
    {
    case AXLE_COMPARISON_EQUAL:
    case AXLE_COMPARISON_AMONG:
      return truth_of (order == 0);
    case AXLE_COMPARISON_DIFFERENT:
      return truth_of (order != 0);
    case AXLE_COMPARISON_LESS:
      return truth_of (order < 0);
    case AXLE_COMPARISON_AT_MOST:
      return truth_of (order <= 0);
    case AXLE_COMPARISON_MORE:
      return truth_of (order > 0);
    case AXLE_COMPARISON_AT_LEAST:
      return truth_of (order >= 0);
    case AXLE_COMPARISON_CONTAINS:
    default:
      g_return_val_if_reached (AXLE_TRUTH_UNKNOWN);
    }
}

static AxleTruth
judge_leaf (const AxleConditionNode *node,
            const AxleValue         *value)
{
  AxleTruth truth = AXLE_TRUTH_FALSE;

  if (node->type == AXLE_CONDITION_KNOWN)
    return truth_of (value->kind != AXLE_VALUE_NONE);
  if (value->kind == AXLE_VALUE_NONE)
    return AXLE_TRUTH_UNKNOWN;
  for (guint i = 0; i < node->operands->len; i++)
    truth = MAX (truth, compare (value, node->comparison, &g_array_index (node->operands, AxleOperand, i).value));
  return node->negated ? AXLE_TRUTH_TRUE - truth : truth;
}

static void
free_part (AxleConditionPart *part)
{
  g_free (part->text);
  g_free (part->name);
  axle_value_clear (&part->found);
  g_free (part);
}

static void
note_part (const Trial             *trial,
           const AxleConditionNode *node,
           const AxleValue         *value,
           AxleTruth                truth)
{
  AxleConditionPart *part = g_new0 (AxleConditionPart, 1);

  part->text = g_strndup (trial->text + node->start, node->length);
  part->truth = truth;
  part->name = g_strdup (node->name);
  axle_value_copy (value, &part->found);
  g_ptr_array_add (trial->parts, part);
}

static AxleTruth
try_leaf (const Trial             *trial,
          const AxleConditionNode *node)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  AxleTruth truth;

  if (!trial->get (node->name, &value, trial->data))
    axle_value_clear (&value);
  truth = judge_leaf (node, &value);
  if (trial->parts != NULL)
    note_part (trial, node, &value, truth);
  return truth;
}

/* Truths are ordered so that the least of all and the most of any is Kleene's logic. */
static AxleTruth
try_node (const Trial             *trial,
          const AxleConditionNode *node)
{
  AxleTruth truth = node->type == AXLE_CONDITION_ANY ? AXLE_TRUTH_FALSE : AXLE_TRUTH_TRUE;

  if (node->name != NULL)
    return try_leaf (trial, node);
  for (guint i = 0; i < node->children->len; i++)
    {
      AxleTruth child = try_node (trial, node->children->pdata[i]);

      truth = node->type == AXLE_CONDITION_ANY ? MAX (truth, child) : MIN (truth, child);
    }
  return node->type == AXLE_CONDITION_NOT ? AXLE_TRUTH_TRUE - truth : truth;
}

/**
 * axle_condition_judge:
 * @self: a condition
 * @get: (scope call): the value of a name
 * @data: for @get
 *
 * Returns: whether it holds, and whether that is known
 */
AxleTruth
axle_condition_judge (const AxleCondition *self,
                      AxleConditionFunc    get,
                      gpointer             data)
{
  return try_node (&(Trial) { .get = get, .data = data, .text = self->text }, self->root);
}

/**
 * axle_condition_test:
 * @self: a condition
 * @get: (scope call): the value of a name
 * @data: for @get
 *
 * Returns: whether it is known to hold
 */
gboolean
axle_condition_test (const AxleCondition *self,
                     AxleConditionFunc    get,
                     gpointer             data)
{
  return axle_condition_judge (self, get, data) == AXLE_TRUTH_TRUE;
}

/**
 * axle_condition_explain:
 * @self: a condition
 * @get: (scope call): the value of a name
 * @data: for @get
 *
 * Returns: (transfer full) (element-type AxleConditionPart): every comparison in the
 *   order of the text, with what was found and what became of it
 */
GPtrArray *
axle_condition_explain (const AxleCondition *self,
                        AxleConditionFunc    get,
                        gpointer             data)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) free_part);

  try_node (&(Trial) { .get = get, .data = data, .text = self->text, .parts = parts }, self->root);
  return parts;
}

/**
 * axle_truth_get_name:
 * @self: a truth
 *
 * Returns: its name for programs
 */
const char *
axle_truth_get_name (AxleTruth self)
{
  static const char * const names[] = { "false", "unknown", "true" };

  return names[self];
}
