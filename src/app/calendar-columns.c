/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-columns.h"

#include "app/calendar-layout.h"
#include "base/problem.h"
#include "core/appointment/appointment.h"
#include "core/appointment/words.h"
#include "core/organisation/organisation.h"

/* A block that ends as it begins is still seen. */
#define SHORTEST 5

static const char * const names[] = {
  [AXLE_CALENDAR_BY_DAY] = "day",
  [AXLE_CALENDAR_BY_BAY] = "bay",
  [AXLE_CALENDAR_BY_TECHNICIAN] = "technician",
  [AXLE_CALENDAR_BY_ADVISOR] = "advisor",
  [AXLE_CALENDAR_BY_TEAM] = "team",
};

/**
 * axle_calendar_by_get_name:
 * @self: what there are columns for
 *
 * Returns: its name, as actions and settings have it
 */
const char *
axle_calendar_by_get_name (AxleCalendarBy self)
{
  return names[self];
}

/**
 * axle_calendar_by_from_name:
 * @name: such as `bay`
 *
 * Returns: what is meant; days where it is nothing else
 */
AxleCalendarBy
axle_calendar_by_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return AXLE_CALENDAR_BY_DAY;
}

/**
 * axle_calendar_by_to_plan:
 * @self: what there are columns for
 *
 * Returns: by what the planner tells whether something fits there
 */
AxlePlanColumn
axle_calendar_by_to_plan (AxleCalendarBy self)
{
  switch (self)
    {
    case AXLE_CALENDAR_BY_BAY:
      return AXLE_PLAN_COLUMN_BAY;
    case AXLE_CALENDAR_BY_TECHNICIAN:
      return AXLE_PLAN_COLUMN_TECHNICIAN;
    case AXLE_CALENDAR_BY_ADVISOR:
      return AXLE_PLAN_COLUMN_ADVISOR;
    case AXLE_CALENDAR_BY_DAY:
    case AXLE_CALENDAR_BY_TEAM:
    default:
      return AXLE_PLAN_COLUMN_DAY;
    }
}

static void
column_free (gpointer data)
{
  AxleCalendarColumn *self = data;

  axle_day_plan_unref (self->plan);
  g_free (self->key);
  g_free (self->title);
  g_array_unref (self->hours);
  g_array_unref (self->places);
  g_ptr_array_unref (self->all_day);
  g_free (self);
}

/* The columns of one day while they are made. */
typedef struct
{
  GPtrArray      *columns;
  guint           first;     /* of the day */
  GHashTable     *by_key;    /* to those of the day */
  GHashTable     *teams;     /* AxleId of a technician to their team */
  GPtrArray      *people;    /* keeps what is in teams */
  AxleDayPlan    *plan;
  AxleCalendarBy  by;
  gint64          begin;     /* of the day, in microseconds since 1970 UTC */
  gint64          end;
} Making;

static AxleCalendarColumn *
add_column (Making       *making,
            const AxleId *id,
            const char   *key,
            const char   *title)
{
  AxleCalendarColumn *column = g_new0 (AxleCalendarColumn, 1);

  column->plan = axle_day_plan_ref (making->plan);
  column->by = making->by;
  column->id = id != NULL ? *id : AXLE_ID_NONE;
  column->key = g_strdup (key);
  column->title = g_strdup (title);
  column->hours = axle_day_plan_list_hours (making->plan, id);
  column->places = g_array_new (FALSE, FALSE, sizeof (AxleCalendarPlace));
  column->all_day = g_ptr_array_new ();
  column->n_lanes = 1;
  g_ptr_array_insert (making->columns, *key == '\0' ? (int) making->first : -1, column);
  g_hash_table_insert (making->by_key, column->key, column);
  return column;
}

static void
add_records (Making    *making,
             GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];
      g_autofree char *title = axle_record_dup_title (record);

      add_column (making, &record->id, AXLE_ID_TEXT (&record->id), title);
    }
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(const char * const *) a, *(const char * const *) b);
}

