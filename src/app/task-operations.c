/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/task-operations.h"

#include <glib/gi18n-lib.h>

#include "app/contact-budget.h"
#include "app/customer-operations.h"
#include "app/followup.h"
#include "app/rules.h"
#include "app/workstation-private.h"
#include "core/change-list.h"
#include "core/followup/task.h"
#include "core/party/contact.h"

static gint64
get_now (void)
{
  return axle_host_now (axle_host_get_default ());
}

AxleRecord *
axle_task_draft_new (AxleWorkstation *workstation,
                     const AxleId    *customer,
                     const char      *kind)
{
  AxleRecord *task = axle_customer_draft_new (workstation, &axle_task_entity);
  AxleId staff = axle_workstation_get_staff_id (workstation);
  AxleLadder ladder;

  axle_workstation_init_ladder (workstation, &ladder);
  axle_record_set_id (task, AXLE_TASK_CUSTOMER, customer);
  axle_record_set_text (task, AXLE_TASK_KIND, kind);
  axle_record_set_text (task, AXLE_TASK_STATE, "open");
  axle_record_set_integer (task, AXLE_TASK_DUE,
                           axle_opening_next (&ladder.opening, axle_opening_midnight (&ladder.opening, get_now (), 1)));
  if (!axle_id_is_none (&staff))
    axle_record_set_id (task, AXLE_TASK_STAFF, &staff);
  return task;
}

void
axle_task_save_async (AxleWorkstation     *workstation,
                      const AxleRecord    *before,
                      const AxleRecord    *after,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  axle_change_list_add_between (changes, before, after);
  axle_workstation_save_async (workstation, before == NULL ? _("Task added") : _("Task changed"), changes,
                               cancellable, callback, user_data);
}

void
axle_tasks_put_off_async (AxleWorkstation     *workstation,
                          GPtrArray           *tasks,
                          gint64               due,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  for (guint i = 0; i < tasks->len; i++)
    {
      g_autoptr(AxleRecord) after = axle_record_copy (tasks->pdata[i]);

      axle_record_set_integer (after, AXLE_TASK_DUE, due);
      axle_change_list_add_between (changes, tasks->pdata[i], after);
    }
  axle_workstation_save_async (workstation, _("Task put off"), changes, cancellable, callback, user_data);
}

void
axle_tasks_assign_async (AxleWorkstation     *workstation,
                         GPtrArray           *tasks,
                         const AxleId        *staff,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  static const AxleValue nobody = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  for (guint i = 0; i < tasks->len; i++)
    {
      g_autoptr(AxleRecord) after = axle_record_copy (tasks->pdata[i]);

      if (axle_id_is_none (staff))
        axle_record_set (after, AXLE_TASK_STAFF, &nobody);
      else
        axle_record_set_id (after, AXLE_TASK_STAFF, staff);
      axle_change_list_add_between (changes, tasks->pdata[i], after);
    }
  axle_workstation_save_async (workstation, _("Task handed over"), changes, cancellable, callback, user_data);
}

void
axle_tasks_cancel_async (AxleWorkstation     *workstation,
                         GPtrArray           *tasks,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  AxleId staff = axle_workstation_get_staff_id (workstation);

  for (guint i = 0; i < tasks->len; i++)
    {
      g_autoptr(AxleRecord) after = axle_record_copy (tasks->pdata[i]);

      axle_record_set_text (after, AXLE_TASK_STATE, "cancelled");
      axle_record_set_text (after, AXLE_TASK_OUTCOME, "not-needed");
      axle_record_set_integer (after, AXLE_TASK_DONE_AT, get_now ());
      if (!axle_id_is_none (&staff))
        axle_record_set_id (after, AXLE_TASK_DONE_BY, &staff);
      axle_change_list_add_between (changes, tasks->pdata[i], after);
    }
  axle_workstation_save_async (workstation, _("Task cancelled"), changes, cancellable, callback, user_data);
}

gint64
axle_workstation_find_put_off (AxleWorkstation *workstation,
                               const char      *name)
{
  static const struct
  {
    const char *name;
    int         days;
  } days[] = { { "tomorrow", 1 }, { "days", 3 }, { "week", 7 } };
  gint64 now = get_now ();
  AxleLadder ladder;

  axle_workstation_init_ladder (workstation, &ladder);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (g_str_equal (days[i].name, name))
      return axle_opening_next (&ladder.opening, axle_opening_midnight (&ladder.opening, now, days[i].days));
  return axle_opening_add (&ladder.opening, now, 2 * G_TIME_SPAN_HOUR);
}

/* Done. */

static void
init_report (AxleWorkstation  *workstation,
             const AxleRecord *task,
             AxleTaskReport   *report)
{
  *report = (AxleTaskReport) {
    .task = task, .staff = axle_workstation_get_staff_id (workstation), .at = get_now (),
  };
}

