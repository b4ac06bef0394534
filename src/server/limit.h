/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleLimit:
 *
 * A token bucket for each of many names: a name may do @burst things at once and
 * then @rate a second.
 */
typedef struct _AxleLimit AxleLimit;

AxleLimit *axle_limit_new  (double       rate,
                            double       burst);
void       axle_limit_free (AxleLimit   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleLimit, axle_limit_free)
gint64     axle_limit_take (AxleLimit   *self,
                            const char  *name,
                            gint64       now);

G_END_DECLS
