/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-chips.h"

#include <glib/gi18n-lib.h>

#include "app/booking-words.h"
#include "app/contact-budget.h"
#include "app/format.h"
#include "core/appointment/appointment.h"
#include "core/followup/task.h"
#include "core/insight/rfm.h"
#include "core/party/complaint.h"
#include "core/party/customer.h"
#include "core/repair/deferred.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/due.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/vehicle.h"

static void
chip_free (gpointer data)
{
  AxleCustomerChip *self = data;

  g_free (self->text);
  g_free (self->hint);
  g_free (self);
}

typedef struct
{
  AxleWorkstation *workstation;
  AxleDossier     *dossier;
  GPtrArray       *chips;
} Builder;

/* Takes @text and @hint. */
static void
add_chip (Builder      *self,
          const char   *icon,
          char         *text,
          char         *hint,
          AxleChipTone  tone,
          const char   *action,
          const char   *target)
{
  AxleCustomerChip *chip = g_new0 (AxleCustomerChip, 1);

  chip->icon = icon;
  chip->text = text;
  chip->hint = hint;
  chip->tone = tone;
  chip->action = action;
  chip->target = target;
  g_ptr_array_add (self->chips, chip);
}

static char *
format_field (Builder *self,
              guint    field)
{
  return axle_workstation_format_value (self->workstation, &axle_customer_entity.fields[field],
                                        axle_record_get (axle_dossier_get_customer (self->dossier), field));
}

static void
add_line (GString    *lines,
          const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
}

/* What was promised, and whatever else somebody has to do for the customer. */
static void
add_tasks (Builder *self)
{
  GPtrArray *tasks = axle_dossier_list (self->dossier, &axle_task_entity);
  g_autoptr(GString) titles = g_string_new (NULL);
  guint n_open = 0, n_late = 0;

  for (guint i = 0; i < tasks->len; i++)
    {
      AxleRecord *task = tasks->pdata[i];

      if (!axle_task_is_open (task))
        continue;
      n_open++;
      n_late += axle_record_get_integer (task, AXLE_TASK_DUE) < axle_dossier_get_now (self->dossier);
      add_line (titles, axle_task_get_title (task));
    }
  if (n_open > 0)
    add_chip (self, "object-select-symbolic",
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u open task", "%u open tasks", n_open), n_open),
              g_string_free (g_steal_pointer (&titles), FALSE), n_late > 0 ? AXLE_CHIP_LATE : AXLE_CHIP_SOON,
              "customer.show-tab", "overview");
}

static void
add_complaints (Builder *self)
{
  GPtrArray *complaints = axle_dossier_list (self->dossier, &axle_complaint_entity);
  g_autoptr(GString) texts = g_string_new (NULL);
  guint n_open = 0;

  for (guint i = 0; i < complaints->len; i++)
    if (axle_complaint_is_open (complaints->pdata[i]))
      {
        n_open++;
        add_line (texts, axle_record_get_text (complaints->pdata[i], AXLE_COMPLAINT_TEXT));
      }
  if (n_open > 0)
    add_chip (self, "axle-attention-symbolic",
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u open complaint", "%u open complaints", n_open), n_open),
              g_string_free (g_steal_pointer (&texts), FALSE), AXLE_CHIP_LATE, "customer.show-timeline", "complaints");
}

static void
add_deferred (Builder *self)
{
  g_autoptr(GPtrArray) jobs = axle_jobs_list_deferred (axle_dossier_list (self->dossier, &axle_visit_entity),
                                                       axle_dossier_list (self->dossier, &axle_job_entity), NULL);
  g_autoptr(GString) titles = g_string_new (NULL);

  for (guint i = 0; i < jobs->len; i++)
    add_line (titles, axle_record_get_text (jobs->pdata[i], AXLE_JOB_TITLE));
  if (jobs->len > 0)
    add_chip (self, "axle-wrench-symbolic",
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u job put off", "%u jobs put off", jobs->len), jobs->len),
              g_string_free (g_steal_pointer (&titles), FALSE), AXLE_CHIP_SOON, "customer.show-timeline", "service");
}

static void
add_class (Builder *self)
{
  g_autoptr(GPtrArray) purchases = axle_purchases_list (self->dossier);
  AxlePolicies *policies = axle_workstation_get_policies (self->workstation);
  g_autofree char *missing = NULL;
  AxleRfmClass class;
  AxleRfm rfm;

  axle_rfm_measure (&rfm, purchases, axle_dossier_get_now (self->dossier), axle_dossier_get_zone (self->dossier),
                    AXLE_RFM_YEAR);
  class = axle_rfm_classify (&rfm, policies);
  missing = axle_rfm_dup_missing (&rfm, policies);
  add_chip (self, "starred-symbolic",
            missing != NULL ? g_strdup_printf ("%s · %s", axle_rfm_class_get_label (class), missing)
                            : g_strdup (axle_rfm_class_get_label (class)),
            g_strdup (missing != NULL ? missing : _("How lately, how often and for how much the customer buys")), class == AXLE_RFM_A ? AXLE_CHIP_GOOD : AXLE_CHIP_PLAIN, "customer.show-timeline", "service");
}

