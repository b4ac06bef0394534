/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "support/support.h"
#include "ui/shell/application.h"
#include "ui/shell/window-private.h"

G_BEGIN_DECLS

/* The real program in this process, on a profile of its own. */
typedef struct
{
  AxleApplication *application;
  AxleWindow      *window;
  AxleWorkstation *workstation;
  AxleTestFolder  *folder;
} TestApp;

typedef void (*TestAppBody) (TestApp *app);

/* Before anything else, in each test of the window: the words are those of the locale that
 * it runs in. */
void       test_app_init     (int         *argc,
                              char      ***argv);

/* Starts the program, runs @body once the profile is open, ends the program, and
 * checks that nothing of it is left. @filled: on the profile of profile.h, else on
 * an empty one. */
void       test_app_run      (gboolean     filled,
                              TestAppBody  body);

/* The same on a profile with conflicts. */
void       test_app_run_contested (TestAppBody body);

/* The same on a profile whose server was restored. */
void       test_app_run_told (TestAppBody  body);

/* The same on a profile that is there already. */
void       test_app_run_on   (const char  *profile,
                              TestAppBody  body);

/* The first mapped widget of @type below @root; fails when there is none. */
GtkWidget *test_app_find     (GtkWidget   *root,
                              GType        type);
/* The same by CSS class; %NULL when there is none. */
GtkWidget *test_app_find_css (GtkWidget   *root,
                              const char  *css_class);
void       test_app_sign_in  (TestApp     *app,
                              const char  *name);
/* Types a PIN into the entry that is on the screen, and presses Enter. */
void       test_app_type_pin (TestApp     *app,
                              const char  *pin);
const char *test_app_get_page (TestApp    *app);
gboolean   test_app_can      (TestApp     *app,
                              const char  *action);
void       test_app_activate (TestApp     *app,
                              const char  *action);
AdwDialog *test_app_get_dialog (TestApp   *app);
/* The same once it is drawn and has given the focus to where one begins. */
AdwDialog *test_app_wait_for_dialog (TestApp *app);
/* Writes what is on the screen where AXLE_TEST_PICTURES names a folder, and finds
 * that a screen reader has a name for everything and no access key two meanings. */
void       test_app_look     (TestApp     *app,
                              const char  *name);

G_END_DECLS
