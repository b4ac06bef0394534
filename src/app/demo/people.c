/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/private.h"

#include <string.h>

#include "base/pinyin.h"
#include "core/party/customer.h"
#include "core/party/name.h"
#include "core/party/uscc.h"

/* Nobody gives out numbers that begin with it; see data/demo/README.md. */
#define PHONE_PREFIX "+86154"
#define N_PHONES G_GINT64_CONSTANT (100000000)

/* Prime to N_PHONES: every number comes once before any comes again. */
#define PHONE_STEP G_GINT64_CONSTANT (61803399)

void
axle_demo_party_clear (AxleDemoParty *self)
{
  g_clear_pointer (&self->title, g_free);
}

char *
axle_demo_dup_phone (AxleDemo *self)
{
  gint64 number = (self->n_phones++ * PHONE_STEP + 27182818) % N_PHONES;

  return g_strdup_printf (PHONE_PREFIX "%08" G_GINT64_FORMAT, number);
}

static const char *
pick_word (AxleDemo  *self,
           char     **words)
{
  return words[axle_demo_random_below (&self->random, g_strv_length (words))];
}

/* Single given names were the fashion of those born from the seventies to the nineties. */
static char *
dup_name (AxleDemo *self,
          gboolean  male,
          int       born)
{
  static const guint singles[AXLE_DEMO_N_DECADES] = { 110, 170, 230, 330, 380, 250, 140 };
  int decade = CLAMP ((born - AXLE_DEMO_FIRST_DECADE) / 10, 0, AXLE_DEMO_N_DECADES - 1);
  const AxleDemoGiven *given = &self->given[male][decade];
  const char *surname = axle_demo_table_pick_first (self->surnames, &self->random);
  const char *first, *second;

  if (axle_demo_random_chance (&self->random, singles[decade]))
    return g_strconcat (surname, pick_word (self, given->singles), NULL);
  first = pick_word (self, given->firsts);
  do
    second = pick_word (self, given->seconds);
  while (g_str_equal (first, second));
  return g_strconcat (surname, first, second, NULL);
}

static char *
dup_title (AxleDemo            *self,
           const AxleDemoParty *party,
           const char          *name)
{
  g_autofree char *surname = g_strndup (name, axle_name_surname_length (name));

  return g_strconcat (surname, party->male ? "先生" : "女士", NULL);
}

static const char *
pick_address_word (AxleDemo            *self,
                   const AxleDemoParty *party,
                   int                  age)
{
  if (axle_demo_random_chance (&self->random, 150))
    return "总";
  if (axle_demo_random_chance (&self->random, 200))
    return "老师";
  if (age > 55)
    return party->male ? "师傅" : "阿姨";
  return party->male ? "哥" : "姐";
}

static char *
dup_address (AxleDemo            *self,
             const AxleDemoParty *party)
{
  g_auto(GStrv) districts = g_strsplit (party->place[5], " ", -1);
  const char *district = pick_word (self, districts);
  const char *road = axle_demo_table_pick_first (self->roads, &self->random);
  int number = axle_demo_random_between (&self->random, 1, 980);

  if (axle_demo_random_chance (&self->random, 250))
    return g_strdup_printf ("%s%s%s%d号", party->place[0], district, road, number);
  return g_strdup_printf ("%s%s%s%d号%s%d幢%d%02d室", party->place[0], district, road, number,
                          axle_demo_table_pick_first (self->estates, &self->random),
                          axle_demo_random_between (&self->random, 1, 38),
                          axle_demo_random_between (&self->random, 1, 18),
                          axle_demo_random_between (&self->random, 1, 4));
}

static void
set_accounts (AxleDemo      *self,
              AxleDemoParty *party,
              const char    *name,
              int            age)
{
  g_auto(GStrv) readings = NULL, syllables = NULL;
  g_autofree char *account = NULL;

  if (!axle_demo_random_chance (&self->random, age > 65 ? 100 : 420))
    return;
  readings = axle_pinyin_full (name);
  if (readings[0] == NULL)
    return;
  syllables = g_strsplit (readings[0], " ", -1);
  account = g_strjoinv ("", syllables);
  if (axle_demo_random_chance (&self->random, 850))
    {
      g_autofree char *wechat = g_strdup_printf ("%s_%02d%02d", account, party->born % 100,
                                                 axle_demo_random_between (&self->random, 1, 99));

      axle_record_set_text (party->record, AXLE_CUSTOMER_WECHAT, wechat);
    }
  else
    {
      g_autofree char *email = g_strdup_printf ("%s%d@example.com", account,
                                                axle_demo_random_between (&self->random, 1, 9999));

      axle_record_add_member (party->record, AXLE_CUSTOMER_EMAILS, email);
    }
}

