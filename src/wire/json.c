/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"

G_DEFINE_QUARK (axle-wire-error-quark, axle_wire_error)

/* Below this many members every name is compared with every other. */
#define FEW_MEMBERS 16

/**
 * axle_json_parse:
 * @body: what a peer sent
 * @error: return location
 *
 * Reads JSON as RFC 8259 has it, without comments, trailing commas or a byte
 * order mark. Says nothing about what is in it; see [func@Axle.json_check].
 *
 * Returns: (transfer full) (nullable): the document
 */
yyjson_doc *
axle_json_parse (GBytes  *body,
                 GError **error)
{
  gsize n_bytes;
  const char *bytes = g_bytes_get_data (body, &n_bytes);
  yyjson_read_err problem;
  yyjson_doc *doc;

  if (n_bytes > AXLE_WIRE_BODY_LIMIT)
    {
      g_set_error (error, AXLE_WIRE_ERROR, AXLE_WIRE_ERROR_LIMIT,
                   _("The message has more than %d bytes."), AXLE_WIRE_BODY_LIMIT);
      return NULL;
    }
  doc = yyjson_read_opts ((char *) (n_bytes > 0 ? bytes : ""), n_bytes, YYJSON_READ_NOFLAG, NULL, &problem);
  if (doc == NULL)
    g_set_error (error, AXLE_WIRE_ERROR, AXLE_WIRE_ERROR_SYNTAX,
                 _("The message is not JSON at byte %zu: %s."), problem.pos, problem.msg);
  return doc;
}

gboolean
axle_json_refuse (GError     **error,
                  const char  *format,
                  ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (AXLE_WIRE_ERROR, AXLE_WIRE_ERROR_SHAPE, format, args);
  va_end (args);
  return FALSE;
}

static gboolean
check_text (yyjson_val  *text,
            GError     **error)
{
  if (strlen (yyjson_get_str (text)) == yyjson_get_len (text))
    return TRUE;
  return axle_json_refuse (error, _("A text of the message holds a zero byte."));
}

static gboolean
check_names (yyjson_val  *object,
             GError     **error)
{
  g_autoptr(GHashTable) names = NULL;
  yyjson_obj_iter iter = yyjson_obj_iter_with (object);
  gsize n_names = yyjson_obj_size (object);
  const char *seen[FEW_MEMBERS];
  g_autofree char *excerpt = NULL;

  if (n_names > FEW_MEMBERS)
    names = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < n_names; i++)
    {
      yyjson_val *key = yyjson_obj_iter_next (&iter);
      const char *name = yyjson_get_str (key);
      gboolean known = FALSE;

      if (!check_text (key, error))
        return FALSE;
      if (names != NULL)
        known = !g_hash_table_add (names, (gpointer) name);
      for (gsize j = 0; names == NULL && j < i; j++)
        known = known || strcmp (seen[j], name) == 0;
      if (known)
        {
          excerpt = axle_text_excerpt (name);
          return axle_json_refuse (error, _("The message names “%s” twice."), excerpt);
        }
      if (names == NULL)
        seen[i] = name;
    }
  return TRUE;
}

static gboolean
check_below (yyjson_val  *val,
             guint        depth,
             GError     **error)
{
  yyjson_arr_iter items;
  yyjson_obj_iter members;
  yyjson_val *child;

  if (yyjson_is_str (val))
    return check_text (val, error);
  if (!yyjson_is_ctn (val))
    return TRUE;
  if (depth >= AXLE_WIRE_DEPTH_LIMIT)
    {
      g_set_error (error, AXLE_WIRE_ERROR, AXLE_WIRE_ERROR_LIMIT,
                   _("The message is nested deeper than %d."), AXLE_WIRE_DEPTH_LIMIT);
      return FALSE;
    }
  if (yyjson_is_arr (val))
    {
      items = yyjson_arr_iter_with (val);
      while ((child = yyjson_arr_iter_next (&items)) != NULL)
        if (!check_below (child, depth + 1, error))
          return FALSE;
      return TRUE;
    }
  if (!check_names (val, error))
    return FALSE;
  members = yyjson_obj_iter_with (val);
  while ((child = yyjson_obj_iter_next (&members)) != NULL)
    if (!check_below (yyjson_obj_iter_get_val (child), depth + 1, error))
      return FALSE;
  return TRUE;
}

