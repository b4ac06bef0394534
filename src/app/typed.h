/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entity.h"

G_BEGIN_DECLS

/* What a person or a table means by a text in a field of a record. Blank is
 * none. Whether the value may be kept is for axle_field_check() to say. */
gboolean axle_typed_parse (const AxleField *field,
                           const char      *text,
                           GTimeZone       *zone,
                           AxleValue       *value,
                           GPtrArray       *problems);

/* A time of day on a 24-hour clock, such as 9, 9:30 or 0930, as minutes after midnight. */
gboolean axle_typed_parse_clock (const char *text,
                                 int        *minute);

/* Without blanks at its ends; inside it stays as it is. */
char    *axle_typed_trim  (const char      *text);

/* The members of a set as one text that is taken apart again as it was. */
char    *axle_typed_join  (const char * const *members);

G_END_DECLS
