/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/dealership.h"
#include "server/desks.h"

typedef struct
{
  Dealership  dealership;
  AxleHubDesk desk;
} Fixture;

static void
put_desk (Fixture           *self,
          const AxleHubDesk *desk,
          const char        *name)
{
  AxleRecord *record = axle_record_new (&axle_desk_entity, &desk->desk);

  axle_record_set_text (record, AXLE_DESK_NAME, name);
  axle_record_set_id (record, AXLE_DESK_STORE, &desk->store);
  axle_record_set_text (record, AXLE_DESK_AUDIENCE, axle_audience_get_name (desk->audience));
  dealership_put (&self->dealership, record, self->dealership.group);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  dealership_open (&self->dealership, ":memory:");
  self->desk = self->dealership.office;
  g_assert_true (axle_hub_begin (self->dealership.hub, NULL, 0, NULL));
  put_desk (self, &self->dealership.office, "Office");
  put_desk (self, &self->dealership.workshop, "Workshop");
  put_desk (self, &self->dealership.kiosk, "Kiosk");
  g_assert_true (axle_hub_commit (self->dealership.hub, NULL));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  dealership_close (&self->dealership);
}

static const AxleDeskState *
find (const AxleDesksReply *reply,
      const AxleHubDesk    *desk)
{
  for (guint i = 0; i < reply->desks->len; i++)
    if (axle_id_equal (&((AxleDeskState *) reply->desks->pdata[i])->id, &desk->desk))
      return reply->desks->pdata[i];
  return NULL;
}

static AxleDesksReply *
list (Fixture           *self,
      const AxleHubDesk *asking)
{
  g_autoptr(GError) error = NULL;
  AxleDesksReply *reply = axle_hub_list_desks (self->dealership.hub, asking, &error);

  g_assert_no_error (error);
  return reply;
}

static gint64
get_group_head (Fixture *self)
{
  gint64 head;

  g_assert_true (axle_hub_get_head (self->dealership.hub, &self->dealership.group, &head, NULL));
  return head;
}

/* How far a desk is, also after the program that noted it has ended. */
static void
test_cursors (Fixture       *self,
              gconstpointer  data)
{
  AxleHub *hub = self->dealership.hub;
  gint64 head = get_group_head (self);
  g_autoptr(AxleHub) other = NULL;
  g_autoptr(AxleDesksReply) before = NULL;
  g_autoptr(AxleDesksReply) noted = NULL;
  g_autoptr(AxleDesksReply) written = NULL;
  g_autoptr(GError) error = NULL;

  before = list (self, &self->desk);
  g_assert_cmpuint (before->desks->len, ==, 3);
  g_assert_cmpint (find (before, &self->desk)->last_seen, ==, 0);
  g_assert_cmpint (find (before, &self->desk)->behind, ==, -1);

  axle_hub_note_desk (hub, &self->desk);
  axle_hub_note_cursor (hub, &self->desk, &self->dealership.group, axle_hub_get_epoch (hub), head - 2);
  noted = list (self, &self->desk);
  g_assert_cmpint (find (noted, &self->desk)->last_seen, >, 0);
  g_assert_cmpint (find (noted, &self->desk)->behind, ==, 2);
  g_assert_cmpstr (find (noted, &self->desk)->name, ==, "Office");

  g_assert_true (axle_hub_write_notes (hub, G_MAXINT64, G_MAXUINT, &error));
  g_assert_no_error (error);
  other = axle_hub_new (self->dealership.storage, NULL, &error);
  written = axle_hub_list_desks (other, &self->desk, &error);
  g_assert_no_error (error);
  g_assert_cmpint (find (written, &self->desk)->behind, ==, 2);
  g_assert_cmpint (find (written, &self->desk)->last_seen, ==, find (noted, &self->desk)->last_seen);
}

static gint64
count_writes (Fixture *self,
              gint64   noted_before)
{
  g_autoptr(AxleHub) other = axle_hub_new (self->dealership.storage, NULL, NULL);
  g_autoptr(AxleDesksReply) reply = NULL;

  g_assert_true (axle_hub_write_notes (self->dealership.hub, noted_before, G_MAXUINT, NULL));
  reply = axle_hub_list_desks (other, &self->desk, NULL);
  return find (reply, &self->desk)->behind;
}

/* What was written a moment ago is not written again. */
static void
test_coalesced (Fixture       *self,
                gconstpointer  data)
{
  AxleHub *hub = self->dealership.hub;
  gint64 epoch = axle_hub_get_epoch (hub);
  gint64 head = get_group_head (self);

  axle_hub_note_desk (hub, &self->desk);
  axle_hub_note_cursor (hub, &self->desk, &self->dealership.group, epoch, head - 3);
  g_assert_cmpint (count_writes (self, 0), ==, 3);
  axle_hub_note_cursor (hub, &self->desk, &self->dealership.group, epoch, head);
  g_assert_cmpint (count_writes (self, 0), ==, 3);
  g_assert_cmpint (count_writes (self, G_MAXINT64), ==, 0);
}

/* A kiosk learns nothing of other desks. */
static void
test_kiosk (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(AxleDesksReply) reply = list (self, &self->dealership.kiosk);

  g_assert_cmpuint (reply->desks->len, ==, 1);
  g_assert_nonnull (find (reply, &self->dealership.kiosk));
}

static void
move (Fixture      *self,
      const AxleId *store,
      AxleAudience  audience)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (axle_hub_begin (self->dealership.hub, NULL, 0, NULL));
  g_assert_true (axle_hub_move_desk (self->dealership.hub, &self->desk.desk, store, audience, &error));
  g_assert_no_error (error);
  g_assert_true (axle_hub_commit (self->dealership.hub, NULL));
}

