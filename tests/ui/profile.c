/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/profile.h"

#include <gio/gio.h>

#include "core/followup/answer.h"
#include "core/followup/task.h"
#include "core/history/history.h"
#include "core/loyalty/points.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/complaint.h"
#include "core/party/consent.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/key.h"
#include "store/outbox.h"
#include "store/settle.h"
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
    AXLE_RIGHT_CUSTOMERS_READ, AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_DELETE, AXLE_RIGHT_CUSTOMERS_MERGE, AXLE_RIGHT_PRIVACY,
    AXLE_RIGHT_CUSTOMERS_IMPORT, AXLE_RIGHT_CUSTOMERS_EXPORT, AXLE_RIGHT_APPOINTMENTS_WRITE, AXLE_RIGHT_APPOINTMENTS_OVERBOOK,
    AXLE_RIGHT_APPOINTMENTS_PLAN, AXLE_RIGHT_MONTHS_CLOSE,
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

/* What happened at the workshop and in the showroom. */

static void
add_job (Maker            *maker,
         const AxleRecord *visit,
         const char       *title,
         const char       *area,
         const char       *state,
         gint64            amount)
{
  AxleRecord *job = add (maker, &axle_job_entity);

  axle_record_set_id (job, AXLE_JOB_VISIT, &visit->id);
  axle_record_set_text (job, AXLE_JOB_TITLE, title);
  axle_record_set_text (job, AXLE_JOB_AREA, area);
  axle_record_set_text (job, AXLE_JOB_STATE, state);
  if (amount != 0)
    axle_record_set_integer (job, AXLE_JOB_AMOUNT, amount);
  if (g_str_equal (state, "deferred"))
    axle_record_set_text (job, AXLE_JOB_DUE, "2026-09-01");
}

static void
add_visit (Maker            *maker,
           const AxleRecord *customer,
           const AxleRecord *vehicle,
           guint             n)
{
  static const char * const reasons[] = { "maintenance", "repair", "maintenance", "inspection" };
  static const char * const concerns[] = { NULL, "刹车偏软，低速有异响。", NULL, "年检前检查。" };
  g_autofree char *number = g_strdup_printf ("WX2026%04u", 100 + n);
  AxleRecord *visit = add (maker, &axle_visit_entity);

  axle_record_set_id (visit, AXLE_VISIT_CUSTOMER, &customer->id);
  axle_record_set_id (visit, AXLE_VISIT_VEHICLE, &vehicle->id);
  axle_record_set_text (visit, AXLE_VISIT_NUMBER, number);
  axle_record_set_integer (visit, AXLE_VISIT_AT, BEGAN - (20 + 95 * n) * DAY);
  axle_record_set_integer (visit, AXLE_VISIT_ODOMETER, (21000 - 4800 * (gint64) n) * 1000);
  axle_record_set_text (visit, AXLE_VISIT_REASON, reasons[n % 4]);
  axle_record_set_text (visit, AXLE_VISIT_CONCERN, concerns[n % 4]);
  axle_record_set_id (visit, AXLE_VISIT_ADVISOR, &maker->manager);
  axle_record_set_integer (visit, AXLE_VISIT_AMOUNT, 68000 + 25500 * n);
  axle_record_set_text (visit, AXLE_VISIT_SOURCE, "desk");
  add_job (maker, visit, "更换机油机滤", "oil", "done", 48000);
  add_job (maker, visit, "空调滤芯", "filters", "done", 20000);
  if (n % 2 == 1)
    add_job (maker, visit, "前刹车片", "brakes", "done", 25500);
  if (n == 0)
    add_job (maker, visit, "两条后轮胎", "tyres", "deferred", 186000);
}

static void
add_deal (Maker            *maker,
          const AxleRecord *customer,
          const AxleRecord *vehicle,
          const char       *kind,
          guint             days_ago,
          gint64            amount)
{
  AxleRecord *deal = add (maker, &axle_deal_entity);

  axle_record_set_id (deal, AXLE_DEAL_CUSTOMER, &customer->id);
  axle_record_set_id (deal, AXLE_DEAL_VEHICLE, &vehicle->id);
  axle_record_set_text (deal, AXLE_DEAL_KIND, kind);
  axle_record_set_integer (deal, AXLE_DEAL_AT, BEGAN - days_ago * DAY);
  axle_record_set_id (deal, AXLE_DEAL_CONSULTANT, &maker->manager);
  if (amount != 0)
    axle_record_set_integer (deal, AXLE_DEAL_AMOUNT, amount);
}