static void
add_teams (Making *making)
{
  g_autoptr(GPtrArray) teams = g_ptr_array_new ();

  for (guint i = 0; i < making->people->len; i++)
    {
      AxleRecord *person = making->people->pdata[i];
      const char *team = axle_record_get_text (person, AXLE_STAFF_TEAM);

      if (team == NULL || *team == '\0')
        continue;
      g_hash_table_insert (making->teams, &person->id, (gpointer) team);
      if (!g_ptr_array_find_with_equal_func (teams, team, g_str_equal, NULL))
        g_ptr_array_add (teams, (gpointer) team);
    }
  g_ptr_array_sort (teams, compare_texts);
  for (guint i = 0; i < teams->len; i++)
    add_column (making, NULL, teams->pdata[i], teams->pdata[i]);
}

static void
add_known (Making *making)
{
  g_autoptr(GPtrArray) records = NULL;

  switch (making->by)
    {
    case AXLE_CALENDAR_BY_BAY:
      records = axle_day_plan_list_bays (making->plan);
      break;
    case AXLE_CALENDAR_BY_TECHNICIAN:
      records = axle_day_plan_list_technicians (making->plan);
      break;
    case AXLE_CALENDAR_BY_ADVISOR:
      records = axle_day_plan_list_advisors (making->plan);
      break;
    case AXLE_CALENDAR_BY_TEAM:
      add_teams (making);
      return;
    case AXLE_CALENDAR_BY_DAY:
    default:
      add_column (making, NULL, "", NULL);
      return;
    }
  add_records (making, records);
}

static AxleId
find_id (const Making           *making,
         const AxleCalendarItem *item,
         const char            **title)
{
  switch (making->by)
    {
    case AXLE_CALENDAR_BY_BAY:
      *title = item->bay;
      return axle_record_get_id (item->appointment, AXLE_APPOINTMENT_BAY);
    case AXLE_CALENDAR_BY_ADVISOR:
      *title = item->advisor;
      return axle_record_get_id (item->appointment, AXLE_APPOINTMENT_ADVISOR);
    case AXLE_CALENDAR_BY_TECHNICIAN:
    case AXLE_CALENDAR_BY_TEAM:
      *title = item->technician;
      return axle_record_get_id (item->appointment, AXLE_APPOINTMENT_TECHNICIAN);
    case AXLE_CALENDAR_BY_DAY:
    default:
      *title = NULL;
      return AXLE_ID_NONE;
    }
}

/* What is given to one who is not there any more has a column nevertheless. */
static AxleCalendarColumn *
find_column (Making                 *making,
             const AxleCalendarItem *item)
{
  const char *title = NULL;
  const char *team = NULL;
  AxleId id = find_id (making, item, &title);
  AxleCalendarColumn *column;

  if (making->by == AXLE_CALENDAR_BY_TEAM)
    {
      team = g_hash_table_lookup (making->teams, &id);
      column = g_hash_table_lookup (making->by_key, team != NULL ? team : "");
      return column != NULL ? column : add_column (making, NULL, "", NULL);
    }
  if (axle_id_is_none (&id))
    {
      column = g_hash_table_lookup (making->by_key, "");
      return column != NULL ? column : add_column (making, NULL, "", NULL);
    }
  column = g_hash_table_lookup (making->by_key, AXLE_ID_TEXT (&id));
  return column != NULL ? column : add_column (making, &id, AXLE_ID_TEXT (&id), title);
}

/* Of many days, most items are on another. */
static gboolean
is_elsewhen (const Making           *making,
             const AxleCalendarItem *item)
{
  return axle_record_get_integer (item->appointment, AXLE_APPOINTMENT_AT) >= making->end ||
         axle_appointment_get_end (item->appointment) < making->begin;
}

