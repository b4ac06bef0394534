/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "core/guard.h"
#include "core/organisation/closing.h"
#include "core/organisation/organisation.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/merging.h"
#include "core/registry.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "support/support.h"

/* 31 October 2026, 16:30 UTC: in China already November. */
#define LAST_EVENING G_GINT64_CONSTANT (1793464200000000)

/* All records that there are. */
typedef struct
{
  AxleLookup  lookup;
  GHashTable *records;
  AxleId      scope;
} World;

static gboolean
get (const AxleLookup  *lookup,
     const AxleEntity  *entity,
     const AxleId      *id,
     AxleRecord       **record,
     GError           **error)
{
  AxleRecord *found = g_hash_table_lookup (lookup->data, id);

  *record = found != NULL ? axle_record_ref (found) : NULL;
  return TRUE;
}

static GPtrArray *
find (const AxleLookup  *lookup,
      const AxleEntity  *entity,
      const AxleId      *scope,
      guint              field,
      const AxleValue   *value,
      guint              limit,
      GError           **error)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, lookup->data);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    {
      const AxleRecord *other = record;

      if (other->entity == entity && !other->deleted && axle_id_equal (&other->scope, scope) &&
          axle_value_equal (&other->values[field], value) && found->len < limit)
        g_ptr_array_add (found, axle_record_ref (record));
    }
  return found;
}

static AxleId
new_id (void)
{
  return axle_id_new (axle_host_get_default ());
}

static void
world_open (World *self)
{
  self->records = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal,
                                         NULL, (GDestroyNotify) axle_record_unref);
  self->lookup = (AxleLookup) { .get = get, .find = find, .data = self->records };
  self->scope = new_id ();
}

