/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

/**
 * axle_store_list_members:
 * @self: a store
 * @entity: a kind of record
 * @field: the index of a set
 *
 * Returns: (transfer full): what the sets of all records that are not deleted
 *   hold, each member once, in no order
 */
char **
axle_store_list_members (AxleStore        *self,
                         const AxleEntity *entity,
                         guint             field)
{
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT \"%s\" FROM \"%s\" WHERE deleted = 0 AND \"%s\" IS NOT NULL",
                                          entity->fields[field].name, entity->kind, entity->fields[field].name);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GStrvBuilder) members = g_strv_builder_new ();
  g_autoptr(GStringChunk) chunk = g_string_chunk_new (1024);

  while (statement != NULL && axle_statement_step (statement, NULL) == AXLE_STEP_ROW)
    {
      g_auto(GStrv) each = g_strsplit (axle_statement_get_text (statement, 0), AXLE_SET_SEPARATOR, -1);

      for (guint i = 0; each[i] != NULL; i++)
        if (*each[i] != '\0' && g_hash_table_add (seen, g_string_chunk_insert_const (chunk, each[i])))
          g_strv_builder_add (members, each[i]);
    }
  return g_strv_builder_end (members);
}
