/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-search.h"

#include "app/workstation-private.h"
#include "base/text.h"
#include "core/appointment/appointment.h"
#include "core/organisation/rights.h"
#include "store/search-keys.h"
#include "store/search.h"

/* A person types few words; what is longer was pasted by mistake. */
#define MAX_WORDS 5
#define MAX_SIGNS 64

/* Customers whose appointments are looked for, and appointments in all. */
#define MAX_CUSTOMERS 50
#define MAX_HITS 500

typedef struct
{
  char      *text;
  GPtrArray *items;   /* what the calendar shows; never changed */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_free (asked->text);
  g_clear_pointer (&asked->items, g_ptr_array_unref);
  g_free (asked);
}

static void
hit_free (gpointer data)
{
  AxleCalendarHit *hit = data;

  g_free (hit->who);
  g_free (hit);
}

/* Matching. */

static char **
split (const char *text)
{
  g_autofree char *folded = axle_text_fold (text);
  g_autofree char *cut = g_utf8_substring (folded, 0, MIN (g_utf8_strlen (folded, -1), MAX_SIGNS));

  return g_strsplit (cut, " ", MAX_WORDS);
}

static gboolean
matches_word (const AxleCalendarItem *item,
              const char             *word)
{
  const char * const names[] = { item->who, item->what, item->car };
  int start, length;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL && axle_search_match_name (names[i], word, &start, &length) != AXLE_MATCH_NONE)
      return TRUE;
  return (item->plate != NULL && axle_search_match_plate (item->plate, word, &start, &length) != AXLE_MATCH_NONE) ||
         (item->phone != NULL && axle_search_match_phone (item->phone, word, &start, &length) != AXLE_MATCH_NONE);
}

static gboolean
matches (const AxleCalendarItem *item,
         const char * const     *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !matches_word (item, words[i]))
      return FALSE;
  return TRUE;
}

gboolean
axle_calendar_item_matches (const AxleCalendarItem *item,
                            const char             *text)
{
  g_auto(GStrv) words = split (text);

  return matches (item, (const char * const *) words);
}

/* Finding, on the browser's thread. */

static void
add_hit (GPtrArray        *hits,
         GHashTable       *known,
         const AxleRecord *appointment,
         const char       *who)
{
  AxleCalendarHit *hit;

  if (hits->len >= MAX_HITS || g_hash_table_contains (known, &appointment->id))
    return;
  hit = g_new0 (AxleCalendarHit, 1);
  hit->appointment = appointment->id;
  hit->at = axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT);
  hit->who = g_strdup (who);
  g_ptr_array_add (hits, hit);
  g_hash_table_add (known, &hit->appointment);
}

static void
find_shown (const Asked *asked,
            GPtrArray   *hits,
            GHashTable  *known)
{
  g_auto(GStrv) words = split (asked->text);

  for (guint i = 0; asked->items != NULL && i < asked->items->len; i++)
    {
      const AxleCalendarItem *item = asked->items->pdata[i];

      if (matches (item, (const char * const *) words))
        add_hit (hits, known, item->appointment, item->who);
    }
}

static gboolean
find_of_customer (AxleStore      *store,
                  const AxleHit  *customer,
                  GPtrArray      *hits,
                  GHashTable     *known,
                  GError        **error)
{
  const AxleValue value = { .kind = AXLE_VALUE_ID, .as.id = customer->customer };
  g_autoptr(GPtrArray) appointments = axle_store_list_where (store, &axle_appointment_entity, AXLE_APPOINTMENT_CUSTOMER, &value, error);

  for (guint i = 0; appointments != NULL && i < appointments->len; i++)
    if (!((AxleRecord *) appointments->pdata[i])->deleted)
      add_hit (hits, known, appointments->pdata[i], customer->title);
  return appointments != NULL;
}

static gboolean
find_beyond (AxleStore     *store,
             const Asked   *asked,
             GCancellable  *cancellable,
             GPtrArray     *hits,
             GHashTable    *known,
             GError       **error)
{
  g_autoptr(GPtrArray) customers = axle_store_search (store, asked->text, MAX_CUSTOMERS, cancellable, error);

  if (customers == NULL)
    return FALSE;
  for (guint i = 0; i < customers->len; i++)
    if (!find_of_customer (store, customers->pdata[i], hits, known, error))
      return FALSE;
  return TRUE;
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const AxleCalendarHit *one = *(AxleCalendarHit * const *) a;
  const AxleCalendarHit *other = *(AxleCalendarHit * const *) b;

  return one->at != other->at ? (one->at > other->at) - (one->at < other->at)
                              : axle_id_compare (&one->appointment, &other->appointment);
}

static gboolean
search_job (AxleStore    *store,
            GTask        *task,
            gpointer      data,
            GCancellable *cancellable)
{
  g_autoptr(GPtrArray) hits = NULL;
  g_autoptr(GHashTable) known = NULL;
  GError *cause = NULL;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  hits = g_ptr_array_new_with_free_func (hit_free);
  known = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  find_shown (data, hits, known);
  if (find_beyond (store, data, cancellable, hits, known, &cause))
    {
      g_ptr_array_sort (hits, compare_hits);
      g_task_return_pointer (task, g_steal_pointer (&hits), (GDestroyNotify) g_ptr_array_unref);
      return G_SOURCE_REMOVE;
    }
  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

void
axle_calendar_search_async (AxleCalendar        *calendar,
                            const char          *text,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  AxleWorkstation *workstation = axle_calendar_get_workstation (calendar);
  g_autoptr(GTask) task = g_task_new (calendar, cancellable, callback, user_data);
  GPtrArray *items = axle_calendar_get_items (calendar);
  Asked *asked = g_new0 (Asked, 1);
  GError *error = NULL;

  asked->text = g_strdup (text);
  asked->items = items != NULL ? g_ptr_array_ref (items) : NULL;
  g_task_set_source_tag (task, axle_calendar_search_async);
  g_task_set_task_data (task, asked, asked_free);
  if (axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, &error))
    axle_workstation_browse (workstation, AXLE_JOB_URGENT, task, search_job, asked);
  else
    g_task_return_error (task, error);
}

GPtrArray *
axle_calendar_search_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
