/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/router.h"

G_BEGIN_DECLS

void     axle_handle_enrol    (AxleRequest *request);
void     axle_handle_sign_in  (AxleRequest *request);
void     axle_handle_sign_out (AxleRequest *request);
void     axle_handle_start    (AxleRequest *request);
void     axle_handle_access   (AxleRequest *request);
void     axle_handle_desks    (AxleRequest *request);
void     axle_handle_push     (AxleRequest *request);
void     axle_handle_feed     (AxleRequest *request);
void     axle_handle_snapshot (AxleRequest *request);
void     axle_handle_snapshot_piece (AxleRequest *request);
void     axle_handle_digest   (AxleRequest *request);
void     axle_handle_records  (AxleRequest *request);
void     axle_handle_health   (AxleRequest *request);
void     axle_handle_metrics  (AxleRequest *request);
void     axle_handle_calendar (AxleRequest *request);

/* handle-link.c */
void     axle_handle_link_get    (AxleRequest *request);
void     axle_handle_link_make   (AxleRequest *request);
void     axle_handle_link_revoke (AxleRequest *request);

/* handle-blob.c */
void     axle_handle_blob_head (AxleRequest *request);
void     axle_handle_blob_get  (AxleRequest *request);
void     axle_handle_blob_put  (AxleRequest *request);

/* Answers a feed request that waited; with nothing new when @waited. */
gboolean axle_handle_feed_now (AxleRequest *request,
                               gboolean     waited);

G_END_DECLS