static void
world_close (World *self)
{
  g_clear_pointer (&self->records, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_close)

static AxleRecord *
new_record (World            *self,
            const AxleEntity *entity)
{
  AxleId id = new_id ();
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = self->scope;
  return record;
}

/* Takes @record. */
static AxleRecord *
put (World      *self,
     AxleRecord *record)
{
  g_hash_table_replace (self->records, &record->id, record);
  return record;
}

static AxleRecord *
put_kind (World            *self,
          const AxleEntity *entity)
{
  return put (self, new_record (self, entity));
}

/* What a change from @before to @after is told; @before: NULL for a new record. */
static AxleVerdict *
judge (World            *self,
       const AxleRecord *before,
       const AxleRecord *after)
{
  AxleChangeAction action = before == NULL || before->deleted == after->deleted ? AXLE_CHANGE_SET
                            : after->deleted ? AXLE_CHANGE_DELETE : AXLE_CHANGE_RESTORE;
  g_autoptr(AxleChange) change = action == AXLE_CHANGE_SET ? axle_change_new_between (before, after)
                                                           : axle_change_new (after->entity, &after->id, action);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(GError) error = NULL;

  change->at = LAST_EVENING;
  g_assert_true (axle_guards_judge (change, before, after, &self->lookup, verdict, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&verdict);
}

/* Changes a text other than @field. */
static void
touch (AxleRecord *record,
       guint       field)
{
  guint other = 0;

  while (other == field || axle_field_value_kind (&record->entity->fields[other]) != AXLE_VALUE_TEXT)
    other++;
  axle_record_set_text (record, other, "other");
}

static void
assert_verdict (World            *self,
                const AxleRecord *before,
                const AxleRecord *after,
                const char       *code,
                const AxleRecord *blocker)
{
  g_autoptr(AxleVerdict) verdict = judge (self, before, after);

  g_assert_cmpstr (verdict->code, ==, code);
  g_assert_cmpint (verdict->outcome, ==, code != NULL ? AXLE_OUTCOME_REFUSED : AXLE_OUTCOME_ACCEPTED);
  g_assert_true (axle_id_equal (&verdict->blocker, blocker != NULL ? &blocker->id : &AXLE_ID_NONE));
  g_assert_true (verdict->blocker_entity == (blocker != NULL ? blocker->entity : NULL));
  g_assert_true ((code != NULL) == (verdict->message != NULL));
}

/* Each unique field of the registry, through all that can be done to two records. */
static void
test_unique (void)
{
  guint n_fields = 0;

  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++)
      {
        g_auto(World) world = { 0 };
        g_autoptr(AxleRecord) mine = NULL, with = NULL, elsewhere = NULL, gone = NULL, touched = NULL;
        AxleRecord *theirs;

        if (((*entity)->fields[i].flags & AXLE_FIELD_UNIQUE) == 0)
          continue;
        n_fields++;
        world_open (&world);
        theirs = put_kind (&world, *entity);
        axle_record_set_text (theirs, i, "京A12345");

        mine = new_record (&world, *entity);
        with = axle_record_copy (mine);
        axle_record_set_text (with, i, "京A12345");
        assert_verdict (&world, NULL, mine, NULL, NULL);
        assert_verdict (&world, NULL, with, "taken", theirs);
        assert_verdict (&world, mine, with, "taken", theirs);
        assert_verdict (&world, with, mine, NULL, NULL);

        /* In another store nobody is asked. */
        elsewhere = axle_record_copy (with);
        elsewhere->scope = new_id ();
        assert_verdict (&world, NULL, elsewhere, NULL, NULL);

        /* Deleting is allowed, coming back is not. */
        gone = axle_record_copy (with);
        gone->deleted = TRUE;
        assert_verdict (&world, with, gone, NULL, NULL);
        assert_verdict (&world, gone, with, "taken", theirs);
        theirs->deleted = TRUE;
        assert_verdict (&world, gone, with, NULL, NULL);
        theirs->deleted = FALSE;

        /* Twins of older rules are not held against who changes something else. */
        touched = axle_record_copy (with);
        touch (touched, i);
        assert_verdict (&world, with, touched, NULL, NULL);
      }
  g_assert_cmpuint (n_fields, >=, 2);
}

/* Each reference of the registry. */
static void
test_references (void)
{
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++)
      {
        const AxleField *field = &(*entity)->fields[i];
        gboolean required = (field->flags & AXLE_FIELD_REQUIRED) != 0;
        const AxleEntity *kind = field->target != NULL ? axle_registry_find (field->target) : &axle_customer_entity;
        g_auto(World) world = { 0 };
        g_autoptr(AxleRecord) without = NULL, record = NULL, gone = NULL;
        AxleRecord *target;

        if (field->type != AXLE_FIELD_REFERENCE)
          continue;
        world_open (&world);
        target = put_kind (&world, kind);
        without = new_record (&world, *entity);
        record = axle_record_copy (without);
        axle_record_set_id (record, i, &target->id);
        gone = axle_record_copy (record);
        gone->deleted = TRUE;

        assert_verdict (&world, NULL, record, NULL, NULL);
        target->deleted = TRUE;
        assert_verdict (&world, NULL, record, "target-deleted", target);
        assert_verdict (&world, without, record, "target-deleted", target);
        assert_verdict (&world, record, without, NULL, NULL);
        assert_verdict (&world, record, gone, NULL, NULL);
        assert_verdict (&world, gone, record, required ? "target-deleted" : NULL, required ? target : NULL);

        g_hash_table_remove_all (world.records);
        assert_verdict (&world, NULL, record, "target-unknown", NULL);
        world.lookup.whole_since = G_MAXINT64;
        assert_verdict (&world, NULL, record, NULL, NULL);
        world.lookup.whole_since = g_get_real_time ();
        assert_verdict (&world, NULL, record, NULL, NULL);
        world.lookup.whole_since -= 3 * G_TIME_SPAN_DAY;
        assert_verdict (&world, NULL, record, "target-unknown", NULL);
        world.lookup.whole_since = 0;

        if (field->target != NULL)
          {
            target = put_kind (&world, kind == &axle_customer_entity ? &axle_vehicle_entity : &axle_customer_entity);
            axle_record_set_id (record, i, &target->id);
            assert_verdict (&world, NULL, record, "target-unknown", NULL);
          }
      }
}

static AxleRecord *
new_closing (World      *self,
             const char *month,
             gboolean    closed)
{
  AxleId id = axle_closing_id (&self->scope, month);
  AxleRecord *record = axle_record_new (&axle_closing_entity, &id);

  record->scope = self->scope;
  axle_record_set_text (record, AXLE_CLOSING_MONTH, month);
  axle_record_set_boolean (record, AXLE_CLOSING_CLOSED, closed);
  return record;
}

