/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/moving.h"

#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "ui/calendar/grid-canvas.h"
#include "ui/gestures.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"

gboolean
test_moving_is_ready (gpointer data)
{
  return axle_calendar_is_ready (axle_calendar_view_get_calendar (data));
}

AxleCalendarView *
test_moving_open (TestApp *app,
                  guint    n_bays)
{
  AxleDate day = TEST_DAY;
  AxleCalendarView *view;

  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1280, 860);
  test_app_sign_in (app, TEST_MANAGER);
  test_garage_make (app, n_bays);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "calendar");
  view = AXLE_CALENDAR_VIEW (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CALENDAR_VIEW));
  axle_calendar_view_set_page (view, "day");
  axle_calendar_view_go_to (view, &day);
  axle_test_wait_for (test_moving_is_ready, view);
  return view;
}

static gboolean
is_as_expected (gpointer data)
{
  TestMoving *moving = data;
  g_autoptr(AxleRecord) record = test_garage_find (moving->app, &moving->id);

  return record != NULL &&
         axle_record_get_integer (record, AXLE_APPOINTMENT_AT) == axle_record_get_integer (moving->expected, AXLE_APPOINTMENT_AT) &&
         axle_record_get_integer (record, AXLE_APPOINTMENT_MINUTES) == axle_record_get_integer (moving->expected, AXLE_APPOINTMENT_MINUTES) &&
         g_strcmp0 (axle_record_get_text (record, AXLE_APPOINTMENT_STATE), axle_record_get_text (moving->expected, AXLE_APPOINTMENT_STATE)) == 0 &&
         axle_value_equal (axle_record_get (record, AXLE_APPOINTMENT_BAY), axle_record_get (moving->expected, AXLE_APPOINTMENT_BAY));
}

AxleGridBlock *
test_moving_find_block (GtkWidget    *widget,
                        const AxleId *id)
{
  if (AXLE_IS_GRID_BLOCK (widget) && gtk_widget_get_mapped (widget) && axle_id_equal (axle_grid_block_get_id (AXLE_GRID_BLOCK (widget)), id))
    return AXLE_GRID_BLOCK (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      AxleGridBlock *found = test_moving_find_block (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

graphene_rect_t
test_moving_get_bounds (TestMoving *moving)
{
  AxleGridBlock *block = test_moving_find_block (moving->canvas, &moving->id);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (block), moving->canvas, &bounds));
  return bounds;
}

/* The screen shows what the store has. */
static gboolean
is_shown (gpointer data)
{
  TestMoving *moving = data;
  AxleGridBlock *block = test_moving_find_block (moving->canvas, &moving->id);
  g_autoptr(AxleRecord) record = test_garage_find (moving->app, &moving->id);
  graphene_rect_t bounds;

  return block != NULL && axle_record_equal (axle_grid_block_get_item (block)->appointment, record) &&
         gtk_widget_compute_bounds (GTK_WIDGET (block), moving->canvas, &bounds) && bounds.size.width > 1;
}

void
test_moving_wait_for_drawing (TestMoving *moving)
{
  axle_test_wait_for (is_shown, moving);
  gtk_test_widget_wait_for_draw (moving->canvas);
  gtk_test_widget_wait_for_draw (moving->canvas);
}

void
test_moving_expect (TestMoving *moving,
                    AxleRecord *expected)
{
  moving->expected = expected;
  axle_test_wait_for (is_as_expected, moving);
  test_moving_wait_for_drawing (moving);
}

TestMoving
test_moving_begin (TestApp *app)
{
  AxleCalendarView *view = test_moving_open (app, 4);
  AxleDate day = TEST_DAY;
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleRecord *draft = test_garage_draft (app, &day, 10 * 60, 60, 0, "confirmed");
  AxleRecord *beside = test_garage_draft (app, &day, 10 * 60, 60, 1, "booked");
  TestMoving moving = { app, draft->id, NULL, NULL };

  axle_record_set_members (draft, AXLE_APPOINTMENT_SERVICES, (const char *[]) { "oil", NULL });
  axle_record_set_members (beside, AXLE_APPOINTMENT_SERVICES, (const char *[]) { "tyres", NULL });
  g_ptr_array_add (drafts, draft);
  g_ptr_array_add (drafts, beside);
  test_garage_save (app, drafts);
  moving.canvas = test_app_find (GTK_WIDGET (view), AXLE_TYPE_GRID_CANVAS);
  test_moving_wait_for_drawing (&moving);
  return moving;
}

AxleRecord *
test_moving_copy_saved (TestMoving *moving)
{
  g_autoptr(AxleRecord) saved = test_garage_find (moving->app, &moving->id);

  return axle_record_copy (saved);
}

void
test_moving_set_time (TestMoving *moving,
                      AxleRecord *record,
                      int         minute,
                      int         minutes,
                      int         place)
{
  AxleId bay = test_garage_get_bay (moving->app, (guint) place);

  axle_record_set_integer (record, AXLE_APPOINTMENT_AT, test_garage_time (moving->app, &TEST_DAY, minute));
  axle_record_set_integer (record, AXLE_APPOINTMENT_MINUTES, minutes);
  axle_record_set_id (record, AXLE_APPOINTMENT_BAY, &bay);
}

double
test_moving_get_hour (TestMoving *moving)
{
  return test_moving_get_bounds (moving).size.height + 1;
}

double
test_moving_get_column (TestMoving *moving)
{
  return gtk_widget_get_width (moving->canvas) / 4.0;
}

void
test_moving_drag (TestMoving      *moving,
                  double           share,
                  double           columns,
                  double           hours,
                  GdkModifierType  held)
{
  graphene_rect_t bounds = test_moving_get_bounds (moving);

  test_drag (moving->canvas, bounds.origin.x + 20, bounds.origin.y + bounds.size.height * share,
             columns * test_moving_get_column (moving), hours * test_moving_get_hour (moving), held);
}

void
test_moving_focus_block (TestMoving *moving)
{
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (test_moving_find_block (moving->canvas, &moving->id))));
}

void
test_moving_press (TestMoving      *moving,
                   guint            key,
                   GdkModifierType  held,
                   int              times)
{
  test_moving_focus_block (moving);
  for (int i = 0; i < times; i++)
    g_assert_true (test_press_key (moving->canvas, key, held));
}

guint
test_moving_count (TestApp *app)
{
  g_autoptr(GPtrArray) all = axle_store_list (axle_workstation_get_reader (app->workstation), &axle_appointment_entity, NULL);

  return all->len;
}

gboolean
test_moving_has_one_more (gpointer data)
{
  return test_moving_count (((TestMoving *) data)->app) == 3;
}

gboolean
test_moving_has_none_more (gpointer data)
{
  return test_moving_count (((TestMoving *) data)->app) == 2;
}

gboolean
test_moving_can_redo (gpointer data)
{
  return axle_workstation_can_redo (((TestApp *) data)->workstation);
}
