/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "support/support.h"
#include "sync/engine.h"
#include "sync/scripted.h"

G_BEGIN_DECLS

#define ANSWERED_EPOCH 7

extern const AxleId answered_group;
extern const AxleId answered_store;

/* An enrolled desk whose server is a test that answers by hand; nothing passes by itself. */
typedef struct
{
  AxleTestFolder    *folder;
  AxleStore         *store;
  ScriptedTransport *transport;
  ScriptedTimers    *timers;
  AxleEngine        *engine;   /* not started */
} AnsweredDesk;

void  answered_desk_open  (AnsweredDesk *self);
/* Nothing may be left to answer. */
void  answered_desk_close (AnsweredDesk *self);
/* Another engine, as when the program was closed and opened again. */
void  answered_desk_restart (AnsweredDesk *self);
/* How the path of each request for a scope's feed begins. */
char *answered_feed_of    (const AxleId *scope);

G_END_DECLS
