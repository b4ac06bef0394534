/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/rfm.h"

#include <glib/gi18n-lib.h>

#include "base/money.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"

static const struct
{
  const char *name;
  const char *label;
} classes[AXLE_RFM_N_CLASSES] = {
  [AXLE_RFM_UNCLASSIFIED] = { "unclassified", N_("Unclassified") },
  [AXLE_RFM_A] = { "A", N_("Class A") },
  [AXLE_RFM_B] = { "B", N_("Class B") },
  [AXLE_RFM_C] = { "C", N_("Class C") },
};

/* A line of a purchase, on the day it happened where the shop is. */
typedef struct
{
  guint32     day;
  const char *order;
  gint64      amount;
} Line;

/**
 * axle_purchase_new:
 * @at: microseconds since 1970 UTC
 * @amount: fen; below zero for what was paid back
 * @order: (nullable): the number of its order
 *
 * Returns: (transfer full): a line of a purchase
 */
AxlePurchase *
axle_purchase_new (gint64      at,
                   gint64      amount,
                   const char *order)
{
  AxlePurchase *self = g_new0 (AxlePurchase, 1);

  self->at = at;
  self->amount = amount;
  self->order = g_strdup (order);
  return self;
}

void
axle_purchase_free (AxlePurchase *self)
{
  g_free (self->order);
  g_free (self);
}

/**
 * axle_purchase_is:
 * @record: a record
 *
 * A purchase is a visit to the workshop that was paid for, or something sold beside a car.
 * A car itself is none: nobody buys five in a year.
 *
 * Returns: whether it is one
 */
gboolean
axle_purchase_is (const AxleRecord *record)
{
  static const char * const sold[] = { "accessory", "extended-warranty", "insurance", NULL };

  if (record->entity == &axle_visit_entity)
    return axle_record_get (record, AXLE_VISIT_AMOUNT)->kind == AXLE_VALUE_INTEGER;
  return record->entity == &axle_deal_entity &&
         axle_record_get (record, AXLE_DEAL_AMOUNT)->kind == AXLE_VALUE_INTEGER &&
         axle_record_get_text (record, AXLE_DEAL_KIND) != NULL &&
         g_strv_contains (sold, axle_record_get_text (record, AXLE_DEAL_KIND));
}

static void
add_purchases (GPtrArray         *purchases,
               const AxleDossier *dossier,
               const AxleEntity  *entity,
               guint              amount)
{
  GPtrArray *records = axle_dossier_list (dossier, entity);

  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];

      if (axle_dossier_is_of_customer (dossier, record) && axle_purchase_is (record))
        g_ptr_array_add (purchases, axle_purchase_new (axle_record_get_happened (record),
                                                       axle_record_get_integer (record, amount), NULL));
    }
}

/**
 * axle_purchases_list:
 * @dossier: a customer
 *
 * Returns: (transfer full) (element-type AxlePurchase): what they bought themselves; what
 *   was done to their cars for others is not theirs
 */
GPtrArray *
axle_purchases_list (const AxleDossier *dossier)
{
  GPtrArray *purchases = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_purchase_free);

  add_purchases (purchases, dossier, &axle_visit_entity, AXLE_VISIT_AMOUNT);
  add_purchases (purchases, dossier, &axle_deal_entity, AXLE_DEAL_AMOUNT);
  return purchases;
}

/* 0 where no calendar has it. */
static guint32
find_day (gint64     at,
          GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  GDate date;

  if (local == NULL)
    return 0;
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (local),
                  (GDateMonth) g_date_time_get_month (local), (GDateYear) g_date_time_get_year (local));
  return g_date_get_julian (&date);
}

static gint64
find_start (guint32    day,
            GTimeZone *zone)
{
  g_autoptr(GDateTime) start = NULL;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  start = g_date_time_new (zone, g_date_get_year (&date), (int) g_date_get_month (&date), g_date_get_day (&date), 0, 0, 0);
  return start != NULL ? g_date_time_to_unix_usec (start) : G_MAXINT64;
}

/* A file may hold anything: a sum stays at the end of what can be counted. */
static void
add (gint64 *sum,
     gint64  amount)
{
  if (__builtin_add_overflow (*sum, amount, sum))
    *sum = amount > 0 ? G_MAXINT64 : G_MININT64;
}

