/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <yyjson.h>

#include "app/customer-operations.h"
#include "app/export.h"
#include "app/import.h"
#include "app/typed.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "desk.h"
#include "workshop.h"

static char *
export_to (TestDesk         *desk,
           AxleExportFormat  format,
           const char       *name,
           gint64            n_expected)
{
  char *path = axle_test_folder_build (desk->folder, name);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_export_async (desk->workstation, format, NULL, 0, NULL, file, NULL, NULL, NULL, test_take_result, &result);
  g_assert_cmpint (axle_export_finish (test_wait (&result), &error), ==, n_expected);
  g_assert_no_error (error);
  return path;
}

static AxleImport *
import_from (TestDesk   *desk,
             const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) opened = NULL;
  g_autoptr(GAsyncResult) ran = NULL;
  g_autoptr(GError) error = NULL;
  AxleImport *import;

  axle_import_open_async (desk->workstation, file, NULL, test_take_result, &opened);
  import = axle_import_open_finish (test_wait (&opened), &error);
  g_assert_no_error (error);
  axle_import_run_async (import, FALSE, NULL, NULL, NULL, test_take_result, &ran);
  axle_import_run_finish (import, test_wait (&ran), &error);
  g_assert_no_error (error);
  return import;
}

static void
tell_problems (AxleImport *import)
{
  GPtrArray *problems = axle_import_get_problems (import);

  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", ((AxleImportProblem *) problems->pdata[i])->message);
}

/* A value that the field's rules accept. */
static void
fill (AxleRecord *record,
      guint       i,
      int         seed)
{
  const AxleField *field = &record->entity->fields[i];
  g_autofree char *text = g_strdup_printf ("%s %d, \"x\"; 、\\", field->name, seed);
  g_autofree char *phone = g_strdup_printf ("+86138%08d", seed);
  g_autofree char *second = g_strdup_printf ("+86216234567%d", seed);
  g_autofree char *third = g_strdup_printf ("+8522123456%d", seed);
  g_autofree char *fourth = g_strdup_printf ("+86137%08d", seed);

  switch (field->type)
    {
    case AXLE_FIELD_CHOICE:
      axle_record_set_text (record, i, field->choices[seed % 2].name);
      break;
    case AXLE_FIELD_DATE:
      axle_record_set_text (record, i, "1980-03-05");
      break;
    case AXLE_FIELD_INTEGER:
      axle_record_set_integer (record, i, 2020);
      break;
    case AXLE_FIELD_DISTANCE:
      axle_record_set_integer (record, i, 12345678 + seed);
      break;
    case AXLE_FIELD_BOOLEAN:
      axle_record_set_boolean (record, i, seed % 2 == 0);
      break;
    case AXLE_FIELD_SET:
      if (field->choices != NULL)
        axle_record_set_members (record, i, (const char *[]) { field->choices[0].name, field->choices[2].name, NULL });
      else if (g_str_equal (field->name, "phones"))
        axle_record_set_members (record, i, (const char *[]) { phone, second, third, fourth, NULL });
      else
        axle_record_set_members (record, i, (const char *[]) { text, "b", NULL });
      break;
    case AXLE_FIELD_TEXT:
      if (g_str_equal (field->name, "credit_code"))
        axle_record_set_text (record, i, "91350100M000100Y43");
      else if (field->check == NULL)
        axle_record_set_text (record, i, text);
      break;
    case AXLE_FIELD_REFERENCE:
    case AXLE_FIELD_MONEY:
    case AXLE_FIELD_TIME:
    case AXLE_FIELD_BLOB:
    default:
      break;
    }
}

static AxleRecord *
make_full (TestDesk         *desk,
           const AxleEntity *entity,
           int               seed)
{
  AxleRecord *record = axle_customer_draft_new (desk->workstation, entity);

  for (guint i = 0; i < entity->n_fields; i++)
    fill (record, i, seed);
  return record;
}

