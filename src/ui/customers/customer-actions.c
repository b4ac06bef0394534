/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/customer-actions.h"

#include <glib/gi18n-lib.h>

#include "app/customer-chips.h"
#include "app/customer-operations.h"
#include "app/format.h"
#include "app/relations.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "ui/calendar/batch-dialog.h"
#include "ui/calendar/booking-dialog.h"
#include "ui/customers/customer-chooser.h"
#include "ui/customers/customer-dialog.h"
#include "ui/customers/export-dialog.h"
#include "ui/customers/log-actions.h"
#include "ui/customers/merge-dialog.h"
#include "ui/customers/note-dialog.h"
#include "ui/customers/relation-dialog.h"
#include "ui/customers/tag-dialog.h"
#include "ui/customers/timeline-panel.h"
#include "ui/customers/vehicle-dialog.h"
#include "ui/photos/photo-grid.h"
#include "ui/shell/window.h"

/* Actions are insensitive while nobody is shown. */
static AxleRecord *
get_customer (AxleCustomerPage *self)
{
  return axle_customer_profile_get_customer (axle_customer_page_get_profile (self));
}


static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  AdwDialog *dialog = axle_customer_dialog_new (axle_customer_page_get_workstation (self), get_customer (self), NULL);

  g_signal_connect_object (dialog, "closed", G_CALLBACK (axle_customer_page_show_draft), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_dialog_present (dialog, widget);
}

static void
book_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  adw_dialog_present (axle_booking_dialog_new_for (axle_customer_page_get_workstation (self), axle_customer_page_get_customer (self), NULL),
                      widget);
}

static void
book_several_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  adw_dialog_present (axle_batch_dialog_new (axle_customer_page_get_workstation (self), axle_customer_page_get_customer (self)),
                      widget);
}

static void
show_appointment_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  AxleDossier *dossier = axle_customer_profile_get_dossier (axle_customer_page_get_profile (self));
  AxleRecord *next = axle_customer_find_next_appointment (dossier);

  if (next != NULL)
    adw_dialog_present (axle_booking_dialog_new (axle_customer_page_get_workstation (self), next, NULL, NULL), widget);
}

static void
add_vehicle_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  adw_dialog_present (axle_vehicle_dialog_new (axle_customer_page_get_workstation (self), axle_customer_page_get_customer (self), NULL, NULL),
                      widget);
}

static void
add_note_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  adw_dialog_present (axle_note_dialog_new (axle_customer_page_get_workstation (self), axle_customer_page_get_customer (self), NULL), widget);
}

static void
add_photos_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  axle_customer_page_show_tab (self, "photos");
  axle_photos_choose (widget, axle_customer_page_get_workstation (self), axle_customer_page_get_customer (self));
}

static void
show_tab_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  axle_customer_page_show_tab (AXLE_CUSTOMER_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
show_only (AxleCustomerPage  *self,
           AxleTimelineGroup  group,
           const AxleId      *car)
{
  axle_customer_page_show_tab (self, "timeline");
  axle_timeline_panel_show_only (AXLE_TIMELINE_PANEL (axle_customer_page_get_panel (self, "timeline")), group, car);
}

static void
show_timeline_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  const char *group = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < AXLE_TIMELINE_N_GROUPS; i++)
    if (g_str_equal (axle_timeline_group_get_name (i), group))
      show_only (AXLE_CUSTOMER_PAGE (widget), i, NULL);
}

static void
show_car_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleId car;

  if (axle_id_parse (g_variant_get_string (parameter, NULL), &car))
    show_only (AXLE_CUSTOMER_PAGE (widget), AXLE_TIMELINE_N_GROUPS, &car);
}

static void
leave_past_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  axle_customer_page_leave_past (AXLE_CUSTOMER_PAGE (widget));
}

static void
show_photos_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  axle_customer_page_show_tab (AXLE_CUSTOMER_PAGE (widget), "photos");
}

static void
log_contact_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  axle_customer_page_show_tab (self, "timeline");
  gtk_widget_activate_action (axle_customer_page_get_panel (self, "timeline"), "timeline.log-contact", NULL);
}

static void
go_to_date_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  axle_customer_page_show_tab (self, "timeline");
  gtk_widget_activate_action (axle_customer_page_get_panel (self, "timeline"), "timeline.go-to-date", NULL);
}

/* What tells of some records, and for what they are looked at. */
static void
show_records_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  axle_customer_page_show_tab (self, "timeline");
  gtk_widget_activate_action_variant (axle_customer_page_get_panel (self, "timeline"), "timeline.show-records", parameter);
}

static void
tagged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Tag removed"));
}

static void
remove_tag_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  const char *tags[] = { g_variant_get_string (parameter, NULL), NULL };

  /* The button that was pressed goes away, and the focus with it. */
  axle_customer_page_focus (self);
  axle_customers_tag_async (axle_customer_page_get_workstation (self), axle_customer_page_get_customer (self), 1, NULL,
                            tags, NULL, tagged_cb, g_object_ref (axle_window_of (widget)));
}

static void
tag_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  adw_dialog_present (axle_tag_dialog_new (axle_customer_page_get_workstation (self), axle_customer_page_get_customer (self), 1), widget);
}

