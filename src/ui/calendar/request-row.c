/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/request-row.h"

#include <glib/gi18n-lib.h>

#include "ui/calendar/dragged.h"
#include "ui/widgets/late-menu.h"
#include "ui/widgets/plain-words.h"
#include "ui/widgets/status-pill.h"

struct _AxleRequestRow
{
  AdwBin          parent_instance;
  AxleTrayItem   *item;
  GSignalGroup   *clocks;   /* of @item */

  GtkImage       *icon;
  GtkLabel       *who;
  GtkWidget      *second;
  AxleStatusPill *clock;
  GtkLabel       *car;
  GtkLabel       *wish;
  GtkLabel       *services;
  GtkLabel       *facts;
  GtkLabel       *held;
  GtkWidget      *offer;
  AxleStatusPill *offer_pill;
  GtkActionable  *take_button;
  GtkMenuButton  *menu_button;
  GMenuModel     *request_menu;
  GMenuModel     *waiting_menu;
};

G_DEFINE_FINAL_TYPE (AxleRequestRow, axle_request_row, ADW_TYPE_BIN)

static const struct
{
  const char *row;
  const char *tray;
} actions[] = {
  { "row.book", "tray.book" }, { "row.edit", "tray.edit" }, { "row.log", "tray.log" }, { "row.customer", "tray.customer" },
  { "row.decline", "tray.decline" }, { "row.withdraw", "tray.withdraw" }, { "row.take", "tray.take" },
  { "row.stay", "tray.stay" },
};

/* How an answer stands, in the language of states. */
static const AxleStatus statuses[] = {
  [AXLE_ANSWER_NONE] = AXLE_STATUS_NEUTRAL,
  [AXLE_ANSWER_WAITING] = AXLE_STATUS_WORKING,
  [AXLE_ANSWER_SOON] = AXLE_STATUS_WAITING,
  [AXLE_ANSWER_OVERDUE] = AXLE_STATUS_LATE,
  [AXLE_ANSWER_IN_TIME] = AXLE_STATUS_DONE,
  [AXLE_ANSWER_LATE] = AXLE_STATUS_DONE,
};

/* What it shows. */

/* The whole of what does not fit is read when the pointer rests on it. */
static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), text);
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
show_clock (AxleRequestRow *self)
{
  const AxleAnswerClock *clock = axle_tray_item_get_clock (self->item);
  gboolean held = *axle_tray_item_get_held (self->item) != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self->clock), held || clock->state != AXLE_ANSWER_NONE);
  if (held)
    axle_status_pill_set (self->clock, AXLE_STATUS_WAITING, _("Held back"));
  else
    axle_status_pill_set (self->clock, statuses[clock->state], axle_tray_item_get_clock_words (self->item));
}

static void
show_offer (AxleRequestRow *self)
{
  const char *words = axle_tray_item_get_offer_words (self->item);
  g_autofree char *spoken = g_strdup_printf (_("Take It: %s"), words);

  gtk_widget_set_visible (self->offer, *words != '\0');
  axle_status_pill_set (self->offer_pill, AXLE_STATUS_DONE, words);
  gtk_actionable_set_action_target (self->take_button, "s", AXLE_ID_TEXT (&axle_tray_item_get_record (self->item)->id));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->take_button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_menu_of (AxleRequestRow *self)
{
  gboolean known = !axle_id_is_none (axle_tray_item_get_customer (self->item));
  gboolean request = axle_tray_item_get_list (self->item) == AXLE_TRAY_REQUESTS;

  gtk_menu_button_set_menu_model (self->menu_button, NULL);
  axle_late_menu_set (self->menu_button, request ? self->request_menu : self->waiting_menu);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.customer", known);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.log", known);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.take", axle_tray_item_get_offer (self->item) != NULL);
}

