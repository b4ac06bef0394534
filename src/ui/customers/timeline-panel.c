/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/timeline-panel.h"

#include <glib/gi18n-lib.h>

#include "ui/customers/contact-composer.h"
#include "ui/customers/timeline-filter.h"
#include "ui/customers/timeline-open.h"
#include "ui/customers/timeline-row.h"
#include "ui/widgets/day-popover.h"
#include "ui/widgets/list-heading.h"

/* A list makes two hundred rows at once, of which a screen shows ten. What is opened
 * begins with these and gets the others frame by frame, so that none is late. */
#define ROWS_AT_FIRST 8
#define ROWS_A_FRAME 12
#define ROWS_OF_LIST 240

/* A change is laid out in the frame after it. */
#define HOLD_FRAMES 2

struct _AxleTimelinePanel
{
  AdwBin               parent_instance;

  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GtkFilterListModel  *filtered;
  GtkSliceListModel   *slice;
  GtkSelectionModel   *shown;
  guint                tick_id;
  guint                hold_frames; /* for how many more the top is held */
  gboolean             drawn;       /* the first frame is under way */

  AdwBin              *composer_place;
  AxleContactComposer *composer;      /* NULL until it is needed */
  GtkWidget           *log_button;
  AxleTimelineFilter  *filter;
  GtkMenuButton       *date_button;
  AxleDayPopover      *date_popover;  /* NULL until it is needed */
  GtkStack            *stack;
  GtkListView         *list;
};

G_DEFINE_FINAL_TYPE (AxleTimelinePanel, axle_timeline_panel, ADW_TYPE_BIN)

/* Rows. */

static void
set_up_row_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  gtk_list_item_set_child (item, axle_timeline_row_new ());
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item)
{
  AxleTimelineEntry *entry = gtk_list_item_get_item (item);

  axle_timeline_row_set_entry (AXLE_TIMELINE_ROW (gtk_list_item_get_child (item)), entry);
  gtk_list_item_set_accessible_label (item, axle_timeline_entry_get_title (entry));
  gtk_list_item_set_accessible_description (item, axle_timeline_entry_get_body (entry));
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  axle_timeline_row_set_entry (AXLE_TIMELINE_ROW (gtk_list_item_get_child (item)), NULL);
}

static char *
dup_heading (gpointer first,
             guint    n_items)
{
  int month = axle_timeline_entry_get_month (first);
  g_autoptr(GDateTime) begin = g_date_time_new_utc (month / 12, month % 12 + 1, 1, 0, 0, 0);

  /* Translators: a pattern of g_date_time_format(): a month and its year. */
  return begin != NULL ? g_date_time_format (begin, _("%OB %Y")) : g_strdup ("");
}

static int
compare_months (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  int one = axle_timeline_entry_get_month ((gpointer) a);
  int other = axle_timeline_entry_get_month ((gpointer) b);

  return (one < other) - (one > other);
}

static void
activated_cb (AxleTimelinePanel *self,
              guint              position)
{
  g_autoptr(AxleTimelineEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (entry != NULL)
    axle_timeline_open (GTK_WIDGET (self), self->workstation, self->profile, entry);
}

/* More rows. */

/* A list that gets rows keeps its first row in place, and so pushes the heading over
 * it out of sight. Who was at the top stays there. */
static void
hold_top_cb (AxleTimelinePanel *self,
             GtkAdjustment     *place)
{
  if (self->hold_frames > 0 && gtk_adjustment_get_value (place) > 0)
    gtk_adjustment_set_value (place, 0);
}

static gboolean
step (GtkWidget     *widget,
      GdkFrameClock *clock,
      gpointer       data)
{
  AxleTimelinePanel *self = AXLE_TIMELINE_PANEL (widget);
  guint n_rows = gtk_slice_list_model_get_size (self->slice);

  /* The first frame comes as soon as it can. */
  if (!self->drawn)
    {
      self->drawn = TRUE;
      return G_SOURCE_CONTINUE;
    }
  if (n_rows < ROWS_OF_LIST)
    gtk_slice_list_model_set_size (self->slice, n_rows + ROWS_A_FRAME);
  else if (n_rows != G_MAXUINT)
    gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  else if (self->hold_frames > 0)
    self->hold_frames--;
  if (n_rows != G_MAXUINT || self->hold_frames > 0)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
begin_steps (AxleTimelinePanel *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), step, NULL, NULL);
}

static void
show_all_rows (AxleTimelinePanel *self)
{
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  self->hold_frames = 0;
}

static void
show_state (AxleTimelinePanel *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  if (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list))) == 0)
    {
      self->hold_frames = HOLD_FRAMES;
      begin_steps (self);
    }
  gtk_stack_set_visible_child_name (self->stack, n_rows > 0 ? "list"
                                                 : axle_timeline_filter_is_on (self->filter) ? "filtered" : "empty");
}

static void
changed_cb (AxleTimelinePanel *self)
{
  if (self->profile != NULL)
    show_state (self);
}

