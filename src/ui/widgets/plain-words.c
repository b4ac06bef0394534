/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/plain-words.h"

static char *
escape (const char *words)
{
  return words != NULL ? g_markup_escape_text (words, -1) : NULL;
}

AdwToast *
axle_toast_new (const char *words)
{
  return g_object_new (ADW_TYPE_TOAST, "use-markup", FALSE, "title", words, NULL);
}

void
axle_status_page_set_words (AdwStatusPage *page,
                            const char    *words)
{
  g_autofree char *escaped = escape (words);

  adw_status_page_set_description (page, escaped);
}

void
axle_preferences_group_set_words (AdwPreferencesGroup *group,
                                  const char          *words)
{
  g_autofree char *escaped = escape (words);

  adw_preferences_group_set_description (group, escaped);
}

char *
axle_words_without_key (const char *label)
{
  GString *words = g_string_new (NULL);

  for (const char *sign = label; *sign != '\0'; sign++)
    {
      if (g_str_has_prefix (sign, "(_") && sign[2] != '\0' && sign[3] == ')')
        sign += 3;
      else if (*sign != '_' || sign[1] == '_')
        g_string_append_c (words, *sign == '_' ? *sign++ : *sign);
    }
  return g_string_free (words, FALSE);
}
