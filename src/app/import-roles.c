/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-roles.h"

#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

#define CUSTOMER(name, column, field) { name, column, &axle_customer_entity, AXLE_CUSTOMER_##field }
#define VEHICLE(name, column, field) { name, column, &axle_vehicle_entity, AXLE_VEHICLE_##field }
#define OWNERSHIP(name, field) { name, AXLE_COLUMN_IGNORE, &axle_ownership_entity, AXLE_OWNERSHIP_##field }

#define VISIT(name, field) { name, AXLE_COLUMN_IGNORE, &axle_visit_entity, AXLE_VISIT_##field }

/* In the order of an exported table; those of visits stand at the end, and no table of
 * customers has them. */
static const AxleRole roles[] = {
  { "ignore", AXLE_COLUMN_IGNORE, NULL, 0 },
  CUSTOMER ("name", AXLE_COLUMN_NAME, NAME),
  CUSTOMER ("type", AXLE_COLUMN_IGNORE, TYPE),
  CUSTOMER ("preferred_name", AXLE_COLUMN_IGNORE, PREFERRED_NAME),
  CUSTOMER ("phone", AXLE_COLUMN_PHONE, PHONES),
  CUSTOMER ("phone2", AXLE_COLUMN_PHONE2, PHONES),
  CUSTOMER ("phone3", AXLE_COLUMN_PHONE3, PHONES),
  CUSTOMER ("email", AXLE_COLUMN_EMAIL, EMAILS),
  CUSTOMER ("wechat", AXLE_COLUMN_WECHAT, WECHAT),
  CUSTOMER ("gender", AXLE_COLUMN_GENDER, GENDER),
  CUSTOMER ("birthday", AXLE_COLUMN_BIRTHDAY, BIRTHDAY),
  CUSTOMER ("occupation", AXLE_COLUMN_OCCUPATION, OCCUPATION),
  CUSTOMER ("company", AXLE_COLUMN_COMPANY, COMPANY),
  CUSTOMER ("credit_code", AXLE_COLUMN_IGNORE, CREDIT_CODE),
  CUSTOMER ("city", AXLE_COLUMN_CITY, CITY),
  CUSTOMER ("address", AXLE_COLUMN_ADDRESS, ADDRESS),
  CUSTOMER ("household", AXLE_COLUMN_IGNORE, HOUSEHOLD),
  CUSTOMER ("children", AXLE_COLUMN_IGNORE, CHILDREN),
  CUSTOMER ("car_use", AXLE_COLUMN_IGNORE, CAR_USE),
  CUSTOMER ("stage", AXLE_COLUMN_IGNORE, STAGE),
  CUSTOMER ("channel", AXLE_COLUMN_IGNORE, CHANNEL),
  CUSTOMER ("times", AXLE_COLUMN_IGNORE, TIMES),
  CUSTOMER ("source", AXLE_COLUMN_SOURCE, SOURCE),
  CUSTOMER ("consultant", AXLE_COLUMN_IGNORE, CONSULTANT),
  CUSTOMER ("advisor", AXLE_COLUMN_IGNORE, ADVISOR),
  CUSTOMER ("tags", AXLE_COLUMN_TAGS, TAGS),
  CUSTOMER ("consent_contact", AXLE_COLUMN_IGNORE, CONSENT_CONTACT),
  CUSTOMER ("consent_marketing", AXLE_COLUMN_IGNORE, CONSENT_MARKETING),
  CUSTOMER ("consent_driving", AXLE_COLUMN_IGNORE, CONSENT_DRIVING),
  VEHICLE ("vin", AXLE_COLUMN_VIN, VIN),
  VEHICLE ("plate", AXLE_COLUMN_PLATE, PLATE),
  VEHICLE ("make", AXLE_COLUMN_IGNORE, MAKE),
  VEHICLE ("model", AXLE_COLUMN_MODEL, MODEL),
  VEHICLE ("variant", AXLE_COLUMN_IGNORE, VARIANT),
  VEHICLE ("model_year", AXLE_COLUMN_IGNORE, MODEL_YEAR),
  VEHICLE ("colour", AXLE_COLUMN_IGNORE, COLOUR),
  VEHICLE ("powertrain", AXLE_COLUMN_IGNORE, POWERTRAIN),
  VEHICLE ("first_registration", AXLE_COLUMN_FIRST_REGISTRATION, FIRST_REGISTRATION),
  VEHICLE ("odometer", AXLE_COLUMN_ODOMETER, ODOMETER),
  VEHICLE ("service_distance", AXLE_COLUMN_IGNORE, SERVICE_DISTANCE),
  VEHICLE ("service_months", AXLE_COLUMN_IGNORE, SERVICE_MONTHS),
  VEHICLE ("warranty_until", AXLE_COLUMN_IGNORE, WARRANTY_UNTIL),
  VEHICLE ("warranty_distance", AXLE_COLUMN_IGNORE, WARRANTY_DISTANCE),
  VEHICLE ("insurance_until", AXLE_COLUMN_IGNORE, INSURANCE_UNTIL),
  VEHICLE ("insurer", AXLE_COLUMN_IGNORE, INSURER),
  VEHICLE ("inspection_until", AXLE_COLUMN_IGNORE, INSPECTION_UNTIL),
  OWNERSHIP ("role", ROLE),
  OWNERSHIP ("since", SINCE),
  OWNERSHIP ("until", UNTIL),
  { "note", AXLE_COLUMN_NOTE, &axle_note_entity, AXLE_NOTE_TEXT },
  VISIT ("order", NUMBER),
  VISIT ("date", AT),
  VISIT ("amount", AMOUNT),
  VISIT ("reason", REASON),
  VISIT ("concern", CONCERN),
  VISIT ("service_advisor", ADVISOR),
  { "jobs", AXLE_COLUMN_IGNORE, &axle_job_entity, AXLE_JOB_TITLE },
};

