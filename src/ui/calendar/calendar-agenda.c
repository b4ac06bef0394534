/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-agenda.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/calendar-agenda.h"
#include "ui/calendar/agenda-header.h"
#include "ui/calendar/agenda-row.h"
#include "ui/calendar/calendar-notice.h"
#include "ui/calendar/page-actions.h"

#define WEEK 7

/* Weeks that are shown before that of the date, and in all. */
#define WEEKS_BEFORE 1
#define WEEKS 4

/* A step leaves a week that one knows. */
#define STEP ((WEEKS - 1) * WEEK)

#define WIDTH 800

#define FRAMES_TO_GO 4

struct _AxleCalendarAgenda
{
  GtkWidget           parent_instance;
  AxleCalendar       *calendar;   /* NULL until something is shown */
  AxleDate            date;       /* the year 0 until something is shown */
  guint               going;      /* frames until @date is gone to; 0 when it was */
  AxleId              wanted;     /* what is gone to instead; no id for the date */
  gboolean            focusing;   /* whether it gets the focus */
  guint               tick_id;
  AxleDate            today;
  gint64              late_before;
  GListStore         *entries;
  GtkSingleSelection *selection;

  GtkWidget          *box;
  AxleCalendarNotice *notice;
  GtkListView        *list;
};

/* Showing. */

static void
get_days (AxleCalendarPage *page,
          const AxleDate   *date,
          AxleDate         *first,
          guint            *n_days)
{
  *first = axle_date_add_days (date, -(int) axle_date_get_weekday (date) - WEEKS_BEFORE * WEEK);
  *n_days = WEEKS * WEEK;
}

static AxleDate
step (AxleCalendarPage *page,
      const AxleDate   *date,
      int               by)
{
  return axle_date_add_days (date, by * STEP);
}

static char *
dup_title (AxleCalendarPage *page,
           const AxleDate   *date)
{
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  AxleDate first, last;
  guint n_days;

  get_days (page, date, &first, &n_days);
  last = axle_date_add_days (&first, (int) n_days - 1);
  from = axle_date_format_iso (&first);
  until = first.year == last.year ? g_strdup_printf ("%02d-%02d", last.month, last.day) : axle_date_format_iso (&last);
  return g_strdup_printf ("%s – %s", from, until);
}

static void
go_to (AxleCalendarAgenda *self,
       guint               position,
       gboolean            focus)
{
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->entries)))
    return;
  gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
  /* Until then, that is only where the focus will be in the list. */
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static gboolean
has_focus (AxleCalendarAgenda *self)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self->box)) != NULL;
}

static int
get_header_height (AxleCalendarAgenda *self)
{
  graphene_rect_t bounds;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child) && AXLE_IS_AGENDA_HEADER (gtk_widget_get_first_child (child)) &&
        gtk_widget_compute_bounds (child, GTK_WIDGET (self->list), &bounds))
      return (int) bounds.size.height;
  return 0;
}

static guint
find_wanted (AxleCalendarAgenda *self)
{
  GListModel *entries = G_LIST_MODEL (self->entries);

  return axle_id_is_none (&self->wanted) ? axle_agenda_find_day (entries, &self->date) : axle_agenda_find_item (entries, &self->wanted);
}

/* A list scrolls no further than it must, and knows where its rows are once it laid them
 * out: from its end up to the day, and on by the day's heading. */
static gboolean
go (GtkWidget     *widget,
    GdkFrameClock *clock,
    gpointer       data)
{
  AxleCalendarAgenda *self = AXLE_CALENDAR_AGENDA (widget);
  GListModel *entries = G_LIST_MODEL (self->entries);
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  if (!axle_calendar_is_ready (self->calendar))
    return G_SOURCE_CONTINUE;
  self->going--;
  if (self->going == 2 && g_list_model_get_n_items (entries) > 0)
    gtk_list_view_scroll_to (self->list, g_list_model_get_n_items (entries) - 1, GTK_LIST_SCROLL_NONE, NULL);
  else if (self->going == 1)
    go_to (self, find_wanted (self), self->focusing || has_focus (self));
  else if (self->going == 0)
    gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) - get_header_height (self));
  if (self->going > 0)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  self->wanted = AXLE_ID_NONE;
  self->focusing = FALSE;
  return G_SOURCE_REMOVE;
}

static void
begin_going (AxleCalendarAgenda *self)
{
  self->going = FRAMES_TO_GO;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), go, NULL, NULL);
}

/* A date that was asked for is gone to; a change of what is on leaves one where one is. */
/* The headings say which day is today: after midnight all are made anew. */
static void
look_at_clock (AxleCalendarAgenda *self)
{
  AxleDate today = axle_date_from_time (axle_host_now (axle_host_get_default ()), axle_calendar_get_zone (self->calendar));

  if (axle_date_compare (&self->today, &today) == 0)
    return;
  self->today = today;
  g_list_store_remove_all (self->entries);
  begin_going (self);
}

