/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/outbox.h"
#include "store/store.h"
#include "support/support.h"

G_BEGIN_DECLS

/* A server that is nothing but an order of changes: merges them by their rules, and
 * gives them back in the order in which they came. */
typedef struct
{
  AxleId      scope;
  gint64      epoch;
  GHashTable *records;   /* AxleId → AxleRecord */
  GPtrArray  *feed;      /* (element-type AxleRecord): the state after each change */
} TestServer;

TestServer  *test_server_new    (void);
void         test_server_free   (TestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestServer, test_server_free)
AxleVerdict *test_server_judge  (TestServer *self,
                                 AxleChange *change);

/* One desk and its server, as a fixture. */
typedef struct
{
  AxleTestFolder *folder;
  TestServer     *server;
  AxleStore      *store;
} TestDesk;

void         test_desk_set_up   (TestDesk       *self,
                                 gconstpointer   unused);
void         test_desk_tear_down (TestDesk      *self,
                                 gconstpointer   unused);
/* Closes the store, and opens it again as the program does when it starts. */
void         test_desk_reopen   (TestDesk       *self);

AxleStore   *test_desk_open     (AxleTestFolder *folder,
                                 const char     *name);
void         test_desk_enrol    (AxleStore      *store,
                                 TestServer     *server);
gint64       test_desk_save     (AxleStore      *store,
                                 AxleChange     *change);
gint64       test_desk_save_record (AxleStore   *store,
                                 AxleRecord     *before,
                                 AxleRecord     *after);
/* Gives the server what waits, up to @n changes. */
void         test_desk_push     (AxleStore      *store,
                                 TestServer     *server,
                                 guint           n);
void         test_desk_pull     (AxleStore      *store,
                                 TestServer     *server);
AxleRecord  *test_customer      (const char     *name,
                                 const char     *phone);
AxleRecord  *test_vehicle       (const char     *plate,
                                 const char     *vin);
AxleRecord  *test_ownership     (AxleRecord     *customer,
                                 AxleRecord     *vehicle);

G_END_DECLS
