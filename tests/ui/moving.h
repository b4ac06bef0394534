/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/calendar-view.h"
#include "ui/calendar/grid-block.h"
#include "ui/garage.h"

G_BEGIN_DECLS

/**
 * TestMoving:
 * @app: the window
 * @id: an appointment from 10:00 to 11:00 in the first of four bays; one more is beside it
 * @canvas: the day that they are on
 * @expected: what the appointment is waited for to become
 *
 * An appointment that is moved by drag and by key. What the store has is looked at.
 */
typedef struct
{
  TestApp    *app;
  AxleId      id;
  GtkWidget  *canvas;
  AxleRecord *expected;
} TestMoving;

/* The day of a workshop with so many bays and nothing in them. */
AxleCalendarView *test_moving_open             (TestApp         *app,
                                                guint            n_bays);
gboolean          test_moving_is_ready         (gpointer         view);
TestMoving        test_moving_begin            (TestApp         *app);
void              test_moving_wait_for_drawing (TestMoving      *moving);
/* Waits until the store and the screen have it so. */
void              test_moving_expect           (TestMoving      *moving,
                                                AxleRecord      *expected);
AxleRecord       *test_moving_copy_saved       (TestMoving      *moving);
void              test_moving_set_time         (TestMoving      *moving,
                                                AxleRecord      *record,
                                                int              minute,
                                                int              minutes,
                                                int              place);
AxleGridBlock    *test_moving_find_block       (GtkWidget       *widget,
                                                const AxleId    *id);
graphene_rect_t   test_moving_get_bounds       (TestMoving      *moving);
/* How high an hour is, and how wide a bay. */
double            test_moving_get_hour         (TestMoving      *moving);
double            test_moving_get_column       (TestMoving      *moving);
/* @share: of the height of the block, where it is pressed. */
void              test_moving_drag             (TestMoving      *moving,
                                                double           share,
                                                double           columns,
                                                double           hours,
                                                GdkModifierType  held);
void              test_moving_focus_block      (TestMoving      *moving);
void              test_moving_press            (TestMoving      *moving,
                                                guint            key,
                                                GdkModifierType  held,
                                                int              times);
guint             test_moving_count            (TestApp         *app);
gboolean          test_moving_has_one_more     (gpointer         moving);
gboolean          test_moving_has_none_more    (gpointer         moving);
gboolean          test_moving_can_redo         (gpointer         app);

G_END_DECLS
