/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/customers.h"

#include "core/history/history.h"
#include "core/organisation/organisation.h"
#include "core/party/contact.h"
#include "core/insight/figure.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/desk.h"

typedef struct
{
  AxleTestFolder *folder;
  TestServer     *server;
  AxleStore      *store;
  AxleRecord     *zhang;
  AxleRecord     *li;
  AxleRecord     *an;
  AxleRecord     *car;
} Fixture;

static AxleRecord *
new_record (const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());

  return axle_record_new (entity, &id);
}

static void
add_contact (Fixture    *fixture,
             AxleRecord *customer,
             gint64      at)
{
  g_autoptr(AxleRecord) contact = new_record (&axle_contact_entity);

  axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, &customer->id);
  axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, "call");
  axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "in");
  axle_record_set_integer (contact, AXLE_CONTACT_AT, at);
  test_desk_save_record (fixture->store, NULL, contact);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(AxleRecord) ownership = NULL;

  fixture->folder = axle_test_folder_new ();
  fixture->server = test_server_new ();
  fixture->store = test_desk_open (fixture->folder, "cache");
  test_desk_enrol (fixture->store, fixture->server);
  fixture->zhang = test_customer ("张三", "+8613000000001");
  fixture->li = test_customer ("李明朗", "+8613000000003");
  fixture->an = test_customer ("安宁", NULL);
  axle_record_set_text (fixture->zhang, AXLE_CUSTOMER_STAGE, "potential");
  axle_record_set_text (fixture->li, AXLE_CUSTOMER_STAGE, "loyal");
  axle_record_add_member (fixture->li, AXLE_CUSTOMER_PHONES, "+8613000000009");
  fixture->car = test_vehicle ("京A12345", "LSVAA49J132047371");
  ownership = test_ownership (fixture->li, fixture->car);
  test_desk_save_record (fixture->store, NULL, fixture->zhang);
  test_desk_save_record (fixture->store, NULL, fixture->li);
  test_desk_save_record (fixture->store, NULL, fixture->an);
  test_desk_save_record (fixture->store, NULL, fixture->car);
  test_desk_save_record (fixture->store, NULL, ownership);
  add_contact (fixture, fixture->zhang, 1000);
  add_contact (fixture, fixture->zhang, 3000);
  add_contact (fixture, fixture->an, 2000);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  axle_store_close (fixture->store);
  axle_record_unref (fixture->zhang);
  axle_record_unref (fixture->li);
  axle_record_unref (fixture->an);
  axle_record_unref (fixture->car);
  test_server_free (fixture->server);
  axle_test_folder_free (fixture->folder);
}

static char *
names_in_order (Fixture           *fixture,
                AxleCustomerOrder  order,
                gboolean           descending)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) rows = axle_store_order_customers (fixture->store, order, descending, NULL, &error);
  g_autoptr(GPtrArray) page = NULL;
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  page = axle_store_load_customers (fixture->store, (const gint64 *) (gpointer) rows->data, rows->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < page->len; i++)
    {
      const AxleCustomerSummary *summary = page->pdata[i];
      g_string_append_printf (out, "%s ", axle_record_get_text (summary->customer, AXLE_CUSTOMER_NAME));
    }
  return g_string_free (out, FALSE);
}