static int
compare_purchases (gconstpointer a,
                   gconstpointer b)
{
  const Line *first = a;
  const Line *second = b;
  int order = g_strcmp0 (first->order, second->order);

  return order != 0 ? order : (first->day > second->day) - (first->day < second->day);
}

static gboolean
is_one_purchase (const Line *a,
                 const Line *b)
{
  return a->order != NULL ? g_strcmp0 (a->order, b->order) == 0 : b->order == NULL && a->day == b->day;
}

static void
turn_on (AxleRfm *self,
         guint32  day)
{
  if (day > self->today && (self->turn == 0 || day < self->turn))
    self->turn = day;
}

static void
count_purchase (AxleRfm *self,
                guint32  day,
                guint    days)
{
  self->n_purchases++;
  self->frequency += self->today - day <= days;
  self->first = self->first == 0 ? day : MIN (self->first, day);
  self->last = MAX (self->last, day);
}

static void
count_line (AxleRfm    *self,
            const Line *line,
            guint       days)
{
  add (&self->total, line->amount);
  if (self->today - line->day > days)
    return;
  add (&self->monetary, line->amount);
  turn_on (self, line->day + days + 1);
}

static GArray *
list_lines (AxleRfm   *self,
            GPtrArray *purchases,
            GTimeZone *zone)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  for (guint i = 0; i < purchases->len; i++)
    {
      const AxlePurchase *purchase = purchases->pdata[i];
      Line line = { find_day (purchase->at, zone), purchase->order, purchase->amount };

      if (line.day > self->today)
        turn_on (self, line.day);
      else if (line.day > 0)
        g_array_append_val (lines, line);
    }
  g_array_sort (lines, compare_purchases);
  return lines;
}

/**
 * axle_rfm_measure:
 * @self: (out): what is measured
 * @purchases: (element-type AxlePurchase): of one customer, in any order
 * @now: microseconds since 1970 UTC
 * @zone: where a day begins
 * @days: how far back counts, such as %AXLE_RFM_YEAR; a purchase that many days ago does
 *
 * Measures purchases. What only pays back is no purchase; it makes what was paid less.
 */
void
axle_rfm_measure (AxleRfm   *self,
                  GPtrArray *purchases,
                  gint64     now,
                  GTimeZone *zone,
                  guint      days)
{
  g_autoptr(GArray) lines = NULL;

  *self = (AxleRfm) { .recency_days = -1, .today = find_day (now, zone) };
  lines = list_lines (self, purchases, zone);
  for (guint i = 0, next; i < lines->len; i = next)
    {
      const Line *first = &g_array_index (lines, Line, i);
      guint32 day = 0;

      for (next = i; next < lines->len && is_one_purchase (first, &g_array_index (lines, Line, next)); next++)
        {
          const Line *line = &g_array_index (lines, Line, next);

          count_line (self, line, days);
          if (day == 0 && line->amount >= 0)
            day = line->day;
        }
      if (day != 0)
        count_purchase (self, day, days);
    }
  if (self->last != 0)
    self->recency_days = self->today - self->last;
  if (self->frequency > 0)
    self->average = self->monetary / self->frequency;
}

static gboolean
is_recent (const AxleRfm *self,
           gint64         days)
{
  return self->recency_days >= 0 && self->recency_days <= days;
}

/**
 * axle_rfm_classify:
 * @self: what was measured over a year
 * @policies: the thresholds
 *
 * A is asked for first, then B, then C. Somebody who never bought is unclassified.
 *
 * Returns: the class
 */
AxleRfmClass
axle_rfm_classify (const AxleRfm      *self,
                   const AxlePolicies *policies)
{
  if (is_recent (self, axle_policies_get (policies, "rfm.a.days")) &&
      self->frequency >= axle_policies_get (policies, "rfm.a.visits") &&
      self->average > axle_policies_get (policies, "rfm.a.ticket"))
    return AXLE_RFM_A;
  if (is_recent (self, axle_policies_get (policies, "rfm.b.days")) &&
      self->frequency >= axle_policies_get (policies, "rfm.b.visits") &&
      self->average >= axle_policies_get (policies, "rfm.b.ticket"))
    return AXLE_RFM_B;
  if (self->recency_days > axle_policies_get (policies, "rfm.c.days") &&
      self->frequency < axle_policies_get (policies, "rfm.c.visits"))
    return AXLE_RFM_C;
  return AXLE_RFM_UNCLASSIFIED;
}

