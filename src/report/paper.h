/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/sheet.h"

G_BEGIN_DECLS

/**
 * AxlePaperInfo:
 * @title: what the paper is
 * @author: who made it
 * @subject: its number, or what it is about
 * @at: when, in microseconds since 1970 UTC
 * @zone: the time zone that is told in
 * @draw: (nullable): draws over a page, from 0, in points from its upper left corner
 * @seal: (nullable): what becomes of the file at last
 * @data: (nullable): for both
 * @destroy: (nullable): lets go of @data
 *
 * What is said of a paper besides what stands on it.
 */
typedef struct
{
  const char     *title;
  const char     *author;
  const char     *subject;
  gint64          at;
  GTimeZone      *zone;
  void          (*draw) (gpointer  data,
                         guint     page,
                         cairo_t  *cr);
  GBytes       *(*seal) (gpointer  data,
                         GBytes   *file);
  gpointer        data;
  GDestroyNotify  destroy;
} AxlePaperInfo;

/**
 * AxlePaper:
 *
 * A4 pages to be looked at, printed and written to a file: the same for whatever stands on
 * them. The same pages give the same bytes. Counted by reference; use it from one thread
 * at a time.
 */
typedef struct _AxlePaper AxlePaper;

AxlePaper  *axle_paper_new         (AxleSheet            *sheet,
                                    const AxlePaperInfo  *info);
AxlePaper  *axle_paper_ref         (AxlePaper            *self);
void        axle_paper_unref       (AxlePaper            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePaper, axle_paper_unref)

const char *axle_paper_get_title   (AxlePaper            *self);
const char *axle_paper_get_subject (AxlePaper            *self);
guint       axle_paper_get_n_pages (AxlePaper            *self);
void        axle_paper_draw        (AxlePaper            *self,
                                    guint                 page,
                                    cairo_t              *cr);
GBytes     *axle_paper_write       (AxlePaper            *self,
                                    GError              **error);

G_END_DECLS
