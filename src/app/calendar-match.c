/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-match.h"

#include <string.h>

#include "core/party/customer.h"
#include "core/party/phone.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/plate.h"
#include "store/customers.h"

/* More numbers, plates or names than this are a list, and not of one customer. */
#define MAX_CANDIDATES 20

/* A longer text is not looked through to its end, in bytes. */
#define MAX_TEXT 4096

/* Signs of a plate behind its province, at most. */
#define MAX_PLATE 7

static void
add_id (GArray       *ids,
        const AxleId *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (axle_id_equal (&g_array_index (ids, AxleId, i), id))
      return;
  g_array_append_val (ids, *id);
}

/* Whoever was merged is meant as who they were merged into. */
static void
add_customers (AxleStore *store,
               GPtrArray *customers,
               GArray    *ids)
{
  for (guint i = 0; customers != NULL && i < customers->len; i++)
    {
      AxleId survivor;

      if (axle_store_find_survivor (store, &((AxleRecord *) customers->pdata[i])->id, &survivor, NULL))
        add_id (ids, &survivor);
    }
}

static void
find_phones (AxleStore  *store,
             const char *text,
             GArray     *customers)
{
  g_autofree char *line = text != NULL ? g_utf8_make_valid (text, (gssize) strnlen (text, MAX_TEXT)) : g_strdup ("");
  const char *rest = line;

  for (guint i = 0; i < MAX_CANDIDATES; i++)
    {
      gsize end = 0;
      g_autofree char *phone = axle_phone_find (rest, NULL, &end);
      g_autoptr(GPtrArray) found = phone != NULL ? axle_store_match_customers (store, phone, NULL, NULL) : NULL;

      if (phone == NULL || end == 0)
        break;
      add_customers (store, found, customers);
      rest += end;
    }
}

/* The signs behind a province that could be of a plate, without what is written between them. */
static char *
dup_signs (const char *text)
{
  GString *signs = g_string_new (NULL);

  while (signs->len <= MAX_PLATE)
    {
      gunichar sign = g_utf8_get_char (text);

      if (sign < 0x80 && g_ascii_isalnum ((char) sign))
        g_string_append_c (signs, g_ascii_toupper ((char) sign));
      else if (signs->len != 1 || (sign != 0xb7 && sign != '-' && sign != ' ' && sign != '.' && sign != 0x2022))
        break;
      text = g_utf8_next_char (text);
    }
  return g_string_free (signs, FALSE);
}

static void
find_plates (AxleStore  *store,
             const char *text,
             GArray     *vehicles)
{
  for (const char *p = text; p != NULL && *p != '\0' && p - text < MAX_TEXT; p = g_utf8_next_char (p))
    {
      const char *next = g_utf8_next_char (p);
      g_autofree char *signs = NULL, *whole = NULL;
      g_autoptr(AxlePlate) plate = NULL;
      g_autoptr(AxleRecord) vehicle = NULL;

      if (g_unichar_get_script (g_utf8_get_char (p)) != G_UNICODE_SCRIPT_HAN || !g_ascii_isalpha (*next))
        continue;
      signs = dup_signs (next);
      whole = g_strdup_printf ("%.*s%s", (int) (next - p), p, signs);
      plate = axle_plate_judge (whole);
      vehicle = plate->ok ? axle_store_find_vehicle (store, NULL, plate->plate, NULL) : NULL;
      if (vehicle != NULL)
        add_id (vehicles, &vehicle->id);
    }
}

static void
find_owners (AxleStore    *store,
             const AxleId *vehicle,
             GArray       *customers)
{
  const AxleValue value = { .kind = AXLE_VALUE_ID, .as.id = *vehicle };
  g_autoptr(GPtrArray) ownerships = axle_store_list_where (store, &axle_ownership_entity, AXLE_OWNERSHIP_VEHICLE, &value, NULL);

  for (guint i = 0; ownerships != NULL && i < ownerships->len; i++)
    {
      AxleId customer = axle_record_get_id (ownerships->pdata[i], AXLE_OWNERSHIP_CUSTOMER), survivor;

      if (axle_record_get_text (ownerships->pdata[i], AXLE_OWNERSHIP_UNTIL) == NULL &&
          axle_store_find_survivor (store, &customer, &survivor, NULL))
        add_id (customers, &survivor);
    }
}

