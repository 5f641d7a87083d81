"""Web pages made to take long or much memory: each is read within a bounded time, or refused."""

HOSTILE_PAGES = {
    "elements inside elements": "<div>" * 60_000,
    "elements and paragraphs": "<div>" * 900 + "<p></p>" * 70_000,
    "tables inside tables": "<table><tr><td>" * 10_000,
    "tables inside cells of data": "<table><tr><td>1<td>2<td>" * 300,
    "lists without end": "<ul><li>" * 20_000,
    "a million cells": "<table><tr>" + "<td>1" * 1_000_000,
    "a hundred thousand cells": "<table><tr>" + "<td>1" * 100_000,
    "wide and tall": "<table>" + "<tr><td rowspan=65534 colspan=100>1<td colspan=99>2" * 20_000,
    "a hundred thousand columns": "<table><tr><td colspan=100000>1<td colspan=100000>2" + "<tr><td>1<td>2" * 9,
    "a hundred thousand rows": "<table>" + "<tr><td rowspan=100000>1<td>2" * 90,
    "entities": "<!DOCTYPE html [<!ENTITY a '9999999999'><!ENTITY b '" + "&a;" * 99 + "'>]><p>" + "&b;" * 99,
    "things from elsewhere": "<base href='file:///etc/'><link rel=stylesheet href=http://192.0.2.1/a.css>"
    "<iframe src=file:///etc/passwd></iframe><object data=/etc/passwd></object><p><img src=http://192.0.2.1/a.png>1",
    "steps": "<table>" + "<tr><td rowspan=9999>1" * 20_000,
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(100_000)),
    "attributes with signs": "<p " + "".join(f'a{i}=">"' for i in range(100_000)),
    "quotes": "<p \"'" * 30_000,
    "brackets": "<" * 140_000,
    "hidden": "<p style='display:none'>" * 50_000,
    "comments": "<!--" * 140_000,
    "references": "&nbsp;" * 3_000_000,
    "line ends": "<p>" + "纸\n" * 1_900_000,
    "a picture in the page": '<img src="data:image/png;base64,' + "A" * 10_000_000 + '">',
    "marks behind figures": "<p>" + "<sup>1" * 900,
}
