/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/fork-panel.h"

#include <glib/gi18n-lib.h>

#include "base/problem.h"
#include "core/appointment/appointment.h"
#include "core/appointment/resource.h"
#include "core/organisation/rights.h"
#include "core/registry.h"
#include "ui/calendar/fork-commit.h"
#include "ui/shell/window.h"
#include "ui/widgets/plain-words.h"

struct _AxleForkPanel
{
  AdwBin          parent_instance;

  AxleCalendar   *calendar;
  AxleDayFork    *fork;
  AxleDate        date;
  GPtrArray      *promises;  /* of all days that are shown */

  GtkLabel       *summary;
  GtkMenuButton  *away;
  GtkWidget      *scroller;
  GtkListBox     *broken;
};

G_DEFINE_FINAL_TYPE (AxleForkPanel, axle_fork_panel, ADW_TYPE_BIN)

enum { COMMITTED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Promises. */

static gboolean
is_broken (const AxlePromise *promise)
{
  return promise->before && !promise->after;
}

static void
compare (AxleForkPanel *self)
{
  GPtrArray *plans = axle_calendar_get_saved_plans (self->calendar);

  g_ptr_array_set_size (self->promises, 0);
  for (guint i = 0; plans != NULL && i < plans->len; i++)
    g_ptr_array_extend_and_steal (self->promises, axle_day_fork_compare (self->fork, plans->pdata[i]));
}

static const AxleDayPlan *
find_plan (AxleForkPanel    *self,
           const AxleRecord *appointment)
{
  GPtrArray *plans = axle_calendar_get_saved_plans (self->calendar);
  AxleDate date = axle_date_from_time (axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT),
                                       axle_calendar_get_zone (self->calendar));

  for (guint i = 0; plans != NULL && i < plans->len; i++)
    {
      AxleDate day = axle_day_plan_get_date (plans->pdata[i]);

      if (axle_date_compare (&day, &date) == 0)
        return plans->pdata[i];
    }
  return NULL;
}

/* Whether there is a better place for it. */
static gboolean
mend (AxleForkPanel    *self,
      const AxleRecord *appointment)
{
  const AxleDayPlan *plan = find_plan (self, appointment);
  g_autoptr(AxleSlot) slot = plan != NULL ? axle_day_fork_find_best (self->fork, plan, appointment) : NULL;

  if (slot != NULL)
    axle_day_fork_move_to (self->fork, appointment, slot);
  return slot != NULL;
}

static void
tell_no_place (AxleForkPanel *self,
               guint          n)
{
  g_autofree char *words =
    g_strdup_printf (ngettext ("There is no other place for %u appointment on its day.",
                               "There is no other place for %u appointments on their days.", n), n);

  if (n > 0)
    axle_window_toast (axle_window_of (GTK_WIDGET (self)), words);
}

static void
mend_cb (AxleForkPanel *self,
         GtkButton     *button)
{
  g_autoptr(AxleRecord) appointment = axle_record_ref (g_object_get_data (G_OBJECT (button), "appointment"));

  tell_no_place (self, !mend (self, appointment));
}

static void
mend_all_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleForkPanel *self = AXLE_FORK_PANEL (widget);
  g_autoptr(GPtrArray) appointments = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  guint n_left = 0;

  /* Each step makes another list of promises. */
  for (guint i = 0; i < self->promises->len; i++)
    if (is_broken (self->promises->pdata[i]))
      g_ptr_array_add (appointments, axle_record_ref (((AxlePromise *) self->promises->pdata[i])->appointment));
  for (guint i = 0; i < appointments->len; i++)
    n_left += !mend (self, appointments->pdata[i]);
  tell_no_place (self, n_left);
}

/* What stands there. */

