/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/capacity-bar.h"

#include <glib/gi18n-lib.h>

#include "app/capacity-words.h"
#include "ui/calendar/capacity-track.h"

/* Pixels: of a bar, and between two. */
#define THICK 4
#define THIN 3
#define GAP 2
#define LEAST_WIDTH 32

struct _AxleCapacityBar
{
  GtkWidget     parent_instance;
  AxleCapacity  capacity;
  gboolean      known;
  gboolean      compact;
  AxleFullness  fullness;
  AxleDate      date;      /* the year 0 for none */
  GtkWidget    *head;      /* NULL until it is needed: a month has many bars without */
  GtkWidget    *figures;
  GtkWidget    *icon;
  GtkWidget    *word;
};

G_DEFINE_FINAL_TYPE (AxleCapacityBar, axle_capacity_bar, GTK_TYPE_WIDGET)

static int
get_tracks_height (AxleCapacityBar *self)
{
  return self->compact ? 2 * THIN + GAP : 2 * THICK + GAP;
}

static void
axle_capacity_bar_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  AxleCapacityBar *self = AXLE_CAPACITY_BAR (widget);
  int least = 0, nice = 0;

  if (self->head != NULL && gtk_widget_should_layout (self->head))
    gtk_widget_measure (self->head, orientation, -1, &least, &nice, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = least + get_tracks_height (self);
      *natural = nice + get_tracks_height (self);
      return;
    }
  *minimum = MAX (least, LEAST_WIDTH);
  *natural = MAX (nice, LEAST_WIDTH);
}

static void
axle_capacity_bar_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  AxleCapacityBar *self = AXLE_CAPACITY_BAR (widget);

  if (self->head != NULL && gtk_widget_should_layout (self->head))
    gtk_widget_size_allocate (self->head, &(GtkAllocation) { 0, 0, width, height - get_tracks_height (self) }, -1);
}

static void
axle_capacity_bar_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  AxleCapacityBar *self = AXLE_CAPACITY_BAR (widget);
  const AxleCapacityLine visits = { .possible = self->capacity.possible_visits, .booked = self->capacity.visits };
  float thick = self->compact ? THIN : THICK;
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, (float) (gtk_widget_get_height (widget) - get_tracks_height (self)),
                                             (float) gtk_widget_get_width (widget), thick);

  if (self->head != NULL)
    gtk_widget_snapshot_child (widget, self->head, snapshot);
  if (!self->known || self->fullness == AXLE_FULLNESS_NONE)
    return;
  axle_capacity_track_snapshot (widget, snapshot, &visits, &area);
  area.origin.y += thick + GAP;
  axle_capacity_track_snapshot (widget, snapshot, &self->capacity.all, &area);
}

/* Made only when somebody looks: a month has many bars. */
static gboolean
axle_capacity_bar_query_tooltip (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 gboolean    by_keyboard,
                                 GtkTooltip *tooltip)
{
  AxleCapacityBar *self = AXLE_CAPACITY_BAR (widget);
  g_autofree char *words = self->known ? axle_capacity_dup_words (&self->capacity) : NULL;

  gtk_tooltip_set_text (tooltip, words);
  return self->known;
}

static void
open (AxleCapacityBar *self)
{
  g_autofree char *date = NULL;

  if (self->date.year == 0)
    return;
  date = axle_date_format_iso (&self->date);
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.capacity", "s", date);
}

static gboolean
open_by_key (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  open (AXLE_CAPACITY_BAR (widget));
  return TRUE;
}

static void
clicked_cb (AxleCapacityBar *self)
{
  open (self);
}

static void
axle_capacity_bar_dispose (GObject *object)
{
  g_clear_pointer (&AXLE_CAPACITY_BAR (object)->head, gtk_widget_unparent);
  G_OBJECT_CLASS (axle_capacity_bar_parent_class)->dispose (object);
}

static void
axle_capacity_bar_class_init (AxleCapacityBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space };

  G_OBJECT_CLASS (klass)->dispose = axle_capacity_bar_dispose;
  widget_class->measure = axle_capacity_bar_measure;
  widget_class->size_allocate = axle_capacity_bar_size_allocate;
  widget_class->snapshot = axle_capacity_bar_snapshot;
  widget_class->query_tooltip = axle_capacity_bar_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "capacity");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i], 0, open_by_key, NULL);
}

static void
axle_capacity_bar_init (AxleCapacityBar *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Capacity"), -1);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  self->compact = TRUE;
}

GtkWidget *
axle_capacity_bar_new (void)
{
  return g_object_new (AXLE_TYPE_CAPACITY_BAR, NULL);
}

static void
create_head (AxleCapacityBar *self)
{
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  self->figures = gtk_label_new (NULL);
  self->icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  self->word = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->head, "caption");
  gtk_widget_add_css_class (self->figures, "numeric");
  gtk_widget_add_css_class (self->figures, "figures");
  gtk_label_set_ellipsize (GTK_LABEL (self->figures), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (self->word), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->figures), 0);
  gtk_widget_set_hexpand (self->figures, TRUE);
  gtk_box_append (GTK_BOX (self->head), self->figures);
  gtk_box_append (GTK_BOX (self->head), self->icon);
  gtk_box_append (GTK_BOX (self->head), self->word);
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));
}

static void
show_head (AxleCapacityBar *self)
{
  g_autofree char *figures = NULL;
  const char *word = axle_fullness_get_word (self->fullness);

  if (self->head == NULL)
    {
      if (self->compact)
        return;
      create_head (self);
    }
  gtk_widget_set_visible (self->head, !self->compact);
  /* Of a day on which nobody works, zero out of zero says nothing. */
  figures = self->known && self->fullness != AXLE_FULLNESS_NONE ? axle_capacity_dup_figures (&self->capacity) : g_strdup ("");
  gtk_label_set_label (GTK_LABEL (self->figures), figures);
  gtk_label_set_label (GTK_LABEL (self->word), word != NULL ? word : "");
  gtk_widget_set_visible (self->word, word != NULL);
  gtk_widget_set_visible (self->icon, word != NULL);
}

void
axle_capacity_bar_set (AxleCapacityBar    *self,
                       const AxleCapacity *capacity,
                       gboolean            compact)
{
  g_autofree char *words = capacity != NULL ? axle_capacity_dup_words (capacity) : NULL;

  if (self->fullness != AXLE_FULLNESS_NONE)
    gtk_widget_remove_css_class (GTK_WIDGET (self), axle_fullness_get_css_class (self->fullness));
  if (self->compact != compact)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->known = capacity != NULL;
  self->capacity = capacity != NULL ? *capacity : (AxleCapacity) { .visits = 0 };
  self->fullness = capacity != NULL ? axle_capacity_get_fullness (capacity) : AXLE_FULLNESS_NONE;
  self->compact = compact;
  if (self->fullness != AXLE_FULLNESS_NONE)
    gtk_widget_add_css_class (GTK_WIDGET (self), axle_fullness_get_css_class (self->fullness));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words != NULL ? words : "", -1);
  show_head (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
axle_capacity_bar_set_date (AxleCapacityBar *self,
                            const AxleDate  *date)
{
  self->date = date != NULL ? *date : (AxleDate) { .year = 0 };
  gtk_widget_set_focusable (GTK_WIDGET (self), date != NULL);
}
