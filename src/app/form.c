/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form.h"

#include <string.h>

#include "app/format.h"
#include "app/typed.h"
#include "app/workstation-private.h"
#include "base/problem.h"

/* How long what was typed may live in memory alone, in milliseconds. */
#define KEEP_AFTER 300

/* A draft: the record's id and what was touched: the field, what stood there, what
 * is meant now, and the text where it was typed. */
#define DRAFT_TYPE "(aya(svvms))"

typedef struct
{
  gboolean   touched;   /* says something else than the record */
  gboolean   visited;
  gboolean   overtaken;
  gboolean   followed;  /* moved with the record, and nobody has been in it since */
  gboolean   held;      /* a word is being composed in it */
  gboolean   readable;
  char      *typed;
  char      *shown;     /* what axle_form_get_typed() gave last */
  AxleValue  base;      /* what stood there when it was touched */
  GPtrArray *problems;
} Field;

struct _AxleForm
{
  GObject           parent_instance;
  AxleWorkstation  *workstation;
  char             *name;
  const AxleEntity *entity;
  AxleRecord       *before;    /* NULL for a new one */
  AxleRecord       *initial;
  AxleRecord       *record;
  Field            *fields;
  gboolean          resumed;
  gboolean          done;
  gboolean          was_dirty;
  gboolean          was_valid;
  guint             keeping;
};

typedef enum
{
  PROP_DIRTY = 1,
  PROP_VALID,
  PROP_RECORD,
  N_PROPS,
} Prop;

static GParamSpec *properties[N_PROPS];
static guint field_changed_signal;

G_DEFINE_FINAL_TYPE (AxleForm, axle_form, G_TYPE_OBJECT)

/* The draft. */

static GVariant *
pack (AxleForm *self)
{
  GVariantBuilder fields;

  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a(svvms)"));
  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      const Field *field = &self->fields[i];

      if (!field->touched)
        continue;
      g_variant_builder_open (&fields, G_VARIANT_TYPE ("(svvms)"));
      g_variant_builder_add (&fields, "s", self->entity->fields[i].name);
      g_variant_builder_add_value (&fields, axle_value_to_variant (&field->base));
      g_variant_builder_add_value (&fields, axle_value_to_variant (axle_record_get (self->record, i)));
      g_variant_builder_add (&fields, "ms", field->typed);
      g_variant_builder_close (&fields);
    }
  return g_variant_ref_sink (g_variant_new ("(@aya(svvms))", axle_id_to_variant (&self->record->id), &fields));
}

static void
keep_now (AxleForm *self)
{
  g_clear_handle_id (&self->keeping, g_source_remove);
  if (self->done)
    return;
  if (axle_form_is_dirty (self))
    {
      g_autoptr(GVariant) packed = pack (self);
      g_autoptr(GBytes) draft = g_variant_get_data_as_bytes (packed);

      axle_workstation_put_draft (self->workstation, self->name, draft);
    }
  else
    axle_workstation_put_draft (self->workstation, self->name, NULL);
}

static gboolean
keep_cb (gpointer data)
{
  AxleForm *self = data;

  self->keeping = 0;
  keep_now (self);
  return G_SOURCE_REMOVE;
}

static void
drafts_due_cb (AxleForm *self)
{
  if (self->keeping != 0)
    keep_now (self);
}

static void
keep_soon (AxleForm *self)
{
  if (self->keeping == 0)
    self->keeping = g_timeout_add (KEEP_AFTER, keep_cb, self);
}

/* Rules. */

static void
judge_all (AxleForm *self)
{
  g_autoptr(AxleRecord) copy = axle_record_copy (self->record);
  g_autoptr(GPtrArray) problems = axle_problems_new ();
  gboolean dirty = axle_form_is_dirty (self);
  gboolean valid;

  axle_record_check (copy, problems);
  for (guint i = 0; i < self->entity->n_fields; i++)
    if (self->fields[i].readable)
      g_ptr_array_set_size (self->fields[i].problems, 0);
  for (guint i = 0; i < problems->len; i++)
    {
      const AxleProblem *problem = problems->pdata[i];
      int field = problem->field != NULL ? axle_entity_find_field (self->entity, problem->field) : -1;

      if (field >= 0 && self->fields[field].readable)
        g_ptr_array_add (self->fields[field].problems, axle_problem_copy (problem));
    }
  valid = axle_form_is_valid (self);
  if (self->was_dirty != dirty)
    {
      self->was_dirty = dirty;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIRTY]);
    }
  if (self->was_valid != valid)
    {
      self->was_valid = valid;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
    }
}