static void
test_orders (Fixture       *fixture,
             gconstpointer  unused)
{
  static const struct
  {
    AxleCustomerOrder order;
    const char       *up;
    const char       *down;
  } cases[] = {
    { AXLE_CUSTOMER_ORDER_NAME, "安宁 李明朗 张三 ", "张三 李明朗 安宁 " },
    { AXLE_CUSTOMER_ORDER_PHONE, "张三 李明朗 安宁 ", "李明朗 张三 安宁 " },
    { AXLE_CUSTOMER_ORDER_PLATE, "李明朗 安宁 张三 ", "李明朗 安宁 张三 " },
    { AXLE_CUSTOMER_ORDER_STAGE, "张三 李明朗 安宁 ", "李明朗 张三 安宁 " },
    { AXLE_CUSTOMER_ORDER_ADVISOR, "安宁 李明朗 张三 ", "安宁 李明朗 张三 " },
    { AXLE_CUSTOMER_ORDER_CONTACT, "安宁 张三 李明朗 ", "张三 安宁 李明朗 " },
    { AXLE_CUSTOMER_ORDER_CREATED, "张三 李明朗 安宁 ", "安宁 李明朗 张三 " },
    /* Alike ones by name, whichever way; who has none last. */
    { AXLE_CUSTOMER_ORDER_FIGURE + AXLE_FIGURE_CLASS, "安宁 李明朗 张三 ", "安宁 李明朗 张三 " },
    { AXLE_CUSTOMER_ORDER_FIGURE + AXLE_FIGURE_POTENTIAL, "张三 安宁 李明朗 ", "张三 安宁 李明朗 " },
    { AXLE_CUSTOMER_ORDER_FIGURE + AXLE_FIGURE_SPEND, "安宁 张三 李明朗 ", "李明朗 安宁 张三 " },
    { AXLE_CUSTOMER_ORDER_FIGURE + AXLE_FIGURE_COMPLETENESS, "安宁 张三 李明朗 ", "李明朗 张三 安宁 " },
    { AXLE_CUSTOMER_ORDER_FIGURE + AXLE_FIGURE_DUE, "李明朗 安宁 张三 ", "李明朗 安宁 张三 " },
  };
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) visit = axle_record_new (&axle_visit_entity, &id);

  axle_record_set_id (visit, AXLE_VISIT_CUSTOMER, &fixture->li->id);
  axle_record_set_id (visit, AXLE_VISIT_VEHICLE, &fixture->car->id);
  axle_record_set_integer (visit, AXLE_VISIT_AT, axle_host_now (axle_host_get_default ()) - G_TIME_SPAN_DAY);
  axle_record_set_text (visit, AXLE_VISIT_REASON, "maintenance");
  axle_record_set_integer (visit, AXLE_VISIT_AMOUNT, 50000);
  test_desk_save_record (fixture->store, NULL, visit);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *up = names_in_order (fixture, cases[i].order, FALSE);
      g_autofree char *down = names_in_order (fixture, cases[i].order, TRUE);

      g_test_message ("order %u", i);
      g_assert_cmpstr (up, ==, cases[i].up);
      g_assert_cmpstr (down, ==, cases[i].down);
    }
}

static void
test_page (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 rows[] = { axle_store_find_customer_row (fixture->store, &fixture->zhang->id), 999,
                    axle_store_find_customer_row (fixture->store, &fixture->li->id) };
  g_autoptr(GPtrArray) page = axle_store_load_customers (fixture->store, rows, 3, NULL);
  const AxleCustomerSummary *zhang = page->pdata[0];
  const AxleCustomerSummary *li = page->pdata[2];

  g_assert_null (page->pdata[1]);
  g_assert_cmpint (zhang->last_contact, ==, 3000);
  g_assert_cmpint (li->last_contact, ==, 0);
  g_assert_true (li->pending);
  g_assert_cmpuint (li->vehicles->len, ==, 1);
  test_desk_push (fixture->store, fixture->server, 100);
  test_desk_pull (fixture->store, fixture->server);
  g_clear_pointer (&page, g_ptr_array_unref);
  page = axle_store_load_customers (fixture->store, rows, 1, NULL);
  zhang = page->pdata[0];
  g_assert_false (zhang->pending);
}

