/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "core/party/customer.h"
#include "sync/dealership.h"
#include "sync/enrol.h"
#include "sync/session.h"

#define N_CUSTOMERS 120
#define N_KILLS 4

static const char *program;

typedef struct
{
  AxleTestFolder *folder;
  Dealership     *dealership;
  Desk           *desks[2];
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->folder = axle_test_folder_new ();
  self->dealership = dealership_new (self->folder, program, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->desks); i++)
    self->desks[i] = desk_new (self->dealership, self->folder, i);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->desks); i++)
    desk_free (self->desks[i]);
  dealership_free (self->dealership);
  axle_test_folder_free (self->folder);
}

static gboolean
agree (gpointer data)
{
  Fixture *self = data;

  return desks_agree (self->desks[0], self->desks[1]);
}

static gboolean
are_cut_off (gpointer data)
{
  Fixture *self = data;

  return axle_engine_get_status (self->desks[0]->engine)->state == AXLE_ENGINE_OFFLINE &&
         axle_engine_get_status (self->desks[1]->engine)->state == AXLE_ENGINE_OFFLINE;
}

static void
reconnect (Fixture *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->desks); i++)
    axle_engine_sync_now (self->desks[i]->engine);
  axle_test_wait_for (agree, self);
}

/* An edit on one desk is on the other without a poll: by the live channel. */
static void
test_live (Fixture       *self,
           gconstpointer  unused)
{
  g_autoptr(AxleRecord) record = NULL;
  AxleId id;

  axle_test_wait_for (agree, self);
  id = desk_save_customer (self->desks[0], self->dealership, "欧阳娜娜");
  axle_test_wait_for (agree, self);
  record = desk_get_customer (self->desks[1], &id);
  g_assert_cmpstr (axle_record_get_text (record, AXLE_CUSTOMER_NAME), ==, "欧阳娜娜");
  g_assert_cmpint (record->revision, ==, 1);
}

static void
edit (Fixture      *self,
      guint         index,
      const AxleId *id,
      guint         field,
      const char   *text)
{
  g_autoptr(AxleRecord) before = desk_get_customer (self->desks[index], id);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  axle_record_set_text (after, field, text);
  desk_save (self->desks[index], before, after, &self->dealership->staff);
}

static void
test_offline (Fixture       *self,
              gconstpointer  unused)
{
  g_autoptr(AxleRecord) one = NULL;
  g_autoptr(AxleRecord) other = NULL;
  AxleId shared;
  AxleId own;

  axle_test_wait_for (agree, self);
  shared = desk_save_customer (self->desks[0], self->dealership, "王小明");
  axle_test_wait_for (agree, self);
  dealership_kill (self->dealership);
  axle_engine_sync_now (self->desks[0]->engine);
  axle_engine_sync_now (self->desks[1]->engine);
  axle_test_wait_for (are_cut_off, self);
  edit (self, 0, &shared, AXLE_CUSTOMER_CITY, "深圳");
  edit (self, 1, &shared, AXLE_CUSTOMER_OCCUPATION, "Teacher");
  edit (self, 0, &shared, AXLE_CUSTOMER_COMPANY, "A");
  edit (self, 1, &shared, AXLE_CUSTOMER_COMPANY, "B");
  own = desk_save_customer (self->desks[1], self->dealership, "单雄信");
  g_assert_cmpint (axle_engine_get_status (self->desks[0]->engine)->n_waiting, ==, 2);

  dealership_start (self->dealership);
  reconnect (self);
  one = desk_get_customer (self->desks[0], &shared);
  other = desk_get_customer (self->desks[1], &shared);
  g_assert_true (axle_record_equal (one, other));
  g_assert_cmpstr (axle_record_get_text (one, AXLE_CUSTOMER_CITY), ==, "深圳");
  g_assert_cmpstr (axle_record_get_text (one, AXLE_CUSTOMER_OCCUPATION), ==, "Teacher");
  axle_record_unref (desk_get_customer (self->desks[0], &own));
  /* Whichever company stands, the other one is kept for a person to see. */
  g_assert_cmpint (axle_store_count_conflicts (self->desks[0]->store) +
                   axle_store_count_conflicts (self->desks[1]->store), ==, 1);
}

