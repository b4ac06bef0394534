/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/dealership.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>

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
  AxleId west;
  AxleId role;

  for (guint i = 0; rights->choices[i].name != NULL; i++)
    g_ptr_array_add (names, (gpointer) rights->choices[i].name);
  g_ptr_array_add (names, NULL);
  certificate = axle_certificate_load_or_make (self->folder, &error);
  g_assert_no_error (error);
  admin = axle_admin_open (self->folder, self->storage, &error);
  g_assert_no_error (error);
  g_assert_true (axle_admin_add_group (admin, "Group", &group, &error));
  g_assert_true (axle_admin_add_store (admin, &group, "East", "E", &self->store, &error));
  g_assert_true (axle_admin_add_role (admin, &group, "All", (const char * const *) names->pdata, &role, &error));
  g_assert_true (axle_admin_add_staff (admin, &group, NULL, &role, "Li", DEALERSHIP_PIN, &self->staff, &error));
  g_assert_true (axle_admin_add_store (admin, &group, "West", "W", &west, &error));
  for (guint i = 0; i < G_N_ELEMENTS (self->codes); i++)
    {
      self->codes[i] = axle_admin_make_code (admin, i == 3 ? &west : &self->store,
                                             i == 2 ? AXLE_AUDIENCE_KIOSK : AXLE_AUDIENCE_OFFICE, &error);
      g_assert_no_error (error);
    }
}

static Dealership *
make (AxleTestFolder *folder,
      const char     *name,
      const char     *program,
      const char     *storage)
{
  Dealership *self = g_new0 (Dealership, 1);

  self->program = g_strdup (program);
  self->storage = g_strdup (storage);
  self->folder = axle_test_folder_build (folder, name);
  g_assert_cmpint (g_mkdir_with_parents (self->folder, 0700), ==, 0);
  return self;
}

