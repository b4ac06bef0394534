/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/history/history.h"
#include "core/registry.h"

/* What history keeps as text comes back as the value that it was, for every field. */
static void
test_round_trip (void)
{
  static const char * const members[] = { "一", "b,c", NULL };
  AxleId id = axle_id_new (axle_host_get_default ());

  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++)
      {
        const AxleField *field = &(*entity)->fields[i];
        g_auto(AxleValue) value = AXLE_VALUE_INIT;
        g_auto(AxleValue) back = AXLE_VALUE_INIT;
        g_autofree char *text = NULL;

        g_assert_null (axle_history_dup_text (&value));
        g_assert_true (axle_history_parse_text (field, NULL, &back));
        switch (axle_field_value_kind (field))
          {
          case AXLE_VALUE_INTEGER:
            axle_value_set_integer (&value, G_MININT64);
            break;
          case AXLE_VALUE_BOOLEAN:
            axle_value_set_boolean (&value, FALSE);
            break;
          case AXLE_VALUE_ID:
            axle_value_set_id (&value, &id);
            break;
          case AXLE_VALUE_SET:
            axle_value_set_members (&value, members);
            break;
          case AXLE_VALUE_TEXT:
          case AXLE_VALUE_NONE:
          default:
            axle_value_set_text (&value, "王\n小明");
          }
        text = axle_history_dup_text (&value);
        g_assert_true (axle_history_parse_text (field, text, &back));
        g_assert_true (axle_value_equal (&value, &back));
      }
}

static void
test_damaged (void)
{
  static const AxleField integer = { .name = "n", .type = AXLE_FIELD_INTEGER };
  static const AxleField boolean = { .name = "b", .type = AXLE_FIELD_BOOLEAN };
  static const AxleField reference = { .name = "r", .type = AXLE_FIELD_REFERENCE };
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  g_assert_false (axle_history_parse_text (&integer, "1.5", &value));
  g_assert_false (axle_history_parse_text (&boolean, "yes", &value));
  g_assert_false (axle_history_parse_text (&reference, "me", &value));
  g_assert_cmpint (value.kind, ==, AXLE_VALUE_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/round-trip", test_round_trip);
  g_test_add_func ("/history/damaged", test_damaged);
  return g_test_run ();
}
