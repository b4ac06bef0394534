/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/tasks/my-day-view.h"

#include <glib/gi18n-lib.h>

#include "app/my-day.h"
#include "core/party/customer.h"
#include "ui/customers/customer-chooser.h"
#include "ui/shell/window.h"
#include "ui/tasks/outcome-dialog.h"
#include "ui/tasks/task-dialog.h"
#include "ui/tasks/task-row.h"
#include "ui/widgets/list-heading.h"

struct _AxleMyDayView
{
  AdwBin              parent_instance;

  AxleWorkstation    *workstation;
  AxleMyDay          *day;
  GtkSingleSelection *selection;

  AdwWindowTitle     *window_title;
  AdwBanner          *requests_banner;
  GtkStack           *stack;
  GtkListView        *list;
};

static void view_interface_init (AxleViewInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleMyDayView, axle_my_day_view, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_VIEW, view_interface_init))

/* The list. */

static void
setup_row (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           gpointer                  data)
{
  AxleMyDayView *self = data;

  gtk_list_item_set_child (list_item, axle_task_row_new (self->workstation, TRUE));
}

static char *
dup_spoken (AxleTaskItem *item)
{
  const char *held = axle_task_item_get_held (item);

  return g_strdup_printf ("%s, %s, %s%s%s", axle_task_item_get_name (item), axle_task_item_get_title (item),
                          axle_task_item_get_when (item), *held != '\0' ? ", " : "", held);
}

static void
bind_row (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          gpointer                  data)
{
  AxleTaskItem *item = gtk_list_item_get_item (list_item);
  g_autofree char *spoken = dup_spoken (item);

  axle_task_row_set_item (AXLE_TASK_ROW (gtk_list_item_get_child (list_item)), item);
  gtk_list_item_set_accessible_label (list_item, spoken);
}

static void
unbind_row (GtkSignalListItemFactory *factory,
            GtkListItem              *list_item,
            gpointer                  data)
{
  axle_task_row_set_item (AXLE_TASK_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static char *
dup_heading (gpointer first,
             guint    n_items)
{
  /* Translators: a heading, and how many stand under it. */
  return g_strdup_printf (_("%s (%u)"), axle_day_group_get_title (axle_task_item_get_group (first)), n_items);
}

static int
compare_groups (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  AxleDayGroup one = axle_task_item_get_group ((AxleTaskItem *) a), other = axle_task_item_get_group ((AxleTaskItem *) b);

  return (one > other) - (one < other);
}

/* Who has others to look after sees also what is late there. */
static char *
dup_counts (AxleMyDayView *self)
{
  guint n_late = axle_my_day_count (self->day, AXLE_DAY_OVERDUE);
  guint n_today = axle_my_day_count (self->day, AXLE_DAY_TODAY);
  guint n_others = axle_my_day_count (self->day, AXLE_DAY_ESCALATED);
  g_autofree char *late = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u overdue", "%u overdue", n_late), n_late);
  g_autofree char *today = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u today", "%u today", n_today), n_today);
  g_autofree char *others =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u late at others", "%u late at others", n_others), n_others);

  return n_others > 0 ? g_strdup_printf ("%s · %s · %s", late, today, others) : g_strdup_printf ("%s · %s", late, today);
}

static void
show_counts (AxleMyDayView *self)
{
  guint n = g_list_model_get_n_items (axle_my_day_get_items (self->day));
  g_autofree char *counts = dup_counts (self);

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
  adw_window_title_set_subtitle (self->window_title, n > 0 ? counts : "");
}

/* Whoever may plan is told of those who wait for an answer, whose task it is or not. */
static void
show_requests (AxleMyDayView *self)
{
  guint n = axle_workstation_get_requests_due (self->workstation);
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u booking request should have been answered",
                                                        "%u booking requests should have been answered", n), n);

  adw_banner_set_title (self->requests_banner, text);
  adw_banner_set_revealed (self->requests_banner, n > 0);
}

static void
show_requests_cb (AxleMyDayView *self)
{
  AxleWindow *window = axle_window_of (GTK_WIDGET (self));

  axle_window_show_view (window, "calendar");
  g_object_set (axle_window_get_view (window), "tray", TRUE, NULL);
}

