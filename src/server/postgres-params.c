/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/postgres-params.h"

#include <string.h>

/* PostgreSQL's binary form: everything in network order, each value after its length. */

struct _AxlePostgresArray
{
  AxlePostgresType  type;
  GByteArray       *members;
  guint             n_members;
  gboolean          has_null;
};

static void
append_int32 (GByteArray *data,
              gint32      value)
{
  gint32 big = GINT32_TO_BE (value);

  g_byte_array_append (data, (const guint8 *) &big, sizeof big);
}

static void
add_member (AxlePostgresArray *self,
            gconstpointer      data,
            gsize              size)
{
  append_int32 (self->members, (gint32) size);
  g_byte_array_append (self->members, data, size);
  self->n_members++;
}

AxlePostgresArray *
axle_postgres_array_new (AxlePostgresType type)
{
  AxlePostgresArray *self = g_new0 (AxlePostgresArray, 1);

  self->type = type;
  self->members = g_byte_array_new ();
  return self;
}

void
axle_postgres_array_free (AxlePostgresArray *self)
{
  g_byte_array_unref (self->members);
  g_free (self);
}

guint
axle_postgres_array_get_length (AxlePostgresArray *self)
{
  return self->n_members;
}

void
axle_postgres_array_add_id (AxlePostgresArray *self,
                            const AxleId      *id)
{
  add_member (self, id->bytes, sizeof id->bytes);
}

void
axle_postgres_array_add_int64 (AxlePostgresArray *self,
                               gint64             value)
{
  gint64 big = GINT64_TO_BE (value);

  add_member (self, &big, sizeof big);
}

void
axle_postgres_array_add_boolean (AxlePostgresArray *self,
                                 gboolean           value)
{
  guint8 byte = value ? 1 : 0;

  add_member (self, &byte, sizeof byte);
}

void
axle_postgres_array_add_text (AxlePostgresArray *self,
                              const char        *text)
{
  add_member (self, text, strlen (text));
}

/**
 * axle_postgres_array_add_bytes:
 * @self: an array
 * @bytes: (nullable): a value; %NULL for none
 */
void
axle_postgres_array_add_bytes (AxlePostgresArray *self,
                               GBytes            *bytes)
{
  if (bytes != NULL)
    {
      add_member (self, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      return;
    }
  append_int32 (self->members, -1);
  self->has_null = TRUE;
  self->n_members++;
}

AxlePostgresParams *
axle_postgres_params_new (void)
{
  AxlePostgresParams *self = g_new0 (AxlePostgresParams, 1);

  self->data = g_byte_array_new ();
  return self;
}

void
axle_postgres_params_free (AxlePostgresParams *self)
{
  g_byte_array_unref (self->data);
  g_free (self);
}

static AxlePostgresParams *
add (AxlePostgresParams *self,
     gconstpointer       data,
     gsize               size)
{
  g_assert (self->n_params < AXLE_POSTGRES_PARAMS_LIMIT);
  self->offsets[self->n_params] = self->data->len;
  self->lengths[self->n_params++] = (int) size;
  g_byte_array_append (self->data, data, size);
  return self;
}

AxlePostgresParams *
axle_postgres_params_add_id (AxlePostgresParams *self,
                             const AxleId       *id)
{
  return add (self, id->bytes, sizeof id->bytes);
}

AxlePostgresParams *
axle_postgres_params_add_int64 (AxlePostgresParams *self,
                                gint64              value)
{
  gint64 big = GINT64_TO_BE (value);

  return add (self, &big, sizeof big);
}

AxlePostgresParams *
axle_postgres_params_add_text (AxlePostgresParams *self,
                               const char         *text)
{
  return add (self, text, strlen (text));
}

/**
 * axle_postgres_params_add_bytes:
 * @self: parameters
 * @bytes: (nullable): a value; %NULL for none
 *
 * Returns: @self
 */
AxlePostgresParams *
axle_postgres_params_add_bytes (AxlePostgresParams *self,
                                GBytes             *bytes)
{
  if (bytes != NULL)
    return add (self, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  add (self, NULL, 0);
  self->lengths[self->n_params - 1] = -1;
  return self;
}

AxlePostgresParams *
axle_postgres_params_add_array (AxlePostgresParams *self,
                                AxlePostgresArray  *array)
{
  gsize start = self->data->len;

  add (self, NULL, 0);
  append_int32 (self->data, array->n_members > 0 ? 1 : 0);
  append_int32 (self->data, array->has_null ? 1 : 0);
  append_int32 (self->data, array->type);
  if (array->n_members > 0)
    {
      append_int32 (self->data, (gint32) array->n_members);
      append_int32 (self->data, 1);
    }
  g_byte_array_append (self->data, array->members->data, array->members->len);
  self->lengths[self->n_params - 1] = (int) (self->data->len - start);
  return self;
}
