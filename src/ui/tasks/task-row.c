/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/tasks/task-row.h"

#include <glib/gi18n-lib.h>

#include "app/task-operations.h"
#include "core/followup/task.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "ui/shell/window.h"
#include "ui/tasks/outcome-dialog.h"
#include "ui/tasks/task-dialog.h"
#include "ui/widgets/late-menu.h"
#include "ui/widgets/status-pill.h"

struct _AxleTaskRow
{
  AdwBin           parent_instance;
  AxleWorkstation *workstation;
  AxleTaskItem    *item;
  gboolean         names_customer;

  GtkWidget       *done_button;
  GtkWidget       *head;
  GtkLabel        *name;
  GtkLabel        *car;
  GtkLabel        *title;
  AxleStatusPill  *late;
  GtkLabel        *held;
  GtkLabel        *when;
  GtkImage        *icon;
  GtkLabel        *kind;
  GtkLabel        *responsible;
  GtkLabel        *tried;
  GtkWidget       *take_button;
  GtkMenuButton   *menu_button;
  GMenuModel      *task_menu;
};

G_DEFINE_FINAL_TYPE (AxleTaskRow, axle_task_row, ADW_TYPE_BIN)

/* What it shows. */

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static gboolean
is_own (AxleTaskRow *self)
{
  AxleRecord *staff = axle_workstation_get_staff (self->workstation);
  AxleId owner = axle_record_get_id (axle_task_item_get_task (self->item), AXLE_TASK_STAFF);

  return staff != NULL && axle_id_equal (&staff->id, &owner);
}

static void
update_actions (AxleTaskRow *self)
{
  static const char * const changing[] = { "task.finish", "task.put-off", "task.edit", "task.cancel" };
  gboolean may = self->item != NULL && !axle_workstation_is_read_only (self->workstation) &&
                 axle_workstation_may (self->workstation, AXLE_RIGHT_CUSTOMERS_WRITE);
  gboolean take = may && axle_workstation_get_staff (self->workstation) != NULL && !is_own (self);

  for (guint i = 0; i < G_N_ELEMENTS (changing); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), changing[i], may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "task.take", take);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "task.show", self->names_customer);
  gtk_widget_set_visible (self->take_button, take);
}

static const char *
late_words (AxleTaskItem *item)
{
  static const char * const words[] = {
    [AXLE_ESCALATION_OWNER] = N_("Late"),
    [AXLE_ESCALATION_PEER] = N_("Late: team"),
    [AXLE_ESCALATION_MANAGER] = N_("Late: manager"),
  };

  return _(words[axle_task_item_get_reached (item)]);
}

static void
show_state (AxleTaskRow *self)
{
  const char *held = axle_task_item_get_held (self->item);
  gboolean is_held = *held != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self->late), is_held || axle_task_item_is_late (self->item));
  if (is_held)
    axle_status_pill_set (self->late, AXLE_STATUS_WAITING, _("Held back"));
  else
    axle_status_pill_set (self->late, AXLE_STATUS_LATE, late_words (self->item));
  show_text (self->held, held);
}

static void
show_who (AxleTaskRow *self)
{
  const char *responsible = axle_task_item_get_responsible (self->item);
  g_autofree char *text = NULL;

  if (*responsible == '\0')
    responsible = _("nobody yet");
  else if (self->names_customer && is_own (self))
    responsible = "";
  /* Translators: who is responsible for a task. */
  text = *responsible != '\0' ? g_strdup_printf (_("for %s"), responsible) : g_strdup ("");
  show_text (self->responsible, text);
}

static void
show (AxleTaskRow *self)
{
  gtk_label_set_label (self->name, axle_task_item_get_name (self->item));
  gtk_label_set_label (self->car, axle_task_item_get_car (self->item));
  gtk_widget_set_visible (self->head, self->names_customer || *axle_task_item_get_car (self->item) != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->name), self->names_customer);
  gtk_label_set_label (self->title, axle_task_item_get_title (self->item));
  show_state (self);
  gtk_label_set_label (self->when, axle_task_item_get_when (self->item));
  gtk_image_set_from_icon_name (self->icon, axle_task_item_get_icon (self->item));
  gtk_label_set_label (self->kind, axle_task_item_get_kind (self->item));
  show_who (self);
  show_text (self->tried, axle_task_item_get_tried (self->item));
  update_actions (self);
}

