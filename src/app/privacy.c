/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/privacy.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/customer-operations.h"
#include "app/workstation-private.h"
#include "base/date.h"
#include "core/change-list.h"
#include "core/party/consent.h"
#include "core/party/customer.h"
#include "core/party/erasure.h"

static AxleDate
find_today (AxleWorkstation *self)
{
  return axle_date_from_time (axle_host_now (axle_host_get_default ()), axle_workstation_get_zone (self));
}

/* Consent. */

static AxleRecord *
new_line (AxleWorkstation  *self,
          const AxleRecord *customer,
          const char       *purpose,
          gboolean          given,
          const char       *form,
          const char       *evidence)
{
  AxleRecord *line = axle_customer_draft_new (self, &axle_consent_entity);
  AxleId staff = axle_workstation_get_staff_id (self);

  axle_record_set_id (line, AXLE_CONSENT_CUSTOMER, &customer->id);
  axle_record_set_text (line, AXLE_CONSENT_PURPOSE, purpose);
  axle_record_set_boolean (line, AXLE_CONSENT_GIVEN, given);
  axle_record_set_integer (line, AXLE_CONSENT_AT, axle_host_now (axle_host_get_default ()));
  axle_record_set_text (line, AXLE_CONSENT_VERSION, AXLE_CONSENT_VERSION_NOW);
  axle_record_set_text (line, AXLE_CONSENT_FORM, form);
  axle_record_set_text (line, AXLE_CONSENT_EVIDENCE, evidence);
  if (!axle_id_is_none (&staff))
    axle_record_set_id (line, AXLE_CONSENT_STAFF, &staff);
  return line;
}

void
axle_consent_set_async (AxleWorkstation     *workstation,
                        const AxleRecord    *customer,
                        const char          *purpose,
                        gboolean             given,
                        const char          *form,
                        const char          *evidence,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(AxleRecord) line = new_line (workstation, customer, purpose, given, form, evidence);
  g_autoptr(AxleRecord) after = axle_record_copy (customer);

  axle_record_set_boolean (after, (guint) axle_consent_find_field (purpose), given);
  axle_change_list_add_between (changes, NULL, line);
  axle_change_list_add_between (changes, customer, after);
  axle_workstation_save_async (workstation, given ? _("Consent noted") : _("Consent withdrawn"), changes,
                               cancellable, callback, user_data);
}

/* Deletion. */

void
axle_erasure_request_async (AxleWorkstation     *workstation,
                            const AxleId        *customer,
                            const char          *form,
                            const char          *remarks,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(AxleRecord) erasure = axle_customer_draft_new (workstation, &axle_erasure_entity);
  AxleDate today = find_today (workstation);
  AxleDate due = axle_working_days_add (axle_workstation_get_working_days (workstation), &today, AXLE_ERASURE_WORKING_DAYS);
  g_autofree char *text = axle_date_format_iso (&due);

  axle_record_set_id (erasure, AXLE_ERASURE_CUSTOMER, customer);
  axle_record_set_integer (erasure, AXLE_ERASURE_REQUESTED_AT, axle_host_now (axle_host_get_default ()));
  axle_record_set_text (erasure, AXLE_ERASURE_FORM, form);
  axle_record_set_text (erasure, AXLE_ERASURE_DUE, text);
  axle_record_set_text (erasure, AXLE_ERASURE_STATE, "requested");
  axle_record_set_text (erasure, AXLE_ERASURE_REMARKS, remarks);
  axle_change_list_add_between (changes, NULL, erasure);
  axle_workstation_save_async (workstation, _("Deletion requested"), changes, cancellable, callback, user_data);
}

static void
save_request (AxleWorkstation     *workstation,
              const char          *title,
              const AxleRecord    *before,
              const AxleRecord    *after,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  axle_change_list_add_between (changes, before, after);
  axle_workstation_save_async (workstation, title, changes, cancellable, callback, user_data);
}

void
axle_erasure_withdraw_async (AxleWorkstation     *workstation,
                             const AxleRecord    *erasure,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(AxleRecord) after = axle_record_copy (erasure);

  axle_record_set_text (after, AXLE_ERASURE_STATE, "withdrawn");
  save_request (workstation, _("Request for deletion withdrawn"), erasure, after, cancellable, callback, user_data);
}

void
axle_erasure_carry_out_async (AxleWorkstation     *workstation,
                              const AxleRecord    *erasure,
                              const char          *hold_reason,
                              const char          *hold_until,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(AxleRecord) after = axle_record_copy (erasure);
  AxleId staff = axle_workstation_get_staff_id (workstation);

  axle_record_set_text (after, AXLE_ERASURE_STATE, hold_reason != NULL ? "held" : "done");
  axle_record_set_text (after, AXLE_ERASURE_HOLD_REASON, hold_reason);
  axle_record_set_text (after, AXLE_ERASURE_HOLD_UNTIL, hold_until);
  axle_record_set_integer (after, AXLE_ERASURE_DONE_AT, axle_host_now (axle_host_get_default ()));
  if (!axle_id_is_none (&staff))
    axle_record_set_id (after, AXLE_ERASURE_DONE_BY, &staff);
  save_request (workstation, NULL, erasure, after, cancellable, callback, user_data);
}

int
axle_erasure_get_days_left (AxleWorkstation  *workstation,
                            const AxleRecord *erasure)
{
  AxleDate today = find_today (workstation);

  return axle_erasure_days_left (erasure, axle_workstation_get_working_days (workstation), &today);
}

AxleRecord *
axle_erasure_find_current (GPtrArray *erasures)
{
  for (guint i = 0; i < erasures->len; i++)
    if (g_strcmp0 (axle_record_get_text (erasures->pdata[i], AXLE_ERASURE_STATE), "withdrawn") != 0)
      return erasures->pdata[i];
  return NULL;
}

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 (axle_record_get_text (*(AxleRecord * const *) a, AXLE_ERASURE_DUE),
                    axle_record_get_text (*(AxleRecord * const *) b, AXLE_ERASURE_DUE));
}

GPtrArray *
axle_erasure_list_open (AxleWorkstation  *workstation,
                        GError          **error)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_autoptr(GError) cause = NULL;
  GPtrArray *open;

  axle_value_set_text (&value, "requested");
  open = axle_store_list_where (axle_workstation_get_reader (workstation), &axle_erasure_entity, AXLE_ERASURE_STATE, &value,
                                &cause);
  if (open == NULL)
    axle_app_take_error (error, g_steal_pointer (&cause));
  else
    g_ptr_array_sort (open, compare_due);
  return open;
}
