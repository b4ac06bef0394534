/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/customer-trial.h"

#include <glib/gi18n-lib.h>

#include "app/command-search.h"

#define HITS 5

struct _AxleCustomerTrial
{
  AxleTrialGroup  parent_instance;
  AxleFacts      *facts;      /* of whom it is tried on; NULL for nobody */
  GtkWidget      *search_row;
};

G_DEFINE_FINAL_TYPE (AxleCustomerTrial, axle_customer_trial, AXLE_TYPE_TRIAL_GROUP)

static char *
dup_whom (const AxleFacts     *facts,
          const AxleRuleTrial *trial)
{
  g_autofree char *name = axle_record_dup_title (axle_dossier_get_customer (axle_facts_get_dossier (facts)));
  g_autofree char *car = trial->car != AXLE_FACTS_NO_CAR ? axle_facts_dup_car_name (facts, trial->car) : NULL;

  return car != NULL ? g_strdup_printf ("%s · %s", name, car) : g_steal_pointer (&name);
}

static void
axle_customer_trial_try (AxleTrialGroup *group,
                         const char     *words)
{
  AxleCustomerTrial *self = AXLE_CUSTOMER_TRIAL (group);
  g_autoptr (AxleRuleTrial) trial = self->facts != NULL ? axle_rule_try (self->facts, words, NULL) : NULL;
  g_autofree char *whom = NULL;

  if (self->facts == NULL)
    return;
  axle_trial_group_clear (group);
  if (trial == NULL)
    return;
  whom = dup_whom (self->facts, trial);
  axle_trial_group_show (group, trial, whom);
}

static void
chosen_cb (AxleCustomerTrial *self,
           GtkWidget         *row)
{
  AxleId id;

  if (!axle_id_parse (gtk_widget_get_name (row), &id))
    return;
  g_clear_pointer (&self->facts, axle_facts_free);
  self->facts = axle_rule_load_facts (axle_trial_group_get_workstation (AXLE_TRIAL_GROUP (self)), &id);
  if (self->facts == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->search_row), "");
  axle_trial_group_try (AXLE_TRIAL_GROUP (self));
}

static GtkWidget *
new_hit (AxleCustomerTrial *self,
         AxleFoundItem     *item)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_name (row, AXLE_ID_TEXT (axle_found_item_get_customer (item)));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), axle_found_item_get_title (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), axle_found_item_get_detail (item));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
search_changed_cb (AxleCustomerTrial *self)
{
  AxleTrialGroup *group = AXLE_TRIAL_GROUP (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_row));
  g_autoptr (GListModel) hits = NULL;

  if (axle_trial_group_get_workstation (group) == NULL || *text == '\0')
    return;
  g_clear_pointer (&self->facts, axle_facts_free);
  axle_trial_group_clear (group);
  hits = axle_workstation_search (axle_trial_group_get_workstation (group), text, HITS);
  for (guint i = 0; i < MIN (g_list_model_get_n_items (hits), HITS); i++)
    {
      g_autoptr (AxleFoundItem) item = g_list_model_get_item (hits, i);

      axle_trial_group_add_row (group, new_hit (self, item));
    }
}

static void
axle_customer_trial_finalize (GObject *object)
{
  g_clear_pointer (&AXLE_CUSTOMER_TRIAL (object)->facts, axle_facts_free);
  G_OBJECT_CLASS (axle_customer_trial_parent_class)->finalize (object);
}

static void
axle_customer_trial_class_init (AxleCustomerTrialClass *class)
{
  G_OBJECT_CLASS (class)->finalize = axle_customer_trial_finalize;
  AXLE_TRIAL_GROUP_CLASS (class)->try = axle_customer_trial_try;
}

static void
axle_customer_trial_init (AxleCustomerTrial *self)
{
  self->search_row = adw_entry_row_new ();
  gtk_widget_set_name (self->search_row, "search");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->search_row), _("Name, pinyin, phone, plate or VIN"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Try on a Customer"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->search_row);
  g_signal_connect_object (self->search_row, "changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
axle_customer_trial_new (AxleWorkstation *workstation)
{
  AxleCustomerTrial *self = g_object_new (AXLE_TYPE_CUSTOMER_TRIAL, NULL);

  axle_trial_group_construct (AXLE_TRIAL_GROUP (self), workstation);
  return GTK_WIDGET (self);
}
