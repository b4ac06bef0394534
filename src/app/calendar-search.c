/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-search.h"

#include "base/text.h"
#include "app/look.h"
#include "core/appointment/appointment.h"
#include "core/organisation/rights.h"
#include "store/search-keys.h"
#include "store/search.h"

/* A person types few words; what is longer was pasted by mistake. */
#define MAX_WORDS 5
#define MAX_SIGNS 64

/* Customers whose appointments are looked for. */
#define MAX_CUSTOMERS 50

/* A search that goes on, a customer at a time. */
typedef struct
{
  GCancellable *cancellable; /* not owned: the task's */
  char         *text;
  GPtrArray    *items;       /* what the calendar shows; never changed */
  GPtrArray    *customers;   /* (element-type AxleHit); NULL until they were found */
  guint         n_done;      /* of them */
  GPtrArray    *hits;
  GHashTable   *known;       /* the appointments of @hits */
  gboolean      more;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_free (asked->text);
  g_clear_pointer (&asked->items, g_ptr_array_unref);
  g_clear_pointer (&asked->customers, g_ptr_array_unref);
  g_hash_table_unref (asked->known);
  g_ptr_array_unref (asked->hits);
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
add_hit (Asked            *asked,
         const AxleRecord *appointment,
         const char       *who)
{
  AxleCalendarHit *hit;

  if (g_hash_table_contains (asked->known, &appointment->id))
    return;
  if (asked->hits->len >= AXLE_CALENDAR_HITS)
    {
      asked->more = TRUE;
      return;
    }
  hit = g_new0 (AxleCalendarHit, 1);
  hit->appointment = appointment->id;
  hit->at = axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT);
  hit->who = g_strdup (who);
  g_ptr_array_add (asked->hits, hit);
  g_hash_table_add (asked->known, &hit->appointment);
}

static void
find_shown (Asked *asked)
{
  g_auto(GStrv) words = split (asked->text);

  for (guint i = 0; asked->items != NULL && i < asked->items->len; i++)
    {
      const AxleCalendarItem *item = asked->items->pdata[i];

      if (matches (item, (const char * const *) words))
        add_hit (asked, item->appointment, item->who);
    }
}

static gboolean
find_customers (AxleStore     *store,
                Asked         *asked,
                GCancellable  *cancellable,
                GError       **error)
{
  /* One more, to know that there are others. */
  asked->customers = axle_store_search (store, asked->text, MAX_CUSTOMERS + 1, cancellable, error);
  if (asked->customers == NULL)
    return FALSE;
  if (asked->customers->len > MAX_CUSTOMERS)
    {
      asked->more = TRUE;
      g_ptr_array_set_size (asked->customers, MAX_CUSTOMERS);
    }
  return TRUE;
}

static gboolean
find_of_customer (AxleStore      *store,
                  Asked          *asked,
                  const AxleHit  *customer,
                  GError        **error)
{
  const AxleValue value = { .kind = AXLE_VALUE_ID, .as.id = customer->customer };
  g_autoptr(GPtrArray) appointments = axle_store_list_where (store, &axle_appointment_entity, AXLE_APPOINTMENT_CUSTOMER, &value, error);

  for (guint i = 0; appointments != NULL && i < appointments->len; i++)
    if (!((AxleRecord *) appointments->pdata[i])->deleted)
      add_hit (asked, appointments->pdata[i], customer->title);
  return appointments != NULL;
}

/* What is shown, and who may have others; then theirs. */
static gboolean
find_slice (AxleStore     *store,
            Asked         *asked,
            GCancellable  *cancellable,
            GError       **error)
{
  if (asked->customers != NULL)
    return find_of_customer (store, asked, asked->customers->pdata[asked->n_done++], error);
  find_shown (asked);
  return find_customers (store, asked, cancellable, error);
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

static gpointer
search (AxleStore  *store,
        gpointer    data,
        GError    **error)
{
  Asked *asked = data;

  if (!find_slice (store, asked, asked->cancellable, error) ||
      (asked->n_done < asked->customers->len && asked->hits->len < AXLE_CALENDAR_HITS))
    return NULL;
  asked->more |= asked->n_done < asked->customers->len;
  g_ptr_array_sort (asked->hits, compare_hits);
  return g_ptr_array_ref (asked->hits);
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

  asked->cancellable = cancellable;
  asked->text = g_strdup (text);
  asked->items = items != NULL ? g_ptr_array_ref (items) : NULL;
  asked->hits = g_ptr_array_new_with_free_func (hit_free);
  asked->known = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  g_task_set_source_tag (task, axle_calendar_search_async);
  g_task_set_task_data (task, asked, asked_free);
  if (axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, &error))
    axle_look_in_slices (workstation, AXLE_JOB_URGENT, task, search, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

GPtrArray *
axle_calendar_search_finish (GAsyncResult  *result,
                             gboolean      *more,
                             GError       **error)
{
  if (more != NULL)
    *more = ((const Asked *) g_task_get_task_data (G_TASK (result)))->more;
  return g_task_propagate_pointer (G_TASK (result), error);
}
