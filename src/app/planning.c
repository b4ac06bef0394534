/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/planning.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/format.h"
#include "app/workstation-private.h"
#include "core/change-list.h"

/* More groups are not told one by one. */
#define GROUPS_TOLD 5

void
axle_planning_group_free (AxlePlanningGroup *self)
{
  g_free (self->key);
  g_free (self->title);
  g_free (self->about);
  g_clear_pointer (&self->preset, axle_record_unref);
  g_ptr_array_unref (self->records);
  g_free (self);
}

/**
 * axle_planning_find:
 * @name: such as `resources`
 *
 * Returns: (nullable) (transfer none): the kind with that page
 */
const AxlePlanningKind *
axle_planning_find (const char *name)
{
  guint n_kinds;
  const AxlePlanningKind *kinds = axle_planning_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    if (g_str_equal (kinds[i].name, name))
      return &kinds[i];
  return NULL;
}

static const AxlePlanningKind *
find_of_entity (const AxleEntity *entity)
{
  guint n_kinds;
  const AxlePlanningKind *kinds = axle_planning_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    if (kinds[i].entity == entity)
      return &kinds[i];
  return NULL;
}

/* By position, then by what sorts as text: a code, a date; then by time of making. */
static int
compare_records (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const AxlePlanningKind *kind = data;
  const AxleRecord *one = *(const AxleRecord * const *) a;
  const AxleRecord *other = *(const AxleRecord * const *) b;
  const AxleValue *first = axle_record_get (one, 0);
  const AxleValue *second = axle_record_get (other, 0);
  int order = 0;

  if (kind->position >= 0)
    order = (int) CLAMP (axle_record_get_integer (one, (guint) kind->position) -
                           axle_record_get_integer (other, (guint) kind->position), -1, 1);
  if (order == 0 && first->kind == AXLE_VALUE_TEXT && second->kind == AXLE_VALUE_TEXT)
    order = strcmp (first->as.text, second->as.text);
  return order != 0 ? order : axle_id_compare (&one->id, &other->id);
}

GPtrArray *
axle_planning_list (AxleWorkstation        *workstation,
                    const AxlePlanningKind *kind)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_autoptr(GPtrArray) records = reader != NULL ? axle_store_list (reader, kind->entity, NULL) : NULL;
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_planning_group_free);

  if (records == NULL)
    return groups;
  g_ptr_array_sort_with_data (records, compare_records, (gpointer) kind);
  kind->split (workstation, kind, records, groups);
  return groups;
}

char *
axle_planning_dup_title (AxleWorkstation        *workstation,
                         const AxlePlanningKind *kind,
                         const AxleRecord       *record)
{
  return kind->dup_title != NULL ? kind->dup_title (workstation, record) : axle_record_dup_title (record);
}

/* What is not so is not told; that it is so, by the name of the field. */
static char *
dup_word (AxleWorkstation  *workstation,
          const AxleRecord *record,
          guint             index)
{
  const AxleField *field = &record->entity->fields[index];
  const AxleValue *value = axle_record_get (record, index);
  g_autofree char *text = NULL;

  if (field->type == AXLE_FIELD_BOOLEAN)
    return g_strdup (axle_record_get_boolean (record, index) ? axle_field_get_label (field) : "");
  text = axle_workstation_format_value (workstation, field, value);
  if (*text != '\0' && (field->type == AXLE_FIELD_DATE || field->type == AXLE_FIELD_TIME))
    /* Translators: the name of a field and what it holds, in a line: “Since 2026-03-05”. */
    return g_strdup_printf (C_("field", "%s %s"), axle_field_get_label (field), text);
  return g_steal_pointer (&text);
}

