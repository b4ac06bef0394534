/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleContactComposer:
 *
 * Logs a call, a message or a visit of one customer without leaving their page:
 * channel, direction, what was said, Ctrl+Enter. What is typed is a draft until
 * it is logged, and waits there when one comes back to the customer.
 */
#define AXLE_TYPE_CONTACT_COMPOSER (axle_contact_composer_get_type ())
G_DECLARE_FINAL_TYPE (AxleContactComposer, axle_contact_composer, AXLE, CONTACT_COMPOSER, AdwBin)

void axle_contact_composer_set_customer (AxleContactComposer *self,
                                         AxleWorkstation     *workstation,
                                         const AxleId        *customer);
/* Under which name what is typed for a customer is kept until it is logged. */
char    *axle_contact_composer_dup_draft_name (const AxleId *customer);
gboolean axle_contact_composer_has_text (AxleContactComposer *self);
/* Puts the focus where one types; @channel: %NULL to leave it as it is. */
void axle_contact_composer_begin        (AxleContactComposer *self,
                                         const char          *channel);

G_END_DECLS
