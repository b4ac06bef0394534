/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world.h"

#include "core/registry.h"
#include "sim/clashes.h"
#include "sim/faults.h"
#include "sim/merging.h"
#include "sim/operations.h"
#include "sim/people.h"
#include "sim/skew.h"

/* How long it may take, after all that breaks is whole again, until everybody has
 * everything: a desk that was sent away asks again after five minutes. */
#define REST (900 * SIM_SECOND)
#define REST_STEP (20 * SIM_SECOND)

/* The faults of the network outlast the last step by this. */
#define AFTERMATH (15 * SIM_SECOND)

/* Taking a merge back may be refused, and be done again. */
#define UNMERGE_ROUNDS 4

static SimDealership dealership;

static const struct
{
  guint        store;
  AxleAudience audience;
  gboolean     advises;   /* whoever works there may not overbook */
} places[SIM_N_DESKS] = {
  { 0, AXLE_AUDIENCE_OFFICE },
  { 0, AXLE_AUDIENCE_OFFICE, TRUE },
  { 1, AXLE_AUDIENCE_OFFICE },
  { 0, AXLE_AUDIENCE_WORKSHOP },
  { 0, AXLE_AUDIENCE_KIOSK },
  { 1, AXLE_AUDIENCE_OFFICE, TRUE },
};

SimDesk *
sim_world_get_desk (SimWorld *self,
                    guint     index)
{
  return self->desks[index];
}

void
sim_world_violate (SimWorld   *self,
                   const char *format,
                   ...)
{
  va_list args;

  if (self->violation != NULL)
    return;
  self->report->rule = format;
  va_start (args, format);
  self->violation = g_strdup_vprintf (format, args);
  va_end (args);
}

/* Machines go and come. */

typedef struct
{
  SimWorld *world;
  SimDesk  *desk;     /* NULL for the server */
} Restart;

static void start_later (SimWorld *self,
                         SimDesk  *desk);

/* What does not start now, as its disk says no, is started again. */
static void
start_server (SimWorld *self)
{
  if (sim_server_up (self->server, NULL))
    return;
  sim_server_down (self->server);
  if (!sim_disk_has_crashed (self->server->disk))
    start_later (self, NULL);
}

/* Who it was went with a page of its file, or the server does not know it any more. */
static void
enrol_again (SimWorld *self,
             SimDesk  *desk)
{
  if (self->server->hub != NULL && !sim_disk_has_crashed (self->server->disk))
    {
      axle_engine_stop (desk->engine);
      desk->is_unknown = !sim_desk_enrol (desk) ||
                         !sim_server_add (self->server, desk->index, &desk->who, &desk->staff);
      if (!desk->is_unknown && axle_engine_start (desk->engine))
        return;
    }
  sim_disk_crash (desk->disk);
}

static void
start_desk (SimWorld *self,
            SimDesk  *desk)
{
  g_autoptr(AxleEnrolment) enrolment = NULL;

  sim_desk_up (desk);
  sim_watch_screen (self, desk);
  enrolment = desk->store != NULL ? axle_store_dup_enrolment (desk->store) : NULL;
  if (desk->store != NULL && enrolment == NULL)
    enrol_again (self, desk);
  if (desk->store == NULL && !sim_disk_has_crashed (desk->disk))
    start_later (self, desk);
}

static void
start_cb (gpointer user_data)
{
  Restart *restart = user_data;

  if (restart->desk == NULL && restart->world->server->hub == NULL)
    start_server (restart->world);
  else if (restart->desk != NULL && restart->desk->store == NULL)
    start_desk (restart->world, restart->desk);
}

static void
start_later (SimWorld *self,
             SimDesk  *desk)
{
  Restart *restart = g_new (Restart, 1);
  Chance *chance = desk != NULL ? &desk->chance : &self->chance;

  *restart = (Restart) { self, desk };
  sim_clock_add (self->clock, (gint64) (50 + chance_below (chance, 20000)) * 1000, start_cb, restart, g_free);
}

static void
bury (SimWorld *self)
{
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL && sim_disk_has_crashed (self->desks[i]->disk))
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
      sim_clashes_forget (self);
      sim_disk_recover (self->server->disk);
      self->report->n_crashes++;
      start_later (self, NULL);
    }
}

/* What desks are told of a commit. */

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

  if (!axle_hub_is_scope_of (&desk->who, news->scope) || (news->world->server->revoked >> index) & 1)
    return NULL;
  return sim_watch_news (news->world, desk,
                         axle_hub_get_news (news->hub, &desk->who, news->scope, news->after, news->head));
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

/* The script. */

typedef struct
{
  SimWorld      *world;
  const SimLine *line;
} Step;

static gboolean
break_something (SimWorld   *self,
                 SimDesk    *desk,
                 const char *name,
                 guint       arg)
{
  for (guint i = 0; sim_faults[i].name != NULL; i++)
    if (g_str_equal (sim_faults[i].name, name))
      {
        sim_faults[i].func (self, desk, arg);
        return TRUE;
      }
  return FALSE;
}

