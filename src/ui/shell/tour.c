/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/tour.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "app/customer-list.h"
#include "app/photos.h"
#include "app/sights.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "ui/customers/customer-page.h"
#include "ui/customers/filter-bar.h"
#include "ui/photos/photo-viewer.h"
#include "ui/shell/command-search-dialog.h"
#include "ui/shell/picture.h"
#include "ui/shell/planning-page.h"
#include "ui/shell/screen-check.h"
#include "ui/shell/view-registry.h"
#include "ui/shell/window-private.h"

/* A picture is taken when it has stood still for so many frames, or after so many tries. */
#define STILL_FRAMES 5
#define TRIES 40

/* A popover that a busy display took down again is put up again this often. */
#define ENTRIES 4

typedef struct
{
  const char *name;
  int         width;
  int         height;
} Size;

static const Size sizes[] = {
  { "wide", 1280, 800 },
  { "narrow", 400, 800 },
};

static const struct
{
  const char     *name;
  AdwColorScheme  scheme;
} schemes[] = {
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK },
};

/* A stop of the tour: @enter shows something, and says of what to take the picture. */
typedef struct _Stop Stop;
typedef GtkWidget *(*Enter) (AxleTour   *self,
                             const Stop *stop);
struct _Stop
{
  const char         *name;
  Enter               enter;
  const char         *what; /* a tab, a page or an action */
  const AxleViewInfo *view;
};

struct _AxleTour
{
  GObject           parent_instance;
  AxleWindow       *window;
  AxleCustomerList *customers;
  char             *folder;
  GArray           *stops;
  guint             stop;
  guint             size;
  guint             scheme;
  guint             n_pictures;
  gboolean          passed;
  gboolean          resizing;
  GtkWidget        *subject;
  GdkTexture       *last;
  guint             n_frames;
  guint             n_tries;
  guint             n_entries;
  guint             tick_id;
  gint64            began;
};

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AxleTour, axle_tour, G_TYPE_OBJECT)

static GtkWidget *
get_inside (AxleTour *self)
{
  return gtk_window_get_child (GTK_WINDOW (self->window));
}

static AdwDialog *
get_dialog (AxleTour *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
}

/* What is on the screen below @root. */
static GtkWidget *
find (GtkWidget *root,
      GType      type)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

/* All that a stop opened. */
static void
clear_away (AxleTour *self)
{
  GtkWidget *filter = find (get_inside (self), AXLE_TYPE_FILTER_BAR);
  AdwDialog *dialog;

  if (filter != NULL)
    gtk_widget_activate_action (filter, "customers.filter", NULL);

  self->window->lock = NULL;
  while ((dialog = get_dialog (self)) != NULL)
    adw_dialog_force_close (dialog);
  gtk_popover_popdown (axle_sync_status_get_popover (self->window->sync_status));
  axle_window_update_actions (self->window);
}

/* The view itself, not what is open in it. */
static AxleView *
show_view (AxleTour   *self,
           const char *id)
{
  axle_window_show_view (self->window, id);
  while (axle_view_leave (axle_window_get_view (self->window)))
    continue;
  return axle_window_get_view (self->window);
}

static GtkWidget *
enter_sidebar (AxleTour   *self,
               const Stop *stop)
{
  adw_navigation_split_view_set_show_content (self->window->split, FALSE);
  return get_inside (self);
}

static GtkWidget *
enter_view (AxleTour   *self,
            const Stop *stop)
{
  show_view (self, stop->view->id);
  return get_inside (self);
}

/* A tab of the first customer's page. */
static GtkWidget *
enter_tab (AxleTour   *self,
           const Stop *stop)
{
  g_autoptr (AxleCustomerItem) first = g_list_model_get_item (G_LIST_MODEL (self->customers), 0);

  if (first == NULL)
    return NULL;
  axle_window_show_record (self->window, &axle_customer_entity, axle_customer_item_get_id (first));
  gtk_widget_activate_action (GTK_WIDGET (axle_window_get_view (self->window)), "customers.show-tab", "s", stop->what);
  return get_inside (self);
}

