/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/command-search.h"

#include <glib/gi18n-lib.h>

#include "app/hit-markup.h"
#include "core/party/customer.h"
#include "core/registry.h"
#include "store/search.h"

struct _AxleFoundItem
{
  GObject     parent_instance;
  AxleId      customer;
  char       *title;
  char       *markup;
  char       *detail;
};

G_DEFINE_FINAL_TYPE (AxleFoundItem, axle_found_item, G_TYPE_OBJECT)

static void
axle_found_item_finalize (GObject *object)
{
  AxleFoundItem *self = AXLE_FOUND_ITEM (object);

  g_free (self->title);
  g_free (self->markup);
  g_free (self->detail);
  G_OBJECT_CLASS (axle_found_item_parent_class)->finalize (object);
}

static void
axle_found_item_class_init (AxleFoundItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_found_item_finalize;
}

static void
axle_found_item_init (AxleFoundItem *self)
{
}

const AxleId *
axle_found_item_get_customer (AxleFoundItem *self)
{
  return &self->customer;
}

const char *
axle_found_item_get_title (AxleFoundItem *self)
{
  return self->title;
}

const char *
axle_found_item_get_markup (AxleFoundItem *self)
{
  return self->markup;
}

const char *
axle_found_item_get_detail (AxleFoundItem *self)
{
  return self->detail;
}

char *
axle_hit_dup_markup (const AxleHit *hit)
{
  const char *start, *end;
  g_autofree char *before = NULL;
  g_autofree char *part = NULL;
  g_autofree char *after = NULL;
  glong length = g_utf8_strlen (hit->matched, -1);

  if (hit->start < 0 || hit->length <= 0 || hit->start + hit->length > length)
    return g_markup_escape_text (hit->matched, -1);
  start = g_utf8_offset_to_pointer (hit->matched, hit->start);
  end = g_utf8_offset_to_pointer (start, hit->length);
  before = g_markup_escape_text (hit->matched, start - hit->matched);
  part = g_markup_escape_text (start, end - start);
  after = g_markup_escape_text (end, -1);
  return g_strconcat (before, "<b>", part, "</b>", after, NULL);
}

/* Of somebody who was merged, whose it was. */
static char *
dup_detail (AxleWorkstation *workstation,
            const AxleHit   *hit)
{
  const AxleEntity *entity = axle_registry_find (hit->kind);
  int field = entity != NULL && hit->field != NULL ? axle_entity_find_field (entity, hit->field) : -1;
  const char *label = field >= 0 ? axle_field_get_label (&entity->fields[field]) : "";
  g_autoptr(AxleRecord) merged = NULL;
  g_autofree char *name = NULL;

  if (entity == &axle_customer_entity && !axle_id_equal (&hit->record, &hit->customer))
    merged = axle_workstation_get_record (workstation, entity, &hit->record);
  if (merged == NULL)
    return g_strdup (label);
  name = axle_record_dup_title (merged);
  /* Translators: a field and a name, such as “Phone number of 王晓明, merged”. */
  return g_strdup_printf (_("%s of %s, merged"), label, name != NULL ? name : "");
}

/**
 * axle_workstation_search:
 * @self: a workstation
 * @text: what was typed
 * @limit: how many at most
 *
 * Returns: (transfer full): a list of #AxleFoundItem, the best first
 */
GListModel *
axle_workstation_search (AxleWorkstation *self,
                         const char      *text,
                         guint            limit)
{
  GListStore *found = g_list_store_new (AXLE_TYPE_FOUND_ITEM);
  AxleStore *reader = axle_workstation_get_reader (self);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) hits = reader != NULL ? axle_store_search (reader, text, limit, NULL, &error) : NULL;

  if (error != NULL)
    g_warning ("The search failed: %s", error->message);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const AxleHit *hit = hits->pdata[i];
      g_autoptr(AxleFoundItem) item = g_object_new (AXLE_TYPE_FOUND_ITEM, NULL);

      item->customer = hit->customer;
      item->title = g_strdup (hit->title);
      item->markup = axle_hit_dup_markup (hit);
      item->detail = dup_detail (self, hit);
      g_list_store_append (found, item);
    }
  return G_LIST_MODEL (found);
}
