/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inbox/conflict-card.h"

#include <glib/gi18n-lib.h>

#include "ui/inbox/conflict-times.h"
#include "ui/widgets/plain-words.h"
#include "ui/widgets/status-pill.h"

struct _AxleConflictCard
{
  GtkListBoxRow   parent_instance;
  AxleInboxItem  *item;
  GPtrArray      *slots;   /* NULL until they were found */

  GtkCheckButton *check;
  GtkLabel       *field;
  GtkBox         *pill_box;
  GtkWidget      *edit_button;
  GtkLabel       *why;
  GtkOrientable  *sides;
  GtkWidget      *mine_side;
  GtkWidget      *mine_stands;
  GtkBox         *mine_lines;
  GtkLabel       *mine_by;
  GtkButton      *mine_button;
  GtkWidget      *theirs_side;
  GtkLabel       *theirs_title;
  GtkWidget      *theirs_stands;
  GtkBox         *theirs_lines;
  GtkLabel       *theirs_by;
  GtkButton      *theirs_button;
  AdwBin         *times;
};

G_DEFINE_FINAL_TYPE (AxleConflictCard, axle_conflict_card, GTK_TYPE_LIST_BOX_ROW)

static guint toggled_signal;

/* What the two buttons say, by the reason. */
static const struct
{
  AxleStatus  status;
  const char *word;
  const char *keep;
  const char *restore;
} words[] = {
  [AXLE_INBOX_LOST] = { AXLE_STATUS_LATE, N_("Gave way"), N_("_Keep"), N_("_Put Back") },
  [AXLE_INBOX_OVERTOOK] = { AXLE_STATUS_WAITING, N_("Took its place"), N_("_Keep"), N_("_Put Back") },
  [AXLE_INBOX_REFUSED] = { AXLE_STATUS_BLOCKED, N_("Refused"), N_("_Leave as It Is"), N_("_Send Again") },
  [AXLE_INBOX_NOT_MADE] = { AXLE_STATUS_BLOCKED, N_("Refused"), N_("_Remove It Here"), N_("_Send Again") },
};

static void
toggled_cb (AxleConflictCard *self)
{
  g_signal_emit (self, toggled_signal, 0);
}

static void
axle_conflict_card_dispose (GObject *object)
{
  AxleConflictCard *self = AXLE_CONFLICT_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_CONFLICT_CARD);
  g_clear_object (&self->item);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  G_OBJECT_CLASS (axle_conflict_card_parent_class)->dispose (object);
}

static gboolean
key_action_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   data)
{
  AxleConflictCard *self = AXLE_CONFLICT_CARD (widget);
  const char *action = g_variant_get_string (arguments, NULL);

  return gtk_widget_activate_action (widget, action, "s", axle_inbox_item_get_name (self->item));
}

static gboolean
key_toggle_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   data)
{
  AxleConflictCard *self = AXLE_CONFLICT_CARD (widget);

  axle_conflict_card_select (self, !axle_conflict_card_is_selected (self));
  return GDK_EVENT_STOP;
}

/* 1, 2 and 3 take the times that are offered. */
static gboolean
key_book_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  AxleConflictCard *self = AXLE_CONFLICT_CARD (widget);
  guint32 position = g_variant_get_uint32 (arguments);

  if (self->slots == NULL || position >= self->slots->len)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (widget, "inbox.book", "(su)", axle_inbox_item_get_name (self->item), position);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint            key;
    GdkModifierType  modifiers;
    const char      *action;
  } keys[] = {
    { GDK_KEY_Delete, 0, "inbox.keep" },
    { GDK_KEY_Return, GDK_CONTROL_MASK, "inbox.restore" },
    { GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "inbox.restore" },
    { GDK_KEY_F2, 0, "inbox.edit" },
    { GDK_KEY_Return, 0, "inbox.show" },
    { GDK_KEY_KP_Enter, 0, "inbox.show" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers, key_action_cb, "s", keys[i].action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, key_toggle_cb, NULL);
  for (guint i = 0; i < AXLE_INBOX_N_TIMES; i++)
    {
      gtk_widget_class_add_binding (widget_class, GDK_KEY_1 + i, 0, key_book_cb, "u", i);
      gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_1 + i, 0, key_book_cb, "u", i);
    }
}

