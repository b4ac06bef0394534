/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world.h"

#include "core/history/history.h"
#include "core/registry.h"
#include "wire/snapshot.h"

#define N_DESKS_LIMIT 6
#define SECOND G_USEC_PER_SEC

/* How long people work and things break, and how long it may take after that
 * until everybody has everything: a desk that was sent away asks again after
 * five minutes. */
#define BUSY (150 * SECOND)
#define REST (900 * SECOND)
#define REST_STEP (20 * SECOND)

/* An edit every so often at each desk. */
#define PACE_MS 12000

typedef struct
{
  AxleId install;
  gint64 number;
} Number;

struct _SimWorld
{
  SimClock        *clock;
  Chance           chance;
  SimNetwork      *network;
  SimServer       *server;
  SimDesk         *desks[N_DESKS_LIMIT];
  guint            n_desks;
  const SimMutant *mutant;
  gboolean         is_busy;
  gboolean         loses_disk;
  gboolean         is_restored; /* the server lost what it had told: numbers begin anew */
  guint            counter;
  GHashTable      *verdicts;    /* "install/number" → "outcome sequence" */
  GHashTable      *sequences;   /* AxleId of record → set of sequences */
  GHashTable      *told;        /* AxleId of scope → the head that was told last */
  char            *violation;
  SimReport       *report;
};

static SimDealership dealership;

static const struct
{
  guint        store;
  AxleAudience audience;
} places[N_DESKS_LIMIT] = {
  { 0, AXLE_AUDIENCE_OFFICE },
  { 0, AXLE_AUDIENCE_OFFICE },
  { 1, AXLE_AUDIENCE_OFFICE },
  { 0, AXLE_AUDIENCE_WORKSHOP },
  { 0, AXLE_AUDIENCE_KIOSK },
  { 1, AXLE_AUDIENCE_OFFICE },
};

SimDesk *
sim_world_get_desk (SimWorld *self,
                    guint     index)
{
  return self->desks[index];
}

static void G_GNUC_PRINTF (2, 3)
violate (SimWorld   *self,
         const char *format,
         ...)
{
  va_list args;

  if (self->violation != NULL)
    return;
  va_start (args, format);
  self->violation = g_strdup_vprintf (format, args);
  va_end (args);
}

/* What a reply gives away. */

static gboolean
may_see (SimDesk          *desk,
         const AxleRecord *record)
{
  guint64 hidden = axle_entity_hidden (record->entity, desk->who.audience);

  if (!axle_hub_is_scope_of (&desk->who, &record->scope) ||
      !axle_entity_is_shown (record->entity, desk->who.audience))
    return FALSE;
  for (guint i = 0; i < record->entity->n_fields; i++)
    if (((hidden >> i) & 1) && record->values[i].kind != AXLE_VALUE_NONE)
      return FALSE;
  return TRUE;
}

static void
watch_page (SimWorld *self,
            SimDesk  *desk,
            GBytes   *body)
{
  g_autoptr(AxleFeedPage) page = axle_feed_page_decode (body, NULL);

  if (page == NULL)
    {
      violate (self, "the server sends a page that cannot be read");
      return;
    }
  for (guint i = 0; i < page->records->len; i++)
    if (!may_see (desk, page->records->pdata[i]))
      violate (self, "desk %u is sent a record that is not for it", desk->index);
}

static void
watch_copy (SimWorld *self,
            SimDesk  *desk,
            GBytes   *body)
{
  g_autoptr(AxleSnapshot) copy = axle_snapshot_decode (body, NULL);

  if (copy == NULL || !axle_hub_is_scope_of (&desk->who, &copy->scope))
    violate (self, "desk %u is sent a copy that is not for it", desk->index);
  for (guint i = 0; copy != NULL && i < copy->kinds->len; i++)
    {
      const AxleSnapshotKind *kind = &g_array_index (copy->kinds, AxleSnapshotKind, i);

      if (!axle_entity_is_shown (kind->entity, desk->who.audience) ||
          kind->hidden != axle_entity_hidden (kind->entity, desk->who.audience))
        violate (self, "desk %u is sent records that are not for it", desk->index);
    }
}

