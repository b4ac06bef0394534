/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <string.h>

/* What another program makes of the file; %NULL, and the test skipped, without that program. */
static inline GBytes *
poppler_read (GBytes             *pdf,
              const char * const *program)
{
  g_autofree char *found = g_find_program_in_path (program[0]);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *out = NULL;

  if (found == NULL)
    {
      g_test_skip ("poppler-utils are not here");
      return NULL;
    }
  process = g_subprocess_newv (program, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, pdf, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return out;
}

static inline char *
poppler_read_text (GBytes *pdf)
{
  static const char *const program[] = { "pdftotext", "-layout", "-", "-", NULL };
  g_autoptr(GBytes) text = poppler_read (pdf, program);
  gsize size;
  const char *data;

  if (text == NULL)
    return NULL;
  data = g_bytes_get_data (text, &size);
  return g_strndup (data, size);
}

#define assert_has(text, what) G_STMT_START { \
  if (strstr ((text), (what)) == NULL) \
    g_error ("%s: “%s” is not in:\n%s", G_STRLOC, (what), (text)); \
} G_STMT_END
