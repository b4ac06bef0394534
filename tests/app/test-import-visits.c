/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/import.h"
#include "core/calendar.h"
#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/vehicle.h"
#include "desk.h"
#include "store/customers.h"

#define VIN "LSVNV2187E2100001"

static const char customers[] =
  "姓名,手机,车架号,车牌\n"
  "李明朗,13800138000," VIN ",沪A12345\n"
  "王小雨,13900139000,,苏E88888\n"
  "周全,13700137000,,\n";

static AxleImport *
open_text (TestDesk   *desk,
           const char *text,
           gsize       size)
{
  g_autofree char *path = axle_test_folder_build (desk->folder, "table.csv");
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AxleImport *import;

  axle_test_write (path, text, (gssize) size);
  axle_import_open_async (desk->workstation, file, NULL, test_take_result, &result);
  import = axle_import_open_finish (test_wait (&result), &error);
  g_assert_no_error (error);
  return import;
}

static void
run (AxleImport *import,
     gboolean    dry_run)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_import_run_async (import, dry_run, NULL, NULL, NULL, test_take_result, &result);
  axle_import_run_finish (import, test_wait (&result), &error);
  g_assert_no_error (error);
}

static TestDesk *
new_desk (void)
{
  TestDesk *desk = test_desk_new ();
  g_autoptr(AxleImport) import = open_text (desk, customers, strlen (customers));

  run (import, FALSE);
  g_assert_cmpuint (axle_import_get_counts (import)->fresh, ==, 3);
  return desk;
}

static AxleImport *
import_visits (TestDesk   *desk,
               const char *text,
               gboolean    dry_run)
{
  AxleImport *import = open_text (desk, text, strlen (text));

  axle_import_set_kind (import, AXLE_IMPORT_VISITS);
  run (import, dry_run);
  return import;
}

static void
assert_counts (AxleImport *import,
               guint64     fresh,
               guint64     matched,
               guint64     unchanged,
               guint64     wrong)
{
  const AxleImportCounts *counts = axle_import_get_counts (import);

  g_assert_cmpuint (counts->fresh, ==, fresh);
  g_assert_cmpuint (counts->matched, ==, matched);
  g_assert_cmpuint (counts->unchanged, ==, unchanged);
  g_assert_cmpuint (counts->wrong, ==, wrong);
}

static GPtrArray *
list (TestDesk         *desk,
      const AxleEntity *entity)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *records = axle_store_list (axle_workstation_get_reader (desk->workstation), entity, &error);

  g_assert_no_error (error);
  return records;
}

static AxleRecord *
find_visit (GPtrArray  *visits,
            const char *number)
{
  for (guint i = 0; i < visits->len; i++)
    if (g_strcmp0 (axle_record_get_text (visits->pdata[i], AXLE_VISIT_NUMBER), number) == 0)
      return visits->pdata[i];
  return NULL;
}

static const char history[] =
  "工单号,车架号,车牌号,手机,进厂日期,进厂里程,维修类型,维修项目,结算金额,客户描述\n"
  "RO1," VIN ",,,2025-03-05,12000,保养,更换机油 380；更换机滤（90元）,470,要跑长途\n"
  "RO2,,苏E88888,,2025年4月1日 14:30,5200,钣喷,后杠喷漆,800,\n"
  "RO3,,,13700137000,2025/5/2,,维修,检查异响,0,\n"
  "RO4,,沪Z99999,,2025-05-03,100,保养,更换机油,380,\n"
  "RO5," VIN ",,,,100,保养,更换机油,380,\n"
  "RO6,,,,2025-05-05,100,保养,更换机油,380,\n";

