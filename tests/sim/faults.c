/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/faults.h"

#include "sim/clashes.h"

#define DAY (G_GINT64_CONSTANT (86400) * SIM_SECOND)

/* The power. */

static void
crash_desk (SimWorld *world,
            SimDesk  *desk,
            guint     arg)
{
  if (desk->store != NULL)
    sim_disk_crash_after (desk->disk, 1 + arg % 40);
}

static void
crash_desk_now (SimWorld *world,
                SimDesk  *desk,
                guint     arg)
{
  if (desk->store != NULL)
    sim_disk_crash (desk->disk);
}

static void
crash_server (SimWorld *world,
              SimDesk  *desk,
              guint     arg)
{
  if (world->server->hub != NULL)
    sim_disk_crash_after (world->server->disk, 1 + arg % 60);
}

/* Disks that are full, that fail once, that lose what they had. */

static void
fill_desk (SimWorld *world,
           SimDesk  *desk,
           guint     arg)
{
  sim_disk_fill_after (desk->disk, 1 + arg % 20);
}

static void
fill_server (SimWorld *world,
             SimDesk  *desk,
             guint     arg)
{
  sim_disk_fill_after (world->server->disk, 1 + arg % 20);
}

static void
make_room (SimWorld *world,
           SimDesk  *desk,
           guint     arg)
{
  sim_disk_fill_after (desk->disk, 0);
  sim_disk_fill_after (world->server->disk, 0);
}

static void
fail_desk (SimWorld *world,
           SimDesk  *desk,
           guint     arg)
{
  sim_disk_fail_after (desk->disk, 1 + arg % 12);
}

static void
fail_server (SimWorld *world,
             SimDesk  *desk,
             guint     arg)
{
  sim_disk_fail_after (world->server->disk, 1 + arg % 12);
}

/* Found when the program is next started. */
static void
spoil_page (SimWorld *world,
            SimDesk  *desk,
            guint     arg)
{
  if (desk->store == NULL)
    return;
  desk->is_spoiled = sim_disk_spoil (desk->disk, "cache.db", arg) || desk->is_spoiled;
  sim_disk_crash (desk->disk);
}

static void
tear_file (SimWorld *world,
           SimDesk  *desk,
           guint     arg)
{
  if (desk->store == NULL)
    return;
  desk->is_spoiled = sim_disk_tear (desk->disk, "cache.db", arg) || desk->is_spoiled;
  sim_disk_crash (desk->disk);
}

/* Clocks. */

static void
skew_desk (SimWorld *world,
           SimDesk  *desk,
           guint     arg)
{
  desk->machine->skew = (gint64) (arg % 172800) * SIM_SECOND - DAY;
}

static void
skew_server (SimWorld *world,
             SimDesk  *desk,
             guint     arg)
{
  world->server->machine->skew = (gint64) (arg % 172800) * SIM_SECOND - DAY;
}

/* The program and the way to the server. */

static void
restart_engine (SimWorld *world,
                SimDesk  *desk,
                guint     arg)
{
  if (desk->store == NULL)
    return;
  axle_engine_stop (desk->engine);
  axle_engine_start (desk->engine);
}

static void
slow_down (SimWorld *world,
           SimDesk  *desk,
           guint     arg)
{
  sim_network_slow_down (world->network, (gint64) (1 + arg % 40) * SIM_SECOND);
}

/* A first sync has begun: as if a page had said that a great many rows come. */
static void
begin_bulk (SimWorld *world,
            SimDesk  *desk,
            guint     arg)
{
  if (desk->store == NULL || !axle_store_begin_bulk (desk->store, NULL))
    return;
  if (world->mutant != NULL && world->mutant->bulk != NULL)
    world->mutant->bulk (world, desk);
  axle_engine_sync_now (desk->engine);
}

/* The server loses its disk, and starts with a copy that may be old. */

static void
back_up (SimWorld *world,
         SimDesk  *desk,
         guint     arg)
{
  if (world->server->hub != NULL)
    sim_server_back_up (world->server);
}

static void
restore (SimWorld *world,
         SimDesk  *desk,
         guint     arg)
{
  if (world->server->hub == NULL || !world->server->has_copy)
    return;
  sim_server_restore (world->server);
  sim_network_hang_up (world->network);
  sim_clashes_forget (world);
  world->is_restored = TRUE;
  world->report->n_restored++;
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (world->desks[i] != NULL)
      {
        g_array_set_size (world->desks[i]->watched, 0);
        sim_server_look_up (world->server, i, &world->desks[i]->who);
        world->desks[i]->is_told_again = TRUE;
      }
}

/* Programs that are older by one version, and are replaced. */

