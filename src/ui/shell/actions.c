/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/actions.h"

#include <glib/gi18n-lib.h>

#include "core/organisation/rights.h"
#include "ui/shell/view-registry.h"

#define GENERAL N_("General")
#define RECORDS N_("Records")
#define DESK N_("Desk")

/* Alt+1 to Alt+9. */
#define NUMBERED_VIEWS 9

static const AxleActionInfo actions[] = {
  { "win.command-search", GENERAL, N_("Search and Commands"), NULL, "system-search-symbolic",
    { "<Control>k" }, AXLE_ACTION_SIGNED_IN },
  { "app.preferences", GENERAL, N_("Preferences"), N_("settings options"), "preferences-system-symbolic",
    { "<Control>comma" }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND },
  { "app.shortcuts", GENERAL, N_("Keyboard Shortcuts"), N_("help keys"), "input-keyboard-symbolic",
    { "<Control>question", "F1" }, AXLE_ACTION_FOUND },
  { "app.about", GENERAL, N_("About Axle"), N_("version licence"), "help-about-symbolic",
    { NULL }, AXLE_ACTION_FOUND },
  { "win.menu", GENERAL, N_("Main Menu"), NULL, "open-menu-symbolic",
    { "F10" }, AXLE_ACTION_SIGNED_IN },
  { "win.fullscreen", GENERAL, N_("Full Screen"), NULL, "view-fullscreen-symbolic",
    { "F11" }, AXLE_ACTION_FOUND },
  { "window.close", GENERAL, N_("Close the Window"), NULL, "window-close-symbolic",
    { "<Control>w" }, 0 },
  { "app.quit", GENERAL, N_("Quit"), N_("exit close"), "application-exit-symbolic",
    { "<Control>q" }, AXLE_ACTION_FOUND },

  { "win.search", RECORDS, N_("Search in This View"), N_("find filter"), "edit-find-symbolic",
    { "<Control>f" }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND, AXLE_VIEW_SEARCH },
  { "win.new", RECORDS, N_("New Record"), N_("create add"), "list-add-symbolic",
    { "<Control>n" }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_WRITES | AXLE_ACTION_FOUND, AXLE_VIEW_CREATE, "write" },
  { "win.book", RECORDS, N_("Book an Appointment"), N_("calendar visit service workshop new"), "x-office-calendar-symbolic",
    { "<Control>b" }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_WRITES | AXLE_ACTION_FOUND, 0, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "win.kept", RECORDS, N_("No-Shows and Overbookings"), N_("report late missed waited promise figures"), "speedometer-symbolic",
    { NULL }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND, 0, AXLE_RIGHT_CUSTOMERS_READ },
  { "win.undo", RECORDS, N_("Undo"), N_("take back"), "edit-undo-symbolic",
    { "<Control>z" }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_WRITES | AXLE_ACTION_FOUND },
  { "win.redo", RECORDS, N_("Redo"), NULL, "edit-redo-symbolic",
    { "<Shift><Control>z" }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_WRITES | AXLE_ACTION_FOUND },
  { "win.print", RECORDS, N_("Print…"), N_("paper"), "document-print-symbolic",
    { "<Control>p" }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND, AXLE_VIEW_PRINT },
  { "win.import", RECORDS, N_("Import…"), N_("open file csv vcard excel"), "document-open-symbolic",
    { "<Control>o" }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_WRITES | AXLE_ACTION_FOUND, AXLE_VIEW_IMPORT, "import" },
  { "win.export", RECORDS, N_("Export…"), N_("save file csv vcard excel"), "document-save-as-symbolic",
    { "<Control>e" }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND, AXLE_VIEW_EXPORT, "export" },

  { "calendar.colour::state", RECORDS, N_("Colours Tell the State"), N_("calendar colour appointment status"), "axle-paint-symbolic",
    { NULL }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND },
  { "calendar.colour::service", RECORDS, N_("Colours Tell the Service"), N_("calendar colour appointment work"), "axle-paint-symbolic",
    { NULL }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND },
  { "calendar.colour::person", RECORDS, N_("Colours Tell the Advisor"), N_("calendar colour appointment person"), "axle-paint-symbolic",
    { NULL }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND },

  { "win.sync-now", DESK, N_("Sync Now"), N_("server refresh network"), "view-refresh-symbolic",
    { "<Control>r" }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND },
  { "win.show-waiting", DESK, N_("Waiting Changes"), N_("conflict attention outbox"), "axle-waiting-symbolic",
    { NULL }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND },
  { "win.switch-user", DESK, N_("Switch User…"), N_("sign in staff pin"), "system-switch-user-symbolic",
    { "<Shift><Control>l" }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND },
  { "win.lock", DESK, N_("Lock the Desk"), N_("screen away"), "system-lock-screen-symbolic",
    { "<Control><Alt>l" }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND },
  { "win.sign-out", DESK, N_("Sign Out"), N_("log off leave"), "system-log-out-symbolic",
    { NULL }, AXLE_ACTION_SIGNED_IN | AXLE_ACTION_FOUND },
};

/**
 * axle_actions_list:
 * @n_actions: (out): how many
 *
 * Returns: (array length=n_actions): all actions but those that go to a view
 */
const AxleActionInfo *
axle_actions_list (guint *n_actions)
{
  *n_actions = G_N_ELEMENTS (actions);
  return actions;
}

char *
axle_actions_view_name (const char *view)
{
  return g_strconcat ("win.view::", view, NULL);
}

char **
axle_actions_view_accels (guint position)
{
  guint n_views;
  const AxleViewInfo *views = axle_view_registry_list (&n_views);
  g_autoptr (GStrvBuilder) accels = g_strv_builder_new ();

  if (views[position].accel != NULL)
    g_strv_builder_add (accels, views[position].accel);
  if (position < NUMBERED_VIEWS)
    g_strv_builder_take (accels, g_strdup_printf ("<Alt>%u", position + 1));
  return g_strv_builder_end (accels);
}

void
axle_actions_set_accels (GtkApplication *application)
{
  guint n_views;
  const AxleViewInfo *views = axle_view_registry_list (&n_views);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_application_set_accels_for_action (application, actions[i].name, actions[i].accels);
  for (guint i = 0; i < n_views; i++)
    {
      g_autofree char *name = axle_actions_view_name (views[i].id);
      g_auto (GStrv) accels = axle_actions_view_accels (i);

      gtk_application_set_accels_for_action (application, name, (const char * const *) accels);
    }
}
