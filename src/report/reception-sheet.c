/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/reception-sheet.h"

#include <glib/gi18n-lib.h>

#include "core/organisation/organisation.h"

/* Two facts stand side by side. */
#define COLUMN (AXLE_SHEET_SPAN / 2)
#define LABEL_WIDTH 78.0

/* Room to write a line by hand. */
#define HAND 22.0

/* What somebody typed may be long; a sheet is read standing. */
#define MAX_LINES 24

static void
free_line (gpointer data)
{
  AxleReceptionLine *line = data;

  g_free (line->text);
  g_free (line->detail);
  g_free (line);
}

static void
free_part (gpointer data)
{
  AxleReceptionPart *part = data;

  g_ptr_array_unref (part->lines);
  g_free (part);
}

static void
free_fact (gpointer data)
{
  AxleReceptionFact *fact = data;

  g_free (fact->value);
  g_free (fact);
}

/**
 * axle_reception_new:
 * @appointment: which
 * @at: now, in microseconds since 1970 UTC
 * @zone: the time zone of the store's calendar
 *
 * Returns: (transfer full): one that says nothing yet
 */
AxleReception *
axle_reception_new (const AxleRecord *appointment,
                    gint64            at,
                    GTimeZone        *zone)
{
  AxleReception *self = g_new0 (AxleReception, 1);

  self->appointment = axle_record_ref ((AxleRecord *) appointment);
  self->facts = g_ptr_array_new_with_free_func (free_fact);
  self->parts = g_ptr_array_new_with_free_func (free_part);
  self->at = at;
  self->zone = g_time_zone_ref (zone);
  return self;
}

void
axle_reception_free (AxleReception *self)
{
  axle_record_unref (self->appointment);
  g_clear_pointer (&self->customer, axle_record_unref);
  g_clear_pointer (&self->vehicle, axle_record_unref);
  g_clear_pointer (&self->store, axle_record_unref);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->parts);
  g_time_zone_unref (self->zone);
  g_free (self->who);
  g_free (self->plate);
  g_free (self->wish);
  g_free (self->portrait);
  g_free (self);
}

/* @value: (transfer full) (nullable): nothing is said where it is empty */
void
axle_reception_add_fact (AxleReception *self,
                         const char    *label,
                         char          *value)
{
  AxleReceptionFact *fact;

  if (value == NULL || *value == '\0')
    {
      g_free (value);
      return;
    }
  fact = g_new0 (AxleReceptionFact, 1);
  fact->label = label;
  fact->value = value;
  g_ptr_array_add (self->facts, fact);
}

/* Returns: (transfer none): a part without lines */
AxleReceptionPart *
axle_reception_add_part (AxleReception *self,
                         const char    *id,
                         const char    *title)
{
  AxleReceptionPart *part = g_new0 (AxleReceptionPart, 1);

  part->id = id;
  part->title = title;
  part->lines = g_ptr_array_new_with_free_func (free_line);
  g_ptr_array_add (self->parts, part);
  return part;
}

/* @text: (transfer full); @detail: (transfer full) (nullable) */
void
axle_reception_add_line (AxleReceptionPart *part,
                         AxleReceptionTone  tone,
                         char              *text,
                         char              *detail)
{
  AxleReceptionLine *line = g_new0 (AxleReceptionLine, 1);

  line->text = text;
  line->detail = detail;
  line->tone = tone;
  g_ptr_array_add (part->lines, line);
}

/* The paper. */

static char *
format_time (const AxleReception *reception,
             gint64               at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, reception->zone);

  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}

static void
write_heading (AxleSheet  *sheet,
               const char *text)
{
  axle_sheet_add_space (sheet, 8);
  axle_sheet_add_row (sheet, AXLE_SHEET_KEEP | AXLE_SHEET_RULED);
  axle_sheet_add_cell (sheet, AXLE_SHEET_HEADING, 0, AXLE_SHEET_SPAN, text);
}

