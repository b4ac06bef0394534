/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-private.h"

#include "app/appointments.h"

/* Blocks so near to what is in sight are there already when it is scrolled to. */
#define MARGIN 240

/* One that is narrower is nothing but its colour: it needs no round corners. */
#define SLIM 18

/* Microseconds of a frame for texts that are new. */
#define TEXT_TIME 4000

/* What a block stands for: an appointment may be in two columns. */
typedef struct
{
  AxleId id;
  guint  column;
} Key;

typedef struct
{
  Key                      key;
  AxleGridBlock           *block;   /* NULL until one was found for it */
  const AxleCalendarPlace *place;
  GdkRectangle             area;    /* where it lies */
} Entry;

static guint
key_hash (gconstpointer key)
{
  const Key *self = key;

  return axle_id_hash (&self->id) ^ self->column;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const Key *one = a;
  const Key *other = b;

  return one->column == other->column && axle_id_equal (&one->id, &other->id);
}

/* Filling with blocks what is in sight. */

static GdkRectangle
find_sight (AxleGridCanvas *self,
            int             margin)
{
  return (GdkRectangle) {
    (int) gtk_adjustment_get_value (self->horizontal) - margin, (int) gtk_adjustment_get_value (self->vertical) - margin,
    (int) gtk_adjustment_get_page_size (self->horizontal) + 2 * margin,
    (int) gtk_adjustment_get_page_size (self->vertical) + 2 * margin,
  };
}

static AxleGridBlock *
take_block (AxleGridCanvas *self)
{
  GtkWidget *block;

  if (self->spare->len > 0)
    {
      block = g_ptr_array_steal_index (self->spare, self->spare->len - 1);
      gtk_widget_set_visible (block, TRUE);
      return AXLE_GRID_BLOCK (block);
    }
  block = axle_grid_block_new ();
  gtk_widget_set_parent (block, GTK_WIDGET (self));
  return AXLE_GRID_BLOCK (block);
}

static void
give_back (AxleGridCanvas *self,
           Entry          *entry)
{
  gtk_widget_set_visible (GTK_WIDGET (entry->block), FALSE);
  axle_grid_block_set_item (entry->block, NULL, NULL, 0);
  g_ptr_array_add (self->spare, entry->block);
}

static void
tell_block (AxleGridCanvas *self,
            Entry          *entry,
            gint64          late_before)
{
  AxleCalendar *calendar = axle_grid_model_get_calendar (self->model);

  axle_grid_block_set_item (entry->block, entry->place->item, axle_calendar_get_zone (calendar), late_before);
}

static void
want_place (AxleGridCanvas          *self,
            GHashTable              *wanted,
            guint                    column,
            const AxleCalendarPlace *place,
            const GdkRectangle      *area)
{
  const Key key = { place->item->appointment->id, column };
  Entry *entry = NULL;

  if (!g_hash_table_steal_extended (self->shown, &key, NULL, (gpointer *) &entry))
    {
      entry = g_new0 (Entry, 1);
      entry->key = key;
    }
  entry->place = place;
  entry->area = *area;
  g_hash_table_insert (wanted, &entry->key, entry);
}

/* What has the focus keeps it, wherever it is scrolled or moved to. */
static void
want_column (AxleGridCanvas     *self,
             GHashTable         *wanted,
             guint               column,
             const GdkRectangle *sight,
             const AxleId       *focused)
{
  AxleCalendarColumn *shown = axle_grid_model_get_column (self->model, column);

  for (guint i = 0; i < shown->places->len; i++)
    {
      const AxleCalendarPlace *place = &g_array_index (shown->places, AxleCalendarPlace, i);
      GdkRectangle area = axle_grid_canvas_find_area (self, column, place);

      if (gdk_rectangle_intersect (&area, sight, NULL) || axle_id_equal (&place->item->appointment->id, focused))
        want_place (self, wanted, column, place, &area);
    }
}

static Entry *
find_entry (GHashTable   *entries,
            const AxleId *id)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (axle_id_equal (&((Entry *) value)->key.id, id))
      return value;
  return NULL;
}

/* An appointment that was moved to another column takes its block, and the focus, with it.
 * Where one with the focus is gone, its slot has the focus. */
