/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/paper.h"

#include "report/pdf.h"

#define MAX_BYTES (64 * 1024 * 1024)

struct _AxlePaper
{
  AxleSheet     *sheet;
  AxlePaperInfo  info;    /* with texts of its own */
  guint          n_pages;
};

/**
 * axle_paper_new:
 * @sheet: (transfer full): what stands on it
 * @info: what is said of it; texts and zone are copied
 *
 * Returns: (transfer full): the paper, on pages
 */
AxlePaper *
axle_paper_new (AxleSheet           *sheet,
                const AxlePaperInfo *info)
{
  AxlePaper *self = g_atomic_rc_box_new0 (AxlePaper);

  self->sheet = sheet;
  self->info = *info;
  self->info.title = g_strdup (info->title);
  self->info.author = g_strdup (info->author);
  self->info.subject = g_strdup (info->subject);
  self->info.zone = g_time_zone_ref (info->zone);
  self->n_pages = axle_sheet_paginate (sheet);
  return self;
}

AxlePaper *
axle_paper_ref (AxlePaper *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_paper (gpointer data)
{
  AxlePaper *self = data;

  axle_sheet_free (self->sheet);
  g_time_zone_unref (self->info.zone);
  g_free ((char *) self->info.title);
  g_free ((char *) self->info.author);
  g_free ((char *) self->info.subject);
  if (self->info.destroy != NULL)
    self->info.destroy (self->info.data);
}

void
axle_paper_unref (AxlePaper *self)
{
  g_atomic_rc_box_release_full (self, clear_paper);
}

const char *
axle_paper_get_title (AxlePaper *self)
{
  return self->info.title;
}

const char *
axle_paper_get_subject (AxlePaper *self)
{
  return self->info.subject;
}

guint
axle_paper_get_n_pages (AxlePaper *self)
{
  return self->n_pages;
}

/**
 * axle_paper_draw:
 * @self: a paper
 * @page: from 0
 * @cr: where to, in points from the upper left corner of an A4 page
 */
void
axle_paper_draw (AxlePaper *self,
                 guint      page,
                 cairo_t   *cr)
{
  axle_sheet_draw (self->sheet, page, cr);
  if (self->info.draw != NULL)
    self->info.draw (self->info.data, page, cr);
}

static void
draw_cb (gpointer  data,
         guint     page,
         cairo_t  *cr)
{
  axle_paper_draw (data, page, cr);
}

/**
 * axle_paper_write:
 * @self: a paper
 * @error: return location
 *
 * Returns: (transfer full): a PDF file with its faces in it
 */
GBytes *
axle_paper_write (AxlePaper  *self,
                  GError    **error)
{
  const AxlePdf pdf = {
    .title = self->info.title, .author = self->info.author, .subject = self->info.subject, .at = self->info.at,
    .zone = self->info.zone, .n_pages = self->n_pages, .draw = draw_cb, .data = self,
  };
  g_autoptr(GBytes) file = axle_pdf_write (&pdf, MAX_BYTES, error);

  if (file == NULL || self->info.seal == NULL)
    return g_steal_pointer (&file);
  return self->info.seal (self->info.data, file);
}