/**
 * axle_rfm_get_valid_until:
 * @self: what was measured over a year
 * @policies: the thresholds
 * @zone: where a day begins
 *
 * Returns: when what was measured and the class may change though nothing is bought, in
 *   microseconds since 1970 UTC; %G_MAXINT64 for never
 */
gint64
axle_rfm_get_valid_until (const AxleRfm      *self,
                          const AxlePolicies *policies,
                          GTimeZone          *zone)
{
  static const char * const limits[] = { "rfm.a.days", "rfm.b.days", "rfm.c.days" };
  AxleRfm next = *self;

  for (guint i = 0; self->last != 0 && i < G_N_ELEMENTS (limits); i++)
    turn_on (&next, self->last + (guint32) axle_policies_get (policies, limits[i]) + 1);
  return next.turn != 0 ? find_start (next.turn, zone) : G_MAXINT64;
}

static void
add_visits (GPtrArray     *clauses,
            const AxleRfm *self,
            gint64         days,
            gint64         visits)
{
  guint n = visits > self->frequency ? (guint) (visits - self->frequency) : !is_recent (self, days);

  if (n > 0)
    g_ptr_array_add (clauses, g_strdup_printf (ngettext ("%u more visit", "%u more visits", n), n));
}

static void
add_ticket (GPtrArray     *clauses,
            const AxleRfm *self,
            gint64         ticket,
            gboolean       above)
{
  g_autofree char *wanted = axle_money_format (ticket);
  g_autofree char *average = axle_money_format (self->average);

  if (above ? self->average > ticket : self->average >= ticket)
    return;
  if (self->frequency == 0)
    g_ptr_array_add (clauses, g_strdup_printf (_("at least %s a visit"), wanted));
  else
    g_ptr_array_add (clauses,
                     above ? g_strdup_printf (_("more than %s a visit (now %s)"), wanted, average)
                           : g_strdup_printf (_("at least %s a visit (now %s)"), wanted, average));
}

/**
 * axle_rfm_dup_missing:
 * @self: what was measured over a year
 * @policies: the thresholds
 *
 * Returns: (nullable) (transfer full): what is missing for the next class, translated,
 *   such as “For class A: 2 more visits”; %NULL in class A
 */
char *
axle_rfm_dup_missing (const AxleRfm      *self,
                      const AxlePolicies *policies)
{
  g_autoptr(GPtrArray) clauses = g_ptr_array_new_null_terminated (2, g_free, TRUE);
  AxleRfmClass class = axle_rfm_classify (self, policies);
  gboolean above = class == AXLE_RFM_B;
  g_autofree char *missing = NULL;

  if (class == AXLE_RFM_A)
    return NULL;
  add_visits (clauses, self, axle_policies_get (policies, above ? "rfm.a.days" : "rfm.b.days"),
              axle_policies_get (policies, above ? "rfm.a.visits" : "rfm.b.visits"));
  add_ticket (clauses, self, axle_policies_get (policies, above ? "rfm.a.ticket" : "rfm.b.ticket"), above);
  missing = g_strjoinv (_(", "), (char **) clauses->pdata);
  return g_strdup_printf (_("For class %s: %s"), classes[above ? AXLE_RFM_A : AXLE_RFM_B].name, missing);
}

/**
 * axle_rfm_class_get_name:
 * @self: a class
 *
 * Returns: what is stored: `A`, `B`, `C` or `unclassified`
 */
const char *
axle_rfm_class_get_name (AxleRfmClass self)
{
  return classes[self].name;
}

/**
 * axle_rfm_class_get_label:
 * @self: a class
 *
 * Returns: what a person reads, translated
 */
const char *
axle_rfm_class_get_label (AxleRfmClass self)
{
  return _(classes[self].label);
}

/**
 * axle_rfm_class_parse:
 * @name: a name of axle_rfm_class_get_name()
 * @parsed: (out): its class
 *
 * Returns: whether there is one
 */
gboolean
axle_rfm_class_parse (const char   *name,
                      AxleRfmClass *parsed)
{
  for (guint i = 0; i < AXLE_RFM_N_CLASSES; i++)
    if (g_str_equal (classes[i].name, name))
      {
        *parsed = (AxleRfmClass) i;
        return TRUE;
      }
  return FALSE;
}
