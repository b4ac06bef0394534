/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the profile of the UI tests in a folder, to look at it by hand:
 * `make-profile FOLDER [contested] && axle --profile FOLDER`. */
#include "ui/profile.h"

#include <stdlib.h>

int
main (int    argc,
      char **argv)
{
  if (argc < 2)
    return EXIT_FAILURE;
  if (argc > 2)
    test_profile_make_contested (argv[1]);
  else
    test_profile_make (argv[1]);
  return EXIT_SUCCESS;
}