static void
set_phones (AxleDemo      *self,
            AxleDemoParty *party)
{
  int n = axle_demo_random_chance (&self->random, 22) ? 0 : axle_demo_random_chance (&self->random, 90) ? 2 : 1;

  while (n-- > 0)
    {
      g_autofree char *phone = axle_demo_dup_phone (self);

      axle_record_add_member (party->record, AXLE_CUSTOMER_PHONES, phone);
    }
}

static void
set_preferences (AxleDemo      *self,
                 AxleDemoParty *party)
{
  static const char *const channels[] = { "phone", "wechat", "wechat", "wechat", "sms", "visit" };
  static const char *const times[] = { "weekday-morning", "weekday-afternoon", "weekday-evening", "weekend-morning",
                                       "weekend-afternoon" };
  AxleDemoRandom *random = &self->random;
  AxleRecord *record = party->record;

  if (axle_demo_random_chance (random, 620))
    axle_record_set_text (record, AXLE_CUSTOMER_CHANNEL,
                          channels[axle_demo_random_below (random, G_N_ELEMENTS (channels))]);
  if (axle_demo_random_chance (random, 450))
    axle_record_add_member (record, AXLE_CUSTOMER_TIMES, times[axle_demo_random_below (random, G_N_ELEMENTS (times))]);
  if (axle_demo_random_chance (random, 120))
    axle_record_add_member (record, AXLE_CUSTOMER_TIMES, times[axle_demo_random_below (random, G_N_ELEMENTS (times))]);
  if (axle_demo_random_chance (random, 900))
    axle_record_set_boolean (record, AXLE_CUSTOMER_CONSENT_CONTACT, axle_demo_random_chance (random, 960));
  if (axle_demo_random_chance (random, 820))
    axle_record_set_boolean (record, AXLE_CUSTOMER_CONSENT_MARKETING, axle_demo_random_chance (random, 680));
  if (axle_demo_random_chance (random, 550))
    axle_record_set_boolean (record, AXLE_CUSTOMER_CONSENT_DRIVING, axle_demo_random_chance (random, 520));
}

static void
set_staff (AxleDemo      *self,
           AxleDemoParty *party)
{
  party->seller = AXLE_ID_NONE;
  party->advisor = AXLE_ID_NONE;
  if (self->n_consultants > 0)
    party->seller = self->consultants[axle_demo_random_below (&self->random, (guint) self->n_consultants)];
  if (self->n_advisors > 0)
    party->advisor = self->advisors[axle_demo_random_below (&self->random, (guint) self->n_advisors)];
}

static void
begin_party (AxleDemo      *self,
             const char    *type,
             int            since,
             AxleDemoParty *party)
{
  set_staff (self, party);
  party->since = since;
  party->days_of_log = AXLE_DEMO_DAYS_OF_LOG;
  party->record = axle_demo_add_record (self, &axle_customer_entity, since, &party->seller);
  self->n_done++;
  axle_record_set_text (party->record, AXLE_CUSTOMER_TYPE, type);
  axle_record_set_text (party->record, AXLE_CUSTOMER_CITY, party->place[0]);
  axle_record_set_text (party->record, AXLE_CUSTOMER_SOURCE,
                        axle_demo_table_pick_first (self->sources, &self->random));
  if (!axle_id_is_none (&party->seller))
    axle_record_set_id (party->record, AXLE_CUSTOMER_CONSULTANT, &party->seller);
  if (!axle_id_is_none (&party->advisor))
    axle_record_set_id (party->record, AXLE_CUSTOMER_ADVISOR, &party->advisor);
}

static void
set_birthday (AxleDemo      *self,
              AxleDemoParty *party)
{
  int month = axle_demo_random_between (&self->random, 1, 12);
  int day = axle_demo_random_between (&self->random, 1, axle_date_days_in_month (party->born, month));
  AxleDate date = { party->born, month, day };
  g_autofree char *text = NULL;

  if (axle_demo_random_chance (&self->random, 280))
    return;
  /* Many give only the day: enough for a greeting. */
  if (axle_demo_random_chance (&self->random, 120))
    date.year = 0;
  text = axle_date_format_iso (&date);
  axle_record_set_text (party->record, AXLE_CUSTOMER_BIRTHDAY, text);
}