/* Logging a contact: the place to type is made when somebody types. */

static gboolean leave_composer (GtkWidget *widget,
                                GVariant  *arguments,
                                gpointer   data);

static void
ensure_composer (AxleTimelinePanel *self)
{
  GtkEventController *keys;

  if (self->composer != NULL)
    return;
  self->composer = g_object_new (AXLE_TYPE_CONTACT_COMPOSER, NULL);
  keys = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (leave_composer, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->composer), keys);
  axle_contact_composer_set_customer (self->composer, self->workstation, axle_customer_profile_get_id (self->profile));
  adw_bin_set_child (self->composer_place, GTK_WIDGET (self->composer));
}

static void
show_composer (AxleTimelinePanel *self,
               gboolean           shown)
{
  gboolean may_write = axle_customer_profile_may (self->profile, "customers.write");

  if (shown && may_write)
    ensure_composer (self);
  gtk_widget_set_visible (GTK_WIDGET (self->composer_place), shown && may_write);
  gtk_widget_set_visible (self->log_button, !shown && may_write);
}

/* Away with the place to type, unless something is typed there. */
static gboolean
leave_composer (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   data)
{
  AxleTimelinePanel *self = AXLE_TIMELINE_PANEL (data);

  if (axle_contact_composer_has_text (self->composer))
    return FALSE;
  show_composer (self, FALSE);
  return gtk_widget_grab_focus (self->log_button);
}

static gboolean
has_draft (AxleTimelinePanel *self)
{
  g_autofree char *name = axle_contact_composer_dup_draft_name (axle_customer_profile_get_id (self->profile));
  g_autoptr(GBytes) draft = axle_workstation_get_draft (self->workstation, name);

  return draft != NULL;
}

static void
show_rights (AxleTimelinePanel *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "timeline.log-contact",
                                 axle_customer_profile_may (self->profile, "customers.write"));
  show_composer (self, gtk_widget_get_visible (GTK_WIDGET (self->composer_place)));
}

/* Dates. */

static GTimeZone *
get_zone (AxleTimelinePanel *self)
{
  return axle_dossier_get_zone (axle_customer_profile_get_dossier (self->profile));
}

/* The first of the entries, which come latest first, that is not after @at. */
static guint
find_position (GListModel *entries,
               gint64      at)
{
  guint low = 0, high = g_list_model_get_n_items (entries);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      g_autoptr(AxleTimelineEntry) entry = g_list_model_get_item (entries, middle);

      if (axle_timeline_entry_get_at (entry) > at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
go_to_day_cb (AxleTimelinePanel *self)
{
  AxleDate day = axle_day_popover_get_day (self->date_popover);
  guint n_rows, position;

  if (axle_customer_profile_get_dossier (self->profile) == NULL)
    return;
  show_all_rows (self);
  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  position = find_position (G_LIST_MODEL (self->shown), axle_date_get_end (&day, get_zone (self)));
  if (n_rows > 0)
    gtk_list_view_scroll_to (self->list, MIN (position, n_rows - 1), GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
}

/* Begins at the entry that one stands on. */
static void
show_day_cb (AxleTimelinePanel *self)
{
  AxleTimelineEntry *entry = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (self->shown));
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) time = NULL;

  if (entry == NULL || self->date_popover == NULL || axle_customer_profile_get_dossier (self->profile) == NULL || !gtk_menu_button_get_active (self->date_button))
    return;
  utc = g_date_time_new_from_unix_utc_usec (axle_timeline_entry_get_at (entry));
  time = g_date_time_to_timezone (utc, get_zone (self));
  axle_day_popover_set_day (self->date_popover, &(AxleDate) { g_date_time_get_year (time), g_date_time_get_month (time),
                                                              g_date_time_get_day_of_month (time) });
}

/* Actions. */

static void
log_contact_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  AxleTimelinePanel *self = AXLE_TIMELINE_PANEL (widget);

  show_composer (self, TRUE);
  axle_contact_composer_begin (self->composer, NULL);
}

static void
go_to_date_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  gtk_menu_button_popup (AXLE_TIMELINE_PANEL (widget)->date_button);
}

static void
show_records_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AxleTimelinePanel *self = AXLE_TIMELINE_PANEL (widget);
  const char *words;
  g_autofree const char **ids = NULL;

  g_variant_get (parameter, "(&s^a&s)", &words, &ids);
  show_all_rows (self);
  axle_timeline_filter_set_records (self->filter, words, ids);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
show_all_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleTimelinePanel *self = AXLE_TIMELINE_PANEL (widget);

  axle_timeline_filter_clear (self->filter);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
axle_timeline_panel_dispose (GObject *object)
{
  AxleTimelinePanel *self = AXLE_TIMELINE_PANEL (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->shown);
  g_clear_object (&self->slice);
  g_clear_object (&self->filtered);
  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_TIMELINE_PANEL);
  G_OBJECT_CLASS (axle_timeline_panel_parent_class)->dispose (object);
}

