/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/application.h"
#include "ui/shell/locale.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (AxleApplication) application = NULL;
  int status;

  axle_locale_set_up ();
  application = axle_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  return status != 0 ? status : axle_application_get_status (application);
}