static void
show (AxleCalendarPage *page,
      AxleCalendar     *calendar,
      const AxleDate   *date)
{
  AxleCalendarAgenda *self = AXLE_CALENDAR_AGENDA (page);
  AxleDate first;
  guint n_days;

  if (axle_calendar_get_working_days (calendar) == NULL)
    return;
  g_set_object (&self->calendar, calendar);
  if (axle_date_compare (&self->date, date) != 0)
    begin_going (self);
  self->date = *date;
  look_at_clock (self);
  self->late_before = axle_appointment_get_late_before (axle_calendar_get_workstation (calendar));
  get_days (page, date, &first, &n_days);
  axle_calendar_notice_show (self->notice, calendar, &first, n_days);
  axle_agenda_show (self->entries, axle_calendar_get_items (calendar), axle_calendar_get_zone (calendar), &first, n_days,
                    self->late_before);
}

static void
select_item (AxleCalendarPage *page,
             const AxleId     *appointment)
{
  AxleCalendarAgenda *self = AXLE_CALENDAR_AGENDA (page);

  self->wanted = appointment != NULL ? *appointment : AXLE_ID_NONE;
  self->focusing = TRUE;
  if (self->tick_id == 0)
    {
      go_to (self, find_wanted (self), TRUE);
      self->wanted = AXLE_ID_NONE;
      self->focusing = FALSE;
    }
}

static void
page_init (AxleCalendarPageInterface *iface)
{
  iface->get_days = get_days;
  iface->step = step;
  iface->dup_title = dup_title;
  iface->show = show;
  iface->select = select_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleCalendarAgenda, axle_calendar_agenda, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_CALENDAR_PAGE, page_init))

/* Rows. */

static void
set_up_row_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  gtk_list_item_set_child (item, axle_agenda_row_new ());
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *list_item,
             AxleCalendarAgenda       *self)
{
  AxleAgendaEntry *entry = gtk_list_item_get_item (list_item);
  const AxleCalendarItem *item = axle_agenda_entry_get_item (entry);
  GTimeZone *zone = axle_calendar_get_zone (self->calendar);
  g_autofree char *description = item != NULL ? axle_calendar_item_dup_description (item, zone) : g_strdup (_("No appointments"));

  axle_agenda_row_set_entry (AXLE_AGENDA_ROW (gtk_list_item_get_child (list_item)), entry, zone, self->late_before);
  gtk_list_item_set_accessible_label (list_item, description);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item,
               AxleCalendarAgenda       *self)
{
  axle_agenda_row_set_entry (AXLE_AGENDA_ROW (gtk_list_item_get_child (list_item)), NULL, NULL, 0);
}

static void
set_up_header_cb (GtkSignalListItemFactory *factory,
                  GtkListHeader            *header)
{
  gtk_list_header_set_child (header, axle_agenda_header_new ());
}

static void
bind_header_cb (GtkSignalListItemFactory *factory,
                GtkListHeader            *header,
                AxleCalendarAgenda       *self)
{
  AxleDate date = axle_agenda_entry_get_date (gtk_list_header_get_item (header));

  axle_agenda_header_show (AXLE_AGENDA_HEADER (gtk_list_header_get_child (header)), self->calendar, &date);
}

static GtkListItemFactory *
create_row_factory (AxleCalendarAgenda *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_row_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self, G_CONNECT_DEFAULT);
  return factory;
}

static GtkListItemFactory *
create_header_factory (AxleCalendarAgenda *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_header_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_header_cb), self, G_CONNECT_DEFAULT);
  return factory;
}

static int
compare_dates (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  AxleDate one = axle_agenda_entry_get_date ((gpointer) a);
  AxleDate other = axle_agenda_entry_get_date ((gpointer) b);

  return axle_date_compare (&one, &other);
}

/* Doing. */

