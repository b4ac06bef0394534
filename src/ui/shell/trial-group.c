/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/trial-group.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/condition-row.h"

typedef struct
{
  AxleWorkstation *workstation;
  char            *words;
  GPtrArray       *rows;   /* what is gone with the next trial */
} AxleTrialGroupPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AxleTrialGroup, axle_trial_group, ADW_TYPE_PREFERENCES_GROUP)

#define PRIVATE(self) ((AxleTrialGroupPrivate *) axle_trial_group_get_instance_private (AXLE_TRIAL_GROUP (self)))

static void
axle_trial_group_dispose (GObject *object)
{
  AxleTrialGroupPrivate *priv = PRIVATE (object);

  g_clear_object (&priv->workstation);
  g_clear_pointer (&priv->words, g_free);
  g_clear_pointer (&priv->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (axle_trial_group_parent_class)->dispose (object);
}

static void
axle_trial_group_class_init (AxleTrialGroupClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_trial_group_dispose;
}

static void
axle_trial_group_init (AxleTrialGroup *self)
{
  PRIVATE (self)->rows = g_ptr_array_new ();
}

void
axle_trial_group_construct (AxleTrialGroup  *self,
                            AxleWorkstation *workstation)
{
  PRIVATE (self)->workstation = g_object_ref (workstation);
}

AxleWorkstation *
axle_trial_group_get_workstation (AxleTrialGroup *self)
{
  return PRIVATE (self)->workstation;
}

void
axle_trial_group_try (AxleTrialGroup *self)
{
  AxleTrialGroupPrivate *priv = PRIVATE (self);

  if (priv->words != NULL)
    AXLE_TRIAL_GROUP_GET_CLASS (self)->try (self, priv->words);
}

void
axle_trial_group_set_words (AxleTrialGroup *self,
                            const char     *words)
{
  g_set_str (&PRIVATE (self)->words, words != NULL ? words : "");
  axle_trial_group_try (self);
}

void
axle_trial_group_clear (AxleTrialGroup *self)
{
  AxleTrialGroupPrivate *priv = PRIVATE (self);

  for (guint i = 0; i < priv->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), priv->rows->pdata[i]);
  g_ptr_array_set_size (priv->rows, 0);
}

void
axle_trial_group_add_row (AxleTrialGroup *self,
                          GtkWidget      *row)
{
  g_ptr_array_add (PRIVATE (self)->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

void
axle_trial_group_show (AxleTrialGroup      *self,
                       const AxleRuleTrial *trial,
                       const char          *whom)
{
  static const char * const words[] = { N_("The rule does not hold"), N_("It is not known whether the rule holds"), N_("The rule holds") };
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(words[trial->truth]));
  if (whom != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), whom);
  axle_trial_group_add_row (self, row);
  for (guint i = 0; i < trial->parts->len; i++)
    axle_trial_group_add_row (self, axle_condition_row_new (trial->parts->pdata[i], NULL));
}
