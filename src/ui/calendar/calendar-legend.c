/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-legend.h"

#include <glib/gi18n-lib.h>

#include "ui/calendar/appointment-look.h"

/* As wide as a menu; longer names go on in another line. */
#define WIDTH_CHARS 24

struct _AxleCalendarLegend
{
  GtkWidget     parent_instance;
  AxleCalendar *calendar;   /* NULL until it is set */
};

G_DEFINE_FINAL_TYPE (AxleCalendarLegend, axle_calendar_legend, GTK_TYPE_WIDGET)

static void
clear (AxleCalendarLegend *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

/* What is heard says the colour in a word. */
static void
add_line (AxleCalendarLegend *self,
          GtkWidget          *swatch,
          const char         *title,
          const char         *heard)
{
  GtkWidget *line = g_object_new (GTK_TYPE_BOX, "spacing", 9, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_set_valign (swatch, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
  gtk_box_append (GTK_BOX (line), swatch);
  gtk_box_append (GTK_BOX (line), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL, heard, -1);
  gtk_widget_set_parent (line, GTK_WIDGET (self));
}

static void
add_states (AxleCalendarLegend *self,
            GString            *heard)
{
  guint n_looks;
  const AxleAppointmentLook *looks = axle_appointment_look_list (&n_looks);

  for (guint i = 0; i < n_looks; i++)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (looks[i].icon);

      gtk_widget_add_css_class (icon, "swatch");
      gtk_widget_add_css_class (icon, looks[i].css);
      add_line (self, icon, _(looks[i].title), _(looks[i].title));
      g_string_append_printf (heard, "%s%s", i > 0 ? _(", ") : "", _(looks[i].title));
    }
}

static void
add_tint (AxleCalendarLegend *self,
          const AxleTint     *tint,
          GString            *heard)
{
  GtkWidget *swatch = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  /* Translators: a colour, and whose it is. */
  g_autofree char *words = g_strdup_printf (_("%s: %s"), axle_tint_get_name (tint->tint), tint->title);
  guint worn = 0;

  gtk_widget_add_css_class (swatch, "swatch");
  axle_tint_wear (swatch, &worn, tint->tint);
  gtk_widget_set_tooltip_text (swatch, axle_tint_get_name (tint->tint));
  add_line (self, swatch, tint->title, words);
  g_string_append_printf (heard, "%s%s", heard->len > 0 ? _(", ") : "", words);
}

void
axle_calendar_legend_update (AxleCalendarLegend *self)
{
  g_autoptr(GPtrArray) tints = axle_calendar_list_tints (self->calendar);
  g_autoptr(GString) heard = g_string_new (NULL);

  clear (self);
  if (axle_calendar_get_colour (self->calendar) == AXLE_CALENDAR_COLOUR_STATE)
    add_states (self, heard);
  for (guint i = 0; i < tints->len; i++)
    add_tint (self, tints->pdata[i], heard);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What the Colours Tell"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, heard->str, -1);
}

static void
axle_calendar_legend_map (GtkWidget *widget)
{
  axle_calendar_legend_update (AXLE_CALENDAR_LEGEND (widget));
  GTK_WIDGET_CLASS (axle_calendar_legend_parent_class)->map (widget);
}

static void
axle_calendar_legend_dispose (GObject *object)
{
  clear (AXLE_CALENDAR_LEGEND (object));
  g_clear_object (&AXLE_CALENDAR_LEGEND (object)->calendar);
  G_OBJECT_CLASS (axle_calendar_legend_parent_class)->dispose (object);
}

static void
axle_calendar_legend_class_init (AxleCalendarLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_calendar_legend_dispose;
  widget_class->map = axle_calendar_legend_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "calendar-legend");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
axle_calendar_legend_init (AxleCalendarLegend *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

void
axle_calendar_legend_set_calendar (AxleCalendarLegend *self,
                                   AxleCalendar       *calendar)
{
  g_set_object (&self->calendar, calendar);
}