static GtkWidget *
enter_record (AxleTour   *self,
              const Stop *stop)
{
  static const Stop timeline = { "timeline", enter_tab, "timeline", NULL };

  return g_strv_contains (stop->view->kinds, axle_customer_entity.kind) ? enter_tab (self, &timeline) : NULL;
}

/* A dialog over the first customer's page. */
static GtkWidget *
enter_dialog (AxleTour   *self,
              const Stop *stop)
{
  static const Stop below = { "overview", enter_tab, "overview", NULL };
  GtkWidget *page = enter_tab (self, &below) != NULL ? find (get_inside (self), AXLE_TYPE_CUSTOMER_PAGE) : NULL;

  if (page == NULL || !gtk_widget_activate_action (page, stop->what, NULL) || get_dialog (self) == NULL)
    return NULL;
  return get_inside (self);
}

static GtkWidget *
enter_filter (AxleTour   *self,
              const Stop *stop)
{
  GtkWidget *view = GTK_WIDGET (show_view (self, "customers"));

  if (find (view, AXLE_TYPE_FILTER_BAR) == NULL)
    gtk_widget_activate_action (view, "customers.filter", NULL);
  return get_inside (self);
}

/* The dialog that an action of a view opens; the view is called as its actions are. */
static GtkWidget *
enter_view_dialog (AxleTour   *self,
                   const Stop *stop)
{
  g_autofree char *id = g_strndup (stop->what, strcspn (stop->what, "."));

  if (!axle_view_info_is_allowed (axle_view_registry_find (id), self->window->workstation))
    return NULL;
  gtk_widget_activate_action (GTK_WIDGET (show_view (self, id)), stop->what, NULL);
  return get_dialog (self) != NULL ? get_inside (self) : NULL;
}

/* What an action switches on and off. Returns: whether there is such a part. */
static gboolean
switch_part (GtkWidget  *view,
             const char *part,
             gboolean    on)
{
  g_autofree char *action = g_strconcat ("calendar.", part, NULL);
  gboolean is_on = FALSE;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (view), part) == NULL)
    return FALSE;
  g_object_get (view, part, &is_on, NULL);
  if (is_on != on)
    gtk_widget_activate_action (view, action, NULL);
  return TRUE;
}

/* As it is first seen: today, a day by bays and a week by days, and nothing beside it. */
static GtkWidget *
show_calendar (AxleTour   *self,
               const char *page)
{
  GtkWidget *view;

  if (!axle_view_info_is_allowed (axle_view_registry_find ("calendar"), self->window->workstation))
    return NULL;
  view = GTK_WIDGET (show_view (self, "calendar"));
  switch_part (view, "tray", FALSE);
  switch_part (view, "fork", FALSE);
  gtk_widget_activate_action (view, "calendar.view", "s", page);
  gtk_widget_activate_action (view, "calendar.by", "s", g_str_equal (page, "week") ? "day" : "bay");
  gtk_widget_activate_action (view, "calendar.today", NULL);
  return view;
}

static GtkWidget *
enter_calendar (AxleTour   *self,
                const Stop *stop)
{
  return show_calendar (self, stop->what) != NULL ? get_inside (self) : NULL;
}

static GtkWidget *
enter_busy_day (AxleTour   *self,
                const Stop *stop)
{
  GtkWidget *view = show_calendar (self, "day");
  g_autofree char *day = view != NULL ? axle_sights_find_busy_day (self->window->workstation) : NULL;

  if (day == NULL)
    return NULL;
  gtk_widget_activate_action (view, "calendar.go-to", "s", day);
  return get_inside (self);
}

