/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-row.h"

#include <glib/gi18n-lib.h>

#include "app/typed.h"
#include "base/money.h"
#include "base/problem.h"
#include "base/text.h"
#include "core/party/customer.h"
#include "core/party/name.h"
#include "core/party/note.h"
#include "core/party/phone.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"

/* What tables write for the choices that every table has. */
static const struct
{
  const AxleEntity *entity;
  guint             field;
  const char       *written;
  const char       *choice;
} words[] = {
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "男", "male" },
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "男性", "male" },
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "先生", "male" },
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "m", "male" },
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "mr", "male" },
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "女", "female" },
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "女性", "female" },
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "女士", "female" },
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "小姐", "female" },
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "f", "female" },
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "mrs", "female" },
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "ms", "female" },
  { &axle_customer_entity, AXLE_CUSTOMER_GENDER, "其他", "other" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "保养", "maintenance" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "常规保养", "maintenance" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "定期保养", "maintenance" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "首保", "maintenance" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "维修", "repair" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "一般维修", "repair" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "机修", "repair" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "索赔", "warranty" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "质保", "warranty" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "三包", "warranty" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "保修", "warranty" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "钣喷", "body" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "钣金喷漆", "body" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "事故", "body" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "事故维修", "body" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "检查", "inspection" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "年检", "inspection" },
  { &axle_visit_entity, AXLE_VISIT_REASON, "召回", "recall" },
};

/* More than any visit has. */
#define MAX_JOBS 60

/* What tables write for “not known”. */
static const char * const nothing[] = { "-", "--", "/", "\\", "无", "暂无", "未知", "n/a", "na", "null", "nil", NULL };

static AxleRecord *
new_record (const AxleEntity *entity)
{
  return axle_record_new (entity, &AXLE_ID_NONE);
}

static void
add_problem (AxleImportRow *self,
             AxleProblem   *problem,
             guint          column)
{
  g_ptr_array_add (self->problems, problem);
  g_array_append_val (self->columns, column);
}

static void
add_problems (AxleImportRow *self,
              GPtrArray     *problems,
              guint          column)
{
  for (guint i = 0; i < problems->len; i++)
    add_problem (self, axle_problem_copy (problems->pdata[i]), column);
}

static AxleRecord *
record_for (AxleImportRow  *self,
            const AxleRole *role)
{
  if (role->entity == &axle_customer_entity)
    return self->customer;
  if (role->entity == &axle_visit_entity)
    return self->visit;
  return role->entity == &axle_vehicle_entity ? self->vehicle : self->ownership;
}

static const char *
translate_word (const AxleRole *role,
                const char     *text)
{
  g_autofree char *key = axle_text_fold (text);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].entity == role->entity && words[i].field == role->field && g_str_equal (words[i].written, key))
      return words[i].choice;
  return text;
}

static gboolean
all_are_phones (char **parts)
{
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      {
        g_autoptr(AxlePhone) phone = axle_phone_judge (parts[i], NULL);

        if (!phone->ok || axle_problems_contain (phone->problems, "phone-text"))
          return FALSE;
        n++;
      }
  return n > 1;
}

/* Two numbers in one cell, with a slash or a space between, which one number may have as well. */
static void
split_phones (AxleValue *value)
{
  g_auto(GStrv) members = axle_value_dup_members (value);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) result = NULL;

  for (guint i = 0; members[i] != NULL; i++)
    {
      g_autoptr(AxlePhone) phone = axle_phone_judge (members[i], NULL);
      g_auto(GStrv) parts = g_strsplit_set (members[i], "/\\| ", -1);

      if ((!phone->ok || axle_problems_contain (phone->problems, "phone-text")) && all_are_phones (parts))
        {
          for (guint j = 0; parts[j] != NULL; j++)
            if (*parts[j] != '\0')
              g_strv_builder_add (builder, parts[j]);
        }
      else
        g_strv_builder_add (builder, members[i]);
    }
  result = g_strv_builder_end (builder);
  axle_value_set_members (value, (const char * const *) result);
}

static void
read_staff (AxleImportRow  *self,
            const AxleRole *role,
            const char     *name,
            GHashTable     *staff,
            guint           column)
{
  const AxleId *id = staff != NULL ? g_hash_table_lookup (staff, name) : NULL;

  if (id != NULL)
    {
      axle_record_set_id (record_for (self, role), role->field, id);
      return;
    }
  {
    g_autoptr(GPtrArray) problems = axle_problems_new ();

    axle_problems_add (problems, "unknown-staff", role->entity->fields[role->field].name, FALSE,
                       _("Nobody called “%s” works here; the field was left empty."), name);
    add_problems (self, problems, column);
  }
}

