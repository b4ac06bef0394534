/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AXLE_VIN_LENGTH 17

/**
 * AxleVinCheck:
 * @AXLE_VIN_CHECK_OK: position 9 is the check digit of the other sixteen signs
 * @AXLE_VIN_CHECK_WRONG: it is not, and the maker's region demands it
 * @AXLE_VIN_CHECK_NOT_REQUIRED: it is not, and need not be
 *
 * What position 9 says (ISO 3779; GB 16735 and 49 CFR 565 make it mandatory).
 */
typedef enum
{
  AXLE_VIN_CHECK_OK,
  AXLE_VIN_CHECK_WRONG,
  AXLE_VIN_CHECK_NOT_REQUIRED,
} AxleVinCheck;

/**
 * AxleVin:
 * @vin: as it is kept: upper case, no blanks
 * @ok: whether it may be kept as a VIN
 * @check_digit: what position 9 says
 * @maker: (nullable): the maker's registered name; static
 * @maker_zh: (nullable): its usual Chinese name; static
 * @makes: (nullable): the brands it makes, with commas between; static
 * @country: (nullable): the country of the maker, in English; static
 * @country_code: (nullable): the same, in ISO 3166 letters; static
 * @year: the model year, 0 when position 10 does not tell
 * @problems: (element-type AxleProblem): what is wrong
 *
 * A vehicle identification number and what can be read from it.
 */
typedef struct
{
  char        *vin;
  gboolean     ok;
  AxleVinCheck check_digit;
  const char  *maker;
  const char  *maker_zh;
  const char  *makes;
  const char  *country;
  const char  *country_code;
  int          year;
  GPtrArray   *problems;
} AxleVin;

AxleVin    *axle_vin_judge       (const char  *text,
                                  int          this_year);
void        axle_vin_free        (AxleVin     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleVin, axle_vin_free)

char       *axle_vin_normalise   (const char  *text);
char        axle_vin_check_digit (const char  *vin);
int         axle_vin_model_year  (const char  *vin,
                                  int          this_year);
const char *axle_vin_check_name  (AxleVinCheck check);

G_END_DECLS
