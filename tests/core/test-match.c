/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/match.h"

#include <math.h>

#include "core/party/match-model.h"
#include "core/party/similarity.h"
#include "support/support.h"

static void
test_similarity (void)
{
  static const struct { const char *a, *b; guint edits; } cases[] = {
    { "robert", "robert", 0 }, { "robert", "robret", 1 }, { "robert", "rober", 1 }, { "李明朗", "李明郎", 1 },
    { "robert", "rupert", 2 }, { "", "ab", 2 }, { "smith", "jones", 4 }, { "", "", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].a, cases[i].b);
      g_assert_cmpuint (axle_similarity_edits (cases[i].a, cases[i].b, 3), ==, cases[i].edits);
      g_assert_cmpuint (axle_similarity_edits (cases[i].b, cases[i].a, 3), ==, cases[i].edits);
    }
  /* Of W. Winkler's own table. */
  g_assert_cmpfloat_with_epsilon (axle_similarity_jaro ("martha", "marhta"), 0.961, 0.001);
  g_assert_cmpfloat_with_epsilon (axle_similarity_jaro ("dixon", "dicksonx"), 0.813, 0.001);
  g_assert_cmpfloat_with_epsilon (axle_similarity_jaro ("dwayne", "duane"), 0.840, 0.001);
  g_assert_cmpfloat (axle_similarity_jaro ("abc", "xyz"), ==, 0);
  g_assert_cmpfloat (axle_similarity_pairs ("浦东新区世纪大道100号", "浦东新区世纪大道100号"), ==, 1);
  g_assert_cmpfloat (axle_similarity_words ("main st 12", "12 main street", NULL, NULL), >, 0.85);
  g_assert_cmpfloat (axle_similarity_words ("main st 12", "14 main street", NULL, NULL), <, 0.85);
}