/* A record that was handed out is never changed: the form takes a new one. */
static void
set_value (AxleForm        *self,
           guint            field,
           const AxleValue *value)
{
  AxleRecord *record;

  if (axle_value_equal (axle_record_get (self->record, field), value))
    return;
  record = axle_record_copy (self->record);
  axle_record_set (record, field, value);
  axle_record_unref (self->record);
  self->record = record;
}

static const AxleValue *
original (AxleForm *self,
          guint     field)
{
  return axle_record_get (self->before != NULL ? self->before : self->initial, field);
}

static void
touch (AxleForm *self,
       guint     field)
{
  Field *state = &self->fields[field];

  /* What was seen is what stood there when the first key was pressed. */
  if (!state->touched && !state->held)
    axle_value_copy (original (self, field), &state->base);
  state->touched = TRUE;
  state->visited = TRUE;
  state->followed = FALSE;
}

/* Changing it back is as good as never having touched it. */
static void
settle (AxleForm *self,
        guint     field)
{
  Field *state = &self->fields[field];

  if (!state->held && state->readable && axle_value_equal (axle_record_get (self->record, field), original (self, field)))
    {
      state->touched = FALSE;
      state->overtaken = FALSE;
    }
}

/* When the record changes under the form. */

static void
follow (AxleForm   *self,
        AxleRecord *now)
{
  g_autoptr(AxleRecord) record = axle_record_copy (now);

  g_clear_pointer (&self->before, axle_record_unref);
  self->before = axle_record_ref (now);
  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      Field *field = &self->fields[i];
      gboolean differs = !axle_value_equal (axle_record_get (self->record, i), axle_record_get (now, i));

      if (field->touched || field->held)
        {
          axle_record_set (record, i, axle_record_get (self->record, i));
          field->overtaken = !axle_value_equal (&field->base, axle_record_get (now, i)) && (differs || !field->readable);
        }
      else if (differs)
        {
          g_clear_pointer (&field->typed, g_free);
          field->followed = TRUE;
        }
    }
  axle_record_unref (self->record);
  self->record = g_steal_pointer (&record);
}

static void
changed_cb (AxleForm      *self,
            AxleChangeSet *changes)
{
  g_autoptr(AxleRecord) now = NULL;
  g_autoptr(AxleRecord) was = NULL;
  g_autofree gboolean *overtaken = NULL;

  if (self->done || self->before == NULL ||
      !axle_change_set_has_record (changes, self->entity, &self->before->id))
    return;
  now = axle_workstation_get_record (self->workstation, self->entity, &self->before->id);
  if (now == NULL || (axle_record_equal (now, self->before) && now->revision == self->before->revision))
    return;
  was = axle_record_ref (self->record);
  overtaken = g_new0 (gboolean, self->entity->n_fields);
  for (guint i = 0; i < self->entity->n_fields; i++)
    overtaken[i] = self->fields[i].overtaken;
  follow (self, now);
  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      settle (self, i);
      if (overtaken[i] != self->fields[i].overtaken ||
          !axle_value_equal (axle_record_get (was, i), axle_record_get (self->record, i)))
        g_signal_emit (self, field_changed_signal, 0, i);
    }
  judge_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

/* Taking a draft up again. */

static void
resume_field (AxleForm *self,
              GVariant *packed)
{
  g_autoptr(GVariant) base = g_variant_get_child_value (packed, 1);
  g_autoptr(GVariant) value = g_variant_get_child_value (packed, 2);
  g_autofree char *typed = NULL;
  g_auto(AxleValue) meant = AXLE_VALUE_INIT;
  const char *name;
  int index;
  Field *field;

  g_variant_get_child (packed, 0, "&s", &name);
  g_variant_get_child (packed, 3, "ms", &typed);
  index = axle_entity_find_field (self->entity, name);
  if (index < 0)
    return;
  field = &self->fields[index];
  if (!axle_value_from_variant (base, &field->base) || !axle_value_from_variant (value, &meant))
    return;
  field->touched = TRUE;
  set_value (self, (guint) index, &meant);
  if (typed != NULL)
    axle_form_set_typed (self, (guint) index, typed);
  field->overtaken = self->before != NULL && !axle_value_equal (&field->base, original (self, (guint) index));
  settle (self, (guint) index);
  self->resumed = self->resumed || field->touched;
}

