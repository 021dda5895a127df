#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "program.hpp"

using Json = nlohmann::json;

namespace {

const std::string logistic =
    R"(expr "z = w*x + b; p = sigmoid(z); L = (p - y)^2" )"
    "w=0.5 x=2 b=-0.25 y=1 --given x,y";

/// Sheets without PDF, which takes seconds.
Ran worksheet(const std::string& arguments) {
  return gradwalk_with("PATH=/nowhere", "worksheet " + arguments);
}

/// The answers of a student in some sheets' keys, by their numbers.
std::vector<std::pair<int, std::string>> answers_of(const Json& keys,
                                                    std::size_t student) {
  std::vector<std::pair<int, std::string>> answers;
  for (const Json& one : keys["students"][student]["answers"]) {
    const Json& answer = one["answer"];
    answers.emplace_back(
        one["number"].get<int>(),
        answer.is_array() ? answer[0].get<std::string>() : answer.dump());
  }
  return answers;
}

void write(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
}

/// Sheets of Ada and Bob, and the keys.
struct Class {
  Folder folder;
  std::string keys = folder.file("sheets/keys.json");
  Json document;
  Class() {
    REQUIRE(worksheet(logistic + " --students Ada,Bob --out " +
                      folder.file("sheets"))
                .status == 0);
    document = Json::parse(read(keys));
  }
  [[nodiscard]] Json graded(const std::string& answers) const {
    const Ran ran = gradwalk("grade " + keys + " " + answers + " --json");
    REQUIRE(ran.err == "");
    return Json::parse(ran.out);
  }
};

std::vector<std::string> verdicts(const Json& graded, std::size_t student) {
  std::vector<std::string> all;
  for (const Json& answer : graded["students"][student]["answers"])
    all.push_back(answer["verdict"]);
  return all;
}

}  // namespace

TEST_CASE("sheets come as files, for the student and for the teacher") {
  const Class sheets;
  for (const char* name :
       {"sheets.html", "keys.html", "keys.md", "keys.json", "answers.csv",
        "moodle.xml", "students/Ada.md", "students/Ada.html", "students/Bob.md",
        "exams/Ada.Rmd"}) {
    CAPTURE(name);
    CHECK(read(sheets.folder.path / "sheets" / name).size() > 40);
  }
  const std::string sheet =
      read(sheets.folder.path / "sheets" / "students/Ada.md");
  CHECK(sheet.starts_with("# z = w*x + b; p = sigmoid(z); L = (p - y)^2\n"));
  CHECK(sheet.find("\nName: Ada\n") != std::string::npos);
  CHECK(sheet.find("1. w·x = ______\n") != std::string::npos);
  CHECK(read(sheets.folder.path / "sheets" / "students/Bob.md") != sheet);
}

TEST_CASE("the same seed makes the same sheets, whoever else is in the class") {
  const Folder folder;
  CHECK(worksheet("or-gate --students Ada,Bob --seed 7 --out " +
                  folder.file("one"))
            .status == 0);
  CHECK(worksheet("or-gate --students Ada,Eve,Bob --seed 7 --out " +
                  folder.file("two"))
            .status == 0);
  CHECK(
      worksheet("or-gate --students Ada --seed 8 --out " + folder.file("three"))
          .status == 0);
  const std::string ada = read(folder.path / "one/students/Ada.md");
  CHECK(read(folder.path / "two/students/Ada.md") == ada);
  CHECK(read(folder.path / "three/students/Ada.md") != ada);
}

