/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axlectl/desk.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "axlectl/command.h"
#include "base/host.h"
#include "base/text.h"
#include "core/organisation/organisation.h"
#include "store/search.h"

#define MAX_SECRET 256

/* How long a sync may make no progress before it is given up, in seconds. */
#define PATIENCE_S 60

/* Records made findable in one transaction. */
#define INDEX_SLICE 2000

/**
 * axle_desk_dup_profile:
 *
 * Returns: (transfer full): the folder of --profile, else of AXLE_PROFILE, else the usual one
 */
char *
axle_desk_dup_profile (void)
{
  const char *named = axle_command_profile != NULL ? axle_command_profile : g_getenv ("AXLE_PROFILE");

  if (named == NULL || *named == '\0')
    return axle_workstation_dup_default_profile ();
  return g_canonicalize_filename (named, NULL);
}

/* For a GAsyncReadyCallback; the data is where the result goes. */
void
axle_desk_wait_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

/**
 * axle_desk_wait:
 * @result: (inout): where axle_desk_wait_cb() puts it
 *
 * Returns: (transfer none): the result, once it is there
 */
GAsyncResult *
axle_desk_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* Lets what the worker still has to say arrive before the workstation goes. */
void
axle_desk_close (AxleWorkstation *self)
{
  axle_workstation_close (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self);
}

/* A desk that was away for too long shows nothing before it has reached the server. */
static gboolean
check_lease (AxleWorkstation  *self,
             GError          **error)
{
  if (axle_workstation_get_lock (self) == AXLE_DESK_OPEN)
    return TRUE;
  axle_desk_sync (self, NULL);
  if (axle_workstation_get_lock (self) == AXLE_DESK_OPEN)
    return TRUE;
  g_set_error_literal (error, AXLE_APP_ERROR, AXLE_APP_ERROR_OFFLINE, axle_workstation_get_lock_message (self));
  return FALSE;
}

/**
 * axle_desk_open:
 * @error: return location
 *
 * Opens the profile, making it when it is not there. At an enrolled desk whoever
 * --staff or AXLE_STAFF names signs in with the PIN that axle_desk_read_secret() finds.
 *
 * Returns: (transfer full) (nullable): the desk at work
 */
