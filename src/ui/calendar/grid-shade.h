/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/grid-model.h"

G_BEGIN_DECLS

/**
 * AxleGridShade:
 *
 * Where in the grid an appointment that is moved about would fit. Each day is worked out
 * when it is first asked for: nobody waits for days that are out of sight.
 */
typedef struct _AxleGridShade AxleGridShade;

/* @wished: for what there should be room; @copy: whether it stays where it is too. */
AxleGridShade *axle_grid_shade_new   (AxleGridModel    *model,
                                      const AxleRecord *wished,
                                      gboolean          copy);
void           axle_grid_shade_free  (AxleGridShade    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleGridShade, axle_grid_shade_free)

/* Whether it fits into @column when it begins at @minute. */
AxleFit        axle_grid_shade_get   (AxleGridShade    *self,
                                      guint             column,
                                      int               minute);
/* What speaks against it there, in words; %NULL when nothing does. @fit: (out): how much. */
char          *axle_grid_shade_judge (AxleGridShade    *self,
                                      guint             column,
                                      int               minute,
                                      AxleFit          *fit);

G_END_DECLS
