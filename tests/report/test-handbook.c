/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/handbook.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <zbar.h>

#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/vehicle.h"
#include "poppler.h"
#include "report/error.h"
#include "support/support.h"

#define DAY G_TIME_SPAN_DAY
#define FIRST_DAY (19000 * DAY)
#define VIN "LSVNV2187E2100001"

typedef struct
{
  AxleHandbookSource source;
  AxleRecord        *vehicle;
  AxleRecord        *owner;
  AxleRecord        *store;
  GPtrArray         *visits;
  GPtrArray         *jobs;
  GTimeZone         *zone;
} Fixture;

static AxleRecord *
new_record (const AxleEntity *entity,
            guint8            kind,
            guint             n)
{
  AxleId id = { { kind, (guint8) (n >> 8), (guint8) n } };

  return axle_record_new (entity, &id);
}

static AxleRecord *
add_visit (Fixture *f,
           guint    n,
           gint64   amount)
{
  AxleRecord *visit = new_record (&axle_visit_entity, 2, n);
  g_autofree char *number = g_strdup_printf ("WX%04u", n);

  visit->created_at = FIRST_DAY + n * 30 * DAY;
  axle_record_set_id (visit, AXLE_VISIT_CUSTOMER, &f->owner->id);
  axle_record_set_id (visit, AXLE_VISIT_VEHICLE, &f->vehicle->id);
  axle_record_set_text (visit, AXLE_VISIT_NUMBER, number);
  axle_record_set_integer (visit, AXLE_VISIT_AT, visit->created_at);
  axle_record_set_integer (visit, AXLE_VISIT_ODOMETER, n * 1000000);
  axle_record_set_text (visit, AXLE_VISIT_REASON, "maintenance");
  axle_record_set_integer (visit, AXLE_VISIT_AMOUNT, amount);
  g_ptr_array_add (f->visits, visit);
  return visit;
}

static AxleRecord *
add_job (Fixture          *f,
         const AxleRecord *visit,
         const char       *title,
         const char       *state,
         gint64            amount)
{
  AxleRecord *job = new_record (&axle_job_entity, 3, f->jobs->len);

  job->created_at = visit->created_at;
  axle_record_set_id (job, AXLE_JOB_VISIT, &visit->id);
  axle_record_set_text (job, AXLE_JOB_TITLE, title);
  axle_record_set_text (job, AXLE_JOB_AREA, "oil");
  axle_record_set_text (job, AXLE_JOB_STATE, state);
  axle_record_set_integer (job, AXLE_JOB_AMOUNT, amount);
  g_ptr_array_add (f->jobs, job);
  return job;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->vehicle = new_record (&axle_vehicle_entity, 1, 1);
  axle_record_set_text (f->vehicle, AXLE_VEHICLE_VIN, VIN);
  axle_record_set_text (f->vehicle, AXLE_VEHICLE_PLATE, "苏E12345");
  axle_record_set_text (f->vehicle, AXLE_VEHICLE_MAKE, "大众");
  axle_record_set_text (f->vehicle, AXLE_VEHICLE_MODEL, "途观L");
  f->owner = new_record (&axle_customer_entity, 4, 1);
  axle_record_set_text (f->owner, AXLE_CUSTOMER_NAME, "李明朗");
  f->store = new_record (&axle_store_entity, 5, 1);
  axle_record_set_text (f->store, AXLE_STORE_NAME, "同轴苏州园区店");
  f->visits = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  f->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  f->zone = g_time_zone_new_offset (8 * 3600);
  f->source = (AxleHandbookSource) { f->vehicle, f->owner, f->store, f->visits, f->jobs, "2026-08-01", "6 months after the last",
                                     FIRST_DAY + 20000 * DAY, f->zone };
}

/* Three visits: the second put something off, which the third did not do. */
static void
set_up_short (Fixture       *f,
              gconstpointer  data)
{
  AxleRecord *job;

  set_up (f, data);
  add_job (f, add_visit (f, 1, 48000), "更换机油和机油滤清器", "done", 48000);
  job = add_job (f, add_visit (f, 2, 0), "更换轮胎四条", "deferred", 260000);
  axle_record_set_text (job, AXLE_JOB_REASON, "花纹深度2.2毫米，想等活动再换");
  axle_record_set_text (job, AXLE_JOB_DUE, "2026-09-01");
  add_job (f, add_visit (f, 3, 52000), "更换机油和机油滤清器", "done", 52000);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  axle_record_unref (f->vehicle);
  axle_record_unref (f->owner);
  axle_record_unref (f->store);
  g_ptr_array_unref (f->visits);
  g_ptr_array_unref (f->jobs);
  g_time_zone_unref (f->zone);
}

