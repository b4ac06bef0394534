/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/reception-sheet.h"

#include <string.h>

#include "core/appointment/appointment.h"
#include "core/organisation/organisation.h"
#include "poppler.h"

#define NINE (G_GINT64_CONSTANT (1780966800) * G_USEC_PER_SEC) /* 2026-06-09, 09:00 in Shanghai */

static AxleReception *
new_reception (void)
{
  AxleId id = { { 1 } };
  g_autoptr(AxleRecord) appointment = axle_record_new (&axle_appointment_entity, &id);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  AxleReception *self = axle_reception_new (appointment, NINE, zone);
  AxleReceptionPart *needs;

  self->store = axle_record_new (&axle_store_entity, &id);
  axle_record_set_text (self->store, AXLE_STORE_NAME, "同轴苏州园区店");
  self->who = g_strdup ("李明朗");
  self->wish = g_strdup ("听异响");
  self->portrait = g_strdup ("Weighs prices, and has an open complaint");
  self->plate = g_strdup ("苏E·12345");
  axle_reception_add_fact (self, "Car", g_strdup ("大众 途观L"));
  axle_reception_add_fact (self, "Bay", g_strdup (""));
  needs = axle_reception_add_part (self, "needs", "Expected needs");
  axle_reception_add_line (needs, AXLE_RECEPTION_SOON, g_strdup ("Brake fluid"), g_strdup ("Two years old"));
  return self;
}

static char *
read_text (const AxleReception *reception,
           guint               *n_pages)
{
  g_autoptr(AxlePaper) paper = axle_reception_sheet_new (reception);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pdf = axle_paper_write (paper, &error);

  g_assert_no_error (error);
  *n_pages = axle_paper_get_n_pages (paper);
  return poppler_read_text (pdf);
}

/* What only the dealership knows is on no page that the customer signs. */
static void
test_copies (void)
{
  static const char * const own[] = { "Reception sheet", "听异响", "Weighs prices", "Expected needs", "Brake fluid", "Two years old" };
  static const char * const signed_too[] = { "李明朗", "苏E·12345", "大众 途观L", "听异响", "同轴苏州园区店", "2026-06-09 09:00" };
  static const char * const signed_only[] = { "Odometer, in km", "Signatures", "Damage seen" };
  g_autoptr(AxleReception) reception = new_reception ();
  guint n_pages;
  g_autofree char *text = read_text (reception, &n_pages);
  char *copy = strstr (text, "Vehicle received");

  g_assert_cmpuint (n_pages, ==, 2);
  g_assert_nonnull (copy);
  for (guint i = 0; i < G_N_ELEMENTS (signed_too); i++)
    g_assert_nonnull (strstr (copy, signed_too[i]));
  for (guint i = 0; i < G_N_ELEMENTS (signed_only); i++)
    g_assert_nonnull (strstr (copy, signed_only[i]));
  g_assert_null (strstr (copy, "Weighs prices"));
  g_assert_null (strstr (copy, "Brake fluid"));
  *copy = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    g_assert_nonnull (strstr (text, own[i]));
  g_assert_null (strstr (text, "Bay"));
}

/* Whoever has a long history has it cut, and the page to be signed begins a page still. */
static void
test_long (void)
{
  g_autoptr(AxleReception) reception = new_reception ();
  AxleReceptionPart *history = axle_reception_add_part (reception, "history", "Last visits");
  guint n_pages;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 300; i++)
    axle_reception_add_line (history, AXLE_RECEPTION_PLAIN, g_strdup_printf ("Visit %u", i), NULL);
  text = read_text (reception, &n_pages);
  g_assert_cmpuint (n_pages, ==, 2);
  g_assert_nonnull (strstr (text, "Visit 23"));
  g_assert_null (strstr (text, "Visit 24"));
  g_assert_nonnull (strstr (text, "and 276 more"));
}

static void
test_same_bytes (void)
{
  g_autoptr(AxleReception) reception = new_reception ();
  g_autoptr(AxlePaper) one = axle_reception_sheet_new (reception), other = axle_reception_sheet_new (reception);
  g_autoptr(GBytes) first = axle_paper_write (one, NULL), second = axle_paper_write (other, NULL);

  g_assert_true (g_bytes_equal (first, second));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reception-sheet/copies", test_copies);
  g_test_add_func ("/reception-sheet/long", test_long);
  g_test_add_func ("/reception-sheet/same-bytes", test_same_bytes);
  return g_test_run ();
}
