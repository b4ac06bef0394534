/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vehicle/vin.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/problem.h"
#include "base/text.h"
#include "core/vehicle/wmi-table.h"

/* ISO 3780: the order in which the second sign counts through a region. */
static const char region_order[] = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890";

typedef struct
{
  char        first;
  char        from;
  char        to;
  char        code[3];
  const char *name;
} Region;

static const Region regions[] = {
  { '1', 'A', '0', "US", N_("United States") },
  { '2', 'A', '0', "CA", N_("Canada") },
  { '3', 'A', '0', "MX", N_("Mexico") },
  { '4', 'A', '0', "US", N_("United States") },
  { '5', 'A', '0', "US", N_("United States") },
  { '6', 'A', '0', "AU", N_("Australia") },
  { '7', 'A', 'E', "NZ", N_("New Zealand") },
  { '7', 'F', '0', "US", N_("United States") },
  { '8', 'A', 'E', "AR", N_("Argentina") },
  { '8', 'F', 'K', "CL", N_("Chile") },
  { '8', 'L', 'R', "EC", N_("Ecuador") },
  { '8', 'S', 'W', "PE", N_("Peru") },
  { '8', 'X', '2', "VE", N_("Venezuela") },
  { '9', 'A', 'E', "BR", N_("Brazil") },
  { '9', 'F', 'K', "CO", N_("Colombia") },
  { '9', 'L', 'R', "PY", N_("Paraguay") },
  { '9', 'S', 'W', "UY", N_("Uruguay") },
  { '9', 'X', '2', "TT", N_("Trinidad and Tobago") },
  { '9', '3', '9', "BR", N_("Brazil") },
  { 'A', 'A', 'H', "ZA", N_("South Africa") },
  { 'A', 'J', 'N', "CI", N_("Côte d’Ivoire") },
  { 'B', 'A', 'E', "AO", N_("Angola") },
  { 'B', 'F', 'K', "KE", N_("Kenya") },
  { 'B', 'L', 'R', "TZ", N_("Tanzania") },
  { 'C', 'A', 'E', "BJ", N_("Benin") },
  { 'C', 'F', 'K', "MG", N_("Madagascar") },
  { 'C', 'L', 'R', "TN", N_("Tunisia") },
  { 'D', 'A', 'E', "EG", N_("Egypt") },
  { 'D', 'F', 'K', "MA", N_("Morocco") },
  { 'D', 'L', 'R', "ZM", N_("Zambia") },
  { 'E', 'A', 'E', "ET", N_("Ethiopia") },
  { 'E', 'F', 'K', "MZ", N_("Mozambique") },
  { 'F', 'A', 'E', "GH", N_("Ghana") },
  { 'F', 'F', 'K', "NG", N_("Nigeria") },
  { 'H', 'A', '0', "CN", N_("China") },
  { 'J', 'A', '0', "JP", N_("Japan") },
  { 'K', 'A', 'E', "LK", N_("Sri Lanka") },
  { 'K', 'F', 'K', "IL", N_("Israel") },
  { 'K', 'L', 'R', "KR", N_("South Korea") },
  { 'K', 'S', '0', "KZ", N_("Kazakhstan") },
  { 'L', 'A', '0', "CN", N_("China") },
  { 'M', 'A', 'E', "IN", N_("India") },
  { 'M', 'F', 'K', "ID", N_("Indonesia") },
  { 'M', 'L', 'R', "TH", N_("Thailand") },
  { 'M', 'S', 'S', "MM", N_("Myanmar") },
  { 'M', 'Z', 'Z', "IN", N_("India") },
  { 'N', 'A', 'E', "IR", N_("Iran") },
  { 'N', 'F', 'K', "PK", N_("Pakistan") },
  { 'N', 'L', 'R', "TR", N_("Türkiye") },
  { 'P', 'A', 'E', "PH", N_("Philippines") },
  { 'P', 'F', 'K', "SG", N_("Singapore") },
  { 'P', 'L', 'R', "MY", N_("Malaysia") },
  { 'R', 'A', 'E', "AE", N_("United Arab Emirates") },
  { 'R', 'F', 'K', "TW", N_("Taiwan") },
  { 'R', 'L', 'R', "VN", N_("Vietnam") },
  { 'R', 'S', '0', "SA", N_("Saudi Arabia") },
  { 'S', 'A', 'M', "GB", N_("United Kingdom") },
  { 'S', 'N', 'T', "DE", N_("Germany") },
  { 'S', 'U', 'Z', "PL", N_("Poland") },
  { 'S', '1', '4', "LV", N_("Latvia") },
  { 'T', 'A', 'H', "CH", N_("Switzerland") },
  { 'T', 'J', 'P', "CZ", N_("Czechia") },
  { 'T', 'R', 'V', "HU", N_("Hungary") },
  { 'T', 'W', '1', "PT", N_("Portugal") },
  { 'U', 'H', 'M', "DK", N_("Denmark") },
  { 'U', 'N', 'T', "IE", N_("Ireland") },
  { 'U', 'U', 'Z', "RO", N_("Romania") },
  { 'U', '5', '7', "SK", N_("Slovakia") },
  { 'V', 'A', 'E', "AT", N_("Austria") },
  { 'V', 'F', 'R', "FR", N_("France") },
  { 'V', 'S', 'W', "ES", N_("Spain") },
  { 'V', 'X', '2', "RS", N_("Serbia") },
  { 'V', '3', '5', "HR", N_("Croatia") },
  { 'V', '6', '0', "EE", N_("Estonia") },
  { 'W', 'A', '0', "DE", N_("Germany") },
  { 'X', 'A', 'E', "BG", N_("Bulgaria") },
  { 'X', 'F', 'K', "GR", N_("Greece") },
  { 'X', 'L', 'R', "NL", N_("Netherlands") },
  { 'X', 'S', 'W', "RU", N_("Russia") },
  { 'X', 'X', '2', "LU", N_("Luxembourg") },
  { 'X', '3', '0', "RU", N_("Russia") },
  { 'Y', 'A', 'E', "BE", N_("Belgium") },
  { 'Y', 'F', 'K', "FI", N_("Finland") },
  { 'Y', 'L', 'R', "MT", N_("Malta") },
  { 'Y', 'S', 'W', "SE", N_("Sweden") },
  { 'Y', 'X', '2', "NO", N_("Norway") },
  { 'Y', '3', '5', "BY", N_("Belarus") },
  { 'Y', '6', '0', "UA", N_("Ukraine") },
  { 'Z', 'A', 'R', "IT", N_("Italy") },
  { 'Z', 'X', '2', "SI", N_("Slovenia") },
  { 'Z', '3', '5', "LT", N_("Lithuania") },
  { 'Z', '6', '0', "RU", N_("Russia") },
};

