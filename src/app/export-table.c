/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/export-table.h"

#include <glib/gi18n-lib.h>

#include "app/import-roles.h"
#include "app/typed.h"
#include "core/party/customer.h"
#include "core/party/name.h"
#include "core/party/note.h"
#include "core/party/phone.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/* Phones stand in one column each; more than these share the last. */
#define N_PHONE_COLUMNS 3

static const char * const phone_roles[N_PHONE_COLUMNS] = { "phone", "phone2", "phone3" };

static gboolean
is_exported (const AxleRole *role)
{
  return role->entity != NULL;
}

char **
axle_export_table_header (void)
{
  guint n_roles;
  const AxleRole *roles = axle_roles_list (&n_roles);
  g_autoptr(GStrvBuilder) header = g_strv_builder_new ();

  for (guint i = 0; i < n_roles; i++)
    if (is_exported (&roles[i]))
      g_strv_builder_add (header, axle_role_get_label (&roles[i]));
  return g_strv_builder_end (header);
}

/* As people read it, so that a spreadsheet does not take it for a large number; as it
 * is kept where that would not read back the same. */
static char *
write_phone (const char *phone)
{
  g_autofree char *grouped = axle_phone_format (phone);
  g_autofree char *back = axle_phone_normalise (grouped);

  return g_strdup (g_strcmp0 (back, phone) == 0 ? grouped : phone);
}

static char *
write_phones (const AxleRecord *customer,
              const char       *role)
{
  g_auto(GStrv) phones = axle_record_dup_members (customer, AXLE_CUSTOMER_PHONES);
  guint column = 0;
  guint n_phones = g_strv_length (phones);
  g_autoptr(GStrvBuilder) rest = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;

  while (!g_str_equal (phone_roles[column], role))
    column++;
  if (column >= n_phones)
    return g_strdup ("");
  for (guint i = column; i < (column == N_PHONE_COLUMNS - 1 ? n_phones : column + 1); i++)
    {
      g_autofree char *text = write_phone (phones[i]);
      g_strv_builder_add (rest, text);
    }
  texts = g_strv_builder_end (rest);
  return axle_typed_join ((const char * const *) texts);
}

static char *
write_set (const AxleField *field,
           const AxleValue *value)
{
  g_auto(GStrv) members = axle_value_dup_members (value);

  for (guint i = 0; field->choices != NULL && members[i] != NULL; i++)
    {
      g_autofree char *name = members[i];
      members[i] = g_strdup (axle_field_choice_label (field, name));
    }
  return axle_typed_join ((const char * const *) members);
}

/* Metres as kilometres, exactly. */
static char *
write_distance (gint64 metres)
{
  if (metres % 1000 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, metres / 1000);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%03d", metres / 1000, (int) (metres % 1000));
}

static char *
write_value (const AxleField *field,
             const AxleValue *value,
             GHashTable      *staff_names)
{
  const char *name;

  if (value->kind == AXLE_VALUE_NONE)
    return g_strdup ("");
  switch (field->type)
    {
    case AXLE_FIELD_CHOICE:
      return g_strdup (axle_field_choice_label (field, value->as.text));
    case AXLE_FIELD_SET:
      return write_set (field, value);
    case AXLE_FIELD_BOOLEAN:
      return g_strdup (value->as.boolean ? _("Yes") : _("No"));
    case AXLE_FIELD_DISTANCE:
      return write_distance (value->as.integer);
    case AXLE_FIELD_REFERENCE:
      name = g_hash_table_lookup (staff_names, &value->as.id);
      return g_strdup (name != NULL ? name : "");
    case AXLE_FIELD_TIME:
    case AXLE_FIELD_INTEGER:
    case AXLE_FIELD_MONEY:
    case AXLE_FIELD_CLOCK:
    case AXLE_FIELD_MINUTES:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->as.integer);
    case AXLE_FIELD_TEXT:
    case AXLE_FIELD_DATE:
    case AXLE_FIELD_BLOB:
    default:
      return g_strdup (value->as.text);
    }
}

static char *
write_cell (const AxleRole   *role,
            const AxleRecord *record,
            GHashTable       *staff_names)
{
  if (record == NULL)
    return g_strdup ("");
  if (record->entity == &axle_customer_entity && role->field == AXLE_CUSTOMER_PHONES)
    return write_phones (record, role->name);
  return write_value (&record->entity->fields[role->field], axle_record_get (record, role->field), staff_names);
}

static const AxleRecord *
nth (GPtrArray *records,
     guint      i)
{
  return i < records->len ? records->pdata[i] : NULL;
}

/* What the rows of a customer are made from. */
typedef struct
{
  const AxleDossier *dossier;
  GPtrArray         *ownerships;
  GPtrArray         *notes;
  GHashTable        *staff_names;
} Rows;

static const AxleRecord *
find_record (const Rows       *self,
             const AxleEntity *entity,
             guint             row)
{
  const AxleRecord *ownership = nth (self->ownerships, row);
  AxleId vehicle;

  if (entity == &axle_note_entity)
    return nth (self->notes, row);
  if (entity == &axle_ownership_entity || ownership == NULL)
    return ownership;
  vehicle = axle_record_get_id (ownership, AXLE_OWNERSHIP_VEHICLE);
  return axle_dossier_find (self->dossier, &axle_vehicle_entity, &vehicle);
}

