/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/condition.h"
#include "core/insight/condition-words.h"

#include "support/support.h"

static const AxleChoice powertrains[] = { { "petrol", "Petrol" }, { "battery", "Battery" }, { "plug-in", "Plug-in" }, { NULL, NULL } };

static const AxleField words[] = {
  { .name = "car_age", .type = AXLE_FIELD_INTEGER },
  { .name = "children", .type = AXLE_FIELD_INTEGER },
  { .name = "powertrain", .type = AXLE_FIELD_CHOICE, .choices = powertrains },
  { .name = "occupation", .type = AXLE_FIELD_TEXT },
  { .name = "spend", .type = AXLE_FIELD_MONEY },
  { .name = "interval", .type = AXLE_FIELD_DISTANCE },
  { .name = "tags", .type = AXLE_FIELD_SET },
  { .name = "company", .type = AXLE_FIELD_BOOLEAN },
};

static const AxleField *
find_word (const char *name,
           gpointer    data G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].name, name))
      return &words[i];
  return NULL;
}

/* A petrol car of four years of a teacher who spent 2,000 yuan; children are unknown. */
static gboolean
get (const char *name,
     AxleValue  *value,
     gpointer    data G_GNUC_UNUSED)
{
  static const char * const tags[] = { "vip", "fleet", NULL };

  if (g_str_equal (name, "car_age"))
    axle_value_set_integer (value, 4);
  else if (g_str_equal (name, "powertrain"))
    axle_value_set_text (value, "petrol");
  else if (g_str_equal (name, "occupation"))
    axle_value_set_text (value, "School Teacher");
  else if (g_str_equal (name, "spend"))
    axle_value_set_integer (value, 200000);
  else if (g_str_equal (name, "interval"))
    axle_value_set_integer (value, 5000000);
  else if (g_str_equal (name, "tags"))
    axle_value_set_members (value, tags);
  else if (g_str_equal (name, "company"))
    axle_value_set_boolean (value, FALSE);
  else
    return FALSE;
  return TRUE;
}