/* A dialog over an appointment of today. */
static GtkWidget *
enter_appointment (AxleTour   *self,
                   const Stop *stop)
{
  GtkWidget *view = show_calendar (self, "day");
  g_autoptr (AxleRecord) arrival = view != NULL ? axle_sights_find_arrival (self->window->workstation) : NULL;

  if (arrival == NULL)
    return NULL;
  gtk_widget_activate_action (view, stop->what, "s", AXLE_ID_TEXT (&arrival->id));
  return get_dialog (self) != NULL ? get_inside (self) : NULL;
}

static GtkWidget *
enter_calendar_part (AxleTour   *self,
                     const Stop *stop)
{
  GtkWidget *view = show_calendar (self, "day");

  return view != NULL && switch_part (view, stop->what, TRUE) ? get_inside (self) : NULL;
}

/* Of a customer, or of a car of theirs. */
static GtkWidget *
enter_photos (AxleTour   *self,
              const Stop *stop)
{
  g_autoptr (AxleRecord) customer = NULL;
  AxleId subject;

  if (!axle_photos_find_subject (self->window->workstation, &subject))
    return NULL;
  customer = axle_workstation_get_record (self->window->workstation, &axle_customer_entity, &subject);
  axle_window_show_record (self->window, customer != NULL ? &axle_customer_entity : &axle_vehicle_entity, &subject);
  gtk_widget_activate_action (GTK_WIDGET (axle_window_get_view (self->window)), "customers.show-tab", "s", "photos");
  return get_inside (self);
}

static GtkWidget *
enter_photo (AxleTour   *self,
             const Stop *stop)
{
  g_autoptr (GListModel) photos = NULL;
  AxleId subject;

  if (enter_photos (self, stop) == NULL || !axle_photos_find_subject (self->window->workstation, &subject))
    return NULL;
  photos = axle_photos_list (self->window->workstation, &subject);
  adw_dialog_present (axle_photo_viewer_new (self->window->workstation, photos, 0), GTK_WIDGET (self->window));
  return get_inside (self);
}

static GtkWidget *
enter_new (AxleTour   *self,
           const Stop *stop)
{
  if ((axle_view_get_functions (axle_window_get_view (self->window)) & AXLE_VIEW_CREATE) == 0)
    return NULL;
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.new", NULL);
  return get_inside (self);
}

/* What was decided last, behind what is to be decided. */
static GtkWidget *
enter_decided (AxleTour   *self,
               const Stop *stop)
{
  gtk_widget_activate_action (GTK_WIDGET (show_view (self, "inbox")), "inbox.show-decided", NULL);
  return get_inside (self);
}

/* The form over a record with what was typed here laid over what stands. */
static GtkWidget *
enter_edit_conflict (AxleTour   *self,
                     const Stop *stop)
{
  if (!gtk_widget_activate_action (GTK_WIDGET (show_view (self, "inbox")), "inbox.edit-first", NULL) || get_dialog (self) == NULL)
    return NULL;
  return get_inside (self);
}

static GtkWidget *
enter_command_search (AxleTour   *self,
                      const Stop *stop)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.command-search", NULL);
  return get_inside (self);
}

static GtkWidget *
enter_command_search_text (AxleTour   *self,
                           const Stop *stop)
{
  enter_command_search (self, stop);
  axle_command_search_dialog_set_text (AXLE_COMMAND_SEARCH_DIALOG (get_dialog (self)), "l");
  return get_inside (self);
}

static GtkWidget *
enter_waiting (AxleTour   *self,
               const Stop *stop)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-waiting", NULL);
  return gtk_widget_get_first_child (GTK_WIDGET (axle_sync_status_get_popover (self->window->sync_status)));
}

static GtkWidget *
enter_preferences (AxleTour   *self,
                   const Stop *stop)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "app.preferences", NULL);
  return get_inside (self);
}

static GtkWidget *
enter_preferences_page (AxleTour   *self,
                        const Stop *stop)
{
  AdwPreferencesDialog *dialog;

  enter_preferences (self, stop);
  dialog = ADW_PREFERENCES_DIALOG (get_dialog (self));
  adw_preferences_dialog_set_visible_page_name (dialog, stop->what);
  /* Not everybody has every page. */
  return g_strcmp0 (adw_preferences_dialog_get_visible_page_name (dialog), stop->what) == 0 ? get_inside (self) : NULL;
}