/* The server dies while both push: what was shown as saved is on both, once. */
static void
test_kill (Fixture       *self,
           gconstpointer  unused)
{
  AxleId ids[2][N_CUSTOMERS];

  axle_test_wait_for (agree, self);
  for (guint i = 0; i < N_CUSTOMERS; i++)
    {
      for (guint j = 0; j < 2; j++)
        {
          g_autofree char *name = g_strdup_printf ("%u-%u", j, i);

          ids[j][i] = desk_save_customer (self->desks[j], self->dealership, name);
        }
      for (guint j = 0; j < 1 + i % 5; j++)
        g_main_context_iteration (NULL, FALSE);
      if (i % (N_CUSTOMERS / N_KILLS) == N_CUSTOMERS / N_KILLS / 2)
        {
          dealership_kill (self->dealership);
          g_main_context_iteration (NULL, FALSE);
          dealership_start (self->dealership);
          axle_engine_sync_now (self->desks[0]->engine);
          axle_engine_sync_now (self->desks[1]->engine);
        }
    }
  reconnect (self);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (axle_store_count (self->desks[i]->store, &axle_customer_entity, NULL), ==, 2 * N_CUSTOMERS);
      g_assert_cmpint (axle_store_count_conflicts (self->desks[i]->store), ==, 0);
      for (guint j = 0; j < 2 * N_CUSTOMERS; j++)
        {
          g_autoptr(AxleRecord) record = desk_get_customer (self->desks[i], &ids[j % 2][j / 2]);

          g_assert_cmpint (record->revision, ==, 1);
        }
    }
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_done (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static const struct
{
  const char *name;
  gboolean    is_up;
  const char *secret;
  int         code;     /* of the error; -1 when it is right */
} sign_ins[] = {
  { "online", TRUE, DEALERSHIP_PIN, -1 },
  { "online-wrong", TRUE, "000000", AXLE_SYNC_ERROR_SECRET },
  { "offline", FALSE, DEALERSHIP_PIN, -1 },
  { "offline-wrong", FALSE, "000000", AXLE_SYNC_ERROR_SECRET },
};

static void
test_sign_in (Fixture       *self,
              gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AxleSession) session = NULL;
  g_autoptr(GError) error = NULL;

  if (!sign_ins[i].is_up)
    dealership_kill (self->dealership);
  axle_session_sign_in_async (self->desks[0]->store, AXLE_TRANSPORT (self->desks[0]->transport),
                              &self->dealership->staff, sign_ins[i].secret, NULL, done_cb, &result);
  axle_test_wait_for (is_done, &result);
  session = axle_session_sign_in_finish (self->desks[0]->store, result, &error);
  if (sign_ins[i].code >= 0)
    {
      g_assert_error (error, AXLE_SYNC_ERROR, sign_ins[i].code);
      return;
    }
  g_assert_no_error (error);
  g_assert_true (axle_id_equal (&session->staff, &self->dealership->staff));
  g_assert_true ((session->token != NULL) == sign_ins[i].is_up);
}

/* A desk talks to the certificate it was enrolled with, and to no other. */
static void
test_pin (Fixture       *self,
          gconstpointer  unused)
{
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (self->desks[0]->store);
  g_autoptr(AxleHttpTransport) transport = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) again = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (strlen (enrolment->pin), ==, 64);
  enrolment->pin[5] = enrolment->pin[5] == '0' ? '1' : '0';
  transport = axle_http_transport_new (enrolment->server, enrolment->pin, enrolment->token, &error);
  axle_session_sign_in_async (self->desks[1]->store, AXLE_TRANSPORT (transport), &self->dealership->staff,
                              DEALERSHIP_PIN, NULL, done_cb, &result);
  axle_test_wait_for (is_done, &result);
  g_assert_null (axle_session_sign_in_finish (self->desks[1]->store, result, &error));
  g_assert_error (error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_UNTRUSTED);
  g_clear_error (&error);

  /* A code is good once. */
  axle_enrol_async (self->desks[1]->store, self->dealership->address, self->dealership->codes[0], "Third", NULL,
                    done_cb, &again);
  axle_test_wait_for (is_done, &again);
  g_assert_false (axle_enrol_finish (self->desks[1]->store, again, &error));
  g_assert_error (error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_REFUSED);
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (argc < 2)
    g_error ("Say where axle-server is");
  program = argv[1];
  ADD ("/server/live", NULL, test_live);
  ADD ("/server/offline", NULL, test_offline);
  ADD ("/server/kill", NULL, test_kill);
  for (guint i = 0; i < G_N_ELEMENTS (sign_ins); i++)
    {
      g_autofree char *path = g_strconcat ("/server/sign-in/", sign_ins[i].name, NULL);
      ADD (path, GUINT_TO_POINTER (i), test_sign_in);
    }
  ADD ("/server/pin", NULL, test_pin);
  return g_test_run ();
}
