/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/erasing.h"
#include "core/party/erasure.h"
#include "server/private.h"
#include "sim/clashes.h"
#include "sim/people.h"
#include "sim/skew.h"
#include "sim/world.h"
#include "wire/snapshot.h"

/* What must hold while it goes on: each reply and each message is looked at when the
 * server gives it, and each screen whenever something came. */

static gboolean
may_see (SimDesk          *desk,
         const AxleRecord *record)
{
  guint64 hidden = axle_entity_hidden (record->entity, desk->who.audience);

  if (!axle_hub_is_scope_of (&desk->who, &record->scope) ||
      !axle_entity_is_shown (record->entity, desk->who.audience))
    return FALSE;
  for (guint i = 0; i < record->entity->n_fields; i++)
    if (((hidden >> i) & 1) && record->values[i].kind != AXLE_VALUE_NONE)
      return FALSE;
  return TRUE;
}

static void
watch_page (SimWorld *self,
            SimDesk  *desk,
            GBytes   *body)
{
  g_autoptr(AxleFeedPage) page = axle_feed_page_decode (body, NULL);

  if (page == NULL)
    {
      sim_world_violate (self, "the server sends a page that cannot be read");
      return;
    }
  for (guint i = 0; i < page->records->len; i++)
    if (!may_see (desk, page->records->pdata[i]))
      sim_world_violate (self, "desk %u is sent a record that is not for it", desk->index);
}

static GHashTable *
get_sequences (SimWorld     *self,
               const AxleId *record)
{
  GHashTable *sequences = g_hash_table_lookup (self->sequences, record);

  if (sequences == NULL)
    {
      sequences = g_hash_table_new (NULL, NULL);
      g_hash_table_insert (self->sequences, g_memdup2 (record, sizeof *record), sequences);
    }
  return sequences;
}

/* Outcome, number in the feed, and what lost. */
static char *
describe (const AxleVerdict *verdict)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_printf (text, "%d %" G_GINT64_FORMAT, (int) verdict->outcome, verdict->sequence);
  for (guint i = 0; i < verdict->lost->len; i++)
    g_string_append_printf (text, " %u", g_array_index (verdict->lost, AxleFieldChange, i).field);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What lost is told only where its record may be shown, which is another matter as soon as the
 * desk has another place. */
static gboolean
is_withheld (SimDesk           *desk,
             const AxleVerdict *verdict,
             const char        *before,
             const char        *said)
{
  g_autofree char *bare = g_strdup_printf ("%d %" G_GINT64_FORMAT, (int) verdict->outcome, verdict->sequence);
  g_autofree char *more = g_strconcat (bare, " ", NULL);

  return desk->n_moves > 0 && (g_str_equal (said, bare) ? g_str_has_prefix (before, more)
                                                        : g_str_equal (before, bare) && g_str_has_prefix (said, more));
}

static void
note_refused (SimWorld         *self,
              const AxleChange *change)
{
  for (guint i = 0; i < change->fields->len; i++)
    {
      const AxleFieldChange *field = &g_array_index (change->fields, AxleFieldChange, i);
      SimRefused refused = { .record = change->record };

      if (field->after.kind != AXLE_VALUE_ID)
        continue;
      refused.named = axle_value_get_id (&field->after);
      g_array_append_val (self->refused, refused);
    }
}

/* The same number must get the same verdict, whenever it is asked for, as far as it may be told. */
static void
watch_verdict (SimWorld          *self,
               SimDesk           *desk,
               const AxleChange  *change,
               const AxleVerdict *verdict)
{
  g_autofree char *number = g_strdup_printf ("%u.%u/%" G_GINT64_FORMAT, desk->index, desk->n_installs, change->number);
  g_autofree char *said = describe (verdict);
  const char *before = g_hash_table_lookup (self->verdicts, number);

  g_hash_table_remove (desk->waiting, GINT_TO_POINTER (change->number));
  if (verdict->current != NULL && !may_see (desk, verdict->current))
    sim_world_violate (self, "desk %u is refused with a record that is not for it", desk->index);
  if (before != NULL && !self->is_restored && !g_str_equal (before, said) && !is_withheld (desk, verdict, before, said))
    sim_world_violate (self, "change %s got the verdict “%s”, then “%s”", number, before, said);
  /* A server that was restored may refuse what it had taken. */
  if (g_strcmp0 (verdict->code, axle_erasing_guard.name) == 0)
    g_hash_table_add (self->late, g_memdup2 (&change->record, sizeof change->record));
  if (verdict->outcome == AXLE_OUTCOME_REFUSED)
    note_refused (self, change);
  if (before == NULL)
    {
      /* What is a part of something goes with that. */
      g_hash_table_insert (self->abouts, g_strdup (number),
                           g_memdup2 (axle_id_is_none (&change->needs) ? &change->record : &change->needs,
                                      sizeof change->record));
      g_hash_table_insert (self->verdicts, g_steal_pointer (&number), g_steal_pointer (&said));
    }
  if (before == NULL && change->entity != NULL)
    sim_people_hear (self, change, verdict);
  if (before == NULL && change->entity != NULL && sim_is_alike (change))
    self->report->n_alike += g_hash_table_contains (self->sequences, &change->record);
  /* A stand-in names any record. */
  if (verdict->sequence > 0 && change->entity != NULL)
    g_hash_table_add (get_sequences (self, &change->record), GINT_TO_POINTER (verdict->sequence));
}