static AxleAgendaEntry *
get_selected (AxleCalendarAgenda *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
activated_cb (AxleCalendarAgenda *self,
              guint               position)
{
  g_autoptr(AxleAgendaEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  const AxleCalendarItem *item = axle_agenda_entry_get_item (entry);
  AxleDate date = axle_agenda_entry_get_date (entry);

  if (item != NULL)
    axle_page_activate_item (GTK_WIDGET (self), "calendar.open", item->appointment);
  else
    axle_page_book (GTK_WIDGET (self), self->calendar, &date);
}

static gboolean
activate (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   data)
{
  AxleAgendaEntry *entry = get_selected (AXLE_CALENDAR_AGENDA (widget));
  const AxleCalendarItem *item = entry != NULL ? axle_agenda_entry_get_item (entry) : NULL;

  return item != NULL && axle_page_activate_item (widget, g_variant_get_string (arguments, NULL), item->appointment);
}

static gboolean
activate_day (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   data)
{
  AxleAgendaEntry *entry = get_selected (AXLE_CALENDAR_AGENDA (widget));
  AxleDate date;

  if (entry == NULL)
    return FALSE;
  date = axle_agenda_entry_get_date (entry);
  return axle_page_activate_day (widget, g_variant_get_string (arguments, NULL), &date);
}

static gboolean
book (GtkWidget *widget,
      GVariant  *arguments,
      gpointer   data)
{
  AxleCalendarAgenda *self = AXLE_CALENDAR_AGENDA (widget);
  AxleAgendaEntry *entry = get_selected (self);
  AxleDate date;

  if (entry == NULL)
    return FALSE;
  date = axle_agenda_entry_get_date (entry);
  return axle_page_book (widget, self->calendar, &date);
}

static gboolean
move_by_days (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   data)
{
  AxleCalendarAgenda *self = AXLE_CALENDAR_AGENDA (widget);
  AxleAgendaEntry *entry = get_selected (self);
  const AxleCalendarItem *item = entry != NULL ? axle_agenda_entry_get_item (entry) : NULL;

  return item != NULL && axle_page_move_by (widget, self->calendar, item->appointment, g_variant_get_int32 (arguments), FALSE);
}

static void
menu_pressed_cb (AxleCalendarAgenda *self,
                 int                 n_press,
                 double              x,
                 double              y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = widget != NULL ? gtk_widget_get_ancestor (widget, AXLE_TYPE_AGENDA_ROW) : NULL;
  const AxleCalendarItem *item;

  if (row == NULL)
    return;
  item = axle_agenda_entry_get_item (axle_agenda_row_get_entry (AXLE_AGENDA_ROW (row)));
  if (item == NULL)
    return;
  go_to (self, axle_agenda_find_item (G_LIST_MODEL (self->entries), &item->appointment->id), TRUE);
  axle_page_activate_item (GTK_WIDGET (self), "calendar.menu", item->appointment);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint           key;
    GdkModifierType modifiers;
    GtkShortcutFunc func;
    const char     *action;
  } actions[] = {
    { GDK_KEY_Delete, 0, activate, "calendar.cancel" },
    { GDK_KEY_KP_Delete, 0, activate, "calendar.cancel" },
    { GDK_KEY_c, GDK_CONTROL_MASK, activate, "calendar.copy" },
    { GDK_KEY_Menu, 0, activate, "calendar.menu" },
    { GDK_KEY_F10, GDK_SHIFT_MASK, activate, "calendar.menu" },
    { GDK_KEY_i, GDK_CONTROL_MASK, activate_day, "calendar.capacity" },
    { GDK_KEY_v, GDK_CONTROL_MASK, activate_day, "calendar.paste-on" },
  };
  static const struct
  {
    guint key;
    int   days;
  } moves[] = {
    { GDK_KEY_Left, -1 },
    { GDK_KEY_Right, 1 },
    { GDK_KEY_Up, -WEEK },
    { GDK_KEY_Down, WEEK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_add_binding (widget_class, actions[i].key, actions[i].modifiers, actions[i].func, "s", actions[i].action);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding (widget_class, moves[i].key, GDK_ALT_MASK, move_by_days, "i", moves[i].days);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_SHIFT_MASK, book, NULL);
}

static void
axle_calendar_agenda_dispose (GObject *object)
{
  AxleCalendarAgenda *self = AXLE_CALENDAR_AGENDA (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->entries);
  g_clear_object (&self->calendar);
  G_OBJECT_CLASS (axle_calendar_agenda_parent_class)->dispose (object);
}

static void
axle_calendar_agenda_class_init (AxleCalendarAgendaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_calendar_agenda_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  bind_keys (GTK_WIDGET_CLASS (klass));
}

static void
create_list (AxleCalendarAgenda *self)
{
  g_autoptr(GtkSorter) by_day = GTK_SORTER (gtk_custom_sorter_new (compare_dates, NULL, NULL));
  GtkSortListModel *sections;
  g_autoptr(GtkListItemFactory) headers = create_header_factory (self);

  self->entries = g_list_store_new (AXLE_TYPE_AGENDA_ENTRY);
  sections = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->entries)), NULL);
  gtk_sort_list_model_set_section_sorter (sections, by_day);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sections));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), create_row_factory (self)));
  gtk_list_view_set_header_factory (self->list, headers);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "agenda");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, C_("calendar", "Agenda"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
}

static void
axle_calendar_agenda_init (AxleCalendarAgenda *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();
  GtkGesture *menu = gtk_gesture_click_new ();

  create_list (self);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->notice = AXLE_CALENDAR_NOTICE (axle_calendar_notice_new ());
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), WIDTH);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (menu, "pressed", G_CALLBACK (menu_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));
}

GtkWidget *
axle_calendar_agenda_new (void)
{
  return g_object_new (AXLE_TYPE_CALENDAR_AGENDA, NULL);
}
