/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/words.h"

#include <glib/gi18n-lib.h>

#include "base/problem.h"

const AxleChoice axle_skills[] = {
  { "maintenance", N_("Maintenance") },
  { "diagnosis", N_("Diagnosis") },
  { "engine", N_("Engine") },
  { "gearbox", N_("Gearbox") },
  { "chassis", N_("Chassis") },
  { "tyres", N_("Tyres") },
  { "electrics", N_("Electrics") },
  { "high-voltage", N_("High voltage") },
  { "air-conditioning", N_("Air conditioning") },
  { "body", N_("Body work") },
  { "paint", N_("Paint") },
  { "detailing", N_("Detailing") },
  { NULL, NULL },
};

const AxleChoice axle_equipment[] = {
  { "lift", N_("Lift") },
  { "aligner", N_("Wheel aligner") },
  { "tyre-changer", N_("Tyre changer") },
  { "air-conditioning", N_("Air conditioning station") },
  { "tester", N_("Diagnostic tester") },
  { "high-voltage", N_("High-voltage tools") },
  { "calibration", N_("Driver assistance calibration") },
  { "frame", N_("Straightening bench") },
  { "paint-booth", N_("Paint booth") },
  { NULL, NULL },
};

const AxleChoice axle_weekdays[] = {
  { "mon", N_("Monday") },
  { "tue", N_("Tuesday") },
  { "wed", N_("Wednesday") },
  { "thu", N_("Thursday") },
  { "fri", N_("Friday") },
  { "sat", N_("Saturday") },
  { "sun", N_("Sunday") },
  { NULL, NULL },
};

const AxleChoice axle_booking_channels[] = {
  { "app", N_("App") },
  { "wechat", N_("WeChat") },
  { "phone", N_("Phone") },
  { "walk-in", N_("Walk-in") },
  { "proactive", N_("Invited") },
  { "desk", N_("At the desk") },
  { "import", N_("Imported") },
  { NULL, NULL },
};

/**
 * axle_words_to_bits:
 * @words: at most 64 words
 * @set: a set of some of their names; others count for nothing
 *
 * Returns: a bit for each of them, by the order of @words
 */
guint64
axle_words_to_bits (const AxleChoice *words,
                    const AxleValue  *set)
{
  g_auto(GStrv) members = axle_value_dup_members (set);
  guint64 bits = 0;

  for (guint i = 0; words[i].name != NULL; i++)
    if (g_strv_contains ((const char * const *) members, words[i].name))
      bits |= G_GUINT64_CONSTANT (1) << i;
  return bits;
}

/**
 * axle_weekdays_to_bits:
 * @days: a set of names of [const@Axle.weekdays]
 *
 * Returns: a bit a day; bit 0 is Monday
 */
guint
axle_weekdays_to_bits (const AxleValue *days)
{
  return (guint) axle_words_to_bits (axle_weekdays, days);
}

/* Minutes after midnight; the end of a day is its last. */
void
axle_check_day_minutes (const AxleField *field,
                        AxleValue       *value,
                        GPtrArray       *problems)
{
  gint64 minutes = axle_value_get_integer (value);

  if (minutes < 0 || minutes > AXLE_DAY_MINUTES)
    axle_problems_add (problems, "time-of-day", field->name, TRUE, _("%s is no time of a day."), _(field->label));
}

/* Minutes that something takes. */
void
axle_check_length (const AxleField *field,
                   AxleValue       *value,
                   GPtrArray       *problems)
{
  gint64 minutes = axle_value_get_integer (value);

  if (minutes < 1 || minutes > AXLE_LENGTH_LIMIT)
    axle_problems_add (problems, "length", field->name, TRUE,
                       _("%s is too short or too long: give at least a minute and at most 31 days."), _(field->label));
}
