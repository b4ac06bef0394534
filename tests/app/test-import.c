/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/import.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "desk.h"
#include "support/corpus.h"

static AxleImport *
open_file (TestDesk   *desk,
           const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AxleImport *import;

  axle_import_open_async (desk->workstation, file, NULL, test_take_result, &result);
  import = axle_import_open_finish (test_wait (&result), &error);
  g_assert_no_error (error);
  return import;
}

static AxleImport *
open_text (TestDesk   *desk,
           const char *text)
{
  g_autofree char *path = axle_test_folder_build (desk->folder, "customers.csv");

  axle_test_write (path, text, -1);
  return open_file (desk, path);
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

static void
assert_counts (AxleImport *import,
               guint64     rows,
               guint64     fresh,
               guint64     matched,
               guint64     unchanged,
               guint64     wrong)
{
  const AxleImportCounts *counts = axle_import_get_counts (import);

  g_assert_cmpuint (counts->rows, ==, rows);
  g_assert_cmpuint (counts->fresh, ==, fresh);
  g_assert_cmpuint (counts->matched, ==, matched);
  g_assert_cmpuint (counts->unchanged, ==, unchanged);
  g_assert_cmpuint (counts->wrong, ==, wrong);
}

static gint64
count_of (TestDesk         *desk,
          const AxleEntity *entity)
{
  g_autoptr(GError) error = NULL;
  gint64 n = axle_store_count (axle_workstation_get_reader (desk->workstation), entity, &error);

  g_assert_no_error (error);
  return n;
}

static AxleRecord *
only (TestDesk         *desk,
      const AxleEntity *entity)
{
  g_autoptr(GPtrArray) records = axle_store_list (axle_workstation_get_reader (desk->workstation), entity, NULL);

  g_assert_cmpuint (records->len, ==, 1);
  return axle_record_ref (records->pdata[0]);
}

#define TABLE \
  "客户姓名,手机号,VIN,车牌号,车型,性别,生日,备注\n" \
  "王芳,138 0013 8000,WVWZZZ1JZ3W386752,沪A12345,宝来,女,1980-3-5,爱喝茶\n" \
  "李明,13900139000,,,,,,\n" \
  "张三,12,,,,,,\n" \
  ",,,,宝来,,,\n" \
  "李明,13900139000,,沪B22222,,男,,\n"

static void
test_table (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleImport) import = open_text (desk, TABLE);
  g_autoptr(GPtrArray) customers = NULL;
  const AxleImportProblem *problem;
  const AxleRecord *first;

  g_assert_cmpstr (axle_import_get_format (import), ==, "csv");
  g_assert_cmpstr (axle_import_get_encoding (import), ==, "UTF-8");
  g_assert_cmpstr (axle_import_get_delimiter (import), ==, ",");
  g_assert_true (axle_import_get_has_header (import));
  g_assert_cmpuint (axle_import_get_n_preview (import), ==, 5);
  g_assert_cmpstr (axle_import_get_role (import, 0), ==, "name");
  g_assert_cmpstr (axle_import_get_role (import, 1), ==, "phone");
  g_assert_cmpstr (axle_import_get_role (import, 2), ==, "vin");
  g_assert_cmpstr (axle_import_get_role (import, 3), ==, "plate");
  g_assert_cmpstr (axle_import_get_role (import, 7), ==, "note");
  g_assert_nonnull (axle_import_get_cell_problem (import, 2, 1));
  g_assert_null (axle_import_get_cell_problem (import, 1, 1));

  run (import, TRUE);
  assert_counts (import, 5, 2, 1, 0, 2);
  g_assert_cmpint (count_of (desk, &axle_customer_entity), ==, 0);
  g_assert_cmpint (axle_import_get_operation (import), ==, 0);
  g_assert_null (axle_import_get_rejects (import));

  run (import, FALSE);
  assert_counts (import, 5, 2, 1, 0, 2);
  g_assert_cmpuint (axle_import_get_problems (import)->len, ==, 2);
  problem = axle_import_get_problems (import)->pdata[0];
  g_assert_cmpuint (problem->row, ==, 4);
  g_assert_cmpstr (problem->column, ==, "手机号");
  g_assert_true (g_str_has_prefix (problem->code, "phone-"));
  problem = axle_import_get_problems (import)->pdata[1];
  g_assert_cmpuint (problem->row, ==, 5);
  g_assert_cmpstr (problem->code, ==, "nothing-to-keep");

  customers = axle_store_list (axle_workstation_get_reader (desk->workstation), &axle_customer_entity, NULL);
  g_assert_cmpuint (customers->len, ==, 2);
  first = customers->pdata[0];
  g_assert_cmpstr (axle_record_get_text (first, AXLE_CUSTOMER_PHONES), ==, "+8613800138000");
  g_assert_cmpstr (axle_record_get_text (first, AXLE_CUSTOMER_GENDER), ==, "female");
  g_assert_cmpstr (axle_record_get_text (first, AXLE_CUSTOMER_BIRTHDAY), ==, "1980-03-05");
  g_assert_cmpint (count_of (desk, &axle_vehicle_entity), ==, 2);
  g_assert_cmpint (count_of (desk, &axle_ownership_entity), ==, 2);
  g_assert_cmpint (count_of (desk, &axle_note_entity), ==, 1);
}

