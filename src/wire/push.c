/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/json.h"

#include <glib/gi18n-lib.h>

#include "core/change-list.h"
#include "core/registry.h"

static const char * const actions[] = {
  [AXLE_CHANGE_SET] = "set",
  [AXLE_CHANGE_DELETE] = "delete",
  [AXLE_CHANGE_RESTORE] = "restore",
};

static const char * const outcomes[] = {
  [AXLE_OUTCOME_ACCEPTED] = "accepted",
  [AXLE_OUTCOME_MERGED] = "merged",
  [AXLE_OUTCOME_REFUSED] = "refused",
};

static gboolean
get_name (yyjson_val          *object,
          const char          *name,
          const char * const  *names,
          guint                n_names,
          guint               *index,
          GError             **error)
{
  const char *text;

  if (!axle_json_get_text (object, name, &text, error))
    return FALSE;
  for (*index = 0; *index < n_names; (*index)++)
    if (g_str_equal (names[*index], text))
      return TRUE;
  return axle_json_refuse (error, _("“%s” of the message is not one of its names."), name);
}

static yyjson_mut_val *
new_pairs (yyjson_mut_doc   *doc,
           const AxleEntity *entity,
           GArray           *fields)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  for (guint i = 0; i < fields->len; i++)
    {
      const AxleFieldChange *change = &g_array_index (fields, AxleFieldChange, i);
      yyjson_mut_val *pair = yyjson_mut_arr (doc);

      yyjson_mut_arr_append (pair, axle_json_new_value (doc, &change->before));
      yyjson_mut_arr_append (pair, axle_json_new_value (doc, &change->after));
      yyjson_mut_obj_add_val (doc, object, entity->fields[change->field].name, pair);
    }
  return object;
}

typedef void (*PairFunc) (gpointer         target,
                          const AxleEntity *entity,
                          guint            field,
                          const AxleValue *before,
                          const AxleValue *after);

/* Gives every field with both values to @take; @all_known says whether there were
 * fields that this program does not know. */
static gboolean
read_pairs (yyjson_val        *object,
            const char        *name,
            const AxleEntity  *entity,
            PairFunc           take,
            gpointer           target,
            gboolean          *all_known,
            GError           **error)
{
  yyjson_val *pairs = yyjson_obj_get (object, name);
  yyjson_obj_iter iter;
  yyjson_val *key;

  *all_known = TRUE;
  if (!yyjson_is_obj (pairs))
    return axle_json_refuse (error, _("“%s” of the message is missing or not an object."), name);
  iter = yyjson_obj_iter_with (pairs);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      yyjson_val *pair = yyjson_obj_iter_get_val (key);
      int field = axle_entity_find_field (entity, yyjson_get_str (key));
      g_auto(AxleValue) before = AXLE_VALUE_INIT;
      g_auto(AxleValue) after = AXLE_VALUE_INIT;

      if (!yyjson_is_arr (pair) || yyjson_arr_size (pair) != 2)
        return axle_json_refuse (error, _("A field of “%s” has not two values, before and after."), name);
      if (field < 0)
        {
          *all_known = FALSE;
          continue;
        }
      if (!axle_json_read_value (yyjson_arr_get (pair, 0), &entity->fields[field], &before, error) ||
          !axle_json_read_value (yyjson_arr_get (pair, 1), &entity->fields[field], &after, error))
        return FALSE;
      take (target, entity, (guint) field, &before, &after);
    }
  return TRUE;
}

