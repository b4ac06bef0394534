/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-view-private.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "axle-config.h"
#include "core/appointment/appointment.h"
#include "ui/calendar/calendar-actions.h"
#include "ui/calendar/calendar-agenda.h"
#include "ui/calendar/calendar-grid.h"
#include "ui/calendar/calendar-month.h"
#include "ui/calendar/exchange-dialog.h"
#include "ui/calendar/hover-card.h"
#include "ui/calendar/print-dialog.h"
#include "ui/calendar/request-tray.h"
#include "ui/shell/view.h"
#include "ui/shell/window.h"

/* So many days are printed at once. */
#define DAYS_PRINTED 7

static void view_interface_init (AxleViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleCalendarView, axle_calendar_view, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_VIEW, view_interface_init))

enum { PROP_PAGE = 1, PROP_BY, PROP_COLOUR, PROP_TRAY, PROP_FORK, N_PROPERTIES };
static GParamSpec *properties[N_PROPERTIES];

static GtkWidget *
new_day (void)
{
  return axle_calendar_grid_new (AXLE_CALENDAR_SPREAD_DAY);
}

static GtkWidget *
new_week (void)
{
  return axle_calendar_grid_new (AXLE_CALENDAR_SPREAD_WEEK);
}

/* The ways to look at it; each is made when it is first looked at. */
static const struct
{
  const char *name;
  const char *title;
  GtkWidget *(*create) (void);
  const char *by_key;   /* the setting that says what it has columns for; NULL where it has none */
} kinds[] = {
  { "day", NC_("calendar", "Day"), new_day, "calendar-day-by" },
  { "week", NC_("calendar", "Week"), new_week, "calendar-week-by" },
  { "month", NC_("calendar", "Month"), axle_calendar_month_new, NULL },
  { "agenda", NC_("calendar", "Agenda"), axle_calendar_agenda_new, NULL },
};

static guint
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return i;
  return 0;
}

static guint
get_kind (AxleCalendarView *self)
{
  return find_kind (gtk_stack_get_visible_child_name (self->pages));
}

AxleWorkstation *
axle_calendar_view_get_workstation (AxleCalendarView *self)
{
  return self->workstation;
}

AxleCalendar *
axle_calendar_view_get_calendar (AxleCalendarView *self)
{
  return self->calendar;
}

AxleCalendarPage *
axle_calendar_view_get_page (AxleCalendarView *self)
{
  return AXLE_CALENDAR_PAGE (gtk_stack_get_visible_child (self->pages));
}

GtkWidget *
axle_calendar_view_get_tray (AxleCalendarView *self)
{
  return adw_bin_get_child (self->tray_slot);
}

AxleDate
axle_calendar_view_get_date (AxleCalendarView *self)
{
  return self->date;
}

/* Showing. */

static void show_sought (AxleCalendarView *self);

static gboolean
laid_out_cb (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       data)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (widget);

  self->seeking = 0;
  show_sought (self);
  return G_SOURCE_REMOVE;
}

/* A page that was never laid out has no place yet that one could go to. */
static void
show_sought (AxleCalendarView *self)
{
  AxleId sought = self->sought;

  if (axle_id_is_none (&sought) || axle_calendar_find_item (self->calendar, &sought) == NULL || self->seeking != 0)
    return;
  if (gtk_widget_get_width (gtk_stack_get_visible_child (self->pages)) == 0)
    {
      self->seeking = gtk_widget_add_tick_callback (GTK_WIDGET (self), laid_out_cb, NULL, NULL);
      return;
    }
  self->sought = AXLE_ID_NONE;
  axle_calendar_page_select (axle_calendar_view_get_page (self), &sought);
}

void
axle_calendar_view_show_again (AxleCalendarView *self)
{
  /* A window that closes takes along what waits for an answer. */
  if (self->calendar == NULL)
    return;
  self->late_before = axle_appointment_get_late_before (self->workstation);
  self->today = axle_date_from_time (axle_host_now (axle_host_get_default ()), axle_calendar_get_zone (self->calendar));
  axle_calendar_page_show (axle_calendar_view_get_page (self), self->calendar, &self->date);
  if (axle_calendar_is_ready (self->calendar))
    show_sought (self);
}

