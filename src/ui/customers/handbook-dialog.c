/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/handbook-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/customer-profile.h"
#include "app/handbook.h"
#include "core/vehicle/vehicle.h"
#include "ui/widgets/plate-badge.h"

struct _AxleHandbookDialog
{
  AxlePaperDialog  parent_instance;

  AxleWorkstation *workstation;
  GListModel      *vehicles;
  GCancellable    *cancellable;
  GtkDropDown     *cars;
};

G_DEFINE_FINAL_TYPE (AxleHandbookDialog, axle_handbook_dialog, AXLE_TYPE_PAPER_DIALOG)

static AxleRecord *
get_car (AxleHandbookDialog *self)
{
  g_autoptr(AxleProfileVehicle) item = g_list_model_get_item (self->vehicles, gtk_drop_down_get_selected (self->cars));

  return item != NULL ? axle_profile_vehicle_get_vehicle (item) : NULL;
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(AxleHandbookDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleHandbook) handbook = axle_handbook_make_finish (result, &error);
  g_autofree char *title = NULL, *file = NULL;
  AxlePaper *paper;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (handbook == NULL)
    {
      axle_paper_dialog_fail (AXLE_PAPER_DIALOG (self), error);
      return;
    }
  paper = axle_handbook_get_paper (handbook);
  title = axle_record_dup_title (get_car (self));
  file = g_strdup_printf ("%s-%s.pdf", axle_paper_get_subject (paper), title);
  axle_paper_dialog_show (AXLE_PAPER_DIALOG (self), paper, file);
}

static void
show_car_cb (AxleHandbookDialog *self)
{
  const AxleRecord *car = self->vehicles != NULL ? get_car (self) : NULL;

  if (car == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  axle_paper_dialog_begin (AXLE_PAPER_DIALOG (self));
  axle_handbook_make_async (self->workstation, &car->id, g_get_real_time (), self->cancellable, made_cb, g_object_ref (self));
}

static void
axle_handbook_dialog_dispose (GObject *object)
{
  AxleHandbookDialog *self = AXLE_HANDBOOK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->vehicles);
  G_OBJECT_CLASS (axle_handbook_dialog_parent_class)->dispose (object);
  g_clear_object (&self->workstation);
}

static void
axle_handbook_dialog_class_init (AxleHandbookDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_handbook_dialog_dispose;
}

static void
axle_handbook_dialog_init (AxleHandbookDialog *self)
{
  self->cars = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->cars), _("Vehicle"));
  g_signal_connect_object (self->cars, "notify::selected", G_CALLBACK (show_car_cb), self, G_CONNECT_SWAPPED);
  axle_paper_dialog_construct (AXLE_PAPER_DIALOG (self), _("Care Handbook"), _("Care handbook saved"));
  axle_paper_dialog_add_choice (AXLE_PAPER_DIALOG (self), GTK_WIDGET (self->cars));
}

static guint
list_cars (AxleHandbookDialog *self,
           const AxleId       *first)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->vehicles); i++)
    {
      g_autoptr(AxleProfileVehicle) item = g_list_model_get_item (self->vehicles, i);
      const AxleRecord *car = axle_profile_vehicle_get_vehicle (item);
      g_autofree char *title = axle_plate_dup_name (car);

      gtk_string_list_append (titles, title != NULL ? title : _("Vehicle"));
      if (first != NULL && axle_id_equal (first, &car->id))
        selected = i;
    }
  gtk_drop_down_set_model (self->cars, G_LIST_MODEL (titles));
  gtk_widget_set_visible (GTK_WIDGET (self->cars), g_list_model_get_n_items (self->vehicles) > 1);
  return selected;
}

AdwDialog *
axle_handbook_dialog_new (AxleWorkstation *workstation,
                          GListModel      *vehicles,
                          const AxleId    *first)
{
  AxleHandbookDialog *self = g_object_new (AXLE_TYPE_HANDBOOK_DIALOG, NULL);
  g_autoptr(GListStore) kept = g_list_store_new (AXLE_TYPE_PROFILE_VEHICLE);
  guint selected;

  self->workstation = g_object_ref (workstation);
  /* The customer may go on being edited below: what is shown here stays. */
  for (guint i = 0; i < g_list_model_get_n_items (vehicles); i++)
    {
      g_autoptr(AxleProfileVehicle) item = g_list_model_get_item (vehicles, i);

      g_list_store_append (kept, item);
    }
  self->vehicles = G_LIST_MODEL (g_steal_pointer (&kept));
  selected = list_cars (self, first);
  if (selected > 0)
    gtk_drop_down_set_selected (self->cars, selected);
  else
    show_car_cb (self);
  return ADW_DIALOG (self);
}
