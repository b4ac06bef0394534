/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "app/demo/demo.h"
#include "store/key.h"
#include "store/search.h"

#define RECORDS_A_PAGE 5000
#define INDEX_AT_ONCE 20000

AxleStore *
bench_desk_open (const char *profile)
{
  g_autofree char *path = g_build_filename (profile, "cache.db", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) key = axle_key_load (profile, FALSE, &error);
  AxleStore *store;

  g_assert_no_error (error);
  store = axle_store_open (&(AxleStoreOptions) { .path = path, .key = key }, &error);
  g_assert_no_error (error);
  return store;
}

AxleRecord *
bench_desk_add (GPtrArray        *records,
                const AxleId     *scope,
                const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = *scope;
  record->revision = 1;
  record->created_at = g_get_real_time ();
  g_ptr_array_add (records, record);
  return record;
}

void
bench_desk_apply (AxleStore    *store,
                  const AxleId *scope,
                  GPtrArray    *records)
{
  AxleCursor cursor = axle_store_get_cursor (store, scope);
  g_autoptr(GError) error = NULL;

  cursor.sequence += records->len;
  axle_store_apply_feed (store, scope, records, &cursor, &error);
  g_assert_no_error (error);
}

static void
feed (AxleStore *store,
      guint      n_customers)
{
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (store);
  AxleDemoOptions options = { .n_customers = n_customers, .seed = 1, .today = { 2026, 6, 15 }, .store = enrolment->store };
  g_autoptr(AxleDemo) demo = axle_demo_new (&options);
  gboolean more = TRUE;

  g_assert_true (axle_store_begin_bulk (store, NULL));
  while (more)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

      while ((more = axle_demo_next (demo, records)) && records->len < RECORDS_A_PAGE)
        ;
      for (guint i = 0; i < records->len; i++)
        ((AxleRecord *) records->pdata[i])->revision = 1;
      bench_desk_apply (store, &enrolment->store, records);
    }
  g_assert_true (axle_store_end_bulk (store, NULL));
}

void
bench_desk_fill (const char *profile,
                 guint       n_customers)
{
  AxleStore *store = bench_desk_open (profile);
  guint n_left = 1;

  if (n_customers > 0)
    feed (store, n_customers);
  while (n_left > 0)
    g_assert_true (axle_store_index_slice (store, INDEX_AT_ONCE, &n_left, NULL));
  axle_store_close (store);
}
