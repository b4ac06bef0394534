/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/uscc.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/problem.h"
#include "base/text.h"

/* GB 32100-2015, table 2: no I, O, S, V, Z. */
static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static int
sign_value (char sign)
{
  const char *found = sign == '\0' ? NULL : strchr (signs, sign);

  return found == NULL ? -1 : (int) (found - signs);
}

/**
 * axle_uscc_normalise:
 * @text: valid UTF-8, as typed
 *
 * Returns: (transfer full): upper case, without blanks and dashes
 */
char *
axle_uscc_normalise (const char *text)
{
  return axle_text_identifier (text);
}

/**
 * axle_uscc_check:
 * @code: the first seventeen signs of a unified social credit code
 *
 * Returns: the eighteenth (GB 32100-2015, ISO 7064 shape: weights 3^i mod 31),
 *   or NUL where a sign cannot stand in a code
 */
char
axle_uscc_check (const char *code)
{
  int sum = 0, weight = 1;

  for (int i = 0; i < AXLE_USCC_LENGTH - 1; i++)
    {
      int value = sign_value (code[i]);

      if (value < 0)
        return '\0';
      sum += value * weight;
      weight = weight * 3 % 31;
    }
  return signs[(31 - sum % 31) % 31];
}

/* 1 institutions … 9 industry and commerce, N rural collectives, A … Y others:
 * the departments that register, and the kinds of body each of them knows
 * (GB 32100-2015, table 1). */
static gboolean
has_known_registrar (const char *code)
{
  static const char *const pairs[] = {
    "11", "12", "13", "19", "21", "29", "31", "32", "33", "34", "35", "39", "41", "49", "51", "52", "53",
    "54", "55", "59", "61", "62", "69", "71", "72", "79", "81", "89", "91", "92", "93", "A1", "A9", "N1",
    "N2", "N3", "N9", "Y1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (strncmp (code, pairs[i], 2) == 0)
      return TRUE;
  return FALSE;
}

/**
 * axle_uscc_judge:
 * @text: valid UTF-8, as typed
 * @code: (out) (optional) (transfer full): the code as it is kept
 * @problems: (nullable) (element-type AxleProblem): gets what is wrong:
 *   `uscc-length`, `uscc-sign`, `uscc-registrar`, `uscc-division`, `uscc-check`
 *
 * Judges a unified social credit code (GB 32100-2015) of a company.
 *
 * Returns: whether it is one
 */
gboolean
axle_uscc_judge (const char *text,
                 char      **code,
                 GPtrArray  *problems)
{
  g_autofree char *bare = axle_uscc_normalise (text);
  g_autoptr (GPtrArray) found = axle_problems_new ();
  gboolean ok;
  glong length = g_utf8_strlen (bare, -1);
  char check;

  if (length != AXLE_USCC_LENGTH)
    axle_problems_add (found, "uscc-length", "uscc", TRUE,
                       _("A unified social credit code has 18 signs, this one has %ld."), length);
  else if ((check = axle_uscc_check (bare)) == '\0' || sign_value (bare[17]) < 0)
    axle_problems_add (found, "uscc-sign", "uscc", TRUE,
                       _("One of the signs cannot stand in a unified social credit code. It has digits and capital letters without I, O, S, V and Z."));
  else if (!has_known_registrar (bare))
    axle_problems_add (found, "uscc-registrar", "uscc", TRUE,
                       _("No registrar begins its codes with %.2s. Check the first two signs."), bare);
  else if (strspn (bare + 2, "0123456789") < 6)
    axle_problems_add (found, "uscc-division", "uscc", TRUE,
                       _("The signs 3 to 8 are the number of a town or district and have to be digits."));
  else if (check != bare[17])
    axle_problems_add (found, "uscc-check", "uscc", TRUE,
                       _("The last sign is %c, but the others give %c. One of the signs is wrong."), bare[17], check);
  ok = found->len == 0;
  if (problems != NULL && !ok)
    g_ptr_array_extend_and_steal (problems, g_steal_pointer (&found));
  if (code != NULL)
    *code = g_steal_pointer (&bare);
  return ok;
}
