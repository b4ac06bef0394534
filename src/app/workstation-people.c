/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/workstation-private.h"
#include "core/appointment/holiday.h"
#include "core/appointment/opening-hours.h"
#include "core/insight/rule.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"

/* Who this desk is, and who sits at it. */

void
axle_workstation_load_enrolment (AxleWorkstation *self)
{
  g_clear_pointer (&self->enrolment, axle_enrolment_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->policies, axle_policies_unref);
  g_clear_pointer (&self->days, axle_working_days_unref);
  g_clear_pointer (&self->rules, axle_rules_unref);
  if (self->reader != NULL)
    self->enrolment = axle_store_dup_enrolment (self->reader);
}

gboolean
axle_workstation_is_enrolled (AxleWorkstation *self)
{
  return self->enrolment != NULL;
}

AxleRecord *
axle_workstation_dup_desk (AxleWorkstation *self)
{
  return self->enrolment != NULL
         ? axle_workstation_get_record (self, &axle_desk_entity, &self->enrolment->desk)
         : NULL;
}

AxleRecord *
axle_workstation_dup_store (AxleWorkstation *self)
{
  return self->enrolment != NULL
         ? axle_workstation_get_record (self, &axle_store_entity, &self->enrolment->store)
         : NULL;
}

GTimeZone *
axle_workstation_get_zone (AxleWorkstation *self)
{
  if (self->zone == NULL)
    {
      g_autoptr(AxleRecord) store = axle_workstation_dup_store (self);
      const char *name = store != NULL ? axle_record_get_text (store, AXLE_STORE_TIME_ZONE) : NULL;

      self->zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;
      if (self->zone == NULL)
        self->zone = g_time_zone_new_local ();
    }
  return self->zone;
}

AxleWorkingDays *
axle_workstation_get_working_days (AxleWorkstation *self)
{
  if (self->days == NULL)
    {
      g_autoptr(AxleRecord) store = axle_workstation_dup_store (self);
      g_autoptr(GPtrArray) holidays =
        self->reader != NULL ? axle_store_list (self->reader, &axle_holiday_entity, NULL) : NULL;
      g_autoptr(GPtrArray) opening =
        self->reader != NULL ? axle_store_list (self->reader, &axle_opening_hours_entity, NULL) : NULL;

      for (guint i = opening != NULL ? opening->len : 0; i > 0; i--)
        if (store != NULL && !axle_id_equal (&((AxleRecord *) opening->pdata[i - 1])->scope, &store->id))
          g_ptr_array_remove_index (opening, i - 1);
      self->days = axle_working_days_new (holidays, opening, axle_workstation_get_zone (self));
    }
  return self->days;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  g_autofree char *one = axle_record_dup_title (*(AxleRecord * const *) a);
  g_autofree char *other = axle_record_dup_title (*(AxleRecord * const *) b);

  return g_utf8_collate (one, other);
}

static gboolean
works_here (AxleWorkstation  *self,
            const AxleRecord *staff)
{
  const AxleValue *active = axle_record_get (staff, AXLE_STAFF_ACTIVE);
  AxleId store = axle_record_get_id (staff, AXLE_STAFF_STORE);

  if (active->kind == AXLE_VALUE_BOOLEAN && !active->as.boolean)
    return FALSE;
  return self->enrolment == NULL || axle_id_is_none (&store) || axle_id_equal (&store, &self->enrolment->store);
}

/**
 * axle_workstation_list_staff:
 * @self: a workstation
 *
 * Returns: (transfer full) (element-type AxleRecord): who may sign in here, by name
 */
GPtrArray *
axle_workstation_list_staff (AxleWorkstation *self)
{
  GPtrArray *staff = self->reader != NULL ? axle_store_list (self->reader, &axle_staff_entity, NULL) : NULL;

  if (staff == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = staff->len; i-- > 0;)
    if (!works_here (self, staff->pdata[i]))
      g_ptr_array_remove_index (staff, i);
  g_ptr_array_sort (staff, compare_names);
  return staff;
}

AxleRecord *
axle_workstation_get_staff (AxleWorkstation *self)
{
  return self->staff;
}

AxleId
axle_workstation_get_staff_id (AxleWorkstation *self)
{
  return self->staff != NULL ? self->staff->id : AXLE_ID_NONE;
}

static void
notify_person (AxleWorkstation *self)
{
  static const AxleWorkstationProp of_person[] = {
    AXLE_WORKSTATION_PROP_STAFF, AXLE_WORKSTATION_PROP_CAN_UNDO, AXLE_WORKSTATION_PROP_CAN_REDO,
    AXLE_WORKSTATION_PROP_UNDO_TITLE, AXLE_WORKSTATION_PROP_REDO_TITLE,
  };

  g_hash_table_remove_all (self->drafts);
  for (guint i = 0; i < G_N_ELEMENTS (of_person); i++)
    axle_workstation_notify (self, of_person[i]);
}

void
axle_workstation_set_staff (AxleWorkstation *self,
                            AxleRecord      *staff)
{
  axle_workstation_call_drafts (self);
  g_clear_pointer (&self->staff, axle_record_unref);
  self->staff = staff != NULL ? axle_record_ref (staff) : NULL;
  notify_person (self);
}

