/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/timeline-words.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "app/appointments.h"
#include "app/format.h"
#include "core/appointment/appointment.h"
#include "core/followup/answer.h"
#include "core/followup/task.h"
#include "core/insight/advice.h"
#include "core/loyalty/points.h"
#include "core/media/photo.h"
#include "core/party/complaint.h"
#include "core/party/consent.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/erasure.h"
#include "core/party/merging.h"
#include "core/party/note.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"

#define NONE AXLE_TIMELINE_NO_FIELD

/* The words of a choice; %NULL for none. */
static const char *
get_label (const AxleRecord *record,
           guint             field)
{
  const char *name = axle_record_get_text (record, field);

  return name != NULL ? axle_field_choice_label (&record->entity->fields[field], name) : NULL;
}

static char *
join (const char *what,
      const char *which)
{
  return which != NULL && *which != '\0' ? g_strdup_printf ("%s · %s", what, which) : g_strdup (what);
}

/* Contacts: a sentence for each channel and direction, for languages do not put them
 * together alike. */

static const struct
{
  const char *channel;
  const char *direction;
  const char *title;
  const char *icon;
} contacts[] = {
  { "call", "in", N_("Call from the customer"), "call-incoming-symbolic" },
  { "call", "out", N_("Call to the customer"), "call-outgoing-symbolic" },
  { "wechat", "in", N_("WeChat message from the customer"), "chat-symbolic" },
  { "wechat", "out", N_("WeChat message to the customer"), "chat-symbolic" },
  { "sms", "in", N_("SMS from the customer"), "chat-message-symbolic" },
  { "sms", "out", N_("SMS to the customer"), "chat-message-symbolic" },
  { "visit", "in", N_("The customer came by"), "person-symbolic" },
  { "visit", "out", N_("Visit to the customer"), "person-symbolic" },
  { "email", "in", N_("Email from the customer"), "mail-symbolic" },
  { "email", "out", N_("Email to the customer"), "mail-symbolic" },
};

static int
find_contact (const AxleRecord *record)
{
  const char *channel = axle_record_get_text (record, AXLE_CONTACT_CHANNEL);
  const char *direction = axle_record_get_text (record, AXLE_CONTACT_DIRECTION);

  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    if (g_strcmp0 (contacts[i].channel, channel) == 0 && g_strcmp0 (contacts[i].direction, direction) == 0)
      return (int) i;
  return -1;
}

static char *
contact_title (const AxleRecord *record,
               AxleWorkstation  *workstation)
{
  int contact = find_contact (record);

  return g_strdup (contact >= 0 ? _(contacts[contact].title) : _("Contact"));
}

static char *
contact_body (const AxleRecord *record,
              GPtrArray        *parts,
              AxleWorkstation  *workstation)
{
  return g_strdup (axle_record_get_text (record, AXLE_CONTACT_SUMMARY));
}

/* Visits. */

static char *
visit_title (const AxleRecord *record,
             AxleWorkstation  *workstation)
{
  const char *reason = get_label (record, AXLE_VISIT_REASON);

  return join (reason != NULL ? reason : _("Service visit"), axle_record_get_text (record, AXLE_VISIT_NUMBER));
}

