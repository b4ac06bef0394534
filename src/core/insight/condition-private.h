/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/insight/condition.h"

G_BEGIN_DECLS

/* What the parser and the judge of conditions share. */

AxleConditionNode *axle_condition_node_new  (AxleConditionType   type,
                                             gsize               start);
void               axle_condition_node_free (AxleConditionNode  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleConditionNode, axle_condition_node_free)

AxleConditionNode *axle_condition_parse_tree (const char        *text,
                                              GError           **error);
gsize              axle_condition_sign       (const char        *text,
                                              gsize              place);

G_END_DECLS
