/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/dealership.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "server/admin.h"
#include "server/certificate.h"
#include "sync/enrol.h"
#include "sync/session.h"

static void
fill (Dealership *self)
{
  const AxleField *rights = &axle_role_entity.fields[AXLE_ROLE_RIGHTS];
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GTlsCertificate) certificate = NULL;
  g_autoptr(AxleAdmin) admin = NULL;
  g_autoptr(GError) error = NULL;
  AxleId group;
  AxleId role;

  for (guint i = 0; rights->choices[i].name != NULL; i++)
    g_ptr_array_add (names, (gpointer) rights->choices[i].name);
  g_ptr_array_add (names, NULL);
  certificate = axle_certificate_load_or_make (self->folder, &error);
  g_assert_no_error (error);
  admin = axle_admin_open (self->folder, &error);
  g_assert_no_error (error);
  g_assert_true (axle_admin_add_group (admin, "Group", &group, &error));
  g_assert_true (axle_admin_add_store (admin, &group, "East", "E", &self->store, &error));
  g_assert_true (axle_admin_add_role (admin, &group, "All", (const char * const *) names->pdata, &role, &error));
  g_assert_true (axle_admin_add_staff (admin, &group, &self->store, &role, "Li", DEALERSHIP_PIN, &self->staff, &error));
  for (guint i = 0; i < G_N_ELEMENTS (self->codes); i++)
    {
      self->codes[i] = axle_admin_make_code (admin, &self->store, AXLE_AUDIENCE_OFFICE, &error);
      g_assert_no_error (error);
    }
}

Dealership *
dealership_new (AxleTestFolder *folder,
                const char     *program)
{
  Dealership *self = g_new0 (Dealership, 1);

  self->program = g_strdup (program);
  self->folder = axle_test_folder_build (folder, "server");
  g_assert_cmpint (g_mkdir_with_parents (self->folder, 0700), ==, 0);
  fill (self);
  dealership_start (self);
  return self;
}

void
dealership_free (Dealership *self)
{
  dealership_kill (self);
  g_free (self->program);
  g_free (self->folder);
  g_free (self->address);
  for (guint i = 0; i < G_N_ELEMENTS (self->codes); i++)
    g_free (self->codes[i]);
  g_free (self);
}

/* A test that fails leaves no server behind. */
static void
die_with_parent (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* The second time on the same port: that is where the desks look. */
void
dealership_start (Dealership *self)
{
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autofree char *from = g_strdup_printf ("%u", self->snapshot_from);
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr(GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  g_autoptr(GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, self->program, "--data", self->folder,
                                               "--port", port, "--rate", "0", "--log-level", "critical",
                                               self->snapshot_from > 0 ? "--snapshot-from" : NULL, from, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line_utf8 (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "ready "));
  g_set_str (&self->address, line + strlen ("ready "));
  self->port = (guint16) atoi (strrchr (line, ':') + 1);
}

void
dealership_kill (Dealership *self)
{
  if (self->process == NULL)
    return;
  g_subprocess_send_signal (self->process, SIGKILL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
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

static void
enrol (Desk       *self,
       Dealership *dealership,
       guint       index)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_enrol_async (self->store, dealership->address, dealership->codes[index], "Desk", NULL, done_cb, &result);
  axle_test_wait_for (is_done, &result);
  axle_enrol_finish (self->store, result, &error);
  g_assert_no_error (error);
}

static void
sign_in (Desk       *self,
         Dealership *dealership)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AxleSession) session = NULL;
  g_autoptr(GError) error = NULL;

  axle_session_sign_in_async (self->store, AXLE_TRANSPORT (self->transport), &dealership->staff, DEALERSHIP_PIN, NULL,
                              done_cb, &result);
  axle_test_wait_for (is_done, &result);
  session = axle_session_sign_in_finish (self->store, result, &error);
  g_assert_no_error (error);
  axle_http_transport_set_session (self->transport, session->token);
}

Desk *
desk_open (Dealership     *dealership,
           AxleTestFolder *folder,
           guint           index,
           GBytes         *key)
{
  Desk *self = g_new0 (Desk, 1);
  g_autofree char *name = g_strdup_printf ("desk-%u.db", index);
  g_autofree char *path = axle_test_folder_build (folder, name);
  g_autoptr(AxleEnrolment) enrolment = NULL;
  g_autoptr(GError) error = NULL;

  self->store = axle_store_open (&(AxleStoreOptions) { .path = path, .key = key }, &error);
  g_assert_no_error (error);
  enrol (self, dealership, index);
  enrolment = axle_store_dup_enrolment (self->store);
  self->transport = axle_http_transport_new (enrolment->server, enrolment->pin, enrolment->token, &error);
  g_assert_no_error (error);
  sign_in (self, dealership);
  self->engine = axle_engine_new (self->store, AXLE_TRANSPORT (self->transport), NULL, NULL);
  return self;
}

Desk *
desk_new (Dealership     *dealership,
          AxleTestFolder *folder,
          guint           index)
{
  Desk *self = desk_open (dealership, folder, index, NULL);

  g_assert_true (axle_engine_start (self->engine));
  return self;
}

void
desk_free (Desk *self)
{
  axle_engine_free (self->engine);
  g_object_unref (self->transport);
  axle_store_close (self->store);
  g_free (self);
}

void
desk_save (Desk             *self,
           const AxleRecord *before,
           const AxleRecord *after,
           const AxleId     *staff)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  AxleChange *change = axle_change_new_between (before, after);
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  change->staff = *staff;
  g_ptr_array_add (changes, change);
  axle_store_save (self->store, changes, &operation, &error);
  g_assert_no_error (error);
  axle_engine_poke (self->engine);
}

AxleId
desk_save_customer (Desk       *self,
                    Dealership *dealership,
                    const char *name)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) record = axle_record_new (&axle_customer_entity, &id);

  record->scope = dealership->store;
  axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (record, AXLE_CUSTOMER_NAME, name);
  desk_save (self, NULL, record, &dealership->staff);
  return id;
}

gboolean
desk_is_at_rest (Desk *self)
{
  return axle_engine_get_status (self->engine)->state == AXLE_ENGINE_ONLINE;
}
