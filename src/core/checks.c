/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/checks.h"

#include <glib/gi18n-lib.h>

#include "base/date.h"
#include "base/problem.h"
#include "core/party/phone.h"
#include "core/party/uscc.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vin.h"

/* No car of ours has driven further: ten million kilometres. */
#define DISTANCE_LIMIT G_GINT64_CONSTANT (10000000000)

/* What was found wrong with the value is wrong with the field. */
static void
add_problems (const AxleField *field,
              GPtrArray       *found,
              GPtrArray       *problems)
{
  for (guint i = 0; i < found->len; i++)
    {
      const AxleProblem *problem = found->pdata[i];
      axle_problems_add (problems, problem->code, field->name, problem->blocking, "%s", problem->message);
    }
}

void
axle_check_vin (const AxleField *field,
                AxleValue       *value,
                GPtrArray       *problems)
{
  /* The year only dates the car; it judges nothing. */
  g_autoptr(AxleVin) vin = axle_vin_judge (axle_value_get_text (value), 0);

  axle_value_set_text (value, vin->vin);
  add_problems (field, vin->problems, problems);
}

void
axle_check_plate (const AxleField *field,
                  AxleValue       *value,
                  GPtrArray       *problems)
{
  g_autoptr(AxlePlate) plate = axle_plate_judge (axle_value_get_text (value));

  axle_value_set_text (value, plate->plate);
  add_problems (field, plate->problems, problems);
}

static char *
check_one_phone (const AxleField *field,
                 const char      *text,
                 GPtrArray       *problems)
{
  g_autoptr(AxlePhone) phone = axle_phone_judge (text, NULL);

  /* Whoever has several numbers is a customer, and nobody reaches a customer by 12345. */
  if (field->type == AXLE_FIELD_SET && phone->ok && phone->type == AXLE_PHONE_SERVICE && phone->e164 == NULL)
    axle_problems_add (phone->problems, "phone-hotline", field->name, TRUE,
                       _("%s is a hotline and no customer’s number. Give their own."), phone->number);
  add_problems (field, phone->problems, problems);
  if (phone->e164 == NULL)
    return g_strdup (text);
  if (phone->extension != NULL)
    return g_strdup_printf ("%s;ext=%s", phone->e164, phone->extension);
  return g_strdup (phone->e164);
}

void
axle_check_phone (const AxleField *field,
                  AxleValue       *value,
                  GPtrArray       *problems)
{
  if (value->kind == AXLE_VALUE_SET)
    {
      g_auto(GStrv) members = axle_value_dup_members (value);

      for (guint i = 0; members[i] != NULL; i++)
        {
          char *normal = check_one_phone (field, members[i], problems);
          g_free (members[i]);
          members[i] = normal;
        }
      axle_value_set_members (value, (const char * const *) members);
    }
  else
    {
      g_autofree char *normal = check_one_phone (field, axle_value_get_text (value), problems);
      axle_value_set_text (value, normal);
    }
}

void
axle_check_date (const AxleField *field,
                 AxleValue       *value,
                 GPtrArray       *problems)
{
  g_autoptr(GPtrArray) found = axle_problems_new ();
  AxleDate date;

  if (axle_date_parse (axle_value_get_text (value), &date, found))
    {
      g_autofree char *iso = axle_date_format_iso (&date);
      axle_value_set_text (value, iso);
    }
  add_problems (field, found, problems);
}

void
axle_check_credit_code (const AxleField *field,
                        AxleValue       *value,
                        GPtrArray       *problems)
{
  g_autoptr(GPtrArray) found = axle_problems_new ();
  g_autofree char *code = NULL;

  if (axle_uscc_judge (axle_value_get_text (value), &code, found))
    axle_value_set_text (value, code);
  add_problems (field, found, problems);
}

void
axle_check_distance (const AxleField *field,
                     AxleValue       *value,
                     GPtrArray       *problems)
{
  gint64 metres = axle_value_get_integer (value);

  if (metres < 0 || metres > DISTANCE_LIMIT)
    axle_problems_add (problems, "out-of-range", field->name, TRUE,
                       _("%s must lie between 0 and %d km."), _(field->label), (int) (DISTANCE_LIMIT / 1000));
}
