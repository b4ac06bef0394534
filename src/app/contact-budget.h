/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/dossier.h"
#include "core/party/contact-budget.h"

G_BEGIN_DECLS

/* How often a customer may still be called or written to this month. Whoever is about to do
 * so asks here: the composer, tasks, offers. */
AxleContactBudget axle_contact_budget_of   (AxleWorkstation   *workstation,
                                            const AxleDossier *dossier);
/* The same for one who is not on the screen; of a customer that is not here nothing is left. */
AxleContactBudget axle_contact_budget_load (AxleWorkstation   *workstation,
                                            const AxleId      *customer);
guint             axle_contact_budget_left (AxleWorkstation   *workstation,
                                            const AxleDossier *dossier,
                                            guint             *total);

G_END_DECLS
