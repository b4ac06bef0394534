/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleDayPack:
 *
 * Puts the day's appointments, phone numbers and promises on paper every morning, into a
 * folder, for the day on which nothing else works: once the hour has come and somebody is
 * signed in who may read them. Old ones are deleted.
 *
 * Signals: `made` (utf8) with the path of a file; `failed` (utf8) with what went wrong, once
 * a day.
 */
#define AXLE_TYPE_DAY_PACK (axle_day_pack_get_type ())
G_DECLARE_FINAL_TYPE (AxleDayPack, axle_day_pack, AXLE, DAY_PACK, GObject)

AxleDayPack *axle_day_pack_new         (AxleWorkstation     *workstation);
/* @folder: (nullable): where to; %NULL for nowhere. @minute: of the day, from which on.
 * @days: how long a pack is kept. */
void         axle_day_pack_set         (AxleDayPack         *self,
                                        const char          *folder,
                                        int                  minute,
                                        guint                days);
/* Stops waiting, for the end of the program. */
void         axle_day_pack_stop        (AxleDayPack         *self);

/* The user's folder for documents, and one of ours in it; %NULL where there is none. */
char        *axle_day_pack_dup_default_folder (void);

/* What the pack of a day is called, in every language. */
char        *axle_day_pack_dup_name    (const AxleDate      *date);
gboolean     axle_day_pack_is_old      (const char          *name,
                                        const AxleDate      *today,
                                        guint                days);

G_END_DECLS