static const Region *
find_region (const char *vin)
{
  const char *second = vin[0] != '\0' && vin[1] != '\0' ? strchr (region_order, vin[1]) : NULL;

  if (second == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (regions); i++)
    if (regions[i].first == vin[0] && second >= strchr (region_order, regions[i].from)
        && second <= strchr (region_order, regions[i].to))
      return &regions[i];
  return NULL;
}

static gboolean
in_region (const char *vin,
           const char *codes)
{
  const Region *region = find_region (vin);

  return region != NULL && strstr (codes, region->code) != NULL;
}

/* ISO 3779 gives every sign a number; the letters I, O and Q have none. */
static int
sign_value (char sign)
{
  static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
  static const char values[] = "12345678123457923456789";
  const char *found;

  if (g_ascii_isdigit (sign))
    return sign - '0';
  found = sign == '\0' ? NULL : strchr (letters, sign);
  return found == NULL ? -1 : values[found - letters] - '0';
}

/**
 * axle_vin_check_digit:
 * @vin: seventeen signs; the ninth does not count
 *
 * The weights are those of ISO 3779 annex, GB 16735-2019 annex A and
 * 49 CFR 565.15: the same in all three.
 *
 * Returns: what position 9 has to be, `0` to `9` or `X`; NUL where a sign
 *   cannot stand in a VIN
 */
char
axle_vin_check_digit (const char *vin)
{
  static const int weights[AXLE_VIN_LENGTH] = { 8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2 };
  int sum = 0;

  for (int i = 0; i < AXLE_VIN_LENGTH; i++)
    {
      int value = sign_value (vin[i]);

      if (value < 0 && i != 8)
        return '\0';
      sum += weights[i] * value;
    }
  return "0123456789X"[sum % 11];
}

