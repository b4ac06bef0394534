/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/server.h"

#include "core/appointment/resource.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "server/desks.h"
#include "server/storage-sqlite.h"
#include "sim/copies.h"
#include "sim/skew.h"

#define PATH "server.db"

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

/* @without: (nullable): the right that it does not have */
static AxleId
put_role (AxleHub      *hub,
          const AxleId *group,
          const char   *name,
          const char   *without)
{
  const AxleField *rights = &axle_role_entity.fields[AXLE_ROLE_RIGHTS];
  AxleId role;
  AxleRecord *record = new_record (&axle_role_entity, hub, group, &role);

  axle_record_set_text (record, AXLE_ROLE_NAME, name);
  for (guint i = 0; rights->choices[i].name != NULL; i++)
    if (g_strcmp0 (rights->choices[i].name, without) != 0)
      axle_record_add_member (record, AXLE_ROLE_RIGHTS, rights->choices[i].name);
  put (hub, record);
  return role;
}

static AxleId
put_person (AxleHub      *hub,
            const AxleId *group,
            const AxleId *store,
            const AxleId *role,
            const char   *name)
{
  AxleId person;
  AxleRecord *record = new_record (&axle_staff_entity, hub, group, &person);

  axle_record_set_text (record, AXLE_STAFF_NAME, name);
  axle_record_set_id (record, AXLE_STAFF_STORE, store);
  axle_record_set_id (record, AXLE_STAFF_ROLE, role);
  axle_record_set_boolean (record, AXLE_STAFF_ACTIVE, TRUE);
  put (hub, record);
  return person;
}

/* One of them has summer time. */
static void
put_store (AxleHub       *hub,
           SimDealership *dealership,
           guint          index)
{
  AxleRecord *record = new_record (&axle_store_entity, hub, &dealership->group, &dealership->stores[index]);
  AxleId bay;

  axle_record_set_text (record, AXLE_STORE_NAME, index == 0 ? "East" : "West");
  axle_record_set_text (record, AXLE_STORE_TIME_ZONE, index == 0 ? "Europe/Berlin" : "Asia/Shanghai");
  put (hub, record);
  for (guint i = 0; i < 2; i++)
    {
      record = new_record (&axle_resource_entity, hub, &dealership->stores[index], &bay);
      axle_record_set_text (record, AXLE_RESOURCE_NAME, "Bay");
      axle_record_set_text (record, AXLE_RESOURCE_KIND, "bay");
      axle_record_set_boolean (record, AXLE_RESOURCE_ACTIVE, TRUE);
      put (hub, record);
    }
}

static void
put_dealership (AxleHub       *hub,
                SimDealership *dealership)
{
  AxleRecord *record = new_record (&axle_group_entity, hub, NULL, &dealership->group);
  AxleId all, most;

  axle_record_set_text (record, AXLE_GROUP_NAME, "Group");
  put (hub, record);
  all = put_role (hub, &dealership->group, "All", NULL);
  most = put_role (hub, &dealership->group, "Advisor", AXLE_RIGHT_APPOINTMENTS_OVERBOOK);
  for (guint i = 0; i < SIM_N_STORES; i++)
    {
      put_store (hub, dealership, i);
      dealership->staff[i] = put_person (hub, &dealership->group, &dealership->stores[i], &all, i == 0 ? "Li" : "Wang");
      dealership->advisors[i] = put_person (hub, &dealership->group, &dealership->stores[i], &most, i == 0 ? "Ma" : "Hu");
    }
}

gboolean
sim_may_overbook (const SimDealership *dealership,
                  const AxleId        *staff)
{
  for (guint i = 0; i < SIM_N_STORES; i++)
    if (axle_id_equal (staff, &dealership->staff[i]))
      return TRUE;
  return FALSE;
}

static void
add_documents (SimServer    *self,
               const AxleId *scope,
               GChecksum    *sum)
{
  g_autoptr(GPtrArray) documents = axle_storage_list_documents (self->storage, scope, 0, G_MAXINT, G_MAXSIZE / 2, NULL);

  for (guint i = 0; i < documents->len; i++)
    {
      gsize size;
      const guchar *body = g_bytes_get_data (((AxleDocument *) documents->pdata[i])->body, &size);

      g_checksum_update (sum, body, (gssize) size);
    }
}