static char *
dup_name (AxleForkPanel    *self,
          const AxleRecord *appointment)
{
  const AxleCalendarItem *item = axle_calendar_find_item (self->calendar, &appointment->id);
  g_autofree char *times = item != NULL ? axle_calendar_item_dup_times (item, axle_calendar_get_zone (self->calendar)) : NULL;

  if (item == NULL)
    return axle_record_dup_title (appointment);
  return g_strdup_printf (item->plate != NULL ? "%s  %s · %s" : "%s  %s%s", times, item->who != NULL ? item->who : "",
                          item->plate != NULL ? item->plate : "");
}

static void
add_row (AxleForkPanel    *self,
         const AxleRecord *appointment,
         const char       *words,
         gboolean          can_move)
{
  GtkWidget *row = adw_action_row_new (), *icon = gtk_image_new_from_icon_name ("axle-attention-symbolic");
  g_autofree char *name = dup_name (self, appointment);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name != NULL ? name : _("Appointment"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_add_css_class (icon, "error");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (can_move)
    {
      g_autofree char *label = axle_words_without_key (_("_Move"));
      GtkWidget *button = gtk_button_new_with_label (label);

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (button, _("Move to the best other place on this day"));
      g_object_set_data_full (G_OBJECT (button), "appointment", axle_record_copy (appointment), (GDestroyNotify) axle_record_unref);
      g_signal_connect_object (button, "clicked", G_CALLBACK (mend_cb), self, G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
    }
  gtk_list_box_append (self->broken, row);
}

static char *
dup_problems (const AxlePromise *promise)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < promise->problems->len; i++)
    {
      const AxleProblem *problem = promise->problems->pdata[i];

      if (problem->blocking)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", problem->message);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup (_("It is called off."));
}

static void
show_broken (AxleForkPanel *self)
{
  g_autoptr(GPtrArray) clashes = axle_day_fork_list_clashes (self->fork);

  gtk_list_box_remove_all (self->broken);
  for (guint i = 0; i < clashes->len; i++)
    {
      const AxleDayForkClash *clash = clashes->pdata[i];

      add_row (self, clash->record, clash->text, FALSE);
    }
  for (guint i = 0; i < self->promises->len; i++)
    {
      const AxlePromise *promise = self->promises->pdata[i];
      g_autofree char *words = dup_problems (promise);

      if (is_broken (promise))
        add_row (self, promise->appointment, words, promise->problems->len > 0);
    }
  gtk_widget_set_visible (self->scroller, gtk_list_box_get_row_at_index (self->broken, 0) != NULL);
}

static void
show_summary (AxleForkPanel *self)
{
  guint n_before = 0, n_after = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->promises->len; i++)
    {
      const AxlePromise *promise = self->promises->pdata[i];

      n_before += promise->before;
      n_after += promise->after;
    }
  /* Translators: how many of the promises to customers are kept, before and after a change. */
  text = g_strdup_printf (_("Promises kept: %u before, %u now"), n_before, n_after);
  gtk_label_set_label (self->summary, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fork.mend-all", n_after < n_before);
}

/* Who and what might be away. */

static void
add_away (GMenu      *menu,
          GPtrArray  *units,
          const char *title)
{
  g_autoptr(GMenu) section = g_menu_new ();

  for (guint i = 0; i < units->len; i++)
    {
      const AxleRecord *unit = units->pdata[i];
      g_autofree char *name = axle_record_dup_title (unit);
      g_autofree char *label = g_strdup_printf (unit->entity == &axle_resource_entity
                                                  /* Translators: a bay that may be closed today, in a menu. */
                                                  ? _("%s is Closed")
                                                  /* Translators: a technician who may be ill today, in a menu. */
                                                  : _("%s is Ill"), name != NULL ? name : "");
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "fork.away", "(ss)", unit->entity->kind, AXLE_ID_TEXT (&unit->id));
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, title, G_MENU_MODEL (section));
}

