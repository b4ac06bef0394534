/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/handbook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/distance.h"
#include "base/money.h"
#include "core/calendar.h"
#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "core/repair/deferred.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"
#include "report/error.h"
#include "report/qr.h"

/* The QR code stands in the upper right corner of the first page. */
#define QR_SIDE 104.0

/* What is beside it. */
#define BESIDE_QR (AXLE_SHEET_SPAN - QR_SIDE - 14)

/* Columns of the history. */
#define DATE_WIDTH     62.0
#define ODOMETER_WIDTH 66.0
#define AMOUNT_WIDTH   72.0
#define STATE_WIDTH    54.0
#define PART_WIDTH     78.0

/* What is drawn and sealed besides the rows. */
typedef struct
{
  AxleHandbookCode  code;
  char             *text;   /* what the QR code says */
} Mark;

struct _AxleHandbook
{
  AxlePaper *paper;
  Mark      *mark;   /* the paper's */
};

/* What is written from: the source without what was not known at its moment. */
typedef struct
{
  const AxleHandbookSource *source;
  AxleSheet                *sheet;
  const char               *title;
  const char               *author;
  char                     *number;
  GPtrArray                *visits; /* latest first */
  GPtrArray                *jobs;
  GHashTable               *jobs_of; /* visit → GPtrArray of its jobs */
  gint64                    at;      /* on the second, as the code has it */
  gint64                    sum;
} Writing;

static int
compare_latest (gconstpointer a,
                gconstpointer b)
{
  const AxleRecord *one = *(AxleRecord * const *) a, *other = *(AxleRecord * const *) b;
  gint64 at = axle_record_get_integer (one, AXLE_VISIT_AT), other_at = axle_record_get_integer (other, AXLE_VISIT_AT);

  return at != other_at ? (at < other_at) - (at > other_at) : axle_id_compare (&other->id, &one->id);
}

static guint
rank_of (const AxleRecord *job)
{
  const char *state = axle_record_get_text (job, AXLE_JOB_STATE);

  return g_strcmp0 (state, "done") == 0 ? 0 : g_strcmp0 (state, "deferred") == 0 ? 1 : 2;
}

static int
compare_jobs (gconstpointer a,
              gconstpointer b)
{
  const AxleRecord *one = *(AxleRecord * const *) a, *other = *(AxleRecord * const *) b;
  guint rank = rank_of (one), other_rank = rank_of (other);

  return rank != other_rank ? (int) rank - (int) other_rank : axle_id_compare (&one->id, &other->id);
}

static void
clear_writing (Writing *self)
{
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_clear_pointer (&self->jobs_of, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writing, clear_writing)

static void
take_visits (Writing *self)
{
  const AxleHandbookSource *source = self->source;

  for (guint i = 0; i < source->visits->len; i++)
    {
      AxleRecord *visit = source->visits->pdata[i];

      if (visit->created_at > self->at || axle_record_get_integer (visit, AXLE_VISIT_AT) > self->at)
        continue;
      g_ptr_array_add (self->visits, visit);
      g_hash_table_insert (self->jobs_of, &visit->id, g_ptr_array_new ());
      self->sum += axle_record_get_integer (visit, AXLE_VISIT_AMOUNT);
    }
  g_ptr_array_sort (self->visits, compare_latest);
}

static void
take_jobs (Writing *self)
{
  const AxleHandbookSource *source = self->source;
  GHashTableIter iter;
  gpointer list;

  for (guint i = 0; i < source->jobs->len; i++)
    {
      AxleRecord *job = source->jobs->pdata[i];
      AxleId visit = axle_record_get_id (job, AXLE_JOB_VISIT);
      GPtrArray *jobs = g_hash_table_lookup (self->jobs_of, &visit);

      if (jobs == NULL || job->created_at > self->at)
        continue;
      g_ptr_array_add (jobs, job);
      g_ptr_array_add (self->jobs, job);
    }
  g_hash_table_iter_init (&iter, self->jobs_of);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_ptr_array_sort (list, compare_jobs);
}

static void
begin_writing (Writing                  *self,
               const AxleHandbookSource *source)
{
  self->source = source;
  self->at = source->at / G_USEC_PER_SEC * G_USEC_PER_SEC;
  self->visits = g_ptr_array_new ();
  self->jobs = g_ptr_array_new ();
  self->jobs_of = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, NULL,
                                         (GDestroyNotify) g_ptr_array_unref);
  take_visits (self);
  take_jobs (self);
}

