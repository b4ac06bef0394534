/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/request-tray.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "core/appointment/appointment.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "ui/calendar/request-dialog.h"
#include "ui/calendar/request-row.h"
#include "ui/customers/customer-chooser.h"
#include "ui/shell/window.h"

struct _AxleRequestTray
{
  AdwBin              parent_instance;

  AxleWorkstation    *workstation;
  AxleTray           *tray;
  GtkSingleSelection *selection;

  GtkMenuButton      *figures_button;
  GtkLabel           *figures;
  GtkGrid            *figures_grid;
  GtkStack           *stack;
  GtkListView        *list;
};

G_DEFINE_FINAL_TYPE (AxleRequestTray, axle_request_tray, ADW_TYPE_BIN)

/* The list. */

static void
setup_row (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           gpointer                  data)
{
  gtk_list_item_set_child (list_item, axle_request_row_new ());
}

static void
bind_row (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          gpointer                  data)
{
  AxleTrayItem *item = gtk_list_item_get_item (list_item);
  g_autofree char *spoken = axle_tray_item_dup_spoken (item);

  axle_request_row_set_item (AXLE_REQUEST_ROW (gtk_list_item_get_child (list_item)), item);
  gtk_list_item_set_accessible_label (list_item, spoken);
}

static void
unbind_row (GtkSignalListItemFactory *factory,
            GtkListItem              *list_item,
            gpointer                  data)
{
  axle_request_row_set_item (AXLE_REQUEST_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
setup_header (GtkSignalListItemFactory *factory,
              GtkListHeader            *header,
              gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_header_set_child (header, label);
}

static void
bind_header (GtkSignalListItemFactory *factory,
             GtkListHeader            *header,
             gpointer                  data)
{
  AxleTrayItem *item = gtk_list_header_get_item (header);
  g_autofree char *text = g_strdup_printf (_("%s (%u)"), axle_tray_list_get_title (axle_tray_item_get_list (item)),
                                           gtk_list_header_get_n_items (header));

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), text);
}

static int
compare_lists (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  AxleTrayList one = axle_tray_item_get_list ((AxleTrayItem *) a), other = axle_tray_item_get_list ((AxleTrayItem *) b);

  return (one > other) - (one < other);
}

static void
show_list (AxleRequestTray *self)
{
  g_autoptr(GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkListItemFactory) headers = gtk_signal_list_item_factory_new ();
  GtkSortListModel *sections = gtk_sort_list_model_new (g_object_ref (axle_tray_get_items (self->tray)), NULL);
  g_autoptr(GtkSorter) by_list = GTK_SORTER (gtk_custom_sorter_new (compare_lists, NULL, NULL));

  gtk_sort_list_model_set_section_sorter (sections, by_list);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sections));
  g_signal_connect (rows, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (rows, "bind", G_CALLBACK (bind_row), NULL);
  g_signal_connect (rows, "unbind", G_CALLBACK (unbind_row), NULL);
  g_signal_connect (headers, "setup", G_CALLBACK (setup_header), NULL);
  g_signal_connect (headers, "bind", G_CALLBACK (bind_header), NULL);
  gtk_list_view_set_factory (self->list, rows);
  gtk_list_view_set_header_factory (self->list, headers);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

/* The figures. */

static char *
dup_median (const AxleAnswerFigure *figure)
{
  if (figure->median < 0)
    return g_strdup ("–");
  return g_strdup_printf (_("%d min"), figure->median);
}

static void
add_cell (AxleRequestTray *self,
          int              column,
          int              row,
          const char      *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_add_css_class (label, row == 0 ? "caption-heading" : "numeric");
  gtk_grid_attach (self->figures_grid, label, column, row, 1, 1);
}

static void
add_line (AxleRequestTray        *self,
          int                     row,
          const AxleAnswerFigure *figure)
{
  g_autofree char *median = dup_median (figure);
  g_autofree char *share = g_strdup_printf ("%d %%", axle_answer_figure_get_share (figure));
  g_autofree char *number = g_strdup_printf ("%u", figure->n_requests);

  add_cell (self, 0, row, figure->channel != NULL
                            ? axle_field_choice_label (&axle_request_entity.fields[AXLE_REQUEST_CHANNEL], figure->channel)
                            : _("All"));
  add_cell (self, 1, row, number);
  add_cell (self, 2, row, share);
  add_cell (self, 3, row, median);
}

static void
fill_grid (AxleRequestTray *self,
           GArray          *figures)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->figures_grid))) != NULL)
    gtk_grid_remove (self->figures_grid, child);
  add_cell (self, 0, 0, _("Channel"));
  add_cell (self, 1, 0, _("Requests"));
  add_cell (self, 2, 0, _("In Time"));
  add_cell (self, 3, 0, _("Median"));
  for (guint i = 0; i < figures->len; i++)
    add_line (self, (int) i + 1, &g_array_index (figures, AxleAnswerFigure, i));
}

