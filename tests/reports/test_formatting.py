"""French dates, hours, amounts, identifiers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from csf_desktop.reports import formatting as f


def spaced(text: str) -> str:
    return text.replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (f.short_date(date(2026, 2, 3)), "3_févr._2026"),
        (f.short_date(date(2026, 12, 1)), "1er_déc._2026"),
        (f.short_date(None), "—"),
        (f.day_and_month(date(2026, 8, 31)), "31_août"),
        (f.day_and_month(None), "—"),
        (f.long_date(None), "—"),
        (f.date_and_time(None), "—"),
        (f.long_date(date(2026, 11, 24)), "mardi 24_novembre 2026"),
        (f.long_date(date(2026, 11, 24), with_weekday=False), "24_novembre 2026"),
        (f.date_and_time(datetime(2026, 11, 24, 9, 5, tzinfo=UTC)), "24_nov._2026 à 9_h_05"),
        (f.period(date(2026, 9, 1), date(2026, 9, 2)), "du 1er_sept._2026 au 2_sept._2026"),
        (f.period(date(2026, 9, 1), None), "à partir du 1er_sept._2026"),
        (f.period(None, date(2026, 9, 1)), "jusqu’au 1er_sept._2026"),
        (f.period(None, None), "—"),
        (f.delay(date(2026, 1, 8), date(2026, 1, 1)), "dans 7_jours"),
        (f.delay(date(2026, 1, 1), date(2026, 1, 2)), "en retard de 1_jour"),
        (f.delay(date(2026, 1, 1), date(2026, 1, 1)), "aujourd’hui"),
        (f.months(8), "8_mois"),
        (f.months(12), "12_mois"),
        (f.months(30), "30_mois"),
        (f.months(None), "—"),
        (f.number(1234567), "1_234_567"),
        (f.number(-12), "−12"),
        (f.count(0, "jour"), "0_jour"),
        (f.count(2, "autre étape", "autres étapes"), "2_autres étapes"),
        (f.hours(750), "12_h_30"),
        (f.hours(54000), "900_h"),
        (f.hours(45), "45_min"),
        (f.hours(-90), "−1_h_30"),
        (f.hours(0), "0_h"),
        (f.hours(None), "—"),
        (f.decimal_hours(Decimal("12.5")), "12_h_30"),
        (f.decimal_hours(None), "—"),
        (f.amount(123450), "1_234,50_€"),
        (f.amount(25_000_000), "250_000_€"),
        (f.amount(0), "0_€"),
        (f.amount(-5), "−0,05_€"),
        (f.amount(None), "—"),
        (f.percent(299, 300), "99_%"),
        (f.percent(1, 0), "—"),
        (f.siret("73282932000074"), "732_829_320_00074"),
        (f.siret("732829320"), "732_829_320"),
        (f.siret("12 34"), "12 34"),
        (f.siret(""), "—"),
        (f.phone("06.12.34.56.78"), "06_12_34_56_78"),
        (f.phone("+33 6 12"), "+33 6 12"),
        (f.full_name(" Loïc ", "Le Goff"), "Loïc Le Goff"),
        (f.full_name("", ""), ""),
        (f.initials("Loïc", "Le Goff"), "L._L._G."),
        (f.initials("", ""), ""),
    ],
)
def test_values_are_written_in_french(written: str, expected: str) -> None:
    assert spaced(written) == expected
