/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>

#include "core/history/access.h"
#include "server/auth.h"
#include "server/dealership.h"
#include "server/desks.h"

/* Who read personal data: written by desks, read by whoever may. */

/* A clock that a test sets. */
typedef struct
{
  AxleHost parent;
  gint64   now;
} Clock;

typedef struct
{
  Dealership  dealership;
  Clock       clock;
  AxleHub    *hub;       /* on the same data, with that clock */
} Fixture;

static gint64
clock_now (AxleHost *host)
{
  return ((Clock *) host)->now;
}

static void
clock_fill (AxleHost *host,
            guint8   *bytes,
            gsize     n_bytes)
{
  randombytes_buf (bytes, n_bytes);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (sodium_init (), >=, 0);
  dealership_open (&self->dealership, ":memory:");
  self->clock.parent.now = clock_now;
  self->clock.parent.fill = clock_fill;
  g_mutex_init (&self->clock.parent.lock);
  self->clock.now = g_get_real_time ();
  self->hub = axle_hub_new (self->dealership.storage, &self->clock.parent, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  axle_hub_free (self->hub);
  g_mutex_clear (&self->clock.parent.lock);
  dealership_close (&self->dealership);
}

static AxleChange *
new_access (Fixture      *self,
            const AxleId *id,
            gint64        number)
{
  g_autoptr(AxleRecord) access = axle_record_new (&axle_access_entity, id);
  AxleChange *change;

  axle_record_set_text (access, AXLE_ACCESS_WHAT, AXLE_ACCESS_OPENED);
  axle_record_set_text (access, AXLE_ACCESS_KIND, "customer");
  axle_record_set_integer (access, AXLE_ACCESS_COUNT, 1);
  axle_record_set_integer (access, AXLE_ACCESS_AT, 5);
  change = axle_change_new_between (NULL, access);
  change->number = number;
  change->scope = self->dealership.store;
  change->staff = self->dealership.advisor;
  return change;
}

static AxleVerdict *
push (Fixture           *self,
      const AxleHubDesk *desk,
      AxleChange        *change)
{
  g_autoptr(AxlePushRequest) request = axle_push_request_new ();
  g_autoptr(AxlePushReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  request->install = desk->install;
  request->epoch = axle_hub_get_desk_epoch (self->hub, desk);
  g_ptr_array_add (request->changes, change);
  reply = axle_hub_push (self->hub, desk, request, &error);
  g_assert_no_error (error);
  return g_ptr_array_steal_index (reply->verdicts, 0);
}

/* Kept, once, and in no feed of any desk. */
static void
test_sealed (Fixture       *self,
             gconstpointer  data)
{
  const AxleHubDesk *office = &self->dealership.office;
  AxleId id = dealership_id ();
  gint64 epoch = axle_hub_get_epoch (self->hub);
  g_autoptr(AxleVerdict) made = push (self, office, new_access (self, &id, 1));
  g_autoptr(AxleVerdict) again = push (self, office, new_access (self, &id, 2));
  g_autoptr(AxleVerdict) changed = NULL;
  g_autoptr(AxleVerdict) kiosk = NULL;
  g_autoptr(AxleFeedPage) kept = NULL;
  g_autoptr(GError) error = NULL;
  const AxleId *scopes[] = { &self->dealership.store, &self->dealership.group };
  AxleChange *change = axle_change_new (&axle_access_entity, &id, AXLE_CHANGE_DELETE);

  g_assert_cmpint (made->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_cmpint (made->sequence, ==, 0);
  g_assert_cmpint (again->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  change->number = 3;
  change->scope = self->dealership.store;
  change->staff = self->dealership.manager;
  changed = push (self, office, change);
  g_assert_cmpint (changed->outcome, ==, AXLE_OUTCOME_REFUSED);
  g_assert_null (changed->current);
  kiosk = push (self, &self->dealership.kiosk, new_access (self, &id, 1));
  g_assert_cmpstr (kiosk->code, ==, "hidden-kind");

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      g_autoptr(AxleFeedPage) page = axle_hub_read_feed (self->hub, office, scopes[i], epoch, 0, 0, 1 << 20, &error);

      g_assert_no_error (error);
      for (guint j = 0; j < page->records->len; j++)
        g_assert_true (((AxleRecord *) page->records->pdata[j])->entity != &axle_access_entity);
    }
  kept = axle_hub_read_sealed (self->hub, office, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->records->len, ==, 1);
  g_assert_true (axle_id_equal (&((AxleRecord *) kept->records->pdata[0])->created_by, &self->dealership.advisor));
  g_assert_true (axle_id_equal (&((AxleRecord *) kept->records->pdata[0])->created_on, &office->desk));
  g_assert_false (axle_hub_is_scope_of (office, &kept->scope));
}

static char *
sign_in (Fixture      *self,
         const AxleId *staff)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleSessionReply) session = axle_auth_finish_session (self->hub, &self->dealership.office, staff, TRUE, &error);

  g_assert_no_error (error);
  return g_steal_pointer (&session->token);
}

static gboolean
may (Fixture           *self,
     const AxleHubDesk *desk,
     const char        *token)
{
  g_autoptr(GError) error = NULL;

  if (axle_auth_check_right (self->hub, desk, token, AXLE_RIGHT_SETTINGS, &error))
    return TRUE;
  g_assert_error (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_SESSION);
  return FALSE;
}

/* A session counts at its desk, until it is over or their role is another. */
/* The last first, and of nobody else. */
static void
test_of_one (Fixture       *self,
             gconstpointer  data)
{
  const AxleHubDesk *office = &self->dealership.office;
  AxleId customer = dealership_id ();
  AxleId other = dealership_id ();
  const AxleId *whose[] = { &customer, &other, &customer };
  AxleId ids[G_N_ELEMENTS (whose)];
  g_autoptr(AxleFeedPage) page = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (whose); i++)
    {
      g_autoptr(AxleVerdict) verdict = NULL;
      AxleChange *change;
      g_auto(AxleValue) none = AXLE_VALUE_INIT;
      g_auto(AxleValue) record = AXLE_VALUE_INIT;

      ids[i] = dealership_id ();
      change = new_access (self, &ids[i], i + 1);
      axle_value_set_text (&record, AXLE_ID_TEXT (whose[i]));
      axle_change_add_field (change, AXLE_ACCESS_RECORD, &none, &record);
      verdict = push (self, office, change);
      g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_ACCEPTED);
    }
  page = axle_hub_read_sealed_of (self->hub, office, &customer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->records->len, ==, 2);
  g_assert_true (axle_id_equal (&((AxleRecord *) page->records->pdata[0])->id, &ids[2]));
  g_assert_true (axle_id_equal (&((AxleRecord *) page->records->pdata[1])->id, &ids[0]));
}

