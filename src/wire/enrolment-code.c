/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/enrolment-code.h"

#include <string.h>

/* Douglas Crockford's base 32: no I, L, O or U, which are read as others. */
static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* 128 bits of code and 12 of checksum make 28 letters of 5 bits. */
#define CODE_BYTES (AXLE_ENROLMENT_SECRET_SIZE + AXLE_ENROLMENT_PIN_SIZE)
#define PACKED_BYTES 18
#define N_LETTERS 28
#define GROUP 4

G_STATIC_ASSERT (sizeof (AxleEnrolmentCode) == CODE_BYTES);
G_STATIC_ASSERT (PACKED_BYTES * 8 >= N_LETTERS * 5);

/* The first 12 bits of SHA-256: a mistyped letter is found before anything is sent. */
static void
pack (const AxleEnrolmentCode *code,
      guint8                   packed[PACKED_BYTES])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize n_bytes = sizeof digest;

  g_checksum_update (checksum, (const guchar *) code, sizeof *code);
  g_checksum_get_digest (checksum, digest, &n_bytes);
  memcpy (packed, code, sizeof *code);
  packed[CODE_BYTES] = digest[0];
  packed[CODE_BYTES + 1] = digest[1] & 0xf0;
}

/**
 * axle_enrolment_code_make:
 * @code: what it says
 *
 * Returns: (transfer full): its text, such as `7ZQ0-…`
 */
char *
axle_enrolment_code_make (const AxleEnrolmentCode *code)
{
  g_autoptr(GString) text = g_string_sized_new (N_LETTERS + N_LETTERS / GROUP);
  guint8 packed[PACKED_BYTES];

  pack (code, packed);
  for (guint i = 0; i < N_LETTERS; i++)
    {
      guint bit = i * 5;
      guint window = packed[bit / 8] << 8 | (bit / 8 + 1 < PACKED_BYTES ? packed[bit / 8 + 1] : 0);

      if (i > 0 && i % GROUP == 0)
        g_string_append_c (text, '-');
      g_string_append_c (text, letters[window >> (11 - bit % 8) & 31]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static int
read_letter (char letter)
{
  const char *found;

  letter = g_ascii_toupper (letter);
  if (letter == 'O')
    letter = '0';
  else if (letter == 'I' || letter == 'L')
    letter = '1';
  found = letter != '\0' ? strchr (letters, letter) : NULL;
  return found != NULL ? (int) (found - letters) : -1;
}

/**
 * axle_enrolment_code_parse:
 * @text: what a person typed; case, spaces and dashes do not matter
 * @code: (out): what it says
 *
 * Returns: whether it is a code
 */
gboolean
axle_enrolment_code_parse (const char        *text,
                           AxleEnrolmentCode *code)
{
  guint8 packed[PACKED_BYTES] = { 0 };
  guint8 expected[PACKED_BYTES];
  guint n_letters = 0;

  for (; *text != '\0'; text++)
    {
      int value = read_letter (*text);
      guint bit = n_letters * 5;

      if (*text == '-' || g_ascii_isspace (*text))
        continue;
      if (value < 0 || n_letters++ >= N_LETTERS)
        return FALSE;
      packed[bit / 8] |= (guint8) (value << 3 >> bit % 8);
      if (bit % 8 > 3)
        packed[bit / 8 + 1] |= (guint8) (value << (11 - bit % 8));
    }
  if (n_letters != N_LETTERS)
    return FALSE;
  memcpy (code, packed, sizeof *code);
  pack (code, expected);
  return memcmp (packed, expected, sizeof packed) == 0;
}
