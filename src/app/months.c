/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/months.h"

#include <glib/gi18n-lib.h>

#include "app/workstation-private.h"
#include "core/change-list.h"
#include "core/organisation/closing.h"

static int
compare_months (gconstpointer a,
                gconstpointer b)
{
  return g_strcmp0 (axle_record_get_text (*(AxleRecord * const *) b, AXLE_CLOSING_MONTH),
                    axle_record_get_text (*(AxleRecord * const *) a, AXLE_CLOSING_MONTH));
}

GPtrArray *
axle_workstation_list_months (AxleWorkstation *workstation)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  GPtrArray *months = reader != NULL ? axle_store_list (reader, &axle_closing_entity, NULL) : NULL;

  if (months == NULL)
    months = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_ptr_array_sort (months, compare_months);
  return months;
}

static AxleRecord *
new_month (AxleWorkstation *workstation,
           const AxleId    *id,
           const char      *month)
{
  AxleRecord *record = axle_record_new (&axle_closing_entity, id);

  record->scope = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  axle_record_set_text (record, AXLE_CLOSING_MONTH, month);
  return record;
}

void
axle_month_set_closed_async (AxleWorkstation     *workstation,
                             const char          *month,
                             gboolean             closed,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  const AxleId *store = workstation->enrolment != NULL ? &workstation->enrolment->store : &AXLE_ID_NONE;
  AxleId id = axle_closing_id (store, month);
  g_autoptr(AxleRecord) before = axle_workstation_get_record (workstation, &axle_closing_entity, &id);
  g_autoptr(AxleRecord) after = before != NULL ? axle_record_copy (before) : new_month (workstation, &id, month);
  g_autofree char *title = g_strdup_printf (closed ? _("%s closed") : _("%s opened"), month);

  axle_record_set_boolean (after, AXLE_CLOSING_CLOSED, closed);
  if (before != NULL ? axle_record_get_boolean (before, AXLE_CLOSING_CLOSED) != closed : closed)
    axle_change_list_add_between (changes, before, after);
  axle_workstation_save_async (workstation, title, changes, cancellable, callback, user_data);
}

char **
axle_workstation_list_recent_months (AxleWorkstation *self,
                                     guint            n_months)
{
  g_autoptr(GStrvBuilder) months = g_strv_builder_new ();
  g_autoptr(GDateTime) now = g_date_time_new_now (axle_workstation_get_zone (self));
  g_autoptr(GDateTime) first = g_date_time_add_days (now, 1 - g_date_time_get_day_of_month (now));

  for (guint i = 1; i <= n_months; i++)
    {
      g_autoptr(GDateTime) month = g_date_time_add_months (first, -(int) i);

      g_strv_builder_take (months, g_date_time_format (month, "%Y-%m"));
    }
  return g_strv_builder_end (months);
}
