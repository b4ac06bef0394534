/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/request-tray.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "core/appointment/appointment.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "ui/calendar/answer-figures.h"
#include "ui/calendar/booking-dialog.h"
#include "ui/calendar/calendar-changes.h"
#include "ui/calendar/request-dialog.h"
#include "ui/calendar/request-row.h"
#include "ui/customers/customer-chooser.h"
#include "ui/shell/window.h"
#include "ui/widgets/list-heading.h"
#include "ui/widgets/reason-alert.h"

struct _AxleRequestTray
{
  AdwBin              parent_instance;

  AxleWorkstation    *workstation;
  AxleTray           *tray;
  GtkSingleSelection *selection;
  gboolean            covering;
  gboolean            awaited;     /* gets the focus as soon as it is read */

  AxleAnswerFigures  *figures;
  GtkStack           *stack;
  GtkListView        *list;
};

G_DEFINE_FINAL_TYPE (AxleRequestTray, axle_request_tray, ADW_TYPE_BIN)

enum { PROP_COVERING = 1, N_PROPERTIES };
static GParamSpec *properties[N_PROPERTIES];

/* The list. */

static void
setup_row (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           gpointer                  data)
{
  gtk_list_item_set_child (list_item, axle_request_row_new ());
}

static void
speak (GtkListItem *list_item)
{
  g_autofree char *spoken = axle_tray_item_dup_spoken (gtk_list_item_get_item (list_item));

  gtk_list_item_set_accessible_label (list_item, spoken);
}

static void
bind_row (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          gpointer                  data)
{
  AxleTrayItem *item = gtk_list_item_get_item (list_item);

  axle_request_row_set_item (AXLE_REQUEST_ROW (gtk_list_item_get_child (list_item)), item);
  g_signal_connect_object (item, "clock-changed", G_CALLBACK (speak), list_item, G_CONNECT_SWAPPED);
  speak (list_item);
}

