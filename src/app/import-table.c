/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-private.h"

#include "app/workstation-private.h"
#include "base/problem.h"

/* What the columns are. */

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

void
axle_import_guess_roles (AxleImport *self)
{
  guess_roles (self);
  judge_again (self);
}

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
  axle_import_guess_roles (self);
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
