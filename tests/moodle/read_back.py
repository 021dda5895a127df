"""read_back.py FOLDER...: what worksheets have written for Moodle and R/exams,
read back beside the keys. Prints what is wrong; the status is 1 if anything is.
"""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml


def moodle_questions(folder):
    """(number, student, answers) of each: answers are (fraction, text,
    tolerance)."""
    number = 0
    for question in xml.parse(folder / "moodle.xml").getroot():
        if question.get("type") == "category":
            path = question.find("category/text").text
            number = int(re.search(r"/(\d{3}) [^/]*$", path).group(1))
            continue
        student = question.find("name/text").text.rsplit(": ", 1)[1]
        xml.fromstring("<p>" + question.find("questiontext/text").text + "</p>")
        yield number, student, [
            (float(answer.get("fraction")), answer.find("text").text,
             float(answer.findtext("tolerance", "0")))
            for answer in question.findall("answer")]


def check_moodle(folder, keys, wrong):
    left = set(keys)
    for number, student, answers in moodle_questions(folder):
        place = f"{folder}: {student}, {number}"
        key = keys[student, number]
        left.discard((student, number))
        right = [answer for answer in answers if answer[0] == 100]
        if isinstance(key, list):
            if [text for _, text, _ in right] != key:
                wrong.append(f"{place}: expected {key}, got {right}")
            continue
        if len(right) != 1 or float(right[0][1]) != key:
            wrong.append(f"{place}: expected {key}, got {right}")
        for fraction, text, _ in answers:
            if fraction == 0 and abs(float(text) - key) <= right[0][2]:
                wrong.append(f"{place}: {text} is no wrong answer")
    for missing in left:
        wrong.append(f"{folder}: expected question {missing}, got none")


def check_exams(folder, keys, wrong):
    for path in sorted((folder / "exams").glob("*.Rmd")):
        text = path.read_text()
        meta = dict(line.split(": ", 1) for line in
                    text.split("Meta-information\n================\n")[1]
                    .splitlines() if ": " in line)
        kinds = meta["exclozetype"].split("|")
        solutions = meta["exsolution"].split("|")
        blanks = re.findall(r"##ANSWER(\d+)##", text)
        key = [one for (student, _), one in keys.items()
               if student == path.stem and not is_node(one)]
        if blanks != [str(i + 1) for i in range(len(kinds))]:
            wrong.append(f"{path}: expected blanks 1 to {len(kinds)}, "
                         f"got {blanks}")
        got = [float(text) if kind == "num" else text
               for kind, text in zip(kinds, solutions)]
        if got != [one[0] if isinstance(one, list) else one for one in key]:
            wrong.append(f"{path}: expected the key's answers, got others")


def is_node(answer):
    """A first node's name: exams ask for none."""
    return isinstance(answer, NodeNames)


class NodeNames(list):
    pass


def keys_of(folder):
    keys = {}
    for student in json.loads((folder / "keys.json").read_text())["students"]:
        for one in student["answers"]:
            answer = one["answer"]
            if one["kind"] == "first-node":
                answer = NodeNames(answer)
            keys[student["name"], one["number"]] = answer
    return keys


def main():
    wrong, count = [], 0
    for name in sys.argv[1:]:
        folder = pathlib.Path(name)
        keys = keys_of(folder)
        count += len(keys)
        check_moodle(folder, keys, wrong)
        check_exams(folder, keys, wrong)
    for one in wrong:
        print(one)
    print(f"{count} questions read back, {len(wrong)} wrong")
    sys.exit(1 if wrong or count < 500 else 0)


main()
