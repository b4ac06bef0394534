/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What libadwaita reads as markup, set to words as they are: those of a person, of a file
 * and of an error may have a “<” or a “&” in them. @words: (nullable). */

AdwToast *axle_toast_new                  (const char          *words);
void      axle_status_page_set_words      (AdwStatusPage       *page,
                                           const char          *words);
void      axle_preferences_group_set_words (AdwPreferencesGroup *group,
                                            const char          *words);

/* A label without its access key, “Keep” for “_Keep” and 保留 for 保留(_K): where a thing stands
 * again and again, the same key of all would reach none. */
char     *axle_words_without_key          (const char          *label);

G_END_DECLS