SimDisk *
sim_server_make_dealership (SimDealership *dealership,
                            GChecksum     *sum)
{
  static Chance chance = { 1 };
  SimDisk *disk = sim_disk_new ("dealership", &chance);
  SimClock *clock = sim_clock_new ();
  SimServer *self = sim_server_new ("dealership-server", clock, &chance, disk);
  g_autoptr(GError) error = NULL;

  sim_server_up (self, &error);
  g_assert_no_error (error);
  axle_hub_begin (self->hub, NULL, 0, &error);
  g_assert_no_error (error);
  put_dealership (self->hub, dealership);
  axle_hub_commit (self->hub, &error);
  g_assert_no_error (error);
  add_documents (self, &dealership->group, sum);
  for (guint i = 0; i < SIM_N_STORES; i++)
    add_documents (self, &dealership->stores[i], sum);
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
  self->desks = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->copies = sim_copies_new ();
  return self;
}

void
sim_server_free (SimServer *self)
{
  sim_server_down (self);
  g_hash_table_unref (self->desks);
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

gboolean
sim_server_up (SimServer  *self,
               GError    **error)
{
  self->storage = axle_storage_sqlite_open (PATH, sim_disk_get_vfs (self->disk), error);
  if (self->storage == NULL)
    return FALSE;
  if (self->bug != NULL)
    self->storage = sim_shim_new (self->storage, self->bug);
  self->hub = axle_hub_new (self->storage, &self->machine->host, error);
  if (self->hub == NULL)
    return FALSE;
  axle_hub_set_observer (self->hub, self->observer, self->observer_data);
  return TRUE;
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
  sim_server_up (self, &error);
  g_assert_no_error (error);
  axle_hub_renew_epoch (self->hub, &error);
  g_assert_no_error (error);
}

static gboolean
put_desk (AxleHub           *hub,
          const AxleHubDesk *desk)
{
  g_autoptr(AxleRecord) known = NULL;
  g_autoptr(AxleRecord) record = NULL;

  if (!axle_hub_get (hub, &desk->desk, &known, NULL))
    return FALSE;
  if (known != NULL)
    return TRUE;
  record = axle_record_new (&axle_desk_entity, &desk->desk);
  record->scope = desk->group;
  axle_record_set_text (record, AXLE_DESK_NAME, "Desk");
  axle_record_set_id (record, AXLE_DESK_STORE, &desk->store);
  axle_record_set_text (record, AXLE_DESK_AUDIENCE, axle_audience_get_name (desk->audience));
  return axle_hub_put (hub, record, NULL);
}

gboolean
sim_server_add (SimServer         *self,
                guint              index,
                const AxleHubDesk *desk,
                const AxleId      *staff)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;

  if (!axle_hub_begin (self->hub, NULL, 0, NULL))
    return FALSE;
  transaction = self->hub;
  if (!put_desk (self->hub, desk) || !axle_hub_add_install (self->hub, desk, 0, NULL) || !axle_hub_admit (self->hub, &desk->desk, staff, NULL) ||
      !axle_hub_commit (g_steal_pointer (&transaction), NULL))
    return FALSE;
  g_hash_table_insert (self->desks, GUINT_TO_POINTER (index), g_memdup2 (desk, sizeof *desk));
  return TRUE;
}

gboolean
sim_server_look_up (SimServer   *self,
                    guint        index,
                    AxleHubDesk *desk)
{
  const AxleHubDesk *enrolled = g_hash_table_lookup (self->desks, GUINT_TO_POINTER (index));

  if (enrolled == NULL || self->hub == NULL)
    return FALSE;
  *desk = *enrolled;
  return axle_hub_load_view (self->hub, desk, NULL);
}

gboolean
sim_server_move (SimServer         *self,
                 const AxleHubDesk *desk,
                 const AxleId      *store,
                 AxleAudience       audience)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;

  if (self->hub == NULL || !axle_hub_begin (self->hub, NULL, 0, NULL))
    return FALSE;
  transaction = self->hub;
  return axle_hub_move_desk (self->hub, &desk->desk, store, audience, NULL) &&
         axle_hub_commit (g_steal_pointer (&transaction), NULL);
}

