/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/key.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store.h"

#define KEY_SIZE 32

/* A secret service that does not answer in this time is none: longer than one needs
 * to start, short enough to wait for. An unlocking prompt is the person's time and
 * is bounded too, so that a desk nobody sits at starts. */
#define SERVICE_WAIT_US (20 * G_USEC_PER_SEC)

static const SecretSchema schema = {
  "io.github.axledesk.Axle.Cache", SECRET_SCHEMA_NONE,
  { { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static void
set_key_error (GError     **error,
               const char  *format,
               const char  *path)
{
  g_set_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_KEY, "%s (%s)", format, path);
}

/* Whether a secret service may answer at all: asking for one where there is no
 * session bus could start a bus of its own. */
static gboolean
may_have_service (void)
{
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  return g_strcmp0 (g_getenv ("AXLE_KEY_STORE"), "file") != 0 &&
         (g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test (socket, G_FILE_TEST_EXISTS));
}

/* Cancels an operation that takes too long. */
typedef struct
{
  GMutex        lock;
  GCond         done;
  gboolean      is_done;
  GCancellable *cancellable;
  GThread      *thread;
} Patience;

static gpointer
wait_thread (gpointer data)
{
  Patience *self = data;
  gint64 end = g_get_monotonic_time () + SERVICE_WAIT_US;

  g_mutex_lock (&self->lock);
  while (!self->is_done && g_cond_wait_until (&self->done, &self->lock, end))
    continue;
  if (!self->is_done)
    g_cancellable_cancel (self->cancellable);
  g_mutex_unlock (&self->lock);
  return NULL;
}

static void
patience_begin (Patience *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->done);
  self->is_done = FALSE;
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("key-wait", wait_thread, self);
}

static void
patience_end (Patience *self)
{
  g_mutex_lock (&self->lock);
  self->is_done = TRUE;
  g_cond_signal (&self->done);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->done);
}

static GBytes *
parse_key (const char *text)
{
  guint8 key[KEY_SIZE];
  size_t size;
  GBytes *bytes = NULL;

  if (text != NULL &&
      sodium_hex2bin (key, sizeof key, text, strlen (text), "\n", &size, NULL) == 0 && size == KEY_SIZE)
    bytes = g_bytes_new (key, sizeof key);
  sodium_memzero (key, sizeof key);
  return bytes;
}

static GBytes *
load_from_service (const char  *profile,
                   GError     **error)
{
  Patience patience;
  char *text;
  GBytes *key;

  patience_begin (&patience);
  text = secret_password_lookup_sync (&schema, patience.cancellable, error, "profile", profile, NULL);
  patience_end (&patience);
  key = parse_key (text);
  secret_password_free (text);
  return key;
}

static gboolean
keep_in_service (const char *profile,
                 const char *text)
{
  g_autofree char *label = g_strdup_printf (_("Axle: key of the data in %s"), profile);
  Patience patience;
  gboolean kept;

  patience_begin (&patience);
  kept = secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, text, patience.cancellable, NULL,
                                     "profile", profile, NULL);
  patience_end (&patience);
  return kept;
}

static gboolean
is_private (int          fd,
            const char  *path,
            GError     **error)
{
  struct stat status;

  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode) &&
      (status.st_mode & 077) == 0 && status.st_uid == geteuid ())
    return TRUE;
  set_key_error (error, _("Others may read the key of the data on this computer, so it is not used. "
                          "Nothing was changed; make the file readable by its owner alone."), path);
  return FALSE;
}

static GBytes *
load_from_file (const char  *path,
                GError     **error)
{
  char text[2 * KEY_SIZE + 2] = { 0 };
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  GBytes *key = NULL;
  gssize size;

  if (fd < 0)
    {
      set_key_error (error, _("The key of the data on this computer cannot be read. Nothing was changed."), path);
      return NULL;
    }
  if (is_private (fd, path, error))
    {
      size = read (fd, text, sizeof text - 1);
      key = size > 0 ? parse_key (text) : NULL;
      if (key == NULL)
        set_key_error (error, _("The key of the data on this computer is damaged. Nothing was changed; "
                                "put back a copy of the file, or set this computer up anew."), path);
    }
  close (fd);
  sodium_memzero (text, sizeof text);
  return key;
}

