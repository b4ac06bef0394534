/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "app/dedupe.h"
#include "support/support.h"

/*
 * How many of the rows that are one person are found, and how many that are found are one:
 * in tables whose truth is known, and, with a number, in so many rows made here.
 */

typedef char *(*GroupFunc) (const char *id,
                            gpointer    data);

/* rec-12-org and rec-12-dup-0 are one. */
static char *
febrl_group (const char *id,
             gpointer    data)
{
  g_auto (GStrv) parts = g_strsplit (id, "-", 3);

  return g_strdup (g_strv_length (parts) > 1 ? parts[1] : id);
}

static char *
listed_group (const char *id,
              gpointer    data)
{
  return g_strdup (g_hash_table_lookup (data, id));
}

static char *
numbered_group (const char *id,
                gpointer    data)
{
  return g_strndup (id, strcspn (id, "."));
}

/* The pairs that the groups make, of the ids in the first column of a file without quotes. */
static double
count_true (const char *path,
            GroupFunc   group,
            gpointer    data)
{
  g_autoptr (GBytes) bytes = axle_test_read (path);
  g_auto (GStrv) lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  g_autoptr (GHashTable) sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  double pairs = 0;

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      g_autofree char *id = g_strndup (lines[i], strcspn (lines[i], ",\r"));
      char *name = *id != '\0' ? group (id, data) : NULL;
      guint size = name != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (sizes, name)) : 0;

      pairs += size;
      if (name != NULL)
        g_hash_table_replace (sizes, name, GUINT_TO_POINTER (size + 1));
    }
  return pairs;
}

static void
measure (const char *name,
         const char *path,
         const char *id,
         GroupFunc   group,
         gpointer    data)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (AxleDedupe) dedupe = axle_dedupe_run (file, id, NULL, NULL, NULL, &error);
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  double right = 0, precision, recall, found;

  g_assert_no_error (error);
  found = (double) axle_dedupe_get_counts (dedupe).pairs;
  for (gsize i = 0; i < (gsize) found; i++)
    {
      g_autofree char *a = axle_dedupe_dup_id (dedupe, i, 0);
      g_autofree char *b = axle_dedupe_dup_id (dedupe, i, 1);
      g_autofree char *a_group = group (a, data);
      g_autofree char *b_group = group (b, data);

      right += g_strcmp0 (a_group, b_group) == 0;
    }
  precision = right / MAX (1, found);
  recall = right / MAX (1, count_true (path, group, data));
  printf ("%s/precision %.4f share\n", name, precision);
  printf ("%s/recall %.4f share\n", name, recall);
  printf ("%s/f1 %.4f share\n", name, 2 * precision * recall / MAX (1e-9, precision + recall));
  printf ("%s/time %.2f s\n", name, seconds);
  fflush (stdout);
}

/* Id and truth are the first and the last column. */
static GHashTable *
read_groups (const char *path)
{
  g_autoptr (GBytes) bytes = axle_test_read (path);
  g_auto (GStrv) lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      const char *last = strrchr (lines[i], ',');

      if (last != NULL)
        g_hash_table_replace (groups, g_strndup (lines[i], strcspn (lines[i], ",")), g_strchomp (g_strdup (last + 1)));
    }
  return groups;
}

static void
measure_known (void)
{
  g_autofree char *febrl = axle_test_shared_data ("dedupe/febrl-dataset1.csv");
  g_autofree char *splink = axle_test_shared_data ("dedupe/splink-fake1000.csv");
  g_autoptr (GHashTable) groups = NULL;

  if (febrl == NULL || splink == NULL)
    return;
  measure ("febrl", febrl, "rec_id", febrl_group, NULL);
  groups = read_groups (splink);
  measure ("splink", splink, "unique_id", listed_group, groups);
}

/* People of a town: every tenth is there twice, with up to three slips. */

static const char *const surnames[] = { "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "欧阳", "尉迟" };
static const char *const signs[] = {
  "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀", "霞", "平",
  "刚", "桂", "英", "华", "玉", "兰", "红", "健", "宇", "轩", "浩", "然", "子", "涵", "欣", "怡", "梓", "晨", "诗", "雨",
};
static const char *const streets[] = { "人民", "中山", "解放", "建设", "新华", "长江", "和平", "东风", "西湖", "南京", "北京" };

#define PICK(chance, table) ((table)[g_rand_int_range ((chance), 0, G_N_ELEMENTS (table))])

enum { NAME, PHONE, PLATE, BORN, ADDRESS, N_VALUES };

static void
make_person (GRand   *chance,
             GString *values[N_VALUES])
{
  g_string_printf (values[NAME], "%s%s%s", PICK (chance, surnames), PICK (chance, signs),
                   g_rand_boolean (chance) ? PICK (chance, signs) : "");
  g_string_printf (values[PHONE], "138%08d", g_rand_int_range (chance, 0, 100000000));
  g_string_printf (values[PLATE], "沪%c%05d", 'A' + g_rand_int_range (chance, 0, 8), g_rand_int_range (chance, 0, 100000));
  g_string_printf (values[BORN], "%d-%02d-%02d", g_rand_int_range (chance, 1950, 2005), g_rand_int_range (chance, 1, 13),
                   g_rand_int_range (chance, 1, 29));
  g_string_printf (values[ADDRESS], "%s路%d号%d室", PICK (chance, streets), g_rand_int_range (chance, 1, 2000),
                   g_rand_int_range (chance, 101, 3000));
}

/* A value goes, or one of its signs. */
static void
slip (GRand   *chance,
      GString *value)
{
  glong n = g_utf8_strlen (value->str, -1);
  const char *at;

  if (n < 2 || g_rand_int_range (chance, 0, 3) == 0)
    {
      g_string_truncate (value, 0);
      return;
    }
  at = g_utf8_offset_to_pointer (value->str, g_rand_int_range (chance, 0, (gint32) n));
  g_string_erase (value, at - value->str, g_utf8_next_char (at) - at);
}

static void
write_row (FILE    *file,
           guint    person,
           guint    copy,
           GString *values[N_VALUES])
{
  fprintf (file, "%u.%u", person, copy);
  for (guint i = 0; i < N_VALUES; i++)
    fprintf (file, ",%s", values[i]->str);
  fputc ('\n', file);
}

static void
write_town (const char *path,
            guint       n_rows)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);
  FILE *file = fopen (path, "w");
  GString *values[N_VALUES];
  guint n = 0;

  g_assert_nonnull (file);
  for (guint i = 0; i < N_VALUES; i++)
    values[i] = g_string_new (NULL);
  fputs ("编号,姓名,手机号,车牌号,生日,地址\n", file);
  for (guint person = 0; n < n_rows; person++)
    {
      make_person (chance, values);
      write_row (file, person, 0, values);
      n++;
      if (g_rand_int_range (chance, 0, 10) > 0)
        continue;
      for (gint32 i = g_rand_int_range (chance, 0, 4); i > 0; i--)
        slip (chance, values[g_rand_int_range (chance, 0, N_VALUES)]);
      write_row (file, person, 1, values);
      n++;
    }
  for (guint i = 0; i < N_VALUES; i++)
    g_string_free (values[i], TRUE);
  g_assert_cmpint (fclose (file), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *town = axle_test_folder_build (folder, "town.csv");

  if (argc == 1)
    measure_known ();
  write_town (town, argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 10000);
  measure ("town", town, "编号", numbered_group, NULL);
  return 0;
}
