/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "ui/shell/view.h"

G_BEGIN_DECLS

/* A key that means something only in one view; for the list of shortcuts. */
typedef struct
{
  const char *title;     /* marked with N_() */
  const char *accels[3];
} AxleViewKey;

/* A property of the workstation that counts what waits in a view, what it counts, and
 * whether something is wrong while it counts any. */
typedef struct
{
  const char *property;
  const char *title;     /* marked with N_() */
  gboolean    wrong;
} AxleViewBadge;

/**
 * AxleViewInfo:
 * @id: stable: actions and the remembered last view use it
 * @title: what a person reads; marked with N_()
 * @icon: an icon name
 * @accel: a function key that leads to it, besides Alt+1, Alt+2 …
 * @right: (nullable): the right that it needs; without it the view is not shown
 * @kinds: (array zero-terminated=1): the kinds of records that it can show
 * @edits: (array zero-terminated=1): those of them that it has a form for
 * @create: makes the widget, an [iface@Axle.View]
 * @keys: (array zero-terminated=1): what the view does by keys of its own
 * @badge: (nullable): what the sidebar counts behind the title
 *
 * A view of the window. Sidebar, keys, command search, tour and tests read the
 * table of these, so a new view is one line in it.
 */
typedef struct
{
  const char  *id;
  const char  *title;
  const char  *icon;
  const char  *accel;
  const char  *right;
  const char  *kinds[8];
  const char  *edits[4];
  GtkWidget *(*create) (AxleWorkstation *workstation);
  const AxleViewKey *keys;
  const AxleViewBadge *badge;
} AxleViewInfo;

const AxleViewInfo *axle_view_registry_list          (guint            *n_views);
const AxleViewInfo *axle_view_registry_find          (const char       *id);
const AxleViewInfo *axle_view_registry_find_for_kind (const AxleEntity *entity);
const AxleViewInfo *axle_view_registry_find_editor   (const AxleEntity *entity);
gboolean            axle_view_info_is_allowed        (const AxleViewInfo *self,
                                                      AxleWorkstation    *workstation);

G_END_DECLS
