/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * What a run decides, one line each, so that any line can be left out:
 *
 *   seed N               chance of all that no line says: ids, delays, how a disk dies
 *   world NAME           what it was made in: see sim_world_get_name()
 *   desk INDEX           this desk takes part
 *   network NAME         the network has this fault
 *   at MS DESK NAME ARG  an operation or a fault, with what decides its details
 */
typedef enum
{
  SIM_LINE_DESK,
  SIM_LINE_NETWORK,
  SIM_LINE_STEP,
} SimLineKind;

typedef struct
{
  SimLineKind kind;
  guint       desk;
  const char *name;   /* interned */
  gint64      at;     /* milliseconds from the start */
  guint       arg;
} SimLine;

typedef struct
{
  guint64 seed;
  char   *world;      /* NULL when it does not say */
  GArray *lines;      /* (element-type SimLine) */
} SimScript;

SimScript *sim_script_new      (guint64           seed);
/* The same, but that everybody books where @rushes, that @story (nullable) happens, and that
 * people do @often (nullable) again and again. */
SimScript *sim_script_new_with (guint64           seed,
                                gboolean          rushes,
                                const char       *story,
                                const char       *often);
SimScript *sim_script_parse    (const char       *text,
                                GError          **error);
void       sim_script_free     (SimScript        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimScript, sim_script_free)
char      *sim_script_dup_text (const SimScript  *self);

/* Whether a script still shows what is looked for. */
typedef gboolean (*SimScriptFunc) (const SimScript *script,
                                   gpointer         user_data);
/* Leaves out whatever can be left out while @fails says TRUE. */
SimScript *sim_script_shrink   (const SimScript  *self,
                                SimScriptFunc     fails,
                                gpointer          user_data);

G_END_DECLS