/* A list behind the page of the workshop. */
static GtkWidget *
enter_planning (AxleTour   *self,
                const Stop *stop)
{
  static const Stop page = { "workshop", enter_preferences_page, "workshop", NULL };

  if (enter_preferences_page (self, &page) == NULL)
    return NULL;
  axle_planning_page_open (AXLE_PLANNING_PAGE (adw_preferences_dialog_get_visible_page (ADW_PREFERENCES_DIALOG (get_dialog (self)))),
                           stop->what);
  return get_inside (self);
}

static GtkWidget *
enter_shortcuts (AxleTour   *self,
                 const Stop *stop)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "app.shortcuts", NULL);
  return get_inside (self);
}

static GtkWidget *
enter_about (AxleTour   *self,
             const Stop *stop)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "app.about", NULL);
  return get_inside (self);
}

static GtkWidget *
enter_switch_user (AxleTour   *self,
                   const Stop *stop)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.switch-user", NULL);
  return get_inside (self);
}

static GtkWidget *
enter_lock (AxleTour   *self,
            const Stop *stop)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.lock", NULL);
  return get_inside (self);
}

static GtkWidget *
enter_first_run (AxleTour   *self,
                 const Stop *stop)
{
  return get_inside (self);
}

static const Stop shell_stops[] = {
  { "overview", enter_tab, "overview", NULL },
  { "details", enter_tab, "details", NULL },
  { "privacy", enter_tab, "privacy", NULL },
  { "history", enter_tab, "history", NULL },
  { "visit", enter_dialog, "customer.log-visit", NULL },
  { "handbook", enter_dialog, "customer.handbook", NULL },
  { "filter", enter_filter, NULL, NULL },
  { "day-done", enter_view_dialog, "day.finish", NULL },
  { "calendar-week", enter_calendar, "week", NULL },
  { "calendar-month", enter_calendar, "month", NULL },
  { "calendar-agenda", enter_calendar, "agenda", NULL },
  { "calendar-busy", enter_busy_day, NULL, NULL },
  { "calendar-tray", enter_calendar_part, "tray", NULL },
  { "calendar-fork", enter_calendar_part, "fork", NULL },
  { "calendar-reception", enter_appointment, "calendar.receive", NULL },
  { "merge", enter_view_dialog, "duplicates.merge-first", NULL },
  { "photos", enter_photos, NULL, NULL },
  { "photo", enter_photo, NULL, NULL },
  { "inbox-decided", enter_decided, NULL, NULL },
  { "inbox-edit", enter_edit_conflict, NULL, NULL },
  { "sidebar", enter_sidebar, NULL, NULL },
  { "waiting", enter_waiting, NULL, NULL },
  { "command-search", enter_command_search, NULL, NULL },
  { "command-search-found", enter_command_search_text, NULL, NULL },
  { "preferences", enter_preferences, NULL, NULL },
  { "preferences-sync", enter_preferences_page, "sync", NULL },
  { "preferences-classes", enter_preferences_page, "classes", NULL },
  { "preferences-rules", enter_preferences_page, "rules", NULL },
  { "preferences-followup", enter_preferences_page, "followup", NULL },
  { "preferences-quality", enter_preferences_page, "quality", NULL },
  { "preferences-workshop", enter_preferences_page, "workshop", NULL },
  { "planning-resources", enter_planning, "resources", NULL },
  { "planning-holidays", enter_planning, "holidays", NULL },
  { "planning-rosters", enter_planning, "rosters", NULL },
  { "planning-leave", enter_planning, "leave", NULL },
  { "preferences-months", enter_preferences_page, "months", NULL },
  { "shortcuts", enter_shortcuts, NULL, NULL },
  { "about", enter_about, NULL, NULL },
  { "switch-user", enter_switch_user, NULL, NULL },
  { "lock", enter_lock, NULL, NULL },
};

