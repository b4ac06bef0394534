/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/condition-words.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "core/insight/facts.h"

static void add_node (GString                 *words,
                      const AxleConditionNode *node);

/* A name of another vocabulary, such as that of answers, stands for itself. */
static const char *
label_of (const AxleConditionNode *node)
{
  const AxleFactInfo *info = axle_fact_find (node->name);

  return info != NULL ? _(info->field.label) : node->name;
}

static void
add_operand (GString                 *words,
             const AxleConditionNode *node,
             guint                    index)
{
  const AxleOperand *operand = &g_array_index (node->operands, AxleOperand, index);
  AxleFact fact = { .info = axle_fact_find (node->name), .value = operand->value };
  g_autofree char *text = NULL;

  /* A set is said to have a member: that is a text. */
  if (fact.info != NULL && fact.info->field.type != AXLE_FIELD_SET)
    text = axle_fact_dup_text (&fact);
  else if (operand->value.kind == AXLE_VALUE_INTEGER)
    text = g_strdup_printf ("%" PRId64, axle_value_get_integer (&operand->value));
  else
    text = g_strdup (axle_value_get_text (&operand->value));
  g_string_append (words, text);
}

static void
add_operands (GString                 *words,
              const AxleConditionNode *node)
{
  for (guint i = 0; i < node->operands->len; i++)
    {
      if (i > 0)
        g_string_append (words, " / ");
      add_operand (words, node, i);
    }
}

static gboolean
is_boolean (const AxleConditionNode *node)
{
  return node->operands->len == 1 && g_array_index (node->operands, AxleOperand, 0).value.kind == AXLE_VALUE_BOOLEAN;
}

/* What is true or not needs no more than its name. */
static void
add_boolean (GString                 *words,
             const AxleConditionNode *node)
{
  gboolean value = axle_value_get_boolean (&g_array_index (node->operands, AxleOperand, 0).value);
  gboolean holds = (value == (node->comparison == AXLE_COMPARISON_EQUAL)) != node->negated;

  if (holds)
    g_string_append (words, label_of (node));
  else
    /* Translators: the contrary of a condition, such as “not: Is a company”. */
    g_string_append_printf (words, C_("condition", "not: %s"), label_of (node));
}

static const char *
sign_of (const AxleConditionNode *node)
{
  static const char * const signs[][2] = {
    [AXLE_COMPARISON_EQUAL] = { "=", "≠" },
    [AXLE_COMPARISON_DIFFERENT] = { "≠", "=" },
    [AXLE_COMPARISON_LESS] = { "<", "≥" },
    [AXLE_COMPARISON_AT_MOST] = { "≤", ">" },
    [AXLE_COMPARISON_MORE] = { ">", "≤" },
    [AXLE_COMPARISON_AT_LEAST] = { "≥", "<" },
    [AXLE_COMPARISON_AMONG] = { "=", "≠" },
    [AXLE_COMPARISON_CONTAINS] = { "∋", "∌" },
  };

  return signs[node->comparison][node->negated];
}

static void
add_comparison (GString                 *words,
                const AxleConditionNode *node)
{
  if (is_boolean (node))
    {
      add_boolean (words, node);
      return;
    }
  g_string_append_printf (words, "%s %s ", label_of (node), sign_of (node));
  add_operands (words, node);
}

static void
add_child (GString                 *words,
           const AxleConditionNode *parent,
           const AxleConditionNode *child)
{
  gboolean looser = child->type == AXLE_CONDITION_ANY || (parent->type == AXLE_CONDITION_NOT && child->type == AXLE_CONDITION_ALL);

  if (looser)
    g_string_append_c (words, '(');
  add_node (words, child);
  if (looser)
    g_string_append_c (words, ')');
}

static void
add_children (GString                 *words,
              const AxleConditionNode *node,
              const char              *between)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      if (i > 0)
        g_string_append (words, between);
      add_child (words, node, node->children->pdata[i]);
    }
}

static void
add_not (GString                 *words,
         const AxleConditionNode *node)
{
  g_autoptr(GString) inner = g_string_new (NULL);

  add_child (inner, node, node->children->pdata[0]);
  g_string_append_printf (words, C_("condition", "not: %s"), inner->str);
}

static void
add_node (GString                 *words,
          const AxleConditionNode *node)
{
  switch (node->type)
    {
    case AXLE_CONDITION_ALL:
      add_children (words, node, C_("condition", " and "));
      break;
    case AXLE_CONDITION_ANY:
      add_children (words, node, C_("condition", " or "));
      break;
    case AXLE_CONDITION_NOT:
      add_not (words, node);
      break;
    case AXLE_CONDITION_KNOWN:
      g_string_append_printf (words, C_("condition", "%s is known"), label_of (node));
      break;
    case AXLE_CONDITION_COMPARE:
      add_comparison (words, node);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * axle_condition_dup_words:
 * @self: a condition
 *
 * For a person who reads what others wrote: in their language, with units. It cannot be
 * parsed again.
 *
 * Returns: (transfer full): such as “Age of the car in years ≥ 3 and Powertrain = Battery
 *   electric / Plug-in hybrid”
 */
char *
axle_condition_dup_words (const AxleCondition *self)
{
  GString *words = g_string_new (NULL);

  add_node (words, axle_condition_get_root (self));
  return g_string_free_and_steal (words);
}
