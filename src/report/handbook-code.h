/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleHandbookCode:
 * @vehicle: the car it is about
 * @at: the moment whose knowledge it shows, in microseconds since 1970 UTC, on the second
 * @digest: SHA-256 of what it says, in lower-case hexadecimal
 *
 * What vouches for a care handbook: it stands in its QR code, and again behind the
 * last byte of its file. It says which car and which moment, so that the records
 * themselves can be asked whether they say the same; it keeps no secret, and proves
 * nothing to who cannot ask them.
 */
typedef struct
{
  AxleId vehicle;
  gint64 at;
  char   digest[65];
} AxleHandbookCode;

/**
 * AxleHandbookSeal:
 * @AXLE_HANDBOOK_UNSEALED: nothing stands behind the last byte, or something else than ours
 * @AXLE_HANDBOOK_INTACT: every byte is as it was written
 * @AXLE_HANDBOOK_CHANGED: some byte is another
 *
 * What has become of a file.
 */
typedef enum
{
  AXLE_HANDBOOK_UNSEALED,
  AXLE_HANDBOOK_INTACT,
  AXLE_HANDBOOK_CHANGED,
} AxleHandbookSeal;

/* A file that is larger was not made here. */
#define AXLE_HANDBOOK_MAX_BYTES (64 * 1024 * 1024)

gboolean         axle_handbook_code_equal      (const AxleHandbookCode  *self,
                                                const AxleHandbookCode  *other);
char            *axle_handbook_code_format     (const AxleHandbookCode  *self);
gboolean         axle_handbook_code_parse      (const char              *text,
                                                AxleHandbookCode        *self,
                                                GError                 **error);
char            *axle_handbook_code_dup_number (const AxleHandbookCode  *self,
                                                GTimeZone               *zone);

void             axle_handbook_code_sign       (AxleHandbookCode        *self,
                                                const AxleRecord        *vehicle,
                                                GPtrArray               *visits,
                                                GPtrArray               *jobs);

GBytes          *axle_handbook_code_seal       (const AxleHandbookCode  *self,
                                                GBytes                  *file);
AxleHandbookSeal axle_handbook_code_read       (GBytes                  *file,
                                                AxleHandbookCode        *self);

G_END_DECLS
