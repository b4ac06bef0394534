/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/reception-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/reception.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "ui/calendar/appointment-look.h"
#include "ui/calendar/call-off.h"
#include "ui/shell/window.h"
#include "ui/widgets/paper-dialog.h"
#include "ui/widgets/plain-words.h"
#include "ui/widgets/plate-badge.h"
#include "ui/widgets/status-pill.h"

/* So many facts stand side by side. */
#define COLUMNS 2

struct _AxleReceptionDialog
{
  AdwDialog        parent_instance;

  AxleWorkstation *workstation;
  AxleId           appointment;
  AxleReception   *reception;   /* NULL once it is gone, and for who may not read it */

  AdwToastOverlay *toasts;
  GtkStack        *stack;
  AdwStatusPage   *gone;
  GtkWidget       *arrive;
  GtkLabel        *who;
  AxlePlateBadge  *plate;
  AxleStatusPill  *state;
  GtkLabel        *portrait;
  GtkLabel        *wish;
  GtkGrid         *facts;
  GtkWidget       *odometer;
  GtkBox          *parts;
};

G_DEFINE_FINAL_TYPE (AxleReceptionDialog, axle_reception_dialog, ADW_TYPE_DIALOG)

static void
set_words (GtkLabel   *label,
           const char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

/* What stands there. */

static GtkWidget *
new_fact (const AxleReceptionFact *fact)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (fact->label), *value = gtk_label_new (fact->value);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), value);
  return box;
}

static GtkWidget *
new_line (const AxleReceptionLine *line)
{
  static const struct { const char *icon; const char *css; const char *word; } tones[] = {
    [AXLE_RECEPTION_SOON] = { "axle-attention-symbolic", "warning", N_("To mind") },
    [AXLE_RECEPTION_LATE] = { "axle-attention-symbolic", "error", N_("Urgent") },
  };
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->text);
  if (line->detail != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line->detail);
  if (line->tone != AXLE_RECEPTION_PLAIN)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (tones[line->tone].icon);

      gtk_widget_add_css_class (icon, tones[line->tone].css);
      gtk_widget_set_tooltip_text (icon, _(tones[line->tone].word));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }
  return row;
}

static GtkWidget *
new_part (const AxleReceptionPart *part)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), part->title);
  for (guint i = 0; i < part->lines->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_line (part->lines->pdata[i]));
  return group;
}

static void
show_facts (AxleReceptionDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_grid_remove (self->facts, child);
  for (int i = 0; i < (int) self->reception->facts->len; i++)
    gtk_grid_attach (self->facts, new_fact (self->reception->facts->pdata[i]), i % COLUMNS, i / COLUMNS, 1, 1);
}

static void
show_parts (AxleReceptionDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->parts))) != NULL)
    gtk_box_remove (self->parts, child);
  for (guint i = 0; i < self->reception->parts->len; i++)
    gtk_box_append (self->parts, new_part (self->reception->parts->pdata[i]));
}

static void
show_state (AxleReceptionDialog *self)
{
  const AxleAppointmentLook *look = axle_appointment_look (self->reception->appointment,
                                                           axle_appointment_get_late_before (self->workstation));
  gboolean may = axle_workstation_may (self->workstation, AXLE_RIGHT_APPOINTMENTS_WRITE);
  gboolean expected = may && axle_reception_is_expected (self->reception);

  axle_status_pill_set (self->state, look->status, _(look->title));
  gtk_widget_set_visible (self->arrive, expected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reception.arrive", expected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reception.state", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reception.customer", self->reception->customer != NULL);
}

static void
load (AxleReceptionDialog *self)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->reception, axle_reception_free);
  self->reception = axle_reception_load (self->workstation, &self->appointment, &error);
  gtk_stack_set_visible_child_name (self->stack, self->reception != NULL ? "sheet" : "gone");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reception.print", self->reception != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reception.arrive", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reception.state", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reception.customer", FALSE);
  gtk_widget_set_visible (self->arrive, FALSE);
  if (self->reception == NULL)
    {
      axle_status_page_set_words (self->gone, error->message);
      return;
    }
  set_words (self->who, self->reception->who);
  set_words (self->portrait, self->reception->portrait);
  set_words (self->wish, self->reception->wish);
  axle_plate_badge_set_plate (self->plate, self->reception->vehicle != NULL
                                             ? axle_record_get_text (self->reception->vehicle, AXLE_VEHICLE_PLATE) : NULL);
  gtk_widget_set_visible (self->odometer, self->reception->vehicle != NULL &&
                                            axle_workstation_may (self->workstation, AXLE_RIGHT_CUSTOMERS_WRITE));
  show_facts (self);
  show_state (self);
  show_parts (self);
}

static void
changed_cb (AxleReceptionDialog *self,
            AxleChangeSet       *changes)
{
  if (axle_reception_is_touched (changes))
    load (self);
}

/* What is done. */

static void
undo_cb (AdwToast            *toast,
         AxleReceptionDialog *self)
{
  const gint64 *operation = g_object_get_data (G_OBJECT (toast), "operation");

  axle_workstation_undo_async (self->workstation, *operation, NULL, NULL, NULL);
}

