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

typedef struct
{
  guint          index;
  SimDisk       *disk;
  SimMachine    *machine;
  Chance        *chance;
  AxleHubDesk    who;
  AxleId         staff;
  AxleTransport *link;
  AxleStore     *store;        /* NULL while it is down */
  AxleEngine    *engine;
  GArray        *typed;        /* (element-type Typed) */
  GArray        *watched;      /* (element-type Watched) */
  gint64         last_operation;
  guint         *counter;      /* of the world: values are told apart by it */
  guint          n_saved;
} SimDesk;

/* A disk with an empty cache, made once. */
SimDisk *sim_desk_make_cache (void);

SimDesk *sim_desk_new    (guint              index,
                          SimClock          *clock,
                          Chance            *chance,
                          SimDisk           *from,
                          const AxleHubDesk *who,
                          const AxleId      *staff,
                          guint             *counter);
void     sim_desk_free   (SimDesk           *self);
void     sim_desk_up     (SimDesk           *self);
void     sim_desk_down   (SimDesk           *self);
/* Does something that a person could do. */
void     sim_desk_act    (SimDesk           *self);
/* Notes the verdicts of a push. */
void     sim_desk_hear   (SimDesk           *self,
                          GBytes            *request,
                          const AxleReply   *reply);
/* NULL, or which own edit is gone from the screen. */
char    *sim_desk_find_flicker (SimDesk     *self);

G_END_DECLS
