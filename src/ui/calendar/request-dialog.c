/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/request-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/customer-operations.h"
#include "core/appointment/request.h"
#include "core/party/contact.h"
#include "core/party/customer.h"

#define FEWEST_DIGITS 5

static const guint of_customer[] = {
  AXLE_REQUEST_WISH, AXLE_REQUEST_CHANNEL, AXLE_REQUEST_VEHICLE, AXLE_REQUEST_DAYS, AXLE_REQUEST_SINCE, AXLE_REQUEST_UNTIL,
  AXLE_REQUEST_RECEIVED_AT,
};
static const guint of_stranger[] = {
  AXLE_REQUEST_NAME, AXLE_REQUEST_PHONE, AXLE_REQUEST_WISH, AXLE_REQUEST_CHANNEL, AXLE_REQUEST_DAYS, AXLE_REQUEST_SINCE,
  AXLE_REQUEST_UNTIL, AXLE_REQUEST_RECEIVED_AT,
};
static const guint of_call[] = { AXLE_CONTACT_SUMMARY, AXLE_CONTACT_CHANNEL, AXLE_CONTACT_DIRECTION };

static const AxleFormDialogKind customer_kind = {
  of_customer, G_N_ELEMENTS (of_customer), 640, N_("Request noted"), N_("Request changed"), axle_request_save_async,
};
static const AxleFormDialogKind stranger_kind = {
  of_stranger, G_N_ELEMENTS (of_stranger), 680, N_("Request noted"), N_("Request changed"), axle_request_save_async,
};

static void
log_call (AxleWorkstation     *workstation,
          const AxleRecord    *before,
          const AxleRecord    *after,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  axle_contact_add_async (workstation, after, cancellable, callback, user_data);
}

static const AxleFormDialogKind call_kind = {
  of_call, G_N_ELEMENTS (of_call), 380, N_("Contact logged"), N_("Contact logged"), log_call,
};

static char *
dup_name (AxleWorkstation *workstation,
          const AxleId    *customer)
{
  g_autoptr(AxleRecord) record = axle_workstation_get_record (workstation, &axle_customer_entity, customer);

  return record != NULL ? axle_record_dup_title (record) : NULL;
}

/* What somebody was looked for by is a number or a name. */
static void
take_text (AxleRecord *request,
           const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  guint n_digits = 0;

  for (const char *p = plain; *p != '\0'; p++)
    n_digits += g_ascii_isdigit (*p);
  if (*plain != '\0')
    axle_record_set_text (request, n_digits >= FEWEST_DIGITS ? AXLE_REQUEST_PHONE : AXLE_REQUEST_NAME, plain);
}

AdwDialog *
axle_request_dialog_new (AxleWorkstation  *workstation,
                         const AxleId     *customer,
                         const char       *text,
                         const AxleRecord *before)
{
  gboolean known = !axle_id_is_none (customer);
  g_autoptr(AxleRecord) fresh = axle_request_draft_new (workstation, "phone");
  g_autofree char *name = known ? dup_name (workstation, customer) : NULL;
  g_autofree char *draft = g_strdup_printf ("request/%s", before != NULL ? AXLE_ID_TEXT (&before->id)
                                                          : known ? AXLE_ID_TEXT (customer) : "new");

  if (known)
    axle_record_set_id (fresh, AXLE_REQUEST_CUSTOMER, customer);
  else if (text != NULL)
    take_text (fresh, text);
  return axle_form_dialog_new (workstation, known ? &customer_kind : &stranger_kind,
                               before != NULL ? _("Edit Request") : _("New Request"), name, draft, before,
                               before != NULL ? before : fresh);
}

AdwDialog *
axle_call_dialog_new (AxleWorkstation *workstation,
                      const AxleId    *customer,
                      const AxleId    *vehicle)
{
  g_autoptr(AxleRecord) contact = axle_customer_draft_new (workstation, &axle_contact_entity);
  g_autofree char *name = dup_name (workstation, customer);
  g_autofree char *draft = g_strdup_printf ("request/call/%s", AXLE_ID_TEXT (customer));
  AxleRecord *staff = axle_workstation_get_staff (workstation);

  axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, customer);
  if (!axle_id_is_none (vehicle))
    axle_record_set_id (contact, AXLE_CONTACT_VEHICLE, vehicle);
  axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, "phone");
  axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "out");
  axle_record_set_integer (contact, AXLE_CONTACT_AT, axle_host_now (axle_host_get_default ()));
  if (staff != NULL)
    axle_record_set_id (contact, AXLE_CONTACT_STAFF, &staff->id);
  return axle_form_dialog_new (workstation, &call_kind, _("Log a Call"), name, draft, NULL, contact);
}

/* Declining. */

typedef struct
{
  AxleWorkstation     *workstation;
  AxleRecord          *request;
  GtkEditable         *reason;
  GAsyncReadyCallback  callback;
  gpointer             user_data;
} Declining;

static void
free_declining (gpointer  data,
                GClosure *closure)
{
  Declining *self = data;

  g_object_unref (self->workstation);
  axle_record_unref (self->request);
  g_clear_object (&self->user_data);
  g_free (self);
}

static void
declined_cb (AdwAlertDialog *dialog,
             const char     *response,
             Declining      *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));

  if (g_str_equal (response, "decline"))
    axle_request_close_async (self->workstation, self->request, "declined", reason, NULL, self->callback,
                              g_steal_pointer (&self->user_data));
}

static void
reason_cb (GtkEditable    *reason,
           AdwAlertDialog *dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (reason)));

  adw_alert_dialog_set_response_enabled (dialog, "decline", *text != '\0');
}

static GtkWidget *
add_reason (AdwAlertDialog *dialog)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_entry_row_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Reason"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  adw_alert_dialog_set_extra_child (dialog, list);
  g_signal_connect_object (row, "changed", G_CALLBACK (reason_cb), dialog, 0);
  adw_dialog_set_focus (ADW_DIALOG (dialog), row);
  return row;
}

/* @user_data: an object; taken. */
void
axle_request_decline (GtkWidget           *parent,
                      AxleWorkstation     *workstation,
                      const AxleRecord    *request,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Decline the Request?"), _("Say why, so that nobody asks again."));
  Declining *self = g_new0 (Declining, 1);

  self->workstation = g_object_ref (workstation);
  self->request = axle_record_copy (request);
  self->callback = callback;
  self->user_data = user_data;
  self->reason = GTK_EDITABLE (add_reason (ADW_ALERT_DIALOG (dialog)));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "back", _("_Go Back"), "decline", _("_Decline"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "decline", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (dialog), "decline", FALSE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "decline");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "back");
  g_signal_connect_data (dialog, "response", G_CALLBACK (declined_cb), self, free_declining, 0);
  adw_dialog_present (dialog, parent);
}
