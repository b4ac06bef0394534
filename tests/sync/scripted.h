/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/timers.h"
#include "sync/transport.h"

G_BEGIN_DECLS

/* A transport that a test answers by hand, and timers that pass when it says so. */

#define SCRIPTED_TYPE_TRANSPORT (scripted_transport_get_type ())
G_DECLARE_FINAL_TYPE (ScriptedTransport, scripted_transport, SCRIPTED, TRANSPORT, GObject)

ScriptedTransport *scripted_transport_new   (void);
guint              scripted_transport_count (ScriptedTransport *self,
                                             const char        *prefix);
/* The oldest open request whose path begins so. */
const char        *scripted_transport_path  (ScriptedTransport *self,
                                             const char        *prefix);
const char        *scripted_transport_method (ScriptedTransport *self,
                                             const char        *prefix);
AxleRange          scripted_transport_range (ScriptedTransport *self,
                                             const char        *prefix);
GBytes            *scripted_transport_body  (ScriptedTransport *self,
                                             const char        *prefix);
void               scripted_transport_reply (ScriptedTransport *self,
                                             const char        *prefix,
                                             guint              status,
                                             GBytes            *body,
                                             gint64             retry_after);
void               scripted_transport_reply_range (ScriptedTransport *self,
                                                   const char        *prefix,
                                                   guint              status,
                                                   GBytes            *body,
                                                   gint64             retry_after,
                                                   const AxleRange   *range);
void               scripted_transport_reply_part (ScriptedTransport *self,
                                                  const char        *prefix,
                                                  GBytes            *whole,
                                                  gsize              limit);
void               scripted_transport_fail  (ScriptedTransport *self,
                                             const char        *prefix);
void               scripted_transport_nudge (ScriptedTransport *self,
                                             GBytes            *message);
void               scripted_transport_close (ScriptedTransport *self);

typedef struct
{
  AxleTimers parent;
  guint64    now;
  GArray    *timers;
  guint      last;
} ScriptedTimers;

ScriptedTimers *scripted_timers_new     (void);
void            scripted_timers_free    (ScriptedTimers *self);
void            scripted_timers_advance (ScriptedTimers *self,
                                         guint           milliseconds);

G_END_DECLS
