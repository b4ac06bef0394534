/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleNameKind:
 * @AXLE_NAME_OTHER: neither of the following: a nickname, a name in letters
 * @AXLE_NAME_CHINESE: surname and given name in Chinese characters
 * @AXLE_NAME_DOTTED: parts with a middle dot: minorities, transcriptions
 * @AXLE_NAME_COMPANY: a company or another body
 *
 * How a name is built.
 */
typedef enum
{
  AXLE_NAME_OTHER,
  AXLE_NAME_CHINESE,
  AXLE_NAME_DOTTED,
  AXLE_NAME_COMPANY,
} AxleNameKind;

/**
 * AxleName:
 * @name: the name as it is kept: tidied, the middle dot unified to U+00B7
 * @kind: how it is built
 * @surname: (nullable): the family name of a Chinese name
 * @given: (nullable): the given name of a Chinese name
 * @title: (nullable): a form of address that stood at the end (先生, 女士, 总 …)
 * @ok: whether it may be kept as a name
 * @problems: (element-type AxleProblem): what is wrong
 *
 * A person's or company's name, taken apart.
 */
typedef struct
{
  char        *name;
  AxleNameKind kind;
  char        *surname;
  char        *given;
  char        *title;
  gboolean     ok;
  GPtrArray   *problems;
} AxleName;

AxleName *axle_name_judge          (const char *text);
void      axle_name_free           (AxleName   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleName, axle_name_free)

gboolean  axle_name_is_company     (const char *text);
gsize     axle_name_surname_length (const char *text);
char     *axle_name_address        (const char *text,
                                    const char *sex);
char     *axle_name_mask           (const char *text);

G_END_DECLS
