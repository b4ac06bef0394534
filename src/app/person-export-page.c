/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/person-export-page.h"

#include <glib/gi18n-lib.h>

#include "core/history/history.h"
#include "core/media/photo.h"
#include "core/party/customer.h"

/* For people, in any browser and without a network. */

static const char head[] =
  "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">\n"
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n<style>\n"
  "body { font-family: system-ui, sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em; line-height: 1.5 }\n"
  "h2 { margin-top: 2em } section { margin: 1em 0; padding: 1em; border: 1px solid #8884; border-radius: 12px }\n"
  "dl { display: grid; grid-template-columns: minmax(8em, max-content) 1fr; gap: .2em 1em; margin: 0 }\n"
  "dt { opacity: .7 } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }\n"
  "details { margin-top: .6em } img { max-width: 100%%; border-radius: 8px }\n"
  "@media (prefers-color-scheme: dark) { body { background: #222; color: #eee } a { color: #8bf } }\n"
  "</style></head><body>\n";

/* In the language of the desk and in English, where these are two. */
static void
append_pair (GString    *out,
             const char *translated,
             const char *source)
{
  g_autofree char *first = g_markup_escape_text (translated, -1);
  g_autofree char *second = g_markup_escape_text (source, -1);

  g_string_append (out, first);
  if (!g_str_equal (first, second))
    g_string_append_printf (out, " <small lang=\"en\">%s</small>", second);
}

static void
append_both (GString    *out,
             const char *message)
{
  append_pair (out, _(message), message);
}

static void
append_escaped (GString    *out,
                const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

static char *
dup_time (const AxlePersonPage *self,
          gint64                at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) time = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;

  return time != NULL ? g_date_time_format (time, "%F %R") : g_strdup ("");
}

static void
append_fields (const AxlePersonPage *self,
               const AxleRecord     *record,
               GString              *out)
{
  g_string_append (out, "<dl>");
  for (guint i = 0; i < record->entity->n_fields; i++)
    {
      const AxleField *field = &record->entity->fields[i];
      g_autofree char *text = field->type != AXLE_FIELD_BLOB ? axle_store_dup_text (self->store, field, &record->values[i]) : NULL;

      if (text == NULL || *text == '\0')
        continue;
      g_string_append (out, "<dt>");
      append_pair (out, axle_field_get_label (field), field->label);
      g_string_append (out, "</dt><dd>");
      append_escaped (out, text);
      g_string_append (out, "</dd>");
    }
  g_string_append (out, "</dl>\n");
}

/* What it was before. The making of a record is told by the record. */
static void
append_history (const AxlePersonPage *self,
                const AxleRecord     *record,
                GString              *out)
{
  g_autoptr(GPtrArray) entries = axle_store_list_history (self->store, record->entity, &record->id, NULL);

  if (entries == NULL || entries->len < 2)
    return;
  g_string_append (out, "<details><summary>");
  append_both (out, N_("History"));
  g_string_append (out, "</summary><dl>");
  for (guint i = 0; i < entries->len; i++)
    {
      const AxleHistoryEntry *entry = entries->pdata[i];
      g_autofree char *time = dup_time (self, entry->at);

      if (entry->field == NULL)
        continue;
      g_string_append_printf (out, "<dt>%s</dt><dd>", time);
      append_pair (out, axle_field_get_label (entry->field), entry->field->label);
      g_string_append (out, ": ");
      append_escaped (out, entry->before != NULL ? entry->before : "–");
      g_string_append (out, " → ");
      append_escaped (out, entry->after != NULL ? entry->after : "–");
      g_string_append (out, "</dd>");
    }
  g_string_append (out, "</dl></details>\n");
}

static void
append_photo (const AxlePersonPage *self,
              const AxleRecord     *record,
              GString              *out)
{
  const char *name = g_hash_table_lookup (self->photos, &record->id);

  if (name == NULL)
    append_both (out, N_("This file is not on the computer that this was written on."));
  else if (axle_photo_is_clip (record))
    g_string_append_printf (out, "<video controls src=\"%s\"></video>\n", name);
  else
    g_string_append_printf (out, "<img src=\"%s\" alt=\"\">\n", name);
}

/**
 * axle_person_page_dup_html:
 * @self: what is written of a person
 *
 * Returns: (transfer full): a page to read
 */
