/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/handbook-code.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/hash.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/vehicle.h"
#include "report/error.h"

/* Capitals and digits alone: a QR code then needs the fewest modules (ISO/IEC 18004,
 * alphanumeric mode). */
#define BEGINNING "AXLE:HB1"

/* What stands behind the last byte of a file; a comment to who reads PDF. */
#define SEAL "%AXLE-SEAL "

/* The end of the year 9999. */
#define LAST_SECOND G_GUINT64_CONSTANT (253402300799)

enum { WORD_BEGINNING, WORD_VERSION, WORD_VEHICLE, WORD_TIME, WORD_DIGEST, N_WORDS };

gboolean
axle_handbook_code_equal (const AxleHandbookCode *self,
                          const AxleHandbookCode *other)
{
  return axle_id_equal (&self->vehicle, &other->vehicle) && self->at == other->at
         && g_str_equal (self->digest, other->digest);
}

/**
 * axle_handbook_code_format:
 * @self: a code
 *
 * Returns: (transfer full): what stands in the QR code, such as
 *   `AXLE:HB1:0197…:66A1B2C3:5E88…`
 */
char *
axle_handbook_code_format (const AxleHandbookCode *self)
{
  g_autofree char *id = axle_id_dup_text (&self->vehicle);
  g_autofree char *text = g_strdup_printf (BEGINNING ":%s:%" PRIx64 ":%s", id, self->at / G_USEC_PER_SEC, self->digest);
  char *out = text;

  for (const char *in = text; *in != '\0'; in++)
    if (*in != '-')
      *out++ = g_ascii_toupper (*in);
  *out = '\0';
  return g_steal_pointer (&text);
}

static gboolean
parse_id (const char *text,
          AxleId     *id)
{
  if (strlen (text) != 2 * sizeof id->bytes)
    return FALSE;
  for (gsize i = 0; i < sizeof id->bytes; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]), low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      id->bytes[i] = (guint8) (high << 4 | low);
    }
  return !axle_id_is_none (id);
}

static gboolean
parse_words (GStrv             words,
             AxleHandbookCode *self)
{
  g_autofree char *digest = NULL;
  guint64 seconds;

  if (g_strv_length (words) != N_WORDS || !g_str_equal (words[WORD_BEGINNING], "AXLE")
      || !g_str_equal (words[WORD_VERSION], "HB1") || !parse_id (words[WORD_VEHICLE], &self->vehicle)
      || !g_ascii_string_to_unsigned (words[WORD_TIME], 16, 0, LAST_SECOND, &seconds, NULL))
    return FALSE;
  digest = g_ascii_strdown (words[WORD_DIGEST], -1);
  if (!axle_hash_is_valid (digest))
    return FALSE;
  self->at = (gint64) seconds * G_USEC_PER_SEC;
  g_strlcpy (self->digest, digest, sizeof self->digest);
  return TRUE;
}

/**
 * axle_handbook_code_parse:
 * @text: what a scanner read, or somebody typed
 * @self: (out caller-allocates): the code
 * @error: return location
 *
 * Returns: whether it is a code of ours
 */
gboolean
axle_handbook_code_parse (const char        *text,
                          AxleHandbookCode  *self,
                          GError           **error)
{
  g_autofree char *upper = g_ascii_strup (text, (gssize) strnlen (text, 256));
  g_auto(GStrv) words = g_strsplit (g_strstrip (upper), ":", N_WORDS + 1);

  memset (self, 0, sizeof *self);
  if (parse_words (words, self))
    return TRUE;
  g_set_error_literal (error, AXLE_REPORT_ERROR, AXLE_REPORT_ERROR_NO_CODE,
                       _("This is no code of a care handbook. It begins with AXLE:HB1 and has five parts."));
  return FALSE;
}