static void
add_points (Maker            *maker,
            const AxleRecord *customer,
            gint64            amount,
            const char       *reason,
            guint             days_ago)
{
  AxleRecord *points = add (maker, &axle_points_entity);

  axle_record_set_id (points, AXLE_POINTS_CUSTOMER, &customer->id);
  axle_record_set_integer (points, AXLE_POINTS_AT, BEGAN - days_ago * DAY);
  axle_record_set_integer (points, AXLE_POINTS_AMOUNT, amount);
  axle_record_set_text (points, AXLE_POINTS_REASON, reason);
}

static void
add_complaint (Maker            *maker,
               const AxleRecord *customer,
               const AxleRecord *vehicle)
{
  AxleRecord *complaint = add (maker, &axle_complaint_entity);

  axle_record_set_id (complaint, AXLE_COMPLAINT_CUSTOMER, &customer->id);
  axle_record_set_id (complaint, AXLE_COMPLAINT_VEHICLE, &vehicle->id);
  axle_record_set_integer (complaint, AXLE_COMPLAINT_AT, BEGAN - 18 * DAY);
  axle_record_set_text (complaint, AXLE_COMPLAINT_THEME, "wait");
  axle_record_set_text (complaint, AXLE_COMPLAINT_TEXT, "约好十点取车，等到十一点半才交车。");
  axle_record_set_text (complaint, AXLE_COMPLAINT_STATE, "open");
  axle_record_set_id (complaint, AXLE_COMPLAINT_OWNER, &maker->manager);
}

static void
add_consent (Maker            *maker,
             const AxleRecord *customer,
             const char       *purpose,
             gboolean          given,
             guint             days_ago)
{
  AxleRecord *consent = add (maker, &axle_consent_entity);

  axle_record_set_id (consent, AXLE_CONSENT_CUSTOMER, &customer->id);
  axle_record_set_text (consent, AXLE_CONSENT_PURPOSE, purpose);
  axle_record_set_boolean (consent, AXLE_CONSENT_GIVEN, given);
  axle_record_set_integer (consent, AXLE_CONSENT_AT, BEGAN - days_ago * DAY);
  axle_record_set_text (consent, AXLE_CONSENT_VERSION, "2025-01");
  axle_record_set_text (consent, AXLE_CONSENT_FORM, "paper");
}

static AxleRecord *
add_task (Maker            *maker,
          const AxleRecord *customer,
          const char       *kind,
          const char       *title,
          const char       *state,
          int               days)
{
  AxleRecord *task = add (maker, &axle_task_entity);

  axle_record_set_id (task, AXLE_TASK_CUSTOMER, &customer->id);
  axle_record_set_text (task, AXLE_TASK_KIND, kind);
  axle_record_set_text (task, AXLE_TASK_TITLE, title);
  axle_record_set_integer (task, AXLE_TASK_DUE, BEGAN + days * DAY);
  axle_record_set_id (task, AXLE_TASK_STAFF, &maker->manager);
  axle_record_set_text (task, AXLE_TASK_STATE, state);
  return task;
}

static void
add_tasks (Maker            *maker,
           const AxleRecord *customer)
{
  AxleRecord *done = add_task (maker, customer, "after-service", "服务后回访", "done", -19);
  AxleRecord *answer = add (maker, &axle_answer_entity);

  axle_record_set_text (done, AXLE_TASK_OUTCOME, "reached");
  axle_record_set_integer (done, AXLE_TASK_DONE_AT, BEGAN - 19 * DAY);
  axle_record_set_id (done, AXLE_TASK_DONE_BY, &maker->manager);
  axle_record_set_id (answer, AXLE_ANSWER_CUSTOMER, &customer->id);
  axle_record_set_id (answer, AXLE_ANSWER_TASK, &done->id);
  axle_record_set_text (answer, AXLE_ANSWER_QUESTION, "satisfied");
  axle_record_set_text (answer, AXLE_ANSWER_TEXT, "对这次服务满意吗？");
  axle_record_set_text (answer, AXLE_ANSWER_VALUE, "4 分，等待偏久");
  axle_record_set_integer (answer, AXLE_ANSWER_AT, BEGAN - 19 * DAY);
  add_task (maker, customer, "promise", "周五前回复轮胎报价", "open", 3);
}