/* The titles of the jobs in one of these states, in one line. */
static char *
dup_jobs (GPtrArray  *jobs,
          const char *state)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = jobs != NULL ? jobs->len : 0; i-- > 0;)
    {
      const AxleRecord *job = jobs->pdata[i];

      if (g_strcmp0 (axle_record_get_text (job, AXLE_JOB_STATE), state) == 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? _(", ") : "", axle_record_get_text (job, AXLE_JOB_TITLE));
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* A colon or a question mark that is wide brings its own space. */
static gboolean
ends_wide (const char *text)
{
  return *text != '\0' && g_unichar_iswide (g_utf8_get_char (g_utf8_prev_char (text + strlen (text))));
}

/* @lead: (nullable): what stands before it. */
static void
add_line (GString    *text,
          const char *lead,
          const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (lead != NULL)
    g_string_append_printf (text, ends_wide (lead) ? "%s" : "%s ", lead);
  g_string_append (text, line);
}

static char *
visit_body (const AxleRecord *record,
            GPtrArray        *parts,
            AxleWorkstation  *workstation)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *done = dup_jobs (parts, "done");
  g_autofree char *deferred = dup_jobs (parts, "deferred");
  g_autofree char *declined = dup_jobs (parts, "declined");

  add_line (text, NULL, axle_record_get_text (record, AXLE_VISIT_CONCERN));
  add_line (text, NULL, done);
  add_line (text, _("Deferred:"), deferred);
  add_line (text, _("Declined:"), declined);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Appointments. */

static char *
appointment_title (const AxleRecord *record,
                   AxleWorkstation  *workstation)
{
  return join (_("Appointment"), get_label (record, AXLE_APPOINTMENT_STATE));
}

static char *
appointment_body (const AxleRecord *record,
                  GPtrArray        *parts,
                  AxleWorkstation  *workstation)
{
  g_autofree char *services = axle_services_dup_names (workstation, record);
  g_autoptr(GString) text = g_string_new (NULL);

  add_line (text, NULL, axle_record_get_text (record, AXLE_APPOINTMENT_TITLE));
  add_line (text, NULL, services);
  add_line (text, NULL, axle_record_get_text (record, AXLE_APPOINTMENT_REMARKS));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Sales. */

static char *
deal_title (const AxleRecord *record,
            AxleWorkstation  *workstation)
{
  return join (get_label (record, AXLE_DEAL_KIND), axle_record_get_text (record, AXLE_DEAL_NUMBER));
}

static char *
deal_body (const AxleRecord *record,
           GPtrArray        *parts,
           AxleWorkstation  *workstation)
{
  return g_strdup (axle_record_get_text (record, AXLE_DEAL_REMARKS));
}

/* Points. */

static char *
points_title (const AxleRecord *record,
              AxleWorkstation  *workstation)
{
  gint64 amount = axle_record_get_integer (record, AXLE_POINTS_AMOUNT);

  /* Translators: points of a customer, earned or (with a minus) spent. */
  return g_strdup_printf (_("%+" PRId64 " points"), amount);
}

static char *
points_body (const AxleRecord *record,
             GPtrArray        *parts,
             AxleWorkstation  *workstation)
{
  return g_strdup (axle_record_get_text (record, AXLE_POINTS_REASON));
}

/* Complaints. */

static char *
complaint_title (const AxleRecord *record,
                 AxleWorkstation  *workstation)
{
  const char *theme = get_label (record, AXLE_COMPLAINT_THEME);
  g_autofree char *title = join (_("Complaint"), theme);

  return join (title, get_label (record, AXLE_COMPLAINT_STATE));
}

static char *
complaint_body (const AxleRecord *record,
                GPtrArray        *parts,
                AxleWorkstation  *workstation)
{
  g_autoptr(GString) text = g_string_new (NULL);

  add_line (text, NULL, axle_record_get_text (record, AXLE_COMPLAINT_TEXT));
  add_line (text, _("Answer:"), axle_record_get_text (record, AXLE_COMPLAINT_ANSWER));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Tasks that were done, with what was answered. */

static gboolean
is_done (const AxleRecord *record)
{
  return g_strcmp0 (axle_record_get_text (record, AXLE_TASK_STATE), "done") == 0;
}

static char *
task_title (const AxleRecord *record,
            AxleWorkstation  *workstation)
{
  return join (axle_task_get_title (record), get_label (record, AXLE_TASK_OUTCOME));
}

static char *
task_body (const AxleRecord *record,
           GPtrArray        *parts,
           AxleWorkstation  *workstation)
{
  g_autoptr(GString) text = g_string_new (NULL);

  add_line (text, NULL, axle_record_get_text (record, AXLE_TASK_RESULT));
  for (guint i = parts != NULL ? parts->len : 0; i-- > 0;)
    add_line (text, axle_record_get_text (parts->pdata[i], AXLE_ANSWER_TEXT),
              axle_record_get_text (parts->pdata[i], AXLE_ANSWER_VALUE));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Recommendations. */

static const struct
{
  const char *decision;
  const char *title;
} decisions[] = {
  { "accepted", N_("Recommendation accepted") },
  { "declined", N_("Recommendation declined") },
  { "later", N_("Recommendation put off") },
};

static char *
advice_title (const AxleRecord *record,
              AxleWorkstation  *workstation)
{
  const char *decision = axle_record_get_text (record, AXLE_ADVICE_DECISION);

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    if (g_strcmp0 (decisions[i].decision, decision) == 0)
      return g_strdup (_(decisions[i].title));
  return g_strdup (_(record->entity->label));
}

static char *
advice_body (const AxleRecord *record,
             GPtrArray        *parts,
             AxleWorkstation  *workstation)
{
  return join (axle_record_get_text (record, AXLE_ADVICE_TITLE), axle_record_get_text (record, AXLE_ADVICE_REASON));
}

/* Notes and photos. */

static char *
label_title (const AxleRecord *record,
             AxleWorkstation  *workstation)
{
  return g_strdup (_(record->entity->label));
}

static char *
note_body (const AxleRecord *record,
           GPtrArray        *parts,
           AxleWorkstation  *workstation)
{
  return g_strdup (axle_record_get_text (record, AXLE_NOTE_TEXT));
}

static char *
photo_title (const AxleRecord *record,
             AxleWorkstation  *workstation)
{
  const char *type = axle_record_get_text (record, AXLE_PHOTO_MEDIA_TYPE);

  return g_strdup (type != NULL && g_str_has_prefix (type, "video/") ? _("Clip") : _("Photo"));
}

static char *
photo_body (const AxleRecord *record,
            GPtrArray        *parts,
            AxleWorkstation  *workstation)
{
  return g_strdup (axle_record_get_text (record, AXLE_PHOTO_CAPTION));
}

/* Cars. */

static char *
odometer_title (const AxleRecord *record,
                AxleWorkstation  *workstation)
{
  g_autofree char *reading =
    axle_workstation_format_value (workstation, &axle_odometer_entity.fields[AXLE_ODOMETER_READING],
                                   axle_record_get (record, AXLE_ODOMETER_READING));

  return join (_("Odometer"), reading);
}

static gboolean
has_begun (const AxleRecord *record)
{
  return axle_record_get_text (record, AXLE_OWNERSHIP_SINCE) != NULL;
}

static char *
ownership_title (const AxleRecord *record,
                 AxleWorkstation  *workstation)
{
  return join (_("Vehicle"), get_label (record, AXLE_OWNERSHIP_ROLE));
}

/* The record itself. */

static char *
customer_title (const AxleRecord *record,
                AxleWorkstation  *workstation)
{
  return g_strdup (_("Customer created"));
}

/* One who was merged into another has a name of their own to tell. */
static char *
customer_body (const AxleRecord *record,
               GPtrArray        *parts,
               AxleWorkstation  *workstation)
{
  AxleId into = axle_record_get_id (record, AXLE_CUSTOMER_MERGED_INTO);

  return axle_id_is_none (&into) ? NULL : axle_record_dup_title (record);
}

static char *
consent_title (const AxleRecord *record,
               AxleWorkstation  *workstation)
{
  const char *purpose = get_label (record, AXLE_CONSENT_PURPOSE);

  return join (axle_record_get_boolean (record, AXLE_CONSENT_GIVEN) ? _("Consent given") : _("Consent withdrawn"), purpose);
}

static char *
merging_title (const AxleRecord *record,
               AxleWorkstation  *workstation)
{
  return g_strdup (axle_record_get (record, AXLE_MERGING_UNDONE_AT)->kind != AXLE_VALUE_NONE ? _("Merge taken back")
                                                                                             : _("Merged"));
}

static char *
merging_body (const AxleRecord *record,
              GPtrArray        *parts,
              AxleWorkstation  *workstation)
{
  return axle_workstation_format_value (workstation, &axle_merging_entity.fields[AXLE_MERGING_ABSORBED],
                                        axle_record_get (record, AXLE_MERGING_ABSORBED));
}

static char *
erasure_title (const AxleRecord *record,
               AxleWorkstation  *workstation)
{
  return join (_("Deletion requested"), get_label (record, AXLE_ERASURE_STATE));
}

static const AxleTimelineKind kinds[] = {
  { &axle_appointment_entity, AXLE_TIMELINE_SERVICE, "x-office-calendar-symbolic", AXLE_APPOINTMENT_AT, AXLE_APPOINTMENT_VEHICLE,
    AXLE_APPOINTMENT_ADVISOR, NONE, NONE, NULL, appointment_title, appointment_body },
  { &axle_visit_entity, AXLE_TIMELINE_SERVICE, "axle-wrench-symbolic", AXLE_VISIT_AT, AXLE_VISIT_VEHICLE,
    AXLE_VISIT_ADVISOR, AXLE_VISIT_AMOUNT, NONE, NULL, visit_title, visit_body },
  { &axle_job_entity, AXLE_TIMELINE_SERVICE, NULL, NONE, NONE, NONE, NONE, AXLE_JOB_VISIT, NULL, NULL, NULL },
  { &axle_deal_entity, AXLE_TIMELINE_SALES, "axle-key-symbolic", AXLE_DEAL_AT, AXLE_DEAL_VEHICLE,
    AXLE_DEAL_CONSULTANT, AXLE_DEAL_AMOUNT, NONE, NULL, deal_title, deal_body },
  { &axle_advice_entity, AXLE_TIMELINE_SALES, "emoji-objects-symbolic", AXLE_ADVICE_AT, AXLE_ADVICE_VEHICLE,
    AXLE_ADVICE_STAFF, NONE, NONE, NULL, advice_title, advice_body },
  { &axle_contact_entity, AXLE_TIMELINE_CONTACTS, "call-incoming-symbolic", AXLE_CONTACT_AT, AXLE_CONTACT_VEHICLE,
    AXLE_CONTACT_STAFF, NONE, NONE, NULL, contact_title, contact_body },
  { &axle_note_entity, AXLE_TIMELINE_NOTES, "note-symbolic", NONE, AXLE_NOTE_SUBJECT,
    NONE, NONE, NONE, NULL, label_title, note_body },
  { &axle_odometer_entity, AXLE_TIMELINE_VEHICLES, "speedometer-symbolic", AXLE_ODOMETER_AT, AXLE_ODOMETER_VEHICLE,
    NONE, NONE, NONE, NULL, odometer_title, NULL },
  { &axle_ownership_entity, AXLE_TIMELINE_VEHICLES, "axle-car-symbolic", AXLE_OWNERSHIP_SINCE, AXLE_OWNERSHIP_VEHICLE,
    NONE, NONE, NONE, has_begun, ownership_title, NULL },
  { &axle_points_entity, AXLE_TIMELINE_POINTS, "axle-points-symbolic", AXLE_POINTS_AT, NONE,
    NONE, NONE, NONE, NULL, points_title, points_body },
  { &axle_complaint_entity, AXLE_TIMELINE_COMPLAINTS, "axle-attention-symbolic", AXLE_COMPLAINT_AT, AXLE_COMPLAINT_VEHICLE,
    AXLE_COMPLAINT_OWNER, NONE, NONE, NULL, complaint_title, complaint_body },
  { &axle_task_entity, AXLE_TIMELINE_TASKS, "object-select-symbolic", AXLE_TASK_DONE_AT, AXLE_TASK_VEHICLE,
    AXLE_TASK_DONE_BY, NONE, NONE, is_done, task_title, task_body },
  { &axle_answer_entity, AXLE_TIMELINE_TASKS, NULL, NONE, NONE, NONE, NONE, AXLE_ANSWER_TASK, NULL, NULL, NULL },
  { &axle_photo_entity, AXLE_TIMELINE_PHOTOS, "camera-photo-symbolic", AXLE_PHOTO_TAKEN_AT, AXLE_PHOTO_SUBJECT,
    NONE, NONE, NONE, NULL, photo_title, photo_body },
  { &axle_consent_entity, AXLE_TIMELINE_RECORD, "changes-prevent-symbolic", AXLE_CONSENT_AT, NONE,
    AXLE_CONSENT_STAFF, NONE, NONE, NULL, consent_title, NULL },
  { &axle_merging_entity, AXLE_TIMELINE_RECORD, "axle-merge-symbolic", AXLE_MERGING_AT, NONE,
    AXLE_MERGING_STAFF, NONE, NONE, NULL, merging_title, merging_body },
  { &axle_erasure_entity, AXLE_TIMELINE_RECORD, "user-trash-symbolic", AXLE_ERASURE_REQUESTED_AT, NONE,
    NONE, NONE, NONE, NULL, erasure_title, NULL },
  { &axle_customer_entity, AXLE_TIMELINE_RECORD, "contact-new-symbolic", NONE, NONE,
    NONE, NONE, NONE, NULL, customer_title, customer_body },
};

/**
 * axle_timeline_kinds_list:
 * @n_kinds: (out): how many
 *
 * Returns: (array length=n_kinds): the kinds of records that a timeline tells of
 */
const AxleTimelineKind *
axle_timeline_kinds_list (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

const char *
axle_timeline_kind_get_icon (const AxleTimelineKind *self,
                             const AxleRecord       *record)
{
  int contact = self->entity == &axle_contact_entity ? find_contact (record) : -1;

  return contact >= 0 ? contacts[contact].icon : self->icon;
}

static const struct
{
  const char *name;
  const char *label;
} groups[] = {
  [AXLE_TIMELINE_SERVICE] = { "service", N_("Service") },
  [AXLE_TIMELINE_SALES] = { "sales", N_("Sales") },
  [AXLE_TIMELINE_CONTACTS] = { "contacts", N_("Contacts") },
  [AXLE_TIMELINE_NOTES] = { "notes", N_("Notes") },
  [AXLE_TIMELINE_VEHICLES] = { "vehicles", N_("Vehicle data") },
  [AXLE_TIMELINE_POINTS] = { "points", N_("Points") },
  [AXLE_TIMELINE_COMPLAINTS] = { "complaints", N_("Complaints") },
  [AXLE_TIMELINE_TASKS] = { "tasks", N_("Tasks") },
  [AXLE_TIMELINE_PHOTOS] = { "photos", N_("Photos") },
  [AXLE_TIMELINE_RECORD] = { "record", N_("Record") },
};

const char *
axle_timeline_group_get_label (AxleTimelineGroup self)
{
  return _(groups[self].label);
}

const char *
axle_timeline_group_get_name (AxleTimelineGroup self)
{
  return groups[self].name;
}
