/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/portrait.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A sentence with more clauses is not read; the rest are tags. */
#define CLAUSE_LIMIT 7

static void
free_clause (AxleClause *clause)
{
  g_free (clause->text);
  g_ptr_array_unref (clause->sources);
  g_free (clause);
}

static gboolean
has_effect (const AxlePortrait *self,
            const char         *effect)
{
  for (guint i = 0; i < self->clauses->len; i++)
    if (g_strcmp0 (((AxleClause *) self->clauses->pdata[i])->rule->effect, effect) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
holds_for_all (const AxleFacts *facts,
               const AxleRule  *rule)
{
  for (guint car = 0; car < axle_facts_get_n_cars (facts); car++)
    if (axle_facts_judge (facts, rule->condition, car) != AXLE_TRUTH_TRUE)
      return FALSE;
  return TRUE;
}

/* Of several cars, what is only true of one says of which. */
static char *
name_car (const AxleFacts *facts,
          const AxleRule  *rule,
          guint            car,
          char            *text)
{
  g_autofree char *bare = text;
  g_autofree char *name = NULL;

  if (text == NULL || car == AXLE_FACTS_NO_CAR || holds_for_all (facts, rule))
    return g_steal_pointer (&bare);
  name = axle_facts_dup_car_name (facts, car);
  /* Translators: something said of a customer's car, and which car: “wears tyres fast (京A12345)”. */
  return *name != '\0' ? g_strdup_printf (C_("portrait", "%s (%s)"), bare, name) : g_steal_pointer (&bare);
}

static void
try_rule (AxlePortrait    *self,
          const AxleFacts *facts,
          const AxleRule  *rule)
{
  AxleClause *clause;
  char *text;
  guint car;

  if ((rule->effect != NULL && has_effect (self, rule->effect))
      || axle_facts_judge_cars (facts, rule->condition, &car) != AXLE_TRUTH_TRUE)
    return;
  text = name_car (facts, rule, car, axle_rule_dup_text (rule, facts, car));
  if (text == NULL)
    return;
  clause = g_new0 (AxleClause, 1);
  clause->rule = rule;
  clause->text = text;
  clause->car = car;
  clause->sources = axle_rule_dup_sources (rule, facts, car);
  g_ptr_array_add (self->clauses, clause);
}

static AxleClause *
find_clause (const AxlePortrait *self,
             const char         *effect)
{
  for (guint i = 0; i < self->clauses->len; i++)
    {
      AxleClause *clause = self->clauses->pdata[i];

      if (g_strcmp0 (clause->rule->effect, effect) == 0)
        return clause;
    }
  return NULL;
}

static void
append_clause (GString    *sentence,
               AxleClause *clause)
{
  clause->start = sentence->len;
  clause->length = strlen (clause->text);
  g_string_append (sentence, clause->text);
}

/* The language decides which comes first, and what stands between. */
static void
append_who (GString    *sentence,
            AxleClause *quality,
            AxleClause *subject)
{
  /* Translators: a quality and who has it: “young” and “commuter”. */
  const char *pattern = C_("portrait", "{quality} {subject}");

  if (quality == NULL || subject == NULL)
    {
      if (quality != NULL || subject != NULL)
        append_clause (sentence, quality != NULL ? quality : subject);
      return;
    }
  for (const char *p = pattern; *p != '\0'; p++)
    if (g_str_has_prefix (p, "{quality}"))
      {
        append_clause (sentence, quality);
        p += strlen ("{quality}") - 1;
      }
    else if (g_str_has_prefix (p, "{subject}"))
      {
        append_clause (sentence, subject);
        p += strlen ("{subject}") - 1;
      }
    else
      g_string_append_c (sentence, *p);
}

/* Only the sign changes its size, if any: clauses behind it move along. */
static void
capitalise (AxlePortrait *self,
            GString      *sentence)
{
  gunichar first = g_utf8_get_char (sentence->str);
  gunichar capital = g_unichar_totitle (first);
  gsize size = (gsize) (g_utf8_next_char (sentence->str) - sentence->str);
  char bytes[6];
  int length = g_unichar_to_utf8 (capital, bytes);

  if (sentence->len == 0 || capital == first || (gsize) length != size)
    return;
  memcpy (sentence->str, bytes, size);
  for (guint i = 0; i < self->clauses->len; i++)
    {
      AxleClause *clause = self->clauses->pdata[i];

      if (clause->length > 0 && clause->start == 0)
        memcpy (clause->text, bytes, size);
    }
}

static void
say (AxlePortrait *self)
{
  GString *sentence = g_string_new (NULL);
  guint n_said = 0;

  append_who (sentence, find_clause (self, "quality"), find_clause (self, "subject"));
  for (guint i = 0; i < self->clauses->len && n_said < CLAUSE_LIMIT; i++)
    {
      AxleClause *clause = self->clauses->pdata[i];

      if (clause->rule->effect != NULL)
        continue;
      if (sentence->len > 0)
        /* Translators: between two clauses of the sentence that describes a customer. */
        g_string_append (sentence, C_("portrait", ", "));
      append_clause (sentence, clause);
      n_said++;
    }
  capitalise (self, sentence);
  /* Translators: ends the sentence that describes a customer. */
  g_string_append (sentence, sentence->len > 0 ? _(".") : _("Little is known yet."));
  self->sentence = g_string_free (sentence, FALSE);
}

static void
collect_tags (AxlePortrait *self)
{
  g_autoptr(GPtrArray) tags = g_ptr_array_new_null_terminated (self->clauses->len, g_free, TRUE);

  for (guint i = 0; i < self->clauses->len; i++)
    {
      const char *tag = ((AxleClause *) self->clauses->pdata[i])->rule->tag;

      if (tag != NULL && !g_ptr_array_find_with_equal_func (tags, tag, g_str_equal, NULL))
        g_ptr_array_add (tags, g_strdup (tag));
    }
  self->tags = g_strdupv ((char **) tags->pdata);
}

/**
 * axle_portrait_new:
 * @facts: what is known of somebody
 * @rules: the rules that hold
 *
 * Returns: (transfer full): who they are
 */
AxlePortrait *
axle_portrait_new (const AxleFacts *facts,
                   AxleRules       *rules)
{
  AxlePortrait *self = g_new0 (AxlePortrait, 1);

  self->rules = axle_rules_ref (rules);
  self->clauses = g_ptr_array_new_with_free_func ((GDestroyNotify) free_clause);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < axle_rules_get_n_rules (rules); i++)
    {
      const AxleRule *rule = axle_rules_get (rules, i);

      if (!rule->active || g_strcmp0 (rule->area, "portrait") != 0)
        continue;
      if (rule->condition != NULL)
        try_rule (self, facts, rule);
      else
        g_ptr_array_add (self->problems, g_strdup_printf (_("The rule “%s” is not used: %s"), rule->name, rule->problem));
    }
  say (self);
  collect_tags (self);
  return self;
}

void
axle_portrait_free (AxlePortrait *self)
{
  axle_rules_unref (self->rules);
  g_ptr_array_unref (self->clauses);
  g_ptr_array_unref (self->problems);
  g_strfreev (self->tags);
  g_free (self->sentence);
  g_free (self);
}
