/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/worker.h"

/* Behind every job, so that stopping waits for all of them. */
#define PRIORITY_STOP (G_PRIORITY_LOW + 1000)

struct _AxleWorker
{
  GMainContext *context;
  GMainLoop    *loop;
  GThread      *thread;
  AxleStore    *store;
  int           stopping;
};

typedef struct
{
  AxleWorker     *worker;
  AxleWorkerJob   job;
  gpointer        data;
  GDestroyNotify  destroy;
} Call;

static void
free_call (gpointer data)
{
  Call *call = data;

  if (call->destroy != NULL)
    call->destroy (call->data);
  g_free (call);
}

static gboolean
call_job (gpointer data)
{
  Call *call = data;
  return call->job (call->worker, call->data) ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gpointer
run (gpointer data)
{
  AxleWorker *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_clear_pointer (&self->store, axle_store_close);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

AxleWorker *
axle_worker_new (const char *name)
{
  AxleWorker *self = g_new0 (AxleWorker, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new (name, run, self);
  return self;
}

GMainContext *
axle_worker_get_context (AxleWorker *self)
{
  return self->context;
}

/* On the worker's thread only. */
AxleStore *
axle_worker_get_store (AxleWorker *self)
{
  return self->store;
}

/* On the worker's thread only; it is closed there when the worker stops. */
void
axle_worker_take_store (AxleWorker *self,
                        AxleStore  *store)
{
  g_clear_pointer (&self->store, axle_store_close);
  self->store = store;
}

/**
 * axle_worker_push:
 * @self: a worker
 * @priority: of GLib's kind: less is sooner
 * @job: called on the worker's thread until it returns %FALSE
 * @data: for @job
 * @destroy: (nullable): frees @data, on the worker's thread
 */
void
axle_worker_push (AxleWorker     *self,
                  int             priority,
                  AxleWorkerJob   job,
                  gpointer        data,
                  GDestroyNotify  destroy)
{
  g_autoptr(GSource) source = g_idle_source_new ();
  Call *call = g_new0 (Call, 1);

  call->worker = self;
  call->job = job;
  call->data = data;
  call->destroy = destroy;
  g_source_set_priority (source, priority);
  g_source_set_callback (source, call_job, call, free_call);
  g_source_attach (source, self->context);
}

/* Whether long work should end at its next slice. */
gboolean
axle_worker_is_stopping (AxleWorker *self)
{
  return g_atomic_int_get (&self->stopping);
}

static gboolean
quit (gpointer data)
{
  AxleWorker *self = data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

/* Waits for the jobs that were pushed before. */
void
axle_worker_stop (AxleWorker *self)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  if (self->thread == NULL)
    return;
  g_atomic_int_set (&self->stopping, TRUE);
  g_source_set_priority (source, PRIORITY_STOP);
  g_source_set_callback (source, quit, self, NULL);
  g_source_attach (source, self->context);
  g_clear_pointer (&self->thread, g_thread_join);
}

void
axle_worker_free (AxleWorker *self)
{
  axle_worker_stop (self);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
}
