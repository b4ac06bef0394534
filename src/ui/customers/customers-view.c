/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/customers-view.h"

#include <glib/gi18n-lib.h>

#include "app/customer-list.h"
#include "app/customer-operations.h"
#include "app/recent.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/vehicle/vehicle.h"
#include "ui/customers/customer-dialog.h"
#include "ui/customers/customer-page.h"
#include "ui/customers/customer-table.h"
#include "ui/customers/export-dialog.h"
#include "ui/customers/filter-bar.h"
#include "ui/customers/import-dialog.h"
#include "ui/customers/note-dialog.h"
#include "ui/customers/tag-dialog.h"
#include "ui/customers/vehicle-dialog.h"
#include "ui/shell/view.h"
#include "ui/shell/window.h"
#include "ui/widgets/late-menu.h"

/* Milliseconds that a page is looked at until its customer counts as opened. */
#define OPENED_AFTER 800

struct _AxleCustomersView
{
  AdwBin                  parent_instance;

  AxleWorkstation        *workstation;
  AxleCustomerList       *list;
  AxleCustomerPage       *page;
  gboolean                open_first;   /* once the search that goes on is done */
  AxleRecent             *recent;
  guint                   opened_id;    /* soon the one that is shown was opened */
  guint                   forget_id;    /* soon the page goes */

  AdwNavigationSplitView *split;
  GtkSearchEntry         *search;
  GtkMenuButton          *menu_button;
  GtkToggleButton        *filter_button;
  AxleFilterBar          *filter_bar;
  AdwBanner              *draft_banner;
  GtkStack               *stack;
  GtkLabel               *create_typed;
  AxleCustomerTable      *table;
  GtkLabel               *count;
  GtkWidget              *selection_box;
  AdwNavigationPage      *nobody;
  AdwNavigationPage      *several;
  AdwStatusPage          *several_status;
  GMenu                  *list_menu;
  GMenuModel             *row_menu;
};

static void view_interface_init (AxleViewInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleCustomersView, axle_customers_view, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_VIEW, view_interface_init))

static gboolean
is_searching (AxleCustomersView *self)
{
  const char *text = axle_customer_list_get_search (self->list);
  return text != NULL && *text != '\0';
}

static void
show_count (AxleCustomersView *self)
{
  guint n_selected = axle_customer_table_get_n_selected (self->table);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n_total = axle_customer_list_get_n_total (self->list);
  gboolean searching = is_searching (self);
  g_autofree char *text = NULL;

  if (n_selected > 1)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u of %'u selected", "%'u of %'u selected", n_selected), n_selected, n_rows);
  else if (!searching && axle_customer_list_get_condition (self->list) != NULL)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u of %'u customer", "%'u of %'u customers", n_total), n_rows, n_total);
  else if (searching)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u found", "%'u found", n_rows), n_rows);
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u customer", "%'u customers", n_total), n_total);
  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (self->selection_box, n_selected > 1);
  gtk_stack_set_visible_child_name (self->stack,
                                    n_rows > 0 || axle_customer_list_get_busy (self->list) ? "table"
                                    : searching ? "nothing"
                                    : axle_customer_list_get_condition (self->list) != NULL ? "nobody-such" : "empty");
}

static void
show_create_typed (AxleCustomersView *self)
{
  g_autofree char *text =
    g_strdup_printf (_("New Customer: %s"), axle_customer_list_get_search (self->list));

  gtk_label_set_label (self->create_typed, text);
}

static void
show_draft (AxleCustomersView *self)
{
  adw_banner_set_revealed (self->draft_banner, axle_customer_dialog_has_draft (self->workstation));
}

/* Whose page is shown, or was last; %NULL for nobody. */
static const AxleId *
get_shown (AxleCustomersView *self)
{
  return self->page != NULL ? axle_customer_page_get_customer (self->page) : NULL;
}

