/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/party/tag.h"
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
  page = axle_hub_read_feed (hub, &moved, &self->dealership.group, epoch, 0, head, 1 << 20, NULL);
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

static AxleVerdict *
push_name (Fixture           *self,
           const AxleHubDesk *desk,
           gint64             epoch,
           gint64             number,
           const AxleId      *id,
           const char        *before,
           const char        *after,
           GError           **error)
{
  g_autoptr(AxlePushRequest) request = axle_push_request_new ();
  g_autoptr(AxlePushReply) reply = NULL;
  AxleChange *change = axle_change_new (&axle_customer_entity, id, AXLE_CHANGE_SET);
  const struct { guint field; const char *before; const char *after; } fields[] = {
    { AXLE_CUSTOMER_NAME, before, after },
    { AXLE_CUSTOMER_TYPE, before != NULL ? "person" : NULL, "person" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_auto(AxleValue) old = AXLE_VALUE_INIT;
      g_auto(AxleValue) new = AXLE_VALUE_INIT;

      axle_value_set_text (&old, fields[i].before);
      axle_value_set_text (&new, fields[i].after);
      axle_change_add_field (change, fields[i].field, &old, &new);
    }
  change->number = number;
  change->scope = self->dealership.store;
  change->staff = self->dealership.manager;
  request->install = desk->install;
  request->epoch = epoch;
  g_ptr_array_add (request->changes, change);
  reply = axle_hub_push (self->dealership.hub, desk, request, error);
  return reply != NULL ? g_ptr_array_steal_index (reply->verdicts, 0) : NULL;
}

/* What was typed before the desk was given to others is taken; but the desk hears
 * nothing of what it may not see any more. */
static void
test_leaving (Fixture       *self,
              gconstpointer  data)
{
  AxleHub *hub = self->dealership.hub;
  gint64 epoch = axle_hub_get_epoch (hub);
  AxleId id = dealership_id ();
  AxleId unseen = dealership_id ();
  AxleHubDesk moved = self->desk;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleVerdict) made = NULL;
  g_autoptr(AxleVerdict) probed = NULL;
  g_autoptr(AxleVerdict) late = NULL;
  g_autoptr(AxleVerdict) theirs = push_name (self, &self->dealership.second, epoch, 1, &unseen, NULL, "13800138000", &error);

  g_assert_no_error (error);
  move (self, &self->dealership.store, AXLE_AUDIENCE_KIOSK);
  g_assert_true (axle_hub_load_view (hub, &moved, NULL));
  made = push_name (self, &moved, epoch, 1, &id, NULL, "王芳", &error);
  g_assert_no_error (error);
  g_assert_cmpint (made->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  probed = push_name (self, &moved, epoch, 2, &unseen, "a guess", "another", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (probed->lost->len, ==, 0);
  g_assert_null (probed->current);
  late = push_name (self, &moved, axle_hub_get_desk_epoch (hub, &moved), 3, &id, "王芳", "李娜", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (late->code, ==, "hidden-kind");
  g_assert_null (late->current);
  g_assert_null (push_name (self, &moved, epoch + 1, 4, &id, "王芳", "李娜", &error));
  g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_EPOCH);
}

/* What it was told before it was given to others is not told again, wherever it is now:
 * whether it asks as who it was or as who it is. */
static void
test_left (Fixture       *self,
           gconstpointer  data)
{
  AxleHub *hub = self->dealership.hub;
  gint64 epoch = axle_hub_get_epoch (hub), now;
  AxleId id = dealership_id ();
  AxleHubDesk moved = self->desk;
  g_autoptr(AxleVerdict) made = push_name (self, &self->dealership.second, epoch, 1, &id, NULL, "王芳", NULL);
  g_autoptr(AxleVerdict) merged = push_name (self, &self->desk, epoch, 1, &id, "a guess", "李娜", NULL);
  g_autoptr(AxleVerdict) refused = push_name (self, &self->desk, epoch, 2, &id, "李娜", "", NULL);

  g_assert_cmpint (made->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_cmpuint (merged->lost->len, ==, 1);
  g_assert_cmpint (refused->outcome, ==, AXLE_OUTCOME_REFUSED);
  g_assert_nonnull (refused->current);
  move (self, &self->dealership.store, AXLE_AUDIENCE_KIOSK);
  g_assert_true (axle_hub_load_view (hub, &moved, NULL));
  now = axle_hub_get_desk_epoch (hub, &moved);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(AxleVerdict) merged_again = push_name (self, &moved, i == 0 ? epoch : now, 1, &id, "a guess", "李娜", NULL);
      g_autoptr(AxleVerdict) refused_again = push_name (self, &moved, i == 0 ? epoch : now, 2, &id, "李娜", "", NULL);

      g_assert_cmpint (merged_again->outcome, ==, AXLE_OUTCOME_MERGED);
      g_assert_cmpuint (merged_again->lost->len, ==, 0);
      g_assert_cmpstr (refused_again->code, ==, refused->code);
      g_assert_null (refused_again->current);
    }
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

/* A run of an engine starts: gives what the next one must tell; %NULL when it is refused. */
static char *
start (Fixture    *self,
       const char *nonce,
       const char *run)
{
  AxleStartRequest request = { .run = (char *) run, .nonce = (char *) nonce };
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleStartReply) reply = axle_hub_start_desk (self->dealership.hub, &self->desk, &request, &error);

  if (reply == NULL)
    g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INSTALL);
  return reply != NULL ? g_steal_pointer (&reply->run) : NULL;
}

/* Two that began as one: whichever comes second is told to enrol again, in whatever
 * order they start. */
static void
test_copied (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *first = start (self, "a", NULL);
  g_autofree char *second = start (self, "b", first);
  g_autofree char *of_desk = start (self, "c", second);
  g_autofree char *of_copy = start (self, "d", second);
  g_autofree char *next = start (self, "e", of_desk);

  g_assert_nonnull (next);
  g_assert_null (start (self, "f", of_copy));
  g_assert_null (start (self, "g", first));
  g_assert_null (start (self, "h", NULL));
}

/* An answer that was lost leaves the desk with what it told before, and a question that
 * comes late or twice takes nothing from it. */
static void
test_lost_answer (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *first = start (self, "a", NULL);
  g_autofree char *second = start (self, "b", first);
  g_autofree char *lost = start (self, "c", second);
  g_autofree char *again = start (self, "d", second);
  g_autofree char *late = start (self, "c", second);
  g_autofree char *twice = start (self, "d", second);
  g_autofree char *next = start (self, "e", again);

  g_assert_cmpstr (late, ==, lost);
  g_assert_cmpstr (twice, ==, again);
  g_assert_nonnull (next);
}

/* The copy of the data knows older starts than the desks. */
static void
test_start_restored (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *first = start (self, "a", NULL);
  g_autofree char *second = start (self, "b", first);
  g_autofree char *late = NULL;
  g_autofree char *next = NULL;
  g_autofree char *known = NULL;

  g_assert_nonnull (second);
  g_assert_true (axle_hub_renew_epoch (self->dealership.hub, NULL));
  late = start (self, "of before", "of a life that is forgotten");
  next = start (self, "c", "of another");
  g_assert_nonnull (late);
  g_assert_nonnull (next);
  known = start (self, "d", next);
  g_assert_nonnull (known);
  g_assert_null (start (self, "e", "of another"));
}

static void
test_lease (Fixture       *self,
            gconstpointer  data)
{
  AxleStartRequest request = { .nonce = (char *) "a" };
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

static gint64
compact (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleCompaction) compaction = axle_compaction_new (self->dealership.hub, &error);
  gboolean done = FALSE;

  while (!done)
    {
      g_assert_true (axle_compaction_step (compaction, self->dealership.hub, &done, &error));
      g_assert_no_error (error);
    }
  return axle_compaction_get_dropped (compaction);
}

/* Makes a tag and deletes it. */
static void
put_tombstone (Fixture *self)
{
  AxleId id = dealership_id ();
  AxleRecord *tag = axle_record_new (&axle_tag_entity, &id);
  g_autoptr(AxleRecord) gone = NULL;

  axle_record_set_text (tag, AXLE_TAG_NAME, "常客");
  g_assert_true (axle_hub_begin (self->dealership.hub, NULL, 0, NULL));
  dealership_put (&self->dealership, tag, self->dealership.group);
  g_assert_true (axle_hub_get (self->dealership.hub, &id, &gone, NULL));
  gone->deleted = TRUE;
  dealership_put (&self->dealership, axle_record_ref (gone), self->dealership.group);
  g_assert_true (axle_hub_commit (self->dealership.hub, NULL));
}

static void
note (Fixture           *self,
      const AxleHubDesk *desk,
      gint64             after)
{
  axle_hub_note_desk (self->dealership.hub, desk);
  axle_hub_note_cursor (self->dealership.hub, desk, &self->dealership.group, axle_hub_get_epoch (self->dealership.hub), after);
}

static AxleFeedPage *
read_group (Fixture  *self,
            gint64    after,
            GError  **error)
{
  return axle_hub_read_feed (self->dealership.hub, &self->desk, &self->dealership.group,
                             axle_hub_get_epoch (self->dealership.hub), 0, after, 1 << 20, error);
}

/* Deletions are told until every desk that may come has heard of them; who comes later
 * starts anew. */
static void
test_compaction (Fixture       *self,
                 gconstpointer  data)
{
  gint64 before = get_group_head (self);
  g_autoptr(AxleFeedPage) page = NULL;
  g_autoptr(GError) error = NULL;
  gint64 head;

  put_tombstone (self);
  head = get_group_head (self);
  /* Nothing is known of the other desks yet: they may come. */
  note (self, &self->dealership.office, head);
  g_assert_cmpint (compact (self), ==, 0);
  note (self, &self->dealership.workshop, before);
  note (self, &self->dealership.kiosk, head);
  g_assert_cmpint (compact (self), ==, 0);
  note (self, &self->dealership.workshop, head);
  g_assert_cmpint (compact (self), ==, 1);

  g_assert_null (read_group (self, before, &error));
  g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_GONE);
  g_clear_error (&error);
  page = read_group (self, 0, &error);
  g_assert_no_error (error);
  g_clear_pointer (&page, axle_feed_page_free);
  page = read_group (self, head, &error);
  g_assert_no_error (error);
  g_assert_cmpint (compact (self), ==, 0);
}