static void
write_title (AxleSheet           *sheet,
             const AxleReception *reception,
             const char          *title,
             AxleSheetRowFlags    flags)
{
  const char *store = reception->store != NULL ? axle_record_get_text (reception->store, AXLE_STORE_NAME) : NULL;
  g_autofree char *time = format_time (reception, reception->at);

  axle_sheet_add_row (sheet, flags);
  axle_sheet_add_cell (sheet, AXLE_SHEET_TITLE, 0, AXLE_SHEET_SPAN, title);
  axle_sheet_add_row (sheet, 0);
  axle_sheet_add_cell (sheet, AXLE_SHEET_STRONG, 0, COLUMN, store != NULL ? store : "");
  axle_sheet_add_number (sheet, AXLE_SHEET_FAINT, COLUMN, COLUMN, time);
  axle_sheet_add_space (sheet, 6);
  axle_sheet_add_row (sheet, AXLE_SHEET_SHADED);
  axle_sheet_add_cell (sheet, AXLE_SHEET_HEADING, 0, COLUMN, reception->who);
  axle_sheet_add_cell (sheet, AXLE_SHEET_HEADING, COLUMN, COLUMN, reception->plate != NULL ? reception->plate : "");
}

static void
write_facts (AxleSheet           *sheet,
             const AxleReception *reception)
{
  axle_sheet_add_space (sheet, 6);
  for (guint i = 0; i < reception->facts->len; i++)
    {
      const AxleReceptionFact *fact = reception->facts->pdata[i];
      double x = i % 2 * COLUMN;

      if (i % 2 == 0)
        axle_sheet_add_row (sheet, AXLE_SHEET_RULED);
      axle_sheet_add_cell (sheet, AXLE_SHEET_FAINT, x, LABEL_WIDTH - 6, fact->label);
      axle_sheet_add_cell (sheet, AXLE_SHEET_PLAIN, x + LABEL_WIDTH, COLUMN - LABEL_WIDTH - 8, fact->value);
    }
}

/* What is to be done has a box to tick. */
static gboolean
is_to_do (const AxleReceptionPart *part)
{
  return !g_str_equal (part->id, "history") && !g_str_equal (part->id, "reach");
}

static void
write_line (AxleSheet               *sheet,
            const AxleReceptionLine *line,
            gboolean                 to_do)
{
  const double box = to_do ? 14 : 0, half = (AXLE_SHEET_SPAN - box) * 0.52;

  axle_sheet_add_row (sheet, AXLE_SHEET_RULED);
  if (to_do)
    axle_sheet_add_cell (sheet, AXLE_SHEET_PLAIN, 0, box, "☐");
  axle_sheet_add_cell (sheet, line->tone == AXLE_RECEPTION_PLAIN ? AXLE_SHEET_PLAIN : AXLE_SHEET_STRONG, box,
                       line->detail != NULL ? half - 8 : AXLE_SHEET_SPAN - box, line->text);
  if (line->detail != NULL)
    axle_sheet_add_cell (sheet, AXLE_SHEET_FAINT, box + half, AXLE_SHEET_SPAN - box - half, line->detail);
}

static void
write_part (AxleSheet               *sheet,
            const AxleReceptionPart *part)
{
  write_heading (sheet, part->title);
  for (guint i = 0; i < MIN (part->lines->len, MAX_LINES); i++)
    write_line (sheet, part->lines->pdata[i], is_to_do (part));
  if (part->lines->len > MAX_LINES)
    {
      guint n = part->lines->len - MAX_LINES;
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);

      axle_sheet_add_row (sheet, 0);
      axle_sheet_add_cell (sheet, AXLE_SHEET_FAINT, 14, AXLE_SHEET_SPAN, more);
    }
}

