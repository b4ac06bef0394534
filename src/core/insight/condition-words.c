/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/condition-words.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "core/insight/facts.h"

/* Where words are added, and who knows names of another vocabulary than that of facts. */
typedef struct
{
  GString                *text;
  AxleConditionLabelFunc  label;
  gpointer                data;
} Words;

static void add_node (Words                   *words,
                      const AxleConditionNode *node);

static char *
dup_label (Words                   *words,
           const AxleConditionNode *node)
{
  const AxleFactInfo *info = axle_fact_find (node->name);
  char *label = words->label != NULL ? words->label (node->name, words->data) : NULL;

  return label != NULL ? label : g_strdup (info != NULL ? _(info->field.label) : node->name);
}

static void
add_operand (Words                   *words,
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
  g_string_append (words->text, text);
}

static void
add_operands (Words                   *words,
              const AxleConditionNode *node)
{
  for (guint i = 0; i < node->operands->len; i++)
    {
      if (i > 0)
        g_string_append (words->text, " / ");
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
add_boolean (Words                   *words,
             const AxleConditionNode *node)
{
  gboolean value = axle_value_get_boolean (&g_array_index (node->operands, AxleOperand, 0).value);
  gboolean holds = (value == (node->comparison == AXLE_COMPARISON_EQUAL)) != node->negated;
  g_autofree char *label = dup_label (words, node);

  if (holds)
    g_string_append (words->text, label);
  else
    /* Translators: the contrary of a condition, such as “not: Is a company”. */
    g_string_append_printf (words->text, C_("condition", "not: %s"), label);
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
  };

  return signs[node->comparison][node->negated];
}

static void
add_contains (Words                   *words,
              const AxleConditionNode *node,
              const char              *label)
{
  const char *part = axle_value_get_text (&g_array_index (node->operands, AxleOperand, 0).value);

  if (node->negated)
    g_string_append_printf (words->text, C_("condition", "%s does not contain “%s”"), label, part);
  else
    /* Translators: what somebody said, or their tags, and what is looked for in it. */
    g_string_append_printf (words->text, C_("condition", "%s contains “%s”"), label, part);
}

static void
add_comparison (Words                   *words,
                const AxleConditionNode *node)
{
  g_autofree char *label = dup_label (words, node);

  if (is_boolean (node))
    add_boolean (words, node);
  else if (node->comparison == AXLE_COMPARISON_CONTAINS)
    add_contains (words, node, label);
  else
    {
      g_string_append_printf (words->text, "%s %s ", label, sign_of (node));
      add_operands (words, node);
    }
}

static void
add_child (Words                   *words,
           const AxleConditionNode *parent,
           const AxleConditionNode *child)
{
  gboolean looser = child->type == AXLE_CONDITION_ANY || (parent->type == AXLE_CONDITION_NOT && child->type == AXLE_CONDITION_ALL);

  if (looser)
    g_string_append_c (words->text, '(');
  add_node (words, child);
  if (looser)
    g_string_append_c (words->text, ')');
}

static void
add_children (Words                   *words,
              const AxleConditionNode *node,
              const char              *between)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      if (i > 0)
        g_string_append (words->text, between);
      add_child (words, node, node->children->pdata[i]);
    }
}

static void
add_not (Words                   *words,
         const AxleConditionNode *node)
{
  g_autoptr(GString) text = g_string_new (NULL);
  Words inner = { text, words->label, words->data };

  add_child (&inner, node, node->children->pdata[0]);
  g_string_append_printf (words->text, C_("condition", "not: %s"), text->str);
}

static void
add_known (Words                   *words,
           const AxleConditionNode *node)
{
  g_autofree char *label = dup_label (words, node);

  g_string_append_printf (words->text, C_("condition", "%s is known"), label);
}

static void
add_node (Words                   *words,
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
      add_known (words, node);
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
 * @label: (nullable) (scope call): what names are called that are no facts
 * @data: for @label
 *
 * For a person who reads what others wrote: in their language, with units. It cannot be
 * parsed again.
 *
 * Returns: (transfer full): such as “Age of the car in years ≥ 3 and Powertrain = Battery
 *   electric / Plug-in hybrid”
 */
char *
axle_condition_dup_words (const AxleCondition    *self,
                          AxleConditionLabelFunc  label,
                          gpointer                data)
{
  Words words = { g_string_new (NULL), label, data };

  add_node (&words, axle_condition_get_root (self));
  return g_string_free_and_steal (words.text);
}
