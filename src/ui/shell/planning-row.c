/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/planning-row.h"

#include <glib/gi18n-lib.h>

/* What is longer is read where it is edited. */
#define SUBTITLE_LINES 3

struct _AxlePlanningRow
{
  AdwActionRow          parent_instance;

  AxleId                id;
  AxlePlanningRowParts  parts;
  AxleRecord           *record;
  GtkSwitch            *toggle;   /* nullable */
  GtkWidget            *remove;   /* nullable */
  gboolean              showing;
};

G_DEFINE_FINAL_TYPE (AxlePlanningRow, axle_planning_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_REMOVE,
  SIGNAL_SWITCHED,
  SIGNAL_STEP,
  SIGNAL_DROPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
remove_cb (AxlePlanningRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
switched_cb (AxlePlanningRow *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[SIGNAL_SWITCHED], 0, gtk_switch_get_active (self->toggle));
}

static gboolean
remove_key_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   data)
{
  AxlePlanningRow *self = AXLE_PLANNING_ROW (widget);

  if (self->remove == NULL)
    return FALSE;
  remove_cb (self);
  return TRUE;
}

static gboolean
step_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  AxlePlanningRow *self = AXLE_PLANNING_ROW (widget);

  if ((self->parts & AXLE_PLANNING_ROW_MOVES) == 0)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_STEP], 0, g_variant_get_int32 (arguments));
  return TRUE;
}

static GdkContentProvider *
prepare_cb (AxlePlanningRow *self,
            double           x,
            double           y)
{
  return gdk_content_provider_new_typed (AXLE_TYPE_PLANNING_ROW, self);
}

static void
drag_begin_cb (AxlePlanningRow *self,
               GdkDrag         *drag,
               GtkDragSource   *source)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));
  g_autoptr (GdkPaintable) still = gdk_paintable_get_current_image (picture);

  gtk_drag_source_set_icon (source, still, 0, 0);
}

static gboolean
drop_cb (AxlePlanningRow *self,
         const GValue    *value,
         double           x,
         double           y)
{
  gboolean taken = FALSE;

  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, g_value_get_object (value), &taken);
  return taken;
}

static void
add_drag (AxlePlanningRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (AXLE_TYPE_PLANNING_ROW, GDK_ACTION_MOVE);
  GtkWidget *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");

  gtk_widget_add_css_class (handle, "dimmed");
  gtk_widget_set_tooltip_text (handle, _("Drag it, or press Alt+Up and Alt+Down"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (handle), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), handle);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
add_switch (AxlePlanningRow *self)
{
  self->toggle = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->toggle), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->toggle), _("In use"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->toggle));
  g_signal_connect_swapped (self->toggle, "notify::active", G_CALLBACK (switched_cb), self);
}

static void
add_remove (AxlePlanningRow *self)
{
  self->remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (self->remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->remove, "flat");
  gtk_widget_set_tooltip_text (self->remove, _("Delete (Del)"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->remove);
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (remove_cb), self);
}

static void
axle_planning_row_dispose (GObject *object)
{
  g_clear_pointer (&AXLE_PLANNING_ROW (object)->record, axle_record_unref);
  G_OBJECT_CLASS (axle_planning_row_parent_class)->dispose (object);
}

static void
axle_planning_row_class_init (AxlePlanningRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_planning_row_dispose;
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", AXLE_TYPE_PLANNING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  signals[SIGNAL_SWITCHED] = g_signal_new ("switched", AXLE_TYPE_PLANNING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_STEP] = g_signal_new ("step", AXLE_TYPE_PLANNING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", AXLE_TYPE_PLANNING_ROW, G_SIGNAL_RUN_LAST, 0,
                                          g_signal_accumulator_true_handled, NULL, NULL,
                                          G_TYPE_BOOLEAN, 1, AXLE_TYPE_PLANNING_ROW);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, remove_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, step_key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, step_key_cb, "i", 1);
}

static void
axle_planning_row_init (AxlePlanningRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), SUBTITLE_LINES);
}

AxlePlanningRow *
axle_planning_row_new (const AxleId         *id,
                       AxlePlanningRowParts  parts)
{
  AxlePlanningRow *self = g_object_new (AXLE_TYPE_PLANNING_ROW, "activatable", (parts & AXLE_PLANNING_ROW_OPENS) != 0, NULL);

  self->id = *id;
  self->parts = parts;
  if (parts & AXLE_PLANNING_ROW_MOVES)
    add_drag (self);
  if (parts & AXLE_PLANNING_ROW_SWITCH)
    add_switch (self);
  if (parts & AXLE_PLANNING_ROW_REMOVE)
    add_remove (self);
  if (parts & AXLE_PLANNING_ROW_OPENS)
    adw_action_row_add_suffix (ADW_ACTION_ROW (self), gtk_image_new_from_icon_name ("go-next-symbolic"));
  return self;
}

const AxleId *
axle_planning_row_get_id (AxlePlanningRow *self)
{
  return &self->id;
}

const AxleRecord *
axle_planning_row_get_record (AxlePlanningRow *self)
{
  return self->record;
}

/* @record: (transfer none): what it is of, as it is now. */
void
axle_planning_row_show (AxlePlanningRow *self,
                        AxleRecord      *record,
                        const char      *title,
                        const char      *words,
                        gboolean         active)
{
  axle_record_ref (record);
  g_clear_pointer (&self->record, axle_record_unref);
  self->record = record;
  self->showing = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  if (self->toggle != NULL)
    {
      g_autofree char *label = g_strdup_printf (_("%s is in use"), title);

      gtk_switch_set_active (self->toggle, active);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
  if (self->remove != NULL)
    {
      g_autofree char *label = g_strdup_printf (_("Delete “%s”"), title);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
  self->showing = FALSE;
}
