/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/record-dialog.h"

G_BEGIN_DECLS

/* Writes or changes a note about a customer or a vehicle. */
#define AXLE_TYPE_NOTE_DIALOG (axle_note_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleNoteDialog, axle_note_dialog, AXLE, NOTE_DIALOG, AxleRecordDialog)

/* @note: %NULL for a new one. */
AdwDialog *axle_note_dialog_new (AxleWorkstation  *workstation,
                                 const AxleId     *subject,
                                 const AxleRecord *note);

G_END_DECLS
