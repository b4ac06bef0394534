/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As much of a file as a guess looks at, in bytes. */
#define AXLE_TEXT_SAMPLE (64 * 1024)

/**
 * AxleTextEncoding:
 * @charset: its name, such as `UTF-8` or `GB18030`; static
 * @bom_length: bytes of byte order mark in front of the text
 * @ascii: whether nothing but ASCII was seen, so that what follows may still be
 *   in any encoding that extends it
 *
 * What the first bytes of a text are written in.
 */
typedef struct
{
  const char *charset;
  gsize       bom_length;
  gboolean    ascii;
} AxleTextEncoding;

/**
 * AxleTextCharset:
 * @name: the name that files and settings keep, such as `GB18030`
 * @label: what a person calls it, untranslated: pass it through gettext
 *
 * A row of the list a person chooses from when the guess was wrong.
 */
typedef struct
{
  const char *name;
  const char *label;
} AxleTextCharset;

AxleTextEncoding       axle_text_encoding_guess        (const guint8 *bytes,
                                                        gsize         length,
                                                        gboolean      whole);
const AxleTextCharset *axle_text_charsets              (gsize        *n_charsets);
const char            *axle_text_charset_find          (const char   *name);
const char            *axle_text_charset_iconv         (const char   *charset);
gsize                  axle_text_charset_unit          (const char   *charset);
gboolean               axle_text_charset_extends_ascii (const char   *charset);
char                  *axle_text_decode                (const char   *bytes,
                                                        gsize         length,
                                                        const char   *charset,
                                                        gsize        *n_undecodable);
GString               *axle_text_decode_quoted_printable (const char *bytes,
                                                        gsize         length);

G_END_DECLS
