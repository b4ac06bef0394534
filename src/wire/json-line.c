/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/json-line.h"

#include "wire/json.h"

#define MAX_DEPTH 16

struct _AxleJsonLine
{
  yyjson_mut_doc *doc;
  yyjson_mut_val *open[MAX_DEPTH];
  int             depth;
};

AxleJsonLine *
axle_json_line_new (void)
{
  AxleJsonLine *self = g_new0 (AxleJsonLine, 1);

  self->doc = yyjson_mut_doc_new (NULL);
  self->open[0] = yyjson_mut_obj (self->doc);
  yyjson_mut_doc_set_root (self->doc, self->open[0]);
  return self;
}

void
axle_json_line_free (AxleJsonLine *self)
{
  yyjson_mut_doc_free (self->doc);
  g_free (self);
}

static void
add (AxleJsonLine   *self,
     const char     *name,
     yyjson_mut_val *value)
{
  yyjson_mut_val *into = self->open[self->depth];

  g_return_if_fail ((name == NULL) == yyjson_mut_is_arr (into));
  if (name == NULL)
    yyjson_mut_arr_append (into, value);
  else
    yyjson_mut_obj_add (into, yyjson_mut_strcpy (self->doc, name), value);
}

/**
 * axle_json_line_add_text:
 * @self: a line
 * @name: (nullable): the member's name
 * @text: (nullable): valid UTF-8; %NULL is written as null
 */
void
axle_json_line_add_text (AxleJsonLine *self,
                         const char   *name,
                         const char   *text)
{
  add (self, name, text == NULL ? yyjson_mut_null (self->doc) : yyjson_mut_strcpy (self->doc, text));
}

/**
 * axle_json_line_add_texts:
 * @self: a line
 * @name: (nullable): the member's name
 * @texts: (nullable) (array zero-terminated=1): valid UTF-8; %NULL is written as an empty array
 */
void
axle_json_line_add_texts (AxleJsonLine       *self,
                          const char         *name,
                          const char * const *texts)
{
  axle_json_line_begin_array (self, name);
  for (; texts != NULL && *texts != NULL; texts++)
    axle_json_line_add_text (self, NULL, *texts);
  axle_json_line_end (self);
}

void
axle_json_line_add_integer (AxleJsonLine *self,
                            const char   *name,
                            gint64        integer)
{
  add (self, name, yyjson_mut_sint (self->doc, integer));
}

/**
 * axle_json_line_add_money:
 * @self: a line
 * @name: (nullable): the member's name
 * @fen: an amount
 *
 * Adds yuan as a number with two decimals, such as `1280.50`.
 */
void
axle_json_line_add_money (AxleJsonLine *self,
                          const char   *name,
                          gint64        fen)
{
  char text[32];

  g_snprintf (text, sizeof text, "%s%" G_GUINT64_FORMAT ".%02u", fen < 0 ? "-" : "",
              (fen < 0 ? -(guint64) fen : (guint64) fen) / 100, (guint) ((fen < 0 ? -(guint64) fen : (guint64) fen) % 100));
  add (self, name, yyjson_mut_rawcpy (self->doc, text));
}

void
axle_json_line_add_boolean (AxleJsonLine *self,
                            const char   *name,
                            gboolean      boolean)
{
  add (self, name, yyjson_mut_bool (self->doc, boolean != FALSE));
}

void
axle_json_line_add_null (AxleJsonLine *self,
                         const char   *name)
{
  add (self, name, yyjson_mut_null (self->doc));
}

/* The record has to live as long as the line: its texts are not copied. */
void
axle_json_line_add_record (AxleJsonLine     *self,
                           const char       *name,
                           const AxleRecord *record)
{
  add (self, name, axle_json_new_record (self->doc, record));
}

static void
begin (AxleJsonLine   *self,
       const char     *name,
       yyjson_mut_val *value)
{
  g_return_if_fail (self->depth + 1 < MAX_DEPTH);
  add (self, name, value);
  self->open[++self->depth] = value;
}

/**
 * axle_json_line_begin_object:
 * @self: a line
 * @name: (nullable): the member's name
 *
 * What is added from here on goes into a new object, until axle_json_line_end().
 */
void
axle_json_line_begin_object (AxleJsonLine *self,
                             const char   *name)
{
  begin (self, name, yyjson_mut_obj (self->doc));
}

/**
 * axle_json_line_begin_array:
 * @self: a line
 * @name: (nullable): the member's name
 *
 * What is added from here on goes into a new array, until axle_json_line_end().
 */
void
axle_json_line_begin_array (AxleJsonLine *self,
                            const char   *name)
{
  begin (self, name, yyjson_mut_arr (self->doc));
}

void
axle_json_line_end (AxleJsonLine *self)
{
  g_return_if_fail (self->depth > 0);
  self->depth--;
}

/**
 * axle_json_line_to_text:
 * @self: a line
 *
 * Returns: (transfer full): the object as it stands, in UTF-8, without line end
 */
char *
axle_json_line_to_text (AxleJsonLine *self)
{
  size_t length = 0;
  char *written = yyjson_mut_write (self->doc, YYJSON_WRITE_ALLOW_INVALID_UNICODE, &length);
  char *text = g_strndup (written, length);

  free (written);
  return text;
}