/* Before anybody is signed in there is one page to see. */
static void
add_first_stop (AxleTour *self)
{
  Stop stop = { gtk_stack_get_visible_child_name (self->window->pages), enter_first_run, NULL, NULL };

  g_array_append_val (self->stops, stop);
}

static void
add_view_stops (AxleTour *self)
{
  guint n_views;
  const AxleViewInfo *views = axle_view_registry_list (&n_views);

  for (guint i = 0; i < n_views; i++)
    if (axle_view_info_is_allowed (&views[i], self->window->workstation))
      {
        Stop stops[] = {
          { "list", enter_view, NULL, &views[i] },
          { "record", enter_record, NULL, &views[i] },
          { "new", enter_new, NULL, &views[i] },
        };

        g_array_append_vals (self->stops, stops, G_N_ELEMENTS (stops));
      }
}

static void
axle_tour_dispose (GObject *object)
{
  AxleTour *self = AXLE_TOUR (object);

  if (self->tick_id != 0 && self->window != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->window), self->tick_id);
  self->tick_id = 0;
  g_clear_object (&self->last);
  g_clear_object (&self->customers);
  g_clear_weak_pointer (&self->window);
  G_OBJECT_CLASS (axle_tour_parent_class)->dispose (object);
}

static void
axle_tour_finalize (GObject *object)
{
  AxleTour *self = AXLE_TOUR (object);

  g_array_unref (self->stops);
  g_free (self->folder);
  G_OBJECT_CLASS (axle_tour_parent_class)->finalize (object);
}

static void
axle_tour_class_init (AxleTourClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_tour_dispose;
  G_OBJECT_CLASS (klass)->finalize = axle_tour_finalize;
  signals[DONE] = g_signal_new ("done", AXLE_TYPE_TOUR, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
axle_tour_init (AxleTour *self)
{
  self->stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  self->passed = TRUE;
}

AxleTour *
axle_tour_new (AxleWindow *window,
               const char *folder)
{
  AxleTour *self = g_object_new (AXLE_TYPE_TOUR, NULL);

  g_set_weak_pointer (&self->window, window);
  self->folder = g_strdup (folder);
  return self;
}

guint
axle_tour_get_n_pictures (AxleTour *self)
{
  return self->n_pictures;
}

static void
fail (AxleTour   *self,
      const char *format,
      ...) G_GNUC_PRINTF (2, 3);

static void
fail (AxleTour   *self,
      const char *format,
      ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("axle: tour: %s\n", text);
  self->passed = FALSE;
}

static void
check_screen (AxleTour   *self,
              const char *name)
{
  g_autoptr (GPtrArray) lost = axle_screen_check_list_lost_icons (self->subject);
  g_autoptr (GtkATContext) context = gtk_accessible_get_at_context (GTK_ACCESSIBLE (self->window));
  g_autoptr (GPtrArray) nameless = NULL;

  for (guint i = 0; i < lost->len; i++)
    fail (self, "%s: no such icon: %s", name, (char *) g_ptr_array_index (lost, i));
  if (context == NULL)
    return;
  nameless = axle_screen_check_list_nameless (self->subject);
  for (guint i = 0; i < nameless->len; i++)
    fail (self, "%s: no accessible name: %s", name, (char *) g_ptr_array_index (nameless, i));
}

static void
keep_picture (AxleTour   *self,
              const Stop *stop)
{
  g_autofree char *name = g_strdup_printf ("%02u-%s%s%s-%s-%s.png", self->stop + 1,
                                           stop->view != NULL ? stop->view->id : "",
                                           stop->view != NULL ? "-" : "", stop->name,
                                           sizes[self->size].name, schemes[self->scheme].name);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  check_screen (self, name);
  if (self->last == NULL)
    fail (self, "%s: nothing was drawn", name);
  else if (!gdk_texture_save_to_png (self->last, path))
    fail (self, "%s: cannot be written", path);
  else
    self->n_pictures++;
}

static void
finish (AxleTour *self)
{
  self->tick_id = 0;
  g_print ("axle: %u pictures in %.1f s in %s\n", self->n_pictures,
           (double) (g_get_monotonic_time () - self->began) / G_USEC_PER_SEC, self->folder);
  g_signal_emit (self, signals[DONE], 0, self->passed);
}

static void
apply_variant (AxleTour *self)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[self->scheme].scheme);
  gtk_window_set_default_size (GTK_WINDOW (self->window), sizes[self->size].width, sizes[self->size].height);
}

