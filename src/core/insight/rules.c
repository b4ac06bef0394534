/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/insight/rule.h"
#include "core/insight/rules-private.h"

/* Room between two rules for those that a dealership adds. */
#define POSITION_STEP 10

/* Of work, until what an answer asks for is due: of rules that do not say. */
#define ANSWER_HOURS 8

struct _AxleRules
{
  gatomicrefcount n_refs;
  GPtrArray      *rules;
};

G_DEFINE_BOXED_TYPE (AxleRules, axle_rules, axle_rules_ref, axle_rules_unref)

static void
free_rule (AxleRule *rule)
{
  g_free (rule->code);
  g_free (rule->area);
  g_free (rule->name);
  g_free (rule->words);
  g_free (rule->text);
  g_free (rule->tag);
  g_free (rule->effect);
  g_free (rule->problem);
  g_clear_pointer (&rule->record, axle_record_unref);
  g_clear_pointer (&rule->condition, axle_condition_free);
  g_free (rule);
}

static AxleRule *
new_preset (const AxleRulePreset *preset,
            gint64                position)
{
  AxleRule *rule = g_new0 (AxleRule, 1);

  rule->code = g_strdup (preset->code);
  rule->area = g_strdup (preset->area);
  rule->name = g_strdup (_(preset->name != NULL ? preset->name : preset->text));
  rule->words = g_strdup (preset->words);
  rule->text = g_strdup (_(preset->text));
  rule->tag = preset->tag != NULL ? g_strdup (_(preset->tag)) : NULL;
  rule->effect = g_strdup (preset->effect);
  rule->delay = preset->delay;
  rule->position = position;
  rule->active = rule->preset = TRUE;
  return rule;
}

static void
take_text (char             **text,
           const AxleRecord  *record,
           guint              field)
{
  if (axle_record_get_text (record, field) != NULL)
    g_set_str (text, axle_record_get_text (record, field));
}

/* What the record leaves out stays as the program has it, in the language of the reader. */
static void
take_record (AxleRule   *rule,
             AxleRecord *record)
{
  take_text (&rule->area, record, AXLE_RULE_AREA);
  take_text (&rule->name, record, AXLE_RULE_NAME);
  take_text (&rule->words, record, AXLE_RULE_CONDITION);
  take_text (&rule->text, record, AXLE_RULE_TEXT);
  take_text (&rule->tag, record, AXLE_RULE_TAG);
  take_text (&rule->effect, record, AXLE_RULE_EFFECT);
  if (axle_record_get (record, AXLE_RULE_DELAY)->kind == AXLE_VALUE_INTEGER)
    rule->delay = axle_record_get_integer (record, AXLE_RULE_DELAY);
  if (axle_record_get (record, AXLE_RULE_POSITION)->kind == AXLE_VALUE_INTEGER)
    rule->position = axle_record_get_integer (record, AXLE_RULE_POSITION);
  rule->active = axle_record_get (record, AXLE_RULE_ACTIVE)->kind == AXLE_VALUE_NONE
                 || axle_record_get_boolean (record, AXLE_RULE_ACTIVE);
  rule->record = axle_record_ref (record);
}

/**
 * axle_rule_is_of:
 * @self: a rule
 * @area: one of those that `rule` records have
 *
 * Returns: whether it is for that
 */
gboolean
axle_rule_is_of (const AxleRule *self,
                 const char     *area)
{
  return g_strcmp0 (self->area, area) == 0;
}

/* Those of tasks hold for everybody when they say nothing. What questions there are for
 * those of answers to ask about, only the questionnaires tell. */
static void
understand (AxleRule *rule)
{
  g_autoptr(GError) error = NULL;
  gboolean of_answers = axle_rule_is_of (rule, "answer");
  gboolean of_tasks = of_answers || axle_rule_is_of (rule, "task");

  if (of_tasks ? rule->words == NULL : !axle_rule_is_of (rule, "portrait") && !axle_rule_is_of (rule, "recommendation"))
    return;
  rule->condition = axle_condition_parse (rule->words != NULL ? rule->words : "", &error);
  if (rule->condition == NULL || (!of_answers && !axle_condition_check (rule->condition, axle_fact_word, NULL, &error))
      || (!of_tasks && !axle_rule_check_text (rule->text, &error)))
    {
      rule->problem = g_strdup (error->message);
      g_clear_pointer (&rule->condition, axle_condition_free);
    }
}

static int
compare_rules (gconstpointer a,
               gconstpointer b)
{
  const AxleRule *one = *(AxleRule * const *) a;
  const AxleRule *other = *(AxleRule * const *) b;

  if (one->position != other->position)
    return one->position < other->position ? -1 : 1;
  return strcmp (one->code, other->code);
}

static AxleRule *
find_rule (const AxleRules *self,
           const char      *code)
{
  for (guint i = 0; i < self->rules->len; i++)
    if (g_str_equal (((AxleRule *) self->rules->pdata[i])->code, code))
      return self->rules->pdata[i];
  return NULL;
}

static void
add_record (AxleRules  *self,
            AxleRecord *record)
{
  const char *code = axle_record_get_text (record, AXLE_RULE_CODE);
  AxleRule *rule;

  if (code == NULL || record->deleted)
    return;
  rule = find_rule (self, code);
  if (rule == NULL)
    {
      rule = g_new0 (AxleRule, 1);
      rule->code = g_strdup (code);
      rule->position = G_MAXINT32;
      rule->delay = g_strcmp0 (axle_record_get_text (record, AXLE_RULE_AREA), "answer") == 0 ? ANSWER_HOURS : 0;
      g_ptr_array_add (self->rules, rule);
    }
  if (rule->record == NULL)
    take_record (rule, record);
}

