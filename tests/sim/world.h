/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/desk.h"
#include "sim/network.h"
#include "sim/script.h"
#include "sim/server.h"

G_BEGIN_DECLS

#define SIM_N_DESKS 6
#define SIM_SECOND G_USEC_PER_SEC

typedef struct _SimWorld SimWorld;

/* A bug that is planted in one run, to see that it is noticed. */
typedef struct
{
  const char     *name;
  const char     *what;
  const SimShimBug *storage;
  void          (*request) (gpointer world, guint desk, const char *path, GBytes *body);
  void          (*reply)   (gpointer world, guint desk, const char *path, GBytes *request, AxleReply *reply);
  void          (*after)   (gpointer world, guint desk, const char *path, GBytes *request, const AxleReply *reply);
  GBytes       *(*news)    (SimWorld *world, SimDesk *desk, GBytes *message);
  void          (*begin)   (SimWorld *world, SimDesk *desk);
  void          (*bulk)    (SimWorld *world, SimDesk *desk);
  void          (*upgrade) (SimWorld *world, SimDesk *desk);
  void          (*unmerge) (GPtrArray *changes);
  const char     *rule;     /* words of the rule that has to notice it; NULL for any */
  gboolean        rushes;   /* looked for where everybody books */
  const char     *story;    /* looked for where this happens; NULL for wherever chance has it */
  const char     *often;    /* and where people do this again and again; NULL for what they do */
} SimMutant;

typedef struct
{
  guint n_desks;
  guint n_edits;
  guint n_crashes;
  guint n_conflicts;
  guint n_steps;
  guint n_restored;
  guint n_repaired;
  guint n_taken;        /* appointments that were refused since something is taken */
  guint n_alike;        /* records of rules that another desk had made before */
  guint n_overbooked;   /* appointments that hold what others hold, and say why */
  const char *rule;     /* what did not hold, without its details */
} SimReport;

/* A record of which something was refused, and another that it names. */
typedef struct
{
  AxleId record;
  AxleId named;
} SimRefused;

struct _SimWorld
{
  const SimScript *script;
  const SimMutant *mutant;
  SimReport       *report;
  SimClock        *clock;
  Chance           chance;
  SimNetwork      *network;
  SimServer       *server;
  SimDesk         *desks[SIM_N_DESKS]; /* NULL where none takes part */
  GHashTable      *dropped;     /* AxleId: deleted records of which nothing is left */
  gboolean         is_restored; /* the server lost what it had told: numbers begin anew */
  guint            counter;
  GHashTable      *verdicts;    /* "desk/number" → what was said of it */
  GHashTable      *abouts;      /* "desk/number" → AxleId of the record that it was about */
  GHashTable      *erased;      /* AxleId: records of people who were deleted on request */
  GHashTable      *late;        /* AxleId: what was refused because it is about one of those */
  GArray          *refused;     /* (element-type SimRefused) */
  GArray          *said;        /* what people agreed to: see people.c */
  GHashTable      *clashes[SIM_N_STORES]; /* pairs of appointments that hold the same: see clashes.c */
  GHashTable      *sequences;   /* AxleId of record → set of sequences */
  GHashTable      *told;        /* AxleId of scope → the head that was told last */
  char            *violation;
};

/* NULL when everything held, else what did not. */
char     *sim_world_run      (const SimScript *script,
                              const SimMutant *mutant,
                              SimReport       *report);

/* Of the kinds of records and of the dealership that every run begins with: where they are
 * other ones, a script does other things than when it was made. */
const char *sim_world_get_name (void);

SimDesk  *sim_world_get_desk (SimWorld        *self,
                              guint            index);
/* The first violation is the one that counts. */
void      sim_world_violate  (SimWorld        *self,
                              const char      *format,
                              ...) G_GNUC_PRINTF (2, 3);

extern const SimMutant sim_mutants[];

/* watch.c: what must hold while it goes on. */
void      sim_watch_start    (SimWorld        *self);
void      sim_watch_screen   (SimWorld        *self,
                              SimDesk         *desk);
GBytes   *sim_watch_news     (SimWorld        *self,
                              SimDesk         *desk,
                              GBytes          *message);

/* check.c: what must hold once it is quiet. */
gboolean  sim_check_rest     (SimWorld        *self,
                              char           **why);
gboolean  sim_has_repaired   (SimWorld        *self);
void      sim_check_all      (SimWorld        *self);

G_END_DECLS