static void
copy_file (Dealership *from,
           Dealership *to,
           const char *name)
{
  g_autofree char *source = g_build_filename (from->folder, name, NULL);
  g_autofree char *target = g_build_filename (to->folder, name, NULL);
  g_autoptr(GBytes) bytes = axle_test_read (source);

  axle_test_write (target, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

Dealership *
dealership_join (Dealership     *first,
                 AxleTestFolder *folder)
{
  Dealership *self = make (folder, "second-server", first->program, first->storage);

  self->store = first->store;
  self->staff = first->staff;
  for (guint i = 0; i < G_N_ELEMENTS (self->codes); i++)
    self->codes[i] = g_strdup (first->codes[i]);
  copy_file (first, self, "certificate.pem");
  copy_file (first, self, "key.pem");
  dealership_start (self);
  return self;
}

Dealership *
dealership_new (AxleTestFolder *folder,
                const char     *program,
                const char     *storage)
{
  Dealership *self = make (folder, "server", program, storage);

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
  g_free (self->storage);
  g_free (self->address);
  for (guint i = 0; i < G_N_ELEMENTS (self->codes); i++)
    g_free (self->codes[i]);
  g_free (self);
}

/* A test that fails leaves no server behind. Runs between fork and exec. */
static void
prepare_child (gpointer data)
{
  const Dealership *self = data;
  struct rlimit limit = { self->file_limit, self->file_limit };

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (self->file_limit == 0)
    return;
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
}

/* The second time on the same port: that is where the desks look. */
void
dealership_start (Dealership *self)
{
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autofree char *from = g_strdup_printf ("%u", self->snapshot_from);
  const char *fixed[] = {
    self->program, "--data", self->folder, "--port", port, "--rate", "0", "--log-level", "critical", NULL
  };
  g_autoptr(GStrvBuilder) arguments = g_strv_builder_new ();
  g_auto(GStrv) line = NULL;
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr(GDataInputStream) output = NULL;
  g_autofree char *ready = NULL;
  g_autoptr(GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, prepare_child, self, NULL);
  g_strv_builder_addv (arguments, fixed);
  if (self->plain)
    g_strv_builder_add (arguments, "--no-tls");
  if (self->storage != NULL)
    g_strv_builder_add_many (arguments, "--storage", self->storage, NULL);
  if (self->snapshot_from > 0)
    g_strv_builder_add_many (arguments, "--snapshot-from", from, NULL);
  line = g_strv_builder_end (arguments);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char * const *) line, &error);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  ready = g_data_input_stream_read_line_utf8 (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (ready);
  g_assert_true (g_str_has_prefix (ready, "ready "));
  g_set_str (&self->address, ready + strlen ("ready "));
  self->port = (guint16) atoi (strrchr (ready, ':') + 1);
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

void
dealership_stop (Dealership *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
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

static AxleStore *
open_store (const char *path,
            GBytes     *key)
{
  g_autoptr(GError) error = NULL;
  AxleStore *store = axle_store_open (&(AxleStoreOptions) { .path = path, .key = key }, &error);

  g_assert_no_error (error);
  return store;
}

static void
connect (Desk       *self,
         const char *path)
{
  g_autofree char *blobs = g_strconcat (path, ".blobs", NULL);
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (self->store);
  g_autoptr(GError) error = NULL;

  self->transport = axle_http_transport_new (enrolment->server, enrolment->pin, enrolment->token, &error);
  g_assert_no_error (error);
  self->engine = axle_engine_new (self->store, AXLE_TRANSPORT (self->transport), NULL, NULL);
  self->blobs = axle_blob_cache_open (&(AxleStoreOptions) { .path = blobs }, AXLE_BLOB_CACHE_LIMIT, &error);
  g_assert_no_error (error);
  axle_engine_set_blobs (self->engine, self->blobs, NULL, NULL);
}

Desk *
desk_enrol (Dealership     *dealership,
            AxleTestFolder *folder,
            guint           index,
            GBytes         *key)
{
  Desk *self = g_new0 (Desk, 1);
  g_autofree char *name = g_strdup_printf ("desk-%u.db", index);
  g_autofree char *path = axle_test_folder_build (folder, name);

  self->store = open_store (path, key);
  enrol (self, dealership, index);
  connect (self, path);
  sign_in (self, dealership);
  return self;
}

Desk *
desk_new (Dealership     *dealership,
          AxleTestFolder *folder,
          guint           index)
{
  Desk *self = desk_enrol (dealership, folder, index, NULL);

  g_assert_true (axle_engine_start (self->engine));
  return self;
}

Desk *
desk_open (const char *path)
{
  Desk *self = g_new0 (Desk, 1);

  self->store = open_store (path, NULL);
  connect (self, path);
  g_assert_true (axle_engine_start (self->engine));
  return self;
}

void
desk_free (Desk *self)
{
  axle_engine_free (self->engine);
  g_object_unref (self->transport);
  axle_blob_cache_close (self->blobs);
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
  return desk_save_customer_of (self, &dealership->store, &dealership->staff, name);
}

AxleId
desk_save_customer_of (Desk         *self,
                       const AxleId *scope,
                       const AxleId *staff,
                       const char   *name)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) record = axle_record_new (&axle_customer_entity, &id);

  record->scope = *scope;
  axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (record, AXLE_CUSTOMER_NAME, name);
  desk_save (self, NULL, record, staff);
  return id;
}

AxleRecord *
desk_get_customer (Desk         *self,
                   const AxleId *id)
{
  g_autoptr(GError) error = NULL;
  AxleRecord *record = axle_store_get (self->store, &axle_customer_entity, id, &error);

  g_assert_no_error (error);
  return record;
}

gboolean
desk_is_at_rest (Desk *self)
{
  return axle_engine_get_status (self->engine)->state == AXLE_ENGINE_ONLINE;
}

gboolean
desks_agree (Desk *one,
             Desk *other)
{
  const AxleEngineStatus *first = axle_engine_get_status (one->engine);
  const AxleEngineStatus *second = axle_engine_get_status (other->engine);

  return desk_is_at_rest (one) && desk_is_at_rest (other) && first->live && second->live && first->done == second->done;
}
