/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/duplicates/duplicate-card.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "core/party/customer.h"
#include "core/party/match.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"
#include "ui/widgets/plain-words.h"
#include "ui/widgets/status-pill.h"

struct _AxleDuplicateCard
{
  GtkListBoxRow      parent_instance;
  AxleWorkstation   *workstation;
  AxleDuplicateItem *item;
  GtkSizeGroup      *captions;

  GtkLabel          *reasons;
  GtkBox            *pill_box;
  GtkGrid           *facts;
  GtkWidget         *buttons;
  GtkActionable     *apart_button;
  GtkActionable     *merge_button;
};

G_DEFINE_FINAL_TYPE (AxleDuplicateCard, axle_duplicate_card, GTK_TYPE_LIST_BOX_ROW)

/* Both sides ask for the same room and share what there is, whatever stands in them. */
#define VALUE_CHARS 8

/* What tells people apart, in the order in which it does. */
static const guint compared[] = {
  AXLE_CUSTOMER_PHONES, AXLE_CUSTOMER_COMPANY, AXLE_CUSTOMER_CREDIT_CODE, AXLE_CUSTOMER_BIRTHDAY, AXLE_CUSTOMER_GENDER,
  AXLE_CUSTOMER_EMAILS, AXLE_CUSTOMER_WECHAT, AXLE_CUSTOMER_CITY, AXLE_CUSTOMER_ADDRESS,
};

static void
axle_duplicate_card_dispose (GObject *object)
{
  AxleDuplicateCard *self = AXLE_DUPLICATE_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_DUPLICATE_CARD);
  g_clear_object (&self->captions);
  g_clear_object (&self->item);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_duplicate_card_parent_class)->dispose (object);
}

static gboolean
key_cb (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   data)
{
  AxleDuplicateCard *self = AXLE_DUPLICATE_CARD (widget);

  return gtk_widget_activate_action (widget, g_variant_get_string (arguments, NULL), "s",
                                     axle_duplicate_item_get_name (self->item));
}

/* On a button they are the button's. */
static gboolean
row_key_cb (GtkWidget *widget,
            GVariant  *arguments,
            gpointer   data)
{
  return gtk_root_get_focus (gtk_widget_get_root (widget)) == widget && key_cb (widget, arguments, data);
}

static void
axle_duplicate_card_class_init (AxleDuplicateCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_duplicate_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/duplicates/duplicate-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleDuplicateCard, reasons);
  gtk_widget_class_bind_template_child (widget_class, AxleDuplicateCard, pill_box);
  gtk_widget_class_bind_template_child (widget_class, AxleDuplicateCard, facts);
  gtk_widget_class_bind_template_child (widget_class, AxleDuplicateCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, AxleDuplicateCard, apart_button);
  gtk_widget_class_bind_template_child (widget_class, AxleDuplicateCard, merge_button);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, row_key_cb, "s", "duplicates.merge");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, row_key_cb, "s", "duplicates.merge");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, key_cb, "s", "duplicates.apart");
}

static void
axle_duplicate_card_init (AxleDuplicateCard *self)
{
  g_autofree char *apart = axle_words_without_key (_("_Not the Same"));
  g_autofree char *merge = axle_words_without_key (_("_Merge…"));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_button_set_label (GTK_BUTTON (self->apart_button), apart);
  gtk_button_set_label (GTK_BUTTON (self->merge_button), merge);
}

static char *
dup_cars (GPtrArray *vehicles)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < vehicles->len; i++)
    {
      const char *plate = axle_record_get_text (vehicles->pdata[i], AXLE_VEHICLE_PLATE);
      const char *vin = axle_record_get_text (vehicles->pdata[i], AXLE_VEHICLE_VIN);
      const char *model = axle_record_get_text (vehicles->pdata[i], AXLE_VEHICLE_MODEL);
      g_autofree char *shown = plate != NULL ? axle_plate_format (plate) : g_strdup (vin);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, shown != NULL ? shown : "");
      if (model != NULL)
        g_string_append_printf (text, "%s%s", shown != NULL ? " · " : "", model);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
new_value (const char *text,
           gboolean    same)
{
  GtkWidget *label = gtk_label_new (*text != '\0' ? text : "–");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE_FILL);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), VALUE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), VALUE_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  if (*text == '\0')
    gtk_widget_add_css_class (label, "dimmed");
  else if (same)
    gtk_widget_add_css_class (label, "duplicate-same");
  return label;
}

/* @tells: whether it says something that both have it. */
static void
add_fact (AxleDuplicateCard *self,
          const char        *caption,
          const char        *a,
          const char        *b,
          gboolean           tells,
          int               *row)
{
  GtkWidget *label;
  gboolean same = tells && g_str_equal (a, b);

  if (*a == '\0' && *b == '\0')
    return;
  label = gtk_label_new (caption);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE_FILL);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_size_group_add_widget (self->captions, label);
  gtk_grid_attach (self->facts, label, 0, *row, 1, 1);
  gtk_grid_attach (self->facts, new_value (a, same), 1, *row, 1, 1);
  gtk_grid_attach (self->facts, new_value (b, same), 2, *row, 1, 1);
  (*row)++;
}