static AxleHandbookCode
sign (const Writing *writing)
{
  AxleHandbookCode code = { .at = writing->at };

  axle_handbook_code_sign (&code, writing->source->vehicle, writing->visits, writing->jobs);
  return code;
}

/**
 * axle_handbook_sign:
 * @source: what a handbook is made from
 *
 * Returns: the code that a handbook from it has: for who holds one in their hands
 */
AxleHandbookCode
axle_handbook_sign (const AxleHandbookSource *source)
{
  g_auto(Writing) writing = { NULL };

  begin_writing (&writing, source);
  return sign (&writing);
}

/* The car. */

static char *
dup_value (const AxleRecord *record,
           guint             field)
{
  const AxleField *described = &record->entity->fields[field];
  const char *text = axle_record_get_text (record, field);
  const char *label;

  if (described->type == AXLE_FIELD_DISTANCE)
    return axle_record_get (record, field)->kind != AXLE_VALUE_NONE
             ? axle_distance_format (axle_record_get_integer (record, field)) : NULL;
  if (text == NULL)
    return NULL;
  label = described->choices != NULL ? axle_field_choice_label (described, text) : NULL;
  return g_strdup (label != NULL ? label : text);
}

static char *
dup_model (const AxleRecord *vehicle)
{
  const guint fields[] = { AXLE_VEHICLE_MAKE, AXLE_VEHICLE_MODEL, AXLE_VEHICLE_VARIANT };
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *part = axle_record_get_text (vehicle, fields[i]);

      if (part != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", part);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static char *
dup_plate (const AxleRecord *vehicle)
{
  const char *plate = axle_record_get_text (vehicle, AXLE_VEHICLE_PLATE);

  return plate != NULL ? axle_plate_format (plate) : NULL;
}

/* Whichever is known of two ends: a day, and a distance. */
static char *
dup_warranty (const AxleRecord *vehicle)
{
  g_autofree char *day = dup_value (vehicle, AXLE_VEHICLE_WARRANTY_UNTIL);
  g_autofree char *distance = dup_value (vehicle, AXLE_VEHICLE_WARRANTY_DISTANCE);

  if (day != NULL && distance != NULL)
    /* Translators: until a day or a reading of the odometer, whichever comes first. */
    return g_strdup_printf (_("%s or %s"), day, distance);
  return day != NULL ? g_steal_pointer (&day) : g_steal_pointer (&distance);
}

/* Labels and values in two columns, leaving out what is not known. */
static void
write_fact (AxleSheet  *sheet,
            guint      *n,
            const char *label,
            const char *value)
{
  const double width = BESIDE_QR / 2, label_width = 74;
  double x = *n % 2 == 0 ? 0 : width;

  if (value == NULL || *value == '\0')
    return;
  if (*n % 2 == 0)
    axle_sheet_add_row (sheet, 0);
  axle_sheet_add_cell (sheet, AXLE_SHEET_FAINT, x, label_width, label);
  axle_sheet_add_cell (sheet, AXLE_SHEET_PLAIN, x + label_width, width - label_width - 6, value);
  ++*n;
}

static void
write_vehicle (const Writing *writing)
{
  static const guint fields[] = { AXLE_VEHICLE_POWERTRAIN, AXLE_VEHICLE_COLOUR, AXLE_VEHICLE_FIRST_REGISTRATION,
                                  AXLE_VEHICLE_ODOMETER };
  const AxleRecord *vehicle = writing->source->vehicle, *owner = writing->source->owner;
  AxleSheet *sheet = writing->sheet;
  g_autofree char *plate = dup_plate (vehicle), *model = dup_model (vehicle), *warranty = dup_warranty (vehicle);
  guint n = 0;

  write_fact (sheet, &n, _("Plate"), plate);
  write_fact (sheet, &n, _("VIN"), axle_record_get_text (vehicle, AXLE_VEHICLE_VIN));
  write_fact (sheet, &n, _("Model"), model);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = dup_value (vehicle, fields[i]);

      write_fact (sheet, &n, axle_field_get_label (&vehicle->entity->fields[fields[i]]), value);
    }
  write_fact (sheet, &n, _("Warranty until"), warranty);
  write_fact (sheet, &n, _("Inspected until"), axle_record_get_text (vehicle, AXLE_VEHICLE_INSPECTION_UNTIL));
  write_fact (sheet, &n, _("Insured until"), axle_record_get_text (vehicle, AXLE_VEHICLE_INSURANCE_UNTIL));
  if (owner != NULL)
    write_fact (sheet, &n, _("Owner"), axle_record_get_text (owner, AXLE_CUSTOMER_NAME));
}

static void
write_title (const Writing *writing)
{
  AxleSheet *sheet = writing->sheet;
  g_autofree char *day = axle_calendar_format_day (writing->source->at, writing->source->zone);
  g_autofree char *line = g_strdup_printf (_("No. %s, made on %s"), writing->number, day);

  axle_sheet_add_row (sheet, 0);
  axle_sheet_add_cell (sheet, AXLE_SHEET_TITLE, 0, BESIDE_QR, writing->title);
  if (*writing->author != '\0')
    {
      axle_sheet_add_row (sheet, 0);
      axle_sheet_add_cell (sheet, AXLE_SHEET_STRONG, 0, BESIDE_QR, writing->author);
    }
  axle_sheet_add_row (sheet, 0);
  axle_sheet_add_cell (sheet, AXLE_SHEET_FAINT, 0, BESIDE_QR, line);
  axle_sheet_add_space (sheet, 6);
}

static void
write_heading (const Writing *writing,
               const char    *text)
{
  axle_sheet_add_space (writing->sheet, 10);
  axle_sheet_add_row (writing->sheet, AXLE_SHEET_KEEP | AXLE_SHEET_RULED);
  axle_sheet_add_cell (writing->sheet, AXLE_SHEET_HEADING, 0, AXLE_SHEET_SPAN, text);
}

static void
write_due (const Writing *writing)
{
  AxleSheet *sheet = writing->sheet;

  if (writing->source->due == NULL)
    return;
  write_heading (writing, _("Next service"));
  axle_sheet_add_row (sheet, writing->source->due_reason != NULL ? AXLE_SHEET_KEEP : 0);
  axle_sheet_add_cell (sheet, AXLE_SHEET_STRONG, 0, AXLE_SHEET_SPAN, writing->source->due);
  if (writing->source->due_reason == NULL)
    return;
  axle_sheet_add_row (sheet, 0);
  axle_sheet_add_cell (sheet, AXLE_SHEET_FAINT, 0, AXLE_SHEET_SPAN, writing->source->due_reason);
}

/* What was put off. */

static char *
dup_job_due (const AxleRecord *job)
{
  const char *day = axle_record_get_text (job, AXLE_JOB_DUE);
  g_autofree char *distance = dup_value (job, AXLE_JOB_DUE_ODOMETER);

  if (day != NULL && distance != NULL)
    return g_strdup_printf (_("%s or %s"), day, distance);
  return distance != NULL ? g_steal_pointer (&distance) : g_strdup (day != NULL ? day : "");
}

static char *
dup_amount (const AxleRecord *record,
            guint             field)
{
  const AxleValue *value = axle_record_get (record, field);

  return value->kind != AXLE_VALUE_NONE ? axle_money_format (value->as.integer) : g_strdup ("");
}

static void
write_deferred_row (AxleSheet      *sheet,
                    AxleSheetStyle  style,
                    const char     *title,
                    const char     *reason,
                    const char     *due,
                    const char     *amount)
{
  const double due_width = 124, reason_width = 150;
  const double title_width = AXLE_SHEET_SPAN - due_width - reason_width - AMOUNT_WIDTH;

  axle_sheet_add_cell (sheet, style, 0, title_width - 8, title);
  axle_sheet_add_cell (sheet, style, title_width, reason_width - 8, reason);
  axle_sheet_add_cell (sheet, style, title_width + reason_width, due_width - 8, due);
  axle_sheet_add_number (sheet, style, AXLE_SHEET_SPAN - AMOUNT_WIDTH, AMOUNT_WIDTH, amount);
}

static void
write_deferred (const Writing *writing)
{
  g_autoptr(GPtrArray) left = axle_jobs_list_deferred (writing->visits, writing->jobs, NULL);
  AxleSheet *sheet = writing->sheet;
  guint caption;

  if (left->len == 0)
    return;
  write_heading (writing, _("Put off, still to be done"));
  axle_sheet_add_row (sheet, AXLE_SHEET_KEEP);
  write_deferred_row (sheet, AXLE_SHEET_FAINT, _("Job"), _("Reason"), _("Due"), _("Estimate"));
  caption = axle_sheet_add_row (sheet, AXLE_SHEET_CAPTION);
  write_deferred_row (sheet, AXLE_SHEET_FAINT, _("Job"), _("Reason"), _("Due"), _("Estimate"));
  axle_sheet_set_caption (sheet, caption);
  for (guint i = 0; i < left->len; i++)
    {
      const AxleRecord *job = left->pdata[i];
      const char *reason = axle_record_get_text (job, AXLE_JOB_REASON);
      g_autofree char *due = dup_job_due (job), *amount = dup_amount (job, AXLE_JOB_AMOUNT);

      axle_sheet_add_row (sheet, AXLE_SHEET_RULED);
      write_deferred_row (sheet, AXLE_SHEET_PLAIN, axle_record_get_text (job, AXLE_JOB_TITLE),
                          reason != NULL ? reason : "", due, amount);
    }
  axle_sheet_set_caption (sheet, G_MAXUINT);
}

/* What was done. */

static char *
dup_visit_title (const AxleRecord *visit,
                 gboolean          again)
{
  g_autofree char *reason = dup_value (visit, AXLE_VISIT_REASON);
  const char *number = axle_record_get_text (visit, AXLE_VISIT_NUMBER);
  g_autoptr(GString) text = g_string_new (reason != NULL ? reason : _("Visit"));

  if (number != NULL)
    g_string_append_printf (text, "  %s", number);
  if (again)
    /* Translators: a visit whose jobs go on on a new page. */
    g_string_append_printf (text, "  %s", _("(continued)"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint
write_visit_row (const Writing    *writing,
                 const AxleRecord *visit,
                 gboolean          again)
{
  AxleSheet *sheet = writing->sheet;
  AxleSheetRowFlags flags = AXLE_SHEET_SHADED | (again ? AXLE_SHEET_CAPTION : AXLE_SHEET_KEEP);
  g_autofree char *day = axle_calendar_format_day (axle_record_get_integer (visit, AXLE_VISIT_AT), writing->source->zone);
  g_autofree char *odometer = dup_value (visit, AXLE_VISIT_ODOMETER);
  g_autofree char *title = dup_visit_title (visit, again), *amount = dup_amount (visit, AXLE_VISIT_AMOUNT);
  guint row = axle_sheet_add_row (sheet, flags);

  axle_sheet_add_cell (sheet, AXLE_SHEET_STRONG, 0, DATE_WIDTH, day);
  axle_sheet_add_number (sheet, AXLE_SHEET_STRONG, DATE_WIDTH, ODOMETER_WIDTH - 10, odometer != NULL ? odometer : "");
  axle_sheet_add_cell (sheet, AXLE_SHEET_STRONG, DATE_WIDTH + ODOMETER_WIDTH,
                       AXLE_SHEET_SPAN - DATE_WIDTH - ODOMETER_WIDTH - AMOUNT_WIDTH, title);
  axle_sheet_add_number (sheet, AXLE_SHEET_STRONG, AXLE_SHEET_SPAN - AMOUNT_WIDTH, AMOUNT_WIDTH, again ? "" : amount);
  return row;
}

/* What was not done is told with its reason, and its price is no part of the sum. */
static void
write_job (AxleSheet        *sheet,
           const AxleRecord *job)
{
  const double state_x = AXLE_SHEET_SPAN - AMOUNT_WIDTH - STATE_WIDTH, part_x = state_x - PART_WIDTH;
  gboolean done = rank_of (job) == 0;
  AxleSheetStyle style = done ? AXLE_SHEET_PLAIN : AXLE_SHEET_FAINT;
  const char *title = axle_record_get_text (job, AXLE_JOB_TITLE), *reason = axle_record_get_text (job, AXLE_JOB_REASON);
  g_autofree char *part = dup_value (job, AXLE_JOB_AREA), *state = dup_value (job, AXLE_JOB_STATE);
  g_autofree char *amount = dup_amount (job, AXLE_JOB_AMOUNT);
  /* Translators: a job and why it was not done. */
  g_autofree char *text = reason != NULL ? g_strdup_printf (_("%s (%s)"), title, reason) : g_strdup (title);

  axle_sheet_add_row (sheet, 0);
  axle_sheet_add_cell (sheet, style, DATE_WIDTH, part_x - DATE_WIDTH - 8, text);
  axle_sheet_add_cell (sheet, AXLE_SHEET_FAINT, part_x, PART_WIDTH - 6, part != NULL ? part : "");
  axle_sheet_add_cell (sheet, AXLE_SHEET_FAINT, state_x, STATE_WIDTH, done || state == NULL ? "" : state);
  axle_sheet_add_number (sheet, style, AXLE_SHEET_SPAN - AMOUNT_WIDTH, AMOUNT_WIDTH, done ? amount : "");
}

/* What one owner said is not told to the next. */
static gboolean
is_of_owner (const Writing    *writing,
             const AxleRecord *visit)
{
  AxleId customer = axle_record_get_id (visit, AXLE_VISIT_CUSTOMER);

  return writing->source->owner != NULL && axle_id_equal (&customer, &writing->source->owner->id);
}

static void
write_visit (const Writing    *writing,
             const AxleRecord *visit)
{
  AxleSheet *sheet = writing->sheet;
  const GPtrArray *jobs = g_hash_table_lookup (writing->jobs_of, &visit->id);
  const char *concern = is_of_owner (writing, visit) ? axle_record_get_text (visit, AXLE_VISIT_CONCERN) : NULL;
  guint caption = write_visit_row (writing, visit, TRUE);

  write_visit_row (writing, visit, FALSE);
  axle_sheet_set_caption (sheet, caption);
  if (concern != NULL)
    {
      axle_sheet_add_row (sheet, 0);
      axle_sheet_add_cell (sheet, AXLE_SHEET_FAINT, DATE_WIDTH, AXLE_SHEET_SPAN - DATE_WIDTH - AMOUNT_WIDTH, concern);
    }
  for (guint i = 0; i < jobs->len; i++)
    write_job (sheet, jobs->pdata[i]);
  axle_sheet_set_caption (sheet, G_MAXUINT);
  axle_sheet_add_space (sheet, 5);
}

static void
write_history (const Writing *writing)
{
  AxleSheet *sheet = writing->sheet;

  write_heading (writing, _("Visits to the workshop"));
  if (writing->visits->len == 0)
    {
      axle_sheet_add_row (sheet, 0);
      axle_sheet_add_cell (sheet, AXLE_SHEET_PLAIN, 0, AXLE_SHEET_SPAN, _("None is known here."));
    }
  for (guint i = 0; i < writing->visits->len; i++)
    write_visit (writing, writing->visits->pdata[i]);
}

/* Sums. */

static void
write_sum (AxleSheet      *sheet,
           AxleSheetStyle  style,
           const char     *what,
           guint           n_visits,
           gint64          sum)
{
  g_autofree char *amount = axle_money_format (sum);
  g_autofree char *visits = g_strdup_printf (ngettext ("%u visit", "%u visits", n_visits), n_visits);

  axle_sheet_add_row (sheet, style == AXLE_SHEET_STRONG ? AXLE_SHEET_SHADED : AXLE_SHEET_RULED);
  axle_sheet_add_cell (sheet, style, 0, 120, what);
  axle_sheet_add_number (sheet, style, 120, 90, visits);
  axle_sheet_add_number (sheet, style, AXLE_SHEET_SPAN - 2 * AMOUNT_WIDTH, 2 * AMOUNT_WIDTH, amount);
}

static char *
dup_year (const Writing *writing,
          guint          visit)
{
  char *day;

  if (visit >= writing->visits->len)
    return NULL;
  day = axle_calendar_format_day (axle_record_get_integer (writing->visits->pdata[visit], AXLE_VISIT_AT),
                                  writing->source->zone);
  day[MIN (strlen (day), strlen ("2026"))] = '\0';
  return day;
}

static void
write_sums (const Writing *writing)
{
  gint64 sum = 0;
  guint n = 0;

  if (writing->visits->len == 0)
    return;
  write_heading (writing, _("Year by year"));
  for (guint i = 0; i < writing->visits->len; i++)
    {
      g_autofree char *year = dup_year (writing, i), *next_year = dup_year (writing, i + 1);

      sum += axle_record_get_integer (writing->visits->pdata[i], AXLE_VISIT_AMOUNT);
      n++;
      if (g_strcmp0 (year, next_year) == 0)
        continue;
      write_sum (writing->sheet, AXLE_SHEET_PLAIN, year, n, sum);
      sum = n = 0;
    }
  write_sum (writing->sheet, AXLE_SHEET_STRONG, _("In all"), writing->visits->len, writing->sum);
}

static void
write_remarks (const Writing *writing)
{
  axle_sheet_add_space (writing->sheet, 12);
  axle_sheet_add_row (writing->sheet, 0);
  axle_sheet_add_cell (writing->sheet, AXLE_SHEET_FAINT, 0, AXLE_SHEET_SPAN,
                       _("The code on the first page vouches for the car, its visits, the jobs and what they cost. "
                         "The dealership can check it: if one of them was altered on this paper, it does not fit."));
}

static void
set_margins (const Writing *writing)
{
  g_autofree char *plate = dup_plate (writing->source->vehicle), *model = dup_model (writing->source->vehicle);
  g_autoptr(GString) header = g_string_new (writing->title);

  if (plate != NULL)
    g_string_append_printf (header, "  %s", plate);
  if (model != NULL)
    g_string_append_printf (header, "  %s", model);
  axle_sheet_set_margins (writing->sheet, header->str, writing->number, writing->author);
}

static gboolean
check_size (const Writing  *writing,
            GError        **error)
{
  if (writing->visits->len <= AXLE_HANDBOOK_MAX_VISITS && writing->jobs->len <= AXLE_HANDBOOK_MAX_JOBS)
    return TRUE;
  g_set_error (error, AXLE_REPORT_ERROR, AXLE_REPORT_ERROR_TOO_LARGE,
               _("This car has %u visits with %u jobs. A handbook takes %d visits and %d jobs; nothing was written."),
               writing->visits->len, writing->jobs->len, AXLE_HANDBOOK_MAX_VISITS, AXLE_HANDBOOK_MAX_JOBS);
  return FALSE;
}

static void
free_mark (gpointer data)
{
  Mark *mark = data;

  g_free (mark->text);
  g_free (mark);
}

static void
draw_mark (gpointer  data,
           guint     page,
           cairo_t  *cr)
{
  const Mark *mark = data;
  g_autoptr(GError) error = NULL;

  if (page == 0
      && !axle_qr_draw (cr, mark->text, AXLE_SHEET_WIDTH - AXLE_SHEET_MARGIN - QR_SIDE, AXLE_SHEET_MARGIN - 6, QR_SIDE, &error))
    g_warning ("%s", error->message);
}

static GBytes *
seal (gpointer  data,
      GBytes   *file)
{
  return axle_handbook_code_seal (&((Mark *) data)->code, file);
}

static void
write_all (const Writing *writing)
{
  write_title (writing);
  write_vehicle (writing);
  write_due (writing);
  write_deferred (writing);
  write_history (writing);
  write_sums (writing);
  write_remarks (writing);
  set_margins (writing);
}

/**
 * axle_handbook_new:
 * @source: what it is made from; not needed afterwards
 * @error: return location
 *
 * Returns: (transfer full): the handbook, laid out
 */
AxleHandbook *
axle_handbook_new (const AxleHandbookSource  *source,
                   GError                   **error)
{
  AxleHandbook *self;
  const char *store = source->store != NULL ? axle_record_get_text (source->store, AXLE_STORE_NAME) : NULL;
  g_auto(Writing) writing = { NULL };
  AxlePaperInfo info = { .zone = source->zone, .draw = draw_mark, .seal = seal, .destroy = free_mark };

  begin_writing (&writing, source);
  if (!check_size (&writing, error))
    return NULL;
  self = g_new0 (AxleHandbook, 1);
  self->mark = g_new0 (Mark, 1);
  self->mark->code = sign (&writing);
  self->mark->text = axle_handbook_code_format (&self->mark->code);
  writing.sheet = axle_sheet_new ();
  writing.title = info.title = _("Care Handbook");
  writing.author = info.author = store != NULL ? store : "";
  writing.number = axle_handbook_code_dup_number (&self->mark->code, source->zone);
  info.subject = writing.number;
  info.at = self->mark->code.at;
  info.data = self->mark;
  write_all (&writing);
  self->paper = axle_paper_new (writing.sheet, &info);
  return self;
}

void
axle_handbook_free (AxleHandbook *self)
{
  axle_paper_unref (self->paper);
  g_free (self);
}

const AxleHandbookCode *
axle_handbook_get_code (AxleHandbook *self)
{
  return &self->mark->code;
}

/**
 * axle_handbook_get_paper:
 * @self: a handbook
 *
 * Returns: (transfer none): its pages, with its number for a subject; as a file they have
 *   their seal behind them
 */
AxlePaper *
axle_handbook_get_paper (AxleHandbook *self)
{
  return self->paper;
}