static void
keep_focus (AxleGridCanvas *self,
            GHashTable     *wanted,
            const AxleId   *focused)
{
  Entry *before = find_entry (self->shown, focused);
  Entry *after = find_entry (wanted, focused);

  if (before == NULL)
    return;
  if (after == NULL)
    {
      int minute = (int) axle_grid_model_get_minute (self->model, gtk_adjustment_get_value (self->vertical));
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (GTK_WIDGET (before->block), GTK_WIDGET (self), &bounds))
        minute = (int) axle_grid_model_get_minute (self->model, bounds.origin.y);
      axle_grid_keys_set_cursor (self, before->key.column, minute);
      gtk_widget_grab_focus (GTK_WIDGET (self));
    }
  else if (after->block == NULL)
    {
      after->block = g_steal_pointer (&before->block);
    }
}

/* @margin: around what is in sight; @renew: whether what is there may tell something else now. */
static void
fill (AxleGridCanvas *self,
      int             margin,
      gboolean        renew)
{
  g_autoptr(GHashTable) wanted = g_hash_table_new_full (key_hash, key_equal, NULL, g_free);
  AxleGridBlock *block = axle_grid_canvas_get_focused (self, NULL, NULL);
  AxleId focused = block != NULL ? *axle_grid_block_get_id (block) : AXLE_ID_NONE;
  AxleWorkstation *workstation = axle_calendar_get_workstation (axle_grid_model_get_calendar (self->model));
  gint64 late_before = axle_appointment_get_late_before (workstation);
  GdkRectangle sight = find_sight (self, margin);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    want_column (self, wanted, i, &sight, &focused);
  if (!axle_id_is_none (&focused))
    keep_focus (self, wanted, &focused);
  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Entry *) value)->block != NULL)
      give_back (self, value);
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      if (entry->block == NULL || renew || axle_grid_block_get_item (entry->block) != entry->place->item)
        {
          if (entry->block == NULL)
            entry->block = take_block (self);
          tell_block (self, entry, late_before);
        }
      axle_grid_block_set_slim (entry->block, entry->area.width < SLIM);
    }
  g_hash_table_unref (self->shown);
  self->shown = g_steal_pointer (&wanted);
  axle_grid_canvas_mark_moved (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
fill_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  AxleGridCanvas *self = AXLE_GRID_CANVAS (widget);

  /* What is in sight took its part of the frame. */
  if (self->fresh)
    {
      self->fresh = FALSE;
      return G_SOURCE_CONTINUE;
    }
  self->fill_id = 0;
  if (axle_grid_canvas_is_ready (self))
    fill (self, MARGIN, FALSE);
  return G_SOURCE_REMOVE;
}

void
axle_grid_blocks_queue (AxleGridCanvas *self)
{
  if (self->fill_id == 0)
    self->fill_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), fill_cb, NULL, NULL);
}

void
axle_grid_blocks_renew (AxleGridCanvas *self)
{
  if (self->vertical == NULL)
    return;
  fill (self, 0, TRUE);
  self->fresh = TRUE;
  axle_grid_blocks_queue (self);
}

/* On the screen. */

void
axle_grid_blocks_allocate (AxleGridCanvas *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      entry->area = axle_grid_canvas_find_area (self, entry->key.column, entry->place);
      gtk_widget_size_allocate (GTK_WIDGET (entry->block), &entry->area, -1);
    }
}

/* Was taken hold of and let go of: it is drawn where it was put. */
static gboolean
is_put_elsewhere (AxleGridCanvas *self,
                  const Entry    *entry)
{
  return self->landed != NULL && !self->landed->copy && axle_id_equal (&entry->key.id, &self->landed->record->id);
}

/* Those that are in sight: what is not costs nothing before it is scrolled to. Always in the
 * same order: the renderer draws anew what changes places. */
static GPtrArray *
list_drawn (AxleGridCanvas *self)
{
  GPtrArray *drawn = g_ptr_array_new ();
  GdkRectangle sight = find_sight (self, 0);

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    {
      const GArray *places = axle_grid_model_get_column (self->model, i)->places;

      for (guint j = 0; j < places->len; j++)
        {
          const Key key = { g_array_index (places, AxleCalendarPlace, j).item->appointment->id, i };
          const Entry *entry = g_hash_table_lookup (self->shown, &key);

          if (entry != NULL && gdk_rectangle_intersect (&entry->area, &sight, NULL) && !is_put_elsewhere (self, entry))
            g_ptr_array_add (drawn, entry->block);
        }
    }
  return drawn;
}

