/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axlectl/demo.h"

#include <glib/gi18n-lib.h>

#include "core/change-list.h"
#include "core/organisation/organisation.h"
#include "store/key.h"
#include "store/store.h"

#define CHANGES_A_SLICE 2000

typedef struct
{
  AxleStore *store;
  AxleId     staff;
  gint64     operation;
} Target;

static void
clear_target (Target *self)
{
  g_clear_pointer (&self->store, axle_store_close);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, clear_target)

static gboolean
open_target (const char       *profile,
             Target           *self,
             AxleDemoOptions  *options,
             GError          **error)
{
  g_autofree char *path = g_build_filename (profile, "cache.db", NULL);
  g_autoptr(GBytes) key = NULL;
  g_autoptr(AxleEnrolment) enrolment = NULL;
  g_autoptr(GPtrArray) staff = NULL;
  AxleStoreOptions store_options = { .path = path };

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _("There is no desk in %s. Enrol it first, or open it once."), profile);
      return FALSE;
    }
  key = axle_key_load (profile, FALSE, error);
  store_options.key = key;
  self->store = key != NULL ? axle_store_open (&store_options, error) : NULL;
  staff = self->store != NULL ? axle_store_list (self->store, &axle_staff_entity, error) : NULL;
  if (staff == NULL)
    return FALSE;
  enrolment = axle_store_dup_enrolment (self->store);
  options->store = enrolment != NULL ? enrolment->store : AXLE_ID_NONE;
  options->group = enrolment != NULL ? enrolment->group : AXLE_ID_NONE;
  self->staff = staff->len > 0 ? ((const AxleRecord *) staff->pdata[0])->id : AXLE_ID_NONE;
  options->consultants = options->advisors = &self->staff;
  options->n_consultants = options->n_advisors = MIN (staff->len, 1);
  return TRUE;
}

static gboolean
save_slice (Target     *self,
            GPtrArray  *records,
            GError    **error)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  for (guint i = 0; i < records->len; i++)
    axle_change_list_add_between (changes, NULL, records->pdata[i])->staff = self->staff;
  return axle_store_save (self->store, changes, &self->operation, error);
}

/**
 * axle_demo_into_profile:
 * @profile: the folder of a desk that no program has open
 * @options: what to make; the store and who works there are filled in
 * @report: (scope call): told after each slice
 * @user_data: for @report
 * @error: return location
 *
 * As if all of it had been typed at this desk: one operation, which waits for the
 * server like every other.
 *
 * Returns: whether it is all saved
 */
gboolean
axle_demo_into_profile (const char            *profile,
                        AxleDemoOptions       *options,
                        AxleDemoProgressFunc   report,
                        gpointer               user_data,
                        GError               **error)
{
  g_auto(Target) target = { NULL };
  g_autoptr(AxleDemo) demo = NULL;
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleDemoProgress progress = { 0, 0 };
  gboolean more = TRUE;

  if (!open_target (profile, &target, options, error))
    return FALSE;
  demo = axle_demo_new (options);
  while (more)
    {
      more = axle_demo_next (demo, records);
      if (more && records->len < CHANGES_A_SLICE)
        continue;
      if (!save_slice (&target, records, error))
        return FALSE;
      progress.records += records->len;
      progress.customers = axle_demo_count (demo);
      report (&progress, user_data);
      g_ptr_array_set_size (records, 0);
    }
  return TRUE;
}
