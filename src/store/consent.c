/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/consent.h"

#include <glib/gi18n-lib.h>

#include "core/vehicle/vehicle.h"
#include "store/private.h"

/*
 * What takes consent is not read without it, whoever asks. The records come by the feed all
 * the same and stay in the cache: consent may be given again. Sync, which must compare and
 * send them, reads rows and does not pass here.
 */

/* Those who have the car now and do not agree, or were merged into somebody who does not.
 * Of a car that nobody has there is nobody to ask. */
static const char sql[] =
  "SELECT 1 FROM ownership o JOIN customer h ON h.id = o.customer JOIN customer c ON c.id = coalesce(h.root, h.id) "
  "WHERE o.vehicle = ?1 AND o.deleted = 0 AND o.until IS NULL AND c.deleted = 0 AND coalesce(c.consent_driving, 0) = 0 "
  "LIMIT 1";

static gboolean
find_vehicle (const AxleRecord *record,
              AxleId           *vehicle)
{
  for (guint i = 0; i < record->entity->n_fields; i++)
    {
      const AxleField *field = &record->entity->fields[i];

      if (field->type == AXLE_FIELD_REFERENCE && field->target != NULL && g_str_equal (field->target, axle_vehicle_entity.kind))
        {
          *vehicle = axle_record_get_id (record, i);
          return TRUE;
        }
    }
  return FALSE;
}

/* Sets @may to whether @record may be read. */
gboolean
axle_consent_may_read (AxleStore         *self,
                       const AxleRecord  *record,
                       gboolean          *may,
                       GError           **error)
{
  g_autoptr(AxleStatement) statement = NULL;
  AxleStep step;
  AxleId vehicle;

  *may = TRUE;
  if (axle_consent_needed (record) == NULL || !find_vehicle (record, &vehicle))
    return TRUE;
  statement = axle_connection_prepare (self->connection, sql, error);
  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, &vehicle);
  step = axle_statement_step (statement, error);
  *may = step == AXLE_STEP_DONE;
  return step != AXLE_STEP_ERROR;
}

/* Takes those out of @records that may not be read. */
gboolean
axle_consent_filter (AxleStore  *self,
                     GPtrArray  *records,
                     GError    **error)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    {
      AxleRecord *record = records->pdata[i];
      gboolean may;

      if (!axle_consent_may_read (self, record, &may, error))
        return FALSE;
      /* Those that go gather behind those that stay. */
      if (may && i != n)
        {
          records->pdata[i] = records->pdata[n];
          records->pdata[n] = record;
        }
      n += may;
    }
  g_ptr_array_set_size (records, (int) n);
  return TRUE;
}

void
axle_consent_set_error (GError **error)
{
  g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_CONSENT,
                       _("Whoever has this car has not agreed to what it sends being read. Ask them first."));
}
