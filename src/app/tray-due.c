/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/tray-private.h"
#include "app/workstation-private.h"
#include "core/organisation/policy.h"
#include "core/organisation/rights.h"
#include "store/appointments.h"

/* How soon requests are answered, and which should have been: for the badge of the calendar,
 * the day and reports. */

/* A store has tens of requests a day. */
#define FIGURE_LIMIT 5000

GArray *
axle_tray_read_figures (const AxleTrayReading  *reading,
                        guint                   n_days,
                        GError                **error)
{
  g_autoptr(GPtrArray) requests =
    axle_store_list_requests_since (reading->store, reading->now - n_days * G_TIME_SPAN_DAY, FIGURE_LIMIT, error);

  return requests == NULL ? NULL
         : axle_answer_figures_new (requests, reading->days,
                                    (int) axle_policies_get (reading->policies, "appointment.answer"), reading->now);
}

GArray *
axle_tray_measure (AxleWorkstation  *workstation,
                   guint             n_days,
                   GError          **error)
{
  const AxleTrayReading reading = {
    .store = workstation->reader,
    .days = axle_workstation_get_working_days (workstation),
    .policies = axle_workstation_get_policies (workstation),
    .now = axle_host_now (axle_host_get_default ()),
  };
  GError *cause = NULL;
  GArray *figures;

  if (!axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, error))
    return NULL;
  figures = axle_tray_read_figures (&reading, n_days, &cause);
  if (figures == NULL)
    axle_app_take_error (error, cause);
  return figures;
}

gint64
axle_tray_find_due (gint64                 due,
                    const AxleAnswerClock *clock)
{
  if (clock->state != AXLE_ANSWER_WAITING && clock->state != AXLE_ANSWER_SOON)
    return due;
  return due != 0 ? MIN (due, clock->due) : clock->due;
}

guint
axle_tray_call_after (gint64           due,
                      GSourceOnceFunc  function,
                      gpointer         data)
{
  gint64 wait = (due - axle_host_now (axle_host_get_default ())) / 1000 + 1;

  return g_timeout_add_once ((guint) CLAMP (wait, 1, G_MAXINT), function, data);
}

/* @due: (out): when there is one more; 0 where none is to come. */
static guint
count (AxleWorkstation *self,
       gint64          *due)
{
  int promise = (int) axle_policies_get (axle_workstation_get_policies (self), "appointment.answer");
  gint64 now = axle_host_now (axle_host_get_default ());
  g_autoptr(GPtrArray) requests = NULL;
  guint n = 0;

  *due = 0;
  if (self->reader == NULL || self->staff == NULL || !axle_workstation_may (self, AXLE_RIGHT_APPOINTMENTS_WRITE))
    return 0;
  requests = axle_store_list_requests (self->reader, AXLE_TRAY_LIMIT, NULL);
  for (guint i = 0; requests != NULL && i < requests->len; i++)
    {
      AxleAnswerClock clock =
        axle_answer_clock_read (requests->pdata[i], axle_workstation_get_working_days (self), promise, now);

      n += clock.state == AXLE_ANSWER_OVERDUE;
      *due = axle_tray_find_due (*due, &clock);
    }
  return n;
}

static void
due_cb (gpointer data)
{
  AxleWorkstation *self = data;

  self->requests_timer = 0;
  axle_workstation_count_requests (self);
}

void
axle_workstation_count_requests (AxleWorkstation *self)
{
  gint64 due;
  guint n = count (self, &due);

  g_clear_handle_id (&self->requests_timer, g_source_remove);
  if (due != 0)
    self->requests_timer = axle_tray_call_after (due, due_cb, self);
  if (self->requests_due == n)
    return;
  self->requests_due = n;
  axle_workstation_notify (self, AXLE_WORKSTATION_PROP_REQUESTS_DUE);
}

guint
axle_workstation_get_requests_due (AxleWorkstation *self)
{
  return self->requests_due;
}
