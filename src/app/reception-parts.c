/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/reception-private.h"

#include <glib/gi18n-lib.h>

#include "app/contact-budget.h"
#include "app/portrait.h"
#include "core/appointment/appointment.h"
#include "core/appointment/service-item.h"
#include "core/followup/task.h"
#include "core/insight/needs.h"
#include "core/party/complaint.h"
#include "core/party/customer.h"
#include "core/repair/deferred.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/vehicle.h"

/* So many of the car's last visits are told. */
#define LAST_VISITS 5

static gboolean
is_of_car (const AxleReceptionBuilder *builder,
           const AxleRecord           *record,
           guint                       field)
{
  AxleId id = axle_record_get_id (record, field);

  return builder->self->vehicle == NULL || axle_id_is_none (&id) || axle_id_equal (&id, &builder->self->vehicle->id);
}

static void
warn_of_complaints (const AxleReceptionBuilder *builder,
                    AxleReceptionPart          *part)
{
  GPtrArray *complaints = axle_dossier_list (builder->dossier, &axle_complaint_entity);

  for (guint i = 0; i < complaints->len; i++)
    if (axle_complaint_is_open (complaints->pdata[i]))
      axle_reception_add_line (part, AXLE_RECEPTION_LATE, g_strdup (_("Open complaint")),
                               axle_reception_dup_field (builder, complaints->pdata[i], AXLE_COMPLAINT_TEXT));
}

/* Who did not come before is rung the day before. */
static void
warn_of_no_shows (const AxleReceptionBuilder *builder,
                  AxleReceptionPart          *part)
{
  GPtrArray *appointments = axle_dossier_list (builder->dossier, &axle_appointment_entity);
  guint n = 0;

  for (guint i = 0; i < appointments->len; i++)
    n += g_strcmp0 (axle_record_get_text (appointments->pdata[i], AXLE_APPOINTMENT_STATE), "no-show") == 0;
  if (n > 0)
    axle_reception_add_line (part, AXLE_RECEPTION_SOON,
                             g_strdup_printf (ngettext ("Did not come to %u appointment", "Did not come to %u appointments", n), n),
                             NULL);
}

static void
add_warnings (const AxleReceptionBuilder *builder)
{
  AxleReceptionPart *part = axle_reception_add_part (builder->self, "warnings", _("To mind"));
  const char *override = axle_record_get_text (builder->self->appointment, AXLE_APPOINTMENT_OVERRIDE);

  if (override != NULL)
    axle_reception_add_line (part, AXLE_RECEPTION_SOON, g_strdup (_("Overbooked")), g_strdup (override));
  if (builder->dossier == NULL)
    return;
  warn_of_complaints (builder, part);
  warn_of_no_shows (builder, part);
}

static GPtrArray *
predict (const AxleReceptionBuilder *builder)
{
  AxleStore *reader = axle_workstation_get_reader (builder->workstation);
  g_autoptr(GPtrArray) menu = axle_store_list (reader, &axle_service_item_entity, NULL);
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();

  if (builder->self->vehicle == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) axle_need_free);
  return axle_needs_predict (builder->dossier, builder->self->vehicle, axle_workstation_get_policies (builder->workstation),
                             menu != NULL ? menu : nothing);
}

/* What was put off has a part of its own. */
static void
add_predicted (const AxleReceptionBuilder *builder,
               AxleReceptionPart          *part)
{
  static const AxleReceptionTone tones[] = {
    [AXLE_NEED_DUE] = AXLE_RECEPTION_LATE, [AXLE_NEED_SOON] = AXLE_RECEPTION_SOON, [AXLE_NEED_LATER] = AXLE_RECEPTION_PLAIN,
  };
  g_autoptr(GPtrArray) needs = predict (builder);

  for (guint i = 0; i < needs->len; i++)
    {
      const AxleNeed *need = needs->pdata[i];

      if (!g_str_equal (need->kind, "deferred"))
        axle_reception_add_line (part, tones[need->urgency], g_strdup (need->title), g_strdup (need->reason));
    }
}

/* Other lines of the sheet say so themselves. */
static gboolean
is_told_already (const AxleRecommendation *offer)
{
  static const char * const codes[] = { "advise-service", "advise-deferred", "advise-tyres", NULL };

  return g_strv_contains (codes, offer->rule->code);
}

static gboolean
is_about (const AxleReceptionBuilder *builder,
          const AxleRecommendation   *offer)
{
  return offer->vehicle == NULL || builder->self->vehicle == NULL ||
         axle_id_equal (&offer->vehicle->id, &builder->self->vehicle->id);
}

/* What the car will need, and what else to offer. */
static void
add_needs (const AxleReceptionBuilder *builder,
           const AxleInsight          *insight)
{
  AxleReceptionPart *part = axle_reception_add_part (builder->self, "needs", _("Expected needs"));

  add_predicted (builder, part);
  for (guint i = 0; i < insight->offers->list->len; i++)
    {
      const AxleRecommendation *offer = insight->offers->list->pdata[i];

      if (!offer->rests && !is_told_already (offer) && is_about (builder, offer))
        axle_reception_add_line (part, AXLE_RECEPTION_PLAIN, g_strdup (offer->title), g_strdup (offer->reason));
    }
}

static void
add_promises (const AxleReceptionBuilder *builder)
{
  AxleReceptionPart *part = axle_reception_add_part (builder->self, "promises", _("Open promises and tasks"));
  GPtrArray *tasks = axle_dossier_list (builder->dossier, &axle_task_entity);

  for (guint i = 0; i < tasks->len; i++)
    {
      const AxleRecord *task = tasks->pdata[i];

      if (axle_task_is_open (task))
        axle_reception_add_line (part, axle_record_get_integer (task, AXLE_TASK_DUE) < builder->self->at ? AXLE_RECEPTION_LATE
                                                                                                        : AXLE_RECEPTION_PLAIN,
                                 g_strdup (axle_task_get_title (task)), axle_reception_dup_field (builder, task, AXLE_TASK_DUE));
    }
}

