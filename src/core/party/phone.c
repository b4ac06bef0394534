/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/phone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/problem.h"
#include "base/text.h"
#include "core/party/phone-table.h"

/* ITU-T E.164: no number has more digits. A few more are read, so that a
 * trunk prefix and an extension fit. */
#define MAX_E164   15
#define MAX_DIGITS 32
#define MAX_GROUPS 12
#define MAX_BYTES  256

/* A typed number taken apart: its digits, where groups of them begin, and what
 * was marked as extension. */
typedef struct
{
  char     digits[MAX_DIGITS + 1];
  int      n;
  int      group[MAX_GROUPS];
  int      n_groups;
  char     extension[MAX_DIGITS + 1];
  gboolean plus;
} Typed;

static const char *const labels[] = {
  "联系电话", "联系方式", "手机号码", "电话号码", "手机号", "手机", "电话", "座机", "固话", "号码", "传真",
  "mobile", "telephone", "phone", "tel", "mob", "cell", "fax",
};

/* The first is how it is stored (RFC 3966). */
static const char *const extension_marks[] = { ";ext=", "转", "轉", "分机", "分機", "extension", "ext", "x", "#" };

static gsize
prefix_of (const char        *text,
           const char *const *words,
           gsize              n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_ascii_strncasecmp (text, words[i], strlen (words[i])) == 0)
      return strlen (words[i]);
  return 0;
}

static gboolean
is_separator (gunichar sign)
{
  return sign == ' ' || sign == '-' || sign == '(' || sign == ')' || sign == '.' || sign == '/' || sign == '\t'
         || sign == 0xb7 || sign == ':' || sign == ',' || sign == 0x200b || sign == 0xfeff
         || (sign >= 0x202a && sign <= 0x202e) || (sign >= 0x2066 && sign <= 0x2069) || g_unichar_isspace (sign);
}

static void
begin_group (Typed *typed)
{
  if (typed->n_groups < MAX_GROUPS && (typed->n_groups == 0 || typed->group[typed->n_groups - 1] != typed->n))
    typed->group[typed->n_groups++] = typed->n;
}

/* Returns the code of what is wrong, or NULL. */
static const char *
take_apart (const char *text,
            Typed      *typed)
{
  gboolean separated = TRUE;
  char *into = typed->digits;
  int n_extension = 0;

  memset (typed, 0, sizeof *typed);
  if (strlen (text) > MAX_BYTES)
    return "phone-length";
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = axle_text_narrow (g_utf8_get_char (p));
      gsize word;

      if (sign < 0x80 && g_ascii_isdigit ((char) sign))
        {
          int *n = into == typed->digits ? &typed->n : &n_extension;

          if (*n == MAX_DIGITS)
            return "phone-length";
          if (separated)
            begin_group (typed);
          separated = FALSE;
          into[(*n)++] = (char) sign;
        }
      else if (sign == '+' && typed->n == 0 && !typed->plus)
        typed->plus = TRUE;
      else if (is_separator (sign))
        separated = TRUE;
      else if (typed->n > 0 && into == typed->digits
               && (word = prefix_of (sign == '#' ? "#" : p, extension_marks, G_N_ELEMENTS (extension_marks))) > 0)
        {
          into = typed->extension;
          if (sign != '#')
            p = g_utf8_prev_char (p + word);
        }
      else if (typed->n == 0 && (word = prefix_of (p, labels, G_N_ELEMENTS (labels))) > 0)
        p = g_utf8_prev_char (p + word);
      else
        return "phone-sign";
    }
  return typed->n == 0 ? "phone-empty" : NULL;
}

static void
drop_front (Typed *typed,
            int    n)
{
  int kept = 0;

  memmove (typed->digits, typed->digits + n, (gsize) (typed->n - n + 1));
  typed->n -= n;
  for (int i = 0; i < typed->n_groups; i++)
    if (typed->group[i] > n)
      typed->group[kept++] = typed->group[i] - n;
  typed->n_groups = kept;
}

/* A last group of one to six digits after a whole number is its extension. */
static gboolean
cut_extension (Typed *typed,
               int    at)
{
  for (int i = 0; i < typed->n_groups; i++)
    if (typed->group[i] == at && typed->n - at >= 1 && typed->n - at <= 6 && *typed->extension == '\0')
      {
        g_strlcpy (typed->extension, typed->digits + at, sizeof typed->extension);
        typed->digits[at] = '\0';
        typed->n = at;
        return TRUE;
      }
  return FALSE;
}

