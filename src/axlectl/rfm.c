/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>

#include "axlectl/groups.h"
#include "axlectl/value-source.h"
#include "base/date.h"
#include "base/host.h"
#include "base/money.h"
#include "base/problem.h"
#include "formats/purchase-table.h"

typedef struct
{
  gboolean  json;
  char     *date;
  char     *columns[AXLE_PURCHASE_N_COLUMNS];
} Options;

static void
options_clear (Options *self)
{
  g_free (self->date);
  for (guint i = 0; i < AXLE_PURCHASE_N_COLUMNS; i++)
    g_free (self->columns[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
add_day (AxleJsonLine *line,
         const char   *name,
         guint32       day)
{
  g_autofree char *text = NULL;
  AxleDate date;
  GDate days;

  if (day == 0)
    {
      axle_json_line_add_null (line, name);
      return;
    }
  g_date_clear (&days, 1);
  g_date_set_julian (&days, day);
  date = (AxleDate) { g_date_get_year (&days), (int) g_date_get_month (&days), g_date_get_day (&days) };
  text = axle_date_format_iso (&date);
  axle_json_line_add_text (line, name, text);
}

static void
print_json (const AxleBuyer    *buyer,
            const AxleRfm      *rfm,
            const AxlePolicies *policies)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_autofree char *missing = axle_rfm_dup_missing (rfm, policies);

  axle_json_line_add_text (line, "customer", buyer->customer);
  if (rfm->recency_days >= 0)
    axle_json_line_add_integer (line, "recency", rfm->recency_days);
  else
    axle_json_line_add_null (line, "recency");
  axle_json_line_add_integer (line, "frequency", rfm->n_purchases);
  axle_json_line_add_money (line, "monetary", rfm->total);
  axle_json_line_add_text (line, "class", axle_rfm_class_get_name (axle_rfm_classify (rfm, policies)));
  axle_json_line_add_text (line, "missing", missing);
  add_day (line, "first", rfm->first);
  add_day (line, "last", rfm->last);
  axle_json_line_begin_object (line, "year");
  axle_json_line_add_integer (line, "frequency", rfm->frequency);
  axle_json_line_add_money (line, "monetary", rfm->monetary);
  axle_json_line_add_money (line, "average", rfm->average);
  axle_json_line_end (line);
  axle_command_print_json (line);
}

static void
print_text (const AxleBuyer    *buyer,
            const AxleRfm      *rfm,
            const AxlePolicies *policies)
{
  g_autofree char *total = axle_money_format (rfm->total);

  axle_command_print ("%s  %s  %" PRId64 "  %u  %s\n", buyer->customer,
                      axle_rfm_class_get_name (axle_rfm_classify (rfm, policies)), rfm->recency_days, rfm->n_purchases, total);
}

/* What is only to come is not yet known of anybody. */
static gboolean
has_begun (const AxleBuyer *buyer,
           gint64           now)
{
  for (guint i = 0; i < buyer->purchases->len; i++)
    if (((AxlePurchase *) buyer->purchases->pdata[i])->at <= now)
      return TRUE;
  return FALSE;
}

static void
print_buyers (GPtrArray *buyers,
              gint64     now,
              gboolean   json)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (AxlePolicies) policies = axle_policies_new (NULL);

  for (guint i = 0; i < buyers->len; i++)
    {
      const AxleBuyer *buyer = buyers->pdata[i];
      AxleRfm rfm;

      if (!has_begun (buyer, now))
        continue;
      axle_rfm_measure (&rfm, buyer->purchases, now, zone, AXLE_RFM_YEAR);
      if (json)
        print_json (buyer, &rfm, policies);
      else
        print_text (buyer, &rfm, policies);
    }
}

/* On standard error: what reads the lines about customers counts them. */
static void
print_counts (const AxlePurchaseCounts *counts)
{
  fprintf (stderr,
           _("%" PRIu64 " lines; left out: %" PRIu64 " without a customer, %" PRIu64 " that cannot be read. "
             "%" PRIu64 " pay back, %" PRIu64 " are for nothing.\n"),
           counts->rows, counts->nobody, counts->unreadable, counts->paid_back, counts->free);
}

static gboolean
find_now (const char *date,
          gint64     *now,
          GPtrArray  *problems)
{
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  g_autoptr (GDateTime) noon = NULL;
  AxleDate day = { g_date_time_get_year (today), g_date_time_get_month (today), g_date_time_get_day_of_month (today) };

  if (date != NULL && (!axle_date_parse (date, &day, problems) || day.year == 0))
    return FALSE;
  noon = g_date_time_new_utc (day.year, day.month, day.day, 12, 0, 0);
  *now = g_date_time_to_unix_usec (noon);
  return TRUE;
}

static int
measure (const char    *path,
         const Options *options,
         gint64         now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = axle_value_source_open (path, &error);
  g_autoptr (GPtrArray) buyers = NULL;
  AxlePurchaseCounts counts = { 0 };
  AxlePurchaseLayout layout;

  if (stream != NULL && axle_purchase_layout_guess (&layout, stream, (const char * const *) options->columns, NULL, &error))
    buyers = axle_purchase_table_read (stream, &layout, &counts, NULL, &error);
  if (buyers == NULL)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_prefix_error (&error, "%s: ", name);
      return axle_command_failed (error);
    }
  print_buyers (buyers, now, options->json);
  fflush (stdout);
  print_counts (&counts);
  return counts.unreadable > 0 ? AXLE_EXIT_PARTLY : AXLE_EXIT_DONE;
}

static int
run_rfm (const AxleCommand *self,
         GStrv              arguments)
{
  g_auto (Options) given = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GPtrArray) problems = axle_problems_new ();
  gint64 now;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &given.json, N_("Print one JSON object a line"), NULL },
    { "date", 'd', 0, G_OPTION_ARG_STRING, &given.date, N_("The day to judge on; today when it is left out"), N_("DAY") },
    { "customer", 0, 0, G_OPTION_ARG_STRING, &given.columns[AXLE_PURCHASE_CUSTOMER],
      N_("The column of the customer, by its header or number"), N_("COLUMN") },
    { "day", 0, 0, G_OPTION_ARG_STRING, &given.columns[AXLE_PURCHASE_DATE], N_("The column of the day"), N_("COLUMN") },
    { "amount", 0, 0, G_OPTION_ARG_STRING, &given.columns[AXLE_PURCHASE_AMOUNT], N_("The column of the amount"), N_("COLUMN") },
    { "order", 0, 0, G_OPTION_ARG_STRING, &given.columns[AXLE_PURCHASE_ORDER], N_("The column of the order number"), N_("COLUMN") },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 1, 1))
    return AXLE_EXIT_USAGE;
  if (!find_now (given.date, &now, problems))
    return axle_command_misused (self, _("“%s” is not a day. Write it as 2026-10-31."), given.date);
  return measure (left[0], &given, now);
}

const AxleCommand axle_rfm_commands[] = {
  { "rfm", "FILE", N_("Classes of the customers in a table of purchases"), run_rfm },
  { NULL }
};
