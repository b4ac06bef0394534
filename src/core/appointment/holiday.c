/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/holiday.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/problem.h"
#include "core/appointment/words.h"
#include "core/checks.h"

static const AxleField holiday_fields[] = {
  [AXLE_HOLIDAY_DATE] = {
    .name = "date", .label = N_("Date"), .type = AXLE_FIELD_DATE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .check = axle_check_date,
  },
  [AXLE_HOLIDAY_NAME] = {
    .name = "name", .label = N_("Designation"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
    .limit = 80,
  },
  [AXLE_HOLIDAY_WORKING] = {
    .name = "working", .label = N_("Working day"), .type = AXLE_FIELD_BOOLEAN,
  },
};

/* What finds a day by its id must find the only one. */
static void
check_id (const AxleRecord *record,
          GPtrArray        *problems)
{
  const char *date = axle_record_get_text (record, AXLE_HOLIDAY_DATE);
  AxleId id;

  if (date == NULL || axle_id_is_none (&record->scope))
    return;
  id = axle_holiday_id (&record->scope, date);
  if (!axle_id_equal (&id, &record->id))
    axle_problems_add (problems, "wrong-id", "date", TRUE, _("%s has another record in the calendar of holidays."), date);
}

static char *
holiday_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_HOLIDAY_NAME));
}

const AxleEntity axle_holiday_entity = {
  .kind = "holiday",
  .label = N_("Holiday"),
  .flags = AXLE_ENTITY_GROUP | AXLE_ENTITY_PUBLIC | AXLE_ENTITY_ALIKE,
  .fields = holiday_fields,
  .n_fields = G_N_ELEMENTS (holiday_fields),
  .check = check_id,
  .dup_title = holiday_title,
};

/**
 * axle_holiday_id:
 * @group: a group
 * @date: such as `2026-10-01`
 *
 * Returns: the id of that day's record, on every desk
 */
AxleId
axle_holiday_id (const AxleId *group,
                 const char   *date)
{
  g_autofree char *name = g_strconcat (axle_holiday_entity.kind, "/", date, NULL);

  return axle_id_new_derived (group, name);
}

/**
 * axle_holiday_get_year:
 * @date: such as `2022-12-31`
 * @name: of the holiday
 *
 * New Year is announced with its year, though it may begin in the one before.
 *
 * Returns: the year whose list the day is of
 */
int
axle_holiday_get_year (const char *date,
                       const char *name)
{
  int year = (int) g_ascii_strtoll (date, NULL, 10);

  return strncmp (date + 4, "-12-", 4) == 0 && strstr (name, "元旦") != NULL ? year + 1 : year;
}

/**
 * axle_holiday_is_official:
 * @name: (nullable): of a day off
 *
 * The regulation on public holidays (全国年节及纪念日放假办法) names seven; every list of a
 * year has them, and a day that a dealership gives itself is called something else.
 *
 * Returns: whether it is one of them
 */
gboolean
axle_holiday_is_official (const char *name)
{
  static const char * const official[] = { "元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆" };

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (official); i++)
    if (strstr (name, official[i]) != NULL)
      return TRUE;
  return FALSE;
}