TEST_CASE("right answers are right in every form that is handed in") {
  const Class sheets;
  std::string wide = "name", row = "Ada", decimal = "name", comma = "Ada",
              rows = "Name;Question;Answer\n", filled;
  Json by_number = Json::object();
  for (const auto& [number, answer] : answers_of(sheets.document, 0)) {
    wide += "," + std::to_string(number);
    row += "," + answer;
    std::string with_comma = answer;
    if (const auto at = with_comma.find('.'); at != std::string::npos)
      with_comma[at] = ',';
    decimal += ";Q" + std::to_string(number);
    comma += ";" + with_comma;
    rows += "Ada;" + std::to_string(number) + ";" + with_comma + "\n";
    by_number[std::to_string(number)] = answer;
    filled += std::to_string(number) + ". what is asked = " + answer + "\n";
  }
  const auto file = [&](const std::string& name, const std::string& text) {
    const std::string path = sheets.folder.file(name);
    write(path, text);
    return path;
  };
  for (const std::string& path :
       {file("wide.csv", wide + "\n" + row + "\n"),
        file("decimal.csv", "\xEF\xBB\xBF" + decimal + "\r\n" + comma + "\r\n"),
        file("rows.csv", rows),
        file("one.json", Json{{"name", "Ada"}, {"answers", by_number}}.dump()),
        file("list.json",
             Json::array({{{"name", "Ada"}, {"answers", by_number}}}).dump()),
        file("sheet.md",
             "# z = w*x + b; p = sigmoid(z); L = (p - y)^2\n\nName: Ada\n\n" +
                 filled)}) {
    CAPTURE(path);
    const auto all = verdicts(sheets.graded(path), 0);
    CHECK(all.size() >= 18);
    CHECK(all == std::vector<std::string>(all.size(), "right"));
  }
}

TEST_CASE("a wrong number is explained, and what follows from it counts") {
  const Class sheets;
  // w·x is 1 too large, and z and p follow; ∂p/∂z stands for its product.
  auto answers = answers_of(sheets.document, 0);
  const auto number = [&](std::size_t i) {
    return std::stod(answers[i].second);
  };
  const double wrong = number(1) + 1.0;
  answers[0].second = std::to_string(number(0) + 1.0);
  answers[1].second = std::to_string(wrong);
  answers[2].second = "sigmoid(" + std::to_string(wrong) + ")";
  REQUIRE(sheets.document["students"][0]["answers"][11]["kind"] == "product");
  answers[11].second = answers[10].second;
  answers[16].second = "what?";
  answers[17].second = "";
  Json by_number = Json::object();
  for (const auto& [place, answer] : answers)
    by_number[std::to_string(place)] = answer;
  const std::string path = sheets.folder.file("ada.json");
  write(path, Json{{"name", "Ada"}, {"answers", by_number}}.dump());

  const Json graded = sheets.graded(path);
  const auto all = verdicts(graded, 0);
  CHECK(all[0] == "wrong");
  CHECK(all[1] == "carried forward");
  CHECK(all[2] == "carried forward");
  CHECK(all[11] == "wrong");
  CHECK(graded["students"][0]["answers"][11]["mistakes"][0] ==
        "upstream forgotten");
  CHECK(all[16] == "unread");
  CHECK(all[17] == "blank");
  const std::string feedback = sheets.folder.file("feedback"),
                    csv = sheets.folder.file("marks.csv");
  const Ran ran = gradwalk("grade " + sheets.keys + " " + path +
                           " --feedback " + feedback + " --csv " + csv);
  CHECK(ran.out.find("   upstream forgotten  1      upstream × local  Ada\n") !=
        std::string::npos);
  CHECK(read(feedback + "/Ada.md")
            .find("That is the local gradient alone: multiply it by the "
                  "upstream.") != std::string::npos);
  CHECK(
      read(csv).starts_with("name,number,kind,asked,answer,right,verdict,"
                            "mistakes\n\"Ada\",1,value,"));
}

TEST_CASE("only answers that are wrong are told") {
  const Class sheets;
  const std::string path = sheets.folder.file("ada.json");
  const auto told = [&](const Json& answers) {
    write(path, Json{{"name", "Ada"}, {"answers", answers}}.dump());
    return gradwalk("grade " + sheets.keys + " " + path).out;
  };
  const std::string heading = "Answers that are not right";
  const std::string blank = told(Json::object());
  CHECK(blank.find("None: nothing was answered.") != std::string::npos);
  CHECK(blank.find(heading) == std::string::npos);
  const std::string right =
      told({{"1", answers_of(sheets.document, 0).front().second}});
  CHECK(right.find("None: no answer is wrong.") != std::string::npos);
  CHECK(right.find(heading) == std::string::npos);
  CHECK(told({{"1", "1e9"}}).find(heading) != std::string::npos);
}

