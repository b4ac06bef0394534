/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/kept-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/kept-report.h"
#include "core/appointment/appointment.h"
#include "core/organisation/rights.h"
#include "core/registry.h"
#include "ui/calendar/kept-pages.h"
#include "ui/shell/window.h"
#include "ui/widgets/plain-words.h"

struct _AxleKeptDialog
{
  AdwDialog        parent_instance;
  AxleWorkstation *workstation;
  AxleKeptReport  *report;       /* NULL until it was read */
  GCancellable    *cancellable;

  AdwToastOverlay *toasts;
  AdwToggleGroup  *part;
  GtkDropDown     *range;
  GtkStack        *stack;
  AdwStatusPage   *failure;
  AdwStatusPage   *empty;
  AdwBin          *attendance;
  AdwBin          *overbooked;
};

G_DEFINE_FINAL_TYPE (AxleKeptDialog, axle_kept_dialog, ADW_TYPE_DIALOG)

static const guint ranges[] = { 30, 90, 365 };

static gboolean
is_of_overbookings (AxleKeptDialog *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->part), "overbooked") == 0;
}

static gboolean
has_any (AxleKeptDialog *self)
{
  const AxleAttendance *attendance = self->report->attendance;

  return is_of_overbookings (self) ? self->report->overbooked->len > 0
                                   : attendance->all.n_expected + attendance->n_unnoted > 0;
}

static void
show (AxleKeptDialog *self)
{
  gboolean any = self->report != NULL && has_any (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "kept.save",
                                 any && axle_workstation_may (self->workstation, AXLE_RIGHT_CUSTOMERS_EXPORT));
  if (self->report == NULL)
    return;
  if (!any)
    {
      adw_status_page_set_title (self->empty, is_of_overbookings (self) ? _("Nothing Was Overbooked") : _("Nobody Was to Come"));
      adw_status_page_set_description (self->empty, is_of_overbookings (self)
                                                      ? _("An appointment where there is no room any more stands here with its reason and whom it made wait.")
                                                      : _("Appointments count here when their time has come."));
    }
  gtk_stack_set_visible_child_name (self->stack, !any ? "empty" : is_of_overbookings (self) ? "overbooked" : "attendance");
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleKeptDialog) self = data;
  g_autoptr(GError) error = NULL;
  AxleKeptReport *report = axle_kept_report_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->report = report;
  if (report == NULL)
    {
      axle_status_page_set_words (self->failure, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  adw_bin_set_child (self->attendance, axle_kept_attendance_page_new (report, self->workstation));
  adw_bin_set_child (self->overbooked, axle_kept_overbooked_page_new (report, self->workstation));
  show (self);
}

static void
load (AxleKeptDialog *self)
{
  guint range = gtk_drop_down_get_selected (self->range);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->report, axle_kept_report_free);
  if (self->workstation == NULL || range >= G_N_ELEMENTS (ranges))
    return;
  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "working");
  show (self);
  axle_kept_report_load_days_async (self->workstation, ranges[range], self->cancellable, loaded_cb, g_object_ref (self));
}

static void
range_chosen_cb (AxleKeptDialog *self)
{
  load (self);
}

static void
part_chosen_cb (AxleKeptDialog *self)
{
  if (self->workstation != NULL)
    show (self);
}

/* To a customer, or to where an appointment stands in the calendar. */
static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleWindow *window = axle_window_of (widget);
  const char *kind, *text;
  AxleId id;

  g_variant_get (parameter, "(&s&s)", &kind, &text);
  if (window == NULL || !axle_id_parse (text, &id))
    return;
  adw_dialog_close (ADW_DIALOG (widget));
  axle_window_show_record (window, axle_registry_find (kind), &id);
}

/* Saving. */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(AxleKeptDialog) self = data;
  g_autoptr(GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  adw_toast_overlay_add_toast (self->toasts, axle_toast_new (error != NULL ? error->message : _("Table saved")));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleKeptDialog) self = data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr(GBytes) table = NULL;
  g_autoptr(GError) error = NULL;

  if (file == NULL || self->report == NULL)
    return;
  table = axle_kept_report_write (self->report, self->workstation, is_of_overbookings (self), &error);
  if (table != NULL)
    g_file_replace_contents_bytes_async (file, table, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb, g_object_ref (self));
  else
    adw_toast_overlay_add_toast (self->toasts, axle_toast_new (error->message));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleKeptDialog *self = AXLE_KEPT_DIALOG (widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *file = g_strconcat (is_of_overbookings (self) ? _("Overbookings") : _("No-Shows"), ".csv", NULL);

  gtk_file_dialog_set_title (dialog, _("Save as Table"));
  gtk_file_dialog_set_initial_name (dialog, file);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb, g_object_ref (self));
}

static void
axle_kept_dialog_dispose (GObject *object)
{
  AxleKeptDialog *self = AXLE_KEPT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workstation);
  g_clear_pointer (&self->report, axle_kept_report_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_KEPT_DIALOG);
  G_OBJECT_CLASS (axle_kept_dialog_parent_class)->dispose (object);
}

static void
axle_kept_dialog_class_init (AxleKeptDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_kept_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/calendar/kept-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleKeptDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, AxleKeptDialog, part);
  gtk_widget_class_bind_template_child (widget_class, AxleKeptDialog, range);
  gtk_widget_class_bind_template_child (widget_class, AxleKeptDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleKeptDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, AxleKeptDialog, empty);
  gtk_widget_class_bind_template_child (widget_class, AxleKeptDialog, attendance);
  gtk_widget_class_bind_template_child (widget_class, AxleKeptDialog, overbooked);
  gtk_widget_class_bind_template_callback (widget_class, range_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_chosen_cb);
  gtk_widget_class_install_action (widget_class, "kept.open", "(ss)", open_action);
  gtk_widget_class_install_action (widget_class, "kept.save", NULL, save_action);
}

static void
axle_kept_dialog_init (AxleKeptDialog *self)
{
  GtkStringList *titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    gtk_string_list_take (titles, g_strdup_printf (ngettext ("Last %u day", "Last %u days", ranges[i]), ranges[i]));
  gtk_drop_down_set_model (self->range, G_LIST_MODEL (titles));
  g_object_unref (titles);
}

AdwDialog *
axle_kept_dialog_new (AxleWorkstation *workstation)
{
  AxleKeptDialog *self = g_object_new (AXLE_TYPE_KEPT_DIALOG, NULL);

  self->workstation = g_object_ref (workstation);
  load (self);
  return ADW_DIALOG (self);
}