static GHashTable *
get_sequences (SimWorld     *self,
               const AxleId *record)
{
  GHashTable *sequences = g_hash_table_lookup (self->sequences, record);

  if (sequences == NULL)
    {
      sequences = g_hash_table_new (NULL, NULL);
      g_hash_table_insert (self->sequences, g_memdup2 (record, sizeof *record), sequences);
    }
  return sequences;
}

/* The same number must get the same verdict, whenever it is asked for. */
static void
watch_verdicts (SimWorld        *self,
                SimDesk         *desk,
                GBytes          *body,
                const AxleReply *reply)
{
  g_autoptr(AxlePushRequest) request = axle_push_request_decode (body, NULL);
  g_autoptr(AxlePushReply) answer = axle_push_reply_decode (reply->body, NULL);

  if (answer == NULL || request == NULL || answer->verdicts->len != request->changes->len)
    {
      violate (self, "the server sends verdicts that cannot be read");
      return;
    }
  for (guint i = 0; i < request->changes->len; i++)
    {
      const AxleChange *change = request->changes->pdata[i];
      const AxleVerdict *verdict = answer->verdicts->pdata[i];
      g_autofree char *number = g_strdup_printf ("%u/%" G_GINT64_FORMAT, desk->index, change->number);
      g_autofree char *said = g_strdup_printf ("%d %" G_GINT64_FORMAT, (int) verdict->outcome, verdict->sequence);
      const char *before = g_hash_table_lookup (self->verdicts, number);

      if (before != NULL && !self->is_restored && !g_str_equal (before, said))
        violate (self, "change %s got the verdict “%s”, then “%s”", number, before, said);
      if (before == NULL)
        g_hash_table_insert (self->verdicts, g_steal_pointer (&number), g_steal_pointer (&said));
      /* A stand-in names any record. */
      if (verdict->sequence > 0 && change->entity != NULL)
        g_hash_table_add (get_sequences (self, &change->record), GINT_TO_POINTER (verdict->sequence));
    }
}

static void
reply_cb (gpointer         user_data,
          guint            index,
          const char      *path,
          GBytes          *request,
          const AxleReply *reply)
{
  SimWorld *self = user_data;

  if (reply->status != 200)
    return;
  if (g_str_equal (path, "/v1/push"))
    watch_verdicts (self, self->desks[index], request, reply);
  else if (g_str_has_prefix (path, "/v1/snapshot"))
    watch_copy (self, self->desks[index], reply->body);
  else
    watch_page (self, self->desks[index], reply->body);
}

/* Machines go and come. */

typedef struct
{
  SimWorld *world;
  SimDesk  *desk;     /* NULL for the server */
} Restart;

static void
start_cb (gpointer user_data)
{
  Restart *restart = user_data;
  SimWorld *self = restart->world;

  if (restart->desk != NULL)
    sim_desk_up (restart->desk);
  else
    sim_server_up (self->server);
}

static void
start_later (SimWorld *self,
             SimDesk  *desk)
{
  Restart *restart = g_new (Restart, 1);

  *restart = (Restart) { self, desk };
  sim_clock_add (self->clock, (gint64) (50 + chance_below (&self->chance, 20000)) * 1000, start_cb, restart, g_free);
}

static void
bury (SimWorld *self)
{
  for (guint i = 0; i < self->n_desks; i++)
    if (sim_disk_has_crashed (self->desks[i]->disk))
      {
        sim_desk_down (self->desks[i]);
        sim_disk_recover (self->desks[i]->disk);
        self->report->n_crashes++;
        start_later (self, self->desks[i]);
      }
  if (sim_disk_has_crashed (self->server->disk))
    {
      sim_server_down (self->server);
      sim_network_hang_up (self->network);
      sim_disk_recover (self->server->disk);
      self->report->n_crashes++;
      start_later (self, NULL);
    }
}

typedef struct
{
  SimWorld     *world;
  AxleHub      *hub;
  const AxleId *scope;
  gint64        after;
  gint64        head;
} News;

static GBytes *
make_news (gpointer user_data,
           guint    index)
{
  News *news = user_data;
  SimDesk *desk = news->world->desks[index];
  g_autoptr(AxleNudge) nudge = NULL;
  GBytes *message;

  if (!axle_hub_is_scope_of (&desk->who, news->scope))
    return NULL;
  message = axle_hub_get_news (news->hub, &desk->who, news->scope, news->after, news->head);
  nudge = axle_nudge_decode (message, NULL);
  if (nudge->after >= 0)
    watch_page (news->world, desk, message);
  return g_bytes_ref (message);
}

