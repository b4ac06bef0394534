/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "formats/columns.h"

G_BEGIN_DECLS

/**
 * AxleValueFunc:
 * @text: a value as it was typed or written; valid UTF-8
 * @user_data: what was given with it
 *
 * Told each value in turn.
 */
typedef void (*AxleValueFunc) (const char *text,
                               gpointer    user_data);

GInputStream *axle_value_source_open (const char  *path,
                                      GError     **error);
gboolean axle_value_source_each (char * const    *arguments,
                                 AxleColumnRole   role,
                                 const char      *column,
                                 AxleValueFunc    func,
                                 gpointer         user_data,
                                 GError         **error);

G_END_DECLS
