/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text rather than pointers: no relocation at start, pages read as needed. */
extern const char  axle_wmi_table[];
extern const gsize axle_wmi_table_length;

G_END_DECLS