static void
commit_cb (AxleHub      *hub,
           const AxleId *scope,
           gint64        head,
           gpointer      user_data)
{
  SimWorld *self = user_data;
  const gint64 *told = g_hash_table_lookup (self->told, scope);
  News news = { .world = self, .hub = hub, .scope = scope, .after = told != NULL ? *told : -1, .head = head };

  g_hash_table_insert (self->told, g_memdup2 (scope, sizeof *scope), g_memdup2 (&head, sizeof head));
  sim_network_nudge (self->network, make_news, &news);
}

static void
check_screen (SimWorld *self,
              SimDesk  *desk)
{
  if (desk->store == NULL || sim_disk_has_crashed (desk->disk))
    return;
  if (self->violation == NULL)
    self->violation = sim_desk_find_flicker (desk);
}

static void
delivered_cb (gpointer         user_data,
              guint            index,
              const char      *path,
              GBytes          *request,
              const AxleReply *reply)
{
  SimWorld *self = user_data;

  if (g_str_equal (path, "/v1/push"))
    sim_desk_hear (self->desks[index], request, reply);
  if (self->mutant != NULL && self->mutant->after != NULL)
    self->mutant->after (self, index, path, request, reply);
  check_screen (self, self->desks[index]);
}

/* One in six servers loses its disk, and starts with a copy that may be old. */
static void
restore_server (SimWorld *self)
{
  if (self->server->hub == NULL || !self->loses_disk)
    return;
  if (!self->server->has_copy)
    {
      sim_server_back_up (self->server);
      return;
    }
  sim_server_restore (self->server);
  sim_network_hang_up (self->network);
  self->is_restored = TRUE;
  self->report->n_restored++;
  for (guint i = 0; i < self->n_desks; i++)
    g_array_set_size (self->desks[i]->watched, 0);
}

/* What goes wrong around a person at work. */
static void
break_something (SimWorld *self,
                 SimDesk  *desk)
{
  guint what = chance_below (&self->chance, 40);

  if (self->server->hub == NULL && what < 8)
    return;
  switch (what)
    {
    case 0:
    case 1:
    case 2:
      sim_disk_crash_after (desk->disk, 1 + chance_below (&self->chance, 40));
      break;
    case 3:
    case 4:
      sim_disk_crash_after (self->server->disk, 1 + chance_below (&self->chance, 60));
      break;
    case 5:
      sim_disk_fill_after (desk->disk, 1 + chance_below (&self->chance, 20));
      break;
    case 6:
      sim_disk_fill_after (self->server->disk, 1 + chance_below (&self->chance, 20));
      break;
    case 7:
      sim_disk_fill_after (desk->disk, 0);
      sim_disk_fill_after (self->server->disk, 0);
      break;
    case 8:
      desk->machine->skew = ((gint64) chance_below (&self->chance, 172800) - 86400) * SECOND;
      break;
    case 9:
      axle_engine_stop (desk->engine);
      axle_engine_start (desk->engine);
      break;
    case 10:
      axle_engine_sync_now (desk->engine);
      break;
    case 11:
      sim_disk_crash (desk->disk);
      break;
    case 12:
      restore_server (self);
      break;
    default:
      break;
    }
}

static void work_cb (gpointer user_data);

static void
work_later (SimWorld *self,
            SimDesk  *desk)
{
  Restart *work = g_new (Restart, 1);

  *work = (Restart) { self, desk };
  sim_clock_add (self->clock, (gint64) (1 + chance_below (&self->chance, 2 * PACE_MS)) * 1000, work_cb, work, g_free);
}

static void
work_cb (gpointer user_data)
{
  Restart *work = user_data;
  SimWorld *self = work->world;

  if (!self->is_busy)
    return;
  if (work->desk->store != NULL)
    {
      break_something (self, work->desk);
      sim_desk_act (work->desk);
      check_screen (self, work->desk);
    }
  work_later (self, work->desk);
}

/* What must hold once it is quiet. */