#define N_VISIT_ROLES 7
#define N_CUSTOMER_ROLES (G_N_ELEMENTS (roles) - N_VISIT_ROLES)

/* What tables of a workshop call them; as in formats/columns.c. */
static const struct
{
  const char *role;
  const char *synonyms;
} visit_headers[] = {
  { "order", "工单号|工单编号|工单|单号|单据号|单据编号|维修单号|维修工单|委托书号|委托单号|结算单号|订单号|订单编号|流水号|order|orderno|ordernumber|orderid|invoice|invoiceno|invoicenumber|workorder|workorderno|repairorder|repairorderno|ronumber|rono|ro|ticket" },
  { "date", "日期|时间|进厂日期|进厂时间|进店日期|到店日期|到店时间|接车日期|接车时间|维修日期|维修时间|保养日期|服务日期|开单日期|开单时间|结算日期|结算时间|完工日期|交易日期|消费日期|date|time|datetime|visitdate|servicedate|orderdate|invoicedate|repairdate|checkin|checkindate" },
  { "amount", "金额|总金额|总价|总计|合计|合计金额|实收|实收金额|应收|应收金额|结算金额|维修金额|消费金额|费用|总费用|产值|amount|total|totalamount|grandtotal|price|cost|paid|sum|revenue" },
  { "reason", "维修类型|维修类别|业务类型|业务类别|工单类型|服务类型|服务类别|维修种类|进厂原因|reason|type|visittype|servicetype|ordertype|repairtype" },
  { "concern", "故障描述|故障现象|客户描述|客户陈述|报修内容|报修描述|客户要求|客户需求|备注|concern|complaint|symptom|customerconcern|note|notes|remark|remarks" },
  { "service_advisor", "服务顾问|接待人|接待员|接车人|顾问|业务员|advisor|serviceadvisor|consultant" },
  { "jobs", "项目|维修项目|保养项目|作业项目|服务项目|施工项目|项目名称|维修内容|保养内容|作业内容|工作内容|服务内容|jobs|job|work|items|item|services|service|lines|joblines|description|workdone" },
};

/* Those of a table of customers. */
const AxleRole *
axle_roles_list (guint *n_roles)
{
  *n_roles = N_CUSTOMER_ROLES;
  return roles;
}

/* And those of a table of visits. */
const AxleRole *
axle_roles_list_all (guint *n_roles)
{
  *n_roles = G_N_ELEMENTS (roles);
  return roles;
}

/* Returns: (nullable): the role of that name */
const AxleRole *
axle_roles_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].name, name))
      return &roles[i];
  return NULL;
}

const AxleRole *
axle_roles_of_column (AxleColumnRole column)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (roles[i].column == column)
      return &roles[i];
  return &roles[0];
}

static gboolean
names_role (const AxleRole *role,
            const char     *key)
{
  g_autofree char *label = NULL;
  g_autofree char *english = NULL;

  if (role->entity == NULL)
    return FALSE;
  label = axle_text_fold (axle_role_get_label (role));
  english = axle_text_fold (role->entity->fields[role->field].label);
  return g_str_equal (key, role->name) || g_str_equal (key, label) ||
         (role->column == AXLE_COLUMN_IGNORE && g_str_equal (key, english));
}

