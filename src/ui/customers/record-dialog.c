/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/record-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/customers/field-rows.h"
#include "ui/shell/window.h"
#include "ui/widgets/plain-words.h"

/* How wide two columns are, and the second of them. */
#define WIDE 1040
#define ASIDE 360

typedef struct
{
  AxleForm  *form;
  GPtrArray *rows;   /* by field; NULL for fields without a row */
  GPtrArray *groups; /* what they stand in */
} ShownForm;

typedef struct
{
  AxleWorkstation *workstation;
  GArray          *forms;
  GtkWindow       *window;

  AdwToastOverlay *toasts;
  AdwBanner       *draft_banner;
  AdwBanner       *deleted_banner;
  AdwClamp        *clamp;
  GtkBox          *columns;
  GtkBox          *content;
  AdwClamp        *aside;   /* NULL where there is none */
} AxleRecordDialogPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AxleRecordDialog, axle_record_dialog, ADW_TYPE_DIALOG)

static guint saved_signal;

#define PRIVATE(self) ((AxleRecordDialogPrivate *) axle_record_dialog_get_instance_private (AXLE_RECORD_DIALOG (self)))

static void
clear_shown_form (gpointer data)
{
  ShownForm *shown = data;

  g_clear_object (&shown->form);
  g_clear_pointer (&shown->rows, g_ptr_array_unref);
  g_clear_pointer (&shown->groups, g_ptr_array_unref);
}

static void
update_save (AxleRecordDialog *self)
{
  AxleRecordDialogPrivate *priv = PRIVATE (self);
  gboolean dirty = FALSE;

  for (guint i = 0; i < priv->forms->len; i++)
    dirty |= axle_form_is_dirty (g_array_index (priv->forms, ShownForm, i).form);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", dirty);
}

static void
show_deleted (AxleRecordDialog *self)
{
  AxleRecordDialogPrivate *priv = PRIVATE (self);
  gboolean deleted = FALSE;

  for (guint i = 0; i < priv->forms->len; i++)
    deleted |= axle_form_is_deleted (g_array_index (priv->forms, ShownForm, i).form);
  adw_banner_set_revealed (priv->deleted_banner, deleted);
}

/* Saving with something wrong leads to what is wrong rather than to a dead button. */
static gboolean
focus_first_problem (AxleRecordDialog *self)
{
  AxleRecordDialogPrivate *priv = PRIVATE (self);

  for (guint i = 0; i < priv->forms->len; i++)
    {
      ShownForm *shown = &g_array_index (priv->forms, ShownForm, i);
      guint n_fields = axle_form_get_record (shown->form)->entity->n_fields;

      if (axle_form_is_valid (shown->form) || (i > 0 && !axle_form_is_dirty (shown->form)))
        continue;
      for (guint field = 0; field < n_fields; field++)
        {
          gboolean blocking = FALSE;
          const char *problem = axle_form_get_problem (shown->form, field, &blocking);

          if (problem == NULL || !blocking)
            continue;
          adw_toast_overlay_add_toast (priv->toasts, axle_toast_new (problem));
          axle_record_dialog_focus_field (self, shown->form, field);
          return TRUE;
        }
    }
  return FALSE;
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleRecordDialog *self = AXLE_RECORD_DIALOG (widget);

  if (focus_first_problem (self))
    return;
  gtk_widget_action_set_enabled (widget, "dialog.save", FALSE);
  AXLE_RECORD_DIALOG_GET_CLASS (self)->save (self);
}

static void
leave_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
drop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleRecordDialog *self = AXLE_RECORD_DIALOG (widget);
  AxleRecordDialogPrivate *priv = PRIVATE (self);
  GtkWidget *child;

  for (guint i = 0; i < priv->forms->len; i++)
    axle_form_drop (g_array_index (priv->forms, ShownForm, i).form);
  g_array_set_size (priv->forms, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (priv->content))) != NULL)
    gtk_box_remove (priv->content, child);
  adw_banner_set_revealed (priv->draft_banner, FALSE);
  AXLE_RECORD_DIALOG_GET_CLASS (self)->fill (self);
}

static void
axle_record_dialog_closed (AdwDialog *dialog)
{
  AxleRecordDialogPrivate *priv = PRIVATE (dialog);
  gboolean dirty = FALSE;

  for (guint i = 0; i < priv->forms->len; i++)
    dirty |= axle_form_is_dirty (g_array_index (priv->forms, ShownForm, i).form);
  if (dirty && AXLE_IS_WINDOW (priv->window))
    axle_window_toast (AXLE_WINDOW (priv->window), _("Not saved yet; what you typed is kept as a draft"));
}

static void
axle_record_dialog_map (GtkWidget *widget)
{
  AxleRecordDialogPrivate *priv = PRIVATE (widget);

  GTK_WIDGET_CLASS (axle_record_dialog_parent_class)->map (widget);
  g_set_weak_pointer (&priv->window, GTK_WINDOW (gtk_widget_get_root (widget)));
}

