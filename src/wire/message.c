/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
axle_enrol_request_free (AxleEnrolRequest *self)
{
  g_free (self->code);
  g_free (self->name);
  g_free (self->key);
  g_free (self);
}

GBytes *
axle_enrol_request_encode (const AxleEnrolRequest *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);

  yyjson_mut_obj_add_sint (doc, root, "protocol", AXLE_WIRE_PROTOCOL);
  axle_json_add_text (doc, root, "code", self->code);
  axle_json_add_text (doc, root, "name", self->name);
  axle_json_add_text (doc, root, "key", self->key);
  if (self->after > 0)
    yyjson_mut_obj_add_sint (doc, root, "after", self->after);
  return axle_json_finish (doc);
}

AxleEnrolRequest *
axle_enrol_request_decode (GBytes  *body,
                           GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_request (body, error);
  yyjson_val *root = yyjson_doc_get_root (doc);
  AxleEnrolRequest *self;
  const char *code;
  const char *name;
  const char *key;
  gint64 after = 0;

  if (doc == NULL ||
      !axle_json_get_text (root, "code", &code, error) ||
      !axle_json_get_text (root, "name", &name, error) ||
      !axle_json_get_text (root, "key", &key, error) ||
      (yyjson_obj_get (root, "after") != NULL && !axle_json_get_integer (root, "after", &after, error)))
    return NULL;
  self = g_new0 (AxleEnrolRequest, 1);
  self->code = g_strdup (code);
  self->name = g_strdup (name);
  self->key = g_strdup (key);
  self->after = after;
  return self;
}

void
axle_enrol_reply_free (AxleEnrolReply *self)
{
  g_free (self);
}

GBytes *
axle_enrol_reply_encode (const AxleEnrolReply *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);

  axle_json_add_id (doc, root, "desk", &self->desk);
  axle_json_add_id (doc, root, "store", &self->store);
  axle_json_add_id (doc, root, "group", &self->group);
  axle_json_add_id (doc, root, "install", &self->install);
  yyjson_mut_obj_add_str (doc, root, "audience", axle_audience_get_name (self->audience));
  return axle_json_finish (doc);
}

AxleEnrolReply *
axle_enrol_reply_decode (GBytes  *body,
                         GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autoptr(AxleEnrolReply) self = g_new0 (AxleEnrolReply, 1);
  yyjson_val *root = yyjson_doc_get_root (doc);

  if (doc == NULL ||
      !axle_json_get_id (root, "desk", &self->desk, error) ||
      !axle_json_get_id (root, "store", &self->store, error) ||
      !axle_json_get_id (root, "group", &self->group, error) ||
      !axle_json_get_id (root, "install", &self->install, error) ||
      !axle_json_get_audience (root, &self->audience, error))
    return NULL;
  if (axle_id_is_none (&self->desk) || axle_id_is_none (&self->store) || axle_id_is_none (&self->group) ||
      axle_id_is_none (&self->install))
    {
      axle_json_refuse (error, _("The message does not say who this desk is."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

static void
free_secret (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

void
axle_session_request_free (AxleSessionRequest *self)
{
  free_secret (self->secret);
  g_free (self);
}

GBytes *
axle_session_request_encode (const AxleSessionRequest *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);

  axle_json_add_id (doc, root, "staff", &self->staff);
  axle_json_add_text (doc, root, "secret", self->secret);
  return axle_json_finish (doc);
}

AxleSessionRequest *
axle_session_request_decode (GBytes  *body,
                             GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autoptr(AxleSessionRequest) self = g_new0 (AxleSessionRequest, 1);
  const char *secret;

  if (doc == NULL ||
      !axle_json_get_id (yyjson_doc_get_root (doc), "staff", &self->staff, error) ||
      !axle_json_get_text (yyjson_doc_get_root (doc), "secret", &secret, error))
    return NULL;
  self->secret = g_strdup (secret);
  return g_steal_pointer (&self);
}

void
axle_session_reply_free (AxleSessionReply *self)
{
  free_secret (self->token);
  g_free (self);
}

GBytes *
axle_session_reply_encode (const AxleSessionReply *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);

  axle_json_add_text (doc, root, "token", self->token);
  yyjson_mut_obj_add_sint (doc, root, "expires", self->expires);
  axle_json_add_id (doc, root, "role", &self->role);
  return axle_json_finish (doc);
}

AxleSessionReply *
axle_session_reply_decode (GBytes  *body,
                           GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autoptr(AxleSessionReply) self = g_new0 (AxleSessionReply, 1);
  yyjson_val *root = yyjson_doc_get_root (doc);
  const char *token;

  if (doc == NULL ||
      !axle_json_get_text (root, "token", &token, error) ||
      !axle_json_get_integer (root, "expires", &self->expires, error) ||
      !axle_json_get_id (root, "role", &self->role, error))
    return NULL;
  self->token = g_strdup (token);
  return g_steal_pointer (&self);
}

void
axle_nudge_free (AxleNudge *self)
{
  g_free (self);
}

GBytes *
axle_nudge_encode (const AxleNudge *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);

  axle_json_add_id (doc, root, "scope", &self->scope);
  yyjson_mut_obj_add_sint (doc, root, "epoch", self->epoch);
  yyjson_mut_obj_add_sint (doc, root, "head", self->head);
  return axle_json_finish (doc);
}

AxleNudge *
axle_nudge_decode (GBytes  *body,
                   GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autoptr(AxleNudge) self = g_new0 (AxleNudge, 1);
  yyjson_val *root = yyjson_doc_get_root (doc);

  self->after = -1;
  if (doc == NULL ||
      !axle_json_get_id (root, "scope", &self->scope, error) ||
      !axle_json_get_integer (root, "epoch", &self->epoch, error) ||
      !axle_json_get_integer (root, "head", &self->head, error) ||
      (yyjson_obj_get (root, "after") != NULL &&
       !axle_json_get_integer (root, "after", &self->after, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
axle_error_reply_free (AxleErrorReply *self)
{
  g_free (self->code);
  g_free (self->message);
  g_free (self);
}

GBytes *
axle_error_reply_encode (const AxleErrorReply *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);

  axle_json_add_text (doc, root, "code", self->code);
  axle_json_add_text (doc, root, "message", self->message);
  if (self->retry_after > 0)
    yyjson_mut_obj_add_sint (doc, root, "retry_after", self->retry_after);
  return axle_json_finish (doc);
}

AxleErrorReply *
axle_error_reply_decode (GBytes  *body,
                         GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autoptr(AxleErrorReply) self = g_new0 (AxleErrorReply, 1);
  yyjson_val *root = yyjson_doc_get_root (doc);
  const char *code;
  const char *message;

  if (doc == NULL ||
      !axle_json_get_text (root, "code", &code, error) ||
      !axle_json_get_text (root, "message", &message, error) ||
      (yyjson_obj_get (root, "retry_after") != NULL &&
       !axle_json_get_integer (root, "retry_after", &self->retry_after, error)))
    return NULL;
  self->code = g_strdup (code);
  self->message = g_strdup (message);
  return g_steal_pointer (&self);
}
