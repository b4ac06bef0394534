/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/dedupe-table.h"
#include "base/date.h"
#include "formats/columns.h"

/* So many different values show what a column holds. */
#define SAMPLE 400

/* What is no word of the trade's own tables. */
static const struct
{
  AxleMatchKind kind;
  const char   *synonyms;
} headers[] = {
  { AXLE_MATCH_KIND_NAME, "|givenname|firstname|forename|fname|given|middlename|surname|lastname|familyname|lname|姓|姓氏|名|vorname|nachname|prenom|nom|" },
  { AXLE_MATCH_KIND_NUMBER, "|postcode|zip|zipcode|postalcode|plz|邮编|邮政编码|socsecid|ssn|socialsecurity|nationalid|身份证|身份证号|证件号码|证件号|passport|housenumber|streetnumber|taxid|" },
  { AXLE_MATCH_KIND_CREDIT_CODE, "|uscc|creditcode|统一社会信用代码|信用代码|税号|" },
  { AXLE_MATCH_KIND_CITY, "|suburb|district|county|state|province|locality|省|市|区|县|" },
};

/* What counts rows, or says what another program found out: nothing of the person. */
static const char numbering[] =
  "|id|recid|recordid|uniqueid|rowid|rownumber|row|no|index|key|uuid|guid|cluster|clusterid|entity|entityid|groupid|"
  "truth|label|match|matchid|sourcedataset|dataset|序号|编号|行号|客户编号|创建时间|更新时间|录入时间|created|updated|createdat|updatedat|";

static char *
fold_header (const char *header)
{
  g_autofree char *lower = g_utf8_strdown (header, -1);
  g_autoptr(GString) out = g_string_new ("|");

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  g_string_append_c (out, '|');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
kind_of_role (AxleColumnRole  role,
              AxleMatchKind  *kind)
{
  static const struct { AxleColumnRole role; AxleMatchKind kind; } kinds[] = {
    { AXLE_COLUMN_NAME, AXLE_MATCH_KIND_NAME },
    { AXLE_COLUMN_PHONE, AXLE_MATCH_KIND_PHONE },
    { AXLE_COLUMN_PHONE2, AXLE_MATCH_KIND_PHONE },
    { AXLE_COLUMN_PHONE3, AXLE_MATCH_KIND_PHONE },
    { AXLE_COLUMN_VIN, AXLE_MATCH_KIND_VIN },
    { AXLE_COLUMN_PLATE, AXLE_MATCH_KIND_PLATE },
    { AXLE_COLUMN_BIRTHDAY, AXLE_MATCH_KIND_BIRTHDAY },
    { AXLE_COLUMN_GENDER, AXLE_MATCH_KIND_GENDER },
    { AXLE_COLUMN_COMPANY, AXLE_MATCH_KIND_COMPANY },
    { AXLE_COLUMN_ADDRESS, AXLE_MATCH_KIND_ADDRESS },
    { AXLE_COLUMN_CITY, AXLE_MATCH_KIND_CITY },
    { AXLE_COLUMN_EMAIL, AXLE_MATCH_KIND_EMAIL },
    { AXLE_COLUMN_WECHAT, AXLE_MATCH_KIND_WECHAT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].role == role)
      {
        *kind = kinds[i].kind;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_number (const char *text)
{
  gsize n = strspn (text, "0123456789 -/.+()");

  return text[n] == '\0' && strpbrk (text, "0123456789") != NULL;
}

static gboolean
is_date (const char *text)
{
  AxleDate date;

  return strlen (text) >= 8 && axle_date_parse (text, &date, NULL) && date.year >= 1850 && date.year <= 2100;
}

/* What the values look like. */
typedef struct
{
  guint n;
  guint numbers;
  guint dates;
  guint signs;
  guint by_role[AXLE_COLUMN_N_ROLES];
} Looks;

static Looks
look_at (const AxleDedupeColumn *column)
{
  Looks looks = { 0 };
  guint step = MAX (1, column->values->len / SAMPLE);

  for (guint i = 1; i < column->values->len; i += step)
    {
      const char *text = g_array_index (column->values, AxleMatchValue, i).text;

      looks.n++;
      looks.numbers += is_number (text);
      looks.dates += is_date (text);
      looks.signs += (guint) g_utf8_strlen (text, -1);
      looks.by_role[axle_column_role_of_value (text)]++;
    }
  return looks;
}

static gboolean
most (guint count,
      guint n)
{
  return n > 0 && count * 5 >= n * 4;
}

/* 0, 0, 1, 2, 2, 2, 3 …: the number of a row or of a group of rows. */
static gboolean
is_running (const AxleDedupeTable  *table,
            const AxleDedupeColumn *column)
{
  gint64 last = -1;

  for (guint i = 0; i < table->n_rows; i++)
    {
      guint32 code = g_array_index (column->codes, guint32, i);
      const char *text = code > 0 ? g_array_index (column->values, AxleMatchValue, code).text : "";
      gint64 number;

      if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL) || (i > 0 && (number < last || number > last + 1)))
        return FALSE;
      last = number;
    }
  return table->n_rows > 2;
}

static gboolean
find_kind (const AxleDedupeTable *table,
           AxleDedupeColumn      *column)
{
  static const AxleColumnRole distinct[] = { AXLE_COLUMN_EMAIL, AXLE_COLUMN_VIN, AXLE_COLUMN_PLATE, AXLE_COLUMN_PHONE };
  g_autofree char *header = fold_header (column->name);
  Looks looks = look_at (column);
  double score = 0;
  AxleColumnRole role = axle_column_role_of_header (column->name, &score);

  if (strstr (numbering, header) != NULL || is_running (table, column) || looks.n == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (distinct); i++)
    if (most (looks.by_role[distinct[i]], looks.n))
      return kind_of_role (distinct[i], &column->kind);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    if (strstr (headers[i].synonyms, header) != NULL)
      {
        column->kind = headers[i].kind;
        return TRUE;
      }
  if (most (looks.dates, looks.n))
    column->kind = AXLE_MATCH_KIND_BIRTHDAY;
  else if (kind_of_role (role, &column->kind) &&
           !(most (looks.numbers, looks.n) && column->kind != AXLE_MATCH_KIND_PHONE && column->kind != AXLE_MATCH_KIND_WECHAT))
    return TRUE;
  else if (most (looks.numbers, looks.n))
    column->kind = AXLE_MATCH_KIND_NUMBER;
  else if (looks.signs < looks.n * 20 && column->values->len <= MAX (12, table->n_rows / 10))
    column->kind = AXLE_MATCH_KIND_CATEGORY;
  else if (most (looks.by_role[AXLE_COLUMN_NAME], looks.n))
    column->kind = AXLE_MATCH_KIND_NAME;
  else
    column->kind = AXLE_MATCH_KIND_TEXT;
  return TRUE;
}

/* Making the values ready. */

static void
count_words (GHashTable *words,
             const char *text,
             guint       n)
{
  g_auto(GStrv) parts = g_strsplit (text, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint before = GPOINTER_TO_UINT (g_hash_table_lookup (words, parts[i]));

      if (*parts[i] != '\0')
        g_hash_table_replace (words, g_strdup (parts[i]), GUINT_TO_POINTER (before + n));
    }
}

/* Values that are the same once they are folded become one. */
static void
fold_values (AxleDedupeTable  *self,
             AxleDedupeColumn *column)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) old = g_steal_pointer (&column->values);
  g_autofree guint32 *new_codes = g_new0 (guint32, old->len);

  column->values = g_array_new (FALSE, TRUE, sizeof (AxleMatchValue));
  g_array_set_size (column->values, 1);
  for (guint i = 1; i < old->len; i++)
    {
      g_autofree char *folded = axle_match_fold (column->kind, g_array_index (old, AxleMatchValue, i).text);
      gpointer code = GUINT_TO_POINTER (0);
      AxleMatchValue value = { NULL };
      g_autofree char *sound = NULL;

      if (folded == NULL)
        continue;
      if (!g_hash_table_lookup_extended (known, folded, NULL, &code))
        {
          sound = axle_match_sound (column->kind, folded);
          value.text = g_string_chunk_insert (self->texts, folded);
          value.sound = sound != NULL ? g_string_chunk_insert (self->texts, sound) : NULL;
          code = GUINT_TO_POINTER (column->values->len);
          g_hash_table_insert (known, (gpointer) value.text, code);
          g_array_append_val (column->values, value);
        }
      new_codes[i] = GPOINTER_TO_UINT (code);
    }
  g_array_set_size (column->counts, 0);
  g_array_set_size (column->counts, column->values->len);
  for (guint i = 0; i < self->n_rows; i++)
    {
      guint32 *code = &g_array_index (column->codes, guint32, i);

      *code = new_codes[*code];
      g_array_index (column->counts, guint32, *code)++;
    }
}