static void
axle_record_dialog_dispose (GObject *object)
{
  AxleRecordDialogPrivate *priv = PRIVATE (object);

  g_clear_weak_pointer (&priv->window);
  g_clear_pointer (&priv->forms, g_array_unref);
  g_clear_object (&priv->workstation);
  G_OBJECT_CLASS (axle_record_dialog_parent_class)->dispose (object);
}

static void
axle_record_dialog_class_init (AxleRecordDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_record_dialog_dispose;
  widget_class->map = axle_record_dialog_map;
  ADW_DIALOG_CLASS (class)->closed = axle_record_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/record-dialog.ui");
  gtk_widget_class_bind_template_child_private (widget_class, AxleRecordDialog, toasts);
  gtk_widget_class_bind_template_child_private (widget_class, AxleRecordDialog, draft_banner);
  gtk_widget_class_bind_template_child_private (widget_class, AxleRecordDialog, deleted_banner);
  gtk_widget_class_bind_template_child_private (widget_class, AxleRecordDialog, clamp);
  gtk_widget_class_bind_template_child_private (widget_class, AxleRecordDialog, columns);
  gtk_widget_class_bind_template_child_private (widget_class, AxleRecordDialog, content);
  saved_signal = g_signal_new ("saved", AXLE_TYPE_RECORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "dialog.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "dialog.drop", NULL, drop_action);
}

static void
axle_record_dialog_init (AxleRecordDialog *self)
{
  AxleRecordDialogPrivate *priv = PRIVATE (self);

  priv->forms = g_array_new (FALSE, TRUE, sizeof (ShownForm));
  g_array_set_clear_func (priv->forms, clear_shown_form);
  gtk_widget_init_template (GTK_WIDGET (self));
}

AxleWorkstation *
axle_record_dialog_get_workstation (AxleRecordDialog *self)
{
  return PRIVATE (self)->workstation;
}

/**
 * axle_record_dialog_construct:
 * @self: a dialog that was just made
 * @workstation: the desk
 * @title: its title
 */
void
axle_record_dialog_construct (AxleRecordDialog *self,
                              AxleWorkstation  *workstation,
                              const char       *title)
{
  PRIVATE (self)->workstation = g_object_ref (workstation);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  AXLE_RECORD_DIALOG_GET_CLASS (self)->fill (self);
  update_save (self);
}

static ShownForm *
show_form (AxleRecordDialog *self,
           AxleForm         *form)
{
  AxleRecordDialogPrivate *priv = PRIVATE (self);
  ShownForm shown = { .form = g_object_ref (form), .rows = g_ptr_array_new (), .groups = g_ptr_array_new () };

  for (guint i = 0; i < priv->forms->len; i++)
    if (g_array_index (priv->forms, ShownForm, i).form == form)
      {
        clear_shown_form (&shown);
        return &g_array_index (priv->forms, ShownForm, i);
      }
  g_ptr_array_set_size (shown.rows, (int) axle_form_get_record (form)->entity->n_fields);
  g_array_append_val (priv->forms, shown);
  g_signal_connect_object (form, "notify::dirty", G_CALLBACK (update_save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "notify::record", G_CALLBACK (show_deleted), self, G_CONNECT_SWAPPED);
  if (axle_form_is_resumed (form))
    adw_banner_set_revealed (priv->draft_banner, TRUE);
  return &g_array_index (priv->forms, ShownForm, priv->forms->len - 1);
}

/**
 * axle_record_dialog_add_groups:
 * @self: a dialog
 * @form: what they edit; it is saved with the dialog from its first group on
 * @groups: (array length=n_groups): which of its fields are shown, and where
 * @n_groups: how many
 *
 * Returns: (transfer none): the first of them
 */
GtkWidget *
axle_record_dialog_add_groups (AxleRecordDialog     *self,
                               AxleForm             *form,
                               const AxleFieldGroup *groups,
                               guint                 n_groups)
{
  AxleRecordDialogPrivate *priv = PRIVATE (self);
  gboolean is_first = priv->forms->len == 0;
  ShownForm *shown = show_form (self, form);
  guint first = shown->groups->len;

  for (guint i = 0; i < n_groups; i++)
    {
      GtkWidget *group = adw_preferences_group_new ();

      g_ptr_array_add (shown->groups, group);
      if (groups[i].title != NULL)
        adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(groups[i].title));
      if (groups[i].description != NULL)
        adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _(groups[i].description));
      for (guint j = 0; j < groups[i].n_fields; j++)
        if (!axle_record_is_hidden (axle_form_get_record (form), groups[i].fields[j]))
          shown->rows->pdata[groups[i].fields[j]] =
            axle_field_rows_add (ADW_PREFERENCES_GROUP (group), priv->workstation, form, groups[i].fields[j]);
      gtk_box_append (priv->content, group);
    }
  if (is_first)
    adw_dialog_set_focus (ADW_DIALOG (self), shown->rows->pdata[groups[0].fields[0]]);
  update_save (self);
  return shown->groups->pdata[first];
}

/**
 * axle_record_dialog_remove_form:
 * @self: a dialog
 * @form: one of its forms, not the first; what was typed into it is given up
 */
