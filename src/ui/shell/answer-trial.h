/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/trial-group.h"

G_BEGIN_DECLS

/* Tries a condition over answers: asks the questions that it looks at. */
#define AXLE_TYPE_ANSWER_TRIAL (axle_answer_trial_get_type ())
G_DECLARE_FINAL_TYPE (AxleAnswerTrial, axle_answer_trial, AXLE, ANSWER_TRIAL, AxleTrialGroup)

GtkWidget *axle_answer_trial_new (AxleWorkstation *workstation);

G_END_DECLS
