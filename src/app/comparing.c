/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/comparing.h"

#include "app/change-set.h"
#include "app/duplicates.h"
#include "app/workstation-private.h"
#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/* What comes in a burst is compared once, and the start of the program is for the person. */
#define PAUSE_MS 3000

struct _AxleComparing
{
  GObject          parent_instance;
  AxleWorkstation *workstation;
  GCancellable    *cancellable;
  gboolean         running;
  guint            soon;
};

G_DEFINE_FINAL_TYPE (AxleComparing, axle_comparing, G_TYPE_OBJECT)

static void compare (AxleComparing *self);

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(AxleComparing) self = data;
  g_autoptr(GError) error = NULL;
  gint64 n_left = axle_duplicates_compare_finish (AXLE_WORKSTATION (source), result, &error);

  self->running = FALSE;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Customers cannot be compared: %s", error->message);
  if (n_left > 0)
    compare (self);
}

/* Once all customers are here, and where they are looked after. */
static gboolean
may_compare (AxleWorkstation *workstation)
{
  return workstation->writer != NULL && !workstation->read_only && workstation->lock_reason == AXLE_DESK_OPEN &&
         workstation->progress >= 1 &&
         (workstation->enrolment == NULL || workstation->enrolment->audience == AXLE_AUDIENCE_OFFICE);
}

static void
compare (AxleComparing *self)
{
  if (self->running || g_cancellable_is_cancelled (self->cancellable) || !may_compare (self->workstation))
    return;
  self->running = TRUE;
  axle_duplicates_compare_async (self->workstation, self->cancellable, compared_cb, g_object_ref (self));
}

static gboolean
compare_cb (gpointer data)
{
  AxleComparing *self = data;

  self->soon = 0;
  compare (self);
  return G_SOURCE_REMOVE;
}

static void
compare_soon (AxleComparing *self)
{
  if (self->soon == 0)
    self->soon = g_timeout_add_full (G_PRIORITY_LOW, PAUSE_MS, compare_cb, self, NULL);
}

static void
changed_cb (AxleComparing *self,
            AxleChangeSet *changes)
{
  static const AxleEntity * const compared[] = { &axle_customer_entity, &axle_vehicle_entity, &axle_ownership_entity };

  if (axle_change_set_has_any (changes, compared, G_N_ELEMENTS (compared)))
    compare_soon (self);
}

static void
axle_comparing_dispose (GObject *object)
{
  AxleComparing *self = AXLE_COMPARING (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->soon, g_source_remove);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_comparing_parent_class)->dispose (object);
}

static void
axle_comparing_finalize (GObject *object)
{
  g_object_unref (AXLE_COMPARING (object)->cancellable);
  G_OBJECT_CLASS (axle_comparing_parent_class)->finalize (object);
}

static void
axle_comparing_class_init (AxleComparingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_comparing_dispose;
  G_OBJECT_CLASS (klass)->finalize = axle_comparing_finalize;
}

static void
axle_comparing_init (AxleComparing *self)
{
  self->cancellable = g_cancellable_new ();
}

void
axle_comparing_stop (AxleComparing *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->soon, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->workstation, self);
  while (self->running)
    g_main_context_iteration (NULL, TRUE);
}

AxleComparing *
axle_comparing_new (AxleWorkstation *workstation)
{
  AxleComparing *self = g_object_new (AXLE_TYPE_COMPARING, NULL);

  self->workstation = g_object_ref (workstation);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "notify::progress", G_CALLBACK (compare_soon), self, G_CONNECT_SWAPPED);
  compare_soon (self);
  return self;
}
