/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/details-panel.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "core/party/customer.h"
#include "ui/widgets/value-row.h"

struct _AxleDetailsPanel
{
  AdwBin               parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GtkBox              *groups;
  AxleRecord          *shown; /* what the rows were made from */
};

G_DEFINE_FINAL_TYPE (AxleDetailsPanel, axle_details_panel, ADW_TYPE_BIN)

/* What is listed, and under which heading. */
static const guint person[] = {
  AXLE_CUSTOMER_TYPE, AXLE_CUSTOMER_GENDER, AXLE_CUSTOMER_BIRTHDAY, AXLE_CUSTOMER_OCCUPATION, AXLE_CUSTOMER_COMPANY,
  AXLE_CUSTOMER_CREDIT_CODE, AXLE_CUSTOMER_HOUSEHOLD, AXLE_CUSTOMER_CHILDREN, AXLE_CUSTOMER_CAR_USE,
};
static const guint reach[] = {
  AXLE_CUSTOMER_WECHAT, AXLE_CUSTOMER_EMAILS, AXLE_CUSTOMER_CITY, AXLE_CUSTOMER_ADDRESS,
  AXLE_CUSTOMER_CHANNEL, AXLE_CUSTOMER_TIMES,
};
static const guint care[] = {
  AXLE_CUSTOMER_ADVISOR, AXLE_CUSTOMER_CONSULTANT, AXLE_CUSTOMER_STAGE, AXLE_CUSTOMER_SOURCE,
};

static const struct
{
  const char  *title;
  const guint *fields;
  guint        n_fields;
} detail_groups[] = {
  { N_("Care"), care, G_N_ELEMENTS (care) },
  { N_("Reach"), reach, G_N_ELEMENTS (reach) },
  { N_("Person"), person, G_N_ELEMENTS (person) },
};

static void
add_group (AxleDetailsPanel *self,
           const AxleRecord *customer,
           const char       *title,
           const guint      *fields,
           guint             n_fields)
{
  GtkWidget *group = adw_preferences_group_new ();
  guint n_rows = 0;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; i < n_fields; i++)
    {
      const AxleField *field = &axle_customer_entity.fields[fields[i]];
      g_autofree char *value =
        axle_workstation_format_value (self->workstation, field, axle_record_get (customer, fields[i]));

      if (*value == '\0')
        continue;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), axle_value_row_new (axle_field_get_label (field), value));
      n_rows++;
    }
  if (n_rows > 0)
    gtk_box_append (self->groups, group);
  else
    g_object_unref (g_object_ref_sink (group));
}

/* What is unchanged is left alone, with the focus and what is selected in it. */
static void
show_details (AxleDetailsPanel *self)
{
  AxleRecord *customer = axle_customer_profile_get_customer (self->profile);
  GtkWidget *child;

  if (customer == NULL || (self->shown != NULL && axle_record_equal (self->shown, customer)))
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  for (guint i = 0; i < G_N_ELEMENTS (detail_groups); i++)
    add_group (self, customer, _(detail_groups[i].title), detail_groups[i].fields, detail_groups[i].n_fields);
  g_clear_pointer (&self->shown, axle_record_unref);
  self->shown = axle_record_ref (customer);
}

static void
axle_details_panel_dispose (GObject *object)
{
  AxleDetailsPanel *self = AXLE_DETAILS_PANEL (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  g_clear_pointer (&self->shown, axle_record_unref);
  G_OBJECT_CLASS (axle_details_panel_parent_class)->dispose (object);
}

static void
axle_details_panel_class_init (AxleDetailsPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_details_panel_dispose;
}

static void
axle_details_panel_init (AxleDetailsPanel *self)
{
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->groups));
}

GtkWidget *
axle_details_panel_new (AxleWorkstation     *workstation,
                        AxleCustomerProfile *profile)
{
  AxleDetailsPanel *self = g_object_new (AXLE_TYPE_DETAILS_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (show_details), self, G_CONNECT_SWAPPED);
  show_details (self);
  return GTK_WIDGET (self);
}
