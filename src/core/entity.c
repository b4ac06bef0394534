/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/entity.h"

#include <glib/gi18n-lib.h>

#include "base/hash.h"
#include "base/problem.h"
#include "core/calendar.h"

static const char * const audiences[] = {
  [AXLE_AUDIENCE_OFFICE] = "office",
  [AXLE_AUDIENCE_WORKSHOP] = "workshop",
  [AXLE_AUDIENCE_KIOSK] = "kiosk",
};

/**
 * axle_audience_get_name:
 * @self: an audience
 *
 * Returns: (transfer none): its name in records, on the wire and in `--json`
 */
const char *
axle_audience_get_name (AxleAudience self)
{
  return audiences[self];
}

/**
 * axle_audience_parse:
 * @name: (nullable): a name
 * @audience: (out): whose it is
 *
 * Returns: whether @name is one
 */
gboolean
axle_audience_parse (const char   *name,
                     AxleAudience *audience)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (audiences); i++)
    if (g_str_equal (name, audiences[i]))
      {
        *audience = (AxleAudience) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * axle_entity_find_field:
 * @self: an entity
 * @name: a field's name
 *
 * Returns: the field's index, or -1
 */
int
axle_entity_find_field (const AxleEntity *self,
                        const char       *name)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (g_str_equal (self->fields[i].name, name))
      return (int) i;
  return -1;
}

/**
 * axle_entity_hidden:
 * @self: an entity
 * @audience: who reads
 *
 * Returns: a bit for each field that @audience may not see
 */
guint64
axle_entity_hidden (const AxleEntity *self,
                    AxleAudience      audience)
{
  guint64 hidden = 0;

  if (audience == AXLE_AUDIENCE_OFFICE)
    return 0;
  for (guint i = 0; i < self->n_fields; i++)
    if (self->fields[i].flags & AXLE_FIELD_PERSONAL)
      hidden |= G_GUINT64_CONSTANT (1) << i;
  return hidden;
}

/**
 * axle_entity_is_shown:
 * @self: an entity
 * @audience: who reads
 *
 * Returns: whether @audience may see records of this kind at all
 */
gboolean
axle_entity_is_shown (const AxleEntity *self,
                      AxleAudience      audience)
{
  if (self->flags & AXLE_ENTITY_SEALED)
    return FALSE;
  return audience != AXLE_AUDIENCE_KIOSK || (self->flags & AXLE_ENTITY_PUBLIC);
}

AxleValueKind
axle_field_value_kind (const AxleField *self)
{
  switch (self->type)
    {
    case AXLE_FIELD_TIME:
    case AXLE_FIELD_INTEGER:
    case AXLE_FIELD_MONEY:
    case AXLE_FIELD_DISTANCE:
    case AXLE_FIELD_CLOCK:
    case AXLE_FIELD_MINUTES:
      return AXLE_VALUE_INTEGER;
    case AXLE_FIELD_BOOLEAN:
      return AXLE_VALUE_BOOLEAN;
    case AXLE_FIELD_REFERENCE:
      return AXLE_VALUE_ID;
    case AXLE_FIELD_SET:
      return AXLE_VALUE_SET;
    case AXLE_FIELD_TEXT:
    case AXLE_FIELD_CHOICE:
    case AXLE_FIELD_DATE:
    case AXLE_FIELD_BLOB:
    default:
      return AXLE_VALUE_TEXT;
    }
}

/**
 * axle_field_get_label:
 * @self: a field
 *
 * Returns: what a person reads, translated
 */
const char *
axle_field_get_label (const AxleField *self)
{
  return self->context != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, self->context, self->label) : _(self->label);
}

/**
 * axle_field_choice_label:
 * @self: a field with choices
 * @name: (nullable): a stored choice
 *
 * Returns: what a person reads, translated; @name itself when it is not a
 *   choice known here, as from a newer program; "" for %NULL
 */