static void
add_note (Maker            *maker,
          const AxleRecord *customer,
          const char       *text)
{
  AxleRecord *note = add (maker, &axle_note_entity);

  axle_record_set_id (note, AXLE_NOTE_SUBJECT, &customer->id);
  axle_record_set_text (note, AXLE_NOTE_TEXT, text);
  axle_record_set_boolean (note, AXLE_NOTE_PINNED, TRUE);
}

/* Everything of which one customer can have something. */
static void
add_life (Maker      *maker,
          AxleRecord *customer,
          AxleRecord *car,
          AxleRecord *second)
{
  axle_record_set_text (customer, AXLE_CUSTOMER_PREFERRED_NAME, "艾女士");
  axle_record_set_text (customer, AXLE_CUSTOMER_COMPANY, "上海驰骋运输有限公司");
  axle_record_set_text (customer, AXLE_CUSTOMER_OCCUPATION, "教师");
  axle_record_set_id (customer, AXLE_CUSTOMER_CONSULTANT, &maker->manager);
  axle_record_set_text (customer, AXLE_CUSTOMER_CHANNEL, "wechat");
  axle_record_set_members (customer, AXLE_CUSTOMER_TIMES, (const char *[]) { "weekday-evening", NULL });
  axle_record_set_boolean (customer, AXLE_CUSTOMER_CONSENT_CONTACT, TRUE);
  axle_record_set_boolean (customer, AXLE_CUSTOMER_CONSENT_MARKETING, FALSE);
  for (guint n = 0; n < 4; n++)
    add_visit (maker, customer, car, n);
  add_deal (maker, customer, second, "test-drive", 60, 0);
  add_deal (maker, customer, second, "order", 55, 24980000);
  add_deal (maker, customer, second, "delivery", 40, 24980000);
  add_points (maker, customer, 680, "保养消费", 20);
  add_points (maker, customer, -500, "兑换洗车券", 12);
  add_complaint (maker, customer, car);
  add_consent (maker, customer, "contact", TRUE, 400);
  add_consent (maker, customer, "marketing", TRUE, 400);
  add_consent (maker, customer, "marketing", FALSE, 30);
  add_tasks (maker, customer);
  add_note (maker, customer, "不喜欢被打电话催保养，微信联系即可。");
}

static AxleRecord *
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
  return vehicle;
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
  AxleRecord *car;

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == TEST_N_CUSTOMERS);
  axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, i == 20 ? "company" : "person");
  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, names[i]);
  axle_record_add_member (customer, AXLE_CUSTOMER_PHONES, phone);
  axle_record_set_text (customer, AXLE_CUSTOMER_STAGE, stages[i % 5]);
  axle_record_set_text (customer, AXLE_CUSTOMER_CITY, "上海");
  axle_record_set_id (customer, AXLE_CUSTOMER_ADVISOR, &maker->manager);
  if (i % 3 == 0)
    axle_record_set_members (customer, AXLE_CUSTOMER_TAGS, tags);
  car = add_vehicle (maker, customer, i);
  if (i == 0)
    add_life (maker, customer, car, add_vehicle (maker, customer, 1));
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

static void
open_maker (Maker      *maker,
            const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "cache.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  key = axle_key_load (folder, TRUE, &error);
  g_assert_no_error (error);
  maker->store = axle_store_open (&(AxleStoreOptions) { .path = path, .key = key }, &error);
  g_assert_no_error (error);
  maker->scope = axle_id_new (axle_host_get_default ());
  maker->records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  fill (maker);
}

static void
close_maker (Maker *maker)
{
  axle_store_close (maker->store);
  g_ptr_array_unref (maker->records);
}

