/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/answered.h"

const AxleId answered_group = { { 1 } };
const AxleId answered_store = { { 2 } };

static void
make_engine (AnsweredDesk *self)
{
  self->engine = axle_engine_new (self->store, AXLE_TRANSPORT (self->transport), &self->timers->parent, NULL);
}

void
answered_desk_open (AnsweredDesk *self)
{
  AxleEnrolment enrolment = {
    .desk = { { 3 } }, .store = answered_store, .group = answered_group, .install = { { 4 } },
    .server = (char *) "https://server.test", .token = (char *) "token",
  };
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  self->folder = axle_test_folder_new ();
  path = axle_test_folder_build (self->folder, "cache.db");
  self->store = axle_store_open (&(AxleStoreOptions) { .path = path }, &error);
  g_assert_no_error (error);
  axle_store_set_enrolment (self->store, &enrolment, &error);
  g_assert_no_error (error);
  self->transport = scripted_transport_new ();
  self->timers = scripted_timers_new ();
  make_engine (self);
}

void
answered_desk_restart (AnsweredDesk *self)
{
  axle_engine_free (self->engine);
  make_engine (self);
}

void
answered_desk_close (AnsweredDesk *self)
{
  axle_engine_free (self->engine);
  g_assert_cmpuint (scripted_transport_count (self->transport, "/"), ==, 0);
  scripted_timers_free (self->timers);
  g_object_unref (self->transport);
  axle_store_close (self->store);
  axle_test_folder_free (self->folder);
}

char *
answered_feed_of (const AxleId *scope)
{
  return g_strdup_printf ("/v1/feed?scope=%s&", AXLE_ID_TEXT (scope));
}
