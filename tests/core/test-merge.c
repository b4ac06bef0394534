/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/party/merge.h"
#include "support/support.h"

static AxleRecord *
new_record (const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());

  return axle_record_new (entity, &id);
}

static AxleRecord *
new_customer (const char *name,
              const char *phones)
{
  AxleRecord *customer = new_record (&axle_customer_entity);
  g_auto(GStrv) members = g_strsplit (phones, " ", -1);

  axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, name);
  axle_record_set_members (customer, AXLE_CUSTOMER_PHONES, (const char * const *) members);
  return customer;
}

static char *
dup_phones (const AxleRecord *customer)
{
  g_auto(GStrv) members = axle_record_dup_members (customer, AXLE_CUSTOMER_PHONES);

  return g_strjoinv (" ", members);
}

static void
assert_phones (const AxleRecord *customer,
               const char       *phones)
{
  g_autofree char *now = dup_phones (customer);

  g_assert_cmpstr (now, ==, phones);
}

/* What is proposed for a field with these values; "" is none, yes and no are consents. */
static const struct
{
  const char *name;
  guint       field;
  const char *kept;
  const char *taken;
  AxleSide    side;
  const char *after;
} proposals[] = {
  { "only-kept", AXLE_CUSTOMER_ADDRESS, "南京路1号", "", AXLE_SIDE_SURVIVOR, "南京路1号" },
  { "only-taken", AXLE_CUSTOMER_ADDRESS, "", "南京路1号", AXLE_SIDE_ABSORBED, "南京路1号" },
  { "two-names", AXLE_CUSTOMER_NAME, "王小明", "王小名", AXLE_SIDE_SURVIVOR, "王小明" },
  { "sets", AXLE_CUSTOMER_TAGS, "a b", "b c", AXLE_SIDE_BOTH, "a b c" },
  { "later-stage", AXLE_CUSTOMER_STAGE, "potential", "loyal", AXLE_SIDE_ABSORBED, "loyal" },
  { "earlier-stage", AXLE_CUSTOMER_STAGE, "after-sales", "intent", AXLE_SIDE_SURVIVOR, "after-sales" },
  { "strange-stage", AXLE_CUSTOMER_STAGE, "intent", "exalted", AXLE_SIDE_SURVIVOR, "intent" },
  { "yes-and-no", AXLE_CUSTOMER_CONSENT_CONTACT, "yes", "no", AXLE_SIDE_ABSORBED, "no" },
  { "no-and-yes", AXLE_CUSTOMER_CONSENT_CONTACT, "no", "yes", AXLE_SIDE_SURVIVOR, "no" },
  { "unasked-and-yes", AXLE_CUSTOMER_CONSENT_CONTACT, "", "yes", AXLE_SIDE_ABSORBED, "yes" },
};

static void
set (AxleRecord *record,
     guint       field,
     const char *text)
{
  g_auto(GStrv) members = g_strsplit (text, " ", -1);

  if (*text == '\0')
    return;
  if (axle_customer_entity.fields[field].type == AXLE_FIELD_SET)
    axle_record_set_members (record, field, (const char * const *) members);
  else if (axle_customer_entity.fields[field].type == AXLE_FIELD_BOOLEAN)
    axle_record_set_boolean (record, field, g_str_equal (text, "yes"));
  else
    axle_record_set_text (record, field, text);
}

static void
test_propose (gconstpointer data)
{
  const __typeof__ (proposals[0]) *c = data;
  g_autoptr(AxleRecord) survivor = new_record (&axle_customer_entity);
  g_autoptr(AxleRecord) absorbed = new_record (&axle_customer_entity);
  g_autoptr(AxleRecord) expected = new_record (&axle_customer_entity);
  g_autoptr(AxleRecord) after = NULL;

  set (survivor, c->field, c->kept);
  set (absorbed, c->field, c->taken);
  set (expected, c->field, c->after);
  g_assert_true (axle_merge_differs (survivor, absorbed, c->field));
  g_assert_cmpint (axle_merge_propose (survivor, absorbed, c->field), ==, c->side);
  after = axle_merge_propose_all (survivor, absorbed);
  g_assert_true (axle_value_equal (axle_record_get (after, c->field), axle_record_get (expected, c->field)));
}

