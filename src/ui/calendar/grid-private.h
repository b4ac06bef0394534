/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/grid-block.h"
#include "ui/calendar/grid-canvas.h"
#include "ui/calendar/grid-shade.h"

G_BEGIN_DECLS

/* What the parts of the canvas share: blocks (grid-canvas.c), what is drawn under and over
 * them (grid-draw.c), what would be (grid-ghost.c), the pointer (grid-drag.c) and the keyboard
 * (grid-keys.c). */

/* An empty slot that the keyboard stops at. */
#define AXLE_GRID_SLOT 30

/**
 * AxleGridGhost:
 * @record: what is moved, or would be new
 * @request: (nullable): the request of the tray that it would be made from
 * @is_new: whether @record is not there yet
 * @copy: whether what is moved stays where it is too
 * @column: where it would be
 * @from: minutes after midnight of the column's day
 * @minutes: how long
 * @shade: where it would fit
 * @fit: whether it fits where it is
 * @message: (nullable): what speaks against it
 *
 * Where an appointment would be if it were let go now.
 */
typedef struct
{
  AxleRecord    *record;
  char          *request;
  gboolean       is_new;
  gboolean       copy;
  guint          column;
  int            from;
  int            minutes;
  AxleGridShade *shade;
  AxleFit        fit;
  char          *message;
} AxleGridGhost;

typedef enum
{
  AXLE_GRID_DRAG_NONE,
  AXLE_GRID_DRAG_CREATE,
  AXLE_GRID_DRAG_MOVE,
  AXLE_GRID_DRAG_START,   /* the upper edge */
  AXLE_GRID_DRAG_END,     /* the lower edge */
} AxleGridDragKind;

/**
 * AxleGridDrag:
 * @kind: what the pointer does since it was pressed
 * @record: (nullable): what it was pressed on
 * @column: where that was
 * @from: when that begins
 * @until: when that ends
 * @held: minutes from its beginning to where it was pressed
 * @touch: whether it is a finger: that scrolls, unless it was held down before
 * @lifted: whether it was held down
 * @moved: whether the pointer has moved far enough
 * @begun: whether there is a ghost
 * @start_x: where it was pressed
 * @start_y: where it was pressed
 * @x: where the pointer is, from the left of what is in sight
 * @y: from its top
 * @scroll_id: the callback that scrolls while the pointer is at an edge
 */
typedef struct
{
  AxleGridDragKind  kind;
  AxleRecord       *record;
  guint             column;
  int               from;
  int               until;
  int               held;
  gboolean          touch;
  gboolean          lifted;
  gboolean          moved;
  gboolean          begun;
  double            start_x;
  double            start_y;
  double            x;
  double            y;
  guint             scroll_id;
} AxleGridDrag;

struct _AxleGridCanvas
{
  GtkWidget        parent_instance;
  AxleGridModel   *model;
  GtkAdjustment   *horizontal;
  GtkAdjustment   *vertical;
  GHashTable      *shown;          /* entries by what they show */
  GPtrArray       *spare;          /* blocks that show nothing now */
  guint            fill_id;
  guint            clock_id;

  guint            cursor_column;  /* the slot that has the focus while the canvas has */
  int              cursor_minute;

  AxleGridGhost   *ghost;          /* NULL while nothing is moved */
  GtkWidget       *ghost_block;
  GtkWidget       *hint;
  AxleGridDrag     drag;
  gboolean         keyed;          /* whether the ghost is moved by keys */
  GdkModifierType  modifiers;      /* that are held down */
};

/* grid-canvas.c */
gboolean             axle_grid_canvas_is_ready   (AxleGridCanvas          *self);
gboolean             axle_grid_canvas_may_write  (AxleGridCanvas          *self);
GdkRectangle         axle_grid_canvas_find_area  (AxleGridCanvas          *self,
                                                  guint                    column,
                                                  const AxleCalendarPlace *place);
/* The block there, and where it lies; %NULL where there is none. */
AxleGridBlock       *axle_grid_canvas_pick       (AxleGridCanvas          *self,
                                                  double                   x,
                                                  double                   y,
                                                  guint                   *column,
                                                  const AxleCalendarPlace **place);
/* The block that has the focus, and where it lies. */
AxleGridBlock       *axle_grid_canvas_get_focused (AxleGridCanvas         *self,
                                                   guint                  *column,
                                                   const AxleCalendarPlace **place);
void                 axle_grid_canvas_focus_place (AxleGridCanvas         *self,
                                                   guint                   column,
                                                   const AxleCalendarPlace *place);
void                 axle_grid_canvas_show_area  (AxleGridCanvas          *self,
                                                  const GdkRectangle      *area);
/* Dims what is moved. */
void                 axle_grid_canvas_mark_moved (AxleGridCanvas          *self);

/* grid-draw.c */
void                 axle_grid_draw_under        (AxleGridCanvas          *self,
                                                  GtkSnapshot             *snapshot);
void                 axle_grid_draw_over         (AxleGridCanvas          *self,
                                                  GtkSnapshot             *snapshot);

/* grid-ghost.c */
void                 axle_grid_ghost_begin       (AxleGridCanvas          *self,
                                                  const AxleRecord        *record,
                                                  gboolean                 is_new,
                                                  const char              *request);
/* For a request of the tray; nothing where it is not there any more. */
void                 axle_grid_ghost_begin_request (AxleGridCanvas        *self,
                                                    const char            *request);
void                 axle_grid_ghost_move        (AxleGridCanvas          *self,
                                                  guint                    column,
                                                  int                      from,
                                                  int                      minutes,
                                                  gboolean                 copy);
/* Lets go of it, or of all that was done since it began. */
void                 axle_grid_ghost_drop        (AxleGridCanvas          *self);
void                 axle_grid_ghost_cancel      (AxleGridCanvas          *self);
void                 axle_grid_ghost_allocate    (AxleGridCanvas          *self);

/* grid-drag.c */
void                 axle_grid_drag_set_up       (AxleGridCanvas          *self);
void                 axle_grid_drag_cancel       (AxleGridCanvas          *self);
void                 axle_grid_drag_modified     (AxleGridCanvas          *self);

/* grid-keys.c */
void                 axle_grid_keys_set_up       (AxleGridCanvas          *self);
void                 axle_grid_keys_set_cursor   (AxleGridCanvas          *self,
                                                  guint                    column,
                                                  int                      minute);
void                 axle_grid_keys_tell_cursor  (AxleGridCanvas          *self);
/* What can be done at the cursor where nothing is. */
void                 axle_grid_keys_popup_menu   (AxleGridCanvas          *self);
/* Books at the cursor. */
void                 axle_grid_keys_book         (AxleGridCanvas          *self);

G_END_DECLS