static void
show_date (AxleCalendarView *self)
{
  AxleCalendarPage *page = axle_calendar_view_get_page (self);
  g_autofree char *title = axle_calendar_page_dup_title (page, &self->date);
  GTimeZone *zone = axle_calendar_get_zone (self->calendar);
  AxleDate first, end;
  guint n_days;

  axle_calendar_page_get_days (page, &self->date, &first, &n_days);
  end = axle_date_add_days (&first, (int) n_days);
  gtk_label_set_label (self->title, title);
  axle_day_popover_set_day (self->day_popover, &self->date);
  axle_calendar_set_range (self->calendar, axle_date_get_time (&first, 0, zone), axle_date_get_time (&end, 0, zone));
  axle_calendar_view_show_again (self);
}

void
axle_calendar_view_go_to (AxleCalendarView *self,
                          const AxleDate   *date)
{
  if (!axle_date_is_valid (date) || date->year == 0)
    return;
  self->date = *date;
  show_date (self);
  if (self->fork != NULL)
    axle_fork_panel_set_date (self->fork, date);
}

void
axle_calendar_view_step (AxleCalendarView *self,
                         int               by)
{
  AxleDate date = axle_calendar_page_step (axle_calendar_view_get_page (self), &self->date, by);

  axle_calendar_view_go_to (self, &date);
}

void
axle_calendar_view_zoom (AxleCalendarView *self,
                         int               steps)
{
  AxleCalendarPage *page = axle_calendar_view_get_page (self);

  if (AXLE_IS_CALENDAR_GRID (page))
    axle_calendar_grid_zoom (AXLE_CALENDAR_GRID (page), steps);
}

static const char *
get_by (AxleCalendarView *self)
{
  AxleCalendarPage *page = axle_calendar_view_get_page (self);

  return AXLE_IS_CALENDAR_GRID (page) ? axle_calendar_by_get_name (axle_calendar_grid_get_by (AXLE_CALENDAR_GRID (page))) : "";
}

static void
set_by (AxleCalendarView *self,
        const char       *name)
{
  const char *key = kinds[get_kind (self)].by_key;

  if (key == NULL || g_strcmp0 (name, get_by (self)) == 0)
    return;
  g_settings_set_string (self->settings, key, name);
  axle_calendar_grid_set_by (AXLE_CALENDAR_GRID (axle_calendar_view_get_page (self)), axle_calendar_by_from_name (name));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BY]);
  axle_calendar_actions_update (self);
}

static void
set_colour (AxleCalendarView *self,
            const char       *name)
{
  AxleCalendarColour colour = axle_calendar_colour_from_name (name);

  if (colour == axle_calendar_get_colour (self->calendar))
    return;
  g_settings_set_string (self->settings, "calendar-colour", axle_calendar_colour_get_name (colour));
  axle_calendar_set_colour (self->calendar, colour);
  axle_calendar_legend_update (self->legend);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}

static GtkWidget *
ensure_page (AxleCalendarView *self,
             guint             kind)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, kinds[kind].name);

  if (page != NULL)
    return page;
  page = kinds[kind].create ();
  if (kinds[kind].by_key != NULL)
    {
      g_autofree char *by = g_settings_get_string (self->settings, kinds[kind].by_key);

      axle_calendar_grid_set_by (AXLE_CALENDAR_GRID (page), axle_calendar_by_from_name (by));
    }
  gtk_stack_add_named (self->pages, page, kinds[kind].name);
  return page;
}

void
axle_calendar_view_set_page (AxleCalendarView *self,
                             const char       *name)
{
  guint kind = find_kind (name);

  if (gtk_stack_get_visible_child (self->pages) != NULL && kind == get_kind (self))
    return;
  ensure_page (self, kind);
  gtk_stack_set_visible_child_name (self->pages, kinds[kind].name);
  g_settings_set_string (self->settings, "calendar-page", kinds[kind].name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BY]);
  show_date (self);
  axle_calendar_actions_update (self);
}