/* What the household tells of itself. */
static void
set_children (AxleDemoParty *party)
{
  const char *household = axle_record_get_text (party->record, AXLE_CUSTOMER_HOUSEHOLD);

  if (household == NULL)
    return;
  if (strstr (household, "两个孩子") != NULL)
    axle_record_set_integer (party->record, AXLE_CUSTOMER_CHILDREN, 2);
  else if (strstr (household, "三口之家") != NULL || strstr (household, "孩子在外地") != NULL
           || strstr (household, "二胎") != NULL)
    axle_record_set_integer (party->record, AXLE_CUSTOMER_CHILDREN, 1);
  else if (strstr (household, "暂无孩子") != NULL || strstr (household, "单身") != NULL)
    axle_record_set_integer (party->record, AXLE_CUSTOMER_CHILDREN, 0);
}

static void
set_person (AxleDemo      *self,
            AxleDemoParty *party)
{
  AxleDemoRandom *random = &self->random;
  g_autofree char *name = dup_name (self, party->male, party->born);
  GDate today;
  int age;

  g_date_clear (&today, 1);
  g_date_set_julian (&today, (guint32) self->today);
  age = g_date_get_year (&today) - party->born;
  party->title = dup_title (self, party, name);
  axle_record_set_text (party->record, AXLE_CUSTOMER_NAME, name);
  axle_record_set_text (party->record, AXLE_CUSTOMER_GENDER, party->male ? "male" : "female");
  if (axle_demo_random_chance (random, 240))
    {
      g_autofree char *surname = g_strndup (name, axle_name_surname_length (name));
      g_autofree char *address = g_strconcat (surname, pick_address_word (self, party, age), NULL);

      axle_record_set_text (party->record, AXLE_CUSTOMER_PREFERRED_NAME, address);
    }
  set_birthday (self, party);
  set_accounts (self, party, name, age);
  if (axle_demo_random_chance (random, 640))
    axle_record_set_text (party->record, AXLE_CUSTOMER_OCCUPATION,
                          age >= 61 ? "退休" : axle_demo_table_pick_first (self->occupations, random));
  if (axle_demo_random_chance (random, 480))
    axle_record_set_text (party->record, AXLE_CUSTOMER_HOUSEHOLD,
                          axle_demo_table_pick_first (self->households, random));
  set_children (party);
  set_preferences (self, party);
}

/* Ages gather around forty. */
static int
pick_birth_year (AxleDemo *self)
{
  GDate today;
  int age = 20;

  for (int i = 0; i < 3; i++)
    age += axle_demo_random_between (&self->random, 0, 16);
  g_date_clear (&today, 1);
  g_date_set_julian (&today, (guint32) self->today);
  return g_date_get_year (&today) - age;
}

void
axle_demo_add_person (AxleDemo      *self,
                      int            since,
                      AxleDemoParty *party)
{
  party->place = axle_demo_table_pick (self->places, &self->random);
  party->male = axle_demo_random_chance (&self->random, 620);
  party->born = pick_birth_year (self);
  begin_party (self, "person", since, party);
  set_phones (self, party);
  set_person (self, party);
  if (axle_demo_random_chance (&self->random, 520))
    {
      g_autofree char *address = dup_address (self, party);

      axle_record_set_text (party->record, AXLE_CUSTOMER_ADDRESS, address);
    }
}

/* Husband or wife: lives at the same place. */
void
axle_demo_add_relative (AxleDemo            *self,
                        const AxleDemoParty *of,
                        AxleDemoParty       *party)
{
  const char *address = axle_record_get_text (of->record, AXLE_CUSTOMER_ADDRESS);

  party->place = of->place;
  party->male = !of->male;
  party->born = of->born + axle_demo_random_between (&self->random, -4, 4);
  begin_party (self, "person", of->since, party);
  set_phones (self, party);
  set_person (self, party);
  axle_record_set_text (party->record, AXLE_CUSTOMER_HOUSEHOLD,
                        axle_record_get_text (of->record, AXLE_CUSTOMER_HOUSEHOLD));
  set_children (party);
  if (address != NULL)
    axle_record_set_text (party->record, AXLE_CUSTOMER_ADDRESS, address);
}

/* The place in the middle is none: no company has such a code. */
static void
make_credit_code (AxleDemo *self,
                  char      code[AXLE_USCC_LENGTH + 1])
{
  static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  memcpy (code, "91000000", 8);
  for (int i = 8; i < 17; i++)
    code[i] = i == 8 ? 'M' : i == 9 ? 'A' : signs[axle_demo_random_below (&self->random, sizeof signs - 1)];
  code[17] = axle_uscc_check (code);
  code[18] = '\0';
}

