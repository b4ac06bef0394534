/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/report.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/insight/rule.h"

/* One complaint is enough. */
#define NOT_DISSATISFIED " and (not known (satisfied) or satisfied > 2) and (not known (fixed) or fixed)"

/* MISSION 110 and 112. Customers answer in either language. */
static const AxleAnswerRule defaults[] = {
  { "soft-brakes",
    "brakes contains \"soft\" or brakes contains \"软\" or words contains \"soft brake\" or "
    "(words contains \"刹车\" or words contains \"制动\" or words contains \"brake\") and "
    "(words contains \"软\" or words contains \"soft\" or words contains \"spongy\")",
    N_("Invite to a free check of the brakes"), NULL, "offer", 4, TRUE },
  { "noise",
    "brakes contains \"noisy\" or brakes contains \"响\" or words contains \"noise\" or words contains \"异响\"",
    N_("Invite to a free check of the noise"), NULL, "offer", 8, TRUE },
  { "odd",
    "drives contains \"odd\" or drives contains \"不对劲\"",
    N_("Call about what is odd with the car"), NULL, "call", 4, TRUE },
  { "dissatisfied", "satisfied <= 2 or fixed = false", N_("Answer the complaint"), "quality", "complaint", 8, TRUE },
  { "too-long", "on_time = false" NOT_DISSATISFIED,
    N_("Apologise for the wait and say what was the cause"), "wait", "complaint", 8, TRUE },
  { "price-unclear", "price_clear = false" NOT_DISSATISFIED,
    N_("Explain the price"), "price", "complaint", 8, TRUE },
  { "cabin-filter", "filter = true", N_("Book the free check of the cabin filter"), NULL, "offer", 8, TRUE },
  { "explain-again", "explained = false", N_("Explain the car once more"), NULL, "call", 8, TRUE },
  { "charging-worry", "concern contains \"charging\" or concern contains \"充电\"",
    N_("Show how the car is charged at home and on the road"), NULL, "offer", 8, TRUE },
  { "decides-soon", "when contains \"month\" and not (when contains \"three\") or when contains \"一个月\"",
    N_("Send an offer"), NULL, "offer", 4, TRUE },
};

struct _AxleAnswerRules
{
  GArray       *rules;  /* (element-type AxleAnswerRule) */
  GStringChunk *texts;
};

G_DEFINE_BOXED_TYPE (AxleAnswerRules, axle_answer_rules, axle_answer_rules_ref, axle_answer_rules_unref)

static void
clear_rules (gpointer data)
{
  AxleAnswerRules *self = data;

  g_array_unref (self->rules);
  g_string_chunk_free (self->texts);
}

AxleAnswerRules *
axle_answer_rules_ref (AxleAnswerRules *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
axle_answer_rules_unref (AxleAnswerRules *self)
{
  g_atomic_rc_box_release_full (self, clear_rules);
}

static AxleAnswerRule *
find_rule (AxleAnswerRules *self,
           const char      *code)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      AxleAnswerRule *rule = &g_array_index (self->rules, AxleAnswerRule, i);

      if (g_strcmp0 (rule->code, code) == 0)
        return rule;
    }
  return NULL;
}

static const char *
keep (AxleAnswerRules  *self,
      const AxleRecord *record,
      guint             field,
      const char       *otherwise)
{
  const char *text = axle_record_get_text (record, field);

  return text != NULL ? g_string_chunk_insert (self->texts, text) : otherwise;
}

static void
read_effect (AxleAnswerRules *self,
             AxleAnswerRule  *rule,
             const char      *effect)
{
  if (g_str_has_prefix (effect, "task "))
    {
      rule->kind = g_string_chunk_insert (self->texts, effect + strlen ("task "));
      rule->theme = NULL;
    }
  else if (g_str_has_prefix (effect, "complaint "))
    {
      rule->kind = "complaint";
      rule->theme = g_string_chunk_insert (self->texts, effect + strlen ("complaint "));
    }
}

static void
take_record (AxleAnswerRules  *self,
             const AxleRecord *record)
{
  const char *code = axle_record_get_text (record, AXLE_RULE_CODE);
  const char *effect = axle_record_get_text (record, AXLE_RULE_EFFECT);
  AxleAnswerRule *rule = find_rule (self, code);

  if (record->deleted || code == NULL || g_strcmp0 (axle_record_get_text (record, AXLE_RULE_AREA), "answer") != 0)
    return;
  if (rule == NULL)
    {
      AxleAnswerRule added = { .kind = "other", .hours = 8, .active = TRUE };

      added.code = g_string_chunk_insert (self->texts, code);
      added.title = keep (self, record, AXLE_RULE_NAME, added.code);
      g_array_append_val (self->rules, added);
      rule = &g_array_index (self->rules, AxleAnswerRule, self->rules->len - 1);
    }
  if (effect != NULL)
    read_effect (self, rule, effect);
  rule->condition = keep (self, record, AXLE_RULE_CONDITION, rule->condition);
  rule->title = keep (self, record, AXLE_RULE_TEXT, rule->title);
  if (axle_record_get (record, AXLE_RULE_DELAY)->kind == AXLE_VALUE_INTEGER)
    rule->hours = (int) CLAMP (axle_record_get_integer (record, AXLE_RULE_DELAY), 0, 1000);
  if (axle_record_get (record, AXLE_RULE_ACTIVE)->kind == AXLE_VALUE_BOOLEAN)
    rule->active = axle_record_get_boolean (record, AXLE_RULE_ACTIVE);
}

/**
 * axle_answer_rules_new:
 * @rules: (nullable) (element-type AxleRecord): `rule` records, of any area
 *
 * Returns: (transfer full): the rules that hold
 */
AxleAnswerRules *
axle_answer_rules_new (GPtrArray *rules)
{
  AxleAnswerRules *self = g_atomic_rc_box_new0 (AxleAnswerRules);

  self->rules = g_array_new (FALSE, TRUE, sizeof (AxleAnswerRule));
  self->texts = g_string_chunk_new (256);
  g_array_append_vals (self->rules, defaults, G_N_ELEMENTS (defaults));
  for (guint i = 0; i < self->rules->len; i++)
    g_array_index (self->rules, AxleAnswerRule, i).title = _(g_array_index (self->rules, AxleAnswerRule, i).title);
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    take_record (self, rules->pdata[i]);
  return self;
}

/**
 * axle_answer_rules_list:
 * @self: rules
 * @n_rules: (out): how many
 *
 * Returns: (array length=n_rules) (transfer none): all of them, those switched off included
 */
const AxleAnswerRule *
axle_answer_rules_list (const AxleAnswerRules *self,
                        guint                 *n_rules)
{
  *n_rules = self->rules->len;
  return (const AxleAnswerRule *) self->rules->data;
}
