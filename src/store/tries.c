/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include <inttypes.h>
#include <stdio.h>

#include "core/organisation/tries.h"

/* Tries of PINs on a desk that does not reach its server: kept in the cache, so that
 * starting the program again gains nothing. */

typedef struct
{
  const AxleId *staff;
  gboolean      reset;
  gint64        wait;
} Try;

static char *
note_name (const AxleId *who)
{
  return g_strconcat ("tries/", AXLE_ID_TEXT (who), NULL);
}

static void
load (AxleStore    *self,
      const AxleId *who,
      int          *n_tries,
      gint64       *last)
{
  g_autofree char *name = note_name (who);
  g_autofree char *note = axle_store_dup_note (self, name);

  *n_tries = 0;
  *last = 0;
  if (note == NULL || sscanf (note, "%d %" SCNd64, n_tries, last) != 2 ||
      *last + AXLE_TRIES_LIFETIME < axle_host_now (self->host))
    *n_tries = 0;
}

static gboolean
keep (AxleStore     *self,
      const AxleId  *who,
      int            n_tries,
      GError       **error)
{
  g_autofree char *name = note_name (who);
  g_autofree char *note = g_strdup_printf ("%d %" PRId64, MIN (n_tries, 1000), axle_host_now (self->host));
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             n_tries > 0 ? "INSERT OR REPLACE INTO setting (name, text) VALUES (?1, ?2)"
                                         : "DELETE FROM setting WHERE name = ?1", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, name);
  if (n_tries > 0)
    axle_statement_bind_text (statement, 2, note);
  return axle_statement_run (statement, error);
}

/* Nobody stands for the desk. */
static const AxleId of_desk = { 0 };

static gboolean
try_cb (AxleStore  *self,
        gpointer    data,
        GError    **error)
{
  Try *try = data;
  const struct { const AxleId *who; int n_free; } counts[] = {
    { try->staff, AXLE_TRIES_OF_PERSON }, { &of_desk, AXLE_TRIES_OF_DESK },
  };
  int n_tries[G_N_ELEMENTS (counts)];

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gint64 last;

      load (self, counts[i].who, &n_tries[i], &last);
      if (!try->reset)
        try->wait = MAX (try->wait, axle_tries_get_wait (n_tries[i], counts[i].n_free, last, axle_host_now (self->host)));
    }
  if (try->wait > 0)
    return TRUE;
  return keep (self, try->staff, try->reset ? 0 : n_tries[0] + 1, error) &&
         keep (self, &of_desk, try->reset ? n_tries[1] - 1 : n_tries[1] + 1, error);
}

/**
 * axle_store_count_try:
 * @self: a store that writes
 * @staff: whose secret is tried
 * @wait: (out): how long to wait first, in microseconds; 0 when it was counted
 * @error: return location
 *
 * To be called before a try is made, so that many at once gain nothing.
 *
 * Returns: whether it is counted, or must wait
 */
gboolean
axle_store_count_try (AxleStore     *self,
                      const AxleId  *staff,
                      gint64        *wait,
                      GError       **error)
{
  Try try = { .staff = staff };

  if (!axle_store_write (self, AXLE_STORE_DURABLE, try_cb, &try, error))
    return FALSE;
  *wait = try.wait;
  return TRUE;
}

/* The secret was right. */
gboolean
axle_store_reset_tries (AxleStore     *self,
                        const AxleId  *staff,
                        GError       **error)
{
  Try try = { .staff = staff, .reset = TRUE };

  return axle_store_write (self, AXLE_STORE_DURABLE, try_cb, &try, error);
}