static void
keep_value (AxleImportRow   *self,
            const AxleRole  *role,
            const AxleValue *value)
{
  AxleRecord *record = record_for (self, role);
  g_auto(GStrv) members = NULL;

  if (value->kind != AXLE_VALUE_SET)
    {
      if (axle_record_get (record, role->field)->kind == AXLE_VALUE_NONE)
        axle_record_set (record, role->field, value);
      return;
    }
  members = axle_value_dup_members (value);
  for (guint i = 0; members[i] != NULL; i++)
    axle_record_add_member (record, role->field, members[i]);
}

/* “更换机油 480”, “更换机油（480元）”: what was done, and what it cost where it says so. */
static void
read_job (AxleImportRow *self,
          const char    *text,
          guint          column)
{
  static GRegex *priced;
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GPtrArray) problems = axle_problems_new ();
  g_autofree char *title = NULL, *price = NULL;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  AxleRecord *job;
  gint64 amount;

  if (g_once_init_enter_pointer (&priced))
    g_once_init_leave_pointer (&priced, g_regex_new ("^(.+?)\\s*(?:[\\s:：=(（]|(?=[¥￥]))\\s*([¥￥]?\\d+(?:\\.\\d{1,2})?)\\s*元?[)）]?$",
                                                     G_REGEX_OPTIMIZE, 0, NULL));
  if (g_regex_match (priced, text, 0, &match))
    {
      title = g_match_info_fetch (match, 1);
      price = g_match_info_fetch (match, 2);
    }
  axle_value_set_text (&value, title != NULL ? title : text);
  axle_field_check (&axle_job_entity.fields[AXLE_JOB_TITLE], &value, problems);
  add_problems (self, problems, column);
  if (axle_problems_block (problems))
    return;
  job = new_record (&axle_job_entity);
  axle_record_set (job, AXLE_JOB_TITLE, &value);
  axle_record_set_text (job, AXLE_JOB_STATE, "done");
  if (price != NULL && axle_money_parse (price, &amount, NULL))
    axle_record_set_integer (job, AXLE_JOB_AMOUNT, amount);
  g_ptr_array_add (self->jobs, job);
}

/* Several in one cell, as workshops write them. */
static void
read_jobs (AxleImportRow *self,
           const char    *text,
           guint          column)
{
  g_auto(GStrv) parts = g_regex_split_simple ("[\\r\\n;；、|，]+", text, 0, 0);

  for (guint i = 0; parts[i] != NULL && self->jobs->len < MAX_JOBS; i++)
    if (*g_strstrip (parts[i]) != '\0')
      read_job (self, parts[i], column);
}

static void
read_cell (AxleImportRow  *self,
           const AxleRole *role,
           const char     *text,
           GHashTable     *staff,
           GTimeZone      *zone,
           guint           column)
{
  const AxleField *field = &role->entity->fields[role->field];
  g_autoptr(GPtrArray) problems = axle_problems_new ();
  g_autofree char *trimmed = axle_typed_trim (text);
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (role->entity == &axle_note_entity)
    {
      axle_value_set_text (&value, trimmed);
      axle_field_check (field, &value, problems);
      add_problems (self, problems, column);
      g_set_str (&self->note, trimmed);
      return;
    }
  if (role->entity == &axle_job_entity)
    {
      read_jobs (self, trimmed, column);
      return;
    }
  if (field->type == AXLE_FIELD_REFERENCE)
    {
      read_staff (self, role, trimmed, staff, column);
      return;
    }
  if (axle_typed_parse (field, translate_word (role, trimmed), zone, &value, problems) && value.kind != AXLE_VALUE_NONE)
    {
      if (role->entity == &axle_customer_entity && role->field == AXLE_CUSTOMER_PHONES)
        split_phones (&value);
      axle_field_check (field, &value, problems);
      if (!axle_problems_block (problems))
        keep_value (self, role, &value);
    }
  add_problems (self, problems, column);
}

static gboolean
says_nothing (const AxleRole *role,
              const char     *text)
{
  g_autofree char *trimmed = axle_typed_trim (text);
  g_autofree char *key = NULL;

  if (*trimmed == '\0')
    return TRUE;
  /* In a name or a note even these are words. */
  if (role->entity == &axle_note_entity ||
      (role->entity == &axle_customer_entity && role->field == AXLE_CUSTOMER_NAME))
    return FALSE;
  key = axle_text_fold (trimmed);
  return g_strv_contains (nothing, key);
}

gboolean
axle_import_row_has_car (const AxleImportRow *self)
{
  for (guint i = 0; i < axle_vehicle_entity.n_fields; i++)
    if (axle_record_get (self->vehicle, i)->kind != AXLE_VALUE_NONE)
      return TRUE;
  return FALSE;
}