/* Another audience is another epoch, for this desk alone, and its old cursor is
 * worth nothing. */
static void
test_view (Fixture       *self,
           gconstpointer  data)
{
  AxleHub *hub = self->dealership.hub;
  gint64 epoch = axle_hub_get_epoch (hub);
  gint64 head = get_group_head (self);
  AxleHubDesk moved = self->desk;
  g_autoptr(AxleFeedPage) page = NULL;
  g_autoptr(AxleRecord) record = NULL;
  gint64 first;

  g_assert_cmpint (axle_hub_get_desk_epoch (hub, &self->desk), ==, epoch);
  move (self, &self->dealership.store, AXLE_AUDIENCE_KIOSK);
  g_assert_true (axle_hub_load_view (hub, &moved, NULL));
  g_assert_cmpint (moved.audience, ==, AXLE_AUDIENCE_KIOSK);
  first = axle_hub_get_desk_epoch (hub, &moved);
  g_assert_cmpint (first, !=, epoch);
  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (axle_hub_get_desk_epoch (hub, &self->dealership.second), ==, epoch);
  page = axle_hub_read_feed (hub, &moved, &self->dealership.group, epoch, head, 1 << 20, NULL);
  g_assert_cmpint (page->epoch, ==, first);
  g_assert_cmpint (page->after, ==, 0);
  for (guint i = 0; i < page->records->len; i++)
    g_assert_true (((AxleRecord *) page->records->pdata[i])->entity->flags & AXLE_ENTITY_PUBLIC);

  move (self, &self->dealership.store, AXLE_AUDIENCE_OFFICE);
  g_assert_true (axle_hub_load_view (hub, &moved, NULL));
  g_assert_cmpint (axle_hub_get_desk_epoch (hub, &moved), !=, first);
  g_assert_cmpint (axle_hub_get_desk_epoch (hub, &moved), !=, epoch);
  g_assert_true (axle_hub_get (hub, &self->desk.desk, &record, NULL));
  g_assert_cmpstr (axle_record_get_text (record, AXLE_DESK_AUDIENCE), ==, "office");
}

/* A desk cannot be given to a store of another group. */
static void
test_foreign_store (Fixture       *self,
                    gconstpointer  data)
{
  AxleId group = dealership_id ();
  AxleId store = dealership_id ();
  AxleRecord *record = axle_record_new (&axle_store_entity, &store);
  g_autoptr(GError) error = NULL;

  axle_record_set_text (record, AXLE_STORE_NAME, "Elsewhere");
  g_assert_true (axle_hub_begin (self->dealership.hub, NULL, 0, NULL));
  dealership_put (&self->dealership, record, group);
  g_assert_false (axle_hub_move_desk (self->dealership.hub, &self->desk.desk, &store, AXLE_AUDIENCE_OFFICE, &error));
  g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INVALID);
  axle_hub_rollback (self->dealership.hub);
}

/* Starts with @run and gives what the next start must tell; %NULL when it is refused. */
static char *
start (Fixture    *self,
       const char *run)
{
  AxleStartRequest request = { .run = (char *) run };
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleStartReply) reply = axle_hub_start_desk (self->dealership.hub, &self->desk, &request, &error);

  if (reply == NULL)
    g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INSTALL);
  return reply != NULL ? g_steal_pointer (&reply->run) : NULL;
}

/* Two that began as one: whichever comes second is told to enrol again. */
static void
test_copied (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *first = start (self, NULL);
  g_autofree char *second = start (self, first);
  g_autofree char *copy = NULL;
  g_autofree char *third = start (self, second);

  g_assert_nonnull (third);
  copy = start (self, first);
  g_assert_null (copy);
  copy = start (self, NULL);
  g_assert_null (copy);
}

/* An answer that was lost leaves the desk with what it told before. */
static void
test_lost_answer (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *first = start (self, NULL);
  g_autofree char *lost = start (self, first);
  g_autofree char *again = start (self, first);
  g_autofree char *next = start (self, again);

  g_assert_nonnull (next);
  g_assert_null (start (self, lost));
}

/* The copy of the data knows older starts than the desks. */
static void
test_start_restored (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *first = start (self, NULL);
  g_autofree char *next = NULL;

  g_assert_nonnull (first);
  g_assert_true (axle_hub_renew_epoch (self->dealership.hub, NULL));
  next = start (self, "of a life that is forgotten");
  g_assert_nonnull (next);
}

static void
test_lease (Fixture       *self,
            gconstpointer  data)
{
  AxleStartRequest request = { NULL };
  g_autoptr(AxleStartReply) usual = axle_hub_start_desk (self->dealership.hub, &self->desk, &request, NULL);
  g_autoptr(AxleStartReply) set = NULL;

  g_assert_cmpint (usual->lease, ==, AXLE_DESK_LEASE);
  g_assert_cmpint (usual->taken, ==, 0);
  g_assert_true (axle_hub_begin (self->dealership.hub, NULL, 0, NULL));
  g_assert_true (axle_hub_set_lease (self->dealership.hub, 7, NULL));
  g_assert_true (axle_hub_commit (self->dealership.hub, NULL));
  request.run = usual->run;
  set = axle_hub_start_desk (self->dealership.hub, &self->desk, &request, NULL);
  g_assert_cmpint (set->lease, ==, 7);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void      (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/desks/cursors", test_cursors },
    { "/desks/coalesced", test_coalesced },
    { "/desks/kiosk", test_kiosk },
    { "/desks/view", test_view },
    { "/desks/foreign-store", test_foreign_store },
    { "/desks/copied", test_copied },
    { "/desks/lost-answer", test_lost_answer },
    { "/desks/start-restored", test_start_restored },
    { "/desks/lease", test_lease },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