static void
unbind_row (GtkSignalListItemFactory *factory,
            GtkListItem              *list_item,
            gpointer                  data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), speak, list_item);
  axle_request_row_set_item (AXLE_REQUEST_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static char *
dup_heading (gpointer first,
             guint    n_items)
{
  return g_strdup_printf (_("%s (%u)"), axle_tray_list_get_title (axle_tray_item_get_list (first)), n_items);
}

static int
compare_lists (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  AxleTrayList one = axle_tray_item_get_list ((AxleTrayItem *) a), other = axle_tray_item_get_list ((AxleTrayItem *) b);

  return (one > other) - (one < other);
}

static void
show_list (AxleRequestTray *self)
{
  g_autoptr(GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();

  g_signal_connect (rows, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (rows, "bind", G_CALLBACK (bind_row), NULL);
  g_signal_connect (rows, "unbind", G_CALLBACK (unbind_row), NULL);
  self->selection = axle_list_show_sections (self->list, axle_tray_get_items (self->tray), compare_lists, dup_heading, rows);
}

static void
changed_cb (AxleRequestTray *self)
{
  gboolean empty = g_list_model_get_n_items (axle_tray_get_items (self->tray)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
  if (self->awaited && axle_tray_is_ready (self->tray))
    axle_request_tray_go_to (self);
  axle_answer_figures_show (self->figures, axle_tray_get_figures (self->tray));
}

/* What can be done. */

static AxleTrayItem *
get_selected (AxleRequestTray *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static AxleTrayItem *
find_item (AxleRequestTray *self,
           GVariant        *parameter)
{
  GListModel *items = axle_tray_get_items (self->tray);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(AxleTrayItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (AXLE_ID_TEXT (&axle_tray_item_get_record (item)->id), g_variant_get_string (parameter, NULL)))
        return item;
    }
  return NULL;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result,
                           axle_workstation_get_undo_title (AXLE_WORKSTATION (source)));
}

static gpointer
ref_window (GtkWidget *widget)
{
  return g_object_ref (axle_window_of (widget));
}

static void
book (AxleRequestTray *self,
      AxleTrayItem    *item)
{
  AxleRecord *record = axle_tray_item_get_record (item);
  gboolean request = axle_tray_item_get_list (item) == AXLE_TRAY_REQUESTS;
  g_autoptr(AxleRecord) draft = request ? axle_request_draft_appointment (self->workstation, record, 0, 0) : NULL;

  adw_dialog_present (axle_booking_dialog_new (self->workstation, request ? NULL : record, draft, request ? record : NULL),
                      GTK_WIDGET (self));
}

static void
take (AxleRequestTray *self,
      AxleTrayItem    *item)
{
  if (axle_tray_item_get_offer (item) != NULL)
    axle_appointment_take_earlier_async (self->workstation, axle_tray_item_get_record (item), axle_tray_item_get_offer (item),
                                         NULL, saved_cb, ref_window (GTK_WIDGET (self)));
}

static void
stay (AxleRequestTray *self,
      AxleTrayItem    *item)
{
  axle_appointment_take_earlier_async (self->workstation, axle_tray_item_get_record (item), NULL, NULL, saved_cb,
                                       ref_window (GTK_WIDGET (self)));
}

typedef struct
{
  AxleRequestTray *tray;
  AxleRecord      *request;
} Declining;

static void
decline_cb (const char *reason,
            gpointer    data)
{
  Declining *self = data;

  if (reason != NULL)
    axle_request_close_async (self->tray->workstation, self->request, "declined", reason, NULL, saved_cb,
                              ref_window (GTK_WIDGET (self->tray)));
  g_object_unref (self->tray);
  axle_record_unref (self->request);
  g_free (self);
}

static void
decline (AxleRequestTray *self,
         AxleTrayItem    *item)
{
  const AxleReasonQuestion question = {
    .heading = _("Decline the Request?"), .body = _("Say why, so that nobody asks again."), .label = _("_Decline"), .row = _("Reason"),
  };
  Declining *declining = g_new0 (Declining, 1);

  declining->tray = g_object_ref (self);
  declining->request = axle_record_ref (axle_tray_item_get_record (item));
  axle_reason_alert_present (&question, GTK_WIDGET (self), decline_cb, declining);
}

static void
withdraw (AxleRequestTray *self,
          AxleTrayItem    *item)
{
  axle_request_close_async (self->workstation, axle_tray_item_get_record (item), "withdrawn", NULL, NULL, saved_cb,
                            ref_window (GTK_WIDGET (self)));
}

static void
edit (AxleRequestTray *self,
      AxleTrayItem    *item)
{
  if (axle_tray_item_get_list (item) == AXLE_TRAY_REQUESTS)
    adw_dialog_present (axle_request_dialog_new (self->workstation, axle_tray_item_get_customer (item), NULL,
                                                 axle_tray_item_get_record (item)),
                        GTK_WIDGET (self));
  else
    book (self, item);
}

static void
log_call (AxleRequestTray *self,
          AxleTrayItem    *item)
{
  AxleRecord *record = axle_tray_item_get_record (item);
  AxleId vehicle = axle_record_get_id (record, axle_tray_item_get_list (item) == AXLE_TRAY_REQUESTS
                                                 ? (guint) AXLE_REQUEST_VEHICLE : (guint) AXLE_APPOINTMENT_VEHICLE);

  adw_dialog_present (axle_call_dialog_new (self->workstation, axle_tray_item_get_customer (item), &vehicle),
                      GTK_WIDGET (self));
}

static void
show_customer (AxleRequestTray *self,
               AxleTrayItem    *item)
{
  axle_window_show_record (axle_window_of (GTK_WIDGET (self)), &axle_customer_entity, axle_tray_item_get_customer (item));
}

/* @writes: whether it takes the right to plan; @books: whether it gives a time. */
static const struct
{
  const char *name;
  void      (*run) (AxleRequestTray *self,
                    AxleTrayItem    *item);
  gboolean    writes;
  gboolean    books;
} actions[] = {
  { "tray.book", book, TRUE, TRUE }, { "tray.edit", edit, TRUE }, { "tray.take", take, TRUE, TRUE }, { "tray.stay", stay, TRUE },
  { "tray.decline", decline, TRUE }, { "tray.withdraw", withdraw, TRUE }, { "tray.log", log_call, FALSE },
  { "tray.customer", show_customer, FALSE },
};

static gboolean
is_tried_out (AxleRequestTray *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), AXLE_TYPE_CALENDAR_VIEW);

  return view != NULL && axle_calendar_refuse_trial (AXLE_CALENDAR_VIEW (view));
}

static void
item_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleRequestTray *self = AXLE_REQUEST_TRAY (widget);
  AxleTrayItem *item = find_item (self, parameter);

  for (guint i = 0; item != NULL && i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name) && !(actions[i].books && is_tried_out (self)))
      actions[i].run (self, item);
}

static void
run_on (AxleRequestTray *self,
        AxleTrayItem    *item,
        const char      *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", AXLE_ID_TEXT (&axle_tray_item_get_record (item)->id));
}

/* Who has a time already is moved in the calendar itself. */
static void
copy (AxleRequestTray *self,
      AxleTrayItem    *item)
{
  if (axle_tray_item_get_list (item) == AXLE_TRAY_REQUESTS)
    run_on (self, item, "calendar.copy-request");
}

/* By key, on the row that is selected. */
static void
selected_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleRequestTray *self = AXLE_REQUEST_TRAY (widget);
  AxleTrayItem *item = get_selected (self);
  AxleRequestRow *row;

  if (item == NULL)
    return;
  if (g_str_equal (name, "tray.take-selected"))
    run_on (self, item, "tray.take");
  else if (g_str_equal (name, "tray.copy-selected"))
    copy (self, item);
  else if (g_str_equal (name, "tray.edit-selected"))
    run_on (self, item, "tray.edit");
  else if (g_str_equal (name, "tray.remove-selected"))
    run_on (self, item, axle_tray_item_get_list (item) == AXLE_TRAY_REQUESTS ? "tray.decline" : "tray.stay");
  else if ((row = axle_list_find_row (GTK_WIDGET (self->list), AXLE_TYPE_REQUEST_ROW,
                                      (AxleListRowFunc) axle_request_row_get_item, item)) != NULL)
    axle_request_row_show_menu (row);
}