static void
add_channel (Builder *self)
{
  g_autofree char *channel = format_field (self, AXLE_CUSTOMER_CHANNEL);
  g_autofree char *times = format_field (self, AXLE_CUSTOMER_TIMES);

  if (*channel == '\0' && *times == '\0')
    return;
  add_chip (self, "chat-symbolic",
            *channel != '\0' && *times != '\0' ? g_strdup_printf ("%s · %s", channel, times)
                                               : g_strdup (*channel != '\0' ? channel : times),
            g_strdup (_("How and when the customer wants to be reached")), AXLE_CHIP_PLAIN, "customer.show-tab", "details");
}

/* What the customer agreed to. A yes is the rarer and the better news; what was never
 * asked counts as no. */
static void
add_consents (Builder *self)
{
  static const struct
  {
    guint       field;
    const char *yes;
    const char *no;
  } consents[] = {
    { AXLE_CUSTOMER_CONSENT_CONTACT, N_("Contact allowed"), N_("No contact") },
    { AXLE_CUSTOMER_CONSENT_MARKETING, N_("Offers allowed"), N_("No offers") },
    { AXLE_CUSTOMER_CONSENT_DRIVING, N_("Driving data allowed"), N_("No driving data") },
  };
  AxleRecord *customer = axle_dossier_get_customer (self->dossier);
  g_autoptr(GString) hint = g_string_new (NULL);
  const guint n_asked = G_N_ELEMENTS (consents);
  guint n_given = 0;

  for (guint i = 0; i < n_asked; i++)
    {
      gboolean given = axle_record_get_boolean (customer, consents[i].field);

      n_given += given;
      add_line (hint, given ? _(consents[i].yes) : _(consents[i].no));
    }
  add_chip (self, n_given > 0 ? "changes-allow-symbolic" : "changes-prevent-symbolic",
            n_given == n_asked ? g_strdup (_("Consented"))
            : n_given == 0 ? g_strdup (_("No consent"))
            : g_strdup_printf (_("%u of %u consents"), n_given, n_asked),
            g_string_free (g_steal_pointer (&hint), FALSE),
            axle_record_get_boolean (customer, AXLE_CUSTOMER_CONSENT_CONTACT) ? AXLE_CHIP_PLAIN : AXLE_CHIP_SOON,
            "customer.show-tab", "privacy");
}

/* How often the customer may still be called or written to this month. */
static void
add_budget (Builder *self)
{
  guint total;
  guint left = axle_contact_budget_left (self->workstation, self->dossier, &total);

  add_chip (self, "call-outgoing-symbolic",
            g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u contact left", "%u of %u contacts left", total),
                             left, total),
            g_strdup (_("How often the customer may still be contacted this month")),
            left > 0 ? AXLE_CHIP_PLAIN : AXLE_CHIP_LATE, "customer.show-timeline", "contacts");
}

static void
add_person (Builder *self,
            guint    field)
{
  g_autofree char *name = format_field (self, field);

  if (*name != '\0')
    add_chip (self, "person-symbolic", g_strdup_printf ("%s %s", axle_field_get_label (&axle_customer_entity.fields[field]), name), NULL,
              AXLE_CHIP_PLAIN, "customer.show-tab", "details");
}

AxleRecord *
axle_customer_find_next_appointment (AxleDossier *dossier)
{
  GPtrArray *appointments = axle_dossier_list (dossier, &axle_appointment_entity);
  AxleRecord *next = NULL;

  for (guint i = 0; i < appointments->len; i++)
    {
      AxleRecord *one = appointments->pdata[i];

      if (axle_appointment_is_on (one) && g_strcmp0 (axle_record_get_text (one, AXLE_APPOINTMENT_STATE), "done") != 0 &&
          axle_appointment_get_end (one) > axle_dossier_get_now (dossier) &&
          (next == NULL || axle_record_get_integer (one, AXLE_APPOINTMENT_AT) < axle_record_get_integer (next, AXLE_APPOINTMENT_AT)))
        next = one;
    }
  return next;
}

static void
add_appointment (Builder *self)
{
  AxleRecord *next = axle_customer_find_next_appointment (self->dossier);
  GTimeZone *zone = axle_dossier_get_zone (self->dossier);
  AxleDate today = axle_date_from_time (axle_dossier_get_now (self->dossier), zone);
  g_autofree char *when = NULL;
  AxleDate day;

  if (next == NULL)
    return;
  day = axle_date_from_time (axle_record_get_integer (next, AXLE_APPOINTMENT_AT), zone);
  when = axle_booking_time_dup_words (axle_record_get_integer (next, AXLE_APPOINTMENT_AT), axle_dossier_get_now (self->dossier), zone);
  add_chip (self, "x-office-calendar-symbolic", g_strdup_printf (_("Comes %s"), when),
            axle_workstation_format_value (self->workstation, &axle_appointment_entity.fields[AXLE_APPOINTMENT_STATE],
                                           axle_record_get (next, AXLE_APPOINTMENT_STATE)),
            axle_date_compare (&day, &today) == 0 ? AXLE_CHIP_SOON : AXLE_CHIP_GOOD, "customer.show-appointment", "next");
}