static void
test_twice (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleImport) first = open_text (desk, TABLE);
  g_autoptr(AxleImport) second = NULL;

  run (first, FALSE);
  second = open_text (desk, TABLE);
  run (second, TRUE);
  assert_counts (second, 5, 0, 0, 3, 2);
  run (second, FALSE);
  assert_counts (second, 5, 0, 0, 3, 2);
  g_assert_cmpint (axle_import_get_operation (second), ==, 0);
}

static void
test_one_undo (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId known = test_add_customer (desk, "李明", "13900139000");
  g_autoptr(AxleImport) import = open_text (desk, TABLE);
  g_autoptr(AxleRecord) left = NULL;

  run (import, FALSE);
  assert_counts (import, 5, 1, 1, 1, 2);
  g_assert_cmpint (count_of (desk, &axle_customer_entity), ==, 2);
  test_undo (desk, axle_import_get_operation (import));
  left = only (desk, &axle_customer_entity);
  g_assert_true (axle_id_equal (&left->id, &known));
  g_assert_null (axle_record_get_text (left, AXLE_CUSTOMER_GENDER));
  g_assert_cmpint (count_of (desk, &axle_vehicle_entity), ==, 0);
  g_assert_cmpint (count_of (desk, &axle_note_entity), ==, 0);
}

/* An import completes and never overwrites. */
static void
test_differs (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleImport) import = NULL;
  g_autoptr(AxleRecord) customer = NULL;
  const AxleImportProblem *problem;

  test_add_customer (desk, "王芳", "13800138000");
  import = open_text (desk, "姓名,手机,城市\n王方,13800138000,上海\n");
  run (import, FALSE);
  assert_counts (import, 1, 0, 1, 0, 0);
  g_assert_cmpuint (axle_import_get_problems (import)->len, ==, 1);
  problem = axle_import_get_problems (import)->pdata[0];
  g_assert_cmpstr (problem->code, ==, "differs");
  g_assert_false (problem->refused);
  customer = only (desk, &axle_customer_entity);
  g_assert_cmpstr (axle_record_get_text (customer, AXLE_CUSTOMER_NAME), ==, "王芳");
  g_assert_cmpstr (axle_record_get_text (customer, AXLE_CUSTOMER_CITY), ==, "上海");
}

static void
test_rejects (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleImport) import = open_text (desk, TABLE);
  g_autoptr(AxleImport) again = NULL;
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_auto(GStrv) parts = NULL;
  g_autofree char *corrected = NULL;

  run (import, FALSE);
  path = g_file_get_path (axle_import_get_rejects (import));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "\xef\xbb\xbf"));
  parts = g_strsplit (content, "张三,12,", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  corrected = g_strjoinv ("张三,13700137000,", parts);
  axle_test_write (path, corrected, -1);

  again = open_file (desk, path);
  g_assert_cmpstr (axle_import_get_role (again, axle_import_get_n_columns (again) - 1), ==, "ignore");
  run (again, FALSE);
  assert_counts (again, 2, 1, 0, 0, 1);
}

typedef struct
{
  const char *name;
  const char *table;
  guint       fresh;
  guint       matched;
  guint       unchanged;
  guint       wrong;
} Matching;

