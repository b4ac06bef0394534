/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sheet.h"

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

/* Chinese faces first, so that digits and letters match them; then whatever there is. */
#define FAMILIES "Noto Sans CJK SC,Source Han Sans SC,Noto Sans SC,WenQuanYi Micro Hei,WenQuanYi Zen Hei,sans-serif"

/* Between rows, and within a row around its text. */
#define PADDING 2.5

/* Text of the margins, above and below the rows. */
#define MARGIN_TEXT 16.0

/* No row is higher than a part of a page, whatever somebody typed. */
#define MAX_ROW_HEIGHT 300.0

#define INK    0.13, 0.14, 0.17
#define FAINT  0.42, 0.44, 0.49
#define ACCENT 0.10, 0.33, 0.56

typedef struct
{
  PangoLayout    *layout;
  AxleSheetStyle  style;
  double          x;
} Cell;

typedef struct
{
  GArray            *cells;
  AxleSheetRowFlags  flags;
  double             height;
  int                caption; /* the row that is repeated above it on a new page; -1: none */
} Row;

/* A row where it is drawn. */
typedef struct
{
  guint  row;
  double y;
} Place;

struct _AxleSheet
{
  PangoContext *context;
  GPtrArray    *rows;    /* Row */
  GPtrArray    *pages;   /* GArray of Place */
  int           caption; /* of rows to come */
  char         *header;
  char         *header_end;
  char         *footer;
};

static void
clear_cell (gpointer data)
{
  g_clear_object (&((Cell *) data)->layout);
}

static void
free_row (gpointer data)
{
  Row *row = data;

  g_array_unref (row->cells);
  g_free (row);
}

/* As on paper: nothing is moved to the dots of a screen. With faces of its own, so that
 * it may go from the thread that made it to the one that draws it. */
static PangoContext *
new_context (void)
{
  g_autoptr(PangoFontMap) faces = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (faces);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  /* Which of the shapes that Chinese, Japanese and Korean share. */
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));
  cairo_font_options_destroy (options);
  return context;
}

/**
 * axle_sheet_new:
 *
 * Returns: (transfer full): a sheet without rows
 */
AxleSheet *
axle_sheet_new (void)
{
  AxleSheet *self = g_new0 (AxleSheet, 1);

  self->context = new_context ();
  self->rows = g_ptr_array_new_with_free_func (free_row);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->caption = -1;
  return self;
}

void
axle_sheet_free (AxleSheet *self)
{
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->context);
  g_free (self->header);
  g_free (self->header_end);
  g_free (self->footer);
  g_free (self);
}

