/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/customer-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/duplicates.h"
#include "core/party/customer.h"
#include "core/party/phone.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"
#include "core/vehicle/vin.h"
#include "ui/shell/window.h"

struct _AxleCustomerDialog
{
  AxleRecordDialog  parent_instance;

  AxleRecord       *before;
  AxleForm         *form;
  AxleForm         *vehicle;
  char             *typed;     /* what a new one begins with */
  GtkWidget        *alike;
  GPtrArray        *alike_rows;
  guint             alike_timer;
  GCancellable     *alike_cancellable;
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
               GtkWidget          *row)
{
  AxleDuplicateItem *item = g_object_get_data (G_OBJECT (row), "item");
  AxleWindow *window = axle_window_of (GTK_WIDGET (self));

  if (window != NULL)
    axle_window_show_record (window, &axle_customer_entity, &axle_duplicate_item_get_customer (item, 1)->id);
  adw_dialog_close (ADW_DIALOG (self));
}

static char *
dup_facts (AxleDuplicateItem *item)
{
  const AxleRecord *customer = axle_duplicate_item_get_customer (item, 1);
  GPtrArray *vehicles = axle_duplicate_item_get_vehicles (item, 1);
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_autofree char *phone = axle_record_dup_first_member (customer, AXLE_CUSTOMER_PHONES);
  g_autofree char *shown = phone != NULL ? axle_phone_format (phone) : NULL;
  g_auto(GStrv) all = NULL;

  if (shown != NULL)
    g_strv_builder_add (parts, shown);
  for (guint i = 0; i < vehicles->len; i++)
    {
      const char *plate = axle_record_get_text (vehicles->pdata[i], AXLE_VEHICLE_PLATE);
      const char *model = axle_record_get_text (vehicles->pdata[i], AXLE_VEHICLE_MODEL);

      if (plate != NULL)
        g_strv_builder_take (parts, axle_plate_format (plate));
      else if (model != NULL)
        g_strv_builder_add (parts, model);
    }
  if (axle_record_get_text (customer, AXLE_CUSTOMER_COMPANY) != NULL)
    g_strv_builder_add (parts, axle_record_get_text (customer, AXLE_CUSTOMER_COMPANY));
  all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
}

static GtkWidget *
new_alike_row (AxleCustomerDialog *self,
               AxleDuplicateItem  *item)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *facts = dup_facts (item);
  g_autofree char *reasons = axle_duplicate_item_dup_reasons (item);
  g_autofree char *subtitle = *facts != '\0' ? g_strconcat (reasons, "\n", facts, NULL) : g_strdup (reasons);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 axle_record_get_text (axle_duplicate_item_get_customer (item, 1), AXLE_CUSTOMER_NAME));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_tooltip_text (row, _("Open this customer instead; what you typed is kept as a draft"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (show_alike_cb), self);
  return row;
}

static void
show_alike (AxleCustomerDialog *self,
            GPtrArray          *alike)
{
  for (guint i = 0; i < self->alike_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->alike), self->alike_rows->pdata[i]);
  g_ptr_array_set_size (self->alike_rows, 0);
  for (guint i = 0; i < alike->len; i++)
    {
      GtkWidget *row = new_alike_row (self, alike->pdata[i]);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->alike), row);
      g_ptr_array_add (self->alike_rows, row);
    }
  gtk_widget_set_visible (self->alike, alike->len > 0);
}

static void
alike_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleCustomerDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) alike = axle_duplicates_find_similar_finish (AXLE_WORKSTATION (source), result, &error);

  /* Cancelled: something else was typed, or the dialog is gone. */
  if (alike != NULL && self->alike != NULL)
    show_alike (self, alike);
}

static void
stop_looking (AxleCustomerDialog *self)
{
  g_clear_handle_id (&self->alike_timer, g_source_remove);
  g_cancellable_cancel (self->alike_cancellable);
  g_clear_object (&self->alike_cancellable);
}

