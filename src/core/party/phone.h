/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxlePhoneType:
 * @AXLE_PHONE_UNKNOWN: no number that could be called
 * @AXLE_PHONE_MOBILE: a Chinese mobile, 11 digits
 * @AXLE_PHONE_LANDLINE: a Chinese land line
 * @AXLE_PHONE_SERVICE: a Chinese 400 or 800 number, or a short hotline
 * @AXLE_PHONE_FOREIGN: any other country's, including Hong Kong, Macau, Taiwan
 *
 * What kind of number it is.
 */
typedef enum
{
  AXLE_PHONE_UNKNOWN,
  AXLE_PHONE_MOBILE,
  AXLE_PHONE_LANDLINE,
  AXLE_PHONE_SERVICE,
  AXLE_PHONE_FOREIGN,
} AxlePhoneType;

/**
 * AxlePhone:
 * @e164: (nullable): as it is kept, `+8613800138000`; %NULL where it cannot be
 *   dialled from elsewhere (a land line without area code, a short hotline)
 * @number: the digits as they were given, without separators
 * @extension: (nullable): what to dial after the answer
 * @ok: whether it may be kept as a phone number
 * @type: what kind of number it is
 * @country: (nullable): ISO 3166 letters of the country; static
 * @carrier: (nullable): who gave out the mobile prefix, in Chinese; static.
 *   The number may have been ported since.
 * @problems: (element-type AxleProblem): what is wrong
 *
 * A phone number and what can be read from it.
 */
typedef struct
{
  char         *e164;
  char         *number;
  char         *extension;
  gboolean      ok;
  AxlePhoneType type;
  const char   *country;
  const char   *carrier;
  GPtrArray    *problems;
} AxlePhone;

AxlePhone  *axle_phone_judge     (const char   *text,
                                  const char   *area_code);
void        axle_phone_free      (AxlePhone    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePhone, axle_phone_free)

char       *axle_phone_normalise (const char   *text);
char       *axle_phone_find      (const char   *text,
                                  gsize        *start,
                                  gsize        *end);
char       *axle_phone_mask      (const char   *e164);
char       *axle_phone_format    (const char   *e164);
const char *axle_phone_type_name (AxlePhoneType type);

G_END_DECLS
