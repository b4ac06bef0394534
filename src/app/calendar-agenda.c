/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-agenda.h"

#include "core/appointment/appointment.h"

struct _AxleAgendaEntry
{
  GObject                 parent_instance;
  AxleDate                date;
  guint                   n_on;
  GPtrArray              *items;  /* keeps @item */
  const AxleCalendarItem *item;
  gboolean                late;
  guint                   tint;   /* of @item when it was shown */
};

G_DEFINE_FINAL_TYPE (AxleAgendaEntry, axle_agenda_entry, G_TYPE_OBJECT)

static void
axle_agenda_entry_finalize (GObject *object)
{
  g_clear_pointer (&AXLE_AGENDA_ENTRY (object)->items, g_ptr_array_unref);
  G_OBJECT_CLASS (axle_agenda_entry_parent_class)->finalize (object);
}

static void
axle_agenda_entry_class_init (AxleAgendaEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_agenda_entry_finalize;
}

static void
axle_agenda_entry_init (AxleAgendaEntry *self)
{
}

static AxleAgendaEntry *
entry_new (const AxleCalendarDay  *day,
           GPtrArray              *items,
           const AxleCalendarItem *item,
           gint64                  late_before)
{
  AxleAgendaEntry *self = g_object_new (AXLE_TYPE_AGENDA_ENTRY, NULL);

  self->date = day->date;
  self->n_on = day->n_on;
  self->items = item != NULL ? g_ptr_array_ref (items) : NULL;
  self->item = item;
  self->late = item != NULL && axle_appointment_is_late (item->appointment, late_before);
  self->tint = item != NULL ? item->tint : 0;
  return self;
}

AxleDate
axle_agenda_entry_get_date (AxleAgendaEntry *self)
{
  return self->date;
}

const AxleCalendarItem *
axle_agenda_entry_get_item (AxleAgendaEntry *self)
{
  return self->item;
}

/* What a screen shows of it. */

static gboolean
is_same_appointment (const AxleRecord *a,
                     const AxleRecord *b)
{
  if (!axle_id_equal (&a->id, &b->id))
    return FALSE;
  for (guint i = 0; i < AXLE_APPOINTMENT_N_FIELDS; i++)
    if (!axle_value_equal (axle_record_get (a, i), axle_record_get (b, i)))
      return FALSE;
  return TRUE;
}

static gboolean
is_same_item (const AxleCalendarItem *a,
              const AxleCalendarItem *b)
{
  const char * const words[][2] = {
    { a->who, b->who }, { a->phone, b->phone }, { a->plate, b->plate }, { a->car, b->car }, { a->what, b->what },
    { a->bay, b->bay }, { a->technician, b->technician }, { a->advisor, b->advisor },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i][0], words[i][1]) != 0)
      return FALSE;
  return a->pending == b->pending && is_same_appointment (a->appointment, b->appointment);
}

static gboolean
is_same (AxleAgendaEntry *a,
         AxleAgendaEntry *b)
{
  if (axle_date_compare (&a->date, &b->date) != 0 || a->n_on != b->n_on || a->late != b->late || (a->item == NULL) != (b->item == NULL))
    return FALSE;
  return a->item == NULL || (a->tint == b->tint && is_same_item (a->item, b->item));
}

static GPtrArray *
list_entries (GPtrArray *items,
              GPtrArray *days,
              gint64     late_before)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < days->len; i++)
    {
      const AxleCalendarDay *day = days->pdata[i];

      if (day->items->len == 0)
        g_ptr_array_add (entries, entry_new (day, items, NULL, late_before));
      for (guint j = 0; j < day->items->len; j++)
        g_ptr_array_add (entries, entry_new (day, items, day->items->pdata[j], late_before));
    }
  return entries;
}

/* How many are the same from one end. */
static guint
count_same (GListStore *store,
            GPtrArray  *entries,
            guint       limit,
            gboolean    from_end)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint n = 0;

  while (n < limit)
    {
      g_autoptr(AxleAgendaEntry) before = g_list_model_get_item (G_LIST_MODEL (store), from_end ? n_before - 1 - n : n);

      if (!is_same (before, entries->pdata[from_end ? entries->len - 1 - n : n]))
        break;
      n++;
    }
  return n;
}

void
axle_agenda_show (GListStore     *store,
                  GPtrArray      *items,
                  GTimeZone      *zone,
                  const AxleDate *first,
                  guint           n_days,
                  gint64          late_before)
{
  g_autoptr(GPtrArray) days = axle_calendar_days_new (items, zone, first, n_days);
  g_autoptr(GPtrArray) entries = list_entries (items, days, late_before);
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint limit = MIN (n_before, entries->len);
  guint head = count_same (store, entries, limit, FALSE);
  guint tail = count_same (store, entries, limit - head, TRUE);

  if (n_before == entries->len && head == n_before)
    return;
  g_list_store_splice (store, head, n_before - head - tail, entries->pdata + head, entries->len - head - tail);
}

guint
axle_agenda_find_day (GListModel     *entries,
                      const AxleDate *date)
{
  guint n = g_list_model_get_n_items (entries);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AxleAgendaEntry) entry = g_list_model_get_item (entries, i);

      if (axle_date_compare (&entry->date, date) == 0)
        return i;
    }
  return n;
}

guint
axle_agenda_find_item (GListModel   *entries,
                       const AxleId *appointment)
{
  guint n = g_list_model_get_n_items (entries);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AxleAgendaEntry) entry = g_list_model_get_item (entries, i);

      if (entry->item != NULL && axle_id_equal (&entry->item->appointment->id, appointment))
        return i;
    }
  return n;
}
