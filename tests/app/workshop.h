/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* What the tests of the calendar make a workshop of. All is in force at once, and each is
 * there when the function returns. */

AxleRecord *test_draft        (AxleWorkstation  *workstation,
                               const AxleEntity *entity);
/* @before: (nullable): none for what is made. */
void        test_save         (AxleWorkstation  *workstation,
                               const AxleRecord *before,
                               const AxleRecord *after);
/* (element-type AxleChange): as one operation, whose number it gives. */
gint64      test_save_all     (AxleWorkstation  *workstation,
                               GPtrArray        *changes);
/* Members that are told apart by spaces. */
void        test_set_words    (AxleRecord       *record,
                               guint             field,
                               const char       *words);

/* From @opens to @closes, in minutes, on each day of the week. */
void        test_add_hours    (AxleWorkstation  *workstation,
                               int               opens,
                               int               closes);
/* @skills: (nullable) */
AxleId      test_add_resource (AxleWorkstation  *workstation,
                               const char       *kind,
                               const char       *name,
                               const char       *skills);
/* Whoever has the skill “maintenance” can do it. @price: in fen. */
void        test_add_service  (AxleWorkstation  *workstation,
                               const char       *code,
                               const char       *name,
                               const char       *area,
                               int               minutes,
                               gint64            price);
/* Somebody with a role of their own, who belongs to the desk's store. @skills: (nullable) */
AxleId      test_add_person   (AxleWorkstation  *workstation,
                               const char       *name,
                               const char       *rights,
                               const char       *skills);

G_END_DECLS