/**
 * axle_rules_new:
 * @records: (nullable) (element-type AxleRecord): what the dealership changed and added
 *
 * Returns: (transfer full): the rules that hold, in their order
 */
AxleRules *
axle_rules_new (GPtrArray *records)
{
  AxleRules *self = g_new0 (AxleRules, 1);
  guint n_presets;
  const AxleRulePreset *presets = axle_rule_presets (&n_presets);

  g_atomic_ref_count_init (&self->n_refs);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) free_rule);
  for (guint i = 0; i < n_presets; i++)
    g_ptr_array_add (self->rules, new_preset (&presets[i], (gint64) (i + 1) * POSITION_STEP));
  for (guint i = 0; records != NULL && i < records->len; i++)
    add_record (self, records->pdata[i]);
  for (guint i = 0; i < self->rules->len; i++)
    understand (self->rules->pdata[i]);
  g_ptr_array_sort (self->rules, compare_rules);
  return self;
}

AxleRules *
axle_rules_ref (AxleRules *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
axle_rules_unref (AxleRules *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_ptr_array_unref (self->rules);
  g_free (self);
}

guint
axle_rules_get_n_rules (const AxleRules *self)
{
  return self->rules->len;
}

const AxleRule *
axle_rules_get (const AxleRules *self,
                guint            i)
{
  return self->rules->pdata[i];
}

/**
 * axle_rules_find:
 * @self: rules
 * @code: of a rule
 *
 * Returns: (nullable) (transfer none): that rule
 */
const AxleRule *
axle_rules_find (const AxleRules *self,
                 const char      *code)
{
  return find_rule (self, code);
}

/**
 * axle_rule_get_title:
 * @self: a rule of tasks or of answers
 *
 * Returns: (transfer none): the title of the task that it makes
 */
const char *
axle_rule_get_title (const AxleRule *self)
{
  return self->text != NULL ? self->text : self->name != NULL ? self->name : self->code;
}

/**
 * axle_rule_id:
 * @group: a group
 * @code: of a rule
 *
 * Returns: the id of the record that stands in the rule's place, the same on every desk
 */
AxleId
axle_rule_id (const AxleId *group,
              const char   *code)
{
  g_autofree char *path = g_strconcat (axle_rule_entity.kind, "/", code, NULL);

  return axle_id_new_derived (group, path);
}

/* The name in braces that @text begins with, or NULL. */
static char *
name_at (const char *text)
{
  gsize length = strspn (text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_");

  return *text == '{' && length > 0 && text[length + 1] == '}' ? g_strndup (text + 1, length) : NULL;
}

/**
 * axle_rule_check_text:
 * @text: (nullable): the words of a rule
 * @error: [error@Axle.ConditionError]
 *
 * Returns: whether there are words, and every name in braces is a fact
 */
gboolean
axle_rule_check_text (const char  *text,
                      GError     **error)
{
  if (text == NULL || *text == '\0')
    {
      g_set_error_literal (error, AXLE_CONDITION_ERROR, AXLE_CONDITION_ERROR_SYNTAX, _("The rule has no words to say."));
      return FALSE;
    }
  for (const char *p = strchr (text, '{'); p != NULL; p = strchr (p + 1, '{'))
    {
      g_autofree char *name = name_at (p);

      if (name == NULL || axle_fact_find (name) == NULL)
        {
          g_set_error (error, AXLE_CONDITION_ERROR, AXLE_CONDITION_ERROR_NAME,
                       _("In the words stands “%.*s”, which is nothing that is known of customers and cars."),
                       (int) strcspn (p, "} "), p);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * axle_rule_dup_text:
 * @self: a rule that is not broken
 * @facts: of somebody
 * @car: which car, or %AXLE_FACTS_NO_CAR
 *
 * Returns: (transfer full) (nullable): its words with what is known of them; %NULL when
 *   something in them is not known
 */
char *
axle_rule_dup_text (const AxleRule  *self,
                    const AxleFacts *facts,
                    guint            car)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (const char *p = self->text; *p != '\0'; p++)
    {
      g_autofree char *name = name_at (p);
      const AxleFact *fact = name != NULL ? axle_facts_find (facts, car, name) : NULL;
      g_autofree char *value = fact != NULL ? axle_fact_dup_text (fact) : NULL;

      if (name != NULL && value == NULL)
        return NULL;
      if (name != NULL)
        {
          g_string_append (out, value);
          p += strlen (name) + 1;
        }
      else
        g_string_append_c (out, *p);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
add_sources (GPtrArray      *sources,
             const AxleFact *fact)
{
  for (guint i = 0; fact != NULL && i < fact->sources->len; i++)
    if (!g_ptr_array_find (sources, fact->sources->pdata[i], NULL))
      g_ptr_array_add (sources, axle_record_ref (fact->sources->pdata[i]));
}

/**
 * axle_rule_dup_sources:
 * @self: a rule that is not broken
 * @facts: of somebody
 * @car: which car, or %AXLE_FACTS_NO_CAR
 *
 * Returns: (transfer full) (element-type AxleRecord): the records behind what it looks at
 *   and what it says
 */
GPtrArray *
axle_rule_dup_sources (const AxleRule  *self,
                       const AxleFacts *facts,
                       guint            car)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  guint n_facts;
  const AxleFactInfo *infos = axle_fact_list (&n_facts);

  for (guint i = 0; i < n_facts; i++)
    {
      g_autofree char *braced = g_strdup_printf ("{%s}", infos[i].field.name);

      if (axle_condition_names (self->condition, infos[i].field.name) || strstr (self->text, braced) != NULL)
        add_sources (sources, axle_facts_find (facts, car, infos[i].field.name));
    }
  return sources;
}
