/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/hub.h"

G_BEGIN_DECLS

/* A desk with customers, and the bodies of the requests by which it makes and
 * changes them. */
typedef struct
{
  AxleHub     *hub;
  AxleHubDesk  desk;
  AxleId       staff;
  AxleId      *ids;
  guint        n_ids;
  gint64       next;      /* number of the next change */
} Edits;

Edits  *edits_new      (AxleHub  *hub,
                        guint     n_ids);
void    edits_free     (Edits    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Edits, edits_free)

/* One field of each of the next records is changed, or they are made. */
GBytes *edits_new_body (Edits    *self,
                        guint     n_changes,
                        gboolean  edit);
/* Returns the microseconds from the request's bytes to those of the answer. */
gint64  edits_push     (Edits    *self,
                        guint     n_changes,
                        gboolean  edit);
/* All records once; returns changes a second. */
double  edits_push_all (Edits    *self,
                        guint     batch,
                        gboolean  edit);

G_END_DECLS