static void
update_actions (AxleCustomersView *self)
{
  guint n_selected = axle_customer_table_get_n_selected (self->table);
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean may_write = axle_workstation_may (self->workstation, "customers.write");
  gboolean may_export = axle_workstation_may (self->workstation, "customers.export");
  gboolean shows_one = n_selected <= 1 && get_shown (self) != NULL;

  gtk_widget_action_set_enabled (widget, "customers.create", may_write);
  gtk_widget_action_set_enabled (widget, "customers.create-typed", may_write);
  gtk_widget_action_set_enabled (widget, "customers.continue", may_write);
  gtk_widget_action_set_enabled (widget, "customers.open", n_selected == 1);
  gtk_widget_action_set_enabled (widget, "customers.edit", shows_one && may_write);
  gtk_widget_action_set_enabled (widget, "customers.log-contact", shows_one && may_write);
  gtk_widget_action_set_enabled (widget, "customers.tag", n_selected > 0 && may_write);
  gtk_widget_action_set_enabled (widget, "customers.delete",
                                 n_selected > 0 && axle_workstation_may (self->workstation, "customers.delete"));
  gtk_widget_action_set_enabled (widget, "customers.copy", n_selected > 0);
  gtk_widget_action_set_enabled (widget, "customers.export-csv", may_export);
  gtk_widget_action_set_enabled (widget, "customers.export-vcard", may_export);
  gtk_widget_action_set_enabled (widget, "customers.export-selected", may_export && n_selected > 0);
}

/* The page is large, and nobody is chosen at first. */
static void
ensure_page (AxleCustomersView *self)
{
  if (self->page == NULL)
    self->page = AXLE_CUSTOMER_PAGE (g_object_ref_sink (axle_customer_page_new (self->workstation)));
}

static gboolean
opened_cb (gpointer data)
{
  AxleCustomersView *self = data;
  const AxleId *shown = get_shown (self);

  self->opened_id = 0;
  if (shown != NULL && adw_navigation_split_view_get_content (self->split) == ADW_NAVIGATION_PAGE (self->page))
    axle_recent_add (self->recent, &axle_customer_entity, shown);
  return G_SOURCE_REMOVE;
}

/* Who only goes past with the arrow keys opens nobody. */
static void
note_opened_soon (AxleCustomersView *self)
{
  g_clear_handle_id (&self->opened_id, g_source_remove);
  self->opened_id = g_timeout_add (OPENED_AFTER, opened_cb, self);
}

static void
show_profile (AxleCustomersView *self,
              const AxleId      *customer)
{
  const AxleId *shown;

  if (customer == NULL)
    {
      adw_navigation_split_view_set_content (self->split, self->nobody);
      return;
    }
  ensure_page (self);
  shown = get_shown (self);
  if (shown == NULL || !axle_id_equal (shown, customer))
    axle_customer_page_set_customer (self->page, customer);
  adw_navigation_split_view_set_content (self->split, ADW_NAVIGATION_PAGE (self->page));
  note_opened_soon (self);
}

static void
show_several (AxleCustomersView *self,
              guint              n_selected)
{
  g_autofree char *title =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u Customer Selected", "%'u Customers Selected", n_selected),
                     n_selected);

  adw_status_page_set_title (self->several_status, title);
  adw_navigation_page_set_title (self->several, title);
  adw_navigation_split_view_set_content (self->split, self->several);
}

/* Nobody selected leaves the page as it is: a search may have taken the row away. */
static void
selected_cb (AxleCustomersView *self)
{
  guint n_selected = axle_customer_table_get_n_selected (self->table);
  g_autoptr(AxleCustomerItem) item = axle_customer_table_get_only (self->table);

  /* Made narrow now, the window shows what is being used. */
  if (!adw_navigation_split_view_get_collapsed (self->split))
    adw_navigation_split_view_set_show_content (self->split, FALSE);
  if (item != NULL)
    show_profile (self, axle_customer_item_get_id (item));
  else if (n_selected > 1)
    show_several (self, n_selected);
  else if (adw_navigation_split_view_get_content (self->split) == self->several)
    show_profile (self, get_shown (self));
  show_count (self);
  update_actions (self);
}

static void
activated_cb (AxleCustomersView *self)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
  if (self->page == NULL)
    return;
  g_clear_handle_id (&self->opened_id, g_source_remove);
  opened_cb (self);
  axle_customer_page_focus (self->page);
}

static void
open_first (AxleCustomersView *self)
{
  g_autoptr(AxleCustomerItem) first = g_list_model_get_item (G_LIST_MODEL (self->list), 0);

  self->open_first = FALSE;
  if (first == NULL)
    return;
  axle_customer_table_select (self->table, axle_customer_item_get_id (first));
  activated_cb (self);
}

