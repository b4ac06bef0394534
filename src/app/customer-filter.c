/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-filter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/customer-operations.h"
#include "app/workstation-private.h"
#include "core/change-list.h"
#include "core/insight/segment.h"
#include "store/segments.h"

static const AxleFilterWord filter_words[] = {
  { "class", N_("Class"), FALSE },
  { "stage", N_("Stage"), FALSE },
  { "potential", N_("Potential"), FALSE },
  { "value", N_("Customer value"), FALSE },
  { "trait", N_("Age group"), FALSE },
  { "advisor", N_("Service advisor"), FALSE },
  { "tags", N_("Tags"), TRUE },
  { "completeness_level", N_("Completeness"), FALSE },
};

const AxleFilterWord *
axle_filter_words (guint *n_words)
{
  *n_words = G_N_ELEMENTS (filter_words);
  return filter_words;
}

struct _AxleCustomerFilter
{
  GPtrArray *values[G_N_ELEMENTS (filter_words)]; /* (element-type utf8) */
  char      *segment;
};

AxleCustomerFilter *
axle_customer_filter_new (void)
{
  AxleCustomerFilter *self = g_new0 (AxleCustomerFilter, 1);

  for (guint i = 0; i < G_N_ELEMENTS (filter_words); i++)
    self->values[i] = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
axle_customer_filter_free (AxleCustomerFilter *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filter_words); i++)
    g_ptr_array_unref (self->values[i]);
  g_free (self->segment);
  g_free (self);
}

void
axle_customer_filter_clear (AxleCustomerFilter *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filter_words); i++)
    g_ptr_array_set_size (self->values[i], 0);
  g_clear_pointer (&self->segment, g_free);
}

static GPtrArray *
find_values (const AxleCustomerFilter *self,
             const char               *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (filter_words); i++)
    if (g_str_equal (filter_words[i].word, word))
      return self->values[i];
  g_return_val_if_reached (NULL);
}

void
axle_customer_filter_set (AxleCustomerFilter *self,
                          const char         *word,
                          const char         *value,
                          gboolean            wanted)
{
  GPtrArray *values = find_values (self, word);
  guint at;
  gboolean there = g_ptr_array_find_with_equal_func (values, value, g_str_equal, &at);

  if (wanted && !there)
    g_ptr_array_add (values, g_strdup (value));
  else if (!wanted && there)
    g_ptr_array_remove_index (values, at);
}

gboolean
axle_customer_filter_has (const AxleCustomerFilter *self,
                          const char               *word,
                          const char               *value)
{
  return g_ptr_array_find_with_equal_func (find_values (self, word), value, g_str_equal, NULL);
}

guint
axle_customer_filter_count (const AxleCustomerFilter *self,
                            const char               *word)
{
  return find_values (self, word)->len;
}

/* Returns: (nullable): the value that was ticked first */
const char *
axle_customer_filter_get_first (const AxleCustomerFilter *self,
                                const char               *word)
{
  GPtrArray *values = find_values (self, word);

  return values->len > 0 ? values->pdata[0] : NULL;
}

void
axle_customer_filter_set_segment (AxleCustomerFilter *self,
                                  const char         *segment)
{
  g_set_str (&self->segment, segment);
}

/* In quotes that the text does not have: the little language knows no other way. */
static void
append_quoted (GString    *out,
               const char *text)
{
  static const char * const quotes[][2] = { { "\"", "\"" }, { "'", "'" }, { "“", "”" }, { "‘", "’" }, { "「", "」" } };

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (strstr (text, quotes[i][1]) == NULL)
      {
        g_string_append_printf (out, "%s%s%s", quotes[i][0], text, quotes[i][1]);
        return;
      }
  g_string_append (out, "\"\"");
}

static void
append_values (GString              *out,
               const AxleFilterWord *word,
               GPtrArray            *values)
{
  if (out->len > 0)
    g_string_append (out, " and ");
  if (values->len > 1)
    g_string_append (out, word->set ? "(" : "");
  for (guint i = 0; i < values->len; i++)
    {
      if (word->set)
        g_string_append_printf (out, "%s%s contains ", i > 0 ? " or " : "", word->word);
      else if (i == 0)
        g_string_append_printf (out, values->len > 1 ? "%s in (" : "%s = ", word->word);
      else
        g_string_append (out, ", ");
      append_quoted (out, values->pdata[i]);
    }
  if (values->len > 1)
    g_string_append_c (out, ')');
}

/**
 * axle_customer_filter_dup_condition:
 * @self: a filter
 *
 * Returns: (nullable) (transfer full): what must hold; %NULL for everybody
 */
char *
axle_customer_filter_dup_condition (const AxleCustomerFilter *self)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (filter_words); i++)
    if (self->values[i]->len > 0)
      append_values (out, &filter_words[i], self->values[i]);
  if (self->segment != NULL && out->len > 0)
    g_string_append_printf (out, " and (%s)", self->segment);
  else if (self->segment != NULL)
    g_string_append (out, self->segment);
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/* The values of a word. */

static void
free_value (gpointer data)
{
  AxleFilterValue *value = data;

  g_free (value->value);
  g_free (value->label);
  g_free (value);
}

static void
add_value (GPtrArray  *values,
           const char *value,
           const char *label,
           gint64      count)
{
  AxleFilterValue *one = g_new0 (AxleFilterValue, 1);

  one->value = g_strdup (value);
  one->label = g_strdup (label);
  one->count = count;
  g_ptr_array_add (values, one);
}

