/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/guard.h"
#include "server/hub.h"

G_BEGIN_DECLS

/* What was told last on the live channel. */
typedef struct
{
  AxleId        scope;
  AxleAudience  audience;
  gint64        epoch;
  gint64        after;
  gint64        head;
  GBytes       *message;
} AxleHubNews;

struct _AxleHub
{
  AxleStorage     *storage;
  AxleHost        *host;
  gint64           epoch;
  gint64           restored;   /* when the data was brought back from a copy; 0 for never */
  GHashTable      *touched;    /* AxleId, scopes that the open transaction changed */
  AxleHubObserver  observer;
  gpointer         observer_data;
  AxleHubNews      news;
  GHashTable      *notes;      /* how far desks are, see desks.c */
};

/* Entries of the storage. */
#define AXLE_SPACE_SERVER "server"
#define AXLE_SPACE_INSTALL "install"
#define AXLE_SPACE_ADMITTED "admitted"
#define AXLE_SPACE_SKIPPED "skipped"

/* access.c */
AxleId      axle_hub_sealed_scope   (const AxleId        *scope);

/* desks.c */
GHashTable *axle_hub_notes_new      (void);

/*
 * A desk that has pushed a number has the verdicts of all before it, but it may
 * lose the last of them in a power failure and ask again. Plain acceptances far
 * behind are forgotten: whoever asks for those is a copy of the desk as it was.
 */
#define AXLE_HUB_ACCEPTANCES_KEPT 10000

GBytes     *axle_hub_id_key         (const AxleId        *id);
GBytes     *axle_hub_pair_key       (const AxleId        *first,
                                     const AxleId        *second);
gboolean    axle_hub_get_entry      (AxleStorage         *storage,
                                     const char          *space,
                                     GBytes              *key,
                                     const char          *type,
                                     GVariant           **value,
                                     GError             **error);
gboolean    axle_hub_put_entry      (AxleStorage         *storage,
                                     const char          *space,
                                     GBytes              *key,
                                     GVariant            *value,
                                     gint64               expires,
                                     GError             **error);

char       *axle_hub_key            (const AxleField     *field,
                                     const AxleValue     *value);
char       *axle_hub_tombstone_key  (const AxleField     *field,
                                     const AxleId        *id);
char      **axle_hub_dup_keys       (const AxleRecord    *record);
gboolean    axle_hub_update_keys    (AxleHub             *self,
                                     GError             **error);
AxleRecord *axle_hub_read_document  (const AxleDocument  *document,
                                     GError             **error);
gboolean    axle_hub_show           (const AxleDocument  *document,
                                     AxleAudience         audience,
                                     AxleRecord         **record,
                                     GError             **error);
gboolean    axle_hub_fill_page      (AxleFeedPage        *page,
                                     const AxleHubDesk   *desk,
                                     GPtrArray           *documents,
                                     GError             **error);
gboolean    axle_hub_write          (AxleHub             *self,
                                     const AxleRecord    *before,
                                     const AxleRecord    *after,
                                     gint64               at,
                                     const AxleId        *staff,
                                     const AxleId        *desk,
                                     gint64              *sequence,
                                     GError             **error);

/* lookup.c: what guards are shown. */
typedef struct
{
  AxleLookup         lookup;
  AxleHub           *hub;
  const AxleHubDesk *desk;
  GHashTable        *known;   /* AxleId → AxleRecord, NULL for none */
} AxleHubLookup;

void        axle_hub_lookup_init    (AxleHubLookup       *self,
                                     AxleHub             *hub,
                                     const AxleHubDesk   *desk);
void        axle_hub_lookup_clear   (AxleHubLookup       *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AxleHubLookup, axle_hub_lookup_clear)
void        axle_hub_lookup_note    (AxleHubLookup       *self,
                                     AxleRecord          *record);
void        axle_hub_lookup_forget  (AxleHubLookup       *self);

/* erase.c */
GPtrArray  *axle_hub_collect_person (AxleHub             *self,
                                     const AxleRecord    *erasure,
                                     GError             **error);
gboolean    axle_hub_erase          (AxleHub             *self,
                                     const AxleRecord    *erasure,
                                     GError             **error);

G_END_DECLS
