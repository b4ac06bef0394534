/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/customer-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "ui/customers/alike-group.h"
#include "ui/shell/window.h"

struct _AxleCustomerDialog
{
  AxleRecordDialog  parent_instance;

  AxleRecord       *before;
  AxleForm         *form;
  AxleForm         *vehicle;
  char             *typed;     /* what a new one begins with */
};

G_DEFINE_FINAL_TYPE (AxleCustomerDialog, axle_customer_dialog, AXLE_TYPE_RECORD_DIALOG)

static const guint identity[] = { AXLE_CUSTOMER_NAME, AXLE_CUSTOMER_PHONES, AXLE_CUSTOMER_TYPE };
static const guint reach[] = { AXLE_CUSTOMER_WECHAT, AXLE_CUSTOMER_EMAILS, AXLE_CUSTOMER_CITY, AXLE_CUSTOMER_ADDRESS };
static const guint vehicle[] = { AXLE_VEHICLE_PLATE, AXLE_VEHICLE_VIN, AXLE_VEHICLE_MODEL, AXLE_VEHICLE_POWERTRAIN };
static const guint person[] = {
  AXLE_CUSTOMER_PREFERRED_NAME, AXLE_CUSTOMER_GENDER, AXLE_CUSTOMER_BIRTHDAY, AXLE_CUSTOMER_OCCUPATION,
  AXLE_CUSTOMER_COMPANY, AXLE_CUSTOMER_CREDIT_CODE, AXLE_CUSTOMER_HOUSEHOLD, AXLE_CUSTOMER_CAR_USE,
};
static const guint care[] = {
  AXLE_CUSTOMER_STAGE, AXLE_CUSTOMER_ADVISOR, AXLE_CUSTOMER_CONSULTANT, AXLE_CUSTOMER_SOURCE, AXLE_CUSTOMER_TAGS,
};
static const guint preferences[] = { AXLE_CUSTOMER_CHANNEL, AXLE_CUSTOMER_TIMES };
static const guint consent[] = {
  AXLE_CUSTOMER_CONSENT_CONTACT, AXLE_CUSTOMER_CONSENT_MARKETING, AXLE_CUSTOMER_CONSENT_DRIVING,
};

#define GROUP(title, description, fields) { title, description, fields, G_N_ELEMENTS (fields) }

static const AxleFieldGroup first_groups[] = { GROUP (NULL, NULL, identity) };
static const AxleFieldGroup vehicle_groups[] = { GROUP (N_("Vehicle"), NULL, vehicle) };
static const AxleFieldGroup more_groups[] = {
  GROUP (N_("Reach"), NULL, reach),
  GROUP (N_("Person"), NULL, person),
  GROUP (N_("Care"), NULL, care),
  GROUP (N_("Contact Preferences"), NULL, preferences),
  GROUP (N_("Consent"), N_("Ask before you note a yes. A no anywhere counts everywhere."), consent),
};

static void
show_alike_cb (AxleCustomerDialog *self,
               AxleAlikeGroup     *group)
{
  AxleWindow *window = axle_window_of (GTK_WIDGET (self));

  if (window != NULL)
    axle_window_show_record (window, &axle_customer_entity, axle_alike_group_get_chosen (group));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
fill_new (AxleCustomerDialog *self)
{
  AxleRecordDialog *dialog = AXLE_RECORD_DIALOG (self);
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (dialog);
  g_autoptr(AxleRecord) customer = axle_customer_draft_new (workstation, &axle_customer_entity);
  g_autoptr(AxleRecord) car = axle_customer_draft_new (workstation, &axle_vehicle_entity);
  GtkWidget *alike;

  if (axle_record_get_text (customer, AXLE_CUSTOMER_TYPE) == NULL)
    axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, "person");
  self->form = axle_form_new (workstation, "customer/new", NULL, customer);
  self->vehicle = axle_form_new (workstation, "customer/new/vehicle", NULL, car);
  if (self->typed != NULL && !axle_form_is_resumed (self->form) && !axle_form_is_resumed (self->vehicle))
    {
      axle_customer_place_typed (self->form, self->vehicle, self->typed);
      g_clear_pointer (&self->typed, g_free);
    }
  axle_record_dialog_add_groups (dialog, self->form, first_groups, G_N_ELEMENTS (first_groups));

  alike = axle_alike_group_new (workstation, self->form, self->vehicle);
  g_signal_connect_object (alike, "chosen", G_CALLBACK (show_alike_cb), self, G_CONNECT_SWAPPED);
  axle_record_dialog_add_widget (dialog, alike);
  axle_record_dialog_add_groups (dialog, self->vehicle, vehicle_groups, G_N_ELEMENTS (vehicle_groups));
}

