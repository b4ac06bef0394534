/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Texts at random, and right values with wrong signs in them, for every rule that
 * judges what a person typed: what is taken stays as it is when it is judged again. */
#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "base/pinyin.h"
#include "base/problem.h"
#include "base/text.h"
#include "core/insight/condition.h"
#include "core/party/name.h"
#include "core/party/phone.h"
#include "core/party/uscc.h"
#include "core/registry.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vin.h"
#include "mutate.h"

#define MAX_SIGNS 40

static const char * const values[] = {
  "LSVAA49J132047371", "1HGCM82633A004352", "京A·12345", "粤BD12345", "沪A12345学", "使014578", "WJ鄂12345",
  "+86 138 0013 8000", "010-6552 9988 转 8012", "(0411) 8480 1234", "400-810-8888", "+1 (212) 555-0123",
  "2024-02-29", "二〇二四年二月二十九日", "29/2/2024", "1,234.50", "￥12.3万", "壹仟贰佰叁拾肆元整", "91310000MA1FL1MM21",
  "欧阳娜娜", "阿不都·热合曼", "单先生", "尉迟敬德", "大连某某汽车销售服务有限公司", "J. R. Doe",
};

static const gunichar ranges[][2] = {
  { '0', '9' }, { '0', '9' }, { 'A', 'Z' }, { 'a', 'z' }, { ' ', '/' }, { 1, 0x1f }, { 0x4e00, 0x9fff }, { 0x4e00, 0x9fff },
  { 0xff01, 0xff5e }, { 0x3000, 0x303f }, { 0x300, 0x36f }, { 0x200b, 0x200f }, { 0x600, 0x6ff }, { 0x1f300, 0x1f6ff },
  { 0x20000, 0x2a6df }, { 0xe000, 0xf8ff }, { 1, 0x10ffff },
};

static void
append_sign (GRand   *random,
             GString *text)
{
  const gunichar *range = ranges[g_rand_int_range (random, 0, G_N_ELEMENTS (ranges))];
  gunichar sign = (gunichar) g_rand_int_range (random, (gint32) range[0], (gint32) range[1] + 1);

  if (g_unichar_validate (sign))
    g_string_append_unichar (text, sign);
}

/* Without a sign that was there, or with others between, or of others alone. */
static char *
new_text (GRand *random)
{
  GString *text = g_string_new (NULL);

  if (g_rand_boolean (random))
    {
      const char *value = values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))];

      for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
        {
          if (g_rand_int_range (random, 0, 12) != 0)
            g_string_append_unichar (text, g_utf8_get_char (p));
          if (g_rand_int_range (random, 0, 12) == 0)
            append_sign (random, text);
        }
    }
  else
    for (int n = g_rand_int_range (random, 0, MAX_SIGNS); n > 0; n--)
      append_sign (random, text);
  return g_string_free (text, FALSE);
}

static void
check_problems (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const AxleProblem *problem = problems->pdata[i];

      g_assert_true (g_utf8_validate (problem->message, -1, NULL));
      g_assert_cmpstr (problem->message, !=, "");
    }
}

static gboolean
eat_vin (const char *text)
{
  g_autoptr(AxleVin) vin = axle_vin_judge (text, 2025);
  g_autoptr(AxleVin) again = axle_vin_judge (vin->vin, 2025);

  check_problems (vin->problems);
  g_assert_cmpstr (again->vin, ==, vin->vin);
  g_assert_cmpint (again->ok, ==, vin->ok);
  return vin->ok;
}

static gboolean
eat_plate (const char *text)
{
  g_autoptr(AxlePlate) plate = axle_plate_judge (text);
  g_autoptr(AxlePlate) again = axle_plate_judge (plate->plate);
  g_autofree char *shown = axle_plate_format (plate->plate);

  check_problems (plate->problems);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_cmpstr (again->plate, ==, plate->plate);
  g_assert_cmpint (again->kind, ==, plate->kind);
  return plate->ok;
}

static gboolean
eat_phone (const char *text)
{
  g_autoptr(AxlePhone) phone = axle_phone_judge (text, "0411");
  g_autofree char *normal = axle_phone_normalise (text);
  gsize start = 0, end = 0;
  g_autofree char *found = axle_phone_find (text, &start, &end);

  check_problems (phone->problems);
  if (found != NULL)
    g_assert_true (start < end && end <= strlen (text));
  if (phone->e164 != NULL)
    {
      g_autofree char *shown = axle_phone_format (phone->e164);
      g_autofree char *masked = axle_phone_mask (text);
      g_autoptr(AxlePhone) again = axle_phone_judge (phone->e164, NULL);

      g_assert_true (g_utf8_validate (shown, -1, NULL));
      g_assert_true (g_utf8_validate (masked, -1, NULL));
      g_assert_cmpstr (again->e164, ==, phone->e164);
    }
  return phone->ok;
}

