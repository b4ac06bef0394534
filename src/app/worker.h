/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/store.h"

G_BEGIN_DECLS

/**
 * AxleWorker:
 *
 * A thread with its own main context and one store that nobody else uses. Work
 * comes as jobs; a job that returns %TRUE is called again after all that is more
 * urgent, so that long work goes in slices.
 */
typedef struct _AxleWorker AxleWorker;

typedef gboolean (*AxleWorkerJob) (AxleWorker *worker,
                                   gpointer    data);

AxleWorker   *axle_worker_new         (const char     *name);
GMainContext *axle_worker_get_context (AxleWorker     *self);
AxleStore    *axle_worker_get_store   (AxleWorker     *self);
void          axle_worker_take_store  (AxleWorker     *self,
                                       AxleStore      *store);
void          axle_worker_push        (AxleWorker     *self,
                                       int             priority,
                                       AxleWorkerJob   job,
                                       gpointer        data,
                                       GDestroyNotify  destroy);
gboolean      axle_worker_is_stopping (AxleWorker     *self);
void          axle_worker_stop        (AxleWorker     *self);
void          axle_worker_free        (AxleWorker     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleWorker, axle_worker_free)

G_END_DECLS