TEST_CASE("a quiz's results are marked as sheets are") {
  const Folder folder;
  const std::string file = folder.file("ada.json");
  CHECK(gradwalk("or-gate --quiz --name Ada --result " + file,
                 "0\n0.5\n0.25\nskip\nleave\n")
            .status == 0);
  const Ran ran = gradwalk("grade " + file);
  CHECK(ran.status == 0);
  CHECK(ran.out.find("   half forgotten  1      value  Ada\n") !=
        std::string::npos);

  // Also what was put right at the second try.
  const std::string bob = folder.file("bob.json");
  gradwalk("or-gate --quiz --name Bob --result " + bob,
           "0\n0.5\n0.25\n0.125\nleave\n");
  const Ran both = gradwalk("grade " + file + " " + bob);
  CHECK(both.out.find("   half forgotten  2      value  Ada, Bob\n") !=
        std::string::npos);
  const Json document = Json::parse(gradwalk("grade " + bob + " --json").out);
  CHECK(document["students"][0]["answers"][2]["verdict"] == "right");
  CHECK(document["students"][0]["answers"][2]["mistakes of all tries"] ==
        Json{"half forgotten"});
}

TEST_CASE("one asks for some kinds, and from one question to another") {
  const Ran kinds = worksheet("or-gate --ask update");
  CHECK(kinds.out.find("1. w1, after its step = ______") != std::string::npos);
  CHECK(kinds.out.find("y_hat = 1/(1 + exp(-z)) = ______") ==
        std::string::npos);
  const Ran some = worksheet("or-gate --from 5 --to 6");
  CHECK(some.out.find("5. ∂loss/∂y_hat = ______") != std::string::npos);
  CHECK(some.out.find("6. ") != std::string::npos);
  CHECK(some.out.find("7. ") == std::string::npos);
  // What they need is told.
  CHECK(some.out.find("   y_hat = 1/(1 + exp(-z)) = 0.") != std::string::npos);
}

TEST_CASE("a lesson's options are read as on the command line") {
  CHECK(worksheet("xor --hidden=2").out == worksheet("xor --hidden 2").out);
  CHECK(worksheet("xor --hidden=2").out != worksheet("xor").out);
  check_refused(worksheet("xor --one-by-one=1"),
                "--one-by-one: expected no value, got one");
  check_refused(worksheet("xor --hiden 2"),
                "expected an option that --help lists, got --hiden");
  check_refused(worksheet("or-gate bar"), "expected one lesson, got bar too");
}

TEST_CASE("numbers that all share are kept") {
  const Folder folder;
  CHECK(worksheet(logistic + " --keep x,y --students 5 --out " +
                  folder.file("sheets"))
            .status == 0);
  const Json keys = Json::parse(read(folder.path / "sheets/keys.json"));
  for (const Json& one : keys["students"]) {
    const std::string command = one["command"].dump();
    CHECK(command.find("\"x=2\"") != std::string::npos);
    CHECK(command.find("\"y=1\"") != std::string::npos);
  }
}

TEST_CASE("sheets are refused where they make no sense, and nothing is lost") {
  const Folder folder;
  const std::string full = folder.file("full");
  std::filesystem::create_directory(full);
  write(full + "/answers.csv", "precious");
  check_refused(worksheet("or-gate --out " + full),
                "--out: expected a folder that is new or empty, got " + full);
  CHECK(read(full + "/answers.csv") == "precious");
  check_refused(worksheet(""),
                "worksheet: expected a lesson, such as or-gate, got none");
  check_refused(worksheet("or-gate --students Ada,Ada"),
                "--students: expected each name once, got Ada twice");
  check_refused(worksheet("or-gate --students a/b,a-b"),
                "--students: expected names that files can have apart, got a/b "
                "and a-b");
  check_refused(worksheet("moons"),
                "worksheet: expected a lesson that shows its numbers one by "
                "one, got moons");
  check_refused(worksheet("or-gate --from 60"),
                "--from: expected one of its 32 questions, and --to behind it, "
                "got 60 to 1000000");
  check_refused(worksheet("or-gate --ask shape"),
                "--ask: expected a kind that this lesson has, got none of "
                "these");
  check_refused(worksheet("or-gate --keep v"),
                "--keep: expected one of b, w1, w2, x1, x2, y, got v");
  check_refused(worksheet("xor --weights 1,2"),
                "--weights: expected 13 numbers, as the net has parameters, "
                "got 2");
}

