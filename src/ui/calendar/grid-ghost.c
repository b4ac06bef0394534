/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-private.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "core/appointment/appointment.h"
#include "core/appointment/request.h"
#include "core/appointment/words.h"

/* Between what is moved and the words about it. */
#define HINT_GAP 6

static void
ghost_free (AxleGridGhost *ghost)
{
  axle_record_unref (ghost->record);
  g_clear_pointer (&ghost->shade, axle_grid_shade_free);
  g_free (ghost->request);
  g_free (ghost->message);
  g_free (ghost);
}

static char *
dup_times (const AxleGridGhost *ghost)
{
  int until = ghost->from + ghost->minutes;

  return g_strdup_printf ("%02d:%02d–%02d:%02d", ghost->from / 60, ghost->from % 60, until / 60 % 24, until % 60);
}

static void
show_hint (AxleGridCanvas *self)
{
  static const char * const classes[] = { "fits", "warns", "blocks" };
  const AxleGridGhost *ghost = self->ghost;
  g_autofree char *times = dup_times (ghost);
  const char *words = ghost->message != NULL ? ghost->message : _("Fits");
  g_autofree char *text = g_strdup_printf ("%s\n%s", times, words);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (self->hint, classes[i]);
  gtk_widget_add_css_class (self->hint, classes[ghost->fit]);
  gtk_label_set_label (GTK_LABEL (self->hint), text);
  axle_grid_block_set_times (AXLE_GRID_BLOCK (self->ghost_block), times);
  if (self->keyed)
    {
      g_autofree char *title = axle_grid_model_dup_title (self->model, ghost->column);
      g_autofree char *spoken = g_strdup_printf ("%s, %s. %s", title, times, words);

      gtk_accessible_announce (GTK_ACCESSIBLE (self), spoken, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
}

static void
renew_shade (AxleGridCanvas *self)
{
  AxleGridGhost *ghost = self->ghost;
  g_autoptr(AxleRecord) wished = axle_record_copy (ghost->record);

  axle_record_set_integer (wished, AXLE_APPOINTMENT_MINUTES, ghost->minutes);
  g_clear_pointer (&ghost->shade, axle_grid_shade_free);
  ghost->shade = axle_grid_shade_new (self->model, wished, ghost->copy || ghost->is_new);
}

static void
ensure_widgets (AxleGridCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->ghost_block == NULL)
    {
      self->ghost_block = axle_grid_block_new ();
      gtk_widget_set_can_focus (self->ghost_block, FALSE);
      gtk_widget_set_can_target (self->ghost_block, FALSE);
      self->hint = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->hint, "calendar-hint");
      gtk_widget_set_can_target (self->hint, FALSE);
      gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
      gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
      gtk_label_set_max_width_chars (GTK_LABEL (self->hint), 36);
    }
  /* Over all blocks, those that were made since too. */
  gtk_widget_insert_before (self->ghost_block, widget, NULL);
  gtk_widget_insert_before (self->hint, widget, NULL);
  gtk_widget_add_css_class (self->ghost_block, "ghost");
  gtk_widget_set_visible (self->ghost_block, TRUE);
  gtk_widget_set_visible (self->hint, TRUE);
}

static void
show_ghost_block (AxleGridCanvas *self)
{
  AxleCalendar *calendar = axle_grid_model_get_calendar (self->model);
  const AxleCalendarItem *item = self->ghost->is_new ? NULL : axle_calendar_find_item (calendar, &self->ghost->record->id);

  axle_grid_block_set_item (AXLE_GRID_BLOCK (self->ghost_block), item, axle_calendar_get_zone (calendar), 0);
}

