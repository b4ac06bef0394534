/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

/* Who this desk is, and small things kept by name: verifiers, drafts, notes. */

AxleEnrolment *
axle_enrolment_copy (const AxleEnrolment *self)
{
  AxleEnrolment *copy = g_memdup2 (self, sizeof *self);

  copy->server = g_strdup (self->server);
  copy->pin = g_strdup (self->pin);
  copy->token = g_strdup (self->token);
  return copy;
}

void
axle_enrolment_free (AxleEnrolment *self)
{
  g_free (self->server);
  g_free (self->pin);
  g_free (self->token);
  g_free (self);
}

/**
 * axle_store_dup_enrolment:
 * @self: a store
 *
 * Returns: (transfer full) (nullable): who this desk is; %NULL before it is enrolled
 */
AxleEnrolment *
axle_store_dup_enrolment (AxleStore *self)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT desk, store, \"group\", install, audience, server, pin, token FROM enrolment", NULL);
  AxleEnrolment *enrolment;

  if (statement == NULL || axle_statement_step (statement, NULL) != AXLE_STEP_ROW)
    return NULL;
  enrolment = g_new0 (AxleEnrolment, 1);
  enrolment->desk = axle_read_id (statement, 0);
  enrolment->store = axle_read_id (statement, 1);
  enrolment->group = axle_read_id (statement, 2);
  enrolment->install = axle_read_id (statement, 3);
  enrolment->audience = (AxleAudience) axle_statement_get_int64 (statement, 4);
  enrolment->server = axle_statement_dup_text (statement, 5);
  enrolment->pin = axle_statement_dup_text (statement, 6);
  enrolment->token = axle_statement_dup_text (statement, 7);
  return enrolment;
}

gboolean
axle_desk_write_enrolment (AxleStore            *self,
                           const AxleEnrolment  *enrolment,
                           GError              **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "INSERT OR REPLACE INTO enrolment "
                             "(one, desk, store, \"group\", install, audience, server, pin, token) "
                             "VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, &enrolment->desk);
  axle_bind_id (statement, 2, &enrolment->store);
  axle_bind_id (statement, 3, &enrolment->group);
  axle_bind_id (statement, 4, &enrolment->install);
  axle_statement_bind_int64 (statement, 5, enrolment->audience);
  axle_statement_bind_text (statement, 6, enrolment->server);
  axle_statement_bind_text (statement, 7, enrolment->pin);
  axle_statement_bind_text (statement, 8, enrolment->token);
  return axle_statement_run (statement, error);
}

static gboolean
set_enrolment_cb (AxleStore  *self,
                  gpointer    data,
                  GError    **error)
{
  const AxleEnrolment *enrolment = data;
  g_autoptr(AxleEnrolment) before = axle_store_dup_enrolment (self);

  if (before != NULL && !axle_id_equal (&before->install, &enrolment->install) &&
      !axle_outbox_enrol_again (self, error))
    return FALSE;
  return axle_desk_write_enrolment (self, enrolment, error);
}

gboolean
axle_store_set_enrolment (AxleStore            *self,
                          const AxleEnrolment  *enrolment,
                          GError              **error)
{
  return axle_store_write (self, AXLE_STORE_DURABLE, set_enrolment_cb, (gpointer) enrolment, error);
}

/* A row to put under its key, or to take out when it has no content. */
typedef struct
{
  const char   *put;
  const char   *take;
  const AxleId *staff;
  const char   *name;
  GBytes       *bytes;
  const char   *text;
} Entry;

/* Nobody has drafts too: a desk that is not enrolled has no staff. */
static void
bind_staff (AxleStatement *statement,
            int            parameter,
            const AxleId  *staff)
{
  axle_statement_bind_blob (statement, parameter, staff->bytes, sizeof staff->bytes);
}

static int
bind_key (const Entry   *entry,
          AxleStatement *statement)
{
  int parameter = 1;

  if (entry->staff != NULL)
    bind_staff (statement, parameter++, entry->staff);
  if (entry->name != NULL)
    axle_statement_bind_text (statement, parameter++, entry->name);
  return parameter;
}

static gboolean
put_cb (AxleStore  *self,
        gpointer    data,
        GError    **error)
{
  const Entry *entry = data;
  gboolean keep = entry->bytes != NULL || entry->text != NULL;
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, keep ? entry->put : entry->take, error);
  int parameter;

  if (statement == NULL)
    return FALSE;
  parameter = bind_key (entry, statement);
  if (entry->bytes != NULL)
    axle_statement_bind_bytes (statement, parameter, entry->bytes);
  else if (entry->text != NULL)
    axle_statement_bind_text (statement, parameter, entry->text);
  return axle_statement_run (statement, error);
}

static AxleStatement *
find (AxleStore   *self,
      const char  *sql,
      const Entry *entry)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, NULL);

  if (statement == NULL)
    return NULL;
  bind_key (entry, statement);
  return axle_statement_step (statement, NULL) == AXLE_STEP_ROW ? g_steal_pointer (&statement) : NULL;
}

/**
 * axle_store_dup_verifier:
 * @self: a store
 * @staff: a member of staff
 *
 * Returns: (transfer full) (nullable): what their PIN is compared with; %NULL when
 *   they have not signed in on this desk yet
 */
char *
axle_store_dup_verifier (AxleStore    *self,
                         const AxleId *staff)
{
  Entry entry = { .staff = staff };
  g_autoptr(AxleStatement) row = find (self, "SELECT verifier FROM verifier WHERE staff = ?1", &entry);

  return row != NULL ? axle_statement_dup_text (row, 0) : NULL;
}

