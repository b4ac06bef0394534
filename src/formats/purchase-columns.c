/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/purchase-columns.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/columns.h"
#include "formats/csv-reader.h"
#include "formats/error.h"
#include "formats/purchase-value.h"

/* As many rows tell where what is. */
#define N_LOOKED_AT 200

/* A title and some lines about the table may stand over its header. */
#define HEADER_WITHIN 20

/* A sign that no text has, for a table whose columns stand apart by blanks. */
#define NO_DELIMITER 0x1f

/* See axle_column_weigh_header(). */
static const char * const synonyms[AXLE_PURCHASE_N_COLUMNS] = {
  [AXLE_PURCHASE_CUSTOMER] =
    "customer|customerid|customerno|customernumber|customername|custid|cust|client|clientid|buyer|buyerid|user|userid|"
    "member|memberid|account|accountid|cid|客户|客户编号|客户号|客户id|客户名称|客户姓名|会员|会员号|会员编号|会员卡号|用户|用户id|"
    "买家|车主|车主姓名|姓名|手机|手机号|vin|车架号|车牌|车牌号",
  [AXLE_PURCHASE_DATE] =
    "date|datetime|time|timestamp|day|invoicedate|orderdate|purchasedate|transactiondate|salesdate|orderedat|createdat|"
    "日期|时间|订单日期|下单时间|消费日期|消费时间|交易日期|交易时间|购买日期|购买时间|开票日期|结算日期|结算时间|进厂日期|来店日期",
  [AXLE_PURCHASE_AMOUNT] =
    "amount|total|totalamount|totalprice|totalsales|totalspent|linetotal|sum|value|sales|spend|spent|revenue|payment|paid|"
    "dollars|monetary|monetaryvalue|yuan|金额|总金额|订单金额|消费金额|交易金额|支付金额|付款金额|实收|实收金额|实付|实付金额|应收金额|合计|合计金额|总计|总价|产值",
  [AXLE_PURCHASE_QUANTITY] = "quantity|qty|units|pieces|items|count|数量|件数|个数",
  [AXLE_PURCHASE_PRICE] = "price|unitprice|priceperunit|priceeach|itemprice|单价|价格|售价|销售单价",
  [AXLE_PURCHASE_ORDER] =
    "invoice|invoiceno|invoiceid|invoicenumber|order|orderid|orderno|ordernumber|transactionid|transactionno|receipt|"
    "receiptno|billno|basketid|单号|订单号|订单编号|订单id|工单号|工单|结算单号|发票号|发票号码|流水号|交易号",
};

/* "  00004 0001  19970101" → three fields that begin in a copy of the line, which @fields keeps. */
void
axle_purchase_split_blanks (const char *line,
                            GPtrArray  *fields)
{
  g_auto(GStrv) words = g_strsplit_set (line, " \t", -1);

  g_ptr_array_set_size (fields, 0);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (fields, g_strdup (words[i]));
}

static GPtrArray *
copy_row (GPtrArray *row,
          gboolean   blanks)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  if (blanks && row->len > 0)
    axle_purchase_split_blanks (row->pdata[0], copy);
  for (guint i = 0; !blanks && i < row->len; i++)
    g_ptr_array_add (copy, g_strdup (row->pdata[i]));
  return copy;
}

static GPtrArray *
look (AxlePurchaseLayout  *self,
      GInputStream        *stream,
      GCancellable        *cancellable,
      GError             **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr(AxleCsvReader) reader = axle_csv_reader_new (stream, &self->dialect, cancellable, error);
  g_autoptr(GError) failure = NULL;
  GPtrArray *row;

  if (reader == NULL)
    return NULL;
  while (rows->len < N_LOOKED_AT && axle_csv_reader_next (reader, &row, NULL, cancellable, &failure))
    g_ptr_array_add (rows, copy_row (row, self->blanks));
  self->dialect = *axle_csv_reader_get_dialect (reader);
  if (failure != NULL && rows->len == 0)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, cancellable, error) ? g_steal_pointer (&rows) : NULL;
}

static gboolean
is_whole (const AxlePurchaseLayout *self)
{
  return self->columns[AXLE_PURCHASE_CUSTOMER] >= 0 && self->columns[AXLE_PURCHASE_DATE] >= 0 &&
         (self->columns[AXLE_PURCHASE_AMOUNT] >= 0 || self->columns[AXLE_PURCHASE_PRICE] >= 0);
}

static gboolean
is_taken (const AxlePurchaseLayout *self,
          int                       column)
{
  for (guint i = 0; i < AXLE_PURCHASE_N_COLUMNS; i++)
    if (self->columns[i] == column)
      return TRUE;
  return FALSE;
}

/* The heaviest pair of what is wanted and a header first, so that “Customer ID” is not
 * taken by “Customer country”. */
static gboolean
take_heaviest (AxlePurchaseLayout *self,
               GPtrArray          *header)
{
  gsize heaviest = 0;
  guint wanted = 0;
  int column = -1;

  for (guint i = 0; i < AXLE_PURCHASE_N_COLUMNS; i++)
    for (guint c = 0; self->columns[i] < 0 && c < header->len; c++)
      {
        gsize weight = is_taken (self, (int) c) ? 0 : axle_column_weigh_header (header->pdata[c], synonyms[i]);

        if (weight > heaviest)
          {
            heaviest = weight;
            wanted = i;
            column = (int) c;
          }
      }
  if (column >= 0)
    self->columns[wanted] = column;
  return column >= 0;
}

