/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/purchase-table.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/money.h"
#include "base/text.h"
#include "formats/csv-reader.h"
#include "formats/error.h"
#include "formats/purchase-value.h"

/* A table of all purchases of a large group in some years is shorter. */
#define MAX_ROWS 20000000

/* A day of which it is not yet known whether the month or the day comes first. */
typedef struct
{
  AxlePurchase *purchase;
  AxleDate      date;
} Either;

typedef struct
{
  const AxlePurchaseLayout *layout;
  GPtrArray                *buyers;
  GHashTable               *by_customer; /* of @buyers */
  GArray                   *either;      /* (element-type Either) */
  guint64                   n_day_first;
  guint64                   n_month_first;
  AxlePurchaseCounts        counts;
} Reading;

static void
free_buyer (AxleBuyer *self)
{
  g_free (self->customer);
  g_ptr_array_unref (self->purchases);
  g_free (self);
}

static AxleBuyer *
find_buyer (Reading    *self,
            const char *customer)
{
  AxleBuyer *buyer = g_hash_table_lookup (self->by_customer, customer);

  if (buyer != NULL)
    return buyer;
  buyer = g_new0 (AxleBuyer, 1);
  buyer->customer = g_strdup (customer);
  buyer->purchases = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_purchase_free);
  g_ptr_array_add (self->buyers, buyer);
  g_hash_table_insert (self->by_customer, buyer->customer, buyer);
  return buyer;
}

static const char *
get_cell (const Reading      *self,
          GPtrArray          *row,
          AxlePurchaseColumn  column)
{
  int at = self->layout->columns[column];

  return at >= 0 && (guint) at < row->len ? row->pdata[at] : "";
}

/* What programs write where there is nothing. */
static gboolean
is_nothing (const char *text)
{
  static const char * const nothing[] = { "", "-", "nan", "null", "none", "na", "n/a", "(null)" };

  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    if (g_ascii_strcasecmp (text, nothing[i]) == 0)
      return TRUE;
  return FALSE;
}

/* @back: whether the line pays back, even where it is for nothing. */
static gboolean
read_amount (const Reading *self,
             GPtrArray     *row,
             gint64        *fen,
             gboolean      *back)
{
  double amount, quantity = 1;

  if (self->layout->columns[AXLE_PURCHASE_AMOUNT] >= 0)
    {
      if (!axle_loose_number_parse (get_cell (self, row, AXLE_PURCHASE_AMOUNT), &amount))
        return FALSE;
    }
  else if (!axle_loose_number_parse (get_cell (self, row, AXLE_PURCHASE_PRICE), &amount) ||
           (self->layout->columns[AXLE_PURCHASE_QUANTITY] >= 0 &&
            !axle_loose_number_parse (get_cell (self, row, AXLE_PURCHASE_QUANTITY), &quantity)))
    {
      return FALSE;
    }
  amount *= quantity;
  if (fabs (amount) * 100 > AXLE_MONEY_LIMIT)
    return FALSE;
  *fen = (gint64) (amount * 100 + (amount < 0 ? -0.5 : 0.5));
  *back = *fen < 0 || quantity < 0;
  return TRUE;
}

static gint64
noon_of (const AxleDate *date)
{
  g_autoptr(GDateTime) noon = g_date_time_new_utc (date->year, date->month, date->day, 12, 0, 0);

  return g_date_time_to_unix_usec (noon);
}

static void
note_order_of_day (Reading             *self,
                   const AxleLooseDate *date,
                   const char          *text,
                   AxlePurchase        *purchase)
{
  Either either = { purchase, date->date };
  const char *number = text + strcspn (text, "0123456789");

  if (date->either)
    g_array_append_val (self->either, either);
  else if (strchr (text, '/') == NULL && strchr (text, '-') == NULL && strchr (text, '.') == NULL)
    return;
  else if (strspn (number, "0123456789") <= 2 && date->date.month != date->date.day)
    {
      gboolean day_first = g_ascii_strtoll (number, NULL, 10) == date->date.day;

      self->n_day_first += day_first;
      self->n_month_first += !day_first;
    }
}

static void
read_row (Reading   *self,
          GPtrArray *row)
{
  g_autofree char *customer = axle_text_tidy (get_cell (self, row, AXLE_PURCHASE_CUSTOMER));
  g_autofree char *order = axle_text_tidy (get_cell (self, row, AXLE_PURCHASE_ORDER));
  const char *day = get_cell (self, row, AXLE_PURCHASE_DATE);
  AxlePurchase *purchase;
  AxleLooseDate date;
  gint64 fen;
  gboolean back;

  self->counts.rows++;
  if (!axle_loose_date_parse (day, &date) || !read_amount (self, row, &fen, &back))
    {
      self->counts.unreadable++;
      return;
    }
  self->counts.paid_back += back;
  self->counts.free += fen == 0;
  if (is_nothing (customer))
    {
      self->counts.nobody++;
      return;
    }
  if (back && fen == 0)
    return;
  purchase = axle_purchase_new (noon_of (&date.date), fen, is_nothing (order) ? NULL : order);
  note_order_of_day (self, &date, day, purchase);
  g_ptr_array_add (find_buyer (self, customer)->purchases, purchase);
}

/* All days of a table are written alike; where nothing tells, the month comes first. */
static void
settle_days (Reading *self)
{
  for (guint i = 0; self->n_day_first > self->n_month_first && i < self->either->len; i++)
    {
      const Either *either = &g_array_index (self->either, Either, i);
      AxleDate date = { either->date.year, either->date.day, either->date.month };

      either->purchase->at = noon_of (&date);
    }
}

static gboolean
read_rows (Reading        *self,
           AxleCsvReader  *reader,
           GCancellable   *cancellable,
           GError        **error)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) failure = NULL;
  GPtrArray *row;

  for (guint64 i = 0; axle_csv_reader_next (reader, &row, NULL, cancellable, &failure); i++)
    {
      if (i < self->layout->first_row)
        continue;
      if (self->counts.rows == MAX_ROWS)
        {
          g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_TOO_LARGE,
                       _("The table has more than %d rows. Give it in parts."), MAX_ROWS);
          return FALSE;
        }
      if (self->layout->blanks)
        axle_purchase_split_blanks (row->len > 0 ? row->pdata[0] : "", words);
      read_row (self, self->layout->blanks ? words : row);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * axle_purchase_table_read:
 * @stream: a table of purchases
 * @layout: where in it what is
 * @counts: (out): what was in it
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleBuyer): who bought something or was paid back,
 *   in the order of the table
 */
GPtrArray *
axle_purchase_table_read (GInputStream              *stream,
                          const AxlePurchaseLayout  *layout,
                          AxlePurchaseCounts        *counts,
                          GCancellable              *cancellable,
                          GError                   **error)
{
  g_autoptr(AxleCsvReader) reader = axle_csv_reader_new (stream, &layout->dialect, cancellable, error);
  g_autoptr(GPtrArray) buyers = g_ptr_array_new_with_free_func ((GDestroyNotify) free_buyer);
  g_autoptr(GHashTable) by_customer = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) either = g_array_new (FALSE, FALSE, sizeof (Either));
  Reading reading = { .layout = layout, .buyers = buyers, .by_customer = by_customer, .either = either };

  if (reader == NULL || !read_rows (&reading, reader, cancellable, error))
    return NULL;
  settle_days (&reading);
  *counts = reading.counts;
  return g_steal_pointer (&buyers);
}
