/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"
#include "ui/shell/actions.h"
#include "ui/shell/view.h"

G_BEGIN_DECLS

#define AXLE_TYPE_WINDOW (axle_window_get_type ())
G_DECLARE_FINAL_TYPE (AxleWindow, axle_window, AXLE, WINDOW, AdwApplicationWindow)

AxleWindow      *axle_window_new             (GtkApplication   *application,
                                              AxleWorkstation  *workstation);
/* The window that a widget is in; %NULL while it is in none. */
AxleWindow      *axle_window_of              (GtkWidget        *widget);
AxleWorkstation *axle_window_get_workstation (AxleWindow       *self);

/* A toast over everything, such as one that follows long work; takes @toast. */
void             axle_window_add_toast       (AxleWindow       *self,
                                              AdwToast         *toast);
/* Says what was done or undone; takes the place of what was said of it before. */
void             axle_window_toast_done      (AxleWindow       *self,
                                              const char       *title);
/* A toast from a line of plain text. */
void             axle_window_toast           (AxleWindow       *self,
                                              const char       *title);
/* A toast with an Undo button for @operation (see axle_workstation_save_finish());
 * no button when it is 0. */
void             axle_window_toast_undo      (AxleWindow       *self,
                                              const char       *title,
                                              gint64            operation);
/* Finishes a save: a toast that says @title and undoes it, or one for what went wrong. */
void             axle_window_toast_saved     (AxleWindow       *self,
                                              AxleWorkstation  *workstation,
                                              GAsyncResult     *result,
                                              const char       *title);
/* A toast for what went wrong; says nothing about what the person cancelled. */
void             axle_window_toast_error     (AxleWindow       *self,
                                              const GError     *error);
/* Goes to the view that shows records of the kind, and shows it there. */
void             axle_window_show_record     (AxleWindow       *self,
                                              const AxleEntity *entity,
                                              const AxleId     *id);
/* Opens the form over a record in the view of its kind; see [vfunc@Axle.View.edit_record]. */
AdwDialog       *axle_window_edit_record     (AxleWindow       *self,
                                              const AxleRecord *edited);
/* Goes to the conflicts, and there to those of a record. */
void             axle_window_show_conflicts  (AxleWindow       *self,
                                              const AxleEntity *entity,
                                              const AxleId     *id);
/* Goes to a view by its id; %NULL for the first one. */
void             axle_window_show_view       (AxleWindow       *self,
                                              const char       *id);
AxleView        *axle_window_get_view        (AxleWindow       *self);
/* Whether an action of axle_actions_list() can be done now. */
gboolean         axle_window_can             (AxleWindow           *self,
                                              const AxleActionInfo *action);
/* Whether the topmost dialog is of @type. */
gboolean         axle_window_is_showing      (AxleWindow       *self,
                                              GType             type);
/* A notification on the desktop, only when nobody looks at the window. */
void             axle_window_notify          (AxleWindow       *self,
                                              const char       *id,
                                              const char       *title,
                                              const char       *body);

G_END_DECLS
