/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/history/history.h"
#include "server/dealership.h"
#include "server/postgres.h"
#include "support/postgres.h"

/* Several who write at once, and one who reads after its cursor: SYNC.md §3. A number
 * that becomes visible behind a higher one is lost for whoever has read that. */

#define N_WRITERS 8
#define N_TRANSACTIONS 20
#define N_CHANGES 5

/* The others get a chance to commit meanwhile: what is measured is that, not time. */
#define HOLD_MICROSECONDS 2000

/* A mutant: numbers from a sequence of PostgreSQL, and writers that do not wait for
 * each other. This is what most do first. */

#define PLAIN_TYPE (plain_get_type ())
G_DECLARE_FINAL_TYPE (Plain, plain, TEST, PLAIN, GObject)

struct _Plain
{
  GObject      parent_instance;
  AxleStorage *inner;
  PGconn      *numbers;
};

static void plain_iface_init (AxleStorageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (Plain, plain, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (AXLE_TYPE_STORAGE, plain_iface_init))

static gboolean
plain_begin (AxleStorage   *storage,
             const AxleId  *locks,
             guint          n_locks,
             GError       **error)
{
  AxleId nobody_else = dealership_id ();

  return axle_storage_begin (TEST_PLAIN (storage)->inner, &nobody_else, 1, error);
}

static gboolean
plain_next_sequence (AxleStorage   *storage,
                     const AxleId  *scope,
                     gint64        *sequence,
                     GError       **error)
{
  g_autoptr(PGresult) result = PQexec (TEST_PLAIN (storage)->numbers, "SELECT nextval ('plain')");

  g_assert_cmpint (PQresultStatus (result), ==, PGRES_TUPLES_OK);
  *sequence = g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
  return TRUE;
}

static gboolean
plain_put_document (AxleStorage         *storage,
                    const AxleDocument  *document,
                    GError             **error)
{
  return axle_storage_put_document (TEST_PLAIN (storage)->inner, document, error);
}

static gboolean
plain_commit (AxleStorage  *storage,
              GError      **error)
{
  return axle_storage_commit (TEST_PLAIN (storage)->inner, error);
}

static void
plain_iface_init (AxleStorageInterface *iface)
{
  iface->begin = plain_begin;
  iface->next_sequence = plain_next_sequence;
  iface->put_document = plain_put_document;
  iface->commit = plain_commit;
}

static void
plain_finalize (GObject *object)
{
  PQfinish (TEST_PLAIN (object)->numbers);
  g_object_unref (TEST_PLAIN (object)->inner);
  G_OBJECT_CLASS (plain_parent_class)->finalize (object);
}

static void
plain_class_init (PlainClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = plain_finalize;
}

static void
plain_init (Plain *self)
{
}

static AxleStorage *
open_storage (const char *database)
{
  g_autoptr(GError) error = NULL;
  AxleStorage *storage = axle_storage_pgsql_open (database, &error);

  g_assert_no_error (error);
  return storage;
}

static AxleStorage *
open_plain (const char *database)
{
  Plain *self = g_object_new (PLAIN_TYPE, NULL);
  g_autoptr(PGresult) result = NULL;

  self->inner = open_storage (database);
  self->numbers = PQconnectdb (database);
  result = PQexec (self->numbers, "CREATE SEQUENCE IF NOT EXISTS plain");
  g_assert_cmpint (PQresultStatus (result), ==, PGRES_COMMAND_OK);
  return AXLE_STORAGE (self);
}

typedef struct
{
  const char  *database;
  AxleStorage *(*open) (const char *database);
  AxleId       scope;
  gint         n_writing;   /* atomic */
} Race;

static void
write_some (AxleStorage  *storage,
            const AxleId *scope)
{
  g_autoptr(GBytes) body = g_bytes_new_static ("x", 1);
  g_autoptr(GError) error = NULL;

  g_assert_true (axle_storage_begin (storage, scope, 1, &error));
  for (guint i = 0; i < N_CHANGES; i++)
    {
      AxleDocument document = { .id = dealership_id (), .scope = *scope, .kind = (char *) "thing", .body = body };

      g_assert_true (axle_storage_next_sequence (storage, scope, &document.sequence, &error));
      g_assert_true (axle_storage_put_document (storage, &document, &error));
    }
  g_usleep (g_random_int_range (0, HOLD_MICROSECONDS));
  axle_storage_commit (storage, &error);
  g_assert_no_error (error);
}

static gpointer
write_in_thread (gpointer data)
{
  Race *race = data;
  g_autoptr(AxleStorage) storage = race->open (race->database);

  for (guint i = 0; i < N_TRANSACTIONS; i++)
    write_some (storage, &race->scope);
  g_atomic_int_dec_and_test (&race->n_writing);
  return NULL;
}

/* Returns how many documents the reader has seen. */
static guint
read_all (Race   *race,
          gint64 *cursor)
{
  g_autoptr(AxleStorage) storage = open_storage (race->database);
  gboolean over = FALSE;
  guint n_seen = 0;

  for (;;)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) documents = NULL;

      /* Once more after the last of them. */
      over = g_atomic_int_get (&race->n_writing) == 0;
      documents = axle_storage_list_documents (storage, &race->scope, *cursor, 10000, G_MAXSIZE, &error);
      g_assert_no_error (error);
      n_seen += documents->len;
      if (documents->len > 0)
        *cursor = ((AxleDocument *) documents->pdata[documents->len - 1])->sequence;
      else if (over)
        return n_seen;
    }
}

