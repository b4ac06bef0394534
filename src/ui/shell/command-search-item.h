/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/command-search.h"
#include "ui/shell/window.h"

G_BEGIN_DECLS

/**
 * AxleCommandKind: which part of the list a line stands in
 */
typedef enum
{
  AXLE_COMMAND_RECENT,
  AXLE_COMMAND_RECORD,
  AXLE_COMMAND_ACTION,
} AxleCommandKind;

/* A line of the command search: a record to go to, or something to do. */
#define AXLE_TYPE_COMMAND_SEARCH_ITEM (axle_command_search_item_get_type ())
G_DECLARE_FINAL_TYPE (AxleCommandSearchItem, axle_command_search_item, AXLE, COMMAND_SEARCH_ITEM, GObject)

AxleCommandSearchItem *axle_command_search_item_new_recent (AxleRecord            *record);
AxleCommandSearchItem *axle_command_search_item_new_found  (AxleFoundItem         *found);
AxleCommandSearchItem *axle_command_search_item_new_action (const char            *action,
                                                            const char            *title,
                                                            const char            *icon,
                                                            const char            *accel);

AxleCommandKind   axle_command_search_item_get_kind   (AxleCommandSearchItem *self);
const char       *axle_command_search_item_get_title  (AxleCommandSearchItem *self);
const char       *axle_command_search_item_get_markup (AxleCommandSearchItem *self); /* nullable */
const char       *axle_command_search_item_get_detail (AxleCommandSearchItem *self); /* nullable */
const char       *axle_command_search_item_get_icon   (AxleCommandSearchItem *self);
const char       *axle_command_search_item_get_accel  (AxleCommandSearchItem *self); /* nullable */
/* What it does: an action to activate, or else a record to show. */
const char       *axle_command_search_item_get_action (AxleCommandSearchItem *self);
const AxleEntity *axle_command_search_item_get_entity (AxleCommandSearchItem *self);
const AxleId     *axle_command_search_item_get_id     (AxleCommandSearchItem *self);

/* Everything that can be done in @window now and that @text names, in either
 * language; all of it when @text is empty. */
GListModel       *axle_command_search_list_actions    (AxleWindow            *window,
                                                       const char            *text);

G_END_DECLS
