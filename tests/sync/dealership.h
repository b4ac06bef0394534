/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/change.h"
#include "support/support.h"
#include "sync/engine.h"
#include "sync/http-transport.h"

G_BEGIN_DECLS

/* The real axle-server as a process, and desks that are enrolled with it. */

typedef struct
{
  char        *program;
  char        *folder;
  char        *address;
  guint16      port;       /* 0 until it has run once */
  GSubprocess *process;
  AxleId       store;
  AxleId       staff;
  guint        snapshot_from; /* from how many rows on new desks get a copy; 0: as it is */
  char        *codes[4];
} Dealership;

/* @program: axle-server */
Dealership *dealership_new   (AxleTestFolder *folder,
                              const char     *program);
void        dealership_free  (Dealership     *self);
void        dealership_start (Dealership     *self);
/* kill -9 */
void        dealership_kill  (Dealership     *self);

typedef struct
{
  AxleStore         *store;
  AxleHttpTransport *transport;
  AxleEngine        *engine;
} Desk;

#define DEALERSHIP_PIN "135790"

/* Enrolled and signed in; not yet talking with the server. */
Desk       *desk_open          (Dealership     *dealership,
                                AxleTestFolder *folder,
                                guint           index,
                                GBytes         *key);
Desk       *desk_new           (Dealership     *dealership,
                                AxleTestFolder *folder,
                                guint           index);
void        desk_free          (Desk           *self);
AxleId      desk_save_customer (Desk           *self,
                                Dealership     *dealership,
                                const char     *name);
void        desk_save          (Desk             *self,
                                const AxleRecord *before,
                                const AxleRecord *after,
                                const AxleId     *staff);
gboolean    desk_is_at_rest    (Desk           *self);

G_END_DECLS