/* Every field of a customer goes into the record of the merge and comes back out of it. */
static void
test_fields (void)
{
  static const char * const members[] = { "一", "b", NULL };
  g_autoptr(AxleRecord) survivor = new_record (&axle_customer_entity);
  g_autoptr(AxleRecord) after = axle_record_copy (survivor);
  g_autoptr(AxleRecord) merging = new_record (&axle_merging_entity);
  g_autoptr(AxleChange) chosen = NULL;
  g_autofree char *text = NULL;
  AxleId id = axle_id_new (axle_host_get_default ());

  for (guint i = 0; i < axle_customer_entity.n_fields; i++)
    switch (axle_field_value_kind (&axle_customer_entity.fields[i]))
      {
      case AXLE_VALUE_INTEGER:
        axle_record_set_integer (after, i, G_MININT64);
        break;
      case AXLE_VALUE_BOOLEAN:
        axle_record_set_boolean (after, i, FALSE);
        break;
      case AXLE_VALUE_ID:
        axle_record_set_id (after, i, &id);
        break;
      case AXLE_VALUE_SET:
        axle_record_set_members (after, i, members);
        break;
      case AXLE_VALUE_TEXT:
      case AXLE_VALUE_NONE:
      default:
        axle_record_set_text (after, i, "王'\"\n小明");
      }
  text = axle_merge_encode_fields (survivor, after);
  axle_record_set_text (merging, AXLE_MERGING_FIELDS, text);
  chosen = axle_merge_decode_fields (merging);
  g_assert_cmpuint (chosen->fields->len, ==, axle_customer_entity.n_fields - 2);
  for (guint i = 0; i < axle_customer_entity.n_fields; i++)
    if (i != AXLE_CUSTOMER_MERGED_INTO && i != AXLE_CUSTOMER_ERASED_AT)
      {
        g_assert_true (axle_value_equal (&axle_change_find_field (chosen, i)->after, axle_record_get (after, i)));
        g_assert_cmpint (axle_change_find_field (chosen, i)->before.kind, ==, AXLE_VALUE_NONE);
      }
  g_assert_null (axle_merge_encode_fields (survivor, survivor));
}

/* From a newer program, or damaged. */
static const struct
{
  const char *name;
  const char *text;
  guint       n_fields;
} texts[] = {
  { "none", NULL, 0 },
  { "no-variant", "[('name', <'a'>", 0 },
  { "other-type", "[('name', 'a', 'b')]", 0 },
  { "unknown-field", "[('horoscope', <'a'>, <'b'>), ('name', <'a'>, <'b'>)]", 1 },
  { "wrong-kind", "[('name', <true>, <'b'>), ('children', <'a'>, <int64 2>), ('city', <'a'>, <()>)]", 1 },
  { "the-pointer", "[('merged_into', <()>, <()>)]", 0 },
};

static void
test_damaged (gconstpointer data)
{
  const __typeof__ (texts[0]) *c = data;
  g_autoptr(AxleRecord) merging = new_record (&axle_merging_entity);
  g_autoptr(AxleChange) chosen = NULL;

  axle_record_set_text (merging, AXLE_MERGING_FIELDS, c->text);
  chosen = axle_merge_decode_fields (merging);
  g_assert_cmpuint (chosen->fields->len, ==, c->n_fields);
}

/* A few customers, and the merges between them. */
typedef struct
{
  AxleRecord *customers[4];
  AxleRecord *mergings[4];
} World;

static void
world_clear (World *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->customers); i++)
    {
      g_clear_pointer (&self->customers[i], axle_record_unref);
      g_clear_pointer (&self->mergings[i], axle_record_unref);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
apply (World     *self,
       GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const AxleChange *change = changes->pdata[i];

      for (guint j = 0; j < G_N_ELEMENTS (self->customers); j++)
        {
          AxleRecord **records[] = { &self->customers[j], &self->mergings[j] };

          for (guint k = 0; k < G_N_ELEMENTS (records); k++)
            if (*records[k] != NULL && axle_id_equal (&(*records[k])->id, &change->record))
              {
                g_autoptr(AxleRecord) before = *records[k];

                *records[k] = axle_record_copy (before);
                axle_change_overlay (change, *records[k]);
              }
        }
    }
}

static void
merge (World *self,
       guint  number,
       guint  survivor,
       guint  absorbed,
       guint  taken)
{
  g_autoptr(GPtrArray) changes = NULL;
  g_autoptr(AxleRecord) after = axle_merge_propose_all (self->customers[survivor], self->customers[absorbed]);

  axle_merge_choose (self->customers[survivor], self->customers[absorbed], taken, AXLE_SIDE_ABSORBED, after);
  self->mergings[number] = new_record (&axle_merging_entity);
  changes = axle_merge_plan (self->customers[survivor], self->customers[absorbed], after, self->mergings[number]);
  apply (self, changes);
}