static PangoLayout *
new_layout (AxleSheet      *self,
            AxleSheetStyle  style,
            double          width,
            const char     *text)
{
  static const struct { double size; gboolean bold; } faces[] = {
    [AXLE_SHEET_TITLE] = { 20, TRUE },
    [AXLE_SHEET_HEADING] = { 11.5, TRUE },
    [AXLE_SHEET_STRONG] = { 9, TRUE },
    [AXLE_SHEET_PLAIN] = { 9, FALSE },
    [AXLE_SHEET_FAINT] = { 7.5, FALSE },
  };
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *face = pango_font_description_from_string (FAMILIES);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  pango_font_description_set_absolute_size (face, faces[style].size * PANGO_SCALE);
  pango_font_description_set_weight (face, faces[style].bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, face);
  pango_font_description_free (face);
  /* Two full-width marks in a row take the room of one and a half, where the face can. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("chws, tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, (int) (MAX_ROW_HEIGHT * PANGO_SCALE));
  pango_layout_set_text (layout, valid, -1);
  return layout;
}

static double
layout_height (PangoLayout *layout)
{
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  return (double) extents.height / PANGO_SCALE;
}

/**
 * axle_sheet_add_row:
 * @self: a sheet
 * @flags: how it behaves
 *
 * What is added next goes into it.
 *
 * Returns: its number
 */
guint
axle_sheet_add_row (AxleSheet         *self,
                    AxleSheetRowFlags  flags)
{
  Row *row = g_new0 (Row, 1);

  row->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (row->cells, clear_cell);
  row->flags = flags;
  row->caption = flags & AXLE_SHEET_CAPTION ? -1 : self->caption;
  g_ptr_array_add (self->rows, row);
  return self->rows->len - 1;
}

static Cell *
add_cell (AxleSheet      *self,
          AxleSheetStyle  style,
          double          x,
          double          width,
          const char     *text)
{
  Row *row = self->rows->pdata[self->rows->len - 1];
  Cell cell = { new_layout (self, style, width, text), style, x };

  row->height = MAX (row->height, layout_height (cell.layout) + 2 * PADDING);
  g_array_append_val (row->cells, cell);
  return &g_array_index (row->cells, Cell, row->cells->len - 1);
}

/**
 * axle_sheet_add_cell:
 * @self: a sheet with a row
 * @style: how the text looks
 * @x: where it begins, from the left margin
 * @width: how wide a line may be
 * @text: the text, on as many lines as it needs
 */
void
axle_sheet_add_cell (AxleSheet      *self,
                     AxleSheetStyle  style,
                     double          x,
                     double          width,
                     const char     *text)
{
  add_cell (self, style, x, width, text);
}

/* The same at the right side of its cell. */
void
axle_sheet_add_number (AxleSheet      *self,
                       AxleSheetStyle  style,
                       double          x,
                       double          width,
                       const char     *text)
{
  pango_layout_set_alignment (add_cell (self, style, x, width, text)->layout, PANGO_ALIGN_RIGHT);
}

/* A row of nothing; gone where a page begins. */
void
axle_sheet_add_space (AxleSheet *self,
                      double     height)
{
  guint row = axle_sheet_add_row (self, 0);

  ((Row *) self->rows->pdata[row])->height = height;
}

/**
 * axle_sheet_set_caption:
 * @self: a sheet
 * @row: the number of a row that is a caption, or %G_MAXUINT for none
 *
 * The rows that are added from now on have it above them where they begin a page.
 */
void
axle_sheet_set_caption (AxleSheet *self,
                        guint      row)
{
  self->caption = row == G_MAXUINT ? -1 : (int) row;
}

/**
 * axle_sheet_set_margins:
 * @self: a sheet
 * @header: on top of each page but the first, at the left
 * @header_end: the same at the right
 * @footer: at the bottom of each page, at the left of its number
 */
void
axle_sheet_set_margins (AxleSheet  *self,
                        const char *header,
                        const char *header_end,
                        const char *footer)
{
  g_set_str (&self->header, header);
  g_set_str (&self->header_end, header_end);
  g_set_str (&self->footer, footer);
}

static double
page_top (guint page)
{
  return AXLE_SHEET_MARGIN + (page > 0 ? MARGIN_TEXT : 0);
}

static gboolean
is_space (const Row *row)
{
  return row->cells->len == 0;
}

/* How high a row is with all that has to stay with it. */
static double
height_together (AxleSheet *self,
                 guint      i)
{
  double height = 0;

  for (; i < self->rows->len; i++)
    {
      const Row *row = self->rows->pdata[i];

      if (row->flags & AXLE_SHEET_CAPTION)
        continue;
      height += row->height;
      if (!(row->flags & AXLE_SHEET_KEEP))
        break;
    }
  return height;
}

static void
place (AxleSheet *self,
       guint      row,
       double    *y)
{
  Place at = { row, *y };

  g_array_append_val ((GArray *) self->pages->pdata[self->pages->len - 1], at);
  *y += ((Row *) self->rows->pdata[row])->height;
}

static double
begin_page (AxleSheet *self)
{
  g_ptr_array_add (self->pages, g_array_new (FALSE, FALSE, sizeof (Place)));
  return page_top (self->pages->len - 1);
}

/**
 * axle_sheet_paginate:
 * @self: a sheet
 *
 * Puts the rows onto pages; no row can be added after it.
 *
 * Returns: how many pages there are, at least one
 */
guint
axle_sheet_paginate (AxleSheet *self)
{
  const double bottom = AXLE_SHEET_HEIGHT - AXLE_SHEET_MARGIN - MARGIN_TEXT;
  double y = begin_page (self);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = self->rows->pdata[i];
      gboolean fresh = y <= page_top (self->pages->len - 1);

      if (row->flags & AXLE_SHEET_CAPTION || (fresh && is_space (row)))
        continue;
      if (!fresh && (row->flags & AXLE_SHEET_BREAK || y + height_together (self, i) > bottom))
        {
          y = begin_page (self);
          if (is_space (row))
            continue;
          if (row->caption >= 0)
            place (self, (guint) row->caption, &y);
        }
      place (self, i, &y);
    }
  return self->pages->len;
}

