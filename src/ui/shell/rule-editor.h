/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/rules.h"

G_BEGIN_DECLS

/* One rule to be edited and tried on a customer before it is saved. */
#define AXLE_TYPE_RULE_EDITOR (axle_rule_editor_get_type ())
G_DECLARE_FINAL_TYPE (AxleRuleEditor, axle_rule_editor, AXLE, RULE_EDITOR, AdwNavigationPage)

/* @rule: (nullable): %NULL for a new one of @area. */
AdwNavigationPage *axle_rule_editor_new (AxleWorkstation *workstation,
                                         const AxleRule  *rule,
                                         const char      *area);

G_END_DECLS
