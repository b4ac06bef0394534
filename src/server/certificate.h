/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GTlsCertificate *axle_certificate_load_or_make (const char       *folder,
                                                GError          **error);
GBytes          *axle_certificate_dup_der      (GTlsCertificate  *certificate);

G_END_DECLS