static void
set_ink (cairo_t        *cr,
         AxleSheetStyle  style)
{
  if (style == AXLE_SHEET_HEADING || style == AXLE_SHEET_TITLE)
    cairo_set_source_rgb (cr, ACCENT);
  else if (style == AXLE_SHEET_FAINT)
    cairo_set_source_rgb (cr, FAINT);
  else
    cairo_set_source_rgb (cr, INK);
}

/* Cells of a row stand on one line, whatever their size. */
static void
draw_row (const Row *row,
          double     y,
          cairo_t   *cr)
{
  double line = 0;

  if (row->flags & AXLE_SHEET_SHADED)
    {
      cairo_set_source_rgb (cr, 0.935, 0.950, 0.968);
      cairo_rectangle (cr, AXLE_SHEET_MARGIN - 4, y, AXLE_SHEET_SPAN + 8, row->height);
      cairo_fill (cr);
    }
  for (guint i = 0; i < row->cells->len; i++)
    line = MAX (line, pango_layout_get_baseline (g_array_index (row->cells, Cell, i).layout));
  for (guint i = 0; i < row->cells->len; i++)
    {
      const Cell *cell = &g_array_index (row->cells, Cell, i);

      set_ink (cr, cell->style);
      cairo_move_to (cr, AXLE_SHEET_MARGIN + cell->x,
                     y + PADDING + (line - pango_layout_get_baseline (cell->layout)) / PANGO_SCALE);
      pango_cairo_show_layout (cr, cell->layout);
    }
  if (row->flags & AXLE_SHEET_RULED)
    {
      cairo_set_source_rgb (cr, 0.80, 0.83, 0.87);
      cairo_set_line_width (cr, 0.5);
      cairo_move_to (cr, AXLE_SHEET_MARGIN, y + row->height);
      cairo_rel_line_to (cr, AXLE_SHEET_SPAN, 0);
      cairo_stroke (cr);
    }
}

static void
draw_margin (AxleSheet      *self,
             double          y,
             const char     *start,
             const char     *end,
             cairo_t        *cr)
{
  const struct { const char *text; double width; PangoAlignment alignment; } sides[] = {
    { start, AXLE_SHEET_SPAN * 0.68, PANGO_ALIGN_LEFT },
    { end, AXLE_SHEET_SPAN * 0.32, PANGO_ALIGN_RIGHT },
  };

  cairo_set_source_rgb (cr, FAINT);
  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr(PangoLayout) layout = new_layout (self, AXLE_SHEET_FAINT, sides[i].width,
                                                  sides[i].text != NULL ? sides[i].text : "");

      pango_layout_set_height (layout, -1);
      pango_layout_set_alignment (layout, sides[i].alignment);
      cairo_move_to (cr, AXLE_SHEET_MARGIN + (i == 0 ? 0 : AXLE_SHEET_SPAN - sides[i].width), y);
      pango_cairo_show_layout (cr, layout);
    }
}

/**
 * axle_sheet_draw:
 * @self: a sheet after axle_sheet_paginate()
 * @page: from 0
 * @cr: where to, in points from the upper left corner of the paper
 */
void
axle_sheet_draw (AxleSheet *self,
                 guint      page,
                 cairo_t   *cr)
{
  const GArray *places = self->pages->pdata[page];
  g_autofree char *number = NULL;

  for (guint i = 0; i < places->len; i++)
    {
      const Place *at = &g_array_index (places, Place, i);

      draw_row (self->rows->pdata[at->row], at->y, cr);
    }
  if (page > 0)
    draw_margin (self, AXLE_SHEET_MARGIN - 8, self->header, self->header_end, cr);
  number = g_strdup_printf (_("Page %u of %u"), page + 1, self->pages->len);
  draw_margin (self, AXLE_SHEET_HEIGHT - AXLE_SHEET_MARGIN, self->footer, number, cr);
}
