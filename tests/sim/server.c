/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/server.h"

#include "core/organisation/organisation.h"
#include "server/desks.h"
#include "server/snapshot-builder.h"
#include "server/storage-sqlite.h"

#define PATH "server.db"

/* A ready copy of a scope, as the real server has them in its folder. */
typedef struct
{
  AxleSnapshot *snapshot;
  GBytes       *bytes;
} SimCopy;

#define COPIES 3
#define COPIED_FROM 12

static void
copy_free (gpointer data)
{
  SimCopy *copy = data;

  axle_snapshot_free (copy->snapshot);
  g_bytes_unref (copy->bytes);
  g_free (copy);
}

static void
put (AxleHub    *hub,
     AxleRecord *record)
{
  g_autoptr(GError) error = NULL;

  axle_hub_put (hub, record, &error);
  g_assert_no_error (error);
  axle_record_unref (record);
}

static AxleRecord *
new_record (const AxleEntity *entity,
            AxleHub          *hub,
            const AxleId     *scope,
            AxleId           *id)
{
  AxleRecord *record;

  *id = axle_id_new (axle_hub_get_host (hub));
  record = axle_record_new (entity, id);
  record->scope = scope != NULL ? *scope : *id;
  return record;
}

static AxleId
put_role (AxleHub      *hub,
          const AxleId *group)
{
  const AxleField *rights = &axle_role_entity.fields[AXLE_ROLE_RIGHTS];
  AxleId role;
  AxleRecord *record = new_record (&axle_role_entity, hub, group, &role);

  axle_record_set_text (record, AXLE_ROLE_NAME, "All");
  for (guint i = 0; rights->choices[i].name != NULL; i++)
    axle_record_add_member (record, AXLE_ROLE_RIGHTS, rights->choices[i].name);
  put (hub, record);
  return role;
}

static void
put_dealership (AxleHub       *hub,
                SimDealership *dealership)
{
  AxleRecord *record = new_record (&axle_group_entity, hub, NULL, &dealership->group);
  AxleId role;

  axle_record_set_text (record, AXLE_GROUP_NAME, "Group");
  put (hub, record);
  role = put_role (hub, &dealership->group);
  for (guint i = 0; i < SIM_N_STORES; i++)
    {
      record = new_record (&axle_store_entity, hub, &dealership->group, &dealership->stores[i]);
      axle_record_set_text (record, AXLE_STORE_NAME, i == 0 ? "East" : "West");
      put (hub, record);
      record = new_record (&axle_staff_entity, hub, &dealership->group, &dealership->staff[i]);
      axle_record_set_text (record, AXLE_STAFF_NAME, i == 0 ? "Li" : "Wang");
      axle_record_set_id (record, AXLE_STAFF_STORE, &dealership->stores[i]);
      axle_record_set_id (record, AXLE_STAFF_ROLE, &role);
      axle_record_set_boolean (record, AXLE_STAFF_ACTIVE, TRUE);
      put (hub, record);
    }
}

SimDisk *
sim_server_make_dealership (SimDealership *dealership)
{
  static Chance chance = { 1 };
  SimDisk *disk = sim_disk_new ("dealership", &chance);
  SimClock *clock = sim_clock_new ();
  SimServer *self = sim_server_new ("dealership-server", clock, &chance, disk);
  g_autoptr(GError) error = NULL;

  axle_hub_begin (self->hub, NULL, 0, &error);
  g_assert_no_error (error);
  put_dealership (self->hub, dealership);
  axle_hub_commit (self->hub, &error);
  g_assert_no_error (error);
  sim_server_down (self);
  sim_disk_clone (disk, self->disk);
  sim_server_free (self);
  sim_clock_free (clock);
  return disk;
}

