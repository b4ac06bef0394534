/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history-item.h"

#include <glib/gi18n-lib.h>

struct _AxleHistoryItem
{
  GObject     parent_instance;
  const char *field;
  char       *title;
  char       *before;
  char       *after;
  char       *staff;
  char       *desk;
  gint64      at;
  gboolean    pending;
};

G_DEFINE_FINAL_TYPE (AxleHistoryItem, axle_history_item, G_TYPE_OBJECT)

static void
axle_history_item_finalize (GObject *object)
{
  AxleHistoryItem *self = AXLE_HISTORY_ITEM (object);

  g_free (self->title);
  g_free (self->before);
  g_free (self->after);
  g_free (self->staff);
  g_free (self->desk);
  G_OBJECT_CLASS (axle_history_item_parent_class)->finalize (object);
}

static void
axle_history_item_class_init (AxleHistoryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_history_item_finalize;
}

static void
axle_history_item_init (AxleHistoryItem *self)
{
}

static char *
dup_text (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static char *
history_title (const AxleEntity       *entity,
               const AxleHistoryEntry *entry)
{
  /* Translators: a field, such as “Phone numbers changed”. */
  if (entry->field != NULL)
    return g_strdup_printf (_("%s changed"), axle_field_get_label (entry->field));
  if (entry->action == AXLE_CHANGE_DELETE)
    return g_strdup_printf (_("%s deleted"), _(entity->label));
  /* Translators: a kind of record, such as “Customer restored”. */
  if (entry->action == AXLE_CHANGE_RESTORE)
    return g_strdup_printf (_("%s restored"), _(entity->label));
  /* Translators: a kind of record, such as “Customer created”. */
  return g_strdup_printf (_("%s created"), _(entity->label));
}

AxleHistoryItem *
axle_history_item_new (const AxleEntity       *entity,
                       const AxleHistoryEntry *entry)
{
  AxleHistoryItem *self = g_object_new (AXLE_TYPE_HISTORY_ITEM, NULL);

  self->field = entry->field != NULL ? axle_field_get_label (entry->field) : "";
  self->title = history_title (entity, entry);
  self->before = dup_text (entry->before);
  self->after = dup_text (entry->after);
  self->staff = dup_text (entry->staff);
  self->desk = dup_text (entry->desk);
  self->at = entry->at;
  self->pending = entry->pending;
  return self;
}

const char *
axle_history_item_get_field (AxleHistoryItem *self)
{
  return self->field;
}

const char *
axle_history_item_get_title (AxleHistoryItem *self)
{
  return self->title;
}

const char *
axle_history_item_get_before (AxleHistoryItem *self)
{
  return self->before;
}

const char *
axle_history_item_get_after (AxleHistoryItem *self)
{
  return self->after;
}

const char *
axle_history_item_get_staff (AxleHistoryItem *self)
{
  return self->staff;
}

const char *
axle_history_item_get_desk (AxleHistoryItem *self)
{
  return self->desk;
}

gint64
axle_history_item_get_at (AxleHistoryItem *self)
{
  return self->at;
}

gboolean
axle_history_item_is_pending (AxleHistoryItem *self)
{
  return self->pending;
}