/* Each comes after 王芳, 13800138000, with the car WVWZZZ1JZ3W386752 沪A12345. */
static const Matching matchings[] = {
  { "phone-and-vin", "姓名,手机,VIN\n王芳,13800138000,WVWZZZ1JZ3W386752\n", 0, 0, 1, 0 },
  { "phone-alone", "姓名,手机\n王芳,+86 138-0013-8000\n", 0, 0, 1, 0 },
  { "vin-alone", "姓名,VIN\n王芳,wvwzzz1jz3w386752\n", 0, 0, 1, 0 },
  { "vin-and-new-phone", "姓名,手机,VIN\n王芳,13900139000,WVWZZZ1JZ3W386752\n", 0, 1, 0, 0 },
  { "vin-of-another", "姓名,VIN\n李明,WVWZZZ1JZ3W386752\n", 1, 0, 0, 0 },
  { "vin-of-two", "姓名,手机,VIN\n张三,13900139000,LSGBL5334HF000020\n李四,13700137000,LSGBL5334HF000020\n", 2, 0, 0, 0 },
  { "had-the-car", "姓名,VIN,Until\n李明,LSGBL5334HF000020,2024-01-01\n李明,LSGBL5334HF000020,2024-01-01\n", 1, 0, 1, 0 },
  { "phone-and-new-car", "姓名,手机,车牌\n王芳,13800138000,沪B22222\n", 0, 1, 0, 0 },
  { "plate-alone", "车牌\n沪A·12345\n", 0, 0, 1, 0 },
  { "name-alone", "姓名\n王芳\n", 0, 0, 1, 0 },
  { "other-phone", "姓名,手机\n王芳,13900139000\n", 1, 0, 0, 0 },
  { "other-name", "姓名\n王方\n", 1, 0, 0, 0 },
  { "phone-alone-new", "手机\n13900139000\n", 1, 0, 0, 0 },
  { "phone-twice", "姓名,手机\n李明,13900139000\n李明,13900139000\n", 1, 0, 1, 0 },
  { "vin-twice", "姓名,VIN,车型\n李明,1M8GDM9AXKP042788,\n李明,1M8GDM9AXKP042788,大巴\n", 1, 1, 0, 0 },
  { "two-in-one-cell", "姓名,手机\n李明,13900139000/13700137000\n李明,13700137000\n", 1, 0, 1, 0 },
  { "scientific", "姓名,手机\n李明,1.39E+10\n", 0, 0, 0, 1 },
  { "bad-vin", "姓名,VIN\n李明,LSVAU2180N20000\n", 0, 0, 0, 1 },
  { "bad-plate", "姓名,车牌\n李明,沪A1\n", 0, 0, 0, 1 },
  { "no-words", "姓名,手机,城市\n李明,-,无\n", 1, 0, 0, 0 },
};

static void
test_matching (const Matching *test)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleImport) known = open_text (desk, "姓名,手机,VIN,车牌\n王芳,13800138000,WVWZZZ1JZ3W386752,沪A12345\n");
  g_autoptr(AxleImport) import = NULL;
  g_autoptr(AxleImport) again = NULL;
  guint rows = test->fresh + test->matched + test->unchanged + test->wrong;

  run (known, FALSE);
  import = open_text (desk, test->table);
  if (!axle_import_get_has_header (import))
    g_assert_true (axle_import_set_has_header (import, TRUE, NULL));
  run (import, TRUE);
  assert_counts (import, rows, test->fresh, test->matched, test->unchanged, test->wrong);
  run (import, FALSE);
  assert_counts (import, rows, test->fresh, test->matched, test->unchanged, test->wrong);
  run (import, FALSE);
  assert_counts (import, rows, 0, 0, rows - test->wrong, test->wrong);
}

static void
test_corrected (void)
{
  static const char gbk[] = "\xd0\xd5\xc3\xfb;\xb3\xc7\xca\xd0\n\xcd\xf5\xb7\xbc;\xc9\xcf\xba\xa3\n"; /* 姓名;城市 王芳;上海 */
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleImport) import = open_text (desk, gbk);
  g_autoptr(GError) error = NULL;

  g_assert_true (axle_import_set_encoding (import, "GB18030", &error));
  g_assert_no_error (error);
  g_assert_true (axle_import_set_delimiter (import, ";", &error));
  g_assert_true (axle_import_set_has_header (import, TRUE, &error));
  g_assert_cmpstr (axle_import_get_header (import, 1), ==, "城市");
  g_assert_cmpstr (axle_import_get_cell (import, 0, 1), ==, "上海");
  g_assert_cmpstr (axle_import_list_encodings (import)[0], ==, "GB18030");
  axle_import_set_role (import, 1, "address");
  run (import, FALSE);
  {
    g_autoptr(AxleRecord) customer = only (desk, &axle_customer_entity);

    g_assert_cmpstr (axle_record_get_text (customer, AXLE_CUSTOMER_ADDRESS), ==, "上海");
    g_assert_null (axle_record_get_text (customer, AXLE_CUSTOMER_CITY));
  }
  g_assert_false (axle_import_set_encoding (import, "KOI-99", &error));
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FORMAT);
}

