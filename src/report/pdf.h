/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * AxlePdf:
 * @title: what the paper is
 * @author: who made it
 * @subject: its number, or what it is about
 * @at: when, in microseconds since 1970 UTC
 * @zone: the time zone that is told in
 * @n_pages: how many A4 pages it has
 * @draw: draws one, from 0, in points from its upper left corner
 * @data: for @draw
 *
 * Pages that become a file. The same pages give the same bytes.
 */
typedef struct
{
  const char *title;
  const char *author;
  const char *subject;
  gint64      at;
  GTimeZone  *zone;
  guint       n_pages;
  void      (*draw) (gpointer  data,
                     guint     page,
                     cairo_t  *cr);
  gpointer    data;
} AxlePdf;

GBytes *axle_pdf_write (const AxlePdf  *self,
                        gsize           limit,
                        GError        **error);

G_END_DECLS
