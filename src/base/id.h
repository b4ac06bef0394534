/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/host.h"

G_BEGIN_DECLS

/**
 * AxleId:
 *
 * The name of a record for ever: a version 7 UUID (RFC 9562), made by the desk
 * that makes the record. Ids made later on one host sort later. All zeros is no id.
 * A record of which there is one of a name in a scope has a version 8 UUID, which
 * every desk derives alike.
 */
typedef struct
{
  guint8 bytes[16];
} AxleId;

#define AXLE_ID_NONE ((AxleId) { 0 })

/* "0192f0c4-…" with its terminating zero. */
#define AXLE_ID_TEXT_SIZE 37

AxleId    axle_id_new          (AxleHost     *host);
AxleId    axle_id_new_derived  (const AxleId *space,
                                const char   *name);
gint64    axle_id_get_time     (const AxleId *self);
gboolean  axle_id_is_none      (const AxleId *self);
gboolean  axle_id_equal        (const AxleId *a,
                                const AxleId *b);
int       axle_id_compare      (const AxleId *a,
                                const AxleId *b);
guint     axle_id_hash         (const AxleId *self);
char     *axle_id_write        (const AxleId *self,
                                char          buffer[AXLE_ID_TEXT_SIZE]);
char     *axle_id_dup_text     (const AxleId *self);
gboolean  axle_id_parse        (const char   *text,
                                AxleId       *id);
GVariant *axle_id_to_variant   (const AxleId *self);
gboolean  axle_id_from_variant (GVariant     *variant,
                                AxleId       *id);

/* An id's text that lives as long as the enclosing block. */
#define AXLE_ID_TEXT(id) (axle_id_write ((id), (char[AXLE_ID_TEXT_SIZE]) { 0 }))

G_END_DECLS