static AxleHandbook *
make (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  AxleHandbook *handbook = axle_handbook_new (&f->source, &error);

  g_assert_no_error (error);
  return handbook;
}

static GBytes *
write_out (AxleHandbook *handbook)
{
  g_autoptr(GError) error = NULL;
  GBytes *bytes = axle_paper_write (axle_handbook_get_paper (handbook), &error);

  g_assert_no_error (error);
  return bytes;
}

static char *
read_text (AxleHandbook *handbook)
{
  g_autoptr(GBytes) pdf = write_out (handbook);

  return poppler_read_text (pdf);
}

static void
test_text (Fixture       *f,
           gconstpointer  data)
{
  static const char *const words[] = { "Care Handbook", "同轴苏州园区店", "苏E·12345", VIN, "大众 途观L", "李明朗", "2026-08-01",
                                       "更换轮胎四条", "2026-09-01", "花纹深度2.2毫米，想等活动再换", "¥2,600.00", "WX0001", "WX0003",
                                       "¥480.00", "¥1,000.00", "3 visits", "Page 1 of 1", "2022-02-07" };
  g_autoptr(AxleHandbook) handbook = make (f);
  g_autofree char *text = read_text (handbook);

  if (text == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    assert_has (text, words[i]);
  assert_has (text, axle_paper_get_subject (axle_handbook_get_paper (handbook)));
}

/* A camera: the first page as grey dots. */
static void
test_qr (Fixture       *f,
         gconstpointer  data)
{
  static const char *const program[] = { "pdftoppm", "-r", "150", "-gray", "-f", "1", "-l", "1", "-", NULL };
  g_autoptr(AxleHandbook) handbook = make (f);
  g_autoptr(GBytes) pdf = write_out (handbook), picture = poppler_read (pdf, program);
  g_autofree char *expected = axle_handbook_code_format (axle_handbook_get_code (handbook));
  unsigned width, height;
  int header = 0;
  zbar_image_scanner_t *scanner;
  zbar_image_t *image;
  const char *bytes;

  if (picture == NULL)
    return;
  bytes = g_bytes_get_data (picture, NULL);
  g_assert_cmpint (sscanf (bytes, "P5 %u %u 255%n", &width, &height, &header), ==, 2);
  g_assert_cmpuint (g_bytes_get_size (picture), ==, (gsize) header + 1 + (gsize) width * height);
  scanner = zbar_image_scanner_create ();
  image = zbar_image_create ();
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, width, height);
  zbar_image_set_data (image, bytes + header + 1, (gulong) width * height, NULL);
  g_assert_cmpint (zbar_scan_image (scanner, image), ==, 1);
  g_assert_cmpstr (zbar_symbol_get_data (zbar_image_first_symbol (image)), ==, expected);
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
}

static void
test_same_bytes (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(AxleHandbook) one = make (f), other = make (f);
  g_autoptr(GBytes) a = write_out (one), b = write_out (other);

  g_assert_true (g_bytes_equal (a, b));
}

static AxleHandbookSeal
seal_of (const char *bytes,
         gsize       size)
{
  g_autoptr(GBytes) file = g_bytes_new (bytes, size);
  AxleHandbookCode code;

  return axle_handbook_code_read (file, &code);
}

static void
test_seal (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(AxleHandbook) handbook = make (f);
  g_autoptr(GBytes) pdf = write_out (handbook);
  gsize size;
  g_autofree char *bytes = g_memdup2 (g_bytes_get_data (pdf, &size), g_bytes_get_size (pdf));
  AxleHandbookCode code;

  g_assert_cmpint (axle_handbook_code_read (pdf, &code), ==, AXLE_HANDBOOK_INTACT);
  g_assert_true (axle_handbook_code_equal (&code, axle_handbook_get_code (handbook)));
  /* Each part of the file, and the seal itself. */
  for (gsize at = 0; at < size; at += MAX (size / 97, 1))
    {
      bytes[at] ^= 1;
      g_assert_cmpint (seal_of (bytes, size), !=, AXLE_HANDBOOK_INTACT);
      bytes[at] ^= 1;
    }
  bytes[size - 2] ^= 1;
  g_assert_cmpint (seal_of (bytes, size), ==, AXLE_HANDBOOK_CHANGED);
  bytes[size - 2] ^= 1;
  for (gsize left = 0; left < size; left += MAX (size / 53, 1))
    g_assert_cmpint (seal_of (bytes, left), !=, AXLE_HANDBOOK_INTACT);
  g_assert_cmpint (seal_of (bytes, size / 2), ==, AXLE_HANDBOOK_UNSEALED);
  g_assert_cmpint (seal_of (bytes, size - 1), ==, AXLE_HANDBOOK_CHANGED);
  g_assert_cmpint (seal_of ("%PDF-1.7\n%AXLE-SEAL x y\n", 24), ==, AXLE_HANDBOOK_UNSEALED);
}