static AxleTaskItem *
get_selected (AxleMyDayView *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
show_customer (AxleMyDayView *self,
               AxleTaskItem  *item)
{
  axle_window_show_record (axle_window_of (GTK_WIDGET (self)), &axle_customer_entity, axle_task_item_get_customer (item));
}

static void
activate_cb (AxleMyDayView *self,
             guint          position)
{
  g_autoptr(AxleTaskItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    show_customer (self, item);
}

/* By key, on the row that is selected. */
static void
row_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  static const char * const actions[][2] = {
    { "day.finish", "task.finish" }, { "day.edit", "task.edit" }, { "day.cancel", "task.cancel" },
  };
  AxleMyDayView *self = AXLE_MY_DAY_VIEW (widget);
  AxleTaskItem *item = get_selected (self);
  AxleTaskRow *row = item == NULL ? NULL : axle_list_find_row (GTK_WIDGET (self->list), AXLE_TYPE_TASK_ROW,
                                                               (AxleListRowFunc) axle_task_row_get_item, item);

  for (guint i = 0; row != NULL && i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (name, actions[i][0]))
      gtk_widget_activate_action (GTK_WIDGET (row), actions[i][1], NULL);
}

/* The view. */

static void
chosen_cb (AxleMyDayView       *self,
           AxleCustomerChooser *chooser)
{
  adw_dialog_present (axle_task_dialog_new (self->workstation, axle_customer_chooser_get_chosen (chooser), NULL),
                      GTK_WIDGET (axle_window_of (GTK_WIDGET (self))));
}

/* A task is for somebody. */
static void
view_create (AxleView *view)
{
  AxleMyDayView *self = AXLE_MY_DAY_VIEW (view);
  AdwDialog *chooser = axle_customer_chooser_new (self->workstation, _("New Task for Whom?"), &AXLE_ID_NONE);

  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (chooser, GTK_WIDGET (axle_window_of (GTK_WIDGET (self))));
}

static void
view_interface_init (AxleViewInterface *interface)
{
  interface->create = view_create;
}

static void
axle_my_day_view_dispose (GObject *object)
{
  AxleMyDayView *self = AXLE_MY_DAY_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_MY_DAY_VIEW);
  g_clear_object (&self->selection);
  g_clear_object (&self->day);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_my_day_view_parent_class)->dispose (object);
}

static void
axle_my_day_view_class_init (AxleMyDayViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_my_day_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/tasks/my-day-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleMyDayView, window_title);
  gtk_widget_class_bind_template_child (widget_class, AxleMyDayView, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleMyDayView, requests_banner);
  gtk_widget_class_bind_template_child (widget_class, AxleMyDayView, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_requests_cb);
  gtk_widget_class_install_action (widget_class, "day.finish", NULL, row_action);
  gtk_widget_class_install_action (widget_class, "day.edit", NULL, row_action);
  gtk_widget_class_install_action (widget_class, "day.cancel", NULL, row_action);
}

static void
axle_my_day_view_init (AxleMyDayView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_list (AxleMyDayView *self)
{
  g_autoptr(GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();

  g_signal_connect (rows, "setup", G_CALLBACK (setup_row), self);
  g_signal_connect (rows, "bind", G_CALLBACK (bind_row), NULL);
  g_signal_connect (rows, "unbind", G_CALLBACK (unbind_row), NULL);
  self->selection = axle_list_show_sections (self->list, axle_my_day_get_items (self->day), compare_groups, dup_heading, rows);
}

GtkWidget *
axle_my_day_view_new (AxleWorkstation *workstation)
{
  AxleMyDayView *self = g_object_new (AXLE_TYPE_MY_DAY_VIEW, NULL);

  self->workstation = g_object_ref (workstation);
  self->day = axle_my_day_new (workstation);
  show_list (self);
  g_signal_connect_object (axle_my_day_get_items (self->day), "items-changed", G_CALLBACK (show_counts), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (workstation, "notify::requests-due", G_CALLBACK (show_requests), self, G_CONNECT_SWAPPED);
  show_counts (self);
  show_requests (self);
  return GTK_WIDGET (self);
}
