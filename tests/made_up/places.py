"""An invented country and its agencies."""

from gongkai.register import Register, read_register

REGIONS = """region_code,name,name_en,parent_code,level
990000,云雾省,Yunwu Province,,province
990100,青石市,Qingshi City,990000,prefecture
990101,白鹿区,Bailu District,990100,county
990122,松溪回族自治县,Songxi Hui Autonomous County,990100,county
990200,赤水坪市,Chishuiping City,990000,prefecture
990201,白鹿区,Bailu District,990200,county
990202,竹影区,Zhuying District,990200,county
"""

AGENCIES = """agency_id,name,name_en,short_names,region_code,level,kind,valid_from,valid_to,successor_id,status
made-up-bureau,青石市造纸局,Paper Bureau,青石造纸局;造纸局,990100,prefecture,department,,,,
qingshi-peoples-government,青石市人民政府,Qingshi People's Government,青石市政府,990100,prefecture,government,,,,
bailu-district,青石市白鹿区人民政府,Bailu District People's Government,白鹿区人民政府,990101,county,government,,,,
"""


#: The agency that all made-up documents are of.
BUREAU = "made-up-bureau"


def register() -> Register:
    """The register of the invented country."""
    return read_register(AGENCIES.encode(), REGIONS.encode())
