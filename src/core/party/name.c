/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/problem.h"
#include "base/text.h"

/* A name that does not fit on a form is a mistake, or an attack. */
#define MAX_SIGNS 100

/* Surnames of two characters and more, the longest first where one begins
 * another; simplified and traditional. */
static const char *const compound_surnames[] = {
  "爱新觉罗", "愛新覺羅", "叶赫那拉", "葉赫那拉", "西林觉罗", "西林覺羅", "博尔济吉特", "博爾濟吉特", "瓜尔佳", "瓜爾佳",
  "钮祜禄", "鈕祜祿", "欧阳", "歐陽", "太史", "端木", "上官", "司马", "司馬", "东方", "東方", "独孤", "獨孤", "南宫",
  "南宮", "万俟", "萬俟", "闻人", "聞人", "夏侯", "诸葛", "諸葛", "尉迟", "尉遲", "公羊", "赫连", "赫連", "澹台",
  "澹臺", "皇甫", "宗政", "濮阳", "濮陽", "公冶", "太叔", "申屠", "公孙", "公孫", "慕容", "仲孙", "仲孫", "钟离",
  "鍾離", "鐘離", "长孙", "長孫", "宇文", "司徒", "鲜于", "鮮于", "司空", "闾丘", "閭丘", "子车", "子車", "亓官",
  "司寇", "巫马", "巫馬", "公西", "颛孙", "顓孫", "壤驷", "壤駟", "公良", "漆雕", "乐正", "樂正", "宰父", "谷梁",
  "穀梁", "拓跋", "夹谷", "夾谷", "轩辕", "軒轅", "令狐", "段干", "百里", "呼延", "东郭", "東郭", "南门", "南門",
  "羊舌", "微生", "公户", "公玉", "公仪", "公儀", "梁丘", "公仲", "公上", "公门", "公山", "公坚", "左丘", "公伯",
  "西门", "西門", "公祖", "第五", "公乘", "贯丘", "公皙", "南荣", "东里", "東里", "东宫", "仲长", "子书", "子桑",
  "即墨", "达奚", "達奚", "褚师", "纳兰", "納蘭", "完颜", "完顏", "耶律", "贺兰", "賀蘭", "单于", "單于",
};

/* Words with which the names of companies, offices and clubs end, or that no
 * person's name contains. */
static const char *const body_endings[] = {
  "公司", "集团", "集團", "有限", "厂", "廠", "工厂", "分公司", "事务所", "研究所", "研究院", "设计院", "大学", "学院",
  "学校", "中学", "小学", "幼儿园", "医院", "银行", "商行", "车行", "商店", "商场", "超市", "酒店", "宾馆", "饭店",
  "餐厅", "工作室", "合作社", "协会", "基金会", "委员会", "居委会", "村委会", "管理局", "公安局", "税务局", "事业部",
  "派出所", "法院", "检察院", "俱乐部", "中心", "门市部", "经营部", "服务部", "营业部", "支行", "分行", "车队",
  "修理厂", "汽修", "租赁", "物流", "个体工商户",
};

static const char *const body_words[] = {
  "有限公司", "有限责任", "股份", "集团", "公司", "（有限合伙）", "(有限合伙)", "个人独资", "事务所", "合作社", "个体工商户",
};

static const char *const titles[] = {
  "先生", "女士", "小姐", "太太", "夫人", "经理", "總經理", "总经理", "师傅", "師傅", "老师", "老師", "老板", "老闆",
  "主任", "总监", "总", "總", "医生", "教授", "局长", "处长", "科长", "校长", "院长", "律师", "同志", "阿姨", "大哥", "大姐",
};

static gboolean
is_han (gunichar sign)
{
  return g_unichar_get_script (sign) == G_UNICODE_SCRIPT_HAN;
}

static gboolean
is_all_han (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_han (g_utf8_get_char (p)))
      return FALSE;
  return *text != '\0';
}

/* The many dots that input methods offer for the one in 阿凡提·买买提. */
static gboolean
is_dot (gunichar sign)
{
  return sign == 0xb7 || sign == 0x2022 || sign == 0x2027 || sign == 0x30fb || sign == 0xff65 || sign == 0x2219
         || sign == 0x22c5 || sign == 0x25cf || sign == 0x16eb || sign == 0x0387 || sign == 0xff0e;
}

static char *
with_one_dot (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean han = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);
      gboolean ascii_dot = sign == '.' && han && is_han (g_utf8_get_char (g_utf8_next_char (p)));

      g_string_append_unichar (out, is_dot (sign) || ascii_dot ? 0xb7 : sign);
      han = is_han (sign);
    }
  return g_string_free (out, FALSE);
}

/**
 * axle_name_is_company:
 * @text: a name
 *
 * Returns: whether it looks like the name of a company or another body
 */
gboolean
axle_name_is_company (const char *text)
{
  glong signs = g_utf8_strlen (text, -1);
  g_autofree char *folded = NULL;

  if (signs < 4)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (body_words); i++)
    if (strstr (text, body_words[i]) != NULL)
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (body_endings); i++)
    if (g_str_has_suffix (text, body_endings[i]))
      return TRUE;
  /* The words of other languages are ASCII: Chinese names need not be searched for them. */
  if (g_utf8_get_char (g_utf8_offset_to_pointer (text, signs - 1)) >= 0x80)
    return FALSE;
  folded = axle_text_fold (text);
  return g_regex_match_simple ("\\b(co\\.?,? ?ltd|limited|inc|llc|gmbh|corp|corporation|company|group)\\b\\.?$", folded, 0, 0);
}