static void
show_figures (AxleRequestTray *self)
{
  GArray *figures = axle_tray_get_figures (self->tray);
  const AxleAnswerFigure *all = figures != NULL ? &g_array_index (figures, AxleAnswerFigure, 0) : NULL;
  g_autofree char *median = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->figures_button), all != NULL && all->n_requests > 0);
  if (all == NULL || all->n_requests == 0)
    return;
  median = dup_median (all);
  /* Translators: how many per cent, the median in minutes, and the days that it is of. */
  text = g_strdup_printf (_("%d %% in time · median %s · %d days"), axle_answer_figure_get_share (all), median,
                          AXLE_TRAY_FIGURE_DAYS);
  gtk_label_set_label (self->figures, text);
  fill_grid (self, figures);
}

static void
changed_cb (AxleRequestTray *self)
{
  gboolean empty = g_list_model_get_n_items (axle_tray_get_items (self->tray)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
  show_figures (self);
}

/* What can be done. */

static AxleTrayItem *
get_selected (AxleRequestTray *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static AxleTrayItem *
find_item (AxleRequestTray *self,
           GVariant        *parameter)
{
  GListModel *items = axle_tray_get_items (self->tray);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(AxleTrayItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (AXLE_ID_TEXT (&axle_tray_item_get_record (item)->id), g_variant_get_string (parameter, NULL)))
        return item;
    }
  return NULL;
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
ref_window (GtkWidget *widget)
{
  return g_object_ref (axle_window_of (widget));
}

static void
book (AxleRequestTray *self,
      AxleTrayItem    *item)
{
  AxleRecord *record = axle_tray_item_get_record (item);

  if (axle_tray_item_get_list (item) == AXLE_TRAY_REQUESTS)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.place", "(sxiss)", AXLE_ID_TEXT (&record->id), (gint64) 0, 0, "", "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.open", "s", AXLE_ID_TEXT (&record->id));
}

static void
take (AxleRequestTray *self,
      AxleTrayItem    *item)
{
  if (axle_tray_item_get_offer (item) != NULL)
    axle_appointment_take_earlier_async (self->workstation, axle_tray_item_get_record (item), axle_tray_item_get_offer (item),
                                         NULL, saved_cb, ref_window (GTK_WIDGET (self)));
}

static void
stay (AxleRequestTray *self,
      AxleTrayItem    *item)
{
  axle_appointment_take_earlier_async (self->workstation, axle_tray_item_get_record (item), NULL, NULL, saved_cb,
                                       ref_window (GTK_WIDGET (self)));
}

static void
decline (AxleRequestTray *self,
         AxleTrayItem    *item)
{
  axle_request_decline (GTK_WIDGET (self), self->workstation, axle_tray_item_get_record (item), saved_cb,
                        ref_window (GTK_WIDGET (self)));
}

static void
withdraw (AxleRequestTray *self,
          AxleTrayItem    *item)
{
  axle_request_close_async (self->workstation, axle_tray_item_get_record (item), "withdrawn", NULL, NULL, saved_cb,
                            ref_window (GTK_WIDGET (self)));
}

static void
edit (AxleRequestTray *self,
      AxleTrayItem    *item)
{
  if (axle_tray_item_get_list (item) == AXLE_TRAY_REQUESTS)
    adw_dialog_present (axle_request_dialog_new (self->workstation, axle_tray_item_get_customer (item), NULL,
                                                 axle_tray_item_get_record (item)),
                        GTK_WIDGET (self));
  else
    book (self, item);
}

static void
log_call (AxleRequestTray *self,
          AxleTrayItem    *item)
{
  AxleRecord *record = axle_tray_item_get_record (item);
  AxleId vehicle = axle_record_get_id (record, axle_tray_item_get_list (item) == AXLE_TRAY_REQUESTS
                                                 ? (guint) AXLE_REQUEST_VEHICLE : (guint) AXLE_APPOINTMENT_VEHICLE);

  adw_dialog_present (axle_call_dialog_new (self->workstation, axle_tray_item_get_customer (item), &vehicle),
                      GTK_WIDGET (self));
}

static void
show_customer (AxleRequestTray *self,
               AxleTrayItem    *item)
{
  axle_window_show_record (axle_window_of (GTK_WIDGET (self)), &axle_customer_entity, axle_tray_item_get_customer (item));
}

/* @writes: whether it takes the right to plan. */
static const struct
{
  const char *name;
  void      (*run) (AxleRequestTray *self,
                    AxleTrayItem    *item);
  gboolean    writes;
} actions[] = {
  { "tray.book", book, TRUE }, { "tray.edit", edit, TRUE }, { "tray.take", take, TRUE }, { "tray.stay", stay, TRUE },
  { "tray.decline", decline, TRUE }, { "tray.withdraw", withdraw, TRUE }, { "tray.log", log_call, FALSE },
  { "tray.customer", show_customer, FALSE },
};

static void
item_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleRequestTray *self = AXLE_REQUEST_TRAY (widget);
  AxleTrayItem *item = find_item (self, parameter);

  for (guint i = 0; item != NULL && i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name))
      actions[i].run (self, item);
}