static void
test_session (Fixture       *self,
              gconstpointer  data)
{
  const AxleHubDesk *office = &self->dealership.office;
  g_autofree char *advisor = sign_in (self, &self->dealership.advisor);
  g_autofree char *manager = sign_in (self, &self->dealership.manager);
  g_autofree char *another = sign_in (self, &self->dealership.manager);

  g_assert_false (may (self, office, NULL));
  g_assert_false (may (self, office, "nonsense"));
  g_assert_false (may (self, office, advisor));
  g_assert_true (may (self, office, manager));
  g_assert_false (may (self, &self->dealership.second, manager));

  g_assert_true (axle_auth_end_session (self->hub, office, another, NULL));
  g_assert_false (may (self, office, another));
  g_assert_true (may (self, office, manager));
  self->clock.now += AXLE_AUTH_SESSION_LIFETIME + G_TIME_SPAN_SECOND;
  g_assert_false (may (self, office, manager));
}

static void
change_manager (Fixture  *self,
                gboolean  active,
                gboolean  settings)
{
  static const char * const little[] = { AXLE_RIGHT_CUSTOMERS_WRITE, NULL };
  static const char * const much[] = { AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_SETTINGS, NULL };
  g_autoptr(AxleRecord) person = NULL;
  g_autoptr(AxleRecord) role = NULL;
  AxleId id;

  g_assert_true (axle_hub_get (self->hub, &self->dealership.manager, &person, NULL));
  id = axle_record_get_id (person, AXLE_STAFF_ROLE);
  g_assert_true (axle_hub_get (self->hub, &id, &role, NULL));
  axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, active);
  axle_record_set_members (role, AXLE_ROLE_RIGHTS, settings ? much : little);
  g_assert_true (axle_hub_begin (self->hub, NULL, 0, NULL));
  g_assert_true (axle_hub_put (self->hub, person, NULL));
  g_assert_true (axle_hub_put (self->hub, role, NULL));
  g_assert_true (axle_hub_commit (self->hub, NULL));
}

static void
test_role_change (Fixture       *self,
                  gconstpointer  data)
{
  const AxleHubDesk *office = &self->dealership.office;
  g_autofree char *manager = sign_in (self, &self->dealership.manager);

  g_assert_true (may (self, office, manager));
  change_manager (self, TRUE, FALSE);
  g_assert_false (may (self, office, manager));
  change_manager (self, TRUE, TRUE);
  g_assert_true (may (self, office, manager));
  change_manager (self, FALSE, TRUE);
  g_assert_false (may (self, office, manager));
}

/* Waits grow, survive the program, and end; by person, and by desk. */
static void
test_tries (Fixture       *self,
            gconstpointer  data)
{
  const AxleHubDesk *office = &self->dealership.office;
  gint64 last = 0;
  guint n_waits = 0;

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 wait = 0;
      g_autofree char *verifier = axle_auth_begin_session (self->hub, office, &self->dealership.advisor, &wait, &error);

      if (verifier != NULL)
        continue;
      g_assert_error (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_TRIES);
      g_assert_cmpint (wait, >, last);
      last = wait;
      n_waits++;
      axle_hub_free (self->hub);
      self->hub = axle_hub_new (self->dealership.storage, &self->clock.parent, NULL);
      self->clock.now += wait * G_TIME_SPAN_SECOND;
    }
  g_assert_cmpuint (n_waits, >=, 3);
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
    { "/access/sealed", test_sealed },
    { "/access/of-one", test_of_one },
    { "/access/session", test_session },
    { "/access/role-change", test_role_change },
    { "/access/tries", test_tries },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
