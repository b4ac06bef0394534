/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/json.h"

void
axle_start_request_free (AxleStartRequest *self)
{
  g_free (self->run);
  g_free (self->nonce);
  g_free (self);
}

GBytes *
axle_start_request_encode (const AxleStartRequest *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);

  if (self->run != NULL)
    axle_json_add_text (doc, root, "run", self->run);
  axle_json_add_text (doc, root, "nonce", self->nonce);
  return axle_json_finish (doc);
}

AxleStartRequest *
axle_start_request_decode (GBytes  *body,
                           GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  yyjson_val *root = yyjson_doc_get_root (doc);
  const char *run = NULL;
  const char *nonce;
  AxleStartRequest *self;

  if (doc == NULL ||
      !axle_json_get_text (root, "nonce", &nonce, error) ||
      (yyjson_obj_get (root, "run") != NULL && !axle_json_get_text (root, "run", &run, error)))
    return NULL;
  self = g_new0 (AxleStartRequest, 1);
  self->run = g_strdup (run);
  self->nonce = g_strdup (nonce);
  return self;
}

void
axle_start_reply_free (AxleStartReply *self)
{
  g_free (self->run);
  g_free (self);
}

GBytes *
axle_start_reply_encode (const AxleStartReply *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);

  axle_json_add_id (doc, root, "desk", &self->desk);
  axle_json_add_id (doc, root, "store", &self->store);
  axle_json_add_id (doc, root, "group", &self->group);
  axle_json_add_id (doc, root, "install", &self->install);
  yyjson_mut_obj_add_str (doc, root, "audience", axle_audience_get_name (self->audience));
  yyjson_mut_obj_add_sint (doc, root, "epoch", self->epoch);
  yyjson_mut_obj_add_sint (doc, root, "taken", self->taken);
  yyjson_mut_obj_add_sint (doc, root, "lease", self->lease);
  axle_json_add_text (doc, root, "run", self->run);
  return axle_json_finish (doc);
}

AxleStartReply *
axle_start_reply_decode (GBytes  *body,
                         GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autoptr(AxleStartReply) self = g_new0 (AxleStartReply, 1);
  yyjson_val *root = yyjson_doc_get_root (doc);
  const char *run;

  if (doc == NULL ||
      !axle_json_get_id (root, "desk", &self->desk, error) ||
      !axle_json_get_id (root, "store", &self->store, error) ||
      !axle_json_get_id (root, "group", &self->group, error) ||
      !axle_json_get_id (root, "install", &self->install, error) ||
      !axle_json_get_audience (root, &self->audience, error) ||
      !axle_json_get_integer (root, "epoch", &self->epoch, error) ||
      !axle_json_get_integer (root, "taken", &self->taken, error) ||
      !axle_json_get_integer (root, "lease", &self->lease, error) ||
      !axle_json_get_text (root, "run", &run, error))
    return NULL;
  self->run = g_strdup (run);
  return g_steal_pointer (&self);
}

static void
free_desk_state (gpointer data)
{
  AxleDeskState *self = data;

  g_free (self->name);
  g_free (self);
}

AxleDesksReply *
axle_desks_reply_new (void)
{
  AxleDesksReply *self = g_new0 (AxleDesksReply, 1);

  self->desks = g_ptr_array_new_with_free_func (free_desk_state);
  return self;
}

void
axle_desks_reply_free (AxleDesksReply *self)
{
  g_clear_pointer (&self->desks, g_ptr_array_unref);
  g_free (self);
}

GBytes *
axle_desks_reply_encode (const AxleDesksReply *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);
  yyjson_mut_val *desks = yyjson_mut_obj_add_arr (doc, root, "desks");

  for (guint i = 0; i < self->desks->len; i++)
    {
      const AxleDeskState *desk = self->desks->pdata[i];
      yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, desks);

      axle_json_add_id (doc, object, "id", &desk->id);
      axle_json_add_text (doc, object, "name", desk->name);
      yyjson_mut_obj_add_str (doc, object, "audience", axle_audience_get_name (desk->audience));
      yyjson_mut_obj_add_bool (doc, object, "revoked", desk->revoked);
      yyjson_mut_obj_add_sint (doc, object, "last_seen", desk->last_seen);
      yyjson_mut_obj_add_sint (doc, object, "behind", desk->behind);
    }
  return axle_json_finish (doc);
}

static gboolean
read_desk_state (yyjson_val     *object,
                 AxleDeskState  *desk,
                 GError        **error)
{
  const char *name;

  if (!axle_json_get_id (object, "id", &desk->id, error) ||
      !axle_json_get_text (object, "name", &name, error) ||
      !axle_json_get_audience (object, &desk->audience, error) ||
      !axle_json_get_boolean (object, "revoked", &desk->revoked, error) ||
      !axle_json_get_integer (object, "last_seen", &desk->last_seen, error) ||
      !axle_json_get_integer (object, "behind", &desk->behind, error))
    return FALSE;
  desk->name = g_strdup (name);
  return TRUE;
}

AxleDesksReply *
axle_desks_reply_decode (GBytes  *body,
                         GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autoptr(AxleDesksReply) self = axle_desks_reply_new ();
  yyjson_val *desks;
  yyjson_val *object;
  gsize i, n;

  if (doc == NULL || !axle_json_get_array (yyjson_doc_get_root (doc), "desks", AXLE_WIRE_DESKS_LIMIT, &desks, error))
    return NULL;
  yyjson_arr_foreach (desks, i, n, object)
    {
      AxleDeskState *desk = g_new0 (AxleDeskState, 1);

      g_ptr_array_add (self->desks, desk);
      if (!read_desk_state (object, desk, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
axle_link_reply_free (AxleLinkReply *self)
{
  g_free (self->path);
  g_free (self);
}

GBytes *
axle_link_reply_encode (const AxleLinkReply *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);

  yyjson_mut_obj_add_bool (doc, root, "there", self->there);
  if (self->path != NULL)
    axle_json_add_text (doc, root, "path", self->path);
  return axle_json_finish (doc);
}

AxleLinkReply *
axle_link_reply_decode (GBytes  *body,
                        GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autoptr(AxleLinkReply) self = g_new0 (AxleLinkReply, 1);
  yyjson_val *root = yyjson_doc_get_root (doc);
  const char *path = NULL;

  if (doc == NULL || !axle_json_get_boolean (root, "there", &self->there, error) ||
      (yyjson_obj_get (root, "path") != NULL && !axle_json_get_text (root, "path", &path, error)))
    return NULL;
  self->path = g_strdup (path);
  return g_steal_pointer (&self);
}
