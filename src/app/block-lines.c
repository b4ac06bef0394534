/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/block-lines.h"

#include <string.h>

/* Half of a plate or of a time says nothing, or something wrong: they are there whole or not at
 * all. Names and work may end in an ellipsis, which is the business of who draws them. */

typedef struct
{
  const AxleBlockRoom *room;
  GString             *text;
  guint                line;   /* from 0 */
  int                  used;   /* pixels of it */
  gboolean             breaks; /* what comes next is in a new line */
} Writer;

/* An estimate: a digit more or less does not matter, and to measure each piece would cost more
 * than to draw the block. */
static int
estimate (const AxleBlockRoom *room,
          const char          *text)
{
  int width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_iswide (letter) || letter == 0xb7) /* a font for Han characters makes the dot of a plate as wide */
        width += room->wide;
      else if (letter == ' ')
        width += room->narrow / 2;
      else
        width += g_unichar_isupper (letter) ? room->narrow * 6 / 5 : room->narrow;
    }
  return width;
}

static int
get_left (const Writer *writer)
{
  return (writer->line == 0 ? writer->room->first : writer->room->rest) - writer->used;
}

static guint
count_lines_left (const Writer *writer)
{
  return writer->room->n_lines - 1 - writer->line;
}

static void
write (Writer     *writer,
       const char *piece)
{
  if (writer->breaks || writer->used > 0)
    g_string_append_c (writer->text, writer->breaks ? '\n' : ' ');
  g_string_append (writer->text, piece);
  writer->used += estimate (writer->room, piece) + (writer->used > 0 ? writer->room->narrow / 2 : 0);
  writer->breaks = FALSE;
}

/* Where nothing was written yet the line is still a new one. */
static void
begin_line (Writer *writer)
{
  if (writer->used == 0)
    return;
  writer->breaks = TRUE;
  writer->line++;
  writer->used = 0;
}

static gboolean
fits (const Writer *writer,
      const char   *piece)
{
  return estimate (writer->room, piece) + (writer->used > 0 ? writer->room->narrow / 2 : 0) <= get_left (writer);
}

/* The dot of a plate is left out before the plate is: it is read the same without. */
static char *
shorten_plate (const Writer *writer,
               const char   *plate)
{
  g_auto(GStrv) parts = g_strsplit (plate, "·", -1);

  return fits (writer, plate) ? g_strdup (plate) : g_strjoinv ("", parts);
}

static char *
shorten_times (const AxleBlockRoom *room,
               const char          *times)
{
  const char *end = strstr (times, "–");

  return end == NULL || estimate (room, times) <= room->rest ? g_strdup (times) : g_strndup (times, (gsize) (end - times));
}

static gboolean
write_if_it_fits (Writer     *writer,
                  const char *piece)
{
  gboolean does = piece != NULL && fits (writer, piece);

  if (does)
    write (writer, piece);
  return does;
}

/* Where there is one line for both, the plate has it: the place of the block tells the time. */
static void
write_times_and_plate (Writer     *writer,
                       const char *times,
                       const char *plate,
                       gboolean    moving)
{
  g_autofree char *whole = times != NULL ? shorten_times (writer->room, times) : NULL;
  g_autofree char *with_plate = plate != NULL ? shorten_plate (writer, plate) : NULL;
  g_autofree char *both = whole != NULL && with_plate != NULL ? g_strconcat (whole, " ", with_plate, NULL) : NULL;

  if (both != NULL && fits (writer, both))
    {
      write (writer, both);
      return;
    }
  if (whole != NULL && (with_plate == NULL || moving || count_lines_left (writer) > 0))
    write (writer, whole);
  if (with_plate == NULL || (writer->used > 0 && count_lines_left (writer) == 0))
    return;
  begin_line (writer);
  write (writer, with_plate);
}

static char *
dup_one_line (const AxleCalendarItem *item,
              const char             *times,
              gboolean                moving,
              Writer                 *writer)
{
  const char *who = item->who != NULL ? item->who : "";
  g_autofree char *plate = NULL;

  if (moving && times != NULL)
    {
      write (writer, times);
      write (writer, who);
      return g_string_free (writer->text, FALSE);
    }
  write (writer, who);
  plate = item->plate != NULL ? shorten_plate (writer, item->plate) : NULL;
  if (plate == NULL || write_if_it_fits (writer, plate))
    write_if_it_fits (writer, times);
  return g_string_free (writer->text, FALSE);
}

/* Where not even a name of two has room side by side, it is read downwards, as on a shop
 * sign; of other letters the first has to do. */
static char *
dup_upright (const AxleBlockRoom *room,
             const char          *who)
{
  GString *text = g_string_new (NULL);

  if (room->rest < room->wide)
    return g_string_free (text, FALSE);
  for (guint i = 0; i < room->n_lines && *who != '\0'; i++, who = g_utf8_next_char (who))
    {
      gunichar letter = g_utf8_get_char (who);

      if (i > 0 && !g_unichar_iswide (letter))
        break;
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append_unichar (text, letter);
    }
  return g_string_free (text, FALSE);
}

/**
 * axle_calendar_item_dup_lines:
 * @item: what is shown
 * @times: (nullable): when it is, from and until
 * @moving: whether it is being moved, so that nothing matters more than when
 * @room: the room there is
 *
 * What a block says of an appointment: whose it is first, then when, which car, and what for;
 * only as much as there is room for.
 *
 * Returns: (transfer full): at most as many lines as there are, with a line break between two
 */
char *
axle_calendar_item_dup_lines (const AxleCalendarItem *item,
                              const char             *times,
                              gboolean                moving,
                              const AxleBlockRoom    *room)
{
  const char * const more[] = { item->what, item->car, item->technician, item->bay };
  /* A customer who is not known here, or not any more, has no name. */
  const char *who = item->who != NULL ? item->who : "";
  Writer writer = { .room = room, .text = g_string_new (NULL) };

  if (room->rest < 2 * room->wide + room->narrow)
    {
      g_string_free (writer.text, TRUE);
      return dup_upright (room, who);
    }
  if (room->n_lines == 1)
    return dup_one_line (item, times, moving, &writer);
  write (&writer, who);
  begin_line (&writer);
  write_times_and_plate (&writer, times, item->plate, moving);
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    {
      if (more[i] == NULL || *more[i] == '\0')
        continue;
      if (count_lines_left (&writer) > 0)
        begin_line (&writer);
      if (writer.used == 0)
        write (&writer, more[i]);
      else
        write_if_it_fits (&writer, more[i]);
    }
  return g_string_free (writer.text, FALSE);
}