static guint
take_back (World *self,
           guint  number,
           guint  survivor,
           guint  absorbed)
{
  g_autoptr(GPtrArray) others = g_ptr_array_new ();
  g_autoptr(GPtrArray) mergings = g_ptr_array_new ();
  g_autoptr(GPtrArray) changes = NULL;
  AxleId staff = axle_id_new (axle_host_get_default ());
  guint n_kept = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->mergings); i++)
    if (self->mergings[i] != NULL)
      g_ptr_array_add (others, self->mergings[i]);
  g_ptr_array_add (mergings, self->mergings[number]);
  changes = axle_merge_plan_undo (mergings, self->customers[survivor], self->customers[absorbed], others,
                                  1, &staff, &n_kept);
  apply (self, changes);
  g_assert_cmpint (axle_record_get_integer (self->mergings[number], AXLE_MERGING_UNDONE_AT), ==, 1);
  return n_kept;
}

static void
assert_into (World *self,
             guint  absorbed,
             int    survivor)
{
  AxleId into = axle_record_get_id (self->customers[absorbed], AXLE_CUSTOMER_MERGED_INTO);

  g_assert_true (axle_id_equal (&into, survivor >= 0 ? &self->customers[survivor]->id : &AXLE_ID_NONE));
}

/* What was added and changed meanwhile stays; all else is as it was. */
static void
test_take_back (void)
{
  g_auto(World) world = { { new_customer ("王小明", "+8613900000001"),
                            new_customer ("王小名", "+8613900000002 +8613900000001") } };

  axle_record_set_text (world.customers[1], AXLE_CUSTOMER_CITY, "上海");
  axle_record_set_text (world.customers[1], AXLE_CUSTOMER_WECHAT, "wxm");
  merge (&world, 0, 0, 1, AXLE_CUSTOMER_NAME);
  assert_into (&world, 1, 0);
  g_assert_cmpstr (axle_record_get_text (world.customers[0], AXLE_CUSTOMER_NAME), ==, "王小名");
  g_assert_cmpstr (axle_record_get_text (world.customers[0], AXLE_CUSTOMER_CITY), ==, "上海");
  assert_phones (world.customers[0], "+8613900000001 +8613900000002");

  axle_record_add_member (world.customers[0], AXLE_CUSTOMER_PHONES, "+8613900000003");
  axle_record_set_text (world.customers[0], AXLE_CUSTOMER_CITY, "苏州");
  axle_record_set_text (world.customers[0], AXLE_CUSTOMER_ADDRESS, "观前街");
  g_assert_cmpuint (take_back (&world, 0, 0, 1), ==, 1);
  assert_into (&world, 1, -1);
  g_assert_cmpstr (axle_record_get_text (world.customers[0], AXLE_CUSTOMER_NAME), ==, "王小明");
  g_assert_cmpstr (axle_record_get_text (world.customers[0], AXLE_CUSTOMER_CITY), ==, "苏州");
  g_assert_cmpstr (axle_record_get_text (world.customers[0], AXLE_CUSTOMER_ADDRESS), ==, "观前街");
  g_assert_null (axle_record_get_text (world.customers[0], AXLE_CUSTOMER_WECHAT));
  assert_phones (world.customers[0], "+8613900000001 +8613900000003");
  assert_phones (world.customers[1], "+8613900000002 +8613900000001");
  g_assert_cmpstr (axle_record_get_text (world.customers[1], AXLE_CUSTOMER_NAME), ==, "王小名");
}

/* Two merges into one customer, taken back in either order. */
static void
test_either_order (gconstpointer data)
{
  gboolean last_first = GPOINTER_TO_INT (data);
  g_auto(World) world = { { new_customer ("一", "+8613900000001"), new_customer ("二", "+8613900000002"),
                            new_customer ("三", "+8613900000003") } };

  merge (&world, 0, 0, 1, AXLE_CUSTOMER_NAME);
  merge (&world, 1, 0, 2, AXLE_CUSTOMER_NAME);
  g_assert_cmpstr (axle_record_get_text (world.customers[0], AXLE_CUSTOMER_NAME), ==, "三");
  take_back (&world, last_first ? 1 : 0, 0, last_first ? 2 : 1);
  g_assert_cmpstr (axle_record_get_text (world.customers[0], AXLE_CUSTOMER_NAME), ==, last_first ? "二" : "三");
  assert_into (&world, 1, last_first ? 0 : -1);
  assert_into (&world, 2, last_first ? -1 : 0);
  take_back (&world, last_first ? 0 : 1, 0, last_first ? 1 : 2);
  g_assert_cmpstr (axle_record_get_text (world.customers[0], AXLE_CUSTOMER_NAME), ==, "一");
  assert_phones (world.customers[0], "+8613900000001");
  assert_into (&world, 1, -1);
  assert_into (&world, 2, -1);
}

