/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/timeline-row.h"

#include <glib/gi18n-lib.h>

/* Of a long text, the beginning; the entry opens the rest. */
#define LINES 4

struct _AxleTimelineRow
{
  GtkWidget          parent_instance;

  AxleTimelineEntry *entry;
  AxleTimelineGroup  group;

  GtkWidget         *icon;
  GtkWidget         *title;
  GtkWidget         *pinned;
  GtkWidget         *pending;
  GtkWidget         *day;
  GtkWidget         *body;
  GtkWidget         *facts;
};

G_DEFINE_FINAL_TYPE (AxleTimelineRow, axle_timeline_row, GTK_TYPE_WIDGET)

static void
axle_timeline_row_dispose (GObject *object)
{
  AxleTimelineRow *self = AXLE_TIMELINE_ROW (object);
  GtkWidget *child;

  g_clear_object (&self->entry);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (axle_timeline_row_parent_class)->dispose (object);
}

static void
axle_timeline_row_class_init (AxleTimelineRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_timeline_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "timeline-row");
}

static GtkWidget *
new_label (gboolean wraps)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (wraps)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
    }
  return label;
}

static GtkWidget *
new_mark (const char *icon,
          const char *word)
{
  GtkWidget *mark = gtk_image_new_from_icon_name (icon);

  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  gtk_widget_set_visible (mark, FALSE);
  return mark;
}

/* In code and not from a template: a list makes hundreds of them at once. */
static void
axle_timeline_row_init (AxleTimelineRow *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->group = AXLE_TIMELINE_N_GROUPS;
  self->icon = gtk_image_new ();
  self->title = new_label (FALSE);
  self->pinned = new_mark ("view-pin-symbolic", _("Pinned"));
  self->pending = new_mark ("axle-waiting-symbolic", _("Waits for the server"));
  self->day = gtk_label_new (NULL);
  self->body = new_label (TRUE);
  self->facts = new_label (FALSE);

  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->icon, "timeline-icon");
  gtk_widget_add_css_class (self->title, "heading");
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_label_set_lines (GTK_LABEL (self->body), LINES);
  gtk_widget_add_css_class (self->day, "caption");
  gtk_widget_add_css_class (self->day, "dimmed");
  gtk_widget_add_css_class (self->day, "numeric");
  gtk_widget_add_css_class (self->facts, "caption");
  gtk_widget_add_css_class (self->facts, "dimmed");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->pinned);
  gtk_box_append (GTK_BOX (head), self->pending);
  gtk_box_append (GTK_BOX (head), self->day);
  gtk_box_append (GTK_BOX (texts), head);
  gtk_box_append (GTK_BOX (texts), self->body);
  gtk_box_append (GTK_BOX (texts), self->facts);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (texts, GTK_WIDGET (self));
}

GtkWidget *
axle_timeline_row_new (void)
{
  return g_object_new (AXLE_TYPE_TIMELINE_ROW, NULL);
}

static void
show_text (GtkWidget  *label,
           const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, *text != '\0');
}

/* Where the pointer is, is asked for with every tooltip that is set; few rows have a mark. */
static void
show_mark (GtkWidget  *mark,
           const char *word,
           gboolean    shown)
{
  if (shown)
    gtk_widget_set_tooltip_text (mark, word);
  gtk_widget_set_visible (mark, shown);
}

/* The colour of the icon repeats what the entry is. */
static void
show_group (AxleTimelineRow   *self,
            AxleTimelineGroup  group)
{
  if (self->group == group)
    return;
  if (self->group != AXLE_TIMELINE_N_GROUPS)
    gtk_widget_remove_css_class (self->icon, axle_timeline_group_get_name (self->group));
  gtk_widget_add_css_class (self->icon, axle_timeline_group_get_name (group));
  self->group = group;
}

void
axle_timeline_row_set_entry (AxleTimelineRow   *self,
                             AxleTimelineEntry *entry)
{
  if (!g_set_object (&self->entry, entry) || entry == NULL)
    return;
  show_group (self, axle_timeline_entry_get_group (entry));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), axle_timeline_entry_get_icon (entry));
  gtk_label_set_label (GTK_LABEL (self->title), axle_timeline_entry_get_title (entry));
  gtk_label_set_label (GTK_LABEL (self->day), axle_timeline_entry_get_day (entry));
  show_text (self->body, axle_timeline_entry_get_body (entry));
  show_text (self->facts, axle_timeline_entry_get_facts (entry));
  show_mark (self->pinned, _("Pinned"), axle_timeline_entry_is_pinned (entry));
  show_mark (self->pending, _("Waits for the server"), axle_timeline_entry_is_pending (entry));
}

AxleTimelineEntry *
axle_timeline_row_get_entry (AxleTimelineRow *self)
{
  return self->entry;
}