static void
test_profile (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(AxleRecord) note = new_record (&axle_note_entity);
  g_autoptr(AxleRecord) pinned = new_record (&axle_note_entity);
  g_autoptr(AxleRecord) odometer = new_record (&axle_odometer_entity);
  g_autoptr(AxleDossier) profile = NULL;
  g_autoptr(AxleDossier) other = NULL;
  g_autoptr(GPtrArray) ownerships = NULL;
  GPtrArray *contacts;
  g_autoptr(GError) error = NULL;
  AxleId nobody = axle_id_new (axle_host_get_default ());

  axle_record_set_id (pinned, AXLE_NOTE_SUBJECT, &fixture->li->id);
  axle_record_set_text (pinned, AXLE_NOTE_TEXT, "pinned");
  axle_record_set_boolean (pinned, AXLE_NOTE_PINNED, TRUE);
  test_desk_save_record (fixture->store, NULL, pinned);
  axle_record_set_id (note, AXLE_NOTE_SUBJECT, &fixture->car->id);
  axle_record_set_text (note, AXLE_NOTE_TEXT, "of the car");
  test_desk_save_record (fixture->store, NULL, note);
  axle_record_set_id (odometer, AXLE_ODOMETER_VEHICLE, &fixture->car->id);
  axle_record_set_integer (odometer, AXLE_ODOMETER_READING, 1000);
  axle_record_set_integer (odometer, AXLE_ODOMETER_AT, 1000);
  test_desk_save_record (fixture->store, NULL, odometer);

  profile = axle_store_load_dossier (fixture->store, &fixture->li->id, 0, &error);
  g_assert_no_error (error);
  ownerships = axle_dossier_dup_ownerships (profile);
  g_assert_cmpuint (ownerships->len, ==, 1);
  g_assert_cmpuint (axle_dossier_list (profile, &axle_vehicle_entity)->len, ==, 1);
  g_assert_cmpuint (axle_dossier_list (profile, &axle_note_entity)->len, ==, 2);
  g_assert_cmpuint (axle_dossier_list (profile, &axle_odometer_entity)->len, ==, 1);
  g_assert_true (axle_dossier_is_pending (profile, &fixture->car->id));

  other = axle_store_load_dossier (fixture->store, &fixture->zhang->id, 0, &error);
  contacts = axle_dossier_list (other, &axle_contact_entity);
  g_assert_cmpuint (contacts->len, ==, 2);
  g_assert_cmpint (axle_record_get_integer (contacts->pdata[0], AXLE_CONTACT_AT), ==, 3000);
  g_assert_null (axle_store_load_dossier (fixture->store, &nobody, 0, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND);
}

static guint
count (const AxleDossier *dossier,
       const AxleEntity  *entity)
{
  return axle_dossier_list (dossier, entity)->len;
}

/* What hangs on a customer, their cars and who was merged into them; a car brings its
 * visits along from who had it before, and nothing else of theirs. */
static void
test_dossier (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(AxleRecord) visit = new_record (&axle_visit_entity);
  g_autoptr(AxleRecord) job = new_record (&axle_job_entity);
  g_autoptr(AxleRecord) deal = new_record (&axle_deal_entity);
  g_autoptr(AxleRecord) note = new_record (&axle_note_entity);
  g_autoptr(AxleRecord) merged = axle_record_copy (fixture->an);
  g_autoptr(AxleDossier) dossier = NULL;
  g_autoptr(AxleDossier) same = NULL;
  g_autoptr(AxleDossier) other = NULL;
  g_autoptr(GError) error = NULL;
  AxleId nobody = axle_id_new (axle_host_get_default ());

  axle_record_set_id (visit, AXLE_VISIT_CUSTOMER, &fixture->zhang->id);
  axle_record_set_id (visit, AXLE_VISIT_VEHICLE, &fixture->car->id);
  axle_record_set_integer (visit, AXLE_VISIT_AT, 5000);
  test_desk_save_record (fixture->store, NULL, visit);
  axle_record_set_id (job, AXLE_JOB_VISIT, &visit->id);
  axle_record_set_text (job, AXLE_JOB_TITLE, "oil");
  axle_record_set_text (job, AXLE_JOB_STATE, "done");
  test_desk_save_record (fixture->store, NULL, job);
  axle_record_set_id (deal, AXLE_DEAL_CUSTOMER, &fixture->zhang->id);
  axle_record_set_id (deal, AXLE_DEAL_VEHICLE, &fixture->car->id);
  axle_record_set_text (deal, AXLE_DEAL_KIND, "order");
  axle_record_set_integer (deal, AXLE_DEAL_AT, 6000);
  test_desk_save_record (fixture->store, NULL, deal);
  axle_record_set_id (note, AXLE_NOTE_SUBJECT, &fixture->car->id);
  axle_record_set_text (note, AXLE_NOTE_TEXT, "of the car");
  test_desk_save_record (fixture->store, NULL, note);
  axle_record_set_id (merged, AXLE_CUSTOMER_MERGED_INTO, &fixture->li->id);
  test_desk_save_record (fixture->store, fixture->an, merged);

  dossier = axle_store_load_dossier (fixture->store, &fixture->li->id, 9000, &error);
  g_assert_no_error (error);
  g_assert_true (axle_id_equal (&axle_dossier_get_customer (dossier)->id, &fixture->li->id));
  g_assert_cmpuint (count (dossier, &axle_customer_entity), ==, 2);
  g_assert_true (axle_dossier_list (dossier, &axle_customer_entity)->pdata[0] == axle_dossier_get_customer (dossier));
  g_assert_cmpuint (count (dossier, &axle_vehicle_entity), ==, 1);
  g_assert_cmpuint (count (dossier, &axle_contact_entity), ==, 1);
  g_assert_cmpuint (count (dossier, &axle_visit_entity), ==, 1);
  g_assert_false (axle_dossier_is_of_customer (dossier, axle_dossier_list (dossier, &axle_visit_entity)->pdata[0]));
  g_assert_cmpuint (count (dossier, &axle_job_entity), ==, 1);
  g_assert_cmpuint (count (dossier, &axle_deal_entity), ==, 0);
  g_assert_cmpuint (count (dossier, &axle_note_entity), ==, 1);
  g_assert_true (axle_dossier_is_pending (dossier, &job->id));

  same = axle_store_load_dossier (fixture->store, &fixture->an->id, 9000, &error);
  g_assert_no_error (error);
  g_assert_true (axle_id_equal (&axle_dossier_get_customer (same)->id, &fixture->li->id));
  other = axle_store_load_dossier (fixture->store, &fixture->zhang->id, 9000, &error);
  g_assert_cmpuint (count (other, &axle_deal_entity), ==, 1);
  g_assert_cmpuint (count (other, &axle_contact_entity), ==, 2);
  g_assert_cmpint (axle_record_get_happened (axle_dossier_list (other, &axle_contact_entity)->pdata[0]), ==, 3000);
  g_assert_null (axle_store_load_dossier (fixture->store, &nobody, 9000, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND);
}

static void
test_match (Fixture       *fixture,
            gconstpointer  unused)
{
  static const struct
  {
    const char *phone;
    const char *vin;
    const char *found;
  } cases[] = {
    { "+8613000000003", NULL, "李明朗" },
    { "+8613000000009", NULL, "李明朗" },
    { NULL, "LSVAA49J132047371", "李明朗" },
    { "+8613000000001", NULL, "张三" },
    { "+8613000000002", NULL, NULL },
    { NULL, "LSVAA49J132047372", NULL },
  };
  g_autoptr(AxleRecord) by_plate = axle_store_find_vehicle (fixture->store, NULL, "京A12345", NULL);
  g_autoptr(AxleRecord) by_vin = axle_store_find_vehicle (fixture->store, "LSVAA49J132047371", NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) found = axle_store_match_customers (fixture->store, cases[i].phone, cases[i].vin, NULL);

      g_assert_cmpuint (found->len, ==, cases[i].found != NULL ? 1 : 0);
      if (cases[i].found != NULL)
        g_assert_cmpstr (axle_record_get_text (found->pdata[0], AXLE_CUSTOMER_NAME), ==, cases[i].found);
    }
  g_assert_true (axle_record_equal (by_plate, fixture->car));
  g_assert_true (axle_record_equal (by_vin, fixture->car));
  g_assert_null (axle_store_find_vehicle (fixture->store, "X", "Y", NULL));
}

static void
add_history (Fixture    *fixture,
             const char *field,
             const char *before,
             const char *after,
             gint64      at)
{
  AxleRecord *history = new_record (&axle_history_entity);

  history->scope = fixture->server->scope;
  history->revision = 1;
  axle_record_set_id (history, AXLE_HISTORY_RECORD, &fixture->li->id);
  axle_record_set_text (history, AXLE_HISTORY_KIND, "customer");
  axle_record_set_text (history, AXLE_HISTORY_FIELD, field);
  axle_record_set_text (history, AXLE_HISTORY_BEFORE, before);
  axle_record_set_text (history, AXLE_HISTORY_AFTER, after);
  axle_record_set_integer (history, AXLE_HISTORY_AT, at);
  g_ptr_array_add (fixture->server->feed, history);
}

static void
test_history (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(AxleRecord) before = axle_store_get (fixture->store, &axle_customer_entity, &fixture->li->id, NULL);
  g_autoptr(AxleRecord) after = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GError) error = NULL;
  gint64 later = before->created_at + G_USEC_PER_SEC;
  const AxleHistoryEntry *entry;

  test_desk_push (fixture->store, fixture->server, 100);
  add_history (fixture, "stage", "deal", "loyal", later);
  add_history (fixture, AXLE_HISTORY_DELETED, "false", "true", later + 1);
  add_history (fixture, "of-a-newer-program", "a", "b", later + 2);
  test_desk_pull (fixture->store, fixture->server);
  g_clear_pointer (&before, axle_record_unref);
  before = axle_store_get (fixture->store, &axle_customer_entity, &fixture->li->id, NULL);
  after = axle_record_copy (before);
  axle_record_set_text (after, AXLE_CUSTOMER_CITY, "上海");
  test_desk_save_record (fixture->store, before, after);

  entries = axle_store_list_history (fixture->store, &axle_customer_entity, &fixture->li->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 4);
  for (guint i = 0; i < entries->len; i++)
    {
      entry = entries->pdata[i];
      if (entry->pending)
        {
          g_assert_cmpstr (entry->field->name, ==, "city");
          g_assert_cmpstr (entry->after, ==, "上海");
        }
      else if (entry->field != NULL)
        {
          g_assert_cmpstr (entry->before, ==, "Deal");
          g_assert_cmpstr (entry->after, ==, "Loyal");
        }
    }
  entry = entries->pdata[3];
  g_assert_null (entry->field);
  g_assert_cmpint (entry->action, ==, AXLE_CHANGE_SET);
  g_assert_false (entry->pending);
}

