/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/script.h"

#include <gio/gio.h>
#include <stdio.h>

#include "sim/chance.h"
#include "sim/faults.h"
#include "sim/network.h"
#include "sim/operations.h"

/* How long people work and things break. */
#define BUSY_MS 150000

/* Each desk does something every so often, on average. */
#define PACE_MS 12000

/* In so many of a hundred runs everybody books, is quick about it, and often hears late of
 * the others. */
#define RUSH_PERCENT 30
#define RUSH_PACE_MS 6000

/* What people do again and again is so many of a hundred operations. */
#define OFTEN_PERCENT 30

/* Something breaks before so many of a hundred operations. */
#define FAULT_PERCENT 33

static SimScript *
script_alloc (guint64 seed)
{
  SimScript *self = g_new0 (SimScript, 1);

  self->seed = seed;
  self->lines = g_array_new (FALSE, TRUE, sizeof (SimLine));
  return self;
}

void
sim_script_free (SimScript *self)
{
  g_array_unref (self->lines);
  g_free (self->world);
  g_free (self);
}

static void
add_step (SimScript  *self,
          gint64      at,
          guint       desk,
          const char *name,
          guint       arg)
{
  SimLine line = { SIM_LINE_STEP, desk, g_intern_string (name), at, arg };

  g_array_append_val (self->lines, line);
}

static guint
weight_of (guint    operation,
           gboolean rush)
{
  return rush ? sim_operations[operation].rush : sim_operations[operation].weight;
}

static const char *
pick_operation (Chance   *chance,
                gboolean  rush)
{
  guint sum = 0;
  guint at;

  for (guint i = 0; sim_operations[i].name != NULL; i++)
    sum += weight_of (i, rush);
  at = chance_below (chance, sum);
  for (guint i = 0;; i++)
    if (at < weight_of (i, rush))
      return sim_operations[i].name;
    else
      at -= weight_of (i, rush);
}

static const char *
pick_fault (Chance *chance)
{
  guint sum = 0;
  guint at;

  for (guint i = 0; sim_faults[i].name != NULL; i++)
    sum += sim_faults[i].weight;
  at = chance_below (chance, sum);
  for (guint i = 0;; i++)
    if (at < sim_faults[i].weight)
      return sim_faults[i].name;
    else
      at -= sim_faults[i].weight;
}

static guint
pick_arg (Chance *chance)
{
  return (guint) (chance_next (chance) >> 40);
}

static const char *
pick_what (Chance     *chance,
           gboolean    rush,
           const char *often)
{
  if (often != NULL && chance_is (chance, OFTEN_PERCENT))
    return often;
  return pick_operation (chance, rush);
}

static void
add_desk (SimScript  *self,
          Chance     *chance,
          guint       desk,
          gboolean    rush,
          const char *often)
{
  SimLine line = { .kind = SIM_LINE_DESK, .desk = desk };
  guint pace = rush ? RUSH_PACE_MS : PACE_MS;
  gint64 at = 0;

  g_array_append_val (self->lines, line);
  while ((at += 1 + chance_below (chance, 2 * pace)) < BUSY_MS)
    {
      if (chance_is (chance, FAULT_PERCENT * pace / PACE_MS))
        add_step (self, at, desk, rush && chance_is (chance, 50) ? "slow-server" : pick_fault (chance), pick_arg (chance));
      add_step (self, at, desk, pick_what (chance, rush, often), pick_arg (chance));
    }
}

/* What happens to few runs, from beginning to end. */
static void
add_stories (SimScript  *self,
             Chance     *chance,
             guint       n_desks,
             const char *wanted)
{
  for (guint i = 0; sim_stories[i].begin != NULL; i++)
    {
      const SimStory *story = &sim_stories[i];
      gint64 begins = chance_below (chance, BUSY_MS * 3 / 4);
      gint64 ends = begins + 1 + chance_below (chance, BUSY_MS / 2);
      guint desk = chance_below (chance, n_desks);

      if (chance_below (chance, 1000) >= story->permille && g_strcmp0 (story->begin, wanted) != 0)
        continue;
      add_step (self, story->is_first ? 0 : begins, desk, story->begin, pick_arg (chance));
      if (story->end != NULL)
        add_step (self, ends, desk, story->end, pick_arg (chance));
    }
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const SimLine *one = a;
  const SimLine *other = b;

  if (one->kind != other->kind)
    return (int) one->kind - (int) other->kind;
  return one->at < other->at ? -1 : one->at > other->at;
}

