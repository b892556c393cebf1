"""The words of deadlines, in the languages of the annex; a name in braces is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.insight.deadlines import Kind, State
from scheduler.render.languages import dating
from scheduler.render.languages.language import Tongue

__all__ = ["AGENDAS", "Agenda", "day_said", "days_said"]


@dataclass(frozen=True, slots=True)
class Agenda:
    """
    One language.

    Attributes
    ----------
    kinds
        What is due.
    counts
        How many there are of each state.
    days
        So many days, by the plural forms of the language.
    """

    title: str
    today: str
    kinds: Mapping[Kind, str]
    counts: Mapping[State, str]
    days: Mapping[str, str]
    nothing: str
    done: str
    done_late: str
    past: str
    late: str
    slips: str
    planned: str
    due_today: str
    due: str
    waits: str
    notice: str


def days_said(number: int, tongue: Tongue) -> str:
    """``1 day``, ``5 jours``, ``5 дней``"""
    forms = AGENDAS[tongue.code].days
    if tongue.code == "en":
        return forms["one" if number == 1 else "other"].format(n=number)
    from babel import Locale

    form = Locale.parse(tongue.locale).plural_form(number)
    return forms.get(form, forms["other"]).format(n=number)


def day_said(day: date, tongue: Tongue) -> str:
    """``2025-02-25`` in English, where no two readers agree on an order; ``25 février 2025``"""
    return day.isoformat() if tongue.code == "en" else dating.dates([day], tongue)


AGENDAS: Mapping[str, Agenda] = {
    "en": Agenda(
        title="Deadlines",
        today="today",
        kinds={
            "documents": "documents",
            "translation": "translation",
            "registration": "registration",
            "side-events": "side-events",
            "notices": "notices",
            "other": "other",
        },
        counts={
            "late": "{n} late",
            "slips": "{n} planned too late",
            "due": "{n} due within a week",
            "open": "{n} later",
            "past": "{n} past",
            "done": "{n} done",
        },
        days={"one": "{n} day", "other": "{n} days"},
        nothing="Nothing is due.",
        done="done {day}",
        done_late="done {day}, late",
        past="was due",
        late="LATE by {days}",
        slips="planned for {day}: too late",
        planned="planned for {day}",
        due_today="due today",
        due="due in {days}",
        waits="for {names}",
        notice="changes for {day}, by {hour}",
    ),
    "fr": Agenda(
        title="Échéances",
        today="aujourd'hui",
        kinds={
            "documents": "documents",
            "translation": "traduction",
            "registration": "inscription",
            "side-events": "manifestations parallèles",
            "notices": "avis",
            "other": "autre",
        },
        counts={
            "late": "{n} en retard",
            "slips": "{n} à une date trop tardive",
            "due": "{n} dans la semaine",
            "open": "{n} plus tard",
            "past": "{n} à échéance passée",
            "done": "{n} faites",
        },
        days={"one": "{n} jour", "other": "{n} jours"},
        nothing="Aucune échéance.",
        done="fait le {day}",
        done_late="fait le {day}, en retard",
        past="échéance passée",
        late="EN RETARD de {days}",
        slips="prévu le {day} : trop tard",
        planned="prévu le {day}",
        due_today="à faire aujourd'hui",
        due="à faire dans {days}",
        waits="pour {names}",
        notice="changements du {day}, avant {hour}",
    ),
    "es": Agenda(
        title="Plazos",
        today="hoy",
        kinds={
            "documents": "documentos",
            "translation": "traducción",
            "registration": "inscripción",
            "side-events": "actos paralelos",
            "notices": "avisos",
            "other": "otros",
        },
        counts={
            "late": "con retraso: {n}",
            "slips": "con fecha demasiado tardía: {n}",
            "due": "en una semana: {n}",
            "open": "más adelante: {n}",
            "past": "con plazo vencido: {n}",
            "done": "hechos: {n}",
        },
        days={"one": "{n} día", "other": "{n} días"},
        nothing="No hay ningún plazo.",
        done="hecho el {day}",
        done_late="hecho el {day}, con retraso",
        past="plazo vencido",
        late="CON RETRASO de {days}",
        slips="previsto para el {day}: demasiado tarde",
        planned="previsto para el {day}",
        due_today="vence hoy",
        due="vence dentro de {days}",
        waits="para {names}",
        notice="cambios del {day}, antes de las {hour}",
    ),
    "ru": Agenda(
        title="Сроки",
        today="сегодня",
        kinds={
            "documents": "документы",
            "translation": "перевод",
            "registration": "регистрация",
            "side-events": "параллельные мероприятия",
            "notices": "уведомления",
            "other": "прочее",
        },
        counts={
            "late": "просрочено: {n}",
            "slips": "запланировано слишком поздно: {n}",
            "due": "в течение недели: {n}",
            "open": "позднее: {n}",
            "past": "срок прошел: {n}",
            "done": "выполнено: {n}",
        },
        days={"one": "{n} день", "few": "{n} дня", "many": "{n} дней", "other": "{n} дня"},
        nothing="Сроков нет.",
        done="выполнено {day}",
        done_late="выполнено {day}, с опозданием",
        past="срок прошел",
        late="ПРОСРОЧЕНО: {days}",
        slips="запланировано на {day}: слишком поздно",
        planned="запланировано на {day}",
        due_today="срок сегодня",
        due="осталось: {days}",
        waits="для: {names}",
        notice="изменения на {day}, до {hour}",
    ),
    "zh": Agenda(
        title="截止日期",
        today="今天",
        kinds={
            "documents": "文件",
            "translation": "翻译",
            "registration": "登记",
            "side-events": "会外活动",
            "notices": "通知",
            "other": "其他",
        },
        counts={
            "late": "逾期{n}项",
            "slips": "计划过晚{n}项",
            "due": "一周内到期{n}项",
            "open": "以后到期{n}项",
            "past": "已过期{n}项",
            "done": "已完成{n}项",
        },
        days={"other": "{n}天"},
        nothing="没有到期事项。",
        done="{day}完成",
        done_late="{day}完成，逾期",
        past="已过期",
        late="逾期{days}",
        slips="计划于{day}：过晚",
        planned="计划于{day}",
        due_today="今天到期",
        due="{days}后到期",
        waits="用于：{names}",
        notice="{day}的变动，{hour}前通知",
    ),
    "ar": Agenda(
        title="المواعيد النهائية",
        today="اليوم",
        kinds={
            "documents": "الوثائق",
            "translation": "الترجمة",
            "registration": "التسجيل",
            "side-events": "الأنشطة الجانبية",
            "notices": "الإشعارات",
            "other": "أخرى",
        },
        counts={
            "late": "متأخر: {n}",
            "slips": "مقرر بعد الموعد: {n}",
            "due": "خلال أسبوع: {n}",
            "open": "لاحقا: {n}",
            "past": "انقضى موعده: {n}",
            "done": "منجز: {n}",
        },
        days={
            "one": "يوم واحد",
            "two": "يومان",
            "few": "{n} أيام",
            "many": "{n} يوما",
            "other": "{n} يوم",
        },
        nothing="لا توجد مواعيد نهائية.",
        done="أنجز في {day}",
        done_late="أنجز في {day} متأخرا",
        past="انقضى الموعد",
        late="متأخر: {days}",
        slips="مقرر في {day}: بعد الموعد",
        planned="مقرر في {day}",
        due_today="الموعد اليوم",
        due="المدة المتبقية: {days}",
        waits="من أجل: {names}",
        notice="التعديلات ليوم {day}، قبل {hour}",
    ),
}
