/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/months-page.h"

#include <glib/gi18n-lib.h>

#include "app/months.h"
#include "core/organisation/closing.h"

/* The last months that are over, whether they were ever closed or not. */
#define RECENT 12

struct _AxleMonthsPage
{
  AxleSettingsPage     parent_instance;
  GHashTable          *rows;      /* month → AdwSwitchRow */

  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (AxleMonthsPage, axle_months_page, AXLE_TYPE_SETTINGS_PAGE)

static void
switched_cb (AxleSettingsPage *page,
             GParamSpec       *property,
             AdwSwitchRow     *row)
{
  if (!axle_settings_page_is_filling (page))
    axle_month_set_closed_async (axle_settings_page_get_workstation (page), gtk_widget_get_name (GTK_WIDGET (row)),
                                 adw_switch_row_get_active (row), NULL, axle_settings_page_saved_cb, g_object_ref (page));
}

static GtkWidget *
new_row (AxleMonthsPage *self,
         const char     *month)
{
  GtkWidget *row = adw_switch_row_new ();

  gtk_widget_set_name (row, month);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), month);
  g_signal_connect_object (row, "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->rows, g_strdup (month), row);
  adw_preferences_group_add (self->group, row);
  return row;
}

static void
show_month (AxleMonthsPage *self,
            const char     *month,
            gboolean        closed)
{
  GtkWidget *row = g_hash_table_lookup (self->rows, month);

  if (row == NULL)
    row = new_row (self, month);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), closed);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), closed ? C_("month", "Closed") : C_("month", "Open"));
}

static gboolean
is_closed (GPtrArray  *months,
           const char *month)
{
  for (guint i = 0; i < months->len; i++)
    if (g_strcmp0 (axle_record_get_text (months->pdata[i], AXLE_CLOSING_MONTH), month) == 0)
      return axle_record_get_boolean (months->pdata[i], AXLE_CLOSING_CLOSED);
  return FALSE;
}

static void
show_recent (AxleMonthsPage *self,
             GPtrArray      *months)
{
  g_auto (GStrv) recent = axle_workstation_list_recent_months (axle_settings_page_get_workstation (AXLE_SETTINGS_PAGE (self)), RECENT);

  for (guint i = 0; recent[i] != NULL; i++)
    show_month (self, recent[i], is_closed (months, recent[i]));
}

/* A month whose closing was undone has no record any more. */
static void
axle_months_page_fill (AxleSettingsPage *page)
{
  AxleMonthsPage *self = AXLE_MONTHS_PAGE (page);
  g_autoptr (GPtrArray) months = axle_workstation_list_months (axle_settings_page_get_workstation (page));
  GHashTableIter iter;
  gpointer month;

  show_recent (self, months);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &month, NULL))
    show_month (self, month, is_closed (months, month));
  for (guint i = 0; i < months->len; i++)
    show_month (self, axle_record_get_text (months->pdata[i], AXLE_CLOSING_MONTH),
                axle_record_get_boolean (months->pdata[i], AXLE_CLOSING_CLOSED));
}

static void
axle_months_page_dispose (GObject *object)
{
  AxleMonthsPage *self = AXLE_MONTHS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_MONTHS_PAGE);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (axle_months_page_parent_class)->dispose (object);
}

static void
axle_months_page_class_init (AxleMonthsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_months_page_dispose;
  AXLE_SETTINGS_PAGE_CLASS (klass)->entity = &axle_closing_entity;
  AXLE_SETTINGS_PAGE_CLASS (klass)->fill = axle_months_page_fill;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/shell/months-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleMonthsPage, group);
}

static void
axle_months_page_init (AxleMonthsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

GtkWidget *
axle_months_page_new (AxleWorkstation *workstation)
{
  AxleMonthsPage *self = g_object_new (AXLE_TYPE_MONTHS_PAGE, NULL);

  axle_settings_page_construct (AXLE_SETTINGS_PAGE (self), workstation);
  return GTK_WIDGET (self);
}
