/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleContactLine:
 * @name: (nullable): what is probably the person
 * @phone: (nullable): a mobile or land line number, digits only
 * @postcode: (nullable): six digits
 * @address: (nullable): the address as written
 * @detail: (nullable): the address without province, city and county in front
 * @rest: (nullable): what is none of these
 *
 * A contact as customers type it into a chat.
 */
typedef struct
{
  char *name;
  char *phone;
  char *postcode;
  char *address;
  char *detail;
  char *rest;
} AxleContactLine;

AxleContactLine *axle_contact_line_parse (const char      *text);
void             axle_contact_line_free  (AxleContactLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleContactLine, axle_contact_line_free)

G_END_DECLS
