/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleSignInPane:
 *
 * The staff to choose from, and the PIN. The keyboard alone does: type part of a
 * name, Enter, the PIN, Enter.
 *
 * Signals: `signed-in`.
 */
#define AXLE_TYPE_SIGN_IN_PANE (axle_sign_in_pane_get_type ())
G_DECLARE_FINAL_TYPE (AxleSignInPane, axle_sign_in_pane, AXLE, SIGN_IN_PANE, AdwBin)

GtkWidget *axle_sign_in_pane_new             (void);
void       axle_sign_in_pane_set_workstation (AxleSignInPane  *self,
                                              AxleWorkstation *workstation);
/* Lets a person be chosen, from the list as it is now. */
void       axle_sign_in_pane_choose          (AxleSignInPane  *self);
/* Asks @staff for the PIN. */
void       axle_sign_in_pane_ask             (AxleSignInPane  *self,
                                              AxleRecord      *staff);
/* Takes the buttons that close out of the header bars. */
void       axle_sign_in_pane_hide_close      (AxleSignInPane  *self);
GtkWidget *axle_sign_in_pane_get_focus       (AxleSignInPane  *self);

G_END_DECLS