static void
activate_cb (AxleRequestTray *self,
             guint            position)
{
  g_autoptr(AxleTrayItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    run_on (self, item, "tray.book");
}

static void
chosen_cb (AxleRequestTray     *self,
           AxleCustomerChooser *chooser)
{
  adw_dialog_present (axle_request_dialog_new (self->workstation, axle_customer_chooser_get_chosen (chooser),
                                               axle_customer_chooser_get_text (chooser), NULL),
                      GTK_WIDGET (self));
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  AxleRequestTray *self = AXLE_REQUEST_TRAY (widget);
  AdwDialog *chooser = axle_customer_chooser_new (self->workstation, _("Who Would Like to Come?"), &AXLE_ID_NONE);

  axle_customer_chooser_offer_other (AXLE_CUSTOMER_CHOOSER (chooser), _("_Somebody New"));
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (chooser, widget);
}

static void
update_actions (AxleRequestTray *self)
{
  gboolean may = !axle_workstation_is_read_only (self->workstation) &&
                 axle_workstation_may (self->workstation, AXLE_RIGHT_APPOINTMENTS_WRITE);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (actions[i].writes)
      gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tray.new", may);
}

/* The object. */

/* A window that becomes narrow has a moment without room for it, before the view makes some. */
static int
at_least (AxleRequestTray *self,
          int              width)
{
  int minimum;

  gtk_widget_measure (adw_bin_get_child (ADW_BIN (self)), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return MAX (width, minimum);
}

static void
axle_request_tray_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  AxleRequestTray *self = AXLE_REQUEST_TRAY (widget);
  gboolean by_width = orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0;

  gtk_widget_measure (adw_bin_get_child (ADW_BIN (self)), orientation, by_width ? at_least (self, for_size) : for_size,
                      minimum, natural, minimum_baseline, natural_baseline);
}

static void
axle_request_tray_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  AxleRequestTray *self = AXLE_REQUEST_TRAY (widget);

  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (self)), at_least (self, width), height, baseline, NULL);
}

static void
axle_request_tray_get_property (GObject    *object,
                                guint       property,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (property == PROP_COVERING)
    g_value_set_boolean (value, AXLE_REQUEST_TRAY (object)->covering);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
axle_request_tray_set_property (GObject      *object,
                                guint         property,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  if (property == PROP_COVERING)
    AXLE_REQUEST_TRAY (object)->covering = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
axle_request_tray_dispose (GObject *object)
{
  AxleRequestTray *self = AXLE_REQUEST_TRAY (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_REQUEST_TRAY);
  g_clear_object (&self->selection);
  g_clear_object (&self->tray);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_request_tray_parent_class)->dispose (object);
}

static void
axle_request_tray_class_init (AxleRequestTrayClass *klass)
{
  static const char * const selected[] = {
    "tray.take-selected", "tray.edit-selected", "tray.remove-selected", "tray.copy-selected", "tray.menu-selected",
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_request_tray_dispose;
  G_OBJECT_CLASS (klass)->get_property = axle_request_tray_get_property;
  G_OBJECT_CLASS (klass)->set_property = axle_request_tray_set_property;
  /* Whether it lies over the calendar: then the way back is in it, and the window's buttons
   * are not. */
  properties[PROP_COVERING] = g_param_spec_boolean ("covering", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  widget_class->measure = axle_request_tray_measure;
  widget_class->size_allocate = axle_request_tray_size_allocate;
  g_type_ensure (AXLE_TYPE_ANSWER_FIGURES);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/calendar/request-tray.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleRequestTray, figures);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestTray, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleRequestTray, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, "s", item_action);
  for (guint i = 0; i < G_N_ELEMENTS (selected); i++)
    gtk_widget_class_install_action (widget_class, selected[i], NULL, selected_action);
  gtk_widget_class_install_action (widget_class, "tray.new", NULL, new_action);
}

static void
axle_request_tray_init (AxleRequestTray *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
axle_request_tray_new (AxleWorkstation *workstation)
{
  AxleRequestTray *self = g_object_new (AXLE_TYPE_REQUEST_TRAY, NULL);

  self->workstation = g_object_ref (workstation);
  self->tray = axle_tray_new (workstation);
  show_list (self);
  g_signal_connect_object (self->tray, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "notify::staff", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  update_actions (self);
  return GTK_WIDGET (self);
}

void
axle_request_tray_go_to (AxleRequestTray *self)
{
  self->awaited = !axle_tray_is_ready (self->tray);
  if (g_list_model_get_n_items (axle_tray_get_items (self->tray)) > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

AxleTray *
axle_request_tray_get_tray (AxleRequestTray *self)
{
  return self->tray;
}