void
axle_grid_ghost_begin (AxleGridCanvas   *self,
                       const AxleRecord *record,
                       gboolean          is_new,
                       const char       *request)
{
  axle_grid_ghost_cancel (self);
  self->ghost = g_new0 (AxleGridGhost, 1);
  self->ghost->record = axle_record_copy (record);
  self->ghost->request = g_strdup (request);
  self->ghost->is_new = is_new;
  self->ghost->minutes = -1;
  ensure_widgets (self);
  show_ghost_block (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
axle_grid_ghost_begin_request (AxleGridCanvas *self,
                               const char     *request)
{
  AxleWorkstation *workstation = axle_calendar_get_workstation (axle_grid_model_get_calendar (self->model));
  const AxleDayPlan *plan = axle_grid_model_get_column (self->model, 0)->plan;
  g_autoptr(AxleRecord) wanted = NULL;
  g_autoptr(AxleRecord) draft = NULL;
  g_auto(GStrv) services = NULL;
  AxleId id;

  if (!axle_id_parse (request, &id))
    return;
  wanted = axle_workstation_get_record (workstation, &axle_request_entity, &id);
  if (wanted == NULL)
    return;
  services = axle_record_dup_members (wanted, AXLE_REQUEST_SERVICES);
  draft = axle_appointment_draft_new (workstation, 0, axle_request_guess_minutes (wanted, plan));
  axle_record_set_members (draft, AXLE_APPOINTMENT_SERVICES, (const char * const *) services);
  axle_record_set (draft, AXLE_APPOINTMENT_VEHICLE, axle_record_get (wanted, AXLE_REQUEST_VEHICLE));
  axle_grid_ghost_begin (self, draft, TRUE, request);
}

void
axle_grid_ghost_move (AxleGridCanvas *self,
                      guint           column,
                      int             from,
                      int             minutes,
                      gboolean        copy)
{
  AxleGridGhost *ghost = self->ghost;
  gboolean other = ghost->shade == NULL || minutes != ghost->minutes || copy != ghost->copy;

  column = MIN (column, axle_grid_model_get_n_columns (self->model) - 1);
  from = CLAMP (from, 0, AXLE_DAY_MINUTES - AXLE_GRID_SNAP);
  if (!other && column == ghost->column && from == ghost->from)
    return;
  ghost->column = column;
  ghost->from = from;
  ghost->minutes = minutes;
  ghost->copy = copy;
  if (other)
    renew_shade (self);
  g_free (ghost->message);
  ghost->message = axle_grid_shade_judge (ghost->shade, column, from, &ghost->fit);
  show_hint (self);
  axle_grid_canvas_mark_moved (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What is drawn of it. */
static void
hide (AxleGridCanvas *self)
{
  axle_grid_block_set_item (AXLE_GRID_BLOCK (self->ghost_block), NULL, NULL, 0);
  gtk_widget_set_visible (self->ghost_block, FALSE);
  gtk_widget_set_visible (self->hint, FALSE);
  axle_grid_canvas_mark_moved (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
axle_grid_ghost_cancel (AxleGridCanvas *self)
{
  gboolean held = self->ghost != NULL;

  self->keyed = FALSE;
  if (!held && self->landed == NULL)
    return;
  g_clear_pointer (&self->ghost, ghost_free);
  g_clear_pointer (&self->landed, ghost_free);
  hide (self);
  if (held)
    g_signal_emit_by_name (self, "rested");
}

/* It would jump back until it is saved, and then here again. */
static void
land (AxleGridCanvas *self)
{
  self->landed = g_steal_pointer (&self->ghost);
  gtk_widget_set_visible (self->hint, FALSE);
  gtk_widget_remove_css_class (self->ghost_block, "ghost");
  axle_grid_canvas_mark_moved (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drop_new (AxleGridCanvas *self,
          gint64          at,
          const char     *by,
          const char     *key)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const AxleGridGhost *ghost = self->ghost;

  if (ghost->request != NULL)
    gtk_widget_activate_action (widget, "calendar.place", "(sxiss)", ghost->request, at, ghost->minutes, by, key);
  else
    gtk_widget_activate_action (widget, "calendar.book", "(xiss)", at, ghost->minutes, by, key);
  axle_grid_ghost_cancel (self);
}

static void
drop_moved (AxleGridCanvas *self,
            gint64          at,
            const char     *by,
            const char     *key)
{
  const AxleGridGhost *ghost = self->ghost;

  land (self);
  if (!gtk_widget_activate_action (GTK_WIDGET (self), "calendar.move", "(sxissb)", AXLE_ID_TEXT (&ghost->record->id), at,
                                   ghost->minutes, by, key, ghost->copy))
    axle_grid_ghost_cancel (self);
}

void
axle_grid_ghost_drop (AxleGridCanvas *self)
{
  const AxleGridGhost *ghost = self->ghost;
  const AxleCalendarColumn *column = axle_grid_model_get_column (self->model, ghost->column);
  const char *by = column->by == AXLE_CALENDAR_BY_DAY ? "" : axle_calendar_by_get_name (column->by);
  gint64 at = axle_day_plan_get_time (column->plan, ghost->from);

  /* What opens now takes the focus away. */
  self->keyed = FALSE;
  if (ghost->is_new)
    drop_new (self, at, by, column->key);
  else
    drop_moved (self, at, by, column->key);
}

/* Under what is moved, or over it where there is no room below. */
void
axle_grid_ghost_allocate (AxleGridCanvas *self)
{
  const AxleGridGhost *ghost = self->ghost != NULL ? self->ghost : self->landed;
  GdkRectangle area, hint;
  double left, bottom;
  int width, height;

  if (ghost == NULL || ghost->shade == NULL)
    return;
  area = axle_grid_canvas_find_area (self, ghost->column,
                                     &(AxleCalendarPlace) { .from = ghost->from, .until = MIN (ghost->from + ghost->minutes, AXLE_DAY_MINUTES),
                                                            .width = 1, .n_lanes = 1 });
  gtk_widget_size_allocate (self->ghost_block, &area, -1);
  if (ghost == self->landed)
    return;
  gtk_widget_measure (self->hint, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (self->hint, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  left = gtk_adjustment_get_value (self->horizontal);
  bottom = gtk_adjustment_get_value (self->vertical) + gtk_adjustment_get_page_size (self->vertical);
  hint = (GdkRectangle) { area.x, area.y + area.height + HINT_GAP, width, height };
  hint.x = (int) CLAMP (hint.x, left, MAX (left, left + gtk_adjustment_get_page_size (self->horizontal) - width));
  if (hint.y + height > bottom)
    hint.y = MAX (area.y - HINT_GAP - height, 0);
  gtk_widget_size_allocate (self->hint, &hint, -1);
}

void
axle_grid_ghost_snapshot (AxleGridCanvas *self,
                          GtkSnapshot    *snapshot)
{
  if (self->ghost_block == NULL)
    return;
  gtk_widget_snapshot_child (GTK_WIDGET (self), self->ghost_block, snapshot);
  gtk_widget_snapshot_child (GTK_WIDGET (self), self->hint, snapshot);
}