static gboolean
write_all (int         fd,
           const char *text,
           gsize       size)
{
  while (size > 0)
    {
      gssize written = write (fd, text, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      text += written;
      size -= (gsize) written;
    }
  return fsync (fd) == 0;
}

/* Never over a key that is there: with it goes all that it opens. */
static gboolean
keep_in_file (const char  *path,
              const char  *text,
              GError     **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean kept = fd >= 0 && write_all (fd, text, strlen (text));

  if (fd >= 0)
    close (fd);
  if (kept)
    return TRUE;
  set_key_error (error, _("The key of the data on this computer cannot be kept. Nothing was changed; check the disk."), path);
  if (fd >= 0)
    unlink (path);
  return FALSE;
}

static GBytes *
make_key (const char  *profile,
          const char  *path,
          GError     **error)
{
  guint8 key[KEY_SIZE];
  char text[2 * KEY_SIZE + 1];
  gboolean kept;
  GBytes *bytes;

  if (sodium_init () < 0)
    {
      set_key_error (error, _("This computer gives no random numbers. Nothing was changed."), path);
      return NULL;
    }
  randombytes_buf (key, sizeof key);
  sodium_bin2hex (text, sizeof text, key, sizeof key);
  kept = (may_have_service () && keep_in_service (profile, text)) || keep_in_file (path, text, error);
  bytes = kept ? g_bytes_new (key, sizeof key) : NULL;
  sodium_memzero (key, sizeof key);
  sodium_memzero (text, sizeof text);
  return bytes;
}

/**
 * axle_key_load:
 * @profile: (type filename): the profile's folder; made with mode 0700 when there is none
 * @create: whether to make a key when there is none. Only where there is no cache yet:
 *   a keyring that is closed today would otherwise be answered with another key.
 * @error: return location
 *
 * Looks in the file `key`, which says by being there that it is the place, and then
 * in the desktop's secret service. `AXLE_KEY_STORE=file` in the environment leaves
 * the service alone.
 *
 * Returns: (transfer full) (nullable): the 32 bytes; %NULL with %AXLE_STORE_ERROR_KEY
 */
GBytes *
axle_key_load (const char  *profile,
               gboolean     create,
               GError     **error)
{
  g_autofree char *path = g_build_filename (profile, "key", NULL);
  g_autoptr(GError) service_error = NULL;
  GBytes *key = NULL;

  if (create && g_mkdir_with_parents (profile, 0700) != 0)
    {
      set_key_error (error, _("The folder for the data on this computer cannot be made. Check the disk."), profile);
      return NULL;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return load_from_file (path, error);
  if (may_have_service ())
    key = load_from_service (profile, &service_error);
  if (key != NULL)
    return key;
  if (create)
    return make_key (profile, path, error);
  set_key_error (error, service_error != NULL
                   ? _("The desktop's keyring does not give the key of the data on this computer. "
                       "Nothing was changed; unlock the keyring and start again.")
                   : _("There is no key for the data on this computer. Nothing was changed."), path);
  return NULL;
}

/**
 * axle_key_forget:
 * @profile: (type filename): the profile's folder
 * @error: return location
 *
 * What the key opens is lost for good.
 *
 * Returns: whether the key is nowhere any more
 */
gboolean
axle_key_forget (const char  *profile,
                 GError     **error)
{
  g_autofree char *path = g_build_filename (profile, "key", NULL);
  g_autoptr(GError) service_error = NULL;
  Patience patience;

  if (unlink (path) != 0 && errno != ENOENT)
    {
      set_key_error (error, _("The key of the data on this computer cannot be removed. Check the folder's rights."), path);
      return FALSE;
    }
  if (!may_have_service ())
    return TRUE;
  patience_begin (&patience);
  secret_password_clear_sync (&schema, patience.cancellable, &service_error, "profile", profile, NULL);
  patience_end (&patience);
  if (service_error == NULL || !g_error_matches (service_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  set_key_error (error, _("The desktop's keyring did not answer, so the key may still be in it."), path);
  return FALSE;
}
