/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/visit-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/service-log.h"
#include "base/money.h"
#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"

/* More than any visit has; a draft cannot ask for more. */
#define MAX_JOBS 40

struct _AxleVisitDialog
{
  AxleRecordDialog  parent_instance;

  AxleId            customer;
  AxleRecord       *before; /* NULL for a new one */
  GPtrArray        *known;  /* AxleRecord: the jobs of @before */
  AxleForm         *visit;
  GPtrArray        *jobs;   /* AxleForm */
  guint             n_names;
  GtkWidget        *end;    /* what stands below the jobs */
  GtkLabel         *sum;
};

G_DEFINE_FINAL_TYPE (AxleVisitDialog, axle_visit_dialog, AXLE_TYPE_RECORD_DIALOG)

static const guint coming[] = { AXLE_VISIT_VEHICLE, AXLE_VISIT_AT, AXLE_VISIT_ODOMETER, AXLE_VISIT_REASON, AXLE_VISIT_CONCERN };
static const guint billing[] = { AXLE_VISIT_NUMBER, AXLE_VISIT_AMOUNT, AXLE_VISIT_ADVISOR };
static const guint work[] = { AXLE_JOB_TITLE, AXLE_JOB_AREA, AXLE_JOB_STATE, AXLE_JOB_AMOUNT };
static const guint later[] = { AXLE_JOB_REASON, AXLE_JOB_DUE, AXLE_JOB_DUE_ODOMETER };

static const AxleFieldGroup visit_groups[] = {
  { NULL, NULL, coming, G_N_ELEMENTS (coming) },
  { N_("Bill"), N_("Without an amount the visit costs what was done on it."), billing, G_N_ELEMENTS (billing) },
};
static const AxleFieldGroup job_groups[] = {
  { N_("Job"), NULL, work, G_N_ELEMENTS (work) },
};
static const AxleFieldGroup later_groups[] = {
  { NULL, NULL, later, G_N_ELEMENTS (later) },
};

static GPtrArray *
list_jobs (AxleVisitDialog *self)
{
  GPtrArray *records = g_ptr_array_new ();

  for (guint i = 0; i < self->jobs->len; i++)
    g_ptr_array_add (records, (gpointer) axle_form_get_record (self->jobs->pdata[i]));
  return records;
}

static void
show_sum (AxleVisitDialog *self)
{
  g_autoptr(GPtrArray) jobs = list_jobs (self);
  g_autofree char *amount = axle_money_format (axle_jobs_sum (jobs));
  g_autofree char *text = g_strdup_printf (_("Jobs done: %s"), amount);

  gtk_label_set_label (self->sum, text);
}

/* Why, and until when, is asked of what was not done. */
static void
job_changed_cb (AxleForm  *form,
                gpointer   pspec,
                GtkWidget *group)
{
  const char *state = axle_record_get_text (axle_form_get_record (form), AXLE_JOB_STATE);

  gtk_widget_set_visible (group, state != NULL && !g_str_equal (state, "done"));
}

static void
remove_job_cb (GtkButton *button,
               AxleForm  *form)
{
  AxleVisitDialog *self = AXLE_VISIT_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (button), AXLE_TYPE_VISIT_DIALOG));
  g_autoptr(AxleForm) kept = g_object_ref (form);

  g_ptr_array_remove (self->jobs, form);
  axle_record_dialog_remove_form (AXLE_RECORD_DIALOG (self), kept);
  show_sum (self);
  gtk_widget_child_focus (self->end, GTK_DIR_TAB_FORWARD);
}

static void
add_remove_button (GtkWidget *group,
                   AxleForm  *form)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Remove the Job"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_job_cb), form, G_CONNECT_DEFAULT);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
}

static char *
dup_job_name (AxleVisitDialog *self,
              guint            n)
{
  return g_strdup_printf ("job/%s/%u", AXLE_ID_TEXT (self->before != NULL ? &self->before->id : &self->customer), n);
}

static AxleForm *
new_job_form (AxleVisitDialog *self)
{
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (AXLE_RECORD_DIALOG (self));
  g_autoptr(AxleRecord) job = axle_customer_draft_new (workstation, &axle_job_entity);
  g_autofree char *name = dup_job_name (self, self->n_names++);

  axle_record_set_id (job, AXLE_JOB_VISIT, &axle_form_get_record (self->visit)->id);
  axle_record_set_text (job, AXLE_JOB_STATE, "done");
  return axle_form_new (workstation, name, NULL, job);
}

static AxleForm *
new_known_form (AxleVisitDialog  *self,
                const AxleRecord *job)
{
  g_autofree char *name = g_strdup_printf ("job/edit/%s", AXLE_ID_TEXT (&job->id));

  return axle_form_new (axle_record_dialog_get_workstation (AXLE_RECORD_DIALOG (self)), name, job, job);
}