static void
block (AxlePhone  *self,
       const char *code,
       const char *message)
{
  axle_problems_add (self->problems, code, "phones", TRUE, "%s", message);
}

static gboolean
is_mobile (const char *digits)
{
  return digits[0] == '1' && digits[1] >= '3';
}

static void
keep (AxlePhone    *self,
      AxlePhoneType type,
      const char   *calling_code,
      const char   *national)
{
  self->type = type;
  self->e164 = g_strconcat ("+", calling_code, national, NULL);
}

static void
judge_mobile (AxlePhone *self,
              Typed     *typed)
{
  if (typed->n > 11)
    cut_extension (typed, 11);
  if (typed->n != 11)
    {
      axle_problems_add (self->problems, "phone-length", "phones", TRUE,
                         _("A Chinese mobile number has 11 digits, this one has %d."), typed->n);
      return;
    }
  keep (self, AXLE_PHONE_MOBILE, "86", typed->digits);
  self->carrier = axle_mobile_carrier_find (typed->digits);
  if (self->carrier == NULL)
    axle_problems_add (self->problems, "phone-prefix", "phones", FALSE,
                       _("No carrier is known for %.3s. Ask again whether the number is right."), typed->digits);
}

/* @typed begins with the area code, without the 0 before it: 10 and 2x have
 * two digits, the others three. */
static void
judge_landline (AxlePhone *self,
                Typed     *typed)
{
  int area = typed->digits[0] == '1' || typed->digits[0] == '2' ? 2 : 3;

  for (int length = area + 7; length <= area + 8; length++)
    if (typed->n > length && cut_extension (typed, length))
      break;
  if (typed->n < area + 7 || typed->n > area + 8 || typed->digits[0] == '0'
      || (typed->digits[0] == '1' && typed->digits[1] != '0'))
    {
      block (self, "phone-length",
             _("A Chinese land line has an area code and 7 or 8 digits, such as 010-12345678. Check what is missing or too much."));
      return;
    }
  keep (self, AXLE_PHONE_LANDLINE, "86", typed->digits);
}

/* Emergency and information, and the ranges of hotlines (MIIT's numbering plan, 2017). */
static gboolean
is_short_service (const Typed *typed)
{
  static const char *const three[] = { "110", "112", "114", "116", "117", "118", "119", "120", "121", "122" };
  const char *d = typed->digits;

  for (gsize i = 0; i < G_N_ELEMENTS (three); i++)
    if (g_str_equal (d, three[i]))
      return TRUE;
  return (typed->n >= 5 && typed->n <= 6 && d[0] == '9' && (d[1] == '5' || d[1] == '6'))
         || (typed->n == 5 && d[0] == '1' && (d[1] == '0' || d[1] == '1' || d[1] == '2'));
}

static gboolean
is_toll_free (const char *digits)
{
  return g_str_has_prefix (digits, "400") || g_str_has_prefix (digits, "800");
}

static void
judge_local (AxlePhone  *self,
             Typed      *typed,
             const char *area_code)
{
  self->type = AXLE_PHONE_LANDLINE;
  if (area_code != NULL && *area_code != '\0')
    {
      g_autofree char *national = g_strconcat (area_code[0] == '0' ? area_code + 1 : area_code, typed->digits, NULL);

      keep (self, AXLE_PHONE_LANDLINE, "86", national);
      return;
    }
  axle_problems_add (self->problems, "phone-area", "phones", FALSE,
                     _("The area code is missing, so the number can be dialled in its own town only. Add it, such as 010."));
}

static void
judge_chinese (AxlePhone  *self,
               Typed      *typed,
               const char *area_code)
{
  const char *d = typed->digits;

  self->country = "CN";
  if (d[0] == '0' && is_mobile (d + 1) && typed->n >= 12 && d[1] != '\0')
    drop_front (typed, 1);
  if (d[0] == '0')
    {
      drop_front (typed, 1);
      judge_landline (self, typed);
    }
  else if (is_toll_free (d) && typed->n >= 10 && (typed->n == 10 || cut_extension (typed, 10)))
    keep (self, AXLE_PHONE_SERVICE, "86", d);
  else if (is_mobile (d))
    judge_mobile (self, typed);
  else if (is_short_service (typed))
    self->type = AXLE_PHONE_SERVICE;
  else if (d[0] >= '2' && (typed->n == 7 || typed->n == 8
                           || (typed->n > 8 && (cut_extension (typed, 8) || cut_extension (typed, 7)))))
    judge_local (self, typed, area_code);
  else if (typed->n >= 10)
    judge_landline (self, typed);
  else
    block (self, "phone-length",
           _("This is neither a mobile number (11 digits) nor a land line with area code. Check the digits."));
}

