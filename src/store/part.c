/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include <glib/gi18n-lib.h>

#include "sqlite/image.h"
#include "store/snapshot.h"

/*
 * A part of a copy is a small database in memory with one table. It comes from a peer:
 * before anything of it is used, it is found to be a table indeed, of as many rows as
 * were told, each with an id and in UTF-8; what is copied is then bounded, and the cache's own tables
 * take only values of the right types.
 */

#define PART "part"

struct _AxlePart
{
  const AxleEntity *entity;
  guint64           hidden;
  gint64            n_rows;
  gint64            n_done;
  char             *insert;
  char             *pending;
  char             *columns;   /* of the part, for SQL */
};

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID,
                       _("A part of the records from the server is not what it should be. Nothing of it was taken."));
  return FALSE;
}

void
axle_part_free (AxlePart *self)
{
  g_free (self->insert);
  g_free (self->pending);
  g_free (self->columns);
  g_free (self);
}

/* Whether all of @sql, a query for one number, gives @expected. */
static gboolean
gives (AxleStore   *self,
       const char  *sql,
       gint64       expected,
       GError     **error)
{
  g_autoptr(GError) reason = NULL;
  gint64 number;

  if (axle_connection_query_int64 (self->connection, sql, &number, &reason) && number == expected)
    return TRUE;
  return refuse (error);
}

static gboolean
check_schema (AxleStore         *self,
              const AxleEntity  *entity,
              GError           **error)
{
  g_autofree char *table =
    g_strdup_printf ("SELECT count(*) FROM (SELECT 1 FROM " PART ".sqlite_schema WHERE type = 'table' "
                     "AND name = '%s' AND rootpage > 1 LIMIT 2)", entity->kind);

  return gives (self, "SELECT count(*) FROM (SELECT 1 FROM " PART ".sqlite_schema LIMIT 2)", 1, error) &&
         gives (self, table, 1, error);
}

static gboolean
check_rows (AxleStore   *self,
            AxlePart    *part,
            GError     **error)
{
  g_autofree char *numbered =
    g_strdup_printf ("SELECT total (whole) FROM "
                     "(SELECT (typeof (id) = 'blob') * (length (id) = %zu) * axle_is_text (%s) AS whole "
                     "FROM " PART ".\"%s\" WHERE rowid BETWEEN 1 AND %" G_GINT64_FORMAT " LIMIT %" G_GINT64_FORMAT ")",
                     sizeof ((AxleId *) NULL)->bytes, part->columns, part->entity->kind, part->n_rows, part->n_rows + 1);
  g_autofree char *others =
    g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM " PART ".\"%s\" WHERE rowid > %" G_GINT64_FORMAT ") + "
                     "EXISTS (SELECT 1 FROM " PART ".\"%s\" WHERE rowid < 1)",
                     part->entity->kind, part->n_rows, part->entity->kind);

  return gives (self, numbered, part->n_rows, error) && gives (self, others, 0, error);
}

static char *
double_up (const char *name,
           const char *quote,
           const char *quotes)
{
  GString *out = g_string_new (name);

  g_string_replace (out, quote, quotes, 0);
  return g_string_free (out, FALSE);
}

/* What a newer server calls a field that this program does not know, and what type the
 * values have: see axle_row_dup_table(). As JSON they are what the feed would give. */
static char *
write_unknown (const char *name,
               const char *type)
{
  g_autofree char *text = double_up (name, "'", "''");
  g_autofree char *column = double_up (name, "\"", "\"\"");

  if (g_strcmp0 (type, AXLE_ROW_BOOLEAN) == 0)
    return g_strdup_printf ("'%s', json (iif (\"%s\" IS NULL, 'null', iif (\"%s\", 'true', 'false')))", text, column, column);
  if (g_strcmp0 (type, AXLE_ROW_ID) == 0)
    return g_strdup_printf ("'%s', axle_id_text (hex (\"%s\"))", text, column);
  if (g_strcmp0 (type, AXLE_ROW_SET) == 0)
    return g_strdup_printf ("'%s', json ('[' || replace (json_quote (\"%s\"), '\\u001f', '\",\"') || ']')", text, column);
  return g_strdup_printf ("'%s', \"%s\"", text, column);
}

