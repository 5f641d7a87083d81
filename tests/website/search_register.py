"""A made-up register of agencies all over the country, to search in."""

import csv
import io
import re
from functools import cache
from itertools import islice

from gongkai.dataset import Dataset, History
from gongkai.register import Agency, read_register, write_agencies
from gongkai.report import Report
from places import ROOT

#: Names of agencies without the region, as they are in every county.
GOVERNMENT = "人民政府"
BODIES = (
    "发展和改革局",
    "教育局",
    "科学技术局",
    "工业和信息化局",
    "民族宗教事务局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "自然资源局",
    "生态环境局",
    "住房和城乡建设局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "商务局",
    "文化广电和旅游局",
    "卫生健康委员会",
    "退役军人事务局",
    "应急管理局",
    "审计局",
    "市场监督管理局",
    "统计局",
    "医疗保障局",
    "信访局",
    "投资促进局",
    "政务服务和数据管理局",
    "城市管理综合行政执法局",
    "人民政府办公室",
)
#: Regions that tests name: Qinzhou, Suqian, Huai'an, Shuyang.
NAMED = ("450700", "321300", "320800", "321322")
YEARS = range(2021, 2026)
REGIONS = (ROOT / "datasets" / "regions.csv").read_bytes()


def agencies(count: int) -> list[Agency]:
    """So many agencies: the governments of regions spread over the country, and their departments."""
    rows = [row for row in csv.DictReader(io.StringIO(REGIONS.decode())) if row["level"] != "province"]
    named = [row for row in rows if row["region_code"] in NAMED]
    others = [row for row in rows if row["region_code"] not in NAMED]
    spread = others[:: max(1, len(others) * (len(BODIES) + 1) // count)]
    return list(islice((_agency(row, body) for row in (*named, *spread) for body in (GOVERNMENT, *BODIES)), count))


def _agency(region: dict[str, str], body: str) -> Agency:
    government = body == GOVERNMENT
    place = BODIES.index(body) if not government else "government"
    return Agency(
        agency_id=f"{re.sub('[^a-z]', '', region['name_en'].lower())}-{region['region_code']}-{place}",
        name=region["name"] + body,
        name_en=f"{region['name_en']} {place}",
        short_names="投促局" if (region["name"], body) == ("钦州市", "投资促进局") else "",
        region_code=region["region_code"],
        level=region["level"],
        kind="government" if government else "department",
    )


@cache
def dataset(count: int, *, text: str = "") -> Dataset:
    """The agencies with a report for each of the years; `text` is what every newest report says."""
    register = read_register(write_agencies(agencies(count)).encode(), REGIONS)
    return Dataset(register, tuple(history(agency, text) for agency in register.agencies.values()))


def history(agency: Agency, text: str = "") -> History:
    """The agency with a report for each of the years."""
    reports = {
        year: Report(
            agency=agency.agency_id,
            year=year,
            title=f"{agency.name}{year}年政府信息公开工作年度报告",
            form="2021",
            text={"overview": text} if text and year == YEARS[-1] else {},
        )
        for year in YEARS
    }
    return History(agency, reports)
