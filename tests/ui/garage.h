/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar.h"
#include "ui/app.h"

G_BEGIN_DECLS

/* A workshop on the profile of profile.h: bays and what they are good for, a menu, opening
 * hours with a break, a holiday and the Saturday that is worked on for it. Made as who is
 * signed in; nothing of it can be undone by a test that it waits for. */

/* A Saturday that no clock has come to: nobody is late, and no line says what time it is. */
#define TEST_DAY ((AxleDate) { 2031, 10, 11 })

/* Bay 1 is at place 0. */
AxleId      test_garage_make    (TestApp          *app,
                                   guint             n_bays);
/* The bays of the workshop, by their place. */
AxleId      test_garage_get_bay (TestApp          *app,
                                   guint             place);
/* At a minute of a day, by the clock on the wall. */
gint64      test_garage_time    (TestApp          *app,
                                   const AxleDate   *date,
                                   int               minute);
/* An appointment, not yet saved. @place: below 0 for no bay. */
AxleRecord *test_garage_draft   (TestApp          *app,
                                   const AxleDate   *date,
                                   int               minute,
                                   int               minutes,
                                   int               place,
                                   const char       *state);
/* Saves drafts (element-type AxleRecord), which are given away, and waits. */
void        test_garage_save    (TestApp          *app,
                                   GPtrArray        *drafts);
/* What the store has of an appointment now; %NULL when it is not there. */
AxleRecord *test_garage_find    (TestApp          *app,
                                   const AxleId     *appointment);

G_END_DECLS