/**
 * axle_json_check:
 * @root: a parsed message
 * @error: return location
 *
 * Refuses what JSON allows and we do not: deep nesting, zero bytes in texts, and
 * a name twice in one object (RFC 8259 §4 leaves open which one counts).
 *
 * Returns: whether @root may be read
 */
gboolean
axle_json_check (yyjson_val  *root,
                 GError     **error)
{
  return check_below (root, 0, error);
}

/**
 * axle_json_read_object:
 * @body: what a peer sent
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a checked document whose root is an object
 */
yyjson_doc *
axle_json_read_object (GBytes  *body,
                       GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_parse (body, error);

  if (doc == NULL || !axle_json_check (yyjson_doc_get_root (doc), error))
    return NULL;
  if (!yyjson_is_obj (yyjson_doc_get_root (doc)))
    {
      axle_json_refuse (error, _("The message is not an object."));
      return NULL;
    }
  return g_steal_pointer (&doc);
}

/**
 * axle_wire_check_protocol:
 * @protocol: (nullable): what a request says that it speaks; %NULL for the first one
 * @error: return location
 *
 * Returns: whether this program speaks it too
 */
gboolean
axle_wire_check_protocol (const char  *protocol,
                          GError     **error)
{
  guint64 number = 1;

  if ((protocol == NULL || g_ascii_string_to_unsigned (protocol, 10, 0, G_MAXUINT32, &number, NULL)) &&
      number == AXLE_WIRE_PROTOCOL)
    return TRUE;
  g_set_error (error, AXLE_WIRE_ERROR, AXLE_WIRE_ERROR_PROTOCOL,
               _("The server and this desk are of different versions (the server speaks protocol %d). Update the older of the two programs."),
               AXLE_WIRE_PROTOCOL);
  return FALSE;
}

/**
 * axle_json_read_request:
 * @body: what a peer sent
 * @error: return location
 *
 * As [func@Axle.json_read_object], for a body that says its protocol: what another
 * protocol means by it is not known.
 *
 * Returns: (transfer full) (nullable): a checked document whose root is an object
 */
yyjson_doc *
axle_json_read_request (GBytes  *body,
                        GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autofree char *text = NULL;
  yyjson_val *protocol;

  if (doc == NULL)
    return NULL;
  protocol = yyjson_obj_get (yyjson_doc_get_root (doc), "protocol");
  if (protocol != NULL)
    text = yyjson_val_write (protocol, YYJSON_WRITE_NOFLAG, NULL);
  return axle_wire_check_protocol (text, error) ? g_steal_pointer (&doc) : NULL;
}

gboolean
axle_json_get_text (yyjson_val  *object,
                    const char  *name,
                    const char **text,
                    GError     **error)
{
  yyjson_val *val = yyjson_obj_get (object, name);

  if (!yyjson_is_str (val))
    return axle_json_refuse (error, _("“%s” of the message is missing or not a text."), name);
  *text = yyjson_get_str (val);
  return TRUE;
}

gboolean
axle_json_read_integer (yyjson_val  *val,
                        const char  *name,
                        gint64      *integer,
                        GError     **error)
{
  if (!yyjson_is_int (val) || (yyjson_is_uint (val) && yyjson_get_uint (val) > G_MAXINT64))
    return axle_json_refuse (error, _("“%s” of the message is missing or not a whole number."), name);
  *integer = yyjson_get_sint (val);
  return TRUE;
}

gboolean
axle_json_get_integer (yyjson_val  *object,
                       const char  *name,
                       gint64      *integer,
                       GError     **error)
{
  return axle_json_read_integer (yyjson_obj_get (object, name), name, integer, error);
}

