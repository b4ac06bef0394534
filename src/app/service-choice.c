/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service-choice.h"

#include "app/workstation-private.h"
#include "core/appointment/service-item.h"
#include "core/repair/job.h"

struct _AxleServiceChoice
{
  GObject    parent_instance;
  AxleForm  *form;
  guint      field;
  GPtrArray *menu;
  AxleValue  seen;   /* what was chosen when it was looked at last */
};

G_DEFINE_FINAL_TYPE (AxleServiceChoice, axle_service_choice, G_TYPE_OBJECT)

static guint changed_signal;

static const AxleValue *
get_chosen (AxleServiceChoice *self)
{
  return axle_record_get (axle_form_get_record (self->form), self->field);
}

/* The menu. */

static int
area_of (const AxleRecord *item)
{
  const char *area = axle_record_get_text (item, AXLE_SERVICE_ITEM_AREA);
  int i = 0;

  while (axle_job_areas[i].name != NULL && g_strcmp0 (axle_job_areas[i].name, area) != 0)
    i++;
  return i;
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const AxleRecord *one = *(const AxleRecord * const *) a;
  const AxleRecord *other = *(const AxleRecord * const *) b;
  int area = area_of (one) - area_of (other);
  gint64 position = axle_record_get_integer (one, AXLE_SERVICE_ITEM_POSITION) -
                    axle_record_get_integer (other, AXLE_SERVICE_ITEM_POSITION);

  return area != 0 ? area : position != 0 ? (position < 0 ? -1 : 1) : axle_id_compare (&one->id, &other->id);
}

/* What is not offered any more is still told of a record that has it. */
static void
read_menu (AxleServiceChoice *self,
           AxleStore         *reader)
{
  g_autoptr(GPtrArray) items = reader != NULL ? axle_store_list (reader, &axle_service_item_entity, NULL) : NULL;

  for (guint i = 0; items != NULL && i < items->len; i++)
    if (axle_record_get_boolean (items->pdata[i], AXLE_SERVICE_ITEM_ACTIVE) ||
        axle_service_choice_has (self, axle_record_get_text (items->pdata[i], AXLE_SERVICE_ITEM_CODE)))
      g_ptr_array_add (self->menu, axle_record_ref (items->pdata[i]));
  g_ptr_array_sort (self->menu, compare_items);
}

GPtrArray *
axle_service_choice_get_menu (AxleServiceChoice *self)
{
  return self->menu;
}

/* Choosing. */

gboolean
axle_service_choice_has (AxleServiceChoice *self,
                         const char        *code)
{
  g_auto(GStrv) codes = axle_record_dup_members (axle_form_get_record (self->form), self->field);

  return g_strv_contains ((const char * const *) codes, code);
}

void
axle_service_choice_set (AxleServiceChoice *self,
                         const char        *code,
                         gboolean           chosen)
{
  g_auto(GStrv) codes = axle_record_dup_members (axle_form_get_record (self->form), self->field);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) left = NULL;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  for (guint i = 0; codes[i] != NULL; i++)
    if (!g_str_equal (codes[i], code))
      g_strv_builder_add (builder, codes[i]);
  if (chosen)
    g_strv_builder_add (builder, code);
  left = g_strv_builder_end (builder);
  axle_value_set_members (&value, (const char * const *) left);
  axle_form_set (self->form, self->field, &value);
}

static void
form_changed_cb (AxleServiceChoice *self)
{
  if (axle_value_equal (&self->seen, get_chosen (self)))
    return;
  axle_value_clear (&self->seen);
  axle_value_copy (get_chosen (self), &self->seen);
  g_signal_emit (self, changed_signal, 0);
}

/* The object. */

static void
axle_service_choice_finalize (GObject *object)
{
  AxleServiceChoice *self = AXLE_SERVICE_CHOICE (object);

  g_clear_object (&self->form);
  g_ptr_array_unref (self->menu);
  axle_value_clear (&self->seen);
  G_OBJECT_CLASS (axle_service_choice_parent_class)->finalize (object);
}

static void
axle_service_choice_class_init (AxleServiceChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_service_choice_finalize;
  changed_signal = g_signal_new ("changed", AXLE_TYPE_SERVICE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
axle_service_choice_init (AxleServiceChoice *self)
{
  self->menu = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
}

AxleServiceChoice *
axle_service_choice_new (AxleWorkstation *workstation,
                         AxleForm        *form,
                         guint            field)
{
  AxleServiceChoice *self = g_object_new (AXLE_TYPE_SERVICE_CHOICE, NULL);

  self->form = g_object_ref (form);
  self->field = field;
  axle_value_copy (get_chosen (self), &self->seen);
  read_menu (self, axle_workstation_get_reader (workstation));
  g_signal_connect_object (form, "notify::record", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
