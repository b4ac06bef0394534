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
/* The same for one who is not on the screen, in the month of @at; of a customer that is not
 * here nothing is left. */
AxleContactBudget axle_contact_budget_load (AxleWorkstation   *workstation,
                                            const AxleId      *customer,
                                            gint64             at);
/* What stands against doing a task when it is due: what is owed is never held back. */
AxleContactHold   axle_contact_budget_judge_task (AxleWorkstation *workstation,
                                            const AxleRecord  *task);
guint             axle_contact_budget_left (AxleWorkstation   *workstation,
                                            const AxleDossier *dossier,
                                            guint             *total);

G_END_DECLS
