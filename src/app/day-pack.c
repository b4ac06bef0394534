/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/day-pack.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/day-sheets.h"
#include "app/paper.h"
#include "app/workstation-private.h"
#include "core/organisation/rights.h"

/* What could not be made is tried again after so long: each try reads personal data, and is
 * noted. */
#define RETRY (15 * G_TIME_SPAN_MINUTE)

/* How often the clock is looked at: a machine that slept wakes up later than its timers. */
#define LOOK_SECONDS 60

#define PREFIX "axle-day-pack-"
#define SUFFIX ".pdf"

struct _AxleDayPack
{
  GObject          parent_instance;
  AxleWorkstation *workstation;
  GCancellable    *cancellable;
  char            *folder;   /* NULL for none */
  int              minute;
  guint            days;
  guint            timer;
  gboolean         making;
  AxleDate         told;     /* the day on which a failure was told */
  gint64           not_before;
};

G_DEFINE_FINAL_TYPE (AxleDayPack, axle_day_pack, G_TYPE_OBJECT)

enum { MADE, FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* One day, on its way to its file. */
typedef struct
{
  AxleDayPack *self;
  AxleDate     date;
  guint        days;
  GFile       *file;
  AxlePaper   *paper;
} Making;

static void
making_free (Making *making)
{
  g_object_unref (making->self);
  g_object_unref (making->file);
  g_clear_pointer (&making->paper, axle_paper_unref);
  g_free (making);
}

char *
axle_day_pack_dup_name (const AxleDate *date)
{
  g_autofree char *iso = axle_date_format_iso (date);

  return g_strconcat (PREFIX, iso, SUFFIX, NULL);
}

/**
 * axle_day_pack_is_old:
 * @name: the name of a file
 * @today: which day it is
 * @days: how long a pack is kept
 *
 * Returns: whether it is a pack of a day before those; what somebody else put there is not
 */
gboolean
axle_day_pack_is_old (const char     *name,
                      const AxleDate *today,
                      guint           days)
{
  AxleDate first = axle_date_add_days (today, -(int) days);
  g_autofree char *again = NULL;
  g_autofree char *iso = NULL;
  AxleDate date;

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX))
    return FALSE;
  iso = g_strndup (name + strlen (PREFIX), strlen (name) - strlen (PREFIX) - strlen (SUFFIX));
  if (!axle_date_parse (iso, &date, NULL))
    return FALSE;
  again = axle_day_pack_dup_name (&date);
  return g_str_equal (again, name) && axle_date_compare (&date, &first) < 0;
}

char *
axle_day_pack_dup_default_folder (void)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  return documents != NULL ? g_build_filename (documents, "Axle", NULL) : NULL;
}

/* Making. What is asked of the folder is asked on a thread of its own: the disk may sleep, or
 * be far away. */

static void
delete_old (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  const Making *making = data;
  g_autoptr(GFile) folder = g_file_get_parent (making->file);
  g_autoptr(GDir) dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (axle_day_pack_is_old (name, &making->date, making->days))
      {
        g_autoptr(GFile) file = g_file_get_child (folder, name);

        g_file_delete (file, cancellable, NULL);
      }
  g_task_return_boolean (task, TRUE);
}

/* Whether there is something to make, and somewhere to put it. */
static void
prepare (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  const Making *making = data;
  g_autoptr(GFile) folder = g_file_get_parent (making->file);
  GError *error = NULL;

  if (g_file_query_exists (making->file, cancellable))
    g_task_return_boolean (task, FALSE);
  else if (g_file_make_directory_with_parents (folder, cancellable, &error) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_clear_error (&error);
}

/* @making is the callback's: the thread lets go of its task whenever it likes. */
static void
run (Making              *making,
     GTaskThreadFunc      work,
     GAsyncReadyCallback  callback)
{
  g_autoptr(GTask) task = g_task_new (NULL, making->self->cancellable, callback, making);

  g_task_set_task_data (task, making, NULL);
  g_task_run_in_thread (task, work);
}

static void
fail (Making       *making,
      const GError *error)
{
  AxleDayPack *self = making->self;
  g_autofree char *words = NULL;

  self->not_before = axle_host_now (axle_host_get_default ()) + RETRY;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || axle_date_compare (&self->told, &making->date) == 0)
    return;
  self->told = making->date;
  /* Translators: then why. */
  words = g_strdup_printf (_("The day pack was not made: %s"), error->message);
  g_signal_emit (self, signals[FAILED], 0, words);
}