/* The columns of the part: whether it has each of @names, and SQL for the others. */
static gboolean
read_columns (AxleStore   *self,
              AxlePart    *part,
              char       **names,
              GHashTable  *present,
              GString     *unknown,
              GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name, type, hidden FROM pragma_table_xinfo ('%s', '" PART "')", part->entity->kind);
  g_autoptr(AxleStatement) columns = axle_statement_new (self->connection, sql, error);
  g_autoptr(GString) all = g_string_new (NULL);
  AxleStep step;

  if (columns == NULL)
    return FALSE;
  while ((step = axle_statement_step (columns, error)) == AXLE_STEP_ROW)
    {
      const char *name = axle_statement_get_text (columns, 0);
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);
      g_autofree char *value = write_unknown (name, axle_statement_get_text (columns, 1));
      g_autofree char *column = double_up (name, "\"", "\"\"");

      /* One that is worked out when it is read runs whatever the peer wrote. */
      if (axle_statement_get_int64 (columns, 2) != 0 || !g_utf8_validate (name, -1, NULL))
        return refuse (error);
      g_string_append_printf (all, "%s\"%s\"", all->len > 0 ? ", " : "", column);
      if (g_strv_contains ((const char * const *) names, quoted) || g_strv_contains ((const char * const *) names, name))
        g_hash_table_add (present, g_strdup (name));
      else
        g_string_append_printf (unknown, "%s%s", unknown->len > 0 ? ", " : "", value);
    }
  part->columns = g_string_free (g_steal_pointer (&all), FALSE);
  return step == AXLE_STEP_DONE;
}

/* The columns in the order of axle_row_read(). ?1 is the scope, ?2 what is hidden. */
static char *
list_values (AxleStore   *self,
             AxlePart    *part,
             char       **names,
             GError     **error)
{
  g_autoptr(GHashTable) present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) unknown = g_string_new (NULL);
  g_autoptr(GString) out = g_string_new (NULL);

  if (!read_columns (self, part, names, present, unknown, error))
    return NULL;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *bare = g_strdup (names[i]);
      const char *value = names[i];

      g_strdelimit (bare, "\"", ' ');
      g_strstrip (bare);
      if (g_str_equal (bare, "scope"))
        value = "?1";
      else if (g_str_equal (bare, "hidden"))
        value = "?2";
      else if (g_str_equal (bare, "deleted"))
        value = "0";
      else if (!g_hash_table_contains (present, bare))
        value = "NULL";
      if (g_str_equal (bare, "unknown") && unknown->len > 0)
        g_string_append_printf (out, "%snullif (json_patch (coalesce (unknown, '{}'), json_object (%s)), '{}')",
                                i > 0 ? ", " : "", unknown->str);
      else
        g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", value);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
write_sql (AxleStore   *self,
           AxlePart    *part,
           GError     **error)
{
  const char *kind = part->entity->kind;
  const char *derived = axle_derived_expressions (part->entity);
  g_auto(GStrv) names = axle_row_dup_names (part->entity);
  g_auto(GStrv) columns = axle_row_list_columns (part->entity);
  g_autofree char *values = list_values (self, part, names, error);
  g_autofree char *targets = g_strjoinv (", ", columns);
  g_autoptr(GString) sql = g_string_new (NULL);

  if (values == NULL)
    return FALSE;
  part->pending = g_strdup_printf ("SELECT %s FROM " PART ".\"%s\" WHERE rowid BETWEEN ?3 AND ?4 "
                                   "AND id IN (SELECT record FROM main.change WHERE state IN (0, 1, 5))", values, kind);
  g_string_printf (sql, "INSERT INTO main.\"%s\" (%s) SELECT %s, 0%s FROM " PART ".\"%s\" WHERE rowid BETWEEN ?3 AND ?4 ",
                   kind, targets, values, derived, kind);
  axle_row_append_upsert (sql, (const char * const *) columns);
  g_string_append (sql, " WHERE pending = 0");
  part->insert = g_string_free (g_steal_pointer (&sql), FALSE);
  return TRUE;
}

/* Ends what was begun with a part: the next may come. */
void
axle_part_leave (AxleStore *self)
{
  if (self->part == NULL)
    return;
  g_clear_pointer (&self->part, axle_part_free);
  axle_connection_detach (self->connection, PART, NULL);
}

/**
 * axle_store_begin_part:
 * @self: a store that writes
 * @entity: of all rows of the part
 * @hidden: a bit for each field that none of the rows has
 * @n_rows: how many there are
 * @image: the part, decompressed; a database from a peer
 * @error: return location
 *
 * Returns: whether it is what it should be, and can be applied
 */
