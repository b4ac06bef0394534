/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/form-dialog.h"

#include <glib/gi18n-lib.h>

struct _AxleFormDialog
{
  AxleRecordDialog          parent_instance;

  const AxleFormDialogKind *kind;
  char                     *heading;
  char                     *draft;
  AxleRecord               *before;
  AxleRecord               *record;
  AxleForm                 *form;
};

G_DEFINE_FINAL_TYPE (AxleFormDialog, axle_form_dialog, AXLE_TYPE_RECORD_DIALOG)

/* What stands first has the focus. */
static void
add_part (AxleFormDialog *self)
{
  AxleRecordDialog *dialog = AXLE_RECORD_DIALOG (self);
  const AxleFormDialogKind *kind = self->kind;
  const AxleFieldGroup above = { self->heading, kind->about, kind->fields, kind->n_above };
  const AxleFieldGroup below = { NULL, NULL, kind->fields + kind->n_above, kind->n_fields - kind->n_above };
  GtkWidget *part = kind->new_part (axle_record_dialog_get_workstation (dialog), self->form);

  if (kind->n_above > 0)
    axle_record_dialog_add_groups (dialog, self->form, &above, 1);
  else if (self->heading != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (part), self->heading);
  axle_record_dialog_add_widget (dialog, part);
  axle_record_dialog_add_groups (dialog, self->form, &below, 1);
  if (kind->n_above == 0)
    adw_dialog_set_focus (ADW_DIALOG (self), part);
}

static void
axle_form_dialog_fill (AxleRecordDialog *dialog)
{
  AxleFormDialog *self = AXLE_FORM_DIALOG (dialog);
  AxleFieldGroup group = { self->heading, self->kind->about, self->kind->fields, self->kind->n_fields };

  g_clear_object (&self->form);
  self->form = axle_form_new (axle_record_dialog_get_workstation (dialog), self->draft, self->before, self->record);
  if (self->kind->new_part != NULL)
    add_part (self);
  else
    axle_record_dialog_add_groups (dialog, self->form, &group, 1);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleFormDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    axle_record_dialog_failed (AXLE_RECORD_DIALOG (self), error);
  else
    axle_record_dialog_saved (AXLE_RECORD_DIALOG (self), _(self->before == NULL ? self->kind->added : self->kind->changed),
                              operation);
}

static void
axle_form_dialog_save (AxleRecordDialog *dialog)
{
  AxleFormDialog *self = AXLE_FORM_DIALOG (dialog);

  self->kind->save (axle_record_dialog_get_workstation (dialog), axle_form_get_before (self->form),
                    axle_form_get_record (self->form), NULL, saved_cb, g_object_ref (self));
}

static void
axle_form_dialog_dispose (GObject *object)
{
  g_clear_object (&AXLE_FORM_DIALOG (object)->form);
  G_OBJECT_CLASS (axle_form_dialog_parent_class)->dispose (object);
}

static void
axle_form_dialog_finalize (GObject *object)
{
  AxleFormDialog *self = AXLE_FORM_DIALOG (object);

  g_free (self->heading);
  g_free (self->draft);
  g_clear_pointer (&self->before, axle_record_unref);
  axle_record_unref (self->record);
  G_OBJECT_CLASS (axle_form_dialog_parent_class)->finalize (object);
}

static void
axle_form_dialog_class_init (AxleFormDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_form_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = axle_form_dialog_finalize;
  AXLE_RECORD_DIALOG_CLASS (class)->fill = axle_form_dialog_fill;
  AXLE_RECORD_DIALOG_CLASS (class)->save = axle_form_dialog_save;
}

static void
axle_form_dialog_init (AxleFormDialog *self)
{
}

AdwDialog *
axle_form_dialog_new (AxleWorkstation          *workstation,
                      const AxleFormDialogKind *kind,
                      const char               *title,
                      const char               *heading,
                      const char               *draft,
                      const AxleRecord         *before,
                      const AxleRecord         *record)
{
  AxleFormDialog *self = g_object_new (AXLE_TYPE_FORM_DIALOG, "content-height", kind->height, NULL);

  self->kind = kind;
  self->heading = heading != NULL ? g_markup_escape_text (heading, -1) : NULL;
  self->draft = g_strdup (draft);
  self->before = before != NULL ? axle_record_copy (before) : NULL;
  self->record = axle_record_copy (record);
  axle_record_dialog_construct (AXLE_RECORD_DIALOG (self), workstation, title);
  return ADW_DIALOG (self);
}
