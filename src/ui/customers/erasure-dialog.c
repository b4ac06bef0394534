/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/erasure-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/privacy.h"
#include "core/party/customer.h"
#include "core/party/erasure.h"

typedef struct
{
  AxleWindow *window;
  AxleRecord *request;
  AdwSwitchRow *hold;
  AdwEntryRow  *reason;
  AdwEntryRow  *until;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_object_unref (self->window);
  axle_record_unref (self->request);
  g_free (self);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(AxleWindow) window = data;
  g_autoptr(GError) error = NULL;

  if (axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error) < 0)
    axle_window_toast_error (window, error);
  else
    axle_window_toast (window, _("The customer's data are deleted as soon as the server has heard of it"));
}

static void
answered_cb (Asking         *self,
             const char     *response,
             AdwAlertDialog *dialog)
{
  gboolean hold = adw_switch_row_get_active (self->hold);
  const char *until = gtk_editable_get_text (GTK_EDITABLE (self->until));

  if (!g_str_equal (response, "delete"))
    return;
  axle_erasure_carry_out_async (axle_window_get_workstation (self->window), self->request,
                                hold ? gtk_editable_get_text (GTK_EDITABLE (self->reason)) : NULL,
                                hold && *until != '\0' ? until : NULL, NULL, done_cb, g_object_ref (self->window));
}

/* Without a reason nothing is kept, and none is given that nobody can read. */
static void
update (AdwAlertDialog *dialog,
        GParamSpec     *property,
        GtkWidget      *row)
{
  Asking *self = g_object_get_data (G_OBJECT (dialog), "asking");
  gboolean hold = adw_switch_row_get_active (self->hold);

  gtk_widget_set_visible (GTK_WIDGET (self->reason), hold);
  gtk_widget_set_visible (GTK_WIDGET (self->until), hold);
  adw_alert_dialog_set_response_enabled (dialog, "delete", !hold || *gtk_editable_get_text (GTK_EDITABLE (self->reason)) != '\0');
}

static GtkWidget *
new_rows (Asking         *self,
          AdwAlertDialog *dialog,
          gboolean        again)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->hold = ADW_SWITCH_ROW (adw_switch_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->hold), _("Keep what the law asks for"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->hold), _("Repairs and sales stay, under a masked name"));
  adw_switch_row_set_active (self->hold, !again);
  self->reason = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason), _("Why it is kept"));
  gtk_editable_set_text (GTK_EDITABLE (self->reason), _("Files of repairs and accounts"));
  self->until = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->until), _("Until, as 2028-12-31"));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->hold));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->reason));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->until));
  gtk_widget_set_visible (GTK_WIDGET (self->hold), !again);
  g_signal_connect_object (self->hold, "notify::active", G_CALLBACK (update), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reason, "notify::text", G_CALLBACK (update), dialog, G_CONNECT_SWAPPED);
  return list;
}

void
axle_erasure_dialog_present (AxleWindow       *window,
                             const AxleRecord *customer,
                             const AxleRecord *request)
{
  AdwDialog *dialog = adw_alert_dialog_new (NULL, NULL);
  Asking *self = g_new0 (Asking, 1);
  gboolean again = !axle_erasure_is_open (request);

  self->window = g_object_ref (window);
  self->request = axle_record_ref ((AxleRecord *) request);
  adw_alert_dialog_set_heading (ADW_ALERT_DIALOG (dialog), _("Delete for Good?"));
  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog),
                                _("Numbers, addresses, notes, what was said, photos, answers and everything that was there before of %s go from the server and from every desk. Nobody can bring them back, not even with Undo."),
                                axle_record_get_text (customer, AXLE_CUSTOMER_NAME));
  g_object_set_data_full (G_OBJECT (dialog), "asking", self, asking_free);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), new_rows (self, ADW_ALERT_DIALOG (dialog), again));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  update (ADW_ALERT_DIALOG (dialog), NULL, NULL);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), self, NULL, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}
