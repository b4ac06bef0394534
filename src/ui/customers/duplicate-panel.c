/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/duplicate-panel.h"

#include <glib/gi18n-lib.h>

#include "app/change-set.h"
#include "app/duplicates.h"
#include "core/party/distinction.h"
#include "ui/customers/merge-dialog.h"
#include "ui/shell/window.h"

struct _AxleDuplicatePanel
{
  AdwBin               parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GCancellable        *cancellable; /* of what is being looked for */
  AxleDuplicateItem   *item;        /* the likeliest; NULL for nobody */

  GtkLabel            *line;
};

G_DEFINE_FINAL_TYPE (AxleDuplicatePanel, axle_duplicate_panel, ADW_TYPE_BIN)

/* The other of the two. */
static const AxleRecord *
get_other (AxleDuplicatePanel *self)
{
  const AxleRecord *one = axle_duplicate_item_get_customer (self->item, 0);
  const AxleId *shown = axle_customer_profile_get_id (self->profile);

  return axle_id_equal (&one->id, shown) ? axle_duplicate_item_get_customer (self->item, 1) : one;
}

static void
show_item (AxleDuplicatePanel *self)
{
  g_autofree char *name = NULL;
  g_autofree char *reasons = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), self->item != NULL);
  if (self->item == NULL)
    return;
  name = axle_record_dup_title (get_other (self));
  reasons = axle_duplicate_item_dup_reasons (self->item);
  /* Translators: another customer, and why they may be the same one. */
  text = g_strdup_printf (_("Looks like %s: %s"), name, reasons);
  gtk_label_set_label (self->line, text);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleDuplicatePanel) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = axle_duplicates_find_similar_finish (AXLE_WORKSTATION (source), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Duplicates cannot be looked for: %s", error->message);
  g_set_object (&self->item, found != NULL && found->len > 0 ? found->pdata[0] : NULL);
  show_item (self);
}

static void
look (AxleDuplicatePanel *self)
{
  AxleDossier *dossier = axle_customer_profile_get_dossier (self->profile);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (dossier == NULL)
    {
      g_clear_object (&self->item);
      show_item (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  axle_duplicates_find_of_async (self->workstation, axle_customer_profile_get_id (self->profile), self->cancellable,
                                 found_cb, g_object_ref (self));
}

static void
changed_cb (AxleDuplicatePanel  *self,
            const AxleChangeSet *changes)
{
  if (axle_change_set_has_kind (changes, &axle_distinction_entity))
    look (self);
}

static void
compare_cb (AxleDuplicatePanel *self)
{
  AdwDialog *dialog;
  g_autofree char *reasons = NULL;

  if (self->item == NULL)
    return;
  reasons = axle_duplicate_item_dup_reasons (self->item);
  dialog = axle_merge_dialog_new (self->workstation, axle_customer_profile_get_id (self->profile), &get_other (self)->id, reasons,
                                  (int) axle_duplicate_item_get_score (self->item));
  /* A colleague was faster: the page will know in a moment. */
  if (dialog != NULL)
    adw_dialog_present (dialog, GTK_WIDGET (axle_window_of (GTK_WIDGET (self))));
}

static void
axle_duplicate_panel_dispose (GObject *object)
{
  AxleDuplicatePanel *self = AXLE_DUPLICATE_PANEL (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->item);
  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_duplicate_panel_parent_class)->dispose (object);
}

static void
axle_duplicate_panel_class_init (AxleDuplicatePanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_duplicate_panel_dispose;
}

static void
axle_duplicate_panel_init (AxleDuplicatePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("axle-duplicates-symbolic");
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Compare…"));

  self->line = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->line, TRUE);
  gtk_label_set_wrap_mode (self->line, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->line, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->line), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->line), "dimmed");
  gtk_widget_add_css_class (icon, "dimmed");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Show both side by side; nothing is merged before you say so"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (compare_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->line));
  gtk_box_append (GTK_BOX (box), button);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
axle_duplicate_panel_new (AxleWorkstation     *workstation,
                          AxleCustomerProfile *profile)
{
  AxleDuplicatePanel *self = g_object_new (AXLE_TYPE_DUPLICATE_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  look (self);
  return GTK_WIDGET (self);
}
