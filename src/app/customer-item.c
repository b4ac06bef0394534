/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-item.h"

#include <glib/gi18n-lib.h>

#include "app/customer-profile.h"
#include "app/format.h"
#include "app/workstation-private.h"
#include "core/calendar.h"
#include "core/insight/figure.h"
#include "core/insight/rfm.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"

typedef enum
{
  PROP_NAME = 1,
  PROP_PHONE,
  PROP_PLATES,
  PROP_MODELS,
  PROP_STAGE,
  PROP_CLASS,
  PROP_VALUE,
  PROP_POTENTIAL,
  PROP_ADVISOR,
  PROP_LAST_VISIT,
  PROP_VISITS,
  PROP_SPEND,
  PROP_DUE,
  PROP_COMPLETENESS,
  PROP_LAST_CONTACT,
  PROP_CREATED,
  PROP_TAGS,
  PROP_MATCH_MARKUP,
  PROP_PENDING,
  PROP_REFUSED,
  N_PROPS,
} Prop;

struct _AxleCustomerItem
{
  GObject               parent_instance;
  AxleCustomerItemLoad  load;      /* NULL once it is loaded */
  gpointer              load_data;
  AxleRecord           *customer;
  GPtrArray            *vehicles;
  char                 *texts[PROP_PENDING];
  gboolean              pending;
  gboolean              refused;
};