static int
compare_labels (gconstpointer a,
                gconstpointer b)
{
  return g_utf8_collate ((*(AxleFilterValue * const *) a)->label, (*(AxleFilterValue * const *) b)->label);
}

static GPtrArray *
make_values (const AxleField *field,
             GHashTable      *counts)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (free_value);
  GHashTableIter iter;
  gpointer value, count;

  if (field->choices != NULL)
    {
      for (const AxleChoice *choice = field->choices; choice->name != NULL; choice++)
        {
          const gint64 *n = g_hash_table_lookup (counts, choice->name);

          add_value (values, choice->name, _(choice->label), n != NULL ? *n : 0);
        }
      return values;
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &value, &count))
    add_value (values, value, value, *(gint64 *) count);
  g_ptr_array_sort (values, compare_labels);
  return values;
}

static gboolean
values_job (AxleStore    *store,
            GTask        *task,
            gpointer      data,
            GCancellable *cancellable)
{
  GError *cause = NULL;
  GError *error = NULL;
  g_autoptr(GHashTable) counts = axle_store_count_by (store, data, cancellable, &cause);

  if (counts == NULL)
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
    }
  else
    {
      g_task_return_pointer (task, make_values (axle_segment_find_word (data, NULL), counts),
                             (GDestroyNotify) g_ptr_array_unref);
    }
  return G_SOURCE_REMOVE;
}

void
axle_filter_list_values_async (AxleWorkstation     *workstation,
                               const char          *word,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  char *asked = g_strdup (word);

  g_task_set_task_data (task, asked, g_free);
  axle_workstation_browse (workstation, AXLE_JOB_NORMAL, task, values_job, asked);
}

/* Returns: (transfer full) (element-type AxleFilterValue) (nullable): in their order */
GPtrArray *
axle_filter_list_values_finish (AxleWorkstation  *workstation,
                                GAsyncResult     *result,
                                GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Segments. */

static int
compare_segments (gconstpointer a,
                  gconstpointer b)
{
  const AxleRecord *one = *(AxleRecord * const *) a;
  const AxleRecord *other = *(AxleRecord * const *) b;
  gint64 position = axle_record_get_integer (one, AXLE_SEGMENT_POSITION);
  gint64 other_position = axle_record_get_integer (other, AXLE_SEGMENT_POSITION);

  if (position != other_position)
    return position > other_position ? 1 : -1;
  return g_utf8_collate (axle_record_get_text (one, AXLE_SEGMENT_NAME), axle_record_get_text (other, AXLE_SEGMENT_NAME));
}

/* Returns: (transfer full) (element-type AxleRecord): in their order */
GPtrArray *
axle_workstation_list_segments (AxleWorkstation *workstation)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  GPtrArray *segments = reader != NULL ? axle_store_list (reader, &axle_segment_entity, NULL) : NULL;

  if (segments == NULL)
    segments = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_ptr_array_sort (segments, compare_segments);
  return segments;
}

char *
axle_segment_dup_problem (const char *condition)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleCondition) parsed = axle_segment_parse (condition, &error);

  return parsed == NULL ? g_strdup (error->message) : NULL;
}

static char *
describe_word (const AxleField *field)
{
  g_autoptr(GString) text = g_string_new (axle_field_get_label (field));

  for (const AxleChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    g_string_append_printf (text, "%s\"%s\"", choice == field->choices ? ": " : _(", "), choice->name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

GPtrArray *
axle_segment_list_texts (void)
{
  g_autoptr(GPtrArray) words = axle_segment_list_words ();
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < words->len; i++)
    {
      g_ptr_array_add (texts, g_strdup (words->pdata[i]));
      g_ptr_array_add (texts, describe_word (axle_segment_find_word (words->pdata[i], NULL)));
    }
  return texts;
}

void
axle_segment_save_async (AxleWorkstation     *workstation,
                         const AxleRecord    *before,
                         const char          *name,
                         const char          *condition,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(AxleRecord) after =
    before != NULL ? axle_record_copy (before) : axle_customer_draft_new (workstation, &axle_segment_entity);

  axle_record_set_text (after, AXLE_SEGMENT_NAME, name);
  axle_record_set_text (after, AXLE_SEGMENT_CONDITION, condition);
  axle_change_list_add_between (changes, before, after);
  axle_workstation_save_async (workstation, before != NULL ? _("Segment changed") : _("Segment added"), changes,
                               cancellable, callback, user_data);
}

static gboolean
count_job (AxleStore    *store,
           GTask        *task,
           gpointer      data,
           GCancellable *cancellable)
{
  char **conditions = data;
  g_autoptr(GArray) counts = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; conditions[i] != NULL; i++)
    {
      gint64 count = axle_store_count_segment (store, conditions[i], cancellable, NULL);

      if (g_task_return_error_if_cancelled (task))
        return G_SOURCE_REMOVE;
      g_array_append_val (counts, count);
    }
  g_task_return_pointer (task, g_steal_pointer (&counts), (GDestroyNotify) g_array_unref);
  return G_SOURCE_REMOVE;
}

void
axle_segments_count_async (AxleWorkstation     *workstation,
                           const char * const  *conditions,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  char **asked = g_strdupv ((char **) conditions);

  g_task_set_task_data (task, asked, (GDestroyNotify) g_strfreev);
  axle_workstation_browse (workstation, AXLE_JOB_NORMAL, task, count_job, asked);
}

GArray *
axle_segments_count_finish (AxleWorkstation  *workstation,
                            GAsyncResult     *result,
                            GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
