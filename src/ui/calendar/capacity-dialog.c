/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/capacity-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/calendar-days.h"
#include "core/appointment/words.h"
#include "ui/calendar/capacity-track.h"

#define TRACK_WIDTH 110

/* A row: a kind of work and its hours. */
typedef struct
{
  GtkWidget *row;
  GtkWidget *figures;
  GtkWidget *icon;
  GtkWidget *track;
} Line;

struct _AxleCapacityDialog
{
  AdwDialog     parent_instance;
  AxleCalendar *calendar;
  AxleDate      date;
  Line          visits;
  Line          all;
  Line          skills[AXLE_CAPACITY_N_SKILLS];
  GtkWidget    *by_skill;
  GtkStack     *stack;
};

G_DEFINE_FINAL_TYPE (AxleCapacityDialog, axle_capacity_dialog, ADW_TYPE_DIALOG)

static void
line_init (Line       *self,
           GtkWidget  *group,
           const char *title)
{
  self->row = adw_action_row_new ();
  self->figures = gtk_label_new (NULL);
  self->icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  self->track = axle_capacity_track_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  gtk_widget_add_css_class (self->figures, "numeric");
  gtk_widget_add_css_class (self->icon, "error");
  gtk_widget_set_size_request (self->track, TRACK_WIDTH, -1);
  gtk_widget_set_valign (self->track, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->figures);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->track);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->row);
}

static void
line_show (Line                   *self,
           const AxleCapacityLine *line,
           const char             *figures,
           const char             *words)
{
  AxleFullness fullness = axle_capacity_line_get_fullness (line);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), words);
  gtk_label_set_label (GTK_LABEL (self->figures), figures);
  gtk_widget_set_visible (self->icon, fullness == AXLE_FULLNESS_OVER);
  axle_capacity_track_set (AXLE_CAPACITY_TRACK (self->track), line);
}

static void
show_hours (Line                   *self,
            const AxleCapacityLine *line)
{
  g_autofree char *figures = axle_capacity_line_dup_figures (line);
  g_autofree char *words = axle_capacity_line_dup_words (line);

  line_show (self, line, figures, words);
}

static void
show_visits (Line               *self,
             const AxleCapacity *capacity)
{
  const AxleCapacityLine line = {
    .possible = capacity->possible_visits, .booked = capacity->visits,
    .free = MAX (capacity->possible_visits - capacity->visits, 0),
  };
  g_autofree char *figures = g_strdup_printf ("%d/%d", capacity->visits, capacity->possible_visits);
  const char *word = axle_fullness_get_word (axle_capacity_line_get_fullness (&line));

  line_show (self, &line, figures, word != NULL ? word : _("Cars that the advisors can receive"));
}

static gboolean
is_known (const AxleCapacityLine *line)
{
  return line->possible > 0 || line->carried + line->booked > 0;
}

static void
show (AxleCapacityDialog *self)
{
  const AxleCapacity *capacity = axle_calendar_get_capacity (self->calendar, &self->date);
  gboolean any = FALSE;

  gtk_stack_set_visible_child_name (self->stack, capacity != NULL ? "figures" : "none");
  if (capacity == NULL)
    return;
  show_visits (&self->visits, capacity);
  show_hours (&self->all, &capacity->all);
  for (guint i = 0; i < AXLE_CAPACITY_N_SKILLS; i++)
    {
      gboolean known = is_known (&capacity->skills[i]);

      gtk_widget_set_visible (self->skills[i].row, known);
      show_hours (&self->skills[i], &capacity->skills[i]);
      any |= known;
    }
  gtk_widget_set_visible (self->by_skill, any);
}

static void
axle_capacity_dialog_dispose (GObject *object)
{
  g_clear_object (&AXLE_CAPACITY_DIALOG (object)->calendar);
  G_OBJECT_CLASS (axle_capacity_dialog_parent_class)->dispose (object);
}

static void
axle_capacity_dialog_class_init (AxleCapacityDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_capacity_dialog_dispose;
}

static GtkWidget *
create_figures (AxleCapacityDialog *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *day = adw_preferences_group_new ();

  self->by_skill = adw_preferences_group_new ();
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (day),
                                         _("Striped: carried over from days before, and done first. Full: booked. Pale: kept for walk-ins."));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->by_skill), _("Hours by Skill"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->by_skill), _("Who can do several kinds of work counts in each."));
  line_init (&self->visits, day, _("Visits"));
  line_init (&self->all, day, _("Hours"));
  for (guint i = 0; i < AXLE_CAPACITY_N_SKILLS; i++)
    line_init (&self->skills[i], self->by_skill, _(axle_skills[i].label));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (day));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->by_skill));
  return page;
}

static GtkWidget *
create_none (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "axle-waiting-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Not Measured Yet"));
  return page;
}

static void
axle_capacity_dialog_init (AxleCapacityDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, create_figures (self), "figures");
  gtk_stack_add_named (self->stack, create_none (), "none");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->stack));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), 520);
  adw_dialog_set_content_height (ADW_DIALOG (self), 560);
}

AdwDialog *
axle_capacity_dialog_new (AxleCalendar   *calendar,
                          const AxleDate *date)
{
  AxleCapacityDialog *self = g_object_new (AXLE_TYPE_CAPACITY_DIALOG, NULL);
  g_autofree char *day = axle_date_dup_words (date);
  /* Translators: of a day. */
  g_autofree char *title = g_strdup_printf (_("Capacity on %s"), day);

  self->calendar = g_object_ref (calendar);
  self->date = *date;
  adw_dialog_set_title (ADW_DIALOG (self), title);
  g_signal_connect_object (calendar, "measured", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return ADW_DIALOG (self);
}