void
axle_calendar_view_turn (AxleCalendarView *self,
                         int               by)
{
  int n_kinds = G_N_ELEMENTS (kinds);

  axle_calendar_view_set_page (self, kinds[((int) get_kind (self) + by + n_kinds) % n_kinds].name);
  /* Whoever turns the pages by key goes on there. */
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

AxleHoverCard *
axle_calendar_view_get_card (AxleCalendarView *self)
{
  return self->card;
}

void
axle_calendar_view_show_appointment (AxleCalendarView *self,
                                     const AxleId     *appointment)
{
  g_autoptr(AxleRecord) record = axle_workstation_get_record (self->workstation, &axle_appointment_entity, appointment);
  AxleDate date;

  if (record == NULL)
    return;
  date = axle_date_from_time (axle_record_get_integer (record, AXLE_APPOINTMENT_AT), axle_calendar_get_zone (self->calendar));
  self->sought = *appointment;
  axle_calendar_view_go_to (self, &date);
}

static void
day_chosen_cb (AxleCalendarView *self)
{
  AxleDate day = axle_day_popover_get_day (self->day_popover);

  axle_calendar_view_go_to (self, &day);
}

/* Made when it is first shown. */
static void
show_tray (AxleCalendarView *self,
           gboolean          shown)
{
  self->tray = shown;
  if (shown && adw_bin_get_child (self->tray_slot) == NULL)
    {
      adw_bin_set_child (self->tray_slot, axle_request_tray_new (self->workstation));
      g_object_bind_property (self->split, "collapsed", adw_bin_get_child (self->tray_slot), "covering", G_BINDING_SYNC_CREATE);
    }
  /* What nobody sees needs no room. */
  gtk_widget_set_visible (GTK_WIDGET (self->tray_slot), shown);
}

/* What the window asks of a view. */

/* Of a longer range only the day that it is around is printed. */
static void
print (AxleView *view)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (view);
  AxleDate first;
  guint n_days;

  axle_calendar_page_get_days (axle_calendar_view_get_page (self), &self->date, &first, &n_days);
  if (n_days > DAYS_PRINTED)
    {
      first = self->date;
      n_days = 1;
    }
  adw_dialog_present (axle_print_dialog_new (self->workstation, &first, n_days, FALSE), GTK_WIDGET (self));
}

static void
import_file (AxleView *view,
             GFile    *file)
{
  adw_dialog_present (axle_exchange_dialog_new (AXLE_CALENDAR_VIEW (view)->workstation, file), GTK_WIDGET (view));
}

/* What is shown. */
static void
export_records (AxleView *view)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (view);

  axle_exchange_export (GTK_WIDGET (self), self->workstation, axle_calendar_get_from (self->calendar),
                        axle_calendar_get_until (self->calendar));
}

static void
create (AxleView *view)
{
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.new", NULL);
}

static void
show_record (AxleView         *view,
             const AxleEntity *entity,
             const AxleId     *id)
{
  if (entity == &axle_appointment_entity)
    axle_calendar_view_show_appointment (AXLE_CALENDAR_VIEW (view), id);
}

static void
search (AxleView *view)
{
  axle_calendar_search_begin (AXLE_CALENDAR_VIEW (view)->search);
}

static void
found_cb (AxleCalendarView *self,
          const char       *id)
{
  AxleId appointment;

  if (!axle_id_parse (id, &appointment))
    return;
  /* Who steps through what was found looks for where the focus is. */
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), TRUE);
  axle_calendar_view_show_appointment (self, &appointment);
}

static gboolean
leave (AxleView *view)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (view);

  if (axle_calendar_search_leave (self->search))
    return TRUE;
  if (!self->tray || !adw_overlay_split_view_get_collapsed (self->split))
    return FALSE;
  g_object_set (self, "tray", FALSE, NULL);
  return TRUE;
}

/* Where the window has nothing to take back, the key comes here. */
static gboolean
step_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  gboolean redo;

  g_variant_get (arguments, "(b)", &redo);
  return axle_calendar_view_step_back (AXLE_VIEW (widget), redo);
}

static void
view_interface_init (AxleViewInterface *iface)
{
  iface->search = search;
  iface->create = create;
  iface->show_record = show_record;
  iface->print = print;
  iface->import_file = import_file;
  iface->export_records = export_records;
  iface->leave = leave;
  iface->step_back = axle_calendar_view_step_back;
}