/* For a customer that is new: one without a name is called by what is known. */
void
axle_import_row_name_customer (AxleImportRow *self)
{
  g_autofree char *phone = axle_record_dup_first_member (self->customer, AXLE_CUSTOMER_PHONES);
  const char *plate = axle_record_get_text (self->vehicle, AXLE_VEHICLE_PLATE);
  const char *vin = axle_record_get_text (self->vehicle, AXLE_VEHICLE_VIN);
  g_autofree char *name = NULL;

  if (axle_record_get_text (self->customer, AXLE_CUSTOMER_NAME) != NULL)
    return;
  if (phone != NULL)
    name = axle_phone_format (phone);
  else if (plate != NULL)
    name = axle_plate_format (plate);
  else
    name = g_strdup (vin);
  axle_record_set_text (self->customer, AXLE_CUSTOMER_NAME, name);
}

static void
refuse (AxleImportRow *self,
        const char    *code,
        const char    *message)
{
  g_autoptr(GPtrArray) problems = axle_problems_new ();

  axle_problems_add (problems, code, NULL, TRUE, "%s", message);
  add_problems (self, problems, AXLE_IMPORT_WHOLE_ROW);
}

/* A visit is of a day, and of a car or a customer. */
static void
finish_visit (AxleImportRow *self)
{
  if (axle_problems_block (self->problems))
    return;
  if (axle_record_get (self->visit, AXLE_VISIT_AT)->kind == AXLE_VALUE_NONE)
    refuse (self, "no-date", _("The row does not say when the visit was."));
  else if (axle_record_get_text (self->vehicle, AXLE_VEHICLE_VIN) == NULL
           && axle_record_get_text (self->vehicle, AXLE_VEHICLE_PLATE) == NULL
           && axle_record_get_text (self->customer, AXLE_CUSTOMER_PHONES) == NULL)
    refuse (self, "nothing-to-find", _("The row has neither a VIN nor a plate or a phone number."));
  axle_record_set (self->visit, AXLE_VISIT_ODOMETER, axle_record_get (self->vehicle, AXLE_VEHICLE_ODOMETER));
}

static void
finish (AxleImportRow *self)
{
  const char *name = axle_record_get_text (self->customer, AXLE_CUSTOMER_NAME);
  gboolean known = name != NULL || axle_record_get_text (self->customer, AXLE_CUSTOMER_PHONES) != NULL ||
                   axle_record_get_text (self->vehicle, AXLE_VEHICLE_VIN) != NULL ||
                   axle_record_get_text (self->vehicle, AXLE_VEHICLE_PLATE) != NULL;

  if (!known && !axle_problems_block (self->problems))
    refuse (self, "nothing-to-keep", _("The row has neither a name nor a phone number, a VIN or a plate."));
  if (axle_record_get_text (self->customer, AXLE_CUSTOMER_TYPE) == NULL)
    axle_record_set_text (self->customer, AXLE_CUSTOMER_TYPE,
                          name != NULL && axle_name_is_company (name) ? "company" : "person");
}

/**
 * axle_import_row_read:
 * @kind: what the table is about
 * @cells: (element-type utf8): the cells; %NULL for an empty one
 * @roles: (array length=n_columns): what each column is
 * @n_columns: how many columns have a role
 * @staff: (nullable) (element-type utf8 AxleId): members of staff by name
 * @zone: the zone that times are meant in
 *
 * Returns: (transfer full): what the row says
 */
AxleImportRow *
axle_import_row_read (AxleImportKind          kind,
                      GPtrArray              *cells,
                      const AxleRole * const *roles,
                      guint                   n_columns,
                      GHashTable             *staff,
                      GTimeZone              *zone)
{
  AxleImportRow *self = g_new0 (AxleImportRow, 1);

  self->customer = new_record (&axle_customer_entity);
  self->vehicle = new_record (&axle_vehicle_entity);
  self->ownership = new_record (&axle_ownership_entity);
  self->visit = kind == AXLE_IMPORT_VISITS ? new_record (&axle_visit_entity) : NULL;
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  self->problems = axle_problems_new ();
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < cells->len && i < n_columns; i++)
    {
      const char *text = cells->pdata[i];

      if (roles[i]->entity != NULL && text != NULL && !says_nothing (roles[i], text))
        read_cell (self, roles[i], text, staff, zone, i);
    }
  if (kind == AXLE_IMPORT_VISITS)
    finish_visit (self);
  else
    finish (self);
  return self;
}

void
axle_import_row_free (AxleImportRow *self)
{
  axle_record_unref (self->customer);
  axle_record_unref (self->vehicle);
  axle_record_unref (self->ownership);
  g_clear_pointer (&self->visit, axle_record_unref);
  g_ptr_array_unref (self->jobs);
  g_free (self->note);
  g_ptr_array_unref (self->problems);
  g_array_unref (self->columns);
  g_free (self);
}

gboolean
axle_import_row_is_wrong (const AxleImportRow *self)
{
  return axle_problems_block (self->problems);
}