/**
 * axle_handbook_code_dup_number:
 * @self: a code
 * @zone: the time zone of the store's calendar
 *
 * Returns: (transfer full): the number of the paper for people, such as
 *   `HB20260615-5E88489A`: its day, and what begins its digest
 */
char *
axle_handbook_code_dup_number (const AxleHandbookCode *self,
                               GTimeZone              *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (self->at);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char *day = g_date_time_format (local, "%Y%m%d");
  g_autofree char *start = g_strndup (self->digest, 8);
  g_autofree char *upper = g_ascii_strup (start, -1);

  return g_strdup_printf ("HB%s-%s", day, upper);
}

/* A name and a value; no text can look like another's end. */
static void
put (GChecksum  *sum,
     const char *name,
     const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s %zu:", name, value != NULL ? strlen (value) : 0);

  g_checksum_update (sum, (const guchar *) line, -1);
  g_checksum_update (sum, (const guchar *) (value != NULL ? value : ""), -1);
}

static void
put_field (GChecksum        *sum,
           const AxleRecord *record,
           guint             field)
{
  const AxleValue *value = axle_record_get (record, field);
  g_autofree char *number = NULL;

  if (value->kind == AXLE_VALUE_INTEGER)
    number = g_strdup_printf ("%" PRId64, value->as.integer);
  put (sum, record->entity->fields[field].name, number != NULL ? number : axle_record_get_text (record, field));
}

static void
put_fields (GChecksum        *sum,
            const AxleRecord *record,
            const guint      *fields,
            gsize             n_fields)
{
  put (sum, record->entity->kind, "");
  for (gsize i = 0; i < n_fields; i++)
    put_field (sum, record, fields[i]);
}

static int
compare_visits (gconstpointer a,
                gconstpointer b)
{
  const AxleRecord *one = *(AxleRecord * const *) a, *other = *(AxleRecord * const *) b;
  gint64 at = axle_record_get_integer (one, AXLE_VISIT_AT), other_at = axle_record_get_integer (other, AXLE_VISIT_AT);

  return at != other_at ? (at > other_at) - (at < other_at) : axle_id_compare (&one->id, &other->id);
}

static int
compare_jobs (gconstpointer a,
              gconstpointer b)
{
  const AxleRecord *one = *(AxleRecord * const *) a, *other = *(AxleRecord * const *) b;
  AxleId visit = axle_record_get_id (one, AXLE_JOB_VISIT), other_visit = axle_record_get_id (other, AXLE_JOB_VISIT);
  int order = axle_id_compare (&visit, &other_visit);

  return order != 0 ? order : axle_id_compare (&one->id, &other->id);
}

/**
 * axle_handbook_code_sign:
 * @self: a code whose @at is set
 * @vehicle: the car
 * @visits: (element-type AxleRecord): its visits, in any order
 * @jobs: (element-type AxleRecord): what was done on them, in any order
 *
 * Sets the digest: over the car, its visits and jobs with what they cost, as they are
 * recorded and so in no language. A plate may move to another car: of a car that has
 * a VIN it is left out.
 */