AxleWorkstation *
axle_desk_open (GError **error)
{
  const char *staff = axle_command_staff != NULL ? axle_command_staff : g_getenv ("AXLE_STAFF");
  g_autoptr (AxleDesk) self = axle_workstation_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *profile = axle_desk_dup_profile ();

  axle_workstation_open_async (self, profile, NULL, axle_desk_wait_cb, &result);
  if (!axle_workstation_open_finish (self, axle_desk_wait (&result), error) || !check_lease (self, error))
    return NULL;
  if (staff != NULL && *staff != '\0' && axle_workstation_is_enrolled (self) && !axle_desk_sign_in (self, staff, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
index_job (AxleStore    *store,
           GTask        *task,
           gpointer      data,
           GCancellable *cancellable)
{
  GError *error = NULL;
  guint n_left = 0;

  if (!axle_store_index_slice (store, INDEX_SLICE, &n_left, &error))
    g_task_return_error (task, error);
  else if (n_left == 0)
    g_task_return_boolean (task, TRUE);
  return error == NULL && n_left > 0;
}

/**
 * axle_desk_index:
 * @self: an open desk
 * @error: return location
 *
 * What arrived in large amounts is made findable afterwards. A command that ends
 * at once has no afterwards, so it waits.
 *
 * Returns: whether everything can be found now
 */
gboolean
axle_desk_index (AxleWorkstation  *self,
                 GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = NULL;

  if (axle_workstation_is_read_only (self))
    return TRUE;
  task = g_task_new (self, NULL, axle_desk_wait_cb, &result);
  axle_workstation_run (self, AXLE_JOB_NORMAL, task, index_job, NULL);
  return g_task_propagate_boolean (G_TASK (axle_desk_wait (&result)), error);
}

typedef struct
{
  gint64   asked_at;
  gboolean given_up;
  guint    patience;
} Waiting;

static gboolean
give_up_cb (gpointer user_data)
{
  Waiting *waiting = user_data;

  waiting->given_up = TRUE;
  waiting->patience = 0;
  return G_SOURCE_REMOVE;
}

static void
news_cb (AxleWorkstation *desk,
         GParamSpec      *property,
         gpointer         user_data)
{
  Waiting *waiting = user_data;

  if (waiting->patience != 0)
    g_source_remove (waiting->patience);
  waiting->patience = g_timeout_add_seconds (PATIENCE_S, give_up_cb, waiting);
}

/* What the desk knew before it was asked does not count. */
static gboolean
is_same (AxleWorkstation *desk,
         const Waiting   *waiting)
{
  return axle_workstation_get_sync_state (desk) == AXLE_SYNC_ONLINE && axle_workstation_get_waiting (desk) == 0
         && axle_workstation_get_photos_waiting (desk) == 0
         && axle_workstation_get_last_sync (desk) >= waiting->asked_at;
}

static gboolean
is_stuck (AxleWorkstation *desk)
{
  AxleSyncState state = axle_workstation_get_sync_state (desk);

  return axle_workstation_get_lock (desk) == AXLE_DESK_LOCKED_OUT || state == AXLE_SYNC_PAUSED
         || (state == AXLE_SYNC_OFFLINE && axle_workstation_get_sync_message (desk) != NULL);
}

/**
 * axle_desk_sync:
 * @self: an open, enrolled desk
 * @error: return location
 *
 * Returns: whether desk and server had the same at one moment since the call
 */
gboolean
axle_desk_sync (AxleWorkstation  *self,
                GError          **error)
{
  Waiting waiting = { .asked_at = axle_host_now (axle_host_get_default ()) };
  gulong handler = g_signal_connect (self, "notify", G_CALLBACK (news_cb), &waiting);
  gboolean same;
  const char *message;

  news_cb (self, NULL, &waiting);
  axle_workstation_sync_now (self);
  while (!is_same (self, &waiting) && !is_stuck (self) && !waiting.given_up)
    g_main_context_iteration (NULL, TRUE);
  same = is_same (self, &waiting);
  message = axle_workstation_get_lock_message (self);
  if (message == NULL)
    message = axle_workstation_get_sync_message (self);
  g_signal_handler_disconnect (self, handler);
  if (waiting.patience != 0)
    g_source_remove (waiting.patience);
  if (!same)
    g_set_error_literal (error, AXLE_APP_ERROR, AXLE_APP_ERROR_OFFLINE,
                         message != NULL ? message
                                         : _("Nothing moved for a minute. Does another program sync this profile?"));
  return same;
}

static gboolean
is_called (AxleRecord *staff,
           const char *name)
{
  g_autofree char *wanted = axle_text_fold (name);
  g_autofree char *folded = axle_text_fold (axle_record_get_text (staff, AXLE_STAFF_NAME));
  AxleId id;

  if (axle_id_parse (name, &id))
    return axle_id_equal (&id, &staff->id);
  return g_str_equal (wanted, folded);
}

static AxleRecord *
find_staff (AxleWorkstation  *self,
            const char       *name,
            GError          **error)
{
  g_autoptr (GPtrArray) all = axle_workstation_list_staff (self);
  AxleRecord *found = NULL;
  guint n = 0;

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (is_called (all->pdata[i], name))
      {
        found = all->pdata[i];
        n++;
      }
  if (n == 1)
    return axle_record_ref (found);
  if (n == 0)
    g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_SIGN_IN,
                 _("Nobody called “%s” works at this desk."), name);
  else
    g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_SIGN_IN,
                 _("%u people are called “%s”. Give the id instead."), n, name);
  return NULL;
}

/* A terminal does not show the PIN while it is typed. */
static gboolean
hide_typing (gboolean        hide,
             struct termios *before)
{
  struct termios now;

  if (!isatty (STDIN_FILENO))
    return FALSE;
  if (!hide)
    return tcsetattr (STDIN_FILENO, TCSAFLUSH, before) == 0;
  if (tcgetattr (STDIN_FILENO, before) != 0)
    return FALSE;
  now = *before;
  now.c_lflag &= ~(tcflag_t) ECHO;
  fputs (_("PIN: "), stderr);
  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &now) == 0;
}

/**
 * axle_desk_read_secret:
 * @error: return location
 *
 * Takes a PIN or password from AXLE_PIN or else the first line of standard
 * input: what stands on a command line is seen by everybody on the machine.
 *
 * Returns: (transfer full) (nullable): the secret
 */
char *
axle_desk_read_secret (GError **error)
{
  const char *given = g_getenv ("AXLE_PIN");
  struct termios before;
  char line[MAX_SECRET + 2];
  gboolean hidden, found;

  if (given != NULL)
    return g_strdup (given);
  hidden = hide_typing (TRUE, &before);
  found = fgets (line, sizeof line, stdin) != NULL;
  if (hidden)
    {
      hide_typing (FALSE, &before);
      fputc ('\n', stderr);
    }
  if (found)
    line[strcspn (line, "\r\n")] = '\0';
  if (found && *line != '\0' && g_utf8_validate (line, -1, NULL))
    return g_strdup (line);
  g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_SIGN_IN,
               _("A PIN is needed: in the variable AXLE_PIN, or as a line on standard input."));
  return NULL;
}

/**
 * axle_desk_sign_in:
 * @self: an open, enrolled desk
 * @staff: a name or an id
 * @error: return location
 *
 * Returns: whether they are signed in
 */
gboolean
axle_desk_sign_in (AxleWorkstation  *self,
                   const char       *staff,
                   GError          **error)
{
  g_autoptr (AxleRecord) person = find_staff (self, staff, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *secret = NULL;

  /* They may have been employed since the last sync. */
  if (person == NULL)
    {
      axle_desk_sync (self, NULL);
      person = find_staff (self, staff, error);
    }
  if (person != NULL)
    secret = axle_desk_read_secret (error);
  if (secret == NULL)
    return FALSE;
  axle_workstation_sign_in_async (self, &person->id, secret, NULL, axle_desk_wait_cb, &result);
  return axle_workstation_sign_in_finish (self, axle_desk_wait (&result), error);
}
