/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-menu.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/appointment.h"
#include "ui/calendar/calendar-actions.h"
#include "ui/calendar/calendar-changes.h"

/* What can become of an appointment in a state. */
static const struct
{
  const char *from;
  const char *state;
  const char *label;
} states[] = {
  { "booked", "confirmed", N_("_Confirmed") },
  { "booked", "no-show", N_("Did _Not Come…") },
  { "booked", "cancelled", N_("Cancel A_ppointment…") },
  { "confirmed", "booked", N_("Not Con_firmed Yet") },
  { "confirmed", "no-show", N_("Did _Not Come…") },
  { "confirmed", "cancelled", N_("Cancel A_ppointment…") },
  { "arrived", "done", N_("_Done") },
  { "arrived", "confirmed", N_("_Not Here Yet") },
  { "done", "arrived", N_("_Not Done Yet") },
  { "no-show", "booked", N_("_Book Again") },
  { "cancelled", "booked", N_("_Book Again") },
};

static void
add_item (GMenu      *menu,
          const char *label,
          const char *action,
          GVariant   *target)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static void
add_states (GMenu      *menu,
            const char *id,
            const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].from, state) == 0)
      add_item (menu, _(states[i].label), "calendar.state", g_variant_new ("(ss)", id, states[i].state));
}

static GMenuModel *
make_menu (const AxleRecord *appointment)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) looking = g_menu_new ();
  g_autoptr(GMenu) becoming = g_menu_new ();
  g_autoptr(GMenu) changing = g_menu_new ();
  const char *id = AXLE_ID_TEXT (&appointment->id);
  const char *state = axle_record_get_text (appointment, AXLE_APPOINTMENT_STATE);
  gboolean expected = g_strcmp0 (state, "booked") == 0 || g_strcmp0 (state, "confirmed") == 0;

  add_item (looking, _("_Open…"), "calendar.open", g_variant_new_string (id));
  add_item (looking, _("Reception _Sheet…"), "calendar.prepare", g_variant_new_string (id));
  if (axle_record_get (appointment, AXLE_APPOINTMENT_CUSTOMER)->kind != AXLE_VALUE_NONE)
    add_item (looking, _("Show C_ustomer"), "calendar.customer", g_variant_new_string (id));
  if (expected)
    add_item (becoming, _("_Arrived…"), "calendar.receive", g_variant_new_string (id));
  add_states (becoming, id, state);
  add_item (changing, _("Cop_y"), "calendar.copy", g_variant_new_string (id));
  add_item (changing, _("D_elete"), "calendar.delete", g_variant_new_string (id));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (looking));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (becoming));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (changing));
  return G_MENU_MODEL (menu);
}

/* The popover is asked for what was chosen before it goes. */
static gboolean
unparent_cb (gpointer data)
{
  gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, unparent_cb, g_object_ref (popover), g_object_unref);
}

/* @area: where on @widget, which is the view or in it. */
static void
popup_in_view (GtkWidget          *widget,
               const GdkRectangle *area,
               GMenuModel         *menu)
{
  GtkWidget *view = gtk_widget_get_ancestor (widget, AXLE_TYPE_CALENDAR_VIEW);
  const graphene_point_t from = { (float) area->x, (float) area->y };
  GdkRectangle there = *area;
  graphene_point_t corner;
  GtkWidget *popover;

  if (!gtk_widget_compute_point (widget, view, &from, &corner))
    return;
  there.x = (int) corner.x;
  there.y = (int) corner.y;
  popover = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &there);
  gtk_widget_set_parent (popover, view);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
axle_calendar_menu_action (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  g_autoptr(AxleRecord) appointment = axle_calendar_actions_find (AXLE_CALENDAR_VIEW (widget), g_variant_get_string (parameter, NULL));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  g_autoptr(GMenuModel) menu = NULL;

  if (appointment == NULL || focus == NULL)
    return;
  menu = make_menu (appointment);
  popup_in_view (focus, &(GdkRectangle) { 0, 0, gtk_widget_get_width (focus), gtk_widget_get_height (focus) }, menu);
}

void
axle_calendar_free_menu_popup (GtkWidget          *widget,
                               const GdkRectangle *area,
                               gint64              at,
                               const char         *by,
                               const char         *column,
                               const AxleDate     *date)
{
  AxleCalendarView *view = AXLE_CALENDAR_VIEW (gtk_widget_get_ancestor (widget, AXLE_TYPE_CALENDAR_VIEW));
  g_autofree char *day = date != NULL ? axle_date_format_iso (date) : NULL;
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) changing = g_menu_new ();
  g_autoptr(GMenu) looking = g_menu_new ();

  add_item (changing, _("_Book…"), "calendar.book", g_variant_new ("(xiss)", at, 0, by, column));
  if (axle_calendar_has_copied (view) && day != NULL)
    add_item (changing, _("_Paste"), "calendar.paste-on", g_variant_new_string (day));
  else if (axle_calendar_has_copied (view))
    add_item (changing, _("_Paste"), "calendar.paste", g_variant_new ("(xss)", at, by, column));
  if (day != NULL)
    {
      add_item (looking, _("_Show This Day"), "calendar.go-to", g_variant_new_string (day));
      add_item (looking, _("_How Full the Day Is"), "calendar.capacity", g_variant_new_string (day));
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (changing));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (looking));
  popup_in_view (widget, area, G_MENU_MODEL (menu));
}

void
axle_calendar_column_menu_popup (GtkWidget                *header,
                                 const AxleCalendarColumn *column,
                                 const AxleDate           *date,
                                 double                    at)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autofree char *day = axle_date_format_iso (date);
  gboolean bay = column->by == AXLE_CALENDAR_BY_BAY;
  GtkWidget *popover;

  add_item (menu, _("_Show This Day"), "calendar.go-to", g_variant_new_string (day));
  if (!axle_id_is_none (&column->id))
    add_item (menu, bay ? _("_Try Out: Closed on This Day") : _("_Try Out: Ill on This Day"), "calendar.away",
              g_variant_new ("(sss)", bay ? "resource" : "staff", AXLE_ID_TEXT (&column->id), day));
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle) { (int) at, gtk_widget_get_height (header), 1, 1 });
  gtk_widget_set_parent (popover, header);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}
