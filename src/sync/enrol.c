/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/enrol.h"

#include <glib/gi18n-lib.h>

#include "store/outbox.h"
#include "sync/http-transport.h"
#include "sync/reply.h"
#include "wire/enrolment-code.h"
#include "wire/message.h"

#define KEY_SIZE 32

typedef struct
{
  AxleStore         *store;
  AxleHttpTransport *transport;
  char              *server;
  char              *key;
} Enrolling;

static void
enrolling_free (gpointer data)
{
  Enrolling *self = data;

  g_clear_object (&self->transport);
  g_free (self->server);
  g_free (self->key);
  g_free (self);
}

static char *
new_key (AxleHost *host)
{
  guint8 bytes[KEY_SIZE];
  char *text;

  axle_host_fill (host, bytes, sizeof bytes);
  text = g_base64_encode (bytes, sizeof bytes);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  *strchrnul (text, '=') = '\0';
  return text;
}

static char *
write_hexadecimal (const guint8 *bytes,
                   gsize         n_bytes)
{
  GString *text = g_string_sized_new (n_bytes * 2);

  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free_and_steal (text);
}

static void
reply_cb (const AxleReply *reply,
          const GError    *failure,
          gpointer         user_data)
{
  g_autoptr(GTask) task = user_data;
  Enrolling *self = g_task_get_task_data (task);
  AxleEnrolment enrolment = { 0 };
  g_autoptr(AxleEnrolReply) answer = NULL;
  GError *error = NULL;

  if (!axle_reply_check (reply, failure, &error) ||
      (answer = axle_enrol_reply_decode (reply->body, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  enrolment.desk = answer->desk;
  enrolment.store = answer->store;
  enrolment.group = answer->group;
  enrolment.install = answer->install;
  enrolment.audience = answer->audience;
  enrolment.server = self->server;
  enrolment.pin = (char *) axle_http_transport_get_peer_pin (self->transport);
  enrolment.token = self->key;
  if (axle_store_set_enrolment (self->store, &enrolment, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * axle_enrol_async:
 * @store: the desk's cache; used on this thread only
 * @server: the server's address, `https://HOST[:PORT]`
 * @code: what the server's administrator gave; any case, spaces and hyphens do not matter
 * @name: what the desk calls itself
 * @cancellable: (nullable): gives up waiting; the code may have been used
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes this a desk of a server. The code is told only to the server whose
 * certificate it was made for; from then on the desk talks to that one alone.
 */
void
axle_enrol_async (AxleStore           *store,
                  const char          *server,
                  const char          *code,
                  const char          *name,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Enrolling *self = g_new0 (Enrolling, 1);
  AxleEnrolmentCode parsed;
  AxleEnrolRequest request = { .code = (char *) code, .name = (char *) name };
  g_autoptr(AxleEnrolment) before = axle_store_dup_enrolment (store);
  g_autofree char *pin = NULL;
  g_autoptr(GBytes) body = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, axle_enrol_async);
  g_task_set_task_data (task, self, enrolling_free);
  if (!axle_enrolment_code_parse (code, &parsed))
    {
      g_task_return_new_error (task, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_CODE,
                               _("The code is not complete or has a wrong letter. Check it, or ask for a new one."));
      return;
    }
  pin = write_hexadecimal (parsed.pin, sizeof parsed.pin);
  self->store = store;
  self->server = g_strdup (server);
  self->key = new_key (axle_store_get_host (store));
  self->transport = axle_http_transport_new (server, g_str_has_prefix (server, "https:") ? pin : NULL, NULL, &error);
  if (self->transport == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  request.key = self->key;
  request.after = before != NULL ? axle_store_get_last_number (store) : 0;
  body = axle_enrol_request_encode (&request);
  axle_request_run (AXLE_TRANSPORT (self->transport), "POST", "/v1/enrol", body, reply_cb, g_steal_pointer (&task));
}

/**
 * axle_enrol_finish:
 * @store: the desk's cache
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether the desk is enrolled; its enrolment is in @store
 */
gboolean
axle_enrol_finish (AxleStore     *store,
                   GAsyncResult  *result,
                   GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
