/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleColumnRole:
 *
 * What a column of an imported table holds. The names of
 * axle_column_role_to_string() are stable: saved mappings use them.
 */
typedef enum
{
  AXLE_COLUMN_IGNORE,
  AXLE_COLUMN_NAME,
  AXLE_COLUMN_PHONE,
  AXLE_COLUMN_PHONE2,
  AXLE_COLUMN_PHONE3,
  AXLE_COLUMN_VIN,
  AXLE_COLUMN_PLATE,
  AXLE_COLUMN_MODEL,
  AXLE_COLUMN_BIRTHDAY,
  AXLE_COLUMN_GENDER,
  AXLE_COLUMN_COMPANY,
  AXLE_COLUMN_OCCUPATION,
  AXLE_COLUMN_ADDRESS,
  AXLE_COLUMN_CITY,
  AXLE_COLUMN_SOURCE,
  AXLE_COLUMN_NOTE,
  AXLE_COLUMN_TAGS,
  AXLE_COLUMN_ODOMETER,
  AXLE_COLUMN_FIRST_REGISTRATION,
  AXLE_COLUMN_EMAIL,
  AXLE_COLUMN_WECHAT,
  AXLE_COLUMN_N_ROLES,
} AxleColumnRole;

/**
 * AxleColumnReason:
 * @AXLE_COLUMN_REASON_NONE: nothing is known about the column
 * @AXLE_COLUMN_REASON_HEADER: its header says so
 * @AXLE_COLUMN_REASON_CONTENT: its content looks so
 * @AXLE_COLUMN_REASON_BOTH: both agree
 * @AXLE_COLUMN_REASON_TAKEN: another column fits the same role better
 */
typedef enum
{
  AXLE_COLUMN_REASON_NONE,
  AXLE_COLUMN_REASON_HEADER,
  AXLE_COLUMN_REASON_CONTENT,
  AXLE_COLUMN_REASON_BOTH,
  AXLE_COLUMN_REASON_TAKEN,
} AxleColumnReason;

/**
 * AxleColumnGuess:
 * @role: what it probably holds
 * @score: how sure, 0 to 1
 * @reason: why
 */
typedef struct
{
  AxleColumnRole   role;
  double           score;
  AxleColumnReason reason;
} AxleColumnGuess;

const char     *axle_column_role_to_string   (AxleColumnRole  role);
gboolean        axle_column_role_from_string (const char     *name,
                                              AxleColumnRole *role);
const char     *axle_column_role_get_label   (AxleColumnRole  role);
gsize           axle_column_weigh_header     (const char     *header,
                                              const char     *synonyms);
char           *axle_column_guess_explain    (const AxleColumnGuess *guess);
AxleColumnRole  axle_column_role_of_header   (const char     *header,
                                              double         *score);
AxleColumnRole  axle_column_role_of_value    (const char     *value);
GArray         *axle_columns_guess           (GPtrArray      *header,
                                              GPtrArray      *rows,
                                              guint           n_columns);

G_END_DECLS