gint64
axle_task_find_next_try (AxleWorkstation  *workstation,
                         const AxleRecord *task)
{
  gint64 limit = axle_policies_get (axle_workstation_get_policies (workstation), "task.tries");
  AxleTaskReport report;
  AxleLadder ladder;

  if (axle_record_get_integer (task, AXLE_TASK_TRIES) + 1 >= limit)
    return 0;
  init_report (workstation, task, &report);
  axle_workstation_init_ladder (workstation, &ladder);
  return axle_task_report_next_try (&report, &ladder);
}

/* What a rule made already, on another desk or before an undo, is not made again. */
static gboolean
is_there (AxleWorkstation  *workstation,
          const AxleRecord *record)
{
  g_autoptr(AxleRecord) found = axle_workstation_get_record (workstation, record->entity, &record->id);

  return found != NULL;
}

/* An answer's task whose making was undone is there, deleted. */
static void
add_restoring (AxleWorkstation  *workstation,
               GPtrArray        *changes,
               const AxleRecord *record)
{
  g_autoptr(AxleRecord) found = axle_workstation_get_record (workstation, record->entity, &record->id);

  if (found != NULL && found->deleted)
    axle_change_list_add_action (changes, found, AXLE_CHANGE_RESTORE);
}

static GPtrArray *
conclude (AxleWorkstation      *workstation,
          const AxleTaskReport *report)
{
  g_autoptr(AxleQuestions) questions = axle_workstation_load_questions (workstation);
  AxleLadder ladder;

  axle_workstation_init_ladder (workstation, &ladder);
  return axle_task_report_conclude (report, questions, axle_workstation_get_rules (workstation), &ladder,
                                    axle_host_get_default ());
}

/* Of what the answers ask for: doing the task itself is a contact, too. */
static char *
dup_consequence (AxleWorkstation  *workstation,
                 const AxleRecord *next,
                 GPtrArray        *records)
{
  const char *title = axle_record_get_text (next, AXLE_TASK_TITLE);
  AxleId customer = axle_record_get_id (next, AXLE_TASK_CUSTOMER);
  AxleContactBudget budget = axle_contact_budget_load (workstation, &customer, get_now ());
  AxleContactHold hold;

  for (guint i = 1; i < records->len; i++)
    if (((AxleRecord *) records->pdata[i])->entity == &axle_contact_entity)
      axle_contact_budget_spend (&budget, records->pdata[i]);
  hold = axle_contact_budget_judge (&budget, axle_task_get_purpose (next));
  return hold == AXLE_CONTACT_FREE
    ? g_strdup (title)
    /* Translators: a task, and why it waits: the customer is “contacted often enough this month”. */
    : g_strdup_printf (_("%s (held back: %s)"), title, axle_contact_hold_get_label (hold));
}

char **
axle_task_list_consequences (AxleWorkstation  *workstation,
                             const AxleRecord *task,
                             const char       *outcome,
                             const char       *channel,
                             const char       *result,
                             GHashTable       *answers)
{
  g_autoptr(GStrvBuilder) titles = g_strv_builder_new ();
  g_autoptr(GPtrArray) records = NULL;
  AxleTaskReport report;

  init_report (workstation, task, &report);
  report.outcome = outcome;
  report.channel = channel;
  report.result = result;
  report.answers = answers;
  records = conclude (workstation, &report);
  for (guint i = 1; i < records->len; i++)
    if (((AxleRecord *) records->pdata[i])->entity == &axle_task_entity)
      g_strv_builder_take (titles, dup_consequence (workstation, records->pdata[i], records));
  return g_strv_builder_end (titles);
}

static void
add_conclusions (AxleWorkstation      *workstation,
                 const AxleTaskReport *report,
                 GPtrArray            *changes)
{
  g_autoptr(GPtrArray) records = conclude (workstation, report);

  axle_change_list_add_between (changes, report->task, records->pdata[0]);
  for (guint i = 1; i < records->len; i++)
    if (is_there (workstation, records->pdata[i]))
      add_restoring (workstation, changes, records->pdata[i]);
    else
      axle_change_list_add_between (changes, NULL, records->pdata[i]);
}

void
axle_task_finish_async (AxleWorkstation     *workstation,
                        const AxleRecord    *task,
                        const char          *outcome,
                        const char          *channel,
                        const char          *result,
                        GHashTable          *answers,
                        gint64               again,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  AxleTaskReport report;

  init_report (workstation, task, &report);
  report.outcome = outcome;
  report.channel = channel;
  report.result = result;
  report.answers = answers;
  report.again = again;
  add_conclusions (workstation, &report, changes);
  axle_workstation_save_async (workstation, again != 0 ? _("Task tried") : _("Task done"), changes,
                               cancellable, callback, user_data);
}