static void
test_cards (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleImport) import = open_text (desk,
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:王芳\r\nTEL;TYPE=CELL:13800138000\r\nTEL;TYPE=WORK:021-62345678\r\n"
    "EMAIL:wang@example.com\r\nBDAY:1980-03-05\r\nCATEGORIES:vip,试驾\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:上海某某汽车销售有限公司\r\nTEL;VALUE=uri:tel:+86-139-0013-9000\r\nEND:VCARD\r\n");
  g_autoptr(GPtrArray) customers = NULL;

  g_assert_cmpstr (axle_import_get_format (import), ==, "vcard");
  run (import, FALSE);
  assert_counts (import, 2, 2, 0, 0, 0);
  run (import, FALSE);
  assert_counts (import, 2, 0, 0, 2, 0);
  customers = axle_store_list (axle_workstation_get_reader (desk->workstation), &axle_customer_entity, NULL);
  g_assert_cmpstr (axle_record_get_text (customers->pdata[0], AXLE_CUSTOMER_PHONES), ==,
                   "+8613800138000" AXLE_SET_SEPARATOR "+862162345678");
  g_assert_cmpstr (axle_record_get_text (customers->pdata[1], AXLE_CUSTOMER_TYPE), ==, "company");
}

/* Real files: whatever they are, an import tells what it did with every row, and
 * the same file again changes nothing. */
static void
test_corpus (gconstpointer data)
{
  g_autoptr(GPtrArray) files = corpus_list (data);

  if (files->len == 0)
    {
      g_test_skip ("the shared data is not at hand");
      return;
    }
  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr(TestDesk) desk = test_desk_new ();
      g_autofree char *path = corpus_path (files->pdata[i]);
      g_autoptr(GFile) file = g_file_new_for_path (path);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(AxleImport) import = NULL;
      g_autoptr(GError) error = NULL;
      AxleImportCounts first;

      if (g_str_has_suffix (path, ".md"))
        continue;
      g_test_message ("%s", path);
      axle_import_open_async (desk->workstation, file, NULL, test_take_result, &result);
      import = axle_import_open_finish (test_wait (&result), &error);
      if (import == NULL)
        {
          g_assert_nonnull (error);
          continue;
        }
      for (int round = 0; round < 2; round++)
        {
          g_autoptr(GAsyncResult) ran = NULL;
          g_autoptr(GError) broken = NULL;
          const AxleImportCounts *counts = axle_import_get_counts (import);

          axle_import_run_async (import, FALSE, NULL, NULL, NULL, test_take_result, &ran);
          axle_import_run_finish (import, test_wait (&ran), &broken);
          g_assert_cmpuint (counts->rows, ==, counts->fresh + counts->matched + counts->unchanged + counts->wrong);
          if (round == 0)
            first = *counts;
          else
            {
              g_assert_cmpuint (counts->fresh, ==, 0);
              g_assert_cmpuint (counts->matched, ==, 0);
              g_assert_cmpuint (counts->rows, ==, first.rows);
              g_assert_cmpuint (counts->wrong, ==, first.wrong);
            }
        }
    }
}

/* A plate moves to the next car, but an import takes nothing away: the car comes
 * without it, and the row says so. So it does again when the file comes again. */
static void
test_taken_plate (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleImport) import = open_text (desk,
    "姓名,手机,VIN,车牌\n"
    "王芳,13800138000,WVWZZZ1JZ3W386752,沪A12345\n"
    "李明,13900139000,LSVAM4187C2184847,沪A12345\n"
    "赵云,13700137000,,沪B22222\n");
  g_autoptr(GPtrArray) cars = NULL;

  for (int round = 0; round < 2; round++)
    {
      const AxleImportProblem *problem;

      run (import, TRUE);
      g_assert_cmpuint (axle_import_get_problems (import)->len, ==, 1);
      run (import, FALSE);
      if (round == 0)
        assert_counts (import, 3, 3, 0, 0, 0);
      else
        assert_counts (import, 3, 0, 0, 3, 0);
      g_assert_cmpuint (axle_import_get_problems (import)->len, ==, 1);
      problem = axle_import_get_problems (import)->pdata[0];
      g_assert_cmpuint (problem->row, ==, 3);
      g_assert_cmpstr (problem->code, ==, "taken");
      g_assert_false (problem->refused);
      g_assert_nonnull (strstr (problem->message, "WVWZZZ1JZ3W386752"));
    }
  cars = axle_store_list (axle_workstation_get_reader (desk->workstation), &axle_vehicle_entity, NULL);
  g_assert_cmpuint (cars->len, ==, 3);
  g_assert_cmpstr (axle_record_get_text (cars->pdata[0], AXLE_VEHICLE_PLATE), ==, "沪A12345");
  /* Looked up by the plate of the first row, the second one had to wait for it. */
  g_assert_cmpstr (axle_record_get_text (cars->pdata[1], AXLE_VEHICLE_PLATE), ==, "沪B22222");
  g_assert_cmpstr (axle_record_get_text (cars->pdata[2], AXLE_VEHICLE_VIN), ==, "LSVAM4187C2184847");
  g_assert_null (axle_record_get_text (cars->pdata[2], AXLE_VEHICLE_PLATE));
}