static void
judge_foreign (AxlePhone *self,
               Typed     *typed)
{
  const AxleCallingCode *code = axle_calling_code_find (typed->digits);
  int digits;

  if (code == NULL)
    {
      block (self, "phone-country", _("No country has this calling code. Check the digits after the +."));
      return;
    }
  self->country = code->country;
  self->type = AXLE_PHONE_FOREIGN;
  digits = typed->n - (int) strlen (code->code);
  /* Many write the national trunk 0 as well: +44 (0)20 … Italy dials it. */
  if (typed->digits[strlen (code->code)] == '0' && strcmp (code->code, "39") != 0)
    {
      memmove (typed->digits + strlen (code->code), typed->digits + strlen (code->code) + 1, (gsize) digits);
      typed->n--;
      digits--;
    }
  if (digits < code->shortest || digits > code->longest || typed->n > MAX_E164)
    {
      block (self, "phone-length", _("The number is too short or too long for its country. Check the digits."));
      return;
    }
  self->e164 = g_strconcat ("+", typed->digits, NULL);
}

/* What is dialled before a number: 00 for abroad, 86 without +, the carriers'
 * prefixes for cheap calls. */
static void
strip_prefixes (Typed *typed)
{
  static const char *const carriers[] = { "17951", "17911", "17909", "17901", "12593", "11808" };

  for (gsize i = 0; i < G_N_ELEMENTS (carriers); i++)
    if (!typed->plus && typed->n >= 16 && g_str_has_prefix (typed->digits, carriers[i]))
      {
        drop_front (typed, (int) strlen (carriers[i]));
        break;
      }
  if (g_str_has_prefix (typed->digits, "00") && typed->n > 8)
    {
      typed->plus = TRUE;
      drop_front (typed, 2);
    }
  else if (!typed->plus && typed->n >= 12 && g_str_has_prefix (typed->digits, "86")
           && (is_mobile (typed->digits + 2) || typed->digits[2] == '0' || is_toll_free (typed->digits + 2)))
    typed->plus = TRUE;
}

static void
judge_digits (AxlePhone  *self,
              Typed      *typed,
              const char *area_code)
{
  strip_prefixes (typed);
  self->number = g_strdup (typed->digits);
  if (strspn (typed->digits, "0") == (gsize) typed->n)
    block (self, "phone-digits", _("A number of zeros is nobody’s. Give the number, or leave it empty."));
  else if (typed->plus && g_str_has_prefix (typed->digits, "86"))
    {
      drop_front (typed, 2);
      if (typed->digits[0] != '0' && !is_mobile (typed->digits) && !is_toll_free (typed->digits))
        {
          self->country = "CN";
          judge_landline (self, typed);
        }
      else
        judge_chinese (self, typed, NULL);
    }
  else if (typed->plus)
    judge_foreign (self, typed);
  else
    judge_chinese (self, typed, area_code);
  if (*typed->extension != '\0')
    self->extension = g_strdup (typed->extension);
}

static AxlePhone *
phone_new (void)
{
  AxlePhone *self = g_new0 (AxlePhone, 1);

  self->problems = axle_problems_new ();
  return self;
}

static AxlePhone *
judge_strictly (const char  *text,
                const char  *area_code,
                const char **wrong)
{
  AxlePhone *self = phone_new ();
  Typed typed;

  *wrong = take_apart (text, &typed);
  if (*wrong == NULL)
    judge_digits (self, &typed, area_code);
  self->ok = *wrong == NULL && !axle_problems_block (self->problems);
  return self;
}

