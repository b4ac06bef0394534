/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/inbox-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "app/format.h"
#include "app/workstation-private.h"
#include "core/organisation/organisation.h"

typedef struct
{
  char *label;
  char *mine;
  char *theirs;
} Line;

struct _AxleInboxItem
{
  GObject          parent_instance;
  AxleConflict    *conflict;
  char            *name;
  char            *title;
  AxleInboxReason  reason;
  const char      *why;
  char            *mine_by;
  char            *theirs_by;
  char            *decided;
  char            *decided_by;
  GArray          *lines;
};

G_DEFINE_FINAL_TYPE (AxleInboxItem, axle_inbox_item, G_TYPE_OBJECT)

static void
clear_line (gpointer data)
{
  Line *line = data;

  g_free (line->label);
  g_free (line->mine);
  g_free (line->theirs);
}

static void
axle_inbox_item_finalize (GObject *object)
{
  AxleInboxItem *self = AXLE_INBOX_ITEM (object);

  axle_conflict_free (self->conflict);
  g_free (self->name);
  g_free (self->title);
  g_free (self->mine_by);
  g_free (self->theirs_by);
  g_free (self->decided);
  g_free (self->decided_by);
  g_array_unref (self->lines);
  G_OBJECT_CLASS (axle_inbox_item_parent_class)->finalize (object);
}

static void
axle_inbox_item_class_init (AxleInboxItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_inbox_item_finalize;
}

static void
axle_inbox_item_init (AxleInboxItem *self)
{
  self->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  g_array_set_clear_func (self->lines, clear_line);
}

static void
add_line (AxleInboxItem *self,
          const char    *label,
          char          *mine,
          char          *theirs)
{
  Line line = { g_strdup (label), mine, theirs };

  g_array_append_val (self->lines, line);
}