static void
axle_calendar_view_get_property (GObject    *object,
                                 guint       property,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (object);

  /* While the template is made there is nothing to show yet. */
  if (self->workstation == NULL)
    return;
  switch (property)
    {
    case PROP_PAGE:
      g_value_set_string (value, kinds[get_kind (self)].name);
      break;
    case PROP_BY:
      g_value_set_string (value, get_by (self));
      break;
    case PROP_COLOUR:
      g_value_set_string (value, axle_calendar_colour_get_name (axle_calendar_get_colour (self->calendar)));
      break;
    case PROP_TRAY:
      g_value_set_boolean (value, self->tray);
      break;
    case PROP_FORK:
      g_value_set_boolean (value, self->fork != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
axle_calendar_view_set_property (GObject      *object,
                                 guint         property,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (object);

  if (self->workstation == NULL)
    return;
  switch (property)
    {
    case PROP_PAGE:
      if (g_value_get_string (value) != NULL)
        axle_calendar_view_set_page (self, g_value_get_string (value));
      break;
    case PROP_BY:
      set_by (self, g_value_get_string (value));
      break;
    case PROP_COLOUR:
      set_colour (self, g_value_get_string (value));
      break;
    case PROP_TRAY:
      show_tray (self, g_value_get_boolean (value));
      break;
    case PROP_FORK:
      axle_calendar_view_set_trying_out (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

/* Where one works, not the first button of the header. */
static gboolean
axle_calendar_view_grab_focus (GtkWidget *widget)
{
  axle_calendar_page_select (axle_calendar_view_get_page (AXLE_CALENDAR_VIEW (widget)), NULL);
  return TRUE;
}

static void
axle_calendar_view_dispose (GObject *object)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (object);

  g_clear_handle_id (&self->clock_id, g_source_remove);
  g_clear_pointer ((GtkWidget **) &self->card, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_CALENDAR_VIEW);
  g_clear_object (&self->calendar);
  g_clear_object (&self->settings);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_calendar_view_parent_class)->dispose (object);
}

static void
axle_calendar_view_class_init (AxleCalendarViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = axle_calendar_view_dispose;
  object_class->get_property = axle_calendar_view_get_property;
  object_class->set_property = axle_calendar_view_set_property;
  widget_class->grab_focus = axle_calendar_view_grab_focus;
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_BY] = g_param_spec_string ("by", NULL, NULL, NULL,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_TRAY] = g_param_spec_boolean ("tray", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FORK] = g_param_spec_boolean ("fork", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  g_type_ensure (AXLE_TYPE_DAY_POPOVER);
  g_type_ensure (AXLE_TYPE_CALENDAR_LEGEND);
  g_type_ensure (AXLE_TYPE_CALENDAR_SEARCH);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/calendar/calendar-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleCalendarView, split);
  gtk_widget_class_bind_template_child (widget_class, AxleCalendarView, wide_pages);
  gtk_widget_class_bind_template_child (widget_class, AxleCalendarView, narrow_group);
  gtk_widget_class_bind_template_child (widget_class, AxleCalendarView, narrow_pages);
  gtk_widget_class_bind_template_child (widget_class, AxleCalendarView, legend);
  gtk_widget_class_bind_template_child (widget_class, AxleCalendarView, title);
  gtk_widget_class_bind_template_child (widget_class, AxleCalendarView, day_popover);
  gtk_widget_class_bind_template_child (widget_class, AxleCalendarView, search);
  gtk_widget_class_bind_template_child (widget_class, AxleCalendarView, pages);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_child (widget_class, AxleCalendarView, fork_banner);
  gtk_widget_class_bind_template_child (widget_class, AxleCalendarView, fork_slot);
  gtk_widget_class_bind_template_child (widget_class, AxleCalendarView, tray_slot);
  gtk_widget_class_bind_template_callback (widget_class, day_chosen_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, step_key_cb, "(b)", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, step_key_cb, "(b)", TRUE);
  axle_calendar_actions_install (widget_class);
}

static void
add_toggles (AdwToggleGroup *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_name (toggle, kinds[i].name);
      adw_toggle_set_label (toggle, g_dpgettext2 (GETTEXT_PACKAGE, "calendar", kinds[i].title));
      adw_toggle_group_add (group, toggle);
    }
}

static void
axle_calendar_view_init (AxleCalendarView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_toggles (self->wide_pages);
  add_toggles (self->narrow_group);
}

GtkWidget *
axle_calendar_view_new (AxleWorkstation *workstation)
{
  AxleCalendarView *self = g_object_new (AXLE_TYPE_CALENDAR_VIEW, NULL);
  g_autofree char *page = NULL;
  g_autofree char *colour = NULL;

  self->workstation = g_object_ref (workstation);
  self->calendar = axle_calendar_new (workstation);
  axle_calendar_search_set_up (self->search, self->calendar, GTK_WIDGET (self->pages));
  self->card = axle_hover_card_new (GTK_WIDGET (self), self->calendar);
  self->settings = g_settings_new (AXLE_APP_ID);
  self->date = axle_date_from_time (axle_host_now (axle_host_get_default ()), axle_calendar_get_zone (self->calendar));
  colour = g_settings_get_string (self->settings, "calendar-colour");
  axle_calendar_set_colour (self->calendar, axle_calendar_colour_from_name (colour));
  axle_calendar_legend_set_calendar (self->legend, self->calendar);
  page = g_settings_get_string (self->settings, "calendar-page");
  axle_calendar_view_set_page (self, page);
  g_signal_connect_object (self->calendar, "changed", G_CALLBACK (axle_calendar_view_show_again), self, G_CONNECT_SWAPPED);
  axle_calendar_view_start_clock (self);
  return GTK_WIDGET (self);
}
