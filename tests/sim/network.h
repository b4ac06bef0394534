/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/clock.h"
#include "sync/transport.h"

G_BEGIN_DECLS

/* Between desks and the server: loses, repeats, delays, reorders and cuts. */
typedef struct _SimNetwork SimNetwork;

/* What a network does to what goes through it. */
typedef enum
{
  SIM_WEATHER_LOSE,         /* a request is lost */
  SIM_WEATHER_SILENCE,      /* a reply is lost: the request was heard */
  SIM_WEATHER_REPEAT,       /* a request arrives again, later */
  SIM_WEATHER_LATE,         /* seconds late: what was sent later overtakes */
  SIM_WEATHER_CUT,          /* a body ends in its middle */
  SIM_WEATHER_BUSY,         /* 5xx or 429 */
  SIM_WEATHER_ODD,          /* somebody between answers with what is the server's to say */
  SIM_WEATHER_HALF_OPEN,    /* the server believes in a channel on which nothing arrives */
  SIM_WEATHER_HANG_UP,      /* a channel ends */
  SIM_WEATHER_NO_LIVE,      /* a channel cannot be opened */
  SIM_N_WEATHERS,
} SimWeather;

typedef struct
{
  const char *name;
  guint       permille;
} SimWeatherKind;

extern const SimWeatherKind sim_weathers[SIM_N_WEATHERS];

/* The server's side: FALSE when it is down or dies of the request. */
typedef gboolean (*SimHandleFunc) (gpointer         server,
                                   guint            desk,
                                   const char      *method,
                                   const char      *path,
                                   const AxleRange *range,
                                   GBytes          *body,
                                   AxleReply       *reply);

/* What lies between a desk's engine and its wire: the mutants' place. */
typedef struct
{
  void (*request) (gpointer     user_data,
                   guint        desk,
                   const char  *path,
                   GBytes      *body);
  void (*reply)   (gpointer     user_data,
                   guint        desk,
                   const char  *path,
                   GBytes      *request,
                   AxleReply   *reply);
  gpointer user_data;
} SimFilter;

SimNetwork    *sim_network_new          (SimClock         *clock,
                                         guint64           seed,
                                         SimHandleFunc     handle,
                                         gpointer          server);
void           sim_network_free         (SimNetwork       *self);
void           sim_network_add_weather  (SimNetwork       *self,
                                         const char       *name);
/* From now on everything arrives. */
void           sim_network_clear_up     (SimNetwork       *self);
/* The server takes its time for so many microseconds. */
void           sim_network_slow_down    (SimNetwork       *self,
                                         gint64            microseconds);
void           sim_network_set_filter   (SimNetwork       *self,
                                         const SimFilter  *filter);
/* What each reply of the server is shown to, before it may get lost. */
void           sim_network_set_observer (SimNetwork       *self,
                                         void            (*observer) (gpointer user_data, guint desk, const char *path, GBytes *request, const AxleReply *reply),
                                         gpointer          user_data);
/* Told once a desk has taken a reply. */
void           sim_network_set_after    (SimNetwork       *self,
                                         void            (*after) (gpointer user_data, guint desk, const char *path, GBytes *request, const AxleReply *reply),
                                         gpointer          user_data);
AxleTransport *sim_network_connect      (SimNetwork       *self,
                                         guint             desk);
/* @make gives what a desk is told, nothing for one that is not concerned. */
typedef GBytes *(*SimNewsFunc) (gpointer user_data, guint desk);
void           sim_network_nudge        (SimNetwork       *self,
                                         SimNewsFunc       make,
                                         gpointer          user_data);
/* The server went down: whatever is open ends. */
void           sim_network_hang_up      (SimNetwork       *self);

G_END_DECLS
