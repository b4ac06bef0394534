/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/sign-in-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/shell/sign-in-pane.h"

#define WIDTH 560
#define LOCK_WIDTH 400
#define HEIGHT 480

struct _AxleSignInDialog
{
  AdwDialog       parent_instance;
  AxleSignInPane *pane;
};

enum
{
  SIGNED_IN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AxleSignInDialog, axle_sign_in_dialog, ADW_TYPE_DIALOG)

static void
axle_sign_in_dialog_class_init (AxleSignInDialogClass *klass)
{
  signals[SIGNED_IN] = g_signal_new ("signed-in", AXLE_TYPE_SIGN_IN_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
signed_in_cb (AxleSignInDialog *self)
{
  g_signal_emit (self, signals[SIGNED_IN], 0);
}

static void
axle_sign_in_dialog_init (AxleSignInDialog *self)
{
  self->pane = AXLE_SIGN_IN_PANE (axle_sign_in_pane_new ());
  g_signal_connect_object (self->pane, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (self->pane));
  adw_dialog_set_content_height (ADW_DIALOG (self), HEIGHT);
}

AdwDialog *
axle_sign_in_dialog_new (AxleWorkstation *workstation,
                         gboolean         locked)
{
  AxleSignInDialog *self = g_object_new (AXLE_TYPE_SIGN_IN_DIALOG, NULL);
  AdwDialog *dialog = ADW_DIALOG (self);

  axle_sign_in_pane_set_workstation (self->pane, workstation);
  axle_sign_in_pane_choose (self->pane);
  adw_dialog_set_title (dialog, locked ? _("Locked") : _("Switch User"));
  adw_dialog_set_content_width (dialog, locked ? LOCK_WIDTH : WIDTH);
  if (locked)
    {
      adw_dialog_set_can_close (dialog, FALSE);
      adw_dialog_set_presentation_mode (dialog, ADW_DIALOG_FLOATING);
      gtk_widget_add_css_class (GTK_WIDGET (self), "lock");
      axle_sign_in_pane_hide_close (self->pane);
      axle_sign_in_pane_ask (self->pane, axle_workstation_get_staff (workstation));
    }
  adw_dialog_set_focus (dialog, axle_sign_in_pane_get_focus (self->pane));
  return dialog;
}
