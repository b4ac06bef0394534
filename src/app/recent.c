/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/recent.h"

#include "core/registry.h"

#define KEPT 12
#define DRAFT "shell/recent"

struct _AxleRecent
{
  GObject          parent_instance;
  AxleWorkstation *workstation;
};

G_DEFINE_FINAL_TYPE (AxleRecent, axle_recent, G_TYPE_OBJECT)

static void
axle_recent_dispose (GObject *object)
{
  g_clear_object (&AXLE_RECENT (object)->workstation);
  G_OBJECT_CLASS (axle_recent_parent_class)->dispose (object);
}

static void
axle_recent_class_init (AxleRecentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_recent_dispose;
}

static void
axle_recent_init (AxleRecent *self)
{
}

AxleRecent *
axle_recent_new (AxleWorkstation *workstation)
{
  AxleRecent *self = g_object_new (AXLE_TYPE_RECENT, NULL);

  self->workstation = g_object_ref (workstation);
  return self;
}

/* A line a record: its kind, a space, its id. */
static char **
read_lines (AxleRecent *self)
{
  g_autoptr (GBytes) draft = axle_workstation_get_draft (self->workstation, DRAFT);
  g_autofree char *text = NULL;

  if (draft == NULL)
    return g_new0 (char *, 1);
  text = g_strndup (g_bytes_get_data (draft, NULL), g_bytes_get_size (draft));
  return g_strsplit (text, "\n", KEPT + 1);
}

void
axle_recent_add (AxleRecent       *self,
                 const AxleEntity *entity,
                 const AxleId     *id)
{
  g_auto (GStrv) lines = read_lines (self);
  g_autofree char *line = g_strdup_printf ("%s %s", entity->kind, AXLE_ID_TEXT (id));
  g_autoptr (GString) text = g_string_new (line);
  g_autoptr (GBytes) draft = NULL;
  guint n = 1;

  for (guint i = 0; lines[i] != NULL && n < KEPT; i++)
    if (lines[i][0] != '\0' && !g_str_equal (lines[i], line))
      {
        g_string_append_printf (text, "\n%s", lines[i]);
        n++;
      }
  draft = g_bytes_new (text->str, text->len);
  axle_workstation_put_draft (self->workstation, DRAFT, draft);
}

static AxleRecord *
read_record (AxleRecent *self,
             const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 2);
  const AxleEntity *entity = NULL;
  AxleId id;

  if (g_strv_length (words) != 2 || !axle_id_parse (words[1], &id))
    return NULL;
  entity = axle_registry_find (words[0]);
  return entity != NULL ? axle_workstation_get_record (self->workstation, entity, &id) : NULL;
}

GPtrArray *
axle_recent_list (AxleRecent *self)
{
  g_auto (GStrv) lines = read_lines (self);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (AxleRecord) record = read_record (self, lines[i]);

      if (record != NULL && !record->deleted)
        g_ptr_array_add (records, g_steal_pointer (&record));
    }
  return g_steal_pointer (&records);
}
