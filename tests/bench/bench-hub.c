/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "server/hub.h"
#include "server/storage-sqlite.h"

/* Edits that wait on a desk, taken by the hub on a real disk with every commit
 * durable: decoding, judging, merging, history, writing and encoding the verdicts. */

#define N_EDITS 10000

static AxleId
new_id (void)
{
  return axle_id_new (axle_host_get_default ());
}

static void
put (AxleHub    *hub,
     AxleRecord *record)
{
  g_assert_true (axle_hub_put (hub, record, NULL));
  axle_record_unref (record);
}

static AxleHubDesk
open_desk (AxleHub *hub,
           AxleId  *staff)
{
  static const char * const rights[] = { "customers.write", NULL };
  AxleHubDesk desk = { .desk = new_id (), .store = new_id (), .group = new_id (), .install = new_id () };
  AxleId role_id = new_id ();
  AxleRecord *role = axle_record_new (&axle_role_entity, &role_id);
  AxleRecord *person;

  *staff = new_id ();
  person = axle_record_new (&axle_staff_entity, staff);
  role->scope = person->scope = desk.group;
  axle_record_set_text (role, AXLE_ROLE_NAME, "Role");
  axle_record_set_members (role, AXLE_ROLE_RIGHTS, rights);
  axle_record_set_text (person, AXLE_STAFF_NAME, "Person");
  axle_record_set_id (person, AXLE_STAFF_ROLE, &role_id);
  axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, TRUE);
  g_assert_true (axle_hub_begin (hub, NULL, 0, NULL));
  put (hub, role);
  put (hub, person);
  g_assert_true (axle_hub_add_install (hub, &desk, NULL));
  g_assert_true (axle_hub_admit (hub, &desk.desk, staff, NULL));
  g_assert_true (axle_hub_commit (hub, NULL));
  return desk;
}

static void
add_text (AxleChange *change,
          guint       field,
          const char *before,
          const char *after)
{
  g_auto(AxleValue) old = AXLE_VALUE_INIT;
  g_auto(AxleValue) new = AXLE_VALUE_INIT;

  axle_value_set_text (&old, before);
  axle_value_set_text (&new, after);
  axle_change_add_field (change, field, &old, &new);
}

/* @edit: whether the records are there and one field of each is changed. */
static GBytes *
new_batch (AxleHub           *hub,
           const AxleHubDesk *desk,
           const AxleId      *staff,
           const AxleId      *ids,
           gint64             first,
           guint              n_changes,
           gboolean           edit)
{
  g_autoptr(AxlePushRequest) request = axle_push_request_new ();

  request->install = desk->install;
  request->epoch = axle_hub_get_epoch (hub);
  for (guint i = 0; i < n_changes; i++)
    {
      AxleChange *change = axle_change_new (&axle_customer_entity, &ids[(first - 1 + i) % N_EDITS], AXLE_CHANGE_SET);

      change->number = first + i;
      change->scope = desk->store;
      change->staff = *staff;
      if (edit)
        add_text (change, AXLE_CUSTOMER_CITY, "沈阳", "大连");
      else
        {
          add_text (change, AXLE_CUSTOMER_TYPE, NULL, "person");
          add_text (change, AXLE_CUSTOMER_NAME, NULL, "王小明");
          add_text (change, AXLE_CUSTOMER_CITY, NULL, "沈阳");
          add_text (change, AXLE_CUSTOMER_ADDRESS, NULL, "和平区南京北街一百零一号");
          add_text (change, AXLE_CUSTOMER_STAGE, NULL, "deal");
        }
      g_ptr_array_add (request->changes, change);
    }
  return axle_push_request_encode (request);
}

static double
flush (AxleHub           *hub,
       const AxleHubDesk *desk,
       const AxleId      *staff,
       const AxleId      *ids,
       gint64            *next,
       guint              batch,
       gboolean           edit)
{
  gint64 taken = 0;

  for (guint done = 0; done < N_EDITS; done += batch, *next += batch)
    {
      g_autoptr(GBytes) body = new_batch (hub, desk, staff, ids, *next, batch, edit);
      gint64 start = g_get_monotonic_time ();
      g_autoptr(AxlePushRequest) request = axle_push_request_decode (body, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(AxlePushReply) reply = axle_hub_push (hub, desk, request, &error);
      g_autoptr(GBytes) answer = NULL;

      g_assert_no_error (error);
      answer = axle_push_reply_encode (reply);
      taken += g_get_monotonic_time () - start;
      g_assert_cmpint (((AxleVerdict *) reply->verdicts->pdata[batch - 1])->outcome, !=, AXLE_OUTCOME_REFUSED);
    }
  return N_EDITS / ((double) taken / G_USEC_PER_SEC);
}

static double
read_all (AxleHub           *hub,
          const AxleHubDesk *desk)
{
  gint64 start = g_get_monotonic_time ();
  gint64 cursor = 0;
  guint n_rows = 0;

  for (gboolean more = TRUE; more;)
    {
      g_autoptr(AxleFeedPage) page = axle_hub_read_feed (hub, desk, &desk->store, axle_hub_get_epoch (hub), cursor, 262144, NULL);
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
  g_autofree AxleId *ids = g_new (AxleId, N_EDITS);
  AxleStorage *storage = axle_storage_sqlite_open (path, NULL, NULL);
  AxleHub *hub = axle_hub_new (storage, NULL, NULL);
  AxleId staff;
  AxleHubDesk desk = open_desk (hub, &staff);
  gint64 next = 1;

  for (guint i = 0; i < N_EDITS; i++)
    ids[i] = new_id ();
  g_print ("hub.create.batch-500 %.0f edits/s\n", flush (hub, &desk, &staff, ids, &next, 500, FALSE));
  g_print ("hub.edit.batch-500 %.0f edits/s\n", flush (hub, &desk, &staff, ids, &next, 500, TRUE));
  g_print ("hub.edit.batch-20 %.0f edits/s\n", flush (hub, &desk, &staff, ids, &next, 20, TRUE));
  g_print ("hub.feed %.0f rows/s\n", read_all (hub, &desk));
  axle_hub_free (hub);
  g_object_unref (storage);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