gboolean
sim_server_compact (SimServer *self)
{
  g_autoptr(GPtrArray) scopes = NULL;
  g_autoptr(AxleStorageGuard) guard = NULL;

  if (self->hub == NULL)
    return FALSE;
  scopes = axle_storage_list_scopes (self->storage, NULL);
  if (scopes == NULL || !axle_storage_begin (self->storage, NULL, 0, NULL))
    return FALSE;
  guard = self->storage;
  for (guint i = 0; i < scopes->len; i++)
    {
      gint64 n_dropped;

      if (!axle_storage_drop_tombstones (self->storage, g_bytes_get_data (scopes->pdata[i], NULL), G_MAXINT64, 0,
                                         &n_dropped, NULL))
        return FALSE;
    }
  return axle_storage_commit (g_steal_pointer (&guard), NULL);
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
refuse_unknown (AxleReply *reply)
{
  AxleErrorReply problem = { .code = (char *) "not-found", .message = (char *) "There is nothing at this address." };

  reply->status = 404;
  reply->body = axle_error_reply_encode (&problem);
}

static void
refuse_by_code (AxleReply    *reply,
                const GError *error)
{
  if (error->domain == AXLE_HUB_ERROR && error->code <= AXLE_HUB_ERROR_INSTALL)
    refuse (reply, 409, error);
  else if (g_error_matches (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_GONE))
    refuse (reply, 410, error);
  else if (g_error_matches (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_SCOPE))
    refuse (reply, 403, error);
  else if (error->domain == AXLE_WIRE_ERROR ||
           g_error_matches (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INVALID))
    refuse (reply, 400, error);
  else
    refuse (reply, 500, error);
}

static void
refuse_revoked (AxleReply *reply)
{
  AxleErrorReply problem = { .code = (char *) "revoked", .message = (char *) "This desk was locked out." };

  reply->status = 403;
  reply->body = axle_error_reply_encode (&problem);
}

static void
handle_start (SimServer         *self,
              const AxleHubDesk *desk,
              GBytes            *body,
              AxleReply         *reply)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleStartRequest) request = axle_start_request_decode (body, &error);
  g_autoptr(AxleStartReply) answer = request != NULL ? axle_hub_start_desk (self->hub, desk, request, &error) : NULL;

  if (answer == NULL)
    {
      refuse_by_code (reply, error);
      return;
    }
  reply->status = 200;
  reply->body = axle_start_reply_encode (answer);
}

static void
note_heard (SimServer             *self,
            guint                  index,
            const AxlePushRequest *request)
{
  self->heard_before = self->heard[index];
  for (guint i = 0; i < request->changes->len; i++)
    self->heard[index] = MAX (self->heard[index], ((AxleChange *) request->changes->pdata[i])->number);
}

static void
handle_push (SimServer         *self,
             guint              index,
             const AxleHubDesk *desk,
             GBytes            *body,
             AxleReply         *reply)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) understood = self->is_older ? sim_skew_push (body) : g_bytes_ref (body);
  g_autoptr(AxlePushRequest) request = axle_push_request_decode (understood, &error);
  g_autoptr(AxlePushReply) answer = request != NULL ? axle_hub_push (self->hub, desk, request, &error) : NULL;

  if (request != NULL)
    note_heard (self, index, request);
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
                             g_ascii_strtoll (g_hash_table_lookup (query, "start"), NULL, 10),
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

static void
handle_copy (SimServer         *self,
             const AxleHubDesk *desk,
             const char        *path,
             const AxleRange   *range,
             AxleReply         *reply)
{
  g_autoptr(GError) error = NULL;

  if (sim_copies_handle (self, desk, path, range, reply, &error))
    return;
  if (error != NULL)
    refuse_by_code (reply, error);
  else
    refuse_unknown (reply);
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
  AxleHubDesk now;
  const AxleHubDesk *who = &now;

  if (!sim_server_look_up (self, desk, &now))
    return FALSE;
  if ((self->revoked >> desk) & 1)
    refuse_revoked (reply);
  else if (g_str_equal (path, "/v1/desk"))
    handle_start (self, who, body, reply);
  else if (g_str_equal (path, "/v1/push"))
    handle_push (self, desk, who, body, reply);
  else if (g_str_has_prefix (path, "/v1/feed?"))
    handle_feed (self, who, path, reply);
  else if (g_str_equal (path, "/v1/live"))
    reply->status = 200;
  else if (g_str_has_prefix (path, "/v1/snapshot"))
    handle_copy (self, who, path, range, reply);
  else
    refuse_unknown (reply);
  /* The power went meanwhile: whatever was done, nobody hears of it. */
  if (sim_disk_has_crashed (self->disk))
    {
      g_clear_pointer (&reply->body, g_bytes_unref);
      return FALSE;
    }
  return TRUE;
}
