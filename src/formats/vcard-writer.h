/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "formats/vcard.h"

G_BEGIN_DECLS

/**
 * AxleVCardVersion:
 * @AXLE_VCARD_3_0: RFC 2426, which every phone reads
 * @AXLE_VCARD_4_0: RFC 6350
 */
typedef enum
{
  AXLE_VCARD_3_0,
  AXLE_VCARD_4_0,
} AxleVCardVersion;

gboolean axle_vcard_write     (const AxleVCard   *card,
                               AxleVCardVersion   version,
                               GOutputStream     *stream,
                               GCancellable      *cancellable,
                               GError           **error);
char    *axle_vcard_to_string (const AxleVCard   *card,
                               AxleVCardVersion   version);

G_END_DECLS