/* Returns how many documents were lost for the reader. */
static guint
run_race (AxleStorage *(*open) (const char *database))
{
  g_autofree char *database = axle_test_postgres_new_database (axle_test_postgres_get ());
  Race race = { database, open, dealership_id (), N_WRITERS };
  GThread *threads[N_WRITERS];
  gint64 cursor = 0;
  guint n_seen;

  g_object_unref (race.open (database));
  for (guint i = 0; i < N_WRITERS; i++)
    threads[i] = g_thread_new ("writer", write_in_thread, &race);
  n_seen = read_all (&race, &cursor);
  for (guint i = 0; i < N_WRITERS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (cursor, ==, N_WRITERS * N_TRANSACTIONS * N_CHANGES);
  return N_WRITERS * N_TRANSACTIONS * N_CHANGES - n_seen;
}

static void
test_head_row (void)
{
  g_assert_cmpuint (run_race (open_storage), ==, 0);
}

/* The test sees it when a number is lost. */
static void
test_plain_sequence (void)
{
  gint64 limit = g_get_monotonic_time () + AXLE_TEST_WAIT_SECONDS * G_TIME_SPAN_SECOND;

  while (run_race (open_plain) == 0)
    g_assert_cmpint (g_get_monotonic_time (), <, limit);
}

#define N_BATCHES 15

typedef struct
{
  const char  *database;
  AxleHubDesk  desk;
  AxleId       staff;
  AxleId       shared;      /* a customer that everyone changes */
  gint64       first;       /* number of the desk's first change */
  gint        *n_writing;
} Pusher;

static AxleChange *
new_change (const Pusher *self,
            const AxleId *id,
            guint         field,
            const char   *text)
{
  AxleChange *change = axle_change_new (&axle_customer_entity, id, AXLE_CHANGE_SET);
  g_auto(AxleValue) none = AXLE_VALUE_INIT;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  axle_value_set_text (&value, text);
  axle_change_add_field (change, field, &none, &value);
  change->scope = self->desk.store;
  change->staff = self->staff;
  return change;
}

static AxleChange *
new_customer (const Pusher *self,
              const AxleId *id)
{
  AxleChange *change = new_change (self, id, AXLE_CUSTOMER_NAME, "一");
  g_auto(AxleValue) none = AXLE_VALUE_INIT;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  axle_value_set_text (&value, "person");
  axle_change_add_field (change, AXLE_CUSTOMER_TYPE, &none, &value);
  return change;
}

static void
push (const Pusher *self,
      AxleHub      *hub,
      gint64        first,
      AxleChange   *one,
      AxleChange   *other)
{
  g_autoptr(AxlePushRequest) request = axle_push_request_new ();
  g_autoptr(AxlePushReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  request->install = self->desk.install;
  request->epoch = axle_hub_get_epoch (hub);
  one->number = first;
  g_ptr_array_add (request->changes, one);
  if (other != NULL)
    {
      other->number = first + 1;
      g_ptr_array_add (request->changes, other);
    }
  reply = axle_hub_push (hub, &self->desk, request, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < reply->verdicts->len; i++)
    g_assert_cmpint (((AxleVerdict *) reply->verdicts->pdata[i])->outcome, !=, AXLE_OUTCOME_REFUSED);
}

static gpointer
push_in_thread (gpointer data)
{
  const Pusher *self = data;
  g_autoptr(AxleStorage) storage = open_storage (self->database);
  g_autoptr(AxleHub) hub = axle_hub_new (storage, NULL, NULL);

  for (guint i = 0; i < N_BATCHES; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s %u", AXLE_ID_TEXT (&self->desk.desk), i);
      AxleId id = dealership_id ();

      push (self, hub, self->first + 2 * i, new_customer (self, &id), new_change (self, &self->shared, AXLE_CUSTOMER_CITY, text));
    }
  g_atomic_int_dec_and_test (self->n_writing);
  return NULL;
}

/* Counts the rows of history: each change of the record that everyone changes is
 * there once. Customers are counted when they are new. */
static void
read_feed (Dealership *dealership,
           gint       *n_writing,
           guint      *n_customers,
           guint      *n_history)
{
  gint64 cursor = 0;

  for (gboolean over = FALSE, more = TRUE; more || !over;)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AxleFeedPage) page = NULL;

      over = g_atomic_int_get (n_writing) == 0;
      page = axle_hub_read_feed (dealership->hub, &dealership->office, &dealership->store,
                                 axle_hub_get_epoch (dealership->hub), 0, cursor, 1 << 20, &error);
      g_assert_no_error (error);
      more = page->next > cursor;
      cursor = page->next;
      for (guint i = 0; i < page->records->len; i++)
        {
          const AxleRecord *record = page->records->pdata[i];

          *n_customers += record->entity == &axle_customer_entity && record->revision == 1;
          *n_history += record->entity == &axle_history_entity;
        }
    }
}

