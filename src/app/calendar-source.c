/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-source.h"

#include <inttypes.h>
#include <string.h>

#define PREFIX "ics "
#define OWN "@axle"

/* As many characters has the field for the name of the event. */
#define MAX_UID 230

/* As many hexadecimal digits tell two versions of one event apart. */
#define DIGEST_LENGTH 12

void
axle_calendar_source_clear (AxleCalendarSource *self)
{
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->occurrence, g_free);
  g_clear_pointer (&self->digest, g_free);
}

/* `ics SEQUENCE DIGEST OCCURRENCE UID`, with `-` for what happens once. */
AxleCalendarSource
axle_calendar_source_read (const AxleRecord *appointment)
{
  const char *text = axle_record_get_text (appointment, AXLE_APPOINTMENT_SOURCE);
  AxleCalendarSource self = { NULL };
  g_auto(GStrv) parts = NULL;

  if (text == NULL || !g_str_has_prefix (text, PREFIX))
    return self;
  parts = g_strsplit (text + strlen (PREFIX), " ", 4);
  if (g_strv_length (parts) < 4)
    return self;
  self.sequence = g_ascii_strtoll (parts[0], NULL, 10);
  self.digest = g_strdup (parts[1]);
  self.occurrence = g_str_equal (parts[2], "-") ? NULL : g_strdup (parts[2]);
  self.uid = g_strdup (parts[3]);
  return self;
}

char *
axle_calendar_source_write (const AxleCalendarEvent *event,
                            const char              *occurrence,
                            const char              *digest)
{
  g_autofree char *uid = g_utf8_substring (event->uid, 0, MIN (g_utf8_strlen (event->uid, -1), MAX_UID));

  return g_strdup_printf (PREFIX "%" PRId64 " %s %s %s", event->sequence, digest, occurrence != NULL ? occurrence : "-", uid);
}

/* Of all that an appointment takes from an event. */
char *
axle_calendar_dup_digest (const AxleCalendarEvent *event,
                          const AxleCalendarTime  *time)
{
  const char *words[] = { event->summary, event->description, event->location };
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *numbers = g_strdup_printf ("%" PRId64 " %" PRId64 " %d %d", time->start, time->end, event->all_day, event->status);

  g_checksum_update (sum, (const guchar *) numbers, -1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_checksum_update (sum, (const guchar *) (words[i] != NULL ? words[i] : ""), words[i] != NULL ? (gssize) strlen (words[i]) + 1 : 1);
  return g_strndup (g_checksum_get_string (sum), DIGEST_LENGTH);
}

AxleId
axle_calendar_derive_id (const AxleId *store,
                         const char   *uid,
                         const char   *occurrence)
{
  g_autofree char *name = g_strconcat (axle_appointment_entity.kind, "/ics/", uid, "/", occurrence, NULL);

  return axle_id_new_derived (store, name);
}

char *
axle_calendar_dup_batch (const AxleId *store,
                         const char   *uid)
{
  AxleId id = axle_calendar_derive_id (store, uid, NULL);

  return axle_id_dup_text (&id);
}

char *
axle_calendar_dup_own_uid (const AxleId *appointment)
{
  return g_strconcat (AXLE_ID_TEXT (appointment), OWN, NULL);
}

gboolean
axle_calendar_parse_own_uid (const char *uid,
                             AxleId     *appointment)
{
  g_autofree char *id = g_str_has_suffix (uid, OWN) ? g_strndup (uid, strlen (uid) - strlen (OWN)) : NULL;

  return id != NULL && axle_id_parse (id, appointment);
}
