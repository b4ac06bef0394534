/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-private.h"

#include <glib/gi18n-lib.h>

#include "app/workstation-private.h"
#include "core/organisation/organisation.h"
#include "formats/encoding.h"

#define PREVIEW 100

G_DEFINE_FINAL_TYPE (AxleImport, axle_import, G_TYPE_OBJECT)

/* The preview: read on a thread, then taken over. */

typedef struct
{
  GFile            *file;
  gboolean          guess_format;
  AxleSourceFormat  format;
  AxleCsvDialect    dialect;
  GPtrArray        *headers;
  GPtrArray        *rows;
} Preview;

static void
free_preview (gpointer data)
{
  Preview *preview = data;

  g_object_unref (preview->file);
  g_clear_pointer (&preview->headers, g_ptr_array_unref);
  g_clear_pointer (&preview->rows, g_ptr_array_unref);
  g_free (preview);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Preview, free_preview)

static GPtrArray *
copy_cells (GPtrArray *cells)
{
  GPtrArray *copy = g_ptr_array_new_full (cells->len, g_free);

  for (guint i = 0; i < cells->len; i++)
    g_ptr_array_add (copy, g_strdup (cells->pdata[i] != NULL ? cells->pdata[i] : ""));
  return copy;
}

static gboolean
read_preview (Preview       *preview,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(AxleImportSource) source = NULL;
  g_autoptr(GError) local = NULL;
  GPtrArray *header;
  GPtrArray *cells;
  GPtrArray *problems;
  guint64 number;

  if (preview->guess_format && !axle_import_source_guess_format (preview->file, &preview->format, cancellable, error))
    return FALSE;
  source = axle_import_source_open (preview->file, preview->format, &preview->dialect, cancellable, error);
  if (source == NULL)
    return FALSE;
  preview->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  while (preview->rows->len < PREVIEW &&
         axle_import_source_next (source, &cells, &number, &problems, cancellable, &local))
    g_ptr_array_add (preview->rows, copy_cells (cells));
  /* A broken row further down is for the run to tell, unless there is nothing before it. */
  if (local != NULL && (preview->rows->len == 0 || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  header = axle_import_source_get_header (source);
  preview->headers = header != NULL ? copy_cells (header) : g_ptr_array_new_with_free_func (g_free);
  preview->dialect = *axle_import_source_get_dialect (source);
  return TRUE;
}

static Preview *
new_preview (GFile *file)
{
  Preview *preview = g_new0 (Preview, 1);

  preview->file = g_object_ref (file);
  return preview;
}

static void
take_preview (AxleImport *self,
              Preview    *preview)
{
  char sign[7] = { 0 };

  self->format = preview->format;
  self->dialect = preview->dialect;
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->headers = g_steal_pointer (&preview->headers);
  self->rows = g_steal_pointer (&preview->rows);
  if (self->dialect.delimiter != 0 && self->dialect.delimiter != AXLE_CSV_NO_SIGN)
    g_unichar_to_utf8 (self->dialect.delimiter, sign);
  g_set_str (&self->delimiter, sign);
  axle_import_guess_roles (self);
}

static void
preview_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Preview *preview = data;
  GError *cause = NULL;
  GError *error = NULL;

  if (read_preview (preview, cancellable, &cause))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
}

/* The object. */

static void
axle_import_finalize (GObject *object)
{
  AxleImport *self = AXLE_IMPORT (object);

  g_clear_object (&self->workstation);
  g_clear_object (&self->file);
  g_clear_object (&self->rejects);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->staff, g_hash_table_unref);
  g_clear_pointer (&self->encodings, g_ptr_array_unref);
  g_ptr_array_unref (self->roles);
  g_ptr_array_unref (self->judged);
  g_ptr_array_unref (self->problems);
  g_free (self->delimiter);
  G_OBJECT_CLASS (axle_import_parent_class)->finalize (object);
}

static void
axle_import_class_init (AxleImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_import_finalize;
}

static void
free_judged (gpointer row)
{
  if (row != NULL)
    axle_import_row_free (row);
}

static void
axle_import_init (AxleImport *self)
{
  self->roles = g_ptr_array_new ();
  self->judged = g_ptr_array_new_with_free_func (free_judged);
  self->problems = g_ptr_array_new_with_free_func (axle_import_problem_free);
  self->problem_limit = AXLE_IMPORT_PROBLEM_LIMIT;
}

