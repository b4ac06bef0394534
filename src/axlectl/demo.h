/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/demo/demo.h"

G_BEGIN_DECLS

/**
 * AxleDemoProgress:
 * @customers: how many are in place
 * @records: how many records of all kinds are
 *
 * How far a generation is.
 */
typedef struct
{
  gint64 customers;
  gint64 records;
} AxleDemoProgress;

typedef void (*AxleDemoProgressFunc) (const AxleDemoProgress *progress,
                                      gpointer                user_data);

/* Where a dealership can go. */
gboolean axle_demo_into_server  (const char            *folder,
                                 AxleDemoOptions       *options,
                                 AxleDemoProgressFunc   report,
                                 gpointer               user_data,
                                 GError               **error);
gboolean axle_demo_into_profile (const char            *profile,
                                 AxleDemoOptions       *options,
                                 AxleDemoProgressFunc   report,
                                 gpointer               user_data,
                                 GError               **error);
gboolean axle_demo_into_file    (const char            *path,
                                 AxleDemoOptions       *options,
                                 AxleDemoProgressFunc   report,
                                 gpointer               user_data,
                                 GError               **error);

G_END_DECLS