static gboolean
find_headed (AxlePurchaseLayout *self,
             GPtrArray          *rows)
{
  const AxlePurchaseLayout given = *self;

  for (guint i = 0; i < rows->len && i < HEADER_WITHIN; i++)
    {
      *self = given;
      while (take_heaviest (self, rows->pdata[i]))
        ;
      self->first_row = i + 1;
      if (is_whole (self))
        return TRUE;
    }
  *self = given;
  return FALSE;
}

static gboolean
is_date (const char *text)
{
  AxleLooseDate date;

  return axle_loose_date_parse (text, &date);
}

static gboolean
is_fraction (const char *text)
{
  double number;

  return strpbrk (text, ".,") != NULL && axle_loose_number_parse (text, &number);
}

static gboolean
is_something (const char *text)
{
  return text[strspn (text, " \t")] != '\0';
}

/* The first column of which nine cells in ten are such; in a row that is too short none is. */
static int
find_column (const AxlePurchaseLayout *self,
             GPtrArray                *rows,
             gboolean                (*is_such) (const char *text))
{
  guint n_columns = rows->len > 0 ? ((GPtrArray *) rows->pdata[rows->len - 1])->len : 0;

  for (guint c = 0; c < n_columns; c++)
    {
      guint n = 0;

      for (guint i = 0; i < rows->len; i++)
        {
          GPtrArray *row = rows->pdata[i];
          n += c < row->len && is_such (row->pdata[c]);
        }
      if (n * 10 >= rows->len * 9 && !is_taken (self, (int) c))
        return (int) c;
    }
  return -1;
}

/* A table without names has a day, an amount with a point and, first of the rest, who it was. */
static gboolean
find_by_content (AxlePurchaseLayout *self,
                 GPtrArray          *rows)
{
  static const struct { AxlePurchaseColumn column; gboolean (*is_such) (const char *text); } marks[] = {
    { AXLE_PURCHASE_DATE, is_date },
    { AXLE_PURCHASE_AMOUNT, is_fraction },
    { AXLE_PURCHASE_CUSTOMER, is_something },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (self->columns[marks[i].column] < 0)
      self->columns[marks[i].column] = find_column (self, rows, marks[i].is_such);
  return is_whole (self);
}

static gboolean
take_named (AxlePurchaseLayout  *self,
            GPtrArray           *rows,
            const char * const   names[AXLE_PURCHASE_N_COLUMNS],
            GError             **error)
{
  GPtrArray *first = rows->len > 0 ? rows->pdata[0] : NULL;

  for (guint i = 0; first != NULL && i < AXLE_PURCHASE_N_COLUMNS; i++)
    {
      guint64 number;

      if (names[i] == NULL)
        continue;
      for (guint c = 0; c < first->len && self->columns[i] < 0; c++)
        if (axle_column_weigh_header (first->pdata[c], names[i]) == G_MAXSIZE)
          {
            self->columns[i] = (int) c;
            self->first_row = 1;
          }
      if (self->columns[i] < 0 && g_ascii_string_to_unsigned (names[i], 10, 1, first->len, &number, NULL))
        self->columns[i] = (int) number - 1;
      if (self->columns[i] < 0)
        {
          g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_COLUMNS,
                       _("There is no column “%s” in the first row."), names[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
find_columns (AxlePurchaseLayout  *self,
              GPtrArray           *rows,
              const char * const   names[AXLE_PURCHASE_N_COLUMNS],
              GError             **error)
{
  for (guint i = 0; i < AXLE_PURCHASE_N_COLUMNS; i++)
    self->columns[i] = -1;
  if (!take_named (self, rows, names, error))
    return FALSE;
  if (rows->len == 0 || is_whole (self) || find_headed (self, rows) || find_by_content (self, rows))
    return TRUE;
  g_set_error_literal (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_COLUMNS,
                       _("No columns with a customer, a date and an amount were found. Say which they are."));
  return FALSE;
}

/**
 * axle_purchase_layout_guess:
 * @self: (out): where what is
 * @stream: a table of purchases, which can be read again; stands at its begin afterwards
 * @names: names or numbers, from 1, of columns that are known; %NULL for others
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Finds out by the header, in Chinese or English, and without one by what stands in the
 * columns.
 *
 * Returns: whether there is a customer, a date and an amount or a price
 */
gboolean
axle_purchase_layout_guess (AxlePurchaseLayout  *self,
                            GInputStream        *stream,
                            const char * const   names[AXLE_PURCHASE_N_COLUMNS],
                            GCancellable        *cancellable,
                            GError             **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GPtrArray) words = NULL;
  AxlePurchaseLayout bare = {
    .dialect = { .delimiter = NO_DELIMITER, .quote = AXLE_CSV_NO_SIGN, .escape = AXLE_CSV_NO_SIGN, .header = AXLE_CSV_HEADER_NO },
    .blanks = TRUE,
  };

  *self = (AxlePurchaseLayout) { .dialect.header = AXLE_CSV_HEADER_NO };
  rows = look (self, stream, cancellable, error);
  if (rows == NULL)
    return FALSE;
  if (find_columns (self, rows, names, NULL))
    return TRUE;
  words = look (&bare, stream, cancellable, error);
  if (words == NULL)
    return FALSE;
  if (!find_columns (&bare, words, names, NULL))
    return find_columns (self, rows, names, error);
  *self = bare;
  return TRUE;
}
