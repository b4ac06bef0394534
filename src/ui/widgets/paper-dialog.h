/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/paper.h"

G_BEGIN_DECLS

/**
 * AxlePaperDialog:
 *
 * Shows a paper page by page, prints it (Ctrl+P) and saves it as PDF (Ctrl+S).
 */
#define AXLE_TYPE_PAPER_DIALOG (axle_paper_dialog_get_type ())
G_DECLARE_DERIVABLE_TYPE (AxlePaperDialog, axle_paper_dialog, AXLE, PAPER_DIALOG, AdwDialog)

struct _AxlePaperDialogClass
{
  AdwDialogClass parent_class;
};

AdwDialog *axle_paper_dialog_new        (const char      *title,
                                         const char      *saved);
void       axle_paper_dialog_construct  (AxlePaperDialog *self,
                                         const char      *title,
                                         const char      *saved);
void       axle_paper_dialog_add_choice (AxlePaperDialog *self,
                                         GtkWidget       *choice);
void       axle_paper_dialog_begin      (AxlePaperDialog *self);
void       axle_paper_dialog_show       (AxlePaperDialog *self,
                                         AxlePaper       *paper,
                                         const char      *file);
void       axle_paper_dialog_fail       (AxlePaperDialog *self,
                                         const GError    *error);

G_END_DECLS