void
axle_handbook_code_sign (AxleHandbookCode *self,
                         const AxleRecord *vehicle,
                         GPtrArray        *visits,
                         GPtrArray        *jobs)
{
  static const guint visit_fields[] = { AXLE_VISIT_NUMBER, AXLE_VISIT_AT, AXLE_VISIT_ODOMETER, AXLE_VISIT_REASON,
                                        AXLE_VISIT_AMOUNT };
  static const guint job_fields[] = { AXLE_JOB_TITLE, AXLE_JOB_AREA, AXLE_JOB_STATE, AXLE_JOB_AMOUNT, AXLE_JOB_REASON,
                                      AXLE_JOB_DUE, AXLE_JOB_DUE_ODOMETER };
  const guint naming = axle_record_get_text (vehicle, AXLE_VEHICLE_VIN) != NULL ? AXLE_VEHICLE_VIN : AXLE_VEHICLE_PLATE;
  g_autoptr(GPtrArray) of_time = g_ptr_array_copy (visits, NULL, NULL), of_visit = g_ptr_array_copy (jobs, NULL, NULL);
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *at = g_strdup_printf ("%" PRId64, self->at / G_USEC_PER_SEC);

  self->vehicle = vehicle->id;
  put (sum, "handbook", at);
  put_fields (sum, vehicle, &naming, 1);
  g_ptr_array_sort (of_time, compare_visits);
  for (guint i = 0; i < of_time->len; i++)
    put_fields (sum, of_time->pdata[i], visit_fields, G_N_ELEMENTS (visit_fields));
  g_ptr_array_sort (of_visit, compare_jobs);
  for (guint i = 0; i < of_visit->len; i++)
    put_fields (sum, of_visit->pdata[i], job_fields, G_N_ELEMENTS (job_fields));
  g_strlcpy (self->digest, g_checksum_get_string (sum), sizeof self->digest);
}

static char *
dup_seal (const AxleHandbookCode *self,
          gconstpointer           bytes,
          gsize                   n_bytes)
{
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, n_bytes);
  g_autofree char *code = axle_handbook_code_format (self);

  return g_strconcat (SEAL, code, " ", hash, "\n", NULL);
}

/**
 * axle_handbook_code_seal:
 * @self: a code
 * @file: the file of the paper
 *
 * Returns: (transfer full): the file with the code and a hash of the whole behind it
 */
GBytes *
axle_handbook_code_seal (const AxleHandbookCode *self,
                         GBytes                 *file)
{
  gsize n_bytes;
  const char *bytes = g_bytes_get_data (file, &n_bytes);
  g_autofree char *seal = dup_seal (self, bytes, n_bytes);
  GByteArray *sealed = g_byte_array_sized_new ((guint) (n_bytes + strlen (seal)));

  g_byte_array_append (sealed, (const guint8 *) bytes, (guint) n_bytes);
  g_byte_array_append (sealed, (const guint8 *) seal, (guint) strlen (seal));
  return g_byte_array_free_to_bytes (sealed);
}

/* Also where an editor wrote more behind it: then the last one is ours. */
static const char *
find_seal (const char *bytes,
           gsize       n_bytes)
{
  const gsize length = strlen (SEAL);

  for (gsize at = n_bytes >= length ? n_bytes - length + 1 : 0; at-- > 0;)
    if (memcmp (bytes + at, SEAL, length) == 0)
      return bytes + at;
  return NULL;
}

/**
 * axle_handbook_code_read:
 * @file: a file
 * @self: (out caller-allocates): the code that it says it has
 *
 * Returns: whether it has one, and whether the file is as it was made
 */
AxleHandbookSeal
axle_handbook_code_read (GBytes           *file,
                         AxleHandbookCode *self)
{
  gsize n_bytes;
  const char *bytes = g_bytes_get_data (file, &n_bytes);
  const char *seal = n_bytes > 0 && n_bytes <= AXLE_HANDBOOK_MAX_BYTES ? find_seal (bytes, n_bytes) : NULL;
  g_autofree char *line = NULL, *expected = NULL;
  g_auto(GStrv) words = NULL;
  gsize n_left;

  if (seal == NULL)
    return AXLE_HANDBOOK_UNSEALED;
  n_left = n_bytes - (gsize) (seal - bytes);
  line = g_strndup (seal, MIN (n_left, 512));
  words = g_strsplit (line, " ", 3);
  if (words[1] == NULL || !axle_handbook_code_parse (words[1], self, NULL))
    return AXLE_HANDBOOK_UNSEALED;
  expected = dup_seal (self, bytes, (gsize) (seal - bytes));
  if (n_left == strlen (expected) && memcmp (seal, expected, n_left) == 0)
    return AXLE_HANDBOOK_INTACT;
  return AXLE_HANDBOOK_CHANGED;
}
