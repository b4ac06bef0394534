/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/tray.h"

G_BEGIN_DECLS

/* How soon requests are answered, in a line; pressed, by channel. Hides itself where nobody
 * asked. */
#define AXLE_TYPE_ANSWER_FIGURES (axle_answer_figures_get_type ())
G_DECLARE_FINAL_TYPE (AxleAnswerFigures, axle_answer_figures, AXLE, ANSWER_FIGURES, AdwBin)

/* @figures: (nullable) (element-type AxleAnswerFigure): see axle_tray_get_figures() */
void axle_answer_figures_show (AxleAnswerFigures *self,
                               GArray            *figures);

G_END_DECLS
