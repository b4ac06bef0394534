/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-profile.h"

#include "app/access-log.h"
#include "app/inbox.h"
#include "app/renew-list.h"
#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "core/registry.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/* How long a decision is told on the record, in microseconds. */
#define DECIDED_SHOWN (3 * G_TIME_SPAN_DAY)

typedef enum
{
  PROP_DOSSIER = 1,
  PROP_STATE,
  N_PROPS,
} Prop;

struct _AxleCustomerProfile
{
  GObject           parent_instance;
  AxleWorkstation  *workstation;
  AxleId            id;
  AxleDossier      *dossier;
  gint64            as_of;
  AxleProfileState  state;
  const AxleEntity *contested_kind;
  AxleId            contested;
  GListStore       *vehicles;
  GListStore       *timeline;
};

G_DEFINE_FINAL_TYPE (AxleCustomerProfile, axle_customer_profile, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static gboolean
same_vehicle (gpointer a,
              gpointer b)
{
  return axle_profile_vehicle_same (a, b);
}

static gboolean
same_entry (gpointer a,
            gpointer b)
{
  return axle_timeline_entry_same (a, b);
}

static void
renew_vehicles (AxleCustomerProfile *self)
{
  g_autoptr(GPtrArray) ownerships = axle_dossier_dup_ownerships (self->dossier);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) former = g_ptr_array_new ();

  for (guint i = 0; i < ownerships->len; i++)
    {
      AxleRecord *ownership = ownerships->pdata[i];
      AxleId id = axle_record_get_id (ownership, AXLE_OWNERSHIP_VEHICLE);
      AxleRecord *vehicle = axle_dossier_find (self->dossier, &axle_vehicle_entity, &id);
      AxleProfileVehicle *item =
        axle_profile_vehicle_new (vehicle, ownership, axle_dossier_is_pending (self->dossier, &vehicle->id) ||
                                                      axle_dossier_is_pending (self->dossier, &ownership->id));

      g_ptr_array_add (axle_profile_vehicle_is_current (item) ? items : former, item);
    }
  g_ptr_array_extend_and_steal (items, g_steal_pointer (&former));
  axle_renew_list (self->vehicles, items, same_vehicle);
}

static void
renew_timeline (AxleCustomerProfile *self)
{
  g_autoptr(GPtrArray) items = axle_timeline_build (self->workstation, self->dossier);

  axle_renew_list (self->timeline, items, same_entry);
}

/* Conflicts. */

static AxleProfileState
judge_conflict (AxleInboxItem *item)
{
  if (axle_inbox_item_get_decision (item) != AXLE_DECISION_NONE)
    return axle_inbox_item_get_decided_at (item) > g_get_real_time () - DECIDED_SHOWN ? AXLE_PROFILE_DECIDED
                                                                                      : AXLE_PROFILE_SETTLED;
  switch (axle_inbox_item_get_reason (item))
    {
    case AXLE_INBOX_NOT_MADE:
      return AXLE_PROFILE_NOT_MADE;
    case AXLE_INBOX_REFUSED:
      return AXLE_PROFILE_REFUSED;
    case AXLE_INBOX_LOST:
    case AXLE_INBOX_OVERTOOK:
    default:
      return AXLE_PROFILE_CONTESTED;
    }
}

static void
add_conflicts (AxleCustomerProfile *self,
               const AxleId        *record,
               AxleProfileState    *state)
{
  g_autoptr(GPtrArray) items = axle_workstation_list_conflicts (self->workstation, record);

  for (guint i = 0; i < items->len; i++)
    {
      AxleProfileState one = judge_conflict (items->pdata[i]);

      *state = MAX (*state, one);
      if (one > AXLE_PROFILE_DECIDED && self->contested_kind == NULL)
        {
          self->contested_kind = axle_inbox_item_get_entity (items->pdata[i]);
          self->contested = *record;
        }
    }
}

