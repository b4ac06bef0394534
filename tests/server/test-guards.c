/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/organisation/closing.h"
#include "core/party/contact.h"
#include "core/party/note.h"
#include "core/vehicle/vehicle.h"
#include "server/dealership.h"

/* 31 October 2026, 16:30 UTC: in China already November. */
#define LAST_EVENING G_GINT64_CONSTANT (1793464200000000)

typedef struct
{
  Dealership  dealership;
  gint64      next[2];    /* numbers of the office desk and of the second */
  GPtrArray  *batch;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  dealership_open (&self->dealership, data);
  self->next[0] = self->next[1] = 1;
  self->batch = g_ptr_array_new ();
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_cmpuint (self->batch->len, ==, 0);
  g_ptr_array_unref (self->batch);
  dealership_close (&self->dealership);
}

static AxleRecord *
new_contact (Fixture      *self,
             const AxleId *customer)
{
  AxleRecord *contact = dealership_new_record (&self->dealership, &axle_contact_entity);

  axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, customer);
  axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, "call");
  axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "in");
  axle_record_set_integer (contact, AXLE_CONTACT_AT, LAST_EVENING);
  return contact;
}

/* Adds to the next batch what makes @before into @after; @before: NULL for a new record. */
static void
add (Fixture          *self,
     const AxleRecord *before,
     const AxleRecord *after)
{
  AxleChange *change = axle_change_new_between (before, after);

  g_ptr_array_add (self->batch, change);
}

static void
add_action (Fixture          *self,
            const AxleRecord *record,
            AxleChangeAction  action)
{
  AxleChange *change = axle_change_new (record->entity, &record->id, action);

  change->scope = record->scope;
  g_ptr_array_add (self->batch, change);
}

static AxlePushReply *
send (Fixture *self,
      guint    desk)
{
  return dealership_push (&self->dealership, desk == 0 ? &self->dealership.office : &self->dealership.second,
                          &self->next[desk], self->batch, LAST_EVENING + 10 * G_TIME_SPAN_DAY);
}

/* Sends the batch; @codes: a refusal's code a change, NULL for one that is done. */
static void
send_expecting (Fixture            *self,
                guint               desk,
                const char * const *codes)
{
  guint n = self->batch->len;
  g_autoptr(AxlePushReply) reply = send (self, desk);

  for (guint i = 0; i < n; i++)
    {
      const AxleVerdict *verdict = reply->verdicts->pdata[i];

      g_test_message ("change %u: %s", i, verdict->message);
      g_assert_cmpstr (verdict->code, ==, codes[i]);
      g_assert_true ((verdict->sequence == 0) == (codes[i] != NULL));
    }
}

#define SEND(self, desk, ...) send_expecting ((self), (desk), (const char * const[]) { __VA_ARGS__ })

/* Two desks, each without the other's knowledge. */
static void
test_same_plate (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(AxleRecord) first = dealership_new_car (&self->dealership, "京A12345");
  g_autoptr(AxleRecord) second = dealership_new_car (&self->dealership, NULL);
  g_autoptr(AxleRecord) plated = axle_record_copy (second);
  g_autoptr(AxlePushReply) reply = NULL;
  g_autoptr(AxleRecord) kept = NULL;
  const AxleVerdict *verdict;

  add (self, NULL, second);
  SEND (self, 1, NULL);
  add (self, NULL, first);
  SEND (self, 0, NULL);
  axle_record_set_text (plated, AXLE_VEHICLE_PLATE, "京A12345");
  add (self, second, plated);
  reply = send (self, 1);
  verdict = reply->verdicts->pdata[0];
  g_assert_cmpstr (verdict->code, ==, "taken");
  g_assert_nonnull (strstr (verdict->message, "京A12345"));
  g_assert_true (verdict->blocker_entity == &axle_vehicle_entity);
  g_assert_true (axle_id_equal (&verdict->blocker, &first->id));
  g_assert_true (axle_id_equal (&verdict->current->id, &second->id));
  g_assert_true (axle_hub_get (self->dealership.hub, &second->id, &kept, NULL));
  g_assert_null (axle_record_get_text (kept, AXLE_VEHICLE_PLATE));
  g_assert_cmpint (kept->revision, ==, 1);
}