const char *
axle_field_choice_label (const AxleField *self,
                         const char      *name)
{
  if (name == NULL)
    return "";
  for (const AxleChoice *choice = self->choices; choice != NULL && choice->name != NULL; choice++)
    if (g_str_equal (choice->name, name))
      return _(choice->label);
  return name;
}

/**
 * axle_field_has_choice:
 * @self: a field
 * @name: a stored choice
 *
 * Returns: whether it is one of @self's choices
 */
gboolean
axle_field_has_choice (const AxleField *self,
                       const char      *name)
{
  for (const AxleChoice *choice = self->choices; choice != NULL && choice->name != NULL; choice++)
    if (g_str_equal (choice->name, name))
      return TRUE;
  return FALSE;
}

static void
check_text (const AxleField *self,
            const char      *text,
            GPtrArray       *problems)
{
  guint limit = self->limit != 0 ? self->limit : AXLE_FIELD_DEFAULT_LIMIT;

  if (!g_utf8_validate (text, -1, NULL))
    axle_problems_add (problems, "not-utf8", self->name, TRUE,
                       _("%s holds bytes that are not text. Type it again."), _(self->label));
  else if (g_utf8_strlen (text, -1) > limit)
    axle_problems_add (problems, "too-long", self->name, TRUE,
                       _("%s has more than %u characters. Shorten it."), _(self->label), limit);
  else if (self->type == AXLE_FIELD_BLOB && !axle_hash_is_valid (text))
    axle_problems_add (problems, "not-a-hash", self->name, TRUE,
                       _("%s does not name a file: 64 hexadecimal digits do."), _(self->label));
  else if (self->choices != NULL && !axle_field_has_choice (self, text))
    axle_problems_add (problems, "not-a-choice", self->name, TRUE,
                       _("“%s” is not a choice for %s."), text, _(self->label));
}

static void
check_time (const AxleField *self,
            const AxleValue *value,
            GPtrArray       *problems)
{
  gint64 at = axle_value_get_integer (value);

  if (at < AXLE_CALENDAR_FIRST || at > AXLE_CALENDAR_LAST)
    axle_problems_add (problems, "not-a-time", self->name, TRUE,
                       _("%s is not in any year from 1 to 9999. Give another time."), _(self->label));
}

static void
check_set (const AxleField *self,
           const AxleValue *value,
           GPtrArray       *problems)
{
  g_auto(GStrv) members = axle_value_dup_members (value);

  if (g_strv_length (members) > AXLE_FIELD_MEMBER_LIMIT)
    axle_problems_add (problems, "too-many", self->name, TRUE,
                       _("%s has more than %d entries. Take some out."),
                       _(self->label), AXLE_FIELD_MEMBER_LIMIT);
  for (guint i = 0; members[i] != NULL; i++)
    check_text (self, members[i], problems);
}

/**
 * axle_field_check:
 * @self: a field
 * @value: (inout): its value; may be put into its normal form
 * @problems: (element-type AxleProblem): what is wrong is added here
 */
void
axle_field_check (const AxleField *self,
                  AxleValue       *value,
                  GPtrArray       *problems)
{
  if (value->kind == AXLE_VALUE_NONE)
    {
      if (self->flags & AXLE_FIELD_REQUIRED)
        axle_problems_add (problems, "missing", self->name, TRUE, _("%s is missing."), _(self->label));
      return;
    }
  if (value->kind != axle_field_value_kind (self))
    {
      axle_problems_add (problems, "wrong-type", self->name, TRUE,
                         _("%s holds something of the wrong kind."), _(self->label));
      return;
    }
  if (value->kind == AXLE_VALUE_TEXT)
    check_text (self, axle_value_get_text (value), problems);
  else if (value->kind == AXLE_VALUE_SET)
    check_set (self, value, problems);
  else if (self->type == AXLE_FIELD_TIME)
    check_time (self, value, problems);
  if (self->check != NULL)
    self->check (self, value, problems);
}