static void
renew_state (AxleCustomerProfile *self)
{
  static const AxleEntity * const kinds[] = { &axle_customer_entity, &axle_vehicle_entity, &axle_ownership_entity };
  AxleProfileState state = AXLE_PROFILE_SETTLED;

  self->contested_kind = NULL;
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      GPtrArray *records = axle_dossier_list (self->dossier, kinds[k]);

      for (guint i = 0; i < records->len; i++)
        add_conflicts (self, &((AxleRecord *) records->pdata[i])->id, &state);
    }
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static gboolean
same_list (const AxleDossier *a,
           const AxleDossier *b,
           const AxleEntity  *entity)
{
  GPtrArray *one = axle_dossier_list (a, entity);
  GPtrArray *other = axle_dossier_list (b, entity);

  if (one->len != other->len)
    return FALSE;
  for (guint i = 0; i < one->len; i++)
    {
      const AxleRecord *record = one->pdata[i];

      if (!axle_record_equal (record, other->pdata[i]) ||
          axle_dossier_is_pending (a, &record->id) != axle_dossier_is_pending (b, &record->id))
        return FALSE;
    }
  return TRUE;
}

/* Most of what a feed brings is about somebody else. */
static gboolean
same_dossier (const AxleDossier *a,
              const AxleDossier *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    if (!same_list (a, b, *entity))
      return FALSE;
  return TRUE;
}

static void
set_dossier (AxleCustomerProfile *self,
             AxleDossier         *dossier)
{
  g_clear_pointer (&self->dossier, axle_dossier_unref);
  self->dossier = dossier != NULL ? axle_dossier_ref (dossier) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOSSIER]);
  if (dossier == NULL)
    return;
  /* Asked for by the id of one who was merged into them. */
  self->id = axle_dossier_get_customer (dossier)->id;
  renew_vehicles (self);
  renew_timeline (self);
}

static AxleDossier *
read_dossier (AxleCustomerProfile  *self,
              gint64                as_of,
              GError              **error)
{
  AxleStore *reader = axle_workstation_get_reader (self->workstation);

  if (reader == NULL)
    return NULL;
  return as_of != 0 ? axle_store_load_dossier_as_of (reader, &self->id, as_of, error)
                    : axle_store_load_dossier (reader, &self->id, g_get_real_time (), error);
}

/* @anew: also when none of the records changed: a colleague may have another name. */
static void
load (AxleCustomerProfile *self,
      gboolean             anew)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleDossier) dossier = read_dossier (self, self->as_of, &error);

  if (error != NULL && !g_error_matches (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND))
    {
      g_warning ("A customer cannot be read: %s", error->message);
      return;
    }
  g_object_freeze_notify (G_OBJECT (self));
  if (anew || !same_dossier (dossier, self->dossier))
    set_dossier (self, dossier);
  if (self->dossier != NULL)
    renew_state (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
concerns (const AxleEntity *entity)
{
  return (entity->flags & (AXLE_ENTITY_SEALED | AXLE_ENTITY_SERVER)) == 0;
}

static void
changed_cb (AxleCustomerProfile *self,
            AxleChangeSet       *changes)
{
  gboolean anew = axle_change_set_has_kind (changes, &axle_staff_entity);

  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    if (concerns (*entity) && axle_change_set_has_kind (changes, *entity))
      {
        load (self, anew);
        return;
      }
}

static void
axle_customer_profile_finalize (GObject *object)
{
  AxleCustomerProfile *self = AXLE_CUSTOMER_PROFILE (object);

  g_clear_pointer (&self->dossier, axle_dossier_unref);
  g_clear_object (&self->vehicles);
  g_clear_object (&self->timeline);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_customer_profile_parent_class)->finalize (object);
}

