/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vehicle/plate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/problem.h"
#include "base/text.h"

#define PROVINCES "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新"

/* No plate is longer: WJ + province + six signs, or 使 + six + 使. */
#define MAX_SIGNS 12

typedef struct
{
  gunichar sign[MAX_SIGNS];
  int      n;
} Signs;

static Signs
take_apart (const char *plate)
{
  Signs signs = { .n = 0 };

  for (const char *p = plate; *p != '\0' && signs.n < MAX_SIGNS; p = g_utf8_next_char (p))
    signs.sign[signs.n++] = g_utf8_get_char (p);
  return signs;
}

static gboolean
is_one_of (gunichar    sign,
           const char *set)
{
  return sign != 0 && g_utf8_strchr (set, -1, sign) != NULL;
}

static gboolean
is_digit (gunichar sign)
{
  return sign >= '0' && sign <= '9';
}

/* I and O are too like 1 and 0 (GA 36-2018, 5.9). */
static gboolean
is_letter (gunichar sign)
{
  return sign >= 'A' && sign <= 'Z' && sign != 'I' && sign != 'O';
}

static gboolean
is_sign (gunichar sign)
{
  return is_digit (sign) || is_letter (sign);
}

static gboolean
all_between (const Signs *signs,
             int          from,
             int          to,
             gboolean   (*is) (gunichar))
{
  if (to > signs->n)
    return FALSE;
  for (int i = from; i < to; i++)
    if (!is (signs->sign[i]))
      return FALSE;
  return TRUE;
}

static AxlePlateEnergy
nev_energy (gunichar sign)
{
  /* GA 36-2018, 5.7: D and F first; A B C E and G H J K came when they ran out. */
  if (is_one_of (sign, "DABCE"))
    return AXLE_PLATE_ENERGY_BATTERY;
  if (is_one_of (sign, "FGHJK"))
    return AXLE_PLATE_ENERGY_OTHER_NEV;
  return AXLE_PLATE_ENERGY_UNKNOWN;
}

/* Province, office, six signs: a small car says its drive in the first of
 * them and may have a letter in the second, a large one says it in the last. */
static gboolean
match_nev (AxlePlate   *self,
           const Signs *signs)
{
  const gunichar *s = signs->sign + 2;

  if (signs->n != 8)
    return FALSE;
  if (nev_energy (s[0]) != AXLE_PLATE_ENERGY_UNKNOWN && is_sign (s[1]) && all_between (signs, 4, 8, is_digit))
    {
      self->kind = AXLE_PLATE_NEV_SMALL;
      self->energy = nev_energy (s[0]);
      return TRUE;
    }
  if ((s[5] == 'D' || s[5] == 'F') && all_between (signs, 2, 7, is_digit))
    {
      self->kind = AXLE_PLATE_NEV_LARGE;
      self->energy = nev_energy (s[5]);
      return TRUE;
    }
  return FALSE;
}