/* “林静 · 14:05 · 前台 1”, as far as it is known. */
static char *
name_author (AxleWorkstation  *workstation,
             const AxleAuthor *author)
{
  g_autoptr(AxleRecord) desk = axle_workstation_get_record (workstation, &axle_desk_entity, &author->desk);
  g_autofree char *when = axle_workstation_format_time (workstation, author->at);
  g_autofree char *where = desk != NULL ? axle_record_dup_title (desk) : g_strdup ("");
  const char *parts[] = { axle_workstation_get_staff_name (workstation, &author->staff), when, where };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
set_authors (AxleInboxItem    *self,
             AxleWorkstation  *workstation,
             const AxleRecord *record,
             int               field,
             const AxleValue  *theirs)
{
  const AxleChange *change = self->conflict->change;
  AxleAuthor mine = { change->staff, change->desk, change->at };
  AxleAuthor other = { 0 };

  if (record != NULL)
    other = axle_store_find_author (axle_workstation_get_reader (workstation), record, field, theirs);
  self->mine_by = name_author (workstation, &mine);
  self->theirs_by = name_author (workstation, &other);
}

/* Two values of one field. */

static const char *
explain_lost (const AxleField *field)
{
  switch (field->merge)
    {
    case AXLE_MERGE_MAXIMUM:
      return _("Of two readings the larger one stands, and another desk had a larger one.");
    case AXLE_MERGE_RESTRICT:
      return _("A no anywhere counts everywhere, and somebody noted a no.");
    case AXLE_MERGE_UNION:
    case AXLE_MERGE_LAST:
    default:
      return _("Somebody changed this elsewhere, and by its rule theirs stands.");
    }
}

static void
read_field (AxleInboxItem    *self,
            AxleWorkstation  *workstation,
            const AxleRecord *record)
{
  const AxleConflict *conflict = self->conflict;
  const AxleField *field = &conflict->change->entity->fields[conflict->field];
  gboolean own_lost = axle_conflict_is_own_lost (conflict);
  const AxleValue *mine = own_lost ? &conflict->lost : &conflict->standing;
  const AxleValue *theirs = own_lost ? &conflict->standing : &conflict->lost;

  self->reason = own_lost ? AXLE_INBOX_LOST : AXLE_INBOX_OVERTOOK;
  self->why = own_lost ? explain_lost (field)
                       : _("Somebody changed this elsewhere at the same time, and what was typed here arrived last.");
  add_line (self, axle_field_get_label (field), axle_workstation_format_value (workstation, field, mine),
            axle_workstation_format_value (workstation, field, theirs));
  set_authors (self, workstation, record, conflict->field, theirs);
}

/* A refused change. */

static void
read_change (AxleInboxItem    *self,
             AxleWorkstation  *workstation,
             const AxleRecord *record)
{
  const AxleChange *change = self->conflict->change;
  gboolean deleted = record != NULL && record->deleted;

  if (change->action != AXLE_CHANGE_SET || deleted)
    add_line (self, _(change->entity->label),
              g_strdup (change->action == AXLE_CHANGE_DELETE ? _("Deleted")
                        : change->action == AXLE_CHANGE_RESTORE ? _("Restored") : _("Changed")),
              g_strdup (deleted ? _("Deleted") : _("Not deleted")));
  for (guint i = 0; i < change->fields->len; i++)
    {
      const AxleFieldChange *one = &g_array_index (change->fields, AxleFieldChange, i);
      const AxleField *field = &change->entity->fields[one->field];

      add_line (self, axle_field_get_label (field), axle_workstation_format_value (workstation, field, &one->after),
                record != NULL ? axle_workstation_format_value (workstation, field, axle_record_get (record, one->field))
                               : g_strdup (""));
    }
  if (deleted)
    set_authors (self, workstation, record, -1, NULL);
  else if (change->fields->len > 0 && record != NULL)
    {
      guint field = g_array_index (change->fields, AxleFieldChange, 0).field;
      set_authors (self, workstation, record, (int) field, axle_record_get (record, field));
    }
  else
    set_authors (self, workstation, NULL, -1, NULL);
}

/* Of a record that only this desk has, all of it is what was typed. */
static void
read_unmade (AxleInboxItem    *self,
             AxleWorkstation  *workstation,
             const AxleRecord *record)
{
  for (guint i = 0; i < record->entity->n_fields; i++)
    {
      const AxleField *field = &record->entity->fields[i];
      g_autofree char *text = axle_workstation_format_value (workstation, field, axle_record_get (record, i));

      if (*text != '\0')
        add_line (self, axle_field_get_label (field), g_steal_pointer (&text), g_strdup (""));
    }
  set_authors (self, workstation, NULL, -1, NULL);
}

static void
read_refusal (AxleInboxItem    *self,
              AxleWorkstation  *workstation,
              const AxleRecord *record)
{
  const AxleConflict *conflict = self->conflict;

  self->reason = conflict->held ? AXLE_INBOX_NOT_MADE : AXLE_INBOX_REFUSED;
  self->why = conflict->message != NULL ? conflict->message : _("The server refused this change.");
  if (conflict->held && record != NULL && axle_store_is_refused (axle_workstation_get_reader (workstation), &record->id))
    read_unmade (self, workstation, record);
  else
    read_change (self, workstation, conflict->held ? NULL : record);
}

static void
read_decision (AxleInboxItem   *self,
               AxleWorkstation *workstation)
{
  static const char * const words[] = {
    [AXLE_DECISION_NONE] = "",
    [AXLE_DECISION_KEPT] = NC_("conflict", "Left as it stands"),
    [AXLE_DECISION_RESTORED] = NC_("conflict", "Put back"),
    [AXLE_DECISION_EDITED] = NC_("conflict", "Edited"),
  };
  const AxleConflict *conflict = self->conflict;
  AxleAuthor author = { .staff = conflict->decided_by, .at = conflict->decided_at };

  self->decided = g_strdup (conflict->decision != AXLE_DECISION_NONE
                            ? g_dpgettext2 (GETTEXT_PACKAGE, "conflict", words[conflict->decision]) : "");
  self->decided_by = conflict->decision != AXLE_DECISION_NONE ? name_author (workstation, &author) : g_strdup ("");
}

AxleInboxItem *
axle_inbox_item_new (AxleWorkstation *workstation,
                     AxleConflict    *conflict)
{
  AxleInboxItem *self = g_object_new (AXLE_TYPE_INBOX_ITEM, NULL);
  const AxleChange *change = conflict->change;
  g_autoptr(AxleRecord) record = axle_workstation_get_record (workstation, change->entity, &change->record);

  self->conflict = conflict;
  self->title = axle_workstation_name_changed (workstation, change);
  self->name = conflict->field < 0
    ? g_strdup_printf ("%" PRId64, conflict->number)
    : g_strdup_printf ("%" PRId64 "/%s", conflict->number, change->entity->fields[conflict->field].name);
  if (conflict->field >= 0)
    read_field (self, workstation, record);
  else
    read_refusal (self, workstation, record);
  read_decision (self, workstation);
  return self;
}

const AxleConflict *
axle_inbox_item_get_conflict (AxleInboxItem *self)
{
  return self->conflict;
}

gboolean
axle_inbox_item_same (AxleInboxItem *self,
                      AxleInboxItem *other)
{
  if (!g_str_equal (self->name, other->name) || !g_str_equal (self->title, other->title) ||
      self->conflict->at != other->conflict->at || self->conflict->operation != other->conflict->operation ||
      !g_str_equal (self->mine_by, other->mine_by) || !g_str_equal (self->theirs_by, other->theirs_by) ||
      !g_str_equal (self->decided_by, other->decided_by) || self->lines->len != other->lines->len)
    return FALSE;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *a = &g_array_index (self->lines, Line, i), *b = &g_array_index (other->lines, Line, i);

      if (!g_str_equal (a->mine, b->mine) || !g_str_equal (a->theirs, b->theirs))
        return FALSE;
    }
  return TRUE;
}