static void
test_compare (void)
{
  static const struct
  {
    AxleMatchKind  kind;
    const char    *a, *b;
    AxleMatchLevel level;
  } cases[] = {
    { AXLE_MATCH_KIND_NAME, "李明朗", "李明朗", AXLE_MATCH_LEVEL_SAME },
    { AXLE_MATCH_KIND_NAME, "李明朗 先生", "李明朗", AXLE_MATCH_LEVEL_SAME },
    { AXLE_MATCH_KIND_NAME, "李明朗", "李鸣朗", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_NAME, "李明朗", "Li Minglang", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_NAME, "李明朗", "Minglang Li", AXLE_MATCH_LEVEL_NEAR },
    { AXLE_MATCH_KIND_NAME, "单雄信", "shan xiongxin", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_NAME, "李明朗", "李明华", AXLE_MATCH_LEVEL_NEAR },
    { AXLE_MATCH_KIND_NAME, "李先生", "李明朗", AXLE_MATCH_LEVEL_LOOSE },
    { AXLE_MATCH_KIND_NAME, "王伟", "李娜", AXLE_MATCH_LEVEL_DIFFERENT },
    { AXLE_MATCH_KIND_NAME, "王伟", "王刚", AXLE_MATCH_LEVEL_DIFFERENT },
    { AXLE_MATCH_KIND_NAME, "Robert", "robret", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_NAME, "Robert", "Rob", AXLE_MATCH_LEVEL_LOOSE },
    { AXLE_MATCH_KIND_NAME, "O'Brien", "obrien", AXLE_MATCH_LEVEL_SAME },
    { AXLE_MATCH_KIND_NAME, "John Smith", "Smith, John", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_NAME, "Ann", "Amy", AXLE_MATCH_LEVEL_DIFFERENT },
    { AXLE_MATCH_KIND_PHONE, "138 0013 8000", "+86 138-0013-8000", AXLE_MATCH_LEVEL_SAME },
    { AXLE_MATCH_KIND_PHONE, "13800138000", "13800138001", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_PHONE, "13800138000", "13912345678", AXLE_MATCH_LEVEL_DIFFERENT },
    { AXLE_MATCH_KIND_VIN, "lsvam4187c2184847", "LSVAM4187C2184847", AXLE_MATCH_LEVEL_SAME },
    { AXLE_MATCH_KIND_VIN, "LSVAM4187C2184847", "LSVAM4187C2148847", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_PLATE, "沪A·12345", "沪A12345", AXLE_MATCH_LEVEL_SAME },
    { AXLE_MATCH_KIND_PLATE, "沪A12345", "沪A12354", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_BIRTHDAY, "1971-06-24", "1971年6月24日", AXLE_MATCH_LEVEL_SAME },
    { AXLE_MATCH_KIND_BIRTHDAY, "19710624", "1971-05-24", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_BIRTHDAY, "1971-06-04", "1971-04-06", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_BIRTHDAY, "1971-06-24", "--06-24", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_BIRTHDAY, "1971-06-24", "1985-06-24", AXLE_MATCH_LEVEL_NEAR },
    { AXLE_MATCH_KIND_BIRTHDAY, "1971-06-24", "1985-11-02", AXLE_MATCH_LEVEL_DIFFERENT },
    { AXLE_MATCH_KIND_EMAIL, "li@example.com", "LI@example.com", AXLE_MATCH_LEVEL_SAME },
    { AXLE_MATCH_KIND_EMAIL, "liming@example.com", "liming@example.cm", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_EMAIL, "liming@example.com", "liming@other.org", AXLE_MATCH_LEVEL_NEAR },
    { AXLE_MATCH_KIND_ADDRESS, "12 Main Street", "Main St. 12", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_ADDRESS, "12 Main Street", "14 Main Street", AXLE_MATCH_LEVEL_LOOSE },
    { AXLE_MATCH_KIND_ADDRESS, "上海市浦东新区世纪大道100号", "浦东新区世纪大道100号", AXLE_MATCH_LEVEL_CLOSE },
    { AXLE_MATCH_KIND_ADDRESS, "上海市浦东新区世纪大道100号", "北京市朝阳区建国路8号", AXLE_MATCH_LEVEL_DIFFERENT },
    { AXLE_MATCH_KIND_COMPANY, "Axle Ltd.", "axle ltd", AXLE_MATCH_LEVEL_SAME },
    { AXLE_MATCH_KIND_GENDER, "男", "女", AXLE_MATCH_LEVEL_DIFFERENT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = axle_match_fold (cases[i].kind, cases[i].a);
      g_autofree char *second = axle_match_fold (cases[i].kind, cases[i].b);
      g_autofree char *first_sound = axle_match_sound (cases[i].kind, first);
      g_autofree char *second_sound = axle_match_sound (cases[i].kind, second);
      AxleMatchValue a = { first, first_sound, 0 }, b = { second, second_sound, 0 };

      g_test_message ("%s (%s) %s (%s)", cases[i].a, first, cases[i].b, second);
      g_assert_cmpstr (axle_match_level_get_name (axle_match_compare (cases[i].kind, &a, &b, NULL)), ==,
                       axle_match_level_get_name (cases[i].level));
      g_assert_cmpint (axle_match_compare (cases[i].kind, &b, &a, NULL), ==, cases[i].level);
    }
}

static void
test_nothing (void)
{
  static const char *const nothings[] = { "", "  ", "-", "N/A", "无", "未知", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (nothings); i++)
    g_assert_null (axle_match_fold (AXLE_MATCH_KIND_TEXT, nothings[i]));
}

static void
test_weigh (void)
{
  g_autoptr (AxleMatchModel) model = axle_match_model_new ();
  AxleMatchFinding findings[2] = { 0 };
  double rare, common, weights[2];

  axle_match_model_add (model, "name", NULL, AXLE_MATCH_KIND_NAME);
  axle_match_model_add (model, "phone", NULL, AXLE_MATCH_KIND_PHONE);
  findings[1].level = AXLE_MATCH_LEVEL_MISSING;
  model->fields[0].usual_share = 0.001;
  findings[0].share = 0.0001f;
  rare = axle_match_weigh (model, findings, weights);
  g_assert_cmpfloat (weights[1], ==, 0);
  g_assert_cmpfloat_with_epsilon (rare, model->prior + weights[0], 1e-9);
  findings[0].share = 0.01f;
  common = axle_match_weigh (model, findings, NULL);
  g_assert_cmpfloat (rare, >, common + 4);
  g_assert_cmpuint (axle_match_score (0), ==, 500);
  g_assert_cmpuint (axle_match_score (-100), ==, 0);
  g_assert_cmpuint (axle_match_score (100), ==, 1000);
}

/* A thousand records, every tenth of them there twice with another phone: what the phone is
 * worth must be learned, and that half of all have the same letter is worth nothing. */
static void
test_learn (void)
{
  enum { LIKELY = 1000, DOUBLES = 100, RANDOM = 20000 };
  g_autoptr (AxleMatchModel) model = axle_match_model_new ();
  g_autofree AxleMatchFinding *likely = g_new0 (AxleMatchFinding, LIKELY * 3);
  g_autofree AxleMatchFinding *random = g_new0 (AxleMatchFinding, RANDOM * 3);
  AxleMatchSample likely_sample = { LIKELY, likely, 1 }, random_sample = { RANDOM, random, 1 };

  axle_match_model_add (model, "name", NULL, AXLE_MATCH_KIND_NAME);
  axle_match_model_add (model, "number", NULL, AXLE_MATCH_KIND_NUMBER);
  axle_match_model_add (model, "letter", NULL, AXLE_MATCH_KIND_CATEGORY);
  for (guint i = 0; i < LIKELY; i++)
    {
      gboolean one = i < DOUBLES;

      likely[i * 3].level = one ? AXLE_MATCH_LEVEL_SAME : AXLE_MATCH_LEVEL_DIFFERENT;
      likely[i * 3 + 1].level = !one || i % 4 == 0 ? AXLE_MATCH_LEVEL_DIFFERENT : AXLE_MATCH_LEVEL_SAME;
      likely[i * 3 + 2].level = i % 2 == 0 ? AXLE_MATCH_LEVEL_SAME : AXLE_MATCH_LEVEL_DIFFERENT;
    }
  for (guint i = 0; i < RANDOM; i++)
    {
      random[i * 3].level = random[i * 3 + 1].level = AXLE_MATCH_LEVEL_DIFFERENT;
      random[i * 3 + 2].level = i % 2 == 0 ? AXLE_MATCH_LEVEL_SAME : AXLE_MATCH_LEVEL_DIFFERENT;
    }
  axle_match_model_learn (model, &likely_sample, &random_sample, 1000);
  g_assert_cmpfloat_with_epsilon (model->fields[1].same[AXLE_MATCH_LEVEL_SAME], 0.75, 0.05);
  g_assert_cmpfloat (model->fields[1].chance[AXLE_MATCH_LEVEL_SAME], <, 1e-3);
  g_assert_cmpfloat_with_epsilon (log2 (model->fields[2].same[AXLE_MATCH_LEVEL_SAME] /
                                        model->fields[2].chance[AXLE_MATCH_LEVEL_SAME]), 0, 0.2);
  g_assert_cmpfloat_with_epsilon (exp2 (model->prior) * 1000 * 999 / 2, DOUBLES, 15);
  g_assert_cmpuint (axle_match_score (axle_match_weigh (model, likely, NULL)), >, AXLE_MATCH_PROPOSED);
  g_assert_cmpuint (axle_match_score (axle_match_weigh (model, likely + 3 * DOUBLES, NULL)), <, 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/similarity", test_similarity);
  g_test_add_func ("/match/compare", test_compare);
  g_test_add_func ("/match/nothing", test_nothing);
  g_test_add_func ("/match/weigh", test_weigh);
  g_test_add_func ("/match/learn", test_learn);
  return g_test_run ();
}