/* What is theirs at this moment is what goes. */
static void
watch_erasure (SimWorld         *self,
               const AxleChange *change)
{
  g_autoptr(AxleRecord) request = NULL;
  g_autoptr(AxleRecord) known = NULL;
  g_autoptr(GPtrArray) records = NULL;
  AxleId customer;

  if (!axle_hub_get (self->server->hub, &change->record, &request, NULL) || request == NULL ||
      request->entity != &axle_erasure_entity || axle_erasing_of_request (request) == AXLE_ERASING_NONE)
    return;
  /* A server that was restored may have forgotten the person, and hears of the request alone. */
  customer = axle_record_get_id (request, AXLE_ERASURE_CUSTOMER);
  if (axle_hub_get (self->server->hub, &customer, &known, NULL) && known == NULL)
    g_hash_table_add (self->erased, g_memdup2 (&customer, sizeof customer));
  records = axle_hub_collect_person (self->server->hub, request, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    g_hash_table_add (self->erased, g_memdup2 (&((AxleRecord *) records->pdata[i])->id, sizeof (AxleId)));
}

static void
watch_verdicts (SimWorld        *self,
                SimDesk         *desk,
                GBytes          *body,
                const AxleReply *reply)
{
  g_autoptr(AxlePushRequest) request = axle_push_request_decode (body, NULL);
  g_autoptr(AxlePushReply) answer = axle_push_reply_decode (reply->body, NULL);

  if (answer == NULL || request == NULL || answer->verdicts->len != request->changes->len)
    {
      sim_world_violate (self, "the server sends verdicts that cannot be read");
      return;
    }
  for (guint i = 0; i < request->changes->len; i++)
    {
      watch_verdict (self, desk, request->changes->pdata[i], answer->verdicts->pdata[i]);
      watch_erasure (self, request->changes->pdata[i]);
    }
  sim_clashes_hear (self, desk, request, answer);
}

static void
watch_copy (SimWorld *self,
            SimDesk  *desk,
            GBytes   *body)
{
  g_autoptr(AxleSnapshot) copy = axle_snapshot_decode (body, NULL);

  if (copy == NULL || !axle_hub_is_scope_of (&desk->who, &copy->scope))
    sim_world_violate (self, "desk %u is sent a copy that is not for it", desk->index);
  for (guint i = 0; copy != NULL && i < copy->kinds->len; i++)
    {
      const AxleSnapshotKind *kind = &g_array_index (copy->kinds, AxleSnapshotKind, i);

      if (!axle_entity_is_shown (kind->entity, desk->who.audience) ||
          kind->hidden != axle_entity_hidden (kind->entity, desk->who.audience))
        sim_world_violate (self, "desk %u is sent records that are not for it", desk->index);
    }
}

static void
reply_cb (gpointer         user_data,
          guint            index,
          const char      *path,
          GBytes          *request,
          const AxleReply *reply)
{
  SimWorld *self = user_data;

  if (reply->status != 200)
    return;
  if (g_str_equal (path, "/v1/push"))
    watch_verdicts (self, self->desks[index], request, reply);
  else if (g_str_has_prefix (path, "/v1/feed?"))
    watch_page (self, self->desks[index], reply->body);
  else if (g_str_has_prefix (path, "/v1/snapshot?"))
    watch_copy (self, self->desks[index], reply->body);
}

GBytes *
sim_watch_news (SimWorld *self,
                SimDesk  *desk,
                GBytes   *message)
{
  g_autoptr(AxleNudge) nudge = axle_nudge_decode (message, NULL);

  if (nudge->after >= 0)
    watch_page (self, desk, message);
  if (desk->is_older)
    return sim_skew_page (message);
  if (self->mutant != NULL && self->mutant->news != NULL)
    return self->mutant->news (self, desk, message);
  return g_bytes_ref (message);
}

/* No cursor stands where the server has never been. */
static void
watch_cursors (SimWorld *self,
               SimDesk  *desk)
{
  const AxleId *scopes[] = { &desk->who.group, &desk->who.store };

  if (self->server->hub == NULL || sim_disk_has_crashed (self->server->disk) || self->is_restored)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      AxleCursor cursor = axle_store_get_cursor (desk->store, scopes[i]);
      gint64 head;

      if (axle_hub_get_head (self->server->hub, scopes[i], &head, NULL) && cursor.sequence > head)
        sim_world_violate (self, "desk %u is at %" G_GINT64_FORMAT " of a feed that ends at %" G_GINT64_FORMAT,
                           desk->index, cursor.sequence, head);
    }
}

void
sim_watch_screen (SimWorld *self,
                  SimDesk  *desk)
{
  if (desk->store != NULL && !sim_disk_has_crashed (desk->disk))
    {
      sim_desk_find_flicker (desk);
      watch_cursors (self, desk);
    }
  if (desk->complaint != NULL && self->violation == NULL)
    {
      sim_world_violate (self, "%s", desk->complaint);
      self->report->rule = desk->complaint_rule;
    }
}

static void
delivered_cb (gpointer         user_data,
              guint            index,
              const char      *path,
              GBytes          *request,
              const AxleReply *reply)
{
  SimWorld *self = user_data;
  g_autoptr(AxleErrorReply) problem = reply->status == 409 ? axle_error_reply_decode (reply->body, NULL) : NULL;

  if (problem != NULL && g_strcmp0 (problem->code, "install") == 0)
    self->desks[index]->is_unknown = TRUE;
  if (g_str_equal (path, "/v1/push"))
    sim_desk_hear (self->desks[index], request, reply);
  if (self->mutant != NULL && self->mutant->after != NULL)
    self->mutant->after (self, index, path, request, reply);
  sim_watch_screen (self, self->desks[index]);
}

void
sim_watch_start (SimWorld *self)
{
  sim_network_set_observer (self->network, reply_cb, self);
  sim_network_set_after (self->network, delivered_cb, self);
}