SimServer *
sim_server_new (const char *name,
                SimClock   *clock,
                Chance     *chance,
                SimDisk    *from)
{
  SimServer *self = g_new0 (SimServer, 1);
  g_autofree char *copy = NULL;

  self->disk = sim_disk_new (name, chance);
  sim_disk_clone (self->disk, from);
  copy = g_strconcat (name, "-copy", NULL);
  self->copy = sim_disk_new (copy, chance);
  self->machine = sim_machine_new (clock, chance);
  self->desks = g_ptr_array_new_with_free_func (g_free);
  self->copies = g_ptr_array_new_with_free_func (copy_free);
  sim_server_up (self);
  return self;
}

void
sim_server_free (SimServer *self)
{
  sim_server_down (self);
  g_ptr_array_unref (self->desks);
  g_ptr_array_unref (self->copies);
  sim_machine_free (self->machine);
  sim_disk_free (self->disk);
  sim_disk_free (self->copy);
  g_free (self);
}

void
sim_server_down (SimServer *self)
{
  g_clear_pointer (&self->hub, axle_hub_free);
  g_clear_object (&self->storage);
}

void
sim_server_up (SimServer *self)
{
  g_autoptr(GError) error = NULL;

  self->storage = axle_storage_sqlite_open (PATH, sim_disk_get_vfs (self->disk), &error);
  g_assert_no_error (error);
  if (self->wrap != NULL)
    self->storage = self->wrap (self->storage);
  self->hub = axle_hub_new (self->storage, &self->machine->host, &error);
  g_assert_no_error (error);
  axle_hub_set_observer (self->hub, self->observer, self->observer_data);
}

void
sim_server_back_up (SimServer *self)
{
  sim_disk_clone (self->copy, self->disk);
  self->has_copy = TRUE;
}

void
sim_server_restore (SimServer *self)
{
  g_autoptr(GError) error = NULL;

  sim_server_down (self);
  sim_disk_recover (self->disk);
  sim_disk_clone (self->disk, self->copy);
  sim_server_up (self);
  axle_hub_renew_epoch (self->hub, &error);
  g_assert_no_error (error);
}

void
sim_server_add (SimServer    *self,
                AxleHubDesk  *desk,
                const AxleId *staff)
{
  g_autoptr(GError) error = NULL;

  axle_hub_begin (self->hub, NULL, 0, &error);
  g_assert_no_error (error);
  axle_hub_add_install (self->hub, desk, &error);
  g_assert_no_error (error);
  axle_hub_admit (self->hub, &desk->desk, staff, &error);
  g_assert_no_error (error);
  axle_hub_commit (self->hub, &error);
  g_assert_no_error (error);
  g_ptr_array_add (self->desks, g_memdup2 (desk, sizeof *desk));
}

static void
refuse (AxleReply    *reply,
        guint         status,
        const GError *error)
{
  AxleErrorReply problem = { .code = (char *) axle_hub_error_code (error), .message = error->message };

  reply->status = status;
  reply->body = axle_error_reply_encode (&problem);
}

static void
refuse_address (AxleReply *reply)
{
  AxleErrorReply none = { .code = (char *) "none", .message = (char *) "None." };

  reply->status = 404;
  reply->body = axle_error_reply_encode (&none);
}

static void
refuse_by_code (AxleReply    *reply,
                const GError *error)
{
  if (error->domain == AXLE_HUB_ERROR && error->code <= AXLE_HUB_ERROR_INSTALL)
    refuse (reply, 409, error);
  else if (error->domain == AXLE_WIRE_ERROR ||
           g_error_matches (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INVALID))
    refuse (reply, 400, error);
  else
    refuse (reply, 500, error);
}

static void
handle_push (SimServer         *self,
             const AxleHubDesk *desk,
             GBytes            *body,
             AxleReply         *reply)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxlePushRequest) request = axle_push_request_decode (body, &error);
  g_autoptr(AxlePushReply) answer = request != NULL ? axle_hub_push (self->hub, desk, request, &error) : NULL;

  if (answer == NULL)
    {
      refuse_by_code (reply, error);
      return;
    }
  reply->status = 200;
  reply->body = axle_push_reply_encode (answer);
}