/* Each kind that is dated. */
static void
test_closed_month (void)
{
  guint n_kinds = 0;

  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    {
      g_auto(World) world = { 0 };
      g_autoptr(AxleRecord) inside = NULL, outside = NULL, gone = NULL, touched = NULL;
      AxleRecord *store, *closing;
      guint at;

      if ((*entity)->dated_by == NULL)
        continue;
      n_kinds++;
      world_open (&world);
      at = (guint) axle_entity_find_field (*entity, (*entity)->dated_by);
      closing = put (&world, new_closing (&world, "2026-11", TRUE));
      inside = new_record (&world, *entity);
      axle_record_set_integer (inside, at, LAST_EVENING);
      outside = axle_record_copy (inside);
      axle_record_set_integer (outside, at, LAST_EVENING - G_TIME_SPAN_HOUR);
      gone = axle_record_copy (inside);
      gone->deleted = TRUE;
      touched = axle_record_copy (inside);
      touch (touched, at);

      assert_verdict (&world, NULL, inside, "month-closed", closing);
      assert_verdict (&world, inside, gone, "month-closed", closing);
      assert_verdict (&world, gone, inside, "month-closed", closing);
      assert_verdict (&world, inside, outside, "month-closed", closing);
      assert_verdict (&world, outside, inside, "month-closed", closing);
      assert_verdict (&world, inside, touched, "month-closed", closing);
      assert_verdict (&world, NULL, outside, NULL, NULL);

      /* Where it is still October. */
      store = axle_record_new (&axle_store_entity, &world.scope);
      axle_record_set_text (store, AXLE_STORE_TIME_ZONE, "Europe/Berlin");
      put (&world, store);
      assert_verdict (&world, NULL, inside, NULL, NULL);
      axle_record_set_text (store, AXLE_STORE_TIME_ZONE, "no/such zone");
      assert_verdict (&world, NULL, inside, "month-closed", closing);

      axle_record_set_boolean (closing, AXLE_CLOSING_CLOSED, FALSE);
      assert_verdict (&world, NULL, inside, NULL, NULL);
      axle_record_set_boolean (closing, AXLE_CLOSING_CLOSED, TRUE);
      closing->deleted = TRUE;
      assert_verdict (&world, NULL, inside, NULL, NULL);
    }
  g_assert_cmpuint (n_kinds, >=, 2);
}

static void
test_month_not_over (void)
{
  static const struct { const char *month; gboolean over; } months[] = {
    { "2026-10", TRUE }, { "2025-12", TRUE }, { "2026-11", FALSE }, { "2062-10", FALSE },
  };
  g_auto(World) world = { 0 };

  world_open (&world);
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autoptr(AxleRecord) closing = new_closing (&world, months[i].month, TRUE);
      g_autoptr(AxleRecord) open = new_closing (&world, months[i].month, FALSE);

      assert_verdict (&world, NULL, closing, months[i].over ? NULL : "month-not-over", NULL);
      assert_verdict (&world, closing, open, NULL, NULL);
    }
}

static void
test_months (void)
{
  static const struct { const char *month; const char *code; } months[] = {
    { "2026-10", NULL }, { "2026-01", NULL }, { "2026-12", NULL },
    { "2026-13", "not-a-month" }, { "2026-00", "not-a-month" }, { "2026-1", "not-a-month" },
    { "0000-01", "not-a-month" }, { "2026/10", "not-a-month" }, { "二〇二六-", "not-a-month" },
  };
  g_auto(World) world = { 0 };
  g_autoptr(AxleRecord) second = NULL;
  g_autoptr(GPtrArray) twice = axle_problems_new ();

  world_open (&world);
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autoptr(AxleRecord) closing = new_closing (&world, months[i].month, TRUE);
      g_autoptr(GPtrArray) problems = axle_problems_new ();

      axle_record_check (closing, problems);
      g_assert_cmpint (axle_problems_block (problems), ==, months[i].code != NULL);
      if (months[i].code != NULL)
        g_assert_true (axle_problems_contain (problems, months[i].code));
    }
  second = new_record (&world, &axle_closing_entity);
  axle_record_set_text (second, AXLE_CLOSING_MONTH, "2026-10");
  axle_record_check (second, twice);
  g_assert_true (axle_problems_contain (twice, "wrong-id"));
}