static yyjson_mut_val *
new_change (yyjson_mut_doc   *doc,
            const AxleChange *change)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  yyjson_mut_obj_add_sint (doc, object, "n", change->number);
  yyjson_mut_obj_add_str (doc, object, "op", actions[change->action]);
  yyjson_mut_obj_add_str (doc, object, "kind", change->entity->kind);
  axle_json_add_id (doc, object, "id", &change->record);
  axle_json_add_id (doc, object, "scope", &change->scope);
  yyjson_mut_obj_add_sint (doc, object, "base", change->base);
  yyjson_mut_obj_add_sint (doc, object, "at", change->at);
  axle_json_add_id (doc, object, "staff", &change->staff);
  if (change->schema > 0)
    yyjson_mut_obj_add_uint (doc, object, "schema", change->schema);
  if (!axle_id_is_none (&change->needs))
    axle_json_add_id (doc, object, "needs", &change->needs);
  if (change->action == AXLE_CHANGE_SET)
    yyjson_mut_obj_add_val (doc, object, "set", new_pairs (doc, change->entity, change->fields));
  return object;
}

static void
take_change (gpointer          target,
             const AxleEntity *entity,
             guint             field,
             const AxleValue  *before,
             const AxleValue  *after)
{
  axle_change_add_field (target, field, before, after);
}

static AxleChange *
read_change (yyjson_val  *object,
             GError     **error)
{
  g_autoptr(AxleChange) change = NULL;
  gboolean all_known;
  gint64 schema = 0;
  const char *kind;
  guint action;
  AxleId record;

  if (!yyjson_is_obj (object))
    {
      axle_json_refuse (error, _("A change of the message is not an object."));
      return NULL;
    }
  if (!get_name (object, "op", actions, G_N_ELEMENTS (actions), &action, error) ||
      !axle_json_get_text (object, "kind", &kind, error) ||
      !axle_json_get_id (object, "id", &record, error))
    return NULL;
  if (axle_id_is_none (&record))
    {
      axle_json_refuse (error, _("“%s” of the message is missing or not an id."), "id");
      return NULL;
    }
  change = axle_change_new (axle_registry_find (kind), &record, action);
  if (!axle_json_get_integer (object, "n", &change->number, error) ||
      !axle_json_get_id (object, "scope", &change->scope, error) ||
      !axle_json_get_integer (object, "base", &change->base, error) ||
      !axle_json_get_integer (object, "at", &change->at, error) ||
      !axle_json_get_id (object, "staff", &change->staff, error) ||
      (yyjson_obj_get (object, "schema") != NULL &&
       !axle_json_get_integer (object, "schema", &schema, error)) ||
      (yyjson_obj_get (object, "needs") != NULL && !axle_json_get_id (object, "needs", &change->needs, error)))
    return NULL;
  change->schema = (guint) CLAMP (schema, 0, G_MAXINT);
  if (change->entity == NULL || action != AXLE_CHANGE_SET)
    return g_steal_pointer (&change);
  if (!read_pairs (object, "set", change->entity, take_change, change, &all_known, error))
    return NULL;
  if (!all_known)
    change->entity = NULL;
  return g_steal_pointer (&change);
}

AxlePushRequest *
axle_push_request_new (void)
{
  AxlePushRequest *self = g_new0 (AxlePushRequest, 1);

  self->changes = axle_change_list_new ();
  return self;
}

void
axle_push_request_free (AxlePushRequest *self)
{
  g_ptr_array_unref (self->changes);
  g_free (self);
}

GBytes *
axle_push_request_encode (const AxlePushRequest *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);
  yyjson_mut_val *batch = yyjson_mut_arr (doc);

  yyjson_mut_obj_add_sint (doc, root, "protocol", AXLE_WIRE_PROTOCOL);
  axle_json_add_id (doc, root, "install", &self->install);
  yyjson_mut_obj_add_sint (doc, root, "epoch", self->epoch);
  yyjson_mut_obj_add_sint (doc, root, "clock", self->clock);
  for (guint i = 0; i < self->changes->len; i++)
    yyjson_mut_arr_append (batch, new_change (doc, self->changes->pdata[i]));
  yyjson_mut_obj_add_val (doc, root, "batch", batch);
  return axle_json_finish (doc);
}