/* What the header looks like. */
static void
test_guess (void)
{
  static const struct
  {
    const char     *header;
    AxleImportKind  kind;
  } cases[] = {
    { "工单号,车架号,车牌号,手机,进厂日期,进厂里程,维修类型,维修项目,结算金额,客户描述", AXLE_IMPORT_VISITS },
    { "Order No,Plate,Date,Total", AXLE_IMPORT_VISITS },
    { "车牌,日期,项目", AXLE_IMPORT_VISITS },
    { "姓名,手机,车架号,车牌,备注", AXLE_IMPORT_CUSTOMERS },
    { "姓名,手机,购车日期,购车金额", AXLE_IMPORT_CUSTOMERS },
    { "name,type,phone,first_registration,note", AXLE_IMPORT_CUSTOMERS },
    { "李明朗,13800138000,沪A12345", AXLE_IMPORT_CUSTOMERS },
  };
  TestDesk *desk = test_desk_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (cases[i].header, "\n", NULL);
      g_autoptr(AxleImport) import = open_text (desk, text, strlen (text));

      g_test_message ("%s", cases[i].header);
      g_assert_cmpint (axle_import_guess_kind (import), ==, cases[i].kind);
    }
  test_desk_free (desk);
}

static void
test_history (void)
{
  g_autoptr(TestDesk) desk = new_desk ();
  g_autoptr(AxleImport) tried = import_visits (desk, history, TRUE);
  g_autoptr(AxleImport) import = NULL, again = NULL;
  g_autoptr(GPtrArray) none = list (desk, &axle_visit_entity), visits = NULL, jobs = NULL, problems = NULL;
  const AxleRecord *visit;
  g_autoptr(AxleRecord) car = NULL;

  assert_counts (tried, 3, 0, 0, 3);
  g_assert_cmpuint (none->len, ==, 0);
  import = import_visits (desk, history, FALSE);
  assert_counts (import, 3, 0, 0, 3);
  problems = g_ptr_array_ref (axle_import_get_problems (import));
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_cmpstr (((AxleImportProblem *) problems->pdata[0])->code, ==, "unknown-car");
  g_assert_cmpstr (((AxleImportProblem *) problems->pdata[1])->code, ==, "no-date");
  g_assert_cmpstr (((AxleImportProblem *) problems->pdata[2])->code, ==, "nothing-to-find");
  g_assert_nonnull (axle_import_get_rejects (import));

  visits = list (desk, &axle_visit_entity);
  jobs = list (desk, &axle_job_entity);
  g_assert_cmpuint (visits->len, ==, 3);
  g_assert_cmpuint (jobs->len, ==, 4);
  visit = find_visit (visits, "RO1");
  g_assert_cmpint (axle_record_get_integer (visit, AXLE_VISIT_AMOUNT), ==, 47000);
  g_assert_cmpint (axle_record_get_integer (visit, AXLE_VISIT_ODOMETER), ==, 12000000);
  g_assert_cmpstr (axle_record_get_text (visit, AXLE_VISIT_REASON), ==, "maintenance");
  g_assert_cmpstr (axle_record_get_text (visit, AXLE_VISIT_CONCERN), ==, "要跑长途");
  g_assert_cmpstr (axle_record_get_text (visit, AXLE_VISIT_SOURCE), ==, "import");
  g_assert_cmpstr (axle_record_get_text (jobs->pdata[0], AXLE_JOB_TITLE), ==, "更换机油");
  g_assert_cmpint (axle_record_get_integer (jobs->pdata[0], AXLE_JOB_AMOUNT), ==, 38000);
  g_assert_cmpstr (axle_record_get_text (jobs->pdata[1], AXLE_JOB_TITLE), ==, "更换机滤");
  g_assert_cmpint (axle_record_get_integer (jobs->pdata[1], AXLE_JOB_AMOUNT), ==, 9000);
  g_assert_cmpint (axle_record_get (find_visit (visits, "RO3"), AXLE_VISIT_VEHICLE)->kind, ==, AXLE_VALUE_NONE);
  car = axle_store_find_vehicle (axle_workstation_get_reader (desk->workstation), VIN, NULL, NULL);
  g_assert_cmpint (axle_record_get_integer (car, AXLE_VEHICLE_ODOMETER), ==, 12000000);

  again = import_visits (desk, history, FALSE);
  assert_counts (again, 0, 0, 3, 3);
  test_undo (desk, axle_import_get_operation (import));
  g_clear_pointer (&visits, g_ptr_array_unref);
  visits = list (desk, &axle_visit_entity);
  g_assert_cmpuint (visits->len, ==, 0);
}

