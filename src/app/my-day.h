/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/followup/escalation.h"
#include "core/party/contact-budget.h"

G_BEGIN_DECLS

/**
 * AxleDayGroup:
 * @AXLE_DAY_OVERDUE: one's own, late
 * @AXLE_DAY_TODAY: one's own, due today
 * @AXLE_DAY_ESCALATED: late at somebody else, so late that it is for others too
 * @AXLE_DAY_NOBODY: of nobody, for whoever takes it
 * @AXLE_DAY_COMING: one's own, due in the next days
 * @AXLE_DAY_HELD: one's own or of nobody, that the customer should not be contacted for now
 *
 * Where a task stands in the list of the day.
 */
typedef enum
{
  AXLE_DAY_OVERDUE,
  AXLE_DAY_TODAY,
  AXLE_DAY_ESCALATED,
  AXLE_DAY_NOBODY,
  AXLE_DAY_COMING,
  AXLE_DAY_HELD,
  AXLE_DAY_N_GROUPS,
} AxleDayGroup;

const char *axle_day_group_get_title         (AxleDayGroup   self);

/* A task as a person reads it. What it says of the customer is read when it is asked
 * for. Never changed once made. */
#define AXLE_TYPE_TASK_ITEM (axle_task_item_get_type ())
G_DECLARE_FINAL_TYPE (AxleTaskItem, axle_task_item, AXLE, TASK_ITEM, GObject)

AxleTaskItem *axle_task_item_new             (AxleWorkstation  *workstation,
                                              AxleRecord       *task,
                                              AxleDayGroup      group,
                                              AxleEscalation    reached,
                                              AxleContactHold   hold);
AxleRecord   *axle_task_item_get_task        (AxleTaskItem     *self);
AxleDayGroup  axle_task_item_get_group       (AxleTaskItem     *self);
AxleEscalation axle_task_item_get_reached    (AxleTaskItem     *self);
const char   *axle_task_item_get_title       (AxleTaskItem     *self);
const char   *axle_task_item_get_kind        (AxleTaskItem     *self); /* "Call after service" */
const char   *axle_task_item_get_icon        (AxleTaskItem     *self); /* icon name */
gint64        axle_task_item_get_due         (AxleTaskItem     *self);
/* "14:30", "tomorrow 08:30", "3 days late". */
const char   *axle_task_item_get_when        (AxleTaskItem     *self);
gboolean      axle_task_item_is_late         (AxleTaskItem     *self);
/* "contacted often enough this month"; "" when nothing stands against it. */
const char   *axle_task_item_get_held        (AxleTaskItem     *self);
/* Whom it is for: who stands for the customer of the task. */
const AxleId *axle_task_item_get_customer    (AxleTaskItem     *self);
const char   *axle_task_item_get_name        (AxleTaskItem     *self); /* the customer's */
const char   *axle_task_item_get_car         (AxleTaskItem     *self); /* "京A12345 · Model Y"; "" for none */
const char   *axle_task_item_get_responsible (AxleTaskItem     *self); /* "" for nobody */
/* Whether two say the same. */
gboolean      axle_task_item_same            (gpointer          a,
                                              gpointer          b);
/* "Tried 2 times"; "" when it was not tried. */
const char   *axle_task_item_get_tried       (AxleTaskItem     *self);

/**
 * AxleMyDay:
 *
 * What who is signed in has to do: a GListModel of #AxleTaskItem, group by group, in each
 * the one that is due first first; kept up to date.
 */
#define AXLE_TYPE_MY_DAY (axle_my_day_get_type ())
G_DECLARE_FINAL_TYPE (AxleMyDay, axle_my_day, AXLE, MY_DAY, GObject)

AxleMyDay    *axle_my_day_new                (AxleWorkstation  *workstation);
GListModel   *axle_my_day_get_items          (AxleMyDay        *self);
guint         axle_my_day_count              (AxleMyDay        *self,
                                              AxleDayGroup      group);
void          axle_my_day_refresh            (AxleMyDay        *self);

/* The open ones of @tasks as items, whoever is responsible, the first due first. */
GPtrArray    *axle_workstation_list_tasks_in (AxleWorkstation  *workstation,
                                              GPtrArray        *tasks);

G_END_DECLS
