/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/workstation-private.h"
#include "core/organisation/organisation.h"
#include "sync/enrol.h"
#include "sync/session.h"

/* Enrolling and signing in: conversations that run on the worker, beside the engine. */

static void
return_cause (GTask  *task,
              GError *cause)
{
  GError *error = NULL;

  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
}

/* Enrolling. */

typedef struct
{
  char *server;
  char *code;
  char *name;
} Enrolling;

static void
free_enrolling (gpointer data)
{
  Enrolling *enrolling = data;

  g_free (enrolling->server);
  g_free (enrolling->code);
  g_free (enrolling->name);
  g_free (enrolling);
}

typedef struct
{
  AxleStore *store;
  GTask     *task;
} Talk;

static Talk *
new_talk (AxleWorker *worker,
          GTask      *task)
{
  Talk *talk = g_new0 (Talk, 1);

  talk->store = axle_worker_get_store (worker);
  talk->task = g_object_ref (task);
  return talk;
}

static void
free_talk (Talk *talk)
{
  axle_app_unref_task (talk->task);
  g_free (talk);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Talk, free_talk)

static void
enrol_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(Talk) talk = data;
  GError *cause = NULL;

  if (axle_enrol_finish (talk->store, result, &cause))
    g_task_return_boolean (talk->task, TRUE);
  else
    return_cause (talk->task, cause);
}

static gboolean
enrol_job (AxleWorker *worker,
           gpointer    data)
{
  GTask *task = data;
  Enrolling *enrolling = g_task_get_task_data (task);

  axle_enrol_async (axle_worker_get_store (worker), enrolling->server, enrolling->code, enrolling->name,
                    g_task_get_cancellable (task), enrol_answered_cb, new_talk (worker, task));
  return G_SOURCE_REMOVE;
}

static void
enrolled_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  AxleWorkstation *self = AXLE_WORKSTATION (source);
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      axle_workstation_start_sync (self);
      g_task_return_error (task, error);
      return;
    }
  axle_workstation_load_enrolment (self);
  axle_workstation_start_sync (self);
  axle_workstation_notify (self, AXLE_WORKSTATION_PROP_ENROLLED);
  g_task_return_boolean (task, TRUE);
}

void
axle_workstation_enrol_async (AxleWorkstation     *self,
                              const char          *server,
                              const char          *code,
                              const char          *name,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) inner = NULL;
  Enrolling *enrolling;

  if (self->writer == NULL || self->read_only)
    {
      g_task_return_new_error (task, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("This profile cannot be written."));
      g_object_unref (task);
      return;
    }
  axle_workstation_stop_sync (self);
  enrolling = g_new0 (Enrolling, 1);
  enrolling->server = g_strdup (server);
  enrolling->code = g_strdup (code);
  enrolling->name = g_strdup (name);
  inner = g_task_new (self, cancellable, enrolled_cb, task);
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_task_data (inner, enrolling, free_enrolling);
  axle_worker_push (self->writer, G_PRIORITY_DEFAULT, enrol_job, g_object_ref (inner), axle_app_unref_task);
}

gboolean
axle_workstation_enrol_finish (AxleWorkstation  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Signing in. */

typedef struct
{
  AxleSyncLink  *link;
  AxleEnrolment *enrolment;
  AxleId         staff;
  char          *secret;
} SigningIn;

static void
free_signing_in (gpointer data)
{
  SigningIn *signing = data;

  g_clear_pointer (&signing->enrolment, axle_enrolment_free);
  explicit_bzero (signing->secret, strlen (signing->secret));
  g_free (signing->secret);
  g_free (signing);
}

static void
free_session (gpointer session)
{
  axle_session_free (session);
}

static void
sign_in_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr(Talk) talk = data;
  GError *cause = NULL;
  AxleSession *session = axle_session_sign_in_finish (talk->store, result, &cause);

  if (session != NULL)
    g_task_return_pointer (talk->task, session, free_session);
  else
    return_cause (talk->task, cause);
}

static gboolean
sign_in_job (AxleWorker *worker,
             gpointer    data)
{
  GTask *task = data;
  SigningIn *signing = g_task_get_task_data (task);
  g_autoptr(AxleTransport) transport = axle_sync_link_dup_transport (signing->link, signing->enrolment, NULL);

  axle_session_sign_in_async (axle_worker_get_store (worker), transport, &signing->staff, signing->secret,
                              g_task_get_cancellable (task), sign_in_answered_cb, new_talk (worker, task));
  return G_SOURCE_REMOVE;
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  AxleWorkstation *self = AXLE_WORKSTATION (source);
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(AxleSession) session = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr(AxleRecord) staff = NULL;

  if (session == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  staff = axle_workstation_get_record (self, &axle_staff_entity, &session->staff);
  if (staff == NULL || staff->deleted)
    {
      g_task_return_new_error (task, AXLE_APP_ERROR, AXLE_APP_ERROR_SIGN_IN, _("This person does not work here any more."));
      return;
    }
  axle_workstation_set_session (self, session->token);
  axle_workstation_set_staff (self, staff);
  g_task_return_boolean (task, TRUE);
}

void
axle_workstation_sign_in_async (AxleWorkstation     *self,
                                const AxleId        *staff,
                                const char          *secret,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) inner = NULL;
  SigningIn *signing;

  if (self->writer == NULL)
    {
      g_task_return_new_error (task, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("The profile is not open."));
      g_object_unref (task);
      return;
    }
  signing = g_new0 (SigningIn, 1);
  signing->link = self->link;
  signing->enrolment = self->enrolment != NULL ? axle_enrolment_copy (self->enrolment) : NULL;
  signing->staff = *staff;
  signing->secret = g_strdup (secret);
  inner = g_task_new (self, cancellable, signed_in_cb, task);
  g_task_set_task_data (inner, signing, free_signing_in);
  axle_worker_push (self->writer, G_PRIORITY_HIGH, sign_in_job, g_object_ref (inner), axle_app_unref_task);
}

gboolean
axle_workstation_sign_in_finish (AxleWorkstation  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