gboolean
axle_json_get_boolean (yyjson_val  *object,
                       const char  *name,
                       gboolean    *boolean,
                       GError     **error)
{
  yyjson_val *val = yyjson_obj_get (object, name);

  if (!yyjson_is_bool (val))
    return axle_json_refuse (error, _("“%s” of the message is missing or neither true nor false."), name);
  *boolean = yyjson_get_bool (val);
  return TRUE;
}

/* An id that is none goes as null. */
gboolean
axle_json_read_id (yyjson_val  *val,
                   const char  *name,
                   AxleId      *id,
                   GError     **error)
{
  if (yyjson_is_null (val))
    {
      *id = AXLE_ID_NONE;
      return TRUE;
    }
  if (!yyjson_is_str (val) || !axle_id_parse (yyjson_get_str (val), id))
    return axle_json_refuse (error, _("“%s” of the message is missing or not an id."), name);
  return TRUE;
}

gboolean
axle_json_get_id (yyjson_val  *object,
                  const char  *name,
                  AxleId      *id,
                  GError     **error)
{
  return axle_json_read_id (yyjson_obj_get (object, name), name, id, error);
}

gboolean
axle_json_get_audience (yyjson_val    *object,
                        AxleAudience  *audience,
                        GError       **error)
{
  const char *name;

  if (!axle_json_get_text (object, "audience", &name, error))
    return FALSE;
  return axle_audience_parse (name, audience) ||
         axle_json_refuse (error, _("“%s” of the message is not one of its names."), "audience");
}

gboolean
axle_json_get_array (yyjson_val  *object,
                     const char  *name,
                     gsize        limit,
                     yyjson_val **array,
                     GError     **error)
{
  *array = yyjson_obj_get (object, name);
  if (!yyjson_is_arr (*array))
    return axle_json_refuse (error, _("“%s” of the message is missing or not a list."), name);
  if (yyjson_arr_size (*array) <= limit)
    return TRUE;
  g_set_error (error, AXLE_WIRE_ERROR, AXLE_WIRE_ERROR_LIMIT,
               _("“%s” of the message has more than %zu entries."), name, limit);
  return FALSE;
}

yyjson_mut_doc *
axle_json_new_object (yyjson_mut_val **root)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

  *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, *root);
  return doc;
}

/**
 * axle_json_finish:
 * @doc: (transfer full): what to write
 *
 * Texts of ours are UTF-8 by contract; should one not be, the peer refuses the
 * message with a reason rather than this end having none to send.
 *
 * Returns: (transfer full): its text
 */
GBytes *
axle_json_finish (yyjson_mut_doc *doc)
{
  gsize n_bytes;
  char *text = yyjson_mut_write (doc, YYJSON_WRITE_ALLOW_INVALID_UNICODE, &n_bytes);

  yyjson_mut_doc_free (doc);
  if (text == NULL)
    g_error ("no memory for a message");
  return g_bytes_new_with_free_func (text, n_bytes, free, text);
}

yyjson_mut_val *
axle_json_new_id (yyjson_mut_doc *doc,
                  const AxleId   *id)
{
  if (axle_id_is_none (id))
    return yyjson_mut_null (doc);
  return yyjson_mut_strncpy (doc, AXLE_ID_TEXT (id), AXLE_ID_TEXT_SIZE - 1);
}

void
axle_json_add_id (yyjson_mut_doc *doc,
                  yyjson_mut_val *object,
                  const char     *name,
                  const AxleId   *id)
{
  yyjson_mut_obj_add_val (doc, object, name, axle_json_new_id (doc, id));
}

void
axle_json_add_text (yyjson_mut_doc *doc,
                    yyjson_mut_val *object,
                    const char     *name,
                    const char     *text)
{
  yyjson_mut_obj_add_strcpy (doc, object, name, text != NULL ? text : "");
}
