/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/vcard.h"

#include "base/problem.h"

static void
value_free (gpointer data)
{
  AxleVCardValue *value = data;

  g_free (value->value);
  g_strfreev (value->types);
  g_free (value);
}

static void
add_value (GPtrArray          *values,
           const char         *text,
           const char * const *types,
           gboolean            preferred)
{
  AxleVCardValue *value = g_new0 (AxleVCardValue, 1);

  value->value = g_strdup (text);
  value->types = types != NULL ? g_strdupv ((GStrv) types) : g_new0 (char *, 1);
  value->preferred = preferred;
  g_ptr_array_add (values, value);
}

/**
 * axle_vcard_new:
 *
 * Returns: (transfer full): an empty contact
 */
AxleVCard *
axle_vcard_new (void)
{
  AxleVCard *self = g_new0 (AxleVCard, 1);

  self->phones = g_ptr_array_new_with_free_func (value_free);
  self->emails = g_ptr_array_new_with_free_func (value_free);
  self->categories = g_ptr_array_new_with_free_func (g_free);
  self->problems = axle_problems_new ();
  return self;
}

void
axle_vcard_free (AxleVCard *self)
{
  g_free (self->version);
  g_free (self->formatted_name);
  g_free (self->family);
  g_free (self->given);
  g_free (self->prefix);
  g_free (self->suffix);
  g_free (self->nickname);
  g_ptr_array_unref (self->phones);
  g_ptr_array_unref (self->emails);
  g_free (self->org);
  g_free (self->department);
  g_free (self->title);
  g_free (self->birthday);
  g_free (self->note);
  g_ptr_array_unref (self->categories);
  g_free (self->address);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * axle_vcard_add_phone:
 * @self: a contact
 * @value: a number, as written
 * @types: (nullable) (array zero-terminated=1): lower case
 * @preferred: whether it is the one to use
 */
void
axle_vcard_add_phone (AxleVCard          *self,
                      const char         *value,
                      const char * const *types,
                      gboolean            preferred)
{
  add_value (self->phones, value, types, preferred);
}

/**
 * axle_vcard_add_email:
 * @self: a contact
 * @value: an address
 * @types: (nullable) (array zero-terminated=1): lower case
 * @preferred: whether it is the one to use
 */
void
axle_vcard_add_email (AxleVCard          *self,
                      const char         *value,
                      const char * const *types,
                      gboolean            preferred)
{
  add_value (self->emails, value, types, preferred);
}