static void
test_codes (void)
{
  static const char digest[] = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";
  static const struct { const char *id, *time, *end; gboolean ok; } cases[] = {
    { "0196F0E08000700080000000000000AB", "66A1B2C3", "", TRUE },
    { "0196f0e08000700080000000000000ab", "66a1b2c3", "\n", TRUE },
    { "0196F0E08000700080000000000000A", "66A1B2C3", "", FALSE },
    { "0196F0E08000700080000000000000AG", "66A1B2C3", "", FALSE },
    { "00000000000000000000000000000000", "66A1B2C3", "", FALSE },
    { "0196F0E08000700080000000000000AB", "", "", FALSE },
    { "0196F0E08000700080000000000000AB", "-1", "", FALSE },
    { "0196F0E08000700080000000000000AB", "FFFFFFFFFFFFFFFF", "", FALSE },
    { "0196F0E08000700080000000000000AB", "66A1B2C3", "0", FALSE },
    { "0196F0E08000700080000000000000AB", "66A1B2C3", ":MORE", FALSE },
  };
  AxleHandbookCode code;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("AXLE:HB1:%s:%s:%s%s", cases[i].id, cases[i].time, digest, cases[i].end);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", text);
      g_assert_cmpint (axle_handbook_code_parse (text, &code, &error), ==, cases[i].ok);
      if (!cases[i].ok)
        g_assert_error (error, AXLE_REPORT_ERROR, AXLE_REPORT_ERROR_NO_CODE);
    }
  g_assert_false (axle_handbook_code_parse ("", &code, NULL));
  g_assert_false (axle_handbook_code_parse ("AXLE:HB2:::", &code, NULL));
  g_assert_false (axle_handbook_code_parse ("https://example.com/", &code, NULL));
}

/* What is printed of the history is in the digest; what may change is not. */
static void
test_digest (Fixture       *f,
             gconstpointer  data)
{
  AxleHandbookCode before = axle_handbook_sign (&f->source), after;
  AxleRecord *visit = f->visits->pdata[0], *job = f->jobs->pdata[1];

  axle_record_set_text (f->vehicle, AXLE_VEHICLE_PLATE, "沪A88888");
  axle_record_set_text (f->vehicle, AXLE_VEHICLE_COLOUR, "白色");
  axle_record_set_text (visit, AXLE_VISIT_CONCERN, "刹车软");
  f->source.owner = NULL;
  after = axle_handbook_sign (&f->source);
  g_assert_true (axle_handbook_code_equal (&before, &after));
  axle_record_set_integer (visit, AXLE_VISIT_AMOUNT, 48001);
  after = axle_handbook_sign (&f->source);
  g_assert_false (axle_handbook_code_equal (&before, &after));
  axle_record_set_integer (visit, AXLE_VISIT_AMOUNT, 48000);
  axle_record_set_text (job, AXLE_JOB_STATE, "done");
  after = axle_handbook_sign (&f->source);
  g_assert_false (axle_handbook_code_equal (&before, &after));
  axle_record_set_text (job, AXLE_JOB_STATE, "deferred");
  /* Another order, and a visit that came later. */
  g_ptr_array_insert (f->visits, 0, g_ptr_array_steal_index (f->visits, 2));
  add_visit (f, 700, 99)->created_at = f->source.at + G_TIME_SPAN_SECOND;
  after = axle_handbook_sign (&f->source);
  g_assert_true (axle_handbook_code_equal (&before, &after));
}

static guint
count (const char *text,
       const char *what)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, what)) != NULL; at += strlen (what))
    n++;
  return n;
}

