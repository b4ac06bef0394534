/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/app.h"

G_BEGIN_DECLS

/**
 * TestWorkshop:
 * @bays: two of them
 * @technician: who can do all that the menu has
 *
 * What the profile of profile.h does not have: a workshop that is open every day from 8:00
 * to 18:00, with two bays, somebody who works there, a loan car, an electric service car and
 * a menu of services.
 */
typedef struct
{
  AxleId bays[2];
  AxleId technician;
  AxleId loan_car;
  AxleId service_car;
} TestWorkshop;

/* Records that are in force at once, as if the feed had brought them. */
AxleRecord *test_workshop_draft      (TestApp          *app,
                                      const AxleEntity *entity);
void        test_workshop_save       (TestApp          *app,
                                      AxleRecord       *record);
void        test_workshop_save_all   (TestApp          *app,
                                      GPtrArray        *records);
void        test_workshop_make       (TestApp          *app,
                                      TestWorkshop     *self);
/* Somebody signs in who may book but not overbook. */
void        test_workshop_sit_down   (TestApp          *app);
/* On that many days from today, at a minute of that day. */
gint64      test_workshop_time       (TestApp          *app,
                                      int               days,
                                      int               minute);
AxleRecord *test_workshop_find_customer (TestApp       *app,
                                      guint             position);
/* An appointment in the first bay. */
AxleRecord *test_workshop_book       (TestApp          *app,
                                      const TestWorkshop *self,
                                      gint64            at,
                                      int               minutes,
                                      guint             customer);

G_END_DECLS
