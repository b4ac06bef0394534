/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "server/blobs-folder.h"
#include "base/host.h"
#include "server/certificate.h"
#include "server/storage-open.h"

static gboolean
make_folder (const char  *folder,
             GError     **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The folder “%s” could not be made: %s."),
               folder, g_strerror (errno));
  return FALSE;
}

/**
 * axle_folder_open_storage:
 * @folder: a data folder; made when it is not there
 * @place: (nullable): as for [func@Axle.storage_open]; %NULL for its own database
 * @error: return location
 *
 * Returns: (transfer full) (nullable): where its records are
 */
AxleStorage *
axle_folder_open_storage (const char  *folder,
                          const char  *place,
                          GError     **error)
{
  g_autofree char *own = g_strconcat ("sqlite:", folder, G_DIR_SEPARATOR_S AXLE_FOLDER_DATABASE, NULL);

  if (!make_folder (folder, error))
    return NULL;
  return axle_storage_open (place != NULL ? place : own, error);
}

/**
 * axle_folder_build_snapshots:
 * @folder: a data folder
 *
 * Returns: (transfer full): where copies for new desks are kept, which can all be made again
 */
char *
axle_folder_build_snapshots (const char *folder)
{
  return g_build_filename (folder, "snapshots", NULL);
}

/**
 * axle_folder_open_blobs:
 * @folder: a data folder; made when it is not there
 * @limit: bytes that all photos and clips may have together; 0 for no limit
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its photos and clips
 */
AxleBlobStore *
axle_folder_open_blobs (const char  *folder,
                        gint64       limit,
                        GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "blobs", NULL);
  AxleBlobsFolderOptions options = { .limit = limit, .reserve = AXLE_BLOBS_FOLDER_RESERVE };

  return axle_blobs_folder_open (path, &options, error);
}

/**
 * axle_folder_lock:
 * @folder: a data folder; made when it is not there
 * @error: return location
 *
 * Returns: a file descriptor that holds the folder for one server until it is
 *   closed or the program ends; -1 when another server has it, with
 *   %G_IO_ERROR_BUSY
 */
int
axle_folder_lock (const char  *folder,
                  GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  int fd;

  if (!make_folder (folder, error))
    return -1;
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  if (errno == EWOULDBLOCK)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("Another server already uses “%s”."), folder);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("“%s” could not be locked: %s."),
                 path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

/* What proves that whoever asks for metrics may read the folder. */
#define METRICS_KEY "metrics-key"
#define METRICS_KEY_BYTES 32

/**
 * axle_folder_load_metrics_key:
 * @folder: a data folder
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the key for `/metrics`; made when it is not there
 */
char *
axle_folder_load_metrics_key (const char  *folder,
                              GError     **error)
{
  g_autofree char *path = g_build_filename (folder, METRICS_KEY, NULL);
  g_autofree char *key = NULL;
  guint8 bytes[METRICS_KEY_BYTES];

  if (g_file_get_contents (path, &key, NULL, NULL))
    return g_strdup (g_strstrip (key));
  axle_host_fill (axle_host_get_default (), bytes, sizeof bytes);
  key = g_base64_encode (bytes, sizeof bytes);
  if (!g_file_set_contents_full (path, key, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return NULL;
  return g_steal_pointer (&key);
}

/* The certificate that the server was last started with, when it is not its own. */
static char *
shown_path (const char *folder)
{
  return g_build_filename (folder, "shown-certificate.pem", NULL);
}

/**
 * axle_folder_load_certificate:
 * @folder: a data folder
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the certificate that desks see: the one the
 *   server was started with, else its own, which is made when it is not there
 */
GTlsCertificate *
axle_folder_load_certificate (const char  *folder,
                              GError     **error)
{
  g_autofree char *shown = shown_path (folder);

  if (g_file_test (shown, G_FILE_TEST_EXISTS))
    return g_tls_certificate_new_from_file (shown, error);
  return axle_certificate_load_or_make (folder, error);
}

/**
 * axle_folder_use_certificate:
 * @folder: a data folder
 * @certificate: (nullable): what the server shows; %NULL for its own
 * @error: return location
 *
 * Remembers it, so that enrolment codes made beside the server name the right one.
 *
 * Returns: whether it was kept
 */
gboolean
axle_folder_use_certificate (const char       *folder,
                             GTlsCertificate  *certificate,
                             GError          **error)
{
  g_autofree char *shown = shown_path (folder);
  g_autofree char *pem = NULL;

  if (certificate == NULL)
    {
      g_unlink (shown);
      return TRUE;
    }
  g_object_get (certificate, "certificate-pem", &pem, NULL);
  return g_file_set_contents_full (shown, pem, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