gboolean
axle_store_begin_part (AxleStore         *self,
                       const AxleEntity  *entity,
                       guint64            hidden,
                       gint64             n_rows,
                       GBytes            *image,
                       GError           **error)
{
  g_autoptr(GError) reason = NULL;

  axle_part_leave (self);
  if (!axle_connection_attach_image (self->connection, PART, image, &reason))
    return axle_store_fail (error, g_steal_pointer (&reason));
  self->part = g_new0 (AxlePart, 1);
  self->part->entity = entity;
  self->part->hidden = hidden;
  self->part->n_rows = n_rows;
  if (check_schema (self, entity, &reason) && write_sql (self, self->part, &reason) &&
      check_rows (self, self->part, &reason))
    return TRUE;
  axle_part_leave (self);
  return axle_store_fail (error, g_steal_pointer (&reason));
}

static void
bind_slice (AxleStatement *statement,
            AxlePart      *part,
            const AxleId  *scope,
            gint64         last)
{
  axle_bind_id (statement, 1, scope);
  axle_statement_bind_int64 (statement, 2, (gint64) part->hidden);
  axle_statement_bind_int64 (statement, 3, part->n_done + 1);
  axle_statement_bind_int64 (statement, 4, last);
}

/* Records with changes on top: these stay on top of what comes. */
static gboolean
put_below_changes (AxleStore     *self,
                   AxlePart      *part,
                   const AxleId  *scope,
                   gint64         last,
                   GError       **error)
{
  g_autoptr(AxleStatement) statement = NULL;
  g_autoptr(GPtrArray) records = NULL;
  gint64 n_changed;

  /* Mostly there are none: their query would read the whole slice to find that out. */
  if (!axle_connection_query_int64 (self->connection, "SELECT EXISTS (SELECT 1 FROM main.change WHERE state IN (0, 1, 5))",
                                    &n_changed, error))
    return FALSE;
  if (n_changed == 0)
    return TRUE;
  statement = axle_statement_new (self->connection, part->pending, error);
  if (statement == NULL)
    return FALSE;
  bind_slice (statement, part, scope, last);
  records = axle_row_list (part->entity, statement, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!axle_overlay_feed (self, records->pdata[i], error))
      return FALSE;
  return records != NULL;
}

static gboolean
note_seen (AxleStore     *self,
           AxlePart      *part,
           const AxleId  *scope,
           gint64         last,
           GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT OR IGNORE INTO main.snapshot_seen (scope, id) SELECT ?1, id FROM " PART ".\"%s\" "
                                          "WHERE rowid BETWEEN ?2 AND ?3", part->entity->kind);
  g_autoptr(AxleStatement) statement = axle_statement_new (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, scope);
  axle_statement_bind_int64 (statement, 2, part->n_done + 1);
  axle_statement_bind_int64 (statement, 3, last);
  return axle_statement_run (statement, error);
}

/*
 * axle_part_apply:
 * @self: a store, in a transaction
 * @scope: of the rows
 * @limit: how many at most
 * @bury: whether to note which records came
 * @late: whether some of the scope were made findable before all had come
 *
 * The next rows of the part.
 */
gboolean
axle_part_apply (AxleStore     *self,
                 const AxleId  *scope,
                 guint          limit,
                 gboolean       bury,
                 gboolean       late,
                 GError       **error)
{
  AxlePart *part = self->part;
  gint64 last = MIN (part->n_done + limit, part->n_rows);
  g_autoptr(AxleStatement) insert = axle_statement_new (self->connection, part->insert, error);

  if (insert == NULL)
    return FALSE;
  bind_slice (insert, part, scope, last);
  return axle_statement_run (insert, error) &&
         put_below_changes (self, part, scope, last, error) &&
         (!bury || note_seen (self, part, scope, last, error)) &&
         axle_derived_note_rows (self, part->entity, PART, part->n_done + 1, last, late, error);
}

/* Keeps what was applied once its transaction is kept; the number of rows since. */
guint
axle_part_step (AxleStore *self,
                guint      limit)
{
  guint n_rows = (guint) MIN ((gint64) limit, self->part->n_rows - self->part->n_done);

  self->part->n_done += n_rows;
  return n_rows;
}

gboolean
axle_part_is_last (AxleStore *self,
                   guint      limit)
{
  return self->part->n_done + limit >= self->part->n_rows;
}

const AxleEntity *
axle_part_get_entity (AxleStore *self)
{
  return self->part->entity;
}