/* A desk that was locked out is not waited for. */
static void
test_compaction_revoked (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr(AxleRecord) record = NULL;

  put_tombstone (self);
  note (self, &self->dealership.office, get_group_head (self));
  note (self, &self->dealership.kiosk, get_group_head (self));
  note (self, &self->dealership.workshop, 1);
  g_assert_cmpint (compact (self), ==, 0);
  g_assert_true (axle_hub_get (self->dealership.hub, &self->dealership.workshop.desk, &record, NULL));
  axle_record_set_boolean (record, AXLE_DESK_REVOKED, TRUE);
  g_assert_true (axle_hub_begin (self->dealership.hub, NULL, 0, NULL));
  dealership_put (&self->dealership, axle_record_ref (record), self->dealership.group);
  g_assert_true (axle_hub_commit (self->dealership.hub, NULL));
  g_assert_cmpint (compact (self), ==, 1);
}

/* After 90 days nobody is waited for. */
static void
test_compaction_old (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(GPtrArray) documents = NULL;
  gint64 before = get_group_head (self);

  put_tombstone (self);
  note (self, &self->dealership.workshop, before);
  documents = axle_storage_list_documents (self->dealership.storage, &self->dealership.group, before, 10, 1 << 20, NULL);
  g_assert_true (axle_storage_begin (self->dealership.storage, NULL, 0, NULL));
  for (guint i = 0; i < documents->len; i++)
    {
      AxleDocument *document = documents->pdata[i];

      document->written_at -= AXLE_DESK_LIFETIME + G_TIME_SPAN_MINUTE;
      g_assert_true (axle_storage_put_document (self->dealership.storage, document, NULL));
    }
  g_assert_true (axle_storage_commit (self->dealership.storage, NULL));
  g_assert_cmpint (compact (self), ==, 1);
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
    { "/desks/leaving", test_leaving },
    { "/desks/left", test_left },
    { "/desks/foreign-store", test_foreign_store },
    { "/desks/copied", test_copied },
    { "/desks/lost-answer", test_lost_answer },
    { "/desks/start-restored", test_start_restored },
    { "/desks/lease", test_lease },
    { "/desks/compaction", test_compaction },
    { "/desks/compaction-revoked", test_compaction_revoked },
    { "/desks/compaction-old", test_compaction_old },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