static void
add_full_customer (TestDesk   *desk,
                   int         seed,
                   const char *vin,
                   const char *plate)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(AxleRecord) customer = make_full (desk, &axle_customer_entity, seed);
  g_autoptr(AxleRecord) vehicle = make_full (desk, &axle_vehicle_entity, seed);
  g_autoptr(AxleRecord) ownership = make_full (desk, &axle_ownership_entity, seed);
  g_autoptr(AxleRecord) note = axle_customer_draft_new (desk->workstation, &axle_note_entity);
  g_autoptr(AxleRecord) other = axle_customer_draft_new (desk->workstation, &axle_note_entity);

  axle_record_set_text (vehicle, AXLE_VEHICLE_VIN, vin);
  axle_record_set_text (vehicle, AXLE_VEHICLE_PLATE, plate);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &customer->id);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &vehicle->id);
  axle_record_set (ownership, AXLE_OWNERSHIP_UNTIL, &(AxleValue) AXLE_VALUE_INIT);
  axle_record_set_id (note, AXLE_NOTE_SUBJECT, &customer->id);
  axle_record_set_text (note, AXLE_NOTE_TEXT, "two\nlines, \"quoted\"");
  axle_record_set_id (other, AXLE_NOTE_SUBJECT, &customer->id);
  axle_record_set_text (other, AXLE_NOTE_TEXT, "a second note");
  g_ptr_array_add (changes, axle_change_new_between (NULL, customer));
  g_ptr_array_add (changes, axle_change_new_between (NULL, vehicle));
  g_ptr_array_add (changes, axle_change_new_between (NULL, ownership));
  g_ptr_array_add (changes, axle_change_new_between (NULL, note));
  g_ptr_array_add (changes, axle_change_new_between (NULL, other));
  test_save_all (desk->workstation, changes);
}

/* All records of a kind in the order of what they say, without their ids. */
static char *
dump (TestDesk         *desk,
      const AxleEntity *entity)
{
  g_autoptr(GPtrArray) records = axle_store_list (axle_workstation_get_reader (desk->workstation), entity, NULL);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(GString) line = g_string_new (NULL);

      for (guint j = 0; j < entity->n_fields; j++)
        if (entity->fields[j].type != AXLE_FIELD_REFERENCE)
          {
            g_autoptr(GVariant) value = g_variant_ref_sink (axle_value_to_variant (axle_record_get (records->pdata[i], j)));
            g_autofree char *text = g_variant_print (value, FALSE);

            g_string_append_printf (line, "%s=%s ", entity->fields[j].name, text);
          }
      g_ptr_array_add (lines, g_string_free (g_steal_pointer (&line), FALSE));
    }
  g_ptr_array_sort_values (lines, (GCompareFunc) g_strcmp0);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
assert_same (TestDesk         *a,
             TestDesk         *b,
             const AxleEntity *entity)
{
  g_autofree char *one = dump (a, entity);
  g_autofree char *other = dump (b, entity);

  g_assert_cmpstr (one, ==, other);
}

/* Into the same base nothing changes; into an empty one everything comes. */
static void
test_table (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(TestDesk) other = test_desk_new ();
  g_autoptr(AxleImport) same = NULL;
  g_autoptr(AxleImport) fresh = NULL;
  g_autofree char *path = NULL;

  add_full_customer (desk, 1, "WVWZZZ1JZ3W386752", "沪A12345");
  add_full_customer (desk, 2, "1M8GDM9AXKP042788", "粤B12345");
  test_add_customer (desk, "只有名字", NULL);
  path = export_to (desk, AXLE_EXPORT_CSV, "all.csv", 3);

  same = import_from (desk, path);
  tell_problems (same);
  g_assert_cmpuint (axle_import_get_counts (same)->wrong, ==, 0);
  g_assert_cmpuint (axle_import_get_counts (same)->fresh, ==, 0);
  g_assert_cmpuint (axle_import_get_counts (same)->matched, ==, 0);
  g_assert_cmpuint (axle_import_get_problems (same)->len, ==, 0);

  fresh = import_from (other, path);
  g_assert_cmpuint (axle_import_get_counts (fresh)->wrong, ==, 0);
  g_assert_cmpuint (axle_import_get_counts (fresh)->fresh, ==, 3);
  assert_same (desk, other, &axle_customer_entity);
  assert_same (desk, other, &axle_vehicle_entity);
  assert_same (desk, other, &axle_ownership_entity);
  assert_same (desk, other, &axle_note_entity);
}