static void
show_away (AxleForkPanel *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  AxleDayPlan *plan = axle_calendar_get_plan (self->calendar, &self->date);
  g_autoptr(GPtrArray) technicians = plan != NULL ? axle_day_plan_list_technicians (plan) : g_ptr_array_new ();
  g_autoptr(GPtrArray) bays = plan != NULL ? axle_day_plan_list_bays (plan) : g_ptr_array_new ();

  add_away (menu, technicians, _("Technicians"));
  add_away (menu, bays, _("Bays"));
  gtk_menu_button_set_menu_model (self->away, G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (GTK_WIDGET (self->away), plan != NULL);
}

static void
show_all (AxleForkPanel *self)
{
  compare (self);
  show_summary (self);
  show_broken (self);
  show_away (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fork.undo", axle_day_fork_can_undo (self->fork));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fork.redo", axle_day_fork_can_redo (self->fork));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fork.commit", axle_day_fork_can_undo (self->fork) &&
                                 axle_workstation_may (axle_calendar_get_workstation (self->calendar), AXLE_RIGHT_APPOINTMENTS_WRITE));
}

void
axle_fork_panel_set_date (AxleForkPanel  *self,
                          const AxleDate *date)
{
  self->date = *date;
  show_all (self);
}

/* What is done. */

static void
away_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleForkPanel *self = AXLE_FORK_PANEL (widget);
  const char *kind, *text;
  g_autoptr(AxleRecord) who = NULL;
  AxleId id;

  g_variant_get (parameter, "(&s&s)", &kind, &text);
  if (!axle_id_parse (text, &id))
    return;
  who = axle_workstation_get_record (axle_calendar_get_workstation (self->calendar), axle_registry_find (kind), &id);
  if (who != NULL)
    axle_day_fork_set_away (self->fork, who, &self->date, !axle_day_fork_is_away (self->fork, &who->id, &self->date));
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleForkPanel *self = AXLE_FORK_PANEL (widget);

  if (g_str_equal (name, "fork.undo"))
    axle_day_fork_undo (self->fork);
  else
    axle_day_fork_redo (self->fork);
}

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(AxleForkPanel) self = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);
  AxleWindow *window = axle_window_of (GTK_WIDGET (self));

  if (error == NULL)
    g_signal_emit (self, signals[COMMITTED], 0, operation);
  else if (window != NULL)
    axle_window_toast_error (window, error);
}

static void
commit_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleForkPanel *self = AXLE_FORK_PANEL (widget);

  axle_fork_commit (widget, axle_calendar_get_workstation (self->calendar), self->fork, committed_cb, g_object_ref (self));
}

static void
axle_fork_panel_dispose (GObject *object)
{
  AxleForkPanel *self = AXLE_FORK_PANEL (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_FORK_PANEL);
  g_clear_object (&self->fork);
  g_clear_object (&self->calendar);
  g_clear_pointer (&self->promises, g_ptr_array_unref);
  G_OBJECT_CLASS (axle_fork_panel_parent_class)->dispose (object);
}

static void
axle_fork_panel_class_init (AxleForkPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_fork_panel_dispose;
  signals[COMMITTED] = g_signal_new ("committed", AXLE_TYPE_FORK_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/calendar/fork-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleForkPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, AxleForkPanel, away);
  gtk_widget_class_bind_template_child (widget_class, AxleForkPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, AxleForkPanel, broken);
  gtk_widget_class_install_action (widget_class, "fork.away", "(ss)", away_action);
  gtk_widget_class_install_action (widget_class, "fork.undo", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "fork.redo", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "fork.mend-all", NULL, mend_all_action);
  gtk_widget_class_install_action (widget_class, "fork.commit", NULL, commit_action);
}

static void
axle_fork_panel_init (AxleForkPanel *self)
{
  self->promises = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_promise_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
axle_fork_panel_new (AxleCalendar *calendar)
{
  AxleForkPanel *self = g_object_new (AXLE_TYPE_FORK_PANEL, NULL);

  self->calendar = g_object_ref (calendar);
  self->fork = g_object_ref (axle_calendar_get_fork (calendar));
  g_signal_connect_object (calendar, "changed", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
