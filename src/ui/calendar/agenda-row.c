/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/agenda-row.h"

#include <glib/gi18n-lib.h>

#include "core/party/phone.h"
#include "ui/calendar/appointment-holder.h"
#include "ui/calendar/appointment-look.h"

#define TIME_CHARS 11

struct _AxleAgendaRow
{
  GtkWidget                  parent_instance;
  AxleAgendaEntry           *entry;
  const AxleAppointmentLook *look;
  guint                      tint;
  gboolean                   struck;

  GtkWidget                 *icon;
  GtkWidget                 *time;
  GtkWidget                 *who;
  GtkWidget                 *pending;
  GtkWidget                 *state;
  GtkWidget                 *what;
  GtkWidget                 *where;
};

static const AxleId *
get_appointment (AxleAppointmentHolder *holder)
{
  AxleAgendaRow *self = AXLE_AGENDA_ROW (holder);
  const AxleCalendarItem *item = self->entry != NULL ? axle_agenda_entry_get_item (self->entry) : NULL;

  return item != NULL ? &item->appointment->id : NULL;
}

static void
holder_init (AxleAppointmentHolderInterface *iface)
{
  iface->get_appointment = get_appointment;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleAgendaRow, axle_agenda_row, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_APPOINTMENT_HOLDER, holder_init))

static void
axle_agenda_row_dispose (GObject *object)
{
  GtkWidget *child;

  g_clear_object (&AXLE_AGENDA_ROW (object)->entry);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (axle_agenda_row_parent_class)->dispose (object);
}

static void
axle_agenda_row_class_init (AxleAgendaRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_agenda_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "agenda-row");
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* In code and not from a template: a list makes hundreds of them at once. */
static void
axle_agenda_row_init (AxleAgendaRow *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->icon = gtk_image_new ();
  self->time = new_label ("numeric");
  self->who = new_label ("heading");
  self->pending = gtk_image_new_from_icon_name ("axle-waiting-symbolic");
  self->state = new_label ("agenda-state");
  self->what = new_label (NULL);
  self->where = new_label ("caption");
  gtk_widget_add_css_class (self->icon, "agenda-icon");
  gtk_widget_add_css_class (self->where, "dimmed");
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_label_set_width_chars (GTK_LABEL (self->time), TIME_CHARS);
  gtk_widget_set_hexpand (self->who, TRUE);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pending), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Waits for the server"), -1);
  gtk_box_append (GTK_BOX (head), self->time);
  gtk_box_append (GTK_BOX (head), self->who);
  gtk_box_append (GTK_BOX (head), self->pending);
  gtk_box_append (GTK_BOX (head), self->state);
  gtk_box_append (GTK_BOX (texts), head);
  gtk_box_append (GTK_BOX (texts), self->what);
  gtk_box_append (GTK_BOX (texts), self->where);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (texts, GTK_WIDGET (self));
}

GtkWidget *
axle_agenda_row_new (void)
{
  return g_object_new (AXLE_TYPE_AGENDA_ROW, NULL);
}

/* The colour repeats what the icon and the word say. */
static void
show_look (AxleAgendaRow             *self,
           const AxleAppointmentLook *look)
{
  if (self->look == look)
    return;
  if (self->look != NULL)
    {
      gtk_widget_remove_css_class (self->icon, self->look->css);
      gtk_widget_remove_css_class (self->state, self->look->css);
    }
  if (look != NULL)
    {
      gtk_widget_add_css_class (self->icon, look->css);
      gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), look->icon);
      gtk_widget_add_css_class (self->state, look->css);
      gtk_label_set_label (GTK_LABEL (self->state), _(look->title));
    }
  self->look = look;
}

static void
strike_out (AxleAgendaRow *self,
            gboolean       struck)
{
  g_autoptr(PangoAttrList) attributes = NULL;

  /* A label lays out its text anew when it is given attributes, whichever they are. */
  if (struck == self->struck)
    return;
  self->struck = struck;
  attributes = struck ? pango_attr_list_new () : NULL;
  if (struck)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  gtk_label_set_attributes (GTK_LABEL (self->time), attributes);
  gtk_label_set_attributes (GTK_LABEL (self->who), attributes);
}

static void
show_parts (GtkWidget          *label,
            const char * const *parts,
            guint               n_parts)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  gtk_label_set_label (GTK_LABEL (label), text->str);
  gtk_widget_set_visible (label, text->len > 0);
}

static void
show_item (AxleAgendaRow          *self,
           const AxleCalendarItem *item,
           GTimeZone              *zone,
           gint64                  late_before)
{
  const AxleField *field = &axle_appointment_entity.fields[AXLE_APPOINTMENT_MODE];
  const char *mode = axle_record_get_text (item->appointment, AXLE_APPOINTMENT_MODE);
  g_autofree char *times = axle_calendar_item_dup_times (item, zone);
  g_autofree char *phone = item->phone != NULL ? axle_phone_format (item->phone) : NULL;
  const char * const what[] = { item->plate, item->car, item->what };
  const char * const where[] = {
    item->bay, item->technician, item->advisor, mode != NULL ? axle_field_choice_label (field, mode) : NULL, phone,
  };

  show_look (self, axle_appointment_look (item->appointment, late_before));
  axle_tint_wear (self->icon, &self->tint, item->tint);
  strike_out (self, !axle_appointment_is_on (item->appointment));
  gtk_label_set_label (GTK_LABEL (self->time), times);
  gtk_label_set_label (GTK_LABEL (self->who), item->who != NULL ? item->who : "");
  show_parts (self->what, what, G_N_ELEMENTS (what));
  show_parts (self->where, where, G_N_ELEMENTS (where));
  gtk_widget_set_visible (self->pending, item->pending);
}

static void
show_none (AxleAgendaRow *self)
{
  gtk_label_set_label (GTK_LABEL (self->what), _("No appointments"));
  gtk_widget_set_visible (self->what, TRUE);
  gtk_widget_set_visible (self->where, FALSE);
}

void
axle_agenda_row_set_entry (AxleAgendaRow   *self,
                           AxleAgendaEntry *entry,
                           GTimeZone       *zone,
                           gint64           late_before)
{
  const AxleCalendarItem *item = entry != NULL ? axle_agenda_entry_get_item (entry) : NULL;
  GtkWidget *head = gtk_widget_get_parent (self->who);

  g_set_object (&self->entry, entry);
  if (entry == NULL)
    return;
  gtk_widget_set_visible (head, item != NULL);
  gtk_widget_set_visible (self->icon, item != NULL);
  if (item != NULL)
    {
      gtk_widget_remove_css_class (self->what, "dimmed");
      show_item (self, item, zone, late_before);
    }
  else
    {
      gtk_widget_add_css_class (self->what, "dimmed");
      show_none (self);
    }
}

AxleAgendaEntry *
axle_agenda_row_get_entry (AxleAgendaRow *self)
{
  return self->entry;
}
