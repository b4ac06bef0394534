/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/profile.h"

#include <gio/gio.h>

#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/key.h"
#include "store/outbox.h"
#include "store/store.h"

#define DAY (G_TIME_SPAN_DAY)

/* Pictures of the tests show the same times on every run. */
#define BEGAN G_GINT64_CONSTANT (1772430000000000) /* 2026-03-02 13:40 in Shanghai */

typedef struct
{
  AxleStore *store;
  AxleId     scope;
  AxleId     manager;
  GPtrArray *records;
} Maker;

static AxleRecord *
add (Maker            *maker,
     const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = maker->scope;
  record->revision = 1;
  record->created_at = BEGAN + maker->records->len;
  record->created_by = maker->manager;
  g_ptr_array_add (maker->records, record);
  return record;
}

static AxleId
add_role (Maker              *maker,
          const char         *name,
          const char * const *rights)
{
  AxleRecord *role = add (maker, &axle_role_entity);

  axle_record_set_text (role, AXLE_ROLE_NAME, name);
  axle_record_set_members (role, AXLE_ROLE_RIGHTS, rights);
  return role->id;
}

static AxleId
add_staff (Maker        *maker,
           const char   *name,
           const AxleId *role,
           const char   *title)
{
  AxleRecord *staff = add (maker, &axle_staff_entity);

  axle_record_set_text (staff, AXLE_STAFF_NAME, name);
  axle_record_set_text (staff, AXLE_STAFF_TITLE, title);
  axle_record_set_id (staff, AXLE_STAFF_ROLE, role);
  axle_record_set_id (staff, AXLE_STAFF_STORE, &maker->scope);
  axle_record_set_boolean (staff, AXLE_STAFF_ACTIVE, TRUE);
  return staff->id;
}

/* What libsodium makes of TEST_PIN at its cheapest, as kept after a sign-in that
 * the server accepted. */
static const char verifier[] = "$argon2id$v=19$m=8,t=1,p=1$vMrZTQJH07EZDiSJc0rFow$0s+3qeGEaQ0CMofhOS9bP4yCInC7A1o0wFupm56pq/I";

static void
let_sign_in (Maker        *maker,
             const AxleId *staff)
{
  g_autoptr (GError) error = NULL;

  axle_store_set_verifier (maker->store, staff, verifier, &error);
  g_assert_no_error (error);
}

static void
add_people (Maker  *maker,
            AxleId *manager,
            AxleId *technician)
{
  static const char * const all[] = {
    AXLE_RIGHT_CUSTOMERS_READ, AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_DELETE,
    AXLE_RIGHT_CUSTOMERS_IMPORT, AXLE_RIGHT_CUSTOMERS_EXPORT, AXLE_RIGHT_MONTHS_CLOSE,
    AXLE_RIGHT_SETTINGS, NULL,
  };
  static const char * const reading[] = { AXLE_RIGHT_CUSTOMERS_READ, NULL };
  AxleId role = add_role (maker, "店长", all);
  AxleId reader = add_role (maker, "技师", reading);

  *manager = add_staff (maker, TEST_MANAGER, &role, "店长");
  *technician = add_staff (maker, TEST_TECHNICIAN, &reader, "技师");
  add_staff (maker, "陈思远", &role, "服务顾问");
  add_staff (maker, "欧阳晓梅", &role, "销售顾问");
  add_staff (maker, "Daniel Moreau", &role, "Service advisor");
  add_staff (maker, "单婷婷", &role, "服务顾问");
}

static void
add_contact (Maker            *maker,
             const AxleRecord *customer,
             guint             i)
{
  static const struct
  {
    const char *channel;
    const char *direction;
    const char *summary;
  } said[] = {
    { "call", "in", "询问首保时间，希望周六上午到店。" },
    { "wechat", "out", "已发送保养套餐报价，客户表示考虑。" },
    { "visit", "in", "到店看车，试驾两次，对座椅颜色不满意。" },
    { "sms", "out", "提醒续保，保单本月到期。" },
  };
  AxleRecord *contact = add (maker, &axle_contact_entity);

  axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, &customer->id);
  axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, said[i % 4].channel);
  axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, said[i % 4].direction);
  axle_record_set_integer (contact, AXLE_CONTACT_AT, BEGAN - i * DAY);
  axle_record_set_id (contact, AXLE_CONTACT_STAFF, &maker->manager);
  axle_record_set_text (contact, AXLE_CONTACT_SUMMARY, said[i % 4].summary);
}