static gboolean
look_for_alike (gpointer data)
{
  AxleCustomerDialog *self = data;
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new ();

  self->alike_timer = 0;
  stop_looking (self);
  self->alike_cancellable = g_cancellable_new ();
  g_ptr_array_add (vehicles, (gpointer) axle_form_get_record (self->vehicle));
  axle_duplicates_find_similar_async (axle_record_dialog_get_workstation (AXLE_RECORD_DIALOG (self)),
                                      axle_form_get_record (self->form), vehicles, self->alike_cancellable, alike_cb,
                                      g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Once typing rests, and on another thread: a look-up must never stand between two key
 * presses, least of all those of an input method. */
static void
typed_cb (AxleCustomerDialog *self)
{
  g_clear_handle_id (&self->alike_timer, g_source_remove);
  self->alike_timer = g_timeout_add (250, look_for_alike, self);
}

/* What was looked for in vain goes where it belongs: a plate, a VIN, a number, a name. */
static void
take_typed (AxleCustomerDialog *self)
{
  g_autofree char *vin = axle_vin_normalise (self->typed);
  g_autoptr(AxlePlate) plate = axle_plate_judge (self->typed);
  gsize n_digits = 0;
  gboolean is_number = TRUE;

  for (const char *sign = self->typed; *sign != '\0'; sign++)
    {
      n_digits += g_ascii_isdigit (*sign) ? 1 : 0;
      is_number = is_number && (g_ascii_isdigit (*sign) || strchr ("+-() ", *sign) != NULL);
    }
  if (plate->ok)
    axle_form_set_typed (self->vehicle, AXLE_VEHICLE_PLATE, self->typed);
  else if (strlen (vin) == 17 && n_digits > 0 && !is_number)
    axle_form_set_typed (self->vehicle, AXLE_VEHICLE_VIN, vin);
  else if (is_number && n_digits > 0)
    axle_form_set_typed (self->form, AXLE_CUSTOMER_PHONES, self->typed);
  else
    axle_form_set_typed (self->form, AXLE_CUSTOMER_NAME, self->typed);
  g_clear_pointer (&self->typed, g_free);
}

static void
fill_new (AxleCustomerDialog *self)
{
  AxleRecordDialog *dialog = AXLE_RECORD_DIALOG (self);
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (dialog);
  g_autoptr(AxleRecord) customer = axle_customer_draft_new (workstation, &axle_customer_entity);
  g_autoptr(AxleRecord) car = axle_customer_draft_new (workstation, &axle_vehicle_entity);

  if (axle_record_get_text (customer, AXLE_CUSTOMER_TYPE) == NULL)
    axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, "person");
  self->form = axle_form_new (workstation, "customer/new", NULL, customer);
  self->vehicle = axle_form_new (workstation, "customer/new/vehicle", NULL, car);
  if (self->typed != NULL && !axle_form_is_resumed (self->form) && !axle_form_is_resumed (self->vehicle))
    take_typed (self);
  axle_record_dialog_add_groups (dialog, self->form, first_groups, G_N_ELEMENTS (first_groups));

  self->alike = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->alike), _("Already Known?"));
  gtk_widget_set_visible (self->alike, FALSE);
  g_ptr_array_set_size (self->alike_rows, 0);
  axle_record_dialog_add_widget (dialog, self->alike);
  g_signal_connect_object (self->form, "notify::record", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->vehicle, "notify::record", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);

  axle_record_dialog_add_groups (dialog, self->vehicle, vehicle_groups, G_N_ELEMENTS (vehicle_groups));
  /* What it begins with may be somebody's. */
  typed_cb (self);
}

static void
axle_customer_dialog_fill (AxleRecordDialog *dialog)
{
  AxleCustomerDialog *self = AXLE_CUSTOMER_DIALOG (dialog);
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (dialog);

  stop_looking (self);
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

static AxleRecord *
new_ownership (AxleWorkstation  *workstation,
               const AxleRecord *customer,
               const AxleRecord *car)
{
  AxleRecord *ownership = axle_customer_draft_new (workstation, &axle_ownership_entity);

  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &customer->id);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &car->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
  return ownership;
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

      ownership = new_ownership (workstation, customer, car);
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

  stop_looking (self);
  g_clear_object (&self->form);
  g_clear_object (&self->vehicle);
  g_clear_pointer (&self->alike_rows, g_ptr_array_unref);
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
  self->alike_rows = g_ptr_array_new ();
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