/* A row for each job of an order, also across slices and in a second file. */
static void
test_rows_of_one_order (void)
{
  static const char first[] = "order,plate,date,job\nA1,苏E88888,2025-01-01,更换机油 300\nA1,苏E88888,2025-01-01,更换雨刮 100\n";
  static const char second[] = "order,plate,date,job\nA1,苏E88888,2025-01-01,更换雨刮 100\nA1,苏E88888,2025-01-01,洗车\n";
  g_autoptr(TestDesk) desk = new_desk ();
  g_autoptr(AxleImport) one = import_visits (desk, first, FALSE), two = import_visits (desk, second, FALSE);
  g_autoptr(GPtrArray) visits = list (desk, &axle_visit_entity), jobs = list (desk, &axle_job_entity);

  assert_counts (one, 1, 1, 0, 0);
  assert_counts (two, 0, 1, 1, 0);
  g_assert_cmpuint (visits->len, ==, 1);
  g_assert_cmpuint (jobs->len, ==, 3);
}

/* Without a number, car and day say which it is; what differs is kept as it was. */
static void
test_car_and_day (void)
{
  static const char first[] = "车牌,日期,金额\n苏E88888,2025-01-01 09:30,300\n苏E88888,2025-01-02,300\n";
  static const char second[] = "车牌,日期,金额\n苏E88888,2025-01-01,500\n";
  g_autoptr(TestDesk) desk = new_desk ();
  g_autoptr(AxleImport) one = import_visits (desk, first, FALSE), two = import_visits (desk, second, FALSE);
  g_autoptr(GPtrArray) visits = list (desk, &axle_visit_entity);
  GPtrArray *problems = axle_import_get_problems (two);

  assert_counts (one, 2, 0, 0, 0);
  assert_counts (two, 0, 0, 1, 0);
  g_assert_cmpuint (visits->len, ==, 2);
  g_assert_cmpint (axle_record_get_integer (visits->pdata[0], AXLE_VISIT_AMOUNT), ==, 30000);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (((AxleImportProblem *) problems->pdata[0])->code, ==, "differs");
}

static void
test_encoding (void)
{
  g_autoptr(TestDesk) desk = new_desk ();
  gsize size;
  g_autofree char *gbk = g_convert (history, -1, "GB18030", "UTF-8", NULL, &size, NULL);
  g_autoptr(AxleImport) import = open_text (desk, gbk, size);

  axle_import_set_kind (import, AXLE_IMPORT_VISITS);
  g_assert_cmpstr (axle_import_get_encoding (import), ==, "GB18030");
  run (import, FALSE);
  assert_counts (import, 3, 0, 0, 3);
}

static void
test_columns (void)
{
  static const struct { const char *header, *role; } cases[] = {
    { "工单号", "order" }, { "维修单号", "order" }, { "Invoice No.", "order" }, { "RO Number", "order" },
    { "进厂日期", "date" }, { "结算时间", "date" }, { "Service Date", "date" },
    { "实收金额(元)", "amount" }, { "Total", "amount" }, { "维修项目", "jobs" }, { "作业内容", "jobs" },
    { "故障描述", "concern" }, { "备注", "concern" }, { "维修类型", "reason" }, { "服务顾问", "service_advisor" },
    { "车架号", "vin" }, { "车牌号", "plate" }, { "联系电话", "phone" }, { "车主姓名", "name" },
    { "进厂里程", "odometer" }, { "Mileage", "odometer" }, { "生日", "ignore" }, { "客户来源", "ignore" }, { "颜色", "ignore" },
  };
  g_autoptr(TestDesk) desk = test_desk_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("%s,另一列\n甲,乙\n", cases[i].header);
      g_autoptr(AxleImport) import = open_text (desk, text, strlen (text));

      axle_import_set_has_header (import, TRUE, NULL);
      axle_import_set_kind (import, AXLE_IMPORT_VISITS);
      g_test_message ("%s", cases[i].header);
      g_assert_cmpstr (axle_import_get_role (import, 0), ==, cases[i].role);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-visits/columns", test_columns);
  g_test_add_func ("/import-visits/guess", test_guess);
  g_test_add_func ("/import-visits/history", test_history);
  g_test_add_func ("/import-visits/rows-of-one-order", test_rows_of_one_order);
  g_test_add_func ("/import-visits/car-and-day", test_car_and_day);
  g_test_add_func ("/import-visits/encoding", test_encoding);
  return g_test_run ();
}
