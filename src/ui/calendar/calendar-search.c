/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-search.h"

#include <glib/gi18n-lib.h>

/* Not for each key: an input method must not wait. In milliseconds. */
#define DELAY 150

#define NONE G_MAXUINT

struct _AxleCalendarSearch
{
  GtkWidget     parent_instance;
  AxleCalendar *calendar;
  GPtrArray    *hits;      /* (element-type AxleCalendarHit); NULL while there are none to step through */
  gboolean      more;      /* whether there may be others */
  guint         current;   /* NONE until one was stepped to */
  AxleId        shown;     /* the one that was stepped to */
  GCancellable *searching;
  char         *text;      /* what was looked for last */
  int           wanted;    /* a step that waits for what is found; 0 for none */

  GtkSearchBar *bar;
  GtkWidget    *entry;
  GtkWidget    *count;
  GtkWidget    *previous;
  GtkWidget    *next;
};

G_DEFINE_FINAL_TYPE (AxleCalendarSearch, axle_calendar_search, GTK_TYPE_WIDGET)

enum { FOUND, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Telling. */

static char *
dup_when (AxleCalendarSearch *self,
          gint64              at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, axle_calendar_get_zone (self->calendar));

  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}

static char *
dup_count (AxleCalendarSearch *self)
{
  const AxleCalendarHit *hit;
  g_autofree char *when = NULL;

  if (self->hits == NULL)
    return g_strdup ("");
  if (self->hits->len == 0)
    return g_strdup (_("Nothing found"));
  if (self->current == NONE && self->more)
    return g_strdup_printf (_("First %u shown; type more to find others"), self->hits->len);
  if (self->current == NONE)
    return g_strdup_printf (ngettext ("%u appointment", "%u appointments", self->hits->len), self->hits->len);
  hit = self->hits->pdata[self->current];
  when = dup_when (self, hit->at);
  /* Translators: which of how many were found, when it is, and whose. */
  return g_strdup_printf (self->more ? _("%u of the first %u: %s %s") : _("%u of %u: %s %s"), self->current + 1, self->hits->len,
                          when, hit->who != NULL ? hit->who : "");
}

static void
tell (AxleCalendarSearch *self)
{
  g_autofree char *count = dup_count (self);
  gboolean any = self->hits != NULL && self->hits->len > 0;

  gtk_label_set_label (GTK_LABEL (self->count), count);
  gtk_widget_set_sensitive (self->previous, any);
  gtk_widget_set_sensitive (self->next, any);
  if (*count != '\0' && gtk_search_bar_get_search_mode (self->bar))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), count, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Looking. */

static void
find_current (AxleCalendarSearch *self)
{
  self->current = NONE;
  for (guint i = 0; i < self->hits->len; i++)
    if (axle_id_equal (&((AxleCalendarHit *) self->hits->pdata[i])->appointment, &self->shown))
      self->current = i;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleCalendarSearch) self = data;
  g_autoptr(GError) error = NULL;
  gboolean more = FALSE;
  GPtrArray *hits = axle_calendar_search_finish (result, &more, &error);
  int wanted = self->wanted;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->searching);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = hits;
  self->more = more;
  if (hits != NULL)
    find_current (self);
  self->wanted = 0;
  if (wanted != 0)
    axle_calendar_search_step (self, wanted);
  else
    tell (self);
}

static void
cancel (AxleCalendarSearch *self)
{
  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
}