/* Rows that were read anew have lost their mark. */
static void
busy_cb (AxleCustomersView *self)
{
  const AxleId *shown = get_shown (self);

  show_count (self);
  if (axle_customer_list_get_busy (self->list))
    return;
  if (self->open_first)
    open_first (self);
  else if (shown != NULL && axle_customer_table_get_n_selected (self->table) == 0)
    axle_customer_table_mark (self->table, shown);
}

static void
search_changed_cb (AxleCustomersView *self)
{
  axle_customer_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  show_create_typed (self);
  show_count (self);
}

/* Nothing typed yet: the one meant is often one of the last. */
static void
search_entered_cb (AxleCustomersView *self)
{
  axle_customer_list_renew_opened (self->list);
}

static void
sort_opened_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  axle_customer_table_sort_by_opened (AXLE_CUSTOMERS_VIEW (widget)->table);
}

static void
filter_changed_cb (AxleCustomersView *self)
{
  if (self->list == NULL)
    return;
  axle_customer_list_set_condition (self->list, axle_filter_bar_get_condition (self->filter_bar));
  show_count (self);
}

static void
toggle_filter_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (widget);
  gboolean shown = !gtk_toggle_button_get_active (self->filter_button);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  gtk_toggle_button_set_active (self->filter_button, shown);
  if (shown)
    gtk_widget_child_focus (GTK_WIDGET (self->filter_bar), GTK_DIR_TAB_FORWARD);
}

static void
clear_filter_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  axle_filter_bar_clear (AXLE_CUSTOMERS_VIEW (widget)->filter_bar);
}

static void
stop_search_cb (AxleCustomersView *self)
{
  self->open_first = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  axle_customer_list_set_search (self->list, NULL);
  axle_customer_table_focus (self->table);
}

/* Enter in the search opens the best match, which may still be looked for: a
 * scanner presses it within the same moment. */
static void
search_activated_cb (AxleCustomersView *self)
{
  axle_customer_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (axle_customer_list_get_busy (self->list))
    self->open_first = TRUE;
  else
    open_first (self);
}

static void
present_new (AxleCustomersView *self,
             const char        *typed)
{
  AdwDialog *dialog = axle_customer_dialog_new (self->workstation, NULL, typed);

  g_signal_connect_object (dialog, "closed", G_CALLBACK (show_draft), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
create_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (widget);
  present_new (self, g_str_equal (name, "customers.create-typed") ? axle_customer_list_get_search (self->list) : NULL);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  activated_cb (AXLE_CUSTOMERS_VIEW (widget));
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (AXLE_CUSTOMERS_VIEW (widget)->page), "customer.edit", NULL);
}

static void
show_tab_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (widget);

  if (self->page != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self->page), "customer.show-tab", parameter);
}

/* What the page of the customer does, by a key that is pressed anywhere in the view. */
static void
do_on_page (AxleCustomersView *self,
            const char        *action)
{
  if (self->page == NULL)
    return;
  adw_navigation_split_view_set_show_content (self->split, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->page), action, NULL);
}

static void
log_contact_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  do_on_page (AXLE_CUSTOMERS_VIEW (widget), "customer.log-contact");
}

static void
go_to_date_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  do_on_page (AXLE_CUSTOMERS_VIEW (widget), "customer.go-to-date");
}

static void
tag_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (widget);
  g_autoptr(GArray) ids = axle_customer_table_dup_selected (self->table);

  adw_dialog_present (axle_tag_dialog_new (self->workstation, (const AxleId *) (gpointer) ids->data, ids->len), widget);
}

static gboolean
forget_cb (gpointer data)
{
  AxleCustomersView *self = data;

  self->forget_id = 0;
  if (adw_navigation_split_view_get_content (self->split) == self->nobody)
    g_clear_object (&self->page);
  update_actions (self);
  return G_SOURCE_REMOVE;
}

/* Of somebody who is not there any more nothing stays, not even out of sight. The page goes
 * in a moment: it is what says so. */
static void
leave_profile_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (widget);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  if (self->page != NULL && adw_navigation_split_view_get_content (self->split) == ADW_NAVIGATION_PAGE (self->page))
    adw_navigation_split_view_set_content (self->split, self->nobody);
  if (self->forget_id == 0)
    self->forget_id = g_idle_add (forget_cb, self);
  update_actions (self);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (widget);
  g_autofree char *text = axle_customer_table_dup_text (self->table);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleExportFormat format = g_str_has_suffix (name, "vcard") ? AXLE_EXPORT_VCARD : AXLE_EXPORT_CSV;
  axle_export_customers (axle_window_of (widget), format, NULL, 0, axle_customer_list_get_condition (AXLE_CUSTOMERS_VIEW (widget)->list));
}

