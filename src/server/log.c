/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/log.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

static const struct
{
  const char     *name;
  GLogLevelFlags  flag;
} levels[] = {
  { "error", G_LOG_LEVEL_ERROR },
  { "critical", G_LOG_LEVEL_CRITICAL },
  { "warning", G_LOG_LEVEL_WARNING },
  { "message", G_LOG_LEVEL_MESSAGE },
  { "info", G_LOG_LEVEL_INFO },
  { "debug", G_LOG_LEVEL_DEBUG },
};

static GLogLevelFlags least = G_LOG_LEVEL_MESSAGE;

static const char *
find_field (const GLogField *fields,
            gsize            n_fields,
            const char      *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, key))
      return fields[i].value;
  return NULL;
}

static const char *
level_name (GLogLevelFlags level)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (level & levels[i].flag)
      return levels[i].name;
  return "message";
}

/* One line for one message, whatever is in it. */
static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  g_autoptr(GDateTime) now = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if ((level & G_LOG_LEVEL_MASK) > least)
    return G_LOG_WRITER_HANDLED;
  if (g_log_writer_is_journald (STDERR_FILENO) &&
      g_log_writer_journald (level, fields, n_fields, user_data) == G_LOG_WRITER_HANDLED)
    return G_LOG_WRITER_HANDLED;
  now = g_date_time_new_now_utc ();
  time = g_date_time_format_iso8601 (now);
  text = g_strdup (find_field (fields, n_fields, "MESSAGE"));
  g_strdelimit (text, "\n\r", ' ');
  fprintf (stderr, "%s %s %s\n", time, level_name (level), text);
  return G_LOG_WRITER_HANDLED;
}

/**
 * axle_log_start:
 * @level: the least important level that is written
 * @error: return location
 *
 * To journald where standard error is its stream, else to standard error.
 *
 * Returns: whether @level is one
 */
gboolean
axle_log_start (const char  *level,
                GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (g_str_equal (levels[i].name, level))
      {
        least = levels[i].flag;
        g_log_set_debug_enabled (least >= G_LOG_LEVEL_INFO);
        g_log_set_writer_func (write_log, NULL, NULL);
        return TRUE;
      }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("“%s” is not a log level."), level);
  return FALSE;
}
