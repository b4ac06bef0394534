/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "core/record.h"
#include "core/registry.h"

static void
test_descriptors (void)
{
  g_autoptr(GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);

  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    {
      g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

      g_test_message ("%s", (*entity)->kind);
      g_assert_true (g_hash_table_add (kinds, (gpointer) (*entity)->kind));
      g_assert_true (axle_registry_find ((*entity)->kind) == *entity);
      g_assert_cmpuint ((*entity)->n_fields, <=, AXLE_ENTITY_FIELD_LIMIT);

      for (guint i = 0; i < (*entity)->n_fields; i++)
        {
          const AxleField *field = &(*entity)->fields[i];

          /* A hole in the table would have no name. */
          g_assert_nonnull (field->name);
          g_assert_nonnull (field->label);
          g_assert_true (g_hash_table_add (names, (gpointer) field->name));
          g_assert_cmpint (axle_entity_find_field (*entity, field->name), ==, (int) i);
          g_assert_true ((field->type == AXLE_FIELD_CHOICE) <= (field->choices != NULL));
          g_assert_true ((field->merge == AXLE_MERGE_UNION) <= (field->type == AXLE_FIELD_SET));
          g_assert_true ((field->type == AXLE_FIELD_SET) <= (field->merge == AXLE_MERGE_UNION || (*entity)->flags & AXLE_ENTITY_GROUP));
          /* A blob is looked for by its hash, and replaced by another record alone. */
          g_assert_true ((field->type == AXLE_FIELD_BLOB) <=
                         ((field->flags & AXLE_FIELD_INDEXED) && (field->flags & AXLE_FIELD_FIXED)));
          g_assert_true (((field->flags & AXLE_FIELD_PREVIEW) != 0) <= (field->type == AXLE_FIELD_BLOB));
          g_assert_true ((field->merge == AXLE_MERGE_RESTRICT) <= (field->type == AXLE_FIELD_BOOLEAN));
          if (field->target != NULL)
            g_assert_nonnull (axle_registry_find (field->target));
          if (field->flags & AXLE_FIELD_DAILY)
            g_assert_true (field->type == AXLE_FIELD_TIME && (field->flags & AXLE_FIELD_INDEXED));
          if (field->flags & AXLE_FIELD_UNIQUE)
            g_assert_true (axle_field_value_kind (field) == AXLE_VALUE_TEXT && (field->flags & AXLE_FIELD_INDEXED));
        }
      if ((*entity)->dated_by != NULL)
        {
          int dated_by = axle_entity_find_field (*entity, (*entity)->dated_by);

          g_assert_cmpint (dated_by, >=, 0);
          g_assert_cmpint ((*entity)->fields[dated_by].type, ==, AXLE_FIELD_TIME);
        }
    }
  g_assert_null (axle_registry_find ("no-such-kind"));
}

static void
test_empty_record_names_what_is_missing (void)
{
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    {
      AxleId id = axle_id_new (axle_host_get_default ());
      g_autoptr(AxleRecord) record = axle_record_new (*entity, &id);
      g_autoptr(GPtrArray) problems = axle_problems_new ();
      guint n_required = 0, n_missing = 0;

      for (guint i = 0; i < (*entity)->n_fields; i++)
        n_required += ((*entity)->fields[i].flags & AXLE_FIELD_REQUIRED) != 0;
      axle_record_check (record, problems);
      for (guint i = 0; i < problems->len; i++)
        n_missing += g_str_equal (((AxleProblem *) problems->pdata[i])->code, "missing");
      g_assert_cmpuint (n_missing, ==, n_required);
    }
}

static void
test_blob_check (void)
{
  static const struct
  {
    const char *text;
    gboolean    right;
  } cases[] = {
    { "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", TRUE },
    { "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", FALSE },
    { "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85", FALSE },
    { "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555", FALSE },
    { "../../../../../../../../../../../../../../../../../../etc/passwd", FALSE },
    { "g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", FALSE },
  };
  const AxleField field = { .name = "blob", .label = "Blob", .type = AXLE_FIELD_BLOB };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(AxleValue) value = AXLE_VALUE_INIT;
      g_autoptr(GPtrArray) problems = axle_problems_new ();

      axle_value_set_text (&value, cases[i].text);
      axle_field_check (&field, &value, problems);
      g_assert_cmpuint (problems->len, ==, cases[i].right ? 0 : 1);
    }
}