static void
begin_older_desk (SimWorld *world,
                  SimDesk  *desk,
                  guint     arg)
{
  desk->is_older = TRUE;
}

static void
upgrade_desk (SimWorld *world,
              SimDesk  *desk,
              guint     arg)
{
  if (!desk->is_older)
    return;
  desk->is_older = FALSE;
  desk->is_upgraded = TRUE;
  if (desk->store == NULL)
    return;
  if (world->mutant != NULL && world->mutant->upgrade != NULL)
    world->mutant->upgrade (world, desk);
  sim_disk_crash (desk->disk);
}

static void
begin_older_server (SimWorld *world,
                    SimDesk  *desk,
                    guint     arg)
{
  world->server->is_older = TRUE;
}

static void
upgrade_server (SimWorld *world,
                SimDesk  *desk,
                guint     arg)
{
  world->server->is_older = FALSE;
}

/* Who may see what. */

static void
lock_out (SimWorld *world,
          SimDesk  *desk,
          guint     arg)
{
  world->server->revoked |= 1u << desk->index;
}

static void
admit (SimWorld *world,
       SimDesk  *desk,
       guint     arg)
{
  world->server->revoked &= ~(1u << desk->index);
}

/* What waits is refused as of another place, and what it may not see is erased with
 * the conflicts about it: that is asked for. */
static void
move (SimWorld *world,
      SimDesk  *desk,
      guint     arg)
{
  static const AxleAudience audiences[] = { AXLE_AUDIENCE_OFFICE, AXLE_AUDIENCE_WORKSHOP };
  const AxleId *store = &world->server->dealership->stores[arg % SIM_N_STORES];
  AxleHubDesk now;

  if (!sim_server_move (world->server, &desk->who, store, audiences[(arg / SIM_N_STORES) % G_N_ELEMENTS (audiences)]) ||
      !sim_server_look_up (world->server, desk->index, &now))
    return;
  desk->who = now;
  desk->n_moves++;
  g_array_set_size (desk->watched, 0);
}

/* Deletions are told no longer: who has not heard of them starts anew. */
static void
compact (SimWorld *world,
         SimDesk  *desk,
         guint     arg)
{
  g_autoptr(GPtrArray) scopes = world->server->hub != NULL ? axle_storage_list_scopes (world->server->storage, NULL) : NULL;

  for (guint i = 0; scopes != NULL && i < scopes->len; i++)
    {
      g_autoptr(GPtrArray) documents =
        axle_storage_list_documents (world->server->storage, g_bytes_get_data (scopes->pdata[i], NULL), 0, G_MAXINT,
                                     G_MAXSIZE / 2, NULL);

      for (guint j = 0; documents != NULL && j < documents->len; j++)
        {
          const AxleDocument *document = documents->pdata[j];

          if (document->deleted)
            g_hash_table_add (world->dropped, g_memdup2 (&document->id, sizeof document->id));
        }
    }
  sim_server_compact (world->server);
}

void
sim_faults_end (SimWorld *world)
{
  upgrade_server (world, NULL, 0);
  world->server->revoked = 0;
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (world->desks[i] != NULL)
      upgrade_desk (world, world->desks[i], 0);
}

const SimFault sim_faults[] = {
  { "crash-desk", 30, crash_desk },
  { "crash-desk-now", 8, crash_desk_now },
  { "crash-server", 20, crash_server },
  { "fill-desk", 10, fill_desk },
  { "fill-server", 10, fill_server },
  { "make-room", 10, make_room },
  { "fail-desk", 8, fail_desk },
  { "fail-server", 8, fail_server },
  { "skew-desk", 8, skew_desk },
  { "skew-server", 4, skew_server },
  { "restart-engine", 8, restart_engine },
  { "slow-server", 4, slow_down },
  { "bulk", 4, begin_bulk },
  { "spoil-page", 0, spoil_page },
  { "tear-file", 0, tear_file },
  { "back-up", 0, back_up },
  { "bring-back", 0, restore },
  { "compact", 3, compact },
  { "revoke", 0, lock_out },
  { "admit", 0, admit },
  { "move", 0, move },
  { "older-desk", 0, begin_older_desk },
  { "upgrade-desk", 0, upgrade_desk },
  { "older-server", 0, begin_older_server },
  { "upgrade-server", 0, upgrade_server },
  { NULL },
};

const SimStory sim_stories[] = {
  { "back-up", "bring-back", 120 },
  { "spoil-page", NULL, 40 },
  { "tear-file", NULL, 20 },
  { "revoke", "admit", 60 },
  { "move", NULL, 60 },
  { "older-desk", "upgrade-desk", 200, TRUE },
  { "older-server", "upgrade-server", 60, TRUE },
  { NULL },
};