G_DEFINE_FINAL_TYPE (AxleCustomerItem, axle_customer_item, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

#define BY_FIGURE(field) (AXLE_CUSTOMER_ORDER_FIGURE + AXLE_FIGURE_##field)

static const AxleCustomerColumn columns[] = {
  { "name", N_("Name"), "name", AXLE_CUSTOMER_ORDER_NAME, 110, TRUE, FALSE },
  { "phone", N_("Phone"), "phone", AXLE_CUSTOMER_ORDER_PHONE, 130, TRUE, FALSE },
  { "plates", N_("Plate"), "plates", AXLE_CUSTOMER_ORDER_PLATE, 122, TRUE, FALSE },
  { "models", N_("Model"), "models", -1, 140, TRUE, FALSE },
  { "stage", N_("Stage"), "stage", AXLE_CUSTOMER_ORDER_STAGE, 100, TRUE, FALSE },
  { "class", N_("Class"), "class", BY_FIGURE (CLASS), 100, TRUE, FALSE },
  { "value", N_("Customer value"), "value", BY_FIGURE (VALUE), 100, FALSE, FALSE },
  { "potential", N_("Potential"), "potential", BY_FIGURE (POTENTIAL), 100, FALSE, FALSE },
  { "advisor", N_("Service advisor"), "advisor", AXLE_CUSTOMER_ORDER_ADVISOR, 120, TRUE, FALSE },
  { "tags", N_("Tags"), "tags", -1, 160, FALSE, FALSE },
  { "last-visit", N_("Last visit"), "last-visit", BY_FIGURE (LAST_VISIT), 130, FALSE, TRUE },
  { "visits", N_("Visits in a year"), "visits", BY_FIGURE (VISITS), 110, FALSE, TRUE },
  { "spend", N_("Spent in a year"), "spend", BY_FIGURE (SPEND), 120, FALSE, TRUE },
  { "due", N_("Next service"), "due", BY_FIGURE (DUE), 110, FALSE, TRUE },
  { "completeness", N_("Completeness"), "completeness", BY_FIGURE (COMPLETENESS), 110, FALSE, TRUE },
  { "last-contact", N_("Last contact"), "last-contact", AXLE_CUSTOMER_ORDER_CONTACT, 130, TRUE, TRUE },
  { "created", N_("Created"), "created", AXLE_CUSTOMER_ORDER_CREATED, 110, FALSE, TRUE },
};

const AxleCustomerColumn *
axle_customer_columns (guint *n_columns)
{
  if (n_columns != NULL)
    *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

/* What it fills is told to nobody: who asks has not seen the item before. */
static AxleCustomerItem *
ensure_loaded (AxleCustomerItem *self)
{
  if (self->load != NULL)
    self->load (self, self->load_data);
  return self;
}

static void
axle_customer_item_finalize (GObject *object)
{
  AxleCustomerItem *self = AXLE_CUSTOMER_ITEM (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->customer, axle_record_unref);
  g_clear_pointer (&self->vehicles, g_ptr_array_unref);
  G_OBJECT_CLASS (axle_customer_item_parent_class)->finalize (object);
}

static void
axle_customer_item_get_property (GObject    *object,
                                 guint       property,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  AxleCustomerItem *self = ensure_loaded (AXLE_CUSTOMER_ITEM (object));

  if (property == PROP_PENDING)
    g_value_set_boolean (value, self->pending);
  else if (property == PROP_REFUSED)
    g_value_set_boolean (value, self->refused);
  else if (property > 0 && property < PROP_PENDING)
    g_value_set_string (value, self->texts[property]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
axle_customer_item_class_init (AxleCustomerItemClass *klass)
{
  static const char * const names[] = {
    [PROP_NAME] = "name",
    [PROP_PHONE] = "phone",
    [PROP_PLATES] = "plates",
    [PROP_MODELS] = "models",
    [PROP_STAGE] = "stage",
    [PROP_CLASS] = "class",
    [PROP_VALUE] = "value",
    [PROP_POTENTIAL] = "potential",
    [PROP_ADVISOR] = "advisor",
    [PROP_LAST_VISIT] = "last-visit",
    [PROP_VISITS] = "visits",
    [PROP_SPEND] = "spend",
    [PROP_DUE] = "due",
    [PROP_COMPLETENESS] = "completeness",
    [PROP_LAST_CONTACT] = "last-contact",
    [PROP_CREATED] = "created",
    [PROP_TAGS] = "tags",
    [PROP_MATCH_MARKUP] = "match-markup",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = axle_customer_item_finalize;
  object_class->get_property = axle_customer_item_get_property;
  for (guint i = PROP_NAME; i < G_N_ELEMENTS (names); i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, flags);
  properties[PROP_REFUSED] = g_param_spec_boolean ("refused", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
axle_customer_item_init (AxleCustomerItem *self)
{
}

static void
take_text (AxleCustomerItem *self,
           Prop              property,
           char             *text)
{
  g_autofree char *owned = text;

  if (g_strcmp0 (self->texts[property], owned) == 0)
    return;
  g_free (self->texts[property]);
  self->texts[property] = g_steal_pointer (&owned);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static char *
format_field (AxleWorkstation  *workstation,
              const AxleRecord *record,
              guint             field)
{
  return axle_workstation_format_value (workstation, &record->entity->fields[field], axle_record_get (record, field));
}

/* What the vehicles say in one field, each once. */
static char *
join_vehicles (AxleWorkstation *workstation,
               GPtrArray       *vehicles,
               guint            field)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < vehicles->len; i++)
    {
      g_autofree char *text = format_field (workstation, vehicles->pdata[i], field);

      if (*text != '\0' && !g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
        g_ptr_array_add (texts, g_steal_pointer (&text));
    }
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (_(", "), (char **) texts->pdata);
}

/* A column has room for one plate: the first, and how many more there are. */
static char *
first_plate (AxleWorkstation *workstation,
             GPtrArray       *vehicles)
{
  g_autofree char *first = NULL;
  guint n_plates = 0;

  for (guint i = 0; i < vehicles->len; i++)
    {
      g_autofree char *text = format_field (workstation, vehicles->pdata[i], AXLE_VEHICLE_PLATE);

      if (*text != '\0' && n_plates++ == 0)
        first = g_steal_pointer (&text);
    }
  if (n_plates < 2)
    return g_strdup (first != NULL ? first : "");
  return g_strdup_printf ("%s +%u", first, n_plates - 1);
}

static char *
main_phone (AxleWorkstation  *workstation,
            const AxleRecord *customer)
{
  const AxleField *field = &axle_customer_entity.fields[AXLE_CUSTOMER_PHONES];
  g_autofree char *first = axle_record_dup_first_member (customer, AXLE_CUSTOMER_PHONES);
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (first == NULL)
    return g_strdup ("");
  axle_value_set_members (&value, (const char *[]) { first, NULL });
  return axle_workstation_format_value (workstation, field, &value);
}

static char *
advisor_name (AxleWorkstation  *workstation,
              const AxleRecord *customer)
{
  AxleId advisor = axle_record_get_id (customer, AXLE_CUSTOMER_ADVISOR);
  return g_strdup (axle_workstation_get_staff_name (workstation, &advisor));
}

static char *
format_figure (AxleWorkstation           *workstation,
               const AxleCustomerSummary *summary,
               AxleFigureField            field)
{
  return summary->figure != NULL ? format_field (workstation, summary->figure, field) : g_strdup ("");
}

/* Nothing to read where there is nothing. */
static char *
format_amount (AxleWorkstation           *workstation,
               const AxleCustomerSummary *summary,
               AxleFigureField            field)
{
  if (summary->figure == NULL || axle_record_get_integer (summary->figure, field) == 0)
    return g_strdup ("");
  return format_field (workstation, summary->figure, field);
}

static char *
format_due (AxleWorkstation           *workstation,
            const AxleCustomerSummary *summary)
{
  if (summary->figure == NULL || axle_record_get (summary->figure, AXLE_FIGURE_DUE)->kind == AXLE_VALUE_NONE)
    return g_strdup ("");
  return axle_calendar_format_day (axle_record_get_integer (summary->figure, AXLE_FIGURE_DUE),
                                   axle_workstation_get_zone (workstation));
}

static char *
format_completeness (const AxleCustomerSummary *summary)
{
  if (summary->figure == NULL)
    return g_strdup ("");
  return g_strdup_printf (_("%u %%"), (guint) axle_record_get_integer (summary->figure, AXLE_FIGURE_COMPLETENESS));
}

/* Unclassified is what most are: it would hide the others. */
static char *
format_class (AxleWorkstation           *workstation,
              const AxleCustomerSummary *summary)
{
  const char *class = summary->figure != NULL ? axle_record_get_text (summary->figure, AXLE_FIGURE_CLASS) : NULL;

  if (g_strcmp0 (class, axle_rfm_class_get_name (AXLE_RFM_UNCLASSIFIED)) == 0)
    return g_strdup ("");
  return format_figure (workstation, summary, AXLE_FIGURE_CLASS);
}

void
axle_customer_item_take (AxleCustomerItem          *self,
                         AxleWorkstation           *workstation,
                         const AxleCustomerSummary *summary)
{
  const AxleRecord *customer = summary->customer;
  const char *name = axle_record_get_text (customer, AXLE_CUSTOMER_NAME);

  self->load = NULL;
  g_object_freeze_notify (G_OBJECT (self));
  g_clear_pointer (&self->customer, axle_record_unref);
  g_clear_pointer (&self->vehicles, g_ptr_array_unref);
  self->customer = axle_record_ref (summary->customer);
  self->vehicles = g_ptr_array_ref (summary->vehicles);
  take_text (self, PROP_NAME, g_strdup (name != NULL ? name : ""));
  take_text (self, PROP_PHONE, main_phone (workstation, customer));
  take_text (self, PROP_PLATES, first_plate (workstation, self->vehicles));
  take_text (self, PROP_MODELS, join_vehicles (workstation, self->vehicles, AXLE_VEHICLE_MODEL));
  take_text (self, PROP_STAGE, format_field (workstation, customer, AXLE_CUSTOMER_STAGE));
  take_text (self, PROP_CLASS, format_class (workstation, summary));
  take_text (self, PROP_VALUE, format_figure (workstation, summary, AXLE_FIGURE_VALUE));
  take_text (self, PROP_POTENTIAL, format_figure (workstation, summary, AXLE_FIGURE_POTENTIAL));
  take_text (self, PROP_ADVISOR, advisor_name (workstation, customer));
  take_text (self, PROP_LAST_VISIT,
             summary->figure != NULL ? axle_workstation_format_time (workstation, axle_record_get_integer (summary->figure, AXLE_FIGURE_LAST_VISIT))
                                     : g_strdup (""));
  take_text (self, PROP_VISITS, format_amount (workstation, summary, AXLE_FIGURE_VISITS));
  take_text (self, PROP_SPEND, format_amount (workstation, summary, AXLE_FIGURE_SPEND));
  take_text (self, PROP_DUE, format_due (workstation, summary));
  take_text (self, PROP_COMPLETENESS, format_completeness (summary));
  take_text (self, PROP_LAST_CONTACT, axle_workstation_format_time (workstation, summary->last_contact));
  take_text (self, PROP_CREATED, axle_workstation_format_time (workstation, customer->created_at));
  take_text (self, PROP_TAGS, format_field (workstation, customer, AXLE_CUSTOMER_TAGS));
  if (self->refused != summary->refused)
    {
      self->refused = summary->refused;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFUSED]);
    }
  if (self->pending != summary->pending)
    {
      self->pending = summary->pending;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

AxleCustomerItem *
axle_customer_item_new (AxleCustomerItemLoad load,
                        gpointer             data)
{
  AxleCustomerItem *self = g_object_new (AXLE_TYPE_CUSTOMER_ITEM, NULL);

  self->load = load;
  self->load_data = data;
  return self;
}

gboolean
axle_customer_item_is_loaded (AxleCustomerItem *self)
{
  return self->load == NULL;
}

void
axle_customer_item_set_match (AxleCustomerItem *self,
                              const char       *markup)
{
  take_text (self, PROP_MATCH_MARKUP, g_strdup (markup));
}

gboolean
axle_customer_item_has_vehicle (AxleCustomerItem *self,
                                const AxleId     *vehicle)
{
  ensure_loaded (self);
  for (guint i = 0; i < self->vehicles->len; i++)
    if (axle_id_equal (&((AxleRecord *) self->vehicles->pdata[i])->id, vehicle))
      return TRUE;
  return FALSE;
}

const AxleId *
axle_customer_item_get_id (AxleCustomerItem *self)
{
  return &ensure_loaded (self)->customer->id;
}

AxleRecord *
axle_customer_item_get_customer (AxleCustomerItem *self)
{
  return ensure_loaded (self)->customer;
}

const char *
axle_customer_item_get_name (AxleCustomerItem *self)
{
  return ensure_loaded (self)->texts[PROP_NAME];
}

const char *
axle_customer_item_get_phone (AxleCustomerItem *self)
{
  return ensure_loaded (self)->texts[PROP_PHONE];
}

const char *
axle_customer_item_get_plates (AxleCustomerItem *self)
{
  return ensure_loaded (self)->texts[PROP_PLATES];
}

const char *
axle_customer_item_get_models (AxleCustomerItem *self)
{
  return ensure_loaded (self)->texts[PROP_MODELS];
}

const char *
axle_customer_item_get_stage (AxleCustomerItem *self)
{
  return ensure_loaded (self)->texts[PROP_STAGE];
}

const char *
axle_customer_item_get_advisor (AxleCustomerItem *self)
{
  return ensure_loaded (self)->texts[PROP_ADVISOR];
}

const char *
axle_customer_item_get_tags (AxleCustomerItem *self)
{
  return ensure_loaded (self)->texts[PROP_TAGS];
}

const char *
axle_customer_item_get_last_contact (AxleCustomerItem *self)
{
  return ensure_loaded (self)->texts[PROP_LAST_CONTACT];
}

const char *
axle_customer_item_get_created (AxleCustomerItem *self)
{
  return ensure_loaded (self)->texts[PROP_CREATED];
}

gboolean
axle_customer_item_is_refused (AxleCustomerItem *self)
{
  return ensure_loaded (self)->refused;
}

gboolean
axle_customer_item_is_pending (AxleCustomerItem *self)
{
  return ensure_loaded (self)->pending;
}

const char *
axle_customer_item_get_match_markup (AxleCustomerItem *self)
{
  return self->texts[PROP_MATCH_MARKUP];
}