static void
check_documents (SimWorld      *self,
                 SimDesk       *desk,
                 const AxleId  *scope,
                 GHashTable    *expected)
{
  AxleStorage *storage = axle_hub_get_storage (self->server->hub);
  g_autoptr(GPtrArray) documents = axle_storage_list_documents (storage, scope, 0, G_MAXUINT32 / 2, G_MAXSIZE / 2, NULL);

  for (guint i = 0; i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];
      g_autoptr(AxleRecord) wanted = NULL;
      g_autoptr(AxleRecord) shown = NULL;

      wanted = axle_record_decode (axle_registry_find (document->kind), &document->id, document->body, NULL);
      if (!axle_entity_is_shown (wanted->entity, desk->who.audience))
        continue;
      axle_record_redact (wanted, desk->who.audience);
      g_hash_table_add (expected, g_memdup2 (&document->id, sizeof document->id));
      shown = axle_store_get (desk->store, wanted->entity, &wanted->id, NULL);
      /* A copy leaves out what is deleted: a desk that took one may not know of it, or not when. */
      if (shown == NULL && wanted->deleted)
        continue;
      if (shown == NULL)
        violate (self, "desk %u lacks the %s %s", desk->index, document->kind, AXLE_ID_TEXT (&document->id));
      else if (shown->deleted != wanted->deleted ||
               (!shown->deleted && (shown->revision != wanted->revision || !axle_record_equal (shown, wanted))))
        violate (self, "desk %u has another %s %s than the server: revision %" G_GINT64_FORMAT " against %" G_GINT64_FORMAT,
                 desk->index, document->kind, AXLE_ID_TEXT (&document->id), shown->revision, wanted->revision);
    }
}

static void
check_desk (SimWorld *self,
            SimDesk  *desk)
{
  const AxleEntity * const *entities = axle_registry_list ();
  g_autoptr(GHashTable) expected = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (NULL);

  check_documents (self, desk, &desk->who.group, expected);
  check_documents (self, desk, &desk->who.store, expected);
  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) records = axle_store_list (desk->store, entities[i], NULL);

      for (guint j = 0; j < records->len; j++)
        {
          const AxleRecord *record = records->pdata[j];

          if (!g_hash_table_contains (expected, &record->id))
            violate (self, "desk %u shows the %s %s, which is not for it", desk->index, entities[i]->kind,
                     AXLE_ID_TEXT (&record->id));
        }
    }
}

static void
add_value (GString         *hay,
           const AxleValue *value)
{
  g_autofree char *text = axle_history_dup_text (value);

  if (text != NULL)
    g_string_append (hay, text);
  g_string_append_c (hay, '\n');
}

static void
add_documents (SimWorld     *self,
               const AxleId *scope,
               GString      *hay)
{
  AxleStorage *storage = axle_hub_get_storage (self->server->hub);
  g_autoptr(GPtrArray) documents = axle_storage_list_documents (storage, scope, 0, G_MAXUINT32 / 2, G_MAXSIZE / 2, NULL);
  gint64 n_writes = 0;
  gint64 head = 0;

  for (guint i = 0; i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];
      g_autoptr(AxleRecord) record = NULL;

      record = axle_record_decode (axle_registry_find (document->kind), &document->id, document->body, NULL);
      n_writes += document->revision;
      for (guint j = 0; j < record->entity->n_fields; j++)
        add_value (hay, &record->values[j]);
    }
  axle_storage_get_head (storage, scope, &head, NULL);
  if (n_writes != head)
    violate (self, "the feed of a scope is at %" G_GINT64_FORMAT " after %" G_GINT64_FORMAT " writes", head, n_writes);
}

static void
add_conflicts (SimWorld *self,
               SimDesk  *desk,
               GString  *hay)
{
  g_autoptr(GPtrArray) conflicts = axle_store_list_conflicts (desk->store, G_MAXINT, NULL);

  self->report->n_conflicts += conflicts->len;
  for (guint i = 0; i < conflicts->len; i++)
    {
      const AxleConflict *conflict = conflicts->pdata[i];

      add_value (hay, &conflict->lost);
      add_value (hay, &conflict->standing);
      for (guint j = 0; j < conflict->change->fields->len; j++)
        {
          const AxleFieldChange *field = &g_array_index (conflict->change->fields, AxleFieldChange, j);

          add_value (hay, &field->before);
          add_value (hay, &field->after);
        }
    }
}

