/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/request-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/customer-operations.h"
#include "core/appointment/request.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "ui/calendar/service-menu.h"

#define FEWEST_DIGITS 5

/* What for, and in which words, without scrolling. */
#define HEIGHT 720

static const guint of_customer[] = {
  AXLE_REQUEST_WISH, AXLE_REQUEST_CHANNEL, AXLE_REQUEST_VEHICLE, AXLE_REQUEST_DAYS, AXLE_REQUEST_SINCE, AXLE_REQUEST_UNTIL,
  AXLE_REQUEST_RECEIVED_AT,
};
static const guint of_stranger[] = {
  AXLE_REQUEST_NAME, AXLE_REQUEST_PHONE, AXLE_REQUEST_WISH, AXLE_REQUEST_CHANNEL, AXLE_REQUEST_DAYS, AXLE_REQUEST_SINCE,
  AXLE_REQUEST_UNTIL, AXLE_REQUEST_RECEIVED_AT,
};
static const guint of_call[] = { AXLE_CONTACT_SUMMARY, AXLE_CONTACT_CHANNEL, AXLE_CONTACT_DIRECTION };

/* Who knows what for goes on to say the rest in their own words. */
static void
services_done_cb (GtkWidget *group)
{
  gtk_widget_child_focus (gtk_widget_get_next_sibling (group), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
new_services (AxleWorkstation *workstation,
              AxleForm        *form)
{
  g_autoptr(AxleServiceChoice) choice = axle_service_choice_new (workstation, form, AXLE_REQUEST_SERVICES);
  GtkWidget *services = axle_service_menu_new (choice);
  GtkWidget *group = axle_service_menu_group_new (services);

  g_signal_connect_object (services, "done", G_CALLBACK (services_done_cb), group, G_CONNECT_SWAPPED);
  return group;
}

static const AxleFormDialogKind customer_kind = {
  of_customer, G_N_ELEMENTS (of_customer), HEIGHT, N_("Request noted"), N_("Request changed"), axle_request_save_async, NULL,
  new_services, 0,
};
static const AxleFormDialogKind stranger_kind = {
  of_stranger, G_N_ELEMENTS (of_stranger), HEIGHT, N_("Request noted"), N_("Request changed"), axle_request_save_async, NULL,
  new_services, 2,
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
