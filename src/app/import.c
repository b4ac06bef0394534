/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "app/import-row.h"
#include "app/import-run.h"
#include "app/workstation-private.h"
#include "base/problem.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "formats/encoding.h"

#define PREVIEW 100

struct _AxleImport
{
  GObject           parent_instance;
  AxleWorkstation  *workstation;
  GFile            *file;
  AxleSourceFormat  format;
  AxleImportKind    kind;
  AxleCsvDialect    asked;      /* what a person corrected; zero where it is guessed */
  AxleCsvDialect    dialect;    /* what is so */
  char             *delimiter;
  GPtrArray        *headers;
  GPtrArray        *rows;       /* (element-type GPtrArray): the preview */
  GPtrArray        *roles;      /* (element-type AxleRole) */
  GPtrArray        *judged;     /* (element-type AxleImportRow): of the preview, read when asked */
  GHashTable       *staff;
  GPtrArray        *encodings;

  AxleImportCounts  counts;
  GPtrArray        *problems;
  guint             problem_limit;
  GFile            *rejects;
  gint64            operation;
};

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
guess_roles (AxleImport *self)
{
  guint n_columns = self->headers->len;
  g_autoptr(GArray) guesses = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    n_columns = MAX (n_columns, ((GPtrArray *) self->rows->pdata[i])->len);
  g_ptr_array_set_size (self->roles, 0);
  if (self->format == AXLE_SOURCE_VCARD)
    {
      const char * const *names = axle_import_source_card_roles ();

      for (guint i = 0; names[i] != NULL; i++)
        g_ptr_array_add (self->roles, (gpointer) axle_roles_find (names[i]));
      return;
    }
  guesses = axle_columns_guess (self->headers->len > 0 ? self->headers : NULL, self->rows, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      const char *header = i < self->headers->len ? self->headers->pdata[i] : NULL;
      const AxleRole *named = header != NULL ? axle_roles_of_header (header) : NULL;
      const AxleColumnGuess *guess = &g_array_index (guesses, AxleColumnGuess, i);

      if (self->kind == AXLE_IMPORT_VISITS)
        named = axle_roles_of_visit_column (header, guess);
      if (g_strcmp0 (header, AXLE_ROLE_REASON_HEADER) == 0)
        named = axle_roles_find ("ignore");
      g_ptr_array_add (self->roles, (gpointer) (named != NULL ? named : axle_roles_of_column (guess->role)));
    }
}

