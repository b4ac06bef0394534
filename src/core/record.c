/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/record.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (AxleRecord, axle_record, axle_record_ref, axle_record_unref)

/* scope, revision, deleted, created at, by and on, unknown, then per field: name, hidden, value */
#define PACKED_TYPE "(ayxbxayaymsa(sbv))"

static gsize
record_size (const AxleEntity *entity)
{
  return sizeof (AxleRecord) + entity->n_fields * sizeof (AxleValue);
}

/**
 * axle_record_new:
 * @entity: what kind it is
 * @id: its id
 *
 * Returns: (transfer full): a record without values
 */
AxleRecord *
axle_record_new (const AxleEntity *entity,
                 const AxleId     *id)
{
  AxleRecord *self = g_atomic_rc_box_alloc0 (record_size (entity));

  self->entity = entity;
  self->id = *id;
  return self;
}

/**
 * axle_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): a copy that may be changed
 */
AxleRecord *
axle_record_copy (const AxleRecord *self)
{
  AxleRecord *copy = axle_record_new (self->entity, &self->id);

  copy->scope = self->scope;
  copy->revision = self->revision;
  copy->deleted = self->deleted;
  copy->hidden = self->hidden;
  copy->created_at = self->created_at;
  copy->created_by = self->created_by;
  copy->created_on = self->created_on;
  copy->unknown = g_strdup (self->unknown);
  for (guint i = 0; i < self->entity->n_fields; i++)
    axle_value_copy (&self->values[i], &copy->values[i]);
  return copy;
}

