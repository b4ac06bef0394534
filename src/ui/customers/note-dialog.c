/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/note-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "core/party/note.h"

struct _AxleNoteDialog
{
  AxleRecordDialog  parent_instance;

  AxleId            subject;
  AxleRecord       *before;
  AxleForm         *form;
};

G_DEFINE_FINAL_TYPE (AxleNoteDialog, axle_note_dialog, AXLE_TYPE_RECORD_DIALOG)

static const guint fields[] = { AXLE_NOTE_TEXT, AXLE_NOTE_PINNED };
static const AxleFieldGroup groups[] = { { NULL, NULL, fields, G_N_ELEMENTS (fields) } };

static void
axle_note_dialog_fill (AxleRecordDialog *dialog)
{
  AxleNoteDialog *self = AXLE_NOTE_DIALOG (dialog);
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (dialog);
  g_autoptr(AxleRecord) note = axle_customer_draft_new (workstation, &axle_note_entity);
  g_autofree char *name = g_strdup_printf ("note/%s",
                                           AXLE_ID_TEXT (self->before != NULL ? &self->before->id : &self->subject));

  axle_record_set_id (note, AXLE_NOTE_SUBJECT, &self->subject);
  g_clear_object (&self->form);
  self->form = axle_form_new (workstation, name, self->before, self->before != NULL ? self->before : note);
  axle_record_dialog_add_groups (dialog, self->form, groups, G_N_ELEMENTS (groups));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleNoteDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    axle_record_dialog_failed (AXLE_RECORD_DIALOG (self), error);
  else
    axle_record_dialog_saved (AXLE_RECORD_DIALOG (self),
                              self->before == NULL ? _("Note added") : _("Note changed"), operation);
}

static void
axle_note_dialog_save (AxleRecordDialog *dialog)
{
  AxleNoteDialog *self = AXLE_NOTE_DIALOG (dialog);

  axle_note_save_async (axle_record_dialog_get_workstation (dialog), axle_form_get_before (self->form),
                        axle_form_get_record (self->form), NULL, saved_cb, g_object_ref (self));
}

static void
axle_note_dialog_dispose (GObject *object)
{
  AxleNoteDialog *self = AXLE_NOTE_DIALOG (object);

  g_clear_object (&self->form);
  g_clear_pointer (&self->before, axle_record_unref);
  G_OBJECT_CLASS (axle_note_dialog_parent_class)->dispose (object);
}

static void
axle_note_dialog_class_init (AxleNoteDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_note_dialog_dispose;
  AXLE_RECORD_DIALOG_CLASS (class)->fill = axle_note_dialog_fill;
  AXLE_RECORD_DIALOG_CLASS (class)->save = axle_note_dialog_save;
}

static void
axle_note_dialog_init (AxleNoteDialog *self)
{
  adw_dialog_set_content_height (ADW_DIALOG (self), 360);
}

AdwDialog *
axle_note_dialog_new (AxleWorkstation  *workstation,
                      const AxleId     *subject,
                      const AxleRecord *note)
{
  AxleNoteDialog *self = g_object_new (AXLE_TYPE_NOTE_DIALOG, NULL);

  self->subject = *subject;
  if (note != NULL)
    self->before = axle_record_copy (note);
  axle_record_dialog_construct (AXLE_RECORD_DIALOG (self), workstation,
                                note == NULL ? _("New Note") : _("Edit Note"));
  return ADW_DIALOG (self);
}
