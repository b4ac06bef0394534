/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/day-pack.h"

#include <dlfcn.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/customer-operations.h"
#include "app/day-sheets.h"
#include "app/paper.h"
#include "app/workstation-private.h"
#include "core/change-list.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "desk.h"

/* The pack of every morning. */

/* Where folders are made: a disk may take its time, and the screen must not wait for it. */
static GThread *main_thread;   /* NULL while the test makes its own */
static gboolean made_folder;

int
mkdir (const char *path,
       mode_t      mode)
{
  int (*real) (const char *, mode_t) = (int (*) (const char *, mode_t)) dlsym (RTLD_NEXT, "mkdir");

  if (strstr (path, "packs") != NULL && g_thread_self () == main_thread)
    g_error ("%s is made on the main thread", path);
  made_folder |= strstr (path, "packs") != NULL;
  return real (path, mode);
}

typedef struct
{
  TestDesk    *desk;
  AxleDayPack *pack;
  AxleRecord  *staff;
  char        *folder;
  char        *made;
  char        *failed;
} Fixture;

static void
save (Fixture    *self,
      AxleRecord *record)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_change_list_add_between (changes, NULL, record);
  axle_workstation_save_async (self->desk->workstation, "", changes, NULL, test_take_result, &result);
  axle_workstation_save_finish (self->desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
made_cb (Fixture    *self,
         const char *path)
{
  g_assert_null (self->made);
  self->made = g_strdup (path);
}

static void
failed_cb (Fixture    *self,
           const char *words)
{
  g_assert_null (self->failed);
  self->failed = g_strdup (words);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  static const char * const rights[] = { AXLE_RIGHT_CUSTOMERS_READ, NULL };
  g_autoptr(AxleRecord) role = NULL;

  self->desk = test_desk_new ();
  role = axle_customer_draft_new (self->desk->workstation, &axle_role_entity);
  axle_record_set_text (role, AXLE_ROLE_NAME, "advisor");
  axle_record_set_members (role, AXLE_ROLE_RIGHTS, rights);
  save (self, role);
  self->staff = axle_customer_draft_new (self->desk->workstation, &axle_staff_entity);
  axle_record_set_text (self->staff, AXLE_STAFF_NAME, "林静");
  axle_record_set_id (self->staff, AXLE_STAFF_ROLE, &role->id);
  axle_record_set_boolean (self->staff, AXLE_STAFF_ACTIVE, TRUE);
  save (self, self->staff);
  self->folder = g_build_filename (self->desk->profile, "packs", "Axle", NULL);
  self->pack = axle_day_pack_new (self->desk->workstation);
  g_signal_connect_swapped (self->pack, "made", G_CALLBACK (made_cb), self);
  g_signal_connect_swapped (self->pack, "failed", G_CALLBACK (failed_cb), self);
}

static gboolean
is_idle (gpointer data)
{
  return G_OBJECT (((Fixture *) data)->pack)->ref_count == 1;
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  main_thread = NULL;
  axle_day_pack_stop (self->pack);
  axle_test_wait_for (is_idle, self);
  g_assert_finalize_object (self->pack);
  g_clear_pointer (&self->staff, axle_record_unref);
  g_free (self->folder);
  g_free (self->made);
  g_free (self->failed);
  test_desk_free (self->desk);
}

static gboolean
is_made (gpointer data)
{
  return ((Fixture *) data)->made != NULL;
}

static gboolean
has_failed (gpointer data)
{
  return ((Fixture *) data)->failed != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return !g_file_test (data, G_FILE_TEST_EXISTS);
}

static AxleDate
today (Fixture *self)
{
  return axle_date_from_time (axle_host_now (axle_host_get_default ()), axle_workstation_get_zone (self->desk->workstation));
}

/* Nobody is signed in: nothing is made. Then it is, once, and what is old goes. */
static void
test_morning (Fixture       *self,
              gconstpointer  data)
{
  AxleDate date = today (self), last = axle_date_add_days (&date, -7), before = axle_date_add_days (&date, -8);
  g_autofree char *kept_name = axle_day_pack_dup_name (&last), *old_name = axle_day_pack_dup_name (&before);
  g_autofree char *kept = g_build_filename (self->folder, kept_name, NULL), *old = g_build_filename (self->folder, old_name, NULL);
  g_autofree char *name = axle_day_pack_dup_name (&date);
  g_autofree char *expected = g_build_filename (self->folder, name, NULL);
  g_autofree char *contents = NULL;

  g_mkdir_with_parents (self->folder, 0700);
  g_assert_true (g_file_set_contents (kept, "kept", -1, NULL));
  g_assert_true (g_file_set_contents (old, "old", -1, NULL));
  axle_day_pack_set (self->pack, self->folder, 0, 7);
  g_assert_false (g_file_test (expected, G_FILE_TEST_EXISTS));
  axle_workstation_set_staff (self->desk->workstation, self->staff);
  axle_test_wait_for (is_made, self);
  g_assert_cmpstr (self->made, ==, expected);
  g_assert_true (g_file_get_contents (expected, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF-"));
  axle_test_wait_for (is_gone, old);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  /* It is there: another look makes none, or made_cb() fails. */
  axle_day_pack_set (self->pack, self->folder, 0, 7);
  axle_test_wait_for (is_idle, self);
}

/* One is laid out after what was asked for before. */
static void
wait_for_sheet (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AxlePaper) paper = NULL;
  AxleDate date = today (self);

  axle_day_sheet_make_async (self->desk->workstation, AXLE_DAY_SHEET_PACK, AXLE_DAY_SHEET_BY_TIME, &date, 1, NULL, test_take_result,
                             &result);
  paper = axle_day_sheet_make_finish (test_wait (&result), NULL);
  g_assert_nonnull (paper);
}

/* A folder that cannot be is told, once. */
static void
test_failure (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *file = g_build_filename (self->desk->profile, "packs", NULL);

  g_assert_true (g_file_set_contents (file, "a file", -1, NULL));
  main_thread = g_thread_self ();
  axle_workstation_set_staff (self->desk->workstation, self->staff);
  axle_day_pack_set (self->pack, self->folder, 0, 7);
  axle_test_wait_for (has_failed, self);
  g_assert_null (self->made);
  /* Nor is it tried again at once, now that it could be. */
  g_assert_cmpint (g_unlink (file), ==, 0);
  axle_workstation_set_staff (self->desk->workstation, self->staff);
  wait_for_sheet (self);
  g_assert_false (g_file_test (self->folder, G_FILE_TEST_EXISTS));
  axle_day_pack_set (self->pack, self->folder, 0, 7);
  axle_test_wait_for (is_made, self);
  g_assert_true (made_folder);
}

/* Before its hour, and without a folder, nothing is made. */
static void
test_waits (Fixture       *self,
            gconstpointer  data)
{
  axle_workstation_set_staff (self->desk->workstation, self->staff);
  axle_day_pack_set (self->pack, NULL, 0, 7);
  axle_day_pack_set (self->pack, self->folder, 23 * 60 + 59, 7);
  g_assert_false (g_file_test (self->folder, G_FILE_TEST_EXISTS));
}

static void
test_old (void)
{
  static const struct { const char *name; gboolean old; } cases[] = {
    { "axle-day-pack-2026-06-01.pdf", TRUE },
    { "axle-day-pack-2026-06-02.pdf", FALSE },
    { "axle-day-pack-2026-06-09.pdf", FALSE },
    { "axle-day-pack-2026-13-01.pdf", FALSE },
    { "axle-day-pack-2026-06-01 (2).pdf", FALSE },
    { "axle-day-pack-.pdf", FALSE },
    { "axle-day-pack-2026-06-01", FALSE },
    { "2026-06-01.pdf", FALSE },
    { "axle-day-pack-.pd", FALSE },
  };
  const AxleDate date = { 2026, 6, 9 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (axle_day_pack_is_old (cases[i].name, &date, 7), ==, cases[i].old);
    }
}

#define TEST(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/day-pack/morning", test_morning);
  TEST ("/day-pack/failure", test_failure);
  TEST ("/day-pack/waits", test_waits);
  g_test_add_func ("/day-pack/old", test_old);
  return g_test_run ();
}
