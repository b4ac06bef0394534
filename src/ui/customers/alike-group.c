/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/alike-group.h"

#include <glib/gi18n-lib.h>

#include "app/duplicates.h"
#include "core/party/customer.h"
#include "core/party/phone.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"

struct _AxleAlikeGroup
{
  AdwPreferencesGroup  parent_instance;

  AxleWorkstation     *workstation;
  AxleForm            *customer;
  AxleForm            *vehicle;
  AxleId               chosen;
  GPtrArray           *rows;
  guint                timer;
  GCancellable        *cancellable;
};

G_DEFINE_FINAL_TYPE (AxleAlikeGroup, axle_alike_group, ADW_TYPE_PREFERENCES_GROUP)

static guint chosen_signal;

static void
chosen_cb (AxleAlikeGroup *self,
           GtkWidget      *row)
{
  AxleDuplicateItem *item = g_object_get_data (G_OBJECT (row), "item");

  self->chosen = axle_duplicate_item_get_customer (item, 1)->id;
  g_signal_emit (self, chosen_signal, 0);
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
new_row (AxleAlikeGroup    *self,
         AxleDuplicateItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *facts = dup_facts (item);
  g_autofree char *reasons = axle_duplicate_item_dup_reasons (item);
  g_autofree char *subtitle = *facts != '\0' ? g_strconcat (reasons, "\n", facts, NULL) : g_strdup (reasons);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 axle_record_get_text (axle_duplicate_item_get_customer (item, 1), AXLE_CUSTOMER_NAME));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_tooltip_text (row, _("Take this customer instead; what you typed is kept as a draft"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (chosen_cb), self);
  return row;
}

static void
show_alike (AxleAlikeGroup *self,
            GPtrArray      *alike)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < alike->len; i++)
    {
      GtkWidget *row = new_row (self, alike->pdata[i]);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), alike->len > 0);
}

static void
alike_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleAlikeGroup) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) alike = axle_duplicates_find_similar_finish (AXLE_WORKSTATION (source), result, &error);

  /* Cancelled: something else was typed, or the group is gone. */
  if (alike != NULL)
    show_alike (self, alike);
}

static void
stop_looking (AxleAlikeGroup *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
look_for_alike (gpointer data)
{
  AxleAlikeGroup *self = data;
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new ();

  self->timer = 0;
  stop_looking (self);
  self->cancellable = g_cancellable_new ();
  g_ptr_array_add (vehicles, (gpointer) axle_form_get_record (self->vehicle));
  axle_duplicates_find_similar_async (self->workstation, axle_form_get_record (self->customer), vehicles, self->cancellable,
                                      alike_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Once typing rests, and on another thread: a look-up must never stand between two key
 * presses, least of all those of an input method. */
static void
typed_cb (AxleAlikeGroup *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (250, look_for_alike, self);
}

static void
axle_alike_group_dispose (GObject *object)
{
  AxleAlikeGroup *self = AXLE_ALIKE_GROUP (object);

  stop_looking (self);
  g_clear_object (&self->customer);
  g_clear_object (&self->vehicle);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_alike_group_parent_class)->dispose (object);
}

static void
axle_alike_group_finalize (GObject *object)
{
  g_ptr_array_unref (AXLE_ALIKE_GROUP (object)->rows);
  G_OBJECT_CLASS (axle_alike_group_parent_class)->finalize (object);
}

static void
axle_alike_group_class_init (AxleAlikeGroupClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_alike_group_dispose;
  G_OBJECT_CLASS (class)->finalize = axle_alike_group_finalize;
  chosen_signal = g_signal_new ("chosen", AXLE_TYPE_ALIKE_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
axle_alike_group_init (AxleAlikeGroup *self)
{
  self->rows = g_ptr_array_new ();
}

GtkWidget *
axle_alike_group_new (AxleWorkstation *workstation,
                      AxleForm        *customer,
                      AxleForm        *vehicle)
{
  AxleAlikeGroup *self = g_object_new (AXLE_TYPE_ALIKE_GROUP, "title", _("Already Known?"), "visible", FALSE, NULL);

  self->workstation = g_object_ref (workstation);
  self->customer = g_object_ref (customer);
  self->vehicle = g_object_ref (vehicle);
  g_signal_connect_object (customer, "notify::record", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vehicle, "notify::record", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  /* What it begins with may be somebody's. */
  typed_cb (self);
  return GTK_WIDGET (self);
}

const AxleId *
axle_alike_group_get_chosen (AxleAlikeGroup *self)
{
  return &self->chosen;
}