static void
export_selected_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (widget);
  g_autoptr(GArray) ids = axle_customer_table_dup_selected (self->table);

  axle_export_customers (axle_window_of (widget), AXLE_EXPORT_CSV, (const AxleId *) (gpointer) ids->data, ids->len, NULL);
}

typedef struct
{
  AxleWindow *window;
  guint       n_customers;
} Deleting;

static void
deleting_free (Deleting *deleting)
{
  g_object_unref (deleting->window);
  g_free (deleting);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deleting, deleting_free)

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Deleting) deleting = data;
  g_autofree char *toast =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u customer deleted", "%'u customers deleted", deleting->n_customers),
                     deleting->n_customers);

  axle_window_toast_saved (deleting->window, AXLE_WORKSTATION (source), result, toast);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (widget);
  g_autoptr(GArray) ids = axle_customer_table_dup_selected (self->table);
  Deleting *deleting = g_new0 (Deleting, 1);

  deleting->window = g_object_ref (axle_window_of (widget));
  deleting->n_customers = ids->len;
  axle_customers_delete_async (self->workstation, (const AxleId *) (gpointer) ids->data, ids->len, NULL,
                               deleted_cb, deleting);
}

static void
view_search (AxleView *view)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (view);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

static void
view_create (AxleView *view)
{
  gtk_widget_activate_action (GTK_WIDGET (view), "customers.create", NULL);
}

static void
view_show_record (AxleView         *view,
                  const AxleEntity *entity,
                  const AxleId     *id)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (view);
  AxleId customer;

  if (!axle_workstation_find_customer_of (self->workstation, entity, id, &customer))
    return;
  /* One who was made just now is not in the list yet; see busy_cb(). */
  if (!axle_customer_table_select (self->table, &customer))
    axle_customer_table_unselect (self->table);
  show_profile (self, &customer);
  update_actions (self);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static AdwDialog *
new_form_over (AxleCustomersView *self,
               const AxleRecord  *current)
{
  AxleId customer;
  g_autoptr(AxleRecord) ownership = NULL;

  if (!axle_workstation_find_customer_of (self->workstation, current->entity, &current->id, &customer))
    return NULL;
  if (current->entity == &axle_customer_entity)
    return axle_customer_dialog_new (self->workstation, current, NULL);
  if (current->entity == &axle_note_entity)
    return axle_note_dialog_new (self->workstation, &customer, current);
  if (current->entity != &axle_vehicle_entity)
    return NULL;
  ownership = axle_workstation_find_ownership (self->workstation, &current->id);
  return axle_vehicle_dialog_new (self->workstation, &customer, current, ownership);
}

static AdwDialog *
view_edit_record (AxleView         *view,
                  const AxleRecord *edited)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (view);
  g_autoptr(AxleRecord) current = axle_workstation_get_record (self->workstation, edited->entity, &edited->id);
  AdwDialog *dialog = current != NULL ? new_form_over (self, current) : NULL;

  if (dialog == NULL)
    return NULL;
  axle_record_dialog_lay_over (AXLE_RECORD_DIALOG (dialog), edited);
  adw_dialog_present (dialog, GTK_WIDGET (axle_window_of (GTK_WIDGET (self))));
  return dialog;
}

static void
view_import_file (AxleView *view,
                  GFile    *file)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (view);
  axle_import_customers (axle_window_of (GTK_WIDGET (self)), file);
}

static void
view_export_records (AxleView *view)
{
  gtk_widget_activate_action (GTK_WIDGET (view), "customers.export-csv", NULL);
}

static gboolean
has_focus_within (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static gboolean
view_leave (AxleView *view)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (view);

  gboolean was_on_page = adw_navigation_split_view_get_collapsed (self->split) &&
                         adw_navigation_split_view_get_show_content (self->split);

  if (self->page != NULL && axle_customer_page_leave_past (self->page))
    return TRUE;
  adw_navigation_split_view_set_show_content (self->split, FALSE);
  if (was_on_page)
    axle_customer_table_focus (self->table);
  else if (self->page != NULL && has_focus_within (GTK_WIDGET (self->page)) && axle_customer_table_focus (self->table))
    return TRUE;
  else if (axle_customer_table_get_n_selected (self->table) > 1)
    axle_customer_table_unselect (self->table);
  else if (is_searching (self))
    stop_search_cb (self);
  else
    return FALSE;
  return TRUE;
}