static gboolean
eat_date (const char *text)
{
  g_autoptr(GPtrArray) problems = axle_problems_new ();
  AxleDate date, again;
  gboolean ok = axle_date_parse (text, &date, problems);

  check_problems (problems);
  if (ok)
    {
      g_autofree char *shown = axle_date_format_iso (&date);

      g_assert_true (axle_date_is_valid (&date));
      g_assert_true (axle_date_parse (shown, &again, problems));
      g_assert_cmpint (axle_date_compare (&date, &again), ==, 0);
    }
  return ok;
}

static gboolean
eat_money (const char *text)
{
  g_autoptr(GPtrArray) problems = axle_problems_new ();
  gint64 fen, again;
  gboolean ok = axle_money_parse (text, &fen, problems);

  check_problems (problems);
  if (ok)
    {
      g_autofree char *shown = axle_money_format (fen);
      g_autofree char *plain = axle_money_format_plain (fen);
      g_autofree char *capital = axle_money_format_capital (fen);

      g_assert_true (ABS (fen) <= AXLE_MONEY_LIMIT);
      g_assert_true (g_utf8_validate (capital, -1, NULL));
      g_assert_true (axle_money_parse (shown, &again, problems));
      g_assert_cmpint (again, ==, fen);
      g_assert_true (axle_money_parse (plain, &again, problems));
      g_assert_cmpint (again, ==, fen);
    }
  return ok;
}

static gboolean
eat_uscc (const char *text)
{
  g_autoptr(GPtrArray) problems = axle_problems_new ();
  g_autofree char *code = NULL;
  gboolean ok = axle_uscc_judge (text, &code, problems);

  check_problems (problems);
  return ok;
}

static gboolean
eat_name (const char *text)
{
  g_autoptr(AxleName) name = axle_name_judge (text);
  g_autoptr(AxleName) again = axle_name_judge (name->name);
  g_autofree char *address = axle_name_address (text, "female");
  g_autofree char *masked = axle_name_mask (text);

  check_problems (name->problems);
  g_assert_true (axle_name_surname_length (text) <= strlen (text));
  g_assert_true (g_utf8_validate (address, -1, NULL));
  g_assert_true (g_utf8_validate (masked, -1, NULL));
  g_assert_cmpstr (again->name, ==, name->name);
  return name->ok;
}

static gboolean
eat_pinyin (const char *text)
{
  g_auto(GStrv) full = axle_pinyin_full (text);
  g_auto(GStrv) initials = axle_pinyin_initials (text);
  g_autofree char *key = axle_pinyin_sort_key (text);

  g_assert_cmpuint (g_strv_length (full), <=, AXLE_PINYIN_MAX_READINGS);
  g_assert_cmpuint (g_strv_length (initials), <=, AXLE_PINYIN_MAX_READINGS);
  for (guint i = 0; full[i] != NULL; i++)
    g_assert_true (g_utf8_validate (full[i], -1, NULL));
  return full[0] != NULL;
}

static gboolean
eat_text (const char *text)
{
  g_autofree char *tidy = axle_text_tidy (text);
  g_autofree char *tidier = axle_text_tidy (tidy);
  g_autofree char *key = axle_text_fold (text);
  g_autofree char *folded = axle_text_fold (key);
  g_autofree char *bare = axle_text_identifier (text);
  g_autofree char *excerpt = axle_text_excerpt (text);

  g_assert_cmpstr (tidier, ==, tidy);
  g_assert_cmpstr (folded, ==, key);
  g_assert_true (g_utf8_validate (bare, -1, NULL));
  g_assert_true (g_utf8_validate (excerpt, -1, NULL));
  return TRUE;
}