static void
judge_again (AxleImport *self)
{
  g_ptr_array_set_size (self->judged, 0);
  g_ptr_array_set_size (self->judged, (int) self->rows->len);
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
  guess_roles (self);
  judge_again (self);
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

/* The preview. */

guint
axle_import_get_n_columns (AxleImport *self)
{
  return self->roles->len;
}

/* "" where the table has no header. */
const char *
axle_import_get_header (AxleImport *self,
                        guint       column)
{
  return column < self->headers->len ? self->headers->pdata[column] : "";
}

const char *
axle_import_get_role (AxleImport *self,
                      guint       column)
{
  g_return_val_if_fail (column < self->roles->len, NULL);
  return ((const AxleRole *) self->roles->pdata[column])->name;
}

/**
 * axle_import_set_kind:
 * @self: an import
 * @kind: what its table is about; customers unless it is said otherwise
 *
 * Guesses anew what the columns are.
 */
void
axle_import_set_kind (AxleImport     *self,
                      AxleImportKind  kind)
{
  self->kind = kind;
  guess_roles (self);
  judge_again (self);
}

AxleImportKind
axle_import_get_kind (AxleImport *self)
{
  return self->kind;
}

AxleImportKind
axle_import_guess_kind (AxleImport *self)
{
  return self->format == AXLE_SOURCE_CSV && axle_roles_tell_of_visits (self->headers) ? AXLE_IMPORT_VISITS
                                                                                      : AXLE_IMPORT_CUSTOMERS;
}

void
axle_import_set_role (AxleImport *self,
                      guint       column,
                      const char *role)
{
  const AxleRole *found = axle_roles_find (role);

  g_return_if_fail (column < self->roles->len && found != NULL);
  self->roles->pdata[column] = (gpointer) found;
  judge_again (self);
}

/* Those of a table of that kind. */
const AxleImportRole *
axle_import_list_roles_of (AxleImportKind  kind,
                           guint          *n_roles)
{
  static GArray *listed[AXLE_IMPORT_VISITS + 1];
  guint n;
  const AxleRole *roles = axle_roles_list_all (&n);

  if (listed[kind] == NULL)
    {
      listed[kind] = g_array_new (FALSE, FALSE, sizeof (AxleImportRole));
      for (guint i = 0; i < n; i++)
        {
          AxleImportRole role = { roles[i].name, axle_role_get_label (&roles[i]) };

          if (axle_role_is_of (&roles[i], kind))
            g_array_append_val (listed[kind], role);
        }
    }
  *n_roles = listed[kind]->len;
  return (const AxleImportRole *) listed[kind]->data;
}

const AxleImportRole *
axle_import_list_roles (guint *n_roles)
{
  return axle_import_list_roles_of (AXLE_IMPORT_CUSTOMERS, n_roles);
}

guint
axle_import_get_n_preview (AxleImport *self)
{
  return self->rows->len;
}

const char *
axle_import_get_cell (AxleImport *self,
                      guint       row,
                      guint       column)
{
  GPtrArray *cells;

  g_return_val_if_fail (row < self->rows->len, NULL);
  cells = self->rows->pdata[row];
  return column < cells->len ? cells->pdata[column] : "";
}

static const AxleImportRow *
judge_row (AxleImport *self,
           guint       row)
{
  if (self->judged->pdata[row] == NULL)
    self->judged->pdata[row] = axle_import_row_read (self->kind, self->rows->pdata[row],
                                                     (const AxleRole * const *) self->roles->pdata, self->roles->len,
                                                     self->staff, axle_workstation_get_zone (self->workstation));
  return self->judged->pdata[row];
}

const char *
axle_import_get_cell_problem (AxleImport *self,
                              guint       row,
                              guint       column)
{
  const AxleImportRow *judged;
  const char *message = NULL;

  g_return_val_if_fail (row < self->rows->len, NULL);
  judged = judge_row (self, row);
  for (guint i = 0; i < judged->problems->len; i++)
    {
      const AxleProblem *problem = judged->problems->pdata[i];
      guint of = g_array_index (judged->columns, guint, i);

      /* What is wrong with the row as a whole is shown in its first cell. */
      if ((of == column || (of == AXLE_IMPORT_WHOLE_ROW && column == 0)) && (message == NULL || problem->blocking))
        message = problem->message;
    }
  return message;
}

/* Running. */

typedef struct
{
  AxleImportRun      *run;
  AxleImport         *import;
  AxleImportProgress  progress;
  gpointer            progress_data;
  AxleId              signer;
  int                 telling;   /* atomic: news are on their way to the main thread */
} Running;

typedef struct
{
  GTask            *task;
  double            share;
  AxleImportCounts  counts;
} News;

static void
free_running (gpointer data)
{
  Running *running = data;

  axle_import_run_free (running->run);
  g_object_unref (running->import);
  g_free (running);
}

static void
free_news (gpointer data)
{
  News *news = data;

  g_object_unref (news->task);
  g_free (news);
}

static gboolean
tell_progress (gpointer data)
{
  News *news = data;
  Running *running = g_task_get_task_data (news->task);

  g_atomic_int_set (&running->telling, FALSE);
  if (!g_task_get_completed (news->task))
    running->progress (running->import, news->share, &news->counts, running->progress_data);
  return G_SOURCE_REMOVE;
}

static void
send_news (GTask   *task,
           Running *running)
{
  News *news;
  g_autoptr(GSource) source = NULL;

  if (running->progress == NULL || !g_atomic_int_compare_and_exchange (&running->telling, FALSE, TRUE))
    return;
  news = g_new0 (News, 1);
  news->task = g_object_ref (task);
  news->share = axle_import_run_get_share (running->run);
  news->counts = *axle_import_run_get_counts (running->run);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_progress, news, free_news);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
run_job (AxleStore    *store,
         GTask        *task,
         gpointer      data,
         GCancellable *cancellable)
{
  Running *running = data;
  GError *cause = NULL;
  GError *error = NULL;
  gboolean more = FALSE;

  if (!axle_import_run_step (running->run, store, cancellable, &more, &cause))
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  send_news (task, running);
  if (more)
    return G_SOURCE_CONTINUE;
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
take_result (AxleImport *self,
             Running    *running)
{
  GPtrArray *problems = axle_import_run_get_problems (running->run);

  self->counts = *axle_import_run_get_counts (running->run);
  g_ptr_array_unref (self->problems);
  self->problems = g_ptr_array_ref (problems);
  g_set_object (&self->rejects, axle_import_run_get_rejects (running->run));
  self->operation = axle_import_run_get_operation (running->run);
  if (self->operation != 0)
    {
      guint64 n = self->counts.fresh + self->counts.matched;
      g_autofree char *title = g_strdup_printf (ngettext ("%" PRIu64 " customer imported",
                                                          "%" PRIu64 " customers imported", n), n);

      axle_workstation_remember (self->workstation, &running->signer, self->operation, title);
    }
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  AxleImport *self = AXLE_IMPORT (source);
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  take_result (self, g_task_get_task_data (G_TASK (result)));
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static GPtrArray *
name_columns (AxleImport *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->roles->len; i++)
    {
      const char *header = axle_import_get_header (self, i);
      const char *label = axle_role_get_label (self->roles->pdata[i]);

      g_ptr_array_add (names, g_strdup (*header != '\0' ? header : label));
    }
  return names;
}

static AxleImportPlan *
make_plan (AxleImport *self,
           gboolean    dry_run)
{
  AxleImportPlan *plan = g_new0 (AxleImportPlan, 1);

  plan->kind = self->kind;
  plan->file = g_object_ref (self->file);
  plan->format = self->format;
  plan->dialect = self->dialect;
  plan->roles = g_ptr_array_copy (self->roles, NULL, NULL);
  plan->headers = name_columns (self);
  plan->staff = g_hash_table_ref (self->staff);
  plan->zone = g_time_zone_ref (axle_workstation_get_zone (self->workstation));
  plan->signer = axle_workstation_get_staff_id (self->workstation);
  plan->folder = g_strdup (axle_workstation_get_profile (self->workstation));
  plan->dry_run = dry_run;
  return plan;
}

void
axle_import_run_async (AxleImport          *self,
                       gboolean             dry_run,
                       AxleImportProgress   progress,
                       gpointer             progress_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) inner = NULL;
  GError *error = NULL;
  Running *running;

  g_task_set_check_cancellable (task, FALSE);
  if (!axle_workstation_check_right (self->workstation, AXLE_RIGHT_CUSTOMERS_IMPORT, &error) ||
      (!dry_run && !axle_workstation_check_writable (self->workstation, &error)))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  running = g_new0 (Running, 1);
  running->run = axle_import_run_new (make_plan (self, dry_run));
  axle_import_run_set_problem_limit (running->run, self->problem_limit);
  running->import = g_object_ref (self);
  running->progress = progress;
  running->progress_data = progress_data;
  running->signer = axle_workstation_get_staff_id (self->workstation);
  inner = g_task_new (self, cancellable, run_cb, task);
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_task_data (inner, running, free_running);
  if (dry_run)
    axle_workstation_browse (self->workstation, AXLE_JOB_LONG, inner, run_job, running);
  else
    axle_workstation_run (self->workstation, AXLE_JOB_LONG, inner, run_job, running);
}

/* Returns: whether it went to the end; what was saved before an error or before it
 * was cancelled stays, see [method@Axle.Import.get_operation] */
gboolean
axle_import_run_finish (AxleImport    *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

const AxleImportCounts *
axle_import_get_counts (AxleImport *self)
{
  return &self->counts;
}

void
axle_import_set_problem_limit (AxleImport *self,
                               guint       limit)
{
  self->problem_limit = limit;
}

GPtrArray *
axle_import_get_problems (AxleImport *self)
{
  return self->problems;
}

GFile *
axle_import_get_rejects (AxleImport *self)
{
  return self->rejects;
}

gint64
axle_import_get_operation (AxleImport *self)
{
  return self->operation;
}
