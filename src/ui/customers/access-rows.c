/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/access-rows.h"

#include <glib/gi18n-lib.h>

#include "app/access-log.h"
#include "app/format.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"

/* More rows than a person reads are not made. */
#define ROWS_LIMIT 200

struct _AxleAccessRows
{
  AdwBin               parent_instance;

  AxleWorkstation     *workstation;
  AxleId               customer;
  GCancellable        *cancellable;
  AdwPreferencesGroup *group;
  GtkWidget           *ask;
  GPtrArray           *rows;   /* in @group */
};

G_DEFINE_FINAL_TYPE (AxleAccessRows, axle_access_rows, ADW_TYPE_BIN)

static GtkWidget *
add_row (AxleAccessRows *self,
         const char     *title,
         const char     *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
clear_rows (AxleAccessRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_access (AxleAccessRows   *self,
            const AxleRecord *access)
{
  const char *what = axle_record_get_text (access, AXLE_ACCESS_WHAT);
  const char *who = axle_workstation_get_staff_name (self->workstation, &access->created_by);
  g_autoptr(AxleRecord) desk = axle_workstation_get_record (self->workstation, &axle_desk_entity, &access->created_on);
  const char *where = desk != NULL ? axle_record_get_text (desk, AXLE_DESK_NAME) : NULL;
  g_autofree char *when = axle_workstation_format_time (self->workstation, axle_record_get_integer (access, AXLE_ACCESS_AT));
  g_autofree char *detail =
    g_strjoin (" · ", _(axle_field_choice_label (&axle_access_entity.fields[AXLE_ACCESS_WHAT], what)), when, where, NULL);

  add_row (self, *who != '\0' ? who : _("Somebody"), detail);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleAccessRows) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = axle_access_list_of_finish (AXLE_WORKSTATION (source), result, &error);

  if (self->workstation == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  clear_rows (self);
  gtk_widget_set_sensitive (self->ask, TRUE);
  if (list == NULL)
    {
      add_row (self, _("The server could not be asked"), error->message);
      return;
    }
  for (guint i = 0; i < MIN (list->len, ROWS_LIMIT); i++)
    add_access (self, list->pdata[i]);
  if (list->len == 0)
    add_row (self, _("Nobody has opened this customer yet"), NULL);
}

static void
ask_cb (AxleAccessRows *self)
{
  gtk_widget_set_sensitive (self->ask, FALSE);
  axle_access_list_of_async (self->workstation, &self->customer, self->cancellable, listed_cb, g_object_ref (self));
}

static void
axle_access_rows_dispose (GObject *object)
{
  AxleAccessRows *self = AXLE_ACCESS_ROWS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workstation);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (axle_access_rows_parent_class)->dispose (object);
}

static void
axle_access_rows_class_init (AxleAccessRowsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_access_rows_dispose;
}

static void
axle_access_rows_init (AxleAccessRows *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("Who Read This"));
  adw_preferences_group_set_description (self->group, _("Kept by the server, for managers."));
  self->ask = adw_button_row_new ();
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->ask), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->ask), _("_Ask the Server"));
  adw_preferences_group_add (self->group, self->ask);
  g_signal_connect_object (self->ask, "activated", G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

GtkWidget *
axle_access_rows_new (AxleWorkstation *workstation,
                      const AxleId    *customer)
{
  AxleAccessRows *self = g_object_new (AXLE_TYPE_ACCESS_ROWS, NULL);

  self->workstation = g_object_ref (workstation);
  self->customer = *customer;
  gtk_widget_set_visible (GTK_WIDGET (self), axle_workstation_may (workstation, AXLE_RIGHT_SETTINGS));
  return GTK_WIDGET (self);
}
