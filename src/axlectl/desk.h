/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* What a command needs to work on a profile like a person at a desk. */

char            *axle_desk_dup_profile (void);
AxleWorkstation *axle_desk_open        (GError         **error);
void             axle_desk_close       (AxleWorkstation *self);
typedef AxleWorkstation AxleDesk;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDesk, axle_desk_close)

gboolean         axle_desk_index       (AxleWorkstation *self,
                                        GError         **error);
gboolean         axle_desk_sync        (AxleWorkstation *self,
                                        GError         **error);
gboolean         axle_desk_sign_in     (AxleWorkstation *self,
                                        const char      *staff,
                                        GError         **error);
char            *axle_desk_read_secret (GError         **error);

void             axle_desk_wait_cb     (GObject         *source,
                                        GAsyncResult    *result,
                                        gpointer         user_data);
GAsyncResult    *axle_desk_wait        (GAsyncResult   **result);

G_END_DECLS