AxlePushRequest *
axle_push_request_decode (GBytes  *body,
                          GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_request (body, error);
  g_autoptr(AxlePushRequest) self = axle_push_request_new ();
  yyjson_val *root = yyjson_doc_get_root (doc);
  yyjson_arr_iter iter;
  yyjson_val *batch;
  yyjson_val *item;

  if (doc == NULL ||
      !axle_json_get_id (root, "install", &self->install, error) ||
      !axle_json_get_integer (root, "epoch", &self->epoch, error) ||
      !axle_json_get_integer (root, "clock", &self->clock, error) ||
      !axle_json_get_array (root, "batch", AXLE_WIRE_BATCH_LIMIT, &batch, error))
    return NULL;
  iter = yyjson_arr_iter_with (batch);
  while ((item = yyjson_arr_iter_next (&iter)) != NULL)
    {
      AxleChange *change = read_change (item, error);

      if (change == NULL)
        return NULL;
      g_ptr_array_add (self->changes, change);
    }
  return g_steal_pointer (&self);
}

static yyjson_mut_val *
new_blocker (yyjson_mut_doc    *doc,
             const AxleVerdict *verdict)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  yyjson_mut_obj_add_str (doc, object, "kind", verdict->blocker_entity->kind);
  axle_json_add_id (doc, object, "id", &verdict->blocker);
  return object;
}

yyjson_mut_val *
axle_json_new_verdict (yyjson_mut_doc    *doc,
                       const AxleVerdict *verdict)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  yyjson_mut_obj_add_str (doc, object, "outcome", outcomes[verdict->outcome]);
  if (verdict->outcome == AXLE_OUTCOME_REFUSED)
    {
      axle_json_add_text (doc, object, "code", verdict->code);
      axle_json_add_text (doc, object, "message", verdict->message);
      if (verdict->current != NULL)
        yyjson_mut_obj_add_val (doc, object, "current", axle_json_new_record (doc, verdict->current));
      if (verdict->blocker_entity != NULL)
        yyjson_mut_obj_add_val (doc, object, "blocker", new_blocker (doc, verdict));
      return object;
    }
  yyjson_mut_obj_add_sint (doc, object, "seq", verdict->sequence);
  if (verdict->outcome == AXLE_OUTCOME_MERGED)
    {
      yyjson_mut_obj_add_str (doc, object, "kind", verdict->entity->kind);
      yyjson_mut_obj_add_val (doc, object, "lost", new_pairs (doc, verdict->entity, verdict->lost));
    }
  return object;
}

/* A kind that this program does not know is one that it cannot show. */
static gboolean
read_blocker (yyjson_val   *object,
              AxleVerdict  *verdict,
              GError      **error)
{
  yyjson_val *blocker = yyjson_obj_get (object, "blocker");
  const char *kind;
  AxleId id;

  if (blocker == NULL)
    return TRUE;
  if (!yyjson_is_obj (blocker))
    return axle_json_refuse (error, _("“%s” of the message is missing or not an object."), "blocker");
  if (!axle_json_get_text (blocker, "kind", &kind, error) || !axle_json_get_id (blocker, "id", &id, error))
    return FALSE;
  if (axle_registry_find (kind) != NULL)
    axle_verdict_set_blocker (verdict, axle_registry_find (kind), &id);
  return TRUE;
}

static gboolean
read_current (yyjson_val   *object,
              AxleVerdict  *verdict,
              GError      **error)
{
  yyjson_val *current = yyjson_obj_get (object, "current");
  const AxleEntity *entity;
  const char *kind;
  AxleId id;

  if (current == NULL)
    return TRUE;
  if (!yyjson_is_obj (current))
    return axle_json_refuse (error, _("“%s” of the message is missing or not an object."), "current");
  if (!axle_json_get_text (current, "kind", &kind, error) ||
      !axle_json_get_id (current, "id", &id, error))
    return FALSE;
  entity = axle_registry_find (kind);
  if (entity == NULL)
    return TRUE;
  verdict->current = axle_json_read_record (current, entity, &id, error);
  return verdict->current != NULL;
}

