/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleVCardValue:
 * @value: a phone number or an address of mail, as written, without `tel:` and the like
 * @types: (array zero-terminated=1): lower case, such as `cell` or `work`
 * @preferred: whether the card prefers it
 */
typedef struct
{
  char     *value;
  GStrv     types;
  gboolean  preferred;
} AxleVCardValue;

/**
 * AxleVCard:
 * @version: (nullable): `2.1`, `3.0` or `4.0`, as the card says
 * @line: the line of the file it begins on, from 1
 * @formatted_name: (nullable): FN, or made from N where it is missing
 * @family: (nullable): family name
 * @given: (nullable): given name, with further ones
 * @prefix: (nullable): such as `Dr.`
 * @suffix: (nullable): such as `Jr.`
 * @nickname: (nullable): nickname
 * @phones: (element-type AxleVCardValue): in the order of the card
 * @emails: (element-type AxleVCardValue): in the order of the card
 * @org: (nullable): company
 * @department: (nullable): its part
 * @title: (nullable): job title
 * @birthday: (nullable): `1980-03-22`, or `--03-22` where the year is not told
 * @note: (nullable): several notes are one a line
 * @categories: (element-type utf8): tags
 * @address: (nullable): the preferred or first one, on one line
 * @problems: (element-type AxleProblem): what was wrong with the card, with its lines;
 *   one that blocks means that nothing of use is in it
 * @n_untold: how many further problems of the card are not in @problems
 *
 * A contact as vCard 2.1, RFC 2426 (3.0) or RFC 6350 (4.0) tells it. All UTF-8.
 */
typedef struct
{
  char      *version;
  guint64    line;
  char      *formatted_name;
  char      *family;
  char      *given;
  char      *prefix;
  char      *suffix;
  char      *nickname;
  GPtrArray *phones;
  GPtrArray *emails;
  char      *org;
  char      *department;
  char      *title;
  char      *birthday;
  char      *note;
  GPtrArray *categories;
  char      *address;
  GPtrArray *problems;
  guint      n_untold;
} AxleVCard;

AxleVCard *axle_vcard_new       (void);
void       axle_vcard_free      (AxleVCard          *self);
void       axle_vcard_add_phone (AxleVCard          *self,
                                 const char         *value,
                                 const char * const *types,
                                 gboolean            preferred);
void       axle_vcard_add_email (AxleVCard          *self,
                                 const char         *value,
                                 const char * const *types,
                                 gboolean            preferred);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleVCard, axle_vcard_free)

G_END_DECLS