static void
find_name (AxleStore  *store,
           const char *name,
           GArray     *customers)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) found = NULL;

  axle_value_set_text (&value, name);
  found = axle_store_list_where (store, &axle_customer_entity, AXLE_CUSTOMER_NAME, &value, NULL);
  add_customers (store, found, customers);
}

/* The whole, and each word of it. */
static void
find_names (AxleStore  *store,
            const char *text,
            GArray     *customers)
{
  const char *start = NULL;

  if (text == NULL)
    return;
  find_name (store, text, customers);
  for (const char *p = text; p - text < MAX_TEXT; p = g_utf8_next_char (p))
    {
      if (g_unichar_isalpha (g_utf8_get_char (p)))
        start = start != NULL ? start : p;
      else if (start != NULL)
        {
          g_autofree char *word = g_strndup (start, (gsize) (p - start));

          find_name (store, word, customers);
          start = NULL;
        }
      if (*p == '\0')
        break;
    }
}

/* Two are nobody. */
static gboolean
settle (AxleCalendarMatch *self,
        const GArray      *customers,
        const char        *by)
{
  if (customers->len != 1)
    return FALSE;
  self->customer = g_array_index (customers, AxleId, 0);
  self->by = by;
  return TRUE;
}

static gboolean
match_phones (AxleStore               *store,
              const AxleCalendarEvent *event,
              AxleCalendarMatch       *match)
{
  g_autoptr(GArray) customers = g_array_new (FALSE, FALSE, sizeof (AxleId));

  find_phones (store, event->summary, customers);
  find_phones (store, event->description, customers);
  for (guint i = 0; i < MIN (event->people->len, MAX_CANDIDATES); i++)
    find_phones (store, event->people->pdata[i], customers);
  return settle (match, customers, "phone");
}

static gboolean
match_plates (AxleStore               *store,
              const AxleCalendarEvent *event,
              AxleCalendarMatch       *match)
{
  g_autoptr(GArray) vehicles = g_array_new (FALSE, FALSE, sizeof (AxleId));
  g_autoptr(GArray) customers = g_array_new (FALSE, FALSE, sizeof (AxleId));

  find_plates (store, event->summary, vehicles);
  find_plates (store, event->description, vehicles);
  if (vehicles->len != 1)
    return FALSE;
  match->vehicle = g_array_index (vehicles, AxleId, 0);
  find_owners (store, &match->vehicle, customers);
  return settle (match, customers, "plate");
}

static gboolean
match_names (AxleStore               *store,
             const AxleCalendarEvent *event,
             AxleCalendarMatch       *match)
{
  g_autoptr(GArray) customers = g_array_new (FALSE, FALSE, sizeof (AxleId));

  find_names (store, event->summary, customers);
  for (guint i = 0; i < MIN (event->people->len, MAX_CANDIDATES); i++)
    find_name (store, event->people->pdata[i], customers);
  return settle (match, customers, "name");
}

/**
 * axle_calendar_match:
 * @store: what the desk knows
 * @event: an event of somebody else's calendar
 *
 * A number before a plate, a plate before a name: what is less certain counts only where
 * nothing better tells of anybody. Two who could be meant are nobody.
 *
 * Returns: who and which car is meant, where that is certain
 */
AxleCalendarMatch
axle_calendar_match (AxleStore               *store,
                     const AxleCalendarEvent *event)
{
  AxleCalendarMatch phone = { .by = NULL }, match = { .by = NULL };
  gboolean called = match_phones (store, event, &phone);

  if (match_plates (store, event, &match) && !called)
    return match;
  if (called)
    {
      match.customer = phone.customer;
      match.by = phone.by;
    }
  else
    match_names (store, event, &match);
  return match;
}