/* A %NULL verifier takes it out. */
gboolean
axle_store_set_verifier (AxleStore     *self,
                         const AxleId  *staff,
                         const char    *verifier,
                         GError       **error)
{
  Entry entry = {
    .put = "INSERT OR REPLACE INTO verifier (staff, verifier) VALUES (?1, ?2)",
    .take = "DELETE FROM verifier WHERE staff = ?1",
    .staff = staff, .text = verifier,
  };

  return axle_store_write (self, AXLE_STORE_DURABLE, put_cb, &entry, error);
}

/**
 * axle_store_get_draft:
 * @self: a store
 * @staff: whose
 * @name: which
 *
 * Returns: (transfer full) (nullable): the draft; %NULL when there is none
 */
GBytes *
axle_store_get_draft (AxleStore    *self,
                      const AxleId *staff,
                      const char   *name)
{
  Entry entry = { .staff = staff, .name = name };
  g_autoptr(AxleStatement) row = find (self, "SELECT body FROM draft WHERE staff = ?1 AND name = ?2", &entry);

  return row != NULL ? axle_statement_dup_bytes (row, 0) : NULL;
}

/**
 * axle_store_put_draft:
 * @self: a store that writes
 * @staff: whose
 * @name: which
 * @draft: (nullable): what was typed; %NULL takes it out
 * @error: return location
 *
 * Returns: whether it is kept
 */
gboolean
axle_store_put_draft (AxleStore     *self,
                      const AxleId  *staff,
                      const char    *name,
                      GBytes        *draft,
                      GError       **error)
{
  Entry entry = {
    .put = "INSERT OR REPLACE INTO draft (staff, name, body) VALUES (?1, ?2, ?3)",
    .take = "DELETE FROM draft WHERE staff = ?1 AND name = ?2",
    .staff = staff, .name = name, .bytes = draft,
  };

  return axle_store_write (self, AXLE_STORE_DURABLE, put_cb, &entry, error);
}

/**
 * axle_store_list_drafts:
 * @self: a store
 * @staff: whose
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of their drafts
 */
char **
axle_store_list_drafts (AxleStore    *self,
                        const AxleId *staff)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT name FROM draft WHERE staff = ?1 ORDER BY name", NULL);

  if (statement != NULL)
    {
      bind_staff (statement, 1, staff);
      while (axle_statement_step (statement, NULL) == AXLE_STEP_ROW)
        g_strv_builder_add (names, axle_statement_get_text (statement, 0));
    }
  return g_strv_builder_end (names);
}

/* What the server said when the engine started. */
typedef struct
{
  const char *run;
  gint64      lease;
} Start;

#define RUN_NOTE "run"
#define LEASE_NOTE "lease"

static gboolean
set_start_cb (AxleStore  *self,
              gpointer    data,
              GError    **error)
{
  const Start *start = data;
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "INSERT OR REPLACE INTO setting (name, text) VALUES ('" RUN_NOTE "', ?1), ('" LEASE_NOTE "', ?2)",
                             error);
  g_autofree char *lease = g_strdup_printf ("%" G_GINT64_FORMAT, start->lease);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, start->run);
  axle_statement_bind_text (statement, 2, lease);
  return axle_statement_run (statement, error);
}

/**
 * axle_store_set_start:
 * @self: a store that writes
 * @run: what the next start tells the server
 * @lease: days that the data may be shown without the server; 0 for ever
 * @error: return location
 *
 * Durable: a start that tells what an older one told would look like a copy.
 *
 * Returns: whether it is kept
 */
gboolean
axle_store_set_start (AxleStore   *self,
                      const char  *run,
                      gint64       lease,
                      GError     **error)
{
  Start start = { run, lease };

  return axle_store_write (self, AXLE_STORE_DURABLE, set_start_cb, &start, error);
}

/**
 * axle_store_dup_run:
 * @self: a store
 *
 * Returns: (transfer full) (nullable): what the next start tells the server
 */
char *
axle_store_dup_run (AxleStore *self)
{
  return axle_store_dup_note (self, RUN_NOTE);
}

/**
 * axle_store_get_lease:
 * @self: a store
 *
 * Returns: days that the data may be shown without the server; 0 for ever, and
 *   before the server said anything
 */
gint64
axle_store_get_lease (AxleStore *self)
{
  g_autofree char *lease = axle_store_dup_note (self, LEASE_NOTE);

  return lease != NULL ? g_ascii_strtoll (lease, NULL, 10) : 0;
}

/**
 * axle_store_dup_note:
 * @self: a store
 * @name: which
 *
 * Returns: (transfer full) (nullable): what was noted under @name
 */
char *
axle_store_dup_note (AxleStore  *self,
                     const char *name)
{
  Entry entry = { .name = name };
  g_autoptr(AxleStatement) row = find (self, "SELECT text FROM setting WHERE name = ?1", &entry);

  return row != NULL ? axle_statement_dup_text (row, 0) : NULL;
}

/* A %NULL text takes the note out. */
gboolean
axle_store_set_note (AxleStore   *self,
                     const char  *name,
                     const char  *text,
                     GError     **error)
{
  Entry entry = {
    .put = "INSERT OR REPLACE INTO setting (name, text) VALUES (?1, ?2)",
    .take = "DELETE FROM setting WHERE name = ?1",
    .name = name, .text = text,
  };

  return axle_store_write (self, AXLE_STORE_REPEATABLE, put_cb, &entry, error);
}
