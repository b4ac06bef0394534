/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/customer-profile.h"
#include "app/format.h"
#include "app/workstation-private.h"
#include "core/party/customer.h"
#include "store/outbox.h"

/* What the list shows at once; nobody reads more. */
#define LIMIT 200
#define LIMIT_BYTES (256 * 1024)

struct _AxleWaitingItem
{
  GObject           parent_instance;
  char             *title;
  char             *detail;
  gint64            at;
  gboolean          attention;
  const AxleEntity *entity;
  AxleId            record;
};

G_DEFINE_FINAL_TYPE (AxleWaitingItem, axle_waiting_item, G_TYPE_OBJECT)

static void
axle_waiting_item_finalize (GObject *object)
{
  AxleWaitingItem *self = AXLE_WAITING_ITEM (object);

  g_free (self->title);
  g_free (self->detail);
  G_OBJECT_CLASS (axle_waiting_item_parent_class)->finalize (object);
}

static void
axle_waiting_item_class_init (AxleWaitingItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_waiting_item_finalize;
}

static void
axle_waiting_item_init (AxleWaitingItem *self)
{
}

const char *
axle_waiting_item_get_title (AxleWaitingItem *self)
{
  return self->title;
}

const char *
axle_waiting_item_get_detail (AxleWaitingItem *self)
{
  return self->detail;
}

gint64
axle_waiting_item_get_at (AxleWaitingItem *self)
{
  return self->at;
}

gboolean
axle_waiting_item_needs_attention (AxleWaitingItem *self)
{
  return self->attention;
}

const AxleEntity *
axle_waiting_item_get_entity (AxleWaitingItem *self)
{
  return self->entity;
}

const AxleId *
axle_waiting_item_get_record (AxleWaitingItem *self)
{
  return &self->record;
}

/* What has no title of its own is named by whose it is. */
static char *
dup_title (AxleWorkstation  *workstation,
           const AxleRecord *record)
{
  g_autofree char *own = record->entity->dup_title (record);
  int field = axle_entity_find_field (record->entity, "customer");
  AxleId id = own == NULL && field >= 0 ? axle_record_get_id (record, (guint) field) : AXLE_ID_NONE;
  g_autoptr(AxleRecord) customer = axle_workstation_get_record (workstation, &axle_customer_entity, &id);

  return axle_record_dup_title (customer != NULL ? customer : record);
}

/* The record that @change is of, for a person. */
char *
axle_workstation_name_changed (AxleWorkstation  *workstation,
                               const AxleChange *change)
{
  g_autoptr(AxleRecord) record = axle_workstation_get_record (workstation, change->entity, &change->record);
  g_autofree char *title = NULL;

  if (record == NULL || change->entity->dup_title == NULL)
    return g_strdup (_(change->entity->label));
  title = dup_title (workstation, record);
  /* Translators: a kind of record and what names it, such as “Customer: 王芳”. */
  return g_strdup_printf (_("%s: %s"), _(change->entity->label), title);
}

static char *
name_fields (const AxleChange *change)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (change->action == AXLE_CHANGE_DELETE)
    return g_strdup (_("Deleted"));
  if (change->action == AXLE_CHANGE_RESTORE)
    return g_strdup (_("Restored"));
  for (guint i = 0; i < change->fields->len; i++)
    {
      const AxleFieldChange *field = &g_array_index (change->fields, AxleFieldChange, i);

      if (text->len > 0)
        g_string_append (text, _(", "));
      g_string_append (text, axle_field_get_label (&change->entity->fields[field->field]));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static AxleWaitingItem *
new_item (AxleWorkstation  *workstation,
          const AxleChange *change)
{
  AxleWaitingItem *self = g_object_new (AXLE_TYPE_WAITING_ITEM, NULL);

  self->title = axle_workstation_name_changed (workstation, change);
  self->detail = name_fields (change);
  self->at = change->at;
  self->entity = change->entity;
  self->record = change->record;
  return self;
}

static char *
describe_conflict (AxleWorkstation    *workstation,
                   const AxleConflict *conflict)
{
  const AxleField *field;
  g_autofree char *lost = NULL;
  g_autofree char *standing = NULL;

  if (conflict->field < 0)
    return g_strdup (conflict->message != NULL ? conflict->message : _("The server refused this change."));
  field = &conflict->change->entity->fields[conflict->field];
  lost = axle_workstation_format_value (workstation, field, &conflict->lost);
  standing = axle_workstation_format_value (workstation, field, &conflict->standing);
  /* Translators: a field, the value that was overwritten, the value that stands. */
  return g_strdup_printf (_("%s: “%s” gave way to “%s”"), axle_field_get_label (field), lost, standing);
}

/**
 * axle_workstation_dup_waiting:
 * @self: a workstation
 *
 * Returns: (transfer full): what needs attention, then what waits for the server
 */
GListModel *
axle_workstation_dup_waiting (AxleWorkstation *self)
{
  GListStore *list = g_list_store_new (AXLE_TYPE_WAITING_ITEM);
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GPtrArray) waiting = NULL;

  if (self->reader == NULL)
    return G_LIST_MODEL (list);
  conflicts = axle_store_list_conflicts (self->reader, LIMIT, NULL);
  waiting = axle_store_list_outbox (self->reader, 0, LIMIT, LIMIT_BYTES, NULL);
  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const AxleConflict *conflict = conflicts->pdata[i];
      g_autoptr(AxleWaitingItem) item = new_item (self, conflict->change);

      g_free (item->detail);
      item->detail = describe_conflict (self, conflict);
      item->at = conflict->at;
      item->attention = TRUE;
      g_list_store_append (list, item);
    }
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      g_autoptr(AxleWaitingItem) item = new_item (self, waiting->pdata[i]);
      g_list_store_append (list, item);
    }
  return G_LIST_MODEL (list);
}
