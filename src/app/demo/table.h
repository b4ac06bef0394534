/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/demo/random.h"

G_BEGIN_DECLS

/**
 * AxleDemoTable:
 *
 * One of the tables of `data/demo/`, which are compiled into the program.
 */
typedef struct _AxleDemoTable AxleDemoTable;

/* Every row is as likely as any other. */
#define AXLE_DEMO_NO_WEIGHT -1

AxleDemoTable      *axle_demo_table_new     (const char     *name,
                                             int             weight_cell,
                                             const char     *only);
void                axle_demo_table_free    (AxleDemoTable  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDemoTable, axle_demo_table_free)

guint               axle_demo_table_size    (AxleDemoTable  *self);
const char * const *axle_demo_table_row     (AxleDemoTable  *self,
                                             guint           row);
const char * const *axle_demo_table_pick    (AxleDemoTable  *self,
                                             AxleDemoRandom *random);
const char         *axle_demo_table_pick_first (AxleDemoTable  *self,
                                                AxleDemoRandom *random);

G_END_DECLS