/* The line of the table that starts with the first @length signs of @wmi. */
static const char *
find_wmi (const char *wmi,
          gsize       length)
{
  gsize low = 0, high = axle_wmi_table_length;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      const char *line;
      int order;

      while (middle > low && axle_wmi_table[middle - 1] != '\n')
        middle--;
      line = axle_wmi_table + middle;
      order = strncmp (wmi, line, length);
      if (order == 0 && line[length] != '\0')
        order = -1;
      if (order == 0)
        return line;
      if (order < 0)
        high = middle;
      else
        low = (gsize) ((const char *) memchr (line, '\n', axle_wmi_table_length - middle) - axle_wmi_table) + 1;
    }
  return NULL;
}

/* Makers of fewer than 1,000 cars a year share a WMI that ends with 9, and are
 * told apart by positions 12 to 14. */
static const char *
find_maker (const char *vin)
{
  const char *line = NULL;

  if (vin[2] == '9')
    {
      char small[6] = { vin[0], vin[1], vin[2], vin[11], vin[12], vin[13] };

      line = find_wmi (small, sizeof small);
    }
  return line != NULL ? line : find_wmi (vin, 3);
}

static const char *
line_field (const char *line,
            int         n)
{
  while (n-- > 0)
    line += strlen (line) + 1;
  return line;
}

static const char *
or_null (const char *text)
{
  return *text == '\0' ? NULL : text;
}

/**
 * axle_vin_model_year:
 * @vin: seventeen signs
 * @this_year: the year now
 *
 * Position 10 counts through thirty years. In North America position 7 of a
 * light vehicle is a letter from 2010 on (49 CFR 565.15); elsewhere the latest
 * year is taken that is not after the next.
 *
 * Returns: the model year, or 0 where position 10 is no year
 */
int
axle_vin_model_year (const char *vin,
                     int         this_year)
{
  static const char years[] = "ABCDEFGHJKLMNPRSTVWXY123456789";
  const char *found = strlen (vin) == AXLE_VIN_LENGTH ? strchr (years, vin[9]) : NULL;
  int year;

  if (found == NULL)
    return 0;
  year = 1980 + (int) (found - years);
  if (in_region (vin, "US CA MX"))
    {
      const char *line = find_maker (vin);

      if ((line == NULL || *line_field (line, 4) == 'L') && g_ascii_isdigit (vin[6]))
        return year;
    }
  while (year + 30 <= this_year + 1)
    year += 30;
  return year;
}

/* No VIN begins with any of these: its letters are never I, O or Q. */
static gsize
label_length (const char *text)
{
  static const char *const labels[] = { "VIN", "车架号", "车辆识别代号", "车辆识别代码", "NO", "号码", "码", ":", "#" };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_has_prefix (text, labels[i]))
      return strlen (labels[i]);
  return *text == 'I' && strlen (text) == AXLE_VIN_LENGTH + 1 ? 1 : 0;
}

/**
 * axle_vin_normalise:
 * @text: valid UTF-8, typed or scanned
 *
 * Returns: (transfer full): the bare signs in upper case, without what stands
 *   around them: blanks, dashes, stars, `VIN:`, 车架号, and the I that some
 *   makers' bar codes begin with
 */
char *
axle_vin_normalise (const char *text)
{
  g_autofree char *bare = axle_text_identifier (text);
  const char *p = bare;
  gsize length;

  while ((length = label_length (p)) > 0)
    p += length;
  return g_strdup (p);
}

/* Tells about the letters I, O and Q, with the digit that was most likely meant. */
static void
judge_letter (AxleVin *self,
              char     letter,
              glong    position)
{
  if (letter == 'I')
    axle_problems_add (self->problems, "vin-letter", "vin", TRUE,
                       _("A VIN never has the letter I (position %ld). The digit 1 is probably meant."), position);
  else if (letter == 'O')
    axle_problems_add (self->problems, "vin-letter", "vin", TRUE,
                       _("A VIN never has the letter O (position %ld). The digit 0 is probably meant."), position);
  else
    axle_problems_add (self->problems, "vin-letter", "vin", TRUE,
                       _("A VIN never has the letter Q (position %ld). The digit 0 or 9 is probably meant."), position);
}

