/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/tray-private.h"

#include <glib/gi18n-lib.h>

#include "app/booking-words.h"
#include "core/appointment/appointment.h"
#include "core/appointment/service-item.h"
#include "core/appointment/words.h"
#include "core/organisation/policy.h"
#include "core/party/contact-budget.h"
#include "core/party/customer.h"
#include "core/party/phone.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"
#include "store/customers.h"

struct _AxleTrayItem
{
  GObject          parent_instance;
  AxleTrayList     list;
  AxleRecord      *record;
  AxleId           customer;
  char            *who;
  char            *phone;
  char            *car;
  char            *wish;
  char            *services;
  char            *when;
  AxleContactHold  hold;
  AxleAnswerClock  clock;
  char            *clock_words;
  AxleSlot        *offer;
  char            *offer_words;
};

G_DEFINE_FINAL_TYPE (AxleTrayItem, axle_tray_item, G_TYPE_OBJECT)

static const char * const icons[][2] = {
  { "app", "phone-symbolic" },
  { "wechat", "chat-symbolic" },
  { "phone", "call-start-symbolic" },
  { "walk-in", "person-symbolic" },
  { "proactive", "mail-send-symbolic" },
  { "desk", "computer-symbolic" },
  { "import", "document-save-symbolic" },
};

static void
axle_tray_item_finalize (GObject *object)
{
  AxleTrayItem *self = AXLE_TRAY_ITEM (object);

  axle_record_unref (self->record);
  g_free (self->who);
  g_free (self->phone);
  g_free (self->car);
  g_free (self->wish);
  g_free (self->services);
  g_free (self->when);
  g_free (self->clock_words);
  g_clear_pointer (&self->offer, axle_slot_free);
  g_free (self->offer_words);
  G_OBJECT_CLASS (axle_tray_item_parent_class)->finalize (object);
}

static guint clock_changed;

