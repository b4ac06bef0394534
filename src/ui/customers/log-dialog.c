/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/log-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/service-log.h"
#include "core/loyalty/points.h"
#include "core/party/complaint.h"
#include "core/sales/deal.h"

/* What is asked of each kind. */
typedef struct
{
  const AxleEntity     *entity;
  const char           *title;
  const char           *done;
  const char           *edit;    /* (nullable): what is done with it once it is logged */
  const char           *changed;
  const AxleFieldGroup *groups;
  guint                 n_groups;
  guint                 time;   /* the field that says when */
} Kind;

struct _AxleLogDialog
{
  AxleRecordDialog  parent_instance;

  const Kind       *kind;
  AxleId            customer;
  AxleRecord       *before;  /* NULL for a new one */
  AxleForm         *form;
};

G_DEFINE_FINAL_TYPE (AxleLogDialog, axle_log_dialog, AXLE_TYPE_RECORD_DIALOG)

static const guint deal[] = { AXLE_DEAL_KIND, AXLE_DEAL_VEHICLE, AXLE_DEAL_AT, AXLE_DEAL_AMOUNT, AXLE_DEAL_NUMBER,
                              AXLE_DEAL_VALID_UNTIL, AXLE_DEAL_CONSULTANT, AXLE_DEAL_REMARKS };
static const guint said[] = { AXLE_COMPLAINT_THEME, AXLE_COMPLAINT_TEXT, AXLE_COMPLAINT_VEHICLE, AXLE_COMPLAINT_AT };
static const guint answered[] = { AXLE_COMPLAINT_OWNER, AXLE_COMPLAINT_DUE, AXLE_COMPLAINT_STATE, AXLE_COMPLAINT_ANSWER };
static const guint points[] = { AXLE_POINTS_AMOUNT, AXLE_POINTS_REASON, AXLE_POINTS_AT };

static const AxleFieldGroup deal_groups[] = { { NULL, NULL, deal, G_N_ELEMENTS (deal) } };
static const AxleFieldGroup complaint_groups[] = {
  { NULL, NULL, said, G_N_ELEMENTS (said) },
  { N_("Answer"), NULL, answered, G_N_ELEMENTS (answered) },
};
static const AxleFieldGroup points_groups[] = {
  { NULL, N_("Points that are spent are written with a minus."), points, G_N_ELEMENTS (points) },
};

static const Kind kinds[] = {
  { &axle_deal_entity, N_("Log Sales Event"), N_("Sales event logged"), N_("Edit Sales Event"), N_("Sales event changed"), deal_groups, G_N_ELEMENTS (deal_groups),
    AXLE_DEAL_AT },
  { &axle_complaint_entity, N_("Log Complaint"), N_("Complaint logged"), N_("Edit Complaint"), N_("Complaint changed"),
    complaint_groups, G_N_ELEMENTS (complaint_groups),
    AXLE_COMPLAINT_AT },
  { &axle_points_entity, N_("Book Points"), N_("Points booked"), NULL, NULL, points_groups, G_N_ELEMENTS (points_groups),
    AXLE_POINTS_AT },
};

static AxleRecord *
new_record (AxleLogDialog *self)
{
  AxleRecord *record =
    axle_customer_draft_new (axle_record_dialog_get_workstation (AXLE_RECORD_DIALOG (self)), self->kind->entity);
  gint64 now = g_get_real_time () / G_TIME_SPAN_MINUTE * G_TIME_SPAN_MINUTE;

  axle_record_set_id (record, (guint) axle_entity_find_field (record->entity, "customer"), &self->customer);
  axle_record_set_integer (record, self->kind->time, now);
  if (record->entity == &axle_complaint_entity)
    axle_record_set_text (record, AXLE_COMPLAINT_STATE, "open");
  return record;
}

static void
axle_log_dialog_fill (AxleRecordDialog *dialog)
{
  AxleLogDialog *self = AXLE_LOG_DIALOG (dialog);
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (dialog);
  g_autoptr(AxleRecord) record = self->before != NULL ? axle_record_copy (self->before) : new_record (self);
  const char *kind = record->entity->kind;
  g_autofree char *name = self->before != NULL ? g_strdup_printf ("%s/edit/%s", kind, AXLE_ID_TEXT (&self->before->id))
                                               : g_strdup_printf ("%s/%s", kind, AXLE_ID_TEXT (&self->customer));

  g_clear_object (&self->form);
  self->form = axle_form_new (workstation, name, self->before, record);
  axle_record_dialog_add_groups (dialog, self->form, self->kind->groups, self->kind->n_groups);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleLogDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    axle_record_dialog_failed (AXLE_RECORD_DIALOG (self), error);
  else
    axle_record_dialog_saved (AXLE_RECORD_DIALOG (self), _(self->before != NULL ? self->kind->changed : self->kind->done),
                              operation);
}

static void
axle_log_dialog_save (AxleRecordDialog *dialog)
{
  AxleLogDialog *self = AXLE_LOG_DIALOG (dialog);

  axle_record_log_async (axle_record_dialog_get_workstation (dialog), axle_form_get_before (self->form),
                         axle_form_get_record (self->form), NULL, saved_cb, g_object_ref (self));
}

static void
axle_log_dialog_dispose (GObject *object)
{
  AxleLogDialog *self = AXLE_LOG_DIALOG (object);

  g_clear_object (&self->form);
  g_clear_pointer (&self->before, axle_record_unref);
  G_OBJECT_CLASS (axle_log_dialog_parent_class)->dispose (object);
}

static void
axle_log_dialog_class_init (AxleLogDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_log_dialog_dispose;
  AXLE_RECORD_DIALOG_CLASS (class)->fill = axle_log_dialog_fill;
  AXLE_RECORD_DIALOG_CLASS (class)->save = axle_log_dialog_save;
}

static void
axle_log_dialog_init (AxleLogDialog *self)
{
}

/**
 * axle_log_dialog_new:
 * @workstation: the desk
 * @entity: a deal, a complaint or points
 * @customer: whose
 * @record: (nullable): what was logged, to correct it; %NULL to log another. Points that
 *   were booked stay as they are
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
axle_log_dialog_new (AxleWorkstation  *workstation,
                     const AxleEntity *entity,
                     const AxleId     *customer,
                     const AxleRecord *record)
{
  AxleLogDialog *self = g_object_new (AXLE_TYPE_LOG_DIALOG, NULL);

  self->kind = kinds;
  while (self->kind->entity != entity)
    self->kind++;
  self->customer = *customer;
  self->before = record != NULL ? axle_record_copy (record) : NULL;
  axle_record_dialog_construct (AXLE_RECORD_DIALOG (self), workstation,
                                _(record != NULL ? self->kind->edit : self->kind->title));
  return ADW_DIALOG (self);
}