GPtrArray *
axle_customer_chips_build (AxleWorkstation *workstation,
                           AxleDossier     *dossier)
{
  Builder builder = { workstation, dossier, g_ptr_array_new_with_free_func (chip_free) };

  add_appointment (&builder);
  add_complaints (&builder);
  add_tasks (&builder);
  add_deferred (&builder);
  add_class (&builder);
  add_consents (&builder);
  add_channel (&builder);
  add_budget (&builder);
  add_person (&builder, AXLE_CUSTOMER_ADVISOR);
  add_person (&builder, AXLE_CUSTOMER_CONSULTANT);
  return builder.chips;
}

/* Cars. */

static void
car_free (gpointer data)
{
  AxleCustomerCar *self = data;

  axle_record_unref (self->vehicle);
  g_free (self->model);
  g_free (self->odometer);
  g_free (self->due);
  g_free (self->reason);
  g_free (self);
}

static char *
join_fields (AxleWorkstation  *workstation,
             const AxleRecord *record,
             const guint      *fields,
             guint             n_fields)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *value = axle_workstation_format_value (workstation, &record->entity->fields[fields[i]],
                                                              axle_record_get (record, fields[i]));

      if (*value != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_due (AxleCustomerCar *self,
         AxleWorkstation *workstation,
         AxleDossier     *dossier)
{
  GTimeZone *zone = axle_dossier_get_zone (dossier);
  g_autoptr(AxleServiceDue) due =
    axle_service_due (self->vehicle, axle_dossier_list (dossier, &axle_visit_entity),
                      axle_dossier_list (dossier, &axle_job_entity), axle_dossier_list (dossier, &axle_odometer_entity),
                      axle_dossier_get_now (dossier), zone, axle_workstation_get_policies (workstation));
  g_autofree char *when = due != NULL ? axle_service_due_dup_text (due, zone) : NULL;

  if (due == NULL)
    return;
  /* Translators: when the next service is due, such as “Due 2025-03-04 or 30,000 km”. */
  self->due = g_strdup_printf (due->overdue ? _("Overdue since %s") : _("Due %s"), when);
  self->reason = g_strdup (due->reason);
  self->tone = due->overdue ? AXLE_CHIP_LATE : due->soon ? AXLE_CHIP_SOON : AXLE_CHIP_PLAIN;
}

static AxleCustomerCar *
new_car (AxleWorkstation *workstation,
         AxleDossier     *dossier,
         AxleRecord      *vehicle)
{
  static const guint naming[] = { AXLE_VEHICLE_MAKE, AXLE_VEHICLE_MODEL, AXLE_VEHICLE_VARIANT };
  AxleCustomerCar *self = g_new0 (AxleCustomerCar, 1);

  self->vehicle = axle_record_ref (vehicle);
  self->model = join_fields (workstation, vehicle, naming, G_N_ELEMENTS (naming));
  self->odometer = axle_workstation_format_value (workstation, &axle_vehicle_entity.fields[AXLE_VEHICLE_ODOMETER],
                                                  axle_record_get (vehicle, AXLE_VEHICLE_ODOMETER));
  add_due (self, workstation, dossier);
  return self;
}

static gboolean
holds_car (GPtrArray        *cars,
           const AxleRecord *vehicle)
{
  for (guint i = 0; i < cars->len; i++)
    if (axle_id_equal (&((AxleCustomerCar *) cars->pdata[i])->vehicle->id, &vehicle->id))
      return TRUE;
  return FALSE;
}

GPtrArray *
axle_customer_cars_build (AxleWorkstation     *workstation,
                          AxleCustomerProfile *profile)
{
  AxleDossier *dossier = axle_customer_profile_get_dossier (profile);
  GListModel *vehicles = axle_customer_profile_get_vehicles (profile);
  GPtrArray *cars = g_ptr_array_new_with_free_func (car_free);

  for (guint i = 0; i < g_list_model_get_n_items (vehicles); i++)
    {
      g_autoptr(AxleProfileVehicle) item = g_list_model_get_item (vehicles, i);
      AxleRecord *vehicle = axle_profile_vehicle_get_vehicle (item);

      if (axle_profile_vehicle_is_current (item) && !holds_car (cars, vehicle))
        g_ptr_array_add (cars, new_car (workstation, dossier, vehicle));
    }
  return cars;
}