/**
 * axle_name_surname_length:
 * @text: a Chinese name
 *
 * Returns: the bytes of its surname: of the compound one that it begins with
 *   when a given name follows, or else of its first character
 */
gsize
axle_name_surname_length (const char *text)
{
  gsize one;

  g_return_val_if_fail (text != NULL, 0);
  one = *text == '\0' ? 0 : (gsize) (g_utf8_next_char (text) - text);
  for (gsize i = 0; i < G_N_ELEMENTS (compound_surnames); i++)
    {
      gsize length = strlen (compound_surnames[i]);

      if (g_str_has_prefix (text, compound_surnames[i]) && text[length] != '\0')
        return length;
    }
  return one;
}

static gsize
title_length (const char *name)
{
  gsize best = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      gsize length = strlen (titles[i]);

      if (length > best && strlen (name) > length && g_str_has_suffix (name, titles[i]))
        best = length;
    }
  /* 总 alone is also a sign of given names: only a bare surname goes before it. */
  if (best == strlen ("总") && g_utf8_strlen (name, -1) > 2
      && axle_name_surname_length (name) + best != strlen (name))
    return 0;
  return best;
}

static void
split_chinese (AxleName *self)
{
  gsize title = title_length (self->name);
  g_autofree char *bare = g_strndup (self->name, strlen (self->name) - title);
  gsize surname = axle_name_surname_length (bare);

  if (title > 0)
    {
      self->title = g_strdup (self->name + strlen (bare));
      for (gsize i = 0; i < G_N_ELEMENTS (compound_surnames); i++)
        if (strcmp (bare, compound_surnames[i]) == 0)
          surname = strlen (bare);
    }
  self->kind = AXLE_NAME_CHINESE;
  self->surname = g_strndup (bare, surname);
  self->given = g_strdup (bare + surname);
}

static void
judge_signs (AxleName *self)
{
  gboolean letters = FALSE;

  for (const char *p = self->name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);

      letters |= g_unichar_isalpha (sign);
      if (g_unichar_iscntrl (sign))
        {
          axle_problems_add (self->problems, "name-sign", "name", FALSE,
                             _("The name contains signs that cannot be seen. Type it again if it was copied."));
          break;
        }
    }
  if (g_utf8_strlen (self->name, -1) > MAX_SIGNS)
    axle_problems_add (self->problems, "name-length", "name", TRUE,
                       _("A name may have %d signs at most. Shorten it, and put the rest into the notes."), MAX_SIGNS);
  else if (!letters)
    axle_problems_add (self->problems, "name-letters", "name", FALSE,
                       _("There is no letter in the name. Check whether it belongs into another field."));
}

/**
 * axle_name_judge:
 * @text: valid UTF-8, as typed
 *
 * Takes a name apart. Few names are wrong: the codes of the problems are
 * `name-empty`, `name-length`, and the warnings `name-sign`, `name-letters`.
 *
 * Returns: (transfer full): what is known of it
 */
AxleName *
axle_name_judge (const char *text)
{
  AxleName *self = g_new0 (AxleName, 1);
  g_autofree char *tidy = axle_text_tidy (text);
  glong signs;

  self->problems = axle_problems_new ();
  self->name = with_one_dot (tidy);
  signs = g_utf8_strlen (self->name, -1);
  if (signs == 0)
    axle_problems_add (self->problems, "name-empty", "name", TRUE, _("The name is empty. Give a name, or at least a surname."));
  else
    judge_signs (self);
  if (axle_name_is_company (self->name))
    self->kind = AXLE_NAME_COMPANY;
  else if (g_utf8_strchr (self->name, -1, 0xb7) != NULL && is_han (g_utf8_get_char (self->name)))
    self->kind = AXLE_NAME_DOTTED;
  else if (signs >= 1 && signs <= 8 && is_all_han (self->name))
    split_chinese (self);
  self->ok = !axle_problems_block (self->problems);
  return self;
}

void
axle_name_free (AxleName *self)
{
  g_free (self->name);
  g_free (self->surname);
  g_free (self->given);
  g_free (self->title);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * axle_name_address:
 * @text: a name
 * @sex: (nullable): `male`, `female`, or %NULL when it is not known
 *
 * Returns: (transfer full): how to speak to that person: 欧阳先生, or the whole
 *   name where nothing better is known
 */
char *
axle_name_address (const char *text,
                   const char *sex)
{
  g_autoptr (AxleName) name = axle_name_judge (text);

  if (name->kind != AXLE_NAME_CHINESE || name->title != NULL || sex == NULL)
    return g_strdup (name->name);
  if (strcmp (sex, "male") == 0)
    return g_strconcat (name->surname, "先生", NULL);
  if (strcmp (sex, "female") == 0)
    return g_strconcat (name->surname, "女士", NULL);
  return g_strdup (name->name);
}

/**
 * axle_name_mask:
 * @text: a name
 *
 * For screens that strangers see: the surname stays, 张**; of a name in
 * letters the first one.
 *
 * Returns: (transfer full): the masked name
 */
char *
axle_name_mask (const char *text)
{
  g_autoptr (AxleName) name = axle_name_judge (text);
  gsize kept = *name->name == '\0' ? 0 : (gsize) (g_utf8_next_char (name->name) - name->name);
  GString *out;

  if (name->kind == AXLE_NAME_CHINESE && *name->given != '\0')
    kept = strlen (name->surname);
  out = g_string_new_len (name->name, (gssize) kept);
  for (const char *p = name->name + kept; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_c (out, '*');
  return g_string_free (out, FALSE);
}
