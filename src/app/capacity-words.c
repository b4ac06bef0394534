/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/capacity-words.h"

#include <glib/gi18n-lib.h>

/**
 * axle_capacity_line_get_fullness:
 * @line: hours of one kind
 *
 * Returns: how full they are; hours that are kept for those who just come are not free
 */
AxleFullness
axle_capacity_line_get_fullness (const AxleCapacityLine *line)
{
  int taken = line->carried + line->booked;

  if (taken > line->possible)
    return AXLE_FULLNESS_OVER;
  if (line->possible == 0)
    return AXLE_FULLNESS_NONE;
  return line->free > 0 ? AXLE_FULLNESS_FREE : AXLE_FULLNESS_FULL;
}

static AxleFullness
get_fullness_of_visits (const AxleCapacity *capacity)
{
  if (capacity->visits > capacity->possible_visits)
    return AXLE_FULLNESS_OVER;
  if (capacity->possible_visits == 0)
    return AXLE_FULLNESS_NONE;
  return capacity->visits < capacity->possible_visits ? AXLE_FULLNESS_FREE : AXLE_FULLNESS_FULL;
}

/**
 * axle_capacity_get_fullness:
 * @capacity: a day
 *
 * Returns: how full it is: the fuller of its hours and its visits. A kind of work for which
 *   there is nobody left does not make a day full
 */
AxleFullness
axle_capacity_get_fullness (const AxleCapacity *capacity)
{
  AxleFullness hours = axle_capacity_line_get_fullness (&capacity->all);
  AxleFullness visits = get_fullness_of_visits (capacity);

  return MAX (hours, visits);
}

/**
 * axle_fullness_get_word:
 * @self: how full
 *
 * Returns: (nullable): the word for it; %NULL where nothing is to be said
 */
const char *
axle_fullness_get_word (AxleFullness self)
{
  switch (self)
    {
    case AXLE_FULLNESS_FULL: return _("Full");
    case AXLE_FULLNESS_OVER: return _("Overbooked");
    case AXLE_FULLNESS_NONE:
    case AXLE_FULLNESS_FREE:
    default: return NULL;
    }
}

const char *
axle_fullness_get_css_class (AxleFullness self)
{
  static const char * const classes[] = { "none", "free", "full", "over" };

  return classes[self];
}

/**
 * axle_capacity_dup_hours:
 * @minutes: a length
 *
 * Returns: (transfer full): as hours, with a digit behind the point where they are not whole
 */
char *
axle_capacity_dup_hours (int minutes)
{
  int tenths = (minutes * 10 + 30) / 60;

  return tenths % 10 == 0 ? g_strdup_printf ("%d", tenths / 10) : g_strdup_printf ("%.1f", tenths / 10.0);
}

/**
 * axle_capacity_line_dup_figures:
 * @line: hours of one kind
 *
 * Returns: (transfer full): what is taken of what there is, such as “6.5/16 h”
 */
char *
axle_capacity_line_dup_figures (const AxleCapacityLine *line)
{
  g_autofree char *taken = axle_capacity_dup_hours (line->carried + line->booked);
  g_autofree char *possible = axle_capacity_dup_hours (line->possible);

  /* Translators: hours taken of hours that there are. */
  return g_strdup_printf (_("%s/%s h"), taken, possible);
}

/* Takes @part. */
static void
add_part (GString *words,
          char    *part)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", part);
  g_free (part);
}

/**
 * axle_capacity_line_dup_words:
 * @line: hours of one kind
 *
 * Returns: (transfer full): what they are taken by, in the order in which it is done
 */
char *
axle_capacity_line_dup_words (const AxleCapacityLine *line)
{
  g_autofree char *carried = axle_capacity_dup_hours (line->carried);
  g_autofree char *booked = axle_capacity_dup_hours (line->booked);
  g_autofree char *reserve = axle_capacity_dup_hours (line->reserve);
  g_autofree char *left = axle_capacity_dup_hours (line->free);
  const char *word = axle_fullness_get_word (axle_capacity_line_get_fullness (line));
  GString *words = g_string_new (NULL);

  if (line->carried > 0)
    add_part (words, g_strdup_printf (_("%s h carried over"), carried));
  if (line->booked > 0)
    add_part (words, g_strdup_printf (_("%s h booked"), booked));
  if (line->reserve > 0)
    add_part (words, g_strdup_printf (_("%s h kept for walk-ins"), reserve));
  if (line->free > 0)
    add_part (words, g_strdup_printf (_("%s h free"), left));
  if (word != NULL)
    add_part (words, g_strdup (word));
  return g_string_free (words, FALSE);
}

/**
 * axle_capacity_dup_figures:
 * @capacity: a day
 *
 * Returns: (transfer full): visits and hours, such as “8/14 · 6.5/16 h”
 */
char *
axle_capacity_dup_figures (const AxleCapacity *capacity)
{
  g_autofree char *hours = axle_capacity_line_dup_figures (&capacity->all);

  /* Translators: visits of visits that are possible, and hours of hours that there are. It has to be short. */
  return g_strdup_printf (_("%d/%d · %s"), capacity->visits, capacity->possible_visits, hours);
}

/**
 * axle_capacity_dup_words:
 * @capacity: a day
 *
 * Returns: (transfer full): visits and hours, for a screen reader
 */
char *
axle_capacity_dup_words (const AxleCapacity *capacity)
{
  g_autofree char *hours = axle_capacity_line_dup_figures (&capacity->all);
  g_autofree char *parts = axle_capacity_line_dup_words (&capacity->all);
  g_autofree char *visits = g_strdup_printf (_("Visits %d/%d"), capacity->visits, capacity->possible_visits);

  return g_strconcat (visits, " · ", hours, *parts != '\0' ? " · " : "", parts, NULL);
}