AxleTaskItem *
axle_task_row_get_item (AxleTaskRow *self)
{
  return self->item;
}

void
axle_task_row_set_item (AxleTaskRow  *self,
                        AxleTaskItem *item)
{
  g_set_object (&self->item, item);
  if (item != NULL)
    show (self);
}

/* What can be done. */

static GPtrArray *
one_task (AxleTaskRow *self)
{
  GPtrArray *tasks = g_ptr_array_new ();

  g_ptr_array_add (tasks, axle_task_item_get_task (self->item));
  return tasks;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result,
                           axle_workstation_get_undo_title (AXLE_WORKSTATION (source)));
}

static gpointer
ref_window (AxleTaskRow *self)
{
  return g_object_ref (axle_window_of (GTK_WIDGET (self)));
}

static void
finish_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleTaskRow *self = AXLE_TASK_ROW (widget);

  adw_dialog_present (axle_outcome_dialog_new (self->workstation, self->item), GTK_WIDGET (axle_window_of (widget)));
}

static void
put_off_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  AxleTaskRow *self = AXLE_TASK_ROW (widget);
  g_autoptr(GPtrArray) tasks = one_task (self);
  gint64 due = axle_workstation_find_put_off (self->workstation, g_variant_get_string (parameter, NULL));

  axle_tasks_put_off_async (self->workstation, tasks, due, NULL, saved_cb, ref_window (self));
}

static void
take_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleTaskRow *self = AXLE_TASK_ROW (widget);
  g_autoptr(GPtrArray) tasks = one_task (self);

  axle_tasks_assign_async (self->workstation, tasks, &axle_workstation_get_staff (self->workstation)->id, NULL,
                           saved_cb, ref_window (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleTaskRow *self = AXLE_TASK_ROW (widget);
  g_autoptr(GPtrArray) tasks = one_task (self);

  axle_tasks_cancel_async (self->workstation, tasks, NULL, saved_cb, ref_window (self));
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleTaskRow *self = AXLE_TASK_ROW (widget);
  AxleRecord *task = axle_task_item_get_task (self->item);

  adw_dialog_present (axle_task_dialog_new (self->workstation, axle_task_item_get_customer (self->item), task),
                      GTK_WIDGET (axle_window_of (widget)));
}

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleTaskRow *self = AXLE_TASK_ROW (widget);

  axle_window_show_record (axle_window_of (widget), &axle_customer_entity, axle_task_item_get_customer (self->item));
}

/* The object. */

static void
axle_task_row_dispose (GObject *object)
{
  AxleTaskRow *self = AXLE_TASK_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_TASK_ROW);
  g_clear_object (&self->item);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_task_row_parent_class)->dispose (object);
}

static void
axle_task_row_class_init (AxleTaskRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_task_row_dispose;
  g_type_ensure (AXLE_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/tasks/task-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, done_button);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, head);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, name);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, car);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, title);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, late);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, held);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, when);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, kind);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, responsible);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, tried);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, take_button);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AxleTaskRow, task_menu);
  gtk_widget_class_install_action (widget_class, "task.finish", NULL, finish_action);
  gtk_widget_class_install_action (widget_class, "task.put-off", "s", put_off_action);
  gtk_widget_class_install_action (widget_class, "task.take", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "task.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "task.show", NULL, show_action);
  gtk_widget_class_install_action (widget_class, "task.cancel", NULL, cancel_action);
}

static void
axle_task_row_init (AxleTaskRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  axle_late_menu_set (self->menu_button, self->task_menu);
}

GtkWidget *
axle_task_row_new (AxleWorkstation *workstation,
                   gboolean         names_customer)
{
  AxleTaskRow *self = g_object_new (AXLE_TYPE_TASK_ROW, NULL);

  self->workstation = g_object_ref (workstation);
  self->names_customer = names_customer;
  return GTK_WIDGET (self);
}
