/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-profile.h"

#include "app/access-log.h"
#include "app/inbox.h"
#include "app/renew-list.h"
#include "app/timeline-entry.h"
#include "core/organisation/organisation.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/* How long a decision is told on the record, in microseconds. */
#define DECIDED_SHOWN (3 * G_TIME_SPAN_DAY)

typedef enum
{
  PROP_CUSTOMER = 1,
  PROP_PENDING,
  PROP_STATE,
  N_PROPS,
} Prop;

struct _AxleCustomerProfile
{
  GObject           parent_instance;
  AxleWorkstation  *workstation;
  AxleId            id;
  AxleRecord       *customer;
  gboolean          pending;
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
renew_vehicles (AxleCustomerProfile *self,
                const AxleProfile   *profile)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) former = g_ptr_array_new ();

  for (guint i = 0; i < profile->ownerships->len && i < profile->vehicles->len; i++)
    {
      AxleRecord *ownership = profile->ownerships->pdata[i];
      AxleRecord *vehicle = profile->vehicles->pdata[i];
      gboolean pending;
      AxleProfileVehicle *item;

      if (vehicle == NULL)
        continue;
      pending = g_hash_table_contains (profile->pending, &vehicle->id) ||
                g_hash_table_contains (profile->pending, &ownership->id);
      item = axle_profile_vehicle_new (vehicle, ownership, pending);
      g_ptr_array_add (axle_profile_vehicle_is_current (item) ? items : former, item);
    }
  g_ptr_array_extend_and_steal (items, g_steal_pointer (&former));
  axle_renew_list (self->vehicles, items, same_vehicle);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  AxleTimelineEntry *one = *(AxleTimelineEntry * const *) a;
  AxleTimelineEntry *other = *(AxleTimelineEntry * const *) b;
  gint64 at = axle_timeline_entry_get_at (one);
  gint64 other_at = axle_timeline_entry_get_at (other);

  if (at != other_at)
    return at > other_at ? -1 : 1;
  return axle_id_compare (&axle_timeline_entry_get_record (other)->id, &axle_timeline_entry_get_record (one)->id);
}

static void
add_entries (AxleCustomerProfile *self,
             const AxleProfile   *profile,
             GPtrArray           *records,
             GPtrArray           *items)
{
  for (guint i = 0; i < records->len; i++)
    {
      AxleRecord *record = records->pdata[i];

      g_ptr_array_add (items, axle_timeline_entry_new (self->workstation, record,
                                                       g_hash_table_contains (profile->pending, &record->id)));
    }
}

static void
renew_timeline (AxleCustomerProfile *self,
                const AxleProfile   *profile)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  add_entries (self, profile, profile->contacts, items);
  add_entries (self, profile, profile->notes, items);
  add_entries (self, profile, profile->odometers, items);
  g_ptr_array_add (items, axle_timeline_entry_new (self->workstation, profile->customer, FALSE));
  g_ptr_array_sort (items, compare_entries);
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
renew_state (AxleCustomerProfile *self,
             const AxleProfile   *profile)
{
  AxleProfileState state = AXLE_PROFILE_SETTLED;

  self->contested_kind = NULL;
  add_conflicts (self, &self->id, &state);
  for (guint i = 0; i < profile->vehicles->len; i++)
    if (profile->vehicles->pdata[i] != NULL)
      add_conflicts (self, &((AxleRecord *) profile->vehicles->pdata[i])->id, &state);
  for (guint i = 0; i < profile->ownerships->len; i++)
    add_conflicts (self, &((AxleRecord *) profile->ownerships->pdata[i])->id, &state);
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_customer (AxleCustomerProfile *self,
              AxleRecord          *customer,
              gboolean             pending)
{
  gboolean same = customer != NULL && self->customer != NULL && axle_record_equal (customer, self->customer);

  if (customer == NULL && self->customer == NULL)
    return;
  g_clear_pointer (&self->customer, axle_record_unref);
  self->customer = customer != NULL ? axle_record_ref (customer) : NULL;
  if (!same)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CUSTOMER]);
  if (self->pending != pending)
    {
      self->pending = pending;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
    }
}

static void
load (AxleCustomerProfile *self)
{
  AxleStore *reader = axle_workstation_get_reader (self->workstation);
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleProfile) profile = reader != NULL ? axle_store_load_profile (reader, &self->id, &error) : NULL;

  if (error != NULL && !g_error_matches (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND))
    {
      g_warning ("A customer cannot be read: %s", error->message);
      return;
    }
  if (profile == NULL || profile->customer->deleted)
    {
      set_customer (self, NULL, FALSE);
      return;
    }
  renew_vehicles (self, profile);
  renew_timeline (self, profile);
  set_customer (self, profile->customer, g_hash_table_contains (profile->pending, &self->id));
  renew_state (self, profile);
}

static void
changed_cb (AxleCustomerProfile *self,
            AxleChangeSet       *changes)
{
  static const AxleEntity * const around[] = {
    &axle_vehicle_entity, &axle_ownership_entity, &axle_contact_entity, &axle_note_entity,
    &axle_odometer_entity, &axle_staff_entity,
  };

  if (axle_change_set_has_record (changes, &axle_customer_entity, &self->id))
    {
      load (self);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    if (axle_change_set_has_kind (changes, around[i]))
      {
        load (self);
        return;
      }
}

static void
axle_customer_profile_finalize (GObject *object)
{
  AxleCustomerProfile *self = AXLE_CUSTOMER_PROFILE (object);

  g_clear_pointer (&self->customer, axle_record_unref);
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
    case PROP_CUSTOMER:
      g_value_set_boxed (value, self->customer);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->pending);
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
  properties[PROP_CUSTOMER] = g_param_spec_boxed ("customer", NULL, NULL, AXLE_TYPE_RECORD, flags);
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, flags);
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
  load (self);
  return self;
}

const AxleId *
axle_customer_profile_get_id (AxleCustomerProfile *self)
{
  return &self->id;
}

AxleRecord *
axle_customer_profile_get_customer (AxleCustomerProfile *self)
{
  return self->customer;
}

gboolean
axle_customer_profile_is_pending (AxleCustomerProfile *self)
{
  return self->pending;
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
