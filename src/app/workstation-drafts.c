/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workstation-private.h"

/* Drafts are on disk as soon as the worker comes to it; until then they are read
 * from here. */

typedef struct
{
  char   *name;
  GBytes *draft;
  AxleId  staff;
} Putting;

static void
free_putting (gpointer data)
{
  Putting *putting = data;

  g_free (putting->name);
  g_clear_pointer (&putting->draft, g_bytes_unref);
  g_free (putting);
}

static gboolean
put_job (AxleWorker *worker,
         gpointer    data)
{
  Putting *putting = data;
  AxleStore *store = axle_worker_get_store (worker);
  g_autoptr(GError) error = NULL;

  if (store != NULL && !axle_store_put_draft (store, &putting->staff, putting->name, putting->draft, &error))
    g_warning ("What is being typed cannot be kept: %s", error->message);
  return G_SOURCE_REMOVE;
}

/**
 * axle_workstation_put_draft:
 * @self: a workstation
 * @name: names it among the drafts of who is signed in
 * @draft: (nullable): what was typed; %NULL or empty forgets it
 */
void
axle_workstation_put_draft (AxleWorkstation *self,
                            const char      *name,
                            GBytes          *draft)
{
  Putting *putting;

  if (self->writer == NULL || self->read_only)
    return;
  if (draft != NULL && g_bytes_get_size (draft) == 0)
    draft = NULL;
  putting = g_new0 (Putting, 1);
  putting->name = g_strdup (name);
  putting->draft = draft != NULL ? g_bytes_ref (draft) : NULL;
  putting->staff = axle_workstation_get_staff_id (self);
  g_hash_table_insert (self->drafts, g_strdup (name),
                       draft != NULL ? g_bytes_ref (draft) : g_bytes_new_static ("", 0));
  axle_worker_push (self->writer, G_PRIORITY_DEFAULT, put_job, putting, free_putting);
}

GBytes *
axle_workstation_get_draft (AxleWorkstation *self,
                            const char      *name)
{
  GBytes *draft = g_hash_table_lookup (self->drafts, name);
  AxleId staff = axle_workstation_get_staff_id (self);

  if (draft != NULL)
    return g_bytes_get_size (draft) > 0 ? g_bytes_ref (draft) : NULL;
  return self->reader != NULL ? axle_store_get_draft (self->reader, &staff, name) : NULL;
}

/* Returns: (transfer full): names of drafts, in no order */
char **
axle_workstation_list_drafts (AxleWorkstation *self)
{
  AxleId staff = axle_workstation_get_staff_id (self);
  g_auto(GStrv) kept = self->reader != NULL ? axle_store_list_drafts (self->reader, &staff) : NULL;
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer name, draft;

  for (guint i = 0; kept != NULL && kept[i] != NULL; i++)
    if (!g_hash_table_contains (self->drafts, kept[i]))
      g_strv_builder_add (names, kept[i]);
  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, &name, &draft))
    if (g_bytes_get_size (draft) > 0)
      g_strv_builder_add (names, name);
  return g_strv_builder_end (names);
}