static void
axle_conflict_card_class_init (AxleConflictCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_conflict_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/inbox/conflict-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, check);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, field);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, pill_box);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, edit_button);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, why);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, sides);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, mine_side);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, mine_stands);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, mine_lines);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, mine_by);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, mine_button);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, theirs_side);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, theirs_title);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, theirs_stands);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, theirs_lines);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, theirs_by);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, theirs_button);
  gtk_widget_class_bind_template_child (widget_class, AxleConflictCard, times);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  toggled_signal = g_signal_new ("toggled", AXLE_TYPE_CONFLICT_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  add_keys (widget_class);
}

static void
axle_conflict_card_init (AxleConflictCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_value (GtkBox     *lines,
           const char *label,
           const char *text,
           const char *markup)
{
  GtkWidget *value = gtk_label_new (NULL);

  if (label != NULL)
    {
      GtkWidget *caption = gtk_label_new (label);

      gtk_label_set_xalign (GTK_LABEL (caption), 0);
      gtk_widget_add_css_class (caption, "caption");
      gtk_widget_add_css_class (caption, "dimmed");
      gtk_box_append (lines, caption);
    }
  gtk_label_set_markup (GTK_LABEL (value), *text != '\0' ? markup : "–");
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (lines, value);
}

/* Two values of one field: its name stands above both. */
static gboolean
is_single (AxleConflictCard *self)
{
  return axle_inbox_item_get_n_lines (self->item) == 1 && axle_inbox_item_get_reason (self->item) != AXLE_INBOX_NOT_MADE;
}

static void
show_lines (AxleConflictCard *self)
{
  guint n_lines = axle_inbox_item_get_n_lines (self->item);

  for (guint i = 0; i < n_lines; i++)
    {
      const char *label = !is_single (self) ? axle_inbox_item_get_label (self->item, i) : NULL;
      g_autofree char *mine = NULL;
      g_autofree char *theirs = NULL;

      if (axle_inbox_item_get_reason (self->item) == AXLE_INBOX_NOT_MADE)
        mine = g_markup_escape_text (axle_inbox_item_get_mine (self->item, i), -1);
      else
        axle_inbox_item_dup_markup (self->item, i, &mine, &theirs);
      add_value (self->mine_lines, label, axle_inbox_item_get_mine (self->item, i), mine);
      if (theirs != NULL)
        add_value (self->theirs_lines, label, axle_inbox_item_get_theirs (self->item, i), theirs);
    }
}

static void
set_button (AxleConflictCard *self,
            GtkButton        *button,
            gboolean          keeps,
            const char       *label,
            const char       *value)
{
  g_autofree char *plain = axle_words_without_key (label);
  /* Translators: what a button does, and to which value; such as “Put Back: 北京”. */
  g_autofree char *spoken = *value != '\0' ? g_strdup_printf (_("%s: %s"), plain, value) : g_strdup (plain);

  gtk_button_set_label (button, plain);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), keeps ? "inbox.keep" : "inbox.restore");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", axle_inbox_item_get_name (self->item));
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), keeps ? _("Delete") : _("Ctrl+Enter"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_buttons (AxleConflictCard *self)
{
  AxleInboxReason reason = axle_inbox_item_get_reason (self->item);
  gboolean mine_stands = axle_inbox_item_mine_stands (self->item);
  gboolean single = is_single (self);
  const char *mine = single ? axle_inbox_item_get_mine (self->item, 0) : "";
  const char *theirs = single ? axle_inbox_item_get_theirs (self->item, 0) : "";

  set_button (self, self->mine_button, mine_stands, _(mine_stands ? words[reason].keep : words[reason].restore), mine);
  set_button (self, self->theirs_button, !mine_stands, _(mine_stands ? words[reason].restore : words[reason].keep), theirs);
}

static void
show_field (AxleConflictCard *self)
{
  AxleInboxReason reason = axle_inbox_item_get_reason (self->item);
  const char *label = reason == AXLE_INBOX_NOT_MADE ? _("New Record")
    : is_single (self) ? axle_inbox_item_get_label (self->item, 0) : _("Several Fields");

  gtk_label_set_label (self->field, label);
  gtk_box_append (self->pill_box, axle_status_pill_new (words[reason].status, _(words[reason].word)));
}

static void
show_sides (AxleConflictCard *self)
{
  gboolean mine_stands = axle_inbox_item_mine_stands (self->item);
  gboolean made = axle_inbox_item_get_reason (self->item) != AXLE_INBOX_NOT_MADE;

  gtk_label_set_label (self->theirs_title, made ? _("On the Server") : _("The Server Does Not Have It"));
  gtk_widget_set_visible (self->mine_stands, mine_stands);
  gtk_widget_set_visible (self->theirs_stands, made && !mine_stands);
  if (made)
    gtk_widget_add_css_class (mine_stands ? self->mine_side : self->theirs_side, "stands");
  gtk_label_set_label (self->mine_by, axle_inbox_item_get_mine_by (self->item));
  gtk_label_set_label (self->theirs_by, axle_inbox_item_get_theirs_by (self->item));
  gtk_widget_set_visible (GTK_WIDGET (self->theirs_by), *axle_inbox_item_get_theirs_by (self->item) != '\0');
}

/* Read out as one sentence when the row gets the focus. */
static void
describe (AxleConflictCard *self)
{
  g_autofree char *spoken = NULL;
  const char *label = gtk_label_get_label (self->field);

  if (is_single (self))
    /* Translators: a record, a field, what was typed here, what the other value is, why. */
    spoken = g_strdup_printf (_("%s, %s. Typed here: %s. On the server: %s. %s"), axle_inbox_item_get_title (self->item), label,
                              axle_inbox_item_get_mine (self->item, 0), axle_inbox_item_get_theirs (self->item, 0),
                              axle_inbox_item_get_why (self->item));
  else
    spoken = g_strdup_printf (_("%s, %s. %s"), axle_inbox_item_get_title (self->item), label,
                              axle_inbox_item_get_why (self->item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

GtkWidget *
axle_conflict_card_new (AxleWorkstation *workstation,
                        AxleInboxItem   *item,
                        gboolean         may_decide,
                        gboolean         may_edit)
{
  AxleConflictCard *self = g_object_new (AXLE_TYPE_CONFLICT_CARD, NULL);

  self->item = g_object_ref (item);
  show_field (self);
  gtk_label_set_label (self->why, axle_inbox_item_get_why (item));
  show_lines (self);
  show_sides (self);
  show_buttons (self);
  describe (self);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->edit_button), "s", axle_inbox_item_get_name (item));
  gtk_widget_set_visible (GTK_WIDGET (self->check), may_decide);
  gtk_widget_set_visible (self->edit_button, may_edit);
  gtk_widget_set_sensitive (self->edit_button, may_decide);
  gtk_widget_set_sensitive (GTK_WIDGET (self->mine_button), may_decide);
  gtk_widget_set_sensitive (GTK_WIDGET (self->theirs_button), may_decide);
  return GTK_WIDGET (self);
}

/**
 * axle_conflict_card_set_times:
 * @self: the card of an appointment that was refused
 * @workstation: the desk
 * @slots: (element-type AxleSlot): when it could be instead
 * @may_overbook: whether it may be booked where it was, with a reason
 */
void
axle_conflict_card_set_times (AxleConflictCard *self,
                              AxleWorkstation  *workstation,
                              GPtrArray        *slots,
                              gboolean          may_overbook)
{
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  self->slots = g_ptr_array_ref (slots);
  adw_bin_set_child (self->times, axle_conflict_times_new (workstation, self->item, slots, may_overbook));
}

const AxleSlot *
axle_conflict_card_get_time (AxleConflictCard *self,
                             guint             position)
{
  return self->slots != NULL && position < self->slots->len ? self->slots->pdata[position] : NULL;
}

AxleInboxItem *
axle_conflict_card_get_item (AxleConflictCard *self)
{
  return self->item;
}

gboolean
axle_conflict_card_is_selected (AxleConflictCard *self)
{
  return gtk_check_button_get_active (self->check);
}

void
axle_conflict_card_select (AxleConflictCard *self,
                           gboolean          selected)
{
  gtk_check_button_set_active (self->check, selected && gtk_widget_get_visible (GTK_WIDGET (self->check)));
}

void
axle_conflict_card_set_narrow (AxleConflictCard *self,
                               gboolean          narrow)
{
  gtk_orientable_set_orientation (self->sides, narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (GTK_BOX (self->sides), !narrow);
}
