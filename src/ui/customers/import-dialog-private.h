/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/import.h"
#include "ui/customers/import-dialect.h"
#include "ui/customers/import-dialog.h"
#include "ui/customers/import-figures.h"
#include "ui/customers/import-preview.h"
#include "ui/customers/import-problems.h"

G_BEGIN_DECLS

/* Where a window keeps the dialog of the import that goes on. */
#define AXLE_IMPORT_DIALOG_KEY "axle-import-dialog"

/* What the dialog is doing; the pages follow from it. */
typedef enum
{
  AXLE_IMPORT_STATE_OPENING,
  AXLE_IMPORT_STATE_PREVIEW,
  AXLE_IMPORT_STATE_CHECKING,
  AXLE_IMPORT_STATE_CHECKED,
  AXLE_IMPORT_STATE_IMPORTING,
  AXLE_IMPORT_STATE_IMPORTED,
  AXLE_IMPORT_STATE_UNDOING,
  AXLE_IMPORT_STATE_UNDONE,
} AxleImportState;

#define AXLE_TYPE_IMPORT_DIALOG (axle_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleImportDialog, axle_import_dialog, AXLE, IMPORT_DIALOG, AdwDialog)

struct _AxleImportDialog
{
  AdwDialog           parent_instance;

  AxleWindow         *window;       /* weak */
  AxleWorkstation    *workstation;
  AxleImport         *import;
  GCancellable       *cancellable;  /* of what goes on */
  AdwToast           *toast;        /* counts along while the dialog is closed */
  AxleImportState     state;
  gboolean            closed;

  AdwNavigationView  *pages;
  AdwWindowTitle     *preview_title;
  AdwBanner          *preview_banner;
  GtkStack           *preview_stack;
  AdwStatusPage      *failure;
  GtkWidget          *choose_button;
  GtkWidget          *preview_box;
  AxleImportDialect  *dialect;
  AxleImportPreview  *preview;
  GtkWidget          *check_bar;
  GtkWidget          *check_button;
  AxleImportFigures  *check_figures;
  GtkStack           *check_stack;
  GtkProgressBar     *check_progress;
  GtkLabel           *check_count;
  AxleImportProblems *problems;
  AdwStatusPage      *check_message;
  GtkWidget          *import_bar;
  GtkLabel           *import_note;
  GtkWidget          *import_button;
  GtkLabel           *import_label;
  AdwNavigationPage  *run_page;
  GtkImage           *outcome_icon;
  GtkLabel           *outcome_title;
  GtkLabel           *outcome_text;
  AxleImportFigures  *run_figures;
  GtkStack           *run_stack;
  GtkProgressBar     *run_progress;
  GtkLabel           *run_count;
  GtkWidget          *undo_button;
  GtkWidget          *show_rejects_button;
  GtkWidget          *save_rejects_button;
  GtkWidget          *close_button;
};

/* import-dialog.c: the table, and the check. */
void    axle_import_dialog_set_state     (AxleImportDialog    *self,
                                          AxleImportState      state);
void    axle_import_dialog_start         (AxleImportDialog    *self,
                                          AxleImportState      state,
                                          GAsyncReadyCallback  callback);
void    axle_import_dialog_focus_next    (AxleImportDialog    *self);
guint64 axle_import_dialog_count_changes (AxleImportDialog    *self);

/* import-outcome.c: the import itself, and what came of it. */
void    axle_import_outcome_install      (GtkWidgetClass      *widget_class);
void    axle_import_outcome_can_redo     (AxleImportDialog    *self);
void    axle_import_outcome_present      (AxleImportDialog    *self);
void    axle_import_outcome_show_toast   (AxleImportDialog    *self,
                                          const char          *title,
                                          guint                seconds);
void    axle_import_outcome_drop_toast   (AxleImportDialog    *self);

G_END_DECLS