static gboolean
take_row (const Rows     *self,
          guint           row,
          AxleExportRow   take,
          gpointer        data,
          GError        **error)
{
  guint n_roles;
  const AxleRole *roles = axle_roles_list (&n_roles);
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_roles; i++)
    {
      const AxleRecord *record = axle_dossier_get_customer (self->dossier);

      if (!is_exported (&roles[i]))
        continue;
      if (roles[i].entity != &axle_customer_entity)
        record = find_record (self, roles[i].entity, row);
      g_ptr_array_add (cells, write_cell (&roles[i], record, self->staff_names));
    }
  return take ((const char * const *) cells->pdata, cells->len, data, error);
}

static int
compare_notes (gconstpointer a,
               gconstpointer b)
{
  const AxleRecord *first = *(AxleRecord * const *) a;
  const AxleRecord *second = *(AxleRecord * const *) b;
  int pinned = axle_record_get_boolean (second, AXLE_NOTE_PINNED) - axle_record_get_boolean (first, AXLE_NOTE_PINNED);

  if (pinned != 0)
    return pinned;
  return (first->created_at < second->created_at) - (first->created_at > second->created_at);
}

/* Pinned ones first. */
static GPtrArray *
dup_notes (const AxleDossier *dossier)
{
  GPtrArray *notes = g_ptr_array_copy (axle_dossier_list (dossier, &axle_note_entity), NULL, NULL);

  g_ptr_array_set_free_func (notes, NULL);
  g_ptr_array_sort (notes, compare_notes);
  return notes;
}

gboolean
axle_export_table_rows (const AxleDossier  *dossier,
                        GHashTable         *staff_names,
                        AxleExportRow       take,
                        gpointer            data,
                        GError            **error)
{
  g_autoptr(GPtrArray) ownerships = axle_dossier_dup_ownerships (dossier);
  g_autoptr(GPtrArray) notes = dup_notes (dossier);
  const Rows rows = { dossier, ownerships, notes, staff_names };
  guint n_rows = MAX (1, MAX (ownerships->len, notes->len));

  for (guint i = 0; i < n_rows; i++)
    if (!take_row (&rows, i, take, data, error))
      return FALSE;
  return TRUE;
}

/* A company's name goes where a card has companies too. */
static void
fill_names (AxleVCard        *card,
            const AxleRecord *customer)
{
  const char *company = axle_record_get_text (customer, AXLE_CUSTOMER_COMPANY);

  card->formatted_name = g_strdup (axle_record_get_text (customer, AXLE_CUSTOMER_NAME));
  if (card->formatted_name != NULL)
    {
      /* Address books sort by the surname; only a name that is read back whole is taken apart. */
      g_autoptr(AxleName) name = axle_name_judge (card->formatted_name);

      if (name->kind == AXLE_NAME_CHINESE && name->title == NULL && name->given != NULL)
        {
          card->family = g_strdup (name->surname);
          card->given = g_strdup (name->given);
        }
    }
  card->nickname = g_strdup (axle_record_get_text (customer, AXLE_CUSTOMER_PREFERRED_NAME));
  card->title = g_strdup (axle_record_get_text (customer, AXLE_CUSTOMER_OCCUPATION));
  card->org = g_strdup (company);
  if (company == NULL && g_strcmp0 (axle_record_get_text (customer, AXLE_CUSTOMER_TYPE), "company") == 0)
    card->org = g_strdup (card->formatted_name);
}

AxleVCard *
axle_export_card (const AxleDossier *dossier)
{
  static const char * const no_types[] = { NULL };
  const AxleRecord *customer = axle_dossier_get_customer (dossier);
  g_autoptr(GPtrArray) notes = dup_notes (dossier);
  AxleVCard *card = axle_vcard_new ();
  g_auto(GStrv) phones = axle_record_dup_members (customer, AXLE_CUSTOMER_PHONES);
  g_auto(GStrv) emails = axle_record_dup_members (customer, AXLE_CUSTOMER_EMAILS);
  g_auto(GStrv) tags = axle_record_dup_members (customer, AXLE_CUSTOMER_TAGS);
  g_autoptr(GString) note = g_string_new (NULL);

  fill_names (card, customer);
  for (guint i = 0; phones[i] != NULL; i++)
    axle_vcard_add_phone (card, phones[i], no_types, i == 0);
  for (guint i = 0; emails[i] != NULL; i++)
    axle_vcard_add_email (card, emails[i], no_types, i == 0);
  for (guint i = 0; tags[i] != NULL; i++)
    g_ptr_array_add (card->categories, g_strdup (tags[i]));
  card->birthday = g_strdup (axle_record_get_text (customer, AXLE_CUSTOMER_BIRTHDAY));
  card->address = g_strdup (axle_record_get_text (customer, AXLE_CUSTOMER_ADDRESS));
  for (guint i = 0; i < notes->len; i++)
    {
      if (i > 0)
        g_string_append_c (note, '\n');
      g_string_append (note, axle_record_get_text (notes->pdata[i], AXLE_NOTE_TEXT));
    }
  if (note->len > 0)
    card->note = g_strdup (note->str);
  return card;
}