void
test_profile_make (const char *folder)
{
  Maker maker = { 0 };

  open_maker (&maker, folder);
  close_maker (&maker);
}

void
test_profile_make_told (const char *folder)
{
  Maker maker = { 0 };
  g_autoptr (GError) error = NULL;

  open_maker (&maker, folder);
  axle_store_set_note (maker.store, "told-again", "3", &error);
  g_assert_no_error (error);
  close_maker (&maker);
}

/* What came of what, on a server that is nothing but the rules of core. */

static void
feed_one (AxleStore  *store,
          AxleRecord *record)
{
  g_autoptr (GPtrArray) page = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  AxleCursor cursor = axle_store_get_cursor (store, &record->scope);

  g_ptr_array_add (page, record);
  cursor.sequence++;
  axle_store_apply_feed (store, &record->scope, page, &cursor, &error);
  g_assert_no_error (error);
}

static void
feed_history (AxleStore        *store,
              const AxleRecord *before,
              const AxleRecord *after,
              guint             field)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr (AxleRecord) history = axle_record_new (&axle_history_entity, &id);
  g_autofree char *was = axle_history_dup_text (axle_record_get (before, field));
  g_autofree char *is = axle_history_dup_text (axle_record_get (after, field));
  g_autoptr (GPtrArray) staff = axle_store_list (store, &axle_staff_entity, NULL);

  history->scope = after->scope;
  history->revision = 1;
  axle_record_set_id (history, AXLE_HISTORY_RECORD, &after->id);
  axle_record_set_text (history, AXLE_HISTORY_KIND, after->entity->kind);
  axle_record_set_text (history, AXLE_HISTORY_FIELD, after->entity->fields[field].name);
  axle_record_set_text (history, AXLE_HISTORY_BEFORE, was);
  axle_record_set_text (history, AXLE_HISTORY_AFTER, is);
  axle_record_set_integer (history, AXLE_HISTORY_AT, BEGAN + DAY);
  axle_record_set_id (history, AXLE_HISTORY_STAFF, &((AxleRecord *) staff->pdata[2])->id);
  feed_one (store, history);
}

void
test_profile_feed (AxleStore    *store,
                   const AxleId *customer,
                   guint         field,
                   const char   *text)
{
  g_autoptr (AxleRecord) before = axle_store_get (store, &axle_customer_entity, customer, NULL);
  g_autoptr (AxleRecord) after = axle_record_copy (before);

  axle_record_set_text (after, field, text);
  after->revision++;
  feed_history (store, before, after, field);
  feed_one (store, after);
}

static void
save (Maker            *maker,
      const AxleRecord *before,
      const AxleRecord *after)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  AxleChange *change = axle_change_new_between (before, after);
  g_autoptr (GError) error = NULL;
  gint64 operation = 0;

  change->staff = maker->manager;
  change->at = BEGAN + DAY + G_TIME_SPAN_MINUTE;
  g_ptr_array_add (changes, change);
  axle_store_save (maker->store, changes, &operation, &error);
  g_assert_no_error (error);
}

/* The server hears of the last change; @theirs is what it has, %NULL when it knows
 * nothing of the record, or to say no with @code. */
