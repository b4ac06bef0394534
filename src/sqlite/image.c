/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite/image.h"

#include <glib/gi18n-lib.h>

#include "sqlite/private.h"

/* SQLite's own file system in memory; a name with a slash is shared by all
 * connections of the program while one of them has it open. */
#define MEMORY_VFS "memdb"

/**
 * axle_connection_dup_image:
 * @self: a connection without a key
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the bytes of its database
 */
GBytes *
axle_connection_dup_image (AxleConnection  *self,
                           GError         **error)
{
  sqlite3_int64 size;
  unsigned char *bytes;

  g_return_val_if_fail (!self->encrypted, NULL);

  bytes = sqlite3_serialize (self->db, "main", &size, 0);
  if (bytes != NULL)
    return g_bytes_new_with_free_func (bytes, (gsize) size, sqlite3_free, bytes);
  g_set_error_literal (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_OTHER, _("There is no memory for this database."));
  return NULL;
}

static sqlite3_file *
write_image (const char *path,
             GBytes     *image)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (MEMORY_VFS);
  sqlite3_file *file = vfs != NULL ? g_malloc0 ((gsize) vfs->szOsFile) : NULL;
  gsize size;
  const void *bytes = g_bytes_get_data (image, &size);

  if (file == NULL)
    return NULL;
  if (size <= G_MAXINT &&
      vfs->xOpen (vfs, path, file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_DB, NULL) == SQLITE_OK)
    {
      if (file->pMethods->xWrite (file, bytes, (int) size, 0) == SQLITE_OK)
        return file;
      file->pMethods->xClose (file);
    }
  g_free (file);
  return NULL;
}

/**
 * axle_connection_attach_image:
 * @self: a connection that is in no transaction
 * @name: what its schema is called in SQL; a word of the program
 * @image: a database as bytes, which are copied; from whomever, and without a key
 * @error: return location
 *
 * Whether @image is a database at all is found when it is first read. Its schema may
 * hold anything: look at it before its tables.
 *
 * Returns: whether it was attached
 */
gboolean
axle_connection_attach_image (AxleConnection  *self,
                              const char      *name,
                              GBytes          *image,
                              GError         **error)
{
  static int n_images;
  g_autofree char *path = g_strdup_printf ("/axle-image-%d", g_atomic_int_add (&n_images, 1));
  /* An empty key: else it would be read with that of the connection. */
  g_autofree char *sql = g_strdup_printf ("ATTACH 'file:%s?vfs=" MEMORY_VFS "' AS \"%s\"%s", path, name,
                                          self->encrypted ? " KEY ''" : "");
  sqlite3_file *file = write_image (path, image);
  gboolean attached;

  if (file == NULL)
    {
      g_set_error_literal (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_OTHER, _("There is no memory for this database."));
      return FALSE;
    }
  attached = axle_connection_exec (self, sql, error);
  file->pMethods->xClose (file);
  g_free (file);
  return attached;
}

/**
 * axle_connection_detach:
 * @self: a connection that is in no transaction
 * @name: of what was attached
 * @error: return location
 *
 * Returns: whether it was attached and is not any more
 */
gboolean
axle_connection_detach (AxleConnection  *self,
                        const char      *name,
                        GError         **error)
{
  g_autofree char *sql = g_strdup_printf ("DETACH \"%s\"", name);

  return axle_connection_exec (self, sql, error);
}

static void
call_func (sqlite3_context  *context,
           int               n_values,
           sqlite3_value   **values)
{
  AxleTextFunc func = (AxleTextFunc) sqlite3_user_data (context);
  char *text = func ((const char *) sqlite3_value_text (values[0]));

  if (text != NULL)
    sqlite3_result_text (context, text, -1, g_free);
  else
    sqlite3_result_null (context);
}

static void
call_is_text (sqlite3_context  *context,
              int               n_values,
              sqlite3_value   **values)
{
  gboolean valid = TRUE;

  for (int i = 0; i < n_values && valid; i++)
    if (sqlite3_value_type (values[i]) == SQLITE_TEXT)
      valid = g_utf8_validate_len ((const char *) sqlite3_value_text (values[i]), (gsize) sqlite3_value_bytes (values[i]), NULL);
  sqlite3_result_int (context, valid);
}

/**
 * axle_connection_add_text_check:
 * @self: a connection
 * @name: of the function in SQL
 * @error: return location
 *
 * The function takes any values. It gives 1 when those of them that are text are valid
 * UTF-8 without a NUL, else 0: SQLite itself does not look.
 *
 * Returns: whether SQL may call it now; a schema may not
 */
gboolean
axle_connection_add_text_check (AxleConnection  *self,
                                const char      *name,
                                GError         **error)
{
  int result = sqlite3_create_function_v2 (self->db, name, -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                           NULL, call_is_text, NULL, NULL, NULL);

  if (result != SQLITE_OK)
    axle_sqlite_set_error (error, self, result);
  return result == SQLITE_OK;
}

/**
 * axle_connection_add_function:
 * @self: a connection
 * @name: of the function in SQL
 * @func: what it does
 * @error: return location
 *
 * Returns: whether SQL may call it now; a schema may not
 */
gboolean
axle_connection_add_function (AxleConnection  *self,
                              const char      *name,
                              AxleTextFunc     func,
                              GError         **error)
{
  int result = sqlite3_create_function_v2 (self->db, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                           (void *) func, call_func, NULL, NULL, NULL);

  if (result != SQLITE_OK)
    axle_sqlite_set_error (error, self, result);
  return result == SQLITE_OK;
}