/* A line to write on, with what belongs there below it. */
static void
write_blank (AxleSheet          *sheet,
             const char * const  labels[3])
{
  const double third = AXLE_SHEET_SPAN / 3;

  axle_sheet_add_space (sheet, HAND);
  axle_sheet_add_row (sheet, AXLE_SHEET_KEEP | AXLE_SHEET_RULED);
  axle_sheet_add_cell (sheet, AXLE_SHEET_FAINT, 0, third, " ");
  axle_sheet_add_row (sheet, 0);
  for (guint i = 0; i < 3; i++)
    if (labels[i] != NULL)
      axle_sheet_add_cell (sheet, AXLE_SHEET_FAINT, i * third, third - 6, labels[i]);
}

/* For the advisor: nothing of it is for the eyes of the customer. */
static void
write_own_page (AxleSheet           *sheet,
                const AxleReception *reception)
{
  write_title (sheet, reception, _("Reception sheet"), 0);
  write_facts (sheet, reception);
  if (reception->wish != NULL)
    {
      write_heading (sheet, _("What the customer said"));
      axle_sheet_add_row (sheet, 0);
      axle_sheet_add_cell (sheet, AXLE_SHEET_PLAIN, 0, AXLE_SHEET_SPAN, reception->wish);
    }
  if (reception->portrait != NULL)
    {
      axle_sheet_add_space (sheet, 6);
      axle_sheet_add_row (sheet, AXLE_SHEET_SHADED);
      axle_sheet_add_cell (sheet, AXLE_SHEET_PLAIN, 0, AXLE_SHEET_SPAN, reception->portrait);
    }
  for (guint i = 0; i < reception->parts->len; i++)
    write_part (sheet, reception->parts->pdata[i]);
}

/* What the customer signs, and the shop keeps. */
static void
write_signed_page (AxleSheet           *sheet,
                   const AxleReception *reception)
{
  write_title (sheet, reception, _("Vehicle received: copy of the shop"), AXLE_SHEET_BREAK);
  write_facts (sheet, reception);
  write_heading (sheet, _("On arrival"));
  write_blank (sheet, (const char * const[3]) { _("Odometer, in km"), _("Fuel or charge"), _("Keys and papers") });
  write_blank (sheet, (const char * const[3]) { _("Things left in the car"), NULL, _("Damage seen") });
  write_heading (sheet, _("What the customer asks for"));
  if (reception->wish != NULL)
    {
      axle_sheet_add_row (sheet, 0);
      axle_sheet_add_cell (sheet, AXLE_SHEET_PLAIN, 0, AXLE_SHEET_SPAN, reception->wish);
    }
  for (guint i = 0; i < 4; i++)
    write_blank (sheet, (const char * const[3]) { NULL, NULL, NULL });
  write_heading (sheet, _("Signatures"));
  axle_sheet_add_row (sheet, AXLE_SHEET_KEEP);
  axle_sheet_add_cell (sheet, AXLE_SHEET_PLAIN, 0, AXLE_SHEET_SPAN,
                       _("The car was handed over as written above. More work is done only once it is agreed to."));
  write_blank (sheet, (const char * const[3]) { _("Customer"), _("Service advisor"), _("Date and time") });
}

/**
 * axle_reception_sheet_new:
 * @reception: what is to be known
 *
 * Returns: (transfer full): it on A4: first what is for the advisor, then, on a page of its
 *   own, what the customer signs
 */
AxlePaper *
axle_reception_sheet_new (const AxleReception *reception)
{
  const char *store = reception->store != NULL ? axle_record_get_text (reception->store, AXLE_STORE_NAME) : NULL;
  const AxlePaperInfo info = {
    .title = _("Reception sheet"), .author = store != NULL ? store : "", .subject = reception->who, .at = reception->at,
    .zone = reception->zone,
  };
  AxleSheet *sheet = axle_sheet_new ();

  write_own_page (sheet, reception);
  write_signed_page (sheet, reception);
  axle_sheet_set_margins (sheet, info.title, reception->who, info.author);
  return axle_paper_new (sheet, &info);
}