char *
axle_planning_dup_words (AxleWorkstation        *workstation,
                         const AxlePlanningKind *kind,
                         const AxleRecord       *record)
{
  g_autofree char *span = kind->dup_span != NULL ? kind->dup_span (workstation, record) : NULL;
  g_autoptr(GString) words = g_string_new (span);

  for (guint i = 0; i < kind->n_words; i++)
    {
      g_autofree char *word = dup_word (workstation, record, kind->words[i]);

      if (*word == '\0')
        continue;
      if (words->len > 0)
        g_string_append (words, " · ");
      g_string_append (words, word);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
axle_planning_dup_summary (AxleWorkstation        *workstation,
                           const AxlePlanningKind *kind)
{
  g_autoptr(GPtrArray) groups = axle_planning_list (workstation, kind);
  g_autoptr(GString) words = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    {
      const AxlePlanningGroup *group = groups->pdata[i];

      n += group->records->len;
      if (kind->is_fixed && group->records->len > 0 && *group->title != '\0')
        g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", group->title);
      else if (!kind->is_fixed && *group->title != '\0')
        g_string_append_printf (words, "%s%s %u", words->len > 0 ? " · " : "", group->title, group->records->len);
    }
  if (n == 0)
    return g_strdup (_("Nothing yet"));
  if (words->len > 0 && groups->len <= GROUPS_TOLD)
    return g_string_free (g_steal_pointer (&words), FALSE);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u entry", "%u entries", n), n);
}

/* What nobody said is out of use is in use. */
gboolean
axle_planning_is_active (const AxlePlanningKind *kind,
                         const AxleRecord       *record)
{
  return kind->active < 0 || axle_record_get (record, (guint) kind->active)->kind == AXLE_VALUE_NONE ||
         axle_record_get_boolean (record, (guint) kind->active);
}

void
axle_planning_save_async (AxleWorkstation     *workstation,
                          const AxleRecord    *before,
                          const AxleRecord    *after,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  const AxlePlanningKind *kind = find_of_entity (after->entity);
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  axle_change_list_add_between (changes, before, after);
  axle_workstation_save_async (workstation, _(before == NULL ? kind->added : kind->changed), changes, cancellable, callback,
                               user_data);
}

void
axle_planning_delete_async (AxleWorkstation        *workstation,
                            const AxlePlanningKind *kind,
                            const AxleRecord       *record,
                            GCancellable           *cancellable,
                            GAsyncReadyCallback     callback,
                            gpointer                user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  axle_change_list_add_action (changes, record, AXLE_CHANGE_DELETE);
  axle_workstation_save_async (workstation, _(kind->deleted), changes, cancellable, callback, user_data);
}

void
axle_planning_set_active_async (AxleWorkstation        *workstation,
                                const AxlePlanningKind *kind,
                                const AxleRecord       *record,
                                gboolean                active,
                                GCancellable           *cancellable,
                                GAsyncReadyCallback     callback,
                                gpointer                user_data)
{
  g_autoptr(AxleRecord) after = axle_record_copy (record);
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  axle_record_set_boolean (after, (guint) kind->active, active);
  axle_change_list_add_between (changes, record, after);
  axle_workstation_save_async (workstation, active ? _("Taken into use") : _("Taken out of use"), changes, cancellable, callback,
                               user_data);
}

/* All of the kind in their order, with @record where it is to be. */
static GPtrArray *
list_moved (GPtrArray        *groups,
            const AxleRecord *record,
            guint             place)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < groups->len; i++)
    {
      const AxlePlanningGroup *group = groups->pdata[i];
      guint first = all->len;
      gpointer moved = NULL;

      for (guint k = 0; k < group->records->len; k++)
        if (axle_id_equal (&((const AxleRecord *) group->records->pdata[k])->id, &record->id))
          moved = group->records->pdata[k];
        else
          g_ptr_array_add (all, group->records->pdata[k]);
      if (moved != NULL)
        g_ptr_array_insert (all, (int) MIN (first + place, all->len), moved);
    }
  return all;
}

void
axle_planning_move_async (AxleWorkstation        *workstation,
                          const AxlePlanningKind *kind,
                          const AxleRecord       *record,
                          guint                   place,
                          GCancellable           *cancellable,
                          GAsyncReadyCallback     callback,
                          gpointer                user_data)
{
  g_autoptr(GPtrArray) groups = axle_planning_list (workstation, kind);
  g_autoptr(GPtrArray) all = list_moved (groups, record, place);
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr(AxleRecord) after = axle_record_copy (all->pdata[i]);

      axle_record_set_integer (after, (guint) kind->position, i + 1);
      axle_change_list_add_between (changes, all->pdata[i], after);
    }
  axle_workstation_save_async (workstation, _("Order changed"), changes, cancellable, callback, user_data);
}