static void
test_cards (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleImport) same = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GBytes) content = NULL;

  test_add_customer (desk, "王芳", "13800138000");
  test_add_customer (desk, "李明; \"x\", y\\z", "13900139000");
  path = export_to (desk, AXLE_EXPORT_VCARD, "all.vcf", 2);
  content = axle_test_read (path);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (content, NULL), (gssize) g_bytes_get_size (content), "VERSION:4.0"));
  same = import_from (desk, path);
  g_assert_cmpuint (axle_import_get_counts (same)->unchanged, ==, 2);
}

/* The file that was there stays when the export is cancelled. */
static void
test_cancelled (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autofree char *path = axle_test_folder_build (desk->folder, "all.csv");
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *content = NULL;

  test_add_customer (desk, "王芳", NULL);
  axle_test_write (path, "before", -1);
  /* A file of one row would be written before this thread comes to it. */
  g_cancellable_cancel (cancellable);
  axle_export_async (desk->workstation, AXLE_EXPORT_CSV, NULL, 0, NULL, file, NULL, NULL, cancellable, test_take_result, &result);
  g_assert_cmpint (axle_export_finish (test_wait (&result), &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "before");
}

/* Each string as a name and in a note: kept as it is, through save, export and
 * import, or refused with a reason. */
static void
test_naughty (void)
{
  g_autofree char *path = axle_test_shared_data ("text/naughty-strings.json");
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(TestDesk) other = test_desk_new ();
  g_autoptr(AxleImport) same = NULL;
  g_autoptr(AxleImport) fresh = NULL;
  g_autofree char *file = NULL;
  yyjson_doc *doc = path != NULL ? yyjson_read_file (path, 0, NULL, NULL) : NULL;
  gint64 n_kept = 0;
  size_t i, max;
  yyjson_val *value;

  if (doc == NULL)
    {
      g_test_skip ("the naughty strings are not at hand");
      return;
    }
  yyjson_arr_foreach (yyjson_doc_get_root (doc), i, max, value)
    {
      g_autoptr(AxleRecord) customer = axle_customer_draft_new (desk->workstation, &axle_customer_entity);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *phone = g_strdup_printf ("138%08u", (guint) i);
      g_autofree char *string = g_strndup (yyjson_get_str (value), yyjson_get_len (value));
      g_autofree char *text = axle_typed_trim (string);

      if (!g_utf8_validate (text, -1, NULL))
        continue;
      axle_record_set_text (customer, AXLE_CUSTOMER_NAME, text);
      axle_record_add_member (customer, AXLE_CUSTOMER_PHONES, phone);
      axle_record_add_member (customer, AXLE_CUSTOMER_TAGS, "naughty");
      axle_customer_save_async (desk->workstation, NULL, customer, NULL, NULL, test_take_result, &result);
      if (axle_workstation_save_finish (desk->workstation, test_wait (&result), &error) < 0)
        {
          g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID);
          continue;
        }
      n_kept++;
    }
  yyjson_doc_free (doc);
  g_assert_cmpint (n_kept, >, 100);

  file = export_to (desk, AXLE_EXPORT_CSV, "naughty.csv", n_kept);
  same = import_from (desk, file);
  tell_problems (same);
  g_assert_cmpuint (axle_import_get_counts (same)->unchanged, ==, n_kept);
  g_assert_cmpuint (axle_import_get_problems (same)->len, ==, 0);
  fresh = import_from (other, file);
  g_assert_cmpuint (axle_import_get_counts (fresh)->fresh, ==, n_kept);
  assert_same (desk, other, &axle_customer_entity);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/table", test_table);
  g_test_add_func ("/export/cards", test_cards);
  g_test_add_func ("/export/cancelled", test_cancelled);
  g_test_add_func ("/export/naughty", test_naughty);
  return g_test_run ();
}