/* As many rows as GLib's test modes allow for: a slice is full many times over. */
static char *
many_rows (guint n)
{
  g_autoptr(GString) table = g_string_new ("姓名,手机,车牌\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (table, "客户%u,138%08u,沪A%05u\n", i, i, i % 100000);
  return g_string_free (g_steal_pointer (&table), FALSE);
}

static void
count_progress (AxleImport             *import,
                double                  share,
                const AxleImportCounts *counts,
                gpointer                user_data)
{
  guint *n = user_data;

  g_assert_cmpfloat (share, >=, 0.0);
  g_assert_cmpfloat (share, <=, 1.0);
  (*n)++;
}

static void
test_many (void)
{
  const guint n = g_test_slow () ? 30000 : 3000;
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autofree char *table = many_rows (n);
  g_autoptr(AxleImport) import = open_text (desk, table);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint n_told = 0;

  axle_import_run_async (import, FALSE, count_progress, &n_told, NULL, test_take_result, &result);
  axle_import_run_finish (import, test_wait (&result), &error);
  g_assert_no_error (error);
  assert_counts (import, n, n, 0, 0, 0);
  g_assert_cmpuint (n_told, >, 0);
  g_assert_cmpint (count_of (desk, &axle_customer_entity), ==, n);
}

/* A number that stands second is a key as well, also in a file of thousands of rows. */
static void
test_second_phones (void)
{
  const guint n = 700;
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(GString) table = g_string_new ("姓名,手机,手机2\n");
  g_autoptr(AxleImport) import = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (table, "客户%u,138%08u,139%08u\n", i, i, i);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (table, "客户%u,139%08u,\n", i, i);
  import = open_text (desk, table->str);
  run (import, TRUE);
  assert_counts (import, 2 * n, n, 0, n, 0);
  run (import, FALSE);
  assert_counts (import, 2 * n, n, 0, n, 0);
}

static void
cancel_progress (AxleImport             *import,
                 double                  share,
                 const AxleImportCounts *counts,
                 gpointer                user_data)
{
  g_cancellable_cancel (user_data);
}

/* Cancelled half-way: what was saved is one operation and can be taken back. */
static void
test_cancel (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autofree char *table = many_rows (5000);
  g_autoptr(AxleImport) import = open_text (desk, table);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint64 n;

  axle_import_run_async (import, FALSE, cancel_progress, cancellable, cancellable, test_take_result, &result);
  g_assert_false (axle_import_run_finish (import, test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  n = axle_import_get_counts (import)->fresh;
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, 5000);
  g_assert_cmpint (count_of (desk, &axle_customer_entity), ==, n);
  test_undo (desk, axle_import_get_operation (import));
  g_assert_cmpint (count_of (desk, &axle_customer_entity), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/table", test_table);
  g_test_add_func ("/import/twice", test_twice);
  g_test_add_func ("/import/one-undo", test_one_undo);
  g_test_add_func ("/import/differs", test_differs);
  g_test_add_func ("/import/rejects", test_rejects);
  axle_test_add_table ("/import/matching", matchings, test_matching);
  g_test_add_func ("/import/corrected", test_corrected);
  g_test_add_func ("/import/cards", test_cards);
  g_test_add_func ("/import/taken-plate", test_taken_plate);
  g_test_add_data_func ("/import/corpus/csv", "csv", test_corpus);
  g_test_add_data_func ("/import/corpus/contacts", "contacts", test_corpus);
  g_test_add_func ("/import/many", test_many);
  g_test_add_func ("/import/second-phones", test_second_phones);
  g_test_add_func ("/import/cancel", test_cancel);
  return g_test_run ();
}