static void
axle_timeline_panel_class_init (AxleTimelinePanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_timeline_panel_dispose;
  g_type_ensure (AXLE_TYPE_TIMELINE_FILTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/timeline-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleTimelinePanel, composer_place);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelinePanel, log_button);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelinePanel, filter);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelinePanel, date_button);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelinePanel, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelinePanel, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "timeline.log-contact", NULL, log_contact_action);
  gtk_widget_class_install_action (widget_class, "timeline.go-to-date", NULL, go_to_date_action);
  gtk_widget_class_install_action (widget_class, "timeline.show-all", NULL, show_all_action);
  gtk_widget_class_install_action (widget_class, "timeline.show-records", "(sas)", show_records_action);
}

static GtkListItemFactory *
new_row_factory (AxleTimelinePanel *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), NULL);
  return factory;
}

static void
create_date_popover (GtkMenuButton *button,
                     gpointer       data)
{
  AxleTimelinePanel *self = data;

  if (self->date_popover != NULL)
    return;
  self->date_popover = AXLE_DAY_POPOVER (axle_day_popover_new ());
  g_signal_connect_object (self->date_popover, "chosen", G_CALLBACK (go_to_day_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, GTK_WIDGET (self->date_popover));
}

static void
axle_timeline_panel_init (AxleTimelinePanel *self)
{
  static const char * const classes[] = { "heading", NULL };
  g_autoptr(GtkListItemFactory) rows = new_row_factory (self);
  g_autoptr(GtkListItemFactory) headers = axle_list_heading_factory_new (dup_heading, classes);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->date_button, create_date_popover, self, NULL);
  g_signal_connect_object (self->date_button, "notify::active", G_CALLBACK (show_day_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, rows);
  gtk_list_view_set_header_factory (self->list, headers);
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)), "value-changed",
                           G_CALLBACK (hold_top_cb), self, G_CONNECT_SWAPPED);
}

/* What happened → what the filter lets through → as many as there are rows for yet →
 * by months. */
static void
build_models (AxleTimelinePanel *self)
{
  GtkFilter *filter = axle_timeline_filter_get_filter (self->filter);
  g_autoptr(GtkSorter) months = GTK_SORTER (gtk_custom_sorter_new (compare_months, NULL, NULL));
  g_autoptr(GtkSortListModel) by_month = NULL;
  GtkSingleSelection *selection = gtk_single_selection_new (NULL);

  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (filter));
  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)), 0, ROWS_AT_FIRST);
  by_month = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->slice)), NULL);
  gtk_sort_list_model_set_section_sorter (by_month, months);
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_model (selection, G_LIST_MODEL (by_month));
  self->shown = GTK_SELECTION_MODEL (selection);
  gtk_list_view_set_model (self->list, self->shown);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* Forgets whom it showed, but for the first rows: the next are shown by their widgets. */
static void
rest (AxleTimelinePanel *self)
{
  g_autoptr(GListStore) kept = g_list_store_new (AXLE_TYPE_TIMELINE_ENTRY);

  g_signal_handlers_disconnect_by_data (self->profile, self);
  axle_timeline_filter_set_profile (self->filter, self->workstation, NULL);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)), 0);
  gtk_slice_list_model_set_size (self->slice, ROWS_AT_FIRST);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->slice)); i++)
    {
      g_autoptr(AxleTimelineEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->slice), i);

      g_list_store_append (kept, entry);
    }
  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (kept));
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  self->hold_frames = 0;
  self->drawn = FALSE;
  adw_bin_set_child (self->composer_place, NULL);
  self->composer = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->composer_place), FALSE);
  g_clear_object (&self->profile);
}

void
axle_timeline_panel_turn (GtkWidget           *panel,
                          AxleCustomerProfile *profile)
{
  AxleTimelinePanel *self = AXLE_TIMELINE_PANEL (panel);

  if (self->profile != NULL)
    rest (self);
  if (profile == NULL)
    return;
  self->profile = g_object_ref (profile);
  axle_timeline_filter_set_profile (self->filter, self->workstation, profile);
  gtk_filter_list_model_set_model (self->filtered, axle_customer_profile_get_timeline (profile));
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (show_rights), self, G_CONNECT_SWAPPED);
  show_rights (self);
  /* What was typed and not logged is there again. */
  show_composer (self, has_draft (self));
  show_state (self);
}

GtkWidget *
axle_timeline_panel_new (AxleWorkstation     *workstation,
                         AxleCustomerProfile *profile)
{
  AxleTimelinePanel *self = g_object_new (AXLE_TYPE_TIMELINE_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  build_models (self);
  axle_timeline_panel_turn (GTK_WIDGET (self), profile);
  return GTK_WIDGET (self);
}

void
axle_timeline_panel_show_only (AxleTimelinePanel *self,
                               AxleTimelineGroup  group,
                               const AxleId      *car)
{
  axle_timeline_filter_choose (self->filter, group, car);
}