void
axle_demo_add_company (AxleDemo      *self,
                       int            since,
                       AxleDemoParty *party)
{
  char code[AXLE_USCC_LENGTH + 1];
  g_autofree char *phone = axle_demo_dup_phone (self), *name = NULL, *address = NULL, *city = NULL;
  const char *more = "";

  party->place = axle_demo_table_pick (self->places, &self->random);
  begin_party (self, "company", since, party);
  city = g_strndup (party->place[0], strlen (party->place[0]) - strlen ("市"));
  if (axle_demo_random_chance (&self->random, 350))
    more = pick_word (self, self->company_names);
  name = g_strconcat (city, pick_word (self, self->company_names), more, pick_word (self, self->company_trades),
                      "有限公司", NULL);
  make_credit_code (self, code);
  address = dup_address (self, party);
  party->title = g_strdup (name);
  axle_record_set_text (party->record, AXLE_CUSTOMER_NAME, name);
  axle_record_add_member (party->record, AXLE_CUSTOMER_PHONES, phone);
  axle_record_set_text (party->record, AXLE_CUSTOMER_CREDIT_CODE, code);
  axle_record_set_text (party->record, AXLE_CUSTOMER_ADDRESS, address);
  axle_record_set_text (party->record, AXLE_CUSTOMER_STAGE, "after-sales");
  axle_record_set_text (party->record, AXLE_CUSTOMER_CAR_USE, "business");
  axle_record_add_member (party->record, AXLE_CUSTOMER_TAGS, "企业用车");
  axle_record_set_boolean (party->record, AXLE_CUSTOMER_CONSENT_CONTACT, TRUE);
}

/* As a hurried hand writes it: 晓 for 小, 建 for 健. */
static char *
dup_heard_name (const char *name)
{
  static const struct { const char *one, *other; } alike[] = {
    { "晓", "小" }, { "建", "健" }, { "杰", "洁" }, { "明", "铭" }, { "俊", "峻" }, { "婷", "亭" }, { "辉", "晖" },
    { "丽", "莉" }, { "华", "桦" }, { "嘉", "佳" }, { "文", "雯" }, { "伟", "玮" }, { "浩", "昊" }, { "宇", "羽" },
    { "静", "婧" }, { "强", "镪" }, { "峰", "锋" }, { "玲", "铃" }, { "欣", "鑫" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (alike); i++)
    {
      const char *at = strstr (name, alike[i].one);

      if (at != NULL && at != name)
        return g_strdup_printf ("%.*s%s%s", (int) (at - name), name, alike[i].other, at + strlen (alike[i].one));
    }
  return g_strdup (name);
}

static char *
dup_twin_name (AxleDemo            *self,
               const AxleDemoParty *of)
{
  const char *name = axle_record_get_text (of->record, AXLE_CUSTOMER_NAME);
  guint at = axle_demo_random_below (&self->random, 1000);

  if (at < 400)
    return g_strdup (name);
  return at < 700 ? g_strdup (of->title) : dup_heard_name (name);
}

/**
 * axle_demo_add_twin:
 * @self: what makes the dealership
 * @of: a person
 * @car: (nullable): the car with which they came
 *
 * The same person, entered once more in a hurry: what a real store is full of.
 */
void
axle_demo_add_twin (AxleDemo            *self,
                    const AxleDemoParty *of,
                    const AxleDemoCar   *car)
{
  g_auto(AxleDemoParty) twin = { .place = of->place, .male = of->male, .born = of->born };
  g_autofree char *phone = axle_record_dup_first_member (of->record, AXLE_CUSTOMER_PHONES);
  g_autofree char *name = dup_twin_name (self, of);
  const char *address = axle_record_get_text (of->record, AXLE_CUSTOMER_ADDRESS);
  int since = axle_demo_random_between (&self->random, MIN (of->since, self->today - 1), self->today - 1);

  begin_party (self, "person", since, &twin);
  axle_record_set_text (twin.record, AXLE_CUSTOMER_NAME, name);
  /* Who comes with the car may leave another number. */
  if (phone != NULL && (car == NULL || axle_demo_random_chance (&self->random, 700)))
    axle_record_add_member (twin.record, AXLE_CUSTOMER_PHONES, phone);
  if (address != NULL && axle_demo_random_chance (&self->random, 400))
    axle_record_set_text (twin.record, AXLE_CUSTOMER_ADDRESS, address);
  if (car != NULL)
    axle_demo_add_ownership (self, &twin, car, "driver", MAX (since, car->registered), 0);
  axle_record_set_text (twin.record, AXLE_CUSTOMER_STAGE, car != NULL ? "after-sales" : "potential");
}