static void
axle_customer_profile_get_property (GObject    *object,
                                    guint       property,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  AxleCustomerProfile *self = AXLE_CUSTOMER_PROFILE (object);

  switch ((Prop) property)
    {
    case PROP_DOSSIER:
      g_value_set_boxed (value, self->dossier);
      break;
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
axle_customer_profile_class_init (AxleCustomerProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = axle_customer_profile_finalize;
  object_class->get_property = axle_customer_profile_get_property;
  properties[PROP_DOSSIER] = g_param_spec_boxed ("dossier", NULL, NULL, AXLE_TYPE_DOSSIER, flags);
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, AXLE_PROFILE_NOT_MADE, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
axle_customer_profile_init (AxleCustomerProfile *self)
{
  self->vehicles = g_list_store_new (AXLE_TYPE_PROFILE_VEHICLE);
  self->timeline = g_list_store_new (AXLE_TYPE_TIMELINE_ENTRY);
}

AxleCustomerProfile *
axle_customer_profile_new (AxleWorkstation *workstation,
                           const AxleId    *customer)
{
  AxleCustomerProfile *self = g_object_new (AXLE_TYPE_CUSTOMER_PROFILE, NULL);

  self->workstation = g_object_ref (workstation);
  self->id = *customer;
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  axle_access_note (workstation, AXLE_ACCESS_OPENED, &axle_customer_entity, customer, 1);
  load (self, FALSE);
  return self;
}

const AxleId *
axle_customer_profile_get_id (AxleCustomerProfile *self)
{
  return &self->id;
}

AxleDossier *
axle_customer_profile_get_dossier (AxleCustomerProfile *self)
{
  return self->dossier;
}

AxleRecord *
axle_customer_profile_get_customer (AxleCustomerProfile *self)
{
  return self->dossier != NULL ? axle_dossier_get_customer (self->dossier) : NULL;
}

gboolean
axle_customer_profile_is_pending (AxleCustomerProfile *self)
{
  return self->dossier != NULL && axle_dossier_is_pending (self->dossier, &self->id);
}

gboolean
axle_customer_profile_may (AxleCustomerProfile *self,
                           const char          *right)
{
  return self->dossier != NULL && self->as_of == 0 && axle_workstation_may (self->workstation, right);
}

gint64
axle_customer_profile_get_as_of (AxleCustomerProfile *self)
{
  return self->as_of;
}

gboolean
axle_customer_profile_set_as_of (AxleCustomerProfile  *self,
                                 gint64                at,
                                 GError              **error)
{
  g_autoptr(AxleDossier) dossier = NULL;

  if (self->as_of == at)
    return TRUE;
  dossier = read_dossier (self, at, error);
  if (dossier == NULL)
    return FALSE;
  self->as_of = at;
  g_object_freeze_notify (G_OBJECT (self));
  set_dossier (self, dossier);
  g_object_thaw_notify (G_OBJECT (self));
  return TRUE;
}

AxleProfileState
axle_customer_profile_get_state (AxleCustomerProfile *self)
{
  return self->state;
}

const AxleEntity *
axle_customer_profile_get_contested (AxleCustomerProfile *self,
                                     AxleId              *record)
{
  *record = self->contested;
  return self->contested_kind;
}

GListModel *
axle_customer_profile_get_vehicles (AxleCustomerProfile *self)
{
  return G_LIST_MODEL (self->vehicles);
}

GListModel *
axle_customer_profile_get_timeline (AxleCustomerProfile *self)
{
  return G_LIST_MODEL (self->timeline);
}

static void
add_history (AxleCustomerProfile *self,
             const AxleEntity    *entity,
             const AxleId        *id,
             GPtrArray           *items)
{
  AxleStore *reader = axle_workstation_get_reader (self->workstation);
  g_autoptr(GPtrArray) entries = reader != NULL ? axle_store_list_history (reader, entity, id, NULL) : NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    g_ptr_array_add (items, axle_history_item_new (entity, entries->pdata[i]));
}

static int
compare_history (gconstpointer a,
                 gconstpointer b)
{
  gint64 at = axle_history_item_get_at (*(AxleHistoryItem * const *) a);
  gint64 other_at = axle_history_item_get_at (*(AxleHistoryItem * const *) b);

  return at == other_at ? 0 : at > other_at ? -1 : 1;
}

GListModel *
axle_customer_profile_dup_history (AxleCustomerProfile *self)
{
  GListStore *history = g_list_store_new (AXLE_TYPE_HISTORY_ITEM);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  add_history (self, &axle_customer_entity, &self->id, items);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->vehicles)); i++)
    {
      g_autoptr(AxleProfileVehicle) vehicle = g_list_model_get_item (G_LIST_MODEL (self->vehicles), i);

      add_history (self, &axle_vehicle_entity, &axle_profile_vehicle_get_vehicle (vehicle)->id, items);
      add_history (self, &axle_ownership_entity, &axle_profile_vehicle_get_ownership (vehicle)->id, items);
    }
  g_ptr_array_sort (items, compare_history);
  g_list_store_splice (history, 0, 0, items->pdata, items->len);
  return G_LIST_MODEL (history);
}