static void
test_long (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(AxleHandbook) handbook = NULL;
  g_autofree char *text = NULL, *last = NULL;
  guint n_pages;

  for (guint n = 1; n <= 200; n++)
    {
      AxleRecord *visit = add_visit (f, n, 100);

      for (guint i = 0; i < n % 23; i++)
        add_job (f, visit, "更换空调滤芯", "done", 0);
    }
  handbook = make (f);
  n_pages = axle_paper_get_n_pages (axle_handbook_get_paper (handbook));
  g_assert_cmpuint (n_pages, >, 40);
  text = read_text (handbook);
  if (text == NULL)
    return;
  last = g_strdup_printf ("Page %u of %u", n_pages, n_pages);
  assert_has (text, last);
  g_assert_cmpuint (count (text, "\f"), ==, n_pages);
  g_assert_cmpuint (count (text, "(continued)"), >, 20);
  /* One title, and one header on each page behind it. */
  g_assert_cmpuint (count (text, "Care Handbook"), ==, n_pages);
  /* Every visit once, and again where it goes on. */
  g_assert_cmpuint (count (text, "WX"), ==, 200 + count (text, "(continued)"));
  assert_has (text, "200 visits");
  assert_has (text, "¥200.00");
}

/* Chinese lines: none begins with a mark that belongs to the end of the one before. */
static void
test_line_breaks (Fixture       *f,
                  gconstpointer  data)
{
  static const char *const marks[] = { "，", "。", "；", "：", "、", "）", "”", "》", "！", "？" };
  g_autoptr(GString) concern = g_string_new (NULL);
  g_autoptr(AxleHandbook) handbook = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  guint n_lines = 0;

  /* Each mark comes to the end of a line sooner or later. */
  for (guint i = 0; i < 60; i++)
    g_string_append_printf (concern, "%.*s%s", (int) (strlen ("车") * (1 + i % 7)), "车辆行驶中前方有异响", marks[i % G_N_ELEMENTS (marks)]);
  axle_record_set_text (f->visits->pdata[0], AXLE_VISIT_CONCERN, concern->str);
  handbook = make (f);
  text = read_text (handbook);
  if (text == NULL)
    return;
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      const char *start = g_strchug (*line);

      n_lines += g_str_has_prefix (start, "车辆") || g_str_has_prefix (start, "车");
      for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
        g_assert_false (g_str_has_prefix (start, marks[i]));
    }
  g_assert_cmpuint (n_lines, >, 0);
}

/* What somebody typed never takes the page away from the rest. */
static void
test_wide (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *filler = g_strnfill (199, 'W');
  g_autoptr(AxleHandbook) handbook = NULL;
  g_autofree char *text = NULL, *lines = g_strnfill (1900, '\n');

  axle_record_set_text (f->jobs->pdata[0], AXLE_JOB_TITLE, filler);
  axle_record_set_text (f->visits->pdata[1], AXLE_VISIT_CONCERN, lines);
  handbook = make (f);
  g_assert_cmpuint (axle_paper_get_n_pages (axle_handbook_get_paper (handbook)), <=, 3);
  text = read_text (handbook);
  if (text != NULL)
    assert_has (text, "¥1,000.00");
}

static void
test_empty (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(AxleHandbook) handbook = NULL;
  g_autofree char *text = NULL;
  AxleId id = { { 9 } };
  g_autoptr(AxleRecord) bare = axle_record_new (&axle_vehicle_entity, &id);

  f->source = (AxleHandbookSource) { .vehicle = bare, .visits = f->visits, .jobs = f->jobs, .at = FIRST_DAY, .zone = f->zone };
  handbook = make (f);
  g_assert_cmpuint (axle_paper_get_n_pages (axle_handbook_get_paper (handbook)), ==, 1);
  text = read_text (handbook);
  if (text != NULL)
    assert_has (text, "None is known here.");
}

static void
test_too_large (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(AxleHandbook) handbook = NULL;
  g_autoptr(GError) error = NULL;

  f->source.at = FIRST_DAY + 70000 * DAY;
  for (guint n = 0; n <= AXLE_HANDBOOK_MAX_VISITS; n++)
    add_visit (f, n, 0);
  handbook = axle_handbook_new (&f->source, &error);
  g_assert_null (handbook);
  g_assert_error (error, AXLE_REPORT_ERROR, AXLE_REPORT_ERROR_TOO_LARGE);
}

#define add(path, up, test) g_test_add (path, Fixture, NULL, up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/handbook/text", set_up_short, test_text);
  add ("/handbook/qr", set_up_short, test_qr);
  add ("/handbook/same-bytes", set_up_short, test_same_bytes);
  add ("/handbook/seal", set_up_short, test_seal);
  g_test_add_func ("/handbook/codes", test_codes);
  add ("/handbook/digest", set_up_short, test_digest);
  add ("/handbook/long", set_up, test_long);
  add ("/handbook/line-breaks", set_up_short, test_line_breaks);
  add ("/handbook/wide", set_up_short, test_wide);
  add ("/handbook/empty", set_up, test_empty);
  add ("/handbook/too-large", set_up, test_too_large);
  return g_test_run ();
}