static void
judge (Maker      *maker,
       AxleRecord *theirs,
       const char *code,
       const char *message)
{
  g_autoptr (GPtrArray) waiting = axle_store_list_outbox (maker->store, 0, 1, G_MAXSIZE, NULL);
  g_autoptr (AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr (AxleRecord) result = NULL;
  AxleChange *change = waiting->pdata[0];

  if (code != NULL)
    axle_verdict_refuse (verdict, code, "%s", message);
  else
    result = axle_change_merge (change, theirs, verdict);
  if (result != NULL)
    verdict->sequence = axle_store_get_cursor (maker->store, &maker->scope).sequence + 1;
  g_assert_true (axle_test_settle (maker->store, change->number, verdict, NULL));
  if (result != NULL)
    feed_one (maker->store, result);
}

/* Both typed something into the same field of the same record. */
static void
contest (Maker           *maker,
         AxleRecord      *record,
         guint            field,
         const AxleValue *mine,
         const AxleValue *other)
{
  g_autoptr (AxleRecord) typed = axle_record_copy (record);
  g_autoptr (AxleRecord) theirs = axle_record_copy (record);

  axle_record_set (typed, field, mine);
  axle_record_set (theirs, field, other);
  theirs->revision++;
  save (maker, record, typed);
  feed_history (maker->store, record, theirs, field);
  judge (maker, theirs, NULL, NULL);
}

static void
contest_text (Maker           *maker,
              const AxleEntity *entity,
              const AxleId    *id,
              guint            field,
              const char      *mine,
              const char      *other)
{
  g_autoptr (AxleRecord) record = axle_store_get (maker->store, entity, id, NULL);
  g_auto (AxleValue) one = AXLE_VALUE_INIT;
  g_auto (AxleValue) two = AXLE_VALUE_INIT;

  axle_value_set_text (&one, mine);
  axle_value_set_text (&two, other);
  contest (maker, record, field, &one, &two);
}

static AxleRecord *
nth_of (Maker            *maker,
        const AxleEntity *entity,
        guint             n)
{
  for (guint i = 0; i < maker->records->len; i++)
    {
      AxleRecord *record = maker->records->pdata[i];

      if (record->entity == entity && n-- == 0)
        return record;
    }
  g_assert_not_reached ();
}

static void
contest_odometer (Maker *maker)
{
  AxleRecord *vehicle = nth_of (maker, &axle_vehicle_entity, 0);
  g_auto (AxleValue) mine = AXLE_VALUE_INIT;
  g_auto (AxleValue) other = AXLE_VALUE_INIT;

  axle_value_set_integer (&mine, 18250 * 1000);
  axle_value_set_integer (&other, 18520 * 1000);
  contest (maker, vehicle, AXLE_VEHICLE_ODOMETER, &mine, &other);
}

static void
refuse_edit (Maker *maker)
{
  AxleRecord *customer = nth_of (maker, &axle_customer_entity, 2);
  g_autoptr (AxleRecord) typed = axle_record_copy (customer);

  axle_record_set_text (typed, AXLE_CUSTOMER_CITY, "苏州");
  axle_record_set_text (typed, AXLE_CUSTOMER_ADDRESS, "工业园区星湖街 218 号");
  save (maker, customer, typed);
  judge (maker, NULL, "not-allowed", "Your role does not allow this.");
}

static void
refuse_making (Maker *maker)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr (AxleRecord) customer = axle_record_new (&axle_customer_entity, &id);

  customer->scope = maker->scope;
  axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, "安雅婷");
  axle_record_add_member (customer, AXLE_CUSTOMER_PHONES, "+8613911223344");
  save (maker, NULL, customer);
  judge (maker, NULL, "month-closed", "The month 2026-03 is closed.");
}

static void
decide_all (Maker *maker)
{
  g_autoptr (GPtrArray) conflicts = axle_store_list_conflicts (maker->store, 100, NULL);
  gint64 operation = 0;

  g_assert_true (axle_store_decide (maker->store, conflicts, AXLE_DECISION_KEPT, &maker->manager, NULL, &operation, NULL));
}

void
test_profile_make_contested (const char *folder)
{
  Maker maker = { 0 };
  const AxleId *first, *second;

  open_maker (&maker, folder);
  first = &nth_of (&maker, &axle_customer_entity, 0)->id;
  second = &nth_of (&maker, &axle_customer_entity, 1)->id;
  contest_text (&maker, &axle_customer_entity, second, AXLE_CUSTOMER_OCCUPATION, "教师", "工程师");
  decide_all (&maker);
  contest_odometer (&maker);
  contest_text (&maker, &axle_customer_entity, first, AXLE_CUSTOMER_CITY, "上海市浦东新区", "上海市徐汇区");
  contest_text (&maker, &axle_customer_entity, first, AXLE_CUSTOMER_OCCUPATION, "律师", "会计师");
  contest_text (&maker, &axle_customer_entity, second, AXLE_CUSTOMER_STAGE, "deal", "loyal");
  refuse_edit (&maker);
  refuse_making (&maker);
  g_assert_cmpint (axle_store_count_conflicts (maker.store), ==, TEST_N_CONFLICTS);
  close_maker (&maker);
}