/* What a field takes it does not change a second time. */
static gboolean
eat_fields (const char *text)
{
  gboolean any = FALSE;

  for (guint i = 0; axle_registry_list ()[i] != NULL; i++)
    {
      const AxleEntity *entity = axle_registry_list ()[i];

      for (guint j = 0; j < entity->n_fields; j++)
        {
          const AxleField *field = &entity->fields[j];
          g_autoptr(GPtrArray) problems = axle_problems_new ();
          g_autoptr(GPtrArray) more = axle_problems_new ();
          g_auto(AxleValue) value = AXLE_VALUE_INIT;
          g_auto(AxleValue) again = AXLE_VALUE_INIT;

          if (axle_field_value_kind (field) == AXLE_VALUE_TEXT)
            axle_value_set_text (&value, text);
          else if (axle_field_value_kind (field) == AXLE_VALUE_SET)
            axle_value_set_packed (&value, text);
          else
            continue;
          axle_field_check (field, &value, problems);
          check_problems (problems);
          if (axle_problems_block (problems))
            continue;
          any = TRUE;
          axle_value_copy (&value, &again);
          axle_field_check (field, &again, more);
          if (!axle_value_equal (&value, &again))
            g_error ("%s of %s: “%s” becomes “%s”, and then “%s”", field->name, entity->kind, text,
                     axle_value_get_text (&value), axle_value_get_text (&again));
        }
    }
  return any;
}

static gboolean (* const rules[]) (const char *text) = {
  eat_vin, eat_plate, eat_phone, eat_date, eat_money, eat_uscc, eat_name, eat_pinyin, eat_text, eat_fields,
};

static void
test_rules (void)
{
  g_autoptr(GRand) random = fuzz_random ();
  guint n_taken[G_N_ELEMENTS (rules)] = { 0 };
  guint rounds = fuzz_rounds (8000);

  for (guint i = 0; i < rounds; i++)
    {
      /* The right ones first: chance alone may leave out all of a rule. */
      g_autofree char *text = i < G_N_ELEMENTS (values) ? g_strdup (values[i]) : new_text (random);

      for (guint j = 0; j < G_N_ELEMENTS (rules); j++)
        n_taken[j] += rules[j] (text);
    }
  /* Else only refusals were tried. */
  for (guint j = 0; rounds >= G_N_ELEMENTS (values) && j < G_N_ELEMENTS (rules); j++)
    g_assert_cmpuint (n_taken[j], >, 0);
}

/* Unknown is what hangs on nothing else. */
static gboolean
get_nothing (const char *name G_GNUC_UNUSED,
             AxleValue  *value G_GNUC_UNUSED,
             gpointer    data G_GNUC_UNUSED)
{
  return FALSE;
}

static gboolean
eat_condition (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleCondition) condition = axle_condition_parse (text, &error);
  g_autoptr(GPtrArray) parts = NULL;

  if (condition == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return FALSE;
    }
  parts = axle_condition_explain (condition, get_nothing, NULL);
  g_assert_cmpuint (parts->len, >, 0);
  for (guint i = 0; i < parts->len; i++)
    {
      const AxleConditionPart *part = parts->pdata[i];
      g_autoptr(AxleCondition) alone = axle_condition_parse (part->text, NULL);

      g_assert_nonnull (alone);
      g_assert_cmpint (axle_condition_judge (alone, get_nothing, NULL), ==, part->truth);
    }
  return TRUE;
}

/* Words of the language in any order, with signs at random between. */
static char *
new_condition (GRand *random)
{
  static const char * const words[] = {
    "age", "age", "use", "tags", "age", "and", "and", "or", "not", "in", "known", "contains", "true", "(", "(", ")", ")", ",",
    "=", ">=", "≤", "!=", "3", "-3", "20.50", "km", "元", "\"a\"", "“车队”", "'b'", "(\"a\", 2)", "> 3", "= \"a\"",
  };
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (random, 1, MAX_SIGNS); n > 0; n--)
    {
      g_string_append (text, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
      if (g_rand_int_range (random, 0, 40) == 0)
        append_sign (random, text);
      else if (g_rand_int_range (random, 0, 8) != 0)
        g_string_append_c (text, ' ');
      if (g_rand_int_range (random, 0, 4) == 0)
        break;
    }
  return g_string_free (text, FALSE);
}

static void
test_conditions (void)
{
  g_autoptr(GRand) random = fuzz_random ();
  guint n_taken = 0;
  guint rounds = fuzz_rounds (20000);

  for (guint i = 0; i < rounds; i++)
    {
      g_autofree char *text = new_condition (random);

      n_taken += eat_condition (text);
    }
  g_assert_cmpuint (n_taken, >, rounds / 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/values", test_rules);
  g_test_add_func ("/fuzz/conditions", test_conditions);
  return g_test_run ();
}