static void
handle_feed (SimServer         *self,
             const AxleHubDesk *desk,
             const char        *path,
             AxleReply         *reply)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) query = g_uri_parse_params (strchr (path, '?') + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
  g_autoptr(AxleFeedPage) page = NULL;
  AxleId scope;

  g_assert_true (axle_id_parse (g_hash_table_lookup (query, "scope"), &scope));
  page = axle_hub_read_feed (self->hub, desk, &scope,
                             g_ascii_strtoll (g_hash_table_lookup (query, "epoch"), NULL, 10),
                             g_ascii_strtoll (g_hash_table_lookup (query, "after"), NULL, 10),
                             /* Small pages: there is little in a run. */
                             1 + g_ascii_strtoull (g_hash_table_lookup (query, "bytes"), NULL, 10) / 256, &error);
  if (page == NULL)
    {
      refuse_by_code (reply, error);
      return;
    }
  reply->status = 200;
  reply->body = axle_feed_page_encode (page);
}

static SimCopy *
make_copy (SimServer         *self,
           const AxleHubDesk *desk,
           const AxleId      *scope)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  AxleSnapshot *snapshot = axle_snapshot_build (self->storage, scope, desk->audience, axle_hub_get_desk_epoch (self->hub, desk),
                                                stream, NULL, NULL);
  SimCopy *copy;

  if (snapshot == NULL)
    return NULL;
  copy = g_new0 (SimCopy, 1);
  copy->snapshot = snapshot;
  g_output_stream_close (stream, NULL, NULL);
  copy->bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  g_ptr_array_add (self->copies, copy);
  if (self->copies->len > COPIES)
    g_ptr_array_remove_index (self->copies, 0);
  return copy;
}

static void
reply_piece (SimServer       *self,
             const char      *hash,
             const AxleRange *range,
             AxleReply       *reply)
{
  for (guint i = 0; i < self->copies->len; i++)
    {
      const SimCopy *copy = self->copies->pdata[i];

      if (!g_str_equal (copy->snapshot->hash, hash))
        continue;
      reply->status = 206;
      reply->range = (AxleRange) { range->offset, range->length, copy->snapshot->size };
      reply->body = g_bytes_new_from_bytes (copy->bytes, (gsize) range->offset, (gsize) range->length);
      return;
    }
}

static void
handle_snapshot (SimServer         *self,
                 const AxleHubDesk *desk,
                 const char        *path,
                 const AxleRange   *range,
                 AxleReply         *reply)
{
  const SimCopy *copy = NULL;
  AxleId scope;
  gint64 head = 0;

  if (range != NULL)
    reply_piece (self, path + strlen ("/v1/snapshot/"), range, reply);
  else if (axle_id_parse (path + strlen ("/v1/snapshot?scope="), &scope) &&
           axle_hub_get_head (self->hub, &scope, &head, NULL) && head >= COPIED_FROM)
    copy = make_copy (self, desk, &scope);
  if (copy != NULL)
    {
      reply->status = 200;
      reply->body = axle_snapshot_encode (copy->snapshot);
    }
  else if (reply->status == 0)
    {
      refuse_address (reply);
    }
}

gboolean
sim_server_handle (gpointer         server,
                   guint            desk,
                   const char      *method,
                   const char      *path,
                   const AxleRange *range,
                   GBytes          *body,
                   AxleReply       *reply)
{
  SimServer *self = server;

  if (self->hub == NULL)
    return FALSE;
  if (g_str_equal (path, "/v1/push"))
    handle_push (self, self->desks->pdata[desk], body, reply);
  else if (g_str_has_prefix (path, "/v1/feed?"))
    handle_feed (self, self->desks->pdata[desk], path, reply);
  else if (g_str_has_prefix (path, "/v1/snapshot"))
    handle_snapshot (self, self->desks->pdata[desk], path, range, reply);
  else if (g_str_equal (path, "/healthz"))
    reply->status = 200;
  else
    refuse_address (reply);
  /* The power went meanwhile: whatever was done, nobody hears of it. */
  if (sim_disk_has_crashed (self->disk))
    {
      g_clear_pointer (&reply->body, g_bytes_unref);
      return FALSE;
    }
  return TRUE;
}
