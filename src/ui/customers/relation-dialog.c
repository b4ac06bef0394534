/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/relation-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/relations.h"
#include "core/party/customer.h"
#include "core/party/relation.h"

struct _AxleRelationDialog
{
  AxleRecordDialog  parent_instance;
  AxleRecord       *relation;
  gboolean          is_new;
  AxleForm         *form;
};

G_DEFINE_FINAL_TYPE (AxleRelationDialog, axle_relation_dialog, AXLE_TYPE_RECORD_DIALOG)

static const guint fields[] = { AXLE_RELATION_ROLE, AXLE_RELATION_SINCE, AXLE_RELATION_UNTIL, AXLE_RELATION_REMARKS };

static char *
dup_name (AxleRelationDialog *self,
          guint               field)
{
  AxleId id = axle_record_get_id (self->relation, field);
  g_autoptr(AxleRecord) customer =
    axle_workstation_get_record (axle_record_dialog_get_workstation (AXLE_RECORD_DIALOG (self)), &axle_customer_entity, &id);

  return customer != NULL ? axle_record_dup_title (customer) : NULL;
}

static void
axle_relation_dialog_fill (AxleRecordDialog *dialog)
{
  AxleRelationDialog *self = AXLE_RELATION_DIALOG (dialog);
  g_autofree char *customer = dup_name (self, AXLE_RELATION_CUSTOMER);
  g_autofree char *other = dup_name (self, AXLE_RELATION_OTHER);
  /* Translators: two customers, such as “What 王芳 is to 上海驰骋运输”. */
  g_autofree char *title = g_strdup_printf (_("What %s is to %s"), other != NULL ? other : "", customer != NULL ? customer : "");
  AxleId ends[] = { axle_record_get_id (self->relation, AXLE_RELATION_CUSTOMER),
                    axle_record_get_id (self->relation, AXLE_RELATION_OTHER) };
  g_autofree char *name = self->is_new ? g_strdup_printf ("relation/%s/%s", AXLE_ID_TEXT (&ends[0]), AXLE_ID_TEXT (&ends[1]))
                                       : g_strdup_printf ("relation/%s", AXLE_ID_TEXT (&self->relation->id));
  AxleFieldGroup group = { title, NULL, fields, G_N_ELEMENTS (fields) };

  g_clear_object (&self->form);
  self->form = axle_form_new (axle_record_dialog_get_workstation (dialog), name, self->is_new ? NULL : self->relation,
                              self->relation);
  axle_record_dialog_add_groups (dialog, self->form, &group, 1);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleRelationDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    axle_record_dialog_failed (AXLE_RECORD_DIALOG (self), error);
  else
    axle_record_dialog_saved (AXLE_RECORD_DIALOG (self), self->is_new ? _("Relation added") : _("Relation changed"),
                              operation);
}

static void
axle_relation_dialog_save (AxleRecordDialog *dialog)
{
  AxleRelationDialog *self = AXLE_RELATION_DIALOG (dialog);

  axle_relation_save_async (axle_record_dialog_get_workstation (dialog), axle_form_get_before (self->form),
                            axle_form_get_record (self->form), NULL, saved_cb, g_object_ref (self));
}

static void
axle_relation_dialog_dispose (GObject *object)
{
  AxleRelationDialog *self = AXLE_RELATION_DIALOG (object);

  g_clear_object (&self->form);
  g_clear_pointer (&self->relation, axle_record_unref);
  G_OBJECT_CLASS (axle_relation_dialog_parent_class)->dispose (object);
}

static void
axle_relation_dialog_class_init (AxleRelationDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_relation_dialog_dispose;
  AXLE_RECORD_DIALOG_CLASS (class)->fill = axle_relation_dialog_fill;
  AXLE_RECORD_DIALOG_CLASS (class)->save = axle_relation_dialog_save;
}

static void
axle_relation_dialog_init (AxleRelationDialog *self)
{
  adw_dialog_set_content_height (ADW_DIALOG (self), 420);
}

AdwDialog *
axle_relation_dialog_new (AxleWorkstation  *workstation,
                          const AxleRecord *relation,
                          gboolean          new)
{
  AxleRelationDialog *self = g_object_new (AXLE_TYPE_RELATION_DIALOG, NULL);

  self->relation = axle_record_copy (relation);
  self->is_new = new;
  axle_record_dialog_construct (AXLE_RECORD_DIALOG (self), workstation, new ? _("New Relation") : _("Edit Relation"));
  /* What is proposed may be right as it is. */
  if (new)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", TRUE);
  return ADW_DIALOG (self);
}