static void
tell (AxleReceptionDialog *self,
      const char          *words,
      gint64               operation)
{
  AdwToast *toast = axle_toast_new (words);

  if (operation > 0)
    {
      g_object_set_data_full (G_OBJECT (toast), "operation", g_memdup2 (&operation, sizeof operation), g_free);
      adw_toast_set_button_label (toast, _("_Undo"));
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, 0);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleReceptionDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error == NULL)
    tell (self, axle_workstation_get_undo_title (self->workstation), operation);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (self, error->message, 0);
}

static void
set_state (AxleReceptionDialog *self,
           const char          *state)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new ();

  if (g_str_equal (state, "cancelled") || g_str_equal (state, "no-show"))
    {
      axle_call_off (GTK_WIDGET (self), self->workstation, self->reception->appointment, state, saved_cb, g_object_ref (self));
      return;
    }
  g_ptr_array_add (one, self->reception->appointment);
  axle_appointments_set_state_async (self->workstation, one, state, NULL, saved_cb, g_object_ref (self));
}

static void
arrive_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  axle_reception_dialog_receive (AXLE_RECEPTION_DIALOG (widget));
}

static void
state_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  set_state (AXLE_RECEPTION_DIALOG (widget), g_variant_get_string (parameter, NULL));
}

static void
customer_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleReceptionDialog *self = AXLE_RECEPTION_DIALOG (widget);
  AxleWindow *window = axle_window_of (widget);
  AxleId customer = self->reception->customer->id;

  adw_dialog_close (ADW_DIALOG (self));
  axle_window_show_record (window, &axle_customer_entity, &customer);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AxleReceptionDialog *self = AXLE_RECEPTION_DIALOG (widget);
  AdwDialog *dialog = axle_paper_dialog_new (_("Reception Sheet"), _("Reception sheet saved"));
  g_autoptr(AxlePaper) paper = axle_reception_print (self->workstation, self->reception);
  /* Translators: the name of a file; then whose. */
  g_autofree char *file = g_strdup_printf (_("Reception %s.pdf"), self->reception->who);

  axle_paper_dialog_show (AXLE_PAPER_DIALOG (dialog), paper, file);
  adw_dialog_present (dialog, widget);
}

static void
odometer_applied_cb (AxleReceptionDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->odometer));
  guint64 kilometres;

  if (!g_ascii_string_to_unsigned (text, 10, 0, 9999999, &kilometres, NULL))
    tell (self, _("Type the kilometres that the odometer shows, such as 48200."), 0);
  else
    axle_reception_set_odometer_async (self->workstation, &self->reception->vehicle->id, (gint64) kilometres * 1000, NULL,
                                       saved_cb, g_object_ref (self));
}

static void
axle_reception_dialog_dispose (GObject *object)
{
  AxleReceptionDialog *self = AXLE_RECEPTION_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_RECEPTION_DIALOG);
  g_clear_pointer (&self->reception, axle_reception_free);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_reception_dialog_parent_class)->dispose (object);
}

static void
axle_reception_dialog_class_init (AxleReceptionDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_reception_dialog_dispose;
  g_type_ensure (AXLE_TYPE_PLATE_BADGE);
  g_type_ensure (AXLE_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/calendar/reception-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleReceptionDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, AxleReceptionDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleReceptionDialog, gone);
  gtk_widget_class_bind_template_child (widget_class, AxleReceptionDialog, arrive);
  gtk_widget_class_bind_template_child (widget_class, AxleReceptionDialog, who);
  gtk_widget_class_bind_template_child (widget_class, AxleReceptionDialog, plate);
  gtk_widget_class_bind_template_child (widget_class, AxleReceptionDialog, state);
  gtk_widget_class_bind_template_child (widget_class, AxleReceptionDialog, portrait);
  gtk_widget_class_bind_template_child (widget_class, AxleReceptionDialog, wish);
  gtk_widget_class_bind_template_child (widget_class, AxleReceptionDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, AxleReceptionDialog, odometer);
  gtk_widget_class_bind_template_child (widget_class, AxleReceptionDialog, parts);
  gtk_widget_class_bind_template_callback (widget_class, odometer_applied_cb);
  gtk_widget_class_install_action (widget_class, "reception.arrive", NULL, arrive_action);
  gtk_widget_class_install_action (widget_class, "reception.state", "s", state_action);
  gtk_widget_class_install_action (widget_class, "reception.customer", NULL, customer_action);
  gtk_widget_class_install_action (widget_class, "reception.print", NULL, print_action);
}

static void
axle_reception_dialog_init (AxleReceptionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
axle_reception_dialog_new (AxleWorkstation *workstation,
                           const AxleId    *appointment)
{
  AxleReceptionDialog *self = g_object_new (AXLE_TYPE_RECEPTION_DIALOG, NULL);

  self->workstation = g_object_ref (workstation);
  self->appointment = *appointment;
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}

void
axle_reception_dialog_receive (AxleReceptionDialog *self)
{
  if (self->reception != NULL && axle_reception_is_expected (self->reception) &&
      axle_workstation_may (self->workstation, AXLE_RIGHT_APPOINTMENTS_WRITE))
    set_state (self, "arrived");
}
