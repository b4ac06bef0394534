/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/locale.h"

#include <gio/gio.h>
#include <libintl.h>
#include <locale.h>

#include "axle-config.h"

/* A chosen language is set before anything is translated; where the system lacks
 * its locale, the program stays in that of the session. */
static void
choose_language (void)
{
  static const struct
  {
    const char *language;
    const char *locale;
  } locales[] = {
    { "zh_CN", "zh_CN.UTF-8" },
    { "en", "en_US.UTF-8" },
    { "en", "C.UTF-8" },
  };
  g_autoptr (GSettings) settings = g_settings_new (AXLE_APP_ID);
  g_autofree char *language = g_settings_get_string (settings, "language");

  setlocale (LC_ALL, "");
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    if (g_str_equal (locales[i].language, language) && setlocale (LC_ALL, locales[i].locale) != NULL)
      {
        g_setenv ("LC_ALL", locales[i].locale, TRUE);
        g_setenv ("LANGUAGE", language, TRUE);
        return;
      }
}

void
axle_locale_set_up (void)
{
  const char *folder = g_getenv ("AXLE_BUILD_LOCALE_DIR");

  choose_language ();
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : AXLE_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