/* Below the jobs there are, above what ends the dialog. @known: (nullable): one that is there
 * already; %NULL for a new one. */
static AxleForm *
add_job (AxleVisitDialog  *self,
         const AxleRecord *known)
{
  AxleRecordDialog *dialog = AXLE_RECORD_DIALOG (self);
  AxleForm *form = known != NULL ? new_known_form (self, known) : new_job_form (self);
  GtkWidget *group;

  g_ptr_array_add (self->jobs, form);
  add_remove_button (axle_record_dialog_add_groups (dialog, form, job_groups, G_N_ELEMENTS (job_groups)), form);
  group = axle_record_dialog_add_groups (dialog, form, later_groups, G_N_ELEMENTS (later_groups));
  g_signal_connect_object (form, "notify::record", G_CALLBACK (job_changed_cb), group, 0);
  job_changed_cb (form, NULL, group);
  g_signal_connect_object (form, "notify::record", G_CALLBACK (show_sum), self, G_CONNECT_SWAPPED);
  return form;
}

static void
move_end (AxleVisitDialog *self)
{
  g_autoptr(GtkWidget) end = g_object_ref (self->end);

  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (end)), end);
  axle_record_dialog_add_widget (AXLE_RECORD_DIALOG (self), end);
}

static void
add_job_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  AxleVisitDialog *self = AXLE_VISIT_DIALOG (widget);
  AxleForm *form;

  if (self->jobs->len >= MAX_JOBS)
    return;
  form = add_job (self, NULL);
  move_end (self);
  axle_record_dialog_focus_field (AXLE_RECORD_DIALOG (self), form, AXLE_JOB_TITLE);
}