static gboolean
do_something (SimDesk    *desk,
              const char *name,
              guint       arg)
{
  for (guint i = 0; sim_operations[i].name != NULL; i++)
    if (g_str_equal (sim_operations[i].name, name))
      {
        desk->act = (Chance) { arg };
        /* A kiosk has nobody who works at it. */
        if (desk->store != NULL && desk->who.audience != AXLE_AUDIENCE_KIOSK)
          sim_operations[i].func (desk);
        return TRUE;
      }
  return FALSE;
}

static void
step_cb (gpointer user_data)
{
  Step *step = user_data;
  SimWorld *self = step->world;
  const SimLine *line = step->line;
  SimDesk *desk = self->desks[line->desk];

  if (desk == NULL)
    return;
  if (!do_something (desk, line->name, line->arg) && !break_something (self, desk, line->name, line->arg))
    sim_world_violate (self, "there is neither an operation nor a fault “%s”", line->name);
  sim_watch_screen (self, desk);
}

/* Gives the time at which the last step is done. */
static gint64
schedule (SimWorld *self)
{
  gint64 last = 0;

  for (guint i = 0; i < self->script->lines->len; i++)
    {
      const SimLine *line = &g_array_index (self->script->lines, SimLine, i);
      Step *step;

      if (line->kind == SIM_LINE_NETWORK)
        sim_network_add_weather (self->network, line->name);
      if (line->kind != SIM_LINE_STEP)
        continue;
      step = g_new (Step, 1);
      *step = (Step) { self, line };
      sim_clock_add (self->clock, line->at * 1000, step_cb, step, g_free);
      last = MAX (last, line->at * 1000);
    }
  return sim_clock_get_now (self->clock) + last + AFTERMATH;
}

static void
run_until (SimWorld *self,
           gint64    end)
{
  while (self->violation == NULL && sim_clock_get_now (self->clock) < end && sim_clock_step (self->clock))
    {
      self->report->n_steps++;
      bury (self);
      for (guint i = 0; i < SIM_N_DESKS; i++)
        if (self->desks[i] != NULL && self->desks[i]->is_unknown && self->desks[i]->store != NULL)
          enrol_again (self, self->desks[i]);
    }
}

static void
make_whole (SimDisk *disk)
{
  sim_disk_fill_after (disk, 0);
  sim_disk_fail_after (disk, 0);
  sim_disk_crash_after (disk, 0);
}

static void
come_to_rest (SimWorld *self)
{
  gint64 end = sim_clock_get_now (self->clock) + REST;
  g_autofree char *why = NULL;

  sim_network_clear_up (self->network);
  sim_faults_end (self);
  make_whole (self->server->disk);
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL)
      make_whole (self->desks[i]->disk);
  while (self->violation == NULL && !sim_check_rest (self, &why))
    {
      if (sim_clock_get_now (self->clock) >= end)
        sim_world_violate (self, "not at rest after %d s without faults: %s", (int) (REST / SIM_SECOND), why);
      else
        run_until (self, sim_clock_get_now (self->clock) + REST_STEP);
    }
}

/* What a desk hears, by the program that it has. */
static void
translate (gpointer    user_data,
           guint       index,
           const char *path,
           GBytes     *request,
           AxleReply  *reply)
{
  SimWorld *self = user_data;

  if (self->desks[index]->is_older && g_str_has_prefix (path, "/v1/feed?"))
    {
      g_autoptr(GBytes) body = reply->body;

      reply->body = sim_skew_page (body);
    }
  /* A copy has kinds that it does not know. */
  if (self->desks[index]->is_older && g_str_has_prefix (path, "/v1/snapshot"))
    {
      reply->status = 404;
      reply->range = (AxleRange) { 0 };
    }
  if (self->mutant != NULL && self->mutant->reply != NULL)
    self->mutant->reply (self, index, path, request, reply);
}

static void
free_sequences (gpointer data)
{
  g_hash_table_unref (data);
}

static gboolean
takes_part (const SimScript *script,
            guint            desk)
{
  for (guint i = 0; i < script->lines->len; i++)
    {
      const SimLine *line = &g_array_index (script->lines, SimLine, i);

      if (line->kind == SIM_LINE_DESK && line->desk == desk)
        return TRUE;
    }
  return FALSE;
}

static void
make_desk (SimWorld *self,
           SimDisk  *cache,
           guint     index)
{
  Chance chance = { self->script->seed * 31 + index };
  SimMachine *machine = sim_machine_new (self->clock, &chance);
  guint store = places[index].store;
  const AxleId *staff = places[index].advises ? &dealership.advisors[store] : &dealership.staff[store];
  AxleHubDesk who = {
    .desk = axle_id_new (&machine->host),
    .store = dealership.stores[store],
    .group = dealership.group,
    .audience = places[index].audience,
  };

  self->desks[index] = sim_desk_new (index, self->clock, chance_next (&chance), cache, &who, staff, &self->counter);
  self->desks[index]->erased = self->erased;
  self->desks[index]->spoil_unmerge = self->mutant != NULL ? self->mutant->unmerge : NULL;
  g_assert_true (sim_server_add (self->server, index, &self->desks[index]->who, staff));
  self->desks[index]->link = sim_network_connect (self->network, index);
  self->report->n_desks++;
  sim_machine_free (machine);
}

