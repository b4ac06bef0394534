/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/access-log.h"
#include "app/portrait.h"
#include "app/rules.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "core/insight/advice.h"
#include "core/party/customer.h"
#include "store/customers.h"

/* The dossier of the customer that @text names by id, noted as opened; NULL with @status. */
static AxleDossier *
open_customer (AxleWorkstation *desk,
               const char      *text,
               int             *status)
{
  g_autoptr (GError) error = NULL;
  AxleDossier *dossier;
  AxleId id;

  if (!axle_id_parse (text, &id))
    {
      *status = axle_command_refused (_("“%s” is not the id of a customer. “axlectl search” finds it."), text);
      return NULL;
    }
  dossier = axle_store_load_dossier (axle_workstation_get_reader (desk), &id, g_get_real_time (), &error);
  if (dossier != NULL)
    axle_access_note (desk, AXLE_ACCESS_OPENED, &axle_customer_entity, &id, 1);
  else if (g_error_matches (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND))
    *status = axle_command_refused (_("There is no such customer here."));
  else
    *status = axle_command_failed (error);
  return dossier;
}

static void
add_sources (AxleJsonLine *line,
             GPtrArray    *sources)
{
  axle_json_line_begin_array (line, "sources");
  for (guint i = 0; i < sources->len; i++)
    {
      const AxleRecord *record = sources->pdata[i];
      g_autofree char *title = axle_record_dup_title (record);

      axle_json_line_begin_object (line, NULL);
      axle_json_line_add_text (line, "kind", record->entity->kind);
      axle_json_line_add_text (line, "id", AXLE_ID_TEXT (&record->id));
      axle_json_line_add_text (line, "title", title);
      axle_json_line_add_integer (line, "at", axle_record_get_happened (record));
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
}

static void
add_vehicle (AxleJsonLine     *line,
             const AxleRecord *vehicle)
{
  if (vehicle != NULL)
    axle_json_line_add_text (line, "vehicle", AXLE_ID_TEXT (&vehicle->id));
}

static const AxleRecord *
car_of (const AxleFacts *facts,
        guint            car)
{
  return car != AXLE_FACTS_NO_CAR ? axle_facts_get_car (facts, car) : NULL;
}

static void
add_value (AxleJsonLine    *line,
           const char      *name,
           const AxleValue *value)
{
  g_auto (GStrv) members = NULL;

  switch (value->kind)
    {
    case AXLE_VALUE_INTEGER:
      axle_json_line_add_integer (line, name, axle_value_get_integer (value));
      break;
    case AXLE_VALUE_BOOLEAN:
      axle_json_line_add_boolean (line, name, axle_value_get_boolean (value));
      break;
    case AXLE_VALUE_SET:
      members = axle_value_dup_members (value);
      axle_json_line_add_texts (line, name, (const char *const *) members);
      break;
    case AXLE_VALUE_TEXT:
      axle_json_line_add_text (line, name, axle_value_get_text (value));
      break;
    case AXLE_VALUE_NONE:
    case AXLE_VALUE_ID:
    default:
      axle_json_line_add_null (line, name);
      break;
    }
}

static void
add_facts (AxleJsonLine    *line,
           const AxleFacts *facts,
           guint            car)
{
  guint n_facts;
  const AxleFactInfo *infos = axle_fact_list (&n_facts);

  for (guint i = 0; i < n_facts; i++)
    {
      const AxleFact *fact = axle_facts_find (facts, car, infos[i].field.name);
      g_autofree char *text = fact != NULL ? axle_fact_dup_text (fact) : NULL;

      if (fact == NULL || infos[i].of_car != (car != AXLE_FACTS_NO_CAR))
        continue;
      axle_json_line_begin_object (line, NULL);
      axle_json_line_add_text (line, "name", infos[i].field.name);
      axle_json_line_add_text (line, "label", _(infos[i].field.label));
      add_vehicle (line, car_of (facts, car));
      add_value (line, "value", &fact->value);
      axle_json_line_add_text (line, "text", text);
      add_sources (line, fact->sources);
      axle_json_line_end (line);
    }
}

static void
add_clauses (AxleJsonLine      *line,
             const AxleInsight *insight)
{
  axle_json_line_begin_array (line, "clauses");
  for (guint i = 0; i < insight->portrait->clauses->len; i++)
    {
      const AxleClause *clause = insight->portrait->clauses->pdata[i];

      axle_json_line_begin_object (line, NULL);
      axle_json_line_add_text (line, "rule", clause->rule->code);
      axle_json_line_add_text (line, "text", clause->text);
      axle_json_line_add_text (line, "condition", clause->rule->words);
      axle_json_line_add_boolean (line, "said", clause->length > 0);
      add_vehicle (line, car_of (insight->facts, clause->car));
      add_sources (line, clause->sources);
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
}

static void
add_offers (AxleJsonLine      *line,
            const AxleInsight *insight)
{
  axle_json_line_begin_array (line, "recommendations");
  for (guint i = 0; i < insight->offers->list->len; i++)
    {
      const AxleRecommendation *offer = insight->offers->list->pdata[i];

      axle_json_line_begin_object (line, NULL);
      axle_json_line_add_text (line, "rule", offer->rule->code);
      axle_json_line_add_text (line, "title", offer->title);
      axle_json_line_add_text (line, "reason", offer->reason);
      axle_json_line_add_text (line, "condition", offer->rule->words);
      add_vehicle (line, offer->vehicle);
      axle_json_line_add_boolean (line, "rests", offer->rests);
      if (offer->advice != NULL)
        {
          axle_json_line_add_text (line, "decision", axle_record_get_text (offer->advice, AXLE_ADVICE_DECISION));
          axle_json_line_add_text (line, "until", axle_record_get_text (offer->advice, AXLE_ADVICE_UNTIL));
        }
      add_sources (line, offer->sources);
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
}

static void
add_problems (AxleJsonLine      *line,
              const AxleInsight *insight)
{
  axle_json_line_begin_array (line, "problems");
  for (guint i = 0; i < insight->portrait->problems->len; i++)
    axle_json_line_add_text (line, NULL, insight->portrait->problems->pdata[i]);
  for (guint i = 0; i < insight->offers->problems->len; i++)
    axle_json_line_add_text (line, NULL, insight->offers->problems->pdata[i]);
  axle_json_line_end (line);
}

static void
print_insight_json (const AxleInsight *insight)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  AxleRecord *customer = axle_dossier_get_customer (axle_facts_get_dossier (insight->facts));

  axle_json_line_add_text (line, "id", AXLE_ID_TEXT (&customer->id));
  axle_json_line_add_text (line, "sentence", insight->portrait->sentence);
  axle_json_line_add_texts (line, "tags", (const char *const *) insight->portrait->tags);
  add_clauses (line, insight);
  add_offers (line, insight);
  axle_json_line_add_text (line, "warning", insight->warning);
  axle_json_line_begin_array (line, "facts");
  add_facts (line, insight->facts, AXLE_FACTS_NO_CAR);
  for (guint car = 0; car < axle_facts_get_n_cars (insight->facts); car++)
    add_facts (line, insight->facts, car);
  axle_json_line_end (line);
  add_problems (line, insight);
  axle_command_print_json (line);
}

static void
print_sources (GPtrArray *sources)
{
  for (guint i = 0; i < sources->len; i++)
    {
      const AxleRecord *record = sources->pdata[i];
      g_autofree char *title = axle_record_dup_title (record);

      axle_command_print ("        %s %s %s\n", _(record->entity->label), AXLE_ID_TEXT (&record->id), title != NULL ? title : "");
    }
}

static void
print_insight (const AxleInsight *insight)
{
  g_autofree char *tags = g_strjoinv (_(", "), insight->portrait->tags);

  axle_command_print ("%s\n%s\n", insight->portrait->sentence, tags);
  if (insight->warning != NULL)
    axle_command_print ("%s\n", insight->warning);
  for (guint i = 0; i < insight->portrait->clauses->len; i++)
    {
      const AxleClause *clause = insight->portrait->clauses->pdata[i];

      axle_command_print ("    %s: %s\n", clause->text, clause->rule->words);
      print_sources (clause->sources);
    }
  for (guint i = 0; i < insight->offers->list->len; i++)
    {
      const AxleRecommendation *offer = insight->offers->list->pdata[i];

      axle_command_print (offer->rests ? _("(decided) %s: %s\n") : _("%s: %s\n"), offer->title, offer->reason);
      print_sources (offer->sources);
    }
  for (guint i = 0; i < insight->portrait->problems->len; i++)
    axle_command_print ("%s\n", (const char *) insight->portrait->problems->pdata[i]);
  for (guint i = 0; i < insight->offers->problems->len; i++)
    axle_command_print ("%s\n", (const char *) insight->offers->problems->pdata[i]);
}

static int
run_explain (const AxleCommand *self,
             GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (AxleDossier) dossier = NULL;
  g_autoptr (AxleInsight) insight = NULL;
  gboolean json = FALSE;
  int status = AXLE_EXIT_DONE;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  dossier = open_customer (desk, left[0], &status);
  if (dossier == NULL)
    return status;
  insight = axle_insight_new (desk, dossier);
  if (json)
    print_insight_json (insight);
  else
    print_insight (insight);
  return AXLE_EXIT_DONE;
}

static void
print_rule (AxleDesk       *desk,
            const AxleRule *rule,
            gboolean        json)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_autofree char *problem = axle_rule_dup_problem (desk, rule);

  if (!json)
    {
      axle_command_print ("%s  %s  %s\n", rule->code, rule->name, rule->words != NULL ? rule->words : "");
      if (problem != NULL)
        axle_command_print ("    %s\n", problem);
      return;
    }
  axle_json_line_add_text (line, "code", rule->code);
  axle_json_line_add_text (line, "area", rule->area);
  axle_json_line_add_text (line, "name", rule->name);
  axle_json_line_add_text (line, "condition", rule->words);
  axle_json_line_add_text (line, "text", rule->text);
  axle_json_line_add_text (line, "tag", rule->tag);
  axle_json_line_add_text (line, "effect", rule->effect);
  axle_json_line_add_integer (line, "delay", rule->delay);
  axle_json_line_add_boolean (line, "active", rule->active);
  axle_json_line_add_boolean (line, "preset", rule->preset);
  axle_json_line_add_boolean (line, "changed", rule->record != NULL);
  axle_json_line_add_text (line, "problem", problem);
  axle_command_print_json (line);
}

static int
run_rules (const AxleCommand *self,
           GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  gboolean json = FALSE;
  AxleRules *rules;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  rules = axle_workstation_get_rules (desk);
  for (guint i = 0; i < axle_rules_get_n_rules (rules); i++)
    print_rule (desk, axle_rules_get (rules, i), json);
  return AXLE_EXIT_DONE;
}

static const char *
truth_label (AxleTruth truth)
{
  static const char *const labels[] = { N_("no"), N_("unknown"), N_("yes") };

  return _(labels[truth]);
}

static void
print_trial (const AxleRuleTrial *trial,
             const AxleFacts     *facts,
             gboolean             json)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  axle_json_line_add_text (line, "truth", axle_truth_get_name (trial->truth));
  add_vehicle (line, car_of (facts, trial->car));
  axle_json_line_begin_array (line, "parts");
  if (!json)
    axle_command_print ("%s\n", truth_label (trial->truth));
  for (guint i = 0; i < trial->parts->len; i++)
    {
      const AxleConditionPart *part = trial->parts->pdata[i];
      g_autofree char *found = axle_rule_part_dup_found (part);

      if (!json)
        axle_command_print ("    %s: %s (%s)\n", part->text, truth_label (part->truth), found);
      axle_json_line_begin_object (line, NULL);
      axle_json_line_add_text (line, "text", part->text);
      axle_json_line_add_text (line, "truth", axle_truth_get_name (part->truth));
      add_value (line, "found", &part->found);
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
  if (json)
    axle_command_print_json (line);
}

static int
run_try (const AxleCommand *self,
         GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (AxleDossier) dossier = NULL;
  g_autoptr (AxleFacts) facts = NULL;
  g_autoptr (AxleRuleTrial) trial = NULL;
  g_autofree char *customer = NULL;
  gboolean json = FALSE;
  int status = AXLE_EXIT_DONE;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object"), NULL },
    { "customer", 'c', 0, G_OPTION_ARG_STRING, &customer, N_("On whom it is tried"), N_("ID") },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  if (customer == NULL)
    return axle_command_misused (self, _("--customer says on whom the condition is tried"));
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  dossier = open_customer (desk, customer, &status);
  if (dossier == NULL)
    return status;
  facts = axle_facts_new (dossier, axle_workstation_get_policies (desk));
  trial = axle_rule_try (facts, left[0], &error);
  if (trial == NULL)
    return axle_command_refused ("%s", error->message);
  print_trial (trial, facts, json);
  return AXLE_EXIT_DONE;
}

const AxleCommand axle_insight_commands[] = {
  { "portrait explain", "ID", N_("Who a customer is in one sentence, what to offer them, and what is behind it"), run_explain },
  { "rules list", NULL, N_("List the rules of portraits, recommendations, tasks and answers"), run_rules },
  { "rules try", "CONDITION", N_("Try a condition on a customer and say what became of each part"), run_try },
  { NULL }
};