static void
place_item (Making                 *making,
            const AxleCalendarItem *item)
{
  AxleCalendarPlace place = {
    .item = item,
    .from = axle_day_plan_get_minute (making->plan, axle_record_get_integer (item->appointment, AXLE_APPOINTMENT_AT)),
    .until = axle_day_plan_get_minute (making->plan, axle_appointment_get_end (item->appointment)),
  };
  AxleCalendarColumn *column;

  if (place.from >= AXLE_DAY_MINUTES || (place.until <= 0 && place.from < 0))
    return;
  column = find_column (making, item);
  if (axle_record_get_boolean (item->appointment, AXLE_APPOINTMENT_ALL_DAY))
    {
      g_ptr_array_add (column->all_day, (gpointer) item);
      return;
    }
  place.from = CLAMP (place.from, 0, AXLE_DAY_MINUTES - SHORTEST);
  place.until = CLAMP (place.until, place.from + SHORTEST, AXLE_DAY_MINUTES);
  g_array_append_val (column->places, place);
}

/* What was called off is seen until something else has its time. */
static gboolean
gives_way (const AxleCalendarColumn *column,
           const AxleCalendarPlace  *place)
{
  if (axle_appointment_is_on (place->item->appointment))
    return FALSE;
  for (guint i = 0; i < column->places->len; i++)
    {
      const AxleCalendarPlace *other = &g_array_index (column->places, AxleCalendarPlace, i);

      if (other->from < place->until && other->until > place->from && axle_appointment_is_on (other->item->appointment))
        return TRUE;
    }
  return FALSE;
}

static void
drop_called_off (AxleCalendarColumn *column)
{
  for (guint i = column->places->len; i > 0; i--)
    if (gives_way (column, &g_array_index (column->places, AxleCalendarPlace, i - 1)))
      g_array_remove_index (column->places, i - 1);
}

static void
lay_out (AxleCalendarColumn *column)
{
  g_autofree AxleCalendarSpan *spans = g_new0 (AxleCalendarSpan, column->places->len);

  for (guint i = 0; i < column->places->len; i++)
    {
      const AxleCalendarPlace *place = &g_array_index (column->places, AxleCalendarPlace, i);

      spans[i].from = place->from;
      spans[i].until = place->until;
    }
  axle_calendar_layout (spans, column->places->len);
  for (guint i = 0; i < column->places->len; i++)
    {
      AxleCalendarPlace *place = &g_array_index (column->places, AxleCalendarPlace, i);

      place->lane = spans[i].lane;
      place->width = spans[i].width;
      place->n_lanes = spans[i].n_lanes;
      column->n_lanes = MAX (column->n_lanes, spans[i].n_lanes);
    }
}

static void
add_day (GPtrArray      *columns,
         AxleDayPlan    *plan,
         GPtrArray      *items,
         AxleCalendarBy  by)
{
  guint n_before = columns->len;
  g_autoptr(GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) teams = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  g_autoptr(GPtrArray) people = axle_day_plan_list_technicians (plan);
  Making making = {
    columns, n_before, by_key, teams, people, plan, by, axle_day_plan_get_time (plan, 0), axle_day_plan_get_time (plan, AXLE_DAY_MINUTES),
  };

  add_known (&making);
  for (guint i = 0; i < items->len; i++)
    if (!is_elsewhen (&making, items->pdata[i]))
      place_item (&making, items->pdata[i]);
  /* A store that has not said yet what it works with has a calendar too. */
  if (columns->len == n_before)
    add_column (&making, NULL, "", NULL);
  for (guint i = n_before; i < columns->len; i++)
    {
      drop_called_off (columns->pdata[i]);
      lay_out (columns->pdata[i]);
    }
}

/**
 * axle_calendar_columns_new:
 * @plans: (element-type AxleDayPlan): days, each of which has its columns
 * @items: (element-type AxleCalendarItem): what is on on those days; outlives the columns
 * @by: what there is a column for
 *
 * Returns: (transfer full) (element-type AxleCalendarColumn): the columns, day after day:
 *   one for what is given to none where there is any, bays and people in the order of the
 *   plan, then those that only an appointment knows
 */