static AxleRecord *
point (const AxleRecord *customer,
       const AxleRecord *to)
{
  AxleRecord *pointing = axle_record_copy (customer);

  axle_record_set_id (pointing, AXLE_CUSTOMER_MERGED_INTO, &to->id);
  return pointing;
}

/* a is in b, b is in c: neither b nor c goes into a, deleted in between or not. */
static void
test_merged_in_a_circle (void)
{
  static const char code[] = "merged-in-a-circle";
  g_auto(World) world = { 0 };
  AxleRecord *a, *b, *c, *alone;
  g_autoptr(AxleRecord) self = NULL, closing = NULL, opening = NULL, gone = NULL, touched = NULL;
  g_autoptr(AxleRecord) joining = NULL, joining_late = NULL;

  world_open (&world);
  a = put_kind (&world, &axle_customer_entity);
  b = put_kind (&world, &axle_customer_entity);
  c = put_kind (&world, &axle_customer_entity);
  alone = put_kind (&world, &axle_customer_entity);
  axle_record_set_id (a, AXLE_CUSTOMER_MERGED_INTO, &b->id);
  axle_record_set_id (b, AXLE_CUSTOMER_MERGED_INTO, &c->id);

  self = point (alone, alone);
  assert_verdict (&world, alone, self, code, NULL);
  assert_verdict (&world, NULL, self, code, NULL);
  closing = point (c, a);
  assert_verdict (&world, c, closing, code, a);
  b->deleted = TRUE;
  assert_verdict (&world, c, closing, code, a);
  b->deleted = FALSE;
  joining = point (c, alone);
  assert_verdict (&world, c, joining, NULL, NULL);
  joining_late = point (alone, a);
  assert_verdict (&world, alone, joining_late, NULL, NULL);

  /* A circle of other days can be opened, and else be worked with, and does not come back. */
  axle_record_set_id (c, AXLE_CUSTOMER_MERGED_INTO, &a->id);
  opening = axle_record_copy (c);
  axle_record_set_id (opening, AXLE_CUSTOMER_MERGED_INTO, &AXLE_ID_NONE);
  assert_verdict (&world, c, opening, NULL, NULL);
  touched = axle_record_copy (c);
  touch (touched, AXLE_CUSTOMER_MERGED_INTO);
  assert_verdict (&world, c, touched, NULL, NULL);
  gone = axle_record_copy (c);
  gone->deleted = TRUE;
  assert_verdict (&world, c, gone, NULL, NULL);
  assert_verdict (&world, gone, c, code, a);
}

static AxleRecord *
put_merging (World            *self,
             const AxleRecord *survivor,
             const AxleRecord *absorbed)
{
  AxleRecord *merging = put_kind (self, &axle_merging_entity);

  axle_record_set_id (merging, AXLE_MERGING_SURVIVOR, &survivor->id);
  axle_record_set_id (merging, AXLE_MERGING_ABSORBED, &absorbed->id);
  return merging;
}

static void
test_not_merged (void)
{
  g_auto(World) world = { 0 };
  AxleRecord *survivor, *absorbed, *merging;
  g_autoptr(AxleRecord) gone = NULL, undone = NULL;

  world_open (&world);
  survivor = put_kind (&world, &axle_customer_entity);
  absorbed = put_kind (&world, &axle_customer_entity);
  merging = put_merging (&world, survivor, absorbed);
  gone = axle_record_copy (merging);
  gone->deleted = TRUE;
  undone = axle_record_copy (merging);
  axle_record_set_integer (undone, AXLE_MERGING_UNDONE_AT, 1);
  assert_verdict (&world, NULL, merging, "not-merged", absorbed);
  assert_verdict (&world, gone, merging, "not-merged", absorbed);
  assert_verdict (&world, merging, undone, NULL, NULL);
  axle_record_set_id (absorbed, AXLE_CUSTOMER_MERGED_INTO, &survivor->id);
  assert_verdict (&world, NULL, merging, NULL, NULL);
  assert_verdict (&world, gone, merging, NULL, NULL);
}