void
axle_workstation_sign_out (AxleWorkstation *self)
{
  axle_workstation_set_session (self, NULL);
  axle_workstation_set_staff (self, NULL);
}

/* The role of who is signed in; %NULL when there is none. */
static AxleRecord *
get_role (AxleWorkstation *self)
{
  AxleId id = self->staff != NULL ? axle_record_get_id (self->staff, AXLE_STAFF_ROLE) : AXLE_ID_NONE;
  return axle_workstation_get_record (self, &axle_role_entity, &id);
}

/**
 * axle_workstation_may:
 * @self: a workstation
 * @right: one of the rights of a role, such as `customers.write`
 *
 * On a desk that is not enrolled everything is allowed: the data are the person's own.
 *
 * Returns: whether who is signed in may do that
 */
gboolean
axle_workstation_may (AxleWorkstation *self,
                      const char      *right)
{
  g_autoptr(AxleRecord) role = NULL;

  if (self->enrolment == NULL)
    return TRUE;
  role = get_role (self);
  return role != NULL && axle_rights_contain (axle_record_get (role, AXLE_ROLE_RIGHTS), right);
}

static gboolean
refuse (AxleWorkstation  *self,
        const char       *right,
        GError          **error)
{
  if (self->staff == NULL)
    g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_NOT_ALLOWED, _("Sign in first."));
  else
    g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_NOT_ALLOWED, _("Your role does not allow this: %s."),
                 axle_field_choice_label (&axle_role_entity.fields[AXLE_ROLE_RIGHTS], right));
  return FALSE;
}

gboolean
axle_workstation_check_right (AxleWorkstation  *self,
                              const char       *right,
                              GError          **error)
{
  return axle_workstation_may (self, right) || refuse (self, right, error);
}

gboolean
axle_workstation_check_change (AxleWorkstation   *self,
                               const AxleChange  *change,
                               GError           **error)
{
  g_autoptr(AxleRecord) role = NULL;
  g_autoptr(AxleRecord) current = NULL;
  const char *missing = axle_rights_needed (change->entity, change->action);

  if (self->enrolment == NULL)
    return TRUE;
  role = get_role (self);
  current = axle_workstation_get_record (self, change->entity, &change->record);
  if (role != NULL)
    missing = axle_rights_find_missing (axle_record_get (role, AXLE_ROLE_RIGHTS), change, current);
  return missing == NULL || refuse (self, missing, error);
}

const char *
axle_workstation_get_staff_name (AxleWorkstation *self,
                                 const AxleId    *staff)
{
  char *name;

  if (axle_id_is_none (staff))
    return "";
  name = g_hash_table_lookup (self->staff_names, staff);
  if (name == NULL)
    {
      g_autoptr(AxleRecord) record = axle_workstation_get_record (self, &axle_staff_entity, staff);
      const char *text = record != NULL ? axle_record_get_text (record, AXLE_STAFF_NAME) : NULL;

      name = g_strdup (text != NULL ? text : "");
      g_hash_table_insert (self->staff_names, g_memdup2 (staff, sizeof *staff), name);
    }
  return name;
}

void
axle_workstation_take_place (AxleWorkstation *self)
{
  axle_workstation_load_enrolment (self);
  g_hash_table_remove_all (self->staff_names);
  g_hash_table_remove_all (self->undo_stacks);
  axle_workstation_sign_out (self);
  axle_workstation_notify (self, AXLE_WORKSTATION_PROP_ENROLLED);
}

/* After a commit: what this part remembers of people may be old. */
void
axle_workstation_refresh_people (AxleWorkstation     *self,
                                 const AxleChangeSet *changes)
{
  /* Another program may have enrolled the desk. */
  if (self->enrolment == NULL && axle_change_set_has_kind (changes, &axle_desk_entity))
    {
      axle_workstation_load_enrolment (self);
      axle_workstation_start_sync (self);
      axle_workstation_notify (self, AXLE_WORKSTATION_PROP_ENROLLED);
    }
  if (axle_change_set_has_kind (changes, &axle_staff_entity))
    g_hash_table_remove_all (self->staff_names);
  if (axle_change_set_has_kind (changes, &axle_store_entity))
    g_clear_pointer (&self->zone, g_time_zone_unref);
  if (axle_change_set_has_kind (changes, &axle_store_entity) || axle_change_set_has_kind (changes, &axle_holiday_entity) ||
      axle_change_set_has_kind (changes, &axle_opening_hours_entity))
    g_clear_pointer (&self->days, axle_working_days_unref);
  if (axle_change_set_has_kind (changes, &axle_policy_entity))
    g_clear_pointer (&self->policies, axle_policies_unref);
  if (axle_change_set_has_kind (changes, &axle_rule_entity))
    g_clear_pointer (&self->rules, axle_rules_unref);
  if (self->staff != NULL && axle_change_set_has_record (changes, &axle_staff_entity, &self->staff->id))
    {
      g_autoptr(AxleRecord) staff = axle_workstation_get_record (self, &axle_staff_entity, &self->staff->id);

      if (staff == NULL || staff->deleted || !works_here (self, staff))
        axle_workstation_sign_out (self);
      else if (!axle_record_equal (staff, self->staff))
        axle_workstation_set_staff (self, staff);
    }
}