#define ADD(path, func) g_test_add ("/customers/" path, Fixture, NULL, set_up, func, tear_down)

/* A time is that of the store's clock, and not of the computer's. */
static void
test_time (Fixture       *fixture,
           gconstpointer  unused)
{
  const AxleField *field = &axle_visit_entity.fields[AXLE_VISIT_AT];
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (fixture->store);
  g_autoptr(AxleRecord) place = axle_record_new (&axle_store_entity, &enrolment->store);
  g_autoptr(GPtrArray) records = g_ptr_array_new ();
  g_auto(AxleValue) at = AXLE_VALUE_INIT;
  AxleCursor cursor = { 1, 1000 };
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  place->scope = enrolment->group;
  place->revision = 1000;
  axle_record_set_text (place, AXLE_STORE_NAME, "Ürümqi");
  axle_record_set_text (place, AXLE_STORE_TIME_ZONE, "Asia/Urumqi");
  g_ptr_array_add (records, place);
  axle_store_apply_feed (fixture->store, &enrolment->group, records, &cursor, &error);
  g_assert_no_error (error);
  axle_value_set_integer (&at, G_GINT64_CONSTANT (1795320000000000));
  text = axle_store_dup_text (fixture->store, field, &at);
  g_assert_cmpstr (text, ==, "2026-11-22 10:00");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("orders", test_orders);
  ADD ("page", test_page);
  ADD ("profile", test_profile);
  ADD ("dossier", test_dossier);
  ADD ("match", test_match);
  ADD ("history", test_history);
  ADD ("time", test_time);
  return g_test_run ();
}
