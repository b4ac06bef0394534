/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/note-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "core/party/note.h"
#include "ui/customers/form-dialog.h"

static const guint fields[] = { AXLE_NOTE_TEXT, AXLE_NOTE_PINNED };

static const AxleFormDialogKind kind = {
  fields, G_N_ELEMENTS (fields), 360, N_("Note added"), N_("Note changed"), axle_note_save_async,
};

AdwDialog *
axle_note_dialog_new (AxleWorkstation  *workstation,
                      const AxleId     *subject,
                      const AxleRecord *note)
{
  g_autoptr(AxleRecord) fresh = axle_customer_draft_new (workstation, &axle_note_entity);
  g_autofree char *draft = g_strdup_printf ("note/%s", AXLE_ID_TEXT (note != NULL ? &note->id : subject));

  axle_record_set_id (fresh, AXLE_NOTE_SUBJECT, subject);
  return axle_form_dialog_new (workstation, &kind, note == NULL ? _("New Note") : _("Edit Note"), NULL, draft, note,
                               note != NULL ? note : fresh);
}
