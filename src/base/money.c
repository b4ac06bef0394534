/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/problem.h"
#include "base/text.h"

static void
complain (GPtrArray  *problems,
          const char *code,
          const char *message)
{
  if (problems != NULL)
    axle_problems_add (problems, code, NULL, TRUE, "%s", message);
}

static gboolean
cut_prefix (char      **text,
            const char *prefix)
{
  if (g_ascii_strncasecmp (*text, prefix, strlen (prefix)) != 0)
    return FALSE;
  *text += strlen (prefix);
  return TRUE;
}

static gboolean
cut_suffix (char       *text,
            const char *suffix)
{
  gsize length = strlen (text), cut = strlen (suffix);

  if (length < cut || g_ascii_strcasecmp (text + length - cut, suffix) != 0)
    return FALSE;
  text[length - cut] = '\0';
  return TRUE;
}

/* Signs and words of the currency say nothing that the number does not. */
static void
strip_currency (char **text)
{
  static const char *const before[] = { "¥", "人民币", "CNY", "RMB", " " };
  static const char *const after[] = { "元整", "圆整", "元", "圆", "块", "CNY", "RMB", " " };
  gboolean again = TRUE;

  while (again)
    {
      again = FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
        again |= cut_prefix (text, before[i]);
      for (gsize i = 0; i < G_N_ELEMENTS (after); i++)
        again |= cut_suffix (*text, after[i]);
    }
}

/* Reads digits with thousands separators and a decimal point; @scale is the
 * number of fen that a 1 before the point stands for. */
static const char *
read_amount (const char *text,
             gint64      scale,
             gint64     *fen)
{
  gint64 sum = 0, digit_value = scale;
  int group = -1;
  gboolean digits = FALSE, point = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          digits = TRUE;
          if (point)
            {
              digit_value /= 10;
              if (digit_value == 0 && *p != '0')
                return "money-decimals";
              sum += (*p - '0') * digit_value;
            }
          else
            {
              sum = sum * 10 + (*p - '0') * scale;
              group += group >= 0;
            }
          if (sum > AXLE_MONEY_LIMIT)
            return "money-range";
        }
      else if (*p == ',' && !point && digits && (group == -1 || group == 3))
        group = 0;
      else if (*p == '.' && !point && (group == -1 || group == 3))
        {
          point = TRUE;
          group = -1;
        }
      else
        return "money-number";
    }
  if (!digits || (group != -1 && group != 3))
    return "money-number";
  *fen = sum;
  return NULL;
}

static char *
narrowed (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = axle_text_narrow (g_utf8_get_char (p));

      g_string_append_unichar (out, sign == 0xffe5 ? 0xa5 : sign);
    }
  return g_strstrip (g_string_free (out, FALSE));
}

/**
 * axle_money_parse:
 * @text: what was typed: digits with or without thousands separators, two
 *   decimals at most, ¥, 元, RMB, 万, full-width signs, a minus or accountant's
 *   brackets
 * @fen: (out): the amount in fen
 * @problems: (nullable) (element-type AxleProblem): gets what is wrong:
 *   `money-empty`, `money-number`, `money-decimals`, `money-range`
 *
 * Returns: whether @fen was set
 */
gboolean
axle_money_parse (const char *text,
                  gint64     *fen,
                  GPtrArray  *problems)
{
  g_autofree char *buffer = narrowed (text);
  char *p = buffer;
  gboolean negative = FALSE;
  gint64 scale = 100, amount = 0;
  const char *wrong;

  if (*p == '\0')
    {
      complain (problems, "money-empty", _("There is no amount. Give a number, such as 1,234.50."));
      return FALSE;
    }
  if (*p == '(' && cut_suffix (p, ")"))
    {
      negative = TRUE;
      p++;
    }
  strip_currency (&p);
  if (!negative && (*p == '-' || *p == '+'))
    {
      negative = *p == '-';
      p++;
    }
  strip_currency (&p);
  if (cut_suffix (p, "万") || cut_suffix (p, "萬"))
    scale = 1000000;
  while (cut_suffix (p, " "))
    ;
  wrong = read_amount (p, scale, &amount);
  if (wrong == NULL)
    {
      *fen = negative ? -amount : amount;
      return TRUE;
    }
  if (g_str_equal (wrong, "money-decimals"))
    complain (problems, wrong, _("Nothing is smaller than a fen. Give two decimals at most."));
  else if (g_str_equal (wrong, "money-range"))
    complain (problems, wrong, _("The amount is too large. Check the number of digits."));
  else
    complain (problems, wrong, _("This is not an amount. Give a number, such as 1,234.50."));
  return FALSE;
}

