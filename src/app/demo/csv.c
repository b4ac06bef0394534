/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/private.h"

#include "core/party/customer.h"
#include "core/party/phone.h"
#include "core/registry.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "formats/csv-writer.h"

/* Enough to tell the columns of another program's export; nothing is lost that
 * an import could take. */
static const char *const headers[] = {
  "姓名", "性别", "手机", "备用电话", "车牌号", "车架号", "车型", "上牌日期", "行驶里程", "生日", "职业", "单位", "城市",
  "地址", "微信", "邮箱", "来源", "标签",
};

enum { N_COLUMNS = G_N_ELEMENTS (headers) };

static const AxleRecord *
find (GPtrArray    *records,
      const AxleId *id)
{
  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];

      if (axle_id_equal (&record->id, id))
        return record;
    }
  return NULL;
}

static void
set (GStrv       row,
     guint       column,
     const char *text)
{
  g_free (row[column]);
  row[column] = g_strdup (text != NULL ? text : "");
}

static char *
dup_phone (const AxleRecord *customer,
           guint             n)
{
  g_auto(GStrv) phones = axle_record_dup_members (customer, AXLE_CUSTOMER_PHONES);

  if (phones == NULL || g_strv_length (phones) <= n)
    return g_strdup ("");
  return g_strdup (phones[n] + strlen ("+86"));
}

static char *
dup_gender (const AxleRecord *customer)
{
  const char *gender = axle_record_get_text (customer, AXLE_CUSTOMER_GENDER);

  return g_strdup (gender == NULL ? "" : g_str_equal (gender, "male") ? "男" : "女");
}

static void
fill_customer (GStrv             row,
               const AxleRecord *customer)
{
  g_auto(GStrv) tags = axle_record_dup_members (customer, AXLE_CUSTOMER_TAGS);
  g_autofree char *email = axle_record_dup_first_member (customer, AXLE_CUSTOMER_EMAILS);

  set (row, 0, axle_record_get_text (customer, AXLE_CUSTOMER_NAME));
  row[1] = dup_gender (customer);
  row[2] = dup_phone (customer, 0);
  row[3] = dup_phone (customer, 1);
  set (row, 9, axle_record_get_text (customer, AXLE_CUSTOMER_BIRTHDAY));
  set (row, 10, axle_record_get_text (customer, AXLE_CUSTOMER_OCCUPATION));
  set (row, 11, axle_record_get_text (customer, AXLE_CUSTOMER_COMPANY));
  set (row, 12, axle_record_get_text (customer, AXLE_CUSTOMER_CITY));
  set (row, 13, axle_record_get_text (customer, AXLE_CUSTOMER_ADDRESS));
  set (row, 14, axle_record_get_text (customer, AXLE_CUSTOMER_WECHAT));
  set (row, 15, email);
  set (row, 16, axle_record_get_text (customer, AXLE_CUSTOMER_SOURCE));
  row[17] = tags != NULL ? g_strjoinv (";", tags) : g_strdup ("");
}

static void
fill_vehicle (GStrv             row,
              const AxleRecord *vehicle)
{
  static const guint columns[] = { AXLE_VEHICLE_PLATE, AXLE_VEHICLE_VIN, AXLE_VEHICLE_MODEL,
                                   AXLE_VEHICLE_FIRST_REGISTRATION };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    set (row, 4 + i, vehicle != NULL ? axle_record_get_text (vehicle, columns[i]) : NULL);
  g_free (row[8]);
  row[8] = vehicle != NULL && axle_record_get (vehicle, AXLE_VEHICLE_ODOMETER)->kind != AXLE_VALUE_NONE
             ? g_strdup_printf ("%" G_GINT64_FORMAT, axle_record_get_integer (vehicle, AXLE_VEHICLE_ODOMETER) / 1000)
             : g_strdup ("");
}

/* A row for each car that a customer owns now, or one without a car. */
static gboolean
write_customer (AxleCsvWriter     *writer,
                GPtrArray         *records,
                const AxleRecord  *customer,
                GCancellable      *cancellable,
                GError           **error)
{
  g_auto(GStrv) row = g_new0 (char *, N_COLUMNS + 1);
  gboolean written = FALSE;

  fill_customer (row, customer);
  for (guint i = 0; i <= records->len; i++)
    {
      const AxleRecord *ownership = i < records->len ? records->pdata[i] : NULL;
      AxleId id;

      if (ownership == NULL ? written
                            : ownership->entity != &axle_ownership_entity
                                || axle_record_get_text (ownership, AXLE_OWNERSHIP_UNTIL) != NULL
                                || !g_str_equal (axle_record_get_text (ownership, AXLE_OWNERSHIP_ROLE), "owner"))
        continue;
      if (ownership != NULL)
        {
          id = axle_record_get_id (ownership, AXLE_OWNERSHIP_CUSTOMER);
          if (!axle_id_equal (&id, &customer->id))
            continue;
          id = axle_record_get_id (ownership, AXLE_OWNERSHIP_VEHICLE);
        }
      fill_vehicle (row, ownership != NULL ? find (records, &id) : NULL);
      written = TRUE;
      if (!axle_csv_writer_write_row (writer, (const char *const *) row, N_COLUMNS, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * axle_demo_write_csv:
 * @self: what makes the dealership
 * @stream: where the file goes
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Writes customers with their cars as another program would export them: UTF-8
 * with a byte order mark, Chinese headers, a row for each car.
 *
 * Returns: whether all was written
 */
gboolean
axle_demo_write_csv (AxleDemo       *self,
                     GOutputStream  *stream,
                     GCancellable   *cancellable,
                     GError        **error)
{
  g_autoptr(AxleCsvWriter) writer = axle_csv_writer_new (stream, "UTF-8", AXLE_CSV_WRITER_BOM, error);
  gboolean more = TRUE;

  if (writer == NULL || !axle_csv_writer_write_row (writer, headers, N_COLUMNS, cancellable, error))
    return FALSE;
  while (more)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

      more = axle_demo_next (self, records);
      for (guint i = 0; i < records->len; i++)
        {
          const AxleRecord *record = records->pdata[i];

          if (record->entity == &axle_customer_entity
              && !write_customer (writer, records, record, cancellable, error))
            return FALSE;
        }
    }
  return axle_csv_writer_finish (writer, cancellable, error);
}
