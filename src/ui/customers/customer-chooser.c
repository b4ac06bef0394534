/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/customer-chooser.h"

#include <glib/gi18n-lib.h>

#include "app/command-search.h"

/* More are better found by another letter than by scrolling. */
#define FOUND_LIMIT 30

struct _AxleCustomerChooser
{
  AdwDialog        parent_instance;
  AxleWorkstation *workstation;
  AxleId           except;
  AxleId           chosen;

  GtkEditable     *entry;
  GtkListBox      *list;
  GtkLabel        *empty;
  GtkWidget       *other;
};

G_DEFINE_FINAL_TYPE (AxleCustomerChooser, axle_customer_chooser, ADW_TYPE_DIALOG)

static guint chosen_signal;

static void
add_row (AxleCustomerChooser *self,
         AxleFoundItem       *found)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", axle_found_item_get_detail (found), axle_found_item_get_markup (found));
  g_autofree char *title = g_markup_escape_text (axle_found_item_get_title (found), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "found", g_object_ref (found), g_object_unref);
  gtk_list_box_append (self->list, row);
}

/* The entry waits a moment after the last key, so that an input method never waits. */
static void
typed_cb (AxleCustomerChooser *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autoptr(GListModel) found = axle_workstation_search (self->workstation, text, FOUND_LIMIT);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr(AxleFoundItem) item = g_list_model_get_item (found, i);

      if (!axle_id_equal (axle_found_item_get_customer (item), &self->except))
        add_row (self, item);
    }
  gtk_label_set_label (self->empty, *text == '\0' ? _("Type a name, a number or a plate.") : _("Nobody is found by this."));
}

static void
choose (AxleCustomerChooser *self,
        const AxleId        *customer)
{
  g_autoptr(AxleCustomerChooser) alive = g_object_ref (self);

  self->chosen = *customer;
  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, chosen_signal, 0);
}

static void
activated_cb (AxleCustomerChooser *self,
              GtkListBoxRow       *row)
{
  choose (self, axle_found_item_get_customer (g_object_get_data (G_OBJECT (row), "found")));
}

static void
other_cb (AxleCustomerChooser *self)
{
  choose (self, &AXLE_ID_NONE);
}

static void
entered_cb (AxleCustomerChooser *self)
{
  GtkListBoxRow *first;

  typed_cb (self);
  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (first != NULL)
    activated_cb (self, first);
  else if (gtk_widget_get_visible (self->other))
    other_cb (self);
}

static void
stop_cb (AxleCustomerChooser *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
axle_customer_chooser_dispose (GObject *object)
{
  AxleCustomerChooser *self = AXLE_CUSTOMER_CHOOSER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_CUSTOMER_CHOOSER);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_customer_chooser_parent_class)->dispose (object);
}

static void
axle_customer_chooser_class_init (AxleCustomerChooserClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_customer_chooser_dispose;
  chosen_signal = g_signal_new ("chosen", G_OBJECT_CLASS_TYPE (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/customer-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerChooser, list);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerChooser, empty);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerChooser, other);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
axle_customer_chooser_init (AxleCustomerChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
axle_customer_chooser_new (AxleWorkstation *workstation,
                           const char      *title,
                           const AxleId    *except)
{
  AxleCustomerChooser *self = g_object_new (AXLE_TYPE_CUSTOMER_CHOOSER, "title", title, NULL);

  self->workstation = g_object_ref (workstation);
  self->except = *except;
  typed_cb (self);
  return ADW_DIALOG (self);
}

const AxleId *
axle_customer_chooser_get_chosen (AxleCustomerChooser *self)
{
  return &self->chosen;
}

void
axle_customer_chooser_offer_other (AxleCustomerChooser *self,
                                   const char          *label)
{
  gtk_button_set_use_underline (GTK_BUTTON (self->other), TRUE);
  gtk_button_set_label (GTK_BUTTON (self->other), label);
  gtk_widget_set_visible (self->other, TRUE);
}

const char *
axle_customer_chooser_get_text (AxleCustomerChooser *self)
{
  return gtk_editable_get_text (self->entry);
}