static void
take_lost (gpointer          target,
           const AxleEntity *entity,
           guint             field,
           const AxleValue  *before,
           const AxleValue  *after)
{
  axle_verdict_add_lost (target, entity, field, before, after);
}

AxleVerdict *
axle_json_read_verdict (yyjson_val  *object,
                        GError     **error)
{
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  gboolean all_known;
  const char *code;
  const char *message;
  const char *kind;
  guint outcome;

  if (!yyjson_is_obj (object))
    {
      axle_json_refuse (error, _("A verdict of the message is not an object."));
      return NULL;
    }
  if (!get_name (object, "outcome", outcomes, G_N_ELEMENTS (outcomes), &outcome, error))
    return NULL;
  if (outcome == AXLE_OUTCOME_REFUSED)
    {
      if (!axle_json_get_text (object, "code", &code, error) ||
          !axle_json_get_text (object, "message", &message, error) ||
          !read_current (object, verdict, error) || !read_blocker (object, verdict, error))
        return NULL;
      axle_verdict_refuse (verdict, code, "%s", message);
      return g_steal_pointer (&verdict);
    }
  if (!axle_json_get_integer (object, "seq", &verdict->sequence, error))
    return NULL;
  if (outcome == AXLE_OUTCOME_MERGED)
    {
      if (!axle_json_get_text (object, "kind", &kind, error))
        return NULL;
      verdict->entity = axle_registry_find (kind);
      if (verdict->entity != NULL &&
          !read_pairs (object, "lost", verdict->entity, take_lost, verdict, &all_known, error))
        return NULL;
    }
  verdict->outcome = outcome;
  return g_steal_pointer (&verdict);
}

GBytes *
axle_verdict_encode (const AxleVerdict *verdict)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

  yyjson_mut_doc_set_root (doc, axle_json_new_verdict (doc, verdict));
  return axle_json_finish (doc);
}

AxleVerdict *
axle_verdict_decode (GBytes  *body,
                     GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);

  return doc != NULL ? axle_json_read_verdict (yyjson_doc_get_root (doc), error) : NULL;
}

AxlePushReply *
axle_push_reply_new (void)
{
  AxlePushReply *self = g_new0 (AxlePushReply, 1);

  self->verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_verdict_free);
  return self;
}

void
axle_push_reply_free (AxlePushReply *self)
{
  g_ptr_array_unref (self->verdicts);
  g_free (self);
}

GBytes *
axle_push_reply_encode (const AxlePushReply *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);
  yyjson_mut_val *verdicts = yyjson_mut_arr (doc);

  yyjson_mut_obj_add_sint (doc, root, "epoch", self->epoch);
  for (guint i = 0; i < self->verdicts->len; i++)
    yyjson_mut_arr_append (verdicts, axle_json_new_verdict (doc, self->verdicts->pdata[i]));
  yyjson_mut_obj_add_val (doc, root, "verdicts", verdicts);
  return axle_json_finish (doc);
}

AxlePushReply *
axle_push_reply_decode (GBytes  *body,
                        GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autoptr(AxlePushReply) self = axle_push_reply_new ();
  yyjson_arr_iter iter;
  yyjson_val *verdicts;
  yyjson_val *item;

  if (doc == NULL ||
      !axle_json_get_integer (yyjson_doc_get_root (doc), "epoch", &self->epoch, error) ||
      !axle_json_get_array (yyjson_doc_get_root (doc), "verdicts", AXLE_WIRE_BATCH_LIMIT, &verdicts, error))
    return NULL;
  iter = yyjson_arr_iter_with (verdicts);
  while ((item = yyjson_arr_iter_next (&iter)) != NULL)
    {
      AxleVerdict *verdict = axle_json_read_verdict (item, error);

      if (verdict == NULL)
        return NULL;
      g_ptr_array_add (self->verdicts, verdict);
    }
  return g_steal_pointer (&self);
}