/* What there is on paper of a customer: the handbook of their cars. */
static void
view_print (AxleView *view)
{
  gtk_widget_activate_action (GTK_WIDGET (AXLE_CUSTOMERS_VIEW (view)->page), "customer.handbook", NULL);
}

static void
view_interface_init (AxleViewInterface *interface)
{
  interface->search = view_search;
  interface->create = view_create;
  interface->show_record = view_show_record;
  interface->edit_record = view_edit_record;
  interface->import_file = view_import_file;
  interface->export_records = view_export_records;
  interface->print = view_print;
  interface->leave = view_leave;
}

static void
axle_customers_view_dispose (GObject *object)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (object);

  g_clear_handle_id (&self->opened_id, g_source_remove);
  g_clear_handle_id (&self->forget_id, g_source_remove);
  g_clear_object (&self->page);
  g_clear_object (&self->recent);
  g_clear_object (&self->list);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_CUSTOMERS_VIEW);
  G_OBJECT_CLASS (axle_customers_view_parent_class)->dispose (object);
}

static gboolean
axle_customers_view_grab_focus (GtkWidget *widget)
{
  AxleCustomersView *self = AXLE_CUSTOMERS_VIEW (widget);

  return axle_customer_table_focus (self->table) || gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
axle_customers_view_class_init (AxleCustomersViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_customers_view_dispose;
  widget_class->grab_focus = axle_customers_view_grab_focus;
  g_type_ensure (AXLE_TYPE_CUSTOMER_TABLE);
  g_type_ensure (AXLE_TYPE_FILTER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/customers-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, split);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, search);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, draft_banner);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, create_typed);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, table);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, count);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, selection_box);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, nobody);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, several);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, several_status);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, list_menu);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, row_menu);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, filter_button);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomersView, filter_bar);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_install_action (widget_class, "customers.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "customers.create-typed", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "customers.continue", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "customers.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "customers.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "customers.show-tab", "s", show_tab_action);
  gtk_widget_class_install_action (widget_class, "customers.log-contact", NULL, log_contact_action);
  gtk_widget_class_install_action (widget_class, "customers.go-to-date", NULL, go_to_date_action);
  gtk_widget_class_install_action (widget_class, "customers.tag", NULL, tag_action);
  gtk_widget_class_install_action (widget_class, "customers.leave-profile", NULL, leave_profile_action);
  gtk_widget_class_install_action (widget_class, "customers.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "customers.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "customers.filter", NULL, toggle_filter_action);
  gtk_widget_class_install_action (widget_class, "customers.clear-filter", NULL, clear_filter_action);
  gtk_widget_class_install_action (widget_class, "customers.sort-opened", NULL, sort_opened_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "customers.filter", NULL);
  gtk_widget_class_install_action (widget_class, "customers.export-csv", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "customers.export-vcard", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "customers.export-selected", NULL, export_selected_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "customers.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "customers.log-contact", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "customers.go-to-date", NULL);
}

/* Keys that mean rows only while the table has the focus, not while one types.
 * Who comes last hears them first: before the search, which deletes with Delete too. */
static void
add_table_keys (AxleCustomersView *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_c, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("customers.copy")));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                                                          gtk_named_action_new ("customers.delete")));
  gtk_widget_add_controller (GTK_WIDGET (self->table), keys);
}

static void
axle_customers_view_init (AxleCustomersView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->table));
  add_table_keys (self);
  g_menu_append_submenu (self->list_menu, _("_Columns"), axle_customer_table_get_column_menu (self->table));
  axle_late_menu_set (self->menu_button, G_MENU_MODEL (self->list_menu));
  axle_customer_table_set_row_menu (self->table, self->row_menu);
}

GtkWidget *
axle_customers_view_new (AxleWorkstation *workstation)
{
  AxleCustomersView *self = g_object_new (AXLE_TYPE_CUSTOMERS_VIEW, NULL);

  self->workstation = g_object_ref (workstation);
  axle_filter_bar_set_workstation (self->filter_bar, workstation);
  self->recent = axle_recent_new (workstation);
  self->list = axle_customer_list_new (workstation);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::n-total", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
  axle_customer_table_set_list (self->table, self->list);
  show_count (self);
  show_draft (self);
  update_actions (self);
  return GTK_WIDGET (self);
}