/* Two desks merged the same two at once, with different choices: one step takes both back. */
static void
test_merged_twice (void)
{
  g_auto(World) world = { { new_customer ("一", ""), new_customer ("二", "") } };
  g_autoptr(AxleRecord) before = axle_record_copy (world.customers[0]);
  g_autoptr(GPtrArray) mergings = g_ptr_array_new ();
  g_autoptr(GPtrArray) changes = NULL;
  guint n_kept = 0;

  axle_record_set_text (world.customers[1], AXLE_CUSTOMER_CITY, "上海");
  axle_record_set_text (world.customers[1], AXLE_CUSTOMER_WECHAT, "er");
  merge (&world, 0, 0, 1, AXLE_CUSTOMER_CITY);
  merge (&world, 1, 0, 1, AXLE_CUSTOMER_NAME);
  g_ptr_array_add (mergings, world.mergings[1]);
  g_ptr_array_add (mergings, world.mergings[0]);
  changes = axle_merge_plan_undo (mergings, world.customers[0], world.customers[1], mergings, 1, &AXLE_ID_NONE, &n_kept);
  apply (&world, changes);
  g_assert_cmpuint (n_kept, ==, 0);
  g_assert_false (axle_merge_is_open (world.mergings[0]) || axle_merge_is_open (world.mergings[1]));
  g_assert_true (axle_record_equal (world.customers[0], before));
  assert_into (&world, 1, -1);
}

/* Who was merged into somebody else since stays there; who is deleted is left alone. */
static void
test_moved_on (void)
{
  g_auto(World) world = { { new_customer ("一", ""), new_customer ("二", ""), new_customer ("三", "") } };
  AxleRecord *deleted;

  merge (&world, 0, 0, 1, AXLE_CUSTOMER_CITY);
  merge (&world, 1, 2, 1, AXLE_CUSTOMER_CITY);
  take_back (&world, 0, 0, 1);
  assert_into (&world, 1, 2);
  deleted = axle_record_copy (world.customers[1]);
  deleted->deleted = TRUE;
  axle_record_unref (world.customers[1]);
  world.customers[1] = deleted;
  take_back (&world, 1, 2, 1);
  assert_into (&world, 1, 2);
}

/* Whose target is gone becomes one to merge into. */
static void
test_freed_survivor (void)
{
  g_auto(World) world = { { new_customer ("一", ""), new_customer ("二", ""), new_customer ("三", "") } };

  merge (&world, 0, 2, 0, AXLE_CUSTOMER_CITY);
  merge (&world, 1, 0, 1, AXLE_CUSTOMER_CITY);
  assert_into (&world, 0, -1);
  assert_into (&world, 1, 0);
  take_back (&world, 1, 0, 1);
  assert_into (&world, 0, -1);
}

static void
test_right (void)
{
  static const char * const writer[] = { AXLE_RIGHT_CUSTOMERS_WRITE, NULL };
  static const char * const merger[] = { AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_MERGE, NULL };
  g_autoptr(AxleRecord) customer = new_customer ("一", "");
  g_autoptr(AxleRecord) other = new_customer ("二", "");
  g_autoptr(AxleRecord) merging = new_record (&axle_merging_entity);
  g_autoptr(GPtrArray) changes = axle_merge_plan (other, customer, other, merging);
  g_auto(AxleValue) some = AXLE_VALUE_INIT;
  g_auto(AxleValue) all = AXLE_VALUE_INIT;

  axle_value_set_members (&some, writer);
  axle_value_set_members (&all, merger);
  g_assert_cmpuint (changes->len, ==, 2);
  for (guint i = 0; i < changes->len; i++)
    {
      g_assert_cmpstr (axle_rights_find_missing (&some, changes->pdata[i], i == 0 ? customer : NULL), ==,
                       AXLE_RIGHT_CUSTOMERS_MERGE);
      g_assert_true (axle_rights_allow (&all, changes->pdata[i], i == 0 ? customer : NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  axle_test_add_table ("/merge/propose", proposals, test_propose);
  g_test_add_func ("/merge/fields", test_fields);
  axle_test_add_table ("/merge/damaged", texts, test_damaged);
  g_test_add_func ("/merge/take-back", test_take_back);
  g_test_add_data_func ("/merge/either-order/first-first", GINT_TO_POINTER (FALSE), test_either_order);
  g_test_add_data_func ("/merge/either-order/last-first", GINT_TO_POINTER (TRUE), test_either_order);
  g_test_add_func ("/merge/merged-twice", test_merged_twice);
  g_test_add_func ("/merge/moved-on", test_moved_on);
  g_test_add_func ("/merge/freed-survivor", test_freed_survivor);
  g_test_add_func ("/merge/right", test_right);
  return g_test_run ();
}