static void
show_history_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  axle_customer_page_show_tab (AXLE_CUSTOMER_PAGE (widget), "history");
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  g_autofree char *title = axle_record_dup_title (get_customer (self));
  g_autofree char *phones =
    axle_workstation_format_value (axle_customer_page_get_workstation (self),
                                   &axle_customer_entity.fields[AXLE_CUSTOMER_PHONES],
                                   axle_record_get (get_customer (self), AXLE_CUSTOMER_PHONES));
  g_autofree char *text = g_strjoin ("\t", title, phones, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  axle_export_customers (axle_window_of (widget), AXLE_EXPORT_VCARD, axle_customer_page_get_customer (self), 1, NULL);
}

static void
decide_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  AxleId record;
  const AxleEntity *entity = axle_customer_profile_get_contested (axle_customer_page_get_profile (self), &record);

  if (entity != NULL)
    axle_window_show_conflicts (axle_window_of (widget), entity, &record);
}

static void
relation_chosen_cb (AxleCustomerPage    *self,
                    AxleCustomerChooser *chooser)
{
  AxleWorkstation *workstation = axle_customer_page_get_workstation (self);
  g_autoptr(AxleRecord) other = axle_workstation_get_record (workstation, &axle_customer_entity,
                                                             axle_customer_chooser_get_chosen (chooser));
  g_autoptr(AxleRecord) relation = NULL;

  if (other == NULL || get_customer (self) == NULL)
    return;
  relation = axle_relation_draft_new (workstation, get_customer (self), other);
  adw_dialog_present (axle_relation_dialog_new (workstation, relation, TRUE), GTK_WIDGET (self));
}

static void
add_relation_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  AdwDialog *chooser = axle_customer_chooser_new (axle_customer_page_get_workstation (self), _("Related to Whom?"),
                                                  axle_customer_page_get_customer (self));

  g_signal_connect_object (chooser, "chosen", G_CALLBACK (relation_chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (chooser, widget);
}

static void
merge_chosen_cb (AxleCustomerPage    *self,
                 AxleCustomerChooser *chooser)
{
  AdwDialog *dialog = axle_merge_dialog_new (axle_customer_page_get_workstation (self), axle_customer_page_get_customer (self),
                                             axle_customer_chooser_get_chosen (chooser), NULL, -1);

  if (dialog != NULL)
    adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
merge_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  AdwDialog *chooser = axle_customer_chooser_new (axle_customer_page_get_workstation (self), _("Merge With…"),
                                                  axle_customer_page_get_customer (self));

  g_signal_connect_object (chooser, "chosen", G_CALLBACK (merge_chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (chooser, widget);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Customer deleted"));
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  axle_customers_delete_async (axle_customer_page_get_workstation (self), axle_customer_page_get_customer (self), 1, NULL,
                               deleted_cb, g_object_ref (axle_window_of (widget)));
}


/* What needs a right changes or gives away the customer; the rest only looks. */
static const struct
{
  const char                  *name;
  const char                  *parameter;
  GtkWidgetActionActivateFunc  activate;
  const char                  *right;
} actions[] = {
  { "customer.edit", NULL, edit_action, "customers.write" },
  { "customer.book", NULL, book_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "customer.book-several", NULL, book_several_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "customer.show-appointment", "s", show_appointment_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "customer.add-vehicle", NULL, add_vehicle_action, "customers.write" },
  { "customer.add-note", NULL, add_note_action, "customers.write" },
  { "customer.add-relation", NULL, add_relation_action, "customers.write" },
  { "customer.add-photos", NULL, add_photos_action, "customers.write" },
  { "customer.log-contact", NULL, log_contact_action, "customers.write" },
  { "customer.tag", NULL, tag_action, "customers.write" },
  { "customer.remove-tag", "s", remove_tag_action, "customers.write" },
  { "customer.export", NULL, export_action, "customers.export" },
  { "customer.merge", NULL, merge_action, "customers.merge" },
  { "customer.delete", NULL, delete_action, "customers.delete" },
  { "customer.show-tab", "s", show_tab_action, NULL },
  { "customer.show-timeline", "s", show_timeline_action, NULL },
  { "customer.show-car", "s", show_car_action, NULL },
  { "customer.leave-past", NULL, leave_past_action, NULL },
  { "customer.show-records", "(sas)", show_records_action, NULL },
  { "customer.show-photos", NULL, show_photos_action, NULL },
  { "customer.show-history", NULL, show_history_action, NULL },
  { "customer.go-to-date", NULL, go_to_date_action, NULL },
  { "customer.copy", NULL, copy_action, NULL },
  { "customer.decide", NULL, decide_action, NULL },
};

void
axle_customer_actions_install (GtkWidgetClass *class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (class, actions[i].name, actions[i].parameter, actions[i].activate);
  axle_log_actions_install (class);
}

static gboolean
may_book_several (AxleCustomerProfile *profile)
{
  AxleRecord *customer = profile != NULL ? axle_customer_profile_get_customer (profile) : NULL;

  return customer != NULL && g_strcmp0 (axle_record_get_text (customer, AXLE_CUSTOMER_TYPE), "company") == 0 &&
         g_list_model_get_n_items (axle_customer_profile_get_vehicles (profile)) > 1 &&
         axle_customer_profile_may (profile, AXLE_RIGHT_APPOINTMENTS_WRITE);
}

void
axle_customer_actions_update (AxleCustomerPage *page)
{
  AxleCustomerProfile *profile = axle_customer_page_get_profile (page);
  gboolean known = profile != NULL && axle_customer_profile_get_customer (profile) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (page), actions[i].name,
                                   known && (actions[i].right == NULL ||
                                             axle_customer_profile_may (profile, actions[i].right)));
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "customer.book-several", may_book_several (profile));
  axle_log_actions_update (page, known);
}
