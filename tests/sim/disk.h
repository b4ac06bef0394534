/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sim/chance.h"

/* What a program puts aside has the time in its name; here it always has this one. */
#define SIM_DISK_ASIDE ".damaged"

G_BEGIN_DECLS

/* A machine's disk in memory, with a SQLite VFS of its own. Each file keeps what
 * is synced and the writes since; a power loss keeps none of these, some of
 * them, or the first of them and a part of the next. */
typedef struct _SimDisk SimDisk;

SimDisk    *sim_disk_new         (const char *name,
                                  Chance     *chance);
void        sim_disk_free        (SimDisk    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimDisk, sim_disk_free)
const char *sim_disk_get_vfs     (SimDisk    *self);

/* Everything on @from, as synced. */
void        sim_disk_clone       (SimDisk    *self,
                                  SimDisk    *from);

/* The power goes at the @n_steps-th write or sync from now; 0 never. */
void        sim_disk_crash_after (SimDisk    *self,
                                  guint       n_steps);
/* The disk takes no more than @n_steps writes from now until it is cleared with 0. */
void        sim_disk_fill_after  (SimDisk    *self,
                                  guint       n_steps);
/* The @n_steps-th write or sync from now fails, and those after it do not; 0 never. */
void        sim_disk_fail_after  (SimDisk    *self,
                                  guint       n_steps);
/* A page of @name cannot be read any more until it is written again. FALSE when
 * there is no such page. */
gboolean    sim_disk_spoil       (SimDisk    *self,
                                  const char *name,
                                  guint       chance);
/* The file is torn off somewhere in its last quarter. */
gboolean    sim_disk_tear        (SimDisk    *self,
                                  const char *name,
                                  guint       chance);
void        sim_disk_rename      (SimDisk    *self,
                                  const char *from,
                                  const char *to);
/* A program that asks for synchronous=FULL does not get it: for a mutant. */
void        sim_disk_refuse_full (SimDisk    *self);
gboolean    sim_disk_has_crashed (SimDisk    *self);
void        sim_disk_crash       (SimDisk    *self);
/* The machine starts again; files opened before are dead. */
void        sim_disk_recover     (SimDisk    *self);
guint64     sim_disk_get_n_syncs (SimDisk    *self);

G_END_DECLS
