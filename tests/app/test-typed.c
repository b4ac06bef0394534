/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/typed.h"
#include "base/problem.h"
#include "core/appointment/roster.h"
#include "core/appointment/service-item.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "support/support.h"

typedef struct
{
  const char       *name;
  const AxleEntity *entity;
  guint             field;
  const char       *typed;
  const char       *value;   /* packed with | between members; NULL when it cannot be read */
} Case;

#define CUSTOMER(name, field, typed, value) { name, &axle_customer_entity, AXLE_CUSTOMER_##field, typed, value }
#define VEHICLE(name, field, typed, value) { name, &axle_vehicle_entity, AXLE_VEHICLE_##field, typed, value }
#define CONTACT(name, field, typed, value) { name, &axle_contact_entity, AXLE_CONTACT_##field, typed, value }

#define ROSTER(name, field, typed, value) { name, &axle_roster_entity, AXLE_ROSTER_##field, typed, value }
#define SERVICE(name, field, typed, value) { name, &axle_service_item_entity, AXLE_SERVICE_ITEM_##field, typed, value }

static const Case cases[] = {
  CUSTOMER ("blank", NAME, " \t", ""),
  CUSTOMER ("trimmed", NAME, " \u3000王 芳 ", "王 芳"),
  CUSTOMER ("phones", PHONES, "13800138000，139 0013 9000;021-12345678", "13800138000|139 0013 9000|021-12345678"),
  CUSTOMER ("phones-lines", PHONES, "13800138000\n\n13900139000、", "13800138000|13900139000"),
  CUSTOMER ("tags", TAGS, "大客户、试驾, vip", "大客户|试驾|vip"),
  CUSTOMER ("tags-twice", TAGS, "a,b,a", "a|b"),
  CUSTOMER ("tags-escaped", TAGS, "a\\,b, c\\\\, d\\e", "a,b|c\\|d\\e"),
  CUSTOMER ("choice-name", STAGE, "after-sales", "after-sales"),
  CUSTOMER ("choice-label", STAGE, "After-Sales", "after-sales"),
  CUSTOMER ("choice-set", TIMES, "weekday mornings, weekend-morning", "weekday-morning|weekend-morning"),
  CUSTOMER ("date", BIRTHDAY, "1980年3月5日", "1980-03-05"),
  CUSTOMER ("date-full-width", BIRTHDAY, "１９８０－０３－０５", "1980-03-05"),
  CUSTOMER ("date-without-year", BIRTHDAY, "3月5日", "--03-05"),
  CUSTOMER ("no-date", BIRTHDAY, "gestern", NULL),
  CUSTOMER ("yes", CONSENT_CONTACT, "是", "true"),
  CUSTOMER ("no", CONSENT_CONTACT, "No", "false"),
  CUSTOMER ("perhaps", CONSENT_CONTACT, "perhaps", NULL),
  CUSTOMER ("reference", ADVISOR, "王芳", NULL),
  VEHICLE ("kilometres", ODOMETER, "12,500", "12500000"),
  VEHICLE ("kilometres-unit", ODOMETER, "12500公里", "12500000"),
  VEHICLE ("kilometres-wan", ODOMETER, "1.2万公里", "12000000"),
  VEHICLE ("metres", ODOMETER, "250 m", "250"),
  VEHICLE ("not-kilometres", ODOMETER, "about 5", NULL),
  VEHICLE ("two-points", ODOMETER, "1.2.3", NULL),
  VEHICLE ("year", MODEL_YEAR, "２０２４", "2024"),
  VEHICLE ("not-a-year", MODEL_YEAR, "2024款", NULL),
  CONTACT ("moment", AT, "2026-03-05 14:05", "1772690700000000"),
  CONTACT ("moment-full-width", AT, "2026年3月5日 ９：０５", "1772672700000000"),
  CONTACT ("day", AT, "2026-03-05", "1772640000000000"),
  CONTACT ("no-moment", AT, "25:99", NULL),
  ROSTER ("wall-clock", STARTS, "８：３０", "510"),
  ROSTER ("clock-hour", STARTS, "18点", "1080"),
  ROSTER ("no-clock", STARTS, "morning", NULL),
  ROSTER ("too-late", STARTS, "24:30", NULL),
  SERVICE ("minutes", MINUTES, "45", "45"),
  SERVICE ("minutes-hours", MINUTES, "1小时30分钟", "90"),
  SERVICE ("no-minutes", MINUTES, "soon", NULL),
};

static char *
show (const AxleValue *value)
{
  g_auto(GStrv) members = NULL;

  switch (value->kind)
    {
    case AXLE_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->as.integer);
    case AXLE_VALUE_BOOLEAN:
      return g_strdup (value->as.boolean ? "true" : "false");
    case AXLE_VALUE_SET:
      members = axle_value_dup_members (value);
      return g_strjoinv ("|", members);
    case AXLE_VALUE_TEXT:
      return g_strdup (value->as.text);
    case AXLE_VALUE_ID:
    case AXLE_VALUE_NONE:
    default:
      return g_strdup ("");
    }
}

static void
test_case (const Case *test)
{
  g_autoptr(GPtrArray) problems = axle_problems_new ();
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  gboolean read = axle_typed_parse (&test->entity->fields[test->field], test->typed, zone, &value, problems);
  g_autofree char *shown = show (&value);

  g_assert_cmpint (read, ==, test->value != NULL);
  g_assert_cmpint (axle_problems_block (problems), ==, test->value == NULL);
  if (test->value != NULL)
    g_assert_cmpstr (shown, ==, test->value);
}

static void
test_join (void)
{
  static const char * const members[] = { "a", "b, c", "d\\", "e、f", "\\,", NULL };
  g_autofree char *text = axle_typed_join (members);
  g_autoptr(GPtrArray) problems = axle_problems_new ();
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_auto(GStrv) back = NULL;

  axle_typed_parse (&axle_customer_entity.fields[AXLE_CUSTOMER_TAGS], text, NULL, &value, problems);
  back = axle_value_dup_members (&value);
  g_assert_true (g_strv_equal ((const char * const *) back, members));
}

/* A time of day; -1 for none. */
static void
test_clock (void)
{
  static const struct { const char *typed; int minute; } times[] = {
    { "9", 540 }, { "09", 540 }, { "930", 570 }, { "0930", 570 }, { "9:30", 570 }, { "９：３０", 570 }, { " 18.05 ", 1085 },
    { "0", 0 }, { "23:59", 1439 }, { "24:00", -1 }, { "9:60", -1 }, { "9:5", -1 }, { "9:300", -1 }, { "99", -1 }, { "1260", -1 },
    { "09300", -1 }, { "930:00", -1 }, { "", -1 }, { ":30", -1 }, { "neun", -1 }, { "9h", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      int minute = -1;

      g_test_message ("%s", times[i].typed);
      if (!axle_typed_parse_clock (times[i].typed, &minute))
        minute = -1;
      g_assert_cmpint (minute, ==, times[i].minute);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  axle_test_add_table ("/typed", cases, test_case);
  g_test_add_func ("/typed/join", test_join);
  g_test_add_func ("/typed/clock", test_clock);
  return g_test_run ();
}