static void
add_deferred (const AxleReceptionBuilder *builder)
{
  AxleReceptionPart *part = axle_reception_add_part (builder->self, "deferred", _("Work put off"));
  g_autoptr(GPtrArray) jobs =
    axle_jobs_list_deferred (axle_dossier_list (builder->dossier, &axle_visit_entity),
                             axle_dossier_list (builder->dossier, &axle_job_entity),
                             builder->self->vehicle != NULL ? &builder->self->vehicle->id : NULL);

  for (guint i = 0; i < jobs->len; i++)
    axle_reception_add_line (part, AXLE_RECEPTION_SOON, axle_reception_dup_field (builder, jobs->pdata[i], AXLE_JOB_TITLE),
                             axle_reception_dup_field (builder, jobs->pdata[i], AXLE_JOB_REASON));
}

static char *
dup_jobs (const AxleReceptionBuilder *builder,
          const AxleRecord           *visit)
{
  GPtrArray *jobs = axle_dossier_list (builder->dossier, &axle_job_entity);
  g_autoptr(GString) titles = g_string_new (axle_record_get_text (visit, AXLE_VISIT_CONCERN));

  for (guint i = 0; i < jobs->len; i++)
    {
      AxleId of = axle_record_get_id (jobs->pdata[i], AXLE_JOB_VISIT);

      if (axle_id_equal (&of, &visit->id) && g_strcmp0 (axle_record_get_text (jobs->pdata[i], AXLE_JOB_STATE), "done") == 0)
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? " · " : "",
                                axle_record_get_text (jobs->pdata[i], AXLE_JOB_TITLE));
    }
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static int
compare_latest (gconstpointer a,
                gconstpointer b)
{
  gint64 at = axle_record_get_happened (*(AxleRecord * const *) a), other_at = axle_record_get_happened (*(AxleRecord * const *) b);

  return (at < other_at) - (at > other_at);
}

static void
add_history (const AxleReceptionBuilder *builder)
{
  AxleReceptionPart *part = axle_reception_add_part (builder->self, "history", _("Last visits"));
  g_autoptr(GPtrArray) visits = g_ptr_array_new ();
  GPtrArray *all = axle_dossier_list (builder->dossier, &axle_visit_entity);

  for (guint i = 0; i < all->len; i++)
    if (is_of_car (builder, all->pdata[i], AXLE_VISIT_VEHICLE))
      g_ptr_array_add (visits, all->pdata[i]);
  g_ptr_array_sort (visits, compare_latest);
  for (guint i = 0; i < MIN (visits->len, LAST_VISITS); i++)
    {
      g_autofree char *at = axle_reception_dup_field (builder, visits->pdata[i], AXLE_VISIT_AT);
      g_autofree char *odometer = axle_reception_dup_field (builder, visits->pdata[i], AXLE_VISIT_ODOMETER);

      axle_reception_add_line (part, AXLE_RECEPTION_PLAIN,
                               g_strdup_printf (*odometer != '\0' ? "%s · %s" : "%s%s", at, odometer),
                               dup_jobs (builder, visits->pdata[i]));
    }
}

static void
add_reach (const AxleReceptionBuilder *builder)
{
  static const guint fields[] = { AXLE_CUSTOMER_CHANNEL, AXLE_CUSTOMER_TIMES };
  AxleReceptionPart *part = axle_reception_add_part (builder->self, "reach", _("How to reach them"));
  AxleContactBudget budget = axle_contact_budget_of (builder->workstation, builder->dossier);
  char *warning = axle_contact_budget_dup_warning (&budget, AXLE_CONTACT_TO_OFFER);
  AxleRecord *customer = builder->self->customer;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      char *value = axle_reception_dup_field (builder, customer, fields[i]);

      if (*value != '\0')
        axle_reception_add_line (part, AXLE_RECEPTION_PLAIN, g_strdup (axle_field_get_label (&customer->entity->fields[fields[i]])),
                                 value);
      else
        g_free (value);
    }
  if (!axle_record_get_boolean (customer, AXLE_CUSTOMER_CONSENT_CONTACT))
    axle_reception_add_line (part, AXLE_RECEPTION_SOON, g_strdup (_("Has not agreed to be contacted")),
                             g_strdup (_("Ask now, while the customer is here.")));
  else if (warning != NULL)
    axle_reception_add_line (part, AXLE_RECEPTION_SOON, g_steal_pointer (&warning), NULL);
  g_free (warning);
}

/* What there is nothing of is not told. */
static void
drop_empty_parts (AxleReception *self)
{
  for (guint i = self->parts->len; i-- > 0;)
    if (((AxleReceptionPart *) self->parts->pdata[i])->lines->len == 0)
      g_ptr_array_remove_index (self->parts, i);
}

void
axle_reception_add_parts (const AxleReceptionBuilder *builder)
{
  g_autoptr(AxleInsight) insight = builder->dossier != NULL ? axle_insight_new (builder->workstation, builder->dossier) : NULL;

  add_warnings (builder);
  if (insight != NULL)
    {
      add_needs (builder, insight);
      add_promises (builder);
      add_deferred (builder);
      add_history (builder);
      add_reach (builder);
      builder->self->portrait = g_strdup (insight->portrait->sentence);
    }
  drop_empty_parts (builder->self);
}