/* The code of what a change of @record is told that is a part of @whole. */
static void
assert_part (World            *self,
             const AxleRecord *record,
             const AxleId     *whole,
             const char       *code)
{
  g_autoptr(AxleRecord) after = axle_record_copy (record);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(AxleChange) change = NULL;
  g_autoptr(GError) error = NULL;

  axle_record_set_text (after, AXLE_CUSTOMER_CITY, "上海");
  change = axle_change_new_between (record, after);
  change->needs = *whole;
  g_assert_true (axle_guards_judge (change, record, after, &self->lookup, verdict, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (verdict->code, ==, code);
}

/* What is a part of something is not done without it. */
static void
test_part (void)
{
  g_auto(World) world = { 0 };
  AxleRecord *survivor, *absorbed, *merging;
  AxleId unknown = new_id ();

  world_open (&world);
  survivor = put_kind (&world, &axle_customer_entity);
  absorbed = put_kind (&world, &axle_customer_entity);
  merging = put_merging (&world, survivor, absorbed);
  assert_part (&world, survivor, &AXLE_ID_NONE, NULL);
  assert_part (&world, survivor, &merging->id, NULL);
  assert_part (&world, survivor, &unknown, "part");
  merging->deleted = TRUE;
  assert_part (&world, survivor, &merging->id, "part");
  merging->deleted = FALSE;
  axle_record_set_integer (absorbed, AXLE_CUSTOMER_ERASED_AT, 1);
  assert_part (&world, survivor, &merging->id, "part");
  /* A desk does not have everything. */
  world.lookup.whole_since = G_MAXINT64;
  assert_part (&world, survivor, &unknown, NULL);
}

/* A refusal names the other record by what its reader may see of it, and by more
 * than what they have just typed. */
static void
test_names (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(AxleRecord) mine = NULL, ownership = NULL;
  g_autoptr(AxleVerdict) by_plate = NULL, by_vin = NULL, to_office = NULL, to_workshop = NULL;
  AxleRecord *car, *owner;

  world_open (&world);
  car = put_kind (&world, &axle_vehicle_entity);
  axle_record_set_text (car, AXLE_VEHICLE_PLATE, "京A12345");
  axle_record_set_text (car, AXLE_VEHICLE_VIN, "LSVAM4187C2184847");
  mine = new_record (&world, &axle_vehicle_entity);
  axle_record_set_text (mine, AXLE_VEHICLE_PLATE, "京A12345");
  by_plate = judge (&world, NULL, mine);
  g_assert_nonnull (strstr (by_plate->message, "LSVAM4187C2184847"));
  axle_record_set_text (mine, AXLE_VEHICLE_PLATE, NULL);
  axle_record_set_text (mine, AXLE_VEHICLE_VIN, "LSVAM4187C2184847");
  by_vin = judge (&world, NULL, mine);
  g_assert_nonnull (strstr (by_vin->message, "京A12345"));

  owner = put_kind (&world, &axle_customer_entity);
  axle_record_set_text (owner, AXLE_CUSTOMER_NAME, "王小明");
  owner->deleted = TRUE;
  ownership = new_record (&world, &axle_ownership_entity);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &owner->id);
  to_office = judge (&world, NULL, ownership);
  g_assert_nonnull (strstr (to_office->message, "王小明"));
  world.lookup.audience = AXLE_AUDIENCE_WORKSHOP;
  to_workshop = judge (&world, NULL, ownership);
  g_assert_null (strstr (to_workshop->message, "王小明"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guard/unique", test_unique);
  g_test_add_func ("/guard/references", test_references);
  g_test_add_func ("/guard/closed-month", test_closed_month);
  g_test_add_func ("/guard/month-not-over", test_month_not_over);
  g_test_add_func ("/guard/months", test_months);
  g_test_add_func ("/guard/merged-in-a-circle", test_merged_in_a_circle);
  g_test_add_func ("/guard/not-merged", test_not_merged);
  g_test_add_func ("/guard/part", test_part);
  g_test_add_func ("/guard/names", test_names);
  return g_test_run ();
}