AxleRecord *
axle_record_ref (AxleRecord *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_record (gpointer data)
{
  AxleRecord *self = data;

  for (guint i = 0; i < self->entity->n_fields; i++)
    axle_value_clear (&self->values[i]);
  g_free (self->unknown);
}

void
axle_record_unref (AxleRecord *self)
{
  g_atomic_rc_box_release_full (self, clear_record);
}

/**
 * axle_record_get:
 * @self: a record
 * @field: a field's index
 *
 * Returns: (transfer none): its value
 */
const AxleValue *
axle_record_get (const AxleRecord *self,
                 guint             field)
{
  g_assert (field < self->entity->n_fields);
  return &self->values[field];
}

const char *
axle_record_get_text (const AxleRecord *self,
                      guint             field)
{
  return axle_value_get_text (axle_record_get (self, field));
}

gint64
axle_record_get_integer (const AxleRecord *self,
                         guint             field)
{
  return axle_value_get_integer (axle_record_get (self, field));
}

gboolean
axle_record_get_boolean (const AxleRecord *self,
                         guint             field)
{
  return axle_value_get_boolean (axle_record_get (self, field));
}

AxleId
axle_record_get_id (const AxleRecord *self,
                    guint             field)
{
  return axle_value_get_id (axle_record_get (self, field));
}

char **
axle_record_dup_members (const AxleRecord *self,
                         guint             field)
{
  return axle_value_dup_members (axle_record_get (self, field));
}

/**
 * axle_record_dup_first_member:
 * @self: a record
 * @field: the index of a set
 *
 * Returns: (transfer full) (nullable): its first member, such as the main phone number
 */
char *
axle_record_dup_first_member (const AxleRecord *self,
                              guint             field)
{
  const char *packed = axle_record_get_text (self, field);

  if (packed == NULL)
    return NULL;
  return g_strndup (packed, strcspn (packed, AXLE_SET_SEPARATOR));
}

gboolean
axle_record_is_hidden (const AxleRecord *self,
                       guint             field)
{
  return (self->hidden >> field) & 1;
}

static AxleValue *
writable (AxleRecord *self,
          guint       field)
{
  g_assert (field < self->entity->n_fields);
  return &self->values[field];
}

void
axle_record_set (AxleRecord      *self,
                 guint            field,
                 const AxleValue *value)
{
  axle_value_copy (value, writable (self, field));
}

void
axle_record_set_text (AxleRecord *self,
                      guint       field,
                      const char *text)
{
  axle_value_set_text (writable (self, field), text);
}

void
axle_record_set_integer (AxleRecord *self,
                         guint       field,
                         gint64      integer)
{
  axle_value_set_integer (writable (self, field), integer);
}

void
axle_record_set_boolean (AxleRecord *self,
                         guint       field,
                         gboolean    boolean)
{
  axle_value_set_boolean (writable (self, field), boolean);
}

void
axle_record_set_id (AxleRecord   *self,
                    guint         field,
                    const AxleId *id)
{
  axle_value_set_id (writable (self, field), id);
}

void
axle_record_set_members (AxleRecord         *self,
                         guint               field,
                         const char * const *members)
{
  axle_value_set_members (writable (self, field), members);
}

/**
 * axle_record_add_member:
 * @self: a record
 * @field: the index of a set
 * @member: goes to its end, unless it is in it
 */
void
axle_record_add_member (AxleRecord *self,
                        guint       field,
                        const char *member)
{
  const char *packed = axle_record_get_text (self, field);
  g_autofree char *more = g_strjoin (AXLE_SET_SEPARATOR, packed != NULL ? packed : "", member, NULL);

  axle_value_set_packed (writable (self, field), more);
}

/**
 * axle_record_equal:
 * @a: a record
 * @b: another
 *
 * Returns: whether they are the same record with the same values, in the same
 *   state; revisions and what is hidden are not compared
 */
gboolean
axle_record_equal (const AxleRecord *a,
                   const AxleRecord *b)
{
  if (a->entity != b->entity || !axle_id_equal (&a->id, &b->id) || a->deleted != b->deleted)
    return FALSE;
  for (guint i = 0; i < a->entity->n_fields; i++)
    if (!axle_value_equal (&a->values[i], &b->values[i]))
      return FALSE;
  return TRUE;
}

/**
 * axle_record_check:
 * @self: a record; its values may be put into their normal form
 * @problems: (element-type AxleProblem): what is wrong is added here
 *
 * Runs the rules of each field and those over several fields. Hidden fields are
 * not judged: their values are not here.
 */
void
axle_record_check (AxleRecord *self,
                   GPtrArray  *problems)
{
  for (guint i = 0; i < self->entity->n_fields; i++)
    if (!axle_record_is_hidden (self, i))
      axle_field_check (&self->entity->fields[i], &self->values[i], problems);
  if (self->entity->check != NULL)
    self->entity->check (self, problems);
}

/**
 * axle_record_redact:
 * @self: a record
 * @audience: who will read it
 *
 * Takes out what @audience may not see, and says so in `hidden`. What only a newer
 * program knows may be anything: it is for those who see everything.
 */
void
axle_record_redact (AxleRecord   *self,
                    AxleAudience  audience)
{
  if (audience != AXLE_AUDIENCE_OFFICE)
    g_clear_pointer (&self->unknown, g_free);
  self->hidden |= axle_entity_hidden (self->entity, audience);
  for (guint i = 0; i < self->entity->n_fields; i++)
    if (axle_record_is_hidden (self, i))
      axle_value_clear (&self->values[i]);
}

/**
 * axle_record_get_happened:
 * @self: a record
 *
 * Returns: when what it tells of happened, in microseconds since 1970 UTC: its time
 *   `at`, or that of its making where it has none
 */
gint64
axle_record_get_happened (const AxleRecord *self)
{
  int field = axle_entity_find_field (self->entity, self->entity->dated_by != NULL ? self->entity->dated_by : "at");

  return field >= 0 && self->values[field].kind == AXLE_VALUE_INTEGER ? self->values[field].as.integer : self->created_at;
}

/**
 * axle_record_dup_title:
 * @self: a record
 *
 * Returns: (transfer full): a line that names it to a person
 */
char *
axle_record_dup_title (const AxleRecord *self)
{
  g_autofree char *title = self->entity->dup_title != NULL ? self->entity->dup_title (self) : NULL;

  if (title != NULL && *title != '\0')
    return g_steal_pointer (&title);
  return axle_id_dup_text (&self->id);
}

/**
 * axle_record_dup_title_beside:
 * @self: a record
 * @known: (nullable): a text of it that whoever reads has before them
 *
 * Returns: (transfer full) (nullable): a line that names the record by something
 *   else than @known
 */
char *
axle_record_dup_title_beside (const AxleRecord *self,
                              const AxleValue  *known)
{
  g_autofree char *title = axle_record_dup_title (self);

  if (title != NULL && (known == NULL || g_strcmp0 (title, axle_value_get_text (known)) != 0))
    return g_steal_pointer (&title);
  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      const AxleValue *value = axle_record_get (self, i);

      if ((self->entity->fields[i].flags & (AXLE_FIELD_SEARCHABLE | AXLE_FIELD_UNIQUE)) &&
          value->kind == AXLE_VALUE_TEXT && (known == NULL || !axle_value_equal (value, known)))
        return g_strdup (axle_value_get_text (value));
    }
  return NULL;
}