static void
test_redaction (void)
{
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    {
      AxleId id = axle_id_new (axle_host_get_default ());
      g_autoptr(AxleRecord) record = axle_record_new (*entity, &id);

      for (guint i = 0; i < (*entity)->n_fields; i++)
        record->values[i] = (AxleValue) { AXLE_VALUE_INTEGER, { .integer = 1 } };
      axle_record_redact (record, AXLE_AUDIENCE_OFFICE);
      g_assert_cmpuint (record->hidden, ==, 0);
      axle_record_redact (record, AXLE_AUDIENCE_WORKSHOP);
      for (guint i = 0; i < (*entity)->n_fields; i++)
        {
          gboolean personal = ((*entity)->fields[i].flags & AXLE_FIELD_PERSONAL) != 0;

          g_assert_cmpint (axle_record_is_hidden (record, i), ==, personal);
          g_assert_cmpint (record->values[i].kind == AXLE_VALUE_NONE, ==, personal);
        }
    }
}

/* Words that a desk in the workshop reads: of the settings, of the car, and what its work is
 * about. A new text is not among them until somebody says so here. */
static const char * const in_workshop[] = {
  "group.name", "store.name", "store.code", "store.city", "store.address", "store.phone", "store.time_zone",
  "role.name", "staff.name", "staff.title", "desk.name", "closing.month", "tag.name", "tag.meaning",
  "policy.name", "policy.value", "segment.name", "segment.condition",
  "rule.code", "rule.name", "rule.condition", "rule.text", "rule.tag", "rule.effect",
  "questionnaire.code", "questionnaire.name", "question.code", "question.questionnaire", "question.text", "question.choices",
  "history.kind", "history.field",
  "customer.occupation", "customer.company", "customer.city", "customer.source", "customer.tags",
  "vehicle.vin", "vehicle.plate", "vehicle.make", "vehicle.model", "vehicle.variant", "vehicle.colour", "vehicle.insurer",
  "visit.number", "visit.concern", "job.title", "job.reason", "deal.number", "consent.version",
  "task.rule", "task.occasion", "task.questionnaire", "answer.question", "answer.text", "advice.rule",
  "staff.team", "resource.name", "resource.plate", "service.code", "service.name", "service.remarks", "holiday.name",
  "request.services", "request.rule", "request.occasion", "appointment.services", "appointment.batch",
  "duration.service", "duration.model", NULL,
};

static void
test_workshop (void)
{
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint i = 0; axle_entity_is_shown (*entity, AXLE_AUDIENCE_WORKSHOP) && i < (*entity)->n_fields; i++)
      {
        const AxleField *field = &(*entity)->fields[i];
        g_autofree char *name = g_strdup_printf ("%s.%s", (*entity)->kind, field->name);
        gboolean words = (field->type == AXLE_FIELD_TEXT || field->type == AXLE_FIELD_SET) && field->choices == NULL;
        gboolean listed = g_strv_contains (in_workshop, name);

        if (words && !(field->flags & AXLE_FIELD_PERSONAL) && !listed)
          g_error ("%s is shown in the workshop", name);
        if (listed && (!words || field->flags & AXLE_FIELD_PERSONAL))
          g_error ("%s is not shown in the workshop", name);
      }
}

/* A screen that everybody sees has what stands on the door and the menu, and nothing of a person. */
static void
test_kiosk (void)
{
  static const char * const shown[] = { "group", "store", "service", "opening", "holiday", NULL };
  guint n_shown = 0;

  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    {
      if (!axle_entity_is_shown (*entity, AXLE_AUDIENCE_KIOSK))
        continue;
      g_test_message ("%s", (*entity)->kind);
      g_assert_true (g_strv_contains (shown, (*entity)->kind));
      for (guint i = 0; i < (*entity)->n_fields; i++)
        if ((*entity)->fields[i].type == AXLE_FIELD_REFERENCE)
          g_assert_cmpstr ((*entity)->fields[i].target, !=, "customer");
      n_shown++;
    }
  g_assert_cmpuint (n_shown, ==, g_strv_length ((char **) shown));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registry/descriptors", test_descriptors);
  g_test_add_func ("/registry/missing", test_empty_record_names_what_is_missing);
  g_test_add_func ("/registry/blob", test_blob_check);
  g_test_add_func ("/registry/redaction", test_redaction);
  g_test_add_func ("/registry/workshop", test_workshop);
  g_test_add_func ("/registry/kiosk", test_kiosk);
  return g_test_run ();
}
