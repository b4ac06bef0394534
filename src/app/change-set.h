/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* A set with more records than this names kinds only. */
#define AXLE_CHANGE_SET_LIMIT 1000

AxleChangeSet *axle_change_set_new     (void);
AxleChangeSet *axle_change_set_ref     (AxleChangeSet       *self);
void           axle_change_set_unref   (AxleChangeSet       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleChangeSet, axle_change_set_unref)
void           axle_change_set_add     (AxleChangeSet       *self,
                                        const AxleTouched   *touched,
                                        gsize                n_touched);
void           axle_change_set_add_all (AxleChangeSet       *self);
/* Whether one of @entities (array length=n_entities) changed. */
gboolean       axle_change_set_has_any (const AxleChangeSet      *self,
                                        const AxleEntity * const *entities,
                                        gsize                     n_entities);
/* The records of one kind; %NULL when every record of it may have changed. */
GHashTable    *axle_change_set_get_records (const AxleChangeSet *self,
                                            const AxleEntity    *entity);

G_END_DECLS
