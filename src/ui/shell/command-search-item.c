/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/command-search-item.h"

#include <glib/gi18n-lib.h>

#include "core/party/customer.h"
#include "ui/shell/matching.h"
#include "ui/shell/view-registry.h"

struct _AxleCommandSearchItem
{
  GObject           parent_instance;
  AxleCommandKind   kind;
  char             *title;
  char             *markup;
  char             *detail;
  char             *icon;
  char             *accel;
  char             *action;
  const AxleEntity *entity;
  AxleId            id;
};

G_DEFINE_FINAL_TYPE (AxleCommandSearchItem, axle_command_search_item, G_TYPE_OBJECT)

static void
axle_command_search_item_finalize (GObject *object)
{
  AxleCommandSearchItem *self = AXLE_COMMAND_SEARCH_ITEM (object);

  g_free (self->title);
  g_free (self->markup);
  g_free (self->detail);
  g_free (self->icon);
  g_free (self->accel);
  g_free (self->action);
  G_OBJECT_CLASS (axle_command_search_item_parent_class)->finalize (object);
}

static void
axle_command_search_item_class_init (AxleCommandSearchItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_command_search_item_finalize;
}

static void
axle_command_search_item_init (AxleCommandSearchItem *self)
{
}

AxleCommandSearchItem *
axle_command_search_item_new_recent (AxleRecord *record)
{
  AxleCommandSearchItem *self = g_object_new (AXLE_TYPE_COMMAND_SEARCH_ITEM, NULL);

  self->kind = AXLE_COMMAND_RECENT;
  self->title = axle_record_dup_title (record);
  self->icon = g_strdup ("document-open-recent-symbolic");
  self->entity = record->entity;
  self->id = record->id;
  return self;
}

AxleCommandSearchItem *
axle_command_search_item_new_found (AxleFoundItem *found)
{
  AxleCommandSearchItem *self = g_object_new (AXLE_TYPE_COMMAND_SEARCH_ITEM, NULL);

  self->kind = AXLE_COMMAND_RECORD;
  self->title = g_strdup (axle_found_item_get_title (found));
  self->markup = g_strdup (axle_found_item_get_markup (found));
  self->detail = g_strdup (axle_found_item_get_detail (found));
  self->icon = g_strdup ("avatar-default-symbolic");
  self->entity = &axle_customer_entity;
  self->id = *axle_found_item_get_customer (found);
  return self;
}

AxleCommandSearchItem *
axle_command_search_item_new_action (const char *action,
                                     const char *title,
                                     const char *icon,
                                     const char *accel)
{
  AxleCommandSearchItem *self = g_object_new (AXLE_TYPE_COMMAND_SEARCH_ITEM, NULL);

  self->kind = AXLE_COMMAND_ACTION;
  self->action = g_strdup (action);
  self->title = g_strdup (title);
  self->icon = g_strdup (icon);
  self->accel = g_strdup (accel);
  return self;
}

AxleCommandKind
axle_command_search_item_get_kind (AxleCommandSearchItem *self)
{
  return self->kind;
}

const char *
axle_command_search_item_get_title (AxleCommandSearchItem *self)
{
  return self->title;
}

const char *
axle_command_search_item_get_markup (AxleCommandSearchItem *self)
{
  return self->markup;
}

const char *
axle_command_search_item_get_detail (AxleCommandSearchItem *self)
{
  return self->detail;
}

const char *
axle_command_search_item_get_icon (AxleCommandSearchItem *self)
{
  return self->icon;
}

const char *
axle_command_search_item_get_accel (AxleCommandSearchItem *self)
{
  return self->accel;
}

const char *
axle_command_search_item_get_action (AxleCommandSearchItem *self)
{
  return self->action;
}

const AxleEntity *
axle_command_search_item_get_entity (AxleCommandSearchItem *self)
{
  return self->entity;
}

const AxleId *
axle_command_search_item_get_id (AxleCommandSearchItem *self)
{
  return &self->id;
}

/* People know a command by the word of either language, whatever the screen speaks. */
static gboolean
is_named (const char *title,
          const char *words,
          const char *text)
{
  return axle_matches (title, text) || axle_matches (_(title), text) ||
         (words != NULL && (axle_matches (words, text) || axle_matches (_(words), text)));
}

static void
add_views (GListStore      *store,
           AxleWorkstation *workstation,
           const char      *text)
{
  guint n_views;
  const AxleViewInfo *views = axle_view_registry_list (&n_views);

  for (guint i = 0; i < n_views; i++)
    {
      g_auto (GStrv) accels = axle_actions_view_accels (i);
      g_autofree char *action = axle_actions_view_name (views[i].id);
      g_autoptr (AxleCommandSearchItem) item = NULL;

      if (!axle_view_info_is_allowed (&views[i], workstation) || !is_named (views[i].title, NULL, text))
        continue;
      item = axle_command_search_item_new_action (action, _(views[i].title), views[i].icon, accels[0]);
      g_list_store_append (store, item);
    }
}

GListModel *
axle_command_search_list_actions (AxleWindow *window,
                                  const char *text)
{
  GListStore *store = g_list_store_new (AXLE_TYPE_COMMAND_SEARCH_ITEM);
  guint n_actions;
  const AxleActionInfo *actions = axle_actions_list (&n_actions);

  add_views (store, axle_window_get_workstation (window), text);
  for (guint i = 0; i < n_actions; i++)
    if ((actions[i].flags & AXLE_ACTION_FOUND) != 0 &&
        is_named (actions[i].title, actions[i].words, text) &&
        axle_window_can (window, &actions[i]))
      {
        g_autoptr (AxleCommandSearchItem) item =
          axle_command_search_item_new_action (actions[i].name, _(actions[i].title),
                                               actions[i].icon, actions[i].accels[0]);

        g_list_store_append (store, item);
      }
  return G_LIST_MODEL (store);
}
