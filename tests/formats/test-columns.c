/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/columns.h"

static void
test_headers (void)
{
  static const struct
  {
    const char *header, *role;
  } cases[] = {
    { "姓名", "name" }, { "客户姓名", "name" }, { "车主", "name" }, { "Name", "name" }, { "Full Name", "name" },
    { "手机", "phone" }, { "*手机号（必填）", "phone" }, { "联系方式", "phone" }, { "Mobile", "phone" },
    { "公司电话", "phone" }, { "备用电话", "phone2" }, { "手机号2", "phone2" },
    { "车架号", "vin" }, { "VIN", "vin" }, { "车辆识别代号(VIN)", "vin" }, { "ＶＩＮ码", "vin" },
    { "车牌", "plate" }, { "车牌号码", "plate" }, { "License plate", "plate" },
    { "车型", "model" }, { "品牌车型", "model" }, { "生日", "birthday" }, { "出生日期", "birthday" },
    { "性别", "gender" }, { "单位", "company" }, { "工作单位", "company" }, { "地址", "address" },
    { "公司地址", "address" }, { "客户来源", "source" }, { "备注", "note" }, { "标签", "tags" },
    { "进厂里程", "odometer" }, { "里程(km)", "odometer" }, { "购车日期", "first_registration" },
    { "首次上牌", "first_registration" }, { "邮箱", "email" }, { "E-mail", "email" }, { "微信号", "wechat" },
    { "职业", "occupation" }, { "城市", "city" }, { "序号", "ignore" }, { "身份证号", "ignore" }, { "xyz", "ignore" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleColumnRole role = axle_column_role_of_header (cases[i].header, NULL);

      g_test_message ("%s", cases[i].header);
      g_assert_cmpstr (axle_column_role_to_string (role), ==, cases[i].role);
    }
}

static void
test_values (void)
{
  static const struct
  {
    const char *value, *role;
  } cases[] = {
    { "13800000001", "phone" }, { "+86 138-0000-0001", "phone" }, { "010-12345678", "phone" },
    { "LSVAA49J132000001", "vin" }, { "京A12345", "plate" }, { "沪AD12345", "plate" }, { "粤B·12345", "plate" },
    { "粤Z1234港", "plate" }, { "a@b.cn", "email" }, { "男", "gender" }, { "张三", "name" },
    { "北京市海淀区中关村大街1号", "address" }, { "12345", "ignore" }, { "", "ignore" }, { "\xff", "ignore" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (axle_column_role_to_string (axle_column_role_of_value (cases[i].value)), ==, cases[i].role);
}

static GPtrArray *
make_row (const char *first,
          ...)
{
  GPtrArray *row = g_ptr_array_new ();
  va_list args;

  va_start (args, first);
  for (const char *cell = first; cell != NULL; cell = va_arg (args, const char *))
    g_ptr_array_add (row, (gpointer) cell);
  va_end (args);
  return row;
}

static void
expect (GArray *guesses,
        guint   column,
        const char *role)
{
  g_assert_cmpstr (axle_column_role_to_string (g_array_index (guesses, AxleColumnGuess, column).role), ==, role);
}

static void
test_table (void)
{
  g_autoptr (GPtrArray) header = make_row ("客户", "电话", "备用电话", "vin", "联系电话", "名称", NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GArray) guesses = NULL;
  g_autoptr (GArray) headless = NULL;

  g_ptr_array_add (rows, make_row ("张三", "13800000001", "", "LSVAA49J132000001", "13800000003", "x", NULL));
  g_ptr_array_add (rows, make_row ("李四", "13800000002", "13900000009", "LSVAA49J132000002", NULL));
  guesses = axle_columns_guess (header, rows, 6);
  expect (guesses, 0, "name");
  expect (guesses, 1, "phone");
  expect (guesses, 2, "phone2");
  expect (guesses, 3, "vin");
  expect (guesses, 4, "phone3");
  expect (guesses, 5, "ignore");
  g_assert_cmpint (g_array_index (guesses, AxleColumnGuess, 5).reason, ==, AXLE_COLUMN_REASON_TAKEN);
  headless = axle_columns_guess (NULL, rows, 5);
  expect (headless, 0, "name");
  expect (headless, 1, "phone");
  expect (headless, 3, "vin");
}

/* A header that lies is overruled by what is unmistakable. */
static void
test_content_wins (void)
{
  g_autoptr (GPtrArray) header = make_row ("车架号", "车牌", NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GArray) guesses = NULL;

  g_ptr_array_add (rows, make_row ("京A12345", "LSVAA49J132000001", NULL));
  guesses = axle_columns_guess (header, rows, 2);
  expect (guesses, 0, "plate");
  expect (guesses, 1, "vin");
}

static void
test_names (void)
{
  for (guint i = 0; i < AXLE_COLUMN_N_ROLES; i++)
    {
      AxleColumnRole role;

      g_assert_true (axle_column_role_from_string (axle_column_role_to_string ((AxleColumnRole) i), &role));
      g_assert_cmpuint (role, ==, i);
      g_assert_nonnull (axle_column_role_get_label (role));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/columns/headers", test_headers);
  g_test_add_func ("/columns/values", test_values);
  g_test_add_func ("/columns/table", test_table);
  g_test_add_func ("/columns/content-wins", test_content_wins);
  g_test_add_func ("/columns/names", test_names);
  return g_test_run ();
}
