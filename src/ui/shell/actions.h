/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/shell/view.h"

G_BEGIN_DECLS

/**
 * AxleActionFlags:
 * @AXLE_ACTION_SIGNED_IN: insensitive while nobody is signed in or the desk is locked
 * @AXLE_ACTION_WRITES: insensitive while the cache can only be read
 * @AXLE_ACTION_FOUND: offered by the command search
 */
typedef enum
{
  AXLE_ACTION_SIGNED_IN = 1 << 0,
  AXLE_ACTION_WRITES    = 1 << 1,
  AXLE_ACTION_FOUND     = 1 << 2,
} AxleActionFlags;

/**
 * AxleActionInfo:
 * @name: detailed name, such as `win.search`; one that is neither the window’s nor the
 *   program’s is of a view, and can be done while that is shown
 * @section: heading in the list of shortcuts; marked with N_()
 * @title: what a person reads; marked with N_()
 * @words: (nullable): other words that find it, in lower case; marked with N_()
 * @icon: an icon name
 * @accels: (array zero-terminated=1): keys; the first is the one that is shown
 * @flags: when it can be used
 * @needs: what the view that is shown must offer for it
 * @right: (nullable): the right it needs on what the view shows, such as
 *   `import` for `customers.import`; one with a dot is needed as it is, whatever is shown
 *
 * What the program can be told to do. Keys, menus, command search, the list of
 * shortcuts and the tests read the table of these.
 */
typedef struct
{
  const char       *name;
  const char       *section;
  const char       *title;
  const char       *words;
  const char       *icon;
  const char       *accels[4];
  AxleActionFlags   flags;
  AxleViewFunctions needs;
  const char       *right;
} AxleActionInfo;

const AxleActionInfo *axle_actions_list       (guint          *n_actions);

/* “Customers” of the view `customers` is `win.view::customers`; its keys are the
 * view's own and Alt with its place. */
char                 *axle_actions_view_name  (const char     *view);
char                **axle_actions_view_accels (guint          position);

void                  axle_actions_set_accels (GtkApplication *application);

G_END_DECLS