gboolean
axle_grid_blocks_prepare (AxleGridCanvas *self)
{
  g_autoptr(GPtrArray) drawn = list_drawn (self);
  gint64 until = g_get_monotonic_time () + TEXT_TIME;

  for (guint i = 0; i < drawn->len; i++)
    {
      if (g_get_monotonic_time () > until)
        return FALSE;
      axle_grid_block_prepare (drawn->pdata[i]);
    }
  return TRUE;
}

void
axle_grid_blocks_snapshot (AxleGridCanvas *self,
                           GtkSnapshot    *snapshot)
{
  g_autoptr(GPtrArray) drawn = list_drawn (self);

  for (guint i = 0; i < drawn->len; i++)
    gtk_widget_snapshot_child (GTK_WIDGET (self), drawn->pdata[i], snapshot);
}

/* Finding blocks. */

static Entry *
find_entry_of (AxleGridCanvas *self,
               GtkWidget      *block)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->shown);
  while (block != NULL && g_hash_table_iter_next (&iter, NULL, &value))
    if ((GtkWidget *) ((Entry *) value)->block == block)
      return value;
  return NULL;
}

static AxleGridBlock *
tell_entry (const Entry              *entry,
            guint                    *column,
            const AxleCalendarPlace **place)
{
  if (entry == NULL)
    return NULL;
  if (column != NULL)
    *column = entry->key.column;
  if (place != NULL)
    *place = entry->place;
  return entry->block;
}

AxleGridBlock *
axle_grid_canvas_pick (AxleGridCanvas           *self,
                       double                    x,
                       double                    y,
                       guint                    *column,
                       const AxleCalendarPlace **place)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return tell_entry (picked != NULL ? find_entry_of (self, picked) : NULL, column, place);
}

AxleGridBlock *
axle_grid_canvas_get_focused (AxleGridCanvas           *self,
                              guint                    *column,
                              const AxleCalendarPlace **place)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return tell_entry (child != NULL && gtk_widget_has_focus (child) ? find_entry_of (self, child) : NULL, column, place);
}

void
axle_grid_canvas_focus_place (AxleGridCanvas          *self,
                              guint                    column,
                              const AxleCalendarPlace *place)
{
  GdkRectangle area = axle_grid_canvas_find_area (self, column, place);
  Key key = { place->item->appointment->id, column };
  Entry *entry;

  axle_grid_canvas_show_area (self, &area);
  fill (self, 0, FALSE);
  axle_grid_blocks_queue (self);
  entry = g_hash_table_lookup (self->shown, &key);
  if (entry == NULL)
    return;
  axle_grid_keys_set_cursor (self, column, place->from);
  gtk_widget_grab_focus (GTK_WIDGET (entry->block));
}

gboolean
axle_grid_canvas_select (AxleGridCanvas *self,
                         const AxleId   *appointment)
{
  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    {
      AxleCalendarColumn *column = axle_grid_model_get_column (self->model, i);

      for (guint j = 0; j < column->places->len; j++)
        {
          const AxleCalendarPlace *place = &g_array_index (column->places, AxleCalendarPlace, j);

          if (!axle_id_equal (&place->item->appointment->id, appointment))
            continue;
          axle_grid_canvas_focus_place (self, i, place);
          return TRUE;
        }
    }
  return FALSE;
}

void
axle_grid_canvas_mark_moved (AxleGridCanvas *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      if (self->ghost != NULL && !self->ghost->is_new && !self->ghost->copy &&
          axle_id_equal (&entry->key.id, &self->ghost->record->id))
        gtk_widget_add_css_class (GTK_WIDGET (entry->block), "moved");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (entry->block), "moved");
    }
}

void
axle_grid_blocks_set_up (AxleGridCanvas *self)
{
  self->shown = g_hash_table_new_full (key_hash, key_equal, NULL, g_free);
  self->spare = g_ptr_array_new ();
}

void
axle_grid_blocks_clear (AxleGridCanvas *self)
{
  g_hash_table_remove_all (self->shown);
  g_ptr_array_set_size (self->spare, 0);
}

void
axle_grid_blocks_free (AxleGridCanvas *self)
{
  g_hash_table_unref (self->shown);
  g_ptr_array_unref (self->spare);
}
