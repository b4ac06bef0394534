/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/matching.h"

#include <string.h>

#include "base/pinyin.h"
#include "base/text.h"

static void
take_out_blanks (char *text)
{
  char *end = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != ' ')
      *end++ = *from;
  *end = '\0';
}

/* “jing” begins the second word of “lin jing”; “ing” begins none. */
static gboolean
begins_a_word (const char *reading,
               const char *typed)
{
  for (const char *word = reading; word != NULL; word = strchr (word, ' '))
    {
      g_autofree char *rest = NULL;

      word += *word == ' ' ? 1 : 0;
      rest = g_strdup (word);
      take_out_blanks (rest);
      if (g_str_has_prefix (rest, typed))
        return TRUE;
    }
  return FALSE;
}

static gboolean
sounds_like (const char *title,
             const char *typed)
{
  g_auto (GStrv) full = axle_pinyin_full (title);
  g_auto (GStrv) initials = axle_pinyin_initials (title);

  for (guint i = 0; full[i] != NULL; i++)
    if (begins_a_word (full[i], typed))
      return TRUE;
  for (guint i = 0; initials[i] != NULL; i++)
    if (strstr (initials[i], typed) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
axle_matches (const char *title,
              const char *typed)
{
  g_autofree char *folded_title = axle_text_fold (title);
  g_autofree char *folded_typed = axle_text_fold (typed);

  g_strstrip (folded_typed);
  if (strstr (folded_title, folded_typed) != NULL)
    return TRUE;
  take_out_blanks (folded_typed);
  return sounds_like (title, folded_typed);
}