static gboolean
has_words (AxleMatchKind kind)
{
  return kind == AXLE_MATCH_KIND_NAME || kind == AXLE_MATCH_KIND_COMPANY || kind == AXLE_MATCH_KIND_ADDRESS ||
         kind == AXLE_MATCH_KIND_TEXT || kind == AXLE_MATCH_KIND_CITY || kind == AXLE_MATCH_KIND_CATEGORY;
}

static void
measure (AxleDedupeTable  *self,
         AxleDedupeColumn *column,
         AxleMatchField   *field)
{
  double rows = self->n_rows, filled = MAX (1, rows - g_array_index (column->counts, guint32, 0));

  if (has_words (column->kind))
    {
      field->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (field->words, g_strdup (""), GUINT_TO_POINTER (self->n_rows));
    }
  for (guint i = 1; i < column->values->len; i++)
    {
      AxleMatchValue *value = &g_array_index (column->values, AxleMatchValue, i);
      double count = g_array_index (column->counts, guint32, i);

      value->share = count / filled;
      field->usual_share += value->share * value->share;
      if (field->words != NULL)
        count_words (field->words, value->text, (guint) count);
    }
}

/* Two columns of names, or of a street, are confused with each other. */
static void
find_siblings (AxleMatchModel *model)
{
  for (guint i = 0; i < model->n_fields; i++)
    for (guint j = i + 1; j < model->n_fields && model->fields[i].sibling < 0; j++)
      if (model->fields[i].kind == model->fields[j].kind && model->fields[j].sibling < 0 &&
          (model->fields[i].kind == AXLE_MATCH_KIND_NAME || model->fields[i].kind == AXLE_MATCH_KIND_ADDRESS ||
           model->fields[i].kind == AXLE_MATCH_KIND_PHONE))
        {
          model->fields[i].sibling = (int) j;
          model->fields[j].sibling = (int) i;
        }
}

/**
 * axle_dedupe_table_choose:
 * @self: a table
 *
 * Finds out by header and content what the columns hold, makes their values ready, and
 * makes the fields of the model of them. What counts rows is left out.
 */
void
axle_dedupe_table_choose (AxleDedupeTable *self)
{
  for (guint i = 0; i < self->columns->len && self->model->n_fields < AXLE_MATCH_MAX_FIELDS; i++)
    {
      AxleDedupeColumn *column = self->columns->pdata[i];

      if ((int) i == self->id || !find_kind (self, column))
        continue;
      fold_values (self, column);
      column->field = (int) axle_match_model_add (self->model, column->name, column->name, column->kind);
      measure (self, column, &self->model->fields[column->field]);
    }
  find_siblings (self->model);
}
