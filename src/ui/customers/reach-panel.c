/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/reach-panel.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "core/party/customer.h"
#include "ui/widgets/copy-button.h"
#include "ui/widgets/value-row.h"

struct _AxleReachPanel
{
  AdwBin               parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GtkListBox          *list;
  char               **shown; /* the numbers that the rows were made from */
};

G_DEFINE_FINAL_TYPE (AxleReachPanel, axle_reach_panel, ADW_TYPE_BIN)

static GtkWidget *
new_row (AxleReachPanel *self,
         const char     *number,
         gboolean        main)
{
  g_auto(AxleValue) one = AXLE_VALUE_INIT;
  g_autofree char *text = NULL;
  GtkWidget *row, *copy = axle_copy_button_new ();

  axle_value_set_members (&one, (const char *[]) { number, NULL });
  text = axle_workstation_format_value (self->workstation, &axle_customer_entity.fields[AXLE_CUSTOMER_PHONES], &one);
  row = axle_value_row_new (main ? C_("phone", "Main number") : C_("phone", "Further number"), text);
  axle_copy_button_set_text (AXLE_COPY_BUTTON (copy), number, _("Copy Number"));
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), copy);
  return row;
}

/* What is unchanged is left alone, with the focus and what is selected in it. */
static void
show_numbers (AxleReachPanel *self)
{
  AxleRecord *customer = axle_customer_profile_get_customer (self->profile);
  g_auto(GStrv) numbers = customer != NULL ? axle_record_dup_members (customer, AXLE_CUSTOMER_PHONES) : g_new0 (char *, 1);

  if (self->shown != NULL && g_strv_equal ((const char * const *) self->shown, (const char * const *) numbers))
    return;
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; numbers[i] != NULL; i++)
    gtk_list_box_append (self->list, new_row (self, numbers[i], i == 0));
  gtk_widget_set_visible (GTK_WIDGET (self), numbers[0] != NULL);
  g_strfreev (self->shown);
  self->shown = g_steal_pointer (&numbers);
}

static void
axle_reach_panel_dispose (GObject *object)
{
  AxleReachPanel *self = AXLE_REACH_PANEL (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  g_clear_pointer (&self->shown, g_strfreev);
  G_OBJECT_CLASS (axle_reach_panel_parent_class)->dispose (object);
}

static void
axle_reach_panel_class_init (AxleReachPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_reach_panel_dispose;
}

static void
axle_reach_panel_init (AxleReachPanel *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Phone numbers"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

GtkWidget *
axle_reach_panel_new (AxleWorkstation     *workstation,
                      AxleCustomerProfile *profile)
{
  AxleReachPanel *self = g_object_new (AXLE_TYPE_REACH_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (show_numbers), self, G_CONNECT_SWAPPED);
  show_numbers (self);
  return GTK_WIDGET (self);
}
