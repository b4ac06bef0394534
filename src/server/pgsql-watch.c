/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/pgsql-watch.h"

struct _AxlePgsqlWatch
{
  char         *uri;
  AxlePostgres *postgres;   /* (nullable) */
  GArray       *changed;    /* AxleId, some perhaps twice */
  gboolean      vague;      /* anything may have changed */
  gboolean      heard;      /* and nobody was told yet */
};

AxlePgsqlWatch *
axle_pgsql_watch_new (const char *uri)
{
  AxlePgsqlWatch *self = g_new0 (AxlePgsqlWatch, 1);

  self->uri = g_strdup (uri);
  self->changed = g_array_new (FALSE, FALSE, sizeof (AxleId));
  return self;
}

void
axle_pgsql_watch_free (AxlePgsqlWatch *self)
{
  g_clear_pointer (&self->postgres, axle_postgres_close);
  g_array_unref (self->changed);
  g_free (self->uri);
  g_free (self);
}

/* What was told before it listens is not heard. */
static void
connect (AxlePgsqlWatch *self)
{
  g_autoptr(GError) error = NULL;

  self->vague = self->heard = TRUE;
  if (self->postgres == NULL)
    self->postgres = axle_postgres_open (self->uri, &error);
  else
    axle_postgres_connect (self->postgres, &error);
  if (error == NULL)
    axle_postgres_run_script (self->postgres, "LISTEN " AXLE_PGSQL_CHANNEL, &error);
  if (error != NULL)
    g_debug ("Cannot listen to the database: %s", error->message);
}

static gboolean
is_alive (AxlePgsqlWatch *self)
{
  return self->postgres != NULL && axle_postgres_is_alive (self->postgres);
}

/**
 * axle_pgsql_watch_get_fd:
 * @self: a watch
 *
 * Returns: what becomes readable when there may be news; -1 while the database
 *   cannot be reached
 */
int
axle_pgsql_watch_get_fd (AxlePgsqlWatch *self)
{
  if (!is_alive (self))
    connect (self);
  return is_alive (self) ? axle_postgres_get_socket (self->postgres) : -1;
}

static void
read_news (AxlePgsqlWatch *self,
           const char     *text)
{
  g_auto(GStrv) parts = g_strsplit (text, " ", -1);

  if (*text == '\0')
    self->vague = TRUE;
  for (guint i = 0; parts[i] != NULL && parts[i][0] != '\0'; i++)
    {
      AxleId scope;

      if (axle_id_parse (parts[i], &scope))
        g_array_append_val (self->changed, scope);
      else
        self->vague = TRUE;
    }
}

/**
 * axle_pgsql_watch_look:
 * @self: a watch
 * @own_pid: whose commits are no news
 *
 * Returns: whether there are news since it was asked last
 */
gboolean
axle_pgsql_watch_look (AxlePgsqlWatch *self,
                       int             own_pid)
{
  PGnotify *notification;
  gboolean heard;

  if (!is_alive (self))
    connect (self);
  while (is_alive (self) && (notification = axle_postgres_take_notification (self->postgres)) != NULL)
    {
      if (notification->be_pid != own_pid)
        {
          read_news (self, notification->extra);
          self->heard = TRUE;
        }
      PQfreemem (notification);
    }
  heard = self->heard;
  self->heard = FALSE;
  return heard;
}

/**
 * axle_pgsql_watch_take:
 * @self: a watch
 *
 * Returns: (transfer full) (nullable) (element-type AxleId): the scopes that others
 *   changed; %NULL when anything may have changed
 */
GArray *
axle_pgsql_watch_take (AxlePgsqlWatch *self)
{
  g_autoptr(GArray) changed = g_steal_pointer (&self->changed);
  gboolean vague = self->vague;

  self->changed = g_array_new (FALSE, FALSE, sizeof (AxleId));
  self->vague = FALSE;
  return vague ? NULL : g_steal_pointer (&changed);
}