static gboolean
judge_signs (AxleVin *self)
{
  gboolean good = TRUE;
  glong position = 0, length = g_utf8_strlen (self->vin, -1);

  for (const char *p = self->vin; *p != '\0'; p = g_utf8_next_char (p))
    {
      position++;
      if (sign_value (*p) >= 0)
        continue;
      if (position > 64)
        break;
      good = FALSE;
      if (strchr ("IOQ", *p) != NULL)
        judge_letter (self, *p, position);
      else
        axle_problems_add (self->problems, "vin-sign", "vin", TRUE,
                           _("“%.*s” (position %ld) cannot stand in a VIN. Only digits and capital letters do."),
                           (int) (g_utf8_next_char (p) - p), p, position);
    }
  if (length == 0)
    axle_problems_add (self->problems, "vin-length", "vin", TRUE, _("The VIN is empty. It has 17 signs."));
  else if (length < AXLE_VIN_LENGTH)
    axle_problems_add (self->problems, "vin-length", "vin", TRUE,
                       _("A VIN has 17 signs, this one has %ld. Some are missing."), length);
  else if (length > AXLE_VIN_LENGTH)
    axle_problems_add (self->problems, "vin-length", "vin", TRUE,
                       _("A VIN has 17 signs, this one has %ld. Take out what does not belong to it."), length);
  return good && length == AXLE_VIN_LENGTH;
}

/* GB 16735 and 49 CFR 565 demand the check digit, ISO 3779 does not: elsewhere
 * many makers put something else there. */
static void
judge_check_digit (AxleVin *self)
{
  char expected = axle_vin_check_digit (self->vin);
  char found = self->vin[8];

  if (found == expected)
    {
      self->check_digit = AXLE_VIN_CHECK_OK;
      return;
    }
  if (in_region (self->vin, "CN US CA MX"))
    {
      self->check_digit = AXLE_VIN_CHECK_WRONG;
      axle_problems_add (self->problems, "vin-check-digit", "vin", TRUE,
                         _("The check digit (position 9) is %c, but the other signs give %c. One of the signs is wrong."),
                         found, expected);
      return;
    }
  self->check_digit = AXLE_VIN_CHECK_NOT_REQUIRED;
  if (g_ascii_isdigit (found) || found == 'X')
    axle_problems_add (self->problems, "vin-check-digit", "vin", FALSE,
                       _("Position 9 is not the check digit (%c). This maker need not use one; compare with the car."),
                       expected);
}

static void
read_maker (AxleVin *self)
{
  const Region *region = find_region (self->vin);
  const char *line = strlen (self->vin) < 3 ? NULL
                     : strlen (self->vin) == AXLE_VIN_LENGTH ? find_maker (self->vin)
                                                             : find_wmi (self->vin, 3);

  if (region != NULL)
    {
      self->country = region->name;
      self->country_code = region->code;
    }
  if (line != NULL)
    {
      self->maker = or_null (line_field (line, 1));
      self->makes = or_null (line_field (line, 2));
      self->maker_zh = or_null (line_field (line, 3));
    }
}

/**
 * axle_vin_judge:
 * @text: valid UTF-8, typed or scanned
 * @this_year: the year now, for the model year
 *
 * Judges a VIN by ISO 3779 and the rules of its maker's region. The codes of
 * the problems: `vin-length`, `vin-letter` (I, O, Q), `vin-sign` (no letter or
 * digit), `vin-check-digit`.
 *
 * Returns: (transfer full): what is known of it
 */
AxleVin *
axle_vin_judge (const char *text,
                int         this_year)
{
  AxleVin *self = g_new0 (AxleVin, 1);

  self->vin = axle_vin_normalise (text);
  self->problems = axle_problems_new ();
  self->check_digit = AXLE_VIN_CHECK_NOT_REQUIRED;
  if (judge_signs (self))
    {
      judge_check_digit (self);
      self->year = axle_vin_model_year (self->vin, this_year);
    }
  else if (in_region (self->vin, "CN US CA MX"))
    self->check_digit = AXLE_VIN_CHECK_WRONG;
  read_maker (self);
  self->ok = !axle_problems_block (self->problems);
  return self;
}

void
axle_vin_free (AxleVin *self)
{
  g_free (self->vin);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * axle_vin_check_name:
 * @check: what position 9 says
 *
 * Returns: its stable name: `ok`, `wrong`, `not-required`
 */
const char *
axle_vin_check_name (AxleVinCheck check)
{
  static const char *const names[] = { "ok", "wrong", "not-required" };

  return names[check];
}