/* Returns: (nullable): the role that a header names exactly, by its name or its label */
const AxleRole *
axle_roles_of_header (const char *header)
{
  g_autofree char *key = axle_text_fold (header);

  for (guint i = 0; i < N_CUSTOMER_ROLES; i++)
    if (names_role (&roles[i], key))
      return &roles[i];
  return NULL;
}

/* Returns: whether a table may have it: one of visits has what it says itself, and who came
 * with which car. */
gboolean
axle_role_is_of (const AxleRole *self,
                 AxleImportKind  kind)
{
  static const AxleColumnRole shared[] = { AXLE_COLUMN_NAME, AXLE_COLUMN_PHONE, AXLE_COLUMN_PHONE2, AXLE_COLUMN_PHONE3,
                                           AXLE_COLUMN_VIN, AXLE_COLUMN_PLATE, AXLE_COLUMN_ODOMETER };

  if (kind == AXLE_IMPORT_CUSTOMERS)
    return self < &roles[N_CUSTOMER_ROLES];
  for (gsize i = 0; self->column != AXLE_COLUMN_IGNORE && i < G_N_ELEMENTS (shared); i++)
    if (self->column == shared[i])
      return TRUE;
  return self->entity == NULL || self >= &roles[N_CUSTOMER_ROLES];
}

/**
 * axle_roles_of_visit_column:
 * @header: (nullable): what the column is called
 * @guess: what it would be in a table of customers
 *
 * Returns: (transfer none): what it is in a table of visits
 */
const AxleRole *
axle_roles_of_visit_column (const char            *header,
                            const AxleColumnGuess *guess)
{
  const AxleRole *shared = axle_roles_of_column (guess->role), *best = &roles[0];
  g_autofree char *key = axle_text_fold (header != NULL ? header : "");
  gsize best_weight = 0;

  for (guint i = N_CUSTOMER_ROLES; i < G_N_ELEMENTS (roles); i++)
    if (names_role (&roles[i], key))
      return &roles[i];
  for (gsize i = 0; header != NULL && i < G_N_ELEMENTS (visit_headers); i++)
    {
      gsize weight = axle_column_weigh_header (header, visit_headers[i].synonyms);

      if (weight > best_weight)
        {
          best_weight = weight;
          best = axle_roles_find (visit_headers[i].role);
        }
    }
  /* “进厂里程” ends like no word above; “客户描述” is not the customer. */
  if (best_weight < G_MAXSIZE && guess->role != AXLE_COLUMN_IGNORE && axle_role_is_of (shared, AXLE_IMPORT_VISITS)
      && (best_weight == 0 || guess->score >= 0.8))
    return shared;
  return best;
}

/* “购车日期” is a day too, but the day of another thing. */
static gboolean
is_visit_header (const char *header,
                 gsize       role)
{
  g_autofree char *key = axle_text_fold (header);
  gsize weight = axle_column_weigh_header (header, visit_headers[role].synonyms);
  double score;

  axle_column_role_of_header (header, &score);
  return names_role (axle_roles_find (visit_headers[role].role), key) || weight == G_MAXSIZE ||
         (weight > 0 && score < 1 && axle_roles_of_header (header) == NULL);
}

static gboolean
has_visit_header (GPtrArray  *headers,
                  const char *name)
{
  gsize role = 0;

  while (!g_str_equal (visit_headers[role].role, name))
    role++;
  for (guint i = 0; i < headers->len; i++)
    if (is_visit_header (headers->pdata[i], role))
      return TRUE;
  return FALSE;
}

/**
 * axle_roles_tell_of_visits:
 * @headers: (element-type utf8): what the columns of a table are called
 *
 * Returns: whether it is one of visits: what was paid, ordered or done, and when
 */
gboolean
axle_roles_tell_of_visits (GPtrArray *headers)
{
  return has_visit_header (headers, "date") &&
         (has_visit_header (headers, "order") || has_visit_header (headers, "amount") || has_visit_header (headers, "jobs"));
}

const char *
axle_role_get_label (const AxleRole *self)
{
  if (self->entity == NULL || self->column != AXLE_COLUMN_IGNORE)
    return axle_column_role_get_label (self->column);
  return axle_field_get_label (&self->entity->fields[self->field]);
}