/* Plates whose last sign is a word. */
static AxlePlateKind
kind_of_suffix (const Signs *signs)
{
  static const struct { const char *sign; AxlePlateKind kind; int body; } suffixes[] = {
    { "警", AXLE_PLATE_POLICE, 4 },
    { "挂", AXLE_PLATE_TRAILER, 4 },
    { "学", AXLE_PLATE_LEARNER, 4 },
    { "领", AXLE_PLATE_CONSULATE, 4 },
    { "港", AXLE_PLATE_HONGKONG_MACAU, 4 },
    { "澳", AXLE_PLATE_HONGKONG_MACAU, 4 },
    { "临", AXLE_PLATE_TEMPORARY, 5 },
    { "超", AXLE_PLATE_TEMPORARY, 5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      if (signs->n < 1 || signs->sign[signs->n - 1] != g_utf8_get_char (suffixes[i].sign))
        continue;
      /* Temporary plates have five signs, older ones four. */
      if (signs->n != suffixes[i].body + 3
          && !(suffixes[i].kind == AXLE_PLATE_TEMPORARY && signs->n == 7))
        return AXLE_PLATE_UNKNOWN;
      if (!is_one_of (signs->sign[0], PROVINCES) || !is_letter (signs->sign[1])
          || !all_between (signs, 2, signs->n - 1, is_sign))
        return AXLE_PLATE_UNKNOWN;
      /* Only Guangdong gives plates to cars from Hong Kong and Macau. */
      if (suffixes[i].kind == AXLE_PLATE_HONGKONG_MACAU
          && (signs->sign[0] != g_utf8_get_char ("粤") || signs->sign[1] != 'Z'))
        return AXLE_PLATE_UNKNOWN;
      return suffixes[i].kind;
    }
  return AXLE_PLATE_UNKNOWN;
}

/* 京·A0001警 has its last sign there; 使 and 领 stood first until 2017. */
static AxlePlateKind
kind_of_diplomat (const Signs *signs)
{
  int last = signs->n - 1;

  if (signs->n == 7 && signs->sign[0] == g_utf8_get_char ("使") && all_between (signs, 1, 7, is_digit))
    return AXLE_PLATE_EMBASSY;
  if (signs->n == 7 && all_between (signs, 0, 6, is_digit) && signs->sign[last] == g_utf8_get_char ("使"))
    return AXLE_PLATE_EMBASSY;
  if (signs->n == 7 && all_between (signs, 1, 6, is_digit) && signs->sign[last] == g_utf8_get_char ("使")
      && is_one_of (signs->sign[0], PROVINCES))
    return AXLE_PLATE_EMBASSY;
  if (signs->n == 7 && signs->sign[0] == g_utf8_get_char ("领") && all_between (signs, 1, 7, is_digit))
    return AXLE_PLATE_CONSULATE;
  if (signs->n == 7 && signs->sign[last] == g_utf8_get_char ("领") && is_one_of (signs->sign[0], PROVINCES)
      && (is_letter (signs->sign[1]) || is_digit (signs->sign[1])) && all_between (signs, 2, 6, is_sign))
    return AXLE_PLATE_CONSULATE;
  return AXLE_PLATE_UNKNOWN;
}

static AxlePlateKind
kind_of_forces (const Signs *signs)
{
  const gunichar *s = signs->sign;

  /* WJ, for headquarters nothing and else the province, then four or five signs. */
  if (signs->n >= 7 && s[0] == 'W' && s[1] == 'J')
    {
      int from = is_one_of (s[2], PROVINCES) ? 3 : 2;
      int body = signs->n - from;

      if ((body == 5 || (body == 4 && from == 3)) && all_between (signs, from, signs->n - 1, is_digit)
          && is_sign (s[signs->n - 1]))
        return AXLE_PLATE_ARMED_POLICE;
    }
  /* Two letters and five digits: the second letter is the unit. */
  if (signs->n == 7 && is_one_of (s[0], "VKHBSLJNGCEZ") && s[1] >= 'A' && s[1] <= 'Z' && s[1] != 'I'
      && all_between (signs, 2, 7, is_digit))
    return AXLE_PLATE_MILITARY;
  /* Until 2004 a character for the branch: 军A12345. */
  if (signs->n == 7 && is_one_of (s[0], "军海空北沈兰济南广成") && is_letter (s[1])
      && all_between (signs, 2, 7, is_digit))
    return AXLE_PLATE_MILITARY;
  return AXLE_PLATE_UNKNOWN;
}

static AxlePlateKind
kind_of_special (const char  *plate,
                 const Signs *signs)
{
  AxlePlateKind kind = kind_of_suffix (signs);

  if (kind == AXLE_PLATE_UNKNOWN)
    kind = kind_of_diplomat (signs);
  if (kind == AXLE_PLATE_UNKNOWN)
    kind = kind_of_forces (signs);
  if (kind == AXLE_PLATE_UNKNOWN && g_str_has_prefix (plate, "民航") && signs->n == 7
      && is_sign (signs->sign[2]) && all_between (signs, 3, 7, is_digit))
    kind = AXLE_PLATE_CIVIL_AVIATION;
  if (kind == AXLE_PLATE_UNKNOWN && g_str_has_suffix (plate, "应急") && (signs->n == 8 || signs->n == 7)
      && is_one_of (signs->sign[0], PROVINCES) && is_letter (signs->sign[1])
      && all_between (signs, 2, signs->n - 2, is_sign))
    kind = AXLE_PLATE_EMERGENCY;
  return kind;
}

static gboolean
match_ordinary (AxlePlate   *self,
                const Signs *signs)
{
  int letters = 0;

  if (signs->n != 7 || !all_between (signs, 2, 7, is_sign))
    return FALSE;
  for (int i = 2; i < 7; i++)
    letters += !is_digit (signs->sign[i]);
  /* Five signs with three letters and more are not given out (GA 36-2018, table 4),
   * except by choice in some towns: they are kept, with a word. */
  if (letters > 3)
    axle_problems_add (self->problems, "plate-letters", "plate", FALSE,
                       _("Few plates have more than three letters after the first. Compare with the car."));
  self->kind = AXLE_PLATE_ORDINARY;
  return TRUE;
}

/* Nothing fitted: say the first thing that is wrong, reading from the left. */
static void
explain (AxlePlate   *self,
         const Signs *signs)
{
  GPtrArray *problems = self->problems;

  if (signs->n == 0)
    {
      axle_problems_add (problems, "plate-length", "plate", TRUE, _("The plate is empty."));
      return;
    }
  if (!is_one_of (signs->sign[0], PROVINCES))
    {
      axle_problems_add (problems, "plate-province", "plate", TRUE,
                         _("A plate begins with the sign of a province, such as 京 or 粤."));
      return;
    }
  if (signs->n < 2 || !is_letter (signs->sign[1]))
    {
      axle_problems_add (problems, "plate-office", "plate", TRUE,
                         _("After the province comes the letter of the issuing office, A to Z without I and O."));
      return;
    }
  for (int i = 2; i < signs->n; i++)
    {
      if (signs->sign[i] == 'I' || signs->sign[i] == 'O')
        {
          axle_problems_add (problems, "plate-letter", "plate", TRUE,
                             _("Plates never have the letters I and O. The digit %c is probably meant (sign %d)."),
                             signs->sign[i] == 'I' ? '1' : '0', i + 1);
          return;
        }
    }
  if (signs->n == 8 && all_between (signs, 2, 8, is_sign))
    axle_problems_add (problems, "plate-nev", "plate", TRUE,
                       _("Plates with eight signs are for new energy: the third sign, or the last on large cars, has to be D, F or one of their kind, and the other signs digits."));
  else if (signs->n != 7 && all_between (signs, 2, signs->n, is_sign))
    axle_problems_add (problems, "plate-length", "plate", TRUE,
                       _("A plate has 7 signs, 8 for new energy; this one has %ld."), g_utf8_strlen (self->plate, -1));
  else
    axle_problems_add (problems, "plate-sign", "plate", TRUE,
                       _("One of the signs cannot stand on a plate. Only digits and letters do, and words such as 警, 挂 or 学 at the end."));
}

/**
 * axle_plate_normalise:
 * @text: valid UTF-8, as typed
 *
 * Returns: (transfer full): upper case, without dots, blanks and dashes
 */
char *
axle_plate_normalise (const char *text)
{
  static const struct { const char *typed; const char *meant; } words[] = {
    { "應急", "应急" }, { "學", "学" }, { "掛", "挂" }, { "領", "领" }, { "車牌", "" }, { "车牌", "" },
    { "號", "" }, { "号", "" }, { ":", "" }, { "滬", "沪" }, { "遼", "辽" }, { "蘇", "苏" },
    { "閩", "闽" }, { "贛", "赣" }, { "魯", "鲁" }, { "粵", "粤" }, { "瓊", "琼" }, { "貴", "贵" },
    { "雲", "云" }, { "陝", "陕" }, { "甯", "宁" }, { "寧", "宁" }, { "軍", "军" },
  };
  char *plate = axle_text_identifier (text);
  GString *out;

  if (strlen (plate) > 64)
    return plate;
  out = g_string_new_take (plate);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_string_replace (out, words[i].typed, words[i].meant, 0);
  return g_string_free (out, FALSE);
}

/**
 * axle_plate_judge:
 * @text: valid UTF-8, as typed
 *
 * Judges a plate by GA 36-2018 and by what drives on the roads beside it. The
 * codes of the problems: `plate-length`, `plate-province`, `plate-office`,
 * `plate-letter` (I, O), `plate-nev`, `plate-sign`, and the warning
 * `plate-letters`.
 *
 * Returns: (transfer full): what is known of it
 */
AxlePlate *
axle_plate_judge (const char *text)
{
  AxlePlate *self = g_new0 (AxlePlate, 1);
  Signs signs;

  self->plate = axle_plate_normalise (text);
  self->problems = axle_problems_new ();
  signs = take_apart (self->plate);
  self->kind = kind_of_special (self->plate, &signs);
  if (self->kind == AXLE_PLATE_UNKNOWN
      && !(signs.n >= 2 && is_one_of (signs.sign[0], PROVINCES) && is_letter (signs.sign[1])
           && (match_nev (self, &signs) || match_ordinary (self, &signs))))
    explain (self, &signs);
  self->ok = !axle_problems_block (self->problems);
  return self;
}

void
axle_plate_free (AxlePlate *self)
{
  g_free (self->plate);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * axle_plate_format:
 * @plate: a plate as it is kept
 *
 * Returns: (transfer full): as it is painted, with the dot after the office: 京A·12345
 */
char *
axle_plate_format (const char *plate)
{
  Signs signs = take_apart (plate);
  const char *rest;

  if (signs.n < 6 || !is_one_of (signs.sign[0], PROVINCES) || !is_letter (signs.sign[1]))
    return g_strdup (plate);
  rest = g_utf8_offset_to_pointer (plate, 2);
  return g_strdup_printf ("%.*s·%s", (int) (rest - plate), plate, rest);
}

/**
 * axle_plate_kind_name:
 * @kind: a kind of plate
 *
 * Returns: its stable name, such as `nev-small`
 */
const char *
axle_plate_kind_name (AxlePlateKind kind)
{
  static const char *const names[] = {
    "unknown", "ordinary", "nev-small", "nev-large", "police", "trailer", "learner", "emergency", "embassy",
    "consulate", "hongkong-macau", "armed-police", "military", "civil-aviation", "temporary",
  };

  return names[kind];
}

/**
 * axle_plate_energy_name:
 * @energy: what a plate says about the drive
 *
 * Returns: its stable name: `unknown`, `battery`, `other-nev`
 */
const char *
axle_plate_energy_name (AxlePlateEnergy energy)
{
  static const char *const names[] = { "unknown", "battery", "other-nev" };

  return names[energy];
}
