/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/clock.h"
#include "sim/disk.h"
#include "server/hub.h"
#include "store/outbox.h"
#include "sync/engine.h"

G_BEGIN_DECLS

/* A value that a person typed and that was shown as saved. */
typedef struct
{
  const AxleEntity *entity;
  AxleId            record;
  guint             field;
  char             *text;
  gint64            number;
  AxleId            from;       /* by merging: the customer that it came from */
} Typed;

/* An own edit that must stay on the screen until the feed brings it. */
typedef struct
{
  const AxleEntity *entity;
  AxleId            record;
  AxleId            scope;
  guint             field;
  char             *text;
  gint64            number;
  gint64            sequence;   /* 0 while there is no verdict */
} Watched;

/* A desk, and what is kept in mind of it to judge it by. */
typedef struct
{
  guint          index;
  SimDisk       *disk;
  SimMachine    *machine;
  Chance         chance;       /* of its machine and its disk */
  Chance         act;          /* of what is done just now */
  AxleHubDesk    who;
  AxleId         staff;
  AxleTransport *link;
  AxleStore     *store;        /* NULL while it is down */
  AxleEngine    *engine;
  GPtrArray     *draft;        /* (element-type AxleChange): of the operation under way */
  GArray        *typed;        /* (element-type Typed) */
  GArray        *watched;      /* (element-type Watched) */
  GArray        *mergings;     /* (element-type AxleId): what tells of the merges made here */
  GHashTable    *waiting;      /* numbers that were saved and have no verdict */
  GHashTable    *shown;        /* AxleId → the newest revision that was shown */
  gint64         epochs[2];    /* of the group and of the store, in @shown */
  gint64         last_number;  /* of what was saved for certain */
  gint64         n_doubtful;   /* changes of a save that the power cut into; -1 unknown */
  gint64         last_operation;
  gboolean       is_half_undone; /* an undo left something as it was */
  void         (*spoil_unmerge) (GPtrArray *changes); /* NULL but for a mutant */
  AxleId         merging_from; /* what is saved just now was not typed: it comes from that one */
  gboolean       is_older;     /* its program does not know all that the others know */
  gboolean       is_upgraded;  /* it is the newer program that starts next */
  gboolean       is_touched;   /* something on its screen may be different */
  gboolean       is_told_again; /* by a server that lost what it had told */
  gboolean       is_unknown;   /* the server has told it to enrol again */
  gboolean       is_spoiled;   /* its file was damaged since it was opened */
  guint         *counter;      /* of the world: values are told apart by it */
  GHashTable    *erased;       /* of the world: records of people who were deleted on request */
  guint          n_saved;
  guint          n_repairs;
  guint          n_moves;      /* how often it was given another place */
  guint          n_installs;   /* how often it was enrolled */
  char          *complaint;    /* what did not hold */
  const char    *complaint_rule; /* the same, without its details */
} SimDesk;

/* A disk with an empty cache, made once. */
SimDisk *sim_desk_make_cache   (void);

SimDesk *sim_desk_new          (guint              index,
                                SimClock          *clock,
                                guint64            seed,
                                SimDisk           *from,
                                const AxleHubDesk *who,
                                const AxleId      *staff,
                                guint             *counter);
void     sim_desk_free         (SimDesk           *self);
/* Opens the cache, and starts to sync unless it is not enrolled any more. */
void     sim_desk_up           (SimDesk           *self);
/* Gives it a new install, which the server must be told of; fails where its disk does. */
gboolean sim_desk_enrol        (SimDesk           *self);
void     sim_desk_down         (SimDesk           *self);
/* Whether it makes what every desk makes by the same rule. */
gboolean sim_is_alike          (const AxleChange  *change);
/* The first complaint is the one that counts. */
void     sim_desk_complain     (SimDesk           *self,
                                const char        *format,
                                ...) G_GNUC_PRINTF (2, 3);
/* Saves the draft. */
gboolean sim_desk_save         (SimDesk           *self,
                                gint64            *operation);
void     sim_desk_undo         (SimDesk           *self);
/* Notes the verdicts of a push. */
void     sim_desk_hear         (SimDesk           *self,
                                GBytes            *request,
                                const AxleReply   *reply);
/* Looks for own edits that are gone from the screen. */
void     sim_desk_find_flicker (SimDesk           *self);

G_END_DECLS
