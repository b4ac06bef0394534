/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entity.h"

G_BEGIN_DECLS

/* Words that several kinds of the calendar share; each ends with a zeroed entry. */

/* What people can do and bays are good for. */
extern const AxleChoice axle_skills[];

/* What work may need besides a bay. */
extern const AxleChoice axle_equipment[];

/* `mon` to `sun`, in that order. */
extern const AxleChoice axle_weekdays[];

/* The way by which somebody asked for an appointment. */
extern const AxleChoice axle_booking_channels[];

#define AXLE_DAY_MINUTES (24 * 60)

/* A stay that is longer, in minutes, is several appointments. */
#define AXLE_LENGTH_LIMIT (31 * AXLE_DAY_MINUTES)

guint64 axle_words_to_bits     (const AxleChoice *words, const AxleValue *set);
guint   axle_weekdays_to_bits  (const AxleValue *days);
void    axle_check_day_minutes (const AxleField *field, AxleValue *value, GPtrArray *problems);
void    axle_check_length      (const AxleField *field, AxleValue *value, GPtrArray *problems);

G_END_DECLS
