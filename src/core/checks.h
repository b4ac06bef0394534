/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entity.h"

G_BEGIN_DECLS

/* Rules of values as the descriptors name them (see [struct@Axle.Field]). Each
 * puts the value into its normal form and says what is wrong with it; a set is
 * judged member by member. */
void axle_check_vin         (const AxleField *field, AxleValue *value, GPtrArray *problems);
void axle_check_plate       (const AxleField *field, AxleValue *value, GPtrArray *problems);
void axle_check_phone       (const AxleField *field, AxleValue *value, GPtrArray *problems);
void axle_check_date        (const AxleField *field, AxleValue *value, GPtrArray *problems);
void axle_check_credit_code (const AxleField *field, AxleValue *value, GPtrArray *problems);
void axle_check_distance    (const AxleField *field, AxleValue *value, GPtrArray *problems);

G_END_DECLS
