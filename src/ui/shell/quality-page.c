/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/quality-page.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "app/quality-survey.h"
#include "ui/widgets/plain-words.h"

struct _AxleQualityPage
{
  AdwPreferencesPage   parent_instance;

  AxleWorkstation     *workstation;
  GCancellable        *cancellable;
  AdwPreferencesGroup *group;
  GtkWidget           *start;
  GPtrArray           *rows;   /* in @group */
};

G_DEFINE_FINAL_TYPE (AxleQualityPage, axle_quality_page, ADW_TYPE_PREFERENCES_PAGE)

static GtkWidget *
new_row (AxleQualityPage        *self,
         const AxleQualityShare *share)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *level = gtk_level_bar_new_for_interval (0, 100);
  const char *name = axle_workstation_get_staff_name (self->workstation, &share->staff);
  g_autoptr(GString) detail = g_string_new (NULL);

  if (*name == '\0')
    name = _("Nobody responsible");
  g_string_append_printf (detail, g_dngettext (GETTEXT_PACKAGE, "%u customer", "%u customers", share->n_customers),
                          share->n_customers);
  for (guint i = 0; i < AXLE_QUALITY_N_ASPECTS; i++)
    g_string_append_printf (detail, " · %s %u %%", axle_quality_get_aspect_label (i), share->percent[i]);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail->str);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (level), share->overall);
  gtk_widget_set_size_request (level, 80, -1);
  gtk_widget_set_valign (level, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (level), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), level);
  return row;
}

static void
clear_rows (AxleQualityPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
progress_cb (gint64   n_done,
             gint64   n_all,
             gpointer data)
{
  AxleQualityPage *self = data;
  g_autofree char *text = NULL;

  if (self->workstation == NULL)
    return;
  text = g_strdup_printf (_("%" PRId64 " of %" PRId64 " customers looked at"), n_done, n_all);
  adw_preferences_group_set_description (self->group, text);
}

static void
surveyed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(AxleQualityPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) shares = axle_quality_survey_finish (AXLE_WORKSTATION (source), result, &error);

  if (self->workstation == NULL)
    return;
  gtk_widget_set_sensitive (self->start, TRUE);
  axle_preferences_group_set_words (self->group, error != NULL ? error->message : NULL);
  for (guint i = 0; shares != NULL && i < shares->len; i++)
    {
      GtkWidget *row = new_row (self, shares->pdata[i]);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
start_cb (AxleQualityPage *self)
{
  clear_rows (self);
  gtk_widget_set_sensitive (self->start, FALSE);
  axle_quality_survey_async (self->workstation, progress_cb, self, self->cancellable, surveyed_cb, g_object_ref (self));
}

static void
axle_quality_page_dispose (GObject *object)
{
  AxleQualityPage *self = AXLE_QUALITY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_quality_page_parent_class)->dispose (object);
}

static void
axle_quality_page_finalize (GObject *object)
{
  AxleQualityPage *self = AXLE_QUALITY_PAGE (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (axle_quality_page_parent_class)->finalize (object);
}

static void
axle_quality_page_class_init (AxleQualityPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_quality_page_dispose;
  G_OBJECT_CLASS (class)->finalize = axle_quality_page_finalize;
}

static void
axle_quality_page_init (AxleQualityPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _("Data"));
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "quality");
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "speedometer-symbolic");
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("What Is Known of Customers"));
  adw_preferences_group_set_description (self->group, _("By who is responsible for them, the least well known first."));
  self->start = adw_button_row_new ();
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->start), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->start), _("_Look Through All Customers"));
  adw_preferences_group_add (self->group, self->start);
  g_signal_connect_object (self->start, "activated", G_CALLBACK (start_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->group);
}

GtkWidget *
axle_quality_page_new (AxleWorkstation *workstation)
{
  AxleQualityPage *self = g_object_new (AXLE_TYPE_QUALITY_PAGE, NULL);

  self->workstation = g_object_ref (workstation);
  return GTK_WIDGET (self);
}