TEST_CASE("answers are refused that belong to no sheet") {
  const Class sheets;
  const auto file = [&](const std::string& name, const std::string& text) {
    const std::string path = sheets.folder.file(name);
    write(path, text);
    return path;
  };
  const std::string eve = file("eve.csv", "name,1\nEve,2\n"),
                    far = file("far.csv", "name,99\nAda,2\n"),
                    odd = file("odd.json", "[]"),
                    twice = file("twice.csv", "name,1\nAda,2\nAda,3\n");
  const std::string grade = "grade " + sheets.keys + " ";
  check_refused(gradwalk(grade + eve),
                eve + ": expected a name that the keys have, got Eve");
  check_refused(gradwalk(grade + far),
                far +
                    ": expected answers to questions 1 to 20 of Ada's sheet, "
                    "got one to question 99");
  check_refused(gradwalk(grade + odd),
                odd +
                    ": expected {\"name\": …, \"answers\": {\"1\": \"0.25\", "
                    "…}}, or a list, got something else");
  check_refused(gradwalk(grade + twice),
                twice + ": expected one sheet of Ada, got another");
  const std::string other =
      file("ada.md", "# Other\n\nName: ada\n\n1. a = 2\n");
  check_refused(gradwalk(grade + other),
                other +
                    ": expected a sheet of z = w*x + b; p = sigmoid(z); L "
                    "= (p - y)^2, got Other");
  check_refused(gradwalk("grade " + odd + " " + eve),
                odd +
                    ": expected the keys.json of a worksheet that this "
                    "program wrote, got something else");
  check_refused(
      gradwalk("grade " + sheets.keys),
      "grade: expected the keys and the answers, both as files, got " +
          sheets.keys);
}

TEST_CASE("a single step is marked, and its factor that is wrong is named") {
  const std::string lesson = R"(expr "L = (w*x + b)^2" w=0.5 x=2 b=1)";
  const auto said = [&](const std::string& step) {
    return unwrapped(gradwalk("grade --step \"" + step + "\" " + lesson).out);
  };
  CHECK(said("dL/dw = 4*2").find("right: ∂L/∂w = 8") != std::string::npos);
  CHECK(said("∂L/∂b = 4").find("right: ∂L/∂b = 4") != std::string::npos);
  CHECK(said("dL/dw = 4")
            .find("not right: ∂L/∂w is 8, not 4. Multiply by ∂(w·x)/∂w = 2, "
                  "too.") != std::string::npos);
  CHECK(said("dL/dw = -8").find("Look at the sign.") != std::string::npos);
  CHECK(said("dL/dw = 4*1*3")
            .find("not right: ∂L/∂w is 8, not 12. ∂(w·x)/∂w is 2, not 3.") !=
        std::string::npos);
  CHECK(said("L = 2*2").find("right: L = 4") != std::string::npos);
  CHECK(gradwalk("grade --step 'z = 0' or-gate").out.find("right: z = 0") !=
        std::string::npos);
  const Json document = Json::parse(
      gradwalk("grade --step 'dL/dw = 4' " + lesson + " --json").out);
  CHECK(document["is_right"] == false);
  CHECK(document["right_answer"] == 8.0);
  CHECK(document["mistakes"][0]["name"] == "factor forgotten");
  check_refused(gradwalk("grade --step 'dL/dv = 4' " + lesson),
                "--step: expected nodes of expr, got ∂L/∂v");
  check_refused(gradwalk("grade --step 4 " + lesson),
                "--step: expected an equation with numbers on its right, such "
                "as dL/dw = 0.5*2 or z = 1.25, got 4");
}