/* Staff by name, for columns that name an advisor; a name that two people have names nobody. */
static GHashTable *
list_staff (AxleWorkstation *workstation)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_autoptr(GPtrArray) staff = reader != NULL ? axle_store_list (reader, &axle_staff_entity, NULL) : NULL;
  g_autoptr(GHashTable) twice = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; staff != NULL && i < staff->len; i++)
    {
      const AxleRecord *record = staff->pdata[i];
      const char *text = axle_record_get_text (record, AXLE_STAFF_NAME);

      if (text == NULL)
        continue;
      if (g_hash_table_contains (names, text))
        g_hash_table_add (twice, (gpointer) text);
      else
        g_hash_table_insert (names, g_strdup (text), g_memdup2 (&record->id, sizeof record->id));
    }
  g_hash_table_iter_init (&iter, twice);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_remove (names, name);
  return names;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Preview *preview = g_task_get_task_data (G_TASK (result));
  AxleWorkstation *workstation = g_task_get_source_object (task);
  GError *error = NULL;
  AxleImport *self;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self = g_object_new (AXLE_TYPE_IMPORT, NULL);
  self->workstation = g_object_ref (workstation);
  self->file = g_object_ref (preview->file);
  self->staff = list_staff (workstation);
  take_preview (self, preview);
  g_task_return_pointer (task, self, g_object_unref);
}

void
axle_import_open_async (AxleWorkstation     *workstation,
                        GFile               *file,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (workstation, cancellable, callback, user_data);
  g_autoptr(GTask) inner = g_task_new (NULL, cancellable, opened_cb, task);
  Preview *preview = new_preview (file);

  preview->guess_format = TRUE;
  g_task_set_task_data (inner, preview, free_preview);
  g_task_run_in_thread (inner, preview_thread);
}

AxleImport *
axle_import_open_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* How the file is written. */

const char *
axle_import_get_format (AxleImport *self)
{
  return self->format == AXLE_SOURCE_VCARD ? "vcard" : "csv";
}

const char *
axle_import_get_encoding (AxleImport *self)
{
  return self->dialect.charset;
}

/* "" where a table has one column only, and for cards. */
const char *
axle_import_get_delimiter (AxleImport *self)
{
  return self->delimiter;
}

gboolean
axle_import_get_has_header (AxleImport *self)
{
  return self->format == AXLE_SOURCE_CSV && self->headers->len > 0;
}

static gboolean
read_again (AxleImport            *self,
            const AxleCsvDialect  *asked,
            GError               **error)
{
  g_autoptr(Preview) preview = new_preview (self->file);
  GError *cause = NULL;

  preview->format = self->format;
  preview->dialect = *asked;
  if (!read_preview (preview, NULL, &cause))
    {
      axle_app_take_error (error, cause);
      return FALSE;
    }
  self->asked = *asked;
  take_preview (self, preview);
  return TRUE;
}

gboolean
axle_import_set_encoding (AxleImport  *self,
                          const char  *encoding,
                          GError     **error)
{
  AxleCsvDialect asked = self->asked;

  asked.charset = axle_text_charset_find (encoding);
  if (asked.charset == NULL)
    {
      g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FORMAT, _("The encoding “%s” is not known here."), encoding);
      return FALSE;
    }
  return read_again (self, &asked, error);
}

gboolean
axle_import_set_delimiter (AxleImport  *self,
                           const char  *delimiter,
                           GError     **error)
{
  AxleCsvDialect asked = self->asked;

  asked.delimiter = *delimiter != '\0' ? g_utf8_get_char (delimiter) : AXLE_CSV_NO_SIGN;
  return read_again (self, &asked, error);
}

gboolean
axle_import_set_has_header (AxleImport  *self,
                            gboolean     has_header,
                            GError     **error)
{
  AxleCsvDialect asked = self->asked;

  asked.header = has_header ? AXLE_CSV_HEADER_YES : AXLE_CSV_HEADER_NO;
  asked.title_rows = self->dialect.title_rows;
  return read_again (self, &asked, error);
}

const char * const *
axle_import_list_encodings (AxleImport *self)
{
  gsize n_charsets;
  const AxleTextCharset *charsets = axle_text_charsets (&n_charsets);

  g_clear_pointer (&self->encodings, g_ptr_array_unref);
  self->encodings = g_ptr_array_new ();
  g_ptr_array_add (self->encodings, (gpointer) self->dialect.charset);
  for (gsize i = 0; i < n_charsets; i++)
    if (g_strcmp0 (charsets[i].name, self->dialect.charset) != 0)
      g_ptr_array_add (self->encodings, (gpointer) charsets[i].name);
  g_ptr_array_add (self->encodings, NULL);
  return (const char * const *) self->encodings->pdata;
}
