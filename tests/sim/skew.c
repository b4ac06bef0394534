/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/skew.h"

#include <string.h>
#include <yyjson.h>

#include "store/private.h"

/* Other names are as long, so that they can be put back wherever they stand. */
static const struct
{
  const char *name;
  const char *other;
} kinds[] = {
  { "note", "n0te" },
  { "contact", "c0ntact" },
  { "tag", "t4g" },
  { "photo", "ph0to" },
  { "visit", "v1sit" },
  { "deal", "d3al" },
  { "points", "p0ints" },
  { "complaint", "c0mplaint" },
  { "relation", "r3lation" },
};

#define FIELD_KIND "customer"
#define FIELD "wechat"
#define OTHER_FIELD "wech4t"

gboolean
sim_skew_knows_kind (const AxleEntity *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (entity->kind, kinds[i].name))
      return FALSE;
  return TRUE;
}

gboolean
sim_skew_knows_field (const AxleEntity *entity,
                      guint             field)
{
  return !g_str_equal (entity->kind, FIELD_KIND) || !g_str_equal (entity->fields[field].name, FIELD);
}

static yyjson_mut_doc *
read_body (GBytes *body)
{
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  yyjson_doc *doc = yyjson_read (text, size, YYJSON_READ_NOFLAG);
  yyjson_mut_doc *copy = doc != NULL ? yyjson_doc_mut_copy (doc, NULL) : NULL;

  yyjson_doc_free (doc);
  return copy;
}

static GBytes *
write_body (yyjson_mut_doc *doc)
{
  size_t size;
  char *text = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, &size);
  GBytes *body = g_bytes_new (text, size);

  free (text);
  yyjson_mut_doc_free (doc);
  return body;
}

static gboolean
is_kind (yyjson_mut_val *object,
         const char     *kind)
{
  return yyjson_mut_equals_str (yyjson_mut_obj_get (object, "kind"), kind);
}

static void
rename_kind (yyjson_mut_val *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (is_kind (object, kinds[i].name))
      yyjson_mut_set_str (yyjson_mut_obj_get (object, "kind"), kinds[i].other);
}

static void
rename_field (yyjson_mut_val *names)
{
  yyjson_mut_val *name;
  size_t index;
  size_t n;

  yyjson_mut_arr_foreach (names, index, n, name)
    if (yyjson_mut_equals_str (name, FIELD))
      yyjson_mut_set_str (name, OTHER_FIELD);
}

static void
rename_head (yyjson_mut_val *head)
{
  rename_kind (head);
  if (!is_kind (head, FIELD_KIND))
    return;
  rename_field (yyjson_mut_obj_get (head, "fields"));
  rename_field (yyjson_mut_obj_get (head, "hidden"));
}

GBytes *
sim_skew_page (GBytes *page)
{
  yyjson_mut_doc *doc = read_body (page);
  yyjson_mut_val *heads = doc != NULL ? yyjson_mut_obj_get (yyjson_mut_doc_get_root (doc), "heads") : NULL;
  yyjson_mut_val *head;
  size_t index;
  size_t n;

  if (doc == NULL)
    return g_bytes_ref (page);
  yyjson_mut_arr_foreach (heads, index, n, head)
    rename_head (head);
  return write_body (doc);
}

GBytes *
sim_skew_push (GBytes *push)
{
  yyjson_mut_doc *doc = read_body (push);
  yyjson_mut_val *batch = doc != NULL ? yyjson_mut_obj_get (yyjson_mut_doc_get_root (doc), "batch") : NULL;
  yyjson_mut_val *change;
  size_t index;
  size_t n;

  if (doc == NULL)
    return g_bytes_ref (push);
  yyjson_mut_arr_foreach (batch, index, n, change)
    {
      rename_kind (change);
      /* Above all that an older server may know. */
      if (yyjson_mut_obj_get (change, "schema") != NULL)
        yyjson_mut_set_uint (yyjson_mut_obj_get (change, "schema"), G_MAXINT32);
      if (is_kind (change, FIELD_KIND) && yyjson_mut_obj_get (change, "set") != NULL)
        yyjson_mut_obj_rename_key (doc, yyjson_mut_obj_get (change, "set"), FIELD, OTHER_FIELD);
    }
  return write_body (doc);
}

/* In an image that is packed, the name keeps its length. */
static GBytes *
put_name_back (GBytes *packed)
{
  gsize size;
  g_autofree char *copy = g_bytes_unref_to_data (packed, &size);
  char *found;

  while ((found = memmem (copy, size, OTHER_FIELD, strlen (OTHER_FIELD))) != NULL)
    memcpy (found, FIELD, strlen (FIELD));
  return g_bytes_new (copy, size);
}

static void
put_images_back (AxleConnection *connection)
{
  g_autoptr(AxleStatement) select = axle_statement_new (connection, "SELECT record, body FROM confirmed", NULL);
  g_autoptr(AxleStatement) update =
    axle_statement_new (connection, "UPDATE confirmed SET body = ?2 WHERE record = ?1", NULL);

  while (axle_statement_step (select, NULL) == AXLE_STEP_ROW)
    {
      AxleId id = axle_read_id (select, 0);
      g_autoptr(GBytes) body = put_name_back (axle_statement_dup_bytes (select, 1));

      axle_bind_id (update, 1, &id);
      axle_statement_bind_bytes (update, 2, body);
      axle_statement_run (update, NULL);
    }
}

void
sim_skew_upgrade (SimDesk *desk)
{
  AxleConnection *connection = desk->store->connection;

  axle_connection_exec (connection, "UPDATE setting SET text = '1' WHERE name = 'schema'", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("UPDATE stranger SET kind = '%s' WHERE kind = '%s'", kinds[i].name, kinds[i].other);

      axle_connection_exec (connection, sql, NULL);
    }
  axle_connection_exec (connection,
                        "UPDATE \"" FIELD_KIND "\" SET unknown = replace(unknown, '\"" OTHER_FIELD "\"', '\"" FIELD "\"') "
                        "WHERE unknown IS NOT NULL", NULL);
  put_images_back (connection);
}
