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
  char        *storage;    /* NULL: in the folder */
  char        *address;
  guint16      port;       /* 0 until it has run once */
  gboolean     plain;      /* without TLS, from the next start on */
  guint64      file_limit; /* that no file of the server may outgrow, from the next start on; 0 for none */
  GSubprocess *process;
  AxleId       store;
  AxleId       staff;
  guint        snapshot_from; /* from how many rows on new desks get a copy; 0: as it is */
  char        *codes[4];   /* two offices, the lounge, an office of another store */
} Dealership;

/* @program: axle-server; @storage: what it is told with --storage, or NULL */
Dealership *dealership_new   (AxleTestFolder *folder,
                              const char     *program,
                              const char     *storage);
/* Another server of the same dealership, on the same storage. */
Dealership *dealership_join  (Dealership     *first,
                              AxleTestFolder *folder);
void        dealership_free  (Dealership     *self);
void        dealership_start (Dealership     *self);
/* kill -9 */
void        dealership_kill  (Dealership     *self);
void        dealership_stop  (Dealership     *self);

typedef struct
{
  AxleStore         *store;
  AxleHttpTransport *transport;
  AxleEngine        *engine;
  AxleBlobCache     *blobs;
} Desk;

#define DEALERSHIP_PIN "135790"

/* Enrolled and signed in; not yet talking with the server. */
Desk       *desk_enrol         (Dealership     *dealership,
                                AxleTestFolder *folder,
                                guint           index,
                                GBytes         *key);
Desk       *desk_new           (Dealership     *dealership,
                                AxleTestFolder *folder,
                                guint           index);
/* One that is enrolled already. */
Desk       *desk_open          (const char     *path);
void        desk_free          (Desk           *self);
AxleId      desk_save_customer_of (Desk         *self,
                                const AxleId   *scope,
                                const AxleId   *staff,
                                const char     *name);
AxleId      desk_save_customer (Desk           *self,
                                Dealership     *dealership,
                                const char     *name);
void        desk_save          (Desk             *self,
                                const AxleRecord *before,
                                const AxleRecord *after,
                                const AxleId     *staff);
AxleRecord *desk_get_customer  (Desk             *self,
                                const AxleId     *id);
gboolean    desk_is_at_rest    (Desk             *self);
/* Both have all that the other has, and hear of what comes. */
gboolean    desks_agree        (Desk             *one,
                                Desk             *other);

G_END_DECLS