/**
 * axle_phone_judge:
 * @text: valid UTF-8, as typed: with or without +86, 0086 or 86, separators,
 *   full-width digits, a label, an extension after `-`, 转 or `ext`; or as stored,
 *   `+861065529988;ext=8012`
 * @area_code: (nullable): the store's area code, with or without its 0, for
 *   land lines that were typed without one
 *
 * Judges a phone number. The codes of the problems: `phone-empty`,
 * `phone-sign`, `phone-length`, `phone-digits`, `phone-country`, and the
 * warnings `phone-prefix`, `phone-area`, `phone-text` (other text around it).
 *
 * Returns: (transfer full): what is known of it
 */
AxlePhone *
axle_phone_judge (const char *text,
                  const char *area_code)
{
  const char *wrong = NULL;
  AxlePhone *self = judge_strictly (text, area_code, &wrong);

  if (wrong == NULL)
    return self;
  if (g_str_equal (wrong, "phone-sign"))
    {
      g_autofree char *inside = axle_phone_find (text, NULL, NULL);

      if (inside != NULL)
        {
          axle_phone_free (self);
          self = judge_strictly (inside, area_code, &wrong);
          axle_problems_add (self->problems, "phone-text", "phones", FALSE,
                             _("There is other text beside the number. Only the number is used here."));
          return self;
        }
      block (self, wrong, _("There are signs that no phone number has. Give digits, with + before a foreign calling code."));
    }
  else if (g_str_equal (wrong, "phone-empty"))
    block (self, wrong, _("There is no phone number."));
  else
    block (self, wrong, _("This is too long for a phone number. Give one number in one field."));
  if (self->number == NULL)
    self->number = g_strdup ("");
  return self;
}