/* Goes on to the next stop that there is. Returns: %FALSE after the last. */
static gboolean
advance (AxleTour *self)
{
  if (++self->stop < self->stops->len)
    return TRUE;
  self->stop = 0;
  if (++self->scheme < G_N_ELEMENTS (schemes))
    return TRUE;
  self->scheme = 0;
  return ++self->size < G_N_ELEMENTS (sizes);
}

static gboolean
enter_stop (AxleTour *self)
{
  const Stop *stop = NULL;

  do
    {
      stop = &g_array_index (self->stops, Stop, self->stop);
      clear_away (self);
      apply_variant (self);
      adw_navigation_split_view_set_show_content (self->window->split, TRUE);
      self->subject = stop->enter (self, stop);
    }
  while (self->subject == NULL && advance (self));
  self->resizing = gtk_widget_get_width (get_inside (self)) != sizes[self->size].width;
  self->n_frames = 0;
  self->n_tries = 0;
  g_clear_object (&self->last);
  return self->subject != NULL;
}

static gboolean
stands_still (AxleTour *self)
{
  g_autoptr (GdkTexture) texture = axle_picture_take (self->subject);
  gboolean still = texture != NULL && self->last != NULL && axle_picture_equal (texture, self->last);

  g_set_object (&self->last, texture);
  if (gtk_widget_get_width (get_inside (self)) != sizes[self->size].width)
    {
      apply_variant (self); /* a window that was not shown yet forgets the size it was given */
      return FALSE;
    }
  if (self->resizing)
    {
      enter_stop (self); /* again, as the other size shows it */
      return FALSE;
    }
  return still;
}

static gboolean
tick (GtkWidget     *widget,
      GdkFrameClock *clock,
      gpointer       user_data)
{
  AxleTour *self = user_data;

  gtk_widget_queue_draw (widget);
  if (axle_customer_list_get_busy (self->customers) || ++self->n_frames < STILL_FRAMES)
    return G_SOURCE_CONTINUE;
  self->n_frames = 0;
  if (!stands_still (self) && ++self->n_tries < TRIES)
    return G_SOURCE_CONTINUE;
  if (self->last == NULL && ++self->n_entries < ENTRIES && enter_stop (self))
    return G_SOURCE_CONTINUE;
  self->n_entries = 0;
  keep_picture (self, &g_array_index (self->stops, Stop, self->stop));
  if (advance (self) && enter_stop (self))
    return G_SOURCE_CONTINUE;
  finish (self);
  return G_SOURCE_REMOVE;
}

void
axle_tour_begin (AxleTour *self)
{
  self->began = g_get_monotonic_time ();
  if (g_mkdir_with_parents (self->folder, 0755) != 0)
    {
      fail (self, "%s: %s", self->folder, g_strerror (errno));
      finish (self);
      return;
    }
  axle_picture_pin ();
  self->customers = axle_customer_list_new (self->window->workstation);
  if (axle_window_is_working (self->window))
    {
      add_view_stops (self);
      g_array_append_vals (self->stops, shell_stops, G_N_ELEMENTS (shell_stops));
    }
  else
    {
      add_first_stop (self);
    }
  gtk_window_unmaximize (GTK_WINDOW (self->window));
  enter_stop (self);
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->window), tick, self, NULL);
}
