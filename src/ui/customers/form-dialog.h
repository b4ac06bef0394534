/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/record-dialog.h"

G_BEGIN_DECLS

/* A dialog over one form: a record is added or changed. */
#define AXLE_TYPE_FORM_DIALOG (axle_form_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleFormDialog, axle_form_dialog, AXLE, FORM_DIALOG, AxleRecordDialog)

/**
 * AxleFormDialogKind:
 * @fields: (array length=n_fields): what the form has
 * @n_fields: how many
 * @height: of the dialog
 * @added: what is said of one that is new, marked with N_()
 * @changed: what is said of one that was there, marked with N_()
 * @save: saves it; finishes with axle_workstation_save_finish()
 * @about: (nullable): what is said above the form, marked with N_()
 * @new_part: (nullable): makes a part of the form that is more than a row
 * @n_above: how many of @fields stand above that part
 *
 * What the dialog of a kind of record is like.
 */
typedef struct
{
  const guint *fields;
  guint        n_fields;
  int          height;
  const char  *added;
  const char  *changed;
  void       (*save) (AxleWorkstation     *workstation,
                      const AxleRecord    *before,
                      const AxleRecord    *after,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data);
  const char  *about;
  GtkWidget *(*new_part) (AxleWorkstation *workstation,
                          AxleForm        *form);
  guint        n_above;
} AxleFormDialogKind;

/* @heading: (nullable): stands above the form. @draft: the name under which what is typed is
 * kept. @before: (nullable): %NULL for a new one. @record: what the form begins with. */
AdwDialog *axle_form_dialog_new (AxleWorkstation          *workstation,
                                 const AxleFormDialogKind *kind,
                                 const char               *title,
                                 const char               *heading,
                                 const char               *draft,
                                 const AxleRecord         *before,
                                 const AxleRecord         *record);

G_END_DECLS
