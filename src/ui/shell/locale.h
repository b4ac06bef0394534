/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes Axle speak the language of the session; called first thing in a program. */
void axle_locale_set_up (void);

G_END_DECLS