static void
check_typed (SimWorld *self)
{
  g_autoptr(GString) hay = g_string_new (NULL);

  add_documents (self, &dealership.group, hay);
  for (guint i = 0; i < SIM_N_STORES; i++)
    add_documents (self, &dealership.stores[i], hay);
  for (guint i = 0; i < self->n_desks; i++)
    add_conflicts (self, self->desks[i], hay);
  for (guint i = 0; i < self->n_desks; i++)
    for (guint j = 0; j < self->desks[i]->typed->len; j++)
      {
        const Typed *typed = &g_array_index (self->desks[i]->typed, Typed, j);

        if (strstr (hay->str, typed->text) == NULL)
          violate (self, "“%s”, typed on desk %u as %s of the %s %s, is nowhere", typed->text, i,
                   typed->entity->fields[typed->field].name, typed->entity->kind, AXLE_ID_TEXT (&typed->record));
      }
}

/* Every change is in its record once: a revision for each sequence. */
static void
check_once (SimWorld *self)
{
  GHashTableIter iter;
  gpointer id;
  gpointer sequences;

  if (self->is_restored)
    return;
  g_hash_table_iter_init (&iter, self->sequences);
  while (g_hash_table_iter_next (&iter, &id, &sequences))
    {
      g_autoptr(AxleRecord) record = NULL;
      gint64 given = g_hash_table_size (sequences);

      axle_hub_get (self->server->hub, id, &record, NULL);
      if (record == NULL)
        violate (self, "an accepted %s is not there", AXLE_ID_TEXT (id));
      else if (record->created_by.bytes[0] != 0 && record->revision != given)
        violate (self, "the %s %s has revision %" G_GINT64_FORMAT " after %" G_GINT64_FORMAT " changes",
                 record->entity->kind, AXLE_ID_TEXT (id), record->revision, given);
    }
}

static gboolean
is_at_rest (SimWorld *self,
            char    **why)
{
  g_set_str (why, NULL);
  if (self->server->hub == NULL)
    {
      *why = g_strdup ("the server is down");
      return FALSE;
    }
  for (guint i = 0; i < self->n_desks; i++)
    {
      SimDesk *desk = self->desks[i];
      const AxleId *scopes[] = { &desk->who.group, &desk->who.store };
      const AxleEngineStatus *status;

      if (desk->store == NULL)
        {
          *why = g_strdup_printf ("desk %u is down", i);
          return FALSE;
        }
      status = axle_engine_get_status (desk->engine);
      if (axle_store_count_outbox (desk->store) > 0 || status->state != AXLE_ENGINE_ONLINE)
        {
          *why = g_strdup_printf ("desk %u is in state %d with %" G_GINT64_FORMAT " changes waiting: %s", i,
                                  (int) status->state, axle_store_count_outbox (desk->store),
                                  status->error != NULL ? status->error : "no error");
          return FALSE;
        }
      for (guint j = 0; j < G_N_ELEMENTS (scopes); j++)
        {
          gint64 head = 0;

          axle_hub_get_head (self->server->hub, scopes[j], &head, NULL);
          if (axle_store_get_cursor (desk->store, scopes[j]).sequence != head)
            {
              *why = g_strdup_printf ("desk %u is at %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, i,
                                      axle_store_get_cursor (desk->store, scopes[j]).sequence, head);
              return FALSE;
            }
        }
    }
  return TRUE;
}

static void
run_until (SimWorld *self,
           gint64    end)
{
  while (self->violation == NULL && sim_clock_get_now (self->clock) < end && sim_clock_step (self->clock))
    {
      self->report->n_steps++;
      bury (self);
    }
}