void
axle_phone_free (AxlePhone *self)
{
  g_free (self->e164);
  g_free (self->number);
  g_free (self->extension);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * axle_phone_normalise:
 * @text: valid UTF-8, as typed
 *
 * Returns: (transfer full) (nullable): the number in E.164, or %NULL
 */
char *
axle_phone_normalise (const char *text)
{
  g_autoptr (AxlePhone) phone = axle_phone_judge (text, NULL);

  return phone->ok ? g_steal_pointer (&phone->e164) : NULL;
}

static gboolean
is_number_sign (gunichar sign)
{
  return (sign < 0x80 && g_ascii_isdigit ((char) sign)) || sign == '+' || sign == '-' || sign == ' ' || sign == '('
         || sign == ')';
}

static char *
try_part (const char *from,
          const char *to)
{
  g_autofree char *part = g_strndup (from, (gsize) (to - from));
  const char *wrong = NULL;
  g_autoptr (AxlePhone) phone = judge_strictly (part, NULL, &wrong);

  return phone->ok ? g_steal_pointer (&phone->e164) : NULL;
}

/* One number in a run of digits and separators: the run as a whole, or else
 * the first of its words that is one by itself. */
static char *
find_in_run (const char  *from,
             const char  *to,
             const char **start,
             const char **end)
{
  char *found;

  for (const char *p = from; p < to;)
    {
      const char *word = p;

      while (p < to && axle_text_narrow (g_utf8_get_char (p)) != ' ')
        p = g_utf8_next_char (p);
      if (p - word >= 10 && (found = try_part (word, p)) != NULL)
        {
          *start = word;
          *end = p;
          return found;
        }
      if (p < to)
        p = g_utf8_next_char (p);
    }
  *start = from;
  *end = to;
  return try_part (from, to);
}

/**
 * axle_phone_find:
 * @text: valid UTF-8: a line with a name, an address, a number in any order
 * @start: (out) (optional): the byte where the number begins
 * @end: (out) (optional): the byte after it
 *
 * Returns: (transfer full) (nullable): the first number that can be dialled
 *   from anywhere, in E.164
 */
char *
axle_phone_find (const char *text,
                 gsize      *start,
                 gsize      *end)
{
  for (const char *p = text; *p != '\0';)
    {
      const char *run = p, *last = p, *from = NULL, *to = NULL;
      int digits = 0;
      char *found = NULL;

      for (; *p != '\0'; p = g_utf8_next_char (p))
        {
          gunichar sign = axle_text_narrow (g_utf8_get_char (p));

          if (!is_number_sign (sign))
            break;
          if (sign >= '0' && sign <= '9')
            {
              digits++;
              last = g_utf8_next_char (p);
            }
        }
      if (digits >= 7)
        found = find_in_run (run, last, &from, &to);
      if (found != NULL)
        {
          if (start != NULL)
            *start = (gsize) (from - text);
          if (end != NULL)
            *end = (gsize) (to - text);
          return found;
        }
      if (*p != '\0' && p == run)
        p = g_utf8_next_char (p);
    }
  return NULL;
}

#define EXTENSION ";ext="

/* What stands in for a number that could not be read is shown as it is. */
static gboolean
is_bare_number (const char *text)
{
  const char *digits = text + (*text == '+');

  return strspn (digits, "0123456789") == strlen (digits);
}

/* The number as it is dialled at home: without +86, with the 0 of land lines. */
static char *
domestic (const char *e164)
{
  const char *national;

  if (!g_str_has_prefix (e164, "+86"))
    return g_strdup (e164);
  national = e164 + 3;
  if ((is_mobile (national) && strlen (national) == 11) || is_toll_free (national))
    return g_strdup (national);
  return g_strconcat ("0", national, NULL);
}

/**
 * axle_phone_mask:
 * @e164: a number as it is kept, or as it was typed
 *
 * For people who may know that there is a number, but not which: the middle is
 * hidden, `138****5678`.
 *
 * Returns: (transfer full): the masked number
 */
char *
axle_phone_mask (const char *e164)
{
  g_autofree char *bare = g_strndup (e164, strcspn (e164, ";"));
  g_autofree char *number = domestic (bare);
  gsize length = (gsize) g_utf8_strlen (number, -1);
  gsize last = length >= 11 ? 4 : length / 3;
  gsize first = length >= 11 ? length - last - 4 : length / 3;
  GString *masked = g_string_new (NULL);
  const char *p = number;

  if (number[0] == '+' && length >= 11)
    first = 3;
  for (gsize i = 0; *p != '\0'; p = g_utf8_next_char (p), i++)
    if (i >= first && i + last < length)
      g_string_append_c (masked, '*');
    else
      g_string_append_unichar (masked, g_utf8_get_char (p));
  return g_string_free (masked, FALSE);
}

static char *
format_number (const char *e164)
{
  g_autofree char *number = domestic (e164);
  gsize length = strlen (number);

  if (number[0] == '+')
    {
      const AxleCallingCode *code = axle_calling_code_find (number + 1);
      int split = code == NULL ? 0 : (int) strlen (code->code) + 1;

      if (split == 0)
        return g_steal_pointer (&number);
      if (g_str_equal (code->code, "1") && length == 12)
        return g_strdup_printf ("+1 %.3s %.3s %s", number + 2, number + 5, number + 8);
      return g_strdup_printf ("%.*s %s", split, number, number + split);
    }
  if (is_toll_free (number) && length == 10)
    return g_strdup_printf ("%.3s %.3s %s", number, number + 3, number + 6);
  if (number[0] != '0' && length == 11)
    return g_strdup_printf ("%.3s %.4s %s", number, number + 3, number + 7);
  if (number[0] == '0' && length >= 10)
    {
      int area = number[1] <= '2' ? 3 : 4;
      int left = (int) length - area;

      return g_strdup_printf ("%.*s %.*s %s", area, number, left - 4, number + area, number + length - 4);
    }
  return g_steal_pointer (&number);
}

/**
 * axle_phone_format:
 * @e164: a number as it is kept, maybe with its extension; other text stays as it is
 *
 * Returns: (transfer full): as it is read out: `138 0013 8000`, `010 1234 5678`,
 *   `400 123 4567`, `+1 212 555 0123`, `010 1234 5678 ext. 12`
 */
char *
axle_phone_format (const char *e164)
{
  g_autofree char *bare = g_strndup (e164, strcspn (e164, ";"));
  g_autofree char *number = NULL;
  const char *rest = e164 + strlen (bare);

  if (!is_bare_number (bare) || (*rest != '\0' && !g_str_has_prefix (rest, EXTENSION)))
    return g_strdup (e164);
  number = format_number (bare);
  if (*rest == '\0')
    return g_steal_pointer (&number);
  /* Translators: a phone number and its extension; it is read back from what is written here. */
  return g_strdup_printf (_("%s ext. %s"), number, rest + strlen (EXTENSION));
}

/**
 * axle_phone_type_name:
 * @type: a type of number
 *
 * Returns: its stable name, such as `mobile`
 */
const char *
axle_phone_type_name (AxlePhoneType type)
{
  static const char *const names[] = { "unknown", "mobile", "landline", "service", "foreign" };

  return names[type];
}
