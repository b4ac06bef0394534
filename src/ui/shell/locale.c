/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/locale.h"

#include <libintl.h>
#include <locale.h>

#include "axle-config.h"

void
axle_locale_set_up (void)
{
  const char *folder = g_getenv ("AXLE_BUILD_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : AXLE_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