char *
axle_person_page_dup_html (const AxlePersonPage *self)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *title = axle_record_dup_title (self->customer);
  g_autofree char *name = g_markup_escape_text (title != NULL ? title : "", -1);
  g_autofree char *time = dup_time (self, self->at);
  const AxleEntity *entity = NULL;

  g_string_append_printf (out, head, name);
  g_string_append_printf (out, "<h1>%s</h1>\n<p>", name);
  append_both (out, N_("All that the dealership keeps about this person, and what it was before."));
  g_string_append_printf (out, "<br>%s</p>\n", time);
  for (guint i = 0; i < self->records->len; i++)
    {
      const AxleRecord *record = self->records->pdata[i];

      if (record->entity != entity)
        {
          g_string_append (out, "<h2>");
          append_both (out, record->entity->label);
          g_string_append (out, "</h2>\n");
        }
      entity = record->entity;
      g_string_append (out, "<section>");
      append_fields (self, record, out);
      if (entity == &axle_photo_entity)
        append_photo (self, record, out);
      append_history (self, record, out);
      g_string_append (out, "</section>\n");
    }
  g_string_append (out, "</body></html>\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* For programs: values as they are kept. */

static void
append_text (GString    *out,
             const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (out, "\\%c", *p);
    else if ((guchar) *p < 0x20)
      g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
    else
      g_string_append_c (out, *p);
  g_string_append_c (out, '"');
}

static void
append_value (GString         *out,
              const AxleValue *value)
{
  g_autofree char *text = axle_history_dup_text (value);
  g_auto(GStrv) members = value->kind == AXLE_VALUE_SET ? axle_value_dup_members (value) : NULL;

  if (value->kind == AXLE_VALUE_INTEGER || value->kind == AXLE_VALUE_BOOLEAN)
    {
      g_string_append (out, text);
      return;
    }
  if (members == NULL)
    {
      append_text (out, text);
      return;
    }
  g_string_append_c (out, '[');
  for (guint i = 0; members[i] != NULL; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      append_text (out, members[i]);
    }
  g_string_append_c (out, ']');
}

static void
append_past (const AxlePersonPage *self,
             const AxleRecord     *record,
             GString              *out)
{
  g_autoptr(GPtrArray) entries = axle_store_list_history (self->store, record->entity, &record->id, NULL);
  gboolean first = TRUE;

  g_string_append (out, ",\"history\":[");
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const AxleHistoryEntry *entry = entries->pdata[i];

      if (entry->field == NULL)
        continue;
      g_string_append_printf (out, "%s{\"at\":%" G_GINT64_FORMAT ",\"field\":\"%s\",\"before\":", first ? "" : ",", entry->at,
                              entry->field->name);
      append_text (out, entry->before != NULL ? entry->before : "");
      g_string_append (out, ",\"after\":");
      append_text (out, entry->after != NULL ? entry->after : "");
      g_string_append_c (out, '}');
      first = FALSE;
    }
  g_string_append_c (out, ']');
}

static void
append_record (const AxlePersonPage *self,
               const AxleRecord     *record,
               GString              *out)
{
  const char *photo = g_hash_table_lookup (self->photos, &record->id);
  gboolean first = TRUE;

  g_string_append_printf (out, "{\"kind\":\"%s\",\"id\":\"%s\",\"created_at\":%" G_GINT64_FORMAT ",\"fields\":{",
                          record->entity->kind, AXLE_ID_TEXT (&record->id), record->created_at);
  for (guint i = 0; i < record->entity->n_fields; i++)
    {
      if (record->values[i].kind == AXLE_VALUE_NONE)
        continue;
      g_string_append_printf (out, "%s\"%s\":", first ? "" : ",", record->entity->fields[i].name);
      append_value (out, &record->values[i]);
      first = FALSE;
    }
  g_string_append_c (out, '}');
  if (photo != NULL)
    g_string_append_printf (out, ",\"file\":\"%s\"", photo);
  append_past (self, record, out);
  g_string_append_c (out, '}');
}

/**
 * axle_person_page_dup_json:
 * @self: what is written of a person
 *
 * Returns: (transfer full): the same for a program: times in microseconds since 1970 UTC,
 *   money in fen, distances in metres
 */
char *
axle_person_page_dup_json (const AxlePersonPage *self)
{
  g_autoptr(GString) out = g_string_new (NULL);

  g_string_append_printf (out, "{\"customer\":\"%s\",\"written_at\":%" G_GINT64_FORMAT ",\"records\":[\n",
                          AXLE_ID_TEXT (&self->customer->id), self->at);
  for (guint i = 0; i < self->records->len; i++)
    {
      append_record (self, self->records->pdata[i], out);
      g_string_append (out, i + 1 < self->records->len ? ",\n" : "\n");
    }
  g_string_append (out, "]}\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}