static SimDisk *server_template;
static SimDisk *cache_template;

#define NAME_LENGTH 8

static char *world_name;

static void
add_kinds (GChecksum *sum)
{
  const AxleEntity * const *entities = axle_registry_list ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_checksum_update (sum, (const guchar *) entities[i]->kind, -1);
      for (guint f = 0; f < entities[i]->n_fields; f++)
        {
          const AxleField *field = &entities[i]->fields[f];
          g_autofree char *text = g_strdup_printf (" %s %d", field->name, (int) field->type);

          g_checksum_update (sum, (const guchar *) text, -1);
          for (guint c = 0; field->choices != NULL && field->choices[c].name != NULL; c++)
            g_checksum_update (sum, (const guchar *) field->choices[c].name, -1);
        }
    }
}

static void
make_templates (void)
{
  g_autoptr(GChecksum) sum = NULL;

  if (server_template != NULL)
    return;
  sum = g_checksum_new (G_CHECKSUM_SHA256);
  add_kinds (sum);
  server_template = sim_server_make_dealership (&dealership, sum);
  cache_template = sim_desk_make_cache ();
  world_name = g_strndup (g_checksum_get_string (sum), NAME_LENGTH);
}

const char *
sim_world_get_name (void)
{
  make_templates ();
  return world_name;
}

static void
set_up (SimWorld *self)
{
  SimFilter filter = { .reply = translate, .user_data = self };

  make_templates ();
  self->clock = sim_clock_new ();
  self->server = sim_server_new ("server", self->clock, &self->chance, server_template);
  self->server->dealership = &dealership;
  self->network = sim_network_new (self->clock, self->script->seed, sim_server_handle, self->server);
  self->server->observer = commit_cb;
  self->server->observer_data = self;
  self->verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->told = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, g_free);
  self->dropped = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  self->abouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->late = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  self->erased = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  self->said = sim_people_new ();
  for (guint i = 0; i < SIM_N_STORES; i++)
    self->clashes[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refused = g_array_new (FALSE, FALSE, sizeof (SimRefused));
  self->sequences = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, free_sequences);
  if (self->mutant != NULL)
    {
      self->server->bug = self->mutant->storage;
      filter.request = self->mutant->request;
    }
  start_server (self);
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (takes_part (self->script, i))
      make_desk (self, cache_template, i);
  sim_network_set_filter (self->network, &filter);
  sim_watch_start (self);
}

static void
tear_down (SimWorld *self)
{
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL)
      sim_desk_down (self->desks[i]);
  sim_clock_free (self->clock);
  sim_server_free (self->server);
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL)
      {
        self->report->n_edits += self->desks[i]->n_saved;
        self->report->n_repaired += self->desks[i]->n_repairs;
        sim_desk_free (self->desks[i]);
      }
  sim_network_free (self->network);
  g_hash_table_unref (self->verdicts);
  g_hash_table_unref (self->sequences);
  g_hash_table_unref (self->dropped);
  g_hash_table_unref (self->abouts);
  g_hash_table_unref (self->erased);
  g_hash_table_unref (self->late);
  g_array_unref (self->refused);
  g_array_unref (self->said);
  g_hash_table_unref (self->told);
  sim_clashes_forget (self);
}

/* What a person may do at any later time. */
static void
take_merges_back (SimWorld *self)
{
  sim_check_merged (self);
  for (guint i = 0; self->violation == NULL && i < UNMERGE_ROUNDS && sim_unmerge_all (self); i++)
    come_to_rest (self);
  if (self->violation == NULL && !self->is_restored)
    sim_check_unmerged (self);
}

char *
sim_world_run (const SimScript *script,
               const SimMutant *mutant,
               SimReport       *report)
{
  SimWorld self = { .script = script, .mutant = mutant, .report = report, .chance = { script->seed ^ 0x5eed } };
  gint64 end;

  set_up (&self);
  end = schedule (&self);
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self.desks[i] != NULL)
      {
        if (mutant != NULL && mutant->begin != NULL)
          mutant->begin (&self, self.desks[i]);
        start_desk (&self, self.desks[i]);
      }
  run_until (&self, end);
  come_to_rest (&self);
  if (self.violation == NULL)
    sim_check_all (&self);
  if (self.violation == NULL)
    sim_check_people (&self);
  if (self.violation == NULL)
    sim_check_clashes (&self);
  if (self.violation == NULL)
    take_merges_back (&self);
  tear_down (&self);
  return self.violation;
}