/* The names open the customers. */
static void
add_name (AxleDuplicateCard *self,
          guint              side)
{
  const AxleRecord *customer = axle_duplicate_item_get_customer (self->item, side);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (axle_record_get_text (customer, AXLE_CUSTOMER_NAME));
  g_autofree char *spoken = g_strdup_printf (_("Show %s"), gtk_label_get_label (GTK_LABEL (label)));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), VALUE_CHARS);
  gtk_widget_add_css_class (label, "heading");
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "duplicate-name");
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "duplicates.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", AXLE_ID_TEXT (&customer->id));
  gtk_grid_attach (self->facts, button, (int) side + 1, 0, 1, 1);
}

static void
show_facts (AxleDuplicateCard *self)
{
  const AxleRecord *a = axle_duplicate_item_get_customer (self->item, 0);
  const AxleRecord *b = axle_duplicate_item_get_customer (self->item, 1);
  g_autofree char *a_cars = dup_cars (axle_duplicate_item_get_vehicles (self->item, 0));
  g_autofree char *b_cars = dup_cars (axle_duplicate_item_get_vehicles (self->item, 1));
  g_autofree char *a_since = axle_workstation_format_time (self->workstation, a->created_at);
  g_autofree char *b_since = axle_workstation_format_time (self->workstation, b->created_at);
  int row = 1;

  add_name (self, 0);
  add_name (self, 1);
  for (guint i = 0; i < G_N_ELEMENTS (compared); i++)
    {
      const AxleField *field = &axle_customer_entity.fields[compared[i]];
      g_autofree char *first = axle_workstation_format_value (self->workstation, field, axle_record_get (a, compared[i]));
      g_autofree char *second = axle_workstation_format_value (self->workstation, field, axle_record_get (b, compared[i]));

      add_fact (self, axle_field_get_label (field), first, second, TRUE, &row);
      if (i == 0)
        add_fact (self, _("Vehicles"), a_cars, b_cars, TRUE, &row);
    }
  add_fact (self, _("Known since"), a_since, b_since, FALSE, &row);
}

static void
show_score (AxleDuplicateCard *self)
{
  guint score = axle_duplicate_item_get_score (self->item);
  gboolean sure = score >= AXLE_MATCH_SURE;
  /* Nothing is certain that only a person can say. */
  g_autofree char *word = g_strdup_printf (_("%u %%"), MIN (99, (score + 5) / 10));
  GtkWidget *pill = axle_status_pill_new (sure ? AXLE_STATUS_WAITING : AXLE_STATUS_NEUTRAL, word);
  g_autofree char *all = axle_duplicate_item_dup_all_reasons (self->item);

  gtk_widget_set_tooltip_text (pill, all);
  gtk_box_append (self->pill_box, pill);
}

static void
describe (AxleDuplicateCard *self,
          const char        *reasons)
{
  g_autofree char *spoken =
    /* Translators: two names, and why they may be one person. */
    g_strdup_printf (_("%s and %s. %s"),
                     axle_record_get_text (axle_duplicate_item_get_customer (self->item, 0), AXLE_CUSTOMER_NAME),
                     axle_record_get_text (axle_duplicate_item_get_customer (self->item, 1), AXLE_CUSTOMER_NAME), reasons);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

GtkWidget *
axle_duplicate_card_new (AxleWorkstation   *workstation,
                         AxleDuplicateItem *item,
                         GtkSizeGroup      *captions,
                         gboolean           may_decide)
{
  AxleDuplicateCard *self = g_object_new (AXLE_TYPE_DUPLICATE_CARD, NULL);
  g_autofree char *reasons = axle_duplicate_item_dup_reasons (item);

  self->workstation = g_object_ref (workstation);
  self->item = g_object_ref (item);
  self->captions = g_object_ref (captions);
  gtk_label_set_label (self->reasons, reasons);
  show_score (self);
  show_facts (self);
  describe (self, reasons);
  gtk_actionable_set_action_target (self->apart_button, "s", axle_duplicate_item_get_name (item));
  gtk_actionable_set_action_target (self->merge_button, "s", axle_duplicate_item_get_name (item));
  gtk_widget_set_visible (self->buttons, may_decide);
  return GTK_WIDGET (self);
}

void
axle_duplicate_card_set_suggested (AxleDuplicateCard *self,
                                   gboolean           suggested)
{
  if (suggested)
    gtk_widget_add_css_class (GTK_WIDGET (self->merge_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->merge_button), "suggested-action");
}

AxleDuplicateItem *
axle_duplicate_card_get_item (AxleDuplicateCard *self)
{
  return self->item;
}
