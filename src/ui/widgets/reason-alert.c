/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/reason-alert.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkEditable    *row;
  AxleReasonFunc  func;
  gpointer        user_data;
  GDestroyNotify  destroy;
} Asking;

static char *
dup_reason (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static void
typed_cb (GtkEditable    *row,
          AdwAlertDialog *dialog)
{
  g_autofree char *reason = dup_reason (row);

  adw_alert_dialog_set_response_enabled (dialog, "do", *reason != '\0');
}

static void
answered_cb (AdwAlertDialog *dialog,
             const char     *response,
             Asking         *self)
{
  g_autofree char *reason = dup_reason (self->row);

  if (g_str_equal (response, "do") && *reason != '\0')
    self->func (reason, self->user_data);
}

static void
free_asking (gpointer  data,
             GClosure *closure)
{
  Asking *self = data;

  self->destroy (self->user_data);
  g_free (self);
}

static GtkEditable *
add_row (AdwAlertDialog *dialog)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_entry_row_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Reason"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  adw_alert_dialog_set_extra_child (dialog, list);
  g_signal_connect_object (row, "changed", G_CALLBACK (typed_cb), dialog, 0);
  adw_dialog_set_focus (ADW_DIALOG (dialog), row);
  return GTK_EDITABLE (row);
}

AdwDialog *
axle_reason_alert_new (const char     *heading,
                       const char     *body,
                       const char     *label,
                       AxleReasonFunc  func,
                       gpointer        user_data,
                       GDestroyNotify  destroy)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  Asking *self = g_new0 (Asking, 1);

  self->row = add_row (dialog);
  self->func = func;
  self->user_data = user_data;
  self->destroy = destroy;
  adw_alert_dialog_add_responses (dialog, "back", _("_Go Back"), "do", label, NULL);
  adw_alert_dialog_set_response_appearance (dialog, "do", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled (dialog, "do", FALSE);
  adw_alert_dialog_set_default_response (dialog, "do");
  adw_alert_dialog_set_close_response (dialog, "back");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), self, free_asking, 0);
  return ADW_DIALOG (dialog);
}