void
axle_record_dialog_remove_form (AxleRecordDialog *self,
                                AxleForm         *form)
{
  AxleRecordDialogPrivate *priv = PRIVATE (self);

  for (guint i = 1; i < priv->forms->len; i++)
    {
      ShownForm *shown = &g_array_index (priv->forms, ShownForm, i);

      if (shown->form != form)
        continue;
      axle_form_drop (form);
      for (guint j = 0; j < shown->groups->len; j++)
        gtk_box_remove (priv->content, shown->groups->pdata[j]);
      g_array_remove_index (priv->forms, i);
      update_save (self);
      return;
    }
}

void
axle_record_dialog_add_widget (AxleRecordDialog *self,
                               GtkWidget        *widget)
{
  gtk_box_append (PRIVATE (self)->content, widget);
}

void
axle_record_dialog_stand_below (GtkWidget *widget,
                                GtkWidget *above)
{
  gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (above)), widget, above);
}

static void
add_setter (AdwBreakpoint *breakpoint,
            gpointer       object,
            const char    *property,
            GType          type,
            int            number)
{
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, type);
  if (type == G_TYPE_INT)
    g_value_set_int (&value, number);
  else
    g_value_set_enum (&value, number);
  adw_breakpoint_add_setter (breakpoint, G_OBJECT (object), property, &value);
}

static AdwClamp *
add_aside (AxleRecordDialog *self)
{
  AxleRecordDialogPrivate *priv = PRIVATE (self);
  AdwBreakpoint *wide = adw_breakpoint_new (adw_breakpoint_condition_parse ("min-width: 820sp"));
  AdwClamp *aside = ADW_CLAMP (adw_clamp_new ());

  adw_clamp_set_maximum_size (aside, WIDE);
  adw_clamp_set_maximum_size (priv->clamp, WIDE);
  add_setter (wide, priv->columns, "orientation", GTK_TYPE_ORIENTATION, GTK_ORIENTATION_HORIZONTAL);
  add_setter (wide, aside, "maximum-size", G_TYPE_INT, ASIDE);
  /* What a dialog with breakpoints has to say. */
  gtk_widget_set_size_request (GTK_WIDGET (self), 320, 240);
  adw_dialog_add_breakpoint (ADW_DIALOG (self), wide);
  adw_dialog_set_content_width (ADW_DIALOG (self), 1000);
  gtk_widget_set_hexpand (GTK_WIDGET (aside), FALSE);
  gtk_box_append (priv->columns, GTK_WIDGET (aside));
  return aside;
}

void
axle_record_dialog_set_aside (AxleRecordDialog *self,
                              GtkWidget        *widget)
{
  AxleRecordDialogPrivate *priv = PRIVATE (self);

  if (priv->aside == NULL)
    priv->aside = add_aside (self);
  adw_clamp_set_child (priv->aside, widget);
}

void
axle_record_dialog_lay_over (AxleRecordDialog *self,
                             const AxleRecord *edited)
{
  AxleRecordDialogPrivate *priv = PRIVATE (self);

  for (guint i = 0; i < priv->forms->len; i++)
    {
      AxleForm *form = g_array_index (priv->forms, ShownForm, i).form;

      if (axle_id_equal (&axle_form_get_record (form)->id, &edited->id))
        axle_form_lay_over (form, edited);
    }
}

void
axle_record_dialog_focus_field (AxleRecordDialog *self,
                                AxleForm         *form,
                                guint             field)
{
  AxleRecordDialogPrivate *priv = PRIVATE (self);

  for (guint i = 0; i < priv->forms->len; i++)
    {
      ShownForm *shown = &g_array_index (priv->forms, ShownForm, i);

      if (shown->form == form && shown->rows->pdata[field] != NULL)
        gtk_widget_grab_focus (shown->rows->pdata[field]);
    }
}

/**
 * axle_record_dialog_saved:
 * @self: a dialog whose save is done
 * @toast: (nullable): what was done; %NULL where nothing is told, nor to be undone
 * @operation: what the toast undoes
 */
void
axle_record_dialog_saved (AxleRecordDialog *self,
                          const char       *toast,
                          gint64            operation)
{
  AxleRecordDialogPrivate *priv = PRIVATE (self);

  for (guint i = 0; i < priv->forms->len; i++)
    axle_form_saved (g_array_index (priv->forms, ShownForm, i).form);
  g_signal_emit (self, saved_signal, 0, operation);
  if (toast != NULL && AXLE_IS_WINDOW (priv->window))
    axle_window_toast_undo (AXLE_WINDOW (priv->window), toast, operation);
  adw_dialog_force_close (ADW_DIALOG (self));
}

/**
 * axle_record_dialog_failed:
 * @self: a dialog whose save failed
 * @error: why
 */
void
axle_record_dialog_failed (AxleRecordDialog *self,
                           const GError     *error)
{
  adw_toast_overlay_add_toast (PRIVATE (self)->toasts, axle_toast_new (error->message));
  update_save (self);
}