static SimScript *
make_script (guint64     seed,
             guint       rush_percent,
             const char *story,
             const char *often)
{
  SimScript *self = script_alloc (seed);
  Chance chance = { seed * 2654435761u + 1 };
  guint n_desks = 2 + chance_below (&chance, SIM_N_DESKS - 1);
  gboolean rush = chance_is (&chance, rush_percent);

  if (rush)
    n_desks = MAX (n_desks, SIM_N_DESKS - 2);
  for (guint i = 0; i < SIM_N_WEATHERS; i++)
    {
      SimLine line = { .kind = SIM_LINE_NETWORK, .name = sim_weathers[i].name };
      g_array_append_val (self->lines, line);
    }
  for (guint i = 0; i < n_desks; i++)
    add_desk (self, &chance, i, rush, often);
  add_stories (self, &chance, n_desks, story);
  g_array_sort (self->lines, compare_lines);
  return self;
}

SimScript *
sim_script_new (guint64 seed)
{
  return make_script (seed, RUSH_PERCENT, NULL, NULL);
}

SimScript *
sim_script_new_with (guint64     seed,
                     gboolean    rushes,
                     const char *story,
                     const char *often)
{
  return make_script (seed, rushes ? 100 : RUSH_PERCENT, story, often);
}

static gboolean
parse_line (SimScript  *self,
            const char *text)
{
  SimLine line = { 0 };
  char name[32];

  if (*text == '\0' || *text == '#')
    return TRUE;
  if (sscanf (text, "seed %" G_GUINT64_FORMAT, &self->seed) == 1)
    return TRUE;
  if (sscanf (text, "world %31s", name) == 1)
    {
      g_set_str (&self->world, name);
      return TRUE;
    }
  if (sscanf (text, "desk %u", &line.desk) == 1)
    line.kind = SIM_LINE_DESK;
  else if (sscanf (text, "network %31s", name) == 1)
    line.kind = SIM_LINE_NETWORK;
  else if (sscanf (text, "at %" G_GINT64_FORMAT " %u %31s %u", &line.at, &line.desk, name, &line.arg) == 4)
    line.kind = SIM_LINE_STEP;
  else
    return FALSE;
  if (line.desk >= SIM_N_DESKS)
    return FALSE;
  if (line.kind != SIM_LINE_DESK)
    line.name = g_intern_string (name);
  g_array_append_val (self->lines, line);
  return TRUE;
}

SimScript *
sim_script_parse (const char  *text,
                  GError     **error)
{
  g_autoptr(SimScript) self = script_alloc (0);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!parse_line (self, lines[i]))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "“%s” is no line of a script", lines[i]);
        return NULL;
      }
  return g_steal_pointer (&self);
}

char *
sim_script_dup_text (const SimScript *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_printf (text, "seed %" G_GUINT64_FORMAT "\n", self->seed);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const SimLine *line = &g_array_index (self->lines, SimLine, i);

      if (line->kind == SIM_LINE_DESK)
        g_string_append_printf (text, "desk %u\n", line->desk);
      else if (line->kind == SIM_LINE_NETWORK)
        g_string_append_printf (text, "network %s\n", line->name);
      else
        g_string_append_printf (text, "at %" G_GINT64_FORMAT " %u %s %u\n", line->at, line->desk, line->name, line->arg);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static SimScript *
without (const SimScript *self,
         guint            first,
         guint            n)
{
  SimScript *shorter = script_alloc (self->seed);

  g_array_append_vals (shorter->lines, self->lines->data, first);
  if (first + n < self->lines->len)
    g_array_append_vals (shorter->lines, &g_array_index (self->lines, SimLine, first + n), self->lines->len - first - n);
  return shorter;
}

SimScript *
sim_script_shrink (const SimScript *self,
                   SimScriptFunc    fails,
                   gpointer         user_data)
{
  SimScript *shortest = without (self, self->lines->len, 0);
  gboolean changed = TRUE;

  for (guint n = MAX (shortest->lines->len / 2, 1); n > 1 || changed; n = MAX (n / 2, 1))
    {
      changed = FALSE;
      for (guint i = 0; i < shortest->lines->len;)
        {
          SimScript *shorter = without (shortest, i, MIN (n, shortest->lines->len - i));

          if (fails (shorter, user_data))
            {
              sim_script_free (shortest);
              shortest = shorter;
              changed = TRUE;
            }
          else
            {
              sim_script_free (shorter);
              i += n;
            }
        }
    }
  return shortest;
}