static void
run_on (AxleRequestTray *self,
        AxleTrayItem    *item,
        const char      *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", AXLE_ID_TEXT (&axle_tray_item_get_record (item)->id));
}

static AxleRequestRow *
find_row (GtkWidget    *widget,
          AxleTrayItem *item)
{
  if (AXLE_IS_REQUEST_ROW (widget))
    return axle_request_row_get_item (AXLE_REQUEST_ROW (widget)) == item ? AXLE_REQUEST_ROW (widget) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      AxleRequestRow *row = find_row (child, item);

      if (row != NULL)
        return row;
    }
  return NULL;
}

/* By key, on the row that is selected. */
static void
selected_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleRequestTray *self = AXLE_REQUEST_TRAY (widget);
  AxleTrayItem *item = get_selected (self);
  AxleRequestRow *row;

  if (item == NULL)
    return;
  if (g_str_equal (name, "tray.take-selected"))
    run_on (self, item, "tray.take");
  else if (g_str_equal (name, "tray.edit-selected"))
    run_on (self, item, "tray.edit");
  else if (g_str_equal (name, "tray.remove-selected"))
    run_on (self, item, axle_tray_item_get_list (item) == AXLE_TRAY_REQUESTS ? "tray.decline" : "tray.stay");
  else if ((row = find_row (GTK_WIDGET (self->list), item)) != NULL)
    axle_request_row_show_menu (row);
}

static void
activate_cb (AxleRequestTray *self,
             guint            position)
{
  g_autoptr(AxleTrayItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    run_on (self, item, "tray.book");
}

static void
chosen_cb (AxleRequestTray     *self,
           AxleCustomerChooser *chooser)
{
  adw_dialog_present (axle_request_dialog_new (self->workstation, axle_customer_chooser_get_chosen (chooser),
                                               axle_customer_chooser_get_text (chooser), NULL),
                      GTK_WIDGET (self));
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  AxleRequestTray *self = AXLE_REQUEST_TRAY (widget);
  AdwDialog *chooser = axle_customer_chooser_new (self->workstation, _("Who Would Like to Come?"), &AXLE_ID_NONE);

  axle_customer_chooser_offer_other (AXLE_CUSTOMER_CHOOSER (chooser), _("_Somebody New"));
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (chooser, widget);
}

static void
update_actions (AxleRequestTray *self)
{
  gboolean may = !axle_workstation_is_read_only (self->workstation) &&
                 axle_workstation_may (self->workstation, AXLE_RIGHT_APPOINTMENTS_WRITE);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (actions[i].writes)
      gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tray.new", may);
}

/* The object. */

static void
axle_request_tray_dispose (GObject *object)
{
  AxleRequestTray *self = AXLE_REQUEST_TRAY (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_REQUEST_TRAY);
  g_clear_object (&self->selection);
  g_clear_object (&self->tray);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_request_tray_parent_class)->dispose (object);
}

static void
axle_request_tray_class_init (AxleRequestTrayClass *klass)
{
  static const char * const selected[] = {
    "tray.take-selected", "tray.edit-selected", "tray.remove-selected", "tray.menu-selected",
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_request_tray_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/calendar/request-tray.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleRequestTray, figures_button);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestTray, figures);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestTray, figures_grid);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestTray, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestTray, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, "s", item_action);
  for (guint i = 0; i < G_N_ELEMENTS (selected); i++)
    gtk_widget_class_install_action (widget_class, selected[i], NULL, selected_action);
  gtk_widget_class_install_action (widget_class, "tray.new", NULL, new_action);
}

static void
axle_request_tray_init (AxleRequestTray *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
axle_request_tray_new (AxleWorkstation *workstation)
{
  AxleRequestTray *self = g_object_new (AXLE_TYPE_REQUEST_TRAY, NULL);

  self->workstation = g_object_ref (workstation);
  self->tray = axle_tray_new (workstation);
  show_list (self);
  g_signal_connect_object (self->tray, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "notify::staff", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  update_actions (self);
  return GTK_WIDGET (self);
}

AxleTray *
axle_request_tray_get_tray (AxleRequestTray *self)
{
  return self->tray;
}
