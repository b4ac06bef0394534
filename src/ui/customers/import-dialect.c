/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/import-dialect.h"

#include <glib/gi18n-lib.h>

struct _AxleImportDialect
{
  AdwBin       parent_instance;

  AxleImport  *import;
  gboolean     showing;

  GtkDropDown *kind;
  GtkDropDown *encoding;
  GtkDropDown *delimiter;
  GtkSwitch   *header;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AxleImportDialect, axle_import_dialect, ADW_TYPE_BIN)

/* The sign, and what a person calls it. */
static const struct
{
  const char *sign;
  const char *label;
} delimiters[] =
{
  { ",", N_("Comma ,") },
  { ";", N_("Semicolon ;") },
  { "\t", N_("Tab") },
  { "|", N_("Bar |") },
  { "，", N_("Chinese comma ，") },
  { ":", N_("Colon :") },
  { " ", N_("Blank") },
  { "", N_("None: one column") },
};

static GListModel *
new_encodings (AxleImportDialect *self)
{
  const char * const *names = axle_import_list_encodings (self->import);
  const char *encoding = axle_import_get_encoding (self->import);
  GtkStringList *list = gtk_string_list_new (names);

  if (encoding != NULL && !g_strv_contains (names, encoding))
    gtk_string_list_append (list, encoding);
  return G_LIST_MODEL (list);
}

static guint
find_string (GListModel *list,
             const char *string)
{
  return gtk_string_list_find (GTK_STRING_LIST (list), string);
}

static guint
find_delimiter (const char *sign)
{
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (g_strcmp0 (delimiters[i].sign, sign) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* Showing what is read so is heard as a choice too, even later: only another one counts. */
static void
kind_chosen_cb (AxleImportDialect *self)
{
  AxleImportKind kind = gtk_drop_down_get_selected (self->kind);

  if (self->showing || self->import == NULL || kind == axle_import_get_kind (self->import))
    return;
  axle_import_set_kind (self->import, kind);
  g_signal_emit (self, signals[CHOSEN], 0, NULL);
}

static void
encoding_chosen_cb (AxleImportDialect *self)
{
  g_autoptr(GError) error = NULL;
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->encoding);
  const char *encoding = chosen != NULL ? gtk_string_object_get_string (chosen) : NULL;

  if (self->showing || self->import == NULL || encoding == NULL
      || g_strcmp0 (encoding, axle_import_get_encoding (self->import)) == 0)
    return;
  axle_import_set_encoding (self->import, encoding, &error);
  g_signal_emit (self, signals[CHOSEN], 0, error != NULL ? error->message : NULL);
}

static void
delimiter_chosen_cb (AxleImportDialect *self)
{
  g_autoptr(GError) error = NULL;
  guint chosen = gtk_drop_down_get_selected (self->delimiter);

  if (self->showing || self->import == NULL || chosen >= G_N_ELEMENTS (delimiters)
      || g_strcmp0 (delimiters[chosen].sign, axle_import_get_delimiter (self->import)) == 0)
    return;
  axle_import_set_delimiter (self->import, delimiters[chosen].sign, &error);
  g_signal_emit (self, signals[CHOSEN], 0, error != NULL ? error->message : NULL);
}

static void
header_chosen_cb (AxleImportDialect *self)
{
  g_autoptr(GError) error = NULL;
  gboolean has_header = gtk_switch_get_active (self->header);

  if (self->showing || self->import == NULL || has_header == axle_import_get_has_header (self->import))
    return;
  axle_import_set_has_header (self->import, has_header, &error);
  g_signal_emit (self, signals[CHOSEN], 0, error != NULL ? error->message : NULL);
}

static void
axle_import_dialect_dispose (GObject *object)
{
  AxleImportDialect *self = AXLE_IMPORT_DIALECT (object);

  g_clear_object (&self->import);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_IMPORT_DIALECT);
  G_OBJECT_CLASS (axle_import_dialect_parent_class)->dispose (object);
}

static void
axle_import_dialect_class_init (AxleImportDialectClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_import_dialect_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/import-dialect.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleImportDialect, kind);
  gtk_widget_class_bind_template_child (widget_class, AxleImportDialect, encoding);
  gtk_widget_class_bind_template_child (widget_class, AxleImportDialect, delimiter);
  gtk_widget_class_bind_template_child (widget_class, AxleImportDialect, header);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, encoding_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, delimiter_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_chosen_cb);
}

static void
axle_import_dialect_init (AxleImportDialect *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    gtk_string_list_append (labels, _(delimiters[i].label));
  self->showing = TRUE;
  gtk_drop_down_set_model (self->delimiter, G_LIST_MODEL (labels));
  self->showing = FALSE;
}

/**
 * axle_import_dialect_set_import:
 * @self: a row of choices
 * @import: what is read; address cards leave nothing to choose
 */
void
axle_import_dialect_set_import (AxleImportDialect *self,
                                AxleImport        *import)
{
  gboolean is_table = !g_str_equal (axle_import_get_format (import), "vcard");

  self->showing = TRUE;
  if (g_set_object (&self->import, import))
    {
      g_autoptr(GListModel) encodings = new_encodings (self);
      gtk_drop_down_set_model (self->encoding, encodings);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), is_table);
  if (is_table)
    {
      gtk_drop_down_set_selected (self->kind, axle_import_get_kind (import));
      gtk_drop_down_set_selected (self->encoding, find_string (gtk_drop_down_get_model (self->encoding),
                                                               axle_import_get_encoding (import)));
      gtk_drop_down_set_selected (self->delimiter, find_delimiter (axle_import_get_delimiter (import)));
      gtk_switch_set_active (self->header, axle_import_get_has_header (import));
    }
  self->showing = FALSE;
}
