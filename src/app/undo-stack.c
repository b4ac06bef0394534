/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/undo-stack.h"

/* Nobody goes back further in one sitting. */
#define LIMIT 200

typedef struct
{
  gint64  operation;
  char   *title;
} Entry;

struct _AxleUndoStack
{
  GArray *undo;
  GArray *redo;
};

static void
clear_entry (gpointer data)
{
  Entry *entry = data;
  g_free (entry->title);
}

static GArray *
new_entries (void)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  g_array_set_clear_func (entries, clear_entry);
  return entries;
}

AxleUndoStack *
axle_undo_stack_new (void)
{
  AxleUndoStack *self = g_new0 (AxleUndoStack, 1);

  self->undo = new_entries ();
  self->redo = new_entries ();
  return self;
}

void
axle_undo_stack_free (AxleUndoStack *self)
{
  g_array_unref (self->undo);
  g_array_unref (self->redo);
  g_free (self);
}

static void
append (GArray     *entries,
        gint64      operation,
        const char *title)
{
  Entry entry = { operation, g_strdup (title) };

  if (entries->len == LIMIT)
    g_array_remove_index (entries, 0);
  g_array_append_val (entries, entry);
}

static char *
take (GArray *entries,
      gint64  operation)
{
  for (guint i = entries->len; i-- > 0;)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      if (entry->operation == operation)
        {
          char *title = g_steal_pointer (&entry->title);

          g_array_remove_index (entries, i);
          return title;
        }
    }
  return NULL;
}

void
axle_undo_stack_push (AxleUndoStack *self,
                      gint64         operation,
                      const char    *title)
{
  append (self->undo, operation, title);
  g_array_set_size (self->redo, 0);
}

/* @operation was taken back by @undoing; 0 when nothing was left to take back. */
void
axle_undo_stack_undone (AxleUndoStack *self,
                        gint64         operation,
                        gint64         undoing)
{
  g_autofree char *title = take (self->undo, operation);

  if (title != NULL && undoing != 0)
    append (self->redo, undoing, title);
}

/* @undoing was taken back by @operation. */
void
axle_undo_stack_redone (AxleUndoStack *self,
                        gint64         undoing,
                        gint64         operation)
{
  g_autofree char *title = take (self->redo, undoing);

  if (title != NULL && operation != 0)
    append (self->undo, operation, title);
}

static gint64
peek (GArray      *entries,
      const char **title)
{
  const Entry *last;

  if (entries->len == 0)
    {
      *title = NULL;
      return 0;
    }
  last = &g_array_index (entries, Entry, entries->len - 1);
  *title = last->title;
  return last->operation;
}

/* Returns: the operation to take back next; 0 when there is none. */
gint64
axle_undo_stack_peek_undo (AxleUndoStack  *self,
                           const char    **title)
{
  return peek (self->undo, title);
}

gint64
axle_undo_stack_peek_redo (AxleUndoStack  *self,
                           const char    **title)
{
  return peek (self->redo, title);
}