static void
test_truth (void)
{
  static const struct { const char *text; AxleTruth truth; } cases[] = {
    { "car_age = 4", AXLE_TRUTH_TRUE },
    { "car_age != 4", AXLE_TRUTH_FALSE },
    { "car_age < 4", AXLE_TRUTH_FALSE },
    { "car_age <= 4", AXLE_TRUTH_TRUE },
    { "car_age > 3", AXLE_TRUTH_TRUE },
    { "car_age >= 5", AXLE_TRUTH_FALSE },
    { "car_age ≥ 4", AXLE_TRUTH_TRUE },
    { "car_age ＞＝ ４", AXLE_TRUTH_TRUE },
    { "car_age > -3", AXLE_TRUTH_TRUE },
    { "car_age in (1, 2, 4)", AXLE_TRUTH_TRUE },
    { "car_age not in (1, 2, 4)", AXLE_TRUTH_FALSE },
    { "powertrain in (\"battery\", \"plug-in\")", AXLE_TRUTH_FALSE },
    { "powertrain not in （“battery”，“plug-in”）", AXLE_TRUTH_TRUE },
    { "powertrain = 'petrol'", AXLE_TRUTH_TRUE },
    { "occupation contains \"teacher\"", AXLE_TRUTH_TRUE },
    { "occupation not contains \"teacher\"", AXLE_TRUTH_FALSE },
    { "tags contains \"fleet\"", AXLE_TRUTH_TRUE },
    { "tags contains \"fl\"", AXLE_TRUTH_FALSE },
    { "spend >= 2000 yuan", AXLE_TRUTH_TRUE },
    { "spend >= 2000.01元", AXLE_TRUTH_FALSE },
    { "interval = 5km", AXLE_TRUTH_FALSE },
    { "interval = 5000 公里", AXLE_TRUTH_TRUE },
    { "interval = 5000000 m", AXLE_TRUTH_TRUE },
    { "company", AXLE_TRUTH_FALSE },
    { "not company", AXLE_TRUTH_TRUE },
    { "not not company", AXLE_TRUTH_FALSE },
    { "company = false", AXLE_TRUTH_TRUE },
    { "children > 0", AXLE_TRUTH_UNKNOWN },
    { "not children > 0", AXLE_TRUTH_UNKNOWN },
    { "children not in (1)", AXLE_TRUTH_UNKNOWN },
    { "known (children)", AXLE_TRUTH_FALSE },
    { "NOT known (children) AND known (tags)", AXLE_TRUTH_TRUE },
    { "children > 0 and car_age = 4", AXLE_TRUTH_UNKNOWN },
    { "children > 0 and car_age = 5", AXLE_TRUTH_FALSE },
    { "children > 0 or car_age = 4", AXLE_TRUTH_TRUE },
    { "children > 0 or car_age = 5", AXLE_TRUTH_UNKNOWN },
    { "company or car_age = 4 and powertrain = \"petrol\"", AXLE_TRUTH_TRUE },
    { "(company or car_age = 4) and company", AXLE_TRUTH_FALSE },
    { "car_age >= 3 and powertrain in (\"petrol\") and not (spend > 9999 yuan)", AXLE_TRUTH_TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AxleCondition) condition = axle_condition_parse (cases[i].text, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      g_assert_true (axle_condition_check (condition, find_word, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpint (axle_condition_judge (condition, get, NULL), ==, cases[i].truth);
      g_assert_cmpint (axle_condition_test (condition, get, NULL), ==, cases[i].truth == AXLE_TRUTH_TRUE);
    }
}

/* The message names the place. */
static void
test_refuse (void)
{
  static const struct { const char *text; int code; const char *place; } cases[] = {
    { "", AXLE_CONDITION_ERROR_SYNTAX, "ends at sign 1," },
    { "car_age >", AXLE_CONDITION_ERROR_SYNTAX, "ends at sign 10," },
    { "car_age >= three", AXLE_CONDITION_ERROR_SYNTAX, "sign 12 stands “three”" },
    { "(car_age > 3", AXLE_CONDITION_ERROR_SYNTAX, "ends at sign 13," },
    { "car_age > 3)", AXLE_CONDITION_ERROR_SYNTAX, "sign 12 stands “)”" },
    { "“文” = 3", AXLE_CONDITION_ERROR_SYNTAX, "sign 1 stands ““文””" },
    { "tags contains 3", AXLE_CONDITION_ERROR_SYNTAX, "sign 15 stands “3”" },
    { "powertrain = \"petrol", AXLE_CONDITION_ERROR_SYNTAX, "sign 14 stands" },
    { "powertrain in \"petrol\"", AXLE_CONDITION_ERROR_SYNTAX, "sign 15 stands" },
    { "powertrain in (\"petrol\";)", AXLE_CONDITION_ERROR_SYNTAX, "sign 24 stands “;”" },
    { "powertrain in ()", AXLE_CONDITION_ERROR_SYNTAX, "sign 16 stands “)”" },
    { "car_age not 3", AXLE_CONDITION_ERROR_SYNTAX, "sign 13 stands “3”" },
    { "car_age 3", AXLE_CONDITION_ERROR_SYNTAX, "sign 9 stands “3”" },
    { "and car_age", AXLE_CONDITION_ERROR_SYNTAX, "sign 1 stands “and”" },
    { "car_age = 1.5", AXLE_CONDITION_ERROR_SYNTAX, "sign 11 stands “1.5”" },
    { "spend = 1.005 yuan", AXLE_CONDITION_ERROR_SYNTAX, "sign 9 stands “1.005”" },
    { "car_age = 99999999999999999999", AXLE_CONDITION_ERROR_SYNTAX, "sign 11 stands" },
    { "powertrain = \"\"", AXLE_CONDITION_ERROR_SYNTAX, "sign 14 stands" },
    { "occupation = \"\xff\"", AXLE_CONDITION_ERROR_SYNTAX, "is not text" },
    { "car_ages > 3", AXLE_CONDITION_ERROR_NAME, "sign 1 stands “car_ages”" },
    { "company and known (wealth)", AXLE_CONDITION_ERROR_NAME, "sign 13 stands “wealth”" },
    { "spend > 2000", AXLE_CONDITION_ERROR_TYPE, "such as 2000 yuan" },
    { "interval > 5000 yuan", AXLE_CONDITION_ERROR_TYPE, "such as 5000 km" },
    { "car_age > 3 km", AXLE_CONDITION_ERROR_TYPE, "without a unit" },
    { "powertrain = \"steam\"", AXLE_CONDITION_ERROR_TYPE, "one of the words" },
    { "powertrain > \"petrol\"", AXLE_CONDITION_ERROR_TYPE, "= or contains" },
    { "tags = \"vip\"", AXLE_CONDITION_ERROR_TYPE, "“contains”" },
    { "company > true", AXLE_CONDITION_ERROR_TYPE, "true or false" },
    { "car_age", AXLE_CONDITION_ERROR_TYPE, "a whole number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AxleCondition) condition = axle_condition_parse (cases[i].text, &error);

      if (condition != NULL)
        g_assert_false (axle_condition_check (condition, find_word, NULL, &error));
      g_test_message ("%s: %s", cases[i].text, error->message);
      g_assert_error (error, AXLE_CONDITION_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].place));
    }
}

static char *
repeat (const char *text,
        guint       n,
        const char *end)
{
  GString *out = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (out, text);
  return g_string_free (g_string_append (out, end), FALSE);
}

static void
test_limits (void)
{
  g_autofree char *deep = repeat ("(", AXLE_CONDITION_DEPTH_LIMIT, "a");
  g_autofree char *negated = repeat ("not ", AXLE_CONDITION_DEPTH_LIMIT, "a");
  g_autofree char *wide = repeat ("a or ", AXLE_CONDITION_PART_LIMIT, "a");
  g_autofree char *list = repeat ("1,", AXLE_CONDITION_LIST_LIMIT, "1)");
  g_autofree char *listed = g_strconcat ("a in (", list, NULL);
  g_autofree char *is_long = repeat (" ", AXLE_CONDITION_LENGTH_LIMIT, "a");
  const char * const cases[] = { deep, negated, wide, listed, is_long };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (axle_condition_parse (cases[i], &error));
      g_assert_error (error, AXLE_CONDITION_ERROR, AXLE_CONDITION_ERROR_LIMIT);
      g_test_message ("%s", error->message);
    }
}

static void
test_explain (void)
{
  static const struct { const char *text; AxleTruth truth; gint64 found; } expected[] = {
    { "car_age not in (1, 2)", AXLE_TRUTH_TRUE, 4 },
    { "children > 0", AXLE_TRUTH_UNKNOWN, 0 },
    { "spend < 1 yuan", AXLE_TRUTH_FALSE, 200000 },
  };
  g_autoptr(AxleCondition) condition =
    axle_condition_parse ("car_age not in (1, 2) and (children > 0 or  spend < 1 yuan)", NULL);
  g_autoptr(GPtrArray) parts = axle_condition_explain (condition, get, NULL);

  g_assert_cmpuint (parts->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < parts->len; i++)
    {
      const AxleConditionPart *part = parts->pdata[i];

      g_assert_cmpstr (part->text, ==, expected[i].text);
      g_assert_cmpint (part->truth, ==, expected[i].truth);
      g_assert_cmpint (axle_value_get_integer (&part->found), ==, expected[i].found);
    }
  g_assert_true (axle_condition_names (condition, "children"));
  g_assert_false (axle_condition_names (condition, "tags"));
}

static void
test_tree (void)
{
  g_autoptr(AxleCondition) condition = axle_condition_parse ("a = 1 and not (b or c contains \"x\")", NULL);
  const AxleConditionNode *root = axle_condition_get_root (condition);
  const AxleConditionNode *not = root->children->pdata[1];
  const AxleConditionNode *any = not->children->pdata[0];

  g_assert_cmpint (root->type, ==, AXLE_CONDITION_ALL);
  g_assert_cmpuint (root->children->len, ==, 2);
  g_assert_cmpint (not->type, ==, AXLE_CONDITION_NOT);
  g_assert_cmpint (any->type, ==, AXLE_CONDITION_ANY);
  g_assert_cmpstr (((AxleConditionNode *) any->children->pdata[1])->name, ==, "c");
  g_assert_cmpint (((AxleConditionNode *) any->children->pdata[1])->comparison, ==, AXLE_COMPARISON_CONTAINS);
}

static char *
label_of_answer (const char *name,
                 gpointer    data)
{
  return g_str_equal (name, "noise") ? g_strdup ("“Any noise?”") : NULL;
}

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "age < 35", "Age in years < 35" },
    { "company", "Is a company" },
    { "not company", "not: Is a company" },
    { "company = false", "not: Is a company" },
    { "company != false", "Is a company" },
    { "car_use = \"business\"", "Use of the car = Business" },
    { "powertrain in (\"battery\", \"plug-in\")", "Powertrain = Battery electric / Plug-in hybrid" },
    { "powertrain not in (\"battery\")", "Powertrain ≠ Battery electric" },
    { "tags contains \"VIP\"", "Tags contains “VIP”" },
    { "not (tags contains \"VIP\")", "not: Tags contains “VIP”" },
    { "tags not contains \"VIP\"", "Tags does not contain “VIP”" },
    { "known (children)", "Children is known" },
    { "odometer >= 60000 km", "Odometer ≥ 60000 km" },
    { "spend > 2000 yuan", "Spent in all > ¥2,000.00" },
    { "age < 35 and (company or cars > 1)", "Age in years < 35 and (Is a company or Cars now > 1)" },
    { "not (age < 35 and company)", "not: (Age in years < 35 and Is a company)" },
    { "brake_feel = \"soft\"", "brake_feel = soft" },
    { "noise contains \"squeal\" or not known (noise)", "“Any noise?” contains “squeal” or not: “Any noise?” is known" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AxleCondition) condition = axle_condition_parse (cases[i].text, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = axle_condition_dup_words (condition, label_of_answer, NULL);
      g_assert_cmpstr (text, ==, cases[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/condition/truth", test_truth);
  g_test_add_func ("/condition/refuse", test_refuse);
  g_test_add_func ("/condition/limits", test_limits);
  g_test_add_func ("/condition/explain", test_explain);
  g_test_add_func ("/condition/tree", test_tree);
  g_test_add_func ("/condition/words", test_words);
  return g_test_run ();
}