static void
come_to_rest (SimWorld *self)
{
  gint64 end = sim_clock_get_now (self->clock) + REST;
  g_autofree char *why = NULL;

  self->is_busy = FALSE;
  sim_network_set_faulty (self->network, FALSE);
  sim_disk_fill_after (self->server->disk, 0);
  sim_disk_crash_after (self->server->disk, 0);
  for (guint i = 0; i < self->n_desks; i++)
    {
      sim_disk_fill_after (self->desks[i]->disk, 0);
      sim_disk_crash_after (self->desks[i]->disk, 0);
    }
  while (self->violation == NULL && !is_at_rest (self, &why))
    {
      if (sim_clock_get_now (self->clock) >= end)
        violate (self, "not at rest after %d s without faults: %s", (int) (REST / SECOND), why);
      else
        run_until (self, sim_clock_get_now (self->clock) + REST_STEP);
    }
}

static void
check_all (SimWorld *self)
{
  check_typed (self);
  check_once (self);
  for (guint i = 0; i < self->n_desks; i++)
    check_desk (self, self->desks[i]);
}

static void
free_sequences (gpointer data)
{
  g_hash_table_unref (data);
}

static void
make_desks (SimWorld *self,
            SimDisk  *cache)
{
  self->n_desks = 2 + chance_below (&self->chance, N_DESKS_LIMIT - 1);
  for (guint i = 0; i < self->n_desks; i++)
    {
      AxleHubDesk who = {
        .desk = axle_id_new (&self->server->machine->host),
        .store = dealership.stores[places[i].store],
        .group = dealership.group,
        .install = axle_id_new (&self->server->machine->host),
        .audience = places[i].audience,
      };
      const AxleId *staff = &dealership.staff[places[i].store];

      sim_server_add (self->server, &who, staff);
      self->desks[i] = sim_desk_new (i, self->clock, &self->chance, cache, &who, staff, &self->counter);
      self->desks[i]->link = sim_network_connect (self->network, i);
      if (chance_is (&self->chance, 30))
        self->desks[i]->machine->skew = ((gint64) chance_below (&self->chance, 172800) - 86400) * SECOND;
    }
}

static void
set_up (SimWorld *self)
{
  static SimDisk *server_template;
  static SimDisk *cache_template;
  SimFilter filter = { .user_data = self };

  if (server_template == NULL)
    {
      server_template = sim_server_make_dealership (&dealership);
      cache_template = sim_desk_make_cache ();
    }
  self->clock = sim_clock_new ();
  self->server = sim_server_new ("server", self->clock, &self->chance, server_template);
  self->network = sim_network_new (self->clock, &self->chance, sim_server_handle, self->server);
  self->server->observer = commit_cb;
  self->server->observer_data = self;
  self->verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->told = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, g_free);
  self->sequences = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, free_sequences);
  if (self->mutant != NULL)
    {
      self->server->wrap = self->mutant->wrap;
      filter.request = self->mutant->request;
      filter.reply = self->mutant->reply;
    }
  make_desks (self, cache_template);
  sim_server_down (self->server);
  sim_server_up (self->server);
  sim_network_set_filter (self->network, &filter);
  sim_network_set_observer (self->network, reply_cb, self);
  sim_network_set_after (self->network, delivered_cb, self);
}

static void
tear_down (SimWorld *self)
{
  for (guint i = 0; i < self->n_desks; i++)
    sim_desk_down (self->desks[i]);
  sim_clock_free (self->clock);
  sim_server_free (self->server);
  for (guint i = 0; i < self->n_desks; i++)
    {
      self->report->n_edits += self->desks[i]->n_saved;
      sim_desk_free (self->desks[i]);
    }
  sim_network_free (self->network);
  g_hash_table_unref (self->verdicts);
  g_hash_table_unref (self->sequences);
  g_hash_table_unref (self->told);
}

char *
sim_world_run (guint64          seed,
               const SimMutant *mutant,
               SimReport       *report)
{
  SimWorld self = { .chance = { seed * 2654435761u + 1 }, .mutant = mutant, .report = report };

  self.loses_disk = chance_below (&self.chance, 6) == 0;
  set_up (&self);
  report->n_desks += self.n_desks;
  sim_network_set_faulty (self.network, TRUE);
  self.is_busy = TRUE;
  for (guint i = 0; i < self.n_desks; i++)
    {
      sim_desk_up (self.desks[i]);
      work_later (&self, self.desks[i]);
    }
  run_until (&self, sim_clock_get_now (self.clock) + BUSY);
  come_to_rest (&self);
  if (self.violation == NULL)
    check_all (&self);
  tear_down (&self);
  return self.violation;
}
