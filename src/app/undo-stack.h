/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleUndoStack:
 *
 * What one member of staff did and can take back, the latest last, and what they
 * took back and can do again. An operation that is done anew forgets the second.
 */
typedef struct _AxleUndoStack AxleUndoStack;

AxleUndoStack *axle_undo_stack_new       (void);
void           axle_undo_stack_free      (AxleUndoStack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleUndoStack, axle_undo_stack_free)
void           axle_undo_stack_push      (AxleUndoStack *self,
                                          gint64         operation,
                                          const char    *title);
void           axle_undo_stack_undone    (AxleUndoStack *self,
                                          gint64         operation,
                                          gint64         undoing);
void           axle_undo_stack_redone    (AxleUndoStack *self,
                                          gint64         undoing,
                                          gint64         operation);
gint64         axle_undo_stack_peek_undo (AxleUndoStack *self,
                                          const char   **title);
gint64         axle_undo_stack_peek_redo (AxleUndoStack *self,
                                          const char   **title);

G_END_DECLS
