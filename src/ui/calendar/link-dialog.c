/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/link-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/calendar-link.h"
#include "ui/widgets/copy-button.h"
#include "ui/widgets/plain-words.h"

struct _AxleLinkDialog
{
  AdwDialog        parent_instance;

  AxleWorkstation *workstation;
  GCancellable    *cancellable;

  GtkStack        *stack;
  AdwStatusPage   *failure;
  AdwActionRow    *address;
  AxleCopyButton  *copy;
  GtkWidget       *told;
  GtkWidget       *missing;
  GtkWidget       *revoke;
};

G_DEFINE_FINAL_TYPE (AxleLinkDialog, axle_link_dialog, ADW_TYPE_DIALOG)

static void
show_link (AxleLinkDialog         *self,
           const AxleCalendarLink *link)
{
  adw_action_row_set_subtitle (self->address, link->address != NULL ? link->address : "");
  if (link->address != NULL)
    axle_copy_button_set_text (self->copy, link->address, _("Copy Address"));
  gtk_widget_set_visible (GTK_WIDGET (self->address), link->address != NULL);
  gtk_widget_set_visible (self->told, link->there && link->address == NULL);
  gtk_widget_set_visible (self->missing, !link->there);
  gtk_widget_set_visible (self->revoke, link->there);
  gtk_stack_set_visible_child_name (self->stack, "link");
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleLinkDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleCalendarLink) link = axle_calendar_link_ask_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (link != NULL)
    {
      show_link (self, link);
      return;
    }
  if (!g_error_matches (error, AXLE_APP_ERROR, AXLE_APP_ERROR_OFFLINE))
    adw_status_page_set_title (self->failure, _("No Address"));
  axle_status_page_set_words (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
ask (AxleLinkDialog         *self,
     AxleCalendarLinkAction  action)
{
  gtk_stack_set_visible_child_name (self->stack, "working");
  axle_calendar_link_ask_async (self->workstation, action, self->cancellable, asked_cb, g_object_ref (self));
}

static void
ask_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  ask (AXLE_LINK_DIALOG (widget), g_str_equal (name, "link.make") ? AXLE_CALENDAR_LINK_MAKE : AXLE_CALENDAR_LINK_REVOKE);
}

static void
axle_link_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (AXLE_LINK_DIALOG (dialog)->cancellable);
}

static void
axle_link_dialog_dispose (GObject *object)
{
  AxleLinkDialog *self = AXLE_LINK_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_LINK_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_link_dialog_parent_class)->dispose (object);
}

static void
axle_link_dialog_class_init (AxleLinkDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_link_dialog_dispose;
  ADW_DIALOG_CLASS (class)->closed = axle_link_dialog_closed;
  g_type_ensure (AXLE_TYPE_COPY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/calendar/link-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleLinkDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleLinkDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, AxleLinkDialog, address);
  gtk_widget_class_bind_template_child (widget_class, AxleLinkDialog, copy);
  gtk_widget_class_bind_template_child (widget_class, AxleLinkDialog, told);
  gtk_widget_class_bind_template_child (widget_class, AxleLinkDialog, missing);
  gtk_widget_class_bind_template_child (widget_class, AxleLinkDialog, revoke);
  gtk_widget_class_install_action (widget_class, "link.make", NULL, ask_action);
  gtk_widget_class_install_action (widget_class, "link.revoke", NULL, ask_action);
}

static void
axle_link_dialog_init (AxleLinkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

AdwDialog *
axle_link_dialog_new (AxleWorkstation *workstation)
{
  AxleLinkDialog *self = g_object_new (AXLE_TYPE_LINK_DIALOG, NULL);

  self->workstation = g_object_ref (workstation);
  ask (self, AXLE_CALENDAR_LINK_LOOK);
  return ADW_DIALOG (self);
}