static guint64
magnitude (gint64 fen)
{
  return fen < 0 ? (guint64) -(fen + 1) + 1 : (guint64) fen;
}

/**
 * axle_money_format:
 * @fen: an amount
 *
 * Returns: (transfer full): as a person reads it: `¥1,234.50`, `-¥0.05`
 */
char *
axle_money_format (gint64 fen)
{
  guint64 size = magnitude (fen);
  g_autofree char *yuan = g_strdup_printf ("%" G_GUINT64_FORMAT, size / 100);
  gsize length = strlen (yuan);
  GString *out = g_string_new (fen < 0 ? "-¥" : "¥");

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, yuan[i]);
    }
  g_string_append_printf (out, ".%02u", (guint) (size % 100));
  return g_string_free (out, FALSE);
}

/**
 * axle_money_format_plain:
 * @fen: an amount
 *
 * Returns: (transfer full): as a program or a table reads it: `1234.50`
 */
char *
axle_money_format_plain (gint64 fen)
{
  guint64 size = magnitude (fen);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", fen < 0 ? "-" : "", size / 100, (guint) (size % 100));
}

static const char *const capital_digits[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };

/* Up to four digits; @leading writes 零 for the empty places before them. */
static void
append_section (GString *out,
                guint    section,
                gboolean leading)
{
  static const char *const places[] = { "仟", "佰", "拾", "" };
  guint divisor = 1000;
  gboolean zero = leading;

  for (guint i = 0; i < 4; i++, divisor /= 10)
    {
      guint digit = section / divisor % 10;

      if (digit == 0)
        {
          zero |= out->len > 0 && section % divisor != 0;
          continue;
        }
      if (zero && out->len > 0)
        g_string_append (out, capital_digits[0]);
      zero = FALSE;
      g_string_append (out, capital_digits[digit]);
      g_string_append (out, places[i]);
    }
}

static void
append_yuan (GString *out,
             guint64  yuan)
{
  static const char *const units[] = { "", "万", "亿", "万亿", "亿亿" };
  gboolean gap = FALSE;

  for (int i = G_N_ELEMENTS (units) - 1; i >= 0; i--)
    {
      guint64 base = 1;
      guint section;

      for (int k = 0; k < i; k++)
        base *= 10000;
      section = (guint) (yuan / base % 10000);
      if (section == 0)
        {
          gap = out->len > 0;
          continue;
        }
      append_section (out, section, gap || (out->len > 0 && section < 1000));
      gap = FALSE;
      /* 万 before 亿 shares the one 亿 that follows. */
      if (i == 3 && yuan / 100000000 % 10000 != 0)
        g_string_append (out, "万");
      else
        g_string_append (out, units[i]);
    }
}

/**
 * axle_money_format_capital:
 * @fen: an amount
 *
 * The amount in words as settlement sheets, receipts and cheques demand it
 * (支付结算办法 1997, annex 1): 壹仟贰佰叁拾肆圆伍角整. Not translated: the
 * rule exists for this script only.
 *
 * Returns: (transfer full): the words
 */
char *
axle_money_format_capital (gint64 fen)
{
  guint64 size = magnitude (fen);
  guint jiao = (guint) (size / 10 % 10), cents = (guint) (size % 10);
  g_autoptr (GString) yuan = g_string_new (NULL);
  GString *out = g_string_new (fen < 0 ? "负" : "");

  append_yuan (yuan, size / 100);
  if (yuan->len > 0)
    g_string_append_printf (out, "%s圆", yuan->str);
  if (jiao > 0)
    g_string_append_printf (out, "%s角", capital_digits[jiao]);
  else if (cents > 0 && yuan->len > 0)
    g_string_append (out, capital_digits[0]);
  if (cents > 0)
    g_string_append_printf (out, "%s分", capital_digits[cents]);
  else if (size > 0)
    g_string_append (out, "整");
  else
    g_string_append (out, "零圆整");
  return g_string_free (out, FALSE);
}
