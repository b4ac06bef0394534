/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/distinction.h"

#include <glib/gi18n-lib.h>

static const AxleField distinction_fields[] = {
  [AXLE_DISTINCTION_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "customer",
  },
  [AXLE_DISTINCTION_OTHER] = {
    .name = "other", .label = N_("Not the same as"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "customer",
  },
};

const AxleEntity axle_distinction_entity = {
  .kind = "distinction",
  .label = N_("Not the same"),
  .fields = distinction_fields,
  .n_fields = G_N_ELEMENTS (distinction_fields),
};

static gboolean
is_first (const AxleId *customer,
          const AxleId *other)
{
  return axle_id_compare (customer, other) <= 0;
}

/**
 * axle_distinction_id:
 * @customer: a customer
 * @other: another, in any order
 *
 * Returns: the id of the record that says that they are not the same
 */
AxleId
axle_distinction_id (const AxleId *customer,
                     const AxleId *other)
{
  gboolean first = is_first (customer, other);
  g_autofree char *path =
    g_strconcat (axle_distinction_entity.kind, "/", AXLE_ID_TEXT (first ? other : customer), NULL);

  return axle_id_new_derived (first ? customer : other, path);
}

/**
 * axle_distinction_new:
 * @customer: a customer
 * @other: another, in any order
 *
 * Returns: (transfer full): the record that says that they are not the same
 */
AxleRecord *
axle_distinction_new (const AxleId *customer,
                      const AxleId *other)
{
  AxleId id = axle_distinction_id (customer, other);
  AxleRecord *record = axle_record_new (&axle_distinction_entity, &id);
  gboolean first = is_first (customer, other);

  axle_record_set_id (record, AXLE_DISTINCTION_CUSTOMER, first ? customer : other);
  axle_record_set_id (record, AXLE_DISTINCTION_OTHER, first ? other : customer);
  return record;
}