static void
resume (AxleForm *self)
{
  g_autoptr(GBytes) draft = axle_workstation_get_draft (self->workstation, self->name);
  g_autoptr(GVariant) packed = NULL;
  g_autoptr(GVariant) id = NULL;
  g_autoptr(GVariant) fields = NULL;
  AxleId record;

  if (draft == NULL)
    return;
  packed = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (DRAFT_TYPE), draft, FALSE));
  if (!g_variant_is_normal_form (packed))
    return;
  id = g_variant_get_child_value (packed, 0);
  fields = g_variant_get_child_value (packed, 1);
  if (!axle_id_from_variant (id, &record))
    return;
  if (self->before == NULL)
    self->record->id = record;
  else if (!axle_id_equal (&self->record->id, &record))
    return;
  for (gsize i = 0; i < g_variant_n_children (fields); i++)
    {
      g_autoptr(GVariant) field = g_variant_get_child_value (fields, i);
      resume_field (self, field);
    }
}

/* The object. */

static void
axle_form_dispose (GObject *object)
{
  AxleForm *self = AXLE_FORM (object);

  if (self->keeping != 0)
    keep_now (self);
  G_OBJECT_CLASS (axle_form_parent_class)->dispose (object);
}

static void
axle_form_finalize (GObject *object)
{
  AxleForm *self = AXLE_FORM (object);

  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      g_free (self->fields[i].typed);
      g_free (self->fields[i].shown);
      axle_value_clear (&self->fields[i].base);
      g_ptr_array_unref (self->fields[i].problems);
    }
  g_free (self->fields);
  g_clear_pointer (&self->before, axle_record_unref);
  g_clear_pointer (&self->initial, axle_record_unref);
  g_clear_pointer (&self->record, axle_record_unref);
  g_clear_object (&self->workstation);
  g_free (self->name);
  G_OBJECT_CLASS (axle_form_parent_class)->finalize (object);
}

