/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/rules.h"

G_BEGIN_DECLS

/**
 * AxleTrialGroup:
 *
 * A group that shows how a condition goes with what was chosen to try it on.
 */
#define AXLE_TYPE_TRIAL_GROUP (axle_trial_group_get_type ())
G_DECLARE_DERIVABLE_TYPE (AxleTrialGroup, axle_trial_group, AXLE, TRIAL_GROUP, AdwPreferencesGroup)

/**
 * AxleTrialGroupClass:
 * @try: shows how @words go, where there is something to try them on
 */
struct _AxleTrialGroupClass
{
  AdwPreferencesGroupClass parent_class;

  void (*try) (AxleTrialGroup *self,
               const char     *words);
};

void       axle_trial_group_construct       (AxleTrialGroup      *self,
                                             AxleWorkstation     *workstation);
AxleWorkstation *
           axle_trial_group_get_workstation (AxleTrialGroup      *self);
/* Tries @words, and again whenever what they are tried on changes. */
void       axle_trial_group_set_words       (AxleTrialGroup      *self,
                                             const char          *words);
void       axle_trial_group_try             (AxleTrialGroup      *self);
/* Rows that are gone with the next trial. */
void       axle_trial_group_clear           (AxleTrialGroup      *self);
void       axle_trial_group_add_row         (AxleTrialGroup      *self,
                                             GtkWidget           *row);
/* @whom: (nullable): on whom it was tried. */
void       axle_trial_group_show            (AxleTrialGroup      *self,
                                             const AxleRuleTrial *trial,
                                             const char          *whom);

G_END_DECLS