static void
add_end (AxleVisitDialog *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Add _Job"));

  self->end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->sum = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_tooltip_text (button, _("Add a Job (Ctrl+J)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "visit.add-job");
  gtk_widget_add_css_class (GTK_WIDGET (self->sum), "dimmed");
  gtk_widget_set_hexpand (GTK_WIDGET (self->sum), TRUE);
  gtk_label_set_xalign (self->sum, 1);
  gtk_box_append (GTK_BOX (self->end), button);
  gtk_box_append (GTK_BOX (self->end), GTK_WIDGET (self->sum));
  axle_record_dialog_add_widget (AXLE_RECORD_DIALOG (self), self->end);
}

static gboolean
has_draft (AxleVisitDialog *self,
           guint            n)
{
  g_autofree char *name = dup_job_name (self, n);
  g_autoptr(GBytes) draft =
    axle_workstation_get_draft (axle_record_dialog_get_workstation (AXLE_RECORD_DIALOG (self)), name);

  return draft != NULL;
}

/* Those there are, and each that was begun; of a new visit one at least. */
static void
add_jobs (AxleVisitDialog *self)
{
  guint n = self->before == NULL ? 1 : has_draft (self, 0);

  for (guint i = 0; i < self->known->len; i++)
    add_job (self, self->known->pdata[i]);

  for (guint i = 1; i < MAX_JOBS; i++)
    if (has_draft (self, i))
      n = i + 1;
  for (guint i = 0; i < n; i++)
    add_job (self, NULL);
}

static GDateTime *
now_on_the_minute (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_add_seconds (now, -g_date_time_get_seconds (now));
}

/* Whoever looks after the customer, unless another did this time. */
static void
set_advisor (AxleVisitDialog *self,
             AxleRecord      *visit)
{
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (AXLE_RECORD_DIALOG (self));
  g_autoptr(AxleRecord) customer = axle_workstation_get_record (workstation, &axle_customer_entity, &self->customer);

  if (customer != NULL)
    axle_record_set (visit, AXLE_VISIT_ADVISOR, axle_record_get (customer, AXLE_CUSTOMER_ADVISOR));
}

static AxleRecord *
new_visit (AxleVisitDialog *self)
{
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (AXLE_RECORD_DIALOG (self));
  AxleRecord *visit = axle_customer_draft_new (workstation, &axle_visit_entity);
  g_autoptr(GPtrArray) vehicles = NULL;
  g_autoptr(GDateTime) now = now_on_the_minute ();

  axle_record_set_id (visit, AXLE_VISIT_CUSTOMER, &self->customer);
  axle_record_set_integer (visit, AXLE_VISIT_AT, g_date_time_to_unix (now) * G_USEC_PER_SEC);
  axle_record_set_text (visit, AXLE_VISIT_SOURCE, "desk");
  set_advisor (self, visit);
  vehicles = axle_workstation_list_references (workstation, visit, AXLE_VISIT_VEHICLE);
  if (vehicles->len > 0)
    axle_record_set_id (visit, AXLE_VISIT_VEHICLE, &((AxleRecord *) vehicles->pdata[0])->id);
  return visit;
}

static void
axle_visit_dialog_fill (AxleRecordDialog *dialog)
{
  AxleVisitDialog *self = AXLE_VISIT_DIALOG (dialog);
  g_autoptr(AxleRecord) visit = self->before != NULL ? axle_record_copy (self->before) : new_visit (self);
  g_autofree char *name = self->before != NULL ? g_strdup_printf ("visit/edit/%s", AXLE_ID_TEXT (&self->before->id))
                                               : g_strdup_printf ("visit/%s", AXLE_ID_TEXT (&self->customer));

  g_clear_object (&self->visit);
  g_ptr_array_set_size (self->jobs, 0);
  self->n_names = 0;
  self->visit = axle_form_new (axle_record_dialog_get_workstation (dialog), name, self->before, visit);
  axle_record_dialog_add_groups (dialog, self->visit, visit_groups, G_N_ELEMENTS (visit_groups));
  add_jobs (self);
  add_end (self);
  show_sum (self);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleVisitDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    axle_record_dialog_failed (AXLE_RECORD_DIALOG (self), error);
  else
    axle_record_dialog_saved (AXLE_RECORD_DIALOG (self),
                              self->before != NULL ? _("Service visit changed") : _("Service visit logged"), operation);
}

static AxleForm *
find_form (AxleVisitDialog *self,
           const AxleId    *job)
{
  for (guint i = 0; i < self->jobs->len; i++)
    if (axle_id_equal (&axle_form_get_record (self->jobs->pdata[i])->id, job))
      return self->jobs->pdata[i];
  return NULL;
}

/* As the forms have them now: somebody else may have changed one. */
static GPtrArray *
list_known (AxleVisitDialog *self)
{
  GPtrArray *known = g_ptr_array_new ();

  for (guint i = 0; i < self->known->len; i++)
    {
      const AxleRecord *job = self->known->pdata[i];
      AxleForm *form = find_form (self, &job->id);

      g_ptr_array_add (known, form != NULL ? (gpointer) axle_form_get_before (form) : (gpointer) job);
    }
  return known;
}

static void
axle_visit_dialog_save (AxleRecordDialog *dialog)
{
  AxleVisitDialog *self = AXLE_VISIT_DIALOG (dialog);
  g_autoptr(GPtrArray) jobs = list_jobs (self);
  g_autoptr(GPtrArray) known = list_known (self);

  if (self->before != NULL)
    axle_visit_change_async (axle_record_dialog_get_workstation (dialog), axle_form_get_before (self->visit),
                             axle_form_get_record (self->visit), known, jobs, NULL, saved_cb, g_object_ref (self));
  else
    axle_visit_log_async (axle_record_dialog_get_workstation (dialog), axle_form_get_record (self->visit), jobs, NULL,
                          saved_cb, g_object_ref (self));
}

static void
axle_visit_dialog_dispose (GObject *object)
{
  AxleVisitDialog *self = AXLE_VISIT_DIALOG (object);

  g_clear_object (&self->visit);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_clear_pointer (&self->before, axle_record_unref);
  G_OBJECT_CLASS (axle_visit_dialog_parent_class)->dispose (object);
}

static void
axle_visit_dialog_class_init (AxleVisitDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_visit_dialog_dispose;
  AXLE_RECORD_DIALOG_CLASS (class)->fill = axle_visit_dialog_fill;
  AXLE_RECORD_DIALOG_CLASS (class)->save = axle_visit_dialog_save;
  gtk_widget_class_install_action (widget_class, "visit.add-job", NULL, add_job_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_j, GDK_CONTROL_MASK, "visit.add-job", NULL);
}

static void
axle_visit_dialog_init (AxleVisitDialog *self)
{
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
  self->known = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
}

static void
take_visit (AxleVisitDialog  *self,
            AxleWorkstation  *workstation,
            const AxleRecord *visit)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  AxleValue value = { .kind = AXLE_VALUE_ID, .as.id = visit->id };
  GPtrArray *jobs = reader != NULL ? axle_store_list_where (reader, &axle_job_entity, AXLE_JOB_VISIT, &value, NULL) : NULL;

  self->before = axle_record_copy (visit);
  if (jobs == NULL)
    return;
  g_ptr_array_unref (self->known);
  self->known = jobs;
}

AdwDialog *
axle_visit_dialog_new (AxleWorkstation  *workstation,
                       const AxleId     *customer,
                       const AxleRecord *visit)
{
  AxleVisitDialog *self = g_object_new (AXLE_TYPE_VISIT_DIALOG, NULL);

  self->customer = *customer;
  if (visit != NULL)
    take_visit (self, workstation, visit);
  axle_record_dialog_construct (AXLE_RECORD_DIALOG (self), workstation,
                                visit != NULL ? _("Edit Service Visit") : _("Log Service Visit"));
  return ADW_DIALOG (self);
}
