/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "edits.h"
#include "server/storage-sqlite.h"

/* Edits that wait on a desk, taken by the hub on a real disk with every commit
 * durable: decoding, judging, merging, history, writing and encoding the verdicts. */

#define N_EDITS 10000

static double
read_all (Edits *edits)
{
  gint64 start = g_get_monotonic_time ();
  gint64 cursor = 0;
  guint n_rows = 0;

  for (gboolean more = TRUE; more;)
    {
      g_autoptr(AxleFeedPage) page = axle_hub_read_feed (edits->hub, &edits->desk, &edits->desk.store,
                                                         axle_hub_get_epoch (edits->hub), 0, cursor, 262144, NULL);
      g_autoptr(GBytes) body = axle_feed_page_encode (page);

      cursor = page->next;
      more = page->more;
      n_rows += page->records->len;
    }
  return n_rows / ((double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("axle-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "server.db", NULL);
  AxleStorage *storage = axle_storage_sqlite_open (path, NULL, NULL);
  AxleHub *hub = axle_hub_new (storage, NULL, NULL);
  g_autoptr(Edits) edits = edits_new (hub, N_EDITS);

  g_print ("hub.create.batch-500 %.0f edits/s\n", edits_push_all (edits, 500, FALSE));
  g_print ("hub.edit.batch-500 %.0f edits/s\n", edits_push_all (edits, 500, TRUE));
  g_print ("hub.edit.batch-20 %.0f edits/s\n", edits_push_all (edits, 20, TRUE));
  g_print ("hub.feed %.0f rows/s\n", read_all (edits));
  axle_hub_free (hub);
  g_object_unref (storage);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