/* What comes later in a batch is judged by what came before it. */
static void
test_batch (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(AxleRecord) old = dealership_new_car (&self->dealership, "京A12345");
  g_autoptr(AxleRecord) cleared = axle_record_copy (old);
  g_autoptr(AxleRecord) new = dealership_new_car (&self->dealership, "京A12345");
  g_autoptr(AxleRecord) third = dealership_new_car (&self->dealership, "京A12345");
  g_autoptr(AxleRecord) customer = dealership_new_customer (&self->dealership);
  g_autoptr(AxleRecord) nobody = dealership_new_customer (&self->dealership);
  g_autoptr(AxleRecord) contact = new_contact (self, &customer->id);
  g_autoptr(AxleRecord) of_nobody = new_contact (self, &nobody->id);
  g_autoptr(AxleRecord) of_deleted = new_contact (self, &customer->id);

  axle_record_set_text (cleared, AXLE_VEHICLE_PLATE, NULL);
  axle_record_set_text (nobody, AXLE_CUSTOMER_STAGE, "no such stage");
  add (self, NULL, old);
  add (self, NULL, new);
  add (self, old, cleared);
  add (self, NULL, new);
  add (self, NULL, third);
  SEND (self, 0, NULL, "taken", NULL, NULL, "taken");

  add (self, NULL, customer);
  add (self, NULL, nobody);
  add (self, NULL, contact);
  add (self, NULL, of_nobody);
  add_action (self, customer, AXLE_CHANGE_DELETE);
  add (self, NULL, of_deleted);
  SEND (self, 0, NULL, "not-a-choice", NULL, "target-unknown", NULL, "target-deleted");
}

static void
test_restore (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(AxleRecord) first = dealership_new_car (&self->dealership, "京A12345");
  g_autoptr(AxleRecord) second = dealership_new_car (&self->dealership, "京A12345");
  g_autoptr(AxleRecord) freed = axle_record_copy (second);

  add (self, NULL, first);
  add_action (self, first, AXLE_CHANGE_DELETE);
  SEND (self, 0, NULL, NULL);
  add (self, NULL, second);
  SEND (self, 1, NULL);
  add_action (self, first, AXLE_CHANGE_RESTORE);
  SEND (self, 0, "taken");
  axle_record_set_text (freed, AXLE_VEHICLE_PLATE, "京A54321");
  add (self, second, freed);
  SEND (self, 1, NULL);
  add_action (self, first, AXLE_CHANGE_RESTORE);
  SEND (self, 0, NULL);
}

static AxleRecord *
new_closing (Fixture    *self,
             const char *month)
{
  AxleId id = axle_closing_id (&self->dealership.store, month);
  AxleRecord *closing = axle_record_new (&axle_closing_entity, &id);

  closing->scope = self->dealership.store;
  axle_record_set_text (closing, AXLE_CLOSING_MONTH, month);
  axle_record_set_boolean (closing, AXLE_CLOSING_CLOSED, TRUE);
  return closing;
}

static void
test_closed_month (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(AxleRecord) customer = dealership_new_customer (&self->dealership);
  g_autoptr(AxleRecord) before = new_contact (self, &customer->id);
  g_autoptr(AxleRecord) after = new_contact (self, &customer->id);
  g_autoptr(AxleRecord) late = new_contact (self, &customer->id);
  g_autoptr(AxleRecord) closing = new_closing (self, "2026-11");
  g_autoptr(AxleRecord) october = new_closing (self, "2026-10");
  g_autoptr(AxleRecord) stray = dealership_new_record (&self->dealership, &axle_closing_entity);
  g_autoptr(AxleRecord) open = axle_record_copy (october);

  /* November has begun only in China, and is not over. */
  add (self, NULL, customer);
  add (self, NULL, closing);
  SEND (self, 0, NULL, "month-not-over");

  axle_record_set_integer (before, AXLE_CONTACT_AT, LAST_EVENING - G_TIME_SPAN_HOUR);
  axle_record_set_integer (late, AXLE_CONTACT_AT, LAST_EVENING - 2 * G_TIME_SPAN_HOUR);
  add (self, NULL, before);
  add (self, NULL, october);
  ((AxleChange *) self->batch->pdata[1])->staff = self->dealership.advisor;
  add (self, NULL, october);
  add (self, NULL, late);
  add (self, NULL, after);
  add_action (self, before, AXLE_CHANGE_DELETE);
  SEND (self, 0, NULL, "no-right", NULL, "month-closed", NULL, "month-closed");

  /* Who closes the same month elsewhere closes it with this one. */
  add (self, NULL, october);
  SEND (self, 1, NULL);
  axle_record_set_text (stray, AXLE_CLOSING_MONTH, "2026-10");
  add (self, NULL, stray);
  SEND (self, 1, "wrong-id");

  axle_record_set_boolean (open, AXLE_CLOSING_CLOSED, FALSE);
  add (self, october, open);
  add (self, NULL, late);
  SEND (self, 0, NULL, NULL);
}