const char *
axle_inbox_item_get_name (AxleInboxItem *self)
{
  return self->name;
}

const AxleEntity *
axle_inbox_item_get_entity (AxleInboxItem *self)
{
  return self->conflict->change->entity;
}

const AxleId *
axle_inbox_item_get_record (AxleInboxItem *self)
{
  return &self->conflict->change->record;
}

const char *
axle_inbox_item_get_title (AxleInboxItem *self)
{
  return self->title;
}

AxleInboxReason
axle_inbox_item_get_reason (AxleInboxItem *self)
{
  return self->reason;
}

const char *
axle_inbox_item_get_why (AxleInboxItem *self)
{
  return self->why;
}

const char *
axle_inbox_item_get_code (AxleInboxItem *self)
{
  return self->conflict->code;
}

gint64
axle_inbox_item_get_at (AxleInboxItem *self)
{
  return self->conflict->at;
}

const char *
axle_inbox_item_get_mine_by (AxleInboxItem *self)
{
  return self->mine_by;
}

const char *
axle_inbox_item_get_theirs_by (AxleInboxItem *self)
{
  return self->theirs_by;
}

gboolean
axle_inbox_item_mine_stands (AxleInboxItem *self)
{
  return self->reason == AXLE_INBOX_OVERTOOK;
}

guint
axle_inbox_item_get_n_lines (AxleInboxItem *self)
{
  return self->lines->len;
}

const char *
axle_inbox_item_get_label (AxleInboxItem *self,
                           guint          line)
{
  return g_array_index (self->lines, Line, line).label;
}

const char *
axle_inbox_item_get_mine (AxleInboxItem *self,
                          guint          line)
{
  return g_array_index (self->lines, Line, line).mine;
}

const char *
axle_inbox_item_get_theirs (AxleInboxItem *self,
                            guint          line)
{
  return g_array_index (self->lines, Line, line).theirs;
}

/* How many bytes at the beginning, in whole characters, are the same. */
static gsize
count_same_start (const char *a,
                  const char *b)
{
  const char *p = a, *q = b;

  while (*p != '\0' && g_utf8_get_char (p) == g_utf8_get_char (q))
    {
      p = g_utf8_next_char (p);
      q = g_utf8_next_char (q);
    }
  return (gsize) (p - a);
}

static gsize
count_same_end (const char *a,
                const char *b)
{
  const char *p = a + strlen (a), *q = b + strlen (b), *end = p;

  while (p > a && q > b)
    {
      const char *before = g_utf8_prev_char (p), *other = g_utf8_prev_char (q);

      if (g_utf8_get_char (before) != g_utf8_get_char (other))
        break;
      p = before;
      q = other;
    }
  return (gsize) (end - p);
}

static char *
mark_middle (const char *text,
             gsize       start,
             gsize       end)
{
  gsize length = strlen (text);
  g_autofree char *first = g_markup_escape_text (text, (gssize) start);
  g_autofree char *middle = g_markup_escape_text (text + start, (gssize) (length - start - end));
  g_autofree char *last = g_markup_escape_text (text + length - end, (gssize) end);

  return g_strconcat (first, "<b>", middle, "</b>", last, NULL);
}

void
axle_inbox_item_dup_markup (AxleInboxItem  *self,
                            guint           line,
                            char          **mine,
                            char          **theirs)
{
  const Line *one = &g_array_index (self->lines, Line, line);
  gsize start = count_same_start (one->mine, one->theirs);
  gsize end = count_same_end (one->mine + start, one->theirs + start);

  *mine = mark_middle (one->mine, start, end);
  *theirs = mark_middle (one->theirs, start, end);
}

AxleDecision
axle_inbox_item_get_decision (AxleInboxItem *self)
{
  return self->conflict->decision;
}

const char *
axle_inbox_item_get_decided (AxleInboxItem *self)
{
  return self->decided;
}

const char *
axle_inbox_item_get_decided_by (AxleInboxItem *self)
{
  return self->decided_by;
}

gint64
axle_inbox_item_get_decided_at (AxleInboxItem *self)
{
  return self->conflict->decided_at;
}

gint64
axle_inbox_item_get_operation (AxleInboxItem *self)
{
  return self->conflict->operation;
}
