/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What the server answers to questions that are not about records of the cache. */

/**
 * AxleDeskInfo:
 * @id: its id
 * @name: what it calls itself
 * @audience: who reads it
 * @last_seen: when it last asked the server something, in microseconds since 1970
 *   UTC, by the server's clock; 0 for never
 * @behind: rows that it has not fetched yet; -1 when it never asked
 * @revoked: whether it was locked out
 * @is_this: whether it is this desk
 */
typedef struct
{
  AxleId       id;
  char        *name;
  AxleAudience audience;
  gint64       last_seen;
  gint64       behind;
  gboolean     revoked;
  gboolean     is_this;
} AxleDeskInfo;

void       axle_desk_info_free     (AxleDeskInfo  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDeskInfo, axle_desk_info_free)

GPtrArray *axle_answer_read_desks  (GBytes        *body,
                                    const AxleId  *this_desk,
                                    GError       **error);
GPtrArray *axle_answer_read_access (GBytes        *body,
                                    gint64        *next,
                                    GError       **error);
/* @path: (out) (nullable) (transfer full): on the server; @there: (out) */
gboolean   axle_answer_read_link   (GBytes        *body,
                                    gboolean      *there,
                                    char         **path,
                                    GError       **error);

G_END_DECLS