/* How to reach them and when they want to come: what is known of it, in one line. */
static char *
dup_facts (AxleTrayItem *item)
{
  const char *when = axle_tray_item_get_when (item);
  gboolean waits = axle_tray_item_get_list (item) == AXLE_TRAY_WAITING;
  /* Translators: the time that somebody on the waiting list has now. */
  g_autofree char *now = *when != '\0' && waits ? g_strdup_printf (_("now %s"), when) : g_strdup (when);
  const char *parts[] = { waits ? "" : axle_tray_item_get_channel (item), axle_tray_item_get_phone (item), now };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show (AxleRequestRow *self)
{
  g_autofree char *facts = dup_facts (self->item);

  gtk_image_set_from_icon_name (self->icon, axle_tray_item_get_icon (self->item));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), axle_tray_item_get_channel (self->item));
  /* Whose name nobody knows has the room for one: the menu stays where it is. */
  set_text (self->who, axle_tray_item_get_who (self->item));
  show_text (self->car, axle_tray_item_get_car (self->item));
  show_text (self->wish, axle_tray_item_get_wish (self->item));
  show_text (self->services, axle_tray_item_get_services (self->item));
  show_text (self->facts, facts);
  show_text (self->held, axle_tray_item_get_held (self->item));
  show_clock (self);
  gtk_widget_set_visible (self->second, gtk_widget_get_visible (GTK_WIDGET (self->car)) ||
                                        gtk_widget_get_visible (GTK_WIDGET (self->clock)));
  show_offer (self);
  show_menu_of (self);
}

AxleTrayItem *
axle_request_row_get_item (AxleRequestRow *self)
{
  return self->item;
}

void
axle_request_row_set_item (AxleRequestRow *self,
                           AxleTrayItem   *item)
{
  g_set_object (&self->item, item);
  g_signal_group_set_target (self->clocks, item);
  if (item != NULL)
    show (self);
}

void
axle_request_row_show_menu (AxleRequestRow *self)
{
  gtk_menu_button_popup (self->menu_button);
}

/* What is done with it. */

static void
row_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  AxleRequestRow *self = AXLE_REQUEST_ROW (widget);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].row, name))
      gtk_widget_activate_action (widget, actions[i].tray, "s", AXLE_ID_TEXT (&axle_tray_item_get_record (self->item)->id));
}

static void
menu_pressed_cb (AxleRequestRow *self)
{
  axle_request_row_show_menu (self);
}

/* Who has a time already is moved in the calendar itself. */
static GdkContentProvider *
drag_prepare_cb (AxleRequestRow *self,
                 double          x,
                 double          y)
{
  g_autofree char *text = NULL;

  if (self->item == NULL || axle_tray_item_get_list (self->item) != AXLE_TRAY_REQUESTS)
    return NULL;
  text = g_strconcat (AXLE_DRAGGED_REQUEST, AXLE_ID_TEXT (&axle_tray_item_get_record (self->item)->id), NULL);
  return gdk_content_provider_new_typed (G_TYPE_STRING, text);
}

static void
drag_begin_cb (AxleRequestRow *self,
               GdkDrag        *drag,
               GtkDragSource  *source)
{
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 12, 12);
}

/* The object. */

static void
axle_request_row_dispose (GObject *object)
{
  AxleRequestRow *self = AXLE_REQUEST_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_REQUEST_ROW);
  g_clear_object (&self->clocks);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (axle_request_row_parent_class)->dispose (object);
}

static void
axle_request_row_class_init (AxleRequestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_request_row_dispose;
  g_type_ensure (AXLE_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/calendar/request-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, who);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, clock);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, second);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, car);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, wish);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, services);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, facts);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, held);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, offer);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, offer_pill);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, take_button);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, request_menu);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestRow, waiting_menu);
  gtk_widget_class_bind_template_callback (widget_class, menu_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_begin_cb);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].row, NULL, row_action);
}

static void
axle_request_row_init (AxleRequestRow *self)
{
  g_autofree char *take = axle_words_without_key (_("_Take It"));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_button_set_label (GTK_BUTTON (self->take_button), take);
  self->clocks = g_signal_group_new (AXLE_TYPE_TRAY_ITEM);
  g_signal_group_connect_swapped (self->clocks, "clock-changed", G_CALLBACK (show_clock), self);
}

GtkWidget *
axle_request_row_new (void)
{
  return g_object_new (AXLE_TYPE_REQUEST_ROW, NULL);
}
