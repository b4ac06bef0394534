/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/clock.h"
#include "sim/disk.h"
#include "sim/shim.h"
#include "server/hub.h"
#include "sync/transport.h"

G_BEGIN_DECLS

/* What every dealership of the simulator begins with. */
#define SIM_N_STORES 2
typedef struct
{
  AxleId group;
  AxleId stores[SIM_N_STORES];
  AxleId staff[SIM_N_STORES];     /* they may do everything */
  AxleId advisors[SIM_N_STORES];  /* they may not overbook */
} SimDealership;

/* The hub on a machine of its own: what the real server does with HTTP around it. */
typedef struct
{
  SimDisk         *disk;
  SimDisk         *copy;        /* a backup */
  gboolean         has_copy;
  guint            revoked;     /* a bit for each desk that is locked out */
  gboolean         is_older;    /* its program does not know all that desks know */
  SimMachine      *machine;
  AxleStorage     *storage;
  AxleHub         *hub;         /* NULL while it is down */
  GHashTable      *desks;       /* index → AxleHubDesk */
  GPtrArray       *copies;      /* (element-type SimCopy): see copies.c */
  gint64           heard[16];   /* of each desk the highest number that it has sent */
  gint64           heard_before; /* the same, before what is handled just now */
  const SimDealership *dealership;
  const SimShimBug *bug;
  AxleHubObserver  observer;
  gpointer         observer_data;
} SimServer;

/* A disk with the dealership on it, made once; what that has is added to @sum. */
SimDisk   *sim_server_make_dealership (SimDealership *dealership,
                                       GChecksum     *sum);

gboolean   sim_may_overbook  (const SimDealership *dealership,
                              const AxleId        *staff);

SimServer *sim_server_new    (const char *name,
                              SimClock   *clock,
                              Chance     *chance,
                              SimDisk    *from);
void       sim_server_free   (SimServer  *self);
gboolean   sim_server_up     (SimServer  *self,
                              GError    **error);
void       sim_server_down   (SimServer  *self);
/* Keeps a copy; later starts with it as a server that was restored. */
void       sim_server_back_up (SimServer *self);
void       sim_server_restore (SimServer *self);
/* Enrols a desk, or a desk again. */
gboolean   sim_server_add    (SimServer         *self,
                              guint              index,
                              const AxleHubDesk *desk,
                              const AxleId      *staff);
/* What a desk may see now. */
gboolean   sim_server_look_up (SimServer   *self,
                               guint        index,
                               AxleHubDesk *desk);
/* Gives a desk another store or another audience. */
gboolean   sim_server_move    (SimServer         *self,
                               const AxleHubDesk *desk,
                               const AxleId      *store,
                               AxleAudience       audience);
/* Takes out all tombstones. */
gboolean   sim_server_compact (SimServer  *self);
gboolean   sim_server_handle (gpointer         self,
                              guint            desk,
                              const char      *method,
                              const char      *path,
                              const AxleRange *range,
                              GBytes          *body,
                              AxleReply       *reply);

G_END_DECLS