GPtrArray *
axle_calendar_columns_new (GPtrArray      *plans,
                           GPtrArray      *items,
                           AxleCalendarBy  by)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (column_free);

  for (guint i = 0; i < plans->len; i++)
    add_day (columns, plans->pdata[i], items, by);
  return columns;
}

/**
 * axle_calendar_column_is_open:
 * @self: a column
 * @minute: minutes after midnight
 *
 * Returns: whether somebody is there then
 */
gboolean
axle_calendar_column_is_open (const AxleCalendarColumn *self,
                              int                       minute)
{
  for (guint i = 0; i < self->hours->len; i++)
    {
      const AxleDaySpan *span = &g_array_index (self->hours, AxleDaySpan, i);

      if (span->from <= minute && minute < span->until)
        return TRUE;
    }
  return FALSE;
}

static const char *
get_team (const AxleRecord *person)
{
  const char *team = axle_record_get_text (person, AXLE_STAFF_TEAM);

  return team != NULL ? team : "";
}

static gboolean
fits (const AxleDayPlan *plan,
      const AxleRecord  *appointment,
      const AxleId      *technician)
{
  g_autoptr(GPtrArray) problems = NULL;
  g_auto(AxleWish) wish = { 0 };

  axle_wish_init (&wish, appointment);
  wish.technician = *technician;
  problems = axle_fit_judge (plan, &wish);
  return !axle_problems_block (problems);
}

/* Whoever of a team has time; where nobody has, its first: that is then said. */
static void
put_into_team (AxleRecord        *appointment,
               const AxleDayPlan *plan,
               const char        *team)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) people = axle_day_plan_list_technicians (plan);
  AxleId now = axle_record_get_id (appointment, AXLE_APPOINTMENT_TECHNICIAN);
  const AxleId *found = NULL;

  for (guint i = 0; i < people->len; i++)
    {
      const AxleRecord *person = people->pdata[i];

      if (!g_str_equal (get_team (person), team))
        continue;
      if (axle_id_equal (&person->id, &now))
        return;
      if (found == NULL || (!fits (plan, appointment, found) && fits (plan, appointment, &person->id)))
        found = &person->id;
    }
  if (*team == '\0')
    axle_record_set (appointment, AXLE_APPOINTMENT_TECHNICIAN, &none);
  else if (found != NULL)
    axle_record_set_id (appointment, AXLE_APPOINTMENT_TECHNICIAN, found);
}

/**
 * axle_calendar_put_into:
 * @appointment: an appointment that may be changed, at the time that it is to have
 * @plan: its day
 * @by: what the columns are of
 * @key: which one, see #AxleCalendarColumn
 *
 * Gives an appointment to the bay, the person or somebody of the team that a column is of;
 * to none where it is the column of what is given to none. A column of a day says nothing
 * about who or where.
 */
void
axle_calendar_put_into (AxleRecord        *appointment,
                        const AxleDayPlan *plan,
                        AxleCalendarBy     by,
                        const char        *key)
{
  static const guint fields[] = {
    [AXLE_CALENDAR_BY_BAY] = AXLE_APPOINTMENT_BAY,
    [AXLE_CALENDAR_BY_TECHNICIAN] = AXLE_APPOINTMENT_TECHNICIAN,
    [AXLE_CALENDAR_BY_ADVISOR] = AXLE_APPOINTMENT_ADVISOR,
  };
  static const AxleValue none = AXLE_VALUE_INIT;
  AxleId id;

  if (by == AXLE_CALENDAR_BY_DAY)
    return;
  if (by == AXLE_CALENDAR_BY_TEAM)
    put_into_team (appointment, plan, key);
  else if (axle_id_parse (key, &id))
    axle_record_set_id (appointment, fields[by], &id);
  else
    axle_record_set (appointment, fields[by], &none);
}
