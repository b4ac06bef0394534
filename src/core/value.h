/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/id.h"

G_BEGIN_DECLS

/**
 * AxleValueKind:
 * @AXLE_VALUE_NONE: nothing known; an empty text or set is none too
 * @AXLE_VALUE_TEXT: valid UTF-8 without zero bytes
 * @AXLE_VALUE_INTEGER: in the unit of its field (fen, metres, microseconds)
 * @AXLE_VALUE_BOOLEAN: true or false
 * @AXLE_VALUE_ID: the id of another record
 * @AXLE_VALUE_SET: texts in the order that the person gave them, each once
 */
typedef enum
{
  AXLE_VALUE_NONE,
  AXLE_VALUE_TEXT,
  AXLE_VALUE_INTEGER,
  AXLE_VALUE_BOOLEAN,
  AXLE_VALUE_ID,
  AXLE_VALUE_SET,
} AxleValueKind;

/* Between the members of a set in its packed text: no text may hold it
 * inside a set (ASCII's own unit separator). */
#define AXLE_SET_SEPARATOR "\x1f"

/**
 * AxleValue:
 *
 * What a field holds. Text is shared between copies, so that copying is cheap.
 * A zeroed value is none. Clear with [func@Axle.Value.clear].
 */
typedef struct
{
  AxleValueKind kind;
  union
  {
    char    *text;     /* a GRefString; of a set: its members joined by AXLE_SET_SEPARATOR */
    gint64   integer;
    gboolean boolean;
    AxleId   id;
  } as;
} AxleValue;

#define AXLE_VALUE_INIT { AXLE_VALUE_NONE, { NULL } }

void        axle_value_clear        (AxleValue       *self);
void        axle_value_copy         (const AxleValue *self,
                                     AxleValue       *copy);
gboolean    axle_value_equal        (const AxleValue *a,
                                     const AxleValue *b);
int         axle_value_compare      (const AxleValue *a,
                                     const AxleValue *b);

void        axle_value_set_text     (AxleValue       *self,
                                     const char      *text);
void        axle_value_set_integer  (AxleValue       *self,
                                     gint64           integer);
void        axle_value_set_boolean  (AxleValue       *self,
                                     gboolean         boolean);
void        axle_value_set_id       (AxleValue       *self,
                                     const AxleId    *id);
void        axle_value_set_members  (AxleValue          *self,
                                     const char * const *members);
void        axle_value_set_packed   (AxleValue       *self,
                                     const char      *packed);

const char *axle_value_get_text     (const AxleValue *self);
gint64      axle_value_get_integer  (const AxleValue *self);
gboolean    axle_value_get_boolean  (const AxleValue *self);
AxleId      axle_value_get_id       (const AxleValue *self);
char      **axle_value_dup_members  (const AxleValue *self);

GVariant   *axle_value_to_variant   (const AxleValue *self);
gboolean    axle_value_from_variant (GVariant        *variant,
                                     AxleValue       *value);

void        axle_value_merge_sets   (const AxleValue *current,
                                     const AxleValue *before,
                                     const AxleValue *after,
                                     AxleValue       *merged);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AxleValue, axle_value_clear)

G_END_DECLS
