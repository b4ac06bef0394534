/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/duplicate-item.h"

#include "core/party/match.h"

struct _AxleDuplicateItem
{
  GObject        parent_instance;
  AxleDuplicate *duplicate;
  char          *name;
};

G_DEFINE_FINAL_TYPE (AxleDuplicateItem, axle_duplicate_item, G_TYPE_OBJECT)

static void
axle_duplicate_item_finalize (GObject *object)
{
  AxleDuplicateItem *self = AXLE_DUPLICATE_ITEM (object);

  axle_duplicate_free (self->duplicate);
  g_free (self->name);
  G_OBJECT_CLASS (axle_duplicate_item_parent_class)->finalize (object);
}

static void
axle_duplicate_item_class_init (AxleDuplicateItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_duplicate_item_finalize;
}

static void
axle_duplicate_item_init (AxleDuplicateItem *self)
{
}

/* Takes @duplicate. */
AxleDuplicateItem *
axle_duplicate_item_new (AxleDuplicate *duplicate)
{
  AxleDuplicateItem *self = g_object_new (AXLE_TYPE_DUPLICATE_ITEM, NULL);

  self->duplicate = duplicate;
  self->name = g_strdup_printf ("%s/%s", duplicate->a != NULL ? AXLE_ID_TEXT (&duplicate->a->id) : "",
                                AXLE_ID_TEXT (&duplicate->b->id));
  return self;
}

static gboolean
same_records (GPtrArray *a,
              GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!axle_record_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

/* Whether two show the same. */
gboolean
axle_duplicate_item_same (gpointer a,
                          gpointer b)
{
  const AxleDuplicate *first = AXLE_DUPLICATE_ITEM (a)->duplicate;
  const AxleDuplicate *second = AXLE_DUPLICATE_ITEM (b)->duplicate;

  return first->score == second->score && axle_record_equal (first->a, second->a) && axle_record_equal (first->b, second->b) &&
         same_records (first->a_vehicles, second->a_vehicles) && same_records (first->b_vehicles, second->b_vehicles);
}

const char *
axle_duplicate_item_get_name (AxleDuplicateItem *self)
{
  return self->name;
}

guint
axle_duplicate_item_get_score (AxleDuplicateItem *self)
{
  return self->duplicate->score;
}

const AxleRecord *
axle_duplicate_item_get_customer (AxleDuplicateItem *self,
                                  guint              side)
{
  return side == 0 ? self->duplicate->a : self->duplicate->b;
}

GPtrArray *
axle_duplicate_item_get_vehicles (AxleDuplicateItem *self,
                                  guint              side)
{
  return side == 0 ? self->duplicate->a_vehicles : self->duplicate->b_vehicles;
}

GPtrArray *
axle_duplicate_item_get_reasons (AxleDuplicateItem *self)
{
  return self->duplicate->reasons;
}

static char *
join_reasons (AxleDuplicateItem *self,
              gboolean           all,
              const char        *between)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->duplicate->reasons->len; i++)
    {
      const AxleMatchReason *reason = self->duplicate->reasons->pdata[i];

      if (!all && reason->weight <= 0)
        break;
      if (text->len > 0)
        g_string_append (text, between);
      g_string_append (text, reason->label);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
axle_duplicate_item_dup_reasons (AxleDuplicateItem *self)
{
  return join_reasons (self, FALSE, " · ");
}

char *
axle_duplicate_item_dup_all_reasons (AxleDuplicateItem *self)
{
  return join_reasons (self, TRUE, "\n");
}
