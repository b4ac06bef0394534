/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vcard.h"

G_BEGIN_DECLS

/**
 * AxleVCardProperty:
 * @name: upper case, without its group
 * @types: (element-type utf8): values of TYPE and bare parameters, lower case
 * @charset: (nullable): what CHARSET names, if known here
 * @quoted_printable: whether the value is
 * @base64: whether the value is
 * @preferred: whether PREF is among the parameters
 * @omit_year: (nullable): the year that stands for none (X-APPLE-OMIT-YEAR)
 * @value: the offset of the value in the line
 *
 * The part of a content line before its value. Internal to formats.
 */
typedef struct
{
  char       *name;
  GPtrArray  *types;
  const char *charset;
  gboolean    quoted_printable;
  gboolean    base64;
  gboolean    preferred;
  char       *omit_year;
  gsize       value;
} AxleVCardProperty;

AxleVCardProperty *axle_vcard_property_parse (const char              *line,
                                              gsize                    length);
void               axle_vcard_property_free  (AxleVCardProperty       *self);
gboolean           axle_vcard_property_is_skipped (const AxleVCardProperty *self);
void               axle_vcard_property_apply (const AxleVCardProperty *self,
                                              const char              *bytes,
                                              gsize                    length,
                                              const char              *charset,
                                              guint64                  line,
                                              AxleVCard               *card);
void               axle_vcard_tell           (AxleVCard               *card,
                                              guint64                  line,
                                              const char              *code,
                                              const char              *field,
                                              const char              *format,
                                              ...) G_GNUC_PRINTF (5, 6);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleVCardProperty, axle_vcard_property_free)

G_END_DECLS
