/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/idle-lock.h"
#include "app/recent.h"
#include "ui/shell/scanner.h"
#include "ui/shell/sign-in-dialog.h"
#include "ui/shell/sign-in-pane.h"
#include "ui/shell/sync-status.h"
#include "ui/shell/welcome-page.h"
#include "ui/shell/window.h"

G_BEGIN_DECLS

/* The window's own parts: window.c shows the right page, window-workspace.c
 * fills the sidebar and changes views, window-actions.c does what it is told. */
struct _AxleWindow
{
  AdwApplicationWindow    parent_instance;

  AxleWorkstation        *workstation;
  GSettings              *settings;
  GCancellable           *cancellable;
  AxleIdleLock           *idle_lock;
  AxleScanner            *scanner;
  AxleRecent             *recent;
  AxleSignInDialog       *lock;          /* while the desk is locked */
  AxleId                  shown_staff;   /* whose views these are */
  GFile                  *file;          /* to import once somebody is signed in */
  guint                   attention;     /* told of so many */
  gboolean                opened;
  gboolean                notice_shown;
  AdwToast               *told;          /* what was done last, while it is said; weak */

  AdwToastOverlay        *toasts;
  GtkStack               *pages;
  AdwStatusPage          *failure;
  AdwStatusPage          *locked;
  GtkWidget              *set_up_anew;
  AxleWelcomePage        *welcome;
  AxleSignInPane         *sign_in;
  AdwBanner              *read_only;
  AdwNavigationSplitView *split;
  AdwNavigationPage      *sidebar_page;
  AdwNavigationPage      *content_page;
  AdwWindowTitle         *sidebar_title;
  GtkListBox             *view_list;
  GtkStack               *views;
  GtkMenuButton          *menu_button;
  GMenuModel             *primary_menu;
  GMenuModel             *user_menu;
  AxleSyncStatus         *sync_status;
  GtkMenuButton          *user_button;
  GtkWidget              *user_chip;
};

/* window.c */
void     axle_window_opened             (AxleWindow   *self);
void     axle_window_show_failure       (AxleWindow   *self,
                                         const GError *error);
void     axle_window_update_page        (AxleWindow   *self);
void     axle_window_import_file        (AxleWindow   *self,
                                         GFile        *file);
gboolean axle_window_is_working         (AxleWindow   *self);
void     axle_window_lock               (AxleWindow   *self);

/* window-workspace.c */
void     axle_window_build_workspace    (AxleWindow   *self);
void     axle_window_clear_workspace    (AxleWindow   *self);
void     axle_window_update_people      (AxleWindow   *self);
void     axle_window_row_selected       (AxleWindow   *self,
                                         GtkListBoxRow *row);
void     axle_window_row_activated      (AxleWindow   *self,
                                         GtkListBoxRow *row);
/* Shows a view and puts the focus into it. */
void     axle_window_enter_view         (AxleWindow   *self,
                                         const char   *id);

/* window-actions.c */
void     axle_window_install_actions    (AxleWindowClass *klass);
void     axle_window_update_actions     (AxleWindow   *self);

G_END_DECLS
