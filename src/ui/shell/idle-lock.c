/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/idle-lock.h"

#include "axle-config.h"

#define CHECK_SECONDS 5

struct _AxleIdleLock
{
  GObject    parent_instance;
  GSettings *settings;
  gint64     last_input;
  gboolean   told;
  guint      check_id;
};

enum
{
  IDLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AxleIdleLock, axle_idle_lock, G_TYPE_OBJECT)

static gboolean
check_cb (gpointer user_data)
{
  axle_idle_lock_check (user_data, g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

static void
axle_idle_lock_dispose (GObject *object)
{
  AxleIdleLock *self = AXLE_IDLE_LOCK (object);

  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (axle_idle_lock_parent_class)->dispose (object);
}

static void
axle_idle_lock_class_init (AxleIdleLockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_idle_lock_dispose;
  signals[IDLE] = g_signal_new ("idle", AXLE_TYPE_IDLE_LOCK, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
axle_idle_lock_init (AxleIdleLock *self)
{
  self->settings = g_settings_new (AXLE_APP_ID);
  self->check_id = g_timeout_add_seconds (CHECK_SECONDS, check_cb, self);
  axle_idle_lock_touch (self);
}

static gboolean
event_cb (AxleIdleLock *self)
{
  axle_idle_lock_touch (self);
  return GDK_EVENT_PROPAGATE;
}

AxleIdleLock *
axle_idle_lock_new (GtkWidget *window)
{
  AxleIdleLock *self = g_object_new (AXLE_TYPE_IDLE_LOCK, NULL);
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (window, controller);
  return self;
}

void
axle_idle_lock_touch (AxleIdleLock *self)
{
  self->last_input = g_get_monotonic_time ();
  self->told = FALSE;
}

void
axle_idle_lock_check (AxleIdleLock *self,
                      gint64        now)
{
  gint64 minutes = g_settings_get_int (self->settings, "idle-lock-minutes");

  if (minutes == 0 || self->told || now - self->last_input < minutes * 60 * G_USEC_PER_SEC)
    return;
  self->told = TRUE;
  g_signal_emit (self, signals[IDLE], 0);
}