static void
axle_tray_item_class_init (AxleTrayItemClass *klass)
{
  clock_changed = g_signal_new ("clock-changed", AXLE_TYPE_TRAY_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  G_OBJECT_CLASS (klass)->finalize = axle_tray_item_finalize;
}

static void
axle_tray_item_init (AxleTrayItem *self)
{
}

/* Who and what. */

static char *
dup_or_empty (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static AxleRecord *
find_customer (const AxleTrayReading *reading,
               AxleTrayItem          *item,
               const AxleId          *id)
{
  if (axle_id_is_none (id))
    return NULL;
  item->customer = *id;
  axle_store_find_survivor (reading->store, id, &item->customer, NULL);
  return axle_store_get (reading->store, &axle_customer_entity, &item->customer, NULL);
}

/* A customer is known by their record; who is none yet by what was written down. */
static void
tell_who (const AxleTrayReading *reading,
          AxleTrayItem          *item,
          const AxleId          *id,
          const char            *name,
          const char            *phone)
{
  g_autoptr(AxleRecord) customer = find_customer (reading, item, id);
  g_autofree char *number =
    customer != NULL ? axle_record_dup_first_member (customer, AXLE_CUSTOMER_PHONES) : g_strdup (phone);
  AxleContactBudget budget;

  item->who = customer != NULL ? axle_record_dup_title (customer) : dup_or_empty (name);
  item->phone = number != NULL ? axle_phone_format (number) : g_strdup ("");
  if (item->clock.state == AXLE_ANSWER_NONE && customer != NULL && item->list == AXLE_TRAY_REQUESTS &&
      axle_store_measure_contacts (reading->store, customer, axle_policies_get (reading->policies, "contact.budget"),
                                   reading->now, axle_working_days_get_zone (reading->days), &budget, NULL))
    item->hold = axle_contact_budget_judge (&budget, AXLE_CONTACT_TO_REMIND);
}

static char *
dup_car (const AxleTrayReading *reading,
         const AxleId          *id)
{
  g_autoptr(AxleRecord) vehicle =
    axle_id_is_none (id) ? NULL : axle_store_get (reading->store, &axle_vehicle_entity, id, NULL);
  const char *number = vehicle != NULL ? axle_record_get_text (vehicle, AXLE_VEHICLE_PLATE) : NULL;
  const char *model = vehicle != NULL ? axle_record_get_text (vehicle, AXLE_VEHICLE_MODEL) : NULL;
  g_autofree char *plate = number != NULL ? axle_plate_format (number) : NULL;

  if (plate != NULL && model != NULL)
    return g_strdup_printf ("%s · %s", plate, model);
  return dup_or_empty (plate != NULL ? plate : model);
}

static const char *
name_service (const AxleTrayReading *reading,
              const char            *code)
{
  for (guint i = 0; i < reading->services->len; i++)
    if (g_strcmp0 (axle_record_get_text (reading->services->pdata[i], AXLE_SERVICE_ITEM_CODE), code) == 0)
      return axle_record_get_text (reading->services->pdata[i], AXLE_SERVICE_ITEM_NAME);
  return NULL;
}

/* One that is on the menu no more is known by its code. */
static char *
dup_services (const AxleTrayReading *reading,
              const AxleRecord      *record,
              guint                  field)
{
  g_auto(GStrv) codes = axle_record_dup_members (record, field);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      const char *name = name_service (reading, codes[i]);

      g_string_append_printf (names, "%s%s", i > 0 ? " · " : "", name != NULL ? name : codes[i]);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* When. */

static void
add_weekdays (GString         *text,
              const AxleValue *value)
{
  guint bits = axle_weekdays_to_bits (value);

  for (guint i = 0; axle_weekdays[i].name != NULL; i++)
    if ((bits & (1u << i)) != 0)
      /* Translators: between the members of a list in one line. */
      g_string_append_printf (text, "%s%s", text->len > 0 ? _(", ") : "", _(axle_weekdays[i].label));
}

static char *
dup_wanted (const AxleRecord *request)
{
  const char *since = axle_record_get_text (request, AXLE_REQUEST_SINCE);
  const char *until = axle_record_get_text (request, AXLE_REQUEST_UNTIL);
  g_autoptr(GString) text = g_string_new (NULL);

  add_weekdays (text, axle_record_get (request, AXLE_REQUEST_DAYS));
  if (text->len > 0 && (since != NULL || until != NULL))
    g_string_append (text, " · ");
  if (since != NULL && until != NULL)
    g_string_append_printf (text, "%s – %s", since, until);
  else if (since != NULL)
    /* Translators: the first day that suits. */
    g_string_append_printf (text, _("from %s"), since);
  else if (until != NULL)
    /* Translators: the last day that suits. */
    g_string_append_printf (text, _("until %s"), until);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The clock. */

static char *
dup_span (int minutes)
{
  if (minutes < 60)
    /* Translators: minutes, short. */
    return g_strdup_printf (_("%d min"), minutes);
  /* Translators: hours and minutes, short. */
  return g_strdup_printf (_("%d h %02d min"), minutes / 60, minutes % 60);
}

static char *
dup_clock_words (const AxleAnswerClock *clock)
{
  g_autofree char *span = dup_span (clock->minutes);

  switch (clock->state)
    {
    case AXLE_ANSWER_WAITING:
    case AXLE_ANSWER_SOON:
      /* Translators: how much time is left to answer, such as “12 min left”. */
      return g_strdup_printf (_("%s left"), span);
    case AXLE_ANSWER_OVERDUE:
      /* Translators: how long an answer is overdue, such as “12 min overdue”. */
      return g_strdup_printf (_("%s overdue"), span);
    case AXLE_ANSWER_IN_TIME:
    case AXLE_ANSWER_LATE:
      /* Translators: after how long somebody got an answer. */
      return g_strdup_printf (_("answered after %s"), span);
    case AXLE_ANSWER_NONE:
    default:
      return g_strdup ("");
    }
}

/* Making. */

/* One that a rule made is called by the rule: each reads it in their own language. */
static const char *
find_wish (const AxleTrayReading *reading,
           const AxleRecord      *request)
{
  const AxlePlanRule *rule = axle_plan_find (reading->plan, axle_record_get_text (request, AXLE_REQUEST_RULE));
  const char *wish = axle_record_get_text (request, AXLE_REQUEST_WISH);

  return wish == NULL && rule != NULL ? rule->title : wish;
}

AxleTrayItem *
axle_tray_item_new_request (const AxleTrayReading *reading,
                            AxleRecord            *request)
{
  AxleTrayItem *self = g_object_new (AXLE_TYPE_TRAY_ITEM, NULL);
  AxleId customer = axle_record_get_id (request, AXLE_REQUEST_CUSTOMER);
  AxleId vehicle = axle_record_get_id (request, AXLE_REQUEST_VEHICLE);

  self->list = AXLE_TRAY_REQUESTS;
  self->record = axle_record_ref (request);
  self->clock = axle_answer_clock_read (request, reading->days, (int) axle_policies_get (reading->policies, "appointment.answer"),
                                        reading->now);
  self->clock_words = dup_clock_words (&self->clock);
  tell_who (reading, self, &customer, axle_record_get_text (request, AXLE_REQUEST_NAME),
            axle_record_get_text (request, AXLE_REQUEST_PHONE));
  self->car = dup_car (reading, &vehicle);
  self->wish = dup_or_empty (find_wish (reading, request));
  self->services = dup_services (reading, request, AXLE_REQUEST_SERVICES);
  self->when = dup_wanted (request);
  self->offer_words = g_strdup ("");
  return self;
}

AxleTrayItem *
axle_tray_item_new_waiting (const AxleTrayReading *reading,
                            AxleRecord            *appointment)
{
  AxleTrayItem *self = g_object_new (AXLE_TYPE_TRAY_ITEM, NULL);
  AxleId customer = axle_record_get_id (appointment, AXLE_APPOINTMENT_CUSTOMER);
  AxleId vehicle = axle_record_get_id (appointment, AXLE_APPOINTMENT_VEHICLE);

  self->list = AXLE_TRAY_WAITING;
  self->record = axle_record_ref (appointment);
  self->clock_words = g_strdup ("");
  tell_who (reading, self, &customer, axle_record_get_text (appointment, AXLE_APPOINTMENT_TITLE), NULL);
  self->car = dup_car (reading, &vehicle);
  self->wish = dup_or_empty (axle_record_get_text (appointment, AXLE_APPOINTMENT_REMARKS));
  self->services = dup_services (reading, appointment, AXLE_APPOINTMENT_SERVICES);
  self->when = axle_booking_time_dup_words (axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT), reading->now,
                                            axle_working_days_get_zone (reading->days));
  self->offer_words = g_strdup ("");
  return self;
}

AxleTrayItem *
axle_tray_item_new_offered (AxleTrayItem *item,
                            AxleSlot     *offer,
                            gint64        now,
                            GTimeZone    *zone)
{
  AxleTrayItem *self = g_object_new (AXLE_TYPE_TRAY_ITEM, NULL);
  g_autofree char *when = offer != NULL ? axle_booking_time_dup_words (offer->at, now, zone) : NULL;

  self->list = item->list;
  self->record = axle_record_ref (item->record);
  self->customer = item->customer;
  self->who = g_strdup (item->who);
  self->phone = g_strdup (item->phone);
  self->car = g_strdup (item->car);
  self->wish = g_strdup (item->wish);
  self->services = g_strdup (item->services);
  self->when = g_strdup (item->when);
  self->clock_words = g_strdup (item->clock_words);
  self->offer = offer;
  /* Translators: an earlier time, such as “Friday, 11-27 · 10:30 is free”. */
  self->offer_words = offer != NULL ? g_strdup_printf (_("%s is free"), when) : g_strdup ("");
  return self;
}

void
axle_tray_item_tell_time (AxleTrayItem          *self,
                          const AxleWorkingDays *days,
                          int                    promise,
                          gint64                 now)
{
  AxleAnswerClock clock;
  g_autofree char *words = NULL;

  if (self->list != AXLE_TRAY_REQUESTS)
    return;
  clock = axle_answer_clock_read (self->record, days, promise, now);
  words = dup_clock_words (&clock);
  if (clock.state == self->clock.state && g_str_equal (words, self->clock_words))
    return;
  self->clock = clock;
  g_set_str (&self->clock_words, words);
  g_signal_emit (self, clock_changed, 0);
}

gboolean
axle_tray_item_same (gpointer a,
                     gpointer b)
{
  AxleTrayItem *one = a, *other = b;

  return one->list == other->list && axle_id_equal (&one->record->id, &other->record->id) &&
         axle_record_equal (one->record, other->record) && one->hold == other->hold &&
         g_str_equal (one->who, other->who) && g_str_equal (one->phone, other->phone) &&
         g_str_equal (one->car, other->car) && g_str_equal (one->services, other->services) &&
         g_str_equal (one->wish, other->wish) && g_str_equal (one->when, other->when) &&
         g_str_equal (one->offer_words, other->offer_words);
}

/* What may not be worked on now comes last. */
int
axle_tray_item_compare (gconstpointer a,
                        gconstpointer b)
{
  AxleTrayItem *one = *(AxleTrayItem * const *) a, *other = *(AxleTrayItem * const *) b;
  gboolean held = one->hold != AXLE_CONTACT_FREE, other_held = other->hold != AXLE_CONTACT_FREE;
  gint64 at = axle_record_get_integer (one->record, AXLE_REQUEST_RECEIVED_AT);
  gint64 other_at = axle_record_get_integer (other->record, AXLE_REQUEST_RECEIVED_AT);
  int by_clock;

  if (held != other_held)
    return held - other_held;
  by_clock = axle_answer_clock_compare (&one->clock, &other->clock);
  return by_clock != 0 ? by_clock : (at > other_at) - (at < other_at);
}

/* Telling. */

AxleTrayList
axle_tray_item_get_list (AxleTrayItem *self)
{
  return self->list;
}

AxleRecord *
axle_tray_item_get_record (AxleTrayItem *self)
{
  return self->record;
}

const AxleId *
axle_tray_item_get_customer (AxleTrayItem *self)
{
  return &self->customer;
}

const char *
axle_tray_item_get_who (AxleTrayItem *self)
{
  return self->who;
}

const char *
axle_tray_item_get_phone (AxleTrayItem *self)
{
  return self->phone;
}

const char *
axle_tray_item_get_car (AxleTrayItem *self)
{
  return self->car;
}

const char *
axle_tray_item_get_wish (AxleTrayItem *self)
{
  return self->wish;
}

const char *
axle_tray_item_get_services (AxleTrayItem *self)
{
  return self->services;
}

const char *
axle_tray_item_get_when (AxleTrayItem *self)
{
  return self->when;
}

static const char *
get_channel_name (AxleTrayItem *self)
{
  return axle_record_get_text (self->record, self->list == AXLE_TRAY_REQUESTS ? (guint) AXLE_REQUEST_CHANNEL
                                                                             : (guint) AXLE_APPOINTMENT_CHANNEL);
}

const char *
axle_tray_item_get_channel (AxleTrayItem *self)
{
  const char *name = get_channel_name (self);

  return name != NULL ? axle_field_choice_label (&axle_request_entity.fields[AXLE_REQUEST_CHANNEL], name) : "";
}

const char *
axle_tray_item_get_icon (AxleTrayItem *self)
{
  const char *name = get_channel_name (self);

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (icons[i][0], name) == 0)
      return icons[i][1];
  return "note-symbolic";
}

const char *
axle_tray_item_get_held (AxleTrayItem *self)
{
  return axle_contact_hold_get_label (self->hold);
}

const AxleAnswerClock *
axle_tray_item_get_clock (AxleTrayItem *self)
{
  return &self->clock;
}

const char *
axle_tray_item_get_clock_words (AxleTrayItem *self)
{
  return self->clock_words;
}

const AxleSlot *
axle_tray_item_get_offer (AxleTrayItem *self)
{
  return self->offer;
}

const char *
axle_tray_item_get_offer_words (AxleTrayItem *self)
{
  return self->offer_words;
}

char *
axle_tray_item_dup_spoken (AxleTrayItem *self)
{
  const char *parts[] = {
    self->who, self->car, self->wish, self->services, self->when, axle_tray_item_get_channel (self), self->clock_words,
    self->offer_words, axle_tray_item_get_held (self),
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? _(", ") : "", parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
