/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form.h"

G_BEGIN_DECLS

/**
 * AxleRecordDialog:
 *
 * A dialog over one or more forms that are saved together. It says when it begins
 * with an earlier draft, keeps what was typed when it is closed, and saves on
 * Ctrl+Enter from anywhere in it.
 *
 * Signals: `saved` (gint64 operation) before it closes.
 */
#define AXLE_TYPE_RECORD_DIALOG (axle_record_dialog_get_type ())
G_DECLARE_DERIVABLE_TYPE (AxleRecordDialog, axle_record_dialog, AXLE, RECORD_DIALOG, AdwDialog)

/**
 * AxleRecordDialogClass:
 * @save: saves the forms with an operation; the callback ends in
 *   [method@Axle.RecordDialog.saved] or [method@Axle.RecordDialog.failed]
 * @fill: makes the rows, in a dialog that is new or has dropped its draft
 */
struct _AxleRecordDialogClass
{
  AdwDialogClass parent_class;

  void (*save) (AxleRecordDialog *self);
  void (*fill) (AxleRecordDialog *self);
};

/* A group of fields under a title. */
typedef struct
{
  const char  *title;       /* N_(), nullable */
  const char  *description; /* N_(), nullable */
  const guint *fields;
  guint        n_fields;
} AxleFieldGroup;

AxleWorkstation     *axle_record_dialog_get_workstation (AxleRecordDialog     *self);
void                 axle_record_dialog_construct       (AxleRecordDialog     *self,
                                                         AxleWorkstation      *workstation,
                                                         const char           *title);
/* The first row of the first group gets the focus. */
GtkWidget           *axle_record_dialog_add_groups      (AxleRecordDialog     *self,
                                                         AxleForm             *form,
                                                         const AxleFieldGroup *groups,
                                                         guint                 n_groups);
void                 axle_record_dialog_remove_form     (AxleRecordDialog     *self,
                                                         AxleForm             *form);
void                 axle_record_dialog_add_widget      (AxleRecordDialog     *self,
                                                         GtkWidget            *widget);
/* Both of them in the same dialog. */
void                 axle_record_dialog_stand_below     (GtkWidget            *widget,
                                                         GtkWidget            *above);
/* Stands beside the rest where there is room for both, and below it where there is not. */
void                 axle_record_dialog_set_aside       (AxleRecordDialog     *self,
                                                         GtkWidget            *widget);
/* Puts the values of @edited into the form over that record, as if they were typed. */
void                 axle_record_dialog_lay_over        (AxleRecordDialog     *self,
                                                         const AxleRecord     *edited);
/* Brings a field into sight and puts the focus there. */
void                 axle_record_dialog_focus_field     (AxleRecordDialog     *self,
                                                         AxleForm             *form,
                                                         guint                 field);
void                 axle_record_dialog_saved           (AxleRecordDialog     *self,
                                                         const char           *toast,
                                                         gint64                operation);
void                 axle_record_dialog_failed          (AxleRecordDialog     *self,
                                                         const GError         *error);

G_END_DECLS