/* Twins from before there were guards: only what a change touches is held against it. */
static void
test_twins (Fixture       *self,
            gconstpointer  data)
{
  AxleRecord *first = dealership_new_car (&self->dealership, "京A12345");
  AxleRecord *second = dealership_new_car (&self->dealership, "京A12345");
  g_autoptr(AxleRecord) before = axle_record_copy (second);
  g_autoptr(AxleRecord) painted = axle_record_copy (second);
  g_autoptr(AxleRecord) replated = NULL;
  g_autoptr(AxleRecord) back = NULL;

  g_assert_true (axle_hub_begin (self->dealership.hub, NULL, 0, NULL));
  dealership_put (&self->dealership, first, self->dealership.store);
  dealership_put (&self->dealership, second, self->dealership.store);
  g_assert_true (axle_hub_commit (self->dealership.hub, NULL));

  axle_record_set_text (painted, AXLE_VEHICLE_COLOUR, "红");
  replated = axle_record_copy (painted);
  axle_record_set_text (replated, AXLE_VEHICLE_PLATE, "京A54321");
  back = axle_record_copy (replated);
  axle_record_set_text (back, AXLE_VEHICLE_PLATE, "京A12345");
  add (self, before, painted);
  add (self, painted, replated);
  add (self, replated, back);
  SEND (self, 0, NULL, NULL, "taken");
}

/* What the copy lacks may come again from the desk that has it. */
static void
test_restored_server (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(AxleRecord) lost = dealership_new_customer (&self->dealership);
  g_autoptr(AxleRecord) contact = new_contact (self, &lost->id);
  g_autoptr(AxleRecord) again = new_contact (self, &lost->id);

  add (self, NULL, contact);
  SEND (self, 0, "target-unknown");
  g_assert_true (axle_hub_renew_epoch (self->dealership.hub, NULL));
  add (self, NULL, again);
  SEND (self, 0, NULL);
}

/* A record of another store is not there, for who may not know of it. */
static void
test_other_store (Fixture       *self,
                  gconstpointer  data)
{
  AxleRecord *elsewhere = dealership_new_customer (&self->dealership);
  AxleRecord *twin = dealership_new_car (&self->dealership, "京A12345");
  g_autoptr(AxleRecord) contact = new_contact (self, &elsewhere->id);
  g_autoptr(AxleRecord) note = dealership_new_record (&self->dealership, &axle_note_entity);
  g_autoptr(AxleRecord) car = dealership_new_car (&self->dealership, "京A12345");

  axle_record_set_id (note, AXLE_NOTE_SUBJECT, &twin->id);
  axle_record_set_text (note, AXLE_NOTE_TEXT, "看车");
  g_assert_true (axle_hub_begin (self->dealership.hub, NULL, 0, NULL));
  dealership_put (&self->dealership, elsewhere, dealership_id ());
  dealership_put (&self->dealership, twin, dealership_id ());
  g_assert_true (axle_hub_commit (self->dealership.hub, NULL));
  add (self, NULL, contact);
  add (self, NULL, note);
  add (self, NULL, car);
  SEND (self, 0, "target-unknown", "target-unknown", NULL);
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
    { "same-plate", test_same_plate },
    { "batch", test_batch },
    { "restore", test_restore },
    { "closed-month", test_closed_month },
    { "twins", test_twins },
    { "other-store", test_other_store },
    /* The last: others in the same database are restored with it. */
    { "restored-server", test_restored_server },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    dealership_add_test ("guards", tests[i].name, sizeof (Fixture), (GTestFixtureFunc) set_up,
                         (GTestFixtureFunc) tests[i].test, (GTestFixtureFunc) tear_down);
  return g_test_run ();
}