static void
add_vehicle (Maker            *maker,
             const AxleRecord *customer,
             guint             i)
{
  static const char * const plates[] = { "京A12345", "粤BD12345", "沪C6688学", "苏E8K990", "浙AF08888", "川G9T2M1" };
  static const char * const models[] = { "朗逸", "ID.4 CROZZ", "帕萨特", "途观L", "ID.3", "迈腾" };
  AxleRecord *vehicle = add (maker, &axle_vehicle_entity);
  AxleRecord *ownership = add (maker, &axle_ownership_entity);

  if (i == 0)
    axle_record_set_text (vehicle, AXLE_VEHICLE_VIN, TEST_VIN);
  axle_record_set_text (vehicle, AXLE_VEHICLE_PLATE, plates[i % 6]);
  axle_record_set_text (vehicle, AXLE_VEHICLE_MAKE, "大众");
  axle_record_set_text (vehicle, AXLE_VEHICLE_MODEL, models[i % 6]);
  axle_record_set_integer (vehicle, AXLE_VEHICLE_ODOMETER, (8000 + 4321 * i) * 1000);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &customer->id);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &vehicle->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
}

static void
add_customer (Maker *maker,
              guint  i)
{
  static const char * const names[] = {
    "艾丽娜·伊布拉音", "白建国", "曹雪芳", "程立", "邓婉清", "段誉铭", "冯小刚", "高云翔",
    "韩梅梅", "胡一菲", "江南", "孔令辉", "李明朗", "李雷", "刘备战", "罗大佑",
    "马晓春", "欧阳娜娜", "钱多多", "仇英", "上海驰骋运输有限公司", "尉迟恭", "曾子墨", "Zhang Wei (James)",
  };
  static const char * const stages[] = { "loyal", "after-sales", "deal", "intent", "potential" };
  static const char * const tags[] = { "转介绍", "高净值", "价格敏感", NULL };
  AxleRecord *customer = add (maker, &axle_customer_entity);
  g_autofree char *phone = g_strdup_printf ("+861390000%04u", i * 37 % 10000);

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == TEST_N_CUSTOMERS);
  axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, i == 20 ? "company" : "person");
  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, names[i]);
  axle_record_add_member (customer, AXLE_CUSTOMER_PHONES, phone);
  axle_record_set_text (customer, AXLE_CUSTOMER_STAGE, stages[i % 5]);
  axle_record_set_text (customer, AXLE_CUSTOMER_CITY, "上海");
  axle_record_set_id (customer, AXLE_CUSTOMER_ADVISOR, &maker->manager);
  if (i % 3 == 0)
    axle_record_set_members (customer, AXLE_CUSTOMER_TAGS, tags);
  add_vehicle (maker, customer, i);
  if (i == 0)
    add_vehicle (maker, customer, 1);
  for (guint n = 0; n <= (i == 0 ? 6 : i % 3); n++)
    add_contact (maker, customer, n + i);
}

static void
enrol (Maker        *maker,
       const AxleId *desk)
{
  g_autoptr (GError) error = NULL;
  AxleEnrolment enrolment = {
    .desk = *desk,
    .store = maker->scope,
    .group = maker->scope,
    .install = axle_id_new (axle_host_get_default ()),
    .server = (char *) "https://127.0.0.1:1",
    .token = (char *) "token",
  };

  axle_store_set_enrolment (maker->store, &enrolment, &error);
  g_assert_no_error (error);
}

static void
fill (Maker *maker)
{
  g_autoptr (GError) error = NULL;
  AxleRecord *store = add (maker, &axle_store_entity);
  AxleRecord *desk = add (maker, &axle_desk_entity);
  AxleId technician;

  store->id = maker->scope;
  axle_record_set_text (store, AXLE_STORE_NAME, "驰远汽车 · 浦东店");
  axle_record_set_text (store, AXLE_STORE_TIME_ZONE, "Asia/Shanghai");
  axle_record_set_text (desk, AXLE_DESK_NAME, "前台 1");
  axle_record_set_id (desk, AXLE_DESK_STORE, &maker->scope);
  add_people (maker, &maker->manager, &technician);
  for (guint i = 0; i < TEST_N_CUSTOMERS; i++)
    add_customer (maker, i);
  enrol (maker, &desk->id);
  axle_store_apply_feed (maker->store, &maker->scope, maker->records,
                         &(AxleCursor) { .epoch = 1, .sequence = maker->records->len }, &error);
  g_assert_no_error (error);
  let_sign_in (maker, &maker->manager);
  let_sign_in (maker, &technician);
}

void
test_profile_make (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "cache.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = NULL;
  Maker maker = {
    .scope = axle_id_new (axle_host_get_default ()),
    .records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref),
  };

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  key = axle_key_load (folder, TRUE, &error);
  g_assert_no_error (error);
  maker.store = axle_store_open (&(AxleStoreOptions) { .path = path, .key = key }, &error);
  g_assert_no_error (error);
  fill (&maker);
  axle_store_close (maker.store);
  g_ptr_array_unref (maker.records);
}