static char *
dup_text (AxleCalendarSearch *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
forget (AxleCalendarSearch *self)
{
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->current = NONE;
  self->shown = AXLE_ID_NONE;
}

static void
search (AxleCalendarSearch *self)
{
  g_autofree char *text = dup_text (self);

  cancel (self);
  if (g_set_str (&self->text, text))
    forget (self);
  if (*text == '\0' || !gtk_search_bar_get_search_mode (self->bar))
    {
      forget (self);
      self->wanted = 0;
      tell (self);
      return;
    }
  self->searching = g_cancellable_new ();
  axle_calendar_search_async (self->calendar, text, self->searching, found_cb, g_object_ref (self));
}

/* What is no longer wanted is not looked for while more is typed. */
static void
letter_cb (AxleCalendarSearch *self)
{
  g_autofree char *text = dup_text (self);

  if (g_strcmp0 (text, self->text) != 0)
    cancel (self);
}

static void
typed_cb (AxleCalendarSearch *self)
{
  g_autofree char *text = dup_text (self);

  /* A letter that came and went again ended the search of before. */
  if (g_strcmp0 (text, self->text) != 0 || (self->hits == NULL && self->searching == NULL))
    search (self);
}

static void
mode_cb (AxleCalendarSearch *self)
{
  search (self);
}

/* What else is shown has others; the one that was stepped to stays. */
static void
changed_cb (AxleCalendarSearch *self)
{
  if (gtk_search_bar_get_search_mode (self->bar))
    search (self);
}

/* Stepping: first to what comes next from now on, then around. */

static guint
find_first (AxleCalendarSearch *self,
            int                 by)
{
  gint64 from = axle_calendar_get_from (self->calendar);
  guint n = self->hits->len;
  guint i = 0;

  while (i < n && ((AxleCalendarHit *) self->hits->pdata[i])->at < from)
    i++;
  return by > 0 ? i % n : (i + n - 1) % n;
}

void
axle_calendar_search_step (AxleCalendarSearch *self,
                           int                 by)
{
  const AxleCalendarHit *hit;
  guint n = self->hits != NULL ? self->hits->len : 0;

  if (n == 0)
    return;
  self->current = self->current == NONE ? find_first (self, by) : (guint) ((int) (self->current + n) + by) % n;
  hit = self->hits->pdata[self->current];
  self->shown = hit->appointment;
  tell (self);
  g_signal_emit (self, signals[FOUND], 0, AXLE_ID_TEXT (&self->shown));
}

/* Who is quicker than the search is taken there as soon as something is found. */
static void
want_step (AxleCalendarSearch *self,
           int                 by)
{
  typed_cb (self);
  if (self->searching != NULL)
    self->wanted = by;
  else
    axle_calendar_search_step (self, by);
}

static void
next_cb (AxleCalendarSearch *self)
{
  want_step (self, 1);
}

static void
previous_cb (AxleCalendarSearch *self)
{
  want_step (self, -1);
}

static gboolean
step (GtkWidget *widget,
      GVariant  *arguments,
      gpointer   data)
{
  AxleCalendarSearch *self = AXLE_CALENDAR_SEARCH (data);

  if (!gtk_search_bar_get_search_mode (self->bar) || self->text == NULL || *self->text == '\0')
    return FALSE;
  want_step (self, g_variant_get_int32 (arguments));
  return TRUE;
}

/* Building. */

static void
axle_calendar_search_dispose (GObject *object)
{
  AxleCalendarSearch *self = AXLE_CALENDAR_SEARCH (object);

  cancel (self);
  g_clear_pointer ((GtkWidget **) &self->bar, gtk_widget_unparent);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_object (&self->calendar);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (axle_calendar_search_parent_class)->dispose (object);
}

static void
axle_calendar_search_class_init (AxleCalendarSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_calendar_search_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[FOUND] = g_signal_new ("found", AXLE_TYPE_CALENDAR_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
new_button (const char *icon,
            const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_sensitive (button, FALSE);
  return button;
}

static void
add_keys (AxleCalendarSearch *self,
          GtkWidget          *widget,
          gboolean            forward)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (int by = -1; by <= 1; by += 2)
      {
        GtkShortcut *shortcut = gtk_shortcut_new_with_arguments (gtk_keyval_trigger_new (keys[i], by < 0 ? GDK_SHIFT_MASK : 0),
                                                                 gtk_callback_action_new (step, self, NULL), "i", by);

        if (by < 0 || forward)
          gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
        else
          g_object_unref (shortcut);
      }
  gtk_widget_add_controller (widget, controller);
}

static void
axle_calendar_search_init (AxleCalendarSearch *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->current = NONE;
  self->bar = GTK_SEARCH_BAR (gtk_search_bar_new ());
  self->entry = gtk_search_entry_new ();
  self->count = gtk_label_new (NULL);
  self->previous = new_button ("go-up-symbolic", _("Previous One (Shift+Enter)"));
  self->next = new_button ("go-down-symbolic", _("Next One (Enter)"));
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), DELAY);
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->entry), _("Name, plate, phone or service"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search in the calendar"), -1);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->count), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->count, "dimmed");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), self->previous);
  gtk_box_append (GTK_BOX (box), self->next);
  gtk_search_bar_set_child (self->bar, box);
  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));
  gtk_widget_set_parent (GTK_WIDGET (self->bar), GTK_WIDGET (self));
  add_keys (self, self->entry, FALSE);
  g_signal_connect_object (self->bar, "notify::search-mode-enabled", G_CALLBACK (mode_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (letter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "next-match", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "previous-match", G_CALLBACK (previous_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->next, "clicked", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->previous, "clicked", G_CALLBACK (previous_cb), self, G_CONNECT_SWAPPED);
}

void
axle_calendar_search_set_up (AxleCalendarSearch *self,
                             AxleCalendar       *calendar,
                             GtkWidget          *pages)
{
  self->calendar = g_object_ref (calendar);
  add_keys (self, pages, TRUE);
  gtk_search_bar_set_key_capture_widget (self->bar, pages);
  g_signal_connect_object (calendar, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

void
axle_calendar_search_begin (AxleCalendarSearch *self)
{
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (self->entry);
}

gboolean
axle_calendar_search_leave (AxleCalendarSearch *self)
{
  if (!gtk_search_bar_get_search_mode (self->bar))
    return FALSE;
  gtk_search_bar_set_search_mode (self->bar, FALSE);
  return TRUE;
}

GtkEditable *
axle_calendar_search_get_entry (AxleCalendarSearch *self)
{
  return GTK_EDITABLE (self->entry);
}

GPtrArray *
axle_calendar_search_get_hits (AxleCalendarSearch *self)
{
  return self->searching == NULL ? self->hits : NULL;
}
