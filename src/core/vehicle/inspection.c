/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vehicle/inspection.h"

/* Cars that are older are in museums. */
#define OLDEST 100

/* Up to its tenth year: whether a mark ends, and what the next one takes. */
static const struct
{
  int                years;
  AxleInspectionNeed need;
} first_years[] = {
  { 2, AXLE_INSPECTION_MARK }, { 4, AXLE_INSPECTION_MARK }, { 6, AXLE_INSPECTION_TEST }, { 8, AXLE_INSPECTION_MARK },
  { 10, AXLE_INSPECTION_TEST },
};

static AxleDate
end_of_month (const AxleDate *registered,
              int             years)
{
  int year = registered->year + years;

  return (AxleDate) { year, registered->month, axle_date_days_in_month (year, registered->month) };
}

static gboolean
is_due (const AxleDate *registered,
        int             years,
        const AxleDate *from,
        AxleDate       *date)
{
  *date = end_of_month (registered, years);
  return axle_date_compare (date, from) >= 0;
}

/**
 * axle_inspection_find_next:
 * @registered: the day of the first registration, with its year
 * @from: a day
 * @date: (out): the last day of the mark that ends first, on @from or later
 * @need: (out): what the next mark takes
 *
 * Returns: whether there is one
 */
gboolean
axle_inspection_find_next (const AxleDate     *registered,
                           const AxleDate     *from,
                           AxleDate           *date,
                           AxleInspectionNeed *need)
{
  if (registered->year == 0 || registered->month == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (first_years); i++)
    if (is_due (registered, first_years[i].years, from, date))
      {
        *need = first_years[i].need;
        return TRUE;
      }
  *need = AXLE_INSPECTION_TEST;
  for (int years = first_years[G_N_ELEMENTS (first_years) - 1].years + 1; years <= OLDEST; years++)
    if (is_due (registered, years, from, date))
      return TRUE;
  return FALSE;
}
