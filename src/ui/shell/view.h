/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleView:
 *
 * A page of the window, chosen in the sidebar. It brings its own toolbar view and
 * header bar. The window asks it for what has the same key and the same menu item
 * everywhere; what a view leaves out of the interface is insensitive while it is shown.
 *
 * A view is made with the workstation that it works on and lives until another
 * person signs in. It finds its window with [func@Axle.Window.of].
 */
#define AXLE_TYPE_VIEW (axle_view_get_type ())
G_DECLARE_INTERFACE (AxleView, axle_view, AXLE, VIEW, GtkWidget)

/**
 * AxleViewInterface:
 * @search: puts the focus into the search entry of the view (Ctrl+F)
 * @create: begins a new record of the view's kind (Ctrl+N)
 * @show_record: shows a record of a kind that the registry names for the view
 * @import_file: offers to import a file that was chosen, or dropped on the window
 * @export_records: offers to write the view's records to a file
 * @print: prints what is shown (Ctrl+P)
 * @edit_record: opens the form over a record of a kind that the view edits, with the
 *   values of the given one laid over it as if they were typed: the dialog, which emits `saved` (gint64 operation); %NULL where there is no form
 * @step_back: takes back the last step of a mode that has an undo of its own, or does it
 *   again (Ctrl+Z); %FALSE while there is no such mode
 * @leave: leaves one level, such as a selection or a search (Esc); %FALSE when
 *   there is nothing to leave
 */
struct _AxleViewInterface
{
  GTypeInterface parent;

  void     (*search)         (AxleView         *self);
  void     (*create)         (AxleView         *self);
  void     (*show_record)    (AxleView         *self,
                              const AxleEntity *entity,
                              const AxleId     *id);
  AdwDialog *(*edit_record)  (AxleView         *self,
                              const AxleRecord *edited);
  void     (*import_file)    (AxleView         *self,
                              GFile            *file);
  void     (*export_records) (AxleView         *self);
  void     (*print)          (AxleView         *self);
  gboolean (*step_back)      (AxleView         *self,
                              gboolean          redo);
  gboolean (*leave)          (AxleView         *self);
};

/* What a view offers: a bit for each function of the interface. */
typedef enum
{
  AXLE_VIEW_SEARCH  = 1 << 0,
  AXLE_VIEW_CREATE  = 1 << 1,
  AXLE_VIEW_SHOW    = 1 << 2,
  AXLE_VIEW_IMPORT  = 1 << 3,
  AXLE_VIEW_EXPORT  = 1 << 4,
  AXLE_VIEW_PRINT   = 1 << 5,
} AxleViewFunctions;

AxleViewFunctions axle_view_get_functions (AxleView         *self);

void     axle_view_search         (AxleView         *self);
void     axle_view_create         (AxleView         *self);
void     axle_view_show_record    (AxleView         *self,
                                   const AxleEntity *entity,
                                   const AxleId     *id);
AdwDialog *axle_view_edit_record  (AxleView         *self,
                                   const AxleRecord *edited);
void     axle_view_import_file    (AxleView         *self,
                                   GFile            *file);
void     axle_view_export_records (AxleView         *self);
void     axle_view_print          (AxleView         *self);
gboolean axle_view_step_back      (AxleView         *self,
                                   gboolean          redo);
gboolean axle_view_leave          (AxleView         *self);

G_END_DECLS
