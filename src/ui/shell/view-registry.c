/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/view-registry.h"

#include <glib/gi18n-lib.h>

#include "ui/calendar/calendar-view.h"
#include "ui/customers/customers-view.h"
#include "ui/duplicates/duplicates-view.h"
#include "ui/inbox/inbox-view.h"
#include "ui/tasks/my-day-view.h"

static const AxleViewKey customers_keys[] = {
  { N_("Open the Customer"), { "Return" } },
  { N_("Edit the Customer"), { "F2" } },
  { N_("Log a Contact"), { "<Control>l" } },
  { N_("Go to a Date in the Timeline"), { "<Control>g" } },
  { N_("Filter the List"), { "<Shift><Control>f" } },
  { N_("Save or Log What Was Typed"), { "<Control>Return" } },
  { N_("Copy the Selected Rows"), { "<Control>c" } },
  { N_("Select All Rows"), { "<Control>a" } },
  { N_("Delete the Selected Customers"), { "Delete" } },
  { NULL },
};

static const AxleViewKey day_keys[] = {
  { N_("Open the Customer"), { "Return" } },
  { N_("Done, with What Came of It"), { "space", "<Control>Return" } },
  { N_("Edit or Hand Over"), { "F2" } },
  { N_("Cancel the Task"), { "Delete" } },
  { NULL },
};

static const AxleViewKey calendar_keys[] = {
  { N_("Open the Appointment, or Book the Chosen Time"), { "Return" } },
  { N_("Book on the Chosen Day"), { "<Shift>Return" } },
  { N_("Menu of the Appointment"), { "Menu", "<Shift>F10" } },
  { N_("Show the Details"), { "space", "<Alt>Return" } },
  { N_("Move by 15 Minutes; by a Week in Month and Agenda"), { "<Alt>Up", "<Alt>Down" } },
  { N_("Move to the Next Column or Day"), { "<Alt>Left", "<Alt>Right" } },
  { N_("Copy Instead of Moving"), { "<Shift><Alt>Up", "<Shift><Alt>Down" } },
  { N_("Make Shorter or Longer"), { "<Control><Alt>Up", "<Control><Alt>Down" } },
  { N_("Copy and Paste"), { "<Control>c", "<Control>v" } },
  { N_("Cancel the Appointment"), { "Delete" } },
  { N_("How Full the Day Is"), { "<Control>i" } },
  { N_("Requests and Waiting List"), { "<Shift>F9" } },
  { N_("Edit the Request"), { "F2" } },
  { N_("Take the Earlier Time"), { "<Control>Return" } },
  { N_("Try Out Another Day"), { "<Shift><Control>t" } },
  { N_("Today"), { "<Control>t", "Home" } },
  { N_("Previous"), { "Page_Up", "<Alt>Page_Up" } },
  { N_("Next"), { "Page_Down", "<Alt>Page_Down" } },
  { N_("Day, Week, Month, Agenda"), { "<Control>Page_Up", "<Control>Page_Down" } },
  { N_("Zoom In"), { "<Control>plus" } },
  { N_("Zoom Out"), { "<Control>minus" } },
  { NULL },
};

static const AxleViewKey duplicates_keys[] = {
  { N_("Merge the Two"), { "Return" } },
  { N_("They Are Not the Same"), { "Delete" } },
  { NULL },
};

static const AxleViewKey inbox_keys[] = {
  { N_("Keep What Stands"), { "Delete" } },
  { N_("Put Back or Send Again"), { "<Control>Return" } },
  { N_("Edit What Was Typed"), { "F2" } },
  { N_("Book at the First of the Other Times"), { "1" } },
  { N_("Show the Record"), { "Return" } },
  { N_("Select"), { "space" } },
  { N_("Select All"), { "<Control>a" } },
  { NULL },
};

static const AxleViewBadge day_badge = { "tasks-due", N_("To do today"), FALSE };
static const AxleViewBadge calendar_badge = { "requests-due", N_("To answer"), TRUE };
static const AxleViewBadge inbox_badge = { "attention", N_("To decide"), TRUE };

static const AxleViewInfo views[] = {
  { "customers", N_("Customers"), "axle-customers-symbolic", "F5", "customers.read",
    { "customer", "vehicle", "ownership", "odometer", "contact", "note" }, { "customer", "vehicle", "note" },
    axle_customers_view_new, customers_keys, NULL },
  { "day", N_("My Day"), "axle-day-symbolic", "F6", "customers.read",
    { NULL }, { NULL }, axle_my_day_view_new, day_keys, &day_badge },
  { "calendar", N_("Calendar"), "axle-calendar-symbolic", "F7", "customers.read",
    { "appointment" }, { NULL }, axle_calendar_view_new, calendar_keys, &calendar_badge },
  { "duplicates", N_("Duplicates"), "axle-duplicates-symbolic", NULL, "customers.merge",
    { NULL }, { NULL }, axle_duplicates_view_new, duplicates_keys, NULL },
  { "inbox", N_("Conflicts"), "axle-attention-symbolic", "F9", NULL,
    { NULL }, { NULL }, axle_inbox_view_new, inbox_keys, &inbox_badge },
};

/**
 * axle_view_registry_list:
 * @n_views: (out): how many
 *
 * Returns: (array length=n_views): all views, in the order of the sidebar
 */
const AxleViewInfo *
axle_view_registry_list (guint *n_views)
{
  *n_views = G_N_ELEMENTS (views);
  return views;
}

/**
 * axle_view_registry_find:
 * @id: (nullable): a view's id
 *
 * Returns: (nullable): the view
 */
const AxleViewInfo *
axle_view_registry_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (views[i].id, id) == 0)
      return &views[i];
  return NULL;
}

/**
 * axle_view_registry_find_for_kind:
 * @entity: a kind of record
 *
 * Returns: (nullable): the first view that shows records of the kind
 */
const AxleViewInfo *
axle_view_registry_find_for_kind (const AxleEntity *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strv_contains (views[i].kinds, entity->kind))
      return &views[i];
  return NULL;
}

/**
 * axle_view_registry_find_editor:
 * @entity: a kind of record
 *
 * Returns: (nullable): the first view that has a form for records of the kind
 */
const AxleViewInfo *
axle_view_registry_find_editor (const AxleEntity *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strv_contains (views[i].edits, entity->kind))
      return &views[i];
  return NULL;
}

/**
 * axle_view_info_is_allowed:
 * @self: a view
 * @workstation: who is signed in
 *
 * Returns: whether who is signed in may see the view
 */
gboolean
axle_view_info_is_allowed (const AxleViewInfo *self,
                           AxleWorkstation    *workstation)
{
  return self->right == NULL || axle_workstation_may (workstation, self->right);
}
