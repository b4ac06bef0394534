/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* A4 in points of 1/72 inch (ISO 216). */
#define AXLE_SHEET_WIDTH  595.276
#define AXLE_SHEET_HEIGHT 841.890

/* What is left white on each side. */
#define AXLE_SHEET_MARGIN 48.0

/* What text has from one side to the other. */
#define AXLE_SHEET_SPAN (AXLE_SHEET_WIDTH - 2 * AXLE_SHEET_MARGIN)

/**
 * AxleSheetStyle:
 * @AXLE_SHEET_TITLE: what the paper is
 * @AXLE_SHEET_HEADING: over a part of it
 * @AXLE_SHEET_STRONG: to be seen first
 * @AXLE_SHEET_PLAIN: what is read
 * @AXLE_SHEET_FAINT: labels and remarks
 *
 * How text looks.
 */
typedef enum
{
  AXLE_SHEET_TITLE,
  AXLE_SHEET_HEADING,
  AXLE_SHEET_STRONG,
  AXLE_SHEET_PLAIN,
  AXLE_SHEET_FAINT,
} AxleSheetStyle;

/**
 * AxleSheetRowFlags:
 * @AXLE_SHEET_KEEP: stays on one page with the row behind it
 * @AXLE_SHEET_SHADED: on a light ground
 * @AXLE_SHEET_RULED: with a line below
 * @AXLE_SHEET_CAPTION: not where it stands, but on top of each page on which
 *   the rows go on that name it
 * @AXLE_SHEET_BREAK: begins a page
 *
 * How a row behaves.
 */
typedef enum
{
  AXLE_SHEET_KEEP    = 1 << 0,
  AXLE_SHEET_SHADED  = 1 << 1,
  AXLE_SHEET_RULED   = 1 << 2,
  AXLE_SHEET_CAPTION = 1 << 3,
  AXLE_SHEET_BREAK   = 1 << 4,
} AxleSheetRowFlags;

/**
 * AxleSheet:
 *
 * Text in rows and cells on as many pages as it takes. Chinese and other text breaks
 * by the rules of Unicode (UAX #14): no full stop begins a line, no opening bracket ends
 * one. Use it from one thread at a time.
 */
typedef struct _AxleSheet AxleSheet;

AxleSheet *axle_sheet_new        (void);
void       axle_sheet_free       (AxleSheet         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleSheet, axle_sheet_free)

guint      axle_sheet_add_row    (AxleSheet         *self,
                                  AxleSheetRowFlags  flags);
void       axle_sheet_add_cell   (AxleSheet         *self,
                                  AxleSheetStyle     style,
                                  double             x,
                                  double             width,
                                  const char        *text);
void       axle_sheet_add_number (AxleSheet         *self,
                                  AxleSheetStyle     style,
                                  double             x,
                                  double             width,
                                  const char        *text);
void       axle_sheet_add_space  (AxleSheet         *self,
                                  double             height);
void       axle_sheet_set_caption (AxleSheet        *self,
                                  guint              row);
void       axle_sheet_set_margins (AxleSheet        *self,
                                  const char        *header,
                                  const char        *header_end,
                                  const char        *footer);

guint      axle_sheet_paginate   (AxleSheet         *self);
void       axle_sheet_draw       (AxleSheet         *self,
                                  guint              page,
                                  cairo_t           *cr);

G_END_DECLS
