/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/session.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "sync/reply.h"
#include "wire/message.h"

typedef struct
{
  AxleStore     *store;
  AxleTransport *transport;
  AxleId         staff;
  char          *secret;
  char          *verifier;   /* kept on this desk; later the new one */
  AxleSession   *session;
} SigningIn;

static void
signing_in_free (gpointer data)
{
  SigningIn *self = data;

  explicit_bzero (self->secret, strlen (self->secret));
  g_free (self->secret);
  g_free (self->verifier);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->session, axle_session_free);
  g_free (self);
}

void
axle_session_free (AxleSession *self)
{
  if (self->token != NULL)
    explicit_bzero (self->token, strlen (self->token));
  g_free (self->token);
  g_free (self);
}

/* argon2id takes its time on purpose: never on the thread of the store. */
static void
verify_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  SigningIn *self = data;

  g_task_return_boolean (task, sodium_init () >= 0 &&
                               crypto_pwhash_str_verify (self->verifier, self->secret, strlen (self->secret)) == 0);
}

static void
hash_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  SigningIn *self = data;
  char verifier[crypto_pwhash_STRBYTES];

  if (sodium_init () >= 0 &&
      crypto_pwhash_str (verifier, self->secret, strlen (self->secret),
                         crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0)
    g_task_return_pointer (task, g_strdup (verifier), g_free);
  else
    g_task_return_pointer (task, NULL, NULL);
}

/* Works on what the outer task holds, which waits for it. */
static void
run_aside (GTask               *task,
           GTaskThreadFunc      work,
           GAsyncReadyCallback  done)
{
  g_autoptr(GTask) inner = g_task_new (NULL, NULL, done, task);

  g_task_set_task_data (inner, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (inner, work);
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SigningIn *self = g_task_get_task_data (task);

  if (g_task_propagate_boolean (G_TASK (result), NULL))
    axle_store_reset_tries (self->store, &self->staff, NULL);
  else
    g_clear_pointer (&self->session, axle_session_free);
  if (self->session != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self->session), (GDestroyNotify) axle_session_free);
  else
    g_task_return_new_error (task, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_SECRET, _("That is not the right PIN or password."));
}

/* As on the server: each wrong try makes the next wait for longer. */
static gboolean
may_try (SigningIn  *self,
         GError    **error)
{
  gint64 wait;

  if (!axle_store_count_try (self->store, &self->staff, &wait, error))
    return FALSE;
  if (wait == 0)
    return TRUE;
  g_set_error (error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_SECRET, _("Too many wrong tries. Wait %d seconds."),
               (int) (wait / G_TIME_SPAN_SECOND) + 1);
  return FALSE;
}

static void
sign_in_here (GTask        *task,
              const GError *failure)
{
  SigningIn *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->verifier = axle_store_dup_verifier (self->store, &self->staff);
  if (self->verifier == NULL)
    {
      g_task_return_new_error (task, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_UNREACHABLE,
                               _("The first time you sign in on this desk, it must reach the server. %s"),
                               failure != NULL ? failure->message : "");
      g_object_unref (task);
      return;
    }
  if (may_try (self, &error))
    {
      run_aside (task, verify_thread, verified_cb);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
hashed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SigningIn *self = g_task_get_task_data (task);
  g_autofree char *verifier = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr(GError) error = NULL;

  /* Who signed in is signed in; without a verifier the next time needs the server. */
  if (verifier != NULL && !axle_store_set_verifier (self->store, &self->staff, verifier, &error))
    g_warning ("The sign-in works only with the server: %s", error->message);
  g_task_return_pointer (task, g_steal_pointer (&self->session), (GDestroyNotify) axle_session_free);
}

static gboolean
is_wrong_secret (const AxleReply *reply)
{
  g_autoptr(AxleErrorReply) problem = reply != NULL ? axle_error_reply_decode (reply->body, NULL) : NULL;

  return problem != NULL && g_strcmp0 (problem->code, "secret") == 0;
}

static void
reply_cb (const AxleReply *reply,
          const GError    *failure,
          gpointer         user_data)
{
  GTask *task = user_data;
  SigningIn *self = g_task_get_task_data (task);
  g_autoptr(AxleSessionReply) answer = NULL;
  GError *error = NULL;

  if (reply == NULL ? failure->code == AXLE_SYNC_ERROR_UNREACHABLE : reply->status >= 500)
    {
      sign_in_here (task, failure);
      return;
    }
  if (axle_reply_check (reply, failure, &error))
    answer = axle_session_reply_decode (reply->body, &error);
  if (answer == NULL)
    {
      if (is_wrong_secret (reply))
        error->code = AXLE_SYNC_ERROR_SECRET;
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  self->session->token = g_steal_pointer (&answer->token);
  self->session->expires = answer->expires;
  run_aside (task, hash_thread, hashed_cb);
}

/**
 * axle_session_sign_in_async:
 * @store: the desk's cache; used on this thread only
 * @transport: (nullable): the way to the server; %NULL when the desk has none
 * @staff: who
 * @secret: PIN or password
 * @cancellable: (nullable): gives up waiting for the server
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * The server decides; a desk that does not reach it goes by what the server
 * accepted last time on this desk.
 */
void
axle_session_sign_in_async (AxleStore           *store,
                            AxleTransport       *transport,
                            const AxleId        *staff,
                            const char          *secret,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SigningIn *self = g_new0 (SigningIn, 1);
  AxleSessionRequest request = { .staff = *staff, .secret = (char *) secret };
  g_autoptr(GBytes) body = axle_session_request_encode (&request);

  g_task_set_source_tag (task, axle_session_sign_in_async);
  g_task_set_task_data (task, self, signing_in_free);
  self->store = store;
  self->staff = *staff;
  self->secret = g_strdup (secret);
  self->session = g_new0 (AxleSession, 1);
  self->session->staff = *staff;
  if (transport == NULL)
    {
      sign_in_here (g_steal_pointer (&task), NULL);
      return;
    }
  self->transport = g_object_ref (transport);
  axle_request_run (transport, "POST", "/v1/session", body, reply_cb, g_steal_pointer (&task));
}

/**
 * axle_session_sign_in_finish:
 * @store: the desk's cache
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the session; %AXLE_SYNC_ERROR_SECRET for a wrong secret
 */
AxleSession *
axle_session_sign_in_finish (AxleStore     *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