static void
axle_customer_dialog_fill (AxleRecordDialog *dialog)
{
  AxleCustomerDialog *self = AXLE_CUSTOMER_DIALOG (dialog);
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (dialog);

  g_clear_object (&self->form);
  g_clear_object (&self->vehicle);
  if (self->before == NULL)
    {
      fill_new (self);
    }
  else
    {
      g_autofree char *name = g_strconcat ("customer/", AXLE_ID_TEXT (&self->before->id), NULL);

      self->form = axle_form_new (workstation, name, self->before, self->before);
      axle_record_dialog_add_groups (dialog, self->form, first_groups, G_N_ELEMENTS (first_groups));
    }
  axle_record_dialog_add_groups (dialog, self->form, more_groups, G_N_ELEMENTS (more_groups));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleCustomerDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);
  AxleWindow *window = axle_window_of (GTK_WIDGET (self));

  if (error != NULL)
    {
      axle_record_dialog_failed (AXLE_RECORD_DIALOG (self), error);
      return;
    }
  axle_record_dialog_saved (AXLE_RECORD_DIALOG (self),
                            self->before == NULL ? _("Customer created") : _("Customer changed"), operation);
  /* After the dialog gave the focus back to where it was. */
  if (self->before == NULL && window != NULL)
    axle_window_show_record (window, &axle_customer_entity, &axle_form_get_record (self->form)->id);
}

static void
axle_customer_dialog_save (AxleRecordDialog *dialog)
{
  AxleCustomerDialog *self = AXLE_CUSTOMER_DIALOG (dialog);
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (dialog);
  const AxleRecord *customer = axle_form_get_record (self->form);
  g_autoptr(GPtrArray) more = g_ptr_array_new ();
  g_autoptr(AxleRecord) ownership = NULL;

  if (self->vehicle != NULL && axle_form_is_dirty (self->vehicle))
    {
      const AxleRecord *car = axle_form_get_record (self->vehicle);

      ownership = axle_ownership_draft_new (workstation, &customer->id, &car->id);
      g_ptr_array_add (more, NULL);
      g_ptr_array_add (more, (gpointer) car);
      g_ptr_array_add (more, NULL);
      g_ptr_array_add (more, ownership);
    }
  axle_customer_save_async (workstation, axle_form_get_before (self->form), customer, more, NULL,
                            saved_cb, g_object_ref (self));
}

static void
axle_customer_dialog_dispose (GObject *object)
{
  AxleCustomerDialog *self = AXLE_CUSTOMER_DIALOG (object);

  g_clear_object (&self->form);
  g_clear_object (&self->vehicle);
  g_clear_pointer (&self->before, axle_record_unref);
  g_clear_pointer (&self->typed, g_free);
  G_OBJECT_CLASS (axle_customer_dialog_parent_class)->dispose (object);
}

static void
axle_customer_dialog_class_init (AxleCustomerDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_customer_dialog_dispose;
  AXLE_RECORD_DIALOG_CLASS (class)->fill = axle_customer_dialog_fill;
  AXLE_RECORD_DIALOG_CLASS (class)->save = axle_customer_dialog_save;
}

static void
axle_customer_dialog_init (AxleCustomerDialog *self)
{
}

/**
 * axle_customer_dialog_new:
 * @workstation: the desk
 * @customer: (nullable): who is changed; %NULL for a new one
 * @typed: (nullable): what is known of a new one: a name, a number, a plate or a VIN
 */
AdwDialog *
axle_customer_dialog_new (AxleWorkstation  *workstation,
                          const AxleRecord *customer,
                          const char       *typed)
{
  AxleCustomerDialog *self = g_object_new (AXLE_TYPE_CUSTOMER_DIALOG, NULL);

  if (customer != NULL)
    self->before = axle_record_copy (customer);
  self->typed = typed != NULL && *typed != '\0' ? g_strdup (typed) : NULL;
  axle_record_dialog_construct (AXLE_RECORD_DIALOG (self), workstation,
                                customer == NULL ? _("New Customer") : _("Edit Customer"));
  return ADW_DIALOG (self);
}

/**
 * axle_customer_dialog_has_draft:
 * @workstation: the desk
 *
 * Returns: whether a new customer was begun and neither saved nor dropped
 */
gboolean
axle_customer_dialog_has_draft (AxleWorkstation *workstation)
{
  g_autoptr(GBytes) customer = axle_workstation_get_draft (workstation, "customer/new");
  g_autoptr(GBytes) car = axle_workstation_get_draft (workstation, "customer/new/vehicle");

  return customer != NULL || car != NULL;
}

void
axle_customer_dialog_focus_field (AxleCustomerDialog *self,
                                  guint               field)
{
  axle_record_dialog_focus_field (AXLE_RECORD_DIALOG (self), self->form, field);
}