/* Two hubs take changes of the same record at the same time. */
static void
test_hubs (void)
{
  g_autofree char *database = axle_test_postgres_new_database (axle_test_postgres_get ());
  Dealership dealership;
  gint n_writing = 2;
  Pusher pushers[2];
  GThread *threads[2];
  guint n_customers = 0;
  guint n_history = 0;
  AxleId shared = dealership_id ();

  dealership_open (&dealership, database);
  pushers[0] = (Pusher) { database, dealership.office, dealership.manager, shared, 2, &n_writing };
  pushers[1] = (Pusher) { database, dealership.second, dealership.manager, shared, 1, &n_writing };
  push (&pushers[0], dealership.hub, 1, new_customer (&pushers[0], &shared), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pushers); i++)
    threads[i] = g_thread_new ("hub", push_in_thread, &pushers[i]);
  read_feed (&dealership, &n_writing, &n_customers, &n_history);
  for (guint i = 0; i < G_N_ELEMENTS (pushers); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (n_history, ==, 2 * N_BATCHES);
  /* The shared one may have been seen before it was changed. */
  g_assert_cmpuint (n_customers, >=, 2 * N_BATCHES);
  dealership_close (&dealership);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/race/head-row", test_head_row);
  g_test_add_func ("/race/plain-sequence", test_plain_sequence);
  g_test_add_func ("/race/hubs", test_hubs);
  return g_test_run ();
}
