/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sqlite/connection.h"

G_BEGIN_DECLS

/* A whole database as bytes: written in memory by one program, read in memory by
 * another. No file is made of it. */

GBytes  *axle_connection_dup_image    (AxleConnection  *self,
                                       GError         **error);
gboolean axle_connection_attach_image (AxleConnection  *self,
                                       const char      *name,
                                       GBytes          *image,
                                       GError         **error);
gboolean axle_connection_detach       (AxleConnection  *self,
                                       const char      *name,
                                       GError         **error);

/**
 * AxleTextFunc:
 * @text: (nullable): what the column holds
 *
 * Returns: (transfer full) (nullable): what the SQL function gives for it, always the
 *   same for the same text
 */
typedef char *(*AxleTextFunc) (const char *text);

gboolean axle_connection_add_text_check (AxleConnection  *self,
                                         const char      *name,
                                         GError         **error);
gboolean axle_connection_add_function (AxleConnection  *self,
                                       const char      *name,
                                       AxleTextFunc     func,
                                       GError         **error);

G_END_DECLS