/* Takes @making. @error: (nullable): %NULL where there was nothing to make. */
static void
give_up (Making       *making,
         const GError *error)
{
  making->self->making = FALSE;
  if (error != NULL)
    fail (making, error);
  making_free (making);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Making *making = data;

  making->self->making = FALSE;
  g_signal_emit (making->self, signals[MADE], 0, g_file_peek_path (making->file));
  making_free (making);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Making *making = data;
  g_autoptr(GError) error = NULL;

  if (axle_paper_save_finish (result, &error))
    run (making, delete_old, deleted_cb);
  else
    give_up (making, error);
}

static void
laid_out_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Making *making = data;
  g_autoptr(GError) error = NULL;

  making->paper = axle_day_sheet_make_finish (result, &error);
  if (making->paper != NULL)
    axle_paper_save_async (making->paper, making->file, making->self->cancellable, saved_cb, making);
  else
    give_up (making, error);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Making *making = data;
  AxleDayPack *self = making->self;
  g_autoptr(GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    axle_day_sheet_make_async (self->workstation, AXLE_DAY_SHEET_PACK, AXLE_DAY_SHEET_BY_TIME, &making->date, 1, self->cancellable,
                               laid_out_cb, making);
  else
    give_up (making, error);
}

static void
make (AxleDayPack    *self,
      const AxleDate *date)
{
  g_autofree char *name = axle_day_pack_dup_name (date);
  Making *making = g_new0 (Making, 1);

  making->self = g_object_ref (self);
  making->date = *date;
  making->days = self->days;
  making->file = g_file_new_build_filename (self->folder, name, NULL);
  self->making = TRUE;
  run (making, prepare, prepared_cb);
}

static void
look (AxleDayPack *self)
{
  GTimeZone *zone = axle_workstation_get_zone (self->workstation);
  gint64 now = axle_host_now (axle_host_get_default ());
  AxleDate today = axle_date_from_time (now, zone);

  if (self->folder == NULL || self->making || now < self->not_before || now < axle_date_get_time (&today, self->minute, zone) ||
      axle_workstation_get_reader (self->workstation) == NULL || axle_workstation_get_staff (self->workstation) == NULL ||
      !axle_workstation_may (self->workstation, AXLE_RIGHT_CUSTOMERS_READ) ||
      axle_workstation_get_lock (self->workstation) != AXLE_DESK_OPEN)
    return;
  make (self, &today);
}

static gboolean
look_cb (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

/* The object. */

void
axle_day_pack_stop (AxleDayPack *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

static void
axle_day_pack_dispose (GObject *object)
{
  AxleDayPack *self = AXLE_DAY_PACK (object);

  axle_day_pack_stop (self);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_day_pack_parent_class)->dispose (object);
}

static void
axle_day_pack_finalize (GObject *object)
{
  AxleDayPack *self = AXLE_DAY_PACK (object);

  g_object_unref (self->cancellable);
  g_free (self->folder);
  G_OBJECT_CLASS (axle_day_pack_parent_class)->finalize (object);
}

static void
axle_day_pack_class_init (AxleDayPackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = axle_day_pack_dispose;
  object_class->finalize = axle_day_pack_finalize;
  signals[MADE] = g_signal_new ("made", AXLE_TYPE_DAY_PACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", AXLE_TYPE_DAY_PACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
}

static void
axle_day_pack_init (AxleDayPack *self)
{
  self->cancellable = g_cancellable_new ();
}

AxleDayPack *
axle_day_pack_new (AxleWorkstation *workstation)
{
  AxleDayPack *self = g_object_new (AXLE_TYPE_DAY_PACK, NULL);

  self->workstation = g_object_ref (workstation);
  self->timer = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
  g_signal_connect_object (workstation, "notify::staff", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  return self;
}

void
axle_day_pack_set (AxleDayPack *self,
                   const char  *folder,
                   int          minute,
                   guint        days)
{
  g_set_str (&self->folder, folder);
  self->minute = minute;
  self->days = days;
  self->told = (AxleDate) { 0 };
  self->not_before = 0;
  look (self);
}