static void
axle_form_get_property (GObject    *object,
                        guint       property,
                        GValue     *value,
                        GParamSpec *pspec)
{
  AxleForm *self = AXLE_FORM (object);

  switch ((Prop) property)
    {
    case PROP_DIRTY:
      g_value_set_boolean (value, axle_form_is_dirty (self));
      break;
    case PROP_VALID:
      g_value_set_boolean (value, axle_form_is_valid (self));
      break;
    case PROP_RECORD:
      g_value_set_boxed (value, self->record);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
axle_form_class_init (AxleFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = axle_form_dispose;
  object_class->finalize = axle_form_finalize;
  object_class->get_property = axle_form_get_property;
  properties[PROP_DIRTY] = g_param_spec_boolean ("dirty", NULL, NULL, FALSE, flags);
  properties[PROP_VALID] = g_param_spec_boolean ("valid", NULL, NULL, FALSE, flags);
  properties[PROP_RECORD] = g_param_spec_boxed ("record", NULL, NULL, AXLE_TYPE_RECORD, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  field_changed_signal = g_signal_new ("field-changed", AXLE_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
axle_form_init (AxleForm *self)
{
}

/**
 * axle_form_new:
 * @workstation: the workstation
 * @name: names the draft, such as "customer/new"
 * @before: (nullable): the record as it is; %NULL for a new one
 * @initial: (nullable): what a new one begins with; may be %NULL when there is a @before
 *
 * Returns: (transfer full): the form, with what was typed into it earlier
 */
AxleForm *
axle_form_new (AxleWorkstation  *workstation,
               const char       *name,
               const AxleRecord *before,
               const AxleRecord *initial)
{
  AxleForm *self;
  const AxleRecord *start = before != NULL ? before : initial;

  g_return_val_if_fail (start != NULL, NULL);
  self = g_object_new (AXLE_TYPE_FORM, NULL);
  self->workstation = g_object_ref (workstation);
  self->name = g_strdup (name);
  self->entity = start->entity;
  self->before = before != NULL ? axle_record_copy (before) : NULL;
  self->initial = axle_record_copy (start);
  self->record = axle_record_copy (start);
  self->fields = g_new0 (Field, self->entity->n_fields);
  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      self->fields[i].readable = TRUE;
      self->fields[i].problems = axle_problems_new ();
    }
  resume (self);
  judge_all (self);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "drafts-due", G_CALLBACK (drafts_due_cb), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
axle_form_is_resumed (AxleForm *self)
{
  return self->resumed;
}

gboolean
axle_form_is_dirty (AxleForm *self)
{
  for (guint i = 0; !self->done && i < self->entity->n_fields; i++)
    if (self->fields[i].touched)
      return TRUE;
  return FALSE;
}

gboolean
axle_form_is_valid (AxleForm *self)
{
  for (guint i = 0; i < self->entity->n_fields; i++)
    if (axle_problems_block (self->fields[i].problems))
      return FALSE;
  return TRUE;
}

const AxleRecord *
axle_form_get_before (AxleForm *self)
{
  return self->before;
}

const AxleRecord *
axle_form_get_record (AxleForm *self)
{
  return self->record;
}

static void
tell_typed (AxleForm *self,
            guint     field)
{
  settle (self, field);
  judge_all (self);
  keep_soon (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

void
axle_form_set (AxleForm        *self,
               guint            field,
               const AxleValue *value)
{
  Field *state = &self->fields[field];

  touch (self, field);
  g_clear_pointer (&state->typed, g_free);
  state->readable = TRUE;
  set_value (self, field, value);
  tell_typed (self, field);
}

void
axle_form_set_typed (AxleForm   *self,
                     guint       field,
                     const char *text)
{
  Field *state = &self->fields[field];
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  touch (self, field);
  g_set_str (&state->typed, text);
  g_ptr_array_set_size (state->problems, 0);
  axle_value_copy (axle_record_get (self->record, field), &value);
  state->readable = axle_typed_parse (&self->entity->fields[field], text,
                                      axle_workstation_get_zone (self->workstation), &value, state->problems);
  if (state->readable)
    {
      g_autoptr(GPtrArray) ignored = axle_problems_new ();

      axle_field_check (&self->entity->fields[field], &value, ignored);
      set_value (self, field, &value);
    }
  tell_typed (self, field);
}

/* What to show in an entry: the text as it was typed, or the value. */
const char *
axle_form_get_typed (AxleForm *self,
                     guint     field)
{
  Field *state = &self->fields[field];

  if (state->typed != NULL)
    return state->typed;
  g_free (state->shown);
  state->shown = axle_workstation_format_value (self->workstation, &self->entity->fields[field],
                                                axle_record_get (self->record, field));
  return state->shown;
}

/* A field that nobody has been in yet is not blamed for being empty. */
const char *
axle_form_get_problem (AxleForm *self,
                       guint     field,
                       gboolean *blocking)
{
  const Field *state = &self->fields[field];
  const AxleProblem *worst = NULL;

  for (guint i = 0; i < state->problems->len; i++)
    {
      const AxleProblem *problem = state->problems->pdata[i];

      if (worst == NULL || (problem->blocking && !worst->blocking))
        worst = problem;
    }
  if (worst != NULL && !state->visited && axle_record_get (self->record, field)->kind == AXLE_VALUE_NONE)
    worst = NULL;
  if (blocking != NULL)
    *blocking = worst != NULL && worst->blocking;
  return worst != NULL ? worst->message : NULL;
}

gboolean
axle_form_is_overtaken (AxleForm *self,
                        guint     field)
{
  return self->fields[field].overtaken;
}

gboolean
axle_form_is_followed (AxleForm *self,
                       guint     field)
{
  return self->fields[field].followed;
}

char *
axle_form_dup_theirs (AxleForm *self,
                      guint     field)
{
  return axle_workstation_format_value (self->workstation, &self->entity->fields[field], original (self, field));
}

void
axle_form_take_theirs (AxleForm *self,
                       guint     field)
{
  Field *state = &self->fields[field];

  g_clear_pointer (&state->typed, g_free);
  g_ptr_array_set_size (state->problems, 0);
  state->readable = TRUE;
  state->touched = FALSE;
  state->overtaken = FALSE;
  set_value (self, field, original (self, field));
  tell_typed (self, field);
  g_signal_emit (self, field_changed_signal, 0, field);
}

void
axle_form_hold (AxleForm *self,
                guint     field,
                gboolean  hold)
{
  Field *state = &self->fields[field];

  if (state->held == hold)
    return;
  if (hold && !state->touched)
    axle_value_copy (original (self, field), &state->base);
  state->held = hold;
  /* Nothing came of it: what the record says now is what is shown. */
  if (!hold && !state->touched && state->overtaken)
    {
      axle_form_take_theirs (self, field);
      state->followed = TRUE;
    }
}

gboolean
axle_form_is_deleted (AxleForm *self)
{
  return self->before != NULL && self->before->deleted;
}

void
axle_form_lay_over (AxleForm         *self,
                    const AxleRecord *edited)
{
  for (guint i = 0; i < self->entity->n_fields; i++)
    if (!axle_value_equal (axle_record_get (edited, i), axle_record_get (self->record, i)))
      {
        axle_form_set (self, i, axle_record_get (edited, i));
        g_signal_emit (self, field_changed_signal, 0, i);
      }
}

static void
finish (AxleForm *self)
{
  g_clear_handle_id (&self->keeping, g_source_remove);
  self->done = TRUE;
  axle_workstation_put_draft (self->workstation, self->name, NULL);
  if (self->was_dirty)
    {
      self->was_dirty = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIRTY]);
    }
}

/* The person does not want what they typed. */
void
axle_form_drop (AxleForm *self)
{
  finish (self);
}

void
axle_form_saved (AxleForm *self)
{
  finish (self);
}
