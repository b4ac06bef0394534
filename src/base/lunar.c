/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/lunar.h"

/*
 * The months of each Chinese year by the rules of GB/T 33661-2017, computed from the new
 * moons and the sun's longitude at 120° E. ICU's calendar begins 2027 a day late: that new
 * moon is four minutes before midnight.
 *
 * Bits 15 to 4: months 1 to 12, set where the month has 30 days, and not 29. Bits 3 to 0:
 * after which month a leap month comes, 0 for none; bit 16: whether it has 30 days.
 */
static const guint32 years[] = {
  0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260,
  0x0ea65, 0x0d530, 0x05aa0, 0x076a3, 0x096d0, 0x04afb, 0x04ad0, 0x0a4d0,
  0x1d0b6, 0x0d250, 0x0d520, 0x0dd45, 0x0b5a0, 0x056d0, 0x055b2, 0x049b0,
  0x0a577, 0x0a4b0, 0x0aa50, 0x1b255, 0x06d20, 0x0ada0, 0x14b63,
};

G_STATIC_ASSERT (G_N_ELEMENTS (years) == AXLE_LUNAR_LAST_YEAR - AXLE_LUNAR_FIRST_YEAR + 1);

static int
days_of_month (guint32 year,
               int     month)
{
  return (year >> (16 - month)) & 1 ? 30 : 29;
}

/* Without the leap month when @months ends before it. */
static int
days_of_months (guint32 year,
                int     months)
{
  int leap = year & 0xf;
  int days = leap != 0 && leap <= months ? 29 + (int) ((year >> 16) & 1) : 0;

  for (int month = 1; month <= months; month++)
    days += days_of_month (year, month);
  return days;
}

/**
 * axle_lunar_find_day:
 * @year: the year that the Chinese year begins in
 * @month: 1 to 12: a month of the Chinese calendar, not a leap one
 * @day: 1 to 30: its day
 * @date: (out): when it is; that of the last months may be early in the next year
 *
 * Returns: whether there is that day, in a year from [const@Axle.LUNAR_FIRST_YEAR] to
 *   [const@Axle.LUNAR_LAST_YEAR]
 */
gboolean
axle_lunar_find_day (int       year,
                     int       month,
                     int       day,
                     AxleDate *date)
{
  GDate found;
  int days;

  if (year < AXLE_LUNAR_FIRST_YEAR || year > AXLE_LUNAR_LAST_YEAR || month < 1 || month > 12 ||
      day < 1 || day > days_of_month (years[year - AXLE_LUNAR_FIRST_YEAR], month))
    return FALSE;
  days = days_of_months (years[year - AXLE_LUNAR_FIRST_YEAR], month - 1) + day - 1;
  for (int past = AXLE_LUNAR_FIRST_YEAR; past < year; past++)
    days += days_of_months (years[past - AXLE_LUNAR_FIRST_YEAR], 12);

  g_date_clear (&found, 1);
  g_date_set_dmy (&found, 25, G_DATE_JANUARY, AXLE_LUNAR_FIRST_YEAR);
  g_date_add_days (&found, (guint) days);
  *date = (AxleDate) { g_date_get_year (&found), (int) g_date_get_month (&found), g_date_get_day (&found) };
  return TRUE;
}