static gboolean
unpack_id (GVariant *tuple,
           gsize     index,
           AxleId   *id)
{
  g_autoptr(GVariant) child = g_variant_get_child_value (tuple, index);

  return axle_id_from_variant (child, id);
}

/**
 * axle_record_to_bytes:
 * @self: a record
 *
 * Fields go by name, so that what is kept can be read after a program with more
 * fields is installed. Neither the entity nor the id is packed: whoever keeps the
 * bytes keeps these beside them.
 *
 * Returns: (transfer full): @self packed
 */
GBytes *
axle_record_to_bytes (const AxleRecord *self)
{
  g_autoptr(GVariant) packed = NULL;
  GVariantBuilder fields;

  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a(sbv)"));
  for (guint i = 0; i < self->entity->n_fields; i++)
    if (self->values[i].kind != AXLE_VALUE_NONE || axle_record_is_hidden (self, i))
      g_variant_builder_add (&fields, "(sb@v)", self->entity->fields[i].name,
                             axle_record_is_hidden (self, i), axle_value_to_variant (&self->values[i]));
  packed = g_variant_ref_sink (g_variant_new ("(@ayxbx@ay@aymsa(sbv))", axle_id_to_variant (&self->scope), self->revision,
                                              self->deleted, self->created_at, axle_id_to_variant (&self->created_by),
                                              axle_id_to_variant (&self->created_on), self->unknown, &fields));
  return g_variant_get_data_as_bytes (packed);
}

static gboolean
unpack_fields (AxleRecord *self,
               GVariant   *packed)
{
  g_autoptr(GVariant) fields = g_variant_get_child_value (packed, 7);

  for (gsize i = 0; i < g_variant_n_children (fields); i++)
    {
      g_autoptr(GVariant) entry = g_variant_get_child_value (fields, i);
      g_autoptr(GVariant) value = g_variant_get_child_value (entry, 2);
      gboolean hidden;
      const char *name;
      int field;

      g_variant_get_child (entry, 0, "&s", &name);
      g_variant_get_child (entry, 1, "b", &hidden);
      field = axle_entity_find_field (self->entity, name);
      if (field < 0)
        continue;
      if (!axle_value_from_variant (value, &self->values[field]))
        return FALSE;
      if (hidden)
        self->hidden |= G_GUINT64_CONSTANT (1) << field;
    }
  return TRUE;
}

/**
 * axle_record_from_bytes:
 * @entity: what kind it is
 * @id: its id
 * @bytes: what [method@Axle.Record.to_bytes] gave
 *
 * Returns: (transfer full) (nullable): the record; %NULL when @bytes are damaged.
 *   Fields that @entity does not have are left out.
 */
AxleRecord *
axle_record_from_bytes (const AxleEntity *entity,
                        const AxleId     *id,
                        GBytes           *bytes)
{
  g_autoptr(GVariant) packed = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (PACKED_TYPE), bytes, FALSE));
  g_autoptr(AxleRecord) self = axle_record_new (entity, id);

  if (!g_variant_is_normal_form (packed) ||
      !unpack_id (packed, 0, &self->scope) ||
      !unpack_id (packed, 4, &self->created_by) ||
      !unpack_id (packed, 5, &self->created_on) ||
      !unpack_fields (self, packed))
    return NULL;
  g_variant_get_child (packed, 1, "x", &self->revision);
  g_variant_get_child (packed, 2, "b", &self->deleted);
  g_variant_get_child (packed, 3, "x", &self->created_at);
  g_variant_get_child (packed, 6, "ms", &self->unknown);
  return g_steal_pointer (&self);
}
